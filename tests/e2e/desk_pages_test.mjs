/* The coordinator's pages in Chromium against a small authority (desk_room.mjs): the way in and out, what each of them
 * asks of the kiosk, and that each is fit to be looked at, listened to and used by keys, on a laptop and on a phone.
 *
 *   PAGES=build/phone node --test tests/e2e/desk_pages_test.mjs      LOOK=folder: a picture of each page there */
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {PHONE, listen, openBrowser, quiet} from "./browser.mjs";
import {LONGEST, Room, somebody} from "./desk_room.mjs";
import {axe, sticksOut} from "./look.mjs";

const {PAGES, LOOK} = process.env;
const LAPTOP = {viewport: {width: 1280, height: 800}};

let browser;

before(async () => {
	browser = await openBrowser();
});
after(async () => {
	await browser.close();
});

async function desk(room, view = "", options = LAPTOP) {
	const context = await browser.newContext({timezoneId: "Europe/Berlin", ...options});
	const page = await context.newPage();
	page.complaints = listen(page);
	await page.goto(`${room.address}coordinator${view ? `#${view}` : ""}`);
	await page.locator(`.view[data-key="${view || "desk"}"]`).waitFor();
	return page;
}

const open = (page, view) => page.evaluate(hash => {
	location.hash = hash;
}, view).then(() => page.locator(`.view[data-key="${view}"]`).waitFor());


async function done(room, ...pages) {
	for (const page of pages) {
		quiet(page);
		await page.context().close();
	}
	await room.stop();
}

const waits = async holds => {
	for (const end = Date.now() + 8000; !holds();) {
		assert.ok(Date.now() < end, `still not so: ${holds}`);
		await new Promise(again => { setTimeout(again, 10); });
	}
};
const lastAsked = (room, what) => room.asked.filter(message => message.what === what).at(-1);
const fieldsOf = ({t, id, what, ...fields}) => fields; /* eslint-disable-line no-unused-vars */

test("the way in: no cookie, a code that is wrong, one that is right; the way out ends it", async () => {
	const room = await new Room({pages: PAGES, signedIn: false}).start();
	const page = await (await browser.newContext(LAPTOP)).newPage();
	page.complaints = listen(page);
	await page.goto(`${room.address}coordinator`);
	await page.locator("#code").waitFor();
	await axe(page, "door");
	await page.locator("#code").fill("AAAAAA");
	await page.getByRole("button", {name: "Sign in"}).click();
	await page.getByText("Please check the six characters").waitFor();
	await page.locator("#code").fill("h4k 7qm");
	await page.keyboard.press("Enter");
	await page.locator(".next-card").waitFor();
	await page.getByRole("link", {name: "Sign out"}).click();
	await page.getByRole("button", {name: "Sign out"}).click();
	await page.locator("#code").waitFor();
	assert.equal(room.signedIn, false);
	await page.reload();
	await page.locator("#code").waitFor();
	await done(room, page);
});

test("a person is added, edited, archived and taken back, erased only after a second touch", async () => {
	const room = await new Room({pages: PAGES}).start();
	const page = await desk(room, "people");
	await page.getByRole("link", {name: "Add a person"}).click();
	await page.getByRole("button", {name: "Add the person"}).click();
	await page.getByText("Please write a name.").waitFor();
	assert.equal(room.asked.length, 0);
	await page.getByLabel("Given name").fill("Zoë");
	await page.reload(); /* what was typed is still there */
	assert.equal(await page.getByLabel("Given name").inputValue(), "Zoë");
	await page.getByLabel("Family name").fill("Ångström");
	room.refuseDo = {error: "bad_request", text: "That is not possible."};
	await page.getByRole("button", {name: "Add the person"}).click();
	await page.getByText("That is not possible.").waitFor();
	room.refuseDo = null;
	await page.getByRole("button", {name: "Add the person"}).click();
	await page.getByRole("heading", {level: 1, name: "Zoë Ångström"}).waitFor();
	const made = room.people.at(-1);
	await page.getByRole("link", {name: "Edit"}).click();
	await page.getByLabel("Team").fill("Night desk");
	await page.getByRole("button", {name: "Save"}).click();
	await waits(() => made.team === "Night desk");
	await page.getByRole("button", {name: "Archive"}).click();
	await waits(() => made.archived === true);
	assert.equal(made.team, "Night desk");
	await page.getByRole("button", {name: "Undo"}).click();
	await waits(() => made.archived === false);
	await page.getByRole("button", {name: "Erase this person"}).click();
	assert.equal(lastAsked(room, "person_erase"), undefined);
	await page.getByRole("button", {name: "No, keep it"}).click();
	await page.getByRole("button", {name: "Erase this person"}).click();
	await page.getByRole("button", {name: "Yes, erase Zoë Ångström"}).click();
	await page.locator(".view[data-key=people]").waitFor();
	assert.deepEqual(fieldsOf(lastAsked(room, "person_erase")), {person: made.id});
	await done(room, page);
});

test("the overview says what waits: a group without a day for its next meeting, the way to plan it, the way in an empty room", async () => {
	const room = await new Room({pages: PAGES}).start();
	const page = await desk(room);
	await page.getByRole("heading", {name: "When does the group meet: Learning set?"}).waitFor();
	await page.getByRole("link", {name: /Partners across the river.*9 of 24 done/}).waitFor();
	assert.equal(await page.getByText("Nothing waits for you").count(), 0);
	await page.getByRole("link", {name: "Plan the session"}).click();
	assert.equal(await page.getByLabel("Partnership").inputValue(), "14");
	assert.equal(await page.getByLabel("Title").inputValue(), "Learning set");
	const [day, from, until] = [await page.getByLabel("Day").inputValue(), await page.getByLabel("From").inputValue(), await page.getByLabel("Until").inputValue()];
	await page.getByRole("button", {name: "Plan it"}).click();
	await waits(() => lastAsked(room, "session_set"));
	const {partnership, starts, title} = lastAsked(room, "session_set");
	assert.deepEqual([partnership, title, from, until, starts > Date.now() + 19 * 86400000], [14, "Learning set", "10:00", "12:00", true], day);
	room.docs.desk = {...room.view_desk(), attention: [], courses: room.courses().map(course => ({...course, meets: Date.now()}))};
	await open(page, "desk");
	await page.getByRole("heading", {name: /^Partners across the river meets today/}).waitFor();
	await page.getByText("take the programme on to “Learning set”").waitFor();
	await open(page, "people");
	room.courses = () => [];
	room.sessionsNow = () => [];
	room.docs.desk = {...room.view_desk(), attention: []};
	await open(page, "desk");
	await page.getByText("Nothing waits for you").waitFor();
	await done(room, page);

	const empty = await new Room({pages: PAGES, empty: true}).start();
	const bare = await desk(empty);
	await bare.getByRole("heading", {name: "From an empty room to the first figures"}).waitFor();
	for (const [view, way] of [["map", "Bring people in"], ["sessions", "Plan a session"], ["session_new", "Start a programme"], ["partnerships", "Bring two together"], ["suggestions", "Bring two together"], ["figures", "Plan a session"], ["people", "Bring people in"]]) {
		await open(bare, view);
		await bare.locator(".empty").getByRole("link", {name: way}).waitFor();
	}
	await done(empty, bare);
});

test("a group is chosen by its team at one touch; once all are chosen nobody is missed", async () => {
	const room = await new Room({pages: PAGES}).start();
	room.view_desk_people = ({text}) => {
		const found = room.people.filter(({name, team}) => !text || name.toLowerCase().startsWith(text) || team.toLowerCase().startsWith(text));
		return {total: found.length, from: 0, people: found};
	};
	const page = await desk(room, "programme_new");
	await page.getByRole("searchbox").fill("it");
	const n = room.people.filter(({team}) => team === "IT").length;
	await page.getByRole("button", {name: `Choose all ${n}`}).click();
	await page.getByText(`${n} people chosen`).waitFor();
	for (let i = n; i < room.people.length; i++) await page.locator(".pick").first().click();
	await page.getByText("Everybody is chosen.").waitFor();
	await page.getByRole("button", {name: "Start it"}).click();
	await page.getByText("Please write a name.").waitFor();
	assert.equal(await page.evaluate(() => document.activeElement.id), "f-name");
	await page.keyboard.type("Q");
	await page.getByText("Please write a name.").waitFor({state: "detached"});
	await done(room, page);
});

test("people are searched letter by letter and leafed through", async () => {
	const room = await new Room({pages: PAGES, people: 500}).start();
	const page = await desk(room, "people");
	await page.getByText("1 to 100 of 500").waitFor();
	await page.getByRole("button", {name: "Next"}).click();
	await page.getByText("101 to 200 of 500").waitFor();
	await page.getByRole("searchbox").fill("yıl");
	await page.waitForFunction(() => [...document.querySelectorAll("tbody th")].every(cell => /Yıl/.test(cell.textContent)));
	await page.getByRole("searchbox").fill("zzz");
	await page.getByText("Nobody by that name.").waitFor();
	await done(room, page);
});

test("a list is looked at before anything is done; with a wrong line nothing can be", async () => {
	const room = await new Room({pages: PAGES}).start();
	const page = await desk(room, "import");
	const list = {name: "people.csv", mimeType: "text/csv", buffer: Buffer.from("name\nZoë")};
	const preview = {done: false, new: 1, changed: 1, same: 10, rows: [{line: 2, what: "new", name: "Zoë Ångström", fields: []}, {line: 3, what: "changed", name: "Ben Ahrens", fields: [{name: "team", before: "IT", after: "Night desk"}]}], left: 0, problems: [], problemsLeft: 0, notes: [], notesLeft: 0};
	room.answers.set("/api/desk/people?preview=1", {...preview, problems: [{line: 4, text: "column %d (%.*s): not an e-mail address: \"%.*s\"", gaps: ["3", "mail", "nowhere"]}]});
	await page.locator("input[type=file]").setInputFiles({name: "people.xlsx", mimeType: "application/vnd.ms-excel", buffer: Buffer.from("PK\x03\x04 not a list")});
	await page.getByText("This is a workbook, not a list.").waitFor();
	assert.equal(room.files.length, 0, "it does not go up");
	await page.locator("input[type=file]").setInputFiles(list);
	await page.getByText("1 line needs a look").waitFor();
	assert.equal(await page.getByRole("button", {name: /^Bring in/}).count(), 0);
	room.answers.set("/api/desk/people?preview=1", preview);
	room.answers.set("/api/desk/people", {...preview, done: true});
	await page.locator("input[type=file]").setInputFiles(list);
	await page.getByRole("button", {name: "Bring in 2 people"}).waitFor();
	await axe(page, "preview");
	assert.deepEqual(room.files.map(({path}) => path), ["/api/desk/people?preview=1", "/api/desk/people?preview=1"]);
	await page.getByRole("button", {name: "Bring in 2 people"}).click();
	await page.getByRole("button", {name: "To the people"}).waitFor();
	assert.deepEqual([room.files.at(-1).path, room.files.at(-1).type, room.files.at(-1).body], ["/api/desk/people", "text/csv", "name\nZoë"]);
	await done(room, page);
});

test("on a German page what is wrong with a list, and what would change, is said in German", async () => {
	const room = await new Room({pages: PAGES}).start();
	const page = await desk(room, "import", {...LAPTOP, locale: "de-DE"});
	const remark = {line: 4, text: "column %d (%.*s): not an e-mail address: \"%.*s\"", gaps: ["3", "mail", "nowhere"]};
	room.answers.set("/api/desk/people?preview=1", {
		done: false, new: 0, changed: 1, same: 0, rows: [{line: 3, what: "changed", name: "Ben Ahrens", fields: [{name: "Family name", before: "Ahrens", after: "Ahrendt"}]}],
		left: 0, problems: [...Array(31).fill(remark)], problemsLeft: 9, notes: [{line: 1, text: "column %zu (%.*s) is not used", gaps: ["2", "Telefon"]}], notesLeft: 0,
	});
	await page.locator("input[type=file]").setInputFiles({name: "leute.csv", mimeType: "text/csv", buffer: Buffer.from("x")});
	await page.getByText("Zeile 4: Spalte 3 (mail): keine E-Mail-Adresse: „nowhere“").first().waitFor();
	await page.getByText("und 10 weitere dieser Art").waitFor();
	await page.getByText("Zeile 1: Spalte 2 (Telefon) wird nicht verwendet").waitFor();
	await page.getByText("Nachname: Ahrens → Ahrendt").waitFor();
	if (LOOK) await page.screenshot({path: join(LOOK, "import-de.png"), fullPage: true});
	await done(room, page);
});

test("a list for a spreadsheet has the page's language and its separator", async () => {
	const list = "\ufeffgiven name,name,organisation,e-mail,language,team\r\n\"Anna\",\"O \"\"Neil\"\"\",\"Netz, Nord\",\"'=1\",\"de\",\"\"\r\n";
	const pairs = "\ufeffname,model,state,people,rhythm,agreement,held,last,next,created,ended\r\n\"Nacht\",\"learning_set\",\"active\",5,\"weekly\",\"in_force\",12,2026-11-20 10:00,,2026-01-01 09:00,\r\n";
	for (const [locale, people, partnerships] of [
		["en-GB", /^\ufeff"Given name","Family name","Organisation","Mail","Language","Team"\r\n"Anna","O ""Neil""","Netz, Nord","'=1","de",""\r\n$/, /\r\n"Nacht","Learning set","under way",5,"Weekly","Agreement in force",12,"2026-11-20 10:00","","2026-01-01 09:00",""\r\n$/],
		["de-DE", /^\ufeff"Vorname";"Nachname";"Organisation";"E-Mail";"Sprache";"Team"\r\n"Anna";"O ""Neil""";"Netz, Nord";"'=1";"de";""\r\n$/, /\r\n"Nacht";"Lerngruppe";"läuft";5;"Jede Woche";"Vereinbarung gilt";12;/],
	]) {
		const room = await new Room({pages: PAGES}).start();
		const page = await desk(room, "people", {...LAPTOP, locale});
		room.answers.set("/api/desk/export/people.csv", list);
		room.answers.set("/api/desk/export/partnerships.csv", pairs);
		const saved = async () => {
			const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", {name: /CSV/}).click()]);
			return readFileSync(await download.path(), "utf8");
		};
		assert.match(await saved(), people);
		await open(page, "partnerships");
		assert.match(await saved(), partnerships);
		await done(room, page);
	}
});

test("a programme: a name, people by a few letters, five dates of which the first sets the others; then on, and back", async () => {
	const steps = [["pre_work", 0], ["workshop", 14], ["home_work", 7], ["learning_set", 28], ["review", 60]].map(([key, days]) => ({key, title: key, text: "", days, parts: []}));
	const room = await new Room({pages: PAGES, learn: {packs: [], instruments: [], course: steps, rules: []}}).start();
	const page = await desk(room, "programme_new");
	await page.getByLabel("What is it called?").fill("Partners across the river");
	await page.getByRole("button", {name: "Start it"}).click();
	await page.getByText("Please choose at least two people.").waitFor();
	for (const name of ["Ben", "Chiara"]) {
		await page.getByRole("searchbox").fill(name);
		await page.locator(".pick", {hasText: name}).first().click();
	}
	await page.getByText("2 people chosen").waitFor();
	await page.getByLabel("Pre-work").fill("2027-01-04");
	await page.waitForFunction(() => document.getElementById("f-starts_review").value === "2027-04-23");
	await page.getByRole("button", {name: "Start it"}).click();
	await waits(() => lastAsked(room, "programme_set"));
	const {name, people, starts} = lastAsked(room, "programme_set");
	assert.deepEqual([name, people, starts.length], ["Partners across the river", [1, 2], 5]);
	await open(page, "programme/51");
	await page.getByRole("button", {name: "On to: Learning set"}).click();
	await page.getByRole("button", {name: "Undo"}).click();
	await waits(() => lastAsked(room, "programme_go").step === "home_work");
	await done(room, page);
});

test("a partnership is proposed to those chosen, a pair by one touch; a series is planned; one session is taken off after a second touch", async () => {
	const room = await new Room({pages: PAGES}).start();
	const page = await desk(room, "partnership_new");
	await page.getByRole("radio", {name: /Mentoring/}).check();
	await page.locator(".pick").first().click();
	await page.locator(".pick").first().click();
	await page.getByRole("button", {name: "Propose it"}).click();
	await waits(() => lastAsked(room, "partnership_set"));
	assert.deepEqual([lastAsked(room, "partnership_set").model, lastAsked(room, "partnership_set").people], ["mentoring", [1, 2]]);
	await open(page, "suggestions");
	await page.getByRole("button", {name: "Propose"}).first().click();
	await waits(() => lastAsked(room, "partnership_set").people[1] === 6);
	await open(page, "session_new/12");
	await page.getByLabel("Day").fill("2027-02-01");
	await page.getByLabel("From").fill("14:00");
	await page.getByLabel("Until").fill("13:00");
	await page.getByRole("button", {name: "Plan it"}).click();
	await page.getByText("It has to end after it begins.").waitFor();
	await page.getByLabel("Until").fill("15:30");
	await page.getByText("It has to end after it begins.").waitFor({state: "detached"}); /* it is mended */
	await page.getByLabel("Day").fill("2020-02-01");
	await page.getByRole("button", {name: "Plan it"}).click();
	await page.getByText("That is over already.").waitFor();
	await page.getByLabel("Day").fill("2027-02-01");
	assert.equal(await page.getByLabel("How many times").count(), 0);
	await page.getByLabel("How often").selectOption("weekly");
	await page.getByLabel("How many times").fill("6");
	await page.getByRole("button", {name: "Plan it"}).click();
	await waits(() => lastAsked(room, "session_set"));
	const {partnership, starts, ends, rhythm, times} = lastAsked(room, "session_set");
	assert.deepEqual([partnership, ends - starts, rhythm, times], [12, 5400000, "weekly", 6]);
	await open(page, "sessions");
	await page.getByText("Farid Köhler is expected at “Elif & Farid” as well").waitFor();
	await page.getByRole("link", {name: "Elif & Farid"}).click();
	await page.getByRole("button", {name: "Take it off"}).click();
	assert.equal(lastAsked(room, "session_cancel"), undefined);
	await page.getByRole("button", {name: "Yes, take it off"}).click();
	await waits(() => lastAsked(room, "session_cancel"));
	assert.deepEqual(fieldsOf(lastAsked(room, "session_cancel")), {session: 84, following: false});
	await done(room, page);
});

test("each plot has its table, the map too; the figures come as CSV, what is known of a person as JSON", async () => {
	const room = await new Room({pages: PAGES}).start();
	const page = await desk(room, "figures");
	const first = page.locator(".plotted").first();
	await first.getByRole("button", {name: "As a table"}).click();
	assert.equal(await first.locator("tbody tr").count(), 14);
	await axe(page, "figures as tables");
	const saved = async click => {
		const [download] = await Promise.all([page.waitForEvent("download"), click()]);
		return readFileSync(await download.path(), "utf8");
	};
	const csv = await saved(() => page.getByRole("button", {name: "All of it as CSV"}).click());
	assert.match(csv, /^\ufeff"Month","Sessions held","Sessions planned"/);
	assert.match(csv, /,"[^"]+","[^"]+",3\.75,7/);
	await open(page, "map");
	await page.getByRole("button", {name: "As a table"}).click();
	await page.getByRole("rowheader", {name: "Ben Ahrens"}).waitFor();
	await open(page, "person_file/3");
	const file = JSON.parse(await saved(() => page.getByRole("button", {name: "Save as a file"}).click()));
	assert.deepEqual([file.person, file.check_in.length], [[{id: 3}], 3]);
	await done(room, page);
});

/* ---- to look at ---- */

const VIEWS = ["desk", "people", "person/3", "person_new", "person_edit/3", "person_file/3", "belongs/3", "import", "organisations", "organisation_new", "organisation/61", "partnerships", "partnerships/unconfirmed", "partnership/14", "partnership/13",
	"partnership_new", "partnership_end/13", "partner_new/13", "suggestions", "map", "map/organisations", "programmes", "programme/51", "programme_new", "programme_edit/51", "sessions", "session_new", "calendar", "boards", "board/41", "board_new",
	"figures", "settings", "audit", "backups", "more", "out"];
const SIZES = {laptop: LAPTOP, phone: PHONE};

for (const [size, options] of Object.entries(SIZES)) {
	for (const [name, more] of Object.entries({room: {}, empty: {empty: true}})) {
		test(`${size}, ${name}: every page passes axe, fits, and has targets of 44 px`, async () => {
			const room = await new Room({pages: PAGES, ...more}).start();
			if (!room.empty) room.people[2] = somebody(3, {given: LONGEST, family: "", name: LONGEST, team: LONGEST, organisation: LONGEST, email: "m.m.w.von.und.zu.hohenlohe-schillingsfuerst-lindqvist@example.org"});
			const page = await desk(room, "", options), wrong = [];
			for (const view of VIEWS.filter(view => !(room.empty && view.includes("/")))) {
				await open(page, view);
				await page.locator(".view > :not(.opening)").first().waitFor();
				await axe(page, view).catch(({actual}) => wrong.push(...actual));
				const {wide, small} = await sticksOut(page);
				if (wide > 0) wrong.push(`${view}: ${wide} px too wide`);
				wrong.push(...small.map(({label, w, h}) => `${view}: ${label} has ${w} by ${h} px`));
				if (LOOK) await page.screenshot({path: join(LOOK, `${size}-${name}-${view.replace("/", "-")}.png`)});
			}
			assert.deepEqual(wrong, []);
			await done(room, page);
		});
	}
}
