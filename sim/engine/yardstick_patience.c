#include "sim/engine/yardstick_patience.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <math.h>

#include "sim/base/bug.h"
#include "sim/engine/yardstick_root.h"

/* Knots: at that many equal steps of the survival function, at so many halvings of the last step,
 * and that many equal pieces of where the density is. GSL may cut each in INTERVALS. */
enum { LEVELS = 32, TAIL_LEVELS = 15, PIECES = 48, INTERVALS = 100 };

/* What is left out of the integrals is this many powers of e below the peak. */
#define DEPTH 60.0

/* Accuracy asked of GSL, and the least that is good enough. */
#define WANTED 1e-11
#define ENOUGH 1e-8

/* ---- exponential patience ---- */

static double exponential_survival(double t, const void *of)
{
    const double *rate = of;
    return *rate > 0.0 ? exp(-*rate * t) : 1.0;
}

static double exponential_integral(double t, const void *of)
{
    const double *rate = of;
    return *rate > 0.0 ? -expm1(-*rate * t) / *rate : t;
}

struct sim_yardstick_patience sim_yardstick_patience_exponential(const double *leave_rate)
{
    BUG_IF(!(*leave_rate >= 0.0) || !isfinite(*leave_rate));
    return (struct sim_yardstick_patience){exponential_survival, exponential_integral, leave_rate};
}

/* ---- integrals ---- */

/* Adaptive quadrature with its memory on the stack: GSL's workspace is no more than these
 * arrays, and so there is no allocation that could fail. */
static double quadrature(gsl_function *f, double from, double to, double absolute)
{
    if (to <= from)
        return 0.0;
    double low[INTERVALS], high[INTERVALS], part[INTERVALS], error[INTERVALS];
    double value = 0.0, doubt = 0.0;
    size_t order[INTERVALS], level[INTERVALS];
    gsl_integration_workspace w = {.limit = INTERVALS,
                                   .alist = low,
                                   .blist = high,
                                   .rlist = part,
                                   .elist = error,
                                   .order = order,
                                   .level = level};
    gsl_integration_qag(f, from, to, absolute, WANTED, INTERVALS, GSL_INTEG_GAUSS21, &w, &value,
                        &doubt);
    BUG_IF(!(doubt <= ENOUGH * fabs(value) + absolute / WANTED * ENOUGH));
    return value;
}

static double survival_at(double x, void *of)
{
    const struct sim_yardstick_patience *patience = of;
    return patience->survival(x, patience->of);
}

static double survival_sum(const struct sim_yardstick_patience_queue *q, double from, double to)
{
    struct sim_yardstick_patience patience = q->patience;
    gsl_function f = {survival_at, &patience};
    return quadrature(&f, from, to, WANTED * (to - from) * 1e-3);
}

static double full_rate(const struct sim_yardstick_patience_queue *q)
{
    return q->station.service_rate * (double)q->station.servers;
}

/* ---- knots ----
 *
 * Between two neighbouring knots the survival function falls by little, so that no jump and no
 * patience much shorter than the rest is stepped over by a quadrature. */

static void add_knot(struct sim_yardstick_patience_queue *q, double x)
{
    int k = q->knots;
    while (k > 0 && q->knot[k - 1] > x)
        k--;
    if (k > 0 && q->knot[k - 1] >= x)
        return;
    BUG_IF(q->knots == SIM_YARDSTICK_PATIENCE_KNOTS);
    for (int i = q->knots++; i > k; i--)
        q->knot[i] = q->knot[i - 1];
    q->knot[k] = x;
}

struct level {
    const struct sim_yardstick_patience *patience;
    double share;
};

static double below_level(double x, const void *of)
{
    const struct level *level = of;
    return level->patience->survival(x, level->patience->of) <= level->share ? 1.0 : -1.0;
}

/* Where the survival function comes down to that share, if it does. */
static void add_level(struct sim_yardstick_patience_queue *q, double share)
{
    struct level level = {&q->patience, share};
    double far = 1.0 / full_rate(q);
    while (below_level(far, &level) < 0.0) {
        far *= 2.0;
        if (!isfinite(far))
            return;
    }
    add_knot(q, sim_yardstick_root(below_level, &level, 0.0, far));
}

static void add_levels(struct sim_yardstick_patience_queue *q)
{
    const double stay = q->patience.survival((double)INFINITY, q->patience.of);
    add_knot(q, 0.0);
    for (int i = 1; i < LEVELS; i++) {
        double share = 1.0 - (double)i / LEVELS;
        if (share > stay)
            add_level(q, share);
    }
    for (int i = 1; i <= TAIL_LEVELS; i++) {
        double share = ldexp(1.0 / LEVELS, -i);
        if (share > stay)
            add_level(q, share);
    }
}

/* The last knot that is not after x. */
static int knot_before(const struct sim_yardstick_patience_queue *q, double x)
{
    int k = 0, above = q->knots;
    while (above - k > 1) {
        int middle = (k + above) / 2;
        if (q->knot[middle] <= x)
            k = middle;
        else
            above = middle;
    }
    return k;
}

