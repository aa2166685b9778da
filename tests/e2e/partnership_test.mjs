/* Learning partnerships with the real program: the coordinator signs in by the code on the facilitator's screen, two phones
 * confirm an agreement, two people assess their partnership without seeing each other's answers, three walk a programme, and
 * somebody is erased while they write. Codes are read from pixels. */
import assert from "node:assert/strict";
import {readFileSync, readdirSync, statSync} from "node:fs";
import {join as join_} from "node:path";
import test, {after, before} from "node:test";
import {Refused} from "./board_client.mjs";
import {openBrowser, PHONE, listen} from "./browser.mjs";
import {FacilitatedPlay} from "./facilitator.mjs";
import {axe} from "./look.mjs";
import {PageClient} from "./page_client.mjs";
import {until} from "./play.mjs";

let kiosk, browser;
before(async () => {
	browser = await openBrowser();
	kiosk = await new FacilitatedPlay().start({lines: ["data demo"]});
});
after(async () => {
	await kiosk.end();
	await browser.close();
});

const id = name => kiosk.id(name);

const night = () => kiosk.query("SELECT id FROM partnership WHERE name = 'Night desk'")[0].id;

/* ---- the coordinator ---- */

let desk;

test("the coordinator signs in by the code on the facilitator's screen, and by nothing else", async () => {
	await kiosk.facilitate({first: true});
	const code = await kiosk.freshCode();
	desk = await PageClient.join(code);
	assert.equal(desk.page, -1);
	assert.equal((await desk.look("desk")).partnerships.active > 0, true);

	const stranger = new PageClient(code.split("#")[0]);
	const refusal = async question => question.then(() => "let in", problem => problem instanceof Refused ? problem.error : Promise.reject(problem));
	assert.equal(await refusal(stranger.redeem({token: code.split("#")[1]})), "wrong_code", "a code of one use was used twice");
	assert.equal(await refusal(stranger.post("/api/hello", {page: "coordinator"})), "signed_out");
	const hello = origin => fetch(`${desk.address}/api/hello`, {
		method: "POST", body: JSON.stringify({page: "coordinator"}), headers: {"Content-Type": "application/json", Cookie: desk.cookie, Origin: origin},
	});
	assert.equal((await hello(desk.address)).status, 200);
	assert.equal((await hello("http://elsewhere.example")).status, 403, "from another origin");
	const answer = await fetch(`${desk.address}/api/desk/export/people.csv`, {headers: {Origin: desk.address}});
	assert.equal(answer.status, 401, "an export without the cookie");
});

/* ---- a partnership ---- */

async function phone(code) {
	const context = await browser.newContext(PHONE);
	const page = await context.newPage();
	page.complaints = listen(page);
	await page.goto(code);
	await page.waitForURL(/\/p\/\d+/);
	return page;
}

const SECRET = "Wordsthatstayamongus";
let anna, ben; /* Chromium */

test("an agreement is written on one phone and confirmed by two, and the screen and the disk have it", async () => {
	const partnership = night();
	anna = await phone(await kiosk.personCode("Anna Becker"));
	ben = await phone(await kiosk.personCode("Ben Koch"));
	await anna.goto(`${anna.url().split("#")[0]}#part/${partnership}/outcomes`);
	await anna.locator("textarea").fill(`A handover of ten minutes, and nothing lost. ${SECRET}`);
	await anna.getByRole("button", {name: "Save and go on"}).click();
	await until("the words on the disk", () => assert.match(kiosk.query(`SELECT group_concat(outcomes) AS o FROM agreement WHERE partnership = ${partnership}`)[0].o, new RegExp(SECRET)));
	for (const page of [anna, ben]) await page.goto(`${page.url().split("#")[0]}#agreement/${partnership}`);
	await ben.getByText(SECRET).waitFor();
	await axe(ben, "the agreement");
	await anna.getByRole("button", {name: /confirm/i}).click();
	await anna.getByText("It waits for Ben", {exact: false}).waitFor();
	const version = kiosk.query(`SELECT max(version) AS v FROM agreement WHERE partnership = ${partnership}`)[0].v;
	assert.equal(kiosk.query(`SELECT count(*) AS n FROM confirmation WHERE partnership = ${partnership} AND version = ${version}`)[0].n, 1);
	await ben.getByRole("button", {name: /confirm/i}).click();
	for (const page of [anna, ben]) await page.getByText("It is in force", {exact: false}).waitFor();
	assert.equal(kiosk.query(`SELECT count(*) AS n FROM confirmation WHERE partnership = ${partnership} AND version = ${version}`)[0].n, 2);
	for (const page of [anna, ben]) assert.deepEqual(page.complaints, []);
});

