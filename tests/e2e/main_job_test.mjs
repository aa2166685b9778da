/* The main job with the real program: two people check in by touch, scan the code, write in one note from
 * two phones, one of which loses its network while the program is killed. In the end the screen, both
 * phones and the database have the same text. */
import assert from "node:assert/strict";
import test, {after, before} from "node:test";
import {openBrowser, PHONE, listen, textOf} from "./browser.mjs";
import {Play, until} from "./play.mjs";

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

async function scan(url, name) {
	const context = await browser.newContext(PHONE);
	const page = await context.newPage();
	page.complaints = listen(page);
	await page.goto(url);
	await page.locator(".person", {hasText: name}).click();
	await page.locator(".state-saved").waitFor();
	return page;
}

/* The cursor into the empty line under a heading. */
async function goUnder(page, heading) {
	await page.locator(".cm-heading", {hasText: heading}).click();
	await page.keyboard.press("End");
	await page.keyboard.press("Enter");
}

for (const shown of [false, true]) {
	test(`the main job, ${shown ? "in a window" : "headless"}`, async () => {
		const kiosk = await new Play().start({shown});
		await kiosk.tap("Check in");
		await kiosk.tap("Ben K.");
		await kiosk.say('expect "You are checked in"');
		const url = await until("a code on the screen", () => kiosk.code());
		assert.match(url, new RegExp(`^HTTP://127\\.0\\.0\\.1:${kiosk.port}/#[0-9A-HJKMNP-TV-Z]{26}$`));

		const [anna, ben] = [await scan(url, "Anna B."), await scan(url, "Ben K.")];
		const note = Number(/\/n\/(\d+)$/.exec(ben.url())[1]);
		await kiosk.tap("To the session");
		await Promise.all([goUnder(anna, "What we noticed"), goUnder(ben, "What we will do")]);
		await Promise.all([anna.keyboard.type("Anna writes", {delay: 20}), ben.keyboard.type("Ben writes", {delay: 17})]);
		await until("both phones", async () => {
			assert.equal(await textOf(anna), await textOf(ben));
			assert.match(await textOf(anna), /Anna writes[\s\S]*Ben writes/);
		});
		await anna.locator(".cm-other-name", {hasText: "Ben"}).waitFor({state: "attached"});

		await ben.context().setOffline(true);
		await ben.locator(".state-offline").waitFor({timeout: 10000});
		await ben.keyboard.type(" far away", {delay: 5});
		await anna.keyboard.type(" before", {delay: 5});
		await anna.locator(".state-saved").waitFor();
		await kiosk.restart();
		await anna.keyboard.type(" and after", {delay: 5});
		await anna.locator(".state-saved").waitFor({timeout: 20000});
		await ben.getByText("Offline: 1 change kept here").first().waitFor();
		await ben.context().setOffline(false);
		await ben.locator(".state-saved").waitFor({timeout: 20000});

		const text = await until("one text", async () => {
			const [a, b] = [await textOf(anna), await textOf(ben)];
			assert.equal(a, b);
			assert.equal(kiosk.stored(note), a);
			return a;
		});
		for (const words of ["Anna writes before and after", "Ben writes far away"]) assert.equal(text.split(words).length, 2, text);

		await kiosk.tap("Anna B. and Ben K.");
		await until("the screen", async () => {
			const seen = await kiosk.words();
			for (const words of ["Anna writes before and after", "Ben writes far away"]) assert.ok(seen.includes(words), seen);
		});
		for (const page of [anna, ben]) {
			assert.deepEqual(page.complaints.filter(c => !/ERR_|WebSocket connection/.test(c)), []);
			await page.context().close();
		}
		await kiosk.end();
	});
}
