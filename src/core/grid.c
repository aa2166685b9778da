/* The grid: topics on places and slots, so that a bigger group can split. A cell is a row of its own that
 * stays when the topic leaves the board for a while, or when everybody comes together again: reading leaves
 * out what is not shown just now, and only whoever changes the grid next clears it away. */
#include "base/buf.h"
#include "core/meetings.h"
#include "core/timetable.h"

#include <stdlib.h>
#include <string.h>

#define CELLS_MAX (PLACES_MAX * SLOTS_MAX)
#define PLACE_NAME_MAX 80 /* bytes */
#define BRINGERS_MAX 16   /* of a topic and those under it; more may be in two places at once */
#define SLOT_MINUTES_MIN 5
#define SLOT_MINUTES_MAX 240
#define STARTS_WITHIN DAY /* a meeting lasts no longer */
#define WANTED_MAX (PARTICIPANTS_MAX + BRINGERS_MAX)

/* ---- cells ---- */

static struct cell *cell_find(const struct meeting_row *row, ident topic)
{
	for (size_t i = 0; i < row->cell_count; i++)
		if (row->cells[i].topic == topic)
			return &row->cells[i];
	return NULL;
}

static bool may_be_on_grid(const struct core *core, const struct meeting_row *row, ident topic)
{
	const struct topic *t = core_topic(core, topic);
	return t && t->board == row->m.board && t->lane < LANES_SHOWN && !t->draft;
}

static bool is_shown(const struct core *core, const struct meeting_row *row, const struct cell *c)
{
	return row->m.split && c->place < meeting_places(&row->m) && c->slot < row->m.slots &&
		may_be_on_grid(core, row, c->topic);
}

static void add_cell(struct meeting_row *row, ident topic, int32_t place, int32_t slot)
{
	*LIST_ADD(row->cells, row->cell_count, row->cell_cap) = (struct cell){topic, place, slot};
}

static void put_cell(struct core *core, struct meeting_row *row, ident topic, int32_t place, int32_t slot)
{
	struct cell *c = cell_find(row, topic);
	if (c)
		*c = (struct cell){topic, place, slot};
	else
		add_cell(row, topic, place, slot);
	PUT(core, REC_cell, VI(row->m.id), VI(topic), VI(place), VI(slot));
}

static void drop_cell(struct core *core, struct meeting_row *row, ident topic)
{
	struct cell *c = cell_find(row, topic);
	if (!c)
		return;
	const struct value key[] = {VI(row->m.id), VI(topic)};
	core_delete(core, REC_cell, key);
	*c = row->cells[--row->cell_count];
}

/* What was left out while reading goes for good, so that two topics never come to one cell. */
static void drop_hidden(struct core *core, struct meeting_row *row)
{
	for (size_t i = row->cell_count; i-- > 0;)
		if (!is_shown(core, row, &row->cells[i]))
			drop_cell(core, row, row->cells[i].topic);
}

void grid_restore(struct core *core, struct meeting_row *row, const struct cell *cells, size_t count)
{
	while (row->cell_count)
		drop_cell(core, row, row->cells[row->cell_count - 1].topic);
	for (size_t i = 0; i < count; i++)
		put_cell(core, row, cells[i].topic, cells[i].place, cells[i].slot);
}

void load_cell(struct core *core, const struct value *v)
{
	struct meeting_row *row = meeting_find(core, v[0].i);
	bool fits = v[2].i >= 0 && v[2].i < PLACES_MAX && v[3].i >= 0 && v[3].i < SLOTS_MAX;
	if (row && fits)
		add_cell(row, v[1].i, (int32_t)v[2].i, (int32_t)v[3].i);
}

/* ---- reading ---- */

int meeting_places(const struct meeting *m)
{
	int lines = m->places.n > 0;
	for (size_t i = 0; i < m->places.n; i++)
		lines += m->places.p[i] == '\n';
	return lines < PLACES_MAX ? lines : PLACES_MAX;
}

