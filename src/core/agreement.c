/* Agreements: what the members of a partnership settled, version by version.
 *
 * The newest version is written in place, edition by edition, until somebody confirms it. From then on it stays
 * as it is: the next change begins another version with the same words. A change says which edition was read and a
 * confirmation which version, too, so that nobody overwrites or says yes to what they have not seen. In force is
 * the newest version that everybody who belongs to the partnership has confirmed; who leaves need not be asked any
 * more, who joins confirms it too. Goals keep their id through all versions, so that their values go on. */
#include "core/partners.h"

#include <stdlib.h>

#define LINES_MAX_BYTES DETAIL_MAX_BYTES /* outcomes, own rules */
#define DUTY_MAX_BYTES OUTCOME_MAX_BYTES
#define REVIEW_LIMIT (800 * DAY) /* a review is within about two years */
#define SAME_VALUE (10 * MINUTE) /* who says again how far a goal is corrects themselves */
#define VALUE_MAX 10             /* of a measured goal */
#define VALUE_IN_WORDS (-1)

/* ---- keeping ---- */

static void version_keep(struct version *v)
{
	struct str *fields[2 + 3 * GOALS_MAX + PARTNERS_MAX];
	struct agreement *a = &v->a;
	size_t count = 0;
	fields[count++] = &a->outcomes;
	fields[count++] = &a->own_rules;
	for (size_t i = 0; i < a->goal_count; i++) {
		fields[count++] = &v->goals[i].text;
		fields[count++] = &v->goals[i].first_words;
		fields[count++] = &v->goals[i].target_words;
	}
	for (size_t i = 0; i < a->duty_count; i++)
		fields[count++] = &v->duties[i].text;
	strings_keep(&v->block, fields, count);
	a->goals = v->goals;
	a->duties = v->duties;
	a->yes = v->yes;
}

static void version_free(struct version *v)
{
	free(v->goals);
	free(v->duties);
	free(v->yes);
	free(v->block);
	free(v);
}

void agreements_drop(struct partnership_row *row)
{
	for (size_t i = 0; i < row->version_count; i++)
		version_free(row->version[i]);
	for (size_t i = 0; i < row->track_count; i++) {
		free(row->tracks[i].points);
		free(row->tracks[i].block);
	}
	free(row->version);
	free(row->tracks);
}

static struct version *version_add(struct partnership_row *row)
{
	struct version *v = xcalloc(1, sizeof *v);
	v->a = (struct agreement){.partnership = row->p.id,
		.version = (int32_t)row->version_count + 1,
		.outcomes = STR(""),
		.own_rules = STR("")};
	*LIST_ADD(row->version, row->version_count, row->version_cap) = v;
	return v;
}

static struct version *newest(const struct partnership_row *row)
{
	return row->version_count ? row->version[row->version_count - 1] : NULL;
}

static struct version *version_of(const struct core *core, const struct value *v)
{
	struct partnership_row *row = partnership_find(core, v[0].i);
	return row && v[1].i >= 1 && v[1].i <= (int64_t)row->version_count ? row->version[v[1].i - 1] : NULL;
}

/* They come in order: one that is missing would leave a gap, which is filled by an empty one. */
void load_agreement(struct core *core, const struct value *v)
{
	struct partnership_row *row = partnership_find(core, v[0].i);
	if (!row || v[1].i < 1 || v[1].i > INT32_MAX)
		return;
	while ((int64_t)row->version_count < v[1].i)
		version_add(row);
	struct version *one = row->version[v[1].i - 1];
	one->a.edition = (int32_t)v[2].i;
	one->a.outcomes = v[3].s;
	one->a.rules = (unsigned)v[4].i & ((1u << RULE_COUNT) - 1);
	one->a.own_rules = v[5].s;
	one->a.rhythm = (enum rhythm)row_enum(&v[6], RHYTHM_COUNT);
	one->a.review = v[7].i;
	one->a.created = v[8].i;
	one->a.person = v[9].i;
	version_keep(one);
}

static void duty_put(struct version *v, ident person, struct str text)
{
	size_t i = 0;
	while (i < v->a.duty_count && v->duties[i].person != person)
		i++;
	if (i < v->a.duty_count)
		v->duties[i].text = text;
	else if (i < PARTNERS_MAX)
		*LIST_ADD(v->duties, v->a.duty_count, v->duty_cap) = (struct duty){person, text};
	version_keep(v);
}

