/* Reading the files of content by tables; see content_lines.h. */
#include "core/content_lines.h"

#include <string.h>

bool lines_wrong(struct lines *l, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	*l->problem = (struct remark){
		(uint32_t)(l->number ? l->number : 1), sentence_vmake(&l->content->mem, format, args)};
	va_end(args);
	return false;
}

bool lines_open(struct lines *l, struct content *c, const char *code, struct str text, struct remark *problem)
{
	*l = (struct lines){.content = c, .problem = problem, .language = content_language_add(c, code)};
	l->rest = arena_str(&c->mem, text);
	if (!l->language)
		return lines_wrong(l, N_("too many languages"));
	return utf8_valid(text) || lines_wrong(l, N_("the file is not UTF-8"));
}

bool lines_next(struct lines *l)
{
	while (str_split(&l->rest, '\n', &l->line)) {
		if (!l->line.n && !l->rest.p)
			return false; /* behind the last line's end */
		l->number++;
		l->line = str_trim(l->line);
		if (l->line.n == 0 || l->line.p[0] != '#')
			return true;
	}
	return false;
}

bool lines_is_section(const struct lines *l, const char *name)
{
	size_t n = strlen(name);
	return l->line.n == n + 2 && l->line.p[0] == '[' && l->line.p[n + 1] == ']' &&
		memcmp(l->line.p + 1, name, n) == 0;
}

bool lines_pair(struct lines *l, struct str *key, struct str *value)
{
	struct str rest = l->line;
	if (!str_split(&rest, '=', key) || !rest.p)
		return lines_wrong(l, N_("expected key = value"));
	*key = str_trim(*key);
	*value = str_trim(rest);
	return true;
}

int lines_choice(const char *const *keys, int count, struct str key)
{
	for (int i = 0; i < count; i++)
		if (str_eq(str_from(keys[i]), key))
			return i;
	return -1;
}

static const struct field *field_of(const struct field *fields, int count, struct str key)
{
	for (int i = 0; i < count; i++)
		if (str_eq(str_from(fields[i].key), key))
			return &fields[i];
	return NULL;
}

static bool fits(struct lines *l, const struct field *f, struct str value)
{
	if (value.n == 0)
		return lines_wrong(l, N_("%s is empty"), f->key);
	return value.n <= f->bytes ||
		lines_wrong(l, N_("%s has %zu bytes, at most %zu fit"), f->key, value.n, f->bytes);
}

bool lines_add(struct lines *l, const struct field *f, struct texts *list, struct str value)
{
	if (list->count == (int)f->most)
		return lines_wrong(l, N_("at most %d of %s"), (int)f->most, f->key);
	if (!list->list)
		list->list = ARENA_ARRAY(&l->content->mem, struct str, (size_t)f->most);
	if (!fits(l, f, value))
		return false;
	list->list[list->count++] = value;
	return true;
}

static bool set_number(struct lines *l, const struct field *f, int64_t *to, struct str value)
{
	return str_int(value, f->least, f->most, to) ||
		lines_wrong(l, N_("%s is a number from %d to %d"), f->key, (int)f->least, (int)f->most);
}

static bool set_text(struct lines *l, const struct field *f, struct str *to, struct str value)
{
	if (to->n)
		return lines_wrong(l, N_("%s is there twice"), f->key);
	*to = value;
	return fits(l, f, value);
}

bool lines_set(
	struct lines *l, const struct field *fields, int count, void *to, struct str key, struct str value)
{
	const struct field *f = field_of(fields, count, key);
	if (!f)
		return lines_wrong(l, N_("there is no key \"%.*s\" here"), STR_FMT(key));
	void *at = (char *)to + f->at;
	if (f->kind == FIELD_NUMBER)
		return set_number(l, f, at, value);
	return f->kind == FIELD_TEXT ? set_text(l, f, at, value) : lines_add(l, f, at, value);
}

static int64_t amount(const struct field *f, const void *at)
{
	if (f->kind == FIELD_NUMBER)
		return *(const int64_t *)at;
	return f->kind == FIELD_TEXT ? ((const struct str *)at)->n > 0 : ((const struct texts *)at)->count;
}

bool lines_complete(struct lines *l, const struct field *fields, int count, const void *from)
{
	for (int i = 0; i < count; i++) {
		const struct field *f = &fields[i];
		if (amount(f, (const char *)from + f->at) >= f->least)
			continue;
		if (f->kind == FIELD_LIST)
			return lines_wrong(
				l, N_("above this, %s is needed %d times at least"), f->key, (int)f->least);
		return lines_wrong(l, N_("above this, %s is missing"), f->key);
	}
	return true;
}

bool lines_parts(struct lines *l, const char *key, struct str value, struct str *out, int count, size_t bytes)
{
	struct str rest = value, part;
	int found = 0;
	while (str_split(&rest, '|', &part)) {
		part = str_trim(part);
		if (found == count || !part.n || part.n > bytes)
			return lines_wrong(l,
				N_("%s is %d words or phrases with | between them, each at most %zu bytes"),
				key, count, bytes);
		out[found++] = part;
	}
	return found == count ||
		lines_wrong(l, N_("%s is %d words or phrases with | between them"), key, count);
}
