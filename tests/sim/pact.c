#include "sim/club.h"

#include "base/log.h"

#include <stdio.h>

/* What people agreed to, judged by the rows alone: each row that is written is held against those there were, and the
 * whole against itself. */

int64_t cell(const struct disk_row *row, const char *column)
{
	struct str rest = str_from(record_info(row->record)->columns), name, want = str_from(column);
	for (int i = 0; str_split(&rest, ' ', &name); i++)
		if (str_eq(name, want))
			return row->values[i].i;
	INVARIANT(!"a column of that kind");
	return 0;
}

struct str cell_words(const struct disk_row *row, const char *column)
{
	struct str rest = str_from(record_info(row->record)->columns), name, want = str_from(column);
	for (int i = 0; str_split(&rest, ' ', &name); i++)
		if (str_eq(name, want))
			return row->values[i].s;
	INVARIANT(!"a column of that kind");
	return STR("");
}

/* ---- readings ---- */

bool pact_belongs(const struct books *b, ident partnership, ident person)
{
	const struct disk_row *p = books_pair(b, REC_partner, partnership, person);
	return p && !cell(p, "left_at");
}

static bool is_confirmed(const struct books *b, ident partnership, int64_t version)
{
	const struct disk_row *c;
	EACH(c, b, REC_confirmation)
	if (cell(c, "partnership") == partnership && cell(c, "version") == version)
		return true;
	return false;
}

/* All who belong and have said yes, or all who are asked as long as it is proposed. */
static bool all_have(
	const struct books *b, ident partnership, enum record record, const char *by, int64_t which)
{
	const struct disk_row *p, *of = books_row(b, REC_partnership, partnership);
	size_t count = 0;
	EACH(p, b, REC_partner)
	{
		bool proposed = of && cell(of, "state") == PARTNERSHIP_PROPOSED;
		if (cell(p, "partnership") != partnership || cell(p, "left_at") ||
			(cell(p, "consent") != CONSENT_YES && !proposed))
			continue;
		const struct disk_row *c;
		bool has = false;
		EACH(c, b, record)
		has = has ||
			(c->values[0].i == (record == REC_submission ? which : partnership) &&
				(record == REC_submission || cell(c, by) == which) &&
				cell(c, "person") == cell(p, "person"));
		if (!has)
			return false;
		count++;
	}
	return count > (record == REC_confirmation);
}

bool pact_in_force(const struct books *b, ident partnership, int64_t version)
{
	return all_have(b, partnership, REC_confirmation, "version", version);
}

static int64_t newest_of(const struct books *b, ident partnership)
{
	const struct disk_row *v;
	int64_t newest = 0;
	EACH(v, b, REC_agreement)
	if (cell(v, "partnership") == partnership && cell(v, "version") > newest)
		newest = cell(v, "version");
	return newest;
}

static bool all_said_yes(const struct books *b, ident partnership)
{
	const struct disk_row *p;
	EACH(p, b, REC_partner)
	if (cell(p, "partnership") == partnership && !cell(p, "left_at") && cell(p, "consent") != CONSENT_YES)
		return false;
	return true;
}

/* ---- one row ---- */

static void check_frozen(struct club *w, const struct disk_row *row)
{
	int64_t version = cell(row, "version");
	ident partnership = cell(row, "partnership");
	if (is_confirmed(&w->issued, partnership, version))
		machine_break(&w->m, "a %s of version %lld of %lld changes after it was confirmed",
			record_info(row->record)->name, (long long)version, (long long)partnership);
	else if (version < newest_of(&w->issued, partnership))
		machine_break(&w->m, "a %s of an earlier version of %lld changes",
			record_info(row->record)->name, (long long)partnership);
}

static void check_confirmation(struct club *w, const struct msg *m, const struct disk_row *row, bool gone)
{
	const struct msg_agreement_confirm *c = &m->u.agreement_confirm;
	const struct value key[] = {row->values[0], row->values[1]};
	const struct disk_row *v = disk_find(&w->issued.of[REC_agreement], REC_agreement, key);
	if (gone || m->kind != MSG_agreement_confirm)
		machine_break(&w->m, "a confirmation was written by %s", msg_name(m->kind));
	else if (!v || cell(v, "edition") != c->edition || cell(v, "version") != c->version ||
		c->version != newest_of(&w->issued, c->partnership))
		machine_break(&w->m, "somebody confirmed what they had not read");
	else if (!pact_belongs(&w->issued, c->partnership, cell(row, "person")))
		machine_break(&w->m, "a stranger confirmed");
	w->seen->confirmed++;
}

