/* Which address a phone in the room is given. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "net/address.h"

#define V4(name, address)                                                                                    \
	{                                                                                                    \
		.interface = name, .text = address, .private = true                                          \
	}
#define V6(name, address)                                                                                    \
	{                                                                                                    \
		.interface = name, .text = address, .v6 = true                                               \
	}

static const struct {
	const char *why, *want;
	struct address list[5];
} rows[] = {
	{"the only one", "127.0.0.1", {{.interface = "lo", .text = "127.0.0.1", .loopback = true}}},
	{"anything but loopback", "[2001:db8::1]",
		{{.interface = "lo", .text = "127.0.0.1", .loopback = true}, V6("eth0", "[2001:db8::1]")}},
	{"IPv4 first", "192.168.1.20", {V6("wlan0", "[fd00::1]"), V4("wlan0", "192.168.1.20")}},
	{"no containers", "10.0.0.7",
		{V4("docker0", "172.17.0.1"), V4("veth12", "172.18.0.1"), V4("eth0", "10.0.0.7")}},
	{"no virtual machines", "192.168.1.20",
		{V4("virbr0", "192.168.122.1"), V4("enp3s0", "192.168.1.20")}},
	{"no tunnels", "192.168.1.20",
		{V4("wg0", "10.8.0.2"), V4("wlp2s0", "192.168.1.20"), V4("tailscale0", "100.64.0.1")}},
	{"private first", "192.168.1.20",
		{{.interface = "eth0", .text = "203.0.113.9"}, V4("wlan0", "192.168.1.20")}},
	{"public is better than a container's", "203.0.113.9",
		{V4("docker0", "172.17.0.1"), {.interface = "eth0", .text = "203.0.113.9"}}},
	{"unknown hardware is better than a bridge", "192.168.7.2",
		{V4("br-12ab", "172.19.0.1"), V4("foo0", "192.168.7.2")}},
	{"the first of equals", "192.168.1.20", {V4("eth0", "192.168.1.20"), V4("wlan0", "192.168.2.20")}},
};

static void the_best_address_is_chosen(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int count = 0;
		while (count < 5 && rows[i].list[count].text[0])
			count++;
		int best = addresses_best(rows[i].list, count);
		if (best < 0 || strcmp(rows[i].list[best].text, rows[i].want) != 0)
			fail_msg("%s: %s", rows[i].why, best < 0 ? "none" : rows[i].list[best].text);
	}
	assert_int_equal(addresses_best(NULL, 0), -1);
}

static void the_system_has_loopback_at_least(void **state)
{
	(void)state;
	struct address list[ADDRESSES_MAX];
	int count = addresses_list(list, ADDRESSES_MAX), loopback = 0;
	for (int i = 0; i < count; i++)
		loopback += list[i].loopback && strcmp(list[i].text, "127.0.0.1") == 0;
	assert_int_equal(loopback, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_best_address_is_chosen),
		cmocka_unit_test(the_system_has_loopback_at_least),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
