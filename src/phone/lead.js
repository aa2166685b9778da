/* The remote: what whoever leads the meeting needs, on one page, the next action large under the thumb. */
import {el, icon} from "./dom.js";
import {bringIntoSight} from "./lanes.js";
import {PHASES, boxWords} from "./meeting.js";
import {timeText} from "./time.js";
import {decimal} from "./topics.js";
import {_, ngettext} from "./words.js";

const MINUTE_MS = 60000;
const SURE_MS = 5000;

/* A hint for somebody who leads for the first time; in words, by the kiosk's name for it. */
const HINTS = {
	quiet: ({minutes}) => ngettext("No new topic for {n} minute. Time to go on?", "No new topic for {n} minutes. Time to go on?", minutes),
	votes_in: () => _("All votes are in."),
	votes_few: ({number}) => ngettext("{n} person is still voting, and the time is over.", "{n} people are still voting, and the time is over.", number),
	time_left: ({number, minutes}) => _("{time} left, {topics}.", {time: ngettext("{n} minute", "{n} minutes", minutes), topics: ngettext("{n} topic", "{n} topics", number)}),
	over: ({minutes}) => ngettext("The meeting should have ended {n} minute ago.", "The meeting should have ended {n} minutes ago.", minutes),
	phase_long: ({minutes}) => ngettext("This takes {n} minute longer than planned.", "This takes {n} minutes longer than planned.", minutes),
	all_pitched: () => _("Everybody has had their turn."),
	all_discussed: () => _("All topics have been discussed."),
	no_outcome: ({number}) => ngettext("{n} topic has no outcome yet.", "{n} topics have no outcome yet.", number),
	actions_open: ({number}) => ngettext("{n} action of last time is not settled.", "{n} actions of last time are not settled.", number),
};

/* ---- the next action: [words, what, fields] ---- */

const toPhase = (phase, words) => [words, "meeting_phase", {phase}];

function nextInPitch({topic, pitches}) {
	if (topic && pitches.some(id => id !== topic)) return [_("Next, please"), "topic_next", {}];
	if (!topic && pitches.length) return [_("Begin with the first"), "topic_start", {topic: 0}];
	return toPhase("vote", _("On to the vote"));
}

function nextInDiscuss(meeting, page) {
	const {topic, agenda, split} = meeting;
	if (split || (!topic && !agenda.length)) return toPhase("harvest", _("On to the harvest"));
	if (!topic) return [_("Begin: {title}", {title: (page.topic(agenda[0].topic) || {title: ""}).title}), "topic_start", {topic: 0}];
	return [agenda.length ? _("Next topic") : _("Finish this topic"), "topic_next", {}];
}

const NEXT = {
	actions: () => toPhase("collect", _("On to collecting topics")),
	collect: () => toPhase("pitch", _("On to the pitches")),
	pitch: nextInPitch,
	vote: meeting => meeting.revealed ? toPhase("discuss", _("On to the discussion")) : [_("Show the votes"), "vote_reveal", {}],
	discuss: nextInDiscuss,
	harvest: () => toPhase("close", _("On to the close")),
	close: () => [_("End the meeting"), "meeting_close", {}],
};

/* ---- what else there is ---- */

const press = (page, what, fields, sign, words, off = false) => el("button", {type: "button", class: "remote", "data-key": `${what}${fields.ms || ""}`, disabled: off,
	onclick: () => page.askHere(what, fields)}, icon(sign), el("span", {}, words));

function controls(page, next) {
	const {phase, topic, box, revealed, split, undo} = page.now;
	const timed = ["pitch", "discuss"].includes(phase) && topic && !split;
	return [
		timed ? (box.running ? press(page, "box_pause", {}, "pause", _("Pause")) : press(page, "box_resume", {}, "play", _("Go on"), page.leftOfBox() <= 0)) : null,
		timed ? press(page, "box_more", {ms: MINUTE_MS}, "plus", _("1 minute more")) : null,
		timed ? press(page, "topic_back", {}, "back", _("Topic before")) : null,
		timed && next !== "topic_next" ? press(page, "topic_next", {}, "next", _("Next topic")) : null,
		phase === "discuss" && timed ? press(page, "thumbs_ask", {}, "up", _("Ask for thumbs"), page.leftOfThumbs() > 0) : null,
		phase === "vote" && revealed ? press(page, "vote_again", {}, "again", _("Vote once more")) : null,
		press(page, "meeting_undo", {}, "undo", _("Undo"), !undo),
	].filter(Boolean);
}

function phaseStrip(page) {
	const {phase, phases} = page.now;
	return el("nav", {class: "phases", "data-key": "phases", "data-scroll": "phases", "aria-label": _("Phases")}, ...Object.entries(PHASES).map(([name, {label}]) =>
		el("button", {type: "button", class: "phase-step", "data-key": name, "aria-current": name === phase ? "step" : null, disabled: name !== phase && !phases.includes(name),
			onclick: () => name !== phase && page.askHere("meeting_phase", {phase: name})}, label())));
}

