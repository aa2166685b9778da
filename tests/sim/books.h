#pragma once
/* The rows that the core has written, kept by kind, as the audit reads them. They follow from the batches
 * alone: nothing here asks the core what it believes. */
#include "core/disk.h"

struct books {
	struct disk of[RECORD_COUNT];
};

/* The columns of those kinds that are read, in the order of records.def; books_check compares. */
#define BOARD_COLUMNS(X)                                                                                     \
	X(B, id)                                                                                             \
	X(B, name)                                                                                           \
	X(B, purpose)                                                                                        \
	X(B, next_meeting)                                                                                   \
	X(B, created)                                                                                        \
	X(B, archived)                                                                                       \
	X(B, rhythm)                                                                                         \
	X(B, votes)                                                                                          \
	X(B, topic_votes)                                                                                    \
	X(B, minutes)                                                                                        \
	X(B, length)
#define TOPIC_COLUMNS(X)                                                                                     \
	X(T, id)                                                                                             \
	X(T, board)                                                                                          \
	X(T, lane)                                                                                           \
	X(T, position)                                                                                       \
	X(T, kind)                                                                                           \
	X(T, title)                                                                                          \
	X(T, detail)                                                                                         \
	X(T, person)                                                                                         \
	X(T, note)                                                                                           \
	X(T, created)                                                                                        \
	X(T, draft)                                                                                          \
	X(T, passed_over)                                                                                    \
	X(T, merged)                                                                                         \
	X(T, lane_before)                                                                                    \
	X(T, outcome)                                                                                        \
	X(T, meeting)                                                                                        \
	X(T, spent)                                                                                          \
	X(T, gather_until)
#define MEETING_COLUMNS(X)                                                                                   \
	X(M, id)                                                                                             \
	X(M, board)                                                                                          \
	X(M, phase)                                                                                          \
	X(M, phase_since)                                                                                    \
	X(M, lead)                                                                                           \
	X(M, round)                                                                                          \
	X(M, revealed)                                                                                       \
	X(M, topic)                                                                                          \
	X(M, box_total)                                                                                      \
	X(M, box_used)                                                                                       \
	X(M, box_since)                                                                                      \
	X(M, box_since_wall)                                                                                 \
	X(M, box_running)                                                                                    \
	X(M, extensions)                                                                                     \
	X(M, thumbs)                                                                                         \
	X(M, split)                                                                                          \
	X(M, places)                                                                                         \
	X(M, slots)                                                                                          \
	X(M, slot_minutes)                                                                                   \
	X(M, grid_starts)                                                                                    \
	X(M, ends)                                                                                           \
	X(M, started)                                                                                        \
	X(M, closed_at)
#define PARTICIPANT_COLUMNS(X) X(P, meeting) X(P, person) X(P, joined) X(P, finished) X(P, thumb)
#define VOTE_COLUMNS(X) X(V, meeting) X(V, round) X(V, topic) X(V, person) X(V, count)
#define CELL_COLUMNS(X) X(C, meeting) X(C, topic) X(C, place) X(C, slot)
#define CODE_COLUMNS(X) X(K, hash) X(K, short_hash) X(K, note) X(K, created) X(K, expires)
#define DEVICE_COLUMNS(X) X(D, cookie) X(D, id) X(D, created) X(D, expires)
#define RIGHT_COLUMNS(X) X(R, device) X(R, note) X(R, person) X(R, guest) X(R, expires)

#define AS_ENUM(letter, name) letter##_##name,
enum board_column { BOARD_COLUMNS(AS_ENUM) };
enum topic_column { TOPIC_COLUMNS(AS_ENUM) };
enum meeting_column { MEETING_COLUMNS(AS_ENUM) };
enum participant_column { PARTICIPANT_COLUMNS(AS_ENUM) };
enum vote_column { VOTE_COLUMNS(AS_ENUM) };
enum cell_column { CELL_COLUMNS(AS_ENUM) };
enum code_column { CODE_COLUMNS(AS_ENUM) };
enum device_column { DEVICE_COLUMNS(AS_ENUM) };
enum right_column { RIGHT_COLUMNS(AS_ENUM) };

#define NUM(row, column) ((row)->values[column].i)

/* for (each row of the kind): `row` is declared before. */
#define EACH(row, books, record)                                                                             \
	for (size_t row##_at = 0; row##_at < (books)->of[record].count &&                                    \
		((row) = &(books)->of[record].rows[row##_at]) != NULL;                                       \
		row##_at++)

bool books_check(void); /* the columns above are those of records.def */
void books_apply(struct books *, const struct batch *);
void books_copy(struct books *to, const struct books *from);
void books_free(struct books *);

/* By what records.def says is their key; NULL: not there. */
const struct disk_row *books_row(const struct books *, enum record, ident id);
const struct disk_row *books_pair(const struct books *, enum record, ident first, ident second);
const struct disk_row *books_meeting_on(const struct books *, ident board);    /* under way */
const struct disk_row *books_meeting_shown(const struct books *, ident board); /* or else the last one */
const struct disk_row *books_setting(const struct books *, const char *name);

/* ---- what follows from the rows ---- */
ident books_card(
	const struct books *, ident topic); /* the one it lies under, or itself; 0: neither is there */
bool books_on_board(const struct books *, ident topic); /* in a lane that is shown, and no draft */
struct count {
	int votes, voters;
};
#define GIVEN_MAX 1024
struct given_vote { /* of one round */
	ident card, person;
	int count;
};
size_t books_list_votes(
	const struct books *, const struct disk_row *meeting, struct given_vote out[GIVEN_MAX]);
struct count count_votes(
	const struct given_vote *, size_t count, ident card, ident person); /* person 0: all */
/* This round's votes on a card, with those under it; person 0: everybody's. */
struct count books_votes(const struct books *, const struct disk_row *meeting, ident card, ident person);
int books_given(const struct books *, const struct disk_row *meeting, ident person); /* on all cards */
int books_free_again(
	const struct books *, const struct disk_row *meeting, ident person); /* on withdrawn ones */
ident books_device(const struct books *, const struct hash *cookie);         /* 0: unknown */
ident books_person(const struct books *, ident device, ident board);         /* who holds it; 0: not said */
