/* Carries out a screen script's lines. Time stands still between them and passes by deadlines, so an hour
 * of a session takes a second; what is on its way to the disk and back is waited for in real time, and
 * only that. Things are touched where a finger would touch them: at a point where the control is what a
 * finger meets, after scrolling to it where it lies outside its list. */
#include "app/player.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "app/content_files.h"
#include "app/kiosk.h"
#include "app/play.h"

#define PATIENCE_MS                                                                                          \
	(2 * SECOND) /* real time that an expectation is waited for, where phones may change things */
#define SETTLE_MS (20 * SECOND) /* real time for what is under way; past it the disk hangs */
#define TURN_MS 20
#define BEAT_MS 450      /* real time after each touch, when a person looks on */
#define CANDIDATES_MAX 6 /* things that an ambiguous name lists */

struct player {
	struct play_setting *setting;
	struct kiosk *kiosk;
	struct folders folders;
	struct content content;
	char why[600];
	bool real_time;
};

static bool fail(struct player *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
static bool fail(struct player *p, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vsnprintf(p->why, sizeof p->why, format, args);
	va_end(args);
	return false;
}

/* ---- letting things happen ---- */

static int64_t real_ms(void)
{
	return clock_now().mono;
}

static void run_for(struct player *p, int64_t ms)
{
	for (int64_t until = real_ms() + ms; real_ms() < until;)
		kiosk_turn(p->kiosk, TURN_MS);
}

static void settle(struct player *p)
{
	for (int64_t until = real_ms() + SETTLE_MS; real_ms() < until;) {
		kiosk_turn(p->kiosk, 0);
		if (kiosk_settled(p->kiosk))
			return;
		kiosk_turn(p->kiosk, TURN_MS);
	}
}

static int64_t next_deadline(struct player *p)
{
	int64_t core = core_deadline(kiosk_core(p->kiosk)), shell = shell_deadline(kiosk_shell(p->kiosk));
	return core < shell ? core : shell;
}

/* From deadline to deadline, so that nothing is skipped and idle hours cost nothing. */
static void pass_at_once(struct player *p, int64_t ms)
{
	int64_t end = kiosk_now(p->kiosk).mono + ms;
	settle(p);
	for (int64_t now; (now = kiosk_now(p->kiosk).mono) < end; settle(p)) {
		int64_t next = next_deadline(p);
		next = next <= now ? now + 1 : next;
		kiosk_pass(p->kiosk, (next < end ? next : end) - now);
	}
}

static void pass(struct player *p, int64_t ms)
{
	(p->real_time ? run_for : pass_at_once)(p, ms);
}

/* True as soon as `holds` is; only phones, which work in real time, can make it so later. */
static bool comes_true(struct player *p, bool (*holds)(struct player *, const char *), const char *what)
{
	settle(p);
	for (int64_t until = real_ms() + PATIENCE_MS; !holds(p, what); kiosk_turn(p->kiosk, TURN_MS))
		if (!p->real_time || real_ms() >= until)
			return false;
	return true;
}

/* ---- what is on the screen ---- */

/* #name, #name:arg, or a label. */
static bool is_called(const struct control *c, const char *what, bool begins)
{
	if (what[0] != '#')
		return begins ? !c->key && str_starts(c->label, str_from(what))
			      : str_eq(c->label, str_from(what));
	const char *colon = strchr(what, ':');
	size_t n = colon ? (size_t)(colon - what - 1) : strlen(what + 1);
	return c->name && strlen(c->name) == n && memcmp(c->name, what + 1, n) == 0 &&
		(!colon || c->arg == strtoll(colon + 1, NULL, 10));
}

static bool is_named(const char *what)
{
	return what[0] == '#' && what[1] >= 'a' && what[1] <= 'z';
}

static bool shows(struct player *p, const char *what)
{
	int count;
	const struct control *all = ui_controls(kiosk_ui(p->kiosk), &count);
	for (int i = 0; is_named(what) && i < count; i++)
		if (is_called(&all[i], what, false))
			return true;
	struct buf words = {0};
	ui_words(kiosk_ui(p->kiosk), &words);
	bool found = script_shows(buf_str(&words), str_from(what));
	buf_free(&words);
	return found;
}

/* A point where a finger meets this control and no other: its middle, or else somewhere around it. */
static bool reach(struct player *p, const struct control *c, int *x, int *y)
{
	static const int tries[] = {50, 25, 75, 10, 90, 3, 97};
	int n = sizeof tries / sizeof *tries;
	for (int i = 0; i < n * n; i++) {
		*x = c->r.x + c->r.w * tries[i % n] / 100;
		*y = c->r.y + c->r.h * tries[i / n] / 100;
		if (ui_control_at(kiosk_ui(p->kiosk), *x, *y) == c)
			return true;
	}
	return false;
}

struct found {
	const struct control *one;          /* the topmost of those that can be reached */
	int count, x, y;                    /* how many different things there are; a point on `one` */
	const struct control *out_of_reach; /* disabled, or wholly under others */
	char list[300];                     /* of the candidates, for the message */
};

/* Two that do the same are one thing: a card and the button below it. */
static bool is_same(const struct control *a, const struct control *b)
{
	return a->action == b->action && a->arg == b->arg;
}

static struct found look(struct player *p, const char *what, bool begins)
{
	struct found f = {0};
	int count, x, y;
	size_t n = 0;
	const struct control *all = ui_controls(kiosk_ui(p->kiosk), &count);
	for (int i = count - 1; i >= 0; i--) {
		const struct control *c = &all[i];
		if (!is_called(c, what, begins) || (f.one && is_same(c, f.one)))
			continue;
		if (c->disabled || !reach(p, c, &x, &y)) {
			f.out_of_reach = c;
			continue;
		}
		if (f.count++ == 0)
			f.one = c, f.x = x, f.y = y;
		if (f.count <= CANDIDATES_MAX && n < sizeof f.list)
			n += (size_t)snprintf(f.list + n, sizeof f.list - n, "%s\"%.*s\" (#%s:%lld)",
				f.count > 1 ? ", " : "", STR_FMT(c->label), c->name ? c->name : "",
				(long long)c->arg);
	}
	return f;
}

/* The thing of that name, else the one whose label begins so. */
static struct found look_closer(struct player *p, const char *what)
{
	struct found f = look(p, what, false);
	if (f.count || f.out_of_reach || what[0] == '#')
		return f;
	return look(p, what, true);
}

/* ---- fingers ---- */

static void finger(struct player *p, enum event_kind kind, int x, int y)
{
	kiosk_input(p->kiosk,
		&(struct event){.kind = kind, .at = kiosk_now(p->kiosk).mono, .finger = 1, .x = x, .y = y});
	kiosk_turn(p->kiosk, 0);
}

static void touch(struct player *p, int x, int y, int64_t ms)
{
	finger(p, EVENT_DOWN, x, y);
	pass(p, ms);
	finger(p, EVENT_UP, x, y);
	settle(p);
}

/* Moves a finger that is down, in steps that a person's might make; it rests before it is lifted. */
static void slide(struct player *p, int x, int y, int to_x, int to_y)
{
	for (int i = 1; i <= 12; i++) {
		finger(p, EVENT_MOVE, x + (to_x - x) * i / 12, y + (to_y - y) * i / 12);
		pass(p, 16);
	}
	pass(p, 100);
	finger(p, EVENT_UP, to_x, to_y);
	settle(p);
}

static void swipe(struct player *p, int x, int y, int by)
{
	finger(p, EVENT_DOWN, x, y);
	slide(p, x, y, x, y - by);
}

/* Moves the i-th list by about half of what it shows; false at its end. */
static bool scroll_list(struct player *p, int i, bool down)
{
	struct rect view;
	int offset, furthest, after = 0;
	if (!ui_scroll_view(kiosk_ui(p->kiosk), i, &view, &offset, &furthest) ||
		(down ? offset >= furthest : offset <= 0))
		return false;
	int by = down ? view.h / 2 : -view.h / 2;
	swipe(p, view.x + view.w / 2, view.y + view.h / 2 + by / 2, by);
	return ui_scroll_view(kiosk_ui(p->kiosk), i, &view, &after, &furthest) && after != offset;
}

/* As a person would look for it: each list from its top to its end. */
static struct found look_in_lists(struct player *p, const char *what)
{
	struct found f = look_closer(p, what);
	struct rect view;
	int offset, furthest;
	for (int i = 0; !f.count && ui_scroll_view(kiosk_ui(p->kiosk), i, &view, &offset, &furthest); i++) {
		while (scroll_list(p, i, false))
			;
		for (f = look_closer(p, what); !f.count && scroll_list(p, i, true);)
			f = look_closer(p, what);
	}
	return f;
}

static bool is_there(struct player *p, const char *what)
{
	return look_closer(p, what).count > 0;
}

static bool is_place(struct player *p, const char *what, int *x, int *y)
{
	int n = 0, w, h;
	platform_size(kiosk_platform(p->kiosk), &w, &h);
	return sscanf(what, "%d,%d%n", x, y, &n) == 2 && what[n] == '\0' && *x >= 0 && *y >= 0 && *x < w &&
		*y < h;
}

static bool where(struct player *p, const char *what, int *x, int *y)
{
	if (is_place(p, what, x, y))
		return true;
	struct found f = comes_true(p, is_there, what) ? look_closer(p, what) : look_in_lists(p, what);
	*x = f.x;
	*y = f.y;
	if (f.count > 1)
		return fail(p, "\"%s\" may be %s", what, f.list);
	if (f.count == 0 && f.out_of_reach)
		return fail(p, "\"%s\" %s", what,
			f.out_of_reach->disabled ? "cannot be pressed just now"
						 : "lies under something else");
	return f.count == 1 || fail(p, "there is nothing to touch called \"%s\"", what);
}

/* Where something is dropped: what lies on top of it does not matter. */
static bool where_to(struct player *p, const char *what, int *x, int *y)
{
	int count;
	const struct control *all = ui_controls(kiosk_ui(p->kiosk), &count);
	for (int i = 0; i < count; i++) {
		if (!all[i].drops || !is_called(&all[i], what, false))
			continue;
		*x = all[i].r.x + all[i].r.w / 2;
		*y = all[i].r.y + all[i].r.h / 2;
		return true;
	}
	return where(p, what, x, y);
}

static bool do_tap(struct player *p, script_words words, int count)
{
	int x, y;
	int64_t times = 1;
	if (count == 3 && !str_int(str_from(words[2]), 1, 20, &times))
		return fail(p, "tap wants how often, from 1 to 20");
	if (!where(p, words[1], &x, &y))
		return false;
	for (; times > 1; times--) { /* sooner than anything can be answered */
		finger(p, EVENT_DOWN, x, y);
		finger(p, EVENT_UP, x, y);
		if (!p->real_time)
			kiosk_pass(p->kiosk, 80);
	}
	touch(p, x, y, 60);
	return true;
}

static bool do_hold(struct player *p, script_words words, int count)
{
	(void)count;
	int x, y;
	int64_t ms;
	if (!str_int(str_from(words[2]), 1, 60000, &ms))
		return fail(p, "hold wants milliseconds from 1 to 60000");
	if (!where(p, words[1], &x, &y))
		return false;
	touch(p, x, y, ms);
	return true;
}

static bool do_drag(struct player *p, script_words words, int count)
{
	(void)count;
	int x, y, to_x, to_y;
	if (!where(p, words[1], &x, &y) || !where_to(p, words[2], &to_x, &to_y))
		return false;
	finger(p, EVENT_DOWN, x, y);
	pass(p, 300);
	slide(p, x, y, to_x, to_y);
	return true;
}

static bool do_scroll(struct player *p, script_words words, int count)
{
	(void)count;
	int x, y;
	int64_t by;
	if (!str_int(str_from(words[2]), -10000, 10000, &by))
		return fail(p, "scroll wants pixels from -10000 to 10000");
	if (!where(p, words[1], &x, &y))
		return false;
	swipe(p, x, y, (int)by);
	return true;
}

/* ---- keys ---- */

static const struct control *key_for(struct player *p, const char *name, struct str label)
{
	int count;
	const struct control *all = ui_controls(kiosk_ui(p->kiosk), &count);
	for (int i = count - 1; i >= 0; i--)
		if (all[i].key && strcmp(all[i].name, name) == 0 && (!label.n || str_eq(all[i].label, label)))
			return &all[i];
	return NULL;
}

static bool press_key(struct player *p, const char *name, struct str label, int64_t ms)
{
	const struct control *c = key_for(p, name, label);
	if (c)
		touch(p, c->r.x + c->r.w / 2, c->r.y + c->r.h / 2, ms);
	return c != NULL;
}

/* The letter's accents are behind a long press on the letter itself; without any, that types the letter. */
static bool press_accent(struct player *p, struct str letter)
{
	char base[16];
	size_t n = str_fold(letter, base, sizeof base);
	struct str key = {base, n};
	if (letter.n < 2 || n != 1)
		return false;
	if (!key_for(p, "key", key) && base[0] >= 'a' && base[0] <= 'z')
		base[0] = (char)(base[0] - 'a' + 'A');
	if (!press_key(p, "key", key, 500))
		return false;
	if (!key_for(p, "accent", STR("")))
		press_key(p, "backspace", STR(""), 30);
	return press_key(p, "accent", letter, 30);
}

/* On each page of the keyboard in turn; false when none has the letter. */
static bool type_on_screen(struct player *p, struct str letter)
{
	static const char *const pages[] = {"letters", "shift", "digits", "symbols", "accents"};
	struct str none = STR("");
	if (!key_for(p, "space", none))
		return false;
	if (str_eq(letter, STR(" ")))
		return press_key(p, "space", none, 30);
	if (press_key(p, "key", letter, 30))
		return true;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		bool shift = strcmp(pages[i], "shift") == 0;
		if (shift && press_accent(p, letter))
			return true;
		if (!press_key(p, pages[i], none, 30))
			continue;
		if (press_key(p, "key", letter, 30) || (shift && press_accent(p, letter)))
			return true;
		pass(p, 400); /* twice in quick succession would lock it */
		if (shift)
			press_key(p, "shift", none, 30);
	}
	press_key(p, "letters", none, 30);
	return false;
}

