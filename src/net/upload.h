#pragma once
/* A thread that reads the coordinator's files: a long calendar takes seconds, and meanwhile everybody's phones are
 * served. It begins with the first file. Called from the net thread. */
#include "base/buf.h"
#include "base/queue.h"
#include "core/msg.h"

struct uploads;

struct upload {
	enum msg_kind kind; /* MSG_import_people or MSG_import_sessions */
	uint64_t conn;      /* whose it is */
	bool preview;
	struct buf bytes;
};

/* What was read goes into the inbox as the request's message, what could not be read into `effects` as its report. */
struct uploads *uploads_new(struct queue *inbox, struct queue *effects);
bool uploads_read(struct uploads *, struct upload); /* takes the bytes; false: too many wait, they stay */
void uploads_free(struct uploads *);                /* waits for the file that is being read */
