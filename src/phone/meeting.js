/* The meeting as everybody sees it on their phone: the phase in one sentence, and what one can do in it. */
import {actionRow} from "./actions.js";
import {finished, onTheBallot, voteBody, votesLeft} from "./ballot.js";
import {avatar, el, icon} from "./dom.js";
import {addButton} from "./lanes.js";
import {outcomeLink} from "./outcome.js";
import {proposalCard} from "./proposals.js";
import {minutesText, timeText} from "./time.js";
import {interest, toggle} from "./interest.js";
import {card, kindWord} from "./topics.js";
import {_, ngettext} from "./words.js";

/* Each with its name, what one can do in a sentence, and what is shown. In their usual order. */
export const PHASES = {
	actions: {label: () => _("Open actions"), says: () => _("What became of last time’s promises? Mark yours."), draw: actionsBody},
	collect: {label: () => _("Collect"), says: () => _("Bring what you would like to talk about."), draw: collectBody},
	pitch: {label: () => _("Pitch"), says: pitchSays, draw: pitchBody},
	vote: {label: () => _("Vote"), says: voteSays, draw: voteBody},
	discuss: {label: () => _("Discuss"), says: discussSays, draw: discussBody},
	harvest: {label: () => _("Harvest"), says: () => _("What came of it? Add what you will do."), draw: harvestBody},
	close: {label: () => _("Close"), says: closeSays, draw: closeBody},
};

const withoutUnder = page => page.topics.filter(topic => !topic.under);

/* How the topic's time stands. */
export const boxWords = page => page.now.box.running ? _("for this topic") : page.leftOfBox() > 0 ? _("paused") : _("time is up");

/* ---- the head ---- */

function headClock(page) {
	const {box} = page.now;
	const boxed = ["pitch", "discuss"].includes(page.now.phase) && page.now.topic && box.total > 0;
	const ms = boxed ? () => page.leftOfBox() : () => page.leftOfMeeting();
	const words = boxed ? boxWords(page) : page.leftOfMeeting() < 0 ? _("over time") : _("until the end");
	return el("p", {class: "strip-clock"}, page.clock("head", ms, {over: !boxed}), el("span", {class: "strip-clock-words"}, words));
}

export function headLine(page) {
	const {label, says} = PHASES[page.now.phase];
	return el("section", {class: "strip-in", "aria-label": _("The meeting now")},
		el("div", {}, el("p", {class: "phase"}, label()), el("p", {class: "strip-words"}, says(page))), headClock(page));
}

/* ---- actions of last time ---- */

function actionsBody(page) {
	const open = page.actions.filter(action => action.before);
	const own = open.filter(action => action.owner && action.owner.id === page.me.id);
	const others = open.filter(action => !own.includes(action));
	const list = (title, actions, key) => actions.length ? el("section", {"data-key": key}, el("h2", {}, title),
		el("ul", {class: "actions"}, ...actions.map(action => actionRow(page, action, true)))) : null;
	return {body: [list(_("Yours"), own, "own"), list(_("Of the others"), others, "others"),
		open.length ? null : el("p", {class: "empty", "data-key": "empty"}, _("Nothing is open from last time."))].filter(Boolean)};
}

/* ---- collect, pitch ---- */

function collectBody(page) {
	const topics = onTheBallot(page);
	const own = topics.filter(topic => page.isMine(topic)), others = topics.filter(topic => !page.isMine(topic));
	const list = (title, found, key) => found.length ? el("section", {"data-key": key}, el("h2", {}, title, " ", el("span", {class: "lane-count"}, String(found.length))),
		el("ul", {class: "cards-list"}, ...found.map(topic => card(page, topic)))) : null;
	return {
		body: [list(_("Yours"), own, "own"), list(_("On the board"), others, "others"),
			topics.length ? null : el("p", {class: "empty", "data-key": "empty"}, _("The board is empty. What would you like to talk about?"))].filter(Boolean),
		foot: [addButton(page)],
	};
}

