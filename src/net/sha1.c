/* SHA-1 as FIPS 180-4 has it. libsodium leaves it out for good reason, and a whole cryptography
 * library for one handshake would be the larger risk. */
#include "net/sha1.h"

#include <sodium.h>
#include <string.h>

#include "base/log.h"

#define BLOCK 64

static uint32_t rotate(uint32_t x, int by)
{
	return x << by | x >> (32 - by);
}

static uint32_t mix(int round, uint32_t b, uint32_t c, uint32_t d)
{
	switch (round / 20) {
	case 0:
		return ((b & c) | (~b & d)) + 0x5A827999;
	case 1:
		return (b ^ c ^ d) + 0x6ED9EBA1;
	case 2:
		return ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDC;
	default:
		return (b ^ c ^ d) + 0xCA62C1D6;
	}
}

static void add_block(uint32_t h[5], const uint8_t *p)
{
	uint32_t w[80];
	for (int i = 0; i < 16; i++, p += 4)
		w[i] = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
	for (int i = 16; i < 80; i++)
		w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
	uint32_t a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
	for (int i = 0; i < 80; i++) {
		uint32_t next = rotate(a, 5) + mix(i, b, c, d) + e + w[i];
		e = d;
		d = c;
		c = rotate(b, 30);
		b = a;
		a = next;
	}
	h[0] += a;
	h[1] += b;
	h[2] += c;
	h[3] += d;
	h[4] += e;
}

static void put_big_endian(uint8_t *out, uint64_t value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		out[i] = (uint8_t)(value >> 8 * (bytes - 1 - i));
}

void sha1(struct str s, uint8_t out[SHA1_BYTES])
{
	uint32_t h[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
	size_t whole = s.n / BLOCK * BLOCK, rest = s.n - whole;
	for (size_t at = 0; at < whole; at += BLOCK)
		add_block(h, (const uint8_t *)s.p + at);
	uint8_t last[2 * BLOCK] = {0};
	if (rest)
		memcpy(last, s.p + whole, rest);
	last[rest] = 0x80;
	size_t end = rest < BLOCK - 8 ? BLOCK : (size_t)2 * BLOCK;
	put_big_endian(last + end - 8, (uint64_t)s.n * 8, 8);
	for (size_t at = 0; at < end; at += BLOCK)
		add_block(h, last + at);
	for (int i = 0; i < 5; i++)
		put_big_endian(out + 4 * i, h[i], 4);
}

bool websocket_accept(struct str key, char out[ACCEPT_CHARS + 1])
{
	static const char guid[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
	uint8_t nonce[16], digest[SHA1_BYTES];
	char joined[24 + sizeof guid];
	size_t got = 0;
	if (key.n != 24 || sodium_base642bin(nonce, sizeof nonce, key.p, key.n, NULL, &got, NULL,
				   sodium_base64_VARIANT_ORIGINAL) ||
		got != sizeof nonce)
		return false;
	memcpy(joined, key.p, key.n);
	memcpy(joined + key.n, guid, sizeof guid);
	sha1((struct str){joined, sizeof joined - 1}, digest);
	sodium_bin2base64(out, ACCEPT_CHARS + 1, digest, sizeof digest, sodium_base64_VARIANT_ORIGINAL);
	return true;
}
