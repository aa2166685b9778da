# Tandem. `make run` and `make test` do everything, on a machine with nothing installed.
# Everything made goes into build/; B=build/asan SANITIZE=address,undefined builds beside it.

B ?= build
CC ?= cc
PREFIX ?= /usr/local
VERSION := 0.1

# ---- what Debian and npm have to bring; installed by `make deps` when missing ----
PACKAGES_BUILD := gcc make pkg-config libsdl2-dev libsdl2-ttf-dev libsdl2-image-dev libfribidi-dev \
	libfontconfig-dev libsqlite3-dev libqrencode-dev libmicrohttpd-dev libwslay-dev libjansson-dev \
	libsodium-dev nettle-dev zlib1g-dev libical-dev libcsv-dev libinih-dev gettext fontconfig \
	fonts-inter fonts-noto-core fonts-noto-color-emoji tzdata nodejs npm
PACKAGES_TEST := libcmocka-dev zbar-tools chromium xvfb xdotool sqlite3 imagemagick clang \
	libclang-rt-14-dev clang-format clang-tidy cppcheck man-db systemd hunspell hunspell-en-gb hunspell-de-de

# ---- compiling ----
PKGS := sdl2 SDL2_ttf SDL2_image fribidi fontconfig sqlite3 libqrencode libmicrohttpd jansson \
	libsodium nettle zlib libical inih
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
	-Wvla -Wformat=2 -Wundef -Wno-format-nonliteral
ifdef CI
WARNINGS += -Werror
endif
OPTIMIZE ?= -O2
SANITIZE ?=
CFLAGS_ALL = -std=c17 -D_GNU_SOURCE -g $(OPTIMIZE) -fno-omit-frame-pointer -pthread $(WARNINGS) \
	-Isrc -I$(B)/gen -DTANDEM_VERSION='"$(VERSION)"' $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=undefined) \
	$(shell pkg-config --cflags $(PKGS) 2>/dev/null | sed 's/-I/-isystem /g') $(CFLAGS)
LIBS = $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lwslay -lcsv -lm

