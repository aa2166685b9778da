/* Bids for time in a learning set, and what an insight is about. Who asks for time presents in the order of asking,
 * as long as they are here; who asks twice changes their bid and keeps their place. */
#include "core/partners.h"
#include "core/sessions.h"
#include "core/viewer.h"

#define BID_MINUTES_MAX 60
#define BID_MINUTES_USUAL 20 /* where no guide says how long a turn is */

static void keep(struct session_row *row)
{
	struct str *fields[SESSION_MEMBERS_MAX];
	for (size_t i = 0; i < row->bid_count; i++)
		fields[i] = &row->bids[i].text;
	strings_keep(&row->bid_block, fields, row->bid_count);
}

static size_t place_of(const struct session_row *row, ident person)
{
	size_t i = 0;
	while (i < row->bid_count && row->bids[i].person != person)
		i++;
	return i;
}

/* They come in the order of their persons. */
void load_bid(struct core *core, const struct value *v)
{
	struct session_row *row = session_find(core, v[0].i);
	if (!row || row->bid_count == SESSION_MEMBERS_MAX)
		return;
	LIST_ADD(row->bids, row->bid_count, row->bid_cap);
	size_t at = row->bid_count - 1;
	for (; at > 0 && row->bids[at - 1].position > v[4].i; at--)
		row->bids[at] = row->bids[at - 1];
	row->bids[at] = (struct bid){
		.person = v[1].i, .minutes = (int32_t)v[2].i, .text = v[3].s, .position = (int32_t)v[4].i};
	keep(row);
}

size_t core_bids(const struct core *core, ident session, const struct bid **out)
{
	const struct session_row *row = session_find(core, session);
	*out = row ? row->bids : NULL;
	return row ? row->bid_count : 0;
}

bool session_has_bids(const struct session_row *row)
{
	return row->s.model == MODEL_LEARNING_SET && row->bid_count;
}

ident bid_presenter(struct session_row *row, int n, int *minutes)
{
	for (size_t i = 0; i < row->bid_count; i++) {
		const struct member *m = member_find(row, row->bids[i].person);
		if (!m || !member_is_in(m) || n-- > 0)
			continue;
		*minutes = row->bids[i].minutes;
		return row->bids[i].person;
	}
	return 0;
}

static enum err check_bid(
	struct core *core, struct session_row *row, const struct msg_bid_set *m, struct str *text)
{
	size_t at = place_of(row, m->person);
	if (row->s.model != MODEL_LEARNING_SET || asker_is(core, m->person) || !member_find(row, m->person))
		return ERR_not_allowed;
	if (m->minutes < 0 || m->minutes > BID_MINUTES_MAX)
		return ERR_invalid;
	enum err err = core_clean(core, m->text, TITLE_MAX_BYTES, false, text);
	if (err)
		return err;
	if (at == row->bid_count)
		return !m->minutes ? ERR_already : at == SESSION_MEMBERS_MAX ? ERR_too_many : ERR_none;
	const struct bid *b = &row->bids[at];
	return b->minutes == m->minutes && str_eq(b->text, *text) ? ERR_already : ERR_none;
}

static void take_back(struct core *core, struct session_row *row, size_t at)
{
	core_delete(core, REC_bid, (const struct value[]){VI(row->s.id), VI(row->bids[at].person)});
	for (; at + 1 < row->bid_count; at++)
		row->bids[at] = row->bids[at + 1];
	row->bid_count--;
	keep(row);
}

static void put(struct core *core, struct session_row *row, const struct msg_bid_set *m, struct str text)
{
	size_t at = place_of(row, m->person);
	if (at == row->bid_count) {
		int32_t position = at ? row->bids[at - 1].position + 1 : 0;
		*LIST_ADD(row->bids, row->bid_count, row->bid_cap) =
			(struct bid){.person = m->person, .position = position};
	}
	struct bid *b = &row->bids[at];
	b->minutes = m->minutes;
	b->text = text;
	keep(row);
	PUT(core, REC_bid, VI(row->s.id), VI(b->person), VI(b->minutes), VS(b->text), VI(b->position));
}

void on_bid_set(struct core *core, const struct msg_bid_set *m)
{
	struct session_row *row = session_for_rule(core, m->session);
	struct str text;
	if (!row)
		return;
	enum err err = check_bid(core, row, m, &text);
	if (!err) {
		if (m->minutes)
			put(core, row, m, text);
		else
			take_back(core, row, place_of(row, m->person));
		core_changed(core, CHANGE_SESSIONS | CHANGE_TURNS);
	}
	core_reply(core, err, m->session);
}

/* ---- on the members' phones: the view `bids` ---- */

