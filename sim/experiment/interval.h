/* interval.h - estimates with confidence intervals over replications.
 *
 * The independent unit is the replication, never the customer. Level is the confidence,
 * such as 0.95. With fewer than 2 usable values the interval is not known: lo and hi NaN.
 * tests/experiment/test_interval.c checks against textbook examples and measured coverage.
 * t intervals undercover for skewed waits at few replications (docs/coverage.md).
 */
#ifndef EXPERIMENT_INTERVAL_H
#define EXPERIMENT_INTERVAL_H

#include <stddef.h>
#include <stdint.h>

struct interval {
    double estimate, lo, hi;
};

/* Student's t quantile (GSL), 0 < p < 1, freedom >= 1. */
double interval_t(double p, double freedom);

/* Mean of n values with t interval; NaN values are left out. */
struct interval interval_mean(const double *x, size_t n, double level);

/* Ratio of totals sum(y)/sum(x) over n replications with the delta method
 * (Law, Simulation Modeling and Analysis; residuals y - r x). NaN when sum(x) is 0. */
struct interval interval_ratio(const double *y, const double *x, size_t n, double level);

/* The same from integer moments: n replications, sums of x, y, x*x, x*y, y*y. */
struct interval interval_ratio_moments(uint32_t n, const int64_t moments[5], double level);

/* Sectioning (Asmussen & Glynn 2007; Nakayama 2014): whole = estimate from all data
 * pooled, section[i] = the same from section i; NaN sections are left out. */
struct interval interval_sections(double whole, const double *section, size_t n, double level);

/* ---- many intervals of one level ----
 *
 * A quantile of Student's t takes GSL a microsecond or two, and most rows of a table need the same
 * one: it is kept until another number of values comes along. The intervals are those of the
 * functions above. */

struct interval_level {
    double level; /* the rest is 0 at first */
    size_t n;     /* of values, that t is for */
    double t;
};

struct interval interval_ratio_moments_at(uint32_t n, const int64_t moments[5],
                                          struct interval_level *l);
struct interval interval_sections_at(double whole, const double *section, size_t n,
                                     struct interval_level *l);

#endif
