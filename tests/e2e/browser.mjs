/* Chromium without a screen, at phone size. Whatever a page complains about is kept. */
import {chromium} from "playwright-core";
import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
	"--disable-component-update", "--disable-sync"];
const PROGRAM = process.env.CHROMIUM || "/usr/bin/chromium";
export const PHONE = {viewport: {width: 390, height: 844}, deviceScaleFactor: 2, hasTouch: true, isMobile: true};

export async function openBrowser(flags = []) {
	return chromium.launch({executablePath: PROGRAM, args: [...FLAGS, ...flags], headless: true});
}

/* A phone of its own: its cookies and storage are in a folder, and outlive a killed browser. */
export async function openPhone(options = {}, folder = mkdtempSync(join(tmpdir(), "phone-"))) {
	const context = await chromium.launchPersistentContext(folder, {executablePath: PROGRAM, args: FLAGS, headless: true, ...PHONE, ...options});
	return {context, folder, drop: async () => {
		await context.close();
		rmSync(folder, {recursive: true, force: true});
	}};
}

export function listen(page) {
	const complaints = [];
	page.on("console", message => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
	page.on("pageerror", error => complaints.push(String(error)));
	return complaints;
}

export const textOf = page => page.evaluate(() => document.querySelector(".cm-content").cmTile.view.state.doc.toString());
export const stateOf = page => page.locator(".state-words").textContent();