struct str meeting_place(const struct meeting *m, int place)
{
	struct str rest = m->places, line = STR("");
	for (int i = 0; i <= place; i++)
		if (!str_split(&rest, '\n', &line))
			return STR("");
	return line;
}

int64_t meeting_slot_start(const struct meeting *m, int slot)
{
	return m->grid_starts + (int64_t)slot * m->slot_minutes * MINUTE;
}

static ident topic_at(const struct core *core, const struct meeting_row *row, int32_t place, int32_t slot)
{
	for (size_t i = 0; i < row->cell_count; i++) {
		const struct cell *c = &row->cells[i];
		if (c->place == place && c->slot == slot && is_shown(core, row, c))
			return c->topic;
	}
	return 0;
}

size_t core_grid(const struct core *core, ident meeting, struct cell *out, size_t cap)
{
	const struct meeting_row *row = meeting_find(core, meeting);
	size_t count = 0;
	if (!row || !row->m.split)
		return 0;
	int places = meeting_places(&row->m);
	for (int slot = 0; slot < row->m.slots; slot++)
		for (int place = 0; place < places && count < cap; place++) {
			ident topic = topic_at(core, row, place, slot);
			if (topic)
				out[count++] = (struct cell){topic, place, slot};
		}
	return count;
}

struct cell core_cell(const struct core *core, ident meeting, ident topic)
{
	const struct meeting_row *row = meeting_find(core, meeting);
	const struct cell *c = row ? cell_find(row, topic) : NULL;
	return c && is_shown(core, row, c) ? *c : (struct cell){topic, -1, -1};
}

/* At the tables nobody presses Next: those whose time has begun were talked about. */
void grid_finish(struct core *core, struct meeting_row *row)
{
	struct cell cells[CELLS_MAX];
	size_t n = core_grid(core, row->m.id, cells, CELLS_MAX);
	for (size_t i = 0; i < n; i++) {
		struct topic *t = boards_topic(core, cells[i].topic);
		int64_t said = core->now.wall - meeting_slot_start(&row->m, cells[i].slot);
		int64_t all = row->m.slot_minutes * MINUTE;
		if (!t || said <= 0 || t->lane == LANE_DONE)
			continue;
		t->meeting = row->m.id;
		t->spent = said < all ? said : all;
		topic_put(core, t, LANE_DONE, 0);
	}
}

/* ---- who wants what ---- */

static size_t bringers(const struct core *core, ident topic, ident out[BRINGERS_MAX])
{
	const struct topic *t = core_topic(core, topic), *under[BRINGERS_MAX];
	size_t count = 0, merged = core_merged(core, topic, under, BRINGERS_MAX - 1);
	if (t && t->person)
		out[count++] = t->person;
	for (size_t i = 0; i < merged; i++)
		if (under[i]->person)
			out[count++] = under[i]->person;
	return count;
}

static bool same_bringer(const struct core *core, ident a, ident b)
{
	ident of_a[BRINGERS_MAX], of_b[BRINGERS_MAX];
	size_t na = bringers(core, a, of_a), nb = bringers(core, b, of_b);
	for (size_t i = 0; i < na; i++)
		for (size_t j = 0; j < nb; j++)
			if (of_a[i] == of_b[j])
				return true;
	return false;
}

/* Those who would join it, and those who bring it: by id, each once. */
struct wanting {
	ident *people;
	size_t count;
};

static int by_id(const void *a, const void *b)
{
	ident x = *(const ident *)a, y = *(const ident *)b;
	return (x > y) - (x < y);
}

static struct wanting wanting(const struct core *core, struct arena *mem, ident topic)
{
	ident all[WANTED_MAX];
	size_t n = core_interested(core, topic, INTEREST_JOIN, all, PARTICIPANTS_MAX);
	n += bringers(core, topic, all + n);
	qsort(all, n, sizeof *all, by_id);
	struct wanting w = {.people = ARENA_ARRAY(mem, ident, n + 1)};
	for (size_t i = 0; i < n; i++)
		if (i == 0 || all[i] != all[i - 1])
			w.people[w.count++] = all[i];
	return w;
}

