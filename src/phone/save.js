/* Files made of what a page knows, for whoever looks at it to keep. */
import {el} from "./dom.js";
import {harmless} from "./summary.js";
import {locale} from "./words.js";

export function saveAs(name, type, text) {
	const address = URL.createObjectURL(new Blob([text], {type}));
	el("a", {href: address, download: name}).click();
	setTimeout(() => URL.revokeObjectURL(address), 60000);
}

/* As spreadsheets read it (RFC 4180), with a byte order mark so that they see it is UTF-8. Numbers stay numbers. Where a
 * comma is the decimal sign they take the semicolon to stand between cells. */
const hasDecimalComma = () => new Intl.NumberFormat(locale()).format(0.5).includes(",");
const cell = (value, comma) => typeof value === "number" ? String(value).replace(".", comma ? "," : ".") : `"${harmless(String(value ?? "")).replace(/"/g, '""')}"`;
export function csvOf(rows, comma = hasDecimalComma()) {
	return `\ufeff${rows.map(cells => cells.map(value => cell(value, comma)).join(comma ? ";" : ",")).join("\r\n")}\r\n`;
}

/* A file of the kiosk, with commas; what is not quoted and looks like one is a number. */
export function rowsOf(text) {
	const rows = [[]];
	for (const [, quoted, plain, end] of text.replace(/^\ufeff/, "").matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
		rows.at(-1).push(quoted !== undefined ? quoted.replace(/""/g, "\"") : /^-?\d+$/.test(plain) ? Number(plain) : plain);
		if (end !== ",") rows.push([]);
	}
	return rows.filter(row => row.length && row.join("") !== "");
}

/* Everything about a person: the kiosk gives the rows of each table as JSON. */
export const everythingOf = doc => `{\n${doc.tables.map(({name, rows}) => `${JSON.stringify(name)}: ${rows}`).join(",\n")}\n}\n`;
