/* The agreement of a partnership: read as a whole, written one part a page, confirmed, compared with what it was.
 *
 * A part that is being written is a draft on this phone (drafts.js). It is saved against the edition that was read;
 * when somebody else was faster and changed something else, it is simply saved again; when they changed the very
 * same part, both texts are shown and nothing is lost. */
import {avatar, el, icon} from "./dom.js";
import {RHYTHMS, rhythmName} from "./models.js";
import {choices, growing, names, nothingYet, section} from "./parts.js";
import {rules} from "./learn.js";
import {dateText, fromIsoDay, isoDay} from "./time.js";
import {_, ngettext} from "./words.js";

const LETTERS = 2000;
const WEEK = 7 * 24 * 3600 * 1000;

export const agreementLook = arg => {
	const [of, version] = (arg || "").split("/");
	return {view: "agreement", of: Number(of), from: /^\d+$/.test(version || "") ? Number(version) : 0};
};
export const newestLook = arg => ({view: "agreement", of: Number((arg || "").split("/")[0])});
const newest = (page, id) => page.doc({view: "agreement", of: Number(id)});

/* ---- the parts ---- */

const lines = text => (text || "").split("\n").map(line => line.trim()).filter(Boolean);

/* now(doc): as the kiosk has it; fields(value): as it is asked for. The values are texts. */
const PLAIN = {
	outcomes: {
		title: () => _("What should come of it?"), hint: () => _("What will be different when this has worked? A line for each."),
		now: doc => doc.outcomes || "", fields: text => ({part: "outcomes", text}), field: textField,
	},
	rules: {
		title: () => _("Ground rules"), hint: () => _("Choose what you want to hold each other to."),
		now: doc => [...doc.rules || []].sort().join(" "), fields: value => ({part: "rules", number: maskOf(value)}), field: rulesField,
	},
	own_rules: {
		title: () => _("Rules of our own"), hint: () => _("Anything else that is to hold between you. A line for each; it may stay empty."),
		now: doc => doc.ownRules || "", fields: text => ({part: "own_rules", text}), field: textField,
	},
	rhythm: {
		title: () => _("How often do you meet?"), hint: () => _("A rhythm that you can keep in a full week, too."),
		now: doc => doc.rhythm || "once", fields: value => ({part: "rhythm", number: RHYTHMS.indexOf(value)}), field: rhythmField,
	},
	review: {
		title: () => _("When do you look at it again?"), hint: () => _("On that day you ask each other what is to stay and what should change."),
		now: doc => doc.review ? isoDay(doc.review) : "", fields: value => ({part: "review", number: fromIsoDay(value)}), field: reviewField,
	},
};
const RULES = ["respect", "honesty", "openness", "confidentiality", "exit"];
const maskOf = value => value.split(" ").reduce((mask, key) => mask + (RULES.includes(key) ? 2 ** RULES.indexOf(key) : 0), 0);

function dutyPart(page, doc, id) {
	const found = (doc.duties || []).find(({person}) => person.id === Number(id));
	if (!found) return null;
	const own = found.person.id === page.person;
	return {
		title: () => own ? _("My part") : _("The part of {name}", {name: found.person.name}),
		hint: () => own ? _("What do you bring, and what do you look after?") : _("What does {name} bring and look after? Best written together.", {name: found.person.name}),
		now: newer => ((newer.duties || []).find(({person}) => person.id === found.person.id) || {text: ""}).text || "",
		fields: text => ({part: "duty", text, person: found.person.id}), field: textField,
	};
}

export const partOf = (page, doc, key) => key.startsWith("duty:") ? dutyPart(page, doc, key.slice(5)) : PLAIN[key] || null;

/* In the order in which they are asked; "goals" is a page of its own kind. */
function order(page, doc) {
	const duties = [...doc.duties || []].sort((a, b) => (b.person.id === page.person) - (a.person.id === page.person)).map(({person}) => `duty:${person.id}`);
	return ["outcomes", "goals", ...duties, "rules", "own_rules", "rhythm", "review"];
}

const partHref = (page, id, key) => page.href(key === "goals" ? `goals/${id}` : `part/${id}/${key}`);

/* ---- fields: node, and value() ---- */

function textField({value, label, changed}) {
	const area = growing(el("textarea", {id: "part", rows: "5", maxlength: LETTERS, dir: "auto", "aria-label": label, oninput: () => changed(area.value)}));
	area.value = value;
	return [area];
}

function rulesField({value, label, changed}) {
	const chosen = new Set(value.split(" ").filter(Boolean));
	const all = rules().length ? rules() : RULES.map(key => ({key, text: key}));
	return [el("div", {class: "rule-list", role: "group", "aria-label": label}, ...all.map(({key, text}) => {
		const box = el("input", {type: "checkbox", onchange: () => {
			chosen[box.checked ? "add" : "delete"](key);
			changed([...chosen].sort().join(" "));
		}});
		box.checked = chosen.has(key);
		return el("label", {class: "switch"}, box, el("span", {}, text));
	}))];
}

