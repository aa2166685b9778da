/* Files go up by POST and are looked at before anything is done with them: first the kiosk says what would change, then
 * it does exactly that. */
import {button, hint, lead, mark, momentOf, number, table} from "./desk_parts.js";
import {el, icon} from "./dom.js";
import {errorText} from "./request.js";
import {sentence} from "./sentence.js";
import {_, ngettext} from "./words.js";

const BYTES_MAX = 2 << 20;

async function sendFile(path, file, type) {
	let answer, body;
	try {
		answer = await fetch(path, {method: "POST", headers: {"Content-Type": type}, body: file});
		body = await answer.json();
	} catch {
		throw {error: "offline", text: ""};
	}
	if (!answer.ok) throw {error: body.error || "internal", text: body.text || ""};
	return body;
}

/* What a page brings in: {file, report, problem, busy, done}. */
const KINDS = {
	import: {
		path: "/api/desk/people", type: "text/csv", accept: ".csv,.txt,text/csv", up: "people", title: () => _("Bring in a list of people"),
		about: () => _("A list as a spreadsheet saves it (CSV). The first row names the columns: given name, family name, mail, organisation, team, language. Whoever is known by mail, or by name, is changed; nobody is taken away."),
		choose: () => _("Choose a list"), doIt: n => ngettext("Bring in {n} person", "Bring in {n} people", n), done: () => _("They are here."),
		nothing: () => _("There is nobody in this list."), then: away => [away(_("To the people"), null, "people", "small strong"), away(_("Start a programme"), "way", "programme_new", "small")],
	},
	calendar: {
		path: "/api/desk/calendar", type: "text/calendar", accept: ".ics,text/calendar", up: "sessions", title: () => _("Bring in a calendar"),
		about: () => _("A calendar as Outlook, Google or Nextcloud save it (.ics). Its meetings of the next months become sessions, with those invited whom the kiosk knows by mail. Brought in again, it changes what has changed."),
		choose: () => _("Choose a calendar"), doIt: n => ngettext("Bring in {n} session", "Bring in {n} sessions", n), done: () => _("They are planned."),
		nothing: () => _("There is no meeting to come in this calendar."), then: away => [away(_("To the sessions"), null, "sessions", "small strong")],
	},
};

/* What a spreadsheet saves as its own is a zip archive, or has the mark of the older ones. */
async function isWorkbook(file) {
	const [a, b] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
	return (a === 0x50 && b === 0x4b) || (a === 0xd0 && b === 0xcf);
}

async function look(page, kind, file) {
	const way = KINDS[kind];
	const state = {file, report: null, problem: "", busy: true, done: false};
	page.uploads.set(kind, state);
	page.draw();
	if (await isWorkbook(file)) state.problem = _("This is a workbook, not a list. Please save it in the spreadsheet once more, as CSV, and choose that file.");
	else if (file.size > BYTES_MAX) state.problem = _("This file is larger than two megabytes. Please split it.");
	else await step(state, `${way.path}?preview=1`, way);
	state.busy = false;
	page.draw();
}

async function step(state, path, way) {
	try {
		state.report = await sendFile(path, state.file, way.type);
		return true;
	} catch (problem) {
		state.problem = errorText(problem);
		return false;
	}
}

async function bringIn(page, kind) {
	const way = KINDS[kind], state = page.uploads.get(kind);
	if (state.busy) return;
	state.busy = true;
	page.draw();
	state.done = await step(state, way.path, way) && !state.report.problems.length;
	state.busy = false;
	if (state.done) page.toast(way.done());
	page.draw();
}

/* ---- what would change ---- */

const WHAT = {new: () => mark(_("new"), "well"), changed: () => mark(_("changes"), "wait"), back: () => mark(_("takes place again"), "wait"), cancelled: () => mark(_("is taken off"), "bad"), same: () => mark(_("as it is"))};
const changes = row => (row.fields || []).map(({name, before, after}) => el("span", {class: "change"}, `${_(name)}: `, before ? el("s", {}, before) : null, before ? " → " : "", el("b", {}, after)));
const LINES_MAX = 30;
const lines = (list, left) => [
	el("ul", {class: "report-lines"}, ...list.slice(0, LINES_MAX).map(remark => el("li", {}, remark.line ? el("b", {}, _("Line {n}", {n: remark.line})) : null, remark.line ? ": " : "", sentence(remark)))),
	list.length + left > LINES_MAX ? hint(_("and {n} more like these", {n: number(list.length + left - LINES_MAX)})) : null,
];

const COLUMNS = {
	import: [{title: _("Name"), cell: row => row.name}, {title: _("What happens"), cell: row => (WHAT[row.what] || WHAT.same)(), kind: "bare"}, {title: _("What the list says"), cell: changes, kind: "bare"}],
	calendar: [{title: _("Session"), cell: row => row.title}, {title: _("When"), cell: row => momentOf(row.starts), kind: "bare when"}, {title: _("What happens"), cell: row => (WHAT[row.what] || WHAT.same)(), kind: "bare"}, {title: _("People"), cell: row => row.people ? String(row.people) : "", kind: "number"}],
};

