#pragma once
/* A growable run of bytes. The owner frees it; a zeroed one is empty. Out of memory aborts. */
#include <stddef.h>

#include "base/str.h"

struct buf {
	char *p;
	size_t n, cap;
};

void buf_add(struct buf *, struct str);
void buf_byte(struct buf *, char);
void buf_printf(struct buf *, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_reserve(struct buf *, size_t more);
struct str buf_str(const struct buf *); /* a view, valid until the next change */
void buf_free(struct buf *);            /* leaves it empty and usable */
