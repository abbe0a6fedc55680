/* test_variate.c - quantiles against the distributions they come from: what compile_variate.c
 * makes and variate.c reads. */
#include "sim/engine/variate.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <string.h>

#include "sim/base/attr.h"
#include "sim/engine/compile_variate.h"
#include "tests/support/check.h"
#include "tests/support/dies.h"

#define LEAST_TAIL 0x1p-41
#define TAIL_ERROR 1e-4
#define MEAN_ERROR 1e-4

/* Spans in microseconds: 12 minutes where nothing else is said. */
#define MEAN_US 7.2e8

static const struct sim_law_spec specs[] = {
    {.law = SIM_LAW_UNIFORM, .a = 10, .b = 30},
    {.law = SIM_LAW_EXPONENTIAL, .a = MEAN_US},
    {.law = SIM_LAW_LOGNORMAL, .a = MEAN_US, .b = 0.001},
    {.law = SIM_LAW_LOGNORMAL, .a = MEAN_US, .b = 0.05},
    {.law = SIM_LAW_LOGNORMAL, .a = MEAN_US, .b = 0.29},
    {.law = SIM_LAW_LOGNORMAL, .a = MEAN_US, .b = 0.31},
    {.law = SIM_LAW_LOGNORMAL, .a = MEAN_US, .b = 0.8},
    {.law = SIM_LAW_LOGNORMAL, .a = MEAN_US, .b = 1.5},
    {.law = SIM_LAW_LOGNORMAL, .a = 1e-3, .b = 3},
    {.law = SIM_LAW_LOGNORMAL, .a = 1e12, .b = 5},
    {.law = SIM_LAW_LOGNORMAL_MEDIAN, .a = 3.6e9, .b = 0.6},
    {.law = SIM_LAW_LOGNORMAL_MEDIAN, .a = 3.6e9, .b = 2},
    {.law = SIM_LAW_GAMMA, .a = MEAN_US, .b = 0.01},
    {.law = SIM_LAW_GAMMA, .a = MEAN_US, .b = 0.05},
    {.law = SIM_LAW_GAMMA, .a = MEAN_US, .b = 0.29},
    {.law = SIM_LAW_GAMMA, .a = MEAN_US, .b = 0.31},
    {.law = SIM_LAW_GAMMA, .a = 1, .b = 0.7},
    {.law = SIM_LAW_GAMMA, .a = MEAN_US, .b = 1},
    {.law = SIM_LAW_GAMMA, .a = MEAN_US, .b = 1.4},
    {.law = SIM_LAW_GAMMA, .a = MEAN_US, .b = 2},
    {.law = SIM_LAW_GAMMA, .a = MEAN_US, .b = 3},
    {.law = SIM_LAW_GAMMA, .a = 1, .b = 5},
    {.law = SIM_LAW_ERLANG, .a = MEAN_US, .b = 1},
    {.law = SIM_LAW_ERLANG, .a = MEAN_US, .b = 2},
    {.law = SIM_LAW_ERLANG, .a = MEAN_US, .b = 40},
    {.law = SIM_LAW_TRIANGULAR, .a = 0, .b = 5, .c = 10},
    {.law = SIM_LAW_TRIANGULAR, .a = 100, .b = 101, .c = 140},
    {.law = SIM_LAW_TRIANGULAR, .a = 0, .c = 3},
    {.law = SIM_LAW_TRIANGULAR, .a = -3, .b = 2, .c = 2},
    {.law = SIM_LAW_TRIANGULAR, .a = 1, .b = 9, .c = 10},
    {.law = SIM_LAW_HYPEREXPONENTIAL, .a = MEAN_US, .b = 1.000001},
    {.law = SIM_LAW_HYPEREXPONENTIAL, .a = MEAN_US, .b = 1.2},
    {.law = SIM_LAW_HYPEREXPONENTIAL, .a = 1e-3, .b = 2},
    {.law = SIM_LAW_HYPEREXPONENTIAL, .a = MEAN_US, .b = 2.3},
    {.law = SIM_LAW_HYPEREXPONENTIAL, .a = MEAN_US, .b = 5},
    {.law = SIM_LAW_EXPONENTIAL, .a = MEAN_US, .zero = 0.3},
    {.law = SIM_LAW_EXPONENTIAL, .a = MEAN_US, .zero = 1e-6},
    {.law = SIM_LAW_LOGNORMAL, .a = MEAN_US, .b = 0.8, .zero = 0.5},
    {.law = SIM_LAW_LOGNORMAL, .a = MEAN_US, .b = 0.05, .zero = 0.97},
    {.law = SIM_LAW_GAMMA, .a = MEAN_US, .b = 3, .zero = 0.1},
    {.law = SIM_LAW_HYPEREXPONENTIAL, .a = MEAN_US, .b = 2, .zero = 0.25},
    {.law = SIM_LAW_UNIFORM, .a = -10, .b = 30, .zero = 0.5},
    {.law = SIM_LAW_UNIFORM, .a = -30, .b = -10, .zero = 0.2},
    {.law = SIM_LAW_TRIANGULAR, .a = -3, .b = 2, .c = 2, .zero = 0.4},
    {.law = SIM_LAW_TRIANGULAR, .a = -9, .b = -3, .c = 1, .zero = 0.01},
};

