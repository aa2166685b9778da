/* The handshake wants a SHA-1, of which it asks no secrecy. libsodium leaves that out for good reason;
 * nettle has it, and is loaded with libmicrohttpd anyway. */
#include "net/handshake.h"

#include <nettle/sha1.h>
#include <sodium.h>

#define KEY_CHARS 24
#define NONCE_BYTES 16

bool websocket_accept(struct str key, char out[ACCEPT_CHARS + 1])
{
	static const struct str guid = {"258EAFA5-E914-47DA-95CA-C5AB0DC85B11", 36};
	uint8_t nonce[NONCE_BYTES], digest[SHA1_DIGEST_SIZE];
	struct sha1_ctx sha1;
	size_t got = 0;
	if (key.n != KEY_CHARS ||
		sodium_base642bin(nonce, sizeof nonce, key.p, key.n, NULL, &got, NULL,
			sodium_base64_VARIANT_ORIGINAL) != 0)
		return false;
	if (got != NONCE_BYTES)
		return false;
	sha1_init(&sha1);
	sha1_update(&sha1, key.n, (const uint8_t *)key.p);
	sha1_update(&sha1, guid.n, (const uint8_t *)guid.p);
	sha1_digest(&sha1, sizeof digest, digest);
	sodium_bin2base64(out, ACCEPT_CHARS + 1, digest, sizeof digest, sodium_base64_VARIANT_ORIGINAL);
	return true;
}
