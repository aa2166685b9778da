/* A person's own pages in a browser, at phone size, under the policy they are served with. */
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import test, {after, before} from "node:test";
import {done, leaks, listen, openBrowser, PHONE, quiet, until} from "./browser.mjs";
import {learn} from "./content.mjs";
import {Fellow, RESULTS, inFullSwing} from "./fellow.mjs";
import {Kiosk, TOKEN} from "./kiosk.mjs";
import {axe, inEveryLight, inEverySize, sticksOut} from "./look.mjs";
import {PAYLOADS} from "./payloads.mjs";
import {weigh} from "./weight.mjs";

const PAGES = process.env.PAGES;
const BUDGET = 70000; /* of a person's page, gzipped in all; the learning content comes besides */
const DAY = 86400000;
const LONG = "Maximiliane-Alexandra Freifrau von Wittgenstein-Hohenlohe";
const VIEWS = [
	"me", "partnerships", "learn", "about", "partnership/12", "partnership/13", "partnership/14", "bids/41", "settle/12", "begin/12", "far/12/80", "far/12/81", "agreement/12", "part/12/outcomes", "part/12/duty:6", "part/12/rules", "part/12/rhythm",
	"part/12/review", "goals/12", "goal/12/80", "goal/12/new", "survey/70", "item/70/2", "survey/72", "results/71", "quiz", "ask/6", "ask/5", "programme/30", "priorities/30", "map/0", "relation/0/20", "relation/0/new",
	"pack/leading", "tool/leading/0", "tool/leading/1", "tool/leading/2", "search/12", "exchanges", "exchange/offer/90", "suggestions", "rhythm", "known", "erase", "privacy", "out",
];

let browser;

before(async () => {
	browser = await openBrowser();
});
after(async () => {
	await browser.close();
});

async function room(fellow, options = {}) {
	return new Kiosk({pages: PAGES, fellow, ...options}).start();
}

async function phone(options = {}) {
	const context = await browser.newContext({...PHONE, timezoneId: "Europe/Berlin", ...options});
	const page = await context.newPage();
	page.setDefaultTimeout(8000);
	page.complaints = listen(page);
	return page;
}

/* A phone with the page of a member; who: their place in the list. */
async function joined(kiosk, view = "", options = {}, who = 0) {
	const page = await phone(options);
	await page.goto(`${kiosk.address}#${TOKEN}`);
	await page.locator(".choices .person").nth(who).evaluate(button => {
		button.disabled = false;
		button.click();
	});
	await page.locator(".state-saved").waitFor();
	await page.locator(".next-card, .empty").first().waitFor();
	if (view) await open(page, view);
	return page;
}

async function open(page, view) {
	await page.evaluate(hash => {
		location.hash = hash;
	}, view);
	await page.locator(`.view[data-key="${view}"]`).waitFor();
	await page.locator(".opening").waitFor({state: "detached"});
}

const main = page => page.locator(".foot .main").last();
const viewShown = (page, view) => page.locator(`.view[data-key="${view}"]`).waitFor();
const whatOf = (fellow, what) => fellow.heard.filter(message => message.what === what);

test("a partnership's code asks which member one is; a name that has a phone is not offered", async () => {
	const kiosk = await room(inFullSwing());
	const page = await phone();
	const loaded = [];
	page.on("request", request => loaded.push(new URL(request.url()).pathname));
	await page.goto(`${kiosk.address}#${TOKEN}`);
	await page.locator(".choices .person").nth(1).waitFor();
	assert.equal(await page.locator(".choices .person").nth(1).isDisabled(), true);
	await page.getByText("Use your own code").waitFor();
	await axe(page, "which member");
	assert.deepEqual(await sticksOut(page), {wide: 0, small: []});
	await page.locator(".choices .person").first().click();
	await page.locator(".next-card").waitFor();
	assert.equal(new URL(page.url()).pathname, "/p/5");
	assert.ok(loaded.some(path => path.startsWith("/me-")) && !loaded.some(path => /^\/(note|board)[-.]/.test(path)), loaded.join(" "));
	await page.reload(); /* by the cookie */
	await page.locator(".next-card").waitFor();
	quiet(page);
	await done(kiosk, page);
});

test("one thing comes next, the most pressing one", async () => {
	const fellow = inFullSwing();
	const kiosk = await room(fellow);
	const page = await joined(kiosk);
	const next = async words => {
		kiosk.tellPages();
		await page.locator(".next-card h2", {hasText: words}).waitFor();
		assert.equal(await page.locator(".next-card").count(), 1);
	};
	await next("would like to learn with you");
	fellow.partnership(14).consent[5] = "yes";
	await next("Handing over the night desk");
	fellow.sessions = [];
	await next("Read your agreement and confirm it");
	fellow.agreement(12).confirmed[5] = 1;
	await next("Is our partnership healthy?");
	fellow.surveys = [];
	await next("Put the people and organisations you depend on around you");
	fellow.programmes = [];
	await next("1 question comes back today");
	fellow.quiz.mine = [];
	await next("Write down what you want from each other");
	fellow.partnerships = fellow.partnerships.filter(({id}) => id !== 13);
	fellow.sessions = [{id: 41, partnership: 12, title: "Night desk", starts: Date.now() + 2 * DAY, ends: 0, note: 0}];
	await next("Night desk");
	assert.equal(await page.locator(".next-card .main").count(), 0);
	fellow.sessions = [];
	fellow.partnerships = [];
	await next("Whom would you like to learn with?");
	quiet(page);
	await done(kiosk, page);
});

