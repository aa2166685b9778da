/* Chromium without a screen, at phone size. Whatever a page complains about is kept. */
import assert from "node:assert/strict";
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

/* Nothing but what follows from a kiosk that was away or refused something. */
export const quiet = page => assert.deepEqual(page.complaints.filter(text => !/ERR_CONNECTION|status of 40\d|WebSocket connection/.test(text)), []);

export async function done(kiosk, ...pages) {
	for (const page of pages) await page.context().close();
	await kiosk.stop();
}

export const until = async holds => {
	for (const end = Date.now() + 8000; !holds();) {
		assert.ok(Date.now() < end, `still not so: ${holds}`);
		await new Promise(again => { setTimeout(again, 10); });
	}
};

/* What a page loads from elsewhere or shows in a dialog, from here on: a list of it. */
export function leaks(page, address) {
	const found = [];
	page.on("request", request => request.url().startsWith(address) && !/evil|example/.test(request.url()) || found.push(request.url()));
	page.on("dialog", dialog => {
		found.push(dialog.message());
		dialog.dismiss();
	});
	return found;
}

export const textOf = page => page.evaluate(() => document.querySelector(".cm-content").cmTile.view.state.doc.toString());
export const stateOf = page => page.locator(".state-words").textContent();
