#pragma once
/* What SQL of ours can do besides SQLite's own: fold(text) for the search, and redact(text, forms),
 * redact_in_place(text, forms) for erasure. Every connection that writes needs them. */
#include <sqlite3.h>

int functions_add(sqlite3 *); /* SQLITE_OK or what went wrong */
