/* One table says which file is made of which query; one more, by the name of a column, what it is
 * called in the file and how its values are written, in the language of whoever calls. The people file can be imported again. */
#include "app/export.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/cells.h"
#include "base/clock.h"
#include "core/changes.h"
#include "core/words_of.h"
#include "screens/words.h"
#include "store/reader.h"

#define PATH_BYTES 4096
#define TITLE_IN_NAME_MAX 60 /* bytes of a note's title in its file's name */

struct export
{
	struct reader *reader;
	const char *folder;
	bool force;
	char *problem;
	size_t problem_size;
};

/* ---- files ---- */

static bool fail(struct export *x, const char *path, const char *why)
{
	snprintf(x->problem, x->problem_size, "%s: %s", path, why);
	return false;
}

static bool write_all(int fd, struct str s)
{
	while (s.n) {
		ssize_t n = write(fd, s.p, s.n);
		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0)
			s = str_sub(s, (size_t)n, s.n);
	}
	return true;
}

/* Personal data: for the user alone. On the disk when this returns. */
static bool write_file(struct export *x, const char *name, struct str text)
{
	char path[PATH_BYTES];
	if (snprintf(path, sizeof path, "%s/%s", x->folder, name) >= (int)sizeof path)
		return fail(x, x->folder, strerror(ENAMETOOLONG));
	int fd =
		open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | (x->force ? O_TRUNC : O_EXCL), 0600);
	if (fd < 0)
		return fail(x, path, strerror(errno));
	bool good = write_all(fd, text) && fsync(fd) == 0;
	int why = errno;
	if (close(fd) != 0 && good) {
		good = false;
		why = errno;
	}
	if (good)
		return true;
	unlink(path);
	return fail(x, path, strerror(why));
}

static bool is_empty(const char *folder)
{
	DIR *d = opendir(folder);
	bool empty = d != NULL;
	for (struct dirent *e; empty && (e = readdir(d));)
		empty = strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0;
	if (d)
		closedir(d);
	return empty;
}

static bool make_folder(struct export *x, const char *path)
{
	struct stat st;
	if (mkdir(path, 0700) == 0)
		return true;
	if (errno != EEXIST)
		return fail(x, path, strerror(errno));
	return (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) || fail(x, path, strerror(ENOTDIR));
}

static bool open_folder(struct export *x)
{
	char notes[PATH_BYTES];
	if (snprintf(notes, sizeof notes, "%s/notes", x->folder) >= (int)sizeof notes)
		return fail(x, x->folder, strerror(ENAMETOOLONG));
	if (!make_folder(x, x->folder))
		return false;
	if (!x->force && !is_empty(x->folder))
		return fail(x, x->folder, _("the folder is not empty; --force writes into it all the same"));
	return make_folder(x, notes);
}

/* ---- CSV (RFC 4180) ---- */

/* For spreadsheets: a space instead of ISO 8601's T, in the room's time zone. */
static void write_time(struct buf *out, const struct value *v)
{
	if (v->i <= 0)
		return;
	struct civil c = civil_from(v->i);
	buf_printf(out, "%04d-%02d-%02d %02d:%02d:%02d", c.year, c.month, c.day, c.hour, c.minute, c.second);
}

static void write_flag(struct buf *out, const struct value *v)
{
	buf_add(out, words(v->i ? _("yes") : _("no")));
}

static void write_state(struct buf *out, const struct value *v)
{
	static const char *const names[SESSION_STATE_COUNT] = {[SESSION_WAITING] = N_("planned"),
		[SESSION_HERE] = N_("somebody is here"),
		[SESSION_UNDER_WAY] = N_("under way"),
		[SESSION_FINISHING] = N_("finishing"),
		[SESSION_CLOSED] = N_("held"),
		[SESSION_CANCELLED] = N_("does not take place")};
	if (v->i >= 0 && v->i < SESSION_STATE_COUNT)
		buf_add(out, words(_(names[v->i])));
}

