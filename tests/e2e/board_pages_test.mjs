/* A board's pages in a browser, at phone size, under the policy they are served with. */
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import test, {after, before} from "node:test";
import {done, leaks, listen, openBrowser, PHONE, quiet, until} from "./browser.mjs";
import {BOARD, Kiosk, TOKEN} from "./kiosk.mjs";
import {axe, inEveryLight, inEverySize, sticksOut} from "./look.mjs";
import {Market, PEOPLE, meeting} from "./market.mjs";
import {PAYLOADS} from "./payloads.mjs";

const PAGES = process.env.PAGES;
const [ANNA, BEN, CHIARA, GRETE] = PEOPLE;
const LONG = "Wie wir die Übergabe der Nachtschicht an die Frühschicht so gestalten, dass niemand mehr von Änderungen zuletzt erfährt";
const DAY = 86400000;
const BOX = {total: 360000, left: 217000, running: true, extensions: 0};
const TOPICS = [
	{id: 31, title: "How do other teams brief agencies?", kind: "question", by: GRETE, detail: "We begin anew each time.\n\nWho has a template?", passed: 2},
	{id: 32, title: "Someone to practise pitching with", kind: "wish", by: BEN},
	{id: 33, title: "Three newsletters, one audience", kind: "concern", by: ANNA, detail: "They are all mine."},
	{id: 34, title: LONG, kind: "concern", by: CHIARA, passed: 1, similarTo: 31},
	{id: 35, title: "Trade fair stand lost its printer", kind: "acute", lane: "next", by: CHIARA},
	{id: 36, title: "I can show how we test subject lines", kind: "offer", lane: "next", by: GRETE},
	{id: 37, title: "Nobody reads the intranet any more", kind: "concern", lane: "discussing", by: BEN, spent: 120000},
	{id: 38, title: "Who owns the photo archive?", kind: "question", lane: "done", by: GRETE, outcome: "Grete does.", spent: 480000, votes: 4, voters: 3},
];
const ACTIONS = [
	{topic: 38, text: "=Delete pictures of unknown origin", owner: GRETE, due: Date.now() + 5 * DAY},
	{topic: 38, text: "Write down how to name sources", owner: ANNA},
	{topic: 30, text: "Put the list of agencies online", owner: ANNA, before: true, due: Date.now() - DAY},
	{topic: 30, text: "A date with IT", owner: BEN, before: true},
];
const AGENDA = [{topic: 35, ms: 360000, starts: Date.now() + 300000, reached: true}, {topic: 34, ms: 240000, starts: 0, reached: false}];
const PROPOSAL = {offer: 36, wish: 32, offerTitle: TOPICS[5].title, wishTitle: TOPICS[1].title, other: BEN, mine: "none", theirs: "none", session: 0, starts: 0};

let browser;

before(async () => {
	browser = await openBrowser();
});
after(async () => {
	await browser.close();
});

const market = (more = {}) => new Market({topics: TOPICS.map(topic => ({...topic})), actions: ACTIONS.map(action => ({...action})), ...more});
const inPhase = (phase, more = {}, rest = {}) => market({on: meeting({phase, ...more}), ...rest});

async function room(board, options = {}) {
	return new Kiosk({pages: PAGES, market: board, text: "one", ...options}).start();
}

async function phone(options = {}) {
	const context = await browser.newContext({...PHONE, timezoneId: "Europe/Berlin", ...options});
	const page = await context.newPage();
	page.complaints = listen(page);
	return page;
}

/* A phone on the board as Anna, with `view` open. */
async function joined(kiosk, view = "", options = {}) {
	const page = await phone(options);
	await page.goto(`${kiosk.address}#${TOKEN}`);
	await page.locator("#name").fill("ann");
	await page.locator(".choices .person").first().click();
	await page.locator(".state-saved").waitFor();
	if (view) await open(page, view);
	return page;
}

async function open(page, view) {
	await page.evaluate(hash => {
		location.hash = hash;
	}, view);
	await page.locator(`.view[data-key="${view}"]`).waitFor();
}

const vote = (page, i) => page.locator(".ballot").nth(i);
const more = (page, i) => vote(page, i).locator(".step").nth(1);
const less = (page, i) => vote(page, i).locator(".step").nth(0);