test("one says I am here on one's own phone, takes it back, and comes to the notes", async () => {
	const fellow = inFullSwing();
	Object.assign(fellow.sessions[0], {open: true, here: false, note: 0});
	const kiosk = await room(fellow);
	const page = await joined(kiosk);
	const card = page.locator(".next-card");
	await card.getByText("I am here").click();
	await until(() => fellow.sessions[0].here);
	await page.locator(".toast", {hasText: "You are checked in."}).locator("button").click();
	await until(() => !fellow.sessions[0].here);
	await card.getByText("I am here").click();
	await page.getByText("You are here").waitFor();
	assert.deepEqual(whatOf(fellow, "check_in").map(({session, person}) => [session, person]), [[40, 5], [40, 5]]);
	quiet(page);
	await done(kiosk, page);
});

test("an action is done with one touch, and taken back", async () => {
	const fellow = inFullSwing();
	const kiosk = await room(fellow);
	const page = await joined(kiosk);
	await page.getByRole("checkbox", {name: "Done: Draft a five-line handover"}).click();
	await until(() => fellow.actions[0].done);
	await page.locator(".toast button").click();
	await until(() => !fellow.actions[0].done);
	await done(kiosk, page);
});

test("far too many: the first ones are shown, the rest after a touch; no name at the head is cut", async () => {
	const fellow = inFullSwing({long: LONG});
	fellow.actions = [...Array(50).keys()].map(i => ({id: 600 + i, text: `Promise ${i}`, due: 0, partnership: 12, topic: 0, owner: null, done: false}));
	const kiosk = await room(fellow);
	const page = await joined(kiosk);
	assert.equal(await page.locator(".box-button:visible").count(), 6);
	await page.getByText("44 more").click();
	assert.equal(await page.locator(".box-button:visible").count(), 50);
	await page.getByRole("checkbox", {name: "Done: Promise 49"}).click();
	await until(() => fellow.actions[49].done);
	await page.getByText("43 more").waitFor();
	assert.equal(await page.locator(".box-button:visible").count(), 49); /* it stays open */
	for (const view of ["partnership/13", "partnership/12", "survey/72"]) {
		await open(page, view);
		assert.equal(await page.locator("h1").evaluate(node => node.scrollHeight - node.clientHeight), 0, view);
	}
	await done(kiosk, page);
});

test("nobody is paired without a yes, and a no can be taken back", async () => {
	const fellow = inFullSwing();
	const kiosk = await room(fellow);
	const page = await joined(kiosk, "partnership/14");
	await page.getByText("Not now").click();
	await until(() => fellow.partnership(14).consent[5] === "no");
	await page.locator(".toast button").click();
	await until(() => fellow.partnership(14).consent[5] === "none");
	await page.getByText("Yes, gladly").click();
	await until(() => fellow.partnership(14).state === "agreed");
	await done(kiosk, page);
});

/* ---- the agreement ---- */

test("an agreement from its first word to the last part; what is typed outlives a reload; back is back", async () => {
	const fellow = new Fellow();
	const kiosk = await room(fellow);
	const page = await joined(kiosk, "agreement/12");
	await main(page).click();
	await page.locator("#part").fill("Handovers without questions");
	await page.getByText("Not saved yet").waitFor();
	await page.reload();
	await page.locator("#part").waitFor();
	assert.equal(await page.locator("#part").inputValue(), "Handovers without questions");
	await main(page).click();
	await viewShown(page, "goals/12");
	assert.equal(fellow.agreement(12).outcomes, "Handovers without questions");
	await main(page).click();
	await viewShown(page, "part/12/duty:5");
	await page.locator("#part").fill("I keep the list");
	await main(page).click();
	await viewShown(page, "part/12/duty:6");
	await main(page).click(); /* nothing typed: on without saving */
	await viewShown(page, "part/12/rules");
	await page.getByText("What is said here stays here").click();
	await page.getByText("bad news first").click();
	await main(page).click();
	await viewShown(page, "part/12/own_rules");
	await main(page).click();
	await viewShown(page, "part/12/rhythm");
	await page.getByRole("button", {name: "Weekly"}).click();
	await main(page).click();
	await viewShown(page, "part/12/review");
	await page.getByText("In six weeks").click();
	await main(page).click();
	await viewShown(page, "agreement/12");
	const {outcomes, duties, rules, rhythm, review, edition} = fellow.agreement(12);
	assert.deepEqual([outcomes, duties, rules, rhythm, edition], ["Handovers without questions", {5: "I keep the list"}, ["honesty", "confidentiality"], "weekly", 5]);
	assert.ok(Math.abs(review - Date.now() - 42 * DAY) < 2 * DAY);
	assert.equal(await page.evaluate(() => Object.keys(localStorage).filter(key => key.includes("draft")).length), 0);
	quiet(page);
	await done(kiosk, page);
});

test("somebody else was faster with the same part: both are shown, nothing is lost, either can stay", async () => {
	const fellow = inFullSwing();
	const kiosk = await room(fellow);
	const page = await joined(kiosk, "part/12/outcomes");
	await page.locator("#part").fill("Mine");
	fellow.ask(6, {id: "b1", what: "agreement_set", partnership: 12, edition: 4, part: "outcomes", text: "Theirs", number: 0, person: 0});
	kiosk.tellPages();
	await page.locator(".overtaken blockquote", {hasText: "Theirs"}).waitFor();
	assert.equal(await page.locator("#part").inputValue(), "Mine");
	await main(page).click({force: true}); /* not before it is settled */
	assert.equal(fellow.agreement(12).outcomes, "Theirs");
	await page.getByText("Take theirs").click();
	assert.equal(await page.locator("#part").inputValue(), "Theirs");
	await page.locator("#part").fill("Theirs and mine");
	fellow.ask(6, {id: "b2", what: "agreement_set", partnership: 12, edition: fellow.agreement(12).edition, part: "outcomes", text: "Theirs again", number: 0, person: 0});
	kiosk.tellPages();
	await page.getByText("Keep mine").click();
	await main(page).click();
	await until(() => fellow.agreement(12).outcomes === "Theirs and mine");
	quiet(page);
	await done(kiosk, page);
});

