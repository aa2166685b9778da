/* What the coordinator's pages are made of: views that show one document, tables, fields that keep what is typed,
 * marks of a state. A table stays one for whoever listens to it, also where a narrow page lays its rows out as cards. */
import {el, icon} from "./dom.js";
import {nothingYet} from "./parts.js";
import {dayText, timeText} from "./time.js";
import {locale, _} from "./words.js";

/* ---- views ---- */

/* A view of one document: body(page, doc, arg, place) when it is there. Until a new one has come, the one before is
 * shown, so that a search does not blink. */
export function view({title, look, body, up = null, ...rest}) {
	const draw = (page, arg, place) => {
		const wanted = look(arg, page);
		const doc = page.told(wanted);
		const words = title(doc && !doc.error ? doc : null, arg);
		const parent = typeof up === "function" ? up(arg) : up;
		if (!doc || doc.error) return {title: words, up: parent, body: nothingYet(page, doc)};
		return {title: words, up: parent, body: body(page, doc, arg, place)};
	};
	return {...rest, look, draw};
}

export const number = n => new Intl.NumberFormat(locale()).format(n);
export const dayOf = wall => wall ? new Intl.DateTimeFormat(locale(), {day: "numeric", month: "short", year: "numeric"}).format(wall) : "";
export const momentOf = wall => wall ? new Intl.DateTimeFormat(locale(), {day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit"}).format(wall) : "";

/* Near ones as one says them: "today, 09:35". */
export const lately = wall => [0, 1].some(days => new Date(wall + days * 86400000).toDateString() === new Date().toDateString())
	? _("{day}, {time}", {day: new Date(wall).toDateString() === new Date().toDateString() ? dayText(wall) : _("yesterday"), time: timeText(wall)}) : dayOf(wall);

export const lead = text => el("p", {class: "lead", "data-key": "lead"}, text);
export const hint = text => el("p", {class: "hint"}, text);
export const mark = (text, kind = "") => el("span", {class: `mark ${kind}`}, text);
export const button = (label, sign, run, kind = "small") => el("button", {type: "button", class: kind, onclick: run}, sign ? icon(sign) : null, label);
export const link = (label, sign, href, kind = "small") => el("a", {class: kind, href}, sign ? icon(sign) : null, label);
export const toolbar = (...things) => el("div", {class: "toolbar", "data-key": "toolbar"}, ...things.filter(Boolean));
export const panel = (title, ...content) => {
	const shown = content.flat().filter(Boolean);
	return shown.length ? el("section", {class: "panel", "data-key": title}, el("h2", {}, title), ...shown) : null;
};

/* Where nothing is yet: why, and what to do about it. */
export const empty = (words, ...ways) => el("div", {class: "empty", "data-key": "empty"}, el("p", {}, words), ways.length ? el("div", {class: "ends"}, ...ways) : null);

/* Pairs of a word and what it is; empty ones are left out. */
export const pairs = list => el("dl", {class: "pairs"}, ...list.filter(([, value]) => value !== "" && value !== null && value !== undefined)
	.map(([words, value]) => el("div", {class: "pair"}, el("dt", {}, words), el("dd", {dir: "auto"}, value))));

export const facts = list => el("dl", {class: "facts", "data-key": "facts"}, ...list.map(([words, value]) =>
	el("div", {class: "fact"}, el("dt", {}, words), el("dd", {}, typeof value === "number" ? number(value) : value))));

/* ---- tables ---- */

/* columns: [{title, cell(row), kind}], the first one names the row; kind "number" stands at the end of its column. */
export function table({label, columns, rows, key = row => row.id}) {
	const cell = (column, row, i) => {
		const content = [column.cell(row)].flat().filter(value => value !== null && value !== undefined && value !== "");
		const props = {class: [column.kind || "", content.length ? "" : "none"].join(" ").trim() || null, "data-label": i ? column.title : null};
		return i ? el("td", {...props, role: "cell"}, ...content) : el("th", {...props, role: "rowheader", scope: "row"}, ...content);
	};
	return el("table", {class: "table", role: "table", "data-key": `table-${label}`, "aria-label": label},
		el("thead", {role: "rowgroup"}, el("tr", {role: "row"}, ...columns.map(({title, kind}) => el("th", {role: "columnheader", scope: "col", class: kind || null}, title)))),
		el("tbody", {role: "rowgroup"}, ...rows.map(row => el("tr", {role: "row", "data-key": String(key(row))}, ...columns.map((column, i) => cell(column, row, i))))));
}

export const rowLink = (page, href, words, lead = null) => el("a", {class: "row-link", href: page.href(href)}, lead, el("span", {dir: "auto"}, words));

/* Which of several lists is shown: links, the present one marked. */
export const filters = (page, label, options, current) => el("nav", {class: "filters", "aria-label": label, "data-key": "filters"}, ...options.map(({href, words, count}) =>
	el("a", {class: "filter", href: page.href(href), "aria-current": href === current ? "page" : null}, words, count === undefined ? null : el("b", {}, number(count)))));

/* From row `from` on, `shown` of `total`. */
export function pager({from, shown, total, go}) {
	if (total <= shown) return null;
	const step = (label, to, on) => el("button", {type: "button", class: "small", disabled: !on, onclick: () => go(to)}, label);
	return el("nav", {class: "pager", "aria-label": _("Pages of the list"), "data-key": "pager"},
		step(_("Earlier"), Math.max(0, from - shown), from > 0),
		el("span", {class: "hint"}, _("{first} to {last} of {all}", {first: number(from + 1), last: number(from + shown), all: number(total)})),
		step(_("Next"), from + shown, from + shown < total));
}

/* ---- fields ---- */

/* A field keeps its element and what is in it, whatever is drawn around it; what is typed is kept across a reload.
 * With `options` [[value, words]] it is a choice of these. */
export function field(page, place, {name, label, value = "", type = "text", hint: about = null, options = null, required = false, changed = null, ...more}) {
	const id = `f-${name}`;
	const kept = page.keptForm(place)[name];
	const now = kept === undefined ? value : kept;
	const keep = event => {
		page.keepForm(place, {...page.keptForm(place), [name]: event.target.type === "checkbox" ? event.target.checked : event.target.value});
		if (changed) changed();
	};
	const control = options ? el("select", {id, name, "data-keep": true, "data-key": id, onchange: keep}, ...options.map(([key, words]) => el("option", {value: key}, words)))
		: el(type === "area" ? "textarea" : "input", {id, name, type: type === "area" ? null : type, "data-keep": true, "data-key": id, required, dir: type === "text" ? "auto" : null,
			"aria-describedby": about ? `${id}-about` : null, autocomplete: "off", oninput: keep, ...more});
	if (type === "checkbox") {
		control.checked = !!now;
		return el("label", {class: "switch", "data-key": `l-${name}`}, control, el("span", {}, el("b", {}, label), about ? el("span", {class: "hint", id: `${id}-about`}, about) : null));
	}
	control.value = now;
	return el("div", {class: "field", "data-key": `l-${name}`}, el("label", {for: id}, label), control, about ? el("p", {class: "hint", id: `${id}-about`}, about) : null);
}

/* What the fields hold: {name: text or whether it is ticked}. */
const read = form => Object.fromEntries([...form.elements].filter(({name, type, checked}) => name && (type !== "radio" || checked))
	.map(control => [control.name, control.type === "checkbox" ? control.checked : control.value.trim()]));

const firstMissing = form => [...form.elements].find(({required, value}) => required && !value.trim());

/* send(values) gives {what, fields, said, already, to}: to where when it is done; or a sentence that says what is missing. */
export function form(page, place, {fields, label, send, back}) {
	const problem = page.problems.get(place);
	const say = text => {
		page.problems.set(place, text);
		page.draw();
	};
	const submit = event => {
		event.preventDefault();
		if (page.busy.has(place)) return;
		const wanted = send(read(event.target));
		if (typeof wanted === "string") {
			say(wanted);
			return void firstMissing(event.target)?.focus();
		}
		page.problems.delete(place);
		page.busy.add(place);
		page.draw();
		page.ask(wanted.what, wanted.fields, {
			said: wanted.said, already: wanted.already,
			done: result => {
				page.busy.delete(place);
				page.dropForm(place);
				if (page.placeNow === place) page.instead(typeof wanted.to === "function" ? wanted.to(result) : wanted.to);
			},
			refused: message => {
				page.busy.delete(place);
				say(page.words(message));
				return true;
			},
		});
	};
	const cancel = () => {
		page.dropForm(place);
		page.problems.delete(place);
		page.go(back);
	};
	const mended = () => {
		if (!page.problems.delete(place)) return;
		page.draw();
	};
	return el("form", {class: "form sheet", "data-key": "form", novalidate: true, onsubmit: submit, oninput: mended, onchange: mended}, ...fields,
		el("p", {class: "problem", role: "alert", "data-key": "problem"}, problem || ""),
		el("div", {class: "ends", "data-key": "ends"}, el("button", {type: "submit", class: "main", "aria-disabled": page.busy.has(place) ? "true" : null}, page.busy.has(place) ? _("Saving…") : label),
			el("button", {type: "button", class: "small", onclick: cancel}, _("Cancel"))));
}

/* What destroys something is touched twice: the second time it says what will be gone. */
export function twice(page, key, {label, sign, sure, about, run}) {
	if (page.sure !== key) return button(label, sign, () => {
		page.sure = key;
		page.draw();
	});
	const drop = () => {
		page.sure = null;
		page.draw();
	};
	return el("div", {class: "sure-box", role: "group", "aria-label": label, "data-key": `sure-${key}`}, el("p", {}, about),
		el("div", {class: "ends"}, button(sure, sign, () => {
			drop();
			run();
		}, "small sure"), button(_("No, keep it"), null, drop)));
}

/* A search that begins with each letter. */
export function finder(page, name, label) {
	return el("div", {class: "finder", role: "search", "data-key": `finder-${name}`}, icon("search"),
		(() => {
			const input = el("input", {type: "search", id: `find-${name}`, "aria-label": label, placeholder: label, autocomplete: "off", "data-keep": true, "data-key": "find",
				oninput: event => page.find(name, {text: event.target.value.trim(), from: 0})});
			input.value = page.found(name).text;
			return input;
		})());
}
