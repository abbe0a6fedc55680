/* predict.h - what will be, from independent replications of what may be: quantiles and bands
 * of a single future value, and probabilities of events.
 *
 * A replication is one draw of the future. If the future is one more draw of the same kind, it
 * falls below the kth smallest of n with probability k / (n + 1), whatever its distribution, so
 * the quantile p lies at the place p (n + 1) among the sorted draws, and a band between two such
 * places holds the future with just the probability that is said. That is the probability over
 * the scenario's chance alone: what the scenario assumes wrongly is not in it.
 *
 * Checked by tests/experiment/test_predict.c: order statistics by hand, published binomial
 * intervals, and how often bands hold.
 */
#ifndef EXPERIMENT_PREDICT_H
#define EXPERIMENT_PREDICT_H

#include <stddef.h>

#include "sim/experiment/interval.h"

/* Sorts x, NaN (missing) last; how many are not NaN. O(n log n). */
size_t predict_sort(double *x, size_t n);

/* The quantile p, 0 < p < 1, of one more draw: with h = p (n + 1), the sorted x[h] (counted from
 * 1), and between two places the straight line. Where h lies outside 1..n it is the nearest
 * one: a band that far out takes more draws. NaN when n = 0. */
double predict_quantile(const double *sorted, size_t n, double p);

/* The central band that holds one more draw with probability `level`: quantiles (1 - level) / 2
 * and (1 + level) / 2; estimate: the median. Exact where both places are whole numbers. n draws
 * bear a level of at most (n - 1) / (n + 1): beyond it, lo and hi are NaN. */
struct interval predict_band(const double *sorted, size_t n, double level);

/* A probability from k of n independent draws, with the interval of Clopper and Pearson (1934),
 * which holds with at least `level`. k <= n; all NaN when n = 0. */
struct interval predict_share(size_t k, size_t n, double level);

#endif
