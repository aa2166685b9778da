/* Figures of a year for the coordinator: the view `figures`. The store counts (the query of the same name); here months
 * find their places and items their areas. Numbers and means only, and of fewer than five people not even those. */
#include "core/survey.h"
#include "core/viewer.h"

#include <stdio.h>

#define MONTHS 12
#define INSTRUMENTS_SHOWN 8

struct sums { /* of an instrument's area in a month */
	int64_t sum, count;
};
struct answers {
	const struct instrument *instrument;
	struct sums areas[AREAS_MAX][MONTHS];
	int64_t people[MONTHS];
};
struct figures {
	char names[MONTHS][12]; /* "2026-11" */
	int64_t begins[MONTHS + 1];
	int64_t counts[MONTHS][6][3]; /* by enum series */
	struct answers *answers[INSTRUMENTS_SHOWN];
	size_t answer_count;
};

enum series { SESSIONS, CHECK_INS, ACTIONS, RHYTHM, CONFIRMED, CROSSINGS, SERIES_COUNT };
static const char *const series_names[SERIES_COUNT] = {
	"sessions", "check_ins", "actions", "rhythm", "confirmed", "crossings"};

/* From the month that this moment is in, or up to the present one. */
static void find_months(struct figures *f, int64_t from, int64_t now)
{
	struct civil c = civil_from(from ? from : now);
	int first = from ? c.month : c.month - (MONTHS - 1);
	for (int i = 0; i <= MONTHS; i++) {
		f->begins[i] = civil_to((struct civil){.year = c.year, .month = first + i, .day = 1});
		struct civil at = civil_from(f->begins[i]);
		if (i < MONTHS)
			snprintf(f->names[i], sizeof f->names[i], "%04d-%02d", at.year % 10000,
				at.month % 100);
	}
}

static int find_month(const struct figures *f, struct str name)
{
	for (int i = 0; i < MONTHS; i++)
		if (str_eq(name, str_from(f->names[i])))
			return i;
	return -1;
}

/* ---- instruments ---- */

static struct answers *find_answers(struct core *core, struct figures *f, struct str key)
{
	const struct instrument *in = core->config.content
		? content_instrument(core->config.content, core->config.language, key)
		: NULL;
	for (size_t i = 0; in && i < f->answer_count; i++)
		if (f->answers[i]->instrument == in)
			return f->answers[i];
	if (!in || f->answer_count == INSTRUMENTS_SHOWN)
		return NULL;
	struct answers *a = ARENA_NEW(&core->scratch, struct answers);
	a->instrument = in;
	return f->answers[f->answer_count++] = a;
}

static int area_of(const struct instrument *in, int64_t item)
{
	int area = in->area_count - 1;
	while (area > 0 && in->areas[area].first > item)
		area--;
	return area;
}

/* Nothing of a month that is not over: a mean that grows by one person's answer, or two's, would say what those were.
 * "healthy-partnership", then a line for each item: its number, the sum and the number of answers. */
static void take_answers(struct core *core, struct figures *f, int month, int64_t people, struct str words)
{
	struct str key, line;
	bool over = core->now.trusted && f->begins[month + 1] <= core->now.wall;
	struct answers *a = over && people >= SMALLEST_GROUP && str_split(&words, '\n', &key)
		? find_answers(core, f, key)
		: NULL;
	if (!a)
		return;
	a->people[month] = people;
	while (str_split(&words, '\n', &line)) {
		struct str item, sum;
		int64_t number[3];
		if (!str_split(&line, ' ', &item) || !str_split(&line, ' ', &sum) ||
			!str_int(item, 0, ITEMS_MAX, &number[0]) || !str_int(sum, 0, INT64_MAX, &number[1]) ||
			!str_int(line, 1, INT64_MAX, &number[2]))
			continue;
		struct sums *s = &a->areas[area_of(a->instrument, number[0])][month];
		s->sum += number[1];
		s->count += number[2];
	}
}

