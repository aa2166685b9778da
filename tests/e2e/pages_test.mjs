/* The pages in a browser, at phone size, under the policy they are served with. */
import assert from "node:assert/strict";
import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import test, {after, before} from "node:test";
import {buildPages} from "../../src/phone/build.mjs";
import {done, leaks, listen, openBrowser, PHONE, quiet, stateOf, textOf} from "./browser.mjs";
import {Kiosk, TOKEN} from "./kiosk.mjs";
import {axe, sticksOut} from "./look.mjs";
import {PAYLOADS} from "./payloads.mjs";
import {weigh} from "./weight.mjs";

const PAGES = process.env.PAGES;
const NOTE = `## What we noticed
> What struck you both?
- The late desk hears of changes last

## What we will do
> Who does what by when?
- [ ] Anna: draft a handover
- [x] Ben: ask **Leo**

## What surprised us
> Anything you did not expect…

`;
const BUDGET = 110000;
const BOARD_BUDGET = 45000;
const TOO_LONG_TITLE = "Wie wir die Übergabe der Nachtschicht an die Frühschicht so gestalten, dass niemand mehr von Änderungen zuletzt erfährt";

let browser, german;

before(async () => {
	browser = await openBrowser();
	german = mkdtempSync(join(tmpdir(), "pages-"));
	await buildPages(german, new URL("words", import.meta.url).pathname);
});

after(async () => {
	await browser.close();
	rmSync(german, {recursive: true, force: true});
});

async function room(options = {}) {
	return new Kiosk({pages: PAGES, text: NOTE, ...options}).start();
}

async function phone(options = {}) {
	const context = await browser.newContext({...PHONE, ...options});
	const page = await context.newPage();
	page.complaints = listen(page);
	return page;
}

async function scan(page, kiosk) {
	await page.goto(`${kiosk.address}#${TOKEN}`);
	await page.locator(".person, .cm-content").first().waitFor();
}

async function write(page, kiosk, name = "Anna B.") {
	await scan(page, kiosk);
	await page.locator(".person", {hasText: name}).click();
	await page.locator(".state-saved").waitFor();
}

/* A phone that is already in the note, as `name`. */
async function writer(kiosk, name, options) {
	const page = await phone(options);
	await write(page, kiosk, name);
	return page;
}

/* The cursor to the end of the line with this text. */
async function goTo(page, words) {
	await page.locator(".cm-line", {hasText: words}).first().click({position: {x: 90, y: 12}});
	await page.keyboard.press("End");
}

async function agree(kiosk, ...pages) {
	await assert.doesNotReject(Promise.all(pages.map(page => page.locator(".state-saved").waitFor())));
	const deadline = Date.now() + 5000;
	for (;;) {
		const texts = [kiosk.text, ...await Promise.all(pages.map(textOf))];
		if (texts.every(text => text === texts[0])) return texts[0];
		if (Date.now() > deadline) assert.deepEqual(texts.slice(1), texts.slice(1).map(() => kiosk.text));
		await pages[0].waitForTimeout(30);
	}
}

test("two pages type at the same time, and the kiosk has the same text", async () => {
	const kiosk = await room();
	const [a, b] = [await writer(kiosk, "Anna B."), await writer(kiosk, "Ben K.")];
	await Promise.all([goTo(a, "The late desk"), goTo(b, "draft a handover")]);
	await Promise.all([
		a.keyboard.type(" and we hear of it\nfrom others", {delay: 15}),
		b.keyboard.type(" until Friday\nor so", {delay: 12}),
	]);
	const text = await agree(kiosk, a, b);
	assert.match(text, /changes last and we hear of it\n- from others\n/);
	assert.match(text, /draft a handover until Friday\n- \[ \] or so\n/);
	await a.locator(".cm-other-name", {hasText: "Ben"}).waitFor({state: "attached"});
	for (const page of [a, b]) quiet(page);
	await done(kiosk, a, b);
});

