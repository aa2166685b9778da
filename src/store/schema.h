#pragma once
/* The tables, as a list of migrations that is only ever appended to. Each runs in a transaction of
 * its own together with the new user_version, so a program killed in the middle leaves the old schema
 * or the new one. A schema newer than this program is refused, never guessed at. */
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

#define SCHEMA_APPLICATION_ID 0x54616E64 /* "Tand", in the file's header */

extern const char *const *const schema_migrations[]; /* number 1 first; each statements, NULL at the end */
extern const int schema_version;                     /* how many there are */

/* Whether the tables are exactly those this program makes, whatever user_version says. */
bool schema_is_ours(sqlite3 *);

/* Brings the database from its user_version to `count`. On failure what went wrong in `problem`. */
bool schema_upgrade(sqlite3 *, const char *const *const *migrations, int count, char *problem, size_t size);
