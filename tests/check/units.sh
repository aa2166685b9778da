#!/bin/sh
# The systemd units: every line of them is understood, and they are confined (S12). The control, in
# the same run: a unit with one word misspelt, and one without its confinement, must fail.
set -eu
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
limit=20 # tenths: an exposure of 2.0

# The programs they start need not be installed where this runs.
make_testable() {
	sed -E 's|^(ExecStart=)[^ ]+|\1/bin/true|' "$1"
}

understood() {
	systemd-analyze verify --man=no --recursive-errors=yes "$1" 2> "$folder/said" && [ ! -s "$folder/said" ]
}

confined() {
	systemd-analyze security --offline=true --threshold=$limit "$1" > "$folder/said" 2>&1
}

fail() {
	echo "units: $1" >&2
	[ -z "${2:-}" ] || cat "$folder/said" >&2
	exit 1
}

for unit in tandem tandem-cage; do
	good=$folder/$unit.service
	make_testable "systemd/$unit.service" > "$good"
	understood "$good" || fail "$unit.service is not understood:" said
	confined "$good" || fail "$unit.service is exposed:" said
	grep -o 'Overall exposure level[^:]*: [0-9.]*' "$folder/said" | sed 's/^.*for /units: /'

	mkdir -p "$folder/typo" "$folder/open"
	sed 's/^ProtectSystem=/ProtectSytem=/' "$good" > "$folder/typo/$unit.service"
	! understood "$folder/typo/$unit.service" || fail "a misspelt word in $unit.service passed"
	grep -vE '^(Protect|Restrict|SystemCall|Capability|Ambient|NoNew)' "$good" > "$folder/open/$unit.service"
	! confined "$folder/open/$unit.service" || fail "$unit.service without its confinement passed"
done
grep -q -- '-u WATCHDOG_PID' systemd/tandem-cage.service || fail 'under cage the watchdog would not be fed'
systemd-sysusers --dry-run "$PWD/systemd/tandem.sysusers" > /dev/null 2> "$folder/said" || fail 'tandem.sysusers is not understood:' said