static bool do_type(struct player *p, script_words words, int count)
{
	(void)count;
	struct str text = str_from(words[1]);
	settle(p);
	if (!ui_focused(kiosk_ui(p->kiosk)))
		return fail(p, "nothing is there to type into");
	for (size_t at = 0; at < text.n;) {
		struct event e = {.kind = EVENT_TEXT, .at = kiosk_now(p->kiosk).mono};
		size_t from = at;
		utf8_next(text, &at);
		memcpy(e.text, text.p + from, at - from);
		if (!type_on_screen(p, str_sub(text, from, at)))
			kiosk_input(p->kiosk, &e);
		settle(p);
	}
	return true;
}

static bool do_key(struct player *p, script_words words, int count)
{
	static const char *const names[] = {[KEY_RETURN] = "Return",
		[KEY_ESCAPE] = "Escape",
		[KEY_BACKSPACE] = "Backspace",
		[KEY_DELETE] = "Delete",
		[KEY_TAB] = "Tab",
		[KEY_LEFT] = "Left",
		[KEY_RIGHT] = "Right",
		[KEY_UP] = "Up",
		[KEY_DOWN] = "Down",
		[KEY_HOME] = "Home",
		[KEY_END] = "End"};
	(void)count;
	const char *name = words[1];
	struct event e = {.kind = EVENT_KEY, .at = kiosk_now(p->kiosk).mono};
	for (const char *plus; (plus = strchr(name, '+')); name = plus + 1) {
		e.shift |= strncmp(name, "Shift+", 6) == 0;
		e.ctrl |= strncmp(name, "Ctrl+", 5) == 0;
	}
	for (int i = KEY_RETURN; i <= KEY_END; i++) {
		if (strcmp(names[i], name) != 0)
			continue;
		e.key = (enum key)i;
		kiosk_input(p->kiosk, &e);
		settle(p);
		return true;
	}
	return fail(p, "there is no key called \"%s\"", name);
}

