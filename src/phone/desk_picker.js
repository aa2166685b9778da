/* People are chosen by a few letters: whoever is chosen stands above the search and is let go by a touch. Who it is
 * stays with the form's other words, across a reload. */
import {button, finder, link} from "./desk_parts.js";
import {avatar, el, icon} from "./dom.js";
import {_, ngettext} from "./words.js";

const SHOWN = 8;

export const chosen = (page, place) => page.keptForm(place).people || [];

const keep = (page, place, people) => {
	page.keepForm(place, {...page.keptForm(place), people});
	page.draw();
};

const initialsOf = name => name.split(/\s+/).map(([letter]) => letter).slice(0, 2).join("");
const drawn = ({id, name, initials, colour}) => avatar({initials: initials || initialsOf(name), colour: colour === undefined ? id : colour});

const chip = (page, place, person) => el("li", {"data-key": String(person.id)}, el("button", {type: "button", class: "chip",
	onclick: () => keep(page, place, chosen(page, place).filter(({id}) => id !== person.id))}, drawn(person), el("span", {dir: "auto"}, person.name), el("span", {class: "offscreen"}, _("take out again")), icon("close")));

const row = (page, person, choose) => el("li", {"data-key": String(person.id)}, el("button", {type: "button", class: "line pick", onclick: () => choose(person)}, drawn(person),
	el("span", {class: "line-words"}, el("b", {dir: "auto"}, person.name), el("span", {class: "hint", dir: "auto"}, [person.organisation, person.team].filter(Boolean).join(" · "))), icon("plus")));

const offered = (doc, without) => doc.people.filter(({id, archived, guest}) => !archived && !guest && !without.includes(id));

/* One of them, at once. */
export function pickOne(page, name, doc, without, choose) {
	const found = offered(doc, without), shown = found.slice(0, SHOWN);
	return el("div", {class: "picker", "data-key": "picker"}, finder(page, name, _("Name, team or organisation")),
		shown.length ? el("ul", {class: "rows", "data-key": "found"}, ...shown.map(person => row(page, person, choose))) : nobodyLeft(page, name, without));
}

function nobodyLeft(page, name, without) {
	if (page.found(name).text && !without.length) return el("p", {class: "hint", "data-key": "none"}, _("Nobody by that name."));
	if (page.found(name).text) return el("p", {class: "hint", "data-key": "none"}, _("Nobody else by that name."));
	if (without.length) return el("p", {class: "hint", "data-key": "none"}, _("Everybody is chosen."));
	return el("div", {class: "ends", "data-key": "none"}, el("span", {class: "hint"}, _("Nobody is here yet.")), link(_("Bring people in"), "bring", page.href("import")));
}

/* Who was searched for is taken at once: a group is often a team. */
function takeAll(page, name, doc, without, take) {
	const found = offered(doc, without);
	if (!page.found(name).text || found.length < 2 || doc.total > doc.people.length) return null;
	return button(ngettext("Choose {n}", "Choose all {n}", found.length), "plus", () => {
		page.find(name, {text: "", from: 0});
		document.getElementById(`find-${name}`).value = "";
		take(found);
	});
}

/* Several, kept in the form at `place`. */
export function pickMany(page, place, name, doc, {label, about}) {
	const people = chosen(page, place);
	const take = found => keep(page, place, [...people, ...found.map(({id, name: words, initials, colour}) => ({id, name: words, initials, colour}))]);
	const without = people.map(({id}) => id);
	return el("fieldset", {class: "picking", "data-key": "people"}, el("legend", {}, label), el("p", {class: "hint"}, people.length ? ngettext("{n} person chosen", "{n} people chosen", people.length) : about),
		people.length ? el("ul", {class: "chips", "data-key": "chips"}, ...people.map(person => chip(page, place, person))) : null,
		pickOne(page, name, doc, without, person => take([person])), takeAll(page, name, doc, without, take));
}
