# Reads one file of assets/content and prints, each line after a tab and NAME:LINE:,
#   shape  what has to be the same in every language
#   text   what a person reads, whose spelling can be looked at
#   wrong  what is missing, empty or too long
# awk -v kind=guide|prompts|pack|instrument|programme|rules -v name=NAME -f content.awk FILE, with LC_ALL=C: lengths
# are bytes, as the program counts them.

BEGIN {
	FS = "\n"
	known("guide", "step", "kind minutes turn role stages title text")
	known("pack", "", "title cover minutes")
	known("pack", "tool", "title kind minutes for step axis-x axis-y field ring example")
	known("instrument", "", "title about minutes scale shown")
	known("instrument", "area", "key title pack low mid high item")
	known("programme", "step", "key title text days part")
	known("rules", "", "respect honesty openness confidentiality exit")
	# the longest each may be
	limits("guide step", "title 80 text 240")
	limits("pack", "title 60 cover 110 about 600 questions 160 reflect 200 reading 120")
	limits("pack tool", "title 60 for 120 step 240 example 240 axis-x 83 axis-y 83 field 60 ring 60")
	limits("instrument", "title 60 about 300 scale 204")
	limits("instrument area", "title 60 low 140 mid 140 high 140 item 160")
	limits("programme step", "title 40 text 240 part 140")
	limits("rules", "respect 140 honesty 140 openness 140 confidentiality 140 exit 140")
	# how many of each: in the file, or in each section of its name
	few("guide", "step 3 16")
	few("guide step", "kind 1 1 minutes 1 1 title 1 1 text 1 1 turn 0 1 role 0 1 stages 0 1")
	few("pack", "title 1 1 cover 1 1 minutes 1 1 about 3 5 questions 6 8 reflect 5 8 tool 2 3 reading 3 5")
	few("pack tool", "title 1 1 kind 1 1 minutes 1 1 for 1 1 step 4 9 example 2 6")
	few("instrument", "title 1 1 about 1 1 minutes 1 1 scale 1 1 shown 0 1 area 3 9")
	few("instrument area", "key 1 1 title 1 1 pack 0 1 low 1 1 mid 1 1 high 1 1 item 2 8")
	few("programme", "step 5 5 note 1 1")
	few("programme step", "key 1 1 title 1 1 text 1 1 days 1 1 part 1 5")
	few("rules", "respect 1 1 honesty 1 1 openness 1 1 confidentiality 1 1 exit 1 1")
	few("prompts", "prompt 16 500")
	few("guide", "heading 3 6")
	few("programme", "heading 3 8")
	section = ""
}

function known(kind_, section_, keys,   k, n, i) {
	n = split(keys, k, " ")
	for (i = 1; i <= n; i++)
		is_key[place_of(kind_, section_), k[i]] = 1
}
function limits(place_, pairs,   p, n, i) {
	n = split(pairs, p, " ")
	for (i = 1; i < n; i += 2)
		limit[place_, p[i]] = p[i + 1]
}
function few(place_, triples,   t, n, i) {
	n = split(triples, t, " ")
	for (i = 1; i < n; i += 3) {
		least[place_, t[i]] = t[i + 1]
		most[place_, t[i]] = t[i + 2]
	}
}
function place_of(kind_, section_) { return section_ == "" ? kind_ : kind_ " " section_ }

function say(what, rest) { printf "%s\t%s:%d: %s\n", what, name, FNR, rest }
function wrong(rest) { say("wrong", rest) }

function count(place_, what) { counted[place_, what]++ }
# What was counted of a section is as much as it should be; then it begins anew.
function settle(place_,   c, part) {
	for (c in least) {
		split(c, part, SUBSEP)
		if (part[1] != place_)
			continue
		if (counted[c] + 0 < least[c])
			wrong("has " counted[c] + 0 " of " part[2] ", at least " least[c] " are needed")
		if (counted[c] + 0 > most[c])
			wrong("has " counted[c] " of " part[2] ", at most " most[c] " may be")
		delete counted[c]
	}
}

