/* model.h - what a model offers to experiments: it can be run, and its results are
 * integers that merge by addition. An experiment knows nothing else of a model.
 *
 * A unit of work is (replication, region). A replication writes
 *   record   one row of integers of its own (kept per replication, for intervals)
 *   sums     64-bit integers, added up over replications
 *   bins     32-bit counters (histograms), added up over replications
 * and regions write disjoint words of each, so results do not depend on the order or the
 * number of threads, and threads may count into one set. A region is never run twice at the
 * same time on one set; what lies in words of another region may change meanwhile.
 */
#ifndef SIM_MODEL_H
#define SIM_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/attr.h"
#include "sim/base/err.h"

struct arena;

struct sim_outcome {
    int64_t *record; /* this replication's row, zeroed before */
    int64_t *sums;
    uint32_t *bins;
};

struct sim_model {
    const void *plan; /* compiled scenario: immutable, shared by all threads */
    size_t record_words, sum_words, bin_words;
    uint32_t regions;

    /* A world that can run any number of replications one after the other; NULL and *e
     * when memory is short. Lives in home. */
    void *(*new_world)(const void *plan, struct arena *home, struct err *e);

    /* Runs one unit; false and *e when memory ran out. A broken conservation law is a bug. */
    bool (*replicate)(void *world, uint64_t seed, uint32_t replication, uint32_t region,
                      struct sim_outcome *out, struct err *e);
};

#endif