/* ---- looking ---- */

static bool do_expect(struct player *p, script_words words, int count)
{
	(void)count;
	return comes_true(p, shows, words[1]) || fail(p, "\"%s\" is not to be seen", words[1]);
}

static bool do_reject(struct player *p, script_words words, int count)
{
	(void)count;
	settle(p);
	return !shows(p, words[1]) || fail(p, "\"%s\" is to be seen", words[1]);
}

static bool do_shot(struct player *p, script_words words, int count)
{
	(void)count;
	settle(p);
	return platform_save_png(kiosk_platform(p->kiosk), words[1]) ||
		fail(p, "%s could not be written", words[1]);
}

static bool write_file(struct player *p, const char *path, struct str text)
{
	FILE *f = fopen(path, "wb");
	bool good = f && fwrite(text.p, 1, text.n, f) == text.n;
	if (f && fclose(f) != 0)
		good = false;
	return good || fail(p, "%s: %s", path, strerror(errno));
}

static bool read_file(struct player *p, const char *path, struct buf *out)
{
	FILE *f = fopen(path, "rb");
	for (size_t got = 1; f && got > 0; out->n += got) {
		buf_reserve(out, 4096);
		got = fread(out->p + out->n, 1, 4096, f);
	}
	bool good = f && !ferror(f);
	if (f)
		fclose(f);
	return good || fail(p, "%s: %s", path, strerror(errno));
}

