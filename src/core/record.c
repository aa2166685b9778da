/* The list of records.def as data, so that the core can check what it writes and the store can make
 * its tables and statements from the same words. */
#include "core/record.h"

#include <stdlib.h>

static const struct record_info records[] = {
#define RECORD(name, key, columns) [REC_##name] = {#name, columns, key, 0},
#include "core/records.def"
#undef RECORD
};

static int count_words(const char *words)
{
	int count = 1;
	for (; *words; words++)
		count += *words == ' ';
	return count;
}

/* The counts are found in the text of the columns, once, so that no number has to be kept right by
 * hand; each thread has its own copy. */
const struct record_info *record_info(enum record record)
{
	static _Thread_local struct record_info info[RECORD_COUNT];
	if (!info[record].name) {
		info[record] = records[record];
		info[record].count = count_words(records[record].columns);
	}
	return &info[record];
}

void batch_free(struct batch *b)
{
	if (!b)
		return;
	arena_free(&b->mem);
	free(b->writes);
	free(b->deeds);
	free(b->asks);
	free(b);
}
