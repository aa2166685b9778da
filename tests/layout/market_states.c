/* Boards and meetings in every state worth naming; see states.c. */
#include "layout/states.h"

#define LONG_TITLE                                                                                           \
	"Wie bringen wir die Donaudampfschifffahrtsgesellschaft dazu, ihre Genehmigungsverfahren gemeinsam " \
	"mit uns zu vereinfachen?"
#define LONG_BOARD "Gemeinwesenarbeit und Quartiersentwicklung im Hafenviertel"

/* ---- rooms ---- */

/* A board with so many topics, in the lanes they have before a meeting. */
static void board_with(struct stage *st, int topics)
{
	static const struct {
		enum topic_kind kind;
		const char *title;
	} some[] = {{TOPIC_QUESTION, "How do other teams brief agencies?"},
		{TOPIC_ACUTE, "Trade fair stand lost its printer"},
		{TOPIC_WISH, "Someone to practise pitching with"},
		{TOPIC_OFFER, "I can show how we test subject lines"},
		{TOPIC_CONCERN, "Three newsletters, one audience"},
		{TOPIC_CONCERN, "Nobody reads the intranet any more"},
		{TOPIC_QUESTION, "Who owns the photo archive?"}};
	bool lengthy = st->names == NAMES_LONG;
	stage_people(st, 12);
	stage_board(st, lengthy ? LONG_BOARD : "Marketing",
		lengthy ? LONG_TITLE : "What helps people find us", 8);
	for (int i = 0; i < topics; i++)
		stage_topic(st,
			i % 9 == 8           ? LANE_DONE
				: i % 3 == 1 ? LANE_UP_NEXT
					     : LANE_PROPOSED,
			some[i % 7].kind, lengthy ? LONG_TITLE : some[i % 7].title,
			lengthy ? LONG_TITLE : "");
}

/* ---- the board, its settings, the PIN ---- */

static void board_topics(struct stage *st, int topics)
{
	board_with(st, topics);
	stage_open(st);
	stage_visit(st, SCREEN_board, st->board, 0);
}
static void board_one(struct stage *st)
{
	board_topics(st, 1);
}
static void board_sixty(struct stage *st)
{
	board_topics(st, 60);
}
static void board_five_hundred(struct stage *st)
{
	board_topics(st, 500);
}

static void pin_choose(struct stage *st)
{
	board_with(st, 1);
	stage_open(st);
	stage_visit(st, SCREEN_pin, st->board, 1);
}

static void pin_digits(struct stage *st, const char *digits)
{
	for (; *digits; digits++)
		stage_tap(st, "digit", *digits - '0');
}
static void pin_once_more(struct stage *st)
{
	pin_choose(st);
	pin_digits(st, "482915");
	stage_tap(st, "enter", -1);
	pin_digits(st, "48");
}
static void pin_different(struct stage *st)
{
	pin_once_more(st);
	pin_digits(st, "1111");
	stage_tap(st, "enter", -1);
}
static void pin_short(struct stage *st)
{
	pin_choose(st);
	pin_digits(st, "123");
	stage_tap(st, "enter", -1);
}

static void edit_board_new(struct stage *st)
{
	stage_open(st);
	stage_visit(st, SCREEN_edit_board, 0, 0);
}

static void edit_board_named(struct stage *st)
{
	edit_board_new(st);
	stage_type(st, st->names == NAMES_LONG ? LONG_BOARD : "Marketing");
	shell_event(st->shell, &(struct event){.kind = EVENT_KEY, .key = KEY_RETURN, .at = st->now.mono},
		st->now);
	stage_draw(st);
}
static void edit_board_usual(struct stage *st)
{
	board_with(st, 1);
	stage_open(st);
	stage_visit(st, SCREEN_edit_board, st->board, 0);
}

/* ---- the meeting ---- */

static void meeting_gone(struct stage *st)
{
	stage_open(st);
	stage_visit(st, SCREEN_meeting, 77, 0);
}

const struct state market_states[] = {
#define STATE_SMALL(screen, what)                                                                            \
	{                                                                                                    \
#screen, #what, screen##_##what, SCREEN_##screen, SMALL_CODES                                \
	}
#define STATE(screen, what)                                                                                  \
	{                                                                                                    \
#screen, #what, screen##_##what, SCREEN_##screen, 0                                          \
	}
	STATE_SMALL(board, one),
	STATE_SMALL(board, sixty),
	STATE_SMALL(board, five_hundred),
	STATE(pin, choose),
	STATE(pin, once_more),
	STATE(pin, different),
	STATE(pin, short),
	STATE(edit_board, new),
	STATE(edit_board, named),
	STATE(edit_board, usual),
	STATE(meeting, gone),
};
const size_t market_state_count = sizeof market_states / sizeof *market_states;
