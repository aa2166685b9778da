/* libFuzzer: any bytes as a people file. What is taken for good must be text a screen can show. */
#include <stdint.h>

#include "base/log.h"
#include "core/types.h"
#include "import/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = {0};
	struct report report = {0};
	struct people_file people;
	bool good = people_read(&mem, (struct str){(const char *)data, size}, &people, &report);
	INVARIANT(good == (report.problems.count == 0));
	for (uint32_t i = 0; good && i < people.count; i++) {
		const struct import_person *p = &people.rows[i];
		INVARIANT(p->name.n + p->given.n > 0 && p->name.n <= NAME_MAX_BYTES &&
			p->given.n <= NAME_MAX_BYTES);
		INVARIANT(utf8_valid(p->name) && utf8_valid(p->given) && utf8_valid(p->email));
		INVARIANT(utf8_valid(p->organisation) && p->organisation.n <= NAME_MAX_BYTES && p->line > 1);
	}
	report_free(&report);
	arena_free(&mem);
	return 0;
}
