/* One message in, one batch and some effects out. Which rule a message has stands in a table made
 * from messages.def; so does the loading of rows, from records.def. What holds for every message is
 * here and nowhere else: time is noted, a request is done once, a batch gets its number. */
#include "core/inside.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- life ---- */

struct core *core_new(const struct core_config *config)
{
	struct core *core = xcalloc(1, sizeof *core);
	core->config = *config;
	core->config.room = arena_str(&core->config_mem, config->room);
	core->config.place = arena_str(&core->config_mem, config->place);
	core->config.language = arena_str(&core->config_mem, config->language);
	core->people = people_new();
	core->sessions = sessions_new();
	core->boards = boards_new();
	core->notes = notes_new();
	core->codes = codes_new();
	core->meetings = meetings_new();
	core->actions = actions_new();
	core->interests = interests_new();
	core->proposals = proposals_new();
	core->pin = pin_new();
	core->watchers = watchers_new();
	core->viewers = viewers_new();
	core->partnerships = partnerships_new();
	core->surveys = surveys_new();
	core->programmes = programmes_new();
	core->quiz = quiz_new();
	core->audit = audit_new();
	core->settings = settings_new();
	settings_begin(core);
	core->retention = retention_new();
	core->maps = maps_new();
	core->requests = requests_new();
	core->disk_works = true;
	return core;
}

void core_free(struct core *core)
{
	if (!core)
		return;
	requests_free(core->requests);
	maps_free(core->maps);
	retention_free(core->retention);
	settings_free(core->settings);
	audit_free(core->audit);
	quiz_free(core->quiz);
	programmes_free(core->programmes);
	surveys_free(core->surveys);
	partnerships_free(core->partnerships);
	viewers_free(core->viewers);
	watchers_free(core->watchers);
	pin_free(core->pin);
	proposals_free(core->proposals);
	interests_free(core->interests);
	actions_free(core->actions);
	meetings_free(core->meetings);
	codes_free(core->codes);
	notes_free(core->notes);
	boards_free(core->boards);
	sessions_free(core->sessions);
	people_free(core->people);
	arena_free(&core->config_mem);
	arena_free(&core->scratch);
	arena_free(&core->view);
	free(core);
}

/* ---- loading ---- */

static void (*const loaders[])(struct core *, const struct value *) = {
#define RECORD(name, key, columns) [REC_##name] = load_##name,
#include "core/records.def"
#undef RECORD
};

/* Which column counts ids, so that new ones begin beyond the last; -1: none. A request's id is not
 * ours but that of whoever asked. */
static int id_column(enum record record)
{
	struct str rest = str_from(record_info(record)->columns), column;
	for (int i = 0; record != REC_request && str_split(&rest, ' ', &column); i++)
		if (str_eq(column, STR("id")))
			return i;
	return -1;
}

void on_loaded(struct core *core, const struct msg_loaded *m)
{
	INVARIANT(!core->ready && m->columns == (uint32_t)record_info(m->record)->count);
	int id = id_column(m->record);
	for (uint32_t row = 0; row < m->rows; row++) {
		const struct value *values = m->values + (size_t)row * m->columns;
		loaders[m->record](core, values);
		if (id >= 0 && values[id].i > core->last_id)
			core->last_id = values[id].i;
	}
}

void on_load_done(struct core *core, const struct msg_load_done *m)
{
	(void)m;
	core->ready = true;
	partnerships_loaded(core);
	surveys_loaded(core);
	meetings_loaded(core);
	retention_loaded(core);
	proposals_loaded(core);
	people_forget_guests(core);
	requests_forget(core);
	core_changed(core, (unsigned)CHANGE_ALL);
}

/* ---- the store, the network, the clock ---- */

void on_committed(struct core *core, const struct msg_committed *m)
{
	INVARIANT(m->seq <= core->issued);
	if (m->seq <= core->committed)
		return;
	core->committed = m->seq;
	core->changed |= core->awaited;
	core->step_changed |= core->awaited; /* a page tells what is on the disk, too */
	if (core->committed == core->issued)
		core->awaited = 0;
}

