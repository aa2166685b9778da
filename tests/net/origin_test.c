/* Who may talk to us, row by row; the same rows go over real sockets in server_test.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "net/origin.h"

static void names_are_compared_without_case_and_with_their_port(void **state)
{
	(void)state;
	static struct hosts hosts;
	hosts_add(&hosts, STR("Kiosk.Example"), 8080);
	assert_true(hosts_have(&hosts, STR("KIOSK.example:8080")));
	assert_false(hosts_have(&hosts, STR("kiosk.example")));
	assert_false(hosts_have(&hosts, STR("kiosk.example:80")));
	assert_false(hosts_have(&hosts, STR("kiosk.example:8080.")));
	assert_false(hosts_have(&hosts, STR("")));
}

static void port_80_may_be_left_out(void **state)
{
	(void)state;
	static struct hosts hosts;
	hosts_add(&hosts, STR("192.168.1.20"), 80);
	assert_true(hosts_have(&hosts, STR("192.168.1.20")));
	assert_true(hosts_have(&hosts, STR("192.168.1.20:80")));
}

static void past_the_limit_an_address_is_left_out(void **state)
{
	(void)state;
	static struct hosts hosts;
	char name[32];
	for (int i = 0; i <= HOSTS_MAX; i++) {
		snprintf(name, sizeof name, "10.0.0.%d", i);
		hosts_add(&hosts, str_from(name), 8080);
	}
	assert_int_equal(hosts.count, HOSTS_MAX);
	assert_false(hosts_have(&hosts, STR("10.0.0.32:8080")));
	assert_true(hosts_have(&hosts, STR("10.0.0.31:8080")));
}

static void a_name_too_long_is_no_name(void **state)
{
	(void)state;
	static struct hosts hosts;
	char name[HOST_CHARS];
	for (size_t i = 0; i < sizeof name; i++)
		name[i] = 'a';
	hosts_add(&hosts, (struct str){name, sizeof name}, 8080);
	hosts_add(&hosts, STR(""), 8080);
	assert_int_equal(hosts.count, 0);
}

#define TEXT(s)                                                                                              \
	{                                                                                                    \
		"" s, sizeof(s) - 1                                                                          \
	} /* STR is no constant */
#define ONE(h) .host = TEXT(h), .hosts = 1
#define FROM(o) .origin = TEXT(o), .origins = 1

static const struct {
	struct head head;
	bool reads, acts, listens;
} rows[] = {
	{{ONE("192.168.1.20:8080"), FROM("http://192.168.1.20:8080")}, true, true, true},
	{{ONE("192.168.1.20:8080"), FROM("HTTP://192.168.1.20:8080")}, true, true, true},
	{{ONE("192.168.1.20:8080")}, true, true, false},
	{{ONE("192.168.1.20:8080"), FROM("null")}, true, false, false},
	{{ONE("192.168.1.20:8080"), FROM("")}, true, false, false},
	{{ONE("192.168.1.20:8080"), FROM("http://")}, true, false, false},
	{{ONE("192.168.1.20:8080"), FROM("https://192.168.1.20:8080")}, true, false, false},
	{{ONE("192.168.1.20:8080"), FROM("http://localhost:8080")}, true, false, false},
	{{ONE("192.168.1.20:8080"), FROM("http://192.168.1.20:8080.evil.example")}, true, false, false},
	{{.host = TEXT("192.168.1.20:8080"), .hosts = 2, FROM("http://192.168.1.20:8080")}, false, false,
		false},
	{{ONE("192.168.1.20:8080"), .origin = TEXT("http://192.168.1.20:8080"), .origins = 2}, true, false,
		false},
	{{ONE("evil.example:8080"), FROM("http://evil.example:8080")}, false, false, false},
	{{.hosts = 0}, false, false, false},
	{{ONE("192.168.1.20:8080"), FROM("http://192.168.1.20:8080"), .fetch_site = TEXT("same-origin")},
		true, true, true},
	{{ONE("192.168.1.20:8080"), FROM("http://192.168.1.20:8080"), .fetch_site = TEXT("cross-site")}, true,
		false, false},
	{{ONE("192.168.1.20:8080"), .fetch_site = TEXT("cross-site")}, true, false, false},
};

static void host_and_origin_decide(void **state)
{
	(void)state;
	static struct hosts hosts;
	hosts_add_loopback(&hosts, 8080);
	hosts_add(&hosts, STR("192.168.1.20"), 8080);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		bool reads = origin_fits(&hosts, &rows[i].head, ORIGIN_READS);
		bool acts = origin_fits(&hosts, &rows[i].head, ORIGIN_ACTS);
		bool listens = origin_fits(&hosts, &rows[i].head, ORIGIN_LISTENS);
		if (reads != rows[i].reads || acts != rows[i].acts || listens != rows[i].listens)
			fail_msg("row %zu: reads %d, acts %d, listens %d", i, reads, acts, listens);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_compared_without_case_and_with_their_port),
		cmocka_unit_test(port_80_may_be_left_out),
		cmocka_unit_test(past_the_limit_an_address_is_left_out),
		cmocka_unit_test(a_name_too_long_is_no_name),
		cmocka_unit_test(host_and_origin_decide),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
