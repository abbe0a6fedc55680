/* test_portmath.c - log and exp are right to 2 units in the last place, and the same
 * everywhere: a digest of two million results is pinned. */
#include "sim/engine/portmath.h"

#include <float.h>
#include <string.h>

#include "tests/support/check.h"
#include "tests/support/dies.h"

enum { POINTS = 500000 };

#define ALLOWED_ULP 2.0

/* A uniform in (0, 1), odd multiple of 2^-53. */
static double unit(uint64_t *seed)
{
    return (double)(2 * (test_random(seed) >> 12) + 1) * 0x1p-53;
}

/* |got - want| in units in the last place of want; for tests long double is exact enough. */
static double ulps(double got, long double want)
{
    int exponent;
    (void)frexpl(want, &exponent);
    return (double)(fabsl((long double)got - want) / ldexpl(1.0L, exponent - DBL_MANT_DIG));
}

typedef double point(uint64_t *seed);

static double of_a_probability(uint64_t *seed)
{
    return unit(seed);
}

static double tiny(uint64_t *seed)
{
    double u = unit(seed);
    return ldexp(u, -(int)(test_random(seed) % 60));
}

static double just_below_one(uint64_t *seed)
{
    double u = unit(seed);
    return 1.0 - ldexp(u, -(int)(test_random(seed) % 52));
}

static double just_above_one(uint64_t *seed)
{
    double u = unit(seed);
    return 1.0 + ldexp(u, -(int)(test_random(seed) % 51));
}

/* Both paths of log meet at 1 +- 1/64. */
static double near_the_seam(uint64_t *seed)
{
    double side = test_random(seed) % 2 == 0 ? 1.0 : -1.0;
    return 1.0 + side * (0x1p-6 + (unit(seed) - 0.5) * 0x1p-9);
}

static double any_normal(uint64_t *seed)
{
    double m = 1.0 + unit(seed);
    return ldexp(m, (int)(test_random(seed) % 2045) - 1022);
}

static double worst_log(point *draw)
{
    uint64_t seed = 1;
    double worst = 0;
    for (int i = 0; i < POINTS; i++) {
        double x = draw(&seed);
        if (x < 1.0 || x > 1.0)
            worst = fmax(worst, ulps(sim_portmath_log(x), logl((long double)x)));
    }
    return worst;
}

static void log_is_right_to_2_ulp_on_both_tails_and_near_one(void **state)
{
    (void)state;
    point *const draws[] = {of_a_probability, tiny,          just_below_one,
                            just_above_one,   near_the_seam, any_normal};
    for (size_t i = 0; i < sizeof draws / sizeof *draws; i++)
        check_near(worst_log(draws[i]), 0.0, ALLOWED_ULP);
}

static void exp_is_right_to_2_ulp_from_minus_700_to_700(void **state)
{
    (void)state;
    uint64_t seed = 2;
    double worst = 0;
    for (int i = 0; i < 2 * POINTS; i++) {
        double wide = (unit(&seed) - 0.5) * 1400.0;
        double x = i % 2 == 0 ? wide : ldexp(wide, -(int)(test_random(&seed) % 70));
        worst = fmax(worst, ulps(sim_portmath_exp(x), expl((long double)x)));
    }
    check_near(worst, 0.0, ALLOWED_ULP);
    check_near(ulps(sim_portmath_exp(700.0), expl(700.0L)), 0.0, ALLOWED_ULP);
    check_near(ulps(sim_portmath_exp(-700.0), expl(-700.0L)), 0.0, ALLOWED_ULP);
}

static void values_known_by_hand(void **state)
{
    (void)state;
    check_near(sim_portmath_log(1.0), 0.0, 0.0);
    check_near(sim_portmath_log(0.5), -0x1.62e42fefa39efp-1, 0.0);
    check_near(sim_portmath_log(1.0 + DBL_EPSILON), DBL_EPSILON, DBL_EPSILON * DBL_EPSILON);
    check_near(sim_portmath_log(DBL_MIN), -708.39641853226408, 1e-13);
    check_near(sim_portmath_log(DBL_MAX), 709.78271289338397, 1e-13);
    check_near(sim_portmath_exp(0.0), 1.0, 0.0);
    check_near(sim_portmath_exp(1.0), 0x1.5bf0a8b145769p+1, 0.0);
    check_near(sim_portmath_exp(-700.5), 0.0, 0.0);
    check_near(sim_portmath_exp(-(double)INFINITY), 0.0, 0.0);
}

/* Inversion hands monotone uniforms to log; a step down would break monotone variates. */
static bool log_never_steps_down(uint64_t seed)
{
    for (int i = 0; i < 500; i++) {
        double x = i % 2 == 0 ? unit(&seed) : near_the_seam(&seed);
        for (int j = 0; j < 20; j++) {
            double next = nextafter(x, 2.0);
            if (sim_portmath_log(next) < sim_portmath_log(x))
                return false;
            x = next;
        }
    }
    return true;
}

