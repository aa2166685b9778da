/* A small authority for the coordinator's pages: a room with people, partnerships, sessions and the rest, described as
 * the kiosk's views describe it; what is asked is noted, and done where a test looks for it. Files that go up are kept
 * as they came. The rules are the kiosk's own and tested there. */
import {Kiosk} from "./kiosk.mjs";

const DAY = 86400000;
const GIVEN = ["Anna", "Ben", "Chiara", "Dmitri", "Elif", "Farid", "Grete", "Hélène", "Ines", "Jonas", "Kaya", "Lena"];
const FAMILY = ["Schmidt", "Ahrens", "Montefiore-Lindqvist", "Okonkwo", "Yıldız", "Köhler", "Nørgaard", "Weiß", "Brandt", "Fischer"];
const TEAMS = ["Marketing", "Operations", "Care at home", "IT", ""];
const PLACES = ["City library", "Harbour clinic", "Neighbours of the Mill", ""];
export const LONGEST = "Prof. Dr. Maria Magdalena Wilhelmina von und zu Hohenlohe-Schillingsfürst-Lindqvist";

export const face = ({id, name}) => ({id, name, initials: name.split(" ").map(([letter]) => letter).slice(0, 2).join(""), colour: id});

export function somebody(id, more = {}) {
	const given = GIVEN[id % 12], family = FAMILY[Math.floor(id / 12 + id) % 10];
	return {id, given, family, name: `${given} ${family}`, email: `${given}.${family}@example.org`.toLowerCase(), organisation: PLACES[id % 4], team: TEAMS[id % 5], language: id % 3 ? "de" : "", rhythm: "weekly",
		seeks: id % 2 === 0, hidden: id % 9 === 4, archived: false, guest: false, created: Date.now() - id * DAY, partnerships: id % 3, ...more};
}

export class Room extends Kiosk {
	constructor({pages, people = 12, empty = false, ...more}) {
		super({pages});
		this.name = "Learning room, 3rd floor";
		this.people = empty ? [] : Array.from({length: people}, (_, i) => somebody(i + 1));
		this.organisations = empty ? [] : PLACES.slice(0, 3).map((name, i) => ({id: 61 + i, name, kind: ["public", "company", "community"][i], people: 4}));
		this.empty = empty;
		this.asked = [];  /* every `do` that came */
		this.files = [];  /* {path, type, body} of every upload */
		this.refuseDo = null;
		this.answers = new Map(); /* path → what an upload is answered, or a file's text */
		this.docs = {};
		this.signedIn = true;
		this.next = 900;
		Object.assign(this, more);
	}

	serve(request, answer) {
		const path = request.url.split("?")[0];
		if (/^\/coordinator/.test(path)) request.url = "/";
		if (path === "/api/learn/en" || path === "/api/learn/de") return this.send(answer, 200, "json", JSON.stringify(this.learn || {}));
		if (/^\/api\/desk\//.test(path) && request.method === "GET") {
			this.files.push({path});
			return this.send(answer, 200, "json", this.answers.get(path) || "{}");
		}
		return super.serve(request, answer);
	}

	async post(path, request, answer) {
		const json = (status, value) => this.send(answer, status, "json", JSON.stringify(value));
		let body = "";
		for await (const part of request.setEncoding("utf8")) body += part;
		if (path.startsWith("/api/desk/")) {
			this.files.push({path: request.url, type: request.headers["content-type"], body});
			const found = this.answers.get(request.url) || this.answers.get(path);
			return found ? json(found.status || 200, found) : json(404, {error: "not_found", text: ""});
		}
		const question = JSON.parse(body);
		if (path === "/api/code" && question.short !== "H4K7QM") return json(404, {error: "wrong_code", text: "Nothing is open under this code. Please check the six characters on the screen."});
		if (path === "/api/hello" && !this.signedIn) return json(401, {error: "signed_out", text: "This code is no longer valid. Please scan the code on the screen again."});
		this.signedIn = true;
		return json(200, {page: -1, person: 0, coordinator: true, title: this.name, ticket: `t${++this.count}`});
	}

	accept(ws) {
		ws.on("message", data => {
			const message = JSON.parse(data);
			if (message.t === "page") {
				this.conns.set(ws, {look: null});
				this.tell(ws, {t: "open", page: message.page});
			} else if (message.t === "look") {
				this.conns.get(ws).look = message;
				this.describe(ws);
			} else if (message.t === "do") {
				this.asked.push(message);
				this.tell(ws, this.refuseDo ? {t: "no", id: message.id, ...this.refuseDo} : {t: "done", id: message.id, result: this.change(message)});
				for (const other of this.conns.keys()) this.describe(other);
			} else if (message.t === "leave") {
				this.signedIn = false;
				this.tell(ws, {t: "end", error: "signed_out"});
			} else if (message.t === "hi") {
				this.tell(ws, {t: "hi"});
			}
		});
		ws.on("close", () => this.conns.delete(ws));
	}

