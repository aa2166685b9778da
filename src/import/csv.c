/* libcsv does the quoting; what it does not tell is where in the file a field stands. So it is fed one
 * physical line at a time: a field begins on the line on which the one before it ended.
 *
 * Nothing is guessed that could be wrong silently: a quotation mark out of place, a field too many, an
 * address without an @ or two rows that cannot be told apart are problems, with line and column, and
 * a file with one problem is not used at all. All of them are told, so it takes one round to repair. */
#include "import/csv.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "import/encoding.h"

#define COLUMNS_MAX 64
#define EMAIL_MAX_BYTES 254 /* RFC 5321 4.5.3.1.3, without the angle brackets */

enum field { NAME, FULL_NAME, FAMILY, GIVEN, ORGANISATION, EMAIL, LANGUAGE, TEAM, FIELDS, UNUSED = FIELDS };

/* What a column may be called: letters and digits only, lower case. NAME is the family name where
 * there is a column for given names, else the whole name. */
static const struct {
	enum field field;
	const char *names;
} headings[] = {
	{NAME, "name"},
	{FULL_NAME, "fullname displayname vollername anzeigename gesamtname"},
	{FAMILY, "familyname surname lastname nachname familienname zuname"},
	{GIVEN, "givenname firstname forename vorname rufname"},
	{ORGANISATION, "organisation organization company employer firma unternehmen einrichtung"},
	{EMAIL, "email mail emailaddress mailaddress emailadresse mailadresse email1value"},
	{LANGUAGE, "language lang sprache"},
	{TEAM, "team department unit abteilung bereich"},
};

static const struct {
	const char *code, *names;
} languages[] = {
	{"en", "english englisch"},
	{"de", "german deutsch"},
	{"fr", "french franzosisch francais"},
	{"es", "spanish spanisch espanol"},
	{"it", "italian italienisch italiano"},
	{"nl", "dutch niederlandisch nederlands"},
	{"pl", "polish polnisch polski"},
	{"tr", "turkish turkisch turkce"},
	{"pt", "portuguese portugiesisch portugues"},
};

struct reading {
	struct arena *mem;
	struct report *report;
	struct people_file *out;
	uint32_t capacity; /* of out->rows */

	uint32_t line;       /* the physical line libcsv is fed */
	uint32_t row_line;   /* where the row began */
	uint32_t field_line; /* where the next field begins */
	bool begun;          /* the separator is known */
	bool between_rows;
	size_t column;                  /* fields of the row so far */
	struct str fields[COLUMNS_MAX]; /* of the row; empty where the column is not used */
	uint32_t field_lines[COLUMNS_MAX];

	bool have_header, nameless; /* nameless: no column of it is a name */
	size_t columns;
	struct str titles[COLUMNS_MAX];
	enum field meaning[COLUMNS_MAX];
	int column_of[FIELDS]; /* -1: the file has none */
	bool too_many_rows;
};

/* ---- words ---- */

/* Letters and digits alone, accents and case folded away: "E-Mail Adresse" is "emailadresse". */
static size_t bare_word(struct str s, char *out, size_t cap)
{
	char folded[256];
	size_t n = str_fold(str_sub(s, 0, sizeof folded / 2), folded, sizeof folded), m = 0;
	for (size_t i = 0; i < n && m + 1 < cap; i++)
		if ((folded[i] >= 'a' && folded[i] <= 'z') || (folded[i] >= '0' && folded[i] <= '9'))
			out[m++] = folded[i];
	out[m] = 0;
	return m;
}

static bool word_in(const char *words, struct str word)
{
	struct str rest = str_from(words), one;
	while (str_split(&rest, ' ', &one))
		if (str_eq(one, word))
			return true;
	return false;
}

static enum field heading_field(struct str title)
{
	char bare[64];
	struct str word = {bare, bare_word(title, bare, sizeof bare)};
	for (size_t i = 0; word.n && i < sizeof headings / sizeof headings[0]; i++)
		if (word_in(headings[i].names, word))
			return headings[i].field;
	return UNUSED;
}

