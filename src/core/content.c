/* What is there by language, and whether the languages fit each other; the guides and prompts, too.
 *
 * Guides and prompts are read line by line: what is wrong is named with its line, for the coordinator
 * who edits these files has no compiler. A guide is a run of [step] sections with "key = value" lines,
 * then [note], after which everything is the note's Markdown template. Prompts are one a line. */
#include "core/content_lines.h"

#include <string.h>

static const char *const model_keys[MODEL_COUNT] = {
	"tandem", "mentoring", "skills-sharing", "secondment", "learning-set", "joint-venture"};
static const char *const role_keys[ROLE_COUNT] = {
	"learner", "coach", "thinking-partner", "objective-supporter", "companion"};
static const char *const step_keys[] = {
	[STEP_TALK] = "talk", [STEP_TURN] = "turn", [STEP_HARVEST] = "harvest"};

#define PROMPTS_MAX 500
#define PROMPTS_MIN 12
#define PROMPT_MAX_BYTES 160

static const char *const skill_keys[SKILLS] = {"leading", "own-organisation", "influencing", "shared-vision",
	"motivation", "on-track", "group-dynamics", "interdependence", "what-drives"};
static const char *const own_instruments[] = {
	INSTRUMENT_KEY_PARTNERSHIPS, INSTRUMENT_HEALTHY, INSTRUMENT_SKILLS};

const char *skill_key(int skill)
{
	return skill_keys[skill];
}

const char *model_key(enum model m)
{
	return model_keys[m];
}

const char *role_key(enum role r)
{
	return role_keys[r];
}

struct content_language *content_language_add(struct content *c, const char *code)
{
	for (int i = 0; i < c->count; i++)
		if (strcmp(c->languages[i].code, code) == 0)
			return &c->languages[i];
	if (c->count == LANGUAGES_MAX || strlen(code) >= sizeof c->languages[0].code)
		return NULL;
	struct content_language *l = &c->languages[c->count++];
	*l = (struct content_language){0};
	memcpy(l->code, code, strlen(code) + 1);
	return l;
}

const struct content_language *content_for(const struct content *c, struct str code)
{
	const struct content_language *other = c->count ? &c->languages[0] : NULL;
	for (int i = 0; i < c->count; i++) {
		struct str own = str_from(c->languages[i].code);
		if (str_eq(own, code))
			return &c->languages[i];
		if (str_eq(own, STR("en"))) /* as with the words of the screens */
			other = &c->languages[i];
	}
	return other;
}

/* The minutes of each stage, in their order, between commas. */
static const char *set_stages(struct step *s, struct str value)
{
	struct str part;
	int count = 0;
	while (str_split(&value, ',', &part)) {
		int64_t number;
		if (count == STAGE_COUNT || !str_int(str_trim(part), 1, 240, &number))
			return "stages are six numbers between commas: present, clarify, questions, summary, "
			       "resources, action";
		s->stages[count++] = (int)number;
	}
	return count == STAGE_COUNT ? NULL : "there are six stages";
}

/* One "key = value" of a step; NULL when it is good, else what is wrong. */
static const char *set_step(struct step *s, struct str key, struct str value)
{
	int64_t number;
	if (str_eq(key, STR("kind"))) {
		int kind = lines_choice(step_keys, 3, value);
		if (kind < 0)
			return "a step's kind is talk, turn or harvest";
		s->kind = (enum step_kind)kind;
	} else if (str_eq(key, STR("minutes"))) {
		if (!str_int(value, 1, 480, &number))
			return "minutes are a number from 1 to 480";
		s->minutes = (int)number;
	} else if (str_eq(key, STR("turn"))) {
		if (!str_int(value, 1, SESSION_MEMBERS_MAX, &number))
			return "turn is the number of the member who learns, from 1";
		s->turn = (int)number - 1;
	} else if (str_eq(key, STR("role"))) {
		int role = lines_choice(role_keys, ROLE_COUNT, value);
		if (role < 0)
			return "a role is learner, coach, thinking-partner, objective-supporter or companion";
		s->role = (enum role)role;
	} else if (str_eq(key, STR("stages"))) {
		return set_stages(s, value);
	} else if (str_eq(key, STR("title"))) {
		s->title = value;
	} else if (str_eq(key, STR("text"))) {
		s->text = value;
	} else {
		return "a step has kind, minutes, turn, role, stages, title and text";
	}
	return NULL;
}

