#pragma once
/* Records: what the core asks the store to keep, and what the store gives back at start. A record is
 * the row's values in the order of records.def; the store has one statement to put each kind and one
 * to load it. So core knows no SQL and the store no rules. */
#include "base/arena.h"
#include "base/str.h"

#define RECORD_COLUMNS_MAX 28

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
#define VNULL ((struct value){.type = VALUE_NULL})

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
 * so that its own writes count, and the answer comes as MSG_history. An answer that cannot be read is
 * logged and does not come: nothing may depend on it. */
struct ask {
	bool wanted;
	int64_t session;     /* comes back with the answer */
	int64_t partnership; /* the closed session of this partnership … */
	int64_t before;      /* … that started last before this wall time */
};

/* Everything one step of the core wrote, in order. One block, it changes owner. */
struct batch {
	uint64_t seq;
	struct arena mem;
	struct write *writes;
	uint32_t count, cap;
	struct ask ask;
};
void batch_free(struct batch *); /* NULL is fine */
