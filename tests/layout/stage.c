#include "layout/stage.h"

#include <stdio.h>

#include "base/log.h"

static const struct {
	const char *given, *family;
} usual[] = {{"Anna", "Becker"}, {"Ben", "Koch"}, {"Carla", "Moreno"}, {"Deniz", "Şahin"}, {"Esra", "Wagner"},
	{"Farid", "Lahmar"}, {"Gita", "Nowak"}, {"Hugo", "Ortiz"}, {"Leo", "van Beek"}, {"Mira", "Arslan"},
	{"Noor", "Peters"}, {"Sam", "Okafor"}},
  longest[] = {{"Maximiliane-Theodora", "Oberschwemmensteiner-Wolkenburg"},
	  {"Konstantinos-Alexandros", "Papadimitrakopoulos"}, {"Srinivasa Venkataraman", "Wickramasinghe"},
	  {"Bartholomäus", "Großhesselohe"}, {"María de los Ángeles", "Fernández de Córdoba"},
	  {"Nguyễn Thị Minh Khai", "Hoàng"}, {"Wolfeschlegelstein", "Hausenbergerdorff"},
	  {"عبد الرحمن", "الخوارزمي"}, {"Oluwaseunfunmi", "Adebayo-Ogundimu"}, {"Þórhallur", "Guðmundsson"},
	  {"Jean-Baptiste-Emmanuel", "de La Rochefoucauld"}, {"Wilhelmina", "Zeppelin"}};
#define NAMES (sizeof usual / sizeof *usual)

#define DEVICE 900000

static struct hash cookie_of(int device)
{
	struct hash h;
	memset(h.b, device + 1, sizeof h.b);
	return h;
}

void stage_put(struct stage *st, enum record record, const struct value *values, int count)
{
	INVARIANT(record_info(record)->count == count);
	disk_put(&st->disk, record, values);
}

ident stage_people(struct stage *st, size_t count)
{
	if (!st->organisation) {
		st->organisation = st->next++;
		ROW(st, REC_organisation, VI(st->organisation),
			TEXT(stage_lengthy(st) ? "Landesarbeitsgemeinschaft für Gemeinwesenarbeit und "
						 "Quartiersentwicklung"
					       : "Harbour Housing"),
			VI(0));
	}
	for (size_t i = 0; i < count; i++) {
		ident id = st->next++;
		size_t n = st->people_count % NAMES;
		if (st->people_count < sizeof st->people / sizeof *st->people)
			st->people[st->people_count] = id;
		st->people_count++;
		ROW(st, REC_person, VI(id), TEXT(stage_lengthy(st) ? longest[n].given : usual[n].given),
			TEXT(stage_lengthy(st) ? longest[n].family : usual[n].family), TEXT(""),
			VI(st->organisation), TEXT("en"), VI(n), VI(0), VI(0), VI(0), VI(1), TEXT(""), VI(0),
			VI(0));
	}
	return st->people[0];
}

ident stage_session(struct stage *st, struct staged d)
{
	ident id = st->next++, note = d.text ? st->next++ : 0;
	int64_t starts = st->now.wall + d.after * MINUTE, ends = starts + d.minutes * MINUTE;
	struct str focus = str_from(d.focus ? d.focus : "");
	ROW(st, REC_session, VI(id), VI(d.partnership), VI(d.model), TEXT(d.title ? d.title : ""), VI(starts),
		VI(ends), VI(d.state), VI(0), VI(0), VS(focus), VI(note), VI(d.step), VI(0), VI(0), VI(0),
		VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), TEXT(""), VI(0), VI(0));
	if (note)
		ROW(st, REC_note, VI(note), VI(id), VI(0), VS(focus), VI(0), TEXT(d.text), VI(st->now.wall),
			VI(0), VI(0));
	for (int i = 0; note && i < PHONES_MAX; i++)
		ROW(st, REC_device_note, VI(DEVICE + i), VI(note),
			VI(i < d.members ? st->people[d.first + i] : 0), TEXT(""), VI(st->now.wall + DAY));
	for (int i = 0; i < d.members; i++)
		ROW(st, REC_member, VI(id), VI(st->people[d.first + i]), VI(i), VI(1), VI(0),
			VI(i < d.here ? st->now.wall : 0), VI(0), VI(1));
	st->session = id;
	st->note = note;
	return id;
}