/* Shape of the gamma laws, 0 for the others. */
static double gamma_shape(const struct sim_law_spec *s)
{
    return s->law == SIM_LAW_ERLANG ? s->b : s->law == SIM_LAW_GAMMA ? 1.0 / (s->b * s->b) : 0.0;
}

/* 1 - F of a triangle `width` wide at a distance of `fall` from its upper end, the mode
 * being at a distance of `mode`: a square, and beyond the mode 1 - a square, without that 1. */
static double triangle_tail(double width, double mode, double fall)
{
    if (fall < mode)
        return fall * fall / (width * mode);
    return (fall * (2 * width - fall) - width * mode) / (width * (width - mode));
}

/* 1 - F(x) of two exponentials that give half of the mean each: shares p and 1 - p, means
 * 1/(2p) and 1/(2(1 - p)) of the whole, so cv^2 = 1/(2p(1 - p)) - 1. */
static double mixture_tail(double mean, double cv, double x)
{
    double pq = 0.5 / (1 + cv * cv), p = (1 + sqrt(1 - 4 * pq)) / 2, q = pq / p;
    return p * exp(-2 * p * x / mean) + q * exp(-2 * q * x / mean);
}

/* 1 - F(x) from GSL or the closed form, for tails where 1 - (F rounded) says nothing. */
static double tail_without_zeros(const struct sim_law_spec *s, double x)
{
    double sigma = sqrt(log1p(s->b * s->b));
    switch (s->law) {
    case SIM_LAW_UNIFORM:
        return gsl_cdf_flat_Q(x, s->a, s->b);
    case SIM_LAW_EXPONENTIAL:
        return gsl_cdf_exponential_Q(x, s->a);
    case SIM_LAW_LOGNORMAL:
        return gsl_cdf_lognormal_Q(x, log(s->a) - sigma * sigma / 2, sigma);
    case SIM_LAW_LOGNORMAL_MEDIAN:
        return gsl_cdf_lognormal_Q(x, log(s->a), sigma);
    case SIM_LAW_GAMMA:
    case SIM_LAW_ERLANG:
        return gsl_cdf_gamma_Q(x, gamma_shape(s), s->a / gamma_shape(s));
    case SIM_LAW_TRIANGULAR:
        return triangle_tail(s->c - s->a, s->c - s->b, s->c - x);
    case SIM_LAW_HYPEREXPONENTIAL:
        return mixture_tail(s->a, s->b, x);
    case SIM_LAW_CONSTANT:
    case SIM_LAW_EMPIRICAL:
        break;
    }
    return (double)NAN;
}

static double upper_tail(const struct sim_law_spec *s, double x)
{
    return (1 - s->zero) * tail_without_zeros(s, x) + (x < 0 ? s->zero : 0);
}

/* The bend of the mixture's quantile costs more the longer its longer part. */
static double error_allowed(const struct sim_law_spec *s)
{
    bool bends = s->law == SIM_LAW_HYPEREXPONENTIAL;
    return bends ? fmax(TAIL_ERROR, (s->b * s->b + 1) / 65000) : TAIL_ERROR;
}

/* What a distribution must give at u, and whether that is known well enough to compare: a
 * gamma of shape 1/25 has quantiles below 1e-300, and at u = 2^-41 a triangle that begins
 * at 100 is a step of 1e-13 of the value away. */
static double tail_error(const struct sim_law_spec *s, const struct sim_variate *v, double u)
{
    double x = sim_variate_at(v, u);
    if (s->zero > 0 && fabs(x) <= 0) { /* u belongs to the jump, or misses it by so much */
        double from = sim_compile_variate_cdf(s, -0x1p-1022), to = sim_compile_variate_cdf(s, 0);
        return fmax(0.0, fmax(from - u, u - to)) / fmin(u, 1.0 - u);
    }
    if (fabs(x) < 1e-290)
        return 0.0;
    double rounding = fabs(x) * 0x1p-51;
    if (u < 0.5) {
        double slack = fabs(sim_compile_variate_cdf(s, x + rounding) -
                            sim_compile_variate_cdf(s, x - rounding));
        return fmax(0.0, fabs(sim_compile_variate_cdf(s, x) - u) - slack) / u;
    }
    double slack = fabs(upper_tail(s, x + rounding) - upper_tail(s, x - rounding));
    return fmax(0.0, fabs(upper_tail(s, x) - (1.0 - u)) - slack) / (1.0 - u);
}

