#include "sim/engine/yardstick_constant.h"

#include <complex.h>
#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_fft_halfcomplex.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "sim/base/bug.h"
#include "sim/engine/yardstick_root.h"

#define PI 3.14159265358979323846
#define SERVERS_MOST 5000
#define SERVERS_MOST_SOLVED 1000
#define IDLE_LEAST 1e-5

/* P(i wait) falls like z^-i; it is followed for this many powers of e. */
#define DEPTH 40.0

static double share_of(struct sim_yardstick_station s)
{
    return sim_yardstick_erlang_measures(s).load_erl / (double)s.servers;
}

/* ---- roots ---- */

/* CMPLX is C11, but clang 14 does not have it. */
static double complex from_parts(double real, double imaginary)
{
    return real + imaginary * (double complex)I;
}

/* e^u - 1 without losing what is small. */
static double complex exp_less_one(double complex u)
{
    double half = sin(cimag(u) / 2.0), grown = expm1(creal(u));
    return from_parts(grown * cos(cimag(u)) - 2.0 * half * half, (grown + 1.0) * sin(cimag(u)));
}

/* 1 - z_k for the k-th root, 0 < k < c. With z = e^u: u = rho (e^u - 1) + i angle. The map on
 * the right takes the half plane Re u <= 0 into itself and is a contraction by rho there, so
 * its fixed point is the one root; Newton's method makes it exact. It starts where rho (e^u -
 * 1) is replaced by its second-order series. */
static double complex one_less_root(double share, double angle)
{
    double idle = 1.0 - share;
    double complex u = idle - csqrt(from_parts(idle * idle, -2.0 * angle));
    double moved = 1.0;
    for (int i = 0; i < 20; i++)
        u = share * exp_less_one(u) + from_parts(0.0, angle);
    for (int i = 0; moved > 1e-9 * cabs(u); i++) { /* the error is the square of that */
        BUG_IF(i >= 50);
        double complex grown = exp_less_one(u);
        double complex step =
            (u - share * grown - from_parts(0.0, angle)) / (1.0 - share * (1.0 + grown));
        u -= step;
        moved = cabs(step);
    }
    BUG_IF(!(creal(u) <= 0.0));
    return -exp_less_one(u);
}

/* Roots come in pairs k, c - k of conjugates, and with c even one of its own at the middle. */
struct sim_yardstick_constant_measures
sim_yardstick_constant_measures(struct sim_yardstick_station station)
{
    const double share = share_of(station), c = (double)station.servers;
    BUG_IF(station.servers > SERVERS_MOST);
    if (share >= 1.0)
        return (struct sim_yardstick_constant_measures){1.0, (double)INFINITY, (double)INFINITY};
    double sum = 0.0, log_product = 0.0;
    for (uint32_t k = 1; 2 * k <= station.servers; k++) {
        double complex less = one_less_root(share, 2.0 * PI * (double)k / c);
        double times = 2 * k == station.servers ? 1.0 : 2.0;
        sum += times * creal(1.0 / less);
        log_product += times * log(cabs(less));
    }
    double waiting = fmax(0.0, 0.5 / (1.0 - share) - c * (1.0 + share) / 2.0 + sum);
    return (struct sim_yardstick_constant_measures){
        .wait_probability = fmax(0.0, 1.0 - c * (1.0 - share) * exp(-log_product)),
        .wait = waiting / station.arrival_rate,
        .waiting = waiting,
    };
}

/* ---- how many wait ---- */

/* Below 0 for ln z within the root z > 1 of z^c = e^{a(z-1)}, which P(i wait) ~ z^-i follows. */
static double past_decay(double log_z, const void *of)
{
    const double *share = of;
    return *share * expm1(log_z) - log_z;
}

static double decay(double share)
{
    double high = 1.0;
    while (past_decay(high, &share) <= 0.0)
        high *= 2.0;
    double least = -log(share); /* where the difference is least */
    return sim_yardstick_root(past_decay, &share, least, high);
}

/* The generating function at z = e^{i angle}, angle not 0; less[k-1] = 1 - z_k. Divided by z^c,
 * z^c - e^{a(z-1)} is 1 - e^{-w}, w = i c angle - a (z - 1), which is small where z is near 1 and
 * overflows nowhere. The product stays below e^{0.6 c} on its way. */
