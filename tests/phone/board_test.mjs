/* The logic of a board's pages that needs no page: times, similar topics, the files of the summary. */
import assert from "node:assert/strict";
import test from "node:test";
import {similarTo} from "../../src/phone/similar.js";
import {csv, fileName, harmless, markdown, plain} from "../../src/phone/summary.js";
import {clockText, fromIsoDay, isoDay, leftAt, untilNext} from "../../src/phone/time.js";

test("a countdown counts from its arrival, stands while it is paused, and is over at 0:00", () => {
	assert.equal(leftAt(10000, 500, 3500), 7000);
	assert.equal(leftAt(10000, 500, 3500, false), 10000);
	assert.equal(clockText(297000), "4:57");
	assert.equal(clockText(296001), "4:57");
	assert.equal(clockText(1), "0:01");
	assert.equal(clockText(0), "0:00");
	assert.equal(clockText(3850000), "1:04:10");
	assert.equal(clockText(-400), "0:00");
	assert.equal(clockText(-72000), "+1:12");
});

test("the next change of the clock is when its second ends, before and after the time", () => {
	for (const ms of [5000, 4999, 4001, 1, 0, -1, -999, -1000, -1500]) {
		const wait = untilNext(ms);
		assert.ok(wait > 0 && wait <= 1000, `${ms}: ${wait}`);
		assert.notEqual(clockText(ms - wait - 1), clockText(ms), `${ms}`);
	}
});

test("a day is its own midnight, there and back, over the changes of the clock", () => {
	for (const day of ["2026-03-29", "2026-10-25", "2026-02-28", "2026-12-31"]) assert.equal(isoDay(fromIsoDay(day)), day);
	assert.equal(fromIsoDay(""), 0);
	assert.equal(fromIsoDay("tomorrow"), 0);
});

const TOPICS = ["Wie briefen andere Teams ihre Agenturen?", "Drei Newsletter, eine Zielgruppe", "Die Übergabe der Nachtschicht", "Was?", ""].map((title, id) => ({id, title}));
const found = text => similarTo(text, TOPICS).map(({id}) => id);

test("similar topics are found by the words they share, in any order, accent and ending", () => {
	assert.deepEqual(found("Agentur briefen"), [0]);
	assert.deepEqual(found("NEWSLETTER für jede Zielgruppen"), [1]);
	assert.deepEqual(found("Ubergabe nach der Nachtschicht"), [2]);
	assert.deepEqual(found("Der Drucker am Messestand"), []);
	assert.deepEqual(found("was"), []);
	assert.deepEqual(found(""), []);
});

const SUMMARY = {
	name: "Marketing / Vertrieb: \"Q4\"", started: new Date(2026, 10, 22, 15, 0).getTime(), people: 12, stars: {count: 9, mean: 4.2}, missed: ["1. Kein # Platz"],
	topics: [
		{title: "=HYPERLINK(\"http://evil.example\")", kind: "Question", by: "Ann, Bo", votes: 4, spent: 8 * 60000, outcome: "Zwei\nZeilen; mit \"Anführung\"",
			actions: [{text: "+49 anrufen", owner: "@ben", due: new Date(2026, 10, 27).getTime(), state: "open", done: false}, {text: "-1", owner: "", due: 0, state: "done", done: true}]},
		{title: "Zweites *Thema*", kind: "Offer", by: "", votes: null, spent: 0, outcome: "", actions: []},
	],
};
const COLUMNS = {topic: "Topic", kind: "Kind", by: "By", votes: "Votes", minutes: "Minutes", outcome: "Outcome", action: "Action", owner: "Who", due: "Due", state: "State"};

/* RFC 4180, read by the book. */
function readCsv(text) {
	const rows = [[]];
	const cell = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
	for (let at = 0; at < text.length;) {
		cell.lastIndex = at;
		const [whole, quoted, bare] = cell.exec(text);
		rows[rows.length - 1].push(quoted === undefined ? bare : quoted.replace(/""/g, "\""));
		at += whole.length;
		if (text.startsWith("\r\n", at)) {
			at += 2;
			if (at < text.length) rows.push([]);
		} else if (text[at] === ",") {
			at += 1;
		} else {
			assert.fail(`neither the end of a cell nor of a row: ${text.slice(at, at + 20)}`);
		}
	}
	return rows;
}

test("the table reads back as it was, an action a row, and no cell is a formula", () => {
	const text = csv(SUMMARY, COLUMNS);
	assert.equal(text[0], "\uFEFF");
	const rows = readCsv(text.slice(1));
	assert.deepEqual(rows[0], Object.values(COLUMNS));
	assert.equal(rows.length, 4);
	for (const row of rows) assert.equal(row.length, 10);
	assert.deepEqual(rows[1], ["'=HYPERLINK(\"http://evil.example\")", "Question", "Ann, Bo", "4", "8", "Zwei\nZeilen; mit \"Anführung\"", "'+49 anrufen", "'@ben", "2026-11-27", "open"]);
	assert.equal(rows[2][6], "'-1");
	assert.deepEqual(rows[3].slice(3), ["", "0", "", "", "", "", ""]);
});

test("whatever a spreadsheet would calculate is text", () => {
	for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n@a"]) assert.equal(harmless(text), `'${text}`);
	for (const text of ["a=1", "1-2", "", "ä", "a@b"]) assert.equal(harmless(text), text);
});

test("the Markdown says what people wrote and nothing more", () => {
	const text = markdown(SUMMARY, {date: () => "22 November", peopleOf: n => `${n} people`, starsOf: ({mean}) => `${mean} of 5`, votesOf: n => `${n} votes`,
		minutesOf: n => `${n} minutes`, by: due => isoDay(due), noOutcome: "No outcome yet.", missed: "Next time"});
	assert.match(text, /^# Marketing \/ Vertrieb: "Q4"\n\n22 November · 12 people · 4\.2 of 5\n/);
	assert.match(text, /\n## =HYPERLINK\("http:\/\/evil\.example"\)\n\nQuestion · Ann, Bo · 4 votes · 8 minutes\n/);
	assert.match(text, /\n- \[ \] \\\+49|\n- \[ \] \+49 anrufen — @ben — 2026-11-27\n/);
	assert.match(text, /\n- \[x\] -1\n/);
	assert.match(text, /\n## Zweites \\\*Thema\\\*\n\nOffer\n\n\*No outcome yet\.\*\n/);
	assert.match(text, /\n## Next time\n\n- 1\\\. Kein \\# Platz\n$/);
	assert.equal(plain("# a\n- b\n1. c\n`d` <e> [f](g) *h* _i_ a|b ~x~"), "\\# a\n  \\- b\n  1\\. c\n  \\`d\\` \\<e\\> \\[f\\](g) \\*h\\* \\_i\\_ a\\|b \\~x\\~");
});

test("a file's name has the date and nothing a file system refuses", () => {
	assert.equal(fileName(SUMMARY.name, SUMMARY.started, "csv"), "Marketing Vertrieb Q4 2026-11-22.csv");
	assert.equal(fileName("../..\u0000", SUMMARY.started, "md"), ".. .. 2026-11-22.md");
	assert.equal(fileName("///", SUMMARY.started, "md"), "Tandem 2026-11-22.md");
});
