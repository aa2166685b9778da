/* What the coordinator sees of people, partnerships, boards and programmes: that they meet, keep their rhythm, have
 * agreed and close their actions. Nothing here is anybody's own words or answers: states, days and numbers only.
 * Sessions are in planning.c, settings in setting.c, figures over the months in figures.c. */
#include <stdlib.h>
#include <string.h>

#include "core/boards.h"
#include "core/desk.h"
#include "core/programme.h"
#include "core/survey.h"
#include "core/words_of.h"

#define PAGE_ROWS 50   /* of people */
#define LISTED_MAX 500 /* partnerships, boards */
#define ATTENTION_MAX 50
#define TODAY_MAX 40 /* sessions */
#define PROGRAMMES_MAX 64
#define ANSWER_DAYS 7   /* after so many a proposal that somebody has not answered is worth a word */
#define CONFIRM_DAYS 14 /* likewise a partnership without an agreement in force */

/* ---- people ---- */

struct listed {
	struct str name; /* folded */
	int rank;        /* people, guests, those archived */
	size_t position;
};

static int compare(const struct listed *a, const struct listed *b)
{
	if (a->rank != b->rank)
		return a->rank - b->rank;
	int c = str_cmp(a->name, b->name);
	return c ? c : (a->position > b->position) - (a->position < b->position);
}

static int by_rank_and_name(const void *a, const void *b)
{
	return compare(a, b);
}

/* Puts the one that belongs at `at` there, smaller ones before it (Hoare's quickselect): of a hundred thousand
 * people one page is needed in order, and not the rest. */
static void select_at(struct listed *list, size_t count, size_t at)
{
	size_t low = 0, high = count;
	while (at < high && high - low > 1) {
		struct listed pivot = list[low + (high - low - 1) / 2], swap;
		size_t i = low, k = high - 1;
		for (;; i++, k--) {
			while (compare(&list[i], &pivot) < 0)
				i++;
			while (compare(&list[k], &pivot) > 0)
				k--;
			if (i >= k)
				break;
			swap = list[i];
			list[i] = list[k];
			list[k] = swap;
		}
		if (at <= k)
			high = k + 1;
		else
			low = k + 1;
	}
}

static bool begins_so(struct str words, const struct name_query *q)
{
	struct match m = {.spans = 0};
	if (words.n)
		name_spans(words, q, &m);
	return m.spans > 0;
}

/* Which organisations the words mean, by their place in the table: each is compared once, not for each of its people. */
static bool *organisations_meant(struct core *core, const struct name_query *q)
{
	const struct table *t = &core->people->organisations;
	bool *meant = ARENA_ARRAY(&core->scratch, bool, t->count + 1);
	for (size_t i = 0; i < t->count; i++)
		meant[i] = begins_so(((const struct organisation *)t->slots[i].row)->name, q);
	return meant;
}

/* By their name, or by where they are from: a group is often a team. */
static size_t list_people(struct core *core, struct str text, struct listed *out)
{
	const struct people *people = core->people;
	const struct table *t = &people->organisations;
	struct name_query query;
	size_t count = 0;
	name_query_make(&query, text);
	const bool *meant = organisations_meant(core, &query);
	for (size_t i = 0; i < people->persons.count; i++) {
		const struct person *p = &((struct person_row *)people->persons.slots[i].row)->p;
		if (text.n && !name_index_matches(&people->names, i, &query) &&
			!(table_find(t, p->organisation) && meant[table_place(t, p->organisation)]) &&
			!begins_so(p->team, &query))
			continue;
		out[count++] = (struct listed){.name = name_index_text(&people->names, i),
			.rank = p->archived ? 2
				: p->guest  ? 1
					    : 0,
			.position = i};
	}
	return count;
}

static size_t partnerships_of(const struct core *core, ident person)
{
	const struct partnership *list[LISTED_MAX];
	return core_partnerships(core, person, list, LISTED_MAX);
}

