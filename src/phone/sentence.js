/* A sentence as the kiosk gives it (base/sentence.h): English with gaps as printf has them, and what goes into them. Here it
 * gets the page's language. */
import {_} from "./words.js";

const CONVERSION = /%(?:(\d+)\$)?([-+ #'0-9.*$]*)[hlLjzt]*([a-zA-Z%])/g;

/* The number of the last argument that each gap takes, as printf counts: the width of "%.*s" is one of its own. */
function argumentsOf(format) {
	let taken = 0;
	return [...format.matchAll(CONVERSION)].filter(([, , , kind]) => kind !== "%").map(([, , width]) => taken += 1 + width.split("*").length - 1);
}

export function sentence({text, gaps}) {
	const taken = argumentsOf(text);
	let next = 0;
	return _(text).replace(CONVERSION, (whole, place, width, kind) => kind === "%" ? "%" : gaps[place ? taken.findIndex(n => n >= Number(place)) : next++] ?? "");
}
