# Build, check and install madosim. `make help` lists what you can say.
#
#   make run                      install what is missing, build, simulate fiscal 2020
#   make check                    unit and command-line tests
#   make check VARIANT=asan       the same under AddressSanitizer and its leak check
#   make check-all                every variant in turn
#   make MPI=1 VARIANT=release    for several machines: build/release-mpi (docs/cluster.md)
#
# Everything built goes under build/VARIANT (build/VARIANT-clang with CC=clang), so that
# variants and compilers live side by side; nothing is written beside the sources.

NAME := madosim

VARIANT  ?= debug
VARIANTS := release debug plain asan ubsan tsan cov fuzz
ifeq ($(filter $(VARIANT),$(VARIANTS)),)
$(error VARIANT must be one of: $(VARIANTS))
endif

# MPI=1 builds for several processes, with Open MPI (docs/cluster.md).
ifeq ($(origin CC),default)
CC := $(if $(MPI),mpicc,gcc)
endif
B := build/$(VARIANT)$(if $(findstring clang,$(notdir $(firstword $(CC)))),-clang)$(if $(MPI),-mpi)

PREFIX     ?= /usr/local
BINDIR     ?= $(PREFIX)/bin
MANDIR     ?= $(PREFIX)/share/man
DATADIR    ?= $(PREFIX)/share/$(NAME)
BASHDIR    ?= $(PREFIX)/share/bash-completion/completions
ZSHDIR     ?= $(PREFIX)/share/zsh/site-functions
INSTALL    ?= install
PKG_CONFIG ?= pkg-config
# What makes sure that the packages are there. `make run SETUP=:` goes on without.
SETUP      ?= sh scripts/setup.sh
WASM_CC    ?= clang-14
Q          ?= @

SCENARIO     ?= scenarios/yokohama-fy2020.yaml
FUZZ_SECONDS ?= 60
# Restricts unit tests to one folder under tests/: make check-unit ONLY=engine
ONLY         ?= *

WARN := -Wall -Wextra -Wpedantic -Wconversion -Wdouble-promotion -Wshadow -Wstrict-prototypes \
        -Wmissing-prototypes -Wwrite-strings -Wcast-qual -Wpointer-arith -Wundef -Wvla \
        -Wswitch-enum -Wformat=2 -Wnull-dereference
ifdef WERROR
WARN += -Werror
endif

# No -ffast-math, no -march, no contraction: the same seed gives the same bits everywhere.
STD         := -std=c17
CODEGEN     := -ffp-contract=off -fno-common -pthread
OPT_release := -O3 -g
OPT_debug   := -Og -g
OPT_plain   := -O0
OPT_asan    := -O1 -g -fno-omit-frame-pointer -fsanitize=address
OPT_ubsan   := -O1 -g -fsanitize=undefined,float-divide-by-zero -fno-sanitize-recover=all
OPT_tsan    := -O1 -g -fsanitize=thread
OPT_cov     := -O0 -g --coverage
OPT_fuzz    := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined,fuzzer-no-link \
               -fno-sanitize-recover=all
OPT         := $(OPT_$(VARIANT))

# Asked once and only when something is compiled: `make run` starts on a machine that does
# not have pkg-config yet. -isystem keeps our warnings about our own code.
# GLPK has no pkg-config file; its header and library are where the compiler looks.
DEPS := gsl yaml-0.1 nettle xlsxwriter zlib
once = $(eval $(1) := $(2))$($(1))
DEP_FLAGS = $(call once,DEP_FLAGS,$(patsubst -I%,-isystem %,$(shell $(PKG_CONFIG) --cflags $(DEPS))))
DEP_LIBS  = $(call once,DEP_LIBS,$(shell $(PKG_CONFIG) --libs $(DEPS)) -lglpk -lm)
TEST_LIBS = $(call once,TEST_LIBS,$(shell $(PKG_CONFIG) --libs cmocka))

ALL_CPPFLAGS = -I. -D_POSIX_C_SOURCE=200809L $(DEP_FLAGS) $(CPPFLAGS)
ALL_CFLAGS   = $(STD) $(WARN) $(CODEGEN) $(OPT) $(CFLAGS)
ALL_LDFLAGS  = $(filter -fsanitize% --coverage -pthread,$(CODEGEN) $(OPT)) $(LDFLAGS)

