#include "faults/vfs.h"

#include <assert.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECTOR 512
#define DISK_FILES_MAX 64

struct disk_file { /* what a disk would still hold of a file if the power went now */
	char path[512];
	int64_t size;           /* as of the last sync */
	unsigned char **before; /* by sector; NULL: as it is now */
	size_t sectors;
	int open; /* how often it is */
};

struct fault_file {
	sqlite3_file base;
	struct disk_file *disk;
	sqlite3_file *real; /* behind this struct */
};

struct trigger {
	unsigned ops;
	uint64_t left; /* until it begins; 0: not armed */
};

static sqlite3_vfs faults_vfs, *real_vfs;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static struct disk_file disk[DISK_FILES_MAX];
static uint64_t counts[FAULT_OPS], written, failures, fail_times, random_state = 1;
static struct trigger fail_at, cut_at, kill_at;
static int fail_code;
static bool is_cut, hold_syncs, sync_waits, let_sync, powersafe;

/* ---- what happens to an operation ---- */

static bool reached(struct trigger *t, unsigned op)
{
	return t->left && (t->ops & op) && --t->left == 0;
}

static int op_index(unsigned op)
{
	return __builtin_ctz(op);
}

/* Holding the lock. SQLITE_OK, or how the operation has to fail. */
static int strike(unsigned op)
{
	counts[op_index(op)]++;
	if (reached(&kill_at, op))
		kill(getpid(), SIGKILL);
	if (reached(&cut_at, op))
		is_cut = true;
	if (is_cut)
		return SQLITE_IOERR;
	if (fail_at.left > 1 && (fail_at.ops & op)) {
		fail_at.left--;
		return SQLITE_OK;
	}
	if (fail_at.left == 1 && (fail_at.ops & op) && fail_times) {
		fail_times--;
		failures++;
		return fail_code;
	}
	return SQLITE_OK;
}

static int strike_locked(unsigned op)
{
	pthread_mutex_lock(&lock);
	int rc = strike(op);
	pthread_mutex_unlock(&lock);
	return rc;
}

/* ---- sectors held back ---- */

static struct disk_file *disk_file(const char *path)
{
	struct disk_file *none = NULL;
	for (int i = 0; i < DISK_FILES_MAX; i++) {
		if (strcmp(disk[i].path, path) == 0)
			return &disk[i];
		if (!none && !disk[i].path[0])
			none = &disk[i];
	}
	assert(none);
	struct stat st;
	snprintf(none->path, sizeof none->path, "%s", path);
	none->size = stat(path, &st) == 0 ? st.st_size : 0;
	return none;
}

static void forget_sectors(struct disk_file *d)
{
	for (size_t i = 0; i < d->sectors; i++)
		free(d->before[i]);
	free(d->before);
	d->before = NULL;
	d->sectors = 0;
}

static void forget(struct disk_file *d)
{
	forget_sectors(d);
	*d = (struct disk_file){0};
}

static void remember(struct disk_file *d, sqlite3_file *real, int64_t from, int64_t to)
{
	size_t last = (size_t)((to + SECTOR - 1) / SECTOR);
	if (last > d->sectors) {
		d->before = realloc(d->before, last * sizeof *d->before);
		assert(d->before);
		memset(d->before + d->sectors, 0, (last - d->sectors) * sizeof *d->before);
		d->sectors = last;
	}
	for (size_t i = (size_t)(from / SECTOR); i < last; i++) {
		if (d->before[i])
			continue;
		d->before[i] = calloc(1, SECTOR);
		assert(d->before[i]);
		real->pMethods->xRead(real, d->before[i], SECTOR, (sqlite3_int64)i * SECTOR);
	}
}

