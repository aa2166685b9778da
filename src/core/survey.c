/* Instruments: answered by each on their own, shown together. */
#include "core/inside.h"

#include <stdlib.h>

struct surveys {
	int none;
};

struct surveys *surveys_new(void)
{
	return xcalloc(1, sizeof(struct surveys));
}

void surveys_free(struct surveys *p)
{
	free(p);
}

void load_survey(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}

void load_answer(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}

void load_submission(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}

void on_survey_open(struct core *core, const struct msg_survey_open *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}

void on_survey_answer(struct core *core, const struct msg_survey_answer *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}

void on_survey_submit(struct core *core, const struct msg_survey_submit *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}

void on_survey_reveal(struct core *core, const struct msg_survey_reveal *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}
