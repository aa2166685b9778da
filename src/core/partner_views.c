/* What a person's page shows of their partnerships: everything of their own at a glance, one partnership, its
 * agreement, and who they might learn with. */
#include "core/partners.h"
#include "core/programme.h"
#include "core/quiz.h"
#include "core/sessions.h"
#include "core/survey.h"
#include "core/viewer.h"
#include "core/words_of.h"

#define SESSIONS_SHOWN 5
#define ACTIONS_SHOWN 50
#define QUIZ_SHOWN 64
#define MINE_MAX 100 /* partnerships of a person; further ones are not listed */
#define POINTS_SHOWN 60
#define SURVEYS_SHOWN 12 /* of a partnership, and of a person */
#define PROGRAMMES_SHOWN 4
#define SUGGESTIONS_SHOWN 12
#define CHANGES_SHOWN 40

/* The value of any of core's enums: wide enough for the signed and the unsigned among them. */
static void word(
	struct arena *mem, struct doc *in, const char *key, const struct words_of *words, int64_t value)
{
	doc_text(mem, in, key, str_from(word_of(words, (int)value)));
}

static void agreement_word(struct arena *mem, struct doc *in, const char *key, enum agreement_state state)
{
	static const char *const list[] = {[AGREEMENT_NONE] = "none",
		[AGREEMENT_DRAFT] = "draft",
		[AGREEMENT_WAITS] = "waits",
		[AGREEMENT_IN_FORCE] = "in_force",
		[AGREEMENT_REVIEW_DUE] = "review_due"};
	doc_text(mem, in, key, str_from(list[state]));
}

/* The partnership looked at, if it is one of whoever looks; else the page is told why not. */
static struct partnership_row *row_for_view(struct core *core, struct viewing *v)
{
	struct partnership_row *row = partnership_find(core, v->of);
	if (row && partnership_has(&row->p, v->subject))
		return row;
	v->err = row ? ERR_not_allowed : ERR_not_found;
	return NULL;
}

static void describe_survey(
	struct core *core, struct arena *mem, struct doc *list, ident me, const struct survey *s)
{
	struct survey_state state = core_survey_state(core, s->id);
	struct doc *d = doc_map(mem, list, NULL);
	doc_number(mem, d, "id", s->id);
	doc_text(mem, d, "instrument", s->instrument);
	doc_number(mem, d, "partnership", s->partnership);
	doc_number(mem, d, "answered", core_survey_answered(core, s->id, me));
	doc_number(mem, d, "items", state.items);
	doc_flag(mem, d, "submitted", core_survey_submitted(core, s->id, me));
	doc_number(mem, d, "waits", state.people - state.submitted);
	doc_flag(mem, d, "revealed", s->revealed != 0);
	doc_flag(mem, d, "untouched", core_survey_untouched(core, s->id));
	doc_number(mem, d, "due", s->due);
}

static void list_surveys(
	struct core *core, struct arena *mem, struct doc *list, ident me, ident partnership, size_t cap)
{
	const struct survey *all[SURVEYS_SHOWN];
	size_t count = core_surveys(core, partnership, all, cap);
	for (size_t i = 0; i < count; i++)
		describe_survey(core, mem, list, me, all[i]);
}

/* ---- me ---- */

/* The newest version, whether it is in force or not. */
static bool has_confirmed(const struct core *core, ident partnership, ident person)
{
	struct agreement a;
	core_agreement(core, partnership, 0, &a);
	for (size_t i = 0; i < a.yes_count; i++)
		if (a.yes[i].person == person)
			return true;
	return false;
}

static void describe_mine(
	struct core *core, struct arena *mem, struct doc *list, ident me, const struct partnership *p)
{
	struct doc *d = doc_map(mem, list, NULL);
	doc_number(mem, d, "id", p->id);
	doc_text(mem, d, "name", p->name);
	word(mem, d, "model", &words_models, p->model);
	word(mem, d, "state", &words_partnership_states, p->state);
	struct doc *others = doc_list(mem, d, "others");
	for (size_t i = 0; i < p->count; i++)
		if (!p->partners[i].left && p->partners[i].person != me)
			view_person(core, mem, others, NULL, p->partners[i].person, true);
	agreement_word(mem, d, "agreement", core_agreement_state(core, p->id, core->now.wall));
	doc_flag(mem, d, "confirmed", has_confirmed(core, p->id, me));
	doc_number(mem, d, "next", core_partnership_sessions(core, p->id, core->now.wall).next);
	word(mem, d, "consent", &words_consents, partnership_partner(p, me)->consent);
}

