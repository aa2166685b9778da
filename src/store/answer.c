#include "store/answer.h"

#include <sys/stat.h>

#include "base/clock.h"
#include "base/log.h"
#include "store/backup.h"
#include "store/person_rows.h"
#include "store/statement.h"

#define LOG_MODULE "store"
#define LINES_MAX 40 /* as the statement has it */
#define ROWS_MAX 500 /* of any other answer */

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

static struct msg *read_history(struct msg *m, sqlite3_stmt *s)
{
	int rc;
	m->u.history.lines = ARENA_ARRAY(&m->mem, struct history_line, LINES_MAX);
	while ((rc = sqlite3_step(s)) == SQLITE_ROW && add_line(m, s))
		;
	return rc == SQLITE_DONE ? m : NULL;
}

/* Values as they come, row by row; what is past the limit is left out, as the queries' own limits have it. */
static struct msg *read_rows(struct msg *m, sqlite3_stmt *s)
{
	struct msg_rows *r = &m->u.rows;
	int rc, columns = sqlite3_column_count(s);
	r->columns = (uint32_t)columns;
	r->values = ARENA_ARRAY(&m->mem, struct value, (size_t)columns * ROWS_MAX);
	while ((rc = sqlite3_step(s)) == SQLITE_ROW && r->rows < ROWS_MAX) {
		for (int i = 0; i < columns; i++) {
			struct value v = statement_column(s, i);
			if ((v.type == VALUE_TEXT || v.type == VALUE_BLOB) && v.s.p)
				v.s = msg_str(m, v.s);
			r->values[r->rows * r->columns + (uint32_t)i] = v;
		}
		r->rows++;
	}
	return rc == SQLITE_DONE || rc == SQLITE_ROW ? m : NULL;
}

/* Only the parameters that the query has are bound. */
static int bind(sqlite3_stmt *s, const struct ask *ask)
{
	int count = sqlite3_bind_parameter_count(s), rc = SQLITE_OK;
	if (count >= 1)
		rc = sqlite3_bind_int64(s, 1, ask->a);
	if (rc == SQLITE_OK && count >= 2)
		rc = sqlite3_bind_int64(s, 2, ask->b);
	if (rc == SQLITE_OK && count >= 3)
		rc = sqlite3_bind_text(s, 3, ask->text.n ? ask->text.p : "", (int)ask->text.n, SQLITE_STATIC);
	return rc;
}

static const enum query queries[ASK_COUNT] = {
#define ASK(name, text) [ASK_##name] = QUERY_##name,
#include "core/asks.def"
#undef ASK
};

static struct msg *answer_new(const struct ask *ask)
{
	bool history = ask->kind == ASK_history;
	struct msg *m = msg_new(history ? MSG_history : MSG_rows, (struct origin){.source = FROM_SYSTEM});
	if (history)
		m->u.history.session = ask->about;
	else
		m->u.rows = (struct msg_rows){.kind = ask->kind, .about = ask->about, .conn = ask->conn};
	return m;
}

/* Behind the database's own row, those of its backups. A backup was checked when it was made; whether it still is
 * what it was is seen when it is restored, so here it is enough that it is there. */
static void add_backups(struct msg *m, const char *path)
{
	struct msg_rows *r = &m->u.rows;
	for (int number = 1000000; (number = backup_before(path, number)) > 0 && r->rows < ROWS_MAX;
		r->rows++) {
		char name[FILES_PATH_MAX];
		struct stat st = {0};
		backup_name(name, path, number);
		bool there = stat(name, &st) == 0;
		struct value *row = r->values + (size_t)r->rows * r->columns;
		const int64_t numbers[] = {number, there ? st.st_mtime * SECOND : 0, there ? st.st_size : 0,
			there && st.st_size > 0};
		for (uint32_t i = 0; i < r->columns && i < sizeof numbers / sizeof *numbers; i++)
			row[i] = (struct value){.type = VALUE_INT, .i = numbers[i]};
	}
}

struct msg *answer_read(sqlite3 *db, const struct ask *ask)
{
	sqlite3_stmt *s = NULL;
	struct msg *m = answer_new(ask), *answer = NULL;
	int rc = statement_query(db, queries[ask->kind], &s);
	if (rc == SQLITE_OK)
		rc = bind(s, ask);
	if (rc == SQLITE_OK && ask->kind == ASK_person_rows)
		answer = person_rows_read(db, ask->a, m) ? m : NULL;
	else if (rc == SQLITE_OK)
		answer = ask->kind == ASK_history ? read_history(m, s) : read_rows(m, s);
	const char *path = sqlite3_db_filename(db, "main");
	if (answer && ask->kind == ASK_backups && path && *path) /* one in memory alone has none */
		add_backups(answer, path);
	if (!answer) {
		log_warn("what was asked of the past could not be read: %s", sqlite3_errmsg(db));
		msg_free(m);
	}
	sqlite3_finalize(s);
	return answer;
}
