/* A person goes. Their rows go or become a nameless stand-in's, so that what others did with them stays countable; their
 * name is taken out of every text, on the disk by the store (DEED_erase), in open notes here, as an edit that reaches
 * the phones that are writing. Then the program starts again from the disk: no table of the model, no page that
 * is open and no message under way can bring the name back. */
#include "base/redact.h"
#include "core/person.h"

static bool bears(const struct person *p, struct str name)
{
	return str_eq(p->given, name) || str_eq(p->family, name);
}

/* A name alone says who is meant only where nobody else is called so. */
static bool is_nobody_elses(const struct core *core, const struct person *one, struct str name)
{
	const struct table *t = &core->people->persons;
	for (size_t i = 0; i < t->count; i++) {
		const struct person *p = &((const struct person_row *)t->slots[i].row)->p;
		if (p != one && bears(p, name))
			return false;
	}
	return name.n > 0;
}

/* The capital of a small letter of those scripts that have some, by where they stand in Unicode; the others come as they
 * are. ASCII is here for names alone, see below. */
static uint32_t capital(uint32_t c)
{
	static const struct {
		uint32_t first, last, down;
		bool pairs; /* every second one, beside its capital */
	} rows[] = {{'a', 'z', 32, false}, {0xE0, 0xF6, 32, false}, {0xF8, 0xFE, 32, false},
		{0x131, 0x131, 0xE8, false}, {0x101, 0x137, 1, true}, {0x13A, 0x148, 1, true},
		{0x14B, 0x177, 1, true}, {0x17A, 0x17E, 1, true}, {0x219, 0x21B, 1, true},
		{0x3B1, 0x3C1, 32, false}, {0x3C3, 0x3C9, 32, false}, {0x430, 0x44F, 32, false},
		{0x450, 0x45F, 80, false}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (c >= rows[i].first && c <= rows[i].last && !(rows[i].pairs && (c - rows[i].first) % 2))
			return c - rows[i].down;
	return c;
}

static struct str in_capitals(struct arena *mem, struct str name)
{
	char *out = arena_alloc(mem, 4 * name.n + 1), *end = out;
	for (size_t at = 0; at < name.n;)
		end += utf8_put(end, capital(utf8_next(name, &at)));
	return (struct str){out, (size_t)(end - out)};
}

static void add_alone(struct core *core, struct buf *out, const struct person *p, struct str name)
{
	if (is_nobody_elses(core, p, name))
		buf_printf(out, "=%.*s\n=%.*s\n", STR_FMT(name), STR_FMT(in_capitals(&core->scratch, name)));
}

/* Whole names count however their ASCII letters are written; so all in capitals is another way. */
static void add_whole(struct buf *out, struct str given, struct str family)
{
	buf_printf(out, "~%.*s %.*s\n~%.*s, %.*s\n~%.*s %.*s\n", STR_FMT(given), STR_FMT(family),
		STR_FMT(family), STR_FMT(given), STR_FMT(family), STR_FMT(given));
}

/* The ways to write a name, see base/redact.h. */
static void name_forms(struct core *core, const struct person *p, struct buf *out)
{
	struct str given = p->given, family = p->family;
	if (given.n && family.n) {
		add_whole(out, given, family);
		add_whole(out, in_capitals(&core->scratch, given), in_capitals(&core->scratch, family));
		buf_printf(out, "=%.*s\n", STR_FMT(person_short_name(&core->scratch, p)));
	}
	if (p->email.n)
		buf_printf(out, "~%.*s\n", STR_FMT(p->email));
	add_alone(core, out, p, family);
	add_alone(core, out, p, given);
}

void core_restart(struct core *core)
{
	struct effect *e =
		effect_new(EFFECT_restart, (struct origin){.source = FROM_SYSTEM}, core->msg->kind);
	outbox_add(core->out, e);
	core->leaving = true;
}

static void erase(struct core *core, const struct person *p)
{
	struct buf forms = {0};
	name_forms(core, p, &forms);
	notes_redact(core, buf_str(&forms));
	codes_forget_person(core, p->id);
	core_deed(core,
		(struct deed){
			.kind = DEED_erase, .a = p->id, .b = core_stamp(core), .text = buf_str(&forms)});
	buf_free(&forms);
	audit_line(core, p->id);
	core_restart(core);
}

void on_person_erase(struct core *core, const struct msg_person_erase *m)
{
	const struct person *p = core_person(core, m->person);
	bool own = m->person && viewer_asks(core) == m->person;
	enum err err = own ? ERR_none : asker_coordinates(core);
	if (!err && !p)
		err = ERR_not_found;
	core_reply(core, err, m->person);
	if (!err)
		erase(core, p);
}