/* Those still to be answered first; then what the partnerships have besides. */
static void list_my_surveys(struct core *core, struct arena *mem, struct doc *doc, ident me)
{
	const struct partnership *mine[MINE_MAX];
	const struct survey *asked[SURVEYS_SHOWN], *of[SURVEYS_SHOWN];
	size_t count = core_surveys_asked(core, me, asked, SURVEYS_SHOWN);
	size_t partnerships = core_partnerships(core, me, mine, MINE_MAX), shown = count;
	struct doc *list = doc_list(mem, doc, "surveys");
	for (size_t i = 0; i < count; i++)
		describe_survey(core, mem, list, me, asked[i]);
	for (size_t i = 0; i < partnerships; i++) {
		size_t found = core_surveys(core, mine[i]->id, of, SURVEYS_SHOWN);
		for (size_t k = 0; k < found && shown < SURVEYS_SHOWN; k++) {
			bool again = false;
			for (size_t n = 0; n < count; n++)
				again = again || asked[n] == of[k];
			if (again)
				continue;
			describe_survey(core, mem, list, me, of[k]);
			shown++;
		}
	}
}

static void list_programmes(struct core *core, struct arena *mem, struct doc *doc, ident me)
{
	const struct programme *all[PROGRAMMES_SHOWN];
	size_t count = core_programmes_of(core, me, all, PROGRAMMES_SHOWN);
	struct programme_next next;
	bool more = core_programme_next(core, me, core->now.wall, &next);
	struct doc *list = doc_list(mem, doc, "programmes");
	for (size_t i = 0; i < count; i++) {
		struct doc *d = doc_map(mem, list, NULL);
		bool over = all[i]->step >= PROGRAMME_STEPS;
		doc_number(mem, d, "id", all[i]->id);
		doc_text(mem, d, "name", all[i]->name);
		word(mem, d, "step", &words_steps, all[i]->step);
		if (more && next.programme == all[i]->id)
			word(mem, d, "next", &words_todo, next.part);
		else
			doc_null(mem, d, "next");
		doc_number(mem, d, "starts", over ? 0 : all[i]->steps[all[i]->step].starts);
	}
}

static void list_priorities(struct core *core, struct arena *mem, struct doc *doc, ident me)
{
	struct priority all[PRIORITIES_MAX];
	size_t count = core_priorities(core, me, all, PRIORITIES_MAX);
	struct doc *list = doc_list(mem, doc, "priorities");
	for (size_t i = 0; i < count; i++)
		doc_text(mem, list, NULL, all[i].skill);
}

static void list_mine(struct core *core, struct arena *mem, struct doc *doc, ident me)
{
	const struct partnership *all[MINE_MAX];
	size_t count = core_partnerships(core, me, all, MINE_MAX);
	struct doc *list = doc_list(mem, doc, "partnerships");
	for (size_t i = 0; i < count; i++)
		describe_mine(core, mem, list, me, all[i]);
	list = doc_list(mem, doc, "proposed");
	for (size_t i = 0; i < count; i++)
		if (partnership_partner(all[i], me)->consent == CONSENT_NONE)
			doc_number(mem, list, NULL, all[i]->id);
}

static void list_sessions(struct core *core, struct arena *mem, struct doc *doc, ident me)
{
	const struct session *next[SESSIONS_SHOWN];
	size_t count = sessions_of_person(core, me, core->now.wall, next, SESSIONS_SHOWN);
	struct doc *list = doc_list(mem, doc, "sessions");
	for (size_t i = 0; i < count; i++) {
		struct doc *d = doc_map(mem, list, NULL);
		doc_number(mem, d, "id", next[i]->id);
		doc_number(mem, d, "partnership", next[i]->partnership);
		doc_text(mem, d, "title", session_name(core, session_find(core, next[i]->id), mem));
		doc_number(mem, d, "starts", next[i]->starts);
		doc_number(mem, d, "ends", next[i]->ends);
		doc_number(mem, d, "note", next[i]->note);
		doc_flag(mem, d, "bids", next[i]->model == MODEL_LEARNING_SET);
		doc_flag(mem, d, "here", member_is_in(member_find(session_find(core, next[i]->id), me)));
		doc_flag(mem, d, "open", session_takes_people(core, next[i], core->now.wall));
	}
}

