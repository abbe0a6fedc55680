/* test_yardstick_phase.c - services in phases, between constant and very uneven ones. */
#include "sim/engine/yardstick_phase.h"

#include <gsl/gsl_errno.h>

#include "sim/base/attr.h"
#include "sim/engine/yardstick_constant.h"
#include "sim/engine/yardstick_erlang.h"
#include "sim/engine/yardstick_general.h"
#include "tests/support/check.h"

static struct sim_yardstick_phase_measures
solve(double arrival_rate, const struct sim_yardstick_phase *law, uint32_t servers)
{
    struct sim_yardstick_phase_measures m;
    struct arena *a = arena_new(0);
    assert_non_null(a);
    assert_true(sim_yardstick_phase_solve(a, arrival_rate, law, servers, &m));
    arena_free(a);
    return m;
}

static double uniform(uint64_t *seed)
{
    return (double)(test_random(seed) >> 11) * 0x1p-53;
}

static void several_servers_have_their_known_waits(void **state)
{
    (void)state;
    const struct sim_yardstick_phase even = sim_yardstick_phase_erlang(1.0, 2);
    const struct sim_yardstick_phase uneven = sim_yardstick_phase_hyper(1.0, sqrt(2.0));
    struct sim_yardstick_phase_measures m = solve(1.6, &even, 2);
    check_near(m.wait, 1.34239131, 1e-7);
    check_near(m.wait_probability, 0.70869565, 1e-7);
    m = solve(4.5, &even, 5);
    check_near(m.wait, 1.15330879, 1e-7);
    check_near(m.wait_probability, 0.75840209, 1e-7);
    m = solve(4.5, &uneven, 5);
    check_near(m.wait, 2.23831089, 1e-7);
    check_near(m.wait_probability, 0.76790839, 1e-7);
}

static void balanced_means_have_their_known_parameters(void **state)
{
    (void)state;
    const struct sim_yardstick_phase law = sim_yardstick_phase_hyper(1.0, sqrt(2.0));
    check_near(law.start[0], 0.788675134594813, 1e-15);
    check_near(law.start[0] + law.start[1], 1.0, 0.0);
    check_near(law.rate[0], 1.577350269, 1e-9);
    check_near(law.rate[1], 0.422649731, 1e-9);
    check_near(law.start[0] / law.rate[0], law.start[1] / law.rate[1], 1e-15);
}

static void means_are_what_was_asked_for(void **state)
{
    (void)state;
    for (uint32_t k = 1; k <= SIM_YARDSTICK_PHASE_MOST; k++) {
        const struct sim_yardstick_phase law = sim_yardstick_phase_erlang(12.0, k);
        check_near(sim_yardstick_phase_mean(&law), 12.0, 1e-14);
    }
    for (double cv = 1.0; cv < 6.0; cv += 0.5) {
        const struct sim_yardstick_phase law = sim_yardstick_phase_hyper(12.0, cv);
        check_near(sim_yardstick_phase_mean(&law), 12.0, 1e-13);
    }
}

static void one_server_is_pollaczek_and_khinchines_mean(void **state)
{
    (void)state;
    for (double rate = 0.05; rate < 1.0; rate += 0.15) {
        for (uint32_t k = 1; k <= SIM_YARDSTICK_PHASE_MOST; k++) {
            const struct sim_yardstick_phase law = sim_yardstick_phase_erlang(1.0, k);
            struct sim_yardstick_phase_measures m = solve(rate, &law, 1);
            check_near(m.wait / sim_yardstick_general_wait(rate, 1.0, 1.0 / sqrt(k)), 1.0, 1e-12);
            check_near(m.wait_probability, rate, 1e-13);
        }
        const struct sim_yardstick_phase law = sim_yardstick_phase_hyper(1.0, 3.0);
        struct sim_yardstick_phase_measures m = solve(rate, &law, 1);
        check_near(m.wait / sim_yardstick_general_wait(rate, 1.0, 3.0), 1.0, 1e-12);
        check_near(m.waiting, rate * m.wait, 1e-13 * m.waiting);
    }
}

