#include "sim/engine/histogram.h"

#include <math.h>

#include "sim/base/bug.h"

/* Whole units in one octave's first value: bins of octave o are 2^o units wide and start
 * at 64 * 2^o units. log2(64) = 6. */
enum { FIRST_STEPPED = 1 + SIM_HISTOGRAM_STEPS, STEPS_LOG2 = 6 };
/* A quantile moves through the middle part of its bin only: a value there is at most
 * (1 - 0.37) / 64 = 0.98 % away from any value in the bin. */
#define QUANTILE_FROM 0.37
_Static_assert(1 << STEPS_LOG2 == SIM_HISTOGRAM_STEPS, "64 steps to the octave");

/* Below STEPS units bins follow the same rule as in the first octave: no branch for them. */
uint32_t sim_histogram_bin(int64_t wait_us)
{
    BUG_IF(wait_us < 0);
    uint64_t units = (uint64_t)wait_us >> SIM_HISTOGRAM_SHIFT;
    uint32_t octave = 63 - STEPS_LOG2 - (uint32_t)__builtin_clzll(units | SIM_HISTOGRAM_STEPS);
    if (octave >= SIM_HISTOGRAM_OCTAVES)
        return SIM_HISTOGRAM_BINS - 1;
    return octave * SIM_HISTOGRAM_STEPS + (uint32_t)(units >> octave) + (wait_us != 0);
}

/* Lower edge of bin >= 1 in microseconds; defined for the bin after the last one too. */
static int64_t edge_us(uint32_t bin)
{
    if (bin < FIRST_STEPPED)
        return (int64_t)(bin - 1) << SIM_HISTOGRAM_SHIFT;
    uint32_t octave = (bin - FIRST_STEPPED) / SIM_HISTOGRAM_STEPS;
    uint32_t step = (bin - FIRST_STEPPED) % SIM_HISTOGRAM_STEPS;
    return (int64_t)(SIM_HISTOGRAM_STEPS + step) << (octave + SIM_HISTOGRAM_SHIFT);
}

int64_t sim_histogram_low(uint32_t bin)
{
    BUG_IF(bin >= SIM_HISTOGRAM_BINS);
    return bin <= 1 ? (int64_t)bin : edge_us(bin);
}

int64_t sim_histogram_high(uint32_t bin)
{
    BUG_IF(bin >= SIM_HISTOGRAM_BINS);
    return bin == 0 ? 1 : edge_us(bin + 1);
}

uint64_t sim_histogram_count(const uint32_t *bins)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < SIM_HISTOGRAM_BINS; i++)
        n += bins[i];
    return n;
}

/* The value whose rank is so far above the waits before its bin. from: where in its bin the first
 * wait is thought to be; the last is as far from the end. */
static double value_in(uint32_t bin, double above, uint32_t count, double from)
{
    if (bin == 0)
        return 0.0;
    double low = (double)sim_histogram_low(bin), width = (double)sim_histogram_high(bin) - low;
    return low + width * (from + (1 - 2 * from) * (above / (double)count));
}

/* One way through the bins for all of them. */
static void quantiles(const uint32_t *bins, const double *p, size_t n, double from, double *values)
{
    uint64_t all = sim_histogram_count(bins), before = 0;
    uint32_t bin = 0;
    double least = 0.0;
    for (size_t k = 0; k < n; least = p[k++]) {
        BUG_IF(!(p[k] > 0.0 && p[k] < 1.0 && p[k] >= least));
        double rank = p[k] * (double)all;
        uint64_t whole = (uint64_t)rank, goal = whole + ((double)whole < rank); /* rounded up */
        while (bin < SIM_HISTOGRAM_BINS - 1 && before + bins[bin] < goal)
            before += bins[bin++];
        values[k] = all == 0 ? (double)NAN : value_in(bin, rank - (double)before, bins[bin], from);
    }
}

void sim_histogram_quantiles(const uint32_t *bins, const double *p, size_t n, double *values)
{
    quantiles(bins, p, n, QUANTILE_FROM, values);
}

double sim_histogram_quantile(const uint32_t *bins, double p)
{
    double value;
    quantiles(bins, &p, 1, QUANTILE_FROM, &value);
    return value;
}

double sim_histogram_quantile_linear(const uint32_t *bins, double p)
{
    double value;
    quantiles(bins, &p, 1, 0.0, &value);
    return value;
}

/* How much of a bin is not above a limit in it. */
static double part_up_to(uint32_t bin, int64_t limit_us)
{
    int64_t low = sim_histogram_low(bin), high = sim_histogram_high(bin);
    if (limit_us < 0)
        return 0.0;
    return limit_us >= high ? 1.0 : (double)(limit_us + 1 - low) / (double)(high - low);
}

void sim_histogram_shares(const uint32_t *bins, const int64_t *limit_us, size_t n, double *shares)
{
    uint64_t all = sim_histogram_count(bins), below = 0;
    uint32_t bin = 0;
    int64_t least = INT64_MIN;
    for (size_t k = 0; k < n; least = limit_us[k++]) {
        BUG_IF(limit_us[k] < least);
        uint32_t last = limit_us[k] < 0 ? 0 : sim_histogram_bin(limit_us[k]);
        while (bin < last)
            below += bins[bin++];
        double up_to = (double)below + part_up_to(last, limit_us[k]) * (double)bins[last];
        shares[k] = all == 0 ? (double)NAN : up_to / (double)all;
    }
}

double sim_histogram_share(const uint32_t *bins, int64_t limit_us)
{
    double share;
    sim_histogram_shares(bins, &limit_us, 1, &share);
    return share;
}
