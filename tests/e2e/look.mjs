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
