/* One writer of a note: the half of the protocol that knows what was typed, what is under way and what
 * the kiosk has acknowledged. Knows neither sockets nor the page, so that it runs in a test as it does
 * on a phone; an "editor" is whatever has a `state` and a `dispatch` (CodeMirror's EditorView, or Bare).
 *
 * The kiosk orders the edits. One push is in flight; it is over when its acknowledgement has come and
 * every log entry up to it has been taken in. Entries are taken in one at a time: in a batch, copies
 * silently diverge. After a lost connection the entries since our version tell whether the push had
 * arrived: own entries among them say yes (the number is used up), none says no (sent again under the
 * same number, and the kiosk ignores a number that it has had). */
import {ChangeSet, EditorState, StateEffect, Text} from "@codemirror/state";
import {collab, getSyncedVersion, receiveUpdates, sendableUpdates} from "@codemirror/collab";

const PUSH_UPDATES = 100;    /* updates in one push */
const PUSH_CHARS = 16000;    /* of JSON in one push; in UTF-8 at most three times as many bytes, under the kiosk's frame limit */
const RECENT_ENTRIES = 500;  /* kept to map the cursors of others; older cursors are clamped */

/* Errors after which the same push may yet succeed. */
const PASSING = new Set(["busy", "disk", "too_many", "internal"]);

/* Goes with updates that are taken up again. One of them may have become empty by rebasing, and collab
 * leaves out an empty change; but it may be in the log, where own entries are recognised by count. */
const takenUp = StateEffect.define();

/* Names a page load. Not secret, only unlike any other; there is no crypto.randomUUID without TLS. */
export function freshName() {
	const bytes = crypto.getRandomValues(new Uint8Array(12));
	return Array.from(bytes, b => (b % 36).toString(36)).join("");
}

/* An editor that nobody sees: delivers what an earlier page left behind. */
export class Bare {
	constructor(state) {
		this.state = state;
	}
	dispatch(transaction) {
		this.state = transaction.state;
	}
}

/* Runs of typing, which is what a person means by "changes": letters typed one after the other are one. */
export function countChanges(updates) {
	let count = 0, from = -1, to = -1;
	for (const changes of updates) {
		changes.iterChanges((fromA, toA, fromB, toB, inserted) => {
			const joined = toA >= from && fromA <= to && inserted.lines === 1;
			if (!joined) count++;
			from = joined ? Math.min(from, fromB) : fromB;
			to = toB;
		}, true);
	}
	return count;
}

/* The words that updates put in, for somebody who wants them back. */
export function insertedText(updates, length) {
	if (updates.length === 0) return "";
	const all = updates.reduce((sum, changes) => sum.compose(changes), ChangeSet.empty(length));
	const pieces = [];
	all.iterChanges((fromA, toA, fromB, toB, inserted) => {
		if (inserted.length) pieces.push(inserted.toString());
	});
	return pieces.join("\n");
}

export class Peer {
	/* hooks: send(message) → false when there is no connection, restart() the connection, changed(),
	 * refused(error, text), people(message), document(message), reset(version, text) which puts a new
	 * state into the editor; holds(transaction) → true while remote changes have to wait. */
	constructor({client = freshName(), kept = null, push = 1, hooks}) {
		Object.assign(this, {client, kept, hooks});
		this.next = push;     /* number of the push under way, or of the next one */
		this.flight = null;   /* {ack: version or null} */
		this.seen = false;    /* own entries of push `next` have come */
		this.online = false;  /* connected, and caught up with the log */
		this.waiting = [];    /* entries and cursors held back, in order */
		this.recent = [];     /* {v, changes}: entries as they came */
		this.editor = null;
		this.base = null;     /* the text at the version we know, without own work */
	}

	/* What the editor's state has to include. */
	extension(version) {
		return collab({
			startVersion: version, clientID: this.client,
			sharedEffects: transaction => transaction.effects.filter(effect => effect.is(takenUp)),
		});
	}

	attach(editor, version, text) {
		this.editor = editor;
		this.base = text;
		this.recent = [];
	}

	get version() { return getSyncedVersion(this.editor.state); }
	get updates() { return this.editor ? sendableUpdates(this.editor.state).map(u => u.changes) : []; }
	get saved() { return !this.flight && this.updates.length === 0; }
	get opening() { return {client: this.client, version: this.editor ? this.version : null}; }

	/* Somebody has typed here. */
	edited() {
		this.keep();
		this.send();
		this.hooks.changed();
	}

	keep() {
		if (!this.kept) return;
		if (this.kept.taken()) return this.hooks.taken?.();
		this.kept.save({version: this.version, text: () => this.base.toString(), push: this.next, updates: this.updates});
	}

