#include "store/functions.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/redact.h"

static bool text_of(sqlite3_value *v, struct str *out)
{
	*out = (struct str){(const char *)sqlite3_value_text(v), (size_t)sqlite3_value_bytes(v)};
	return out->p != NULL;
}

static void fold(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct str text;
	(void)count;
	if (!text_of(values[0], &text))
		return; /* NULL stays NULL */
	char *out = xmalloc(2 * text.n + 1);
	size_t n = str_fold(text, out, 2 * text.n);
	sqlite3_result_text64(context, out, n, free, SQLITE_UTF8);
}

static void without(
	sqlite3_context *context, sqlite3_value **values, bool (*how)(struct buf *, struct str, struct str))
{
	struct buf out = {0};
	struct str text, forms;
	if (text_of(values[0], &text) && text_of(values[1], &forms) && how(&out, text, forms))
		sqlite3_result_text64(context, out.p, out.n, SQLITE_TRANSIENT, SQLITE_UTF8);
	else
		sqlite3_result_value(context, values[0]);
	buf_free(&out);
}

static void run_redact(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	without(context, values, redact);
}

static void run_redact_in_place(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	without(context, values, redact_in_place);
}

int functions_add(sqlite3 *db)
{
	static const struct {
		const char *name;
		int values;
		void (*run)(sqlite3_context *, int, sqlite3_value **);
	} all[] = {{"fold", 1, fold}, {"redact", 2, run_redact}, {"redact_in_place", 2, run_redact_in_place}};
	int rc = SQLITE_OK;
	for (size_t i = 0; i < sizeof all / sizeof *all && rc == SQLITE_OK; i++)
		rc = sqlite3_create_function(db, all[i].name, all[i].values,
			SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL, all[i].run, NULL, NULL);
	return rc;
}
