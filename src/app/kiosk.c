/* One turn of the loop: wait, take what came, step the core, let go what the disk has, draw. Nothing
 * in a turn waits for the disk or the network; both answer with messages. */
#include "app/kiosk.h"

#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>

#include "app/pin.h"
#include "app/watchdog.h"
#include "base/log.h"
#include "core/gate.h"
#include "net/net.h"
#include "net/token.h"
#include "store/store.h"

#define LOG_MODULE "kiosk"
#define INBOX_LIMIT 16384      /* messages; past it net answers 503 and the store tries again */
#define STEPS_PER_TURN 256     /* so that a flood from phones cannot keep the screen from drawing */
#define STEPS_MS 5             /* likewise, where each is much work: the rest is for the next turn */
#define REOPEN_MS (5 * SECOND) /* until a disk or a port that was not to be had is asked for again */
#define UNSENT_MS 5            /* until an effect that net had no room for is offered again */
#define BACKLOG_MAX (STORE_QUEUE_LIMIT - 64) /* batches not yet on disk; past it requests are refused */

struct kiosk {
	struct arena learn; /* what net serves of the content */
	struct kiosk_options options;
	struct queue *inbox;
	struct core *core;
	struct gate *gate;
	struct outbox outbox;
	struct platform *platform;
	struct shell *shell;
	struct store *store;
	struct net *net;
	struct pin_thread *pins;
	struct effect *unsent; /* net's queue was full; nothing overtakes it */
	int64_t reopen_at;     /* mono; NEVER: nothing is missing */
	char missing[400];     /* why, as it was logged last */
	struct watchdog *watchdog;
	struct shell_config shell_config;
	struct moment virtual; /* wall 0: none */
	int64_t running_since; /* real mono; not 0: the virtual clock runs in real time */
	uint64_t chance;
	int64_t skew; /* of the wall clock against the monotonic one, when last looked at */
	bool trusted;
	uint64_t turns; /* the heartbeat of this thread */
	char wifi[300];
	bool announced;
	bool again; /* everything but the window is to start anew from the disk */
	volatile sig_atomic_t stopping;
};

struct moment kiosk_now(const struct kiosk *k)
{
	if (!k->virtual.wall)
		return clock_now();
	struct moment now = k->virtual;
	int64_t run = k->running_since ? clock_now().mono - k->running_since : 0;
	now.wall += run;
	now.mono += run;
	return now;
}

void kiosk_run_clock(struct kiosk *k)
{
	if (!k->running_since)
		k->running_since = clock_now().mono;
}

void kiosk_set_clock(struct kiosk *k, int64_t wall)
{
	k->virtual.wall += wall - kiosk_now(k).wall;
	k->virtual.trusted = true;
}

void kiosk_pass(struct kiosk *k, int64_t ms)
{
	k->virtual.wall += ms;
	k->virtual.mono += ms;
}

/* ---- messages ---- */

static bool is_request(const struct msg *m)
{
	return m->origin.source != FROM_SYSTEM;
}

/* Takes the effect; false: net has no room for it just now. */
static bool deliver(struct kiosk *k, struct effect *e)
{
	bool rings = e->kind == EFFECT_turn_over || e->kind == EFFECT_box_over;
	bool for_net = !rings && e->to.source != FROM_SCREEN;
	e->at = kiosk_now(k);
	if (e->kind == EFFECT_pin_check) {
		pin_thread_check(k->pins, e);
		return true;
	}
	if (e->kind == EFFECT_restart)
		k->again = true;
	else if (for_net && k->net)
		return net_send(k->net, e);
	if (rings && k->shell_config.sound)
		platform_chime(k->platform);
	if (e->to.source == FROM_SCREEN && !rings)
		shell_reply(k->shell, e, kiosk_now(k));
	effect_free(e);
	return true;
}

/* Effects that the gate lets go: phones get theirs from net, the screen its own at once. */
static void release(struct kiosk *k)
{
	for (struct effect *e; (e = k->unsent ? k->unsent : gate_next(k->gate));) {
		bool taken = deliver(k, e);
		k->unsent = taken ? NULL : e;
		if (!taken)
			return;
	}
}

static void refuse(struct kiosk *k, const struct msg *m)
{
	struct effect *e = effect_new(EFFECT_reply, m->origin, m->kind);
	e->u.reply.err = ERR_busy;
	outbox_add(&k->outbox, e);
	gate_hold(k->gate, &k->outbox, 0);
}