test("from the code to the board: a few letters, a row, and nothing of the editor", async () => {
	const kiosk = await room(market());
	const page = await phone();
	const loaded = [];
	page.on("request", request => loaded.push(new URL(request.url()).pathname));
	await page.goto(`${kiosk.address}#${TOKEN}`);
	await page.locator("#name").fill("a");
	assert.equal(await page.locator(".choices .person").count(), 0);
	await page.locator("#name").fill("mon");
	await page.locator(".choices .person", {hasText: "Chiara"}).click();
	await page.locator(".topic").first().waitFor();
	assert.equal(page.url(), `${kiosk.address}b/${BOARD}`);
	assert.ok(loaded.some(path => path.startsWith("/board-")) && !loaded.some(path => path.startsWith("/note-")), loaded.join(" "));
	await page.reload();
	await page.locator(".topic").first().waitFor(); /* by the cookie; known already */
	quiet(page);
	await done(kiosk, page);
});

test("whoever is not on the list types a name", async () => {
	const kiosk = await room(market());
	const page = await phone();
	await page.goto(`${kiosk.address}#${TOKEN}`);
	await page.locator("#name").fill("zoe");
	await page.getByText("Nobody by that name").waitFor();
	await page.getByText("I’m not on the list").click();
	assert.equal(await page.locator("#guest").inputValue(), "zoe");
	await page.locator("#guest").fill("Zoë");
	await page.locator(".guest .main").click();
	await page.locator(".own", {hasText: "Z"}).waitFor();
	await done(kiosk, page);
});

test("a topic is added, taken back, edited and taken back; similar ones show while it is typed", async () => {
	const board = market();
	const kiosk = await room(board);
	const page = await joined(kiosk, "board");
	await page.locator(".foot .main").click();
	await page.locator(".topic-form .main").click();
	await page.getByText("Please write a few words.").waitFor();
	await page.locator("#title").fill("Briefing agencies");
	await page.locator(".similar .topic", {hasText: "brief agencies?"}).waitFor();
	await page.locator(".kind-choice", {hasText: "Wish"}).click();
	await page.locator("#detail").fill("Line one\nline two");
	await page.reload(); /* what was typed is still there */
	assert.equal(await page.locator("#title").inputValue(), "Briefing agencies");
	await page.locator(".topic-form .main").click();
	await page.locator(".topic", {hasText: "Briefing agencies"}).waitFor();
	const added = board.topics.at(-1);
	assert.deepEqual([added.kind, added.detail, added.by.id, added.draft], ["wish", "Line one\nline two", 5, false]);
	await page.locator(".toast button").click();
	await until(() => added.lane === "withdrawn");

	await open(page, "topic/33");
	await page.getByText("They are all mine.").waitFor();
	await page.getByText("Edit").click();
	await page.locator("#title").fill("Two newsletters");
	await page.locator(".topic-form .main").click();
	await until(() => board.topic(33).title === "Two newsletters");
	await page.locator(".toast button").click();
	await until(() => board.topic(33).title === "Three newsletters, one audience");
	assert.equal(board.topic(33).detail, "They are all mine.");

	await page.getByText("Take off the board").click(); /* the form led back to the topic */
	await until(() => board.topic(33).lane === "withdrawn");
	await page.locator(".toast button").click();
	await until(() => board.topic(33).lane === "proposed");
	quiet(page);
	await done(kiosk, page);
});

test("one's own page is one touch away on the phone that opens it; any other is told where its code is", async () => {
	const kiosk = await room(market());
	const page = await joined(kiosk, "mine");
	await page.getByText("Its code: at the kiosk").waitFor();
	const page5 = page.locator("a", {hasText: "My own page"});
	for (const [who, links] of [["6", 0], ["5", 1]]) { /* somebody else's does not count */
		await page.evaluate(id => localStorage.setItem("tandem/page", id), who);
		await page.reload();
		await page.locator('[data-key="page"]').waitFor();
		assert.equal(await page5.count(), links);
	}
	assert.equal(await page5.getAttribute("href"), "/p/5");
	await done(kiosk, page);
});

