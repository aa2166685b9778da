/* The people of the room: who they are, where they belong, and what becomes of what is known of them. */
import {listButton} from "./desk_lists.js";
import {button, field, finder, form, hint, lead, link, mark, pager, pairs, panel, rowLink, table, toolbar, twice, view, dayOf} from "./desk_parts.js";
import {el} from "./dom.js";
import {LANGUAGES_OFFERED, languageName, modelName, rhythmName, stateName} from "./models.js";
import {linkRow, rows} from "./parts.js";
import {everythingOf, saveAs} from "./save.js";
import {_} from "./words.js";

const organisationsLook = () => ({view: "desk_organisations"});
const personLook = arg => ({view: "desk_person", of: Number(arg)});

/* ---- the list ---- */

const COLUMNS = page => [
	{title: _("Name"), cell: row => [rowLink(page, `person/${row.id}`, row.name), row.guest ? mark(_("guest")) : null, row.archived ? mark(_("archived")) : null, row.hidden ? mark(_("not on the screen")) : null]},
	{title: _("Organisation"), cell: row => row.organisation, kind: "bare free"},
	{title: _("Team"), cell: row => row.team, kind: "bare free"},
	{title: _("Partnerships"), cell: row => row.partnerships ? String(row.partnerships) : "", kind: "number"},
];

const nobody = page => page.found("people").text
	? el("p", {class: "empty", "data-key": "empty"}, _("Nobody by that name."))
	: el("div", {class: "empty", "data-key": "empty"}, el("p", {}, _("Nobody is here yet. Bring people in from a list, as a spreadsheet saves it, or add the first one.")), link(_("Bring people in"), "bring", page.href("import")));

export const people = view({
	title: () => _("People"),
	look: (_arg, page) => ({view: "desk_people", ...page.found("people")}),
	body: (page, doc) => [
		toolbar(finder(page, "people", _("Name, team or organisation")), link(_("Add a person"), "plus", page.href("person_new"), "small strong"), link(_("Bring in a list"), "bring", page.href("import")), listButton(page, "people")),
		doc.people.length ? table({label: _("People"), columns: COLUMNS(page), rows: doc.people}) : nobody(page),
		pager({from: doc.from || 0, shown: doc.people.length, total: doc.total, go: from => page.find("people", {from})}),
	],
});

/* ---- one of them ---- */

const fullName = ({given, family}) => [given, family].filter(Boolean).join(" ");

const toggle = (page, arg, words, on) => page.ask("person_set", {...page.setOf(arg), archived: on}, {said: words, undo: () => page.ask("person_set", {...page.setOf(arg), archived: !on})});

function belongings(page, doc, id) {
	const row = ({id: organisation, name}) => el("li", {class: "still", "data-key": String(organisation)}, el("span", {class: "line-words"}, el("b", {dir: "auto"}, name)),
		button(_("Remove"), null, () => page.ask("belonging_set", {person: id, organisation, on: false}, {said: _("Removed."), undo: () => page.ask("belonging_set", {person: id, organisation, on: true})})));
	return panel(_("Belongs to"), doc.belongs.length ? rows(doc.belongs.map(row)) : hint(_("No organisation yet.")), link(_("Add an organisation"), "plus", page.href(`belongs/${id}`)));
}

const partnershipsOf = (page, doc) => panel(_("Learns in"), doc.partnerships.length
	? rows(doc.partnerships.map(({id, name, model, state}) => linkRow({href: page.href(`partnership/${id}`), title: name || modelName(model), line: [modelName(model), stateName(state)].join(" · ")})))
	: hint(_("No partnership yet.")));

const erasing = (page, doc, id) => panel(_("What is known"),
	hint(_("Everything that is known about this person, as a file for them.")), el("div", {class: "ends"}, link(_("Put it into a file"), "save", page.href(`person_file/${id}`))),
	el("h3", {}, _("Erase")), hint(_("Their name, check-ins, answers, map, offers and wishes go for good, also from the kiosk’s own file; older backups are deleted, since they hold them too. What they wrote in notes with others stays, without their name; partnerships of theirs end.")),
	twice(page, "erase", {
		label: _("Erase this person"), sign: "bin", sure: _("Yes, erase {name}", {name: fullName(doc.person)}), about: _("This can’t be taken back. The kiosk starts anew afterwards, which takes some seconds."),
		run: () => page.ask("person_erase", {person: id}, {said: _("Erased."), done: () => page.instead("people")}),
	}));

