/* P6, P8: boards and their meetings. Hundreds of cards are opened, scrolled and dragged on the real kiosk
 * in a window; then a meeting votes with 200 phones, WebSocket clients in this process with one poll for
 * all, while the kiosk runs in a child that notes what each frame and each step of the core took. */
#include "bench/bench.h"

#include <stdatomic.h>
#include <sys/mman.h>

#include "bench/kiosk_part.h"
#include "bench/phone_socket.h"
#include "core/core.h"

#define BOARD 4000000
#define MEETING 4000001
#define FIRST_CARD 4100000
#define CARD_NOTE 4200000
#define BOARD_CODE 1
#define LEAD_CODE 2
#define PEOPLE 1000
#define PHONES 200
#define VOTES_EACH 3 /* that everybody gives at once */
#define ROUNDS 4
#define SINGLES 40   /* votes, and topics, one after the other */
#define QUIET_MS 130 /* longer than the interval at which a board's phones are told */
#define FRAMES_KEPT 16384

/* ---- a room with a board ---- */

static const char *const subjects[] = {"the harbour office", "our newsletter", "the photo archive",
	"onboarding new colleagues", "the Donaudampfschifffahrtsgesellschaft", "the trade fair stand",
	"planning permissions", "three languages on one website", "the spring festival", "agency briefings",
	"the intranet search", "volunteers at weekends", "accessible tram stops"};
static const char *const asked[] = {"How do we get %s to work within a week, when %s takes a month (%d)?",
	"Nobody looks after %s any more since %s began (%d)",
	"I can show how %s and %s go together without another tool (%d)",
	"Someone to practise %s with before %s is due (%d)", "%s has to be settled today because of %s (%d)"};

static void card_title(int i, char *out, size_t size)
{
	size_t n = sizeof subjects / sizeof *subjects;
	snprintf(out, size, asked[i % 5], subjects[(size_t)i % n], subjects[((size_t)i / n + 5) % n], i);
}

static void add_card(sqlite3 *db, int i, int64_t now)
{
	char sql[1024], title[160];
	static const int lanes[10] = {0, 0, 1, 0, 0, 0, 3, 0, 1, 0};
	card_title(i, title, sizeof title);
	snprintf(sql, sizeof sql,
		"INSERT INTO topic(id, board, lane, position, kind, title, detail, person, note, created) "
		"VALUES(%d, %d, %d, %d, %d, '%s', 'What we tried: %s', %d, %d, %lld);"
		"INSERT INTO note VALUES(%d, 0, %d, '%s', 0, '', %lld, 0, 0)",
		FIRST_CARD + i, BOARD, lanes[i % 10], 1024 * (i + 1), i % 5, title, title,
		FIRST_PERSON + i % PEOPLE, CARD_NOTE + i, (long long)now, CARD_NOTE + i, FIRST_CARD + i,
		title, (long long)now);
	run_sql(db, sql);
}

static void add_meeting(sqlite3 *db, int64_t now)
{
	char sql[512];
	snprintf(sql, sizeof sql,
		"INSERT INTO meeting VALUES(%d, %d, 1, %lld, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', 0, 0, 0, "
		"%lld, %lld, 0)",
		MEETING, BOARD, (long long)now, (long long)(now + 90 * MINUTE), (long long)now);
	run_sql(db, sql);
	add_code(db, LEAD_CODE, MEETING, now);
}

