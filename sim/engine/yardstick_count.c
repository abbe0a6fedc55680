#include "sim/engine/yardstick_count.h"

#include <math.h>

double sim_yardstick_count_variance(double mean, double cv)
{
    return mean + mean * mean * cv * cv;
}

/* ln P(N = k). */
static double log_chance(double mean, double cv, int32_t k)
{
    if (mean <= 0)
        return k == 0 ? 0 : -(double)INFINITY;
    if (cv <= 0)
        return k * log(mean) - mean - lgamma(k + 1.0);
    double a = 1 / (cv * cv);
    return lgamma(k + a) - lgamma(a) - lgamma(k + 1.0) - a * log1p(mean / a) - k * log1p(a / mean);
}

double sim_yardstick_count_up_to(double mean, double cv, int32_t k)
{
    double sum = 0;
    for (int32_t i = 0; i <= k; i++)
        sum += exp(log_chance(mean, cv, i));
    return sum < 1 ? sum : 1;
}

int32_t sim_yardstick_count_quantile(double mean, double cv, double p)
{
    enum { MOST = 10000000 };
    double sum = 0;
    for (int32_t k = 0; k < MOST; k++) {
        sum += exp(log_chance(mean, cv, k));
        if (sum >= p)
            return k;
    }
    return MOST;
}
