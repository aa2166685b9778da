#pragma once
/* The kiosk's half of the WebSocket handshake (RFC 6455, 4.2.2). Any thread. */
#include <stdbool.h>

#include "base/str.h"

#define ACCEPT_CHARS 28

/* Sec-WebSocket-Accept for a Sec-WebSocket-Key; false if the key is not 16 bytes in base 64. */
bool websocket_accept(struct str key, char out[ACCEPT_CHARS + 1]);
