#pragma once
/* People by e-mail and by name, for imports: two sorted lists of folded keys, made once for a file. Core
 * only; lives in the arena given. */
#include "core/inside.h"

struct lookup_key {
	struct str text;
	ident person;
};
struct lookup {
	struct lookup_key *emails, *names;
	size_t email_count, name_count;
};

struct str folded(struct arena *, struct str);
void lookup_make(
	struct lookup *, const struct core *, struct arena *); /* without guests and archived people */
ident lookup_email(const struct lookup *, struct arena *, struct str email); /* 0: nobody */
/* Those with exactly this full name, accents aside: how many, and the first of them. */
size_t lookup_name(const struct lookup *, struct arena *, struct str name, const struct lookup_key **first);
