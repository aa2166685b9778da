/* What somebody offers and wishes to learn, and who could fit: each proposal with its reasons, and nobody is paired
 * without a yes of both. */
import {avatar, el, icon} from "./dom.js";
import {reasonName} from "./models.js";
import {growing, nothingYet, section} from "./parts.js";
import {ME} from "./self.js";
import {_} from "./words.js";

export const suggestionsLook = () => ({view: "suggestions"});

const KINDS = {
	offer: {title: () => _("I can show others"), add: () => _("Add an offer"), hint: () => _("Something you are good at, small or large. “How we plan the rota without tears.”")},
	wish: {title: () => _("I would like to learn"), add: () => _("Add a wish"), hint: () => _("Something you would like to see how others do it. “Calm handling of complaints.”")},
};

function exchangeRow(page, exchange) {
	return el("li", {class: `still kind-${exchange.kind}`, "data-key": `exchange-${exchange.id}`}, el("span", {class: "line-words"}, el("b", {dir: "auto"}, exchange.text)),
		el("a", {class: "tool-button", href: page.href(`exchange/${exchange.kind}/${exchange.id}`), "aria-label": _("Edit: {text}", {text: exchange.text})}, icon("edit")),
		el("button", {type: "button", class: "tool-button", "aria-label": _("Take away: {text}", {text: exchange.text}), onclick: () => page.ask("exchange_set", {exchange: exchange.id, person: page.person, kind: exchange.kind, text: ""}, {
			said: _("Taken away."), undo: () => page.ask("exchange_set", {exchange: 0, person: page.person, kind: exchange.kind, text: exchange.text}),
		})}, icon("bin")));
}

export function exchangesView(page) {
	const me = page.doc(ME);
	const title = _("Offers and wishes");
	if (!me || me.error) return {title, body: nothingYet(page, me)};
	const gone = new Set(page.queue.list.filter(({what, fields}) => what === "exchange_set" && !fields.text).map(({fields}) => fields.exchange));
	const part = kind => section(KINDS[kind].title(), el("ul", {class: "rows"}, ...me.exchanges.filter(exchange => exchange.kind === kind && !gone.has(exchange.id)).map(exchange => exchangeRow(page, exchange))),
		el("a", {class: "small", href: page.href(`exchange/${kind}/new`)}, icon("plus"), KINDS[kind].add()));
	return {
		title,
		body: [el("p", {class: "lead", "data-key": "lead"}, _("Others see these words beside your name, so that somebody who fits can be found.")), part("offer"), part("wish")],
		foot: [me.exchanges.length ? el("a", {class: "main", href: page.href("suggestions")}, _("Who could fit?")) : el("a", {class: "main", href: page.href("exchange/offer/new")}, KINDS.offer.add())],
	};
}

export function exchangeView(page, arg, place) {
	const [kind, key] = arg.split("/");
	const me = page.doc(ME);
	const isNew = key === "new";
	const title = isNew ? KINDS[kind].add() : kind === "offer" ? _("Offer") : _("Wish");
	if (!me || me.error) return {title, body: nothingYet(page, me)};
	const found = isNew ? {id: 0, text: ""} : me.exchanges.find(({id}) => id === Number(key));
	if (!found) return {title, body: nothingYet(page, {error: "not_found"})};
	const there = page.main.querySelector(`[data-key="${CSS.escape(place)}"] [data-keep]`);
	const form = () => {
		const area = growing(el("textarea", {id: "exchange", rows: "3", maxlength: "200", dir: "auto", oninput: () => page.keepForm(place, {text: area.value})}));
		area.value = page.keptForm(place).text || found.text;
		return el("form", {class: "form", "data-key": "form", "data-keep": true, novalidate: true, onsubmit: event => event.preventDefault()}, el("label", {for: "exchange"}, KINDS[kind].title()), area, el("p", {class: "hint"}, KINDS[kind].hint()));
	};
	return {
		title,
		body: [there ? el("form", {"data-key": "form", "data-keep": true}) : form()],
		foot: [el("button", {type: "button", class: "main", onclick: () => {
			const text = document.getElementById("exchange").value.replace(/\s+/g, " ").trim();
			if (!text) return document.getElementById("exchange").focus();
			page.dropForm(place);
			page.ask("exchange_set", {exchange: found.id, person: page.person, kind, text}, {said: _("Kept.")});
			return page.leave();
		}}, _("Save"))],
	};
}

/* ---- who could fit ---- */

function suggestionCard(page, suggestion, i) {
	const {other} = suggestion;
	const asked = page.asked("partnership_set", fields => fields.partnership === 0 && fields.people.includes(other.id));
	return el("li", {class: "offer", "data-key": `suggestion-${other.id || i}`},
		el("p", {class: "next-line"}, avatar(other), el("span", {class: "line-words"}, el("b", {}, other.name), el("span", {class: "hint"}, [suggestion.team, suggestion.organisation].filter(Boolean).join(" · ")))),
		el("ul", {class: "reasons"}, ...suggestion.reasons.map(word => el("li", {}, icon("tick"), reasonName(word)))),
		suggestion.offer ? el("p", {dir: "auto"}, el("span", {class: "kind kind-offer"}, suggestion.theyOffer ? _("They offer") : _("You offer")), " ", suggestion.offer) : null,
		suggestion.wish ? el("p", {dir: "auto"}, el("span", {class: "kind kind-wish"}, suggestion.theyOffer ? _("You wish") : _("They wish")), " ", suggestion.wish) : null,
		el("button", {type: "button", class: `small ${asked ? "waiting" : ""}`, disabled: !!asked, onclick: () => page.ask("partnership_set", {
			partnership: 0, model: "tandem", name: "", purpose: "", language: "", rhythm: "once", starts: 0, ends: 0, people: [page.person, other.id],
		}, {said: _("{name} will be asked on their phone and at the screen.", {name: other.name}), already: _("You have asked {name} already, or learn together.", {name: other.name})})}, icon("two"), asked ? _("You have asked") : _("Ask {name}", {name: other.name})));
}

export function suggestionsView(page) {
	const doc = page.doc(suggestionsLook());
	const title = _("Who could fit?");
	if (!doc || doc.error) return {title, body: nothingYet(page, doc)};
	return {
		title,
		body: doc.suggestions.length ? [el("p", {class: "lead", "data-key": "lead"}, _("Ask, and the other is asked, too. Nobody is paired without a yes.")), el("ul", {class: "rows", "data-key": "rows"}, ...doc.suggestions.map((suggestion, i) => suggestionCard(page, suggestion, i)))]
			: [el("p", {class: "empty", "data-key": "empty"}, _("Nobody fits yet. The more people say what they offer and wish, the better it works.")), el("a", {class: "small", "data-key": "back", href: page.href("exchanges")}, icon("edit"), _("Offers and wishes"))],
	};
}
