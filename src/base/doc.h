#pragma once
/* A small tree of values, for what is shown elsewhere and only passes through: whoever makes it need not know
 * how it is written down, whoever writes it need not know what it means. Everything lives in one arena.
 * Keys are literals; texts are copied. One thread at a time. */
#include <stdbool.h>

#include "base/arena.h"

enum doc_kind { DOC_NULL, DOC_FLAG, DOC_NUMBER, DOC_TEXT, DOC_LIST, DOC_MAP };

struct doc {
	enum doc_kind kind;
	const char *key;          /* in a map; NULL in a list and at the root */
	int64_t number;           /* DOC_NUMBER, DOC_FLAG */
	struct str text;          /* DOC_TEXT */
	struct doc *first, *last; /* DOC_LIST, DOC_MAP */
	struct doc *next;         /* beside it */
};

struct doc *doc_new(struct arena *); /* an empty map */

/* Adds to a map under `key`; to a list, key NULL. */
struct doc *doc_map(struct arena *, struct doc *in, const char *key);
struct doc *doc_list(struct arena *, struct doc *in, const char *key);
void doc_number(struct arena *, struct doc *in, const char *key, int64_t);
void doc_flag(struct arena *, struct doc *in, const char *key, bool);
void doc_text(struct arena *, struct doc *in, const char *key, struct str);
void doc_null(struct arena *, struct doc *in, const char *key);

uint64_t doc_digest(const struct doc *); /* never 0; the same for trees that read the same */
