#pragma once
/* A SQLite VFS called "faults", over the real one, that fails on demand. What is written goes to the
 * real file at once; what was there before is kept, by sectors of 512 bytes, until a sync: so a power
 * cut can take back, keep or tear every sector that had not been synced. It claims no atomic writes
 * and no power-safe overwrite; locks and shared memory are the real file's. Any thread. */
#include <stdbool.h>
#include <stdint.h>

#define FAULTS_VFS "faults"

enum fault_op {
	FAULT_OPEN = 1 << 0,
	FAULT_READ = 1 << 1,
	FAULT_WRITE = 1 << 2,
	FAULT_SYNC = 1 << 3,
	FAULT_LOCK = 1 << 4,
	FAULT_TRUNCATE = 1 << 5,
	FAULT_OPS = 6,
};

void faults_register(void);       /* once, before the first connection */
void faults_reset(uint64_t seed); /* everything works, nothing is held back, all counters at 0 */
uint64_t faults_random(void);     /* of the seed */

/* From the n-th operation of these kinds on (1 is the next), `times` of them fail with `code`. */
void faults_fail(unsigned ops, uint64_t n, uint64_t times, int code);
void faults_heal(void);
uint64_t faults_failed(void); /* how many have */

/* At the n-th operation of these kinds the process kills itself. */
void faults_kill(unsigned ops, uint64_t n);

/* At the n-th operation the power goes: from then on nothing works. Close everything, then
 * faults_power_back decides every unsynced sector and makes the files what a disk would hold. */
void faults_cut(unsigned ops, uint64_t n);
bool faults_is_cut(void);
void faults_power_back(void);

/* Claims power-safe overwrite, as SQLite's own VFS does: then it does not fill up the last sector of a
 * commit. For measuring what is written, never for cuts. */
void faults_claim_powersafe(bool claim);

uint64_t faults_count(unsigned ops); /* operations so far */
uint64_t faults_written(void);       /* bytes so far */

/* Each sync waits until it is let through, so that a test decides how long one takes. */
void faults_hold_syncs(bool hold);
void faults_await_sync(void); /* until one waits */
void faults_let_sync(void);   /* lets the one that waits finish */
