/* test_yardstick_first.c - the first customers of a queue that begins empty. */
#include "sim/engine/yardstick_first.h"

#include "sim/base/attr.h"
#include "tests/support/check.h"
#include "tests/support/dies.h"

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

/* Reference case DAY-24; Law, Simulation Modeling and Analysis, chapter 9, prints 2.12 for 25.
 * The case's 4.134203 for the first 100 is wrong in the fifth digit: Spitzer's identity below
 * and this chain agree on 4.134185. */
static void the_first_customers_of_m_m_1_wait_as_published(void **state)
{
    static const struct {
        size_t n;
        double average;
    } want[] = {{25, 2.124489}, {10, 1.180087}, {50, 3.052970}, {100, 4.134185}, {200, 5.275563}};
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        double average = (double)NAN;
        assert_true(sim_yardstick_first_average(1.0, 1.0 / 0.9, 1, want[i].n, &average, *state));
        check_near(average, want[i].average, 1e-6);
    }
}

/* E[S+] of S = j services less j gaps: of the j services j - s are left when the jth gap ends
 * if s come before it, and each takes 1/service. */
static double excess(double rate, double service, size_t j)
{
    double chance = pow(rate / (rate + service), (double)j), sum = 0.0;
    for (size_t s = 0; s < j; s++) {
        sum += chance * (double)(j - s) / service;
        chance *= (double)(j + s) / (double)(s + 1) * service / (rate + service);
    }
    return sum;
}

/* Spitzer 1956: E[wait of customer k] = sum over j < k of E[S_j+] / j, one server. */
static void one_server_agrees_with_spitzers_identity(void **state)
{
    static const double rates[] = {0.3, 0.9, 1.0, 1.7};
    for (size_t i = 0; i < COUNT_OF(rates); i++) {
        double wait[200], sum = 0.0;
        assert_true(sim_yardstick_first_waits(rates[i], 1.0, 1, wait, 200, *state));
        for (size_t k = 0; k < 200; k++) {
            sum += k == 0 ? 0.0 : excess(rates[i], 1.0, k) / (double)k;
            check_near(wait[k], sum, 1e-11);
        }
    }
}

/* The last of c + 1 waits if nobody has gone, for the first of c services. */
static void nobody_waits_before_all_servers_have_somebody(void **state)
{
    double wait[4];
    assert_true(sim_yardstick_first_waits(2.0, 0.5, 3, wait, 4, *state));
    for (size_t k = 0; k < 3; k++)
        check_near(wait[k], 0.0, 0.0);
    double all_stay = 2.0 / 2.5 * (2.0 / 3.0) * (2.0 / 3.5);
    check_near(wait[3], all_stay / 1.5, 1e-15);
}

/* Two servers at load r = 0.8: chance to wait 2 r^2 / (1 + r), wait that / (2 - 2 r). */
static void later_customers_wait_as_in_the_stationary_queue(void **state)
{
    static double wait[2000];
    assert_true(sim_yardstick_first_waits(1.6, 1.0, 2, wait, COUNT_OF(wait), *state));
    check_near(wait[COUNT_OF(wait) - 1], 2.0 * 0.64 / 1.8 / 0.4, 1e-9);
}

static void overload_makes_every_next_customer_wait_longer_by_the_same(void **state)
{
    static double wait[1500];
    assert_true(sim_yardstick_first_waits(3.0, 0.5, 4, wait, COUNT_OF(wait), *state));
    check_near(wait[1499] - wait[1498], 1.0 / 2.0 - 1.0 / 3.0, 1e-12);
}

static void no_memory_is_said(void **state)
{
    double average;
    for (unsigned nth = 1; nth <= 2; nth++) {
        arena_fail_nth(*state, nth);
        assert_false(sim_yardstick_first_average(1.0, 2.0, 1, 5, &average, *state));
    }
    arena_fail_nth(*state, 0);
    assert_true(sim_yardstick_first_average(1.0, 2.0, 1, 5, &average, *state));
}

static void ask_without_servers(void)
{
    double average;
    (void)!sim_yardstick_first_average(1.0, 2.0, 0, 5, &average, arena_new(0));
}

static void ask_for_nobody(void)
{
    (void)!sim_yardstick_first_waits(1.0, 2.0, 1, NULL, 0, arena_new(0));
}

static void arguments_out_of_range_are_bugs(void **state)
{
    (void)state;
    assert_true(dies(ask_without_servers));
    assert_true(dies(ask_for_nobody));
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(the_first_customers_of_m_m_1_wait_as_published),
        WITH_ARENA(one_server_agrees_with_spitzers_identity),
        WITH_ARENA(nobody_waits_before_all_servers_have_somebody),
        WITH_ARENA(later_customers_wait_as_in_the_stationary_queue),
        WITH_ARENA(overload_makes_every_next_customer_wait_longer_by_the_same),
        WITH_ARENA(no_memory_is_said),
        cmocka_unit_test(arguments_out_of_range_are_bugs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
