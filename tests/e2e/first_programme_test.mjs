/* From an empty room to the first figures, as README's "Start a programme" has it, with the real program: a PIN is chosen,
 * a list of people brought in, a programme begun, everybody gets the code of their own page, answers alone, a workshop is
 * planned, held at the kiosk and closed; then the figures show it. No step is taken but those a coordinator can see.
 * What somebody wrote or answered is on none of the coordinator's pages, and can't be asked for by hand either.
 *
 *   TANDEM=build/tandem node --test tests/e2e/first_programme_test.mjs      LOOK=folder: a picture of each step there */
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join as path} from "node:path";
import test, {after, before} from "node:test";
import {openBrowser, listen} from "./browser.mjs";
import {FacilitatedPlay} from "./facilitator.mjs";
import {axe, sticksOut} from "./look.mjs";
import {PageClient} from "./page_client.mjs";
import {until} from "./play.mjs";

const {LOOK} = process.env;
const SIZES = {laptop: {width: 1280, height: 800}, phone: {width: 390, height: 844}};
const SECRET = "Onlyforthosewhoareinit";
const NAMES = ["Anna Berg", "Ben Koch", "Carla Moreno", "Farid Lahmar", "Greta Nowak", "Hugo Pires"];

let kiosk, browser, desk;
before(async () => {
	browser = await openBrowser();
	kiosk = await new FacilitatedPlay().start({lines: ["data empty"]});
});
after(async () => {
	await kiosk.end();
	await browser.close();
});

const one = sql => Object.values(kiosk.query(sql)[0])[0];
const press = name => desk.getByRole("button", {name}).first().click();
const follow = name => desk.getByRole("link", {name}).first().click();
const download = async name => {
	const [file] = await Promise.all([desk.waitForEvent("download"), press(name)]);
	return readFileSync(await file.path(), "utf8");
};
const tell = words => desk.getByText(words).first().waitFor();

/* Fit to be looked at on a laptop and on a phone. */
async function fits(step) {
	for (const [size, viewport] of Object.entries(SIZES)) {
		await desk.setViewportSize(viewport);
		await axe(desk, step);
		const {wide, small} = await sticksOut(desk);
		assert.deepEqual([wide, ...small], [0], step);
		if (LOOK) await desk.screenshot({path: path(LOOK, `first-${step}-${size}.png`), fullPage: true});
	}
	await desk.setViewportSize(SIZES.laptop);
}

/* At the address below the code, by its six characters. */
async function signIn() {
	const [, left, right, address] = /\b([0-9A-HJKMNP-TV-Z]{3}) ([0-9A-HJKMNP-TV-Z]{3}) or type it at (\S+)/.exec(await kiosk.words());
	await desk.goto(`http://${address}`);
	await desk.getByLabel("The code beside the QR code").fill(`${left}${right}`.toLowerCase());
	await desk.keyboard.press("Enter");
	await desk.waitForURL(/\/coordinator/);
}

test("the six characters below the code sign the laptop in, at the address that stands there", async () => {
	await kiosk.facilitate({first: true});
	desk = await (await browser.newContext({viewport: SIZES.laptop})).newPage();
	desk.setDefaultTimeout(20000);
	desk.complaints = listen(desk);
	await signIn();
	await tell("Begin with the people");
	await fits("1-empty");
});

test("a list of people is looked at and brought in, and the next step is offered", async () => {
	await follow("Bring people in");
	const lines = NAMES.map((name, i) => `${name.replace(" ", ";")};${name.split(" ")[0].toLowerCase()}@example.org;${["Harbour Works", "City Library"][i % 2]};Team ${i % 3}`);
	const list = ["given name;family name;e-mail;organisation;team", ...lines, ""].join("\r\n");
	const upload = text => desk.locator("input[type=file]").setInputFiles({name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(text)});
	await upload("Teilnehmer;Abteilung\r\nAnna;Nacht\r\n");
	await tell(/needs? a look/);
	assert.equal(await desk.getByRole("button", {name: /^Bring in/}).count(), 0);
	await upload("given name;family name\r\n");
	await tell("There is nobody in this list.");
	await upload(`\ufeff${list}`);
	await desk.getByRole("button", {name: "Bring in 6 people"}).waitFor();
	await desk.getByRole("row", {name: /Anna Berg new Organisation: Harbour Works Team: Team 0 Mail: anna@example.org/}).waitFor();
	await fits("2-preview");
	await press("Bring in 6 people");
	await desk.getByRole("button", {name: "To the people"}).waitFor();
	assert.equal(one("SELECT count(*) FROM person"), 6);
	await fits("2-done");
	await upload(list);
	await tell("6 stay as they are");
	assert.equal(one("SELECT count(*) FROM person"), 6);
});

