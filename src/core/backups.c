/* Backups as the coordinator has them: one now, those there are, and the room as one of them has it. The store makes
 * and keeps them; here is who may ask. */
#include "core/viewer.h"

void on_backup_now(struct core *core, const struct msg_backup_now *m)
{
	(void)m;
	enum err err = asker_coordinates(core);
	if (!err) {
		core_deed(core, (struct deed){.kind = DEED_backup});
		audit_line(core, 0);
	}
	core_reply(core, err, 0);
}

void on_backup_restore(struct core *core, const struct msg_backup_restore *m)
{
	enum err err = asker_coordinates(core);
	if (!err && (m->number < 1 || m->number > 999999))
		err = ERR_not_found;
	core_reply(core, err, m->number);
	if (err)
		return;
	audit_line(core, m->number);
	core_deed(core, (struct deed){.kind = DEED_restore, .a = m->number});
	core_restart(core);
}

void on_backup_made(struct core *core, const struct msg_backup_made *m)
{
	(void)m;
	viewers_ask_again(core, VIEW_desk_backups);
	viewers_ask_again(core, VIEW_desk);
	core_changed(core, CHANGE_STORE);
}

/* number, at, bytes, good: the database itself has the number 0 */
void view_desk_backups(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	viewer_ask(core, v, (struct ask){.kind = ASK_backups, .about = v->of});
	if (!v->rows)
		return;
	struct doc *list = doc_list(mem, doc, "backups");
	for (uint32_t i = 0; i < v->rows->rows; i++) {
		const struct value *row = v->rows->values + (size_t)i * v->rows->columns;
		struct doc *d = row[0].i ? doc_map(mem, list, NULL) : doc_map(mem, doc, "database");
		doc_number(mem, d, "number", row[0].i);
		doc_number(mem, d, "at", row[1].i);
		doc_number(mem, d, "bytes", row[2].i);
		doc_flag(mem, d, "good", row[3].i != 0);
	}
	doc_flag(mem, doc, "restoring", core->leaving);
}
