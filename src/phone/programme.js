/* A programme: its five steps, where the group is, what is one's own next part, and how far the others are in numbers. */
import {avatar, el, icon} from "./dom.js";
import {stepOf, partWords} from "./learn.js";
import {priorities} from "./results.js";
import {instrumentOf} from "./learn.js";
import {linkRow, nothingYet, rows, section, sign} from "./parts.js";
import {dayText} from "./time.js";
import {_} from "./words.js";

export const programmeLook = arg => ({view: "programme", of: Number((arg || "").split("/")[0])});

/* Where a part is done; null: not on this phone, or not yet. */
const PARTS = {
	map: {sign: "map", href: page => page.href("map/0")},
	answers: {sign: "form", href: (page, doc, part) => part.survey ? page.href(`survey/${part.survey}`) : null},
	session: {sign: "two", href: () => null},
	checklist: {sign: "form", href: (page, doc, part) => part.survey ? page.href(`survey/${part.survey}`) : null},
	agreement: {sign: "note", href: (page, doc) => page.href(`agreement/${doc.partnership}`)},
	assessment: {sign: "radar", href: (page, doc, part) => part.survey ? page.href(`survey/${part.survey}`) : null},
	priorities: {sign: "goal", href: (page, doc) => page.href(`priorities/${doc.id}`)},
	packs: {sign: "book", href: page => page.href("learn")},
	topics: {sign: "board", href: (page, doc) => doc.board ? `/b/${doc.board}` : null},
	note: {sign: "note", href: (page, doc) => doc.note ? `/n/${doc.note}` : null},
};
const partTitle = part => ({
	map: () => _("Map of my partnerships"), answers: () => _("A few questions"), session: () => _("We meet"), checklist: () => _("Checklist"), agreement: () => _("Agreement"),
	assessment: () => _("Self-assessment"), priorities: () => _("Priorities"), packs: () => _("Learning packs"), topics: () => _("Topics on the board"), note: () => _("Our way of partnering"),
}[part] || (() => part))();

function partRow(page, doc, step, part) {
	const row = PARTS[part.part];
	const asked = page.asked("programme_done", fields => fields.programme === doc.id && fields.part === part.part);
	const done = asked ? asked.fields.done : part.done;
	const href = row && row.href(page, doc, part);
	const set = on => page.ask("programme_done", {programme: doc.id, person: page.person, part: part.part, done: on}, on ? {said: _("Done. Well done!"), undo: () => set(false)} : {});
	const words = partWords(step, part.part);
	const lead = done ? el("span", {class: "sign done"}, icon("tick")) : sign(row ? row.sign : "tick");
	const line = href ? linkRow({href, key: `${step}-${part.part}`, lead, title: partTitle(part.part), line: words, mark: done ? _("done") : null})
		: el("li", {class: "still", "data-key": `${step}-${part.part}`}, lead, el("span", {class: "line-words"}, el("b", {}, partTitle(part.part)), el("span", {class: "hint", dir: "auto"}, words)), done ? el("span", {class: "mark"}, _("done")) : null);
	if (part.byHand) line.append(el("button", {type: "button", class: "plain-link", onclick: () => set(!done)}, done ? _("Not done after all") : _("I have done it")));
	return line;
}

function stepSection(page, doc, step, now, order) {
	const {title, text} = stepOf(step.key);
	const current = step.key === now, past = order.indexOf(step.key) < order.indexOf(now) || now === "over";
	const when = step.session || step.starts;
	const head = el("span", {class: "step-head"}, el("span", {class: `ordinal ${past ? "done" : ""}`, "aria-hidden": "true"}, past ? icon("tick") : String(order.indexOf(step.key) + 1)),
		el("span", {class: "line-words"}, el("b", {dir: "auto"}, title), when ? el("span", {class: "hint"}, dayText(when)) : null));
	const parts = rows(step.parts.map(part => partRow(page, doc, step.key, part)));
	return current ? el("section", {class: "step-now", "data-key": step.key, "aria-current": "step"}, el("h2", {}, head), el("p", {class: "lead", dir: "auto"}, text), parts)
		: el("details", {class: "step", "data-key": step.key}, el("summary", {}, head), el("p", {class: "lead", dir: "auto"}, text), parts);
}

export function programmeView(page, arg) {
	const doc = page.doc(programmeLook(arg));
	if (!doc || doc.error) return {title: _("Programme"), body: nothingYet(page, doc)};
	const order = doc.steps.map(({key}) => key);
	return {
		title: doc.name,
		body: [
			doc.step === "over" ? el("p", {class: "lead", "data-key": "over"}, _("The programme is over. What you wrote and answered stays here.")) : null,
			el("div", {class: "way", "data-key": "way"}, ...doc.steps.map(step => stepSection(page, doc, step, doc.step, order))),
			section(_("The group"), rows(doc.members.map(({person, done, of}) => el("li", {class: "still", "data-key": `member-${person.id}`}, avatar(person), el("span", {class: "line-words"}, el("b", {}, person.name)),
				el("span", {class: "hint"}, _("{n} of {all}", {n: done, all: of})))))),
			el("p", {class: "hint", "data-key": "private"}, _("The others see how many parts you have done, not what you answered.")),
			doc.partnership ? el("a", {class: "small", "data-key": "group", href: page.href(`partnership/${doc.partnership}`)}, icon("two"), _("To the group’s page")) : null,
		],
	};
}

/* Three of nine, by what one said of oneself when there is such an answer. */
export function prioritiesView(page, arg) {
	const doc = page.doc(programmeLook(arg));
	const title = _("Priorities");
	if (!doc || doc.error) return {title, body: nothingYet(page, doc)};
	const {areas} = instrumentOf("partnering-skills");
	return {title, body: [el("p", {class: "lead", "data-key": "lead"}, partWords("home_work", "priorities")), ...priorities(page, areas.map(({key, title: words}) => ({key, title: words, line: ""})), doc.priorities)],
		foot: [el("button", {type: "button", class: "main", onclick: () => page.leave()}, _("Done"))]};
}
