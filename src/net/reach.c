/* How this machine is reached just now: told to the core, for the codes on the screen, and kept as the
 * list of hosts we answer to. Renewed when the kernel says that an address or a link has changed. */
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"
#include "net/address.h"
#include "net/inside.h"
#define LOG_MODULE "net"

static void upper(char *s)
{
	for (; *s; s++)
		if (*s >= 'a' && *s <= 'z')
			*s = (char)(*s - 'a' + 'A');
}

static bool has_port(struct str host)
{
	return host.n && host.p[host.n - 1] != ']' && str_contains(host, STR(":"));
}

/* "192.168.1.20:8080"; the port is left out when it is 80 or the name brings its own. */
static void write_label(const struct net *net, struct str name, char *out, size_t size)
{
	if (net->port == 80 || has_port(name))
		snprintf(out, size, "%.*s", STR_FMT(name));
	else
		snprintf(out, size, "%.*s:%u", STR_FMT(name), net->port);
}

/* The name phones use: the one configured, the one we are bound to, or the best there is. */
static struct str own_name(const struct net *net, const struct address *list, int count)
{
	if (net->host[0])
		return str_from(net->host);
	if (net->bind[0] && strcmp(net->bind, "0.0.0.0") != 0 && strcmp(net->bind, "::") != 0)
		return str_from(net->bind);
	int best = addresses_best(list, count);
	return best < 0 ? STR("") : str_from(list[best].text);
}

static void tell_core(struct net *net, struct str name)
{
	char label[sizeof net->label] = "", url[sizeof net->url] = "";
	if (name.n) {
		write_label(net, name, label, sizeof label);
		snprintf(url, sizeof url, "http://%.*s/", (int)sizeof net->host, label);
		upper(url); /* capitals make a smaller code; scheme and host are read in any case */
	}
	if (strcmp(url, net->url) == 0 && net->told)
		return;
	memcpy(net->url, url, sizeof url);
	memcpy(net->label, label, sizeof label);
	net->told = true;
	log_info("phones reach this machine at %s", *label ? label : "no address");
	struct msg *msg = net_message(MSG_addresses, FROM_SYSTEM, 0);
	msg->origin.request = 0;
	msg->u.addresses.url = msg_str(msg, str_from(url));
	msg->u.addresses.label = msg_str(msg, str_from(label));
	net_owe(net, msg);
}

static void renew_hosts(struct net *net, const struct address *list, int count, struct str name)
{
	struct str bare = name, host;
	net->hosts.count = 0;
	hosts_add_loopback(&net->hosts, net->port);
	if (has_port(name)) {
		str_split(&bare, ':', &host);
		int64_t port = 0;
		if (str_int(bare, 1, UINT16_MAX, &port))
			hosts_add(&net->hosts, host, (uint16_t)port);
		hosts_add(&net->hosts, host, net->port);
	} else {
		hosts_add(&net->hosts, name, net->port);
	}
	for (int i = 0; i < count; i++)
		hosts_add(&net->hosts, str_from(list[i].text), net->port);
}

void addresses_renew(struct net *net)
{
	struct address list[ADDRESSES_MAX];
	int count = addresses_list(list, ADDRESSES_MAX);
	struct str name = own_name(net, list, count);
	renew_hosts(net, list, count, name);
	tell_core(net, name);
}

/* ---- changes, told by the kernel (rtnetlink(7)); without that, looked at now and then ---- */
static void on_links(struct watch *watch, uint32_t events)
{
	(void)events;
	struct net *net = (struct net *)(void *)((char *)watch - offsetof(struct net, links));
	char waste[8192];
	while (recv(watch->fd, waste, sizeof waste, MSG_DONTWAIT) > 0)
		;
	addresses_renew(net);
}

void addresses_open(struct net *net)
{
	struct sockaddr_nl name = {
		.nl_family = AF_NETLINK, .nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR};
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
	net->links = (struct watch){.fd = fd, .ready = on_links};
	if (fd >= 0 &&
		(bind(fd, (struct sockaddr *)&name, sizeof name) != 0 ||
			!loop_add(&net->loop, &net->links, EPOLLIN))) {
		close(fd);
		net->links.fd = -1;
	}
	addresses_renew(net);
}

void addresses_close(struct net *net)
{
	if (net->links.fd >= 0)
		close(net->links.fd);
}
