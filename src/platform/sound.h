#pragma once
/* One short, soft tone. The device is opened for the first one, so that a silent room pays nothing. */
#include <stdbool.h>
#include <stdint.h>

struct sound {
	uint32_t device; /* SDL's number; 0: none yet */
	bool failed;     /* there is no sound on this machine; said once */
};

void sound_chime(struct sound *);
void sound_close(struct sound *);
