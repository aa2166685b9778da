#pragma once
/* Partnerships, as the core's own files share them: partnership.c keeps them, agreement.c what was agreed, exchange.c
 * offers and wishes, matching.c who could learn with whom. */
#include "core/inside.h"
#include "core/table.h"

struct partnership_row {
	struct partnership p; /* id first, see table.h; p.partners is `partners` */
	char *block;          /* its words */
	struct partner *partners;
	size_t cap;
};
struct partnerships {
	struct table partnerships;
};

struct partnership_row *partnership_find(const struct core *, ident);
