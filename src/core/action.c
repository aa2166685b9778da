/* Actions: who does what by when, from sessions and from boards, until they are settled. An action that a
 * meeting carries on belongs to that meeting from then on: that it is older than the meeting says that it
 * was carried, so no second mark can contradict it. */
#include "core/sessions.h"

#include <stdlib.h>

#define ACTIONS_OF_TOPIC_MAX 50 /* more are refused with ERR_too_many */
#define SETTLED_KEPT (2 * DAY)  /* settled ones are in memory so long, for Undo */
#define CARRIED_DAYS 7          /* when nobody knows the next meeting */
#define DUE_LIMIT (3650 * DAY)  /* further ahead is a slip */

struct action_row {
	struct action a; /* id first, see table.h */
	char *block;
	bool can_take_back; /* the last carrying on; until the next start */
	ident meeting_before;
	int64_t due_before;
};
struct actions {
	struct table actions;
};

struct actions *actions_new(void)
{
	return xcalloc(1, sizeof(struct actions));
}

static void action_drop(void *row)
{
	free(((struct action_row *)row)->block);
}

void actions_free(struct actions *actions)
{
	table_free(&actions->actions, action_drop);
	free(actions);
}

static struct action_row *action_find(const struct core *core, ident id)
{
	return table_find(&core->actions->actions, id);
}

static struct action_row *action_at(const struct core *core, size_t i)
{
	return core->actions->actions.slots[i].row;
}

/* ---- keeping ---- */

static void keep_text(struct action_row *row)
{
	struct str *const fields[] = {&row->a.text};
	strings_keep(&row->block, fields, 1);
}

void actions_put(struct core *core, const struct action *a)
{
	struct action_row *row = table_add(&core->actions->actions, a->id, sizeof *row);
	row->a = *a;
	keep_text(row);
}

void actions_remove(struct core *core, ident id)
{
	table_remove(&core->actions->actions, id, action_drop);
}

static ident board_of(const struct core *core, const struct action *a)
{
	const struct topic *t = a->topic ? core_topic(core, a->topic) : NULL;
	return t ? t->board : 0;
}

/* Phones show their people's own actions on every board. */
static void tell(struct core *core, ident board)
{
	const struct board *boards[64];
	size_t count = board ? 0 : core_boards(core, boards, 64);
	core_changed(core, CHANGE_BOARDS | CHANGE_SESSIONS);
	if (board)
		watch_cards(core, board);
	for (size_t i = 0; i < count; i++)
		watch_cards(core, boards[i]->id);
}

static void save(struct core *core, struct action_row *row)
{
	const struct action *a = &row->a;
	keep_text(row);
	PUT(core, REC_takeaway, VI(a->id), VI(a->session), VI(a->note), VI(TAKEAWAY_ACTION), VS(a->text),
		VI(a->owner), VI(a->due), VI(a->created), VI(a->done), VI(a->topic), VI(a->meeting),
		VI(a->dropped), VI(a->carried), VI(a->partnership), VI(INSIGHT_OTHER));
	tell(core, board_of(core, a));
}

static bool is_open(const struct action *a)
{
	return !a->done && !a->dropped;
}

/* From memory only. Those of the meetings in memory stay, for their summary. */
static void forget_settled(struct core *core)
{
	int64_t old = core->now.wall - SETTLED_KEPT;
	for (size_t i = core->now.trusted ? core->actions->actions.count : 0; i-- > 0;) {
		const struct action *a = &action_at(core, i)->a;
		if (!is_open(a) && a->done < old && a->dropped < old && !core_meeting(core, a->meeting))
			actions_remove(core, a->id);
	}
}

/* ---- who may ---- */

/* At the screen anybody; on a phone whose it is, who brought the topic, and the lead. */
static enum err may_change(struct core *core, const struct action *a)
{
	const struct topic *t = a->topic ? core_topic(core, a->topic) : NULL;
	ident person = 0;
	if (core->msg->origin.source != FROM_PHONE)
		return ERR_none;
	bool known = asker_person(core, 0, &person) == ERR_none && person;
	if (known && a->owner == person)
		return ERR_none;
	if (!t || asker_on_board(core, t->board))
		return ERR_not_found;
	return known && t->person == person ? ERR_none : asker_sets_up(core, t->board);
}