static void list_my_actions(struct core *core, struct arena *mem, struct doc *doc, ident me)
{
	const struct action *all[ACTIONS_SHOWN];
	size_t count = core_actions_of(core, me, all, ACTIONS_SHOWN);
	struct doc *list = doc_list(mem, doc, "actions");
	for (size_t i = 0; i < count; i++) {
		struct doc *d = doc_map(mem, list, NULL);
		doc_number(mem, d, "id", all[i]->id);
		doc_text(mem, d, "text", all[i]->text);
		doc_number(mem, d, "due", all[i]->due);
		doc_number(mem, d, "partnership", all[i]->partnership);
		doc_number(mem, d, "topic", all[i]->topic);
	}
}

static void list_exchanges(struct core *core, struct arena *mem, struct doc *doc, ident me)
{
	const struct exchanged *all[EXCHANGES_MAX];
	size_t count = core_exchanges(core, me, all, EXCHANGES_MAX);
	struct doc *list = doc_list(mem, doc, "exchanges");
	for (size_t i = 0; i < count; i++) {
		struct doc *d = doc_map(mem, list, NULL);
		doc_number(mem, d, "id", all[i]->id);
		word(mem, d, "kind", &words_exchanges, all[i]->kind);
		doc_text(mem, d, "text", all[i]->text);
	}
}

void view_me(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	const struct person *me = core_person(core, v->subject);
	struct quiz_question due[QUIZ_SHOWN];
	if (!me) {
		v->err = ERR_not_found;
		return;
	}
	view_person(core, mem, doc, "me", me->id, true);
	doc_text(mem, doc, "team", me->team);
	doc_text(mem, doc, "language", me->language);
	word(mem, doc, "rhythm", &words_rhythms, me->rhythm);
	doc_flag(mem, doc, "seeks", me->seeks);
	doc_flag(mem, doc, "hidden", me->hidden);
	list_mine(core, mem, doc, me->id);
	list_sessions(core, mem, doc, me->id);
	list_my_actions(core, mem, doc, me->id);
	list_my_surveys(core, mem, doc, me->id);
	list_programmes(core, mem, doc, me->id);
	list_priorities(core, mem, doc, me->id);
	doc_number(
		mem, doc, "quiz", (int64_t)core_quiz_person(core, me->id, core->now.wall, due, QUIZ_SHOWN));
	list_exchanges(core, mem, doc, me->id);
}

/* ---- one partnership ---- */

static void list_members(struct core *core, struct arena *mem, struct doc *doc, const struct partnership *p)
{
	struct doc *list = doc_list(mem, doc, "members");
	for (size_t i = 0; i < p->count; i++) {
		const struct partner *one = &p->partners[i];
		struct doc *d = doc_map(mem, list, NULL);
		view_person(core, mem, d, "person", one->person, true);
		word(mem, d, "standing", &words_standings, one->standing);
		doc_number(mem, d, "joined", one->joined);
		doc_number(mem, d, "left", one->left);
		word(mem, d, "consent", &words_consents, one->consent);
	}
}

static size_t counted(const struct partnership *p)
{
	size_t count = 0;
	for (size_t i = 0; i < p->count; i++)
		count += partner_counts(p, &p->partners[i]);
	return count;
}

static void describe_agreement(
	struct core *core, struct arena *mem, struct doc *doc, const struct partnership *p)
{
	struct agreement a;
	struct doc *d = doc_map(mem, doc, "agreement");
	core_agreement(core, p->id, 0, &a);
	agreement_word(mem, d, "state", core_agreement_state(core, p->id, core->now.wall));
	doc_number(mem, d, "version", a.version);
	doc_number(mem, d, "edition", a.edition);
	doc_number(mem, d, "review", a.review);
	struct doc *confirmed = doc_list(mem, d, "confirmed");
	for (size_t i = 0; i < a.yes_count; i++)
		doc_number(mem, confirmed, NULL, a.yes[i].person);
	doc_number(mem, d, "of", (int64_t)counted(p));
}

