/* A phone on a board without a browser: HTTP for the code and the cookie, then the WebSocket with the protocol
 * of src/net/board.c. It keeps the newest cards, meeting and `mine` as a page would, and whatever it asked
 * until it is answered, so that it can be cut off and come back at any moment. Many fit into one test. */
import {randomBytes} from "node:crypto";
import {request} from "node:http";
import {setTimeout as pause} from "node:timers/promises";
import {WebSocket} from "ws";

const PATIENCE = 20000; /* ms: past it whatever is waited for has failed */
const AGAIN = 100;      /* ms between attempts to come back */

export class Refused extends Error {
	constructor(what, {error, text}) {
		super(`${what}: ${error} (${text})`);
		this.error = error;
	}
}

export class BoardClient {
	/* `address` as in the screen's code, "http://127.0.0.1:8181/". `from`: the phone's own address; the kiosk
	 * takes so many connections from each (src/net/limits.h), and loopback has 127.0.0.0/8. */
	constructor(address, from = "127.0.0.1") {
		this.address = new URL(address.toLowerCase()).origin;
		this.from = from;
		this.cookie = "";
		this.state = {cards: null, meeting: null, mine: null};
		this.frames = {cards: 0, meeting: 0, mine: 0, done: 0, no: 0};
		this.bytes = 0;
		this.waiting = new Map(); /* id → {message, resolve, reject}: asked and not answered */
		this.topics = new Map();  /* topic → [{resolve, reject}] */
		this.watching = new Set(); /* called after every message */
		this.ended = null;        /* the error with which the kiosk sent it away */
	}

	/* From the address in the code, "HTTP://127.0.0.1:8181/#…", to a phone that follows the board. `who` is a
	 * name typed, or the id of a person; without, it stays unnamed if the cookie is new. */
	static async join(code, who, from) {
		const [address, token] = code.split("#");
		const client = new this(address, from);
		await client.redeem({token});
		if (who !== undefined) await client.name(who);
		await client.connect();
		return client;
	}

	/* ---- HTTP ---- */
	async post(path, body) {
		const headers = {"Content-Type": "application/json", "Origin": this.address};
		if (this.cookie) headers.Cookie = this.cookie;
		const answer = await new Promise((resolve, reject) => {
			const options = {method: "POST", headers, agent: false, localAddress: this.from};
			request(this.address + path, options, resolve).on("error", reject).end(JSON.stringify(body));
		});
		const cookie = /tandem=\w+/.exec(String(answer.headers["set-cookie"] || ""));
		if (cookie) this.cookie = cookie[0];
		let text = "";
		for await (const part of answer.setEncoding("utf8")) text += part;
		if (answer.statusCode !== 200) throw new Refused(path, JSON.parse(text));
		return JSON.parse(text);
	}

	/* {token} or {short}; the code of a meeting hands this phone the lead, too. */
	async redeem(code) { return this.joined(await this.post("/api/code", code)); }

	async hello() { return this.joined(await this.post("/api/hello", {note: this.board})); }

	joined(answer) {
		this.board = answer.board;
		this.me = answer.me;
		this.ticket = answer.ticket;
		return answer;
	}

	async name(who) {
		const person = typeof who === "number" ? {person: who} : {guest: who};
		this.me = (await this.post("/api/who", {note: this.board, ...person})).me;
	}

	async people(text) { return (await this.post("/api/people", {board: this.board, text})).people; }

	/* ---- the WebSocket ---- */
	/* The first message, and whether what it asks for is there: all three frames have come. */
	opening() {
		const before = {...this.frames};
		return {first: {t: "board", board: this.board}, isOpen: () => ["cards", "meeting", "mine"].every(t => this.frames[t] > before[t])};
	}

	/* Opens it, and asks again what was not answered. */
	async connect() {
		if (!this.ticket) await this.hello();
		const {first, isOpen} = this.opening();
		const socket = new WebSocket(`${this.address.replace(/^http/, "ws")}/ws`, {headers: {Cookie: this.cookie}, origin: this.address, localAddress: this.from});
		this.socket = socket;
		socket.on("message", data => { if (this.socket === socket) this.hear(String(data)); });
		socket.on("error", () => {}); /* `close` follows */
		socket.on("close", () => { if (this.socket === socket) this.lost(); });
		const gone = new Promise((_, reject) => { socket.once("close", () => reject(new Error("the kiosk does not hold the connection"))); });
		await Promise.race([gone, new Promise(resolve => { socket.once("open", resolve); })]);
		socket.send(JSON.stringify({...first, ticket: this.ticket}));
		this.ticket = null;
		for (const {message} of this.waiting.values()) socket.send(message);
		for (const topic of this.topics.keys()) socket.send(JSON.stringify({t: "topic", id: topic}));
		await Promise.race([gone, this.until(`the ${first.t}`, isOpen)]);
		gone.catch(() => {}); /* later it is lost, see lost() */
	}

