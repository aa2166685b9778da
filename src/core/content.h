#pragma once
/* What the organisation can change without a compiler: session guides, prompts, note templates, learning packs,
 * instruments, the steps of the programme, the ground rules of an agreement, by language. Read from assets/content/<lang>/ by app/, parsed here from bytes; immutable afterwards,
 * so any thread may read it. */
#include "base/arena.h"
#include "base/doc.h"
#include "base/sentence.h"
#include "core/types.h"

#define GUIDE_STEPS_MAX 16
#define LANGUAGES_MAX 8
#define PACKS_MAX 40 /* of a language; more are a mistake in the content, as with all that follows */
#define INSTRUMENTS_MAX 24
#define KEY_MAX_BYTES 40 /* of a pack or an instrument: the name of its file */
#define ANCHORS 5        /* of an instrument's scale */

enum step_kind {
	STEP_TALK,   /* all together */
	STEP_TURN,   /* one learns, another takes a role; timed */
	STEP_HARVEST /* takeaways, next meeting */
};
enum turn_stage { /* of somebody's time in a learning set */
	STAGE_PRESENT,
	STAGE_CLARIFY,
	STAGE_HELP, /* by questions alone */
	STAGE_SUMMARY,
	STAGE_RESOURCES,
	STAGE_ACTION,
	STAGE_COUNT
};
struct step {
	enum step_kind kind;
	int minutes;
	int stages[STAGE_COUNT]; /* minutes, as many as the step has in all; all 0: it has none */
	int turn;                /* STEP_TURN: which member learns, 0 first, 1 second … */
	enum role role;          /* offered to the one who does not learn */
	struct str title;        /* may hold {learner} and {coach} */
	struct str text;         /* one or two sentences; may hold the same */
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

/* ---- packs (pack.c) ---- */
struct texts {
	struct str *list;
	int count;
};
enum tool_kind { TOOL_MAP, TOOL_MATRIX, TOOL_SCRIPT, TOOL_KIND_COUNT };
#define TOOL_STEPS_MAX 9
struct tool {                  /* to be used in a meeting as it stands */
	struct str title, who; /* who does it, with what */
	enum tool_kind kind;
	int64_t minutes;
	struct texts steps;
	int64_t step_minutes[TOOL_STEPS_MAX]; /* which together are its minutes; 0 throughout: not said */
	struct texts example;                 /* filled in once, line by line */
	struct texts rings;                   /* of a map, from the middle out */
	struct str axis_x[2], axis_y[2];      /* of a matrix: low and high end */
	struct texts fields; /* of a matrix: top left, top right, bottom left, bottom right */
};
struct pack {
	struct str key; /* "leading": the skill, or whatever its file is called */
	struct str title, cover;
	int64_t minutes;
	struct texts about; /* paragraphs */
	struct texts questions, reflect, reading;
	struct tool *tools;
	int tool_count;
};

/* ---- instruments (instrument.c) ---- */
struct area {
	struct str key, title;
	struct str pack;           /* that it leads to; may be empty */
	struct str low, mid, high; /* what a 1, a 3 and a 5 look like */
	int first;                 /* its first item, through all areas */
	struct texts items;
};
struct instrument {
	struct str key; /* "healthy-partnership": its file */
	struct str title, about;
	int64_t minutes;
	struct str scale[ANCHORS];
	bool own; /* each sees only their own answers, also when all have answered */
	struct area *areas;
	int area_count, item_count;
};

/* ---- the programme and the ground rules (course.c) ---- */
#define COURSE_PARTS_MAX 6 /* of a step */
struct course_step {
	struct str title, text;
	int64_t days; /* from the step before */
	struct {
		enum programme_part part;
		struct str words;
	} parts[COURSE_PARTS_MAX];
	int part_count;
};

struct content_language {
	char code[4]; /* "en" */
	struct guide guides[MODEL_COUNT];
	struct prompts prompts[ROLE_COUNT];
	struct pack *packs[PACKS_MAX]; /* the nine skills in their order, then others by name */
	struct instrument *instruments[INSTRUMENTS_MAX]; /* by name */
	int pack_count, instrument_count;
	struct course_step course[PROGRAMME_STEPS];
	struct str course_note; /* Markdown template of the group's own way of partnering */
	struct str rules[RULE_COUNT];
};
struct content {
	struct arena mem;
	struct content_language languages[LANGUAGES_MAX];
	int count;
};

/* Parses one guide ([step] sections of "key = value" lines, then [note] and the template) into
 * c's language `code`. On error false, with the line and what is wrong there in *problem (in c->mem). */
bool content_add_guide(
	struct content *, const char *code, enum model, struct str text, struct remark *problem);
bool content_add_prompts(
	struct content *, const char *code, enum role, struct str text, struct remark *problem);
/* The same for packs and instruments, whose key is the name of their file, the programme's steps and the ground
 * rules. A key that is there already is taken anew. */
bool content_add_pack(
	struct content *, const char *code, struct str key, struct str text, struct remark *problem);
bool content_add_instrument(
	struct content *, const char *code, struct str key, struct str text, struct remark *problem);
bool content_add_course(struct content *, const char *code, struct str text, struct remark *problem);
bool content_add_rules(struct content *, const char *code, struct str text, struct remark *problem);
/* True when every language has every model with the same kinds of steps, enough prompts, the nine packs, the
 * programme's own instruments, its steps and the ground rules; and what several languages have is of the same
 * shape in all of them. Packs and instruments of one's own may be there in one language alone. */
bool content_check(const struct content *, struct arena *, struct remark *problem);
const struct content_language *content_for(
	const struct content *, struct str code); /* else English, else the first */
/* A pack or an instrument in that language; where it has none of the key, in any that has. NULL: nowhere. */
const struct pack *content_pack(const struct content *, struct str language, struct str key);
const struct instrument *content_instrument(const struct content *, struct str language, struct str key);
void content_free(struct content *);

/* Packs, instruments, the programme's steps and the ground rules in that language, for the pages of a phone. */
void content_learn(const struct content *, struct str language, struct arena *, struct doc *);

const char *model_key(enum model); /* "learning-set": file names, and the database's readers */
const char *role_key(enum role);
const char *skill_key(int skill); /* "leading": of its pack, and its area of the self-assessment */
#define INSTRUMENT_KEY_PARTNERSHIPS "key-partnerships" /* those that the programme puts to a group */
#define INSTRUMENT_HEALTHY "healthy-partnership"
#define INSTRUMENT_SKILLS "partnering-skills"