static void quantiles_are_right_to_1e_4_of_their_own_tail(void **state)
{
    (void)state;
    static struct sim_variate v;
    for (size_t i = 0; i < COUNT_OF(specs); i++) {
        sim_compile_variate(&specs[i], &v);
        double worst = 0;
        for (int octave = -41; octave < -1; octave++) {
            for (int k = 0; k < 320; k++) { /* at nodes and at fifths between them */
                double tail = ldexp(1.0 + k / 320.0, octave);
                worst = fmax(worst, tail_error(&specs[i], &v, tail));
                worst = fmax(worst, tail_error(&specs[i], &v, 1.0 - tail));
            }
        }
        if (!(worst <= error_allowed(&specs[i])))
            fail_msg("row %zu of the table: error %g", i, worst);
    }
}

/* Random u, half of them in a tail of random depth. */
static double any_u(uint64_t *seed)
{
    double u = (double)(2 * (test_random(seed) >> 12) + 1) * 0x1p-53;
    uint64_t choice = test_random(seed);
    if (choice % 4 >= 2)
        u = fmax(ldexp(u, -(int)(choice / 256 % 40)), 0x1p-53);
    return choice % 4 == 3 ? fmin(1.0 - u, 1.0 - 0x1p-53) : u;
}

/* The parameters the scenario reader lets through, not only those of the table above. */
static bool any_law_is_right_at_any_u(uint64_t seed)
{
    static struct sim_variate v;
    const enum sim_law laws[] = {SIM_LAW_LOGNORMAL, SIM_LAW_GAMMA, SIM_LAW_ERLANG,
                                 SIM_LAW_LOGNORMAL_MEDIAN, SIM_LAW_HYPEREXPONENTIAL};
    struct sim_law_spec s = {.law = laws[test_random(&seed) % COUNT_OF(laws)], .a = MEAN_US};
    double r = (double)(test_random(&seed) >> 11) * 0x1p-53;
    s.b = s.law == SIM_LAW_ERLANG ? 1.0 + floor(r * 60) : 0.02 * exp(r * log(250.0));
    if (s.law == SIM_LAW_HYPEREXPONENTIAL)
        s.b = 1.0 + 4.0 * r;
    if (test_random(&seed) % 4 == 0)
        s.zero = (double)(test_random(&seed) >> 11) * 0x1p-53;
    sim_compile_variate(&s, &v);
    for (int i = 0; i < 500; i++) {
        double u = any_u(&seed);
        if (fmin(u, 1.0 - u) >= LEAST_TAIL && tail_error(&s, &v, u) > error_allowed(&s))
            return false;
    }
    return true;
}

static void any_parameters_in_range_are_right_too(void **state)
{
    (void)state;
    CHECK_PROPERTY(any_law_is_right_at_any_u);
}

/* Integral of the quantile over both sides, 8 midpoints between nodes. */
static double mean_of_draws(const struct sim_variate *v)
{
    double sum = 0;
    for (int octave = -41; octave < -1; octave++) {
        double width = ldexp(1.0, octave - 9);
        for (int k = 0; k < 512; k++) {
            double tail = ldexp(1.0, octave) + (k + 0.5) * width;
            sum += width * (sim_variate_at(v, tail) + sim_variate_at(v, 1.0 - tail));
        }
    }
    return sum;
}

static double mean_without_zeros(const struct sim_law_spec *s)
{
    switch (s->law) {
    case SIM_LAW_UNIFORM:
        return (s->a + s->b) / 2;
    case SIM_LAW_TRIANGULAR:
        return (s->a + s->b + s->c) / 3;
    case SIM_LAW_LOGNORMAL_MEDIAN:
        return s->a * sqrt(1 + s->b * s->b);
    case SIM_LAW_CONSTANT:
    case SIM_LAW_EXPONENTIAL:
    case SIM_LAW_LOGNORMAL:
    case SIM_LAW_GAMMA:
    case SIM_LAW_ERLANG:
    case SIM_LAW_HYPEREXPONENTIAL:
    case SIM_LAW_EMPIRICAL:
        break;
    }
    return s->a;
}

static double specified_mean(const struct sim_law_spec *s)
{
    return (1 - s->zero) * mean_without_zeros(s);
}

static void the_mean_of_all_draws_is_the_mean_that_was_asked_for(void **state)
{
    (void)state;
    static struct sim_variate v;
    for (size_t i = 0; i < COUNT_OF(specs); i++) {
        sim_compile_variate(&specs[i], &v);
        double want = specified_mean(&specs[i]);
        check_near(v.mean / want, 1.0, 1e-14);
        check_near(mean_of_draws(&v) / want, 1.0, MEAN_ERROR);
    }
}

/* The second moment in closed form: E X^2 = (cv^2 + 1) mean^2. Beyond the last node, where
 * two of 10^12 draws fall, at most 2^-41 of it is lost many times over: 1e-7 at a cv of 5. */