/* H(x). */
static double patience_to(const struct sim_yardstick_patience_queue *q, double x)
{
    if (q->patience.integral != NULL)
        return q->patience.integral(x, q->patience.of);
    int k = knot_before(q, x);
    return q->patience_sum[k] + survival_sum(q, q->knot[k], x);
}

static void fill_patience(struct sim_yardstick_patience_queue *q)
{
    q->patience_sum[0] = 0.0;
    for (int k = 1; k < q->knots && q->patience.integral == NULL; k++)
        q->patience_sum[k] = q->patience_sum[k - 1] + survival_sum(q, q->knot[k - 1], q->knot[k]);
}

/* ---- integrals over the density ---- */

/* What the density is weighted with. All are continuous where the survival function jumps; what
 * is weighted with that follows by parts, since lambda G e^{..} = (e^{..})' + c mu e^{..}. */
enum weight { ONE, OFFERED_WAIT, WAIT };

struct integrand {
    const struct sim_yardstick_patience_queue *q;
    enum weight weight;
};

static double density_at(const struct sim_yardstick_patience_queue *q, double x, double sum)
{
    return exp(q->station.arrival_rate * sum - full_rate(q) * x - q->peak);
}

static double integrand_at(double x, void *of)
{
    const struct integrand *in = of;
    double sum = patience_to(in->q, x), density = density_at(in->q, x, sum);
    switch (in->weight) {
    case ONE:
        break;
    case OFFERED_WAIT:
        return density * x;
    case WAIT:
        return density * sum;
    }
    return density;
}

/* Between two neighbouring knots. The density falls by e^DEPTH and is concave in its logarithm,
 * so J is at least 1/DEPTH of the whole length: what is small against that need not be exact. */
static double piece(const struct sim_yardstick_patience_queue *q, enum weight weight, double from,
                    double to)
{
    struct integrand in = {q, weight};
    gsl_function f = {integrand_at, &in};
    const double end = q->knot[q->knots - 1], length = end - q->knot[q->first];
    double size = weight == ONE ? 1.0 : end;
    return quadrature(&f, from, to, WANTED * size * length / DEPTH / SIM_YARDSTICK_PATIENCE_KNOTS);
}

static double whole(const struct sim_yardstick_patience_queue *q, enum weight weight)
{
    double sum = 0.0;
    for (int k = q->first; k + 1 < q->knots; k++)
        sum += piece(q, weight, q->knot[k], q->knot[k + 1]);
    return sum;
}

/* J from t on, times e^-peak. */
static double rest_from(const struct sim_yardstick_patience_queue *q, double t)
{
    if (t <= q->knot[q->first])
        return q->beyond[q->first];
    if (t >= q->knot[q->knots - 1])
        return 0.0;
    int next = knot_before(q, t) + 1;
    return q->beyond[next] + piece(q, ONE, t, q->knot[next]);
}

/* ---- where the density is ---- */

/* Below 0 while the queue, this long, still grows. */
static double drain(double x, const void *of)
{
    const struct sim_yardstick_patience_queue *q = of;
    return full_rate(q) - q->station.arrival_rate * q->patience.survival(x, q->patience.of);
}

static double exponent(const struct sim_yardstick_patience_queue *q, double x)
{
    return q->station.arrival_rate * patience_to(q, x) - full_rate(q) * x;
}

static double above_depth(double x, const void *of)
{
    const struct sim_yardstick_patience_queue *q = of;
    return exponent(q, x) - q->peak + DEPTH;
}

/* The exponent is concave: it rises to its peak, where patience lets as many in as are served,
 * and then falls. */
static void find_density(struct sim_yardstick_patience_queue *q, double *from, double *to)
{
    const double scale = 1.0 / full_rate(q);
    double top = 0.0, step = scale;
    if (drain(0.0, q) <= 0.0) {
        double far = scale;
        for (int i = 0; drain(far, q) <= 0.0; i++, far *= 2.0)
            BUG_IF(i >= 500);
        top = sim_yardstick_root(drain, q, 0.0, far);
    }
    q->peak = exponent(q, top);
    *from = q->peak > DEPTH ? sim_yardstick_root(above_depth, q, 0.0, top) : 0.0;
    while (above_depth(top + step, q) > 0.0)
        step *= 2.0;
    *to = top + step;
}

static void prepare(struct sim_yardstick_patience_queue *q)
{
    double from = 0.0, to = 0.0;
    add_levels(q);
    fill_patience(q);
    find_density(q, &from, &to);
    for (int i = 0; i < PIECES; i++)
        add_knot(q, from + (to - from) * (double)i / PIECES);
    add_knot(q, to);
    while (q->knot[q->knots - 1] > to)
        q->knots--;
    fill_patience(q);
    q->first = knot_before(q, from);
    q->beyond[q->knots - 1] = 0.0;
    for (int k = q->knots - 1; k-- > q->first;)
        q->beyond[k] = q->beyond[k + 1] + piece(q, ONE, q->knot[k], q->knot[k + 1]);
}