test("the overview offers a programme; it is begun, and its page says what the coordinator does", async () => {
	await follow("Overview");
	await tell("Who learns together?");
	await fits("3-people");
	await desk.locator(".next-card").getByRole("link", {name: "Start a programme"}).click();
	await desk.getByLabel("What is it called?").fill("Quay partners");
	for (const from of ["city", "harbour"]) {
		await desk.getByRole("searchbox").fill(from);
		await desk.getByRole("button", {name: "Choose all 3"}).click();
	}
	await tell("6 people chosen");
	await fits("3-programme");
	await press("Start it");
	await desk.getByRole("heading", {level: 1, name: "Quay partners"}).waitFor();
	await tell("Everybody needs their own page");
	await fits("3-begun");
	await follow("Overview");
	await tell("When does the group meet: Workshop?");
	assert.equal(await desk.getByText("Nothing waits for you").count(), 0);
	await fits("3-overview");
});

const pages = [];
const answer = async (page, survey, items) => {
	for (let item = 0; item < items; item++) await page.ask("survey_answer", {survey, item, value: 1 + item % 5});
	await page.ask("survey_submit", {survey});
};
const partOf = async (page, step, name) => {
	const programme = one("SELECT id FROM programme");
	return (await page.look("programme", programme)).steps[step].parts.find(({part}) => part === name);
};

test("everybody opens their own page by its code and does the pre-work; the coordinator sees that, not what", async () => {
	for (const name of NAMES) {
		const page = await PageClient.join(await kiosk.personCode(name));
		await page.ask("relation_set", {person: page.me, name: SECRET, about: SECRET, goes: 3, x: 400, y: 300});
		await answer(page, (await partOf(page, 0, "answers")).survey, 9);
		pages.push(page);
	}
	await desk.getByRole("link", {name: /Quay partners.*12 of 12 done/}).click();
	await tell("6 of 6");
	await fits("4-prework");
	await desk.getByRole("button", {name: "On to: Workshop"}).click();
	await tell("Hold it at the kiosk");
});

test("the workshop is planned from its step, held at the kiosk and closed", async () => {
	await follow("Plan: Workshop");
	assert.equal(await desk.getByLabel("Title").inputValue(), "Workshop");
	const now = new Date(), two = n => String(n).padStart(2, "0");
	await desk.getByLabel("Day").fill(`${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`);
	await desk.getByLabel("From").fill(`${two(now.getHours())}:${two(now.getMinutes())}`);
	await desk.getByLabel("Until").fill("23:59");
	await fits("5-plan");
	await press("Plan it");
	await tell("Planned.");
	await follow("Overview");
	await desk.getByRole("heading", {name: "Today", exact: true}).waitFor();
	await desk.getByRole("link", {name: /Quay partners.*meets today/}).waitFor();
	await desk.getByRole("heading", {name: /^Quay partners meets today/}).waitFor();
	await fits("5-today");
	for (const name of NAMES) {
		await kiosk.say("tap #home");
		await kiosk.tap("Check in");
		await kiosk.say("wait 300ms");
		await kiosk.tap(`${name.split(" ")[0]} ${name.split(" ")[1][0]}.`);
		await kiosk.say('expect "You are checked in"');
	}
	for (const page of pages) await answer(page, (await partOf(page, 1, "checklist")).survey, 24);
	const touch = async name => {
		await kiosk.say("wait 300ms"); /* whoever touches right after a screen has come meant the one before */
		await kiosk.say(`tap ${name}`);
	};
	for (const name of ["#session", "#begin"]) await touch(name);
	for (let steps = 0; !(await kiosk.dump()).includes("#finish"); steps++) {
		assert.ok(steps < 60, "the guide comes to its end");
		const seen = await kiosk.dump();
		const name = ["#swap", "#next"].find(shown => new RegExp(`${shown}\\b`).test(seen));
		if (name) await touch(name);
	}
	for (const name of ["#finish", "#close"]) await touch(name);
	await kiosk.say('expect "The session is closed"');
	await follow("Programmes");
	await follow("Quay partners");
	await tell(/^Held today/);
	await fits("5-held");
});

