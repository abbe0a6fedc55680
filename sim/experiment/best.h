/* best.h - which of a few alternatives is best, with an error that is controlled.
 *
 * All alternatives met the same replications (common random numbers), so only their paired
 * differences count. Two answers:
 *
 * - Multiple comparisons with the best (Hsu 1984, in the form for correlated results of Nelson &
 *   Matejcik 1995): for each alternative an interval of how far it is ahead of the best of the
 *   others, all of them true at once with the level asked for. The intervals of the differences
 *   are those of all pairs with Bonferroni's share of the error, which is on the safe side.
 * - The sequential procedure KN (Kim & Nelson 2001): alternatives that are behind are dropped
 *   while replications go on, until one is left. With probability 1 - alpha it is the best
 *   whenever the best is ahead of all others by at least delta; else it is within delta of it.
 *   The guarantee is exact for normal results, and close for means of many.
 *
 * Checked by tests/experiment/test_best.c: examples by hand, and how often either is right.
 */
#ifndef EXPERIMENT_BEST_H
#define EXPERIMENT_BEST_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/experiment/interval.h"
#include "sim/experiment/sample.h"

enum { BEST_MOST = 256 }; /* alternatives */

struct best {
    struct interval ahead; /* of the best of the others: in the direction that is better */
    bool is_best;          /* shown: ahead.lo >= 0 */
    bool may_be_best;      /* not refuted: ahead.hi > 0 or ahead.lo >= 0 */
};

/* s: k alternatives, 2 to BEST_MOST, of one kind and length. out: [k]. With fewer than 2 pairs
 * bounds are NaN, nobody is best, and anybody may be. Cost O(k^2 n). */
void best_compare(const struct sample *s, size_t k, bool more_is_better, double level,
                  struct best *out);

struct best_kn {
    size_t first; /* n0, at least 2: replications for the variances; 10 or more are usual */
    double delta; /* the least difference that matters, above 0 */
    double alpha; /* error that is allowed, below 1 - 1/k */
    bool more_is_better;
};

/* Who is still in after n replications of everybody who was in before: x[i][r] is the result of
 * alternative i in replication r. What stands there of one that was out by then never counts: NaN
 * where it was not run. in: [k], written; returns how many are in, at least 1. Before n0 all are.
 * A function of the results alone: calling it again with more replications goes on where it was.
 * Cost O(k^2 n). */
size_t best_screen(const struct best_kn *kn, const double *const *x, size_t k, size_t n, bool *in);

/* eta of KN: 0.5 ((2 alpha / (k - 1))^(-2 / (n0 - 1)) - 1). */
double best_eta(const struct best_kn *kn, size_t k);

#endif