/* "de", "de-AT", "German", "Deutsch" to "de"; empty stays empty. */
static bool language_code(struct arena *mem, struct str s, struct str *code)
{
	char bare[64];
	struct str word = {bare, bare_word(s, bare, sizeof bare)};
	*code = (struct str){"", 0};
	if (s.n == 0)
		return true;
	for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++)
		if (word_in(languages[i].names, word)) {
			*code = str_from(languages[i].code);
			return true;
		}
	struct str rest = s, primary = {"", 0};
	str_split(&rest, memchr(s.p, '_', s.n) ? '_' : '-', &primary);
	word.n = bare_word(primary, bare, sizeof bare);
	*code = arena_str(mem, word);
	bool letters = (word.n == 2 || word.n == 3) && word.n == primary.n;
	for (size_t i = 0; letters && i < word.n; i++)
		letters = bare[i] >= 'a';
	return letters;
}

/* Runs of white space, line breaks among them, become one space. False: a control character. */
static bool tidy(struct arena *mem, struct str s, struct str *out)
{
	char *to = arena_alloc(mem, s.n + 1);
	size_t n = 0;
	s = str_trim(s);
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool blank = c == ' ' || (c >= '\t' && c <= '\r');
		if ((c < ' ' && !blank) || c == 0x7F)
			return false;
		if (!blank)
			to[n++] = (char)c;
		else if (to[n - 1] != ' ') /* s is trimmed: there is one before */
			to[n++] = ' ';
	}
	*out = (struct str){to, n};
	return true;
}

/* Enough to catch a slip: one @ with something on both sides, and no space. */
static bool looks_like_email(struct str s)
{
	struct str rest = s, local = {"", 0};
	str_split(&rest, '@', &local);
	return local.n && rest.p && rest.n && !memchr(rest.p, '@', rest.n) && !memchr(s.p, ' ', s.n);
}

/* "Berg, Anna van den" by the comma, else the last word is the family name, together with the small
 * words before it: "Anna van den Berg". One word alone is a given name. */
static void split_name(struct str full, struct import_person *p)
{
	struct str rest = full, family;
	if (memchr(full.p, ',', full.n)) {
		str_split(&rest, ',', &family);
		p->name = str_trim(family);
		p->given = str_trim(rest);
		return;
	}
	size_t at = full.n;
	while (at > 0 && full.p[at - 1] != ' ')
		at--;
	for (size_t before = at; before > 0;) {
		size_t start = before - 1;
		while (start > 0 && full.p[start - 1] != ' ')
			start--;
		if (start == 0 || full.p[start] < 'a' || full.p[start] > 'z')
			break;
		at = before = start;
	}
	p->given = at ? str_trim(str_sub(full, 0, at)) : full;
	p->name = at ? str_sub(full, at, full.n) : (struct str){"", 0};
}

/* ---- rows ---- */

static struct str title_of(const struct reading *r, enum field field)
{
	return r->titles[r->column_of[field]];
}

static struct str shown(const struct reading *r, enum field field)
{
	return utf8_first(r->fields[r->column_of[field]], 60, NULL);
}

/* A macro, so that the compiler sees the format: the column's number, its title, what stands in it. */
#define PROBLEM_IN(r, field, format)                                                                         \
	report_problem((r)->report, (r)->field_lines[(r)->column_of[field]], format,                         \
		(r)->column_of[field] + 1, STR_FMT(title_of(r, field)), STR_FMT(shown(r, field)))

/* The field of the row as it is to be kept; empty where the file has none. */
static struct str take(struct reading *r, enum field field, size_t max)
{
	struct str value = {"", 0};
	int column = r->column_of[field];
	if (column < 0)
		return value;
	if (!tidy(r->mem, r->fields[column], &value))
		PROBLEM_IN(r, field, N_("column %d (%.*s): a control character: \"%.*s\""));
	else if (value.n > max)
		PROBLEM_IN(r, field, N_("column %d (%.*s): too long: \"%.*s\""));
	return value;
}