	describe(ws) {
		const {look} = this.conns.get(ws);
		if (!look) return;
		const make = this.docs[look.view] || this[`view_${look.view}`];
		const doc = typeof make === "function" ? make.call(this, look) : make;
		this.tell(ws, {t: "view", view: look.view, of: look.of || 0, text: look.text || "", from: look.from || 0, doc: doc || {error: "not_found"}});
	}

	change({t, id, what, ...fields}) {
		if (what === "person_set" && !fields.person) {
			const made = somebody(++this.next, {given: fields.given, family: fields.family, name: `${fields.given} ${fields.family}`.trim()});
			this.people.push(made);
			return made.id;
		}
		if (what === "person_set") Object.assign(this.people.find(({id}) => id === fields.person), fields);
		if (what === "person_erase") this.people = this.people.filter(({id}) => id !== fields.person);
		return /_set$/.test(what) ? ++this.next : 0;
	}

	/* ---- views ---- */

	view_desk() {
		if (this.empty) return {room: this.name, people: 0, organisations: 0, partnerships: {proposed: 0, agreed: 0, active: 0, paused: 0, ended: 0}, reviewsDue: 0, unconfirmed: 0, sessionsToday: 0, sessionsWeek: 0, conflicts: 0, programmes: 0, backup: 0, attention: []};
		return {room: this.name, people: this.people.length, organisations: 3, partnerships: {proposed: 2, agreed: 1, active: 14, paused: 1, ended: 3}, reviewsDue: 2, unconfirmed: 3, sessionsToday: 2, sessionsWeek: 9, conflicts: 0, programmes: 1, sessions: this.sessionsNow().filter(({id}) => id < 83), courses: this.courses(), backup: Date.now() - 2 * DAY, attention: [
			{what: "review_due", partnership: 12, name: "Handing over the night desk", since: Date.now() - 4 * DAY}, {what: "rhythm_lost", partnership: 13, name: "Chiara & Dmitri", since: Date.now() - 30 * DAY},
			{what: "unconfirmed", partnership: 14, name: "How the harbour clinic plans its rosters when half of the people are on courses", since: Date.now() - 9 * DAY}, {what: "no_answer", partnership: 15, name: "Elif & Farid", since: Date.now() - DAY}]};
	}

	courses() { return [{id: 51, name: "Partners across the river", step: "home_work", done: 9, of: 24, starts: Date.now(), until: Date.now() + 20 * DAY, partnership: 14, meets: 0, held: false}]; }

	view_desk_people({text, from}) {
		const found = this.people.filter(({name}) => name.toLowerCase().includes((text || "").toLowerCase()));
		return {total: found.length, from: from || 0, people: found.slice(from || 0, (from || 0) + 100)};
	}

	view_desk_person({of}) {
		const found = this.people.find(({id}) => id === of);
		return found && {id: of, person: found, belongs: found.organisation ? [{id: 61, name: found.organisation}] : [], partnerships: found.partnerships ? [{id: 12, name: "Handing over the night desk", model: "tandem", state: "active"}] : []};
	}

	view_everything({of}) { return {tables: [{name: "person", rows: JSON.stringify([{id: of}])}, {name: "check_in", rows: "[{},{},{}]"}, {name: "vote", rows: "[]"}], left: ["answer"]}; }

	view_desk_organisations() { return {organisations: this.organisations}; }

	/* ---- partnerships ---- */

	view_desk_partnerships() {
		if (this.empty) return {partnerships: []};
		const pick = (...ids) => ids.map(id => face(this.people[id - 1]));
		const row = (id, more) => ({id, name: "", model: "tandem", state: "active", members: pick(1, 2), organisations: 1, teams: 2, agreement: "in_force", review: Date.now() + 40 * DAY, rhythm: "fortnightly", created: Date.now() - 90 * DAY, last: Date.now() - 5 * DAY, next: Date.now() + 9 * DAY, held: 6, planned: 3, programme: 0, ...more});
		return {partnerships: [row(12, {name: "Handing over the night desk", agreement: "review_due"}), row(13, {members: pick(3, 4), model: "mentoring", agreement: "none", next: 0, held: 1, organisations: 2}),
			row(14, {name: "How the harbour clinic plans its rosters when half of the people are on courses", members: pick(5, 6, 7, 8), model: "learning_set", agreement: "waits", organisations: 3}),
			row(15, {members: pick(5, 6), state: "proposed", agreement: "none", last: 0, next: 0, held: 0}), row(16, {members: pick(9, 10), state: "paused", model: "secondment"}), row(17, {members: pick(11, 12), state: "ended", model: "joint_venture"})]};
	}