/* How far it was, the newest so many. */
static void list_points(struct core *core, struct arena *mem, struct doc *goal, ident id, size_t most)
{
	const struct goal_point *points;
	size_t count = core_goal_points(core, id, &points);
	struct doc *list = doc_list(mem, goal, "points");
	for (size_t i = count > most ? count - most : 0; i < count; i++) {
		struct doc *d = doc_map(mem, list, NULL);
		doc_number(mem, d, "at", points[i].at);
		doc_number(mem, d, "value", points[i].value);
		doc_text(mem, d, "words", points[i].words);
		doc_number(mem, d, "person", points[i].person);
	}
}

static void list_goals(
	struct core *core, struct arena *mem, struct doc *doc, const struct agreement *a, size_t points)
{
	struct doc *list = doc_list(mem, doc, "goals");
	for (size_t i = 0; i < a->goal_count; i++) {
		const struct goal *g = &a->goals[i];
		struct doc *d = doc_map(mem, list, NULL);
		doc_number(mem, d, "id", g->id);
		doc_text(mem, d, "text", g->text);
		doc_number(mem, d, "person", g->person);
		doc_flag(mem, d, "measured", g->measured);
		doc_number(mem, d, "first", g->first);
		doc_number(mem, d, "target", g->target);
		doc_text(mem, d, "firstWords", g->first_words);
		doc_text(mem, d, "targetWords", g->target_words);
		list_points(core, mem, d, g->id, points);
	}
}

/* Whose page `bids` is the one of now, or of next time. */
static void describe_bids(struct core *core, struct arena *mem, struct doc *in, ident id)
{
	const struct session *session = core_session(core, id);
	const struct bid *all;
	if (!session || session->model != MODEL_LEARNING_SET)
		return;
	doc_number(mem, in, "bids", id);
	doc_number(mem, in, "asked", (int64_t)core_bids(core, id, &all));
}

static void describe_sessions(struct core *core, struct arena *mem, struct doc *doc, ident partnership)
{
	struct partnership_sessions s = core_partnership_sessions(core, partnership, core->now.wall);
	struct doc *d = doc_map(mem, doc, "sessions");
	doc_number(mem, d, "held", s.held);
	doc_number(mem, d, "next", s.next);
	doc_number(mem, d, "last", s.last);
	describe_bids(core, mem, d, s.on ? s.on : s.next_session);
}

static void list_actions(struct core *core, struct arena *mem, struct doc *doc, ident partnership, bool told)
{
	const struct action *all[ACTIONS_SHOWN];
	size_t count = told ? core_partnership_actions(core, partnership, all, ACTIONS_SHOWN) : 0;
	struct doc *list = doc_list(mem, doc, "actions");
	for (size_t i = 0; i < count; i++) {
		struct doc *d = doc_map(mem, list, NULL);
		doc_number(mem, d, "id", all[i]->id);
		doc_text(mem, d, "text", all[i]->text);
		view_person(core, mem, d, "owner", all[i]->owner, true);
		doc_number(mem, d, "due", all[i]->due);
		doc_flag(mem, d, "done", all[i]->done != 0);
	}
}

/* The record of a mentoring, the newest first: asked of the store. */
static void list_feedback(
	struct core *core, struct viewing *v, struct arena *mem, struct doc *doc, const struct partnership *p)
{
	viewer_ask(core, v, (struct ask){.kind = ASK_feedback, .about = p->id, .a = p->id});
	struct doc *list = doc_list(mem, doc, "feedback");
	for (uint32_t i = 0; v->rows && v->rows->columns == 2 && i < v->rows->rows; i++) {
		const struct value *row = v->rows->values + (size_t)i * v->rows->columns;
		struct doc *d = doc_map(mem, list, NULL);
		doc_number(mem, d, "at", row[0].i);
		doc_text(mem, d, "text", row[1].s);
	}
}

