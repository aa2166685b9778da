/* The coordinator's pages and a person's with the real program: signed in by the code on the facilitator's screen, every
 * page is opened with what the kiosk itself says, each thing done once by touching what is there, and each page looked
 * at on a laptop and on a phone. What axe-core finds, what sticks out and what a console says is a failure.
 *
 *   TANDEM=build/tandem node --test tests/e2e/coordinator_test.mjs      LOOK=folder: a picture of each page there */
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join as path} from "node:path";
import test, {after, before} from "node:test";
import {openBrowser, PHONE, listen} from "./browser.mjs";
import {FacilitatedPlay} from "./facilitator.mjs";
import {axe, sticksOut} from "./look.mjs";
import {PageClient} from "./page_client.mjs";
import {until} from "./play.mjs";

const {LOOK} = process.env;
const LAPTOP = {viewport: {width: 1280, height: 800}};
const DAY = 86400000;

let kiosk, browser, desk;
before(async () => {
	browser = await openBrowser();
	kiosk = await new FacilitatedPlay().start({lines: ["data demo"]});
});
after(async () => {
	await kiosk.end();
	await browser.close();
});

const id = name => kiosk.id(name);
const one = sql => Object.values(kiosk.query(sql)[0])[0];
const onDisk = (what, sql, value) => until(what, () => assert.equal(one(sql), value));

/* ---- pages ---- */

async function openAt(code, options, state) {
	const context = await browser.newContext({timezoneId: "Europe/Berlin", ...options, storageState: state});
	const page = await context.newPage();
	page.setDefaultTimeout(8000);
	page.complaints = listen(page);
	await page.goto(code);
	await page.locator(".view").waitFor();
	return page;
}

const open = (page, view) => page.evaluate(hash => { location.hash = hash; }, view)
	.then(() => page.locator(`.view[data-key="${view}"]`).waitFor())
	.then(() => page.locator(".view > :not(.opening)").first().waitFor());

const press = (page, name, exact = false) => page.getByRole("button", {name, exact}).first().click();
const at = (page, view) => page.waitForFunction(hash => location.hash.slice(1).startsWith(hash), view);
const hashId = page => Number(new URL(page.url()).hash.split("/")[1]);
const tell = (page, words) => page.getByText(words).first().waitFor();

