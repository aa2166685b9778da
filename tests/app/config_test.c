/* The configuration: every key is read, every wrong one refused with its line and what is allowed,
 * and the installed file is exactly what the table of keys says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/config.h"

static bool parse(struct config *c, const char *text, struct buf *problems)
{
	config_defaults(c);
	problems->n = 0;
	bool good = config_parse(c, "t.conf", str_from(text), problems);
	buf_byte(problems, 0); /* so that it can be compared as a C string */
	return good;
}

static void assert_refused(const char *text, const char *problem)
{
	struct config c;
	struct buf problems = {0};
	assert_false(parse(&c, text, &problems));
	assert_string_equal(problems.p, problem);
	buf_free(&problems);
	config_free(&c);
}

static void without_a_file_everything_has_its_default(void **state)
{
	(void)state;
	struct config c;
	struct buf problems = {0};
	assert_true(parse(&c, "", &problems));
	assert_string_equal(problems.p, "");
	assert_string_equal(c.room.name.p, "Tandem");
	assert_string_equal(c.room.language.p, "en");
	assert_int_equal(c.room.languages.count, 2);
	assert_string_equal(c.room.languages.code[1].p, "de");
	assert_true(c.check_in.guests);
	assert_int_equal(c.check_in.undo_seconds, 10);
	assert_int_equal(c.screen.dark_from, 19 * 60);
	assert_int_equal(c.screen.theme, CONFIG_THEME_LIGHT);
	assert_int_equal(c.network.port, 8080);
	assert_int_equal(c.log.level, LOG_INFO);
	assert_int_equal(c.data.path.n, 0);
	buf_free(&problems);
	config_free(&c);
}

static void every_kind_of_value_is_read(void **state)
{
	(void)state;
	static const char text[] =
		"\xEF\xBB\xBF; a comment\r\n[room]\r\nname = Werkstatt \xC3\x9C\r\n"
		"language=de\nlanguages = de ,en,fr\n[check-in]\nguests = no\n"
		"[screen]\ntheme = auto\ndark_from = 20:30\nkeyboard = fr\nwidth = 800\n"
		"[network]\nbind = ::1\nhost = kiosk.example:81\nwifi_name = Room\n"
		"wifi_password = a ; b # c=\"d\"\n[data]\npath = /srv/a b.db\n[log]\nlevel = error";
	struct config c;
	struct buf problems = {0};
	assert_true(parse(&c, text, &problems));
	assert_string_equal(c.room.name.p, "Werkstatt \xC3\x9C");
	assert_string_equal(c.room.language.p, "de");
	assert_string_equal(c.room.languages.code[2].p, "fr");
	assert_false(c.check_in.guests);
	assert_int_equal(c.screen.theme, CONFIG_THEME_AUTO);
	assert_int_equal(c.screen.dark_from, 20 * 60 + 30);
	assert_int_equal(c.screen.width, 800);
	assert_string_equal(c.screen.keyboard.p, "fr");
	assert_string_equal(c.network.bind.p, "::1");
	assert_string_equal(c.network.host.p, "kiosk.example:81");
	assert_string_equal(c.network.wifi_password.p, "a ; b # c=\"d\"");
	assert_string_equal(c.data.path.p, "/srv/a b.db");
	assert_int_equal(c.log.level, LOG_ERROR);
	buf_free(&problems);
	config_free(&c);
}

