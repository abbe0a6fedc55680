/* queue_estimate.h - a metric of a system (model: queue) from the integers of a run, with its
 * interval over replications: ratios by the delta method, quantiles pooled and sectioned.
 */
#ifndef PRESENT_QUEUE_ESTIMATE_H
#define PRESENT_QUEUE_ESTIMATE_H

#include <stdint.h>

#include "models/queue/metric.h"
#include "sim/base/attr.h"
#include "sim/engine/histogram.h"
#include "sim/experiment/interval.h"
#include "sim/experiment/replicate.h"
#include "sim/experiment/sample.h"

struct arena;

struct queue_estimate {
    const struct design *design;
    const struct replicate_result *result;
    double *y, *x; /* room for one number of each replication */
};

/* false when memory is short. */
bool queue_estimate_init(struct queue_estimate *e, const struct design *design,
                         const struct replicate_result *result, struct arena *home) MUST_CHECK;

/* The record of a replication. */
const int64_t *queue_estimate_record(const struct queue_estimate *e, uint32_t replication);

/* The histogram of waits of a use, or of METRIC_ALL_USES, over all replications. */
void queue_estimate_pool(const struct queue_estimate *e, int32_t use,
                         uint32_t bins[SIM_HISTOGRAM_BINS]);

/* The metric as the replications gave it, into y and x (room for a number of each). */
struct sample queue_estimate_sample(const struct queue_estimate *e, const struct metric *m,
                                    int32_t use, int32_t index, double *y, double *x);

/* The metric, counted at the index (metric_is_counted). Checked by
 * tests/present/test_queue_estimate.c. O(replications). */
struct interval queue_estimate_metric(const struct queue_estimate *e, const struct metric *m,
                                      int32_t use, int32_t index, double level);

#endif
