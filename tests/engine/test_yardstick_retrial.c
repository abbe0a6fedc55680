/* test_yardstick_retrial.c - callers who try again. */
#include "sim/engine/yardstick_retrial.h"

#include <string.h>

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

/* Reference cases RT-01 and RT-02 (formula of Falin & Templeton 1997). */
static void one_line_is_as_published(void **state)
{
    (void)state;
    check_near(sim_yardstick_retrial_one(0.6, 1.0, 0.5).orbit, 2.7, 1e-14);
    struct sim_yardstick_retrial r = sim_yardstick_retrial_one(0.8, 1.0, 2.0);
    check_near(r.orbit, 4.8, 1e-14);
    check_near(r.blocked_primary, 0.8, 1e-15);
    check_near(r.blocked_any, 0.923077, 5e-7);
    check_near(r.attempts, 13.0, 1e-13);
}

/* Reference case RT-03, computed independently from the balance equations. */
static void five_lines_are_as_computed_elsewhere(void **state)
{
    struct sim_yardstick_retrial r;
    assert_true(sim_yardstick_retrial_many(4.0, 1.0, 5, 2.0, *state, &r));
    check_near(r.orbit, 3.80013334, 1e-8);
    check_near(r.blocked_primary, 0.47545614, 1e-8);
    check_near(r.blocked_any, 0.65518034, 1e-8);
    check_near(r.attempts, 2.90006667, 1e-8);
}

/* The last rows have orbits of 1000 to 4000 people: weights grow by e^1000 on the way there. */
static void one_of_many_lines_is_the_closed_form(void **state)
{
    static const double rates[][3] = {{0.6, 1, 0.5},  {0.8, 1, 2},    {3, 10, 1e-3},
                                      {0.99, 1, 7},   {1e-6, 1, 0.1}, {50, 100, 50},
                                      {0.5, 1, 5e-4}, {0.8, 1, 8e-4}};
    for (size_t i = 0; i < COUNT_OF(rates); i++) {
        struct sim_yardstick_retrial got, want;
        want = sim_yardstick_retrial_one(rates[i][0], rates[i][1], rates[i][2]);
        arena_reset(*state);
        assert_true(
            sim_yardstick_retrial_many(rates[i][0], rates[i][1], 1, rates[i][2], *state, &got));
        check_near(got.orbit / want.orbit, 1.0, 1e-10);
        check_near(got.blocked_primary / want.blocked_primary, 1.0, 1e-10);
        check_near(got.attempts / want.attempts, 1.0, 1e-10);
        check_near(got.blocked_any, want.blocked_any, 1e-10);
    }
}

/* Who tries again at once is as good as in a queue: two lines at load 0.75 have r = 1.5,
 * chance to wait 9/14 and 27/14 in the queue (Erlang C by hand). */
static void impatient_retries_are_a_queue(void **state)
{
    struct sim_yardstick_retrial r;
    assert_true(sim_yardstick_retrial_many(1.5, 1.0, 2, 1e7, *state, &r));
    check_near(r.orbit, 27.0 / 14.0, 1e-5);
    check_near(r.blocked_primary, 9.0 / 14.0, 1e-5);
}

enum { ORBITS = 60, LINES = 3 };

/* One round of Gauss-Seidel over the balance of every state; answers the largest change. */
static double balance(double p[ORBITS][LINES + 1], double rate, double retry)
{
    double change = 0.0;
    for (int n = 0; n < ORBITS; n++) {
        for (int i = 0; i <= LINES; i++) {
            double in = 0.0, out = i + (i < LINES ? rate + n * retry : 0.0);
            if (i > 0)
                in += rate * p[n][i - 1] + (n + 1 < ORBITS ? (n + 1) * retry * p[n + 1][i - 1] : 0);
            if (i < LINES)
                in += (i + 1) * p[n][i + 1];
            if (i == LINES && n > 0)
                in += rate * p[n - 1][i];
            out += i == LINES && n + 1 < ORBITS ? rate : 0.0;
            change = fmax(change, fabs(in / out - p[n][i]));
            p[n][i] = in / out;
        }
    }
    return change;
}

