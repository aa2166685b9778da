/* What is known about me: the view `known`, for that person alone. Their row as it is kept, and how much of everything
 * else; the check-ins one by one, since those are what goes after a while. */
#include "core/person.h"
#include "core/viewer.h"
#include "core/words_of.h"

static void describe(struct core *core, struct arena *mem, struct doc *doc, const struct person *p)
{
	struct doc *me = doc_map(mem, doc, "me");
	doc_number(mem, me, "id", p->id);
	doc_text(mem, me, "given", p->given);
	doc_text(mem, me, "family", p->family);
	doc_text(mem, me, "email", p->email);
	doc_text(mem, me, "organisation", core_organisation_name(core, p->organisation));
	doc_text(mem, me, "team", p->team);
	doc_text(mem, me, "language", p->language);
	doc_text(mem, me, "rhythm", str_from(word_of(&words_rhythms, (int)p->rhythm)));
	doc_flag(mem, me, "seeks", p->seeks);
	doc_flag(mem, me, "hidden", p->hidden);
	doc_flag(mem, me, "guest", p->guest);
	doc_number(mem, me, "created", p->created);
}

/* Rows of the query `known`: what, and how often; a check-in: when, and the session's title. */
void view_known(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	const struct person *p = core_person(core, v->subject);
	if (!p) {
		v->err = ERR_not_found;
		return;
	}
	viewer_ask(core, v, (struct ask){.kind = ASK_known, .about = v->of, .a = v->subject});
	if (!v->rows)
		return;
	describe(core, mem, doc, p);
	static const char *const counts[] = {
		"partnerships", "notes", "answers", "devices", "actions", "votes", "topics", "exchanges"};
	struct doc *check_ins = doc_list(mem, doc, "checkIns");
	for (uint32_t i = 0; i < v->rows->rows; i++) {
		const struct value *row = v->rows->values + (size_t)i * v->rows->columns;
		for (size_t k = 0; k < sizeof counts / sizeof *counts; k++)
			if (str_eq(row[0].s, str_from(counts[k])))
				doc_number(mem, doc, counts[k], row[1].i);
		if (!str_eq(row[0].s, STR("check_in")))
			continue;
		struct doc *one = doc_map(mem, check_ins, NULL);
		doc_number(mem, one, "at", row[1].i);
		doc_text(mem, one, "title", row[2].s);
	}
	phones_tell(core, mem, doc, v->subject, v->device);
	doc_number(mem, doc, "retentionDays", setting_number(core, "retention_days"));
}

/* What says who somebody is and where they took part. All else is what people wrote or answered: theirs alone, also where
 * somebody else hands the file over; a table that comes later is private until it stands here. */
static bool is_private(struct str table)
{
	static const char *const open[] = {"person", "belonging", "exchange", "partner", "confirmation",
		"submission", "progress", "session", "member", "turn", "participant", "interest",
		"device_note"};
	for (size_t i = 0; i < sizeof open / sizeof *open; i++)
		if (str_eq(table, str_from(open[i])))
			return false;
	return true;
}

/* All of it, to be kept as a file: the view `everything`. Of oneself it is everything; the coordinator, who may have
 * it of anybody, hears of what was written only that it is there, and the log says that they looked. A table's rows
 * come as JSON, since nobody here looks into them. */
void view_everything(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	bool desk = v->subject == COORDINATOR;
	ident person = desk ? v->of : v->subject;
	if (!core_person(core, person)) {
		v->err = ERR_not_found;
		return;
	}
	if (desk && !v->asked)
		audit_line(core, person);
	viewer_ask(core, v, (struct ask){.kind = ASK_person_rows, .about = v->of, .a = person});
	if (!v->rows)
		return;
	struct doc *tables = doc_list(mem, doc, "tables"), *left = doc_list(mem, doc, "left");
	for (uint32_t i = 0; i < v->rows->rows; i++) {
		const struct value *row = v->rows->values + (size_t)i * v->rows->columns;
		if (desk && is_private(row[0].s)) {
			doc_text(mem, left, NULL, row[0].s);
			continue;
		}
		struct doc *table = doc_map(mem, tables, NULL);
		doc_text(mem, table, "name", row[0].s);
		doc_text(mem, table, "rows", row[1].s);
	}
}
