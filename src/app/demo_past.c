/* What makes the demo room look lived in: partnerships that meet on other days, meetings held and what came of them,
 * two checklists some weeks apart, and a group half-way through its programme. */
#include "app/demo_rows.h"
#include "core/programmes.h"

/* ---- partnerships that meet on another day ---- */

enum { SECONDED = DEMO_TODAY, VENTURE, PARTNERSHIPS };

struct demo_other {
	enum model model;
	const char *name, *purpose, *focus;
	int days, minutes; /* until they meet */
	int age, lasts;    /* days; lasts 0: open */
	int members[4];
	enum standing standings[4];
	int count;
};

static const struct demo_other others[] = {
	{MODEL_SECONDMENT, N_("Ten weeks at the library"), N_("How a library works"),
		N_("Half-time: what Noor takes home"), 2, 60, 34, 36, {NOOR, ESRA, GITA},
		{STANDING_SECONDEE, STANDING_HOME, STANDING_HOST}, 3},
	{MODEL_JOINT_VENTURE, N_("A warm room in every district"), N_("Nobody sits in the cold"),
		N_("Who keeps the keys at weekends?"), 3, 90, 52, 0, {FARID, CARLA, DENIZ},
		{STANDING_CONVENOR, STANDING_COMMUNITY, STANDING_NONE}, 3},
};

static void add_other(struct filler *f, const struct demo_other *d, ident *partnership)
{
	*partnership = f->next++;
	ident session = f->next++;
	int64_t start = f->base + d->days * DAY;
	ROW(f, REC_partnership, VI(*partnership), VI(d->model), SAID(d->name), VI(PARTNERSHIP_ACTIVE),
		VI(f->now - d->age * DAY), SAID(d->purpose), TEXT(""), VI(RHYTHM_FORTNIGHTLY),
		VI(f->now - d->age * DAY), VI(d->lasts ? f->now + d->lasts * DAY : 0), VI(0), VI(0),
		TEXT(""));
	ROW(f, REC_session, VI(session), VI(*partnership), VI(d->model), TEXT(""), VI(start),
		VI(start + d->minutes * MINUTE), VI(SESSION_WAITING), VI(0), VI(0), SAID(d->focus), VI(0),
		VI(-1), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), TEXT(""), VI(0),
		VI(0));
	for (int i = 0; i < d->count; i++) {
		ident person = f->people[d->members[i]];
		ROW(f, REC_partner, VI(*partnership), VI(person), VI(i), VI(d->standings[i]), VI(0), VI(0),
			VI(CONSENT_YES));
		ROW(f, REC_member, VI(session), VI(person), VI(i), VI(1), VI(0), VI(0), VI(0), VI(1));
	}
}

/* ---- meetings held ---- */

struct demo_line {
	enum takeaway_kind kind;
	const char *text;
	enum insight insight;
	int owner; /* one more than the person; 0: nobody's */
	bool done;
};
struct demo_meeting {
	int partnership, days; /* ago */
	enum model model;
	int members[5], count;
	const char *focus;
	struct demo_line lines[3];
};

#define LEARNT(about, text)                                                                                  \
	{                                                                                                    \
		TAKEAWAY_INSIGHT, (text), INSIGHT_##about, 0, false                                          \
	}
#define SAYS(kind, text)                                                                                     \
	{                                                                                                    \
		TAKEAWAY_##kind, (text), INSIGHT_OTHER, 0, false                                             \
	}
#define OPEN(owner, text)                                                                                    \
	{                                                                                                    \
		TAKEAWAY_ACTION, (text), INSIGHT_OTHER, (owner) + 1, false                                   \
	}
#define KEPT(owner, text)                                                                                    \
	{                                                                                                    \
		TAKEAWAY_ACTION, (text), INSIGHT_OTHER, (owner) + 1, true                                    \
	}
