/* test_yardstick_count.c - numbers of people on days whose rate is by chance. */
#include "sim/engine/yardstick_count.h"

#include "sim/base/attr.h"
#include "tests/support/check.h"

static void the_known_case_comes_out(void **state)
{
    (void)state;
    check_near(sim_yardstick_count_variance(200, 0.15), 1100, 1e-9);
    check_near(sim_yardstick_count_up_to(200, 0.15, 150), 0.058131, 5e-7);
    assert_int_equal(sim_yardstick_count_quantile(200, 0.15, 0.05), 148);
    assert_int_equal(sim_yardstick_count_quantile(200, 0.15, 0.5), 198);
    assert_int_equal(sim_yardstick_count_quantile(200, 0.15, 0.95), 257);
}

/* By hand: Poisson 2 has e^-2 (1, 2, 2); geometric (cv 1) with mean 1 has halves. */
static void poisson_and_geometric_numbers_are_their_closed_forms(void **state)
{
    (void)state;
    check_near(sim_yardstick_count_up_to(2, 0, 2), 5 * exp(-2.0), 1e-12);
    for (int32_t k = 0; k < 20; k++)
        check_near(sim_yardstick_count_up_to(1, 1, k), 1 - pow(0.5, k + 1.0), 1e-12);
    check_near(sim_yardstick_count_up_to(0, 0.3, 0), 1, 0);
    assert_int_equal(sim_yardstick_count_quantile(0, 0.3, 0.9), 0);
}

static void mean_and_variance_are_those_of_the_chances(void **state)
{
    (void)state;
    static const double cases[][2] = {{3, 0}, {3, 0.5}, {40, 0.15}, {40, 1.2}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        double mean = 0, square = 0, below = 0;
        for (int32_t k = 0; k < 2000; k++) {
            double p = sim_yardstick_count_up_to(cases[i][0], cases[i][1], k) - below;
            below += p;
            mean += k * p;
            square += (double)k * k * p;
        }
        check_near(mean, cases[i][0], 1e-6);
        check_near(square - mean * mean, sim_yardstick_count_variance(cases[i][0], cases[i][1]),
                   1e-3);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_known_case_comes_out),
        cmocka_unit_test(poisson_and_geometric_numbers_are_their_closed_forms),
        cmocka_unit_test(mean_and_variance_are_those_of_the_chances),
    };
    return cmocka_run_group_tests_name("yardstick_count", tests, NULL, NULL);
}
