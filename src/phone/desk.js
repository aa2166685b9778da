/* The coordinator's pages, for a laptop first: what needs attention, and all that is set up in the room. What a person
 * wrote is never here; the kiosk does not tell it.
 *
 * At the side stand the parts (on a phone: at the foot, the rest behind "More"). A view shows one document of the
 * kiosk (desk_parts.js: view); changes are asked as everywhere. Files go up and down over HTTP (desk_files.js). */
/* global DESK_SHEET */
import {ended, moreView, outView, signIn} from "./desk_door.js";
import "./desk_signs.js";
import {board, boardNew, boards} from "./desk_boards.js";
import {figures} from "./desk_figures.js";
import {importCalendar, importPeople} from "./desk_files.js";
import {map} from "./desk_map.js";
import {organisation, organisationNew, organisations} from "./desk_organisations.js";
import {overview} from "./desk_overview.js";
import {partnerNew, partnership, partnershipEnd, partnershipNew, partnerships, suggestions} from "./desk_partnerships.js";
import {belongs, people, person, personEdit, personFile, personNew} from "./desk_people.js";
import {programme, programmeEdit, programmeNew, programmes} from "./desk_programmes.js";
import {session, sessionNew, sessions} from "./desk_sessions.js";
import {audit, backups, settings} from "./desk_settings.js";
import {el, icon} from "./dom.js";
import {loadSheet} from "./frame.js";
import {loadLearn} from "./learn.js";
import {Page} from "./page.js";
import {ask, errorText} from "./request.js";
import {_} from "./words.js";

const FIND_MS = 120; /* after the last letter */
const nothing = {text: "", from: 0};

/* What can stand behind the #. `tab`: the part it belongs to. */
const VIEWS = {
	desk: {...overview, tab: "desk"},
	people: {...people, tab: "people"},
	person: {...person, tab: "people"},
	person_new: {...personNew, tab: "people"},
	person_edit: {...personEdit, tab: "people"},
	person_file: {...personFile, tab: "people"},
	belongs: {...belongs, tab: "people"},
	import: {...importPeople, tab: "people"},
	organisations: {...organisations, tab: "organisations"},
	organisation: {...organisation, tab: "organisations"},
	organisation_new: {...organisationNew, tab: "organisations"},
	partnerships: {...partnerships, tab: "partnerships"},
	partnership: {...partnership, tab: "partnerships"},
	partnership_new: {...partnershipNew, tab: "partnerships"},
	partnership_end: {...partnershipEnd, tab: "partnerships"},
	partner_new: {...partnerNew, tab: "partnerships"},
	suggestions: {...suggestions, tab: "partnerships"},
	map: {...map, tab: "map"},
	programmes: {...programmes, tab: "programmes"},
	programme: {...programme, tab: "programmes"},
	programme_new: {...programmeNew, tab: "programmes"},
	programme_edit: {...programmeEdit, tab: "programmes"},
	sessions: {...sessions, tab: "sessions"},
	session: {...session, tab: "sessions"},
	session_new: {...sessionNew, tab: "sessions"},
	calendar: {...importCalendar, tab: "sessions"},
	boards: {...boards, tab: "boards"},
	board: {...board, tab: "boards"},
	board_new: {...boardNew, tab: "boards"},
	figures: {...figures, tab: "figures"},
	settings: {...settings, tab: "settings"},
	audit: {...audit, tab: "settings"},
	backups: {...backups, tab: "settings"},
	more: {...moreView, tab: "more"},
	out: {...outView, tab: "more"},
};

/* The parts in their order; `hand`: also at the foot of a narrow page. */
const PARTS = [
	{name: "desk", sign: "overview", words: () => _("Overview"), hand: true},
	{name: "people", sign: "people", words: () => _("People"), hand: true},
	{name: "organisations", sign: "house", words: () => _("Organisations")},
	{name: "partnerships", sign: "pair", words: () => _("Partnerships"), short: () => _("Partners"), hand: true},
	{name: "map", sign: "map", words: () => _("Map")},
	{name: "programmes", sign: "way", words: () => _("Programmes")},
	{name: "sessions", sign: "calendar", words: () => _("Sessions"), hand: true},
	{name: "boards", sign: "board", words: () => _("Boards")},
	{name: "figures", sign: "chart", words: () => _("Figures")},
	{name: "settings", sign: "cog", words: () => _("Settings")},
];

