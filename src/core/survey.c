/* Instruments put to a partnership: the one promise is that nobody sees an answer of another before all have
 * answered. So answers are kept for each person, one by one as they are given, and nothing reads them but that
 * person's own page and, once it is shown, the sums below. What the coordinator and the screen are told are numbers.
 *
 * An area of an instrument is worth the mean of each person's answers in it; a person who left it out does not
 * count. Where people differ is said by the lowest and the highest, without names. */
#include "core/survey.h"

#include <stdlib.h>
#include <string.h>

#include "core/partners.h"
#include "core/programmes.h"
#include "core/surveys.h"
#include "core/viewer.h"

#define TREND_MAX 12 /* shown before, of one partnership; older ones are left out */

struct sheet { /* what one person answered */
	ident person;
	int64_t submitted;         /* wall; 0: not yet */
	uint8_t values[ITEMS_MAX]; /* 0: not answered */
};
struct survey_row {
	struct survey s; /* id first, see table.h */
	char *block;
	struct sheet *sheets;
	size_t count, cap;
	bool opened_doubtful, revealed_doubtful; /* the clock was not known to be right */
};
struct surveys {
	struct table surveys;
};

/* ---- keeping ---- */

struct surveys *surveys_new(void)
{
	return xcalloc(1, sizeof(struct surveys));
}

static void survey_drop(void *row)
{
	struct survey_row *survey = row;
	free(survey->block);
	free(survey->sheets);
}

void surveys_free(struct surveys *s)
{
	table_free(&s->surveys, survey_drop);
	free(s);
}

static struct survey_row *survey_find(const struct core *core, ident id)
{
	return table_find(&core->surveys->surveys, id);
}

static struct sheet *sheet_find(const struct survey_row *row, ident person)
{
	for (size_t i = 0; row && i < row->count; i++)
		if (row->sheets[i].person == person)
			return &row->sheets[i];
	return NULL;
}

static struct sheet *sheet_of(struct survey_row *row, ident person)
{
	struct sheet *s = sheet_find(row, person);
	if (s)
		return s;
	s = LIST_ADD(row->sheets, row->count, row->cap);
	*s = (struct sheet){.person = person};
	return s;
}

static void keep_words(struct survey_row *row)
{
	struct str *const fields[] = {&row->s.instrument};
	strings_keep(&row->block, fields, 1);
}

void load_survey(struct core *core, const struct value *v)
{
	struct survey_row *row = table_add(&core->surveys->surveys, v[0].i, sizeof *row);
	row->s = (struct survey){.id = v[0].i,
		.instrument = v[1].s,
		.partnership = v[2].i,
		.programme = v[3].i,
		.opened = v[4].i,
		.due = v[5].i,
		.revealed = v[6].i};
	keep_words(row);
}

void load_answer(struct core *core, const struct value *v)
{
	struct survey_row *row = survey_find(core, v[0].i);
	if (row && v[2].i >= 0 && v[2].i < ITEMS_MAX && v[3].i >= 1 && v[3].i <= ANCHORS)
		sheet_of(row, v[1].i)->values[v[2].i] = (uint8_t)v[3].i;
}

void load_submission(struct core *core, const struct value *v)
{
	struct survey_row *row = survey_find(core, v[0].i);
	if (row)
		sheet_of(row, v[1].i)->submitted = v[2].i;
}

static void survey_save(struct core *core, struct survey_row *row)
{
	const struct survey *s = &row->s;
	row->s.seq = core->step_seq;
	PUT(core, REC_survey, VI(s->id), VS(s->instrument), VI(s->partnership), VI(s->programme),
		VI(s->opened), VI(s->due), VI(s->revealed));
	core_changed(core, CHANGE_SURVEYS | CHANGE_PROGRAMMES);
}

/* ---- readings ---- */

const struct survey *core_survey(const struct core *core, ident id)
{
	const struct survey_row *row = survey_find(core, id);
	return row ? &row->s : NULL;
}

