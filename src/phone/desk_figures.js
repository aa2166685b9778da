/* What comes of it, in figures: months side by side, each plot with its table, all of it as CSV. A mean is shown of
 * groups of five people and more only; a smaller one would tell what somebody answered. */
import {columns, lines, scale} from "./desk_plots.js";
import {button, empty, hint, lead, link, number, table, toolbar, view} from "./desk_parts.js";
import {csvOf, saveAs} from "./save.js";
import {el} from "./dom.js";
import {instrumentOf} from "./learn.js";
import {_, locale} from "./words.js";

const GROUP_MIN = 5;

const monthOf = text => new Date(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, 1);
const short = text => new Intl.DateTimeFormat(locale(), {month: "short"}).format(monthOf(text)) + (text.endsWith("-01") ? ` ${text.slice(2, 4)}` : "");
const long = text => new Intl.DateTimeFormat(locale(), {month: "long", year: "numeric"}).format(monthOf(text));
const percent = n => n === null || n === undefined ? "–" : new Intl.NumberFormat(locale(), {style: "percent"}).format(n / 100);
const count = n => n === null || n === undefined ? "–" : number(n);
const meanWords = mean => new Intl.NumberFormat(locale(), {minimumFractionDigits: 1, maximumFractionDigits: 1}).format(mean / 100);

/* A plot with its legend, and the table that says the same. series: [{name, words, values}] */
function figure(page, {key, title, about, months, series, plot, words, kind}) {
	const rows = months.map((month, i) => ({id: month, i})).reverse();
	const open = page.tables.has(key);
	const legend = series.length > 1 ? el("ul", {class: `legend ${kind}`, "aria-hidden": "true"}, ...series.map(({name, words: label}) => el("li", {class: `legend-${name}`}, label))) : null;
	const last = series.map(({words: label, values}) => `${label}: ${words(values[values.length - 1])}`).join(", ");
	return el("section", {class: "panel plotted", "data-key": key}, el("div", {class: "plotted-head"}, el("div", {}, el("h2", {}, title), el("p", {class: "hint"}, about)), button(open ? _("As a plot") : _("As a table"), open ? "chart" : "list", () => {
		if (open) page.tables.delete(key);
		else page.tables.add(key);
		page.draw();
	})), el("p", {class: "offscreen"}, months.length ? `${long(months[months.length - 1])}: ${last}` : ""),
	open ? table({label: title, rows, columns: [{title: _("Month"), cell: ({id}) => long(id)}, ...series.map(({words: label, values}) => ({title: label, cell: ({i}) => words(values[i]), kind: "number"}))]})
		: series.some(({values}) => values.some(n => n !== null && n !== undefined)) ? el("div", {class: "plot-box"}, plot(months.map(short), series), legend) : hint(_("Nothing to count yet.")));
}

const numbers = (title, about, key, unit, series) => (page, doc) => {
	const shown = series(doc).filter(({values}) => values);
	return shown.length ? figure(page, {key, title: title(), about: about(), months: doc.months, series: shown, words: count, kind: "of-bars", plot: (months, list) => columns(months, list.map(({name, values}) => ({name, values: values.map(n => n || 0)})), number, unit())}) : null;
};
const shares = (title, about, key, unit, series) => (page, doc) => {
	const shown = series(doc).filter(({values}) => values);
	return shown.length ? figure(page, {key, title: title(), about: about(), months: doc.months, series: shown, words: percent, kind: "of-lines", plot: (months, list) => lines(months, list.map(({name, values}) => ({name, values: values.map(n => n === undefined ? null : n)})), 100, percent, unit())}) : null;
};

const FIGURES = [
	numbers(() => _("Sessions"), () => _("Held, and how many were planned"), "sessions", () => _("sessions a month"), doc => [{name: "back", words: _("planned"), values: doc.planned}, {name: "front", words: _("held"), values: doc.held}]),
	shares(() => _("Rhythm and agreements"), () => _("Partnerships that kept their rhythm, and that have a confirmed agreement"), "rhythm", () => _("share of partnerships"), doc => [{name: "front", words: _("rhythm kept"), values: doc.rhythm}, {name: "other", words: _("agreement confirmed"), values: doc.confirmed}]),
	shares(() => _("Actions"), () => _("Of those due in the month, how many were done"), "actions", () => _("share of actions"), doc => [{name: "front", words: _("done"), values: doc.actionsDone}]),
	numbers(() => _("Across teams and organisations"), () => _("Partnerships whose members come from different ones"), "crossing", () => _("partnerships"), doc => [{name: "front", words: _("teams"), values: doc.crossTeams}, {name: "other", words: _("organisations"), values: doc.crossOrganisations}]),
	numbers(() => _("Check-ins"), () => _("How often somebody said: I am here"), "checkins", () => _("check-ins a month"), doc => [{name: "front", words: _("check-ins"), values: doc.checkIns}]),
];

