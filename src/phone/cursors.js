/* Where the others are: a caret and a name in their colour, carried along by every change until the
 * kiosk says anew where they stand. */
import {StateEffect, StateField, Transaction} from "@codemirror/state";
import {Decoration, EditorView, ViewPlugin, WidgetType} from "@codemirror/view";
import {el} from "./dom.js";

export const setOthers = StateEffect.define();

class Caret extends WidgetType {
	constructor(other) {
		super();
		this.other = other;
	}
	eq(caret) {
		const [a, b] = [this.other, caret.other];
		return a.conn === b.conn && a.name === b.name && a.colour === b.colour && a.moved === b.moved;
	}
	toDOM() {
		const {name, colour} = this.other;
		return el("span", {class: `cm-other hue-${colour % 12}`, "aria-hidden": "true"}, "\u2060", el("span", {class: "cm-other-name"}, name));
	}
	ignoreEvent() { return true; }
}

/* Given name only: the label stands in the text. */
export function labelOf(name) {
	return name.replace(/\s+\S\.$/, "");
}

function draw(others, length) {
	const ranges = [];
	for (const other of others) {
		const head = Math.min(other.head, length), anchor = Math.min(other.anchor, length);
		if (head !== anchor) {
			ranges.push(Decoration.mark({class: `cm-other-selection hue-${other.colour % 12}`}).range(Math.min(head, anchor), Math.max(head, anchor)));
		}
		ranges.push(Decoration.widget({widget: new Caret(other), side: 1}).range(head));
	}
	return Decoration.set(ranges, true);
}

/* A name near the right edge stands to the left of its caret. */
export const inSight = ViewPlugin.fromClass(class {
	constructor(view) { this.look(view); }
	update(update) { this.look(update.view); }
	look(view) {
		view.requestMeasure({
			key: this,
			read: () => {
				const edge = view.scrollDOM.getBoundingClientRect().right;
				return [...view.contentDOM.querySelectorAll(".cm-other")].map(caret => ({
					caret, left: caret.getBoundingClientRect().left + caret.lastChild.offsetWidth > edge - 4,
				}));
			},
			write: found => found.forEach(({caret, left}) => caret.classList.toggle("cm-other-left", left)),
		});
	}
});

function moved(before, now) {
	const same = before.find(other => other.conn === now.conn);
	if (!same) return 1;
	return same.head === now.head ? same.moved : same.moved + 1;
}

export const others = StateField.define({
	create: () => ({list: [], decorations: Decoration.none}),
	update(value, transaction) {
		let {list} = value;
		if (transaction.docChanged) {
			/* What we type at their place comes behind them; what they type takes them along. */
			const side = transaction.annotation(Transaction.remote) ? 1 : -1;
			list = list.map(other => ({
				...other,
				head: transaction.changes.mapPos(other.head, side),
				anchor: transaction.changes.mapPos(other.anchor, side),
			}));
		}
		for (const effect of transaction.effects) {
			if (effect.is(setOthers)) list = effect.value.map(other => ({...other, moved: moved(list, other)}));
		}
		return list === value.list ? value : {list, decorations: draw(list, transaction.newDoc.length)};
	},
	provide: field => EditorView.decorations.from(field, value => value.decorations),
});