static const struct demo_meeting meetings[] = {
	{3, 49, MODEL_SKILLS_SHARING, {LEO, MIRA}, 2, N_("A delivery day, hour by hour"),
		{LEARNT(METHOD, N_("A delivery day begins at the freezer, not at the vans"))}},
	{3, 35, MODEL_SKILLS_SHARING, {LEO, MIRA}, 2, N_("What a control room writes down"),
		{LEARNT(TECHNIQUE, N_("One page by the door beats a folder in the office")),
			KEPT(LEO, N_("Hang the telephone list beside the freezer"))}},
	{3, 21, MODEL_SKILLS_SHARING, {LEO, MIRA}, 2, N_("Who decides when the power fails"),
		{SAYS(DECISION, N_("Whoever is first at the warehouse decides for the first hour")),
			KEPT(MIRA, N_("Ask the volunteers what they would do"))}},
	{3, 7, MODEL_SKILLS_SHARING, {LEO, MIRA}, 2, N_("Trying the plan on a Friday"),
		{LEARNT(EXPERIENCE, N_("People follow a plan they have walked through once")),
			OPEN(LEO, N_("Walk the plan with the Friday team")),
			SAYS(QUESTION,
				N_("What comes first when the cold store fails? The doors stay shut"))}},
	{1, 28, MODEL_MENTORING, {CARLA, DENIZ}, 2, N_("Whom to ask about what"),
		{SAYS(FEEDBACK, N_("You ask until you have understood; that saves us all time"))}},
	{1, 14, MODEL_MENTORING, {CARLA, DENIZ}, 2, N_("Speaking up in the morning round"),
		{SAYS(FEEDBACK, N_("You said it before the shift began, and nobody lost face")),
			SAYS(FEEDBACK, N_("Say first what you saw, and only then what you fear")),
			LEARNT(TROUBLE, N_("A worry said early is a question, said late it is a reproach"))}},
	{2, 28, MODEL_LEARNING_SET, {ESRA, FARID, GITA, HUGO, NOOR}, 5, N_("Bids for time"),
		{LEARNT(TROUBLE, N_("Ring the funder before the report is late")),
			KEPT(ESRA, N_("Sit in on a tenants’ evening without saying a word"))}},
	{SECONDED, 12, MODEL_SECONDMENT, {NOOR, ESRA, GITA}, 3, N_("The first four weeks"),
		{LEARNT(METHOD, N_("The library keeps Monday mornings free for what needs quiet"))}},
	{VENTURE, 18, MODEL_JOINT_VENTURE, {FARID, CARLA, DENIZ}, 3, N_("Which rooms stay warm"),
		{SAYS(DECISION, N_("Three rooms to begin with: library, food bank, waiting room")),
			LEARNT(EXPERIENCE,
				N_("Two warm rooms and one bus line reach more people than four rooms"))}},
};

static void add_line(
	struct filler *f, const struct demo_line *l, ident session, ident partnership, int64_t at)
{
	ROW(f, REC_takeaway, VI(f->next++), VI(session), VI(0), VI(l->kind), SAID(l->text),
		VI(l->owner ? f->people[l->owner - 1] : 0), VI(0), VI(at), VI(l->done ? at + 3 * DAY : 0),
		VI(0), VI(0), VI(0), VI(0), VI(partnership), VI(l->insight));
}

static ident add_meeting(struct filler *f, const struct demo_meeting *m, ident partnership)
{
	ident session = f->next++;
	int64_t start = f->base - m->days * DAY, end = start + HOUR;
	ROW(f, REC_session, VI(session), VI(partnership), VI(m->model), TEXT(""), VI(start), VI(end),
		VI(SESSION_CLOSED), VI(0), VI(0), SAID(m->focus), VI(0), VI(3), VI(0), VI(0), VI(0), VI(0),
		VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), TEXT(""), VI(0), VI(end));
	for (int i = 0; i < m->count; i++)
		ROW(f, REC_member, VI(session), VI(f->people[m->members[i]]), VI(i), VI(1), VI(0),
			VI(start - MINUTE), VI(0), VI(1));
	for (int i = 0; i < 3 && m->lines[i].text; i++)
		add_line(f, &m->lines[i], session, partnership, end);
	return session;
}

/* ---- answers ---- */

struct demo_answers {
	const char *instrument;
	const char *shape; /* a digit for each item, as the first of them answers */
};

/* Of the checklist, some weeks apart: what was thin has grown, and where they differ most there is still to talk. */
static const struct demo_answers checklist_before = {"healthy-partnership", "3222334433422213342223333232"},
				 checklist_now = {"healthy-partnership", "4443345544553424453444344345"},
				 skills = {"partnering-skills",
					 "344353223432433434543343343322343454233434433454334434"},
				 key = {"key-partnerships", "343454324"};

/* Whoever comes later in the group answers a little otherwise. */
static int answer_of(const struct demo_answers *a, int item, int who)
{
	int value = a->shape[item] - '0' + (who ? (item * 7 + who * 5) % 3 - 1 : 0);
	return value < 1 ? 1 : value > 5 ? 5 : value;
}