static void a_hyperexponential_has_the_cv_that_was_asked_for(void **state)
{
    (void)state;
    static struct sim_variate v;
    for (int i = 1; i <= 16; i++) {
        double cv = 1.0 + i / 4.0, sum = 0;
        sim_compile_variate(
            &(struct sim_law_spec){.law = SIM_LAW_HYPEREXPONENTIAL, .a = 1, .b = cv}, &v);
        for (int octave = -41; octave < -1; octave++) {
            double width = ldexp(1.0, octave - 9);
            for (int k = 0; k < 512; k++) {
                double tail = ldexp(1.0, octave) + (k + 0.5) * width;
                double a = sim_variate_at(&v, tail), b = sim_variate_at(&v, 1.0 - tail);
                sum += width * (a * a + b * b);
            }
        }
        check_near(sum / (cv * cv + 1), 1.0, 2e-4);
    }
}

/* From one double to the next, at nodes, at the middle and anywhere. */
static bool no_quantile_steps_down(uint64_t seed)
{
    static struct sim_variate v;
    sim_compile_variate(&specs[seed % COUNT_OF(specs)], &v);
    for (int i = 0; i < 600; i++) {
        double u = i == 0 ? 0.5 : any_u(&seed);
        if (i % 3 == 1) /* a node of the lower or the upper table */
            u = ldexp(1.0 + (double)(test_random(&seed) % 64) / 64, -(int)(seed % 41) - 2);
        if (i % 6 == 1)
            u = 1.0 - u;
        double before = nextafter(u, 0.0), after = nextafter(u, 1.0), far = any_u(&seed);
        if (before <= 0.0 || after >= 1.0)
            continue;
        double x = sim_variate_at(&v, u);
        if (sim_variate_at(&v, before) > x || sim_variate_at(&v, after) < x)
            return false;
        if (far < u ? sim_variate_at(&v, far) > x : sim_variate_at(&v, far) < x)
            return false;
    }
    return true;
}

static void quantiles_are_monotone(void **state)
{
    (void)state;
    CHECK_PROPERTY(no_quantile_steps_down);
}

/* Lower and upper nodes are rounded to float apart from each other, and an odd triangle
 * measures them from different ends. */
static bool the_tables_of_a_triangle_meet_without_a_step_down(uint64_t seed)
{
    static struct sim_variate v;
    double d[3];
    for (int i = 0; i < 3; i++)
        d[i] = (double)(test_random(&seed) >> 11) * 0x1p-43;
    const struct sim_law_spec s = {
        .law = SIM_LAW_TRIANGULAR, .a = d[0], .b = d[0] + d[1], .c = d[0] + d[1] + d[2]};
    sim_compile_variate(&s, &v);
    double below = sim_variate_at(&v, 0.5 - 0x1p-54), at = sim_variate_at(&v, 0.5);
    return below <= at && at - below < 1e-6 * (d[1] + d[2]);
}

static void the_two_tables_meet_at_the_median(void **state)
{
    (void)state;
    CHECK_PROPERTY(the_tables_of_a_triangle_meet_without_a_step_down);
}

/* Every law, in place and elsewhere, any number at once; nothing is written behind the last. */
static void variates_at_once_have_the_bits_of_one_by_one(void **state)
{
    (void)state;
    static const size_t counts[] = {0, 1, 3, 4, 63, 64, 65, 200};
    uint64_t seed = 5;
    for (size_t i = 0; i < COUNT_OF(specs); i++) {
        struct sim_variate v;
        sim_compile_variate(&specs[i], &v);
        for (size_t k = 0; k < COUNT_OF(counts); k++) {
            double u[201], x[201] = {0}, want[201];
            size_t n = counts[k];
            for (size_t j = 0; j < n; j++)
                want[j] =
                    sim_variate_at(&v, u[j] = (double)(test_random(&seed) >> 11 | 1) * 0x1p-53);
            u[n] = x[n] = want[n] = -7.0;
            sim_variate_many(&v, u, x, n);
            assert_memory_equal(x, want, (n + 1) * sizeof *x);
            sim_variate_many(&v, u, u, n);
            assert_memory_equal(u, want, (n + 1) * sizeof *u);
        }
    }
}

/* Uniforms that no set of tables takes: on the median, and beyond the last node on either side. */
static double rare_uniform(uint64_t *seed)
{
    static const double rare[] = {0.5, 0x1p-53, 0x1p-42, 1.0 - 0x1p-53, 1.0 - 0x1p-42};
    uint64_t which = test_random(seed) % (8 * COUNT_OF(rare));
    return which < COUNT_OF(rare) ? rare[which] : (double)(test_random(seed) >> 11 | 1) * 0x1p-53;
}

