/* One table says everything about every key: where its value lives, what it may be, its default and
 * what it means. Reading, refusing, printing, the installed file and the test that compares them all
 * walk this table, so a key is added in one line.
 *
 * The syntax is left to inih. It tells its handler no line numbers and stops counting at its first
 * error, so it is fed by a reader of ours, which counts lines and looks at the section headings. */
#include "app/config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <ini.h>
#include <libintl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/core.h"

#define _(text) gettext(text)
#define N_(text) text

#define LINE_MAX_BYTES 1000 /* of the file; a longer line is refused */

enum kind { TEXT, PATH, CODE, CODES, YES_NO, NUMBER, CLOCK, CHOICE, ADDRESS, HOST };

struct key {
	const char *section, *name;
	enum kind kind;
	size_t at;           /* in struct config */
	int min, max;        /* NUMBER: its value; TEXT and PATH: bytes */
	const char *choices; /* CHOICE: the words of the enum in its order; CODE: those there are */
	const char *initial; /* as it stands in a file */
	const char *meaning;
};
#define AT(member) .at = offsetof(struct config, member)

static const struct key keys[] = {
	{"room", "name", TEXT, AT(room.name), .max = 60, .initial = "Tandem",
		.meaning = N_("What the room is called, at the top of every screen.")},
	{"room", "place", TEXT, AT(room.place), .max = 100, .initial = "",
		.meaning = N_("Where it is, for those who are looking for it.")},
	{"room", "language", CODE, AT(room.language), .initial = "en",
		.meaning = N_("The language the screen returns to for the next person.")},
	{"room", "languages", CODES, AT(room.languages), .initial = "en, de",
		.meaning = N_("The languages that can be chosen on the screen.")},

	{"check-in", "guests", YES_NO, AT(check_in.guests), .initial = "yes",
		.meaning = N_("Whether somebody who is not in the list can join as a guest.")},
	{"check-in", "undo_seconds", NUMBER, AT(check_in.undo_seconds), .min = 3, .max = 120, .initial = "10",
		.meaning = N_("How long a check-in can be taken back with one touch.")},
	{"check-in", "walk_in_minutes", NUMBER, AT(check_in.walk_in_minutes), .min = 5, .max = 480,
		.initial = "60", .meaning = N_("How long a session lasts that was not planned.")},
	{"check-in", "expected_minutes", NUMBER, AT(check_in.expected_minutes), .min = 5, .max = 720,
		.initial = "90",
		.meaning = N_("How long before its start the members of a session are offered as tiles.")},

	{"screen", "idle_seconds", NUMBER, AT(screen.idle_seconds), .min = 10, .max = 3600, .initial = "45",
		.meaning = N_("After this time without a touch the screen goes home.")},
	{"screen", "attract_minutes", NUMBER, AT(screen.attract_minutes), .min = 1, .max = 720,
		.initial = "5", .meaning = N_("After this time more it shows the large clock.")},
	{"screen", "panel_width_mm", NUMBER, AT(screen.panel_width_mm), .min = 60, .max = 3000,
		.initial = "222",
		.meaning =
			N_("How wide the picture is in millimetres, so that what one touches has the size of "
			   "a thumb: 154 on a 7 inch panel, 222 on a 10 inch one.")},
	{"screen", "theme", CHOICE, AT(screen.theme), .choices = "light dark auto", .initial = "light",
		.meaning = N_("Dark for a dim room; auto changes by the time of day.")},
	{"screen", "dark_from", CLOCK, AT(screen.dark_from), .initial = "19:00",
		.meaning = N_("When the theme is auto: dark from this time on.")},
	{"screen", "dark_until", CLOCK, AT(screen.dark_until), .initial = "07:00",
		.meaning = N_("When the theme is auto: light again from this time on.")},
	{"screen", "motion", YES_NO, AT(screen.motion), .initial = "yes",
		.meaning = N_("Whether things glide to their place.")},
	{"screen", "sound", YES_NO, AT(screen.sound), .initial = "no",
		.meaning = N_("Whether the end of a turn can be heard.")},
	{"screen", "keyboard", CODE, AT(screen.keyboard), .choices = "en de fr es", .initial = "",
		.meaning = N_("The layout of the keyboard on the screen; empty: that of the language.")},
	{"screen", "fullscreen", YES_NO, AT(screen.fullscreen), .initial = "yes",
		.meaning = N_("Whether it covers the display.")},
	{"screen", "width", NUMBER, AT(screen.width), .max = 7680, .initial = "0",
		.meaning = N_("Pixels, where it does not cover the display; 0: it chooses.")},
	{"screen", "height", NUMBER, AT(screen.height), .max = 7680, .initial = "0",
		.meaning = N_("Likewise.")},

	{"network", "port", NUMBER, AT(network.port), .max = 65535, .initial = "8080",
		.meaning = N_("Where the phones find the kiosk; 0: any port that is free. Below 1024 only "
			      "where the service may.")},
	{"network", "bind", ADDRESS, AT(network.bind), .initial = "",
		.meaning = N_("The address of this machine on which it listens; empty: all of them.")},
	{"network", "host", HOST, AT(network.host), .initial = "",
		.meaning =
			N_("The name or address in the codes, with :port where it differs; empty: found by "
			   "itself. Many phones cannot open names that end in .local.")},
	{"network", "wifi_name", TEXT, AT(network.wifi_name), .max = 32, .initial = "",
		.meaning = N_("The Wi-Fi that phones should join; empty: no code for it is shown.")},
	{"network", "wifi_password", TEXT, AT(network.wifi_password), .max = 64, .initial = "",
		.meaning = N_("Its password. Whoever scans the code can read it.")},
	{"network", "wifi_security", CHOICE, AT(network.wifi_security), .choices = "WPA WEP nopass",
		.initial = "WPA",
		.meaning = N_("How it is protected; WPA stands for WPA2 and WPA3 as well.")},

	{"data", "path", PATH, AT(data.path), .max = 900, .initial = "",
		.meaning = N_("The database. Empty: /var/lib/tandem/tandem.db for the service, otherwise "
			      "~/.local/share/tandem/tandem.db.")},

	{"log", "level", CHOICE, AT(log.level), .choices = "debug info warning error", .initial = "info",
		.meaning = N_("The least important lines that are written.")},
};
#define KEYS (sizeof keys / sizeof keys[0])

