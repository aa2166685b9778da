/* The editor: CodeMirror, with the note's Markdown shown as what it means. A line's prefix becomes a
 * bullet, a box to tick or a sign; marks inside a line are hidden unless the cursor is at them; the
 * template's prompts stand in the empty line in which to answer. The text itself is never rewritten. */
import {EditorState, RangeSetBuilder, StateField, Transaction} from "@codemirror/state";
import {Decoration, EditorView, ViewPlugin, WidgetType, keymap} from "@codemirror/view";
import {history, historyKeymap, standardKeymap} from "@codemirror/commands";
import {TreeFragment} from "@lezer/common";
import {StyleModule} from "style-mod";
import {inSight, others} from "./cursors.js";
import {el, icon} from "./dom.js";
import {continueList, leaveHeading, toggleTask, wholeCharacters} from "./lines.js";
import {findPrompts, grammar, lineKind, linkParts} from "./markdown.js";
import {_} from "./words.js";

const INSERT_CHARS = 5000; /* in one update; longer pastes become several, so that each fits a push */

/* The policy of these pages forbids <style>, which style-mod would make; rules that are put into our own
 * style sheet are allowed. In front, so that ours win. */
const mounted = new Set();
StyleModule.mount = (root, modules) => {
	const sheet = document.querySelector("link[rel=stylesheet]").sheet;
	let at = 0;
	for (const module of [modules].flat()) {
		if (!mounted.has(module)) {
			mounted.add(module);
			module.rules.forEach((rule, i) => {
				try {
					sheet.insertRule(rule, at + i);
				} catch {
					sheet.insertRule("x{}", at + i); /* a selector this browser does not know; keeps the count */
				}
			});
		}
		at += module.rules.length;
	}
};

/* ---- syntax ---- */

function parse(doc, fragments) {
	const tree = grammar.parse(doc.toString(), fragments);
	return {tree, fragments: TreeFragment.addTree(tree, fragments)};
}

const syntax = StateField.define({
	create: state => parse(state.doc, []),
	update(value, transaction) {
		if (!transaction.docChanged) return value;
		const changed = [];
		transaction.changes.iterChangedRanges((fromA, toA, fromB, toB) => changed.push({fromA, toA, fromB, toB}));
		return parse(transaction.newDoc, TreeFragment.applyChanges(value.fragments, changed));
	},
});

/* ---- what stands in place of marks ---- */

class Sign extends WidgetType {
	constructor(kind, text) {
		super();
		Object.assign(this, {kind, text});
	}
	eq(sign) { return sign.kind === this.kind && sign.text === this.text; }
	toDOM() {
		const name = {insight: _("Insight"), question: _("Question")}[this.kind];
		return el("span", {class: `cm-sign cm-sign-${this.kind}`, role: name ? "img" : null, "aria-label": name},
			this.kind === "insight" ? icon("insight") : this.text);
	}
}

class Box extends WidgetType {
	constructor(done, words, readOnly) {
		super();
		Object.assign(this, {done, words, readOnly});
	}
	eq(box) { return box.done === this.done && box.words === this.words && box.readOnly === this.readOnly; }
	toDOM(view) {
		const box = el("span", {
			class: "cm-box", role: "checkbox", "aria-checked": String(this.done), "aria-disabled": this.readOnly,
			"aria-label": this.words || _("Task"),
			onpointerdown: event => event.preventDefault(), /* the keyboard stays as it is */
			onmousedown: event => event.preventDefault(),
			onclick: () => apply(view, toggleTask(view.state, view.posAtDOM(box))),
		}, el("span", {class: "cm-box-face"}, this.done ? icon("tick") : null));
		return box;
	}
	ignoreEvent() { return true; }
}

class Prompt extends WidgetType {
	constructor(text) {
		super();
		this.text = text;
	}
	eq(prompt) { return prompt.text === this.text; }
	toDOM() { return el("span", {class: "cm-prompt"}, this.text); }
	ignoreEvent() { return false; }
}

class OpenLink extends WidgetType {
	constructor(href) {
		super();
		this.href = href;
	}
	eq(link) { return link.href === this.href; }
	toDOM() {
		return el("a", {class: "cm-open", href: this.href, target: "_blank", rel: "noopener noreferrer", "aria-label": _("Open {address}", {address: this.href})}, icon("open"));
	}
	ignoreEvent() { return true; }
}

export function apply(view, transaction) {
	if (transaction) view.dispatch(transaction);
	return !!transaction;
}

const hidden = Decoration.replace({});

