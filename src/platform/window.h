#pragma once
/* The real window: its pixels, its events, and the one place that sleeps. Main thread. */
#include "platform/canvas.h"
#include "platform/platform.h"

struct window;

struct window *window_open(const struct platform_options *, char *problem, size_t size);
void window_close(struct window *);
struct canvas window_canvas(struct window *); /* its pixels, rows without gaps; NULL when it has none now */
bool window_show(struct window *, const struct rect *, int count);
void window_wait(struct window *, const int *fds, int count, int64_t until);
bool window_event(struct window *, struct event *);