function pitchSays(page) {
	const topic = page.topic(page.now.topic);
	if (!topic) return _("Everybody who brought a topic has half a minute for it.");
	if (page.isMine(topic)) return _("Your turn! Say what your topic is about.");
	return topic.by ? _("{name} says what it is about.", {name: topic.by.name}) : _("Somebody says what it is about.");
}

function pitchBody(page) {
	const now = page.topic(page.now.topic);
	const coming = page.now.pitches.map(id => page.topic(id)).filter(topic => topic && topic !== now);
	return {body: [
		now ? el("section", {class: `stage kind-${now.kind} ${page.isMine(now) ? "mine" : ""}`, "data-key": "stage"}, kindWord(now), el("h2", {class: "whole-title", dir: "auto"}, now.title),
			now.by ? el("p", {class: "by"}, avatar(now.by), now.by.name) : null, ring(page)) : null,
		coming.length ? el("section", {"data-key": "coming"}, el("h2", {}, _("Then")), el("ol", {class: "cards-list ranked"}, ...coming.map(topic => card(page, topic)))) : null,
		now || coming.length ? null : el("p", {class: "empty", "data-key": "empty"}, _("All topics have been introduced.")),
	].filter(Boolean)};
}

/* ---- vote ---- */

function voteSays(page) {
	if (page.now.revealed) return _("The votes are shown. The liveliest topic comes first.");
	if (finished(page)) return _("You have finished. Until the votes are shown you can change them.");
	const left = votesLeft(page);
	return left ? ngettext("You have {n} vote left. Nobody sees where it goes.", "You have {n} votes left. Nobody sees where they go.", left)
		: _("All your votes are given. Touch “I’m done”.");
}

/* ---- discuss ---- */

function svg(tag, attributes) {
	const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
	for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
	return node;
}

/* The topic's time as a ring that empties. */
function ring(page) {
	const share = page.now.box.total ? Math.min(1, page.leftOfBox() / page.now.box.total) : 0;
	const circle = more => svg("circle", {cx: 18, cy: 18, r: 15.915, fill: "none", pathLength: 100, ...more});
	const drawn = svg("svg", {viewBox: "0 0 36 36", "aria-hidden": "true", class: "ring-drawn"});
	drawn.append(circle({class: "ring-all"}), circle({class: "ring-left", "stroke-dasharray": 100, "stroke-dashoffset": 100 - 100 * share}));
	return el("div", {class: `ring ${page.now.box.running ? "" : "paused"}`, "data-key": "ring"}, drawn, el("div", {class: "ring-words"},
		page.clock("ring", () => page.leftOfBox()), page.now.box.running ? null : el("span", {}, boxWords(page))));
}

function discussSays(page) {
	if (page.leftOfThumbs() > 0) return _("Go on, or enough? Everybody answers now.");
	if (page.now.split) return _("Choose a table. Each has its own notes.");
	if (!page.now.topic) return _("Between two topics. The next one comes in a moment.");
	if (!page.now.box.running && page.leftOfBox() <= 0) return _("Time is up. What came of it?");
	return page.now.box.extensions ? _("The time was extended. What is still to be said?") : _("Say what you think, and what you would do.");
}

function agenda(page) {
	const rows = page.now.agenda.map(item => ({...item, topic: page.topic(item.topic)})).filter(({topic}) => topic);
	const row = ({topic, ms, starts, reached}) => el("li", {class: `agenda-row kind-${topic.kind}`, "data-key": `agenda-${topic.id}`},
		el("a", {href: page.href(`topic/${topic.id}`)}, el("span", {class: "agenda-title", dir: "auto"}, topic.title),
			el("span", {class: "hint"}, reached ? _("{time}, {minutes}", {time: timeText(starts), minutes: minutesText(ms)}) : _("waits for next time"))));
	const list = (title, found, key) => found.length ? el("section", {"data-key": key}, el("h2", {}, title), el("ol", {class: "agenda"}, ...found.map(row))) : null;
	return [list(_("Then"), rows.filter(({reached}) => reached), "agenda"),
		list(_("There is probably no time for"), rows.filter(({reached}) => !reached), "missed")];
}