SOURCES := $(filter-out src/main.c,$(wildcard src/*/*.c))
OBJECTS := $(SOURCES:src/%.c=$(B)/%.o)
GENERATED := $(B)/gen/theme_tokens.h $(B)/gen/mirror_files.h

.PHONY: all bench check clean
all: $(B)/tandem $(B)/phone/.done locale

# The kiosk with the demo room; `make run ARGS='--mirror'` adds options.
.PHONY: run test pictures
run:
	@$(MAKE) --no-print-directory deps
	@$(MAKE) --no-print-directory -j2 all
	$(B)/tandem --demo $(if $(DISPLAY)$(WAYLAND_DISPLAY),--windowed) $(ARGS)

# Everything that is tested, quick things first.
TEST_PARTS = unit $(CHECKS_QUICK) test-phone collab test-scripts layout test-pages test-e2e check-install fuzz
test:
	@$(MAKE) --no-print-directory deps-test
	@$(MAKE) --no-print-directory -j2 all
	@for part in $(TEST_PARTS); do \
		echo "== $$part"; \
		begun=$$(date +%s); \
		$(MAKE) --no-print-directory -j2 $$part || exit 1; \
		echo "== $$part: $$(($$(date +%s) - begun)) s"; \
	done

# The README's pictures; those with phones in them where the tests' browser is installed (`make deps-test`).
pictures: all
	@mkdir -p assets/pictures
	$(B)/tandem play tests/scripts/pictures.script
	@if command -v chromium > /dev/null; then $(MAKE) --no-print-directory phone-pictures; \
	else echo "no chromium: the pictures with phones stay as they are"; fi
.PHONY: phone-pictures
phone-pictures: tests/e2e/node_modules/.done
	TANDEM=$(abspath $(B))/tandem node tests/e2e/pictures.mjs assets/pictures

$(B)/tandem: $(B)/main.o $(B)/libtandem.a
	$(CC) $(CFLAGS_ALL) -o $@ $^ $(LIBS)

$(B)/libtandem.a: $(OBJECTS)
	@rm -f $@
	ar rcs $@ $^

# The pixel loops are worth the compiler's vectors.
$(B)/platform/canvas.o $(B)/platform/shape.o: OPTIMIZE := -O3

$(B)/%.o: src/%.c $(GENERATED)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(B)/gen/theme_tokens.h: assets/theme.tokens
	@mkdir -p $(@D)
	awk '/^[a-z]/ { printf "TONE(%s, 0xFF%s, 0xFF%s)\n", $$1, substr($$2, 2), substr($$3, 2) }' $< > $@

# The mirror's page as C: for each file an array of its lines, ended by NULL.
$(B)/gen/mirror_files.h: assets/mirror/index.html assets/mirror/mirror.js assets/mirror/mirror.css
	@mkdir -p $(@D)
	for f in $^; do \
		echo "static const char *const mirror_$$(basename $$f | tr . _)[] = {"; \
		sed 's/[\\"]/\\&/g; s/.*/"&\\n",/' $$f; echo 'NULL};'; \
	done > $@

# ---- the phones' pages: CodeMirror and our own modules, made by npm and esbuild ----
PHONE_SOURCES := $(wildcard src/phone/*.js src/phone/*.mjs src/phone/*/*.js src/phone/*.html src/phone/*.css) \
	assets/theme.tokens src/base/errors.def $(wildcard src/import/*.c src/core/import_*.c) src/net/upload.c \
	$(wildcard assets/po/*.po)
NPM_CI := npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

src/phone/node_modules/.done: src/phone/package-lock.json
	$(NPM_CI) --prefix src/phone
	@touch $@

$(B)/phone/.done: $(PHONE_SOURCES) src/phone/node_modules/.done
	node src/phone/build.mjs $(B)/phone
	@touch $@

tests/e2e/node_modules/.done: tests/e2e/package-lock.json
	$(NPM_CI) --prefix tests/e2e
	@touch $@

# The pages' logic in Node; the pages in a browser against a small authority; then the real program.
.PHONY: test-phone test-pages test-e2e
test-phone: src/phone/node_modules/.done
	node --test tests/phone
test-pages: $(B)/phone/.done tests/e2e/node_modules/.done
	PAGES=$(abspath $(B))/phone node --test tests/e2e/pages_test.mjs tests/e2e/board_pages_test.mjs \
		tests/e2e/desk_pages_test.mjs tests/e2e/me_pages_test.mjs
test-e2e: $(B)/tandem $(B)/phone/.done tests/e2e/node_modules/.done
	TANDEM=$(abspath $(B))/tandem node --test --test-concurrency=1 tests/e2e/main_job_test.mjs tests/e2e/marketplace_test.mjs tests/e2e/partnership_test.mjs \
		tests/e2e/coordinator_test.mjs tests/e2e/first_programme_test.mjs

# ---- unit tests: tests/<folder>/<noun>_test.c, each a cmocka program ----
TESTS := $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/*/*_test.c))
$(B)/tests/%: tests/%.c $(B)/libtandem.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -Itests -MMD -MP -o $@ $< $(EXTRA) $(B)/libtandem.a $(LIBS) -lcmocka

# Fault tests bring a disk that fails; with a number they run that many rounds instead of a few.
FAULT_TESTS := $(filter $(B)/tests/faults/%,$(TESTS))
$(FAULT_TESTS): EXTRA := tests/faults/vfs.c
$(FAULT_TESTS): tests/faults/vfs.c tests/faults/vfs.h tests/faults/room.h tests/store/support.h
.PHONY: faults-long
faults-long: $(FAULT_TESTS)
	@for t in $(FAULT_TESTS); do echo "== $$t 1000"; $$t 1000 || exit 1; done

.PHONY: unit
unit: $(TESTS) locale
	@for t in $(TESTS); do echo "== $$t"; $$t || exit 1; done

