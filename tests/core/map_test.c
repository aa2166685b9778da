/* The map of partnerships says who learns with whom, how often, across which borders, and who is alone. */
#include "core/workshop.h"

#include <math.h>

#include "core/map.h"

enum { OTHER_HOUSE = 21, THIRD_HOUSE = 22, FIRST = 1000 };

static void partnership(
	struct room *r, ident id, enum partnership_state state, const ident *people, int count)
{
	LOAD(&r->disk, REC_partnership, VI(id), VI(0), TEXT("Night desk"), VI(state), VI(1), TEXT(""),
		TEXT(""), VI(0), VI(0), VI(0), VI(0), VI(0), TEXT(""));
	for (int i = 0; i < count; i++)
		LOAD(&r->disk, REC_partner, VI(id), VI(people[i]), VI(i), VI(0), VI(0), VI(0),
			VI(state == PARTNERSHIP_PROPOSED ? CONSENT_NONE : CONSENT_YES));
}

static void person(struct room *r, ident id, ident organisation, const char *team)
{
	LOAD(&r->disk, REC_person, VI(id), TEXT("P"), TEXT("Q"), TEXT(""), VI(organisation), TEXT("en"),
		VI(1), VI(0), VI(0), VI(0), VI(1), TEXT(team), VI(0), VI(0));
}

static int ticks(struct room *r)
{
	int n = 0;
	for (; core_deadline(r->core) <= r->now.mono; n++) {
		assert_true(n < 2000);
		SEND(r, (struct origin){0}, tick, .none = 0);
	}
	return n;
}

static const struct map *map_of(struct room *r, enum map_level level)
{
	SEND(r, (struct origin){.source = FROM_SCREEN}, map_look, .level = level, .aspect = 150);
	ticks(r);
	const struct map *m = core_map(r->core, level, false);
	assert_non_null(m);
	return m;
}

static const struct map_edge *edge(const struct map *m, ident one, ident other)
{
	for (int32_t i = 0; i < m->edge_count; i++) {
		ident a = m->nodes[m->edges[i].a].id, b = m->nodes[m->edges[i].b].id;
		if ((a == one && b == other) || (a == other && b == one))
			return &m->edges[i];
	}
	return NULL;
}

static const struct map_node *node(const struct map *m, ident id)
{
	for (int32_t i = 0; i < m->node_count; i++)
		if (m->nodes[i].id == id)
			return &m->nodes[i];
	return NULL;
}

/* Anna and Ben of the library learn together, Ben with somebody of another house, twice. */
static void three(struct room *r)
{
	static const ident ab[] = {ANNA, BEN}, bf[] = {BEN, FIRST}, ac[] = {ANNA, CLARA};
	LOAD(&r->disk, REC_organisation, VI(OTHER_HOUSE), TEXT("Harbour Housing"), VI(0));
	LOAD(&r->disk, REC_organisation, VI(THIRD_HOUSE), TEXT("Nobody's"), VI(0));
	person(r, FIRST, OTHER_HOUSE, "");
	partnership(r, 50, PARTNERSHIP_ACTIVE, ab, 2);
	partnership(r, 51, PARTNERSHIP_PAUSED, bf, 2);
	partnership(r, 52, PARTNERSHIP_AGREED, bf, 2);
	partnership(r, 53, PARTNERSHIP_ENDED, ac, 2);
	partnership(r, 54, PARTNERSHIP_PROPOSED, ac, 2);
	room_restart(r);
}