/* The plain way for a light load, where a truncated chain settles quickly. */
static void three_lines_agree_with_the_balance_of_every_state(void **state)
{
    static double p[ORBITS][LINES + 1];
    double all = 0.0, orbit = 0.0, full = 0.0;
    for (int i = 0; i < ORBITS * (LINES + 1); i++)
        p[i / (LINES + 1)][i % (LINES + 1)] = 1.0;
    for (int round = 0; round < 3000 && balance(p, 1.2, 0.7) > 0.0; round++)
        continue;
    for (int n = 0; n < ORBITS; n++) {
        for (int i = 0; i <= LINES; i++) {
            all += p[n][i];
            orbit += n * p[n][i];
        }
        full += p[n][LINES];
    }
    struct sim_yardstick_retrial r;
    assert_true(sim_yardstick_retrial_many(1.2, 1.0, LINES, 0.7, *state, &r));
    check_near(r.orbit, orbit / all, 1e-10);
    check_near(r.blocked_primary, full / all, 1e-10);
}

static void too_many_calls_have_no_stationary_orbit(void **state)
{
    struct sim_yardstick_retrial r[2] = {sim_yardstick_retrial_one(1.0, 1.0, 1.0)};
    assert_true(sim_yardstick_retrial_many(6.0, 1.0, 5, 2.0, *state, &r[1]));
    for (int i = 0; i < 2; i++) {
        assert_true(isinf(r[i].orbit) && isinf(r[i].attempts) && r[i].orbit > 0.0);
        check_near(r[i].blocked_primary, 1.0, 0.0);
        check_near(r[i].blocked_any, 1.0, 0.0);
    }
}

static void without_calls_one_attempt_is_enough(void **state)
{
    struct sim_yardstick_retrial r[2] = {sim_yardstick_retrial_one(0.0, 1.0, 1.0)};
    assert_true(sim_yardstick_retrial_many(0.0, 1.0, 5, 2.0, *state, &r[1]));
    for (int i = 0; i < 2; i++) {
        check_near(r[i].orbit, 0.0, 0.0);
        check_near(r[i].blocked_any, 0.0, 0.0);
        check_near(r[i].attempts, 1.0, 0.0);
    }
}

/* Four arrays of lines, then the orbit, made longer twice here. */
static void no_memory_is_said(void **state)
{
    struct sim_yardstick_retrial r;
    for (unsigned nth = 1; nth <= 6; nth++) {
        arena_fail_nth(*state, nth);
        assert_false(sim_yardstick_retrial_many(4.0, 1.0, 5, 2.0, *state, &r));
    }
    arena_fail_nth(*state, 0);
    assert_true(sim_yardstick_retrial_many(4.0, 1.0, 5, 2.0, *state, &r));
}

static void ask_without_retries(void)
{
    (void)sim_yardstick_retrial_one(0.5, 1.0, 0.0);
}

static void ask_without_lines(void)
{
    struct sim_yardstick_retrial r;
    (void)!sim_yardstick_retrial_many(0.5, 1.0, 0, 1.0, arena_new(0), &r);
}

static void arguments_out_of_range_are_bugs(void **state)
{
    (void)state;
    assert_true(dies(ask_without_retries));
    assert_true(dies(ask_without_lines));
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_line_is_as_published),
        WITH_ARENA(five_lines_are_as_computed_elsewhere),
        WITH_ARENA(one_of_many_lines_is_the_closed_form),
        WITH_ARENA(impatient_retries_are_a_queue),
        WITH_ARENA(three_lines_agree_with_the_balance_of_every_state),
        WITH_ARENA(too_many_calls_have_no_stationary_orbit),
        WITH_ARENA(without_calls_one_attempt_is_enough),
        WITH_ARENA(no_memory_is_said),
        cmocka_unit_test(arguments_out_of_range_are_bugs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