/* Opens each view, and says what is wrong with any of them. */
async function walk(page, views, name) {
	const wrong = [];
	for (const view of views) {
		await open(page, view).catch(() => wrong.push(`${view}: does not open: ${page.url()}`));
		const words = await page.locator("body").innerText();
		if (/undefined|NaN|\[object|Invalid Date|\{[a-z]+\}/.test(words)) wrong.push(`${view}: ${words.match(/.{0,30}(undefined|NaN|\[object|Invalid Date|\{[a-z]+\}).{0,30}/)[0]}`);
		await axe(page, view).catch(({actual}) => wrong.push(...actual));
		const {wide, small} = await sticksOut(page);
		if (wide > 0) wrong.push(`${view}: ${wide} px too wide`);
		wrong.push(...small.map(({label, w, h}) => `${view}: ${label} has ${w} by ${h} px`));
		if (LOOK) await page.screenshot({path: path(LOOK, `${name}-${view.replaceAll("/", "-")}.png`)});
	}
	assert.deepEqual(wrong, []);
	assert.deepEqual(page.complaints, []);
}

/* ---- who takes part ---- */

const phones = new Map();
async function phone(name) {
	if (!phones.has(name)) phones.set(name, await PageClient.join(await kiosk.personCode(name)));
	return phones.get(name);
}

/* ---- the coordinator ---- */

test("the code on the screen opens the overview", async () => {
	await kiosk.facilitate({first: true});
	desk = await openAt(await kiosk.freshCode(), LAPTOP);
	await desk.waitForURL(/\/coordinator/);
	await desk.locator(".next-card").waitFor();
	await tell(desk, "The room");
});

test("an organisation, somebody who belongs to it, and a list of thirty", async () => {
	await open(desk, "organisation_new");
	await desk.getByLabel("Name").fill("Tide and Tools");
	await desk.getByLabel("Kind").selectOption("community");
	await press(desk, "Add the organisation");
	await at(desk, "organisations");
	await tell(desk, "Tide and Tools");

	await open(desk, "person_new");
	await desk.getByLabel("Given name").fill("Zoë");
	await desk.getByLabel("Family name").fill("Ångström");
	await desk.getByLabel("Mail").fill("zoe@example.org");
	await press(desk, "Add the person");
	await desk.getByRole("heading", {level: 1, name: "Zoë Ångström"}).waitFor();
	const zoe = hashId(desk);
	await open(desk, `belongs/${zoe}`);
	await press(desk, "Tide and Tools");
	await onDisk("she belongs", `SELECT count(*) FROM belonging WHERE person = ${zoe}`, 1);
	await open(desk, `person_edit/${zoe}`);
	await desk.getByLabel("Team").fill("Night desk");
	await press(desk, "Save", true);
	await onDisk("her team", `SELECT team FROM person WHERE id = ${zoe}`, "Night desk");

	const lines = [...Array(29).keys()].map(i => `Kim${i},Listed${i},kim${i}@example.org,Tide and Tools,Team ${i % 3},en`);
	const list = ["given name,family name,mail,organisation,team,language", ...lines, "Zoë,Ångström,zoe@example.org,Tide and Tools,Day desk,de"].join("\r\n");
	await open(desk, "import");
	await desk.locator("input[type=file]").setInputFiles({name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(list)});
	await desk.getByRole("button", {name: "Bring in 30 people"}).waitFor();
	assert.equal(one("SELECT count(*) FROM person WHERE family LIKE 'Listed%'"), 0, "a preview does nothing");
	await axe(desk, "the preview");
	await press(desk, "Bring in 30 people");
	await press(desk, "To the people");
	await onDisk("the list", "SELECT count(*) FROM person WHERE family LIKE 'Listed%'", 29);
	assert.equal(one(`SELECT team FROM person WHERE id = ${zoe}`), "Day desk");
	await desk.getByRole("searchbox").fill("kim2");
	await desk.getByRole("link", {name: "Kim28 Listed28"}).waitFor();
});

const MODELS = ["tandem", "mentoring", "skills_sharing", "secondment", "learning_set", "joint_venture"];
const named = model => one(`SELECT id FROM partnership WHERE name = 'Ours: ${model}'`);

async function choose(page, names) {
	for (const name of names) {
		await page.getByRole("searchbox").fill(name);
		await page.locator(".pick", {hasText: name}).first().click();
		await page.locator(".chip", {hasText: name}).waitFor();
	}
}

test("a partnership of each model is proposed on the page and answered on phones", async () => {
	const pair = ["Anna Becker", "Farid Lahmar"], set = [...pair, "Ben Koch", "Carla Moreno"];
	for (const model of MODELS) {
		const members = model === "learning_set" ? set : pair;
		await open(desk, "partnership_new");
		await desk.locator(`input[value="${model}"]`).check();
		await choose(desk, members);
		await desk.getByLabel("Name, if it should have one").fill(`Ours: ${model}`);
		await press(desk, "Propose it");
		await desk.getByRole("heading", {level: 1, name: `Ours: ${model}`}).waitFor();
		await desk.getByText("yet to answer").first().waitFor();
		const partnership = hashId(desk);
		for (const name of members) await (await phone(name)).ask("partnership_answer", {partnership, answer: "yes"});
		await desk.getByText("yet to answer").first().waitFor({state: "detached"});
		assert.equal(one(`SELECT count(*) FROM partner WHERE partnership = ${partnership} AND consent = 1`), members.length);
	}
});

const dayIn = days => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

async function plan(partnership, {from, until: ends, rhythm, times}) {
	await open(desk, `session_new/${partnership}`);
	await desk.getByLabel("Day").fill(dayIn(3));
	await desk.getByLabel("From").fill(from);
	await desk.getByLabel("Until").fill(ends);
	if (rhythm) {
		await desk.getByLabel("How often").selectOption(rhythm);
		await desk.getByLabel("How many times").fill(String(times));
	}
	await press(desk, "Plan it");
	await at(desk, `partnership/${partnership}`);
}

test("a series is planned, what collides is named, and a session that is taken off comes back", async () => {
	const first = named("tandem"), second = named("mentoring");
	await plan(first, {from: "14:00", until: "15:00", rhythm: "weekly", times: 3});
	await onDisk("the series", `SELECT count(*) FROM session WHERE partnership = ${first}`, 3);
	await plan(second, {from: "14:30", until: "15:30"});
	await tell(desk, /expected elsewhere, too/);
	await open(desk, "sessions");
	await tell(desk, "is expected at “Ours: tandem” as well");
	await desk.getByRole("link", {name: "Ours: mentoring"}).first().click();
	await press(desk, "Take it off");
	await press(desk, "Yes, take it off");
	await onDisk("it is off", `SELECT count(*) FROM session WHERE partnership = ${second} AND state = (SELECT max(state) FROM session)`, 1);
	await press(desk, "Undo", true);
	await onDisk("it is on again", `SELECT state FROM session WHERE partnership = ${second}`, 0);
});

test("a calendar is looked at, and brought in", async () => {
	const stamp = new Date(Date.now() + 5 * DAY).toISOString().slice(0, 10).replaceAll("-", "");
	const calendar = ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:tide-1", "SUMMARY:Tide tables", `DTSTART:${stamp}T090000Z`, `DTEND:${stamp}T100000Z`,
		"ATTENDEE:mailto:kim1@example.org", "ATTENDEE:mailto:kim2@example.org", "END:VEVENT", "END:VCALENDAR", ""].join("\r\n");
	await open(desk, "calendar");
	await desk.locator("input[type=file]").setInputFiles({name: "tide.ics", mimeType: "text/calendar", buffer: Buffer.from(calendar)});
	await desk.getByRole("button", {name: "Bring in 1 session"}).waitFor();
	await axe(desk, "the calendar's preview");
	await press(desk, "Bring in 1 session");
	await press(desk, "To the sessions");
	await tell(desk, "Tide tables");
});