static void tell_person(struct core *core, struct arena *mem, struct doc *in, const struct person *p)
{
	struct doc *d = doc_map(mem, in, NULL);
	doc_number(mem, d, "id", p->id);
	doc_text(mem, d, "name", person_full_name(mem, p));
	doc_text(mem, d, "initials", person_initials(mem, p));
	doc_number(mem, d, "colour", p->colour);
	doc_text(mem, d, "email", p->email);
	doc_text(mem, d, "organisation", core_organisation_name(core, p->organisation));
	doc_text(mem, d, "team", p->team);
	doc_text(mem, d, "language", p->language);
	doc_flag(mem, d, "hidden", p->hidden);
	doc_flag(mem, d, "archived", p->archived);
	doc_flag(mem, d, "guest", p->guest);
	doc_number(mem, d, "partnerships", (int64_t)partnerships_of(core, p->id));
}

/* {"total","from","people":[{"id","name","initials","colour","email","organisation","team","language","hidden","archived",
 * "guest","partnerships":n}]}: fifty of them from row `from` on, whose names, team or organisation begin with the words of
 * `text`. */
void view_desk_people(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	const struct people *people = core->people;
	struct listed *all = ARENA_ARRAY(&core->scratch, struct listed, people->persons.count + 1);
	struct str text = str_trim(v->text);
	size_t count = list_people(core, text, all), from = v->from > 0 ? (size_t)v->from : 0;
	from = from < count ? from : count;
	size_t to = count - from < PAGE_ROWS ? count : from + PAGE_ROWS;
	select_at(all, count, from);
	select_at(all + from, count - from, to - from);
	if (to > from)
		qsort(all + from, to - from, sizeof *all, by_rank_and_name);
	doc_number(mem, doc, "total", (int64_t)count);
	doc_number(mem, doc, "from", (int64_t)from);
	struct doc *list = doc_list(mem, doc, "people");
	for (size_t i = from; i < to; i++)
		tell_person(core, mem, list,
			&((struct person_row *)people->persons.slots[all[i].position].row)->p);
}

static void tell_row(struct core *core, struct arena *mem, struct doc *doc, const struct person *p)
{
	struct doc *d = doc_map(mem, doc, "person");
	doc_text(mem, d, "given", p->given);
	doc_text(mem, d, "family", p->family);
	doc_text(mem, d, "email", p->email);
	doc_text(mem, d, "organisation", core_organisation_name(core, p->organisation));
	doc_text(mem, d, "team", p->team);
	doc_text(mem, d, "language", p->language);
	doc_text(mem, d, "rhythm", str_from(word_of(&words_rhythms, (int)p->rhythm)));
	doc_flag(mem, d, "seeks", p->seeks);
	doc_flag(mem, d, "hidden", p->hidden);
	doc_flag(mem, d, "archived", p->archived);
	doc_flag(mem, d, "guest", p->guest);
	doc_number(mem, d, "created", p->created);
}

/* {"person":{"given","family","email","organisation","team","language","rhythm","seeks","hidden","archived","guest",
 * "created"},"belongs":[{"id","name"}],"partnerships":[{"id","name","model","state"}]} */
void view_desk_person(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	const struct person *p = core_person(core, v->of);
	const struct partnership *list[LISTED_MAX];
	ident organisations[16];
	if (!p) {
		v->err = ERR_not_found;
		return;
	}
	tell_row(core, mem, doc, p);
	struct doc *belongs = doc_list(mem, doc, "belongs");
	size_t count = core_organisations_of(core, p->id, organisations, 16);
	for (size_t i = 0; i < count; i++) {
		struct doc *one = doc_map(mem, belongs, NULL);
		doc_number(mem, one, "id", organisations[i]);
		doc_text(mem, one, "name", core_organisation_name(core, organisations[i]));
	}
	struct doc *partnerships = doc_list(mem, doc, "partnerships");
	count = core_partnerships(core, p->id, list, LISTED_MAX);
	for (size_t i = 0; i < count; i++) {
		struct doc *one = doc_map(mem, partnerships, NULL);
		doc_number(mem, one, "id", list[i]->id);
		doc_text(mem, one, "name", partnership_called(core, list[i], mem));
		doc_text(mem, one, "model", str_from(word_of(&words_models, (int)list[i]->model)));
		doc_text(
			mem, one, "state", str_from(word_of(&words_partnership_states, (int)list[i]->state)));
	}
}

