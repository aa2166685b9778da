/* Two weeks of sessions, with what collides; planned alone or in a series. */
import {listButton} from "./desk_lists.js";
import {button, empty, field, form, hint, link, mark, toolbar, twice, view} from "./desk_parts.js";
import {nameOf} from "./desk_partnerships.js";
import {stepName} from "./desk_programmes.js";
import {SESSION_STATES} from "./desk_words.js";
import {el, icon} from "./dom.js";
import {RHYTHMS, rhythmName} from "./models.js";
import {dateText, dayText, fromIsoDay, isoDay, timeText} from "./time.js";
import {_, ngettext} from "./words.js";

const FORTNIGHT = 14;
const midnight = wall => new Date(wall).setHours(0, 0, 0, 0);
/* So many days on, at midnight there: a day may have 23 hours or 25. */
const daysOn = (wall, days) => {
	const day = new Date(wall);
	day.setDate(day.getDate() + days);
	return midnight(day);
};
const isToday = wall => midnight(wall) === midnight(Date.now());

/* ---- the two weeks ---- */


function conflictWords(session, all) {
	const lines = session.conflicts.map(({person, with: other}) => {
		const found = all.find(({id}) => id === other);
		return found ? _("{name} is expected at “{other}” as well", {name: person.name, other: found.name || found.title}) : _("{name} is expected elsewhere, too", {name: person.name});
	});
	if (session.room) lines.push(_("Another session has the room at that time"));
	return lines.map(words => el("span", {class: "collides"}, icon("warn"), words));
}

function row(page, session, all) {
	const title = session.name || session.title;
	const waits = session.state === "waiting";
	return el("li", {class: "slot", "data-key": String(session.id)},
		el("span", {class: "slot-time"}, `${timeText(session.starts)} – ${timeText(session.ends)}`),
		el("span", {class: "line-words"}, waits ? el("a", {class: "row-link", href: page.href(`session/${session.id}/${session.starts}`)}, el("span", {dir: "auto"}, title)) : el("b", {dir: "auto", class: session.state === "cancelled" ? "struck" : null}, title), session.name && session.title ? el("span", {class: "hint", dir: "auto"}, session.title) : null, ...conflictWords(session, all)),
		session.series ? mark(_("series")) : null,
		SESSION_STATES[session.state]() ? mark(SESSION_STATES[session.state](), session.state === "under_way" || session.state === "here" ? "well" : "") : null,
		session.state === "cancelled" ? null : el("span", {class: "hint slot-count"}, session.here || session.state === "closed" ? _("{n} of {all} here", {n: session.here, all: session.members}) : ngettext("{n} person", "{n} people", session.members)));
}

function days(page, doc) {
	const found = new Map();
	for (const session of doc.sessions) {
		const day = midnight(session.starts);
		found.set(day, [...(found.get(day) || []), session]);
	}
	return [...found].map(([day, sessions]) => el("section", {class: "day", "data-key": String(day)}, el("h2", {class: isToday(day) ? "today" : null}, isToday(day) ? _("Today, {day}", {day: dateText(day)}) : dateText(day)),
		el("ul", {class: "slots"}, ...sessions.map(session => row(page, session, doc.sessions)))));
}

export const sessions = view({
	title: () => _("Sessions"),
	look: (_arg, page) => ({view: "desk_sessions", from: page.found("sessions").from}),
	body: (page, doc) => {
		const from = doc.from || midnight(Date.now());
		const step = (words, days, sign) => button(words, sign, () => page.find("sessions", {from: daysOn(from, days)}));
		const collisions = doc.sessions.filter(({conflicts}) => conflicts.length);
		return [
			toolbar(link(_("Plan a session"), "plus", page.href("session_new"), "small strong"), link(_("Bring in a calendar"), "bring", page.href("calendar")), listButton(page, "sessions")),
			el("div", {class: "weeks", "data-key": "weeks"}, step(_("Two weeks back"), -FORTNIGHT, "back"), el("b", {}, _("{first} to {last}", {first: dayText(from), last: dayText(daysOn(from, FORTNIGHT - 1))})), step(_("Two weeks on"), FORTNIGHT, "next")),
			collisions.length ? el("p", {class: "notice", "data-key": "notice"}, icon("warn"), ngettext("{n} session collides: somebody is expected in two places.", "{n} sessions collide: somebody is expected in two places.", collisions.length)) : null,
			...(doc.sessions.length ? days(page, doc) : [empty(_("No session in these two weeks."), link(_("Plan a session"), "plus", page.href("session_new")))]),
		];
	},
});

/* ---- planned, changed ---- */

const at = (day, time) => {
	const found = /^(\d\d):(\d\d)$/.exec(time), start = fromIsoDay(day);
	return found && start ? new Date(start).setHours(Number(found[1]), Number(found[2])) : 0;
};
const clock = wall => {
	const day = new Date(wall);
	return [day.getHours(), day.getMinutes()].map(n => String(n).padStart(2, "0")).join(":");
};

const timeFields = (page, place, {starts, ends}) => el("div", {class: "beside three-fields", "data-key": "times"}, field(page, place, {name: "day", label: _("Day"), type: "date", value: isoDay(starts), required: true}),
	field(page, place, {name: "from", label: _("From"), type: "time", value: clock(starts), required: true}), field(page, place, {name: "until", label: _("Until"), type: "time", value: clock(ends), required: true}));

