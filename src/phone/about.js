/* What is one's own: how one wants to learn, what the kiosk knows, who can see what, and the way out. */
import {avatar, el, icon, show} from "./dom.js";
import {LANGUAGES_OFFERED, RHYTHMS, languageName, rhythmName} from "./models.js";
import {choices, linkRow, nothingYet, rows, section, sign} from "./parts.js";
import {everythingOf, saveAs} from "./save.js";
import {ME} from "./self.js";
import {dateText, dayText} from "./time.js";
import {_, ngettext} from "./words.js";

export const knownLook = () => ({view: "known"});

/* One's own row as it will be: the last that was asked for, whole. */
function profile(page, me) {
	const asked = page.asked("profile_set");
	const {team = "", language = "", rhythm = "once", seeks = false, hidden = false} = asked ? asked.fields : me;
	return {team: team || "", language: language || "", rhythm: rhythm || "once", seeks: !!seeks, hidden: !!hidden};
}

const setProfile = (page, me, more, said) => {
	const was = profile(page, me);
	page.ask("profile_set", {person: page.person, ...was, ...more}, said ? {said, undo: () => page.ask("profile_set", {person: page.person, ...was})} : {});
};

function switchRow(key, on, title, hint, set) {
	const box = el("input", {type: "checkbox", id: key, onchange: event => set(event.target.checked)});
	box.checked = on;
	return el("label", {class: "switch", "data-key": key}, box, el("span", {}, el("b", {}, title), el("span", {class: "hint"}, hint)));
}

export function aboutView(page) {
	const me = page.doc(ME);
	const title = _("About me");
	if (!me || me.error) return {title, body: nothingYet(page, me)};
	const now = profile(page, me);
	return {
		title,
		body: [
			el("div", {class: "self", "data-key": "self"}, avatar(me.me), el("div", {}, el("b", {dir: "auto"}, me.me.name), now.team ? el("span", {class: "hint", dir: "auto"}, now.team) : null)),
			section(_("How I like to learn"), rows([
				linkRow({href: page.href("exchanges"), lead: sign("two"), title: _("Offers and wishes"), line: me.exchanges.length ? ngettext("{n} entry", "{n} entries", me.exchanges.length) : _("nothing yet")}),
				linkRow({href: page.href("rhythm"), lead: sign("clock"), title: _("Team, rhythm, language"), line: [now.team, now.rhythm === "once" ? "" : rhythmName(now.rhythm), now.language ? languageName(now.language) : ""].filter(Boolean).join(" · ") || _("not said")}),
			]), switchRow("seeks", now.seeks, _("I am looking for somebody to learn with"), _("Then you are proposed to others who fit."), on => setProfile(page, me, {seeks: on}, on ? _("You are proposed to others.") : _("You are not proposed any more.")))),
			section(_("What others see"), switchRow("hidden", now.hidden, _("Not on the screen"), _("Your name is not shown in the room. You check in by typing it."), on => setProfile(page, me, {hidden: on}, on ? _("Your name is not on the screen any more.") : _("Your name is on the screen again."))),
				rows([linkRow({href: page.href("known"), lead: sign("eye"), title: _("What is known about me")}), linkRow({href: page.href("privacy"), lead: sign("shield"), title: _("Who can see what")})])),
			el("a", {class: "small", "data-key": "out", href: page.href("out")}, icon("out"), _("Sign this phone out")),
		],
	};
}

