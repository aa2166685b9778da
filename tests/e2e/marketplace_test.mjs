/* A whole marketplace with the real program: forty people, four of them with browsers, the others with sockets
 * that speak as the pages do. The screen is touched by its words, codes are read from its pixels, and what must
 * agree in the end is what phones, screen and database say. In the middle of the vote the program is killed.
 * With PICTURES=FOLDER each phase is left there to look at, phone and screen. */
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import test, {after, before} from "node:test";
import {openBrowser, PHONE, listen} from "./browser.mjs";
import {BOARD, BROWSERS, known, MINUTES, PEOPLE, Phone, ROOM, wishes, wrongVotes} from "./crowd.mjs";
import {axe} from "./look.mjs";
import {Play, until} from "./play.mjs";

const PIN = "428913";
const SECRET = "My own salary, and whom to ask";
const MINUTE = 60000;

let browser, folder;
before(async () => {
	browser = await openBrowser();
	folder = mkdtempSync(join(tmpdir(), "marketplace-"));
});
after(async () => {
	await browser.close();
	rmSync(folder, {recursive: true, force: true});
});

/* ---- what everybody does ---- */

const all = (list, act) => Promise.all(list.map(act));

async function sees(kiosk, ...words) {
	return until(`on the screen: ${words.join(", ")}`, async () => {
		const seen = await kiosk.words();
		for (const part of words) assert.ok(seen.includes(part), seen);
		return seen;
	});
}

/* A touch by what stands there or by its name; not so soon after the one before that it counts as the same. */
async function touch(kiosk, what) {
	await kiosk.say("skip 500ms");
	await kiosk.say(`tap "${what}"`);
}

const onScreen = kiosk => until("a code on the screen", () => kiosk.code());

/* Once in each phase: what is to be looked at, and what a machine can see of it. */
async function look(kiosk, page, phase) {
	if (process.env.PICTURES) {
		await page.screenshot({path: join(process.env.PICTURES, `phone-${phase}.png`)});
		await kiosk.say(`shot ${join(process.env.PICTURES, `kiosk-${phase}.png`)}`);
	}
	await axe(page, phase);
}

/* The program's own log, pages and phones have said nothing that they should not. */
async function quiet(pages, phones) {
	for (const page of pages) assert.deepEqual(page.complaints.filter(c => !/ERR_|WebSocket connection/.test(c)), []);
	for (const phone of phones) assert.equal(phone.failed, undefined);
}

/* Without scrolling. */
async function inSight(page, locator) {
	const {height} = page.viewportSize();
	await until("in sight", async () => {
		const box = await locator.boundingBox();
		assert.ok(box && box.y >= 0 && box.y + box.height <= height, JSON.stringify(box));
	});
}

/* ---- coming in ---- */

async function scan(url, {given, family}) {
	const page = await (await browser.newContext({...PHONE, acceptDownloads: true})).newPage();
	page.complaints = listen(page);
	page.heard = [];
	page.on("websocket", socket => {
		page.sockets = (page.sockets || 0) + 1;
		socket.on("framereceived", ({payload}) => page.heard.push(String(payload)));
	});
	await page.goto(url);
	await page.locator("#name").fill(given.slice(0, 3));
	await page.locator(".person", {hasText: `${given} ${family[0]}.`}).first().click();
	await page.locator(".strip .phase").waitFor();
	return page;
}

/* At first use whoever facilitates chooses a PIN, twice the same. */
async function openAtTheScreen(kiosk) {
	await touch(kiosk, "Marketing");
	await touch(kiosk, "Start the meeting");
	await sees(kiosk, "Choose a PIN");
	for (const button of ["Next", "OK"]) {
		for (const digit of PIN) await touch(kiosk, `#digit:${digit}`);
		await touch(kiosk, button);
	}
	await sees(kiosk, "What came of what we promised?", "Ask the printer");
}

async function everybodyComes(kiosk) {
	const url = await onScreen(kiosk);
	assert.match(url, new RegExp(`^HTTP://127\\.0\\.0\\.1:${kiosk.port}/#[0-9A-HJKMNP-TV-Z]{26}$`));
	const phones = await all(PEOPLE.slice(BROWSERS), ({id}) => Phone.join(url, id));
	const pages = await all(PEOPLE.slice(0, BROWSERS), person => scan(url, person));
	await sees(kiosk, "40 people");
	return {phones, pages};
}

