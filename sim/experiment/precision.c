#include "sim/experiment/precision.h"

#include <math.h>

#include "sim/base/bug.h"

/* The half width that is wanted for an estimate. */
static double wanted(const struct precision *p, double estimate)
{
    BUG_IF(!(p->half_width > 0.0));
    return p->is_relative ? fabs(estimate) * p->half_width / (1.0 + p->half_width) : p->half_width;
}

bool precision_is_reached(const struct precision *p, struct interval i)
{
    double half = (i.hi - i.lo) / 2.0;
    return isfinite(half) && half <= wanted(p, i.estimate);
}

uint32_t precision_needed(const struct precision *p, struct interval i, double level, uint32_t n,
                          uint32_t most)
{
    double half = (i.hi - i.lo) / 2.0, want = wanted(p, i.estimate);
    if (n < 2 || !isfinite(half) || !(want > 0.0))
        return UINT32_MAX;
    double q = (1.0 + level) / 2.0;
    double spread = half / interval_t(q, n - 1.0) * sqrt((double)n);
    uint32_t low = n, high = most; /* the t quantile falls with n, so the half width does */
    if (interval_t(q, high - 1.0) * spread / sqrt((double)high) > want)
        return UINT32_MAX;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (interval_t(q, middle - 1.0) * spread / sqrt((double)middle) <= want)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

uint32_t precision_next(const struct precision *p, struct interval i, double level, uint32_t n,
                        uint32_t most)
{
    if (n < PRECISION_FLOOR)
        return most < PRECISION_FLOOR ? most : PRECISION_FLOOR;
    uint32_t needed = precision_needed(p, i, level, n, most), next;
    if (needed == UINT32_MAX)
        next = n < most / 2 ? 2 * n : most;
    else
        next = n + (uint32_t)(0.8 * (needed - n)); /* the spread is itself only estimated */
    next -= next % PRECISION_STEP;
    if (next < n + PRECISION_STEP)
        next = n + PRECISION_STEP;
    return next + PRECISION_STEP < most ? next : most;
}
