#pragma once
/* The picture of the map of partnerships: people, or organisations, and the lines between them. Main thread. */
#include "core/map.h"
#include "screens/parts.h"

struct map_picture {
	enum map_level level;
	bool alone; /* those without a partnership stand out; else what is chosen: */
	/* With one node its neighbours stand out, with several what is between them. */
	ident chosen[MAP_PAIRS_MAX];
	int count;
};
bool map_chosen(const struct map_picture *, ident node);
/* In r, which is a control that gives `touch`; with the organisations' hues below it. */
void map_picture_draw(struct shell *, struct rect, const struct map_picture *, action touch);
/* The node a press on that control meant; 0: none. */
ident map_picture_node(struct shell *, const struct map_picture *, const struct ui_event *);
/* A dot in the hue of an organisation's place in the list. */
void map_dot(struct shell *, struct rect, int32_t hue);
