/* The note's page: header with an honest state line, the editor, the bar over the phone's keyboard. */
import {Compartment, EditorState} from "@codemirror/state";
import {EditorView} from "@codemirror/view";
import {redo, redoDepth, undo, undoDepth} from "@codemirror/commands";
import {labelOf, setOthers} from "./cursors.js";
import {avatar, el, icon, show} from "./dom.js";
import {apply, isOwnEdit, noteState, openEditor} from "./editor.js";
import {Kept, asides} from "./kept.js";
import {toggleKind} from "./lines.js";
import {Link, realClock} from "./link.js";
import {withoutPrompts} from "./markdown.js";
import {Peer, countChanges, deliverer, freshName} from "./peer.js";
import {readNote} from "./reader.js";
import {ask} from "./request.js";
import {_, ngettext} from "./words.js";

const SETTLE_MS = 300;      /* 'Saved' comes this long after the last acknowledgement, so that it doesn't flicker */
const CURSOR_MS = 150;      /* between two messages on where our cursor is */
const COMPOSING_MS = 4000;  /* a word left half composed holds others' words back no longer than this */
const STAMP_MS = 5000;      /* between two signs of life in the storage */
const FACES = 3;            /* avatars in the header; the rest is a number */

const BAR = [
	{kind: "heading", label: () => _("Heading")},
	{kind: "list", label: () => _("List")},
	{kind: "task", label: () => _("Task")},
	{kind: "insight", label: () => _("Insight")},
	{kind: "question", label: () => _("Question")},
];

/* The kiosk's words for what it can refuse, for work found here later. */
function refusedText(error) {
	return {
		closed: _("The session was over before this reached the kiosk."),
		note_full: _("The notes are full. What you typed last is kept on this phone only."),
		conflict: _("This could not be merged with what others wrote."),
	}[error] || _("The kiosk did not take this.");
}

function storage() {
	try {
		return window.localStorage;
	} catch {
		return null; /* forbidden */
	}
}

/* Without TLS there is no clipboard to write to; the old way works everywhere. */
function copyText(text) {
	const area = el("textarea", {class: "offscreen", readonly: true, "aria-hidden": "true"});
	area.value = text;
	document.body.append(area);
	area.select();
	const done = document.execCommand("copy");
	area.remove();
	return done;
}

class NotePage {
	constructor(joined, rejoin) {
		Object.assign(this, {joined, rejoin});
		this.note = joined.note;
		this.title = joined.title;
		this.readOnly = joined.readOnly;
		this.people = joined.people.map(person => ({...person, conn: null}));
		this.you = null;
		this.error = null;      /* the right to this note has ended */
		this.view = null;
		this.page = freshName();
		this.store = storage();
		this.deliveries = [];
		this.lock = new Compartment();
		this.said = "";
		this.build();
		this.connect();
		this.watch();
	}

	/* ---- elements ---- */

	build() {
		this.heading = el("h1", {}, this.title);
		this.stateIcon = el("span", {class: "state-icon"});
		this.stateWords = el("span", {class: "state-words"});
		this.state = el("p", {class: "state"}, this.stateIcon, this.stateWords);
		this.announce = el("div", {class: "offscreen", role: "status", "aria-live": "polite"});
		this.faces = el("span", {class: "faces"});
		this.moreWords = el("span", {class: "offscreen"});
		this.more = el("button", {type: "button", class: "more", "aria-expanded": "false", "aria-controls": "menu", onclick: () => this.toggleMenu()},
			this.moreWords, this.faces, icon("dots"));
		this.menu = el("div", {id: "menu", class: "menu", hidden: true, role: "region", "aria-label": _("People and more")});
		this.cards = el("div", {class: "cards"});
		this.place = el("div", {class: "editor"}, el("p", {class: "opening"}, _("Opening the notes…")));
		this.bar = this.buildBar();
		this.print = el("section", {id: "print", "aria-hidden": "true"});
		const board = this.board();
		show(el("div", {class: "note"},
			el("header", {}, board ? el("a", {class: "back", href: board, "aria-label": _("Back to the board")}, icon("back")) : null, el("div", {class: "titles"}, this.heading, this.state), this.more, this.menu),
			this.cards, el("main", {}, this.place, this.bar), this.announce));
		document.body.append(this.print);
		this.drawPeople();
		this.drawCards();
		this.drawState();
		document.title = `${this.title} · Tandem`;
	}