size_t core_surveys(const struct core *core, ident partnership, const struct survey **out, size_t cap)
{
	const struct table *t = &core->surveys->surveys;
	size_t count = 0;
	for (size_t i = t->count; i-- > 0 && count < cap;) {
		const struct survey_row *row = t->slots[i].row;
		if (!partnership || row->s.partnership == partnership)
			out[count++] = &row->s;
	}
	return count;
}

static const struct instrument *instrument_of(const struct core *core, const struct survey *s)
{
	return content_instrument(core->config.content, core->config.language, s->instrument);
}

static bool submitted(const struct survey_row *row, ident person)
{
	const struct sheet *s = sheet_find(row, person);
	return s && s->submitted;
}

static bool belongs(const struct core *core, const struct survey_row *row, ident person)
{
	const struct partnership *p = core_partnership(core, row->s.partnership);
	return p && partnership_counts(p, person);
}

/* Of one who belongs to it. */
static bool waits_for(const struct core *core, const struct survey_row *row, ident person)
{
	return !row->s.revealed && !submitted(row, person) && instrument_of(core, &row->s);
}

static bool due_before(const struct survey *a, const struct survey *b)
{
	int64_t due_a = a->due ? a->due : NEVER, due_b = b->due ? b->due : NEVER;
	return due_a != due_b ? due_a < due_b : a->id < b->id;
}

/* In order; one past the end of the list only if it goes before another. */
static size_t insert_due(const struct survey **out, size_t count, size_t cap, const struct survey *s)
{
	size_t at = count, all = count < cap ? count + 1 : count;
	for (; at > 0 && due_before(s, out[at - 1]); at--)
		if (at < cap)
			out[at] = out[at - 1];
	if (at < cap)
		out[at] = s;
	return all;
}

/* Of a partnership's surveys those that one of its people has yet to submit. */
static size_t add_asked(const struct core *core, ident partnership, ident person, const struct survey **out,
	size_t count, size_t cap)
{
	const struct table *t = &core->surveys->surveys;
	for (size_t i = 0; i < t->count; i++) {
		const struct survey_row *row = t->slots[i].row;
		if (row->s.partnership == partnership && waits_for(core, row, person))
			count = insert_due(out, count, cap, &row->s);
	}
	return count;
}

/* A room has thousands of surveys, a person a few partnerships: those are found first. */
size_t core_surveys_asked(const struct core *core, ident person, const struct survey **out, size_t cap)
{
	const struct table *t = &core->partnerships->partnerships;
	size_t count = 0;
	for (size_t i = 0; i < t->count; i++) {
		const struct partnership *p = &((const struct partnership_row *)t->slots[i].row)->p;
		const struct partner *one =
			p->state == PARTNERSHIP_ENDED ? NULL : partnership_partner(p, person);
		if (one && partner_counts(p, one))
			count = add_asked(core, p->id, person, out, count, cap);
	}
	return count;
}

struct survey_state core_survey_state(const struct core *core, ident id)
{
	const struct survey_row *row = survey_find(core, id);
	const struct partnership *p = row ? core_partnership(core, row->s.partnership) : NULL;
	const struct instrument *in = row ? instrument_of(core, &row->s) : NULL;
	struct survey_state state = {.items = in ? in->item_count : 0};
	for (size_t i = 0; p && i < p->count; i++) {
		if (!partner_counts(p, &p->partners[i]))
			continue;
		state.people++;
		state.submitted += submitted(row, p->partners[i].person);
	}
	return state;
}

bool core_survey_submitted(const struct core *core, ident survey, ident person)
{
	return submitted(survey_find(core, survey), person);
}

int core_survey_answer(const struct core *core, ident survey, ident person, int item)
{
	const struct sheet *s = sheet_find(survey_find(core, survey), person);
	return s && item >= 0 && item < ITEMS_MAX ? s->values[item] : 0;
}

