#pragma once
/* A room whose screens a test touches: the real platform without a window, the project's own content, and
 * the stage of the layout check, which this includes whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "layout/stage.c"

#include "app/content_files.h"
#include "app/folders.h"

static struct platform *platform;
static struct content content;

static int open_all(void **state)
{
	(void)state;
	static struct folders folders;
	char problem[300];
	setenv("TZ", "Europe/Berlin", 1);
	if (!folders_find(&folders) || !content_read(&content, folders.assets, problem, sizeof problem))
		return 1;
	words_open(NULL);
	platform = platform_open(&(struct platform_options){.headless = true,
					 .w = 1024,
					 .h = 600,
					 .assets = folders.assets,
					 .fonts = folders.fonts,
					 .title = "test"},
		problem, sizeof problem);
	return platform ? 0 : 1;
}

static int close_all(void **state)
{
	(void)state;
	platform_close(platform);
	content_free(&content);
	return 0;
}

static int strike(void **state)
{
	stage_free(*state);
	return 0;
}

/* It is among the words drawn last. */
static inline bool shows(struct stage *st, const char *text)
{
	struct buf words = {0};
	ui_words(st->shell->ui, &words);
	bool found = str_contains(buf_str(&words), str_from(text));
	buf_free(&words);
	return found;
}
