/* Pages that follow the kiosk are drawn whole, from its present state, and then the page that is there
 * is made equal to what was drawn: elements that stay the same stay the same, with their focus, their
 * place in the scroll and what a screen reader is just reading.
 *
 * data-key  names an element among its brothers and sisters; without one, the next of the same tag is taken
 * data-keep what is in it belongs to whoever made it (a form that is being filled in) and is left alone */

const HANDLERS = ["onclick", "oninput", "onchange", "onsubmit", "onkeydown", "onpointerdown", "onscroll"];

const keyOf = node => node.nodeType === 1 ? node.getAttribute("data-key") : null;
const alike = (a, b) => a.nodeName === b.nodeName && keyOf(a) === keyOf(b);

/* Whether a <details> is open is its reader's business. */
const readersOwn = (node, name) => name === "open" && node.nodeName === "DETAILS";

function takeAttributes(old, fresh) {
	for (const {name} of [...old.attributes]) if (!fresh.hasAttribute(name) && !readersOwn(old, name)) old.removeAttribute(name);
	for (const {name, value} of fresh.attributes) if (old.getAttribute(name) !== value && !readersOwn(old, name)) old.setAttribute(name, value);
	if (old.type === "checkbox") old.checked = fresh.checked; /* touched, it no longer follows its attribute */
	for (const name of HANDLERS) if (old[name] !== fresh[name]) old[name] = fresh[name];
}

function morph(old, fresh) {
	if (old.nodeType !== 1) {
		if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
		return;
	}
	if (old.hasAttribute("data-keep") && fresh.hasAttribute("data-keep")) return;
	takeAttributes(old, fresh);
	become(old, [...fresh.childNodes]);
}

/* The children of `parent` become these. */
export function become(parent, children) {
	const wanted = new Set(children.map(keyOf));
	for (const node of [...parent.children]) if (keyOf(node) && !wanted.has(keyOf(node))) node.remove();
	const keyed = new Map([...parent.children].filter(keyOf).map(node => [keyOf(node), node]));
	let at = parent.firstChild;
	for (const fresh of children) {
		let old = keyOf(fresh) ? keyed.get(keyOf(fresh)) : at;
		if (old && !alike(old, fresh)) old = null;
		if (!old) {
			parent.insertBefore(fresh, at);
			continue;
		}
		keyed.delete(keyOf(fresh));
		if (old === at) at = at.nextSibling;
		else parent.insertBefore(old, at);
		morph(old, fresh);
	}
	while (at) {
		const next = at.nextSibling;
		at.remove();
		at = next;
	}
}