/* {"organisations":[{"id","name","kind":"company|public|community","people":n}]} */
void view_desk_organisations(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	const struct people *people = core->people;
	const struct table *t = &people->organisations;
	int64_t *counts = ARENA_ARRAY(&core->scratch, int64_t, t->count + 1);
	(void)v;
	memset(counts, 0, (t->count + 1) * sizeof *counts);
	for (size_t i = 0; i < people->persons.count; i++) {
		const struct person *p = &((struct person_row *)people->persons.slots[i].row)->p;
		if (p->organisation && !p->archived && table_find(t, p->organisation))
			counts[table_place(t, p->organisation)]++;
	}
	for (size_t i = 0; i < people->belonging_count; i++)
		if (table_find(t, people->belongings[i].organisation))
			counts[table_place(t, people->belongings[i].organisation)]++;
	struct doc *list = doc_list(mem, doc, "organisations");
	for (size_t i = 0; i < t->count; i++) {
		const struct organisation *o = t->slots[i].row;
		struct doc *one = doc_map(mem, list, NULL);
		doc_number(mem, one, "id", o->id);
		doc_text(mem, one, "name", o->name);
		doc_text(mem, one, "kind", str_from(word_of(&words_organisations, (int)o->kind)));
		doc_number(mem, one, "people", counts[i]);
	}
}

/* ---- partnerships ---- */

struct str partnership_called(const struct core *core, const struct partnership *p, struct arena *mem)
{
	ident people[PARTNERS_MAX];
	struct str name = p->name;
	size_t count = name.n ? 0 : partnership_people(p, people, PARTNERS_MAX);
	for (size_t i = 0; i < count; i++) {
		const struct person *one = core_person(core, people[i]);
		struct str said = one ? person_short_name(mem, one) : STR("");
		if (said.n && name.n + said.n + 2 <= TITLE_MAX_BYTES)
			name = arena_printf(
				mem, "%.*s%s%.*s", STR_FMT(name), name.n ? ", " : "", STR_FMT(said));
	}
	return name;
}

/* How many different organisations and teams its people are of; a team is one of its organisation. */
static void count_places(
	const struct core *core, const ident *people, size_t count, int64_t *organisations, int64_t *teams)
{
	*organisations = *teams = 0;
	for (size_t i = 0; i < count; i++) {
		const struct person *p = core_person(core, people[i]);
		bool new_organisation = p && p->organisation, new_team = p && p->team.n;
		for (size_t k = 0; p && k < i; k++) {
			const struct person *q = core_person(core, people[k]);
			bool same = q && q->organisation == p->organisation;
			new_organisation = new_organisation && !same;
			new_team = new_team && !(same && str_eq(q->team, p->team));
		}
		*organisations += new_organisation;
		*teams += new_team;
	}
}

static void tell_agreement(struct core *core, struct arena *mem, struct doc *d, ident partnership)
{
	struct agreement a = {0};
	enum agreement_state state = core_agreement_state(core, partnership, core->now.wall);
	if (!core_agreement(core, partnership, -1, &a))
		a.review = 0;
	doc_text(mem, d, "agreement", str_from(word_of(&words_agreements, (int)state)));
	doc_number(mem, d, "review", a.review);
}

static void tell_partnership(struct core *core, struct arena *mem, struct doc *d, const struct partnership *p)
{
	ident people[PARTNERS_MAX];
	size_t count = partnership_people(p, people, PARTNERS_MAX);
	struct partnership_sessions met = core_partnership_sessions(core, p->id, core->now.wall);
	int64_t organisations, teams;
	count_places(core, people, count, &organisations, &teams);
	doc_number(mem, d, "id", p->id);
	doc_text(mem, d, "name", partnership_called(core, p, mem));
	doc_text(mem, d, "model", str_from(word_of(&words_models, (int)p->model)));
	doc_text(mem, d, "state", str_from(word_of(&words_partnership_states, (int)p->state)));
	doc_number(mem, d, "organisations", organisations);
	doc_number(mem, d, "teams", teams);
	tell_agreement(core, mem, d, p->id);
	doc_text(mem, d, "rhythm", str_from(word_of(&words_rhythms, (int)p->rhythm)));
	doc_number(mem, d, "created", p->created);
	doc_number(mem, d, "last", met.last);
	doc_number(mem, d, "next", met.next);
	doc_number(mem, d, "held", met.held);
	doc_number(mem, d, "planned", partnership_planned(core, p->id, core->now.wall));
	doc_number(mem, d, "programme", p->programme);
}

