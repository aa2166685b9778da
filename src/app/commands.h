#pragma once
/* The sub-commands besides `play`: each takes its own argv (argv[0] is its name), prints what it has
 * to say, and returns the exit status: 0 done, 1 not done and why, 2 called wrongly. */
#include <stdbool.h>

#include "app/config.h"

int command_import(int argc, char **argv);
int command_export(int argc, char **argv);
int command_pin(int argc, char **argv);
int command_audit(int argc, char **argv);
int command_config(int argc, char **argv);

/* From here on messages are in the language of whoever calls ($LANGUAGE, $LANG), not of the screen. */
void commands_open(void);

/* Reads the configuration, defaults included; prints what is wrong with it. */
bool commands_read_config(struct config *, const char *path);
