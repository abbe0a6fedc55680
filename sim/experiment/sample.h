/* sample.h - one measure as independent replications gave it, and the difference of two.
 *
 * Whatever a measure is made of - a total, a ratio of totals, a quantile of pooled waits - its
 * estimate moves, to the first order, by the mean of one number of each replication (its
 * influence). Intervals follow from the spread of these numbers, those of differences from the
 * spread of their differences, so replications that met the same public are compared pair by
 * pair (common random numbers).
 *
 * Checked by tests/experiment/test_sample.c: textbook examples by hand, agreement with
 * interval.h, coverage, and differences of a thing with itself.
 */
#ifndef EXPERIMENT_SAMPLE_H
#define EXPERIMENT_SAMPLE_H

#include <stddef.h>

#include "sim/experiment/interval.h"

enum sample_kind {
    SAMPLE_MEAN,    /* mean of y; NaN values are left out                               */
    SAMPLE_RATIO,   /* sum(y) / sum(x)                                                  */
    SAMPLE_SECTIONS /* whole, from all data pooled; y: the same from each section alone */
};

struct sample {
    enum sample_kind kind;
    size_t n;        /* replications, or sections */
    const double *y; /* [n] */
    const double *x; /* [n], SAMPLE_RATIO only */
    double whole;    /* SAMPLE_SECTIONS only */
};

/* NaN when there is nothing to estimate from. */
double sample_estimate(const struct sample *s);

/* The same as interval_mean(), interval_ratio() or interval_sections(). */
struct interval sample_interval(const struct sample *s, double level);

struct sample_difference {
    struct interval interval; /* of b - a                                              */
    double error;             /* its standard error; NaN with fewer than 2 pairs       */
    size_t pairs;             /* that were used: degrees of freedom + 1                */
    double gain;              /* variance of b - a if the two were independent, over its own: what
                                 common random numbers saved; infinite where all pairs differ by
                                 the same, NaN where nothing varies */
};

/* b - a from replications that belong together one by one: same kind, same n. A pair in which
 * one value is missing is left out. Level as for intervals; for one of m differences that are
 * all to hold at once give 1 - (1 - level) / m (Bonferroni). Cost O(n). */
struct sample_difference sample_difference(const struct sample *a, const struct sample *b,
                                           double level);

#endif