function rhythmField({value, label, changed}) {
	const draw = now => choices({label, value: now, kind: "one", options: RHYTHMS.map(word => ({value: word, label: rhythmName(word)})), choose: word => {
		changed(word);
		node.replaceChildren(...draw(word).children);
		[...node.children].find(button => button.getAttribute("data-key") === word).focus();
	}});
	const node = draw(value);
	return [node];
}

function reviewField({value, label, changed}) {
	const day = el("input", {type: "date", "aria-label": label, min: isoDay(Date.now()), oninput: () => changed(day.value)});
	day.value = value;
	const quick = (words, weeks) => el("button", {type: "button", class: "choice", onclick: () => {
		day.value = isoDay(Date.now() + weeks * WEEK);
		changed(day.value);
	}}, words);
	return [el("div", {class: "two"}, quick(_("In six weeks"), 6), quick(_("In three months"), 13)), day];
}

/* ---- one part ---- */

const nameOf = (id, key) => `agreement/${id}/${key}`;

/* Saves a draft against the newest edition; done() when it is on the kiosk's disk. */
function save(page, id, key, value, done) {
	const doc = newest(page, id);
	const part = partOf(page, doc, key);
	page.again = null;
	page.ask("agreement_set", {partnership: Number(id), edition: doc.edition, ...part.fields(value)}, {
		done: () => {
			page.drafts.drop(nameOf(id, key));
			done();
		},
		refused: ({error}) => {
			if (error !== "conflict") return false;
			page.again = {id, key, value, done, edition: doc.edition};
			page.draw();
			return true;
		},
	});
}

/* Somebody else was faster. When they left this part alone it is saved again by itself. */
function saveAgain(page, id, key, doc, draft) {
	const waits = page.again;
	if (!waits || waits.key !== key || waits.id !== id || waits.edition === doc.edition) return;
	page.again = null;
	if (draft && draft.base === partOf(page, doc, key).now(doc)) queueMicrotask(() => save(page, id, key, waits.value, waits.done));
}

/* Both texts, when the part has been changed since it was begun here. */
function overtaken(page, {name, theirs, show}) {
	return el("section", {class: "overtaken", role: "status", "data-key": "overtaken"},
		el("h2", {}, _("Somebody has changed this meanwhile")),
		el("p", {class: "hint"}, _("What you have typed is below, as you left it. This is what it says now:")),
		el("blockquote", {dir: "auto"}, theirs || _("(nothing)")),
		el("div", {class: "two"},
			el("button", {type: "button", class: "choice", onclick: () => {
				page.drafts.drop(name);
				show();
			}}, _("Take theirs")),
			el("button", {type: "button", class: "choice", onclick: () => {
				page.drafts.rebase(name, theirs);
				page.draw();
			}}, _("Keep mine"))));
}

const goOn = (page, doc, id, key) => {
	const all = order(page, doc);
	const next = all[all.indexOf(key) + 1];
	if (next) page.instead(partHref(page, id, next).split("#")[1]);
	else page.instead(`agreement/${id}`);
};

function stepsOf(page, doc, key) {
	const all = order(page, doc);
	const at = all.indexOf(key) + 1;
	return el("div", {class: "progress", "data-key": "progress"}, el("span", {class: "hint"}, _("{n} of {all}", {n: at, all: all.length})),
		el("span", {class: "progress-bar", "aria-hidden": "true"}, ...all.map((_part, i) => el("span", {class: i < at ? "on" : null}))));
}

/* What stands for the value where people read it. */
const reading = (key, value) => key === "rules" ? value.split(" ").map(ruleText).filter(Boolean).join("\n") : key === "rhythm" ? rhythmName(value) : key === "review" && value ? dateText(fromIsoDay(value)) : value;
const ruleText = key => (rules().find(rule => rule.key === key) || {text: ""}).text;

