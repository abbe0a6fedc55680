/* test_yardstick_patience.c - queues that people leave: published values, birth-death chains and
 * closed forms. */
#include "sim/engine/yardstick_patience.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>

#include "sim/base/attr.h"
#include "sim/engine/yardstick_chain.h"
#include "tests/support/check.h"

static double uniform(uint64_t *seed)
{
    return (double)(test_random(seed) >> 11) * 0x1p-53;
}

static struct sim_yardstick_patience_queue solve(double arrival_rate, double service_rate,
                                                 uint32_t servers, const double *leave_rate)
{
    struct sim_yardstick_patience_queue q;
    const struct sim_yardstick_station station = {arrival_rate, service_rate, servers};
    sim_yardstick_patience_solve(station, sim_yardstick_patience_exponential(leave_rate), &q);
    return q;
}

/* pyworkforce, test_abandonment.py: 0.14526, 0.013984, 0.704297, 0.069919 and 0.916792. */
static void a_call_centre_has_the_published_abandonment(void **state)
{
    (void)state;
    const double leave = 1.0 / 5.0;
    struct sim_yardstick_patience_queue q = solve(100.0 / 30.0, 1.0 / 3.0, 14, &leave);
    check_near(q.wait_probability, 0.14526, 1e-6);
    check_near(q.abandoned, 0.013984, 1e-6);
    check_near(q.occupancy, 0.704297, 1e-6);
    check_near(q.wait, 0.069919, 1e-6);
}

static void the_four_service_levels_differ_as_known(void **state)
{
    (void)state;
    const double leave = 1.0 / 5.0;
    struct sim_yardstick_patience_queue q = solve(100.0 / 30.0, 1.0 / 3.0, 14, &leave);
    struct sim_yardstick_patience_levels l = sim_yardstick_patience_levels(&q, 20.0 / 60.0);
    check_near(l.served_of_all, 0.916792, 1e-6);
    check_near(l.served_of_served, 0.929794, 1e-6);
    check_near(l.gone_of_all, 0.923956, 1e-6);
    check_near(l.served_of_patient, 0.923407, 1e-6);
}

/* Zeltyn & Mandelbaum (recalled) print 3.1 %, 3.6 s, 3, 93 % and 12.5 s. */
static void fifty_agents_have_the_published_waits(void **state)
{
    (void)state;
    const double leave = 0.5;
    struct sim_yardstick_patience_queue q = solve(48.0, 1.0, 50, &leave);
    check_near(q.abandoned, 0.030912, 1e-6);
    check_near(60.0 * q.wait, 3.7095, 1e-4);
    check_near(60.0 * q.wait_served, 3.6159, 1e-4);
    check_near(q.waiting, 2.9676, 1e-4);
    check_near(q.occupancy, 0.93032, 1e-5);
    check_near(60.0 * sim_yardstick_patience_wait_quantile(&q, 0.9), 12.44, 5e-3);
}

/* The size of the base case of Whitt 2005. */
static void an_overloaded_hundred_has_its_known_values(void **state)
{
    (void)state;
    const double leave = 1.0;
    struct sim_yardstick_patience_queue q = solve(102.0, 1.0, 100, &leave);
    check_near(q.wait_probability, 0.5917186, 1e-7);
    check_near(q.abandoned, 0.0499180, 1e-7);
    check_near(q.waiting, 5.0916336, 1e-6);
}

static void patience_as_long_as_service_makes_the_number_poisson(void **state)
{
    (void)state;
    for (uint32_t c = 1; c <= 400; c += 57) {
        const double leave = 0.25;
        struct sim_yardstick_patience_queue q = solve(50.0, 0.25, c, &leave);
        check_near(q.wait_probability, gsl_cdf_poisson_Q(c - 1, 200.0), 1e-10);
        check_near(q.waiting + q.occupancy * c, 200.0, 1e-7);
    }
}

