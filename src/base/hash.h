#pragma once
/* A fast 64-bit hash for tables and for telling things apart; not for anything an adversary chooses
 * to his advantage (libsodium has those). Any thread. */
#include <stddef.h>
#include <stdint.h>

uint64_t hash_bytes(uint64_t seed, const void *bytes, size_t n);
uint64_t hash_mix(uint64_t a, uint64_t b); /* order matters: mix(a, b) is not mix(b, a) */