	send() {
		if (!this.online || this.flight || this.waiting.length) return;
		const updates = [];
		let chars = 0;
		for (const changes of this.updates) {
			const json = changes.toJSON();
			chars += JSON.stringify(json).length;
			if (updates.length && (updates.length === PUSH_UPDATES || chars > PUSH_CHARS)) break;
			updates.push(json);
		}
		if (updates.length === 0) return;
		if (this.hooks.send({t: "push", v: this.version, push: this.next, updates})) this.flight = {ack: null};
	}

	lost() {
		this.online = false;
		this.flight = null; /* whether it arrived, the log will tell */
		this.hooks.changed();
	}

	receive(message) {
		const take = {doc: this.doc, since: this.since, entry: this.entry, ack: this.ack, no: this.no, people: this.people}[message.t];
		if (take) take.call(this, message);
	}

	doc(m) {
		const text = Text.of(m.text.split("\n"));
		const known = this.editor && m.v === this.version && text.eq(this.base);
		if (!known && this.updates.length) {
			/* The kiosk no longer has the log that our work builds on. */
			this.setAside("conflict", m.v, text);
		} else if (!known) {
			this.waiting = [];
			this.hooks.reset(m.v, text);
		}
		this.hooks.document(m);
		this.caughtUp();
	}

	since(m) {
		m.updates.forEach((update, i) => this.entry({v: m.from + i + 1, c: update.c, ch: update.ch}));
		this.hooks.document(m);
		this.caughtUp();
	}

	caughtUp() {
		if (this.seen) this.over();
		this.online = true;
		this.send();
		this.hooks.changed();
	}

	entry(m) {
		if (this.waiting.length || !this.take(m)) this.waiting.push(m);
	}

	/* False: has to wait. */
	take(m) {
		if (m.v <= this.version) return true; /* had it */
		if (m.v !== this.version + 1) {
			this.hooks.restart();
			return true;
		}
		const changes = ChangeSet.fromJSON(m.ch);
		const transaction = receiveUpdates(this.editor.state, [{clientID: m.c, changes}]);
		if (transaction.docChanged && this.hooks.holds?.(transaction)) return false;
		this.base = changes.apply(this.base);
		this.recent.push({v: m.v, changes});
		if (this.recent.length > RECENT_ENTRIES) this.recent.shift();
		if (m.c === this.client) this.seen = true;
		this.editor.dispatch(transaction);
		if (this.kept?.version !== null) this.keep();
		this.settle();
		return true;
	}

	/* What waited may go on, as far as it now can. */
	resume() {
		while (this.waiting.length) {
			const m = this.waiting[0];
			if (m.t === "people" ? (this.hooks.people(m), false) : !this.take(m)) return;
			this.waiting.shift();
		}
		this.settle();
		this.send();
		this.hooks.changed();
	}

	ack(m) {
		if (!this.flight || m.push !== this.next) return;
		this.flight.ack = m.v;
		this.settle();
	}

	settle() {
		if (!this.flight || this.flight.ack === null || this.version < this.flight.ack) return;
		this.over();
		this.send();
		this.hooks.changed();
	}

	over() {
		this.flight = null;
		this.seen = false;
		this.next++;
		this.keep();
	}

	no(m) {
		if (!this.flight || m.push !== this.next) return;
		this.flight = null;
		if (PASSING.has(m.error)) return this.hooks.restart();
		this.setAside(m.error, this.version, this.base);
		this.hooks.restart(); /* as a new client */
	}

	/* Own work that cannot be merged leaves the text, and stays on the phone where its writer sees it. */
	setAside(error, version, text) {
		this.hooks.refused(error, insertedText(this.updates, this.base.length), this.client);
		this.kept?.clear();
		this.client = freshName();
		if (this.kept) this.kept.client = this.client;
		this.next = 1;
		this.flight = null;
		this.seen = false;
		this.waiting = [];
		this.hooks.reset(version, text);
	}

	people(m) {
		if (this.waiting.length) this.waiting.push(m);
		else this.hooks.people(m);
	}

	/* A position in the kiosk's text of version v, as a position in the editor's. */
	here(position, v) {
		const first = this.recent.length ? this.recent[0].v : this.version + 1;
		for (const entry of v + 1 < first ? [] : this.recent) {
			if (entry.v > v && position <= entry.changes.length) position = entry.changes.mapPos(position, 1);
		}
		position = Math.min(position, this.base.length);
		for (const changes of this.updates) position = changes.mapPos(position, -1);
		return position;
	}
}

/* A peer without a page, for work that an earlier page left behind. */
export function deliverer({kept, version, text, push, updates}, hooks) {
	const peer = new Peer({client: kept.client, kept, push, hooks: {
		...hooks,
		people() {},
		document() {},
		reset(v, doc) { open(v, doc); },
	}});
	const open = (v, doc) => peer.attach(new Bare(EditorState.create({doc, extensions: peer.extension(v)})), v, doc);
	open(version, Text.of(text.split("\n")));
	for (const json of updates) {
		peer.editor.dispatch(peer.editor.state.update({changes: ChangeSet.fromJSON(json), effects: takenUp.of(null)}));
	}
	return peer;
}
