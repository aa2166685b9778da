/* The pages that are open: who looks at what, and when they are told again.
 *
 * The tree a page shows is made anew after a step in which something it depends on changed, and leaves only if it
 * reads differently. Of hundreds of pages some are made at the end of that step, whoever asked first, the others by
 * ticks that come at once: a check-in must not cost the screen a frame. So no rule knows which pages there are, and a page that was asleep needs no
 * more than the newest tree. */
#include "core/viewer.h"

#include <stdlib.h>
#include <string.h>

#define VIEWERS_MAX 512 /* more are refused with ERR_too_many */
#define VIEW_TEXT_MAX 200
#define PAGES_A_STEP 16 /* made in one step: about two milliseconds */

enum who { PERSON = 1, DESK = 2, EVERYBODY = 3 };

struct viewer {
	struct viewing v;
	enum view view;
	bool looks;    /* it has said at what */
	uint64_t told; /* digest; 0: nothing yet */
	bool due;      /* it may read differently, and was not made anew yet */
	char text[VIEW_TEXT_MAX];
	enum ask_kind asked_for;
	struct arena mem; /* of rows */
	struct msg_rows rows;
};
struct viewers {
	struct viewer **list;
	size_t count, cap;
	size_t next; /* whose turn it was last */
};

static const struct {
	const char *name;
	enum who who;
	unsigned bits;
	void (*make)(struct core *, struct viewing *, struct arena *, struct doc *);
} views[] = {
#define VIEW(name, who, bits) {#name, who, bits, view_##name},
#include "core/views.def"
#undef VIEW
};

struct viewers *viewers_new(void)
{
	return xcalloc(1, sizeof(struct viewers));
}

static void viewer_free(struct viewer *v)
{
	arena_free(&v->mem);
	free(v);
}

void viewers_free(struct viewers *v)
{
	for (size_t i = 0; i < v->count; i++)
		viewer_free(v->list[i]);
	free(v->list);
	free(v);
}

static struct viewer *viewer_find(const struct core *core, uint64_t conn)
{
	const struct viewers *v = core->viewers;
	for (size_t i = 0; conn && i < v->count; i++)
		if (v->list[i]->v.conn == conn)
			return v->list[i];
	return NULL;
}

ident viewer_asks(const struct core *core)
{
	bool phone = core->msg->origin.source == FROM_PHONE;
	const struct viewer *v = phone ? viewer_find(core, core->msg->origin.conn) : NULL;
	return v ? v->v.subject : 0;
}

ident viewer_device(const struct core *core)
{
	bool phone = core->msg->origin.source == FROM_PHONE;
	const struct viewer *v = phone ? viewer_find(core, core->msg->origin.conn) : NULL;
	return v ? v->v.device : 0;
}

bool viewer_has(const struct core *core, ident subject, ident device)
{
	const struct viewers *v = core->viewers;
	for (size_t i = 0; i < v->count; i++)
		if (v->list[i]->v.subject == subject && v->list[i]->v.device == device)
			return true;
	return false;
}

/* A board's phone is of whoever it said: that is enough for a vote, not for a person's own matters. */
enum err asker_is(struct core *core, ident person)
{
	ident asks;
	if (core->msg->origin.source == FROM_PHONE && !viewer_asks(core))
		return ERR_not_allowed;
	enum err err = asker_person(core, person, &asks);
	return err ? err : asks == person && asks ? ERR_none : ERR_not_allowed;
}

enum err asker_in_partnership(struct core *core, ident partnership)
{
	const struct partnership *p = core_partnership(core, partnership);
	bool phone = core->msg->origin.source == FROM_PHONE;
	ident asks;
	if (!p)
		return ERR_not_found;
	if (!phone || viewer_asks(core) == COORDINATOR)
		return ERR_none;
	if (!viewer_asks(core))
		return ERR_not_allowed;
	enum err err = asker_person(core, 0, &asks);
	return err ? err : partnership_counts(p, asks) ? ERR_none : ERR_not_allowed;
}

/* ---- coming and going ---- */

static void viewer_remove(struct core *core, size_t at)
{
	struct viewers *v = core->viewers;
	viewer_free(v->list[at]);
	v->list[at] = v->list[--v->count];
	core_changed(core, CHANGE_PHONES);
}

