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
static bool set_stages(struct lines *l, struct step *s, struct str value)
{
	struct str part;
	int count = 0;
	while (str_split(&value, ',', &part)) {
		int64_t number;
		if (count == STAGE_COUNT || !str_int(str_trim(part), 1, 240, &number))
			return lines_wrong(l,
				N_("stages are six numbers between commas: present, clarify, questions, "
				   "summary, resources, action"));
		s->stages[count++] = (int)number;
	}
	return count == STAGE_COUNT || lines_wrong(l, N_("there are six stages"));
}

static bool set_int(struct lines *l, struct str value, int most, const char *key, int *to)
{
	int64_t number;
	if (!str_int(value, 1, most, &number))
		return lines_wrong(l, N_("%s is a number from %d to %d"), key, 1, most);
	*to = (int)number;
	return true;
}

/* One "key = value" of a step. */
static bool set_step(struct lines *l, struct step *s, struct str key, struct str value)
{
	if (str_eq(key, STR("kind"))) {
		int kind = lines_choice(step_keys, 3, value);
		s->kind = kind < 0 ? STEP_TALK : (enum step_kind)kind;
		return kind >= 0 || lines_wrong(l, N_("a step's kind is talk, turn or harvest"));
	}
	if (str_eq(key, STR("role"))) {
		int role = lines_choice(role_keys, ROLE_COUNT, value);
		s->role = role < 0 ? ROLE_COACH : (enum role)role;
		return role >= 0 ||
			lines_wrong(l,
				N_("a role is learner, coach, thinking-partner, objective-supporter or "
				   "companion"));
	}
	if (str_eq(key, STR("turn"))) {
		bool good = set_int(l, value, SESSION_MEMBERS_MAX, "turn", &s->turn);
		s->turn -= good;
		return good;
	}
	if (str_eq(key, STR("minutes")))
		return set_int(l, value, 480, "minutes", &s->minutes);
	if (str_eq(key, STR("stages")))
		return set_stages(l, s, value);
	bool title = str_eq(key, STR("title"));
	if (!title && !str_eq(key, STR("text")))
		return lines_wrong(l, N_("a step has kind, minutes, turn, role, stages, title and text"));
	*(title ? &s->title : &s->text) = value;
	return true;
}

static bool check_step(struct lines *l, const struct step *s)
{
	if (s->title.n == 0 || s->title.n > 80)
		return lines_wrong(l, N_("the step above needs a title of at most %d bytes"), 80);
	if (s->text.n == 0 || s->text.n > 240)
		return lines_wrong(l, N_("the step above needs a text of at most %d bytes"), 240);
	int stages = 0;
	for (int i = 0; i < STAGE_COUNT; i++)
		stages += s->stages[i];
	if (stages && (s->kind != STEP_TURN || stages != s->minutes))
		return lines_wrong(
			l, N_("the stages of the step above, a turn, have as many minutes as it has"));
	return s->minutes != 0 || lines_wrong(l, N_("the step above needs its minutes"));
}

static bool steps_done(struct lines *l, const struct guide *g)
{
	return g->count ? check_step(l, &g->steps[g->count - 1])
			: lines_wrong(l, N_("a guide needs at least one [step]"));
}

/* One line of the steps' part. */
static bool step_line(struct lines *l, struct guide *g)
{
	if (lines_is_section(l, "step")) {
		if (g->count && !steps_done(l, g))
			return false;
		if (g->count == GUIDE_STEPS_MAX)
			return lines_wrong(l, N_("a guide has at most %d steps"), GUIDE_STEPS_MAX);
		g->steps[g->count++] = (struct step){.role = ROLE_COACH};
		return true;
	}
	struct str rest = l->line, key;
	if (g->count == 0 || !str_split(&rest, '=', &key) || !rest.p)
		return lines_wrong(l, N_("expected [step], [note], or key = value"));
	return set_step(l, &g->steps[g->count - 1], str_trim(key), str_trim(rest));
}

bool content_add_guide(
	struct content *c, const char *code, enum model model, struct str text, struct remark *problem)
{
	struct lines l;
	struct guide g = {0};
	if (!lines_open(&l, c, code, text, problem))
		return false;
	while (lines_next(&l) && !lines_is_section(&l, "note"))
		if (l.line.n && !step_line(&l, &g))
			return false;
	if (!steps_done(&l, &g))
		return false;
	g.note = l.rest.p ? str_trim(l.rest) : STR("");
	if (g.note.n == 0)
		return lines_wrong(&l, N_("a guide ends with [note] and the note's template"));
	l.language->guides[model] = g;
	return true;
}

