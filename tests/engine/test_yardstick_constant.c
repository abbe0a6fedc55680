/* test_yardstick_constant.c - M/D/c against published values, Erlang's M/D/1 and the random walk
 * whose highest point the queue is. */
#include "sim/engine/yardstick_constant.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>

#include "sim/base/attr.h"
#include "sim/engine/yardstick_general.h"
#include "tests/support/check.h"

static void *new_arena(void)
{
    struct arena *a = arena_new(0);
    assert_non_null(a);
    return a;
}

static struct sim_yardstick_constant solve(struct arena *a, struct sim_yardstick_station s)
{
    struct sim_yardstick_constant m;
    assert_true(sim_yardstick_constant_solve(a, s, &m));
    return m;
}

/* Crommelin's embedded chain and Franx's formula, computed elsewhere. */
static void several_servers_have_their_known_waits(void **state)
{
    (void)state;
    static const struct {
        uint32_t servers;
        double share, wait, probability, p90, p95;
    } want[] = {
        {2, 0.8, 0.90328388, 0.70189832, 2.39728, 3.20176},
        {3, 0.5, 0.08720173, 0.22527318, 0.37102, 0.58222},
        {4, 0.7, 0.18970769, 0.40994777, 0.64150, 0.88857},
        {5, 0.9, 0.77669516, 0.74782855, 2.02184, 2.69107},
        {6, 0.9, 0.62996630, 0.72352522, 1.66479, 2.22248},
    };
    struct arena *a = new_arena();
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        const struct sim_yardstick_station s = {want[i].share * want[i].servers, 1.0,
                                                want[i].servers};
        struct sim_yardstick_constant_measures got = sim_yardstick_constant_measures(s);
        struct sim_yardstick_constant m = solve(a, s);
        check_near(got.wait, want[i].wait, 1e-8);
        check_near(got.wait_probability, want[i].probability, 1e-8);
        check_near(sim_yardstick_constant_wait_quantile(&m, 0.90), want[i].p90, 1e-5);
        check_near(sim_yardstick_constant_wait_quantile(&m, 0.95), want[i].p95, 1e-5);
    }
    arena_free(a);
}

/* P(W <= t) = (1 - rho) sum_{j <= t} (-y)^j / j! e^y, y = lambda (t - j), in units of D. */
static double erlang_within(double load, double t)
{
    double sum = 0.0;
    for (int j = 0; j <= (int)t; j++) {
        double y = load * (t - j), term = exp(y);
        for (int i = 1; i <= j; i++)
            term *= -y / i;
        sum += term;
    }
    return (1.0 - load) * sum;
}

static void one_server_is_erlangs_formula(void **state)
{
    (void)state;
    static const double want[] = {0.2, 0.29836494, 0.44510819, 0.63451994};
    static const double at[] = {0.0, 0.5, 1.0, 2.0};
    struct arena *a = new_arena();
    const struct sim_yardstick_station s = {0.8, 1.0, 1};
    struct sim_yardstick_constant m = solve(a, s);
    check_near(sim_yardstick_constant_measures(s).wait, 2.0, 1e-14);
    for (size_t i = 0; i < COUNT_OF(at); i++)
        check_near(1.0 - sim_yardstick_constant_wait_over(&m, at[i]), want[i], 1e-8);
    for (double t = 0.0; t < 8.0; t += 0.0625)
        check_near(1.0 - sim_yardstick_constant_wait_over(&m, t), erlang_within(0.8, t), 1e-11);
    arena_free(a);
}

static void one_server_is_pollaczek_and_khinchines_mean(void **state)
{
    (void)state;
    for (double load = 0.01; load < 0.9999; load += 0.0499) {
        const struct sim_yardstick_station s = {load / 7.0, 1.0 / 7.0, 1};
        struct sim_yardstick_constant_measures m = sim_yardstick_constant_measures(s);
        check_near(m.wait, sim_yardstick_general_wait(load / 7.0, 7.0, 0.0), 1e-12 / (1.0 - load));
        check_near(m.wait_probability, load, 1e-14);
    }
}