void load_duty(struct core *core, const struct value *v)
{
	struct version *one = version_of(core, v);
	if (one)
		duty_put(one, v[2].i, v[3].s);
}

void load_goal(struct core *core, const struct value *v)
{
	struct version *one = version_of(core, v);
	if (!one || one->a.goal_count == GOALS_MAX)
		return;
	*LIST_ADD(one->goals, one->a.goal_count, one->goal_cap) = (struct goal){.id = v[2].i,
		.person = v[4].i,
		.text = v[5].s,
		.measured = v[6].i != 0,
		.first = (int32_t)v[7].i,
		.target = (int32_t)v[8].i,
		.first_words = v[9].s,
		.target_words = v[10].s};
	version_keep(one);
	if (v[2].i > core->last_id)
		core->last_id = v[2].i;
}

/* By when they did, so that the list reads the same after a restart. */
static void confirmed_add(struct version *v, ident person, int64_t at)
{
	size_t i = v->a.yes_count;
	*LIST_ADD(v->yes, v->a.yes_count, v->yes_cap) = (struct confirmed){person, at};
	for (; i > 0 && (v->yes[i - 1].at > at || (v->yes[i - 1].at == at && v->yes[i - 1].person > person));
		i--)
		v->yes[i] = v->yes[i - 1];
	v->yes[i] = (struct confirmed){person, at};
	v->a.yes = v->yes;
}

void load_confirmation(struct core *core, const struct value *v)
{
	struct version *one = version_of(core, v);
	if (one)
		confirmed_add(one, v[2].i, v[3].i);
}

static void agreement_save(struct core *core, const struct version *v)
{
	const struct agreement *a = &v->a;
	PUT(core, REC_agreement, VI(a->partnership), VI(a->version), VI(a->edition), VS(a->outcomes),
		VI(a->rules), VS(a->own_rules), VI(a->rhythm), VI(a->review), VI(a->created), VI(a->person));
	core_changed(core, CHANGE_PARTNERSHIPS);
}

static void duty_save(struct core *core, const struct version *v, const struct duty *d)
{
	PUT(core, REC_duty, VI(v->a.partnership), VI(v->a.version), VI(d->person), VS(d->text));
}

static void goal_save(struct core *core, const struct version *v, const struct goal *g)
{
	PUT(core, REC_goal, VI(v->a.partnership), VI(v->a.version), VI(g->id), VI(g - v->goals),
		VI(g->person), VS(g->text), VI(g->measured), VI(g->first), VI(g->target), VS(g->first_words),
		VS(g->target_words));
}

/* ---- what is in force ---- */

static bool has_confirmed(const struct version *v, ident person)
{
	for (size_t i = 0; i < v->a.yes_count; i++)
		if (v->yes[i].person == person)
			return true;
	return false;
}

/* One alone agrees with nobody. */
static bool all_confirmed(const struct partnership_row *row, const struct version *v)
{
	size_t count = 0;
	for (size_t i = 0; i < row->p.count; i++) {
		if (!partner_counts(&row->p, &row->partners[i]))
			continue;
		if (!has_confirmed(v, row->partners[i].person))
			return false;
		count++;
	}
	return count > 1;
}

struct version *agreement_in_force(const struct partnership_row *row)
{
	for (size_t i = row->version_count; i-- > 0;)
		if (all_confirmed(row, row->version[i]))
			return row->version[i];
	return NULL;
}

/* ---- writing ---- */

/* Another version with the same words, when the newest was confirmed by somebody. */
static struct version *version_copy(struct core *core, struct partnership_row *row)
{
	const struct version *old = newest(row);
	struct version *v = version_add(row);
	struct agreement a = v->a;
	v->a = old->a;
	v->a.version = a.version;
	v->a.yes_count = v->a.goal_count = v->a.duty_count = 0;
	for (size_t i = 0; i < old->a.goal_count; i++)
		*LIST_ADD(v->goals, v->a.goal_count, v->goal_cap) = old->goals[i];
	for (size_t i = 0; i < old->a.duty_count; i++)
		*LIST_ADD(v->duties, v->a.duty_count, v->duty_cap) = old->duties[i];
	version_keep(v);
	for (size_t i = 0; i < v->a.goal_count; i++)
		goal_save(core, v, &v->goals[i]);
	for (size_t i = 0; i < v->a.duty_count; i++)
		duty_save(core, v, &v->duties[i]);
	return v;
}

