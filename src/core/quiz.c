/* The quiz. A kept question of a note becomes a question to everybody who belongs to the partnership, from the day
 * after on. Nothing is written for it then: a row of `recall` comes with the first answer, so that those who
 * join later are asked as well, and those who leave are not.
 *
 * Partners put the questions to each other and judge the answers; when a question comes back is for fsrs.c. A
 * grade can be corrected for a few minutes: what the memory was like before is kept that long. */
#include "core/quiz.h"

#include <stdlib.h>
#include <string.h>

#include "core/fsrs.h"
#include "core/inside.h"
#include "core/table.h"
#include "core/viewer.h"
#include "core/words_of.h"

#define CORRECTED_FOR (10 * MINUTE)
#define QUIZ_MAX 64           /* questions a page shows of one person; more wait */
#define PARTNERSHIPS_SHOWN 32 /* of a person, whose partners a page lists: the newest */
#define OF_EACH 12            /* looked at for the minute after check-in */

struct recall {
	ident person;
	struct fsrs f, before; /* before: the last grade, until the next start */
	int32_t reviews, lapses, lapses_before;
	bool can_undo;
};
struct question {
	ident id; /* the takeaway; first, see table.h */
	ident partnership, session;
	struct str text;
	int64_t created, first; /* first: the day on which it is put for the first time */
	char *block;
	struct recall *recalls;
	size_t count, cap;
};
struct shelf {    /* of one partnership: nobody looks through the questions of hundreds of others */
	ident id; /* the partnership; first, see table.h */
	struct question **list; /* in no order */
	size_t count, cap;
};
struct quiz {
	struct table questions, shelves;
};

/* ---- keeping ---- */

struct quiz *quiz_new(void)
{
	return xcalloc(1, sizeof(struct quiz));
}

static void question_drop(void *row)
{
	struct question *q = row;
	free(q->block);
	free(q->recalls);
}

static void shelf_drop(void *row)
{
	free(((struct shelf *)row)->list);
}

void quiz_free(struct quiz *quiz)
{
	table_free(&quiz->shelves, shelf_drop);
	table_free(&quiz->questions, question_drop);
	free(quiz);
}

static struct question *question_find(const struct core *core, ident takeaway)
{
	return table_find(&core->quiz->questions, takeaway);
}

static struct recall *recall_find(const struct question *q, ident person)
{
	for (size_t i = 0; i < q->count; i++)
		if (q->recalls[i].person == person)
			return &q->recalls[i];
	return NULL;
}

static void shelf_remove(struct core *core, const struct question *q)
{
	struct shelf *s = table_find(&core->quiz->shelves, q->partnership);
	size_t at = 0;
	while (s && at < s->count && s->list[at] != q)
		at++;
	if (s && at < s->count)
		s->list[at] = s->list[--s->count];
}

static void shelf_put(struct core *core, struct question *q)
{
	struct shelf *s = table_add(&core->quiz->shelves, q->partnership, sizeof *s);
	*LIST_ADD(s->list, s->count, s->cap) = q;
}

/* Of days with 23 to 25 hours, too. */
static int64_t day_after(int64_t wall)
{
	return day_start(day_start(wall) + 26 * HOUR);
}

void quiz_put(
	struct core *core, ident takeaway, ident session, ident partnership, struct str text, int64_t created)
{
	if (!partnership)
		return;
	struct question *q = table_add(&core->quiz->questions, takeaway, sizeof *q);
	struct str *const fields[] = {&q->text};
	shelf_remove(core, q);
	q->session = session;
	q->partnership = partnership;
	shelf_put(core, q);
	q->text = text;
	q->created = created;
	q->first = day_after(created);
	strings_keep(&q->block, fields, 1);
	core_changed(core, CHANGE_QUIZ);
}

void quiz_remove(struct core *core, ident takeaway)
{
	const struct question *q = question_find(core, takeaway);
	if (!q)
		return;
	for (size_t i = 0; i < q->count; i++)
		core_delete(core, REC_recall, (const struct value[]){VI(takeaway), VI(q->recalls[i].person)});
	shelf_remove(core, q);
	table_remove(&core->quiz->questions, takeaway, question_drop);
	core_changed(core, CHANGE_QUIZ);
}

static void recall_remove(struct core *core, struct question *q, const struct recall *r)
{
	core_delete(core, REC_recall, (const struct value[]){VI(q->id), VI(r->person)});
	size_t at = (size_t)(r - q->recalls);
	memmove(&q->recalls[at], &q->recalls[at + 1], (q->count - at - 1) * sizeof *r);
	q->count--;
}