/* Words of the screens, for what is a number in the database. */
#define WRITE_WORD(name, count, word)                                                                        \
	static void write_##name(struct buf *out, const struct value *v)                                     \
	{                                                                                                    \
		if (v->i >= 0 && v->i < (count))                                                             \
			buf_add(out, word);                                                                  \
	}
WRITE_WORD(model, MODEL_COUNT, words_model((enum model)v->i))
WRITE_WORD(lane, LANE_COUNT, words_lane((enum lane)v->i))
WRITE_WORD(kind, TOPIC_KIND_COUNT, words_topic_kind((enum topic_kind)v->i))

/* And for what is a word already, of those that pages are sent. */
static void write_sort(struct buf *out, const struct value *v)
{
	int kind;
	if (word_find(&words_takeaways, v->s, &kind))
		cell_text(out, "", words_takeaway((enum takeaway_kind)kind));
}

static void write_insight(struct buf *out, const struct value *v)
{
	int insight;
	if (v->s.n && word_find(&words_insights, v->s, &insight))
		cell_text(out, "", words_insight((enum insight)insight));
}

static void write_minutes(struct buf *out, const struct value *v)
{
	buf_printf(out, "%lld", (long long)((v->i + MINUTE / 2) / MINUTE));
}

static void write_day(struct buf *out, const struct value *v)
{
	if (v->i <= 0)
		return;
	struct civil c = civil_from(v->i);
	buf_printf(out, "%04d-%02d-%02d", c.year, c.month, c.day);
}

static void write_ident(struct buf *out, const struct value *v)
{
	if (v->i)
		buf_printf(out, "%lld", (long long)v->i);
}

/* What a column of a query is called in a file, and how what is in it reads, if not as it is. */
static const struct column {
	const char *name, *title;
	void (*write)(struct buf *, const struct value *);
} columns[] = {
	{"id", N_("Number"), NULL},
	{"given", N_("Given name"), NULL},
	{"family", N_("Family name"), NULL},
	{"email", N_("Mail"), NULL},
	{"organisation", N_("Organisation"), NULL},
	{"language", N_("Language"), NULL},
	{"guest", N_("Guest"), write_flag},
	{"hidden", N_("Not on the screen"), write_flag},
	{"archived", N_("Archived"), write_flag},
	{"created", N_("Since"), write_time},
	{"people", N_("People"), NULL},
	{"starts", N_("Starts"), write_time},
	{"ends", N_("Ends"), write_time},
	{"title", N_("Title"), NULL},
	{"partnership", N_("Partnership"), NULL},
	{"model", N_("Model"), write_model},
	{"state", N_("State"), write_state},
	{"walk_in", N_("Walk-in"), write_flag},
	{"focus", N_("Focus"), NULL},
	{"next_start", N_("Next session"), write_time},
	{"closed_at", N_("Closed at"), write_time},
	{"uid", N_("Calendar’s number"), NULL},
	{"recurrence", N_("Originally"), write_time},
	{"note", N_("Note"), write_ident},
	{"person", N_("Person"), NULL},
	{"expected", N_("Expected"), write_flag},
	{"replaces", N_("Instead of"), write_ident},
	{"here_at", N_("Came"), write_time},
	{"gone_at", N_("Went"), write_time},
	{"wall_trusted", N_("Clock was set"), write_flag},
	{"board", N_("Board"), NULL},
	{"lane", N_("Lane"), write_lane},
	{"kind", N_("Kind"), write_kind},
	{"detail", N_("Detail"), NULL},
	{"passed_over", N_("Passed over"), NULL},
	{"meeting", N_("Meeting"), write_ident},
	{"votes", N_("Votes"), NULL},
	{"spent", N_("Minutes"), write_minutes},
	{"outcome", N_("Outcome"), NULL},
	{"started", N_("Started"), write_time},
	{"topics", N_("Topics"), NULL},
	{"worth", N_("Worth the time"), NULL},
	{"text", N_("Text"), NULL},
	{"due", N_("By when"), write_day},
	{"done", N_("Done at"), write_time},
	{"dropped", N_("Dropped at"), write_time},
	{"carried", N_("Carried on"), NULL},
	{"session", N_("Session"), write_ident},
	{"topic", N_("Topic"), write_ident},
	{"sort", N_("Kind"), write_sort},
	{"about", N_("Filed under"), write_insight},
};

