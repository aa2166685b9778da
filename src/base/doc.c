#include "base/doc.h"

#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/log.h"

#define END_OF_NODE 0xFF /* in a digest: no kind is that */

static struct doc *add(struct arena *mem, struct doc *in, const char *key, enum doc_kind kind)
{
	INVARIANT(in->kind == DOC_LIST || in->kind == DOC_MAP);
	INVARIANT((in->kind == DOC_MAP) == (key != NULL));
	struct doc *d = ARENA_NEW(mem, struct doc);
	d->kind = kind;
	d->key = key;
	if (in->last)
		in->last->next = d;
	else
		in->first = d;
	in->last = d;
	return d;
}

struct doc *doc_new(struct arena *mem)
{
	struct doc *d = ARENA_NEW(mem, struct doc);
	d->kind = DOC_MAP;
	return d;
}

struct doc *doc_map(struct arena *mem, struct doc *in, const char *key)
{
	return add(mem, in, key, DOC_MAP);
}

struct doc *doc_list(struct arena *mem, struct doc *in, const char *key)
{
	return add(mem, in, key, DOC_LIST);
}

void doc_number(struct arena *mem, struct doc *in, const char *key, int64_t number)
{
	add(mem, in, key, DOC_NUMBER)->number = number;
}

void doc_flag(struct arena *mem, struct doc *in, const char *key, bool flag)
{
	add(mem, in, key, DOC_FLAG)->number = flag;
}

void doc_text(struct arena *mem, struct doc *in, const char *key, struct str text)
{
	add(mem, in, key, DOC_TEXT)->text = arena_str(mem, text);
}

void doc_null(struct arena *mem, struct doc *in, const char *key)
{
	add(mem, in, key, DOC_NULL);
}

/* Equal trees are told from each other nowhere that matters. */
static uint64_t digest(uint64_t h, const struct doc *d)
{
	h = hash_mix(h, (uint64_t)d->kind);
	h = hash_mix(h, (uint64_t)d->number);
	if (d->key)
		h = hash_bytes(h, d->key, strlen(d->key));
	if (d->kind == DOC_TEXT)
		h = hash_bytes(h, d->text.p, d->text.n);
	for (const struct doc *in = d->first; in; in = in->next)
		h = digest(h, in);
	return hash_mix(h, END_OF_NODE);
}

uint64_t doc_digest(const struct doc *d)
{
	uint64_t h = digest(0, d);
	return h ? h : 1;
}
