/* A note as plain elements: for print, and for whoever reads. Built node by node from the syntax tree;
 * what the grammar does not know is text. */
import {el} from "./dom.js";
import {grammar, linkParts} from "./markdown.js";

const BLOCKS = {
	Paragraph: "p", Blockquote: "blockquote", BulletList: "ul", OrderedList: "ol", ListItem: "li",
	FencedCode: "pre", CodeBlock: "pre", HorizontalRule: "hr", Task: "div",
	ATXHeading1: "h2", ATXHeading2: "h2", ATXHeading3: "h3", ATXHeading4: "h4", ATXHeading5: "h5", ATXHeading6: "h6",
	Emphasis: "em", StrongEmphasis: "strong", InlineCode: "code", Strikethrough: "s",
};
const SILENT = /Mark$|^(CodeInfo|LinkTitle)$/;
const STRUCTURE = /^(Document|BulletList|OrderedList|ListItem|Blockquote)$/; /* nothing between their parts but space */
const SIGNS = {"!": "✦", "?": "?"};

/* Text with its line ends kept, and the signs of insights and questions at the start of a line. */
function addText(parent, text, lineStart) {
	text.split("\n").forEach((line, i) => {
		if (i > 0) parent.append(parent.tagName === "PRE" ? "\n" : el("br"));
		const sign = (i > 0 || lineStart) && parent.tagName === "P" && /^([!?]) /.exec(line);
		if (sign) {
			parent.append(el("b", {class: "sign"}, SIGNS[sign[1]]));
			line = line.slice(1);
		}
		if (line) parent.append(line);
	});
}

export function readNote(text) {
	const slice = (from, to) => text.slice(from, to);

	function link(node, parent) {
		const {href, from, to} = linkParts(node, slice);
		const words = slice(from, to);
		const bare = !words || words === href; /* on paper, the address need not follow */
		parent.append(href ? el("a", {href, class: bare ? "bare" : null, rel: "noopener noreferrer", target: "_blank"}, words || href) : words);
	}

	function take(node, parent) {
		if (SILENT.test(node.name)) return;
		if (node.name === "TaskMarker") {
			parent.append(el("span", {class: "box"}, /x/i.test(slice(node.from, node.to)) ? "☒" : "☐"));
		} else if (["Link", "Image", "Autolink", "URL"].includes(node.name)) {
			link(node, parent);
		} else if (node.name === "Escape") {
			parent.append(slice(node.from + 1, node.to));
		} else if (BLOCKS[node.name]) {
			const element = el(BLOCKS[node.name]);
			parent.append(element);
			if (node.name !== "HorizontalRule") inside(node, element);
		} else {
			inside(node, parent);
		}
	}

	function inside(node, parent) {
		let at = node.from;
		const gap = to => STRUCTURE.test(node.name) || addText(parent, slice(at, to), at === node.from);
		for (let child = node.firstChild; child; child = child.nextSibling) {
			gap(child.from);
			take(child, parent);
			at = child.to;
		}
		gap(node.to);
	}

	const note = document.createDocumentFragment();
	take(grammar.parse(text).topNode, note);
	return note;
}
