/* test_yardstick_root.c - bisection finds where a rising function passes zero. */
#include "sim/engine/yardstick_root.h"

#include "tests/support/check.h"

static double square_above(double x, const void *of)
{
    const double *limit = of;
    return x * x - *limit;
}

/* Reached at the limit itself. */
static double step_at(double x, const void *of)
{
    const double *limit = of;
    return x < *limit ? -1.0 : 1.0;
}

static void a_continuous_function_is_solved_to_the_last_bit(void **state)
{
    (void)state;
    for (double limit = 1e-6; limit < 1e6; limit *= 3.0)
        check_near(sim_yardstick_root(square_above, &limit, 0.0, 2e3) / sqrt(limit), 1.0, 3e-16);
}

static void a_jump_is_found_at_the_first_value_after_it(void **state)
{
    (void)state;
    const double limit = 0.7;
    check_near(sim_yardstick_root(step_at, &limit, 0.0, 5.0), limit, 0.0);
}

static void without_a_sign_change_the_nearer_end_is_returned(void **state)
{
    (void)state;
    const double limit = 4.0;
    check_near(sim_yardstick_root(step_at, &limit, 5.0, 9.0), 5.0, 0.0);
    check_near(sim_yardstick_root(step_at, &limit, 1.0, 3.0), 3.0, 0.0);
    check_near(sim_yardstick_root(step_at, &limit, 2.0, 2.0), 2.0, 0.0);
}

static void a_root_at_zero_is_as_good_as_found(void **state)
{
    (void)state;
    const double limit = 0.0;
    check_near(sim_yardstick_root(square_above, &limit, 0.0, 1.0), 0.0, 1e-38);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_continuous_function_is_solved_to_the_last_bit),
        cmocka_unit_test(a_jump_is_found_at_the_first_value_after_it),
        cmocka_unit_test(without_a_sign_change_the_nearer_end_is_returned),
        cmocka_unit_test(a_root_at_zero_is_as_good_as_found),
    };
    return cmocka_run_group_tests_name("yardstick_root", tests, NULL, NULL);
}