MAIN_SRC  := cli/main.c
# MPI=1 puts one file in the place of another; nothing else differs.
SPREAD    := sim/experiment/spread_
LIB_SRC   := $(filter-out $(MAIN_SRC) $(SPREAD)$(if $(MPI),alone,mpi).c,\
                          $(sort $(wildcard sim/*/*.c models/*/*.c page/*.c cli/*.c cli/*/*.c)))
TEST_SRC  := $(sort $(wildcard tests/$(ONLY)/test_*.c))
LONG_SRC  := $(sort $(wildcard tests/*/long_*.c))
BENCH_SRC := $(sort $(wildcard tests/bench/bench_*.c))
WASM_SRC  := $(sort $(wildcard tests/wasm/*.c))
FUZZ_SRC  := $(sort $(wildcard tests/fuzz/fuzz_*.c))
SUPPORT_SRC := $(sort $(wildcard tests/support/*.c))
HEADERS   := $(sort $(wildcard sim/*/*.h models/*/*.h page/*.h cli/*.h cli/*/*.h))
OWN_SRC   := $(LIB_SRC) $(wildcard $(MAIN_SRC))
ALL_SRC   := $(OWN_SRC) $(TEST_SRC) $(LONG_SRC) $(BENCH_SRC) $(WASM_SRC) $(FUZZ_SRC) $(SUPPORT_SRC)