/* ---- values: one row a kind ---- */

static void *place(struct config *c, const struct key *k)
{
	return (char *)c + k->at;
}

static const void *place_of(const struct config *c, const struct key *k)
{
	return (const char *)c + k->at;
}

static bool without_controls(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7F)
			return false;
	return true;
}

static bool put_text(struct config *c, const struct key *k, struct str value)
{
	*(struct str *)place(c, k) = arena_str(&c->mem, value);
	return true;
}

static bool read_text(struct config *c, const struct key *k, struct str value)
{
	return value.n <= (size_t)k->max && utf8_valid(value) && without_controls(value) &&
		put_text(c, k, value);
}

static bool read_path(struct config *c, const struct key *k, struct str value)
{
	return (value.n == 0 || value.p[0] == '/') && read_text(c, k, value);
}

/* The place of a word in a list of words with one space between, or -1. */
static int word_index(const char *words, struct str word)
{
	struct str rest = str_from(words), one;
	for (int i = 0; str_split(&rest, ' ', &one); i++)
		if (str_eq(one, word))
			return i;
	return -1;
}

/* An ISO 639 code of two or three letters. */
static bool is_code(struct str s)
{
	bool letters = s.n == 2 || s.n == 3;
	for (size_t i = 0; letters && i < s.n; i++)
		letters = s.p[i] >= 'a' && s.p[i] <= 'z';
	return letters;
}

static bool read_code(struct config *c, const struct key *k, struct str value)
{
	bool good = k->choices ? value.n == 0 || word_index(k->choices, value) >= 0 : is_code(value);
	return good && put_text(c, k, value);
}

static bool read_codes(struct config *c, const struct key *k, struct str value)
{
	struct config_languages found = {0};
	struct str rest = value, one;
	while (str_split(&rest, ',', &one)) {
		one = str_trim(one);
		if (!is_code(one) || found.count == CONFIG_LANGUAGES_MAX)
			return false;
		for (int i = 0; i < found.count; i++)
			if (str_eq(found.code[i], one))
				return false;
		found.code[found.count++] = arena_str(&c->mem, one);
	}
	*(struct config_languages *)place(c, k) = found;
	return found.count > 0;
}

static bool read_yes_no(struct config *c, const struct key *k, struct str value)
{
	int at = word_index("no yes", value);
	*(bool *)place(c, k) = at == 1;
	return at >= 0;
}

static bool read_number(struct config *c, const struct key *k, struct str value)
{
	int64_t number;
	if (!str_int(value, k->min, k->max, &number))
		return false;
	*(int *)place(c, k) = (int)number;
	return true;
}

