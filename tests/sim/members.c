#include "sim/club.h"

#include <stdio.h>

#include "core/content.h"

/* What people do with their partnerships: on their pages, at the screen, at the coordinator's. Most of it makes sense
 * as things stand, so that partnerships come about, agree and end; some of it makes none, and has to be refused. */

struct actor {    /* who does something, and with which partnership */
	int page; /* or SCREEN */
	ident person, partnership;
};

/* ---- the wire ---- */

struct page *members_page(struct club *w, uint64_t conn)
{
	for (int i = 0; conn && i < PAGES; i++)
		if (w->pages[i].conn == conn)
			return &w->pages[i];
	return NULL;
}

void members_cut(struct club *w)
{
	for (int i = 0; i < PAGES; i++)
		w->pages[i].conn = w->pages[i].pen = 0;
}

static struct asked *find_asked(struct club *w, uint64_t request)
{
	for (uint32_t i = w->asked_count; request && i-- > 0;)
		if (w->asked[i].msg->origin.request == request)
			return &w->asked[i];
	return NULL;
}

/* The phone has no right to its page any more. */
static bool is_barred(const struct club *w, int page)
{
	return page != SCREEN &&
		!books_pair(&w->issued, REC_device_note, w->pages[page].device, w->pages[page].subject);
}

/* What was done stays done, and is answered as it was; what was not may be by the next try. */
static void take_reply(struct club *w, const struct effect *e)
{
	struct asked *a = find_asked(w, e->to.request);
	const struct effect_reply *r = &e->u.reply;
	if (!a)
		return;
	if (++a->replied > a->sent)
		machine_break(&w->m, "a %s was answered more often than asked", msg_name(a->msg->kind));
	if (r->err == ERR_busy || (r->err == ERR_not_allowed && is_barred(w, a->page)))
		return; /* not now, or not from here: no answer to what was asked */
	if (a->answered && !a->err && (r->err || r->result != a->result))
		machine_break(&w->m, "a %s was answered with %s %lld, and then with %s %lld",
			msg_name(a->msg->kind), err_name(a->err), (long long)a->result, err_name(r->err),
			(long long)r->result);
	w->seen->answered += !r->err;
	w->seen->refused += r->err != ERR_none;
	w->seen->conflicts += r->err == ERR_conflict;
	a->answered = true;
	a->err = r->err;
	a->result = r->result;
}

static void take_note(struct club *w, const struct effect *e)
{
	for (int i = 0; i < PAGES; i++) {
		struct page *p = &w->pages[i];
		if (!p->pen || p->pen != e->to.conn)
			continue;
		p->version = e->u.note_state.version;
		p->units = (uint32_t)utf16_units(e->u.note_state.text);
		p->has_text = !e->u.note_state.read_only;
	}
}

static void take_joined(struct club *w, const struct effect *e)
{
	const struct effect_joined *j = &e->u.joined;
	for (int i = 0; i < PAGES; i++) {
		struct page *p = &w->pages[i];
		if (!p->door || p->door != e->to.conn || j->what != OPENED_PAGE)
			continue;
		if (j->set_cookie)
			memcpy(p->cookie.b, j->cookie, TOKEN_BYTES); /* our fresh hashes are the tokens */
		p->subject = j->note;
		p->device = books_device(&w->issued, &p->cookie);
	}
}

void members_take(struct club *w, const struct effect *e)
{
	struct page *p = e->to.source == FROM_PHONE ? members_page(w, e->to.conn) : NULL;
	if (e->kind == EFFECT_reply)
		take_reply(w, e);
	if (e->kind == EFFECT_note_state)
		take_note(w, e);
	if (e->kind == EFFECT_joined)
		take_joined(w, e);
	if (p && e->kind == EFFECT_note_ended)
		p->conn = 0;
}

/* ---- asking ---- */

static void send_as(struct club *w, struct asked *a)
{
	if (a->page != SCREEN) {
		if (!w->pages[a->page].conn)
			return;
		a->msg->origin.conn = w->pages[a->page].conn;
	}
	a->sent++;
	machine_send(&w->m, a->msg);
}

static struct msg *request(struct club *w, enum msg_kind kind, int page)
{
	struct origin from = {.source = page == SCREEN ? FROM_SCREEN : FROM_PHONE,
		.request = dice_roll(&w->m.dice) >> 1 | 1};
	return msg_new(kind, from);
}

