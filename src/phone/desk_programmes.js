/* Programmes: a group is taken through five steps over some months. Started with a name, its people and five dates;
 * then each step in numbers, never who said what. */
import {button, dayOf, field, form, hint, lately, link, mark, number, panel, rowLink, table, toolbar, view} from "./desk_parts.js";
import {chosen, pickMany} from "./desk_picker.js";
import {avatar, el, icon} from "./dom.js";
import {partWords, stepOf} from "./learn.js";
import {dayText, fromIsoDay, isoDay, timeText} from "./time.js";
import {_} from "./words.js";

const STEPS = ["pre_work", "workshop", "home_work", "learning_set", "review"];
const NAMES = {pre_work: () => _("Pre-work"), workshop: () => _("Workshop"), home_work: () => _("Home-work"), learning_set: () => _("Learning set"), review: () => _("Review"), over: () => _("finished")};
export const stepName = key => (NAMES[key] || NAMES.over)();
export const stepAfter = key => STEPS[STEPS.indexOf(key) + 1] || "over";

/* The step in which the group meets next: this one, or the one that this prepares. */
const MEETINGS = {pre_work: "workshop", workshop: "workshop", home_work: "learning_set", learning_set: "learning_set", review: "review"};
export const meetingOf = step => MEETINGS[step];
/* To the form of a new session, with the day and the name of the step. */
export const planWay = (partnership, step, day) => `session_new/${partnership}/${day || 0}/${step}`;

export const programmes = view({
	title: () => _("Programmes"), look: () => ({view: "desk_programmes"}),
	body: (page, doc) => [
		doc.programmes.length ? toolbar(link(_("Start a programme"), "plus", page.href("programme_new"), "small strong")) : null,
		doc.programmes.length ? table({label: _("Programmes"), rows: doc.programmes, columns: [
			{title: _("Name"), cell: row => rowLink(page, `programme/${row.id}`, row.name)},
			{title: _("Step"), cell: row => mark(row.ended ? _("finished") : stepName(row.step), row.ended ? "" : "well"), kind: "bare"},
			{title: _("People"), cell: row => String(row.people), kind: "number"},
			{title: _("Done so far"), cell: row => row.of ? _("{n} of {all}", {n: number(row.done), all: number(row.of)}) : "", kind: "number"},
		]}) : el("div", {class: "invitation", "data-key": "empty"}, el("h2", {}, _("Take a group through it together")), el("p", {class: "lead"}, _("In five steps over about four months: everybody looks at their partnerships, you meet for a day, each finds out what to practise, the group helps itself with real problems, and in the end you see what has changed.")),
			el("ol", {class: "way"}, ...STEPS.map((key, i) => el("li", {}, el("span", {class: "step-number", "aria-hidden": "true"}, String(i + 1)), el("span", {}, stepName(key))))), link(_("Start a programme"), null, page.href("programme_new"), "main")),
	],
});

/* ---- started ---- */

const daysOn = (wall, days) => {
	const day = new Date(wall);
	day.setDate(day.getDate() + days);
	return day.getTime();
};

/* The content says after how many days each step follows the one before. */
function datesFrom(first) {
	const dates = [];
	let day = first;
	for (const key of STEPS) {
		day = daysOn(day, dates.length ? stepOf(key).days || 0 : 0);
		dates.push(day);
	}
	return dates;
}

function dateFields(page, place) {
	const kept = page.keptForm(place);
	const first = fromIsoDay(kept.starts_pre_work || "") || daysOn(new Date().setHours(0, 0, 0, 0), 7);
	return el("fieldset", {class: "dates", "data-key": "dates"}, el("legend", {}, _("When?")), el("p", {class: "hint"}, _("The first day sets the others; each can be moved, now and later.")), ...datesFrom(first).map((day, i) => {
		const name = `starts_${STEPS[i]}`, id = `f-${name}`;
		const input = el("input", {type: "date", id, name, "data-key": id, onchange: event => {
			page.keepForm(place, {...page.keptForm(place), [name]: event.target.value});
			page.draw();
		}});
		input.setAttribute("value", kept[name] || isoDay(day));
		return el("div", {class: "date", "data-key": name}, el("label", {for: id}, el("span", {class: "step-number", "aria-hidden": "true"}, String(i + 1)), stepName(STEPS[i])), input);
	}));
}

