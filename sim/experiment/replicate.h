/* replicate.h - runs replications of a model on threads, and on several processes, with the
 * same bits for any number of them. */
#ifndef EXPERIMENT_REPLICATE_H
#define EXPERIMENT_REPLICATE_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/attr.h"
#include "sim/base/err.h"
#include "sim/engine/model.h"

struct arena;
struct spread;

/* records: row-major, in order of replication, beginning with replication first_row. */
struct replicate_result {
    uint32_t replications; /* that are done, from 0 on */
    uint32_t first_row;    /* 0, but for a rank that only helps */
    int64_t *records;
    int64_t *sums;
    uint32_t *bins;
};

/* Called from the calling thread, now and then and at the end. Returning false asks to
 * stop: replications 0..n-1 that are complete without a gap are kept. May be NULL. `done`
 * counts units and is rounded down; on several ranks it is guessed from the own share. */
typedef bool replicate_progress(void *context, uint32_t done, uint32_t total);

struct replicate_order {
    uint64_t seed;
    uint32_t replications; /* in all */
    uint32_t threads;      /* of this process; 0 = one per processor */
    replicate_progress *progress;
    void *progress_context;
    uint32_t *whole; /* NULL, or set before progress is called: replications that are complete
                        without a gap, whose rows may be read in it */
    const struct spread *spread; /* NULL = this process alone */
};

/* Room for `rows` replications of which none is done, in home. ERR_NOMEM. */
bool replicate_open(const struct sim_model *model, uint32_t rows, struct arena *home,
                    struct replicate_result *result, struct err *e) MUST_CHECK;

/* Goes on from replication result->replications to order->replications - 1, adding to what
 * is in *result, so a run in several parts gives the same bits as one in a single part.
 * result->replications is smaller than asked only when progress asked to stop. There must be
 * at least one replication to do, and rows for all of them.
 *
 * A failing unit stops all; of several, the first in the order (replication, region) is
 * reported, whatever the number of threads and ranks. Else false for ERR_NOMEM, ERR_THREAD
 * (not one thread could be started) or ERR_LIMIT (a total outgrew its integer while sets
 * were added up; a model watches its own additions). On failure *result holds no promise.
 *
 * With order->spread all ranks call this together, with the same replications. Each runs its
 * share into its own *result, which spread_gather() brings together; all
 * return the same, but rank 0 alone tells the error, whichever rank met it.
 * Checked by tests/experiment/test_replicate.c, tests/experiment/test_spread.c. */
bool replicate_more(const struct sim_model *model, const struct replicate_order *order,
                    struct replicate_result *result, struct err *e) MUST_CHECK;

/* All replications from the first, of this process alone: order->spread is NULL. Everything
 * returned lives in home. At least one replication must be asked for. */
bool replicate_run(const struct sim_model *model, const struct replicate_order *order,
                   struct arena *home, struct replicate_result *result, struct err *e) MUST_CHECK;

#endif
