/* The layout check: every screen, in every state worth naming, with usual and with the longest names, in
 * both themes, at five sizes and in four languages (two of them made up: one 40 % longer, one from right
 * to left). Prints what is wrong and where; with --pictures FOLDER it also writes each as a PNG. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/content_files.h"
#include "app/folders.h"
#include "base/log.h"
#include "layout/check.h"
#include "layout/states.h"

static const struct window {
	int w, h;
} window_sizes[] = {{800, 480}, {1024, 600}, {1280, 800}, {1920, 1080}, {720, 1280}};
#define SIZES (sizeof window_sizes / sizeof *window_sizes)
static const char *const languages[] = {"en", "de", "xx", "ar"};
#define LANGUAGES (sizeof languages / sizeof *languages)

enum look { LOOK_USUAL, LOOK_LONG, LOOK_DARK, LOOKS };
static const char *const looks[LOOKS] = {"usual", "long", "dark"};

static struct run {
	struct folders folders;
	struct content content;
	const char *only_language, *only_size, *only_state, *only_look, *pictures;
	int frames, wrong;
} run;

static bool wanted(const char *only, const char *name)
{
	return !only || strcmp(only, name) == 0;
}

static void picture(struct platform *p, const struct draw_list *list, const char *language, const char *size,
	const char *name)
{
	char folder[400], path[600];
	snprintf(folder, sizeof folder, "%s/%s-%s", run.pictures, size, language);
	if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
		fprintf(stderr, "%s: %s\n", folder, strerror(errno));
		exit(1);
	}
	snprintf(path, sizeof path, "%s/%s.png", folder, name);
	platform_present(p, list, NULL);
	if (!platform_save_png(p, path))
		exit(1);
}

/* One frame, made from nothing. */
static void look_at(struct platform *p, const struct state *state, enum look look, struct window size,
	const char *language)
{
	char name[100], window[20];
	snprintf(name, sizeof name, "%s-%s-%s", state->screen, state->name, looks[look]);
	snprintf(window, sizeof window, "%dx%d", size.w, size.h);
	if (!wanted(run.only_state, state->screen) && !str_starts(str_from(name), str_from(run.only_state)))
		return;
	struct stage *st = stage_new(p, &run.content, size.w, size.h, language);
	st->names = look == LOOK_LONG ? NAMES_LONG : NAMES_USUAL;
	st->config.theme = look == LOOK_DARK ? THEME_DARK : THEME_LIGHT;
	state->make(st);
	const struct draw_list *list = stage_draw(st);
	struct frame_seen seen = frame_seen(st->shell->ui, list);
	struct findings f = {0};
	seen.small_codes = state->flags & SMALL_CODES;
	seen.long_words = look == LOOK_LONG || state->flags & LONG_WORDS;
	check_frame(&seen, &f);
	if (st->shell->place.screen != state->expected) {
		buf_printf(&f.text, "wrong screen: another one is shown\n");
		f.count++;
	}
	struct str rest = buf_str(&f.text), line;
	while (str_split(&rest, '\n', &line))
		if (line.n)
			printf("%s %s %s: %.*s\n", name, window, language, STR_FMT(line));
	if (run.pictures)
		picture(p, list, language, window, name);
	run.frames++;
	run.wrong += f.count > 0;
	buf_free(&f.text);
	stage_free(st);
}

static const struct state *state_at(size_t i)
{
	static const struct {
		const struct state *states;
		const size_t *count;
	} all[] = {{states, &state_count}, {market_states, &market_state_count},
		{talk_states, &talk_state_count}, {grid_states, &grid_state_count},
		{recall_states, &recall_state_count}, {partnership_states, &partnership_state_count},
		{learning_states, &learning_state_count}, {model_states, &model_state_count}};
	for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
		if (i < *all[k].count)
			return &all[k].states[i];
		i -= *all[k].count;
	}
	return NULL;
}

static void look_at_all(const char *language)
{
	char problem[300], window[20];
	for (size_t i = 0; i < SIZES; i++) {
		struct window size = window_sizes[i];
		snprintf(window, sizeof window, "%dx%d", size.w, size.h);
		if (!wanted(run.only_size, window))
			continue;
		struct platform *p = platform_open(&(struct platform_options){.headless = true,
							   .w = size.w,
							   .h = size.h,
							   .assets = run.folders.assets,
							   .fonts = run.folders.fonts,
							   .title = "layout"},
			problem, sizeof problem);
		if (!p) {
			fprintf(stderr, "%s\n", problem);
			exit(1);
		}
		const struct state *state;
		for (size_t s = 0; (state = state_at(s)); s++)
			for (int look = 0; look < LOOKS; look++)
				if (wanted(run.only_look, looks[look]))
					look_at(p, state, (enum look)look, size, language);
		platform_close(p);
	}
}

/* Every line of screens.def is shown in at least one state. */
static bool every_screen_is_seen(void)
{
	bool seen[SCREEN_COUNT] = {0}, all = true;
	const struct state *state;
	for (size_t i = 0; (state = state_at(i)); i++)
		seen[state->expected] = true;
	for (int i = 0; i < SCREEN_COUNT; i++)
		if (!seen[i]) {
			fprintf(stderr, "no state shows screen %d of screens.def\n", i);
			all = false;
		}
	return all;
}

/* A process for each language, since a process speaks one at a time. */
static bool languages_good(void)
{
	bool good = true;
	int under_way = 0;
	for (size_t i = 0; i < LANGUAGES; i++) {
		if (!wanted(run.only_language, languages[i]))
			continue;
		fflush(NULL);
		pid_t child = fork();
		if (child == 0) {
			look_at_all(languages[i]);
			printf("%s: %d frames, %d with something wrong\n", languages[i], run.frames,
				run.wrong);
			fflush(stdout);
			_exit(run.wrong || !run.frames);
		}
		under_way += child > 0;
		good &= child > 0;
	}
	for (int status; under_way > 0 && wait(&status) > 0; under_way--)
		good &= WIFEXITED(status) && WEXITSTATUS(status) == 0;
	return good;
}

static int help(void)
{
	printf("Usage: layout [--language L] [--size WxH] [--state SCREEN[-STATE]] [--look usual|long|dark] "
	       "[--pictures FOLDER]\n");
	return 2;
}

int main(int argc, char **argv)
{
	static const struct option options[] = {{"language", required_argument, NULL, 'l'},
		{"size", required_argument, NULL, 's'}, {"state", required_argument, NULL, 't'},
		{"look", required_argument, NULL, 'k'}, {"pictures", required_argument, NULL, 'p'}, {0}};
	char problem[400];
	for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		const char **into = c == 'l' ? &run.only_language
			: c == 's'           ? &run.only_size
			: c == 't'           ? &run.only_state
			: c == 'k'           ? &run.only_look
			: c == 'p'           ? &run.pictures
					     : NULL;
		if (!into)
			return help();
		*into = optarg;
	}
	log_open(LOG_ERROR, false);
	setenv("TZ", "Europe/Berlin", 1);
	if (!folders_find(&run.folders) ||
		!content_read(&run.content, run.folders.assets, problem, sizeof problem)) {
		fprintf(stderr, "the program's own files were not found\n");
		return 1;
	}
	words_open(run.folders.locale);
	if (run.pictures && mkdir(run.pictures, 0777) != 0 && errno != EEXIST) {
		fprintf(stderr, "%s: %s\n", run.pictures, strerror(errno));
		return 1;
	}
	bool good = every_screen_is_seen();
	good = languages_good() && good;
	content_free(&run.content);
	return good ? 0 : 1;
}
