/* Lists of the coordinator for a spreadsheet. The kiosk's own files (core/desk_files.c) have keys for columns and words; whoever
 * asks for one on a page gets it in the page's language. The people's can be brought in again in any of them. */
import {button} from "./desk_parts.js";
import {ORGANISATION_KINDS, SESSION_STATES} from "./desk_words.js";
import {agreementName, modelName, rhythmName, stateName} from "./models.js";
import {errorText} from "./request.js";
import {csvOf, rowsOf, saveAs} from "./save.js";
import {_} from "./words.js";

/* What each column is called, and what a word in it is to people, where it has words. */
const LISTS = {
	people: () => [[_("Given name")], [_("Family name")], [_("Organisation")], [_("Mail")], [_("Language")], [_("Team")]],
	organisations: () => [[_("Name")], [_("Kind"), word => ORGANISATION_KINDS[word]()]],
	partnerships: () => [[_("Name")], [_("Model"), modelName], [_("State"), stateName], [_("People")], [_("Rhythm"), rhythmName], [_("Agreement"), agreementName], [_("Sessions held")],
		[_("Last session")], [_("Next session")], [_("Since")], [_("Ended")]],
	sessions: () => [[_("Starts")], [_("Ends")], [_("Partnership")], [_("Title")], [_("State"), word => SESSION_STATES[word]() || _("planned")], [_("Members")], [_("Were here")]],
};

export function translated(name, rows) {
	const columns = LISTS[name]();
	return [columns.map(([title]) => title), ...rows.slice(1).map(row => row.map((value, i) => value && columns[i][1] ? columns[i][1](value) : value))];
}

async function save(page, name) {
	try {
		const answer = await fetch(`/api/desk/export/${name}.csv`);
		if (!answer.ok) throw await answer.json();
		saveAs(`${name}.csv`, "text/csv", csvOf(translated(name, rowsOf(await answer.text()))));
	} catch (problem) {
		page.toast(errorText(problem.error ? problem : {error: "offline"}));
	}
}

export const listButton = (page, name) => button(_("As CSV"), "save", () => save(page, name));