static void board_room(struct bench_room *r, int cards, bool meeting)
{
	char sql[256];
	sqlite3 *db = NULL;
	int64_t now = clock_now().wall;
	room_make(r, PEOPLE, 0);
	if (sqlite3_open(r->path, &db) != SQLITE_OK)
		fail("%s", sqlite3_errmsg(db));
	snprintf(sql, sizeof sql,
		"INSERT INTO board VALUES(%d, 'Neighbourhood', 'What helps people find us', 0, %lld, 0, 0, 9, 3, 8, 90)",
		BOARD, (long long)now);
	run_sql(db, "PRAGMA synchronous=OFF; BEGIN");
	run_sql(db, sql);
	for (int i = 0; i < cards; i++)
		add_card(db, i, now);
	add_code(db, BOARD_CODE, BOARD, now);
	if (meeting)
		add_meeting(db, now);
	run_sql(db, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
	sqlite3_close(db);
}

/* ---- what the kiosk did ---- */

struct shown {
	double at, took, work;
};
struct stepped {
	double longest, sum;
	int count;
};
/* Written by the kiosk's process, read by the phones'. */
struct diary {
	atomic_int port, stop;
	atomic_int count;
	struct stepped steps[MSG_COUNT];
	struct shown shown[FRAMES_KEPT];
};
static struct diary *diary;

void __real_core_step(struct core *, const struct msg *, struct outbox *);
void __wrap_core_step(struct core *, const struct msg *, struct outbox *);

void __wrap_core_step(struct core *core, const struct msg *m, struct outbox *out)
{
	double begin = thread_cpu_ms();
	__real_core_step(core, m, out);
	double took = thread_cpu_ms() - begin;
	struct stepped *s = &diary->steps[m->kind];
	s->count++;
	s->sum += took;
	s->longest = took > s->longest ? took : s->longest;
}

static struct diary *diary_new(void)
{
	void *p = mmap(NULL, sizeof *diary, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED)
		fail("%s", strerror(errno));
	return p;
}

/* One turn; what it showed goes into the diary. */
static void turn_noted(struct part *p, int64_t wait_ms, double begun, double worked)
{
	int before = frames;
	kiosk_turn(p->k, wait_ms);
	if (frames == before)
		return;
	double from = begun > 0 ? begun : woke_at;
	diary->shown[diary->count % FRAMES_KEPT] =
		(struct shown){painted_at, painted_at - from, thread_cpu_ms() - worked};
	diary->count++;
}

static const char *const kind_names[] = {
#define MSG(name, text) #name,
#include "core/messages.def"
#undef MSG
};

static void line_frames(const char *promise, const char *what, double since)
{
	struct samples took = {0}, work = {0};
	int first = diary->count > FRAMES_KEPT ? diary->count - FRAMES_KEPT : 0;
	for (int i = first; i < diary->count; i++) {
		const struct shown *f = &diary->shown[i % FRAMES_KEPT];
		if (f->at < since)
			continue;
		sample(&took, f->took);
		sample(&work, f->work);
	}
	if (!took.n) {
		line(promise, what, "16.7 ms", -1, "no frame");
		return;
	}
	double most = samples_at(&took, 100), busy = samples_at(&work, 100);
	line(promise, what, "max 16.7 ms", most <= FRAME_MS,
		"%.2f, p99 %.2f, max %.2f; work %.2f, %.2f (%zu)", samples_at(&took, 50),
		samples_at(&took, 99), most, samples_at(&work, 50), busy, took.n);
	samples_free(&took);
	samples_free(&work);
}

/* The slowest kinds of steps since the diary's were forgotten. */
static void line_steps(const char *what)
{
	struct stepped *all = diary->steps;
	char said[128] = "";
	double total = 0, longest = 0;
	int slowest = 0;
	for (int kind = 0; kind < MSG_COUNT; kind++) {
		total += all[kind].sum;
		if (all[kind].longest > longest) {
			longest = all[kind].longest;
			slowest = kind;
		}
	}
	snprintf(said, sizeof said, "%.2f ms (%s), %.0f in all", longest, kind_names[slowest], total);
	line("", what, "4 ms", longest <= 4, "%s", said);
	memset(all, 0, sizeof diary->steps);
}

/* ---- P6: many cards ---- */

/* An input, and the turn that answers it. */
static void touch(struct part *p, enum event_kind kind, int x, int y)
{
	double begun = now_ms(), worked = thread_cpu_ms();
	kiosk_input(p->k, &(struct event){.kind = kind, .x = x, .y = y, .at = kiosk_now(p->k).mono});
	turn_noted(p, 0, begun, worked);
}

/* It moves on by itself for a while: what was flung runs out, what was sent comes back. */
static void let_run(struct part *p, double ms)
{
	for (double end = now_ms() + ms; now_ms() < end;)
		turn_noted(p, 8, 0, thread_cpu_ms());
}

static const struct control *control_named(struct part *p, const char *name, int64_t arg)
{
	int count;
	const struct control *all = ui_controls(kiosk_ui(p->k), &count);
	for (int i = 0; i < count; i++)
		if (strcmp(all[i].name, name) == 0 && (arg < 0 || all[i].arg == arg))
			return &all[i];
	fail("no control %s %lld", name, (long long)arg);
}

static struct rect centre_of(struct part *p, const char *name, int64_t arg)
{
	struct rect r = control_named(p, name, arg)->r;
	return (struct rect){r.x + r.w / 2, r.y + r.h / 2, r.w, r.h};
}

static void land(struct part *p, enum screen_id screen, ident a)
{
	shell_land(kiosk_shell(p->k), (struct place){screen, a, 0});
	settle(p);
}

static void open_board(struct part *p, struct answers *took)
{
	land(p, SCREEN_boards, 0);
	struct rect at = centre_of(p, "board", BOARD);
	touch(p, EVENT_DOWN, at.x, at.y);
	settle(p);
	answer(p, (struct event){.kind = EVENT_UP, .x = at.x, .y = at.y}, took);
	let_run(p, 50);
}

/* Up the lane by a finger, and flung. */
static void scroll_lane(struct part *p, int way)
{
	int w, h;
	platform_size(kiosk_platform(p->k), &w, &h);
	int x = w / 8, y = way > 0 ? h * 3 / 4 : h / 4;
	touch(p, EVENT_DOWN, x, y);
	for (int i = 0; i < 24; i++) {
		let_run(p, 6);
		y -= way * h / 48;
		touch(p, EVENT_MOVE, x, y);
	}
	touch(p, EVENT_UP, x, y);
	let_run(p, 700);
}

/* From the first lane into the second and back, each time to its end. */
static void drag_card(struct part *p, const char *card, int64_t arg, enum lane to)
{
	struct rect from = centre_of(p, card, arg), onto = centre_of(p, "lane", to);
	touch(p, EVENT_DOWN, from.x, from.y);
	let_run(p, 250);
	for (int i = 1; i <= 40; i++) {
		touch(p, EVENT_MOVE, from.x + (onto.x - from.x) * i / 40,
			from.y + (onto.y - from.y) * i / 40);
		let_run(p, 6);
	}
	touch(p, EVENT_UP, onto.x, onto.y);
	let_run(p, 300);
}

static void line_opening(const char *what, const char *bar, double most, struct answers *a)
{
	double first = a->clock.v[0], median = samples_at(&a->clock, 50), late = samples_at(&a->clock, 100);
	line("P6", what, bar, most > 0 ? median <= most : -1, "%.2f ms, first %.2f, max %.2f; work %.2f",
		median, first, late, samples_at(&a->work, 50));
	samples_free(&a->clock);
	samples_free(&a->work);
}

static void cards_part(const char *database, int cards, int w, int h)
{
	struct part p = {0};
	struct answers opened = {0};
	char what[96];
	part_open(&p, database, w, h, !getenv("DISPLAY"));
	for (int i = 0; i < 10; i++)
		open_board(&p, &opened);
	snprintf(what, sizeof what, "touch to the board of %d cards, %dx%d", cards, w, h);
	line_opening(what, "10 ms", 10, &opened);
	memset(diary->steps, 0, sizeof diary->steps);
	double since = now_ms();
	for (int i = 0; i < 4; i++)
		scroll_lane(&p, i < 3 ? 1 : -1);
	snprintf(what, sizeof what, "scrolled by finger, %d cards, %dx%d", cards, w, h);
	line_frames("P6", what, since);
	land(&p, SCREEN_boards, 0); /* the lane begins at its top again */
	land(&p, SCREEN_board, BOARD);
	since = now_ms();
	drag_card(&p, "topic", FIRST_CARD, LANE_UP_NEXT);
	drag_card(&p, "topic", FIRST_CARD + 1, LANE_DONE);
	snprintf(what, sizeof what, "a card dragged across lanes, %d cards, %dx%d", cards, w, h);
	line_frames("P6", what, since);
	line_steps("the longest step of the core meanwhile");
	part_close(&p);
}

/* ---- P6: each phase of a meeting ---- */

static struct msg *message(struct part *p, enum msg_kind kind)
{
	return shell_new_message(kiosk_shell(p->k), kind);
}

static void settle_all(struct part *p)
{
	for (double end = now_ms() + PATIENCE_SECONDS * 1e3; !kiosk_settled(p->k) && now_ms() < end;)
		kiosk_turn(p->k, 5);
}

static void sign_in(struct part *p)
{
	struct msg *m = message(p, MSG_pin_set);
	m->u.pin_set.pin = STR("482915");
	shell_send(kiosk_shell(p->k), m, 0, 0);
	for (double end = now_ms() + PATIENCE_SECONDS * 1e3; now_ms() < end;) {
		kiosk_turn(p->k, 5);
		if (core_pin(kiosk_core(p->k), kiosk_now(p->k).mono, NULL) == PIN_SIGNED_IN)
			return;
	}
	fail("the PIN was not taken");
}

static void enter_phase(struct part *p, enum phase phase, struct samples *took, struct samples *work)
{
	struct msg *m = message(p, MSG_meeting_phase);
	m->u.meeting_phase = (struct msg_meeting_phase){MEETING, phase};
	double begun = now_ms(), worked = thread_cpu_ms();
	int before = frames;
	shell_send(kiosk_shell(p->k), m, 0, 0);
	kiosk_turn(p->k, 0);
	if (core_meeting(kiosk_core(p->k), MEETING)->phase != phase || frames == before)
		fail("phase %d was not entered", phase);
	sample(took, painted_at - begun);
	sample(work, thread_cpu_ms() - worked);
	settle_all(p);
	settle(p);
}

static void phases_part(const char *database, int cards, int w, int h)
{
	static const enum phase order[] = {
		PHASE_VOTE, PHASE_PITCH, PHASE_DISCUSS, PHASE_HARVEST, PHASE_CLOSE, PHASE_COLLECT};
	static const char *const names[PHASE_COUNT] = {[PHASE_COLLECT] = "collecting",
		[PHASE_PITCH] = "pitching",
		[PHASE_VOTE] = "the vote",
		[PHASE_DISCUSS] = "discussing",
		[PHASE_HARVEST] = "the harvest",
		[PHASE_CLOSE] = "closing"};
	struct part p = {0};
	char what[96];
	part_open(&p, database, w, h, !getenv("DISPLAY"));
	sign_in(&p);
	land(&p, SCREEN_meeting, MEETING);
	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		struct answers took = {0};
		enter_phase(&p, order[i], &took.clock, &took.work);
		snprintf(what, sizeof what, "to %s, first time, %d cards, %dx%d", names[order[i]], cards, w,
			h);
		line_opening(what, "16.7 ms", FRAME_MS, &took);
	}
	line_steps("the longest step of the core meanwhile");
	part_close(&p);
}