test("a draft is one's own until it is put on the board", async () => {
	const board = market();
	const kiosk = await room(board);
	const page = await joined(kiosk, "add");
	await page.locator("#title").fill("Not thought through");
	await page.locator("#draft").check();
	await page.locator(".topic-form .main", {hasText: "Keep as my draft"}).click();
	await until(() => board.topics.at(-1).draft);
	await open(page, "board");
	assert.equal(await page.locator(".topic", {hasText: "Not thought"}).count(), 0);
	await open(page, "mine");
	await page.locator(".with-button", {hasText: "Not thought"}).getByText("Put it on the board").click();
	await until(() => !board.topics.at(-1).draft);
	await done(kiosk, page);
});

test("what the kiosk refuses is said, and its words are not lost", async () => {
	const board = market();
	board.refuse = {error: "too_long", text: "That is too long to be saved."};
	const kiosk = await room(board);
	const page = await joined(kiosk, "add");
	await page.locator("#title").fill("Far too long");
	await page.locator(".topic-form .main").click();
	await page.locator(".toast", {hasText: "That is too long to be saved."}).waitFor();
	await page.locator(".toast button", {hasText: "Change it"}).click();
	assert.equal(await page.locator("#title").inputValue(), "Far too long");
	await done(kiosk, page);
});

test("votes: a budget over all topics, a limit for each, taken back at will", async () => {
	const board = inPhase("vote");
	const kiosk = await room(board);
	const page = await joined(kiosk, "now");
	for (const i of [0, 0, 0, 0, 1]) await more(page, i).click({force: true}); /* the fourth is one too many */
	await until(() => JSON.stringify(board.votesOf(5)) === "{\"31\":3,\"32\":1}");
	await page.locator(".budget", {hasText: "1 vote left"}).waitFor();
	await less(page, 0).click();
	await page.locator(".budget", {hasText: "2 votes left"}).waitFor();
	await page.locator(".dot.waiting").first().waitFor({state: "detached"});
	assert.equal(await vote(page, 0).locator(".dot").count(), 2);
	await page.getByText("I’m done").click();
	await page.locator(".strip-words", {hasText: "You have finished"}).waitFor();
	await page.getByText("Change my votes").click();
	await until(() => !board.finished.has(5));
	quiet(page);
	await done(kiosk, page);
});

test("a vote is on its way until the kiosk has answered, and done once though it is sent twice", async () => {
	const board = inPhase("vote");
	const kiosk = await room(board);
	const page = await joined(kiosk, "now");
	board.mute = true;
	kiosk.tellBoard = () => {};
	await more(page, 0).click();
	await until(() => board.votesOf(5)[31] === 1);
	await vote(page, 0).locator(".dot.waiting").waitFor();
	await page.locator(".state-saving").waitFor();
	board.votes.set(5, {}); /* a request that was done again would show */
	board.mute = false;
	delete kiosk.tellBoard;
	await page.reload();
	await page.locator(".state-saved").waitFor();
	assert.deepEqual(board.votesOf(5), {});
	assert.equal(board.answered.size, 1);
	assert.equal(await page.evaluate(() => Object.keys(localStorage).length), 0);
	await done(kiosk, page);
});

test("without the kiosk it says so, keeps what is asked, and comes back to the same place", async () => {
	const board = inPhase("vote");
	const kiosk = await room(board);
	const page = await joined(kiosk, "now");
	await more(page, 1).click();
	await until(() => board.votesOf(5)[32] === 1);
	await kiosk.stop();
	await page.locator(".state-offline").waitFor();
	await more(page, 0).click();
	await more(page, 0).click();
	await page.getByText("Offline: 1 change kept here").waitFor();
	assert.equal(await vote(page, 0).locator(".dot.waiting").count(), 2);
	await kiosk.start();
	await page.reload();
	await page.locator(".state-saved").waitFor();
	assert.deepEqual(board.votesOf(5), {31: 2, 32: 1});
	assert.equal(new URL(page.url()).hash, "#now");
	await done(kiosk, page);
});

test("a silent network is noticed, and its votes arrive when it is back", async () => {
	const board = inPhase("vote");
	const kiosk = await room(board);
	const page = await joined(kiosk, "now");
	kiosk.stalled = true;
	await more(page, 0).click();
	await page.locator(".state-offline").waitFor({timeout: 12000});
	kiosk.stalled = false;
	await page.locator(".state-saved").waitFor({timeout: 15000});
	assert.deepEqual(board.votesOf(5), {31: 1});
	await done(kiosk, page);
});