/* Sends it, now and then twice. It is kept, to be sent again. */
static void ask(struct club *w, struct msg *m, int page)
{
	if (w->asked_count == ASKED_MAX) {
		msg_free(m);
		return;
	}
	struct asked *a = &w->asked[w->asked_count++];
	*a = (struct asked){.msg = m, .page = page, .at = w->m.elapsed, .named = {w->named[0], w->named[1]}};
	w->named[0] = w->named[1] = 0;
	send_as(w, a);
	if (dice_one_in(&w->m.dice, 12))
		send_as(w, a);
}

#define ASK(w, who, name, ...)                                                                               \
	do {                                                                                                 \
		struct msg *m_ = request((w), MSG_##name, (who)->page);                                      \
		m_->u.name = (struct msg_##name){__VA_ARGS__};                                               \
		ask((w), m_, (who)->page);                                                                   \
	} while (0)

/* ---- picking ---- */

static const struct disk_row *any_row(struct club *w, enum record record)
{
	const struct disk *d = &w->issued.of[record];
	return d->count ? &d->rows[dice_below(&w->m.dice, (uint32_t)d->count)] : NULL;
}

static ident any_person(struct club *w)
{
	const struct disk_row *p = any_row(w, REC_person);
	return p ? cell(p, "id") : 1;
}

static ident any_of(struct club *w, enum record record)
{
	const struct disk_row *row = any_row(w, record);
	return row ? cell(row, "id") : 0;
}

/* One of a person's, most of the time; now and then anybody's, and one that is over. */
static ident partnership_for(struct club *w, ident person)
{
	const struct disk_row *p, *found = NULL;
	uint32_t count = 0;
	EACH(p, &w->issued, REC_partner)
	{
		const struct disk_row *of = books_row(&w->issued, REC_partnership, cell(p, "partnership"));
		if ((person && cell(p, "person") != person) || cell(p, "left_at") || !of ||
			cell(of, "state") == PARTNERSHIP_ENDED)
			continue;
		if (dice_one_in(&w->m.dice, ++count))
			found = p;
	}
	if (!found || dice_one_in(&w->m.dice, 20))
		return any_of(w, REC_partnership);
	return cell(found, "partnership");
}

static ident member_of(struct club *w, ident partnership)
{
	const struct disk_row *p;
	ident found = 0;
	uint32_t count = 0;
	EACH(p, &w->issued, REC_partner)
	if (cell(p, "partnership") == partnership && !cell(p, "left_at") && dice_one_in(&w->m.dice, ++count))
		found = cell(p, "person");
	return found && !dice_one_in(&w->m.dice, 30) ? found : any_person(w);
}

static struct actor any_actor(struct club *w)
{
	uint32_t what = dice_below(&w->m.dice, 10);
	struct actor a = {.page = SCREEN};
	if (what < 7)
		a.page = (int)dice_below(&w->m.dice, PAGES);
	if (a.page != SCREEN && !w->pages[a.page].subject)
		a.page = SCREEN;
	if (a.page != SCREEN && w->pages[a.page].subject != COORDINATOR) {
		a.person = w->pages[a.page].subject;
		a.partnership = partnership_for(w, a.person);
	} else {
		a.partnership = partnership_for(w, 0);
		a.person = member_of(w, a.partnership);
	}
	if (dice_one_in(&w->m.dice, 40))
		a.person = any_person(w);
	return a;
}

static void connect_page(struct club *w, struct page *p)
{
	struct msg *m = msg_new(MSG_page_open, (struct origin){FROM_PHONE, 0, ++w->last_conn, 0});
	p->conn = w->last_conn;
	m->u.page_open = (struct msg_page_open){p->cookie, p->subject};
	machine_send(&w->m, m);
	msg_free(m);
}

/* Most of what only the coordinator may do, they do; the rest is refused. */
static void to_the_desk(struct club *w, struct actor *a)
{
	if (!dice_one_in(&w->m.dice, 4))
		a->page = PAGES - 1;
	if (!w->pages[PAGES - 1].conn)
		connect_page(w, &w->pages[PAGES - 1]);
}

/* What people write says whose it is, and now and then whom it is about. */
static struct str words(struct club *w, struct msg *m, char kind, ident of)
{
	const struct disk_row *p = any_row(w, REC_person);
	bool named = p && dice_one_in(&w->m.dice, 3) && cell(p, "id") != w->going && !cell(p, "archived");
	w->named[0] = w->named[1];
	w->named[1] = named ? cell(p, "id") : 0;
	return arena_printf(&m->mem, SECRET "%lld%c say %u%s%.*s", (long long)of, kind,
		dice_below(&w->m.dice, 1000), named ? " with " : "",
		STR_FMT(named ? cell_words(p, dice_one_in(&w->m.dice, 2) ? "given" : "family") : STR("")));
}

static int64_t in_days(struct club *w, uint32_t most)
{
	return w->m.now.wall + (1 + (int64_t)dice_below(&w->m.dice, most)) * DAY;
}

/* ---- partnerships ---- */

static void propose(struct club *w, struct actor *a)
{
	struct msg *m = request(w, MSG_partnership_set, a->page);
	enum model model = (enum model)dice_below(&w->m.dice, MODEL_COUNT);
	ident others[2] = {any_person(w), any_person(w)};
	bool three = model > MODEL_MENTORING && dice_one_in(&w->m.dice, 2);
	m->u.partnership_set = (struct msg_partnership_set){.model = model,
		.name = STR("Together"),
		.purpose = STR(""),
		.language = STR("en"),
		.people = three
			? arena_printf(&m->mem, "%lld\n%lld\n%lld\n", (long long)a->person,
				  (long long)others[0], (long long)others[1])
			: arena_printf(&m->mem, "%lld\n%lld\n", (long long)a->person, (long long)others[0])};
	ask(w, m, a->page);
}

static void say_yes_or_no(struct club *w, struct actor *a)
{
	ASK(w, a, partnership_answer, a->partnership, a->person,
		dice_one_in(&w->m.dice, 10) ? CONSENT_NO : CONSENT_YES);
}

/* Whoever belongs to it does something one after the other, by their own page or at the screen. */
static void each_member(struct club *w, struct actor *a, void (*act)(struct club *, struct actor *))
{
	ident people[PARTNERS_MAX];
	size_t count = 0;
	const struct disk_row *p;
	EACH(p, &w->issued, REC_partner)
	if (cell(p, "partnership") == a->partnership && !cell(p, "left_at") && count < PARTNERS_MAX)
		people[count++] = cell(p, "person");
	for (size_t i = 0; i < count; i++) {
		struct actor one = {SCREEN, people[i], a->partnership};
		for (int k = 0; k < PAGES; k++)
			if (w->pages[k].subject == people[i] && w->pages[k].conn &&
				dice_one_in(&w->m.dice, 2))
				one.page = k;
		if (!dice_one_in(&w->m.dice, 12))
			act(w, &one);
	}
}

static void all_say_yes(struct club *w, struct actor *a)
{
	each_member(w, a, say_yes_or_no);
}

static void change_members(struct club *w, struct actor *a)
{
	bool on = dice_one_in(&w->m.dice, 2);
	ASK(w, a, partnership_member, a->partnership, on ? any_person(w) : a->person,
		(enum standing)dice_below(&w->m.dice, STANDING_COUNT), on);
}

static void change_state(struct club *w, struct actor *a)
{
	static const enum partnership_state to[] = {PARTNERSHIP_ACTIVE, PARTNERSHIP_ACTIVE,
		PARTNERSHIP_PAUSED, PARTNERSHIP_ENDED, PARTNERSHIP_AGREED};
	ASK(w, a, partnership_state, a->partnership, to[dice_below(&w->m.dice, 5)], STR("We moved"));
}

static void rename_it(struct club *w, struct actor *a)
{
	const struct disk_row *p = books_row(&w->issued, REC_partnership, a->partnership);
	ASK(w, a, partnership_set, .partnership = a->partnership,
		.model = p ? (enum model)cell(p, "model") : MODEL_TANDEM,
		.name = dice_one_in(&w->m.dice, 2) ? STR("Night desk") : STR("Day desk"),
		.purpose = STR("A book"), .language = STR("de"),
		.rhythm = (enum rhythm)dice_below(&w->m.dice, RHYTHM_COUNT));
}

/* ---- agreements ---- */

static const struct disk_row *newest_version(struct club *w, ident partnership)
{
	const struct disk_row *v, *newest = NULL;
	EACH(v, &w->issued, REC_agreement)
	if (cell(v, "partnership") == partnership &&
		(!newest || cell(v, "version") > cell(newest, "version")))
		newest = v;
	return newest;
}

/* What they have read; now and then that was a while ago. */
static int32_t edition_read(struct club *w, ident partnership)
{
	const struct disk_row *v = newest_version(w, partnership);
	return (int32_t)(v ? cell(v, "edition") : 0) - (int32_t)dice_one_in(&w->m.dice, 8);
}

static void write_agreement(struct club *w, struct actor *a)
{
	struct msg *m = request(w, MSG_agreement_set, a->page);
	enum agreement_part part = (enum agreement_part)dice_below(&w->m.dice, PART_COUNT);
	m->u.agreement_set = (struct msg_agreement_set){.partnership = a->partnership,
		.edition = edition_read(w, a->partnership),
		.part = part,
		.text = words(w, m, OF_PARTNERSHIP, a->partnership),
		.number = part == PART_REVIEW ? in_days(w, 90)
			: part == PART_RHYTHM ? dice_below(&w->m.dice, RHYTHM_COUNT)
					      : dice_below(&w->m.dice, 32),
		.person = a->person};
	ask(w, m, a->page);
}

static void confirm(struct club *w, struct actor *a)
{
	const struct disk_row *v = newest_version(w, a->partnership);
	int32_t version = (int32_t)(v ? cell(v, "version") : 1) - (int32_t)dice_one_in(&w->m.dice, 20);
	ASK(w, a, agreement_confirm, a->partnership, version, edition_read(w, a->partnership), a->person);
}

static void all_confirm(struct club *w, struct actor *a)
{
	each_member(w, a, confirm);
}

static ident goal_of(struct club *w, ident partnership)
{
	const struct disk_row *g;
	ident found = 0;
	uint32_t count = 0;
	EACH(g, &w->issued, REC_goal)
	if (cell(g, "partnership") == partnership && dice_one_in(&w->m.dice, ++count))
		found = cell(g, "goal");
	return found;
}

static void set_goal(struct club *w, struct actor *a)
{
	struct msg *m = request(w, MSG_goal_set, a->page);
	m->u.goal_set = (struct msg_goal_set){.partnership = a->partnership,
		.edition = edition_read(w, a->partnership),
		.goal = dice_one_in(&w->m.dice, 2) ? goal_of(w, a->partnership) : 0,
		.person = dice_one_in(&w->m.dice, 2) ? a->person : 0,
		.text = words(w, m, OF_PARTNERSHIP, a->partnership),
		.measured = dice_one_in(&w->m.dice, 2),
		.first = 2,
		.target = 8,
		.first_words = words(w, m, OF_PARTNERSHIP, a->partnership),
		.target_words = STR("")};
	ask(w, m, a->page);
}

static void drop_goal(struct club *w, struct actor *a)
{
	ASK(w, a, goal_drop, a->partnership, edition_read(w, a->partnership), goal_of(w, a->partnership));
}

static void value_goal(struct club *w, struct actor *a)
{
	struct msg *m = request(w, MSG_goal_value, a->page);
	m->u.goal_value = (struct msg_goal_value){goal_of(w, a->partnership),
		dice_one_in(&w->m.dice, 2) ? -1 : (int32_t)dice_below(&w->m.dice, 11),
		words(w, m, OF_PARTNERSHIP, a->partnership), a->person};
	ask(w, m, a->page);
}

/* ---- surveys and programmes ---- */

static ident survey_of(struct club *w, ident partnership)
{
	const struct disk_row *s;
	ident found = 0;
	EACH(s, &w->issued, REC_survey)
	if (cell(s, "partnership") == partnership && (!found || dice_one_in(&w->m.dice, 2)))
		found = cell(s, "id");
	return found;
}

static void open_survey(struct club *w, struct actor *a)
{
	static const char *const keys[] = {
		INSTRUMENT_HEALTHY, INSTRUMENT_SKILLS, INSTRUMENT_KEY_PARTNERSHIPS};
	ASK(w, a, survey_open, a->partnership, str_from(keys[dice_below(&w->m.dice, 3)]),
		dice_one_in(&w->m.dice, 2) ? in_days(w, 5) : 0);
}

static void answer_survey(struct club *w, struct actor *a)
{
	ident survey = survey_of(w, a->partnership);
	for (uint32_t i = dice_below(&w->m.dice, 6); survey && i-- > 0;)
		ASK(w, a, survey_answer, survey, a->person, (int32_t)dice_below(&w->m.dice, 8),
			(int32_t)dice_below(&w->m.dice, 6));
}

static void submit(struct club *w, struct actor *a)
{
	ASK(w, a, survey_submit, survey_of(w, a->partnership), a->person);
}

static void answer_and_submit(struct club *w, struct actor *a)
{
	answer_survey(w, a);
	answer_survey(w, a);
	submit(w, a);
}

static void all_submit(struct club *w, struct actor *a)
{
	each_member(w, a, answer_and_submit);
}

static void reveal(struct club *w, struct actor *a)
{
	ASK(w, a, survey_reveal, survey_of(w, a->partnership));
}

static void withdraw(struct club *w, struct actor *a)
{
	ASK(w, a, survey_withdraw, survey_of(w, a->partnership));
}

static void set_programme(struct club *w, struct actor *a)
{
	to_the_desk(w, a);
	struct msg *m = request(w, MSG_programme_set, a->page);
	m->u.programme_set = (struct msg_programme_set){.name = STR("Course"),
		.people = arena_printf(&m->mem, "%lld\n%lld\n%lld\n", (long long)any_person(w),
			(long long)any_person(w), (long long)any_person(w))};
	ask(w, m, a->page);
}

static void go_programme(struct club *w, struct actor *a)
{
	to_the_desk(w, a);
	ASK(w, a, programme_go, any_of(w, REC_programme), (int32_t)dice_below(&w->m.dice, PROGRAMME_STEPS));
}

static void did_part(struct club *w, struct actor *a)
{
	ASK(w, a, programme_done, any_of(w, REC_programme), a->person,
		(enum programme_part)dice_below(&w->m.dice, PROGRAMME_PARTS), !dice_one_in(&w->m.dice, 3));
}

/* ---- one's own ---- */

static void set_priority(struct club *w, struct actor *a)
{
	ASK(w, a, priority_set, a->person, str_from(skill_key((int)dice_below(&w->m.dice, SKILLS))),
		!dice_one_in(&w->m.dice, 3));
}

static void set_exchange(struct club *w, struct actor *a)
{
	struct msg *m = request(w, MSG_exchange_set, a->page);
	m->u.exchange_set =
		(struct msg_exchange_set){dice_one_in(&w->m.dice, 4) ? any_of(w, REC_exchange) : 0, a->person,
			(enum exchange)dice_below(&w->m.dice, EXCHANGE_COUNT),
			dice_one_in(&w->m.dice, 3) ? STR("Welding") : STR("Signal boxes")};
	ask(w, m, a->page);
}

static void set_relation(struct club *w, struct actor *a)
{
	struct msg *m = request(w, MSG_relation_set, a->page);
	bool own = dice_one_in(&w->m.dice, 2);
	struct str name = words(w, m, own ? OF_PERSON : OF_PARTNERSHIP, own ? a->person : a->partnership);
	m->u.relation_set = (struct msg_relation_set){.person = own ? a->person : 0,
		.partnership = own ? 0 : a->partnership,
		.name = name,
		.about = name,
		.goes = (int32_t)dice_below(&w->m.dice, 6),
		.x = 500,
		.y = (int32_t)dice_below(&w->m.dice, 1000)};
	ask(w, m, a->page);
}

static void set_profile(struct club *w, struct actor *a)
{
	ASK(w, a, profile_set, a->person, dice_one_in(&w->m.dice, 2) ? STR("Desk") : STR("Floor"), STR("en"),
		(enum rhythm)dice_below(&w->m.dice, RHYTHM_COUNT), !dice_one_in(&w->m.dice, 3),
		dice_one_in(&w->m.dice, 9));
}

/* ---- sessions ---- */

static const struct disk_row *open_session(struct club *w, ident partnership)
{
	const struct disk_row *s, *best = NULL;
	EACH(s, &w->issued, REC_session)
	{
		enum session_state state = (enum session_state)cell(s, "state");
		if (cell(s, "partnership") == partnership && state != SESSION_CLOSED &&
			state != SESSION_CANCELLED && (!best || cell(s, "starts") < cell(best, "starts")))
			best = s;
	}
	return best;
}

static ident session_of(struct club *w, ident partnership)
{
	const struct disk_row *s = open_session(w, partnership);
	return s ? cell(s, "id") : any_of(w, REC_session);
}

static void plan_session(struct club *w, struct actor *a)
{
	int64_t starts = w->m.now.wall + (int64_t)(10 + dice_below(&w->m.dice, 120)) * MINUTE;
	ASK(w, a, session_set, .partnership = a->partnership, .title = STR("Meeting"), .starts = starts,
		.ends = starts + HOUR, .rhythm = RHYTHM_WEEKLY, .times = dice_one_in(&w->m.dice, 4) ? 3 : 1);
}

static void cancel_session(struct club *w, struct actor *a)
{
	ASK(w, a, session_cancel, session_of(w, a->partnership), dice_one_in(&w->m.dice, 3));
}

static void hold_session(struct club *w, struct actor *a)
{
	ident session = session_of(w, a->partnership);
	a->page = SCREEN;
	switch (dice_below(&w->m.dice, 8)) {
	case 0:
		ASK(w, a, check_in_undo, a->person, session);
		break;
	case 1:
		ASK(w, a, step_go, session, (int32_t)dice_below(&w->m.dice, 5));
		break;
	case 2:
		ASK(w, a, session_finish, session);
		break;
	case 3:
		ASK(w, a, session_close, session);
		break;
	case 4:
		ASK(w, a, prompt_next, session);
		break;
	default:
		ASK(w, a, check_in, a->person, session, 0);
		break;
	}
}

static void check_in(struct club *w, struct actor *a)
{
	ASK(w, a, check_in, a->person, session_of(w, a->partnership), 0);
}

/* From the check-in to the first turn; or from there to the end. */
static void come_together(struct club *w, struct actor *a)
{
	if (!open_session(w, a->partnership))
		plan_session(w, a);
	ident session = session_of(w, a->partnership);
	a->page = SCREEN;
	each_member(w, a, check_in);
	ASK(w, a, step_go, session, 0);
}

static void part_again(struct club *w, struct actor *a)
{
	ident session = session_of(w, a->partnership);
	a->page = SCREEN;
	ASK(w, a, session_finish, session);
	ASK(w, a, session_close, session);
}

static void bid(struct club *w, struct actor *a)
{
	struct msg *m = request(w, MSG_bid_set, a->page);
	ident session = session_of(w, a->partnership);
	m->u.bid_set = (struct msg_bid_set){
		session, a->person, (int32_t)dice_below(&w->m.dice, 30), words(w, m, OF_SESSION, session)};
	ask(w, m, a->page);
}

static void judge(struct club *w, struct actor *a)
{
	ASK(w, a, quiz_judge, any_of(w, REC_takeaway), a->person,
		(enum grade)dice_below(&w->m.dice, GRADE_COUNT));
}

static void file_insight(struct club *w, struct actor *a)
{
	ASK(w, a, takeaway_file, any_of(w, REC_takeaway),
		(enum insight)dice_below(&w->m.dice, INSIGHT_COUNT));
}

static void want_note(struct club *w, struct actor *a)
{
	ASK(w, a, partnership_note, a->partnership);
}

/* ---- the coordinator ---- */

static void manage(struct club *w, struct actor *a)
{
	to_the_desk(w, a);
	switch (dice_below(&w->m.dice, 5)) {
	case 0:
		ASK(w, a, person_set, .given = STR("Neuling"), .family = STR("Hinzu"), .email = STR(""),
			.organisation = STR("Works"), .team = STR("Desk"), .language = STR("en"));
		break;
	case 1:
		ASK(w, a, organisation_set, 0, STR("Office"), ORGANISATION_PUBLIC);
		break;
	case 2:
		ASK(w, a, belonging_set, a->person, any_of(w, REC_organisation), !dice_one_in(&w->m.dice, 3));
		break;
	case 3:
		ASK(w, a, setting_set, STR("retention_days"),
			dice_one_in(&w->m.dice, 2) ? STR("14") : STR(""));
		break;
	default:
		ASK(w, a, code_issue, dice_one_in(&w->m.dice, 2) ? a->person : a->partnership);
		break;
	}
}

static void erase(struct club *w, struct actor *a)
{
	to_the_desk(w, a);
	const struct disk_row *p = books_row(&w->issued, REC_person, a->person);
	bool of_age = w->gone_count < PEOPLE_MAX && dice_one_in(&w->m.dice, 20);
	if (!p || !of_age || w->going || !str_starts(cell_words(p, "given"), STR("Vorna")))
		return;
	ASK(w, a, person_erase, a->person);
}

/* ---- pages ---- */

static ident of_view(struct club *w, const char *view, ident person)
{
	ident partnership = partnership_for(w, person == COORDINATOR ? 0 : person);
	if (strstr(view, "survey") || strstr(view, "results"))
		return survey_of(w, partnership);
	if (strstr(view, "programme"))
		return any_of(w, REC_programme);
	if (strcmp(view, "bids") == 0)
		return session_of(w, partnership);
	return strstr(view, "person") ? any_person(w) : partnership;
}

void members_choose(struct club *w, struct page *p)
{
	static const char *const own[] = {"me", "partnership", "agreement", "agreement", "survey", "results",
		"programme", "relations", "packs", "quiz", "suggestions", "search", "known", "me",
		"partnership", "bids"};
	static const char *const desk[] = {"desk", "desk_people", "desk_person", "desk_organisations",
		"desk_partnerships", "desk_partnership", "desk_suggestions", "desk_sessions", "desk_boards",
		"desk_programmes", "desk_programme", "desk_settings", "figures", "desk_audit", "map"};
	const char *view = p->subject == COORDINATOR ? desk[dice_below(&w->m.dice, 15)]
						     : own[dice_below(&w->m.dice, 16)];
	if (dice_one_in(&w->m.dice, 40)) /* somebody else's */
		view = p->subject == COORDINATOR ? "agreement" : "desk_partnership";
	snprintf(p->view, sizeof p->view, "%s", view);
	p->of = of_view(w, view, dice_one_in(&w->m.dice, 10) ? any_person(w) : p->subject);
}

static void look_at_something(struct club *w, struct page *p)
{
	members_choose(w, p);
	struct msg *m = msg_new(MSG_look, (struct origin){FROM_PHONE, 0, p->conn, 0});
	m->u.look = (struct msg_look){str_from(p->view), p->of, STR(""), 0};
	if (strcmp(p->view, "desk_sessions") == 0)
		m->u.look.from = w->m.now.wall;
	machine_send(&w->m, m);
	msg_free(m);
}

/* A new phone comes by the code that the screen shows for somebody, or for a partnership. */
static void come_by_code(struct club *w, struct actor *a)
{
	struct page *p = &w->pages[dice_below(&w->m.dice, PAGES)];
	ident subject = dice_one_in(&w->m.dice, 2) ? a->person : a->partnership;
	int page = (int)(p - w->pages);
	if (p->subject == COORDINATOR || (!is_barred(w, page) && !dice_one_in(&w->m.dice, 20)))
		return;
	a->page = SCREEN;
	ASK(w, a, code_issue, subject);
	struct hash hash = {{0}};
	memcpy(hash.b, &w->m.last_token, sizeof w->m.last_token);
	struct msg *m = msg_new(MSG_code_redeem, (struct origin){FROM_PHONE, 0, ++w->last_conn, 0});
	*p = (struct page){.door = w->last_conn};
	m->u.code_redeem = (struct msg_code_redeem){.hash = hash};
	machine_send(&w->m, m);
	msg_free(m);
}

static void visit(struct club *w, struct actor *a)
{
	struct page *p = &w->pages[a->page == SCREEN ? (int)dice_below(&w->m.dice, PAGES) : a->page];
	if (!p->subject)
		return;
	if (!p->conn)
		connect_page(w, p);
	else if (dice_one_in(&w->m.dice, 15))
		p->conn = 0; /* out of reach; the server learns of it later, or never */
	else
		look_at_something(w, p);
}

/* A note on the phone: opened, then written into at its beginning. */
static void write_note(struct club *w, struct actor *a)
{
	const struct disk_row *s = books_row(&w->issued, REC_session, session_of(w, a->partnership));
	struct page *p = a->page == SCREEN ? NULL : &w->pages[a->page];
	for (int i = 0; i < PAGES; i++)
		if (w->pages[i].has_text && dice_one_in(&w->m.dice, 2))
			p = &w->pages[i];
	ident note = s ? cell(s, "note") : 0;
	if (!p || p->subject == COORDINATOR)
		return;
	if (!p->has_text && note) {
		struct msg *hello =
			msg_new(MSG_device_hello, (struct origin){FROM_PHONE, 0, ++w->last_conn, 0});
		hello->u.device_hello = (struct msg_device_hello){p->cookie, note};
		machine_send(&w->m, hello);
		msg_free(hello);
		struct msg *m = msg_new(MSG_note_open, (struct origin){FROM_PHONE, 0, ++w->last_conn, 0});
		p->pen = w->last_conn;
		p->push = 0;
		snprintf(p->client, sizeof p->client, "c%llu", (unsigned long long)p->pen);
		p->note = note;
		p->note_of = cell(s, "partnership");
		m->u.note_open = (struct msg_note_open){
			.cookie = p->cookie, .note = note, .client = str_from(p->client)};
		machine_send(&w->m, m);
		msg_free(m);
		return;
	}
	if (!p->has_text || !p->pen)
		return;
	static const char *const marks[] = {"- [ ] ", "! ", "? ", "=> ", "+ "};
	struct msg *m = msg_new(MSG_note_push, (struct origin){FROM_PHONE, 0, p->pen, 0});
	struct note_update *u = ARENA_ARRAY(&m->mem, struct note_update, 1);
	struct section *sections = ARENA_ARRAY(&m->mem, struct section, 2);
	struct str text = words(w, m, OF_PARTNERSHIP, p->note_of);
	sections[0] = (struct section){
		0, false, arena_printf(&m->mem, "%s%.*s\n", marks[dice_below(&w->m.dice, 5)], STR_FMT(text))};
	sections[1] = (struct section){p->units, true, STR("")};
	*u = (struct note_update){str_from(p->client), {sections, p->units ? 2 : 1}};
	m->u.note_push = (struct msg_note_push){p->note, p->version, ++p->push, str_from(p->client), u, 1};
	machine_send(&w->m, m);
	msg_free(m);
	p->has_text = false; /* it is opened anew for the next line */
}

/* The same request again, in another order. */
static void ask_again(struct club *w)
{
	struct asked *a = w->asked_count ? &w->asked[dice_below(&w->m.dice, w->asked_count)] : NULL;
	if (w->asked_count > 40 && !dice_one_in(&w->m.dice, 4))
		a = &w->asked[w->asked_count - 1 - dice_below(&w->m.dice, 40)];
	if (!a || a->stale || a->sent > 5 || w->m.elapsed - a->at > 3 * DAY)
		return;
	w->seen->again++;
	send_as(w, a);
}

void members_act(struct club *w)
{
	static const struct {
		uint32_t weight;
		void (*act)(struct club *, struct actor *);
	} acts[] = {{2, propose}, {8, say_yes_or_no}, {6, all_say_yes}, {5, change_members},
		{3, change_state}, {2, rename_it}, {12, write_agreement}, {10, confirm}, {8, all_confirm},
		{8, set_goal}, {2, drop_goal}, {5, value_goal}, {5, open_survey}, {12, answer_survey},
		{4, submit}, {8, all_submit}, {2, reveal}, {2, withdraw}, {1, set_programme},
		{2, go_programme}, {3, did_part}, {3, set_priority}, {3, set_exchange}, {4, set_relation},
		{3, set_profile}, {5, plan_session}, {1, cancel_session}, {8, hold_session},
		{8, come_together}, {7, part_again}, {3, bid}, {3, judge}, {2, file_insight}, {1, want_note},
		{5, manage}, {3, erase}, {60, visit}, {3, come_by_code}, {24, write_note}};
	uint32_t sum = 0, what;
	if (dice_one_in(&w->m.dice, 8)) {
		ask_again(w);
		return;
	}
	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
		sum += acts[i].weight;
	what = dice_below(&w->m.dice, sum);
	for (size_t i = 0; i < sizeof acts / sizeof *acts; what -= acts[i++].weight) {
		if (what >= acts[i].weight)
			continue;
		struct actor a = any_actor(w);
		if (a.page != SCREEN && !w->pages[a.page].conn && acts[i].act != visit)
			connect_page(w, &w->pages[a.page]);
		acts[i].act(w, &a);
		return;
	}
}
