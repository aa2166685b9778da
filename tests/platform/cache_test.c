/* A bounded cache: what was used last stays, bytes never pass the limit, everything is dropped once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "platform/cache.h"

static int dropped;

static void drop(void *value)
{
	(*(int *)value)++;
	dropped++;
}

static void the_longest_unused_goes_first(void **state)
{
	struct cache *c = cache_new(4096, drop);
	int a = 0, b = 0, d = 0;

	(void)state;
	cache_put(c, 1, STR("a"), &a, 1500);
	cache_put(c, 1, STR("b"), &b, 1500);
	assert_ptr_equal(cache_get(c, 1, STR("a")), &a);
	cache_put(c, 1, STR("d"), &d, 1500);
	assert_ptr_equal(cache_get(c, 1, STR("a")), &a);
	assert_null(cache_get(c, 1, STR("b")));
	assert_ptr_equal(cache_get(c, 1, STR("d")), &d);
	assert_int_equal(b, 1);
	cache_free(c);
	assert_int_equal(a + b + d, 3);
}

static void both_parts_of_the_key_count(void **state)
{
	struct cache *c = cache_new(4096, drop);
	int a = 0, b = 0, d = 0;

	(void)state;
	cache_put(c, 1, STR("same"), &a, 1);
	cache_put(c, 2, STR("same"), &b, 1);
	cache_put(c, 1, STR(""), &d, 1);
	assert_ptr_equal(cache_get(c, 1, STR("same")), &a);
	assert_ptr_equal(cache_get(c, 2, STR("same")), &b);
	assert_ptr_equal(cache_get(c, 1, (struct str){NULL, 0}), &d);
	assert_null(cache_get(c, 2, STR("")));
	cache_free(c);
}

static void bytes_stay_within_the_limit(void **state)
{
	struct cache *c = cache_new(10000, drop);
	static int values[3000];
	char key[16];

	(void)state;
	dropped = 0;
	for (int i = 0; i < 3000; i++) {
		int n = snprintf(key, sizeof key, "%d", i);
		cache_put(c, 0, (struct str){key, (size_t)n}, &values[i], (size_t)(i % 700));
		assert_in_range(cache_bytes(c), 1, 10000);
	}
	cache_put(c, 0, STR("large"), &values[0], 50000); /* is kept, alone */
	assert_int_equal(dropped, 3000);
	assert_ptr_equal(cache_get(c, 0, STR("large")), &values[0]);
	cache_put(c, 0, STR("next"), &values[1], 1);
	assert_null(cache_get(c, 0, STR("large")));
	assert_in_range(cache_bytes(c), 1, 10000);
	cache_free(c);
	cache_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_longest_unused_goes_first),
		cmocka_unit_test(both_parts_of_the_key_count),
		cmocka_unit_test(bytes_stay_within_the_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