test("the head says the phase; a screen reader hears it when it changes, and not each second", async () => {
	const board = inPhase("collect");
	const kiosk = await room(board);
	const page = await joined(kiosk, "now");
	await page.evaluate(() => {
		window.heard = [];
		for (const live of document.querySelectorAll("[aria-live]")) new MutationObserver(() => window.heard.push(live.textContent)).observe(live, {childList: true, subtree: true, characterData: true});
	});
	const clock = page.locator(".strip-clock .clock");
	assert.match(await clock.textContent(), /^39:\d\d$/);
	const before = await clock.textContent();
	await page.waitForFunction(text => document.querySelector(".strip-clock .clock").textContent !== text, before);
	assert.deepEqual(await page.evaluate(() => window.heard), []);
	Object.assign(board.meeting, {phase: "vote"});
	kiosk.tellBoard();
	await page.locator(".phase", {hasText: "Vote"}).waitFor();
	kiosk.tellBoard();
	await page.waitForFunction(() => window.heard.length > 0);
	assert.deepEqual(await page.evaluate(() => window.heard.filter(text => text !== "")), ["You have 5 votes left. Nobody sees where they go."]);
	await done(kiosk, page);
});

test("time is counted from when it was told, and stands while it is paused", async () => {
	const board = inPhase("discuss", {topic: 37, box: {...BOX, left: 125000}});
	const kiosk = await room(board);
	const page = await joined(kiosk, "now");
	await page.evaluate(() => {
		Date.now = () => 0; /* the phone's wall clock is of no importance */
	});
	const clock = page.locator(".ring-words .clock");
	await page.waitForFunction(() => document.querySelector(".ring-words .clock").textContent === "2:03");
	board.meeting.box = {...BOX, left: 90000, running: false};
	kiosk.tellBoard();
	await page.locator(".ring.paused").waitFor();
	await page.waitForFunction(() => new Promise(later => { setTimeout(() => later(true), 1100); }));
	assert.equal(await clock.textContent(), "1:30");
	await done(kiosk, page);
});

test("the question: three large answers over everything, the phone stirs once, and it goes by itself", async () => {
	const board = inPhase("discuss", {topic: 37, box: {...BOX, left: 0, running: false}});
	const kiosk = await room(board);
	const page = await joined(kiosk, "board");
	await page.evaluate(() => {
		window.stirred = 0;
		navigator.vibrate = () => ++window.stirred;
	});
	board.meeting.thumbs = 4000;
	kiosk.tellBoard();
	await page.locator(".thumbs").waitFor();
	kiosk.tellBoard();
	assert.equal(await page.evaluate(() => document.activeElement.id), "thumbs-title");
	for (const box of await Promise.all((await page.locator(".thumb").all()).map(button => button.boundingBox()))) assert.ok(box.height > 100 && box.width > 300);
	await page.getByText("Go on", {exact: true}).click();
	await until(() => board.thumbs.get(5) === "continue");
	board.meeting.thumbs = 300;
	kiosk.tellBoard();
	await page.locator(".thumbs").waitFor({state: "detached"});
	assert.equal(await page.evaluate(() => window.stirred), 1);
	await axe(page, "after the question");
	await done(kiosk, page);
});

test("sit together now: half a minute on an acute topic", async () => {
	const board = market();
	const kiosk = await room(board);
	const page = await joined(kiosk, "topic/35");
	await page.locator(".main.acute").click();
	await page.getByText("I’m in").click();
	await until(() => board.set(5, "now").has(35));
	await page.getByText("I am coming").waitFor();
	await open(page, "topic/31");
	assert.equal(await page.locator(".main.acute").count(), 0);
	await page.getByText("I’d join").click();
	await until(() => board.set(5, "join").has(31));
	await done(kiosk, page);
});

test("from a topic to its notes and back", async () => {
	const kiosk = await room(market());
	const page = await joined(kiosk, "topic/31");
	await page.locator(".detail", {hasText: "Who has a template?"}).waitFor();
	await page.getByText("Open its notes").click();
	await page.locator(".cm-content").waitFor();
	assert.equal(new URL(page.url()).pathname, "/n/231");
	await page.locator(".back").click();
	await page.locator(".detail").waitFor();
	assert.equal(new URL(page.url()).hash, "#topic/31");
	quiet(page);
	await done(kiosk, page);
});

