/* A partnership on its members' phones: who, what was agreed, how far the goals are, when they met and meet, what is
 * open between them. Somebody who is asked whether they want to says yes or no here. */
import {avatar, el, icon} from "./dom.js";
import {goalProgress} from "./goals.js";
import {instrumentOf, instruments} from "./learn.js";
import {RHYTHMS, agreementName, modelName, purposeName, rhythmName, standingName, stateName} from "./models.js";
import {choices, folded, growing, linkRow, names, nothingYet, rows, section, sign} from "./parts.js";
import {actionRow, surveyRow} from "./self.js";
import {withdraw} from "./survey.js";
import {dateText, dayText, timeText} from "./time.js";
import {_, ngettext} from "./words.js";

export const partnershipLook = arg => ({view: "partnership", of: Number((arg || "").split("/")[0])});
const told = (page, arg) => page.doc(partnershipLook(arg));

const here = doc => doc.members.filter(({left}) => !left);
const others = (page, doc) => here(doc).map(({person}) => person).filter(({id}) => id !== page.person);
const mine = (page, doc) => here(doc).find(({person}) => person.id === page.person);
export const titleOf = (page, doc) => doc.name || names(others(page, doc)) || modelName(doc.model);

/* ---- yes or no ---- */

function answer(page, doc, word) {
	page.ask("partnership_answer", {partnership: doc.id, person: page.person, answer: word}, {
		said: word === "yes" ? _("You have said yes.") : _("You have said no. That is fine; nobody is told why."),
		undo: () => page.ask("partnership_answer", {partnership: doc.id, person: page.person, answer: "none"}),
	});
}

function question(page, doc) {
	const own = mine(page, doc);
	if (doc.state !== "proposed" || !own) return null;
	if (own.consent === "yes") {
		const missing = here(doc).filter(({consent}) => consent === "none").map(({person}) => person);
		return el("p", {class: "lead", "data-key": "asked"}, missing.length ? _("You have said yes. {names} will be asked, too.", {names: names(missing)}) : _("You have said yes."));
	}
	return el("section", {class: "next-card", "data-key": "asked"}, el("h2", {}, _("Would you like to learn together?")),
		el("p", {class: "next-line"}, el("span", {}, _("Nobody is paired without a yes. You can leave at any time, without a reason."))),
		el("div", {class: "two"},
			el("button", {type: "button", class: "main", onclick: () => answer(page, doc, "yes")}, _("Yes, gladly")),
			el("button", {type: "button", class: "main quiet", onclick: () => answer(page, doc, "no")}, _("Not now"))));
}

/* ---- its parts ---- */

function memberRow({person, standing, left}) {
	const words = [standingName(standing), left ? _("left on {day}", {day: dateText(left)}) : ""].filter(Boolean).join(" · ");
	return el("li", {class: left ? "still gone" : "still", "data-key": `member-${person.id}`}, avatar(person), el("span", {class: "line-words"}, el("b", {}, person.name), words ? el("span", {class: "hint"}, words) : null));
}

function agreementRow(page, doc) {
	const {state, confirmed = [], of = 0, review} = doc.agreement;
	const line = {
		none: () => _("What do you want from each other?"), draft: () => _("Not confirmed by anybody yet"),
		waits: () => ngettext("{n} of {all} has confirmed it", "{n} of {all} have confirmed it", confirmed.length, {all: of}),
		in_force: () => review ? _("You look at it again on {day}", {day: dateText(review)}) : _("Confirmed by all of you"),
		review_due: () => _("The day to look at it again has come"),
	}[state]();
	const mineWaits = state === "waits" && !confirmed.includes(page.person);
	return linkRow({href: page.href(`agreement/${doc.id}`), key: "agreement", lead: sign(state === "in_force" ? "tick" : "note"), title: agreementName(state), line,
		mark: mineWaits ? _("your answer") : null, due: true});
}

function sessionsOf(page, doc) {
	const {held, next, last, bids, asked} = doc.sessions;
	const fact = (words, value) => el("div", {class: "fact"}, el("dt", {}, words), el("dd", {class: "wordy"}, value));
	return [bids ? rows([linkRow({href: page.href(`bids/${bids}`), key: "bids", lead: sign("hand"), title: _("Who presents?"), line: asked ? ngettext("{n} asks for time", "{n} ask for time", asked) : _("nobody has asked for time yet")})]) : null,
	el("dl", {class: "facts"},
		fact(_("You meet next"), next ? `${dayText(next)}, ${timeText(next)}` : _("not settled")),
		fact(_("You have met"), held ? ngettext("{n} time", "{n} times", held) : _("not yet")),
		last ? fact(_("Last time"), dayText(last)) : null,
		fact(_("Rhythm"), rhythmName(doc.rhythm)))];
}

const askAgain = (page, doc) => {
	const open = new Set(doc.surveys.filter(({revealed}) => !revealed).map(({instrument}) => instrument));
	return instruments().some(({key}) => !open.has(key)) && (doc.state === "active" || doc.state === "agreed")
		? el("a", {class: "small", href: page.href(`begin/${doc.id}`)}, icon("plus"), _("Answer a questionnaire together")) : null;
};

