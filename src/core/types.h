#pragma once
/* The words of the model as plain data, for everybody above core: store and net see these types but
 * never the core itself. Strings inside belong to whoever owns the struct. */
#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"

typedef int64_t ident; /* names one thing; 0 names none. One counter serves every kind of thing. */

enum model {
	MODEL_TANDEM,
	MODEL_MENTORING,
	MODEL_SKILLS_SHARING,
	MODEL_SECONDMENT,
	MODEL_LEARNING_SET,
	MODEL_JOINT_VENTURE,
	MODEL_COUNT
};
enum partnership_state {
	PARTNERSHIP_ACTIVE,   /* they meet */
	PARTNERSHIP_ENDED,    /* with a reason, nobody's fault */
	PARTNERSHIP_PROPOSED, /* somebody has yet to say yes */
	PARTNERSHIP_AGREED,   /* all have said yes, and have not met */
	PARTNERSHIP_PAUSED,
	PARTNERSHIP_STATE_COUNT
};
enum standing { /* what somebody is for the whole partnership, where the model has such roles */
	STANDING_NONE,
	STANDING_MENTOR,
	STANDING_MENTEE,
	STANDING_SECONDEE,
	STANDING_HOME,      /* contact in the organisation the secondee comes from */
	STANDING_HOST,      /* ... and in the one where they work meanwhile */
	STANDING_COMMUNITY, /* speaks for those whom a joint venture serves */
	STANDING_CONVENOR,  /* of a learning set or a joint venture: calls it together */
	STANDING_COUNT
};
enum organisation_kind {
	ORGANISATION_COMPANY,
	ORGANISATION_PUBLIC,
	ORGANISATION_COMMUNITY,
	ORGANISATION_KIND_COUNT
};
enum role {
	ROLE_LEARNER,
	ROLE_COACH,
	ROLE_THINKING_PARTNER,
	ROLE_OBJECTIVE_SUPPORTER,
	ROLE_COMPANION,
	ROLE_COUNT
};
enum topic_kind { TOPIC_QUESTION, TOPIC_CONCERN, TOPIC_OFFER, TOPIC_WISH, TOPIC_ACUTE, TOPIC_KIND_COUNT };
enum lane {
	LANE_PROPOSED,
	LANE_UP_NEXT,
	LANE_DISCUSSING, /* one topic at most while a meeting is on */
	LANE_DONE,
	LANE_WITHDRAWN, /* this and the following are on no board's screen */
	LANE_MERGED,    /* its card lies under another, see topic.merged */
	LANE_PAST,      /* discussed in a meeting before the last one; not loaded */
	LANE_COUNT
};
#define LANES_SHOWN LANE_WITHDRAWN

/* ---- the marketplace ---- */
enum phase {           /* of a meeting, in their usual order */
	PHASE_ACTIONS, /* what was promised last time */
	PHASE_COLLECT,
	PHASE_PITCH,
	PHASE_VOTE,
	PHASE_DISCUSS, /* together, or laid on a grid of places and times */
	PHASE_HARVEST,
	PHASE_CLOSE,
	PHASE_COUNT
};
enum rhythm {
	RHYTHM_ONCE,
	RHYTHM_WEEKLY,
	RHYTHM_FORTNIGHTLY,
	RHYTHM_MONTHLY, /* the same weekday of the month, "the first Tuesday"; the fifth counts as the last */
	RHYTHM_COUNT
};
enum thumb { THUMB_NONE, THUMB_CONTINUE, THUMB_ENOUGH, THUMB_NO_MATTER, THUMB_COUNT };
enum interest {
	INTEREST_JOIN /* would join the topic's table */,
	INTEREST_NOW /* sits together now */,
	INTEREST_COUNT
};
enum settle { SETTLE_OPEN /* Undo of the others */, SETTLE_DONE, SETTLE_CARRY, SETTLE_DROP, SETTLE_COUNT };
enum consent { CONSENT_NONE, CONSENT_YES, CONSENT_NO, CONSENT_COUNT };
enum session_state {
	SESSION_WAITING,   /* planned; nobody has checked in */
	SESSION_HERE,      /* somebody is here, not begun */
	SESSION_UNDER_WAY, /* a step of the guide is open */
	SESSION_FINISHING, /* takeaways and the next meeting are being settled */
	SESSION_CLOSED,    /* its note is read-only */
	SESSION_CANCELLED,
	SESSION_STATE_COUNT
};
enum takeaway_kind {
	TAKEAWAY_INSIGHT,
	TAKEAWAY_DECISION,
	TAKEAWAY_ACTION,
	TAKEAWAY_QUESTION,
	TAKEAWAY_FEEDBACK, /* of a mentoring: what encouraged, was new, was hard to hear */
	TAKEAWAY_KIND_COUNT
};
enum insight { /* what an insight is about */
	INSIGHT_OTHER,
	INSIGHT_TECHNIQUE, /* of management */
	INSIGHT_METHOD,    /* of an organisation */
	INSIGHT_EXPERIENCE,
	INSIGHT_TROUBLE, /* advice on it */
	INSIGHT_COUNT
};
enum rule {
	RULE_RESPECT,
	RULE_HONESTY,
	RULE_OPENNESS,
	RULE_CONFIDENTIALITY,
	RULE_EXIT,
	RULE_COUNT
};                      /* of an agreement; kept as bits */
enum agreement_part {   /* what MSG_agreement_set changes */
	PART_OUTCOMES,  /* text: a line each */
	PART_RULES,     /* number: 1 << enum rule */
	PART_OWN_RULES, /* text: a line each */
	PART_RHYTHM,    /* number: enum rhythm */
	PART_REVIEW,    /* number: a day, wall; 0: none */
	PART_DUTY,      /* text, and whose: role and responsibilities of one member */
	PART_COUNT
};
enum exchange { EXCHANGE_OFFER, EXCHANGE_WISH, EXCHANGE_COUNT }; /* what a person could teach, would learn */
enum programme_step {
	STEP_PRE_WORK,
	STEP_WORKSHOP,
	STEP_HOME_WORK,
	STEP_LEARNING_SET,
	STEP_REVIEW,
	PROGRAMME_STEPS
};
enum programme_part { /* what is to be done in a step */
	DO_MAP,       /* one's key partnerships on a canvas */
	DO_ANSWERS,   /* a few questions on how they go */
	DO_SESSION,
	DO_CHECKLIST, /* healthy partnership */
	DO_AGREEMENT,
	DO_ASSESSMENT, /* of the nine skills */
	DO_PRIORITIES,
	DO_PACKS,
	DO_TOPICS, /* prioritised on a board */
	DO_NOTE,   /* the group's own way of partnering */
	PROGRAMME_PARTS
};
enum map_level { MAP_PEOPLE, MAP_ORGANISATIONS, MAP_LEVELS }; /* what the nodes of the map are */
enum grade {
	GRADE_NONE,
	GRADE_AGAIN,
	GRADE_HARD,
	GRADE_GOOD,
	GRADE_EASY,
	GRADE_COUNT
}; /* of an answer, by the partner */

