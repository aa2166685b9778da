/* The compression function, the constants and the order of the bytes are section 3 of RFC 7693. libsodium has
 * the same function; the core may not see it, and what the core hashes is a line at a time. */
#include "base/blake.h"

#include <string.h>

#define BLOCK 128
#define ROUNDS 12

struct state {
	uint64_t h[8], length;
	uint8_t block[BLOCK];
	size_t filled;
};

static const uint64_t iv[8] = {0x6A09E667F3BCC908u, 0xBB67AE8584CAA73Bu, 0x3C6EF372FE94F82Bu,
	0xA54FF53A5F1D36F1u, 0x510E527FADE682D1u, 0x9B05688C2B3E6C1Fu, 0x1F83D9ABFB41BD6Bu,
	0x5BE0CD19137E2179u};

/* clang-format off */
static const uint8_t sigma[10][16] = {
	{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
	{14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
	{11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
	{7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
	{9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
	{2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
	{12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
	{13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
	{6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
	{10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
};
/* clang-format on */

static uint64_t right(uint64_t x, int by)
{
	return x >> by | x << (64 - by);
}

static uint64_t word_at(const uint8_t *p)
{
	uint64_t word = 0;
	for (int i = 7; i >= 0; i--)
		word = word << 8 | p[i];
	return word;
}

static void mix(uint64_t *a, uint64_t *b, uint64_t *c, uint64_t *d, uint64_t x, uint64_t y)
{
	*a += *b + x;
	*d = right(*d ^ *a, 32);
	*c += *d;
	*b = right(*b ^ *c, 24);
	*a += *b + y;
	*d = right(*d ^ *a, 16);
	*c += *d;
	*b = right(*b ^ *c, 63);
}

static void compress(struct state *s, bool last)
{
	uint64_t v[16], m[16];
	for (int i = 0; i < 8; i++) {
		v[i] = s->h[i];
		v[i + 8] = iv[i];
	}
	v[12] ^= s->length;
	if (last)
		v[14] = ~v[14];
	for (int i = 0; i < 16; i++)
		m[i] = word_at(s->block + 8 * i);
	for (int round = 0; round < ROUNDS; round++) {
		const uint8_t *o = sigma[round % 10];
		for (int i = 0; i < 4; i++)
			mix(&v[i], &v[4 + i], &v[8 + i], &v[12 + i], m[o[2 * i]], m[o[2 * i + 1]]);
		for (int i = 0; i < 4; i++)
			mix(&v[i], &v[4 + (i + 1) % 4], &v[8 + (i + 2) % 4], &v[12 + (i + 3) % 4],
				m[o[8 + 2 * i]], m[o[9 + 2 * i]]);
	}
	for (int i = 0; i < 8; i++)
		s->h[i] ^= v[i] ^ v[i + 8];
}

/* A full block is compressed only when more follows: the last one is marked. */
static void add(struct state *s, struct str bytes)
{
	for (size_t i = 0; i < bytes.n; i++) {
		if (s->filled == BLOCK) {
			compress(s, false);
			s->filled = 0;
		}
		s->block[s->filled++] = (uint8_t)bytes.p[i];
		s->length++;
	}
}

void blake2b(uint8_t out[BLAKE2B_BYTES], struct str first, struct str second)
{
	struct state s = {0};
	memcpy(s.h, iv, sizeof iv);
	s.h[0] ^= 0x01010000u ^ BLAKE2B_BYTES;
	add(&s, first);
	add(&s, second);
	memset(s.block + s.filled, 0, BLOCK - s.filled);
	compress(&s, true);
	for (int i = 0; i < BLAKE2B_BYTES; i++)
		out[i] = (uint8_t)(s.h[i / 8] >> 8 * (i % 8));
}
