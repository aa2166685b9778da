/* What this phone has typed and the kiosk has not acknowledged, kept in the browser's storage on every
 * change, so that a reload or a killed browser loses nothing.
 *
 * One piece of work belongs to one clientID: the text it was typed against (under its own key, written
 * first, so that a record never points at a text that is not there), the updates since, and the number
 * of the push under way. Exactly one page owns a piece. A page that goes away releases its own; one that
 * was killed could not, so a piece whose owner has not been heard of for a while may be adopted as well.
 * Whoever finds that another page has become the owner must stop writing: its words are in good hands. */

const STALE_MS = 15000;

const record = (note, client) => `tandem/work/${note}/${client}`;
const owner = (note, client) => `tandem/owner/${note}/${client}`;
const base = (note, client, version) => `tandem/base/${note}/${client}/${version}`;
const aside = (note, client) => `tandem/aside/${note}/${client}`;

function keys(storage, prefix) {
	const found = [];
	for (let i = 0; i < storage.length; i++) {
		if (storage.key(i).startsWith(prefix)) found.push(storage.key(i));
	}
	return found;
}

function read(storage, key) {
	try {
		return JSON.parse(storage.getItem(key));
	} catch {
		return null; /* written by somebody else; not ours to judge */
	}
}

export class Kept {
	/* `page` names the page that writes, `now` is the wall clock in ms. */
	constructor(storage, note, client, page, now = Date.now) {
		Object.assign(this, {storage, note, client, page, now});
		this.version = null; /* of the text that is stored */
		this.works = true;   /* false: this browser keeps nothing, and the page has to say so */
		this.json = new WeakMap();
	}

	/* Another page has taken this work over. */
	taken() {
		const holder = read(this.storage, owner(this.note, this.client));
		return !!holder && holder.page !== this.page && holder.page !== "";
	}

	/* updates: a list of ChangeSet, against `text` at `version`. */
	save({version, text, push, updates}) {
		if (updates.length === 0) return this.clear();
		try {
			this.stamp();
			if (this.version !== version) this.storage.setItem(base(this.note, this.client, version), text());
			const list = updates.map(changes => this.written(changes)).join(",");
			this.storage.setItem(record(this.note, this.client), `{"version":${version},"push":${push},"updates":[${list}]}`);
			if (this.version !== null && this.version !== version) {
				this.storage.removeItem(base(this.note, this.client, this.version));
			}
			this.version = version;
			this.works = true;
		} catch {
			this.works = false; /* full, or forbidden in a private window */
		}
	}

	written(changes) {
		if (!this.json.has(changes)) this.json.set(changes, JSON.stringify(changes.toJSON()));
		return this.json.get(changes);
	}

	/* Says that the owner is alive. */
	stamp(page = this.page) {
		this.storage.setItem(owner(this.note, this.client), JSON.stringify({page, at: this.now()}));
	}

	release() {
		if (this.version === null || this.taken()) return;
		try {
			this.stamp("");
		} catch {
			this.works = false;
		}
	}

	clear() {
		this.storage.removeItem(record(this.note, this.client));
		for (const key of keys(this.storage, base(this.note, this.client, ""))) this.storage.removeItem(key);
		this.storage.removeItem(owner(this.note, this.client));
		this.version = null;
	}

	/* Takes over what earlier pages left behind for this note: [{kept, version, text, push, updates}]. */
	static adopt(storage, note, page, now = Date.now) {
		const prefix = record(note, "");
		return keys(storage, prefix).map(key => {
			const client = key.slice(prefix.length);
			const holder = read(storage, owner(note, client));
			if (holder && (holder.page === page || (holder.page !== "" && now() - holder.at < STALE_MS))) return null;
			const work = read(storage, key);
			const text = work && storage.getItem(base(note, client, work.version));
			if (text === null || !Array.isArray(work.updates)) return null;
			const kept = new Kept(storage, note, client, page, now);
			kept.version = work.version;
			kept.stamp();
			return {kept, version: work.version, text, push: work.push, updates: work.updates};
		}).filter(Boolean);
	}
}

/* Work that the kiosk refused stays here, as text, until its writer has done something about it. */
export const asides = {
	add(storage, note, client, error, text) {
		const before = read(storage, aside(note, client));
		const all = before ? before.text + text : text;
		try {
			storage.setItem(aside(note, client), JSON.stringify({error, text: all}));
		} catch {
			return false;
		}
		return true;
	},
	list(storage, note) {
		const prefix = aside(note, "");
		return keys(storage, prefix).map(key => ({client: key.slice(prefix.length), ...read(storage, key)}));
	},
	drop(storage, note, client) {
		storage.removeItem(aside(note, client));
	},
};