function openSurvey(page, survey) {
	const row = surveyRow(page, survey);
	const asked = page.asked("survey_withdraw", fields => fields.survey === survey.id);
	if (survey.untouched && !survey.answered) row.append(el("button", {type: "button", class: "plain-link", "aria-disabled": asked ? "true" : null, onclick: () => asked || withdraw(page, survey)}, _("Opened by mistake? Take it away")));
	return row;
}

const feedbackRow = ({at, text}, i) => el("li", {class: "said", "data-key": `feedback-${i}`}, el("p", {dir: "auto"}, text), el("span", {class: "hint"}, dateText(at)));

/* The first touch makes the note, and opens it when it is there. */
function noteButton(page, doc) {
	const asked = page.asked("partnership_note", fields => fields.partnership === doc.id);
	return el("li", {"data-key": "note"}, el("button", {type: "button", class: "line", disabled: !!asked, onclick: () => page.ask("partnership_note", {partnership: doc.id}, {done: note => location.assign(`/n/${note}`)})},
		sign("note"), el("span", {class: "line-words"}, el("b", {}, _("Begin our own notes")), el("span", {class: "hint"}, _("beside those of our sessions"))), icon("next")));
}

function more(page, doc) {
	return section(_("Together"), rows([
		doc.note ? linkRow({href: `/n/${doc.note}`, key: "note", lead: sign("note"), title: _("Our notes"), line: _("beside those of our sessions")}) : noteButton(page, doc),
		doc.questions ? linkRow({href: page.href("quiz"), lead: sign("question"), title: _("Ask each other"), line: ngettext("{n} question from your notes", "{n} questions from your notes", doc.questions)}) : null,
		linkRow({href: page.href(`search/${doc.id}`), lead: sign("search"), title: _("What we wrote down"), line: _("insights, decisions, actions, questions")}),
		doc.model === "joint_venture" || doc.relations ? linkRow({href: page.href(`map/${doc.id}`), lead: sign("map"), title: _("Map of our relations"), line: doc.relations ? ngettext("{n} relation", "{n} relations", doc.relations) : _("not drawn yet")}) : null,
		linkRow({href: page.href(`settle/${doc.id}`), key: "settle", lead: sign("edit"), title: _("Name, rhythm, pause or end")}),
	].filter(Boolean)));
}

export function partnershipView(page, arg) {
	const doc = told(page, arg);
	const title = doc && !doc.error ? titleOf(page, doc) : _("Partnership");
	if (!doc || doc.error) return {title, body: nothingYet(page, doc)};
	const open = doc.actions.filter(({done}) => !done);
	const running = doc.state !== "proposed" && doc.state !== "ended";
	return {
		title,
		body: [
			el("p", {class: "lead", "data-key": "what"}, [modelName(doc.model), stateName(doc.state)].join(" · ")),
			doc.endedWhy ? el("p", {class: "hint", dir: "auto", "data-key": "why"}, doc.endedWhy) : null,
			question(page, doc),
			doc.purpose ? section(purposeName(doc.model), el("p", {class: "big-words", dir: "auto"}, doc.purpose)) : null,
			running || doc.agreement.version ? section(_("Agreement"), rows([agreementRow(page, doc)])) : null,
			running ? section(_("Meetings"), sessionsOf(page, doc)) : null,
			doc.goals.length ? section(_("Goals"), el("ul", {class: "rows"}, ...doc.goals.map(goal => goalProgress(page, goal, doc.id)))) : null,
			section(_("Open actions"), folded(open.map(action => actionRow(page, action)))),
			section(_("Questionnaires"), folded(doc.surveys.map(survey => openSurvey(page, survey))), askAgain(page, doc)),
			section(_("Feedback"), folded((doc.feedback || []).map(feedbackRow))),
			section(_("Who belongs to it"), rows(doc.members.map(memberRow))),
			running ? more(page, doc) : null,
		],
	};
}

/* ---- a questionnaire for all of them ---- */

export function beginView(page, arg) {
	const doc = told(page, arg);
	const title = _("Answer a questionnaire together");
	if (!doc || doc.error) return {title, body: nothingYet(page, doc)};
	const open = new Set(doc.surveys.filter(({revealed}) => !revealed).map(({instrument}) => instrument));
	const row = ({key}) => {
		const {title: name, about, minutes} = instrumentOf(key);
		return el("li", {"data-key": key}, el("div", {class: "offer"}, el("h2", {}, name), el("p", {class: "hint"}, about), el("p", {class: "hint"}, ngettext("about {n} minute", "about {n} minutes", minutes)),
			open.has(key) ? el("p", {class: "hint"}, _("It is open already.")) : el("button", {type: "button", class: "small", onclick: () => {
				page.ask("survey_open", {partnership: doc.id, instrument: key, due: 0}, {said: _("It is open. Each of you answers alone."), undo: survey => page.ask("survey_withdraw", {survey})});
				page.leave();
			}}, icon("plus"), _("Open it for all of us"))));
	};
	return {title, body: [el("p", {class: "lead", "data-key": "lead"}, _("Each of you answers alone, on the own phone. When all have, you see the answers together.")), rows(instruments().map(row))]};
}