static int want_both(const struct wanting *a, const struct wanting *b)
{
	int both = 0;
	for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
		both += a->people[i] == b->people[j];
		bool next = a->people[i] <= b->people[j];
		j += b->people[j] <= a->people[i];
		i += next;
	}
	return both;
}

static bool is_worse(const struct clash *a, const struct clash *b)
{
	if (a->bringer != b->bringer)
		return a->bringer;
	return a->people > b->people;
}

/* Keeps the list in its order; what comes past its end is the least. */
static size_t add_clash(struct clash *list, size_t count, size_t cap, struct clash c)
{
	size_t at = count;
	while (at > 0 && is_worse(&c, &list[at - 1]))
		at--;
	if (at == cap)
		return count;
	count += count < cap;
	memmove(list + at + 1, list + at, (count - at - 1) * sizeof *list);
	list[at] = c;
	return count;
}

size_t core_clashes(const struct core *core, ident meeting, struct clash *out, size_t cap)
{
	struct arena mem = {0};
	struct cell cells[CELLS_MAX];
	struct wanting want[CELLS_MAX];
	size_t count = 0, n = core_grid(core, meeting, cells, CELLS_MAX);
	for (size_t i = 0; i < n; i++)
		want[i] = wanting(core, &mem, cells[i].topic);
	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n && cells[j].slot == cells[i].slot; j++) {
			struct clash c = {.a = cells[i].topic,
				.b = cells[j].topic,
				.people = want_both(&want[i], &want[j]),
				.bringer = same_bringer(core, cells[i].topic, cells[j].topic)};
			if (c.people || c.bringer)
				count = add_clash(out, count, cap, c);
		}
	arena_free(&mem);
	return count;
}

/* ---- the lead sets it up ---- */

/* A line each, cleaned, empty ones left out. */
static enum err clean_places(struct core *core, struct str in, struct str *out)
{
	struct buf text = {0};
	struct str line, clean;
	enum err err = ERR_none;
	int count = 0;
	while (!err && str_split(&in, '\n', &line)) {
		err = core_clean(core, line, PLACE_NAME_MAX, false, &clean);
		if (err || !clean.n)
			continue;
		err = ++count > PLACES_MAX ? ERR_too_many : ERR_none;
		buf_printf(&text, "%s%.*s", text.n ? "\n" : "", STR_FMT(clean));
	}
	*out = arena_str(&core->scratch, buf_str(&text));
	buf_free(&text);
	return err;
}

static enum err check_size(const struct core *core, const struct msg_grid_set *m)
{
	bool fits = m->slots >= 1 && m->slots <= SLOTS_MAX && m->slot_minutes >= SLOT_MINUTES_MIN &&
		m->slot_minutes <= SLOT_MINUTES_MAX && m->starts >= 0 &&
		m->starts <= core->now.wall + STARTS_WITHIN;
	return fits ? ERR_none : ERR_invalid;
}

static void save_grid(struct core *core, struct meeting_row *row)
{
	meeting_save(core, row);
	watch_cards(core, row->m.board);
}

static bool is_set_so(const struct meeting *m, const struct msg_grid_set *want, struct str places)
{
	return m->split && m->slots == want->slots && m->slot_minutes == want->slot_minutes &&
		(!want->starts || want->starts == m->grid_starts) && str_eq(m->places, places);
}

void on_grid_set(struct core *core, const struct msg_grid_set *m)
{
	struct meeting_row *row = meeting_for_lead(core, m->meeting);
	struct str places;
	if (!row)
		return;
	enum err err = clean_places(core, m->places, &places);
	bool split = places.n > 0;
	if (!err && split)
		err = check_size(core, m);
	if (!err && (split ? is_set_so(&row->m, m, places) : !row->m.split))
		err = ERR_already;
	if (!err) {
		meeting_note_step(core, row);
		row->m.split = split;
		if (split) {
			row->m.places = places;
			row->m.slots = m->slots;
			row->m.slot_minutes = m->slot_minutes;
			row->m.grid_starts = m->starts ? m->starts : core->now.wall;
			row->grid_doubtful = !core->now.trusted;
			drop_hidden(core, row);
		}
		save_grid(core, row);
	}
	core_reply(core, err, m->meeting);
}

