/* What there is to learn with: packs, questionnaires, the steps of a programme, ground rules. The kiosk gives all of
 * it as one file for each language; it is asked for once and read from here. */
import {_} from "./words.js";

const EMPTY = {packs: [], instruments: [], course: [], rules: []};

let content = EMPTY;

export async function loadLearn() {
	try {
		const answer = await fetch(`/api/learn/${document.documentElement.lang}`);
		if (answer.ok) content = {...EMPTY, ...await answer.json()};
	} catch {
		/* asked for again with the next page */
	}
	return content !== EMPTY;
}

export const packs = () => content.packs;
export const rules = () => content.rules;
export const instruments = () => content.instruments;
export const packOf = key => content.packs.find(pack => pack.key === key) || null;

/* With `all`: the items of all areas in order, as they are numbered on the wire. */
export function instrumentOf(key) {
	const found = content.instruments.find(instrument => instrument.key === key) || {key, title: key, about: "", minutes: 0, scale: [], areas: []};
	return {...found, all: found.areas.flatMap((area, i) => area.items.map(words => ({area, place: i, words})))};
}

export const stepOf = key => content.course.find(step => step.key === key) || {key, title: key === "over" ? _("finished") : "", text: "", parts: []};
export const partWords = (step, part) => (stepOf(step).parts.find(row => row.part === part) || {words: ""}).words;
