/* Pages that show one thing at a time: a person's own (me.js) and the coordinator's (desk.js).
 *
 * A page says what it looks at; the kiosk describes that as a tree (`doc`) and tells it again whenever it reads
 * differently. A view says by look(arg, page) what that is: {view, of, text, from}; without, what was looked at
 * before is looked at still. What has been told is kept while the page is open, so that the way back shows at once
 * what was there, until the kiosk has told it anew. */
import {Frame} from "./frame.js";
import {ask} from "./request.js";
import {_} from "./words.js";

const DOCS_KEPT = 40; /* then the oldest goes */

const whole = look => ({of: 0, text: "", from: 0, ...look});
const nameOf = ({view, of, text, from}) => [view, of, from, text].join("/");

export class Page extends Frame {
	/* subject: a person's id, or "coordinator". */
	constructor({subject, ...options}) {
		super({key: `page-${subject}`, owner: `page/${subject}`, ...options});
		this.subject = subject;
		this.docs = new Map(); /* name of a look → what was told of it last */
		this.looked = null;    /* as the kiosk knows it */
		this.open = false;     /* the kiosk has said once that it may */
	}

	get ready() { return this.open; }
	get openingWords() { return _("Opening…"); }

	/* ---- connection ---- */

	hello() { return ask("/api/hello", {page: this.subject}); }

	opening() {
		this.looked = null;
		return {t: "page", page: this.subject === "coordinator" ? -1 : this.subject};
	}

	/* Tells the kiosk what is looked at, when that is something else. */
	look() {
		const {name, arg} = this.place;
		const asked = this.views[name].look && this.views[name].look(arg, this);
		const look = asked ? whole(asked) : this.looked || whole({view: this.home});
		if (this.looked && nameOf(this.looked) === nameOf(look)) return;
		if (this.line.send({...look, t: "look"})) this.looked = look;
	}

	/* What answers the present look has its text and row in common with it; of another look only what it is. */
	take(message) {
		if (message.t === "open") {
			this.open = true;
			this.look();
			return true;
		}
		if (message.t !== "view") return false;
		const now = this.looked && this.looked.view === message.view && this.looked.of === message.of ? this.looked : {};
		const name = nameOf(whole({...now, ...message}));
		this.docs.delete(name);
		this.docs.set(name, message.doc);
		if (this.docs.size > DOCS_KEPT) this.docs.delete(this.docs.keys().next().value);
		this.settled = [];
		return true;
	}

	/* What was told of it last; null: nothing yet. With `error` in it: it can't be shown. */
	doc(look) {
		return this.docs.get(nameOf(whole(look))) || null;
	}

	moved() {
		super.moved();
		this.look();
	}
}