static void step(struct kiosk *k, struct msg *m)
{
	if (is_request(m) && core_issued(k->core) - core_committed(k->core) > BACKLOG_MAX) {
		refuse(k, m);
		msg_free(m);
		return;
	}
	m->at = kiosk_now(k);
	if (k->chance && !k->net && is_request(m)) /* how many others there are is the disk's business */
		fresh_from(&m->fresh, k->chance++);
	else
		fresh_fill(&m->fresh);
	core_step(k->core, m, &k->outbox);
	if (m->kind == MSG_committed)
		gate_committed(k->gate, m->u.committed.seq);
	bool loaded = m->kind == MSG_load_done;
	msg_free(m);
	if (loaded)
		malloc_trim(
			0); /* the rows came all at once in messages, which the heap would keep for ever */
	if (k->outbox.batch) {
		bool taken = k->store && store_put(k->store, k->outbox.batch);
		INVARIANT(taken); /* without a store the core is not ready; the backlog is bounded above */
		k->outbox.batch = NULL;
	}
	gate_hold(k->gate, &k->outbox, core_issued(k->core));
}

/* The network has told the time, or somebody has: the day on the wall and what is on today change. */
static bool clock_was_set(struct kiosk *k)
{
	struct moment now = kiosk_now(k);
	int64_t by = now.wall - now.mono - k->skew;
	bool set = by > 2 * SECOND || by < -2 * SECOND || now.trusted != k->trusted;
	if (set)
		k->skew += by;
	k->trusted = now.trusted;
	return set && core_ready(k->core);
}

static void take_messages(struct kiosk *k)
{
	for (struct msg *m; (m = shell_message(k->shell));)
		step(k, m);
	int64_t until = kiosk_now(k).mono + STEPS_MS;
	for (int i = 0; i < STEPS_PER_TURN && kiosk_now(k).mono <= until; i++) {
		struct msg *m = queue_pop(k->inbox);
		if (!m)
			break;
		step(k, m);
	}
	if (clock_was_set(k) || core_deadline(k->core) <= kiosk_now(k).mono)
		step(k, msg_new(MSG_tick, (struct origin){.source = FROM_SYSTEM}));
	release(k);
	shell_changed(k->shell, core_take_changes(k->core));
}

/* ---- input and output ---- */

void kiosk_input(struct kiosk *k, const struct event *e)
{
	if (e->kind == EVENT_QUIT)
		k->stopping = 1;
	shell_event(k->shell, e, kiosk_now(k));
}

static void take_events(struct kiosk *k)
{
	struct event e;
	while (platform_event(k->platform, &e))
		kiosk_input(k, &e);
	struct queue *mirrored = k->net ? net_mirror_events(k->net) : NULL;
	for (struct event *m; mirrored && (m = queue_pop(mirrored));) {
		kiosk_input(k, m);
		free(m);
	}
}

static void mirror_part(struct kiosk *k, struct rect r)
{
	int w, h;
	const uint32_t *pixels = platform_pixels(k->platform, &w, &h);
	struct frame_part part = {
		r.x, r.y, r.w, r.h, w, h, xmalloc((size_t)r.w * (size_t)r.h * sizeof(uint32_t))};
	for (int y = 0; y < r.h; y++)
		memcpy(part.pixels + (size_t)y * (size_t)r.w, pixels + (size_t)(r.y + y) * (size_t)w + r.x,
			(size_t)r.w * sizeof(uint32_t));
	net_mirror(k->net, part);
}

static void mirror(struct kiosk *k, const struct rect *painted, int count)
{
	bool watched = k->net && net_mirror_watched(k->net);
	int w, h;
	platform_size(k->platform, &w, &h);
	if (watched && net_mirror_wants_all(k->net))
		mirror_part(k, (struct rect){0, 0, w, h});
	else if (watched)
		for (int i = 0; i < count; i++)
			mirror_part(k, painted[i]);
}

static void draw(struct kiosk *k)
{
	int w, h, count = 0;
	struct rect painted[DAMAGE_RECTS_MAX];
	platform_size(k->platform, &w, &h);
	const struct draw_list *list = shell_draw(k->shell, w, h, kiosk_now(k));
	if (list)
		count = platform_present(k->platform, list, painted);
	mirror(k, painted, count);
	platform_dim(k->platform, shell_dims(k->shell));
}

