#pragma once
/* What can go wrong and must be told apart by somebody else: one list, with its text and status. */
enum err {
#define ERR(name, status, text) ERR_##name,
#include "base/errors.def"
#undef ERR
	ERR_count
};

const char *err_name(enum err); /* "not_found"; stable, part of the phones' protocol */
const char *err_text(enum err); /* English, the key of its translation */
int err_status(enum err);       /* HTTP */