/* what, month, three numbers, words */
static void take_row(struct core *core, struct figures *f, const struct value *row)
{
	int month = find_month(f, row[1].s);
	for (int s = 0; s < SERIES_COUNT && month >= 0; s++)
		for (int k = 0; k < 3 && str_eq(row[0].s, str_from(series_names[s])); k++)
			f->counts[month][s][k] = row[2 + k].i;
	if (month >= 0 && str_eq(row[0].s, STR("answers")))
		take_answers(core, f, month, row[2].i, row[5].s);
}

/* ---- telling ---- */

static void tell_numbers(const struct figures *f, struct arena *mem, struct doc *doc, const char *key,
	enum series s, int which)
{
	struct doc *list = doc_list(mem, doc, key);
	for (int i = 0; i < MONTHS; i++)
		doc_number(mem, list, NULL, f->counts[i][s][which]);
}

/* So many of a hundred; nothing where there was nothing to count, and of months that are not over. */
static void tell_percents(const struct figures *f, struct arena *mem, struct doc *doc, const char *key,
	enum series s, int64_t until)
{
	struct doc *list = doc_list(mem, doc, key);
	for (int i = 0; i < MONTHS; i++) {
		const int64_t *n = f->counts[i][s];
		if (n[0] > 0 && f->begins[i + 1] <= until)
			doc_number(mem, list, NULL, (100 * n[1] + n[0] / 2) / n[0]);
		else
			doc_null(mem, list, NULL);
	}
}

static void tell_instrument(struct arena *mem, struct doc *list, const struct answers *a)
{
	struct doc *one = doc_map(mem, list, NULL);
	doc_text(mem, one, "key", a->instrument->key);
	struct doc *areas = doc_list(mem, one, "areas");
	for (int k = 0; k < a->instrument->area_count; k++) {
		struct doc *area = doc_map(mem, areas, NULL);
		doc_text(mem, area, "key", a->instrument->areas[k].key);
		struct doc *means = doc_list(mem, area, "means");
		for (int i = 0; i < MONTHS; i++) {
			const struct sums *s = &a->areas[k][i];
			if (s->count)
				doc_number(mem, means, NULL, (100 * s->sum + s->count / 2) / s->count);
			else
				doc_null(mem, means, NULL);
		}
	}
	struct doc *people = doc_list(mem, one, "people");
	for (int i = 0; i < MONTHS; i++) {
		if (a->people[i])
			doc_number(mem, people, NULL, a->people[i]);
		else
			doc_null(mem, people, NULL);
	}
}

static void tell(const struct figures *f, struct arena *mem, struct doc *doc, int64_t now)
{
	struct doc *months = doc_list(mem, doc, "months");
	for (int i = 0; i < MONTHS; i++)
		doc_text(mem, months, NULL, str_from(f->names[i]));
	tell_numbers(f, mem, doc, "planned", SESSIONS, 0);
	tell_numbers(f, mem, doc, "held", SESSIONS, 1);
	tell_numbers(f, mem, doc, "walkIns", SESSIONS, 2);
	tell_numbers(f, mem, doc, "checkIns", CHECK_INS, 0);
	tell_numbers(f, mem, doc, "crossTeams", CROSSINGS, 0);
	tell_numbers(f, mem, doc, "crossOrganisations", CROSSINGS, 1);
	tell_percents(f, mem, doc, "rhythm", RHYTHM, now);
	tell_percents(f, mem, doc, "confirmed", CONFIRMED, NEVER);
	tell_percents(f, mem, doc, "actionsDone", ACTIONS, NEVER);
	struct doc *instruments = doc_list(mem, doc, "instruments");
	for (size_t i = 0; i < f->answer_count; i++)
		tell_instrument(mem, instruments, f->answers[i]);
}

void view_figures(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	struct figures *f = ARENA_NEW(&core->scratch, struct figures);
	*f = (struct figures){.answer_count = 0};
	find_months(f, v->from, core->now.wall);
	viewer_ask(core, v,
		(struct ask){.kind = ASK_figures, .about = v->of, .a = f->begins[0], .b = f->begins[MONTHS]});
	if (!v->rows)
		return;
	for (uint32_t i = 0; i < v->rows->rows; i++)
		take_row(core, f, v->rows->values + (size_t)i * v->rows->columns);
	tell(f, mem, doc, core->now.wall);
}
