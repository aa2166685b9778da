/* Learning packs: a shelf of covers, and each pack with what it is, a short questionnaire for oneself, questions to
 * think about, tools for a meeting and reading. What is ticked and written here stays on this phone. */
import {el, icon} from "./dom.js";
import {packOf, packs} from "./learn.js";
import {growing, nothingYet, section} from "./parts.js";
import {_, ngettext} from "./words.js";

export const packsLook = () => ({view: "packs"});

const OFTEN = [() => _("never"), () => _("seldom"), () => _("at times"), () => _("often"), () => _("always")];
const KINDS = {map: () => _("Map"), matrix: () => _("Matrix"), script: () => _("Script")};

/* On this phone alone: {answers: [1…5], notes: [text]}. */
const mineOf = (page, key) => {
	try {
		return {answers: [], notes: [], ...JSON.parse(page.local.getItem(`tandem/learn/${key}`))};
	} catch {
		return {answers: [], notes: []};
	}
};
function keep(page, key, mine) {
	try {
		page.local.setItem(`tandem/learn/${key}`, JSON.stringify(mine));
	} catch {
		page.toast(_("This browser keeps nothing. It is gone when the page is closed."));
	}
}

/* ---- the shelf ---- */

const cover = (page, pack, i, chosen) => el("li", {"data-key": pack.key}, el("a", {class: `cover cover-${i % 9}`, href: page.href(`pack/${pack.key}`)},
	el("b", {dir: "auto"}, pack.title), el("span", {class: "cover-line", dir: "auto"}, pack.cover),
	el("span", {class: "cover-foot"}, ngettext("{n} minute", "{n} minutes", pack.minutes), chosen ? el("span", {class: "mark"}, _("your priority")) : null)));

export function learnView(page) {
	const doc = page.subject ? page.doc(packsLook()) : null;
	const chosen = new Set(doc && doc.priorities ? doc.priorities : []);
	const all = packs().map((pack, i) => ({pack, i})).sort((a, b) => chosen.has(b.pack.key) - chosen.has(a.pack.key));
	if (!all.length) return {title: _("Learn"), body: nothingYet(page, null)};
	return {
		title: _("Learn"),
		body: [
			el("p", {class: "lead", "data-key": "lead"}, _("Nine packs on working with people one does not manage. Each has questions for yourself and tools you can use in your next meeting.")),
			el("ul", {class: "shelf", "data-key": "shelf"}, ...all.map(({pack, i}) => cover(page, pack, i, chosen.has(pack.key)))),
			page.subject ? null : el("a", {class: "small", "data-key": "privacy", href: "/privacy"}, icon("shield"), _("Who can see what")),
		],
	};
}

/* ---- one pack ---- */

function questionnaire(page, pack) {
	const mine = mineOf(page, pack.key);
	const given = mine.answers.filter(Boolean).length;
	const row = (words, i) => el("li", {class: "own-question", "data-key": `question-${i}`}, el("p", {id: `own-${i}`, dir: "auto"}, words),
		el("div", {class: "five", role: "group", "aria-labelledby": `own-${i}`}, ...OFTEN.map((label, n) => el("button", {type: "button", class: "choice", "data-key": String(n), "aria-pressed": String(mine.answers[i] === n + 1), onclick: () => {
			const now = mineOf(page, pack.key);
			now.answers[i] = now.answers[i] === n + 1 ? 0 : n + 1;
			keep(page, pack.key, now);
			page.draw();
		}}, label()))));
	const low = pack.questions.map((words, i) => ({words, value: mine.answers[i] || 0})).filter(({value}) => value && value <= 2);
	return section(_("For yourself"), el("p", {class: "hint row"}, icon("shield"), _("How often is it so? Your answers stay on this phone; nobody else sees them.")),
		el("ol", {class: "rows"}, ...pack.questions.map(row)),
		given === pack.questions.length ? el("div", {class: "hint-card", role: "status", "data-key": "sum"}, el("b", {}, low.length ? _("Begin here") : _("You do much of this already")),
			...(low.length ? low.slice(0, 2).map(({words}) => el("p", {dir: "auto"}, words)) : [el("p", {}, _("Ask a partner whether they see it the same way."))])) : null);
}

