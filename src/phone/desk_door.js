/* The way in and out of the coordinator's pages: the code from the kiosk, what stands behind "More" on a narrow page,
 * and signing out. */
import {CODE_LENGTH, readCode} from "./code.js";
import {hint, lead} from "./desk_parts.js";
import {el, icon, show} from "./dom.js";
import {linkRow, rows, sign} from "./parts.js";
import {ask, errorText} from "./request.js";
import {_} from "./words.js";

/* The code shown at the kiosk's facilitator screen, typed. */
export function signIn(enter, said = "") {
	document.title = `${_("Coordinator")} · Tandem`;
	const message = el("p", {class: "problem", id: "problem", role: "alert"}, said);
	const input = el("input", {id: "code", type: "text", autocomplete: "off", autocapitalize: "characters", autocorrect: "off", spellcheck: "false", maxlength: "12", enterkeyhint: "go",
		"aria-describedby": "code-about problem", placeholder: "H4K 7QM", oninput: () => say("")});
	const button = el("button", {type: "submit", class: "main"}, _("Sign in"));
	const say = text => {
		message.textContent = text;
		input.setAttribute("aria-invalid", String(text !== ""));
	};
	const submit = async event => {
		event.preventDefault();
		const {code, wrong} = readCode(input.value);
		if (wrong) return say(_("“{character}” is never in a code. Please look again.", {character: wrong}));
		if (code.length !== CODE_LENGTH) return say(_("The code has six letters and digits."));
		button.disabled = true;
		try {
			await enter(await ask("/api/code", {short: code}));
		} catch (problem) {
			say(errorText(problem));
			button.disabled = false;
			input.select();
		}
	};
	const step = (n, words) => el("li", {}, el("span", {class: "step-number", "aria-hidden": "true"}, String(n)), el("span", {}, words));
	show(el("main", {class: "plain door"}, el("p", {class: "brand"}, el("span", {class: "brand-mark", "aria-hidden": "true"}), "Tandem"),
		el("h1", {}, _("The coordinator’s pages")),
		el("ol", {class: "door-steps"}, step(1, _("At the kiosk, touch “More”, then “Facilitator”, and type the PIN.")), step(2, _("A code for the coordinator’s pages appears.")), step(3, _("Type its six characters here, or scan it with the phone you want to use."))),
		el("form", {novalidate: true, onsubmit: submit}, el("label", {for: "code"}, _("The code on the screen")), input,
			el("p", {class: "hint", id: "code-about"}, _("It works for ten minutes and once. This browser then stays signed in for twelve hours.")), message, button),
		el("a", {class: "plain-link", href: "/privacy"}, _("Who can see what"))));
	input.focus();
}

export function ended(page, error) {
	const n = page.queue.list.length;
	const enter = async () => location.assign("/coordinator");
	signIn(enter, page.leaving ? "" : [error === "signed_out" ? _("You are signed out: twelve hours are over, or somebody has ended it at the kiosk.") : errorText({error}),
		n ? _("What was not saved is kept here until you sign in again.") : ""].filter(Boolean).join(" "));
}

export const moreView = {
	look: () => ({view: "desk"}),
	draw: page => ({
		title: _("More"),
		body: [
			rows(page.sections.filter(({hand}) => !hand).map(({name, sign: drawn, words}) => linkRow({href: page.href(name), lead: sign(drawn), title: words()}))),
			rows([linkRow({href: "/privacy", lead: sign("shield"), title: _("Who can see what")}), linkRow({href: page.href("out"), lead: sign("out"), title: _("Sign out")})]),
		],
	}),
};

export const outView = {
	look: () => ({view: "desk"}),
	draw: page => ({
		title: _("Sign out"),
		body: [
			lead(_("This browser then can do nothing here any more. You come back with a new code from the kiosk.")),
			page.queue.list.length ? el("p", {class: "problem", "data-key": "left"}, _("Something has not reached the kiosk yet and would be lost.")) : null,
			el("div", {class: "ends", "data-key": "ends"}, el("button", {type: "button", class: "main", onclick: () => {
				page.leaving = page.line.send({t: "leave"});
				if (!page.leaving) page.toast(_("The kiosk does not answer. Signing out needs it."));
			}}, icon("out"), _("Sign out"))),
			hint(_("Signing out at the kiosk, or twelve hours, do the same.")),
		],
	}),
};
