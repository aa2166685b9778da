/* The map of partnerships: who learns with whom, across teams and organisations, where it is lively, and who is alone.
 * The kiosk lays it out; here it is drawn to fit, and a table says the same. */
import {dayOf, empty, facts, filters, hint, link, mark, rowLink, table, toolbar, view, button} from "./desk_parts.js";
import {svg} from "./desk_plots.js";
import {el} from "./dom.js";
import {modelName} from "./models.js";
import {csvOf, saveAs} from "./save.js";
import {_, ngettext} from "./words.js";

const UNIT = 10;       /* of the drawing, for 1000 of the layout */
const NAMED_MAX = 60;  /* with more nodes names are shown at those that are touched, and in the table */
const HUES = 12;
const WIDE_MIN = 100, HIGH_MIN = 64; /* a few nodes are not blown up beyond that */
const LETTERS = 11;    /* of a line under a node, before it is touched: a node has a square of its own */
const LIVELY = 3;      /* meetings within three months, as the kiosk counts them */

const at = n => n * UNIT / 1000;
const radius = node => UNIT * (node.kind === "organisation" ? Math.min(0.5, 0.3 + 0.03 * Math.sqrt(node.people || 1)) : node.kind === "person" ? 0.3 + 0.02 * Math.min(6, node.links) : 0.2);
const lively = edge => edge.meetings >= LIVELY;

function drawEdge(doc, edge, near) {
	const a = doc.nodes[edge.a], b = doc.nodes[edge.b];
	const kind = ["map-edge", lively(edge) ? "lively" : "", edge.organisations ? "crossing" : "", near === null || edge.a === near || edge.b === near ? "" : "far"].filter(Boolean).join(" ");
	return svg("path", {class: kind, d: `M${at(a.x)} ${at(a.y)}L${at(b.x)} ${at(b.y)}`, "stroke-width": Math.min(1.6, 0.35 + 0.12 * Math.sqrt(edge.meetings || edge.partnerships || 1))});
}

const cut = words => words.length > LETTERS ? `${words.slice(0, LETTERS - 1)}…` : words;

/* A person goes by the first name here, as in the room; others have two lines at most. */
function label({kind, name}) {
	const words = name.split(" ");
	if (kind === "person") return [cut(words[0])];
	let first = words.shift();
	while (words.length && `${first} ${words[0]}`.length <= LETTERS) first += ` ${words.shift()}`;
	return [cut(first), cut(words.join(" "))].filter(Boolean);
}

function drawNode(page, doc, node, i, near) {
	const r = radius(node), named = doc.nodes.length <= NAMED_MAX || i === near || neighbours(doc, near).has(i);
	const far = near !== null && i !== near && !neighbours(doc, near).has(i);
	const touched = () => {
		page.near = page.near === i ? null : i;
		page.draw();
	};
	const group = svg("g", {class: ["map-node", node.hue >= 0 ? `hue-${node.hue % HUES}` : "hue-none", node.links ? "" : "alone", far ? "far" : ""].filter(Boolean).join(" "), "data-key": String(node.id)},
		svg("circle", {class: "map-touch", cx: at(node.x), cy: at(node.y), r: Math.max(r, UNIT * 0.45)}), svg("circle", {class: "map-dot", cx: at(node.x), cy: at(node.y), r}),
		node.initials ? svg("text", {class: "map-initials", x: at(node.x), y: at(node.y), "text-anchor": "middle", "dominant-baseline": "central", "font-size": r * 0.85}, node.initials) : null,
		named ? svg("text", {class: "map-name", "text-anchor": "middle", "font-size": 1.8}, ...(i === near ? [node.name] : label(node)).map((words, k) => svg("tspan", {x: at(node.x), y: at(node.y) + r + 2.1 + 2 * k}, words))) : null);
	group.onclick = touched;
	return group;
}

function neighbours(doc, near) {
	if (near === null) return new Set();
	return new Set(doc.edges.filter(({a, b}) => a === near || b === near).map(({a, b}) => (a === near ? b : a)));
}

