/* The same as libsodium's, of every length up to three blocks, however it is parted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

#include "base/blake.h"

static void it_agrees_with_libsodium(void **state)
{
	unsigned char bytes[3 * 128 + 1], mine[BLAKE2B_BYTES], theirs[BLAKE2B_BYTES];
	(void)state;
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)(i * 37 + 11);
	for (size_t n = 0; n <= sizeof bytes; n++) {
		assert_int_equal(crypto_generichash(theirs, sizeof theirs, bytes, n, NULL, 0), 0);
		for (size_t cut = 0; cut <= n; cut += 1 + n / 5) {
			blake2b(mine, (struct str){(char *)bytes, cut},
				(struct str){(char *)bytes + cut, n - cut});
			assert_memory_equal(mine, theirs, sizeof mine);
		}
	}
}

/* Appendix A's text with this length of result. */
static void it_is_what_others_have_for_abc(void **state)
{
	static const uint8_t abc[BLAKE2B_BYTES] = {0xbd, 0xdd, 0x81, 0x3c, 0x63, 0x42, 0x39, 0x72, 0x31, 0x71,
		0xef, 0x3f, 0xee, 0x98, 0x57, 0x9b, 0x94, 0x96, 0x4e, 0x3b, 0xb1, 0xcb, 0x3e, 0x42, 0x72,
		0x62, 0xc8, 0xc0, 0x68, 0xd5, 0x23, 0x19};
	uint8_t out[BLAKE2B_BYTES];
	(void)state;
	blake2b(out, STR("ab"), STR("c"));
	assert_memory_equal(out, abc, sizeof abc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_agrees_with_libsodium),
		cmocka_unit_test(it_is_what_others_have_for_abc),
	};
	return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
