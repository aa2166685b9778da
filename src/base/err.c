#include "base/err.h"

#define N_(text) text

static const struct {
	const char *name, *text;
	int status;
} errors[] = {
#define ERR(name, status, text) [ERR_##name] = {#name, text, status},
#include "base/errors.def"
#undef ERR
};

const char *err_name(enum err e)
{
	return errors[e].name;
}

const char *err_text(enum err e)
{
	return errors[e].text;
}

int err_status(enum err e)
{
	return errors[e].status;
}
