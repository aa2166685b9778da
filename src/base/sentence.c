/* The gaps are had by giving printf a format that is made of the conversions alone, with a mark behind each. So the
 * compiler checks arguments as it does everywhere, msgfmt checks translations, and nothing of printf is done anew. */
#include "base/sentence.h"

#include <stdlib.h>
#include <string.h>

/* The next conversion at or behind *at, up to *end; "%%" is none. False: there is no more. */
static bool next_conversion(const char **at, const char **end)
{
	while ((*at = strchr(*at, '%'))) {
		const char *kind = *at + 1 + strspn(*at + 1, "0123456789$-+ #'.*hlLjzt");
		*end = kind + (*kind != 0);
		if (*kind && *kind != '%')
			return true;
		*at = *end;
	}
	return false;
}

/* In one line and of whole characters, so that it can stand in a list, on a terminal and in JSON. */
static struct str tidy_gaps(struct arena *mem, struct str raw)
{
	struct buf out = {0};
	for (size_t at = 0; at < raw.n;) {
		if (raw.p[at] == SENTENCE_GAP_END) {
			buf_byte(&out, raw.p[at++]);
			continue;
		}
		char bytes[4];
		uint32_t c = utf8_next(raw, &at);
		buf_add(&out, (struct str){bytes, utf8_put(bytes, c < ' ' || c == 0x7F ? ' ' : c)});
	}
	struct str tidy = arena_str(mem, buf_str(&out));
	buf_free(&out);
	return tidy;
}

struct sentence sentence_vmake(struct arena *mem, const char *format, va_list args)
{
	struct arena own = {0};
	struct buf conversions = {0};
	const char *at = format, *end;
	for (; next_conversion(&at, &end); at = end) {
		buf_add(&conversions, (struct str){at, (size_t)(end - at)});
		buf_byte(&conversions, SENTENCE_GAP_END);
	}
	buf_byte(&conversions, 0);
	struct sentence s = {format, tidy_gaps(mem, arena_vprintf(&own, conversions.p, args))};
	buf_free(&conversions);
	arena_free(&own);
	return s;
}

struct sentence sentence_make(struct arena *mem, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct sentence s = sentence_vmake(mem, format, args);
	va_end(args);
	return s;
}

bool sentence_gap(struct str *rest, struct str *gap)
{
	return str_split(rest, SENTENCE_GAP_END, gap) && rest->p;
}

static struct str gap_at(struct sentence s, int index)
{
	struct str rest = s.gaps, gap;
	while (sentence_gap(&rest, &gap))
		if (index-- == 0)
			return gap;
	return STR("");
}

/* Arguments are counted as printf takes them, from 1: the width of "%.*s" is one of its own. */
static int gap_of_argument(const char *format, long argument)
{
	int gap = 0;
	long taken = 0;
	const char *at = format, *end;
	for (; next_conversion(&at, &end); at = end, gap++) {
		for (const char *p = at; p < end; p++)
			taken += *p == '*';
		if (++taken >= argument)
			break;
	}
	return gap;
}

static void add_words(struct buf *out, const char *from, const char *to)
{
	for (; from < to; from++) {
		buf_byte(out, *from);
		from += *from == '%'; /* "%%" */
	}
}

void sentence_fill(struct buf *out, struct sentence s, const char *translated)
{
	int next = 0;
	const char *from = translated, *at = translated, *end;
	for (; next_conversion(&at, &end); from = at = end) {
		char *behind;
		long argument = strtol(at + 1, &behind, 10);
		add_words(out, from, at);
		buf_add(out, gap_at(s, *behind == '$' ? gap_of_argument(s.format, argument) : next++));
	}
	add_words(out, from, from + strlen(from));
}

static struct remark *new_remark(struct arena *mem, struct remarks *to)
{
	if (!to->list)
		to->list = ARENA_ARRAY(mem, struct remark, REMARKS_MAX);
	if (to->count == REMARKS_MAX) {
		to->left++;
		return NULL;
	}
	return &to->list[to->count++];
}

void remarks_vadd(struct arena *mem, struct remarks *to, uint32_t line, const char *format, va_list args)
{
	struct remark *r = new_remark(mem, to);
	if (r)
		*r = (struct remark){line, sentence_vmake(mem, format, args)};
}

void remarks_add(struct arena *mem, struct remarks *to, uint32_t line, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	remarks_vadd(mem, to, line, format, args);
	va_end(args);
}

void remarks_copy(struct arena *mem, struct remarks *to, const struct remarks *from)
{
	*to = (struct remarks){ARENA_ARRAY(mem, struct remark, REMARKS_MAX), from->count, from->left};
	for (uint32_t i = 0; i < from->count; i++)
		to->list[i] = (struct remark){from->list[i].line,
			{from->list[i].what.format, arena_str(mem, from->list[i].what.gaps)}};
}
