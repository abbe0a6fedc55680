#include "sim/engine/yardstick_backlog.h"

#include <complex.h>
#include <math.h>

#include "sim/base/bug.h"

/* With n points the error is e^(-n d), d being the distance (in ln z) from the circle to the
 * nearer of the two singularities: below rounding. */
#define ERROR_EXPONENT 80.0
#define FEWEST_POINTS 64.0

/* So few that nobody ever waits, and that the circle would be too large for a double. */
#define LEAST_ARRIVALS 1e-100

#define PI 3.14159265358979323846

struct circle {
    double arrivals, places;
    double log_radius;
    size_t half; /* of the points */
    double points;
};

/* CMPLX is not there with every compiler. */
static double complex complex_of(double re, double im)
{
    return re + im * (double complex)I;
}

/* ln of e^(a(z-1)) z^-C at z = e^s, which is 0 at s = 0 and again at ln z0. */
static double exponent(double arrivals, double places, double s)
{
    return arrivals * expm1(s) - places * s;
}

/* ln z0: the exponent is convex and falls at first, so Newton's method comes down to its
 * second zero from any point right of it without passing it. */
static double log_zero(double arrivals, double places)
{
    double s = 1.0, step = 1.0;
    while (exponent(arrivals, places, s) <= 0.0)
        s *= 2.0;
    for (int i = 0; step > 1e-9 * s && i < 1000; i++) {
        step = exponent(arrivals, places, s) / (arrivals * exp(s) - places);
        s -= step;
    }
    return s;
}

/* The circle passes where |e^(a(z-1)) z^-C| is least, z = C/a: what is integrated there is not
 * larger than what it is wanted for, however small that is. */
static struct circle circle_for(double arrivals, int32_t places)
{
    double c = (double)places, zero = log_zero(arrivals, c), least = log(c / arrivals);
    double points = fmax(FEWEST_POINTS, ceil(ERROR_EXPONENT / fmin(least, zero - least)));
    double half = ceil(points / 2.0);
    return (struct circle){arrivals, c, least, (size_t)half, 2.0 * half};
}

/* -ln(1 - w), w = e^(a(z-1)) z^-C, z = e^s: by parts that keep their digits when w is small or
 * near 1. */
static double complex minus_log(const struct circle *k, double complex s)
{
    double r = exp(creal(s)), half = sin(cimag(s) / 2.0);
    double size = exponent(k->arrivals, k->places, creal(s)) - 2.0 * k->arrivals * r * half * half;
    double turn = k->arrivals * r * sin(cimag(s)) - k->places * cimag(s);
    double re = exp(size) * cos(turn), im = exp(size) * sin(turn), swing = sin(turn / 2.0);
    double less = -expm1(size) + 2.0 * exp(size) * swing * swing; /* 1 - re */
    double log_square =
        fabs(re) < 0.5 ? log1p(re * (re - 2.0) + im * im) : log(less * less + im * im);
    return complex_of(-0.5 * log_square, atan2(im, less));
}

/* The upper half of the circle; the lower one gives the conjugates. */
static double complex point(const struct circle *k, size_t i)
{
    return complex_of(k->log_radius, 2.0 * PI * ((double)i + 0.5) / k->points);
}

/* e^s - 1, also near 0. */
static double complex less_one(double complex s)
{
    double half = sin(cimag(s) / 2.0), r = exp(creal(s));
    return complex_of(expm1(creal(s)) - 2.0 * r * half * half, r * sin(cimag(s)));
}

/* Whether there is anything to compute; else *b is the answer. */
static bool check(double arrivals, int32_t places, struct sim_yardstick_backlog *b)
{
    BUG_IF(!(arrivals >= 0.0) || !isfinite(arrivals) || places < 1);
    double load = arrivals / (double)places;
    BUG_IF(load > SIM_YARDSTICK_BACKLOG_LOAD && load < 1.0);
    *b = (struct sim_yardstick_backlog){1.0, 0.0};
    if (load >= 1.0)
        *b = (struct sim_yardstick_backlog){0.0, (double)INFINITY};
    return load < 1.0 && arrivals > LEAST_ARRIVALS;
}

/* Sum over j >= 1 of z^(-j) is 1 / (z-1), that of j z^(-j) is z / (z-1)^2. */
struct sim_yardstick_backlog sim_yardstick_backlog_mean(double arrivals, int32_t places)
{
    struct sim_yardstick_backlog b;
    if (!check(arrivals, places, &b))
        return b;
    struct circle k = circle_for(arrivals, places);
    double sum = 0.0, mean = 0.0;
    for (size_t i = 0; i < k.half; i++) {
        double complex s = point(&k, i), less = less_one(s), share = minus_log(&k, s) / less;
        sum += creal(share);
        mean += creal(share * (1.0 + 1.0 / less));
    }
    b.none = exp(-2.0 * sum / k.points);
    b.mean = 2.0 * mean / k.points;
    return b;
}

/* g[j] of the header for 0 < j < n. */
static void coefficients(const struct circle *k, double *g, size_t n)
{
    for (size_t i = 0; i < k->half; i++) {
        double complex s = point(k, i), back = cexp(-s), power = 2.0 / k->points * minus_log(k, s);
        for (size_t j = 1; j < n; j++) {
            power *= back;
            g[j] += creal(power);
        }
    }
}

bool sim_yardstick_backlog_more(double arrivals, int32_t places, double *more, size_t n,
                                struct arena *scratch)
{
    struct sim_yardstick_backlog b;
    bool busy = check(arrivals, places, &b);
    double *g = arena_take_array(scratch, double, n + 1);
    double *p = arena_take_array(scratch, double, n + 1);
    if (g == NULL || p == NULL)
        return false;
    if (busy) {
        struct circle k = circle_for(arrivals, places);
        coefficients(&k, g, n);
        b = sim_yardstick_backlog_mean(arrivals, places);
    }
    p[0] = b.none;
    double rest = 1.0;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 1; j <= i; j++)
            p[i] += (double)j * g[j] * p[i - j] / (double)i;
        rest -= p[i];
        more[i] = fmax(0.0, rest);
    }
    return true;
}