/* ---- P8: a vote with many phones: the kiosk's side ---- */

static void kiosk_part(const char *database)
{
	struct part p = {0};
	part_open(&p, database, 1280, 800, !getenv("DISPLAY"));
	land(&p, SCREEN_meeting, MEETING);
	settle_all(&p);
	diary->port = kiosk_port(p.k);
	while (!diary->stop)
		turn_noted(&p, 50, 0, thread_cpu_ms());
	part_close(&p);
}

static pid_t in_child(void (*part)(const char *), const char *database)
{
	fflush(stdout);
	pid_t pid = fork();
	if (pid != 0)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	log_open(LOG_ERROR, false);
	part(database);
	exit(0);
}

static void await_child(pid_t pid)
{
	int status;
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail("a part ended with status %d", status);
}

/* ---- P8: the phones' side ---- */

enum news { NEWS_DONE, NEWS_MINE, NEWS_CARDS, NEWS_MEETING, NEWS_KINDS };

struct phone {
	int fd;
	struct buf in;
	double came[NEWS_KINDS]; /* when the newest did */
};
struct crowd {
	struct phone phones[PHONES];
	uint16_t port;
	int waiting; /* asked and not answered */
	uint64_t asked;
	struct samples sent, answers;
	double bytes; /* that all phones got */
};