# ---- screen scripts: tests/scripts/*.script; SCRIPT='name name' plays only these, GOLDEN=write renews what they see ----
.PHONY: test-scripts
test-scripts: all
	TANDEM_GOLDEN=$(GOLDEN) sh tests/scripts/run.sh $(B)/tandem $(B)/scripts $(SCRIPT)

# ---- the layout check: every screen x state x size x language; pictures of all of it on demand ----
LAYOUT_SOURCES := $(wildcard tests/layout/*.c)
$(B)/tests/layout/layout: $(LAYOUT_SOURCES) $(wildcard tests/layout/*.h) $(B)/libtandem.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -Itests -o $@ $(filter-out %_test.c,$(LAYOUT_SOURCES)) $(B)/libtandem.a $(LIBS)

.PHONY: layout layout-pictures
layout: $(B)/tests/layout/layout locale pseudo-locale
	$<
layout-pictures: $(B)/tests/layout/layout locale pseudo-locale
	$< --pictures $(B)/layout
	for d in $(B)/layout/*/; do montage $$d*.png -label '%t' -tile 4x -geometry 480x+6+6 $${d%/}.png || exit 1; done

# ---- benchmarks: tests/bench/<noun>_bench.c prints lines of one table, with the bar beside each ----
BENCHES := $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/bench/*_bench.c))
KIOSK_PART_FLAGS := -Wl,--wrap=platform_present,--wrap=platform_wait
$(B)/tests/bench/touch_bench: EXTRA := tests/faults/vfs.c $(KIOSK_PART_FLAGS)
$(B)/tests/bench/years_bench: EXTRA := $(KIOSK_PART_FLAGS)
$(B)/tests/bench/board_bench: EXTRA := $(KIOSK_PART_FLAGS),--wrap=core_step
bench: all $(BENCHES) tests/e2e/node_modules/.done
	@for b in start touch phones board years; do $(B)/tests/bench/$${b}_bench $(abspath $(B))/tandem || exit 1; done
	@TANDEM=$(abspath $(B))/tandem node tests/bench/page_bench.mjs $(B)/phone
	@$(B)/tests/bench/paint_bench
	@$(B)/tests/bench/changes_bench
	@$(B)/tests/bench/partner_bench

# ---- change sets and notes against CodeMirror's own packages: tests/collab ----
COLLAB_CASES ?= 20000
$(B)/tests/collab/node_modules: tests/collab/package-lock.json
	@mkdir -p $(@D)
	cp tests/collab/package.json tests/collab/package-lock.json $(@D)/
	npm ci --no-audit --no-fund --prefix $(@D)
	@touch $@

$(B)/tests/collab/%.js: tests/collab/%.js
	@mkdir -p $(@D)
	cp $< $@

.PHONY: collab
collab: $(B)/tests/collab/node_modules $(B)/tests/collab/changes_peer $(B)/tests/collab/note_peer \
		$(patsubst %,$(B)/%,$(wildcard tests/collab/*.js))
	node $(B)/tests/collab/changes.js $(B)/tests/collab/changes_peer $(COLLAB_CASES)
	node $(B)/tests/collab/sessions.js $(B)/tests/collab/note_peer $(COLLAB_CASES)

# ---- words: every text is English in the source, and translated in assets/po/<lang>.po ----
LANGUAGES := de
WORDS_FROM = $(wildcard src/*/*.c) src/main.c src/base/errors.def $(wildcard src/phone/*.js)
$(B)/gen/tandem.pot: $(WORDS_FROM)
	@mkdir -p $(@D)
	xgettext --from-code=UTF-8 --add-comments=Translators: --package-name=tandem -k_ -kN_ -kngettext:1,2 -k_n:1,2 \
		--language=C -o $@ $(filter %.c %.def,$(WORDS_FROM))
	xgettext --from-code=UTF-8 --add-comments=Translators: --package-name=tandem -k_ -kN_ -k_n:1,2 -j \
		--language=JavaScript -o $@ $(filter %.js,$(WORDS_FROM)) /dev/null
	sed -i 's/charset=CHARSET/charset=UTF-8/; /^"POT-Creation-Date/d' $@

$(B)/locale/%/LC_MESSAGES/tandem.mo: assets/po/%.po
	@mkdir -p $(@D)
	msgfmt --check -o $@ $<

.PHONY: locale pseudo-locale po-update check-words
locale: $(LANGUAGES:%=$(B)/locale/%/LC_MESSAGES/tandem.mo)

# Two languages for the layout check: one 40 % longer, one from right to left.
$(B)/locale/xx/LC_MESSAGES/tandem.mo $(B)/locale/ar/LC_MESSAGES/tandem.mo: $(B)/gen/tandem.pot tests/check/pseudo.pl
	@mkdir -p $(@D)
	msgen -o $(@D)/en.po $(B)/gen/tandem.pot
	LC_ALL=C.UTF-8 msgfilter -i $(@D)/en.po -o $(@D)/pseudo.po perl tests/check/pseudo.pl $(if $(findstring /xx/,$@),long,mirrored)
	msgfmt -o $@ $(@D)/pseudo.po
pseudo-locale: $(B)/locale/xx/LC_MESSAGES/tandem.mo $(B)/locale/ar/LC_MESSAGES/tandem.mo

po-update: $(B)/gen/tandem.pot
	for l in $(LANGUAGES); do msgmerge -q --update --backup=none --no-fuzzy-matching --no-wrap --no-location assets/po/$$l.po $<; done

# Every text of the source is translated in every language, and none is uncertain.
check-words: $(B)/gen/tandem.pot
	for l in $(LANGUAGES); do msgfmt --check -o /dev/null assets/po/$$l.po && msgcmp assets/po/$$l.po $< || exit 1; done

# ---- static checks: what can be seen without running anything ----
# `make test` runs the quick ones; `make check` all, on two cores in about three minutes the first time.
C_FILES = $(shell git ls-files '*.c' '*.h')
CHECKS_QUICK := check-includes check-words check-texts check-functions check-paths check-format check-units check-content
CHECKS := $(CHECKS_QUICK) check-install check-cppcheck check-compilers check-tidy
.PHONY: $(CHECKS)
check:
	@for part in $(CHECKS); do echo "== $$part"; $(MAKE) --no-print-directory $$part || exit 1; done

check-includes:
	sh tests/check/includes.sh
check-texts: $(B)/gen/tandem.pot
	sh tests/check/texts.sh $<
check-functions:
	awk -f tests/check/functions.awk $(C_FILES)
check-paths:
	sh tests/check/paths.sh
check-format:
	sh tests/check/format.sh
check-units:
	sh tests/check/units.sh
check-content:
	sh tests/check/content.sh
check-install: all
	sh tests/check/install.sh $(B)

check-cppcheck: $(GENERATED)
	cppcheck --enable=warning,style,performance,portability --std=c11 --library=posix -D_GNU_SOURCE -q -j2 \
		--suppressions-list=tests/check/cppcheck.txt --error-exitcode=1 -Isrc -I$(B)/gen -Itests src tests

# Everything by both compilers, tests included, each in a folder of its own; a warning is an error.
EVERYTHING = $(B)/tandem $(TESTS) $(BENCHES) $(B)/tests/layout/layout
check-compilers:
	$(MAKE) -s -j2 CI=1 B=$(B)/gcc CC=gcc OPTIMIZE=-O1 everything
	$(MAKE) -s -j2 CI=1 B=$(B)/clang CC=clang OPTIMIZE=-O0 everything
.PHONY: everything
everything: $(EVERYTHING)

# One mark for each file that passed, so that only what has changed is looked at again.
# ANALYZER_NODES: how far the analyzer follows each function; 225000 is clang's own measure, and five times slower.
ANALYZER_NODES ?= 50000
check-tidy: $(GENERATED)
	$(MAKE) -s -j2 $(patsubst %.c,$(B)/tidy/%.ok,$(SOURCES) src/main.c)
$(B)/tidy/%.ok: %.c .clang-tidy $(wildcard src/*/*.h src/*/*.def)
	@mkdir -p $(@D)
	clang-tidy --quiet $< -- $(CFLAGS_ALL) -Xclang -analyzer-config -Xclang max-nodes=$(ANALYZER_NODES) 2> $@.log || { cat $@.log; exit 1; }
	@touch $@

# ---- the same tests with the compiler's sanitizers: memory and undefined behaviour; data races ----
SANITIZED = $(MAKE) --no-print-directory -j2 OPTIMIZE=-O1
.PHONY: test-asan test-tsan
test-asan:
	$(SANITIZED) B=$(B)/asan SANITIZE=address,undefined unit sanitized-play
test-tsan:
	$(SANITIZED) B=$(B)/tsan SANITIZE=thread unit sanitized-play

# The whole program under them, too, by all screen scripts; locale and pages are those of the normal build.
.PHONY: sanitized-play
sanitized-play: export UBSAN_OPTIONS := halt_on_error=1:print_stacktrace=1
sanitized-play: export TSAN_OPTIONS := halt_on_error=1
sanitized-play: $(B)/tandem
	sh tests/scripts/run.sh $(B)/tandem $(B)/scripts

# ---- fuzzing: tests/fuzz/<noun>_fuzz.c, begun from tests/fuzz/<noun>/ ----
FUZZ_SECONDS ?= 60
# The same inputs each time, so that a change is told from chance; 0 takes others at every run, for hours.
FUZZ_SEED ?= 1
FUZZERS := $(patsubst tests/fuzz/%_fuzz.c,%,$(wildcard tests/fuzz/*_fuzz.c))
FUZZ_FLAGS := -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined

$(B)/fuzz/libtandem.a: $(SOURCES) $(GENERATED)
	$(MAKE) -s B=$(B)/fuzz CC=clang SANITIZE=fuzzer-no-link,address,undefined $(B)/fuzz/libtandem.a

$(B)/fuzz/%_fuzz: tests/fuzz/%_fuzz.c $(B)/fuzz/libtandem.a
	clang $(CFLAGS_ALL) $(FUZZ_FLAGS) -MMD -MP -o $@ $< $(B)/fuzz/libtandem.a $(LIBS)

# Each from its own corpus, which grows in the build folder; -timeout: one input that takes as long as all of them
# has hung (by the clock on the wall: a calendar may have 2 s of CPU, here several times slower, on a busy machine).
# `make test` runs two at once, so what they say is kept apart and shown when one fails.
.PHONY: fuzz $(FUZZERS:%=fuzz-%)
fuzz: $(FUZZERS:%=fuzz-%)
$(FUZZERS:%=fuzz-%): fuzz-%: $(B)/fuzz/%_fuzz
	@mkdir -p $(B)/fuzz/corpus/$*
	@$< -seed=$(FUZZ_SEED) -max_total_time=$(FUZZ_SECONDS) -timeout=60 -rss_limit_mb=1024 -max_len=16384 -verbosity=0 -print_final_stats=1 \
		-artifact_prefix=$(B)/fuzz/ $(B)/fuzz/corpus/$* $(wildcard tests/fuzz/$*) > $(B)/fuzz/$*.log 2>&1 || \
		{ cat $(B)/fuzz/$*.log; echo '[  FAILED  ] fuzz_$*'; exit 1; }
	@awk '/number_of_executed_units/ { print "[       OK ] fuzz_$*: " $$2 " inputs" }' $(B)/fuzz/$*.log

# ---- what has to be there: Debian packages, asked for only when one is missing ----
# nodejs and npm count as there when `node` (18 or later) and `npm` are, wherever they came from.
define install_missing
@if ! command -v dpkg-query > /dev/null; then \
	echo "make $@: this is not Debian; needed are the like of: $(1)" >&2; exit 0; \
fi; \
have=$$(dpkg-query -W -f='$${db:Status-Abbrev}$${Package}\n' $(1) 2> /dev/null | sed -n 's/^ii *//p'); \
node -e 'process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)' 2> /dev/null && have="$$have nodejs"; \
command -v npm > /dev/null && have="$$have npm"; \
missing=; \
for p in $(1); do \
	case " $$(echo $$have) " in *" $$p "*) ;; *) missing="$$missing $$p" ;; esac; \
done; \
[ -n "$$missing" ] || exit 0; \
by_hand="As root: apt-get update && apt-get install --no-install-recommends$$missing"; \
root=; \
if [ "$$(id -u)" != 0 ]; then \
	root=sudo; \
	command -v sudo > /dev/null || { echo "make $@: packages are missing, and so is sudo. $$by_hand" >&2; exit 1; }; \
fi; \
echo "make $@: installing with apt-get:$$missing"; \
$$root apt-get -qq update && \
$$root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install $$missing > /dev/null || \
	{ echo "make $@: they could not be installed. $$by_hand" >&2; exit 1; }