static bool read_clock(struct config *c, const struct key *k, struct str value)
{
	int64_t hour, minute;
	if (value.n != 5 || value.p[2] != ':' || !str_int(str_sub(value, 0, 2), 0, 23, &hour) ||
		!str_int(str_sub(value, 3, 5), 0, 59, &minute))
		return false;
	*(int *)place(c, k) = (int)(hour * 60 + minute);
	return true;
}

static bool read_choice(struct config *c, const struct key *k, struct str value)
{
	int at = word_index(k->choices, value);
	if (at < 0)
		return false;
	*(int *)place(c, k) = at;
	return true;
}

static bool read_address(struct config *c, const struct key *k, struct str value)
{
	char text[INET6_ADDRSTRLEN] = "";
	unsigned char address[16];
	if (value.n >= sizeof text)
		return false;
	memcpy(text, value.p, value.n);
	bool good = value.n == 0 || inet_pton(AF_INET, text, address) == 1 ||
		inet_pton(AF_INET6, text, address) == 1;
	return good && put_text(c, k, value);
}

/* A host name or an IPv4 address, with or without ":port" (RFC 1123 2.1). */
static bool read_host(struct config *c, const struct key *k, struct str value)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";
	struct str rest = value, name = {"", 0};
	int64_t port;
	if (value.n) {
		str_split(&rest, ':', &name);
		if (name.n == 0 || name.n > 253 || (rest.p && !str_int(rest, 1, 65535, &port)))
			return false;
	}
	for (size_t i = 0; i < name.n; i++)
		if (!memchr(allowed, name.p[i], sizeof allowed - 1))
			return false;
	return put_text(c, k, value);
}

static void write_text(const struct config *c, const struct key *k, struct buf *out)
{
	buf_add(out, *(const struct str *)place_of(c, k));
}

static void write_codes(const struct config *c, const struct key *k, struct buf *out)
{
	const struct config_languages *l = place_of(c, k);
	for (int i = 0; i < l->count; i++)
		buf_printf(out, "%s%.*s", i ? ", " : "", STR_FMT(l->code[i]));
}

static void write_yes_no(const struct config *c, const struct key *k, struct buf *out)
{
	buf_add(out, *(const bool *)place_of(c, k) ? STR("yes") : STR("no"));
}

static void write_number(const struct config *c, const struct key *k, struct buf *out)
{
	buf_printf(out, "%d", *(const int *)place_of(c, k));
}

static void write_clock(const struct config *c, const struct key *k, struct buf *out)
{
	int minutes = *(const int *)place_of(c, k);
	buf_printf(out, "%02d:%02d", minutes / 60, minutes % 60);
}

static void write_choice(const struct config *c, const struct key *k, struct buf *out)
{
	struct str rest = str_from(k->choices), one;
	for (int i = *(const int *)place_of(c, k); str_split(&rest, ' ', &one); i--)
		if (i == 0)
			buf_add(out, one);
}

static void list_words(const char *words, struct buf *out)
{
	struct str rest = str_from(words), one;
	for (int i = 0; str_split(&rest, ' ', &one); i++)
		buf_printf(out, "%s%.*s", i ? ", " : "", STR_FMT(one));
}

static void allow_text(const struct key *k, struct buf *out)
{
	buf_printf(out, _("text of at most %d bytes of UTF-8, in one line"), k->max);
}

static void allow_path(const struct key *k, struct buf *out)
{
	buf_printf(out, _("an absolute path of at most %d bytes, or nothing"), k->max);
}

static void allow_code(const struct key *k, struct buf *out)
{
	if (k->choices) {
		list_words(k->choices, out);
		buf_add(out, str_from(_(", or nothing")));
	} else {
		buf_add(out, str_from(_("a language code, such as en or de")));
	}
}

static void allow_codes(const struct key *k, struct buf *out)
{
	(void)k;
	buf_printf(out, _("one to %d language codes, each once, with commas between"), CONFIG_LANGUAGES_MAX);
}

static void allow_yes_no(const struct key *k, struct buf *out)
{
	(void)k;
	list_words("yes no", out);
}

static void allow_number(const struct key *k, struct buf *out)
{
	buf_printf(out, _("a whole number from %d to %d"), k->min, k->max);
}

static void allow_clock(const struct key *k, struct buf *out)
{
	(void)k;
	buf_add(out, str_from(_("a time of day from 00:00 to 23:59")));
}