/* The version that the words go into. */
static struct version *draft(struct core *core, struct partnership_row *row)
{
	struct version *v = newest(row);
	return !v ? version_add(row) : v->a.yes_count ? version_copy(core, row) : v;
}

/* After the last change of its words. */
static void changed(struct core *core, struct version *v, ident person)
{
	v->a.edition++;
	v->a.person = person;
	v->a.created = core->now.wall;
	version_keep(v);
	agreement_save(core, v);
}

static int32_t edition_of(const struct partnership_row *row)
{
	return row->version_count ? newest(row)->a.edition : 0;
}

/* The partnership whose agreement somebody may write who has read this edition, else answered, and NULL. The words
 * are the members': the coordinator does not even see them. */
static struct partnership_row *row_to_write(struct core *core, ident partnership, int32_t edition)
{
	struct partnership_row *row = partnership_for_rule(core, partnership);
	if (!row)
		return NULL;
	enum err err = viewer_asks(core) == COORDINATOR ? ERR_not_allowed
		: edition != edition_of(row)            ? ERR_conflict
							: ERR_none;
	if (!err)
		return row;
	core_reply(core, err, edition_of(row));
	return NULL;
}

/* Who writes: on a phone its person, at the screen whoever is named, and nobody if that is no member. */
static ident writer(struct core *core, const struct partnership_row *row, ident named)
{
	ident person;
	if (asker_person(core, named, &person))
		return 0;
	return partnership_has(&row->p, person) ? person : 0;
}

static bool is_number_of(enum agreement_part part, int64_t number, const struct moment *now)
{
	switch (part) {
	case PART_RULES:
		return number >= 0 && number < 1 << RULE_COUNT;
	case PART_RHYTHM:
		return number >= 0 && number < RHYTHM_COUNT;
	default:                              /* PART_REVIEW */
		if (!number || !now->trusted) /* a clock nobody has set knows no day that is near */
			return number >= 0 && number < DAYS_END;
		return number > now->wall - DAY && number <= now->wall + REVIEW_LIMIT;
	}
}

static int64_t number_in(const struct agreement *a, enum agreement_part part)
{
	return part == PART_RULES ? (int64_t)a->rules : part == PART_RHYTHM ? (int64_t)a->rhythm : a->review;
}

static struct str text_in(const struct version *v, enum agreement_part part, ident person)
{
	for (size_t i = 0; part == PART_DUTY && i < v->a.duty_count; i++)
		if (v->duties[i].person == person)
			return v->duties[i].text;
	return part == PART_OUTCOMES ? v->a.outcomes : part == PART_OWN_RULES ? v->a.own_rules : STR("");
}

static bool is_text(enum agreement_part part)
{
	return part == PART_OUTCOMES || part == PART_OWN_RULES || part == PART_DUTY;
}

struct wording { /* as it was asked for, fit to keep */
	enum agreement_part part;
	struct str text;
	int64_t number;
	ident whose;
};

static enum err read_change(struct core *core, const struct partnership_row *row,
	const struct msg_agreement_set *m, struct wording *out)
{
	*out = (struct wording){.part = m->part, .text = STR(""), .number = m->number};
	if ((unsigned)m->part >= PART_COUNT)
		return ERR_invalid;
	if (!is_text(m->part))
		return is_number_of(m->part, m->number, &core->now) ? ERR_none : ERR_invalid;
	out->whose = m->part == PART_DUTY ? m->person : 0;
	if (m->part == PART_DUTY && !partnership_has(&row->p, m->person))
		return ERR_invalid;
	return core_clean(
		core, m->text, m->part == PART_DUTY ? DUTY_MAX_BYTES : LINES_MAX_BYTES, true, &out->text);
}

static bool is_as_it_was(const struct version *v, const struct wording *c)
{
	static const struct version nothing = {0};
	v = v ? v : &nothing;
	return is_text(c->part) ? str_eq(text_in(v, c->part, c->whose), c->text)
				: number_in(&v->a, c->part) == c->number;
}

