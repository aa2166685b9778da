/* Packs, instruments, the programme and the ground rules as they are read: what is good comes out as it was
 * written, and what is wrong is named with its line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "core/content.h"

static const char pack[] =
	"# a comment\n"                                                                     /* 1 */
	"title = Leading\ncover = Why not?\nminutes = 20\n"                                 /* 2-4 */
	"[about]\nOne.\nStill one.\n\nTwo.\n\nThree.\n"                                     /* 5-11 */
	"[questions]\nq1\nq2\nq3\nq4\nq5\nq6\n"                                             /* 12-18 */
	"[reflect]\nr1\nr2\nr3\nr4\nr5\n"                                                   /* 19-24 */
	"[tool]\ntitle = Map\nkind = map\nminutes = 10\nfor = All\nring = in\nring = out\n" /* 25-31 */
	"step = 2 | a\nstep = 3 | b | c\nstep = 4 | d\nstep = 1 | e\n"                      /* 32-35 */
	"example = in: Ann\nexample = out: Ben\n"                                           /* 36-37 */
	"[tool]\ntitle = Square\nkind = matrix\nminutes = 10\nfor = All\naxis-x = l | h\n"  /* 38-43 */
	"axis-y = l | h\nfield = 1\nfield = 2\nfield = 3\nfield = 4\n"                      /* 44-48 */
	"step = a\nstep = b\nstep = c\nstep = d\n"                                          /* 49-52 */
	"[reading]\nb1\nb2\nb3\n";                                                          /* 53-56 */
static const char instrument[] =
	"title = Healthy?\nabout = All of it.\nminutes = 8\nscale = a | b | c | d | e\n"           /* 1-4 */
	"[area]\nkey = one\ntitle = One\nlow = l\nmid = m\nhigh = h\nitem = i0\nitem = i1\n"       /* 5-12 */
	"[area]\nkey = two\ntitle = Two\npack = leading\nlow = l\nmid = m\nhigh = h\nitem = i2\n"; /* 13-20 */
static const char course[] =
	"[step]\nkey = pre-work\ntitle = A\ntext = T\npart = map: Draw it: now.\n"
	"[step]\nkey = workshop\ntitle = B\ntext = T\ndays = 14\npart = session: Meet.\npart = checklist: Tick.\n"
	"[step]\nkey = home-work\ntitle = C\ntext = T\ndays = 7\npart = assessment: Rate.\n"
	"[step]\nkey = learning-set\ntitle = D\ntext = T\npart = topics: Bring one.\n"
	"[step]\nkey = review\ntitle = E\ntext = T\npart = note: Write.\n"
	"[note]\n## Ours\n> Say it\n";
static const char rules[] = "respect = R\nhonesty = H = h\nopenness = O\n\nconfidentiality = C\nexit = E\n";

