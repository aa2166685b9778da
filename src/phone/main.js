/* The pages a phone sees, in order: a code (scanned: in the address, typed: here), who one is, and what the code
 * opens. What a note needs and what each of the others needs is loaded apart, so that none waits for another.
 *
 *   /#TOKEN   the token is exchanged for a cookie and leaves the address and the history at once
 *   /         six characters to type
 *   /n/17     a note that this phone has been let into before
 *   /b/17     a board, likewise; what is open on it stands behind the # (see board.js)
 *   /p/5      a person's own pages, likewise (me.js)
 *   /coordinator  the coordinator's (desk.js): by the cookie, or a code that is typed there
 *   /learn    the learning packs, /learn/KEY one of them, /privacy who can see what: for anybody, without a code */
import {CODE_LENGTH, readCode} from "./code.js";
import {avatar, el, icon, show} from "./dom.js";
import {ask, errorText} from "./request.js";
import {_, loadWords, moreWords} from "./words.js";

const PLACE = /^\/([nbp])\/(\d+)$/;
const DESK = /^\/coordinator(\/|$)/;
const PUBLIC = /^\/(learn|privacy)(\/|$)/;
const loadNote = () => import("./note.js");
const loadBoard = () => import("./board.js");
const loadMe = () => import("./me.js");
const loadDesk = () => import("./desk.js");
const LOAD = {n: loadNote, b: loadBoard, p: loadMe};

function brand() {
	return el("p", {class: "brand"}, el("span", {class: "brand-mark", "aria-hidden": "true"}), "Tandem");
}

/* Puts the keyboard away or not, the page is as high as what can be seen of it. */
function fitToKeyboard() {
	const seen = window.visualViewport;
	if (!seen) return;
	const fit = () => {
		document.documentElement.style.setProperty("--seen", `${seen.height}px`);
		document.documentElement.style.setProperty("--above", `${seen.offsetTop}px`);
	};
	seen.addEventListener("resize", fit);
	seen.addEventListener("scroll", fit);
	fit();
}

/* ---- the code ---- */

function codePage(problem = null) {
	document.title = "Tandem";
	const message = el("p", {class: "problem", id: "problem", role: "alert"}, problem || "");
	const field = el("input", {
		id: "code", type: "text", inputmode: "text", autocomplete: "off", autocapitalize: "characters", autocorrect: "off",
		spellcheck: "false", enterkeyhint: "go", maxlength: "12", "aria-describedby": "hint problem",
		placeholder: "H4K 7QM",
	});
	const button = el("button", {type: "submit", class: "main"}, _("Open"));
	const say = text => {
		message.textContent = text;
		field.setAttribute("aria-invalid", String(text !== ""));
	};
	let tried = "";
	const submit = async event => {
		if (event) event.preventDefault();
		const {code, wrong} = readCode(field.value);
		if (wrong) return say(_("“{character}” is never in a code. Please look again.", {character: wrong}));
		if (code.length !== CODE_LENGTH) return say(_("The code has six letters and digits."));
		tried = code;
		button.disabled = true;
		try {
			await join({short: code});
		} catch (failure) {
			say(errorText(failure));
			button.disabled = false;
			field.select();
		}
	};
	field.addEventListener("input", () => {
		say("");
		const {code, wrong} = readCode(field.value);
		if (!wrong && code.length === CODE_LENGTH && code !== tried && !button.disabled) submit();
	});
	show(el("main", {class: "plain"}, brand(),
		el("h1", {}, _("Join in")),
		el("form", {novalidate: true, onsubmit: submit},
			el("label", {for: "code"}, _("The code beside the QR code on the screen")),
			field, el("p", {class: "hint", id: "hint"}, _("Six letters and digits. Capitals do not matter.")),
			message, button)));
	field.focus();
}

/* ---- who ---- */

