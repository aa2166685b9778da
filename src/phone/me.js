/* A person's own pages on their phone: what is next, their partnerships, learning, and what is known of them. For
 * anybody, without a code: the learning packs and who can see what. */
/* global ME_SHEET */
import {aboutView, eraseView, everythingLook, everythingView, goneBy, knownLook, knownView, outView, privacyView, rhythmView} from "./about.js";
import {agreementLook, agreementView, changesView, newestLook, partView} from "./agreement.js";
import {bidsLook, bidsView} from "./bids.js";
import {mapLook, mapView, relationView} from "./canvas.js";
import {avatar, el, icon, show} from "./dom.js";
import {Drafts} from "./drafts.js";
import {exchangeView, exchangesView, suggestionsLook, suggestionsView} from "./exchanges.js";
import {Frame, loadSheet} from "./frame.js";
import {farView, goalView, goalsView} from "./goals.js";
import "./icons.js";
import "./signs.js";
import {loadLearn} from "./learn.js";
import {learnView, packView, packsLook, toolView} from "./packs.js";
import {Page} from "./page.js";
import {beginView, partnershipLook, partnershipView, settleView} from "./partnership.js";
import {prioritiesView, programmeLook, programmeView} from "./programme.js";
import {askView, quizLook, quizView} from "./quiz.js";
import {ask, errorText} from "./request.js";
import {resultsLook, resultsView} from "./results.js";
import {searchLook, searchView} from "./search.js";
import {ME, meView, partnershipsView} from "./self.js";
import {itemView, surveyLook, surveyView} from "./survey.js";
import {_} from "./words.js";

const me = () => ME;

/* What can stand behind the #. `tab` is the one that is marked below; what stands above has a way back. */
const VIEWS = {
	me: {draw: meView, tab: "me", look: me},
	partnerships: {draw: partnershipsView, tab: "partnerships", look: me},
	learn: {draw: learnView, tab: "learn", look: packsLook},
	about: {draw: aboutView, tab: "about", look: me},
	partnership: {draw: partnershipView, above: true, look: partnershipLook},
	settle: {draw: settleView, above: true, form: true, look: partnershipLook},
	bids: {draw: bidsView, above: true, form: true, look: bidsLook},
	begin: {draw: beginView, above: true, look: partnershipLook},
	far: {draw: farView, above: true, form: true, look: partnershipLook},
	agreement: {draw: agreementView, above: true, look: agreementLook},
	changes: {draw: changesView, above: true, look: agreementLook},
	part: {draw: partView, above: true, form: true, look: newestLook},
	goals: {draw: goalsView, above: true, look: newestLook},
	goal: {draw: goalView, above: true, form: true, look: newestLook},
	survey: {draw: surveyView, above: true, look: surveyLook},
	item: {draw: itemView, above: true, form: true, look: surveyLook},
	results: {draw: resultsView, above: true, look: resultsLook},
	quiz: {draw: quizView, above: true, look: quizLook},
	ask: {draw: askView, above: true, look: quizLook},
	programme: {draw: programmeView, above: true, look: programmeLook},
	priorities: {draw: prioritiesView, above: true, look: programmeLook},
	map: {draw: mapView, above: true, look: mapLook},
	relation: {draw: relationView, above: true, form: true, look: mapLook},
	pack: {draw: packView, above: true, look: packsLook},
	tool: {draw: toolView, above: true, look: packsLook},
	search: {draw: searchView, above: true, look: searchLook},
	exchanges: {draw: exchangesView, above: true, look: me},
	exchange: {draw: exchangeView, above: true, form: true, look: me},
	suggestions: {draw: suggestionsView, above: true, look: suggestionsLook},
	rhythm: {draw: rhythmView, above: true, form: true, look: me},
	known: {draw: knownView, above: true, look: knownLook},
	everything: {draw: everythingView, above: true, look: everythingLook},
	erase: {draw: eraseView, above: true, look: me},
	privacy: {draw: privacyView, above: true},
	out: {draw: outView, above: true},
};

class MePage extends Page {
	constructor(joined) {
		super({subject: joined.page, joined, path: `/p/${joined.page}`, parts: _("Parts of my page")});
		this.drafts = new Drafts(this.local, joined.page);
		this.leaving = this.gone = false;
		this.movedAt = performance.now();
		this.shown = 0; /* the quiz question whose answer is seen */
		this.leaveWord();
		this.begin();
	}

	/* For the boards' pages, which lead here. */
	leaveWord() {
		try {
			this.local.setItem("tandem/page", String(this.subject));
		} catch {
			/* then they say how to come here */
		}
	}

	get views() { return VIEWS; }
	get home() { return "me"; }
	get title() { return this.joined.title; }
	get person() { return this.subject; }

