/* The README's pictures that need phones: two people write one note, and both the phone and the kiosk show
 * it; nine people vote on what a marketplace talks about. Called by `make pictures` with the folder to put them into; like the screen scripts' pictures they are
 * of a morning in the demo room. */
import {join, resolve} from "node:path";
import {BoardClient} from "./board_client.mjs";
import {openBrowser, PHONE} from "./browser.mjs";
import {PageClient} from "./page_client.mjs";
import {Play, until} from "./play.mjs";

const folder = resolve(process.argv[2]);
const HOST = "192.168.1.20"; /* as it stands in the other pictures */

async function scan(browser, url, name) {
	const page = await (await browser.newContext(PHONE)).newPage();
	await page.goto(url);
	await page.locator(".person", {hasText: name}).click();
	await page.locator(".state-saved").waitFor();
	return page;
}

/* Under a heading; a list goes on by itself. */
async function write(page, heading, lines) {
	await page.locator(".cm-heading", {hasText: heading}).click();
	await page.keyboard.press("End");
	for (const line of lines) {
		await page.keyboard.press("Enter");
		await page.keyboard.insertText(line);
	}
	await page.locator(".state-saved").waitFor();
}

async function oneNote() {
	const kiosk = await new Play().start({lines: ["now 2026-11-23T09:58:00", `config network.host ${HOST}`]});
	const browser = await openBrowser([`--host-resolver-rules=MAP ${HOST} 127.0.0.1:${kiosk.port}`]);
	await kiosk.tap("Check in");
	await kiosk.tap("Ben K.");
	await kiosk.say('expect "You are checked in"');
	const url = (await kiosk.code()).toLowerCase();
	const [anna, ben] = [await scan(browser, url, "Anna B."), await scan(browser, url, "Ben K.")];
	await kiosk.tap("To the session");
	await kiosk.tap("Begin");
	await write(anna, "What we noticed", ["Said at the door, half of it is lost", "! Three lines on paper before the talk make it half as long"]);
	await write(ben, "What we will do", ["- [ ] Ben tries the three lines this week, by Friday", "Anna asks the night desk what they miss in the morning"]);
	await anna.locator(".cm-other-name", {hasText: "Ben"}).waitFor({state: "attached"});
	await anna.getByText("what they miss").waitFor();
	await kiosk.say('expect "what they miss"');
	await kiosk.say(`shot ${join(folder, "session-notes.png")}`);
	await anna.screenshot({path: join(folder, "phone-note.png")});
	await browser.close();
	await kiosk.end();
}

/* ---- a marketplace ---- */

/* What the others give their dots to, by how the topics begin. */
const TASTES = [["Nobody", "Nobody", "Trade"], ["Nobody", "Trade", "I can"], ["Three", "Nobody", "How do"], ["Trade", "Trade"], ["Nobody", "I can", "What do"],
	["Three", "Three", "Nobody"], ["I can", "Trade"], ["How do", "Nobody"]];

async function touch(kiosk, what) {
	await kiosk.say("skip 500ms");
	await kiosk.say(`tap "${what}"`);
}

const next = kiosk => touch(kiosk, "#next-phase");

async function choosePin(kiosk) {
	for (const button of ["Next", "OK"]) {
		for (const digit of "428913") await touch(kiosk, `#digit:${digit}`);
		await touch(kiosk, button);
	}
}

async function vote(phone, tastes) {
	const {topics} = phone.state.cards, {id: meeting} = phone.state.meeting.meeting, given = {};
	for (const taste of tastes) {
		const {id: topic} = topics.find(card => card.title.startsWith(taste));
		given[topic] = (given[topic] || 0) + 1;
		await phone.ask("vote", {meeting, topic, count: given[topic]});
	}
}