/* Laws of all families in any order, so that some sets are all tables and others are not. */
static void variates_of_many_laws_have_the_bits_of_one_by_one(void **state)
{
    (void)state;
    enum { MOST = 70, LAWS = COUNT_OF(specs) };
    static const enum sim_lanes ways[] = {SIM_LANES_1, SIM_LANES_2, SIM_LANES_4, SIM_LANES_8};
    static struct sim_variate laws[LAWS];
    uint64_t seed = 6;
    for (size_t i = 0; i < LAWS; i++)
        sim_compile_variate(&specs[i], &laws[i]);
    for (size_t n = 0, tables = 0; n < MOST; n++, tables = n % 2 * LAWS) {
        const struct sim_variate *v[MOST];
        double u[MOST + 1], x[MOST + 1], want[MOST + 1];
        for (size_t j = 0; j < n; j++) {
            do
                v[j] = &laws[test_random(&seed) % LAWS];
            while (tables > 0 && v[j]->family != SIM_TABLE);
            want[j] = sim_variate_at(v[j], u[j] = rare_uniform(&seed));
        }
        u[n] = x[n] = want[n] = -7.0;
        for (size_t w = 0; w < COUNT_OF(ways) && ways[w] <= sim_lanes_here(); w++) {
            memset(x, 0, n * sizeof *x);
            sim_variate_each_by(ways[w], v, u, x, n);
            assert_memory_equal(x, want, (n + 1) * sizeof *x);
        }
        memset(x, 0, n * sizeof *x);
        sim_variate_each(v, u, x, n);
        assert_memory_equal(x, want, (n + 1) * sizeof *x);
        sim_variate_each(v, u, u, n);
        assert_memory_equal(u, want, (n + 1) * sizeof *u);
    }
}

static void draw_at_one(void)
{
    struct sim_variate v;
    sim_compile_variate(&specs[1], &v);
    double u[] = {0.5, 1.0, 0.5};
    sim_variate_many(&v, u, u, 3);
}

static void a_draw_at_one_among_others_is_a_bug(void **state)
{
    (void)state;
    assert_true(dies(draw_at_one));
}

static void u_and_its_complement_are_treated_alike(void **state)
{
    (void)state;
    static struct sim_variate triangle, lognormal;
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_TRIANGULAR, .a = 0, .b = 5, .c = 10},
                        &triangle);
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_LOGNORMAL_MEDIAN, .a = 1, .b = 0.8},
                        &lognormal);
    uint64_t seed = 5;
    for (int i = 0; i < 10000; i++) {
        double u = 1.0 - (1.0 - any_u(&seed)); /* its complement is exact, as a stream's is */
        check_near(sim_variate_at(&triangle, u) + sim_variate_at(&triangle, 1.0 - u), 10.0, 1e-14);
        check_near(sim_variate_at(&lognormal, u) * sim_variate_at(&lognormal, 1.0 - u), 1.0, 3e-5);
    }
}

static void beyond_the_last_node_a_draw_is_that_node(void **state)
{
    (void)state;
    static struct sim_variate v;
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_LOGNORMAL, .a = 1, .b = 0.8}, &v);
    check_near(sim_variate_at(&v, 0x1p-53), (double)v.lower[0], 0.0);
    check_near(sim_variate_at(&v, 1.0 - 0x1p-53), (double)v.upper[0], 0.0);
    check_near(sim_variate_at(&v, 0x1p-41), (double)v.lower[0], 0.0);
    check_near(sim_variate_at(&v, 0.5), (double)v.upper[SIM_VARIATE_NODES - 1], 0.0);
}

/* ---- zeros ---- */

static void so_many_uniforms_as_asked_give_exactly_zero(void **state)
{
    (void)state;
    static struct sim_variate v, rest;
    struct sim_law_spec s = {.law = SIM_LAW_LOGNORMAL, .a = 5, .b = 0.8};
    sim_compile_variate(&s, &rest);
    s.zero = 0.375;
    sim_compile_variate(&s, &v);
    check_near(sim_variate_at(&v, 0x1p-53), 0.0, 0.0);
    check_near(sim_variate_at(&v, 0.375), 0.0, 0.0);
    assert_true(sim_variate_at(&v, nextafter(0.375, 1)) > 0.0);
    for (int k = 1; k < 4096; k++) { /* 1 - u' = (1 - u) / 0.625 without rounding */
        double u = 1.0 - 0.625 * k / 4096;
        check_near(sim_variate_at(&v, u), sim_variate_at(&rest, 1.0 - k / 4096.0), 1e-13);
    }
    check_near(v.mean, 0.625 * 5, 1e-15);
}

