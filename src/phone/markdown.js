/* The Markdown of notes: what a line is by its prefix, where the template's prompts stand, and the
 * grammar for what is inside lines. There is no raw HTML in it, and an address is a link only when it
 * leads to the web or to a mailbox. */
import {Autolink, Strikethrough, TaskList, parser} from "@lezer/markdown";

export const grammar = parser.configure([TaskList, Autolink, Strikethrough, {
	remove: ["HTMLBlock", "HTMLTag", "SetextHeading", "IndentedCode", "LinkReference", "Entity"],
}]);

/* In this order: a task is a list line as well. `insert` is what the bar puts in front of a line. */
export const KINDS = [
	{kind: "heading", pattern: /^(#{1,6}) /, insert: "## "},
	{kind: "task", pattern: /^(\s*)[-*+] \[([ xX])\] /, insert: "- [ ] "},
	{kind: "list", pattern: /^(\s*)[-*+] /, insert: "- "},
	{kind: "number", pattern: /^(\s*)(\d{1,9}[.)]) /},
	{kind: "insight", pattern: /^! /, insert: "! "},
	{kind: "question", pattern: /^\? /, insert: "? "},
	{kind: "quote", pattern: /^> ?/},
];

/* {kind, match}, or kind "" for plain text. */
export function lineKind(text) {
	for (const {kind, pattern} of KINDS) {
		const match = pattern.exec(text);
		if (match) return {kind, match, prefix: match[0].length};
	}
	return {kind: "", match: null, prefix: 0};
}

export function prefixOf(kind) {
	return KINDS.find(k => k.kind === kind).insert;
}

/* The template's prompts: the "> " lines right under a heading. For each the lines it stands in, its
 * words, whether the section has nothing else yet, and the blank line in which to answer (or null). */
export function findPrompts(doc) {
	const prompts = [];
	let current = null, under = false;
	const end = () => {
		if (current) prompts.push(current);
		current = null;
	};
	let position = 0;
	for (const text of doc.iterLines()) {
		const from = position, to = from + text.length;
		position = to + 1;
		if (/^#{1,6} /.test(text)) {
			end();
			under = true;
		} else if (under && /^>/.test(text)) {
			if (!current) current = {from, to, text: "", empty: true, answer: null};
			current.to = to;
			current.text = `${current.text} ${text.replace(/^> ?/, "")}`.trim();
		} else {
			under = false;
			if (!current) continue;
			if (text.trim() !== "") current.empty = false;
			else if (current.answer === null) current.answer = from;
		}
	}
	end();
	return prompts;
}

/* The note without prompts that nobody needs any more: for export and print. */
export function withoutPrompts(doc) {
	let text = doc.toString();
	for (const {from, to} of findPrompts(doc).reverse()) text = text.slice(0, from) + text.slice(Math.min(to + 1, text.length));
	return text;
}

/* The address to link to, or null. */
export function safeAddress(text) {
	const trimmed = text.trim().replace(/^<|>$/g, "");
	const full = /^www\./i.test(trimmed) ? `http://${trimmed}` : /^[^\s:/@]+@[^\s:/@]+$/.test(trimmed) ? `mailto:${trimmed}` : trimmed;
	let url;
	try {
		url = new URL(full);
	} catch {
		return null; /* relative, or none at all */
	}
	return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
}

/* The address and the words of a Link, Image, Autolink or URL node. */
export function linkParts(node, slice) {
	if (node.name === "URL") return {href: safeAddress(slice(node.from, node.to)), from: node.from, to: node.to};
	const url = node.getChild("URL");
	const marks = node.getChildren("LinkMark");
	const href = url ? safeAddress(slice(url.from, url.to)) : null;
	if (node.name === "Autolink") return {href, from: url ? url.from : node.from, to: url ? url.to : node.to};
	return {href, from: marks[0].to, to: marks.length > 1 ? marks[1].from : node.to};
}