static const struct column *find_column(const char *name)
{
	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
		if (strcmp(columns[i].name, name) == 0)
			return &columns[i];
	return NULL;
}

static void write_value(struct buf *out, const char *name, const struct value *v)
{
	const struct column *c = find_column(name);
	if (v->type != VALUE_TEXT && v->type != VALUE_INT)
		return;
	if (c && c->write)
		c->write(out, v);
	else if (v->type == VALUE_TEXT)
		cell_text(out, "", v->s);
	else
		buf_printf(out, "%lld", (long long)v->i);
}

static bool write_table(struct export *x, enum query query, const char *file, uint32_t *count)
{
	struct buf out = {0};
	bool good = reader_query(x->reader, query);
	buf_add(&out, CELLS_MARK);
	for (int i = 0; good && i < reader_columns(x->reader); i++) {
		const char *name = reader_column_name(x->reader, i);
		const struct column *c = find_column(name);
		buf_printf(&out, "%s%s", i ? "," : "", c ? _(c->title) : name);
	}
	buf_add(&out, STR("\r\n"));
	for (const struct value *row; good && (row = reader_next(x->reader)); ++*count) {
		for (int i = 0; i < reader_columns(x->reader); i++) {
			if (i)
				buf_byte(&out, ',');
			write_value(&out, reader_column_name(x->reader, i), &row[i]);
		}
		buf_add(&out, STR("\r\n"));
	}
	if (!good || reader_problem(x->reader))
		good = fail(
			x, file, reader_problem(x->reader) ? reader_problem(x->reader) : _("cannot be read"));
	else
		good = write_file(x, file, buf_str(&out));
	buf_free(&out);
	return good;
}

/* ---- notes ---- */

struct entry { /* an edit that the stored text does not hold yet */
	int64_t note;
	struct str changes;
};
struct entries {
	struct arena mem;
	struct entry *at;
	uint32_t count, capacity;
};

static bool read_entries(struct export *x, struct entries *e)
{
	bool good = reader_query(x->reader, QUERY_note_entries);
	for (const struct value *row; good && (row = reader_next(x->reader));) {
		if (e->count == e->capacity) {
			e->capacity = e->capacity ? e->capacity * 2 : 256;
			e->at = xrealloc(e->at, e->capacity * sizeof *e->at);
		}
		e->at[e->count++] = (struct entry){row[0].i, arena_str(&e->mem, row[2].s)};
	}
	if (good && !reader_problem(x->reader))
		return true;
	return fail(x, "notes", reader_problem(x->reader) ? reader_problem(x->reader) : _("cannot be read"));
}

/* The text with its later edits; false if one does not fit, which would be a damaged database. */
static bool replay(const struct entries *e, uint32_t *next, int64_t note, struct buf *text)
{
	bool good = true;
	struct arena mem = {0};
	while (*next < e->count && e->at[*next].note < note)
		++*next;
	for (; good && *next < e->count && e->at[*next].note == note; ++*next) {
		struct change_set changes;
		struct buf after = {0};
		good = changes_read(&mem, e->at[*next].changes, &changes) &&
			changes_apply(&after, buf_str(text), &changes);
		buf_free(text);
		*text = after;
		arena_reset(&mem);
	}
	arena_free(&mem);
	return good;
}