class Desk extends Page {
	constructor(joined) {
		super({subject: "coordinator", joined, path: "/coordinator", parts: _("Parts of the coordinator’s pages")});
		this.finds = new Map();    /* list → {text, from} */
		this.problems = new Map(); /* form → what is wrong with it */
		this.busy = new Set();     /* forms that wait for an answer */
		this.forms = new Map();
		this.before = new Map();   /* view → the look that was shown of it last */
		this.sure = null;          /* what was touched once */
		this.uploads = new Map();  /* what is brought in: desk_files.js */
		this.tables = new Set();   /* plots that are shown as tables */
		this.asTable = false;      /* the map likewise */
		this.near = null;          /* the node of it that was touched */
		this.begin();
	}

	get views() { return VIEWS; }
	get home() { return "desk"; }
	get title() { return this.joined.title; }
	get sections() { return PARTS; }
	get placeNow() {
		const {name, arg} = this.place;
		return arg === undefined ? name : `${name}/${arg}`;
	}

	/* The parts come first for whoever goes by keys; where they stand is for the sheet to say. */
	build() {
		super.build();
		this.frame.classList.add("desk");
		this.frame.prepend(this.tabs);
	}

	header(view) {
		const up = view.up ? el("a", {class: "back", "data-key": "up", href: this.href(view.up), "aria-label": _("Back")}, icon("back")) : null;
		return [up, ...super.header(view)].filter(Boolean);
	}

	tabButtons(current) {
		const row = ({name, sign, words, short, hand}) => {
			const tab = this.tab(current, name, sign, words());
			if (!hand) tab.classList.add("wide-only");
			if (short) {
				tab.lastChild.classList.add("wide-only");
				tab.append(el("span", {class: "narrow-only"}, short()));
			}
			return tab;
		};
		const rest = this.tab(PARTS.some(({name, hand}) => hand && name === current) ? current : "more", "more", "more", _("More"));
		rest.classList.add("narrow-only");
		const end = (href, sign, words) => el("a", {class: "tab tab-end wide-only", href, "data-key": href}, icon(sign), el("span", {}, words));
		return [
			el("p", {class: "room wide-only", "data-key": "room", dir: "auto"}, el("span", {class: "brand-mark", "aria-hidden": "true"}), this.title),
			...PARTS.map(row), rest,
			end("/privacy", "shield", _("Who can see what")), end(this.href("out"), "out", _("Sign out")),
		];
	}

	/* The document of this look, or until it has come, that of the one before of the same kind. */
	told(look) {
		const kind = `${look.view}/${look.of || 0}`;
		const doc = this.doc(look);
		if (doc) this.before.set(kind, look);
		return doc || (this.before.has(kind) ? this.doc(this.before.get(kind)) : null);
	}

	found(name) { return this.finds.get(name) || nothing; }

	find(name, what) {
		this.finds.set(name, {...this.found(name), ...what});
		clearTimeout(this.finding);
		this.finding = setTimeout(() => {
			this.look();
			this.draw();
		}, FIND_MS);
	}

	words(problem) { return errorText(problem); }

	keepForm(name, fields) {
		this.forms.set(name, fields);
		super.keepForm(name, fields);
	}
	keptForm(name) { return this.forms.get(name) || super.keptForm(name); }
	dropForm(name) {
		this.forms.delete(name);
		super.dropForm(name);
	}

	moved() {
		this.sure = null;
		this.problems.clear();
		super.moved();
	}

	/* Signed out here, elsewhere, or by the clock. */
	ended(error) {
		super.ended(error);
		ended(this, error);
	}
}

export async function openDesk(joined) {
	await Promise.all([loadSheet(DESK_SHEET), loadLearn()]);
	document.documentElement.classList.add("at-desk");
	return new Desk(joined);
}

/* At /coordinator: by the cookie, or by the code that is typed here. */
export async function arrive(enter) {
	try {
		await enter(await ask("/api/hello", {page: "coordinator"}));
	} catch (problem) {
		if (problem.error === "offline" || problem.error === "busy" || problem.error === "internal" || problem.error === "disk") throw problem;
		await loadSheet(DESK_SHEET);
		signIn(enter);
	}
}
