/* Three encodings are all that spreadsheets and calendars write on the machines people have. They
 * are told apart by the byte order mark, by zero bytes (every second byte of Western text in UTF-16),
 * and by whether the bytes are valid UTF-8, which text in Windows-1252 with any accent never is by
 * accident. Converted by hand: iconv(3) would load modules from the disk for a table of 32 entries. */
#include "import/encoding.h"

#include <string.h>

/* 0x80 to 0x9F of Windows-1252 (Unicode's CP1252.TXT); 0: no character. */
static const uint16_t windows_1252[32] = {0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6,
	0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013,
	0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

static uint32_t line_of(struct str s, size_t at)
{
	uint32_t line = 1;
	for (size_t i = 0; i < at; i++)
		line += s.p[i] == '\n';
	return line;
}

static bool from_windows(struct arena *mem, struct str bytes, struct str *text, struct report *report)
{
	char *out = arena_alloc(mem, bytes.n * 3); /* none of these needs more */
	size_t n = 0;
	for (size_t i = 0; i < bytes.n; i++) {
		unsigned char c = (unsigned char)bytes.p[i];
		uint32_t code_point = c >= 0x80 && c < 0xA0 ? windows_1252[c - 0x80] : c;
		if (c >= 0x80 && code_point == 0) {
			report_problem(report, line_of(bytes, i),
				N_("a byte (%02X) that is neither UTF-8 nor Windows-1252"), c);
			return false;
		}
		n += utf8_put(out + n, code_point);
	}
	*text = (struct str){out, n};
	return true;
}

static uint32_t unit(struct str bytes, size_t at, bool big)
{
	unsigned first = (unsigned char)bytes.p[at], second = (unsigned char)bytes.p[at + 1];
	return big ? first << 8 | second : second << 8 | first;
}

static bool from_utf16(struct arena *mem, struct str bytes, bool big, struct str *text, struct report *report)
{
	char *out = arena_alloc(mem, bytes.n / 2 * 3 + 1); /* a pair of units, 4 bytes, needs 4 */
	size_t n = 0;
	uint32_t line = 1;
	bool good = bytes.n % 2 == 0;
	for (size_t at = 0; good && at < bytes.n; at += 2) {
		uint32_t c = unit(bytes, at, big);
		if (c >= 0xD800 && c < 0xDC00 && at + 2 < bytes.n) {
			uint32_t low = unit(bytes, at + 2, big);
			if (low >= 0xDC00 && low < 0xE000) {
				c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
				at += 2;
			}
		}
		good = c != 0 && (c < 0xD800 || c >= 0xE000);
		line += c == '\n';
		n += utf8_put(out + n, c);
	}
	*text = (struct str){out, n};
	if (!good)
		report_problem(report, line, N_("the text is UTF-16, but broken here"));
	return good;
}

enum zeroes { ZEROES_NONE, ZEROES_EVEN, ZEROES_ODD, ZEROES_BOTH };

/* Where zero bytes stand in the beginning of the file: UTF-16 without a mark betrays itself. */
static enum zeroes where_zeroes_stand(struct str bytes)
{
	size_t n = bytes.n < 4096 ? bytes.n : 4096, at[2] = {0};
	for (size_t i = 0; i < n; i++)
		at[i % 2] += bytes.p[i] == 0;
	if (at[0] > 4 * at[1])
		return ZEROES_EVEN;
	if (at[1] > 4 * at[0])
		return ZEROES_ODD;
	return at[0] ? ZEROES_BOTH : ZEROES_NONE;
}

bool encoding_to_utf8(struct arena *mem, struct str bytes, struct str *text, struct report *report)
{
	if (bytes.n > IMPORT_FILE_MAX_BYTES) {
		report_problem(
			report, 0, N_("the file is too long; allowed: %zu MiB"), IMPORT_FILE_MAX_BYTES >> 20);
		return false;
	}
	if (str_starts(bytes, STR("\xFF\xFE")))
		return from_utf16(mem, str_sub(bytes, 2, bytes.n), false, text, report);
	if (str_starts(bytes, STR("\xFE\xFF")))
		return from_utf16(mem, str_sub(bytes, 2, bytes.n), true, text, report);
	enum zeroes zeroes = where_zeroes_stand(bytes);
	if (zeroes == ZEROES_EVEN || zeroes == ZEROES_ODD)
		return from_utf16(mem, bytes, zeroes == ZEROES_EVEN, text, report);
	if (bytes.n && memchr(bytes.p, 0, bytes.n)) {
		report_problem(report, 0, N_("this is no text: it holds zero bytes"));
		return false;
	}
	bool marked = str_starts(bytes, STR("\xEF\xBB\xBF"));
	*text = str_sub(bytes, marked ? 3 : 0, bytes.n);
	return utf8_valid(*text) || from_windows(mem, *text, text, report);
}