static void join(struct crowd *c, int i)
{
	char answer[8192], body[160], cookie[64], ticket[64], code[TOKEN_CHARS + 1];
	uint8_t token[TOKEN_BYTES];
	struct buf frame = {0};
	struct phone *p = &c->phones[i];
	*p = (struct phone){.fd = connect_from(i, c->port)};
	note_token(i ? BOARD_CODE : LEAD_CODE, token);
	token_text(token, code);
	snprintf(body, sizeof body, "{\"token\":\"%s\"}", code);
	post(c->port, p->fd, "/api/code", NULL, body, answer, sizeof answer);
	text_after(answer, "tandem=", cookie, sizeof cookie);
	text_after(answer, "\"ticket\":\"", ticket, sizeof ticket);
	snprintf(body, sizeof body, "{\"note\":%d,\"person\":%d}", BOARD, FIRST_PERSON + i);
	post(c->port, p->fd, "/api/who", cookie, body, answer, sizeof answer);
	if (!strstr(answer, " 200 "))
		fail("who: %s", answer);
	upgrade(c->port, p->fd, cookie);
	snprintf(body, sizeof body, "{\"t\":\"board\",\"ticket\":\"%s\",\"board\":%d}", ticket, BOARD);
	add_frame(&frame, str_from(body));
	put(p->fd, frame.p, frame.n);
	buf_free(&frame);
}

