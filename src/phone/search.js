/* What partners wrote down and kept: searched over all their notes, and filed by what an insight is about. */
import {el, icon} from "./dom.js";
import {INSIGHTS, insightName, takeawayName} from "./models.js";
import {choices, nothingYet} from "./parts.js";
import {dateText} from "./time.js";
import {_} from "./words.js";

const PAUSE_MS = 250;

const partnershipOf = arg => Number(arg) || 0;
export const searchLook = (arg, page) => ({view: "search", of: partnershipOf(arg), text: page.searched || ""});

function hitRow(page, hit) {
	const filed = page.asked("takeaway_file", fields => fields.takeaway === hit.takeaway);
	const insight = filed ? filed.fields.insight : hit.insight;
	const open = page.filing === hit.takeaway;
	return el("li", {class: "said", "data-key": `hit-${hit.takeaway}`},
		el("p", {dir: "auto"}, hit.text),
		el("p", {class: "marks"}, el("span", {class: "mark"}, takeawayName(hit.kind)), el("span", {class: "hint"}, dateText(hit.session || hit.at)),
			hit.kind === "insight" ? el("button", {type: "button", class: "plain-link", "aria-expanded": String(open), onclick: () => {
				page.filing = open ? 0 : hit.takeaway;
				page.draw();
			}}, insightName(insight)) : null),
		open ? choices({label: _("What is this insight about?"), value: insight, options: INSIGHTS.map(word => ({value: word, label: insightName(word)})), choose: word => {
			page.filing = 0;
			page.ask("takeaway_file", {takeaway: hit.takeaway, insight: word}, {said: _("Filed under “{name}”.", {name: insightName(word)})});
		}}) : null);
}

export function searchView(page, arg) {
	const doc = page.doc(searchLook(arg, page));
	const field = el("input", {id: "search", type: "search", autocomplete: "off", dir: "auto", enterkeyhint: "search", placeholder: _("A word, or the beginning of one"), oninput: () => {
		clearTimeout(page.searching);
		page.searching = setTimeout(() => {
			page.searched = field.value.trim();
			page.look();
			page.draw();
		}, PAUSE_MS);
	}});
	field.value = page.searched || "";
	const words = page.searched || "";
	const list = doc && !doc.error ? doc.hits.length ? [el("ul", {class: "rows"}, ...doc.hits.map(hit => hitRow(page, hit))), doc.more ? el("p", {class: "hint"}, _("There is more. Another word narrows it down.")) : null]
		: [el("p", {class: "empty"}, words ? _("Nothing with these words.") : _("What you keep from your notes at the end of a session is found here."))] : nothingYet(page, doc);
	return {
		title: _("What we wrote down"),
		body: [
			el("div", {class: "form", role: "search", "data-key": "form", "data-keep": true}, el("label", {for: "search", class: "row"}, icon("search"), _("Search your notes’ takeaways")), field),
			el("div", {class: "found", role: "status", "data-key": `found-${words}`}, ...list.filter(Boolean)),
		],
	};
}
