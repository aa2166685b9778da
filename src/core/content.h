#pragma once
/* What the organisation can change without a compiler: session guides, prompts, note templates, by
 * language. Read from assets/content/<lang>/ by app/, parsed here from bytes; immutable afterwards,
 * so any thread may read it. */
#include "base/arena.h"
#include "core/types.h"

#define GUIDE_STEPS_MAX 16
#define LANGUAGES_MAX 8

enum step_kind {
	STEP_TALK,   /* all together */
	STEP_TURN,   /* one learns, another takes a role; timed */
	STEP_HARVEST /* takeaways, next meeting */
};
struct step {
	enum step_kind kind;
	int minutes;
	int turn;         /* STEP_TURN: which member learns, 0 first, 1 second … */
	enum role role;   /* offered to the one who does not learn */
	struct str title; /* may hold {learner} and {coach} */
	struct str text;  /* one or two sentences; may hold the same */
};
struct guide {
	struct step steps[GUIDE_STEPS_MAX];
	int count;
	struct str note; /* Markdown template of the note; lines beginning "> " are placeholders */
};
struct prompts {
	struct str *lines;
	uint32_t count;
};
struct content_language {
	char code[4]; /* "en" */
	struct guide guides[MODEL_COUNT];
	struct prompts prompts[ROLE_COUNT];
};
struct content {
	struct arena mem;
	struct content_language languages[LANGUAGES_MAX];
	int count;
};

/* Parses one guide ([step] sections of "key = value" lines, then [note] and the template) into
 * c's language `code`. On error false, with "line N: what is wrong" in *problem (in c->mem). */
bool content_add_guide(struct content *, const char *code, enum model, struct str text, struct str *problem);
bool content_add_prompts(struct content *, const char *code, enum role, struct str text, struct str *problem);
/* True when every language has every model with the same kinds of steps, and enough prompts. */
bool content_check(const struct content *, struct arena *, struct str *problem);
const struct content_language *content_for(
	const struct content *, struct str code); /* else English, else the first */
void content_free(struct content *);

const char *model_key(enum model); /* "learning-set": file names, and the database's readers */
const char *role_key(enum role);