	view_desk_partnership({of}) {
		const found = this.view_desk_partnerships().partnerships.find(({id}) => id === of);
		const standing = found && found.model === "mentoring" ? ["mentor", "mentee"] : [];
		return found && {...found, members: found.members.map((person, i) => ({person, standing: standing[i] || "none", joined: Date.now() - 90 * DAY, left: 0, consent: i ? "none" : "yes", organisation: PLACES[i], team: TEAMS[i]})), goals: 3, confirmed: 1, actions: {open: 2, done: 7},
			surveys: [{id: 71, instrument: "healthy-partnership", opened: Date.now() - 3 * DAY, due: 0, done: 2, of: 4, revealed: false}], sessions: this.sessionsNow().filter(({partnership}) => partnership === of)};
	}

	view_desk_suggestions() {
		if (this.empty) return {suggestions: []};
		const pair = (a, b, ...reasons) => ({a: face(this.people[a]), b: face(this.people[b]), reasons, score: 5, crosses: reasons.includes("organisation")});
		return {suggestions: [pair(0, 5, "both_ways", "rhythm", "organisation"), pair(2, 3, "wish_met", "language", "team"), pair(7, 10, "wish_met", "rhythm", "language", "team", "organisation")]};
	}

	view_map({text}) {
		if (this.empty) return {ready: true, level: "people", w: 0, h: 0, people: 0, alone: 0, leftOut: 0, partnerships: 0, crossing: 0, lively: 0, nodes: [], edges: []};
		const people = text === "organisations" ? [] : this.people.slice(0, 500);
		const wide = Math.ceil(Math.sqrt(people.length * 1.5));
		const nodes = text === "organisations" ? this.organisations.map(({id, name}, i) => ({kind: "organisation", id, name, initials: name[0], team: "", organisation: name, hue: i, links: 2, people: 4, inside: 3, x: 2000 + 4000 * (i % 2), y: 1000 + 1800 * i}))
			: people.map((person, i) => ({...face(person), kind: "person", team: person.team, organisation: person.organisation, hue: person.organisation ? i % 4 : -1, links: i % 3, people: 1, inside: 0, x: 1500 * (i % wide) + 400 * (Math.floor(i / wide) % 2) + 700, y: 1500 * Math.floor(i / wide) + 300 * (i % 3) + 700}));
		const edge = (a, b, meetings, last) => ({a, b, partnership: 12, model: "tandem", partnerships: 1, meetings, last, teams: true, organisations: a % 2 === 0});
		const edges = text === "organisations" ? [edge(0, 1, 5, Date.now()), edge(1, 2, 1, 0)] : nodes.filter(({links}, i) => links && i + 1 < nodes.length).map((_node, i) => edge(i, Math.min(nodes.length - 1, i + 1 + (i % 4)), i, i % 2 ? Date.now() - 3 * DAY : Date.now() - 80 * DAY));
		return {ready: true, level: text || "people", w: Math.max(...nodes.map(({x}) => x)) + 700, h: Math.max(...nodes.map(({y}) => y)) + 700, people: nodes.length, alone: 4, leftOut: 0, partnerships: 14, crossing: 5, lively: 9, nodes, edges};
	}

	/* ---- sessions, boards, programmes ---- */

	sessionsNow() {
		if (this.empty) return [];
		const day = new Date().setHours(0, 0, 0, 0), hour = 3600000;
		const row = (id, days, at, more) => ({id, partnership: 12, name: "Handing over the night desk", title: "", starts: day + days * DAY + at * hour, ends: day + days * DAY + (at + 1) * hour, state: "waiting", series: true, here: 0, members: 2, conflicts: [], room: false, ...more});
		return [row(81, 0, 8, {state: "closed", here: 2}), row(82, 0, 10, {partnership: 13, name: "Chiara & Dmitri", series: false, state: "under_way", here: 1}), row(83, 2, 14, {partnership: 14, name: "How the harbour clinic plans its rosters when half of the people are on courses", members: 6, conflicts: [{person: face(this.people[4]), with: 84}]}),
			row(84, 2, 14.5, {partnership: 15, name: "Elif & Farid", conflicts: [{person: face(this.people[4]), with: 83}], room: true}), row(85, 7, 10, {}), row(86, 9, 9, {state: "cancelled", name: "Chiara & Dmitri"})];
	}

