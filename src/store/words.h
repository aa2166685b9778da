#pragma once
/* The words of takeaways, for the search: an FTS5 index without the text. It cannot be kept by triggers, which an
 * untrusted schema may not have on a virtual table; and of what leaves it has to be told every word. So it
 * is told before a takeaway is written, and after. The thread that owns the connection. */
#include <sqlite3.h>
#include <stdint.h>

struct words {
	sqlite3_stmt *out, *in;
};

int words_prepare(struct words *, sqlite3 *); /* SQLITE_OK or what went wrong, as all of these */
void words_finish(struct words *);
int words_out(const struct words *, int64_t takeaway); /* as it reads in the table now */
int words_in(const struct words *, int64_t takeaway);
int words_all_anew(sqlite3 *); /* nothing of an earlier word stays in the index's pages */
