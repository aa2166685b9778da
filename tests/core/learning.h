#pragma once
/* The workshop of partner_pages.h with instruments, packs and a programme to go with it; for tests of surveys and
 * programmes. */
#include "core/partner_pages.h"
#include "core/programme.h"
#include "core/survey.h"

#define GROUP 31

/* Two areas, of two items and one. */
static const char learning_form[] =
	"title = Form\nabout = A.\nminutes = 5\nscale = a | b | c | d | e\n"
	"[area]\nkey = one\ntitle = One\npack = leading\nlow = l\nmid = m\nhigh = h\nitem = i0\nitem = i1\n"
	"[area]\nkey = two\ntitle = Two\npack = motivation\nlow = l\nmid = m\nhigh = h\nitem = i2\n";
static const char learning_own_form[] =
	"title = Own\nabout = A.\nminutes = 5\nshown = own\nscale = a | b | c | d | e\n"
	"[area]\nkey = one\ntitle = One\nlow = l\nmid = m\nhigh = h\nitem = i0\nitem = i1\n";
/* Likewise for oneself, of two areas. */
#define INSTRUMENT_FOR_ONESELF "for-oneself"
static const char learning_two_own[] =
	"title = Own\nabout = A.\nminutes = 5\nshown = own\nscale = a | b | c | d | e\n"
	"[area]\nkey = one\ntitle = One\nlow = l\nmid = m\nhigh = h\nitem = i0\nitem = i1\n"
	"[area]\nkey = two\ntitle = Two\nlow = l\nmid = m\nhigh = h\nitem = i2\n";
static const char learning_pack[] =
	"title = Pack\ncover = C\nminutes = 20\n[about]\na\n\nb\n\nc\n[questions]\nq\nq\nq\nq\nq\nq\n"
	"[reflect]\nr\nr\nr\nr\nr\n[tool]\ntitle = T\nkind = script\nminutes = 5\nfor = A\nstep = s\nstep = s\n"
	"step = s\nstep = s\n[tool]\ntitle = T\nkind = script\nminutes = 5\nfor = A\nstep = s\nstep = s\n"
	"step = s\nstep = s\n[reading]\nb\nb\nb\n";
static const char learning_course[] =
	"[step]\nkey = pre-work\ntitle = A\ntext = T\npart = map: M.\npart = answers: A.\n"
	"[step]\nkey = workshop\ntitle = B\ntext = T\ndays = 14\npart = session: S.\npart = checklist: C.\n"
	"part = agreement: A.\n"
	"[step]\nkey = home-work\ntitle = C\ntext = T\ndays = 7\npart = assessment: A.\npart = priorities: P.\n"
	"part = packs: P.\n"
	"[step]\nkey = learning-set\ntitle = D\ntext = T\ndays = 28\npart = topics: T.\npart = session: S.\n"
	"[step]\nkey = review\ntitle = E\ntext = T\ndays = 60\npart = assessment: A.\npart = note: N.\n"
	"[note]\n## Ours\n> Say it\n";

static inline void learning_add(struct content *c, bool good, struct remark problem)
{
	(void)c;
	if (!good)
		fail_msg("content:%u: %s", problem.line, problem.what.format);
}

static inline int learning_setup(void **state)
{
	partners_setup(state);
	struct room *r = *state;
	struct content *c = r->content;
	struct remark wrong = {0};
	learning_add(c,
		content_add_instrument(c, "en", STR(INSTRUMENT_HEALTHY), str_from(learning_form), &wrong),
		wrong);
	learning_add(c,
		content_add_instrument(c, "en", STR(INSTRUMENT_SKILLS), str_from(learning_form), &wrong),
		wrong);
	learning_add(c,
		content_add_instrument(
			c, "en", STR(INSTRUMENT_KEY_PARTNERSHIPS), str_from(learning_own_form), &wrong),
		wrong);
	learning_add(c,
		content_add_instrument(
			c, "en", STR(INSTRUMENT_FOR_ONESELF), str_from(learning_two_own), &wrong),
		wrong);
	for (int i = 0; i < SKILLS; i++)
		learning_add(c,
			content_add_pack(c, "en", str_from(skill_key(i)), str_from(learning_pack), &wrong),
			wrong);
	learning_add(c, content_add_course(c, "en", str_from(learning_course), &wrong), wrong);
	return 0;
}

/* What a page was told last; NULL: nothing. */
static inline const struct doc *learning_told(const struct room *r, uint64_t conn)
{
	for (size_t i = r->heard_count; i-- > 0;)
		if (r->heard[i]->kind == EFFECT_view && r->heard[i]->to.conn == conn)
			return r->heard[i]->u.view.doc;
	return NULL;
}

/* What a page is shown when it looks; valid until it looks again. NULL: nothing was sent. */
static inline const struct doc *learning_look(struct room *r, uint64_t conn, const char *view, ident of)
{
	room_forget_heard(r);
	r->listens = true;
	ASK(r, conn, look, .view = str_from(view), .of = of, .text = STR(""));
	r->listens = false;
	return learning_told(r, conn);
}

static inline const struct doc *doc_at(const struct doc *in, const char *key)
{
	const struct doc *d = in ? in->first : NULL;
	while (d && !(d->key && strcmp(d->key, key) == 0))
		d = d->next;
	assert_non_null(d);
	return d;
}

static inline const struct doc *doc_nth(const struct doc *list, int n)
{
	const struct doc *d = list->first;
	while (d && n-- > 0)
		d = d->next;
	assert_non_null(d);
	return d;
}

static inline int doc_length(const struct doc *list)
{
	int n = 0;
	for (const struct doc *d = list->first; d; d = d->next)
		n++;
	return n;
}

static inline bool doc_has(const struct doc *in, const char *key)
{
	for (const struct doc *d = in ? in->first : NULL; d; d = d->next)
		if (d->key && strcmp(d->key, key) == 0)
			return true;
	return false;
}

#define TEST_LEARNING(name) cmocka_unit_test_setup_teardown(name, learning_setup, room_teardown)
