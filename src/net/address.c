/* The kiosk's own address, as phones in the room can reach it. A machine has several: the room's Wi-Fi
 * or cable, networks of containers and virtual machines, tunnels. Names tell them apart well enough
 * (systemd.net-naming-scheme): wl…, en… and eth… are hardware. A private IPv4 address comes before
 * anything else since that is what rooms have and what makes the smallest code. */
#include "net/address.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#define LOG_MODULE "net"

/* ---- choosing ---- */
static const struct {
	const char *prefix;
	int score;
} names[] = {
	{"wl", 30},
	{"en", 30},
	{"eth", 30},
	{"usb", 20},
	{"bond", 20},
	{"br0", 20},
	{"docker", -30},
	{"veth", -30},
	{"virbr", -30},
	{"br-", -30},
	{"lxc", -30},
	{"lxd", -30},
	{"vmnet", -30},
	{"vbox", -30},
	{"podman", -30},
	{"cni", -30},
	{"tun", -20},
	{"tap", -20},
	{"wg", -20},
	{"tailscale", -20},
	{"zt", -20},
};

static int score(const struct address *a)
{
	int total = a->loopback ? -1000 : 0;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strncmp(a->interface, names[i].prefix, strlen(names[i].prefix)) == 0)
			total += names[i].score;
	return total + (a->v6 ? 0 : 200) + (a->private ? 10 : 0);
}

int addresses_best(const struct address *list, int count)
{
	int best = -1;
	for (int i = 0; i < count; i++)
		if (best < 0 || score(&list[i]) > score(&list[best]))
			best = i;
	return best;
}

/* ---- asking the system ---- */
static bool read_v4(const struct sockaddr *sa, struct address *a)
{
	struct in_addr in = ((const struct sockaddr_in *)(const void *)sa)->sin_addr;
	uint32_t ip = ntohl(in.s_addr);
	a->private = ip >> 24 == 10 || ip >> 20 == 0xAC1 || ip >> 16 == 0xC0A8;
	return ip >> 16 != 0xA9FE && inet_ntop(AF_INET, &in, a->text, sizeof a->text);
}

static bool read_v6(const struct sockaddr *sa, struct address *a)
{
	const struct in6_addr *in = &((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr;
	char text[INET6_ADDRSTRLEN];
	a->v6 = true;
	a->private = (in->s6_addr[0] & 0xFE) == 0xFC;
	if (IN6_IS_ADDR_LINKLOCAL(in) || !inet_ntop(AF_INET6, in, text, sizeof text))
		return false;
	snprintf(a->text, sizeof a->text, "[%s]", text);
	return true;
}

static bool read_one(const struct ifaddrs *from, struct address *a)
{
	*a = (struct address){.loopback = from->ifa_flags & IFF_LOOPBACK};
	snprintf(a->interface, sizeof a->interface, "%s", from->ifa_name);
	if (!from->ifa_addr || !(from->ifa_flags & IFF_UP) || !(from->ifa_flags & IFF_RUNNING))
		return false;
	if (from->ifa_addr->sa_family == AF_INET)
		return read_v4(from->ifa_addr, a);
	return from->ifa_addr->sa_family == AF_INET6 && read_v6(from->ifa_addr, a);
}

int addresses_list(struct address *out, int cap)
{
	struct ifaddrs *all;
	int count = 0;
	if (getifaddrs(&all) != 0) {
		log_warn("the network interfaces could not be read");
		return 0;
	}
	for (struct ifaddrs *i = all; i && count < cap; i = i->ifa_next)
		count += read_one(i, &out[count]);
	freeifaddrs(all);
	return count;
}
