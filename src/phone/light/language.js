/* Stands in for @codemirror/language in the bundle (see build.mjs). CodeMirror's commands ask it how a
 * programming language indents and pairs brackets; notes have none of that, and without it the page is
 * 6 kB lighter. */
import {Facet} from "@codemirror/state";
import {Tree} from "@lezer/common";

export const indentUnit = Facet.define({combine: values => values[0] || "  "});
export const getIndentUnit = state => state.facet(indentUnit).length;
export const indentString = (state, columns) => " ".repeat(columns);
export const getIndentation = () => 0;
export const matchBrackets = () => null;
export const syntaxTree = () => Tree.empty;
export class IndentContext {
	lineIndent() { return 0; }
}
