#include "sim/experiment/best.h"

#include <math.h>

#include "sim/base/bug.h"

/* ---- multiple comparisons with the best ---- */

/* How far i is ahead of l: at least, by estimate, at most. */
static struct interval ahead_of(const struct sample *s, size_t i, size_t l, bool more_is_better,
                                double level)
{
    const struct sample *worse = more_is_better ? &s[l] : &s[i];
    const struct sample *better = more_is_better ? &s[i] : &s[l];
    return sample_difference(worse, better, level).interval;
}

static struct best against_others(const struct sample *s, size_t k, size_t i, bool more_is_better,
                                  double level)
{
    struct interval least = {(double)INFINITY, (double)INFINITY, (double)INFINITY};
    for (size_t l = 0; l < k; l++) {
        if (l == i)
            continue;
        struct interval d = ahead_of(s, i, l, more_is_better, level);
        least.estimate = fmin(least.estimate, d.estimate);
        least.lo = isnan(d.lo) || d.lo < least.lo ? d.lo : least.lo;
        least.hi = isnan(d.hi) || d.hi < least.hi ? d.hi : least.hi;
    }
    struct best b = {.ahead = {least.estimate, least.lo, least.hi}, .may_be_best = true};
    if (isnan(least.lo) || isnan(least.hi))
        return b;
    b.ahead.lo = fmin(0.0, least.lo);
    b.ahead.hi = fmax(0.0, least.hi);
    b.is_best = least.lo >= 0.0;
    b.may_be_best = least.hi > 0.0 || b.is_best;
    return b;
}

void best_compare(const struct sample *s, size_t k, bool more_is_better, double level,
                  struct best *out)
{
    BUG_IF(k < 2 || k > BEST_MOST);
    double pairs = (double)k * ((double)k - 1.0) / 2.0;
    for (size_t i = 0; i < k; i++)
        out[i] = against_others(s, k, i, more_is_better, 1.0 - (1.0 - level) / pairs);
}

/* ---- KN ---- */

double best_eta(const struct best_kn *kn, size_t k)
{
    double n0 = (double)kn->first;
    return 0.5 * (pow(2.0 * kn->alpha / ((double)k - 1.0), -2.0 / (n0 - 1.0)) - 1.0);
}

/* Variance of the difference of two in the first n replications. */
static double variance_of(const double *a, const double *b, size_t n)
{
    double mean = 0.0, squares = 0.0;
    for (size_t r = 0; r < n; r++)
        mean += (a[r] - b[r]) / (double)n;
    for (size_t r = 0; r < n; r++)
        squares += (a[r] - b[r] - mean) * (a[r] - b[r] - mean);
    return squares / ((double)n - 1.0);
}

/* The first n at which the difference of two leaves the region in which both go on, as a sum
 * of differences; n + 1 when it does not. ahead: the one who stays. */
struct duel {
    size_t end;
    bool second_wins;
};

static struct duel fight(const struct best_kn *kn, const double *a, const double *b, size_t k,
                         size_t n)
{
    double h2 = 2.0 * best_eta(kn, k) * ((double)kn->first - 1.0), sum = 0.0;
    double sign = kn->more_is_better ? 1.0 : -1.0;
    double width = h2 * variance_of(a, b, kn->first) / kn->delta; /* of r W(r) at r = 0, doubled */
    for (size_t r = 1; r <= n; r++) {
        sum += sign * (a[r - 1] - b[r - 1]);
        double edge = fmax(0.0, 0.5 * (width - kn->delta * (double)r));
        if (r >= kn->first && fabs(sum) > edge)
            return (struct duel){r, sum < 0.0};
    }
    return (struct duel){n + 1, false};
}

/* Drops all who are beaten at the earliest replication at which anybody is; false at the end. */
static bool drop_next(const struct best_kn *kn, const double *const *x, size_t k, size_t n,
                      bool *in)
{
    bool is_beaten[BEST_MOST] = {false};
    size_t earliest = n + 1;
    for (size_t i = 0; i < k; i++) {
        for (size_t l = i + 1; l < k; l++) {
            if (!in[i] || !in[l])
                continue;
            struct duel d = fight(kn, x[i], x[l], k, n);
            if (d.end > n || d.end > earliest)
                continue;
            if (d.end < earliest)
                for (size_t m = 0; m < k; m++)
                    is_beaten[m] = false;
            earliest = d.end;
            is_beaten[d.second_wins ? i : l] = true;
        }
    }
    for (size_t m = 0; m < k; m++)
        in[m] = in[m] && !is_beaten[m];
    return earliest <= n;
}

size_t best_screen(const struct best_kn *kn, const double *const *x, size_t k, size_t n, bool *in)
{
    size_t left = 0;
    BUG_IF(k < 2 || k > BEST_MOST || kn->first < 2 || !(kn->delta > 0.0));
    for (size_t i = 0; i < k; i++)
        in[i] = true;
    while (n >= kn->first && drop_next(kn, x, k, n, in))
        continue;
    for (size_t i = 0; i < k; i++)
        left += in[i];
    return left;
}
