/* What pages that follow the kiosk have in common: a line to it, a queue of what was asked of it, the head with the
 * honest state of both, a view chosen by what stands behind the # of the address, tabs, and a sentence for a moment
 * with what can be done about it. A board's page and a person's pages are made on it.
 *
 * Whoever extends it says: `views` (name → {draw(page, arg, place), tab, above, form}), `home`, `ready`, `hello()`,
 * `opening()`, `take(message)`, and what stands in the head and the tabs. draw gives {title, body, foot, after}.
 * Everything is drawn anew from the last state (morph.js); where one is stands in the address, so that a reload, a
 * sleeping phone and the browser's own way back come to the same place. */
import {el, icon, show} from "./dom.js";
import {Link, realClock} from "./link.js";
import {become} from "./morph.js";
import {Queue} from "./queue.js";
import {errorText} from "./request.js";
import {_, ngettext} from "./words.js";

const TOAST_MS = 8000;
const LONG = 48; /* letters of a title that is set smaller, so that all of it is seen */
const SETTLED_MS = 1500; /* what was answered is drawn as asked for so long, if the new state does not come */

function storage(name) {
	try {
		return window[name];
	} catch {
		return null; /* forbidden */
	}
}

export class Frame {
	/* path: of the page; key: names what this phone keeps of it; owner: of its requests; parts: what the tabs are. */
	constructor({joined, path, key, owner, parts}) {
		Object.assign(this, {joined, path, key, parts});
		this.hooks = new Map(); /* request → what to do when it is answered */
		this.settled = [];      /* answered requests whose effect is not in the state yet */
		this.scrolls = new Map();
		this.session = storage("sessionStorage");
		this.local = storage("localStorage");
		this.online = false;
		this.error = null;
		this.savedOnce = false;
		this.steps = history.state ? history.state.steps : 0; /* so many views back are ours */
		this.queue = new Queue({
			storage: this.local, owner, clock: realClock,
			send: message => this.online && this.line.send(message),
			changed: () => this.draw(),
			done: (request, message) => this.answered(request, message),
			refused: (request, message) => this.refused(request, message),
		});
	}

	begin() {
		this.build();
		this.watch();
		this.connect();
		this.draw();
	}

	/* ---- elements ---- */

	build() {
		this.top = el("header", {class: "top"});
		this.strip = el("div", {class: "strip"});
		this.main = el("div", {class: "body"});
		this.foot = el("div", {class: "foot"});
		this.tabs = el("nav", {class: "tabs", "aria-label": this.parts});
		this.toasts = el("div", {class: "toasts", role: "status", "aria-live": "polite"});
		this.middle = el("main", {tabindex: "-1", "aria-labelledby": "heading"}, this.main, this.toasts, this.foot);
		this.announce = el("div", {class: "offscreen", role: "status", "aria-live": "polite"});
		this.over = el("div", {class: "over-all"});
		this.print = el("section", {id: "print", "aria-hidden": "true"});
		this.frame = el("div", {class: "frame"}, this.top, this.strip, this.middle, this.tabs, this.over, this.announce);
		show(this.frame);
		document.body.append(this.print);
	}

	/* ---- connection ---- */