void viewer_drop_conn(struct core *core, uint64_t conn)
{
	struct viewers *v = core->viewers;
	for (size_t i = v->count; i-- > 0;)
		if (v->list[i]->v.conn == conn)
			viewer_remove(core, i);
}

void viewers_end(struct core *core, ident subject, ident device)
{
	struct viewers *v = core->viewers;
	for (size_t i = v->count; i-- > 0;) {
		if (v->list[i]->v.subject != subject || v->list[i]->v.device != device)
			continue;
		struct effect *e = core_effect(core, EFFECT_note_ended);
		e->to = (struct origin){.source = FROM_PHONE, .conn = v->list[i]->v.conn};
		e->u.note_ended = (struct effect_note_ended){subject, ERR_signed_out};
		viewer_remove(core, i);
	}
}

void on_page_open(struct core *core, const struct msg_page_open *m)
{
	struct viewers *v = core->viewers;
	uint64_t conn = core->msg->origin.conn;
	ident device = 0;
	notes_drop_conn(core, conn);
	watch_drop_conn(core, conn);
	viewer_drop_conn(core, conn);
	enum err err = !conn                                        ? ERR_invalid
		: !codes_may(core, &m->cookie, m->subject, &device) ? ERR_signed_out
		: v->count >= VIEWERS_MAX                           ? ERR_too_many
								    : ERR_none;
	if (!err) {
		struct viewer *one = xcalloc(1, sizeof *one);
		*one = (struct viewer){.v = {.subject = m->subject, .conn = conn, .device = device}};
		*LIST_ADD(v->list, v->count, v->cap) = one;
		core_changed(core, CHANGE_PHONES);
	}
	core_reply(core, err, m->subject);
}

/* There is no such view for this page. */
static void tell_missing(struct core *core, const struct msg_look *m)
{
	struct effect *e = core_effect(core, EFFECT_view);
	struct doc *doc = doc_new(&e->mem);
	doc_text(&e->mem, doc, "error", str_from(err_name(ERR_not_found)));
	e->u.view = (struct effect_view){.view = arena_str(&e->mem, m->view),
		.of = m->of,
		.text = arena_str(&e->mem, m->text),
		.from = m->from,
		.doc = doc};
}

void on_page_leave(struct core *core, const struct msg_page_leave *m)
{
	(void)m;
	const struct viewer *v = viewer_find(core, core->msg->origin.conn);
	if (!v) {
		core_reply(core, ERR_already, 0);
		return;
	}
	ident subject = v->v.subject;
	audit_line(core, subject);
	codes_leave(core, v->v.device, subject); /* and tells the page so */
	core_reply(core, ERR_none, subject);
}

void on_look(struct core *core, const struct msg_look *m)
{
	struct viewer *v = viewer_find(core, core->msg->origin.conn);
	enum who who = v && v->v.subject == COORDINATOR ? DESK : PERSON;
	size_t view = 0;
	while (view < VIEW_COUNT && !str_eq(m->view, str_from(views[view].name)))
		view++;
	if (!v) {
		core_reply(core, ERR_signed_out, m->of);
		return;
	}
	if (view == VIEW_COUNT || !(views[view].who & who) || m->text.n > sizeof v->text ||
		!utf8_valid(m->text)) {
		v->looks = false;
		tell_missing(core, m);
		return;
	}
	v->v = (struct viewing){.subject = v->v.subject,
		.conn = v->v.conn,
		.device = v->v.device,
		.of = m->of,
		.from = m->from};
	if (m->text.n)
		memcpy(v->text, m->text.p, m->text.n);
	v->v.text = (struct str){v->text, m->text.n};
	v->view = (enum view)view;
	v->looks = true;
	v->told = 0;
	arena_reset(&v->mem);
}

/* ---- of the past ---- */

/* A viewing is the first member of its viewer. */
void viewer_ask(struct core *core, struct viewing *v, struct ask ask)
{
	if (v->asked)
		return;
	v->asked = true;
	((struct viewer *)(void *)v)->asked_for = ask.kind;
	ask.conn = v->conn;
	core_ask(core, ask);
}

