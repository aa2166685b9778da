/* 'I am here', and everything around it: the slip, the substitute, the guest, the pair that starts on
 * the spot. A session's note is made when the first of its people comes, so that its code can be on the
 * screen in the same breath. */
#include "core/sessions.h"
#include "core/viewer.h"

/* The wall clock as a time that is never 0, which would say 'not here'. */
static int64_t wall_now(const struct core *core)
{
	return core->now.wall > 0 ? core->now.wall : 1;
}

static const struct person *person_for_rule(const struct core *core, ident id)
{
	const struct person *p = core_person(core, id);
	return p && !p->archived ? p : NULL;
}

static int64_t code_ends(const struct core *core, const struct session *s)
{
	return (s->ends > core->now.wall ? s->ends : core->now.wall) + core->config.code_after_ms;
}

static void open_note(struct core *core, struct session_row *row)
{
	if (row->s.note) {
		notes_people_changed(core, row->s.note);
		return;
	}
	const struct guide *guide = core_guide(core, &row->s, core->config.language);
	struct str title = session_name(core, row, &core->scratch);
	row->s.note = notes_create(core, row->s.id, 0, title, guide ? guide->note : STR(""));
	codes_note_created(core, row->s.note);
	codes_note_expires(core, row->s.note, code_ends(core, &row->s));
}

static void arrive(struct core *core, struct session_row *row, struct member *m)
{
	m->here_at = wall_now(core);
	m->gone_at = 0;
	member_save(core, m);
	if (row->s.state == SESSION_WAITING)
		session_move(row, SESSION_HERE);
}

static void enter(struct core *core, struct session_row *row, struct member *m)
{
	arrive(core, row, m);
	open_note(core, row);
	session_save(core, row);
}

/* A substitute comes for a member who is expected, not here, and has no other substitute here. */
static enum err check_replaced(struct session_row *row, ident person, ident replaced)
{
	const struct member *m = replaced ? member_find(row, replaced) : NULL;
	if (!replaced)
		return ERR_none;
	if (!m || replaced == person || !m->expected)
		return ERR_invalid;
	for (size_t i = 0; i < row->member_count; i++)
		if (row->members[i].replaces == replaced && row->members[i].person != person &&
			member_is_in(&row->members[i]))
			return ERR_conflict;
	return member_is_in(m) ? ERR_conflict : ERR_none;
}

/* On a phone one says it of oneself alone, where one belongs, and when it is time; whoever joins others or comes in
 * somebody's place does so at the screen, where they are seen. */
static enum err asker_comes(struct core *core, struct session_row *row, ident person, ident replaces)
{
	if (core->msg->origin.source != FROM_PHONE)
		return ERR_none;
	if (viewer_asks(core) != person || replaces || !member_find(row, person))
		return ERR_not_allowed;
	return session_takes_people(core, &row->s, core->now.wall) ? ERR_none : ERR_closed;
}

void on_check_in(struct core *core, const struct msg_check_in *m)
{
	struct session_row *row =
		person_for_rule(core, m->person) ? session_for_rule(core, m->session) : NULL;
	if (!row) {
		if (!core->replied)
			core_reply(core, ERR_not_found, 0);
		return;
	}
	struct member *member = member_find(row, m->person);
	enum err err = asker_comes(core, row, m->person, m->replaces);
	if (!err && member && member_is_in(member))
		err = ERR_already;
	if (!err && session_here(row) >= SESSION_MEMBERS_MAX)
		err = ERR_session_full;
	if (!err)
		err = check_replaced(row, m->person, m->replaces);
	if (!err) {
		if (!member)
			member = member_add(core, row, m->person, false);
		member->replaces = m->replaces;
		enter(core, row, member);
	}
	core_reply(core, err, row->s.id);
}

static bool has_had_a_turn(const struct session_row *row, ident person)
{
	bool had = row->s.turn.learner == person;
	for (size_t i = 0; i < row->turn_count; i++)
		had = had || row->turns[i].learner == person;
	return had;
}

/* A slip leaves no trace; somebody who was here a while has left. Nobody left in a session that has not
 * begun: it waits again, and one that was made by the slip itself is gone. */
static void leave(struct core *core, struct session_row *row, struct member *m)
{
	bool soon = core->now.wall - m->here_at <= core->config.undo_ms || row->s.state == SESSION_HERE;
	bool slip = soon && !has_had_a_turn(row, m->person);
	m->replaces = 0;
	m->here_at = slip ? 0 : m->here_at;
	m->gone_at = slip ? 0 : wall_now(core);
	if (slip && !m->expected)
		member_remove(core, row, m->person);
	else
		member_save(core, m);
	if (row->s.state == SESSION_HERE && !session_here(row)) {
		session_move(row, SESSION_WAITING);
		if (row->s.walk_in && session_move(row, SESSION_CANCELLED)) {
			notes_close(core, row->s.note, true);
			codes_note_expires(core, row->s.note, core->now.wall);
		}
	}
	notes_people_changed(core, row->s.note);
	session_save(core, row);
}