int core_survey_answered(const struct core *core, ident survey, ident person)
{
	int items = core_survey_state(core, survey).items, count = 0;
	for (int i = 0; i < items; i++)
		count += core_survey_answer(core, survey, person, i) > 0;
	return count;
}

int core_survey_next_item(const struct core *core, ident survey, ident person, int from)
{
	int items = core_survey_state(core, survey).items;
	for (int i = 0; i < items; i++) {
		int item = (from + i) % items;
		if (!core_survey_answer(core, survey, person, item))
			return item;
	}
	return -1;
}

static bool is_of_a_programme(const struct core *core, const struct survey *s)
{
	const struct table *t = &core->programmes->programmes;
	bool of = s->programme != 0;
	for (size_t i = 0; i < t->count; i++)
		for (int step = 0; step < PROGRAMME_STEPS; step++)
			of |= ((const struct programme_row *)t->slots[i].row)->p.steps[step].survey == s->id;
	return of;
}

/* An answer that was taken back is none. */
static bool has_answers(const struct survey_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		if (row->sheets[i].submitted)
			return true;
		for (int item = 0; item < ITEMS_MAX; item++)
			if (row->sheets[i].values[item])
				return true;
	}
	return false;
}

bool core_survey_untouched(const struct core *core, ident id)
{
	const struct survey_row *row = survey_find(core, id);
	return row && !row->s.revealed && !is_of_a_programme(core, &row->s) && !has_answers(row);
}

bool core_survey_late(const struct core *core, ident id, int64_t wall)
{
	const struct survey *s = core_survey(core, id);
	return s && !s->revealed && s->due && core->now.trusted && wall >= s->due;
}

/* ---- rules ---- */

static void reveal(struct core *core, struct survey_row *row)
{
	row->s.revealed = core_stamp(core);
	row->revealed_doubtful = !core->now.trusted;
	survey_save(core, row);
}

static bool nobody_is_missing(const struct core *core, const struct survey_row *row)
{
	struct survey_state state = core_survey_state(core, row->s.id);
	return state.people > 0 && state.submitted == state.people;
}

void surveys_people_changed(struct core *core, ident partnership)
{
	struct table *t = &core->surveys->surveys;
	for (size_t i = 0; i < t->count; i++) {
		struct survey_row *row = t->slots[i].row;
		bool waits = row->s.partnership == partnership && !row->s.revealed;
		if (waits && nobody_is_missing(core, row))
			reveal(core, row);
	}
}

void surveys_clock_set(struct core *core, int64_t by)
{
	struct table *t = &core->surveys->surveys;
	for (size_t i = 0; i < t->count; i++) {
		struct survey_row *row = t->slots[i].row;
		if (!row->opened_doubtful && !row->revealed_doubtful)
			continue;
		row->s.opened += row->opened_doubtful ? by : 0;
		row->s.revealed += row->revealed_doubtful ? by : 0;
		row->opened_doubtful = row->revealed_doubtful = false;
		survey_save(core, row);
	}
}

/* Who was erased left in the rows alone, where no rule heard of it. */
void surveys_loaded(struct core *core)
{
	struct table *t = &core->surveys->surveys;
	for (size_t i = 0; i < t->count; i++) {
		struct survey_row *row = t->slots[i].row;
		if (!row->s.revealed && nobody_is_missing(core, row))
			reveal(core, row);
	}
}

static struct survey_row *open_survey(const struct core *core, ident partnership, struct str instrument)
{
	struct table *t = &core->surveys->surveys;
	for (size_t i = 0; i < t->count; i++) {
		struct survey_row *row = t->slots[i].row;
		if (row->s.partnership == partnership && !row->s.revealed &&
			str_eq(row->s.instrument, instrument))
			return row;
	}
	return NULL;
}

ident surveys_open(struct core *core, ident partnership, ident programme, struct str instrument, int64_t due)
{
	struct survey_row *row = open_survey(core, partnership, instrument);
	if (row)
		return row->s.id;
	row = table_add(&core->surveys->surveys, core_new_id(core), sizeof *row);
	row->s = (struct survey){.id = row->s.id,
		.instrument = instrument,
		.partnership = partnership,
		.programme = programme,
		.opened = core_stamp(core),
		.due = due};
	row->opened_doubtful = !core->now.trusted;
	keep_words(row);
	survey_save(core, row);
	return row->s.id;
}

