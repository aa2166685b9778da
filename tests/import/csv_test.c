/* The people file: every encoding, separator and heading that spreadsheets write gives the same rows,
 * and everything that is wrong is told with its line and column. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "import/csv.h"
#include "import/show.h"

static struct arena mem;
static struct people_file people;
static struct report report;
static struct buf problems, notes; /* as a terminal shows them */

static int clean(void **state)
{
	(void)state;
	arena_free(&mem);
	report_free(&report);
	problems.n = notes.n = 0;
	return 0;
}

static bool read_bytes(const char *bytes, size_t n)
{
	clean(NULL);
	bool good = people_read(&mem, (struct str){bytes, n}, &people, &report);
	report_show(&problems, &report.problems);
	report_show(&notes, &report.notes);
	return good;
}

static bool read_text(const char *text)
{
	return read_bytes(text, strlen(text));
}

static void assert_str(struct str s, const char *expected)
{
	char copy[512];
	snprintf(copy, sizeof copy, "%.*s", STR_FMT(s));
	assert_string_equal(copy, expected);
}

static void assert_refused(const char *text, const char *expected)
{
	assert_false(read_text(text));
	assert_string_equal(problems.p, expected);
}

#define UMLAUT "M\xC3\xBCller"

static void assert_anna(void)
{
	assert_string_equal(problems.p, "");
	assert_int_equal(people.count, 1);
	assert_str(people.rows[0].name, UMLAUT);
	assert_str(people.rows[0].given, "Anna");
	assert_str(people.rows[0].organisation, "Stadtwerke, Netz");
	assert_str(people.rows[0].email, "anna@example.org");
	assert_str(people.rows[0].language, "de");
	assert_int_equal(people.rows[0].line, 2);
}

static void comma_semicolon_and_tab_are_found(void **state)
{
	(void)state;
	assert_true(read_text("name,given name,organisation,e-mail,language\n" UMLAUT
			      ",Anna,\"Stadtwerke, Netz\",anna@example.org,de\n"));
	assert_anna();
	assert_true(read_text("Nachname;Vorname;Firma;E-Mail;Sprache\r\n" UMLAUT
			      ";Anna;Stadtwerke, Netz;Anna@Example.org;Deutsch\r\n"));
	assert_anna();
	assert_true(read_text("Familienname\tVorname\tOrganisation\tE-Mail-Adresse\tSprache\r" UMLAUT
			      "\tAnna\tStadtwerke, Netz\tanna@example.org\tde-AT\r"));
	assert_anna();
	assert_true(read_text("language,email,company,\"first name\",surname\n"
			      "German,anna@example.org,\"Stadtwerke, Netz\",Anna," UMLAUT));
	assert_anna();
	assert_true(read_text("sep=;\nNachname;Vorname;Firma;Mail;Sprache\n" UMLAUT
			      ";Anna;Stadtwerke, Netz;anna@example.org;de\n") &&
		people.rows[0].line == 3);
}

#define SHEET "Name;Vorname;Firma;E-Mail;Sprache\r\nM%ller;Anna;Stadtwerke, Netz;anna@example.org;de\r\n"

/* The sheet with one character for '%', each unit in `width` bytes, the high one first if `big`. */
static size_t encode(char *out, const char *mark, size_t marked, unsigned umlaut, int width, bool big)
{
	size_t n = marked;
	memcpy(out, mark, marked);
	for (const char *s = SHEET; *s; s++) {
		unsigned c = *s == '%' ? umlaut : (unsigned)*s;
		if (width == 2 && big)
			out[n++] = (char)(c >> 8);
		out[n++] = (char)c;
		if (width == 2 && !big)
			out[n++] = (char)(c >> 8);
	}
	return n;
}

static void every_encoding_gives_the_same_rows(void **state)
{
	(void)state;
	static const struct {
		const char *mark;
		size_t marked;
		int width;
		bool big;
	} cases[] = {{"", 0, 1, false}, {"", 0, 2, false}, {"", 0, 2, true}, {"\xFF\xFE", 2, 2, false},
		{"\xFE\xFF", 2, 2, true}};
	char bytes[512];
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		size_t n = encode(bytes, cases[i].mark, cases[i].marked, 0xFC, cases[i].width, cases[i].big);
		assert_true(read_bytes(bytes, n));
		assert_anna();
	}
	assert_true(read_text("\xEF\xBB\xBFName;Vorname;Firma;E-Mail;Sprache\n" UMLAUT
			      ";Anna;Stadtwerke, Netz;anna@example.org;de\n"));
	assert_anna();
	/* the part of Windows-1252 that is not Latin-1, and a pair of surrogates */
	assert_true(read_text("name,given name\nO\x92Neil,\x8A\xE1rka\n"));
	assert_str(people.rows[0].name, "O\xE2\x80\x99Neil");
	assert_str(people.rows[0].given, "\xC5\xA0\xC3\xA1rka");
	assert_true(read_bytes("\xFF\xFEn\0a\0m\0e\0\n\0\x3D\xD8\x42\xDE", 16));
	assert_str(people.rows[0].given, "\xF0\x9F\x99\x82");
}

