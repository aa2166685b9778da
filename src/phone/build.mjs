/* Makes the phones' pages: node build.mjs OUT. The style sheet's colours come from the theme's tokens,
 * the words from the translations; names hold a hash, so that a phone may keep the files for good. */
import {build, transform} from "esbuild";
import {createHash} from "node:crypto";
import {existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {dirname, join, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";
import zopfli from "@gfx/zopfli";
import {readTranslations} from "./po.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const SCRIPT_TARGET = "es2020";
const pack = promisify(zopfli.gzip); /* gzip, 4 % smaller than zlib's best; half a second, once */
const SHEET_TARGET = ["safari14", "chrome86", "firefox86"];

function tokens() {
	return readFileSync(join(root, "assets/theme.tokens"), "utf8").split("\n")
		.filter(line => /^[a-z]/.test(line)).map(line => line.trim().split(/\s+/))
		.map(([name, light, dark]) => ({name, property: `--${name.replace(/_/g, "-")}`, light, dark}));
}

function themeSheet(list) {
	const rules = tone => list.map(token => `${token.property}:${token[tone]};`).join("");
	const hues = list.filter(token => token.name.startsWith("avatar_"))
		.map((token, i) => `.hue-${i}{--hue:var(${token.property});}`).join("\n");
	const same = list.filter(token => token.light !== token.dark);
	return `:root{${rules("light")}}\n@media (prefers-color-scheme:dark){:root{${same.map(t => `${t.property}:${t.dark};`).join("")}}}\n`
		+ `@media print{:root{${same.map(t => `${t.property}:${t.light};`).join("")}}}\n${hues}\n`;
}

/* Which texts the pages use; only those go into the phones' translations. */
function usedTexts() {
	const used = new Set();
	for (const file of readdirSync(here).filter(name => name.endsWith(".js"))) {
		const source = readFileSync(join(here, file), "utf8");
		for (const match of source.matchAll(/(?:\b_|ngettext)\(\s*"((?:[^"\\]|\\.)*)"/g)) used.add(JSON.parse(`"${match[1]}"`));
	}
	const errors = readFileSync(join(root, "src/base/errors.def"), "utf8");
	for (const match of errors.matchAll(/N_\("((?:[^"\\]|\\.)*)"\)/g)) used.add(match[1]);
	return used;
}

export async function buildPages(out, translations = join(root, "assets/po")) {
	const list = tokens();
	const languages = existsSync(translations) ? readdirSync(translations).filter(name => name.endsWith(".po")).map(name => name.slice(0, -3)) : [];
	const written = [];
	const put = async (name, content) => {
		mkdirSync(dirname(join(out, name)), {recursive: true});
		const packed = await pack(content, {numiterations: 15});
		writeFileSync(join(out, name), content);
		writeFileSync(join(out, `${name}.gz`), packed);
		written.push({name, bytes: content.length, gzipped: packed.length});
	};
	const hashed = async (stem, extension, content) => {
		const name = `${stem}.${createHash("sha256").update(content).digest("hex").slice(0, 10)}.${extension}`;
		await put(name, content);
		return `/${name}`;
	};
	mkdirSync(out, {recursive: true});
	for (const old of readdirSync(out).filter(name => /^app\./.test(name))) rmSync(join(out, old));
	const bundle = await build({
		entryPoints: [join(here, "main.js")], bundle: true, minify: true, format: "esm", target: SCRIPT_TARGET, write: false,
		legalComments: "none", alias: {
			"@codemirror/language": join(here, "light/language.js"),
			"@lezer/highlight": join(here, "light/highlight.js"),
		},
		define: {LANGUAGES: JSON.stringify(languages)},
	});
	const script = await hashed("app", "js", Buffer.from(bundle.outputFiles[0].contents));
	const sheet = await transform(themeSheet(list) + readFileSync(join(here, "style.css"), "utf8"), {loader: "css", minify: true, target: SHEET_TARGET});
	const style = await hashed("app", "css", Buffer.from(sheet.code));
	const page = readFileSync(join(here, "index.html"), "utf8").replace("/app.css", style).replace("/app.js", script)
		.replace(/@(\w+) (\w+)@/g, (_, name, tone) => list.find(token => token.name === name)[tone]);
	await put("index.html", Buffer.from(page));
	const used = usedTexts();
	for (const language of languages) {
		const all = readTranslations(readFileSync(join(translations, `${language}.po`), "utf8"));
		const some = Object.fromEntries(Object.entries(all).filter(([key]) => used.has(key)));
		await put(`i18n/${language}.json`, Buffer.from(JSON.stringify(some)));
	}
	return written;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const files = await buildPages(resolve(process.argv[2]));
	for (const {name, bytes, gzipped} of files) console.log(`${name}: ${bytes} bytes, ${gzipped} gzipped`);
}
