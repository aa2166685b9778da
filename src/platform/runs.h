#pragma once
/* A line of text as the runs it is rendered in: each of one font face, one script and one direction.
 * Runs come in the order in which they stand on the screen, from left to right. Main thread. */
#include "platform/fonts.h"

/* A longer line is cut: so many of the narrowest letters are wider than any screen. */
#define LINE_POINTS 1024

struct run {
	const char *text; /* ended by NUL; in the order in which it is read */
	uint32_t first;   /* its first code point */
	int face;
	bool rtl;
	bool digit;     /* a single digit in a tabular font */
	char script[5]; /* ISO 15924, for example "Latn" */
};

struct runs {
	struct run run[LINE_POINTS];
	int count;
	char text[LINE_POINTS * 5]; /* every run may be one code point with its NUL */
};

void runs_split(struct runs *, struct fonts *, struct font, struct str);
