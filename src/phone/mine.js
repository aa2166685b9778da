/* What is one's own: drafts, topics, promises, and tandems that are proposed. */
import {actionRow} from "./actions.js";
import {avatar, el, icon} from "./dom.js";
import {addButton} from "./lanes.js";
import {card} from "./topics.js";
import {proposalCard} from "./proposals.js";
import {_} from "./words.js";

function draftCard(page, topic) {
	const waiting = page.asked("topic_publish", fields => fields.topic === topic.id);
	return el("li", {class: "with-button", "data-key": `draft-${topic.id}`},
		el("ul", {class: "cards-list"}, card(page, topic)),
		el("div", {class: "row"},
			el("button", {type: "button", class: `small ${waiting ? "waiting" : ""}`, disabled: !!waiting, onclick: () => page.ask("topic_publish", {topic: topic.id},
				{said: _("It is on the board.")})}, icon("board"), _("Put it on the board")),
			el("a", {class: "small", href: page.href(`edit/${topic.id}`)}, icon("edit"), _("Edit"))));
}

/* Topics that were asked for and have not reached the kiosk. */
function onTheWay(page) {
	return page.queue.list.filter(({what}) => what === "topic_add").map(({id, fields}) => el("li", {"data-key": id},
		el("div", {class: `topic kind-${fields.kind} waiting`}, el("h3", {class: "topic-title", dir: "auto"}, fields.title),
			el("span", {class: "topic-foot"}, el("span", {class: "mark"}, page.online ? _("on its way") : _("kept here until the kiosk answers"))))));
}

function section(title, items, kind = "cards-list") {
	return items.length ? el("section", {"data-key": title}, el("h2", {}, title), el("ul", {class: kind}, ...items)) : null;
}

/* A phone that opens this person's own page has said so (me.js); any other is told the way there. */
function ownPage(page, me) {
	let known = null;
	try {
		known = page.local.getItem("tandem/page");
	} catch {
		/* then it is as if there were none */
	}
	return known === String(me.id) ? el("a", {class: "small", "data-key": "page", href: `/p/${me.id}`}, icon("person"), _("My own page"))
		: el("p", {class: "hint", "data-key": "page"}, _("Your own page has your partnerships and questionnaires. Its code: at the kiosk, touch your name, then “My page”."));
}

export function mineView(page) {
	const {me, drafts, actions, proposals} = page.mine;
	const own = page.topics.filter(topic => page.isMine(topic));
	const parts = [
		section(_("Two who could help each other"), proposals.map(proposal => proposalCard(page, proposal)), "proposals"),
		section(_("My open actions"), actions.map(action => actionRow(page, action, true)), "actions"),
		section(_("On their way"), onTheWay(page)),
		section(_("My drafts"), drafts.map(topic => draftCard(page, topic))),
		section(_("My topics"), own.map(topic => card(page, topic))),
	].filter(Boolean);
	return {
		title: _("Mine"),
		body: [
			el("div", {class: "self", "data-key": "self"}, avatar(me), el("div", {}, el("b", {}, me.name),
				el("button", {type: "button", class: "plain-link", onclick: () => page.becomeSomebodyElse()}, _("I am somebody else")))),
			...parts,
			parts.length ? null : el("p", {class: "empty", "data-key": "empty"}, _("Your topics and what you have promised to do will be here.")),
			ownPage(page, me),
		].filter(Boolean),
		foot: [addButton(page)],
	};
}
