/* Commands on lines: the five things of the bar, ticking a task, going on with a list. Each gives a
 * transaction or null, and touches no more than the line's prefix, so that it merges with what others
 * type in the same line. */
import {findPrompts, lineKind, prefixOf} from "./markdown.js";

function selectedLines(state) {
	const {from, to} = state.selection.main;
	const lines = [];
	for (let at = from; ;) {
		const line = state.doc.lineAt(at);
		lines.push(line);
		if (line.to >= to) return lines;
		at = line.to + 1;
	}
}

/* Heading, list, task, insight or question on; off if all the lines are of that kind already. */
export function toggleKind(state, kind) {
	if (state.readOnly) return null;
	const lines = selectedLines(state).filter((line, _, all) => all.length === 1 || line.text.trim() !== "");
	const off = lines.every(line => lineKind(line.text).kind === kind);
	const changes = lines.map(line => {
		const now = lineKind(line.text);
		const prefix = now.kind === "quote" ? 0 : now.prefix;
		return {from: line.from, to: line.from + prefix, insert: off ? "" : prefixOf(kind)};
	});
	const set = state.changes(changes);
	return state.update({changes: set, selection: state.selection.map(set, 1), userEvent: "input.prefix", scrollIntoView: true});
}

/* Ticks or unticks the task in the line at `position`. */
export function toggleTask(state, position) {
	const line = state.doc.lineAt(position);
	const {kind, match} = lineKind(line.text);
	if (kind !== "task" || state.readOnly) return null;
	const at = line.from + match[0].length - 3;
	return state.update({changes: {from: at, to: at + 1, insert: match[2] === " " ? "x" : " "}, userEvent: "input.task"});
}

/* Enter behind a heading: on to where its section is answered, not between it and its prompt. */
export function leaveHeading(state) {
	const {main} = state.selection;
	const line = state.doc.lineAt(main.head);
	if (!main.empty || main.head !== line.to || lineKind(line.text).kind !== "heading") return null;
	const prompt = findPrompts(state.doc).find(p => p.from > line.to && state.doc.sliceString(line.to, p.from).trim() === "");
	if (!prompt) return null;
	if (prompt.empty && prompt.answer !== null) return state.update({selection: {anchor: prompt.answer}, scrollIntoView: true});
	return state.update({
		changes: {from: prompt.to, insert: "\n"}, selection: {anchor: prompt.to + 1},
		userEvent: "input.type", scrollIntoView: true, filter: false,
	});
}

const HIGH = /[\uD800-\uDBFF]$/, LOW = /^[\uDC00-\uDFFF]/;

/* Browsers report an emoji turned into another as half of it changed. Half a character can't be sent,
 * so the change takes in the whole; what can't be in a note at all is left out. Null: fine as it is. */
export function wholeCharacters(doc, changes) {
	const specs = [];
	let touched = false;
	changes.iterChanges((from, to, fromB, toB, inserted) => {
		let insert = inserted.toString();
		const before = doc.sliceString(Math.max(0, from - 1), from), behind = doc.sliceString(to, to + 1);
		const [left, right] = [doc.sliceString(from, from + 1), doc.sliceString(Math.max(0, to - 1), to)];
		const whole = {from, to};
		if (HIGH.test(before) && LOW.test(left)) {
			whole.from--;
			insert = before + insert;
		}
		if (to > from && HIGH.test(right) && LOW.test(behind)) {
			whole.to++;
			insert += behind;
		} else if (to === from && whole.from < from) {
			whole.to++;
			insert += left;
		}
		const clean = insert.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]|\0/g, found => found.length === 2 ? found : "");
		touched ||= whole.from !== from || whole.to !== to || clean !== inserted.toString();
		specs.push({...whole, insert: clean});
	});
	return touched ? specs : null;
}

/* Enter: the next line is of the same list; in an empty item the list ends. */
export function continueList(state) {
	const {main} = state.selection;
	const line = state.doc.lineAt(main.head);
	const {kind, match, prefix} = lineKind(line.text);
	if (!main.empty || !["task", "list", "number"].includes(kind) || main.head < line.from + prefix) return null;
	if (line.length === prefix) {
		return state.update({changes: {from: line.from, to: line.to}, userEvent: "delete.prefix", scrollIntoView: true});
	}
	const next = kind === "number" ? match[0].replace(/\d+/, n => String(Number(n) + 1)) : match[0].replace(/\[[xX]\]/, "[ ]");
	return state.update({
		changes: {from: main.head, insert: `\n${next}`},
		selection: {anchor: main.head + 1 + next.length},
		userEvent: "input.type", scrollIntoView: true,
	});
}