/* Every D the queue grows by a Poisson number less c, so its length is the highest point of a
 * random walk, and with S_k = Poisson(k a) - k c (Spitzer 1956): E = sum E[S_k^+] / k, P(nobody
 * waits) = e^{-sum P(S_k > 0) / k}. Nothing here knows of roots. */
static void the_queue_is_the_highest_point_of_a_random_walk(void **state)
{
    (void)state;
    static const struct sim_yardstick_station stations[] = {
        {0.6, 1.0, 1}, {2.1, 1.0, 3}, {34.0, 1.0, 40}, {190.0, 1.0, 200}, {950.0, 1.0, 1000}};
    struct arena *a = new_arena();
    for (size_t i = 0; i < COUNT_OF(stations); i++) {
        double mean = 0.0, log_none = 0.0, term = 1.0;
        for (unsigned k = 1; term > 1e-16; k++) {
            unsigned c = k * stations[i].servers;
            double load = k * stations[i].arrival_rate;
            double reaches = gsl_cdf_poisson_Q(c - 1, load), passes = gsl_cdf_poisson_Q(c, load);
            term = reaches / k;
            log_none -= passes / k;
            mean += (load * reaches - c * passes) / k;
        }
        struct sim_yardstick_constant m = solve(a, stations[i]);
        struct sim_yardstick_constant_measures got = sim_yardstick_constant_measures(stations[i]);
        check_near(m.over[0], -expm1(log_none), 1e-11);
        check_near(got.waiting, mean, 1e-10);
        check_near(got.wait, mean / stations[i].arrival_rate, 1e-12);
    }
    arena_free(a);
}

static void distribution_and_means_agree(void **state)
{
    (void)state;
    static const uint32_t servers[] = {1, 2, 7, 64, 1000};
    struct arena *a = new_arena();
    for (size_t i = 0; i < COUNT_OF(servers); i++) {
        for (double share = 0.2; share < 1.0; share += 0.195) {
            const struct sim_yardstick_station s = {share * servers[i] / 12.0, 1.0 / 12.0,
                                                    servers[i]};
            struct sim_yardstick_constant_measures want = sim_yardstick_constant_measures(s);
            struct sim_yardstick_constant m = solve(a, s);
            double waiting = 0.0;
            for (size_t n = 0; n < m.count; n++)
                waiting += m.over[n];
            check_near(waiting, want.waiting, 1e-11 * servers[i] / (1.0 - share));
            check_near(sim_yardstick_constant_wait_over(&m, 0.0), want.wait_probability, 1e-11);
            arena_reset(a);
        }
    }
    arena_free(a);
}

static void the_mean_is_the_integral_of_the_distribution(void **state)
{
    (void)state;
    struct arena *a = new_arena();
    const struct sim_yardstick_station s = {4.5, 1.0, 5};
    struct sim_yardstick_constant m = solve(a, s);
    double sum = 0.0, step = 1.0 / 256.0;
    for (double t = step / 2.0; t < 30.0; t += step)
        sum += step * sim_yardstick_constant_wait_over(&m, t);
    check_near(sum, sim_yardstick_constant_measures(s).wait, 1e-5);
    arena_free(a);
}

static void waits_get_rarer_and_quantiles_find_them(void **state)
{
    (void)state;
    struct arena *a = new_arena();
    struct sim_yardstick_constant m = solve(a, (struct sim_yardstick_station){9.3, 0.5, 20});
    double before = 1.0;
    for (double t = 0.0; t < 40.0; t += 0.01) {
        double over = sim_yardstick_constant_wait_over(&m, t);
        assert_true(over <= before + 1e-14);
        before = over;
    }
    check_near(sim_yardstick_constant_wait_over(&m, 1e9), 0.0, 0.0);
    double none = 1.0 - sim_yardstick_constant_wait_over(&m, 0.0);
    for (double p = 0.05; p < 0.9999; p += 0.0499) {
        double t = sim_yardstick_constant_wait_quantile(&m, p);
        assert_true((t > 0.0) == (p > none));
        check_near(1.0 - sim_yardstick_constant_wait_over(&m, t), fmax(none, p), 1e-11);
    }
    arena_free(a);
}