/* The text with the first `old` replaced. */
static struct str with(const char *text, const char *old, const char *new)
{
	static char out[8192];
	const char *at = strstr(text, old);
	assert_non_null(at);
	snprintf(out, sizeof out, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
	return str_from(out);
}

static struct content content;

static int forget(void **state)
{
	(void)state;
	content_free(&content);
	return 0;
}

/* "line 3: what is wrong", in English. */
static struct str said(const struct remark *problem)
{
	struct buf text = {0};
	buf_printf(&text, "line %u: ", problem->line);
	sentence_fill(&text, problem->what, problem->what.format);
	struct str copy = arena_str(&content.mem, buf_str(&text));
	buf_free(&text);
	return copy;
}

#define assert_read(call)                                                                                    \
	do {                                                                                                 \
		struct remark problem = {0};                                                                 \
		bool good_ = (call);                                                                         \
		if (!good_)                                                                                  \
			print_error("%s\n", said(&problem).p);                                               \
		assert_true(good_);                                                                          \
	} while (0)
#define assert_refused(call, want)                                                                           \
	do {                                                                                                 \
		struct remark problem = {0};                                                                 \
		assert_false(call);                                                                          \
		assert_non_null(problem.what.format);                                                        \
		assert_string_equal(said(&problem).p, want);                                                 \
	} while (0)
#define PACK(text) content_add_pack(&content, "en", STR("leading"), (text), &problem)
#define INSTRUMENT(text) content_add_instrument(&content, "en", STR("healthy"), (text), &problem)
#define COURSE(text) content_add_course(&content, "en", (text), &problem)
#define RULES(text) content_add_rules(&content, "en", (text), &problem)

static void a_pack_reads_as_it_was_written(void **state)
{
	(void)state;
	assert_read(PACK(str_from(pack)));
	const struct pack *p = content_pack(&content, STR("en"), STR("leading"));
	assert_non_null(p);
	assert_string_equal(p->title.p ? arena_str(&content.mem, p->title).p : "", "Leading");
	assert_int_equal(p->about.count, 3);
	assert_true(str_eq(p->about.list[0], STR("One. Still one.")));
	assert_true(str_eq(p->about.list[2], STR("Three.")));
	assert_int_equal(p->questions.count, 6);
	assert_int_equal(p->reflect.count, 5);
	assert_int_equal(p->reading.count, 3);
	assert_int_equal(p->tool_count, 2);
	assert_int_equal(p->tools[0].kind, TOOL_MAP);
	assert_int_equal(p->tools[0].rings.count, 2);
	assert_int_equal(p->tools[1].kind, TOOL_MATRIX);
	assert_true(str_eq(p->tools[1].axis_y[1], STR("h")));
	assert_int_equal(p->tools[1].steps.count, 4);
	assert_int_equal(p->tools[0].step_minutes[1], 3);
	assert_true(str_eq(p->tools[0].steps.list[1], STR("b | c")));
	assert_int_equal(p->tools[0].example.count, 2);
	assert_true(str_eq(p->tools[0].example.list[1], STR("out: Ben")));
	assert_int_equal(p->tools[1].step_minutes[0], 0); /* nobody said */
	assert_null(content_pack(&content, STR("en"), STR("motivation")));
	/* where a language has none, another's is better than none */
	assert_ptr_equal(content_pack(&content, STR("de"), STR("leading")), p);
}

static void what_is_wrong_in_a_pack_is_named(void **state)
{
	(void)state;
	assert_refused(PACK(with(pack, "cover = Why not?", "cover =")), "line 3: cover is empty");
	assert_refused(PACK(with(pack, "cover = Why not?", "colour = red")),
		"line 3: there is no key \"colour\" here");
	assert_refused(PACK(with(pack, "cover = Why not?", "title = Again")), "line 3: title is there twice");
	assert_refused(PACK(with(pack, "minutes = 20", "minutes = soon")),
		"line 4: minutes is a number from 5 to 90");
	assert_refused(PACK(with(pack, "minutes = 20\n", "")), "line 55: above this, minutes is missing");
	assert_refused(
		PACK(with(pack, "\n\nThree.", "")), "line 54: above this, about is needed 3 times at least");
	assert_refused(
		PACK(with(pack, "q1\n", "")), "line 55: above this, questions is needed 6 times at least");
	assert_refused(PACK(with(pack, "q1\n", "q\nq\nq\nq\n")), "line 21: at most 8 of questions");
	assert_refused(PACK(with(pack, "[reading]", "[books]")),
		"line 53: a section is [about], [questions], [reflect], [tool] or [reading]");
	assert_refused(PACK(with(pack, "kind = map", "kind = game")),
		"line 27: a tool's kind is map, matrix or script");
	assert_refused(PACK(with(pack, "kind = map", "kind")), "line 27: expected key = value");
	assert_refused(PACK(with(pack, "ring = out\n", "")), "line 37: the map above needs 2 to 4 of ring");
	assert_refused(PACK(with(pack, "field = 3\n", "")),
		"line 52: the matrix above needs axis-x, axis-y and 4 of field");
	assert_refused(PACK(with(pack, "axis-x = l | h", "axis-x = low")),
		"line 43: axis-x is 2 words or phrases with | between them");
	assert_refused(PACK(with(pack, "axis-x = l | h", "axis-x = a | b | c")),
		"line 43: axis-x is 2 words or phrases with | between them, each at most 40 bytes");
	assert_refused(PACK(with(pack, "step = 2 | a\n", "")),
		"line 37: above this, step is needed 4 times at least");
	assert_refused(PACK(with(pack, "step = 2 | a", "step = 3 | a")),
		"line 38: the steps of the tool above take 11 minutes, it says 10");
	assert_refused(PACK(with(pack, "step = 2 | a", "step = a")),
		"line 38: the tool above gives minutes to 3 of its 4 steps");
	assert_refused(PACK(STR("title = \xFF\n")), "line 1: the file is not UTF-8");
	assert_refused(content_add_pack(&content, "en", STR(""), str_from(pack), &problem),
		"line 1: a pack's file has a name of at most 40 bytes");
	assert_refused(
		PACK(with(pack, "q1",
			"1234567890123456789012345678901234567890123456789012345678901234567890123456789"
			"01234567890123456789012345678901234567890123456789012345678901234567890123456789"
			"012")),
		"line 13: questions has 162 bytes, at most 160 fit");
	assert_null(content_pack(&content, STR("en"), STR("leading"))); /* nothing half read is kept */
}

static void the_nine_skills_stand_first(void **state)
{
	(void)state;
	static const char *const order[] = {"zebra", "motivation", "leading", "ant"};
	for (size_t i = 0; i < 4; i++)
		assert_read(content_add_pack(&content, "en", str_from(order[i]), str_from(pack), &problem));
	assert_read(PACK(with(pack, "Leading", "Anew")));
	const struct content_language *l = content_for(&content, STR("en"));
	assert_int_equal(l->pack_count, 4);
	assert_string_equal(l->packs[0]->key.p, "leading");
	assert_true(str_eq(l->packs[0]->title, STR("Anew")));
	assert_string_equal(l->packs[1]->key.p, "motivation");
	assert_string_equal(l->packs[2]->key.p, "ant");
	assert_string_equal(l->packs[3]->key.p, "zebra");
}

static void an_instrument_counts_its_items_through_all_areas(void **state)
{
	(void)state;
	assert_read(INSTRUMENT(str_from(instrument)));
	const struct instrument *in = content_instrument(&content, STR("en"), STR("healthy"));
	assert_non_null(in);
	assert_int_equal(in->area_count, 2);
	assert_int_equal(in->item_count, 3);
	assert_int_equal(in->areas[0].first, 0);
	assert_int_equal(in->areas[1].first, 2);
	assert_true(str_eq(in->areas[1].pack, STR("leading")));
	assert_true(str_eq(in->scale[4], STR("e")));
	assert_false(in->own);
	assert_read(INSTRUMENT(with(instrument, "minutes = 8", "minutes = 8\nshown = own")));
	assert_true(content_instrument(&content, STR("en"), STR("healthy"))->own);
	assert_int_equal(content_for(&content, STR("en"))->instrument_count, 1);
}

static void what_is_wrong_in_an_instrument_is_named(void **state)
{
	(void)state;
	assert_refused(INSTRUMENT(with(instrument, "scale = a | b | c | d | e", "scale = a | b")),
		"line 4: scale is 5 words or phrases with | between them");
	assert_refused(INSTRUMENT(with(instrument, "scale = a | b | c | d | e\n", "")),
		"line 19: the instrument above needs its scale");
	assert_refused(INSTRUMENT(with(instrument, "minutes = 8", "shown = all")),
		"line 3: shown is together or own");
	assert_refused(INSTRUMENT(with(instrument, "key = two", "key = one")),
		"line 20: two areas have the key \"one\"");
	assert_refused(INSTRUMENT(with(instrument, "mid = m\n", "")), "line 12: above this, mid is missing");
	assert_refused(INSTRUMENT(with(instrument, "item = i2", "")),
		"line 20: above this, item is needed 1 times at least");
	assert_refused(INSTRUMENT(with(instrument, "[area]", "[part]")), "line 5: a section is [area]");
	assert_refused(INSTRUMENT(STR("title = T\n")), "line 1: an instrument needs at least one [area]");
	assert_null(content_instrument(&content, STR("en"), STR("healthy")));
}

static void no_more_items_than_answers_have_room_for(void **state)
{
	(void)state;
	struct buf text = {0};
	buf_add(&text, STR("title = T\nabout = A\nminutes = 1\nscale = a | b | c | d | e\n"));
	for (int area = 0; area < 7; area++) {
		buf_printf(&text, "[area]\nkey = k%d\ntitle = T\nlow = l\nmid = m\nhigh = h\n", area);
		for (int item = 0; item < (area < 6 ? 20 : 1); item++)
			buf_add(&text, STR("item = i\n"));
	}
	assert_refused(INSTRUMENT(buf_str(&text)), "line 167: an instrument has at most 120 items");
	buf_free(&text);
}

static void the_programme_has_its_five_steps(void **state)
{
	(void)state;
	assert_read(COURSE(str_from(course)));
	const struct course_step *s = content_for(&content, STR("en"))->course;
	assert_true(str_eq(s[STEP_PRE_WORK].parts[0].words, STR("Draw it: now.")));
	assert_int_equal(s[STEP_WORKSHOP].days, 14);
	assert_int_equal(s[STEP_WORKSHOP].part_count, 2);
	assert_int_equal(s[STEP_WORKSHOP].parts[1].part, DO_CHECKLIST);
	assert_true(str_eq(content_for(&content, STR("en"))->course_note, STR("## Ours\n> Say it")));
	assert_refused(COURSE(with(course, "[note]\n## Ours\n> Say it\n", "")),
		"line 28: a programme ends with [note] and the note's template");
	assert_refused(COURSE(with(course, "part = session: Meet.", "part = answers: Say.")),
		"line 13: the step above has more than one of answers, checklist and assessment");
	assert_refused(COURSE(with(course, "key = workshop", "key = review")),
		"line 7: step 2 has the key workshop");
	assert_refused(
		COURSE(with(course, "days = 14", "days = 61")), "line 10: days is a number from 0 to 60");
	assert_refused(COURSE(with(course, "part = checklist", "part = session")),
		"line 12: the step has its session twice");
	assert_refused(COURSE(with(course, "part = map: Draw it: now.\n", "")),
		"line 5: the step above needs at least one part");
	assert_refused(COURSE(with(course, "session: Meet.", "session")),
		"line 11: a part's words have 1 to 140 bytes");
	assert_refused(COURSE(STR("[step]\nkey = pre-work\n")), "line 2: a programme has 5 steps");
	assert_refused(COURSE(STR("key = pre-work\n")), "line 1: expected [step]");
	struct buf six = {0};
	buf_add(&six, str_sub(str_from(course), 0, (size_t)(strstr(course, "[note]") - course)));
	buf_add(&six, STR("[step]\n"));
	assert_refused(COURSE(buf_str(&six)), "line 29: a programme has 5 steps");
	buf_free(&six);
}

static void the_ground_rules_are_all_there(void **state)
{
	(void)state;
	assert_read(RULES(str_from(rules)));
	assert_true(str_eq(content_for(&content, STR("en"))->rules[RULE_HONESTY], STR("H = h")));
	assert_true(str_eq(content_for(&content, STR("en"))->rules[RULE_EXIT], STR("E")));
	assert_refused(RULES(with(rules, "exit = E", "")), "line 6: the rule exit is missing");
	assert_refused(RULES(with(rules, "exit = E", "leave = E")),
		"line 6: a rule is respect, honesty, openness, confidentiality or exit");
	assert_refused(RULES(with(rules, "exit = E", "exit =")), "line 6: a rule has 1 to 140 bytes");
}

static const struct doc *in(const struct doc *d, const char *key)
{
	for (d = d ? d->first : NULL; d; d = d->next)
		if (d->key && strcmp(d->key, key) == 0)
			return d;
	return NULL;
}

static int length(const struct doc *d)
{
	int n = 0;
	for (d = d->first; d; d = d->next)
		n++;
	return n;
}

static void what_is_to_be_learned_is_there_in_any_language(void **state)
{
	(void)state;
	struct arena mem = {0};
	assert_read(PACK(str_from(pack)));
	assert_read(INSTRUMENT(str_from(instrument)));
	assert_read(COURSE(str_from(course)));
	assert_read(RULES(str_from(rules)));
	assert_read(
		content_add_pack(&content, "de", STR("leading"), with(pack, "Leading", "Führen"), &problem));
	struct doc *out = doc_new(&mem);
	content_learn(&content, STR("de"), &mem, out);
	assert_int_equal(length(in(out, "packs")), 1);
	assert_true(str_eq(in(in(out, "packs")->first, "title")->text, STR("Führen")));
	assert_int_equal(length(in(out, "instruments")), 1); /* there in English alone */
	assert_int_equal(length(in(out, "rules")), RULE_COUNT);
	out = doc_new(&mem);
	content_learn(&content, STR("en"), &mem, out);
	assert_true(str_eq(in(in(out, "packs")->first, "title")->text, STR("Leading")));
	assert_true(str_eq(in(in(out, "course")->first, "key")->text, STR("pre_work")));
	arena_free(&mem);
}

int main(void)
{
#define T(name) cmocka_unit_test_teardown(name, forget)
	const struct CMUnitTest tests[] = {
		T(a_pack_reads_as_it_was_written),
		T(what_is_wrong_in_a_pack_is_named),
		T(the_nine_skills_stand_first),
		T(an_instrument_counts_its_items_through_all_areas),
		T(what_is_wrong_in_an_instrument_is_named),
		T(no_more_items_than_answers_have_room_for),
		T(the_programme_has_its_five_steps),
		T(the_ground_rules_are_all_there),
		T(what_is_to_be_learned_is_there_in_any_language),
	};
	return cmocka_run_group_tests_name("content", tests, NULL, NULL);
}
