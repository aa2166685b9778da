/* Partnerships as the coordinator sees them: who, how they stand, when they meet, whether an agreement is confirmed.
 * Their words are their own. */
import {listButton} from "./desk_lists.js";
import {button, dayOf, empty, facts, field, filters, form, hint, lead, link, mark, momentOf, pairs, panel, rowLink, table, toolbar, view} from "./desk_parts.js";
import {chosen, pickMany, pickOne} from "./desk_picker.js";
import {avatar, el} from "./dom.js";
import {instrumentOf, instruments} from "./learn.js";
import {LANGUAGES_OFFERED, RHYTHMS, agreementName, languageName, modelName, purposeName, reasonName, rhythmName, standingName, stateName} from "./models.js";
import {faces, names} from "./parts.js";
import {fromIsoDay, isoDay} from "./time.js";
import {_, ngettext} from "./words.js";

export const nameOf = ({name, members, model}) => name || (members && members.length ? names(members.map(member => member.person || member)) : modelName(model));
const stateMark = state => mark(stateName(state), {active: "well", proposed: "wait", paused: "wait"}[state] || "");
const agreementMark = state => mark({none: _("none yet"), draft: _("being written"), waits: _("waits for a yes"), in_force: _("confirmed"), review_due: _("review due")}[state] || "", {in_force: "well", review_due: "wait", waits: "wait"}[state] || "");

/* ---- the list ---- */

const CURRENT = ({state}) => state !== "ended";
const FILTERS = [
	{arg: "", words: () => _("All current"), holds: CURRENT},
	{arg: "proposed", words: () => _("Proposed"), holds: row => row.state === "proposed"},
	{arg: "active", words: () => _("Under way"), holds: row => row.state === "active" || row.state === "agreed"},
	{arg: "unconfirmed", words: () => _("To confirm"), holds: row => CURRENT(row) && row.state !== "proposed" && !["in_force", "review_due"].includes(row.agreement)},
	{arg: "review", words: () => _("Review due"), holds: row => CURRENT(row) && row.agreement === "review_due"},
	{arg: "paused", words: () => _("Paused"), holds: row => row.state === "paused"},
	{arg: "ended", words: () => _("Ended"), holds: row => row.state === "ended"},
];

const crossing = row => row.organisations > 1 ? _("organisations") : row.teams > 1 ? _("teams") : "";

const COLUMNS = page => [
	{title: _("Partnership"), cell: row => rowLink(page, `partnership/${row.id}`, nameOf(row), faces(row.members.slice(0, 3)))},
	{title: _("Model"), cell: row => modelName(row.model), kind: "bare"},
	{title: _("State"), cell: row => stateMark(row.state), kind: "bare"},
	{title: _("Agreement"), cell: row => agreementMark(row.agreement)},
	{title: _("Next meeting"), cell: row => row.next ? dayOf(row.next) : "", kind: "when"},
	{title: _("Held"), cell: row => String(row.held), kind: "number"},
	{title: _("Crosses"), cell: crossing},
];

export const partnerships = view({
	title: () => _("Partnerships"),
	look: () => ({view: "desk_partnerships"}),
	body: (page, doc, arg = "") => {
		const filter = FILTERS.find(row => row.arg === arg) || FILTERS[0];
		const shown = doc.partnerships.filter(filter.holds);
		const options = FILTERS.map(row => ({href: row.arg ? `partnerships/${row.arg}` : "partnerships", words: row.words(), count: doc.partnerships.filter(row.holds).length}));
		return [
			toolbar(link(_("New partnership"), "plus", page.href("partnership_new"), "small strong"), link(_("Who fits whom"), "spark", page.href("suggestions")), listButton(page, "partnerships")),
			doc.partnerships.length ? filters(page, _("Which partnerships"), options.filter(({count, href}) => count || href === "partnerships"), arg ? `partnerships/${arg}` : "partnerships") : null,
			shown.length ? table({label: _("Partnerships"), columns: COLUMNS(page), rows: shown})
				: doc.partnerships.length ? empty(_("None of these just now.")) : empty(_("There is no partnership yet. Bring two people together, each of whom is asked, or start a programme for a group."), link(_("Bring two together"), "pair", page.href("partnership_new")), link(_("Start a programme"), "way", page.href("programme_new"))),
		];
	},
});