/* Erlang-A is a birth-death process; its states know nothing of integrals. */
static bool integrals_agree_with_the_chain(uint64_t seed)
{
    uint32_t c = 1 + (uint32_t)(test_random(&seed) % 300);
    double service = exp(4.0 * uniform(&seed) - 2.0),
           leave = service * exp(4.0 * uniform(&seed) - 2.0);
    double arrivals = c * service * (0.3 + 1.5 * uniform(&seed));
    const struct sim_yardstick_chain chain = {arrivals, service, leave, c, 20000, 0};
    struct sim_yardstick_chain_measures want = sim_yardstick_chain_measures(&chain);
    struct sim_yardstick_patience_queue q = solve(arrivals, service, c, &leave);
    return fabs(q.waiting - want.waiting) <= 1e-9 * want.waiting + 1e-12 &&
           fabs(q.abandoned - want.abandoned) <= 1e-10 &&
           fabs(q.occupancy - want.busy / c) <= 1e-10 &&
           fabs(q.wait * leave - q.abandoned) <= 1e-10;
}

static void exponential_patience_agrees_with_its_chain(void **state)
{
    (void)state;
    CHECK_PROPERTY(integrals_agree_with_the_chain);
}

static void endless_patience_is_erlang_c(void **state)
{
    (void)state;
    static const uint32_t servers[] = {1, 10, 1000};
    const double leave = 0.0;
    for (size_t i = 0; i < COUNT_OF(servers); i++) {
        const struct sim_yardstick_station s = {0.97 * servers[i], 1.0, servers[i]};
        struct sim_yardstick_patience_queue q = solve(s.arrival_rate, 1.0, s.servers, &leave);
        struct sim_yardstick_erlang_measures want = sim_yardstick_erlang_measures(s);
        check_near(q.wait_probability, want.wait_probability, 1e-11);
        check_near(q.wait / want.wait, 1.0, 1e-10);
        check_near(q.wait_served / want.wait, 1.0, 1e-10);
        check_near(q.offered_wait / want.wait, 1.0, 1e-10);
        check_near(q.abandoned, 0.0, 0.0);
        double t = want.wait * 1.7;
        check_near(sim_yardstick_patience_wait_over(&q, t), sim_yardstick_erlang_wait_over(s, t),
                   1e-11);
        check_near(sim_yardstick_patience_levels(&q, t).served_of_all,
                   sim_yardstick_erlang_service_level(s, t), 1e-10);
    }
}

static double falling(double t, const void *of)
{
    const double *rate = of;
    return exp(-*rate * t);
}

static void a_curve_without_its_integral_gives_the_same(void **state)
{
    (void)state;
    static const double loads[] = {0.7, 0.96, 1.0, 1.3, 2.0};
    const double leave = 0.5;
    for (size_t i = 0; i < COUNT_OF(loads); i++) {
        const struct sim_yardstick_station s = {50.0 * loads[i], 1.0, 50};
        const struct sim_yardstick_patience curve = {falling, NULL, &leave};
        struct sim_yardstick_patience_queue q, want = solve(s.arrival_rate, 1.0, 50, &leave);
        sim_yardstick_patience_solve(s, curve, &q);
        check_near(q.wait_probability, want.wait_probability, 1e-10);
        check_near(q.abandoned, want.abandoned, 1e-10);
        check_near(q.wait, want.wait, 1e-10);
        check_near(q.wait_served, want.wait_served, 1e-10);
        check_near(sim_yardstick_patience_wait_over(&q, 0.1),
                   sim_yardstick_patience_wait_over(&want, 0.1), 1e-10);
        check_near(sim_yardstick_patience_wait_quantile(&q, 0.95),
                   sim_yardstick_patience_wait_quantile(&want, 0.95), 1e-8);
    }
}

/* Everybody leaves after the same time. */
static double until(double t, const void *of)
{
    const double *limit = of;
    return t < *limit ? 1.0 : 0.0;
}

static double until_sum(double t, const void *of)
{
    const double *limit = of;
    return fmin(t, *limit);
}

