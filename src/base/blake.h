#pragma once
/* BLAKE2b (RFC 7693) with 32 bytes of result and no key. Any thread. */
#include <stdint.h>

#include "base/str.h"

#define BLAKE2B_BYTES 32

/* Of the two, one behind the other; either may be empty. */
void blake2b(uint8_t out[BLAKE2B_BYTES], struct str first, struct str second);