/* Numbers that tell how far it is. */
function progress(page) {
	const {phase, count, thumbCount, agenda, stars} = page.now;
	if (phase === "vote") return _("{ready} of {people} have finished", {ready: count.finished, people: count.people});
	if (phase === "close" && stars.count) return ngettext("{n} person has answered, {mean} stars", "{n} people have answered, {mean} stars", stars.count, {mean: decimal(stars.mean)});
	if (phase !== "discuss") return ngettext("{n} person takes part", "{n} people take part", count.people);
	if (page.leftOfThumbs() > 0) return _("Go on: {more}, enough: {enough}, no matter: {noMatter}", thumbCount);
	const missed = agenda.filter(({reached}) => !reached).length;
	return missed ? ngettext("{n} topic will probably not be reached", "{n} topics will probably not be reached", missed) : ngettext("{n} topic to come", "{n} topics to come", agenda.length);
}

function clocks(page) {
	const {phase, topic, box} = page.now;
	const boxed = ["pitch", "discuss"].includes(phase) && topic && box.total > 0;
	return el("section", {class: "remote-head", "data-key": "head"},
		boxed ? el("p", {class: "remote-clock"}, page.clock("lead-box", () => page.leftOfBox()), el("span", {}, boxWords(page))) : null,
		el("p", {class: boxed ? "remote-clock second" : "remote-clock"}, page.clock("lead-end", () => page.leftOfMeeting(), {over: true}), el("span", {}, _("until the end at {time}", {time: timeText(page.now.ends)}))));
}

function ending(page) {
	const shift = ms => page.askHere("meeting_ends", {ends: page.now.ends + ms}, {said: _("The meeting now ends at {time}.", {time: timeText(page.now.ends + ms)})});
	const by = (ms, words) => el("button", {type: "button", class: "choice", "data-key": String(ms), onclick: () => shift(ms)}, words);
	return el("section", {"data-key": "ending"}, el("h2", {}, _("The meeting ends at {time}", {time: timeText(page.now.ends)})),
		el("div", {class: "three"}, by(-5 * MINUTE_MS, _("5 minutes sooner")), by(5 * MINUTE_MS, _("5 minutes later")), by(15 * MINUTE_MS, _("15 minutes later"))));
}

/* What can't be undone asks once more, on the button itself. */
function sure(page, name, words, again, run, look = "small") {
	const asked = page.sure === name;
	return el("button", {type: "button", class: `${look} ${asked ? "sure" : ""}`, "data-key": name, onclick: () => {
		clearTimeout(page.unsure);
		page.sure = asked ? null : name;
		if (asked) run();
		else page.unsure = setTimeout(() => {
			page.sure = null;
			page.draw();
		}, SURE_MS);
		page.draw();
	}}, asked ? again : words);
}

/* The one next action. What ends the meeting asks once more. */
function nextStep(page) {
	const [words, what, fields] = NEXT[page.now.phase](page.now, page);
	if (what === "meeting_close") return sure(page, "close", words, _("Really end it?"), () => endMeeting(page), "main next-step");
	return el("button", {type: "button", class: "main next-step", "data-key": what, onclick: () => page.askHere(what, fields)}, words);
}

function endMeeting(page) {
	const {id} = page.now;
	page.askHere("meeting_close", {}, {said: _("The meeting is over."), undo: () => page.ask("meeting_undo", {meeting: id})});
}

/* The strip shows where the meeting is, once for each phase. */
function followPhase(page) {
	const current = document.querySelector(".phase-step[aria-current]");
	if (!current || page.followed === page.now.phase + page.drawn) return;
	page.followed = page.now.phase + page.drawn;
	bringIntoSight(current);
}

export function leadView(page) {
	if (!page.now || !page.mine.lead) {
		return {title: _("Lead"), body: [el("p", {class: "empty"}, page.now ? _("The lead is with somebody else. It can be handed to this phone by the code on the screen.") : _("No meeting is on."))]};
	}
	const topic = ["pitch", "discuss"].includes(page.now.phase) && page.topic(page.now.topic);
	const [, what] = NEXT[page.now.phase](page.now, page);
	const {hint} = page.now;
	return {
		title: _("You lead the meeting"),
		body: [
			phaseStrip(page), clocks(page),
			topic ? el("p", {class: `remote-topic kind-${topic.kind}`, "data-key": "topic", dir: "auto"}, topic.title) : null,
			el("p", {class: "remote-progress", "data-key": "progress"}, progress(page)),
			el("div", {class: "remotes", "data-key": "controls"}, ...controls(page, what)),
			ending(page),
			el("div", {class: "row", "data-key": "rest"},
				sure(page, "return", _("Give the lead back"), _("Really give it back?"), () => page.askHere("lead_return", {}, {said: _("The screen leads again.")})),
				page.now.phase === "close" ? null : sure(page, "close", _("End the meeting"), _("Really end it?"), () => endMeeting(page))),
		].filter(Boolean),
		foot: [
			hint && HINTS[hint.kind] ? el("p", {class: "nudge", "data-key": "nudge", role: "status"}, icon("insight"), HINTS[hint.kind](hint)) : null,
			nextStep(page),
		].filter(Boolean),
		after: () => followPhase(page),
	};
}

