/* What partnerships cost where they are many: the map with 500 nodes, 200 pages told of a check-in, the coordinator's
 * lists, and who could learn with whom among 400 who seek. In core alone: it runs on the thread that draws, and waits
 * for nothing, so its own CPU time is how long it takes, whatever else the machine does. */
#include "app/content_files.h"
#include "app/folders.h"
#include "bench/bench.h"
#include "core/config.h"
#include "core/graph_layout.h"
#include "core/partnership.h"
#include "sim/random.h"

/* Organisations of 25 people: most learn within theirs, some across, one in five with nobody. */
static int make_edges(struct graph_edge *edges, int nodes)
{
	struct dice d = {7};
	uint32_t active = (uint32_t)nodes * 4 / 5;
	int count = nodes * 7 / 10;
	for (int i = 0; i < count; i++) {
		uint32_t a = dice_below(&d, active), own = a / 25 * 25;
		uint32_t b = dice_one_in(&d, 4) ? dice_below(&d, active) : own + dice_below(&d, 25);
		edges[i] = (struct graph_edge){(uint16_t)a, (uint16_t)(b < active ? b : own), 1};
	}
	return count;
}

static void bench_map(void)
{
	static struct graph_edge edges[GRAPH_EDGES_MAX];
	struct samples steps = {0};
	int count = make_edges(edges, GRAPH_NODES_MAX);
	double start = thread_cpu_ms();
	struct graph_layout *l = graph_layout_new(GRAPH_NODES_MAX, edges, count, 1.6);
	for (bool done = false; !done;) {
		double begin = thread_cpu_ms();
		done = graph_layout_step(l);
		sample(&steps, thread_cpu_ms() - begin);
	}
	double all = thread_cpu_ms() - start, worst = samples_at(&steps, 100);
	struct graph_point size = graph_layout_size(l);
	line("", "map of 500 people: one step of its layout", "at most 4 ms", worst <= 4,
		"median %.2f ms, p99 %.2f, worst %.2f", samples_at(&steps, 50), samples_at(&steps, 99),
		worst);
	line("", "map of 500 people: the whole layout", "", -1,
		"%.0f ms in %zu steps, %.0f by %.0f nodes' sizes", all, steps.n, (double)size.x,
		(double)size.y);
	samples_free(&steps);
	graph_layout_free(l);
}

/* ---- a room of 10,000 people, of whom 3,000 learn with somebody ---- */

#define PEOPLE 10000
#define PAIRS 1500
#define PAGES 200
#define SEEKERS 400
#define THINGS 3 /* that a seeker offers and wishes, each */
#define DESK_CONN 1
#define PAGE_CONN 1000
#define PAIR_ID (FIRST_PERSON + PEOPLE)
#define SESSION_ID (PAIR_ID + PAIRS)
#define MORE_ID (SESSION_ID + 2 * PAIRS)
#define WALL 1795000000000 /* an afternoon in November 2026 */
#define STEP_MS 2
#define ROW(core, record, ...)                                                                               \
	put_row(core, REC_##record, (struct value[]){__VA_ARGS__},                                           \
		sizeof((struct value[]){__VA_ARGS__}) / sizeof(struct value))

static struct moment now = {.wall = WALL, .mono = 1000, .trusted = true};

/* How long the core took for it. */
static double step(struct core *core, struct msg *m)
{
	struct outbox out = {0};
	m->at = now;
	double start = thread_cpu_ms();
	core_step(core, m, &out);
	double took = thread_cpu_ms() - start;
	if (out.batch) { /* the disk is quick here */
		struct msg *done = msg_new(MSG_committed, (struct origin){0});
		done->u.committed.seq = out.batch->seq;
		done->at = now;
		struct outbox none = {0};
		core_step(core, done, &none);
		outbox_clear(&none);
		msg_free(done);
	}
	outbox_clear(&out);
	msg_free(m);
	return took;
}

/* Ticks until the core wants none at once; each is a sample. */
static void settle(struct core *core, struct samples *took)
{
	for (int i = 0; i < 100000 && core_deadline(core) <= now.mono; i++)
		sample(took, step(core, msg_new(MSG_tick, (struct origin){0})));
}

static void put_row(struct core *core, enum record record, struct value *values, size_t count)
{
	struct msg *m = msg_new(MSG_loaded, (struct origin){0});
	m->u.loaded = (struct msg_loaded){record, values, (uint32_t)count, 1};
	step(core, m);
}

