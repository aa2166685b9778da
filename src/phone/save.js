/* Files made of what a page knows, for whoever looks at it to keep. */
import {el} from "./dom.js";
import {harmless} from "./summary.js";

export function saveAs(name, type, text) {
	const address = URL.createObjectURL(new Blob([text], {type}));
	el("a", {href: address, download: name}).click();
	setTimeout(() => URL.revokeObjectURL(address), 60000);
}

/* As spreadsheets read it (RFC 4180), with a byte order mark so that they see it is UTF-8. Numbers stay numbers. */
const cell = value => typeof value === "number" ? String(value) : `"${harmless(String(value ?? "")).replace(/"/g, '""')}"`;
export const csvOf = rows => `\ufeff${rows.map(cells => cells.map(cell).join(",")).join("\r\n")}\r\n`;

/* Everything about a person: the kiosk gives the rows of each table as JSON. */
export const everythingOf = doc => `{\n${doc.tables.map(({name, rows}) => `${JSON.stringify(name)}: ${rows}`).join(",\n")}\n}\n`;