void on_survey_open(struct core *core, const struct msg_survey_open *m)
{
	const struct partnership *p = core_partnership(core, m->partnership);
	enum err err = asker_in_partnership(core, m->partnership);
	ident id = 0;
	if (!err && p->state == PARTNERSHIP_ENDED)
		err = ERR_closed;
	if (!err && !content_instrument(core->config.content, core->config.language, m->instrument))
		err = ERR_not_found;
	bool past = m->due && core->now.trusted && m->due <= core->now.wall;
	if (!err && (m->due < 0 || m->due >= DAYS_END || past))
		err = ERR_invalid;
	const struct survey_row *there = err ? NULL : open_survey(core, m->partnership, m->instrument);
	if (there) {
		err = ERR_already;
		id = there->s.id;
	}
	if (!err) {
		id = surveys_open(core, m->partnership, 0, m->instrument, m->due);
		audit_line(core, id);
	}
	core_reply(core, err, id);
}

/* Whoever may put it to them may take it away again; what a programme asks for is not theirs to take away. */
static enum err may_withdraw(struct core *core, const struct survey_row *row)
{
	enum err err = row ? asker_in_partnership(core, row->s.partnership) : ERR_not_found;
	if (!err && is_of_a_programme(core, &row->s))
		err = ERR_not_allowed;
	if (!err && row->s.revealed)
		err = ERR_closed;
	return !err && has_answers(row) ? ERR_conflict : err;
}

void on_survey_withdraw(struct core *core, const struct msg_survey_withdraw *m)
{
	struct survey_row *row = survey_find(core, m->survey);
	enum err err = may_withdraw(core, row);
	if (!err) {
		core_delete(core, REC_survey, &VI(m->survey));
		table_remove(&core->surveys->surveys, m->survey, survey_drop);
		core_changed(core, CHANGE_SURVEYS);
		audit_line(core, m->survey);
	}
	core_reply(core, err, m->survey);
}

/* The person may answer and submit: they do it themselves, and nobody has seen anything yet. The coordinator, who
 * may otherwise act for everybody, may not answer for them. */
static enum err may_answer(struct core *core, const struct survey_row *row, ident person)
{
	if (!row)
		return ERR_not_found;
	if (viewer_asks(core) == COORDINATOR || !belongs(core, row, person))
		return ERR_not_allowed;
	enum err err = asker_is(core, person);
	bool ended = core_partnership(core, row->s.partnership)->state == PARTNERSHIP_ENDED;
	return err ? err : !ended && waits_for(core, row, person) ? ERR_none : ERR_closed;
}

void on_survey_answer(struct core *core, const struct msg_survey_answer *m)
{
	struct survey_row *row = survey_find(core, m->survey);
	enum err err = may_answer(core, row, m->person);
	if (!err &&
		(m->item < 0 || m->item >= core_survey_state(core, m->survey).items || m->value < 0 ||
			m->value > ANCHORS))
		err = ERR_invalid;
	if (!err && core_survey_answer(core, m->survey, m->person, m->item) == m->value)
		err = ERR_already;
	if (!err) {
		const struct value key[] = {VI(m->survey), VI(m->person), VI(m->item)};
		sheet_of(row, m->person)->values[m->item] = (uint8_t)m->value;
		if (m->value)
			PUT(core, REC_answer, VI(m->survey), VI(m->person), VI(m->item), VI(m->value));
		else
			core_delete(core, REC_answer, key);
		core_changed(core, CHANGE_SURVEYS);
	}
	core_reply(core, err, m->survey);
}