/* An answer to what was looked at before is nobody's any more: it is told by its kind and `about`. */
void on_rows(struct core *core, const struct msg_rows *m)
{
	if (m->kind == ASK_held)
		maps_take_rows(core, m);
	if (m->kind == ASK_met)
		rhythm_take_rows(core, m);
	desk_files_take_rows(core, m);
	struct viewer *v = viewer_find(core, m->conn);
	if (!v || !v->looks || !v->v.asked || v->asked_for != m->kind || v->v.of != m->about)
		return;
	arena_reset(&v->mem);
	size_t count = (size_t)m->columns * m->rows;
	v->rows = *m;
	v->rows.values = ARENA_ARRAY(&v->mem, struct value, count);
	for (size_t i = 0; i < count; i++) {
		v->rows.values[i] = m->values[i];
		v->rows.values[i].s = arena_str(&v->mem, m->values[i].s);
	}
	v->v.rows = &v->rows;
	v->told = 0;
}

void viewers_ask_again(struct core *core, enum view view)
{
	struct viewers *v = core->viewers;
	for (size_t i = 0; i < v->count; i++) {
		if (!v->list[i]->looks || v->list[i]->view != view)
			continue;
		v->list[i]->v.asked = false;
		v->list[i]->told = 0;
	}
}

/* ---- telling ---- */

/* For what was asked of the store: until it has come there is nothing to be shown. */
static bool waits(const struct viewer *v)
{
	return v->v.asked && !v->v.rows && !v->v.beside;
}

static void tell(struct core *core, struct viewer *v)
{
	struct origin to = {.source = FROM_PHONE, .conn = v->v.conn};
	struct effect *e = effect_new(EFFECT_view, to, MSG_look);
	struct doc *doc = doc_new(&e->mem);
	v->v.err = ERR_none;
	views[v->view].make(core, &v->v, &e->mem, doc);
	if (v->v.err)
		doc_text(&e->mem, doc, "error", str_from(err_name(v->v.err)));
	uint64_t now = doc_digest(doc);
	e->u.view = (struct effect_view){.view = str_from(views[v->view].name),
		.of = v->v.of,
		.text = arena_str(&e->mem, v->v.text),
		.from = v->v.from,
		.doc = doc};
	if (now == v->told || waits(v)) {
		effect_free(e);
		return;
	}
	outbox_add(core->out, e);
	v->told = now;
}

static void mark(const struct core *core, struct viewer *v)
{
	bool changed = core->step_changed & views[v->view].bits;
	if (!v->looks || (!changed && (v->told || waits(v))))
		return;
	if (changed)
		v->v.asked = false; /* what the disk has may have changed, too */
	v->due = true;
}

static bool tell_if_due(struct core *core, struct viewer *v)
{
	bool due = v->due;
	v->due = false;
	if (due)
		tell(core, v);
	return due;
}

/* `next` goes round, so that nobody waits for ever while changes come faster than pages are made. */
void viewers_tell(struct core *core)
{
	struct viewers *all = core->viewers;
	struct viewer *asker = viewer_find(core, core->msg->origin.conn);
	int made = 0;
	for (size_t i = 0; i < all->count; i++)
		mark(core, all->list[i]);
	if (asker)
		made += tell_if_due(core, asker);
	for (size_t i = 0; i < all->count && made < PAGES_A_STEP; i++) {
		all->next = all->next + 1 < all->count ? all->next + 1 : 0;
		made += tell_if_due(core, all->list[all->next]);
	}
}

int64_t viewers_deadline(const struct core *core)
{
	const struct viewers *all = core->viewers;
	for (size_t i = 0; i < all->count; i++)
		if (all->list[i]->due)
			return core->now.mono;
	return NEVER;
}

void view_person(
	struct core *core, struct arena *mem, struct doc *in, const char *key, ident person, bool full)
{
	const struct person *p = core_person(core, person);
	if (!p) {
		doc_null(mem, in, key);
		return;
	}
	struct doc *d = doc_map(mem, in, key);
	doc_number(mem, d, "id", p->id);
	doc_text(mem, d, "name", full ? person_full_name(mem, p) : person_short_name(mem, p));
	doc_text(mem, d, "initials", person_initials(mem, p));
	doc_number(mem, d, "colour", p->colour);
}
