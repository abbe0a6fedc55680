#include "sim/engine/yardstick_wait.h"

#include <math.h>

#include "sim/base/bug.h"

/* e^-500 is far from underflow, and the terms that grow from it far from overflow. */
#define LARGEST_EXPONENT 500.0

/* In a longer span still nobody is left after a few parts. */
#define MOST_PARTS 1e9

/* What a span leaves out of account: terms beyond the mode and below this. */
#define NEGLIGIBLE 1e-17

static void check(const struct sim_yardstick_wait_rates *rates, int32_t servers, double span)
{
    BUG_IF(!(rates->service > 0.0) || !isfinite(rates->service));
    BUG_IF(!(rates->impatience >= 0.0) || !isfinite(rates->impatience));
    BUG_IF(servers < 0 || !(span >= 0.0) || !isfinite(span));
}

/* (1 - x) / impatience, which becomes the span itself when nobody leaves. */
static double shortened(double impatience, double span)
{
    return impatience > 0.0 ? -expm1(-impatience * span) / impatience : span;
}

/* The terms of NB(a+1, x) or the Poisson law follow from each other by a ratio. They are kept
 * as logarithms: the first one may be far below what a double can hold. */
void sim_yardstick_wait_table(const struct sim_yardstick_wait_rates *rates, int32_t servers,
                              double span, double *begins, size_t n)
{
    check(rates, servers, span);
    double served = (double)servers * rates->service, left = rates->impatience;
    double g = shortened(left, span);
    double log_term = -(served + left) * span, sum = 0.0;
    for (size_t q = 0; q < n; q++) {
        double waiting = (double)q;
        if (q > 0)
            log_term += log(g * (served + left * waiting) / waiting);
        sum += exp(log_term);
        double share = served > 0.0 ? served / (served + left * (waiting + 1.0)) : 0.0;
        begins[q] = share * fmax(0.0, 1.0 - sum);
    }
}

/* The weight that comes down to k others ahead and still waits. */
static double come_down(const double *weight, size_t n, size_t k, double served, double left,
                        double span)
{
    double g = shortened(left, span), sum = 0.0;
    double term = exp(-(served + left * (double)(k + 1)) * span);
    for (size_t q = k; q < n; q++) {
        sum += weight[q] * term;
        double steps = (double)(q - k + 1);
        double ratio = g * (served + left * (double)(q + 1)) / steps;
        term *= ratio;
        if (term < NEGLIGIBLE && ratio < 1.0)
            break;
    }
    return sum;
}

static double begun(const struct sim_yardstick_wait_rates *rates, int32_t servers, double span,
                    const double *weight, size_t n)
{
    double served = (double)servers * rates->service, left = rates->impatience;
    double g = shortened(left, span), term = exp(-(served + left) * span);
    double sum = 0.0, started = 0.0;
    for (size_t q = 0; q < n; q++) {
        double waiting = (double)q;
        if (q > 0)
            term *= g * (served + left * waiting) / waiting;
        sum += term;
        started += weight[q] * served / (served + left * (waiting + 1.0)) * fmax(0.0, 1.0 - sum);
    }
    return started;
}

/* Several short spans make a long one exactly, and none of them underflows. New weights come
 * only from the same place and behind it, so they can replace the old ones in order. */
double sim_yardstick_wait_pass(const struct sim_yardstick_wait_rates *rates, int32_t servers,
                               double span, double *weight, size_t n)
{
    check(rates, servers, span);
    double served = (double)servers * rates->service, left = rates->impatience;
    double exponent = (served + left * (double)n) * span;
    if (!(exponent > 0.0))
        return 0.0;
    size_t parts = 1 + (size_t)fmin(exponent / LARGEST_EXPONENT, MOST_PARTS);
    double short_span = span / (double)parts, started = 0.0, rest = 1.0;
    for (size_t part = 0; part < parts && rest > 0.0; part++) {
        if (servers > 0)
            started += begun(rates, servers, short_span, weight, n);
        rest = 0.0;
        for (size_t k = 0; k < n; k++) {
            weight[k] = come_down(weight, n, k, served, left, short_span);
            rest += weight[k];
        }
    }
    return started;
}