function wanted(page, place, values) {
	const people = chosen(page, place).map(({id}) => id);
	if (!values.name) return _("Please write a name.");
	if (people.length < 2) return _("Please choose at least two people.");
	const starts = STEPS.map(key => fromIsoDay(values[`starts_${key}`]));
	if (starts.some((day, i) => !day || (i && day < starts[i - 1]))) return _("Each step has to come after the one before.");
	return {what: "programme_set", fields: {name: values.name, people, starts}, said: _("It has begun: everybody sees their first step at check-in and on their page."), to: id => id ? `programme/${id}` : "programmes"};
}

export const programmeNew = view({
	title: () => _("Start a programme"), look: (_arg, page) => ({view: "desk_people", ...page.found("group")}), up: "programmes",
	body: (page, doc, _arg, place) => [form(page, place, {
		fields: [
			field(page, place, {name: "name", label: _("What is it called?"), required: true, maxlength: "80"}),
			pickMany(page, place, "group", doc, {label: _("Who takes part?"), about: _("They are one group: it meets, writes and learns together. Five to forty people.")}), dateFields(page, place),
		],
		label: _("Start it"), back: "programmes", send: values => wanted(page, place, values),
	})],
});

/* ---- one of them ---- */

/* A strip as long as what is done. */
const done = (n, all) => el("span", {class: "done-strip", "aria-hidden": "true"}, (() => {
	const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
	svg.setAttribute("viewBox", "0 0 100 4");
	svg.setAttribute("preserveAspectRatio", "none");
	for (const [kind, width] of [["all", 100], ["there", all ? 100 * n / all : 0]]) {
		const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
		rect.setAttribute("class", `strip-${kind}`);
		rect.setAttribute("width", String(width));
		rect.setAttribute("height", "4");
		svg.append(rect);
	}
	return svg;
})());

const partRow = (step, part) => el("li", {class: "part", "data-key": part.part}, el("span", {class: "part-words"}, partWords(step.key, part.part) || part.part), el("b", {}, _("{n} of {all}", {n: part.done, all: part.of})), done(part.done, part.of));

/* What whoever coordinates does in a step, in their words; the parts below are the people's own. */
const FOR_YOU = {
	pre_work: () => _("Everybody needs their own page, once: at the kiosk they check in and touch “My page”, or you show its code by “Facilitator”, “Somebody’s page”. The pre-work is done there, each alone."),
	workshop: () => _("Hold it at the kiosk: they check in, answer the checklist each on their own phone, look at the widest gaps together, write their agreement and confirm it."),
	home_work: () => _("Each works alone and tries what they chose at work. Set the day on which the group meets again."),
	learning_set: () => _("The group puts its questions on its board and votes; then each presents, and the others help by questions only."),
	review: () => _("Everybody answers the same assessment again, and sees what has changed. What they found out goes into their shared note."),
};

function forYou(page, doc, step) {
	const meeting = meetingOf(step.key), day = (doc.steps.find(({key}) => key === meeting) || step).starts;
	const said = text => el("span", {class: "meets"}, icon("calendar"), text);
	return el("div", {class: "for-you", "data-key": "for-you"}, el("p", {class: "over"}, _("For you")), el("p", {}, FOR_YOU[step.key]()),
		el("div", {class: "ends"}, step.session ? said(_("Held {day}.", {day: lately(step.session)})) : doc.meets ? said(_("The group meets {day}, {time}.", {day: dayText(doc.meets), time: timeText(doc.meets)})) : link(_("Plan: {step}", {step: stepName(meeting)}), "calendar", page.href(planWay(doc.partnership, meeting, day)), isTime(doc, STEPS.indexOf(step.key)) ? "small" : "small strong"),
			step.key === "learning_set" && doc.board ? link(_("The board"), "board", page.href(`board/${doc.board}`)) : null));
}

