/* A topic is put into words: a new one, or one's own once more. What is typed is kept until it was sent. */
import {el} from "./dom.js";
import {similarTo} from "./similar.js";
import {KINDS, card} from "./topics.js";
import {_} from "./words.js";

const TITLE_LETTERS = 200, DETAIL_LETTERS = 3000;

/* A field grows with its text. */
function growing(area) {
	const fit = () => {
		area.style.height = "auto";
		area.style.height = `${area.scrollHeight + 4}px`;
	};
	area.addEventListener("input", fit);
	requestAnimationFrame(fit);
	return area;
}

function kindChoice(chosen) {
	return el("fieldset", {class: "kinds"}, el("legend", {}, _("What is it?")), ...KINDS.map(({kind, label, means}) =>
		el("label", {class: `kind-choice kind-${kind}`},
			el("input", {type: "radio", name: "kind", value: kind, checked: kind === chosen}),
			el("span", {class: "kind-face"}, el("b", {}, label()), el("span", {class: "hint"}, means())))));
}

/* `before`: what the fields hold at first; `topic`: null for a new one. */
function makeForm(page, place, topic, before) {
	const title = growing(el("textarea", {id: "title", rows: "2", maxlength: TITLE_LETTERS, enterkeyhint: "next", dir: "auto", "aria-describedby": "title-problem", required: true}));
	const detail = growing(el("textarea", {id: "detail", rows: "3", maxlength: DETAIL_LETTERS, dir: "auto"}));
	title.value = before.title || "";
	detail.value = before.detail || "";
	const problem = el("p", {class: "problem", id: "title-problem", role: "alert"});
	const similar = el("div", {class: "similar", role: "status"});
	const draft = topic ? null : el("input", {type: "checkbox", id: "draft", checked: !!before.draft});
	const send = el("button", {type: "submit", class: "main"});
	const fields = () => ({
		kind: form.elements.kind.value, title: title.value.replace(/\s+/g, " ").trim(), detail: detail.value.trim(),
		...(draft ? {draft: draft.checked} : {}),
	});
	const drawSend = () => {
		send.textContent = topic ? _("Save") : draft.checked ? _("Keep as my draft") : _("Put it on the board");
	};
	const drawSimilar = () => {
		const found = similarTo(title.value, page.topics.filter(other => !other.under && (!topic || other.id !== topic.id)));
		similar.replaceChildren(...found.length ? [el("h2", {}, _("Is it one of these?")), el("ul", {class: "cards-list"}, ...found.map(other => card(page, other)))] : []);
	};
	const form = el("form", {class: "topic-form", novalidate: true, "data-key": "form", "data-keep": true, oninput: () => {
		problem.textContent = "";
		title.removeAttribute("aria-invalid");
		page.keepForm(place, fields());
		drawSend();
		drawSimilar();
	}, onsubmit: event => {
		event.preventDefault();
		const said = fields();
		if (!said.title) {
			problem.textContent = _("Please write a few words.");
			title.setAttribute("aria-invalid", "true");
			return title.focus();
		}
		page.dropForm(place);
		if (topic) change(page, topic, said);
		else add(page, said);
		return page.leave();
	}}, kindChoice(before.kind || "question"),
	el("label", {for: "title"}, _("In one sentence")), title, problem, similar,
	el("label", {for: "detail"}, _("More about it, if you like")), detail,
	draft ? el("label", {class: "switch"}, draft, el("span", {}, el("b", {}, _("Keep it private for now")), el("span", {class: "hint"}, _("Only you see it, under “Mine”. Put it on the board whenever you like.")))) : null,
	send);
	drawSend();
	drawSimilar();
	return form;
}

function add(page, fields) {
	page.ask("topic_add", fields, fields.draft
		? {said: _("Kept as your draft.")}
		: {said: _("It is on the board."), undo: id => page.ask("topic_withdraw", {topic: id}, {said: _("Taken off the board.")})});
}

function change(page, topic, fields) {
	const before = page.details.get(topic.id);
	const old = {topic: topic.id, kind: topic.kind, title: topic.title, detail: before ? before.detail : ""};
	page.ask("topic_edit", {topic: topic.id, ...fields}, {said: _("Changed."), undo: () => page.ask("topic_edit", old)});
}

export function formView(page, arg, place) {
	const topic = arg ? page.topic(Number(arg)) : null;
	const all = arg ? page.details.get(Number(arg)) : null;
	const title = arg ? _("Edit the topic") : _("Add a topic");
	if (arg && (!topic || !all)) return {title, body: [el("p", {class: "opening"}, topic || !page.online ? _("Opening the topic…") : _("This is not here any more."))]};
	const there = page.main.querySelector(`[data-key="${CSS.escape(place)}"] form`);
	const before = {...(topic ? {kind: topic.kind, title: topic.title, detail: all.detail} : {}), ...page.keptForm(place)};
	/* The form that is being filled in stays; a stand-in keeps its place. */
	return {title, body: [there ? el("form", {"data-key": "form", "data-keep": true}) : makeForm(page, place, topic, before)]};
}