static const char *check_step(const struct step *s)
{
	if (s->title.n == 0 || s->title.n > 80)
		return "the step above needs a title of at most 80 bytes";
	if (s->text.n == 0 || s->text.n > 240)
		return "the step above needs a text of at most 240 bytes";
	int stages = 0;
	for (int i = 0; i < STAGE_COUNT; i++)
		stages += s->stages[i];
	if (stages && (s->kind != STEP_TURN || stages != s->minutes))
		return "the stages of the step above, a turn, have as many minutes as it has";
	return s->minutes == 0 ? "the step above needs its minutes" : NULL;
}

static bool problem_at(struct content *c, int line, const char *what, struct str *problem)
{
	*problem = arena_printf(&c->mem, "line %d: %s", line, what);
	return false;
}

/* One line of the steps' part; NULL when it is good. */
static const char *step_line(struct guide *g, struct str line)
{
	if (str_eq(line, STR("[step]"))) {
		const char *wrong = g->count ? check_step(&g->steps[g->count - 1]) : NULL;
		if (wrong)
			return wrong;
		if (g->count == GUIDE_STEPS_MAX)
			return "a guide has at most 16 steps";
		g->steps[g->count++] = (struct step){.role = ROLE_COACH};
		return NULL;
	}
	struct str rest = line, key;
	if (g->count == 0 || !str_split(&rest, '=', &key) || !rest.p)
		return "expected [step], [note], or key = value";
	return set_step(&g->steps[g->count - 1], str_trim(key), str_trim(rest));
}

bool content_add_guide(
	struct content *c, const char *code, enum model model, struct str text, struct str *problem)
{
	struct content_language *l = content_language_add(c, code);
	if (!l)
		return problem_at(c, 1, "too many languages", problem);
	struct guide g = {0};
	struct str rest = arena_str(&c->mem, text), line;
	int number = 0;
	if (!utf8_valid(rest))
		return problem_at(c, 1, "the file is not UTF-8", problem);
	while (str_split(&rest, '\n', &line)) {
		number++;
		line = str_trim(line);
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (str_eq(line, STR("[note]")))
			break;
		const char *wrong = step_line(&g, line);
		if (wrong)
			return problem_at(c, number, wrong, problem);
	}
	const char *wrong = g.count ? check_step(&g.steps[g.count - 1]) : "a guide needs at least one [step]";
	if (wrong)
		return problem_at(c, number, wrong, problem);
	g.note = rest.p ? str_trim(rest) : STR("");
	if (g.note.n == 0)
		return problem_at(c, number, "a guide ends with [note] and the note's template", problem);
	l->guides[model] = g;
	return true;
}

bool content_add_prompts(
	struct content *c, const char *code, enum role role, struct str text, struct str *problem)
{
	struct content_language *l = content_language_add(c, code);
	if (!l)
		return problem_at(c, 1, "too many languages", problem);
	struct prompts p = {.lines = ARENA_ARRAY(&c->mem, struct str, PROMPTS_MAX)};
	struct str rest = arena_str(&c->mem, text), line;
	int number = 0;
	if (!utf8_valid(rest))
		return problem_at(c, 1, "the file is not UTF-8", problem);
	while (str_split(&rest, '\n', &line)) {
		number++;
		line = str_trim(line);
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (line.n > PROMPT_MAX_BYTES)
			return problem_at(c, number, "a prompt has at most 160 bytes", problem);
		if (p.count == PROMPTS_MAX)
			return problem_at(c, number, "a role has at most 500 prompts", problem);
		p.lines[p.count++] = line;
	}
	l->prompts[role] = p;
	return true;
}

static bool same_shape(const struct guide *a, const struct guide *b)
{
	if (a->count != b->count)
		return false;
	for (int i = 0; i < a->count; i++)
		if (a->steps[i].kind != b->steps[i].kind || a->steps[i].turn != b->steps[i].turn ||
			memcmp(a->steps[i].stages, b->steps[i].stages, sizeof a->steps[i].stages) != 0)
			return false;
	return true;
}