/* ---- set ---- */

static bool is_same_text(struct core *core, struct str a, struct str b)
{
	char *x = arena_alloc(&core->scratch, 2 * a.n + 1), *y = arena_alloc(&core->scratch, 2 * b.n + 1);
	return str_eq((struct str){x, str_fold(a, x, 2 * a.n)}, (struct str){y, str_fold(b, y, 2 * b.n)});
}

/* The same words twice are the same action: two people may confirm one line at once. */
static ident find_same(struct core *core, ident topic, struct str text, size_t *count)
{
	ident same = 0;
	*count = 0;
	for (size_t i = 0; i < core->actions->actions.count; i++) {
		const struct action *a = &action_at(core, i)->a;
		if (a->topic != topic)
			continue;
		++*count;
		if (is_open(a) && is_same_text(core, a->text, text))
			same = a->id;
	}
	return same;
}

static enum err read_action(
	struct core *core, const struct msg_action_set *m, ident owner_before, struct action *out)
{
	const struct person *p = m->owner ? core_person(core, m->owner) : NULL;
	enum err err = core_clean(core, m->text, TITLE_MAX_BYTES, false, &out->text);
	if (err)
		return err;
	if (m->owner && (!p || (p->archived && m->owner != owner_before)))
		return ERR_not_found;
	if (m->due < 0 || m->due > core->now.wall + DUE_LIMIT)
		return ERR_invalid;
	out->owner = m->owner;
	out->due = m->due ? day_start(m->due) : 0;
	return ERR_none;
}

static void add_action(struct core *core, const struct msg_action_set *m)
{
	struct action a = {0};
	size_t count;
	const struct topic *t = topic_for_rule(core, m->topic);
	if (!t)
		return;
	const struct meeting *meeting = core_meeting_of(core, t->board);
	enum err err = t->lane >= LANES_SHOWN || t->draft ? ERR_not_found : read_action(core, m, 0, &a);
	if (!err && !a.text.n)
		err = ERR_invalid;
	if (!err && (a.id = find_same(core, t->id, a.text, &count)) != 0)
		err = ERR_already;
	else if (!err && count >= ACTIONS_OF_TOPIC_MAX)
		err = ERR_too_many;
	if (!err) {
		forget_settled(core);
		a.id = core_new_id(core);
		a.topic = t->id;
		a.note = t->note;
		a.meeting = meeting ? meeting->id : t->meeting;
		a.created = core_stamp(core);
		actions_put(core, &a);
		save(core, action_find(core, a.id));
	}
	core_reply(core, err, a.id);
}

static void take_away(struct core *core, struct action_row *row)
{
	ident board = board_of(core, &row->a);
	core_delete(core, REC_takeaway, &VI(row->a.id));
	actions_remove(core, row->a.id);
	tell(core, board);
}

void on_action_set(struct core *core, const struct msg_action_set *m)
{
	struct action_row *row = m->action ? action_find(core, m->action) : NULL;
	if (!m->action) {
		add_action(core, m);
		return;
	}
	enum err err = row ? may_change(core, &row->a) : ERR_not_found;
	struct action a = row ? row->a : (struct action){0};
	if (!err)
		err = read_action(core, m, a.owner, &a);
	if (!err && !a.text.n)
		take_away(core, row);
	else if (!err && str_eq(a.text, row->a.text) && a.owner == row->a.owner && a.due == row->a.due)
		err = ERR_already;
	else if (!err) {
		row->a = a;
		save(core, row);
	}
	core_reply(core, err, m->action);
}

/* ---- settle ---- */

/* Ids grow, whatever the clock said. */
static bool is_older(const struct action *a, const struct meeting *m)
{
	return a->id < m->id;
}

