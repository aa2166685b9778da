/* libFuzzer: any bytes as change sets, and any two of those that were read put together every way.
 * Input: a text and two sets, separated by NUL. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "core/changes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct str next_part(struct str *rest)
{
	struct str part = STR("");
	str_split(rest, '\0', &part);
	return part;
}

/* What was read is written so that it reads the same. */
static void check_round_trip(struct arena *mem, const struct change_set *set)
{
	struct buf first = {0}, second = {0};
	struct change_set again;
	changes_write(&first, set);
	INVARIANT(changes_read(mem, arena_str(mem, buf_str(&first)), &again));
	changes_write(&second, &again);
	INVARIANT(str_eq(buf_str(&first), buf_str(&second)));
	buf_free(&first);
	buf_free(&second);
}

static void check_pair(struct arena *mem, struct str text, struct change_set a, struct change_set b)
{
	struct buf left = {0}, right = {0}, way = {0};
	if (!changes_apply(&left, text, &a) || !changes_apply(&right, text, &b))
		goto out;
	/* a, then b as it reads after a, is b, then a as it reads after b */
	struct change_set b_after = changes_map(mem, &b, &a, false), a_after = changes_map(mem, &a, &b, true);
	struct change_set one = changes_compose(mem, &a, &b_after),
			  other = changes_compose(mem, &b, &a_after);
	INVARIANT(changes_apply(&way, buf_str(&left), &b_after));
	INVARIANT(changes_apply(&left, text, &one) && str_eq(buf_str(&left), buf_str(&way)));
	INVARIANT(changes_apply(&way, buf_str(&right), &a_after));
	INVARIANT(changes_apply(&right, text, &other) && str_eq(buf_str(&right), buf_str(&way)));
out:
	buf_free(&left);
	buf_free(&right);
	buf_free(&way);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = {0};
	struct str rest = {(const char *)data, size};
	struct str text = next_part(&rest), first = next_part(&rest), second = next_part(&rest);
	struct change_set a, b;
	if (utf8_valid(text) && changes_read(&mem, first, &a)) {
		check_round_trip(&mem, &a);
		if (changes_read(&mem, second, &b))
			check_pair(&mem, text, a, b);
	}
	arena_free(&mem);
	return 0;
}
