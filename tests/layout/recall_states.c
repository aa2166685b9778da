/* The quiz and the map of partnerships in every state worth naming; see states.c. */
#include "layout/states.h"

#include <stdio.h>

#define LONG_QUESTION                                                                                        \
	"Wie bringen wir die Donaudampfschifffahrtsgesellschaft dazu, ihre Genehmigungsverfahren gemeinsam " \
	"mit uns zu vereinfachen, und wer fragt zuerst nach?"
#define LONG_ANSWER                                                                                          \
	"Wir fragen zuerst bei der Genehmigungsbehörde nach, welche Unterlagen sie wirklich braucht, und "  \
	"legen ihr beim nächsten Treffen einen gemeinsamen Vorschlag vor, den beide Seiten unterschreiben."

/* ---- the quiz ---- */

static ident tandem(struct stage *st, size_t first, size_t count, const char *name)
{
	ident id = st->next++;
	ROW(st, REC_partnership, VI(id), VI(count > 2 ? MODEL_LEARNING_SET : MODEL_TANDEM), TEXT(name),
		VI(PARTNERSHIP_ACTIVE), VI(1), TEXT(""), TEXT(""), VI(0), VI(0), VI(0), VI(0), VI(0),
		TEXT(""));
	for (size_t i = 0; i < count; i++)
		ROW(st, REC_partner, VI(id), VI(st->people[first + i]), VI(i), VI(0), VI(0), VI(0),
			VI(CONSENT_YES));
	return id;
}

static void quiz_with(struct stage *st, int questions, int people)
{
	static const char *const some[] = {
		"How long may a handover take? Ten minutes, and never without paper",
		"Who decides when the night desk is closed?",
		"What did we learn from the missing key? Name it the same day",
		"Which three things belong into every handover?"};
	stage_people(st, 6);
	ident partnership = tandem(st, 0, (size_t)people, "");
	for (int i = 0; i < questions; i++)
		ROW(st, REC_takeaway, VI(st->next++), VI(0), VI(0), VI(TAKEAWAY_QUESTION),
			TEXT(stage_lengthy(st) ? i % 2 ? LONG_QUESTION : LONG_QUESTION " " LONG_ANSWER
					       : some[i % 4]),
			VI(0), VI(0), VI(st->now.wall - (9 - i) * DAY), VI(0), VI(0), VI(0), VI(0), VI(0),
			VI(partnership), VI(0));
	stage_session(st,
		(struct staged){.focus = stage_lengthy(st) ? LONG_QUESTION : "Handing over the night desk",
			.text = "",
			.minutes = 60,
			.members = people,
			.here = people,
			.step = -1,
			.state = SESSION_HERE});
	stage_show(st, SCREEN_quiz, st->session, 0);
}
static void here_quiz(struct stage *st)
{
	quiz_with(st, 2, 2);
	stage_visit(st, SCREEN_here, st->people[0], st->session);
}
static void quiz_covered(struct stage *st)
{
	quiz_with(st, 4, 2);
}
static void quiz_answered(struct stage *st)
{
	quiz_with(st, 4, 2);
	stage_tap(st, "answer", -1);
	stage_pass(st, 12 * SECOND);
}
static void quiz_without_answer(struct stage *st)
{
	quiz_with(st, 4, 5);
	stage_tap(st, "easy", -1);
}
static void quiz_over(struct stage *st)
{
	quiz_with(st, 4, 2);
	stage_tap(st, "good", -1);
	stage_tap(st, "skip", -1);
	stage_tap(st, "again", -1);
	stage_tap(st, "easy", -1);
}
static void quiz_minute_over(struct stage *st)
{
	quiz_with(st, 4, 2);
	stage_pass(st, 35 * SECOND);
	stage_tap(st, "answer", -1);
	stage_pass(st, 26 * SECOND);
	stage_tap(st, "hard", -1);
}
static void quiz_nothing(struct stage *st)
{
	quiz_with(st, 0, 2);
}

/* ---- the map ---- */

static ident house(struct stage *st, const char *name)
{
	st->organisation = st->next++;
	ROW(st, REC_organisation, VI(st->organisation),
		TEXT(stage_lengthy(st)
				? "Landesarbeitsgemeinschaft für Gemeinwesenarbeit und Quartiersentwicklung"
				: name),
		VI(0));
	return st->organisation;
}

