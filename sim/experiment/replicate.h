/* replicate.h - runs replications of a model on threads, with the same bits for any
 * number of them. */
#ifndef EXPERIMENT_REPLICATE_H
#define EXPERIMENT_REPLICATE_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/attr.h"
#include "sim/base/err.h"
#include "sim/engine/model.h"

struct arena;

/* records: replications x record_words, row-major, in order of replication. */
struct replicate_result {
    uint32_t replications;
    int64_t *records;
    int64_t *sums;
    uint32_t *bins;
};

/* Called from the calling thread, now and then and at the end. Returning false asks to
 * stop: replications 0..n-1 that are complete without a gap are kept. May be NULL. */
typedef bool replicate_progress(void *context, uint32_t done, uint32_t total);

struct replicate_order {
    uint64_t seed;
    uint32_t replications;
    uint32_t threads; /* 0 = one per processor */
    replicate_progress *progress;
    void *progress_context;
};

/* Everything returned lives in home. result->replications is smaller than asked only when
 * progress asked to stop. At least one replication must be asked for.
 *
 * A failing unit stops all; of several, the first in the order (replication, region) is
 * reported, whatever the number of threads. Else false for ERR_NOMEM, ERR_THREAD (not one
 * thread could be started) or ERR_LIMIT (a total outgrew its integer while merging; a model
 * watches its own additions). On failure *result holds no promise.
 * Checked by tests/experiment/test_replicate.c. */
bool replicate_run(const struct sim_model *model, const struct replicate_order *order,
                   struct arena *home, struct replicate_result *result, struct err *e) MUST_CHECK;

#endif