test("lanes: by the names above them, by a swipe, by keyboard", async () => {
	const kiosk = await room(market());
	const page = await joined(kiosk, "board");
	await page.getByRole("button", {name: "Done 1"}).click();
	await page.locator(".lane-tab[aria-current]", {hasText: "Done"}).waitFor();
	await page.evaluate(() => {
		document.querySelector(".lanes").scrollLeft = 0; /* as a swipe ends */
	});
	await page.locator(".lane-tab[aria-current]", {hasText: "Proposed"}).waitFor();
	await page.locator(".lane-tab").first().focus();
	const reached = new Set();
	for (let i = 0; i < 16; i++) {
		await page.keyboard.press("Tab");
		reached.add(await page.evaluate(() => document.activeElement.getAttribute("href")));
	}
	for (const {id} of TOPICS) assert.ok(reached.has(`/b/${BOARD}#topic/${id}`), `${id}: ${[...reached]}`);
	await done(kiosk, page);
});

test("the way through the views: the browser's own way back, and the place in a long lane", async () => {
	const board = market({topics: Array.from({length: 60}, (_unused, i) => ({id: 300 + i, title: `${i} ${LONG}`}))});
	const kiosk = await room(board);
	const page = await joined(kiosk, "board");
	await page.locator("a[href$='#topic/340']").click();
	await page.locator(".whole").waitFor();
	await page.goBack();
	await page.locator(".lanes").waitFor();
	assert.ok(await page.locator("a[href$='#topic/340']").evaluate(node => node.getBoundingClientRect().top < innerHeight));
	await page.evaluate(() => document.querySelector("#lane-proposed").scrollTo(0, 3000));
	board.topic(301).kind = "wish";
	kiosk.tellBoard();
	await page.locator("a.kind-wish").waitFor();
	assert.equal(await page.locator("#lane-proposed").evaluate(node => node.scrollTop), 3000);
	await page.reload();
	await page.locator(".lanes").waitFor();
	assert.equal(await page.locator("#lane-proposed").evaluate(node => node.scrollTop), 3000);
	await done(kiosk, page);
});

test("the state is drawn anew without touching what somebody is at", async () => {
	const board = inPhase("vote");
	const kiosk = await room(board);
	const page = await joined(kiosk, "now");
	await more(page, 2).focus();
	await page.evaluate(() => {
		window.focused = document.activeElement;
	});
	board.add({title: "One more", kind: "wish"});
	board.topics.unshift(board.topics.pop());
	kiosk.tellBoard();
	await page.locator(".ballot", {hasText: "One more"}).waitFor();
	assert.ok(await page.evaluate(() => document.activeElement === window.focused && window.focused.isConnected));
	await open(page, "add");
	await page.locator("#title").fill("Half a tho");
	kiosk.tellBoard();
	await page.locator("#title").pressSequentially("ught");
	assert.equal(await page.locator("#title").inputValue(), "Half a thought");
	await done(kiosk, page);
});

test("actions: settled with one touch and Undo, and added by anybody", async () => {
	const board = inPhase("actions");
	const kiosk = await room(board);
	const page = await joined(kiosk, "now");
	const own = page.locator(".action", {hasText: "list of agencies"});
	await own.getByText("Done").click();
	const action = board.actions.find(({text}) => text.includes("agencies"));
	await until(() => action.state === "done");
	await page.locator(".toast button").click();
	await until(() => action.state === "open");
	assert.equal(await page.locator(".action", {hasText: "A date with IT"}).getByRole("button").count(), 0);
	await open(page, "action/38");
	await page.locator("#text").fill("Ask Leo");
	await page.locator("#owner").fill("gre");
	await page.locator(".choices .person").first().click();
	await page.locator("#due").fill("2030-03-01");
	await page.locator(".topic-form .main").click();
	await until(() => board.actions.at(-1).text === "Ask Leo");
	const {owner, due, topic} = board.actions.at(-1);
	assert.deepEqual([owner.id, topic, new Date(due).toISOString()], [GRETE.id, 38, "2030-02-28T23:00:00.000Z"]); /* midnight in Berlin */
	quiet(page);
	await done(kiosk, page);
});

