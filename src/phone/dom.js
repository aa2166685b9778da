/* Elements are made here, one by one; nothing on these pages is ever made from a string of HTML. */

export function el(tag, props = {}, ...children) {
	const node = document.createElement(tag);
	for (const [name, value] of Object.entries(props)) {
		if (value === null || value === undefined || value === false) continue;
		if (name.startsWith("on")) node[name] = value;
		else node.setAttribute(name, value === true ? "" : value);
	}
	node.append(...children.filter(child => child !== null && child !== undefined));
	return node;
}

/* Icons on a 24 by 24 grid, one stroke weight. */
const ICONS = {
	tick: "M4 12.5l5.2 5.2L20 7",
	dots: "M5 12h.01M12 12h.01M19 12h.01",
	heading: "M6 5v14M18 5v14M6 12h12",
	list: "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
	task: "M5 7a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2zM9 12l2.2 2.2L15.5 10",
	insight: "M12 3l2.1 6.9L21 12l-6.9 2.1L12 21l-2.1-6.9L3 12l6.9-2.1z",
	question: "M8.2 8.6a3.9 3.9 0 1 1 6 3.6c-1.4.9-2.2 1.6-2.2 3.2M12 19.5h.01",
	undo: "M8.5 5L4 9.5 8.5 14M4 9.5h10a5.5 5.5 0 0 1 0 11h-3",
	redo: "M15.5 5L20 9.5 15.5 14M20 9.5H10a5.5 5.5 0 0 0 0 11h3",
	save: "M12 4v11M7 10.5l5 5 5-5M5 20h14",
	print: "M7 9V4h10v5M7 17H4v-6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v6h-3M7 14h10v6H7z",
	open: "M9 5h10v10M19 5L7 17",
	cloud: "M4 4l16 16M8.5 7.2A6 6 0 0 1 18 11a4 4 0 0 1 1.5 7.6M16.5 19H7a4.5 4.5 0 0 1-1.5-8.7",
	wait: "M12 4a8 8 0 1 1-8 8",
	lock: "M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z",
	copy: "M9 9h11v11H9zM5 15H4V4h11v1",
	close: "M6 6l12 12M18 6L6 18",
	back: "M15 5l-7 7 7 7",
	person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5a7.5 7.5 0 0 1 15 0",
};

/* What only one page draws comes with that page. */
export function addIcons(more) {
	Object.assign(ICONS, more);
}

export function icon(name) {
	const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
	svg.setAttribute("viewBox", "0 0 24 24");
	svg.setAttribute("class", `icon icon-${name}`);
	svg.setAttribute("aria-hidden", "true");
	const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
	path.setAttribute("d", ICONS[name]);
	svg.append(path);
	return svg;
}

export function avatar(person, extra = "") {
	return el("span", {class: `avatar hue-${person.colour % 12} ${extra}`, "aria-hidden": "true"}, person.initials);
}

/* Everything of the page is replaced, and a reader of the screen starts at its top. */
export function show(...nodes) {
	const page = document.getElementById("page");
	page.replaceChildren(...nodes);
	page.scrollTop = 0;
	return page;
}
