#include "sim/experiment/split.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

#include "sim/base/bug.h"

static double mean_of(const double *y, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += y[i]; /* NaN when one is missing */
    return sum / (double)n;
}

struct split split_variance(const double *y, size_t k, size_t m)
{
    struct split s = {.samples = 0};
    double sum = 0.0, between = 0.0, within = 0.0, nan = (double)NAN;
    for (size_t i = 0; i < k; i++) {
        double mean = mean_of(y + i * m, m);
        if (isnan(mean))
            continue;
        sum += mean;
        s.samples++;
    }
    double n = (double)s.samples, runs = (double)m;
    s.mean = sum / n;
    for (size_t i = 0; i < k; i++) {
        double mean = mean_of(y + i * m, m);
        if (isnan(mean))
            continue;
        between += (mean - s.mean) * (mean - s.mean);
        for (size_t j = 0; j < m; j++)
            within += (y[i * m + j] - mean) * (y[i * m + j] - mean);
    }
    s.input = s.input_error = s.noise = s.noise_error = nan;
    if (s.samples < 2 || m < 2)
        return s;
    double msb = runs * between / (n - 1.0), msw = within / (n * (runs - 1.0));
    double of_msb = 2.0 * msb * msb / (n - 1.0), of_msw = 2.0 * msw * msw / (n * (runs - 1.0));
    s.input = (msb - msw) / runs;
    s.input_error = sqrt(of_msb + of_msw) / runs;
    s.noise = msw;
    s.noise_error = sqrt(of_msw);
    return s;
}

struct interval split_share(size_t succeeded, size_t n, double level)
{
    double k = (double)succeeded, all = (double)n, tail = (1.0 - level) / 2.0;
    BUG_IF(succeeded > n);
    if (n == 0)
        return (struct interval){(double)NAN, (double)NAN, (double)NAN};
    struct interval i = {k / all, 0.0, 1.0};
    if (succeeded > 0)
        i.lo = gsl_cdf_beta_Pinv(tail, k, all - k + 1.0);
    if (succeeded < n)
        i.hi = gsl_cdf_beta_Pinv(1.0 - tail, k + 1.0, all - k);
    return i;
}

double split_quantile(const double *x, size_t n, double p)
{
    BUG_IF(n < 1 || !(p >= 0.0 && p <= 1.0));
    double at = p * ((double)n - 1.0);
    size_t below = (size_t)at;
    if (below + 1 >= n)
        return x[n - 1];
    return x[below] + (at - (double)below) * (x[below + 1] - x[below]);
}

/* From 0, less the mean rank. */
static double rank_of(const double *x, size_t n, size_t i)
{
    double below = 0.0, same = 0.0;
    for (size_t k = 0; k < n; k++) {
        below += x[k] < x[i];
        same += !(x[k] < x[i]) && !(x[k] > x[i]);
    }
    return below + (same - 1.0) / 2.0 - ((double)n - 1.0) / 2.0;
}

double split_rank_correlation(const double *x, const double *y, size_t n)
{
    double xx = 0.0, yy = 0.0, xy = 0.0;
    for (size_t i = 0; i < n; i++) {
        double a = rank_of(x, n, i), b = rank_of(y, n, i);
        xx += a * a;
        yy += b * b;
        xy += a * b;
    }
    return xx > 0.0 && yy > 0.0 ? xy / sqrt(xx * yy) : 0.0;
}

double split_rank_bound(size_t n, size_t how_many, double level)
{
    BUG_IF(n < 3 || how_many < 1);
    double tail = (1.0 - level) / (2.0 * (double)how_many);
    return gsl_cdf_ugaussian_Qinv(tail) / sqrt((double)n - 1.0);
}
