#pragma once
/* Random bytes from the system. Any thread. */
#include <stddef.h>

void random_bytes(void *out, size_t n); /* aborts if the system has none, which Linux never does once up */
