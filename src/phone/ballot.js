/* The vote: dots that are left, and large + and − on every card. Nothing is lost by trying: a vote can be
 * taken back until all are shown. */
import {avatar, el, icon} from "./dom.js";
import {card, dots, kindWord, marks} from "./topics.js";
import {_, ngettext} from "./words.js";

export const onTheBallot = page => page.topics.filter(topic => !topic.under && topic.lane !== "done");

/* {count, sure}: votes of this phone's person as asked for, and as the kiosk has them. */
function votesFor(page, topic) {
	const sure = page.mine.votes[topic] || 0;
	const asked = page.asked("vote", fields => fields.topic === topic);
	return {count: asked ? asked.fields.count : sure, sure: asked && !asked.waiting ? asked.fields.count : sure};
}

export function votesLeft(page) {
	const given = Object.values(page.mine.votes).reduce((a, b) => a + b, 0);
	const topics = new Set([...Object.keys(page.mine.votes).map(Number), ...page.queue.list.concat(page.settled).filter(({what}) => what === "vote").map(({fields}) => fields.topic)]);
	const wanted = [...topics].reduce((sum, topic) => sum + votesFor(page, topic).count, 0);
	return Math.max(0, page.mine.left + given - wanted);
}

export function finished(page) {
	const asked = page.asked("vote_finish", () => true);
	return asked ? asked.fields.finished : page.mine.finished;
}

function give(page, topic, step) {
	const {count} = votesFor(page, topic.id);
	const wanted = count + step;
	if (wanted < 0 || (step > 0 && (votesLeft(page) === 0 || wanted > page.meeting.votesTopic))) return;
	page.askHere("vote", {topic: topic.id, count: wanted});
}

function ballotRow(page, topic) {
	const {count, sure} = votesFor(page, topic.id);
	const full = votesLeft(page) === 0 || count >= page.meeting.votesTopic;
	const step = (by, sign, words, off) => el("button", {type: "button", class: "step", "data-key": sign, "aria-label": words, "aria-disabled": off ? "true" : null, onclick: () => give(page, topic, by)}, icon(sign));
	const words = ngettext("{n} vote of yours", "{n} votes of yours", count);
	return el("li", {class: `ballot kind-${topic.kind} ${count ? "chosen" : ""}`, "data-key": `ballot-${topic.id}`},
		el("a", {href: page.href(`topic/${topic.id}`), class: "ballot-text"}, el("h2", {class: "topic-title", dir: "auto"}, topic.title),
			el("span", {class: "topic-foot"}, topic.by ? avatar(topic.by) : null, kindWord(topic), ...marks(page, topic))),
		el("div", {class: "steps-of", role: "group", "aria-label": _("Votes for {title}", {title: topic.title})},
			step(-1, "minus", _("One vote less"), count === 0),
			el("span", {class: "given", "aria-live": "polite", "aria-atomic": "true"}, dots(Math.min(count, sure), Math.max(0, count - sure), words), count ? null : el("i", {class: "none", "aria-hidden": "true"})),
			step(1, "plus", _("One vote more"), full)));
}

function budget(page) {
	const left = votesLeft(page), all = page.meeting.votesEach;
	return el("div", {class: "budget", "data-key": "budget"},
		el("span", {class: "budget-dots", "aria-hidden": "true"}, ...(all <= 12 ? Array.from({length: all}, (_unused, i) => el("i", {class: i < left ? "dot" : "dot used"})) : [])),
		el("b", {}, ngettext("{n} vote left", "{n} votes left", left)));
}

function done(page) {
	const set = on => page.askHere("vote_finish", {finished: on});
	const {people, finished: ready} = page.now.count;
	const counted = el("span", {class: "hint"}, _("{ready} of {people} have finished", {ready, people}));
	if (!finished(page)) return [counted, el("button", {type: "button", class: "main", "data-key": "done", onclick: () => set(true)}, icon("tick"), _("I’m done"))];
	return [counted, el("button", {type: "button", class: "main quiet", "data-key": "undone", onclick: () => set(false)}, icon("undo"), _("Change my votes"))];
}

/* The result, the liveliest first; the kiosk has settled the order, ties included. */
function result(page) {
	const order = ["discussing", "next", "proposed"];
	const list = onTheBallot(page).sort((a, b) => order.indexOf(a.lane) - order.indexOf(b.lane) || b.votes - a.votes);
	return {body: [el("ol", {class: "cards-list ranked", "data-key": "result"}, ...list.map(topic => card(page, topic, {level: "h2"})))]};
}

export function voteBody(page) {
	if (page.now.revealed) return result(page);
	const list = onTheBallot(page);
	return {
		body: [budget(page), el("ul", {class: `ballots ${finished(page) ? "finished" : ""}`, "data-key": "ballots"}, ...list.map(topic => ballotRow(page, topic))),
			list.length ? null : el("p", {class: "empty", "data-key": "empty"}, _("There is no topic to vote on yet."))].filter(Boolean),
		foot: done(page),
	};
}
