/* What the coordinator sees, as files for a spreadsheet (RFC 4180; in UTF-8 with a byte order mark, without which
 * spreadsheets take it for something else). The people file can be taken in again. As on the pages, nothing in them is
 * anybody's own words.
 *
 * A spreadsheet takes a cell that begins with = + - or @ for a formula; such cells get an apostrophe in front
 * (OWASP, CSV injection). */
#include <string.h>

#include "core/desk.h"
#include "core/words_of.h"

/* ---- cells ---- */

static void text_cell(struct buf *out, const char *before, struct str s)
{
	buf_add(out, str_from(before));
	buf_byte(out, '"');
	if (s.n && strchr("=+-@\t\r", s.p[0]))
		buf_byte(out, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_byte(out, '"');
		buf_byte(out, s.p[i]);
	}
	buf_byte(out, '"');
}

static void word_cell(struct buf *out, const struct words_of *words, int value)
{
	text_cell(out, ",", str_from(word_of(words, value)));
}

static void number_cell(struct buf *out, int64_t number)
{
	buf_printf(out, ",%lld", (long long)number);
}

/* In the room's time zone, with a space instead of ISO 8601's T; empty: not settled. */
static void time_cell(struct buf *out, const char *before, int64_t wall)
{
	struct civil c = civil_from(wall);
	buf_add(out, str_from(before));
	if (wall > 0)
		buf_printf(out, "%04d-%02d-%02d %02d:%02d", c.year, c.month, c.day, c.hour, c.minute);
}

/* ---- files ---- */

static void people(struct core *core, struct buf *out)
{
	const struct table *t = &core->people->persons;
	buf_add(out, STR("given name,name,organisation,e-mail,language,team\r\n"));
	for (size_t i = 0; i < t->count; i++) {
		const struct person *p = &((struct person_row *)t->slots[i].row)->p;
		if (p->guest || p->archived)
			continue;
		text_cell(out, "", p->given);
		text_cell(out, ",", p->family);
		text_cell(out, ",", core_organisation_name(core, p->organisation));
		text_cell(out, ",", p->email);
		text_cell(out, ",", p->language);
		text_cell(out, ",", p->team);
		buf_add(out, STR("\r\n"));
	}
}

static void organisations(struct core *core, struct buf *out)
{
	const struct table *t = &core->people->organisations;
	buf_add(out, STR("name,kind\r\n"));
	for (size_t i = 0; i < t->count; i++) {
		const struct organisation *o = t->slots[i].row;
		text_cell(out, "", o->name);
		word_cell(out, &words_organisations, (int)o->kind);
		buf_add(out, STR("\r\n"));
	}
}

static void partnerships(struct core *core, struct buf *out)
{
	const struct table *t = &core->partnerships->partnerships;
	buf_add(out, STR("name,model,state,people,rhythm,agreement,held,last,next,created\r\n"));
	for (size_t i = 0; i < t->count; i++) {
		const struct partnership *p = &((struct partnership_row *)t->slots[i].row)->p;
		ident members[PARTNERS_MAX];
		struct partnership_sessions met = core_partnership_sessions(core, p->id, core->now.wall);
		text_cell(out, "", partnership_called(core, p, &core->scratch));
		word_cell(out, &words_models, (int)p->model);
		word_cell(out, &words_partnership_states, (int)p->state);
		number_cell(out, (int64_t)partnership_people(p, members, PARTNERS_MAX));
		word_cell(out, &words_rhythms, (int)p->rhythm);
		word_cell(out, &words_agreements, (int)core_agreement_state(core, p->id, core->now.wall));
		number_cell(out, met.held);
		time_cell(out, ",", met.last);
		time_cell(out, ",", met.next);
		time_cell(out, ",", p->created);
		buf_add(out, STR("\r\n"));
	}
}

/* Those in memory: of the last days, and to come. */
static void sessions(struct core *core, struct buf *out)
{
	const struct table *t = &core->sessions->sessions;
	buf_add(out, STR("starts,ends,partnership,title,state,members,here\r\n"));
	for (size_t i = 0; i < t->count; i++) {
		const struct session_row *row = t->slots[i].row;
		const struct partnership *p = core_partnership(core, row->s.partnership);
		time_cell(out, "", row->s.starts);
		time_cell(out, ",", row->s.ends);
		text_cell(out, ",", p ? partnership_called(core, p, &core->scratch) : STR(""));
		text_cell(out, ",", row->s.title);
		word_cell(out, &words_session_states, (int)row->s.state);
		number_cell(out, (int64_t)row->member_count);
		number_cell(out, (int64_t)session_here(row));
		buf_add(out, STR("\r\n"));
	}
}

static const struct {
	const char *name;
	void (*write)(struct core *, struct buf *);
} files[] = {
	{"people.csv", people},
	{"organisations.csv", organisations},
	{"partnerships.csv", partnerships},
	{"sessions.csv", sessions},
};

void on_desk_file(struct core *core, const struct msg_desk_file *m)
{
	size_t i = 0;
	while (i < sizeof files / sizeof *files && !str_eq(m->name, str_from(files[i].name)))
		i++;
	if (i == sizeof files / sizeof *files) {
		core_reply(core, ERR_not_found, 0);
		return;
	}
	struct buf out = {0};
	buf_add(&out, STR("\xEF\xBB\xBF"));
	files[i].write(core, &out);
	struct effect *e = core_effect(core, EFFECT_file);
	e->u.file = (struct effect_file){str_from(files[i].name), arena_str(&e->mem, buf_str(&out))};
	buf_free(&out);
}
