#include "base/random.h"

#include <errno.h>
#include <sys/random.h>

#include "base/log.h"

void random_bytes(void *out, size_t n)
{
	char *p = out;
	while (n) {
		ssize_t got = getrandom(p, n, 0);
		if (got < 0 && errno == EINTR)
			continue;
		INVARIANT(got > 0);
		p += got;
		n -= (size_t)got;
	}
}
