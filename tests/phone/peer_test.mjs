/* What is typed reaches the kiosk once, whatever the network and the browser do. */
import assert from "node:assert/strict";
import test from "node:test";
import {ChangeSet} from "../../src/phone/node_modules/@codemirror/state/dist/index.js";
import {countChanges, insertedText} from "../../src/phone/peer.js";
import {Authority} from "./authority.mjs";
import {Phone, Room, random} from "./room.mjs";

function two(text = "one\ntwo") {
	const room = new Room(new Authority(text));
	const phones = [new Phone(room), new Phone(room)];
	room.settle();
	return {room, phones, a: phones[0], b: phones[1]};
}

function same(room, ...phones) {
	for (const phone of phones) {
		assert.equal(phone.text, room.authority.doc.toString());
		assert.ok(phone.peer.saved);
	}
}

const count = (text, part) => text.split(part).length - 1;

test("two phones that type at once hold the same text", () => {
	const {room, a, b} = two();
	a.type(0, 0, "A");
	b.type(0, 0, "B");
	a.type(1, 1, "a");
	room.settle();
	same(room, a, b);
	assert.equal(a.text.length, "one\ntwo".length + 3);
});

test("it is saved when the acknowledgement has come, not before", () => {
	const {room, a} = two();
	a.type(0, 0, "x");
	assert.equal(a.peer.saved, false);
	a.wire.stepUp();
	assert.equal(a.peer.saved, false);
	const entry = a.wire.down.shift();
	a.peer.receive(entry);
	assert.equal(a.peer.saved, false, "an entry is not an acknowledgement");
	room.settle();
	assert.equal(a.peer.saved, true);
});

test("the acknowledgement may come before the entries", () => {
	const {room, a, b} = two();
	a.type(0, 0, "x");
	a.wire.stepUp();
	a.wire.down.reverse();
	room.settle();
	same(room, a, b);
	assert.equal(count(a.text, "x"), 1);
});

test("one push is in flight", () => {
	const {a} = two();
	for (const letter of "abc") a.type(0, 0, letter);
	assert.equal(a.wire.up.length, 1);
});

test("a push whose answer was lost is applied once", () => {
	const {room, a, b} = two();
	a.type(0, 0, "x");
	a.wire.stepUp();
	a.wire.cut();
	a.type(1, 1, "y");
	room.settle();
	same(room, a, b);
	assert.equal(a.text, "xyone\ntwo");
});

test("a push that never arrived is sent again under its number", () => {
	const {room, a, b} = two();
	a.type(0, 0, "x");
	a.wire.cut();
	b.type(0, 0, "B");
	room.settle();
	same(room, a, b);
	assert.equal(count(a.text, "x"), 1);
	assert.equal(room.authority.pushes.get(a.peer.client).push, 1);
});

for (const [told, words] of [[true, "a reload"], [false, "a killed browser"]]) {
	test(`offline work survives ${words} and merges`, () => {
		const {room, a, b} = two();
		a.wire.cut();
		for (const [i, letter] of [..."off"].entries()) a.type(i, i, letter);
		a.leave(told);
		b.type(0, 0, "B");
		room.settle();
		if (!told) room.clock += 60000;
		const again = new Phone(room, a.storage);
		room.settle();
		same(room, again, b);
		assert.equal(count(again.text, "off"), 1);
		assert.equal(a.storage.length, 0, "nothing is left behind");
	});

	test(`a push that had arrived is not doubled by ${words}`, () => {
		const {room, a, b} = two();
		a.type(0, 0, "x");
		a.wire.stepUp(); /* arrived; the answer does not */
		a.type(1, 1, "y"); /* typed while it was under way */
		a.leave(told);
		if (!told) room.clock += 60000;
		const again = new Phone(room, a.storage);
		room.settle();
		same(room, again, b);
		assert.equal(again.text, "xyone\ntwo");
	});
}

test("work of a page that is alive is left to it", () => {
	const {room, a} = two();
	a.wire.cut();
	a.type(0, 0, "x");
	const second = new Phone(room, a.storage);
	assert.equal(second.delivering.length, 0);
	room.settle();
	same(room, a, second);
	assert.equal(count(a.text, "x"), 1);
});

test("a page that wakes up after its work was adopted does not write it again", () => {
	const {room, a, b} = two();
	a.wire.cut();
	a.wire.ended = true;
	a.type(0, 0, "x");
	room.clock += 60000;
	const second = new Phone(room, a.storage);
	a.type(1, 1, "y");
	assert.ok(a.lostIt);
	room.remove(a.wire);
	room.settle();
	same(room, second, b);
	assert.equal(count(b.text, "x"), 1);
});

test("refused work leaves the text, stays with its writer, and the rest goes on", () => {
	const room = new Room(new Authority("full", {limit: 8}));
	const a = new Phone(room), b = new Phone(room);
	room.settle();
	a.type(4, 4, " of words");
	b.type(0, 0, "b");
	room.settle();
	same(room, a, b);
	assert.equal(a.text, "bfull");
	assert.deepEqual(a.refused, [{error: "note_full", text: " of words"}]);
	a.type(0, 1, "");
	room.settle();
	same(room, a, b);
	assert.equal(b.text, "full");
});

