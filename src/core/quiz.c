/* Questions of notes come back, spaced so that what was forgotten returns. */
#include "core/inside.h"

#include <stdlib.h>

struct quiz {
	int none;
};

struct quiz *quiz_new(void)
{
	return xcalloc(1, sizeof(struct quiz));
}

void quiz_free(struct quiz *q)
{
	free(q);
}

void load_recall(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}

void on_quiz_judge(struct core *core, const struct msg_quiz_judge *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}