static void who_learns_with_whom(void **state)
{
	struct room *r = *state;
	three(r);
	const struct map *m = map_of(r, MAP_PEOPLE);
	assert_int_equal(m->partnerships, 3);
	assert_int_equal(m->crossing, 2);
	assert_int_equal(m->edge_count, 2);
	assert_int_equal(edge(m, ANNA, BEN)->partnerships, 1);
	assert_false(edge(m, ANNA, BEN)->organisations);
	assert_false(edge(m, ANNA, BEN)->teams);
	assert_int_equal(edge(m, BEN, FIRST)->partnerships, 2);
	assert_true(edge(m, BEN, FIRST)->organisations);
	assert_null(edge(m, ANNA, CLARA));
	assert_int_equal(node(m, BEN)->links, 2);
	assert_int_equal(node(m, CLARA)->links, 0);
	assert_null(node(m, GONE));
	assert_int_equal(m->people, 6);
	assert_int_equal(m->alone, 3);
	assert_int_equal(m->left_out, 0);
	assert_int_equal(node(m, ANNA)->hue, 0); /* of the house with most people */
	assert_int_equal(node(m, FIRST)->hue, 1);
	for (int32_t i = 0; i < m->node_count; i++)
		for (int32_t k = 0; k < i; k++)
			assert_true(fmaxf(fabsf(m->nodes[i].x - m->nodes[k].x),
					    fabsf(m->nodes[i].y - m->nodes[k].y)) > 0.99F);
}

static void organisations_with_what_is_between_them(void **state)
{
	struct room *r = *state;
	three(r);
	const struct map *m = map_of(r, MAP_ORGANISATIONS);
	assert_int_equal(m->node_count, 2); /* where nobody works there is nobody to learn with */
	assert_int_equal(edge(m, ORGANISATION, OTHER_HOUSE)->partnerships, 2);
	assert_int_equal(node(m, ORGANISATION)->inside, 1);
	assert_int_equal(node(m, ORGANISATION)->people, 5);
	assert_int_equal(m->alone, 3);
}

static void how_often_they_meet_comes_from_the_store(void **state)
{
	struct room *r = *state;
	three(r);
	const struct map *m = map_of(r, MAP_PEOPLE);
	assert_int_equal(edge(m, BEN, FIRST)->meetings, 0);
	assert_false(core_map_counted(r->core));
	float x = node(m, BEN)->x;
	core_take_changes(r->core);
	struct value rows[] = {VI(51), VI(2), VI(7000), VI(52), VI(4), VI(9000)};
	SEND(r, (struct origin){0}, rows, .kind = ASK_held, .values = rows, .columns = 3, .rows = 2);
	assert_true(core_take_changes(r->core) & CHANGE_MAP);
	m = core_map(r->core, MAP_PEOPLE, false);
	assert_int_equal(edge(m, BEN, FIRST)->meetings, 6);
	assert_int_equal(edge(m, BEN, FIRST)->last, 9000);
	assert_int_equal(edge(m, BEN, FIRST)->partnership, 52);
	assert_true(core_map_counted(r->core));
	assert_int_equal(m->lively, 1);
	assert_true(node(m, BEN)->x >= x && node(m, BEN)->x <= x); /* nobody moves for it */
	SEND(r, (struct origin){.source = FROM_SCREEN}, map_look, .level = MAP_PEOPLE, .aspect = 150);
	assert_int_equal(ticks(r), 0);
	assert_false(core_take_changes(r->core) & CHANGE_MAP);
}

/* "No meeting" is only said when it is known, and then the screen has to be told, though no number is another. */
static void that_nobody_met_is_news(void **state)
{
	struct room *r = *state;
	three(r);
	map_of(r, MAP_PEOPLE);
	core_take_changes(r->core);
	SEND(r, (struct origin){0}, rows, .kind = ASK_held, .columns = 3);
	assert_true(core_map_counted(r->core));
	assert_true(core_take_changes(r->core) & CHANGE_MAP);
}

