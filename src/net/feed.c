/* One feed for each note or board that a phone follows. An entry of a note's log becomes one frame, whatever
 * the number of phones; each phone's queue holds a reference, and the last one to have sent it frees it. So
 * a slow phone is a place in the row of frames and costs the others nothing.
 *
 * News are different: people and cursors of a note, cards and meeting of a board. Only the newest matter. They
 * are told at most at an interval, and to a phone that still has something queued only when it has taken
 * that; so there are never two of a kind in a queue. Cards and meeting are one frame for all, too. Where a clock
 * in them runs the frame is good for the moment it was made in, and made anew for a phone that is told
 * later; cards that read as they did when they were told last are not told again, so a hidden vote, which
 * changes the meeting's counts, costs nobody the cards. */
#include "net/feed.h"

#include <inttypes.h>
#include <stdlib.h>
#include <wslay/wslay.h>

#include "base/arena.h"
#include "base/log.h"
#include "net/wire_board.h"
#define LOG_MODULE "net"

#define BIT(news) (1u << (news))

struct shared {                /* news that are the same for all: the effect, and the frame made of it */
	struct effect *effect; /* the newest; NULL: none yet */
	int64_t came;          /* mono, as all times here: when the effect did */
	struct frame *frame;   /* as made last */
	int64_t made;
	bool fresh;   /* the frame was made of this effect */
	bool runs;    /* a clock in it does */
	bool differs; /* frames since it was last told to all read otherwise than before */
};

