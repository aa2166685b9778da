#pragma once
/* The files around the database: the lock beside it, copies that reach the disk, names that change
 * only when what they name is complete. Whoever owns the database. False leaves errno set. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define FILES_PATH_MAX 4096

/* "<path>.lock", held until closed or until the process ends however it ends. -1: `problem` says who
 * has it, or why it cannot be made. */
int files_lock(const char *path, char *problem, size_t size);
/* A mark in the lock's file that outlives the process: 'the database needs a thorough check'. */
bool files_suspect(int lock);
void files_set_suspect(int lock, bool suspect);

/* "<path><suffix>", cut never: INVARIANT. Returns `out`. */
char *files_name(char out[FILES_PATH_MAX], const char *path, const char *suffix);
int64_t files_size(const char *path);                     /* bytes; -1: there is none or it cannot be seen */
bool files_missing(const char *path);                     /* certainly not there, as opposed to unreadable */
ssize_t files_head(const char *path, char *to, size_t n); /* its first bytes; how many, or -1 */
bool files_copy(const char *from, const char *to);        /* the copy is on the disk when this returns */
bool files_sync(const char *path);
bool files_rename(const char *from, const char *to); /* replaces; on the disk when this returns */
void files_remove_database(const char *path);        /* with its -wal, -shm and -journal */
/* Renames the database and its -wal, -shm to "<path>.damaged-<time>"; `aside` gets the name. */
bool files_put_aside(const char *path, char aside[FILES_PATH_MAX]);
