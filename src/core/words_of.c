#include "core/words_of.h"

#include "core/outbox.h"
#include "core/partnership.h"

#define WORDS(name, size, ...)                                                                               \
	static const char *const name##_list[size] = {__VA_ARGS__};                                          \
	const struct words_of words_##name = {name##_list, size}

WORDS(models, MODEL_COUNT, [MODEL_TANDEM] = "tandem", [MODEL_MENTORING] = "mentoring",
	[MODEL_SKILLS_SHARING] = "skills_sharing", [MODEL_SECONDMENT] = "secondment",
	[MODEL_LEARNING_SET] = "learning_set", [MODEL_JOINT_VENTURE] = "joint_venture");
WORDS(partnership_states, PARTNERSHIP_STATE_COUNT, [PARTNERSHIP_ACTIVE] = "active",
	[PARTNERSHIP_ENDED] = "ended", [PARTNERSHIP_PROPOSED] = "proposed", [PARTNERSHIP_AGREED] = "agreed",
	[PARTNERSHIP_PAUSED] = "paused");
WORDS(standings, STANDING_COUNT, [STANDING_NONE] = "none", [STANDING_MENTOR] = "mentor",
	[STANDING_MENTEE] = "mentee", [STANDING_SECONDEE] = "secondee", [STANDING_HOME] = "home",
	[STANDING_HOST] = "host", [STANDING_COMMUNITY] = "community", [STANDING_CONVENOR] = "convenor");
WORDS(organisations, ORGANISATION_KIND_COUNT, [ORGANISATION_COMPANY] = "company",
	[ORGANISATION_PUBLIC] = "public", [ORGANISATION_COMMUNITY] = "community");
WORDS(rhythms, RHYTHM_COUNT, [RHYTHM_ONCE] = "once", [RHYTHM_WEEKLY] = "weekly",
	[RHYTHM_FORTNIGHTLY] = "fortnightly", [RHYTHM_MONTHLY] = "monthly");
WORDS(consents, CONSENT_COUNT, [CONSENT_NONE] = "none", [CONSENT_YES] = "yes", [CONSENT_NO] = "no");
WORDS(insights, INSIGHT_COUNT, [INSIGHT_OTHER] = "other", [INSIGHT_TECHNIQUE] = "technique",
	[INSIGHT_METHOD] = "method", [INSIGHT_EXPERIENCE] = "experience", [INSIGHT_TROUBLE] = "trouble");
WORDS(takeaways, TAKEAWAY_KIND_COUNT, [TAKEAWAY_INSIGHT] = "insight", [TAKEAWAY_DECISION] = "decision",
	[TAKEAWAY_ACTION] = "action", [TAKEAWAY_QUESTION] = "question", [TAKEAWAY_FEEDBACK] = "feedback");
WORDS(rules, RULE_COUNT, [RULE_RESPECT] = "respect", [RULE_HONESTY] = "honesty", [RULE_OPENNESS] = "openness",
	[RULE_CONFIDENTIALITY] = "confidentiality", [RULE_EXIT] = "exit");
WORDS(parts,
	PART_COUNT + 1, [PART_OUTCOMES] = "outcomes", [PART_RULES] = "rules", [PART_OWN_RULES] = "own_rules",
	[PART_RHYTHM] = "rhythm", [PART_REVIEW] = "review", [PART_DUTY] = "duty", [PART_COUNT] = "goal");
WORDS(exchanges, EXCHANGE_COUNT, [EXCHANGE_OFFER] = "offer", [EXCHANGE_WISH] = "wish");
WORDS(reasons, 6, [0] = "wish_met", [1] = "both_ways", [2] = "rhythm", [3] = "language",
	[4] = "team", /* by their bits */
	[5] = "organisation");
WORDS(agreements, AGREEMENT_REVIEW_DUE + 1, [AGREEMENT_NONE] = "none", [AGREEMENT_DRAFT] = "draft",
	[AGREEMENT_WAITS] = "waits", [AGREEMENT_IN_FORCE] = "in_force",
	[AGREEMENT_REVIEW_DUE] = "review_due");
WORDS(steps, PROGRAMME_STEPS + 1, [STEP_PRE_WORK] = "pre_work", [STEP_WORKSHOP] = "workshop",
	[STEP_HOME_WORK] = "home_work", [STEP_LEARNING_SET] = "learning_set", [STEP_REVIEW] = "review",
	[PROGRAMME_STEPS] = "over");
WORDS(todo, PROGRAMME_PARTS, [DO_MAP] = "map", [DO_ANSWERS] = "answers", [DO_SESSION] = "session",
	[DO_CHECKLIST] = "checklist", [DO_AGREEMENT] = "agreement", [DO_ASSESSMENT] = "assessment",
	[DO_PRIORITIES] = "priorities", [DO_PACKS] = "packs", [DO_TOPICS] = "topics", [DO_NOTE] = "note");
WORDS(grades, GRADE_COUNT, [GRADE_NONE] = "none", [GRADE_AGAIN] = "again", [GRADE_HARD] = "hard",
	[GRADE_GOOD] = "good", [GRADE_EASY] = "easy");
WORDS(session_states, SESSION_STATE_COUNT, [SESSION_WAITING] = "waiting", [SESSION_HERE] = "here",
	[SESSION_UNDER_WAY] = "under_way", [SESSION_FINISHING] = "finishing", [SESSION_CLOSED] = "closed",
	[SESSION_CANCELLED] = "cancelled");
WORDS(reports, REPORT_WHATS, [REPORT_NEW] = "new", [REPORT_CHANGED] = "changed",
	[REPORT_CANCELLED] = "cancelled", [REPORT_BACK] = "back");

const char *word_of(const struct words_of *words, int value)
{
	return value >= 0 && value < words->count && words->list[value] ? words->list[value] : "";
}

bool word_find(const struct words_of *words, struct str s, int *value)
{
	for (int i = 0; i < words->count; i++)
		if (str_eq(s, str_from(word_of(words, i)))) {
			*value = i;
			return true;
		}
	return false;
}
