#include "core/changes.h"
#include "sim/world.h"

#include <stdio.h>

/* The promises, looked at after every step from outside: by what was written, and what was told. */

/* ---- notes: the log alone must give the text ---- */

const struct replay *check_replay(const struct world *w, ident note)
{
	for (uint32_t i = 0; i < w->replay_count; i++)
		if (w->replays[i].note == note)
			return &w->replays[i];
	return NULL;
}

static void add_text(struct replay *r, struct buf text)
{
	r->texts = xrealloc(r->texts, (r->count + 1) * sizeof *r->texts);
	r->texts[r->count++] = text;
}

static void replay_note(struct world *w, const struct value *v)
{
	const struct replay *known = check_replay(w, v[0].i);
	if (known) {
		uint32_t version = (uint32_t)v[4].i;
		if (version >= known->count || !str_eq(v[5].s, buf_str(&known->texts[version])))
			machine_break(&w->m, "note %lld is written with a text that its log does not come to",
				(long long)v[0].i);
		return;
	}
	if (w->replay_count == NOTES_MAX)
		return;
	struct replay *r = &w->replays[w->replay_count++];
	struct buf text = {0};
	*r = (struct replay){.note = v[0].i};
	buf_add(&text, v[5].s);
	add_text(r, text);
}

static void replay_entry(struct world *w, const struct value *v)
{
	struct replay *r = (struct replay *)check_replay(w, v[0].i);
	struct change_set set;
	struct arena mem = {0};
	struct buf next = {0};
	if (!r)
		return;
	if (v[1].i != r->count)
		machine_break(&w->m, "entry %lld of note %lld follows %u", (long long)v[1].i,
			(long long)v[0].i, r->count - 1);
	else if (!changes_read(&mem, v[5].s, &set) ||
		!changes_apply(&next, buf_str(&r->texts[r->count - 1]), &set))
		machine_break(&w->m, "entry %lld of note %lld does not fit its text", (long long)v[1].i,
			(long long)v[0].i);
	add_text(r, next);
	arena_free(&mem);
}

void check_commit(struct world *w, const struct batch *batch)
{
	for (uint32_t i = 0; i < batch->count && !w->m.broken[0]; i++) {
		const struct write *write = &batch->writes[i];
		if (write->record == REC_note && !write->gone)
			replay_note(w, write->values);
		if (write->record == REC_note_entry && !write->gone)
			replay_entry(w, write->values);
	}
}

/* ---- requests ---- */

static struct tap *tap_of(struct world *w, uint64_t request)
{
	for (uint32_t i = w->tap_count; i-- > 0;)
		if (w->taps[i].request == request)
			return &w->taps[i];
	return NULL;
}

/* A request that wrote something is on the disk when its answer comes; those that succeed do write, but
 * for what is settled in memory until the session closes. */
static void check_written(struct world *w, const struct tap *t)
{
	const struct value key = {.type = VALUE_INT, .i = (int64_t)t->request};
	if (t->err == ERR_none && t->kind != MSG_takeaway_set && !disk_find(&w->disk, REC_request, &key))
		machine_break(&w->m, "%s was answered, and is not on the disk", msg_name(t->kind));
}

void check_reply(struct world *w, const struct effect *e)
{
	struct tap *t = e->to.source == FROM_SCREEN ? tap_of(w, e->to.request) : NULL;
	if (!t)
		return;
	/* A refusal writes nothing and may end otherwise after a crash; what was done stays done. */
	bool bound = t->answered && (t->err == ERR_none || !t->answered_before_crash) &&
		t->kind != MSG_takeaway_set;
	if (bound && (t->err != e->u.reply.err || t->result != e->u.reply.result))
		machine_break(&w->m, "%s was answered '%s', then '%s'", msg_name(t->kind), err_name(t->err),
			err_name(e->u.reply.err));
	t->answered = true;
	t->answered_before_crash = false;
	t->err = e->u.reply.err;
	t->result = e->u.reply.result;
	w->seen->acknowledged++;
	check_written(w, t);
}

/* Words made from the request's number stand in what it made: there may be one of each. */
static void check_once(struct world *w, enum record record, int column)
{
	for (size_t i = 0; i < w->disk.count; i++) {
		const struct disk_row *a = &w->disk.rows[i];
		if (a->record != record || !str_starts(a->values[column].s, STR("T")))
			continue;
		for (size_t k = 0; k < i; k++) {
			const struct disk_row *b = &w->disk.rows[k];
			if (b->record == record && str_eq(a->values[column].s, b->values[column].s))
				machine_break(&w->m, "%s: one request made two", record_info(record)->name);
		}
	}
}

/* ---- sessions ---- */

