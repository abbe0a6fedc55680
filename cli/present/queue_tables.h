/* queue_tables.h - the tables of a results folder of a system (model: queue), made from the
 * integers of a run.
 *
 * Names, units and meanings of all columns stand in queue_tables.c and queue_customers.c and
 * go to columns.csv; the definitions of the measures go there, too.
 */
#ifndef PRESENT_QUEUE_TABLES_H
#define PRESENT_QUEUE_TABLES_H

#include <stdbool.h>

#include "models/queue/design.h"
#include "models/queue/setup.h"
#include "sim/base/attr.h"
#include "sim/base/err.h"
#include "sim/base/table.h"
#include "sim/experiment/interval.h"
#include "sim/experiment/replicate.h"

struct queue_tables {
    struct table summary, wait_halfhour, wait_ecdf, columns;
    struct table customers; /* empty unless asked for */
};

struct queue_tables_source {
    const struct design *design;
    const struct setup_data *data;
    const struct replicate_result *result;
    const char *run_id;
    struct arena *home;
};

/* Fills all tables but customers; wait_halfhour stays without rows where the design has no
 * half hours. Intervals are 95 % over replications. false and *e when memory is short.
 * Checked by tests/run/test_queue_tables.c. */
bool queue_tables_make(const struct queue_tables_source *s, struct queue_tables *out,
                       struct err *e) MUST_CHECK;

/* Estimate and interval of a measure in the summary; use SETUP_ALL_USES for all together,
 * index as in metric.h, 0 where it has none. NaN when it is not there. */
struct interval queue_tables_find(const struct table *summary, const char *use, const char *metric,
                                  int32_t index);

#endif