/* Any mixture of starts, rates and early ends, by its first two moments. */
static bool any_law_is_pollaczek_and_khinchines(uint64_t seed)
{
    struct sim_yardstick_phase law = {.phases = 1 + (uint32_t)(test_random(&seed) % 5)};
    double sum = 0.0, first = 0.0, second = 0.0;
    for (uint32_t i = 0; i < law.phases; i++) {
        sum += law.start[i] = 0.1 + uniform(&seed);
        law.rate[i] = exp(2.0 * uniform(&seed) - 1.0);
        law.onward[i] = i + 1 < law.phases ? uniform(&seed) : 0.0;
    }
    for (uint32_t i = 0; i < law.phases; i++)
        law.start[i] /= sum;
    double rest = 0.0, rest_square = 0.0; /* moments from phase i on */
    for (uint32_t i = law.phases; i-- > 0;) {
        double mean = 1.0 / law.rate[i];
        rest_square = 2.0 * mean * mean + law.onward[i] * (2.0 * mean * rest + rest_square);
        rest = mean + law.onward[i] * rest;
        first += law.start[i] * rest;
        second += law.start[i] * rest_square;
    }
    double rate = (0.1 + 0.8 * uniform(&seed)) / first, cv = sqrt(second / (first * first) - 1.0);
    struct sim_yardstick_phase_measures m = solve(rate, &law, 1);
    return fabs(sim_yardstick_phase_mean(&law) / first - 1.0) < 1e-13 &&
           fabs(m.wait / sim_yardstick_general_wait(rate, first, cv) - 1.0) < 1e-11;
}

static void any_phases_are_right_for_one_server(void **state)
{
    (void)state;
    CHECK_PROPERTY(any_law_is_pollaczek_and_khinchines);
}

/* Service with one phase, two alike, and two of which the first has twice the rate and is the
 * last half the time: s/(s + 2) (1/2 + 1/2 ...) comes to 1/(s + 1) again. */
static void exponential_service_is_erlang_c_however_it_is_written(void **state)
{
    (void)state;
    const struct sim_yardstick_phase laws[] = {
        sim_yardstick_phase_erlang(3.0, 1),
        sim_yardstick_phase_hyper(3.0, 1.0),
        {.phases = 2, .start = {0.25, 0.75}, .rate = {1.0 / 3.0, 1.0 / 3.0}},
        /* leaves a phase of twice the rate for the other half the time */
        {.phases = 2, .start = {1.0}, .rate = {2.0 / 3.0, 1.0 / 3.0}, .onward = {0.5, 0.0}},
    };
    static const uint32_t servers[] = {1, 2, 5, 20, 60};
    for (size_t i = 0; i < COUNT_OF(servers); i++) {
        const struct sim_yardstick_station s = {0.9 * servers[i] / 3.0, 1.0 / 3.0, servers[i]};
        struct sim_yardstick_erlang_measures want = sim_yardstick_erlang_measures(s);
        for (size_t j = 0; j < COUNT_OF(laws); j++) {
            struct sim_yardstick_phase_measures m = solve(s.arrival_rate, &laws[j], servers[i]);
            check_near(m.wait / want.wait, 1.0, 1e-11);
            check_near(m.wait_probability, want.wait_probability, 1e-11);
        }
    }
}

static void the_more_even_service_is_the_shorter_is_the_wait(void **state)
{
    (void)state;
    for (uint32_t c = 1; c <= 4; c++) {
        const struct sim_yardstick_station s = {0.85 * c, 1.0, c};
        double longest = sim_yardstick_erlang_measures(s).wait;
        double least = sim_yardstick_constant_measures(s).wait, before = longest * (1.0 + 1e-12);
        for (uint32_t k = 1; k <= 6; k++) {
            const struct sim_yardstick_phase law = sim_yardstick_phase_erlang(1.0, k);
            double wait = solve(s.arrival_rate, &law, c).wait;
            assert_true(wait < before && wait > least);
            /* nearly linear in cv^2 */
            check_near((wait - least) / (longest - least), 1.0 / k, 0.05);
            before = wait;
        }
        const struct sim_yardstick_phase law = sim_yardstick_phase_hyper(1.0, 2.0);
        assert_true(solve(s.arrival_rate, &law, c).wait > longest);
    }
}

