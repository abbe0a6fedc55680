/* test_interval.c - textbook examples, the two forms of the ratio, and measured coverage. */
#include "sim/experiment/interval.h"

#include <math.h>

#include "sim/base/attr.h"
#include "tests/support/check.h"

static double half_width(struct interval i)
{
    return (i.hi - i.lo) / 2.0;
}

static void students_t_has_its_published_quantiles(void **state)
{
    (void)state;
    check_near(interval_t(0.975, 2), 4.302652729911275, 1e-9);
    check_near(interval_t(0.95, 9), 1.8331129326536335, 1e-9);
    check_near(interval_t(0.05, 9), -1.8331129326536335, 1e-9);
    check_near(interval_t(0.75, 1), 1.0, 1e-9);
}

/* Law, Simulation Modeling and Analysis: mean 2.031, S^2 0.309099 at 90 %. */
static void a_mean_has_the_interval_of_laws_example(void **state)
{
    (void)state;
    static const double x[] = {1.53, 1.66, 1.24, 2.34, 2.00, 1.69, 2.69, 2.86, 1.70, 2.60};
    struct interval got = interval_mean(x, COUNT_OF(x), 0.90);
    check_near(got.estimate, 2.031, 1e-12);
    check_near(half_width(got), 0.322283, 1e-6);
    check_near(half_width(got), interval_t(0.95, 9) * sqrt(0.309099 / 10), 1e-7);
    check_near(got.lo + got.hi, 2 * 2.031, 1e-12);
}

/* y = 2 4 9, x = 1 2 3: r = 2.5, residuals -0.5 -1 1.5, their variance 1.75. */
static void a_ratio_has_the_interval_worked_out_by_hand(void **state)
{
    (void)state;
    static const double y[] = {2, 4, 9}, x[] = {1, 2, 3};
    struct interval got = interval_ratio(y, x, 3, 0.95);
    check_near(got.estimate, 2.5, 1e-15);
    check_near(half_width(got), 4.302652729911275 * sqrt(1.75 / 3) / 2, 1e-9);
    static const int64_t moments[] = {6, 15, 14, 37, 101};
    struct interval same = interval_ratio_moments(3, moments, 0.95);
    check_near(same.estimate, 2.5, 1e-15);
    check_near(half_width(same), half_width(got), 1e-12);
}

static bool moments_give_the_interval_of_the_arrays(uint64_t seed)
{
    double y[200], x[200];
    int64_t moments[5] = {0};
    size_t n = 2 + test_random(&seed) % (COUNT_OF(x) - 2);
    int64_t large = (int64_t)1 << test_random(&seed) % 26;
    for (size_t i = 0; i < n; i++) {
        int64_t xi = large + (int64_t)(test_random(&seed) % 1000);
        int64_t yi = 3 * xi + (int64_t)(test_random(&seed) % 50);
        x[i] = (double)xi;
        y[i] = (double)yi;
        const int64_t terms[] = {xi, yi, xi * xi, xi * yi, yi * yi};
        for (size_t j = 0; j < COUNT_OF(terms); j++)
            moments[j] += terms[j];
    }
    struct interval a = interval_ratio(y, x, n, 0.9);
    struct interval b = interval_ratio_moments((uint32_t)n, moments, 0.9);
    return fabs(a.estimate - b.estimate) <= 1e-14 * a.estimate &&
           fabs(half_width(a) - half_width(b)) <= 1e-7 * half_width(a);
}

static void moments_and_arrays_agree(void **state)
{
    (void)state;
    CHECK_PROPERTY(moments_give_the_interval_of_the_arrays);
}

static void equal_ratios_have_an_interval_of_no_width(void **state)
{
    (void)state;
    static const int64_t moments[] = {900000000, 2700000000, 450000000000000000,
                                      1350000000000000000, 4050000000000000000};
    struct interval got = interval_ratio_moments(2, moments, 0.95);
    check_near(got.estimate, 3.0, 0.0);
    check_near(got.lo, 3.0, 0.0);
    check_near(got.hi, 3.0, 0.0);
}

/* whole 10; sections 8 and 12 (one unusable): sqrt((4 + 4)/(2 * 1)) = 2, t with 1 freedom. */
static void sections_are_spread_around_the_whole_not_around_their_mean(void **state)
{
    (void)state;
    const double section[] = {8, (double)NAN, 12};
    struct interval got = interval_sections(10, section, 3, 0.5);
    check_near(got.estimate, 10.0, 0.0);
    check_near(half_width(got), 2.0, 1e-9);
    got = interval_sections(9, section, 3, 0.5);
    check_near(half_width(got), sqrt(5.0), 1e-9);
}

static void assert_unknown(struct interval i)
{
    assert_true(isnan(i.lo) && isnan(i.hi));
}

