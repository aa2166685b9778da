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
struct people {
	struct table persons, organisations;
	struct name_index names; /* by the position in `persons` */
};

/* Writes a person as it now is, to the disk and into the index. */
void person_save(struct core *, struct person_row *);
ident organisation_find_or_add(struct core *, struct str name); /* folded alike is the same; 0 for no name */
ident organisation_find(const struct core *, struct str name);
