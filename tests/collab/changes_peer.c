/* The C side of tests/collab/changes.js: reads one case a line, answers one line each, in order.
 *   ["apply", text, set]            → text, or null if the set does not fit
 *   ["map", a, b, before]           → set
 *   ["compose", a, b]               → set
 *   ["pos", set, position, assoc]   → number
 *   ["rebase", [sets], [log]]       → sets, rebased over one entry of the log at a time
 *   ["valid", set]                  → true or false
 * Sets are read by changes_read and written by changes_write, so both are under test as well. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/changes.h"

struct answer {
	struct arena mem;
	struct buf out;
};

static bool set_from(struct arena *mem, const json_t *json, struct change_set *set)
{
	char *text = json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);
	bool good = changes_read(mem, arena_str(mem, str_from(text)), set);
	free(text);
	return good;
}

static void apply(struct answer *a, const json_t *request)
{
	const json_t *text = json_array_get(request, 1);
	struct change_set set;
	struct buf to = {0};
	if (set_from(&a->mem, json_array_get(request, 2), &set) &&
		changes_apply(&to, (struct str){json_string_value(text), json_string_length(text)}, &set)) {
		json_t *result = json_stringn(to.p ? to.p : "", to.n);
		char *dumped = json_dumps(result, JSON_ENCODE_ANY);
		buf_add(&a->out, str_from(dumped));
		free(dumped);
		json_decref(result);
	} else {
		buf_add(&a->out, STR("null"));
	}
	buf_free(&to);
}

static void map(struct answer *a, const json_t *request)
{
	struct change_set one, other;
	if (!set_from(&a->mem, json_array_get(request, 1), &one) ||
		!set_from(&a->mem, json_array_get(request, 2), &other)) {
		buf_add(&a->out, STR("null"));
		return;
	}
	struct change_set set = changes_map(&a->mem, &one, &other, json_is_true(json_array_get(request, 3)));
	changes_write(&a->out, &set);
}

static void compose(struct answer *a, const json_t *request)
{
	struct change_set one, other;
	if (!set_from(&a->mem, json_array_get(request, 1), &one) ||
		!set_from(&a->mem, json_array_get(request, 2), &other)) {
		buf_add(&a->out, STR("null"));
		return;
	}
	struct change_set set = changes_compose(&a->mem, &one, &other);
	changes_write(&a->out, &set);
}

static void rebase(struct answer *a, const json_t *request)
{
	const json_t *list = json_array_get(request, 1), *log = json_array_get(request, 2);
	uint32_t count = (uint32_t)json_array_size(list);
	struct change_set *sets = ARENA_ARRAY(&a->mem, struct change_set, count), entry;
	bool good = true;
	for (uint32_t i = 0; i < count; i++)
		good = set_from(&a->mem, json_array_get(list, i), &sets[i]) && good;
	for (size_t i = 0; good && i < json_array_size(log); i++) {
		good = set_from(&a->mem, json_array_get(log, i), &entry);
		if (good)
			changes_rebase(&a->mem, sets, count, &entry);
	}
	buf_byte(&a->out, '[');
	for (uint32_t i = 0; good && i < count; i++) {
		if (i)
			buf_byte(&a->out, ',');
		changes_write(&a->out, &sets[i]);
	}
	buf_byte(&a->out, ']');
}

static void pos(struct answer *a, const json_t *request)
{
	struct change_set set;
	if (!set_from(&a->mem, json_array_get(request, 1), &set)) {
		buf_add(&a->out, STR("null"));
		return;
	}
	buf_printf(&a->out, "%u",
		changes_map_pos(&set, (uint32_t)json_integer_value(json_array_get(request, 2)),
			(int)json_integer_value(json_array_get(request, 3))));
}

static void valid(struct answer *a, const json_t *request)
{
	struct change_set set;
	bool good = set_from(&a->mem, json_array_get(request, 1), &set);
	buf_add(&a->out, good ? STR("true") : STR("false"));
}

static const struct {
	const char *name;
	void (*run)(struct answer *, const json_t *);
} operations[] = {{"apply", apply}, {"map", map}, {"compose", compose}, {"rebase", rebase}, {"pos", pos},
	{"valid", valid}};

static bool answer(struct answer *a, const json_t *request)
{
	const char *name = json_string_value(json_array_get(request, 0));
	for (size_t i = 0; name && i < sizeof operations / sizeof *operations; i++) {
		if (strcmp(name, operations[i].name) == 0) {
			operations[i].run(a, request);
			return true;
		}
	}
	return false;
}

int main(void)
{
	struct answer a = {0};
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	bool good = setvbuf(stdout, NULL, _IOLBF, BUFSIZ) == 0; /* whoever asks waits for each line */
	while (good && (n = getline(&line, &cap, stdin)) > 0) {
		json_t *request = json_loadb(line, (size_t)n, 0, NULL);
		good = request && answer(&a, request);
		buf_byte(&a.out, '\n');
		good = good && fwrite(a.out.p, 1, a.out.n, stdout) == a.out.n;
		a.out.n = 0;
		arena_reset(&a.mem);
		json_decref(request);
	}
	free(line);
	buf_free(&a.out);
	arena_free(&a.mem);
	return good && fflush(stdout) == 0 ? 0 : 1;
}
