/* A room without sockets and without time: phones, an authority, and a network that delivers when the
 * test says so, and loses what the test cuts. A phone's storage outlives its page. */
import {webcrypto} from "node:crypto";
import {EditorState} from "../../src/phone/node_modules/@codemirror/state/dist/index.js";
import {Bare, Peer, deliverer} from "../../src/phone/peer.js";
import {Kept, asides} from "../../src/phone/kept.js";

globalThis.crypto ??= webcrypto; /* Node 18 has it, but not where browsers have it */

export class Storage {
	constructor() { this.map = new Map(); }
	get length() { return this.map.size; }
	key(i) { return [...this.map.keys()][i]; }
	getItem(key) { return this.map.has(key) ? this.map.get(key) : null; }
	setItem(key, value) {
		if (this.full) throw new Error("quota");
		this.map.set(key, String(value));
	}
	removeItem(key) { this.map.delete(key); }
}

/* Seeded, so that a failure can be repeated. */
export function random(seed) {
	let state = seed >>> 0 || 1;
	return limit => {
		state ^= state << 13;
		state >>>= 0;
		state ^= state >>> 17;
		state ^= state << 5;
		state >>>= 0;
		return state % limit;
	};
}

export const NOTE = 17;
let pages = 0;

/* One connection of a peer: two queues. */
class Wire {
	constructor(room, peer) {
		Object.assign(this, {room, peer, up: [], down: [], open: false});
	}
	connect() {
		this.up = [];
		this.down = [];
		this.open = true;
		const {client, version} = this.peer.opening;
		this.client = client;
		this.down.push(version === null ? this.room.authority.whole() : this.room.authority.since(version));
	}
	cut() {
		if (!this.open) return;
		this.open = false;
		this.up = [];
		this.down = [];
		this.peer.lost();
	}
	/* One message up or down; false when there is none. */
	stepUp() {
		const message = this.up.shift();
		if (!message) return false;
		const {answer, entries} = this.room.authority.push(this.client, JSON.parse(message));
		for (const wire of this.room.wires.filter(w => w.open)) wire.down.push(...entries);
		this.down.push(answer);
		return true;
	}
	stepDown() {
		const message = this.down.shift();
		if (message) this.peer.receive(JSON.parse(JSON.stringify(message)));
		return !!message;
	}
}

export class Room {
	constructor(authority) {
		this.authority = authority;
		this.wires = [];
		this.clock = 1000000;
	}

	add(peer) {
		const wire = new Wire(this, peer);
		this.wires.push(wire);
		return wire;
	}

	remove(wire) {
		this.wires = this.wires.filter(w => w !== wire);
	}

	/* Everybody is connected and everything is delivered. */
	settle() {
		for (let moved = true; moved;) {
			moved = false;
			for (const wire of [...this.wires]) {
				if (!wire.open && !wire.ended) {
					wire.connect();
					moved = true;
				}
				while (wire.stepUp() || wire.stepDown()) moved = true;
			}
		}
	}
}

/* A phone: a storage, and one page at a time. */
export class Phone {
	constructor(room, storage = new Storage()) {
		Object.assign(this, {room, storage, refused: []});
		this.open();
	}

	open() {
		this.page = `page${++pages}`;
		const now = () => this.room.clock;
		const kept = new Kept(this.storage, NOTE, `c${pages}`, this.page, now);
		this.peer = new Peer({client: kept.client, kept, hooks: {
			...this.hooks(() => this.wire),
			reset: (version, doc) => {
				const peer = this.peer;
				const editor = new Bare(EditorState.create({doc, extensions: peer.extension(version)}));
				peer.attach(editor, version, doc);
			},
		}});
		this.wire = this.room.add(this.peer);
		this.delivering = [];
		this.adopt();
	}

	hooks(wire) {
		return {
			send: message => {
				if (!wire().open) return false;
				wire().up.push(JSON.stringify(message));
				return true;
			},
			restart: () => wire().cut(),
			changed() {},
			refused: (error, text, client) => {
				this.refused.push({error, text});
				asides.add(this.storage, NOTE, client, error, text);
			},
			people() {},
			document() {},
			taken: () => { this.lostIt = true; },
		};
	}

	adopt() {
		for (const work of Kept.adopt(this.storage, NOTE, this.page, () => this.room.clock)) {
			const holder = {};
			const peer = deliverer(work, {...this.hooks(() => holder.wire), changed: () => {
				if (peer.online && peer.saved && holder.wire.open) {
					holder.wire.open = false;
					holder.wire.ended = true;
					this.room.remove(holder.wire);
				}
			}});
			holder.wire = this.room.add(peer);
			this.delivering.push(holder.wire);
		}
	}

	type(from, to, insert) {
		const {editor} = this.peer;
		editor.dispatch(editor.state.update({changes: {from, to, insert}}));
		this.peer.edited();
	}

	/* The page goes: told (reload) or not (killed). */
	leave(told) {
		if (told) this.peer.kept.release();
		for (const wire of [this.wire, ...this.delivering]) {
			if (told && wire.peer.kept) wire.peer.kept.release();
			wire.open = false;
			wire.ended = true;
			this.room.remove(wire);
		}
	}

	get text() { return this.peer.editor.state.doc.toString(); }
}
