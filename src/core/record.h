#pragma once
/* Records: what the core asks the store to keep, and what the store gives back at start. A record is
 * the row's values in the order of records.def; the store has one statement to put each kind and one
 * to load it. So core knows no SQL and the store no rules. */
#include "base/arena.h"
#include "base/str.h"

#define RECORD_COLUMNS_MAX 32

enum record {
#define RECORD(name, key, columns) REC_##name,
#include "core/records.def"
#undef RECORD
	RECORD_COUNT
};

enum value_type { VALUE_NULL, VALUE_INT, VALUE_TEXT, VALUE_BLOB };
struct value {
	enum value_type type;
	int64_t i;    /* VALUE_INT */
	struct str s; /* VALUE_TEXT (UTF-8), VALUE_BLOB */
};

#define VI(number) ((struct value){.type = VALUE_INT, .i = (int64_t)(number)})
#define VS(string) ((struct value){.type = VALUE_TEXT, .s = (string)})
#define VB(bytes, length) ((struct value){.type = VALUE_BLOB, .s = {(const char *)(bytes), (length)}})

struct record_info {
	const char *name;    /* also the table's name */
	const char *columns; /* "id given family": separated by one space */
	int key;             /* the first `key` columns identify the row */
	int count;           /* columns */
};
const struct record_info *record_info(enum record);

/* One row to insert or replace, or (gone) to delete by its key columns. */
struct write {
	enum record record;
	bool gone;
	struct value *values;
};

/* What a step wants to know of what is not in memory. The store looks it up after the batch's commit,
 * so that its own writes count, and the answer comes as a message: of ASK_history as MSG_history, of all others
 * as MSG_rows with the columns of the query of the same name in store/statements.def. One that cannot be read is
 * logged and does not come: nothing may depend on it. */
enum ask_kind {
#define ASK(name, text) ASK_##name,
#include "core/asks.def"
#undef ASK
	ASK_COUNT
};
struct ask {
	enum ask_kind kind;
	int64_t about;   /* comes back with the answer: a session, a partnership, … */
	int64_t a, b;    /* ?1 and ?2 of the query */
	struct str text; /* ?3 */
	uint64_t conn;   /* comes back with the answer: who wanted to know; 0 */
};

/* What the store is to do with rows that are not in memory, see core/deeds.def. */
enum deed_kind {
#define DEED(name, text) DEED_##name,
#include "core/deeds.def"
#undef DEED
	DEED_COUNT
};
struct deed {
	enum deed_kind kind;
	int64_t a, b;    /* ?1 and ?2 of its statements */
	struct str text; /* ?3 */
};

/* Everything one step of the core wrote, in order. One block, it changes owner. */
struct batch {
	uint64_t seq;
	struct arena mem;
	struct write *writes;
	uint32_t count, cap;
	struct deed *deeds; /* done after the writes */
	uint32_t deed_count, deed_cap;
	struct ask *asks;
	uint32_t ask_count, ask_cap;
};
void batch_free(struct batch *); /* NULL is fine */
