/* test_variate.c - quantiles against the distributions they come from: what compile_variate.c
 * makes and variate.c reads. */
#include "sim/engine/variate.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <string.h>

#include "sim/base/attr.h"
#include "sim/engine/compile_variate.h"
#include "tests/support/check.h"

#define LEAST_TAIL 0x1p-41
#define TAIL_ERROR 1e-4
#define MEAN_ERROR 1e-4

/* Spans in microseconds: 12 minutes where nothing else is said. */
#define MEAN_US 7.2e8

static const struct sim_law_spec specs[] = {
    {SIM_LAW_UNIFORM, 10, 30, 0},
    {SIM_LAW_EXPONENTIAL, MEAN_US, 0, 0},
    {SIM_LAW_LOGNORMAL, MEAN_US, 0.001, 0},
    {SIM_LAW_LOGNORMAL, MEAN_US, 0.05, 0},
    {SIM_LAW_LOGNORMAL, MEAN_US, 0.29, 0},
    {SIM_LAW_LOGNORMAL, MEAN_US, 0.31, 0},
    {SIM_LAW_LOGNORMAL, MEAN_US, 0.8, 0},
    {SIM_LAW_LOGNORMAL, MEAN_US, 1.5, 0},
    {SIM_LAW_LOGNORMAL, 1e-3, 3, 0},
    {SIM_LAW_LOGNORMAL, 1e12, 5, 0},
    {SIM_LAW_LOGNORMAL_MEDIAN, 3.6e9, 0.6, 0},
    {SIM_LAW_LOGNORMAL_MEDIAN, 3.6e9, 2, 0},
    {SIM_LAW_GAMMA, MEAN_US, 0.01, 0},
    {SIM_LAW_GAMMA, MEAN_US, 0.05, 0},
    {SIM_LAW_GAMMA, MEAN_US, 0.29, 0},
    {SIM_LAW_GAMMA, MEAN_US, 0.31, 0},
    {SIM_LAW_GAMMA, 1, 0.7, 0},
    {SIM_LAW_GAMMA, MEAN_US, 1, 0},
    {SIM_LAW_GAMMA, MEAN_US, 1.4, 0},
    {SIM_LAW_GAMMA, MEAN_US, 2, 0},
    {SIM_LAW_GAMMA, MEAN_US, 3, 0},
    {SIM_LAW_GAMMA, 1, 5, 0},
    {SIM_LAW_ERLANG, MEAN_US, 1, 0},
    {SIM_LAW_ERLANG, MEAN_US, 2, 0},
    {SIM_LAW_ERLANG, MEAN_US, 40, 0},
    {SIM_LAW_TRIANGULAR, 0, 5, 10},
    {SIM_LAW_TRIANGULAR, 100, 101, 140},
    {SIM_LAW_TRIANGULAR, 0, 0, 3},
    {SIM_LAW_TRIANGULAR, -3, 2, 2},
    {SIM_LAW_TRIANGULAR, 1, 9, 10},
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

/* 1 - F(x) from GSL or the closed form, for tails where 1 - (F rounded) says nothing. */
static double upper_tail(const struct sim_law_spec *s, double x)
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
    case SIM_LAW_CONSTANT:
        break;
    }
    return (double)NAN;
}

/* What a distribution must give at u, and whether that is known well enough to compare: a
 * gamma of shape 1/25 has quantiles below 1e-300, and at u = 2^-41 a triangle that begins
 * at 100 is a step of 1e-13 of the value away. */
static double tail_error(const struct sim_law_spec *s, const struct sim_variate *v, double u)
{
    double x = sim_variate_at(v, u);
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
        if (!(worst <= TAIL_ERROR))
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
                                 SIM_LAW_LOGNORMAL_MEDIAN};
    struct sim_law_spec s = {.law = laws[test_random(&seed) % COUNT_OF(laws)], .a = MEAN_US};
    double r = (double)(test_random(&seed) >> 11) * 0x1p-53;
    s.b = s.law == SIM_LAW_ERLANG ? 1.0 + floor(r * 60) : 0.02 * exp(r * log(250.0));
    sim_compile_variate(&s, &v);
    for (int i = 0; i < 500; i++) {
        double u = any_u(&seed);
        if (fmin(u, 1.0 - u) >= LEAST_TAIL && tail_error(&s, &v, u) > TAIL_ERROR)
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

static double specified_mean(const struct sim_law_spec *s)
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
        break;
    }
    return s->a;
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
    const struct sim_law_spec s = {SIM_LAW_TRIANGULAR, d[0], d[0] + d[1], d[0] + d[1] + d[2]};
    sim_compile_variate(&s, &v);
    double below = sim_variate_at(&v, 0.5 - 0x1p-54), at = sim_variate_at(&v, 0.5);
    return below <= at && at - below < 1e-6 * (d[1] + d[2]);
}

static void the_two_tables_meet_at_the_median(void **state)
{
    (void)state;
    CHECK_PROPERTY(the_tables_of_a_triangle_meet_without_a_step_down);
}

