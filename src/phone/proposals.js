/* An offer that fits a wish: both sides say yes or no; when both said yes, a date is picked. */
import {avatar, el, icon} from "./dom.js";
import {dayText, timeText} from "./time.js";
import {_} from "./words.js";

function answerOf(page, proposal) {
	const asked = page.asked("proposal_answer", fields => fields.offer === proposal.offer && fields.wish === proposal.wish);
	return asked ? {answer: asked.fields.answer, waiting: asked.waiting} : {answer: proposal.mine, waiting: false};
}

function answers(page, proposal) {
	const {answer, waiting} = answerOf(page, proposal);
	const choice = (value, sign, words) => el("button", {type: "button", class: `choice ${waiting && answer === value ? "waiting" : ""}`, "aria-pressed": String(answer === value),
		onclick: () => page.ask("proposal_answer", {offer: proposal.offer, wish: proposal.wish, answer: value})}, icon(sign), words);
	return el("div", {class: "two", "data-key": "answers"}, choice("yes", "tick", _("Yes, gladly")), choice("no", "close", _("Not now")));
}

/* Both said yes: now, or a day and a time. */
function dating(page, proposal) {
	const name = `when-${proposal.offer}-${proposal.wish}`;
	const when = el("input", {type: "datetime-local", id: name});
	return el("form", {class: "dating", "data-key": "dating", "data-keep": true, onsubmit: event => {
		event.preventDefault();
		const start = new Date(when.value).getTime();
		if (start) page.ask("proposal_date", {offer: proposal.offer, wish: proposal.wish, start}, {said: _("The date is set.")});
		else when.focus();
	}}, el("label", {for: name}, _("You both said yes. When do you meet?")), when,
	el("button", {type: "submit", class: "small"}, icon("clock"), _("Set this date")));
}

function outcome(page, proposal) {
	if (proposal.mine === "yes" && proposal.theirs === "yes") {
		if (proposal.starts) return el("p", {class: "good", "data-key": "starts"}, icon("tick"), _("You meet {day} at {time}.", {day: dayText(proposal.starts), time: timeText(proposal.starts)}));
		if (proposal.session) return el("p", {class: "good", "data-key": "session"}, icon("tick"), _("Your tandem has begun. Go to the screen, both of you."));
		return dating(page, proposal);
	}
	if (proposal.mine === "yes") return el("p", {class: "hint", "data-key": "waits"}, proposal.theirs === "no" ? _("Not this time.") : _("Waiting for {name}.", {name: proposal.other.name}));
	return null;
}

export function proposalCard(page, proposal) {
	const key = `proposal-${proposal.offer}-${proposal.wish}`;
	const side = (kind, label, title) => el("p", {class: `side kind-${kind}`}, el("span", {class: "kind"}, label), el("span", {dir: "auto"}, title));
	return el("li", {class: "proposal", "data-key": key},
		el("p", {class: "by"}, avatar(proposal.other), _("You and {name}", {name: proposal.other.name})),
		side("offer", _("Offer"), proposal.offerTitle), side("wish", _("Wish"), proposal.wishTitle),
		proposal.session || proposal.starts ? null : answers(page, proposal), outcome(page, proposal));
}