/* Of these people the first `answered` have; when it was revealed, 0: not yet. */
static ident add_survey(struct filler *f, const struct demo_answers *a, ident partnership, ident programme,
	const int *who, int answered, int64_t opened, int64_t due, int64_t revealed)
{
	ident survey = f->next++;
	ROW(f, REC_survey, VI(survey), TEXT(a->instrument), VI(partnership), VI(programme), VI(opened),
		VI(due), VI(revealed));
	for (int i = 0; i < answered; i++) {
		ident person = f->people[who[i]];
		for (int item = 0; a->shape[item]; item++)
			ROW(f, REC_answer, VI(survey), VI(person), VI(item), VI(answer_of(a, item, i)));
		ROW(f, REC_submission, VI(survey), VI(person), VI(opened + (i + 1) * HOUR));
	}
	return survey;
}

/* So few of them this month that no mean of it may be told. */
static void add_checklists(struct filler *f)
{
	static const int sharing[] = {LEO, MIRA}, mentoring[] = {DENIZ, CARLA};
	int64_t before = f->now - 60 * DAY, after = f->now - 33 * DAY, lately = f->now - 6 * DAY;
	add_survey(f, &checklist_before, f->partnerships[3], 0, sharing, 2, before, 0, before + 3 * HOUR);
	add_survey(f, &checklist_now, f->partnerships[3], 0, sharing, 2, after, 0, after + 3 * HOUR);
	add_survey(f, &checklist_before, f->partnerships[1], 0, mentoring, 2, before, 0, before + 4 * HOUR);
	add_survey(f, &checklist_now, f->partnerships[1], 0, mentoring, 2, lately, 0, lately + 4 * HOUR);
}

/* ---- a programme, in its third step ---- */

static const int group[] = {MIRA, LEO, GITA, HUGO, NOOR};
enum { GROUP = sizeof group / sizeof *group };

static const struct demo_meeting workshop = {0, 45, MODEL_LEARNING_SET, {MIRA, LEO, GITA, HUGO, NOOR}, GROUP,
	N_("What is a partnership?"),
	{LEARNT(EXPERIENCE, N_("The best partnership any of us had began with an argument")),
		SAYS(DECISION, N_("We ask the people it is for before we ask the funder")),
		OPEN(HUGO, N_("Ask Gita how the library tells partners no"))}};

static void add_group(struct filler *f, ident partnership, ident programme, ident note, int64_t created)
{
	ROW(f, REC_partnership, VI(partnership), VI(MODEL_LEARNING_SET), SAID(N_("Partnering at the quay")),
		VI(PARTNERSHIP_ACTIVE), VI(created), TEXT(""), TEXT(""), VI(RHYTHM_ONCE), VI(created), VI(0),
		VI(programme), VI(0), TEXT(""));
	for (int i = 0; i < GROUP; i++)
		ROW(f, REC_partner, VI(partnership), VI(f->people[group[i]]), VI(i), VI(STANDING_NONE), VI(0),
			VI(0), VI(CONSENT_YES));
	ROW(f, REC_note, VI(note), VI(0), VI(0), SAID(N_("Partnering at the quay")), VI(0),
		SAID(N_("## What we mean by a partnership\nWe share a goal that none of us reaches alone, and we say "
			"what each wants out of it.\n\n## How we begin one\n- Ask the people it is for\n- Settle who "
			"decides what\n")),
		VI(created), VI(0), VI(partnership));
}

static void add_group_agreement(struct filler *f, ident partnership, int64_t at)
{
	ROW(f, REC_agreement, VI(partnership), VI(1), VI(3),
		SAID(N_("Each of us has one partnership that goes better within half a year")),
		VI(1 << RULE_RESPECT | 1 << RULE_OPENNESS | 1 << RULE_CONFIDENTIALITY | 1 << RULE_EXIT),
		TEXT(""), VI(RHYTHM_MONTHLY), VI(day_start(f->now + 80 * DAY)), VI(at),
		VI(f->people[group[0]]));
	for (int i = 0; i < GROUP; i++)
		ROW(f, REC_confirmation, VI(partnership), VI(1), VI(f->people[group[i]]),
			VI(at + i * MINUTE));
}