struct feed {
	ident subject;
	struct feeds *all;
	struct feed *next, **link;
	struct phone *phones;
	struct buf people; /* the newest, without "you" */
	struct shared cards, meeting;
	unsigned changed; /* BIT of news: since they were last told */
	int64_t told[NEWS_COUNT];
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

static struct feed *find(struct feeds *all, ident subject)
{
	for (struct feed *f = all->first; f; f = f->next)
		if (f->subject == subject)
			return f;
	return NULL;
}

static struct feed *find_or_make(struct feeds *all, ident subject)
{
	struct feed *f = find(all, subject);
	if (f)
		return f;
	f = xcalloc(1, sizeof *f);
	f->subject = subject;
	f->all = all;
	f->link = &all->first;
	f->next = all->first;
	if (f->next)
		f->next->link = &f->next;
	return all->first = f;
}

static void shared_free(struct shared *s)
{
	effect_free(s->effect);
	frame_drop(s->frame);
}

static void drop(struct feed *f)
{
	*f->link = f->next;
	if (f->next)
		f->next->link = f->link;
	buf_free(&f->people);
	shared_free(&f->cards);
	shared_free(&f->meeting);
	free(f);
}

/* ---- phones ---- */
void feed_enter(struct feeds *all, struct phone *phone)
{
	struct feed *f = find_or_make(all, phone->subject);
	phone->feed = f;
	phone->link = &f->phones;
	phone->next = f->phones;
	if (phone->next)
		phone->next->link = &phone->next;
	f->phones = phone;
}

void feed_join(struct phone *phone)
{
	const struct feed *f = phone->feed;
	if (!f || phone->joined)
		return;
	phone->joined = true;
	socket_settle(phone->socket);
	phone->due |= (f->people.n ? BIT(NEWS_PEOPLE) : 0) | (f->cards.effect ? BIT(NEWS_CARDS) : 0) |
		(f->meeting.effect ? BIT(NEWS_MEETING) : 0);
	feed_tell(phone);
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

/* ---- frames of news ---- */
static struct moment core_now(const struct feed *f, const struct shared *s)
{
	struct moment at = s->effect->at;
	int64_t since = f->all->net->loop.now - s->came;
	return (struct moment){.wall = at.wall + since, .mono = at.mono + since, .trusted = at.trusted};
}

static bool write_shared(
	struct buf *out, const struct effect *e, struct moment now) /* whether a clock runs */
{
	if (e->kind == EFFECT_board_meeting) {
		wire_meeting(out, &e->u.board_meeting, now);
		return true;
	}
	wire_cards(out, &e->u.board_cards, now);
	return wire_cards_run(&e->u.board_cards, now);
}

static struct frame *frame_of(struct feed *f, struct shared *s)
{
	int64_t now = f->all->net->loop.now;
	if (s->fresh && (!s->runs || s->made == now))
		return s->frame;
	struct buf text = {0};
	s->runs = write_shared(&text, s->effect, core_now(f, s));
	struct frame *frame = frame_text(buf_str(&text));
	buf_free(&text);
	s->differs = s->differs || !s->frame || !frame_same(s->frame, frame);
	s->fresh = true;
	s->made = now;
	frame_drop(s->frame);
	return s->frame = frame;
}

static void send_mine(struct phone *phone)
{
	socket_send_text(phone->socket, buf_str(&phone->mine));
}

static void send_people(struct phone *phone)
{
	struct buf text = {0};
	buf_printf(&text, "{\"t\":\"people\",\"you\":\"%" PRIu64 "\"", phone->asker.conn);
	buf_add(&text, buf_str(&phone->feed->people));
	phone_send(phone, &text);
}

static void send_cards(struct phone *phone)
{
	socket_send(phone->socket, frame_of(phone->feed, &phone->feed->cards));
}

static void send_meeting(struct phone *phone)
{
	socket_send(phone->socket, frame_of(phone->feed, &phone->feed->meeting));
}

static const struct {
	int64_t every; /* ms, for all phones */
	void (*send)(struct phone *);
} kinds[NEWS_COUNT] = {
	[NEWS_MINE] = {0, send_mine},
	[NEWS_PEOPLE] = {PEOPLE_MS, send_people},
	[NEWS_CARDS] = {BOARD_MS, send_cards},
	[NEWS_MEETING] = {BOARD_MS, send_meeting},
};

void feed_tell(struct phone *phone)
{
	if (!phone->joined || socket_queued(phone->socket))
		return;
	for (int news = 0; news < NEWS_COUNT; news++) {
		/* What is left waits until cards longer than the queue's limit are on their way. */
		if (!(phone->due & BIT(news)) || socket_queued(phone->socket) >= QUEUED_BYTES_MAX)
			continue;
		phone->due &= ~BIT(news);
		kinds[news].send(phone);
	}
}

void feed_due(struct phone *phone, enum news news)
{
	phone->due |= BIT(news);
	feed_tell(phone);
}

/* ---- telling all ---- */
static void tell_all(struct feed *f, unsigned due)
{
	for (struct phone *p = f->phones, *next; p; p = next) {
		next = p->next; /* a phone that is dropped leaves the feed; the last one takes it along */
		p->due |= due;
		feed_tell(p);
	}
}

static bool cards_differ(struct feed *f)
{
	frame_of(f, &f->cards);
	bool differs = f->cards.differs;
	f->cards.differs = false;
	return differs;
}

static void sweep(struct feed *f)
{
	int64_t now = f->all->net->loop.now;
	unsigned due = 0;
	for (int news = 0; news < NEWS_COUNT; news++) {
		if (!(f->changed & BIT(news)))
			continue;
		if (f->told[news] + kinds[news].every > now) {
			loop_wake_at(&f->all->net->loop, f->told[news] + kinds[news].every);
			continue;
		}
		f->told[news] = now;
		f->changed &= ~BIT(news);
		if (news != NEWS_CARDS || cards_differ(f))
			due |= BIT(news);
	}
	if (due)
		tell_all(f, due);
}

void feeds_sweep(struct feeds *all)
{
	for (struct feed *f = all->first, *next; f; f = next) {
		next = f->next;
		sweep(f);
	}
}

static void changed(struct feed *f, enum news news)
{
	f->changed |= BIT(news);
	loop_wake_at(&f->all->net->loop, f->told[news] + kinds[news].every);
}

static void take_people(struct feed *f, const struct effect_note_people *e)
{
	f->people.n = 0;
	wire_people_rest(&f->people, e);
	changed(f, NEWS_PEOPLE);
}

/* One that is addressed is the newest as well, but the others have it, or will get their own. */
static void take_shared(struct feed *f, enum news news, struct effect *effect)
{
	struct shared *s = news == NEWS_CARDS ? &f->cards : &f->meeting;
	uint64_t to = effect->to.conn;
	effect_free(s->effect);
	s->effect = effect;
	s->came = f->all->net->loop.now;
	s->fresh = false;
	if (!to) {
		changed(f, news);
		return;
	}
	for (struct phone *p = f->phones; p; p = p->next)
		if (p->asker.conn == to) {
			feed_due(p, news);
			return;
		}
}

/* ---- entries ---- */
static void send_entry(struct phone *phone, uint32_t version, struct frame *frame)
{
	if (!phone->joined || version <= phone->version)
		return; /* is or was in what it gets at the beginning */
	if (version != phone->version + 1) {
		log_error("note %" PRId64 ": entry %" PRIu32 " after %" PRIu32 "; the phone starts again",
			phone->subject, version, phone->version);
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
		next = p->next;
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

bool feeds_take(struct feeds *all, struct effect *effect)
{
	struct feed *f;
	switch ((int)effect->kind) {
	case EFFECT_note_entry:
		if ((f = find(all, effect->u.note_entry.note)))
			take_entry(f, &effect->u.note_entry);
		return false;
	case EFFECT_note_people:
		if ((f = find(all, effect->u.note_people.note)))
			take_people(f, &effect->u.note_people);
		return false;
	case EFFECT_note_ended:
		if ((f = find(all, effect->u.note_ended.note)))
			take_ended(f, effect->u.note_ended.err);
		return false;
	case EFFECT_board_cards:
		if ((f = find(all, effect->u.board_cards.board)))
			take_shared(f, NEWS_CARDS, effect);
		return f;
	case EFFECT_board_meeting:
		if ((f = find(all, effect->u.board_meeting.board)))
			take_shared(f, NEWS_MEETING, effect);
		return f;
	default:
		return false;
	}
}
