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
		this.answers = new Map(); /* path → what an upload is answered */
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
			return this.send(answer, 200, "json", "{}");
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
		if (path === "/api/code" && question.short !== "H4K7QM") return json(404, {error: "wrong_code", text: "No notes are open under this code. Please check the six characters on the screen."});
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
		return {room: this.name, people: this.people.length, organisations: 3, partnerships: {proposed: 2, agreed: 1, active: 14, paused: 1, ended: 3}, reviewsDue: 2, unconfirmed: 3, sessionsToday: 2, sessionsWeek: 9, conflicts: 0, programmes: 1, backup: Date.now() - 2 * DAY, attention: [
			{what: "review_due", partnership: 12, name: "Handing over the night desk", since: Date.now() - 4 * DAY}, {what: "rhythm_lost", partnership: 13, name: "Chiara & Dmitri", since: Date.now() - 30 * DAY},
			{what: "unconfirmed", partnership: 14, name: "How the harbour clinic plans its rosters when half of the people are on courses", since: Date.now() - 9 * DAY}, {what: "no_answer", partnership: 15, name: "Elif & Farid", since: Date.now() - DAY}]};
	}

	view_desk_people({text, from}) {
		const found = this.people.filter(({name}) => name.toLowerCase().includes((text || "").toLowerCase()));
		return {total: found.length, from: from || 0, people: found.slice(from || 0, (from || 0) + 100)};
	}

	view_desk_person({of}) {
		const found = this.people.find(({id}) => id === of);
		return found && {id: of, person: found, belongs: found.organisation ? [{id: 61, name: found.organisation}] : [], partnerships: found.partnerships ? [{id: 12, name: "Handing over the night desk", model: "tandem", state: "active"}] : []};
	}

	view_desk_organisations() { return {organisations: this.organisations}; }
}