test("work that comes after the session's end is refused, not lost", () => {
	const {room, a} = two();
	a.wire.cut();
	a.type(0, 0, "late");
	room.authority.readOnly = true;
	room.settle();
	assert.deepEqual(a.refused, [{error: "closed", text: "late"}]);
	assert.equal(a.text, "one\ntwo");
	assert.match([...a.storage.map.values()].join(), /late/);
});

test("work against a log that is gone is set aside", () => {
	const {room, a} = two();
	a.wire.cut();
	a.type(0, 0, "mine");
	a.wire.open = true;
	a.peer.receive({t: "doc", v: 0, text: "another text", title: "", readOnly: false});
	assert.equal(a.text, "another text");
	assert.deepEqual(a.refused, [{error: "conflict", text: "mine"}]);
});

test("a gap in the log makes the phone ask again", () => {
	const {room, a, b} = two();
	b.type(0, 0, "1");
	room.settle();
	a.peer.receive({t: "entry", v: 99, c: "x", ch: [8, [0, "z"]]});
	assert.equal(a.wire.open, false);
	room.settle();
	same(room, a, b);
});

test("while changes wait for a word that is being composed, order is kept and nothing is sent", () => {
	const {room, a, b} = two();
	let composing = true;
	a.peer.hooks.holds = () => composing;
	b.type(0, 0, "B");
	b.type(1, 1, "C");
	b.wire.stepUp();
	a.type(3, 3, "x");
	room.settle();
	assert.equal(a.text, "onex\ntwo");
	assert.equal(a.peer.saved, false);
	composing = false;
	a.peer.resume();
	room.settle();
	same(room, a, b);
});

test("a full storage is said, and typing goes on", () => {
	const {room, a, b} = two();
	a.storage.full = true;
	a.wire.cut();
	a.type(0, 0, "x");
	assert.equal(a.peer.kept.works, false);
	a.storage.full = false;
	a.type(1, 1, "y");
	assert.equal(a.peer.kept.works, true);
	room.settle();
	same(room, a, b);
});

test("a cursor is carried over what came since, and over own work", () => {
	const {room, a, b} = two("abcdef");
	b.type(0, 0, "12");
	room.settle();
	a.wire.cut();
	a.type(0, 0, "XY");
	assert.equal(a.peer.here(3, 0), 7);
	assert.equal(a.peer.here(3, 1), 5);
	assert.equal(a.peer.here(9999, 0), a.text.length);
});

test("letters typed one after the other are one change, elsewhere is another", () => {
	const typed = (length, ...edits) => edits.map(([from, to, insert]) => {
		const changes = ChangeSet.of({from, to, insert}, length);
		length = changes.newLength;
		return changes;
	});
	assert.equal(countChanges(typed(10, [5, 5, "a"], [6, 6, "b"], [7, 7, "c"], [7, 8, ""])), 1);
	assert.equal(countChanges(typed(10, [5, 5, "a"], [0, 0, "b"])), 2);
	assert.equal(countChanges([]), 0);
});

test("the words of refused updates are given back", () => {
	const first = ChangeSet.of({from: 1, insert: "ab"}, 4);
	const second = ChangeSet.of([{from: 2, insert: "X"}, {from: 6, insert: "end"}], 6);
	assert.equal(insertedText([first, second], 4), "aXb\nend");
});

/* The promise as a whole: cuts, reloads, kills and resent pushes, in any order. */
test("random rooms: every phone and the kiosk are equal, every letter is there once", () => {
	for (let seed = 1; seed <= 400; seed++) {
		const pick = random(seed * 2654435761);
		const room = new Room(new Authority("start\n- list\n\nend"));
		const phones = [new Phone(room), new Phone(room), new Phone(room)];
		room.settle();
		const typed = [];
		for (let i = 0; i < 120; i++) {
			const n = pick(3);
			const phone = phones[n];
			const action = pick(20);
			if (action < 9 && phone.peer.editor) {
				const letter = String.fromCodePoint(0x4e00 + seed * 7 % 5000 + typed.length);
				typed.push(letter);
				const at = pick(phone.text.length + 1);
				phone.type(at, at, letter);
			} else if (action === 9 && phone.peer.editor) {
				const from = phone.text.search(/[a-z]/);
				if (from >= 0) phone.type(from, from + 1, "");
			} else if (action < 15) {
				const wire = room.wires[pick(room.wires.length)];
				if (!wire.open && !wire.ended) wire.connect();
				else if (pick(2)) wire.stepUp();
				else wire.stepDown();
			} else if (action < 17) {
				phone.wire.cut();
			} else if (action === 17) {
				phone.leave(pick(2) === 0);
				if (pick(2)) room.clock += 60000;
				phones[n] = new Phone(room, phone.storage);
			} else {
				for (const wire of [...room.wires]) while (wire.stepUp() || wire.stepDown());
			}
		}
		room.settle();
		room.clock += 60000;
		for (const phone of phones) phone.adopt();
		room.settle();
		const text = room.authority.doc.toString();
		for (const phone of phones) {
			assert.equal(phone.text, text, `seed ${seed}`);
			assert.equal(phone.refused.length, 0, `seed ${seed}`);
		}
		for (const letter of typed) assert.equal(count(text, letter), 1, `seed ${seed}: ${letter}`);
	}
});
