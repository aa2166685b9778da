/* The gate: nothing leaves before the disk has what came before it, and nothing overtakes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/gate.h"

static void hold(struct gate *g, uint64_t issued, uint64_t conn)
{
	struct outbox out = {0};
	outbox_add(&out, effect_new(EFFECT_reply, (struct origin){.conn = conn}, MSG_check_in));
	gate_hold(g, &out, issued);
	outbox_clear(&out);
}

static void leaves(struct gate *g, uint64_t conn)
{
	struct effect *e = gate_next(g);
	assert_non_null(e);
	assert_int_equal(e->to.conn, conn);
	effect_free(e);
}

static void effects_wait_for_the_commit_before_them(void **state)
{
	(void)state;
	struct gate *g = gate_new();
	hold(g, 1, 10);
	assert_null(gate_next(g));
	gate_committed(g, 1);
	leaves(g, 10);
	assert_null(gate_next(g));
	gate_free(g);
}

static void an_effect_without_a_write_waits_behind_earlier_ones(void **state)
{
	(void)state;
	struct gate *g = gate_new();
	hold(g, 0, 1);
	leaves(g, 1);
	hold(g, 5, 2);
	hold(g, 5, 3); /* wrote nothing itself, but may tell what batch 5 changed */
	gate_committed(g, 4);
	assert_null(gate_next(g));
	gate_committed(g, 5);
	leaves(g, 2);
	leaves(g, 3);
	gate_free(g);
}

static void order_survives_growth_and_old_news(void **state)
{
	(void)state;
	struct gate *g = gate_new();
	uint64_t in = 0, out = 0;
	for (int round = 0; round < 50; round++) {
		for (int i = 0; i < 17; i++, in++)
			hold(g, in + 1, in);
		for (int i = 0; i < 9; i++, out++) {
			gate_committed(g, out + 1);
			gate_committed(g, out ? out - 1 : 0);
			leaves(g, out);
		}
		assert_null(gate_next(g));
	}
	gate_free(g); /* with effects still in it: no leak */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(effects_wait_for_the_commit_before_them),
		cmocka_unit_test(an_effect_without_a_write_waits_behind_earlier_ones),
		cmocka_unit_test(order_survives_growth_and_old_news),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
