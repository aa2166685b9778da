/* `tandem audit`: whether the log of who did what is as it was written. It reads beside a running kiosk. */
#include <getopt.h>
#include <libintl.h>
#include <stdio.h>
#include <string.h>

#include "app/audit_check.h"
#include "app/commands.h"
#include "store/reader.h"

#define _(text) gettext(text)

static int help(FILE *to, int status)
{
	fprintf(to,
		_("Usage: tandem audit [--config FILE] [--database FILE]\n"
		  "Checks the log of who did what: whether a line was changed, taken out or put in since it was written.\n"
		  "  --config FILE    instead of %s\n"
		  "  --database FILE  instead of the configured one\n"
		  "  --help\n"),
		CONFIG_FILE);
	return status;
}

bool audit_check(const char *path, struct audit_walk *walk, bool *whole, char *problem, size_t size)
{
	struct reader *r = reader_open(path, problem, size);
	const struct value *row;
	*walk = (struct audit_walk){0};
	*whole = false;
	bool good = r && reader_query(r, QUERY_audit);
	while (good && (row = reader_next(r))) {
		struct audit_entry e = {
			row[0].i, row[1].i, row[2].s, (int32_t)row[3].i, row[4].i, row[5].i, {{0}}};
		if (row[6].s.n == HASH_BYTES)
			memcpy(e.hash.b, row[6].s.p, HASH_BYTES);
		audit_walk_on(walk, &e);
	}
	good = good && !reader_problem(r) && reader_query(r, QUERY_audit_end);
	if (good && (row = reader_next(r)))
		*whole = !walk->wrong && audit_walk_ends(walk, row[0].s);
	if (r && reader_problem(r))
		snprintf(problem, size, "%s", reader_problem(r));
	good = good && !reader_problem(r);
	reader_close(r);
	return good;
}

static int run(const char *database)
{
	struct audit_walk walk;
	bool whole;
	char problem[600];
	if (!audit_check(database, &walk, &whole, problem, sizeof problem))
		fprintf(stderr, "tandem audit: %s\n", problem);
	else if (whole)
		printf(_("%lld lines, as they were written\n"), (long long)walk.count);
	else if (walk.wrong)
		printf(_("line %lld is not as it was written, or one before it is missing\n"),
			(long long)walk.wrong);
	else
		puts(_("the last lines are missing"));
	return whole ? 0 : 1;
}

int command_audit(int argc, char **argv)
{
	static const struct option options[] = {{"config", required_argument, NULL, 'c'},
		{"database", required_argument, NULL, 'd'}, {"help", no_argument, NULL, 'h'}, {0}};
	const char *path = NULL, *database = NULL;
	commands_open();
	for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		if (o == 'c')
			path = optarg;
		else if (o == 'd')
			database = optarg;
		else
			return o == 'h' ? help(stdout, 0) : help(stderr, 2);
	}
	if (optind != argc)
		return help(stderr, 2);
	struct config c;
	int status = 1;
	if (commands_read_config(&c, path))
		status = run(config_database(&c, database).p);
	config_free(&c);
	return status;
}
