/* One topic, all of it: what it says, what came of it, and what one can do about it. */
import {avatar, el, icon} from "./dom.js";
import {actionRow} from "./actions.js";
import {gathering, isGathering, toggle} from "./interest.js";
import {outcomeLink} from "./outcome.js";
import {card, dots, kindWord, marks} from "./topics.js";
import {_, ngettext} from "./words.js";

function withdraw(page, topic) {
	page.ask("topic_withdraw", {topic: topic.id}, {
		said: _("Taken off the board."),
		undo: () => page.ask("topic_restore", {topic: topic.id}, {said: _("It is on the board again.")}),
	});
	page.leave();
}

function doings(page, topic, all) {
	const own = all ? all.mine : page.isMine(topic);
	const together = gathering(page, topic);
	const later = ["proposed", "next"].includes(topic.lane) && !isGathering(page, topic);
	return el("div", {class: "doings", "data-key": "doings"},
		together,
		topic.note ? el("a", {class: together ? "choice" : "main", href: `/n/${topic.note}`, "data-key": "note", onclick: () => page.rememberNote(topic)}, icon("note"), _("Open its notes")) : null,
		later ? toggle(page, topic, "join", _("I’d join")) : null,
		own && topic.lane !== "done" ? el("div", {class: "row", "data-key": "own"},
			el("a", {class: "small", href: page.href(`edit/${topic.id}`)}, icon("edit"), _("Edit")),
			el("button", {type: "button", class: "small", onclick: () => withdraw(page, topic)}, icon("bin"), _("Take off the board"))) : null);
}

function votesLine(topic) {
	if (topic.votes === null || topic.votes === undefined) return null;
	return el("p", {class: "votes-line"}, dots(topic.votes), el("span", {"aria-hidden": "true"}, ngettext("{n} vote", "{n} votes", topic.votes)),
		topic.voters ? el("span", {class: "hint"}, ngettext("from {n} person", "from {n} people", topic.voters)) : null);
}

function listSection(title, list, key) {
	return list.length ? el("section", {"data-key": key}, el("h2", {}, title), el("ul", {class: "cards-list"}, ...list)) : null;
}

export function topicView(page, arg) {
	const topic = page.topic(Number(arg));
	if (!topic || page.missing.has(Number(arg))) return {title: _("Topic"), body: [el("p", {class: "opening"}, _("This is not here any more."))]};
	const all = page.details.get(topic.id);
	const under = page.topics.filter(other => other.under === topic.id);
	const actions = page.actions.filter(action => action.topic === topic.id);
	const more = marks(page, topic);
	return {
		title: _("Topic"),
		body: [
			el("article", {class: `whole kind-${topic.kind}`},
				el("p", {class: "whole-head"}, kindWord(topic), ...more),
				el("h2", {class: "whole-title", dir: "auto"}, topic.title),
				topic.by ? el("p", {class: "by"}, avatar(topic.by), topic.by.name) : null,
				all ? (all.detail ? el("p", {class: "detail", dir: "auto"}, all.detail) : null) : topic.more ? el("p", {class: "hint"}, _("Opening the topic…")) : null,
				votesLine(topic),
				topic.outcome ? el("div", {class: "outcome"}, el("h3", {}, _("What came of it")), el("p", {dir: "auto"}, topic.outcome)) : null),
			doings(page, topic, all),
			actions.length ? el("section", {"data-key": "actions"}, el("h2", {}, _("Actions")), el("ul", {class: "actions"}, ...actions.map(action => actionRow(page, action)))) : null,
			topic.lane === "done" || topic.lane === "discussing" ? el("div", {class: "row", "data-key": "harvest"}, outcomeLink(page, topic),
				el("a", {class: "small", href: page.href(`action/${topic.id}`)}, icon("plus"), _("Add an action"))) : null,
			listSection(_("Also said here"), under.map(other => card(page, other)), "under"),
			listSection(_("Similar topics"), (all ? all.similar : []).map(other => card(page, other)), "similar"),
		].filter(Boolean),
	};
}