static bool check_guides(
	const struct content *c, const struct content_language *l, struct arena *mem, struct str *problem)
{
	for (int m = 0; m < MODEL_COUNT; m++) {
		const struct guide *g = &l->guides[m];
		if (g->count == 0)
			return *problem = arena_printf(mem, "%s: no guide for %s", l->code, model_keys[m]),
			       false;
		if (!same_shape(g, &c->languages[0].guides[m]))
			return *problem = arena_printf(mem, "%s: the steps of %s differ from those in %s",
				       l->code, model_keys[m], c->languages[0].code),
			       false;
	}
	for (int r = 0; r < ROLE_COUNT; r++)
		if (l->prompts[r].count < PROMPTS_MIN)
			return *problem = arena_printf(mem, "%s: %s needs at least %d prompts", l->code,
				       role_keys[r], PROMPTS_MIN),
			       false;
	return true;
}

static bool check_packs(
	const struct content *c, const struct content_language *l, struct arena *mem, struct str *problem)
{
	for (int i = 0; i < SKILLS; i++)
		if (i >= l->pack_count || !str_eq(l->packs[i]->key, str_from(skill_keys[i])))
			return *problem = arena_printf(mem, "%s: no pack for %s", l->code, skill_keys[i]),
			       false;
	for (int i = 0; i < l->pack_count; i++) {
		struct str first = str_from(c->languages[0].code);
		const struct pack *other = content_pack(c, first, l->packs[i]->key);
		if (!pack_same_shape(l->packs[i], other))
			return *problem = arena_printf(mem,
				       "%s: the tools of the pack %.*s differ from those in %s", l->code,
				       STR_FMT(other->key), c->languages[0].code),
			       false;
	}
	return true;
}

/* Where an area leads has to be there in its own language, or in another. */
static bool check_leads(const struct content *c, const struct content_language *l,
	const struct instrument *in, struct arena *mem, struct str *problem)
{
	for (int i = 0; i < in->area_count; i++) {
		struct str pack = in->areas[i].pack;
		if (pack.n && !content_pack(c, str_from(l->code), pack))
			return *problem = arena_printf(mem,
				       "%s: the instrument %.*s leads to the pack %.*s, which is "
				       "not there",
				       l->code, STR_FMT(in->key), STR_FMT(pack)),
			       false;
	}
	return true;
}

static bool check_instruments(
	const struct content *c, const struct content_language *l, struct arena *mem, struct str *problem)
{
	struct str first = str_from(c->languages[0].code);
	for (size_t i = 0; i < sizeof own_instruments / sizeof *own_instruments; i++) {
		const struct instrument *in =
			content_instrument(c, str_from(l->code), str_from(own_instruments[i]));
		bool here = false;
		for (int j = 0; j < l->instrument_count; j++)
			here = here || l->instruments[j] == in;
		if (!here)
			return *problem =
				       arena_printf(mem, "%s: no instrument %s", l->code, own_instruments[i]),
			       false;
	}
	for (int i = 0; i < l->instrument_count; i++) {
		const struct instrument *in = l->instruments[i];
		if (!instrument_same_shape(in, content_instrument(c, first, in->key)))
			return *problem = arena_printf(mem,
				       "%s: areas or items of the instrument %.*s differ from those in %s",
				       l->code, STR_FMT(in->key), c->languages[0].code),
			       false;
		if (!check_leads(c, l, in, mem, problem))
			return false;
	}
	return true;
}

static bool check_course(
	const struct content *c, const struct content_language *l, struct arena *mem, struct str *problem)
{
	if (!l->course[0].part_count)
		return *problem = arena_printf(mem, "%s: no programme.txt", l->code), false;
	if (!course_same_shape(l->course, c->languages[0].course))
		return *problem =
			       arena_printf(mem, "%s: days or parts of the programme differ from those in %s",
				       l->code, c->languages[0].code),
		       false;
	if (!l->rules[0].n)
		return *problem = arena_printf(mem, "%s: no rules.txt", l->code), false;
	return true;
}

bool content_check(const struct content *c, struct arena *mem, struct str *problem)
{
	if (c->count == 0)
		return *problem = STR("no language has any content"), false;
	for (int i = 0; i < c->count; i++) {
		const struct content_language *l = &c->languages[i];
		if (!check_guides(c, l, mem, problem) || !check_packs(c, l, mem, problem) ||
			!check_instruments(c, l, mem, problem) || !check_course(c, l, mem, problem))
			return false;
	}
	return true;
}

void content_free(struct content *c)
{
	arena_free(&c->mem);
	*c = (struct content){0};
}
