/* Crockford's base 32 (crockford.com/base32.html): 0-9 and A-Z without I, L, O, U. A token is read as
 * one big-endian number, so its first character is 0 to 7; anything larger is no token. Hashes are of
 * the canonical form, so however a code was typed it is found. */
#include "net/token.h"

#include <sodium.h>
#include <string.h>

#include "base/log.h"
#include "base/random.h"

static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static int digit_value(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c == 'O')
		return 0;
	if (c == 'I' || c == 'L')
		return 1;
	const char *at = c ? strchr(digits, c) : NULL;
	return at ? (int)(at - digits) : -1;
}

/* Exactly `count` digits into values, separators dropped. */
static bool read_digits(struct str s, uint8_t *values, size_t count)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == ' ' || s.p[i] == '-')
			continue;
		int value = digit_value(s.p[i]);
		if (value < 0 || n == count)
			return false;
		values[n++] = (uint8_t)value;
	}
	return n == count;
}

void token_text(const uint8_t token[TOKEN_BYTES], char out[TOKEN_CHARS + 1])
{
	uint32_t bits = 0; /* not yet written, at the low end */
	int count = 2;     /* 130 bits of digits for 128: two zeros in front */
	char *at = out;
	for (int i = 0; i < TOKEN_BYTES; i++) {
		bits = bits << 8 | token[i];
		for (count += 8; count >= 5; count -= 5)
			*at++ = digits[bits >> (count - 5) & 31];
		bits &= (1U << count) - 1;
	}
	*at = 0;
}

bool token_read(struct str s, uint8_t token[TOKEN_BYTES])
{
	uint8_t values[TOKEN_CHARS];
	if (!read_digits(s, values, TOKEN_CHARS) || values[0] > 7)
		return false;
	uint32_t bits = values[0];
	int count = 3;
	for (int i = 1, byte = 0; i < TOKEN_CHARS; i++) {
		bits = bits << 5 | values[i];
		count += 5;
		if (count >= 8) {
			count -= 8;
			token[byte++] = (uint8_t)(bits >> count);
			bits &= (1U << count) - 1;
		}
	}
	return true;
}

bool short_read(struct str s, char code[SHORT_CODE_CHARS + 1])
{
	uint8_t values[SHORT_CODE_CHARS];
	if (!read_digits(s, values, SHORT_CODE_CHARS))
		return false;
	for (int i = 0; i < SHORT_CODE_CHARS; i++)
		code[i] = digits[values[i]];
	code[SHORT_CODE_CHARS] = 0;
	return true;
}

static void hash_of(const void *bytes, size_t n, struct hash *out)
{
	int failed = crypto_generichash(out->b, sizeof out->b, bytes, n, NULL, 0);
	INVARIANT(!failed);
}

void token_hash(const uint8_t token[TOKEN_BYTES], struct hash *out)
{
	hash_of(token, TOKEN_BYTES, out);
}

void short_hash(const char code[SHORT_CODE_CHARS], struct hash *out)
{
	hash_of(code, SHORT_CODE_CHARS, out);
}

struct raw { /* what all parts are made of; no padding */
	uint8_t token[TOKEN_BYTES], choice[SHORT_CODE_CHARS], seed[8];
};

static void fresh_of(struct fresh *fresh, const struct raw *raw)
{
	memcpy(fresh->token, raw->token, sizeof fresh->token);
	token_hash(fresh->token, &fresh->token_hash);
	for (int i = 0; i < SHORT_CODE_CHARS; i++)
		fresh->short_code[i] = digits[raw->choice[i] & 31];
	fresh->short_code[SHORT_CODE_CHARS] = 0;
	short_hash(fresh->short_code, &fresh->short_hash);
	memcpy(&fresh->seed, raw->seed, sizeof fresh->seed);
}

/* One call for all of it: this is done for every message. */
void fresh_fill(struct fresh *fresh)
{
	struct {
		uint64_t seed;
		uint8_t token[TOKEN_BYTES], choice[SHORT_CODE_CHARS];
	} random;
	random_bytes(&random, sizeof random);
	memcpy(fresh->token, random.token, sizeof fresh->token);
	token_hash(fresh->token, &fresh->token_hash);
	for (int i = 0; i < SHORT_CODE_CHARS; i++)
		fresh->short_code[i] = digits[random.choice[i] & 31];
	fresh->short_code[SHORT_CODE_CHARS] = 0;
	short_hash(fresh->short_code, &fresh->short_hash);
	fresh->seed = random.seed;
}

void fresh_from(struct fresh *fresh, uint64_t number)
{
	unsigned char seed[randombytes_SEEDBYTES] = {0};
	struct raw raw;
	memcpy(seed, &number, sizeof number);
	randombytes_buf_deterministic(&raw, sizeof raw, seed);
	fresh_of(fresh, &raw);
}