test("the figures show it at once, means when the month is over; each plot has its table, all of it is CSV", async () => {
	await follow("Figures");
	await desk.getByRole("heading", {name: "Sessions", exact: true}).waitFor();
	await tell("None yet: at least 5 people");
	await fits("6-figures");
	await desk.locator(".plotted").first().getByRole("button", {name: "As a table"}).click();
	await desk.locator(".plotted").first().getByRole("row", {name: / 1 1$/}).waitFor();
	const csv = await download("All of it as CSV");
	assert.match(csv, /^\ufeff"Month","Sessions held","Sessions planned"/);
	assert.match(csv, /,1,1,/);
	await kiosk.say("skip 840h");
	await desk.getByText("You are signed out").waitFor();
	await kiosk.say("tap 500,300"); /* it slept */
	await kiosk.say("wait 300ms");
	await kiosk.facilitate();
	await signIn();
	await follow("Figures");
	await tell("6 people answered the last time.");
	await desk.locator(".plotted", {hasText: "Actions"}).getByText("Nothing to count yet.").waitFor();
	await fits("6-means");
	assert.match(await download("All of it as CSV"), /"Is our partnership healthy\?","Purpose",\d/);
});

/* ---- what is nobody's business ---- */

test("by hand no view gives the coordinator a person's page, words or answers, and nobody else the coordinator's", async () => {
	await kiosk.facilitate();
	const coordinator = await PageClient.join(await kiosk.freshCode());
	const survey = one("SELECT max(id) FROM survey"), programme = one("SELECT id FROM programme"), group = one("SELECT partnership FROM programme");
	const own = [["me"], ["partnership", group], ["agreement", group], ["suggestions"], ["quiz"], ["survey", survey], ["results", survey], ["programme", programme], ["relations"], ["relations", pages[0].me], ["packs"], ["search"], ["known", pages[0].me]];
	const inside = [["desk"], ["desk_people"], ["desk_person", pages[0].me], ["desk_organisations"], ["desk_partnerships"], ["desk_partnership", group], ["desk_suggestions"], ["desk_boards"], ["desk_programmes"], ["desk_programme", programme], ["desk_sessions"], ["desk_audit"], ["desk_backups"], ["desk_settings"], ["map"], ["figures"]];
	const says = async (client, [view, of = 0]) => JSON.stringify(await client.look(view, of).catch(problem => ({error: problem.error || String(problem)})));
	assert.ok(await says(pages[0], ["relations"]).then(text => text.includes(SECRET)), "whoever wrote it reads it");
	for (const look of own) assert.match(await says(coordinator, look), /"error":"(not_allowed|not_found|bad_request)"/, `${look.join(" ")} on the coordinator's page`);
	for (const look of inside) {
		const told = await says(coordinator, look);
		assert.ok(!told.includes(SECRET) && !told.includes('"error"'), `${look.join(" ")}: ${told.slice(0, 200)}`);
		assert.match(await says(pages[1], look), /"error":"(not_allowed|not_found|bad_request)"/, `${look.join(" ")} on a person's page`);
	}
	const file = await says(coordinator, ["everything", pages[0].me]);
	assert.ok(file.includes("anna@example.org") && !file.includes(SECRET), "the file of a person has what is known, not what is theirs alone");
	assert.ok((await says(pages[0], ["everything", pages[0].me])).includes(SECRET), "their own has it");
	const other = await says(pages[1], ["everything", pages[0].me]);
	assert.ok(other.includes("ben@example.org") && !other.includes("anna@example.org"), "whatever is asked for, one's own file comes");
	assert.ok(!(await says(pages[1], ["relations", pages[0].me])).includes(SECRET), "somebody else's drawing");
	assert.deepEqual(desk.complaints, []);
});
