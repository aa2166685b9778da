/* Who presents in a learning set: whoever has something pressing asks for time, on this page or at the screen, and
 * sees at once who else does. They present in the order of asking. */
import {avatar, el, icon} from "./dom.js";
import {choices, growing, linkRow, nothingYet, rows, section, sign} from "./parts.js";
import {dayText, timeText} from "./time.js";
import {_, ngettext} from "./words.js";

const MINUTES = [10, 15, 20, 25, 30, 40, 50, 60];
const TEXT_MAX = 200;

export const bidsLook = arg => ({view: "bids", of: Number(arg)});

/* Who belongs to it, those who ask for time first; one's own as it was asked for last. */
function peopleOf(page, doc) {
	const asked = page.asked("bid_set", fields => fields.session === doc.id);
	if (!asked) return doc.people;
	const own = doc.people.find(({person}) => person.id === page.person);
	const {minutes, text} = asked.fields;
	const now = {...own, minutes, text};
	if (own.minutes && minutes) return doc.people.map(row => row === own ? now : row);
	const others = doc.people.filter(row => row !== own);
	const at = others.filter(row => row.minutes).length; /* the last who asks, the first who listens */
	return [...others.slice(0, at), now, ...others.slice(at)];
}

const mineOf = (page, people) => people.find(({person}) => person.id === page.person);

/* ---- asking ---- */

const ask = (page, doc, fields, hooks) => page.ask("bid_set", {session: doc.id, person: page.person, ...fields}, hooks);

function submit(page, doc, place, said) {
	page.dropForm(place);
	ask(page, doc, said, {said: _("You ask for time. The others see it.")});
	page.draw();
}

function giveBack(page, doc, place, own) {
	const {minutes, text} = own;
	page.keepForm(place, {minutes, text});
	ask(page, doc, {minutes: 0, text: ""}, {said: _("Your time is free for others.")});
}

function subject(page, place, text) {
	const area = growing(el("textarea", {id: "subject", rows: "2", maxlength: String(TEXT_MAX), dir: "auto", "aria-describedby": "subject-hint", oninput: () => {
		page.keepForm(place, {...page.keptForm(place), text: area.value});
		page.draw();
	}}));
	area.value = text;
	return el("form", {class: "form", "data-key": "form", "data-keep": true, novalidate: true, onsubmit: event => event.preventDefault()},
		el("label", {for: "subject"}, _("What is it about? (if you like)")), area, el("p", {class: "hint", id: "subject-hint"}, _("Only those in this learning set read it, on their own pages.")));
}

function howLong(page, place, minutes) {
	const all = [...MINUTES.filter(value => Math.abs(value - minutes) > 2), minutes].sort((a, b) => a - b);
	return section(_("For how long?"), choices({label: _("For how long?"), kind: "minutes", value: minutes, options: all.map(value => ({value, label: _("{n} min", {n: value})})), choose: value => {
		page.keepForm(place, {...page.keptForm(place), minutes: value});
		page.draw();
	}}));
}

/* ---- who asks, who listens ---- */

/* Who is here is of interest once somebody is. */
function bidRow(page, row, number, begun) {
	const {person, here, minutes, text} = row;
	const name = person.id === page.person ? _("You") : person.name;
	return el("li", {class: "still", "data-key": `bid-${person.id}`}, minutes ? el("span", {class: "ordinal"}, String(number)) : null, avatar(person, here ? "" : "away"),
		el("span", {class: "line-words"}, el("b", {dir: "auto"}, name), text ? el("span", {dir: "auto"}, text) : null,
			minutes || begun ? el("span", {class: "hint"}, [minutes ? ngettext("{n} minute", "{n} minutes", minutes) : "", !begun ? "" : here ? _("here") : _("not here yet")].filter(Boolean).join(" · ")) : null));
}

function totalOf(asking, usual) {
	const sum = asking.reduce((all, {minutes}) => all + minutes, 0);
	return asking.length ? ngettext("{n} minute is asked for.", "{n} minutes are asked for.", sum) : ngettext("Nobody has asked yet. Then each has a turn of {n} minute.", "Nobody has asked yet. Then each has a turn of {n} minutes.", usual);
}

export function bidsView(page, arg) {
	const doc = page.doc(bidsLook(arg));
	const title = _("Who presents?");
	if (doc && doc.error === "not_found") return {title, body: [el("p", {class: "empty", "data-key": "over"}, _("This session is over."))]};
	if (!doc || doc.error) return {title, body: nothingYet(page, doc)};
	const place = `bids/${arg}`;
	const people = peopleOf(page, doc), own = mineOf(page, people);
	const asking = people.filter(({minutes}) => minutes), listening = people.filter(({minutes}) => !minutes), begun = people.some(({here}) => here);
	const kept = page.keptForm(place);
	const said = {minutes: kept.minutes || own.minutes || doc.usual, text: (kept.text === undefined ? own.text : kept.text).replace(/\s+/g, " ").trim()};
	const changed = said.minutes !== own.minutes || said.text !== own.text;
	const there = page.main.querySelector(`[data-key="${CSS.escape(place)}"] form[data-keep]`);
	return {
		title,
		body: [
			el("p", {class: "lead", "data-key": "when", dir: "auto"}, `${doc.title} · ${dayText(doc.starts)}, ${timeText(doc.starts)}`),
			section(_("In the order of asking"), el("p", {class: "hint", role: "status", "data-key": "total"}, totalOf(asking, doc.usual)), asking.length ? el("ol", {class: "rows"}, ...asking.map((row, i) => bidRow(page, row, i + 1, begun))) : null),
			el("section", {"data-key": "own"}, el("h2", {}, own.minutes ? _("Your time") : _("Is something pressing for you?")),
				there ? el("form", {"data-key": "form", "data-keep": true}) : subject(page, place, kept.text === undefined ? own.text : kept.text), howLong(page, place, said.minutes),
				own.minutes ? el("button", {type: "button", class: "small", "data-key": "back", onclick: () => giveBack(page, doc, place, own)}, icon("undo"), _("Give my time to others")) : null),
			section(_("Listens and asks"), rows(listening.map(row => bidRow(page, row, 0, begun)))),
			doc.note ? rows([linkRow({href: `/n/${doc.note}`, key: "note", lead: sign("note"), title: _("Open the notes")})]) : null,
		],
		foot: [changed ? el("button", {type: "button", class: "main", onclick: () => submit(page, doc, place, said)}, own.minutes ? _("Save") : _("Ask for time")) : null],
	};
}