void on_survey_submit(struct core *core, const struct msg_survey_submit *m)
{
	struct survey_row *row = survey_find(core, m->survey);
	enum err err = may_answer(core, row, m->person);
	if (err == ERR_closed && submitted(row, m->person))
		err = ERR_already;
	if (!err && !core_survey_answered(core, m->survey, m->person))
		err = ERR_invalid;
	if (!err) {
		int64_t at = core_stamp(core);
		sheet_of(row, m->person)->submitted = at;
		PUT(core, REC_submission, VI(m->survey), VI(m->person), VI(at));
		core_changed(core, CHANGE_SURVEYS | CHANGE_PROGRAMMES);
		if (nobody_is_missing(core, row))
			reveal(core, row);
	}
	core_reply(core, err, m->survey);
}

/* With somebody missing: whoever coordinates, or a member who has answered, once the day it was due has come. */
static enum err may_reveal(struct core *core, const struct survey_row *row)
{
	enum err err = row ? ERR_none : ERR_not_found;
	if (!err && row->s.revealed)
		return ERR_already;
	if (!err && asker_coordinates(core)) {
		err = asker_in_partnership(core, row->s.partnership);
		bool looks_first = viewer_asks(core) && !submitted(row, viewer_asks(core));
		if (!err && (looks_first || !core_survey_late(core, row->s.id, core->now.wall)))
			err = ERR_not_allowed;
	}
	return !err && !core_survey_state(core, row->s.id).submitted ? ERR_conflict : err;
}

void on_survey_reveal(struct core *core, const struct msg_survey_reveal *m)
{
	struct survey_row *row = survey_find(core, m->survey);
	enum err err = may_reveal(core, row);
	if (!err) {
		reveal(core, row);
		audit_line(core, m->survey);
	}
	core_reply(core, err, m->survey);
}

/* ---- what came of it ---- */

/* Mean of one person's answers in an area, in hundredths; 0: none. */
static int own_mean(const struct sheet *s, const struct area *a)
{
	int sum = 0, count = 0;
	for (int i = a->first; i < a->first + a->items.count; i++) {
		sum += s->values[i];
		count += s->values[i] > 0;
	}
	return count ? (sum * 100 + count / 2) / count : 0;
}

static struct area_result area_of(const struct survey_row *row, const struct area *a, ident person)
{
	struct area_result r = {0};
	int sum = 0, count = 0;
	for (size_t i = 0; i < row->count; i++) {
		const struct sheet *s = &row->sheets[i];
		int mean = s->submitted ? own_mean(s, a) : 0;
		if (person && s->person == person)
			r.mine = mean;
		if (!mean)
			continue;
		r.low = !count || mean < r.low ? mean : r.low;
		r.high = mean > r.high ? mean : r.high;
		sum += mean;
		count++;
	}
	r.mean = count ? (sum + count / 2) / count : 0;
	r.people = count;
	return r;
}

static struct item_result item_of(const struct survey_row *row, int item, int area)
{
	struct item_result r = {.item = item, .area = area};
	int sum = 0, count = 0;
	for (size_t i = 0; i < row->count; i++) {
		int value = row->sheets[i].submitted ? row->sheets[i].values[item] : 0;
		if (!value)
			continue;
		r.said[value]++;
		r.low = !count || value < r.low ? value : r.low;
		r.high = value > r.high ? value : r.high;
		sum += value;
		count++;
	}
	r.mean = count ? (sum * 100 + count / 2) / count : 0;
	return r;
}

/* The wider the gap the sooner it is talked about; of equal ones the one that goes worse. */
static bool before(const struct item_result *a, const struct item_result *b)
{
	int gap_a = a->high - a->low, gap_b = b->high - b->low;
	return gap_a != gap_b ? gap_a > gap_b : a->mean != b->mean ? a->mean < b->mean : a->item < b->item;
}

