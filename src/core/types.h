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
enum lane { LANE_PROPOSED, LANE_UP_NEXT, LANE_DISCUSSING, LANE_DONE, LANE_WITHDRAWN, LANE_COUNT };
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

#define NAME_MAX_BYTES 200     /* of a person, organisation, board: longer is refused (ERR_too_long) */
#define TITLE_MAX_BYTES 300    /* of a topic, a focus, a takeaway */
#define DETAIL_MAX_BYTES 4000  /* of a topic's detail */
#define NOTE_MAX_BYTES 500000  /* of a note; a push beyond it is refused with ERR_note_full */
#define SESSION_MEMBERS_MAX 12 /* more check-ins are refused with ERR_session_full */
#define HASH_BYTES 32          /* BLAKE2b-256 (RFC 7693) of a token, a short code or a cookie */
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
