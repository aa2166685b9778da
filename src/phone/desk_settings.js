/* What the coordinator may set, how long check-ins are kept, who did what, and the backups. */
import {button, dayOf, hint, lead, mark, momentOf, number, pairs, panel, table, toolbar, twice, view} from "./desk_parts.js";
import {el, icon} from "./dom.js";
import {linkRow, rows, sign} from "./parts.js";
import {_, locale, ngettext} from "./words.js";

/* ---- settings ---- */

/* name → what it is called, about it, its unit. One that is not here is shown by its name. */
const SETTINGS = {
	retention_days: {words: () => _("Keep check-ins for"), about: () => _("After so many days who checked in when becomes a mere count. Partnerships, notes and answers are not touched."), unit: n => ngettext("day", "days", n)},
	guests: {words: () => _("Guests may join"), about: () => _("Somebody unknown can check in by typing a name.")},
	expected_minutes: {words: () => _("Expected before a session"), about: () => _("So long before it begins people are offered as large tiles."), unit: n => ngettext("minute", "minutes", n)},
	walk_in_minutes: {words: () => _("A walk-in tandem takes"), about: () => _("Two people who start on the spot have the room for so long."), unit: n => ngettext("minute", "minutes", n)},
	code_after_minutes: {words: () => _("Notes stay open after a session"), about: () => _("So long after it has ended a code still opens its note for writing."), unit: n => ngettext("minute", "minutes", n)},
};

const set = (page, row, value, said) => page.ask("setting_set", {name: row.name, value: String(value)}, {said, undo: () => page.ask("setting_set", {name: row.name, value: row.set ? String(row.value) : ""})});

function flagRow(page, row, known) {
	const asked = page.asked("setting_set", ({name}) => name === row.name);
	const on = asked && asked.fields.value ? asked.fields.value === "1" : Number(row.value) === 1;
	const box = el("input", {type: "checkbox", id: `s-${row.name}`, onchange: event => set(page, row, event.target.checked ? 1 : 0, _("Saved."))});
	box.checked = on;
	return el("label", {class: "switch", "data-key": row.name}, box, el("span", {}, el("b", {}, known.words()), el("span", {class: "hint"}, known.about())));
}

function numberRow(page, row, known) {
	const id = `s-${row.name}`, n = Number(row.value);
	const input = el("input", {type: "number", id, min: row.min, max: row.max, "aria-describedby": `${id}-about`, "data-keep": true, "data-key": `${id}-${n}`, inputmode: "numeric", onchange: event => {
		const value = Math.round(Number(event.target.value));
		if (!(value >= row.min && value <= row.max)) page.toast(_("Between {min} and {max}, please.", {min: number(row.min), max: number(row.max)}));
		else if (value !== n) set(page, row, value, _("Saved."));
	}});
	input.value = n;
	return el("div", {class: "setting", "data-key": row.name}, el("div", {}, el("label", {for: id}, known.words()), el("p", {class: "hint", id: `${id}-about`}, known.about())), el("div", {class: "setting-value"}, input, el("span", {}, known.unit ? known.unit(n) : "")));
}

const settingRow = (page, row) => {
	const known = SETTINGS[row.name] || {words: () => row.name, about: () => ""};
	return row.kind === "flag" ? flagRow(page, row, known) : numberRow(page, row, known);
};

export const settings = view({
	title: () => _("Settings"), look: () => ({view: "desk_settings"}),
	body: (page, doc) => [
		el("div", {class: "halves", "data-key": "halves"},
			el("div", {}, panel(_("How the room works"), el("div", {class: "settings", "data-key": "settings"}, ...doc.settings.filter(({name}) => name !== "retention_days").map(row => settingRow(page, row))))),
			el("div", {}, panel(_("What is kept"), ...doc.settings.filter(({name}) => name === "retention_days").map(row => settingRow(page, row)),
				doc.retention ? pairs([[_("Counted so far"), number(doc.retention.counted || 0)], [_("Next time"), dayOf(doc.retention.next)]]) : null),
			rows([linkRow({href: page.href("backups"), lead: sign("disk"), title: _("Backups"), line: _("now, kept elsewhere, brought back")}), linkRow({href: page.href("audit"), lead: sign("log"), title: _("Who did what"), line: _("every change by a coordinator or facilitator")}),
				linkRow({href: "/privacy", lead: sign("shield"), title: _("Who can see what"), line: _("for anybody, also at the kiosk")})]))),
	],
});

/* ---- who did what ---- */

