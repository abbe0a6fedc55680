/* test_yardstick_appoint.c - schedules of appointments whose waits are known. */
#include "sim/engine/yardstick_appoint.h"

#include "sim/base/attr.h"
#include "tests/support/check.h"
#include "tests/support/dies.h"

enum { TEN = 10 };

static int set_up(void **state)
{
    *state = arena_new(0);
    return *state == NULL;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static struct sim_yardstick_appoint solve(struct arena *scratch,
                                          const struct sim_yardstick_appoint_slot *slot,
                                          size_t slots, double service, double show, double end)
{
    struct sim_yardstick_appoint out;
    assert_true(sim_yardstick_appoint_solve(slot, slots, service, show, end, scratch, NULL, &out));
    return out;
}

/* n people, each `gap` after the one before, the first `at_start` together at 0. */
static void individual(struct sim_yardstick_appoint_slot *slot, int32_t n, double gap,
                       int32_t at_start)
{
    for (int32_t i = 0; i < n; i++)
        slot[i] = (struct sim_yardstick_appoint_slot){fmax(0.0, gap * (i + 1 - at_start)), 1};
}

static void check_total(const struct sim_yardstick_appoint *got, const double want[5])
{
    check_near(got->total_wait, want[0], 1e-6);
    check_near(got->makespan, want[1], 1e-6);
    check_near(got->idle, want[2], 1e-6);
    check_near(got->overtime, want[3], 1e-6);
    check_near(got->chance, want[4], 1e-6);
}

/* Reference cases AP-01, AP-02, AP-05, AP-06: ten people, service 10, computed independently. */
static void ten_people_wait_as_their_schedule_says(void **state)
{
    struct sim_yardstick_appoint_slot slot[TEN];
    individual(slot, TEN, 10.0, 1);
    struct sim_yardstick_appoint a = solve(*state, slot, TEN, 0.1, 1.0, 100.0);
    check_total(&a, (double[]){105.945395, 118.143941, 18.143941, 19.395041, 0.754486});
    a = solve(*state, slot, TEN, 0.1, 0.9, 100.0);
    check_total(&a, (double[]){79.352349, 113.549266, 23.549266, 15.397038, 0.676174});
    for (int i = 0; i < 5; i++)
        slot[i] = (struct sim_yardstick_appoint_slot){20.0 * i, 2};
    a = solve(*state, slot, 5, 0.1, 1.0, 100.0);
    check_total(&a, (double[]){135.184621, 115.324941, 15.324941, 17.827142, 0.691074});
    const struct sim_yardstick_appoint_slot block = {0.0, 10};
    a = solve(*state, &block, 1, 0.1, 1.0, 100.0);
    check_total(&a, (double[]){450.0, 100.0, 0.0, 12.511004, 0.457930});
}

/* Reference case AP-09; the second waits 10/e by hand. */
static void each_of_ten_people_waits_longer_than_the_one_before(void **state)
{
    static const double want[TEN] = {0.0,      3.678794,  6.3855,    8.625918,  10.579586,
                                     12.33426, 13.940491, 15.430519, 16.826385, 18.143941};
    struct sim_yardstick_appoint_slot slot[TEN];
    struct sim_yardstick_appoint out;
    double wait[TEN];
    individual(slot, TEN, 10.0, 1);
    assert_true(sim_yardstick_appoint_solve(slot, TEN, 0.1, 1.0, 100.0, *state, wait, &out));
    for (int i = 0; i < TEN; i++)
        check_near(wait[i], want[i], 1e-6);
    check_near(wait[1], 10.0 / exp(1.0), 1e-14);
    check_near(out.idle, wait[TEN - 1], 1e-10);
}

/* Reference case AP-10: 25 people, slot and service 5, one or two at the start. */
static void two_at_the_start_trade_idle_time_for_waits(void **state)
{
    struct sim_yardstick_appoint_slot slot[25];
    individual(slot, 25, 5.0, 1);
    struct sim_yardstick_appoint a = solve(*state, slot, 25, 0.2, 1.0, 125.0);
    check_near(a.mean_wait, 10.102398, 1e-6);
    check_near(a.idle, 16.480768, 1e-6);
    check_near(a.makespan, 141.480768, 1e-6);
    check_near(a.chance, 0.842175, 1e-6);
    individual(slot, 25, 5.0, 2);
    a = solve(*state, slot, 25, 0.2, 1.0, 125.0);
    check_near(a.mean_wait, 11.235143, 1e-6);
    check_near(a.idle, 12.177974, 1e-6);
    check_near(a.makespan, 137.177974, 1e-6);
    check_near(a.chance, 0.704151, 1e-6);
}

/* D/M/1 after many slots: sigma = e^(-service gap (1 - sigma)), wait sigma / (1 - sigma) /
 * service. */
static void late_in_a_long_list_people_wait_as_in_the_stationary_queue(void **state)
{
    static struct sim_yardstick_appoint_slot slot[500];
    static double wait[COUNT_OF(slot)];
    struct sim_yardstick_appoint out;
    double sigma = 0.5;
    for (int i = 0; i < 200; i++)
        sigma = exp(-2.0 * (1.0 - sigma));
    individual(slot, (int32_t)COUNT_OF(slot), 4.0, 1);
    assert_true(
        sim_yardstick_appoint_solve(slot, COUNT_OF(slot), 0.5, 1.0, 0.0, *state, wait, &out));
    check_near(wait[COUNT_OF(slot) - 1], 2.0 * sigma / (1.0 - sigma), 1e-12);
}

static void one_person_is_served_at_once(void **state)
{
    const struct sim_yardstick_appoint_slot slot = {3.0, 1};
    struct sim_yardstick_appoint a = solve(*state, &slot, 1, 0.5, 1.0, 4.0);
    check_near(a.total_wait, 0.0, 0.0);
    check_near(a.makespan, 5.0, 1e-15);
    check_near(a.idle, 3.0, 1e-15);
    check_near(a.overtime, 2.0 * exp(-0.5), 1e-15);
    check_near(a.chance, exp(-0.5), 1e-15);
}

/* Of i booked before in one block i s come: waits s i / service each, and N(N-1)/2 of them. */
static void who_does_not_come_lets_the_block_wait_less(void **state)
{
    const struct sim_yardstick_appoint_slot block = {0.0, 8};
    struct sim_yardstick_appoint a = solve(*state, &block, 1, 0.25, 0.75, 0.0);
    check_near(a.total_wait, 28.0 * 0.75 * 0.75 / 0.25, 1e-12);
    check_near(a.makespan, 8.0 * 0.75 / 0.25, 1e-12);
    check_near(a.idle, 0.0, 1e-12);
    check_near(a.overtime, a.makespan, 1e-12);
    check_near(a.chance, 1.0 - pow(0.25, 8.0), 1e-15);
}

static void if_nobody_comes_the_server_idles_to_the_last_slot(void **state)
{
    struct sim_yardstick_appoint_slot slot[TEN];
    individual(slot, TEN, 10.0, 1);
    struct sim_yardstick_appoint a = solve(*state, slot, TEN, 0.1, 0.0, 100.0);
    check_near(a.total_wait, 0.0, 0.0);
    assert_true(isnan(a.mean_wait));
    check_near(a.makespan, 90.0, 0.0);
    check_near(a.idle, 90.0, 0.0);
    check_near(a.overtime, 0.0, 0.0);
    check_near(a.chance, 0.0, 0.0);
    const struct sim_yardstick_appoint_slot empty = {7.0, 0};
    a = solve(*state, &empty, 1, 0.1, 1.0, 100.0);
    check_near(a.makespan, 7.0, 0.0);
}

static void a_slot_in_two_rows_is_one_slot(void **state)
{
    const struct sim_yardstick_appoint_slot one[] = {{0, 3}, {12, 2}, {30, 4}};
    const struct sim_yardstick_appoint_slot rows[] = {{0, 1}, {0, 2}, {12, 2}, {30, 0}, {30, 4}};
    struct sim_yardstick_appoint a = solve(*state, one, 3, 0.2, 0.8, 40.0);
    struct sim_yardstick_appoint b = solve(*state, rows, 5, 0.2, 0.8, 40.0);
    check_near(a.total_wait, b.total_wait, 1e-13);
    check_near(a.overtime, b.overtime, 1e-13);
}

/* e^-2000 between slots: everybody before has gone. */
static void long_gaps_leave_nobody_waiting(void **state)
{
    const struct sim_yardstick_appoint_slot slot[] = {{0, 2}, {2000, 1}, {4000, 2}};
    struct sim_yardstick_appoint a = solve(*state, slot, 3, 1.0, 1.0, 8000.0);
    check_near(a.total_wait, 2.0, 1e-12);
    check_near(a.makespan, 4002.0, 1e-11);
    check_near(a.chance, 0.0, 1e-15);
}

static void an_end_before_the_last_slot_is_surely_passed(void **state)
{
    const struct sim_yardstick_appoint_slot slot[] = {{0, 1}, {20, 1}};
    struct sim_yardstick_appoint a = solve(*state, slot, 2, 1.0, 1.0, 15.0);
    check_near(a.chance, 1.0, 0.0);
    check_near(a.overtime, a.makespan - 15.0, 1e-13);
}

static void no_memory_is_said(void **state)
{
    const struct sim_yardstick_appoint_slot slot = {3.0, 1};
    struct sim_yardstick_appoint out;
    arena_fail_nth(*state, 1);
    assert_false(sim_yardstick_appoint_solve(&slot, 1, 1.0, 1.0, 5.0, *state, NULL, &out));
}

static void ask_with_slots_backwards(void)
{
    const struct sim_yardstick_appoint_slot slot[] = {{3.0, 1}, {2.0, 1}};
    (void)solve(arena_new(0), slot, 2, 1.0, 1.0, 5.0);
}

static void ask_with_show_above_1(void)
{
    const struct sim_yardstick_appoint_slot slot = {3.0, 1};
    (void)solve(arena_new(0), &slot, 1, 1.0, 1.1, 5.0);
}

static void arguments_out_of_range_are_bugs(void **state)
{
    (void)state;
    assert_true(dies(ask_with_slots_backwards));
    assert_true(dies(ask_with_show_above_1));
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(ten_people_wait_as_their_schedule_says),
        WITH_ARENA(each_of_ten_people_waits_longer_than_the_one_before),
        WITH_ARENA(two_at_the_start_trade_idle_time_for_waits),
        WITH_ARENA(late_in_a_long_list_people_wait_as_in_the_stationary_queue),
        WITH_ARENA(one_person_is_served_at_once),
        WITH_ARENA(who_does_not_come_lets_the_block_wait_less),
        WITH_ARENA(if_nobody_comes_the_server_idles_to_the_last_slot),
        WITH_ARENA(a_slot_in_two_rows_is_one_slot),
        WITH_ARENA(long_gaps_leave_nobody_waiting),
        WITH_ARENA(an_end_before_the_last_slot_is_surely_passed),
        WITH_ARENA(no_memory_is_said),
        cmocka_unit_test(arguments_out_of_range_are_bugs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
