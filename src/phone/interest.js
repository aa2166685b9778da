/* Whether somebody would join a topic's table, or sits together about it now. */
import {el, icon} from "./dom.js";
import {_, ngettext} from "./words.js";

/* {on, waiting}: as the kiosk has it, or as asked for. */
export function interest(page, topic, kind) {
	const asked = page.asked("interest_set", fields => fields.topic === topic.id && fields.kind === kind);
	const list = kind === "now" ? page.mine.now : page.mine.interests;
	return asked ? {on: asked.fields.on, waiting: asked.waiting} : {on: list.includes(topic.id), waiting: false};
}

export function toggle(page, topic, kind, words) {
	const {on, waiting} = interest(page, topic, kind);
	return el("button", {type: "button", class: `choice ${waiting ? "waiting" : ""}`, "data-key": `interest-${kind}-${topic.id}`, "aria-pressed": String(on),
		onclick: () => page.ask("interest_set", {topic: topic.id, kind, on: !interest(page, topic, kind).on})},
	icon(on ? "tick" : "hand"), words);
}

/* 'Sit together now': whoever joins within half a minute makes a session of it, on the spot. */
export const isGathering = (page, topic) => topic.gather > 0 && page.left(topic.gather) > 0;

export function gathering(page, topic) {
	if (isGathering(page, topic)) {
		return el("section", {class: "gather", "data-key": `gather-${topic.id}`},
			el("p", {}, el("b", {}, _("Sitting together now")), " ", page.clock(`gather-${topic.id}`, () => page.left(topic.gather))),
			toggle(page, topic, "now", interest(page, topic, "now").on ? _("I am coming") : _("I’m in")));
	}
	if (topic.here) return el("p", {class: "gather", "data-key": `gather-${topic.id}`}, ngettext("{n} person sits together on it now.", "{n} people sit together on it now.", topic.here));
	if (topic.kind !== "acute" || topic.lane === "done" || topic.draft) return null;
	return el("button", {type: "button", class: "main acute", "data-key": "gather", onclick: () => page.ask("gather", {topic: topic.id},
		{said: _("Whoever can help has half a minute to join.")})}, icon("two"), _("Sit together now"));
}