/* ---- one of them ---- */

const STANDINGS = {mentoring: ["mentor", "mentee"], secondment: ["secondee", "home", "host"], joint_venture: ["convenor", "community"], learning_set: ["convenor"]};

function standingChoice(page, doc, member) {
	const options = STANDINGS[doc.model];
	if (!options || doc.state === "ended") return member.standing === "none" ? "" : standingName(member.standing);
	const select = el("select", {"aria-label": _("Role of {name}", {name: member.person.name}), "data-key": "standing", onchange: event => page.ask("partnership_member", {partnership: doc.id, person: member.person.id, standing: event.target.value, on: true}, {said: _("Saved.")})},
		...["none", ...options].map(word => el("option", {value: word, selected: word === member.standing}, word === "none" ? _("no standing role") : standingName(word))));
	return select;
}

const consentMark = ({consent, left}) => left ? mark(_("left {day}", {day: dayOf(left)})) : consent === "yes" ? mark(_("said yes"), "well") : consent === "no" ? mark(_("said no")) : mark(_("yet to answer"), "wait");

const leaveButton = (page, doc, member) => member.left || doc.state === "ended" ? null : button(_("Let go"), null, () =>
	page.ask("partnership_member", {partnership: doc.id, person: member.person.id, on: false}, {said: _("{name} has left; what was stays.", {name: member.person.name}), undo: () => page.ask("partnership_member", {partnership: doc.id, person: member.person.id, standing: member.standing, on: true})}));

const members = (page, doc) => panel(_("Members"), table({label: _("Members"), rows: doc.members, key: ({person, joined}) => `${person.id}-${joined}`, columns: [
	{title: _("Name"), cell: row => el("span", {class: "row-link"}, avatar(row.person), el("span", {dir: "auto"}, row.person.name))},
	{title: _("From"), cell: row => [row.organisation, row.team].filter(Boolean).join(" · "), kind: "bare free"},
	...(STANDINGS[doc.model] ? [{title: _("Role"), cell: row => standingChoice(page, doc, row)}] : []),
	{title: _("Answer"), cell: consentMark, kind: "bare"},
	{title: _("Leave"), cell: row => leaveButton(page, doc, row), kind: "number bare"},
]}), doc.state === "ended" ? null : link(_("Ask somebody to join"), "plus", page.href(`partner_new/${doc.id}`)));

const setState = (page, doc, state, said) => page.ask("partnership_state", {partnership: doc.id, state}, {said, undo: () => page.ask("partnership_state", {partnership: doc.id, state: doc.state === "paused" ? "paused" : "active"})});

function doings(page, doc) {
	if (doc.state === "ended") return null;
	const meets = doc.state === "active" || doc.state === "agreed";
	return toolbar(meets ? link(_("Plan sessions"), "calendar", page.href(`session_new/${doc.id}`), "small strong") : null,
		doc.state === "active" ? button(_("Pause"), "pause", () => setState(page, doc, "paused", _("Paused: not expected, nothing lost."))) : null,
		doc.state === "paused" ? button(_("Go on"), "play", () => setState(page, doc, "active", _("It goes on."))) : null,
		link(_("End it"), null, page.href(`partnership_end/${doc.id}`)));
}

const surveyRow = (page, survey) => el("li", {class: "still", "data-key": String(survey.id)}, el("span", {class: "line-words"}, el("b", {}, instrumentOf(survey.instrument).title),
	el("span", {class: "hint"}, survey.revealed ? _("answered and shown to them") : _("{n} of {all} have answered", {n: survey.done, all: survey.of}))),
survey.revealed || survey.done < 2 ? null : button(_("Show them what there is"), "eye", () => page.ask("survey_reveal", {survey: survey.id}, {said: _("Shown to them.")})));

function surveys(page, doc) {
	const offered = instruments().filter(({key}) => !doc.surveys.some(({instrument, revealed}) => instrument === key && !revealed));
	const select = el("select", {id: "instrument", "aria-label": _("Questionnaire"), "data-keep": true, "data-key": "instrument"}, ...offered.map(({key, title}) => el("option", {value: key}, title)));
	return panel(_("Questionnaires"), doc.surveys.length ? el("ul", {class: "rows"}, ...doc.surveys.map(survey => surveyRow(page, survey))) : hint(_("None yet.")),
		doc.state === "ended" || !offered.length ? null : el("div", {class: "ends"}, select, button(_("Put it to them"), null, () => page.ask("survey_open", {partnership: doc.id, instrument: document.getElementById("instrument").value}, {said: _("They find it on their pages.")}))),
		hint(_("You see how many have answered, never what.")));
}