/* {"partnerships":[{"id","name","model","state","members":[face],"organisations":n,"teams":n,"agreement","review","rhythm",
 * "created","last","next","held":n,"planned":n (to come),"programme"}]}: those in the state `text` names; empty: all. */
void view_desk_partnerships(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	const struct table *t = &core->partnerships->partnerships;
	struct doc *list = doc_list(mem, doc, "partnerships");
	int state = -1;
	word_find(&words_partnership_states, v->text, &state);
	size_t told = 0;
	for (size_t i = t->count; i-- > 0 && told < LISTED_MAX;) {
		const struct partnership *p = &((struct partnership_row *)t->slots[i].row)->p;
		ident people[PARTNERS_MAX];
		if (state >= 0 && (int)p->state != state)
			continue;
		struct doc *d = doc_map(mem, list, NULL);
		tell_partnership(core, mem, d, p);
		struct doc *members = doc_list(mem, d, "members");
		size_t count = partnership_people(p, people, PARTNERS_MAX);
		for (size_t k = 0; k < count; k++)
			view_person(core, mem, members, NULL, people[k], false);
		told++;
	}
}

static void tell_partners(struct core *core, struct arena *mem, struct doc *in, const struct partnership *p)
{
	struct doc *list = doc_list(mem, in, "members");
	for (size_t i = 0; i < p->count; i++) {
		const struct partner *one = &p->partners[i];
		const struct person *person = core_person(core, one->person);
		struct doc *d = doc_map(mem, list, NULL);
		view_person(core, mem, d, "person", one->person, true);
		doc_text(mem, d, "standing", str_from(word_of(&words_standings, (int)one->standing)));
		doc_number(mem, d, "joined", one->joined);
		doc_number(mem, d, "left", one->left);
		doc_text(mem, d, "consent", str_from(word_of(&words_consents, (int)one->consent)));
		doc_text(mem, d, "organisation",
			person ? core_organisation_name(core, person->organisation) : STR(""));
		doc_text(mem, d, "team", person ? person->team : STR(""));
	}
}

static void tell_surveys(struct core *core, struct arena *mem, struct doc *in, ident partnership)
{
	const struct survey *surveys[64];
	size_t count = core_surveys(core, partnership, surveys, 64);
	struct doc *list = doc_list(mem, in, "surveys");
	for (size_t i = 0; i < count; i++) {
		struct survey_state state = core_survey_state(core, surveys[i]->id);
		struct doc *d = doc_map(mem, list, NULL);
		doc_number(mem, d, "id", surveys[i]->id);
		doc_text(mem, d, "instrument", surveys[i]->instrument);
		doc_number(mem, d, "opened", surveys[i]->opened);
		doc_number(mem, d, "due", surveys[i]->due);
		doc_number(mem, d, "done", state.submitted);
		doc_number(mem, d, "of", state.people);
		doc_flag(mem, d, "revealed", surveys[i]->revealed != 0);
	}
}

static void tell_sessions(struct core *core, struct arena *mem, struct doc *in, ident partnership)
{
	const struct table *t = &core->sessions->sessions;
	const struct session_row **rows = ARENA_ARRAY(&core->scratch, const struct session_row *, t->count);
	size_t count = 0;
	for (size_t i = 0; i < t->count; i++) {
		const struct session_row *row = t->slots[i].row;
		if (row->s.partnership == partnership)
			rows[count++] = row;
	}
	desk_sessions(core, mem, in, rows, count);
}

/* What partnership_counts answers. */
enum { COUNT_OPEN, COUNT_DONE, COUNTS };

/* As in desk_partnerships, and {"members":[{"person":face,"standing","joined","left","consent","organisation","team"}],
 * "goals":n,"confirmed":n,"actions":{"open":n,"done":n},"surveys":[{"id","instrument","opened","due","done":n,"of":n,
 * "revealed":bool}],"sessions":[as in desk_sessions]} */
