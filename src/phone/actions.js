/* Actions: who will do what by when. Shown, settled with one touch, and added by anybody. */
import {avatar, el, icon} from "./dom.js";
import {ask} from "./request.js";
import {dayText, fromIsoDay, isoDay} from "./time.js";
import {_} from "./words.js";

const WEEK_MS = 7 * 24 * 3600 * 1000;
const LETTERS = 2;
const SETTLED = {
	done: {sign: "tick", label: () => _("Done"), said: () => _("Done. Well done!")},
	carry: {sign: "next", label: () => _("Carry on"), said: () => _("It goes on until next time.")},
	drop: {sign: "close", label: () => _("Drop"), said: () => _("Dropped.")},
};

export function settle(page, action, how) {
	page.ask("action_settle", {action: action.id, how}, how === "open" ? {} : {said: SETTLED[how].said(), undo: () => settle(page, action, "open")});
}

/* What became of it: as the kiosk has it, or as asked for. */
function stateOf(page, action) {
	const asked = page.asked("action_settle", fields => fields.action === action.id);
	return asked ? {state: asked.fields.how, waiting: asked.waiting} : {state: action.state, waiting: false};
}

export function actionRow(page, action, settles = false) {
	const {state, waiting} = stateOf(page, action);
	const own = page.mine.lead || (action.owner && action.owner.id === page.me.id);
	const choice = (how, {sign, label}) => el("button", {type: "button", class: `choice ${waiting && state === how ? "waiting" : ""}`, "data-key": how, "aria-pressed": String(state === how),
		onclick: () => settle(page, action, stateOf(page, action).state === how ? "open" : how)}, icon(sign), label());
	return el("li", {class: `action action-${state}`, "data-key": `action-${action.id}`},
		el("p", {class: "action-text", dir: "auto"}, action.text),
		el("p", {class: "by"}, ...(action.owner ? [avatar(action.owner), action.owner.name] : [_("Nobody yet")]),
			action.due ? el("span", {class: "due"}, _("by {day}", {day: dayText(action.due)})) : null,
			state !== "open" && !settles ? el("span", {class: "mark"}, SETTLED[state].label()) : null),
		settles && own ? el("div", {class: "three", role: "group", "aria-label": _("What became of it?")}, ...Object.entries(SETTLED).map(([how, row]) => choice(how, row))) : null);
}

/* Who: oneself with one touch, anybody by a few letters. */
function ownerChoice(page, changed) {
	let owner = page.me;
	let asked = 0;
	const chosen = el("p", {class: "by", role: "status"});
	const rows = el("div", {class: "choices"});
	const name = el("input", {id: "owner", type: "text", autocomplete: "off", autocapitalize: "words", spellcheck: "false", placeholder: _("Somebody else: a few letters")});
	const draw = () => chosen.replaceChildren(...(owner.initials ? [avatar(owner)] : []), owner.id === page.me.id ? _("{name} (me)", {name: owner.name}) : owner.name);
	const choose = person => {
		owner = person;
		name.value = "";
		rows.replaceChildren();
		draw();
		changed();
	};
	name.oninput = async () => {
		const number = ++asked;
		const text = name.value.trim();
		const {people} = text.length < LETTERS ? {people: []} : await ask("/api/people", {board: page.board, text}).catch(() => ({people: []}));
		if (number !== asked) return;
		rows.replaceChildren(...people.map(person => el("button", {type: "button", class: "person", onclick: () => choose(person)}, avatar(person), el("span", {class: "name"}, person.name))));
	};
	draw();
	return {nodes: [el("label", {for: "owner"}, _("Who does it?")), chosen, name, rows], get owner() { return owner; }};
}

/* When: two days people often mean, or any. */
function dueChoice(page, before) {
	const day = el("input", {id: "due", type: "date", min: isoDay(Date.now())});
	if (before) day.value = isoDay(before);
	const quick = (label, wall) => el("button", {type: "button", class: "choice", onclick: () => {
		day.value = isoDay(wall);
	}}, label);
	const next = page.meeting.next;
	return {nodes: [el("label", {for: "due"}, _("By when?")), el("div", {class: "two"}, quick(_("In a week"), Date.now() + WEEK_MS),
		next > Date.now() ? quick(_("Next meeting"), next) : null), day], get due() { return fromIsoDay(day.value); }};
}

function makeForm(page, topic, place) {
	const kept = page.keptForm(place);
	const text = el("textarea", {id: "text", rows: "2", maxlength: "200", dir: "auto"});
	text.value = kept.text || "";
	const problem = el("p", {class: "problem", role: "alert"});
	const who = ownerChoice(page, () => {});
	const when = dueChoice(page, kept.due);
	return el("form", {class: "topic-form", novalidate: true, "data-key": "form", "data-keep": true, oninput: () => {
		problem.textContent = "";
		page.keepForm(place, {text: text.value, due: when.due});
	}, onsubmit: event => {
		event.preventDefault();
		if (!text.value.trim()) {
			problem.textContent = _("Please write a few words.");
			return text.focus();
		}
		page.dropForm(place);
		page.ask("action_set", {action: 0, topic: topic.id, text: text.value.replace(/\s+/g, " ").trim(), owner: who.owner.id, due: when.due}, {said: _("The action is kept.")});
		return page.leave();
	}}, el("p", {class: "over", dir: "auto"}, topic.title),
	el("label", {for: "text"}, _("What will be done?")), text, problem, ...who.nodes, ...when.nodes,
	el("button", {type: "submit", class: "main"}, _("Keep the action")));
}

export function actionView(page, arg, place) {
	const topic = page.topic(Number(arg));
	const title = _("Add an action");
	if (!topic) return {title, body: [el("p", {class: "opening"}, _("This is not here any more."))]};
	const there = page.main.querySelector(`[data-key="${CSS.escape(place)}"] form`);
	return {title, body: [there ? el("form", {"data-key": "form", "data-keep": true}) : makeForm(page, topic, place)]};
}