static void put_people(struct core *core)
{
	static const char *const teams[] = {"North", "South", "East", "West", "Night"};
	ROW(core, organisation, VI(9), VS(STR("City library")), VI(0));
	for (int i = 0; i < PEOPLE; i++) {
		char given[24], family[24];
		snprintf(given, sizeof given, "Given%d", i % 97);
		snprintf(family, sizeof family, "Family%d", i);
		ROW(core, person, VI(FIRST_PERSON + i), VS(str_from(given)), VS(str_from(family)),
			VS(STR("")), VI(9), VS(STR("en")), VI(i % 12), VI(0), VI(0), VI(0), VI(WALL - DAY),
			VS(str_from(teams[i % 5])), VI(i % 3), VI(i < SEEKERS));
	}
}

static void put_exchanges(struct core *core)
{
	static const char *const words[] = {"facilitating", "workshops", "budget", "planning", "public",
		"speaking", "grant", "applications", "Excel", "tables", "conflict", "talks", "hiring",
		"interviews", "data", "protection", "volunteers", "press", "releases", "evaluation"};
	struct dice d = {11};
	for (int i = 0; i < SEEKERS * 2 * THINGS; i++) {
		char text[100];
		snprintf(text, sizeof text, "%s %s and %s", words[dice_below(&d, 20)],
			words[dice_below(&d, 20)], words[dice_below(&d, 20)]);
		ROW(core, exchange, VI(MORE_ID + i), VI(FIRST_PERSON + i / (2 * THINGS)), VI(i % 2),
			VS(str_from(text)), VI(WALL - DAY));
	}
}

static void put_session(struct core *core, ident id, ident pair, int64_t starts, int state)
{
	ident one = FIRST_PERSON + 2 * (pair - PAIR_ID);
	bool over = state == SESSION_CLOSED;
	ROW(core, session, VI(id), VI(pair), VI(0), VS(STR("Planned")), VI(starts), VI(starts + HOUR),
		VI(state), VI(0), VI(0), VS(STR("")), VI(0), VI(-1), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0),
		VI(0), VI(0), VI(0), VI(0), VS(STR("")), VI(0), VI(over ? starts + HOUR : 0));
	for (int k = 0; k < 2; k++)
		ROW(core, member, VI(id), VI(one + k), VI(k), VI(1), VI(0), VI(over ? starts : 0), VI(0),
			VI(1));
}

static void put_pairs(struct core *core)
{
	for (int i = 0; i < PAIRS; i++)
		ROW(core, partnership, VI(PAIR_ID + i), VI(0), VS(STR("")), VI(0), VI(WALL - 90 * DAY),
			VS(STR("")), VS(STR("")), VI(2), VI(0), VI(0), VI(0), VI(0), VS(STR("")));
	for (int i = 0; i < 2 * PAIRS; i++)
		ROW(core, partner, VI(PAIR_ID + i / 2), VI(FIRST_PERSON + i), VI(i % 2), VI(0), VI(0), VI(0),
			VI(1));
	for (int i = 0; i < PAIRS; i++)
		ROW(core, survey, VI(MORE_ID + 100000 + i), VS(STR("healthy-partnership")), VI(PAIR_ID + i),
			VI(0), VI(WALL - DAY), VI(0), VI(0));
	for (int i = 0; i < PAIRS; i++) {
		put_session(core, SESSION_ID + i, PAIR_ID + i, WALL - DAY - i * MINUTE, SESSION_CLOSED);
		put_session(core, SESSION_ID + PAIRS + i, PAIR_ID + i,
			i < 20 ? WALL + MINUTE : WALL + DAY + i * MINUTE, SESSION_WAITING);
	}
}

static void put_takeaways(struct core *core)
{
	for (int i = 0; i < 2 * PAIRS; i++)
		ROW(core, takeaway, VI(MORE_ID + 200000 + i), VI(SESSION_ID + i / 2), VI(0), VI(2),
			VS(STR("Ask the others what they need")), VI(FIRST_PERSON + i), VI(0), VI(WALL - DAY),
			VI(0), VI(0), VI(0), VI(0), VI(0), VI(PAIR_ID + i / 2), VI(0));
}

static struct hash cookie_of(ident subject)
{
	struct hash cookie = {{1}};
	memcpy(cookie.b + 8, &subject, sizeof subject);
	return cookie;
}

