#include "layout/partnership_states.h"

#define LONG_SENTENCE                                                                                        \
	"Wir wollen gemeinsam mit der Landesarbeitsgemeinschaft für Gemeinwesenarbeit die "                 \
	"Genehmigungsverfahren so vereinfachen, dass niemand länger als vierzehn Tage warten muss."

static const char *either(const struct stage *st, const char *usual)
{
	return stage_lengthy(st) && usual[0] ? LONG_SENTENCE : usual;
}

static void stage_goals(struct stage *st, ident id, int version, const struct partnered *d, ident first)
{
	static const char *const some[] = {"Hand over the night desk in ten minutes",
		"Say no to a customer without losing them", "Read a budget and ask the right question",
		"Lead a meeting in German"};
	for (int i = 0; i < d->goals; i++) {
		bool measured = i % 3 != 2;
		ROW(st, REC_goal, VI(id), VI(version), VI(first + i), VI(i),
			VI(i % 2 ? st->people[i % 2] : 0), TEXT(either(st, some[i % 4])), VI(measured),
			VI(measured ? 3 : 0), VI(measured ? 8 : 0),
			TEXT(measured ? "" : either(st, "I ask somebody to do it for me")),
			TEXT(measured ? "" : either(st, "I do it, and others ask me")));
	}
}

static void stage_points(struct stage *st, ident id, const struct partnered *d, ident first)
{
	static const int values[] = {3, 4, 4, 6, 5, 7, 7, 8};
	for (int i = 0; i < d->goals; i++)
		for (int k = 0; k < d->points; k++)
			ROW(st, REC_goal_value, VI(first + i), VI(st->now.wall - (d->points - k) * 9 * DAY),
				VI(id), VI(i % 3 == 2 ? -1 : values[(k + i) % 8]),
				TEXT(i % 3 == 2              ? either(st, "I did half of it alone")
						: k % 3 == 2 ? either(st, "Two nights without a call")
							     : ""),
				VI(st->people[k % 2]));
}

static void stage_version(struct stage *st, ident id, int version, const struct partnered *d, ident goals)
{
	bool newest = version == d->versions;
	int64_t made = st->now.wall - (d->versions - version + 1) * 30 * DAY;
	ROW(st, REC_agreement, VI(id), VI(version), VI(1),
		TEXT(stage_lengthy(st)   ? LONG_SENTENCE "\n" LONG_SENTENCE
				: newest ? "Both of us can run the night desk alone\nWhat gets lost at "
					   "handover is written down, once"
					 : "Both of us can run the night desk alone"),
		VI(newest ? 15 : 3), TEXT(newest ? either(st, "Whoever is late brings the coffee") : ""),
		VI(newest ? RHYTHM_FORTNIGHTLY : RHYTHM_MONTHLY),
		VI(newest && d->reviewed ? st->now.wall - 7 * DAY : st->now.wall + 60 * DAY), VI(made),
		VI(st->people[0]));
	for (int i = 0; i < d->people && i < 3; i++)
		ROW(st, REC_duty, VI(id), VI(version), VI(st->people[i]),
			TEXT(either(st,
				i % 2 ? "Shows how the day desk keeps its list"
				      : "Brings a case every time")));
	stage_goals(st, id, version, d, goals);
	for (int i = 0; i < (newest ? d->confirmed : d->people); i++)
		ROW(st, REC_confirmation, VI(id), VI(version), VI(st->people[i]), VI(made + DAY));
}

static void stage_actions(struct stage *st, ident id, const struct partnered *d)
{
	static const char *const some[] = {"Draft a five-line handover", "Ask Leo how the food bank does it",
		"Sit beside the day desk for an hour"};
	for (int i = 0; i < d->actions; i++)
		ROW(st, REC_takeaway, VI(st->next++), VI(0), VI(0), VI(TAKEAWAY_ACTION),
			TEXT(either(st, some[i % 3])), VI(st->people[i % 2]),
			VI(i % 3 ? st->now.wall + i * DAY : 0), VI(1), VI(0), VI(0), VI(0), VI(0), VI(0),
			VI(id), VI(0));
}

/* The checklist: shown when all have answered, else open. */
static void stage_checklist(struct stage *st, ident id, int people, int answered)
{
	ident survey = st->next++;
	int64_t opened = st->now.wall - 3 * DAY;
	ROW(st, REC_survey, VI(survey), TEXT("healthy-partnership"), VI(id), VI(0), VI(opened), VI(0),
		VI(answered == people ? opened + DAY : 0));
	for (int i = 0; i < answered; i++) {
		ROW(st, REC_submission, VI(survey), VI(st->people[i]), VI(opened + DAY));
		for (int item = 0; item < 28; item++)
			ROW(st, REC_answer, VI(survey), VI(st->people[i]), VI(item),
				VI(1 + (item + 3 * i) % 5));
	}
}

ident stage_partnership(struct stage *st, struct partnered d)
{
	static const enum standing standings[MODEL_COUNT][3] = {
		[MODEL_MENTORING] = {STANDING_MENTOR, STANDING_MENTEE},
		[MODEL_SECONDMENT] = {STANDING_SECONDEE, STANDING_HOME, STANDING_HOST},
		[MODEL_JOINT_VENTURE] = {STANDING_CONVENOR, STANDING_COMMUNITY}};
	ident id = st->next++, goals = st->next;
	st->next += GOALS_MAX;
	ROW(st, REC_partnership, VI(id), VI(d.model), TEXT(d.name ? either(st, d.name) : ""), VI(d.state),
		VI(1), TEXT(d.purpose ? either(st, d.purpose) : ""), TEXT(""), VI(RHYTHM_FORTNIGHTLY), VI(0),
		VI(0), VI(0), VI(d.state == PARTNERSHIP_ENDED ? st->now.wall - DAY : 0), TEXT(""));
	for (int i = 0; i < d.people; i++)
		ROW(st, REC_partner, VI(id), VI(st->people[i]), VI(i),
			VI(i < 3 ? standings[d.model][i] : STANDING_NONE), VI(0), VI(0),
			VI(i < d.people - d.asked ? CONSENT_YES : CONSENT_NONE));
	for (int v = 1; v <= d.versions; v++)
		stage_version(st, id, v, &d, goals);
	stage_points(st, id, &d, goals);
	stage_actions(st, id, &d);
	if (d.checklist)
		stage_checklist(st, id, d.people, d.checklist - 1);
	return id;
}