static void add_programme(struct filler *f)
{
	static const int starts[PROGRAMME_STEPS] = {-59, -45, -30, 5, 65}; /* days from now */
	ident programme = f->next++, partnership = f->next++, note = f->next++;
	int64_t at[PROGRAMME_STEPS];
	for (int i = 0; i < PROGRAMME_STEPS; i++)
		at[i] = f->base + starts[i] * DAY;
	ident surveys[PROGRAMME_STEPS] = {[STEP_PRE_WORK] = add_survey(f, &key, partnership, programme, group,
						  GROUP, at[0], at[1], at[1]),
		[STEP_WORKSHOP] = add_survey(f, &checklist_before, partnership, programme, group, GROUP,
			at[1], at[2], at[1] + 8 * HOUR),
		[STEP_HOME_WORK] = add_survey(f, &skills, partnership, programme, group, 2, at[2], at[3], 0)};
	add_group(f, partnership, programme, note, at[0]);
	add_group_agreement(f, partnership, at[1] + 6 * HOUR);
	ROW(f, REC_programme, VI(programme), VI(partnership), VI(f->board),
		SAID(N_("Partnering at the quay")), VI(note), VI(at[0]), VI(STEP_HOME_WORK), VI(at[2]),
		VI(0));
	ident held = add_meeting(f, &workshop, partnership);
	for (int i = 0; i < PROGRAMME_STEPS; i++)
		ROW(f, REC_programme_step, VI(programme), VI(i), VI(at[i]), VI(i == STEP_WORKSHOP ? held : 0),
			VI(surveys[i]));
	static const struct {
		enum programme_step step;
		enum programme_part part;
		int people; /* the first so many of the group said so themselves */
	} by_hand[] = {{STEP_PRE_WORK, DO_MAP, GROUP}, {STEP_WORKSHOP, DO_SESSION, GROUP},
		{STEP_HOME_WORK, DO_PACKS, 1}};
	for (size_t i = 0; i < sizeof by_hand / sizeof *by_hand; i++)
		for (int who = 0; who < by_hand[i].people; who++)
			ROW(f, REC_progress, VI(programme), VI(f->people[group[who]]),
				VI(PART_BASE * (int)by_hand[i].step + (int)by_hand[i].part),
				VI(at[by_hand[i].step]));
	static const char *const priorities[] = {"influencing", "on-track", "own-organisation"};
	for (int i = 0; i < 3; i++)
		ROW(f, REC_priority, VI(f->people[group[0]]), TEXT(priorities[i]), VI(partnership), VI(i),
			VI(at[2] + DAY));
}

/* Whom Mira counts on, as she drew it before the workshop. */
static void add_relations(struct filler *f)
{
	static const struct {
		const char *name, *about;
		int goes, x, y;
	} drawn[] = {{N_("Food Bank at the Quay"), N_("Cold store, Fridays"), 4, 260, 300},
		{N_("Day shift"), N_("The handover at six"), 3, 720, 260},
		{N_("Fire brigade"), N_("Once a year, a drill"), 2, 760, 720},
		{N_("Council"), N_("Permits; nobody answers"), 1, 240, 730}};
	for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++)
		ROW(f, REC_relation, VI(f->next++), VI(f->people[MIRA]), VI(0), SAID(drawn[i].name),
			SAID(drawn[i].about), VI(drawn[i].goes), VI(drawn[i].x), VI(drawn[i].y),
			VI(f->now - 30 * DAY));
}

/* Somebody new, with nobody to learn with yet. */
static void add_newcomer(struct filler *f)
{
	ident person = f->next++;
	ROW(f, REC_person, VI(person), TEXT("Ida"), TEXT("Lund"), TEXT(""), VI(f->organisation), TEXT("de"),
		VI(4), VI(0), VI(0), VI(0), VI(f->now - 5 * DAY), SAID(N_("Grid")), VI(0), VI(1));
	ROW(f, REC_exchange, VI(f->next++), VI(person), VI(EXCHANGE_WISH), SAID(N_("Reading balance sheets")),
		VI(f->now - 4 * DAY));
	ROW(f, REC_exchange, VI(f->next++), VI(person), VI(EXCHANGE_OFFER),
		SAID(N_("Drawing a plan that everybody understands")), VI(f->now - 4 * DAY));
}

void demo_other_days(struct filler *f)
{
	ident partnerships[PARTNERSHIPS];
	for (int i = 0; i < DEMO_TODAY; i++)
		partnerships[i] = f->partnerships[i];
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		add_other(f, &others[i], &partnerships[DEMO_TODAY + i]);
	for (size_t i = 0; i < sizeof meetings / sizeof *meetings; i++)
		add_meeting(f, &meetings[i], partnerships[meetings[i].partnership]);
	add_checklists(f);
	add_programme(f);
	add_relations(f);
	add_newcomer(f);
}
