#pragma once
/* What pages may ask for, as tables: a row for each message, with the fields it has on the wire. The board's rows are
 * in asks_board.c, those of the pages of a person and the coordinator in asks_page.c. Net only. */
#include <stddef.h>

#include "core/words_of.h"
#include "net/wire.h"

#define ASKED_FIELDS_MAX 10

enum shape {
	SHAPE_NONE,    /* the row ends */
	SHAPE_SUBJECT, /* not on the wire: what the socket follows */
	SHAPE_SELF,    /* a person; whose page it is, when left out */
	SHAPE_LONG,    /* a whole number into an int64_t */
	SHAPE_NUMBER,  /* into an int32_t */
	SHAPE_FLAG,
	SHAPE_WORD, /* of a table, into an enum */
	SHAPE_TEXT,
	SHAPE_LINES, /* an array of strings, into one with a line each */
	SHAPE_IDS,   /* an array of ids, likewise */
	SHAPE_TIMES  /* an array of PROGRAMME_STEPS times, into one of int64_t */
};

struct field {
	enum shape shape;
	const char *name;
	size_t at; /* in struct msg */
	bool optional;
	int64_t min;
	const struct words_of *words;
};

struct asked {
	enum msg_kind kind;
	struct field fields[ASKED_FIELDS_MAX];
};

struct asks {
	const struct asked *rows;
	size_t count;
};
extern const struct asks board_asks, page_asks;

/* What {"t":"do"} asks, as a message for the core; `subject` is what its socket follows. NULL: no page of ours
 * asks that, or not with this (ERR_invalid), or ERR_too_long. */
struct msg *wire_read_asked(const json_t *, struct origin, const struct asks *, ident subject, enum err *);

/* Fields of rows: of which message, which member of it; `key` where that is not its name on the wire. */
#define ASKED_IN(message, member) .at = offsetof(struct msg, u.message.member)
/* clang-format off */
#define SUBJECT(message, member) {SHAPE_SUBJECT, .name = "", ASKED_IN(message, member)}
#define SELF(message) {SHAPE_SELF, .name = "person", ASKED_IN(message, person), .min = 1}
#define ID(message, member) {SHAPE_LONG, .name = #member, ASKED_IN(message, member), .min = 1}
#define MAYBE(message, member) {SHAPE_LONG, .name = #member, ASKED_IN(message, member), .optional = true}
#define MAYBE_AS(message, member, key) {SHAPE_LONG, .name = key, ASKED_IN(message, member), .optional = true}
#define NUMBER(message, member, key, least) {SHAPE_NUMBER, .name = key, ASKED_IN(message, member), .min = least}
#define MAYBE_NUMBER(message, member, key) {SHAPE_NUMBER, .name = key, ASKED_IN(message, member), .optional = true}
#define FLAG(message, member) {SHAPE_FLAG, .name = #member, ASKED_IN(message, member)}
#define MAYBE_FLAG(message, member) {SHAPE_FLAG, .name = #member, ASKED_IN(message, member), .optional = true}
#define WORD(message, member, list) {SHAPE_WORD, .name = #member, ASKED_IN(message, member), .words = &list}
#define MAYBE_WORD(message, member, list) \
	{SHAPE_WORD, .name = #member, ASKED_IN(message, member), .words = &list, .optional = true}
#define TEXT(message, member) {SHAPE_TEXT, .name = #member, ASKED_IN(message, member)}
#define MAYBE_TEXT(message, member) {SHAPE_TEXT, .name = #member, ASKED_IN(message, member), .optional = true}
#define MAYBE_TEXT_AS(message, member, key) {SHAPE_TEXT, .name = key, ASKED_IN(message, member), .optional = true}
/* clang-format on */
