/* A board on a phone: what is on it, the meeting that is held on it, and what its visitor does there.
 *
 * The kiosk sends three messages, each the whole present state of its part: cards, meeting, mine. The
 * page keeps the last of each and draws itself anew from them (morph.js). What its visitor asks for goes
 * through the queue, which keeps it until the kiosk has answered; until then it is drawn as on its way.
 * Which view is open stands behind the # of the address, so that a reload, a sleeping phone and the
 * browser's own way back come to the same place. */
/* global BOARD_SHEET */
import {actionView} from "./actions.js";
import {fillPaper, summaryView} from "./after.js";
import {avatar, el, icon, show} from "./dom.js";
import {formView} from "./form.js";
import "./icons.js";
import {lanesView} from "./lanes.js";
import {leadView} from "./lead.js";
import {Link, realClock} from "./link.js";
import {headLine, nowView, thumbGiven, thumbsView} from "./meeting.js";
import {mineView} from "./mine.js";
import {become} from "./morph.js";
import {outcomeView} from "./outcome.js";
import {Queue} from "./queue.js";
import {ask, errorText} from "./request.js";
import {clockText, leftAt, untilNext} from "./time.js";
import {topicView} from "./topic.js";
import {whoPage} from "./who.js";
import {_, ngettext} from "./words.js";

const TOAST_MS = 8000;
const SETTLED_MS = 1500; /* what was answered is drawn as asked for so long, if the new state does not come */

/* What can stand behind the #. `tab` is the one that is marked below; a form has the place to itself. */
const VIEWS = {
	now: {draw: nowView, tab: "now"},
	board: {draw: lanesView, tab: "board"},
	mine: {draw: mineView, tab: "mine"},
	lead: {draw: leadView, tab: "lead"},
	summary: {draw: summaryView, tab: "now"},
	topic: {draw: topicView, above: true},
	add: {draw: formView, above: true, form: true},
	edit: {draw: formView, above: true, form: true},
	action: {draw: actionView, above: true, form: true},
	outcome: {draw: outcomeView, above: true, form: true},
};

function storage(name) {
	try {
		return window[name];
	} catch {
		return null; /* forbidden */
	}
}

class BoardPage {
	constructor(joined) {
		this.joined = joined;
		this.board = joined.board;
		this.cards = this.meeting = this.mine = null;
		this.details = new Map(); /* topic → all of it, as last told */
		this.missing = new Set(); /* topics that cannot be read any more */
		this.clocks = new Map();
		this.hooks = new Map();   /* request → what to do when it is answered */
		this.settled = [];        /* answered requests whose effect is not in the state yet */
		this.scrolls = new Map();
		this.session = storage("sessionStorage");
		this.online = false;
		this.error = null;
		this.saidPhase = null;
		this.steps = history.state ? history.state.steps : 0; /* so many views back are ours */
		this.queue = new Queue({
			storage: storage("localStorage"), owner: `${joined.board}/${joined.me}`, clock: realClock,
			send: message => this.online && this.line.send(message),
			changed: () => this.draw(),
			done: (request, message) => this.answered(request, message),
			refused: (request, message) => this.refused(request, message),
		});
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
		this.tabs = el("nav", {class: "tabs", "aria-label": _("Parts of the board")});
		this.toasts = el("div", {class: "toasts", role: "status", "aria-live": "polite"});
		this.middle = el("main", {tabindex: "-1"}, this.main, this.toasts, this.foot);
		this.announce = el("div", {class: "offscreen", role: "status", "aria-live": "polite"});
		this.over = el("div", {class: "over-all"});
		this.print = el("section", {id: "print", "aria-hidden": "true"});
		show(el("div", {class: "board"}, this.top, this.strip, this.middle, this.tabs, this.over, this.announce));
		document.body.append(this.print);
	}

	/* ---- connection ---- */

