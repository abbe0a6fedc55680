#include "sim/experiment/interval.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "sim/base/bug.h"

double interval_t(double p, double freedom)
{
    BUG_IF(!(p > 0.0 && p < 1.0) || !(freedom >= 1.0));
    return gsl_cdf_tdist_Pinv(p, freedom);
}

static struct interval unknown(double estimate)
{
    return (struct interval){estimate, (double)NAN, (double)NAN};
}

/* Of n values. */
static double t_of(struct interval_level *l, size_t n)
{
    BUG_IF(!(l->level > 0.0 && l->level < 1.0));
    if (l->n != n)
        l->t = interval_t((1.0 + l->level) / 2.0, (double)(n - 1));
    l->n = n;
    return l->t;
}

/* estimate -+ t sqrt(variance), variance being that of the estimate, from n values. */
static struct interval around(double estimate, double variance, size_t n, struct interval_level *l)
{
    if (n < 2 || !isfinite(estimate))
        return unknown(estimate);
    double half = t_of(l, n) * sqrt(variance);
    return (struct interval){estimate, estimate - half, estimate + half};
}

struct interval interval_mean(const double *x, size_t n, double level)
{
    double sum = 0.0, squares = 0.0;
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isnan(x[i])) {
            sum += x[i];
            used++;
        }
    }
    if (used == 0)
        return unknown((double)NAN);
    double count = (double)used, mean = sum / count;
    for (size_t i = 0; i < n; i++) {
        if (!isnan(x[i]))
            squares += (x[i] - mean) * (x[i] - mean);
    }
    struct interval_level l = {.level = level};
    return around(mean, used < 2 ? 0.0 : squares / (count * (count - 1.0)), used, &l);
}

struct interval interval_ratio(const double *y, const double *x, size_t n, double level)
{
    double sum_x = 0.0, sum_y = 0.0, squares = 0.0;
    for (size_t i = 0; i < n; i++) {
        sum_x += x[i];
        sum_y += y[i];
    }
    if (!(fabs(sum_x) > 0.0))
        return unknown((double)NAN);
    double ratio = sum_y / sum_x, count = (double)n;
    for (size_t i = 0; i < n; i++) {
        double residual = y[i] - ratio * x[i];
        squares += residual * residual;
    }
    double variance = n < 2 ? 0.0 : squares * count / (count - 1.0) / (sum_x * sum_x);
    struct interval_level l = {.level = level};
    return around(ratio, variance, n, &l);
}

/* n times a centred moment, n sum(ab) - sum(a) sum(b), without rounding: it fits into 128
 * bits because |sum(a) sum(b)| < 2^126 and n < 2^32. */
static double centred(uint32_t n, int64_t ab, int64_t a, int64_t b)
{
    __extension__ typedef __int128 wide;
    return (double)((wide)n * ab - (wide)a * b);
}

/* The residuals sum to 0, so n sum(residual^2) is made of centred moments alone and their
 * big common part has already cancelled exactly. */
struct interval interval_ratio_moments_at(uint32_t n, const int64_t moments[5],
                                          struct interval_level *l)
{
    int64_t x = moments[0], y = moments[1];
    if (x == 0)
        return unknown((double)NAN);
    double sum_x = (double)x, ratio = (double)y / sum_x, count = (double)n;
    double xx = centred(n, moments[2], x, x), xy = centred(n, moments[3], x, y);
    double yy = centred(n, moments[4], y, y);
    double squares = fmax(0.0, yy - 2.0 * ratio * xy + ratio * ratio * xx);
    double variance = n < 2 ? 0.0 : squares / (count - 1.0) / (sum_x * sum_x);
    return around(ratio, variance, n, l);
}

struct interval interval_ratio_moments(uint32_t n, const int64_t moments[5], double level)
{
    struct interval_level l = {.level = level};
    return interval_ratio_moments_at(n, moments, &l);
}

struct interval interval_sections_at(double whole, const double *section, size_t n,
                                     struct interval_level *l)
{
    double squares = 0.0;
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isnan(section[i])) {
            squares += (section[i] - whole) * (section[i] - whole);
            used++;
        }
    }
    double count = (double)used;
    return around(whole, used < 2 ? 0.0 : squares / (count * (count - 1.0)), used, l);
}

struct interval interval_sections(double whole, const double *section, size_t n, double level)
{
    struct interval_level l = {.level = level};
    return interval_sections_at(whole, section, n, &l);
}