const nextPhase = async (kiosk, phones, phase) => {
	await touch(kiosk, "#next-phase");
	await all(phones, phone => phone.until(`phase ${phase}`, () => phone.meeting.phase === phase));
};

/* By the list of phases, to one that is not the next. */
async function skipTo(kiosk, phones, phase, number) {
	await touch(kiosk, "#phases");
	await touch(kiosk, `#phase:${number}`);
	await all(phones, phone => phone.until(`phase ${phase}`, () => phone.meeting.phase === phase));
}

/* ---- the phases ---- */

async function openActions(kiosk, {pages: [anna], phones}) {
	const action = anna.locator(".action", {hasText: "recycled paper"});
	await action.getByRole("button", {name: "Done"}).click();
	await until("the promise is kept", () => assert.equal(kiosk.query("SELECT done > 0 AS kept FROM takeaway WHERE id = 102")[0].kept, 1));
	await look(kiosk, anna, "1-actions");
	await nextPhase(kiosk, phones, "collect");
}

async function write(page, title, {draft = false, kind = "Question"} = {}) {
	await page.getByRole("link", {name: "Add a topic"}).first().click();
	await page.locator(".kind-choice", {hasText: kind}).click();
	await page.locator("#title").fill(title);
	if (draft) await page.locator(".switch").click();
	await page.getByRole("button", {name: draft ? "Keep as my draft" : "Put it on the board"}).click();
	await page.locator(".state-saved").waitFor();
}

/* A dozen phones say theirs twice in one breath; Anna and Ben type theirs, and Ben one for himself alone. */
async function collect(kiosk, {pages: [anna, ben, carla], phones}) {
	await all(phones.slice(0, 12), (phone, i) => phone.ask("topic_add", {title: `What ${PEOPLE[phone.me - 1].given} brings`, kind: ["question", "concern", "offer", "wish"][i % 4], detail: ""}, {times: 2}));
	await write(anna, "Who answers on a Saturday?");
	await write(ben, SECRET, {draft: true});
	await write(ben, "A stand at the trade fair", {kind: "Offer"});
	await all(phones, phone => phone.until("all cards", () => phone.cards.filter(card => card.lane === "proposed").length === 18));
	await sees(kiosk, "Who answers on a Saturday?");
	assert.equal(kiosk.query(`SELECT count(*) AS n FROM topic WHERE board = ${BOARD} AND lane = 0`)[0].n, 19);
	await ben.getByRole("link", {name: "Mine"}).click();
	await ben.getByText(SECRET).waitFor();
	await ben.getByRole("link", {name: "Meeting"}).click();
	await look(kiosk, carla, "2-collect");
}

/* Half a minute each; the next one begins by itself. */
async function pitch(kiosk, {pages: [anna], phones}) {
	await nextPhase(kiosk, phones, "pitch");
	await touch(kiosk, "First pitch");
	const first = await phones[0].until("a pitch", () => phones[0].meeting.topic);
	await look(kiosk, anna, "3-pitch");
	await kiosk.say("skip 30s");
	await all(phones, phone => phone.until("the next pitch", () => phone.meeting.topic && phone.meeting.topic !== first));
	await skipTo(kiosk, phones, "vote", 3);
}

const row = (page, topic) => page.locator(`[data-key="ballot-${topic}"]`);

async function giveByHand(page, given) {
	for (const [topic, count] of Object.entries(given))
		for (let i = 0; i < count; i++) await row(page, topic).locator('[data-key="plus"]').click();
}

/* First one that is taken back, then all of them, one after the other; from `FIRST` on when they may go on. */
const FIRST = 3;
async function giveAll(phone, given, wrong, mayGoOn) {
	const steps = [[wrong, 1], [wrong, 0]];
	for (const [topic, count] of Object.entries(given)) for (let n = 1; n <= count; n++) steps.push([Number(topic), n]);
	for (const [i, [topic, count]] of steps.entries()) {
		if (i === FIRST) await mayGoOn;
		await phone.give(topic, count);
	}
	if (phone.me % 7 === 0) await phone.here("vote_finish", {finished: true});
}