	connect() {
		this.line = new Link({
			hello: () => ask("/api/hello", {note: this.board}),
			socket: () => new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`),
			opening: () => ({t: "board", board: this.board}),
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
			if (!this.queue.take(message) && message.topic) this.missing.add(message.topic);
			this.draw();
			return;
		}
		if (message.t === "topic") this.details.set(message.topic.id, message);
		else if (["cards", "meeting", "mine"].includes(message.t)) this[message.t] = message;
		else return;
		if (message.t !== "meeting") this.settled = [];
		if (!this.online && this.cards && this.meeting && this.mine) this.opened();
		this.sayPhase();
		this.draw();
	}

	opened() {
		this.online = true;
		if (!location.hash && this.mine.lead) history.replaceState({steps: this.steps}, "", `${location.pathname}#lead`);
		this.queue.opened();
		this.askDetail();
	}

	ended(error) {
		this.online = false;
		this.error = error;
		this.draw();
	}

	/* All of the topic that is open. */
	askDetail() {
		const {name, arg} = this.place;
		if ((name === "topic" || name === "edit") && arg) this.line.send({t: "topic", id: Number(arg)});
	}

	/* ---- asking ---- */

	/* hooks: done(result), refused(), said: what to tell then, undo(result): what takes it back. */
	ask(what, fields, hooks = {}) {
		const meeting = this.meeting && this.meeting.meeting;
		const id = this.queue.ask(what, fields.meeting === null ? {...fields, meeting: meeting ? meeting.id : 0} : fields);
		this.hooks.set(id, hooks);
		return id;
	}

	/* The same, in the meeting that is on. */
	askHere(what, fields = {}, hooks = {}) {
		return this.ask(what, {meeting: null, ...fields}, hooks);
	}

	answered(request, message) {
		const hooks = this.hooks.get(request.id) || {};
		this.hooks.delete(request.id);
		this.settled.push(request);
		setTimeout(() => {
			this.settled = this.settled.filter(other => other !== request);
			this.draw();
		}, SETTLED_MS);
		this.savedOnce = true;
		if (hooks.done) hooks.done(message.result);
		if (hooks.said) this.toast(hooks.said, hooks.undo ? {label: _("Undo"), run: () => hooks.undo(message.result)} : null);
		this.askDetail();
	}

	refused(request, message) {
		const hooks = this.hooks.get(request.id) || {};
		this.hooks.delete(request.id);
		const text = errorText(message);
		if (hooks.refused) hooks.refused();
		const view = {topic_add: "add", topic_edit: `edit/${request.fields.topic}`, action_set: `action/${request.fields.topic}`, topic_outcome: `outcome/${request.fields.topic}`}[request.what];
		if (!view) return this.toast(text);
		this.keepForm(view, request.fields);
		return this.toast(text, {label: _("Change it"), run: () => this.go(view)}, true);
	}

	/* What was asked last of this kind: {value, waiting}, or null when the kiosk's state is all there is. */
	asked(what, test) {
		const waiting = this.queue.last(what, test);
		if (waiting) return {fields: waiting, waiting: true};
		const found = this.settled.filter(request => request.what === what && test(request.fields));
		return found.length ? {fields: found[found.length - 1].fields, waiting: false} : null;
	}

	/* ---- reading the state ---- */

	get now() { return this.meeting && this.meeting.meeting && !this.meeting.meeting.closed ? this.meeting.meeting : null; }
	get closed() { return this.meeting && this.meeting.meeting && this.meeting.meeting.closed ? this.meeting.meeting : null; }
	get topics() { return this.cards ? this.cards.topics : []; }
	get actions() { return this.cards ? this.cards.actions : []; }
	get me() { return this.mine ? this.mine.me : {id: this.joined.me}; }
	topic(id) { return this.topics.find(topic => topic.id === id) || (this.mine ? this.mine.drafts.find(topic => topic.id === id) : null) || null; }
	isMine(topic) { return !!topic.by && topic.by.id === this.me.id; }

	/* ms of what the last message about the cards or the meeting said was left. */
	left(ms, running = true, from = this.cards) { return leftAt(ms, from ? from.at : 0, performance.now(), running); }
	leftOfMeeting() { return this.left(this.now.left, true, this.meeting); }
	leftOfBox() { return Math.max(0, this.left(this.now.box.left, this.now.box.running, this.meeting)); }
	leftOfThumbs() { return this.now && this.now.thumbs ? this.left(this.now.thumbs, true, this.meeting) : 0; }

	/* ---- the way through the views ---- */

	get home() {
		if (this.now) return "now";
		return this.closed && this.closed.closed > Date.now() - 86400000 ? "summary" : "board";
	}

	get place() {
		const [name, arg] = location.hash.slice(1).split("/");
		return VIEWS[name] ? {name, arg} : {name: this.home, arg: undefined};
	}

	/* With the path, although it is this page: a bare # would pass for a way to skip something. */
	href(view) { return `/b/${this.board}#${view}`; }

	go(view) {
		location.hash = view;
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
		this.askDetail();
		if (VIEWS[this.place.name].form) this.toasts.replaceChildren();
		this.draw();
		this.middle.focus({preventScroll: true});
	}

	/* A form that is not sent yet outlives a reload. */
	keepForm(view, fields) {
		try {
			this.session.setItem(`tandem/form/${this.board}/${view}`, JSON.stringify(fields));
		} catch {
			/* then it is kept as long as it is open */
		}
	}
	keptForm(view) {
		try {
			return JSON.parse(this.session.getItem(`tandem/form/${this.board}/${view}`)) || {};
		} catch {
			return {};
		}
	}
	dropForm(view) {
		if (this.session) this.session.removeItem(`tandem/form/${this.board}/${view}`);
	}

	/* The way back from a topic's note, see note.js. */
	rememberNote(topic) {
		try {
			this.session.setItem("tandem/board", JSON.stringify({note: topic.note, board: this.board, view: location.hash.slice(1) || this.home}));
		} catch {
			/* then the browser's own way back is left */
		}
	}

	/* ---- drawing ---- */

	/* Text that counts down by itself; `ms` says how much is left just now. */
	clock(name, ms, {over = false} = {}) {
		this.clocks.set(name, {ms, over});
		return el("span", {class: "clock", role: "timer", "data-clock": name}, this.clockWords(name));
	}

	clockWords(name) {
		const {ms, over} = this.clocks.get(name);
		return clockText(over ? ms() : Math.max(0, ms()));
	}

	tick() {
		clearTimeout(this.ticking);
		this.drawOver();
		let next = 1000;
		for (const node of document.querySelectorAll("[data-clock]")) {
			const name = node.getAttribute("data-clock");
			const words = this.clockWords(name);
			if (node.textContent !== words) node.textContent = words;
			next = Math.min(next, untilNext(this.clocks.get(name).ms()));
		}
		this.drawRing();
		if (this.clocks.size) this.ticking = setTimeout(() => this.tick(), next + 5);
	}

	/* The ring of the topic's time, by its share. */
	drawRing() {
		const ring = document.querySelector(".ring-left");
		if (!ring || !this.now || !this.now.box.total) return;
		ring.setAttribute("stroke-dashoffset", String(100 - 100 * Math.min(1, this.leftOfBox() / this.now.box.total)));
	}

	/* The question that stands over everything while it lasts. */
	drawOver() {
		const asked = this.mine && this.leftOfThumbs() > 0 && !(this.mine.lead && thumbGiven(this) !== "none"); /* who leads goes on leading */
		const before = this.over.firstChild;
		become(this.over, asked ? [thumbsView(this)] : []);
		for (const part of [this.top, this.strip, this.middle, this.tabs]) part.inert = !!asked;
		if (asked && !before) this.thumbsBegin();
		if (!asked && before) this.middle.focus({preventScroll: true});
	}

	/* The phone says so once, and a screen reader is taken there. */
	thumbsBegin() {
		if (navigator.vibrate) navigator.vibrate(200);
		document.getElementById("thumbs-title").focus();
	}

	draw() {
		if (this.drawing) return;
		this.drawing = true;
		queueMicrotask(() => {
			this.drawing = false;
			this.drawNow();
		});
	}

	/* The meeting's view begins at its top whenever there is something new to be seen in it. */
	sceneOf(name, place) {
		return name === "now" && this.now ? [place, this.now.phase, this.now.revealed, this.now.topic].join(" ") : place;
	}

	drawNow() {
		const {name, arg} = this.place;
		const place = arg === undefined ? name : `${name}/${arg}`;
		const scene = this.sceneOf(name, place);
		const held = this.middle.contains(document.activeElement);
		if (this.drawn !== scene) this.keepScroll();
		this.clocks.clear();
		const ready = this.cards && this.meeting && this.mine;
		const view = ready ? VIEWS[name].draw(this, arg, place) : {body: [el("p", {class: "opening"}, this.error ? "" : _("Opening the board…"))]};
		const title = this.meeting ? this.meeting.name : this.joined.title;
		become(this.top, this.header(title, view));
		become(this.strip, ready && this.now && name !== "lead" ? [headLine(this)] : []);
		this.main.className = `body view-${name}`;
		become(this.main, [el("div", {class: "view", "data-key": place}, ...view.body)]);
		become(this.foot, view.foot || []);
		become(this.tabs, ready && !VIEWS[name].above ? this.tabButtons(VIEWS[name].tab) : []);
		document.title = view.title ? `${view.title} · ${title}` : `${title} · Tandem`;
		if (this.drawn !== scene && ready) {
			this.drawn = scene;
			this.restoreScroll();
		}
		if (held && !this.middle.contains(document.activeElement)) this.middle.focus({preventScroll: true}); /* what had it is gone */
		if (view.after) view.after();
		this.tick();
	}

	header(title, view) {
		const [kind, sign, words] = this.describe();
		const state = el("p", {class: `state state-${kind}`}, el("span", {class: "state-icon"}, icon(sign)), el("span", {class: "state-words"}, words));
		const back = VIEWS[this.place.name].above
			? el("button", {type: "button", class: "back", "data-key": "back", "aria-label": _("Back"), onclick: () => this.leave()}, icon("back")) : null;
		return [back, el("div", {class: "titles", "data-key": "titles"}, el("h1", {dir: "auto"}, view.title || title), state),
			this.mine ? avatar(this.me, "own") : null].filter(Boolean);
	}

	tabButtons(current) {
		const tab = (name, sign, label, count = 0) => el("a", {href: this.href(name), class: "tab", "data-key": name, "aria-current": name === current || (name === "summary" && current === "now") ? "page" : null},
			icon(sign), el("span", {}, label), count ? el("span", {class: "count"}, String(count)) : null);
		return [
			this.now ? tab("now", "now", _("Meeting")) : this.closed ? tab("summary", "tick", _("Summary")) : null,
			tab("board", "board", _("Board")),
			tab("mine", "person", _("Mine"), this.mine.actions.length + this.mine.proposals.filter(p => p.mine === "none").length),
			this.mine.lead ? tab("lead", "lead", _("Lead")) : null,
		].filter(Boolean);
	}

	/* [kind, icon, words]: the state of what was done here. */
	describe() {
		const n = this.queue.list.length;
		if (this.error) {
			const kept = n ? ngettext("{n} change is kept on this phone.", "{n} changes are kept on this phone.", n) : "";
			return ["ended", "lock", `${_("This code is no longer valid. Please scan the code on the screen again.")} ${kept}`.trim()];
		}
		if (!this.online && !this.cards) return ["opening", "wait", _("Connecting…")];
		if (!this.online && n) return ["offline", "cloud", this.queue.works ? ngettext("Offline: {n} change kept here", "Offline: {n} changes kept here", n) : _("Offline: kept only while this page is open")];
		if (!this.online) return ["offline", "cloud", _("Offline: the kiosk does not answer")];
		if (n) return ["saving", "wait", _("Saving…")];
		return ["saved", "tick", this.savedOnce ? _("Saved on the kiosk") : _("Connected to the kiosk")];
	}

	/* Read aloud when the phase changes, and only then. */
	sayPhase() {
		const key = this.now ? `${this.now.phase} ${this.now.topic} ${this.now.revealed}` : "";
		if (key === this.saidPhase) return;
		const first = this.saidPhase === null;
		this.saidPhase = key;
		if (!first && this.now && this.mine) this.announce.textContent = headLine(this).querySelector(".strip-words").textContent;
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
			this.session.setItem(`tandem/scroll/${this.board}/${this.drawn}`, JSON.stringify(places));
		} catch {
			/* then a reload begins at the top */
		}
	}

	restoreScroll() {
		let places = this.scrolls.get(this.drawn);
		if (!places && this.session) {
			try {
				places = JSON.parse(this.session.getItem(`tandem/scroll/${this.board}/${this.drawn}`));
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
		window.addEventListener("beforeprint", () => fillPaper(this));
		window.addEventListener("pageshow", event => event.persisted && poke());
		window.addEventListener("pagehide", () => this.keepScroll());
		window.addEventListener("storage", event => this.queue.gone(event.key));
		document.addEventListener("visibilitychange", () => {
			this.keepScroll();
			poke();
		});
	}

	becomeSomebodyElse() {
		this.line.stop();
		whoPage(this.joined, () => location.reload());
	}
}

/* The sheet that a note does not need. */
function loadSheet() {
	return new Promise(done => {
		const sheet = el("link", {rel: "stylesheet", href: BOARD_SHEET});
		sheet.onload = sheet.onerror = done;
		document.head.append(sheet);
	});
}

const again = async joined => {
	const fresh = await ask("/api/hello", {note: joined.board});
	return new BoardPage(fresh);
};

export async function openBoard(joined) {
	await loadSheet();
	if (joined.whoKnown) return new BoardPage(joined);
	return whoPage(joined, () => again(joined));
}
