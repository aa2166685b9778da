/* Reads a gettext .po file: {"English": "German", "one": ["…", "…"]}. Fuzzy and empty entries are left
 * out, so that they stay English. */

export function readTranslations(text) {
	const found = {};
	for (const block of text.split(/\n\s*\n/)) {
		const entry = readEntry(block);
		if (!entry || entry.fuzzy || !entry.msgid) continue;
		const forms = Object.keys(entry).filter(key => key.startsWith("msgstr")).sort().map(key => entry[key]);
		if (forms.some(form => form === "")) continue;
		found[entry.msgid] = entry.msgid_plural === undefined ? forms[0] : forms;
	}
	return found;
}

function readEntry(block) {
	const entry = {};
	let field = null;
	for (const line of block.split("\n")) {
		if (line.startsWith("#~")) return null;
		if (/^#,.*\bfuzzy\b/.test(line)) entry.fuzzy = true;
		const start = /^(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s+(".*")\s*$/.exec(line);
		if (start) {
			field = start[1];
			entry[field] = JSON.parse(start[2]);
		} else if (field && /^".*"\s*$/.test(line)) {
			entry[field] += JSON.parse(line);
		}
	}
	return field ? entry : null;
}