function whoPage(joined) {
	document.title = _("Who are you?");
	const message = el("p", {class: "problem", role: "alert"});
	const choose = async answer => {
		message.textContent = "";
		try {
			const {me} = await ask("/api/who", {note: joined.note, ...answer});
			await openNote({...joined, me, ticket: null, whoKnown: false}, rejoin);
		} catch (failure) {
			message.textContent = errorText(failure);
		}
	};
	const rejoin = () => whoPage(joined);
	const people = [...joined.people].sort((a, b) => b.here - a.here);
	const name = el("input", {id: "guest", type: "text", autocomplete: "given-name", autocapitalize: "words", maxlength: "60", enterkeyhint: "go"});
	const guest = el("form", {class: "guest", hidden: true, onsubmit: event => {
		event.preventDefault();
		if (name.value.trim()) choose({guest: name.value.trim()});
		else message.textContent = _("Please type your name.");
	}}, el("label", {for: "guest"}, _("Your name")), name, el("button", {type: "submit", class: "main"}, _("Write as a guest")));
	const other = el("button", {type: "button", class: "person", "aria-expanded": "false", onclick: () => {
		guest.hidden = false;
		other.setAttribute("aria-expanded", "true");
		name.focus();
	}}, el("span", {class: "avatar blank"}, icon("person")), el("span", {class: "name"}, _("Somebody else")));
	show(el("main", {class: "plain"},
		el("p", {class: "over"}, joined.title),
		el("h1", {}, _("Who are you?")),
		el("div", {class: "choices"}, ...people.map(person => el("button", {type: "button", class: "person", onclick: () => choose({person: person.id})},
			avatar(person), el("span", {class: "name"}, person.name), person.here ? el("span", {class: "where"}, _("checked in")) : null)),
		other, guest),
		message));
}

/* ---- flow ---- */

async function join(code) {
	await enter(await ask("/api/code", code));
}

/* A part of the program that does not come is no answer of the kiosk, either. */
async function load(part) {
	try {
		return await part();
	} catch {
		throw {error: "offline", text: ""};
	}
}

async function openNote(joined, rejoin) {
	const {openNote: open} = await load(loadNote);
	open(joined, rejoin);
}

async function openBoard(joined) {
	const place = `/b/${joined.board}`;
	if (location.pathname !== place) history.replaceState(null, "", place);
	const [{openBoard: open}] = await Promise.all([load(loadBoard), moreWords("board")]);
	open(joined);
}

async function withMe(use) {
	const [module] = await Promise.all([load(loadMe), moreWords("me")]);
	return use(module);
}

async function withDesk(use) {
	const [module] = await Promise.all([load(loadDesk), moreWords("desk")]);
	return use(module);
}

async function openDesk(joined) {
	if (!DESK.test(location.pathname)) history.replaceState(null, "", "/coordinator");
	return withDesk(({openDesk: open}) => open(joined));
}

async function openMe(joined) {
	const place = `/p/${joined.page}`;
	if (location.pathname !== place) history.replaceState(null, "", place);
	return withMe(({openMe: open}) => open(joined));
}

async function enter(joined) {
	if (joined.partnership) return withMe(({whichMember}) => whichMember(joined, enter));
	if (joined.coordinator) return openDesk(joined);
	if (joined.page) return openMe(joined);
	if (joined.board) return openBoard(joined);
	history.replaceState(null, "", `/n/${joined.note}`);
	if (joined.whoKnown || joined.readOnly) return openNote(joined, () => whoPage(joined));
	loadNote().catch(() => {}); /* while they choose; asked for again when it is needed */
	return whoPage(joined);
}

/* Something that can be tried again. */
function troublePage(failure, again) {
	show(el("main", {class: "plain"}, brand(), el("h1", {}, _("That did not work")),
		el("p", {class: "problem", role: "alert"}, errorText(failure)),
		el("button", {type: "button", class: "main", onclick: again}, _("Try again"))));
}

async function attempt(question) {
	try {
		await question();
	} catch (failure) {
		if (["offline", "busy", "disk", "internal", "too_many", "too_many_tries"].includes(failure.error)) {
			troublePage(failure, () => attempt(question));
		} else {
			history.replaceState(null, "", "/");
			codePage(errorText(failure));
		}
	}
}

/* What is asked at the start, by the address; null: nothing, a code is typed. */
function firstQuestion() {
	const [, kind, id] = PLACE.exec(location.pathname) || [];
	if (kind) {
		LOAD[kind]().catch(() => {}); /* on its way while the kiosk answers */
		return () => ask("/api/hello", {[kind === "p" ? "page" : "note"]: Number(id)});
	}
	const token = location.hash.slice(1);
	if (!token || location.pathname !== "/") return null;
	history.replaceState(null, "", "/");
	return () => ask("/api/code", {token});
}

async function start() {
	const question = firstQuestion();
	fitToKeyboard();
	let first = question && question();
	if (first) first.catch(() => {}); /* dealt with below, when the words are there */
	await loadWords();
	if (PUBLIC.test(location.pathname)) return attempt(() => withMe(({openPublic}) => openPublic()));
	if (DESK.test(location.pathname)) return attempt(() => withDesk(({arrive}) => arrive(enter)));
	if (!question) return codePage();
	return attempt(async () => {
		const answer = first || question();
		first = null;
		await enter(await answer);
	});
}

/* A second scan may come into the same page. */
window.addEventListener("hashchange", () => location.pathname === "/" && location.hash.length > 1 && location.reload());
start();
