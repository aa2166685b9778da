/* The words of the programme and the ground rules offered with an agreement: what the organisation may say in its
 * own words, while which steps and rules there are is the program's. */
#include "core/content_lines.h"

static const char *const step_keys[PROGRAMME_STEPS] = {
	"pre-work", "workshop", "home-work", "learning-set", "review"};
static const char *const part_keys[PROGRAMME_PARTS] = {"map", "answers", "session", "checklist", "agreement",
	"assessment", "priorities", "packs", "topics", "note"};
static const char *const rule_keys[RULE_COUNT] = {
	"respect", "honesty", "openness", "confidentiality", "exit"};

#define WORDS_MAX_BYTES 140 /* of a part, a rule */

#define AT(field) offsetof(struct course_step, field)
static const struct field step_fields[] = {
	{"title", FIELD_TEXT, AT(title), 1, 1, 40},
	{"text", FIELD_TEXT, AT(text), 1, 1, 240},
	{"days", FIELD_NUMBER, AT(days), 0, 60, 0},
};
#define STEP_FIELDS ((int)(sizeof step_fields / sizeof *step_fields))

const char *step_key(enum programme_step step)
{
	return step_keys[step];
}

const char *step_word(enum programme_step step)
{
	static const char *const words[PROGRAMME_STEPS] = {
		"pre_work", "workshop", "home_work", "learning_set", "review"};
	return words[step];
}

const char *part_key(enum programme_part part)
{
	return part_keys[part];
}

const char *rule_key(enum rule rule)
{
	return rule_keys[rule];
}

/* "part = map: Put the people …" */
static bool part_line(struct lines *l, struct course_step *s, struct str value)
{
	struct str words = value, kind;
	str_split(&words, ':', &kind);
	int part = lines_choice(part_keys, PROGRAMME_PARTS, str_trim(kind));
	words = str_trim(words);
	if (part < 0)
		return lines_wrong(l,
			"a part begins with map, answers, session, checklist, agreement, assessment, "
			"priorities, packs, topics or note, and a colon");
	if (!words.n || words.n > WORDS_MAX_BYTES)
		return lines_wrong(l, "a part's words have 1 to %d bytes", WORDS_MAX_BYTES);
	if (s->part_count == COURSE_PARTS_MAX)
		return lines_wrong(l, "a step has at most %d parts", COURSE_PARTS_MAX);
	for (int i = 0; i < s->part_count; i++)
		if (s->parts[i].part == (enum programme_part)part)
			return lines_wrong(l, "the step has its %s twice", part_keys[part]);
	s->parts[s->part_count].part = (enum programme_part)part;
	s->parts[s->part_count++].words = words;
	return true;
}

static bool step_done(struct lines *l, const struct course_step *s)
{
	if (!lines_complete(l, "the step", step_fields, STEP_FIELDS, s))
		return false;
	return s->part_count || lines_wrong(l, "the step above needs at least one part");
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
			lines_wrong(l, "step %d has the key %s", at + 1, step_keys[at]);
	return lines_set(l, "a step", step_fields, STEP_FIELDS, s, key, value);
}

bool content_add_course(struct content *c, const char *code, struct str text, struct str *problem)
{
	struct lines l;
	struct course_step steps[PROGRAMME_STEPS] = {0};
	int count = 0;
	if (!lines_open(&l, c, code, text, problem))
		return false;
	while (lines_next(&l)) {
		if (l.line.n == 0)
			continue;
		if (!lines_is_section(&l, "step")) {
			if (!count)
				return lines_wrong(&l, "expected [step]");
			if (!step_line(&l, &steps[count - 1], count - 1))
				return false;
			continue;
		}
		if (count && !step_done(&l, &steps[count - 1]))
			return false;
		if (count++ == PROGRAMME_STEPS)
			return lines_wrong(&l, "a programme has %d steps", PROGRAMME_STEPS);
	}
	if (count < PROGRAMME_STEPS)
		return lines_wrong(&l, "a programme has %d steps", PROGRAMME_STEPS);
	if (!step_done(&l, &steps[count - 1]))
		return false;
	for (int i = 0; i < PROGRAMME_STEPS; i++)
		l.language->course[i] = steps[i];
	return true;
}

bool content_add_rules(struct content *c, const char *code, struct str text, struct str *problem)
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
		int rule = lines_choice(rule_keys, RULE_COUNT, key);
		if (rule < 0)
			return lines_wrong(
				&l, "a rule is respect, honesty, openness, confidentiality or exit");
		if (!value.n || value.n > WORDS_MAX_BYTES)
			return lines_wrong(&l, "a rule has 1 to %d bytes", WORDS_MAX_BYTES);
		rules[rule] = value;
	}
	for (int i = 0; i < RULE_COUNT; i++)
		if (!rules[i].n)
			return lines_wrong(&l, "the rule %s is missing", rule_keys[i]);
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