/* As long as a turn of the guide. */
int core_bid_minutes(const struct core *core, const struct session *session)
{
	const struct guide *guide = core_guide(core, session, core->config.language);
	for (int i = 0; guide && i < guide->count; i++)
		if (guide->steps[i].kind == STEP_TURN)
			return guide->steps[i].minutes;
	return BID_MINUTES_USUAL;
}

static void describe_member(
	struct core *core, struct arena *mem, struct doc *list, const struct member *m, const struct bid *bid)
{
	struct doc *d = doc_map(mem, list, NULL);
	view_person(core, mem, d, "person", m->person, true);
	doc_flag(mem, d, "here", member_is_in(m));
	doc_number(mem, d, "minutes", bid ? bid->minutes : 0);
	doc_text(mem, d, "text", bid ? bid->text : STR(""));
}

/* Who asked for time, in the order of asking; then the others. */
static void list_members(struct core *core, struct arena *mem, struct doc *doc, struct session_row *row)
{
	struct doc *list = doc_list(mem, doc, "people");
	for (size_t i = 0; i < row->bid_count; i++) {
		const struct member *m = member_find(row, row->bids[i].person);
		if (m)
			describe_member(core, mem, list, m, &row->bids[i]);
	}
	for (size_t i = 0; i < row->member_count; i++)
		if (place_of(row, row->members[i].person) == row->bid_count)
			describe_member(core, mem, list, &row->members[i], NULL);
}

/* Closed, or its time has passed and nobody came. */
static bool is_over(const struct core *core, const struct session *s)
{
	return !session_is_open(s) || (s->state == SESSION_WAITING && s->ends <= core->now.wall);
}

/* For whoever belongs to that session, until it is over; what they ask for time for is theirs. */
void view_bids(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	struct session_row *row = session_find(core, v->of);
	if (!row || row->s.model != MODEL_LEARNING_SET || is_over(core, &row->s))
		v->err = ERR_not_found;
	else if (!member_find(row, v->subject))
		v->err = ERR_not_allowed;
	if (v->err)
		return;
	const struct session *s = &row->s;
	doc_number(mem, doc, "id", s->id);
	doc_number(mem, doc, "partnership", s->partnership);
	doc_text(mem, doc, "title", session_name(core, row, mem));
	doc_number(mem, doc, "starts", s->starts);
	doc_number(mem, doc, "ends", s->ends);
	doc_number(mem, doc, "note", s->note);
	doc_number(mem, doc, "usual", core_bid_minutes(core, s));
	list_members(core, mem, doc, row);
}

/* ---- what an insight is about ---- */

void insight_written(struct session_row *row, ident takeaway, struct str text, enum insight insight)
{
	*LIST_ADD(row->insights, row->insight_count, row->insight_cap) =
		(struct written_insight){takeaway, insight, arena_str(&row->insight_mem, text)};
}

void insights_unwritten(struct session_row *row)
{
	row->insight_count = 0;
	arena_reset(&row->insight_mem);
}

size_t core_insights(const struct core *core, ident session, const struct written_insight **out)
{
	const struct session_row *row = session_find(core, session);
	*out = row ? row->insights : NULL;
	return row ? row->insight_count : 0;
}

static struct written_insight *insight_find(const struct core *core, ident takeaway, ident *partnership)
{
	const struct table *t = &core->sessions->sessions;
	for (size_t i = 0; i < t->count; i++) {
		const struct session_row *row = t->slots[i].row;
		for (size_t k = 0; k < row->insight_count; k++) {
			*partnership = row->s.partnership;
			if (row->insights[k].takeaway == takeaway)
				return &row->insights[k];
		}
	}
	return NULL;
}

/* Most insights are not in memory any more: the store looks whether whoever asks belongs to the partnership, and
 * what is none of theirs, or no insight, stays as it is. */
void on_takeaway_file(struct core *core, const struct msg_takeaway_file *m)
{
	ident asks = viewer_asks(core), partnership = 0;
	struct written_insight *here = insight_find(core, m->takeaway, &partnership);
	bool phone = core->msg->origin.source == FROM_PHONE;
	enum err err = ERR_none;
	if ((phone && asks <= 0) || (here && partnership && asker_in_partnership(core, partnership)))
		err = ERR_not_allowed;
	else if ((unsigned)m->insight >= INSIGHT_COUNT || m->takeaway <= 0)
		err = ERR_invalid;
	else if (here && here->insight == m->insight)
		err = ERR_already;
	if (!err) {
		if (here)
			here->insight = m->insight;
		core_deed(core,
			(struct deed){.kind = DEED_file,
				.a = m->takeaway,
				.b = phone ? asks : 0,
				.text = arena_printf(&core->scratch, "%d", (int)m->insight)});
		core_changed(core, CHANGE_SESSIONS);
	}
	core_reply(core, err, m->takeaway);
}
