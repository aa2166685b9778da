/* The map of one's key partnerships: on paper one writes oneself in the middle and the others around, near or far.
 * Here likewise, by finger, mouse or arrow keys; below it stands the same as a list, where everything can be written
 * and changed as well. Without a partnership it is one's own and nobody else's. */
import {el, icon} from "./dom.js";
import {svg} from "./plots.js";
import {choices, growing, linkRow, nothingYet, rows} from "./parts.js";
import {_} from "./words.js";

const WIDE = 1000, HIGH = 1100, STEP = 40, EDGE = 70;
const MIDDLE = {x: WIDE / 2, y: HIGH / 2};

export const mapLook = arg => ({view: "relations", of: Number((arg || "").split("/")[0])});

const goesName = goes => ["", _("It is broken"), _("It is thin"), _("So so"), _("It goes well"), _("It is lively")][goes] || _("Not said yet");

/* As the kiosk has it, with what is on its way. */
function relationsOf(page, doc) {
	const found = new Map(doc.relations.map(relation => [relation.id, relation]));
	for (const {what, fields} of [...page.settled, ...page.queue.list]) if (what === "relation_set" && fields.relation) found.set(fields.relation, {...found.get(fields.relation), ...fields, id: fields.relation});
	return [...found.values()].filter(({name}) => name);
}

const own = (page, id) => id ? {person: 0, partnership: id} : {person: page.person, partnership: 0};
const clamp = (n, low, high) => Math.min(high, Math.max(low, Math.round(n)));

function move(page, id, relation, x, y) {
	page.ask("relation_set", {relation: relation.id, ...own(page, id), name: relation.name, about: relation.about || "", goes: relation.goes || 0, x: clamp(x, EDGE, WIDE - EDGE), y: clamp(y, EDGE, HIGH - EDGE)});
}

/* A free place around the middle for the next one. */
export function freePlace(relations) {
	const at = i => ({x: clamp(MIDDLE.x + Math.cos(i * 2.4) * 330, EDGE, WIDE - EDGE), y: clamp(MIDDLE.y + Math.sin(i * 2.4) * 360, EDGE, HIGH - EDGE)});
	const far = place => Math.min(...relations.map(({x, y}) => Math.hypot(x - place.x, y - place.y)), 1e9);
	return [...Array(16).keys()].map(i => at(i + relations.length)).reduce((best, place) => far(place) > far(best) + 1 ? place : best);
}

/* A name in lines that fit a paper slip. */
function slips(name) {
	const lines = [""];
	for (const word of name.split(/\s+/)) {
		const last = lines[lines.length - 1];
		if (last && `${last} ${word}`.length > 14) lines.push(word);
		else lines[lines.length - 1] = `${last} ${word}`.trim();
	}
	return lines;
}

function slip(page, id, relation) {
	const lines = slips(relation.name);
	const wide = Math.min(WIDE - 40, Math.max(150, ...lines.map(line => line.length * 20 + 44))), high = 40 + lines.length * 38;
	const left = clamp(relation.x, wide / 2 + 10, WIDE - wide / 2 - 10); /* a wide one stays on the paper */
	const node = svg("g", {class: `slip goes-${relation.goes || 0}`, tabindex: "0", role: "button", "data-key": `slip-${relation.id}`, transform: `translate(${left} ${relation.y})`,
		"aria-label": _("{name}: {goes}. Arrow keys move it, Enter opens it.", {name: relation.name, goes: goesName(relation.goes)})},
	svg("rect", {x: -wide / 2, y: -high / 2, width: wide, height: high, rx: 16}),
	...lines.map((line, i) => {
		const text = svg("text", {"text-anchor": "middle", x: 0, y: (i - (lines.length - 1) / 2) * 38 + 11});
		text.textContent = `${line} `; /* read as words, not as one */
		return text;
	}));
	node.onkeydown = event => {
		const way = {ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP]}[event.key];
		if (way) move(page, id, relation, relation.x + way[0], relation.y + way[1]);
		else if (event.key === "Enter" || event.key === " ") page.go(`relation/${id}/${relation.id}`);
		else return;
		event.preventDefault();
	};
	node.onpointerdown = event => drag(page, id, relation, event);
	return node;
}

/* A finger takes it along; a touch that does not move opens it. */
function drag(page, id, relation, event) {
	const node = event.currentTarget;
	const paper = node.ownerSVGElement;
	const point = ({clientX, clientY}) => new DOMPoint(clientX, clientY).matrixTransform(paper.getScreenCTM().inverse());
	const start = point(event);
	let now = {x: relation.x, y: relation.y}, moved = false;
	node.setPointerCapture(event.pointerId);
	page.held = relation.id;
	node.onpointermove = step => {
		const at = point(step);
		moved ||= Math.hypot(at.x - start.x, at.y - start.y) > 12;
		now = {x: clamp(relation.x + at.x - start.x, EDGE, WIDE - EDGE), y: clamp(relation.y + at.y - start.y, EDGE, HIGH - EDGE)};
		node.setAttribute("transform", `translate(${now.x} ${now.y})`);
		const thread = paper.querySelector(`[data-thread="${relation.id}"]`);
		if (thread) thread.setAttribute("d", `M${MIDDLE.x} ${MIDDLE.y}L${now.x} ${now.y}`);
	};
	node.onpointerup = node.onpointercancel = end => {
		node.onpointermove = node.onpointerup = node.onpointercancel = null;
		page.held = 0;
		if (end.type === "pointercancel") page.draw();
		else if (moved) move(page, id, relation, now.x, now.y);
		else page.go(`relation/${id}/${relation.id}`);
	};
}