static bool do_text(struct player *p, script_words words, int count)
{
	(void)count;
	struct buf out = {0};
	settle(p);
	ui_dump(kiosk_ui(p->kiosk), &out);
	bool good = write_file(p, words[1], buf_str(&out));
	buf_free(&out);
	return good;
}

/* With TANDEM_GOLDEN=write in the environment the file is made from what is seen. */
static bool do_golden(struct player *p, script_words words, int count)
{
	(void)count;
	struct buf seen = {0}, expected = {0}, difference = {0};
	char path[PLAY_PATH];
	const char *mode = getenv("TANDEM_GOLDEN");
	play_beside(p->setting->script, words[1], path);
	settle(p);
	ui_outline(kiosk_ui(p->kiosk), &seen);
	bool good = true;
	if (mode && strcmp(mode, "write") == 0)
		good = write_file(p, path, buf_str(&seen));
	else if (!read_file(p, path, &expected))
		good = false;
	else if (!script_same(buf_str(&expected), buf_str(&seen), &difference))
		good = fail(p, "%s, %.*s", words[1], STR_FMT(buf_str(&difference)));
	buf_free(&seen);
	buf_free(&expected);
	buf_free(&difference);
	return good;
}

/* All codes on the screen, a line each, decoded from the pixels by zbarimg as a phone's camera would. */
static bool read_codes(struct player *p, struct buf *out)
{
	char png[128], command[200], chunk[512];
	settle(p);
	snprintf(png, sizeof png, "%s/code.png", p->setting->folder);
	if (!platform_save_png(kiosk_platform(p->kiosk), png))
		return fail(p, "%s could not be written", png);
	snprintf(command, sizeof command, "zbarimg --nodbus --raw -q -Sdisable -Sqrcode.enable '%s'", png);
	FILE *f = popen(command, "r");
	while (f && fgets(chunk, sizeof chunk, f))
		buf_add(out, str_from(chunk));
	if (f)
		pclose(f);
	unlink(png);
	return out->n > 0 || fail(p, "no code could be read from the screen (is zbarimg installed?)");
}