test("an edition overtaken on the way is shown with the own words; another part changed is no hindrance", async () => {
	const fellow = inFullSwing();
	const kiosk = await room(fellow);
	const page = await joined(kiosk, "part/12/duty:5");
	await page.locator("#part").fill("I keep two lists");
	const tell = kiosk.tellPages;
	kiosk.tellPages = () => {}; /* the phone has not heard of it when it saves */
	fellow.ask(6, {id: "b1", what: "agreement_set", partnership: 12, edition: 4, part: "rhythm", text: "", number: 1, person: 0});
	await main(page).click();
	await until(() => [...fellow.answered.values()].some(({error}) => error === "conflict"));
	kiosk.tellPages = tell;
	kiosk.tellPages();
	await until(() => fellow.agreement(12).duties[5] === "I keep two lists");
	assert.equal(fellow.agreement(12).rhythm, "weekly");
	await viewShown(page, "part/12/duty:6");

	await page.locator("#part").fill("Mine for Ben");
	kiosk.tellPages = () => {};
	fellow.ask(6, {id: "b2", what: "agreement_set", partnership: 12, edition: fellow.agreement(12).edition, part: "duty", text: "Ben's own", number: 0, person: 6});
	await main(page).click();
	await until(() => [...fellow.answered.values()].filter(({error}) => error === "conflict").length === 2);
	kiosk.tellPages = tell;
	kiosk.tellPages();
	await page.locator(".overtaken blockquote", {hasText: "Ben's own"}).waitFor();
	assert.equal(await page.locator("#part").inputValue(), "Mine for Ben");
	assert.equal(fellow.agreement(12).duties[6], "Ben's own");
	quiet(page);
	await done(kiosk, page);
});

test("confirmed on two phones; what was confirmed is not what somebody has changed meanwhile", async () => {
	const fellow = inFullSwing();
	fellow.agreement(12).confirmed = {};
	const kiosk = await room(fellow);
	const anna = await joined(kiosk, "agreement/12"), ben = await joined(kiosk, "agreement/12", {}, 1);
	const tell = kiosk.tellPages;
	kiosk.tellPages = () => {};
	fellow.ask(6, {id: "b1", what: "agreement_set", partnership: 12, edition: 4, part: "rhythm", text: "", number: 1, person: 0});
	await main(anna).click();
	await anna.getByText("Somebody has just changed it. Please read it once more").waitFor();
	assert.deepEqual(fellow.agreement(12).confirmed, {});
	kiosk.tellPages = tell;
	kiosk.tellPages();
	await anna.getByText("Weekly").waitFor();
	await main(anna).click();
	await anna.getByText("You have confirmed it as it reads here. It waits for Ben").waitFor();
	await main(ben).click();
	await anna.getByText("It is in force").waitFor();
	await ben.getByText("It is in force").waitFor();
	assert.equal(whatOf(fellow, "agreement_confirm").length, 2);

	await open(anna, "part/12/rhythm"); /* a change begins a new version */
	await anna.getByRole("button", {name: "Monthly"}).click();
	await main(anna).click();
	await until(() => fellow.agreement(12).version === 2);
	await open(anna, "changes/12/2");
	await anna.locator(".change del", {hasText: "Weekly"}).waitFor();
	await anna.locator(".change ins", {hasText: "Monthly"}).waitFor();
	await axe(anna, "changes");
	await open(anna, "agreement/12/1");
	await anna.getByText("This is how it read earlier").waitFor();
	assert.equal(await anna.locator("a.part").count(), 0);
	quiet(anna);
	await done(kiosk, anna, ben);
});

test("goals: a new one by a scale, how far it is, taken away and back", async () => {
	const fellow = new Fellow();
	const kiosk = await room(fellow);
	const page = await joined(kiosk, "goals/12");
	await page.getByText("Add a goal").click();
	await page.locator("#goal-text").fill("I can say no");
	await page.locator(".scale").first().locator("[value='2']").check({force: true});
	await page.locator(".scale").nth(1).locator("[value='9']").check({force: true});
	await page.reload();
	await page.locator("#goal-text").waitFor();
	await main(page).click();
	await viewShown(page, "goals/12");
	const [goal] = fellow.agreement(12).goals;
	assert.deepEqual([goal.text, goal.person, goal.measured, goal.first, goal.target], ["I can say no", 5, true, 2, 9]);
	await open(page, `far/12/${goal.id}`);
	await page.locator(".scale [value='6']").check({force: true});
	await page.locator("#words").fill("Twice this week");
	await main(page).click();
	await until(() => fellow.points[goal.id]);
	assert.deepEqual([fellow.points[goal.id][0].value, fellow.points[goal.id][0].words], [6, "Twice this week"]);
	await open(page, `goal/12/${goal.id}`);
	await page.getByText("This goal goes").click();
	await until(() => fellow.agreement(12).goals.length === 0);
	await page.locator(".toast button").click();
	await until(() => fellow.agreement(12).goals.length === 1);
	quiet(page);
	await done(kiosk, page);
});

/* ---- questionnaires ---- */