function paper(page, id, relations) {
	const middle = svg("g", {transform: `translate(${MIDDLE.x} ${MIDDLE.y})`}, svg("circle", {class: "middle", r: 74}), (() => {
		const text = svg("text", {class: "middle-words", "text-anchor": "middle", y: 12});
		text.textContent = id ? _("We") : _("I");
		return text;
	})());
	const drawing = svg("svg", {class: "paper", viewBox: `0 0 ${WIDE} ${HIGH}`, role: "group", "aria-label": _("Map; the same stands as a list below")},
		...[220, 400].map(r => svg("circle", {class: "paper-ring", cx: MIDDLE.x, cy: MIDDLE.y, r})),
		...relations.map(({id: key, x, y, goes}) => svg("path", {class: `thread goes-${goes || 0}`, "data-thread": String(key), d: `M${MIDDLE.x} ${MIDDLE.y}L${x} ${y}`})),
		middle, ...relations.map(relation => slip(page, id, relation)));
	return el("div", {class: "paper-around", "data-key": "paper"}, drawing);
}

export function mapView(page, arg) {
	const doc = page.doc(mapLook(arg));
	const id = Number(arg) || 0;
	const title = id ? _("Map of our relations") : _("Map of my partnerships");
	if (!doc || doc.error) return {title, body: nothingYet(page, doc)};
	const relations = relationsOf(page, doc);
	const before = page.main.querySelector("[data-key=paper]");
	return {
		title,
		body: [
			el("p", {class: "lead", "data-key": "lead"}, relations.length ? _("Near means close. Move them to where they are, and say how each goes.") : _("Whom does your work depend on? Write them down, one by one, and lay them around you: near or far.")),
			page.held && before ? el("div", {class: "paper-around", "data-key": "paper", "data-keep": true}) : paper(page, id, relations),
			rows(relations.map(relation => linkRow({href: page.href(`relation/${id}/${relation.id}`), key: `relation-${relation.id}`, lead: el("span", {class: `thread-mark goes-${relation.goes || 0}`, "aria-hidden": "true"}), title: relation.name,
				line: [goesName(relation.goes), relation.about].filter(Boolean).join(" · ")}))),
			id ? null : el("p", {class: "hint row", "data-key": "private"}, icon("shield"), _("Only you see this map.")),
		],
		foot: [el("a", {class: "main", href: page.href(`relation/${id}/new`)}, icon("plus"), _("Add a partner"))],
	};
}

/* ---- one of them ---- */

function relationForm(page, said, keep) {
	const name = el("input", {id: "relation-name", type: "text", maxlength: "80", dir: "auto", autocomplete: "off", oninput: () => keep({name: name.value})});
	name.value = said.name;
	const about = growing(el("textarea", {id: "about", rows: "2", maxlength: "300", dir: "auto", oninput: () => keep({about: about.value})}));
	about.value = said.about || "";
	const scale = el("div", {class: "form-part"});
	const draw = () => scale.replaceChildren(el("p", {class: "label"}, _("How does it go?")), choices({label: _("How does it go?"), kind: "one", value: said.goes || 0, options: [5, 4, 3, 2, 1].map(goes => ({value: goes, label: goesName(goes)})), choose: goes => {
		keep({goes});
		draw();
		scale.querySelector("[aria-pressed=true]").focus();
	}}));
	draw();
	return el("form", {class: "form", "data-key": "form", "data-keep": true, novalidate: true, onsubmit: event => event.preventDefault()},
		el("label", {for: "relation-name"}, _("Person or organisation")), name, scale, el("label", {for: "about"}, _("What do you need from each other? (if you like)")), about);
}

export function relationView(page, arg, place) {
	const [map, key] = arg.split("/");
	const id = Number(map);
	const doc = page.doc(mapLook(map));
	const isNew = key === "new";
	const title = isNew ? _("Add a partner") : _("Partner");
	if (!doc || doc.error) return {title, body: nothingYet(page, doc)};
	const relations = relationsOf(page, doc);
	const relation = isNew ? {id: 0, name: "", about: "", goes: 0, ...freePlace(relations)} : relations.find(other => other.id === Number(key));
	if (!relation) return {title, body: nothingYet(page, {error: "not_found"})};
	const said = {...relation, ...page.keptForm(place)};
	const keep = more => page.keepForm(place, Object.assign(said, page.keptForm(place), more));
	const there = page.main.querySelector(`[data-key="${CSS.escape(place)}"] [data-keep]`);
	const fields = from => ({relation: relation.id, ...own(page, id), name: from.name.trim(), about: (from.about || "").trim(), goes: from.goes || 0, x: relation.x, y: relation.y});
	return {
		title,
		body: [
			there ? el("form", {"data-key": "form", "data-keep": true}) : relationForm(page, said, keep),
			isNew ? null : el("button", {type: "button", class: "plain-link", "data-key": "drop", onclick: () => {
				page.dropForm(place);
				page.ask("relation_set", {...fields(relation), name: ""}, {said: _("Taken off the map."), undo: () => page.ask("relation_set", {...fields(relation), relation: 0})});
				page.leave();
			}}, _("Take it off the map")),
		],
		foot: [el("button", {type: "button", class: "main", onclick: () => {
			const all = {...said, ...page.keptForm(place)};
			if (!all.name.trim()) return document.getElementById("relation-name").focus();
			page.dropForm(place);
			page.ask("relation_set", fields(all));
			return page.leave();
		}}, _("Save"))],
	};
}