void view_partnership(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	const struct partnership_row *row = row_for_view(core, v);
	const struct relation *relations[RELATIONS_MAX];
	struct agreement a;
	if (!row)
		return;
	const struct partnership *p = &row->p;
	doc_number(mem, doc, "id", p->id);
	doc_text(mem, doc, "name", p->name);
	word(mem, doc, "model", &words_models, p->model);
	word(mem, doc, "state", &words_partnership_states, p->state);
	doc_text(mem, doc, "purpose", p->purpose);
	doc_text(mem, doc, "language", p->language);
	word(mem, doc, "rhythm", &words_rhythms, p->rhythm);
	doc_number(mem, doc, "starts", p->starts);
	doc_number(mem, doc, "ends", p->ends);
	doc_text(mem, doc, "endedWhy", p->ended_why);
	list_members(core, mem, doc, p);
	describe_agreement(core, mem, doc, p);
	if (!core_agreement(core, p->id, -1, &a))
		core_agreement(core, p->id, 0, &a);
	bool told = partnership_counts(p, v->subject);
	list_goals(core, mem, doc, &a, told ? POINTS_SHOWN : 0);
	describe_sessions(core, mem, doc, p->id);
	list_actions(core, mem, doc, p->id, told);
	list_surveys(core, mem, doc_list(mem, doc, "surveys"), v->subject, p->id, told ? SURVEYS_SHOWN : 0);
	doc_number(mem, doc, "relations",
		told ? (int64_t)core_relations(core, 0, p->id, relations, RELATIONS_MAX) : 0);
	doc_number(mem, doc, "questions", told ? (int64_t)core_quiz_count(core, p->id) : 0);
	doc_number(mem, doc, "note", told ? notes_of_partnership(core, p->id) : 0);
	if (told && p->model == MODEL_MENTORING)
		list_feedback(core, v, mem, doc, p);
}

/* ---- its agreement ---- */

static void list_rules(struct arena *mem, struct doc *in, const char *key, unsigned rules)
{
	struct doc *list = doc_list(mem, in, key);
	for (int rule = 0; rule < RULE_COUNT; rule++)
		if (rules & 1u << rule)
			word(mem, list, NULL, &words_rules, rule);
}

static void describe_duty(struct core *core, struct arena *mem, struct doc *list, const struct duty *duty)
{
	struct doc *d = doc_map(mem, list, NULL);
	view_person(core, mem, d, "person", duty->person, true);
	doc_text(mem, d, "text", duty->text);
}

/* Of everybody who belongs to it now, written or not; in a version of the past those who have left, too. */
static void list_duties(struct core *core, struct arena *mem, struct doc *doc, const struct partnership *p,
	const struct agreement *a, bool past)
{
	struct doc *list = doc_list(mem, doc, "duties");
	for (size_t i = 0; i < p->count; i++) {
		struct duty one = {p->partners[i].person, STR("")};
		for (size_t k = 0; k < a->duty_count; k++)
			if (a->duties[k].person == one.person)
				one = a->duties[k];
		if (!p->partners[i].left || (past && one.text.n))
			describe_duty(core, mem, list, &one);
	}
}

static bool list_confirmed(
	struct core *core, struct arena *mem, struct doc *doc, const struct agreement *a, ident me)
{
	struct doc *list = doc_list(mem, doc, "confirmed");
	bool mine = false;
	for (size_t i = 0; i < a->yes_count; i++) {
		struct doc *d = doc_map(mem, list, NULL);
		view_person(core, mem, d, "person", a->yes[i].person, true);
		doc_number(mem, d, "at", a->yes[i].at);
		mine = mine || a->yes[i].person == me;
	}
	return mine;
}

static void list_waits(struct core *core, struct arena *mem, struct doc *doc, const struct partnership *p,
	const struct agreement *a)
{
	struct doc *list = doc_list(mem, doc, "waits");
	for (size_t i = 0; a->version && i < p->count; i++) {
		bool said = !partner_counts(p, &p->partners[i]);
		for (size_t k = 0; k < a->yes_count; k++)
			said = said || a->yes[k].person == p->partners[i].person;
		if (!said)
			view_person(core, mem, list, NULL, p->partners[i].person, true);
	}
}

/* Rules, rhythm and a day as the page has them elsewhere: words and a number. */
static void differing(
	struct arena *mem, struct doc *d, const char *key, const struct difference *one, bool after)
{
	int64_t number = after ? one->number_after : one->number_before;
	switch (one->part) {
	case PART_RULES:
		list_rules(mem, d, key, (unsigned)number);
		break;
	case PART_RHYTHM:
		word(mem, d, key, &words_rhythms, (int)number);
		break;
	case PART_REVIEW:
		doc_number(mem, d, key, number);
		break;
	default:
		doc_text(mem, d, key, after ? one->after : one->before);
	}
}

static void scale(struct arena *mem, struct doc *d, const char *key, const struct goal *g)
{
	if (g && g->measured)
		doc_text(mem, d, key, arena_printf(mem, "%d – %d", g->first, g->target));
	else if (g)
		doc_text(mem, d, key, g->target_words);
}

