/* P10: what the note's page weighs, and how long until one can type, on a CPU slowed down four times.
 * From the scan of a known phone (cookie there, cache empty) to the first letter in the text. */
import {openBrowser, PHONE} from "./browser.mjs";
import {Kiosk, TOKEN} from "./kiosk.mjs";
import {weigh} from "./weight.mjs";

const ROUNDS = 7;
const pages = process.env.PAGES;
const weight = weigh(pages, "note").bytes;
const kiosk = await new Kiosk({pages, text: "## What we noticed\n> Observations…\n\n## What we will do\n- [ ] one\n"}).start();
const browser = await openBrowser();
const times = [];
for (let i = 0; i < ROUNDS; i++) {
	const context = await browser.newContext(PHONE);
	const page = await context.newPage();
	await page.goto(`${kiosk.address}#${TOKEN}`);
	await page.locator(".person", {hasText: "Anna B."}).click();
	await page.locator(".state-saved").waitFor();
	const session = await context.newCDPSession(page);
	await session.send("Network.clearBrowserCache");
	await session.send("Emulation.setCPUThrottlingRate", {rate: 4});
	await page.goto("about:blank");
	await page.goto(`${kiosk.address}#${TOKEN}`);
	await page.waitForFunction(() => performance.getEntriesByName("ready").length > 0);
	times.push(await page.evaluate(() => {
		const content = document.querySelector(".cm-content");
		content.focus();
		const before = performance.now();
		document.execCommand("insertText", false, "x");
		return performance.getEntriesByName("ready")[0].startTime + performance.now() - before;
	}));
	await context.close();
}
await browser.close();
await kiosk.stop();
times.sort((a, b) => a - b);
console.log(`note page: ${weight} bytes gzipped (a board: ${weigh(pages, "board").bytes}); ready to type after ${Math.round(times[ROUNDS >> 1])} ms (median of ${ROUNDS}; ${Math.round(times[0])} to ${Math.round(times[ROUNDS - 1])}), CPU slowed 4 times`);
