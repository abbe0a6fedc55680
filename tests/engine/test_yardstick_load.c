/* test_yardstick_load.c - offered load against closed forms by hand. */
#include "sim/engine/yardstick_load.h"

#include <gsl/gsl_errno.h>

#include "sim/base/attr.h"
#include "tests/support/check.h"
#include "tests/support/dies.h"

static const struct sim_yardstick_load_piece day[] = {{3, 2}, {4, 0}, {2.5, 7}, {1, 1}};

static double any_load(double t, sim_yardstick_load_survival *survival, const void *what)
{
    double m = (double)NAN;
    assert_true(sim_yardstick_load_at(day, COUNT_OF(day), t, survival, what, &m));
    return m;
}

/* `what` is the rate, or the constant service time. */
static double exponential(double u, const void *what)
{
    const double *rate = what;
    return exp(-*rate * u);
}

static double constant(double u, const void *what)
{
    const double *service = what;
    return u < *service ? 1.0 : 0.0;
}

static void exponential_service_gives_the_closed_form(void **state)
{
    (void)state;
    static const double rates[] = {0.01, 0.5, 3.0, 400.0};
    for (size_t i = 0; i < COUNT_OF(rates); i++) {
        for (double t = 0.0; t < 15.0; t += 0.7)
            check_near(any_load(t, exponential, &rates[i]),
                       sim_yardstick_load_exponential(day, COUNT_OF(day), t, rates[i]), 1e-9);
    }
}

static void the_closed_form_is_right_by_hand(void **state)
{
    (void)state;
    double after_3 = 4.0 * (1.0 - exp(-1.5)), after_7 = after_3 * exp(-2.0);
    check_near(sim_yardstick_load_exponential(day, 4, 2.0, 0.5), 4.0 * (1.0 - exp(-1.0)), 1e-14);
    check_near(sim_yardstick_load_exponential(day, 4, 3.0, 0.5), after_3, 1e-14);
    check_near(sim_yardstick_load_exponential(day, 4, 7.0, 0.5), after_7, 1e-14);
    check_near(sim_yardstick_load_exponential(day, 2, 70.0, 0.5), after_3 * exp(-33.5), 1e-25);
    check_near(sim_yardstick_load_exponential(day, 4, 0.0, 0.5), 0.0, 0.0);
}

/* Those who came within the last d are the load; also when d is all but a piece, where a look at
 * the inside of the piece alone would not see that anybody leaves. */
static void constant_service_counts_the_arrivals_of_its_length(void **state)
{
    (void)state;
    static const double lengths[] = {1.0, 1e-6, 2.9999, 4.00001, 9.5, 20.0};
    for (size_t i = 0; i < COUNT_OF(lengths); i++) {
        for (double t = 0.0; t < 20.0; t += 0.5) {
            double gone = sim_yardstick_load_arrivals(day, 4, fmax(0.0, t - lengths[i]));
            double came = sim_yardstick_load_arrivals(day, 4, t);
            check_near(any_load(t, constant, &lengths[i]), came - gone, 1e-8);
        }
    }
}

static void arrivals_before_a_time_add_up(void **state)
{
    (void)state;
    check_near(sim_yardstick_load_arrivals(day, 4, 0.0), 0.0, 0.0);
    check_near(sim_yardstick_load_arrivals(day, 4, 5.0), 6.0, 1e-15);
    check_near(sim_yardstick_load_arrivals(day, 4, 8.0), 13.0, 1e-15);
    check_near(sim_yardstick_load_arrivals(day, 4, 100.0), 24.5, 1e-14);
    check_near(sim_yardstick_load_length(day, 4), 10.5, 1e-15);
    check_near(sim_yardstick_load_length(day, 0), 0.0, 0.0);
}

/* P(S > u) = 1/(1+u)^3 has mean 1/2, so a constant rate of 2 approaches a load of 1. */
static double heavy(double u, const void *what)
{
    (void)what;
    return 1.0 / ((1.0 + u) * (1.0 + u) * (1.0 + u));
}

static void a_constant_rate_approaches_rate_times_mean_service(void **state)
{
    (void)state;
    const struct sim_yardstick_load_piece forever = {1e6, 2.0};
    double m = (double)NAN;
    assert_true(sim_yardstick_load_at(&forever, 1, 1e5, heavy, NULL, &m));
    check_near(m, 1.0 - 1.0 / ((1.0 + 1e5) * (1.0 + 1e5)), 1e-9);
}

static void gsl_keeps_its_error_handler(void **state)
{
    (void)state;
    double rate = 1.0;
    gsl_error_handler_t *mine = gsl_set_error_handler_off();
    gsl_error_handler_t *off = gsl_set_error_handler(mine);
    (void)any_load(1.0, exponential, &rate);
    assert_true(gsl_set_error_handler(mine) == mine);
    assert_true(off != mine);
}

static double rising(double u, const void *what)
{
    (void)what;
    return 1.0 + u;
}

static void ask_with_chance_above_1(void)
{
    double m;
    (void)!sim_yardstick_load_at(day, 4, 2.0, rising, NULL, &m);
}

static void ask_before_the_day(void)
{
    (void)sim_yardstick_load_exponential(day, 4, -1.0, 1.0);
}

static void arguments_out_of_range_are_bugs(void **state)
{
    (void)state;
    assert_true(dies(ask_with_chance_above_1));
    assert_true(dies(ask_before_the_day));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exponential_service_gives_the_closed_form),
        cmocka_unit_test(the_closed_form_is_right_by_hand),
        cmocka_unit_test(constant_service_counts_the_arrivals_of_its_length),
        cmocka_unit_test(arrivals_before_a_time_add_up),
        cmocka_unit_test(a_constant_rate_approaches_rate_times_mean_service),
        cmocka_unit_test(gsl_keeps_its_error_handler),
        cmocka_unit_test(arguments_out_of_range_are_bugs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