void on_check_in_undo(struct core *core, const struct msg_check_in_undo *m)
{
	struct session_row *row = session_for_rule(core, m->session);
	struct member *member = row ? member_find(row, m->person) : NULL;
	if (!row)
		return;
	bool others = core->msg->origin.source == FROM_PHONE && viewer_asks(core) != m->person;
	enum err err = others ? ERR_not_allowed : !member || !member_is_in(member) ? ERR_already : ERR_none;
	if (!err)
		leave(core, row, member);
	core_reply(core, err, row->s.id);
}

/* ---- walk-in ---- */

/* The open session in which one of the two waits for the other already, so that both may press. */
static struct session_row *waiting_together(struct core *core, ident person, ident partner)
{
	struct plan plan = core_plan(core, person, core->now.wall);
	for (int i = 0; plan.kind != PLAN_ALREADY && i < plan.count; i++) {
		struct session_row *row = session_find(core, plan.sessions[i]);
		const struct member *other = member_find(row, partner);
		if (row->s.walk_in && other && member_is_in(other))
			return row;
	}
	return NULL;
}

/* Everybody is a member, nobody is here yet. */
static struct session_row *make_walk_in(
	struct core *core, enum model model, struct str focus, const ident *people, size_t count)
{
	int64_t now = wall_now(core);
	struct session_row *row = session_add(core, model, now, now + core->config.walk_in_ms);
	const struct partnership *p = partnership_of(core, people, count);
	row->s.walk_in = true;
	row->clock_doubtful = !core->now.trusted;
	row->s.focus = focus;
	if (p) {
		row->s.partnership = p->id;
		row->s.model = p->model;
	}
	for (size_t i = 0; i < count; i++)
		member_add(core, row, people[i], true);
	return row;
}

static struct session_row *start_walk_in(struct core *core, ident person, ident partner, struct str focus)
{
	const ident both[] = {person, partner};
	struct session_row *row = make_walk_in(core, MODEL_TANDEM, focus, both, 2);
	member_save(core, member_find(row, partner));
	enter(core, row, member_find(row, person));
	return row;
}

struct session_row *session_walk_in(
	struct core *core, enum model model, ident topic, struct str focus, const ident *people, size_t count)
{
	struct session_row *row = make_walk_in(core, model, focus, people, count);
	row->s.focus_topic = topic;
	for (size_t i = 0; i < count; i++)
		arrive(core, row, &row->members[i]);
	open_note(core, row);
	session_save(core, row);
	return row;
}

void on_walk_in(struct core *core, const struct msg_walk_in *m)
{
	struct str focus;
	enum err err = core_clean(core, m->focus, TITLE_MAX_BYTES, false, &focus);
	struct plan plan = core_plan(core, m->person, core->now.wall);
	if (!person_for_rule(core, m->person) || !person_for_rule(core, m->partner))
		err = ERR_not_found;
	else if (m->person == m->partner)
		err = ERR_invalid;
	if (err) {
		core_reply(core, err, 0);
		return;
	}
	if (plan.kind == PLAN_ALREADY) {
		core_reply(core, ERR_already, plan.sessions[0]);
		return;
	}
	struct session_row *row = waiting_together(core, m->person, m->partner);
	if (row)
		enter(core, row, member_find(row, m->person));
	else
		row = start_walk_in(core, m->person, m->partner, focus);
	core_reply(core, ERR_none, row->s.id);
}

/* ---- focus ---- */

void sessions_topic_named(struct core *core, ident topic, struct str title)
{
	struct table *all = &core->sessions->sessions;
	for (size_t i = 0; i < all->count; i++) {
		struct session_row *row = all->slots[i].row;
		if (row->s.focus_topic != topic || !session_is_open(&row->s))
			continue;
		row->s.focus = title;
		session_save(core, row);
		if (row->s.note)
			notes_set_title(core, row->s.note, row->s.focus);
	}
}

void on_session_focus(struct core *core, const struct msg_session_focus *m)
{
	struct session_row *row = session_for_rule(core, m->session);
	const struct topic *topic = m->topic ? core_topic(core, m->topic) : NULL;
	struct str words = STR("");
	enum err err = ERR_none;
	if (!row)
		return;
	if (m->topic && (!topic || topic->lane >= LANES_SHOWN))
		err = ERR_not_found;
	else if (topic)
		words = topic->title;
	else
		err = core_clean(core, m->text, TITLE_MAX_BYTES, false, &words);
	if (!err && row->s.focus_topic == m->topic && str_eq(row->s.focus, words))
		err = ERR_already;
	if (!err) {
		row->s.focus_topic = m->topic;
		row->s.focus = words;
		session_save(core, row);
		if (row->s.note)
			notes_set_title(core, row->s.note, session_name(core, row, &core->scratch));
	}
	core_reply(core, err, row->s.id);
}
