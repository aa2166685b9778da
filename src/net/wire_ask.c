/* What a phone asks of a board becomes the message of the same name. One row says which fields the message
 * has; a field's name on the wire is that of the payload, in camel case. What stands in no row is not for
 * phones. Whether it is allowed, and whether the words and numbers make sense, is the core's business; here
 * only their shape is looked at. */
#include <string.h>

#include "net/limits.h"
#include "net/wire_board.h"
#include "net/wire_words.h"

#define FIELDS_MAX 6

enum shape {
	SHAPE_NONE,   /* the row ends */
	SHAPE_BOARD,  /* not on the wire: the board that the socket follows */
	SHAPE_LONG,   /* a whole number into an int64_t */
	SHAPE_NUMBER, /* into an int32_t */
	SHAPE_FLAG,
	SHAPE_WORD, /* of a table, into an enum */
	SHAPE_TEXT,
	SHAPE_LINES /* an array of strings, into one with a line each */
};

struct field {
	enum shape shape;
	const char *name;
	size_t at; /* in struct msg */
	bool optional;
	int64_t min;
	const struct words_of *words;
};

struct row {
	enum msg_kind kind;
	struct field fields[FIELDS_MAX];
};

#define IN(message, member) .at = offsetof(struct msg, u.message.member)
#define BOARD(message)                                                                                       \
	{                                                                                                    \
		SHAPE_BOARD, .name = "", IN(message, board)                                                  \
	}
#define ID(message, member)                                                                                  \
	{                                                                                                    \
		SHAPE_LONG, .name = #member, IN(message, member), .min = 1                                   \
	}
#define MAYBE(message, member)                                                                               \
	{                                                                                                    \
		SHAPE_LONG, .name = #member, IN(message, member), .optional = true                           \
	}
#define NUMBER(message, member, key, least)                                                                  \
	{                                                                                                    \
		SHAPE_NUMBER, .name = key, IN(message, member), .min = least                                 \
	}
#define MAYBE_NUMBER(message, member, key)                                                                   \
	{                                                                                                    \
		SHAPE_NUMBER, .name = key, IN(message, member), .optional = true                             \
	}
#define FLAG(message, member)                                                                                \
	{                                                                                                    \
		SHAPE_FLAG, .name = #member, IN(message, member)                                             \
	}
#define WORD(message, member, list)                                                                          \
	{                                                                                                    \
		SHAPE_WORD, .name = #member, IN(message, member), .words = &list                             \
	}
#define TEXT(message, member)                                                                                \
	{                                                                                                    \
		SHAPE_TEXT, .name = #member, IN(message, member)                                             \
	}

