#pragma once
/* The machine's configuration: everything an installation sets before anybody stands at the screen.
 * Plain data, complete by its defaults, so a machine without a file works. What people set on the
 * screen is in the database instead.
 *
 * Every string is UTF-8, followed by a NUL, never without a pointer, and lives as long as the struct.
 * Read once at start, by one thread; anybody may read the struct afterwards. */
#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"
#include "base/str.h"

#define CONFIG_FILE "/etc/tandem/tandem.conf"
#define CONFIG_LANGUAGES_MAX 8
#define CONFIG_FILE_MAX_BYTES (256 * 1024) /* a longer file is refused */

enum config_theme { CONFIG_THEME_LIGHT, CONFIG_THEME_DARK, CONFIG_THEME_AUTO };
enum config_wifi { CONFIG_WIFI_WPA, CONFIG_WIFI_WEP, CONFIG_WIFI_NOPASS };

struct config_languages {
	struct str code[CONFIG_LANGUAGES_MAX]; /* "en" */
	int count;                             /* at least 1 */
};

struct config {
	struct arena mem;
	struct {
		struct str name, place;
		struct str language; /* one of `languages` */
		struct config_languages languages;
	} room;
	struct {
		bool guests;
		int undo_seconds, walk_in_minutes, expected_minutes;
	} check_in;
	struct {
		int idle_seconds, attract_minutes, panel_width_mm;
		int theme;                 /* enum config_theme */
		int dark_from, dark_until; /* minutes after midnight; CONFIG_THEME_AUTO only */
		bool motion, sound;
		struct str keyboard; /* "de"; empty: by language */
		bool fullscreen;
		int width, height; /* pixels; 0: the display's */
	} screen;
	struct {
		int port;
		struct str bind, host;
		struct str wifi_name, wifi_password;
		int wifi_security; /* enum config_wifi */
	} network;
	struct {
		struct str path; /* empty: see config_database */
	} data;
	struct {
		int level; /* enum log_level */
	} log;
};

void config_defaults(struct config *); /* of a zeroed struct or one that was freed */
void config_free(struct config *);

/* Sets what the text says, on top of the defaults. Refused as a whole by returning false, with one
 * line "FILE:LINE: what is wrong; what is allowed" in `problems` for every problem there is. */
bool config_parse(struct config *, const char *file, struct str text, struct buf *problems);

/* The same from a file. NULL means CONFIG_FILE, which need not exist. */
bool config_read(struct config *, const char *path, struct buf *problems);

/* The whole configuration as a file, each key with what it means and what it may be.
 * as_comments: the keys themselves are commented out, as in the file that is installed. */
void config_write(const struct config *, bool as_comments, struct buf *out);

/* What the core is told of it. */
struct core_config;
struct content;
struct core_config config_core(const struct config *, const struct content *);

/* Where the database is: `override` if not NULL, else [data] path, else what the service manager
 * gave ($STATE_DIRECTORY), else the user's data directory (XDG Base Directory Specification).
 * Sets and returns c->data.path; empty when there is no home directory either. */
struct str config_database(struct config *, const char *override);