export const person = view({
	title: doc => doc ? fullName(doc.person) : _("Person"),
	look: personLook,
	up: "people",
	body: (page, doc, arg) => {
		const id = Number(arg), p = doc.person;
		page.setOf = () => ({person: id, given: p.given, family: p.family, email: p.email, organisation: p.organisation, team: p.team, language: p.language, hidden: p.hidden, archived: p.archived});
		return [
			toolbar(link(_("Edit"), "edit", page.href(`person_edit/${id}`), "small strong"), p.archived
				? button(_("Bring back"), "again", () => toggle(page, arg, _("Back again."), false)) : button(_("Archive"), null, () => toggle(page, arg, _("Archived: no longer expected, nothing lost."), true))),
			el("div", {class: "halves", "data-key": "halves"},
				el("div", {}, panel(_("About"), pairs([[_("Mail"), p.email], [_("Organisation"), p.organisation], [_("Team"), p.team], [_("Language"), p.language ? languageName(p.language) : ""], [_("Rhythm"), p.rhythm && p.rhythm !== "once" ? rhythmName(p.rhythm) : ""],
					[_("Looks for partners"), p.seeks ? _("yes") : ""], [_("On the screen"), p.hidden ? _("no, by their wish") : ""], [_("Known since"), dayOf(p.created)], [_("State"), p.archived ? _("archived") : ""]])), belongings(page, doc, id)),
				el("div", {}, partnershipsOf(page, doc), erasing(page, doc, id))),
		];
	},
});

/* ---- all of it as a file ---- */

/* The kiosk says which tables only the person gets. */
const rowsIn = text => {
	try {
		return JSON.parse(text).length;
	} catch {
		return 0;
	}
};

export const personFile = view({
	title: () => _("What is known"), look: arg => ({view: "everything", of: Number(arg)}), up: arg => `person/${arg}`,
	body: (page, doc, arg) => [
		lead(_("This is for the person alone: please hand it over, and do not keep a copy.")),
		el("div", {class: "ends", "data-key": "save"}, button(_("Save as a file"), "save", () => saveAs(`person-${arg}.json`, "application/json", everythingOf(doc)), "main")),
		(doc.left || []).length ? hint(_("What only they may see is not in it: answers, drawings, own notes. They save that themselves, on their page under “What is known about me”.")) : null,
		panel(_("In the file"), table({label: _("In the file"), rows: doc.tables.filter(row => rowsIn(row.rows)), key: ({name}) => name, columns: [{title: _("What"), cell: ({name}) => name.replace(/_/g, " ")}, {title: _("Rows"), cell: row => String(rowsIn(row.rows)), kind: "number"}]})),
	],
});

/* ---- added, edited ---- */

function personForm(page, place, id, p, to) {
	const given = (name, more) => field(page, place, {name, value: p[name] || "", maxlength: "120", ...more});
	return form(page, place, {
		fields: [
			el("div", {class: "beside", "data-key": "names"}, given("given", {label: _("Given name"), required: true}), given("family", {label: _("Family name")})),
			given("email", {label: _("Mail"), type: "email", hint: _("By it a list or a calendar knows who is meant. Nothing is sent to it.")}),
			el("div", {class: "beside", "data-key": "where"}, given("organisation", {label: _("Organisation")}), given("team", {label: _("Team")})),
			field(page, place, {name: "language", label: _("Language"), value: p.language || "", options: ["", ...LANGUAGES_OFFERED].map(code => [code, languageName(code)])}),
			field(page, place, {name: "hidden", type: "checkbox", label: _("Not on the screen"), value: !!p.hidden, hint: _("Their name is not shown in the room. They check in by typing it.")}),
		],
		label: id ? _("Save") : _("Add the person"), back: to(id),
		send: values => values.given || values.family ? {what: "person_set", fields: {...(id ? {person: id} : {}), ...values, archived: !!p.archived}, said: id ? _("Saved.") : _("{name} is here now.", {name: fullName(values)}), to: result => to(id || result)} : _("Please write a name."),
	});
}

export const personNew = {
	look: organisationsLook,
	draw: (page, _arg, place) => ({title: _("Add a person"), up: "people", body: [personForm(page, place, 0, {}, id => (id ? `person/${id}` : "people"))]}),
};

export const personEdit = view({
	title: doc => doc ? fullName(doc.person) : _("Edit"), look: personLook, up: arg => `person/${arg}`, form: true,
	body: (page, doc, arg, place) => [personForm(page, place, Number(arg), doc.person, () => `person/${arg}`)],
});

/* ---- belonging to one more ---- */

export const belongs = view({
	title: () => _("Add an organisation"), look: organisationsLook, up: arg => `person/${arg}`,
	body: (page, doc, arg) => [
		lead(_("Somebody may belong to several: where they work, and the community group where they help.")),
		doc.organisations.length ? rows(doc.organisations.map(({id, name}) => el("li", {"data-key": String(id)}, el("button", {type: "button", class: "line", onclick: () => {
			page.ask("belonging_set", {person: Number(arg), organisation: id, on: true}, {said: _("Added."), undo: () => page.ask("belonging_set", {person: Number(arg), organisation: id, on: false})});
			page.go(`person/${arg}`);
		}}, el("span", {class: "line-words"}, el("b", {dir: "auto"}, name)))))) : hint(_("There is no organisation yet.")),
		link(_("New organisation"), "plus", page.href("organisation_new")),
	],
});
