#pragma once
/* A meeting for tests: the workshop's board with cards, the facilitator signed in at the screen. */
#include <stdio.h>

#include "core/workshop.h"

static inline ident add_card(struct room *r, const char *title, ident person)
{
	PRESS(r, topic_add, .board = BOARD, .title = str_from(title), .detail = STR(""), .person = person);
	EXPECT(r, none);
	room_pass(r, SECOND);
	return r->result;
}

static inline ident open_meeting(struct room *r)
{
	room_sign_in(r);
	PRESS(r, meeting_open, .board = BOARD);
	EXPECT(r, none);
	return r->result;
}

static inline const struct meeting *now_on(struct room *r)
{
	return core_meeting_of(r->core, BOARD);
}

static inline void go_to(struct room *r, enum phase phase)
{
	PRESS(r, meeting_phase, .meeting = now_on(r)->id, .phase = phase);
	EXPECT(r, none);
	assert_int_equal(now_on(r)->phase, phase);
}

/* Everything that is due by then happens when it is due. */
static inline void run_for(struct room *r, int64_t ms)
{
	int64_t end = r->now.mono + ms;
	for (int steps = 0; core_deadline(r->core) <= end; steps++) {
		int64_t due = core_deadline(r->core);
		assert_true(steps < 10000); /* it gets on */
		room_pass(r, due > r->now.mono ? due - r->now.mono : 0);
		SEND(r, (struct origin){0}, tick, 0);
	}
	room_pass(r, end - r->now.mono);
}

static inline void give(struct room *r, ident person, ident topic, int32_t count)
{
	PRESS(r, vote, .meeting = now_on(r)->id, .topic = topic, .person = person, .count = count);
}

/* The lane as the letters of its titles. */
static inline void lane_is(struct room *r, enum lane lane, const char *want)
{
	const struct topic *t[64];
	char got[65] = "";
	size_t count = core_topics(r->core, BOARD, lane, t, 64);
	for (size_t i = 0; i < count; i++)
		got[i] = t[i]->title.p[0];
	assert_string_equal(got, want);
}

static inline enum lane lane_of(struct room *r, ident topic)
{
	return core_topic(r->core, topic)->lane;
}

/* A new phone redeems the code that hands the lead over; its cookie is in room.cookie. */
static inline void hand_lead(struct room *r, ident meeting)
{
	room_join(r, meeting);
	assert_int_not_equal(core_meeting(r->core, meeting)->lead, LEAD_KIOSK);
}