const acknowledged = phones => phones.reduce((sum, phone) => sum + Object.values(phone.ballots).reduce((n, {done}) => n + done, 0), 0);
const VOTES_OF_MEETING = "SELECT topic, person, count FROM vote WHERE meeting = (SELECT max(id) FROM meeting)";
const rowsOf = kiosk => kiosk.query(VOTES_OF_MEETING);

/* Killed when everybody has given some, just as all others are on their way, and started again on the same
 * database. */
async function killInTheMiddle(kiosk, phones, goOn) {
	await until("the first votes", () => assert.equal(acknowledged(phones), FIRST * phones.length));
	const before = known(phones);
	const restarted = kiosk.restart();
	goOn();
	await restarted;
	const rows = rowsOf(kiosk).filter(({person}) => person > BROWSERS);
	const asked = known(phones).map(({person, topic, asked}) => ({person, topic, asked, done: (before.find(b => b.person === person && b.topic === topic) || {done: 0}).done}));
	assert.deepEqual(wrongVotes(asked, rows), []);
}

async function vote(kiosk, {pages, phones}) {
	const [anna, ben, carla, deniz] = pages;
	const topics = phones[0].cards.filter(card => card.lane === "proposed").map(({id}) => id);
	const plan = new Map(PEOPLE.map(({id}) => [id, wishes(id, topics)]));
	const lead = phones[0].meeting.lead, meeting = phones[0].meeting.id;
	await sees(kiosk, "Show the votes", "0/40");
	await look(kiosk, anna, "4-vote");
	for (const page of pages) await page.evaluate(() => { window.opened = "once"; });
	await ben.context().setOffline(true);
	await giveByHand(deniz, plan.get(4));
	await row(deniz, topics[0]).locator(".ballot-text").click();
	let goOn;
	const mayGoOn = new Promise(resolve => { goOn = resolve; });
	const blinking = phones.filter(phone => phone.me % 5 === 0);
	await Promise.all([
		all(phones, phone => giveAll(phone, plan.get(phone.me), topics[topics.length - 1 - phone.me % 3], mayGoOn)),
		all(blinking, async phone => {
			await until("some votes of its own", () => assert.ok(acknowledged([phone]) >= 2));
			if (phone.connected) await phone.blink();
		}),
		killInTheMiddle(kiosk, phones, goOn),
		giveByHand(anna, plan.get(1)), giveByHand(ben, plan.get(2)), giveByHand(carla, plan.get(3)),
	]);
	await ben.context().setOffline(false);
	await carla.reload();
	await backAgain(kiosk, {pages, phones}, {plan, lead, meeting, topics});
	return {plan, topics};
}

/* Everybody is back where they were, with the votes they gave. */
async function backAgain(kiosk, {pages, phones}, {plan, lead, meeting, topics}) {
	for (const phone of phones) {
		await phone.until("back with its votes", () => {
			assert.deepEqual(phone.mine.votes, plan.get(phone.me));
			return phone.connected;
		});
		await phone.returning;
		assert.ok(phone.returns >= 1, `phone ${phone.me}`);
		assert.deepEqual([phone.meeting.id, phone.meeting.phase, phone.meeting.lead, phone.meeting.revealed, phone.meeting.count.votes], [meeting, "vote", lead, false, null]);
	}
	for (const page of pages) {
		await page.locator(".state-saved").waitFor({timeout: 20000});
		assert.ok(page.sockets >= 2);
	}
	assert.deepEqual(await all(pages, page => page.evaluate(() => window.opened)), ["once", "once", undefined, "once"]);
	assert.equal(new URL(pages[3].url()).hash, `#topic/${topics[0]}`);
	await pages[3].getByRole("button", {name: "Back"}).click();
	for (const [i, page] of pages.entries()) {
		await page.locator(".budget b", {hasText: "0 votes left"}).waitFor();
		for (const [topic, count] of Object.entries(plan.get(i + 1))) assert.equal(await row(page, topic).locator(".given .offscreen").textContent(), count === 1 ? "1 vote of yours" : "2 votes of yours");
	}
	await assert.rejects(phones[0].here("vote", {topic: topics.find(id => !plan.get(phones[0].me)[id]), count: 1}), {error: "too_many"});
	const exactly = [...plan].flatMap(([person, given]) => Object.entries(given).map(([topic, count]) => ({person, topic: Number(topic), asked: [count], done: 0})));
	assert.deepEqual(wrongVotes(exactly, rowsOf(kiosk)), []);
	controlOfVotes(kiosk, exactly, topics);
}

