/* Settings that the coordinator changes while the room is open; kept in the database. One row of the table says what
 * each may be. Where the machine's configuration has a say, too, that is what holds until somebody has set it
 * here, and again when they take it back (an empty value). */
#include "core/viewer.h"

#include <stdlib.h>

enum setting_kind { SETTING_NUMBER, SETTING_FLAG };

static const struct setting_info {
	const char *name;
	enum setting_kind kind;
	int64_t min, max;
	int64_t otherwise; /* while it is not set, and the configuration has no say */
	int64_t unit;      /* of the configuration's: so many of it are one; 0: it has none */
	size_t at;         /* in struct core_config: an int64_t, or a bool for a flag */
} infos[] = {
	{"retention_days", SETTING_NUMBER, 1, 365, .otherwise = 30},
	{"guests", SETTING_FLAG, 0, 1, .unit = 1, .at = offsetof(struct core_config, guests)},
	{"expected_minutes", SETTING_NUMBER, 15, 240, .unit = MINUTE,
		.at = offsetof(struct core_config, expected_before_ms)},
	{"walk_in_minutes", SETTING_NUMBER, 15, 240, .unit = MINUTE,
		.at = offsetof(struct core_config, walk_in_ms)},
	{"code_after_minutes", SETTING_NUMBER, 0, 1440, .unit = MINUTE,
		.at = offsetof(struct core_config, code_after_ms)},
};
#define SETTINGS (sizeof infos / sizeof *infos)

struct settings {
	int64_t first[SETTINGS]; /* as the configuration has it */
	int64_t value[SETTINGS];
	bool set[SETTINGS]; /* by the coordinator */
};

struct settings *settings_new(void)
{
	return xcalloc(1, sizeof(struct settings));
}

void settings_free(struct settings *s)
{
	free(s);
}

/* ---- the configuration's own ---- */

static int64_t read_config(const struct core_config *config, const struct setting_info *info)
{
	const char *at = (const char *)config + info->at;
	if (!info->unit)
		return info->otherwise;
	return info->kind == SETTING_FLAG ? *(const bool *)at
					  : *(const int64_t *)(const void *)at / info->unit;
}

static void write_config(struct core_config *config, const struct setting_info *info, int64_t value)
{
	char *at = (char *)config + info->at;
	if (!info->unit)
		return;
	if (info->kind == SETTING_FLAG)
		*(bool *)at = value != 0;
	else
		*(int64_t *)(void *)at = value * info->unit;
}

void settings_begin(struct core *core)
{
	struct settings *s = core->settings;
	for (size_t i = 0; i < SETTINGS; i++)
		s->first[i] = s->value[i] = read_config(&core->config, &infos[i]);
}

/* ---- one of them ---- */

static size_t find(struct str name)
{
	size_t i = 0;
	while (i < SETTINGS && !str_eq(name, str_from(infos[i].name)))
		i++;
	return i;
}

static void take(struct core *core, size_t i, int64_t value, bool set)
{
	core->settings->value[i] = value;
	core->settings->set[i] = set;
	write_config(&core->config, &infos[i], value);
	core_changed(core, CHANGE_SETTINGS | CHANGE_SESSIONS);
}

/* One that an earlier version knew, or that makes no sense any more, is passed over. */
void setting_take(struct core *core, struct str name, struct str value)
{
	size_t i = find(name);
	int64_t number;
	if (i < SETTINGS && str_int(value, infos[i].min, infos[i].max, &number))
		take(core, i, number, true);
}

int64_t setting_number(const struct core *core, const char *name)
{
	size_t i = find(str_from(name));
	INVARIANT(i < SETTINGS);
	return core->settings->value[i];
}

/* ---- changing one ---- */

static enum err set(struct core *core, const struct msg_setting_set *m)
{
	size_t i = find(m->name);
	struct settings *s = core->settings;
	int64_t number;
	bool back = !m->value.n;
	if (i == SETTINGS)
		return ERR_not_found;
	if (!back && !str_int(m->value, infos[i].min, infos[i].max, &number))
		return ERR_invalid;
	if (back ? !s->set[i] : s->set[i] && s->value[i] == number)
		return ERR_already;
	take(core, i, back ? s->first[i] : number, !back);
	if (back)
		core_delete(core, REC_setting, &VS(str_from(infos[i].name)));
	else
		PUT(core, REC_setting, VS(str_from(infos[i].name)), VS(m->value));
	audit_line(core, 0);
	return ERR_none;
}

void on_setting_set(struct core *core, const struct msg_setting_set *m)
{
	enum err err = asker_coordinates(core);
	core_reply(core, err ? err : set(core, m), 0);
}

/* {"settings":[{"name","kind":"number|flag","value","min","max","first","set":bool}]}: `first` is what holds without
 * the coordinator's word. */
void view_desk_settings(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	const struct settings *s = core->settings;
	struct doc *list = doc_list(mem, doc, "settings");
	(void)v;
	for (size_t i = 0; i < SETTINGS; i++) {
		struct doc *one = doc_map(mem, list, NULL);
		doc_text(mem, one, "name", str_from(infos[i].name));
		doc_text(mem, one, "kind", infos[i].kind == SETTING_FLAG ? STR("flag") : STR("number"));
		doc_number(mem, one, "value", s->value[i]);
		doc_number(mem, one, "min", infos[i].min);
		doc_number(mem, one, "max", infos[i].max);
		doc_number(mem, one, "first", s->first[i]);
		doc_flag(mem, one, "set", s->set[i]);
	}
}
