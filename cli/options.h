/* options.h - the command line of a command, read by table: one row an option, with the
 * commands that know it. */
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

/* Commands, as bits. */
enum options_command {
    OPTIONS_RUN = 1,
    OPTIONS_THEORY = 2,
    OPTIONS_PLAN = 4,
    OPTIONS_TRACE = 8,
    OPTIONS_COMPARE = 16,
    OPTIONS_SWEEP = 32,
    OPTIONS_STAFF = 64,
    OPTIONS_FORECAST = 128,
    OPTIONS_VALIDATE = 1 << 8,
    OPTIONS_EXPLAIN = 1 << 9,
    OPTIONS_SHOW = 1 << 10,
    OPTIONS_DIFF = 1 << 11,
    OPTIONS_INIT = 1 << 12,
    OPTIONS_SCHEMA = 1 << 13,
    OPTIONS_WARDS = 1 << 14,
    OPTIONS_VERIFY = 1 << 15,
    OPTIONS_DOCTOR = 1 << 16,
    OPTIONS_COMPLETION = 1 << 17,
    OPTIONS_CALENDAR = 1 << 18,
    OPTIONS_EXPORT = 1 << 19,
    OPTIONS_WHATIF = 1 << 20,
    OPTIONS_REPORT = 1 << 21
};

struct options {
    const char *file;                     /* the scenario; theory: the table, --cases      */
    const char *words[OPTIONS_WORDS_MAX]; /* theory: cases; compare: what is compared; files */
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
    const char *role;                             /* report: who reads it; NULL = everybody */
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
bool options_read(enum options_command command, int argc, char **argv, struct options *o,
                  struct text *said);

/* A row, for those who list options: what completes them. */
struct options_row {
    const char *name, *letter; /* letter NULL: none */
    int commands;              /* enum options_command, added up */
    bool has_value;
    const char *const *choices; /* NULL: any value */
};

/* The nth; false behind the last. Checked by tests/run/test_options.c. */
bool options_row_at(size_t nth, struct options_row *row);

/* The name of the nth command, with its bit; NULL behind the last. */
const char *options_command_at(size_t nth, enum options_command *bit);

#endif