export function rhythmView(page, _arg, place) {
	const me = page.doc(ME);
	const title = _("Team, rhythm, language");
	if (!me || me.error) return {title, body: nothingYet(page, me)};
	const now = profile(page, me);
	const there = page.main.querySelector(`[data-key="${CSS.escape(place)}"] [data-keep]`);
	const form = () => {
		const team = el("input", {id: "team", type: "text", maxlength: "80", dir: "auto", autocomplete: "organization-title", oninput: () => page.keepForm(place, {team: team.value}), onchange: () => {
			page.dropForm(place);
			setProfile(page, me, {team: team.value.trim()});
		}});
		team.value = page.keptForm(place).team || now.team;
		return el("form", {class: "form", "data-key": "form", "data-keep": true, novalidate: true, onsubmit: event => {
			event.preventDefault();
			team.blur();
		}}, el("label", {for: "team"}, _("My team")), team);
	};
	return {
		title,
		body: [
			there ? el("form", {"data-key": "form", "data-keep": true}) : form(),
			section(_("How often would suit me"), choices({label: _("How often would suit me"), value: now.rhythm, options: RHYTHMS.map(word => ({value: word, label: word === "once" ? _("No matter") : rhythmName(word)})), choose: rhythm => setProfile(page, me, {rhythm})})),
			section(_("In which language"), choices({label: _("In which language"), value: now.language, options: ["", ...LANGUAGES_OFFERED].map(code => ({value: code, label: languageName(code)})), choose: language => setProfile(page, me, {language})})),
		],
		foot: [el("button", {type: "button", class: "main", onclick: () => {
			const team = document.getElementById("team").value.trim();
			if (team !== profile(page, me).team) setProfile(page, me, {team});
			page.dropForm(place);
			page.leave();
		}}, _("Done"))],
	};
}

/* ---- what is known ---- */

function phoneRow(page, {device, since, page: own, here, openNow}) {
	const asked = page.asked("phone_end", fields => fields.device === device || (!fields.device && !here));
	const name = here ? _("This phone") : own ? _("A phone with your page") : _("A phone with notes or boards of yours");
	const words = [_("since {day}", {day: dayText(since)}), openNow && !here ? _("open just now") : ""].filter(Boolean).join(" · ");
	return el("li", {class: "still", "data-key": `phone-${device}`}, sign("phone"), el("span", {class: "line-words"}, el("b", {}, name), el("span", {class: "hint"}, words)),
		here ? el("a", {class: "small", href: page.href("out")}, _("Sign out"))
			: el("button", {type: "button", class: `small ${asked ? "waiting" : ""}`, "aria-disabled": asked ? "true" : null, "aria-label": _("Sign out: {phone}, {since}", {phone: name, since: words}), onclick: () => asked || endPhone(page, device)}, _("Sign out")));
}

const endPhone = (page, device) => page.ask("phone_end", {person: page.person, device}, {said: device ? _("That phone is signed out.") : _("All other phones are signed out.")});

/* Lent, lost or left lying about: whoever reads along is put out with one touch. */
function phonesOf(page, doc) {
	const all = doc.phones || [];
	return section(_("Phones that know me"), rows([...all].sort((a, b) => b.here - a.here || b.since - a.since).map(phone => phoneRow(page, phone))),
		all.filter(({here}) => !here).length > 1 ? el("button", {type: "button", class: "small", onclick: () => endPhone(page, 0)}, icon("out"), _("Sign out all the others")) : null);
}

/* Where it has to break, then before the @. */
const addressOf = email => email ? el("span", {}, email.split("@")[0], el("wbr"), email.slice(email.split("@")[0].length)) : null;

