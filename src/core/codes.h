#pragma once
/* Codes, phones and their rights, as the core's own files share them: code.c keeps and issues them, join.c is
 * how a phone comes in by one. */
#include "core/inside.h"

struct code {
	struct hash hash, short_hash;
	ident note;               /* or whatever else is its subject */
	int64_t created, expires; /* wall */
	bool doubtful;            /* so is when it expires: the clock was not known to be right */
	bool known;               /* the clear text is: */
	uint8_t token[TOKEN_BYTES];
	char short_code[SHORT_CODE_CHARS + 1];
	int64_t issued_at; /* mono */
	bool phone_seen;
	bool spent; /* good once, and was used: in memory only, so that the screen can say that a phone came */
};

struct device {
	ident id;
	struct hash cookie;
	int64_t created, expires; /* wall; it ends with the last of its rights */
};

struct right {
	ident device, note, person; /* `note`: whatever it opens. person 0: a guest, or not said */
	char *guest;                /* the name typed; NULL: none. Of a board's it made the person */
	ident made; /* that person, also while the phone is somebody else's; until a restart */
	int64_t expires;
	bool doubtful; /* to a page: so is when it expires */
};

struct codes {
	struct code *codes; /* the newest last */
	struct device *devices;
	struct right *rights; /* the one used by a code last stands last */
	size_t code_count, code_cap, device_count, device_cap, right_count, right_cap;
	uint8_t spent[TOKEN_BYTES]; /* the fresh material used last: each serves once */
};

struct subject {         /* what a code stands for */
	ident id, opens; /* opens: the note, the board, the partnership, the page */
	enum opened what;
	const struct meeting *meeting; /* the one the code leads; NULL: none */
	struct str title;
	bool read_only;
	bool once;         /* the code is good for one phone */
	int64_t end;       /* wall: when a code made now would end */
	int64_t right_end; /* and the right of a phone that comes by it now; 0: with the code */
};

/* Of a note, a board, a meeting, a partnership, a person or the coordinator. False: nothing to be opened. */
bool subject_of(const struct core *, ident, struct subject *);
bool codes_over(const struct core *, int64_t expires);
int64_t codes_board_end(const struct core *, ident board);

struct device *device_by_cookie(const struct core *, const struct hash *);
struct device *device_by_id(const struct codes *, ident);
struct right *right_find(const struct codes *, ident device, ident note);
struct right *right_for(
	const struct core *, const struct hash *cookie, ident note); /* not over; note 0: the latest */
size_t rights_to(const struct codes *, ident note);

void put_device(struct core *, const struct device *);
void put_right(struct core *, const struct right *);
void set_guest(struct right *, struct str name);
void list_remove(void *list, size_t *count, size_t at, size_t size);
void end_code(struct core *, size_t at);
void end_right(struct core *, size_t at);
void code_spend(struct core *, struct code *); /* it was good for one phone, and that has come */
bool take_fresh(struct core *);                /* false: this step's random material has served already */
const struct topic *topic_of_note(const struct core *, ident note); /* NULL: it is no topic's */
/* The phone's right, at the end of the list. Who its visitor is stays known. */
struct right *grant(struct core *, ident device, ident note, int64_t expires);