function drawing(page, doc) {
	const near = page.near !== null && page.near < doc.nodes.length ? page.near : null;
	const wide = Math.max(WIDE_MIN, at(doc.w) + 2 * UNIT), high = Math.max(HIGH_MIN, at(doc.h) + 2 * UNIT);
	return el("div", {class: "map-box", "data-key": "map", "data-scroll": "map", tabindex: "0", role: "group", "aria-label": _("Map of partnerships")}, svg("svg", {class: "map", viewBox: [(at(doc.w) - wide) / 2, (at(doc.h) - high) / 2, wide, high].join(" "), "aria-hidden": "true"},
		...doc.edges.map(edge => drawEdge(doc, edge, near)), ...doc.nodes.map((node, i) => drawNode(page, doc, node, i, near))));
}

/* ---- the table ---- */

function withWhom(doc, i) {
	const list = doc.edges.filter(({a, b}) => a === i || b === i).map(edge => ({edge, other: doc.nodes[edge.a === i ? edge.b : edge.a]}));
	return list.length ? el("span", {class: "with"}, ...list.slice(0, 6).map(({edge, other}, k) => el("span", {}, `${k ? ", " : ""}${other.name}`, lively(edge) ? "" : el("span", {class: "hint"}, ` (${edge.last ? dayOf(edge.last) : _("not met yet")})`))), list.length > 6 ? ` +${list.length - 6}` : "") : mark(_("with nobody yet"), "wait");
}

const COLUMNS = (page, doc) => [
	{title: _("Name"), cell: row => row.kind === "person" ? rowLink(page, `person/${row.id}`, row.name) : row.name},
	...(doc.level === "organisations" ? [{title: _("People"), cell: row => String(row.people), kind: "number"}] : [{title: _("From"), cell: row => [row.organisation, row.team].filter(Boolean).join(" · "), kind: "bare free"}]),
	{title: _("Learns with"), cell: row => withWhom(doc, row.i)},
];

/* A row for each pair that learns together. */
const sheet = ({nodes, edges}) => [[_("One side"), _("Their organisation"), _("The other side"), _("The other’s organisation"), _("Model"), _("Partnerships"), _("Meetings"), _("Last session"), _("Different teams"), _("Different organisations")],
	...edges.map(edge => [nodes[edge.a].name, nodes[edge.a].organisation, nodes[edge.b].name, nodes[edge.b].organisation, modelName(edge.model), edge.partnerships, edge.meetings, edge.last ? dayOf(edge.last) : "", Number(edge.teams), Number(edge.organisations)])];

export const map = view({
	title: () => _("Map of partnerships"),
	look: (arg = "") => ({view: "map", text: arg}),
	body: (page, doc, arg = "") => {
		const levels = filters(page, _("What is drawn"), [{href: "map", words: _("People")}, {href: "map/organisations", words: _("Organisations")}], arg ? `map/${arg}` : "map");
		if (!doc.ready) return [levels, el("p", {class: "opening", "data-key": "opening"}, _("The map is being drawn…"))];
		if (!doc.nodes.length) return [empty(_("There is nobody to draw yet. The map shows who learns with whom, and who is alone."), link(_("Bring people in"), "bring", page.href("import")))];
		const rows = doc.nodes.map((node, i) => ({...node, i})).sort((a, b) => b.links - a.links || a.name.localeCompare(b.name));
		return [
			toolbar(levels, page.asTable ? button(_("As a drawing"), "map", () => { page.asTable = false; page.draw(); }) : button(_("As a table"), "list", () => { page.asTable = true; page.draw(); }), link(_("Who fits whom"), "spark", page.href("suggestions")), button(_("As CSV"), "save", () => saveAs("map.csv", "text/csv", csvOf(sheet(doc))))),
			facts([[_("Partnerships"), doc.partnerships], [_("meet often"), doc.lively], [_("across organisations"), doc.crossing], [_("people with no partner"), doc.alone]]),
			page.asTable ? table({label: _("Who learns with whom"), columns: COLUMNS(page, doc), rows, key: ({kind, id}) => `${kind}-${id}`})
				: el("div", { "data-key": "drawn", class: "drawn"}, el("p", {class: "offscreen"}, _("A drawing; the button before it shows the same as a table.")), drawing(page, doc), el("ul", {class: "legend", "aria-hidden": "true"}, el("li", {class: "legend-front"}, _("meet often: three times in three months")), el("li", {class: "legend-back"}, _("seldom, or not yet")), el("li", {class: "legend-cross"}, _("across organisations")))),
			doc.leftOut ? hint(ngettext("{n} more is not drawn: those with the most partnerships come first.", "{n} more are not drawn: those with the most partnerships come first.", doc.leftOut)) : null,
		];
	},
});