/* The topic in that slot, while `without` is somewhere else. */
static bool has_bringers_free(
	const struct core *core, const struct meeting_row *row, ident topic, int32_t slot, ident without)
{
	for (size_t i = 0; i < row->cell_count; i++) {
		const struct cell *c = &row->cells[i];
		if (c->slot == slot && c->topic != topic && c->topic != without && is_shown(core, row, c) &&
			same_bringer(core, c->topic, topic))
			return false;
	}
	return true;
}

/* To a cell; whoever is there goes where this one came from. */
static enum err put_topic(struct core *core, struct meeting_row *row, const struct msg_grid_put *m)
{
	struct cell from = core_cell(core, m->meeting, m->topic);
	ident there = topic_at(core, row, m->place, m->slot);
	if (there == m->topic)
		return ERR_already;
	if (!has_bringers_free(core, row, m->topic, m->slot, there) ||
		(there && from.slot >= 0 && !has_bringers_free(core, row, there, from.slot, m->topic)))
		return ERR_two_places;
	meeting_note_step(core, row);
	drop_hidden(core, row);
	if (there && from.slot >= 0)
		put_cell(core, row, there, from.place, from.slot);
	else
		drop_cell(core, row, there);
	put_cell(core, row, m->topic, m->place, m->slot);
	return ERR_none;
}

static enum err take_off(struct core *core, struct meeting_row *row, ident topic)
{
	if (core_cell(core, row->m.id, topic).slot < 0)
		return ERR_already;
	meeting_note_step(core, row);
	drop_cell(core, row, topic);
	return ERR_none;
}

void on_grid_put(struct core *core, const struct msg_grid_put *m)
{
	struct meeting_row *row = meeting_for_lead(core, m->meeting);
	if (!row)
		return;
	bool off = m->place == -1 || m->slot == -1;
	bool fits = off ||
		(m->place >= 0 && m->place < meeting_places(&row->m) && m->slot >= 0 &&
			m->slot < row->m.slots);
	enum err err = !may_be_on_grid(core, row, m->topic) ? ERR_not_found
		: !row->m.split                             ? ERR_conflict /* together again meanwhile */
		: !fits                                     ? ERR_invalid
		: off                                       ? take_off(core, row, m->topic)
							    : put_topic(core, row, m);
	if (!err)
		save_grid(core, row);
	core_reply(core, err, m->topic);
}

/* ---- by themselves ---- */

/* The topics of a timetable, in its order, and where they come to stand. */
struct spread {
	struct timetable *table;
	struct cell cells[TIMETABLE_MAX];
	int kept; /* the first ones stay in their cells; then the others in the order of the votes */
};

static bool is_kept(const struct spread *s, ident topic)
{
	for (int i = 0; i < s->kept; i++)
		if (s->cells[i].topic == topic)
			return true;
	return false;
}

static void add_lane(struct core *core, const struct meeting_row *row, enum lane lane, struct spread *s)
{
	const struct topic *list[TIMETABLE_MAX];
	size_t n = core_topics(core, row->m.board, lane, list, TIMETABLE_MAX);
	for (size_t i = 0; i < n && s->table->topics < TIMETABLE_MAX; i++)
		if (!is_kept(s, list[i]->id))
			s->cells[s->table->topics++] = (struct cell){list[i]->id, -1, -1};
}

/* People sit there and talk: a slot of which a quarter is over is not laid anew. */
static bool is_under_way(const struct core *core, const struct meeting *m, int slot)
{
	return core->now.wall > meeting_slot_start(m, slot) + m->slot_minutes * MINUTE / 4;
}

/* Those that stay: all that have a cell, or (anew) those whose time has begun or who are done. */
static void keep_cells(struct core *core, const struct meeting_row *row, bool anew, struct spread *s)
{
	struct cell cells[CELLS_MAX];
	size_t n = core_grid(core, row->m.id, cells, CELLS_MAX);
	for (size_t i = 0; i < n; i++) {
		bool stays = !anew || is_under_way(core, &row->m, cells[i].slot) ||
			core_topic(core, cells[i].topic)->lane == LANE_DONE;
		if (stays)
			s->cells[s->kept++] = cells[i];
	}
	s->table->topics = s->kept;
}