test("a questionnaire: one statement a page, saved one by one, back and forth, anchors to see", async () => {
	const fellow = inFullSwing();
	fellow.surveys[0].answers = {};
	const kiosk = await room(fellow);
	const page = await joined(kiosk, "survey/70");
	await main(page).click();
	await viewShown(page, "item/70/0");
	await page.locator(".anchors dd").first().waitFor();
	await page.getByRole("button", {name: "Largely"}).click();
	await viewShown(page, "item/70/1");
	await until(() => fellow.surveys[0].answers[5][0] === 4);
	await page.getByText("Back one").click();
	await viewShown(page, "item/70/0");
	assert.equal(await page.getByRole("button", {name: "Largely"}).getAttribute("aria-pressed"), "true");
	assert.equal(await page.evaluate(() => document.activeElement.id), "statement");
	await page.getByRole("button", {name: "Hardly"}).click();
	await until(() => fellow.surveys[0].answers[5][0] === 2);
	for (let i = 1; i < 28; i++) {
		await viewShown(page, `item/70/${i}`);
		await page.locator(".scale-words .choice").nth(i % 5).click();
	}
	await viewShown(page, "survey/70");
	await page.getByText("28 of 28 answered").waitFor();
	assert.equal(Object.keys(fellow.surveys[0].answers[5]).length, 28);
	await main(page).click();
	await until(() => fellow.surveys[0].submitted.includes(5));
	quiet(page);
	await done(kiosk, page);
});

test("answers given without the kiosk are kept and arrive; what was answered is seen meanwhile", async () => {
	const fellow = inFullSwing();
	fellow.surveys[0].answers = {};
	const kiosk = await room(fellow);
	const page = await joined(kiosk, "item/70/0");
	await kiosk.stop();
	await page.locator(".state-offline").waitFor();
	await page.locator(".scale-words .choice").nth(2).click();
	await viewShown(page, "item/70/1");
	await page.locator(".scale-words .choice").nth(4).click();
	await page.getByText("Offline: 2 changes kept here").waitFor();
	await open(page, "item/70/0");
	await page.locator(".scale-words .choice").nth(2).and(page.locator("[aria-pressed=true]")).waitFor();
	await kiosk.start();
	await until(() => fellow.surveys[0].answers[5] && fellow.surveys[0].answers[5][1] === 5);
	assert.deepEqual(fellow.surveys[0].answers[5], {0: 3, 1: 5});
	quiet(page);
	await done(kiosk, page);
});

test("a questionnaire opened by a slip is taken away again, by Undo, on its own page and on the partnership's; not once somebody answers", async () => {
	const fellow = inFullSwing();
	fellow.surveys = [];
	const kiosk = await room(fellow);
	const page = await joined(kiosk, "begin/12");
	const put = () => fellow.on_survey_open({partnership: 12, instrument: "healthy-partnership"});
	await page.getByText("Open it for all of us").first().click();
	await until(() => fellow.surveys.length === 1);
	await page.locator(".toast button").click();
	await until(() => fellow.surveys.length === 0);
	for (const view of [() => "partnership/12", id => `survey/${id}`]) {
		const id = put();
		kiosk.tellPages();
		await open(page, view(id));
		await page.getByText("Opened by mistake? Take it away").click();
		await until(() => fellow.surveys.length === 0);
	}
	await page.locator(".toast button").click(); /* and taken back */
	await until(() => fellow.surveys.length === 1);
	const [{id}] = fellow.surveys;
	await open(page, `survey/${id}`);
	await page.getByText("Opened by mistake?").waitFor();
	fellow.on_survey_answer({survey: id, item: 0, value: 3}, 6);
	kiosk.tellPages();
	await page.getByText("Opened by mistake?").waitFor({state: "detached"});
	quiet(page);
	await done(kiosk, page);
});

test("phones that know me are named, and one is put out with one touch", async () => {
	const fellow = inFullSwing();
	const kiosk = await room(fellow);
	const page = await joined(kiosk, "known");
	const names = () => page.locator("[data-key^=phone-] b").allTextContents();
	assert.deepEqual(await names(), ["This phone", "A phone with notes or boards of yours", "A phone with your page"]);
	await page.locator("[data-key=phone-2] button").click();
	await until(() => fellow.phones.length === 2);
	fellow.phones.push({...fellow.phones[1], device: 4, page: true});
	kiosk.tellPages();
	await page.getByText("Sign out all the others").click();
	await until(() => fellow.phones.length === 1 && fellow.phones[0].here);
	await page.locator("[data-key=phone-1] a").click();
	await viewShown(page, "out");
	quiet(page);
	await done(kiosk, page);
});

test("nothing of the answers is seen until all have submitted; then the gaps come first, and a table says what the radar shows", async () => {
	const fellow = inFullSwing();
	const survey = fellow.surveys[2];
	survey.results = {...RESULTS, id: 72};
	survey.instrument = "partnering-skills";
	const kiosk = await room(fellow);
	const page = await joined(kiosk, "survey/72");
	await page.getByText("1 person has yet to answer").waitFor();
	await open(page, "results/72");
	await page.getByText("This is not here any more.").waitFor();
	assert.equal(await page.locator("table, svg.radar").count(), 0);
	fellow.on_survey_submit({survey: 72}, 6);
	kiosk.tellPages();
	await page.locator(".gap").first().waitFor();
	assert.deepEqual(await page.locator(".view h2").allTextContents(), ["Where you differ most", "All areas", "Over time", "What do you want to work at?"]);
	const item = learn("en").instruments.find(({key}) => key === "partnering-skills").areas.flatMap(({items}) => items)[RESULTS.gaps[0].item];
	assert.equal(await page.locator(".gap p").first().textContent(), item);
	const rows = await page.locator(".table").first().locator("tbody tr").evaluateAll(all => all.map(row => [...row.querySelectorAll("td")].map(cell => Number(cell.textContent))));
	assert.deepEqual(rows, RESULTS.areas.map(({mean, before: earlier, mine}) => [mean, earlier, mine].map(value => Math.round(value / 10) / 10)));
	assert.equal(await page.locator("svg.radar .radar-shape").count(), 3);
	quiet(page);
	await done(kiosk, page);
});