static double complex generating(struct sim_yardstick_station s, const double complex *less,
                                 double angle)
{
    const double c = (double)s.servers, load = c * share_of(s), half = sin(angle / 2.0);
    double complex below = exp_less_one(from_parts(0.0, angle)); /* z - 1 */
    double complex w = from_parts(2.0 * load * half * half, c * angle - load * sin(angle));
    double complex value =
        (load - c) * below / exp_less_one(-w) * cexp(from_parts(0.0, -c * angle));
    for (uint32_t k = 1; k < s.servers; k++)
        value *= below / less[k - 1] + 1.0;
    return value;
}

/* Leaves P(i wait) in p[0 .. count-1]. */
static void transform(struct sim_yardstick_station s, const double complex *less, double *p,
                      size_t count)
{
    p[0] = 1.0;
    for (size_t i = 1; 2 * i <= count; i++) {
        double complex value = generating(s, less, -2.0 * PI * (double)i / (double)count);
        p[i] = creal(value);
        if (2 * i < count)
            p[count - i] = cimag(value);
    }
    BUG_IF(gsl_fft_halfcomplex_radix2_inverse(p, 1, count) != GSL_SUCCESS);
}

bool sim_yardstick_constant_solve(struct arena *a, struct sim_yardstick_station station,
                                  struct sim_yardstick_constant *m)
{
    const double share = share_of(station);
    *m = (struct sim_yardstick_constant){.station = station};
    BUG_IF(station.servers > SERVERS_MOST_SOLVED || (share < 1.0 && share > 1.0 - IDLE_LEAST));
    if (share >= 1.0)
        return true;
    size_t count = 64;
    while ((double)count * decay(share) < DEPTH)
        count *= 2;
    double *p = arena_take_array(a, double, count);
    double complex *less = arena_take_array(a, double complex, station.servers);
    if (p == NULL || less == NULL)
        return false;
    for (uint32_t k = 1; k < station.servers; k++)
        less[k - 1] = one_less_root(share, 2.0 * PI * (double)k / (double)station.servers);
    gsl_error_handler_t *before = gsl_set_error_handler_off();
    transform(station, less, p, count);
    gsl_set_error_handler(before);
    double over = 0.0;
    for (size_t i = count; i-- > 0;) {
        double here = fmax(0.0, p[i]);
        p[i] = over;
        over += here;
    }
    m->over = p;
    m->count = count;
    return true;
}

/* ---- how long ---- */

/* Poisson probabilities beyond y +- that much are below 1e-17. */
static double reach(double y)
{
    return 9.0 * sqrt(y) + 40.0;
}

double sim_yardstick_constant_wait_over(const struct sim_yardstick_constant *m, double t)
{
    BUG_IF(!(t >= 0.0));
    if (m->count == 0)
        return 1.0;
    double periods = floor(t * m->station.service_rate) + 1.0;
    double y = m->station.arrival_rate * (periods / m->station.service_rate - t);
    double places = periods * (double)m->station.servers;
    if (places > (double)m->count + y + reach(y))
        return 0.0;
    y = fmax(y, DBL_MIN); /* GSL takes the logarithm */
    const size_t all = (size_t)places, first = (size_t)fmax(0.0, y - reach(y));
    double over = gsl_cdf_poisson_Q((unsigned)all - 1, y);
    for (size_t j = first; j < all && (double)j < y + reach(y); j++) {
        size_t waiting = all - 1 - j;
        if (waiting < m->count)
            over += gsl_ran_poisson_pdf((unsigned)j, y) * m->over[waiting];
    }
    return fmin(1.0, over);
}

struct share {
    const struct sim_yardstick_constant *m;
    double over;
};

static double share_reached(double t, const void *of)
{
    const struct share *s = of;
    return sim_yardstick_constant_wait_over(s->m, t) <= s->over ? 1.0 : -1.0;
}

double sim_yardstick_constant_wait_quantile(const struct sim_yardstick_constant *m, double p)
{
    BUG_IF(!(p > 0.0) || !(p < 1.0));
    struct share share = {m, 1.0 - p};
    if (m->count == 0)
        return (double)INFINITY;
    double far = 1.0 / m->station.service_rate;
    while (share_reached(far, &share) < 0.0)
        far *= 2.0;
    return sim_yardstick_root(share_reached, &share, 0.0, far);
}
