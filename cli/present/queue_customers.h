/* queue_customers.h - customers.csv: everybody of one replication, one by one. */
#ifndef PRESENT_QUEUE_CUSTOMERS_H
#define PRESENT_QUEUE_CUSTOMERS_H

#include <stdbool.h>
#include <stdint.h>

#include "models/queue/setup.h"
#include "models/queue/design.h"
#include "sim/base/attr.h"
#include "sim/base/err.h"
#include "sim/base/table.h"

struct arena;

enum { QUEUE_CUSTOMERS_MOST = 1000000 };

/* Lives through the first replication (number 0) of the seed once more and writes down each
 * ticket as it ends at a station, and each attempt that got none, in the order of ending;
 * people who come in the warm-up are left out, as they are from all numbers. Minutes count
 * from the opening and have 6 decimals. false and *e when memory is short, or there are more
 * than QUEUE_CUSTOMERS_MOST of them.
 * Checked by tests/run/test_queue_tables.c against the numbers of the run. */
bool queue_customers_make(const struct design *d, const struct setup_data *data, uint64_t seed,
                          struct arena *home, struct table *out, struct err *e) MUST_CHECK;

/* "served", "left", ...: as in the table. outcome: enum visit_outcome. */
const char *queue_customers_outcome(int32_t outcome);

#endif