export function knownView(page) {
	const doc = page.doc(knownLook());
	const title = _("What is known about me");
	if (!doc || doc.error) return {title, body: nothingYet(page, doc)};
	const {me} = doc;
	const row = (words, value) => value ? el("div", {class: "pair"}, el("dt", {}, words), el("dd", {dir: "auto"}, value)) : null;
	const count = (words, n) => el("div", {class: "fact"}, el("dt", {}, words), el("dd", {}, String(n || 0)));
	return {
		title,
		body: [
			el("p", {class: "lead", "data-key": "lead"}, _("All of it lies on the kiosk’s own disk and nowhere else.")),
			el("dl", {class: "pairs", "data-key": "pairs"}, row(_("Name"), me.name || [me.given, me.family].filter(Boolean).join(" ")), row(_("Address for mail"), addressOf(me.email)), row(_("Organisation"), me.organisation), row(_("Team"), me.team),
				row(_("Language"), me.language ? languageName(me.language) : ""), row(_("Rhythm"), me.rhythm && me.rhythm !== "once" ? rhythmName(me.rhythm) : ""), row(_("Known since"), me.created ? dateText(me.created) : "")),
			el("dl", {class: "facts", "data-key": "facts"}, count(_("Partnerships"), doc.partnerships), count(_("Notes written with others"), doc.notes), count(_("Answers given"), doc.answers), count(_("Actions"), doc.actions), count(_("Votes"), doc.votes), count(_("Topics brought"), doc.topics)),
			phonesOf(page, doc),
			section(_("Check-ins"), doc.checkIns.length ? el("ul", {class: "plain-lines"}, ...doc.checkIns.map(({at, title: words}) => el("li", {}, [dateText(at), words].filter(Boolean).join(" · ")))) : el("p", {class: "hint"}, _("None.")),
				el("p", {class: "hint"}, ngettext("After {n} day a check-in becomes a number in a count.", "After {n} days a check-in becomes a number in a count.", doc.retentionDays))),
			section(_("A copy, or the end of it"), rows([
				linkRow({href: page.href("everything"), lead: sign("save"), title: _("Put it into a file")}),
				linkRow({href: page.href("erase"), lead: sign("bin"), title: _("Erase me"), line: _("for good; nobody else has to agree")}),
			])),
		],
	};
}

/* All of it as a file: on a page of its own, since the kiosk gathers it only for whoever asks. */
export const everythingLook = () => ({view: "everything"});

export function everythingView(page) {
	const doc = page.doc(everythingLook());
	const title = _("Put it into a file");
	if (!doc || doc.error) return {title, body: nothingYet(page, doc)};
	return {
		title,
		body: [el("p", {class: "lead", "data-key": "lead"}, _("Everything the kiosk has of you, also what you wrote and answered, in a file that other programs can read (JSON)."))],
		foot: [el("button", {type: "button", class: "main", onclick: () => saveAs(`tandem-${page.person}.json`, "application/json", everythingOf(doc))}, icon("save"), _("Save as a file"))],
	};
}

/* ---- the end of it ---- */

/* Two quick touches on the row that leads here must not be the answer. */
const THOUGHT_MS = 700;

function eraseMe(page) {
	if (!page.online) return page.toast(_("The kiosk does not answer. Nothing has been erased."));
	page.leaving = true;
	return page.ask("person_erase", {person: page.person}, {
		done: () => page.forget("erased"),
		refused: () => {
			page.leaving = false;
			return false;
		},
	});
}

export function eraseView(page) {
	const me = page.doc(ME);
	const title = _("Erase me");
	if (!me || me.error) return {title, body: nothingYet(page, me)};
	const asked = page.asked("person_erase");
	const lines = all => el("ul", {class: "plain-lines"}, ...all.map(words => el("li", {}, words)));
	return {
		title,
		body: [
			el("h2", {class: "big-words", id: "question", "data-key": "question"}, _("Shall the kiosk forget you for good?")),
			section(_("What goes"), lines([_("your name, also from every text and from the kiosk’s own file"), _("your check-ins, answers, map, offers, wishes and goals"), _("your part in partnerships; one of two people ends")])),
			section(_("What stays"), lines([_("what you wrote in notes with others, without your name"), _("means of questionnaires in groups so large that nobody can be told from them")])),
			el("p", {class: "hint", "data-key": "hint"}, _("This can’t be taken back. The kiosk starts anew afterwards, which takes some seconds; nobody loses anything by it.")),
			rows([linkRow({href: page.href("everything"), lead: sign("save"), title: _("Put it into a file first")})]),
		],
		foot: [
			el("button", {type: "button", class: `main sure ${asked ? "waiting" : ""}`, "aria-disabled": asked ? "true" : null, "aria-describedby": "question", onclick: () => asked || performance.now() - page.movedAt < THOUGHT_MS || eraseMe(page)}, asked ? _("Erasing…") : _("Yes, erase me")),
			el("button", {type: "button", class: "main quiet", onclick: () => page.leave()}, _("No, I stay")),
		],
	};
}