const DEEDS = {
	person_set: () => _("A person was added or changed"), person_erase: () => _("A person was erased"), organisation_set: () => _("An organisation was added or changed"), belonging_set: () => _("Somebody belongs to another organisation, or not any more"),
	partnership_set: () => _("A partnership was proposed or changed"), partnership_member: () => _("Somebody was asked to join, or has left"), partnership_state: () => _("A partnership was paused, went on or ended"), agreement_confirm: () => _("An agreement was confirmed"),
	partnership_answer: () => _("Somebody answered whether they want to learn together"), profile_set: () => _("A person’s profile was changed"), meeting_open: () => _("A board’s meeting began"), meeting_close: () => _("A board’s meeting ended"),
	pin_forget: () => _("The PIN was taken away"), session_set: () => _("A session was planned or changed"), session_cancel: () => _("A session was taken off"), board_set: () => _("A board was added or changed"), board_archive: () => _("A board was archived or brought back"),
	programme_set: () => _("A programme was started or changed"), programme_go: () => _("A programme went on"), survey_open: () => _("A questionnaire was put to a group"), survey_reveal: () => _("Answers were shown though somebody was missing"), survey_withdraw: () => _("A questionnaire was taken away again"), phone_end: () => _("A phone was signed out"),
	setting_set: () => _("A setting was changed"), import_people: () => _("A list of people was brought in"), import_sessions: () => _("A calendar was brought in"), pin_set: () => _("The PIN was set"), pin_enter: () => _("The facilitator signed in"), pin_checked: () => _("The facilitator signed in"), sign_out: () => _("The facilitator signed out"),
	code_redeem: () => _("A code was used to sign in"), code_renew: () => _("A code was renewed"), page_leave: () => _("A phone or laptop signed out"), backup_now: () => _("A backup was made"), backup_restore: () => _("A backup was brought back"), look: () => _("What is known about a person was opened"),
};
const deed = what => (DEEDS[what] ? DEEDS[what]() : what.replace(/_/g, " "));
const SOURCES = {screen: () => _("at the kiosk"), phone: () => _("from a phone or laptop"), file: () => _("from a file"), system: () => _("by the kiosk itself")};

export const audit = view({
	title: () => _("Who did what"), look: (_arg, page) => ({view: "desk_audit", from: page.found("audit").from}), up: "settings",
	body: (page, doc) => [
		doc.ok ? el("p", {class: "checked", "data-key": "ok"}, icon("tick"), _("These lines are as they were written: each fits the one before. The command “tandem audit” checks all of them."))
			: el("p", {class: "notice bad", "data-key": "ok"}, icon("warn"), _("The log does not fit at line {n}: something was changed behind the program’s back. Please tell whoever looks after the kiosk.", {n: doc.wrongAt})),
		doc.lines.length ? table({label: _("Who did what"), rows: doc.lines, columns: [
			{title: _("What"), cell: row => el("b", {}, deed(row.what))}, {title: _("When"), cell: row => momentOf(row.at), kind: "bare when"}, {title: _("From where"), cell: row => (SOURCES[row.source] ? SOURCES[row.source]() : row.source || ""), kind: "bare"},
			{title: _("Line"), cell: row => String(row.id), kind: "number quiet"},
		]}) : el("p", {class: "empty", "data-key": "empty"}, _("Nothing has been done yet.")),
		doc.more || page.found("audit").from ? toolbar(page.found("audit").from ? button(_("To the newest"), null, () => page.find("audit", {from: 0})) : null, doc.more ? button(_("Further back"), null, () => page.find("audit", {from: doc.lines[doc.lines.length - 1].id})) : null) : null,
	],
});

/* ---- backups ---- */

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"];
function sizeWords(bytes) {
	const power = Math.min(UNITS.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1000)));
	return new Intl.NumberFormat(locale(), {style: "unit", unit: UNITS[power], maximumFractionDigits: power ? 1 : 0}).format(bytes / 1000 ** power);
}

const restoreRow = (page, row) => twice(page, `restore-${row.number}`, {label: _("Bring back"), sign: null, sure: _("Yes, go back to it"), about: _("The room is as it was on {moment}. What is now becomes a backup itself.", {moment: momentOf(row.at)}), run: () => page.ask("backup_restore", {number: row.number}, {said: _("It is being brought back; the kiosk starts anew.")})});

export const backups = view({
	title: () => _("Backups"), look: () => ({view: "desk_backups"}), up: "settings",
	body: (page, doc) => [
		lead(_("The kiosk makes one by itself when something has changed, each hour at most, and keeps the newest six beside its own file. Whoever looks after it keeps a copy elsewhere now and then: a card can die.")),
		toolbar(button(page.queue.last("backup_now") ? _("Being made…") : _("Back up now"), "disk", () => page.queue.last("backup_now") || page.ask("backup_now", {}, {said: _("The backup is being made; it stands here when it has been read back.")}), "small strong")),
		doc.backups.length ? table({label: _("Backups"), rows: doc.backups, key: row => row.number, columns: [
			{title: _("Made"), cell: row => momentOf(row.at), kind: "when"}, {title: _("Size"), cell: row => sizeWords(row.bytes), kind: "bare"}, {title: _("Checked"), cell: row => row.good ? mark(_("reads well"), "well") : mark(_("does not read well"), "bad"), kind: "bare"},
			{title: _("Bring back"), cell: row => row.good ? restoreRow(page, row) : "", kind: "bare"},
		]}) : el("p", {class: "empty", "data-key": "empty"}, _("There is no backup yet.")),
		doc.restoring ? el("p", {class: "notice", "data-key": "restoring"}, icon("wait"), _("A backup is being brought back; the kiosk starts anew.")) : null,
		hint(doc.database ? _("The kiosk’s own file has {size}.", {size: sizeWords(doc.database.bytes)}) : ""),
	],
});