function noteLink(page, topic) {
	if (!topic.note) return null;
	return el("a", {class: "small", href: `/n/${topic.note}`, "data-key": "note", onclick: () => page.rememberNote(topic)}, icon("note"), _("Open its notes"));
}

function together(page) {
	const topic = page.topic(page.now.topic);
	if (!topic) return null;
	return el("section", {class: `stage kind-${topic.kind}`, "data-key": `stage-${topic.id}`}, kindWord(topic),
		el("h2", {class: "whole-title", dir: "auto"}, el("a", {href: page.href(`topic/${topic.id}`)}, topic.title)),
		topic.by ? el("p", {class: "by"}, avatar(topic.by), topic.by.name) : null, ring(page),
		el("div", {class: "row"}, noteLink(page, topic), outcomeLink(page, topic),
			el("a", {class: "small", href: page.href(`action/${topic.id}`)}, icon("plus"), _("Add an action"))));
}

/* Places and times: what is where in each slot. */
function slotSection(page, slot, starts) {
	const {places, slotMinutes} = page.now;
	const here = withoutUnder(page).filter(topic => topic.slot === slot).sort((a, b) => a.place - b.place);
	const until = starts + slotMinutes * 60000;
	return el("section", {"data-key": `slot-${slot}`}, el("h2", {}, _("{from} to {until}", {from: timeText(starts), until: timeText(until)})),
		el("ul", {class: "cards-list"}, ...here.map(topic => el("li", {class: "with-button", "data-key": `cell-${topic.id}`},
			el("p", {class: "place"}, icon("pin"), places[topic.place] || _("Place {n}", {n: topic.place + 1}), topic.here ? el("span", {class: "mark"}, ngettext("{n} is there", "{n} are there", topic.here)) : null),
			el("ul", {class: "cards-list"}, card(page, topic)),
			el("div", {class: "row"}, toggle(page, topic, "join", interest(page, topic, "join").on ? _("I am joining") : _("I’d join")), noteLink(page, topic))))),
		here.length ? null : el("p", {class: "hint"}, _("Nothing is planned then.")));
}

function discussBody(page) {
	if (page.now.split) {
		const loose = withoutUnder(page).filter(topic => (topic.slot === null || topic.slot < 0) && topic.lane !== "done");
		return {body: [...page.now.slots.map((starts, slot) => slotSection(page, slot, starts)),
			loose.length ? el("section", {"data-key": "loose"}, el("h2", {}, _("Not placed yet")), el("ul", {class: "cards-list"}, ...loose.map(topic => card(page, topic)))) : null].filter(Boolean)};
	}
	const parts = [together(page), ...agenda(page)].filter(Boolean);
	return {body: parts.length ? parts : [el("p", {class: "empty", "data-key": "empty"}, _("All topics have been discussed."))]};
}

/* ---- harvest, close ---- */

export const discussed = page => withoutUnder(page).filter(topic => topic.lane === "done" || topic.lane === "discussing");

function harvestBody(page) {
	const list = discussed(page);
	return {body: [el("ul", {class: "harvest", "data-key": "harvest"}, ...list.map(topic => {
		const actions = page.actions.filter(action => action.topic === topic.id && !action.before);
		return el("li", {class: `whole kind-${topic.kind}`, "data-key": `harvest-${topic.id}`},
			el("h2", {class: "whole-title", dir: "auto"}, el("a", {href: page.href(`topic/${topic.id}`)}, topic.title)),
			topic.outcome ? el("p", {class: "detail", dir: "auto"}, topic.outcome) : el("p", {class: "hint"}, _("No outcome yet.")),
			actions.length ? el("ul", {class: "actions"}, ...actions.map(action => actionRow(page, action))) : null,
			el("div", {class: "row"}, outcomeLink(page, topic), el("a", {class: "small", href: page.href(`action/${topic.id}`)}, icon("plus"), _("Add an action")), noteLink(page, topic)));
	})), list.length ? null : el("p", {class: "empty", "data-key": "empty"}, _("Nothing was discussed yet."))].filter(Boolean)};
}

