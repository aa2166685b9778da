/* A kiosk for the pages' tests: serves the built pages with the real policy and speaks the protocol, for
 * one note, or for one board and its topics' notes (see market.mjs), or for people's own pages (see fellow.mjs). It can be cut off (sockets die), stalled (nothing is answered, nothing is closed), stopped
 * and started again on its port with what it had "on disk". */
import {createServer} from "node:http";
import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {WebSocketServer} from "ws";
import {Authority} from "../phone/authority.mjs";
import {learn} from "./content.mjs";

export const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'";
export const TOKEN = "0123456789ABCDEFGHJKMNPQRS";
export const SHORT = "H4K7QM";
const NOTE = 17;
export const BOARD = 18;
const PARTNERSHIP = 12;
const TYPES = {html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", json: "application/json"};
const PEOPLE = [
	{id: 5, name: "Anna B.", initials: "AB", colour: 0, here: true},
	{id: 6, name: "Ben K.", initials: "BK", colour: 1, here: true},
	{id: 7, name: "Chiara Montefiore-Lindqvist M.", initials: "CM", colour: 3, here: false},
];

export class Kiosk {
	constructor({pages, text = "", title = "Handing over the night desk", words = {}, limit, market = null, fellow = null}) {
		Object.assign(this, {pages, title, words, market, fellow});
		this.authority = new Authority(text, {limit});
		this.cookies = new Map(); /* cookie → {me, name} */
		this.tickets = new Map();
		this.conns = new Map();   /* WebSocket → conn */
		this.count = 0;
		this.port = 0;
		this.stalled = false;
		this.refuse = null;       /* an error that every question gets */
	}

	async start() {
		this.server = createServer((request, answer) => this.serve(request, answer));
		this.sockets = new Set();
		this.server.on("connection", socket => {
			this.sockets.add(socket);
			socket.on("close", () => this.sockets.delete(socket));
		});
		this.ws = new WebSocketServer({server: this.server, path: "/ws"});
		this.ws.on("connection", ws => this.accept(ws));
		await new Promise(done => this.server.listen(this.port, "127.0.0.1", done));
		this.server.unref(); /* of a test that failed it is not stopped, and must not keep the others waiting */
		this.port = this.server.address().port;
		this.address = `http://127.0.0.1:${this.port}/`;
		return this;
	}

	/* As SIGKILL: nobody is told. */
	async stop() {
		for (const socket of this.sockets) socket.destroy();
		this.conns.clear();
		await new Promise(done => this.server.close(done));
	}

	serve(request, answer) {
		if (this.stalled) return;
		const path = request.url.split("?")[0];
		answer.setHeader("Content-Security-Policy", POLICY);
		if (request.method === "POST") return this.post(path, request, answer);
		const content = /^\/api\/learn\/(\w+)$/.exec(path);
		if (content) return this.send(answer, 200, "json", JSON.stringify(learn(content[1] === "de" ? "de" : "en")));
		const name = path === "/" || /^\/([nbp]\/|learn|privacy)/.test(path) ? "index.html" : path.slice(1);
		const words = /^i18n\/(\w+)\.json$/.exec(name);
		const file = join(this.pages, name);
		if (words && this.words[words[1]]) return this.send(answer, 200, "json", JSON.stringify(this.words[words[1]]));
		if (!existsSync(`${file}.gz`)) return this.send(answer, 404, "html", "not here");
		answer.setHeader("Content-Encoding", "gzip");
		this.send(answer, 200, name.split(".").pop(), readFileSync(`${file}.gz`));
	}

	send(answer, status, type, body) {
		answer.writeHead(status, {"Content-Type": TYPES[type]});
		answer.end(body);
	}

	async post(path, request, answer) {
		let body = "";
		for await (const part of request) body += part;
		const question = JSON.parse(body);
		const json = (status, value) => this.send(answer, status, "json", JSON.stringify(value));
		if (this.refuse) return json(403, {error: this.refuse, text: "That is not possible with this code."});
		const cookie = /tandem=(\w+)/.exec(request.headers.cookie || "")?.[1];
		const known = this.cookies.get(cookie);
		if (path === "/api/code") {
			if (question.token !== TOKEN && question.short !== SHORT) {
				return json(404, {error: "wrong_code", text: "Nothing is open under this code. Please check the six characters on the screen."});
			}
			const fresh = known ? cookie : `c${++this.count}`;
			if (!known) this.cookies.set(fresh, {me: 0, name: ""});
			answer.setHeader("Set-Cookie", `tandem=${fresh}; HttpOnly; SameSite=Strict; Path=/`);
			return json(200, this.joined(fresh));
		}
		if (!known) return json(401, {error: "signed_out", text: "This code is no longer valid. Please scan the code on the screen again."});
		if (path === "/api/hello") return json(200, question.page ? this.pageOf(cookie) : this.joined(cookie, question.note));
		if (path === "/api/who" && question.note === PARTNERSHIP) {
			Object.assign(known, {me: question.person, name: "somebody"});
			return json(200, this.pageOf(cookie));
		}
		if (path === "/api/people") return json(200, {people: this.found(question.text)});
		const person = (this.market ? this.market.people : PEOPLE).find(p => p.id === question.person);
		Object.assign(known, person ? {me: person.id, name: person.name} : {me: this.guest(question.guest), name: question.guest});
		json(200, known);
	}

	/* A person's own page. */
	pageOf(cookie) {
		const {me} = this.cookies.get(cookie);
		const ticket = `t${++this.count}`;
		this.tickets.set(ticket, cookie);
		return {page: me, person: me, title: this.fellow.person(me).name, coordinator: false, ticket};
	}

	/* What a code opens first: whose page it is, or which member of a partnership holds the phone. */
	memberOf(cookie) {
		const {me} = this.cookies.get(cookie);
		if (me) return this.pageOf(cookie);
		return {partnership: PARTNERSHIP, title: "Anna & Ben", people: this.fellow.people.slice(0, 3).map((person, i) => ({...person, taken: i === 1})), ticket: ""};
	}

	found(text) {
		const parts = text.toLowerCase().split(" ");
		return this.market.people.filter(({name}) => parts.every(part => name.toLowerCase().split(/[ -]/).some(word => word.startsWith(part)))).slice(0, 8);
	}

	/* The person that a guest becomes on a board. */
	guest(name) {
		if (!this.market) return 0;
		const id = 1000 + ++this.count;
		this.market.people.push({id, name, initials: name[0].toUpperCase(), colour: 8});
		return id;
	}

	joined(cookie, wanted = this.market ? BOARD : NOTE) {
		if (this.fellow) return this.memberOf(cookie);
		const {me, name} = this.cookies.get(cookie);
		const ticket = `t${++this.count}`;
		this.tickets.set(ticket, cookie);
		if (this.market && wanted === BOARD) return {board: BOARD, title: this.market.name, me, whoKnown: !!name, lead: this.market.lead.includes(me), ticket};
		return {note: wanted, title: this.title, me, whoKnown: !!name, readOnly: this.authority.readOnly, people: PEOPLE, ticket};
	}

	accept(ws) {
		ws.on("message", data => {
			if (this.stalled) return;
			const message = JSON.parse(data);
			const conn = this.conns.get(ws);
			if (message.t === "board") this.openBoard(ws, message);
			else if (message.t === "page") this.openPage(ws, message);
			else if (message.t === "open") this.open(ws, message);
			else if (!conn) ws.close();
			else if (message.t === "hi") this.tell(ws, {t: "hi"});
			else if (message.t === "do") this.ask(ws, conn, message);
			else if (message.t === "look") this.look(ws, conn, message);
			else if (message.t === "leave") this.leave(ws, conn);
			else if (message.t === "topic") this.tell(ws, this.market.all(conn.me, message.id));
			else if (message.t === "push") this.push(ws, conn, message);
			else if (message.t === "cursor") this.cursor(conn, message);
		});
		ws.on("close", () => {
			this.conns.delete(ws);
			this.tellPeople();
		});
	}

	open(ws, {ticket, client, version}) {
		const cookie = this.tickets.get(ticket);
		this.tickets.delete(ticket);
		if (!cookie) return ws.close();
		this.conns.set(ws, {id: String(++this.count), client, cookie, a: null, h: null});
		this.tell(ws, version === null ? {...this.authority.whole(), title: this.title} : {...this.authority.since(version), title: this.title});
		this.tellPeople();
	}

	openBoard(ws, {ticket}) {
		const cookie = this.tickets.get(ticket);
		this.tickets.delete(ticket);
		if (!cookie) return ws.close();
		const conn = {id: String(++this.count), cookie, me: this.cookies.get(cookie).me, board: true};
		this.conns.set(ws, conn);
		for (const message of this.market.state(conn.me)) this.tell(ws, message);
	}

	openPage(ws, {ticket}) {
		const cookie = this.tickets.get(ticket);
		this.tickets.delete(ticket);
		if (!cookie) return ws.close();
		this.conns.set(ws, {id: String(++this.count), cookie, me: this.cookies.get(cookie).me, page: true, look: null});
		this.tell(ws, {t: "open", page: this.cookies.get(cookie).me});
	}

	look(ws, conn, look) {
		conn.look = look;
		this.tell(ws, {t: "view", view: look.view, of: look.of, doc: this.fellow.doc(conn.me, look)});
	}

	leave(ws, conn) {
		this.cookies.delete(conn.cookie);
		this.tell(ws, {t: "end", error: "signed_out"});
	}

	/* Everybody's view anew, as after any change. */
	tellPages() {
		for (const [ws, conn] of this.conns) if (conn.page && conn.look) this.look(ws, conn, conn.look);
	}

	askPage(ws, conn, message) {
		const answer = this.fellow.ask(conn.me, message);
		if (!this.fellow.mute) this.tell(ws, answer);
		this.tellPages();
	}

	ask(ws, conn, message) {
		if (conn.page) return this.askPage(ws, conn, message);
		const answer = this.market.ask(conn.me, message);
		if (!this.market.mute) this.tell(ws, answer);
		this.tellBoard();
	}

	/* The whole present state to everybody, as after any change. */
	tellBoard() {
		for (const [ws, {me, board}] of this.conns) if (board) for (const message of this.market.state(me)) this.tell(ws, message);
	}

	push(ws, conn, message) {
		const {answer, entries} = this.authority.push(conn.client, message);
		for (const [other, {board, page}] of this.conns) if (!board && !page) for (const entry of entries) this.tell(other, entry);
		this.tell(ws, answer);
	}

	cursor(conn, {a, h}) {
		Object.assign(conn, {a, h});
		this.tellPeople();
	}

	tellPeople() {
		const conns = [...this.conns.values()].filter(({board, page}) => !board && !page);
		const people = PEOPLE.map(p => ({...p, conn: null}));
		for (const conn of conns) {
			const {me, name} = this.cookies.get(conn.cookie);
			const person = people.find(p => p.id === me && !p.conn);
			if (person) Object.assign(person, {conn: conn.id, a: conn.a, h: conn.h});
			else people.push({id: 0, name, initials: (name[0] || "?").toUpperCase(), colour: 8, conn: conn.id, a: conn.a, h: conn.h, here: false});
		}
		for (const [ws, conn] of this.conns) {
			if (!conn.board && !conn.page) this.tell(ws, {t: "people", v: this.authority.version, title: this.title, readOnly: this.authority.readOnly, you: conn.id, people});
		}
	}

	tell(ws, message) {
		if (ws.readyState === 1) ws.send(JSON.stringify(message));
	}

	close() {
		this.authority.readOnly = true;
		this.tellPeople();
	}

	get text() { return this.authority.doc.toString(); }
}