static int64_t earliest(const struct kiosk *k, int64_t wait_ms)
{
	int64_t until = kiosk_now(k).mono + wait_ms, core = core_deadline(k->core),
		shell = shell_deadline(k->shell);
	int64_t feed = watchdog_deadline(k->watchdog);
	until = k->reopen_at < until ? k->reopen_at : until;
	until = core < until ? core : until;
	until = shell < until ? shell : until;
	return feed < until ? feed : until;
}

static void wait(struct kiosk *k, int64_t wait_ms)
{
	int fds[2] = {queue_fd(k->inbox)}, count = 1;
	if (k->net && net_mirror_events(k->net))
		fds[count++] = queue_fd(net_mirror_events(k->net));
	int64_t now = kiosk_now(k).mono, left = earliest(k, wait_ms) - now;
	if (k->virtual.wall && !k->running_since && left > 0)
		left = wait_ms; /* time stands still: only what is on its way can end the wait */
	platform_wait(k->platform, fds, count, clock_now().mono + left);
	for (int i = 0; i < count; i++)
		queue_wait(i ? net_mirror_events(k->net) : k->inbox, 0);
}

/* ---- what the kiosk can be without for a while ---- */

static bool open_store(struct kiosk *k, char *problem, size_t size)
{
	k->store = store_open(
		&(struct store_options){.path = k->options.database, .inbox = k->inbox}, problem, size);
	return k->store != NULL;
}

/* Packs, instruments and the like for whoever asks, made once for each language; the one for all others is first. */
static size_t list_learn(struct kiosk *k, struct net_learn *out)
{
	const struct content *c = k->options.content;
	const struct content_language *first = content_for(c, STR(""));
	size_t count = 1;
	for (int i = 0; i < c->count; i++) {
		const struct content_language *l = &c->languages[i];
		struct doc *doc = doc_new(&k->learn);
		content_learn(c, str_from(l->code), &k->learn, doc);
		out[l == first ? 0 : count++] = (struct net_learn){l->code, doc};
	}
	return (size_t)c->count;
}

bool kiosk_serve(struct kiosk *k, uint16_t port, char *problem, size_t size)
{
	const struct config *c = k->options.config;
	char admin[FOLDER_BYTES];
	int n = snprintf(admin, sizeof admin, "%s.sock", k->options.database);
	if (n < 0 || (size_t)n >= sizeof((struct sockaddr_un *)0)->sun_path) {
		log_warn("the database's path is too long for a socket beside it: imports have to wait until "
			 "the kiosk stops");
		admin[0] = '\0';
	}
	struct net_learn learn[LANGUAGES_MAX];
	arena_reset(&k->learn);
	size_t learn_count = list_learn(k, learn);
	k->net = net_open(&(struct net_options){.inbox = k->inbox,
				  .bind = c->network.bind.p,
				  .port = port,
				  .host = c->network.host.p,
				  .pages = k->options.folders->phone,
				  .admin_path = admin,
				  .learn = learn,
				  .learn_count = learn_count,
				  .mirror = k->options.mirror ? k->options.mirror : ""},
		problem, size);
	return k->net != NULL;
}

static void tell_store_state(struct kiosk *k, bool works, const char *why)
{
	struct msg *m = msg_new(MSG_store_state, (struct origin){.source = FROM_SYSTEM});
	m->u.store_state.works = works;
	m->u.store_state.why = works ? ERR_none : ERR_disk;
	m->u.store_state.text = msg_str(m, str_from(why));
	step(k, m);
}

/* A disk that is not mounted yet or read-only, a port that another program has, an address that the
 * network has yet to give: none of it is a reason to leave the wall dark. The screen says so, and both
 * are asked for again until they are there. */
static void open_missing(struct kiosk *k)
{
	char problem[sizeof k->missing] = "";
	bool had_store = k->store;
	if ((had_store || open_store(k, problem, sizeof problem)) && !k->net)
		kiosk_serve(k, (uint16_t)k->options.config->network.port, problem, sizeof problem);
	if (!had_store)
		tell_store_state(k, k->store, problem);
	k->reopen_at = k->store && k->net ? NEVER : kiosk_now(k).mono + REOPEN_MS;
	if (problem[0] && strcmp(problem, k->missing) != 0)
		log_error("%s; trying again until it works", problem);
	snprintf(k->missing, sizeof k->missing, "%s", problem);
}