test("who coordinates sees that it is confirmed, and no word of it", async () => {
	const partnership = night();
	const row = (await desk.look("desk_partnerships")).partnerships.find(({id: one}) => one === partnership);
	assert.equal(row.agreement, "in_force");
	for (const [view, of] of [["desk", 0], ["desk_partnership", partnership], ["desk_sessions", 0], ["desk_people", 0], ["desk_audit", 0], ["figures", 0]]) {
		assert.ok(!JSON.stringify(await desk.look(view, of)).includes(SECRET), view);
	}
	assert.ok(JSON.stringify(await member("Anna Becker", "agreement", partnership)).includes(SECRET), "the search finds what there is");
});

/* What somebody's own page shows, over a socket; a phone more of theirs. */
const members = new Map();
async function join(name) {
	if (!members.has(name)) members.set(name, await PageClient.join(await kiosk.personCode(name)));
	return members.get(name);
}
async function member(name, view, of) {
	return (await join(name)).look(view, of);
}

test("two assess their partnership, each without the other's answers, and see both when both are done", async () => {
	const partnership = night();
	const a = await join("Anna Becker"), b = await join("Ben Koch");
	const survey = (await a.ask("survey_open", {partnership, instrument: "healthy-partnership", due: 0})).result;
	const items = 28;
	for (let item = 0; item < items; item++) await a.ask("survey_answer", {survey, item, value: item === 3 ? 1 : 4});
	await a.ask("survey_submit", {survey});
	const told = await b.look("survey", survey);
	assert.deepEqual(told.answers, [], "Ben's page has answers that are not his");
	assert.equal(told.done, 1);
	assert.equal((await b.look("results", survey)).areas, undefined, "results before both are done");
	for (let item = 0; item < items; item++) await b.ask("survey_answer", {survey, item, value: item === 3 ? 5 : 4});
	await b.ask("survey_submit", {survey});
	const results = await b.look("results", survey);
	assert.equal(results.people, 2);
	assert.equal(results.gaps[0].item, 3);
	assert.deepEqual([results.gaps[0].low, results.gaps[0].high], [1, 5]);
	assert.equal(kiosk.query(`SELECT count(*) AS n FROM answer WHERE survey = ${survey}`)[0].n, 2 * items);
	const seen = await desk.look("desk_partnership", partnership);
	assert.equal(seen.surveys.find(({instrument}) => instrument === "healthy-partnership").done, 2);
	assert.ok(!("answers" in seen), "whoever coordinates sees how many answered, not what");
});

test("somebody says on their phone that they are here: the screen has them, the notes open, and it is taken back", async () => {
	const client = await join("Ben Koch");
	const session = (await client.look("me")).sessions.find(({open, here}) => open && !here);
	assert.equal(await (await join("Anna Becker")).refused("check_in", {session: session.id, person: client.me}), "not_allowed");
	const here = () => kiosk.query(`SELECT here_at > 0 AS here FROM member WHERE session = ${session.id} AND person = ${client.me}`)[0].here;
	await ben.goto(`${ben.url().split("#")[0]}#me`);
	await ben.getByRole("button", {name: "I am here"}).click();
	await ben.getByText("You are checked in.").waitFor();
	assert.equal(here(), 1);
	await ben.getByRole("button", {name: "Undo"}).click();
	await ben.getByText("Taken back.").waitFor();
	assert.equal(here(), 0);
	await ben.getByRole("button", {name: "I am here"}).click();
	await ben.getByRole("link", {name: "Open the notes"}).click();
	await ben.locator(".cm-content").waitFor();
	assert.deepEqual(ben.complaints, []);
});

