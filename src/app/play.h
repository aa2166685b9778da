#pragma once
/* Screen scripts: `tandem play FILE`. The language is described in the manual page. */
int command_play(int argc, char **argv);

/* One line of a script, split into its words; quoted words may hold spaces and \" and \\. Pure, so
 * that it can be fuzzed. Returns the number of words, 0 for an empty line or a comment, -1 with
 * *problem when the line is not well formed. */
#define SCRIPT_WORDS_MAX 6
#define SCRIPT_LINE_MAX 1024
int script_split(const char *line, char words[SCRIPT_WORDS_MAX][SCRIPT_LINE_MAX], const char **problem);