endef

.PHONY: deps deps-test
deps:
	$(call install_missing,$(PACKAGES_BUILD))
deps-test:
	$(call install_missing,$(PACKAGES_BUILD) $(PACKAGES_TEST))

# ---- installing: DESTDIR is put in front of every place; what has been configured stays ----
DESTDIR ?=
SYSCONFDIR ?= /etc
SHARE = $(abspath $(DESTDIR)$(PREFIX)/share)
UNITS = $(DESTDIR)$(PREFIX)/lib/systemd/system
SYSUSERS = $(DESTDIR)$(PREFIX)/lib/sysusers.d

# $(1): a folder, $(2): where its files go, whoever made them
define install_tree
cd $(1) && find . -type f ! -name '.*' -exec install -D -m 644 '{}' '$(2)/{}' ';'
endef

# The pages' names change with what is in them, so those of the version before have to go.
.PHONY: install uninstall
install: all
	install -D -m 755 $(B)/tandem $(DESTDIR)$(PREFIX)/bin/tandem
	$(call install_tree,assets/content,$(SHARE)/tandem/assets/content)
	$(call install_tree,assets/icons,$(SHARE)/tandem/assets/icons)
	install -D -m 644 assets/theme.tokens $(SHARE)/tandem/assets/theme.tokens
	$(call install_tree,fonts,$(SHARE)/tandem/fonts)
	rm -rf $(SHARE)/tandem/phone
	$(call install_tree,$(B)/phone,$(SHARE)/tandem/phone)
	for l in $(LANGUAGES); do \
		install -D -m 644 $(B)/locale/$$l/LC_MESSAGES/tandem.mo \
			$(SHARE)/tandem/locale/$$l/LC_MESSAGES/tandem.mo || exit 1; \
	done
	install -D -m 644 assets/tandem.1 $(SHARE)/man/man1/tandem.1
	[ -e $(DESTDIR)$(SYSCONFDIR)/tandem/tandem.conf ] || \
		install -D -m 644 assets/tandem.conf $(DESTDIR)$(SYSCONFDIR)/tandem/tandem.conf
	install -d $(UNITS)
	for unit in tandem tandem-cage; do \
		sed 's|/usr/local/bin/tandem|$(PREFIX)/bin/tandem|' systemd/$$unit.service > $(UNITS)/$$unit.service || exit 1; \
		chmod 644 $(UNITS)/$$unit.service; \
	done
	install -D -m 644 systemd/tandem.sysusers $(SYSUSERS)/tandem.conf
	@echo "Installed. For a kiosk that starts with the machine: systemd-sysusers && systemctl enable --now tandem"

# The configuration and the database stay: they belong to the room.
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/tandem $(SHARE)/man/man1/tandem.1 \
		$(UNITS)/tandem.service $(UNITS)/tandem-cage.service $(SYSUSERS)/tandem.conf
	rm -rf $(SHARE)/tandem

clean:
	rm -rf build

-include $(wildcard $(B)/*.d $(B)/*/*.d $(B)/tests/*/*.d)
