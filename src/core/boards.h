#pragma once
/* The inside of boards, for the files of core/ that share it: board.c keeps the boards, topic.c the
 * cards on them. */
#include "core/inside.h"
#include "core/table.h"

struct board_row {
	struct board b; /* id first, see table.h */
	int64_t created;
	char *block;
};
struct topic_row {
	struct topic t;
	enum lane lane_before; /* it was withdrawn, or merged */
	char *block;
};
struct boards {
	struct table boards, topics;
	struct topic **order; /* all topics by board, lane and place; made when somebody looks */
	size_t order_count;
	bool order_stale; /* a topic came, or was saved */
};

void topic_drop(void *row);
