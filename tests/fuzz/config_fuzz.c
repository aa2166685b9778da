/* libFuzzer: any bytes as a configuration. What is accepted is written so that it reads the same. */
#include <stdint.h>

#include "app/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct config c, again;
	struct buf problems = {0}, first = {0}, second = {0};
	config_defaults(&c);
	bool good = config_parse(&c, "f", (struct str){(const char *)data, size}, &problems);
	INVARIANT(good == (problems.n == 0));
	if (good) {
		config_defaults(&again);
		config_write(&c, false, &first);
		INVARIANT(config_parse(&again, "f", buf_str(&first), &problems));
		config_write(&again, false, &second);
		INVARIANT(str_eq(buf_str(&first), buf_str(&second)));
		config_free(&again);
	}
	buf_free(&problems);
	buf_free(&first);
	buf_free(&second);
	config_free(&c);
	return 0;
}
