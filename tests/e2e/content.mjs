/* What the kiosk gives as /api/learn/<language>, read from the content as it stands, for the pages' tests. */
import {readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";

const FOLDER = fileURLToPath(new URL("../../assets/content/", import.meta.url));

/* [{name, pairs: [[key, value]], lines}]; what stands before the first section is called "". */
function sections(text) {
	const found = [{name: "", pairs: [], lines: []}];
	for (const raw of text.split("\n")) {
		const line = raw.trimEnd();
		if (line.startsWith("#")) continue;
		const head = /^\[([\w-]+)\]$/.exec(line);
		if (head) found.push({name: head[1], pairs: [], lines: []});
		else {
			const pair = /^([\w-]+)\s*=\s*(.*)$/.exec(line);
			const last = found[found.length - 1];
			if (pair) last.pairs.push([pair[1], pair[2]]);
			last.lines.push(line);
		}
	}
	return found;
}

const one = ({pairs}, key) => (pairs.find(([name]) => name === key) || ["", ""])[1];
const all = ({pairs}, key) => pairs.filter(([name]) => name === key).map(([, value]) => value);
const ends = text => text ? text.split("|").map(part => part.trim()) : null;
const files = (language, folder, ending) => readdirSync(join(FOLDER, language, folder)).filter(name => name.endsWith(ending)).sort()
	.map(name => ({key: name.slice(0, -ending.length), parts: sections(readFileSync(join(FOLDER, language, folder, name), "utf8"))}));
const ORDER = ["leading", "own-organisation", "influencing", "shared-vision", "motivation", "on-track", "group-dynamics", "interdependence", "what-drives"];

function pack({key, parts}) {
	const named = name => parts.find(part => part.name === name) || {pairs: [], lines: []};
	const lines = name => named(name).lines.filter(Boolean);
	return {
		key, title: one(parts[0], "title"), cover: one(parts[0], "cover"), minutes: Number(one(parts[0], "minutes")),
		about: named("about").lines.join("\n").split(/\n\s*\n/).map(words => words.trim()).filter(Boolean), questions: lines("questions"), reflect: lines("reflect"), reading: lines("reading"),
		tools: parts.filter(({name}) => name === "tool").map(part => ({
			title: one(part, "title"), kind: one(part, "kind"), minutes: Number(one(part, "minutes")), for: one(part, "for"), steps: all(part, "step").map(words => words.replace(/^\d+ *\| */, "")), times: all(part, "step").map(words => Number((/^(\d+) *\|/.exec(words) || [0, 0])[1])), example: all(part, "example"), rings: all(part, "ring"),
			axisX: ends(one(part, "axis-x")), axisY: ends(one(part, "axis-y")), fields: all(part, "field"),
		})),
	};
}

const instrument = ({key, parts}) => ({
	key, title: one(parts[0], "title"), about: one(parts[0], "about"), minutes: Number(one(parts[0], "minutes")), scale: ends(one(parts[0], "scale")),
	areas: parts.slice(1).map(part => ({key: one(part, "key"), title: one(part, "title"), pack: one(part, "pack"), low: one(part, "low"), mid: one(part, "mid"), high: one(part, "high"), items: all(part, "item")})),
});

export function learn(language) {
	const read = name => sections(readFileSync(join(FOLDER, language, name), "utf8"));
	return {
		packs: files(language, "packs", ".pack").map(pack).sort((a, b) => ORDER.indexOf(a.key) - ORDER.indexOf(b.key)),
		instruments: files(language, "instruments", ".instrument").map(instrument),
		course: read("programme.txt").slice(1).map(part => ({key: one(part, "key").replace("-", "_"), title: one(part, "title"), text: one(part, "text"), days: Number(one(part, "days")),
			parts: all(part, "part").map(words => ({part: words.split(":")[0].trim(), words: words.slice(words.indexOf(":") + 1).trim()}))})),
		rules: read("rules.txt")[0].pairs.map(([key, text]) => ({key, text})),
	};
}