	connect() {
		this.line = new Link({
			hello: () => this.hello(),
			socket: () => new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`),
			opening: () => this.opening(),
			receive: message => this.receive(message),
			lost: () => {
				this.online = false;
				this.draw();
			},
			ended: error => this.ended(error),
			clock: realClock,
		});
		this.line.start(this.joined.ticket);
	}

	receive(message) {
		message.at = performance.now();
		if (message.t === "done" || message.t === "no") {
			if (!this.queue.take(message)) this.stray(message);
		} else if (!this.take(message)) {
			return;
		}
		if (!this.online && this.ready) this.opened();
		this.draw();
	}

	/* An answer to what was not asked through the queue. */
	stray() {}

	opened() {
		this.online = true;
		this.queue.opened();
	}

	ended(error) {
		this.online = false;
		this.error = error;
		this.draw();
	}

	/* ---- asking ---- */

	/* hooks: done(result), refused(message) (true: it has dealt with it), said: what to tell then, already: what to tell
	 * if it was so before, undo(result): what takes it back. */
	ask(what, fields, hooks = {}) {
		const id = this.queue.ask(what, fields);
		this.hooks.set(id, hooks);
		return id;
	}

	answered(request, message) {
		const hooks = this.takeHooks(request);
		this.settled.push(request);
		setTimeout(() => {
			this.settled = this.settled.filter(other => other !== request);
			this.draw();
		}, SETTLED_MS);
		this.savedOnce = true;
		if (hooks.done) hooks.done(message.result);
		if (message.already && hooks.already) this.toast(hooks.already);
		else if (hooks.said) this.toast(hooks.said, hooks.undo ? {label: _("Undo"), run: () => hooks.undo(message.result)} : null);
	}

	refused(request, message) {
		const hooks = this.takeHooks(request);
		if (hooks.refused && hooks.refused(message)) return;
		const view = this.formOf(request);
		if (!view) return void this.toast(errorText(message));
		this.keepForm(view, request.fields);
		this.toast(errorText(message), {label: _("Change it"), run: () => this.go(view)}, true);
	}

	/* The form in which this was typed; null: in none. */
	formOf() { return null; }

	takeHooks(request) {
		const hooks = this.hooks.get(request.id) || {};
		this.hooks.delete(request.id);
		return hooks;
	}

	/* What was asked last of this kind: {fields, waiting}, or null when the kiosk's state is all there is. */
	asked(what, test = () => true) {
		const waiting = this.queue.last(what, test);
		if (waiting) return {fields: waiting, waiting: true};
		const found = this.settled.filter(request => request.what === what && test(request.fields));
		return found.length ? {fields: found[found.length - 1].fields, waiting: false} : null;
	}

	/* ---- the way through the views ---- */

	get place() {
		const [name, ...args] = location.hash.slice(1).split("/");
		return this.views[name] ? {name, arg: args.length ? args.join("/") : undefined} : {name: this.home, arg: undefined};
	}

	/* With the path, although it is this page: a bare # would pass for a way to skip something. */
	href(view) { return `${this.path}#${view}`; }

	go(view) {
		location.hash = view;
	}

	/* In place of where one is: the way back does not come here again. */
	instead(view) {
		history.replaceState(history.state, "", this.href(view));
		this.moved();
	}

	/* Each entry of the browser's history knows how many of ours lie before it. */
	count() {
		if (history.state) this.steps = history.state.steps;
		else history.replaceState({steps: ++this.steps}, "");
	}

	/* To where one came from; where a reload has forgotten that, home. */
	leave() {
		if (this.steps > 0) {
			history.back();
		} else {
			history.replaceState({steps: 0}, "", location.pathname);
			this.moved();
		}
	}

	moved() {
		this.count();
		if (this.views[this.place.name].form) this.toasts.replaceChildren();
		this.draw();
		this.middle.focus({preventScroll: true});
	}

	/* A form that is not sent yet outlives a reload. */
	keepForm(view, fields) {
		try {
			this.session.setItem(`tandem/form/${this.key}/${view}`, JSON.stringify(fields));
		} catch {
			/* then it is kept as long as it is open */
		}
	}
	keptForm(view) {
		try {
			return JSON.parse(this.session.getItem(`tandem/form/${this.key}/${view}`)) || {};
		} catch {
			return {};
		}
	}
	dropForm(view) {
		if (this.session) this.session.removeItem(`tandem/form/${this.key}/${view}`);
	}

	/* ---- drawing ---- */

	draw() {
		if (this.drawing) return;
		this.drawing = true;
		queueMicrotask(() => {
			this.drawing = false;
			this.drawNow();
		});
	}

	/* A view begins at its top whenever this changes. */
	sceneOf(_name, place) { return place; }

	/* What stands between the head and the view. */
	stripOf() { return []; }

	drawNow() {
		const {name, arg} = this.place;
		const place = arg === undefined ? name : `${name}/${arg}`;
		const scene = this.sceneOf(name, place);
		const held = this.middle.contains(document.activeElement);
		if (this.drawn !== scene) this.keepScroll();
		const {ready} = this;
		const view = ready ? this.views[name].draw(this, arg, place) : {body: [el("p", {class: "opening"}, this.error ? "" : this.openingWords)]};
		become(this.top, this.header(view));
		become(this.strip, ready ? this.stripOf(name) : []);
		this.main.className = `body view-${name}`;
		become(this.main, [el("div", {class: "view", "data-key": place}, ...view.body.filter(Boolean))]);
		this.reachable();
		become(this.foot, (view.foot || []).filter(Boolean));
		become(this.tabs, ready && !this.views[name].above ? this.tabButtons(this.views[name].tab) : []);
		document.title = view.title && view.title !== this.title ? `${view.title} · ${this.title}` : `${this.title} · Tandem`;
		if (this.drawn !== scene && ready) {
			this.drawn = scene;
			this.restoreScroll();
		}
		if (held && !this.middle.contains(document.activeElement)) this.middle.focus({preventScroll: true}); /* what had it is gone */
		if (view.after) view.after();
		this.afterDraw();
	}

	afterDraw() {}

	/* Where nothing in the body takes the keyboard, the body itself does, to be scrolled. */
	reachable() {
		if (this.main.querySelector("a, button, input, textarea, summary, [tabindex]")) this.main.removeAttribute("tabindex");
		else this.main.setAttribute("tabindex", "0");
	}

	/* That the kiosk is away, and back, is said aloud; every "saved" would be too much. */
	announceAway(kind, words) {
		const away = kind === "offline" || kind === "ended";
		if (away === this.wasAway || (!away && !this.online)) return;
		if (this.wasAway !== undefined) this.announce.textContent = words;
		this.wasAway = away;
	}

	header(view) {
		const title = view.title || this.title;
		const [kind, sign, words] = this.describe();
		this.announceAway(kind, words);
		const state = el("p", {class: `state state-${kind}`}, el("span", {class: "state-icon"}, icon(sign)), el("span", {class: "state-words"}, words));
		const back = this.views[this.place.name].above
			? el("button", {type: "button", class: "back", "data-key": "back", "aria-label": _("Back"), onclick: () => this.leave()}, icon("back")) : null;
		return [back, el("div", {class: "titles", "data-key": "titles"}, el("h1", {id: "heading", class: title.length > LONG ? "long" : null, dir: "auto"}, title), state), this.headEnd()].filter(Boolean);
	}

	/* What stands at the end of the head. */
	headEnd() { return null; }

	tab(current, name, sign, label, count = 0) {
		return el("a", {href: this.href(name), class: "tab", "data-key": name, "aria-current": name === current ? "page" : null},
			icon(sign), el("span", {}, label), count ? el("span", {class: "count"}, String(count)) : null);
	}

	/* [kind, icon, words]: the state of what was done here. */
	describe() {
		const n = this.queue.list.length;
		if (this.error) {
			const kept = n ? ngettext("{n} change is kept on this phone.", "{n} changes are kept on this phone.", n) : "";
			return ["ended", "lock", `${_("This code is no longer valid. Please scan the code on the screen again.")} ${kept}`.trim()];
		}
		if (!this.online && !this.ready) return ["opening", "wait", _("Connecting…")];
		if (!this.online && n) return ["offline", "cloud", this.queue.works ? ngettext("Offline: {n} change kept here", "Offline: {n} changes kept here", n) : _("Offline: kept only while this page is open")];
		if (!this.online) return ["offline", "cloud", _("Offline: the kiosk does not answer")];
		if (n) return ["saving", "wait", _("Saving…")];
		return ["saved", "tick", this.savedOnce ? _("Saved on the kiosk") : _("Connected to the kiosk")];
	}

	/* A sentence for some seconds, with what can be done about it. `stays`: until it is touched. */
	toast(text, action = null, stays = false) {
		clearTimeout(this.toasting);
		const close = () => {
			this.toasts.replaceChildren();
		};
		this.toasts.replaceChildren(el("div", {class: "toast"}, el("span", {}, text), action ? el("button", {type: "button", onclick: () => {
			close();
			action.run();
		}}, action.label) : null, stays ? el("button", {type: "button", "aria-label": _("Close"), onclick: close}, icon("close")) : null));
		if (!stays) this.toasting = setTimeout(close, TOAST_MS);
	}

	/* ---- where one was ---- */

	scrollers() { return [this.main, ...this.main.querySelectorAll("[data-scroll]")]; }

	keepScroll() {
		if (!this.drawn) return;
		const places = this.scrollers().map(node => [node.getAttribute("data-scroll") || "", node.scrollTop, node.scrollLeft]);
		this.scrolls.set(this.drawn, places);
		try {
			this.session.setItem(`tandem/scroll/${this.key}/${this.drawn}`, JSON.stringify(places));
		} catch {
			/* then a reload begins at the top */
		}
	}

	restoreScroll() {
		let places = this.scrolls.get(this.drawn);
		if (!places && this.session) {
			try {
				places = JSON.parse(this.session.getItem(`tandem/scroll/${this.key}/${this.drawn}`));
			} catch {
				places = null;
			}
		}
		for (const node of this.scrollers()) {
			const place = (places || []).find(([name]) => name === (node.getAttribute("data-scroll") || ""));
			node.scrollTop = place ? place[1] : 0;
			if (place && place[2]) node.scrollLeft = place[2];
		}
	}

	/* ---- the page in its surroundings ---- */

	watch() {
		const poke = () => document.visibilityState === "visible" && this.line.poke();
		window.addEventListener("hashchange", () => this.moved());
		window.addEventListener("online", poke);
		window.addEventListener("pageshow", event => event.persisted && poke());
		window.addEventListener("pagehide", () => this.keepScroll());
		window.addEventListener("storage", event => this.queue.gone(event.key));
		document.addEventListener("visibilitychange", () => {
			this.keepScroll();
			poke();
		});
	}
}

/* A sheet that not every page needs. */
export function loadSheet(address) {
	return new Promise(done => {
		const sheet = el("link", {rel: "stylesheet", href: address});
		sheet.onload = sheet.onerror = done;
		document.head.append(sheet);
	});
}