static void decide_sector(int fd, const unsigned char *before, off_t at)
{
	unsigned char now[SECTOR] = {0};
	ssize_t got = pread(fd, now, SECTOR, at);
	(void)got; /* past the end is zeros */
	switch (faults_random() % 3) {
	case 0: /* dropped */
		memcpy(now, before, SECTOR);
		break;
	case 1: { /* torn */
		size_t whole = 1 + faults_random() % (SECTOR - 1);
		memcpy(now + whole, before + whole, SECTOR - whole);
		break;
	}
	default: /* kept */
		break;
	}
	ssize_t put = pwrite(fd, now, SECTOR, at);
	assert(put == SECTOR);
}

static void decide_file(struct disk_file *d)
{
	struct stat st;
	int fd = open(d->path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return;
	int ok = fstat(fd, &st);
	int64_t longest = st.st_size > d->size ? st.st_size : d->size;
	int64_t shortest = st.st_size < d->size ? st.st_size : d->size;
	for (size_t i = 0; i < d->sectors; i++)
		if (d->before[i])
			decide_sector(fd, d->before[i], (off_t)i * SECTOR);
	if (longest > shortest) /* the length is one more thing that had not been synced */
		ok |= ftruncate(fd,
			faults_random() % 2
				? longest
				: shortest + (int64_t)(faults_random() % (uint64_t)(longest - shortest)));
	else
		ok |= ftruncate(fd, longest);
	assert(ok == 0);
	close(fd);
}

/* ---- the file's methods ---- */

#define FILE_OF(f) ((struct fault_file *)(f))
#define REAL(f) (FILE_OF(f)->real)

/* A file with nothing held back is as on the disk: no need to remember it. */
static int file_close(sqlite3_file *f)
{
	pthread_mutex_lock(&lock);
	struct disk_file *d = FILE_OF(f)->disk;
	if (--d->open == 0 && d->sectors == 0 && !is_cut)
		forget(d);
	pthread_mutex_unlock(&lock);
	return REAL(f)->pMethods->xClose(REAL(f));
}

static int file_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
	int rc = strike_locked(FAULT_READ);
	return rc != SQLITE_OK ? rc : REAL(f)->pMethods->xRead(REAL(f), to, n, at);
}

static int file_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
	pthread_mutex_lock(&lock);
	int rc = strike(FAULT_WRITE);
	if (rc == SQLITE_OK) {
		remember(FILE_OF(f)->disk, REAL(f), at, at + n);
		written += (uint64_t)n;
		rc = REAL(f)->pMethods->xWrite(REAL(f), from, n, at);
	}
	pthread_mutex_unlock(&lock);
	return rc;
}

static int file_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	pthread_mutex_lock(&lock);
	int rc = strike(FAULT_TRUNCATE);
	sqlite3_int64 now = 0;
	if (rc == SQLITE_OK)
		rc = REAL(f)->pMethods->xFileSize(REAL(f), &now);
	if (rc == SQLITE_OK && now > size)
		remember(FILE_OF(f)->disk, REAL(f), size, now);
	if (rc == SQLITE_OK)
		rc = REAL(f)->pMethods->xTruncate(REAL(f), size);
	pthread_mutex_unlock(&lock);
	return rc;
}

static void wait_for_leave(void)
{
	while (hold_syncs && !let_sync) {
		sync_waits = true;
		pthread_cond_broadcast(&changed);
		pthread_cond_wait(&changed, &lock);
	}
	sync_waits = let_sync = false;
}

/* The real sync is left out: the model of the disk is what counts here, and it is faster. */
static int file_sync(sqlite3_file *f, int flags)
{
	(void)flags;
	pthread_mutex_lock(&lock);
	wait_for_leave();
	int rc = strike(FAULT_SYNC);
	if (rc == SQLITE_OK) {
		sqlite3_int64 size = 0;
		rc = REAL(f)->pMethods->xFileSize(REAL(f), &size);
		FILE_OF(f)->disk->size = size;
		forget_sectors(FILE_OF(f)->disk);
	}
	pthread_mutex_unlock(&lock);
	return rc;
}

static int file_size(sqlite3_file *f, sqlite3_int64 *size)
{
	return REAL(f)->pMethods->xFileSize(REAL(f), size);
}