ident stage_board(struct stage *st, const char *name, const char *purpose, int days)
{
	struct civil c = civil_from(st->now.wall);
	c.day += days, c.hour = 15, c.minute = 0;
	st->board = st->next++;
	ROW(st, REC_board, VI(st->board), TEXT(name), TEXT(purpose), VI(days ? civil_to(c) : 0), VI(1), VI(0),
		VI(0), VI(3), VI(2), VI(8), VI(45));
	return st->board;
}

bool stage_lengthy(const struct stage *st)
{
	return st->names == NAMES_LONG;
}

struct usual_topic stage_usual_topic(const struct stage *st, int i)
{
	static const struct usual_topic some[] = {{TOPIC_QUESTION, "How do other teams brief agencies?"},
		{TOPIC_ACUTE, "Trade fair stand lost its printer"},
		{TOPIC_WISH, "Someone to practise pitching with"},
		{TOPIC_OFFER, "I can show how we test subject lines"},
		{TOPIC_CONCERN, "Three newsletters, one audience"},
		{TOPIC_CONCERN, "Nobody reads the intranet any more"},
		{TOPIC_QUESTION, "Who owns the photo archive?"}};
	struct usual_topic one = some[i % 7];
	one.title = stage_lengthy(st) ? LONG_TITLE : one.title;
	return one;
}

ident stage_topic(
	struct stage *st, enum lane lane, enum topic_kind kind, const char *title, const char *detail)
{
	ident note = st->next++;
	st->topic = st->next++;
	size_t people = st->people_count < sizeof st->people / sizeof *st->people
		? st->people_count
		: sizeof st->people / sizeof *st->people;
	ROW(st, REC_note, VI(note), VI(0), VI(st->topic), TEXT(title), VI(0), TEXT(""), VI(1), VI(0), VI(0));
	ROW(st, REC_topic, VI(st->topic), VI(st->board), VI(lane), VI(st->topic), VI(kind), TEXT(title),
		TEXT(detail), VI(people ? st->people[(size_t)st->topic % people] : 0), VI(note), VI(1), VI(0),
		VI(0), VI(0), VI(0), TEXT(""), VI(0), VI(0), VI(0));
	return st->topic;
}

/* ---- what happens ---- */

/* What a thread of the app would find out with a slow hash: here a PIN is kept as it is. */
static void check_pin(struct stage *st, const struct effect_pin_check *asked)
{
	struct msg *m = msg_new(MSG_pin_checked, (struct origin){.source = FROM_SYSTEM});
	m->u.pin_checked = (struct msg_pin_checked){.number = asked->number,
		.good = str_eq(asked->pin, asked->kept),
		.kept = asked->kept.n ? STR("") : msg_str(m, asked->pin)};
	stage_send(st, m);
}

static void take(struct stage *st, struct outbox *out)
{
	if (out->batch)
		disk_commit(&st->disk, out->batch);
	gate_hold(st->gate, out, core_issued(st->core));
	outbox_clear(out);
	if (core_committed(st->core) < st->disk.committed)
		SEND(st, committed, .seq = st->disk.committed);
	gate_committed(st->gate, st->disk.committed);
	for (struct effect *e; (e = gate_next(st->gate));) {
		if (e->kind == EFFECT_pin_check)
			check_pin(st, &e->u.pin_check);
		else if (e->to.source == FROM_SCREEN)
			shell_reply(st->shell, e, st->now);
		effect_free(e);
	}
}