/* "Übergabe: Plan B" is "ubergabe-plan-b": letters and digits of any script, nothing a shell minds. */
static void file_name(char *out, size_t size, int64_t note, struct str title)
{
	char folded[2 * 4 * TITLE_IN_NAME_MAX], bare[TITLE_IN_NAME_MAX + 1];
	struct str s = {folded, str_fold(utf8_first(title, TITLE_IN_NAME_MAX, NULL), folded, sizeof folded)};
	size_t n = 0;
	for (size_t at = 0; at < s.n;) {
		size_t start = at;
		uint32_t c = utf8_next(s, &at);
		bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
			(c > 0xBF && !(c >= 0x2000 && c < 0x2070));
		if (n + (at - start) >= sizeof bare)
			break;
		if (letter) {
			memcpy(bare + n, s.p + start, at - start);
			n += at - start;
		} else if (n && bare[n - 1] != '-') {
			bare[n++] = '-';
		}
	}
	while (n && bare[n - 1] == '-')
		n--;
	bare[n] = 0;
	snprintf(out, size, "notes/%03lld%s%s.md", (long long)note, n ? "-" : "", bare);
}

/* What the note belongs to, in front of it as YAML, which editors of Markdown know to leave alone. */
static void write_heading(struct buf *out, struct str title, const struct value *row)
{
	buf_add(out, STR("---\ntitle: \""));
	for (size_t i = 0; i < title.n; i++) {
		if (title.p[i] == '"' || title.p[i] == '\\')
			buf_byte(out, '\\');
		buf_byte(out, title.p[i] == '\n' ? ' ' : title.p[i]);
	}
	buf_add(out, STR("\"\n"));
	if (row[1].i)
		buf_printf(out, "session: %lld\n", (long long)row[1].i);
	if (row[2].i)
		buf_printf(out, "topic: %lld\n", (long long)row[2].i);
	buf_add(out, STR("date: "));
	write_time(out, row[8].type == VALUE_INT && row[8].i ? &row[8] : &row[6]);
	buf_add(out, STR("\n---\n\n"));
}

/* Columns of QUERY_notes: id, session, topic, title, version, text, created, closed, starts. */
static bool write_note(
	struct export *x, const struct value *row, const struct entries *entries, uint32_t *next)
{
	char name[200];
	struct buf text = {0}, out = {0};
	buf_add(&text, row[5].s);
	file_name(name, sizeof name, row[0].i, row[3].s);
	bool good = replay(entries, next, row[0].i, &text) ||
		fail(x, name, _("the note's edits do not fit its text"));
	write_heading(&out, row[3].s, row);
	buf_add(&out, buf_str(&text));
	if (text.n && text.p[text.n - 1] != '\n')
		buf_byte(&out, '\n');
	good = good && write_file(x, name, buf_str(&out));
	buf_free(&text);
	buf_free(&out);
	return good;
}

static bool write_notes(struct export *x, uint32_t *count)
{
	struct entries entries = {0};
	uint32_t next = 0;
	bool good = read_entries(x, &entries);
	if (good && !reader_query(x->reader, QUERY_notes))
		good = fail(x, "notes", _("cannot be read"));
	for (const struct value *row; good && (row = reader_next(x->reader)); ++*count)
		good = write_note(x, row, &entries, &next);
	if (good && reader_problem(x->reader))
		good = fail(x, "notes", reader_problem(x->reader));
	arena_free(&entries.mem);
	free(entries.at);
	return good;
}

bool export_write(const char *database, const char *folder, bool force, struct export_counts *counts,
	char *problem, size_t size)
{
	struct export x = {.folder = folder, .force = force, .problem = problem, .problem_size = size};
	*counts = (struct export_counts){0};
	x.reader = reader_open(database, problem, size);
	bool good = x.reader && open_folder(&x) &&
		write_table(&x, QUERY_people, "people.csv", &counts->people) &&
		write_table(&x, QUERY_organisations, "organisations.csv", &counts->organisations) &&
		write_table(&x, QUERY_sessions, "sessions.csv", &counts->sessions) &&
		write_table(&x, QUERY_check_ins, "check-ins.csv", &counts->check_ins) &&
		write_table(&x, QUERY_topics, "topics.csv", &counts->topics) &&
		write_table(&x, QUERY_meetings, "meetings.csv", &counts->meetings) &&
		write_table(&x, QUERY_actions, "actions.csv", &counts->actions) &&
		write_table(&x, QUERY_takeaways, "takeaways.csv", &counts->takeaways) &&
		write_notes(&x, &counts->notes);
	reader_close(x.reader);
	return good;
}