void load_recall(struct core *core, const struct value *v)
{
	struct question *q = question_find(core, v[0].i);
	if (!q)
		return;
	*LIST_ADD(q->recalls, q->count, q->cap) = (struct recall){.person = v[1].i,
		.f = {.stability = v[2].i, .difficulty = v[3].i, .last = v[4].i, .due = v[5].i},
		.reviews = (int32_t)v[6].i,
		.lapses = (int32_t)v[7].i};
}

static void recall_save(struct core *core, const struct question *q, const struct recall *r)
{
	PUT(core, REC_recall, VI(q->id), VI(r->person), VI(r->f.stability), VI(r->f.difficulty),
		VI(r->f.last), VI(r->f.due), VI(r->reviews), VI(r->lapses));
}

/* ---- what is due ---- */

static int64_t due_of(const struct question *q, ident person)
{
	const struct recall *r = recall_find(q, person);
	return r ? r->f.due : q->first;
}

static bool is_on(const struct partnership *p)
{
	return p->state == PARTNERSHIP_ACTIVE || p->state == PARTNERSHIP_AGREED;
}

static bool is_asked(const struct core *core, const struct question *q, ident person)
{
	const struct partnership *p = core_partnership(core, q->partnership);
	return p && is_on(p) && partnership_counts(p, person);
}

/* The next shelf whose questions are put to the person; `with`: that partner may put them; NULL: there are no more. */
static const struct shelf *next_shelf(const struct core *core, ident person, ident with, size_t *at)
{
	const struct table *t = &core->quiz->shelves;
	while (*at < t->count) {
		const struct shelf *s = t->slots[(*at)++].row;
		const struct partnership *p = s->count ? core_partnership(core, s->id) : NULL;
		if (p && is_on(p) && partnership_counts(p, person) && (!with || partnership_counts(p, with)))
			return s;
	}
	return NULL;
}

/* A clock that may be wrong makes nothing due. */
static bool is_due(const struct core *core, const struct question *q, ident person, int64_t wall)
{
	return core->now.trusted && due_of(q, person) <= wall;
}

/* "How long may it take? Ten minutes": what stands behind the question mark is the answer. */
static void part_answer(struct str text, struct str *question, struct str *answer)
{
	static const char *const signs[] = {"=>", "→", "–", "—", "-", ":"};
	*question = text;
	*answer = STR("");
	for (size_t i = 0; i + 1 < text.n; i++) {
		if (text.p[i] != '?' || text.p[i + 1] != ' ')
			continue;
		*question = str_sub(text, 0, i + 1);
		*answer = str_trim(str_sub(text, i + 1, text.n));
		break;
	}
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (str_starts(*answer, str_from(signs[i])))
			*answer = str_trim(str_sub(*answer, strlen(signs[i]), answer->n));
}

static struct quiz_question describe(const struct question *q, ident person)
{
	const struct recall *r = recall_find(q, person);
	struct quiz_question out = {.takeaway = q->id,
		.partnership = q->partnership,
		.session = q->session,
		.person = person,
		.created = q->created,
		.last = r ? r->f.last : 0,
		.due = due_of(q, person),
		.reviews = r ? r->reviews : 0};
	part_answer(q->text, &out.question, &out.answer);
	return out;
}

bool core_quiz_question(const struct core *core, ident takeaway, ident person, struct quiz_question *out)
{
	const struct question *q = question_find(core, takeaway);
	if (!q || !is_asked(core, q, person))
		return false;
	*out = describe(q, person);
	return true;
}

static bool is_sooner(const struct quiz_question *x, const struct quiz_question *y)
{
	return x->due != y->due ? x->due < y->due : x->takeaway < y->takeaway;
}

/* Into a list of the soonest; returns how many it has then. */
static size_t insert(struct quiz_question *out, size_t count, size_t cap, const struct quiz_question *q)
{
	if (count == cap && (!cap || !is_sooner(q, &out[count - 1])))
		return count;
	size_t at = count < cap ? count++ : cap - 1;
	for (; at > 0 && is_sooner(q, &out[at - 1]); at--)
		out[at] = out[at - 1];
	out[at] = *q;
	return count;
}

/* What is due for a person in the partnerships they share with that partner; with 0: in all of theirs. */
static size_t due_with(const struct core *core, ident person, ident with, int64_t wall,
	struct quiz_question *out, size_t cap)
{
	const struct shelf *s;
	size_t count = 0;
	for (size_t at = 0; (s = next_shelf(core, person, with, &at));)
		for (size_t i = 0; i < s->count; i++) {
			if (!is_due(core, s->list[i], person, wall))
				continue;
			struct quiz_question q = describe(s->list[i], person);
			count = insert(out, count, cap, &q);
		}
	return count;
}

size_t core_quiz_person(
	const struct core *core, ident person, int64_t wall, struct quiz_question *out, size_t cap)
{
	return due_with(core, person, 0, wall, out, cap);
}

