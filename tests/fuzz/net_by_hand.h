#pragma once
/* A net whose loop is turned by hand, for inputs that come by a socket. */
#include "base/log.h"
#include "net/inside.h"

static struct net *net;

static inline void start(void)
{
	char problem[200];
	log_open(LOG_ERROR, false);
	net = net_make(&(struct net_options){.inbox = queue_new(4096),
			       .bind = "127.0.0.1",
			       .host = "",
			       .pages = "",
			       .admin_path = "",
			       .mirror = ""},
		problem, sizeof problem);
	INVARIANT(net);
}
