/* test_yardstick_network.c - tandem and feedback of Jackson networks. */
#include "sim/engine/yardstick_network.h"

#include "sim/base/attr.h"
#include "sim/engine/yardstick_erlang.h"
#include "tests/support/check.h"

/* Rossetti, Simulation Modeling using KSL, ch. 4: 30 replications gave 12.107 +- 0.483 at the
 * first station, a wait of 8.101 +- 0.457 before it, and 18.132 +- 0.5 in all. */
static void a_tandem_takes_the_sum_of_its_stations(void **state)
{
    (void)state;
    const double rates[] = {1.0 / 4.0, 1.0 / 3.0};
    const struct sim_yardstick_station first = {1.0 / 6.0, rates[0], 1};
    check_near(sim_yardstick_network_tandem_time(1.0 / 6.0, rates, 1), 12.0, 1e-13);
    check_near(sim_yardstick_network_tandem_time(1.0 / 6.0, rates + 1, 1), 6.0, 1e-13);
    check_near(sim_yardstick_network_tandem_time(1.0 / 6.0, rates, 2), 18.0, 1e-13);
    check_near(sim_yardstick_erlang_measures(first).wait, 8.0, 1e-13);
}

static void one_overloaded_station_holds_up_a_tandem_for_ever(void **state)
{
    (void)state;
    const double rates[] = {2.0, 1.0, 3.0};
    assert_true(isinf(sim_yardstick_network_tandem_time(1.0, rates, 3)));
}

static void second_visits_add_to_the_rate(void **state)
{
    (void)state;
    double rate = sim_yardstick_network_feedback_rate(0.25, 0.2);
    struct sim_yardstick_erlang_measures m =
        sim_yardstick_erlang_measures((struct sim_yardstick_station){rate, 1.0 / 12.0, 5});
    check_near(rate, 0.3125, 1e-16);
    check_near(m.wait, 4.433174, 1e-6);
    check_near(m.time, 16.433174, 1e-6);
    check_near(sim_yardstick_network_feedback_rate(3.0, 0.0), 3.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tandem_takes_the_sum_of_its_stations),
        cmocka_unit_test(one_overloaded_station_holds_up_a_tandem_for_ever),
        cmocka_unit_test(second_visits_add_to_the_rate),
    };
    return cmocka_run_group_tests_name("yardstick_network", tests, NULL, NULL);
}
