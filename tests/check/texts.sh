#!/bin/sh
# No text for a person stands outside gettext (texts.pl), and the translators are shown every one that stands in it:
# xgettext loses track behind some template strings of JavaScript, and says nothing. Usage: texts.sh POT. The control, in
# the same run: a file with known mistakes must be refused, for each of them.
set -eu
cd "$(dirname "$0")/../.."
pot=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export LC_ALL=C.UTF-8
said='src/import/*.c src/core/import_*.c src/core/content*.c src/core/pack.c src/core/instrument.c src/core/course.c src/net/upload.c'
bad=0
# shellcheck disable=SC2086
perl tests/check/texts.pl src/main.c src/screens/*.c src/ui/*.c src/app/*_command.c src/app/import_*.c src/app/content_files.c \
	$said src/phone/*.js || bad=1
perl tests/check/lost.pl "$pot" src/main.c src/*/*.c src/phone/*.js || bad=1

control() { # the lines at which the file $1 is to be refused by the command that follows
	file=$1 lines=$2
	shift 2
	found=$("$@" "$file" | cut -d: -f2 | sort -n | tr '\n' ' ')
	if [ "$found" != "$lines " ]; then
		echo "texts: the control $(basename "$file") was refused at '$found', not at '$lines'" >&2
		bad=1
	fi
}
cat > "$folder/control.c" << 'EOF'
	return lines_wrong(l, "%s is empty", key);
	report_problem(r, 0, x ? N_("the file is empty") : "too late",
		"%s: no guide");
	return "there are six stages";
	log_error("this is for the log");
	lines_wrong(l, N_("%s is a number from %d to %d"), "turn");
	draw(_("Nobody translated this"), ngettext("%d was", "%d were", n), _("the "
		"file is empty"));
EOF
echo 'el("p", {}, _("Nobody translated this"), "Nobody sees this");' > "$folder/control.js"
control "$folder/control.c" '1 2 3 4' perl tests/check/texts.pl
control "$folder/control.js" '1' perl tests/check/texts.pl
control "$folder/control.c" '7 7' perl tests/check/lost.pl "$pot"
control "$folder/control.js" '1' perl tests/check/lost.pl "$pot"
exit $bad
