#pragma once
/* Names by their beginnings. Core only; positions are those of the people's table. */
#include "base/buf.h"
#include "core/core.h"

struct name_index {
	struct buf text; /* the folded names, one after the other, renamed ones left behind until a rebuild */
	struct name_entry {
		uint64_t letters; /* which letters its words begin with, a bit each */
		uint32_t at, length;
	} * entries;
	size_t count, cap;
	size_t lost; /* bytes of `text` that no entry uses any more */
};

/* The name of the row at `position`, new or changed; positions grow by one. */
void name_index_put(struct name_index *, size_t position, struct str full_name);
void name_index_clear(struct name_index *);

#define QUERY_WORDS_MAX 6 /* further words of a query are ignored */
struct name_query {
	char text[512];
	struct str words[QUERY_WORDS_MAX];
	size_t count;
	uint64_t letters;
};
void name_query_make(struct name_query *, struct str typed);
bool name_index_matches(const struct name_index *, size_t position, const struct name_query *);
struct str name_index_text(const struct name_index *, size_t position); /* folded, for sorting */

/* Which bytes of the full name the query matched. */
void name_spans(struct str full_name, const struct name_query *, struct match *);
