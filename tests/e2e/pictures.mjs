/* The README's pictures that need phones: two people write one note, and both the phone and the kiosk show
 * it. Called by `make pictures` with the folder to put them into; like the screen scripts' pictures they are
 * of a morning in the demo room. */
import {join, resolve} from "node:path";
import {openBrowser, PHONE} from "./browser.mjs";
import {Play} from "./play.mjs";

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