void view_desk_partnership(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	const struct partnership *p = core_partnership(core, v->of);
	struct agreement a = {0};
	if (!p) {
		v->err = ERR_not_found;
		return;
	}
	viewer_ask(core, v, (struct ask){.kind = ASK_partnership_counts, .about = v->of, .a = v->of});
	const struct value none[COUNTS] = {{0}}, *counts = v->rows && v->rows->rows ? v->rows->values : none;
	tell_partnership(core, mem, doc, p);
	tell_partners(core, mem, doc, p);
	core_agreement(core, p->id, 0, &a);
	doc_number(mem, doc, "goals", (int64_t)a.goal_count);
	doc_number(mem, doc, "confirmed", (int64_t)a.yes_count);
	struct doc *actions = doc_map(mem, doc, "actions");
	doc_number(mem, actions, "open", counts[COUNT_OPEN].i);
	doc_number(mem, actions, "done", counts[COUNT_DONE].i);
	tell_surveys(core, mem, doc, p->id);
	tell_sessions(core, mem, doc, p->id);
}

static void tell_reasons(struct arena *mem, struct doc *in, unsigned reasons)
{
	struct doc *list = doc_list(mem, in, "reasons");
	for (int i = 0; i < words_reasons.count; i++)
		if (reasons & 1u << i)
			doc_text(mem, list, NULL, str_from(word_of(&words_reasons, i)));
}

/* {"suggestions":[{"a":face,"b":face,"reasons":["wish_met|both_ways|rhythm|language|team|organisation"],"score",
 * "crosses":bool}]} */
void view_desk_suggestions(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	struct suggestion best[PAGE_ROWS];
	size_t count = core_suggestions(core, best, PAGE_ROWS);
	struct doc *list = doc_list(mem, doc, "suggestions");
	(void)v;
	for (size_t i = 0; i < count; i++) {
		struct doc *d = doc_map(mem, list, NULL);
		view_person(core, mem, d, "a", best[i].a, true);
		view_person(core, mem, d, "b", best[i].b, true);
		tell_reasons(mem, d, best[i].reasons);
		doc_number(mem, d, "score", best[i].score);
		doc_flag(mem, d, "crosses", best[i].reasons & REASON_ORGANISATION);
	}
}

/* ---- boards ---- */

/* {"boards":[{"id","name","purpose","rhythm","next","topics":n,"votes","topicVotes","minutes","length","archived":bool}]}
 */
void view_desk_boards(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	const struct table *t = &core->boards->boards, *topics = &core->boards->topics;
	struct doc *list = doc_list(mem, doc, "boards");
	(void)v;
	for (size_t i = 0; i < t->count && i < LISTED_MAX; i++) {
		const struct board *b = &((struct board_row *)t->slots[i].row)->b;
		struct doc *d = doc_map(mem, list, NULL);
		int64_t count = 0;
		for (size_t k = 0; k < topics->count; k++) {
			const struct topic *one = &((struct topic_row *)topics->slots[k].row)->t;
			count += one->board == b->id && one->lane < LANES_SHOWN && !one->draft;
		}
		doc_number(mem, d, "id", b->id);
		doc_text(mem, d, "name", b->name);
		doc_text(mem, d, "purpose", b->purpose);
		doc_text(mem, d, "rhythm", str_from(word_of(&words_rhythms, (int)b->rhythm)));
		doc_number(mem, d, "next", core_next_meeting(core, b->id, core->now.wall));
		doc_number(mem, d, "topics", count);
		doc_number(mem, d, "votes", b->votes);
		doc_number(mem, d, "topicVotes", b->topic_votes);
		doc_number(mem, d, "minutes", b->minutes);
		doc_number(mem, d, "length", b->length);
		doc_flag(mem, d, "archived", b->archived);
	}
}

/* ---- programmes ---- */

static bool has_done(
	struct core *core, const struct programme *p, int step, ident person, enum programme_part part)
{
	return core_programme_done(core, p->id, (enum programme_step)step, person, part);
}

struct group { /* of a programme */
	ident people[PARTNERS_MAX];
	size_t count;
};

static struct group group_of(const struct core *core, const struct programme *p)
{
	struct group g = {.count = 0};
	const struct partnership *of = core_partnership(core, p->partnership);
	g.count = of ? partnership_people(of, g.people, PARTNERS_MAX) : 0;
	return g;
}

/* Of all parts of one step, or of all up to the present one: how many are done, by one person or by all. */
static void count_parts(struct core *core, const struct programme *p, int first, int last,
	const ident *people, size_t people_count, int64_t *done, int64_t *of)
{
	enum programme_part parts[PROGRAMME_PARTS];
	*done = *of = 0;
	for (int step = first; step <= last && step < PROGRAMME_STEPS; step++) {
		size_t count = core_programme_parts(core, (enum programme_step)step, parts, PROGRAMME_PARTS);
		for (size_t i = 0; i < count; i++)
			for (size_t k = 0; k < people_count; k++) {
				*done += has_done(core, p, step, people[k], parts[i]);
				++*of;
			}
	}
}