#define NAME_MAX_BYTES 200       /* of a person, organisation, board: longer is refused (ERR_too_long) */
#define TITLE_MAX_BYTES 300      /* of a topic, a focus, a takeaway */
#define DETAIL_MAX_BYTES 4000    /* of a topic's detail */
#define NOTE_MAX_BYTES 500000    /* of a note; a push beyond it is refused with ERR_note_full */
#define OUTCOME_MAX_BYTES 1000   /* of what came of a topic */
#define PARTICIPANTS_MAX 256     /* of a meeting; more are refused with ERR_too_many */
#define TOPICS_OF_BOARD_MAX 1000 /* that are not past; more are refused with ERR_too_many */
#define PLACES_MAX 12            /* of a grid: tables, rooms */
#define SLOTS_MAX 6              /* of a grid */
#define SKILLS 9                 /* of partnering, each with a pack */
#define PARTNERS_MAX 40         /* of a partnership, those who left too; more are refused with ERR_too_many */
#define GOALS_MAX 12            /* of an agreement; likewise */
#define EXCHANGES_MAX 12        /* offers and wishes of a person; likewise */
#define AREAS_MAX 12            /* of an instrument */
#define ITEMS_MAX 120           /* of an instrument */
#define COORDINATOR ((ident)-1) /* the subject of the code that opens the coordinator's pages */
#define SESSION_MEMBERS_MAX 40  /* more check-ins are refused with ERR_session_full */
#define HASH_BYTES 32           /* BLAKE2b-256 (RFC 7693) of a token, a short code or a cookie */
#define TOKEN_BYTES 16
#define SHORT_CODE_CHARS 6 /* Crockford's base 32: no I, L, O, U */

struct hash {
	uint8_t b[HASH_BYTES];
};

/* Fresh random material that a message brings along, since core has no random source of its own.
 * Whoever stamps the message makes it; each part is used at most once. */
struct fresh {
	uint8_t token[TOKEN_BYTES];
	struct hash token_hash;
	char short_code[SHORT_CODE_CHARS + 1];
	struct hash short_hash;
	uint64_t seed; /* for choices that need no secrecy, such as the next prompt */
};

/* One change to a text, as CodeMirror's ChangeSet: sections that follow each other and cover the
 * old text exactly. Lengths are UTF-16 code units. */
struct section {
	uint32_t old_units; /* how much of the old text this covers */
	bool keep;          /* kept as it is; else replaced by `text` (empty: deleted) */
	struct str text;    /* UTF-8, LF line ends */
};
struct change_set {
	struct section *sections;
	uint32_t count;
};

/* One entry of a note's log: what one update of one phone became after rebasing. */
struct note_update {
	struct str client; /* CodeMirror's clientID, fresh for every page load */
	struct change_set changes;
};
#define CLIENT_ID_MAX 40 /* bytes */