__attribute__((format(printf, 3, 4))) static void ask_for(struct crowd *c, int phone, const char *format, ...)
{
	struct buf json = {0}, frame = {0};
	char fields[320];
	va_list args;
	va_start(args, format);
	vsnprintf(fields, sizeof fields, format, args);
	va_end(args);
	buf_printf(&json, "{\"t\":\"do\",\"id\":\"%llu\",%s}", (unsigned long long)++c->asked, fields);
	add_frame(&frame, buf_str(&json));
	sample(&c->sent, now_ms());
	c->waiting++;
	put(c->phones[phone].fd, frame.p, frame.n);
	buf_free(&frame);
	buf_free(&json);
}

static bool begins(struct str s, const char *with)
{
	return str_starts(s, str_from(with));
}

static void take(struct crowd *c, struct phone *p, struct str json)
{
	double now = now_ms();
	if (begins(json, "{\"t\":\"done\",\"id\":\"")) {
		uint64_t id = strtoull(json.p + strlen("{\"t\":\"done\",\"id\":\""), NULL, 10);
		if (id == 0 || id > c->asked)
			fail("an answer to nobody: %.*s", STR_FMT(json));
		sample(&c->answers, now - c->sent.v[id - 1]);
		p->came[NEWS_DONE] = now;
		c->waiting--;
	} else if (begins(json, "{\"t\":\"mine\"")) {
		p->came[NEWS_MINE] = now;
	} else if (begins(json, "{\"t\":\"cards\"")) {
		p->came[NEWS_CARDS] = now;
	} else if (begins(json, "{\"t\":\"meeting\"")) {
		p->came[NEWS_MEETING] = now;
	} else if (!begins(json, "{\"t\":\"hi\"")) {
		fail("refused: %.*s", STR_FMT(json));
	}
}