test("the token does not stay in the address or the history", async () => {
	const kiosk = await room();
	const page = await phone();
	const seen = [];
	page.on("request", request => seen.push(`${request.url()} ${request.headers().referer || ""}`));
	await write(page, kiosk);
	assert.equal(page.url(), `${kiosk.address}n/17`);
	assert.equal(await page.evaluate(() => history.length), 2); /* about:blank, and one for all of it */
	assert.ok(!seen.some(line => line.split("#")[0].includes(TOKEN) || line.split(" ")[1].includes(TOKEN)));
	assert.equal(await page.evaluate(token => JSON.stringify(localStorage).includes(token), TOKEN), false);
	await page.reload();
	await page.locator(".state-saved").waitFor(); /* by the cookie; known already */
	await done(kiosk, page);
});

test("a code is typed as people type, and what is wrong is said", async () => {
	const kiosk = await room();
	const page = await phone();
	await page.goto(kiosk.address);
	await page.locator("#code").fill("H4K 7QU");
	await page.locator(".main").click();
	await page.getByText("“U” is never in a code").waitFor();
	await page.locator("#code").fill("ABC");
	await page.locator(".main").click();
	await page.getByText("six letters and digits.").first().waitFor();
	await page.locator("#code").fill("222222");
	await page.getByText("Nothing is open under this code").waitFor();
	await page.locator("#code").fill("");
	await page.locator("#code").pressSequentially("h4k-7qm");
	await page.locator(".person").first().waitFor();
	await page.getByText("Somebody else").click();
	await page.locator("#guest").fill("Zoë");
	await page.locator(".guest .main").click();
	await page.locator(".state-saved").waitFor();
	assert.ok([...kiosk.cookies.values()].some(c => c.name === "Zoë"));
	quiet(page);
	await done(kiosk, page);
});

test("offline it says so and goes on; a reload keeps the work, and it merges", async () => {
	const kiosk = await room();
	const [a, b] = [await writer(kiosk, "Anna B."), await writer(kiosk, "Ben K.")];
	await kiosk.stop();
	await a.locator(".state-offline").waitFor();
	await goTo(a, "The late desk");
	await a.keyboard.type(" offline");
	await a.getByText("Offline: 1 change kept here").waitFor();
	await kiosk.start();
	await a.reload();
	await goTo(b, "draft a handover");
	await b.keyboard.type(" online");
	await b.locator(".state-saved").waitFor();
	const text = await agree(kiosk, a, b);
	assert.equal(text.split(" offline").length, 2);
	assert.equal(text.split(" online").length, 2);
	assert.equal(await a.evaluate(() => Object.keys(localStorage).length), 0);
	await done(kiosk, a, b);
});

test("a push that arrived while its answer got lost is not doubled by a reload", async () => {
	const kiosk = await room();
	const a = await writer(kiosk, "Anna B.");
	kiosk.tell = () => {}; /* takes everything, answers nothing */
	await goTo(a, "The late desk");
	await a.keyboard.type("x");
	await assert.doesNotReject(async () => { while (!kiosk.text.includes("lastx")) await a.waitForTimeout(20); });
	await a.locator(".state-saving").waitFor();
	await a.keyboard.type("y");
	delete kiosk.tell;
	await a.reload();
	const text = await agree(kiosk, a);
	assert.match(text, /changes lastxy\n/);
	await done(kiosk, a);
});

test("a silent network is noticed within ten seconds", async () => {
	const kiosk = await room();
	const a = await writer(kiosk, "Anna B.");
	kiosk.stalled = true;
	await a.locator(".state-offline").waitFor({timeout: 10000});
	kiosk.stalled = false;
	await a.locator(".state-saved").waitFor({timeout: 15000});
	await done(kiosk, a);
});

