/* The kiosk's side of a note in few lines: orders the edits, rebases over one log entry at a time,
 * takes a numbered push once. The reference that the phone's half is tested against. */
import {ChangeSet, Text} from "../../src/phone/node_modules/@codemirror/state/dist/index.js";

export class Authority {
	constructor(text, {limit = 500000} = {}) {
		this.doc = Text.of(text.split("\n"));
		this.log = [];           /* {c, ch} */
		this.pushes = new Map(); /* client → {push, v} */
		this.limit = limit;
		this.readOnly = false;
	}

	get version() { return this.log.length; }

	since(from) {
		return {t: "since", from, updates: this.log.slice(from), title: "Note", readOnly: this.readOnly};
	}

	whole() {
		return {t: "doc", v: this.version, text: this.doc.toString(), title: "Note", readOnly: this.readOnly};
	}

	/* {answer, entries}: to whoever pushed, and to everybody. */
	push(client, {v, push, updates}) {
		const last = this.pushes.get(client);
		if (last && push <= last.push) return {answer: {t: "ack", push, v: last.v}, entries: []};
		if (this.readOnly) return {answer: {t: "no", push, error: "closed", text: ""}, entries: []};
		let changes = updates.map(json => ChangeSet.fromJSON(json));
		for (const entry of this.log.slice(v)) {
			let over = ChangeSet.fromJSON(entry.ch);
			changes = changes.map(own => {
				const mapped = own.map(over);
				over = over.map(own, true);
				return mapped;
			});
		}
		let doc = this.doc;
		for (const own of changes) doc = own.apply(doc);
		if (doc.length > this.limit) return {answer: {t: "no", push, error: "note_full", text: ""}, entries: []};
		const first = this.version;
		this.doc = doc;
		this.log.push(...changes.map(own => ({c: client, ch: own.toJSON()})));
		this.pushes.set(client, {push, v: this.version});
		const entries = changes.map((own, i) => ({t: "entry", v: first + i + 1, c: client, ch: own.toJSON()}));
		return {answer: {t: "ack", push, v: this.version}, entries};
	}
}
