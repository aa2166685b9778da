/* A card goes under another that says much the same: those most alike come first. Votes and names stay, and
 * Undo makes two cards of it again. */
#include "screens/parts.h"

enum { INTO = 1 };
#define SIMILAR_MAX 6

/* Those alike, then the rest in their order. */
static int candidates(struct shell *s, const struct topic *t, const struct topic **out)
{
	static const enum lane lanes[] = {LANE_DISCUSSING, LANE_UP_NEXT, LANE_PROPOSED};
	const struct topic *all[TOPICS_OF_BOARD_MAX];
	size_t n = core_similar(s->core, t->board, t->title, t->id, out, SIMILAR_MAX), alike = n;
	for (size_t l = 0; l < sizeof lanes / sizeof *lanes; l++) {
		size_t count = core_topics(s->core, t->board, lanes[l], all, TOPICS_OF_BOARD_MAX);
		for (size_t i = 0; i < count && n < TOPICS_OF_BOARD_MAX; i++) {
			bool there = all[i]->id == t->id;
			for (size_t j = 0; j < alike; j++)
				there |= out[j]->id == all[i]->id;
			if (!there)
				out[n++] = all[i];
		}
	}
	return (int)n;
}

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const struct topic *t = core_topic(s->core, s->place.a), *others[TOPICS_OF_BOARD_MAX];
	const struct board *b = t ? core_board(s->core, t->board) : NULL;
	struct rect body = shell_frame(s, (struct frame){.title = b ? b->name : STR("")});
	if (!t) {
		part_empty(s, body, "topic", words(_("This topic is not here any more")), STR(""));
		return;
	}
	cut_top(&body, part_heading(s, body, words(_("Which topic does it belong to?"))) + u);
	cut_top(&body,
		ui_text(ui, body, t->title,
			(struct type){.size = SIZE_BODY, .tone = TONE_second, .lines = 2, .may_cut = true}) +
			4 * u);
	int n = candidates(s, t, others);
	if (n == 0)
		part_empty(s, body, "topic", words(_("There is no other topic")), STR(""));
	else
		part_topic_grid(s, body, "others", others, n, ui_upright(ui) ? 2 : 4,
			(struct topic_card){.action = INTO});
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	(void)state;
	if (e->kind != UI_PRESS || e->action != INTO || shell_pending(s, INTO, 0))
		return;
	struct msg *m = shell_new_message(s, MSG_topic_merge);
	m->u.topic_merge = (struct msg_topic_merge){.topic = s->place.a, .into = e->arg};
	shell_send(s, m, INTO, 0);
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	(void)state;
	ident topic = s->place.a;
	const struct topic *t = core_topic(s->core, topic);
	if (!shell_done(s, e))
		return;
	shell_back(s);
	if (t && t->merged)
		shell_replace(s, (struct place){SCREEN_topic, t->merged, 0});
	part_toast_merged(s, topic);
}

const struct screen screen_merge = {
	.name = "merge",
	.watches = CHANGE_BOARDS,
	.event = event,
	.reply = reply,
	.draw = draw,
};
