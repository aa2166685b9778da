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

static void add_alone(const struct core *core, struct buf *out, const struct person *p, struct str name)
{
	if (!is_nobody_elses(core, p, name))
		return;
	buf_printf(out, "=%.*s\n=", STR_FMT(name));
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		buf_byte(out, (char)(c >= 'a' && c <= 'z' ? c - 32 : c));
	}
	buf_byte(out, '\n');
}

/* The ways to write a name, see base/redact.h. */
static void name_forms(struct core *core, const struct person *p, struct buf *out)
{
	struct str given = p->given, family = p->family;
	if (given.n && family.n)
		buf_printf(out, "~%.*s %.*s\n~%.*s, %.*s\n~%.*s %.*s\n=%.*s\n", STR_FMT(given),
			STR_FMT(family), STR_FMT(family), STR_FMT(given), STR_FMT(family), STR_FMT(given),
			STR_FMT(person_short_name(&core->scratch, p)));
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
