/* series.h - a long run in parts: what is done is handed out now and then to be kept, and a
 * later run goes on from there with the same bits.
 */
#ifndef EXPERIMENT_SERIES_H
#define EXPERIMENT_SERIES_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/attr.h"
#include "sim/base/err.h"
#include "sim/experiment/replicate.h"

struct arena;

/* Keeps what is done, on rank 0; false and *e when that fails, which ends the run. */
typedef bool series_keep(void *context, const struct replicate_result *result, struct err *e);

struct series_order {
    struct replicate_order run;
    uint32_t every_s; /* seconds between one keeping and the next; 0 = never */
    series_keep *keep;
    void *keep_context;
};

/* Goes on to order->run.replications, on threads and, with order->run.spread, together with
 * the other ranks. *result of rank 0 has been made by replicate_open() with a row for each
 * replication, and may hold some that are done: the others learn how many. Theirs is made
 * here, with few rows, and holds nothing in the end; only rank 0 is asked for progress.
 *
 * When every_s have passed, all finish what they have begun; then keep() is called with what
 * is done so far, and also when progress asked to stop. A part lasts at least 20 times as
 * long as keeping took. Nothing is kept of a run that is complete. Errors: those of
 * replicate_more() and of keep().
 * Checked: tests/experiment/test_series.c. */
bool series_run(const struct sim_model *model, const struct series_order *order, struct arena *home,
                struct replicate_result *result, struct err *e) MUST_CHECK;

#endif
