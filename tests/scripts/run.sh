#!/bin/sh
# Plays every screen script at once on all processors: run.sh PROGRAM FOLDER [NAME...]
# Each plays in a folder of its own below FOLDER, where its files and the picture of its failure stay.
# The scripts in failing/ are the negative control: each says in its first line where it must fail, and
# with which words; it passes when it fails just so, showing what was visible and leaving a picture.
set -u
here=$(cd "$(dirname "$0")" && pwd)

# What a failure must look like; prints what is missing.
fails_as_promised() {
	promise=$(sed -n '1s/^# fails at line //p' "$1") # "7: words"
	[ -n "$promise" ] || { echo "its first line does not say where it fails"; return; }
	[ "$2" -eq 1 ] || echo "the status is $2, not 1"
	grep -qF "$(basename "$1"):$promise" output || echo "expected: $promise"
	grep -q '^visible:' output && grep -q '^text ' output || echo "it does not say what was visible"
	[ "$(head -c 4 ./*.failed.png | tail -c 3)" = PNG ] || echo "it leaves no picture"
}

play_one() {
	script=$1 name=$(basename "$1" .script)
	mkdir -p "$folder/$name/assets/pictures" && cd "$folder/$name" || exit 1
	case $script in */failing/*) unset TANDEM_GOLDEN ;; esac
	timeout 100 "$program" play "$script" > output 2>&1
	status=$?
	case $script in
	*/failing/*) missing=$(fails_as_promised "$script" "$status") ;;
	*) missing=$([ "$status" -eq 0 ] || echo "status $status, in $folder/$name:") ;;
	esac
	if [ -z "$missing" ]; then
		printf '[       OK ] %s\n' "$name"
	else # in one piece, since others print too
		printf '%s\n[  FAILED  ] %s\n' "$(echo "$missing"; head -c 6000 output)" "$name"
		return 1
	fi
}

if [ "$1" = --one ]; then
	program=$2 folder=$3
	play_one "$4"
	exit
fi

program=$(realpath "$1") folder=$(mkdir -p "$2" && realpath "$2")
shift 2
if [ $# -eq 0 ]; then
	rm -rf "$folder"
	set -- "$here"/*.script "$here"/failing/*.script
else
	for name; do
		shift
		set -- "$@" "$(ls "$here/$name.script" "$here/failing/$name.script" 2> /dev/null)"
		rm -rf "${folder:?}/$name"
	done
fi
mkdir -p "$folder"
printf '%s\n' "$@" | xargs -d '\n' -P "$(nproc)" -n 1 sh "$here/run.sh" --one "$program" "$folder"