void on_store_state(struct core *core, const struct msg_store_state *m)
{
	if (m->works && m->text.n) {
		core->restored = true;
		core_changed(core, CHANGE_STORE);
	}
	if (m->works == core->disk_works)
		return;
	core->disk_works = m->works;
	core_changed(core, CHANGE_STORE);
}

void on_addresses(struct core *core, const struct msg_addresses *m)
{
	snprintf(core->address, sizeof core->address, "%.*s", STR_FMT(m->url));
	snprintf(core->address_label, sizeof core->address_label, "%.*s", STR_FMT(m->label));
	core_changed(core, CHANGE_PHONES | CHANGE_CODES);
}

void on_tick(struct core *core, const struct msg_tick *m)
{
	(void)m;
	if (!core->ready) /* what is not loaded yet would count as not there: no meeting, so nobody leads one */
		return;
	sessions_tick(core);
	codes_tick(core);
	meetings_tick(core);
	interests_tick(core);
	pin_tick(core);
	retention_tick(core);
	maps_tick(core);
	suggestions_tick(core);
	requests_forget(core);
}

int64_t core_deadline(const struct core *core)
{
	const int64_t all[] = {sessions_deadline(core), codes_deadline(core), meetings_deadline(core),
		interests_deadline(core), pin_deadline(core), maps_deadline(core), retention_deadline(core),
		suggestions_deadline(core), viewers_deadline(core)};
	int64_t first = NEVER;
	if (core->leaving || !core->ready)
		return NEVER;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		first = all[i] < first ? all[i] : first;
	return first;
}

/* ---- the step ---- */

#define MSG(name, text)                                                                                      \
	static void run_##name(struct core *core, const struct msg *m)                                       \
	{                                                                                                    \
		on_##name(core, &m->u.name);                                                                 \
	}
#include "core/messages.def"
#undef MSG

static void (*const runners[])(struct core *, const struct msg *) = {
#define MSG(name, text) [MSG_##name] = run_##name,
#include "core/messages.def"
#undef MSG
};

/* The messages that screens and phones share: each request of these is done once (see request.c) and
 * answered by core_reply. The others repeat harmlessly by their own nature: pushes are numbered,
 * imports find what they brought before. */
static bool is_request(enum msg_kind kind)
{
	return kind >= MSG_check_in && kind <= MSG_code_renew;
}

static bool is_from_start(enum msg_kind kind)
{
	return kind <= MSG_pin_checked;
}

/* What phones may send. Requests need a person as well, see watch_knows; what else each may do is
 * asked of asker_… by its rule. */
