/* `tandem export FOLDER`. */
#include <getopt.h>
#include <libintl.h>
#include <stdio.h>

#include "app/commands.h"
#include "app/export.h"

#define _(text) gettext(text)

static int help(FILE *to, int status)
{
	fprintf(to,
		_("Usage: tandem export FOLDER [--force] [--config FILE] [--database FILE]\n"
		  "Writes people, organisations, sessions, check-ins, topics, meetings and actions as CSV, every note as a\n"
		  "Markdown file below notes/. The kiosk may be running meanwhile.\n"
		  "  --force          into a folder that is not empty, over what is there\n"
		  "  --config FILE    instead of %s\n"
		  "  --database FILE  instead of the configured one\n"
		  "  --help\n"),
		CONFIG_FILE);
	return status;
}

static int run(const char *database, const char *folder, bool force)
{
	struct export_counts n;
	char problem[600];
	if (!export_write(database, folder, force, &n, problem, sizeof problem)) {
		fprintf(stderr, _("tandem export: %s\n"), problem);
		return 1;
	}
	printf(_("%s: %u people, %u organisations, %u sessions, %u check-ins, "
		 "%u topics, %u meetings, %u actions, %u notes\n"),
		folder, n.people, n.organisations, n.sessions, n.check_ins, n.topics, n.meetings, n.actions,
		n.notes);
	return 0;
}

int command_export(int argc, char **argv)
{
	static const struct option options[] = {{"config", required_argument, NULL, 'c'},
		{"database", required_argument, NULL, 'd'}, {"force", no_argument, NULL, 'f'},
		{"help", no_argument, NULL, 'h'}, {0}};
	const char *path = NULL, *database = NULL;
	bool force = false;
	commands_open();
	for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		if (o == 'c')
			path = optarg;
		else if (o == 'd')
			database = optarg;
		else if (o == 'f')
			force = true;
		else
			return o == 'h' ? help(stdout, 0) : help(stderr, 2);
	}
	if (optind + 1 != argc)
		return help(stderr, 2);
	struct config c;
	int status = 1;
	if (commands_read_config(&c, path))
		status = run(config_database(&c, database).p, argv[optind], force);
	config_free(&c);
	return status;
}