test("a board is set, a programme begins and goes on, a setting changes", async () => {
	await open(desk, "board_new");
	await desk.getByLabel("Name", {exact: true}).fill("Quay board");
	await desk.getByLabel("How often it meets").selectOption("fortnightly");
	await press(desk, "Add the board");
	await at(desk, "boards");
	await tell(desk, "Quay board");

	await open(desk, "programme_new");
	await desk.getByLabel("What is it called?").fill("Partners of the quay");
	await choose(desk, ["Anna Becker", "Ben Koch", "Carla Moreno"]);
	await press(desk, "Start it");
	await desk.getByRole("heading", {level: 1, name: "Partners of the quay"}).waitFor();
	await press(desk, "On to: Workshop");
	await desk.getByRole("button", {name: "On to: Home-work"}).waitFor();
	await press(desk, "On to: Home-work");
	await desk.getByRole("button", {name: "On to: Learning set"}).waitFor();
	assert.equal(one("SELECT count(*) FROM programme WHERE name = 'Partners of the quay'"), 1);

	await open(desk, "settings");
	await desk.getByLabel("Keep check-ins for").fill("45");
	await desk.keyboard.press("Tab");
	await onDisk("the setting", "SELECT count(*) FROM setting WHERE name = 'retention_days' AND value = '45'", 1);
});

test("two who fit are proposed by one touch; the map has its table; what is known of somebody is a file", async () => {
	await open(desk, "suggestions");
	const before = one("SELECT count(*) FROM partnership");
	await press(desk, "Propose", true);
	await onDisk("the pair", "SELECT count(*) FROM partnership", before + 1);
	await open(desk, "map");
	await desk.locator("svg.map").waitFor();
	await press(desk, "As a table");
	await desk.getByRole("link", {name: "Anna Becker"}).waitFor();
	await open(desk, "audit");
	await tell(desk, "These lines are as they were written");
	await open(desk, `person_file/${id("Zoë Ångström")}`);
	const [download] = await Promise.all([desk.waitForEvent("download"), press(desk, "Save as a file")]);
	const file = JSON.parse(readFileSync(await download.path(), "utf8"));
	assert.equal(file.person[0].email, "zoe@example.org");
});

const places = () => {
	const zoe = id("Zoë Ångström"), partnership = named("tandem"), programme = one("SELECT max(id) FROM programme");
	const next = kiosk.query(`SELECT id, starts FROM session WHERE partnership = ${partnership} ORDER BY starts`)[0];
	return ["desk", "people", `person/${zoe}`, "person_new", `person_edit/${zoe}`, `person_file/${zoe}`, `belongs/${zoe}`, "import", "organisations", `organisation/${one("SELECT max(id) FROM organisation")}`, "organisation_new",
		"partnerships", "partnerships/active", `partnership/${partnership}`, `partnership/${named("learning_set")}`, "partnership_new", `partnership_end/${partnership}`, `partner_new/${partnership}`, "suggestions", "map", "map/organisations",
		"programmes", `programme/${programme}`, "programme_new", `programme_edit/${programme}`, "sessions", `session/${next.id}/${next.starts}`, "session_new", "calendar", "boards", `board/${one("SELECT min(id) FROM board")}`, "board_new",
		"figures", "settings", "audit", "backups", "more", "out"];
};