/* Given and family name by their columns; "name" stands for the one that has no column of its own.
 * Without them, or where both are empty, the whole name is split. */
static void take_names(struct reading *r, struct import_person *p)
{
	const int *has = r->column_of;
	if (has[GIVEN] >= 0 || has[FAMILY] >= 0) {
		p->given = take(r, has[GIVEN] >= 0 ? GIVEN : NAME, NAME_MAX_BYTES);
		p->name = take(r, has[FAMILY] >= 0 ? FAMILY : NAME, NAME_MAX_BYTES);
	}
	if (p->given.n == 0 && p->name.n == 0)
		split_name(take(r, has[FULL_NAME] >= 0 ? FULL_NAME : NAME, NAME_MAX_BYTES), p);
	if (p->given.n == 0 && p->name.n == 0)
		report_problem(r->report, r->row_line, N_("this row has no name"));
}

static struct import_person *new_row(struct reading *r)
{
	struct people_file *out = r->out;
	if (out->count == r->capacity) {
		uint32_t more = r->capacity ? r->capacity * 2 : 64;
		struct import_person *rows = ARENA_ARRAY(r->mem, struct import_person, more);
		if (out->count)
			memcpy(rows, out->rows, out->count * sizeof *rows);
		out->rows = rows;
		r->capacity = more;
	}
	return &out->rows[out->count++];
}

static void add_person(struct reading *r)
{
	if (r->out->count == PEOPLE_ROWS_MAX) {
		if (!r->too_many_rows)
			report_problem(
				r->report, r->row_line, N_("too many rows; allowed: %d"), PEOPLE_ROWS_MAX);
		r->too_many_rows = true;
		return;
	}
	struct import_person *p = new_row(r);
	struct str language = take(r, LANGUAGE, NAME_MAX_BYTES);
	take_names(r, p);
	p->line = r->row_line;
	p->organisation = take(r, ORGANISATION, NAME_MAX_BYTES);
	p->team = take(r, TEAM, NAME_MAX_BYTES);
	p->email = take(r, EMAIL, EMAIL_MAX_BYTES);
	if (p->email.n && !looks_like_email(p->email))
		PROBLEM_IN(r, EMAIL, N_("column %d (%.*s): not an e-mail address: \"%.*s\""));
	if (!language_code(r->mem, language, &p->language))
		PROBLEM_IN(r, LANGUAGE,
			N_("column %d (%.*s): not a language, which is a code such as en or de: \"%.*s\""));
}

static bool row_is_empty(const struct reading *r)
{
	for (size_t i = 0; i < r->column && i < COLUMNS_MAX; i++)
		if (r->fields[i].n)
			return false;
	return true;
}

static void take_header(struct reading *r)
{
	r->columns = r->column;
	for (int f = 0; f < FIELDS; f++)
		r->column_of[f] = -1;
	for (size_t i = 0; i < r->columns; i++) {
		struct str title = str_trim(r->fields[i]);
		enum field field = heading_field(title);
		r->titles[i] = title;
		r->meaning[i] = field;
		if (field == UNUSED) {
			report_note(r->report, r->field_lines[i], N_("column %zu (%.*s) is not used"), i + 1,
				STR_FMT(title));
		} else if (r->column_of[field] >= 0) {
			report_problem(r->report, r->field_lines[i],
				N_("column %zu (%.*s) says the same as column %d (%.*s)"), i + 1,
				STR_FMT(title), r->column_of[field] + 1,
				STR_FMT(r->titles[r->column_of[field]]));
		} else {
			r->column_of[field] = (int)i;
		}
	}
	r->nameless = r->column_of[NAME] < 0 && r->column_of[FULL_NAME] < 0 && r->column_of[GIVEN] < 0 &&
		r->column_of[FAMILY] < 0;
	if (r->nameless)
		report_problem(r->report, r->row_line,
			N_("no column is called \"name\", \"family name\" or \"given name\"; the first row "
			   "has to name "
			   "the columns: name, given name, organisation, e-mail, language, team"));
}

