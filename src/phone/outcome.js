/* What came of a topic, in words: anybody may write it, while it is discussed or afterwards. */
import {el, icon} from "./dom.js";
import {_} from "./words.js";

const LETTERS = 600;

export function outcomeLink(page, topic) {
	if (topic.lane !== "done" && topic.lane !== "discussing" && !topic.spent) return null;
	return el("a", {class: "small", href: page.href(`outcome/${topic.id}`), "data-key": "outcome"}, icon("edit"), topic.outcome ? _("Change the outcome") : _("Write the outcome"));
}

function save(page, topic, text) {
	const before = topic.outcome || "";
	page.ask("topic_outcome", {topic: topic.id, text}, {said: _("The outcome is kept."), undo: () => page.ask("topic_outcome", {topic: topic.id, text: before})});
}

function makeForm(page, topic, place) {
	const text = el("textarea", {id: "outcome", rows: "5", maxlength: LETTERS, dir: "auto"});
	text.value = page.keptForm(place).text || topic.outcome || "";
	return el("form", {class: "topic-form", novalidate: true, "data-key": "form", "data-keep": true, oninput: () => page.keepForm(place, {text: text.value}), onsubmit: event => {
		event.preventDefault();
		page.dropForm(place);
		save(page, topic, text.value.trim());
		page.leave();
	}}, el("p", {class: "over", dir: "auto"}, topic.title), el("label", {for: "outcome"}, _("What came of it?")), text,
	el("button", {type: "submit", class: "main"}, _("Save")));
}

export function outcomeView(page, arg, place) {
	const topic = page.topic(Number(arg));
	const title = _("Outcome");
	if (!topic) return {title, body: [el("p", {class: "opening"}, _("This is not here any more."))]};
	const there = page.main.querySelector(`[data-key="${CSS.escape(place)}"] form`);
	return {title, body: [there ? el("form", {"data-key": "form", "data-keep": true}) : makeForm(page, topic, place)]};
}