test("each phase begins at its top, and whatever had the focus hands it on", async () => {
	const board = inPhase("vote", {}, {topics: Array.from({length: 20}, (_unused, i) => ({id: 300 + i, title: `${i} ${LONG}`}))});
	const kiosk = await room(board);
	const page = await joined(kiosk, "now");
	const top = () => page.locator(".body").evaluate(node => node.scrollTop);
	await more(page, 15).focus();
	assert.ok(await top() > 500);
	board.topic(319).title = "Something else";
	kiosk.tellBoard();
	await page.getByText("Something else").waitFor();
	assert.ok(await top() > 500); /* the control: the same phase, nothing moves */
	Object.assign(board.meeting, {revealed: true});
	kiosk.tellBoard();
	await page.locator("[data-key=result]").waitFor();
	assert.equal(await top(), 0);
	assert.equal(await page.evaluate(() => document.activeElement.tagName), "MAIN");
	quiet(page);
	await done(kiosk, page);
});

test("what is said for a moment covers no button: above the foot, and gone where a form begins", async () => {
	const kiosk = await room(inPhase("collect"));
	const page = await joined(kiosk, "add");
	await page.locator("#title").fill("One more");
	await page.locator(".topic-form .main").click();
	const toast = page.locator(".toast"), add = page.locator(".foot .main");
	await toast.waitFor();
	const [above, below] = [await toast.boundingBox(), await add.boundingBox()];
	assert.ok(above.y + above.height <= below.y, JSON.stringify([above, below]));
	await add.click();
	await page.locator(".topic-form").waitFor();
	assert.equal(await toast.count(), 0);
	await done(kiosk, page);
});

test("a topic's time is up: the pages say so, and the remote goes on with nothing that has no time", async () => {
	const board = inPhase("discuss", {topic: 37, box: {...BOX, left: 0, running: false}}, {lead: [ANNA.id]});
	const kiosk = await room(board);
	const page = await joined(kiosk, "now");
	await page.getByText("Time is up. What came of it?").waitFor();
	assert.equal(await page.getByText("paused").count(), 0);
	await open(page, "lead");
	assert.ok(await page.getByRole("button", {name: "Go on", exact: true}).isDisabled());
	board.meeting.thumbs = 60000;
	kiosk.tellBoard();
	await page.locator(".thumb-continue").click();
	await page.locator(".thumbs").waitFor({state: "detached"}); /* who leads has the remote again */
	await page.locator(".next-step").waitFor();
	await done(kiosk, page);
});

test("what came of a topic is written by anybody, with Undo", async () => {
	const board = inPhase("harvest");
	const kiosk = await room(board);
	const page = await joined(kiosk, "now");
	await page.locator("[data-key='harvest-37']").getByText("Write the outcome").click();
	await page.locator("#outcome").fill("We try a weekly digest.");
	await page.getByRole("button", {name: "Save"}).click();
	await until(() => board.topic(37).outcome === "We try a weekly digest.");
	await page.locator("[data-key='harvest-37']").getByText("Change the outcome").waitFor();
	await page.locator(".toast button").click();
	await until(() => board.topic(37).outcome === "");
	quiet(page);
	await done(kiosk, page);
});

test("the close: stars, and a tandem that both want", async () => {
	const board = inPhase("close", {}, {proposals: [{...PROPOSAL}]});
	const kiosk = await room(board);
	const page = await joined(kiosk, "now");
	await page.getByRole("button", {name: "4 stars of 5"}).click();
	await until(() => board.stars.get(5) === 4);
	await page.getByText("Yes, gladly").click();
	await until(() => board.proposals[0].mine === "yes");
	await page.getByText("Waiting for Ben K.").waitFor();
	board.proposals[0].theirs = "yes";
	kiosk.tellBoard();
	await page.locator(".dating input").fill("2030-01-07T15:00");
	await page.locator(".dating button").click();
	await until(() => board.proposals[0].starts === Date.UTC(2030, 0, 7, 14));
	await page.getByText("You meet").waitFor();
	await done(kiosk, page);
});