test("three priorities at most, each with its pack", async () => {
	const fellow = inFullSwing();
	const kiosk = await room(fellow);
	const page = await joined(kiosk, "results/71");
	const skills = page.locator(".priority[aria-pressed=false]");
	await skills.first().click();
	await until(() => fellow.priorities[5].length === 2);
	await skills.first().click();
	await until(() => fellow.priorities[5].length === 3);
	await page.getByText("3 of three chosen").waitFor();
	await skills.first().click();
	await page.getByText("Three are enough at a time").waitFor();
	assert.equal(fellow.priorities[5].length, 3);
	await open(page, "learn");
	await page.locator(".cover .mark").first().waitFor();
	assert.equal(await page.locator(".cover .mark").count(), 3);
	await done(kiosk, page);
});

/* ---- time in a learning set ---- */

test("time is asked for, changed and given back on the phone, live while others ask; what is typed outlives a reload", async () => {
	const fellow = inFullSwing();
	const kiosk = await room(fellow);
	const page = await joined(kiosk, "partnership/13");
	await page.locator(".line", {hasText: "2 ask for time"}).click();
	await viewShown(page, "bids/41");
	const order = () => page.locator("ol .still b").allTextContents();
	await page.getByText("65 minutes are asked for.").and(page.locator("[role=status]")).waitFor();
	await page.locator("#subject").fill("Two teams, one van");
	await page.getByRole("button", {name: "20 min"}).click();
	await page.reload();
	await page.locator("#subject").waitFor();
	assert.equal(await page.locator("#subject").inputValue(), "Two teams, one van");
	await main(page).click();
	await until(() => whatOf(fellow, "bid_set").length === 1);
	const [{session, person, minutes, text}] = whatOf(fellow, "bid_set");
	assert.deepEqual([session, person, minutes, text], [41, 5, 20, "Two teams, one van"]);
	assert.equal((await order())[2], "You");
	await page.locator(".foot .main").waitFor({state: "detached"}); /* nothing is left to be done */

	fellow.on_bid_set({session: 41, person: 8, minutes: 10, text: "Late trains"}); /* somebody else, meanwhile */
	fellow.here.push(8);
	kiosk.tellPages();
	await page.locator("ol .still", {hasText: "Late trains"}).waitFor();
	await page.getByText("95 minutes are asked for.").waitFor();
	await page.locator("#subject").fill("Three teams, one van");
	await main(page).click();
	await until(() => fellow.bids[2].text === "Three teams, one van");
	assert.equal((await order())[2], "You"); /* whoever changes theirs keeps the place */

	await page.getByText("Give my time to others").click();
	await until(() => !fellow.bids.some(bid => bid.person === 5));
	await main(page).click(); /* asked for anew it comes last, so there is no Undo; what was asked for stands there */
	await until(() => fellow.bids.some(bid => bid.person === 5 && bid.minutes === 20));
	fellow.sessions[1].over = true;
	kiosk.tellPages();
	await page.getByText("This session is over.").waitFor();
	assert.equal(await page.locator("#subject, .foot .main").count(), 0);
	quiet(page);
	await done(kiosk, page);
});

test("time is asked for without the kiosk, and arrives as it was asked for last", async () => {
	const fellow = inFullSwing();
	const kiosk = await room(fellow);
	const page = await joined(kiosk, "bids/41");
	await kiosk.stop();
	await page.locator(".state-offline").waitFor();
	await main(page).click();
	await page.locator("ol .still", {hasText: "You"}).waitFor();
	await page.getByRole("button", {name: "50 min"}).click();
	await main(page).click();
	await page.getByText("Offline: 1 change kept here").waitFor();
	await kiosk.start();
	await until(() => fellow.bids.some(bid => bid.person === 5 && bid.minutes === 50));
	assert.equal(whatOf(fellow, "bid_set").length, 1);
	quiet(page);
	await done(kiosk, page);
});

/* ---- quiz, programme, map ---- */

test("the quiz: a question for the partner, its answer after a touch, judged and taken back", async () => {
	const fellow = inFullSwing();
	const kiosk = await room(fellow);
	const page = await joined(kiosk, "ask/6");
	assert.equal(await page.getByText("Who is ill").count(), 0);
	await main(page).click();
	await page.getByText("Who is ill").waitFor();
	await axe(page, "an answer is shown");
	await page.getByRole("button", {name: "Well"}).click();
	await until(() => whatOf(fellow, "quiz_judge").length === 1);
	const [{takeaway, person, grade}] = whatOf(fellow, "quiz_judge");
	assert.deepEqual([takeaway, person, grade], [51, 6, "good"]);
	await page.locator(".toast", {hasText: "It comes back"}).locator("button").click();
	await until(() => whatOf(fellow, "quiz_judge").some(message => message.grade === "none"));
	assert.equal(await page.getByText("Who is ill").count(), 0); /* the next one is asked first */
	await main(page).click();
	await page.getByRole("button", {name: "At once"}).click();
	await page.getByText("That was all for today").waitFor();
	quiet(page);
	await done(kiosk, page);
});

test("a programme shows the step that is on, what is one's own and how many the others have done", async () => {
	const fellow = inFullSwing();
	const kiosk = await room(fellow);
	const page = await joined(kiosk, "programme/30");
	await page.locator(".step-now h2", {hasText: "Look at your partnerships"}).waitFor();
	await page.locator(".step-now").getByText("I have done it").click();
	await until(() => fellow.programmes[0].steps[0].parts[1].done);
	await page.locator("summary", {hasText: "Meet and make an agreement"}).click();
	await page.locator("details[open] .hint", {hasText: "healthy-partnership checklist"}).waitFor();
	kiosk.tellPages();
	fellow.programmes[0].name = "Another name";
	kiosk.tellPages();
	await page.locator("h1", {hasText: "Another name"}).waitFor();
	assert.equal(await page.locator("details[open]").count(), 1); /* what is open stays open */
	await page.getByText("Map of my partnerships").click();
	await viewShown(page, "map/0");
	await done(kiosk, page);
});

