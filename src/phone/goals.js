/* The goals of an agreement: a list, a form for each, and how far one is by now. */
import {el, icon} from "./dom.js";
import {goalLine} from "./agreement.js";
import {line} from "./plots.js";
import {choices, growing, linkRow, nothingYet, rows, sign} from "./parts.js";
import {dayText} from "./time.js";
import {_} from "./words.js";

const NEW = "new";
const STEPS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const newest = (page, id) => page.doc({view: "agreement", of: Number(id)});
const draftName = (id, goal) => `agreement/${id}/goal/${goal}`;

export function goalsView(page, arg) {
	const id = Number(arg);
	const doc = newest(page, id);
	const title = _("Goals");
	if (!doc || doc.error) return {title, body: nothingYet(page, doc)};
	const whose = goal => goal.person ? ((doc.duties || []).find(({person}) => person.id === goal.person) || {person: {name: ""}}).person.name : _("for all of you");
	const first = (doc.duties || []).map(({person}) => person).find(person => person.id === page.person) || (doc.duties || [{person: {id: 0}}])[0].person;
	return {
		title,
		body: [
			el("p", {class: "lead", "data-key": "lead"}, _("What will each of you be able to do? One to three goals are enough.")),
			rows((doc.goals || []).map(goal => linkRow({href: page.href(`goal/${id}/${goal.id}`), key: `goal-${goal.id}`, lead: sign("goal"), title: goalLine(goal), line: whose(goal),
				mark: page.drafts.any(draftName(id, goal.id)) ? _("not saved yet") : null, due: true}))),
			el("a", {class: "small", "data-key": "add", href: page.href(`goal/${id}/${NEW}`)}, icon("plus"), page.drafts.any(draftName(id, NEW)) ? _("Go on with the new goal") : _("Add a goal")),
		],
		foot: [el("button", {type: "button", class: "main", onclick: () => page.instead(first && first.id ? `part/${id}/duty:${first.id}` : `part/${id}/rules`)}, _("Go on"))],
	};
}

const EMPTY = {text: "", person: 0, measured: true, first: 3, target: 7, firstWords: "", targetWords: ""};
const fieldsOf = ({text, person, measured, first, target, firstWords, targetWords}) => ({text, person: person || 0, measured: !!measured, first: first || 0, target: target || 0, firstWords: firstWords || "", targetWords: targetWords || ""});

function scale(label, value, choose) {
	return el("fieldset", {class: "scale"}, el("legend", {}, label), el("div", {class: "scale-steps"}, ...STEPS.map(step => {
		const input = el("input", {type: "radio", name: label, value: String(step), onchange: () => choose(step)});
		input.checked = step === value;
		return el("label", {}, input, el("span", {}, String(step)));
	})));
}

function wordsField(id, label, value, changed) {
	const field = growing(el("textarea", {id, rows: "2", maxlength: "300", dir: "auto", oninput: () => changed(field.value)}));
	field.value = value;
	return [el("label", {for: id}, label), field];
}

/* The form keeps what is typed as a draft; `goal` is null for a new one. */
function makeForm(page, doc, id, goal) {
	const name = draftName(id, goal ? goal.id : NEW);
	const base = goal ? JSON.stringify(fieldsOf(goal)) : "";
	const kept = page.drafts.get(name);
	const said = {...EMPTY, ...(goal ? fieldsOf(goal) : {person: page.person}), ...(kept ? JSON.parse(kept.value) : {})};
	const keep = more => {
		Object.assign(said, more);
		page.drafts.set(name, JSON.stringify(said), base);
		page.draw();
	};
	const ends = el("div", {class: "form-part"});
	const drawEnds = () => ends.replaceChildren(...said.measured
		? [scale(_("Where are you today?"), said.first, first => keep({first})), scale(_("Where do you want to be?"), said.target, target => keep({target})), el("p", {class: "hint"}, _("0: not at all. 10: as good as I can imagine."))]
		: [...wordsField("first-words", _("How is it today?"), said.firstWords, firstWords => keep({firstWords})), ...wordsField("target-words", _("How is it when the goal is reached?"), said.targetWords, targetWords => keep({targetWords}))]);
	const pick = (label, key, options) => {
		const node = el("div", {class: "form-part"});
		const draw = () => node.replaceChildren(el("p", {class: "label"}, label), choices({label, value: said[key], options, choose: value => {
			keep({[key]: value});
			draw();
			drawEnds();
			node.querySelector("[aria-pressed=true]").focus();
		}}));
		draw();
		return node;
	};
	drawEnds();
	return el("form", {class: "form", "data-key": "form", "data-keep": true, novalidate: true, onsubmit: event => event.preventDefault()},
		...wordsField("goal-text", _("The goal, in a sentence"), said.text, text => keep({text})),
		pick(_("Whose goal is it?"), "person", [...(doc.duties || []).map(({person}) => ({value: person.id, label: person.id === page.person ? _("Mine") : person.name})), {value: 0, label: _("All of us")}]),
		pick(_("How do you see how far you are?"), "measured", [{value: true, label: _("From 0 to 10")}, {value: false, label: _("In words")}]), ends);
}

