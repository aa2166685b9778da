#pragma once
/* The admin socket: how a sub-command of the same user speaks to the kiosk that is running. A unix
 * socket of mode 0600; root and the kiosk's own user may connect. One line of JSON, one line back:
 *
 *   {"ping":true}
 *     {"error":"none","text":""}
 *   {"import_people":{"dry_run":true,"rows":[{"name":"Anna Berg","given":"Anna","organisation":"Harbour",
 *     "email":"anna@example.org","language":"de","team":"Night desk","line":2}]}}
 *   {"import_sessions":{"dry_run":false,"from":0,"to":0,"events":[{"uid":"…","title":"…","description":"…",
 *     "location":"…","recurrence":0,"start":1795000000000,"end":1795003600000,"cancelled":false,
 *     "attendees":[{"email":"…","name":"…"}],"line":7}]}}
 *     as a page is answered (file.c), with all rows
 *
 * Fields are those of struct import_person and struct import_event (core/msg.h); what is absent is
 * empty, 0 or false. Any error: {"error":"invalid","text":"…"}, with a name of errors.def. */
#include "base/buf.h"

/* For the sub-commands; waits. The answer comes without its line end. False: nobody answers there,
 * with the reason in `problem`. */
bool admin_call(const char *socket_path, struct str request, struct buf *answer, char *problem, size_t size);