/* J in two pieces, J1 and the rest by parts; r = lambda - c mu. */
static void constant_patience_has_its_closed_form(void **state)
{
    (void)state;
    const double limit = 0.3, full = 20.0;
    for (int i = 0; i < 16; i++) {
        const struct sim_yardstick_patience patience = {until, i % 2 == 0 ? NULL : until_sum,
                                                        &limit};
        const double lambda = 15.0 + 3.3 * (i / 2);
        struct sim_yardstick_patience_queue q;
        sim_yardstick_patience_solve((struct sim_yardstick_station){lambda, 2.0, 10}, patience, &q);
        double r = lambda - full, at = exp(r * limit), below = expm1(r * limit) / r;
        double j = below + at / full, first = (limit * at - below) / r;
        double scale = lambda / (1.0 / sim_yardstick_erlang_blocking(9, lambda / 2.0) + lambda * j);
        check_near(q.wait_probability, scale * j, 1e-10);
        check_near(q.abandoned, scale * at / full, 1e-10);
        check_near(q.wait, scale * (first + limit * at / full), 1e-10);
        check_near(q.wait_served, scale * first / (1.0 - q.abandoned), 1e-9);
        check_near(sim_yardstick_patience_wait_over(&q, limit), 0.0, 0.0);
        check_near(sim_yardstick_patience_wait_over(&q, 0.1), scale * (j - expm1(r * 0.1) / r),
                   1e-10);
        if (q.abandoned > 0.01) /* the jump is the quantile */
            check_near(sim_yardstick_patience_wait_quantile(&q, 0.991), limit, 1e-12);
        check_near(sim_yardstick_patience_levels(&q, limit).gone_of_all, 1.0, 0.0);
        check_near(sim_yardstick_patience_levels(&q, limit).served_of_all, 1.0 - q.abandoned, 1e-9);
    }
}

/* A few leave soon, most a little later, the rest one by one. */
static const double step_at[] = {0.0, 0.3, 1.0, 2.0, 5.0, 9.0};
static const double step_to[] = {0.97, 0.6, 0.53, 0.03, 0.01};

static double steps(double t, const void *of)
{
    const double *scale = of;
    for (size_t i = 0; i < COUNT_OF(step_to); i++) {
        if (t < *scale * step_at[i + 1])
            return step_to[i];
    }
    return 0.0;
}

static double steps_sum(double t, const void *of)
{
    const double *scale = of;
    double sum = 0.0;
    for (size_t i = 0; i < COUNT_OF(step_to); i++)
        sum += step_to[i] * fmax(0.0, fmin(t, *scale * step_at[i + 1]) - *scale * step_at[i]);
    return sum;
}

static void no_jump_is_stepped_over(void **state)
{
    (void)state;
    for (double scale = 0.001; scale < 30.0; scale *= 1.37) {
        const struct sim_yardstick_station s = {26.0, 1.0, 20};
        const struct sim_yardstick_patience with = {steps, steps_sum, &scale};
        const struct sim_yardstick_patience without = {steps, NULL, &scale};
        struct sim_yardstick_patience_queue q, want;
        sim_yardstick_patience_solve(s, with, &want);
        sim_yardstick_patience_solve(s, without, &q);
        check_near(q.wait_probability, want.wait_probability, 1e-11);
        check_near(q.abandoned, want.abandoned, 1e-11);
        check_near(q.wait / want.wait, 1.0, 1e-10);
        check_near(q.wait_served / want.wait_served, 1.0, 1e-10);
        check_near(sim_yardstick_patience_wait_over(&q, 1.0),
                   sim_yardstick_patience_wait_over(&want, 1.0), 1e-11);
    }
}

/* Some do not wait at all, the others for ever. */
static double at_once_or_never(double t, const void *of)
{
    const double *stay = of;
    (void)t;
    return *stay;
}

