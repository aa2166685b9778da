/* The quiz: partners put questions of their notes to each other, and whoever asked judges the answer; between meetings
 * one asks oneself. How well it went says when a question comes back. */
import {avatar, el, icon} from "./dom.js";
import {linkRow, nothingYet, rows} from "./parts.js";
import {dayText} from "./time.js";
import {_, ngettext} from "./words.js";

export const quizLook = () => ({view: "quiz"});

const GRADES = [
	{grade: "again", label: () => _("Not yet")},
	{grade: "hard", label: () => _("With effort")},
	{grade: "good", label: () => _("Well")},
	{grade: "easy", label: () => _("At once")},
];

/* What is due for somebody, without what has just been judged. */
function due(page, doc, person) {
	const all = person === page.person ? doc.mine || [] : ((doc.partners || []).find(partner => partner.person.id === person) || {due: []}).due;
	const judged = new Set([...page.settled, ...page.queue.list].filter(({what, fields}) => what === "quiz_judge" && fields.person === person && fields.grade !== "none").map(({fields}) => fields.takeaway));
	return all.filter(({id}) => !judged.has(id));
}

export function quizView(page) {
	const doc = page.doc(quizLook());
	const title = _("Quiz");
	if (!doc || doc.error) return {title, body: nothingYet(page, doc)};
	const partners = (doc.partners || []).map(({person}) => ({person, n: due(page, doc, person.id).length})).filter(({n}) => n);
	const own = due(page, doc, page.person).length;
	const nothing = !partners.length && !own;
	return {
		title,
		body: [
			el("p", {class: "lead", "data-key": "lead"}, nothing ? _("Nothing is due today.") : _("Questions that you wrote into your notes come back when they are about to be forgotten. Best with a partner beside you.")),
			nothing ? el("p", {class: "empty", "data-key": "empty"}, doc.next ? _("The next question comes back {day}.", {day: dayText(doc.next)}) : _("Write a question into your notes; it comes back here the day after.")) : null,
			rows([
				...partners.map(({person, n}) => linkRow({href: page.href(`ask/${person.id}`), key: `ask-${person.id}`, lead: avatar(person), title: _("Ask {name}", {name: person.name}), line: ngettext("{n} question", "{n} questions", n)})),
				own ? linkRow({href: page.href(`ask/${page.person}`), key: "ask-self", lead: el("span", {class: "avatar blank"}, icon("person")), title: _("Ask myself"), line: ngettext("{n} question", "{n} questions", own)}) : null,
			].filter(Boolean)),
		],
	};
}

function judge(page, card, person, grade) {
	page.shown = 0;
	page.ask("quiz_judge", {takeaway: card.id, person, grade}, {
		said: card.back && card.back[grade] ? _("It comes back {day}.", {day: dayText(card.back[grade])}) : _("Kept."),
		undo: () => page.ask("quiz_judge", {takeaway: card.id, person, grade: "none"}),
	});
}

export function askView(page, arg) {
	const doc = page.doc(quizLook());
	const person = Number(arg);
	if (!doc || doc.error) return {title: _("Quiz"), body: nothingYet(page, doc)};
	const partner = (doc.partners || []).find(other => other.person.id === person);
	const name = partner ? partner.person.name : "";
	const title = partner ? _("Ask {name}", {name}) : _("Ask myself");
	const left = due(page, doc, person);
	const card = left[0];
	if (!card) return {title, body: [el("section", {class: "next-card", "data-key": "over"}, el("h2", {}, _("That was all for today")), el("p", {class: "next-line"}, el("span", {}, _("What was forgotten comes back soon, what was known later.")))), el("a", {class: "main", "data-key": "back", href: page.href("quiz")}, _("To the quiz"))]};
	const shown = page.shown === card.id;
	const grade = ({grade: word, label}) => el("button", {type: "button", class: "choice", "data-key": word, onclick: () => judge(page, card, person, word)},
		el("span", {class: "choice-words"}, el("b", {}, label()), el("span", {class: "hint"}, card.back && card.back[word] ? dayText(card.back[word]) : "")));
	return {
		title,
		body: [
			el("p", {class: "hint", "data-key": "left"}, [ngettext("{n} question", "{n} questions", left.length), card.name].filter(Boolean).join(" · ")),
			el("section", {class: "quiz-card", "data-key": `card-${card.id}`},
				el("p", {class: "over"}, partner ? _("Read it out to {name}", {name}) : _("Answer it aloud, or in your head")),
				el("h2", {class: "statement", dir: "auto"}, card.question),
				shown ? el("div", {class: "answer", role: "status"}, el("p", {class: "hint"}, _("What you wrote down")), el("p", {dir: "auto"}, card.answer || _("No answer was written down. Judge by what you remember of it together."))) : null),
			shown ? el("div", {class: "two", role: "group", "aria-label": partner ? _("How well did {name} know it?", {name}) : _("How well did you know it?"), "data-key": "grades"}, ...GRADES.map(grade)) : null,
		],
		foot: shown ? [] : [el("button", {type: "button", class: "main", onclick: () => {
			page.shown = card.id;
			page.draw();
		}}, _("Show the answer"))],
	};
}
