#pragma once
/* An import while no kiosk is running: store and core are opened in this process, take the one
 * message, and are closed when it is on the disk. So the same rules apply, and nothing else writes. */
#include "app/config.h"
#include "core/msg.h"
#include "core/outbox.h"

/* Takes the message. The report's text goes into the arena. False: `problem` says why nothing came of
 * it. The database and its folder are made when they are missing. */
bool import_here(const struct config *, const char *database, struct msg *, struct arena *,
	struct effect_import_report *, char *problem, size_t size);