function saveGoal(page, id, goal) {
	const key = goal ? goal.id : NEW;
	const name = draftName(id, key);
	const draft = page.drafts.get(name);
	if (!draft) return page.leave();
	const said = fieldsOf(JSON.parse(draft.value));
	if (!said.text.trim()) return document.getElementById("goal-text").focus();
	const doc = newest(page, id);
	return page.ask("goal_set", {partnership: Number(id), edition: doc.edition, goal: goal ? goal.id : 0, ...said, text: said.text.replace(/\s+/g, " ").trim()}, {
		done: () => {
			page.drafts.drop(name);
			if (page.place.arg === `${id}/${key}`) page.leave();
		},
		refused: ({error}) => {
			if (error !== "conflict") return false;
			page.goalAgain = {id, key, edition: doc.edition};
			page.draw();
			return true;
		},
	});
}

function dropGoal(page, id, goal) {
	const {person, ...was} = fieldsOf(goal);
	page.ask("goal_drop", {partnership: Number(id), edition: newest(page, id).edition, goal: goal.id}, {
		said: _("The goal has gone."),
		undo: () => page.ask("goal_set", {partnership: Number(id), edition: newest(page, id).edition, goal: 0, person, ...was}),
	});
	page.leave();
}

/* Somebody else changed the agreement in the meantime: saved again, unless it was this goal. */
function saveAgain(page, id, goal, doc) {
	const waits = page.goalAgain;
	const key = goal ? goal.id : NEW;
	if (!waits || waits.id !== id || waits.key !== key || waits.edition === doc.edition) return;
	page.goalAgain = null;
	const draft = page.drafts.get(draftName(id, key));
	if (draft && (!goal || draft.base === JSON.stringify(fieldsOf(goal)))) queueMicrotask(() => saveGoal(page, id, goal));
}

export function goalView(page, arg, place) {
	const [id, key] = arg.split("/");
	const doc = newest(page, id);
	const title = key === NEW ? _("A new goal") : _("Goal");
	const goal = doc && !doc.error && key !== NEW ? (doc.goals || []).find(other => other.id === Number(key)) : null;
	if (!doc || doc.error || (key !== NEW && !goal)) return {title, body: nothingYet(page, doc && !doc.error && key !== NEW ? {error: "not_found"} : doc)};
	saveAgain(page, id, goal, doc);
	const name = draftName(id, key);
	const kept = page.drafts.get(name);
	const now = goal ? JSON.stringify(fieldsOf(goal)) : "";
	const away = goal && kept && kept.base !== now && kept.value !== now;
	const there = page.main.querySelector(`[data-key="${CSS.escape(place)}"] [data-keep]`);
	const asked = page.asked("goal_set", fields => fields.partnership === Number(id) && fields.goal === (goal ? goal.id : 0));
	const saving = !!(asked && asked.waiting);
	const redo = () => {
		page.drafts.drop(name);
		const form = page.main.querySelector(`[data-key="${CSS.escape(place)}"] [data-keep]`);
		if (form) form.replaceWith(makeForm(page, doc, id, goal));
		page.draw();
	};
	return {
		title,
		body: [
			away ? el("section", {class: "overtaken", role: "status", "data-key": "overtaken"}, el("h2", {}, _("Somebody has changed this meanwhile")), el("p", {class: "hint"}, _("What you have typed is below, as you left it. This is what it says now:")),
				el("blockquote", {dir: "auto"}, goalLine(goal)), el("div", {class: "two"}, el("button", {type: "button", class: "choice", onclick: redo}, _("Take theirs")),
					el("button", {type: "button", class: "choice", onclick: () => {
						page.drafts.rebase(name, now);
						page.draw();
					}}, _("Keep mine")))) : null,
			there ? el("form", {"data-key": "form", "data-keep": true}) : makeForm(page, doc, id, goal),
			kept ? el("p", {class: "hint", "data-key": "kept"}, page.online ? _("Not saved yet; kept on this phone.") : _("Kept on this phone until the kiosk answers.")) : null,
			goal ? el("button", {type: "button", class: "plain-link", "data-key": "drop", onclick: () => dropGoal(page, id, goal)}, _("This goal goes")) : null,
		],
		foot: [el("button", {type: "button", class: `main ${saving ? "waiting" : ""}`, "aria-disabled": saving || away ? "true" : null, onclick: () => saving || away || saveGoal(page, id, goal)}, saving ? _("Saving…") : _("Save the goal"))],
	};
}