function stepPanel(page, doc, step, i) {
	const at = STEPS.indexOf(doc.step), now = i === at && !doc.ended, past = doc.ended || at < 0 || i < at;
	return el("li", {class: `step-panel ${now ? "now" : ""}`, "data-key": step.key, "aria-current": now ? "step" : null},
		el("div", {class: "step-head"}, el("span", {class: "step-number", "aria-hidden": "true"}, past ? icon("tick") : String(i + 1)), el("h2", {}, stepName(step.key)), el("span", {class: "hint"}, dayOf(step.session || step.starts)), now ? mark(_("now"), "well") : null),
		now ? forYou(page, doc, step) : null,
		past || now ? el("ul", {class: "parts"}, ...step.parts.map(part => partRow(step, part))) : el("p", {class: "hint"}, step.parts.map(({part}) => partWords(step.key, part)).filter(Boolean).slice(0, 1).join("")));
}

const go = (page, doc, step) => page.ask("programme_go", {programme: doc.id, step}, {said: step === "over" ? _("The programme is over.") : _("On to: {step}", {step: stepName(step)}), undo: () => page.ask("programme_go", {programme: doc.id, step: doc.step})});

/* All have done all of it, the group meets for the next step today, or that step's day has come. */
function isTime(doc, at) {
	const {parts} = doc.steps[at], next = doc.steps[at + 1];
	const meets = doc.meets && new Date(doc.meets).toDateString() === new Date().toDateString() && meetingOf(doc.step) !== doc.step;
	return meets || parts.every(({done: n, of}) => n === of) || (next ? next.starts > 0 && next.starts <= Date.now() : false);
}

function doings(page, doc) {
	const at = STEPS.indexOf(doc.step);
	if (doc.ended || at < 0) return null;
	const next = STEPS[at + 1] || "over";
	return toolbar(button(next === "over" ? _("End the programme") : _("On to: {step}", {step: stepName(next)}), "next", () => go(page, doc, next), isTime(doc, at) ? "small strong" : "small"), at > 0 ? button(_("Back to: {step}", {step: stepName(STEPS[at - 1])}), null, () => go(page, doc, STEPS[at - 1])) : null,
		link(_("The group"), "pair", page.href(`partnership/${doc.partnership}`)), link(_("Name and dates"), "edit", page.href(`programme_edit/${doc.id}`)));
}

const look = arg => ({view: "desk_programme", of: Number(arg)});

export const programme = view({
	title: doc => doc ? doc.name : _("Programme"), look, up: "programmes",
	body: (page, doc) => [
		doings(page, doc),
		el("ol", {class: "step-panels", "data-key": "steps"}, ...doc.steps.map((step, i) => stepPanel(page, doc, step, i))),
		panel(_("Who takes part"), table({label: _("Who takes part"), rows: doc.members, key: ({person}) => person.id, columns: [
			{title: _("Name"), cell: ({person}) => el("span", {class: "row-link"}, avatar(person), el("span", {dir: "auto"}, person.name))},
			{title: _("Parts done"), cell: row => _("{n} of {all}", {n: row.done, all: row.of}), kind: "number"},
		]}), hint(_("You see how many parts are done, never what was drawn, written or answered."))),
	],
});

export const programmeEdit = view({
	title: doc => doc ? doc.name : _("Programme"), look, up: arg => `programme/${arg}`,
	body: (page, doc, arg, place) => {
		const kept = page.keptForm(place);
		if (!kept.starts_pre_work) page.keepForm(place, {...kept, ...Object.fromEntries(doc.steps.map(({key, starts}) => [`starts_${key}`, starts ? isoDay(starts) : ""]))});
		return [form(page, place, {
			fields: [field(page, place, {name: "name", label: _("What is it called?"), value: doc.name, required: true, maxlength: "80"}), dateFields(page, place)],
			label: _("Save"), back: `programme/${arg}`,
			send: values => values.name ? {what: "programme_set", fields: {programme: doc.id, name: values.name, board: doc.board, starts: STEPS.map(key => fromIsoDay(values[`starts_${key}`]))}, said: _("Saved."), to: `programme/${arg}`} : _("Please write a name."),
		})];
	},
});