/* The address, where a code for the Wi-Fi stands beside it. */
static bool do_code(struct player *p, script_words words, int count)
{
	(void)count;
	struct buf codes = {0};
	bool good = read_codes(p, &codes);
	struct str rest = buf_str(&codes), line, address = STR("");
	while (good && str_split(&rest, '\n', &line))
		if (!address.n || str_starts(line, STR("HTTP")))
			address = line.n ? line : address;
	good = good && write_file(p, words[1], address);
	buf_free(&codes);
	return good;
}

static bool do_scan(struct player *p, script_words words, int count)
{
	(void)count;
	struct buf codes = {0};
	bool good = read_codes(p, &codes);
	if (good && !str_contains(buf_str(&codes), str_from(words[1])))
		good = fail(p, "\"%s\" is in no code on the screen; read was: %.*s", words[1],
			STR_FMT(buf_str(&codes)));
	buf_free(&codes);
	return good;
}

/* ---- time and the server ---- */

static bool do_wait(struct player *p, script_words words, int count)
{
	(void)count;
	int64_t ms = script_duration(words[1]);
	if (ms < 0)
		return fail(p, "wait wants a time such as 90s, 5min, 2h or 200ms");
	pass(p, ms);
	return true;
}

static bool do_skip(struct player *p, script_words words, int count)
{
	(void)count;
	int64_t ms = script_duration(words[1]);
	if (ms < 0)
		return fail(p, "skip wants a time such as 90s, 5min, 2h or 200ms");
	pass_at_once(p, ms);
	return true;
}

