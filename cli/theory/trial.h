/* trial.h - a scenario of the table, simulated once, and the metrics asked of it.
 *
 * Seeds and numbers of replications stand in the scenario, so a trial always gives the same
 * numbers; nothing is tried again.
 */
#ifndef THEORY_TRIAL_H
#define THEORY_TRIAL_H

#include <stdbool.h>
#include <stdint.h>

#include "models/queue/setup.h"
#include "sim/base/attr.h"
#include "sim/base/err.h"
#include "sim/experiment/replicate.h"

struct arena;
struct cases_row;
struct design;

struct trial_order {
    const char *scenario;
    const char *settings; /* as cases_next_setting() takes them; NULL: none */
    uint32_t threads;     /* 0 = one per processor                          */
    replicate_progress *progress;
    void *progress_context;
};

/* Rows with the same scenario and settings share a trial. */
struct trial {
    struct arena *home; /* everything else lives here */
    const char *scenario, *settings;
    struct setup_data data;
    const struct design *design;
    struct replicate_result result;
    bool is_stopped; /* progress asked for it: there is nothing to be asked */
};

struct trial_value {
    double estimate, error; /* standard error over replications (delta method, sectioning) */
};

/* Reads, compiles and runs. false with *e. Release it in either case. */
bool trial_run(struct trial *t, const struct trial_order *order, struct err *e) MUST_CHECK;
void trial_release(struct trial *t);

/* The metric that the row asks for; false with *e when the scenario has no such metric, use or
 * index. The error is NaN for a single replication. Checked by tests/theory/test_trial.c. */
bool trial_ask(const struct trial *t, const struct cases_row *row, struct trial_value *value,
               struct err *e) MUST_CHECK;

#endif