/* ---- name, rhythm, pause, end ---- */

const keep = (page, place, more) => page.keepForm(place, {...page.keptForm(place), ...more});

function endForm(page, doc, place) {
	const why = growing(el("textarea", {id: "why", rows: "2", maxlength: "300", dir: "auto", oninput: () => keep(page, place, {why: why.value})}));
	why.value = page.keptForm(place).why || "";
	const end = el("button", {type: "button", class: "small", onclick: () => {
		if (!end.classList.contains("sure")) {
			end.classList.add("sure");
			end.textContent = _("Yes, end it for all of us");
			return;
		}
		page.dropForm(place);
		page.ask("partnership_state", {partnership: doc.id, state: "ended", why: why.value.trim()}, {said: _("It has ended. What you wrote stays readable.")});
		page.leave();
	}}, _("End the partnership"));
	return el("div", {class: "form-part", "data-key": "end", "data-keep": true}, el("label", {for: "why"}, _("Why does it end? (if you like; the others read it)")), why, el("div", {class: "row"}, end));
}

export function settleView(page, arg, place) {
	const doc = told(page, arg);
	const title = _("Name, rhythm, pause or end");
	if (!doc || doc.error) return {title, body: nothingYet(page, doc)};
	const there = page.main.querySelector(`[data-key="${CSS.escape(place)}"] [data-key=form]`);
	const set = (more, said) => page.ask("partnership_set", {partnership: doc.id, model: doc.model, name: doc.name, purpose: doc.purpose, language: doc.language || "", rhythm: doc.rhythm, starts: doc.starts || 0, ends: doc.ends || 0, ...more}, {said});
	const asked = page.asked("partnership_set", fields => fields.partnership === doc.id);
	const rhythm = asked ? asked.fields.rhythm : doc.rhythm;
	const form = () => {
		const said = {name: doc.name, purpose: doc.purpose, ...page.keptForm(place)};
		const name = el("input", {id: "name", type: "text", maxlength: "80", dir: "auto", autocomplete: "off", oninput: () => keep(page, place, {name: name.value})});
		name.value = said.name;
		const purpose = growing(el("textarea", {id: "purpose", rows: "2", maxlength: "300", dir: "auto", oninput: () => keep(page, place, {purpose: purpose.value})}));
		purpose.value = said.purpose;
		return el("form", {class: "form", "data-key": "form", "data-keep": true, novalidate: true, onsubmit: event => {
			event.preventDefault();
			page.keepForm(place, {why: page.keptForm(place).why});
			set({name: name.value.trim(), purpose: purpose.value.trim()}, _("Saved."));
		}}, el("label", {for: "name"}, _("Name, if it should have one")), name, el("label", {for: "purpose"}, purposeName(doc.model)), purpose, el("button", {type: "submit", class: "main"}, _("Save")));
	};
	const own = mine(page, doc);
	const state = (word, said, back) => page.ask("partnership_state", {partnership: doc.id, state: word, why: ""}, {said, undo: back ? () => page.ask("partnership_state", {partnership: doc.id, state: back, why: ""}) : undefined});
	return {
		title,
		body: [
			there ? el("form", {"data-key": "form", "data-keep": true}) : form(),
			section(_("How often do you meet?"), choices({label: _("How often do you meet?"), value: rhythm, options: RHYTHMS.map(word => ({value: word, label: rhythmName(word)})), choose: word => set({rhythm: word})})),
			doc.state === "active" || doc.state === "paused" ? section(_("Pause"), el("p", {class: "hint"}, _("In a pause Tandem does not remind you of anything.")),
				doc.state === "active" ? el("button", {type: "button", class: "small", onclick: () => state("paused", _("It pauses."), "active")}, icon("wait"), _("Pause for now"))
					: el("button", {type: "button", class: "small", onclick: () => state("active", _("It goes on."), "paused")}, icon("again"), _("Go on with it"))) : null,
			own && here(doc).length > 2 ? section(_("Leave"), el("p", {class: "hint"}, _("The others go on. What you wrote together stays with them.")), el("button", {type: "button", class: "small", onclick: () => {
				page.ask("partnership_member", {partnership: doc.id, person: page.person, standing: own.standing, on: false}, {said: _("You have left it."), undo: () => page.ask("partnership_member", {partnership: doc.id, person: page.person, standing: own.standing, on: true})});
				page.go("partnerships");
			}}, icon("out"), _("I leave it"))) : null,
			doc.state === "ended" ? null : section(_("End"), el("p", {class: "hint"}, _("It is nobody’s fault. What you wrote stays readable for you.")), endForm(page, doc, place)),
		],
	};
}