static void u_and_its_complement_are_treated_alike(void **state)
{
    (void)state;
    static struct sim_variate triangle, lognormal;
    sim_compile_variate(&(struct sim_law_spec){SIM_LAW_TRIANGULAR, 0, 5, 10}, &triangle);
    sim_compile_variate(&(struct sim_law_spec){SIM_LAW_LOGNORMAL_MEDIAN, 1, 0.8, 0}, &lognormal);
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
    sim_compile_variate(&(struct sim_law_spec){SIM_LAW_LOGNORMAL, 1, 0.8, 0}, &v);
    check_near(sim_variate_at(&v, 0x1p-53), (double)v.lower[0], 0.0);
    check_near(sim_variate_at(&v, 1.0 - 0x1p-53), (double)v.upper[0], 0.0);
    check_near(sim_variate_at(&v, 0x1p-41), (double)v.lower[0], 0.0);
    check_near(sim_variate_at(&v, 0.5), (double)v.upper[SIM_VARIATE_NODES - 1], 0.0);
}

static void formulas_are_used_where_there_is_one(void **state)
{
    (void)state;
    static struct sim_variate v;
    sim_compile_variate(&(struct sim_law_spec){SIM_LAW_EXPONENTIAL, 3, 0, 0}, &v);
    assert_int_equal(v.family, SIM_EXPONENTIAL);
    check_near(sim_variate_at(&v, 0.5), 3 * 0x1.62e42fefa39efp-1, 1e-15);
    check_near(sim_variate_at(&v, 0x1p-53), 3 * 0x1p-53, 1e-30);
    sim_compile_variate(&(struct sim_law_spec){SIM_LAW_UNIFORM, 10, 30, 0}, &v);
    assert_int_equal(v.family, SIM_UNIFORM);
    check_near(sim_variate_at(&v, 0.25), 15.0, 0.0);
    sim_compile_variate(&(struct sim_law_spec){SIM_LAW_CONSTANT, 42, 0, 0}, &v);
    assert_int_equal(v.family, SIM_CONSTANT);
    check_near(sim_variate_at(&v, 0.9), 42.0, 0.0);
}

static void no_spread_is_a_constant_and_shape_one_an_exponential(void **state)
{
    (void)state;
    static struct sim_variate v;
    static const struct sim_law_spec flat[] = {
        {SIM_LAW_LOGNORMAL, 7, 0, 0},        {SIM_LAW_GAMMA, 7, 0, 0},
        {SIM_LAW_LOGNORMAL_MEDIAN, 7, 0, 0}, {SIM_LAW_UNIFORM, 7, 7, 0},
        {SIM_LAW_TRIANGULAR, 7, 7, 7},
    };
    for (size_t i = 0; i < COUNT_OF(flat); i++) {
        sim_compile_variate(&flat[i], &v);
        assert_int_equal(v.family, SIM_CONSTANT);
        check_near(v.low, 7.0, 0.0);
        check_near(v.mean, 7.0, 0.0);
        check_near(sim_compile_variate_cdf(&flat[i], 6.999), 0.0, 0.0);
        check_near(sim_compile_variate_cdf(&flat[i], 7.0), 1.0, 0.0);
    }
    sim_compile_variate(&(struct sim_law_spec){SIM_LAW_ERLANG, 7, 1, 0}, &v);
    assert_int_equal(v.family, SIM_EXPONENTIAL);
    sim_compile_variate(&(struct sim_law_spec){SIM_LAW_GAMMA, 7, 1, 0}, &v);
    assert_int_equal(v.family, SIM_EXPONENTIAL);
}

static void erlang_is_the_gamma_of_the_same_mean_and_spread(void **state)
{
    (void)state;
    static struct sim_variate erlang, gamma;
    sim_compile_variate(&(struct sim_law_spec){SIM_LAW_ERLANG, 100, 4, 0}, &erlang);
    sim_compile_variate(&(struct sim_law_spec){SIM_LAW_GAMMA, 100, 0.5, 0}, &gamma);
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
    sim_compile_variate(&(struct sim_law_spec){SIM_LAW_GAMMA, 1, 3, 0}, &v);
    gsl_error_handler_t *after = gsl_set_error_handler(before);
    assert_true(after == ignore_error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_are_right_to_1e_4_of_their_own_tail),
        cmocka_unit_test(any_parameters_in_range_are_right_too),
        cmocka_unit_test(the_mean_of_all_draws_is_the_mean_that_was_asked_for),
        cmocka_unit_test(quantiles_are_monotone),
        cmocka_unit_test(the_two_tables_meet_at_the_median),
        cmocka_unit_test(u_and_its_complement_are_treated_alike),
        cmocka_unit_test(beyond_the_last_node_a_draw_is_that_node),
        cmocka_unit_test(formulas_are_used_where_there_is_one),
        cmocka_unit_test(no_spread_is_a_constant_and_shape_one_an_exponential),
        cmocka_unit_test(erlang_is_the_gamma_of_the_same_mean_and_spread),
        cmocka_unit_test(a_table_is_a_function_of_its_parameters_alone),
        cmocka_unit_test(gsls_error_handler_is_put_back),
    };
    return cmocka_run_group_tests_name("variate", tests, NULL, NULL);
}