/* People of some houses; most learn with the next ones of theirs, some across, the last ones with nobody. */
static void map_with(struct stage *st, int people, int houses, int group)
{
	static const char *const names[] = {"Harbour Housing", "City Library", "Food Bank", "Fire Service",
		"Northside School", "Water Works", "Theatre", "Hospital"};
	ident first = st->next + houses, partnership = 0;
	struct value meets[3 * 600];
	uint32_t met = 0;
	for (int h = 0; h < houses; h++) {
		house(st, names[h % 8]);
		st->next = first + h * 1000;
		stage_people(st, (size_t)(people / houses));
		st->next = first - houses + h + 1;
	}
	st->next = first + houses * 1000;
	int size = houses ? people / houses : 0;
	for (int h = 0; h < houses; h++)
		for (int i = 0; i + 1 < size * 4 / 5; i++) {
			bool across = (i * 7 + h) % 4 == 0;
			ident a = first + h * 1000 + i, b = a + 1 + i % 3;
			if (across && people > 100) /* most hang together */
				b = first + (h * 3 + i + 1) % houses * 1000 + (i * 11 + h) % size;
			else if (across)
				b = first + (h + 1) % houses * 1000 + i;
			if (i % 5 == 4)
				continue;
			partnership = st->next++;
			ROW(st, REC_partnership, VI(partnership), VI((i + h) % 3), TEXT(""),
				VI(PARTNERSHIP_ACTIVE), VI(1), TEXT(""), TEXT(""), VI(0), VI(0), VI(0), VI(0),
				VI(0), TEXT(""));
			ROW(st, REC_partner, VI(partnership), VI(a), VI(0), VI(0), VI(0), VI(0),
				VI(CONSENT_YES));
			ROW(st, REC_partner, VI(partnership), VI(b), VI(1), VI(0), VI(0), VI(0),
				VI(CONSENT_YES));
			if (i % 3 && met + 3 < sizeof meets / sizeof *meets) {
				meets[met++] = VI(partnership);
				meets[met++] = VI(i % 3 * 2);
				meets[met++] = VI(st->now.wall - 9 * DAY);
			}
		}
	for (int i = 0; i < group; i++) {
		partnership = i ? partnership : st->next++;
		if (i == 0)
			ROW(st, REC_partnership, VI(partnership), VI(MODEL_LEARNING_SET),
				TEXT("Leading without orders"), VI(PARTNERSHIP_ACTIVE), VI(1), TEXT(""),
				TEXT(""), VI(0), VI(0), VI(0), VI(0), VI(0), TEXT(""));
		ROW(st, REC_partner, VI(partnership), VI(first + i % houses * 1000 + i / houses), VI(i),
			VI(0), VI(0), VI(0), VI(CONSENT_YES));
	}
	stage_show(st, SCREEN_map, 0, 0);
	SEND(st, rows, .kind = ASK_held, .values = meets, .columns = 3, .rows = met / 3);
}

static void let_it_be_drawn(struct stage *st)
{
	for (int i = 0; i < 2000 && core_deadline(st->core) <= st->now.mono; i++)
		SEND(st, tick, .none = 0);
}

static void map_usual(struct stage *st)
{
	map_with(st, 24, 3, 6);
	let_it_be_drawn(st);
}
static void map_few(struct stage *st)
{
	map_with(st, 6, 2, 0);
	let_it_be_drawn(st);
}
static void map_many(struct stage *st)
{
	map_with(st, 480, 8, 9);
	let_it_be_drawn(st);
}
static void map_organisations(struct stage *st)
{
	map_with(st, 80, 8, 6);
	stage_tap(st, "organisations", -1);
	let_it_be_drawn(st);
}
static void map_alone(struct stage *st)
{
	map_usual(st);
	stage_tap(st, "alone", -1);
}
static void map_row(struct stage *st)
{
	map_usual(st);
	stage_draw(st);
	stage_tap(st, "row", 1);
}
static void map_person(struct stage *st)
{
	map_usual(st);
	stage_tap(st, "alone", -1);
	stage_tap(st, "row", 0);
	stage_tap(st, "map", -1);
}
static void map_drawn_just_now(struct stage *st)
{
	map_with(st, 480, 8, 0);
}
static void map_empty(struct stage *st)
{
	map_with(st, 0, 0, 0);
	let_it_be_drawn(st);
}

const struct state recall_states[] = {
	STATE(here, quiz),
	STATE(quiz, covered),
	STATE(quiz, answered),
	STATE(quiz, without_answer),
	STATE(quiz, over),
	STATE(quiz, minute_over),
	STATE(quiz, nothing),
	STATE(map, usual),
	STATE(map, few),
	STATE(map, many),
	STATE(map, organisations),
	STATE(map, alone),
	STATE(map, row),
	STATE(map, person),
	STATE(map, drawn_just_now),
	STATE(map, empty),
};
const size_t recall_state_count = sizeof recall_states / sizeof *recall_states;
