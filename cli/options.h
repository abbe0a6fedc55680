/* options.h - the command line of a command, read by table: one row an option. Which command
 * takes which stands beside the command (cmd.h). */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/text.h"

enum {
    OPTIONS_SETS_MAX = 64,   /* that can be given */
    OPTIONS_SETS_ROOM = 256, /* with those that a command adds of its own */
    OPTIONS_WORDS_MAX = 64,
    OPTIONS_POLICIES_MAX = 8,
    OPTIONS_GRIDS_MAX = 8
};

/* Every option there is. Where one name means different things to different commands, each
 * meaning has a row. */
enum options_name {
    OPTIONS_NONE,
    OPTIONS_REPLICATIONS,
    OPTIONS_JOBS,
    OPTIONS_UNTIL,
    OPTIONS_OF,
    OPTIONS_CHECKPOINT,
    OPTIONS_SEED,
    OPTIONS_SET,
    OPTIONS_FOLDER,
    OPTIONS_INTO,
    OPTIONS_FILE,
    OPTIONS_LANG,
    OPTIONS_PROGRESS,
    OPTIONS_JSON,
    OPTIONS_QUIET,
    OPTIONS_NO_COLOR,
    OPTIONS_NO_FIGURES,
    OPTIONS_CUSTOMERS,
    OPTIONS_STRICT_OUTPUT,
    OPTIONS_FAIL_ON_TARGET,
    OPTIONS_TARGET,
    OPTIONS_MONTH,
    OPTIONS_LEND,
    OPTIONS_PLACES,
    OPTIONS_SHIFTS,
    OPTIONS_ANSWER,
    OPTIONS_WARD,
    OPTIONS_DATE,
    OPTIONS_PERSON,
    OPTIONS_STEPS,
    OPTIONS_LAYOUT,
    OPTIONS_REPLICATION,
    OPTIONS_BEST,
    OPTIONS_INDIFFERENCE,
    OPTIONS_CONFIDENCE,
    OPTIONS_GRID,
    OPTIONS_ASSUMPTIONS,
    OPTIONS_SWINGS,
    OPTIONS_SAMPLES,
    OPTIONS_BASELINE,
    OPTIONS_TABLE,
    OPTIONS_SHEETS,
    OPTIONS_FROM,
    OPTIONS_DAYS,
    OPTIONS_STATE,
    OPTIONS_ABSENT,
    OPTIONS_EXCEL,
    OPTIONS_CP932,
    OPTIONS_PDF,
    OPTIONS_ROLE,
    OPTIONS_CASES,
    OPTIONS_QUICK,
    OPTIONS_MARKDOWN,
    OPTIONS_STRICT,
    OPTIONS_RESOLVED,
    OPTIONS_ORIGIN,
    OPTIONS_COMPARISON,
    OPTIONS_PRESET,
    OPTIONS_FORM,
    OPTIONS_FROM_FORM,
    OPTIONS_HELP
};

enum options_kind {
    OPTIONS_FLAG,
    OPTIONS_TEXT,
    OPTIONS_CHOICE,
    OPTIONS_COUNT,
    OPTIONS_NUMBER, /* counted from 0 */
    OPTIONS_SEEDED,
    OPTIONS_SETTING,
    OPTIONS_POINTS
};

/* What a shell can complete. */
enum options_values {
    OPTIONS_ANY,
    OPTIONS_FILES,
    OPTIONS_FOLDERS,
    OPTIONS_WARDS,
    OPTIONS_CODES, /* of messages */
    OPTIONS_SHELLS
};

struct options_row {
    const char *name, *letter; /* letter NULL: none */
    enum options_kind kind;
    size_t offset;              /* of the member in struct options */
    const char *example;        /* NULL: a flag */
    const char *const *choices; /* OPTIONS_CHOICE only: NULL-ended */
    enum options_values values;
    const char *value[2]; /* what stands for the value: English, Japanese (NULL: the same) */
    const char *means[2]; /* where a command says nothing else */
};

struct cmd;

struct options {
    const char *file;                     /* the first of the words, or NULL */
    const char *words[OPTIONS_WORDS_MAX]; /* scenarios, folders, cases: what is no option */
    size_t n_words;
    uint32_t samples;      /* sweep: 0 = one assumption at a time */
    uint32_t replications; /* 0 = as the scenario says */
    uint32_t threads;      /* 0 = one per processor */
    uint32_t checkpoint_s; /* 0 = never */
    uint64_t seed;
    bool has_seed;
    const char *set[OPTIONS_SETS_ROOM];
    size_t n_set;
    const char *folder;                        /* -o of run, NULL = results/ID/RUN */
    const char *target;                        /* -o of a file, NULL = standard output */
    const char *ward, *date, *person, *format; /* trace, forecast */
    uint32_t replication;                      /* trace, from 0; forecast: of --state */
    const char *grid[OPTIONS_GRIDS_MAX];       /* sweep: KEY=A,B,C */
    size_t n_grid;
    const char *from, *state;                     /* forecast */
    uint32_t days, absent;                        /* forecast; 0 = not given */
    const char *until, *of;                       /* how precise what has to be */
    const char *best, *indifference, *confidence; /* compare: who is best at what */
    const char *goal, *month;                     /* --target and --month of staff */
    const char *cases;                            /* theory: another table */
    const char *role;                             /* report: who reads it; NULL = everybody */
    const char *swings;                           /* report: --assumptions FILE */
    const char *lang, *progress;
    bool json, quiet, no_color, no_figures, customers, strict_output, fail_on_target, help;
    bool quick, markdown, baseline, assumptions, pdf;
    bool shifts, places, lend;   /* staff */
    const char *preset, *filled; /* init; --from-form */
    bool strict, resolved, origin, form;
    bool excel, cp932; /* export */
};

/* Reads the words after the command. false with one line in *said (in the language of the
 * options read so far, or the locale). */
bool options_read(const struct cmd *command, int argc, char **argv, struct options *o,
                  struct text *said);

/* The nth option of a command, --help last; NULL behind it. Checked by
 * tests/run/test_options.c. */
const struct options_row *options_of(const struct cmd *command, size_t nth);

#endif