/* When the group of a programme meets: now, also before anybody has come, or next; 0: nothing is planned. */
static int64_t group_meets(const struct core *core, const struct programme *p)
{
	const struct table *t = &core->sessions->sessions;
	int64_t first = 0;
	for (size_t i = 0; i < t->count; i++) {
		const struct session *s = &((struct session_row *)t->slots[i].row)->s;
		if (s->partnership == p->partnership && session_is_open(s) && s->ends > core->now.wall &&
			(!first || s->starts < first))
			first = s->starts;
	}
	return first;
}

static void tell_programme(struct core *core, struct arena *mem, struct doc *d, const struct programme *p)
{
	struct group g = group_of(core, p);
	int64_t done, of;
	count_parts(core, p, 0, p->step, g.people, g.count, &done, &of);
	doc_number(mem, d, "id", p->id);
	doc_text(mem, d, "name", p->name);
	doc_text(mem, d, "step", str_from(word_of(&words_steps, p->step)));
	doc_number(mem, d, "people", (int64_t)g.count);
	doc_number(mem, d, "done", done);
	doc_number(mem, d, "of", of);
	doc_number(mem, d, "ended", p->ended);
	doc_number(mem, d, "partnership", p->partnership);
	doc_number(mem, d, "board", p->board);
	doc_number(mem, d, "meets", group_meets(core, p));
}

/* {"programmes":[{"id","name","step":"pre_work|…|over","people":n,"done":n,"of":n,"ended","partnership","board",
 * "meets":the group's session that is on or comes next, or 0}]}: done
 * parts of all people, of those up to the present step. */
void view_desk_programmes(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	const struct programme *all[PROGRAMMES_MAX];
	size_t count = core_programmes(core, all, PROGRAMMES_MAX);
	struct doc *list = doc_list(mem, doc, "programmes");
	(void)v;
	for (size_t i = 0; i < count; i++)
		tell_programme(core, mem, doc_map(mem, list, NULL), all[i]);
}

static void tell_step(struct core *core, struct arena *mem, struct doc *in, const struct programme *p,
	int step, const struct group *g)
{
	enum programme_part parts[PROGRAMME_PARTS];
	size_t count = core_programme_parts(core, (enum programme_step)step, parts, PROGRAMME_PARTS);
	const struct session *s = core_session(core, p->steps[step].session);
	struct doc *d = doc_map(mem, in, NULL);
	doc_text(mem, d, "key", str_from(word_of(&words_steps, step)));
	doc_number(mem, d, "starts", p->steps[step].starts);
	doc_number(mem, d, "session", s ? s->starts : 0);
	doc_number(mem, d, "survey", p->steps[step].survey);
	struct doc *list = doc_list(mem, d, "parts");
	for (size_t i = 0; i < count; i++) {
		struct doc *one = doc_map(mem, list, NULL);
		int64_t done = 0;
		for (size_t k = 0; k < g->count; k++)
			done += has_done(core, p, step, g->people[k], parts[i]);
		doc_text(mem, one, "part", str_from(word_of(&words_todo, (int)parts[i])));
		doc_number(mem, one, "done", done);
		doc_number(mem, one, "of", (int64_t)g->count);
	}
}

/* As in desk_programmes, and {"steps":[{"key","starts","session":when held or 0,"survey","parts":[{"part","done":people,
 * "of":people}]}],"members":[{"person":face,"done":parts,"of":parts}]} */
void view_desk_programme(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	const struct programme *p = core_programme(core, v->of);
	if (!p) {
		v->err = ERR_not_found;
		return;
	}
	struct group g = group_of(core, p);
	tell_programme(core, mem, doc, p);
	struct doc *steps = doc_list(mem, doc, "steps"), *members = doc_list(mem, doc, "members");
	for (int step = 0; step < PROGRAMME_STEPS; step++)
		tell_step(core, mem, steps, p, step, &g);
	for (size_t i = 0; i < g.count; i++) {
		struct doc *one = doc_map(mem, members, NULL);
		int64_t done, of;
		count_parts(core, p, 0, p->step, &g.people[i], 1, &done, &of);
		view_person(core, mem, one, "person", g.people[i], true);
		doc_number(mem, one, "done", done);
		doc_number(mem, one, "of", of);
	}
}

