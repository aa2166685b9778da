/* The file is a row of entries: a mark, the length and a checksum of what follows, the schema's number,
 * then the writes and deeds of one batch. A crash can tear the last entry and a card can garble any: the reader
 * then looks for the next mark whose checksum is right. All writes are puts and deletes by key, so an
 * entry done twice does no harm. Numbers are as the machine has them: the file never leaves it. */
#include "store/redo.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"
#include "store/deed.h"
#include "store/files.h"
#include "store/schema.h"
#include "store/statement.h"

#define LOG_MODULE "store"
#define A_DEED 0xFF
#define MARK 0x4F444552u              /* "REDO" */
#define FILE_MAX ((int64_t)256 << 20) /* more than this is not read back: something is wrong with it */

struct head {
	uint32_t mark, length; /* of the writes that follow */
	uint64_t checksum;     /* of the length, the schema and the writes */
	uint32_t schema, writes;
};

/* FNV-1a (Fowler, Noll, Vo; RFC 9923), 64 bits: finds accidents, which is all it has to. */
static uint64_t checksum(uint64_t sum, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	for (size_t i = 0; i < n; i++)
		sum = (sum ^ p[i]) * 0x100000001B3u;
	return sum;
}

static uint64_t head_checksum(const struct head *h, const char *writes)
{
	uint64_t sum = checksum(0xCBF29CE484222325u, &h->length, sizeof h->length);
	sum = checksum(sum, &h->schema, sizeof h->schema);
	sum = checksum(sum, &h->writes, sizeof h->writes);
	return checksum(sum, writes, h->length);
}

static char *name_of(char out[FILES_PATH_MAX], const char *backup)
{
	return files_name(out, backup, ".redo");
}

/* ---- writing ---- */