static void what_is_no_text_is_refused(void **state)
{
	(void)state;
	assert_refused("name\nA\x81\n", "2: a byte (81) that is neither UTF-8 nor Windows-1252\n");
	assert_false(read_bytes("name\n\0\0\0\0\0\0", 11));
	assert_string_equal(problems.p, "0: this is no text: it holds zero bytes\n");
	assert_false(read_bytes("\xFF\xFEn\0a\0m\0e\0\n\0\x3D\xD8", 14));
	assert_string_equal(problems.p, "2: the text is UTF-16, but broken here\n");
	assert_refused("", "0: the file is empty\n");
	assert_refused("\n \n", "0: the file is empty\n");
}

static void a_file_past_the_limits_is_refused(void **state)
{
	(void)state;
	struct buf big = {0};
	buf_add(&big, STR("given name\n"));
	buf_reserve(&big, IMPORT_FILE_MAX_BYTES);
	memset(big.p + big.n, 'x', IMPORT_FILE_MAX_BYTES);
	assert_false(read_bytes(big.p, IMPORT_FILE_MAX_BYTES + 1));
	assert_string_equal(problems.p, "0: the file is too long; allowed: 16 MiB\n");
	big.n = strlen("given name\n");
	for (int i = 0; i < PEOPLE_ROWS_MAX + 2; i++)
		buf_printf(&big, "p%d\n", i);
	assert_false(read_bytes(big.p, big.n));
	assert_string_equal(problems.p, "200002: too many rows; allowed: 200000\n");
	buf_free(&big);
}

