#pragma once
/* Everything in the room as files that any office program and any editor reads: people, organisations,
 * sessions and check-ins as CSV, each note as Markdown. Works beside a running kiosk. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct export_counts {
	uint32_t people, organisations, sessions, check_ins, topics, meetings, actions, takeaways, notes;
};

/* Writes into `folder`, which is made if it is missing and refused if it holds anything, unless
 * `force`. False: `problem` says why, and the file it was about is not left behind half written. */
bool export_write(const char *database, const char *folder, bool force, struct export_counts *, char *problem,
	size_t size);