/* P(-10..30 is below 0) = 1/4: zeros take the uniforms from 1/8 to 5/8. */
static void zeros_stand_between_what_is_below_and_what_is_above(void **state)
{
    (void)state;
    static struct sim_variate v;
    sim_compile_variate(
        &(struct sim_law_spec){.law = SIM_LAW_UNIFORM, .a = -10, .b = 30, .zero = 0.5}, &v);
    check_near(sim_variate_at(&v, 0.0625), -5.0, 1e-14);
    assert_true(sim_variate_at(&v, nextafter(0.125, 0)) < 0.0);
    check_near(sim_variate_at(&v, 0.125), 0.0, 0.0);
    check_near(sim_variate_at(&v, 0.625), 0.0, 0.0);
    assert_true(sim_variate_at(&v, nextafter(0.625, 1)) > 0.0);
    check_near(sim_variate_at(&v, 0.8125), 15.0, 1e-14);
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_CONSTANT, .a = -2, .zero = 0.25}, &v);
    check_near(sim_variate_at(&v, 0.74), -2.0, 0.0);
    check_near(sim_variate_at(&v, 0.76), 0.0, 0.0);
}

/* The chord between two nodes passes 0 a little before or after the place where the law does:
 * the zeros must cut it off. Any triangle around 0, one and two doubles from the edges. */
static bool no_sign_is_on_the_wrong_side_of_the_zeros(uint64_t seed)
{
    static struct sim_variate v;
    double d[3], negative;
    for (int i = 0; i < 3; i++)
        d[i] = (double)(1 + test_random(&seed) % 1000);
    const struct sim_law_spec s = {
        .law = SIM_LAW_TRIANGULAR, .a = -d[0], .b = d[1] - d[0], .c = d[1] + d[2], .zero = 0.3};
    sim_compile_variate(&s, &v);
    negative = (1 - v.zero) * v.below;
    double before = nextafter(negative, 0), after = nextafter(negative + v.zero, 1);
    bool ordered = sim_variate_at(&v, nextafter(before, 0)) <= sim_variate_at(&v, before) &&
                   sim_variate_at(&v, after) <= sim_variate_at(&v, nextafter(after, 1));
    double below = sim_variate_at(&v, before), above = sim_variate_at(&v, after);
    return ordered && below <= 0 && above >= 0 && above - below < 1e-3 * (s.c - s.a);
}

static void zeros_cut_off_what_a_chord_carries_over(void **state)
{
    (void)state;
    CHECK_PROPERTY(no_sign_is_on_the_wrong_side_of_the_zeros);
}

static void always_zero_is_a_constant_and_never_zero_the_law_itself(void **state)
{
    (void)state;
    static struct sim_variate v, same;
    struct sim_law_spec s = {.law = SIM_LAW_GAMMA, .a = 5, .b = 2, .zero = 1};
    sim_compile_variate(&s, &v);
    assert_int_equal(v.family, SIM_CONSTANT);
    check_near(sim_variate_at(&v, 0.99), 0.0, 0.0);
    check_near(v.mean, 0.0, 0.0);
    s.zero = 0;
    sim_compile_variate(&s, &v);
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_GAMMA, .a = 5, .b = 2}, &same);
    assert_memory_equal(&v, &same, sizeof v);
}

/* ---- samples ---- */

static void a_sample_gives_its_values_with_their_weights(void **state)
{
    (void)state;
    static struct sim_variate v;
    const double value[] = {-1.1, 0, 0.3, 0.3, 0.3, 7, 1e300};
    const double weight[] = {1, 0, 1, 2, 1, 3, 0};
    const struct sim_sample sample = {value, weight, COUNT_OF(value)};
    const struct sim_law_spec s = {.law = SIM_LAW_EMPIRICAL, .sample = &sample};
    assert_int_equal(sim_compile_variate_atoms(&sample), 3);
    sim_compile_variate(&s, &v);
    static const struct {
        double u, want;
    } known[] = {{0x1p-53, -1.1}, {0.125, -1.1},        {0.125 + 0x1p-53, 0.3},
                 {0.625, 0.3},    {0.625 + 0x1p-53, 7}, {1 - 0x1p-53, 7}};
    for (size_t i = 0; i < COUNT_OF(known); i++)
        check_near(sim_variate_at(&v, known[i].u), known[i].want, 0.0);
    check_near(v.mean, (-1.1 + 4 * 0.3 + 3 * 7) / 8, 1e-15);
    check_near(sim_compile_variate_cdf(&s, -1.2), 0.0, 0.0);
    check_near(sim_compile_variate_cdf(&s, 0.3), 0.625, 0.0);
    check_near(sim_compile_variate_cdf(&s, 7), 1.0, 0.0);
}

static int by_value(const void *pa, const void *pb)
{
    double a = *(const double *)pa, b = *(const double *)pb;
    return (a > b) - (a < b);
}

/* The oracle walks through the sample. Whole weights, so that cumulative sums are exact; u
 * within 2^-52 of a boundary may fall to either side of it. */