/* ---- from the disk once more ---- */

static struct core *open_core(const struct kiosk_options *o)
{
	struct core_config config = config_core(o->config, o->content);
	return core_new(&config);
}

/* Without a server there is no address of our own; scripts and pictures show a usual one. */
static void usual_address(struct kiosk *k)
{
	struct msg *m = msg_new(MSG_addresses, (struct origin){.source = FROM_SYSTEM});
	m->u.addresses.url = STR("HTTP://192.168.1.20/");
	m->u.addresses.label = STR("192.168.1.20");
	step(k, m);
}

static void forget_model(struct kiosk *k)
{
	for (struct msg *m; (m = queue_pop(k->inbox));)
		msg_free(m);
	shell_free(k->shell);
	outbox_clear(&k->outbox);
	effect_free(k->unsent);
	k->unsent = NULL;
	gate_free(k->gate);
	core_free(k->core);
}

/* Somebody was erased, or a backup takes the place of what was: not a word of what is in memory may stay. Phones
 * lose their connection and come back; what the disk does not give now is asked for again. */
static void start_again(struct kiosk *k)
{
	char problem[sizeof k->missing] = "";
	uint16_t port = kiosk_port(k);
	log_info("starting again from the disk");
	k->again = false;
	net_close(k->net);
	k->net = NULL;
	store_close(k->store);
	k->store = NULL;
	forget_model(k);
	k->core = open_core(&k->options);
	k->gate = gate_new();
	k->shell = shell_new(k->core, platform_text(k->platform), &k->shell_config);
	bool good = open_store(k, problem, sizeof problem);
	if (good && port)
		good = kiosk_serve(k, port, problem, sizeof problem);
	else if (!k->options.serve && !port)
		usual_address(k);
	if (!good) {
		log_error("%s; trying again until it works", problem);
		k->reopen_at = kiosk_now(k).mono;
	}
}

/* ---- the turn ---- */

/* The service manager hears that we are up when the room is open, or the screen says why it is not. */
static void tell_watchdog(struct kiosk *k)
{
	watchdog_step(k->watchdog, kiosk_now(k).mono,
		(uint64_t[HEART_COUNT]){[HEART_UI] = k->turns,
			[HEART_STORE] = k->store ? store_heartbeat(k->store) : k->turns,
			[HEART_NET] = k->net ? net_heartbeat(k->net) : k->turns});
	if (k->announced || (k->store && !core_ready(k->core)))
		return;
	watchdog_ready(k->watchdog);
	k->announced = true;
}

bool kiosk_turn(struct kiosk *k, int64_t wait_ms)
{
	wait(k, queue_length(k->inbox) ? 0 : k->unsent && wait_ms > UNSENT_MS ? UNSENT_MS : wait_ms);
	if (kiosk_now(k).mono >= k->reopen_at)
		open_missing(k);
	take_events(k);
	take_messages(k);
	if (k->again)
		start_again(k);
	draw(k);
	k->turns++;
	tell_watchdog(k);
	return !k->stopping;
}

bool kiosk_settled(const struct kiosk *k)
{
	return core_ready(k->core) && core_pin(k->core, kiosk_now(k).mono, NULL) != PIN_ASKED &&
		core_committed(k->core) == core_issued(k->core) && queue_length(k->inbox) == 0 &&
		shell_deadline(k->shell) > kiosk_now(k).mono;
}

void kiosk_stop(struct kiosk *k)
{
	k->stopping = 1;
	queue_wake(k->inbox); /* the signal may have come between the look at the flag and the wait */
}

/* ---- start and end ---- */

static const char *wifi_text(struct kiosk *k)
{
	static const char *const kinds[] = {"WPA", "WEP", "nopass"};
	const struct config *c = k->options.config;
	struct buf out = {0};
	if (c->network.wifi_name.n == 0)
		return "";
	buf_printf(&out, "WIFI:T:%s;S:", kinds[c->network.wifi_security]);
	const struct str parts[] = {c->network.wifi_name, c->network.wifi_password};
	for (int part = 0; part < 2; part++) {
		if (part == 1)
			buf_add(&out, STR(";P:"));
		for (size_t i = 0; i < parts[part].n; i++) {
			if (strchr("\\;,:\"", parts[part].p[i]))
				buf_byte(&out, '\\');
			buf_byte(&out, parts[part].p[i]);
		}
	}
	buf_add(&out, STR(";;"));
	snprintf(k->wifi, sizeof k->wifi, "%.*s", STR_FMT(buf_str(&out)));
	buf_free(&out);
	return k->wifi;
}

