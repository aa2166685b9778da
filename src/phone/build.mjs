/* Makes the phones' pages: node build.mjs OUT. The style sheet's colours come from the theme's tokens,
 * the words from the translations; names hold a hash, so that a phone may keep the files for good.
 *
 * There is one page for every address and one script that it begins with; what a note needs, and what each of PAGES
 * needs, is loaded when it is known which of them is opened, each with its own sheet and words. */
import {build, transform} from "esbuild";
import {createHash} from "node:crypto";
import {existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {basename, dirname, join, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";
import zopfli from "@gfx/zopfli";
import {NEEDS_SCRIPT} from "./needs.js";
import {readTranslations} from "./po.mjs";

/* Loaded when they are opened: name.js, name.css behind page.css, i18n/<language>.name.json. */
const PAGES = ["board", "me", "desk"];

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

/* The texts of these files; only those go into the phones' translations. */
function textsOf(files) {
	const used = new Set();
	for (const file of files) {
		const source = readFileSync(file, "utf8");
		for (const match of source.matchAll(/(?:\b_|ngettext)\(\s*"((?:[^"\\]|\\.)*)"/g)) used.add(JSON.parse(`"${match[1]}"`));
		for (const [, literals] of source.matchAll(/\bN_\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\)/g))
			used.add([...literals.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([literal]) => JSON.parse(literal)).join(""));
	}
	return used;
}

const isOwn = input => input.endsWith(".js") && !input.includes("node_modules");

/* Our own modules that are reached through this page and not without any of PAGES: its part of the words. */
function onlyThrough(metafile, page) {
	const name = ending => Object.keys(metafile.inputs).find(input => isOwn(input) && basename(input) === ending);
	const pages = PAGES.map(other => name(`${other}.js`));
	const reached = (start, around) => {
		const seen = new Set();
		const go = input => {
			if (seen.has(input) || around.includes(input) || !metafile.inputs[input]) return;
			seen.add(input);
			for (const {path} of metafile.inputs[input].imports) go(path);
		};
		go(start);
		return seen;
	};
	const others = reached(name("main.js"), pages);
	return [...reached(name(`${page}.js`), [])].filter(input => !others.has(input) && isOwn(input)).map(input => resolve(input));
}

/* What the kiosk answers to nobody but one of PAGES. */
const PAGE_ERRORS = ["already", "two_places", "session_full"];
const pageErrors = source => [...source.matchAll(/ERR\((\w+), \d+, N_\("((?:[^"\\]|\\.)*)"\)/g)]
	.filter(([, name]) => PAGE_ERRORS.includes(name)).map(([, , text]) => text);

/* What the kiosk says about a coordinator's files, with gaps as printf has them. */
const SAID_TO_DESK = ["import", "core", "net"].flatMap(folder => readdirSync(join(root, "src", folder))
	.filter(name => name.endsWith(".c") && (folder === "import" || /^(import_\w+|upload)\.c$/.test(name))).map(name => join(root, "src", folder, name)));

/* The Markdown grammar's own module, without the highlighting that light/highlight.js makes nothing of; and what
 * it defines beside what we use is marked as free of effects, which esbuild cannot see, and so left out. */
const grammar = {
	name: "grammar",
	setup: ({onLoad}) => onLoad({filter: /@lezer[\\/]markdown[\\/]dist[\\/]index\.js$/}, ({path}) => {
		let found = 0;
		const contents = readFileSync(path, "utf8")
			.replace(/^const (Table|Superscript|Subscript|Emoji) = (\{$[^]*?^\});/gm, (_, name, body) => ++found && `const ${name} = /*@__PURE__*/ (() => (${body}))();`)
			.replace(/^const markdownHighlighting = styleTags\(\{$[^]*?^\}\);/m, () => ++found && "const markdownHighlighting = styleTags();");
		if (found !== 5) throw new Error(`@lezer/markdown is not as it was: ${found} of 5 definitions found`);
		return {contents, loader: "js"};
	}),
};

function ownModules(metafile) {
	return Object.keys(metafile.inputs).filter(isOwn).map(input => resolve(input));
}

export async function buildPages(out, translations = join(root, "assets/po")) {
	const list = tokens();
	const languages = existsSync(translations) ? readdirSync(translations).filter(name => name.endsWith(".po")).map(name => name.slice(0, -3)) : [];
	const dictionary = language => readTranslations(readFileSync(join(translations, `${language}.po`), "utf8"));
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
	const source = name => readFileSync(join(here, `${name}.css`), "utf8");
	const sheet = async (name, before) => {
		const {code} = await transform(before + source(name), {loader: "css", minify: true, target: SHEET_TARGET});
		return hashed(name, "css", Buffer.from(code));
	};
	mkdirSync(out, {recursive: true});
	for (const old of readdirSync(out).filter(name => /\.(js|css)(\.gz)?$/.test(name))) rmSync(join(out, old));
	const style = await sheet("style", themeSheet(list));
	const sheets = {};
	for (const page of PAGES) sheets[`${page.toUpperCase()}_SHEET`] = JSON.stringify(await sheet(page, source("page")));
	const bundle = await build({
		entryPoints: {app: join(here, "main.js")}, bundle: true, minify: true, format: "esm", splitting: true, target: SCRIPT_TARGET, write: false,
		outdir: out, entryNames: "[name]-[hash]", chunkNames: "[name]-[hash]", metafile: true, charset: "utf8",
		legalComments: "none", plugins: [grammar], alias: {
			"@codemirror/language": join(here, "light/language.js"),
			"@lezer/highlight": join(here, "light/highlight.js"),
		},
		define: {LANGUAGES: JSON.stringify(languages), ...sheets},
	});
	for (const file of bundle.outputFiles) await put(basename(file.path), Buffer.from(file.contents));
	const [start, {imports}] = Object.entries(bundle.metafile.outputs).find(([name]) => /^app-/.test(basename(name)));
	/* What the note shares with others, too: it is named inside the largest file, and would wait until that is parsed. */
	const note = Object.values(bundle.metafile.outputs).find(({entryPoint}) => entryPoint && basename(entryPoint) === "note.js");
	const shared = [...imports, ...note.imports].filter(({path, kind}) => kind === "import-statement" && path !== start);
	const early = [...new Set(shared.map(({path}) => path))].map(path => `<link rel="modulepreload" href="/${basename(path)}">\n`).join("");
	const needs = [["en", NEEDS_SCRIPT], ...languages.map(language => [language, dictionary(language)[NEEDS_SCRIPT]])].filter(([, text]) => text);
	const page = readFileSync(join(here, "index.html"), "utf8").replace('<p lang="en">@needs script@</p>', needs.map(([language, text]) => `<p lang="${language}">${text}</p>`).join("")).replace("/app.css", style).replace("/app.js", `/${basename(start)}`)
		.replace("<script", `${early}<script`)
		.replace(/@(\w+) (\w+)@/g, (_, name, tone) => list.find(token => token.name === name)[tone]);
	await put("index.html", Buffer.from(page));
	const ofPages = PAGES.map(page => onlyThrough(bundle.metafile, page));
	const errors = join(root, "src/base/errors.def");
	const own = textsOf([...ownModules(bundle.metafile).filter(name => !ofPages.some(list => list.includes(name))), errors]);
	const parts = {"": own};
	for (const text of pageErrors(readFileSync(errors, "utf8"))) own.delete(text);
	PAGES.forEach((page, i) => {
		const rest = [...textsOf(page === "desk" ? [...ofPages[i], ...SAID_TO_DESK] : ofPages[i]), ...pageErrors(readFileSync(errors, "utf8"))].filter(text => !own.has(text));
		parts[`.${page}`] = new Set(rest);
	});
	for (const language of languages) {
		const all = dictionary(language);
		for (const [part, used] of Object.entries(parts)) {
			const some = Object.fromEntries(Object.entries(all).filter(([key]) => used.has(key)));
			await put(`i18n/${language}${part}.json`, Buffer.from(JSON.stringify(some)));
		}
	}
	return written;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const files = await buildPages(resolve(process.argv[2]));
	for (const {name, bytes, gzipped} of files) console.log(`${name}: ${bytes} bytes, ${gzipped} gzipped`);
}
