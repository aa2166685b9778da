/* What the kiosk says about a file gets the page's language; see tests/base/sentence_test.c. */
import assert from "node:assert/strict";
import test from "node:test";

const DE = {
	"%d of %.*s in %s": "in %4$s: %1$d von %3$.*2$s",
	"the file is empty": "die Datei ist leer",
	"a byte (%02X), 100 %% of it": "ein Byte (%02X), 100 %% davon",
};
globalThis.LANGUAGES = ["de"];
globalThis.document = {documentElement: {}};
Object.defineProperty(globalThis, "navigator", {value: {languages: ["de-AT"]}, configurable: true});
globalThis.fetch = async () => ({ok: true, json: async () => DE});
const {loadWords} = await import("../../src/phone/words.js");
const {sentence} = await import("../../src/phone/sentence.js");

test("English until it is translated, with what stands in the gaps as it is", () => {
	assert.equal(sentence({text: "column %zu (%.*s): \"%s\"", gaps: ["3", "mail", "%s {n} $1"]}), "column 3 (mail): \"%s {n} $1\"");
	assert.equal(sentence({text: "%s%s, 100 %%", gaps: ["", "x"]}), "x, 100 %");
	assert.equal(sentence({text: "the file is empty", gaps: []}), "the file is empty");
});

test("a translation may turn the arguments round, counted as printf counts them", async () => {
	await loadWords();
	assert.equal(sentence({text: "%d of %.*s in %s", gaps: ["7", "abc", "town"]}), "in town: 7 von abc");
	assert.equal(sentence({text: "a byte (%02X), 100 %% of it", gaps: ["8D"]}), "ein Byte (8D), 100 % davon");
	assert.equal(sentence({text: "the file is empty", gaps: []}), "die Datei ist leer");
});