static void another_unit_of_time_only_scales_the_wait(void **state)
{
    (void)state;
    const struct sim_yardstick_phase minutes = sim_yardstick_phase_hyper(12.0, 1.5);
    const struct sim_yardstick_phase hours = sim_yardstick_phase_hyper(0.2, 1.5);
    struct sim_yardstick_phase_measures m = solve(0.3, &minutes, 4), h = solve(18.0, &hours, 4);
    check_near(m.wait / (60.0 * h.wait), 1.0, 1e-13);
    check_near(m.wait_probability, h.wait_probability, 1e-14);
}

static void nearly_too_much_load_is_still_exact(void **state)
{
    (void)state;
    const struct sim_yardstick_phase law = sim_yardstick_phase_erlang(1.0, 3);
    double rate = 0.9999;
    double want = sim_yardstick_general_wait(rate, 1.0, 1.0 / sqrt(3.0));
    check_near(solve(rate, &law, 1).wait / want, 1.0, 1e-10);
    struct sim_yardstick_phase_measures m = solve(3.0 * rate, &law, 3);
    check_near(m.waiting * (1.0 - rate), 2.0 / 3.0, 1e-3); /* heavy traffic: (1 + cv^2) / 2 */
}

static void an_overloaded_station_makes_everybody_wait_for_ever(void **state)
{
    (void)state;
    const struct sim_yardstick_phase law = sim_yardstick_phase_erlang(2.0, 2);
    struct sim_yardstick_phase_measures m = solve(1.5, &law, 3);
    check_near(m.wait_probability, 1.0, 0.0);
    assert_true(isinf(m.wait) && isinf(m.waiting));
}

static void lack_of_memory_is_reported(void **state)
{
    (void)state;
    struct sim_yardstick_phase_measures m;
    const struct sim_yardstick_phase law = sim_yardstick_phase_erlang(1.0, 2);
    struct arena *a = arena_new(0);
    assert_non_null(a);
    unsigned nth = 1;
    for (bool done = false; !done; nth++) {
        arena_fail_nth(a, nth);
        done = sim_yardstick_phase_solve(a, 1.6, &law, 2, &m);
    }
    assert_true(nth > 2);
    check_near(m.wait, 1.34239131, 1e-7);
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
    const struct sim_yardstick_phase law = sim_yardstick_phase_erlang(1.0, 2);
    gsl_error_handler_t *before = gsl_set_error_handler(ignore_error);
    (void)solve(1.6, &law, 2);
    gsl_error_handler_t *after = gsl_set_error_handler(before);
    assert_true(after == ignore_error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_servers_have_their_known_waits),
        cmocka_unit_test(balanced_means_have_their_known_parameters),
        cmocka_unit_test(means_are_what_was_asked_for),
        cmocka_unit_test(one_server_is_pollaczek_and_khinchines_mean),
        cmocka_unit_test(any_phases_are_right_for_one_server),
        cmocka_unit_test(exponential_service_is_erlang_c_however_it_is_written),
        cmocka_unit_test(the_more_even_service_is_the_shorter_is_the_wait),
        cmocka_unit_test(another_unit_of_time_only_scales_the_wait),
        cmocka_unit_test(nearly_too_much_load_is_still_exact),
        cmocka_unit_test(an_overloaded_station_makes_everybody_wait_for_ever),
        cmocka_unit_test(lack_of_memory_is_reported),
        cmocka_unit_test(gsls_error_handler_is_put_back),
    };
    return cmocka_run_group_tests_name("yardstick_phase", tests, NULL, NULL);
}
