/* `tandem pin --forget`: whoever owns the machine takes away a PIN that nobody remembers. The kiosk that is
 * running does it when it is asked through its admin socket; where none runs a core of our own does. */
#include <errno.h>
#include <getopt.h>
#include <libintl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/import_here.h"
#include "net/admin.h"

#define _(text) gettext(text)

static int help(FILE *to, int status)
{
	fprintf(to,
		_("Usage: tandem pin --forget [--config FILE] [--database FILE]\n"
		  "Takes the facilitator's PIN away: whoever signs in next at the screen sets a new one.\n"
		  "  --config FILE    instead of %s\n"
		  "  --database FILE  instead of the configured one\n"
		  "  --help\n"),
		CONFIG_FILE);
	return status;
}

static bool kiosk_says(const char *socket, struct str request, struct buf *answer)
{
	char problem[300];
	answer->n = 0;
	return admin_call(socket, request, answer, problem, sizeof problem);
}

/* The answer as the kiosk gives it, see wire_error. */
static enum err read_answer(struct str answer)
{
	for (int e = 0; e < ERR_count; e++) {
		char begin[64];
		int n = snprintf(begin, sizeof begin, "{\"error\":\"%s\"", err_name((enum err)e));
		if (str_starts(answer, (struct str){begin, (size_t)n}))
			return (enum err)e;
	}
	return ERR_internal;
}

static enum err forget(const struct config *c, const char *database, char *problem, size_t size)
{
	struct arena mem = {0};
	struct buf answer = {0};
	enum err err = ERR_disk;
	struct str socket = arena_printf(&mem, "%s.sock", database);
	if (kiosk_says(socket.p, STR("{\"ping\":true}"), &answer)) {
		err = kiosk_says(socket.p, STR("{\"pin_forget\":{}}"), &answer)
			? read_answer(buf_str(&answer))
			: ERR_busy;
	} else if (access(database, F_OK) !=
		0) { /* one would be made, and the PIN still be there elsewhere */
		snprintf(problem, size, "%s: %s", database, strerror(errno));
	} else {
		struct msg *m = msg_new(MSG_pin_forget, (struct origin){.source = FROM_FILE, .request = 1});
		struct effect *e = import_here(c, database, m, problem, size);
		err = e ? e->u.reply.err : ERR_disk;
		effect_free(e);
	}
	buf_free(&answer);
	arena_free(&mem);
	return err;
}

static int run(const struct config *c, const char *database)
{
	char problem[600] = "";
	enum err err = forget(c, database, problem, sizeof problem);
	if (err == ERR_none)
		puts(_("The PIN is forgotten. Whoever signs in next at the screen sets a new one."));
	else if (err == ERR_already)
		puts(_("There is no PIN."));
	else
		fprintf(stderr, "tandem pin: %s\n", problem[0] ? problem : _(err_text(err)));
	return err == ERR_none || err == ERR_already ? 0 : 1;
}

int command_pin(int argc, char **argv)
{
	static const struct option options[] = {{"forget", no_argument, NULL, 'f'},
		{"config", required_argument, NULL, 'c'}, {"database", required_argument, NULL, 'd'},
		{"help", no_argument, NULL, 'h'}, {0}};
	const char *path = NULL, *database = NULL;
	bool sure = false;
	commands_open();
	for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		if (o == 'f')
			sure = true;
		else if (o == 'c')
			path = optarg;
		else if (o == 'd')
			database = optarg;
		else
			return o == 'h' ? help(stdout, 0) : help(stderr, 2);
	}
	if (optind != argc || !sure)
		return help(stderr, 2);
	struct config c;
	int status = 1;
	if (commands_read_config(&c, path))
		status = run(&c, config_database(&c, database).p);
	config_free(&c);
	return status;
}
