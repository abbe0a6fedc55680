/* staffing.h - the least counters by half hour with which a promise is kept in each of them.
 *
 * The promise: of those who arrive in a half hour, at least the share p waits no longer than T.
 * It counts as kept where the lower confidence bound says so: one-sided, of a ratio of totals
 * over replications (delta method). Half hours in which nobody arrives promise nothing.
 *
 * A cell is a half hour of a group; a group is a day at a site, cells in order of time. Groups
 * may share a simulation, but counters of one must not matter to another: all groups are
 * searched in the same runs. More counters must not make waits longer; common random numbers
 * then make the search a walk down steps, not across noise.
 *
 * 1. With the most counters of all: what fails then is impossible.
 * 2. From the caller's yardstick, cells that fail get more, and so do those before them when that
 *    is not enough, for a line is carried over.
 * 3. Counters are taken away, at several half hours that stand apart in one run, by halves where
 *    they are many, until none can be taken away alone. In groups of STAFFING_EXCHANGE cells at
 *    most, one more here for two less elsewhere is tried, too.
 * 4. Fresh streams and more replications confirm; where the bound is short, counters are added.
 *
 * In steps 2 and 3 a cell passes when the bound would hold in step 4 if that came out alike.
 * Results are a function of the runs alone.
 *
 * Checked by tests/experiment/test_staffing.c and long_staffing.c: the exact least counters of
 * M/M/c, of days of M(t)/M/c and of Erlang-A whenever the share is 3 standard errors away from the
 * promise, against all vectors there are. Sources: Jennings, Mandelbaum, Massey & Whitt 1996;
 * Atlason, Epelman & Henderson 2004 (both cited from memory).
 */
#ifndef EXPERIMENT_STAFFING_H
#define EXPERIMENT_STAFFING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/attr.h"

struct arena;

enum { STAFFING_EXCHANGE = 4 };
#define STAFFING_LEVEL 0.95 /* of the bound, one-sided */

/* Of one cell in one replication. */
struct staffing_count {
    int64_t tickets, within;
};

/* Runs the counters [cells] and writes out[replications][cells]. Streams 0 search, 1 confirm:
 * independent of each other, each the same in every call. harm [groups], 0 before: above 0 where
 * something else becomes worse than it may (people turned away, overtime), which is the last
 * cell's to put right. false stops everything; the caller knows why. */
typedef bool staffing_run(void *context, const int32_t *counters, int stream, uint32_t replications,
                          struct staffing_count *out, double *harm);

/* The yardstick: fills counters [cells] from what came with the most counters of all. */
typedef void staffing_start(void *context, const struct staffing_count *seen, uint32_t replications,
                            int32_t *counters);

struct staffing_problem {
    size_t groups;
    const size_t *first;         /* [groups + 1]: cells of group g: first[g] and on   */
    const int32_t *least, *most; /* [cells]: counters that can be thought of          */
    size_t reach;                /* later cells in which whoever arrives in one may still
                                    be called in time: T over the length of a cell, up */
    double share;                /* p, above 0 and at most 1                          */
    uint32_t replications[2];    /* to search, to confirm; at least 2                 */
    staffing_run *run;
    staffing_start *start;
    void *context;
};

/* One cell on the stream that confirms (or was asked for). */
struct staffing_cell {
    int64_t tickets;     /* in all replications                      */
    double share, bound; /* within / tickets; its lower bound. NaN when there are none */
};

enum staffing_state {
    STAFFING_MET,
    STAFFING_IMPOSSIBLE, /* not even with the most counters of all               */
    STAFFING_UNSHOWN     /* perhaps, but the bound says so with no counters      */
};

struct staffing_result {
    int32_t *counters;           /* [cells]; of a group that is not met: the most     */
    struct staffing_cell *cells; /* [cells]; with these counters                      */
    enum staffing_state *state;  /* [groups]                                          */
    size_t runs[2];              /* of each stream                                    */
    size_t added;                /* counters that only the confirmation asked for     */
};

/* false when memory ran out or a run was stopped. Cost: a run with the most counters, a few from
 * the yardstick up, about as many downwards as half hours that overlap plus counters taken away,
 * and one or more that confirm. Everything lives in home. */
bool staffing_search(const struct staffing_problem *p, struct arena *home,
                     struct staffing_result *out) MUST_CHECK;

/* What counters [cells] come to on a stream: one run. counts: room for the replications of the
 * stream x cells. out: [cells]. harm: [groups]. */
bool staffing_measure(const struct staffing_problem *p, const int32_t *counters, int stream,
                      struct staffing_count *counts, struct staffing_cell *out,
                      double *harm) MUST_CHECK;

#endif