	/* A new statement is where a reader of the screen goes on. */
	moved() {
		super.moved();
		this.movedAt = performance.now();
		queueMicrotask(() => {
			const statement = document.getElementById("statement");
			if (statement) statement.focus({preventScroll: true});
		});
	}

	headEnd() {
		const known = this.doc(ME);
		return known && known.me ? avatar(known.me, "own") : null;
	}

	tabButtons(current) {
		const known = this.doc(ME);
		return [
			this.tab(current, "me", "now", _("Overview")),
			this.tab(current, "partnerships", "two", _("With others"), known && known.proposed ? known.proposed.length : 0),
			this.tab(current, "learn", "book", _("Learn")),
			this.tab(current, "about", "person", _("About me")),
		];
	}

	drawNow() {
		if (!this.gone) super.drawNow();
	}

	keepScroll() {
		if (!this.gone) super.keepScroll();
	}

	/* Whoever was erased has no right to this page any more; the answer that says so may have been lost. Or this phone
	 * was signed out before the kiosk heard of it. */
	get erasing() { return this.queue.list.some(({what}) => what === "person_erase"); }

	ended(error) {
		if (this.leaving || this.erasing) this.forget(this.erasing ? "unsure" : "");
		else super.ended(error);
	}

	/* This phone knows nothing of its person any more. */
	forget(erased = "") {
		this.gone = true;
		this.line.stop();
		for (const storage of [this.local, this.session]) {
			if (!storage) continue;
			const keys = [...Array(storage.length).keys()].map(i => storage.key(i));
			for (const key of keys) if (key.startsWith("tandem/")) storage.removeItem(key);
		}
		history.replaceState(null, "", "/");
		goneBy(erased);
	}
}

export async function openMe(joined) {
	await Promise.all([loadSheet(ME_SHEET), loadLearn()]);
	return new MePage(joined);
}

/* ---- without a code ---- */

const PUBLIC_VIEWS = {
	learn: {draw: learnView},
	pack: {draw: packView, above: true},
	tool: {draw: toolView, above: true},
	privacy: {draw: privacyView},
};

/* The same packs for anybody who walks by; the address says which, nothing is asked of the kiosk but its content. */
class PublicPage extends Frame {
	constructor() {
		super({joined: {ticket: null}, path: "/learn", key: "public", owner: "public", parts: _("Parts of the page")});
		this.subject = null;
		this.online = true;
		this.build();
		window.addEventListener("hashchange", () => this.moved());
		this.draw();
	}

	get views() { return PUBLIC_VIEWS; }
	get ready() { return true; }
	get title() { return _("Learn"); }
	href(view) { return `${location.pathname}#${view}`; }
	get home() { return location.pathname.startsWith("/privacy") ? "privacy" : "learn"; }

	/* /learn/leading is the pack's own address, as it stands in its code. */
	get place() {
		const place = super.place;
		const [, , key] = location.pathname.split("/");
		return key && !location.hash ? {name: "pack", arg: key} : place;
	}

	leave() {
		if (this.steps > 0) return history.back();
		location.assign("/learn");
		return undefined;
	}

	describe() { return ["saved", "book", _("open to everybody")]; }
	tabButtons() { return []; }
}

export async function openPublic() {
	await Promise.all([loadSheet(ME_SHEET), loadLearn()]);
	return new PublicPage();
}

/* ---- the code of a partnership: which of its members is this? ---- */

export async function whichMember(joined, enter) {
	await loadSheet(ME_SHEET);
	document.title = _("Who are you?");
	const message = el("p", {class: "problem", role: "alert"});
	const choose = async person => {
		message.textContent = "";
		try {
			await enter(await ask("/api/who", {note: joined.partnership, person: person.id}));
		} catch (failure) {
			message.textContent = errorText(failure);
		}
	};
	const row = person => el("button", {type: "button", class: "person", disabled: person.taken, onclick: () => choose(person)}, avatar(person),
		el("span", {class: "name"}, person.name), person.taken ? el("span", {class: "where"}, _("has a phone here already")) : null);
	show(el("main", {class: "plain"}, el("p", {class: "over"}, joined.title), el("h1", {}, _("Who are you?")),
		el("p", {class: "hint"}, _("This phone then opens your own page: your partnerships, questionnaires and what you have promised. Nobody else’s.")),
		el("div", {class: "choices"}, ...joined.people.map(row)), message,
		joined.people.some(({taken}) => taken) ? el("p", {class: "hint row"}, icon("lock"), el("span", {}, _("Is your name taken, and not by you? Use your own code: at the kiosk, touch your name, then “My page”."))) : null));
}