static void a_wrong_value_is_refused_with_its_line_and_what_is_allowed(void **state)
{
	(void)state;
	static const struct {
		const char *text, *problem;
	} cases[] = {
		{"[check-in]\nundo_seconds = 121",
			"t.conf:2: undo_seconds cannot be \"121\"; allowed: a whole number from 3 to 120\n"},
		{"[check-in]\nundo_seconds = 5s",
			"t.conf:2: undo_seconds cannot be \"5s\"; allowed: a whole number from 3 to 120\n"},
		{"[check-in]\nguests = maybe", "t.conf:2: guests cannot be \"maybe\"; allowed: yes, no\n"},
		{"[screen]\n\ntheme = blue",
			"t.conf:3: theme cannot be \"blue\"; allowed: light, dark, auto\n"},
		{"[screen]\ndark_from = 24:00",
			"t.conf:2: dark_from cannot be \"24:00\"; allowed: a time of day from 00:00 to "
			"23:59\n"},
		{"[screen]\ndark_from = 7:00",
			"t.conf:2: dark_from cannot be \"7:00\"; allowed: a time of day from 00:00 to "
			"23:59\n"},
		{"[screen]\nkeyboard = xx",
			"t.conf:2: keyboard cannot be \"xx\"; allowed: en, de, fr, es, or nothing\n"},
		{"[network]\nbind = 10.0.0.300",
			"t.conf:2: bind cannot be \"10.0.0.300\"; allowed: an IPv4 or IPv6 address, or "
			"nothing\n"},
		{"[network]\nhost = http://a",
			"t.conf:2: host cannot be \"http://a\"; allowed: a host name or an IPv4 address, "
			"with or "
			"without :port, or nothing\n"},
		{"[network]\nport =",
			"t.conf:2: port cannot be \"\"; allowed: a whole number from 0 to 65535\n"},
		{"[room]\nlanguages = en,,de",
			"t.conf:2: languages cannot be \"en,,de\"; allowed: one to 8 language codes, each "
			"once, "
			"with commas between\n"},
		{"[room]\nlanguage = English",
			"t.conf:2: language cannot be \"English\"; allowed: a language code, such as en or "
			"de\n"},
		{"[room]\nlanguage = fr",
			"t.conf:2: language cannot be \"fr\"; allowed: one of languages, en, de\n"},
		{"[room]\nlanguages = de",
			"t.conf:2: language cannot be \"en\"; allowed: one of languages, de\n"},
		{"[room]\nname = \xFF",
			"t.conf:2: name cannot be \"\xFF\"; allowed: text of at most 60 bytes of "
			"UTF-8, in one line\n"},
		{"[data]\npath = tandem.db",
			"t.conf:2: path cannot be \"tandem.db\"; allowed: an absolute path of at most 900 "
			"bytes, or "
			"nothing\n"},
		{"[network]\nwifi_password = short",
			"t.conf:2: wifi_password is too short; allowed with WPA: 8 to 63 characters\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_refused(cases[i].text, cases[i].problem);
}

static void what_is_unknown_or_malformed_is_refused_with_its_line(void **state)
{
	(void)state;
	assert_refused("[log]\nlevle = info", "t.conf:2: unknown key \"levle\" in [log]; allowed: level\n");
	assert_refused("\n[rom]\nname = x\n",
		"t.conf:2: unknown section [rom]; allowed: [room], [check-in], [screen], [network], [data], "
		"[log]\n");
	assert_refused("name = x\n",
		"t.conf:1: \"name\" stands before any section; allowed: [room], [check-in], [screen], "
		"[network], "
		"[data], [log]\n");
	assert_refused("[log\n",
		"t.conf:1: this heading has no ]; allowed: [room], [check-in], [screen], [network], [data], "
		"[log]\n");
	assert_refused("[log]\nlevel\n", "t.conf:2: level has no value; allowed: level = value\n");
	assert_refused("[log]\nlevel = info\nlevel = info\n",
		"t.conf:3: level was set in line 2 already; allowed: once\n");
	char text[3000] = "[room]\nname = ";
	memset(text + strlen(text), 'x', 2000);
	assert_refused(text, "t.conf:2: this line is too long; allowed: 999 bytes\n");
}

static void all_problems_are_told_not_only_the_first(void **state)
{
	(void)state;
	assert_refused("[log]\nlevel = loud\nlevle = 1\n[screen]\nsound = on\n",
		"t.conf:2: level cannot be \"loud\"; allowed: debug, info, warning, error\n"
		"t.conf:3: unknown key \"levle\" in [log]; allowed: level\n"
		"t.conf:5: sound cannot be \"on\"; allowed: yes, no\n");
}

static struct str installed_file(struct buf *out)
{
	FILE *f = fopen("assets/tandem.conf", "rb");
	assert_non_null(f);
	buf_reserve(out, 65536);
	out->n = fread(out->p, 1, 65536, f);
	assert_true(out->n > 0 && out->n < 65536);
	fclose(f);
	return buf_str(out);
}

/* `tandem config --defaults > assets/tandem.conf` makes it so again. */
static void the_installed_file_names_exactly_all_keys_with_their_defaults(void **state)
{
	(void)state;
	struct config c;
	struct buf installed = {0}, table = {0};
	config_defaults(&c);
	config_write(&c, true, &table);
	buf_byte(&table, 0);
	installed_file(&installed);
	buf_byte(&installed, 0);
	assert_string_equal(installed.p, table.p);
	buf_free(&installed);
	buf_free(&table);
	config_free(&c);
}

/* What is printed can be read again and says the same: so every kind's reader and writer agree, and
 * each key of the installed file is one that is accepted when its # is taken away. */
static void what_is_printed_reads_the_same(void **state)
{
	(void)state;
	struct config c, again;
	struct buf first = {0}, second = {0}, problems = {0};
	config_defaults(&c);
	assert_true(
		config_parse(&c, "t.conf", STR("[screen]\ndark_until = 06:05\ntheme = dark\n"), &problems));
	config_write(&c, false, &first);
	config_defaults(&again);
	assert_true(config_parse(&again, "t.conf", buf_str(&first), &problems));
	config_write(&again, false, &second);
	assert_true(str_eq(buf_str(&first), buf_str(&second)));
	assert_true(str_contains(buf_str(&second), STR("\ndark_until = 06:05\n")));
	buf_free(&first);
	buf_free(&second);
	buf_free(&problems);
	config_free(&c);
	config_free(&again);
}

static void a_file_that_was_asked_for_must_be_there(void **state)
{
	(void)state;
	struct config c;
	struct buf problems = {0};
	config_defaults(&c);
	assert_false(config_read(&c, "/nonexistent/tandem.conf", &problems));
	assert_true(str_contains(buf_str(&problems), STR("/nonexistent/tandem.conf: cannot be read: ")));
	buf_free(&problems);
	config_free(&c);
}

static void the_database_is_where_the_nearest_word_says(void **state)
{
	(void)state;
	struct config c;
	unsetenv("STATE_DIRECTORY");
	unsetenv("XDG_DATA_HOME");
	setenv("HOME", "/home/x", 1);
	config_defaults(&c);
	assert_string_equal(config_database(&c, NULL).p, "/home/x/.local/share/tandem/tandem.db");
	config_free(&c);
	config_defaults(&c);
	setenv("XDG_DATA_HOME", "/data", 1);
	assert_string_equal(config_database(&c, NULL).p, "/data/tandem/tandem.db");
	config_free(&c);
	config_defaults(&c);
	setenv("STATE_DIRECTORY", "/var/lib/tandem:/var/lib/other", 1);
	assert_string_equal(config_database(&c, NULL).p, "/var/lib/tandem/tandem.db");
	config_free(&c);
	config_defaults(&c);
	struct buf problems = {0};
	assert_true(config_parse(&c, "t.conf", STR("[data]\npath = /srv/t.db\n"), &problems));
	assert_string_equal(config_database(&c, NULL).p, "/srv/t.db");
	assert_string_equal(config_database(&c, "here.db").p, "here.db");
	buf_free(&problems);
	config_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_file_everything_has_its_default),
		cmocka_unit_test(every_kind_of_value_is_read),
		cmocka_unit_test(a_wrong_value_is_refused_with_its_line_and_what_is_allowed),
		cmocka_unit_test(what_is_unknown_or_malformed_is_refused_with_its_line),
		cmocka_unit_test(all_problems_are_told_not_only_the_first),
		cmocka_unit_test(the_installed_file_names_exactly_all_keys_with_their_defaults),
		cmocka_unit_test(what_is_printed_reads_the_same),
		cmocka_unit_test(a_file_that_was_asked_for_must_be_there),
		cmocka_unit_test(the_database_is_where_the_nearest_word_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
