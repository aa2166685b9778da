# Functions longer than 70 lines. One may be, where cutting it would only move its parts away from each
# other: then it is named here with the reason.
BEGIN {
	# may["name"] = "why"
}
FNR == 1 { name = ""; inside = 0 }
!inside && /^[a-zA-Z_].*\(/ && !/;[ \t]*$/ {
	name = $0
	sub(/\(.*/, "", name)
	sub(/.*[ *]/, "", name)
}
/^\{/ { inside = 1; begin = FNR }
/^\}/ && inside {
	if (FNR - begin - 1 > 70 && !(name in may)) {
		printf "%s:%d: %s has %d lines\n", FILENAME, begin, name, FNR - begin - 1
		bad = 1
	}
	inside = 0
}
END { exit bad }