void stage_send(struct stage *st, struct msg *m)
{
	struct outbox out = {0};
	m->at = st->now;
	st->request++;
	m->fresh.seed = 7;
	snprintf(m->fresh.short_code, sizeof m->fresh.short_code, "H4K7Q%c", (char)('A' + st->request % 8));
	memset(m->fresh.token, 0xA5, sizeof m->fresh.token);
	memcpy(m->fresh.token, &st->request, sizeof st->request);
	memcpy(m->fresh.token_hash.b, &st->request, sizeof st->request);
	memcpy(m->fresh.short_hash.b + 8, &st->request, sizeof st->request);
	core_step(st->core, m, &out);
	msg_free(m);
	take(st, &out);
}

static void pump(struct stage *st)
{
	for (struct msg *m; (m = shell_message(st->shell));)
		stage_send(st, m);
	if (core_deadline(st->core) <= st->now.mono)
		stage_send(st, msg_new(MSG_tick, (struct origin){.source = FROM_SYSTEM}));
	shell_changed(st->shell, core_take_changes(st->core));
}

void stage_open(struct stage *st)
{
	st->core = core_new(&st->core_config);
	st->gate = gate_new();
	st->disk.committed = 0;
	st->shell = shell_new(st->core, platform_text(st->platform), &st->config);
	disk_load(&st->disk, st->core, st->now);
	SEND(st, load_done, .fresh = false);
	SEND(st, addresses, .url = STR("HTTP://192.168.100.20:8080/"), .label = STR("192.168.100.20:8080"));
	stage_draw(st);
}

void stage_sign_in(struct stage *st)
{
	if (core_pin(st->core, st->now.mono, NULL) == PIN_NONE)
		DO(st, pin_set, .pin = STR(STAGE_PIN));
	else
		DO(st, pin_enter, .pin = STR(STAGE_PIN));
}

ident stage_meeting(struct stage *st, int people)
{
	stage_sign_in(st);
	DO(st, meeting_open, .board = st->board);
	const struct meeting *m = core_meeting_of(st->core, st->board);
	INVARIANT(m);
	st->meeting = m->id;
	for (int i = 0; i < people; i++)
		DO(st, meeting_join, .meeting = st->meeting, .person = st->people[i]);
	return st->meeting;
}

/* Like people do it: the first topics get the most, and no two of them choose quite the same. */
void stage_votes(struct stage *st, int people)
{
	const struct topic *topics[12];
	size_t n = core_topics(st->core, st->board, LANE_UP_NEXT, topics, 6);
	n += core_topics(st->core, st->board, LANE_PROPOSED, topics + n, 6);
	for (int i = 0; i < people && n; i++) {
		ident person = st->people[i];
		for (int v = 0; v < 3; v++)
			DO(st, vote, .meeting = st->meeting, .topic = topics[(size_t)(i * v) % n]->id,
				.person = person,
				.count = 1 +
					core_vote_of(st->core, st->meeting, topics[(size_t)(i * v) % n]->id,
						person));
		DO(st, vote_finish, .meeting = st->meeting, .person = person, .finished = true);
	}
}

void stage_own_phones(struct stage *st, ident person, int phones)
{
	for (int i = 0; i < phones; i++)
		ROW(st, REC_device_note, VI(DEVICE + i), VI(person), VI(person), TEXT(""),
			VI(st->now.wall + (i + 1) * 30 * DAY));
}

void stage_phone(struct stage *st, ident note, uint32_t cursor)
{
	struct hash cookie = cookie_of((int)st->conn++);
	struct origin from = {.source = FROM_PHONE, .conn = st->conn};
	struct msg *m = msg_new(MSG_note_open, from);
	m->u.note_open = (struct msg_note_open){.cookie = cookie, .note = note, .client = STR("c")};
	stage_send(st, m);
	m = msg_new(MSG_note_cursor, from);
	m->u.note_cursor = (struct msg_note_cursor){.note = note, .anchor = cursor, .head = cursor};
	stage_send(st, m);
}