static void compare_all(struct core *core, struct spread *s)
{
	struct timetable *t = s->table;
	struct wanting want[TIMETABLE_MAX];
	for (int i = 0; i < t->topics; i++)
		want[i] = wanting(core, &core->scratch, s->cells[i].topic);
	for (int i = 0; i < t->topics; i++)
		for (int j = 0; j < i; j++) {
			t->both[i][j] = t->both[j][i] = want_both(&want[i], &want[j]);
			t->apart[i][j] = t->apart[j][i] =
				same_bringer(core, s->cells[i].topic, s->cells[j].topic);
		}
}

/* The lowest free place of each one's slot. */
static void give_places(struct spread *s)
{
	for (int i = s->kept; i < s->table->topics; i++) {
		bool taken[PLACES_MAX] = {false};
		struct cell *c = &s->cells[i];
		c->slot = s->table->slot[i];
		for (int j = 0; j < i && c->slot >= 0; j++)
			if (s->cells[j].slot == c->slot)
				taken[s->cells[j].place] = true;
		for (c->place = c->slot < 0 ? -1 : 0; c->place >= 0 && taken[c->place];)
			c->place++;
	}
}

/* A lane is in the order of the votes once they are shown, and before that as people arranged it. */
static void spread(struct core *core, const struct meeting_row *row, bool anew, struct spread *s)
{
	struct timetable *t = ARENA_NEW(&core->scratch, struct timetable);
	*s = (struct spread){.table = t};
	t->places = meeting_places(&row->m);
	t->slots = row->m.slots;
	keep_cells(core, row, anew, s);
	add_lane(core, row, LANE_DISCUSSING, s);
	add_lane(core, row, LANE_UP_NEXT, s);
	add_lane(core, row, LANE_PROPOSED, s);
	for (int i = 0; i < t->topics; i++) {
		t->fixed[i] = i < s->kept;
		t->slot[i] = (int8_t)s->cells[i].slot;
	}
	for (int slot = 0; slot < t->slots; slot++)
		t->closed[slot] = core->now.wall >= meeting_slot_start(&row->m, slot + 1);
	compare_all(core, s);
	timetable_fill(t);
	timetable_improve(t);
	give_places(s);
}

static bool changes_grid(const struct core *core, const struct meeting_row *row, const struct spread *s)
{
	for (int i = 0; i < s->table->topics; i++) {
		struct cell now = core_cell(core, row->m.id, s->cells[i].topic);
		if (now.place != s->cells[i].place || now.slot != s->cells[i].slot)
			return true;
	}
	return false;
}

static void keep_spread(struct core *core, struct meeting_row *row, const struct spread *s)
{
	meeting_note_step(core, row);
	drop_hidden(core, row);
	for (int i = s->kept; i < s->table->topics; i++)
		drop_cell(core, row, s->cells[i].topic);
	for (int i = s->kept; i < s->table->topics; i++)
		if (s->cells[i].slot >= 0)
			put_cell(core, row, s->cells[i].topic, s->cells[i].place, s->cells[i].slot);
	save_grid(core, row);
}

/* What has a cell keeps it and the others are added. Where nothing can be added all are laid anew. */
void on_grid_fill(struct core *core, const struct msg_grid_fill *m)
{
	struct meeting_row *row = meeting_for_lead(core, m->meeting);
	struct spread s;
	if (!row)
		return;
	enum err err = row->m.split ? ERR_none : ERR_conflict;
	if (!err) {
		spread(core, row, false, &s);
		if (!changes_grid(core, row, &s))
			spread(core, row, true, &s);
		if (changes_grid(core, row, &s))
			keep_spread(core, row, &s);
		else
			err = ERR_already;
	}
	core_reply(core, err, m->meeting);
}