function signOf(line, {kind, match}, readOnly) {
	if (kind === "task") return new Box(match[2] !== " ", line.text.slice(match[0].length), readOnly);
	if (kind === "list") return new Sign(kind, "•");
	if (kind === "number") return new Sign(kind, match[2]);
	return kind === "question" ? new Sign(kind, "?") : new Sign(kind, "");
}

function decorateLine(line, previous, found, state) {
	const {kind, match, prefix} = found;
	const classes = [`cm-${kind}`];
	if (kind === "heading") {
		classes.push(`cm-heading-${Math.min(match[1].length, 3)}`);
		const answered = state.field(prompts).list.some(p => p.empty && p.answer === line.from - previous.length - 1);
		if (line.number > 1 && (previous.trim() !== "" || answered)) classes.push("cm-apart");
	}
	if (kind === "task" && match[2] !== " ") classes.push("cm-done");
	const indent = ["task", "list", "number"].includes(kind) ? Math.min(3, Math.floor(match[1].length / 2)) : 0;
	if (indent) classes.push(`cm-indent-${indent}`);
	found.ranges.push(Decoration.line({class: classes.join(" ")}).range(line.from));
	const mark = kind === "heading" ? hidden : Decoration.replace({widget: signOf(line, found, state.readOnly)});
	found.marks.push(mark.range(line.from, line.from + prefix));
}

const INLINE = {
	Emphasis: "cm-emphasis", StrongEmphasis: "cm-strong", InlineCode: "cm-code", Strikethrough: "cm-struck",
	FencedCode: "cm-code", Link: "cm-link", Image: "cm-link", URL: "cm-link", Autolink: "cm-link",
};

function decorateInline(view, from, to, ranges, marks) {
	const {state} = view;
	const {head, anchor} = state.selection.main;
	const near = node => view.hasFocus && Math.min(head, anchor) <= node.to && Math.max(head, anchor) >= node.from;
	state.field(syntax).tree.iterate({from, to, enter(ref) {
		const style = INLINE[ref.name];
		if (!style) return true;
		const node = ref.node;
		if (style !== "cm-link") {
			ranges.push(Decoration.mark({class: style}).range(node.from, node.to));
			if (ref.name === "FencedCode" || near(node)) return ref.name !== "FencedCode";
			for (let child = node.firstChild; child; child = child.nextSibling) {
				if (child.name.endsWith("Mark")) marks.push(hidden.range(child.from, child.to));
			}
			return true;
		}
		const link = linkParts(node, (a, b) => state.sliceDoc(a, b));
		if (!link.href) return false;
		ranges.push(Decoration.mark({class: style}).range(node.from, node.to));
		if (!near(node) && link.from < link.to) {
			if (node.from < link.from) marks.push(hidden.range(node.from, link.from));
			if (link.to < node.to && !/\n/.test(state.sliceDoc(link.to, node.to))) marks.push(hidden.range(link.to, node.to));
		}
		ranges.push(Decoration.widget({widget: new OpenLink(link.href), side: 1}).range(node.to));
		return false;
	}});
}

function decorate(view) {
	const ranges = [], marks = [];
	for (const {from, to} of view.visibleRanges) {
		for (let at = from; at <= to;) {
			const line = view.state.doc.lineAt(at);
			const found = lineKind(line.text);
			const previous = line.number > 1 ? view.state.doc.line(line.number - 1).text : "";
			if (found.kind && found.kind !== "quote") decorateLine(line, previous, {...found, ranges, marks}, view.state);
			else if (found.kind) ranges.push(Decoration.line({class: "cm-quote"}).range(line.from));
			at = line.to + 1;
		}
		decorateInline(view, from, to, ranges, marks);
	}
	return {all: Decoration.set([...ranges, ...marks], true), atomic: Decoration.set(marks, true)};
}

const looks = ViewPlugin.fromClass(class {
	constructor(view) { this.sets = decorate(view); }
	update(update) {
		const {docChanged, selectionSet, viewportChanged, focusChanged, startState, state} = update;
		if (docChanged || selectionSet || viewportChanged || focusChanged || startState.readOnly !== state.readOnly) this.sets = decorate(update.view);
	}
}, {
	decorations: plugin => plugin.sets.all,
	provide: plugin => EditorView.atomicRanges.of(view => view.plugin(plugin)?.sets.atomic || Decoration.none),
});

/* ---- prompts ---- */