static bool draws_are_the_least_value_whose_share_reaches_u(uint64_t seed)
{
    enum { MOST = 3000 };
    static struct sim_variate v;
    double value[MOST], weight[MOST], total = 0;
    struct sim_sample sample = {value, weight, 1 + (uint32_t)(test_random(&seed) % MOST)};
    uint64_t kinds = 1 + test_random(&seed) % SIM_VARIATE_ATOMS;
    for (uint32_t i = 0; i < sample.n; i++) {
        value[i] = (double)(int64_t)(test_random(&seed) % kinds) / 7 - 20;
        total += weight[i] = (double)(test_random(&seed) % 5 + (i == 0));
    }
    qsort(value, sample.n, sizeof *value, by_value);
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_EMPIRICAL, .sample = &sample}, &v);
    for (int i = 0; i < 300; i++) {
        double u = any_u(&seed), sum = 0, near = 1;
        double got = sim_variate_at(&v, u), want = (double)NAN;
        for (uint32_t j = 0; j < sample.n && !(sum >= u * total); j++) {
            near = fmin(near, fabs(sum / total - u));
            sum += weight[j];
            want = value[j];
        }
        near = fmin(near, fabs(sum / total - u));
        if (near > 0x1p-52 && (got < want || got > want))
            return false;
    }
    return v.atoms == (int64_t)sim_compile_variate_atoms(&sample);
}

static void any_sample_is_drawn_exactly(void **state)
{
    (void)state;
    CHECK_PROPERTY(draws_are_the_least_value_whose_share_reaches_u);
}

static void a_sample_may_have_zeros_added(void **state)
{
    (void)state;
    static struct sim_variate v;
    const double value[] = {-4, 0, 5, 6};
    const struct sim_sample sample = {.value = value, .n = COUNT_OF(value)};
    const struct sim_law_spec s = {.law = SIM_LAW_EMPIRICAL, .sample = &sample, .zero = 0.5};
    sim_compile_variate(&s, &v);
    static const double want[] = {-4, 0, 0, 0, 0, 0, 5, 6};
    for (int i = 0; i < 8; i++)
        check_near(sim_variate_at(&v, (i + 0.5) / 8), want[i], 0.0);
    check_near(sim_compile_variate_cdf(&s, 0), 0.75, 0.0);
    check_near(v.mean, 7.0 / 8, 0.0);
}

static void compile_too_many_values(void)
{
    static struct sim_variate v;
    static double value[SIM_VARIATE_ATOMS + 1];
    for (uint32_t i = 0; i < COUNT_OF(value); i++)
        value[i] = i;
    const struct sim_sample sample = {.value = value, .n = COUNT_OF(value)};
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_EMPIRICAL, .sample = &sample}, &v);
}

static void compile_values_out_of_order(void)
{
    static struct sim_variate v;
    const double value[] = {2, 1};
    const struct sim_sample sample = {.value = value, .n = COUNT_OF(value)};
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_EMPIRICAL, .sample = &sample}, &v);
}

static void compile_weights_that_are_all_zero(void)
{
    static struct sim_variate v;
    const double value[] = {1, 2}, weight[] = {0, 0};
    const struct sim_sample sample = {value, weight, COUNT_OF(value)};
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_EMPIRICAL, .sample = &sample}, &v);
}

static void compile_a_mixture_of_too_little_spread(void)
{
    static struct sim_variate v;
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_HYPEREXPONENTIAL, .a = 1, .b = 0.9},
                        &v);
}

static void compile_more_zeros_than_draws(void)
{
    static struct sim_variate v;
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_EXPONENTIAL, .a = 1, .zero = 1.5},
                        &v);
}

static void parameters_out_of_range_are_a_bug(void **state)
{
    (void)state;
    assert_true(dies(compile_too_many_values));
    assert_true(dies(compile_values_out_of_order));
    assert_true(dies(compile_weights_that_are_all_zero));
    assert_true(dies(compile_a_mixture_of_too_little_spread));
    assert_true(dies(compile_more_zeros_than_draws));
}

/* ---- simplest names ---- */

static void formulas_are_used_where_there_is_one(void **state)
{
    (void)state;
    static struct sim_variate v;
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_EXPONENTIAL, .a = 3}, &v);
    assert_int_equal(v.family, SIM_EXPONENTIAL);
    check_near(sim_variate_at(&v, 0.5), 3 * 0x1.62e42fefa39efp-1, 1e-15);
    check_near(sim_variate_at(&v, 0x1p-53), 3 * 0x1p-53, 1e-30);
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_UNIFORM, .a = 10, .b = 30}, &v);
    assert_int_equal(v.family, SIM_UNIFORM);
    check_near(sim_variate_at(&v, 0.25), 15.0, 0.0);
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_CONSTANT, .a = 42}, &v);
    assert_int_equal(v.family, SIM_CONSTANT);
    check_near(sim_variate_at(&v, 0.9), 42.0, 0.0);
}

