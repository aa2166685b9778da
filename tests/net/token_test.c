/* Tokens and short codes: what is written can be read, however a person types it, and nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "net/handshake.h"
#include "net/ticket.h"
#include "net/token.h"
#include "net/tries.h"

#include <arpa/inet.h>
#include <netinet/in.h>

static void a_written_token_reads_back(void **state)
{
	(void)state;
	for (int i = 0; i < 1000; i++) {
		uint8_t token[TOKEN_BYTES], back[TOKEN_BYTES];
		char text[TOKEN_CHARS + 1];
		random_bytes(token, sizeof token);
		token_text(token, text);
		assert_int_equal(strlen(text), TOKEN_CHARS);
		assert_true(token_read(str_from(text), back));
		assert_memory_equal(token, back, sizeof token);
	}
}

static void what_is_made_from_a_number_follows_from_it(void **state)
{
	(void)state;
	struct fresh one, same, other, random;
	fresh_from(&one, 1);
	fresh_from(&same, 1);
	fresh_from(&other, 2);
	fresh_fill(&random);
	assert_memory_equal(one.token, same.token, TOKEN_BYTES);
	assert_string_equal(one.short_code, same.short_code);
	assert_true(one.seed == same.seed);
	assert_memory_not_equal(one.token, other.token, TOKEN_BYTES);
	assert_memory_not_equal(one.token, random.token, TOKEN_BYTES);
	char code[SHORT_CODE_CHARS + 1];
	assert_true(short_read(str_from(one.short_code), code));
	assert_string_equal(one.short_code, code);
}

static void a_token_is_one_big_endian_number(void **state)
{
	(void)state;
	char text[TOKEN_CHARS + 1];
	uint8_t one[TOKEN_BYTES] = {[15] = 1}, most[TOKEN_BYTES];
	memset(most, 0xFF, sizeof most);
	token_text(one, text);
	assert_string_equal(text, "00000000000000000000000001");
	token_text(most, text);
	assert_string_equal(text, "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
}

static void a_token_is_read_as_people_type_it(void **state)
{
	(void)state;
	uint8_t a[TOKEN_BYTES], b[TOKEN_BYTES];
	assert_true(token_read(STR("0123456789ABCDEFGHJKMN1000"), a));
	assert_true(token_read(STR("o123-4567 89abcdefghjkmnIoOo"), b));
	assert_memory_equal(a, b, sizeof a);
}

static void what_is_no_token_is_refused(void **state)
{
	(void)state;
	uint8_t token[TOKEN_BYTES];
	const char *const wrong[] = {"", "0", "0000000000000000000000000", "000000000000000000000000000",
		"80000000000000000000000000", "0000000000000000000000000U",
		"0000000000000000000000000\xC3\xA4", "0000000000000000000000000!",
		"--------------------------"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(token_read(str_from(wrong[i]), token));
	assert_false(token_read((struct str){"0000000000000\0000000000000", 26}, token));
}

static void a_short_code_is_canonical_before_it_is_hashed(void **state)
{
	(void)state;
	char code[SHORT_CODE_CHARS + 1];
	struct hash a, b;
	assert_true(short_read(STR(" h4k-7lo "), code));
	assert_string_equal(code, "H4K710");
	short_hash(code, &a);
	short_hash("H4K711", &b);
	assert_memory_not_equal(&a, &b, sizeof a);
	assert_false(short_read(STR("H4K7Q"), code));
	assert_false(short_read(STR("H4K7QMM"), code));
	assert_false(short_read(STR("H4K7QU"), code));
}

/* BLAKE2b-256 of 16 zero bytes, as Python's hashlib.blake2b(bytes(16), digest_size=32) has it. */
static void a_token_is_hashed_by_blake2b(void **state)
{
	(void)state;
	static const uint8_t want[8] = {0x94, 0xc1, 0xc0, 0x88, 0xcc, 0x94, 0x53, 0x99};
	uint8_t token[TOKEN_BYTES] = {0};
	struct hash hash;
	token_hash(token, &hash);
	assert_memory_equal(hash.b, want, sizeof want);
}

static void fresh_material_fits_together(void **state)
{
	(void)state;
	struct fresh a, b;
	struct hash hash;
	char code[SHORT_CODE_CHARS + 1];
	fresh_fill(&a);
	fresh_fill(&b);
	assert_memory_not_equal(a.token, b.token, sizeof a.token);
	token_hash(a.token, &hash);
	assert_memory_equal(&hash, &a.token_hash, sizeof hash);
	assert_true(short_read(str_from(a.short_code), code));
	assert_string_equal(code, a.short_code);
	short_hash(a.short_code, &hash);
	assert_memory_equal(&hash, &a.short_hash, sizeof hash);
}