export function partView(page, arg, place) {
	const [id, key] = arg.split("/");
	const doc = newest(page, id);
	const part = doc && !doc.error && partOf(page, doc, key);
	if (!part) return {title: _("Agreement"), body: nothingYet(page, doc || null)};
	const name = nameOf(id, key), now = part.now(doc);
	const draft = page.drafts.get(name);
	if (draft && draft.value === now) page.drafts.drop(name);
	saveAgain(page, id, key, doc, draft);
	const kept = page.drafts.get(name);
	const away = kept && kept.base !== now;
	const waiting = page.asked("agreement_set", fields => fields.partnership === Number(id) && fields.part === part.fields("").part && (fields.person || 0) === (part.fields("").person || 0));
	const saving = !!(waiting && waiting.waiting);
	const title = part.title();
	const there = page.main.querySelector(`[data-key="${CSS.escape(place)}"] [data-keep]`);
	const make = value => el("form", {class: "form", "data-key": "form", "data-keep": true, novalidate: true, onsubmit: event => {
		event.preventDefault();
		submit();
	}}, ...part.field({value, label: title, changed: text => {
		page.drafts.set(name, text, part.now(newest(page, id)));
		page.draw();
	}}));
	const submit = () => {
		const mine = page.drafts.get(name);
		if (!mine) goOn(page, doc, id, key);
		else if (!saving) save(page, id, key, mine.value, () => page.place.arg === arg && goOn(page, newest(page, id), id, key));
	};
	const show = () => {
		const form = page.main.querySelector(`[data-key="${CSS.escape(place)}"] [data-keep]`);
		if (form) form.replaceWith(make(part.now(newest(page, id))));
		page.draw();
	};
	return {
		title,
		body: [
			stepsOf(page, doc, key),
			el("p", {class: "lead", "data-key": "hint"}, part.hint()),
			away ? overtaken(page, {name, theirs: reading(key, now), show}) : null,
			there ? el("form", {"data-key": "form", "data-keep": true}) : make(kept ? kept.value : now),
			kept ? el("p", {class: "hint", "data-key": "kept"}, page.online ? _("Not saved yet; kept on this phone.") : _("Kept on this phone until the kiosk answers.")) : null,
		],
		foot: [el("button", {type: "button", class: `main ${saving ? "waiting" : ""}`, "aria-disabled": saving || away ? "true" : null, onclick: () => away || submit()},
			saving ? _("Saving…") : kept ? _("Save and go on") : _("Go on"))],
	};
}

/* ---- the whole ---- */

function block(page, doc, id, key, title, content, empty, editable) {
	const draft = page.drafts.any(key === "goals" ? `agreement/${id}/goal/` : nameOf(id, key));
	const inside = [el("h2", {}, title), ...content.length ? content : [el("p", {class: "unwritten"}, empty)], draft ? el("span", {class: "mark due-now"}, _("not saved yet")) : null];
	return editable ? el("a", {class: "part", "data-key": key, href: partHref(page, id, key)}, el("span", {class: "part-words"}, ...inside), icon("edit"))
		: el("div", {class: "part", "data-key": key}, el("span", {class: "part-words"}, ...inside));
}

const listOf = all => all.length > 1 ? [el("ul", {class: "plain-lines"}, ...all.map(line => el("li", {dir: "auto"}, line)))] : all.map(line => el("p", {dir: "auto"}, line));

export function goalLine(goal) {
	const ends = goal.measured ? `${goal.first} → ${goal.target}` : [goal.firstWords, goal.targetWords].filter(Boolean).join(" → ");
	return ends ? `${goal.text} (${ends})` : goal.text;
}

function blocks(page, doc, id, editable) {
	const make = (key, title, content, empty) => block(page, doc, id, key, title, content, empty, editable);
	return [
		make("outcomes", _("What should come of it"), listOf(lines(doc.outcomes)), _("Not written yet")),
		make("goals", _("Goals"), listOf((doc.goals || []).map(goalLine)), _("No goals yet")),
		...(doc.duties || []).map(({person, text}) => make(`duty:${person.id}`, person.id === page.person ? _("My part") : _("The part of {name}", {name: person.name}), listOf(lines(text)), _("Not written yet"))),
		make("rules", _("Ground rules"), listOf((doc.rules || []).map(ruleText).filter(Boolean)), _("None chosen yet")),
		doc.ownRules || editable ? make("own_rules", _("Rules of our own"), listOf(lines(doc.ownRules)), _("None")) : null,
		make("rhythm", _("How often you meet"), doc.rhythm && doc.rhythm !== "once" ? [el("p", {}, rhythmName(doc.rhythm))] : [], _("Not settled")),
		make("review", _("When you look at it again"), doc.review ? [el("p", {}, dateText(doc.review))] : [], _("Not settled")),
	];
}

/* Who has confirmed, who has not. */
function consentOf(page, doc) {
	const row = (person, at) => el("li", {class: "still", "data-key": `consent-${person.id}`}, avatar(person), el("span", {class: "line-words"}, el("b", {}, person.name),
		el("span", {class: "hint"}, at ? _("confirmed on {day}", {day: dateText(at)}) : _("has not confirmed yet"))), at ? el("span", {class: "good"}, icon("tick")) : null);
	return section(_("Confirmed by"), el("ul", {class: "rows"}, ...(doc.confirmed || []).map(({person, at}) => row(person, at)), ...(doc.waits || []).map(person => row(person, 0))));
}

