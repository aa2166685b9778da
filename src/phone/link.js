/* The connection to the kiosk: says hello (each ticket is good once), opens the WebSocket, tests every
 * few seconds whether it is still alive, and comes back when it is not. A mobile network drops packets
 * without a word, so silence is what counts: nine seconds of it and the link is dead. */

const HI_EVERY_MS = 4000;
const SILENCE_MS = 9000;
const HASTY_MS = 2500; /* after waking up, an answer has to come sooner */
const RETRY_MS = [200, 500, 1000, 2000, 4000];

/* Answers of the kiosk after which trying again is of no use. */
const FINAL = new Set(["signed_out", "not_allowed", "not_found", "wrong_code", "origin"]);

export class Link {
	/* hello() → Promise of {ticket, …}, rejects with {error}; socket(url) → a WebSocket; opening() → the
	 * first message, to which the ticket comes; receive(message); lost(); ended(error); all times through `clock`. */
	constructor({hello, socket, opening, receive, lost, ended, clock}) {
		Object.assign(this, {hello, socket, opening, receive, lost, ended, clock});
		this.ws = null;
		this.stopped = true;
		this.failures = 0;
		this.attempt = 0;
		this.retry = null;
		this.beat = null;
		this.heard = 0;
		this.patience = SILENCE_MS;
	}

	/* `ticket`: of an answer just received, which saves a round trip. */
	start(ticket = null) {
		this.stopped = false;
		this.connect(ticket);
	}

	stop() {
		this.stopped = true;
		this.clock.clearTimeout(this.retry);
		this.drop();
	}

	send(message) {
		if (!this.ws || this.ws.readyState !== 1) return false;
		this.ws.send(JSON.stringify(message));
		return true;
	}

	/* The network or the page came back: find out now instead of later. */
	poke() {
		if (this.stopped) return;
		if (this.ws) {
			this.patience = HASTY_MS;
			this.heard = this.clock.now();
			this.send({t: "hi"});
			this.listen();
		} else {
			this.failures = 0;
			this.connect();
		}
	}

	restart() {
		if (this.stopped) return;
		this.drop();
		this.later();
	}

	async connect(ticket = null) {
		this.clock.clearTimeout(this.retry);
		const attempt = ++this.attempt;
		try {
			if (!ticket) ticket = (await this.hello()).ticket;
		} catch (problem) {
			if (this.stopped || attempt !== this.attempt) return;
			if (FINAL.has(problem.error)) return this.end(problem.error);
			return this.later();
		}
		if (this.stopped || attempt !== this.attempt) return;
		const ws = this.socket();
		this.ws = ws;
		this.patience = SILENCE_MS;
		this.heard = this.clock.now();
		ws.onopen = () => this.send({...this.opening(), ticket});
		ws.onmessage = event => ws === this.ws && this.take(JSON.parse(event.data));
		ws.onclose = ws.onerror = () => ws === this.ws && this.restart();
		this.listen();
	}

	take(message) {
		this.heard = this.clock.now();
		this.patience = SILENCE_MS;
		this.failures = 0;
		if (message.t === "end") return this.end(message.error);
		if (message.t !== "hi") this.receive(message);
	}

	/* The next moment at which something is due: our own hi, or the end of our patience. */
	listen() {
		this.clock.clearTimeout(this.beat);
		const ws = this.ws;
		const left = this.heard + this.patience - this.clock.now();
		this.beat = this.clock.setTimeout(() => {
			if (ws !== this.ws) return;
			if (this.clock.now() - this.heard >= this.patience) return this.restart();
			this.send({t: "hi"});
			this.listen();
		}, Math.max(50, Math.min(HI_EVERY_MS, left)));
	}

	end(error) {
		this.stop();
		this.ended(error);
	}

	drop() {
		this.clock.clearTimeout(this.beat);
		this.attempt++;
		const ws = this.ws;
		this.ws = null;
		if (!ws) return;
		ws.onopen = ws.onmessage = ws.onclose = ws.onerror = null;
		ws.close();
		this.lost();
	}

	later() {
		const wait = RETRY_MS[Math.min(this.failures++, RETRY_MS.length - 1)];
		this.clock.clearTimeout(this.retry);
		this.retry = this.clock.setTimeout(() => this.connect(), wait * (0.8 + 0.4 * Math.random()));
	}
}

export const realClock = {
	setTimeout: (run, ms) => setTimeout(run, ms),
	clearTimeout: id => clearTimeout(id),
	now: () => performance.now(),
};
