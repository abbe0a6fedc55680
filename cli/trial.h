/* trial.h - a scenario that is run to answer a question: in memory, nothing is written.
 */
#ifndef CLI_TRIAL_H
#define CLI_TRIAL_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/run.h"
#include "sim/base/attr.h"
#include "sim/input/flat.h"

struct progress;

struct trial {
    struct run run;
    const char *named; /* as on the command line */
    uint32_t ready;    /* replications that a results folder holds */
    struct flat settings;
    struct run_catalog catalog;
};

/* Reads what is named: a scenario, with settings, or a results folder, whose scenario is read
 * again and must be what it was. false with everything said and *code set. */
bool trial_open(const struct frame *f, const char *named, const char *const *settings,
                size_t n_settings, struct trial *t, int *code) MUST_CHECK;

/* One after the other, each with so many replications in all and the same seed; what folders
 * hold is not run again. *is_whole: false when somebody interrupted. false with the error in
 * trials[i].run.frame.err of the one that failed, *failed. */
bool trial_run_all(struct trial *trials, size_t n, uint32_t replications, struct progress *progress,
                   bool *is_whole, size_t *failed) MUST_CHECK;

/* Goes on to n replications, of at most `most` that there will be; the first call runs from the
 * beginning, whatever a folder holds. Interrupted: fewer are done. false with the error in
 * t->run.frame.err. */
bool trial_grow(struct trial *t, uint32_t n, uint32_t most, struct progress *progress) MUST_CHECK;

#endif