function confirm(page, doc) {
	page.ask("agreement_confirm", {partnership: doc.partnership, version: doc.version, edition: doc.edition, person: page.person}, {
		said: _("You have confirmed it."),
		refused: ({error}) => {
			if (error !== "conflict") return false;
			page.toast(_("Somebody has just changed it. Please read it once more, then confirm."), null, true);
			return true;
		},
	});
}

function stateLine(doc) {
	if (!doc.version) return _("Nothing is written yet. Begin with what should come of it; the rest may follow later.");
	if (doc.state === "in_force") return _("It is in force: all of you have confirmed it. A change begins a new version, which you confirm again.");
	if (doc.state === "review_due") return _("The day has come to look at it again. What is to stay, what should change?");
	if (doc.mine) return _("You have confirmed it as it reads here. It waits for {names}.", {names: names(doc.waits || [])});
	return _("It counts when all of you have confirmed it as it reads. Until then each of you may change it.");
}

function footOf(page, doc, id) {
	const asked = page.asked("agreement_confirm", fields => fields.partnership === doc.partnership);
	if (!doc.version) return [el("a", {class: "main", href: page.href(`part/${id}/outcomes`)}, _("Begin"))];
	if (doc.mine) return [];
	if (page.drafts.any(`agreement/${id}/`)) return [el("p", {class: "nudge"}, _("Save what you have typed, or drop it, before you confirm."))];
	return [el("button", {type: "button", class: `main ${asked ? "waiting" : ""}`, "aria-disabled": asked ? "true" : null, onclick: () => asked || confirm(page, doc)}, asked ? _("Saving…") : _("I confirm it as it reads"))];
}

export function agreementView(page, arg) {
	const {of, from} = agreementLook(arg);
	const doc = page.doc({view: "agreement", of, from});
	const title = from ? _("Version {n}", {n: from}) : _("Agreement");
	if (!doc || doc.error) return {title, body: nothingYet(page, doc)};
	const old = from && from !== doc.versions;
	return {
		title,
		body: [
			el("p", {class: "lead", "data-key": "state"}, old ? _("This is how it read earlier. It is kept as it was.") : stateLine(doc)),
			...blocks(page, doc, of, !old),
			doc.version ? consentOf(page, doc) : null,
			doc.versions > 1 ? el("div", {class: "row", "data-key": "versions"}, el("a", {class: "small", href: page.href(`changes/${of}/${doc.version}`)}, icon("eye"), _("What has changed")),
				...[...Array(doc.versions).keys()].map(i => i + 1).filter(n => n !== doc.version).map(n => el("a", {class: "small", href: page.href(`agreement/${of}/${n}`)}, _("Version {n}", {n})))) : null,
		],
		foot: old ? [] : footOf(page, doc, of),
	};
}

/* ---- what is different from the version before ---- */

/* As the kiosk says it: a text, the words of the rules or of a rhythm, a day. */
const said = (part, value) => part === "rules" ? value.map(ruleText).join("\n") : part === "rhythm" ? rhythmName(value) : part === "review" ? value ? dateText(value) : "" : value;
const withScale = (text, scale) => text && scale ? `${text} (${scale})` : text;

const CHANGED = {
	outcomes: () => _("What should come of it"), rules: () => _("Ground rules"), own_rules: () => _("Rules of our own"), rhythm: () => _("How often you meet"),
	review: () => _("When you look at it again"), goal: () => _("Goal"),
};

export function changesView(page, arg) {
	const {of, from} = agreementLook(arg);
	const doc = page.doc({view: "agreement", of, from});
	const title = _("What has changed");
	if (!doc || doc.error) return {title, body: nothingYet(page, doc)};
	const whose = change => {
		const found = (doc.duties || []).find(({person}) => person.id === change.of);
		return change.part === "duty" ? (found && found.person.id === page.person ? _("My part") : _("The part of {name}", {name: found ? found.person.name : ""})) : CHANGED[change.part]();
	};
	const row = (change, i) => {
		const before = withScale(said(change.part, change.before), change.scaleBefore), after = withScale(said(change.part, change.after), change.scaleAfter);
		return el("section", {class: "change", "data-key": `change-${i}`}, el("h2", {}, whose(change)),
			before ? el("p", {}, el("span", {class: "hint"}, _("before")), el("del", {dir: "auto"}, before)) : null,
			after ? el("p", {}, el("span", {class: "hint"}, _("now")), el("ins", {dir: "auto"}, after)) : el("p", {class: "hint"}, _("has gone")));
	};
	const all = doc.changes || [];
	return {
		title,
		body: [el("p", {class: "lead", "data-key": "lead"}, all.length ? ngettext("Version {version} against the one before: {n} change.", "Version {version} against the one before: {n} changes.", all.length, {version: doc.version}) : _("Nothing has changed against the version before.")),
			...all.map(row)],
	};
}