/* The control: copies of the database in which a vote was taken away, changed, made up or counted twice. */
function controlOfVotes(kiosk, exactly, topics) {
	const copy = join(folder, "copy.db");
	const {person, topic} = exactly[0];
	const other = topics.find(id => !exactly.some(vote => vote.person === person && vote.topic === id));
	const mine = `person = ${person} AND topic = ${topic}`;
	for (const [sql, spoiled] of [["", 0], [`DELETE FROM vote WHERE ${mine}`, 1], [`UPDATE vote SET count = 3 - count WHERE ${mine}`, 1],
		[`INSERT INTO vote SELECT meeting, round, ${other}, person, 1 FROM vote WHERE ${mine}`, 1], [`INSERT INTO vote SELECT meeting, round + 1, topic, person, count FROM vote WHERE ${mine}`, 1]]) {
		for (const end of ["", "-wal"]) if (existsSync(kiosk.database + end)) copyFileSync(kiosk.database + end, copy + end);
		const rows = JSON.parse(execFileSync("sqlite3", ["-json", copy, `${sql}; ${VOTES_OF_MEETING}`], {encoding: "utf8"}));
		assert.equal(wrongVotes(exactly, rows).length, spoiled, sql);
	}
}

/* ---- the votes are shown ---- */

/* {title: votes} of the ranked list: of each card that its number stands on. */
function totalsOnScreen(dump) {
	const boxes = [...dump.matchAll(/^(text|control) (\d+),(\d+) (\d+)x(\d+).*? "(.*)"(?: cut)?$/gm)].map(([, what, x, y, w, h, words]) => ({what, words, x: +x, y: +y, w: +w, h: +h}));
	const seen = {};
	for (const card of boxes.filter(({what, h}) => what === "control" && h > 40)) {
		const inside = boxes.filter(b => b.what === "text" && /^\d+$/.test(b.words) && b.x > card.x + card.w / 2 && b.x < card.x + card.w && b.y >= card.y && b.y < card.y + card.h);
		if (inside.length === 1) seen[card.words] = Number(inside[0].words);
	}
	return seen;
}

function totalsOf(cards) {
	return Object.fromEntries(cards.filter(card => !card.under).map(card => [card.title, card.votes]));
}

/* On a page a card without votes has no dots. */
async function totalsOnPage(page) {
	await page.locator("[data-key=result] .topic").first().waitFor();
	return page.evaluate(() => Object.fromEntries([...document.querySelectorAll("[data-key=result] .topic")].map(card =>
		[card.querySelector(".topic-title").textContent, parseInt(card.querySelector(".dots .offscreen")?.textContent || "0", 10)])));
}

function totalsOnDisk(kiosk) {
	return Object.fromEntries(kiosk.query(`SELECT t.title, total(v.count) AS votes FROM topic t LEFT JOIN vote v ON v.topic = t.id AND v.meeting = (SELECT max(id) FROM meeting) WHERE t.draft = 0 AND t.lane < 4 AND t.board = ${BOARD} GROUP BY t.id`)
		.map(({title, votes}) => [title, votes]));
}

