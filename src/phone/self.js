/* What comes next for somebody: one thing to do, large, and below it all that waits. */
import {avatar, el, icon} from "./dom.js";
import {agreementName, modelName, stateName} from "./models.js";
import {faces, folded, linkRow, names, nothingYet, rows, section, sign} from "./parts.js";
import {instrumentOf, partWords, stepOf} from "./learn.js";
import {dayText, timeText} from "./time.js";
import {_, ngettext} from "./words.js";

const DAY = 24 * 3600 * 1000;

export const ME = {view: "me"};

export const partnershipName = partnership => partnership.name || names(partnership.others || []) || modelName(partnership.model);
const whenText = wall => `${dayText(wall)}, ${timeText(wall)}`;

/* ---- what there can be to do, the most pressing first: each gives a card or null ---- */

function proposal(page, me) {
	const found = me.partnerships.find(({id, consent}) => me.proposed.includes(id) && consent !== "yes");
	return found && {
		title: _("{name} would like to learn with you", {name: names(found.others)}), line: modelName(found.model),
		label: _("Look at it"), href: page.href(`partnership/${found.id}`), people: found.others,
	};
}

/* "I am here", for those who would rather not touch a shared screen. */
function toCheckIn(page, me) {
	const found = me.sessions.find(({open, here}) => open && !here);
	if (!found) return null;
	const asked = page.asked("check_in", fields => fields.session === found.id);
	const session = {session: found.id, person: page.person};
	return {
		title: found.title, line: found.starts > Date.now() ? _("You meet {when}.", {when: whenText(found.starts)}) : _("Your session is on."),
		label: asked ? _("Saving…") : _("I am here"), waits: !!asked,
		run: () => asked || page.ask("check_in", session, {said: _("You are checked in."), undo: () => page.ask("check_in_undo", session, {said: _("Taken back.")})}),
	};
}

function underWay(page, me) {
	const now = Date.now();
	const found = me.sessions.find(({note, starts}) => note && starts <= now + DAY / 48);
	return found && {title: found.title, line: _("Your session is on."), label: _("Open the notes"), href: `/n/${found.note}`};
}

function toConfirm(page, me) {
	const found = me.partnerships.find(({agreement, confirmed}) => agreement === "waits" && !confirmed);
	return found && {
		title: _("Read your agreement and confirm it"), line: partnershipName(found), label: _("Read it"),
		href: page.href(`agreement/${found.id}`), people: found.others,
	};
}

function toAnswer(page, me) {
	const found = me.surveys.find(({submitted, revealed}) => !submitted && !revealed);
	if (!found) return null;
	const {title} = instrumentOf(found.instrument);
	const left = found.items - found.answered;
	return {
		title, line: found.answered ? ngettext("{n} question to go", "{n} questions to go", left) : ngettext("{n} question, for you alone", "{n} questions, for you alone", left),
		label: found.answered ? _("Go on") : _("Begin"), href: page.href(`survey/${found.id}`),
	};
}

function nextPart(page, me) {
	const found = me.programmes.find(({next}) => next);
	return found && {title: partWords(found.step, found.next), line: `${found.name} · ${stepOf(found.step).title}`, label: _("To the programme"), href: page.href(`programme/${found.id}`)};
}

function toReview(page, me) {
	const found = me.partnerships.find(({agreement}) => agreement === "review_due");
	return found && {title: _("Is your agreement still right?"), line: partnershipName(found), label: _("Look at it again"), href: page.href(`agreement/${found.id}`), people: found.others};
}

function toAsk(page, me) {
	return me.quiz > 0 && {
		title: ngettext("{n} question comes back today", "{n} questions come back today", me.quiz), line: _("From what you wrote down together. A minute is enough."),
		label: _("Begin"), href: page.href("quiz"),
	};
}

function toWrite(page, me) {
	const found = me.partnerships.find(({agreement, state}) => (agreement === "none" || agreement === "draft") && (state === "agreed" || state === "active"));
	return found && {
		title: found.agreement === "none" ? _("Write down what you want from each other") : _("Your agreement is half written"), line: partnershipName(found),
		label: found.agreement === "none" ? _("Begin the agreement") : _("Go on"), href: page.href(`agreement/${found.id}`), people: found.others,
	};
}

function toMeet(page, me) {
	const found = me.sessions.find(({starts}) => starts > Date.now());
	return found && {title: found.title, line: _("You meet {when}.", {when: whenText(found.starts)}), label: null};
}

const toBegin = page => ({
	title: _("Whom would you like to learn with?"), line: _("Say what you can show others and what you would like to learn. Tandem looks for somebody who fits."),
	label: _("Offer and wish"), href: page.href("exchanges"),
});

const WAYS = [toCheckIn, proposal, underWay, toConfirm, toAnswer, nextPart, toReview, toAsk, toWrite, toMeet, toBegin];

function nextCard(page, me) {
	const next = WAYS.reduce((found, way) => found || way(page, me), null);
	return el("section", {class: "next-card", "data-key": "next", "aria-labelledby": "next-title"},
		el("p", {class: "over"}, _("Next for you")),
		el("h2", {id: "next-title", dir: "auto"}, next.title),
		el("p", {class: "next-line", dir: "auto"}, next.people ? faces(next.people) : null, el("span", {}, next.line)),
		next.run ? el("button", {type: "button", class: `main ${next.waits ? "waiting" : ""}`, "aria-disabled": next.waits ? "true" : null, onclick: next.run}, next.label)
			: next.label ? el("a", {class: "main", href: next.href}, next.label) : null);
}

