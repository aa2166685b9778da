/* Who hears what of a person's data, of what a partnership found out, and of the figures. */
#include "core/workshop.h"

#define PAGE 501
#define DESK 502

static const struct doc *key(const struct doc *in, const char *name)
{
	for (const struct doc *d = in->first; d; d = d->next)
		if (d->key && strcmp(d->key, name) == 0)
			return d;
	return NULL;
}

static size_t length(const struct doc *list)
{
	size_t n = 0;
	for (const struct doc *d = list ? list->first : NULL; d; d = d->next)
		n++;
	return n;
}

/* The page of this subject opens by its code. */
static void open_page(struct room *r, uint64_t conn, ident subject)
{
	room_sign_in(r);
	struct hash cookie = room_join(r, subject);
	SEND(r, ((struct origin){FROM_PHONE, ++r->request, conn, 0}), page_open, .cookie = cookie,
		.subject = subject);
	r->listens = true;
}

/* The tree that came last; what the store is asked is answered by these rows. */
static const struct doc *look(struct room *r, uint64_t conn, const char *view, ident of, enum ask_kind kind,
	const struct value *values, uint32_t columns, uint32_t rows)
{
	room_forget_heard(r);
	SEND(r, ((struct origin){FROM_PHONE, 0, conn, 0}), look, .view = str_from(view), .of = of,
		.text = STR(""));
	SEND(r, ((struct origin){0}), rows, .kind = kind, .about = of, .conn = conn,
		.values = (struct value *)(uintptr_t)values, .columns = columns, .rows = rows);
	const struct doc *doc = NULL;
	for (size_t i = 0; i < r->heard_count; i++)
		if (r->heard[i]->kind == EFFECT_view)
			doc = r->heard[i]->u.view.doc;
	assert_non_null(doc);
	return doc;
}

/* Whom the store is asked about when a page looks at this. */
static ident asked_about(struct room *r, uint64_t conn, const char *view, ident of)
{
	struct outbox out = {0};
	ident person = 0;
	struct msg *m = msg_new(MSG_look, (struct origin){FROM_PHONE, 0, conn, 0});
	m->u.look = (struct msg_look){.view = str_from(view), .of = of, .text = STR("")};
	m->at = r->now;
	core_step(r->core, m, &out);
	msg_free(m);
	assert_true(out.batch && out.batch->ask_count == 1);
	person = out.batch->asks[0].a;
	room_take(r, &out);
	return person;
}

static const struct value *two_tables(void)
{
	static struct value rows[4];
	rows[0] = TEXT("member");
	rows[1] = TEXT("[{\"session\":1}]");
	rows[2] = TEXT("note");
	rows[3] = TEXT("[{\"text\":\"private\"}]");
	return rows;
}

static void all_that_is_known_is_for_oneself(void **state)
{
	struct room *r = *state;
	open_page(r, PAGE, ANNA);
	const struct doc *doc = look(r, PAGE, "everything", 0, ASK_person_rows, two_tables(), 2, 2);
	assert_int_equal(length(key(doc, "tables")), 2);
	assert_int_equal(asked_about(r, PAGE, "everything", BEN), ANNA);
	assert_int_equal(asked_about(r, PAGE, "known", BEN), ANNA);
	doc = look(r, PAGE, "everything", BEN, ASK_person_rows, two_tables(), 2, 2);
	assert_int_equal(
		length(key(doc, "tables")), 2); /* whomever one names, it is oneself who is looked up */
}

static void ones_own_page_names_the_phones_that_open_it(void **state)
{
	struct room *r = *state;
	const struct value rows[] = {TEXT("votes"), VI(3), TEXT("")};
	open_page(r, PAGE, ANNA);
	room_join(r, ANNA);
	const struct doc *phones = key(look(r, PAGE, "known", 0, ASK_known, rows, 3, 1), "phones");
	assert_int_equal(length(phones), 2);
	assert_false(key(phones->first, "here")->number);
	assert_true(key(phones->last, "here")->number && key(phones->last, "openNow")->number);
}

static int64_t lines_of(struct room *r, const char *what, ident about)
{
	int64_t n = 0;
	for (size_t i = 0; i < r->disk.count; i++) {
		const struct disk_row *row = &r->disk.rows[i];
		n += row->record == REC_audit && str_eq(row->values[2].s, str_from(what)) &&
			row->values[5].i == about;
	}
	return n;
}

static bool starts_again(const struct room *r)
{
	for (size_t i = 0; i < r->heard_count; i++)
		if (r->heard[i]->kind == EFFECT_restart)
			return true;
	return false;
}

static void everybody_erases_themselves_and_nobody_else(void **state)
{
	struct room *r = *state;
	open_page(r, PAGE, ANNA);
	PRESS(r, sign_out, 0);
	room_forget_heard(r);
	ASK(r, PAGE, person_erase, BEN);
	EXPECT(r, not_allowed);
	ASK(r, 777, person_erase, ANNA); /* a phone without her page, whatever it says it is */
	EXPECT(r, not_allowed);
	PRESS(r, person_erase, ANNA); /* whoever stands at the screen may be anybody */
	EXPECT(r, not_allowed);
	assert_false(starts_again(r));
	assert_int_equal(lines_of(r, "person_erase", ANNA) + lines_of(r, "person_erase", BEN), 0);
	ASK(r, PAGE, person_erase, ANNA);
	EXPECT(r, none);
	assert_true(starts_again(r));
	assert_int_equal(lines_of(r, "person_erase", ANNA), 1);
}