static void constant_service_halves_at_most_the_wait_of_exponential_service(void **state)
{
    (void)state;
    for (uint32_t c = 1; c <= 200; c += 13) {
        for (double share = 0.6; share < 1.0; share += 0.13) {
            const struct sim_yardstick_station s = {share * c, 1.0, c};
            double constant = sim_yardstick_constant_measures(s).wait;
            double exponential = sim_yardstick_erlang_measures(s).wait;
            assert_true(constant <= exponential + 1e-12);
            assert_true(constant >= exponential / 2.0 - 1e-12);
        }
    }
}

static void hardly_any_load_and_nearly_too_much_are_answered(void **state)
{
    (void)state;
    struct arena *a = new_arena();
    struct sim_yardstick_constant light = solve(a, (struct sim_yardstick_station){1.0, 1.0, 1000});
    check_near(sim_yardstick_constant_wait_over(&light, 0.0), 0.0, 1e-11);
    check_near(sim_yardstick_constant_measures(light.station).waiting, 0.0, 1e-11);
    const struct sim_yardstick_station heavy = {4999.0, 1.0, 5000};
    /* Halfin & Whitt: the idle share is 1 in 5000, the queue near c / 2 (c - a) / c. */
    check_near(sim_yardstick_constant_measures(heavy).waiting / 2500.0, 1.0, 0.05);
    struct sim_yardstick_constant one = solve(a, (struct sim_yardstick_station){0.9999, 1.0, 1});
    check_near(sim_yardstick_constant_wait_over(&one, 0.0), 0.9999, 1e-11);
    check_near(sim_yardstick_constant_wait_quantile(&one, 0.5) / 5000.0, log(2.0), 1e-3);
    arena_free(a);
}

static void an_overloaded_station_makes_everybody_wait_for_ever(void **state)
{
    (void)state;
    struct arena *a = new_arena();
    const struct sim_yardstick_station s = {3.0, 1.0, 3};
    struct sim_yardstick_constant m = solve(a, s);
    struct sim_yardstick_constant_measures got = sim_yardstick_constant_measures(s);
    check_near(got.wait_probability, 1.0, 0.0);
    assert_true(isinf(got.wait) && isinf(got.waiting));
    check_near(sim_yardstick_constant_wait_over(&m, 1e9), 1.0, 0.0);
    assert_true(isinf(sim_yardstick_constant_wait_quantile(&m, 0.1)));
    arena_free(a);
}

static void lack_of_memory_is_reported(void **state)
{
    (void)state;
    struct sim_yardstick_constant m;
    struct arena *a = new_arena();
    for (unsigned nth = 1; nth <= 2; nth++) {
        arena_fail_nth(a, nth);
        assert_false(
            sim_yardstick_constant_solve(a, (struct sim_yardstick_station){2.0, 1.0, 3}, &m));
    }
    arena_free(a);
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
    struct arena *a = new_arena();
    gsl_error_handler_t *before = gsl_set_error_handler(ignore_error);
    struct sim_yardstick_constant m = solve(a, (struct sim_yardstick_station){2.0, 1.0, 3});
    (void)sim_yardstick_constant_wait_quantile(&m, 0.9);
    gsl_error_handler_t *after = gsl_set_error_handler(before);
    assert_true(after == ignore_error);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_servers_have_their_known_waits),
        cmocka_unit_test(one_server_is_erlangs_formula),
        cmocka_unit_test(one_server_is_pollaczek_and_khinchines_mean),
        cmocka_unit_test(the_queue_is_the_highest_point_of_a_random_walk),
        cmocka_unit_test(distribution_and_means_agree),
        cmocka_unit_test(the_mean_is_the_integral_of_the_distribution),
        cmocka_unit_test(waits_get_rarer_and_quantiles_find_them),
        cmocka_unit_test(constant_service_halves_at_most_the_wait_of_exponential_service),
        cmocka_unit_test(hardly_any_load_and_nearly_too_much_are_answered),
        cmocka_unit_test(an_overloaded_station_makes_everybody_wait_for_ever),
        cmocka_unit_test(lack_of_memory_is_reported),
        cmocka_unit_test(gsls_error_handler_is_put_back),
    };
    return cmocka_run_group_tests_name("yardstick_constant", tests, NULL, NULL);
}
