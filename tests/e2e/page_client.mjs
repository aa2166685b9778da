/* A person's page or the coordinator's without a browser: the HTTP and the WebSocket of src/net/api.c and view.c. It keeps
 * the newest document it was told of what it looks at. */
import {BoardClient, Refused} from "./board_client.mjs";

export class PageClient extends BoardClient {
	/* From the address in a code. `who`: the id of a member, where it is the code of a partnership. */
	static async join(code, who, from) {
		const [address, token] = code.split("#");
		const client = new this(address, from);
		const answer = await client.redeem({token});
		if (answer.partnership) client.joined(await client.post("/api/who", {note: answer.partnership, person: who}));
		await client.connect();
		return client;
	}

	joined(answer) {
		this.page = answer.page;
		this.me = answer.person;
		this.ticket = answer.ticket;
		return answer;
	}

	async hello() { return this.joined(await this.post("/api/hello", {page: this.page === -1 ? "coordinator" : this.page})); }

	opening() {
		this.open = false;
		return {first: {t: "page", page: this.page}, isOpen: () => this.open};
	}

	async connect() {
		await super.connect();
		if (this.looks) this.send(JSON.stringify({t: "look", ...this.looks}));
	}

	hear(text) {
		const message = JSON.parse(text);
		if (message.t === "open") this.open = true;
		else if (message.t === "view" && this.looks && message.view === this.looks.view && message.of === this.looks.of) this.doc = message.doc;
		else return super.hear(text);
		for (const look of [...this.watching]) look();
		return undefined;
	}

	/* Looks at that from now on; resolves with its document as soon as one is there that `holds`. */
	async look(view, of = 0, {text = "", from = 0} = {}, holds = () => true) {
		this.looks = {view, of, text, from};
		this.doc = null;
		this.send(JSON.stringify({t: "look", ...this.looks}));
		await this.until(view, () => this.doc && holds(this.doc));
		return this.doc;
	}

	/* Until the document that is looked at reads so. */
	async sees(what, holds) {
		await this.until(what, () => this.doc && holds(this.doc));
		return this.doc;
	}

	/* Nothing is hidden by a lost connection: what the client can't do is said. */
	refused(what, fields) {
		return this.ask(what, fields).then(() => { throw new Error(`${what} was let in`); }, problem => {
			if (problem instanceof Refused) return problem.error;
			throw problem;
		});
	}
}

