/* Boards: what each is for, how often it meets, and how its meetings go unless somebody says otherwise there. */
import {button, dayOf, field, form, link, mark, rowLink, table, toolbar, view} from "./desk_parts.js";
import {el} from "./dom.js";
import {RHYTHMS, rhythmName} from "./models.js";
import {fromIsoDay, isoDay} from "./time.js";
import {_} from "./words.js";

const look = () => ({view: "desk_boards"});
const rhythmWords = word => word === "once" ? _("no rhythm") : rhythmName(word);

export const boards = view({
	title: () => _("Boards"), look,
	body: (page, doc) => [
		toolbar(link(_("New board"), "plus", page.href("board_new"), "small strong")),
		doc.boards.length ? table({label: _("Boards"), rows: doc.boards, columns: [
			{title: _("Name"), cell: row => [rowLink(page, `board/${row.id}`, row.name), row.archived ? mark(_("archived")) : null]},
			{title: _("Rhythm"), cell: row => rhythmWords(row.rhythm), kind: "bare"},
			{title: _("Next meeting"), cell: row => dayOf(row.next)},
			{title: _("Topics"), cell: row => String(row.topics), kind: "number"},
		]}) : el("p", {class: "empty", "data-key": "empty"}, _("There is no board yet. On a board everybody may bring a topic, all month; in its meeting the group votes what comes first.")),
	],
});

/* A day of the input, at the hour the meeting had, or at ten. */
function meetingAt(text, before) {
	const day = fromIsoDay(text), hour = before ? new Date(before) : null;
	return day ? new Date(day).setHours(hour ? hour.getHours() : 10, hour ? hour.getMinutes() : 0) : 0;
}

const boardForm = (page, place, row) => {
	const count = (name, label, otherwise, max) => field(page, place, {name, label, type: "number", min: "1", max, value: String(row[name] || otherwise)});
	return form(page, place, {
		fields: [
			field(page, place, {name: "name", label: _("Name"), value: row.name || "", required: true, maxlength: "80"}), field(page, place, {name: "purpose", label: _("What it is for"), value: row.purpose || "", maxlength: "300"}),
			el("div", {class: "beside", "data-key": "when"}, field(page, place, {name: "rhythm", label: _("How often it meets"), value: row.rhythm || "monthly", options: RHYTHMS.map(word => [word, rhythmWords(word)])}),
				field(page, place, {name: "nextMeeting", label: _("Next meeting"), type: "date", value: row.next ? isoDay(row.next) : ""})),
			el("div", {class: "beside", "data-key": "votes"}, count("votes", _("Votes per person"), 5, 20), count("topicVotes", _("of these on one topic"), 3, 20)),
			el("div", {class: "beside", "data-key": "minutes"}, count("minutes", _("Minutes per topic"), 8, 60), count("length", _("Minutes of the meeting"), 60, 480)),
		],
		label: row.id ? _("Save") : _("Add the board"), back: "boards",
		send: ({nextMeeting, votes, topicVotes, minutes, length, ...words}) => words.name ? {what: "board_set", fields: {...(row.id ? {board: row.id} : {}), ...words, nextMeeting: meetingAt(nextMeeting, row.next), votes: Number(votes), topicVotes: Number(topicVotes), minutes: Number(minutes), length: Number(length)}, said: _("Saved."), to: "boards"}
			: _("Please write a name."),
	});
};

export const boardNew = view({title: () => _("New board"), look, up: "boards", body: (page, _doc, _arg, place) => [boardForm(page, place, {})]});

const archive = (page, row, archived) => page.ask("board_archive", {board: row.id, archived}, {said: archived ? _("Archived: no longer in the room, nothing lost.") : _("Back again."), undo: () => page.ask("board_archive", {board: row.id, archived: !archived})});

export const board = view({
	title: (doc, arg) => { const row = doc && doc.boards.find(({id}) => id === Number(arg)); return row ? row.name : _("Board"); }, look, up: "boards",
	body: (page, doc, arg, place) => {
		const row = doc.boards.find(({id}) => id === Number(arg));
		if (!row) return [el("p", {class: "empty", "data-key": "gone"}, _("This is not here any more."))];
		return [toolbar(row.archived ? button(_("Bring back"), "again", () => archive(page, row, false)) : button(_("Archive"), null, () => archive(page, row, true))), boardForm(page, place, row)];
	},
});