const sessionRow = (page, session) => el("li", {class: "still", "data-key": String(session.id)}, el("span", {class: "line-words"}, el("b", {}, momentOf(session.starts)),
	session.conflicts && session.conflicts.length ? el("span", {class: "late"}, _("{names} expected elsewhere, too", {names: names(session.conflicts.map(({person}) => person))})) : el("span", {class: "hint"}, session.state === "cancelled" ? _("does not take place") : session.title || "")),
session.state === "waiting" ? link(_("Change"), null, page.href(`session/${session.id}/${session.starts}`)) : null);

export const partnership = view({
	title: doc => doc ? nameOf(doc) : _("Partnership"),
	look: arg => ({view: "desk_partnership", of: Number(arg)}),
	up: "partnerships",
	body: (page, doc) => [
		doings(page, doc),
		facts([[_("Sessions held"), doc.held], [_("Sessions planned"), doc.planned], [_("Goals"), doc.goals], [_("Actions open"), doc.actions.open], [_("Actions done"), doc.actions.done]]),
		members(page, doc),
		el("div", {class: "halves", "data-key": "halves"},
			el("div", {}, panel(_("How it stands"), pairs([[_("Model"), modelName(doc.model)], [_("State"), stateMark(doc.state)], [_("Rhythm"), rhythmName(doc.rhythm)], [_("Agreement"), agreementName(doc.agreement)], [_("Review"), dayOf(doc.review)],
				[_("Last met"), dayOf(doc.last)], [_("Next meeting"), doc.next ? momentOf(doc.next) : ""], [_("Crosses"), crossing(doc)]]), hint(_("What they agreed, write and answer is theirs alone.")))),
			el("div", {}, panel(_("Sessions"), doc.sessions.length ? el("ul", {class: "rows"}, ...doc.sessions.slice(0, 12).map(session => sessionRow(page, session))) : hint(_("None planned."))), surveys(page, doc))),
	],
});

/* ---- somebody joins; it ends ---- */

export const partnerNew = view({
	title: () => _("Ask somebody to join"), look: (_arg, page) => ({view: "desk_people", ...page.found("partner")}), up: arg => `partnership/${arg}`,
	body: (page, doc, arg) => [lead(_("They are asked on their phone and at the kiosk, and belong to it once they say yes.")), pickOne(page, "partner", doc, [], person => {
		page.ask("partnership_member", {partnership: Number(arg), person: person.id, standing: "none", on: true}, {said: _("{name} is asked.", {name: person.name})});
		page.go(`partnership/${arg}`);
	})],
});

export const partnershipEnd = view({
	title: () => _("End a partnership"), look: arg => ({view: "desk_partnership", of: Number(arg)}), up: arg => `partnership/${arg}`,
	body: (page, doc, arg, place) => [
		lead(_("Nobody has to be at fault. Planned sessions are taken off; notes, goals and what came of it stay with the members.")),
		form(page, place, {
			fields: [field(page, place, {name: "why", label: _("Why it ends"), options: [[_("The goals are reached"), _("The goals are reached")], [_("There is no time for it just now"), _("There is no time for it just now")], [_("Somebody has moved on"), _("Somebody has moved on")], [_("It did not fit, and that is fine"), _("It did not fit, and that is fine")]], value: _("The goals are reached")})],
			label: _("End it"), back: `partnership/${arg}`,
			send: ({why}) => ({what: "partnership_state", fields: {partnership: Number(arg), state: "ended", why}, said: _("Ended."), to: `partnership/${arg}`}),
		}),
	],
});

/* ---- a new one ---- */

const MODELS = ["tandem", "mentoring", "skills_sharing", "secondment", "learning_set", "joint_venture"];
const MODEL_ABOUT = {
	tandem: () => _("Two people, both learner and teacher; they swap at half-time."), mentoring: () => _("One shares what they know, regularly."), skills_sharing: () => _("Each side offers and wishes; a piece of work comes of it."),
	secondment: () => _("Somebody works in another organisation for a while."), learning_set: () => _("Four to eight help each other by questions only."), joint_venture: () => _("Several organisations share a goal none reaches alone."),
};