/* The edition that whoever writes says they have read; -1: nobody writes. */
static int64_t edition_in(const struct msg *m)
{
	return m->kind == MSG_agreement_set ? m->u.agreement_set.edition
		: m->kind == MSG_goal_set   ? m->u.goal_set.edition
		: m->kind == MSG_goal_drop  ? m->u.goal_drop.edition
					    : -1;
}

static void check_edition(struct club *w, const struct msg *m, const struct disk_row *row)
{
	const struct value newest_key[] = {
		row->values[0], VI(newest_of(&w->issued, cell(row, "partnership")))};
	const struct disk_row *read = disk_find(&w->issued.of[REC_agreement], REC_agreement, newest_key);
	if (edition_in(m) != (read ? cell(read, "edition") : 0))
		machine_break(&w->m, "an agreement was written by %s over words that were not read",
			msg_name(m->kind));
	const struct disk_row *old = disk_find(&w->issued.of[REC_agreement], REC_agreement, row->values);
	int64_t newest = newest_of(&w->issued, cell(row, "partnership"));
	if (old && cell(row, "edition") != cell(old, "edition") + 1)
		machine_break(&w->m, "edition %lld follows %lld", (long long)cell(row, "edition"),
			(long long)cell(old, "edition"));
	if (!old && newest && !is_confirmed(&w->issued, cell(row, "partnership"), newest))
		machine_break(&w->m, "another version began while the one before could still be written");
	w->seen->copied += !old && newest;
}

static void check_answer(struct club *w, const struct msg *m, const struct disk_row *row)
{
	const struct disk_row *s = books_row(&w->issued, REC_survey, row->values[0].i);
	const struct disk_row *done =
		books_pair(&w->issued, REC_submission, row->values[0].i, row->values[1].i);
	const struct page *p = members_page(w, m->origin.conn);
	if (!s || (cell(s, "revealed") && row->record == REC_answer) || done)
		machine_break(&w->m, "an answer changes after it was handed in, or shown");
	if (p && m->origin.source == FROM_PHONE && p->subject != row->values[1].i)
		machine_break(&w->m, "page %lld answered for %lld", (long long)p->subject,
			(long long)row->values[1].i);
	w->seen->submitted += row->record == REC_submission;
}

/* The coordinator writes none of what belongs to people alone, and nobody what is another's. */
static void check_writer(struct club *w, const struct msg *m, const struct disk_row *row)
{
	const struct page *p = m->origin.source == FROM_PHONE ? members_page(w, m->origin.conn) : NULL;
	/* the coordinator may name anybody for the last two */
	static const enum record own[] = {REC_relation, REC_priority, REC_answer, REC_submission,
		REC_confirmation, REC_exchange, REC_bid};
	enum { OWN_ALONE = 5 };
	if (!p)
		return;
	bool theirs = row->record == REC_agreement || row->record == REC_goal || row->record == REC_duty ||
		row->record == REC_goal_value;
	if (p->subject == COORDINATOR && theirs)
		machine_break(&w->m, "the coordinator wrote a %s", record_info(row->record)->name);
	if (theirs && !pact_belongs(&w->issued, cell(row, "partnership"), p->subject))
		machine_break(&w->m, "a stranger wrote a %s", record_info(row->record)->name);
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (row->record == own[i] && !(p->subject == COORDINATOR && i >= OWN_ALONE) &&
			cell(row, "person") && cell(row, "person") != p->subject &&
			m->kind != MSG_person_erase)
			machine_break(&w->m, "page %lld wrote a %s of another", (long long)p->subject,
				record_info(row->record)->name);
}

static void check_line(struct club *w, const struct disk_row *row)
{
	struct audit_entry e = {cell(row, "id"), cell(row, "at"), cell_words(row, "what"),
		(int32_t)cell(row, "source"), cell(row, "device"), cell(row, "about"), {{0}}};
	struct hash want = audit_hash(&w->chain, &e);
	if (cell_words(row, "hash").n != HASH_BYTES ||
		memcmp(cell_words(row, "hash").p, &want, sizeof want) != 0)
		machine_break(&w->m, "line %lld of the log does not follow the one before", (long long)e.id);
	w->chain = want;
}

