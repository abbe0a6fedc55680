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
struct design;

/* Rows with the same scenario and settings share a trial. */
struct trial {
    struct arena *home; /* everything else lives here */
    const char *scenario, *settings;
    struct setup_data data;
    const struct design *design;
    struct replicate_result result;
};

struct trial_value {
    double estimate, error; /* standard error over replications (delta method, sectioning) */
};

/* Reads, compiles and runs; settings as cases_next_setting() takes them, NULL: none. false
 * with *e. Release it in either case. */
bool trial_run(struct trial *t, const char *scenario, const char *settings, uint32_t threads,
               struct err *e) MUST_CHECK;
void trial_release(struct trial *t);

/* The metric by name; false with *e (at the row's place) when there is no such metric, use or
 * index. */
bool trial_ask(const struct trial *t, const char *metric, const char *use, int32_t index,
               struct src_pos at, struct trial_value *value, struct err *e) MUST_CHECK;

#endif
