/* Collecting: the newest topics as they come in, a large code for the phones, and a card to fill in here. */
#include <stdlib.h>

#include "screens/meeting.h"

enum { TOPIC = 1, ADD, CODE };

static int newest_first(const void *a, const void *b)
{
	const struct topic *x = *(const struct topic *const *)a, *y = *(const struct topic *const *)b;
	return (x->id < y->id) - (x->id > y->id);
}

static void draw_heading(struct shell *s, struct rect r, const struct meeting *m)
{
	struct button add = {.name = "add", .icon = "plus", .label = words(_("Topic")), .action = ADD};
	part_button(s, &r, add, BUTTON_PLAIN);
	ui_text(s->ui, r, words_phase_purpose(m->phase),
		(struct type){.size = SIZE_HEADING,
			.weight = WEIGHT_BOLD,
			.middle = true,
			.lines = 2,
			.shrink = true});
}

static void draw_topics(struct shell *s, const struct meeting *m, struct rect r)
{
	int u = ui_u(s->ui), touch = ui_touch(s->ui) > 14 * u ? ui_touch(s->ui) : 14 * u;
	const struct topic *topics[TOPICS_OF_BOARD_MAX];
	size_t n = core_waiting(s->core, m->board, topics, TOPICS_OF_BOARD_MAX);
	qsort(topics, n, sizeof *topics, newest_first);
	draw_heading(s, cut_top(&r, touch), m);
	cut_top(&r, 3 * u);
	if (n == 0)
		part_empty(s, r, "topic", words(_("No topics yet")),
			words(_("A question, a concern, an offer, a wish: put the first card on the "
				"board.")));
	else
		part_topic_grid(s, r, "topics", topics, (int)n,
			r.w > 200 * u           ? 3
				: r.w > 110 * u ? 2
						: 1,
			(struct topic_card){.action = TOPIC});
}

static void draw(struct shell *s, void *state, const struct meeting *m, struct rect r)
{
	(void)state;
	int u = ui_u(s->ui);
	struct rect code = ui_upright(s->ui) ? cut_bottom(&r, r.h * 36 / 100) : cut_right(&r, r.w * 33 / 100);
	if (ui_upright(s->ui))
		cut_bottom(&r, 4 * u);
	else
		cut_right(&r, 6 * u);
	draw_topics(s, m, r);
	part_code_card(s, code, m->board, words(_("Add your topic from your phone")), CODE);
}

static void event(struct shell *s, void *state, const struct meeting *m, const struct ui_event *e)
{
	(void)state;
	if (e->kind != UI_PRESS)
		return;
	if (e->action == TOPIC)
		shell_go(s, (struct place){SCREEN_topic, e->arg, 0});
	else if (e->action == ADD)
		shell_go(s, (struct place){SCREEN_edit_topic, 0, m->board});
	else if (e->action == CODE)
		shell_go(s, (struct place){SCREEN_code, m->board, 0});
}

const struct phase_view phase_collect = {.own_code = true, .draw = draw, .event = event};
