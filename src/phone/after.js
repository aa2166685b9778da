/* After the meeting: what came of it, to read, to take along and to print. */
import {actionRow} from "./actions.js";
import {el, icon} from "./dom.js";
import {discussed} from "./meeting.js";
import {csv, fileName, markdown, minutesOf} from "./summary.js";
import {dateText, timeText} from "./time.js";
import {decimal, dots, kindOf} from "./topics.js";
import {_, ngettext} from "./words.js";

const STATES = {open: () => _("open"), done: () => _("done"), carry: () => _("goes on"), drop: () => _("dropped")};

const starsText = ({count, mean}) => ngettext("worth the time: {mean} of 5 ({n} answer)", "worth the time: {mean} of 5 ({n} answers)", count, {mean: decimal(mean)});
const peopleText = people => ngettext("{n} person took part", "{n} people took part", people);
const votesText = votes => ngettext("{n} vote", "{n} votes", votes);
const minutesText = minutes => ngettext("{n} minute", "{n} minutes", minutes);

function summaryOf(page) {
	const meeting = page.meeting.meeting;
	const actionOf = ({text, owner, due, state}) => ({text, owner: owner ? owner.name : "", due, state: STATES[state](), done: state === "done"});
	return {
		name: page.meeting.name, started: meeting.started, ended: meeting.closed || meeting.ends, people: meeting.count.people, stars: meeting.stars,
		topics: discussed(page).map(topic => ({
			id: topic.id, title: topic.title, kind: kindOf(topic.kind).label(), hue: topic.kind, by: topic.by ? topic.by.name : "",
			votes: typeof topic.votes === "number" ? topic.votes : null, spent: topic.spent, outcome: topic.outcome || "",
			actions: page.actions.filter(action => action.topic === topic.id && !action.before).map(actionOf),
		})),
		missed: page.topics.filter(topic => !topic.under && (topic.lane === "proposed" || topic.lane === "next")).map(({title}) => title),
	};
}

const markdownWords = () => ({
	date: dateText, peopleOf: peopleText, starsOf: starsText, votesOf: votesText, minutesOf: minutesText,
	by: due => _("by {day}", {day: dateText(due)}), noOutcome: _("No outcome yet."), missed: _("Waits for next time"),
});
const csvWords = () => ({topic: _("Topic"), kind: _("Kind"), by: _("Brought by"), votes: _("Votes"), minutes: _("Minutes"), outcome: _("What came of it"), action: _("Action"), owner: _("Who"), due: _("By when"), state: _("State")});

function download(name, type, text) {
	const address = URL.createObjectURL(new Blob([text], {type: `${type};charset=utf-8`}));
	const anchor = el("a", {href: address, download: name});
	document.body.append(anchor);
	anchor.click();
	anchor.remove();
	setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/* On paper: the same, without anything to touch. */
export function fillPaper(page) {
	if (!page.meeting || !page.meeting.meeting || !page.cards) return;
	const summary = summaryOf(page);
	const about = topic => [topic.kind, topic.by, topic.votes === null ? "" : votesText(topic.votes), topic.spent ? minutesText(minutesOf(topic.spent)) : ""].filter(Boolean).join(" · ");
	const action = ({text, owner, due, done}) => el("li", {}, el("span", {class: "box"}, done ? "☒" : "☐"), " ", text, owner ? ` — ${owner}` : "", due ? `, ${_("by {day}", {day: dateText(due)})}` : "");
	page.print.replaceChildren(el("h1", {}, summary.name),
		el("p", {class: "by"}, [dateText(summary.started), peopleText(summary.people), summary.stars.count ? starsText(summary.stars) : ""].filter(Boolean).join(" · ")),
		...summary.topics.map(topic => el("section", {}, el("h2", {}, topic.title), el("p", {class: "by"}, about(topic)), el("p", {class: "outcome"}, topic.outcome || _("No outcome yet.")),
			topic.actions.length ? el("ul", {}, ...topic.actions.map(action)) : null)),
		summary.missed.length ? el("section", {}, el("h2", {}, _("Waits for next time")), el("ul", {}, ...summary.missed.map(title => el("li", {}, title)))) : "");
}

function facts(page, summary) {
	const fact = (value, words) => el("div", {class: "fact"}, el("dd", {}, value), el("dt", {}, words));
	const actions = summary.topics.reduce((sum, topic) => sum + topic.actions.length, 0);
	return el("dl", {class: "facts", "data-key": "facts"},
		fact(String(summary.topics.length), ngettext("topic discussed", "topics discussed", summary.topics.length)),
		fact(String(actions), ngettext("action", "actions", actions)),
		fact(String(summary.people), ngettext("person", "people", summary.people)),
		summary.stars.count ? fact(decimal(summary.stars.mean), _("of 5: worth the time")) : null);
}

export function summaryView(page) {
	const meeting = page.meeting.meeting;
	if (!meeting) return {title: _("Summary"), body: [el("p", {class: "empty"}, _("No meeting has been held yet."))]};
	const summary = summaryOf(page);
	const save = (ending, type, text) => download(fileName(summary.name, summary.started, ending), type, text);
	return {
		title: _("Summary"),
		body: [
			el("p", {class: "over", "data-key": "when"}, _("{date}, {from} to {until}", {date: dateText(summary.started), from: timeText(summary.started), until: timeText(summary.ended)})),
			facts(page, summary),
			el("div", {class: "row take-along", "data-key": "take"},
				el("button", {type: "button", class: "small", onclick: () => save("md", "text/markdown", markdown(summary, markdownWords()))}, icon("save"), _("Markdown")),
				el("button", {type: "button", class: "small", onclick: () => save("csv", "text/csv", csv(summary, csvWords()))}, icon("save"), _("Table (CSV)")),
				el("button", {type: "button", class: "small", onclick: () => window.print()}, icon("print"), _("Print or PDF"))),
			el("ul", {class: "harvest", "data-key": "topics"}, ...summary.topics.map(topic => el("li", {class: `whole kind-${topic.hue}`, "data-key": `done-${topic.id}`},
				el("p", {class: "whole-head"}, el("span", {class: "kind"}, topic.kind), topic.spent ? el("span", {class: "mark"}, minutesText(minutesOf(topic.spent))) : null, topic.votes ? dots(topic.votes) : null),
				el("h2", {class: "whole-title", dir: "auto"}, el("a", {href: page.href(`topic/${topic.id}`)}, topic.title)),
				topic.outcome ? el("p", {class: "detail", dir: "auto"}, topic.outcome) : el("p", {class: "hint"}, _("No outcome yet.")),
				topic.actions.length ? el("ul", {class: "actions"}, ...page.actions.filter(action => action.topic === topic.id && !action.before).map(action => actionRow(page, action))) : null))),
			summary.missed.length ? el("section", {"data-key": "missed"}, el("h2", {}, _("Waits for next time")), el("ul", {class: "plain-list"}, ...summary.missed.map(title => el("li", {dir: "auto"}, title)))) : null,
		].filter(Boolean),
	};
}