static void allow_choice(const struct key *k, struct buf *out)
{
	list_words(k->choices, out);
}

static void allow_address(const struct key *k, struct buf *out)
{
	(void)k;
	buf_add(out, str_from(_("an IPv4 or IPv6 address, or nothing")));
}

static void allow_host(const struct key *k, struct buf *out)
{
	(void)k;
	buf_add(out, str_from(_("a host name or an IPv4 address, with or without :port, or nothing")));
}

static const struct {
	bool (*read)(struct config *, const struct key *, struct str);
	void (*write)(const struct config *, const struct key *, struct buf *);
	void (*allowed)(const struct key *, struct buf *);
} kinds[] = {
	[TEXT] = {read_text, write_text, allow_text},
	[PATH] = {read_path, write_text, allow_path},
	[CODE] = {read_code, write_text, allow_code},
	[CODES] = {read_codes, write_codes, allow_codes},
	[YES_NO] = {read_yes_no, write_yes_no, allow_yes_no},
	[NUMBER] = {read_number, write_number, allow_number},
	[CLOCK] = {read_clock, write_clock, allow_clock},
	[CHOICE] = {read_choice, write_choice, allow_choice},
	[ADDRESS] = {read_address, write_text, allow_address},
	[HOST] = {read_host, write_text, allow_host},
};

void config_defaults(struct config *c)
{
	*c = (struct config){0};
	for (size_t i = 0; i < KEYS; i++)
		INVARIANT(kinds[keys[i].kind].read(c, &keys[i], str_from(keys[i].initial)));
}

void config_free(struct config *c)
{
	arena_free(&c->mem);
	*c = (struct config){0};
}

/* ---- reading ---- */

struct reading {
	struct config *c;
	const char *file;
	struct str rest; /* what inih has not seen yet */
	int line;
	int set_in[KEYS]; /* the line that sets the key; 0: none does */
	struct buf *problems;
	bool good;
};