static void check_row(struct club *w, const struct msg *m, const struct write *write)
{
	struct disk_row row = {.record = write->record, .values = write->values};
	switch (row.record) {
	case REC_agreement:
		check_edition(w, m, &row);
		check_frozen(w, &row);
		break;
	case REC_duty:
	case REC_goal:
		check_frozen(w, &row);
		break;
	case REC_confirmation:
		check_confirmation(w, m, &row, write->gone);
		break;
	case REC_answer:
	case REC_submission:
		check_answer(w, m, &row);
		break;
	case REC_audit:
		check_line(w, &row);
		break;
	default:
		break;
	}
	if (!write->gone)
		check_writer(w, m, &row);
}

/* ---- a step ---- */

static bool was_done(struct club *w, const struct msg *m)
{
	return m->origin.request && books_row(&w->issued, REC_request, (ident)m->origin.request);
}

static void note_erasure(struct club *w, ident person)
{
	w->going = person;
	for (uint32_t i = 0; i < w->asked_count; i++)
		w->asked[i].stale |= w->asked[i].named[0] == person || w->asked[i].named[1] == person;
	for (int i = 0; i < PAGES; i++)
		w->pages[i].has_text = false;
}

/* A new one is as good as one that was proposed. */
static enum partnership_state state_of(const struct club *w, ident partnership)
{
	const struct disk_row *p = books_row(&w->issued, REC_partnership, partnership);
	return p ? (enum partnership_state)cell(p, "state") : PARTNERSHIP_PROPOSED;
}

static bool was_shown(const struct club *w, ident survey)
{
	const struct disk_row *s = books_row(&w->issued, REC_survey, survey);
	return s && cell(s, "revealed");
}

void pact_before(struct club *w, const struct msg *m, const struct batch *b)
{
	if (b && b->count && was_done(w, m))
		machine_break(&w->m, "a %s was done twice", msg_name(m->kind));
	for (uint32_t i = 0; b && i < b->count; i++) {
		if (b->writes[i].record == REC_partnership && i < BEFORE_MAX)
			w->before[i] = state_of(w, b->writes[i].values[0].i);
		if (b->writes[i].record == REC_survey && i < BEFORE_MAX)
			w->shown[i] = was_shown(w, b->writes[i].values[0].i);
		check_row(w, m, &b->writes[i]);
	}
	for (uint32_t i = 0; b && i < b->deed_count; i++)
		if (b->deeds[i].kind == DEED_erase)
			note_erasure(w, b->deeds[i].a);
}

static void check_state(struct club *w, const struct disk_row *p, enum partnership_state was)
{
	ident id = cell(p, "id");
	enum partnership_state state = (enum partnership_state)cell(p, "state");
	bool goes = state == PARTNERSHIP_AGREED || state == PARTNERSHIP_ACTIVE;
	if (goes && was == PARTNERSHIP_PROPOSED && !all_said_yes(&w->issued, id))
		machine_break(&w->m, "partnership %lld is agreed, and somebody was not asked", (long long)id);
	w->seen->ended += state == PARTNERSHIP_ENDED;
}

static void check_shown(struct club *w, const struct msg *m, const struct disk_row *s)
{
	if (!cell(s, "revealed"))
		return;
	w->seen->revealed++;
	if (m->kind != MSG_survey_reveal &&
		!all_have(&w->issued, cell(s, "partnership"), REC_submission, "", cell(s, "id")))
		machine_break(&w->m, "survey %lld was shown by %s with somebody missing",
			(long long)cell(s, "id"), msg_name(m->kind));
}

