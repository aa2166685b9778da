#include "base/cells.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"

void cell_text(struct buf *out, const char *before, struct str s)
{
	buf_add(out, str_from(before));
	buf_byte(out, '"');
	if (s.n && strchr("=+-@\t\r", s.p[0]))
		buf_byte(out, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_byte(out, '"');
		buf_byte(out, s.p[i]);
	}
	buf_byte(out, '"');
}

void cell_number(struct buf *out, const char *before, int64_t number)
{
	buf_printf(out, "%s%" PRId64, before, number);
}

void cell_time(struct buf *out, const char *before, int64_t wall)
{
	buf_add(out, str_from(before));
	if (wall <= 0)
		return;
	struct civil c = civil_from(wall);
	buf_printf(out, "%04d-%02d-%02d %02d:%02d", c.year, c.month, c.day, c.hour, c.minute);
}
