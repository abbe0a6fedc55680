/* test_yardstick_backlog.c - people who have not got a place yet. */
#include "sim/engine/yardstick_backlog.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

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

/* Reference case BK-03, and the same with its tail. */
static void ten_places_for_nine_and_a_half_a_day_leave_the_known_backlog(void **state)
{
    double more[21];
    struct sim_yardstick_backlog b = sim_yardstick_backlog_mean(9.5, 10);
    check_near(b.none, 0.24915363, 1e-8);
    check_near(b.mean, 7.95228842, 1e-8);
    assert_true(sim_yardstick_backlog_more(9.5, 10, more, 21, *state));
    check_near(more[0], 1.0 - 0.24915363, 1e-8);
    check_near(more[10], 0.27938925, 1e-8);
    check_near(more[20], 0.10102460, 1e-8);
}

/* One place a day is M/D/1: Pollaczek-Khinchine. */
static void one_place_a_day_is_m_d_1(void **state)
{
    (void)state;
    static const double loads[] = {1e-6, 0.3, 0.8, 0.99, 0.9995};
    for (size_t i = 0; i < COUNT_OF(loads); i++) {
        double a = loads[i];
        struct sim_yardstick_backlog b = sim_yardstick_backlog_mean(a, 1);
        check_near(b.none, (1.0 - a) * exp(a), 1e-10);
        check_near(b.mean / (a * a / (2.0 * (1.0 - a))), 1.0, 1e-10);
    }
}

/* Spitzer 1956, summed day by day: ln P(B=0) = -sum P(A_l > l C)/l, E[B] = sum E[(A_l-lC)+]/l. */
static void mean_and_empty_agree_with_spitzers_sums(void **state)
{
    (void)state;
    static const struct {
        double arrivals;
        int32_t places;
    } cases[] = {{0.4, 1}, {7.0, 10}, {45.0, 50}, {280.0, 300}, {1.0, 40}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        double log_none = 0.0, mean = 0.0;
        for (unsigned l = 1; l <= 2500; l++) {
            double a = cases[i].arrivals * l;
            unsigned c = (unsigned)cases[i].places * l;
            double over = gsl_cdf_poisson_Q(c, a), at = gsl_ran_poisson_pdf(c, a);
            log_none -= over / l;
            mean += (a * (over + at) - c * over) / l;
        }
        struct sim_yardstick_backlog b =
            sim_yardstick_backlog_mean(cases[i].arrivals, cases[i].places);
        check_near(b.none, exp(log_none), 1e-10);
        check_near(b.mean, mean, 1e-9);
    }
}

/* P(B=n) from P(B>n). */
static double chance(const double *more, size_t n)
{
    return (n == 0 ? 1.0 : more[n - 1]) - more[n];
}

/* P(B'=n) is the sum of P(B=m) P(A = n + C - m). */
static void the_law_does_not_change_in_a_day(void **state)
{
    enum { N = 800, CHECKED = 200 };
    static double more[N];
    assert_true(sim_yardstick_backlog_more(38.0, 40, more, N, *state));
    assert_true(more[100] > 1e-6 && more[N - 1] < 1e-13);
    for (size_t n = 1; n < CHECKED; n++) {
        double sum = 0.0;
        for (size_t m = 0; m <= n + 40; m++)
            sum += chance(more, m) * gsl_ran_poisson_pdf((unsigned)(n + 40 - m), 38.0);
        check_near(sum, chance(more, n), 1e-12);
    }
}

static void chances_of_more_add_up_to_the_mean(void **state)
{
    static double more[3000];
    assert_true(sim_yardstick_backlog_more(98.5, 100, more, COUNT_OF(more), *state));
    double sum = 0.0;
    for (size_t k = 0; k < COUNT_OF(more); k++)
        sum += more[k];
    struct sim_yardstick_backlog b = sim_yardstick_backlog_mean(98.5, 100);
    check_near(more[0], 1.0 - b.none, 1e-12);
    check_near(sum, b.mean, 1e-8);
}

static void as_many_arrivals_as_places_let_the_backlog_grow_without_end(void **state)
{
    double more[3];
    struct sim_yardstick_backlog b = sim_yardstick_backlog_mean(10.0, 10);
    assert_true(isinf(b.mean) && b.mean > 0.0);
    check_near(b.none, 0.0, 0.0);
    assert_true(sim_yardstick_backlog_more(11.0, 10, more, 3, *state));
    check_near(more[2], 1.0, 0.0);
}

static void without_arrivals_nobody_waits(void **state)
{
    double more[2];
    struct sim_yardstick_backlog b = sim_yardstick_backlog_mean(0.0, 1);
    check_near(b.none, 1.0, 0.0);
    check_near(b.mean, 0.0, 0.0);
    assert_true(sim_yardstick_backlog_more(0.0, 1, more, 2, *state));
    check_near(more[0], 0.0, 0.0);
}

/* 31 arrivals at a mean of 1e-3 have a chance of 1e-127: found, not lost in rounding. */
static void a_tiny_backlog_is_right_to_its_last_digits(void **state)
{
    (void)state;
    double want = 0.0;
    for (unsigned n = 31; n < 36; n++)
        want += (n - 30) * gsl_ran_poisson_pdf(n, 1e-3);
    check_near(sim_yardstick_backlog_mean(1e-3, 30).mean / want, 1.0, 1e-11);
    struct sim_yardstick_backlog b = sim_yardstick_backlog_mean(1e-90, 1);
    check_near(b.none, 1.0, 0.0);
    check_near(b.mean / 0.5e-180, 1.0, 1e-11);
}

static void no_memory_is_said(void **state)
{
    double more[5];
    for (unsigned nth = 1; nth <= 2; nth++) {
        arena_fail_nth(*state, nth);
        assert_false(sim_yardstick_backlog_more(1.0, 2, more, 5, *state));
    }
    arena_fail_nth(*state, 0);
    assert_true(sim_yardstick_backlog_more(1.0, 2, more, 5, *state));
}

static void ask_too_near_to_saturation(void)
{
    (void)sim_yardstick_backlog_mean(0.9999999, 1);
}

static void ask_without_places(void)
{
    (void)sim_yardstick_backlog_mean(0.5, 0);
}

static void arguments_out_of_range_are_bugs(void **state)
{
    (void)state;
    assert_true(dies(ask_too_near_to_saturation));
    assert_true(dies(ask_without_places));
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(ten_places_for_nine_and_a_half_a_day_leave_the_known_backlog),
        cmocka_unit_test(one_place_a_day_is_m_d_1),
        cmocka_unit_test(mean_and_empty_agree_with_spitzers_sums),
        WITH_ARENA(the_law_does_not_change_in_a_day),
        WITH_ARENA(chances_of_more_add_up_to_the_mean),
        WITH_ARENA(as_many_arrivals_as_places_let_the_backlog_grow_without_end),
        WITH_ARENA(without_arrivals_nobody_waits),
        cmocka_unit_test(a_tiny_backlog_is_right_to_its_last_digits),
        WITH_ARENA(no_memory_is_said),
        cmocka_unit_test(arguments_out_of_range_are_bugs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