void pact_after(struct club *w, const struct msg *m, const struct batch *b)
{
	for (uint32_t i = 0; b && i < b->count; i++) {
		const struct write *one = &b->writes[i];
		struct disk_row row = {.record = one->record, .values = one->values};
		if (one->record == REC_partnership && !one->gone)
			check_state(w, &row, i < BEFORE_MAX ? w->before[i] : PARTNERSHIP_ENDED);
		if (one->record == REC_survey && !one->gone && !(i < BEFORE_MAX && w->shown[i]))
			check_shown(w, m, &row);
		if (one->record == REC_confirmation)
			w->seen->in_force +=
				pact_in_force(&w->issued, cell(&row, "partnership"), cell(&row, "version"));
		w->seen->sessions +=
			one->record == REC_session && !one->gone && cell(&row, "state") == SESSION_CLOSED;
		w->seen->judged += one->record == REC_recall && !one->gone;
	}
}

/* ---- a new start ---- */

static bool by_id(const struct disk_row *a, const struct disk_row *b)
{
	return cell(a, "id") < cell(b, "id");
}

/* The whole log, line by line in the order it was written. */
static void walk_log(struct club *w)
{
	struct audit_walk walk = {0};
	const struct disk_row *row, *next;
	const struct disk_row *end = books_setting(&w->kept, "audit");
	for (const struct disk_row *last = NULL;; last = next) {
		next = NULL;
		EACH(row, &w->kept, REC_audit)
		if ((!last || by_id(last, row)) && (!next || by_id(row, next)))
			next = row;
		if (!next)
			break;
		struct audit_entry e = {cell(next, "id"), cell(next, "at"), cell_words(next, "what"),
			(int32_t)cell(next, "source"), cell(next, "device"), cell(next, "about"), {{0}}};
		if (cell_words(next, "hash").n == HASH_BYTES)
			memcpy(&e.hash, cell_words(next, "hash").p, HASH_BYTES);
		audit_walk_on(&walk, &e);
	}
	if (walk.wrong || !audit_walk_ends(&walk, end ? end->values[1].s : STR("")))
		machine_break(&w->m, "the log is torn at line %lld", (long long)walk.wrong);
	w->chain = walk.last;
}

static bool may_differ(const struct club *w, enum record record)
{
	bool checked_in =
		record == REC_session || record == REC_member || record == REC_turn || record == REC_bid;
	return w->erased_since || (w->retained_since && checked_in) ||
		(w->filed_since && record == REC_takeaway);
}

/* What the disk said it has is there, and nothing else. */
static void compare(struct club *w, const struct books *was, enum record record)
{
	const struct record_info *info = record_info(record);
	const struct disk_row *row;
	EACH(row, was, record)
	{
		const struct disk_row *now = disk_find(&w->kept.of[record], record, row->values);
		for (int i = 0; now && i < info->count; i++)
			if (!value_eq(&row->values[i], &now->values[i]))
				machine_break(&w->m, "a row of %s came back otherwise", info->name);
		if (!now)
			machine_break(&w->m, "a row of %s is lost", info->name);
	}
	if (was->of[record].count != w->kept.of[record].count)
		machine_break(&w->m, "%s has %zu rows of %zu", info->name, w->kept.of[record].count,
			was->of[record].count);
}

static void remember_names(struct club *w, const struct books *was)
{
	const struct disk_row *p = books_row(was, REC_person, w->erased_id);
	if (!p || w->gone_count == PEOPLE_MAX)
		return;
	char(*names)[24] = w->gone[w->gone_count++];
	snprintf(names[0], sizeof names[0], "%.*s", STR_FMT(cell_words(p, "given")));
	snprintf(names[1], sizeof names[1], "%.*s", STR_FMT(cell_words(p, "family")));
	w->seen->erased++;
}

static void look_for_names(struct club *w, enum record record)
{
	const struct disk_row *row;
	EACH(row, &w->kept, record)
	for (int i = 0; i < record_info(record)->count; i++)
		for (size_t k = 0; row->values[i].type == VALUE_TEXT && k < w->gone_count; k++)
			if (eyes_name(row->values[i].s, (const char(*)[24])w->gone[k]))
				machine_break(&w->m, "%s has the name of somebody who was erased: %.*s",
					record_info(record)->name, STR_FMT(str_sub(row->values[i].s, 0, 60)));
}

void pact_reloaded(struct club *w, const struct books *was)
{
	if (w->erased_since)
		remember_names(w, was);
	w->going = 0;
	for (enum record r = 0; r < RECORD_COUNT; r++) {
		if (!may_differ(w, r))
			compare(w, was, r);
		look_for_names(w, r);
	}
	walk_log(w);
}