static void problem_at(struct reading *r, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
static void problem_at(struct reading *r, int line, const char *format, ...)
{
	struct arena mem = {0};
	va_list args;
	va_start(args, format);
	struct str text = arena_vprintf(&mem, format, args);
	va_end(args);
	buf_printf(r->problems, "%s:%d: %.*s\n", r->file, line, STR_FMT(text));
	arena_free(&mem);
	r->good = false;
}

static bool section_known(struct str name)
{
	for (size_t i = 0; i < KEYS; i++)
		if (str_eq(str_from(keys[i].section), name))
			return true;
	return false;
}

/* "[room], [check-in], …": the sections, in the order of the table. */
static void list_sections(struct buf *out)
{
	for (size_t i = 0; i < KEYS; i++)
		if (i == 0 || strcmp(keys[i].section, keys[i - 1].section) != 0)
			buf_printf(out, "%s[%s]", i ? ", " : "", keys[i].section);
}

static void list_keys(const char *section, struct buf *out)
{
	bool first = true;
	for (size_t i = 0; i < KEYS; i++) {
		if (strcmp(keys[i].section, section) != 0)
			continue;
		buf_printf(out, "%s%s", first ? "" : ", ", keys[i].name);
		first = false;
	}
}

static void check_heading(struct reading *r, struct str line)
{
	const char *end = memchr(line.p, ']', line.n);
	struct str name = end ? str_sub(line, 1, (size_t)(end - line.p)) : line;
	if (end && section_known(name))
		return;
	struct buf allowed = {0};
	list_sections(&allowed);
	if (end)
		problem_at(r, r->line, _("unknown section [%.*s]; allowed: %.*s"), STR_FMT(name),
			STR_FMT(buf_str(&allowed)));
	else
		problem_at(r, r->line, _("this heading has no ]; allowed: %.*s"), STR_FMT(buf_str(&allowed)));
	buf_free(&allowed);
}

/* inih's source of lines, in the manner of fgets. What is refused here reaches inih as an empty line. */
static char *next_line(char *out, int size, void *stream)
{
	struct reading *r = stream;
	struct str line;
	if (!r->rest.n || !str_split(&r->rest, '\n', &line))
		return NULL;
	r->line++;
	line = str_trim(line);
	if (line.n >= (size_t)size) {
		problem_at(r, r->line, _("this line is too long; allowed: %d bytes"), size - 1);
		line.n = 0;
	} else if (line.n && memchr(line.p, 0, line.n)) {
		problem_at(r, r->line, _("this line holds a zero byte; allowed: text in UTF-8"));
		line.n = 0;
	} else if (line.n && line.p[0] == '[') {
		check_heading(r, line);
	}
	if (line.n)
		memcpy(out, line.p, line.n);
	out[line.n] = 0;
	return out;
}

static const struct key *find_key(const char *section, const char *name)
{
	for (size_t i = 0; i < KEYS; i++)
		if (strcmp(keys[i].section, section) == 0 && strcmp(keys[i].name, name) == 0)
			return &keys[i];
	return NULL;
}

static void unknown_key(struct reading *r, const char *section, const char *name)
{
	if (!section_known(str_from(section)) && section[0])
		return; /* its heading was refused */
	struct buf allowed = {0};
	if (section[0]) {
		list_keys(section, &allowed);
		problem_at(r, r->line, _("unknown key \"%s\" in [%s]; allowed: %.*s"), name, section,
			STR_FMT(buf_str(&allowed)));
	} else {
		list_sections(&allowed);
		problem_at(r, r->line, _("\"%s\" stands before any section; allowed: %.*s"), name,
			STR_FMT(buf_str(&allowed)));
	}
	buf_free(&allowed);
}

static void wrong_value(struct reading *r, int line, const struct key *k, struct str value)
{
	struct buf allowed = {0};
	kinds[k->kind].allowed(k, &allowed);
	problem_at(r, line, _("%s cannot be \"%.*s\"; allowed: %.*s"), k->name, STR_FMT(value),
		STR_FMT(buf_str(&allowed)));
	buf_free(&allowed);
}

/* inih's handler. Always 1: whatever is wrong is in the problems, and reading goes on for the rest. */
static int set_key(void *user, const char *section, const char *name, const char *value)
{
	struct reading *r = user;
	const struct key *k = find_key(section, name);
	if (!k) {
		unknown_key(r, section, name);
		return 1;
	}
	if (!value) {
		problem_at(r, r->line, _("%s has no value; allowed: %s = value"), name, name);
		return 1;
	}
	int *set_in = &r->set_in[k - keys];
	if (*set_in)
		problem_at(r, r->line, _("%s was set in line %d already; allowed: once"), name, *set_in);
	*set_in = r->line;
	if (!kinds[k->kind].read(r->c, k, str_from(value)))
		wrong_value(r, r->line, k, str_from(value));
	return 1;
}

/* What is right by itself but not together. The line is that of the key at fault. */
static void check_together(struct reading *r)
{
	const struct config *c = r->c;
	const struct key *language = find_key("room", "language");
	const struct key *password = find_key("network", "wifi_password");
	int language_line = r->set_in[language - keys], password_line = r->set_in[password - keys];
	bool offered = false;
	for (int i = 0; i < c->room.languages.count; i++)
		offered |= str_eq(c->room.languages.code[i], c->room.language);
	if (!offered) {
		struct buf allowed = {0};
		write_codes(c, find_key("room", "languages"), &allowed);
		int line = language_line ? language_line : r->set_in[find_key("room", "languages") - keys];
		problem_at(r, line, _("language cannot be \"%.*s\"; allowed: one of languages, %.*s"),
			STR_FMT(c->room.language), STR_FMT(buf_str(&allowed)));
		buf_free(&allowed);
	}
	if (c->network.wifi_security == CONFIG_WIFI_WPA && c->network.wifi_password.n &&
		c->network.wifi_password.n < 8) /* IEEE 802.11i: a passphrase has 8 to 63 characters */
		problem_at(r, password_line,
			_("wifi_password is too short; allowed with WPA: 8 to 63 characters"));
}

bool config_parse(struct config *c, const char *file, struct str text, struct buf *problems)
{
	struct reading r = {.c = c, .file = file, .rest = text, .problems = problems, .good = true};
	if (str_starts(text, STR("\xEF\xBB\xBF")))
		r.rest = str_sub(text, 3, text.n);
	/* A value is taken as it stands, to the end of its line: a password may hold any character. */
	ini_allow_inline_comments = false;
	ini_allow_multiline = false;
	ini_allow_no_value = true;
	ini_use_stack = false;
	ini_initial_alloc = LINE_MAX_BYTES;
	ini_allow_realloc = false;
	if (ini_parse_stream(next_line, &r, set_key, &r) == -2)
		die(__FILE__, __LINE__, "out of memory");
	if (r.good)
		check_together(&r);
	return r.good;
}

static bool slurp(const char *path, struct buf *out)
{
	FILE *f = fopen(path, "rbe");
	if (!f)
		return false;
	size_t n = 1;
	while (n > 0 && out->n <= CONFIG_FILE_MAX_BYTES) {
		buf_reserve(out, 4096);
		n = fread(out->p + out->n, 1, 4096, f);
		out->n += n;
	}
	bool good = !ferror(f);
	int why = errno;
	(void)fclose(f); /* only read */
	errno = why;
	return good;
}

bool config_read(struct config *c, const char *path, struct buf *problems)
{
	struct buf text = {0};
	const char *file = path ? path : CONFIG_FILE;
	bool good = false;
	if (!slurp(file, &text)) {
		good = !path && errno == ENOENT;
		if (!good)
			buf_printf(problems, _("%s: cannot be read: %s\n"), file, strerror(errno));
	} else if (text.n > CONFIG_FILE_MAX_BYTES) {
		buf_printf(problems, _("%s: is too long; allowed: %d bytes\n"), file, CONFIG_FILE_MAX_BYTES);
	} else {
		good = config_parse(c, file, buf_str(&text), problems);
	}
	buf_free(&text);
	return good;
}

/* ---- writing ---- */

#define COMMENT_COLUMNS 98

/* A paragraph, broken at spaces, each line behind "# ". */
static void write_comment(struct str text, struct buf *out)
{
	struct str word;
	size_t column = 0;
	while (str_split(&text, ' ', &word)) {
		if (column == 0 || column + 1 + word.n > COMMENT_COLUMNS) {
			buf_add(out, column ? STR("\n# ") : STR("# "));
			column = 2;
		} else {
			buf_byte(out, ' ');
			column++;
		}
		buf_add(out, word);
		column += word.n;
	}
	buf_byte(out, '\n');
}

static void write_key(const struct config *c, const struct key *k, bool as_comment, struct buf *out)
{
	struct buf about = {0}, value = {0};
	buf_add(&about, str_from(_("Allowed: ")));
	kinds[k->kind].allowed(k, &about);
	write_comment(str_from(_(k->meaning)), out);
	write_comment(buf_str(&about), out);
	kinds[k->kind].write(c, k, &value);
	buf_printf(out, "%s%s =%s%.*s\n", as_comment ? "#" : "", k->name, value.n ? " " : "",
		STR_FMT(buf_str(&value)));
	buf_free(&about);
	buf_free(&value);
}

void config_write(const struct config *c, bool as_comments, struct buf *out)
{
	if (as_comments)
		write_comment(str_from(_("Tandem: the configuration of this machine. Every key is here with "
					 "its default, "
					 "as a comment; take its # away to change it. `tandem config` "
					 "checks this file and prints what is in force.")),
			out);
	for (size_t i = 0; i < KEYS; i++) {
		if (i == 0 || strcmp(keys[i].section, keys[i - 1].section) != 0)
			buf_printf(out, "%s[%s]\n", i || as_comments ? "\n" : "", keys[i].section);
		buf_byte(out, '\n');
		write_key(c, &keys[i], as_comments, out);
	}
}

struct core_config config_core(const struct config *c, const struct content *content)
{
	return (struct core_config){.room = c->room.name,
		.place = c->room.place,
		.language = c->room.language,
		.guests = c->check_in.guests,
		.undo_ms = c->check_in.undo_seconds * SECOND,
		.walk_in_ms = c->check_in.walk_in_minutes * MINUTE,
		.expected_before_ms = c->check_in.expected_minutes * MINUTE,
		.code_after_ms = 2 * HOUR,
		.content = content};
}

/* ---- the database's place ---- */

struct str config_database(struct config *c, const char *override)
{
	const char *state = getenv("STATE_DIRECTORY"); /* systemd.exec(5): may name several */
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
	struct str *path = &c->data.path, given = str_from(state), first = given;
	if (state)
		str_split(&given, ':', &first);
	if (override)
		*path = arena_str(&c->mem, str_from(override));
	else if (path->n)
		return *path;
	else if (first.n)
		*path = arena_printf(&c->mem, "%.*s/tandem.db", STR_FMT(first));
	else if (data && data[0] == '/') /* the specification: relative ones are to be ignored */
		*path = arena_printf(&c->mem, "%s/tandem/tandem.db", data);
	else if (home && home[0])
		*path = arena_printf(&c->mem, "%s/.local/share/tandem/tandem.db", home);
	return *path;
}