static int file_lock(sqlite3_file *f, int level)
{
	int rc = strike_locked(FAULT_LOCK);
	return rc != SQLITE_OK ? rc : REAL(f)->pMethods->xLock(REAL(f), level);
}

static int file_unlock(sqlite3_file *f, int level)
{
	return REAL(f)->pMethods->xUnlock(REAL(f), level);
}

static int file_check_lock(sqlite3_file *f, int *held)
{
	return REAL(f)->pMethods->xCheckReservedLock(REAL(f), held);
}

static int file_control(sqlite3_file *f, int op, void *arg)
{
	return REAL(f)->pMethods->xFileControl(REAL(f), op, arg);
}

static int file_sector_size(sqlite3_file *f)
{
	(void)f;
	return SECTOR;
}

static int file_characteristics(sqlite3_file *f)
{
	(void)f;
	pthread_mutex_lock(&lock);
	int claim = powersafe ? SQLITE_IOCAP_POWERSAFE_OVERWRITE : 0;
	pthread_mutex_unlock(&lock);
	return claim;
}

static int shm_map(sqlite3_file *f, int region, int size, int extend, void volatile **out)
{
	return REAL(f)->pMethods->xShmMap(REAL(f), region, size, extend, out);
}

static int shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
	int rc = (flags & SQLITE_SHM_LOCK) ? strike_locked(FAULT_LOCK) : SQLITE_OK;
	return rc != SQLITE_OK ? rc : REAL(f)->pMethods->xShmLock(REAL(f), offset, n, flags);
}

static void shm_barrier(sqlite3_file *f)
{
	REAL(f)->pMethods->xShmBarrier(REAL(f));
}

static int shm_unmap(sqlite3_file *f, int delete)
{
	return REAL(f)->pMethods->xShmUnmap(REAL(f), delete);
}

static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = file_close,
	.xRead = file_read,
	.xWrite = file_write,
	.xTruncate = file_truncate,
	.xSync = file_sync,
	.xFileSize = file_size,
	.xLock = file_lock,
	.xUnlock = file_unlock,
	.xCheckReservedLock = file_check_lock,
	.xFileControl = file_control,
	.xSectorSize = file_sector_size,
	.xDeviceCharacteristics = file_characteristics,
	.xShmMap = shm_map,
	.xShmLock = shm_lock,
	.xShmBarrier = shm_barrier,
	.xShmUnmap = shm_unmap,
};

/* ---- the VFS ---- */

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out_flags)
{
	(void)vfs;
	struct fault_file *file = FILE_OF(f);
	f->pMethods = NULL;
	int rc = strike_locked(FAULT_OPEN);
	file->real = (sqlite3_file *)(file + 1);
	if (rc == SQLITE_OK)
		rc = real_vfs->xOpen(real_vfs, name, file->real, flags, out_flags);
	if (rc != SQLITE_OK)
		return rc == SQLITE_IOERR ? SQLITE_CANTOPEN : rc;
	pthread_mutex_lock(&lock);
	file->disk = disk_file(name ? name : "temporary");
	file->disk->open++;
	pthread_mutex_unlock(&lock);
	f->pMethods = &methods;
	return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	(void)vfs;
	pthread_mutex_lock(&lock);
	int rc = is_cut ? SQLITE_IOERR : SQLITE_OK;
	if (rc == SQLITE_OK) {
		struct disk_file *d = disk_file(name);
		forget_sectors(d);
		if (!d->open)
			forget(d);
	}
	pthread_mutex_unlock(&lock);
	return rc != SQLITE_OK ? rc : real_vfs->xDelete(real_vfs, name, sync);
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
	(void)vfs;
	return real_vfs->xAccess(real_vfs, name, flags, out);
}

static int vfs_full(sqlite3_vfs *vfs, const char *name, int n, char *out)
{
	(void)vfs;
	return real_vfs->xFullPathname(real_vfs, name, n, out);
}