/* ---- libcsv's two callbacks ---- */

static void on_field(void *bytes, size_t n, void *data)
{
	struct reading *r = data;
	size_t column = r->column++;
	struct str value = {bytes, n};
	if (column >= COLUMNS_MAX || (r->have_header && column >= r->columns)) {
		if (n)
			report_problem(r->report, r->field_line,
				N_("column %zu: the first row has no such column: \"%.*s\""), column + 1,
				STR_FMT(utf8_first(value, 60, NULL)));
	} else {
		bool used = !r->have_header || r->meaning[column] != UNUSED;
		r->fields[column] = used ? arena_str(r->mem, value) : (struct str){"", 0};
		r->field_lines[column] = r->field_line;
	}
	r->field_line = r->line;
}

static void leave_row(struct reading *r)
{
	memset(r->fields, 0, sizeof r->fields);
	r->column = 0;
	r->between_rows = true;
}

static void on_row(int end, void *data)
{
	struct reading *r = data;
	(void)end;
	if (!r->have_header) {
		r->column = r->column < COLUMNS_MAX ? r->column : COLUMNS_MAX;
		take_header(r);
		r->have_header = true;
	} else if (!r->nameless && !row_is_empty(r)) {
		add_person(r);
	}
	leave_row(r);
}

/* ---- the file ---- */

/* A physical line with its end: LF, CR LF, or CR alone. */
static bool next_line(struct str *rest, struct str *line)
{
	if (rest->n == 0)
		return false;
	size_t n = 0;
	while (n < rest->n && rest->p[n] != '\n' && rest->p[n] != '\r')
		n++;
	if (n < rest->n)
		n += rest->p[n] == '\r' && n + 1 < rest->n && rest->p[n + 1] == '\n' ? 2 : 1;
	*line = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n, rest->n);
	return true;
}

/* How many columns of a header would be understood, were it separated by `separator`. */
static int understood(struct str header, char separator)
{
	int count = 0;
	struct str rest = header, title;
	while (str_split(&rest, separator, &title))
		count += heading_field(title) != UNUSED;
	return count;
}

#define NO_SEPARATOR '\x1F'

/* The separator under which most titles are understood. With one column there is none, and a comma
 * in it is one of "Schmidt, Anna". */
static char find_separator(struct str header)
{
	static const char candidates[] = {'\t', ';', ','};
	char best = NO_SEPARATOR;
	int most = 1;
	for (size_t i = 0; i < sizeof candidates; i++) {
		int count = understood(header, candidates[i]);
		if (count > most || (count == most && memchr(header.p, candidates[i], header.n))) {
			most = count;
			best = candidates[i];
		}
	}
	return best;
}

/* Excel's own first line, "sep=;": not a row, and to be believed. */
static bool separator_line(struct str line, char *separator)
{
	line = str_trim(line);
	if (line.n != 5 || !str_starts(line, STR("sep=")))
		return false;
	*separator = line.p[4];
	return true;
}

static void open_parser(struct csv_parser *p, char separator)
{
	if (csv_init(p, CSV_STRICT | CSV_STRICT_FINI) != 0)
		die(__FILE__, __LINE__, "libcsv cannot be set up");
	csv_set_delim(p, (unsigned char)separator);
}

