#pragma once
/* A room for tests: a core with a few people, a clock that moves when told, and a disk that commits at
 * once unless told to wait. PRESS is a request, as from the screen; its answer is in room.err and
 * room.result, read when it has passed the gate. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/config.h"
#include "core/disk.h"
#include "core/gate.h"

#define VI(number) ((struct value){.type = VALUE_INT, .i = (int64_t)(number)})
#define VS(string) ((struct value){.type = VALUE_TEXT, .s = (string)})
#define TEXT(string) VS(str_from(string))

enum { ANNA = 1, BEN, CLARA, LUKASZ, HIDDEN, GONE, ORGANISATION = 20, TANDEM = 30, BOARD = 40 };

struct room {
	struct core *core;
	struct core_config config;
	struct content *content;
	struct disk disk;
	struct gate *gate;
	struct moment now;
	struct batch **waiting; /* when the disk is slow */
	size_t waiting_count;
	bool slow;
	uint64_t request;
	bool answered;
	enum err err;
	ident result;
	int rings;                        /* turns whose end was announced */
	struct hash cookie;               /* of the phone that joined last, if it got a new one */
	bool joined;                      /* the last code or cookie was good: */
	struct effect_joined last_joined; /* its lists are gone */
	bool listens;                     /* effects for phones are kept: */
	struct effect **heard;
	size_t heard_count;
	uint64_t pin_check;    /* the number of the last one asked for */
	struct effect *report; /* of the last import */
};

#define LOAD(disk, record, ...)                                                                              \
	do {                                                                                                 \
		const struct value row_[] = {__VA_ARGS__};                                                   \
		assert_int_equal(sizeof row_ / sizeof *row_, record_info(record)->count);                    \
		disk_put((disk), (record), row_);                                                            \
	} while (0)

static inline void room_person(struct room *r, ident id, const char *given, const char *family,
	const char *email, bool hidden, bool archived)
{
	LOAD(&r->disk, REC_person, VI(id), TEXT(given), TEXT(family), TEXT(email), VI(ORGANISATION),
		TEXT("en"), VI(1), VI(0), VI(hidden), VI(archived), VI(1), TEXT(""), VI(0), VI(0));
}

/* A planned session of the tandem's two, so many minutes from now, one hour long. */
static inline void room_session(struct room *r, ident id, int64_t in_minutes, ident one, ident other)
{
	int64_t starts = r->now.wall + in_minutes * MINUTE;
	LOAD(&r->disk, REC_session, VI(id), VI(0), VI(0), TEXT("Planned"), VI(starts), VI(starts + HOUR),
		VI(0), VI(0), VI(0), TEXT(""), VI(0), VI(-1), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0),
		VI(0), VI(0), VI(0), TEXT(""), VI(0), VI(0));
	LOAD(&r->disk, REC_member, VI(id), VI(one), VI(0), VI(1), VI(0), VI(0), VI(0), VI(1));
	LOAD(&r->disk, REC_member, VI(id), VI(other), VI(1), VI(1), VI(0), VI(0), VI(0), VI(1));
}

static inline void room_take(struct room *r, struct outbox *out)
{
	struct effect *e;
	if (out->batch && r->slow) {
		r->waiting = xrealloc(r->waiting, (r->waiting_count + 1) * sizeof(struct batch *));
		r->waiting[r->waiting_count++] = out->batch;
		out->batch = NULL;
	} else if (out->batch) {
		disk_commit(&r->disk, out->batch);
	}
	gate_hold(r->gate, out, core_issued(r->core));
	gate_committed(r->gate, r->disk.committed);
	outbox_clear(out);
	while ((e = gate_next(r->gate))) {
		if (e->kind == EFFECT_reply) {
			r->answered = true;
			r->err = e->u.reply.err;
			r->result = e->u.reply.result;
		}
		if (e->kind == EFFECT_joined) {
			r->joined = true;
			r->last_joined = e->u.joined;
			if (e->u.joined.set_cookie)
				memcpy(r->cookie.b, e->u.joined.cookie, sizeof r->request);
		}
		if (e->kind == EFFECT_pin_check)
			r->pin_check = e->u.pin_check.number;
		r->rings += e->kind == EFFECT_turn_over;
		if (r->listens && e->to.source != FROM_SCREEN) {
			r->heard = xrealloc(r->heard, (r->heard_count + 1) * sizeof *r->heard);
			r->heard[r->heard_count++] = e;
			continue;
		}
		if (e->kind == EFFECT_import_report) {
			effect_free(r->report);
			r->report = e;
			continue;
		}
		effect_free(e);
	}
}

