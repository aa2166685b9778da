/* A questionnaire, one statement a page: each answer is saved as it is given, one can go back and forth, and nobody
 * else sees anything until all have submitted. */
import {el, icon} from "./dom.js";
import {instrumentOf} from "./learn.js";
import {nothingYet, rows, linkRow} from "./parts.js";
import {_, ngettext} from "./words.js";

const STEP_MS = 220; /* so long the answer is seen before the next statement comes */

export const surveyLook = arg => ({view: "survey", of: Number((arg || "").split("/")[0])});

/* Item → value: what the kiosk has, and above it what is on its way. */
export function answersOf(page, doc) {
	const given = new Map((doc.answers || []).map(({item, value}) => [item, value]));
	for (const {what, fields} of [...page.settled, ...page.queue.list]) if (what === "survey_answer" && fields.survey === doc.id) given.set(fields.item, fields.value);
	for (const [item, value] of given) if (!value) given.delete(item);
	return given;
}

function whoSees(doc) {
	return el("p", {class: "hint row"}, icon("shield"), doc.people > 1 ? _("Nobody sees your answers until all of you have submitted. Then you see them side by side.") : _("Your answers are yours alone."));
}

function submit(page, doc) {
	page.ask("survey_submit", {survey: doc.id, person: page.person}, {said: _("Your answers are in.")});
	page.leave();
}

/* A form put to all of them by a slip, as long as nobody has answered; taken back it is put anew. */
export const withdraw = (page, {id, partnership, instrument, due}) => page.ask("survey_withdraw", {survey: id}, {
	said: _("The questionnaire is taken away again."), undo: () => page.ask("survey_open", {partnership, instrument, due: due || 0}),
});

/* The beginning, and the end: what it is, how far one is. */
export function surveyView(page, arg) {
	const doc = page.doc(surveyLook(arg));
	if (!doc || doc.error) return {title: _("Questionnaire"), body: nothingYet(page, doc)};
	const instrument = instrumentOf(doc.instrument);
	const given = answersOf(page, doc);
	const all = instrument.all.length;
	const missing = instrument.all.map((_item, i) => i).filter(i => !given.has(i));
	const base = {title: instrument.title};
	if (doc.revealed) return {...base, body: [el("p", {class: "lead"}, _("All have answered.")), el("a", {class: "main", href: page.href(`results/${doc.id}`)}, _("See the answers"))]};
	const asked = page.asked("survey_submit", fields => fields.survey === doc.id);
	if (doc.submitted || asked) return {...base, body: waiting(page, doc)};
	const begun = given.size > 0;
	return {
		...base,
		body: [
			el("p", {class: "lead", "data-key": "about", dir: "auto"}, instrument.about),
			whoSees(doc),
			el("p", {class: "hint", "data-key": "count"}, begun ? _("{n} of {all} answered", {n: given.size, all}) : `${ngettext("{n} statement", "{n} statements", all)}, ${ngettext("about {n} minute", "about {n} minutes", instrument.minutes)}`),
			begun ? rows(instrument.areas.map((area, i) => {
				const own = instrument.all.map((item, n) => ({...item, n})).filter(({place}) => place === i);
				const done = own.filter(({n}) => given.has(n)).length;
				return linkRow({href: page.href(`item/${doc.id}/${(own.find(({n}) => !given.has(n)) || own[0]).n}`), key: area.key, title: area.title, line: _("{n} of {all} answered", {n: done, all: own.length})});
			})) : null,
		],
		foot: [
			missing.length === 0 ? el("button", {type: "button", class: "main", onclick: () => submit(page, doc)}, _("Submit my answers"))
				: el("a", {class: "main", href: page.href(`item/${doc.id}/${missing[0]}`)}, begun ? _("Go on") : _("Begin")),
			doc.untouched && !begun ? el("button", {type: "button", class: "plain-link", onclick: () => {
				withdraw(page, doc);
				page.leave();
			}}, _("Opened by mistake? Take it away")) : null,
			begun && missing.length ? el("button", {type: "button", class: "plain-link", onclick: () => submit(page, doc)}, ngettext("Submit without the {n} that is missing", "Submit without the {n} that are missing", missing.length)) : null,
		],
	};
}

