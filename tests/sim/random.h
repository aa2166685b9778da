#pragma once
/* Numbers that look random and are the same for the same seed: SplitMix64 (Steele, Lea and Flood, 2014). */
#include <stdbool.h>
#include <stdint.h>

struct dice {
	uint64_t state;
};

static inline uint64_t dice_roll(struct dice *d)
{
	uint64_t z = d->state += 0x9E3779B97F4A7C15u;
	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return z ^ z >> 31;
}

static inline uint32_t dice_below(struct dice *d, uint32_t limit)
{
	return limit ? (uint32_t)(dice_roll(d) % limit) : 0;
}

static inline bool dice_one_in(struct dice *d, uint32_t n)
{
	return dice_below(d, n) == 0;
}