static void take_change(struct core *core, struct version *v, const struct wording *c)
{
	switch (c->part) {
	case PART_OUTCOMES:
		v->a.outcomes = c->text;
		break;
	case PART_OWN_RULES:
		v->a.own_rules = c->text;
		break;
	case PART_RULES:
		v->a.rules = (unsigned)c->number;
		break;
	case PART_RHYTHM:
		v->a.rhythm = (enum rhythm)c->number;
		break;
	case PART_REVIEW:
		v->a.review = c->number;
		break;
	default: /* PART_DUTY */
		duty_put(v, c->whose, c->text);
		duty_save(core, v, &(struct duty){c->whose, c->text});
	}
}

/* The answer names the edition that the agreement has now. */
void on_agreement_set(struct core *core, const struct msg_agreement_set *m)
{
	struct partnership_row *row = row_to_write(core, m->partnership, m->edition);
	struct wording change;
	if (!row)
		return;
	enum err err = read_change(core, row, m, &change);
	if (!err && is_as_it_was(newest(row), &change))
		err = ERR_already;
	if (!err) {
		struct version *v = draft(core, row);
		take_change(core, v, &change);
		changed(core, v, writer(core, row, m->part == PART_DUTY ? 0 : m->person));
	}
	core_reply(core, err, edition_of(row));
}

/* ---- confirming ---- */

static bool says_nothing(const struct version *v)
{
	return !v->a.outcomes.n && !v->a.own_rules.n && !v->a.rules && !v->a.goal_count;
}

static enum err check_confirm(
	struct core *core, const struct partnership_row *row, const struct msg_agreement_confirm *m)
{
	const struct version *v = newest(row);
	if (viewer_asks(core) == COORDINATOR || asker_is(core, m->person))
		return ERR_not_allowed;
	if (!partnership_has(&row->p, m->person))
		return ERR_not_allowed;
	if (!v || m->version != v->a.version || m->edition != v->a.edition)
		return ERR_conflict;
	return has_confirmed(v, m->person) ? ERR_already : says_nothing(v) ? ERR_invalid : ERR_none;
}

/* Who confirms what is agreed has said yes to learning together, too. The answer names the version. */
void on_agreement_confirm(struct core *core, const struct msg_agreement_confirm *m)
{
	struct partnership_row *row = partnership_find(core, m->partnership);
	/* Whoever is only asked to belong to it may, too: that is their yes. */
	if (!row || row->p.state == PARTNERSHIP_ENDED) {
		core_reply(core, row ? ERR_closed : ERR_not_found, m->partnership);
		return;
	}
	enum err err = check_confirm(core, row, m);
	if (!err) {
		struct version *v = newest(row);
		confirmed_add(v, m->person, core->now.wall);
		v->seq = core->step_seq;
		PUT(core, REC_confirmation, VI(row->p.id), VI(v->a.version), VI(m->person),
			VI(core->now.wall));
		core_changed(core, CHANGE_PARTNERSHIPS);
		partner_answer(core, row, partner_find(row, m->person), CONSENT_YES);
		audit_line(core, row->p.id);
	}
	core_reply(core, err, (ident)row->version_count);
}

/* ---- goals ---- */

static struct goal *goal_in(struct version *v, ident goal)
{
	for (size_t i = 0; v && goal && i < v->a.goal_count; i++)
		if (v->goals[i].id == goal)
			return &v->goals[i];
	return NULL;
}

static enum err read_goal(
	struct core *core, const struct partnership_row *row, const struct msg_goal_set *m, struct goal *out)
{
	*out = (struct goal){.id = m->goal, .person = m->person, .measured = m->measured};
	enum err err = core_clean(core, m->text, TITLE_MAX_BYTES, false, &out->text);
	if (!err)
		err = core_clean(core, m->first_words, TITLE_MAX_BYTES, false, &out->first_words);
	if (!err)
		err = core_clean(core, m->target_words, TITLE_MAX_BYTES, false, &out->target_words);
	if (err)
		return err;
	if (m->measured) {
		out->first = m->first;
		out->target = m->target;
	}
	bool on_scale = out->first >= 0 && out->first <= VALUE_MAX && out->target >= 0 &&
		out->target <= VALUE_MAX && (!m->measured || out->first != out->target);
	bool anybodys = !m->person || partnership_has(&row->p, m->person);
	return out->text.n && on_scale && anybodys ? ERR_none : ERR_invalid;
}

static bool same_goal(const struct goal *a, const struct goal *b)
{
	return a->person == b->person && a->measured == b->measured && a->first == b->first &&
		a->target == b->target && str_eq(a->text, b->text) &&
		str_eq(a->first_words, b->first_words) && str_eq(a->target_words, b->target_words);
}

