#include "sim/engine/yardstick_first.h"

#include <math.h>

#include "sim/base/bug.h"

/* From what customer k finds, p[0 .. k], to what customer k + 1 does, p[0 .. k+1]. From the
 * top down: who is not interrupted by an arrival at m goes on from m - 1. */
static void next_customer(double *p, size_t k, double rate, double service, double servers)
{
    double falling = 0.0;
    for (size_t m = k + 1; m > 0; m--) {
        double here = p[m - 1] + falling, work = fmin((double)m, servers) * service;
        p[m] = here * rate / (rate + work);
        falling = here * work / (rate + work);
    }
    p[0] = falling;
}

static double mean_wait(const double *p, size_t k, double service, double servers)
{
    double ahead = 0.0;
    for (size_t n = 0; n <= k; n++)
        ahead += p[n] * fmax(0.0, (double)n - servers + 1.0);
    return ahead / (servers * service);
}

bool sim_yardstick_first_waits(double rate, double service, int32_t servers, double *wait, size_t n,
                               struct arena *scratch)
{
    BUG_IF(!(rate > 0.0) || !isfinite(rate) || !(service > 0.0) || !isfinite(service));
    BUG_IF(servers < 1 || n == 0);
    double *p = arena_take_array(scratch, double, n + 1);
    if (p == NULL)
        return false;
    p[0] = 1.0;
    for (size_t k = 0; k < n; k++) {
        wait[k] = mean_wait(p, k, service, (double)servers);
        next_customer(p, k, rate, service, (double)servers);
    }
    return true;
}

bool sim_yardstick_first_average(double rate, double service, int32_t servers, size_t n,
                                 double *average, struct arena *scratch)
{
    double *wait = arena_take_array(scratch, double, n), sum = 0.0;
    if (wait == NULL || !sim_yardstick_first_waits(rate, service, servers, wait, n, scratch))
        return false;
    for (size_t k = 0; k < n; k++)
        sum += wait[k];
    *average = sum / (double)n;
    return true;
}
