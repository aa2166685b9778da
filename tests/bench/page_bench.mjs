/* P10: the note's page as the real program serves it, on a phone whose processor is four times slower than
 * this machine's: what it weighs, and when one can type. Every visit begins with nothing kept but the
 * phone's cookie. What an empty page takes is the browser's own share, and the machine's of the moment. node page_bench.mjs PAGES, with TANDEM naming the program. */
import {openBrowser, PHONE} from "../e2e/browser.mjs";
import {Play} from "../e2e/play.mjs";
import {weigh} from "../e2e/weight.mjs";

const VISITS = 9;
const SLOWER = 4;

function line(what, bar, met, measured) {
	console.log(`P10 ${what.padEnd(66)}${measured.padEnd(38)}${bar.padEnd(18)}${met ? "" : "MISSED"}`);
}

const median = list => [...list].sort((a, b) => a - b)[list.length >> 1];

/* ms from the start of the navigation until `selector` is there, as the page's own clock has it. */
async function visit(browser, state, url, selector) {
	const context = await browser.newContext({...PHONE, storageState: state});
	const page = await context.newPage();
	const session = await context.newCDPSession(page);
	await session.send("Emulation.setCPUThrottlingRate", {rate: SLOWER});
	await page.addInitScript(selector => {
		const look = () => {
			if (!document.querySelector(selector)) return requestAnimationFrame(look);
			window.readyAt = performance.now();
			return undefined;
		};
		look();
	}, selector);
	await page.goto(url);
	const took = await (await page.waitForFunction(() => window.readyAt)).jsonValue();
	return {took, context, page};
}

async function visits(browser, state, url, selector) {
	const took = [];
	for (let i = 0; i < VISITS; i++) {
		const seen = await visit(browser, state, url, selector);
		took.push(seen.took);
		await seen.context.close();
	}
	return took;
}

const told = list => `${median(list).toFixed(0)} ms (${Math.min(...list).toFixed(0)} to ${Math.max(...list).toFixed(0)})`;

const {bytes} = weigh(process.argv[2], "note"), board = weigh(process.argv[2], "board").bytes;
line("the note's page, gzipped, with one translation", "110 kB", bytes <= 110e3, `${(bytes / 1e3).toFixed(1)} kB`);
line("a board's page, likewise", "", true, `${(board / 1e3).toFixed(1)} kB`);
const kiosk = await new Play().start();
const browser = await openBrowser();
await kiosk.tap("Check in");
await kiosk.tap("Ben K.");
await kiosk.say('expect "You are checked in"');
const url = await kiosk.code();
const first = await visit(browser, undefined, url, ".person");
await first.page.locator(".person", {hasText: "Anna B."}).click();
await first.page.locator(".state-saved").waitFor();
const state = await first.context.storageState(), note = first.page.url();
await first.context.close();
const who = await visits(browser, undefined, url, ".person");
line("from the scan to the names to choose from, 4 times slower", "0.7 s", median(who) <= 700, told(who));
const type = await visits(browser, state, note, ".cm-content[contenteditable=true]");
line("from opening the note until ready to type, 4 times slower", "0.7 s", median(type) <= 700, told(type));
const empty = await visits(browser, undefined, "data:text/html,<p class=person>", ".person");
line("an empty page, measured in the same way", "", true, told(empty));
await browser.close();
await kiosk.end();
