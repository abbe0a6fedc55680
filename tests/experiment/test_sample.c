/* test_sample.c - samples have the intervals of interval.h, and differences those of pairs. */
#include "sim/experiment/sample.h"

#include "sim/base/attr.h"
#include "tests/support/check.h"

static const double a_y[] = {2, 4, 9}, a_x[] = {1, 2, 3};
static const double b_y[] = {3, 5, 13}, b_x[] = {1, 2, 4};

static struct sample ratio(const double *y, const double *x, size_t n)
{
    return (struct sample){.kind = SAMPLE_RATIO, .n = n, .y = y, .x = x};
}

static struct sample mean(const double *y, size_t n)
{
    return (struct sample){.kind = SAMPLE_MEAN, .n = n, .y = y};
}

static struct sample sections(double whole, const double *y, size_t n)
{
    return (struct sample){.kind = SAMPLE_SECTIONS, .n = n, .y = y, .whole = whole};
}

static void check_same(struct interval got, struct interval want)
{
    check_near(got.estimate, want.estimate, 0);
    check_near(got.lo, want.lo, 0);
    check_near(got.hi, want.hi, 0);
}

static void a_sample_has_the_interval_of_its_kind(void **state)
{
    (void)state;
    struct sample m = mean(a_y, 3), r = ratio(a_y, a_x, 3), s = sections(5, a_y, 3);
    check_same(sample_interval(&m, 0.9), interval_mean(a_y, 3, 0.9));
    check_same(sample_interval(&r, 0.9), interval_ratio(a_y, a_x, 3, 0.9));
    check_same(sample_interval(&s, 0.9), interval_sections(5, a_y, 3, 0.9));
}

static void a_thing_differs_from_itself_by_exactly_nothing(void **state)
{
    (void)state;
    const struct sample all[] = {mean(a_y, 3), ratio(a_y, a_x, 3), sections(5, a_y, 3)};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        struct sample_difference d = sample_difference(&all[i], &all[i], 0.95);
        check_same(d.interval, (struct interval){0, 0, 0});
        check_near(d.error, 0, 0);
        assert_true(isinf(d.gain));
    }
}

/* Differences 1, 1, 4: mean 2, variance 3; apart the variances are 13 and 28. */
static void means_differ_by_the_mean_of_their_pairs(void **state)
{
    (void)state;
    struct sample a = mean(a_y, 3), b = mean(b_y, 3);
    struct sample_difference d = sample_difference(&a, &b, 0.95);
    const double pairs[] = {1, 1, 4};
    struct interval want = interval_mean(pairs, 3, 0.95);
    check_near(d.interval.estimate, 2, 1e-15);
    check_near(d.interval.lo, want.lo, 1e-12);
    check_near(d.interval.hi, want.hi, 1e-12);
    check_near(d.error, 1, 1e-15);
    check_near(d.gain, (13.0 + 28.0) / 3.0, 1e-12);
}

/* Ratios 2.5 and 3; influences of a: 3/6 (-0.5, -1, 1.5), of b: 3/7 (0, -1, 1). */
static void ratios_differ_by_paired_residuals(void **state)
{
    (void)state;
    struct sample a = ratio(a_y, a_x, 3), b = ratio(b_y, b_x, 3);
    struct sample_difference d = sample_difference(&a, &b, 0.95);
    double first = 0.25, second = -3.0 / 7 + 0.5, third = 3.0 / 7 - 0.75;
    double squares = first * first + second * second + third * third;
    check_near(d.interval.estimate, 0.5, 1e-15);
    check_near(d.error, sqrt(squares / 6), 1e-14);
    check_near(d.interval.hi - 0.5, 4.302652729911275 * sqrt(squares / 6), 1e-9);
}

static void a_pair_with_a_missing_value_is_left_out(void **state)
{
    (void)state;
    const double y[] = {8, (double)NAN, 12, 10}, z[] = {9, 11, 14, (double)NAN};
    struct sample a = sections(10, y, 4), b = sections(11.5, z, 4);
    struct sample_difference d = sample_difference(&a, &b, 0.5);
    assert_int_equal(d.pairs, 2);
    check_near(d.interval.estimate, 1.5, 0);
    check_near(d.error, sqrt((0.25 + 0.25) / 2), 1e-15); /* -2 to -2.5, 2 to 2.5 */
}

static void fewer_than_two_pairs_tell_nothing_of_chance(void **state)
{
    (void)state;
    struct sample a = mean(a_y, 1), b = mean(b_y, 1);
    struct sample_difference d = sample_difference(&a, &b, 0.95);
    check_near(d.interval.estimate, 1, 0);
    assert_true(isnan(d.interval.lo) && isnan(d.interval.hi) && isnan(d.error) && isnan(d.gain));
}

static double uniform(uint64_t *seed)
{
    return (double)(2 * (test_random(seed) >> 12) + 1) * 0x1p-53;
}

/* Two ratios of exponential sums that share their public: the difference is -0.1 exactly. */
static void differences_of_ratios_cover_the_truth_as_often_as_they_say(void **state)
{
    (void)state;
    enum { TRIALS = 2000, N = 100 };
    double y[N], z[N], x[N];
    uint64_t seed = 2020;
    int right = 0;
    double gain = 0;
    for (int t = 0; t < TRIALS; t++) {
        for (size_t i = 0; i < N; i++) {
            x[i] = 50 - 10 * log(uniform(&seed));
            double common = -log(uniform(&seed)), own = -log(uniform(&seed));
            y[i] = x[i] * 0.5 * (1 + 0.2 * (common - 1));
            z[i] = x[i] * 0.4 * (1 + 0.2 * (common - 1) + 0.02 * (own - 1));
        }
        struct sample a = ratio(y, x, N), b = ratio(z, x, N);
        struct sample_difference d = sample_difference(&a, &b, 0.95);
        right += d.interval.lo <= -0.1 && -0.1 <= d.interval.hi;
        gain += d.gain / TRIALS;
    }
    check_near((double)right / TRIALS, 0.95, 4 * sqrt(0.95 * 0.05 / TRIALS));
    assert_true(gain > 10); /* (0.1^2 + 0.08^2) / (0.02^2 + 0.008^2) is 35 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sample_has_the_interval_of_its_kind),
        cmocka_unit_test(a_thing_differs_from_itself_by_exactly_nothing),
        cmocka_unit_test(means_differ_by_the_mean_of_their_pairs),
        cmocka_unit_test(ratios_differ_by_paired_residuals),
        cmocka_unit_test(a_pair_with_a_missing_value_is_left_out),
        cmocka_unit_test(fewer_than_two_pairs_tell_nothing_of_chance),
        cmocka_unit_test(differences_of_ratios_cover_the_truth_as_often_as_they_say),
    };
    return cmocka_run_group_tests_name("sample", tests, NULL, NULL);
}
