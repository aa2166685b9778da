#pragma once
/* For tests of the store: a folder that is removed again and files in it, batches of real rows, an inbox that is read. */
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/log.h"
#include "store/store.h"

#define PATIENCE_MS 20000 /* before a test that waits for a message is called failed */

static inline char *support_folder(void)
{
	static char folder[64];
	const char *where = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
	snprintf(folder, sizeof folder, "%s/tandem-test-XXXXXX", where);
	assert_non_null(mkdtemp(folder));
	return folder;
}

static inline int support_remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st, (void)kind, (void)where;
	return remove(path);
}

static inline void support_remove(const char *folder)
{
	nftw(folder, support_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static inline void support_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "wb");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

#define INT(number) ((struct value){.type = VALUE_INT, .i = (number)})
#define TEXT(string) ((struct value){.type = VALUE_TEXT, .s = str_from(string)})

static inline struct batch *support_batch(uint64_t seq)
{
	struct batch *b = xcalloc(1, sizeof *b);
	b->seq = seq;
	return b;
}

static inline void support_write(struct batch *b, enum record record, bool gone, const struct value *values)
{
	int count = gone ? record_info(record)->key : record_info(record)->count;
	if (b->count == b->cap) {
		b->cap = b->cap ? 2 * b->cap : 4;
		b->writes = xrealloc(b->writes, b->cap * sizeof *b->writes);
	}
	struct value *copy = ARENA_ARRAY(&b->mem, struct value, (size_t)count);
	for (int i = 0; i < count; i++) {
		copy[i] = values[i];
		if (values[i].type == VALUE_TEXT || values[i].type == VALUE_BLOB)
			copy[i].s = arena_str(&b->mem, values[i].s);
	}
	b->writes[b->count++] = (struct write){record, gone, copy};
}

static inline void support_person(struct batch *b, int64_t id, const char *given)
{
	const struct value row[] = {INT(id), TEXT(given), TEXT("Berg"), TEXT(""), INT(0), TEXT("en"),
		INT(id % 8), INT(0), INT(0), INT(0), INT(1700000000000), TEXT(""), INT(0), INT(0)};
	support_write(b, REC_person, false, row);
}

static inline void support_organisation(struct batch *b, int64_t id, const char *name)
{
	support_write(b, REC_organisation, false, (const struct value[]){INT(id), TEXT(name), INT(0)});
}

/* The next message, or NULL when none comes within the time. */
static inline struct msg *support_next(struct queue *inbox, int timeout_ms)
{
	struct msg *m = queue_pop(inbox);
	for (int64_t end = clock_now().mono + timeout_ms, left; !m && (left = end - clock_now().mono) >= 0;
		m = queue_pop(inbox))
		queue_wait(inbox, (int)left);
	return m;
}

/* Frees messages until one of this kind comes, which the caller frees. */
static inline struct msg *support_until(struct queue *inbox, enum msg_kind kind)
{
	struct msg *m;
	while ((m = support_next(inbox, PATIENCE_MS)) && m->kind != kind)
		msg_free(m);
	assert_non_null(m);
	return m;
}

static inline void support_committed(struct queue *inbox, uint64_t seq)
{
	for (uint64_t seen = 0; seen < seq;) {
		struct msg *m = support_until(inbox, MSG_committed);
		seen = m->u.committed.seq;
		msg_free(m);
	}
}

static inline void support_drain(struct queue *inbox)
{
	for (struct msg *m; (m = queue_pop(inbox));)
		msg_free(m);
}

static inline struct store *support_open(const char *path, const char *vfs, struct queue *inbox)
{
	char problem[512] = "";
	struct store *s = store_open(
		&(struct store_options){.path = path, .vfs = vfs, .inbox = inbox}, problem, sizeof problem);
	if (!s)
		print_error("%s\n", problem);
	assert_non_null(s);
	return s;
}
