#!/bin/sh
# `make install` puts everything where the program and the system look for it, does not touch what was
# configured, and `make uninstall` takes away all but that. Argument: the build folder.
set -eu
cd "$(dirname "$0")/../.."
build=$1
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

fail() {
	echo "install: $1" >&2
	exit 1
}

make -s install B="$build" DESTDIR="$root" PREFIX=/usr > /dev/null
for file in usr/bin/tandem usr/share/man/man1/tandem.1 usr/lib/systemd/system/tandem.service \
	usr/lib/systemd/system/tandem-cage.service usr/lib/sysusers.d/tandem.conf etc/tandem/tandem.conf \
	usr/share/tandem/fonts/fonts.conf usr/share/tandem/assets/theme.tokens; do
	[ -s "$root/$file" ] || fail "$file is missing"
done
for tree in content icons; do
	(cd "assets/$tree" && find . -type f ! -name '.*' | sort) > "$root/from"
	(cd "$root/usr/share/tandem/assets/$tree" && find . -type f | sort) > "$root/to"
	cmp -s "$root/from" "$root/to" || fail "assets/$tree is not whole"
done
ls "$root"/usr/share/tandem/phone/* > /dev/null 2>&1 || fail 'the pages for phones are missing'
grep -q '^ExecStart=/usr/bin/tandem$' "$root/usr/lib/systemd/system/tandem.service" || fail 'the unit starts another program'

echo '# ours' >> "$root/etc/tandem/tandem.conf"
echo old > "$root/usr/share/tandem/phone/app.0123456789.js"
make -s install B="$build" DESTDIR="$root" PREFIX=/usr > /dev/null
tail -n 1 "$root/etc/tandem/tandem.conf" | grep -q '^# ours$' || fail 'the configuration was overwritten'
[ ! -e "$root/usr/share/tandem/phone/app.0123456789.js" ] || fail 'a page of the version before is left'

make -s uninstall B="$build" DESTDIR="$root" PREFIX=/usr
rm "$root/from" "$root/to"
left=$(cd "$root" && find . -type f)
[ "$left" = ./etc/tandem/tandem.conf ] || fail "left behind: $left"
echo 'install: whole, and gone again'