function waiting(page, doc) {
	const left = doc.people - doc.done;
	return [
		el("section", {class: "next-card", "data-key": "waiting"}, el("h2", {}, _("Your answers are in")),
			el("p", {class: "next-line"}, el("span", {}, left > 0 ? ngettext("{n} person has yet to answer. You see the answers when all have.", "{n} people have yet to answer. You see the answers when all have.", left) : _("The answers are being put together.")))),
		el("p", {class: "facts-line", "data-key": "done"}, _("{n} of {all} have answered", {n: doc.done, all: doc.people})),
	];
}

/* ---- one statement ---- */

function give(page, doc, item, value, last) {
	page.ask("survey_answer", {survey: doc.id, person: page.person, item, value});
	setTimeout(() => {
		if (page.place.arg !== `${doc.id}/${item}`) return;
		if (last) page.instead(`survey/${doc.id}`);
		else page.instead(`item/${doc.id}/${item + 1}`);
	}, STEP_MS);
}

export function itemView(page, arg) {
	const doc = page.doc(surveyLook(arg));
	const number = Number(arg.split("/")[1]);
	if (!doc || doc.error) return {title: _("Questionnaire"), body: nothingYet(page, doc)};
	const instrument = instrumentOf(doc.instrument);
	const item = instrument.all[number];
	if (!item || doc.submitted || doc.revealed) return surveyView(page, String(doc.id));
	const value = answersOf(page, doc).get(number);
	const all = instrument.all.length, last = number === all - 1;
	const {area} = item;
	return {
		title: instrument.title,
		body: [
			el("div", {class: "progress", "data-key": "progress"}, el("span", {class: "hint"}, _("{n} of {all}", {n: number + 1, all})),
				el("span", {class: "progress-whole", "aria-hidden": "true"}, el("span", {class: `share share-${Math.round((number + 1) / all * 20)}`}))),
			el("p", {class: "over", "data-key": "area"}, area.title),
			el("h2", {class: "statement", id: "statement", tabindex: "-1", dir: "auto", "data-key": `statement-${number}`}, item.words),
			el("div", {class: "scale-words", role: "group", "aria-labelledby": "statement", "data-key": `scale-${number}`}, ...instrument.scale.map((words, i) =>
				el("button", {type: "button", class: "choice", "data-key": String(i), "aria-pressed": String(value === i + 1), onclick: () => give(page, doc, number, i + 1, last)},
					el("b", {class: "number", "aria-hidden": "true"}, String(i + 1)), el("span", {}, words)))),
			el("details", {class: "anchors", open: true, "data-key": `anchors-${area.key}`}, el("summary", {}, _("What do 1, 3 and 5 look like here?")),
				el("dl", {}, ...[[1, area.low], [3, area.mid], [5, area.high]].flatMap(([step, words]) => [el("dt", {}, String(step)), el("dd", {dir: "auto"}, words)]))),
		],
		foot: [el("div", {class: "two"},
			number > 0 ? el("button", {type: "button", class: "main quiet", onclick: () => page.instead(`item/${doc.id}/${number - 1}`)}, _("Back one")) : el("button", {type: "button", class: "main quiet", onclick: () => page.leave()}, _("To the start")),
			last ? el("button", {type: "button", class: "main", onclick: () => page.instead(`survey/${doc.id}`)}, _("To the end"))
				: el("button", {type: "button", class: value ? "main" : "main quiet", onclick: () => page.instead(`item/${doc.id}/${number + 1}`)}, value ? _("Go on") : _("Leave it for now")))],
	};
}