const sumOf = r => [
	r.new ? ngettext("{n} new", "{n} new", r.new) : "", r.changed ? ngettext("{n} changes", "{n} change", r.changed) : "",
	r.cancelled ? ngettext("{n} taken off", "{n} taken off", r.cancelled) : "", r.same ? ngettext("{n} stays as it is", "{n} stay as they are", r.same) : "",
].filter(Boolean).join(" · ");

/* With a line that is wrong no sum is drawn: nothing would happen. */
const wrongPanel = (r, wrong) => el("section", {class: "panel wrong", role: "alert", "data-key": "wrong"},
	el("h2", {}, icon("warn"), r.problems.some(({line}) => line) ? ngettext("{n} line needs a look", "{n} lines need a look", wrong) : _("This file can’t be read")),
	el("p", {}, _("Nothing is brought in until it is right; then choose the file again.")), ...lines(r.problems, r.problemsLeft));

function outcome(page, kind, state) {
	const {report: r, done, busy} = state, way = KINDS[kind], n = (r.new || 0) + (r.changed || 0) + (r.cancelled || 0);
	const away = (label, sign, to, strength) => button(label, sign, () => {
		page.uploads.delete(kind);
		page.go(to);
	}, strength);
	const ways = done ? way.then(away) : [el("button", {type: "button", class: "main", "aria-disabled": busy || !n ? "true" : null, onclick: () => n && bringIn(page, kind)}, busy ? _("Saving…") : n ? way.doIt(n) : _("Nothing changes"))];
	return el("section", {class: "panel", "data-key": "sum"}, el("h2", {}, done ? _("Done") : _("This would happen")), el("p", {class: "sum"}, sumOf(r) || way.nothing()), ...(r.notes.length ? lines(r.notes, r.notesLeft) : []), el("div", {class: "ends"}, ...ways));
}

function report(page, kind, state) {
	const {report: r} = state, wrong = r.problems.length + r.problemsLeft;
	return [
		wrong ? wrongPanel(r, wrong) : outcome(page, kind, state),
		wrong && r.notes.length ? el("section", {class: "panel", "data-key": "notes"}, el("h2", {}, _("Besides")), ...lines(r.notes, r.notesLeft)) : null,
		(r.rows || []).length ? table({label: state.done ? _("Done") : _("This would happen"), columns: COLUMNS[kind], rows: r.rows, key: row => [row.line, row.name || row.title, row.starts].join("-")}) : null,
		r.left ? hint(_("and {n} more like these", {n: number(r.left)})) : null,
	];
}

/* So that nobody has to guess what a list is. */
const exampleRows = () => [{id: 1, given: "Anna", family: "Schmidt", email: "anna.schmidt@example.org", organisation: _("Harbour clinic"), team: _("Night desk")}, {id: 2, given: "Ben", family: "Ahrens", email: "ben.ahrens@example.org", organisation: _("City library"), team: ""}];
const example = () => el("section", {class: "panel", "data-key": "example"}, el("h2", {}, _("What it may look like")), table({label: _("What it may look like"), rows: exampleRows(), columns: [
	{title: _("Given name"), cell: row => row.given}, {title: _("Family name"), cell: row => row.family}, {title: _("Mail"), cell: row => row.email, kind: "free"}, {title: _("Organisation"), cell: row => row.organisation}, {title: _("Team"), cell: row => row.team},
]}), hint(_("Columns may stand in any order, be missing, or have German names; others are left out.")));

const upload = kind => ({
	look: () => ({view: "desk"}),
	draw: page => {
		const way = KINDS[kind], state = page.uploads.get(kind);
		const input = el("input", {type: "file", id: "file", accept: way.accept, class: "file-input", "data-keep": true, "data-key": "file", onchange: event => {
			if (event.target.files[0]) look(page, kind, event.target.files[0]);
			event.target.value = "";
		}});
		return {
			title: way.title(), up: way.up,
			body: [
				lead(way.about()),
				el("div", {class: "drop", "data-key": "drop"}, el("label", {class: state && !state.problem ? "small" : "main"}, input, icon("bring"), state ? _("Choose another file") : way.choose()), state ? el("span", {class: "hint"}, state.file.name) : null),
				!state && kind === "import" ? example() : null,
				state && state.problem ? el("p", {class: "problem", role: "alert", "data-key": "problem"}, state.problem) : null,
				state && state.busy && !state.report ? el("p", {class: "opening", "data-key": "busy"}, _("The kiosk reads it…")) : null,
				...(state && state.report ? report(page, kind, state) : []),
			],
		};
	},
});

export const importPeople = upload("import");
export const importCalendar = upload("calendar");
