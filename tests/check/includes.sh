#!/bin/sh
# Which folder may include what: the shape of the program, checked. Each line: folder, then a regular
# expression of what may stand in its #include lines.
set -eu
cd "$(dirname "$0")/../.."
sys='<(assert|ctype|errno|fcntl|inttypes|limits|locale|math|poll|pthread|signal|stdalign|stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib|string|strings|time|unistd|sys/[a-z]+|libintl|netinet/[a-z]+|arpa/inet|net/if|ifaddrs|netdb|dirent|getopt|linux/[a-z_]+|glob|libgen|ftw|spawn|iconv)\.h>'
pure='<(assert|ctype|inttypes|limits|math|stdalign|stdarg|stdbool|stddef|stdint|stdio|stdlib|string)\.h>'
bad=0
allow() {
	folder=$1 expression=$2
	[ -d "src/$folder" ] || return 0
	if grep -nE '^#[[:space:]]*include' -r "src/$folder" --include='*.[ch]' | grep -vE "include ($expression)"; then
		echo "includes: src/$folder may not include these" >&2
		bad=1
	fi
}
allow base "\"base/[a-z_]+\.(h|def)\"|$sys"
allow core "\"(base|core)/[a-z_]+\.(h|def)\"|$pure"
allow store "\"(base|store)/[a-z_]+\.(h|def)\"|\"core/(types|msg|record|records|asks|deeds|outbox)\.(h|def)\"|<sqlite3\.h>|$sys"
allow net "\"(base|net)/[a-z0-9_]+\.(h|def)\"|\"mirror_files\.h\"|\"core/(types|msg|record|outbox|changes|words_of)\.h\"|\"import/(csv|ical|report)\.h\"|\"ui/event\.h\"|<(microhttpd|wslay/wslay|jansson|sodium|nettle/sha1|zlib)\.h>|$sys"
allow ui "\"(base|ui)/[a-z_]+\.(h|def)\"|\"theme_tokens\.h\"|<qrencode\.h>|$pure"
allow screens "\"(base|ui|core|screens)/[a-z_]+\.(h|def)\"|<(libintl|locale)\.h>|$pure"
allow platform "\"(base|platform)/[a-z_]+\.(h|def)\"|\"ui/(draw|event)\.h\"|<SDL2?/?SDL[a-z_]*\.h>|<SDL[a-z_]*\.h>|<fribidi(/fribidi)?\.h>|<fontconfig/fontconfig\.h>|$sys"
allow import "\"(base|import)/[a-z_]+\.(h|def)\"|\"core/(types|msg|record)\.h\"|<csv\.h>|<libical/(ical|icaltz-util)\.h>|$sys"
if grep -rnE 'core_step|struct core \*' src/store src/net src/ui src/platform src/import 2>/dev/null; then
	echo 'includes: only app, screens and core know the core itself' >&2
	bad=1
fi
exit $bad