async function reveal(kiosk, {pages, phones}, {plan, topics}) {
	const [anna] = pages;
	await sees(kiosk, "40/40");
	await touch(kiosk, "Show the votes");
	await sees(kiosk, "This is what you chose");
	await all(phones, phone => phone.until("the votes", () => phone.meeting.revealed && phone.cards[0].votes !== null));
	const title = id => phones[0].cards.find(card => card.id === id).title;
	const totals = Object.fromEntries(topics.map(id => [title(id), [...plan.values()].reduce((sum, given) => sum + (given[id] || 0), 0)]));
	for (const phone of phones) assert.deepEqual(totalsOf(phone.cards), totals);
	for (const page of pages) assert.deepEqual(await totalsOnPage(page), totals);
	assert.deepEqual(totalsOnDisk(kiosk), totals);
	const shown = totalsOnScreen(await kiosk.dump());
	assert.ok(Object.keys(shown).length >= 3, JSON.stringify(shown));
	for (const [name, votes] of Object.entries(shown)) assert.equal(votes, totals[name], name);
	await inSight(anna, anna.locator("[data-key=result] .topic").first());
	await look(kiosk, anna, "5-votes");
	return totals;
}

/* ---- discuss ---- */

/* The first topic's time is over: most want to go on, half the board's minutes are added; then enough. */
async function discuss(kiosk, room, totals) {
	const {pages: [anna, ben, carla], phones} = room;
	await nextPhase(kiosk, phones, "discuss");
	await touch(kiosk, "Begin");
	const {topic, box} = await phones[0].until("the first topic", () => phones[0].meeting.topic && phones[0].meeting);
	const best = Math.max(...Object.values(totals));
	assert.equal(totals[phones[0].cards.find(card => card.id === topic).title], best);
	await inSight(anna, anna.locator(".stage .ring"));
	await look(kiosk, anna, "6-discuss");
	await kiosk.say(`skip ${Math.ceil(box.left / 1000)}s`);
	await all(phones, phone => phone.until("the question", () => phone.meeting.thumbs > 0));
	await look(kiosk, anna, "6-thumbs");
	await all(phones.slice(0, 18), phone => phone.here("thumb", {thumb: "continue"}, {times: 2}));
	await all(phones.slice(18), phone => phone.here("thumb", {thumb: phone.me % 2 ? "enough" : "no_matter"}));
	for (const page of [anna, ben, carla]) await page.locator(".thumb-continue").click();
	await phones[0].until("all thumbs", () => phones[0].meeting.thumbCount.more === 21);
	await kiosk.say("skip 15s");
	await all(phones, phone => phone.until("the extension", () => phone.meeting.box.extensions === 1 && phone.meeting.box.running));
	assert.ok(Math.abs(phones[0].meeting.box.left - MINUTES * MINUTE / 2) < 20000, String(phones[0].meeting.box.left));
	await sees(kiosk, "want to go on");
	await anna.getByText("The time was extended").waitFor();
	await kiosk.say(`skip ${MINUTES / 2}min`);
	await all(phones, phone => phone.until("the question again", () => phone.meeting.thumbs > 0));
	await all(phones, phone => phone.here("thumb", {thumb: "enough"}));
	await kiosk.say("skip 15s");
	await sees(kiosk, "What came of it?");
	assert.deepEqual(await phones[0].until("the box is over", () => phones[0].meeting.box.left === 0 && phones[0].meeting.thumbs === 0 && phones[0].meeting.topic), topic);
	await anna.getByText("Time is up. What came of it?").waitFor();
	await look(kiosk, anna, "6-over");
	await taskInTheNote(kiosk, room);
	await touch(kiosk, "Next topic");
	const second = await phones[0].until("the second topic", () => phones[0].meeting.topic !== topic && phones[0].meeting.topic);
	return [topic, second];
}

/* What is written as a task into the topic's note is an action with one touch at the screen. */
async function taskInTheNote(kiosk, {pages: [, , carla], phones}) {
	await carla.getByRole("link", {name: "Open its notes"}).click();
	await carla.locator(".cm-content").click();
	await carla.keyboard.type("- [ ] Ben: ask the press office");
	await carla.locator(".state-saved").waitFor();
	await sees(kiosk, "ask the press office");
	await touch(kiosk, "ask the press office");
	await all(phones, phone => phone.until("Ben's action", () => phone.actions.some(({text, owner}) => text === "ask the press office" && owner.id === 2)));
	await carla.getByRole("link", {name: "Back to the board"}).click();
	await carla.locator(".stage .ring").waitFor(); /* to where she came from */
}

