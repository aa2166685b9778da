#pragma once
/* The real kiosk in the bench's own process, turned by it: what platform_present paints is timed where it
 * ends, and how long a turn has worked by then is counted from where platform_wait returned. Whoever
 * includes this is linked with KIOSK_PART_FLAGS of the Makefile. Main thread. */
#include "app/content_files.h"
#include "app/kiosk.h"
#include "bench/bench.h"

#define LOG_MODULE "bench"
#define SETTLE_TURNS 40
#define FRAME_MS 16.7

/* ---- what was painted, and when ---- */

static int frames;
static double woke_at, painted_at;

void __real_platform_wait(struct platform *, const int *fds, int count, int64_t until);
void __wrap_platform_wait(struct platform *, const int *fds, int count, int64_t until);
int __real_platform_present(struct platform *, const struct draw_list *, struct rect *);
int __wrap_platform_present(struct platform *, const struct draw_list *, struct rect *);

void __wrap_platform_wait(struct platform *p, const int *fds, int count, int64_t until)
{
	__real_platform_wait(p, fds, count, until);
	woke_at = now_ms();
}

int __wrap_platform_present(struct platform *p, const struct draw_list *list, struct rect *painted)
{
	int count = __real_platform_present(p, list, painted);
	if (count) {
		frames++;
		painted_at = now_ms();
	}
	return count;
}

/* ---- the kiosk ---- */

struct part {
	struct kiosk *k;
	struct config config;
	struct folders folders;
	struct content content;
};

UNUSED static void part_open(struct part *p, const char *database, int w, int h, bool headless)
{
	char problem[700];
	config_defaults(&p->config);
	p->config.network.port = 0;
	p->config.network.bind = STR("127.0.0.1");
	if (!folders_find(&p->folders) ||
		!content_read(&p->content, p->folders.assets, problem, sizeof problem))
		fail("the program's files were not found");
	p->k = kiosk_open(&(struct kiosk_options){.config = &p->config,
				  .folders = &p->folders,
				  .content = &p->content,
				  .database = database,
				  .headless = headless,
				  .w = w,
				  .h = h,
				  .serve = true},
		problem, sizeof problem);
	if (!p->k)
		fail("%s", problem);
	for (double end = now_ms() + PATIENCE_SECONDS * 1e3; !core_ready(kiosk_core(p->k)) && now_ms() < end;)
		kiosk_turn(p->k, 1000);
	if (!core_ready(kiosk_core(p->k)))
		fail("the database was not loaded");
}

UNUSED static void part_close(struct part *p)
{
	kiosk_close(p->k);
	content_free(&p->content);
	config_free(&p->config);
}

/* Until a turn paints nothing, as far as it ever does: a screen may be moving. */
UNUSED static void settle(struct part *p)
{
	for (int i = 0, before = -1; i < SETTLE_TURNS && before != frames; i++) {
		before = frames;
		kiosk_turn(p->k, 0);
	}
}

/* From an input until what it changed was shown: on the clock, and in work of this thread, which is what
 * counts where the machine has others to serve. */
struct answers {
	struct samples clock, work;
};

UNUSED static void answer(struct part *p, struct event e, struct answers *out)
{
	int before = frames;
	e.at = kiosk_now(p->k).mono;
	double begin = now_ms(), worked = thread_cpu_ms();
	kiosk_input(p->k, &e);
	kiosk_turn(p->k, 0);
	if (frames == before)
		return;
	sample(&out->clock, painted_at - begin);
	sample(&out->work, thread_cpu_ms() - worked);
}

UNUSED static void line_answers(
	const char *promise, const char *what, const char *bar, double most, struct answers *a)
{
	double median = samples_at(&a->clock, 50), late = samples_at(&a->clock, 99);
	line(promise, what, bar, median <= most && late <= FRAME_MS, "%.2f ms, p99 %.2f; work p99 %.2f",
		median, late, samples_at(&a->work, 99));
	samples_free(&a->clock);
	samples_free(&a->work);
}