test("the remote is for the phone that leads, its next action under the thumb", async () => {
	const board = inPhase("collect", {}, {lead: [ANNA.id]});
	const kiosk = await room(board);
	const page = await joined(kiosk);
	assert.equal(new URL(page.url()).hash, "#lead"); /* by itself */
	await page.getByText("On to the pitches").click();
	await until(() => board.meeting.phase === "pitch");
	await page.locator(".phase-step", {hasText: "Discuss"}).click();
	await until(() => board.meeting.phase === "discuss");
	Object.assign(board.meeting, {topic: 37, box: {...BOX}, agenda: AGENDA, hint: {kind: "time_left", number: 2, minutes: 8}});
	kiosk.tellBoard();
	await page.getByText("8 minutes left, 2 topics.").waitFor();
	const next = await page.locator(".next-step").boundingBox();
	assert.ok(next.height >= 72 && next.y > 844 * 0.6, JSON.stringify(next));
	await page.getByText("Pause").click();
	await until(() => !board.meeting.box.running);
	await page.getByText("1 minute more").click();
	await until(() => board.meeting.box.total === 420000);
	const {ends} = board.meeting;
	await page.getByText("5 minutes later").first().click();
	await until(() => board.meeting.ends === ends + 300000);
	await page.getByText("Undo").first().click();
	await until(() => !board.meeting.undo);
	await page.reload();
	await page.locator(".next-step").waitFor();
	await page.getByText("Give the lead back").click();
	assert.deepEqual(board.lead, [ANNA.id]); /* it asks once more */
	await page.getByText("Really give it back?").click();
	await until(() => board.lead.length === 0);
	await page.getByText("The lead is with somebody else").waitFor();
	assert.equal(await page.locator(".tab", {hasText: "Lead"}).count(), 0);
	quiet(page);
	await done(kiosk, page);
});

test("ending the meeting asks once more, and leads to the summary", async () => {
	const board = inPhase("close", {}, {lead: [ANNA.id]});
	const kiosk = await room(board);
	const page = await joined(kiosk, "lead");
	await page.locator(".next-step").click();
	assert.equal(board.meeting.closed, 0);
	await page.getByText("Really end it?").click();
	await until(() => board.meeting.closed > 0);
	await page.locator(".tab", {hasText: "Summary"}).click();
	await page.locator(".facts").waitFor();
	await done(kiosk, page);
});

