/* Comparing text with text: nothing is resolved or parsed, so there is nothing to be misled by. Names
 * are kept in lower case and with the port exactly as browsers write it. */
#include "net/origin.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/log.h"
#define LOG_MODULE "net"

static void add(struct hosts *hosts, const char *name)
{
	if (hosts_have(hosts, str_from(name)))
		return;
	if (hosts->count == HOSTS_MAX) {
		log_warn("more than %d addresses; phones are refused on one of them", HOSTS_MAX);
		return;
	}
	char *out = hosts->names[hosts->count++];
	size_t n = 0;
	for (; name[n] && n < HOST_CHARS - 1; n++)
		out[n] = (char)(name[n] >= 'A' && name[n] <= 'Z' ? name[n] - 'A' + 'a' : name[n]);
	out[n] = 0;
}

void hosts_add(struct hosts *hosts, struct str name, uint16_t port)
{
	char text[HOST_CHARS];
	if (name.n == 0 || name.n > HOST_CHARS - sizeof ":65535")
		return;
	if (port == 80) {
		snprintf(text, sizeof text, "%.*s", STR_FMT(name));
		add(hosts, text);
	}
	snprintf(text, sizeof text, "%.*s:%u", STR_FMT(name), port);
	add(hosts, text);
}

void hosts_add_loopback(struct hosts *hosts, uint16_t port)
{
	hosts_add(hosts, STR("localhost"), port);
	hosts_add(hosts, STR("127.0.0.1"), port);
	hosts_add(hosts, STR("[::1]"), port);
}

static bool same(struct str a, struct str b)
{
	return a.n == b.n && strncasecmp(a.p, b.p, a.n) == 0;
}

bool hosts_have(const struct hosts *hosts, struct str host)
{
	for (int i = 0; i < hosts->count; i++)
		if (same(host, str_from(hosts->names[i])))
			return host.n > 0;
	return false;
}

static bool origin_of_host(struct str origin, struct str host)
{
	struct str scheme = STR("http://");
	return origin.n > scheme.n && same(str_sub(origin, 0, scheme.n), scheme) &&
		same(str_sub(origin, scheme.n, origin.n), host);
}

/* Browsers that send Sec-Fetch-Site say by it whose page asks; a request typed in or from a bookmark,
 * or by a scanned code, is "none". */
static bool site_fits(struct str site, enum origin_rule rule)
{
	if (site.n == 0 || rule == ORIGIN_READS)
		return true;
	return str_eq(site, STR("same-origin"));
}

bool origin_fits(const struct hosts *hosts, const struct head *head, enum origin_rule rule)
{
	if (head->hosts != 1 || !hosts_have(hosts, head->host))
		return false;
	if (rule == ORIGIN_READS)
		return true;
	if (head->origins == 0)
		return rule == ORIGIN_ACTS && site_fits(head->fetch_site, rule);
	return head->origins == 1 && origin_of_host(head->origin, head->host) &&
		site_fits(head->fetch_site, rule);
}
