/* What needs attention, and one thing to do next; then the room in numbers. */
import {dayOf, hint, number, panel, view} from "./desk_parts.js";
import {el} from "./dom.js";
import {linkRow, rows, sign} from "./parts.js";
import {dayText} from "./time.js";
import {_, ngettext} from "./words.js";

const DAY = 86400000;
const BACKUP_DAYS = 7;

/* ---- what comes next ---- */

const all = doc => Object.values(doc.partnerships || {}).reduce((sum, n) => sum + n, 0);

const toPeople = doc => !doc.people && {
	title: _("Begin with the people"), line: _("Bring them in from a list, as a spreadsheet saves it, or write down the first ones."), label: _("Bring people in"), to: "import",
};
const toConflict = doc => doc.conflicts > 0 && {
	title: ngettext("{n} session collides with another", "{n} sessions collide with others", doc.conflicts), line: _("Somebody is expected in two places at the same time."), label: _("To the sessions"), to: "sessions",
};
const toPair = doc => !all(doc) && {
	title: _("Who could learn with whom?"), line: _("Tandem looks for offers that fit wishes, and for the same rhythm and language across teams. You propose, and both say yes."), label: _("See suggestions"), to: "suggestions",
};
const toAttention = doc => (doc.attention || []).length > 0 && {
	title: attentionWords(doc.attention[0]), line: doc.attention[0].name, label: _("Open it"), to: `partnership/${doc.attention[0].partnership}`,
};
const toProgramme = doc => !doc.programmes && doc.people >= 3 && {
	title: _("Start a programme"), line: _("Five steps over some months, for a group of people: you name it, choose who takes part, and set the dates."), label: _("Start a programme"), to: "programme_new",
};
const toBackup = doc => doc.backup !== undefined && doc.backup < Date.now() - BACKUP_DAYS * DAY && {
	title: doc.backup ? _("The last backup is a while ago") : _("There is no backup yet"), line: doc.backup ? dayOf(doc.backup) : _("It takes a moment, and the room goes on meanwhile."), label: _("To the backups"), to: "backups",
};
const WAYS = [toPeople, toConflict, toPair, toAttention, toBackup, toProgramme];

function nextCard(page, doc) {
	const next = WAYS.reduce((found, way) => found || way(doc), null);
	if (!next) return el("section", {class: "next-card calm", "data-key": "next", "aria-labelledby": "next-title"}, el("p", {class: "over"}, _("All is well")), el("h2", {id: "next-title"}, _("Nothing waits for you")),
		el("p", {class: "next-line"}, _("Partnerships meet and agreements are in force.")));
	return el("section", {class: "next-card", "data-key": "next", "aria-labelledby": "next-title"}, el("p", {class: "over"}, _("Next for you")), el("h2", {id: "next-title"}, next.title),
		el("p", {class: "next-line", dir: "auto"}, next.line), el("a", {class: "main", href: page.href(next.to)}, next.label));
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

/* ---- the room in numbers ---- */

const figure = (page, n, words, to) => el("a", {class: "figure", href: page.href(to), "data-key": to}, el("b", {}, number(n || 0)), el("span", {}, words));

const numbers = (page, doc) => el("div", {class: "figures", "data-key": "figures"},
	figure(page, doc.people, ngettext("person", "people", doc.people), "people"), figure(page, doc.organisations, ngettext("organisation", "organisations", doc.organisations), "organisations"),
	figure(page, (doc.partnerships || {}).active, _("partnerships under way"), "partnerships/active"), figure(page, doc.sessionsWeek, _("sessions this week"), "sessions"),
	figure(page, doc.programmes, ngettext("programme", "programmes", doc.programmes), "programmes"), figure(page, doc.unconfirmed, _("agreements to confirm"), "partnerships/unconfirmed"));

export const overview = view({
	title: () => _("Overview"),
	look: () => ({view: "desk"}),
	body: (page, doc) => [
		el("div", {class: "sides", "data-key": "sides"},
			el("div", {class: "side-main"}, nextCard(page, doc), (doc.attention || []).length ? panel(_("What needs attention"), rows(doc.attention.map(row => attentionRow(page, row)))) : null),
			el("div", {class: "side-rest"}, el("h2", {}, _("The room")), numbers(page, doc), doc.backup ? hint(_("Last backup: {day}", {day: dayOf(doc.backup)})) : "")),
	],
});
