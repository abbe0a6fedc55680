/* test_yardstick_general.c - Pollaczek and Khinchine. */
#include "sim/engine/yardstick_general.h"

#include "sim/engine/yardstick_erlang.h"
#include "tests/support/check.h"

static void one_server_has_its_known_waits(void **state)
{
    (void)state;
    check_near(sim_yardstick_general_wait(0.8, 1.0, 0.0), 2.0, 1e-14);
    check_near(sim_yardstick_general_wait(0.8, 1.0, sqrt(0.5)), 3.0, 1e-14);
    check_near(sim_yardstick_general_wait(0.8, 1.0, sqrt(2.0)), 6.0, 1e-13);
}

static void exponential_service_waits_as_erlang_c_says(void **state)
{
    (void)state;
    for (double rate = 0.001; rate < 0.08; rate += 0.004) {
        const struct sim_yardstick_station s = {rate, 1.0 / 12.0, 1};
        double want = sim_yardstick_erlang_measures(s).wait;
        check_near(sim_yardstick_general_wait(rate, 12.0, 1.0) / want, 1.0, 1e-13);
    }
}

static void a_server_without_spare_time_is_waited_for_for_ever(void **state)
{
    (void)state;
    assert_true(isinf(sim_yardstick_general_wait(1.0, 1.0, 0.0)));
    assert_true(isinf(sim_yardstick_general_wait(2.0, 1.0, 3.0)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_server_has_its_known_waits),
        cmocka_unit_test(exponential_service_waits_as_erlang_c_says),
        cmocka_unit_test(a_server_without_spare_time_is_waited_for_for_ever),
    };
    return cmocka_run_group_tests_name("yardstick_general", tests, NULL, NULL);
}
