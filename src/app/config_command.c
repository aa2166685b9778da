/* `tandem config`: what is in force, in the form of a file; or, with --defaults, the file that is
 * installed. */
#include <getopt.h>
#include <libintl.h>
#include <locale.h>
#include <stdio.h>

#include "app/commands.h"
#include "app/folders.h"

#define _(text) gettext(text)

void commands_open(void)
{
	struct folders folders;
	setlocale(LC_MESSAGES, "");
	if (folders_find(&folders))
		bindtextdomain("tandem", folders.locale);
	bind_textdomain_codeset("tandem", "UTF-8");
	textdomain("tandem");
}

bool commands_read_config(struct config *c, const char *path)
{
	struct buf problems = {0};
	config_defaults(c);
	bool good = config_read(c, path, &problems);
	if (!good)
		fprintf(stderr, "%.*s", STR_FMT(buf_str(&problems)));
	buf_free(&problems);
	return good;
}

static int help(FILE *to, int status)
{
	fprintf(to,
		_("Usage: tandem config [--config FILE]\n"
		  "       tandem config --defaults\n"
		  "Checks the configuration and prints what is in force, each key with its meaning.\n"
		  "  --config FILE  instead of %s\n"
		  "  --defaults     the defaults, as the file that is installed\n"
		  "  --help\n"),
		CONFIG_FILE);
	return status;
}

static int print(const struct config *c, bool as_comments)
{
	struct buf out = {0};
	config_write(c, as_comments, &out);
	bool good = fwrite(out.p, 1, out.n, stdout) == out.n && fflush(stdout) == 0;
	if (!good)
		perror("tandem config");
	buf_free(&out);
	return good ? 0 : 1;
}

int command_config(int argc, char **argv)
{
	static const struct option options[] = {{"config", required_argument, NULL, 'c'},
		{"defaults", no_argument, NULL, 'd'}, {"help", no_argument, NULL, 'h'}, {0}};
	const char *path = NULL;
	bool defaults = false;
	commands_open();
	for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		if (o == 'c')
			path = optarg;
		else if (o == 'd')
			defaults = true;
		else
			return o == 'h' ? help(stdout, 0) : help(stderr, 2);
	}
	if (optind != argc)
		return help(stderr, 2);
	struct config c;
	int status = 1;
	if (defaults) {
		config_defaults(&c);
		status = print(&c, true);
	} else if (commands_read_config(&c, path)) {
		config_database(&c, NULL);
		status = print(&c, false);
	}
	config_free(&c);
	return status;
}
