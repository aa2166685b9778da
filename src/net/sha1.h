#pragma once
/* SHA-1 and base 64, for the one place that wants them: the WebSocket handshake (RFC 6455, 4.2.2),
 * which asks for no secrecy of it. Any thread. */
#include "base/str.h"

#define SHA1_BYTES 20
#define ACCEPT_CHARS 28

void sha1(struct str, uint8_t out[SHA1_BYTES]);
/* Sec-WebSocket-Accept for a Sec-WebSocket-Key; false if the key is not 16 bytes in base 64. */
bool websocket_accept(struct str key, char out[ACCEPT_CHARS + 1]);