static bool do_now(struct player *p, script_words words, int count)
{
	(void)count;
	int64_t wall;
	if (!play_time(words[1], &wall))
		return fail(p, "now wants a time such as 2026-11-23T09:58:00");
	kiosk_set_clock(p->kiosk, wall);
	settle(p);
	return true;
}

static bool serve(struct player *p, uint16_t port)
{
	char problem[300];
	if (kiosk_port(p->kiosk))
		return kiosk_port(p->kiosk) == port ||
			fail(p, "phones are served on port %u already", kiosk_port(p->kiosk));
	if (!kiosk_serve(p->kiosk, port, problem, sizeof problem))
		return fail(p, "%s", problem);
	kiosk_run_clock(p->kiosk);
	p->real_time = true;
	settle(p);
	return true;
}

static bool do_serve(struct player *p, script_words words, int count)
{
	(void)count;
	int64_t port;
	if (!str_int(str_from(words[1]), 0, 65535, &port))
		return fail(p, "serve wants a port");
	return serve(p, (uint16_t)port);
}

static const struct {
	const char *name;
	int least, most; /* words, its own included */
	bool touches;
	bool (*act)(struct player *, script_words, int count);
} verbs[] = {
	{"tap", 2, 3, true, do_tap},
	{"hold", 3, 3, true, do_hold},
	{"drag", 3, 3, true, do_drag},
	{"scroll", 3, 3, true, do_scroll},
	{"type", 2, 2, true, do_type},
	{"key", 2, 2, true, do_key},
	{"expect", 2, 2, false, do_expect},
	{"reject", 2, 2, false, do_reject},
	{"golden", 2, 2, false, do_golden},
	{"wait", 2, 2, false, do_wait},
	{"skip", 2, 2, false, do_skip},
	{"now", 2, 2, false, do_now},
	{"shot", 2, 2, false, do_shot},
	{"code", 2, 2, false, do_code},
	{"scan", 2, 2, false, do_scan},
	{"text", 2, 2, false, do_text},
	{"serve", 2, 2, false, do_serve},
};

static bool act(struct player *p, const char *line)
{
	script_words words;
	const char *problem;
	int count = script_split(line, words, &problem);
	if (count < 0)
		return fail(p, "%s", problem);
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		if (strcmp(verbs[i].name, words[0]) != 0)
			continue;
		if (count < verbs[i].least || count > verbs[i].most)
			return fail(p, "%s wants %s word%s after it", words[0],
				verbs[i].most == 2            ? "one"
					: verbs[i].least == 2 ? "one or two"
							      : "two",
				verbs[i].most == 2 ? "" : "s");
		bool good = verbs[i].act(p, words, count);
		if (verbs[i].touches && p->setting->show)
			run_for(p, BEAT_MS);
		return good;
	}
	return fail(p, "there is no command \"%s\"", words[0]);
}

