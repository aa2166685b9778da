/* The board itself: lanes side by side, a swipe apart on a phone, all at once where there is room. The
 * names above say where one is and lead there; to a keyboard or a screen reader the lanes are four
 * sections one after the other. */
import {el, icon} from "./dom.js";
import {LANES, card} from "./topics.js";
import {_} from "./words.js";

/* The lane whose beginning is nearest to the beginning of what can be seen. */
function laneInSight(scroller) {
	const here = scroller.getBoundingClientRect();
	const middle = (here.left + here.right) / 2;
	const distance = lane => {
		const box = lane.getBoundingClientRect();
		return Math.abs((box.left + box.right) / 2 - middle);
	};
	return [...scroller.children].sort((a, b) => distance(a) - distance(b))[0].getAttribute("data-lane");
}

/* In a row that scrolls sideways, without moving anything else. */
export function bringIntoSight(node) {
	const row = node.parentNode.getBoundingClientRect(), box = node.getBoundingClientRect();
	node.parentNode.scrollLeft += (box.left + box.right - row.left - row.right) / 2;
}

function showLane(name) {
	const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
	document.getElementById(`lane-${name}`).scrollIntoView({behavior: calm ? "auto" : "smooth", inline: "start", block: "nearest"});
}

function markLane(page, scroller) {
	const name = laneInSight(scroller);
	if (name === page.lane) return;
	page.lane = name;
	for (const tab of document.querySelectorAll(".lane-tab")) {
		if (tab.getAttribute("data-lane") === name) tab.setAttribute("aria-current", "true");
		else tab.removeAttribute("aria-current");
	}
	bringIntoSight(document.querySelector(".lane-tab[aria-current]"));
}

function laneSection(page, {lane, label, empty, topics}) {
	const list = topics.length ? el("ul", {class: "cards-list"}, ...topics.map(topic => card(page, topic)))
		: el("p", {class: "empty"}, empty());
	return el("section", {class: "lane", id: `lane-${lane}`, "data-key": lane, "data-lane": lane, "data-scroll": lane, "aria-labelledby": `title-${lane}`, tabindex: topics.length ? null : "0"},
		el("h2", {id: `title-${lane}`, class: "lane-title"}, label(), " ", el("span", {class: "lane-count"}, String(topics.length))), list);
}

export const addButton = page => el("a", {class: "main", href: page.href("add"), "data-key": "add"}, icon("plus"), _("Add a topic"));

export function lanesView(page) {
	const lanes = LANES.map(kind => ({...kind, topics: page.topics.filter(topic => topic.lane === kind.lane && !topic.under)}));
	page.lane = page.lane || lanes[0].lane;
	const tabs = lanes.map(({lane, label, topics}) => el("button", {
		type: "button", class: "lane-tab", "data-key": lane, "data-lane": lane, "aria-current": lane === page.lane ? "true" : null,
		onclick: () => showLane(lane),
	}, el("span", {}, label()), topics.length ? " " : null, topics.length ? el("b", {}, String(topics.length)) : null));
	const scroller = el("div", {class: "lanes", "data-key": "lanes", "data-scroll": "lanes", onscroll: event => markLane(page, event.currentTarget)},
		...lanes.map(lane => laneSection(page, lane)));
	return {body: [el("nav", {class: "lane-tabs", "data-key": "tabs", "aria-label": _("Lanes")}, ...tabs), scroller], foot: [addButton(page)]};
}
