/* What a phone asks of a board: kept until answered, sent again, done once. */
import assert from "node:assert/strict";
import test from "node:test";
import {Queue, freshNumber} from "../../src/phone/queue.js";
import {Storage} from "./room.mjs";

/* A kiosk that does each number once, a line that can be cut, and a page that can be loaded anew. */
class Room {
	constructor() {
		this.storage = new Storage();
		this.online = true;
		this.deaf = false;   /* takes everything, and its answers get lost */
		this.done = new Map();
		this.votes = {};
		this.heard = [];
		this.timers = [];
		this.load();
	}

	load() {
		this.refused = [];
		this.queue = new Queue({
			storage: this.storage, owner: "18/5", send: message => this.online && this.take(message), changed: () => {},
			refused: (request, message) => this.refused.push([request.what, message.error]), done: () => {},
			clock: {setTimeout: run => this.timers.push(run), clearTimeout: () => {}},
		});
		return this.queue;
	}

	take(message) {
		assert.equal(message.t, "do");
		this.heard.push(message);
		if (!this.done.has(message.id)) {
			if (this.busy) return this.answer({t: "no", id: message.id, error: this.busy});
			this.votes[message.topic] = message.count;
			this.done.set(message.id, {t: "done", id: message.id, result: 1});
		}
		if (!this.deaf) this.answer(this.done.get(message.id));
		return true;
	}

	/* An answer never comes before the call that asked has returned. */
	answer(message) {
		this.answers = [...(this.answers || []), message];
		return true;
	}
	settle() {
		const answers = this.answers || [];
		this.answers = [];
		for (const message of answers) this.queue.take(message);
	}
}

const vote = (topic, count) => ["vote", {meeting: 90, topic, count}];

test("numbers are exact for a reader of signed 64 bits, never 0, and differ", () => {
	const all = new Set();
	for (let i = 0; i < 1000; i++) {
		const number = BigInt(freshNumber());
		assert.ok(number >= 1n << 53n && number < 1n << 63n, String(number));
		all.add(number);
	}
	assert.equal(all.size, 1000);
	assert.equal(freshNumber(values => values.fill(0)), String(1n << 61n));
	assert.equal(freshNumber(values => values.fill(0xffffffff)), String((1n << 62n) - 1n));
});

test("what is answered is forgotten, here and in the storage", () => {
	const room = new Room();
	room.queue.ask(...vote(33, 1));
	assert.equal(room.queue.list.length, 1);
	assert.equal(room.storage.length, 1);
	room.settle();
	assert.equal(room.queue.list.length, 0);
	assert.equal(room.storage.length, 0);
});

test("asked offline it is kept over a reload, sent again in its order, with the same numbers", () => {
	const room = new Room();
	room.online = false;
	const ids = [room.queue.ask("topic_withdraw", {topic: 31}), room.queue.ask("topic_restore", {topic: 31}), room.queue.ask(...vote(32, 1))];
	room.load();
	assert.equal(room.heard.length, 0);
	room.online = true;
	room.queue.opened();
	assert.deepEqual(room.heard.map(({id}) => id), ids);
	assert.deepEqual(room.heard.map(({what}) => what), ["topic_withdraw", "topic_restore", "vote"]);
	room.settle();
	assert.equal(room.storage.length, 0);
});

test("an answer that got lost: the same number comes again and is done once", () => {
	const room = new Room();
	room.deaf = true;
	room.queue.ask(...vote(33, 2));
	room.load();
	room.deaf = false;
	room.queue.opened();
	room.settle();
	assert.equal(room.heard.length, 2);
	assert.equal(room.heard[0].id, room.heard[1].id);
	assert.equal(room.done.size, 1);
	assert.equal(room.queue.list.length, 0);
});

test("of votes for one topic that were never sent only the last goes out; a sent one is not overtaken", () => {
	const room = new Room();
	room.online = false;
	for (const count of [1, 2, 3, 2]) room.queue.ask(...vote(33, count));
	room.queue.ask(...vote(34, 1));
	assert.deepEqual(room.queue.list.map(({fields}) => [fields.topic, fields.count]), [[33, 2], [34, 1]]);
	room.online = true;
	room.deaf = true;
	room.queue.opened();
	room.queue.ask(...vote(33, 1));
	assert.equal(room.queue.list.length, 3);
	assert.deepEqual(room.votes, {33: 1, 34: 1});
	assert.deepEqual(room.queue.last("vote", ({topic}) => topic === 33), {meeting: 90, topic: 33, count: 1});
});

test("a busy kiosk is asked again later; what it refuses is told once and not asked again", () => {
	const room = new Room();
	room.busy = "busy";
	room.queue.ask(...vote(33, 1));
	room.settle();
	assert.equal(room.queue.list.length, 1);
	assert.equal(room.timers.length, 1);
	room.busy = null;
	room.timers.pop()();
	room.settle();
	assert.equal(room.queue.list.length, 0);
	room.busy = "too_many";
	room.queue.ask(...vote(34, 9));
	room.settle();
	assert.deepEqual(room.refused, [["vote", "too_many"]]);
	assert.equal(room.queue.list.length, 0);
	assert.equal(room.timers.length, 0);
});

test("another board's, and another person's, requests stay where they are", () => {
	const room = new Room();
	room.online = false;
	room.queue.ask(...vote(33, 1));
	const other = new Queue({storage: room.storage, owner: "18/6", send: () => true, changed() {}, refused() {}, done() {}, clock: null});
	assert.equal(other.list.length, 0);
	assert.equal(room.load().list.length, 1);
});

test("without a storage, or with a full one, it is kept as long as the page is open, and the page can say so", () => {
	const room = new Room();
	room.storage.full = true;
	room.online = false;
	room.queue.ask(...vote(33, 1));
	assert.equal(room.queue.works, false);
	room.online = true;
	room.queue.opened();
	room.settle();
	assert.deepEqual(room.votes, {33: 1});
	const bare = new Queue({storage: null, owner: "18/5", send: () => false, changed() {}, refused() {}, done() {}, clock: null});
	bare.ask(...vote(33, 1));
	assert.equal(bare.works, false);
	assert.equal(bare.list.length, 1);
});

test("what another page of this phone has had answered is not sent again", () => {
	const room = new Room();
	room.online = false;
	const id = room.queue.ask(...vote(33, 1));
	const key = `tandem/asked/18/5/${id}`;
	room.queue.gone(key);
	assert.equal(room.queue.list.length, 1);
	room.storage.removeItem(key);
	room.queue.gone(key);
	assert.equal(room.queue.list.length, 0);
});