static void log_is_monotone_from_one_double_to_the_next(void **state)
{
    (void)state;
    CHECK_PROPERTY(log_never_steps_down);
}

/* Of every kind, any number at a time; nothing is written behind the last. */
static bool are_logs_one_by_one(enum sim_lanes lanes, uint64_t seed)
{
    point *const draws[] = {of_a_probability, tiny,          just_below_one,
                            just_above_one,   near_the_seam, any_normal};
    for (size_t n = 0; n < 40; n++) {
        double x[40], y[40] = {0};
        for (size_t i = 0; i < n; i++)
            x[i] = draws[test_random(&seed) % (sizeof draws / sizeof *draws)](&seed);
        y[n] = 7.0;
        sim_portmath_logs_by(lanes, x, y, n);
        for (size_t i = 0; i < n; i++) {
            double want = sim_portmath_log(x[i]);
            if (memcmp(&want, &y[i], sizeof want) != 0)
                return false;
        }
        if (y[n] < 7.0 || y[n] > 7.0)
            return false;
    }
    return true;
}

static const enum sim_lanes ways[] = {SIM_LANES_1, SIM_LANES_2, SIM_LANES_4, SIM_LANES_8};

static bool logs_at_once_are_logs_one_by_one(uint64_t seed)
{
    bool are_same = true;
    for (size_t w = 0; w < sizeof ways / sizeof *ways && ways[w] <= sim_lanes_here(); w++)
        are_same = are_same && are_logs_one_by_one(ways[w], seed);
    return are_same;
}

static void logs_of_many_at_once_have_the_bits_of_one_by_one(void **state)
{
    (void)state;
    CHECK_PROPERTY(logs_at_once_are_logs_one_by_one);
}

/* With so many lanes, or as many as there are. */
static void log_among_others(enum sim_lanes lanes, double odd)
{
    const double x[4] = {0.5, 0.25, odd, 0.75};
    double y[4];
    sim_portmath_logs_by(lanes < sim_lanes_here() ? lanes : sim_lanes_here(), x, y, 4);
}

static void log_of_minus_one_among_others(void)
{
    log_among_others(SIM_LANES_8, -1.0);
}

static void log_of_minus_one_among_others_wide(void)
{
    log_among_others(SIM_LANES_4, -1.0);
}

static void log_of_minus_one_among_others_narrow(void)
{
    log_among_others(SIM_LANES_1, -1.0);
}

static void log_of_infinity_among_others(void)
{
    log_among_others(SIM_LANES_8, (double)INFINITY);
}

static void log_of_no_number_among_others(void)
{
    log_among_others(SIM_LANES_8, (double)NAN);
}

static void log_of_a_denormal_among_others(void)
{
    log_among_others(SIM_LANES_8, 0x1p-1030);
}

static void no_logarithm_among_many_is_a_bug(void **state)
{
    (void)state;
    assert_true(dies(log_of_minus_one_among_others));
    assert_true(dies(log_of_minus_one_among_others_wide));
    assert_true(dies(log_of_minus_one_among_others_narrow));
    assert_true(dies(log_of_infinity_among_others));
    assert_true(dies(log_of_no_number_among_others));
    assert_true(dies(log_of_a_denormal_among_others));
}

static uint64_t mixed(uint64_t digest, double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    digest = (digest ^ bits) * UINT64_C(0x9E3779B97F4A7C15);
    return digest ^ digest >> 29;
}

/* The number below was the same for gcc -O0, gcc -O3 and clang -O3, and in WebAssembly. */
static void two_million_results_have_the_same_bits_everywhere(void **state)
{
    (void)state;
    uint64_t seed = 3, digest = 0;
    for (int i = 0; i < POINTS; i++) {
        digest = mixed(digest, sim_portmath_log(unit(&seed)));
        digest = mixed(digest, sim_portmath_log(just_below_one(&seed)));
        digest = mixed(digest, sim_portmath_log(any_normal(&seed)));
        digest = mixed(digest, sim_portmath_exp((unit(&seed) - 0.5) * 1400.0));
    }
    if (digest != UINT64_C(0x2bceee989acc3d6b))
        fail_msg("digest 0x%016" PRIx64, digest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(log_is_right_to_2_ulp_on_both_tails_and_near_one),
        cmocka_unit_test(exp_is_right_to_2_ulp_from_minus_700_to_700),
        cmocka_unit_test(values_known_by_hand),
        cmocka_unit_test(log_is_monotone_from_one_double_to_the_next),
        cmocka_unit_test(logs_of_many_at_once_have_the_bits_of_one_by_one),
        cmocka_unit_test(no_logarithm_among_many_is_a_bug),
        cmocka_unit_test(two_million_results_have_the_same_bits_everywhere),
    };
    return cmocka_run_group_tests_name("portmath", tests, NULL, NULL);
}
