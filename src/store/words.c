#include "store/words.h"

#include <stddef.h>

#define OF_PARTNERSHIPS "id, fold(text), 'p' || partnership FROM takeaway WHERE partnership > 0"

int words_prepare(struct words *w, sqlite3 *db)
{
	static const char out[] = "INSERT INTO takeaway_words(takeaway_words, rowid, words, place) "
				  "SELECT 'delete', " OF_PARTNERSHIPS " AND id = ?1";
	static const char in[] =
		"INSERT INTO takeaway_words(rowid, words, place) SELECT " OF_PARTNERSHIPS " AND id = ?1";
	int rc = sqlite3_prepare_v3(db, out, -1, SQLITE_PREPARE_PERSISTENT, &w->out, NULL);
	return rc != SQLITE_OK ? rc : sqlite3_prepare_v3(db, in, -1, SQLITE_PREPARE_PERSISTENT, &w->in, NULL);
}

void words_finish(struct words *w)
{
	sqlite3_finalize(w->out);
	sqlite3_finalize(w->in);
	*w = (struct words){0};
}

static int run(sqlite3_stmt *s, int64_t takeaway)
{
	int rc = sqlite3_bind_int64(s, 1, takeaway);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(s);
	sqlite3_reset(s);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

int words_out(const struct words *w, int64_t takeaway)
{
	return run(w->out, takeaway);
}

int words_in(const struct words *w, int64_t takeaway)
{
	return run(w->in, takeaway);
}

int words_all_anew(sqlite3 *db)
{
	return sqlite3_exec(db,
		"INSERT INTO takeaway_words(takeaway_words) VALUES ('delete-all');"
		"INSERT INTO takeaway_words(rowid, words, place) SELECT " OF_PARTNERSHIPS ";"
		"INSERT INTO takeaway_words(takeaway_words) VALUES ('optimize')",
		NULL, NULL, NULL);
}