void stage_pass(struct stage *st, int64_t ms)
{
	st->now.wall += ms;
	st->now.mono += ms;
	stage_draw(st);
}

void stage_visit(struct stage *st, enum screen_id screen, ident a, ident b)
{
	shell_event(st->shell, &(struct event){.kind = EVENT_NONE, .at = st->now.mono},
		st->now); /* somebody is there */
	shell_go(st->shell, (struct place){screen, a, b});
	stage_draw(st);
}

bool stage_tap(struct stage *st, const char *name, int64_t arg)
{
	int count;
	const struct control *all = ui_controls(st->shell->ui, &count), *c = NULL;
	for (int i = 0; i < count; i++)
		if (strcmp(all[i].name, name) == 0 && (arg < 0 || all[i].arg == arg) && !c)
			c = &all[i];
	if (!c)
		return false;
	struct event e = {.kind = EVENT_DOWN,
		.at = st->now.mono,
		.finger = 1,
		.x = c->hit.x + c->hit.w / 2,
		.y = c->hit.y + c->hit.h / 2};
	shell_event(st->shell, &e, st->now);
	stage_pass(st, 60);
	e.kind = EVENT_UP;
	e.at = st->now.mono;
	shell_event(st->shell, &e, st->now);
	stage_pass(st, 400);
	return true;
}

void stage_type(struct stage *st, const char *text)
{
	struct str s = str_from(text);
	for (size_t at = 0; at < s.n;) {
		struct event e = {.kind = EVENT_TEXT, .at = st->now.mono};
		size_t from = at;
		utf8_next(s, &at);
		memcpy(e.text, s.p + from, at - from);
		shell_event(st->shell, &e, st->now);
	}
	stage_draw(st);
}

/* Drawing may ask for something, whose answer is drawn next; it ends when nothing is asked any more. */
const struct draw_list *stage_draw(struct stage *st)
{
	const struct draw_list *list = NULL;
	for (int i = 0; i < 8 && (i == 0 || list); i++) {
		pump(st);
		list = shell_draw(st->shell, st->w, st->h, st->now);
		st->list = list ? list : st->list;
	}
	return st->list;
}

void stage_show(struct stage *st, enum screen_id screen, ident a, ident b)
{
	stage_open(st);
	stage_visit(st, screen, a, b);
}

void stage_without_network(struct stage *st)
{
	SEND(st, addresses, .url = STR(""), .label = STR(""));
	stage_draw(st);
}

void stage_disk_refuses(struct stage *st)
{
	SEND(st, store_state, .works = false, .why = ERR_disk, .text = STR("disk full"));
	stage_draw(st);
}

/* ---- life ---- */

/* Two minutes to ten on Monday, 23 November 2026, in Berlin. */
struct stage *stage_new(
	struct platform *platform, const struct content *content, int w, int h, const char *language)
{
	struct stage *st = xcalloc(1, sizeof *st);
	st->platform = platform;
	st->w = w;
	st->h = h;
	st->next = 1;
	st->now = (struct moment){civil_to((struct civil){2026, 11, 23, 9, 58, 0, 0}), 1000000, true};
	st->core_config = usual_config(content);
	st->core_config.room = STR("Harbour Room");
	st->core_config.place = STR("Workshop floor");
	st->config = (struct shell_config){.idle_ms = 45 * SECOND,
		.attract_ms = 5 * MINUTE,
		.languages = {language, strcmp(language, "en") == 0 ? "de" : "en"},
		.language_count = 2};
	for (int i = 0; i < PHONES_MAX; i++) {
		struct hash cookie = cookie_of(i);
		ROW(st, REC_device, VB(cookie.b, sizeof cookie.b), VI(DEVICE + i), VI(1),
			VI(st->now.wall + DAY));
	}
	return st;
}

void stage_free(struct stage *st)
{
	shell_free(st->shell);
	core_free(st->core);
	gate_free(st->gate);
	disk_free(&st->disk);
	free(st);
}
