/* Eight bytes at a step: xor, multiply by an odd constant, fold the high half down. The length goes in
 * first, so that trailing zero bytes count. */
#include "base/hash.h"

#include <string.h>

#define HASH_ODD 0x9E3779B97F4A7C15u /* 2^64 divided by the golden ratio */

uint64_t hash_mix(uint64_t a, uint64_t b)
{
	uint64_t h = (a ^ b) * HASH_ODD;

	h ^= h >> 32;
	h = (h + a) * HASH_ODD;
	return h ^ (h >> 29);
}

uint64_t hash_bytes(uint64_t seed, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	uint64_t h = hash_mix(seed, n);

	for (; n >= 8; p += 8, n -= 8) {
		uint64_t word;
		memcpy(&word, p, 8);
		h = hash_mix(h, word);
	}
	if (n) {
		uint64_t word = 0;
		memcpy(&word, p, n);
		h = hash_mix(h, word);
	}
	return h;
}