size_t core_quiz_count(const struct core *core, ident partnership)
{
	const struct shelf *s = table_find(&core->quiz->shelves, partnership);
	return s ? s->count : 0;
}

int64_t core_quiz_next(const struct core *core, ident person, int64_t wall)
{
	const struct shelf *s;
	int64_t next = 0;
	for (size_t at = 0; (s = next_shelf(core, person, 0, &at));)
		for (size_t i = 0; i < s->count; i++) {
			int64_t due = due_of(s->list[i], person);
			if (due > wall && (!next || due < next))
				next = due;
		}
	return next;
}

/* ---- of a session ---- */

/* The next one who is here after them and belongs to the same partnership; 0: they are alone. */
static ident partner_here(
	const struct core *core, ident partnership, ident person, const ident *here, size_t count)
{
	const struct partnership *p = core_partnership(core, partnership);
	size_t at = 0;
	while (at < count && here[at] != person)
		at++;
	for (size_t i = 1; i < count; i++)
		if (partnership_counts(p, here[(at + i) % count]))
			return here[(at + i) % count];
	return 0;
}

static size_t who_is_here(const struct core *core, ident session, ident here[SESSION_MEMBERS_MAX])
{
	const struct member *members[SESSION_MEMBERS_MAX];
	size_t n = core_members(core, session, members, SESSION_MEMBERS_MAX), count = 0;
	for (size_t i = 0; i < n; i++)
		if (member_is_here(core, members[i]))
			here[count++] = members[i]->person;
	return count;
}

static bool has_come(const struct quiz_question *list, size_t count, ident takeaway)
{
	for (size_t i = 0; i < count; i++)
		if (list[i].takeaway == takeaway)
			return true;
	return false;
}

/* The first one of theirs that nobody else has been given; false: none. */
static bool take_next(struct quiz_question *mine, size_t count, struct quiz_question *out, size_t taken)
{
	for (size_t i = 0; i < count; i++)
		if (mine[i].asker && !has_come(out, taken, mine[i].takeaway)) {
			out[taken] = mine[i];
			mine[i].asker = 0;
			return true;
		}
	return false;
}

size_t core_quiz_session(
	const struct core *core, ident session, int64_t wall, struct quiz_question *out, size_t cap)
{
	ident here[SESSION_MEMBERS_MAX];
	struct quiz_question due[SESSION_MEMBERS_MAX][OF_EACH];
	size_t people = who_is_here(core, session, here), counts[SESSION_MEMBERS_MAX], count = 0;
	for (size_t i = 0; i < people; i++) {
		counts[i] = core_quiz_person(core, here[i], wall, due[i], OF_EACH);
		for (size_t k = 0; k < counts[i]; k++)
			due[i][k].asker = partner_here(core, due[i][k].partnership, here[i], here, people);
	}
	for (bool more = true; more && count < cap;) {
		more = false;
		for (size_t i = 0; i < people && count < cap; i++)
			if (take_next(due[i], counts[i], out, count)) {
				more = true;
				count++;
			}
	}
	return count;
}

/* ---- judging ---- */

bool core_quiz_can_undo(const struct core *core, ident takeaway, ident person, int64_t wall)
{
	const struct question *q = question_find(core, takeaway);
	const struct recall *r = q ? recall_find(q, person) : NULL;
	return r && r->can_undo && wall - r->f.last <= CORRECTED_FOR;
}

static enum fsrs_rating rating_of(enum grade grade)
{
	static const enum fsrs_rating ratings[GRADE_COUNT] = {[GRADE_AGAIN] = FSRS_AGAIN,
		[GRADE_HARD] = FSRS_HARD,
		[GRADE_GOOD] = FSRS_GOOD,
		[GRADE_EASY] = FSRS_EASY};
	return ratings[grade];
}

int64_t core_quiz_back(const struct core *core, ident takeaway, ident person, enum grade grade, int64_t wall)
{
	const struct question *q = question_find(core, takeaway);
	const struct recall *r = q ? recall_find(q, person) : NULL;
	return fsrs_answered(r ? r->f : (struct fsrs){0}, rating_of(grade), wall).due;
}

/* What it was like before the last grade; without an answer at all there is no row. */
static void take_back(struct core *core, struct question *q, struct recall *r)
{
	r->f = r->before;
	r->reviews--;
	r->lapses = r->lapses_before;
	r->can_undo = false;
	if (r->reviews > 0)
		recall_save(core, q, r);
	else
		recall_remove(core, q, r);
}