static void find_gaps(const struct survey_row *row, const struct instrument *in, struct survey_result *out)
{
	for (int area = 0; area < in->area_count; area++)
		for (int i = 0; i < in->areas[area].items.count; i++) {
			struct item_result one = item_of(row, in->areas[area].first + i, area);
			if (one.high == one.low)
				continue;
			int at = out->gap_count < GAPS_MAX ? out->gap_count++ : GAPS_MAX;
			for (; at > 0 && before(&one, &out->gaps[at - 1]); at--)
				if (at < GAPS_MAX)
					out->gaps[at] = out->gaps[at - 1];
			if (at < GAPS_MAX)
				out->gaps[at] = one;
		}
}

static const struct survey_row *shown_before(const struct core *core, const struct survey *s)
{
	const struct table *t = &core->surveys->surveys;
	const struct survey_row *last = NULL;
	for (size_t i = 0; i < t->count; i++) {
		const struct survey_row *row = t->slots[i].row;
		bool earlier = row->s.partnership == s->partnership && row->s.id < s->id && row->s.revealed;
		if (earlier && str_eq(row->s.instrument, s->instrument))
			last = row;
	}
	return last;
}

static int answered_by(const struct survey_row *row)
{
	int people = 0;
	for (size_t i = 0; i < row->count; i++)
		people += row->sheets[i].submitted > 0;
	return people;
}

/* Where each sees only their own, others' show up in nothing smaller than a group's mean: of each area by itself,
 * since whoever hands in may have left one out. */
static struct area_result own_only(struct area_result r, bool shown)
{
	bool group = shown && r.people >= SMALLEST_GROUP;
	return (struct area_result){.mean = group ? r.mean : 0,
		.mine = r.mine,
		.mine_before = r.mine_before,
		.people = group ? r.people : 0};
}

bool core_survey_result(const struct core *core, ident survey, ident person, struct survey_result *out)
{
	const struct survey_row *row = survey_find(core, survey);
	const struct instrument *in = row ? instrument_of(core, &row->s) : NULL;
	*out = (struct survey_result){0};
	if (!in || !(row->s.revealed || (in->own && submitted(row, person))))
		return false;
	const struct survey_row *earlier = shown_before(core, &row->s);
	out->survey = &row->s;
	out->before = earlier ? &earlier->s : NULL;
	out->people = answered_by(row);
	out->area_count = in->area_count;
	for (int i = 0; i < in->area_count; i++) {
		out->areas[i] = area_of(row, &in->areas[i], person);
		if (earlier) {
			struct area_result then = area_of(earlier, &in->areas[i], person);
			out->areas[i].before = then.mean;
			out->areas[i].mine_before = then.mine;
		}
		if (in->own)
			out->areas[i] = own_only(out->areas[i], row->s.revealed);
	}
	if (!in->own)
		find_gaps(row, in, out);
	return true;
}

/* ---- pages ---- */

/* A survey that the page's person belongs to, or answered while they did. */
static const struct survey_row *survey_for_page(struct core *core, struct viewing *v)
{
	const struct survey_row *row = survey_find(core, v->of);
	if (row && (belongs(core, row, v->subject) || submitted(row, v->subject)))
		return row;
	v->err = ERR_not_found;
	return NULL;
}

void view_survey(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	const struct survey_row *row = survey_for_page(core, v);
	if (!row)
		return;
	struct survey_state state = core_survey_state(core, row->s.id);
	doc_number(mem, doc, "id", row->s.id);
	doc_text(mem, doc, "instrument", row->s.instrument);
	doc_number(mem, doc, "partnership", row->s.partnership);
	doc_number(mem, doc, "due", row->s.due);
	doc_flag(mem, doc, "submitted", submitted(row, v->subject));
	doc_flag(mem, doc, "revealed", row->s.revealed != 0);
	doc_flag(mem, doc, "untouched", core_survey_untouched(core, row->s.id));
	doc_flag(mem, doc, "late", core_survey_late(core, row->s.id, core->now.wall));
	doc_number(mem, doc, "people", state.people);
	doc_number(mem, doc, "done", state.submitted);
	doc_number(mem, doc, "items", state.items);
	struct doc *answers = doc_list(mem, doc, "answers");
	for (int i = 0; i < state.items; i++) {
		int value = core_survey_answer(core, row->s.id, v->subject, i);
		if (!value)
			continue;
		struct doc *one = doc_map(mem, answers, NULL);
		doc_number(mem, one, "item", i);
		doc_number(mem, one, "value", value);
	}
}

