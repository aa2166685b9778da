#include "store/answer.h"

#include "base/log.h"
#include "store/statement.h"

#define LOG_MODULE "store"
#define LINES_MAX 40 /* as the statement has it */

static bool add_line(struct msg *m, sqlite3_stmt *s)
{
	struct msg_history *h = &m->u.history;
	struct value text = statement_column(s, 2);
	if (!text.s.p || h->count == LINES_MAX)
		return false;
	h->starts = sqlite3_column_int64(s, 0);
	h->lines[h->count++] = (struct history_line){.kind = (enum takeaway_kind)sqlite3_column_int(s, 1),
		.text = msg_str(m, text.s),
		.owner = sqlite3_column_int64(s, 3),
		.due = sqlite3_column_int64(s, 4),
		.done = sqlite3_column_int64(s, 5) != 0};
	return true;
}

struct msg *answer_read(sqlite3 *db, const struct ask *ask)
{
	sqlite3_stmt *s = NULL;
	struct msg *m = msg_new(MSG_history, (struct origin){.source = FROM_SYSTEM});
	m->u.history.session = ask->session;
	m->u.history.lines = ARENA_ARRAY(&m->mem, struct history_line, LINES_MAX);
	int rc = statement_query(db, QUERY_last_time, &s);
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_int64(s, 1, ask->partnership);
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_int64(s, 2, ask->before);
	while (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_ROW)
		rc = add_line(m, s) ? SQLITE_OK : SQLITE_NOMEM;
	if (rc != SQLITE_DONE) {
		log_warn("what was asked of the past could not be read: %s", sqlite3_errmsg(db));
		msg_free(m);
		m = NULL;
	}
	sqlite3_finalize(s);
	return m;
}