function reflection(page, pack) {
	const mine = mineOf(page, pack.key);
	const row = (words, i) => {
		const area = growing(el("textarea", {rows: "1", maxlength: "1000", dir: "auto", "aria-label": words, placeholder: _("A thought, for yourself"), oninput: () => {
			const now = mineOf(page, pack.key);
			now.notes[i] = area.value;
			keep(page, pack.key, now);
		}}));
		area.value = mine.notes[i] || "";
		return el("li", {"data-key": `reflect-${i}`, "data-keep": true}, el("p", {dir: "auto"}, words), area);
	};
	return section(_("To think about"), el("ol", {class: "thoughts"}, ...pack.reflect.map(row)));
}

const toolLink = (page, pack, tool, i) => el("li", {"data-key": `tool-${i}`}, el("a", {class: "line", href: page.href(`tool/${pack.key}/${i}`)}, el("span", {class: "sign", "aria-hidden": "true"}, icon(tool.kind === "script" ? "note" : tool.kind === "matrix" ? "board" : "map")),
	el("span", {class: "line-words"}, el("b", {dir: "auto"}, tool.title), el("span", {class: "hint", dir: "auto"}, `${KINDS[tool.kind] ? KINDS[tool.kind]() : ""} · ${ngettext("{n} minute", "{n} minutes", tool.minutes)}`)), icon("next")));

export function packView(page, arg) {
	const pack = packOf(arg);
	const shelf = page.subject ? page.href("learn") : "/learn";
	if (!pack) return {title: _("Learning pack"), body: nothingYet(page, packs().length ? {error: "not_found"} : null), foot: packs().length ? [el("a", {class: "main", href: shelf}, _("To the learning packs"))] : []};
	return {
		title: pack.title,
		body: [
			el("p", {class: "big-words", dir: "auto", "data-key": "cover"}, pack.cover),
			el("div", {class: "prose", "data-key": "about"}, ...pack.about.map(words => el("p", {dir: "auto"}, words))),
			section(_("Tools for a meeting"), el("ul", {class: "rows"}, ...pack.tools.map((tool, i) => toolLink(page, pack, tool, i)))),
			questionnaire(page, pack),
			reflection(page, pack),
			section(_("To read on"), el("ul", {class: "reading"}, ...pack.reading.map(words => el("li", {dir: "auto"}, words)))),
		],
	};
}

/* ---- one tool, as it is used in a meeting ---- */

const matrix = tool => el("table", {class: "matrix"}, el("caption", {class: "offscreen"}, tool.title),
	el("thead", {}, el("tr", {}, el("td", {}), ...tool.axisX.map(end => el("th", {scope: "col", dir: "auto"}, end)))),
	el("tbody", {}, ...[[1, 0], [0, 2]].map(([end, first]) => el("tr", {}, el("th", {scope: "row", dir: "auto"}, tool.axisY[end]), ...[0, 1].map(n => el("td", {dir: "auto"}, tool.fields[first + n]))))));

const zones = tool => el("ol", {class: "zones"}, ...tool.rings.map(ring => el("li", {dir: "auto"}, ring)));

const step = (tool, words, i) => el("li", {"data-key": `step-${i}`}, el("span", {class: "ordinal", "aria-hidden": "true"}, String(i + 1)),
	el("div", {}, el("p", {dir: "auto"}, words), tool.times[i] ? el("p", {class: "hint"}, ngettext("{n} minute", "{n} minutes", tool.times[i])) : null));

export function toolView(page, arg) {
	const [key, number] = arg.split("/");
	const pack = packOf(key);
	const tool = pack && pack.tools[Number(number)];
	if (!tool) return {title: _("Tool"), body: nothingYet(page, packs().length ? {error: "not_found"} : null)};
	return {
		title: tool.title,
		body: [
			el("p", {class: "lead", dir: "auto", "data-key": "for"}, `${ngettext("{n} minute", "{n} minutes", tool.minutes)} · ${tool.for}`),
			tool.kind === "matrix" ? matrix(tool) : null,
			tool.kind === "map" && tool.rings.length ? section(_("From the middle out"), zones(tool)) : null,
			section(tool.kind === "script" ? _("What to say") : _("How to go about it"), el("ol", {class: "tool-steps"}, ...tool.steps.map((words, i) => step(tool, words, i)))),
			tool.example.length ? section(_("For example"), el("div", {class: "hint-card"}, ...tool.example.map(words => el("p", {dir: "auto"}, words)))) : null,
		],
	};
}