/* ---- lists ---- */

export function settleAction(page, action, how) {
	page.ask("action_settle", {action: action.id, how}, how === "done" ? {said: _("Done. Well done!"), undo: () => settleAction(page, action, "open")} : {});
}

export function actionRow(page, action) {
	const asked = page.asked("action_settle", fields => fields.action === action.id);
	const done = asked ? asked.fields.how === "done" : !!action.done;
	const late = action.due && action.due < Date.now() - DAY && !done;
	return el("li", {class: "tickable", "data-key": `action-${action.id}`},
		el("button", {type: "button", class: "box-button", role: "checkbox", "aria-checked": String(done), "aria-label": _("Done: {text}", {text: action.text}), onclick: () => settleAction(page, action, done ? "open" : "done")},
			el("span", {class: "box-face"}, done ? icon("tick") : null)),
		el("span", {class: "line-words"}, el("b", {dir: "auto"}, action.text),
			action.due || action.owner ? el("span", {class: late ? "hint late" : "hint"}, [action.owner ? action.owner.name : "", action.due ? _("by {day}", {day: dayText(action.due)}) : ""].filter(Boolean).join(" · ")) : null));
}

export function sessionRow(page, session) {
	if (session.bids) return linkRow({href: page.href(`bids/${session.id}`), key: `session-${session.id}`, lead: sign("clock"), title: session.title, line: whenText(session.starts), mark: _("Who presents?")});
	const words = [el("b", {dir: "auto"}, session.title), el("span", {class: "hint"}, whenText(session.starts))];
	return session.note ? linkRow({href: `/n/${session.note}`, key: `session-${session.id}`, lead: sign("note"), title: session.title, line: whenText(session.starts), mark: session.here ? _("You are here") : _("Notes")})
		: el("li", {class: "still", "data-key": `session-${session.id}`}, sign("clock"), el("span", {class: "line-words"}, ...words));
}

export function surveyRow(page, survey) {
	const {title} = instrumentOf(survey.instrument);
	const href = page.href(`${survey.revealed ? "results" : "survey"}/${survey.id}`);
	const line = survey.revealed ? _("The answers are there") : survey.submitted ? ngettext("waits for {n} person", "waits for {n} people", survey.waits)
		: survey.answered ? _("{n} of {all} answered", {n: survey.answered, all: survey.items}) : _("not begun");
	return linkRow({href, key: `survey-${survey.id}`, lead: sign(survey.revealed ? "radar" : "form"), title, line, mark: survey.submitted || survey.revealed ? null : _("open"), due: true});
}

const programmeRow = (page, programme) => linkRow({
	href: page.href(`programme/${programme.id}`), key: `programme-${programme.id}`, lead: sign("way"), title: programme.name, line: stepOf(programme.step).title,
});

export function meView(page) {
	const me = page.doc(ME);
	if (!me || me.error) return {title: page.title, body: nothingYet(page, me)};
	return {
		title: _("Hello, {name}", {name: me.me.name.split(" ")[0]}),
		body: [
			nextCard(page, me),
			section(_("My open actions"), folded(me.actions.map(action => actionRow(page, action)))),
			section(_("We meet"), rows(me.sessions.map(session => sessionRow(page, session)))),
			section(_("Questionnaires"), folded(me.surveys.map(survey => surveyRow(page, survey)))),
			section(_("Programmes"), rows(me.programmes.map(programme => programmeRow(page, programme)))),
			me.quiz ? section(_("Quiz"), rows([linkRow({href: page.href("quiz"), lead: sign("question"), title: _("Ask each other"), line: ngettext("{n} question is due", "{n} questions are due", me.quiz)})])) : null,
		],
	};
}

/* ---- the list of one's partnerships ---- */

export function partnershipsView(page) {
	const me = page.doc(ME);
	if (!me || me.error) return {title: _("My partnerships"), body: nothingYet(page, me)};
	const row = partnership => linkRow({
		href: page.href(`partnership/${partnership.id}`), key: `partnership-${partnership.id}`, lead: faces(partnership.others.slice(0, 2)) || avatar(me.me), title: partnershipName(partnership),
		line: [modelName(partnership.model), partnership.state === "active" ? agreementName(partnership.agreement) : stateName(partnership.state)].join(" · "),
		mark: me.proposed.includes(partnership.id) ? _("your answer") : null, due: true,
	});
	return {
		title: _("My partnerships"),
		body: [
			me.partnerships.length ? rows(me.partnerships.map(row)) : el("p", {class: "empty", "data-key": "empty"}, _("You have no partnership yet. It begins with two people who meet at the screen, or with an offer and a wish.")),
			me.partnerships.length === 1 ? el("a", {class: "small", "data-key": "search", href: page.href(`search/${me.partnerships[0].id}`)}, icon("search"), _("Search what we wrote down")) : null,
		],
		foot: [el("a", {class: me.partnerships.length ? "main quiet" : "main", href: page.href("exchanges")}, _("Find somebody to learn with"))],
	};
}
