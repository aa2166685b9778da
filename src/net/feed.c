/* One feed for each note that a phone has open. An entry of its log becomes one frame, whatever the
 * number of phones; each phone's queue holds a reference, and the last one to have sent it frees it. So
 * a slow phone is a place in the row of frames and costs the others nothing.
 *
 * People and cursors are different: only the newest matter. They are told at most every PEOPLE_MS, and
 * to a phone that still has something queued only when it has taken that. */
#include "net/feed.h"

#include <inttypes.h>
#include <stdlib.h>
#include <wslay/wslay.h>

#include "base/arena.h"
#include "base/log.h"
#define LOG_MODULE "net"

struct feed {
	ident note;
	struct feeds *all;
	struct feed *next, **link;
	struct phone *phones;
	struct buf people;   /* the newest, without "you" */
	bool people_changed; /* since they were last told */
	int64_t told;        /* mono */
};

struct feeds {
	struct net *net;
	struct feed *first;
};

struct feeds *feeds_new(struct net *net)
{
	struct feeds *all = xcalloc(1, sizeof *all);
	all->net = net;
	return all;
}

void feeds_free(struct feeds *all)
{
	if (all)
		INVARIANT(!all->first); /* each goes with its last phone */
	free(all);
}

static struct feed *find(struct feeds *all, ident note)
{
	for (struct feed *f = all->first; f; f = f->next)
		if (f->note == note)
			return f;
	return NULL;
}

static struct feed *find_or_make(struct feeds *all, ident note)
{
	struct feed *f = find(all, note);
	if (f)
		return f;
	f = xcalloc(1, sizeof *f);
	f->note = note;
	f->all = all;
	f->link = &all->first;
	f->next = all->first;
	if (f->next)
		f->next->link = &f->next;
	return all->first = f;
}

static void drop(struct feed *f)
{
	*f->link = f->next;
	if (f->next)
		f->next->link = f->link;
	buf_free(&f->people);
	free(f);
}

void feed_join(struct feeds *all, struct phone *phone, uint32_t version)
{
	feed_leave(phone);
	socket_settle(phone->socket);
	struct feed *f = find_or_make(all, phone->note);
	phone->feed = f;
	phone->version = version;
	phone->people_due = f->people.n > 0;
	phone->link = &f->phones;
	phone->next = f->phones;
	if (phone->next)
		phone->next->link = &phone->next;
	f->phones = phone;
}

void feed_leave(struct phone *phone)
{
	struct feed *f = phone->feed;
	if (!f)
		return;
	*phone->link = phone->next;
	if (phone->next)
		phone->next->link = phone->link;
	phone->feed = NULL;
	if (!f->phones)
		drop(f);
}

/* ---- people ---- */
void feed_people_to(struct phone *phone)
{
	if (!phone->feed || !phone->people_due || socket_queued(phone->socket))
		return;
	struct buf text = {0};
	phone->people_due = false;
	buf_printf(&text, "{\"t\":\"people\",\"you\":\"%" PRIu64 "\"", phone->asker.conn);
	buf_add(&text, buf_str(&phone->feed->people));
	socket_send_text(phone->socket, buf_str(&text));
	buf_free(&text);
}

static void tell_people(struct feed *f)
{
	f->people_changed = false;
	f->told = f->all->net->loop.now;
	for (struct phone *p = f->phones, *next; p; p = next) {
		next = p->next;
		p->people_due = true;
		feed_people_to(p);
	}
}

static void sweep(struct feed *f)
{
	if (!f->people_changed)
		return;
	if (f->told + PEOPLE_MS <= f->all->net->loop.now)
		tell_people(f);
	else
		loop_wake_at(&f->all->net->loop, f->told + PEOPLE_MS);
}

void feeds_sweep(struct feeds *all)
{
	for (struct feed *f = all->first, *next; f; f = next) {
		next = f->next;
		sweep(f);
	}
}

static void take_people(struct feed *f, const struct effect_note_people *e)
{
	f->people.n = 0;
	wire_people_rest(&f->people, e);
	f->people_changed = true;
	loop_wake_at(&f->all->net->loop, f->told + PEOPLE_MS);
}

/* ---- entries ---- */
static void send_entry(struct phone *phone, uint32_t version, struct frame *frame)
{
	if (version <= phone->version)
		return; /* was in what it got at the beginning */
	if (version != phone->version + 1) {
		log_error("note %" PRId64 ": entry %" PRIu32 " after %" PRIu32 "; the phone starts again",
			phone->note, version, phone->version);
		socket_close(phone->socket, WSLAY_CODE_INTERNAL_SERVER_ERROR);
		return;
	}
	phone->version = version;
	socket_send(phone->socket, frame);
}

static void take_entry(struct feed *f, const struct effect_note_entry *e)
{
	struct buf text = {0};
	wire_entry(&text, e);
	struct frame *frame = frame_text(buf_str(&text));
	buf_free(&text);
	for (struct phone *p = f->phones, *next; p; p = next) {
		next = p->next; /* a phone that is dropped leaves the feed; the last one takes it along */
		send_entry(p, e->version, frame);
	}
	frame_drop(frame);
}

static void take_ended(struct feed *f, enum err err)
{
	for (struct phone *p = f->phones, *next; p; p = next) {
		next = p->next;
		phone_end(p, err);
	}
}

void feeds_take(struct feeds *all, const struct effect *effect)
{
	struct feed *f;
	if (effect->kind == EFFECT_note_entry && (f = find(all, effect->u.note_entry.note)))
		take_entry(f, &effect->u.note_entry);
	else if (effect->kind == EFFECT_note_people && (f = find(all, effect->u.note_people.note)))
		take_people(f, &effect->u.note_people);
	else if (effect->kind == EFFECT_note_ended && (f = find(all, effect->u.note_ended.note)))
		take_ended(f, effect->u.note_ended.err);
}