static enum err check_goal(struct partnership_row *row, const struct goal *goal)
{
	struct version *v = newest(row);
	const struct goal *old = goal_in(v, goal->id);
	if (goal->id && !old)
		return ERR_not_found;
	if (old)
		return same_goal(old, goal) ? ERR_already : ERR_none;
	return v && v->a.goal_count == GOALS_MAX ? ERR_too_many : ERR_none;
}

/* The answer names the goal. */
void on_goal_set(struct core *core, const struct msg_goal_set *m)
{
	struct partnership_row *row = row_to_write(core, m->partnership, m->edition);
	struct goal goal;
	if (!row)
		return;
	enum err err = read_goal(core, row, m, &goal);
	if (!err)
		err = check_goal(row, &goal);
	if (!err) {
		struct version *v = draft(core, row);
		struct goal *at = goal_in(v, goal.id);
		if (!at) {
			goal.id = core_new_id(core);
			at = LIST_ADD(v->goals, v->a.goal_count, v->goal_cap);
		}
		*at = goal;
		changed(core, v, writer(core, row, 0));
		goal_save(core, v, at);
	}
	core_reply(core, err, goal.id);
}

void on_goal_drop(struct core *core, const struct msg_goal_drop *m)
{
	struct partnership_row *row = row_to_write(core, m->partnership, m->edition);
	if (!row)
		return;
	enum err err = goal_in(newest(row), m->goal) ? ERR_none : ERR_not_found;
	if (!err) {
		struct version *v = draft(core, row);
		size_t at = (size_t)(goal_in(v, m->goal) - v->goals);
		core_delete(
			core, REC_goal, (const struct value[]){VI(row->p.id), VI(v->a.version), VI(m->goal)});
		for (; at + 1 < v->a.goal_count; at++)
			v->goals[at] = v->goals[at + 1];
		v->a.goal_count--;
		changed(core, v, writer(core, row, 0));
	}
	core_reply(core, err, edition_of(row));
}

/* ---- how far a goal is ---- */

static struct partnership_row *row_of_goal(const struct core *core, ident goal)
{
	const struct table *t = &core->partnerships->partnerships;
	for (size_t i = 0; i < t->count; i++) {
		struct partnership_row *row = t->slots[i].row;
		for (size_t k = row->version_count; k-- > 0;)
			if (goal_in(row->version[k], goal))
				return row;
	}
	return NULL;
}

static struct track *track_find(const struct partnership_row *row, ident goal)
{
	for (size_t i = 0; i < row->track_count; i++)
		if (row->tracks[i].goal == goal)
			return &row->tracks[i];
	return NULL;
}

static struct track *track_for(struct partnership_row *row, ident goal)
{
	struct track *t = track_find(row, goal);
	if (t)
		return t;
	t = LIST_ADD(row->tracks, row->track_count, row->track_cap);
	*t = (struct track){.goal = goal};
	return t;
}

static void track_keep(struct track *t)
{
	struct str **fields = xmalloc((t->count + 1) * sizeof *fields);
	for (size_t i = 0; i < t->count; i++)
		fields[i] = &t->points[i].words;
	strings_keep(&t->block, fields, t->count);
	free(fields);
}

void load_goal_value(struct core *core, const struct value *v)
{
	struct partnership_row *row = partnership_find(core, v[2].i);
	if (!row)
		return;
	struct track *t = track_for(row, v[0].i);
	*LIST_ADD(t->points, t->count, t->cap) = (struct goal_point){
		.at = v[1].i, .value = (int32_t)v[3].i, .words = v[4].s, .person = v[5].i};
	track_keep(t);
}

/* By measure where the goal has one, with or without words; else in words alone. */
static enum err read_point(
	struct core *core, const struct goal *g, const struct msg_goal_value *m, struct goal_point *out)
{
	enum err err = core_clean(core, m->words, OUTCOME_MAX_BYTES, true, &out->words);
	out->value = g->measured ? m->value : VALUE_IN_WORDS;
	if (err)
		return err;
	if (g->measured)
		return m->value >= 0 && m->value <= VALUE_MAX ? ERR_none : ERR_invalid;
	return m->value == VALUE_IN_WORDS && out->words.n ? ERR_none : ERR_invalid;
}

