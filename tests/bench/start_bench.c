/* P1, P3, P4: the real program, from its start until its first complete screen, and doing nothing. */
#include "bench/bench.h"

#define PEOPLE 10000
#define STARTS 11
#define SETTLE_SECONDS 4
#define IDLE_SECONDS 20

static void starts(const struct program_options *o, const char *what)
{
	struct samples took = {0}, work = {0};
	for (int i = 0; i < STARTS; i++) {
		struct program p;
		program_start(&p, o);
		sample(&took, p.ready_ms);
		sample(&work, p.work_ms);
		program_end(&p);
	}
	double median = samples_at(&took, 50);
	line("P1", what, "150 ms", median <= 150, "%.0f ms (%.0f to %.0f), work %.0f", median, took.v[0],
		took.v[took.n - 1], samples_at(&work, 50));
	samples_free(&took);
	samples_free(&work);
}

static void idles(const struct program_options *o, const char *memory, const char *idle)
{
	struct program p;
	program_start(&p, o);
	sleep(SETTLE_SECONDS);
	double pss = pss_mib(p.pid), cpu = cpu_ms(p.pid), woken = sleeps(p.pid);
	line("P3", memory, "32 MiB", pss <= 32, "%.1f MiB", pss);
	sleep(IDLE_SECONDS);
	cpu = (cpu_ms(p.pid) - cpu) / IDLE_SECONDS / 10;
	woken = (sleeps(p.pid) - woken) / IDLE_SECONDS;
	line("P4", idle, "0.2 %", cpu <= 0.2, "%.3f %%, woken %.1f times a second", cpu, woken);
	program_end(&p);
}

int main(int argc, char **argv)
{
	if (argc != 2)
		fail("usage: %s PROGRAM", argv[0]);
	struct bench_room room;
	struct display display;
	struct program_options o = {.program = argv[1], .room = &room, .w = 1024, .h = 600};
	room_make(&room, PEOPLE, 0);
	starts(&o, "start to first complete screen, 10,000 people, headless");
	idles(&o, "memory at home, headless", "idle at home, headless");
	if (display_open(&display)) {
		o.display = display.name;
		starts(&o, "start to first complete screen, 10,000 people, a window");
		idles(&o, "memory at home, a window", "idle at home, a window");
		display_close(&display);
	} else {
		line("P1", "in a window", "", -1, "no Xvfb on this machine");
	}
	room_remove(&room);
	return 0;
}