static void receive(struct crowd *c, struct phone *p)
{
	buf_reserve(&p->in, 262144);
	ssize_t got = recv(p->fd, p->in.p + p->in.n, 262144, MSG_DONTWAIT);
	if (got < 0 && errno == EAGAIN)
		return;
	if (got <= 0)
		fail("a phone was disconnected");
	p->in.n += (size_t)got;
	c->bytes += (double)got;
	size_t at = 0, used;
	int kind;
	struct str payload;
	for (; (used = frame_in((struct str){p->in.p + at, p->in.n - at}, &kind, &payload)); at += used) {
		if (kind == 0x88)
			fail("a phone was closed");
		if (kind == 0x81)
			take(c, p, payload);
	}
	memmove(p->in.p, p->in.p + at, p->in.n - at);
	p->in.n -= at;
}

static void turn(struct crowd *c)
{
	struct pollfd fds[PHONES];
	for (int i = 0; i < PHONES; i++)
		fds[i] = (struct pollfd){.fd = c->phones[i].fd, .events = POLLIN};
	poll(fds, PHONES, 1);
	for (int i = 0; i < PHONES; i++)
		if (fds[i].revents)
			receive(c, &c->phones[i]);
}

static void turn_for(struct crowd *c, double ms)
{
	for (double end = now_ms() + ms; now_ms() < end;)
		turn(c);
}

/* Everything is answered, and every phone has got these news. */
static bool all_told(const struct crowd *c, unsigned news, double since)
{
	for (int i = 0; i < PHONES; i++)
		for (int kind = 0; kind < NEWS_KINDS; kind++)
			if (news & 1u << kind && c->phones[i].came[kind] <= since)
				return false;
	return c->waiting == 0;
}

#define BIT(news) (1u << (news))
static void until_told(struct crowd *c, unsigned news, double since)
{
	for (double end = now_ms() + PATIENCE_SECONDS * 1e3; !all_told(c, news, since);) {
		turn(c);
		if (now_ms() > end)
			fail("not everybody was told, or not everything answered");
	}
}

static void sample_news(const struct crowd *c, enum news news, double since, struct samples *out)
{
	for (int i = 0; i < PHONES; i++)
		sample(out, c->phones[i].came[news] - since);
}

static void line_latency(const char *what, struct samples *s)
{
	line("P8", what, "", -1, "%.2f ms, p99 %.2f, max %.2f", samples_at(s, 50), samples_at(s, 99),
		samples_at(s, 100));
	samples_free(s);
}

/* ---- P8: what is done ---- */

/* One of the cards that can be voted for: every tenth and its two neighbours lie in those lanes. */
static int card_to_vote(int cards, int phone, int vote)
{
	return FIRST_CARD + (phone + vote * 17) % (cards / 10) * 10 + vote;
}

static void ask_vote(struct crowd *c, int phone, int card, int count)
{
	ask_for(c, phone, "\"what\":\"vote\",\"meeting\":%d,\"topic\":%d,\"count\":%d", MEETING, card, count);
}

static void ask_lead(struct crowd *c, const char *what, const char *more)
{
	ask_for(c, 0, "\"what\":\"%s\",\"meeting\":%d%s", what, MEETING, more);
}