/* ---- answers ---- */

static double stays_for_ever(const struct sim_yardstick_patience_queue *q)
{
    return q->patience.survival((double)INFINITY, q->patience.of);
}

static void solve_unstable(struct sim_yardstick_patience_queue *q)
{
    q->wait_probability = 1.0;
    q->abandoned = 1.0 - stays_for_ever(q);
    q->offered_wait = q->wait = q->wait_served = q->waiting = (double)INFINITY;
    q->occupancy = 1.0;
}

static void solve_stable(struct sim_yardstick_patience_queue *q, double load)
{
    const double lambda = q->station.arrival_rate, full = full_rate(q);
    prepare(q);
    double blocking = sim_yardstick_erlang_blocking(q->station.servers - 1, load);
    double at_zero = exp(-q->peak), j = q->beyond[q->first];
    if (blocking > 0.0)
        q->scale = 1.0 / (at_zero / blocking + lambda * j);
    double first = whole(q, OFFERED_WAIT);
    q->wait_probability = q->scale * lambda * j;
    q->abandoned = fmax(0.0, q->scale * (at_zero + (lambda - full) * j));
    q->offered_wait = q->scale * lambda * first;
    q->wait = q->scale * lambda * whole(q, WAIT);
    q->wait_served = fmax(0.0, q->scale * (full * first - j)) / (1.0 - q->abandoned);
    q->waiting = lambda * q->wait;
    q->occupancy = lambda * (1.0 - q->abandoned) / full;
}

void sim_yardstick_patience_solve(struct sim_yardstick_station station,
                                  struct sim_yardstick_patience patience,
                                  struct sim_yardstick_patience_queue *q)
{
    double load = sim_yardstick_erlang_measures(station).load_erl;
    *q = (struct sim_yardstick_patience_queue){.station = station, .patience = patience};
    q->is_stable = station.arrival_rate * stays_for_ever(q) < full_rate(q);
    if (!q->is_stable) {
        solve_unstable(q);
        return;
    }
    gsl_error_handler_t *before = gsl_set_error_handler_off();
    solve_stable(q, load);
    gsl_set_error_handler(before);
}

/* P(V > t). */
static double offered_over(const struct sim_yardstick_patience_queue *q, double t)
{
    return q->is_stable ? q->scale * q->station.arrival_rate * rest_from(q, t) : 1.0;
}

/* P(served within t): nobody waits, or lambda times the integral of G over the density. */
static double served_within(const struct sim_yardstick_patience_queue *q, double t)
{
    const double end = q->knot[q->knots - 1];
    if (t <= q->knot[q->first])
        return 1.0 - q->wait_probability;
    double at = t < end ? density_at(q, t, patience_to(q, t)) : 0.0;
    double passed = q->beyond[q->first] - rest_from(q, t);
    return fmax(0.0, 1.0 - q->wait_probability +
                         q->scale * (at - exp(-q->peak) + full_rate(q) * passed));
}

double sim_yardstick_patience_wait_over(const struct sim_yardstick_patience_queue *q, double t)
{
    BUG_IF(!(t >= 0.0));
    gsl_error_handler_t *before = gsl_set_error_handler_off();
    double offered = offered_over(q, t);
    gsl_set_error_handler(before);
    return offered > 0.0 ? offered * q->patience.survival(t, q->patience.of) : 0.0;
}

struct share {
    const struct sim_yardstick_patience_queue *q;
    double over;
};

/* Positive from the least t on that is not exceeded by more than that share. */
static double share_reached(double t, const void *of)
{
    const struct share *s = of;
    return sim_yardstick_patience_wait_over(s->q, t) <= s->over ? 1.0 : -1.0;
}

double sim_yardstick_patience_wait_quantile(const struct sim_yardstick_patience_queue *q, double p)
{
    BUG_IF(!(p > 0.0) || !(p < 1.0));
    struct share share = {q, 1.0 - p};
    if (!q->is_stable && stays_for_ever(q) > share.over)
        return (double)INFINITY;
    double far = 1.0 / full_rate(q);
    for (int i = 0; share_reached(far, &share) < 0.0; i++, far *= 2.0)
        BUG_IF(i >= 1000);
    return sim_yardstick_root(share_reached, &share, 0.0, far);
}

struct sim_yardstick_patience_levels
sim_yardstick_patience_levels(const struct sim_yardstick_patience_queue *q, double t)
{
    double over = sim_yardstick_patience_wait_over(q, t), served = 0.0;
    if (q->is_stable) {
        gsl_error_handler_t *before = gsl_set_error_handler_off();
        served = served_within(q, t);
        gsl_set_error_handler(before);
    }
    double gone = 1.0 - over, given_up = fmax(0.0, gone - served);
    return (struct sim_yardstick_patience_levels){
        .served_of_all = served,
        .served_of_served = served / (1.0 - q->abandoned),
        .gone_of_all = gone,
        .served_of_patient = served / (1.0 - given_up),
    };
}