/* The subject's page may be opened by a device of its own. */
static void put_right_to(struct core *core, ident subject, ident device)
{
	struct hash cookie = cookie_of(subject);
	ROW(core, device, VB(cookie.b, HASH_BYTES), VI(device), VI(WALL), VI(WALL + DAY));
	ROW(core, device_note, VI(device), VI(subject), VI(subject == COORDINATOR ? 0 : subject), VS(STR("")),
		VI(WALL + DAY));
}

static struct core *busy_room(const struct content *content)
{
	struct core_config config = usual_config(content);
	struct core *core = core_new(&config);
	put_people(core);
	put_pairs(core);
	put_exchanges(core);
	put_takeaways(core);
	put_right_to(core, COORDINATOR, MORE_ID + 300000);
	for (int i = 0; i < PAGES; i++)
		put_right_to(core, FIRST_PERSON + i, MORE_ID + 300001 + i);
	ROW(core, setting, VS(STR("last_id")), VS(STR("9000000")));
	step(core, msg_new(MSG_load_done, (struct origin){0}));
	return core;
}

/* ---- pages ---- */

static void open_page(struct core *core, uint64_t conn, ident subject)
{
	struct msg *m = msg_new(MSG_page_open, (struct origin){FROM_PHONE, 0, conn, 0});
	m->u.page_open = (struct msg_page_open){.cookie = cookie_of(subject), .subject = subject};
	step(core, m);
}

static double look(struct core *core, uint64_t conn, const char *view, ident of)
{
	struct msg *m = msg_new(MSG_look, (struct origin){FROM_PHONE, 0, conn, 0});
	m->u.look = (struct msg_look){.view = str_from(view), .of = of, .text = STR("")};
	return step(core, m);
}

static double check_in(struct core *core, int pair)
{
	struct msg *m = msg_new(MSG_check_in, (struct origin){.source = FROM_SCREEN});
	m->u.check_in = (struct msg_check_in){
		.session = SESSION_ID + PAIRS + pair, .person = FIRST_PERSON + 2 * pair};
	return step(core, m);
}

static void bench_pages(struct core *core)
{
	struct samples looks = {0}, steps = {0}, ticks = {0};
	for (int i = 0; i < PAGES; i++) {
		open_page(core, (uint64_t)PAGE_CONN + (uint64_t)i, FIRST_PERSON + i);
		sample(&looks, look(core, (uint64_t)PAGE_CONN + (uint64_t)i, "me", 0));
	}
	settle(core, &ticks);
	line("", "a person's page in a room of 1,500 partnerships, made once", "at most 2 ms",
		samples_at(&looks, 99) <= STEP_MS, "median %.2f ms, p99 %.2f", samples_at(&looks, 50),
		samples_at(&looks, 99));
	for (int i = 0; i < 20; i++) {
		sample(&steps, check_in(core, i));
		settle(core, &steps);
	}
	line("", "somebody checks in and 200 pages are told: one step of the core", "at most 2 ms",
		samples_at(&steps, 99) <= STEP_MS, "median %.2f ms, p99 %.2f, worst %.2f, %zu steps",
		samples_at(&steps, 50), samples_at(&steps, 99), samples_at(&steps, 100), steps.n);
	samples_free(&looks);
	samples_free(&steps);
	samples_free(&ticks);
}

static void bench_desk(struct core *core)
{
	static const struct {
		const char *view;
		ident of;
	} views[] = {{"desk", 0}, {"desk_people", 0}, {"desk_person", FIRST_PERSON},
		{"desk_organisations", 0}, {"desk_partnerships", 0}, {"desk_partnership", PAIR_ID},
		{"desk_sessions", 0}, {"desk_suggestions", 0}};
	open_page(core, DESK_CONN, COORDINATOR);
	for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
		struct samples steps = {0};
		char what[80];
		sample(&steps, look(core, DESK_CONN, views[i].view, views[i].of));
		settle(core, &steps);
		snprintf(what, sizeof what, "the coordinator's page %s, 10,000 people: one step",
			views[i].view);
		line("", what, "at most 2 ms", samples_at(&steps, 100) <= STEP_MS, "worst %.2f ms of %zu",
			samples_at(&steps, 100), steps.n);
		samples_free(&steps);
	}
}

int main(void)
{
	static struct content content;
	struct folders folders;
	char problem[700];
	setenv("TZ", ":/etc/localtime", 0); /* as the program does */
	bench_map();
	if (!folders_find(&folders) || !content_read(&content, folders.assets, problem, sizeof problem))
		fail("the program's files were not found");
	struct core *core = busy_room(&content);
	bench_pages(core);
	bench_desk(core);
	core_free(core);
	return 0;
}