/* ---- the programme ---- */

test("three walk a programme: pre-work, the workshop's checklist, their own assessment, priorities", async () => {
	const names = ["Esra Wagner", "Farid Lahmar", "Gita Nowak"];
	const programme = (await desk.ask("programme_set", {name: "Partners of the quay", people: names.map(id)})).result;
	const all = [];
	for (const name of names) all.push(await join(name));
	for (const one of all) {
		const {programmes: [mine]} = await one.look("me");
		assert.equal(mine.id, programme);
		assert.equal(mine.step, "pre_work");
		assert.equal(mine.next, "map");
		await one.ask("relation_set", {person: one.me, name: "The food bank", about: "deliveries", goes: 3, x: 400, y: 300});
		const doc = await one.look("programme", programme);
		const answers = doc.steps[0].parts.find(({part}) => part === "answers");
		for (let item = 0; item < 9; item++) await one.ask("survey_answer", {survey: answers.survey, item, value: 3}).catch(() => {});
		await one.ask("survey_submit", {survey: answers.survey});
	}
	const done = (await desk.look("desk_programme", programme)).steps[0].parts;
	assert.deepEqual(done.map(one => [one.part, one.done, one.of]), [["map", 3, 3], ["answers", 3, 3]]);
	await desk.ask("programme_go", {programme, step: "home_work"});
	const assessment = (await all[0].look("programme", programme)).steps[2].parts.find(({part}) => part === "assessment").survey;
	for (const [n, one] of all.entries()) {
		for (let item = 0; item < 54; item++) await one.ask("survey_answer", {survey: assessment, item, value: 1 + (item + n) % 5});
		await one.ask("survey_submit", {survey: assessment});
		for (const skill of ["influencing", "motivation", "on-track"]) await one.ask("priority_set", {skill, on: true});
	}
	const results = await all[0].look("results", assessment);
	assert.equal(results.areas.length, 9);
	assert.deepEqual(results.priorities, ["influencing", "motivation", "on-track"]);
	assert.equal((await desk.look("desk_programmes")).programmes[0].step, "home_work");
});

/* ---- the way through a person's pages ---- */

/* Of each kind of view a few, from wherever a link leads to it. */
async function walk(page, look) {
	const base = page.url().split("#")[0], seen = ["me", "partnerships", "learn", "about"], many = new Map();
	for (const view of seen) { /* grows as links are found */
		await page.goto(`${base}#${view}`);
		await page.locator(`.view[data-key="${view}"]`).waitFor();
		await page.locator(".opening").waitFor({state: "detached"});
		await look(view);
		for (const href of await page.locator(".frame a[href*='#']").evaluateAll(all => all.map(link => link.getAttribute("href").split("#")[1]))) {
			const [kind] = href.split("/");
			if (seen.includes(href) || many.get(kind) > 1) continue;
			many.set(kind, (many.get(kind) || 0) + 1);
			seen.push(href);
		}
	}
	return seen;
}

test("no link on a person's pages leads to nothing", async () => {
	const {given, family} = kiosk.query("SELECT given, family FROM person p ORDER BY (SELECT count(*) FROM partner WHERE person = p.id) DESC, id LIMIT 1")[0];
	const page = await phone(await kiosk.personCode(`${given} ${family}`));
	const nothing = page.locator("[data-key=gone]");
	const seen = await walk(page, async view => assert.equal(await nothing.count(), 0, view));
	assert.ok(seen.length > 25 && seen.some(view => view.startsWith("partnership/")), seen.join(" "));
	await page.goto(`${page.url().split("#")[0]}#partnership/999999`); /* the control */
	await nothing.waitFor();
	assert.deepEqual(page.complaints, []);
});

/* ---- the end of somebody ---- */

