#pragma once
/* An import while no kiosk is running: store and core are opened in this process, take the one
 * message, and are closed when it is on the disk. So the same rules apply, and nothing else writes. */
#include "app/config.h"
#include "core/msg.h"
#include "core/outbox.h"

/* Takes the message. The answer, an import's report or a reply, is the caller's; NULL: `problem` says why nothing came
 * of it. The database and its folder are made when they are missing. */
struct effect *import_here(
	const struct config *, const char *database, struct msg *, char *problem, size_t size);