test("a crashed page's work is delivered by the next one", async () => {
	const kiosk = await room();
	const a = await writer(kiosk, "Anna B.");
	const context = a.context();
	kiosk.stalled = true;
	await goTo(a, "The late desk");
	await a.keyboard.type(" crash");
	await a.evaluate(() => localStorage.length); /* has arrived in the browser's process */
	const crash = a.waitForEvent("crash");
	a.goto("chrome://crash").catch(() => {});
	await crash;
	kiosk.stalled = false;
	const again = await context.newPage();
	await again.goto(`${kiosk.address}n/17`);
	await assert.doesNotReject(again.locator(".cm-line", {hasText: "last crash"}).waitFor({timeout: 30000}));
	assert.equal(kiosk.text.split(" crash").length, 2);
	await kiosk.stop();
	await context.close();
});

test("refused work stays on the phone, says so, and can be copied", async () => {
	const kiosk = await room({limit: NOTE.length + 4});
	const a = await writer(kiosk, "Anna B.");
	await goTo(a, "The late desk");
	await a.evaluate(() => document.execCommand("insertText", false, " far too many words"));
	await a.locator(".card").waitFor();
	assert.match(await a.locator(".card").textContent(), /The notes are full.* far too many words/);
	await agree(kiosk, a);
	await axe(a, "refused");
	await a.reload();
	await a.locator(".card pre", {hasText: "far too many words"}).waitFor();
	await a.locator(".card button", {hasText: "Copy"}).click();
	await a.locator(".card button", {hasText: "Copied"}).waitFor();
	await a.locator(".card button", {hasText: "Discard"}).click();
	await a.locator(".card button", {hasText: "Really discard?"}).click();
	assert.equal(await a.locator(".card").count(), 0);
	await done(kiosk, a);
});