/* The lead goes to Carla's phone by the code on the screen, and comes back; there is one at every moment. */
async function handTheLead(kiosk, {pages: [, , carla], phones}) {
	const [other] = phones;
	const {topic} = other.meeting;
	await touch(kiosk, "#phases");
	await touch(kiosk, "Lead by phone");
	await sees(kiosk, "Lead from your phone");
	await carla.goto(await onScreen(kiosk));
	await carla.getByRole("heading", {name: "You lead the meeting"}).waitFor();
	await sees(kiosk, "A phone leads now");
	await other.until("a phone leads", () => other.meeting.lead === "phone");
	await touch(kiosk, "#back");
	await look(kiosk, carla, "7-lead");
	await assert.rejects(other.here("topic_next"), {error: "not_allowed"});
	const press = name => carla.getByRole("button", {name, exact: true}).first().click();
	const {left} = other.meeting.box;
	await press("Pause");
	await other.until("paused", () => !other.meeting.box.running);
	await press("1 minute more");
	await other.until("a minute more", () => other.meeting.box.left > left + MINUTE / 2);
	await press("Go on");
	await other.until("it runs", () => other.meeting.box.running);
	await press("Next topic");
	const third = await other.until("the third topic", () => other.meeting.topic !== topic && other.meeting.topic);
	await carla.reload();
	await carla.getByRole("heading", {name: "You lead the meeting"}).waitFor();
	await touch(kiosk, "Lead from here");
	await other.until("the screen leads", () => other.meeting.lead === "kiosk");
	await carla.getByText("The lead is with somebody else").waitFor();
	assert.equal(await carla.getByRole("link", {name: "Lead"}).count(), 0);
	await carla.getByRole("link", {name: "Meeting"}).click();
	return third;
}

/* ---- harvest, close, and what is left ---- */

async function harvest(kiosk, {pages: [anna, , , deniz], phones}, topic) {
	await skipTo(kiosk, phones, "harvest", 5);
	await anna.locator(`[data-key="harvest-${topic}"]`).getByRole("link", {name: "Write the outcome"}).click();
	await anna.locator("textarea").fill("One newsletter for three months, then we count");
	await anna.getByRole("button", {name: "Save"}).click();
	await deniz.locator(`[data-key="harvest-${topic}"]`).getByRole("link", {name: "Add an action"}).click();
	await deniz.locator("#text").fill("Draft the joint newsletter");
	await deniz.getByRole("button", {name: "In a week"}).click();
	await deniz.getByRole("button", {name: "Keep the action"}).click();
	await deniz.locator(".state-saved").waitFor();
	await sees(kiosk, "One newsletter for three months, then we count");
	await kiosk.say("scroll 300,300 400"); /* topics that still want an outcome stand first */
	await sees(kiosk, "Draft the joint newsletter");
	await look(kiosk, anna, "8-harvest");
}

async function close(kiosk, {pages, phones}) {
	const [anna] = pages;
	await nextPhase(kiosk, phones, "close");
	await anna.locator(".star").nth(3).waitFor();
	await look(kiosk, anna, "9-close");
	await anna.locator(".star").nth(3).click();
	await all(phones, phone => phone.here("meeting_rate", {stars: 3 + phone.me % 3}, {times: 2}));
	await all(phones, phone => phone.until("all stars", () => phone.meeting.stars.count === 37));
	await touch(kiosk, "End the meeting");
	await sees(kiosk, "What came of it");
	await all(phones, phone => phone.until("the end", () => phone.meeting.closed));
	assert.equal(kiosk.query("SELECT count(*) AS n FROM rating")[0].n, 37);
}

