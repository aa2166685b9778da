/* What can be said of any page by looking at it: what axe-core finds, what sticks out, what is too small. */
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/* `only`: rules by name, where the others have been asked in the same view before. */
export async function axe(page, where, only = null) {
	if (!await page.evaluate(() => "axe" in window)) await page.evaluate(AXE);
	const {violations} = await page.evaluate(run => axe.run(document, run), {runOnly: only || RULES, resultTypes: ["violations"]});
	assert.deepEqual(violations.map(v => `${where}: ${v.id}: ${v.nodes.map(n => n.html.slice(0, 160)).join(" | ")}`), []);
}

/* {wide, small}: px that the page is wider than the window, and controls under 44 px. What a control's ::before
 * covers can be touched as well; a box of a choice is as large as the label around it. */
export function sticksOut(page) {
	return page.evaluate(() => ({
		wide: document.documentElement.scrollWidth - innerWidth,
		small: [...document.querySelectorAll("button, input, textarea, a, .cm-box")].filter(b => b.offsetParent).map(b => {
			const before = getComputedStyle(b, "::before");
			const box = (b.closest("label") || b).getBoundingClientRect();
			return {label: b.getAttribute("aria-label") || b.textContent, w: Math.max(box.width, parseFloat(before.width) || 0), h: Math.max(box.height, parseFloat(before.height) || 0)};
		}).filter(b => b.w < 43.9 || b.h < 43.9),
	}));
}

/* The same elements in another light or the other way round: what can be wrong there is their colours and places. */
export async function inEveryLight(page, where) {
	await axe(page, where);
	await page.emulateMedia({colorScheme: "dark"});
	await axe(page, `dark ${where}`, ["color-contrast"]);
	await page.emulateMedia({colorScheme: "light"});
	await page.evaluate(() => {
		document.documentElement.dir = "rtl";
	});
	await axe(page, `rtl ${where}`, ["target-size"]);
	assert.equal((await sticksOut(page)).wide, 0, `rtl ${where}`);
	await page.evaluate(() => {
		document.documentElement.dir = "";
	});
}

/* In another language every control still has its name, and all has room on narrow screens and in large type. `look`: what
 * else is to be looked at in each size. */
export async function inEverySize(page, where, look = () => {}) {
	await axe(page, `German ${where}`, ["button-name", "link-name", "label", "aria-input-field-name", "label-content-name-mismatch", "html-has-lang", "html-lang-valid", "document-title"]);
	for (const [width, size] of [[320, 16], [390, 32], [820, 16]]) {
		await page.setViewportSize({width, height: 700});
		await page.evaluate(px => {
			document.documentElement.style.fontSize = `${px}px`;
		}, size);
		assert.deepEqual(await sticksOut(page), {wide: 0, small: []}, `${width} ${size} ${where}`);
		await look(`${width} ${size} ${where}`);
	}
}