static inline void room_step(struct room *r, struct msg *m)
{
	struct outbox out = {0};
	m->at = r->now;
	m->fresh.seed = 7;
	snprintf(m->fresh.short_code, sizeof m->fresh.short_code, "%06llX",
		(unsigned long long)(++r->request & 0xFFFFFF));
	memcpy(m->fresh.token, &r->request, sizeof r->request);
	memcpy(m->fresh.token_hash.b, &r->request, sizeof r->request);
	memcpy(m->fresh.short_hash.b + 8, &r->request, sizeof r->request);
	core_step(r->core, m, &out);
	msg_free(m);
	room_take(r, &out);
	if (core_committed(r->core) < r->disk.committed) {
		m = msg_new(MSG_committed, (struct origin){0});
		m->u.committed.seq = r->disk.committed;
		room_step(r, m);
	}
}

#define SEND(room, from, name, ...)                                                                          \
	do {                                                                                                 \
		struct msg *m_ = msg_new(MSG_##name, (from));                                                \
		m_->u.name = (struct msg_##name){__VA_ARGS__};                                               \
		(room)->answered = false;                                                                    \
		room_step((room), m_);                                                                       \
	} while (0)
#define PRESS(room, name, ...)                                                                               \
	SEND(room, ((struct origin){FROM_SCREEN, ++(room)->request, 0, 0}), name, __VA_ARGS__)
#define EXPECT(room, want)                                                                                   \
	do {                                                                                                 \
		assert_true((room)->answered);                                                               \
		assert_string_equal(err_name((room)->err), err_name(ERR_##want));                            \
	} while (0)

static inline void room_commit(struct room *r)
{
	struct outbox none = {0};
	for (size_t i = 0; i < r->waiting_count; i++) {
		disk_commit(&r->disk, r->waiting[i]);
		batch_free(r->waiting[i]);
	}
	free(r->waiting);
	r->waiting = NULL;
	r->waiting_count = 0;
	struct msg *m = msg_new(MSG_committed, (struct origin){0});
	m->u.committed.seq = r->disk.committed;
	room_step(r, m);
	room_take(r, &none);
}

static inline void room_open(struct room *r)
{
	r->core = core_new(&r->config);
	r->gate = gate_new();
	r->disk.committed = 0;
	disk_load(&r->disk, r->core, r->now);
	room_step(r, msg_new(MSG_load_done, (struct origin){0}));
}

/* The program ends, by a crash if the disk was slow, and starts again. */
static inline void room_restart(struct room *r)
{
	for (size_t i = 0; i < r->waiting_count; i++)
		batch_free(r->waiting[i]);
	r->waiting_count = 0;
	core_free(r->core);
	gate_free(r->gate);
	room_open(r);
}

/* Somebody who knows the PIN has typed it, and set it first if there was none. */
static inline void room_sign_in(struct room *r)
{
	enum pin_state state = core_pin(r->core, r->now.mono, NULL);
	bool first = state == PIN_NONE;
	if (state == PIN_SIGNED_IN)
		return;
	if (first)
		PRESS(r, pin_set, .pin = STR("271828"));
	else
		PRESS(r, pin_enter, .pin = STR("271828"));
	SEND(r, ((struct origin){0}), pin_checked, .number = r->pin_check, .good = true, .kept = STR("$"));
}

static inline void room_forget_heard(struct room *r)
{
	while (r->heard_count > 0)
		effect_free(r->heard[--r->heard_count]);
}

/* What net makes of a code that is scanned: room_step counts, and takes the number for all of it. */
static inline struct hash room_code(struct room *r, ident subject)
{
	struct code_view view;
	struct hash hash = {{0}};
	assert_true(core_code(r->core, subject, &view));
	uint64_t number = strtoull(view.short_code, NULL, 16);
	memcpy(hash.b, &number, sizeof number);
	return hash;
}

/* A new phone redeems a code of the note, board or meeting that the screen shows; its cookie. */
static inline struct hash room_join(struct room *r, ident subject)
{
	PRESS(r, code_issue, .note = subject);
	r->joined = false;
	SEND(r, ((struct origin){FROM_PHONE, ++r->request, 1, 0}), code_redeem,
		.hash = room_code(r, subject));
	assert_true(r->joined);
	return r->cookie;
}

/* A phone of this person follows the board by the connection. person 0: it has not said who. */
static inline struct hash room_phone(struct room *r, uint64_t conn, ident board, ident person)
{
	struct hash cookie = room_join(r, board);
	if (person) {
		SEND(r, ((struct origin){FROM_PHONE, ++r->request, 1, 0}), device_who, .cookie = cookie,
			.note = board, .person = person, .guest = STR(""));
		EXPECT(r, none);
	}
	SEND(r, ((struct origin){FROM_PHONE, ++r->request, conn, 0}), board_open, .cookie = cookie,
		.board = board);
	return cookie;
}
/* A request from a phone's connection. */
#define ASK(room, by, name, ...)                                                                             \
	SEND(room, ((struct origin){FROM_PHONE, ++(room)->request, (by), 0}), name, __VA_ARGS__)

static const char room_guide[] =
	"[step]\nkind = talk\nminutes = 5\ntitle = Arrive\ntext = What is it about?\n"
	"[step]\nkind = turn\nminutes = 20\nturn = 1\nrole = coach\ntitle = {learner} learns\ntext = Go.\n"
	"[step]\nkind = turn\nminutes = 20\nturn = 2\nrole = thinking-partner\ntitle = {learner} "
	"learns\ntext = Go.\n"
	"[step]\nkind = harvest\nminutes = 10\ntitle = Harvest\ntext = What did we learn?\n"
	"[note]\n# What we learned\n\n> Write here\n";

/* 10:00 on Wednesday, 18 November 2026, in Berlin; the session 100 of Anna and Ben begins in ten minutes. */
static inline int room_setup(void **state)
{
	struct room *r = xcalloc(1, sizeof *r);
	struct remark problem = {0};
	setenv("TZ", "Europe/Berlin", 1);
	r->now = (struct moment){civil_to((struct civil){2026, 11, 18, 10, 0, 0, 0}), 1000000, true};
	r->content = xcalloc(1, sizeof *r->content);
	for (enum model model = 0; model < MODEL_COUNT; model++)
		if (!content_add_guide(r->content, "en", model, str_from(room_guide), &problem))
			fail_msg("guide:%u: %s", problem.line, problem.what.format);
	r->config = usual_config(r->content);
	LOAD(&r->disk, REC_organisation, VI(ORGANISATION), TEXT("City Library"), VI(0));
	room_person(r, ANNA, "Anna-Lena", "Schmidt", "anna@example.org", false, false);
	room_person(r, BEN, "Ben", "O'Brien", "ben@example.org", false, false);
	room_person(r, CLARA, "Clara", "Ørsted", "", false, false);
	room_person(r, LUKASZ, "Łukasz", "Benedikt", "", false, false);
	room_person(r, HIDDEN, "Hanna", "Verborgen", "", true, false);
	room_person(r, GONE, "Anna", "Archived", "", false, true);
	LOAD(&r->disk, REC_board, VI(BOARD), TEXT("Marketplace"), TEXT(""), VI(0), VI(1), VI(0), VI(0), VI(3),
		VI(2), VI(8), VI(45));
	room_session(r, 100, 10, ANNA, BEN);
	room_open(r);
	*state = r;
	return 0;
}

static inline int room_teardown(void **state)
{
	struct room *r = *state;
	for (size_t i = 0; i < r->waiting_count; i++)
		batch_free(r->waiting[i]);
	free(r->waiting);
	core_free(r->core);
	gate_free(r->gate);
	effect_free(r->report);
	room_forget_heard(r);
	free(r->heard);
	disk_free(&r->disk);
	content_free(r->content);
	free(r->content);
	free(r);
	return 0;
}

static inline void room_pass(struct room *r, int64_t ms)
{
	r->now.wall += ms;
	r->now.mono += ms;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_setup, room_teardown)
