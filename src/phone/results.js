/* What came of a questionnaire that all have answered: where the answers differ most comes first, then the whole as a
 * radar with the time before behind it, the same as a table, what became of it over time, and one's priorities. */
import {el, icon} from "./dom.js";
import {instrumentOf, packOf} from "./learn.js";
import {linkRow, nothingYet, rows, section, sign} from "./parts.js";
import {radar, spread} from "./plots.js";
import {dateText} from "./time.js";
import {_, ngettext} from "./words.js";

const PRIORITIES = 3;
const SKILLS = "partnering-skills";

export const resultsLook = arg => ({view: "results", of: Number(arg)});

const figure = hundredths => hundredths === null || hundredths === undefined ? "–" : (hundredths / 100).toLocaleString(document.documentElement.lang, {minimumFractionDigits: 1, maximumFractionDigits: 1});

function gapRow(instrument, gap, i) {
	const item = instrument.all[gap.item];
	return el("li", {class: "gap", "data-key": `gap-${i}`}, el("p", {dir: "auto"}, item ? item.words : ""), spread(gap),
		el("p", {class: "hint"}, _("from {low} to {high}", {low: `${gap.low} (${instrument.scale[gap.low - 1] || ""})`, high: `${gap.high} (${instrument.scale[gap.high - 1] || ""})`})));
}

/* The areas as a picture and as a table that says the same. */
function whole(instrument, doc) {
	const areas = doc.areas.map(area => ({...area, title: (instrument.areas.find(({key}) => key === area.key) || {title: area.key}).title}));
	const has = key => areas.some(area => area[key] !== null && area[key] !== undefined);
	const before = has("before"), own = has("mine") && doc.people > 1;
	const columns = [[_("now"), "mean"], before ? [_("last time"), "before"] : null, own ? [_("my answer"), "mine"] : null].filter(Boolean);
	const series = [before ? {name: "before", values: areas.map(area => area.before)} : null, own ? {name: "mine", values: areas.map(area => area.mine)} : null, {name: "now", values: areas.map(({mean}) => mean)}].filter(Boolean);
	return [
		areas.length > 2 ? radar(areas.length, series) : null,
		el("p", {class: "legend", "aria-hidden": "true"}, ...columns.map(([words, key]) => el("span", {class: `legend-${key}`}, words))),
		el("div", {class: "table-around", role: "region", tabindex: "0", "aria-label": _("The means of the areas, from 1 to 5")}, el("table", {class: "table"}, el("caption", {class: "offscreen"}, _("The means of the areas, from 1 to 5")),
			el("thead", {}, el("tr", {}, el("th", {scope: "col"}, _("Area")), ...columns.map(([words]) => el("th", {scope: "col", class: "figure"}, words)))),
			el("tbody", {}, ...areas.map((area, i) => el("tr", {}, el("th", {scope: "row"}, el("span", {class: "ordinal", "aria-hidden": "true"}, String(i + 1)), el("span", {dir: "auto"}, area.title)),
				...columns.map(([, key]) => el("td", {class: "figure"}, figure(area[key])))))))),
	];
}

function trendOf(instrument, doc) {
	if (!doc.trend || doc.trend.length < 2) return null;
	const mean = ({areas}) => areas.reduce((sum, value) => sum + value, 0) / Math.max(1, areas.length);
	return section(_("Over time"), el("div", {class: "table-around", role: "region", tabindex: "0", "aria-label": _("The mean of all areas, each time")}, el("table", {class: "table"}, el("caption", {class: "offscreen"}, _("The mean of all areas, each time")),
		el("thead", {}, el("tr", {}, el("th", {scope: "col"}, _("Day")), el("th", {scope: "col", class: "figure"}, _("Mean of all areas")))),
		el("tbody", {}, ...doc.trend.map(point => el("tr", {}, el("th", {scope: "row"}, dateText(point.at)), el("td", {class: "figure"}, figure(mean(point)))))))));
}

/* What somebody wants to work at: at most three. */
export function priorities(page, areas, before) {
	const chosen = new Set(before);
	for (const {what, fields} of [...page.settled, ...page.queue.list]) if (what === "priority_set") chosen[fields.on ? "add" : "delete"](fields.skill);
	const full = chosen.size >= PRIORITIES;
	const toggle = skill => {
		const on = !chosen.has(skill);
		if (on && full) return page.toast(_("Three are enough at a time. Take one away first."));
		return page.ask("priority_set", {person: page.person, skill, on});
	};
	return [
		el("p", {class: "hint"}, _("{n} of three chosen", {n: chosen.size})),
		el("ul", {class: "rows"}, ...areas.map(({key, title, line}) => el("li", {"data-key": `priority-${key}`}, el("button", {type: "button", class: "line priority", "aria-pressed": String(chosen.has(key)), onclick: () => toggle(key)},
			el("span", {class: "box-face"}, chosen.has(key) ? icon("tick") : null), el("span", {class: "line-words"}, el("b", {dir: "auto"}, title), line ? el("span", {class: "hint"}, line) : null))))),
		rows([...chosen].map(packOf).filter(Boolean).map(pack => linkRow({href: page.href(`pack/${pack.key}`), key: `pack-${pack.key}`, lead: sign("book"), title: pack.title, line: _("Open the pack")}))),
	];
}

function ownPriorities(page, instrument, doc) {
	if (doc.instrument !== SKILLS) return null;
	const areas = doc.areas.map(area => ({key: area.key, title: (instrument.areas.find(({key}) => key === area.key) || {title: area.key}).title, own: area.mine === null || area.mine === undefined ? area.mean : area.mine}))
		.sort((a, b) => a.own - b.own).map(({own, ...area}) => ({...area, line: figure(own)}));
	return section(_("What do you want to work at?"), el("p", {class: "lead"}, _("Choose up to three skills. Those you find hardest stand first.")), ...priorities(page, areas, doc.priorities));
}

export function resultsView(page, arg) {
	const doc = page.doc(resultsLook(arg));
	if (!doc || doc.error) return {title: _("Answers"), body: nothingYet(page, doc)};
	const instrument = instrumentOf(doc.instrument);
	const differing = (doc.gaps || []).filter(({low, high}) => high > low);
	return {
		title: instrument.title,
		body: [
			el("p", {class: "lead", "data-key": "lead"}, `${ngettext("{n} person has answered.", "{n} people have answered.", doc.people)} ${doc.at ? dateText(doc.at) : ""}`),
			differing.length ? section(_("Where you differ most"), el("p", {class: "hint"}, _("Talk about these first: what does each of you see?")), el("ul", {class: "rows"}, ...differing.map((gap, i) => gapRow(instrument, gap, i))))
				: doc.people > 1 ? section(_("Where you differ most"), el("p", {class: "hint"}, _("You have all answered alike."))) : null,
			section(_("All areas"), ...whole(instrument, doc)),
			trendOf(instrument, doc),
			ownPriorities(page, instrument, doc),
		],
	};
}