/* The example of RFC 6455, section 1.3. */
static void a_handshake_is_answered_as_the_standard_says(void **state)
{
	(void)state;
	char accept[ACCEPT_CHARS + 1];
	assert_true(websocket_accept(STR("dGhlIHNhbXBsZSBub25jZQ=="), accept));
	assert_string_equal(accept, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
	assert_false(websocket_accept(STR("dGhlIHNhbXBsZSBub25jZQ="), accept));
	assert_false(websocket_accept(STR("dGhlIHNhbXBsZSBub25jZ!=="), accept));
	assert_false(websocket_accept(STR(""), accept));
}

static struct sockaddr_in6 address(const char *text)
{
	struct sockaddr_in6 a = {.sin6_family = AF_INET6};
	assert_int_equal(inet_pton(AF_INET6, text, &a.sin6_addr), 1);
	return a;
}

static bool try_from(struct tries *tries, const char *text, int64_t mono)
{
	struct sockaddr_in6 from = address(text);
	return tries_take(tries, (struct sockaddr *)&from, mono);
}

static void one_phone_has_ten_tries_a_minute(void **state)
{
	(void)state;
	struct tries tries = {0};
	for (int i = 0; i < TRIES_PER_ADDRESS; i++)
		assert_true(try_from(&tries, "::ffff:192.168.1.20", 1000 + i));
	assert_false(try_from(&tries, "::ffff:192.168.1.20", 60999));
	assert_true(try_from(&tries, "::ffff:192.168.1.21", 60999));
	assert_true(try_from(&tries, "::ffff:192.168.1.20", 61000));
	assert_false(try_from(&tries, "::ffff:192.168.1.20", 61000));
}

static void the_same_phone_on_ipv4_is_the_same(void **state)
{
	(void)state;
	struct tries tries = {0};
	struct sockaddr_in v4 = {.sin_family = AF_INET};
	assert_int_equal(inet_pton(AF_INET, "192.168.1.20", &v4.sin_addr), 1);
	for (int i = 0; i < TRIES_PER_ADDRESS; i++)
		assert_true(tries_take(&tries, (struct sockaddr *)&v4, 1000));
	assert_false(try_from(&tries, "::ffff:192.168.1.20", 1001));
}

static void a_phone_cannot_change_its_address_to_try_more(void **state)
{
	(void)state;
	struct tries tries = {0};
	for (int i = 0; i < TRIES_PER_ADDRESS; i++)
		assert_true(try_from(&tries, "fd00::1:2:3:4", 1000));
	assert_false(try_from(&tries, "fd00::9:9:9:9", 1000));
}

static void all_phones_have_sixty_tries_a_minute(void **state)
{
	(void)state;
	struct tries tries = {0};
	char text[32];
	for (int i = 0; i < TRIES_IN_ALL; i++) {
		snprintf(text, sizeof text, "::ffff:10.0.0.%d", i);
		assert_true(try_from(&tries, text, 1000 + i));
	}
	assert_false(try_from(&tries, "::ffff:10.1.1.1", 60999));
	assert_true(try_from(&tries, "::ffff:10.1.1.1", 61000)); /* the first is a minute old */
	assert_false(try_from(&tries, "::ffff:10.1.1.2", 61000));
}

static void a_ticket_is_good_once_for_its_cookie_and_note(void **state)
{
	(void)state;
	static struct tickets tickets;
	struct hash mine = {{1}}, other = {{2}};
	char text[TOKEN_CHARS + 1];
	ticket_make(&tickets, &mine, 17, 1000, text);
	assert_true(ticket_take(&tickets, str_from(text), &mine, 17, 1000));
	assert_false(ticket_take(&tickets, str_from(text), &mine, 17, 1000));
	ticket_make(&tickets, &mine, 17, 1000, text);
	assert_false(ticket_take(&tickets, str_from(text), &other, 17, 1000));
	ticket_make(&tickets, &mine, 17, 1000, text);
	assert_false(ticket_take(&tickets, str_from(text), &mine, 18, 1000));
	ticket_make(&tickets, &mine, 17, 1000, text);
	assert_false(ticket_take(&tickets, str_from(text), &mine, 17, 1000 + TICKET_MS));
	ticket_make(&tickets, &mine, 17, 1000, text);
	assert_true(ticket_take(&tickets, str_from(text), &mine, 17, 999 + TICKET_MS));
	assert_false(ticket_take(&tickets, STR("00000000000000000000000000"), &(struct hash){0}, 0, 1));
}

static void past_the_limit_the_oldest_ticket_is_forgotten(void **state)
{
	(void)state;
	static struct tickets tickets;
	struct hash mine = {{1}};
	char first[TOKEN_CHARS + 1], second[TOKEN_CHARS + 1], text[TOKEN_CHARS + 1];
	ticket_make(&tickets, &mine, 1, 1000, first);
	ticket_make(&tickets, &mine, 1, 1000, second);
	for (int i = 1; i < TICKETS_MAX; i++)
		ticket_make(&tickets, &mine, 1, 1000, text);
	assert_false(ticket_take(&tickets, str_from(first), &mine, 1, 1000));
	assert_true(ticket_take(&tickets, str_from(second), &mine, 1, 1000));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_written_token_reads_back),
		cmocka_unit_test(what_is_made_from_a_number_follows_from_it),
		cmocka_unit_test(a_token_is_one_big_endian_number),
		cmocka_unit_test(a_token_is_read_as_people_type_it),
		cmocka_unit_test(what_is_no_token_is_refused),
		cmocka_unit_test(a_short_code_is_canonical_before_it_is_hashed),
		cmocka_unit_test(a_token_is_hashed_by_blake2b),
		cmocka_unit_test(fresh_material_fits_together),
		cmocka_unit_test(a_handshake_is_answered_as_the_standard_says),
		cmocka_unit_test(one_phone_has_ten_tries_a_minute),
		cmocka_unit_test(the_same_phone_on_ipv4_is_the_same),
		cmocka_unit_test(a_phone_cannot_change_its_address_to_try_more),
		cmocka_unit_test(all_phones_have_sixty_tries_a_minute),
		cmocka_unit_test(a_ticket_is_good_once_for_its_cookie_and_note),
		cmocka_unit_test(past_the_limit_the_oldest_ticket_is_forgotten),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