/* A moment after they said it they correct themselves; a clock that has gone back says nothing of how long ago it was. */
static bool is_corrected(const struct goal_point *last, const struct goal_point *now)
{
	int64_t since = now->at - last->at;
	return last->person == now->person && since < SAME_VALUE && since > -SAME_VALUE;
}

/* The clock may stand or have gone back: points stay in the order they were said. */
static void point_add(struct core *core, struct partnership_row *row, ident goal, struct goal_point point)
{
	struct track *t = track_for(row, goal);
	struct goal_point *last = t->count ? &t->points[t->count - 1] : NULL;
	point.at = core_stamp(core);
	if (last && is_corrected(last, &point)) {
		point.at = last->at;
		*last = point;
	} else {
		if (last && point.at <= last->at)
			point.at = last->at + 1;
		*LIST_ADD(t->points, t->count, t->cap) = point;
	}
	track_keep(t);
	const struct goal_point *now = &t->points[t->count - 1];
	PUT(core, REC_goal_value, VI(goal), VI(now->at), VI(row->p.id), VI(now->value), VS(now->words),
		VI(now->person));
	core_changed(core, CHANGE_PARTNERSHIPS);
}

void on_goal_value(struct core *core, const struct msg_goal_value *m)
{
	struct partnership_row *row = row_of_goal(core, m->goal);
	struct goal_point point = {0};
	const struct goal *goal = NULL;
	if (!row) {
		core_reply(core, ERR_not_found, 0);
		return;
	}
	if (!partnership_for_rule(core, row->p.id))
		return;
	for (size_t k = row->version_count; k-- > 0 && !goal;)
		goal = goal_in(row->version[k], m->goal);
	enum err err = viewer_asks(core) == COORDINATOR ? ERR_not_allowed : read_point(core, goal, m, &point);
	point.person = writer(core, row, m->person);
	if (!err)
		point_add(core, row, m->goal, point);
	core_reply(core, err, m->goal);
}

/* ---- reading ---- */

static bool is_in_force(const struct core *core, const struct partnership_row *row, const struct version *v)
{
	return all_confirmed(row, v) && v->seq <= core->committed && row->partners_seq <= core->committed;
}

bool core_agreement(const struct core *core, ident partnership, int32_t version, struct agreement *out)
{
	const struct partnership_row *row = partnership_find(core, partnership);
	const struct version *v = NULL;
	*out = (struct agreement){.partnership = partnership, .outcomes = STR(""), .own_rules = STR("")};
	if (!row)
		return false;
	if (version == -1)
		for (size_t i = row->version_count; i-- > 0 && !v;)
			v = is_in_force(core, row, row->version[i]) ? row->version[i] : NULL;
	else if (version == 0)
		v = newest(row);
	else if (version > 0 && version <= (int32_t)row->version_count)
		v = row->version[version - 1];
	if (!v)
		return false;
	*out = v->a;
	out->in_force = is_in_force(core, row, v);
	return true;
}

enum agreement_state core_agreement_state(const struct core *core, ident partnership, int64_t wall)
{
	struct agreement newest, force;
	if (!core_agreement(core, partnership, 0, &newest))
		return AGREEMENT_NONE;
	if (!newest.in_force && newest.yes_count)
		return AGREEMENT_WAITS;
	if (!core_agreement(core, partnership, -1, &force))
		return AGREEMENT_DRAFT;
	return core->now.trusted && force.review && force.review <= wall ? AGREEMENT_REVIEW_DUE
									 : AGREEMENT_IN_FORCE;
}

size_t core_goal_points(const struct core *core, ident goal, const struct goal_point **out)
{
	const struct partnership_row *row = row_of_goal(core, goal);
	const struct track *t = row ? track_find(row, goal) : NULL;
	*out = t ? t->points : NULL;
	return t ? t->count : 0;
}

/* ---- what differs ---- */

struct differences {
	struct difference *out;
	size_t count, cap;
};

static void differ(struct differences *d, struct difference one)
{
	if (d->count < d->cap)
		d->out[d->count++] = one;
}

static void differ_in_parts(struct differences *d, const struct version *old, const struct version *new)
{
	for (enum agreement_part part = 0; part < PART_DUTY; part++) {
		int64_t before = number_in(&old->a, part), after = number_in(&new->a, part);
		struct str said = text_in(old, part, 0), says = text_in(new, part, 0);
		if (is_text(part) ? !str_eq(said, says) : before != after)
			differ(d,
				(struct difference){.part = part,
					.before = said,
					.after = says,
					.number_before = is_text(part) ? 0 : before,
					.number_after = is_text(part) ? 0 : after});
	}
}