/* ---- questionnaires ---- */

const lastOf = values => values.reduce((found, value, i) => value === null || value === undefined ? found : i, -1);

const areaName = (instrument, key) => (instrumentOf(instrument).areas.find(area => area.key === key) || {title: key}).title;

function instrumentPanel({key, areas, people}) {
	const {title} = instrumentOf(key);
	const rows = areas.map(({key: area, means}) => {
		const at = lastOf(means);
		const before = at > 0 ? lastOf(means.slice(0, at)) : -1;
		return {id: area, title: areaName(key, area), mean: at < 0 ? null : means[at], before: before < 0 ? null : means[before]};
	}).filter(({mean}) => mean !== null);
	const asked = people ? people[lastOf(people)] : null;
	return el("section", {class: "panel", "data-key": `i-${key}`}, el("h2", {}, title), rows.length ? table({label: title, rows, columns: [
		{title: _("Area"), cell: row => row.title},
		{title: _("From 1 to 5"), cell: row => scale(row.mean, row.before), kind: "plot-cell"},
		{title: _("Mean"), cell: row => el("b", {}, meanWords(row.mean)), kind: "number"},
		{title: _("Before"), cell: row => row.before === null ? "" : meanWords(row.before), kind: "number quiet"},
	]}) : hint(_("Not enough people have answered yet.")), asked ? hint(_("{n} people answered the last time.", {n: number(asked)})) : null);
}

const SHEET = {
	held: () => _("Sessions held"), planned: () => _("Sessions planned"), walkIns: () => _("Walk-in sessions"), rhythm: () => _("Rhythm kept, %"), confirmed: () => _("Agreements confirmed, %"),
	actionsDone: () => _("Actions done, %"), crossTeams: () => _("Across teams"), crossOrganisations: () => _("Across organisations"), checkIns: () => _("Check-ins"),
};

/* A row a month; then a row for each area of a questionnaire and month of which there is a mean. */
function sheet({months, instruments = [], ...series}) {
	const names = Object.keys(SHEET).filter(name => series[name]);
	const means = instruments.flatMap(({key, areas, people}) => areas.flatMap(area => months.map((month, i) => [month, instrumentOf(key).title, areaName(key, area.key), area.means[i], people ? people[i] : ""]).filter(([, , , mean]) => mean !== null && mean !== undefined)));
	return [[_("Month"), ...names.map(name => SHEET[name]())], ...months.map((month, i) => [month, ...names.map(name => series[name][i])]), [], [_("Month"), _("Questionnaire"), _("Area"), _("Mean"), _("People")], ...means.map(([month, title, area, mean, people]) => [month, title, area, mean / 100, people])];
}

export const figures = view({
	title: () => _("Figures"),
	look: (_arg, page) => ({view: "figures", from: page.found("figures").from}),
	body: (page, doc) => {
		if (!["held", "planned", "checkIns"].some(name => (doc[name] || []).some(n => n > 0))) return [empty(_("The first figures come when the first session has been held: planned here, and finished at the kiosk."), link(_("Plan a session"), "calendar", page.href("session_new")))];
		return [
			lead(_("How often people meet, whether they keep their rhythm, and what becomes of it. Never a word of what they wrote.")), hint(_("Rhythm and means stand here when a month is over; all else is counted as it comes.")),
			toolbar(button(_("All of it as CSV"), "save", () => saveAs("figures.csv", "text/csv", csvOf(sheet(doc))))),
			el("div", {class: "plots", "data-key": "plots"}, ...FIGURES.map(make => make(page, doc)).filter(Boolean)),
			el("div", {class: "group-head", "data-key": "group"}, el("h2", {}, _("Questionnaires")), hint(_("Means of at least {n} people, of months that are over; anything smaller is not shown, so that nobody’s answers can be guessed.", {n: GROUP_MIN}))),
			...(doc.instruments || []).map(instrumentPanel), (doc.instruments || []).length ? null : el("p", {class: "hint", "data-key": "none"}, _("None yet: at least {n} people have to answer the same questionnaire in a month, and the month has to be over.", {n: GROUP_MIN})),
		];
	},
});
