#!/bin/sh
# Nothing that is committed names a place of the machine it was written on, or where its packages came from.
set -eu
cd "$(dirname "$0")/../.."
bad=0
for place in "$PWD/" "$HOME/" '/home/[a-z]+/(src|[a-z]*project)' '"resolved": *"'; do
	# a home of `/` would be everywhere
	[ "$place" = // ] || ! git grep -nE -e "$place" -- . ':!tests/check/paths.sh' || bad=1
done
[ $bad = 0 ] || echo 'paths: these belong to a machine' >&2
exit $bad
