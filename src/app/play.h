#pragma once
/* Screen scripts: `tandem play FILE`. The language is described in the manual page. */
#include "base/buf.h"

int command_play(int argc, char **argv);

/* ---- the pure parts, in script.c, so that they can be tested and fuzzed ---- */

/* One line of a script, split into its words; quoted words may hold spaces and \" and \\. Returns the
 * number of words, 0 for an empty line or a comment, -1 with *problem when the line is not well formed. */
#define SCRIPT_WORDS_MAX 6
#define SCRIPT_LINE_MAX 1024
typedef char script_words[SCRIPT_WORDS_MAX][SCRIPT_LINE_MAX];
int script_split(const char *line, script_words words, const char **problem);

/* "90s", "5min", "2h", "200ms", "3" (seconds): milliseconds, at most a hundred days; -1: not a time. */
int64_t script_duration(const char *text);

/* Whether `part` stands in `text`, where any white space, also at the end of a line, is one space. */
bool script_shows(struct str text, struct str part);

/* Compares line by line; the first line that differs is written to `difference`. */
bool script_same(struct str expected, struct str actual, struct buf *difference);