for (const [size, options] of Object.entries({laptop: LAPTOP, phone: PHONE})) {
	test(`every page of the coordinator, ${size}`, async () => {
		const page = await openAt(`${new URL(desk.url()).origin}/coordinator`, options, await desk.context().storageState());
		await walk(page, places(), size);
		await page.context().close();
	});
}

/* ---- a person's pages ---- */

test("every page of a person, on a phone", async () => {
	const anna = await phone("Anna Becker"), farid = await phone("Farid Lahmar"), partnership = named("tandem");
	await anna.ask("agreement_set", {partnership, edition: 0, part: "outcomes", text: "A handover of ten minutes, and nothing lost."});
	const {edition} = await anna.look("agreement", partnership);
	await anna.ask("goal_set", {partnership, edition, text: "Ten minutes", measured: true, first: 4, target: 8, firstWords: "twenty minutes", targetWords: "ten minutes"});
	await anna.ask("exchange_set", {kind: "offer", text: "Reading a control room"});
	await anna.ask("exchange_set", {kind: "wish", text: "Planning a newsletter"});
	await anna.ask("relation_set", {person: anna.me, name: "The food bank", about: "deliveries", goes: 3, x: 400, y: 300});
	const survey = (await anna.ask("survey_open", {partnership, instrument: "healthy-partnership", due: 0})).result;
	for (const who of [anna, farid]) {
		for (let item = 0; item < 28; item++) await who.ask("survey_answer", {survey, item, value: 1 + item % 5});
		await who.ask("survey_submit", {survey});
	}
	const open_ = (await anna.ask("survey_open", {partnership: named("mentoring"), instrument: "healthy-partnership", due: 0})).result;
	const programme = one("SELECT max(id) FROM programme");
	const goal = one(`SELECT max(goal) FROM goal WHERE partnership = ${partnership}`);
	const page = await openAt(await kiosk.personCode("Anna Becker"), PHONE);
	await page.waitForURL(/\/p\/\d+/);
	const key = await page.evaluate(async () => (await (await fetch("/api/learn/en")).json()).packs[0].key);
	await walk(page, ["me", "partnerships", "learn", "about", `partnership/${partnership}`, `partnership/${named("learning_set")}`, `settle/${partnership}`, `begin/${named("skills_sharing")}`, `far/${partnership}/${goal}`, `agreement/${partnership}`, `changes/${partnership}`,
		`part/${partnership}/outcomes`, `goals/${partnership}`, `goal/${partnership}/${goal}`, `survey/${open_}`, `item/${open_}/0`, `results/${survey}`, "quiz", `programme/${programme}`, `priorities/${programme}`, "map/0", "relation/0",
		`pack/${key}`, "search", `search/${partnership}`, "exchanges", "exchange/offer/new", "suggestions", "rhythm", "known", "privacy", "out"], "me");
	await page.context().close();
});

/* ---- a backup; the end of somebody ---- */

const back = async page => {
	await until("the kiosk is back", async () => { await kiosk.dump(); });
	await page.locator(".strip").filter({hasText: /./}).waitFor({state: "hidden"}).catch(() => {});
};

test("a backup is made and brought back, and what came since is gone", async () => {
	await open(desk, "backups");
	await press(desk, "Back up now");
	await desk.getByText("reads well").first().waitFor();
	await open(desk, "organisation_new");
	await desk.getByLabel("Name").fill("Gone Tomorrow");
	await press(desk, "Add the organisation");
	await onDisk("one more", "SELECT count(*) FROM organisation WHERE name = 'Gone Tomorrow'", 1);
	await open(desk, "desk");
	await tell(desk, "Last backup");
	await open(desk, "backups");
	await press(desk, "Bring back", true);
	await press(desk, "Yes, go back to it");
	await onDisk("it is as it was", "SELECT count(*) FROM organisation WHERE name = 'Gone Tomorrow'", 0);
	await back(desk);
	await open(desk, "organisations");
	await desk.getByText("Gone Tomorrow").waitFor({state: "detached"});
	await tell(desk, "Tide and Tools");
});

test("somebody is erased on the page, after a second touch", async () => {
	const zoe = id("Zoë Ångström");
	await open(desk, `person/${zoe}`);
	await press(desk, "Erase this person");
	assert.equal(one("SELECT count(*) FROM person WHERE family = 'Ångström'"), 1);
	await press(desk, "Yes, erase Zoë Ångström");
	await onDisk("she is gone", "SELECT count(*) FROM person WHERE family = 'Ångström'", 0);
	await back(desk);
	await at(desk, "people");
	await desk.getByRole("searchbox").fill("zo");
	await tell(desk, "Nobody by that name.");
});