static void no_spread_is_a_constant_and_shape_one_an_exponential(void **state)
{
    (void)state;
    static struct sim_variate v;
    static const struct sim_law_spec flat[] = {
        {.law = SIM_LAW_LOGNORMAL, .a = 7},
        {.law = SIM_LAW_GAMMA, .a = 7},
        {.law = SIM_LAW_LOGNORMAL_MEDIAN, .a = 7},
        {.law = SIM_LAW_UNIFORM, .a = 7, .b = 7},
        {.law = SIM_LAW_TRIANGULAR, .a = 7, .b = 7, .c = 7},
    };
    for (size_t i = 0; i < COUNT_OF(flat); i++) {
        sim_compile_variate(&flat[i], &v);
        assert_int_equal(v.family, SIM_CONSTANT);
        check_near(v.low, 7.0, 0.0);
        check_near(v.mean, 7.0, 0.0);
        check_near(sim_compile_variate_cdf(&flat[i], 6.999), 0.0, 0.0);
        check_near(sim_compile_variate_cdf(&flat[i], 7.0), 1.0, 0.0);
    }
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_ERLANG, .a = 7, .b = 1}, &v);
    assert_int_equal(v.family, SIM_EXPONENTIAL);
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_GAMMA, .a = 7, .b = 1}, &v);
    assert_int_equal(v.family, SIM_EXPONENTIAL);
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_HYPEREXPONENTIAL, .a = 7, .b = 1},
                        &v);
    assert_int_equal(v.family, SIM_EXPONENTIAL);
}

static void erlang_is_the_gamma_of_the_same_mean_and_spread(void **state)
{
    (void)state;
    static struct sim_variate erlang, gamma;
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_ERLANG, .a = 100, .b = 4}, &erlang);
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_GAMMA, .a = 100, .b = 0.5}, &gamma);
    assert_memory_equal(&erlang, &gamma, sizeof gamma);
}

/* Recompiling gives the same bytes: a compiled scenario has a digest. */
static void a_table_is_a_function_of_its_parameters_alone(void **state)
{
    (void)state;
    static struct sim_variate v, again;
    memset(&again, 0xA5, sizeof again);
    for (size_t i = 0; i < COUNT_OF(specs); i++) {
        sim_compile_variate(&specs[i], &v);
        sim_compile_variate(&specs[i], &again);
        assert_memory_equal(&v, &again, sizeof v);
    }
}

static void ignore_error(const char *reason, const char *file, int line, int number)
{
    (void)reason;
    (void)file;
    (void)line;
    (void)number;
}

static void gsls_error_handler_is_put_back(void **state)
{
    (void)state;
    static struct sim_variate v;
    gsl_error_handler_t *before = gsl_set_error_handler(ignore_error);
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_GAMMA, .a = 1, .b = 3}, &v);
    gsl_error_handler_t *after = gsl_set_error_handler(before);
    assert_true(after == ignore_error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_are_right_to_1e_4_of_their_own_tail),
        cmocka_unit_test(any_parameters_in_range_are_right_too),
        cmocka_unit_test(the_mean_of_all_draws_is_the_mean_that_was_asked_for),
        cmocka_unit_test(a_hyperexponential_has_the_cv_that_was_asked_for),
        cmocka_unit_test(quantiles_are_monotone),
        cmocka_unit_test(the_two_tables_meet_at_the_median),
        cmocka_unit_test(variates_at_once_have_the_bits_of_one_by_one),
        cmocka_unit_test(variates_of_many_laws_have_the_bits_of_one_by_one),
        cmocka_unit_test(a_draw_at_one_among_others_is_a_bug),
        cmocka_unit_test(u_and_its_complement_are_treated_alike),
        cmocka_unit_test(beyond_the_last_node_a_draw_is_that_node),
        cmocka_unit_test(so_many_uniforms_as_asked_give_exactly_zero),
        cmocka_unit_test(zeros_stand_between_what_is_below_and_what_is_above),
        cmocka_unit_test(zeros_cut_off_what_a_chord_carries_over),
        cmocka_unit_test(always_zero_is_a_constant_and_never_zero_the_law_itself),
        cmocka_unit_test(a_sample_gives_its_values_with_their_weights),
        cmocka_unit_test(any_sample_is_drawn_exactly),
        cmocka_unit_test(a_sample_may_have_zeros_added),
        cmocka_unit_test(parameters_out_of_range_are_a_bug),
        cmocka_unit_test(formulas_are_used_where_there_is_one),
        cmocka_unit_test(no_spread_is_a_constant_and_shape_one_an_exponential),
        cmocka_unit_test(erlang_is_the_gamma_of_the_same_mean_and_spread),
        cmocka_unit_test(a_table_is_a_function_of_its_parameters_alone),
        cmocka_unit_test(gsls_error_handler_is_put_back),
    };
    return cmocka_run_group_tests_name("variate", tests, NULL, NULL);
}