static void one_name_column_is_split(void **state)
{
	(void)state;
	static const struct {
		const char *whole, *given, *family;
	} cases[] = {
		{"Anna Schmidt", "Anna", "Schmidt"},
		{"Schmidt, Anna Maria", "Anna Maria", "Schmidt"},
		{"Anna Maria Schmidt", "Anna Maria", "Schmidt"},
		{"Jan van den Berg", "Jan", "van den Berg"},
		{"Ludwig  von\tBeethoven ", "Ludwig", "von Beethoven"},
		{"anna schmidt", "anna", "schmidt"},
		{"Cher", "Cher", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char text[200];
		snprintf(text, sizeof text, "Name\n%s\n", cases[i].whole);
		assert_true(read_text(text));
		assert_int_equal(people.count, 1);
		assert_str(people.rows[0].given, cases[i].given);
		assert_str(people.rows[0].name, cases[i].family);
	}
	assert_true(read_text("Name,Given Name,Family Name\nAnna Schmidt,,\nIgnored,Ben,Okafor\n"));
	assert_str(people.rows[0].name, "Schmidt");
	assert_str(people.rows[1].given, "Ben");
	assert_true(read_text("name,surname\nBen,Okafor\n"));
	assert_str(people.rows[0].given, "Ben");
}

static void line_breaks_in_quotes_keep_the_line_numbers_right(void **state)
{
	(void)state;
	assert_true(
		read_text("name,given name,organisation\nSchmidt,Anna,\"Stadtwerke\r\nNetz \"\"Nord\"\"\"\n\n"
			  "Okafor,Ben,\n"));
	assert_int_equal(people.count, 2);
	assert_str(people.rows[0].organisation, "Stadtwerke Netz \"Nord\"");
	assert_int_equal(people.rows[1].line, 5);
	assert_refused("name,given "
		       "name,organisation,e-mail\n\"Schmidt\",Anna,\"a\nb\nc\",\"anna\"\nOkafor,Ben,,ben@\n",
		"4: column 4 (e-mail): not an e-mail address: \"anna\"\n"
		"5: column 4 (e-mail): not an e-mail address: \"ben@\"\n");
}

static void all_problems_are_told_with_line_and_column(void **state)
{
	(void)state;
	char text[1000] = "name,given name,e-mail,language\nSchmidt,Anna,anna example.org,german\n,,x@y,de\n"
			  "Okafor,Ben,ben@example.org,klingon\nToo,Many,m@example.org,de,extra\nLong,";
	memset(text + strlen(text), 'x', NAME_MAX_BYTES + 1);
	strcat(text, ",,\nBell,\"a\x07\",,\n");
	assert_false(read_text(text));
	assert_string_equal(problems.p,
		"2: column 3 (e-mail): not an e-mail address: \"anna example.org\"\n"
		"3: this row has no name\n"
		"4: column 4 (language): not a language, which is a code such as en or de: "
		"\"klingon\"\n"
		"5: column 5: the first row has no such column: \"extra\"\n"
		"6: column 2 (given name): too long: "
		"\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"\n"
		"7: column 2 (given name): a control character: \"a \"\n");
}

static void misplaced_quotation_marks_are_told(void **state)
{
	(void)state;
	assert_refused("name,given name\nSchm\"idt,Anna\nOkafor,\"Ben\" x\nBerg,\"Jan\n",
		"2: column 1: a quotation mark out of place; inside a field it has to be doubled\n"
		"3: column 2: a quotation mark out of place; inside a field it has to be doubled\n"
		"4: column 2: the quotation mark that begins here has no end\n");
}

static void a_team_is_read_by_any_of_its_names(void **state)
{
	(void)state;
	assert_true(read_text("name;Abteilung\nAnna Schmidt;Nachtdienst\n"));
	assert_str(people.rows[0].team, "Nachtdienst");
	assert_true(read_text("name,team\nAnna Schmidt,\n"));
	assert_str(people.rows[0].team, "");
}

static void headings_are_checked(void **state)
{
	(void)state;
	assert_refused("Anna,Schmidt\nBen,Okafor\n",
		"1: no column is called \"name\", \"family name\" or \"given name\"; the first row has "
		"to "
		"name the columns: name, given name, organisation, e-mail, language, team\n");
	assert_int_equal(
		people.count, 0); /* one word about the first row, not one about each of the others */
	assert_refused(
		"name,e-mail,mail\nA B,a@b,\n", "1: column 3 (mail) says the same as column 2 (e-mail)\n");
	assert_true(read_text("name,Telefon,e-mail\nAnna Schmidt,123,a@b\n"));
	assert_string_equal(notes.p, "1: column 2 (Telefon) is not used\n");
	assert_str(people.rows[0].email, "a@b");
}

static void rows_that_cannot_be_told_apart_are_refused(void **state)
{
	(void)state;
	assert_refused("name,e-mail\nAnna Schmidt,a@b.org\nBen Okafor,\nAnna S,A@B.org\nBen Okafor,\n",
		"5: the same name as in line 3, and no e-mail address to tell them apart: Ben Okafor\n"
		"4: the same e-mail address as in line 2: a@b.org\n");
	assert_true(read_text("name,e-mail\nAnna Schmidt,a@b.org\nAnna Schmidt,c@b.org\n,\n"));
	assert_int_equal(people.count, 2);
}

static void a_flood_of_problems_is_bounded(void **state)
{
	(void)state;
	struct buf text = {0};
	buf_add(&text, STR("name,e-mail\n"));
	for (int i = 0; i < 1000; i++)
		buf_printf(&text, "P%d,wrong\n", i);
	assert_false(read_bytes(text.p, text.n));
	assert_int_equal(report.problems.count, REMARKS_MAX);
	assert_true(report.problems.left >= 1000 - REMARKS_MAX);
	assert_true(problems.n < REMARKS_MAX * 100);
	buf_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comma_semicolon_and_tab_are_found),
		cmocka_unit_test(every_encoding_gives_the_same_rows),
		cmocka_unit_test(what_is_no_text_is_refused),
		cmocka_unit_test(a_file_past_the_limits_is_refused),
		cmocka_unit_test(one_name_column_is_split),
		cmocka_unit_test(line_breaks_in_quotes_keep_the_line_numbers_right),
		cmocka_unit_test(all_problems_are_told_with_line_and_column),
		cmocka_unit_test(misplaced_quotation_marks_are_told),
		cmocka_unit_test(a_team_is_read_by_any_of_its_names),
		cmocka_unit_test(headings_are_checked),
		cmocka_unit_test(rows_that_cannot_be_told_apart_are_refused),
		cmocka_unit_test(a_flood_of_problems_is_bounded),
	};
	return cmocka_run_group_tests(tests, clean, clean);
}