static void check_members(struct world *w, const struct session *s)
{
	const struct member *m[TODAY_MAX];
	size_t count = core_members(w->m.core, s->id, m, TODAY_MAX), here = 0;
	for (size_t i = 0; i < count; i++) {
		here += m[i]->here_at && !m[i]->gone_at;
		if (member_is_here(w->m.core, m[i]) && m[i]->seq > core_committed(w->m.core))
			machine_break(&w->m, "somebody is shown as here before the disk says so");
		for (size_t k = 0; k < i; k++)
			if (m[k]->person == m[i]->person || m[k]->position == m[i]->position)
				machine_break(&w->m, "session %lld has a member twice", (long long)s->id);
	}
	if (here > SESSION_MEMBERS_MAX)
		machine_break(&w->m, "session %lld has %zu people", (long long)s->id, here);
	if ((s->state == SESSION_HERE) && !here)
		machine_break(&w->m, "session %lld says somebody is here", (long long)s->id);
	if (s->state == SESSION_WAITING && here)
		machine_break(&w->m, "session %lld waits for people who are here", (long long)s->id);
}

static void check_turn(struct world *w, const struct session *s)
{
	bool under_way = s->state == SESSION_UNDER_WAY;
	if (s->turn.running && (!under_way || !s->turn.learner))
		machine_break(&w->m, "a turn runs in session %lld, which is not under way", (long long)s->id);
	if (s->turn.learner && !core_member(w->m.core, s->id, s->turn.learner))
		machine_break(&w->m, "a stranger learns in session %lld", (long long)s->id);
}

int64_t check_ledgers(const struct world *w)
{
	const struct session *today[TODAY_MAX];
	size_t count = core_today(w->m.core, w->m.now.wall, today, TODAY_MAX);
	int64_t sum = 0;
	for (size_t i = 0; i < count; i++) {
		struct ledger l[32];
		size_t people = core_ledger(w->m.core, today[i]->id, w->m.now.mono, l, 32);
		for (size_t k = 0; k < people; k++)
			sum += l[k].used;
	}
	return sum;
}

void check_step(struct world *w)
{
	const struct session *today[TODAY_MAX];
	size_t count = core_today(w->m.core, w->m.now.wall, today, TODAY_MAX);
	for (size_t i = 0; i < count; i++) {
		check_members(w, today[i]);
		check_turn(w, today[i]);
	}
	int64_t used = check_ledgers(w) - w->ledger_start;
	if (used != w->turn_time)
		machine_break(&w->m, "the ledgers have %lld ms, the turns ran %lld", (long long)used,
			(long long)w->turn_time);
}

/* ---- after a crash ---- */

static void check_note(struct world *w, const struct replay *r)
{
	struct note_view note;
	if (!core_note(w->m.core, r->note, &note))
		machine_break(&w->m, "note %lld is gone", (long long)r->note);
	else if (note.version + 1 != r->count || !str_eq(note.text, buf_str(&r->texts[note.version])))
		machine_break(&w->m, "note %lld came back at version %u of %u, or with another text",
			(long long)r->note, note.version, r->count - 1);
}

static void check_session(struct world *w, const struct value *v)
{
	const struct session *s = core_session(w->m.core, v[0].i);
	if (!s)
		machine_break(&w->m, "session %lld is gone", (long long)v[0].i);
	else if (s->state != (enum session_state)v[6].i || s->note != v[10].i || s->step != v[11].i ||
		!str_eq(s->focus, v[9].s) || s->prompt != v[20].i || s->turn.learner != v[18].i ||
		s->turn.total != v[13].i || s->next_start != v[21].i)
		machine_break(&w->m, "session %lld came back otherwise", (long long)v[0].i);
}

static void check_member(struct world *w, const struct value *v)
{
	const struct member *m = core_member(w->m.core, v[0].i, v[1].i);
	if (!m || m->position != v[2].i || m->expected != (v[3].i != 0) || m->replaces != v[4].i ||
		m->here_at != v[5].i || m->gone_at != v[6].i)
		machine_break(&w->m, "a member of session %lld came back otherwise", (long long)v[0].i);
}

static void check_topic(struct world *w, const struct value *v)
{
	const struct topic *t = core_topic(w->m.core, v[0].i);
	if (!t || t->lane != (enum lane)v[2].i || t->position != v[3].i || !str_eq(t->title, v[5].s) ||
		t->note != v[8].i)
		machine_break(&w->m, "topic %lld came back otherwise", (long long)v[0].i);
}

void check_crash(struct world *w)
{
	for (uint32_t i = 0; i < w->replay_count; i++)
		check_note(w, &w->replays[i]);
	for (size_t i = 0; i < w->disk.count; i++) {
		const struct disk_row *row = &w->disk.rows[i];
		if (row->record == REC_session)
			check_session(w, row->values);
		if (row->record == REC_member)
			check_member(w, row->values);
		if (row->record == REC_topic)
			check_topic(w, row->values);
	}
	for (int i = 0; i < PHONES; i++) {
		const struct phone *p = &w->phones[i];
		const struct replay *r = p->note ? check_replay(w, p->note) : NULL;
		if (r && (p->acked_version >= r->count || p->version >= r->count))
			machine_break(&w->m, "a phone was told of version %u, which is lost", p->version);
	}
	check_once(w, REC_topic, 6);
	check_once(w, REC_person, 1);
}