static void judge(struct core *core, struct question *q, ident person, enum grade grade)
{
	struct recall *r = recall_find(q, person);
	if (!r) {
		r = LIST_ADD(q->recalls, q->count, q->cap);
		*r = (struct recall){.person = person};
	}
	r->before = r->f;
	r->lapses_before = r->lapses;
	r->f = fsrs_answered(r->f, rating_of(grade), core->now.wall);
	r->reviews++;
	r->lapses += grade == GRADE_AGAIN;
	r->can_undo = true;
	recall_save(core, q, r);
}

/* Members judge, on their phones or at the screen; the coordinator has nothing to do with it. */
static enum err may_judge(struct core *core, const struct question *q, const struct msg_quiz_judge *m)
{
	if (!q)
		return ERR_not_found;
	enum err err = asker_in_partnership(core, q->partnership);
	if (err)
		return err;
	if (viewer_asks(core) == COORDINATOR)
		return ERR_not_allowed;
	if (m->grade >= GRADE_COUNT || !is_asked(core, q, m->person))
		return ERR_invalid;
	bool due = is_due(core, q, m->person, core->now.wall);
	bool undo = core_quiz_can_undo(core, q->id, m->person, core->now.wall);
	return m->grade == GRADE_NONE ? undo ? ERR_none : ERR_closed : due || undo ? ERR_none : ERR_already;
}

void on_quiz_judge(struct core *core, const struct msg_quiz_judge *m)
{
	struct question *q = question_find(core, m->takeaway);
	enum err err = may_judge(core, q, m);
	if (!err) {
		if (core_quiz_can_undo(core, m->takeaway, m->person, core->now.wall))
			take_back(core, q, recall_find(q, m->person));
		if (m->grade != GRADE_NONE)
			judge(core, q, m->person, m->grade);
		core_changed(core, CHANGE_QUIZ);
	}
	core_reply(core, err, m->takeaway);
}

/* ---- on the phone, between meetings ---- */

static void view_question(struct core *core, struct arena *mem, struct doc *in, const struct quiz_question *q)
{
	const struct partnership *p = core_partnership(core, q->partnership);
	struct doc *d = doc_map(mem, in, NULL);
	doc_number(mem, d, "id", q->takeaway);
	doc_number(mem, d, "partnership", q->partnership);
	doc_text(mem, d, "name", p->name);
	doc_text(mem, d, "question", q->question);
	doc_text(mem, d, "answer", q->answer);
	doc_number(mem, d, "created", q->created);
	doc_number(mem, d, "last", q->last);
	doc_number(mem, d, "reviews", q->reviews);
	struct doc *back = doc_map(mem, d, "back");
	for (enum grade g = GRADE_AGAIN; g < GRADE_COUNT; g++)
		doc_number(mem, back, word_of(&words_grades, (int)g),
			core_quiz_back(core, q->takeaway, q->person, g, core->now.wall));
	view_person(core, mem, d, "person", q->person, true);
}

static void view_due(
	struct core *core, struct arena *mem, struct doc *doc, const char *key, ident person, ident with)
{
	struct quiz_question *due = ARENA_ARRAY(mem, struct quiz_question, QUIZ_MAX);
	struct doc *list = doc_list(mem, doc, key);
	size_t count = due_with(core, person, with, core->now.wall, due, QUIZ_MAX);
	for (size_t i = 0; i < count; i++)
		view_question(core, mem, list, &due[i]);
}

/* Everybody with whom the person is in a partnership that is under way. */
static size_t partners_of(const struct core *core, ident person, ident *out, size_t cap)
{
	const struct partnership *all[PARTNERSHIPS_SHOWN];
	size_t n = core_partnerships(core, person, all, PARTNERSHIPS_SHOWN), count = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < all[i]->count && count < cap; k++) {
			const struct partner *p = &all[i]->partners[k];
			size_t seen = 0;
			while (seen < count && out[seen] != p->person)
				seen++;
			if (!p->left && p->person != person && seen == count)
				out[count++] = p->person;
		}
	return count;
}

/* {"mine":[…],"partners":[{"person",…,"due":[…]}],"next":day}: what is put to the person themselves, and what they
 * may put to each partner; a question has its answer with it, which the page keeps covered until it is asked for. */
void view_quiz(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	ident partners[PARTNERS_MAX];
	view_due(core, mem, doc, "mine", v->subject, 0);
	struct doc *list = doc_list(mem, doc, "partners");
	size_t count = partners_of(core, v->subject, partners, PARTNERS_MAX);
	for (size_t i = 0; i < count; i++) {
		struct doc *d = doc_map(mem, list, NULL);
		view_person(core, mem, d, "person", partners[i], true);
		view_due(core, mem, d, "due", partners[i], v->subject);
	}
	doc_number(mem, doc, "next", core_quiz_next(core, v->subject, core->now.wall));
}