# What a replication runs, and nothing else: these files also compile to WebAssembly.
# docs/architecture.md, "The portable core", has the rules; `make wasm-check` applies them.
CORE_SRC := $(wildcard $(addprefix sim/base/,arena.c civil.c err.c)) \
            $(wildcard $(addprefix sim/engine/,agenda.c slots.c ends.c stream.c draws.c portmath.c variate.c \
                                               histogram.c \
                                               rate.c sortkey.c)) \
            $(filter-out models/office/shift.c,$(sort $(wildcard models/office/*.c))) \
            $(wildcard $(addprefix models/queue/,count.c feeder.c guests.c recursion.c shop.c waiting.c)) \
            $(filter-out models/ward/scenario% models/ward/calendar.c models/ward/compile% \
                         models/ward/measures.c,$(sort $(wildcard models/ward/*.c))) \
            $(sort $(wildcard page/*.c))

# Inlining across the core's files, with gcc in a release: for the program and its benchmarks.
# Fat objects let tests link the plain code, which is quicker.
LTO := $(if $(filter release,$(VARIANT)),$(if $(findstring clang,$(notdir $(firstword $(CC)))),,-flto=auto))

LIB     := $(B)/lib$(NAME).a
CLI     := $(B)/$(NAME)
SUPPORT := $(SUPPORT_SRC:%.c=$(B)/%.o)
TESTS   := $(TEST_SRC:%.c=$(B)/%)
LONG    := $(LONG_SRC:%.c=$(B)/%)
BENCH   := $(BENCH_SRC:%.c=$(B)/%)
FUZZ    := $(FUZZ_SRC:%.c=$(B)/%)
OBJ     := $(ALL_SRC:%.c=$(B)/%.o)

# Sub-makes use every processor, unless the caller has said -j already.
JOBS := $(shell nproc 2>/dev/null || echo 2)
PARALLEL = $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(JOBS))
SUBMAKE  = $(MAKE) --no-print-directory $(PARALLEL)

.DELETE_ON_ERROR:
.PHONY: all
all: $(CLI)                            ## build/VARIANT/madosim

$(CLI): $(MAIN_SRC:%.c=$(B)/%.o) $(LIB)
	$(Q)echo "  LD   $@"
	$(Q)$(CC) $(ALL_LDFLAGS) $(LTO) -o $@ $^ $(DEP_LIBS)

# Rebuilt whole each time: a member whose source was deleted must not linger.
$(LIB): $(LIB_SRC:%.c=$(B)/%.o)
	$(Q)echo "  AR   $@"
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(sort $(TESTS) $(LONG)): %: %.o $(SUPPORT) $(LIB)
	$(Q)echo "  LD   $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -fno-lto -o $@ $^ $(DEP_LIBS) $(TEST_LIBS)

$(WASM_SRC:%.c=$(B)/%): %: %.o $(LIB)
	$(Q)echo "  LD   $@"
	$(Q)$(CC) $(ALL_LDFLAGS) $(LTO) -o $@ $^ $(DEP_LIBS)

$(BENCH): %: %.o $(SUPPORT) $(LIB)
	$(Q)echo "  LD   $@"
	$(Q)$(CC) $(ALL_LDFLAGS) $(LTO) -o $@ $^ $(DEP_LIBS) $(TEST_LIBS)

$(FUZZ): %: %.o $(LIB)
	$(Q)echo "  LD   $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(DEP_LIBS)

# -MMD -MP: the compiler writes which headers each object needs.
$(B)/%.o: %.c $(B)/flags
	$(Q)mkdir -p $(@D)
	$(Q)echo "  CC   $<"
	$(Q)$(CC) $(ALL_CPPFLAGS) $(OF_FILE) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

ifneq ($(LTO),)
$(CORE_SRC:%.c=$(B)/%.o): private OF_FILE := $(LTO) -ffat-lto-objects
endif

# Changes only when the command line does, so new flags rebuild and nothing else does.
$(B)/flags: FORCE
	$(Q)mkdir -p $(@D)
	$(Q)printf '%s\n' '$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(LTO)' >$@.new
	$(Q)cmp -s $@.new $@ && rm -f $@.new || mv $@.new $@

# Which sources these are goes into one object alone, so a commit rebuilds only that.
$(B)/cli/version.o: $(B)/version_macros.h
$(B)/cli/version.o: private OF_FILE := -I$(B)
$(B)/version_macros.h: FORCE
	$(Q)mkdir -p $(@D)
	$(Q)sh scripts/version_macros.sh '$(CC)' '$(VARIANT)' '$(strip $(STD) $(CODEGEN) $(OPT) $(LTO) $(CFLAGS))' \
	    >$@.new
	$(Q)cmp -s $@.new $@ && rm -f $@.new || mv $@.new $@

.PHONY: FORCE
FORCE:

-include $(OBJ:.o=.d)

# ---- using --------------------------------------------------------------------

.PHONY: page
page:                                  ## the program with the engine for pages inside (whatif)
	$(Q)$(SETUP) page
	$(Q)+$(SUBMAKE) all VARIANT=release

.PHONY: run run-now
run:                                   ## install what is missing, build, simulate fiscal 2020
	$(Q)$(SETUP) run
	$(Q)+$(SUBMAKE) run-now VARIANT=release
run-now: $(CLI)
	$(CLI) run $(SCENARIO) $(ARGS)

# ---- checking -----------------------------------------------------------------

export ASAN_OPTIONS  ?= detect_leaks=1:abort_on_error=1
export UBSAN_OPTIONS ?= print_stacktrace=1:halt_on_error=1
export TSAN_OPTIONS  ?= halt_on_error=1

.PHONY: check check-now check-unit check-data check-schema check-man check-cli check-theory check-long \
        check-all tests check-cookbook check-recipes
check:                                 ## unit, data and command-line tests of this VARIANT
	$(Q)$(SETUP) check
	$(Q)+$(SUBMAKE) check-now
check-now: tests $(CLI)
	$(Q)$(MAKE) --no-print-directory -k check-unit check-data check-schema check-man check-cli \
	    check-theory $(if $(filter debug release,$(VARIANT)),check-recipes)
	$(Q)echo "all checks passed ($(B))"

tests: $(TESTS)

# One line a program; the whole of its output when it fails.
RUN_TESTS := $(TESTS:%=run-%)
RUN_LONG  := $(LONG:%=run-%)
.PHONY: $(RUN_TESTS) $(RUN_LONG)
$(sort $(RUN_TESTS) $(RUN_LONG)): run-%: %
	$(Q)sh scripts/run_test.sh $< $(<:$(B)/%=%)
# No test at all is no success.
check-unit: $(RUN_TESTS)               ## unit tests; ONLY=engine for one folder
	$(Q)[ -n '$(RUN_TESTS)' ] || { echo 'no tests/$(ONLY)/test_*.c'; exit 1; }
check-long: $(RUN_LONG)                ## statistical and long tests (best with VARIANT=release)
	$(Q)[ -n '$(RUN_LONG)' ] || { echo 'no tests/*/long_*.c'; exit 1; }

check-data:                            ## the tables of the scenarios against their description
	$(Q)sh tests/data/check_tables.sh
	$(Q)sh tests/data/check_later.sh
	$(Q)sh tests/data/check_country.sh
	$(Q)sh tests/data/check_cases.sh

check-schema: $(CLI)                   ## the JSON Schema against scenarios, right and wrong
	$(Q)sh tests/data/check_schema.sh $(CLI)

check-man: $(CLI)                      ## docs/madosim.1 is what the program says of itself
	$(Q)sh scripts/check_man.sh $(CLI) docs/$(NAME).1
.PHONY: man
man: $(CLI)                            ## docs/madosim.1, from the words of the commands
	$(Q)$(CLI) completion man -o docs/$(NAME).1

check-cli: $(CLI)                      ## golden command lines under tests/cli
	$(Q)sh tests/cli/run.sh $(CLI) $(CASE)

check-theory: $(CLI)                   ## values known exactly, those that take a moment
	$(Q)sh scripts/run_theory.sh $(CLI) --quick

check-recipes: $(CLI)                  ## the commands of docs/cookbook.md, one replication each
	$(Q)sh scripts/check_cookbook.sh $(CLI) quick
check-cookbook:                        ## ... in full: they print what is quoted (minutes)
	$(Q)+$(SUBMAKE) VARIANT=release
	$(Q)sh scripts/check_cookbook.sh build/release/$(NAME) full

# All of them, as the document that says so.
.PHONY: validation check-validation validation-now
validation:                            ## docs/validation.md, from all reference cases (minutes)
	$(Q)+$(SUBMAKE) validation-now VARIANT=release
	$(Q)cp build/release/validation.md docs/validation.md
check-validation:                      ## all reference cases agree and docs/validation.md says so
	$(Q)+$(SUBMAKE) validation-now VARIANT=release
	$(Q)cmp build/release/validation.md docs/validation.md
validation-now: $(CLI)
	$(Q)sh scripts/make_validation.sh $(CLI) >$(B)/validation.md.new
	$(Q)mv $(B)/validation.md.new $(B)/validation.md

check-all:                             ## check in every variant, warnings as errors
	$(Q)+set -e; for v in debug release asan ubsan tsan; do \
	    echo "== $$v"; $(SUBMAKE) check VARIANT=$$v WERROR=1; done

.PHONY: check-excel
check-excel: $(CLI)                    ## the workbook in LibreOffice has the values of the tables
	$(Q)sh tests/excel/check_excel.sh $(CLI)

.PHONY: check-determinism
check-determinism:                     ## the same bytes from gcc and clang, 1 and 2 threads
	$(Q)+$(SUBMAKE) VARIANT=release CC=gcc
	$(Q)+$(SUBMAKE) VARIANT=release CC=clang
	$(Q)set -e; for s in $(SCENARIO) scenarios/examples/post-office.yaml; do \
	    sh scripts/check_determinism.sh $$s build/release/$(NAME) build/release-clang/$(NAME); done

.PHONY: check-mpi
check-mpi:                             ## the same bytes on 1, 2, 3 ranks; a rank that is lost
	$(Q)+$(SUBMAKE) VARIANT=release
	$(Q)+$(SUBMAKE) VARIANT=release MPI=1
	$(Q)sh scripts/check_mpi.sh build/release/$(NAME) build/release-mpi/$(NAME)

.PHONY: coverage
coverage:                              ## line coverage of sim, models, cli as HTML
	$(Q)+$(SUBMAKE) check VARIANT=cov
	$(Q)mkdir -p build/coverage
	$(Q)gcovr --root . --filter 'sim/' --filter 'models/' --filter 'page/' --filter 'cli/' \
	    --object-directory build/cov --print-summary --html-details build/coverage/index.html

.PHONY: bench bench-now bench-pair bench-pair-now
bench:                                 ## timings as CSV: results/bench/latest.csv
	$(Q)+$(SUBMAKE) bench-now VARIANT=release
# One after the other: a neighbour would spoil the timing.
bench-now: $(BENCH)
	$(Q)sh scripts/collect_bench.sh results/bench/latest.csv tests/bench/limits.csv $(BENCH)

bench-pair:                            ## times against OLD=HEAD^, in turn; ONLY=queue for one program
	$(Q)+$(SUBMAKE) bench-pair-now VARIANT=release
bench-pair-now: $(BENCH)
	$(Q)+MAKE='$(MAKE)' sh scripts/pair_bench.sh '$(or $(OLD),HEAD^)'

.PHONY: fuzz fuzz-now
fuzz:                                  ## random input to the readers for FUZZ_SECONDS=60
	$(Q)+$(SUBMAKE) fuzz-now VARIANT=fuzz CC=clang
fuzz-now: $(FUZZ)
	$(Q)sh scripts/run_fuzz.sh $(FUZZ_SECONDS) $(FUZZ)

# ---- the portable core --------------------------------------------------------

# Another optimisation has a folder of its own: make wasm WASM_OPT=-O0
WASM_OPT ?= -O3
W := build/wasm$(filter-out -O3,$(WASM_OPT))
# Features that every browser has had since 2021. Inlining across files, as the program has it,
# makes the module a seventh quicker. NDEBUG: assert() of Random123 would print.
WASM_FLAGS := --target=wasm32-wasi -nostdlibinc -isystem $(W)/include \
              -isystem /usr/include/wasm32-wasi $(STD) -I. -DNDEBUG -D_POSIX_C_SOURCE=200809L \
              $(filter-out -Werror,$(WARN)) -Werror $(WASM_OPT) -flto -ffp-contract=off \
              -mbulk-memory -mnontrapping-fptoint -msign-ext
WASM_LINK := --target=wasm32-wasi -Wl,--strip-all,--lto$(WASM_OPT)

.PHONY: wasm wasm-check
wasm: $(W)/$(NAME).wasm                ## the engine for a page: build/wasm/madosim.wasm
	$(Q)echo "$<: $$(wc -c <$<) bytes"
wasm-check: $(W)/core.wasm $(LIB)      ## the core as WebAssembly without a single import
	$(Q)sh scripts/check_core.sh $(B) $(W)/core.wasm $(CORE_SRC)

# Random123 is reached through a folder of its own: /usr/include holds the host's libc.
$(W)/include/Random123:
	$(Q)mkdir -p $(@D)
	$(Q)ln -sfn /usr/include/Random123 $@

$(W)/%.o: %.c | $(W)/include/Random123
	$(Q)mkdir -p $(@D)
	$(Q)echo "  WASM $<"
	$(Q)$(WASM_CC) $(WASM_FLAGS) -MMD -MP -c -o $@ $<

# Our own mistakes stop the program natively (sim/base/bug.c prints); here they trap.
$(W)/bug.o: | $(W)/include/Random123
	$(Q)printf '%s\n' '#include "sim/base/bug.h"' \
	    'void bug_at(const char *file, int line, const char *what)' \
	    '{ (void)file, (void)line, (void)what; __builtin_trap(); }' | \
	    $(WASM_CC) $(WASM_FLAGS) -x c -c -o $@ -

# No -O at the link: clang would then run wasm-opt where binaryen is installed.
$(W)/core.wasm: $(CORE_SRC:%.c=$(W)/%.o) $(W)/bug.o
	$(Q)echo "  LD   $@"
	$(Q)$(WASM_CC) $(WASM_LINK) -mexec-model=reactor \
	    -Wl,--no-gc-sections,--export-all -o $@ $^

# It offers the functions that page/entry.h declares, and holds only what they reach. The
# stack lies below everything else, so that running out of it traps and overwrites nothing.
$(W)/$(NAME).wasm: $(CORE_SRC:%.c=$(W)/%.o) $(W)/bug.o page/entry.h
	$(Q)echo "  LD   $@"
	$(Q)$(WASM_CC) $(WASM_LINK) -nostartfiles -Wl,--no-entry \
	    -Wl,--gc-sections,--stack-first,-z,stack-size=131072 -o $@ $(filter %.o,$^) \
	    $$(sed -n 's/^[a-z].*[ *]\(entry_[a-z_]*\)(.*/-Wl,--export=\1/p' page/entry.h)
	$(Q)! grep -q wasi_snapshot_preview1 $@ || { echo "$@ imports functions of the system"; exit 1; }

-include $(CORE_SRC:%.c=$(W)/%.d)

# The parts of a page that the program holds (cli/assets.h). The engine is among them where it
# can be built: `make page` sees to that.
HAS_WASM := $(and $(shell command -v $(WASM_CC)),$(shell command -v wasm-ld-14),\
              $(wildcard /usr/include/wasm32-wasi/stdint.h),\
              $(wildcard /usr/lib/llvm-14/lib/clang/*/lib/wasi/libclang_rt.builtins-wasm32.a))
ASSETS := page/whatif.html page/whatif.css $(if $(HAS_WASM),$(W)/$(NAME).wasm) \
          $(addprefix page/,words.js engine.js figure.js day.js view.js)
$(LIB): $(B)/assets.o
$(B)/assets.o: $(B)/assets.c cli/assets.h $(B)/flags
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<
$(B)/assets.c: $(ASSETS) $(B)/assets.list scripts/embed_assets.sh
	$(Q)echo "  PAGE $@"
	$(Q)sh scripts/embed_assets.sh page/whatif.html page/whatif.css \
	    '$(filter %.wasm,$(ASSETS))' $(filter %.js,$(ASSETS)) >$@.new
	$(Q)mv $@.new $@
$(B)/assets.list: FORCE
	$(Q)mkdir -p $(@D)
	$(Q)printf '%s\n' '$(ASSETS)' >$@.new
	$(Q)cmp -s $@.new $@ && rm -f $@.new || mv $@.new $@

# The same bits from every compiler, optimisation and processor as from the module under node.
.PHONY: check-wasm
RUN_BLOCK = $(foreach v,plain release plain-clang release-clang,build/$(v)/tests/wasm/run_block)
check-wasm:                            ## the module under node counts what the program counts
	$(Q)+$(SUBMAKE) wasm
	$(Q)+$(SUBMAKE) wasm WASM_OPT=-O0
	$(Q)+set -e; for v in plain release; do for c in gcc clang; do \
	    $(SUBMAKE) wasm-tool VARIANT=$$v CC=$$c; done; done
	$(Q)sh tests/wasm/check_layout.sh '$(WASM_CC)'
	$(Q)sh tests/wasm/check_module.sh build/wasm/$(NAME).wasm build/release/tests/wasm/run_block
	$(Q)sh tests/wasm/check_wasm.sh 'build/wasm/$(NAME).wasm build/wasm-O0/$(NAME).wasm' $(RUN_BLOCK)
.PHONY: wasm-tool
wasm-tool: $(WASM_SRC:%.c=$(B)/%)

.PHONY: gallery
gallery:                               ## build/gallery: every figure at its extremes, looked at for overlaps
	$(Q)+$(SUBMAKE) all VARIANT=release
	$(Q)sh tests/gallery/make_gallery.sh build/release/$(NAME) build/gallery
	$(Q)sh tests/gallery/look.sh build/gallery

.PHONY: check-page
check-page:                            ## report, calendar, whatif: node, and browsers where they are
	$(Q)+$(SUBMAKE) all wasm-tool VARIANT=release
	$(Q)sh tests/page/check_page.sh build/release/$(NAME) build/release/tests/wasm/run_block
.PHONY: measure-page
measure-page:                          ## how soon the page of whatif answers; on an idle machine
	$(Q)+$(SUBMAKE) all VARIANT=release
	$(Q)sh tests/page/measure_page.sh build/release/$(NAME)

# ---- style --------------------------------------------------------------------

STYLED := $(ALL_SRC) $(HEADERS) $(SPREAD)$(if $(MPI),alone,mpi).c $(sort $(wildcard tests/*/*.h))
SHELLS := $(wildcard scripts/*.sh tests/*/*.sh .ci/run)

.PHONY: format lint lint-format lint-layers lint-symbols lint-headers lint-size lint-tidy \
        lint-cppcheck lint-shell lint-docs
format:                                ## rewrite sources with clang-format
	clang-format -i $(STYLED)

lint:                                  ## format, layers, symbols, headers, size, analysers, shell, docs
	$(Q)+$(SUBMAKE) -k lint-format lint-layers lint-symbols lint-headers lint-size lint-tidy \
	    lint-cppcheck lint-shell lint-docs

lint-format:
	$(Q)clang-format --dry-run --Werror $(STYLED)
lint-layers:
	$(Q)sh scripts/check_layers.sh docs/architecture.md
lint-symbols: $(LIB) $(CLI)
	$(Q)sh scripts/check_symbols.sh $(B)
lint-headers:
	$(Q)set -e; for h in $(HEADERS); do \
	    echo "#include \"$$h\"" | $(CC) $(ALL_CPPFLAGS) $(STD) -Wall -Wextra -Werror \
	    -fsyntax-only -x c - || { echo "$$h does not stand alone"; exit 1; }; done
lint-size:
	$(Q)sh scripts/check_size.sh $(STYLED)
# Again only for objects that were compiled again.
lint-tidy: $(OWN_SRC:%.c=$(B)/%.tidy)
$(B)/%.tidy: $(B)/%.o .clang-tidy
	$(Q)echo "  TIDY $*.c"
	$(Q)clang-tidy --quiet --warnings-as-errors='*' $*.c -- $(ALL_CPPFLAGS) -I$(B) $(STD) \
	    >$@.log 2>&1 || { cat $@.log; exit 1; }
	$(Q)touch $@
# cppcheck 2.10 misreads hexadecimal floating constants such as 0x1p-6.
lint-cppcheck:
	$(Q)cppcheck --quiet --std=c11 --enable=warning,portability --inline-suppr \
	    --suppress=incorrectLogicOperator:sim/engine/portmath.c \
	    --library=posix --error-exitcode=1 -I. -j $(JOBS) $(OWN_SRC)
lint-shell:
	$(Q)if command -v shellcheck >/dev/null; then shellcheck $(SHELLS); \
	    else echo "shellcheck is not installed: shell scripts not checked"; fi
lint-docs:
	$(Q)sh scripts/check_docs.sh $(wildcard *.md docs/*.md)

# ---- installing ---------------------------------------------------------------

.PHONY: install uninstall
install:                               ## program, manual page, scenarios, completion under PREFIX
	$(Q)+$(SUBMAKE) all VARIANT=release
	$(INSTALL) -D -m 755 build/release/$(NAME) $(DESTDIR)$(BINDIR)/$(NAME)
	$(INSTALL) -D -m 644 docs/$(NAME).1 $(DESTDIR)$(MANDIR)/man1/$(NAME).1
	find scenarios -type f -exec $(INSTALL) -D -m 644 '{}' '$(DESTDIR)$(DATADIR)/{}' ';'
	build/release/$(NAME) completion bash -o build/release/$(NAME).bash
	build/release/$(NAME) completion zsh -o build/release/_$(NAME)
	$(INSTALL) -D -m 644 build/release/$(NAME).bash $(DESTDIR)$(BASHDIR)/$(NAME)
	$(INSTALL) -D -m 644 build/release/_$(NAME) $(DESTDIR)$(ZSHDIR)/_$(NAME)
uninstall:
	rm -f $(DESTDIR)$(BINDIR)/$(NAME) $(DESTDIR)$(MANDIR)/man1/$(NAME).1
	rm -f $(DESTDIR)$(BASHDIR)/$(NAME) $(DESTDIR)$(ZSHDIR)/_$(NAME)
	rm -rf $(DESTDIR)$(DATADIR)

.PHONY: clean help
clean:                                 ## remove build/
	rm -rf build
help:                                  ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 26