/* ---- who can see what: for anybody ---- */

const SEES = [
	{sign: "now", who: () => _("Everybody in the room"), what: () => _("given names and initials of those who are expected or here, the topics on the boards, and the notes on the screen while you write them. Who does not want to be named is not.")},
	{sign: "two", who: () => _("Your partners"), what: () => _("your notes together, the agreement, goals, actions, what each offers and wishes. The answers of a questionnaire when all have submitted, never before.")},
	{sign: "person", who: () => _("You alone"), what: () => _("your map of partnerships, your priorities, how well you knew a quiz question, what you tick and write in a learning pack. The last of these never leaves your phone.")},
	{sign: "lead", who: () => _("The coordinator"), what: () => _("names, who learns with whom, when you meet, whether an agreement is confirmed and how many actions are done. Means of questionnaires only for five people or more. Never a note, never what you agreed, never what one person answered.")},
	{sign: "lock", who: () => _("Nobody else"), what: () => _("There is no cloud and no account. Everything lies on the kiosk in this room; backups lie where your organisation puts them.")},
];

const privacyBody = page => [
	el("ul", {class: "sees", "data-key": "sees"}, ...SEES.map(({sign: name, who, what}) => el("li", {}, sign(name), el("div", {}, el("h2", {}, who()), el("p", {}, what()))))),
	section(_("How long"), el("p", {}, _("Check-ins become mere counts after a while; the coordinator sets how many days. Notes, agreements and answers stay as long as the partnership is known here, or until you erase yourself on your own page."))),
	el("a", {class: "small", "data-key": "learn", href: page.subject ? page.href("learn") : "/learn"}, icon("book"), _("To the learning packs")),
];

export const privacyView = page => ({title: _("Who can see what"), body: [el("p", {class: "lead", "data-key": "lead"}, _("In short: your partners see what you do together. The coordinator sees numbers. The world sees nothing.")), ...privacyBody(page)]});

/* ---- the way out ---- */

export function outView(page) {
	const n = page.queue.list.length;
	const leave = () => {
		if (!page.line.send({t: "leave"})) page.toast(_("The kiosk does not answer. Signing out needs it, so that nobody goes on with this phone’s right."));
		else page.leaving = true;
	};
	return {
		title: _("Sign this phone out"),
		body: [el("p", {class: "lead", "data-key": "lead"}, _("This phone then knows nothing of you any more: your page, what you have typed and not saved, and what you have ticked in learning packs go from it. What is on the kiosk stays.")),
			n ? el("p", {class: "problem", "data-key": "left"}, ngettext("{n} change has not reached the kiosk yet and would be lost.", "{n} changes have not reached the kiosk yet and would be lost.", n)) : null,
			el("p", {class: "hint", "data-key": "back"}, _("You come back with your code: at the kiosk, touch your name, then “My page”."))],
		foot: [el("button", {type: "button", class: "main sure", onclick: leave}, _("Sign out"))],
	};
}

/* erased: "erased", "unsure" when the answer was lost, "" when this phone was signed out. */
export function goneBy(erased) {
	show(el("main", {class: "plain", role: "status"}, el("h1", {}, erased === "erased" ? _("You are erased") : _("Signed out")),
		el("p", {}, erased === "erased" ? _("Neither the kiosk nor this phone knows anything of you any more. Thank you for having been here.") : _("This phone knows nothing of you any more.")),
		erased === "unsure" ? el("p", {}, _("You asked to be erased, and the kiosk’s answer did not arrive. Please look at the kiosk whether your name is still there.")) : null));
}
