#pragma once
/* What is wrong with a file, as text to be compared: "line: what is wrong", in English. */
#include "import/report.h"

static inline void report_show(struct buf *out, const struct remarks *remarks)
{
	for (uint32_t i = 0; i < remarks->count; i++) {
		buf_printf(out, "%u: ", remarks->list[i].line);
		sentence_fill(out, remarks->list[i].what, remarks->list[i].what.format);
		buf_byte(out, '\n');
	}
	buf_byte(out, 0);
}