function wanted({day, from, until, ...rest}, more, said, to) {
	const starts = at(day, from), ends = at(day, until);
	if (!starts || !ends) return _("Please say on which day, from when and until when.");
	if (ends <= starts) return _("It has to end after it begins.");
	if (ends <= Date.now()) return _("That is over already. Please choose a later day or time.");
	return {what: "session_set", fields: {...rest, ...more, starts, ends}, said, to};
}

/* "12", or "12/1790000000000/workshop": the partnership, the day, the step of its programme. */
const STARTS = {workshop: [9, 7], learning_set: [10, 2], review: [10, 2]}; /* at what hour, for how many */
function meant(arg = "") {
	const [partnership, day, step] = arg.split("/");
	const [hour, hours] = STARTS[step] || [10, 1];
	const found = Number(day) > Date.now() ? Number(day) : daysOn(Date.now(), 1);
	const starts = new Date(found).setHours(hour, 0, 0, 0);
	return {partnership, starts, ends: new Date(starts).setHours(hour + hours), title: STARTS[step] ? stepName(step) : ""};
}

/* How many times, only where there is a series to count. */
const seriesFields = (page, place) => el("div", {class: "beside", "data-key": "series"},
	field(page, place, {name: "rhythm", label: _("How often"), value: "once", options: RHYTHMS.map(word => [word, word === "once" ? _("Once only") : rhythmName(word)]), changed: () => page.draw()}),
	(page.keptForm(place).rhythm || "once") === "once" ? null : field(page, place, {name: "times", label: _("How many times"), type: "number", min: "2", max: "52", value: "6"}));

export const sessionNew = view({
	title: () => _("Plan a session"), look: () => ({view: "desk_partnerships"}), up: (arg = "") => (arg ? `partnership/${arg.split("/")[0]}` : "sessions"),
	body: (page, doc, arg, place) => {
		const {partnership: chosen, starts, ends, title} = meant(arg);
		const open = doc.partnerships.filter(({state}) => state === "active" || state === "agreed");
		const back = chosen ? `partnership/${chosen}` : "sessions";
		if (!open.length) return [empty(_("Sessions belong to a partnership or a programme, and none is agreed yet."), link(_("Start a programme"), "way", page.href("programme_new")), link(_("Bring two together"), "pair", page.href("partnership_new")))];
		return [form(page, place, {
			fields: [
				field(page, place, {name: "partnership", label: _("Partnership"), value: chosen || String(open[0].id), options: open.map(row => [String(row.id), nameOf(row)])}),
				timeFields(page, place, {starts, ends}),
				field(page, place, {name: "title", label: _("Title, if it should have one"), value: title, maxlength: "120"}),
				seriesFields(page, place),
			],
			label: _("Plan it"), back,
			send: ({partnership, rhythm, times = "1", ...values}) => wanted(values, {partnership: Number(partnership), rhythm, times: rhythm === "once" ? 1 : Math.max(1, Number(times) || 1)}, _("Planned."), back),
		})];
	},
});

/* One that was taken off is put on again by being planned as it was; a whole series is not taken back by one touch. */
const restore = (page, {id, partnership, title, starts, ends}) => page.ask("session_set", {session: id, partnership, title, starts, ends});
const cancel = (page, session, following) => page.ask("session_cancel", {session: session.id, following}, {said: following ? _("Taken off, with those after it.") : _("Taken off."), done: () => page.instead("sessions"), ...(following ? {} : {undo: () => restore(page, session)})});

export const session = view({
	title: (doc, arg) => { const found = doc && doc.sessions.find(({id}) => id === Number((arg || "").split("/")[0])); return found ? found.name || found.title : _("Session"); },
	look: arg => ({view: "desk_sessions", from: midnight(Number(arg.split("/")[1]) || Date.now())}), up: "sessions",
	body: (page, doc, arg, place) => {
		const found = doc.sessions.find(({id}) => id === Number(arg.split("/")[0]));
		if (!found || found.state !== "waiting") return [el("p", {class: "empty", "data-key": "gone"}, _("This session can’t be changed any more."))];
		return [
			found.conflicts.length || found.room ? el("div", {class: "notice", "data-key": "notice"}, ...conflictWords(found, doc.sessions)) : null,
			form(page, place, {
				fields: [timeFields(page, place, found), field(page, place, {name: "title", label: _("Title, if it should have one"), value: found.title, maxlength: "120"})],
				label: _("Save"), back: "sessions",
				send: values => wanted(values, {session: found.id, partnership: found.partnership}, _("Saved."), "sessions"),
			}),
			el("div", {class: "ends", "data-key": "off"}, twice(page, "off", {label: _("Take it off"), sign: "bin", sure: _("Yes, take it off"), about: found.series ? _("Only this one; the others of the series stay.") : _("It does not take place, and nobody is expected."), run: () => cancel(page, found, false)}),
				found.series ? twice(page, "rest", {label: _("Take off this and all after it"), sign: "bin", sure: _("Yes, all of them"), about: _("This one and all later ones of the series do not take place."), run: () => cancel(page, found, true)}) : null),
			found.conflicts.length ? hint(_("Whoever is expected in two places can be at one of them only: move one, or ask them.")) : null,
		];
	},
});
