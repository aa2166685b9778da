#pragma once
/* A kiosk in the test's own process, headless, over a database in a folder of its own. */
#include "app/content_files.h"
#include "app/kiosk.h"
#include "store/files.h"
#include "store/support.h"

static char folder[64], database[FILES_PATH_MAX];
static struct config config;
static struct folders folders;
static struct content content;

static inline int set_up(void **state)
{
	char problem[300];
	(void)state;
	snprintf(folder, sizeof folder, "%s", support_folder());
	snprintf(database, sizeof database, "%s/room.db", folder);
	config_defaults(&config);
	config.network.port = 0;
	assert_true(folders_find(&folders));
	assert_true(content_read(&content, folders.assets, problem, sizeof problem));
	return 0;
}

static inline int tear_down(void **state)
{
	(void)state;
	content_free(&content);
	config_free(&config);
	support_remove(folder);
	return 0;
}

static inline struct kiosk *open_room(bool serve)
{
	char problem[400] = "";
	struct moment now = clock_now();
	now.trusted = true;
	struct kiosk *k = kiosk_open(&(struct kiosk_options){.config = &config,
					     .folders = &folders,
					     .content = &content,
					     .database = database,
					     .headless = true,
					     .w = 1024,
					     .h = 600,
					     .serve = serve,
					     .clock = now},
		problem, sizeof problem);
	if (!k)
		fail_msg("%s", problem);
	return k;
}