void redo_begin(struct redo *r, const char *backup)
{
	char name[FILES_PATH_MAX];
	redo_end(r);
	r->fd = open(name_of(name, backup), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (r->fd < 0)
		log_warn("recent work is not kept beside the backup: %s", strerror(errno));
}

void redo_end(struct redo *r)
{
	if (r->fd >= 0)
		close(r->fd);
	r->fd = -1;
}

void redo_remove(const char *backup)
{
	char name[FILES_PATH_MAX];
	if (unlink(name_of(name, backup)) != 0 && errno != ENOENT)
		log_warn("cannot remove %s: %s", name, strerror(errno));
}

static void add_bytes(struct buf *out, const void *bytes, size_t n)
{
	buf_add(out, (struct str){bytes, n});
}

static void add_value(struct buf *out, const struct value *v)
{
	buf_byte(out, (char)v->type);
	if (v->type == VALUE_INT)
		add_bytes(out, &v->i, sizeof v->i);
	if (v->type != VALUE_TEXT && v->type != VALUE_BLOB)
		return;
	uint32_t n = (uint32_t)v->s.n;
	add_bytes(out, &n, sizeof n);
	add_bytes(out, v->s.p, n);
}

/* Behind the writes, each begun by a number that no record has. */
static void add_deed(struct buf *out, const struct deed *d)
{
	buf_byte(out, (char)A_DEED);
	buf_byte(out, (char)d->kind);
	add_bytes(out, &d->a, sizeof d->a);
	add_bytes(out, &d->b, sizeof d->b);
	add_value(out, &(struct value){VALUE_TEXT, .s = d->text});
}

static int value_count(const struct write *w)
{
	const struct record_info *info = record_info(w->record);
	return w->gone ? info->key : info->count;
}

void redo_add(struct redo *r, const struct batch *b)
{
	if (r->fd < 0)
		return;
	struct head head = {.mark = MARK, .schema = (uint32_t)schema_version, .writes = b->count};
	struct buf out = {0};
	add_bytes(&out, &head, sizeof head);
	for (uint32_t i = 0; i < b->count; i++) {
		buf_byte(&out, (char)b->writes[i].record);
		buf_byte(&out, (char)b->writes[i].gone);
		for (int j = 0; j < value_count(&b->writes[i]); j++)
			add_value(&out, &b->writes[i].values[j]);
	}
	for (uint32_t i = 0; i < b->deed_count; i++)
		if (b->deeds[i].kind != DEED_backup && b->deeds[i].kind != DEED_restore)
			add_deed(&out, &b->deeds[i]);
	head.length = (uint32_t)(out.n - sizeof head);
	head.checksum = head_checksum(&head, out.p + sizeof head);
	memcpy(out.p, &head, sizeof head);
	if (write(r->fd, out.p, out.n) != (ssize_t)out.n) {
		log_warn("recent work is no longer kept beside the backup: %s", strerror(errno));
		redo_end(r);
	}
	buf_free(&out);
}

/* ---- reading ---- */

static bool take(struct str *rest, void *to, size_t n)
{
	if (rest->n < n)
		return false;
	memcpy(to, rest->p, n);
	*rest = (struct str){rest->p + n, rest->n - n};
	return true;
}

static bool take_value(struct str *rest, struct value *v)
{
	uint8_t type;
	uint32_t n;
	*v = (struct value){0};
	if (!take(rest, &type, 1) || type > VALUE_BLOB)
		return false;
	v->type = (enum value_type)type;
	if (v->type == VALUE_INT)
		return take(rest, &v->i, sizeof v->i);
	if (v->type == VALUE_NULL)
		return true;
	if (!take(rest, &n, sizeof n) || rest->n < n)
		return false;
	v->s = str_sub(*rest, 0, n);
	*rest = (struct str){rest->p + n, rest->n - n};
	return true;
}

static bool take_write(struct str *rest, struct write *w, struct value *values)
{
	uint8_t record, gone;
	if (!take(rest, &record, 1) || !take(rest, &gone, 1) || record >= RECORD_COUNT || gone > 1)
		return false;
	*w = (struct write){(enum record)record, gone, values};
	for (int i = 0; i < value_count(w); i++)
		if (!take_value(rest, &values[i]))
			return false;
	return true;
}

/* The next entry that is whole, wherever it begins. */
static bool next_entry(struct str *rest, struct head *head, struct str *writes)
{
	for (; rest->n >= sizeof *head; *rest = str_sub(*rest, 1, rest->n)) {
		memcpy(head, rest->p, sizeof *head);
		if (head->mark != MARK || head->length > rest->n - sizeof *head ||
			head->checksum != head_checksum(head, rest->p + sizeof *head))
			continue;
		*writes = str_sub(*rest, sizeof *head, sizeof *head + head->length);
		*rest = str_sub(*rest, sizeof *head + head->length, rest->n);
		return true;
	}
	return false;
}

static bool take_deed(struct str *rest, struct deed *d)
{
	uint8_t mark, kind;
	struct value text;
	*d = (struct deed){0};
	if (!take(rest, &mark, 1) || mark != A_DEED || !take(rest, &kind, 1) || kind >= DEED_COUNT ||
		!take(rest, &d->a, sizeof d->a) || !take(rest, &d->b, sizeof d->b) ||
		!take_value(rest, &text) || text.type != VALUE_TEXT)
		return false;
	d->kind = (enum deed_kind)kind;
	d->text = text.s;
	return true;
}

static bool apply_entry(sqlite3 *db, const struct statements *st, const struct head *head, struct str writes)
{
	struct value values[RECORD_COLUMNS_MAX];
	struct write w;
	struct deed deed;
	for (uint32_t i = 0; i < head->writes && take_write(&writes, &w, values); i++)
		if (statements_write(st, &w) != SQLITE_OK)
			return false;
	while (writes.n && take_deed(&writes, &deed))
		if (deed_do(db, &deed) != SQLITE_OK)
			return false;
	return true;
}

/* Entries of another schema are left out: an upgrade makes a backup first and begins a new file. */
static int apply_all(sqlite3 *db, const struct statements *st, struct str rest)
{
	struct head head;
	struct str writes;
	int count = 0;
	bool ok = sqlite3_exec(db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK;
	while (ok && next_entry(&rest, &head, &writes)) {
		if (head.schema != (uint32_t)schema_version)
			continue;
		ok = apply_entry(db, st, &head, writes);
		count++;
	}
	return ok && sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK ? count : -1;
}

static bool read_all(const char *name, struct buf *out)
{
	int64_t size = files_size(name);
	int fd = size >= 0 && size <= FILE_MAX ? open(name, O_RDONLY | O_CLOEXEC) : -1;
	if (fd < 0)
		return false;
	buf_reserve(out, (size_t)size + 1);
	ssize_t got;
	while (out->n < (size_t)size && (got = read(fd, out->p + out->n, (size_t)size - out->n)) > 0)
		out->n += (size_t)got;
	close(fd);
	return true;
}

int redo_apply(sqlite3 *db, const char *backup)
{
	char name[FILES_PATH_MAX];
	struct buf bytes = {0};
	struct statements st = {0};
	int count = 0;
	if (read_all(name_of(name, backup), &bytes))
		count = statements_prepare(&st, db) == SQLITE_OK ? apply_all(db, &st, buf_str(&bytes)) : -1;
	statements_finish(&st);
	buf_free(&bytes);
	return count;
}