test("after the session it can be read, taken along and printed, not changed", async () => {
	const kiosk = await room();
	const a = await writer(kiosk, "Anna B.");
	await goTo(a, "The late desk");
	kiosk.close();
	await a.locator(".state-closed").waitFor();
	await a.keyboard.type("nothing");
	assert.equal(await textOf(a), NOTE);
	assert.equal(await a.locator(".bar").isVisible(), false);
	await axe(a, "read only");
	await a.locator(".more").click();
	const [file] = await Promise.all([a.waitForEvent("download"), a.getByText("Download as Markdown").click()]);
	assert.equal(file.suggestedFilename(), "Handing over the night desk.md");
	const saved = readFileSync(await file.path(), "utf8");
	assert.match(saved, /^## What we noticed\n- The late desk/);
	assert.doesNotMatch(saved, /^>/m);
	await a.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
	await a.emulateMedia({media: "print"});
	assert.match(await a.locator("#print").innerText(), /What we noticed\n+The late desk hears of changes last/);
	assert.equal(await a.locator(".note").isVisible(), false);
	await done(kiosk, a);
});

test("the five things, ticking a task, undo", async () => {
	const kiosk = await room({text: "one\ntwo"});
	const a = await writer(kiosk, "Anna B.");
	await goTo(a, "one");
	for (const [label, text] of [["Heading", "## one"], ["List", "- one"], ["Task", "- [ ] one"], ["Insight", "! one"], ["Question", "? one"]]) {
		await a.locator(`.tool[aria-label=${label}]`).click();
		assert.equal((await textOf(a)).split("\n")[0], text);
	}
	await a.locator(".tool[aria-label=Question]").click();
	assert.equal(await textOf(a), "one\ntwo");
	await a.locator(".tool[aria-label=Undo]").click();
	await a.locator(".tool[aria-label=Task]").click();
	await a.getByRole("checkbox", {name: "one"}).click();
	await a.locator(".cm-box[aria-checked=true]").waitFor();
	assert.match(await agree(kiosk, a), /^- \[x\] one/);
	await a.keyboard.press("Control+Enter");
	assert.match(await agree(kiosk, a), /^- \[ \] one/);
	quiet(a);
	await done(kiosk, a);
});

test("a prompt stands where the answer is typed, and goes when it is there", async () => {
	const kiosk = await room();
	const a = await writer(kiosk, "Anna B.");
	const prompt = a.locator(".cm-prompt", {hasText: "Anything you did not expect…"});
	await prompt.waitFor();
	assert.equal(await a.locator(".cm-prompt", {hasText: "What struck you both?"}).count(), 0);
	await prompt.click();
	await a.keyboard.type("All of it");
	assert.match(await agree(kiosk, a), /> Anything you did not expect…\nAll of it\n/);
	assert.equal(await prompt.count(), 0);
	for (let i = 0; i < 10; i++) await a.keyboard.press("Backspace");
	await prompt.waitFor();
	assert.match(await agree(kiosk, a), /## What surprised us\n> Anything you did not expect…\n/);
	await a.locator(".cm-line", {hasText: "What surprised us"}).click();
	await a.keyboard.press("End");
	await a.keyboard.press("Enter");
	await a.keyboard.type("Much");
	assert.match(await agree(kiosk, a), /> Anything you did not expect…\nMuch\n/);
	quiet(a);
	await done(kiosk, a);
});

test("a prompt at the very end of the note can be answered", async () => {
	const kiosk = await room({text: "## Next\n> When do we meet again?"});
	const a = await writer(kiosk, "Anna B.");
	await a.locator(".cm-prompt").click();
	await a.keyboard.type("Monday");
	assert.equal(await agree(kiosk, a), "## Next\n> When do we meet again?\nMonday");
	await done(kiosk, a);
});

test("while a word is composed, what others write in its line waits, and no letter is lost", async () => {
	const kiosk = await room({text: "alpha beta\nother"});
	const [a, b] = [await writer(kiosk, "Anna B."), await writer(kiosk, "Ben K.")];
	await goTo(a, "alpha beta");
	const session = await a.context().newCDPSession(a);
	await session.send("Input.imeSetComposition", {text: "にh", selectionStart: 2, selectionEnd: 2});
	await b.locator(".cm-line", {hasText: "alpha beta"}).click({position: {x: 2, y: 10}});
	await b.keyboard.press("Home");
	await b.keyboard.type("X");
	await b.locator(".state-saved").waitFor();
	await session.send("Input.imeSetComposition", {text: "にほn", selectionStart: 3, selectionEnd: 3});
	assert.doesNotMatch(await textOf(a), /X/);
	await session.send("Input.insertText", {text: "にほん"});
	assert.equal(await agree(kiosk, a, b), "Xalpha betaにほん\nother");
	await done(kiosk, a, b);
});

test("an emoji that is changed into another is sent whole, and a long paste arrives", async () => {
	const kiosk = await room({text: "😀"});
	const [a, b] = [await writer(kiosk, "Anna B."), await writer(kiosk, "Ben K.")];
	await a.locator(".cm-line").first().click();
	await a.evaluate(() => { document.querySelector(".cm-line").firstChild.nodeValue = "😁"; });
	assert.equal(await agree(kiosk, a, b), "😁");
	const long = "Zeile mit Wörtern\n".repeat(3000);
	await a.keyboard.press("End");
	await a.evaluate(text => {
		const data = new DataTransfer();
		data.setData("text/plain", text);
		document.querySelector(".cm-content").dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
	}, long);
	assert.equal(await agree(kiosk, a, b), `😁${long}`);
	await done(kiosk, a, b);
});

test("axe finds nothing, in light, dark and German", async () => {
	const kiosk = await room();
	for (const options of [{}, {colorScheme: "dark"}]) {
		const a = await phone(options);
		await a.goto(kiosk.address);
		await a.locator("#code").fill("222222");
		await a.locator(".problem", {hasText: "Nothing is open"}).waitFor();
		await axe(a, "code");
		await scan(a, kiosk);
		await a.getByText("Somebody else").click();
		await axe(a, "who");
		await a.locator(".person", {hasText: "Ben K."}).click();
		await a.locator(".state-saved").waitFor();
		await axe(a, "note");
		await a.locator(".more").click();
		await axe(a, "menu");
		await kiosk.stop();
		await a.locator(".state-offline").waitFor();
		await axe(a, "offline");
		await a.context().close();
		await kiosk.start();
	}
	kiosk.pages = german;
	const g = await phone({locale: "de-DE"});
	await write(g, kiosk, "Ben K.");
	assert.equal(await stateOf(g), "Am Kiosk gespeichert");
	assert.equal(await g.evaluate(() => document.documentElement.lang), "de");
	await axe(g, "German");
	await done(kiosk, g);
});

test("nothing sticks out or is too small to touch, with long words, narrow screens and large type", async () => {
	const kiosk = await room({title: TOO_LONG_TITLE, pages: german});
	for (const [width, size] of [[320, 16], [390, 16], [390, 32], [820, 16]]) {
		const a = await writer(kiosk, "Ben K.", {locale: "de-DE", viewport: {width, height: 700}});
		await a.evaluate(px => { document.documentElement.style.fontSize = `${px}px`; }, size);
		const found = await sticksOut(a);
		assert.deepEqual(found, {wide: 0, small: []}, `${width} ${size}`);
		await a.context().close();
	}
	await kiosk.stop();
});

test("S6: no payload runs, loads or leaves", async () => {
	assert.ok(PAYLOADS.length >= 500, String(PAYLOADS.length));
	const kiosk = await room({text: "start"});
	const a = await writer(kiosk, "Anna B.");
	const left = leaks(a, kiosk.address);
	const check = () => a.evaluate(() => {
		const roots = [document.querySelector(".cm-content"), document.querySelector("#print")];
		const bad = roots.flatMap(root => [...root.querySelectorAll("*")]).filter(node =>
			!node.matches(".cm-widgetBuffer:not([src])") && /^(script|style|iframe|object|embed|img|video|audio|form|input|link|meta|base|math|template|details|marquee|xss)$/i.test(node.tagName)
			|| (node.tagName === "svg" && !node.classList.contains("icon"))
			|| [...node.attributes].some(at => /^on|^srcdoc$|^formaction$/i.test(at.name))
			|| (node.hasAttribute("href") && !/^(https?|mailto):/i.test(node.href)));
		return bad.map(node => node.outerHTML.slice(0, 200));
	});
	let length = kiosk.text.length;
	for (let i = 0; i < PAYLOADS.length; i += 20) {
		const text = PAYLOADS.slice(i, i + 20).join("\n\n");
		const {entries} = kiosk.authority.push("attacker", {v: kiosk.authority.version, push: i + 1, updates: [[[length, ...text.split("\n")]]]});
		length = kiosk.text.length;
		for (const ws of kiosk.conns.keys()) for (const entry of entries) kiosk.tell(ws, entry);
		await agree(kiosk, a);
		await a.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
		assert.deepEqual(await check(), []);
		for (const link of await a.locator("#print a").all()) await link.dispatchEvent("mouseover");
	}
	assert.deepEqual(left, []);
	quiet(a);
	/* The control: the same watch sees what does run. */
	await a.evaluate(() => {
		document.querySelector("#print").innerHTML = "<img src='//evil.example/p.png' onerror='1'>";
	});
	assert.equal((await check()).length, 1);
	await assert.doesNotReject(async () => { while (a.complaints.length === 0) await a.waitForTimeout(20); });
	await done(kiosk, a);
});

test("P10: the pages are small, and a board does without the editor", () => {
	const note = weigh(PAGES, "note"), board = weigh(PAGES, "board");
	assert.ok(note.bytes <= BUDGET, JSON.stringify(note));
	assert.ok(board.bytes <= BOARD_BUDGET, JSON.stringify(board));
	assert.ok(!board.files.some(name => name.startsWith("note")), JSON.stringify(board.files));
});
