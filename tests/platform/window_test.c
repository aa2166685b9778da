/* The window under SDL's offscreen driver: what SDL sends becomes our events, and the pixels are those of
 * the headless screen. */
#include <SDL.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "platform/lists.h"
#include "platform/platform.h"

#define W 640
#define H 400

static struct platform *open_screen(bool headless)
{
	struct platform_options options = {
		.headless = headless, .w = W, .h = H, .assets = "assets", .fonts = "fonts"};
	char problem[256] = "";
	struct platform *p = platform_open(&options, problem, sizeof problem);

	if (!p)
		fail_msg("%s", problem);
	return p;
}

static int start(void **state)
{
	struct event e;

	setenv("SDL_VIDEODRIVER", "offscreen", 1);
	*state = open_screen(false);
	while (platform_event(*state, &e)) {
	}
	return 0;
}

static int stop(void **state)
{
	platform_close(*state);
	return 0;
}

static void push_finger(uint32_t type, int64_t id, float x, float y)
{
	SDL_Event e = {.tfinger = {.type = type, .touchId = 5, .fingerId = id, .x = x, .y = y}};

	assert_int_equal(SDL_PushEvent(&e), 1);
}

static struct event next(struct platform *p)
{
	struct event e;

	platform_wait(p, NULL, 0, clock_now().mono + 1000);
	if (!platform_event(p, &e))
		fail_msg("no event came");
	return e;
}

static void check_finger(struct event e, enum event_kind kind, int64_t finger, int x, int y)
{
	assert_int_equal(e.kind, kind);
	assert_int_equal(e.finger, finger);
	assert_int_equal(e.x, x);
	assert_int_equal(e.y, y);
}

static void two_fingers_are_told_apart(void **state)
{
	struct event none;

	push_finger(SDL_FINGERDOWN, 7, 0.25f, 0.5f);
	push_finger(SDL_FINGERDOWN, 9, 0.5f, 0.25f);
	push_finger(SDL_FINGERMOTION, 7, 0.5f, 0.5f);
	push_finger(SDL_FINGERUP, 9, 1.0f, 1.0f);
	push_finger(SDL_FINGERDOWN, 11, 0, 0);
	check_finger(next(*state), EVENT_DOWN, 0, W / 4, H / 2);
	check_finger(next(*state), EVENT_DOWN, 1, W / 2, H / 4);
	check_finger(next(*state), EVENT_MOVE, 0, W / 2, H / 2);
	check_finger(next(*state), EVENT_UP, 1, W - 1, H - 1);
	check_finger(next(*state), EVENT_DOWN, 1, 0, 0);
	push_finger(SDL_FINGERMOTION, 99, 0.5f, 0.5f); /* was never put down */
	assert_false(platform_event(*state, &none));
}

static void fingers_down_are_cancelled_when_the_window_is_lost(void **state)
{
	SDL_Event lost = {.window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_FOCUS_LOST}};
	struct event none;

	push_finger(SDL_FINGERDOWN, 1, 0.5f, 0.5f);
	push_finger(SDL_FINGERDOWN, 2, 0.5f, 0.5f);
	assert_int_equal(SDL_PushEvent(&lost), 1);
	assert_int_equal(next(*state).kind, EVENT_DOWN);
	assert_int_equal(next(*state).kind, EVENT_DOWN);
	struct event first = next(*state), second = next(*state);
	assert_int_equal(first.kind, EVENT_CANCEL);
	assert_int_equal(first.finger, 0);
	assert_int_equal(second.kind, EVENT_CANCEL);
	assert_int_equal(second.finger, 1);
	push_finger(SDL_FINGERUP, 1, 0.5f, 0.5f);
	assert_false(platform_event(*state, &none));
}

static void keys_text_wheel_and_quit(void **state)
{
	SDL_Event key = {.key = {.type = SDL_KEYDOWN, .keysym = {.sym = SDLK_LEFT, .mod = KMOD_LCTRL}}};
	SDL_Event text = {.text = {.type = SDL_TEXTINPUT, .text = "ß"}};
	SDL_Event wheel = {.wheel = {.type = SDL_MOUSEWHEEL, .preciseY = -0.6f}};
	SDL_Event quit = {.type = SDL_QUIT};

	SDL_PushEvent(&key);
	SDL_PushEvent(&text);
	SDL_PushEvent(&wheel);
	SDL_PushEvent(&wheel);
	SDL_PushEvent(&quit);
	struct event e = next(*state);
	assert_int_equal(e.kind, EVENT_KEY);
	assert_int_equal(e.key, KEY_LEFT);
	assert_true(e.ctrl);
	assert_false(e.shift);
	e = next(*state);
	assert_int_equal(e.kind, EVENT_TEXT);
	assert_string_equal(e.text, "ß");
	e = next(*state); /* the first was not yet a notch */
	assert_int_equal(e.kind, EVENT_WHEEL);
	assert_int_equal(e.y, -1);
	assert_int_equal(next(*state).kind, EVENT_QUIT);
}

static void a_descriptor_ends_the_wait(void **state)
{
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "x", 1), 1);
	platform_wait(*state, ends, 1, NEVER);
	close(ends[0]);
	close(ends[1]);
}

static void shows_what_the_headless_screen_shows(void **state)
{
	struct platform *headless = open_screen(true);
	struct list *l = list_new(W, H, 42);
	int w, h;

	for (int i = 0; i < 60; i++)
		list_any(l, platform_text(headless));
	assert_true(platform_present(*state, &l->list, NULL) > 0);
	assert_int_equal(platform_present(*state, &l->list, NULL), 0);
	platform_present(headless, &l->list, NULL);
	const uint32_t *shown = platform_pixels(*state, &w, &h);
	assert_int_equal(w, W);
	assert_int_equal(h, H);
	assert_memory_equal(shown, platform_pixels(headless, &w, &h), (size_t)W * H * 4);
	free(l);
	platform_close(headless);
}

static void another_size_is_told_and_painted_whole(void **state)
{
	struct list *l = list_new(W, H, 3), *wider = list_new(720, 300, 3);
	struct rect painted[DAMAGE_RECTS_MAX];
	int w, h;

	platform_present(*state, &l->list, NULL);
	SDL_Window *window = SDL_GetWindowFromID(1);
	for (uint32_t id = 1; !window && id < 50; id++)
		window = SDL_GetWindowFromID(id);
	SDL_SetWindowSize(window, 720, 300);
	struct event e = next(*state);
	assert_int_equal(e.kind, EVENT_RESIZE);
	assert_int_equal(e.w, 720);
	assert_int_equal(e.h, 300);
	platform_size(*state, &w, &h);
	assert_int_equal(w, 720);
	assert_int_equal(platform_present(*state, &wider->list, painted), 1);
	assert_int_equal(painted[0].w, 720);
	assert_int_equal(painted[0].h, 300);
	free(l);
	free(wider);
}

static void without_a_display_it_says_so(void **state)
{
	struct platform_options options = {.assets = "assets", .fonts = "fonts"};
	char problem[256] = "";

	(void)state;
	setenv("SDL_VIDEODRIVER", "no-such-driver", 1);
	assert_null(platform_open(&options, problem, sizeof problem));
	assert_non_null(strstr(problem, "no-such-driver"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(two_fingers_are_told_apart),
		TEST(fingers_down_are_cancelled_when_the_window_is_lost),
		TEST(keys_text_wheel_and_quit),
		TEST(a_descriptor_ends_the_wait),
		TEST(shows_what_the_headless_screen_shows),
		TEST(another_size_is_told_and_painted_whole),
		cmocka_unit_test(without_a_display_it_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
