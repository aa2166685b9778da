#pragma once
/* People and organisations, as the core's own files share them. */
#include "core/inside.h"
#include "core/search.h"
#include "core/table.h"

#define AVATAR_COLOURS 12 /* of the theme */

struct person_row {
	struct person p;
	char *block; /* its strings */
};
struct organisation {
	ident id;
	struct str name;
	enum organisation_kind kind;
	char *block;
};
struct belonging { /* to another organisation than the one that stands with the person */
	ident person, organisation;
};
struct people {
	struct table persons, organisations;
	struct belonging *belongings; /* by person, then organisation */
	size_t belonging_count, belonging_cap;
	struct name_index names; /* by the position in `persons` */
};

/* Writes a person as it now is, to the disk and into the index. */
void person_save(struct core *, struct person_row *);
void organisation_save(struct core *, struct organisation *, struct str name, enum organisation_kind);
ident organisation_find_or_add(struct core *, struct str name); /* folded alike is the same; 0 for no name */
ident organisation_find(const struct core *, struct str name);

bool is_email(struct str); /* it could be one */
/* The language of "de", "de-AT" or "pt_BR" (BCP 47: two or three letters first); empty if it is none. */
struct str language_of(struct arena *, struct str tag);
#define EMAIL_MAX_BYTES 254 /* RFC 5321, 4.5.3.1.3, without the brackets */