function modelChoice(page, place) {
	const now = page.keptForm(place).model || "tandem";
	return el("fieldset", {class: "models", "data-key": "models"}, el("legend", {}, _("Which kind?")), ...MODELS.map(word => {
		const input = el("input", {type: "radio", name: "model", value: word, "data-key": word, onchange: () => {
			page.keepForm(place, {...page.keptForm(place), model: word});
			page.draw();
		}});
		input.checked = word === now;
		return el("label", {class: "model", "data-key": `m-${word}`}, input, el("span", {}, el("b", {}, modelName(word)), el("span", {class: "hint"}, MODEL_ABOUT[word]())));
	}));
}

function wanted(page, place, values) {
	const people = chosen(page, place).map(({id}) => id);
	if (people.length < 2) return _("Please choose at least two people.");
	const {starts, ends, model, ...words} = values;
	return {what: "partnership_set", fields: {...words, model, starts: fromIsoDay(starts), ends: fromIsoDay(ends), people}, said: _("Proposed: each of them is asked."), already: _("They have such a partnership already, or are asked."), to: id => id ? `partnership/${id}` : "partnerships"};
}

export const partnershipNew = view({
	title: () => _("New partnership"), look: (_arg, page) => ({view: "desk_people", ...page.found("partners")}), up: "partnerships",
	body: (page, doc, _arg, place) => [form(page, place, {
		fields: [
			modelChoice(page, place), pickMany(page, place, "partners", doc, {label: _("Who?"), about: _("Each of them is asked, and may say no.")}),
			field(page, place, {name: "name", label: _("Name, if it should have one"), maxlength: "120"}), field(page, place, {name: "purpose", label: purposeName(page.keptForm(place).model || "tandem"), maxlength: "300"}),
			el("div", {class: "beside", "data-key": "b1"}, field(page, place, {name: "rhythm", label: _("Rhythm"), value: "fortnightly", options: RHYTHMS.map(word => [word, rhythmName(word)])}),
				field(page, place, {name: "language", label: _("Language"), options: ["", ...LANGUAGES_OFFERED].map(code => [code, languageName(code)])})),
			el("div", {class: "beside", "data-key": "b2"}, field(page, place, {name: "starts", label: _("From"), type: "date", value: isoDay(Date.now())}), field(page, place, {name: "ends", label: _("Until"), type: "date"})),
		],
		label: _("Propose it"), back: "partnerships", send: values => wanted(page, place, values),
	})],
});

/* ---- who fits whom ---- */

const propose = (page, {a, b}) => page.ask("partnership_set", {model: "tandem", people: [a.id, b.id]}, {said: _("Proposed: both are asked."), already: _("These two have a tandem already, or are asked.")});

export const suggestions = view({
	title: () => _("Who fits whom"), look: () => ({view: "desk_suggestions"}), up: "partnerships",
	body: (page, doc) => [
		lead(_("From what people offer and wish for, their rhythm, language and team. What they wrote stays with them; both have to say yes.")),
		doc.suggestions.length ? el("ul", {class: "rows suggestions", "data-key": "list"}, ...doc.suggestions.map(row => {
			const done = page.asked("partnership_set", ({people = []}) => people[0] === row.a.id && people[1] === row.b.id);
			return el("li", {class: "still", "data-key": `${row.a.id}-${row.b.id}`}, faces([row.a, row.b]),
				el("span", {class: "line-words"}, el("b", {dir: "auto"}, names([row.a, row.b])), el("span", {class: "reasons"}, ...row.reasons.map(word => mark(reasonName(word), word === "organisation" || word === "team" ? "" : "well")))),
				button(done ? _("Proposed") : _("Propose"), done ? "tick" : null, () => done || propose(page, row)));
		})) : empty(_("No pair stands out yet. It needs people who say on their page what they offer and wish for; until then you can bring people together yourself."), link(_("Bring two together"), "pair", page.href("partnership_new"))),
		doc.suggestions.length === 0 ? null : hint(ngettext("{n} of them would cross organisations.", "{n} of them would cross organisations.", doc.suggestions.filter(({crosses}) => crosses).length)),
	],
});
