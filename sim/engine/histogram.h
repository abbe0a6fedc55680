/* histogram.h - waits in a log-linear histogram: bit operations, no logarithm.
 *
 * A value of w microseconds is counted in units of 2^18 us (0.262 s). Below 64 units bins
 * are one unit wide (error at most 0.131 s); above, every octave has 64 bins, so a bin's
 * middle is within 0.79 % of any value in it. Largest value 2^18 units (19 h); beyond, the
 * last bin. Bin 0 is split: exact zeros have a bin of their own. A histogram is
 * SIM_HISTOGRAM_BINS words of 32 bits anywhere in memory; merging is addition.
 */
#ifndef SIM_HISTOGRAM_H
#define SIM_HISTOGRAM_H

#include <stddef.h>
#include <stdint.h>

enum {
    SIM_HISTOGRAM_SHIFT = 18,
    SIM_HISTOGRAM_STEPS = 64,
    SIM_HISTOGRAM_OCTAVES = 12,
    SIM_HISTOGRAM_BINS = 1 + SIM_HISTOGRAM_STEPS * (1 + SIM_HISTOGRAM_OCTAVES)
};

/* The bin of a wait >= 0 in microseconds: 0 for exactly 0. */
uint32_t sim_histogram_bin(int64_t wait_us);

/* Least value of a bin and of the next, in microseconds. */
int64_t sim_histogram_low(uint32_t bin);
int64_t sim_histogram_high(uint32_t bin);

uint64_t sim_histogram_count(const uint32_t *bins);

/* The p-quantile, 0 < p < 1, in microseconds: the value that at least p of all waits do not
 * exceed. It moves linearly through the middle 26 % of its bin, so it is within 1 % (below
 * 17 s: within 0.17 s) of the sorted wait. NaN for an empty histogram. Checked by
 * tests/engine/test_histogram.c. */
double sim_histogram_quantile(const uint32_t *bins, double p);

/* n of them, p ascending, into values[]: one way through the bins instead of n. The bits are those
 * of n single ones. Checked by tests/engine/test_histogram.c. */
void sim_histogram_quantiles(const uint32_t *bins, const double *p, size_t n, double *values);

/* The p-quantile as if waits were spread evenly over their bin. Where their density f is
 * smooth the error is of second order, at most w^2 |f'| / (8 f) in a bin w wide: x/(32768 m)
 * of the quantile x of an exponential with mean m. So this is for comparing with theory. For
 * any waits it is within one bin of the sorted wait: 1.6 %, below 17 s 0.27 s. NaN for an
 * empty histogram. Checked by tests/engine/test_histogram.c. */
double sim_histogram_quantile_linear(const uint32_t *bins, double p);

/* Share of waits not above limit_us, counting part of the bin it falls into linearly. */
double sim_histogram_share(const uint32_t *bins, int64_t limit_us);

/* n of them, limits ascending, into shares[], with the bits of n single ones. */
void sim_histogram_shares(const uint32_t *bins, const int64_t *limit_us, size_t n, double *shares);

#endif
