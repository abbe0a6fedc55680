/* test_predict.c - what one more draw will be: order statistics by hand, published intervals, and
 * how often bands and intervals hold. */
#include "sim/experiment/predict.h"

#include <math.h>

#include "tests/support/check.h"
#include "tests/support/uniforms.h"

static void sorting_leaves_out_what_is_missing(void **state)
{
    (void)state;
    double x[] = {3, (double)NAN, -1, 2, (double)NAN};
    assert_int_equal(predict_sort(x, 5), 3);
    check_near(x[0], -1, 0);
    check_near(x[1], 2, 0);
    check_near(x[2], 3, 0);
    assert_int_equal(predict_sort(x, 0), 0);
    double none[] = {(double)NAN};
    assert_int_equal(predict_sort(none, 1), 0);
}

/* n = 9: the kth of them is the quantile k / 10; 0.25 lies half way between the 2nd and 3rd. */
static void a_quantile_is_the_order_statistic_at_p_times_n_plus_1(void **state)
{
    (void)state;
    const double x[] = {1, 4, 9, 16, 25, 36, 49, 64, 81};
    for (int k = 1; k <= 9; k++)
        check_near(predict_quantile(x, 9, k / 10.0), k * k, 1e-12);
    check_near(predict_quantile(x, 9, 0.25), (4 + 9) / 2.0, 1e-12);
    check_near(predict_quantile(x, 9, 0.01), 1, 0);
    check_near(predict_quantile(x, 9, 0.99), 81, 0);
    check_near(predict_quantile(x, 1, 0.5), 1, 0);
    assert_true(isnan(predict_quantile(x, 0, 0.5)));
}

static void a_band_has_the_same_chance_on_either_side(void **state)
{
    (void)state;
    const double x[] = {1, 4, 9, 16, 25, 36, 49, 64, 81};
    struct interval band = predict_band(x, 9, 0.80);
    check_near(band.estimate, 25, 1e-12);
    check_near(band.lo, 1, 1e-12);
    check_near(band.hi, 81, 1e-12);
    band = predict_band(x, 9, 0.60);
    check_near(band.lo, 4, 1e-12);
    check_near(band.hi, 64, 1e-12);
    band = predict_band(x, 9, 0.81); /* takes 10 draws */
    check_near(band.estimate, 25, 1e-12);
    assert_true(isnan(band.lo) && isnan(band.hi));
    assert_true(isnan(predict_band(x, 0, 0.5).estimate));
}

/* Skewed draws (exponential to the power 1.5), 39 of them: 0.5 * 40 and the others are whole. */
static void a_band_holds_the_next_draw_as_often_as_it_says(void **state)
{
    (void)state;
    enum { TRIALS = 4000, N = 39 };
    const double levels[] = {0.50, 0.80, 0.95};
    struct uniforms s = uniforms_of((struct sim_seed){2020, 0}, 1, 1, 1);
    int right[3] = {0};
    for (int t = 0; t < TRIALS; t++) {
        double x[N];
        for (size_t i = 0; i < N; i++)
            x[i] = pow(-log(uniforms_next(&s)), 1.5);
        double next = pow(-log(uniforms_next(&s)), 1.5);
        assert_int_equal(predict_sort(x, N), N);
        for (int k = 0; k < 3; k++) {
            struct interval band = predict_band(x, N, levels[k]);
            right[k] += band.lo <= next && next <= band.hi;
        }
    }
    for (int k = 0; k < 3; k++)
        check_near((double)right[k] / TRIALS, levels[k],
                   4 * sqrt(levels[k] * (1 - levels[k]) / TRIALS));
}

/* Tables of exact binomial intervals: 5 of 10 and 2 of 20; 0 of 10 has 1 - 0.025^(1/10). */
static void a_probability_has_the_published_exact_interval(void **state)
{
    (void)state;
    struct interval i = predict_share(5, 10, 0.95);
    check_near(i.estimate, 0.5, 1e-12);
    check_near(i.lo, 0.1871, 5e-5);
    check_near(i.hi, 0.8129, 5e-5);
    i = predict_share(2, 20, 0.95);
    check_near(i.lo, 0.0123, 5e-5);
    check_near(i.hi, 0.3170, 5e-5);
    i = predict_share(0, 10, 0.95);
    check_near(i.lo, 0, 0);
    check_near(i.hi, 1 - pow(0.025, 0.1), 1e-9);
    i = predict_share(10, 10, 0.95);
    check_near(i.lo, pow(0.025, 0.1), 1e-9);
    check_near(i.hi, 1, 0);
    assert_true(isnan(predict_share(0, 0, 0.95).lo));
}

/* Not by chance but summed up: for every true probability the interval holds it with 95 % or
 * more. */
static void the_interval_of_a_probability_holds_at_least_as_often_as_it_says(void **state)
{
    (void)state;
    enum { N = 40 };
    for (double p = 0.01; p < 1; p += 0.03) {
        double right = 0, chance = pow(1 - p, N); /* of k = 0 */
        for (size_t k = 0; k <= N; k++) {
            struct interval i = predict_share(k, N, 0.95);
            right += i.lo <= p && p <= i.hi ? chance : 0;
            chance *= (double)(N - k) / (double)(k + 1) * p / (1 - p);
        }
        assert_true(right >= 0.95 - 1e-9);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorting_leaves_out_what_is_missing),
        cmocka_unit_test(a_quantile_is_the_order_statistic_at_p_times_n_plus_1),
        cmocka_unit_test(a_band_has_the_same_chance_on_either_side),
        cmocka_unit_test(a_band_holds_the_next_draw_as_often_as_it_says),
        cmocka_unit_test(a_probability_has_the_published_exact_interval),
        cmocka_unit_test(the_interval_of_a_probability_holds_at_least_as_often_as_it_says),
    };
    return cmocka_run_group_tests_name("predict", tests, NULL, NULL);
}