	hear(text) {
		const message = JSON.parse(text);
		this.bytes += text.length;
		if (message.t in this.frames) this.frames[message.t]++;
		if (message.t in this.state) this.state[message.t] = message;
		else if (message.t === "done" || message.t === "no") this.answered(message);
		else if (message.t === "topic") this.read(message.topic.id, message);
		else if (message.t === "end") this.ended = message;
		for (const look of [...this.watching]) look();
	}

	answered(message) {
		if (message.topic) return this.read(message.topic, null, message);
		const asked = this.waiting.get(message.id);
		this.waiting.delete(message.id);
		if (message.t === "done") asked?.resolve(message);
		else asked?.reject(new Refused(asked.what, message));
		return undefined;
	}

	read(topic, message, refused) {
		for (const {resolve, reject} of this.topics.get(topic) || []) {
			if (message) resolve(message);
			else reject(new Refused(`topic ${topic}`, refused));
		}
		this.topics.delete(topic);
	}

	send(message) { if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(message); }

	lost() {
		this.socket = null;
		for (const look of [...this.watching]) look();
	}

	get connected() { return this.socket?.readyState === WebSocket.OPEN; }

	/* ---- asking ---- */
	/* Resolves with {result, already} after the commit, however often the connection is lost meanwhile; rejects
	 * with Refused. `times`: said so often in one breath, as a nervous page might. */
	ask(what, fields = {}, {times = 1, id = String(randomBytes(8).readBigUInt64BE() >> 1n | 1n)} = {}) {
		const message = JSON.stringify({t: "do", id, what, ...fields});
		return new Promise((resolve, reject) => {
			this.waiting.set(id, {what, message, resolve, reject});
			for (let i = 0; i < times; i++) this.send(message);
		});
	}

	/* All of one topic: {topic, detail, mine, similar}. */
	topic(id) {
		return new Promise((resolve, reject) => {
			this.topics.set(id, [...(this.topics.get(id) || []), {resolve, reject}]);
			this.send(JSON.stringify({t: "topic", id}));
		});
	}

	/* ---- looking ---- */
	get cards() { return this.state.cards.topics; }
	get actions() { return this.state.cards.actions; }
	get meeting() { return this.state.meeting.meeting; }
	get mine() { return this.state.mine; }
	card(title) { return this.cards.find(card => card.title === title); }

	/* Until the state is such that `holds` is true (it may throw meanwhile); gives what it gave. */
	until(what, holds) {
		return new Promise((resolve, reject) => {
			let last = "";
			const look = () => {
				let value;
				try { value = holds(this); } catch (problem) { last = `: ${problem.message}`; }
				if (value) done(() => resolve(value));
				else if (this.ended) done(() => reject(new Refused(what, this.ended)));
			};
			const timer = setTimeout(() => done(() => reject(new Error(`not in ${PATIENCE} ms: ${what}${last}`))), PATIENCE);
			const done = settle => {
				clearTimeout(timer);
				this.watching.delete(look);
				settle();
			};
			this.watching.add(look);
			look();
		});
	}

	/* ---- coming and going ---- */
	/* As a phone that sleeps or changes its network: nobody is told. */
	drop() {
		const socket = this.socket;
		this.socket = null;
		socket?.terminate();
	}

	/* Tries until the kiosk is there again, as a page does; for one that was killed and started again. */
	async comeBack() {
		const deadline = Date.now() + PATIENCE;
		for (;;) {
			try {
				return await this.connect();
			} catch (problem) {
				if (this.ended || Date.now() > deadline) throw problem;
			}
			this.drop();
			this.ticket = null;
			await pause(AGAIN);
		}
	}

	async close() {
		const socket = this.socket;
		this.socket = null;
		if (!socket) return;
		await new Promise(done => {
			socket.once("close", done);
			socket.close(1000);
		});
	}
}