/* ---- the process ---- */

/* The line, what there was to see instead, and a picture of it beside where we were called. */
static void show_failure(struct player *p, const struct play_line *line)
{
	struct buf seen = {0};
	const char *script = strcmp(p->setting->script, "-") == 0 ? "script" : p->setting->script;
	const char *slash = strrchr(script, '/'), *name = slash ? slash + 1 : script;
	size_t n = strcspn(name, ".");
	char png[PLAY_PATH];
	fprintf(stderr, "%s:%d: %s\n", p->setting->script, line->number, p->why);
	fprintf(stderr, "line: %s\n", line->text);
	if (p->kiosk)
		ui_outline(kiosk_ui(p->kiosk), &seen);
	fprintf(stderr, "visible:\n%.*s", STR_FMT(buf_str(&seen)));
	buf_free(&seen);
	snprintf(png, sizeof png, "%.*s.failed.png", (int)(n ? n : strlen(name)), name);
	if (p->kiosk && platform_save_png(kiosk_platform(p->kiosk), png))
		fprintf(stderr, "picture: %s\n", png);
}

static bool knows_language(struct player *p, const char *code)
{
	char file[FOLDER_BYTES + 64];
	snprintf(file, sizeof file, "%s/%s/LC_MESSAGES/tandem.mo", p->folders.locale, code);
	return strcmp(code, "en") == 0 || access(file, R_OK) == 0 ||
		fail(p, "there are no words in the language \"%s\"", code);
}

static bool open_kiosk(struct player *p)
{
	struct play_setting *s = p->setting;
	if (!folders_find(&p->folders))
		return fail(p, "the program's own files were not found");
	if (!knows_language(p, s->language) ||
		!content_read(&p->content, p->folders.assets, p->why, sizeof p->why))
		return false;
	p->kiosk = kiosk_open(&(struct kiosk_options){.config = &s->config,
				      .folders = &p->folders,
				      .content = &p->content,
				      .database = s->database,
				      .language = s->language,
				      .headless = !s->show,
				      .w = s->w,
				      .h = s->h,
				      .clock = s->clock,
				      .chance = s->starts << 32 | 1},
		p->why, sizeof p->why);
	if (!p->kiosk)
		return false;
	for (int64_t until = real_ms() + SETTLE_MS; !core_ready(kiosk_core(p->kiosk));
		kiosk_turn(p->kiosk, TURN_MS))
		if (real_ms() > until)
			return fail(p, "the room did not open");
	settle(p);
	return s->port == 0 || serve(p, s->port);
}

/* Between two lines the program goes on by itself, when phones may come or a person looks on. */
static bool next_line(struct player *p, int fd, struct play_line *line)
{
	struct pollfd ready = {.fd = fd, .events = POLLIN};
	while (poll(&ready, 1, p->real_time || p->setting->show ? 0 : -1) == 0)
		kiosk_turn(p->kiosk, 5);
	return recv(fd, line, sizeof *line, 0) == sizeof *line;
}

static void answer(int fd, const struct player *p, bool good)
{
	struct play_answer a = {.good = good};
	if (p->kiosk) {
		a.now = kiosk_now(p->kiosk);
		a.port = kiosk_port(p->kiosk);
	}
	if (send(fd, &a, sizeof a, 0) != sizeof a)
		_exit(1); /* nobody is left to tell */
}

_Noreturn void player_run(struct play_setting *s, int fd, const struct play_line *cause)
{
	static struct player p; /* large */
	struct play_line line = *cause;
	p.setting = s;
	bool open = open_kiosk(&p), good = open;
	for (;;) {
		if (!good)
			show_failure(&p, &line);
		answer(fd, &p, good);
		if (!open || !next_line(&p, fd, &line))
			break;
		good = act(&p, line.text);
	}
	kiosk_close(p.kiosk);
	content_free(&p.content);
	exit(open ? 0 : 1);
}
