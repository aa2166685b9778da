#pragma once
/* The player's child: the program itself, headless or in a window, which carries out the lines of a
 * screen script one by one as they come over a socket. */
#include "app/config.h"
#include "app/play.h"
#include "base/clock.h"

#define PLAY_PATH 600

struct play_setting { /* what the lines before the first action said; the child only reads it */
	int w, h;
	char language[8], zone[64], data[PLAY_PATH], folder[64], database[PLAY_PATH];
	struct moment clock;
	uint64_t starts; /* of the program so far */
	uint16_t port;   /* served at the last start, and so again; 0: none */
	bool show;
	const char *script;
	struct config config;
};

struct play_line { /* to the child */
	int number;
	char text[SCRIPT_LINE_MAX + 2];
};

struct play_answer { /* from it, after each line and once when it has started */
	bool good;
	struct moment now;
	uint16_t port;
};

/* `cause` is the line that it is started for, told when starting fails. */
_Noreturn void player_run(struct play_setting *, int fd, const struct play_line *cause);

/* `name` beside the script, where it is there; else as it is. */
void play_beside(const char *script, const char *name, char out[PLAY_PATH]);
/* "2026-11-23T09:58:00" in the room's time zone. */
bool play_time(const char *text, int64_t *wall);
