#pragma once
/* A folder with room for a database, and the inbox of its store: what each test of the store begins with. */
#include "store/support.h"

struct room {
	char folder[64], path[128];
	struct queue *inbox;
};

static inline int set_up(void **state)
{
	struct room *r = xcalloc(1, sizeof *r);
	snprintf(r->folder, sizeof r->folder, "%s", support_folder());
	snprintf(r->path, sizeof r->path, "%s/room.db", r->folder);
	r->inbox = queue_new(1000);
	*state = r;
	return 0;
}

static inline int tear_down(void **state)
{
	struct room *r = *state;
	support_drain(r->inbox);
	queue_free(r->inbox);
	support_remove(r->folder);
	free(r);
	return 0;
}
