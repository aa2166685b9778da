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

export async function loadWords() {
	const language = chooseLanguage(navigator.languages || [navigator.language], LANGUAGES);
	if (language === "en") return;
	try {
		const answer = await fetch(`/i18n/${language}.json`);
		if (!answer.ok) return;
		words = await answer.json();
		rule = new Intl.PluralRules(language);
		document.documentElement.lang = language;
	} catch {
		words = {}; /* English, then */
	}
}