/* ---- at a glance ---- */

struct glance {
	struct core *core;
	struct arena *mem;
	struct doc *attention;
	size_t told, today_count;
	const struct session_row *todays[TODAY_MAX];
	int64_t day; /* today's first moment */
	int64_t reviews, unconfirmed, conflicts, today, week;
};

static void attend(struct glance *g, const char *what, const struct partnership *p, int64_t since)
{
	if (g->told++ >= ATTENTION_MAX)
		return;
	struct doc *d = doc_map(g->mem, g->attention, NULL);
	doc_text(g->mem, d, "what", str_from(what));
	doc_number(g->mem, d, "partnership", p ? p->id : 0);
	doc_text(g->mem, d, "name", p ? partnership_called(g->core, p, g->mem) : STR(""));
	doc_number(g->mem, d, "since", since);
}

/* They have met, not for twice as long as they wanted to, and nothing is planned. */
static bool has_lost_rhythm(
	const struct glance *g, const struct partnership *p, struct partnership_sessions met)
{
	static const int days[RHYTHM_COUNT] = {
		[RHYTHM_WEEKLY] = 7, [RHYTHM_FORTNIGHTLY] = 14, [RHYTHM_MONTHLY] = 31};
	return p->state == PARTNERSHIP_ACTIVE && days[p->rhythm] && met.last &&
		met.last + 2 * days[p->rhythm] * DAY < g->core->now.wall && !met.next;
}

static void glance_at(struct glance *g, const struct partnership *p)
{
	int64_t now = g->core->now.wall;
	enum agreement_state state = core_agreement_state(g->core, p->id, now);
	struct partnership_sessions met = core_partnership_sessions(g->core, p->id, now);
	struct agreement a = {0};
	bool runs = p->state == PARTNERSHIP_ACTIVE || p->state == PARTNERSHIP_AGREED;
	if (runs && state == AGREEMENT_REVIEW_DUE && core_agreement(g->core, p->id, -1, &a)) {
		g->reviews++;
		attend(g, "review_due", p, a.review);
	}
	if (runs && state < AGREEMENT_IN_FORCE) {
		g->unconfirmed++;
		if (p->created + CONFIRM_DAYS * DAY < now)
			attend(g, "unconfirmed", p, p->created);
	}
	if (p->state == PARTNERSHIP_PROPOSED && p->created + ANSWER_DAYS * DAY < now)
		attend(g, "no_answer", p, p->created);
	if (has_lost_rhythm(g, p, met))
		attend(g, "rhythm_lost", p, met.last);
}

static void glance_at_session(struct glance *g, const struct session_row *row)
{
	int64_t day = g->day;
	if (row->s.state == SESSION_CANCELLED || row->s.starts < day || row->s.starts >= day + 14 * DAY)
		return;
	if (row->s.starts < day + DAY) {
		g->today++;
		if (g->today_count < TODAY_MAX)
			g->todays[g->today_count++] = row;
	}
	g->week += row->s.starts < day + 7 * DAY;
}

static void glance_at_conflicts(struct glance *g)
{
	const struct session_row **rows;
	size_t count = sessions_in_conflict(g->core, g->day, g->day + 14 * DAY, &g->core->scratch, &rows);
	g->conflicts = (int64_t)count;
	for (size_t i = 0; i < count; i++)
		attend(g, "conflict", core_partnership(g->core, rows[i]->s.partnership), rows[i]->s.starts);
}

static void count_states(struct core *core, struct arena *mem, struct doc *doc)
{
	const struct table *t = &core->partnerships->partnerships;
	int64_t counts[PARTNERSHIP_STATE_COUNT] = {0};
	for (size_t i = 0; i < t->count; i++)
		counts[((struct partnership_row *)t->slots[i].row)->p.state]++;
	struct doc *d = doc_map(mem, doc, "partnerships");
	for (int i = 0; i < PARTNERSHIP_STATE_COUNT; i++)
		doc_number(mem, d, word_of(&words_partnership_states, i), counts[i]);
}

