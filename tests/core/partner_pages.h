#pragma once
/* The workshop with people's own pages on their phones, and a tandem of Anna and Ben; for tests of partnerships. */
#include "core/workshop.h"

/* A connection for each of them; what a page may open are rows of its phone. */
#define PAGE(person) (1000 + (uint64_t)(person))
#define DESK_PAGE 999

static inline void room_right(struct room *r, ident device, ident subject)
{
	struct hash cookie = {{0}};
	int64_t end = r->now.wall + 90 * DAY;
	memcpy(cookie.b + 8, &device, sizeof device);
	LOAD(&r->disk, REC_device, VB(cookie.b, HASH_BYTES), VI(device), VI(r->now.wall), VI(end));
	LOAD(&r->disk, REC_device_note, VI(device), VI(subject), VI(subject == COORDINATOR ? 0 : subject),
		TEXT(""), VI(end));
}

static inline void room_page(struct room *r, uint64_t conn, ident device, ident subject)
{
	struct hash cookie = {{0}};
	memcpy(cookie.b + 8, &device, sizeof device);
	SEND(r, ((struct origin){FROM_PHONE, 0, conn, 0}), page_open, .cookie = cookie, .subject = subject);
}

static inline void room_open_pages(struct room *r)
{
	for (ident person = ANNA; person <= LUKASZ; person++)
		room_page(r, PAGE(person), 500 + person, person);
	room_page(r, DESK_PAGE, 599, COORDINATOR);
}

/* After a restart phones come back by themselves. */
static inline void room_begin_again(struct room *r)
{
	room_restart(r);
	room_open_pages(r);
}

static inline void room_partnership(struct room *r, ident id, enum model model, enum partnership_state state,
	const ident *people, size_t count)
{
	LOAD(&r->disk, REC_partnership, VI(id), VI(model), TEXT("Night desk"), VI(state),
		VI(r->now.wall - DAY), TEXT(""), TEXT(""), VI(0), VI(0), VI(0), VI(0), VI(0), TEXT(""));
	for (size_t i = 0; i < count; i++)
		LOAD(&r->disk, REC_partner, VI(id), VI(people[i]), VI(i), VI(0), VI(0), VI(0),
			VI(state == PARTNERSHIP_PROPOSED ? CONSENT_NONE : CONSENT_YES));
}

static inline int partners_setup(void **state)
{
	room_setup(state);
	struct room *r = *state;
	room_partnership(r, TANDEM, MODEL_TANDEM, PARTNERSHIP_AGREED, (const ident[]){ANNA, BEN}, 2);
	for (ident person = ANNA; person <= LUKASZ; person++)
		room_right(r, 500 + person, person);
	room_right(r, 599, COORDINATOR);
	room_begin_again(r);
	return 0;
}

#define TEST_PARTNERS(name) cmocka_unit_test_setup_teardown(name, partners_setup, room_teardown)
