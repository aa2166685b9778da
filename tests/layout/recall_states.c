/* The quiz and the map of partnerships in every state worth naming; see states.c. */
#include "layout/states.h"

#include <stdio.h>

#define LONG_QUESTION                                                                                        \
	"Wie bringen wir die Donaudampfschifffahrtsgesellschaft dazu, ihre Genehmigungsverfahren gemeinsam " \
	"mit uns zu vereinfachen, und wer fragt zuerst nach?"
#define LONG_ANSWER                                                                                          \
	"Wir fragen zuerst bei der Genehmigungsbehörde nach, welche Unterlagen sie wirklich braucht, und "  \
	"legen ihr beim nächsten Treffen einen gemeinsamen Vorschlag vor, den beide Seiten unterschreiben."

static bool lengthy(const struct stage *st)
{
	return st->names == NAMES_LONG;
}

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
			TEXT(lengthy(st) ? i % 2 ? LONG_QUESTION : LONG_QUESTION " " LONG_ANSWER
					 : some[i % 4]),
			VI(0), VI(0), VI(st->now.wall - (9 - i) * DAY), VI(0), VI(0), VI(0), VI(0), VI(0),
			VI(partnership), VI(0));
	stage_session(st,
		(struct staged){.focus = lengthy(st) ? LONG_QUESTION : "Handing over the night desk",
			.text = "",
			.minutes = 60,
			.members = people,
			.here = people,
			.step = -1,
			.state = SESSION_HERE});
	stage_open(st);
	stage_visit(st, SCREEN_quiz, st->session, 0);
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

const struct state recall_states[] = {
#define STATE(screen, what)                                                                                  \
	{                                                                                                    \
#screen, #what, screen##_##what, SCREEN_##screen, 0                                          \
	}
	STATE(quiz, covered),
	STATE(quiz, answered),
	STATE(quiz, without_answer),
	STATE(quiz, over),
	STATE(quiz, minute_over),
	STATE(quiz, nothing),
};
const size_t recall_state_count = sizeof recall_states / sizeof *recall_states;