	view_desk_sessions({from}) {
		const start = new Date(from || Date.now()).setHours(0, 0, 0, 0);
		return {from: start, sessions: this.sessionsNow().filter(({starts}) => starts >= start && starts < start + 14 * DAY)};
	}

	view_desk_boards() {
		if (this.empty) return {boards: []};
		const row = (id, name, more) => ({id, name, purpose: "What the teams want to hear of each other", rhythm: "monthly", next: Date.now() + 6 * DAY, topics: 8, votes: 5, topicVotes: 3, minutes: 8, length: 60, archived: false, ...more});
		return {boards: [row(41, "Marketing marketplace"), row(42, "Learning from trouble", {rhythm: "once", next: 0, topics: 0}), row(43, "Old board", {archived: true})]};
	}

	programme(more = {}) { return {id: 51, name: "Partners across the river", step: "home_work", people: 8, done: 31, of: 48, ended: 0, partnership: 14, board: 41, meets: 0, ...more}; }
	view_desk_programmes() { return {programmes: this.empty ? [] : [this.programme(), this.programme({id: 52, name: "The first round", step: "over", ended: Date.now() - 30 * DAY, done: 80, of: 80})]}; }
	view_desk_programme({of}) {
		if (of !== 51) return null;
		const parts = {pre_work: ["map", "answers"], workshop: ["session", "checklist", "agreement"], home_work: ["assessment", "priorities", "packs"], learning_set: ["topics", "session"], review: ["assessment", "note"]};
		return {...this.programme(), steps: Object.entries(parts).map(([key, list], i) => ({key, starts: Date.now() + (i - 2) * 20 * DAY, session: 0, survey: 0, parts: list.map((part, k) => ({part, done: i < 2 ? 8 - k : i === 2 ? 3 : 0, of: 8}))})),
			members: this.people.slice(0, 8).map((person, i) => ({person: face(person), done: 6 - (i % 4), of: 8}))};
	}

	/* ---- figures, settings ---- */

	view_figures() {
		if (this.empty) return {months: []};
		const months = Array.from({length: 14}, (_, i) => `${2025 + Math.floor((9 + i) / 12)}-${String((9 + i) % 12 + 1).padStart(2, "0")}`);
		const grow = (first, step, wave) => months.map((_, i) => Math.round(first + step * i + wave * Math.sin(i)));
		return {months, held: grow(3, 1.1, 2), planned: grow(5, 1.2, 2), rhythm: grow(40, 3, 6).map((n, i) => i < 2 ? null : n), confirmed: grow(30, 4, 3), actionsDone: grow(50, 2, 8), crossTeams: grow(2, 0.8, 1), crossOrganisations: grow(0, 0.5, 0.4), checkIns: grow(12, 3, 5),
			instruments: [{key: "partnering-skills", areas: ["leading", "obstacles", "influencing", "vision"].map((key, i) => ({key, means: months.map((_, m) => m === 4 ? 280 + 20 * i : m === 12 ? 330 + 15 * i : null)})), people: months.map((_, m) => m === 4 ? 8 : m === 12 ? 7 : null)}]};
	}

	view_desk_settings() {
		return {settings: [{name: "retention_days", kind: "number", value: 30, min: 1, max: 365, first: 30, set: false}, {name: "guests", kind: "flag", value: 1, min: 0, max: 1, first: 1, set: false}, {name: "expected_minutes", kind: "number", value: 60, min: 15, max: 240, first: 60, set: false},
			{name: "walk_in_minutes", kind: "number", value: 60, min: 15, max: 240, first: 60, set: false}, {name: "code_after_minutes", kind: "number", value: 60, min: 0, max: 1440, first: 60, set: false}]};
	}

	view_desk_audit({from}) {
		if (this.empty) return {ok: true, wrongAt: 0, lines: [], more: false};
		const deeds = ["pin_checked", "code_redeem", "person_set", "partnership_set", "agreement_confirm", "session_set", "setting_set", "import_people", "person_erase"];
		return {ok: true, wrongAt: 0, lines: Array.from({length: 40}, (_, i) => ({id: (from || 140) - i, at: Date.now() - i * 3600000, what: deeds[i % 9], source: ["screen", "phone", "file", "system"][i % 4], device: 3, about: 12})), more: true};
	}

	view_desk_backups() {
		return {backups: this.empty ? [] : [1, 2, 3, 4].map(n => ({number: n, at: Date.now() - n * DAY, bytes: 4800000 - n * 31000, good: n !== 3})), database: {number: 0, at: Date.now(), bytes: 5123456, good: true}, restoring: false};
	}
}
