#include "store/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"

#define COPY_CHUNK 65536

static const char *const companions[] = {"", "-wal", "-shm", "-journal"};
#define COMPANIONS (sizeof companions / sizeof *companions)

char *files_name(char out[FILES_PATH_MAX], const char *path, const char *suffix)
{
	int n = snprintf(out, FILES_PATH_MAX, "%s%s", path, suffix);
	INVARIANT(n > 0 && n < FILES_PATH_MAX);
	return out;
}

int files_lock(const char *path, char *problem, size_t size)
{
	char name[FILES_PATH_MAX];
	int fd = open(files_name(name, path, ".lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0) {
		snprintf(problem, size, "cannot make %s: %s", name, strerror(errno));
		return -1;
	}
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	if (errno == EWOULDBLOCK)
		snprintf(problem, size, "another Tandem is using %s; stop it first", path);
	else
		snprintf(problem, size, "cannot lock %s: %s", name, strerror(errno));
	close(fd);
	return -1;
}

bool files_suspect(int lock)
{
	struct stat st;
	return fstat(lock, &st) == 0 && st.st_size > 0;
}

void files_set_suspect(int lock, bool suspect)
{
	bool ok = suspect ? pwrite(lock, "suspect\n", 8, 0) == 8 : ftruncate(lock, 0) == 0;
	if (!ok || fsync(lock) != 0) /* the next start checks less thoroughly, or more */
		log_line(LOG_WARN, "store", "cannot mark the lock file: %s", strerror(errno));
}

int64_t files_size(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 ? (int64_t)st.st_size : -1;
}

bool files_missing(const char *path)
{
	struct stat st;
	return stat(path, &st) != 0 && errno == ENOENT;
}

ssize_t files_head(const char *path, char *to, size_t n)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	ssize_t got = pread(fd, to, n, 0);
	close(fd);
	return got;
}

bool files_sync(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	bool ok = fsync(fd) == 0;
	close(fd);
	return ok;
}

static bool sync_folder_of(const char *path)
{
	char folder[FILES_PATH_MAX];
	files_name(folder, path, "");
	char *slash = strrchr(folder, '/');
	if (!slash)
		return files_sync(".");
	slash[slash == folder] = '\0'; /* "/name" is in "/" */
	return files_sync(folder);
}

static bool copy_bytes(int from, int to)
{
	char *chunk = malloc(COPY_CHUNK);
	ssize_t got = chunk ? 0 : -1;
	while (chunk && (got = read(from, chunk, COPY_CHUNK)) > 0)
		for (ssize_t done = 0, put; done < got; done += put)
			if ((put = write(to, chunk + done, (size_t)(got - done))) <= 0) {
				free(chunk);
				return false;
			}
	free(chunk);
	return got == 0;
}

bool files_copy(const char *from, const char *to)
{
	bool ok = false;
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = in < 0 ? -1 : open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (out >= 0)
		ok = copy_bytes(in, out) && fsync(out) == 0;
	if (out >= 0 && close(out) != 0)
		ok = false;
	if (in >= 0)
		close(in);
	return ok;
}

bool files_rename(const char *from, const char *to)
{
	return rename(from, to) == 0 && sync_folder_of(to);
}

void files_remove_database(const char *path)
{
	char name[FILES_PATH_MAX];
	for (size_t i = 0; i < COMPANIONS; i++)
		if (unlink(files_name(name, path, companions[i])) != 0 && errno != ENOENT)
			log_line(LOG_WARN, "store", "cannot remove %s: %s", name, strerror(errno));
}

bool files_put_aside(const char *path, char aside[FILES_PATH_MAX])
{
	char suffix[64], from[FILES_PATH_MAX], to[FILES_PATH_MAX];
	struct timespec now;
	struct tm tm = {0};
	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	size_t n = strftime(suffix, sizeof suffix, ".damaged-%Y%m%dT%H%M%SZ", &tm);
	files_name(aside, path, suffix);
	for (int i = 2; !files_missing(aside) && i < 1000; i++) { /* two in one second, or a clock set back */
		snprintf(suffix + n, sizeof suffix - n, "-%d", i);
		files_name(aside, path, suffix);
	}
	/* the database itself last: as long as it is there, a crash in between repeats this */
	for (size_t i = COMPANIONS; i-- > 0;) {
		files_name(from, path, companions[i]);
		if (files_missing(from))
			continue;
		if (!files_rename(from, files_name(to, aside, companions[i])))
			return false;
	}
	return true;
}
