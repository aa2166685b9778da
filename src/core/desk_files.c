/* What the coordinator sees, as files for a spreadsheet (RFC 4180; in UTF-8 with a byte order mark, without which
 * spreadsheets take it for something else). The people file can be taken in again. Columns and
 * words are keys, as everywhere on the wire; the page that asks gives them its language (desk_lists.js). As on the pages, nothing in them is
 * anybody's own words. What memory does not hold any more is asked of the store, and its rows make the file. */
#include "base/cells.h"
#include "core/desk.h"
#include "core/words_of.h"

/* ---- cells ---- */

static void word_cell(struct buf *out, const struct words_of *words, int value)
{
	cell_text(out, ",", str_from(word_of(words, value)));
}

/* ---- files of what is in memory ---- */

static void people(struct core *core, struct buf *out)
{
	const struct table *t = &core->people->persons;
	for (size_t i = 0; i < t->count; i++) {
		const struct person *p = &((struct person_row *)t->slots[i].row)->p;
		if (p->guest || p->archived)
			continue;
		cell_text(out, "", p->given);
		cell_text(out, ",", p->family);
		cell_text(out, ",", core_organisation_name(core, p->organisation));
		cell_text(out, ",", p->email);
		cell_text(out, ",", p->language);
		cell_text(out, ",", p->team);
		buf_add(out, STR("\r\n"));
	}
}

static void organisations(struct core *core, struct buf *out)
{
	const struct table *t = &core->people->organisations;
	for (size_t i = 0; i < t->count; i++) {
		const struct organisation *o = t->slots[i].row;
		cell_text(out, "", o->name);
		word_cell(out, &words_organisations, (int)o->kind);
		buf_add(out, STR("\r\n"));
	}
}

/* ---- files of the store's rows: lines of fields, ended by what no text of ours has in it ---- */

#define FIELDS_MAX 10

/* Whole numbers, and one text as the last field. */
struct line {
	int64_t numbers[FIELDS_MAX];
	size_t count;
	struct str text;
};

static struct line read_line(struct str line)
{
	struct line l = {.count = 0};
	struct str field;
	while (l.count < FIELDS_MAX && str_split(&line, '\x1F', &field) && line.p)
		if (!str_int(field, INT64_MIN, INT64_MAX, &l.numbers[l.count++]))
			l.numbers[l.count - 1] = 0;
	l.text = line.p ? line : field;
	return l;
}

/* id, model, state, people, rhythm, held, last, created, ended, its name or its people's */
static void partnership_line(struct core *core, struct buf *out, const struct line *l)
{
	const int64_t *n = l->numbers;
	const struct partnership *p = core_partnership(core, n[0]);
	cell_text(out, "", p ? partnership_called(core, p, &core->scratch) : l->text);
	word_cell(out, &words_models, (int)n[1]);
	word_cell(out, &words_partnership_states, (int)n[2]);
	cell_number(out, ",", n[3]);
	word_cell(out, &words_rhythms, (int)n[4]);
	if (p)
		word_cell(out, &words_agreements, (int)core_agreement_state(core, p->id, core->now.wall));
	else
		buf_byte(out, ',');
	cell_number(out, ",", n[5]);
	cell_time(out, ",", n[6]);
	cell_time(out, ",", p ? core_partnership_sessions(core, p->id, core->now.wall).next : 0);
	cell_time(out, ",", n[7]);
	cell_time(out, ",", n[8]);
}

/* starts, ends, partnership, state, members, here, its title and, behind a line's end, what the partnership is called */
static void session_line(struct core *core, struct buf *out, const struct line *l)
{
	const int64_t *n = l->numbers;
	const struct partnership *p = core_partnership(core, n[2]);
	struct str called = l->text, title;
	str_split(&called, '\n', &title);
	cell_time(out, "", n[0]);
	cell_time(out, ",", n[1]);
	cell_text(out, ",", p ? partnership_called(core, p, &core->scratch) : called);
	cell_text(out, ",", title);
	word_cell(out, &words_session_states, (int)n[3]);
	cell_number(out, ",", n[4]);
	cell_number(out, ",", n[5]);
}

static const struct {
	const char *name, *header;
	void (*write)(struct core *, struct buf *); /* from memory */
	enum ask_kind ask;                          /* or of the store's lines */
	void (*write_line)(struct core *, struct buf *, const struct line *);
} files[] = {
	{"people.csv", "given name,name,organisation,e-mail,language,team", .write = people},
	{"organisations.csv", "name,kind", .write = organisations},
	{"partnerships.csv", "name,model,state,people,rhythm,agreement,held,last,next,created,ended",
		.ask = ASK_partnership_lines, .write_line = partnership_line},
	{"sessions.csv", "starts,ends,partnership,title,state,members,here", .ask = ASK_session_lines,
		.write_line = session_line},
};
#define FILES (sizeof files / sizeof *files)

static void begin(struct buf *out, size_t file)
{
	buf_add(out, CELLS_MARK);
	buf_add(out, str_from(files[file].header));
	buf_add(out, STR("\r\n"));
}

static void give(struct core *core, size_t file, struct buf *text, uint64_t conn)
{
	struct effect *e = core_effect(core, EFFECT_file);
	e->to = (struct origin){.source = FROM_FILE, .conn = conn};
	e->u.file = (struct effect_file){str_from(files[file].name), arena_str(&e->mem, buf_str(text))};
	buf_free(text);
}

void on_desk_file(struct core *core, const struct msg_desk_file *m)
{
	uint64_t conn = core->msg->origin.conn;
	size_t i = 0;
	while (i < FILES && !str_eq(m->name, str_from(files[i].name)))
		i++;
	if (i == FILES) {
		core_reply(core, ERR_not_found, 0);
	} else if (files[i].write_line) {
		core_ask(core, (struct ask){.kind = files[i].ask, .conn = conn});
	} else {
		struct buf out = {0};
		begin(&out, i);
		files[i].write(core, &out);
		give(core, i, &out, conn);
	}
}

/* One row of one text; a line for each of its parts. */
void desk_files_take_rows(struct core *core, const struct msg_rows *m)
{
	size_t i = 0;
	while (i < FILES && !(files[i].write_line && files[i].ask == m->kind))
		i++;
	if (i == FILES || !m->conn)
		return;
	struct buf out = {0};
	struct str rest = m->rows ? m->values[0].s : STR(""), line;
	begin(&out, i);
	while (rest.n && str_split(&rest, '\x1E', &line)) {
		struct line l = read_line(line);
		files[i].write_line(core, &out, &l);
		buf_add(&out, STR("\r\n"));
	}
	give(core, i, &out, m->conn);
}
