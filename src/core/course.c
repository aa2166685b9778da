/* The words of the programme and the ground rules offered with an agreement: what the organisation may say in its
 * own words, while which steps and rules there are is the program's. */
#include "core/content_lines.h"
#include "core/words_of.h"

static const char *const step_keys[PROGRAMME_STEPS] = {
	"pre-work", "workshop", "home-work", "learning-set", "review"};
#define WORDS_MAX_BYTES 140 /* of a part, a rule */

#define AT(field) offsetof(struct course_step, field)
static const struct field step_fields[] = {
	{"title", FIELD_TEXT, AT(title), 1, 1, 40},
	{"text", FIELD_TEXT, AT(text), 1, 1, 240},
	{"days", FIELD_NUMBER, AT(days), 0, 60, 0},
};
#define STEP_FIELDS ((int)(sizeof step_fields / sizeof *step_fields))

/* "part = map: Put the people …" */
static bool part_line(struct lines *l, struct course_step *s, struct str value)
{
	struct str words = value, kind;
	str_split(&words, ':', &kind);
	int part;
	words = str_trim(words);
	if (!word_find(&words_todo, str_trim(kind), &part))
		return lines_wrong(l,
			N_("a part begins with map, answers, session, checklist, agreement, assessment, "
			   "priorities, packs, topics or note, and a colon"));
	if (!words.n || words.n > WORDS_MAX_BYTES)
		return lines_wrong(l, N_("a part's words have 1 to %d bytes"), WORDS_MAX_BYTES);
	if (s->part_count == COURSE_PARTS_MAX)
		return lines_wrong(l, N_("a step has at most %d parts"), COURSE_PARTS_MAX);
	for (int i = 0; i < s->part_count; i++)
		if (s->parts[i].part == (enum programme_part)part)
			return lines_wrong(l, N_("the step has its %s twice"), word_of(&words_todo, part));
	s->parts[s->part_count].part = (enum programme_part)part;
	s->parts[s->part_count++].words = words;
	return true;
}

static bool step_done(struct lines *l, const struct course_step *s)
{
	if (!lines_complete(l, step_fields, STEP_FIELDS, s))
		return false;
	int forms = 0; /* of which a step puts one to the group */
	for (int i = 0; i < s->part_count; i++)
		forms += s->parts[i].part == DO_ANSWERS || s->parts[i].part == DO_CHECKLIST ||
			s->parts[i].part == DO_ASSESSMENT;
	if (forms > 1)
		return lines_wrong(
			l, N_("the step above has more than one of answers, checklist and assessment"));
	return s->part_count || lines_wrong(l, N_("the step above needs at least one part"));
}

static bool step_line(struct lines *l, struct course_step *s, int at)
{
	struct str key, value;
	if (!lines_pair(l, &key, &value))
		return false;
	if (str_eq(key, STR("part")))
		return part_line(l, s, value);
	if (str_eq(key, STR("key")))
		return str_eq(value, str_from(step_keys[at])) ||
			lines_wrong(l, N_("step %d has the key %s"), at + 1, step_keys[at]);
	return lines_set(l, step_fields, STEP_FIELDS, s, key, value);
}

struct reading {
	struct lines l;
	struct course_step steps[PROGRAMME_STEPS];
	int count;
};

static bool course_line(struct reading *r)
{
	if (!lines_is_section(&r->l, "step")) {
		if (!r->count)
			return lines_wrong(&r->l, N_("expected [step]"));
		return step_line(&r->l, &r->steps[r->count - 1], r->count - 1);
	}
	if (r->count && !step_done(&r->l, &r->steps[r->count - 1]))
		return false;
	if (r->count == PROGRAMME_STEPS)
		return lines_wrong(&r->l, N_("a programme has %d steps"), PROGRAMME_STEPS);
	r->count++;
	return true;
}

bool content_add_course(struct content *c, const char *code, struct str text, struct remark *problem)
{
	struct reading r = {0};
	if (!lines_open(&r.l, c, code, text, problem))
		return false;
	while (lines_next(&r.l) && !lines_is_section(&r.l, "note"))
		if (r.l.line.n && !course_line(&r))
			return false;
	if (r.count < PROGRAMME_STEPS)
		return lines_wrong(&r.l, N_("a programme has %d steps"), PROGRAMME_STEPS);
	if (!step_done(&r.l, &r.steps[r.count - 1]))
		return false;
	struct str note = r.l.rest.p ? str_trim(r.l.rest) : STR("");
	if (!note.n)
		return lines_wrong(&r.l, N_("a programme ends with [note] and the note's template"));
	for (int i = 0; i < PROGRAMME_STEPS; i++)
		r.l.language->course[i] = r.steps[i];
	r.l.language->course_note = note;
	return true;
}

bool content_add_rules(struct content *c, const char *code, struct str text, struct remark *problem)
{
	struct lines l;
	struct str rules[RULE_COUNT] = {{0}}, key, value;
	if (!lines_open(&l, c, code, text, problem))
		return false;
	while (lines_next(&l)) {
		if (l.line.n == 0)
			continue;
		if (!lines_pair(&l, &key, &value))
			return false;
		int rule;
		if (!word_find(&words_rules, key, &rule))
			return lines_wrong(
				&l, N_("a rule is respect, honesty, openness, confidentiality or exit"));
		if (!value.n || value.n > WORDS_MAX_BYTES)
			return lines_wrong(&l, N_("a rule has 1 to %d bytes"), WORDS_MAX_BYTES);
		rules[rule] = value;
	}
	for (int i = 0; i < RULE_COUNT; i++)
		if (!rules[i].n)
			return lines_wrong(&l, N_("the rule %s is missing"), word_of(&words_rules, i));
	for (int i = 0; i < RULE_COUNT; i++)
		l.language->rules[i] = rules[i];
	return true;
}

bool course_same_shape(const struct course_step *a, const struct course_step *b)
{
	for (int i = 0; i < PROGRAMME_STEPS; i++) {
		if (a[i].part_count != b[i].part_count || a[i].days != b[i].days)
			return false;
		for (int j = 0; j < a[i].part_count; j++)
			if (a[i].parts[j].part != b[i].parts[j].part)
				return false;
	}
	return true;
}
