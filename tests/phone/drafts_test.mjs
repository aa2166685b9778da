/* What is typed and not saved: kept with what it was begun from, whatever the browser's storage does. */
import assert from "node:assert/strict";
import test from "node:test";
import {Drafts} from "../../src/phone/drafts.js";
import {Storage} from "./room.mjs";

test("a draft outlives its page, with the text it was begun from at the first letter", () => {
	const storage = new Storage();
	const drafts = new Drafts(storage, 5);
	drafts.set("agreement/12/outcomes", "M", "as it was");
	drafts.set("agreement/12/outcomes", "Mine", "somebody changed it since");
	assert.deepEqual(new Drafts(storage, 5).get("agreement/12/outcomes"), {base: "as it was", value: "Mine"});
	assert.equal(new Drafts(storage, 6).get("agreement/12/outcomes"), null); /* another person on this phone */
});

test("whoever has seen the other text and keeps the own one goes on from there", () => {
	const drafts = new Drafts(new Storage(), 5);
	drafts.set("a", "Mine", "before");
	drafts.rebase("a", "theirs");
	assert.deepEqual(drafts.get("a"), {base: "theirs", value: "Mine"});
});

test("what was saved or dropped is gone, and only that", () => {
	const storage = new Storage();
	const drafts = new Drafts(storage, 5);
	drafts.set("agreement/12/outcomes", "one", "");
	drafts.set("agreement/13/outcomes", "two", "");
	drafts.drop("agreement/12/outcomes");
	assert.deepEqual([drafts.any("agreement/12/"), drafts.any("agreement/13/"), new Drafts(storage, 5).any("agreement/13/")], [false, true, true]);
});

test("a browser that keeps nothing keeps it as long as the page is open", () => {
	const full = {get length() { return 0; }, key: () => null, getItem: () => null, removeItem: () => {}, setItem: () => {
		throw new Error("full");
	}};
	for (const storage of [full, null]) {
		const drafts = new Drafts(storage, 5);
		drafts.set("a", "Mine", "before");
		assert.deepEqual(drafts.get("a"), {base: "before", value: "Mine"});
		assert.equal(drafts.any("a"), true);
		drafts.drop("a");
		assert.equal(drafts.get("a"), null);
	}
});