static const bool phones_send[MSG_COUNT] = {
	[MSG_code_redeem] = true,
	[MSG_device_hello] = true,
	[MSG_device_who] = true,
	[MSG_note_open] = true,
	[MSG_note_push] = true,
	[MSG_note_cursor] = true,
	[MSG_note_leave] = true,
	[MSG_board_open] = true,
	[MSG_board_search] = true,
	[MSG_topic_read] = true,
	[MSG_topic_add] = true,
	[MSG_topic_edit] = true,
	[MSG_topic_move] = true,
	[MSG_topic_withdraw] = true,
	[MSG_topic_restore] = true,
	[MSG_topic_publish] = true,
	[MSG_topic_merge] = true,
	[MSG_topic_split] = true,
	[MSG_topic_outcome] = true,
	[MSG_action_set] = true,
	[MSG_action_settle] = true,
	[MSG_interest_set] = true,
	[MSG_gather] = true,
	[MSG_proposal_answer] = true,
	[MSG_proposal_date] = true,
	[MSG_meeting_open] = true,
	[MSG_meeting_phase] = true,
	[MSG_meeting_ends] = true,
	[MSG_meeting_undo] = true,
	[MSG_meeting_close] = true,
	[MSG_meeting_rate] = true,
	[MSG_lead_return] = true,
	[MSG_vote] = true,
	[MSG_vote_finish] = true,
	[MSG_vote_reveal] = true,
	[MSG_vote_again] = true,
	[MSG_topic_start] = true,
	[MSG_topic_next] = true,
	[MSG_topic_back] = true,
	[MSG_box_pause] = true,
	[MSG_box_resume] = true,
	[MSG_box_more] = true,
	[MSG_thumbs_ask] = true,
	[MSG_thumb] = true,
	[MSG_grid_set] = true,
	[MSG_grid_put] = true,
	[MSG_grid_fill] = true,
	[MSG_page_open] = true,
	[MSG_look] = true,
	[MSG_page_leave] = true,
	[MSG_check_in] = true,
	[MSG_check_in_undo] = true,
	[MSG_partnership_set] = true,
	[MSG_partnership_member] = true,
	[MSG_partnership_state] = true,
	[MSG_partnership_answer] = true,
	[MSG_partnership_note] = true,
	[MSG_agreement_set] = true,
	[MSG_agreement_confirm] = true,
	[MSG_goal_set] = true,
	[MSG_goal_drop] = true,
	[MSG_goal_value] = true,
	[MSG_bid_set] = true,
	[MSG_takeaway_file] = true,
	[MSG_exchange_set] = true,
	[MSG_profile_set] = true,
	[MSG_relation_set] = true,
	[MSG_survey_open] = true,
	[MSG_survey_withdraw] = true,
	[MSG_survey_answer] = true,
	[MSG_survey_submit] = true,
	[MSG_survey_reveal] = true,
	[MSG_priority_set] = true,
	[MSG_programme_set] = true,
	[MSG_programme_go] = true,
	[MSG_programme_done] = true,
	[MSG_quiz_judge] = true,
	[MSG_phone_end] = true,
	[MSG_person_set] = true,
	[MSG_organisation_set] = true,
	[MSG_belonging_set] = true,
	[MSG_person_erase] = true,
	[MSG_session_set] = true,
	[MSG_session_cancel] = true,
	[MSG_setting_set] = true,
	[MSG_backup_now] = true,
	[MSG_backup_restore] = true,
	[MSG_board_set] = true,
	[MSG_board_archive] = true,
};

static bool is_refused(struct core *core, const struct msg *m)
{
	return m->origin.source == FROM_PHONE &&
		(!phones_send[m->kind] || (is_request(m->kind) && !watch_knows(core) && !viewer_asks(core)));
}

static void run_request(struct core *core, const struct msg *m)
{
	if (requests_answer_again(core))
		return;
	runners[m->kind](core, m);
	INVARIANT(core->replied);
	requests_remember(core);
}

static void run(struct core *core, const struct msg *m)
{
	bool idle = core->leaving && m->kind != MSG_committed && m->kind != MSG_store_state;
	if (idle || (!core->ready && !is_from_start(m->kind)))
		core_reply(core, ERR_busy, 0);
	else if (is_refused(core, m))
		core_reply(core, ERR_not_allowed, 0);
	else if (is_request(m->kind))
		run_request(core, m);
	else
		runners[m->kind](core, m);
}

/* What was begun, or written down, by the wrong clock moves along. */
static void clock_set(struct core *core, const struct moment *before, int64_t stamp)
{
	int64_t passed = core->now.mono - before->mono, by = core->now.wall - before->wall - passed;
	sessions_clock_set(core, by);
	codes_clock_set(core);
	interests_clock_set(core, by);
	meetings_clock_set(core, by);
	by = core->now.wall - stamp - passed;
	partnerships_clock_set(core, by);
	surveys_clock_set(core, by);
	programmes_clock_set(core, by);
}

void core_step(struct core *core, const struct msg *m, struct outbox *out)
{
	INVARIANT(m->kind < MSG_COUNT);
	arena_reset(&core->view);
	struct moment before = core->now;
	int64_t stamp = core_stamp(core);
	core->now = m->at;
	core->msg = m;
	core->out = out;
	core->replied = false;
	core->step_changed = 0;
	core->steps++;
	core->step_seq = core->issued + 1;
	if (core->ready && !before.trusted && core->now.trusted)
		clock_set(core, &before, stamp);
	run(core, m);
	watch_tell(core);
	viewers_tell(core);
	if (out->batch)
		core->issued = core->step_seq;
	arena_reset(&core->scratch);
	core->msg = NULL;
	core->out = NULL;
}
