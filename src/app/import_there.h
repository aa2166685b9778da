#pragma once
/* An import by the kiosk that is running, over its admin socket (net/admin.h); waits for the answer. */
#include "core/msg.h"
#include "core/outbox.h"

bool import_somebody_there(const char *socket); /* a kiosk runs */
/* The report is the caller's; NULL: `problem` says why there is none. */
struct effect *import_there(const char *socket, const struct msg *, char *problem, size_t size);
