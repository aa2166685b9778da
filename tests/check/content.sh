#!/bin/sh
# What people read besides the screens' own words: every guide, prompt, pack, instrument, the programme and
# the ground rules are there in every language, of the same structure, with nothing empty or too long
# (content.awk), and spelled right by hunspell with our own words (words.en, words.de). Names of authors and
# titles of books are left alone. The control, in the same run: copies with one thing broken must be refused.
set -eu
cd "$(dirname "$0")/../.."
content=$PWD/assets/content own=$PWD/tests/check
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export LC_ALL=C.UTF-8

skills='leading own-organisation influencing shared-vision motivation on-track group-dynamics interdependence what-drives'
expected() {
	for key in tandem mentoring skills-sharing secondment learning-set joint-venture; do echo "guides/$key.guide"; done
	for key in learner coach thinking-partner objective-supporter companion; do echo "prompts/$key.txt"; done
	for key in $skills; do echo "packs/$key.pack"; done
	for key in partnering-skills healthy-partnership key-partnerships; do echo "instruments/$key.instrument"; done
	echo programme.txt
	echo rules.txt
}

kind_of() {
	case $1 in
	guides/*.guide) echo guide ;;
	prompts/*.txt) echo prompts ;;
	packs/*.pack) echo pack ;;
	instruments/*.instrument) echo instrument ;;
	programme.txt | rules.txt) echo "${1%.txt}" ;;
	esac
}

dictionary_of() {
	case $1 in en) echo en_GB ;; de) echo de_DE ;; *) echo "$1" ;; esac
}

# Takes every file of a language apart; what is wrong with one by itself is printed.
read_language() { # CONTENT LANGUAGE OUT
	mkdir -p "$3"
	(cd "$1/$2" && find . -type f | sed 's|^\./||' | sort) > "$3/files"
	expected | grep -vxFf "$3/files" | sed "s|.*|$2/&: missing|" || true
	(cd "$1" && grep -rlaxv '.*' "$2") | sed 's/$/: not UTF-8/' || true # . is no sign of another encoding
	while read -r file; do
		kind=$(kind_of "$file")
		[ -n "$kind" ] || { echo "$2/$file: nobody reads such a file"; continue; }
		LC_ALL=C awk -v kind="$kind" -v name="$file" -f "$own/content.awk" "$1/$2/$file"
	done < "$3/files" > "$3/parts"
	sed -n "s|^text	|$2/|p" "$3/parts" > "$3/text"
	sed -n 's|^shape	\([^:]*\):[0-9]*|\1|p' "$3/parts" > "$3/shape"
	sed -n "s|^wrong	|$2/|p; t; /	/!p" "$3/parts"
	case $2 in # each has quotes of its own
	en) quotes='„\|‚' ;;
	de) quotes='”' ;;
	*) return 0 ;;
	esac
	grep "$quotes" "$3/text" | sed 's/$/ (quotes of another language)/' || true
}

# The packs that areas lead to are there, and one skill has one name.
check_skills() { # CONTENT LANGUAGE
	sed -n 's/^pack = //p' "$1/$2"/instruments/* | sort -u | while read -r key; do
		[ -e "$1/$2/packs/$key.pack" ] || echo "$2: an area leads to a pack that is not there: $key"
	done
	areas=$1/$2/instruments/partnering-skills.instrument
	[ "$(sed -n 's/^key = //p' "$areas" | paste -sd ' ')" = "$skills" ] || echo "$2: the areas of partnering-skills are not the nine skills"
	for key in $skills; do
		area=$(awk -v key="$key" '/^key = / { at = $0 == "key = " key } at && /^title = /' "$areas")
		grep -qxF "$area" "$1/$2/packs/$key.pack" || echo "$2/packs/$key.pack: its title is not that of its area: $area"
	done
}

structure() { # CONTENT; true when there is nothing to say
	rm -rf "$folder/read"
	for language in "$1"/*/; do
		language=$(basename "$language")
		read_language "$1" "$language" "$folder/read/$language"
		check_skills "$1" "$language" 2>&1
	done > "$folder/said"
	for language in "$folder"/read/*/; do
		diff "$folder/read/en/shape" "$language/shape" |
			sed -n "s/^< /en, not $(basename "$language"): /p; s/^> /$(basename "$language"), not en: /p"
	done >> "$folder/said"
	[ -d "$1/en" ] && [ -d "$1/de" ] || echo 'a language is missing' >> "$folder/said"
	[ ! -s "$folder/said" ]
}

# One word a line: names to be filled in, signs and figures are not words; ’ is an apostrophe only inside one.
words() {
	sed 's/^[^ ]*: //; s/{[a-z]*}//g' "$1" |
		sed 's/[].,;:?()|<>=+*#·0-9%&[]/ /g; s/[„“”‚‘…–—]/ /g; s/’\([[:alpha:]]\)/'\''\1/g; s/’/ /g; s/\(^\| \)-/ /g; s/-\( \|$\)/ /g' |
		tr ' ' '\n' | sed '/^$/d' | sort -u
}

# After structure, whose texts it reads; OWN is the folder of our lists of words.
spelling() { # OWN
	for language in "$folder"/read/*/; do
		language=$(basename "$language")
		out=$folder/read/$language
		words "$out/text" > "$out/words"
		grep -v '^#' "$1/words.$language" > "$out/own"
		hunspell -d "$(dictionary_of "$language")" -p "$out/own" -i UTF-8 -l "$out/words" | sort -u > "$out/bad"
		while read -r word; do
			place=$(grep -m1 -wF -e "$word" -e "$(echo "$word" | sed "s/'/’/g")" "$out/text" | cut -d: -f1,2)
			echo "$place: not a word we know: $word"
		done < "$out/bad"
		grep -vxFf "$out/words" "$out/own" | sed "s/^/words.$language: used nowhere: /" || true
	done > "$folder/said"
	[ ! -s "$folder/said" ]
}

fail() {
	echo "content: $1" >&2
	cat "$folder/said" >&2
	exit 1
}

structure "$content" || fail 'these have to be mended:'
# A dictionary that is missing would find nothing wrong.
for language in en de; do
	hunspell -d "$(dictionary_of $language)" -D < /dev/null 2>&1 | grep -q '^LOADED DICTIONARY' || fail "no dictionary of $language"
done
spelling "$own" || fail 'words misspelt, or to be added to tests/check/words.*:'
counted=$(cat "$folder"/read/en/files | wc -l) texts=$(cat "$folder"/read/*/text | wc -l)

# ---- the control ----
controls=0
# refused CHECK FILE COMMAND WORDS: with FILE changed by a sed command, CHECK says so in these words.
refused() {
	rm -rf "$folder/copy"
	cp -R "$content" "$folder/copy"
	if [ "$3" = rm ]; then rm "$folder/copy/$2"; else sed -i "$3" "$folder/copy/$2"; fi
	! cmp -s "$content/$2" "$folder/copy/$2" || fail "the control changed nothing in $2"
	said=$(if structure "$folder/copy" && { [ "$1" != spelling ] || spelling "$own"; }; then echo passed; else cat "$folder/said"; fi)
	case $said in
	*"$4"*) ;;
	*) fail "$2 after '$3' should have been refused for '$4': $said" ;;
	esac
	controls=$((controls + 1))
}
refused structure de/packs/on-track.pack rm 'de/packs/on-track.pack: missing'
refused structure en/prompts/coach.txt '1,$d' 'en/prompts/coach.txt:0: an empty file'
refused structure de/instruments/key-partnerships.instrument '0,/^item = .*/s//item =/' 'an empty item'
refused structure de/instruments/healthy-partnership.instrument '0,/^item = .*/s///' 'en, not de: instruments/healthy-partnership.instrument: item'
refused structure en/guides/tandem.guide 's/^minutes = 20/minutes = 25/' 'en, not de: guides/tandem.guide: minutes 25'
refused structure de/guides/joint-venture.guide 's/{coach}/{Coach}/' 'become names'
refused structure en/packs/leading.pack 's/^step = /&Sixty more bytes make a step longer than what a screen can show of it. Here are eighty more, so that no step is short enough to pass, however brief it was. And the last./' 'at most 240 may be'
refused structure de/packs/motivation.pack '/^ring = /d' 'a map has 2 to 4 rings'
refused structure en/packs/on-track.pack '0,/^step = 1 |/s//step = 2 |/' 'the tool says'
refused structure en/prompts/learner.txt '3{p;}' 'the same question twice'
refused structure de/prompts/companion.txt 's/ü/\xfc/' 'not UTF-8'
refused structure en/rules.txt "s/’/'/" 'printed text'
refused structure de/rules.txt '/^exit/d' 'has 0 of exit'
refused structure de/packs/influencing.pack '0,/^title = .*/s//title = Anders/' 'its title is not that of its area'
refused structure en/programme.txt 's/^days = 14/days = soon/' 'days is a number'
refused spelling en/packs/what-drives.pack 's/partnership/partnershp/' 'not a word we know: partnershp'
refused spelling de/guides/secondment.guide 's/Aufgabe/Aufgbae/' 'not a word we know: Aufgbae'
echo "content: $counted files in each language, $texts texts; $controls broken copies refused"