static void configure_shell(struct kiosk *k)
{
	const struct config *c = k->options.config;
	struct shell_config *s = &k->shell_config;
	*s = (struct shell_config){.idle_ms = c->screen.idle_seconds * SECOND,
		.attract_ms = c->screen.attract_minutes * MINUTE,
		.panel_width_mm = c->screen.panel_width_mm,
		.theme = (enum screen_theme)c->screen.theme,
		.dark_from = c->screen.dark_from,
		.dark_until = c->screen.dark_until,
		.motion = c->screen.motion,
		.sound = c->screen.sound,
		.keyboard = c->screen.keyboard.n ? c->screen.keyboard.p : NULL,
		.wifi = str_from(wifi_text(k)),
		.wifi_name = c->network.wifi_name};
	const char *first = k->options.language ? k->options.language : c->room.language.p;
	s->languages[s->language_count++] = first;
	for (int i = 0; i < c->room.languages.count && s->language_count < SCREEN_LANGUAGES_MAX; i++)
		if (!str_eq(c->room.languages.code[i], str_from(first)))
			s->languages[s->language_count++] = c->room.languages.code[i].p;
}

static bool open_platform(struct kiosk *k, char *problem, size_t size)
{
	const struct kiosk_options *o = &k->options;
	k->platform = platform_open(&(struct platform_options){.headless = o->headless,
					    .fullscreen = o->fullscreen,
					    .w = o->w,
					    .h = o->h,
					    .assets = o->folders->assets,
					    .fonts = o->folders->fonts,
					    .title = "Tandem"},
		problem, size);
	if (k->platform)
		k->shell = shell_new(k->core, platform_text(k->platform), &k->shell_config);
	return k->platform != NULL;
}

/* What phones reach; in a script without them, what the screen should say they would. */
static bool open_net(struct kiosk *k, char *problem, size_t size)
{
	if (k->options.serve)
		return kiosk_serve(k, (uint16_t)k->options.config->network.port, problem, size);
	usual_address(k);
	return true;
}

struct kiosk *kiosk_open(const struct kiosk_options *o, char *problem, size_t size)
{
	/* Whoever asked for the mirror, or wrote a script, wants to hear what is wrong, not to wait for it. */
	bool patient = o->serve && !o->mirror;
	struct kiosk *k = xcalloc(1, sizeof *k);
	k->options = *o;
	k->virtual = o->clock;
	k->chance = o->chance;
	k->reopen_at = NEVER;
	k->inbox = queue_new(INBOX_LIMIT);
	k->gate = gate_new();
	k->pins = pin_thread_open(k->inbox);
	k->core = open_core(o);
	k->watchdog = watchdog_open(kiosk_now(k).mono);
	words_open(o->folders->locale);
	configure_shell(k);
	/* the store first: it reads while the window opens */
	bool good = open_store(k, problem, size) || patient;
	good = good && open_platform(k, problem, size) && (patient || open_net(k, problem, size));
	if (good && patient)
		open_missing(k);
	if (good)
		return k;
	kiosk_close(k);
	return NULL;
}

void kiosk_close(struct kiosk *k)
{
	if (!k)
		return;
	watchdog_stopping(k->watchdog);
	net_close(k->net);
	store_close(k->store);
	pin_thread_close(k->pins);
	for (struct msg *m; (m = queue_pop(k->inbox));)
		msg_free(m);
	queue_free(k->inbox);
	shell_free(k->shell);
	platform_close(k->platform);
	outbox_clear(&k->outbox);
	effect_free(k->unsent);
	gate_free(k->gate);
	core_free(k->core);
	watchdog_close(k->watchdog);
	arena_free(&k->learn);
	free(k);
}

struct ui *kiosk_ui(struct kiosk *k)
{
	return k->shell->ui;
}

struct core *kiosk_core(struct kiosk *k)
{
	return k->core;
}

struct shell *kiosk_shell(struct kiosk *k)
{
	return k->shell;
}

struct platform *kiosk_platform(struct kiosk *k)
{
	return k->platform;
}

uint16_t kiosk_port(const struct kiosk *k)
{
	return k->net ? net_port(k->net) : 0;
}
