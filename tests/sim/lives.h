#pragma once
/* The driver of simulated lives: some short ones and, as a control, the same with flaws that must be noticed.
 * `<test> SEED [COUNT [STEPS]]` runs those lives alone; a seed that was printed gives the same life again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "sim/machine.h"

#define LIVES_OF_FLAW 20

struct lives {
	struct machine *(*open)(uint64_t seed, int flaw);
	void (*report)(void); /* prints what was seen in all of them */
	uint32_t steps;
	int flaws; /* from 1 on; 0: none */
};

/* Whether all promises held; if not, says which did not, and how to see it again. */
static inline bool lives_one(const struct lives *of, uint64_t seed, uint32_t steps, int flaw)
{
	struct machine *m = of->open(seed, flaw);
	uint32_t step = 0;
	for (; step < steps && !m->broken[0] && !(m->life->over && m->life->over(m)); step++)
		m->life->step(m);
	if (!m->broken[0])
		machine_settle(m);
	if (!m->broken[0])
		m->life->end(m);
	bool held = !m->broken[0];
	if (!held && !flaw)
		printf("seed %llu, step %u: %s\n", (unsigned long long)seed, step, m->broken);
	m->life->close(m);
	return held;
}

static inline void lives_hold(const struct lives *of, uint64_t count)
{
	for (uint64_t seed = 1; seed <= count; seed++)
		assert_true(lives_one(of, seed, of->steps, 0));
}

/* A check that cannot fail proves nothing: each flaw must be seen within a few lives. */
static inline void lives_notice_flaws(const struct lives *of)
{
	for (int flaw = 1; flaw < of->flaws; flaw++) {
		uint64_t seed = 1;
		while (seed <= LIVES_OF_FLAW && lives_one(of, seed, of->steps, flaw))
			seed++;
		if (seed > LIVES_OF_FLAW)
			fail_msg("flaw %d went unnoticed", flaw);
	}
}

static inline int lives_run(const struct lives *of, int argc, char **argv)
{
	uint64_t seed = strtoull(argv[1], NULL, 10), count = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	uint32_t steps = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : of->steps;
	bool held = true;
	for (uint64_t i = 0; i < count; i++)
		held = lives_one(of, seed + i, steps, 0) && held;
	printf("%llu lives: ", (unsigned long long)count);
	of->report();
	printf(": %s\n", held ? "all held" : "broken");
	return !held;
}