function drawPrompts(doc) {
	const list = findPrompts(doc);
	const builder = new RangeSetBuilder();
	for (const {from, to, text, empty, answer} of list) {
		if (empty && answer === null) {
			for (let at = from; at <= to; at = doc.lineAt(at).to + 1) {
				builder.add(at, at, Decoration.line({class: "cm-prompt"}));
				builder.add(at, at + /^> ?/.exec(doc.lineAt(at).text)[0].length, hidden);
			}
			continue;
		}
		builder.add(from, to, Decoration.replace({block: true}));
		if (empty) builder.add(answer, answer, Decoration.widget({widget: new Prompt(text), side: 1}));
	}
	return {list, decorations: builder.finish()};
}

const prompts = StateField.define({
	create: state => drawPrompts(state.doc),
	update: (value, transaction) => transaction.docChanged ? drawPrompts(transaction.newDoc) : value,
	provide: field => [
		EditorView.decorations.from(field, value => value.decorations),
		EditorView.atomicRanges.of(view => view.state.field(field).decorations),
	],
});

/* The cursor does not stay in a prompt: it goes where the answer is written. */
const stepOver = EditorState.transactionFilter.of(transaction => {
	const {startState, newSelection, docChanged} = transaction;
	if (!transaction.selection || docChanged || !newSelection.main.empty) return transaction;
	const {head} = newSelection.main;
	const prompt = startState.field(prompts).list.find(p => head >= p.from && head <= p.to);
	if (!prompt || startState.readOnly) return transaction;
	const back = startState.selection.main.head > prompt.to && !transaction.isUserEvent("select.pointer");
	if (back) return [transaction, {selection: {anchor: Math.max(0, prompt.from - 1)}}];
	if (prompt.to < startState.doc.length && !(prompt.empty && prompt.answer === null)) return [transaction, {selection: {anchor: prompt.to + 1}}];
	return [transaction, {changes: {from: prompt.to, insert: "\n"}, selection: {anchor: prompt.to + 1}}];
});

/* Typing and deleting leave prompts alone; they go only with the whole text. */
const keepPrompts = EditorState.changeFilter.of(transaction => {
	const {list} = transaction.startState.field(prompts);
	const length = transaction.startState.doc.length;
	if (list.length === 0 || transaction.changes.newLength === 0) return true;
	return list.flatMap(p => [Math.max(0, p.from - 1), Math.min(length, p.to + 1)]);
});

const wholes = EditorState.transactionFilter.of(transaction => {
	const specs = transaction.docChanged && wholeCharacters(transaction.startState.doc, transaction.changes);
	return specs ? {changes: specs, userEvent: "input.type"} : transaction;
});

/* A long paste as several updates. */
function cut(transaction) {
	const pieces = [];
	transaction.changes.iterChanges((from, to, fromB, toB, inserted) => pieces.push({from, to, inserted}));
	if (pieces.length !== 1 || pieces[0].inserted.length <= INSERT_CHARS || transaction.annotation(Transaction.remote)) return [transaction];
	const [{from, to, inserted}] = pieces;
	const list = [];
	let state = transaction.startState;
	for (let at = 0; at < inserted.length;) {
		let end = Math.min(at + INSERT_CHARS, inserted.length);
		if (/[\uD800-\uDBFF]$/.test(inserted.sliceString(end - 1, end))) end--;
		const next = state.update({
			changes: {from: from + at, to: at === 0 ? to : from + at, insert: inserted.slice(at, end)},
			selection: {anchor: from + end}, userEvent: "input.paste", scrollIntoView: true, filter: false,
		});
		list.push(next);
		state = next.state;
		at = end;
	}
	return list;
}

const command = make => view => apply(view, make(view.state));

export function isOwnEdit(update) {
	return update.transactions.some(t => t.docChanged && !t.annotation(Transaction.remote));
}

/* A state for the note. `more`: what belongs to this writer, and whether they may write. */
export function noteState(doc, {label, more}) {
	return EditorState.create({doc, extensions: [
		others, inSight, syntax, looks, prompts, stepOver, keepPrompts, wholes,
		history(),
		keymap.of([
			{key: "Enter", run: view => command(leaveHeading)(view) || command(continueList)(view)},
			{key: "Mod-Enter", run: view => apply(view, toggleTask(view.state, view.state.selection.main.head))},
			...historyKeymap, ...standardKeymap,
		]),
		EditorView.lineWrapping,
		EditorView.contentAttributes.of({tabindex: "0", "aria-label": label, autocapitalize: "sentences", autocorrect: "on", spellcheck: "true"}),
		EditorView.scrollMargins.of(() => ({top: 24, bottom: 24})),
		...more,
	]});
}

export function openEditor(parent, state) {
	return new EditorView({state, parent, dispatchTransactions: (transactions, view) => view.update(transactions.flatMap(cut))});
}
