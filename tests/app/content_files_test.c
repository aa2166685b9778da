/* The content that comes with the program is whole, in every language; and what is wrong in a folder of content
 * is named with its file, so that whoever wrote it finds it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/commands.h"
#include "app/content_files.h"

static char folder[] = "/tmp/tandem-content-XXXXXX";
static char problem[900];

static bool read_it(void)
{
	struct content c = {0};
	problem[0] = '\0';
	bool good = content_read(&c, folder, problem, sizeof problem);
	content_free(&c);
	return good;
}

/* sh -c with %s for the folder; tests write and mend files by it. */
static void run(const char *format)
{
	char command[400];
	snprintf(command, sizeof command, format, folder, folder, folder);
	assert_int_equal(system(command), 0);
}

static void assert_problem(const char *file, const char *what)
{
	char want[900];
	snprintf(want, sizeof want, "%s/content%s%s", folder, file, what);
	assert_false(read_it());
	assert_string_equal(problem, want);
}

static int copy(void **state)
{
	(void)state;
	assert_non_null(strcpy(folder, "/tmp/tandem-content-XXXXXX"));
	assert_non_null(mkdtemp(folder));
	run("cp -r assets/content %s/");
	return 0;
}

static int gone(void **state)
{
	(void)state;
	run("rm -r %s");
	return 0;
}

static void what_comes_with_the_program_is_whole(void **state)
{
	(void)state;
	struct content c = {0};
	bool good = content_read(&c, "assets", problem, sizeof problem);
	if (!good)
		print_error("%s\n", problem);
	assert_true(good);
	assert_int_equal(c.count, 2);
	for (int i = 0; i < c.count; i++) {
		assert_true(c.languages[i].pack_count >= SKILLS);
		const struct instrument *in =
			content_instrument(&c, str_from(c.languages[i].code), STR(INSTRUMENT_SKILLS));
		assert_int_equal(in->area_count, SKILLS);
		for (int a = 0; a < SKILLS; a++) {
			assert_string_equal(arena_str(&c.mem, in->areas[a].key).p, skill_key(a));
			assert_true(in->areas[a].items.count >= 5);
		}
	}
	content_free(&c);
}

static void a_mistake_is_named_with_its_file(void **state)
{
	(void)state;
	run("sed -i 's/^minutes = .*/minutes = long/' %s/content/de/packs/leading.pack");
	assert_problem("/de/packs/leading.pack", ":4: minutes is a number from 5 to 90");
	run("cp assets/content/de/packs/leading.pack %s/content/de/packs/");
	run("rm %s/content/en/packs/motivation.pack");
	assert_problem("", ": en: no pack for motivation");
	run("cp assets/content/en/packs/motivation.pack %s/content/en/packs/");
	run("rm %s/content/de/instruments/healthy-partnership.instrument");
	assert_problem("", ": de: no instrument healthy-partnership");
	run("cp assets/content/de/instruments/healthy-partnership.instrument %s/content/de/instruments/");
	assert_true(read_it());
}

static void a_mistake_is_said_in_the_language_of_whoever_starts_the_kiosk(void **state)
{
	(void)state;
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("LANGUAGE", "de", 1);
	commands_open();
	run("sed -i 's/^minutes = .*/minutes = long/' %s/content/de/packs/leading.pack");
	assert_problem("/de/packs/leading.pack", ":4: minutes ist eine Zahl von 5 bis 90");
	run("rm %s/content/en/packs/motivation.pack; cp assets/content/de/packs/leading.pack %s/content/de/packs/");
	assert_problem("", ": en: kein Lernpaket für motivation");
	setenv("LC_ALL", "C", 1);
	commands_open();
	assert_problem("", ": en: no pack for motivation");
}

static void languages_that_differ_are_named(void **state)
{
	(void)state;
	run("sed -i '/^item/{x;s/^/x/;/^x$/{x;d};x}' %s/content/en/instruments/healthy-partnership.instrument");
	assert_problem(
		"", ": en: areas or items of the instrument healthy-partnership differ from those in de");
	run("cp assets/content/en/instruments/healthy-partnership.instrument %s/content/en/instruments/");
	run("sed -i 's/^days = 14/days = 15/' %s/content/en/programme.txt");
	assert_problem("", ": en: days or parts of the programme differ from those in de");
	run("cp assets/content/en/programme.txt %s/content/en/");
	run("sed -i 's/^pack = leading/pack = visions/' %s/content/de/instruments/healthy-partnership.instrument "
	    "%s/content/en/instruments/healthy-partnership.instrument");
	assert_problem(
		"", ": de: the instrument healthy-partnership leads to the pack visions, which is not there");
	run("cp assets/content/de/instruments/*.instrument %s/content/de/instruments/");
	run("cp assets/content/en/instruments/*.instrument %s/content/en/instruments/");
	assert_true(read_it());
}

static void an_instrument_and_a_pack_of_ones_own_need_no_translation(void **state)
{
	(void)state;
	struct content c = {0};
	run("cp assets/content/en/packs/leading.pack %s/content/en/packs/harbour.pack");
	run("cp assets/content/en/instruments/key-partnerships.instrument %s/content/en/instruments/pulse.instrument");
	run("touch %s/content/en/packs/.hidden.pack %s/content/en/packs/readme.txt");
	assert_true(content_read(&c, folder, problem, sizeof problem));
	assert_non_null(content_pack(&c, STR("de"), STR("harbour")));
	assert_non_null(content_instrument(&c, STR("de"), STR("pulse")));
	assert_null(content_pack(&c, STR("en"), STR("readme")));
	content_free(&c);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, copy, gone)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_comes_with_the_program_is_whole),
		T(a_mistake_is_named_with_its_file),
		T(a_mistake_is_said_in_the_language_of_whoever_starts_the_kiosk),
		T(languages_that_differ_are_named),
		T(an_instrument_and_a_pack_of_ones_own_need_no_translation),
	};
	return cmocka_run_group_tests_name("content_files", tests, NULL, NULL);
}
