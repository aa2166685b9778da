#pragma once
/* Tokens: 128 random bits that open a note (behind the '#' of a code's address) or that a phone keeps
 * as its cookie, and the six characters typed where there is no camera. Both are written in
 * Crockford's base 32; only their hashes are kept. Any thread. */
#include "core/types.h"

#define TOKEN_CHARS 26

/* The 128 bits as one number, most significant digit first, 26 characters and a NUL. */
void token_text(const uint8_t token[TOKEN_BYTES], char out[TOKEN_CHARS + 1]);
/* Takes what people type: any case, O for 0, I and L for 1, spaces and hyphens between. */
bool token_read(struct str, uint8_t token[TOKEN_BYTES]);
bool short_read(struct str, char code[SHORT_CODE_CHARS + 1]); /* into canonical characters */

/* BLAKE2b-256 (RFC 7693). */
void token_hash(const uint8_t token[TOKEN_BYTES], struct hash *);
void short_hash(const char code[SHORT_CODE_CHARS], struct hash *);

void fresh_fill(struct fresh *); /* all parts, from the system's random source */
/* All parts from a number: for screen scripts, whose pictures are the same each time. Never where phones come. */
void fresh_from(struct fresh *, uint64_t number);
