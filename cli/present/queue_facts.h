/* queue_facts.h - the facts a reader of a system's page asks for first, picked from its tables.
 *
 * Facts only; queue_claims.c words them. What holds for findings.h holds here: verdicts come from
 * intervals, and "the worst" half hour has rivals as long as intervals overlap.
 */
#ifndef PRESENT_QUEUE_FACTS_H
#define PRESENT_QUEUE_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/present/queue_load.h"
#include "cli/present/queue_tables.h"
#include "cli/present/tables.h"
#include "cli/present/verdict.h"
#include "sim/base/attr.h"

struct queue_facts_use {
    const char *key, *name; /* in the summary; as readers see it */
    enum verdict verdict;
    struct interval share; /* of waits within the target, 0..1, over tickets issued */
    struct interval people, mean, p50, p90; /* a day; minutes */
    double not_served; /* a day: left, balked, found no place, refused, cleared, left word */
};

struct queue_facts_half {
    size_t n; /* half hours in which somebody took a ticket; the rest holds only when > 0 */
    int32_t from_s, to_s;
    struct interval share; /* the lowest */
    size_t rivals;
    size_t row; /* of the table of half hours */
};

struct queue_facts {
    const struct queue_tables_source *source;
    const struct queue_tables *tables;
    const struct tables_about *about;
    struct queue_facts_use whole, *uses; /* one use: the whole has its name */
    size_t n_uses, n_met, n_open, n_missed;
    struct queue_facts_half worst;
    struct queue_load *stations; /* over the time that is counted */
    size_t n_stations;
    bool has_peak;
    struct queue_load peak; /* the heaviest half hour */
};

/* false and *e on no memory. The result refers to source, tables and about. Checked by
 * tests/present/test_report_queue.c. */
bool queue_facts_read(const struct queue_tables_source *source, const struct queue_tables *tables,
                      const struct tables_about *about, struct queue_facts *out,
                      struct err *e) MUST_CHECK;

/* The ways to go without being served, as metrics of the summary; NULL-ended. */
const char *const *queue_facts_ways(void);

#endif