static void list_changes(
	struct core *core, struct arena *mem, struct doc *doc, ident partnership, int32_t version)
{
	struct difference all[CHANGES_SHOWN];
	size_t count = core_agreement_changes(core, partnership, version, all, CHANGES_SHOWN);
	struct doc *list = doc_list(mem, doc, "changes");
	for (size_t i = 0; i < count; i++) {
		struct doc *d = doc_map(mem, list, NULL);
		word(mem, d, "part", &words_parts, all[i].part);
		doc_number(mem, d, "of", all[i].of);
		differing(mem, d, "before", &all[i], false);
		differing(mem, d, "after", &all[i], true);
		scale(mem, d, "scaleBefore", all[i].goal_before);
		scale(mem, d, "scaleAfter", all[i].goal_after);
	}
}

void view_agreement(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	const struct partnership_row *row = row_for_view(core, v);
	int32_t version = v->from > 0 && v->from <= INT32_MAX ? (int32_t)v->from : 0;
	struct agreement a;
	if (!row)
		return;
	if (!core_agreement(core, v->of, version, &a) && version) {
		v->err = ERR_not_found;
		return;
	}
	doc_number(mem, doc, "partnership", v->of);
	doc_number(mem, doc, "version", a.version);
	doc_number(mem, doc, "edition", a.edition);
	agreement_word(mem, doc, "state", core_agreement_state(core, v->of, core->now.wall));
	doc_flag(mem, doc, "inForce", a.in_force);
	doc_number(mem, doc, "versions", (int64_t)row->version_count);
	doc_text(mem, doc, "outcomes", a.outcomes);
	list_rules(mem, doc, "rules", a.rules);
	doc_text(mem, doc, "ownRules", a.own_rules);
	word(mem, doc, "rhythm", &words_rhythms, a.rhythm);
	doc_number(mem, doc, "review", a.review);
	view_person(core, mem, doc, "by", a.person, true);
	doc_number(mem, doc, "at", a.created);
	list_duties(core, mem, doc, &row->p, &a, a.version < (int32_t)row->version_count);
	list_goals(core, mem, doc, &a, 0);
	doc_flag(mem, doc, "mine", list_confirmed(core, mem, doc, &a, v->subject));
	list_waits(core, mem, doc, &row->p, &a);
	doc_flag(mem, doc, "frozen", a.yes_count > 0 || a.version < (int32_t)row->version_count);
	list_changes(core, mem, doc, v->of, a.version);
}

/* ---- who they might learn with ---- */

static struct str exchange_text(const struct core *core, ident id)
{
	const struct exchange_row *row = table_find(&core->partnerships->exchanges, id);
	return row ? row->e.text : STR("");
}

static void list_reasons(struct arena *mem, struct doc *in, unsigned reasons)
{
	static const struct {
		enum reason reason;
		const char *word;
	} words[] = {{REASON_WISH_MET, "wish_met"}, {REASON_BOTH_WAYS, "both_ways"},
		{REASON_RHYTHM, "rhythm"}, {REASON_LANGUAGE, "language"}, {REASON_TEAM, "team"},
		{REASON_ORGANISATION, "organisation"}};
	struct doc *list = doc_list(mem, in, "reasons");
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (reasons & words[i].reason)
			doc_text(mem, list, NULL, str_from(words[i].word));
}

static void describe_suggestion(
	struct core *core, struct arena *mem, struct doc *list, ident me, const struct suggestion *s)
{
	const struct person *other = core_person(core, s->a == me ? s->b : s->a);
	if (!other || other->hidden)
		return;
	struct doc *d = doc_map(mem, list, NULL);
	view_person(core, mem, d, "other", other->id, true);
	list_reasons(mem, d, s->reasons);
	doc_text(mem, d, "offer", exchange_text(core, s->offer));
	doc_text(mem, d, "wish", exchange_text(core, s->wish));
	doc_flag(mem, d, "theyOffer", s->b == me);
	doc_text(mem, d, "team", other->team);
	doc_text(mem, d, "organisation", core_organisation_name(core, other->organisation));
}

void view_suggestions(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	struct suggestion all[SUGGESTIONS_SHOWN];
	size_t count = core_suggestions_of(core, v->subject, all, SUGGESTIONS_SHOWN);
	struct doc *list = doc_list(mem, doc, "suggestions");
	for (size_t i = 0; i < count; i++)
		describe_suggestion(core, mem, list, v->subject, &all[i]);
}