static void single_votes(struct crowd *c, int cards)
{
	struct samples others = {0}, own = {0}, done = {0};
	for (int i = 0; i < SINGLES; i++) {
		int voter = i % PHONES;
		turn_for(c, QUIET_MS);
		double since = now_ms();
		ask_vote(c, voter, card_to_vote(cards, voter, 3), 1);
		until_told(c, BIT(NEWS_MEETING), since);
		for (; c->phones[voter].came[NEWS_MINE] <= since;)
			turn(c);
		sample_news(c, NEWS_MEETING, since, &others);
		sample(&done, c->phones[voter].came[NEWS_DONE] - since);
		sample(&own, c->phones[voter].came[NEWS_MINE] - since);
	}
	line_latency("a vote to its acknowledgement", &done);
	line_latency("a vote to the voter's own numbers", &own);
	line_latency("a vote to the count on each of 200 phones", &others);
}

static double all_vote(struct crowd *c, int cards)
{
	double begin = now_ms();
	for (int vote = 0; vote < VOTES_EACH; vote++)
		for (int i = 0; i < PHONES; i++)
			ask_vote(c, i, card_to_vote(cards, i, vote), 1);
	until_told(c, 0, 0);
	return now_ms() - begin;
}

static void votes_at_once(struct crowd *c, pid_t pid, int cards)
{
	struct samples rounds = {0}, shown = {0};
	double cpu = 0, since = now_ms();
	samples_free(&c->answers);
	for (int round = 0; round < ROUNDS; round++) {
		turn_for(c, 3 * QUIET_MS);
		double before = cpu_ms(pid);
		sample(&rounds, all_vote(c, cards));
		turn_for(c, 3 * QUIET_MS);
		cpu += cpu_ms(pid) - before;
		double begin = now_ms();
		ask_lead(c, "vote_reveal", "");
		until_told(c, BIT(NEWS_CARDS) | BIT(NEWS_MEETING), begin);
		sample_news(c, NEWS_CARDS, begin, &shown);
		if (round + 1 == ROUNDS)
			break;
		turn_for(c, QUIET_MS);
		begin = now_ms();
		ask_lead(c, "vote_again", "");
		until_told(c, BIT(NEWS_CARDS) | BIT(NEWS_MEETING), begin);
	}
	double votes = (double)PHONES * VOTES_EACH, all = samples_at(&rounds, 50);
	line("P8", "600 votes at once, all acknowledged", "", -1, "%.0f ms, %.0f a second", all,
		votes / all * 1e3);
	line_latency("one of them to its acknowledgement", &c->answers);
	line("P8", "CPU for 1,000 votes", "", -1, "%.3f s", cpu / ROUNDS / votes);
	line_latency("the votes shown, to each phone's cards", &shown);
	line_frames("P8", "frames of the vote's screen meanwhile, 1280x800", since);
	line_steps("the longest step of the core meanwhile");
	samples_free(&rounds);
}

static void new_topics(struct crowd *c, int cards)
{
	struct samples told = {0};
	static const char *const kinds[] = {"question", "concern", "offer", "wish", "acute"};
	double begin = now_ms();
	for (int i = 0; i < SINGLES / 2; i++) {
		char title[160];
		card_title(cards + i, title, sizeof title);
		turn_for(c, QUIET_MS);
		double since = now_ms();
		ask_for(c, i, "\"what\":\"topic_add\",\"kind\":\"%s\",\"title\":\"%s\"",
			kinds[(cards + i) % 5], title);
		until_told(c, BIT(NEWS_CARDS), since);
		sample_news(c, NEWS_CARDS, since, &told);
	}
	line_latency("a new topic to each of 200 phones", &told);
	line_frames("P8", "frames meanwhile", begin);
	line_steps("the longest step of the core meanwhile");
}

static void discussed(struct crowd *c)
{
	struct samples told = {0};
	double begin = now_ms();
	ask_lead(c, "meeting_phase", ",\"phase\":\"discuss\"");
	until_told(c, BIT(NEWS_MEETING), begin);
	for (int i = 0; i < 10; i++) {
		turn_for(c, QUIET_MS);
		double since = now_ms();
		ask_lead(c, "topic_next", "");
		until_told(c, BIT(NEWS_CARDS) | BIT(NEWS_MEETING), since);
		sample_news(c, NEWS_MEETING, since, &told);
	}
	line_latency("on to the next topic, to each phone", &told);
	line_frames("P8", "frames meanwhile", begin);
	line_steps("the longest step of the core meanwhile");
}

