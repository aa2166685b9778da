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
	TAKEAWAY_KIND_COUNT
};

#define NAME_MAX_BYTES 200       /* of a person, organisation, board: longer is refused (ERR_too_long) */
#define TITLE_MAX_BYTES 300      /* of a topic, a focus, a takeaway */
#define DETAIL_MAX_BYTES 4000    /* of a topic's detail */
#define NOTE_MAX_BYTES 500000    /* of a note; a push beyond it is refused with ERR_note_full */
#define OUTCOME_MAX_BYTES 1000   /* of what came of a topic */
#define PARTICIPANTS_MAX 256     /* of a meeting; more are refused with ERR_too_many */
#define TOPICS_OF_BOARD_MAX 1000 /* that are not past; more are refused with ERR_too_many */
#define PLACES_MAX 12            /* of a grid: tables, rooms */
#define SLOTS_MAX 6              /* of a grid */
#define SESSION_MEMBERS_MAX 12   /* more check-ins are refused with ERR_session_full */
#define HASH_BYTES 32            /* BLAKE2b-256 (RFC 7693) of a token, a short code or a cookie */
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
