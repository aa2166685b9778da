/* What a page asks for becomes the message of the same name. One row says which fields the message
 * has; a field's name on the wire is that of the payload, in camel case. What stands in no row is not for
 * phones. Whether it is allowed, and whether the words and numbers make sense, is the core's business; here
 * only their shape is looked at. */
#include "net/wire_ask.h"

#include <inttypes.h>
#include <string.h>

#include "net/limits.h"

/* ---- one field each ---- */
static enum err read_number(const json_t *json, const struct field *f, void *to)
{
	int64_t value, most = f->shape == SHAPE_NUMBER ? INT32_MAX : INT64_MAX;
	if (!wire_get_number(json, f->name, f->min, most, &value))
		return ERR_invalid;
	int32_t small = (int32_t)value;
	if (f->shape == SHAPE_NUMBER)
		memcpy(to, &small, sizeof small);
	else
		memcpy(to, &value, sizeof value);
	return ERR_none;
}

static enum err read_flag(const json_t *json, const struct field *f, void *to)
{
	bool value = wire_get_flag(json, f->name);
	if (!json_is_boolean(json_object_get(json, f->name)))
		return ERR_invalid;
	memcpy(to, &value, sizeof value);
	return ERR_none;
}

static enum err read_word(const json_t *json, const struct field *f, void *to)
{
	struct str word;
	int value;
	if (!wire_get_text(json, f->name, ASKED_TEXT_MAX, &word) || !word_find(f->words, word, &value))
		return ERR_invalid;
	_Static_assert(sizeof(enum lane) == sizeof value, "words are read into an int");
	memcpy(to, &value, sizeof value);
	return ERR_none;
}

static enum err read_text(const json_t *json, const struct field *f, struct msg *msg, void *to)
{
	struct str text;
	if (!wire_get_text(json, f->name, MESSAGE_BYTES_MAX, &text))
		return ERR_invalid;
	if (text.n > ASKED_TEXT_MAX)
		return ERR_too_long;
	text = msg_str(msg, text);
	memcpy(to, &text, sizeof text);
	return ERR_none;
}

static enum err read_lines(const json_t *json, const struct field *f, struct msg *msg, void *to)
{
	const json_t *list = json_object_get(json, f->name), *line;
	struct buf lines = {0};
	size_t i;
	bool good = json_is_array(list);
	json_array_foreach((json_t *)(uintptr_t)list, i, line)
	{
		struct str s = {json_string_value(line), json_string_length(line)};
		good = good && json_is_string(line) && !str_contains(s, STR("\n"));
		if (i)
			buf_byte(&lines, '\n');
		if (good)
			buf_add(&lines, s);
	}
	struct str text = msg_str(msg, buf_str(&lines));
	memcpy(to, &text, sizeof text);
	buf_free(&lines);
	return !good ? ERR_invalid : text.n > ASKED_TEXT_MAX ? ERR_too_long : ERR_none;
}

/* In a message the members that hold these lists are texts of a line each. */
static enum err read_ids(const json_t *json, const struct field *f, struct msg *msg, void *to)
{
	const json_t *list = json_object_get(json, f->name), *one;
	struct buf lines = {0};
	size_t i;
	bool good = json_is_array(list) && json_array_size(list) <= IDS_MAX;
	json_array_foreach((json_t *)(uintptr_t)list, i, one)
	{
		good = good && json_is_integer(one) && json_integer_value(one) > 0;
		if (good)
			buf_printf(&lines, "%s%" PRId64, i ? "\n" : "", (int64_t)json_integer_value(one));
	}
	struct str text = msg_str(msg, buf_str(&lines));
	memcpy(to, &text, sizeof text);
	buf_free(&lines);
	return good ? ERR_none : ERR_invalid;
}

static enum err read_times(const json_t *json, const struct field *f, void *to)
{
	const json_t *list = json_object_get(json, f->name);
	int64_t times[PROGRAMME_STEPS];
	if (!json_is_array(list) || json_array_size(list) != PROGRAMME_STEPS)
		return ERR_invalid;
	for (size_t i = 0; i < PROGRAMME_STEPS; i++) {
		const json_t *time = json_array_get(list, i);
		times[i] = json_integer_value(time);
		if (!json_is_integer(time) || times[i] < 0)
			return ERR_invalid;
	}
	memcpy(to, times, sizeof times);
	return ERR_none;
}

/* The coordinator's page is nobody's: there the rule is told that nobody is named. */
static enum err read_self(const json_t *json, const struct field *f, ident subject, void *to)
{
	ident person = subject == COORDINATOR ? 0 : subject;
	const json_t *value = json_object_get(json, f->name);
	if (value && !json_is_null(value))
		return read_number(json, f, to);
	memcpy(to, &person, sizeof person);
	return ERR_none;
}

static enum err read_field(const json_t *json, const struct field *f, struct msg *msg, ident subject)
{
	void *to = (char *)msg + f->at;
	const json_t *value = json_object_get(json, f->name);
	if (f->optional && (!value || json_is_null(value)))
		return ERR_none;
	switch (f->shape) {
	case SHAPE_SUBJECT:
		memcpy(to, &subject, sizeof subject);
		return ERR_none;
	case SHAPE_SELF:
		return read_self(json, f, subject, to);
	case SHAPE_IDS:
		return read_ids(json, f, msg, to);
	case SHAPE_TIMES:
		return read_times(json, f, to);
	case SHAPE_FLAG:
		return read_flag(json, f, to);
	case SHAPE_WORD:
		return read_word(json, f, to);
	case SHAPE_TEXT:
		return read_text(json, f, msg, to);
	case SHAPE_LINES:
		return read_lines(json, f, msg, to);
	default:
		return read_number(json, f, to);
	}
}

static const struct asked *find_row(const struct asks *asks, const json_t *json)
{
	struct str what;
	if (!wire_get_text(json, "what", ASKED_TEXT_MAX, &what))
		return NULL;
	for (size_t i = 0; i < asks->count; i++)
		if (str_eq(what, str_from(msg_name(asks->rows[i].kind))))
			return &asks->rows[i];
	return NULL;
}

struct msg *wire_read_asked(
	const json_t *json, struct origin origin, const struct asks *asks, ident subject, enum err *err)
{
	const struct asked *row = find_row(asks, json);
	*err = ERR_invalid;
	if (!row)
		return NULL;
	struct msg *msg = msg_new(row->kind, origin);
	*err = ERR_none;
	for (int i = 0; i < ASKED_FIELDS_MAX && row->fields[i].shape && *err == ERR_none; i++)
		*err = read_field(json, &row->fields[i], msg, subject);
	if (*err == ERR_none)
		return msg;
	msg_free(msg);
	return NULL;
}
