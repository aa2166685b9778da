/* libFuzzer: any bytes as a screen script. Words that were read can be written so that they read the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/play.h"
#include "base/log.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_quoted(struct buf *out, const char *word)
{
	buf_add(out, STR(" \""));
	for (; *word; word++) {
		if (*word == '"' || *word == '\\')
			buf_byte(out, '\\');
		buf_byte(out, *word);
	}
	buf_byte(out, '"');
}

static void check_line(const char *line)
{
	static script_words words, again;
	const char *problem = NULL;
	struct buf out = {0};
	int count = script_split(line, words, &problem);
	INVARIANT(count >= -1 && count <= SCRIPT_WORDS_MAX && (count >= 0 || problem));
	for (int i = 0; i < count; i++) {
		INVARIANT(strlen(words[i]) < SCRIPT_LINE_MAX && utf8_valid(str_from(words[i])));
		int64_t ms = script_duration(words[i]);
		INVARIANT(ms >= -1);
		write_quoted(&out, words[i]);
		INVARIANT(script_shows(str_from(line), str_from(words[i])) || strpbrk(line, "\\\""));
	}
	buf_byte(&out, '\0');
	if (count > 0 && out.n <= SCRIPT_LINE_MAX) {
		INVARIANT(script_split(out.p, again, &problem) == count);
		for (int i = 0; i < count; i++)
			INVARIANT(strcmp(words[i], again[i]) == 0);
	}
	buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = {(const char *)data, size}, line;
	while (str_split(&rest, '\n', &line)) {
		char *text = malloc(line.n + 1);
		INVARIANT(text);
		memcpy(text, line.n ? line.p : "", line.n);
		text[line.n] = '\0';
		check_line(text);
		free(text);
	}
	return 0;
}
