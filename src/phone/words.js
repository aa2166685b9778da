/* The words of the pages in the phone's language. English is the key; what has no translation, and any
 * language that has no file, stays English. */
/* global LANGUAGES */

let words = {};
let rule = null;

const CATEGORIES = ["zero", "one", "two", "few", "many", "other"];

function fill(text, values) {
	return text.replace(/\{(\w+)\}/g, (whole, name) => values && name in values ? values[name] : whole);
}

export function _(text, values) {
	const found = words[text];
	return fill(typeof found === "string" ? found : text, values);
}

export function ngettext(one, many, n, values) {
	const found = words[one];
	if (!Array.isArray(found)) return fill(n === 1 ? one : many, {n, ...values});
	const used = rule.resolvedOptions().pluralCategories;
	const index = CATEGORIES.filter(c => used.includes(c)).indexOf(rule.select(n));
	return fill(found[index] || found[0], {n, ...values});
}

/* The first language of the phone that there is; English needs no file. */
export function chooseLanguage(wanted, offered) {
	for (const tag of wanted) {
		const language = tag.toLowerCase().split("-")[0];
		if (language === "en" || offered.includes(language)) return language;
	}
	return "en";
}

let language = null;

async function fetchWords(part) {
	try {
		const answer = await fetch(`/i18n/${language}${part}.json`);
		if (answer.ok) return await answer.json();
	} catch {
		/* English, then */
	}
	return null;
}

export async function loadWords() {
	language = chooseLanguage(navigator.languages || [navigator.language], LANGUAGES);
	if (language === "en") return;
	const found = await fetchWords("");
	if (!found) return;
	words = found;
	rule = new Intl.PluralRules(language);
	document.documentElement.lang = language;
}

/* The words of a page that not every phone opens. */
export async function moreWords(part) {
	if (language === "en" || !rule) return;
	Object.assign(words, await fetchWords(`.${part}`));
}

/* For dates and numbers: as the page speaks, and English as the room writes it where nothing else is known. */
export const locale = () => document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
