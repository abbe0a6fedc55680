#include "sim/engine/rate.h"

#include <string.h>

#include "sim/base/bug.h"

#define US_PER_SECOND 1e6

void sim_rate_make(struct sim_rate *r, const int64_t *from_us, const double *per_second, int32_t n,
                   int64_t end_us)
{
    BUG_IF(n < 1 || n > SIM_RATE_PIECES);
    memset(r, 0, sizeof *r); /* the unused tail too: a compiled scenario has a digest */
    double sum = 0;
    for (int32_t i = 0; i < n; i++) {
        int64_t until = i + 1 < n ? from_us[i + 1] : end_us;
        BUG_IF(from_us[i] >= until || !(per_second[i] >= 0.0));
        double before = sum;
        sum += per_second[i] * ((double)(until - from_us[i]) / US_PER_SECOND);
        /* A rate so small beside the others that the sum does not move counts as 0. */
        if (sum <= before)
            continue;
        r->from_us[r->pieces] = from_us[i];
        r->until_us[r->pieces] = until;
        r->up_to[r->pieces] = sum;
        r->us_each[r->pieces] = US_PER_SECOND / per_second[i];
        r->pieces++;
    }
    BUG_IF(!(sum <= 0x1p52)); /* also catches a rate that is infinite */
}

double sim_rate_total(const struct sim_rate *r)
{
    return r->pieces > 0 ? r->up_to[r->pieces - 1] : 0.0;
}

double sim_rate_before(const struct sim_rate *r, int64_t us)
{
    double before = 0;
    for (int64_t i = 0; i < r->pieces && us > r->from_us[i]; i++) {
        if (us < r->until_us[i])
            return before + (double)(us - r->from_us[i]) / r->us_each[i];
        before = r->up_to[i];
    }
    return before;
}

/* The first piece that ends with more than `cumulative`; it stays among the n pieces from
 * `first` on. */
static int64_t piece_of(const struct sim_rate *r, double cumulative)
{
    int64_t first = 0;
    for (int64_t n = r->pieces; n > 1;) {
        int64_t half = n / 2;
        first += r->up_to[first + half - 1] <= cumulative ? half : 0;
        n -= half;
    }
    return first;
}

int64_t sim_rate_at(const struct sim_rate *r, double cumulative)
{
    BUG_IF(!(cumulative >= 0.0));
    if (cumulative >= sim_rate_total(r))
        return INT64_MAX;
    int64_t i = piece_of(r, cumulative);
    double before = i > 0 ? r->up_to[i - 1] : 0.0;
    int64_t at = r->from_us[i] + (int64_t)((cumulative - before) * r->us_each[i]);
    /* The product may round up to the end, where another piece, perhaps an empty one, begins. */
    return at < r->until_us[i] ? at : r->until_us[i] - 1;
}