function starsGiven(page) {
	const asked = page.asked("meeting_rate", () => true);
	return asked ? asked.fields.stars : page.mine.stars;
}

function closeSays(page) {
	return starsGiven(page) ? _("Thank you. You can still change it.") : _("Was it worth your time? One touch is enough.");
}

function stars(page) {
	const given = starsGiven(page);
	const star = n => el("button", {type: "button", class: `star ${n <= given ? "on" : ""}`, "data-key": `star-${n}`, "aria-pressed": String(n === given),
		"aria-label": ngettext("{n} star of 5", "{n} stars of 5", n), onclick: () => page.askHere("meeting_rate", {stars: n})}, icon("star"));
	return el("section", {class: "stars", "data-key": "stars"}, el("h2", {}, _("Was it worth your time?")),
		el("div", {class: "stars-row", role: "group", "aria-label": _("Was it worth your time?")}, ...[1, 2, 3, 4, 5].map(star)),
		el("p", {class: "stars-ends", "aria-hidden": "true"}, el("span", {}, _("not at all")), el("span", {}, _("very much"))));
}

function closeBody(page) {
	const {actions, proposals} = page.mine;
	return {body: [stars(page),
		actions.length ? el("section", {"data-key": "actions"}, el("h2", {}, _("My open actions")), el("ul", {class: "actions"}, ...actions.map(action => actionRow(page, action, true)))) : null,
		proposals.length ? el("section", {"data-key": "proposals"}, el("h2", {}, _("Two who could help each other")), el("ul", {class: "proposals"}, ...proposals.map(proposal => proposalCard(page, proposal)))) : null,
	].filter(Boolean)};
}

/* ---- the view, and what stands over all of them ---- */

export function nowView(page) {
	if (!page.now) return {body: [el("p", {class: "empty"}, page.closed ? _("The meeting is over.") : _("No meeting is on.")),
		page.closed ? el("a", {class: "main", href: page.href("summary")}, _("To the summary")) : null].filter(Boolean)};
	return PHASES[page.now.phase].draw(page);
}

const THUMBS = [
	{thumb: "continue", sign: "up", label: () => _("Go on")},
	{thumb: "no_matter", sign: "level", label: () => _("No matter")},
	{thumb: "enough", sign: "down", label: () => _("Enough")},
];

export function thumbGiven(page) {
	const asked = page.asked("thumb", () => true);
	return asked ? asked.fields.thumb : page.mine.thumb;
}

export function thumbsView(page) {
	const given = thumbGiven(page);
	const topic = page.topic(page.now.topic);
	return el("section", {class: "thumbs", role: "dialog", "aria-modal": "true", "aria-labelledby": "thumbs-title", "data-key": "thumbs"},
		el("p", {class: "over", dir: "auto"}, topic ? topic.title : ""),
		el("h2", {id: "thumbs-title", tabindex: "-1"}, _("Go on with this topic?")),
		el("p", {class: "thumbs-clock"}, page.clock("thumbs", () => page.leftOfThumbs())),
		el("div", {class: "thumbs-all"}, ...THUMBS.map(({thumb, sign, label}) => el("button", {type: "button", class: `thumb thumb-${thumb}`, "data-key": thumb,
			"aria-pressed": String(given === thumb), onclick: () => page.askHere("thumb", {thumb})}, icon(sign), label()))),
		el("p", {class: "hint"}, given === "none" ? _("One touch is enough.") : _("Thank you. It goes on when the time is up.")));
}
