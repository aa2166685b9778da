/* What this phone has asked of the board and the kiosk has not answered, kept in the browser's storage.
 *
 * A request has a number of its own, made here; the kiosk does the same number once, however often it
 * comes. So all that is unanswered is simply sent again, in its order, whenever there is a connection
 * again: after a reload, a sleep, another network. Until it is answered it is shown as on its way. */

const TRANSIENT = new Set(["busy", "disk"]); /* the kiosk's answers that mean: again, later */
const AGAIN_MS = 1500;
const SET_WHOLE = { /* of these only the last one counts, by the fields named */
	vote: ["topic"], vote_finish: [], interest_set: ["topic", "kind"], thumb: [], meeting_rate: [], proposal_answer: ["offer", "wish"], bid_set: ["session"],
};

/* 62 random bits, as decimal: never 0, and exact for whoever reads it as a signed number of 64 bits. */
export function freshNumber(random = values => crypto.getRandomValues(values)) {
	const [high, low] = random(new Uint32Array(2));
	return String((BigInt((high & 0x1fffffff) | 0x20000000) << 32n) | BigInt(low));
}

const sameThing = (a, what, fields) => a.what === what && what in SET_WHOLE && SET_WHOLE[what].every(name => a.fields[name] === fields[name]);

export class Queue {
	/* send(message) → whether there is a connection; changed(); refused(request, message) and
	 * done(request, message) when one was answered. `owner` keeps apart boards, and people on one phone. */
	constructor({storage, owner, send, changed, refused, done, clock, number = freshNumber}) {
		Object.assign(this, {storage, send, changed, refused, done, clock, number});
		this.prefix = `tandem/asked/${owner}/`;
		this.works = !!storage;
		this.list = this.read();
		this.again = null;
	}

	read() {
		const found = [];
		for (let i = 0; this.storage && i < this.storage.length; i++) {
			const key = this.storage.key(i);
			if (!key.startsWith(this.prefix)) continue;
			try {
				found.push({...JSON.parse(this.storage.getItem(key)), sent: false});
			} catch {
				/* written by somebody else; not ours to judge */
			}
		}
		return found.sort((a, b) => a.order - b.order);
	}

	ask(what, fields = {}) {
		const overtaken = this.list.find(request => !request.sent && sameThing(request, what, fields));
		if (overtaken) this.drop(overtaken);
		const last = this.list[this.list.length - 1];
		const request = {id: this.number(), order: last ? last.order + 1 : 1, what, fields, sent: false};
		this.list.push(request);
		this.keep(request);
		this.put(request);
		this.changed();
		return request.id;
	}

	keep({id, order, what, fields}) {
		if (!this.storage) return;
		try {
			this.storage.setItem(this.prefix + id, JSON.stringify({id, order, what, fields}));
		} catch {
			this.works = false; /* full, or forbidden: it is kept as long as the page is open */
		}
	}

	put(request) {
		const {id, what, fields} = request;
		request.sent = this.send({...fields, t: "do", id, what}) || request.sent;
	}

	/* There is a connection, and it knows nothing of what was sent over the one before. */
	opened() {
		for (const request of this.list) this.put(request);
	}

	drop(request) {
		this.list = this.list.filter(other => other !== request);
		if (this.storage) this.storage.removeItem(this.prefix + request.id);
	}

	/* An answer; false: to nothing that was asked here. */
	take(message) {
		const request = this.list.find(({id}) => id === message.id);
		if (!request) return false;
		if (message.t === "no" && TRANSIENT.has(message.error)) {
			this.clock.clearTimeout(this.again);
			this.again = this.clock.setTimeout(() => this.opened(), AGAIN_MS);
			return true;
		}
		this.drop(request);
		if (message.t === "done") this.done(request, message);
		else this.refused(request, message);
		this.changed();
		return true;
	}

	/* Another page of this phone has had the answer. */
	gone(key) {
		const request = key && key.startsWith(this.prefix) && this.list.find(({id}) => id === key.slice(this.prefix.length));
		if (!request || this.storage.getItem(key) !== null) return;
		this.list = this.list.filter(other => other !== request);
		this.changed();
	}

	/* The fields of the last such request that is not answered. */
	last(what, test = () => true) {
		const found = this.list.filter(request => request.what === what && test(request.fields));
		return found.length ? found[found.length - 1].fields : null;
	}
}
