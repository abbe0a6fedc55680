/* test_simtime.c - instants and spans are exact, and midnight is where the calendar says. */
#include "sim/base/simtime.h"

#include "sim/base/civil.h"
#include "tests/support/check.h"

static void units_are_whole_microseconds(void **state)
{
    (void)state;
    assert_int_equal(SIM_SECOND.us, 1000000);
    assert_int_equal(SIM_MINUTE.us, 60 * SIM_SECOND.us);
    assert_int_equal(SIM_HOUR.us, 60 * SIM_MINUTE.us);
    assert_int_equal(SIM_DAY.us, 24 * SIM_HOUR.us);
}

static void going_and_coming_back_is_exact(void **state)
{
    (void)state;
    sim_instant t = {INT64_C(1595836800123457)};
    sim_span d = {-7};
    assert_int_equal(sim_after(t, d).us, t.us - 7);
    assert_int_equal(sim_between(t, sim_after(t, SIM_DAY)).us, SIM_DAY.us);
    assert_int_equal(sim_between(sim_after(t, SIM_DAY), t).us, -SIM_DAY.us);
    assert_int_equal(sim_times(SIM_MINUTE, 45).us, INT64_C(2700000000));
    assert_int_equal(sim_times(d, -3).us, 21);
}

static void before_is_strict(void **state)
{
    (void)state;
    assert_true(sim_before((sim_instant){1}, (sim_instant){2}));
    assert_false(sim_before((sim_instant){2}, (sim_instant){2}));
    assert_false(sim_before((sim_instant){3}, (sim_instant){2}));
}

static void a_civil_day_begins_at_its_midnight_and_lasts_86400_seconds(void **state)
{
    (void)state;
    assert_int_equal(sim_on_day(0, 0).us, 0);
    assert_int_equal(sim_on_day(-1, 86399).us, -1000000);
    civil_day monday = civil_from_date(2020, 7, 27);
    assert_int_equal(sim_on_day(monday, 8 * 3600 + 45 * 60).us,
                     INT64_C(18470) * 86400000000 + INT64_C(31500) * 1000000);
    assert_int_equal(sim_between(sim_on_day(monday, 0), sim_on_day(monday + 1, 0)).us, SIM_DAY.us);
    civil_day last = civil_from_date(2199, 12, 31);
    assert_true(sim_before(sim_on_day(last, 0), sim_on_day(last, 86399)));
}

static void minutes_are_for_reports(void **state)
{
    (void)state;
    check_near(sim_minutes(SIM_HOUR), 60.0, 0.0);
    check_near(sim_minutes((sim_span){90000000}), 1.5, 0.0);
    check_near(sim_minutes((sim_span){-30000000}), -0.5, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_are_whole_microseconds),
        cmocka_unit_test(going_and_coming_back_is_exact),
        cmocka_unit_test(before_is_strict),
        cmocka_unit_test(a_civil_day_begins_at_its_midnight_and_lasts_86400_seconds),
        cmocka_unit_test(minutes_are_for_reports),
    };
    return cmocka_run_group_tests_name("simtime", tests, NULL, NULL);
}
