/* tables_short.h - the tables of a run over many sites, as people read them: all sites together
 * and the worst of them.
 */
#ifndef PRESENT_TABLES_SHORT_H
#define PRESENT_TABLES_SHORT_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/present/tables.h"
#include "sim/base/attr.h"
#include "sim/base/err.h"

/* More sites than this are not listed; so many are instead. */
enum { TABLES_SHORT_FROM = 60, TABLES_SHORT_SITES = 10 };

/* How many sites keep the promise, all of them counted: verdicts of access all, and estimates
 * below the promised share, which need no interval. */
struct tables_count {
    size_t sites, met, open, missed, below;
};

/* Copies the rows of the whole and of the sites with the least share of waits within the target,
 * worst first (ties: more visits first), of the summary; of the load and the distribution of waits
 * those of the whole; and of the days none.
 * When there are not more than TABLES_SHORT_FROM sites everything stays as it is and is_short
 * false. False and *e when memory ran out. O(rows + sites log sites). Checked by
 * tests/present/test_tables_short.c. */
bool tables_short(const struct tables *full, double target_share, struct arena *home,
                  struct tables *out, struct tables_count *count, bool *is_short,
                  struct err *e) MUST_CHECK;

#endif