/* Rows of a CSV file, by RFC 4180. */
function rowsOfCsv(text) {
	const rows = [[]];
	for (const [, sign, quoted, plain] of text.matchAll(/(^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)) {
		if (sign === "\r\n") rows.push([]);
		rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
	}
	return rows.filter(cells => cells.length > 1);
}

async function takeAlong(page, label) {
	const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", {name: label}).click()]);
	return {name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8")};
}

async function summary(kiosk, {pages: [anna]}, discussed, totals) {
	await anna.locator(".facts").waitFor();
	await look(kiosk, anna, "10-summary");
	const markdown = await takeAlong(anna, "Markdown"), table = await takeAlong(anna, "Table (CSV)");
	assert.match(markdown.name, /^Marketing \d{4}-\d\d-\d\d\.md$/);
	assert.match(table.name, /^Marketing \d{4}-\d\d-\d\d\.csv$/);
	assert.match(markdown.text, /^# Marketing\n/);
	assert.match(markdown.text, /40 people took part · worth the time: 4\.0 of 5 \(37 answers\)/);
	const [head, ...rows] = rowsOfCsv(table.text.replace(/^\uFEFF/, ""));
	assert.deepEqual(head, ["Topic", "Kind", "Brought by", "Votes", "Minutes", "What came of it", "Action", "Who", "By when", "State"]);
	const first = ["One newsletter for three months, then we count", ["ask the press office", "Draft the joint newsletter"]];
	for (const [i, title] of discussed.entries()) {
		const [outcome, actions] = i ? ["", [""]] : first;
		assert.ok(markdown.text.includes(`\n## ${title}\n`), markdown.text);
		const cells = rows.filter(([name]) => name === title);
		assert.deepEqual(cells.map(row => [Number(row[3]), row[5], row[6]]), actions.map(action => [totals[title], outcome, action]));
	}
	assert.equal(rows.length, discussed.length + 1);
	assert.match(markdown.text, /\n## .*\n\n.*minutes\n\nOne newsletter for three months, then we count\n\n- \[ \] ask the press office — Ben K\.\n- \[ \] Draft the joint newsletter — Deniz Ş\. — by /);
	for (const title of Object.keys(totals)) assert.ok(markdown.text.includes(title), title);
}

/* One draft stayed with whoever wrote it: not in one message, one word of the screen, one line of the log. */
async function kept(kiosk, {pages: [anna, ben, carla, deniz], phones}, seen) {
	const others = [...phones.flatMap(({told}) => told), ...[anna, carla, deniz].flatMap(({heard}) => heard), ...seen, kiosk.log];
	assert.deepEqual(others.filter(words => words.includes("salary")), []);
	/* The control: the same search finds it with Ben, and a card that is for all with everybody. */
	assert.ok(ben.heard.some(words => words.includes("salary")));
	for (const list of [...phones.map(({told}) => told), ...[anna, ben, carla, deniz].map(({heard}) => heard), seen]) assert.ok(list.some(words => words.includes("Who answers on a Saturday?")));
	assert.equal(kiosk.query(`SELECT count(*) AS n FROM topic WHERE title = '${SECRET}' AND draft = 1 AND person = 2`)[0].n, 1);
}

/* Every picture of the screen in words, for what must never be on it. */
function watched(kiosk) {
	const seen = [];
	const dump = kiosk.dump;
	kiosk.dump = async () => {
		const words = await dump.call(kiosk);
		seen.push(words);
		return words;
	};
	return seen;
}

async function meeting(t, kiosk) {
	const seen = watched(kiosk);
	await openAtTheScreen(kiosk);
	const room = await everybodyComes(kiosk);
	const {pages, phones} = room;
	t.after(() => all(phones, phone => phone.leave()));
	await openActions(kiosk, room);
	await collect(kiosk, room);
	await pitch(kiosk, room);
	const voted = await vote(kiosk, room);
	await touch(kiosk, "Marketing");
	await touch(kiosk, "To the meeting");
	const totals = await reveal(kiosk, room, voted);
	const topics = await discuss(kiosk, room, totals);
	topics.push(await handTheLead(kiosk, room));
	await harvest(kiosk, room, topics[0]);
	await close(kiosk, room);
	await summary(kiosk, room, topics.map(id => phones[0].cards.find(card => card.id === id).title), totals);
	await kept(kiosk, room, seen);
	await quiet(pages, phones);
}

test("a marketplace of forty: collected, voted, killed, discussed, harvested and taken along", async t => {
	const data = join(folder, "room.sql");
	writeFileSync(data, ROOM);
	const kiosk = await new Play().start({lines: [`data ${data}`]});
	t.after(() => kiosk.end());
	try {
		await meeting(t, kiosk);
	} catch (problem) {
		problem.message += `\nThe screen showed: ${await kiosk.words()}`;
		throw problem;
	}
});
