/* split.h - how much of what is not known comes from the inputs, and how much from chance.
 *
 * k samples of the inputs, each run m times with random numbers of its own: a one-way layout
 * with random effects (Searle, Casella & McCulloch, Variance Components, chapter 3),
 *   y[i][j] = mean + input effect of i + noise of (i, j).
 * The variance of the input effects is (MSB - MSW) / m and that of the noise MSW, where MSB is
 * the mean square between samples and MSW that within. The input part may come out below 0
 * by chance when it is small; then it is told as it is.
 *
 * Checked by tests/experiment/test_split.c: by hand, and on a known model.
 */
#ifndef EXPERIMENT_SPLIT_H
#define EXPERIMENT_SPLIT_H

#include <stddef.h>

#include "sim/experiment/interval.h"

struct split {
    double mean;
    double input, input_error; /* variance from the inputs, and its standard error   */
    double noise, noise_error; /* variance of one run with the inputs as they are    */
    size_t samples;            /* that were used                                     */
};

/* y: [k][m], row by row; a row with a value that is missing (NaN) is left out. Standard errors
 * are those for normal effects. NaN with fewer than 2 rows, or 2 runs in each. Cost O(k m). */
struct split split_variance(const double *y, size_t k, size_t m);

/* Share of n independent trials that succeeded: Clopper & Pearson (1934), at least the level.
 * NaN when n is 0. */
struct interval split_share(size_t succeeded, size_t n, double level);

/* The value below which a share p of x lies, by linear interpolation between order statistics
 * (type 7 of Hyndman & Fan 1996). x: [n] in rising order, n at least 1. */
double split_quantile(const double *x, size_t n, double p);

/* Spearman's rank correlation; equal values have the mean of their ranks. 0 when one of the two
 * does not vary. Cost O(n^2). */
double split_rank_correlation(const double *x, const double *y, size_t n);

/* How far from 0 the largest of so many rank correlations of things that have nothing to do with
 * each other gets by chance: level is the probability that all stay below (Bonferroni, normal
 * approximation 1/sqrt(n - 1)). n at least 3. */
double split_rank_bound(size_t n, size_t how_many, double level);

#endif
