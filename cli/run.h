/* run.h - one run from scenario to results folder: what the steps of `madosim run` hand on. */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "cli/options.h"
#include "cli/present/figures.h"
#include "cli/present/tables.h"
#include "models/ward/compile.h"
#include "models/ward/scenario.h"
#include "sim/base/err.h"
#include "sim/experiment/replicate.h"
#include "sim/output/manifest.h"

/* Exit codes of all commands. */
enum run_exit {
    RUN_OK = 0,
    RUN_FAILED = 1,
    RUN_USAGE = 2,
    RUN_INVALID = 3,
    RUN_TARGET_MISSED = 4,
    RUN_FIGURE_MISSING = 5,
    RUN_INTERRUPTED = 130
};

struct run {
    struct options options;
    struct arena *home;
    struct err err;
    bool japanese, is_partial;
    double seconds; /* of the replications */
    uint64_t seed;
    struct scenario_data data;
    const struct plan *plan;
    struct replicate_result result;
    struct tables tables;
    struct tables_about about;
    struct figures figures;
    char run_id[MANIFEST_ID_BYTES];
    const char *resolved;        /* the resolved scenario as YAML */
    const char *folder;          /* of this run */
    const char *missing_figures; /* names, or NULL */
    bool gnuplot_missing;
    const char *started;
};

/* Names the run (id, folder) and makes the folder, so that a place that cannot be written
 * is known before anything is simulated. false when memory or a file fails, or when the
 * folder holds what is not ours. */
bool run_name(struct run *r) MUST_CHECK;

/* What was asked for: by an option, else by the scenario. */
uint32_t run_replications(const struct run *r);

/* The replications of the finished run in the folder when that is the default folder and
 * they are more than asked for, else 0: less must not take the place of more. Whoever
 * names a folder wants this run in it. */
uint32_t run_has_more(const struct run *r);

/* Writes the results folder: tables, resolved scenario, figures, page, manifest last. */
bool run_write(struct run *r) MUST_CHECK;

/* The tables per ward for a terminal, at most 80 columns wide. */
void run_print(const struct run *r, struct text *out);

/* The same as one JSON object. */
void run_print_json(const struct run *r, struct text *out);

/* Wall-clock time as 2020-07-27T08:45:00+09:00, for the manifest only. */
const char *run_now(struct arena *home);

#endif
