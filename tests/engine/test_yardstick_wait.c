/* test_yardstick_wait.c - beginning service within a time, against differential equations that
 * are solved here step by step. */
#include "sim/engine/yardstick_wait.h"

#include <string.h>

#include "sim/base/attr.h"
#include "tests/support/check.h"
#include "tests/support/dies.h"

enum { LINE = 30 };

struct setting {
    struct sim_yardstick_wait_rates rates;
    int32_t servers;
    double span;
};

static const struct setting settings[] = {
    {{1.0, 0.0}, 1, 2.0},  {{0.5, 0.0}, 12, 1.5}, {{1.0, 1.0}, 2, 1.0}, {{0.25, 2.0}, 3, 4.0},
    {{1.0, 0.05}, 4, 5.0}, {{1.0, 1e-9}, 3, 3.0}, {{0.1, 0.3}, 0, 2.0}, {{2.0, 0.4}, 5, 0.0},
};

static double fall_rate(const struct setting *s, size_t q)
{
    return (double)s->servers * s->rates.service + s->rates.impatience * (double)q;
}

/* P(begins in the time left), q others ahead: one of them or a server moves on, or he leaves. */
static void slope(const struct setting *s, const double *u, double *du)
{
    for (size_t q = 0; q < LINE; q++)
        du[q] = fall_rate(s, q) * ((q == 0 ? 1.0 : u[q - 1]) - u[q]) - s->rates.impatience * u[q];
    du[0] = fall_rate(s, 0) * (1.0 - u[0]) - s->rates.impatience * u[0];
}

/* Classical Runge-Kutta, 20000 steps: error below 1e-12 here. */
static void solve(const struct setting *s, double *u)
{
    const int steps = 20000;
    double h = s->span / steps, k[4][LINE], at[LINE];
    memset(u, 0, LINE * sizeof *u);
    for (int i = 0; i < steps; i++) {
        slope(s, u, k[0]);
        for (int stage = 1; stage < 4; stage++) {
            for (size_t q = 0; q < LINE; q++)
                at[q] = u[q] + h * (stage == 3 ? 1.0 : 0.5) * k[stage - 1][q];
            slope(s, at, k[stage]);
        }
        for (size_t q = 0; q < LINE; q++)
            u[q] += h / 6.0 * (k[0][q] + 2.0 * k[1][q] + 2.0 * k[2][q] + k[3][q]);
    }
}

static void the_chance_to_begin_solves_its_differential_equation(void **state)
{
    (void)state;
    double want[LINE], got[LINE];
    for (size_t i = 0; i < COUNT_OF(settings); i++) {
        solve(&settings[i], want);
        sim_yardstick_wait_table(&settings[i].rates, settings[i].servers, settings[i].span, got,
                                 LINE);
        for (size_t q = 0; q < LINE; q++)
            check_near(got[q], want[q], 1e-11);
    }
}

/* First in line, two servers of rate 1, impatience 1: called at rate 2, lost at rate 1. */
static void the_first_in_line_is_called_or_leaves_as_computed_by_hand(void **state)
{
    (void)state;
    double begins[2];
    struct sim_yardstick_wait_rates rates = {1.0, 1.0};
    sim_yardstick_wait_table(&rates, 2, 1.0, begins, 2);
    check_near(begins[0], 2.0 / 3.0 * (1.0 - exp(-3.0)), 1e-15);
    /* the second: 3 is the rate of the first step, then as above, discounted by impatience */
    check_near(begins[1], 0.5 * (1.0 - 4.0 * exp(-3.0) + 3.0 * exp(-4.0)), 1e-14);
}

static void weights(double *weight, uint64_t seed)
{
    for (size_t q = 0; q < LINE; q++)
        weight[q] = (double)(test_random(&seed) % 1000) / 1e4;
}

static void those_who_pass_a_time_have_begun_as_the_table_says(void **state)
{
    (void)state;
    double begins[LINE], weight[LINE];
    for (size_t i = 0; i < COUNT_OF(settings); i++) {
        const struct setting *s = &settings[i];
        double want = 0.0;
        weights(weight, i);
        sim_yardstick_wait_table(&s->rates, s->servers, s->span, begins, LINE);
        for (size_t q = 0; q < LINE; q++)
            want += weight[q] * begins[q];
        check_near(sim_yardstick_wait_pass(&s->rates, s->servers, s->span, weight, LINE), want,
                   1e-13);
    }
}