static void crowd_meets(struct crowd *c, pid_t pid, int cards)
{
	char what[96];
	double before = pss_mib(pid), begin = now_ms();
	for (int i = 0; i < PHONES; i++)
		join(c, i);
	until_told(c, BIT(NEWS_MINE) | BIT(NEWS_CARDS) | BIT(NEWS_MEETING), 0);
	snprintf(what, sizeof what, "200 phones join the board of %d cards, each as somebody", cards);
	line("P8", what, "", -1, "%.1f s", (now_ms() - begin) / 1e3);
	line_frames("P8", "frames meanwhile", begin);
	line_steps("the longest step of the core meanwhile");
	begin = now_ms();
	ask_lead(c, "meeting_phase", ",\"phase\":\"vote\"");
	until_told(c, BIT(NEWS_MEETING), begin);
	single_votes(c, cards);
	votes_at_once(c, pid, cards);
	new_topics(c, cards);
	discussed(c);
	double more = pss_mib(pid) - before;
	line("P8", "memory for 200 phones on one board, after all of this", "20 MiB", more <= 20,
		"%.1f MiB more", more);
	line("", "told to all phones together", "", -1, "%.0f MiB", c->bytes / (1 << 20));
}

static void phones_part(int cards)
{
	struct bench_room room;
	struct crowd *c = xcalloc(1, sizeof *c);
	board_room(&room, cards, true);
	diary->port = diary->stop = diary->count = 0;
	pid_t pid = in_child(kiosk_part, room.path);
	for (double end = now_ms() + PATIENCE_SECONDS * 1e3; !diary->port; usleep(1000))
		if (now_ms() > end)
			fail("the kiosk did not get ready");
	c->port = (uint16_t)diary->port;
	crowd_meets(c, pid, cards);
	for (int i = 0; i < PHONES; i++) {
		close(c->phones[i].fd);
		buf_free(&c->phones[i].in);
	}
	diary->stop = 1;
	await_child(pid);
	samples_free(&c->sent);
	samples_free(&c->answers);
	free(c);
	room_remove(&room);
}

/* ---- the parts ---- */

static const struct {
	int cards, w, h;
} panels[] = {{60, 1280, 800}, {500, 1280, 800}, {1000, 1280, 800}, {500, 1920, 1080}};
static size_t panel;

static void cards_child(const char *database)
{
	cards_part(database, panels[panel].cards, panels[panel].w, panels[panel].h);
}

static void phases_child(const char *database)
{
	phases_part(database, panels[panel].cards, panels[panel].w, panels[panel].h);
}

static void in_a_room(void (*part)(const char *), bool meeting)
{
	struct bench_room room;
	board_room(&room, panels[panel].cards, meeting);
	diary->count = 0;
	memset(diary->steps, 0, sizeof diary->steps);
	await_child(in_child(part, room.path));
	room_remove(&room);
}

static void all_panels(void)
{
	for (panel = 0; panel < sizeof panels / sizeof *panels; panel++) {
		in_a_room(cards_child, false);
		in_a_room(phases_child, true);
	}
}

/* "cards" or "phones": only that half. */
int main(int argc, char **argv)
{
	struct display display;
	const char *only = argc == 3 ? argv[2] : "";
	bool shown = display_open(&display);
	diary = diary_new();
	unsetenv("DISPLAY");
	if (shown) {
		setenv("DISPLAY", display.name, 1);
		setenv("SDL_VIDEODRIVER", "x11", 1);
	}
	if (strcmp(only, "phones") != 0)
		all_panels();
	if (strcmp(only, "cards") != 0) {
		phones_part(60);
		phones_part(500);
	}
	if (shown)
		display_close(&display);
	return 0;
}