test("the map: by finger, by keyboard, and as a list", async () => {
	const fellow = inFullSwing();
	fellow.relations = [];
	const kiosk = await room(fellow);
	const page = await joined(kiosk, "map/0");
	await main(page).click();
	await page.locator("#relation-name").fill("Fire brigade");
	await page.getByRole("button", {name: "It is thin"}).click();
	await page.reload();
	await page.locator("#relation-name").waitFor();
	assert.equal(await page.locator("#relation-name").inputValue(), "Fire brigade");
	await main(page).click();
	await until(() => fellow.relations.length === 1);
	const [first] = fellow.relations;
	assert.deepEqual([first.name, first.goes, first.person, first.partnership], ["Fire brigade", 2, 5, 0]);
	await page.locator(".rows .line", {hasText: "Fire brigade"}).waitFor();
	const slip = page.locator(".slip");
	await slip.focus();
	await page.keyboard.press("ArrowLeft");
	await page.keyboard.press("ArrowUp");
	await until(() => fellow.relations[0].x === first.x - 40 && fellow.relations[0].y === first.y - 40);
	await page.keyboard.press("Enter");
	await viewShown(page, `relation/0/${first.id}`);
	await page.goBack();
	const box = await slip.boundingBox();
	const before = fellow.relations[0].x;
	await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
	await page.mouse.down();
	await page.mouse.move(box.x + box.width / 2 - 40, box.y + box.height / 2 + 10, {steps: 4});
	await page.mouse.up();
	await until(() => fellow.relations[0].x < before - 60);
	await page.locator(".rows .line", {hasText: "Fire brigade"}).click();
	await page.getByText("Take it off the map").click();
	await until(() => fellow.relations.length === 0);
	await page.locator(".toast button").click();
	await until(() => fellow.relations.length === 1);
	quiet(page);
	await done(kiosk, page);
});

/* ---- learning, for anybody ---- */

test("a pack by its own address, without a code: its answers and thoughts stay on the phone", async () => {
	const kiosk = await room(inFullSwing());
	const page = await phone();
	await page.goto(`${kiosk.address}learn/leading`);
	await page.locator("h1", {hasText: "Leading people you do not manage"}).waitFor();
	const sent = [];
	page.on("request", request => sent.push(`${request.method()} ${request.url()}`));
	const {questions} = learn("en").packs.find(({key}) => key === "leading");
	for (let i = 0; i < questions.length; i++) await page.locator(".own-question").nth(i).getByText(i === 3 ? "never" : "often").click();
	await page.locator(".hint-card", {hasText: questions[3]}).waitFor();
	await page.locator(".thoughts textarea").first().fill("Somebody who asked me");
	assert.deepEqual(sent, []);
	await page.reload();
	assert.equal(await page.locator(".thoughts textarea").first().inputValue(), "Somebody who asked me");
	assert.equal(await page.locator(".own-question").nth(3).getByText("never").getAttribute("aria-pressed"), "true");
	await axe(page, "a pack without a code");
	await page.locator(".line", {hasText: "Who leads which part?"}).click();
	await page.locator(".matrix td", {hasText: "Hand it over"}).waitFor();
	await page.locator(".back").click();
	await page.locator("h1", {hasText: "Leading people"}).waitFor();
	await page.goto(`${kiosk.address}learn`);
	await page.locator(".cover").first().waitFor(); /* the packs come by a request of their own, all at once */
	assert.equal(await page.locator(".cover").count(), 9);
	await axe(page, "the shelf without a code");
	await page.goto(`${kiosk.address}privacy`);
	await page.getByText("There is no cloud and no account.").waitFor();
	await axe(page, "privacy without a code");
	quiet(page);
	await done(kiosk, page);
});

/* ---- search, exchanges, about oneself ---- */

test("takeaways are searched while one types, and an insight is filed", async () => {
	const fellow = inFullSwing();
	const kiosk = await room(fellow);
	const page = await joined(kiosk, "search/12");
	await page.locator(".said").first().waitFor();
	assert.equal(await page.locator(".said").count(), 3);
	await page.locator("#search").fill("shelves");
	await page.locator('[data-key="found-shelves"] .said').waitFor();
	assert.equal(await page.locator(".said").count(), 1);
	await page.getByRole("button", {name: "How an organisation works"}).click();
	await page.getByRole("button", {name: "Experience"}).click();
	await until(() => fellow.hits[0].insight === "experience");
	await page.locator("#search").fill("nothing like it");
	await page.getByText("Nothing with these words.").waitFor();
	await done(kiosk, page);
});

test("offers and wishes: added, changed, taken away and back; a proposal with its reasons, asked", async () => {
	const fellow = inFullSwing();
	const kiosk = await room(fellow);
	const page = await joined(kiosk, "exchanges");
	await page.getByText("Add a wish").click();
	await page.locator("#exchange").fill("Saying no");
	await main(page).click();
	await until(() => fellow.exchanges.some(({text, kind}) => text === "Saying no" && kind === "wish"));
	await page.getByRole("button", {name: "Take away: Saying no"}).click();
	await until(() => fellow.exchanges.length === 2);
	await page.locator(".toast button").click();
	await until(() => fellow.exchanges.length === 3);
	await main(page).click();
	await page.getByText("Each offers what the other wishes for").waitFor();
	await page.getByRole("button", {name: "Ask Chiara"}).click();
	await until(() => whatOf(fellow, "partnership_set").length === 1);
	assert.deepEqual(whatOf(fellow, "partnership_set")[0].people, [5, 7]);
	quiet(page);
	await done(kiosk, page);
});

