/* A people file: first everything is planned and checked, then, if nothing at all is wrong and it is no
 * dry run, done. So a file goes in whole or not at all, and a dry run tells exactly what would happen.
 * An empty field says nothing; it never erases what is known. */
#include "core/lookup.h"
#include "core/person.h"

#include <stdlib.h>

struct plan_row {
	struct str given, family, organisation, email, language, team;
	ident person; /* 0: new */
	bool changes;
	uint32_t line;
};

struct import {
	struct core *core;
	struct arena *mem;
	struct lookup lookup;
	struct plan_row *rows;
	uint32_t count;
	struct effect *effect;
	struct effect_import_report *report; /* its payload */
};

static void problem(struct import *in, uint32_t line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
static void problem(struct import *in, uint32_t line, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	remarks_vadd(&in->effect->mem, &in->report->problems, line, format, args);
	va_end(args);
}

static bool has_problems(const struct import *in)
{
	return in->report->problems.count > 0;
}

/* ---- reading a row ---- */

static struct str clean(struct import *in, uint32_t line, struct str from, size_t max)
{
	struct str out;
	enum err err = core_clean(in->core, from, max, false, &out);
	if (err == ERR_too_long)
		problem(in, line, N_("this is too long: \"%.*s\""), STR_FMT(utf8_first(from, 60, NULL)));
	else if (err)
		problem(in, line, N_("this row has something in it that is not UTF-8"));
	return out;
}

/* "Schmidt, Anna" or "Anna Maria Schmidt"; a single word is a given name. */
static void split_name(struct plan_row *row, struct str name)
{
	struct str rest = name, first;
	str_split(&rest, ',', &first);
	size_t gap = name.n;
	if (rest.p) {
		row->family = str_trim(first);
		row->given = str_trim(rest);
		return;
	}
	while (gap && name.p[gap - 1] != ' ')
		gap--;
	row->given = gap ? str_trim(str_sub(name, 0, gap)) : name;
	row->family = gap ? str_sub(name, gap, name.n) : STR("");
}

bool is_email(struct str s)
{
	const struct str at = STR("@");
	return s.n >= 3 && str_contains(str_sub(s, 1, s.n - 1), at) && !str_contains(s, STR(" ")) &&
		!str_contains(s, STR(","));
}

struct str language_of(struct arena *mem, struct str tag)
{
	size_t n = 0;
	while (n < tag.n && tag.p[n] != '-' && tag.p[n] != '_')
		n++;
	struct str code = folded(mem, str_sub(tag, 0, n));
	for (size_t i = 0; i < code.n; i++)
		if (code.p[i] < 'a' || code.p[i] > 'z')
			return STR("");
	return code.n == 2 || code.n == 3 ? code : STR("");
}

static void read_row(struct import *in, const struct import_person *from, struct plan_row *row)
{
	row->line = from->line;
	struct str name = clean(in, from->line, from->name, NAME_MAX_BYTES);
	row->given = clean(in, from->line, from->given, NAME_MAX_BYTES);
	row->organisation = clean(in, from->line, from->organisation, NAME_MAX_BYTES);
	row->email = clean(in, from->line, from->email, EMAIL_MAX_BYTES);
	row->team = clean(in, from->line, from->team, NAME_MAX_BYTES);
	struct str language = clean(in, from->line, from->language, NAME_MAX_BYTES);
	row->language = language_of(in->mem, language);
	row->family = name;
	if (!row->given.n)
		split_name(row, name);
	if (!row->given.n && !row->family.n)
		problem(in, from->line, N_("this row has no name"));
	if (row->email.n && !is_email(row->email))
		problem(in, from->line, N_("this is no e-mail address: \"%.*s\""), STR_FMT(row->email));
	if (language.n && !row->language.n)
		problem(in, from->line, N_("this is no language code such as \"de\": \"%.*s\""),
			STR_FMT(language));
}

static struct str full_name(struct arena *mem, const struct plan_row *row)
{
	const struct person p = {.given = row->given, .family = row->family};
	return person_full_name(mem, &p);
}

/* ---- who it is ---- */

static bool same_organisation(const struct import *in, const struct person *p, struct str organisation)
{
	return str_eq(folded(in->mem, core_organisation_name(in->core, p->organisation)),
		folded(in->mem, organisation));
}

/* By name: the one of the same organisation; else the only one of that name, unless the e-mails say that
 * they are two. */
static void match_by_name(struct import *in, struct plan_row *row)
{
	const struct lookup_key *first;
	size_t count = lookup_name(&in->lookup, in->mem, full_name(in->mem, row), &first), same = 0;
	for (size_t i = 0; i < count; i++) {
		const struct person *p = core_person(in->core, first[i].person);
		if (same_organisation(in, p, row->organisation)) {
			row->person = p->id;
			same++;
		}
	}
	if (same == 1)
		return;
	row->person = 0;
	if (same > 1 || (count > 1 && !row->organisation.n)) {
		problem(in, row->line,
			N_("several people have this name; an e-mail address would tell which one: \"%.*s\""),
			STR_FMT(full_name(in->mem, row)));
		return;
	}
	const struct person *only = count == 1 ? core_person(in->core, first->person) : NULL;
	if (only && !(only->email.n && row->email.n))
		row->person = only->id;
}

static bool differs(struct str new, struct str old)
{
	return new.n && !str_eq(new, old);
}

static void compare(struct import *in, struct plan_row *row)
{
	const struct person *p = core_person(in->core, row->person);
	struct str organisation = core_organisation_name(in->core, p->organisation);
	bool same_place = same_organisation(in, p, row->organisation);
	const struct {
		const char *what;
		struct str old, new;
	} fields[] = {
		{N_("Given name"), p->given, row->given},
		{N_("Family name"), p->family, row->family},
		{N_("Organisation"), organisation, same_place ? organisation : row->organisation},
		{N_("Mail"), p->email, row->email},
		{N_("Language"), p->language, row->language},
		{N_("Team"), p->team, row->team},
	};
	struct report_row *told = NULL;
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (differs(fields[i].new, fields[i].old)) {
			if (!told)
				told = report_row(
					in->effect, row->line, REPORT_CHANGED, person_full_name(in->mem, p));
			report_change(in->effect, told, fields[i].what, fields[i].old, fields[i].new);
			row->changes = true;
		}
	in->report->changed += row->changes;
	in->report->same += !row->changes;
}

/* With what the list says of them: a column that landed in another is seen before anything is done. */
static void tell_new(struct import *in, const struct plan_row *row)
{
	const struct {
		const char *what;
		struct str said;
	} fields[] = {
		{N_("Organisation"), row->organisation},
		{N_("Team"), row->team},
		{N_("Mail"), row->email},
		{N_("Language"), row->language},
	};
	struct report_row *told = report_row(in->effect, row->line, REPORT_NEW, full_name(in->mem, row));
	for (size_t i = 0; told && i < sizeof fields / sizeof *fields; i++)
		if (fields[i].said.n)
			report_change(in->effect, told, fields[i].what, STR(""), fields[i].said);
}

static void match(struct import *in, struct plan_row *row)
{
	row->person = lookup_email(&in->lookup, in->mem, row->email);
	if (!row->person)
		match_by_name(in, row);
}

static void plan(struct import *in, struct plan_row *row)
{
	if (row->person) {
		compare(in, row);
		return;
	}
	tell_new(in, row);
	in->report->added++;
}

/* ---- rows that are the same person ---- */

struct row_key {
	struct str text;
	uint32_t line;
};

static int by_text_and_line(const void *a, const void *b)
{
	const struct row_key *x = a, *y = b;
	int c = str_cmp(x->text, y->text);
	return c ? c : (x->line > y->line) - (x->line < y->line);
}

/* What makes a row one person: whom it was matched with, or its e-mail, or its name and organisation. */
static struct str row_identity(const struct import *in, const struct plan_row *row)
{
	if (row->person)
		return arena_printf(in->mem, "1%lld", (long long)row->person);
	if (row->email.n)
		return arena_printf(in->mem, "2%.*s", STR_FMT(folded(in->mem, row->email)));
	if (!row->given.n && !row->family.n)
		return arena_printf(in->mem, "4%u", row->line);
	return arena_printf(in->mem, "3%.*s\n%.*s", STR_FMT(folded(in->mem, full_name(in->mem, row))),
		STR_FMT(folded(in->mem, row->organisation)));
}

static void find_doubles(struct import *in)
{
	struct row_key *keys = ARENA_ARRAY(in->mem, struct row_key, in->count);
	for (uint32_t i = 0; i < in->count; i++)
		keys[i] = (struct row_key){row_identity(in, &in->rows[i]), in->rows[i].line};
	if (in->count)
		qsort(keys, in->count, sizeof *keys, by_text_and_line);
	for (uint32_t i = 1; i < in->count; i++)
		if (str_eq(keys[i].text, keys[i - 1].text))
			problem(in, keys[i].line, N_("the same person as in line %u"), keys[i - 1].line);
}

/* ---- doing it ---- */

static void take_field(struct str *field, struct str value)
{
	if (value.n)
		*field = value;
}

static void apply(struct import *in, const struct plan_row *row)
{
	struct core *core = in->core;
	if (row->person && !row->changes)
		return;
	ident id = row->person ? row->person : core_new_id(core);
	struct person_row *person = table_add(&core->people->persons, id, sizeof *person);
	if (!row->person) {
		const struct str none = STR("");
		person->p = (struct person){.id = id,
			.given = none,
			.family = none,
			.email = none,
			.language = none,
			.team = none,
			.colour = (uint8_t)(id % AVATAR_COLOURS),
			.created = core->now.wall};
	}
	take_field(&person->p.given, row->given);
	take_field(&person->p.family, row->family);
	take_field(&person->p.email, row->email);
	take_field(&person->p.language, row->language);
	take_field(&person->p.team, row->team);
	if (row->organisation.n)
		person->p.organisation = organisation_find_or_add(core, row->organisation);
	person_save(core, person);
}

static void plan_all(struct import *in, const struct msg_import_people *m)
{
	for (uint32_t i = 0; i < in->count; i++)
		read_row(in, &m->rows[i], &in->rows[i]);
	for (uint32_t i = 0; i < in->count; i++)
		match(in, &in->rows[i]);
	find_doubles(in);
	for (uint32_t i = 0; i < in->count && !has_problems(in); i++)
		plan(in, &in->rows[i]);
}

void on_import_people(struct core *core, const struct msg_import_people *m)
{
	struct effect *e = core_effect(core, EFFECT_import_report);
	struct effect_import_report *report = &e->u.import_report;
	struct import in = {.core = core,
		.mem = &core->scratch,
		.count = m->count,
		.effect = e,
		.report = report,
		.rows = ARENA_ARRAY(&core->scratch, struct plan_row, m->count)};
	lookup_make(&in.lookup, core, in.mem);
	report->dry_run = m->dry_run;
	plan_all(&in, m);
	report->err = has_problems(&in) ? ERR_invalid : ERR_none;
	for (uint32_t i = 0; i < in.count && !report->err && !m->dry_run; i++)
		apply(&in, &in.rows[i]);
	if (core->out->batch)
		audit_line(core, 0);
	if (!m->dry_run && report->added + report->changed)
		audit_line(core, 0);
}