static void doc_mean(struct arena *mem, struct doc *in, const char *key, int hundredths)
{
	if (hundredths)
		doc_number(mem, in, key, hundredths);
	else
		doc_null(mem, in, key);
}

static void tell_areas(
	struct arena *mem, struct doc *doc, const struct survey_result *r, const struct instrument *in)
{
	struct doc *areas = doc_list(mem, doc, "areas");
	for (int i = 0; i < r->area_count; i++) {
		struct doc *one = doc_map(mem, areas, NULL);
		doc_text(mem, one, "key", in->areas[i].key);
		doc_mean(mem, one, "mean", r->areas[i].mean);
		doc_mean(mem, one, "low", r->areas[i].low);
		doc_mean(mem, one, "high", r->areas[i].high);
		doc_mean(mem, one, "before", r->areas[i].before);
		doc_mean(mem, one, "mine", r->areas[i].mine);
		doc_mean(mem, one, "mineBefore", r->areas[i].mine_before);
	}
}

static void tell_gaps(
	struct arena *mem, struct doc *doc, const struct survey_result *r, const struct instrument *in)
{
	struct doc *gaps = doc_list(mem, doc, "gaps");
	for (int i = 0; i < r->gap_count; i++) {
		const struct item_result *g = &r->gaps[i];
		struct doc *one = doc_map(mem, gaps, NULL);
		doc_number(mem, one, "item", g->item);
		doc_text(mem, one, "area", in->areas[g->area].key);
		doc_number(mem, one, "low", g->low);
		doc_number(mem, one, "high", g->high);
		doc_number(mem, one, "mean", g->mean);
		struct doc *said = doc_list(mem, one, "said");
		for (int value = 1; value <= ANCHORS; value++)
			doc_number(mem, said, NULL, g->said[value]);
	}
}

/* Every time it was shown, the oldest first. */
static void tell_trend(
	struct core *core, struct arena *mem, struct doc *doc, const struct survey *s, ident person)
{
	const struct survey_row *rows[TREND_MAX];
	size_t count = 0;
	for (const struct survey_row *row = survey_find(core, s->id); row && count < TREND_MAX;
		row = shown_before(core, &row->s))
		rows[count++] = row;
	struct doc *trend = doc_list(mem, doc, "trend");
	while (count-- > 0) {
		struct survey_result r;
		if (!core_survey_result(core, rows[count]->s.id, person, &r))
			continue;
		struct doc *one = doc_map(mem, trend, NULL);
		doc_number(mem, one, "at", r.survey->revealed);
		struct doc *areas = doc_list(mem, one, "areas"), *mine = doc_list(mem, one, "mine");
		for (int i = 0; i < r.area_count; i++) {
			doc_mean(mem, areas, NULL, r.areas[i].mean);
			doc_mean(mem, mine, NULL, r.areas[i].mine);
		}
	}
}

void view_results(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	const struct survey_row *row = survey_for_page(core, v);
	struct survey_result r;
	if (!row)
		return;
	if (!core_survey_result(core, row->s.id, v->subject, &r)) {
		v->err = ERR_not_allowed;
		return;
	}
	const struct instrument *in = instrument_of(core, &row->s);
	doc_number(mem, doc, "id", row->s.id);
	doc_text(mem, doc, "instrument", row->s.instrument);
	doc_number(mem, doc, "partnership", row->s.partnership);
	doc_number(mem, doc, "people", r.people);
	doc_number(mem, doc, "at", row->s.revealed);
	tell_areas(mem, doc, &r, in);
	tell_gaps(mem, doc, &r, in);
	tell_trend(core, mem, doc, &row->s, v->subject);
	priorities_tell(core, mem, doc, v->subject);
}
