/* Greedy, then local search. The best grid is a graph colouring with full colours, so it is not looked
 * for: with the order of the votes to begin with, moves and swaps come within a few people of it (see the
 * test, which compares with all grids there are), and the same input always gives the same grid.
 *
 * Steps are taken as they are found, so a round costs topics² at most; each makes the sum smaller by
 * one person at least, and ROUNDS_MAX bounds the rest. */
#include "core/timetable.h"

#include <string.h>

#define ROUNDS_MAX 40

/* The topic leaves its slot, or (by 1) has come to it. */
static void count_topic(struct timetable *t, int topic, int by)
{
	int slot = t->slot[topic];
	if (slot < 0)
		return;
	t->used[slot] += by;
	for (int i = 0; i < t->topics; i++) {
		t->wanted[i][slot] += i == topic ? 0 : by * t->both[topic][i];
		t->shared[i][slot] += i == topic ? 0 : by * t->apart[topic][i];
	}
}

static void count_all(struct timetable *t)
{
	memset(t->wanted, 0, sizeof t->wanted);
	memset(t->shared, 0, sizeof t->shared);
	memset(t->used, 0, sizeof t->used);
	for (int i = 0; i < t->topics; i++)
		count_topic(t, i, 1);
}

static void set_slot(struct timetable *t, int topic, int slot)
{
	count_topic(t, topic, -1);
	t->slot[topic] = (int8_t)slot;
	count_topic(t, topic, 1);
}

int64_t timetable_cost(const struct timetable *t)
{
	int64_t sum = 0;
	for (int i = 0; i < t->topics; i++)
		for (int j = 0; j < i; j++)
			if (t->slot[i] >= 0 && t->slot[i] == t->slot[j])
				sum += t->both[i][j];
	return sum;
}

/* The open slot in which the topic disturbs least; -1: none takes it. */
static int best_slot(const struct timetable *t, int topic)
{
	int best = -1;
	for (int slot = 0; slot < t->slots; slot++) {
		bool takes = t->used[slot] < t->places && !t->closed[slot] && !t->shared[topic][slot];
		if (slot == t->slot[topic] || !takes)
			continue;
		if (best < 0 || t->wanted[topic][slot] < t->wanted[topic][best])
			best = slot;
	}
	return best;
}

static void fill(struct timetable *t)
{
	for (int i = 0; i < t->topics; i++)
		if (t->slot[i] < 0 && !t->fixed[i])
			set_slot(t, i, best_slot(t, i));
}

void timetable_fill(struct timetable *t)
{
	count_all(t);
	fill(t);
}

static bool move_one(struct timetable *t, int topic)
{
	int slot = best_slot(t, topic);
	if (slot < 0 || t->wanted[topic][slot] >= t->wanted[topic][t->slot[topic]])
		return false;
	set_slot(t, topic, slot);
	return true;
}

static bool swap_two(struct timetable *t, int a, int b)
{
	int from = t->slot[a], to = t->slot[b], apart = t->apart[a][b];
	if (from == to || t->shared[a][to] > apart || t->shared[b][from] > apart)
		return false;
	int32_t before = t->wanted[a][from] + t->wanted[b][to];
	int32_t after = t->wanted[a][to] + t->wanted[b][from] - 2 * t->both[a][b];
	if (after >= before)
		return false;
	set_slot(t, a, to);
	set_slot(t, b, from);
	return true;
}

static bool may_move(const struct timetable *t, int topic)
{
	return t->slot[topic] >= 0 && !t->fixed[topic];
}

static bool improve_once(struct timetable *t)
{
	bool better = false;
	for (int a = 0; a < t->topics; a++) {
		if (!may_move(t, a))
			continue;
		better |= move_one(t, a);
		for (int b = a + 1; b < t->topics; b++)
			if (may_move(t, b))
				better |= swap_two(t, a, b);
	}
	return better;
}

/* One that fits nowhere takes the slot of another, which finds a free one. */
static bool make_room(struct timetable *t, int topic)
{
	for (int i = 0; i < t->topics; i++) {
		int from = t->slot[i];
		if (!may_move(t, i) || t->closed[from] || t->shared[topic][from] > t->apart[topic][i])
			continue;
		int to = best_slot(t, i);
		if (to < 0)
			continue;
		set_slot(t, i, to);
		set_slot(t, topic, from);
		return true;
	}
	return false;
}

static void fill_by_moving(struct timetable *t)
{
	fill(t);
	for (int i = 0; i < t->topics; i++)
		if (t->slot[i] < 0 && !t->fixed[i])
			make_room(t, i);
}

void timetable_improve(struct timetable *t)
{
	count_all(t);
	fill_by_moving(t);
	for (int round = 0; round < ROUNDS_MAX && improve_once(t); round++)
		fill_by_moving(t); /* there may be room now for one that fitted nowhere */
}
