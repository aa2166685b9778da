#pragma once
/* The files of content are read line by line by tables of fields: one reader for packs, instruments, the programme
 * and the ground rules, so that a mistake is named the same way everywhere. The first one counts. Core only. */
#include "core/content.h"

struct lines {
	struct content *content;
	struct content_language *language;
	struct str rest, line; /* the line just read, trimmed */
	int number;            /* of it, from 1 */
	struct remark *problem;
};

/* Every one of these that gives a bool gives false at a mistake, which is in *problem then, with its line; what the
 * programmer calls things there are the keys of the files, which are the same in every language. */
bool lines_open(struct lines *, struct content *, const char *code, struct str text, struct remark *problem);
bool lines_next(struct lines *); /* the next line that is no comment, empty ones too; false at the end */
bool lines_wrong(struct lines *, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool lines_pair(struct lines *, struct str *key, struct str *value); /* the line is "key = value" */
bool lines_is_section(const struct lines *, const char *name);       /* it is "[name]" */

enum field_kind { FIELD_TEXT, FIELD_NUMBER, FIELD_LIST };
struct field {
	const char *key;
	enum field_kind kind;
	size_t at;           /* in the struct: a struct str, an int64_t, a struct texts */
	int64_t least, most; /* a number's range, a list's entries; of a text least 1: it has to be there */
	size_t bytes;        /* of a text, or each entry */
};
/* One value into the struct at `to`, by the field of that key. */
bool lines_set(struct lines *, const struct field *, int count, void *to, struct str key, struct str value);
bool lines_add(struct lines *, const struct field *, struct texts *, struct str value); /* to a list */
/* Everything that has to be there is. */
bool lines_complete(struct lines *, const struct field *, int count, const void *from);
/* "a | b | c": exactly so many, none empty, each at most so long. */
bool lines_parts(struct lines *, const char *key, struct str value, struct str *out, int count, size_t bytes);
/* Which of the keys; -1: none. */
int lines_choice(const char *const *keys, int count, struct str key);

/* content.c: the language, new if it is; NULL: there are too many, or that is no language's code. */
struct content_language *content_language_add(struct content *, const char *code);
/* What has to be the same in all languages is. */
bool pack_same_shape(const struct pack *, const struct pack *);
bool instrument_same_shape(const struct instrument *, const struct instrument *);
bool course_same_shape(const struct course_step *, const struct course_step *);
