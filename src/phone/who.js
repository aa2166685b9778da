/* Who somebody is, on a board: a few letters of the name, a row to tap; or a name that nobody has yet. */
import {avatar, el, icon, show} from "./dom.js";
import {ask, errorText} from "./request.js";
import {_, ngettext} from "./words.js";

const LETTERS = 2;  /* so many before the kiosk is asked */
const PAUSE_MS = 120;

export function whoPage(joined, chosen) {
	document.title = _("Who are you?");
	const message = el("p", {class: "problem", role: "alert"});
	const status = el("p", {class: "hint", role: "status"});
	const rows = el("div", {class: "choices"});
	const name = el("input", {
		id: "name", type: "text", autocomplete: "off", autocapitalize: "words", spellcheck: "false", maxlength: "60", enterkeyhint: "search",
		"aria-describedby": "name-hint",
	});
	const choose = async answer => {
		message.textContent = "";
		try {
			await ask("/api/who", {note: joined.board, ...answer});
			chosen();
		} catch (failure) {
			message.textContent = errorText(failure);
		}
	};

	const row = person => el("button", {type: "button", class: "person", onclick: () => choose({person: person.id})},
		avatar(person), el("span", {class: "name"}, person.name));
	let asked = 0;
	const search = async text => {
		const number = ++asked;
		try {
			const {people} = await ask("/api/people", {board: joined.board, text});
			if (number !== asked) return;
			rows.replaceChildren(...people.map(row));
			status.textContent = people.length === 0 ? _("Nobody by that name. Perhaps you are not on the list?")
				: ngettext("{n} person found", "{n} people found", people.length);
			message.textContent = "";
		} catch (failure) {
			if (number === asked) message.textContent = errorText(failure);
		}
	};
	let pause = null;
	name.oninput = () => {
		clearTimeout(pause);
		const text = name.value.trim();
		if (text.length >= LETTERS) {
			pause = setTimeout(() => search(text), PAUSE_MS);
			return;
		}
		asked++;
		rows.replaceChildren();
		status.textContent = "";
	};

	const guestName = el("input", {id: "guest", type: "text", autocomplete: "name", autocapitalize: "words", maxlength: "60", enterkeyhint: "go"});
	const guest = el("form", {class: "guest", hidden: true, onsubmit: event => {
		event.preventDefault();
		if (guestName.value.trim()) choose({guest: guestName.value.trim()});
		else message.textContent = _("Please type your name.");
	}}, el("label", {for: "guest"}, _("Your name, as others should see it")), guestName, el("button", {type: "submit", class: "main"}, _("Join in")));
	const other = el("button", {type: "button", class: "person", "aria-expanded": "false", onclick: () => {
		guest.hidden = false;
		other.setAttribute("aria-expanded", "true");
		guestName.value = guestName.value || name.value.trim();
		guestName.focus();
		guest.scrollIntoView({block: "nearest"});
	}}, el("span", {class: "avatar blank"}, icon("person")), el("span", {class: "name"}, _("I’m not on the list")));
	show(el("main", {class: "plain"},
		el("p", {class: "over"}, joined.title),
		el("h1", {}, _("Who are you?")),
		el("form", {onsubmit: event => {
			event.preventDefault();
			const only = rows.querySelectorAll(".person");
			if (only.length === 1) only[0].click();
			else name.blur(); /* the keyboard gives the rows its room */
		}}, el("label", {for: "name"}, _("A few letters of your name")), name,
		el("p", {class: "hint", id: "name-hint"}, _("First name, last name or the beginnings of both."))),
		status, rows, other, guest, message));
	name.focus();
}