# Signs as they are set in type: each language has its own quotes.
function reads_well(text,   rest) {
	rest = text
	gsub(/[{](learner|coach)[}]/, "", rest)
	if (rest ~ /[{}]/)
		wrong("only {learner} and {coach} become names")
	if (text ~ /"|'|\.\.\./)
		wrong("quotes, apostrophes and the ellipsis are those of a printed text")
	if (text ~ /!/)
		wrong("an exclamation mark")
	if (text ~ /  | $/)
		wrong("more spaces than one, or one at the end")
}
function read(what, text) {
	if (text == "")
		wrong("an empty " what)
	if ((place, what) in limit && length(text) > limit[place, what])
		wrong("a " what " of " length(text) " bytes, at most " limit[place, what] " may be")
	reads_well(text)
	say("text", text)
}

function number_from_to(key, value, from, to) {
	if (value !~ /^[0-9]+$/ || value + 0 < from || value + 0 > to)
		wrong(key " is a number from " from " to " to)
}
# Parts between bars: as many as there should be, none empty or longer than a button.
function parts_of(key, value, number,   p, n, i) {
	n = split(value, p, / *\| */)
	if (n != number)
		wrong(key " has " number " parts between bars")
	for (i = 1; i <= n; i++)
		if (p[i] == "" || length(p[i]) > 40)
			wrong("a part of " key " is empty or has more than 40 bytes")
}

function key_and_value(key, value) {
	if (!((place, key) in is_key)) {
		wrong("unknown here: " key)
		return
	}
	count(place, key)
	if (key == "stages") { # their minutes
		gsub(/[^0-9,]/, "", value)
		say("shape", key " " value)
		return
	}
	if (key ~ /^(kind|turn|role|minutes|days|key|pack|shown)$/) {
		say("shape", key " " value)
		if (value == "")
			wrong("an empty " key)
		if (key == "minutes")
			number_from_to(key, value, kind == "guide" ? 1 : place == "pack tool" ? 10 : 5, place == "pack tool" ? 20 : 90)
		if (key == "minutes" && place == "pack tool")
			tool_minutes = value
		if (key == "days")
			number_from_to(key, value, 0, 60)
		if (key == "kind" && kind == "pack")
			tool = value
		return
	}
	if (place == "pack tool" && key == "step") {
		say("shape", "step " value + 0) # its minutes
		if (value !~ /^[1-9][0-9]* \| /)
			wrong("a tool’s step begins with its minutes and a bar")
		step_minutes += value
		sub(/^[0-9]+ \| /, "", value)
	}
	if (key == "ring" && counted[place, "ring"] > 1 && length(value) > 28)
		wrong("only the middle has room for more than 28 bytes")
	if (key == "scale")
		parts_of(key, value, 5)
	if (key ~ /^axis/)
		parts_of(key, value, 2)
	if (key == "part") {
		say("shape", "part " substr(value, 1, index(value, ":")))
		if (value !~ /^(map|answers|session|checklist|agreement|assessment|priorities|packs|topics|note): ./)
			wrong("a part begins with one of its ten kinds and a colon")
		sub(/^[a-z]*: */, "", value)
	} else {
		say("shape", key)
	}
	read(key, value)
}

# A map has rings, a matrix its axes and four fields, a script neither.
function end_tool(   p) {
	p = "pack tool"
	if (counted[p, "ring"] + 0 < (tool == "map" ? 2 : 0) || counted[p, "ring"] + 0 > (tool == "map" ? 4 : 0))
		wrong("a map has 2 to 4 rings, others none")
	if (counted[p, "field"] + 0 != (tool == "matrix" ? 4 : 0) || counted[p, "axis-x"] + 0 != (tool == "matrix") ||
	    counted[p, "axis-y"] + 0 != (tool == "matrix"))
		wrong("a matrix has two axes and four fields, others none")
	if (step_minutes != tool_minutes)
		wrong("the steps take " step_minutes " minutes, the tool says " tool_minutes)
	step_minutes = tool_minutes = 0
	if (tool !~ /^(map|matrix|script)$/)
		wrong("a tool is a map, a matrix or a script")
	delete counted[p, "ring"]
	delete counted[p, "field"]
	delete counted[p, "axis-x"]
	delete counted[p, "axis-y"]
	tool = ""
}
function end_section() {
	if (place == "pack tool")
		end_tool()
	if (place != kind)
		settle(place)
}
function has_lines(name) { return name ~ /^(about|questions|reflect|reading)$/ }
function begin_section(name) {
	end_section()
	section = name
	place = has_lines(name) ? kind : place_of(kind, name)
	if (!has_lines(name))
		count(kind, name)
	say("shape", "[" name "]")
	paragraph = 0
}

# The note of a guide or the programme: headings, each with a placeholder that says what to write.
function note_line(line) {
	if (line ~ /^## /) {
		if (bare)
			wrong("a heading without a placeholder below it")
		bare = 1
		count(kind, "heading")
		line = substr(line, 4)
		say("shape", "heading")
	} else if (line ~ /^> /) {
		bare = 0
		line = substr(line, 3)
		say("shape", "placeholder")
	} else {
		wrong("a note has headings (## ) and placeholders (> )")
	}
	if (length(line) > 120)
		wrong("a line of a note has at most 120 bytes")
	read("line", line)
}

# Sections of a pack in which every line is something of its own; in [about] lines in a row are a paragraph.
function plain_line(line) {
	if (section == "about" && paragraph) {
		wrong("a paragraph is one line")
		return
	}
	paragraph = 1
	count(kind, section)
	say("shape", section)
	if (section == "reading") {
		if (line !~ /^[^:]+: .+ \([12][0-9][0-9][0-9]\)$/ || length(line) > limit[kind, section])
			wrong("reading is Author: Title (year), at most " limit[kind, section] " bytes")
		return
	}
	read(section, line)
}

FNR == 1 { place = kind }
/\t|\r/ { wrong("a tab or a carriage return") }
/^$/ { paragraph = 0; next }
section == "note" { note_line($0); next }
/^#/ { comment = $0; sub(/^#+ */, "", comment); say("text", comment); next }
kind == "prompts" {
	count(kind, "prompt")
	say("shape", "prompt")
	if (seen[$0]++)
		wrong("the same question twice")
	if (length($0) > 160)
		wrong("a prompt has at most 160 bytes")
	if ($0 !~ /\?$/)
		wrong("a prompt ends with a question mark")
	read("prompt", $0)
	next
}
/^\[.*\]$/ { begin_section(substr($0, 2, length($0) - 2)); next }
has_lines(section) { plain_line($0); next }
{
	at = index($0, " =")
	if (!at) {
		wrong("expected key = value")
		next
	}
	key = substr($0, 1, at - 1)
	value = substr($0, at + 2)
	sub(/^ /, "", value)
	key_and_value(key, value)
}
END {
	if (FNR == 0)
		wrong("an empty file")
	if (bare)
		wrong("a heading without a placeholder below it")
	end_section()
	settle(kind)
}
