/* What needs attention, and one thing to do next; what is on today; then the room in numbers. */
import {dayOf, hint, lately, link, number, panel, view} from "./desk_parts.js";
import {meetingOf, planWay, stepAfter, stepName} from "./desk_programmes.js";
import {el, icon} from "./dom.js";
import {linkRow, rows, sign} from "./parts.js";
import {dayText, timeText} from "./time.js";
import {_, ngettext} from "./words.js";

const DAY = 86400000;
const BACKUP_DAYS = 7;
const SOON_DAYS = 7; /* before the next step begins, what is not done is worth a word */

/* ---- what comes next: {title, line, label, to, or: a second way} ---- */

const all = doc => Object.values(doc.partnerships || {}).reduce((sum, n) => sum + n, 0);
const courses = doc => doc.courses || [];

const toPeople = doc => !doc.people && {
	title: _("Begin with the people"), line: _("Bring them in from a list, as a spreadsheet saves it, or write down the first ones."), label: _("Bring people in"), to: "import", or: [_("Add a person"), "person_new"],
};
const toConflict = doc => doc.conflicts > 0 && {
	title: ngettext("{n} session collides with another", "{n} sessions collide with others", doc.conflicts), line: _("Somebody is expected in two places at the same time."), label: _("To the sessions"), to: "sessions",
};
const toBegin = doc => !all(doc) && !doc.programmes && {
	title: _("Who learns together?"), line: _("A programme takes a group through five steps in about four months. Or bring two people together, who then find their own way."),
	label: _("Start a programme"), to: "programme_new", or: [_("Bring two together"), "partnership_new"],
};
const toWorth = (doc, holds, make) => {
	const course = courses(doc).find(holds);
	return course && make(course);
};
const toGoOn = doc => toWorth(doc, ({done, of, until}) => until && of && done === of, course => ({
	title: _("All have done everything of “{step}”", {step: stepName(course.step)}), line: course.name, label: _("On to: {step}", {step: stepName(stepAfter(course.step))}), to: `programme/${course.id}`,
}));
const toPlan = doc => toWorth(doc, ({step, meets, held}) => !meets && !held && meetingOf(step), course => ({
	title: _("When does the group meet: {step}?", {step: stepName(meetingOf(course.step))}), line: course.name, label: _("Plan the session"), to: planWay(course.partnership, meetingOf(course.step), course.step === meetingOf(course.step) ? course.starts : course.until), or: [_("To the programme"), `programme/${course.id}`],
}));
const isToday = wall => new Date(wall).toDateString() === new Date().toDateString();
const toMeet = doc => toWorth(doc, ({meets}) => meets && isToday(meets), course => ({
	title: _("{name} meets today, {time}", {name: course.name, time: timeText(course.meets)}), label: _("To the programme"), to: `programme/${course.id}`,
	line: course.step === meetingOf(course.step) ? _("They check in at the kiosk. The programme’s page says what belongs to it.") : _("Before they begin, take the programme on to “{step}”.", {step: stepName(meetingOf(course.step))}),
}));
const toRemind = doc => toWorth(doc, ({done, of, until}) => until && done < of && until < Date.now() + SOON_DAYS * DAY, course => ({
	title: _("{name}: {n} of {all} done", {name: course.name, n: number(course.done), all: number(course.of)}), line: _("“{step}” is to begin {day}.", {step: stepName(stepAfter(course.step)), day: dayText(course.until)}), label: _("To the programme"), to: `programme/${course.id}`,
}));
const toAttention = doc => (doc.attention || []).length > 0 && {
	title: attentionWords(doc.attention[0]), line: doc.attention[0].name, label: _("Open it"), to: `partnership/${doc.attention[0].partnership}`,
};
const toBackup = doc => doc.backup !== undefined && doc.backup < Date.now() - BACKUP_DAYS * DAY && {
	title: doc.backup ? _("The last backup is a while ago") : _("There is no backup yet"), line: doc.backup ? dayOf(doc.backup) : _("It takes a moment, and the room goes on meanwhile."), label: _("To the backups"), to: "backups",
};
const WAYS = [toPeople, toConflict, toBegin, toPlan, toMeet, toGoOn, toRemind, toAttention, toBackup];

const calmLine = doc => courses(doc).length ? ngettext("{n} programme is on its way.", "{n} programmes are on their way.", courses(doc).length)
	: doc.unconfirmed ? ngettext("{n} agreement is still to be confirmed; the kiosk reminds them.", "{n} agreements are still to be confirmed; the kiosk reminds them.", doc.unconfirmed) : _("Partnerships meet and agreements are in force.");

function nextCard(page, doc) {
	const next = WAYS.reduce((found, way) => found || way(doc), null);
	if (!next) return el("section", {class: "next-card calm", "data-key": "next", "aria-labelledby": "next-title"}, el("p", {class: "over"}, _("All is well")), el("h2", {id: "next-title"}, _("Nothing waits for you")),
		el("p", {class: "next-line"}, calmLine(doc)));
	return el("section", {class: "next-card", "data-key": "next", "aria-labelledby": "next-title"}, el("p", {class: "over"}, _("Next for you")), el("h2", {id: "next-title"}, next.title),
		el("p", {class: "next-line", dir: "auto"}, next.line),
		el("div", {class: "ends"}, el("a", {class: "main", href: page.href(next.to)}, next.label), next.or ? link(next.or[0], null, page.href(next.or[1])) : null));
}