/* Of those whom one of the two names, the old one's first. */
static void differ_in_duties(struct differences *d, const struct version *old, const struct version *new)
{
	const struct version *const both[] = {old, new};
	for (size_t side = 0; side < 2; side++)
		for (size_t i = 0; i < both[side]->a.duty_count; i++) {
			ident person = both[side]->duties[i].person;
			struct str said = text_in(old, PART_DUTY, person),
				   says = text_in(new, PART_DUTY, person);
			bool named = false;
			for (size_t k = 0; side && k < old->a.duty_count; k++)
				named = named || old->duties[k].person == person;
			if (!named && !str_eq(said, says))
				differ(d,
					(struct difference){.part = PART_DUTY,
						.of = person,
						.before = said,
						.after = says});
		}
}

static void differ_in_goal(
	struct differences *d, ident goal, const struct goal *before, const struct goal *after)
{
	differ(d,
		(struct difference){.part = PART_COUNT,
			.of = goal,
			.before = before ? before->text : STR(""),
			.after = after ? after->text : STR(""),
			.goal_before = before,
			.goal_after = after});
}

static void differ_in_goals(struct differences *d, struct version *old, struct version *new)
{
	for (size_t i = 0; i < old->a.goal_count; i++) {
		const struct goal *after = goal_in(new, old->goals[i].id);
		if (!after || !same_goal(&old->goals[i], after))
			differ_in_goal(d, old->goals[i].id, &old->goals[i], after);
	}
	for (size_t i = 0; i < new->a.goal_count; i++)
		if (!goal_in(old, new->goals[i].id))
			differ_in_goal(d, new->goals[i].id, NULL, &new->goals[i]);
}

size_t core_agreement_changes(
	const struct core *core, ident partnership, int32_t version, struct difference *out, size_t cap)
{
	const struct partnership_row *row = partnership_find(core, partnership);
	struct differences d = {.out = out, .cap = cap};
	if (!row || version < 2 || version > (int32_t)row->version_count)
		return 0;
	struct version *old = row->version[version - 2], *new = row->version[version - 1];
	differ_in_parts(&d, old, new);
	differ_in_duties(&d, old, new);
	differ_in_goals(&d, old, new);
	return d.count;
}

/* ---- at the door ---- */

static bool is_theirs(const struct goal *g, ident person)
{
	return !g->person || g->person == person;
}

/* When something was said last about the goal; 0: never. Today, by them: they need not be asked again. */
static int64_t said_last(
	const struct partnership_row *row, const struct goal *g, ident person, int64_t wall, bool *today)
{
	const struct track *t = track_find(row, g->id);
	size_t count = t ? t->count : 0;
	*today = false;
	for (size_t i = 0; i < count; i++)
		*today = *today || (t->points[i].person == person && t->points[i].at >= day_start(wall));
	return count ? t->points[count - 1].at : 0;
}

struct candidate {
	struct follow_up f;
	int64_t said;
};

/* The one whose review is nearer, then the one of which nothing was heard for longer. */
static bool is_nearer(const struct candidate *a, const struct candidate *b)
{
	int64_t x = a->f.review ? a->f.review : NEVER, y = b->f.review ? b->f.review : NEVER;
	return !b->f.goal || (x != y ? x < y : a->said < b->said);
}

bool core_follow_up(const struct core *core, ident person, int64_t wall, struct follow_up *out)
{
	const struct table *t = &core->partnerships->partnerships;
	struct candidate best = {0};
	struct agreement a;
	bool today;
	for (size_t i = 0; i < t->count; i++) {
		const struct partnership_row *row = t->slots[i].row;
		bool meets = row->p.state == PARTNERSHIP_ACTIVE || row->p.state == PARTNERSHIP_AGREED;
		if (!meets || !partnership_counts(&row->p, person) ||
			!core_agreement(core, row->p.id, -1, &a))
			continue;
		for (size_t k = 0; k < a.goal_count; k++) {
			struct candidate one = {{row->p.id, a.goals[k].id, a.review},
				said_last(row, &a.goals[k], person, wall, &today)};
			if (!today && is_theirs(&a.goals[k], person) && is_nearer(&one, &best))
				best = one;
		}
	}
	*out = best.f;
	return best.f.goal != 0;
}
