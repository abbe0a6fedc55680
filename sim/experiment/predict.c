#include "sim/experiment/predict.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "sim/base/bug.h"

#define ROUNDING 1e-9

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

size_t predict_sort(double *x, size_t n)
{
    size_t there = 0;
    for (size_t i = 0; i < n; i++) {
        double value = x[i];
        if (isnan(value))
            continue;
        x[i] = x[there];
        x[there++] = value;
    }
    if (there > 1)
        qsort(x, there, sizeof *x, by_size);
    return there;
}

double predict_quantile(const double *sorted, size_t n, double p)
{
    BUG_IF(!(p > 0.0 && p < 1.0));
    if (n == 0)
        return (double)NAN;
    double place = p * (double)(n + 1) - 1.0;
    if (!(place > 0.0))
        return sorted[0];
    if (place >= (double)(n - 1))
        return sorted[n - 1];
    size_t below = (size_t)place;
    return sorted[below] + (place - (double)below) * (sorted[below + 1] - sorted[below]);
}

struct interval predict_band(const double *sorted, size_t n, double level)
{
    BUG_IF(!(level > 0.0 && level < 1.0));
    double least = (1.0 - level) / 2.0 * (double)(n + 1); /* the place of the lower end */
    if (least < 1.0 - ROUNDING)
        return (struct interval){predict_quantile(sorted, n, 0.5), (double)NAN, (double)NAN};
    return (struct interval){.estimate = predict_quantile(sorted, n, 0.5),
                             .lo = predict_quantile(sorted, n, (1.0 - level) / 2.0),
                             .hi = predict_quantile(sorted, n, (1.0 + level) / 2.0)};
}

struct interval predict_share(size_t k, size_t n, double level)
{
    BUG_IF(k > n || !(level > 0.0 && level < 1.0));
    if (n == 0)
        return (struct interval){(double)NAN, (double)NAN, (double)NAN};
    double tail = (1.0 - level) / 2.0, yes = (double)k, no = (double)(n - k);
    return (struct interval){.estimate = yes / (double)n,
                             .lo = k == 0 ? 0.0 : gsl_cdf_beta_Pinv(tail, yes, no + 1.0),
                             .hi = k == n ? 1.0 : gsl_cdf_beta_Qinv(tail, yes + 1.0, no)};
}
