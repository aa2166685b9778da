/* Topics as they look everywhere on a board's pages: their kinds, cards, dots and who brought them. */
import {avatar, el} from "./dom.js";
import {_, locale, ngettext} from "./words.js";

export const KINDS = [
	{kind: "question", label: () => _("Question"), means: () => _("Something I would like to know")},
	{kind: "concern", label: () => _("Concern"), means: () => _("Something that troubles us")},
	{kind: "offer", label: () => _("Offer"), means: () => _("Something I can show or give")},
	{kind: "wish", label: () => _("Wish"), means: () => _("Something I would like to learn or have")},
	{kind: "acute", label: () => _("Acute"), means: () => _("Something that cannot wait")},
];
export const LANES = [
	{lane: "proposed", label: () => _("Proposed"), empty: () => _("Nothing here yet. What would you like to talk about?")},
	{lane: "next", label: () => _("Up next"), empty: () => _("The topics with the most votes come here.")},
	{lane: "discussing", label: () => _("Discussing"), empty: () => _("Nothing is being discussed just now.")},
	{lane: "done", label: () => _("Done"), empty: () => _("What was discussed comes here, with its outcome.")},
];
const DOTS = 6; /* so many are drawn; more are a number */

export const decimal = number => new Intl.NumberFormat(locale(), {minimumFractionDigits: 1, maximumFractionDigits: 1}).format(number);
export const kindOf = name => KINDS.find(({kind}) => kind === name) || KINDS[0];

/* Dots: given ones full, those not answered yet as rings. The number is said for who cannot see them. */
export function dots(given, waiting = 0, words = ngettext("{n} vote", "{n} votes", given + waiting)) {
	const all = given + waiting;
	const shown = all > DOTS ? [el("b", {}, String(all)), el("i", {class: "dot"})] : [
		...Array.from({length: given}, () => el("i", {class: "dot"})),
		...Array.from({length: waiting}, () => el("i", {class: "dot waiting"}))];
	return el("span", {class: "dots"}, el("span", {class: "dots-drawn", "aria-hidden": "true"}, ...shown), el("span", {class: "offscreen"}, words));
}

export const kindWord = topic => el("span", {class: "kind"}, kindOf(topic.kind).label());

export function bringer(topic) {
	return topic.by ? [avatar(topic.by), el("span", {class: "offscreen"}, _("from {name}", {name: topic.by.name}))] : [];
}

/* What is particular about a card, in few words. */
export function marks(page, topic) {
	const found = [];
	const gather = page.left(topic.gather);
	if (topic.gather && gather > 0) found.push(el("span", {class: "mark acute"}, _("Sitting together now"), " ", page.clock(`gather-${topic.id}`, () => page.left(topic.gather))));
	else if (topic.here) found.push(el("span", {class: "mark acute"}, ngettext("{n} person sits together on it now.", "{n} people sit together on it now.", topic.here)));
	if (topic.passed) found.push(el("span", {class: "mark"}, ngettext("passed over once", "passed over {n} times", topic.passed)));
	if (topic.interested) found.push(el("span", {class: "mark"}, ngettext("{n} would join", "{n} would join", topic.interested)));
	return found;
}

/* A card that leads to all of it. */
export function card(page, topic, {level = "h3", more = null} = {}) {
	const extra = marks(page, topic);
	return el("li", {"data-key": `topic-${topic.id}`},
		el("a", {class: `topic kind-${topic.kind}`, href: page.href(`topic/${topic.id}`)},
			el(level, {class: "topic-title", dir: "auto"}, topic.title),
			extra.length ? el("span", {class: "marks"}, ...extra) : null,
			el("span", {class: "topic-foot"}, ...bringer(topic), kindWord(topic), topic.votes ? dots(topic.votes) : null, more)));
}