/* ---- how far it is ---- */

/* On the partnership's page: the line over time, and what was said last. */
export function goalProgress(page, goal, id) {
	const points = goal.points || [];
	const last = points[points.length - 1];
	const now = last ? (goal.measured && last.value >= 0 ? `${last.value}` : last.words) : goal.measured ? `${goal.first}` : goal.firstWords;
	return el("li", {class: "goal", "data-key": `goal-${goal.id}`},
		el("h3", {dir: "auto"}, goal.text),
		goal.measured ? line(goal, points) : null,
		el("p", {class: "hint"}, now ? _("Now: {now}", {now}) : _("Nothing said yet"), last ? ` (${dayText(last.at)})` : "",
			goal.measured ? ` · ${_("Goal: {target}", {target: goal.target})}` : goal.targetWords ? ` · ${_("Goal: {target}", {target: goal.targetWords})}` : ""),
		el("a", {class: "small", href: page.href(`far/${id}/${goal.id}`)}, icon("up"), _("How far is it?")));
}

/* One question: where is it now? */
export function farView(page, arg, place) {
	const [id, key] = arg.split("/");
	const doc = page.doc({view: "partnership", of: Number(id)});
	const goal = doc && !doc.error && (doc.goals || []).find(other => other.id === Number(key));
	const title = _("How far is it?");
	if (!goal) return {title, body: nothingYet(page, doc)};
	const before = page.keptForm(place);
	const points = goal.points || [];
	const last = points[points.length - 1];
	const said = {value: goal.measured ? last && last.value >= 0 ? last.value : goal.first : -1, words: "", ...before};
	const there = page.main.querySelector(`[data-key="${CSS.escape(place)}"] [data-keep]`);
	const keep = more => page.keepForm(place, Object.assign(said, page.keptForm(place), more));
	return {
		title,
		body: [
			el("h2", {class: "big-words", dir: "auto", "data-key": "goal"}, goal.text),
			there ? el("form", {"data-key": "form", "data-keep": true}) : el("form", {class: "form", "data-key": "form", "data-keep": true, novalidate: true, onsubmit: event => event.preventDefault()},
				goal.measured ? scale(_("Where is it now, from 0 to 10?"), said.value, value => keep({value})) : null,
				...wordsField("words", goal.measured ? _("What makes you say so? (if you like)") : _("How is it now?"), said.words, words => keep({words}))),
		],
		foot: [el("button", {type: "button", class: "main", onclick: () => {
			const fields = {...said, ...page.keptForm(place)};
			if (!goal.measured && !fields.words.trim()) return document.getElementById("words").focus();
			page.ask("goal_value", {goal: goal.id, value: fields.value, words: fields.words.trim(), person: page.person}, {said: _("Kept.")});
			page.dropForm(place);
			return page.leave();
		}}, _("Save"))],
	};
}