void faults_register(void)
{
	real_vfs = sqlite3_vfs_find(NULL);
	assert(real_vfs);
	faults_vfs = *real_vfs;
	faults_vfs.pNext = NULL;
	faults_vfs.zName = FAULTS_VFS;
	faults_vfs.szOsFile = (int)sizeof(struct fault_file) + real_vfs->szOsFile;
	faults_vfs.xOpen = vfs_open;
	faults_vfs.xDelete = vfs_delete;
	faults_vfs.xAccess = vfs_access;
	faults_vfs.xFullPathname = vfs_full;
	int rc = sqlite3_vfs_register(&faults_vfs, 0);
	assert(rc == SQLITE_OK);
}

/* ---- the test's side ---- */

void faults_reset(uint64_t seed)
{
	pthread_mutex_lock(&lock);
	for (int i = 0; i < DISK_FILES_MAX; i++)
		forget(&disk[i]);
	memset(counts, 0, sizeof counts);
	written = failures = fail_times = 0;
	fail_at = cut_at = kill_at = (struct trigger){0};
	is_cut = hold_syncs = sync_waits = let_sync = powersafe = false;
	random_state = seed * 2 + 1;
	pthread_mutex_unlock(&lock);
}

/* splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014) */
uint64_t faults_random(void)
{
	uint64_t z = (random_state += 0x9E3779B97F4A7C15u);
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

void faults_fail(unsigned ops, uint64_t n, uint64_t times, int code)
{
	pthread_mutex_lock(&lock);
	fail_at = (struct trigger){ops, n};
	fail_times = times;
	fail_code = code;
	pthread_mutex_unlock(&lock);
}

void faults_heal(void)
{
	pthread_mutex_lock(&lock);
	fail_at = (struct trigger){0};
	pthread_mutex_unlock(&lock);
}

uint64_t faults_failed(void)
{
	pthread_mutex_lock(&lock);
	uint64_t n = failures;
	pthread_mutex_unlock(&lock);
	return n;
}

void faults_kill(unsigned ops, uint64_t n)
{
	pthread_mutex_lock(&lock);
	kill_at = (struct trigger){ops, n};
	pthread_mutex_unlock(&lock);
}

void faults_cut(unsigned ops, uint64_t n)
{
	pthread_mutex_lock(&lock);
	cut_at = (struct trigger){ops, n};
	pthread_mutex_unlock(&lock);
}

bool faults_is_cut(void)
{
	pthread_mutex_lock(&lock);
	bool yes = is_cut;
	pthread_mutex_unlock(&lock);
	return yes;
}

void faults_power_back(void)
{
	pthread_mutex_lock(&lock);
	for (int i = 0; i < DISK_FILES_MAX; i++) {
		if (disk[i].path[0])
			decide_file(&disk[i]);
		forget(&disk[i]);
	}
	is_cut = false;
	cut_at = (struct trigger){0};
	pthread_mutex_unlock(&lock);
}

void faults_claim_powersafe(bool claim)
{
	pthread_mutex_lock(&lock);
	powersafe = claim;
	pthread_mutex_unlock(&lock);
}

uint64_t faults_count(unsigned ops)
{
	uint64_t sum = 0;
	pthread_mutex_lock(&lock);
	for (int i = 0; i < FAULT_OPS; i++)
		sum += ops >> i & 1 ? counts[i] : 0;
	pthread_mutex_unlock(&lock);
	return sum;
}

uint64_t faults_written(void)
{
	pthread_mutex_lock(&lock);
	uint64_t n = written;
	pthread_mutex_unlock(&lock);
	return n;
}

void faults_hold_syncs(bool hold)
{
	pthread_mutex_lock(&lock);
	hold_syncs = hold;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
}

void faults_await_sync(void)
{
	pthread_mutex_lock(&lock);
	while (!sync_waits)
		pthread_cond_wait(&changed, &lock);
	pthread_mutex_unlock(&lock);
}

void faults_let_sync(void)
{
	pthread_mutex_lock(&lock);
	let_sync = true;
	sync_waits = false;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
}