/* Every file of the kiosk's data that holds these bytes. */
function filesWith(words, folder = kiosk.folder) {
	return readdirSync(folder).flatMap(name => {
		const path = join_(folder, name);
		const stat = statSync(path);
		if (stat.isDirectory()) return filesWith(words, path);
		return stat.isFile() && /tandem-|room/.test(path) && readFileSync(path).includes(words) ? [path] : [];
	});
}

test("somebody is erased while they write, and the bytes of their name are nowhere", async () => {
	const name = "Qwertzuinia", family = "Zyxwvutsrq";
	const person = (await desk.ask("person_set", {given: name, family, email: `${name}@example.org`, organisation: "Harbour Housing"})).result;
	const partnership = (await desk.ask("partnership_set", {model: "tandem", name: `${name} and Sam`, people: [person, id("Sam Okafor")]})).result;
	const writer = await join(`${name} ${family}`);
	const sam = await join("Sam Okafor");
	await writer.ask("partnership_answer", {partnership, answer: "yes"});
	await sam.ask("partnership_answer", {partnership, answer: "yes"});
	await sam.ask("agreement_set", {partnership, edition: 0, part: "outcomes", text: `${name} ${family} and I learn to listen`});
	assert.ok(filesWith(family).length > 0, "the search finds a name that is there");
	const writing = (async () => {
		for (let i = 0; ; i++) await writer.ask("exchange_set", {kind: "offer", text: `What ${family} knows, ${i}`});
	})().catch(() => {});
	await desk.ask("person_erase", {person});
	writer.drop();
	await Promise.race([writing, new Promise(done => { setTimeout(done, 200); })]);
	await until("the kiosk is back", async () => { await kiosk.dump(); await desk.comeBack(); });
	await until("no file has the name", () => {
		assert.deepEqual(filesWith(family), []);
		assert.deepEqual(filesWith(name), []);
	});
	assert.equal(kiosk.query(`SELECT count(*) AS n FROM person WHERE id = ${person} AND (given = '${name}' OR family = '${family}')`)[0].n, 0);
});

test("somebody takes their data along and erases themselves on their phone, and nobody else's", async () => {
	if (!desk.connected) await desk.comeBack();
	const family = "Wvutsrqpon";
	const person = (await desk.ask("person_set", {given: "Quilla", family, email: "quilla@example.org"})).result;
	const page = await phone(await kiosk.personCode(`Quilla ${family}`));
	const stranger = await PageClient.join(await kiosk.personCode("Ben Koch"));
	assert.equal(await stranger.refused("person_erase", {person}), "not_allowed");
	stranger.drop();
	await page.goto(`${page.url().split("#")[0]}#everything`);
	const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", {name: "Save as a file"}).click()]);
	assert.equal(JSON.parse(readFileSync(await download.path(), "utf8")).person[0].family, family);
	assert.ok(filesWith(family).length > 0, "the search finds a name that is there");
	await page.goto(`${page.url().split("#")[0]}#erase`);
	const gone = page.getByText("You are erased");
	while (!await gone.isVisible()) await page.getByRole("button", {name: "Yes, erase me"}).click({timeout: 1000}).catch(() => {});
	await until("the kiosk is back", async () => { await kiosk.dump(); await desk.comeBack(); });
	await until("no file has the name", () => assert.deepEqual(filesWith(family), []));
	assert.equal(kiosk.query(`SELECT count(*) AS n FROM audit WHERE what = 'person_erase' AND about = ${person}`)[0].n, 1);
	await page.goto(`${desk.address}/p/${person}`);
	await page.locator("#code").waitFor();
});

test("a coordinator who has signed out is out", async () => {
	if (!desk.connected) await desk.comeBack();
	desk.send(JSON.stringify({t: "leave"}));
	await desk.until("the end", () => desk.ended);
	assert.equal(desk.ended.error, "signed_out");
	const again = new PageClient(desk.address);
	Object.assign(again, {cookie: desk.cookie, page: -1});
	await assert.rejects(again.hello(), problem => problem.error === "signed_out");
});