test("the summary goes along as Markdown, as a table and on paper", async () => {
	const kiosk = await room(inPhase("close", {closed: Date.now(), started: new Date(2026, 10, 22, 14).getTime(), stars: {count: 9, mean: 4.2}}));
	const page = await joined(kiosk, "summary");
	const save = async label => {
		const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", {name: label}).click()]);
		return [file.suggestedFilename(), readFileSync(await file.path(), "utf8")];
	};
	const [markdownName, text] = await save("Markdown");
	assert.equal(markdownName, "Marketing marketplace 2026-11-22.md");
	assert.match(text, /## Who owns the photo archive\?\n\nQuestion · Grete N\. · 4 votes · 8 minutes\n\nGrete does\.\n\n- \[ \] =Delete/);
	const [csvName, table] = await save("Table");
	assert.equal(csvName, "Marketing marketplace 2026-11-22.csv");
	assert.match(table, /\r\nWho owns the photo archive\?,Question,Grete N\.,4,8,Grete does\.,'=Delete pictures/);
	await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
	await page.emulateMedia({media: "print"});
	assert.match(await page.locator("#print").innerText(), /Who owns the photo archive\?[^]*Grete does\.[^]*☐ =Delete pictures/);
	assert.equal(await page.locator(".frame").isVisible(), false);
	assert.ok((await page.pdf({format: "A4"})).length > 1000);
	quiet(page);
	await done(kiosk, page);
});

/* Every view, in the state that has most in it. */
const grid = () => {
	const board = inPhase("discuss", {split: true, places: ["Window", "Kitchen"], slots: [Date.now(), Date.now() + 1200000]});
	[[31, 0, 0], [35, 1, 0], [36, 0, 1]].forEach(([id, place, slot]) => Object.assign(board.topic(id), {place, slot, here: 4}));
	return board;
};
const withDraft = () => {
	const board = inPhase("collect", {}, {proposals: [{...PROPOSAL, mine: "yes", theirs: "yes"}]});
	board.add({title: LONG, kind: "wish", by: ANNA, draft: true});
	return board;
};
const lead = (phase, rest) => inPhase(phase, {undo: true, hint: {kind: "phase_long", number: 0, minutes: 3}, ...rest}, {lead: [ANNA.id]});
const VIEWS = [
	["board", () => market()], ["board", () => market({topics: [], actions: []})], ["add", () => market()], ["edit/33", () => market()],
	["topic/31", () => inPhase("collect")], ["topic/33", () => inPhase("vote")], ["topic/35", () => market({topics: [{...TOPICS[4], gather: 25000}]})],
	["now", () => inPhase("actions")], ["now", () => inPhase("collect")], ["now", () => inPhase("pitch", {topic: 33, box: {...BOX, left: 18000}, pitches: [33, 34]})],
	["now", () => inPhase("vote")], ["now", () => inPhase("vote", {revealed: true})], ["now", () => inPhase("discuss", {topic: 37, box: BOX, agenda: AGENDA})],
	["now", () => inPhase("discuss", {topic: 37, box: {...BOX, left: 0}, thumbs: 60000})], ["now", grid], ["now", () => inPhase("harvest")], ["action/38", () => inPhase("harvest")], ["outcome/38", () => inPhase("harvest")],
	["now", () => inPhase("close", {}, {proposals: [{...PROPOSAL}]})], ["mine", withDraft], ["lead", () => lead("discuss", {topic: 37, box: BOX, agenda: AGENDA})],
	["lead", () => lead("vote")], ["lead", () => lead("close")], ["summary", () => inPhase("close", {closed: Date.now(), stars: {count: 9, mean: 4.2}})],
];

/* One phone that sees them all: look(page, name). */
async function everyView(options, pages, look) {
	const kiosk = await room(market(), {pages});
	const page = await joined(kiosk, "", options);
	const found = [];
	for (const [i, [view, make]] of VIEWS.entries()) {
		kiosk.market = make();
		kiosk.tellBoard();
		await open(page, "board");
		await open(page, view);
		await page.locator(".opening").waitFor({state: "detached"});
		await look(page, `${i} ${view}`).catch(failure => found.push(failure.message));
	}
	assert.deepEqual(found, []);
	await done(kiosk, page);
}

test("axe finds nothing on any view, in light, dark and from right to left", async () => {
	await everyView({}, PAGES, inEveryLight);
});

test("axe finds nothing where one says who one is", async () => {
	const kiosk = await room(market());
	const page = await phone();
	await page.goto(`${kiosk.address}#${TOKEN}`);
	await page.locator("#name").fill("ann");
	await page.locator(".choices .person").first().waitFor();
	await page.getByText("I’m not on the list").click();
	await axe(page, "who");
	assert.deepEqual(await sticksOut(page), {wide: 0, small: []});
	await done(kiosk, page);
});

test("nothing sticks out or is too small to touch, in German, on narrow screens and with large type; every name is there", async () => {
	await everyView({locale: "de-DE"}, PAGES, inEverySize);
});

test("S6: no payload in a title, a name or an outcome runs, loads or leaves", async () => {
	const board = market({topics: PAYLOADS.map((text, i) => ({id: 1000 + i, title: text, outcome: text, detail: text, lane: i % 2 ? "done" : "proposed", by: {...ANNA, id: 50, name: text}}))});
	board.meeting = meeting({phase: "close", closed: Date.now()});
	const kiosk = await room(board);
	const page = await phone();
	const left = leaks(page, kiosk.address);
	await page.goto(`${kiosk.address}#${TOKEN}`);
	await page.locator("#name").fill("ann");
	await page.locator(".choices .person").first().click();
	const check = () => page.evaluate(() => [...document.querySelectorAll("#page *, #print *")].filter(node =>
		/^(script|style|iframe|object|embed|img|video|audio|link|meta|base|math|template|details|marquee|xss)$/i.test(node.tagName)
		|| [...node.attributes].some(at => /^on|^srcdoc$|^formaction$/i.test(at.name))
		|| (node.hasAttribute("href") && !/^\/(b\/\d+#[a-z]+(\/\d+)?|n\/\d+)$/.test(node.getAttribute("href")))).map(node => node.outerHTML.slice(0, 200)));
	for (const view of ["board", "summary", "topic/1001", "edit/1001"]) {
		await open(page, view);
		await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
		assert.deepEqual(await check(), [], view);
	}
	assert.deepEqual(left, []);
	quiet(page);
	await page.evaluate(() => { /* the control: the same watch sees what does run */
		document.querySelector("#print").innerHTML = "<img src='//evil.example/p.png' onerror='1'>";
	});
	assert.equal((await check()).length, 1);
	await until(() => page.complaints.length > 0);
	await done(kiosk, page);
});