bool content_add_prompts(
	struct content *c, const char *code, enum role role, struct str text, struct remark *problem)
{
	struct lines l;
	if (!lines_open(&l, c, code, text, problem))
		return false;
	struct prompts p = {.lines = ARENA_ARRAY(&c->mem, struct str, PROMPTS_MAX)};
	while (lines_next(&l)) {
		if (l.line.n == 0)
			continue;
		if (l.line.n > PROMPT_MAX_BYTES)
			return lines_wrong(&l, N_("a prompt has at most %d bytes"), PROMPT_MAX_BYTES);
		if (p.count == PROMPTS_MAX)
			return lines_wrong(&l, N_("a role has at most %d prompts"), PROMPTS_MAX);
		p.lines[p.count++] = l.line;
	}
	l.language->prompts[role] = p;
	return true;
}

/* ---- all of it together: said of the folder, without a line ---- */

static bool wrong(struct arena *mem, struct remark *problem, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
static bool wrong(struct arena *mem, struct remark *problem, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	*problem = (struct remark){0, sentence_vmake(mem, format, args)};
	va_end(args);
	return false;
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
	const struct content *c, const struct content_language *l, struct arena *mem, struct remark *problem)
{
	for (int m = 0; m < MODEL_COUNT; m++) {
		const struct guide *g = &l->guides[m];
		if (g->count == 0)
			return wrong(mem, problem, N_("%s: no guide for %s"), l->code, model_keys[m]);
		if (!same_shape(g, &c->languages[0].guides[m]))
			return wrong(mem, problem, N_("%s: the steps of %s differ from those in %s"), l->code,
				model_keys[m], c->languages[0].code);
	}
	for (int r = 0; r < ROLE_COUNT; r++)
		if (l->prompts[r].count < PROMPTS_MIN)
			return wrong(mem, problem, N_("%s: %s needs at least %d prompts"), l->code,
				role_keys[r], PROMPTS_MIN);
	return true;
}

static bool check_packs(
	const struct content *c, const struct content_language *l, struct arena *mem, struct remark *problem)
{
	for (int i = 0; i < SKILLS; i++)
		if (i >= l->pack_count || !str_eq(l->packs[i]->key, str_from(skill_keys[i])))
			return wrong(mem, problem, N_("%s: no pack for %s"), l->code, skill_keys[i]);
	for (int i = 0; i < l->pack_count; i++) {
		struct str first = str_from(c->languages[0].code);
		const struct pack *other = content_pack(c, first, l->packs[i]->key);
		if (!pack_same_shape(l->packs[i], other))
			return wrong(mem, problem,
				N_("%s: the tools of the pack %.*s differ from those in %s"), l->code,
				STR_FMT(other->key), c->languages[0].code);
	}
	return true;
}

/* Where an area leads has to be there in its own language, or in another. */
static bool check_leads(const struct content *c, const struct content_language *l,
	const struct instrument *in, struct arena *mem, struct remark *problem)
{
	for (int i = 0; i < in->area_count; i++) {
		struct str pack = in->areas[i].pack;
		if (pack.n && !content_pack(c, str_from(l->code), pack))
			return wrong(mem, problem,
				N_("%s: the instrument %.*s leads to the pack %.*s, which is "
				   "not there"),
				l->code, STR_FMT(in->key), STR_FMT(pack));
	}
	return true;
}

static bool check_instruments(
	const struct content *c, const struct content_language *l, struct arena *mem, struct remark *problem)
{
	struct str first = str_from(c->languages[0].code);
	for (size_t i = 0; i < sizeof own_instruments / sizeof *own_instruments; i++) {
		const struct instrument *in =
			content_instrument(c, str_from(l->code), str_from(own_instruments[i]));
		bool here = false;
		for (int j = 0; j < l->instrument_count; j++)
			here = here || l->instruments[j] == in;
		if (!here)
			return wrong(mem, problem, N_("%s: no instrument %s"), l->code, own_instruments[i]);
	}
	for (int i = 0; i < l->instrument_count; i++) {
		const struct instrument *in = l->instruments[i];
		if (!instrument_same_shape(in, content_instrument(c, first, in->key)))
			return wrong(mem, problem,
				N_("%s: areas or items of the instrument %.*s differ from those in %s"),
				l->code, STR_FMT(in->key), c->languages[0].code);
		if (!check_leads(c, l, in, mem, problem))
			return false;
	}
	return true;
}

static bool check_course(
	const struct content *c, const struct content_language *l, struct arena *mem, struct remark *problem)
{
	if (!l->course[0].part_count)
		return wrong(mem, problem, N_("%s: no programme.txt"), l->code);
	if (!course_same_shape(l->course, c->languages[0].course))
		return wrong(mem, problem, N_("%s: days or parts of the programme differ from those in %s"),
			l->code, c->languages[0].code);
	if (!l->rules[0].n)
		return wrong(mem, problem, N_("%s: no rules.txt"), l->code);
	return true;
}

bool content_check(const struct content *c, struct arena *mem, struct remark *problem)
{
	if (c->count == 0)
		return wrong(mem, problem, N_("no language has any content"));
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