static const struct row rows[] = {
	{MSG_topic_add,
		{BOARD(topic_add), WORD(topic_add, kind, wire_topic_kinds), TEXT(topic_add, title),
			{SHAPE_TEXT, .name = "detail", IN(topic_add, detail), .optional = true},
			{SHAPE_FLAG, .name = "draft", IN(topic_add, draft), .optional = true}}},
	{MSG_topic_edit,
		{ID(topic_edit, topic), WORD(topic_edit, kind, wire_topic_kinds), TEXT(topic_edit, title),
			TEXT(topic_edit, detail)}},
	{MSG_topic_move,
		{ID(topic_move, topic), WORD(topic_move, lane, wire_lanes), MAYBE(topic_move, before)}},
	{MSG_topic_withdraw, {ID(topic_withdraw, topic)}},
	{MSG_topic_restore, {ID(topic_restore, topic)}},
	{MSG_topic_publish, {ID(topic_publish, topic)}},
	{MSG_topic_merge, {ID(topic_merge, topic), ID(topic_merge, into)}},
	{MSG_topic_split, {ID(topic_split, topic)}},
	{MSG_topic_outcome, {ID(topic_outcome, topic), TEXT(topic_outcome, text)}},
	{MSG_action_set,
		{MAYBE(action_set, action), MAYBE(action_set, topic), TEXT(action_set, text),
			MAYBE(action_set, owner), MAYBE(action_set, due)}},
	{MSG_action_settle, {ID(action_settle, action), WORD(action_settle, how, wire_settles)}},
	{MSG_interest_set,
		{ID(interest_set, topic), WORD(interest_set, kind, wire_interests), FLAG(interest_set, on)}},
	{MSG_gather, {ID(gather, topic)}},
	{MSG_proposal_answer,
		{ID(proposal_answer, offer), ID(proposal_answer, wish),
			WORD(proposal_answer, answer, words_consents)}},
	{MSG_proposal_date, {ID(proposal_date, offer), ID(proposal_date, wish), ID(proposal_date, start)}},
	{MSG_meeting_open, {BOARD(meeting_open), MAYBE(meeting_open, ends)}},
	{MSG_meeting_phase, {ID(meeting_phase, meeting), WORD(meeting_phase, phase, wire_phases)}},
	{MSG_meeting_ends, {ID(meeting_ends, meeting), ID(meeting_ends, ends)}},
	{MSG_meeting_undo, {ID(meeting_undo, meeting)}},
	{MSG_meeting_close, {ID(meeting_close, meeting)}},
	{MSG_meeting_rate, {ID(meeting_rate, meeting), NUMBER(meeting_rate, stars, "stars", 0)}},
	{MSG_lead_return, {ID(lead_return, meeting)}},
	{MSG_vote, {ID(vote, meeting), ID(vote, topic), NUMBER(vote, count, "count", 0)}},
	{MSG_vote_finish, {ID(vote_finish, meeting), FLAG(vote_finish, finished)}},
	{MSG_vote_reveal, {ID(vote_reveal, meeting)}},
	{MSG_vote_again, {ID(vote_again, meeting)}},
	{MSG_topic_start, {ID(topic_start, meeting), MAYBE(topic_start, topic)}},
	{MSG_topic_next, {ID(topic_next, meeting)}},
	{MSG_topic_back, {ID(topic_back, meeting)}},
	{MSG_box_pause, {ID(box_pause, meeting)}},
	{MSG_box_resume, {ID(box_resume, meeting)}},
	{MSG_box_more, {ID(box_more, meeting), ID(box_more, ms)}},
	{MSG_thumbs_ask, {ID(thumbs_ask, meeting)}},
	{MSG_thumb, {ID(thumb, meeting), WORD(thumb, thumb, wire_thumbs)}},
	{MSG_grid_set,
		{ID(grid_set, meeting), {SHAPE_LINES, .name = "places", IN(grid_set, places)},
			MAYBE_NUMBER(grid_set, slots, "slots"),
			MAYBE_NUMBER(grid_set, slot_minutes, "slotMinutes"), MAYBE(grid_set, starts)}},
	{MSG_grid_put,
		{ID(grid_put, meeting), ID(grid_put, topic), NUMBER(grid_put, place, "place", -1),
			NUMBER(grid_put, slot, "slot", -1)}},
	{MSG_grid_fill, {ID(grid_fill, meeting)}},
};

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

static enum err read_field(const json_t *json, const struct field *f, struct msg *msg, ident board)
{
	void *to = (char *)msg + f->at;
	const json_t *value = json_object_get(json, f->name);
	if (f->optional && (!value || json_is_null(value)))
		return ERR_none;
	switch (f->shape) {
	case SHAPE_BOARD:
		memcpy(to, &board, sizeof board);
		return ERR_none;
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

static const struct row *find_row(const json_t *json)
{
	struct str what;
	if (!wire_get_text(json, "what", ASKED_TEXT_MAX, &what))
		return NULL;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (str_eq(what, str_from(msg_name(rows[i].kind))))
			return &rows[i];
	return NULL;
}

struct msg *wire_read_asked(const json_t *json, struct origin origin, ident board, enum err *err)
{
	const struct row *row = find_row(json);
	*err = ERR_invalid;
	if (!row)
		return NULL;
	struct msg *msg = msg_new(row->kind, origin);
	*err = ERR_none;
	for (int i = 0; i < FIELDS_MAX && row->fields[i].shape && *err == ERR_none; i++)
		*err = read_field(json, &row->fields[i], msg, board);
	if (*err == ERR_none)
		return msg;
	msg_free(msg);
	return NULL;
}
