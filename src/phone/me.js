/* A person's own pages on their phone: what is next, their partnerships, learning, and what is known of them. For
 * anybody, without a code: the learning packs and who can see what. */
/* global ME_SHEET */
import {avatar, el, icon, show} from "./dom.js";
import {loadSheet} from "./frame.js";
import "./icons.js";
import "./signs.js";
import {loadLearn} from "./learn.js";
import {Page} from "./page.js";
import {ask, errorText} from "./request.js";
import {ME, meView, partnershipsView} from "./self.js";
import {_} from "./words.js";

const me = () => ME;

/* What can stand behind the #. */
const VIEWS = {
	me: {draw: meView, tab: "me", look: me},
	partnerships: {draw: partnershipsView, tab: "partnerships", look: me},
};

class MePage extends Page {
	constructor(joined) {
		super({subject: joined.page, joined, path: `/p/${joined.page}`, parts: _("Parts of my page")});
		this.begin();
	}

	get views() { return VIEWS; }
	get home() { return "me"; }
	get title() { return this.joined.title; }
	get person() { return this.subject; }

	headEnd() {
		const known = this.doc(ME);
		return known && known.me ? avatar(known.me, "own") : null;
	}

	tabButtons(current) {
		const known = this.doc(ME);
		return [
			this.tab(current, "me", "now", _("Next")),
			this.tab(current, "partnerships", "two", _("Partnerships"), known && known.proposed ? known.proposed.length : 0),
		];
	}
}

export async function openMe(joined) {
	await Promise.all([loadSheet(ME_SHEET), loadLearn()]);
	return new MePage(joined);
}

/* The code of a partnership: which of its members is this? */
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
		joined.people.some(({taken}) => taken) ? el("p", {class: "hint row"}, icon("lock"), _("Is your name taken, and not by you? Use your own code: at the kiosk, touch your name, then “My page”.")) : null));
}