/* Of fifteen hundred partnerships none counts as sleeping because an answer was full. */
static void all_who_met_are_asked_for(void **state)
{
	struct room *r = *state;
	struct value rows[3 * 500];
	int64_t last;
	three(r);
	map_of(r, MAP_PEOPLE);
	for (int i = 0; i < 500; i++) {
		rows[3 * i] = VI(i < 499 ? i - 480 : 51); /* nobody's, and the last one's */
		rows[3 * i + 1] = VI(3);
		rows[3 * i + 2] = VI(7000);
	}
	for (int page = 0; page < 3; page++) {
		struct outbox out = {0};
		struct msg *m = msg_new(MSG_rows, (struct origin){0});
		m->at = r->now;
		m->u.rows = (struct msg_rows){.kind = ASK_held, .values = rows, .columns = 3, .rows = 500};
		rows[0] = VI(page == 1 ? 52 : -480);
		if (page == 1) {
			m->u.rows.about = 51;
			m->u.rows.rows = 1;
		}
		core_step(r->core, m, &out);
		msg_free(m);
		assert_int_equal(out.batch && out.batch->ask_count, page != 1);
		assert_int_equal(core_map_counted(r->core), page > 0);
		assert_int_equal(core_map_meetings(r->core, 52, &last),
			page ? 3 : 0); /* until the next count is whole */
		if (page != 1)
			assert_true(
				str_eq(out.batch->asks[0].text, STR("51")) && out.batch->asks[0].about == 51);
		room_take(r, &out);
	}
	const struct map *m = core_map(r->core, MAP_PEOPLE, false);
	assert_int_equal(edge(m, BEN, FIRST)->meetings, 6);
	assert_int_equal(m->lively, 2); /* three times is lively */
}

static void who_was_only_asked_or_has_gone_is_linked_to_nobody(void **state)
{
	struct room *r = *state;
	static const ident three_of_them[] = {ANNA, BEN, CLARA}, with_gone[] = {LUKASZ, GONE};
	partnership(r, 60, PARTNERSHIP_ACTIVE, three_of_them, 3);
	partnership(r, 61, PARTNERSHIP_ACTIVE, with_gone, 2);
	LOAD(&r->disk, REC_partner, VI(60), VI(CLARA), VI(2), VI(0), VI(1), VI(0), VI(CONSENT_NONE));
	room_restart(r);
	PRESS(r, guest_add, .name = STR("Zoe"));
	EXPECT(r, none);
	ident guest = r->result;
	PRESS(r, topic_add, .board = BOARD, .title = STR("T"), .detail = STR(""), .person = guest);
	EXPECT(r, none);
	const struct map *m = map_of(r, MAP_PEOPLE);
	assert_non_null(edge(m, ANNA, BEN));
	assert_null(edge(m, ANNA, CLARA));
	assert_null(node(m, GONE));
	assert_null(node(m, guest)); /* nor counted */
	assert_int_equal(m->people, 5);
	assert_int_equal(m->edge_count, 1);
}

static void five_together_are_a_node(void **state)
{
	struct room *r = *state;
	static const ident five[] = {ANNA, BEN, CLARA, LUKASZ, HIDDEN};
	partnership(r, 60, PARTNERSHIP_ACTIVE, five, 5);
	partnership(r, 61, PARTNERSHIP_ACTIVE, five, 4);
	room_restart(r);
	const struct map *m = map_of(r, MAP_PEOPLE);
	assert_int_equal(node(m, 60)->kind, MAP_GROUP);
	assert_int_equal(m->edge_count, 5 + 6);
	assert_null(node(m, 61));
}

static void the_store_is_asked_once_a_minute(void **state)
{
	struct room *r = *state;
	int asked = 0;
	for (int i = 0; i < 4; i++) {
		struct outbox out = {0};
		struct msg *m = msg_new(MSG_map_look, (struct origin){.source = FROM_SCREEN});
		m->at = r->now;
		m->u.map_look = (struct msg_map_look){.level = MAP_PEOPLE, .aspect = 150};
		core_step(r->core, m, &out);
		msg_free(m);
		asked += out.batch && out.batch->ask_count == 1 && out.batch->asks[0].kind == ASK_held;
		room_take(r, &out);
		room_pass(r, 31 * SECOND);
	}
	assert_int_equal(asked, 2);
}

