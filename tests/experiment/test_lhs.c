/* test_lhs.c - Latin hypercube samples. */
#include "sim/experiment/lhs.h"

#include <string.h>

#include "sim/experiment/split.h"
#include "tests/support/check.h"

enum { N = 97 };

static void every_stratum_of_an_axis_has_one_point(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, 2, 3, 10, N};
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
        for (uint32_t axis = 0; axis < 20; axis++) {
            double x[N];
            int in[N] = {0};
            size_t n = sizes[k];
            lhs_axis(7, axis, n, x);
            for (size_t i = 0; i < n; i++) {
                assert_true(x[i] > 0 && x[i] < 1);
                in[(size_t)(x[i] * (double)n)]++;
            }
            for (size_t i = 0; i < n; i++)
                assert_int_equal(in[i], 1);
        }
}

static void the_same_axis_has_the_same_points_and_another_has_others(void **state)
{
    (void)state;
    double a[N], b[N], c[N], d[N];
    uint32_t axis = lhs_axis_of("uses.renewal.service.mean");
    lhs_axis(7, axis, N, a);
    lhs_axis(7, lhs_axis_of("uses.handover.service.mean"), N, c);
    lhs_axis(7, axis, N, b);
    lhs_axis(8, axis, N, d);
    assert_memory_equal(a, b, sizeof a);
    assert_memory_not_equal(a, c, sizeof a);
    assert_memory_not_equal(a, d, sizeof a);
    assert_int_equal(lhs_axis_of(""), 2166136261U);
    assert_int_equal(lhs_axis_of("a"), 0xE40C292CU);
}

/* Mean over 400 axes of the place of each point, and of the correlation of neighbours. */
static void points_are_anywhere_and_axes_have_nothing_to_do_with_each_other(void **state)
{
    (void)state;
    enum { AXES = 400, POINTS = 20 };
    static double x[AXES][POINTS];
    double squares = 0;
    for (uint32_t k = 0; k < AXES; k++)
        lhs_axis(1, k, POINTS, x[k]);
    for (size_t i = 0; i < POINTS; i++) {
        double sum = 0;
        for (size_t k = 0; k < AXES; k++)
            sum += x[k][i];
        check_near(sum / AXES, 0.5, 4 * 0.2887 / sqrt(AXES));
    }
    for (size_t k = 1; k < AXES; k++) {
        double r = split_rank_correlation(x[k - 1], x[k], POINTS);
        squares += r * r;
    }
    check_near(squares / (AXES - 1), 1.0 / (POINTS - 1), 4 * sqrt(2.0 / AXES) / (POINTS - 1));
}

static void points_have_seeds_of_their_own(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 100; i++) {
        assert_true(lhs_seed(1, i) < UINT64_C(1) << 62);
        for (uint32_t k = 0; k < i; k++)
            assert_true(lhs_seed(1, i) != lhs_seed(1, k));
    }
    assert_true(lhs_seed(1, 0) == lhs_seed(1, 0) && lhs_seed(1, 0) != lhs_seed(2, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_stratum_of_an_axis_has_one_point),
        cmocka_unit_test(the_same_axis_has_the_same_points_and_another_has_others),
        cmocka_unit_test(points_are_anywhere_and_axes_have_nothing_to_do_with_each_other),
        cmocka_unit_test(points_have_seeds_of_their_own),
    };
    return cmocka_run_group_tests_name("lhs", tests, NULL, NULL);
}