	buildBar() {
		const keep = event => event.preventDefault(); /* the editor keeps the focus, the keyboard stays up */
		const button = (name, label, run, words) => el("button", {
			type: "button", class: `tool tool-${name}`, "aria-label": label, title: label,
			onpointerdown: keep, onmousedown: keep, onclick: run,
		}, icon(name), words ? el("span", {"aria-hidden": "true"}, label) : null);
		const kinds = BAR.map(({kind, label}) => button(kind, label(), () => this.run(view => apply(view, toggleKind(view.state, kind))), true));
		this.undo = button("undo", _("Undo"), () => this.run(undo), false);
		this.redo = button("redo", _("Redo"), () => this.run(redo), false);
		return el("div", {class: "bar", role: "toolbar", "aria-label": _("Format the line")}, ...kinds,
			el("span", {class: "steps"}, this.undo, this.redo));
	}

	run(command) {
		if (!this.view) return;
		command(this.view);
		this.view.focus();
	}

	/* ---- connection ---- */

	link(opening, target) {
		return new Link({
			hello: () => ask("/api/hello", {note: this.note}),
			socket: () => new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`),
			opening: () => ({t: "open", note: this.note, ...opening()}),
			receive: message => target().receive(message),
			lost: () => target().lost(),
			ended: error => this.ended(error),
			clock: realClock,
		});
	}

	connect() {
		const kept = this.store && new Kept(this.store, this.note, freshName(), this.page);
		const line = this.link(() => this.peer.opening, () => this.peer);
		this.peer = new Peer({client: kept ? kept.client : freshName(), kept, hooks: {
			send: message => line.send(message),
			restart: () => line.restart(),
			changed: () => this.drawState(),
			refused: (error, text, client) => this.refused(error, text, client),
			people: message => this.takePeople(message),
			document: message => this.takeDocument(message),
			reset: (version, text) => this.reset(version, text),
			holds: transaction => this.holds(transaction),
			taken: () => location.reload(), /* another page delivers what was typed here */
		}});
		this.line = line;
		line.start(this.joined.whoKnown || this.joined.readOnly ? this.joined.ticket : null);
		this.deliver();
	}

	/* What earlier pages on this phone could not send. */
	deliver() {
		if (!this.store || this.error) return;
		for (const work of Kept.adopt(this.store, this.note, this.page)) {
			const line = this.link(() => peer.opening, () => peer);
			const finish = () => {
				line.stop();
				this.deliveries = this.deliveries.filter(d => d.peer !== peer);
				this.drawState();
			};
			const peer = deliverer(work, {
				send: message => line.send(message),
				restart: () => line.restart(),
				changed: () => {
					this.drawState();
					if (peer.online && peer.saved) finish();
				},
				refused: (error, text, client) => this.refused(error, text, client),
				taken: finish,
			});
			this.deliveries.push({peer, line});
			line.start();
		}
	}

	ended(error) {
		if (this.error) return;
		this.error = error;
		this.line.stop();
		for (const {line} of this.deliveries) line.stop();
		this.lockEditor();
		this.drawState();
	}

	/* ---- the text ---- */

	reset(version, text) {
		const state = noteState(text, {label: _("Notes"), more: [
			this.peer.extension(version),
			this.lock.of(this.locking()),
			EditorView.updateListener.of(update => this.updated(update)),
			EditorView.domEventHandlers({compositionend: () => void setTimeout(() => this.peer.resume(), 60)}),
		]});
		const selection = this.view && {
			anchor: Math.min(this.view.state.selection.main.anchor, text.length),
			head: Math.min(this.view.state.selection.main.head, text.length),
		};
		if (this.view) {
			this.view.setState(selection ? state.update({selection}).state : state);
		} else {
			this.place.replaceChildren();
			this.view = openEditor(this.place, state);
			performance.mark("ready");
		}
		this.peer.attach(this.view, version, text);
	}

	locking() {
		const locked = this.readOnly || !!this.error;
		return [EditorState.readOnly.of(locked), EditorView.editable.of(!locked)];
	}

	lockEditor() {
		this.bar.hidden = this.readOnly || !!this.error;
		if (this.view) this.view.dispatch({effects: this.lock.reconfigure(this.locking())});
	}

	updated(update) {
		if (isOwnEdit(update)) {
			this.typedAt = Date.now();
			this.peer.edited();
		}
		if (update.docChanged || update.selectionSet || update.focusChanged) this.tellCursor();
		if (update.docChanged) this.drawSteps();
	}

	/* Letters are eaten when a line changes under a word that is being composed. */
	holds(transaction) {
		if (!this.view.compositionStarted) return false;
		const line = this.view.state.doc.lineAt(this.view.state.selection.main.head);
		let touches = false;
		transaction.changes.iterChangedRanges((from, to) => {
			touches = touches || (from <= line.to && to >= line.from);
		});
		if (touches) this.endComposing();
		return touches;
	}

	endComposing() {
		clearTimeout(this.composing);
		this.composing = setTimeout(() => {
			if (this.peer.waiting.length === 0) return;
			if (Date.now() - (this.typedAt || 0) < COMPOSING_MS) return this.endComposing();
			this.view.contentDOM.blur();
			this.view.contentDOM.focus();
			this.peer.resume();
		}, COMPOSING_MS);
	}

	/* Our place in the kiosk's text is known only while nothing of ours is under way. */
	tellCursor() {
		if (this.cursorTimer) return;
		this.cursorTimer = setTimeout(() => {
			this.cursorTimer = null;
			if (!this.peer.online || !this.view.hasFocus || this.readOnly) return;
			if (!this.peer.saved) return this.tellCursor();
			const {anchor, head} = this.view.state.selection.main;
			const cursor = {t: "cursor", v: this.peer.version, a: anchor, h: head};
			if (JSON.stringify(cursor) === this.cursor) return;
			if (this.line.send(cursor)) this.cursor = JSON.stringify(cursor);
		}, CURSOR_MS);
	}

	takeDocument({title, readOnly}) {
		this.cursor = "";
		this.takeHead(title, readOnly);
	}

	takeHead(title, readOnly) {
		if (typeof title === "string" && title !== this.title) {
			this.title = title;
			this.heading.textContent = title;
			document.title = `${title} · Tandem`;
		}
		const locked = !!readOnly;
		if (locked === this.readOnly && this.bar.hidden === (locked || !!this.error)) return;
		this.readOnly = locked;
		this.lockEditor();
		this.drawState();
	}

	takePeople(message) {
		this.people = message.people;
		this.you = message.you;
		this.takeHead(message.title, message.readOnly);
		if (this.view) {
			const list = this.people.filter(p => p.conn && p.conn !== this.you && Number.isInteger(p.h)).map(p => ({
				conn: p.conn, name: labelOf(p.name), colour: p.colour,
				head: this.peer.here(p.h, message.v), anchor: this.peer.here(p.a, message.v),
			}));
			this.view.dispatch({effects: setOthers.of(list)});
		}
		this.drawPeople();
	}

	/* ---- what is said ---- */

	get unsaved() {
		const peers = [this.peer, ...this.deliveries.map(d => d.peer)].filter(Boolean);
		return peers.reduce((sum, peer) => sum + countChanges(peer.updates), 0);
	}

	/* [kind, icon, words] */
	describe() {
		const n = this.peer ? this.unsaved : 0;
		if (this.error) {
			const kept = n ? ngettext("{n} change is kept on this phone.", "{n} changes are kept on this phone.", n) : "";
			return ["ended", "lock", `${_("This code is no longer valid. Please scan the code on the screen again.")} ${kept}`.trim()];
		}
		if (!this.peer || !this.view) return ["opening", "wait", _("Connecting…")];
		if (!this.peer.online) {
			if (!n) return ["offline", "cloud", _("Offline: you can go on writing")];
			if (this.peer.kept && this.peer.kept.works) return ["offline", "cloud", ngettext("Offline: {n} change kept here", "Offline: {n} changes kept here", n)];
			return ["offline", "cloud", _("Offline: kept only while this page is open")];
		}
		const saved = this.peer.saved && this.deliveries.length === 0;
		if (!saved) return ["saving", "wait", _("Saving…")];
		if (this.readOnly) return ["closed", "lock", _("The session is over: read only")];
		return ["saved", "tick", _("Saved on the kiosk")];
	}

	drawState() {
		if (!this.state) return;
		const [kind, sign, words] = this.describe();
		clearTimeout(this.settling);
		if (kind === "saved" && this.kind === "saving") {
			this.settling = setTimeout(() => this.putState(...this.describe()), SETTLE_MS);
			return;
		}
		this.putState(kind, sign, words);
	}

	putState(kind, sign, words) {
		if (kind !== this.kind) {
			this.state.className = `state state-${kind}`;
			this.stateIcon.replaceChildren(icon(sign));
			this.say(kind, words);
		}
		if (this.stateWords.textContent !== words) this.stateWords.textContent = words;
		this.kind = kind;
	}

	/* Read aloud only when something is other than it was: not at every letter. */
	say(kind, words) {
		if (kind === "saving" || kind === "opening" || this.said === kind) return;
		const first = this.said === "";
		this.said = kind;
		if (!(first && kind === "saved")) this.announce.textContent = words;
	}

	drawSteps() {
		this.undo.setAttribute("aria-disabled", String(undoDepth(this.view.state) === 0));
		this.redo.setAttribute("aria-disabled", String(redoDepth(this.view.state) === 0));
	}

	drawPeople() {
		const shown = [...this.people].sort((a, b) => !!b.conn - !!a.conn || b.here - a.here);
		const faces = shown.slice(0, FACES).map(p => avatar(p, p.conn ? "on" : p.here ? "" : "away"));
		const rest = shown.length - faces.length;
		this.faces.replaceChildren(...faces, ...(rest > 0 ? [el("span", {class: "avatar rest", "aria-hidden": "true"}, `+${rest}`)] : []));
		const writing = this.people.filter(p => p.conn).map(p => p.name).join(", ");
		this.moreWords.textContent = writing ? _("People and more. On the notes now: {names}", {names: writing}) : _("People and more");
		if (!this.menu.hidden) this.drawMenu();
	}

	drawMenu() {
		const where = p => p.conn ? (p.conn === this.you ? _("you") : _("on the notes now")) : p.here ? _("in the room") : _("not here yet");
		const item = (name, label, run) => el("button", {type: "button", class: "item", onclick: run}, icon(name), label);
		this.menu.replaceChildren(
			el("p", {class: "menu-title"}, this.title),
			el("ul", {class: "members"}, ...this.people.map(p => el("li", {}, avatar(p, p.conn ? "on" : ""), el("span", {class: "name"}, p.name), el("span", {class: "where"}, where(p))))),
			item("save", _("Download as Markdown"), () => this.download()),
			item("print", _("Print"), () => window.print()),
			item("person", _("I am somebody else"), () => this.leave()));
	}

	toggleMenu(open = this.menu.hidden) {
		this.menu.hidden = !open;
		this.more.setAttribute("aria-expanded", String(open));
		if (open) this.drawMenu();
	}

	/* ---- work that was refused ---- */

	refused(error, text, client) {
		if (this.store) asides.add(this.store, this.note, client, error, text);
		else this.loose = [...(this.loose || []), {client, error, text}];
		this.drawCards();
		this.announce.textContent = refusedText(error);
	}

	drawCards() {
		const list = [...(this.store ? asides.list(this.store, this.note) : []), ...(this.loose || [])];
		this.cards.replaceChildren(...list.map(work => this.card(work)));
	}

	card({client, error, text}) {
		const copy = el("button", {type: "button", class: "small", onclick: () => {
			copy.lastChild.textContent = copyText(text) ? _("Copied") : _("Please mark and copy it");
		}}, icon("copy"), el("span", {}, _("Copy")));
		const drop = el("button", {type: "button", class: "small", onclick: () => {
			if (!drop.dataset.sure) {
				drop.dataset.sure = "yes";
				drop.lastChild.textContent = _("Really discard?");
				return;
			}
			if (this.store) asides.drop(this.store, this.note, client);
			this.loose = (this.loose || []).filter(work => work.client !== client);
			this.drawCards();
		}}, icon("close"), el("span", {}, _("Discard")));
		return el("section", {class: "card", "aria-label": _("Not saved on the kiosk")},
			el("h2", {}, _("Not saved on the kiosk")), el("p", {}, refusedText(error)),
			el("pre", {tabindex: "0"}, text || _("(text was deleted)")), el("div", {class: "row"}, copy, drop));
	}

	/* ---- out of here ---- */

	/* The board that this note was opened from, see board.js; null: it was scanned. */
	board() {
		try {
			const from = JSON.parse(sessionStorage.getItem("tandem/board"));
			return from && from.note === this.note ? `/b/${from.board}#${from.view}` : null;
		} catch {
			return null;
		}
	}

	get text() { return this.view ? withoutPrompts(this.view.state.doc) : ""; }

	download() {
		const address = URL.createObjectURL(new Blob([this.text], {type: "text/markdown;charset=utf-8"}));
		const name = this.title.replace(/[\\\/:*?"<>|\s]+/g, " ").trim() || "Tandem";
		const anchor = el("a", {href: address, download: `${name}.md`});
		document.body.append(anchor);
		anchor.click();
		anchor.remove();
		setTimeout(() => URL.revokeObjectURL(address), 10000);
	}

	fillPrint() {
		const names = this.people.map(p => p.name).join(", ");
		this.print.replaceChildren(el("h1", {}, this.title), el("p", {class: "by"}, names), readNote(this.text));
	}

	leave() {
		this.close();
		this.rejoin();
	}

	/* ---- the page itself ---- */

	watch() {
		this.listeners = [
			[window, "beforeprint", () => this.fillPrint()],
			[window, "online", () => this.poke()],
			[window, "offline", () => this.poke()],
			[document, "visibilitychange", () => document.visibilityState === "visible" && this.poke()],
			[window, "pagehide", () => this.release()],
			[window, "pageshow", event => event.persisted && location.reload()],
			[document, "keydown", event => {
				if (event.key !== "Escape" || this.menu.hidden) return;
				this.toggleMenu(false);
				this.more.focus();
			}],
			[document, "pointerdown", event => {
				if (!this.menu.hidden && !this.menu.contains(event.target) && !this.more.contains(event.target)) this.toggleMenu(false);
			}],
		];
		for (const [target, name, run] of this.listeners) target.addEventListener(name, run);
		this.stamping = setInterval(() => this.stamp(), STAMP_MS);
	}

	get keeps() { return [this.peer, ...this.deliveries.map(d => d.peer)].map(p => p.kept).filter(Boolean); }

	/* Signs of life for what is kept here; and what a killed page has left is found by and by. */
	stamp() {
		for (const kept of this.keeps) if (kept.version !== null && !kept.taken()) kept.stamp();
		this.deliver();
	}

	release() {
		for (const kept of this.keeps) kept.release();
	}

	poke() {
		this.line.poke();
		for (const {line} of this.deliveries) line.poke();
	}

	close() {
		for (const [target, name, run] of this.listeners) target.removeEventListener(name, run);
		clearInterval(this.stamping);
		this.line.stop();
		for (const {line} of this.deliveries) line.stop();
		this.release();
		this.print.remove();
		if (this.view) this.view.destroy();
	}
}

/* rejoin(): asks anew who is writing here. */
export function openNote(joined, rejoin) {
	return new NotePage(joined, rejoin);
}
