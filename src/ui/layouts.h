#pragma once
/* Keyboards as data: a row is its keys, parted by spaces. Words of more than one letter are the special
 * keys of keyboard.c. Letters of neighbouring languages are on the accents page and under long presses. */

#define LAYOUT_ROWS 4
#define BOTTOM_LETTERS "123 accents space . done"
#define BOTTOM_OTHERS "abc accents space . done"

struct layout {
	const char *language;
	int columns; /* of the widest row of letters */
	const char *rows[LAYOUT_ROWS];
};

/* The first is used for a language that has none of its own. */
static const struct layout layouts[] = {
	{"en", 10, {"q w e r t y u i o p", "a s d f g h j k l", "shift z x c v b n m back", BOTTOM_LETTERS}},
	{"de", 11,
		{"q w e r t z u i o p ü", "a s d f g h j k l ö ä", "shift y x c v b n m ß back",
			BOTTOM_LETTERS}},
	{"fr", 10,
		{"a z e r t y u i o p", "q s d f g h j k l m", "shift w x c v b n ' é back", BOTTOM_LETTERS}},
	{"es", 10,
		{"q w e r t y u i o p", "a s d f g h j k l ñ", "shift z x c v b n m back", BOTTOM_LETTERS}},
};

/* The pages that are alike in every language. */
static const struct layout digits = {
	NULL, 10, {"1 2 3 4 5 6 7 8 9 0", "- / : ; ( ) & @ \" €", "#+= . , ? ! ' + back", BOTTOM_OTHERS}};
static const struct layout symbols = {
	NULL, 10, {"[ ] { } # % ^ * + =", "_ \\ | ~ < > $ £ · °", "123 – … „ “ ” ’ back", BOTTOM_OTHERS}};
static const struct layout accents = {NULL, 10,
	{"ä á à â å ã æ ç é è", "ê ë í î ï ó ô ö ø œ", "shift ü ú ù û ß ñ ł š back", BOTTOM_OTHERS}};

/* What a long press on a key offers. */
static const struct {
	const char *key, *offers;
} long_presses[] = {
	{"a", "ä á à â å ã æ ą ā"},
	{"c", "ç ć č"},
	{"d", "ď đ ð"},
	{"e", "é è ê ë ę ė ē ě"},
	{"g", "ğ ģ"},
	{"i", "í ì î ï ı ī į"},
	{"k", "ķ"},
	{"l", "ł ľ ļ"},
	{"n", "ñ ń ň ņ"},
	{"o", "ö ó ò ô ø õ œ ō ő"},
	{"r", "ř ŕ"},
	{"s", "ß ś š ş ș"},
	{"t", "ť ț þ"},
	{"u", "ü ú ù û ů ű ū ų"},
	{"y", "ý ÿ"},
	{"z", "ž ź ż"},
	{"ö", "ő õ ō"},
	{"ü", "ű ů ū"},
	{"é", "è ê ë"},
	{".", ", ? ! ' - : @"},
};