enum settle core_action_state(const struct core *core, const struct action *a, ident meeting)
{
	const struct meeting *m = meeting && a->meeting == meeting ? core_meeting(core, meeting) : NULL;
	return a->done                ? SETTLE_DONE
		: a->dropped          ? SETTLE_DROP
		: m && is_older(a, m) ? SETTLE_CARRY
				      : SETTLE_OPEN;
}

/* When its owner next meets somebody who may ask. */
static int64_t next_occasion(const struct core *core, const struct action *a)
{
	int64_t now = core->now.wall, next = 0;
	ident board = board_of(core, a);
	const struct table *sessions = &core->sessions->sessions;
	if (board)
		return core_next_meeting(core, board, now);
	for (size_t i = 0; a->owner && i < sessions->count; i++) {
		struct session_row *row = sessions->slots[i].row;
		if (session_is_open(&row->s) && row->s.starts > now && member_find(row, a->owner) &&
			(!next || row->s.starts < next))
			next = row->s.starts;
	}
	return next;
}

static int64_t due_after(const struct core *core, const struct action *a)
{
	int64_t next = next_occasion(core, a);
	struct civil today = civil_from(core->now.wall);
	if (!a->due || a->due > core->now.wall)
		return a->due;
	return next ? day_start(next)
		    : civil_to((struct civil){
			      .year = today.year, .month = today.month, .day = today.day + CARRIED_DAYS});
}

static void carry(struct core *core, struct action_row *row)
{
	const struct meeting *m = core_meeting_of(core, board_of(core, &row->a));
	row->can_take_back = true;
	row->meeting_before = row->a.meeting;
	row->due_before = row->a.due;
	row->a.due = due_after(core, &row->a);
	row->a.carried++;
	if (m && is_older(&row->a, m))
		row->a.meeting = m->id;
}

/* After a restart nobody knows the day it was due, and the meeting it came from is taken to be the last. */
static void take_back(struct core *core, struct action_row *row)
{
	const struct meeting *last = core_meeting_before(core, board_of(core, &row->a));
	row->a.carried -= row->a.carried > 0;
	row->a.meeting = row->can_take_back ? row->meeting_before : last ? last->id : 0;
	row->a.due = row->can_take_back ? row->due_before : row->a.due;
	row->can_take_back = false;
}

static void settle(struct core *core, struct action_row *row, enum settle how, bool carried_here)
{
	bool settled = !is_open(&row->a);
	row->a.done = how == SETTLE_DONE ? core->now.wall : 0;
	row->a.dropped = how == SETTLE_DROP ? core->now.wall : 0;
	if (carried_here || (how == SETTLE_OPEN && !settled))
		take_back(core, row);
	if (how == SETTLE_CARRY)
		carry(core, row);
	save(core, row);
}

void on_action_settle(struct core *core, const struct msg_action_settle *m)
{
	struct action_row *row = action_find(core, m->action);
	enum err err = !row ? ERR_not_found : (unsigned)m->how >= SETTLE_COUNT ? ERR_invalid : ERR_none;
	if (!err)
		err = may_change(core, &row->a);
	if (!err) {
		const struct meeting *meeting = core_meeting_of(core, board_of(core, &row->a));
		enum settle state = core_action_state(core, &row->a, meeting ? meeting->id : 0);
		if (m->how == state && (m->how != SETTLE_OPEN || !row->can_take_back))
			err = ERR_already;
		else
			settle(core, row, m->how, state == SETTLE_CARRY);
	}
	core_reply(core, err, m->action);
}

/* ---- reading ---- */

const struct action *core_action(const struct core *core, ident id)
{
	const struct action_row *row = action_find(core, id);
	return row ? &row->a : NULL;
}

size_t core_topic_actions(const struct core *core, ident topic, const struct action **out, size_t cap)
{
	size_t count = 0;
	for (size_t i = 0; topic && i < core->actions->actions.count && count < cap; i++)
		if (action_at(core, i)->a.topic == topic)
			out[count++] = &action_at(core, i)->a;
	return count;
}

