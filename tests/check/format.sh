#!/bin/sh
# Every C file is laid out as .clang-format says. `sh tests/check/format.sh fix` does it.
set -eu
cd "$(dirname "$0")/../.."
if [ "${1:-}" = fix ]; then
	git ls-files -z '*.c' '*.h' | xargs -0 clang-format -i
else
	git ls-files -z '*.c' '*.h' | xargs -0 -P2 -n16 clang-format --dry-run --Werror
fi
