#pragma once
/* What the toolkit's tests stand on: a fixed-width twin of the text metrics (a code point is half its
 * size wide, so sums can be done in the head) and a frame to draw into. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ui/ui.h"

static inline int twin_width(void *context, struct font font, struct str s)
{
	(void)context;
	assert_true(s.n < 5000); /* nobody measures what is far longer than a screen */
	return (int)utf8_count(s) * (font.px / 2);
}

static inline int twin_ascent(void *context, struct font font)
{
	(void)context;
	return font.px;
}

static inline int twin_line(void *context, struct font font)
{
	(void)context;
	return font.px * 5 / 4;
}

static const struct text_metrics twin = {
	.width = twin_width, .ascent = twin_ascent, .line_height = twin_line};

static inline struct ui_frame twin_frame(int64_t mono)
{
	return (struct ui_frame){.w = 1024, .h = 600, .mono = mono, .motion = true, .keyboard = "en"};
}

static inline void touch(struct ui *ui, enum event_kind kind, int64_t finger, int x, int y, int64_t at)
{
	ui_input(ui, &(struct event){.kind = kind, .finger = finger, .x = x, .y = y, .at = at});
}

static inline void tap(struct ui *ui, int x, int y, int64_t at)
{
	touch(ui, EVENT_DOWN, 1, x, y, at);
	touch(ui, EVENT_UP, 1, x, y, at + 30);
}

static inline void pass(struct ui *ui, int64_t at)
{
	ui_input(ui, &(struct event){.kind = EVENT_NONE, .at = at});
}

static inline const struct control *control_named(const struct ui *ui, const char *name, int64_t arg)
{
	int count;
	const struct control *controls = ui_controls(ui, &count);
	for (int i = 0; i < count; i++)
		if (strcmp(controls[i].name, name) == 0 && controls[i].arg == arg)
			return &controls[i];
	return NULL;
}

static inline int centre_x(struct rect r)
{
	return r.x + r.w / 2;
}

static inline int centre_y(struct rect r)
{
	return r.y + r.h / 2;
}

static inline void no_more_events(struct ui *ui)
{
	assert_int_equal(ui_next(ui).kind, UI_NONE);
}