async function marketplace() {
	const kiosk = await new Play().start({lines: ["now 2026-11-26T15:04:00", `config network.host ${HOST}`]});
	const browser = await openBrowser([`--host-resolver-rules=MAP ${HOST} 127.0.0.1:${kiosk.port}`]);
	await touch(kiosk, "Marketing");
	await touch(kiosk, "Start the meeting");
	await choosePin(kiosk);
	await kiosk.say('expect "Start the pitches"');
	const url = (await until("a code on the screen", () => kiosk.code())).toLowerCase();
	const local = url.replace(HOST, `127.0.0.1:${kiosk.port}`).replace(/:\d+:\d+/, `:${kiosk.port}`);
	const people = kiosk.query("SELECT id FROM person WHERE given <> 'Anna' ORDER BY id LIMIT 8");
	const phones = await Promise.all(people.map(({id}) => BoardClient.join(local, id)));
	const page = await (await browser.newContext(PHONE)).newPage();
	await page.goto(url);
	await page.locator("#name").fill("Ann");
	await page.locator(".person", {hasText: "Anna"}).first().click();
	await next(kiosk);
	await touch(kiosk, "#phases");
	await touch(kiosk, "#phase:3");
	await page.locator(".strip .phase", {hasText: "Vote"}).waitFor();
	await Promise.all(phones.slice(0, 6).map((phone, i) => phone.until("the vote", () => phone.state.meeting.meeting.phase === "vote").then(() => vote(phone, TASTES[i]))));
	await page.getByRole("button", {name: "One vote more"}).first().click();
	await page.getByRole("button", {name: "One vote more"}).nth(2).click();
	await page.locator(".state-saved").waitFor();
	await kiosk.say(`shot ${join(folder, "marketplace-vote.png")}`);
	await page.screenshot({path: join(folder, "phone-vote.png")});
	await Promise.all(phones.slice(6).map((phone, i) => vote(phone, TASTES[i + 6])));
	await touch(kiosk, "#reveal");
	await next(kiosk);
	await touch(kiosk, "Begin");
	await kiosk.say("skip 3min");
	await kiosk.say(`shot ${join(folder, "marketplace-discuss.png")}`);
	await browser.close();
	await kiosk.end();
}

/* ---- a partnership, and the coordinator's laptop ---- */

async function partnerships() {
	const kiosk = await new Play().start({lines: ["now 2026-11-23T09:58:00", `config network.host ${HOST}`]});
	const browser = await openBrowser([`--host-resolver-rules=MAP ${HOST} 127.0.0.1:${kiosk.port}`]);
	const local = url => url.toLowerCase().replace(HOST, `127.0.0.1:${kiosk.port}`).replace(/:\d+:\d+/, `:${kiosk.port}`);
	await kiosk.say("skip 210min"); /* soon those meet who have an agreement */
	await kiosk.say("tap 512,500");
	await touch(kiosk, "Check in");
	await touch(kiosk, "Mira A.");
	await kiosk.say('expect "You are checked in"');
	await touch(kiosk, "My page");
	const mine = await until("the code of Mira's page", () => kiosk.code());
	const page = await (await browser.newContext(PHONE)).newPage();
	await page.clock.setFixedTime(new Date("2026-11-23T13:28:00"));
	await page.goto(mine.toLowerCase());
	await page.waitForURL(/\/p\/\d+/);
	await page.getByText("Risk plan for the food bank").first().waitFor();
	await page.screenshot({path: join(folder, "phone-me.png")});
	await touch(kiosk, "My partnerships");
	await touch(kiosk, "Risk plan for the food bank");
	await kiosk.say("skip 500ms");
	await kiosk.say(`shot ${join(folder, "partnership.png")}`);
	await touch(kiosk, "#agreement");
	await kiosk.say("skip 500ms");
	await kiosk.say(`shot ${join(folder, "agreement.png")}`);
	await touch(kiosk, "#home");
	await touch(kiosk, "More");
	await touch(kiosk, "Facilitator");
	await choosePin(kiosk);
	await kiosk.say('expect "The coordinator’s pages"');
	const code = await until("the coordinator's code", async () => {
		const seen = await kiosk.code();
		if (seen === mine) throw new Error("still the other one");
		return seen;
	});
	const desk = await PageClient.join(local(code));
	const people = kiosk.query("SELECT id FROM person ORDER BY id LIMIT 6").map(({id}) => id);
	const {result: programme} = await desk.ask("programme_set", {name: "Partners of the quay", people});
	await touch(kiosk, "#home");
	await touch(kiosk, "More");
	await touch(kiosk, "Facilitator");
	const laptop = await (await browser.newContext({viewport: {width: 1280, height: 800}})).newPage();
	const second = await until("another code", async () => {
		const seen = await kiosk.code();
		if (seen === code) throw new Error("still the one that was used");
		return seen;
	});
	await laptop.goto(second.toLowerCase());
	await laptop.waitForURL(/\/coordinator/);
	await laptop.goto(`${laptop.url().split("#")[0]}#programme/${programme}`);
	await laptop.getByText("Partners of the quay").first().waitFor();
	await laptop.screenshot({path: join(folder, "desk-programme.png")});
	await browser.close();
	await kiosk.end();
}

await oneNote();
await marketplace();
await partnerships();
process.exit(0); /* the phones' sockets */