static void balking_has_its_closed_form(void **state)
{
    (void)state;
    const double stay = 0.4, lambda = 15.0;
    const struct sim_yardstick_patience patience = {at_once_or_never, NULL, &stay};
    struct sim_yardstick_patience_queue q;
    sim_yardstick_patience_solve((struct sim_yardstick_station){lambda, 1.0, 10}, patience, &q);
    double spare = 10.0 - lambda * stay;
    double busy =
        lambda / spare / (1.0 / sim_yardstick_erlang_blocking(9, lambda) + lambda / spare);
    check_near(q.wait_probability, busy, 1e-10);
    check_near(q.abandoned, busy * (1.0 - stay), 1e-10);
    check_near(q.wait, busy * stay / spare, 1e-10);
    check_near(sim_yardstick_patience_wait_over(&q, 0.5), stay * busy * exp(-spare * 0.5), 1e-10);
    check_near(sim_yardstick_patience_wait_over(&q, 0.0), stay * busy, 1e-10);
}

static void more_staying_for_ever_than_are_served_wait_for_ever(void **state)
{
    (void)state;
    const double stay = 0.4;
    const struct sim_yardstick_patience patience = {at_once_or_never, NULL, &stay};
    struct sim_yardstick_patience_queue q;
    sim_yardstick_patience_solve((struct sim_yardstick_station){25.0, 1.0, 10}, patience, &q);
    assert_false(q.is_stable);
    check_near(q.wait_probability, 1.0, 0.0);
    check_near(q.abandoned, 0.6, 1e-15);
    check_near(q.occupancy, 1.0, 0.0);
    assert_true(isinf(q.wait) && isinf(q.waiting) && isinf(q.wait_served) && isinf(q.offered_wait));
    check_near(sim_yardstick_patience_wait_over(&q, 1e6), stay, 0.0);
    assert_true(isinf(sim_yardstick_patience_wait_quantile(&q, 0.7)));
    check_near(sim_yardstick_patience_wait_quantile(&q, 0.5), 0.0, 0.0);
    struct sim_yardstick_patience_levels l = sim_yardstick_patience_levels(&q, 1e6);
    check_near(l.served_of_all, 0.0, 0.0);
    check_near(l.gone_of_all, 0.6, 1e-15);
    const double never = 0.0;
    q = solve(10.0, 1.0, 10, &never);
    assert_false(q.is_stable);
    check_near(q.abandoned, 0.0, 0.0);
    check_near(sim_yardstick_patience_levels(&q, 1.0).served_of_served, 0.0, 0.0);
    check_near(sim_yardstick_patience_levels(&q, 1.0).served_of_patient, 0.0, 0.0);
}

/* Weibull patience of shape 2: nobody leaves at first, then many. */
static double weibull(double t, const void *of)
{
    const double *scale = of;
    return exp(-t * t / (*scale * *scale));
}

static double weibull_sum(double t, const void *of)
{
    const double *scale = of;
    return *scale * 0.88622692545275801365 * erf(t / *scale);
}

static bool parts_add_up(uint64_t seed)
{
    double scale = exp(3.0 * uniform(&seed) - 2.0);
    const struct sim_yardstick_patience patience = {weibull, weibull_sum, &scale};
    uint32_t c = 1 + (uint32_t)(test_random(&seed) % 100);
    const struct sim_yardstick_station s = {c * (0.4 + 1.2 * uniform(&seed)), 1.0, c};
    struct sim_yardstick_patience_queue q;
    sim_yardstick_patience_solve(s, patience, &q);
    double t = scale * 2.0 * uniform(&seed), mean = 0.0;
    double step = sim_yardstick_patience_wait_quantile(&q, 1.0 - 1e-8) / 1000.0;
    struct sim_yardstick_patience_levels l = sim_yardstick_patience_levels(&q, t);
    double end = sim_yardstick_patience_levels(&q, 1e3).served_of_all;
    for (int i = 0; i < 1000; i++)
        mean += step * sim_yardstick_patience_wait_over(&q, step * (i + 0.5));
    double p = 1.0 - sim_yardstick_patience_wait_over(&q, t);
    double back = p < 0.999999 ? sim_yardstick_patience_wait_quantile(&q, p) : t;
    return fabs(end - 1.0 + q.abandoned) < 1e-9 && fabs(mean - q.wait) < 2e-3 * q.wait + 1e-9 &&
           fabs(sim_yardstick_patience_wait_over(&q, back) + p - 1.0) < 1e-10 &&
           l.served_of_all <= l.served_of_patient && l.served_of_patient <= l.gone_of_all + 1e-12 &&
           fabs(l.gone_of_all - p) < 1e-15 && l.served_of_served <= 1.0 + 1e-9;
}