test("not on the screen: one switch, with Undo; the rest of the row stays as it is", async () => {
	const fellow = inFullSwing();
	fellow.profiles[5] = {team: "Night desk", language: "de", rhythm: "weekly", seeks: true, hidden: false};
	const kiosk = await room(fellow);
	const page = await joined(kiosk, "about");
	await page.locator("#hidden").check();
	await until(() => fellow.profiles[5].hidden);
	assert.deepEqual(fellow.profiles[5], {team: "Night desk", language: "de", rhythm: "weekly", seeks: true, hidden: true});
	await page.locator(".toast button").click();
	await until(() => !fellow.profiles[5].hidden);
	await page.waitForFunction(() => !document.getElementById("hidden").checked);
	await done(kiosk, page);
});

test("all that is known of me is a file of mine; erased, with one question before it, the phone knows nothing either", async () => {
	const fellow = inFullSwing();
	const kiosk = await room(fellow);
	const page = await joined(kiosk, "known");
	await page.locator(".line", {hasText: "Put it into a file"}).click();
	await viewShown(page, "everything");
	const [download] = await Promise.all([page.waitForEvent("download"), main(page).click()]);
	const file = JSON.parse(readFileSync(await download.path(), "utf8"));
	assert.deepEqual(file.person, [{id: 5, given: "Anna", family: "Brandt"}]);
	await page.goBack();
	await page.locator(".line", {hasText: "Erase me"}).evaluate(async row => { /* two quick touches, the second where the answer has come to be */
		row.click();
		while (!document.querySelector(".foot .sure")) await new Promise(requestAnimationFrame);
		document.querySelector(".foot .sure").click();
	});
	await page.getByText("Shall the kiosk forget you for good?").waitFor();
	await page.getByText("No, I stay").click();
	await viewShown(page, "known");
	assert.equal(fellow.erased, undefined);

	await open(page, "erase");
	const sure = page.getByRole("button", {name: "Yes, erase me"});
	await kiosk.stop(); /* not without the kiosk: nobody is erased by what they touched last week */
	await page.locator(".state-offline").waitFor();
	const touch = async words => { /* again, as people do where a touch does nothing */
		for (const there = page.getByText(words); !await there.isVisible();) await sure.click({timeout: 1000}).catch(() => {});
	};
	await touch("Nothing has been erased");
	assert.equal(await page.evaluate(() => Object.keys(localStorage).filter(key => key.includes("/asked/")).length), 0);
	await kiosk.start();
	await page.locator(".state-saved").waitFor();
	await touch("You are erased");
	assert.equal(fellow.erased, 5);
	assert.deepEqual(await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]), []);
	await done(kiosk, page);
});

test("signed out, the phone knows nothing of its person any more, and the cookie opens nothing", async () => {
	const kiosk = await room(inFullSwing());
	const page = await joined(kiosk, "part/12/outcomes");
	await page.locator("#part").fill("Typed, not saved");
	assert.notEqual(await page.evaluate(() => localStorage.length), 0);
	await open(page, "out");
	await main(page).click();
	await page.getByText("Signed out").waitFor();
	assert.deepEqual(await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]), []);
	await page.goto(`${kiosk.address}p/5`);
	await page.locator("#code").waitFor();
	await done(kiosk, page);
});

/* ---- everywhere ---- */

test("what is typed into a small form outlives a reload, and goes once it is saved", async () => {
	const fellow = inFullSwing();
	const kiosk = await room(fellow);
	const page = await joined(kiosk);
	const forms = [["settle/12", "#name", "Night desk"], ["settle/12", "#why", "We have what we came for"], ["rhythm", "#team", "Lost property"], ["exchange/wish/new", "#exchange", "Saying no"], ["far/12/81", "#words", "Half of it"]];
	for (const [view, field, words] of forms) {
		await open(page, view);
		await page.locator(field).fill(words);
		await page.reload();
		await page.locator(field).waitFor();
		assert.equal(await page.locator(field).inputValue(), words, `${view} ${field}`);
	}
	await open(page, "settle/12");
	await page.locator("form").getByText("Save").click();
	await until(() => fellow.partnership(12).name === "Night desk");
	fellow.partnership(12).name = "Nights";
	await page.reload();
	await page.locator("#why").waitFor();
	assert.deepEqual([await page.locator("#name").inputValue(), await page.locator("#why").inputValue()], ["Nights", "We have what we came for"]);
	quiet(page);
	await done(kiosk, page);
});

test("by the keyboard alone every control is reached in its order, named, seen and not covered; that the kiosk is away is said", async () => {
	const kiosk = await room(inFullSwing());
	const page = await joined(kiosk, "", {hasTouch: false, isMobile: false});
	for (const view of VIEWS) {
		await open(page, view);
		await page.waitForFunction(() => document.activeElement.matches("main[aria-labelledby=heading], #statement")); /* a reader of the screen begins there */
		const walked = [];
		for (let at; walked.length < 80;) {
			await page.keyboard.press("Tab");
			at = await page.evaluate(controlAt); /* null: past the end, from where it goes on at the beginning */
			if (at && walked.length > 1 && at.nth === walked[0].nth) break;
			if (at && !walked.some(({nth}) => nth === at.nth)) walked.push(at); /* a date has several stops */
		}
		assert.deepEqual(walked.filter(({fault}) => fault).map(({fault, label}) => `${view}: ${fault}: ${label}`), []);
		const order = walked.map(({nth}) => nth), first = order.indexOf(Math.min(...order));
		assert.deepEqual([...order.slice(first), ...order.slice(0, first)], [...order].sort((a, b) => a - b), view);
		assert.ok(walked.length >= await page.locator(".frame :is(button, a[href]):not([disabled]):visible").count(), view);
	}
	const said = page.locator(".offscreen[role=status]");
	assert.equal(await said.textContent(), "");
	await kiosk.stop();
	await said.getByText("Offline").waitFor({state: "attached"});
	await kiosk.start();
	await said.getByText("Connected").waitFor({state: "attached"});
	await done(kiosk, page);
});