static void many_together_are_a_node(void **state)
{
	struct room *r = *state;
	ident all[6];
	for (int i = 0; i < 6; i++) {
		all[i] = FIRST + i;
		person(r, all[i], ORGANISATION, i % 2 ? "Desk" : "Night");
	}
	partnership(r, 60, PARTNERSHIP_ACTIVE, all, 6);
	partnership(r, 61, PARTNERSHIP_ACTIVE, all, 3);
	room_restart(r);
	const struct map *m = map_of(r, MAP_PEOPLE);
	assert_int_equal(m->edge_count, 6 + 3);
	assert_int_equal(node(m, 60)->kind, MAP_GROUP);
	assert_int_equal(node(m, 60)->people, 6);
	assert_null(node(m, 61));
	assert_true(edge(m, FIRST, FIRST + 1)->teams);
	assert_false(edge(m, FIRST, FIRST + 2)->teams);
}

static void more_people_than_the_map_holds(void **state)
{
	struct room *r = *state;
	for (int i = 0; i < 700; i++)
		person(r, FIRST + i, ORGANISATION, "");
	static const ident last[] = {FIRST + 698, FIRST + 699};
	partnership(r, 60, PARTNERSHIP_ACTIVE, last, 2);
	room_restart(r);
	const struct map *m = map_of(r, MAP_PEOPLE);
	assert_int_equal(m->node_count, MAP_NODES_MAX);
	assert_int_equal(m->people, 705);
	assert_int_equal(m->alone, 703);
	assert_int_equal(m->left_out, 205);
	assert_non_null(edge(m, FIRST + 698, FIRST + 699)); /* who learns with somebody comes first */
}

static void looking_again_while_it_is_made_goes_on(void **state)
{
	struct room *r = *state;
	for (int i = 0; i < 400; i++)
		person(r, FIRST + i, ORGANISATION, "");
	for (int i = 0; i < 399; i++)
		partnership(
			r, 5000 + i, PARTNERSHIP_ACTIVE, (const ident[]){FIRST + i / 2, FIRST + i + 1}, 2);
	room_restart(r);
	SEND(r, (struct origin){.source = FROM_SCREEN}, map_look, .level = MAP_PEOPLE, .aspect = 150);
	assert_null(core_map(r->core, MAP_PEOPLE, false));
	int first = 0, again = 0;
	for (; !core_map(r->core, MAP_PEOPLE, false); first++) {
		SEND(r, (struct origin){.source = FROM_SCREEN}, map_look, .level = MAP_PEOPLE, .aspect = 150);
		SEND(r, (struct origin){0}, tick, .none = 0);
		assert_true(first < 2000);
	}
	assert_true(first > 2);
	SEND(r, (struct origin){.source = FROM_SCREEN}, map_look, .level = MAP_PEOPLE, .aspect = 60);
	assert_non_null(core_map(r->core, MAP_PEOPLE, false)); /* the old one stays meanwhile */
	again = ticks(r);
	assert_true(again > 2);
	const struct map *m = core_map(r->core, MAP_PEOPLE, false);
	assert_true(m->w < m->h);
}

static void nobody_is_here_yet(void **state)
{
	struct room *r = *state;
	disk_free(&r->disk);
	room_restart(r);
	const struct map *m = map_of(r, MAP_PEOPLE);
	assert_int_equal(m->node_count, 0);
	assert_int_equal(map_of(r, MAP_ORGANISATIONS)->node_count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(who_learns_with_whom),
		TEST(organisations_with_what_is_between_them),
		TEST(how_often_they_meet_comes_from_the_store),
		TEST(the_store_is_asked_once_a_minute),
		TEST(that_nobody_met_is_news),
		TEST(all_who_met_are_asked_for),
		TEST(who_was_only_asked_or_has_gone_is_linked_to_nobody),
		TEST(five_together_are_a_node),
		TEST(many_together_are_a_node),
		TEST(more_people_than_the_map_holds),
		TEST(looking_again_while_it_is_made_goes_on),
		TEST(nobody_is_here_yet),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