static void two_spans_one_after_another_are_one_long_span(void **state)
{
    (void)state;
    double once[LINE], twice[LINE];
    for (size_t i = 0; i < COUNT_OF(settings); i++) {
        const struct setting *s = &settings[i];
        weights(once, i);
        weights(twice, i);
        double at_once = sim_yardstick_wait_pass(&s->rates, s->servers, s->span, once, LINE);
        double first = sim_yardstick_wait_pass(&s->rates, s->servers, 0.3 * s->span, twice, LINE);
        double then = sim_yardstick_wait_pass(&s->rates, s->servers, 0.7 * s->span, twice, LINE);
        check_near(first + then, at_once, 1e-13);
        for (size_t q = 0; q < LINE; q++)
            check_near(twice[q], once[q], 1e-13);
    }
}

static void without_impatience_everybody_has_begun_or_waits(void **state)
{
    (void)state;
    double weight[LINE] = {0.0}, rest = 0.0;
    struct sim_yardstick_wait_rates rates = {1.0, 0.0};
    weight[LINE - 1] = 1.0;
    double begun = sim_yardstick_wait_pass(&rates, 4, 6.0, weight, LINE);
    for (size_t q = 0; q < LINE; q++)
        rest += weight[q];
    check_near(begun + rest, 1.0, 1e-14);
    assert_true(begun > 0.01 && rest > 0.01);
}

/* Without servers a person is still there with chance e^-t, and so is each one ahead. */
static void without_servers_the_line_only_loses_patience(void **state)
{
    (void)state;
    double weight[3] = {0.0, 0.0, 1.0}, x = exp(-0.7);
    struct sim_yardstick_wait_rates patient = {1.0, 0.0}, rates = {1.0, 1.0};
    check_near(sim_yardstick_wait_pass(&patient, 0, 5.0, weight, 3), 0.0, 0.0);
    check_near(weight[2], 1.0, 0.0);
    check_near(sim_yardstick_wait_pass(&rates, 0, 0.7, weight, 3), 0.0, 0.0);
    check_near(weight[2], x * x * x, 1e-15);
    check_near(weight[1], 2.0 * x * x * (1.0 - x), 1e-15);
    check_near(weight[0], x * (1.0 - x) * (1.0 - x), 1e-15);
}

/* e^-4000 is no double: 4000 services on average, and half the chance near the 4000th. */
static void a_span_of_thousands_of_services_does_not_underflow(void **state)
{
    (void)state;
    static double weight[8000], begins[8000];
    struct sim_yardstick_wait_rates rates = {4.0, 0.0};
    sim_yardstick_wait_table(&rates, 100, 10.0, begins, 8000);
    check_near(begins[3999], 0.5 + 1.0 / (3.0 * sqrt(2.0 * acos(-1.0) * 4000.0)), 1e-5);
    check_near(begins[1000], 1.0, 1e-12);
    check_near(begins[7999], 0.0, 1e-10);
    weight[3999] = 1.0;
    check_near(sim_yardstick_wait_pass(&rates, 100, 10.0, weight, 8000), begins[3999], 1e-10);
}

static void everybody_has_begun_after_an_endless_span(void **state)
{
    (void)state;
    double weight[LINE] = {0.25, 0.0, 0.5};
    struct sim_yardstick_wait_rates rates = {1.0, 0.0};
    check_near(sim_yardstick_wait_pass(&rates, 2, 1e250, weight, LINE), 0.75, 1e-15);
    check_near(weight[2], 0.0, 0.0);
}

static void ask_with_negative_servers(void)
{
    double begins[1];
    struct sim_yardstick_wait_rates rates = {1.0, 0.0};
    sim_yardstick_wait_table(&rates, -1, 1.0, begins, 1);
}

static void ask_with_infinite_span(void)
{
    double weight[1] = {1.0};
    struct sim_yardstick_wait_rates rates = {1.0, 0.0};
    (void)sim_yardstick_wait_pass(&rates, 1, (double)INFINITY, weight, 1);
}

static void arguments_out_of_range_are_bugs(void **state)
{
    (void)state;
    assert_true(dies(ask_with_negative_servers));
    assert_true(dies(ask_with_infinite_span));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_chance_to_begin_solves_its_differential_equation),
        cmocka_unit_test(the_first_in_line_is_called_or_leaves_as_computed_by_hand),
        cmocka_unit_test(those_who_pass_a_time_have_begun_as_the_table_says),
        cmocka_unit_test(two_spans_one_after_another_are_one_long_span),
        cmocka_unit_test(without_impatience_everybody_has_begun_or_waits),
        cmocka_unit_test(without_servers_the_line_only_loses_patience),
        cmocka_unit_test(a_span_of_thousands_of_services_does_not_underflow),
        cmocka_unit_test(everybody_has_begun_after_an_endless_span),
        cmocka_unit_test(arguments_out_of_range_are_bugs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
