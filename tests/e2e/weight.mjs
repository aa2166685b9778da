/* What a phone loads before a note, or a board, is open on it: the page, the scripts that it and its parts
 * name, the sheets and the larger one of the translations; gzipped, as it goes over the air. */
import {readFileSync, readdirSync, statSync} from "node:fs";
import {join} from "node:path";

/* The scripts that must be there before this one runs. */
const needs = source => [...source.matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)].map(found => found[1]);
const parts = source => [...source.matchAll(/import\("\.\/([\w.-]+\.js)"\)/g)].map(found => found[1]);

/* {bytes, files}; `part` is "note" or "board". */
export function weigh(folder, part) {
	const read = name => readFileSync(join(folder, name), "utf8");
	const files = new Set(["index.html"]);
	const take = name => {
		if (files.has(name)) return;
		files.add(name);
		for (const needed of needs(read(name))) take(needed);
	};
	const start = [...read("index.html").matchAll(/(?:href|src)="\/([\w.-]+\.(?:js|css))"/g)].map(found => found[1]);
	for (const name of start) name.endsWith(".js") ? take(name) : files.add(name);
	const chosen = parts(read(start.find(name => name.startsWith("app")))).find(name => name.startsWith(part));
	if (!chosen) throw new Error(`no script for ${part}`);
	take(chosen);
	for (const name of readdirSync(folder)) if (name.startsWith(`${part}.`) && name.endsWith(".css")) files.add(name);
	const size = name => statSync(join(folder, `${name}.gz`)).size;
	const words = readdirSync(join(folder, "i18n")).filter(name => /^\w+\.json$/.test(name)).map(name => {
		const more = name.replace(".json", `.${part}.json`);
		const list = [`i18n/${name}`, `i18n/${more}`].filter((_path, i) => i === 0 || readdirSync(join(folder, "i18n")).includes(more));
		return {list, bytes: list.reduce((sum, path) => sum + size(path), 0)};
	}).sort((a, b) => b.bytes - a.bytes)[0];
	for (const name of words ? words.list : []) files.add(name);
	return {bytes: [...files].reduce((sum, name) => sum + size(name), 0), files: [...files]};
}
