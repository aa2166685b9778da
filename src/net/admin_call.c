/* The other end of the admin socket, in the process of the sub-command: connect, write, read, done. */
#include <errno.h>
#include <libintl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "net/admin.h"
#include "net/limits.h"

#define _(text) gettext(text) /* for the sub-commands alone, which have one thread */

static bool write_all(int fd, struct str s)
{
	while (s.n) {
		ssize_t n = send(fd, s.p, s.n, MSG_NOSIGNAL);
		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0)
			s = str_sub(s, (size_t)n, s.n);
	}
	return true;
}

/* Up to the end of the line. */
static bool read_line(int fd, struct buf *out)
{
	char part[16384];
	for (;;) {
		ssize_t n = recv(fd, part, sizeof part, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		buf_add(out, (struct str){part, (size_t)n});
		if (part[n - 1] == '\n') {
			out->n--;
			return true;
		}
	}
}

bool admin_call(const char *path, struct str request, struct buf *answer, char *problem, size_t size)
{
	struct sockaddr_un name = {.sun_family = AF_UNIX};
	int written = snprintf(name.sun_path, sizeof name.sun_path, "%s", path);
	/* a kiosk that is stuck must not hold us for ever; longer than it gives itself for an answer */
	const struct timeval patience = {.tv_sec = ADMIN_ANSWER_MS / SECOND + 10};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (written < 0 || (size_t)written >= sizeof name.sun_path)
		errno = ENAMETOOLONG;
	else if (fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0 &&
		setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) == 0 &&
		connect(fd, (struct sockaddr *)&name, sizeof name) == 0 && write_all(fd, request) &&
		write_all(fd, STR("\n")) && read_line(fd, answer)) {
		close(fd);
		return true;
	}
	snprintf(problem, size, _("no answer from %s: %s"), path,
		errno ? strerror(errno) : _("it was closed"));
	if (fd >= 0)
		close(fd);
	return false;
}
