/* test_split.c - variance from inputs and from chance, shares, ranks. */
#include "sim/experiment/split.h"

#include <math.h>

#include "tests/support/check.h"

/* Approximately normal: twelve uniforms. */
static double normal(uint64_t *seed)
{
    double sum = 0;
    for (int i = 0; i < 12; i++)
        sum += (double)(test_random(seed) >> 11) * 0x1p-53;
    return sum - 6;
}

static void a_layout_by_hand(void **state)
{
    (void)state;
    /* means 2, 5, 8; within 2 + 2 + 8 = 12 over 3; between 2 * 18 over 2 */
    static const double y[] = {1, 3, 4, 6, 6, 10};
    struct split s = split_variance(y, 3, 2);
    check_near(s.mean, 5, 1e-12);
    check_near(s.noise, 4, 1e-12);
    check_near(s.input, (18.0 - 4.0) / 2, 1e-12);
    check_near(s.noise_error, sqrt(2 * 16.0 / 3), 1e-12);
    check_near(s.input_error, sqrt(2 * 324.0 / 2 + 2 * 16.0 / 3) / 2, 1e-12);
    assert_int_equal(s.samples, 3);
}

static void a_sample_without_a_value_is_left_out(void **state)
{
    (void)state;
    const double y[] = {1, 3, 7, (double)NAN, 4, 6, 6, 10};
    struct split s = split_variance(y, 4, 2);
    assert_int_equal(s.samples, 3);
    check_near(s.input, 7, 1e-12);
    assert_true(isnan(split_variance(y, 2, 2).input));
    assert_true(isnan(split_variance(y, 3, 1).noise));
}

/* Input variance 4, noise 9: right on average, and the standard error is that of the estimates. */
static void a_known_model_is_split_as_it_is(void **state)
{
    (void)state;
    enum { TIMES = 500, K = 60, M = 2 };
    double input = 0, noise = 0, squares = 0, error = 0;
    uint64_t seed = 3;
    for (int t = 0; t < TIMES; t++) {
        double y[K * M];
        for (int i = 0; i < K; i++) {
            double effect = 50 + 2 * normal(&seed);
            for (int j = 0; j < M; j++)
                y[i * M + j] = effect + 3 * normal(&seed);
        }
        struct split s = split_variance(y, K, M);
        input += s.input / TIMES;
        noise += s.noise / TIMES;
        squares += (s.input - 4) * (s.input - 4) / TIMES;
        error += s.input_error / TIMES;
    }
    double of_one = sqrt(squares);
    check_near(input, 4, 4 * of_one / sqrt(TIMES));
    check_near(noise, 9, 4 * 9 * sqrt(2.0 / K) / sqrt(TIMES));
    check_near(error / of_one, 1, 0.12);
}

static void shares_have_the_interval_of_clopper_and_pearson(void **state)
{
    (void)state;
    struct interval i = split_share(8, 10, 0.95); /* 0.4439 to 0.9748 */
    check_near(i.estimate, 0.8, 1e-12);
    check_near(i.lo, 0.44390, 1e-4);
    check_near(i.hi, 0.97479, 1e-4);
    i = split_share(0, 10, 0.95);
    check_near(i.lo, 0, 0);
    check_near(i.hi, 1 - pow(0.025, 0.1), 1e-9);
    i = split_share(10, 10, 0.95);
    check_near(i.lo, pow(0.025, 0.1), 1e-9);
    check_near(i.hi, 1, 0);
    assert_true(isnan(split_share(0, 0, 0.95).lo));
}

static void quantiles_lie_between_order_statistics(void **state)
{
    (void)state;
    static const double x[] = {1, 2, 4, 8, 16};
    check_near(split_quantile(x, 5, 0), 1, 0);
    check_near(split_quantile(x, 5, 0.5), 4, 0);
    check_near(split_quantile(x, 5, 0.9), 12.8, 1e-12);
    check_near(split_quantile(x, 5, 1), 16, 0);
    check_near(split_quantile(x, 1, 0.3), 1, 0);
}

static void rank_correlations_see_order_and_nothing_else(void **state)
{
    (void)state;
    static const double x[] = {1, 2, 3, 4, 5}, up[] = {1, 8, 27, 64, 125};
    static const double down[] = {5, 3, 2, 1, 0}, flat[] = {2, 2, 2, 2, 2};
    static const double some[] = {2, 1, 4, 3, 5}, ties[] = {1, 1, 2, 3, 3};
    check_near(split_rank_correlation(x, up, 5), 1, 1e-12);
    check_near(split_rank_correlation(x, down, 5), -1, 1e-12);
    check_near(split_rank_correlation(x, flat, 5), 0, 0);
    check_near(split_rank_correlation(x, some, 5), 1 - 6 * 4.0 / (5 * 24), 1e-12);
    check_near(split_rank_correlation(x, ties, 5), 9 / sqrt(10.0 * 9.0), 1e-12);
}

/* Of 10 things that have nothing to do with it, one in 20 times the largest is beyond. */
static void chance_stays_below_the_bound(void **state)
{
    (void)state;
    enum { TIMES = 400, N = 30, THINGS = 10 };
    uint64_t seed = 5;
    int beyond = 0;
    for (int t = 0; t < TIMES; t++) {
        double y[N], most = 0;
        for (int i = 0; i < N; i++)
            y[i] = normal(&seed);
        for (int k = 0; k < THINGS; k++) {
            double x[N];
            for (int i = 0; i < N; i++)
                x[i] = normal(&seed);
            most = fmax(most, fabs(split_rank_correlation(x, y, N)));
        }
        beyond += most > split_rank_bound(N, THINGS, 0.95);
    }
    check_near(beyond / (double)TIMES, 0.05, 0.04);
    check_near(split_rank_bound(101, 1, 0.95), 0.1960, 1e-4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_layout_by_hand),
        cmocka_unit_test(a_sample_without_a_value_is_left_out),
        cmocka_unit_test(a_known_model_is_split_as_it_is),
        cmocka_unit_test(shares_have_the_interval_of_clopper_and_pearson),
        cmocka_unit_test(quantiles_lie_between_order_statistics),
        cmocka_unit_test(rank_correlations_see_order_and_nothing_else),
        cmocka_unit_test(chance_stays_below_the_bound),
    };
    return cmocka_run_group_tests_name("split", tests, NULL, NULL);
}