/* What has the keyboard: its place among all, its name, and what is wrong with it. Runs in the page. */
function controlAt() {
	const node = document.activeElement;
	if (!node || node === document.body) return null;
	const target = node.closest("label") || node, box = target.getBoundingClientRect();
	const label = ((node.labels && node.labels[0] && node.labels[0].textContent) || node.getAttribute("aria-label") || node.textContent).trim();
	const hit = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 30));
	const outlined = one => one && getComputedStyle(one).outlineStyle !== "none" && parseFloat(getComputedStyle(one).outlineWidth) > 0;
	const ring = outlined(node) || outlined(node.nextElementSibling) || node.matches(".slip"); /* a slip's edge is drawn thicker */
	return {nth: [...document.querySelectorAll("*")].indexOf(node), label: label.slice(0, 60), fault: !label ? "no name" : !hit || !(target.contains(hit) || hit.contains(node)) ? "covered" : ring ? null : "not seen"};
}

/* Each view in a room in full swing, with long names, and once more with nothing in it. */
async function everyView(options, look) {
	const kiosk = await room(inFullSwing({long: LONG}));
	const page = await joined(kiosk, "", options);
	for (const view of VIEWS) {
		await open(page, view);
		await look(page, view);
	}
	quiet(page);
	await done(kiosk, page);
	const empty = await room(new Fellow({partnerships: []}));
	const lonely = await joined(empty, "", options);
	for (const view of ["me", "partnerships", "exchanges", "suggestions", "quiz", "map/0", "about"]) {
		await open(lonely, view);
		await look(lonely, `empty ${view}`);
	}
	await done(empty, lonely);
}

test("axe finds nothing on any view, in light, dark and from right to left", async () => {
	await everyView({}, inEveryLight);
});

test("nothing sticks out or is too small to touch, in German, on narrow screens and with large type; every name is there", async () => {
	await everyView({locale: "de-DE"}, (page, where) => inEverySize(page, where, async size => assert.deepEqual(await cutOff(page), [], size)));
});

/* Words that are wider than the box they stand in. */
const cutOff = page => page.evaluate(() => [...document.querySelectorAll(".body, .body *, .foot *, .tabs *")].filter(node => node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0 && getComputedStyle(node).display !== "inline"
	&& !node.querySelector(".count") && !node.closest(".table-around, .offscreen, svg, .tab .count, input, textarea")).map(node => `${node.className} ${node.textContent.slice(0, 60)}`));

test("S6: no payload in a name, a goal, a part or a takeaway runs, loads or leaves", async () => {
	const fellow = inFullSwing();
	const text = PAYLOADS.join("\n");
	fellow.people = fellow.people.map(person => ({...person, name: PAYLOADS[person.id % PAYLOADS.length]}));
	Object.assign(fellow.partnership(12), {name: PAYLOADS[0], purpose: text, feedback: [{at: Date.now(), text}]});
	Object.assign(fellow.agreement(12), {outcomes: text, ownRules: text, duties: {5: text, 6: text}, goals: PAYLOADS.slice(0, 12).map((words, i) => ({id: 300 + i, person: 0, text: words, measured: false, first: 0, target: 0, firstWords: words, targetWords: words}))});
	fellow.hits = PAYLOADS.map((words, i) => ({takeaway: i + 1, kind: "insight", insight: "other", text: words, at: Date.now(), session: 0}));
	fellow.relations = PAYLOADS.slice(0, 10).map((name, i) => ({id: 20 + i, person: 5, partnership: 0, name, about: name, goes: 1, x: 300, y: 300}));
	fellow.exchanges = PAYLOADS.slice(0, 10).map((words, i) => ({id: 90 + i, person: 5, kind: "offer", text: words}));
	const kiosk = await room(fellow);
	const page = await phone();
	const left = leaks(page, kiosk.address);
	await page.goto(`${kiosk.address}#${TOKEN}`);
	await page.locator(".choices .person").first().click();
	await page.locator(".next-card").waitFor();
	const check = () => page.evaluate(() => [...document.querySelectorAll("#page *")].filter(node =>
		/^(script|style|iframe|object|embed|img|video|audio|link|meta|base|math|template|marquee|xss)$/i.test(node.tagName)
		|| [...node.attributes].some(attribute => /^on|^srcdoc$|^formaction$/i.test(attribute.name))
		|| (node.hasAttribute("href") && !/^\/(p\/5#[a-z]+(\/[\w:-]+)*|[nb]\/\d+|privacy)$/.test(node.getAttribute("href")))).map(node => node.outerHTML.slice(0, 200)));
	for (const view of ["me", "partnership/12", "agreement/12", "part/12/outcomes", "goals/12", "goal/12/301", "search/12", "map/0", "exchanges", "suggestions", "quiz"]) {
		await open(page, view);
		assert.deepEqual(await check(), [], view);
	}
	assert.deepEqual(left, []);
	quiet(page);
	await page.evaluate(() => { /* the control: the same watch sees what does run */
		document.querySelector(".body").innerHTML = "<img src='//evil.example/p.png' onerror='1'>";
	});
	assert.equal((await check()).length, 1);
	await done(kiosk, page);
});

test("P10: a person's page is small, and does without the editor and the boards", () => {
	const {bytes, files} = weigh(PAGES, "me");
	assert.ok(bytes <= BUDGET, JSON.stringify({bytes, files}));
	assert.ok(!files.some(name => /^(note|board)/.test(name)), JSON.stringify(files));
});

