/* test_best.c - comparisons with the best, and the procedure KN. */
#include "sim/experiment/best.h"

#include <stdlib.h>

#include "sim/base/attr.h"
#include "tests/support/check.h"

enum { K = 4, N = 400 };

/* Approximately normal: twelve uniforms. */
static double normal(uint64_t *seed)
{
    double sum = 0;
    for (int i = 0; i < 12; i++)
        sum += (double)(test_random(seed) >> 11) * 0x1p-53;
    return sum - 6;
}

/* x[k][r] = mean[k] + what all share + noise of its own. */
static void draw(double (*x)[N], const double *mean, double own, uint64_t *seed)
{
    for (size_t r = 0; r < N; r++) {
        double shared = 3 * normal(seed);
        for (size_t k = 0; k < K; k++)
            x[k][r] = mean[k] + shared + own * normal(seed);
    }
}

static void sample_all(double (*x)[N], size_t n, struct sample *s)
{
    for (size_t k = 0; k < K; k++)
        s[k] = (struct sample){.kind = SAMPLE_MEAN, .n = n, .y = x[k]};
}

static void a_clear_winner_is_shown_and_all_others_refuted(void **state)
{
    (void)state;
    static double x[K][N];
    static const double mean[K] = {10, 12, 9, 11};
    struct sample s[K];
    struct best b[K];
    uint64_t seed = 1;
    draw(x, mean, 0.5, &seed);
    sample_all(x, 100, s);
    best_compare(s, K, true, 0.95, b);
    assert_true(b[1].is_best && b[1].may_be_best);
    check_near(b[1].ahead.estimate, 1, 0.3);
    check_near(b[1].ahead.lo, 0, 0);
    for (size_t k = 0; k < K; k++)
        assert_int_equal(b[k].may_be_best, k == 1);
    best_compare(s, K, false, 0.95, b);
    assert_true(b[2].is_best);
    check_near(b[0].ahead.estimate, -1, 0.3);
    check_near(b[0].ahead.hi, 0, 0);
}

static void equal_alternatives_may_all_be_best(void **state)
{
    (void)state;
    static double x[K][N];
    static const double mean[K] = {10, 10, 10, 2};
    struct sample s[K];
    struct best b[K];
    uint64_t seed = 2;
    draw(x, mean, 0.5, &seed);
    sample_all(x, 100, s);
    best_compare(s, K, true, 0.95, b);
    for (size_t k = 0; k < K; k++) {
        assert_false(b[k].is_best);
        assert_int_equal(b[k].may_be_best, k < 3);
    }
    sample_all(x, 1, s);
    best_compare(s, K, true, 0.95, b);
    assert_true(b[3].may_be_best && !b[0].is_best && isnan(b[0].ahead.lo));
}

/* All intervals at once hold the truth at least as often as they say. */
static void intervals_of_all_hold_together(void **state)
{
    (void)state;
    enum { TRIALS = 1000 };
    static double x[K][N];
    static const double mean[K] = {10, 10.1, 9.9, 10.05}, ahead[K] = {-0.1, 0.05, -0.2, -0.05};
    uint64_t seed = 3;
    int right = 0;
    for (int t = 0; t < TRIALS; t++) {
        struct sample s[K];
        struct best b[K];
        bool all = true;
        draw(x, mean, 0.5, &seed);
        sample_all(x, 40, s);
        best_compare(s, K, true, 0.90, b);
        for (size_t k = 0; k < K; k++)
            all &= b[k].ahead.lo <= ahead[k] && ahead[k] <= b[k].ahead.hi;
        right += all;
    }
    assert_true((double)right / TRIALS >= 0.90 - 4 * sqrt(0.9 * 0.1 / TRIALS));
}

/* By hand: n0 = 10, k = 4, alpha = 0.05: 0.5 ((0.1 / 3)^(-2/9) - 1) = 0.56467. */
static void eta_is_that_of_the_paper(void **state)
{
    (void)state;
    struct best_kn kn = {.first = 10, .delta = 1, .alpha = 0.05};
    check_near(best_eta(&kn, 4), 0.5 * (exp(log(30.0) * 2 / 9) - 1), 1e-12);
    check_near(best_eta(&kn, 2), 0.5 * (exp(log(10.0) * 2 / 9) - 1), 1e-12);
}

static void nobody_is_dropped_before_the_first_stage_is_over(void **state)
{
    (void)state;
    static double x[K][N];
    static const double mean[K] = {10, 90, 9, 11};
    const double *const all[K] = {x[0], x[1], x[2], x[3]};
    struct best_kn kn = {.first = 20, .delta = 1, .alpha = 0.05, .more_is_better = true};
    bool in[K];
    uint64_t seed = 4;
    draw(x, mean, 0.5, &seed);
    assert_int_equal(best_screen(&kn, all, K, 19, in), 4);
    assert_int_equal(best_screen(&kn, all, K, 20, in), 1);
    assert_true(in[1]);
}

/* The least favourable case: one is ahead by delta, all others are equal. */
static void the_best_is_found_as_often_as_promised(void **state)
{
    (void)state;
    enum { TRIALS = 500 };
    static double x[K][N];
    static const double mean[K] = {10, 10, 10.25, 10};
    const double *const all[K] = {x[0], x[1], x[2], x[3]};
    struct best_kn kn = {.first = 20, .delta = 0.25, .alpha = 0.05, .more_is_better = true};
    uint64_t seed = 5;
    int right = 0, decided = 0;
    for (int t = 0; t < TRIALS; t++) {
        bool in[K];
        draw(x, mean, 0.5, &seed);
        if (best_screen(&kn, all, K, N, in) == 1) {
            decided++;
            right += in[2];
        }
    }
    assert_int_equal(decided, TRIALS);
    assert_true((double)right / TRIALS >= 0.95 - 4 * sqrt(0.95 * 0.05 / TRIALS));
}

/* Whoever was dropped need not be run any more: what stands there then does not count. */
static void results_of_the_dropped_are_not_used(void **state)
{
    (void)state;
    static double x[K][N];
    static const double mean[K] = {10, 10.4, 5, 10.2};
    const double *const all[K] = {x[0], x[1], x[2], x[3]};
    struct best_kn kn = {.first = 20, .delta = 0.1, .alpha = 0.05, .more_is_better = true};
    bool in[K], again[K];
    uint64_t seed = 6;
    draw(x, mean, 0.5, &seed);
    size_t left = best_screen(&kn, all, K, 60, in);
    assert_false(in[2]);
    for (size_t r = 20; r < N; r++)
        x[2][r] = r % 2 ? 1e6 : (double)NAN;
    assert_int_equal(best_screen(&kn, all, K, 60, again), left);
    for (size_t k = 0; k < K; k++)
        assert_int_equal(again[k], in[k]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clear_winner_is_shown_and_all_others_refuted),
        cmocka_unit_test(equal_alternatives_may_all_be_best),
        cmocka_unit_test(intervals_of_all_hold_together),
        cmocka_unit_test(eta_is_that_of_the_paper),
        cmocka_unit_test(nobody_is_dropped_before_the_first_stage_is_over),
        cmocka_unit_test(the_best_is_found_as_often_as_promised),
        cmocka_unit_test(results_of_the_dropped_are_not_used),
    };
    return cmocka_run_group_tests_name("best", tests, NULL, NULL);
}