static void any_patience_gives_consistent_answers(void **state)
{
    (void)state;
    CHECK_PROPERTY(parts_add_up);
}

static void shorter_patience_means_shorter_waits_and_more_lost(void **state)
{
    (void)state;
    double lost = 0.0, wait = (double)INFINITY;
    for (double leave = 0.01; leave < 50.0; leave *= 1.7) {
        struct sim_yardstick_patience_queue q = solve(105.0, 1.0, 100, &leave);
        assert_true(q.abandoned > lost && q.wait < wait);
        lost = q.abandoned;
        wait = q.wait;
    }
    assert_true(lost < sim_yardstick_erlang_blocking(100, 105.0));
}

static void a_thousand_servers_in_deep_overload_are_a_fluid(void **state)
{
    (void)state;
    const double leave = 0.01;
    struct sim_yardstick_patience_queue q = solve(2000.0, 1.0, 1000, &leave);
    check_near(q.wait_probability, 1.0, 1e-12);
    check_near(q.abandoned, 0.5, 1e-10);
    check_near(q.waiting, 1000.0 / leave, 1e-4);
    check_near(q.offered_wait, log(2.0) / leave, 0.1);
    check_near(sim_yardstick_patience_wait_over(&q, 1.0), exp(-0.01), 1e-10);
    const double long_leave = 1e-5; /* the wait is 67803 +- 10 */
    q = solve(1970.0, 1.0, 1000, &long_leave);
    check_near(q.waiting * long_leave / 970.0, 1.0, 1e-8);
    check_near(q.abandoned, 970.0 / 1970.0, 1e-10);
    const double short_leave = 1.0;
    q = solve(1.0, 1.0, 1000, &short_leave);
    check_near(q.wait_probability, 0.0, 0.0);
    check_near(q.wait, 0.0, 0.0);
    check_near(q.occupancy, 0.001, 1e-15);
}

static void ignore_error(const char *reason, const char *file, int line, int number)
{
    (void)reason;
    (void)file;
    (void)line;
    (void)number;
}

static void gsls_error_handler_is_put_back(void **state)
{
    (void)state;
    const double leave = 1.0;
    gsl_error_handler_t *before = gsl_set_error_handler(ignore_error);
    struct sim_yardstick_patience_queue q = solve(5.0, 1.0, 5, &leave);
    (void)sim_yardstick_patience_wait_quantile(&q, 0.9);
    (void)sim_yardstick_patience_levels(&q, 0.9);
    gsl_error_handler_t *after = gsl_set_error_handler(before);
    assert_true(after == ignore_error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_centre_has_the_published_abandonment),
        cmocka_unit_test(the_four_service_levels_differ_as_known),
        cmocka_unit_test(fifty_agents_have_the_published_waits),
        cmocka_unit_test(an_overloaded_hundred_has_its_known_values),
        cmocka_unit_test(patience_as_long_as_service_makes_the_number_poisson),
        cmocka_unit_test(exponential_patience_agrees_with_its_chain),
        cmocka_unit_test(endless_patience_is_erlang_c),
        cmocka_unit_test(a_curve_without_its_integral_gives_the_same),
        cmocka_unit_test(constant_patience_has_its_closed_form),
        cmocka_unit_test(no_jump_is_stepped_over),
        cmocka_unit_test(balking_has_its_closed_form),
        cmocka_unit_test(more_staying_for_ever_than_are_served_wait_for_ever),
        cmocka_unit_test(any_patience_gives_consistent_answers),
        cmocka_unit_test(shorter_patience_means_shorter_waits_and_more_lost),
        cmocka_unit_test(a_thousand_servers_in_deep_overload_are_a_fluid),
        cmocka_unit_test(gsls_error_handler_is_put_back),
    };
    return cmocka_run_group_tests_name("yardstick_patience", tests, NULL, NULL);
}