static void with_fewer_than_two_values_the_interval_is_not_known(void **state)
{
    (void)state;
    const double one[] = {5, (double)NAN}, zero[] = {0, 0}, two[] = {1, 2};
    const int64_t no_x[5] = {0, 4, 0, 0, 8}, single[5] = {2, 6, 4, 12, 36};
    assert_unknown(interval_mean(one, 2, 0.95));
    check_near(interval_mean(one, 2, 0.95).estimate, 5.0, 0.0);
    assert_true(isnan(interval_mean(one, 0, 0.95).estimate));
    assert_unknown(interval_sections(7, one, 2, 0.95));
    check_near(interval_sections(7, one, 2, 0.95).estimate, 7.0, 0.0);
    assert_unknown(interval_sections((double)NAN, two, 2, 0.95));
    assert_unknown(interval_ratio(two, one, 1, 0.95));
    check_near(interval_ratio(two, one, 1, 0.95).estimate, 0.2, 1e-15);
    assert_true(isnan(interval_ratio(two, zero, 2, 0.95).estimate));
    assert_true(isnan(interval_ratio_moments(2, no_x, 0.95).estimate));
    assert_unknown(interval_ratio_moments(1, single, 0.95));
    check_near(interval_ratio_moments(1, single, 0.95).estimate, 3.0, 0.0);
}

static int by_value(const void *pa, const void *pb)
{
    double a = *(const double *)pa, b = *(const double *)pb;
    return (a > b) - (a < b);
}

static double median(double *x, size_t n)
{
    qsort(x, n, sizeof *x, by_value);
    return (x[n / 2 - 1] + x[n / 2]) / 2.0;
}

/* One experiment: 20 sections of 50 exponential values; does the interval hold ln 2? */
static bool covers_ln2(uint64_t *seed, double level)
{
    enum { SECTIONS = 20, EACH = 50 };
    double all[SECTIONS * EACH], part[EACH], section[SECTIONS];
    for (size_t i = 0; i < SECTIONS; i++) {
        for (size_t j = 0; j < EACH; j++)
            all[i * EACH + j] = part[j] =
                -log((double)(2 * (test_random(seed) >> 12) + 1) * 0x1p-53);
        section[i] = median(part, EACH);
    }
    struct interval got = interval_sections(median(all, COUNT_OF(all)), section, SECTIONS, level);
    return got.lo <= log(2.0) && log(2.0) <= got.hi;
}

/* 4 standard errors of the binomial count; the seed is fixed and the test is not retried. */
static void sections_cover_the_median_as_often_as_they_say(void **state)
{
    (void)state;
    enum { TRIALS = 2000 };
    static const double levels[] = {0.80, 0.95};
    uint64_t seed = 2020;
    for (size_t k = 0; k < COUNT_OF(levels); k++) {
        int covered = 0;
        for (int i = 0; i < TRIALS; i++)
            covered += covers_ln2(&seed, levels[k]);
        double band = 4 * sqrt(levels[k] * (1 - levels[k]) / TRIALS);
        check_near((double)covered / TRIALS, levels[k], band);
    }
}

static bool is_same_number(double a, double b)
{
    return !(a < b) && !(a > b) && isnan(a) == isnan(b);
}

static bool is_same(struct interval a, struct interval b)
{
    return is_same_number(a.estimate, b.estimate) && is_same_number(a.lo, b.lo) &&
           is_same_number(a.hi, b.hi);
}

/* Whatever the numbers of values that came before. */
static void many_of_one_level_are_those_of_single_calls(void **state)
{
    (void)state;
    struct interval_level level = {.level = 0.95};
    static const double section[] = {1.5, 2.5, 1.0, 4.0, 2.25, 3.5, 0.5, 2.0, 1.75};
    for (size_t i = 0; i < 60; i++) {
        size_t n = 1 + i * 7 % COUNT_OF(section);
        int64_t all = (int64_t)n;
        const int64_t moments[5] = {all * 10, all * 4, all * 104, all * 41, all * 19};
        uint32_t runs = (uint32_t)(n + i % 2);
        assert_true(is_same(interval_sections_at(2, section, n, &level),
                            interval_sections(2, section, n, 0.95)));
        assert_true(is_same(interval_ratio_moments_at(runs, moments, &level),
                            interval_ratio_moments(runs, moments, 0.95)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(students_t_has_its_published_quantiles),
        cmocka_unit_test(a_mean_has_the_interval_of_laws_example),
        cmocka_unit_test(a_ratio_has_the_interval_worked_out_by_hand),
        cmocka_unit_test(moments_and_arrays_agree),
        cmocka_unit_test(equal_ratios_have_an_interval_of_no_width),
        cmocka_unit_test(sections_are_spread_around_the_whole_not_around_their_mean),
        cmocka_unit_test(many_of_one_level_are_those_of_single_calls),
        cmocka_unit_test(with_fewer_than_two_values_the_interval_is_not_known),
        cmocka_unit_test(sections_cover_the_median_as_often_as_they_say),
    };
    return cmocka_run_group_tests_name("interval", tests, NULL, NULL);
}