size_t core_open_actions(const struct core *core, ident meeting, const struct action **out, size_t cap)
{
	const struct meeting *m = core_meeting(core, meeting);
	size_t count = 0;
	for (size_t i = 0; m && i < core->actions->actions.count && count < cap; i++) {
		const struct action *a = &action_at(core, i)->a;
		bool was_open =
			(!a->done || a->done >= m->started) && (!a->dropped || a->dropped >= m->started);
		if (is_older(a, m) && was_open && board_of(core, a) == m->board)
			out[count++] = a;
	}
	return count;
}

static bool is_due_before(const struct action *a, const struct action *b)
{
	int64_t x = a->due ? a->due : INT64_MAX, y = b->due ? b->due : INT64_MAX;
	return x != y ? x < y : a->id < b->id;
}

/* Keeps the first `cap` in order. */
static size_t insert_by_due(const struct action **out, size_t count, size_t cap, const struct action *a)
{
	if (count == cap && !is_due_before(a, out[cap - 1]))
		return count;
	size_t at = count < cap ? count++ : cap - 1;
	for (; at > 0 && is_due_before(a, out[at - 1]); at--)
		out[at] = out[at - 1];
	out[at] = a;
	return count;
}

size_t core_actions_of(const struct core *core, ident person, const struct action **out, size_t cap)
{
	size_t count = 0;
	for (size_t i = 0; person && cap && i < core->actions->actions.count; i++) {
		const struct action *a = &action_at(core, i)->a;
		if (a->owner == person && is_open(a))
			count = insert_by_due(out, count, cap, a);
	}
	return count;
}

size_t core_partnership_actions(
	const struct core *core, ident partnership, const struct action **out, size_t cap)
{
	size_t count = 0;
	for (size_t i = 0; partnership && cap && i < core->actions->actions.count; i++) {
		const struct action *a = &action_at(core, i)->a;
		if (a->partnership == partnership && is_open(a))
			count = insert_by_due(out, count, cap, a);
	}
	return count;
}

/* ---- in the note ---- */

/* Whose names may stand before a line: whoever brought the topic, and who took part. */
static size_t list_owners(const struct core *core, const struct topic *t, ident *out)
{
	struct participant people[PARTICIPANTS_MAX];
	const struct meeting *m = core_meeting_of(core, t->board);
	size_t found = core_participants(core, m ? m->id : t->meeting, people, PARTICIPANTS_MAX), count = 0;
	if (t->person)
		out[count++] = t->person;
	for (size_t i = 0; i < found; i++)
		if (people[i].person != t->person)
			out[count++] = people[i].person;
	return count;
}

static bool is_action_already(const struct core *core, ident topic, struct str text)
{
	char a[2 * TITLE_MAX_BYTES], b[2 * TITLE_MAX_BYTES];
	struct str folded = {a, str_fold(text, a, sizeof a)};
	for (size_t i = 0; i < core->actions->actions.count; i++) {
		const struct action *one = &action_at(core, i)->a;
		if (one->topic == topic && str_eq(folded, (struct str){b, str_fold(one->text, b, sizeof b)}))
			return true;
	}
	return false;
}

size_t core_found_actions(const struct core *core, ident topic, struct found_action *out, size_t cap)
{
	const struct topic *t = core_topic(core, topic);
	ident owners[PARTICIPANTS_MAX + 1];
	struct takeaway found[ACTIONS_OF_TOPIC_MAX];
	size_t count = 0;
	if (!t || !t->note)
		return 0;
	size_t lines = note_takeaways(
		core, t->note, owners, list_owners(core, t, owners), found, ACTIONS_OF_TOPIC_MAX);
	for (size_t i = 0; i < lines && count < cap; i++)
		if (found[i].kind == TAKEAWAY_ACTION && !is_action_already(core, topic, found[i].text))
			out[count++] = (struct found_action){found[i].text, found[i].owner, found[i].due};
	return count;
}
