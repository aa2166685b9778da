/* Companies, public bodies and community groups: a person belongs to one or more of them. */
import {listButton} from "./desk_lists.js";
import {field, form, link, rowLink, table, toolbar, view} from "./desk_parts.js";
import {ORGANISATION_KINDS} from "./desk_words.js";
import {el} from "./dom.js";
import {_} from "./words.js";

const look = () => ({view: "desk_organisations"});

export const organisations = view({
	title: () => _("Organisations"), look,
	body: (page, doc) => [
		toolbar(link(_("New organisation"), "plus", page.href("organisation_new"), "small strong"), doc.organisations.length ? listButton(page, "organisations") : null),
		doc.organisations.length ? table({label: _("Organisations"), rows: doc.organisations, columns: [
			{title: _("Name"), cell: row => rowLink(page, `organisation/${row.id}`, row.name)},
			{title: _("Kind"), cell: row => (ORGANISATION_KINDS[row.kind] || ORGANISATION_KINDS.company)(), kind: "bare"},
			{title: _("People"), cell: row => String(row.people), kind: "number"},
		]}) : el("p", {class: "empty", "data-key": "empty"}, _("There is no organisation yet. They also come with a list of people.")),
	],
});

const organisationForm = (page, place, row) => form(page, place, {
	fields: [
		field(page, place, {name: "name", label: _("Name"), value: row.name || "", required: true, maxlength: "120"}),
		field(page, place, {name: "kind", label: _("Kind"), value: row.kind || "company", options: Object.entries(ORGANISATION_KINDS).map(([key, words]) => [key, words()])}),
	],
	label: row.id ? _("Save") : _("Add the organisation"), back: "organisations",
	send: values => values.name ? {what: "organisation_set", fields: {...(row.id ? {organisation: row.id} : {}), ...values}, said: _("Saved."), to: "organisations"} : _("Please write a name."),
});

export const organisationNew = view({title: () => _("New organisation"), look, up: "organisations", body: (page, _doc, _arg, place) => [organisationForm(page, place, {})]});

export const organisation = view({
	title: (doc, arg) => { const row = doc && doc.organisations.find(({id}) => id === Number(arg)); return row ? row.name : _("Organisation"); },
	look, up: "organisations",
	body: (page, doc, arg, place) => {
		const row = doc.organisations.find(({id}) => id === Number(arg));
		return [row ? organisationForm(page, place, row) : el("p", {class: "empty", "data-key": "gone"}, _("This is not here any more."))];
	},
});
