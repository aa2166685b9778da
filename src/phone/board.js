/* A board on a phone: what is on it, the meeting that is held on it, and what its visitor does there.
 *
 * The kiosk sends three messages, each the whole present state of its part: cards, meeting, mine. The
 * page keeps the last of each and draws itself anew from them (frame.js). What its visitor asks for goes
 * through the queue, which keeps it until the kiosk has answered; until then it is drawn as on its way. */
/* global BOARD_SHEET */
import {actionView} from "./actions.js";
import {fillPaper, summaryView} from "./after.js";
import {avatar, el} from "./dom.js";
import {formView} from "./form.js";
import {Frame, loadSheet} from "./frame.js";
import "./icons.js";
import {lanesView} from "./lanes.js";
import {leadView} from "./lead.js";
import {headLine, nowView, thumbGiven, thumbsView} from "./meeting.js";
import {mineView} from "./mine.js";
import {become} from "./morph.js";
import {outcomeView} from "./outcome.js";
import {ask} from "./request.js";
import {clockText, leftAt, untilNext} from "./time.js";
import {topicView} from "./topic.js";
import {whoPage} from "./who.js";
import {_} from "./words.js";

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

class BoardPage extends Frame {
	constructor(joined) {
		super({joined, path: `/b/${joined.board}`, key: joined.board, owner: `${joined.board}/${joined.me}`, parts: _("Parts of the board")});
		this.board = joined.board;
		this.cards = this.meeting = this.mine = null;
		this.details = new Map(); /* topic → all of it, as last told */
		this.missing = new Set(); /* topics that cannot be read any more */
		this.clocks = new Map();
		this.saidPhase = null;
		window.addEventListener("beforeprint", () => fillPaper(this));
		this.begin();
	}

	get views() { return VIEWS; }
	get ready() { return !!(this.cards && this.meeting && this.mine); }
	get title() { return this.meeting ? this.meeting.name : this.joined.title; }
	get openingWords() { return _("Opening the board…"); }

	/* ---- connection ---- */

	hello() { return ask("/api/hello", {note: this.board}); }
	opening() { return {t: "board", board: this.board}; }

	take(message) {
		if (message.t === "topic") this.details.set(message.topic.id, message);
		else if (["cards", "meeting", "mine"].includes(message.t)) this[message.t] = message;
		else return false;
		if (message.t !== "meeting") this.settled = [];
		this.sayPhase();
		return true;
	}

	stray(message) {
		if (message.topic) this.missing.add(message.topic);
	}

	opened() {
		if (!location.hash && this.mine.lead) history.replaceState({steps: this.steps}, "", `${location.pathname}#lead`);
		super.opened();
		this.askDetail();
	}

	/* All of the topic that is open. */
	askDetail() {
		const {name, arg} = this.place;
		if ((name === "topic" || name === "edit") && arg) this.line.send({t: "topic", id: Number(arg)});
	}

	/* ---- asking ---- */

	ask(what, fields, hooks = {}) {
		const meeting = this.meeting && this.meeting.meeting;
		return super.ask(what, fields.meeting === null ? {...fields, meeting: meeting ? meeting.id : 0} : fields, hooks);
	}

	/* The same, in the meeting that is on. */
	askHere(what, fields = {}, hooks = {}) {
		return this.ask(what, {meeting: null, ...fields}, hooks);
	}

	answered(request, message) {
		super.answered(request, message);
		this.askDetail();
	}

	formOf({what, fields}) {
		return {topic_add: "add", topic_edit: `edit/${fields.topic}`, action_set: `action/${fields.topic}`, topic_outcome: `outcome/${fields.topic}`}[what];
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

	moved() {
		super.moved();
		this.askDetail();
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

	/* The meeting's view begins at its top whenever there is something new to be seen in it. */
	sceneOf(name, place) {
		return name === "now" && this.now ? [place, this.now.phase, this.now.revealed, this.now.topic].join(" ") : place;
	}

	stripOf(name) { return this.now && name !== "lead" ? [headLine(this)] : []; }

	drawNow() {
		this.clocks.clear();
		super.drawNow();
	}

	afterDraw() {
		this.tick();
	}

	headEnd() { return this.mine ? avatar(this.me, "own") : null; }

	tabButtons(current) {
		return [
			this.now ? this.tab(current, "now", "now", _("Meeting")) : this.closed ? this.tab(current === "now" ? "summary" : current, "summary", "tick", _("Summary")) : null,
			this.tab(current, "board", "board", _("Board")),
			this.tab(current, "mine", "person", _("Mine"), this.mine.actions.length + this.mine.proposals.filter(p => p.mine === "none").length),
			this.mine.lead ? this.tab(current, "lead", "lead", _("Lead")) : null,
		].filter(Boolean);
	}

	/* Read aloud when the phase changes, and only then. */
	sayPhase() {
		const key = this.now ? `${this.now.phase} ${this.now.topic} ${this.now.revealed}` : "";
		if (key === this.saidPhase) return;
		const first = this.saidPhase === null;
		this.saidPhase = key;
		if (!first && this.now && this.mine) this.announce.textContent = headLine(this).querySelector(".strip-words").textContent;
	}

	becomeSomebodyElse() {
		this.line.stop();
		whoPage(this.joined, () => location.reload());
	}
}

const again = async joined => {
	const fresh = await ask("/api/hello", {note: joined.board});
	return new BoardPage(fresh);
};

export async function openBoard(joined) {
	await loadSheet(BOARD_SHEET);
	if (joined.whoKnown) return new BoardPage(joined);
	return whoPage(joined, () => again(joined));
}