static void feed(struct reading *r, struct csv_parser *p, struct str line)
{
	if (r->between_rows && str_trim(line).n == 0)
		return;
	if (r->between_rows)
		r->row_line = r->field_line = r->line;
	r->between_rows = false;
	if (csv_parse(p, line.p, line.n, on_field, on_row, r) == line.n)
		return;
	if (csv_error(p) != CSV_EPARSE)
		die(__FILE__, __LINE__, csv_strerror(csv_error(p)));
	report_problem(r->report, r->line,
		N_("column %zu: a quotation mark out of place; inside a field it has to be doubled"),
		r->column + 1);
	char separator = (char)csv_get_delim(p);
	csv_free(p);
	open_parser(p, separator);
	leave_row(r); /* and go on with the next line, for the problems further down */
}

/* The first line that is not blank decides on the separator. False: it was only about that. */
static bool begin(struct reading *r, struct csv_parser *p, struct str line)
{
	char separator;
	bool only = separator_line(line, &separator);
	open_parser(p, only ? separator : find_separator(line));
	r->begun = true;
	return !only;
}

static void read_rows(struct reading *r, struct str text)
{
	struct csv_parser parser;
	struct str line;
	while (next_line(&text, &line)) {
		r->line++;
		if (r->begun || (str_trim(line).n && begin(r, &parser, line)))
			feed(r, &parser, line);
	}
	if (!r->begun)
		return;
	if (csv_fini(&parser, on_field, on_row, r) != 0)
		report_problem(r->report, r->field_line,
			N_("column %zu: the quotation mark that begins here has no end"), r->column + 1);
	csv_free(&parser);
}

static int by_key(const void *a, const void *b)
{
	const struct import_person *p = *(const struct import_person *const *)a;
	const struct import_person *q = *(const struct import_person *const *)b;
	int c = str_cmp(p->email, q->email);
	if (c == 0 && p->email.n == 0) {
		c = str_cmp(p->name, q->name);
		c = c ? c : str_cmp(p->given, q->given);
		c = c ? c : str_cmp(p->organisation, q->organisation);
	}
	return c ? c : (p->line > q->line) - (p->line < q->line);
}

static bool same_person(const struct import_person *p, const struct import_person *q)
{
	return str_eq(p->email, q->email) &&
		(p->email.n ||
			(str_eq(p->name, q->name) && str_eq(p->given, q->given) &&
				str_eq(p->organisation, q->organisation)));
}

static void lower(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= 'A' && s.p[i] <= 'Z')
			((char *)s.p)[i] = (char)(s.p[i] - 'A' + 'a'); /* our own copy, in the arena */
}

/* Two rows that would be taken for one person: one of them would be lost. */
static void find_doubles(struct reading *r)
{
	uint32_t n = r->out->count;
	struct import_person **sorted = ARENA_ARRAY(r->mem, struct import_person *, n + 1);
	for (uint32_t i = 0; i < n; i++) {
		sorted[i] = &r->out->rows[i];
		lower(sorted[i]->email);
	}
	qsort(sorted, n, sizeof *sorted, by_key);
	for (uint32_t i = 1; i < n; i++) {
		const struct import_person *p = sorted[i], *before = sorted[i - 1];
		if (!same_person(p, before) || (p->email.n == 0 && p->name.n == 0 && p->given.n == 0))
			continue;
		if (p->email.n)
			report_problem(r->report, p->line, N_("the same e-mail address as in line %u: %.*s"),
				before->line, STR_FMT(p->email));
		else
			report_problem(r->report, p->line,
				N_("the same name as in line %u, and no e-mail address to tell them apart: "
				   "%.*s %.*s"),
				before->line, STR_FMT(p->given), STR_FMT(p->name));
	}
}

bool people_read(struct arena *mem, struct str bytes, struct people_file *out, struct report *report)
{
	struct reading *r = ARENA_NEW(mem, struct reading);
	struct str text;
	*out = (struct people_file){0};
	if (!encoding_to_utf8(mem, bytes, &text, report))
		return false;
	*r = (struct reading){.mem = mem, .report = report, .out = out, .between_rows = true};
	read_rows(r, text);
	if (!r->have_header)
		report_problem(report, 0, N_("the file is empty"));
	else
		find_doubles(r);
	return report->problems.count == 0;
}