static void the_coordinator_hears_only_that_something_was_written(void **state)
{
	struct room *r = *state;
	open_page(r, DESK, COORDINATOR);
	size_t lines = disk_count(&r->disk, REC_audit);
	const struct doc *doc = look(r, DESK, "everything", ANNA, ASK_person_rows, two_tables(), 2, 2);
	assert_int_equal(length(key(doc, "tables")), 1);
	assert_true(str_eq(key(key(doc, "tables")->first, "name")->text, STR("member")));
	assert_int_equal(length(key(doc, "left")), 1);
	assert_true(disk_count(&r->disk, REC_audit) > lines); /* and the log has it */
	assert_int_equal(asked_about(r, DESK, "everything", ANNA), ANNA);
	struct value rows[] = {TEXT("partner"), TEXT("[]"), TEXT("table_to_come"), TEXT("[]")};
	doc = look(r, DESK, "everything", ANNA, ASK_person_rows, rows, 2, 2);
	assert_int_equal(length(key(doc, "left")), 1); /* what is not known to be harmless is private */
}

static void only_members_search_what_a_partnership_found_out(void **state)
{
	struct room *r = *state;
	open_page(r, PAGE, ANNA);
	SEND(r, ((struct origin){FROM_PHONE, 0, PAGE, 0}), look, .view = STR("search"), .of = 4711,
		.text = STR("a"));
	const struct doc *doc = NULL;
	for (size_t i = 0; i < r->heard_count; i++)
		if (r->heard[i]->kind == EFFECT_view)
			doc = r->heard[i]->u.view.doc;
	assert_non_null(doc);
	assert_true(str_eq(key(doc, "error")->text, STR("not_found")));
}

static void figures_find_their_months(void **state)
{
	struct room *r = *state;
	const struct value rows[] = {TEXT("sessions"), TEXT("2026-10"), VI(5), VI(4), VI(1), TEXT(""),
		TEXT("actions"), TEXT("2026-11"), VI(8), VI(2), VI(0), TEXT(""), TEXT("rhythm"),
		TEXT("2026-11"), VI(4), VI(1), VI(0), TEXT(""), TEXT("rhythm"), TEXT("2026-10"), VI(3), VI(2),
		VI(0), TEXT(""), TEXT("answers"), TEXT("2026-10"), VI(4), VI(0), VI(0),
		TEXT("healthy-partnership\n0 20 4")};
	open_page(r, DESK, COORDINATOR);
	const struct doc *doc = look(r, DESK, "figures", 0, ASK_figures, rows, 6, 5);
	assert_int_equal(length(key(doc, "months")), 12);
	assert_true(str_eq(key(doc, "months")->last->text, STR("2026-11")));
	assert_true(str_eq(key(doc, "months")->first->text, STR("2025-12")));
	assert_int_equal(key(doc, "held")->last->number, 0);
	assert_int_equal(key(doc, "actionsDone")->last->number, 25);
	assert_int_equal(key(doc, "rhythm")->last->kind, DOC_NULL); /* the month is not over */
	const struct doc *before = key(doc, "held")->first, *rhythm = key(doc, "rhythm")->first;
	for (int i = 0; i < 10; i++) {
		before = before->next;
		rhythm = rhythm->next;
	}
	assert_int_equal(before->number, 4);
	assert_int_equal(rhythm->number, 67);
	assert_int_equal(
		length(key(doc, "instruments")), 0); /* of four people nothing, whatever the store says */
}

static void figures_begin_with_the_month_that_is_asked_for(void **state)
{
	struct room *r = *state;
	const struct value rows[] = {TEXT("sessions"), TEXT("2026-01"), VI(5), VI(4), VI(1), TEXT("")};
	int64_t from = civil_to((struct civil){.year = 2026, .month = 1, .day = 20});
	open_page(r, DESK, COORDINATOR);
	room_forget_heard(r);
	SEND(r, ((struct origin){FROM_PHONE, 0, DESK, 0}), look, .view = STR("figures"), .text = STR(""),
		.from = from);
	SEND(r, ((struct origin){0}), rows, .kind = ASK_figures, .conn = DESK,
		.values = (struct value *)(uintptr_t)rows, .columns = 6, .rows = 1);
	const struct doc *doc = NULL;
	for (size_t i = 0; i < r->heard_count; i++)
		if (r->heard[i]->kind == EFFECT_view)
			doc = r->heard[i]->u.view.doc;
	assert_non_null(doc);
	assert_true(str_eq(key(doc, "months")->first->text, STR("2026-01")));
	assert_int_equal(key(doc, "held")->first->number, 4);
}

static void check_ins_go_only_by_a_clock_that_is_trusted(void **state)
{
	struct room *r = *state;
	room_sign_in(r);
	PRESS(r, setting_set, STR("retention_days"), STR("7"));
	EXPECT(r, none);
	for (int trusted = 0; trusted < 2; trusted++) {
		struct outbox out = {0};
		struct msg *m = msg_new(MSG_tick, (struct origin){0});
		r->now.trusted = trusted;
		room_restart(r);
		room_pass(r, HOUR);
		m->at = r->now;
		core_step(r->core, m, &out);
		msg_free(m);
		bool retains = false;
		for (uint32_t i = 0; out.batch && i < out.batch->deed_count; i++)
			retains |= out.batch->deeds[i].kind == DEED_retain &&
				out.batch->deeds[i].a == r->now.wall - 7 * DAY;
		assert_int_equal(retains, trusted);
		outbox_clear(&out);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_setup, room_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(all_that_is_known_is_for_oneself),
		TEST(ones_own_page_names_the_phones_that_open_it),
		TEST(everybody_erases_themselves_and_nobody_else),
		TEST(the_coordinator_hears_only_that_something_was_written),
		TEST(only_members_search_what_a_partnership_found_out),
		TEST(figures_find_their_months),
		TEST(figures_begin_with_the_month_that_is_asked_for),
		TEST(check_ins_go_only_by_a_clock_that_is_trusted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
