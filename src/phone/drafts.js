/* What somebody has typed and not yet saved: kept on this phone at every letter, with what it was begun from, so that
 * neither a reload nor somebody else's change loses a word. `value` and `base` are texts. */

const key = (owner, name) => `tandem/draft/${owner}/${name}`;

export class Drafts {
	constructor(storage, owner) {
		Object.assign(this, {storage, owner});
		this.open = new Map(); /* where the browser keeps nothing, as long as the page is open */
	}

	/* {base, value}, or null. */
	get(name) {
		if (this.open.has(name)) return this.open.get(name);
		try {
			return JSON.parse(this.storage.getItem(key(this.owner, name)));
		} catch {
			return null;
		}
	}

	/* The base stays what it was when the first letter was typed. */
	set(name, value, base) {
		const before = this.get(name);
		const draft = {base: before ? before.base : base, value};
		this.open.set(name, draft);
		this.write(name, draft);
	}

	/* Whoever has seen the other text, and keeps the own one, goes on from there. */
	rebase(name, base) {
		const draft = {...this.get(name), base};
		this.open.set(name, draft);
		this.write(name, draft);
	}

	write(name, draft) {
		try {
			this.storage.setItem(key(this.owner, name), JSON.stringify(draft));
		} catch {
			/* full, or forbidden: then it is in `open` alone */
		}
	}

	drop(name) {
		this.open.delete(name);
		if (this.storage) this.storage.removeItem(key(this.owner, name));
	}

	/* Whether any draft's name begins so. */
	any(prefix) {
		if ([...this.open.keys()].some(name => name.startsWith(prefix))) return true;
		for (let i = 0; this.storage && i < this.storage.length; i++) if (this.storage.key(i).startsWith(key(this.owner, prefix))) return true;
		return false;
	}
}
