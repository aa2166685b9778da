/* The few shapes a person's pages are made of: a section with its heading, a row that leads on, faces, a field. */
import {avatar, el, icon} from "./dom.js";
import {_, ngettext} from "./words.js";

/* `list`: rows; nothing where there are none. */
export function section(title, ...content) {
	const shown = content.flat().filter(Boolean);
	return shown.length ? el("section", {"data-key": title}, el("h2", {}, title), ...shown) : null;
}

export const rows = list => list.length ? el("ul", {class: "rows"}, ...list) : null;

const SEEN = 6;

/* Where there are far too many, the first of them; the rest after a touch. */
export function folded(list) {
	const rest = list.slice(SEEN);
	if (rest.length < 2) return rows(list);
	return [rows(list.slice(0, SEEN)), el("details", {class: "rest", "data-key": "rest"}, el("summary", {}, ngettext("{n} more", "{n} more", rest.length)), rows(rest))];
}

export function faces(people, extra = "") {
	return people.length ? el("span", {class: `faces ${extra}`, "aria-hidden": "true"}, ...people.slice(0, 4).map(person => avatar(person)),
		people.length > 4 ? el("span", {class: "avatar rest"}, `+${people.length - 4}`) : null) : null;
}

/* "Anna, Ben and Chiara", as the language joins names. */
export function names(people) {
	const all = people.map(({name}) => name);
	try {
		return new Intl.ListFormat(document.documentElement.lang, {type: "conjunction"}).format(all);
	} catch {
		return all.join(", ");
	}
}

/* A row that is touched to go on: what it is, a line about it, how it stands. */
export function linkRow({href, key, lead = null, title, line = null, mark = null, due = false}) {
	return el("li", {"data-key": key || href}, el("a", {class: "line", href}, lead,
		el("span", {class: "line-words"}, el("b", {dir: "auto"}, title), line ? el("span", {class: "hint", dir: "auto"}, line) : null,
			mark ? el("span", {class: due ? "mark due-now" : "mark"}, mark) : null), icon("next")));
}

export const sign = name => el("span", {class: "sign", "aria-hidden": "true"}, icon(name));

/* A field grows with its text. */
export function growing(area) {
	const fit = () => {
		area.style.height = "auto";
		area.style.height = `${area.scrollHeight + 4}px`;
	};
	area.addEventListener("input", fit);
	requestAnimationFrame(fit);
	return area;
}

/* One of several: buttons, the chosen one pressed. choices: [{value, label, hint}]. */
export function choices({label, value, options, choose, kind = "two"}) {
	return el("div", {class: kind, role: "group", "aria-label": label}, ...options.map(option =>
		el("button", {type: "button", class: "choice", "data-key": String(option.value), "aria-pressed": String(option.value === value), onclick: () => choose(option.value)},
			option.hint ? el("span", {class: "choice-words"}, el("b", {}, option.label), el("span", {class: "hint"}, option.hint)) : option.label)));
}

/* What stands where nothing can be shown: on its way, or why not. */
export function nothingYet(page, doc) {
	if (doc && doc.error) return [el("p", {class: "empty", "data-key": "gone"}, doc.error === "not_allowed" ? _("This page is for others.") : _("This is not here any more."))];
	return [el("p", {class: "opening", "data-key": "opening"}, page.online ? _("Opening…") : _("This is shown as soon as the kiosk answers."))];
}
