#include "screens/insight_row.h"

/* Other is what it is as long as nobody says more. */
static const enum insight offered[] = {
	INSIGHT_TECHNIQUE, INSIGHT_METHOD, INSIGHT_EXPERIENCE, INSIGHT_TROUBLE};
#define OFFERED ((int)(sizeof offered / sizeof *offered))

const struct written_insight *insight_of(struct shell *s, ident session, struct str text)
{
	const struct written_insight *all;
	size_t n = core_insights(s->core, session, &all);
	for (size_t i = 0; i < n; i++)
		if (str_eq(all[i].text, text))
			return &all[i];
	return NULL;
}

static struct button button_of(const struct written_insight *insight, int i, action file)
{
	bool chosen = insight && insight->insight == offered[i];
	return (struct button){.name = "file",
		.label = words_insight(offered[i]),
		.size = SIZE_BODY,
		.style = chosen ? BUTTON_OUTLINE : BUTTON_PLAIN,
		.action = file,
		.arg = insight ? insight->takeaway * INSIGHT_COUNT + (chosen ? INSIGHT_OTHER : offered[i])
			       : 0};
}

/* As many beside each other as have their words on one line. */
static int columns_in(struct shell *s, int w)
{
	int widest = 0;
	for (int i = 0; i < OFFERED; i++) {
		int want = ui_button_width(s->ui, button_of(NULL, i, 0));
		widest = want > widest ? want : widest;
	}
	return OFFERED * widest + (OFFERED - 1) * ui_gap(s->ui) <= w ? OFFERED : 2;
}

static int button_height(struct shell *s)
{
	int u = ui_u(s->ui);
	return ui_touch(s->ui) > 11 * u ? ui_touch(s->ui) : 11 * u;
}

int insight_row_height(struct shell *s, int w)
{
	int rows = OFFERED / columns_in(s, w);
	return rows * button_height(s) + (rows - 1) * ui_gap(s->ui);
}

void insight_row(struct shell *s, struct rect r, const struct written_insight *insight, action file)
{
	int columns = columns_in(s, r.w), gap = ui_gap(s->ui);
	for (int i = 0; i < OFFERED; i += columns) {
		struct rect row = cut_top(&r, button_height(s));
		cut_top(&r, gap);
		for (int k = 0; k < columns; k++)
			ui_button(s->ui, rect_column(row, k, columns, gap), button_of(insight, i + k, file));
	}
}

struct msg_takeaway_file insight_row_message(int64_t arg)
{
	return (struct msg_takeaway_file){
		.takeaway = arg / INSIGHT_COUNT, .insight = (enum insight)(arg % INSIGHT_COUNT)};
}