/* ---- what waits ---- */

const ATTENTION = {
	review_due: [() => _("The agreement is due for review"), "note"], unconfirmed: [() => _("The agreement is not confirmed by all"), "note"],
	rhythm_lost: [() => _("They have not met for a while"), "clock"], no_answer: [() => _("Somebody has yet to say yes"), "hand"], conflict: [() => _("Two sessions at the same time"), "warn"],
};
const attentionWords = ({what}) => (ATTENTION[what] ? ATTENTION[what][0]() : _("Look at it"));

const attentionRow = (page, row) => linkRow({
	href: page.href(`partnership/${row.partnership}`), key: `${row.what}-${row.partnership}`, lead: sign((ATTENTION[row.what] || [0, "eye"])[1]), title: row.name,
	line: [attentionWords(row), row.since ? _("since {day}", {day: dayText(row.since)}) : ""].filter(Boolean).join(" · "),
});

/* ---- today, and the programmes ---- */

const SHOWN = 6;

const todayRow = (page, session) => linkRow({
	href: page.href("sessions"), key: `s-${session.id}`, lead: sign("clock"), title: session.name || session.title,
	line: [`${timeText(session.starts)} – ${timeText(session.ends)}`, session.name ? session.title : "", session.here ? _("{n} of {all} here", {n: session.here, all: session.members}) : ""].filter(Boolean).join(" · "),
});
const today = (page, doc) => (doc.sessions || []).length ? panel(_("Today"), rows([...doc.sessions].sort((a, b) => a.starts - b.starts).slice(0, SHOWN).map(session => todayRow(page, session)))) : null;

const courseRow = (page, course) => linkRow({
	href: page.href(`programme/${course.id}`), key: `c-${course.id}`, lead: sign("way"), title: course.name,
	line: [stepName(course.step), _("{n} of {all} done", {n: number(course.done), all: number(course.of)}), course.meets ? _("meets {day}, {time}", {day: dayText(course.meets), time: timeText(course.meets)}) : ""].filter(Boolean).join(" · "),
});
const underWay = (page, doc) => courses(doc).length ? panel(_("Programmes"), rows(courses(doc).map(course => courseRow(page, course)))) : null;

/* ---- the way from an empty room to the first figures ---- */

const STEPS = [
	{words: () => _("The people: a list, or one by one"), to: "people", done: doc => doc.people > 0},
	{words: () => _("A programme for a group, or a partnership of two"), to: "programmes", done: doc => all(doc) > 0},
	{words: () => _("Everybody gets the code of their own page at the kiosk"), to: "", done: () => false},
	{words: () => _("They meet: plan sessions here, hold them at the kiosk"), to: "sessions", done: doc => ((doc.partnerships || {}).active || 0) > 0},
	{words: () => _("What comes of it stands in the figures, month by month"), to: "figures", done: () => false},
];

/* Until somebody has met. */
function firstSteps(page, doc) {
	const {active = 0, paused = 0, ended = 0} = doc.partnerships || {};
	if (active + paused + ended) return null;
	return panel(_("From an empty room to the first figures"), el("ol", {class: "first-steps"}, ...STEPS.map(({words, to, done}, i) => el("li", {class: done(doc) ? "done" : null, "data-key": String(i)},
		el("span", {class: "step-number", "aria-hidden": "true"}, done(doc) ? icon("tick") : String(i + 1)), to ? el("a", {class: "row-link", href: page.href(to)}, el("span", {}, words())) : el("span", {class: "row-link"}, words()), done(doc) ? el("span", {class: "offscreen"}, _("done")) : null))));
}

/* ---- the room in numbers ---- */

const figure = (page, n, words, to) => el("a", {class: "figure", href: page.href(to), "data-key": to}, el("b", {}, number(n || 0)), el("span", {}, words));

const numbers = (page, doc) => el("div", {class: "figures", "data-key": "figures"},
	figure(page, doc.people, ngettext("person", "people", doc.people), "people"), figure(page, doc.organisations, ngettext("organisation", "organisations", doc.organisations), "organisations"),
	figure(page, ((doc.partnerships || {}).active || 0) + ((doc.partnerships || {}).agreed || 0), _("partnerships under way"), "partnerships/active"), figure(page, doc.sessionsWeek, _("sessions this week"), "sessions"),
	figure(page, doc.programmes, ngettext("programme", "programmes", doc.programmes), "programmes"), figure(page, doc.unconfirmed, _("without a confirmed agreement"), "partnerships/unconfirmed"));

export const overview = view({
	title: () => _("Overview"),
	look: () => ({view: "desk"}),
	body: (page, doc) => [
		el("div", {class: "sides", "data-key": "sides"},
			el("div", {class: "side-main"}, nextCard(page, doc), today(page, doc), (doc.attention || []).length ? panel(_("What needs attention"), rows(doc.attention.map(row => attentionRow(page, row)))) : null, underWay(page, doc), firstSteps(page, doc)),
			el("div", {class: "side-rest"}, el("h2", {}, _("The room")), numbers(page, doc), doc.backup ? hint(_("Last backup: {day}", {day: lately(doc.backup)})) : "")),
	],
});