/* The programmes under way, each where it stands: of its present step, and when the group meets next. */
static void tell_courses(struct core *core, struct arena *mem, struct doc *doc)
{
	const struct programme *all[PROGRAMMES_MAX];
	size_t count = core_programmes(core, all, PROGRAMMES_MAX);
	struct doc *list = doc_list(mem, doc, "courses");
	doc_number(mem, doc, "programmes", (int64_t)count);
	for (size_t i = 0; i < count; i++) {
		const struct programme *p = all[i];
		if (p->ended || p->step >= PROGRAMME_STEPS)
			continue;
		struct group g = group_of(core, p);
		struct doc *d = doc_map(mem, list, NULL);
		int64_t done, of;
		count_parts(core, p, p->step, p->step, g.people, g.count, &done, &of);
		doc_number(mem, d, "id", p->id);
		doc_text(mem, d, "name", p->name);
		doc_text(mem, d, "step", str_from(word_of(&words_steps, p->step)));
		doc_number(mem, d, "done", done);
		doc_number(mem, d, "of", of);
		doc_number(mem, d, "starts", p->steps[p->step].starts);
		doc_number(mem, d, "until", p->step + 1 < PROGRAMME_STEPS ? p->steps[p->step + 1].starts : 0);
		doc_number(mem, d, "partnership", p->partnership);
		doc_number(mem, d, "meets", group_meets(core, p));
		doc_flag(mem, d, "held", p->steps[p->step].session != 0);
	}
}

static int64_t count_people(const struct core *core)
{
	const struct table *t = &core->people->persons;
	int64_t count = 0;
	for (size_t i = 0; i < t->count; i++) {
		const struct person *p = &((struct person_row *)t->slots[i].row)->p;
		count += !p->guest && !p->archived;
	}
	return count;
}

/* When the newest one was made that could be read back; 0: there is none. Columns as for view_desk_backups. */
static int64_t last_backup(const struct msg_rows *rows)
{
	int64_t last = 0;
	for (uint32_t i = 0; i < rows->rows; i++) {
		const struct value *row = rows->values + (size_t)i * rows->columns;
		if (row[0].i && row[3].i && row[1].i > last)
			last = row[1].i;
	}
	return last;
}

/* {"room","day":today,"backup":wall of the last one,"people":n,"organisations":n,
 * "partnerships":{"active":n,"ended":n,"proposed":n,"agreed":n,"paused":n},
 * "reviewsDue":n,"unconfirmed":n,"sessionsToday":n,"sessionsWeek":n,"conflicts":n,"programmes":n,
 * "attention":[{"what":"review_due|unconfirmed|rhythm_lost|no_answer|conflict","partnership","name","since"}],
 * "sessions":[today's, as in desk_sessions],"courses":[{"id","name","step","done":n,"of":n (parts of that step),"starts","until":the
 * next step's day or 0,"partnership","meets":as there,"held":bool, the session of that step}]: programmes under way} */
void view_desk(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	const struct table *partnerships = &core->partnerships->partnerships,
			   *sessions = &core->sessions->sessions;
	struct glance g = {.core = core, .mem = mem, .day = day_start(core->now.wall)};
	viewer_ask(core, v, (struct ask){.kind = ASK_backups, .about = v->of});
	v->beside = true;
	if (v->rows)
		doc_number(mem, doc, "backup", last_backup(v->rows));
	doc_text(mem, doc, "room", core->config.room);
	doc_number(mem, doc, "day", g.day);
	doc_number(mem, doc, "people", count_people(core));
	doc_number(mem, doc, "organisations", (int64_t)core->people->organisations.count);
	count_states(core, mem, doc);
	g.attention = doc_list(mem, doc, "attention");
	for (size_t i = 0; i < partnerships->count; i++)
		glance_at(&g, &((struct partnership_row *)partnerships->slots[i].row)->p);
	for (size_t i = 0; i < sessions->count; i++)
		glance_at_session(&g, sessions->slots[i].row);
	glance_at_conflicts(&g);
	desk_sessions(core, mem, doc, g.todays, g.today_count);
	doc_number(mem, doc, "reviewsDue", g.reviews);
	doc_number(mem, doc, "unconfirmed", g.unconfirmed);
	doc_number(mem, doc, "sessionsToday", g.today);
	doc_number(mem, doc, "sessionsWeek", g.week);
	doc_number(mem, doc, "conflicts", g.conflicts);
	tell_courses(core, mem, doc);
}
