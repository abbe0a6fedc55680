/* test_yardstick_chain.c - stations with finite places or sources, against published values and
 * distributions that are known by name. */
#include "sim/engine/yardstick_chain.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include "sim/base/attr.h"
#include "sim/engine/yardstick_erlang.h"
#include "tests/support/check.h"

enum { STATES = 6001 };

static double uniform(uint64_t *seed)
{
    return (double)(test_random(seed) >> 11) * 0x1p-53;
}

/* Rossetti, Simulation Modeling and Arena, ch. 11. */
static void a_finite_buffer_turns_away_the_published_share(void **state)
{
    (void)state;
    const struct sim_yardstick_chain chain = {1.0, 1.2, 0.0, 1, 6, 0};
    struct sim_yardstick_chain_measures m = sim_yardstick_chain_measures(&chain);
    double p[7];
    check_near(m.blocked, 0.077424, 5e-7);
    check_near(m.customers, 2.290163, 5e-7);
    check_near(m.time, 2.482356, 5e-7);
    sim_yardstick_chain_states(&chain, p, 7);
    check_near(p[6], m.blocked, 1e-16);
}

/* Rossetti, ch. 11: five machines, and the cost of one to five repairers. */
static void machine_repair_has_the_published_number_of_broken_machines(void **state)
{
    (void)state;
    static const double broken[] = {2.674, 1.661, 1.457, 1.430, 1.429};
    static const double cost[] = {175.460, 129.655, 132.419, 145.816, 160.714};
    for (uint32_t c = 1; c <= 5; c++) {
        const struct sim_yardstick_chain chain = {0.1, 0.25, 0.0, c, 5, 5};
        struct sim_yardstick_chain_measures m = sim_yardstick_chain_measures(&chain);
        check_near(m.customers, broken[c - 1], 5.1e-4);
        check_near(60.0 * m.customers + 15.0 * c, cost[c - 1], 5.1e-4);
        check_near(m.blocked, 0.0, 0.0);
    }
}

static void without_waiting_places_it_is_erlang_b(void **state)
{
    (void)state;
    static const uint32_t servers[] = {1, 2, 30, 1000, 5000};
    for (size_t i = 0; i < COUNT_OF(servers); i++) {
        double load = 0.97 * servers[i];
        const struct sim_yardstick_chain chain = {load, 1.0, 0.0, servers[i], servers[i], 0};
        double want = sim_yardstick_erlang_blocking(servers[i], load);
        struct sim_yardstick_chain_measures m = sim_yardstick_chain_measures(&chain);
        check_near(m.blocked / want, 1.0, 1e-12);
        check_near(m.wait, 0.0, 0.0);
        check_near(m.time, 1.0, 1e-14);
    }
}

static void with_many_places_it_is_the_station_without_a_limit(void **state)
{
    (void)state;
    const struct sim_yardstick_chain chain = {9.0, 1.0, 0.0, 10, 1000, 0};
    struct sim_yardstick_chain_measures m = sim_yardstick_chain_measures(&chain);
    struct sim_yardstick_erlang_measures want =
        sim_yardstick_erlang_measures((struct sim_yardstick_station){9.0, 1.0, 10});
    check_near(m.wait, want.wait, 1e-13);
    check_near(m.customers, want.customers, 1e-12);
    check_near(m.busy, 9.0, 1e-13);
}

/* Sources that never meet are independent. */
static void a_server_for_each_source_makes_the_number_binomial(void **state)
{
    (void)state;
    const struct sim_yardstick_chain chain = {0.3, 0.7, 0.0, 40, 40, 40};
    double p[41];
    sim_yardstick_chain_states(&chain, p, 41);
    for (unsigned i = 0; i <= 40; i++)
        check_near(p[i], gsl_ran_binomial_pdf(i, 0.3, 40), 1e-14);
}

/* Who waits leaves as fast as who is served, so nobody's stay depends on the servers. */
static void patience_as_long_as_service_makes_the_number_poisson(void **state)
{
    (void)state;
    static double p[STATES];
    const struct sim_yardstick_chain chain = {300.0, 2.0, 2.0, 120, STATES - 1, 0};
    sim_yardstick_chain_states(&chain, p, STATES);
    for (unsigned i = 0; i < 400; i++)
        check_near(p[i], gsl_ran_poisson_pdf(i, 150.0), 1e-13);
    check_near(sim_yardstick_chain_measures(&chain).customers, 150.0, 1e-11);
}

static struct sim_yardstick_chain any_chain(uint64_t *seed)
{
    struct sim_yardstick_chain chain = {
        .arrival_rate = exp(8.0 * uniform(seed) - 2.0),
        .service_rate = exp(4.0 * uniform(seed) - 2.0),
        .leave_rate = test_random(seed) % 2 == 0 ? 0.0 : uniform(seed),
        .servers = 1 + (uint32_t)(test_random(seed) % 300),
        .places = 1 + (uint32_t)(test_random(seed) % (STATES - 1)),
    };
    if (test_random(seed) % 2 == 0)
        chain.sources = chain.places + (uint32_t)(test_random(seed) % 3);
    return chain;
}

static double down(const struct sim_yardstick_chain *c, uint32_t i)
{
    double busy = fmin(i, c->servers);
    return c->service_rate * busy + c->leave_rate * (i - busy);
}

static bool flows_between_neighbours_are_equal(uint64_t seed)
{
    static double p[STATES];
    struct sim_yardstick_chain c = any_chain(&seed);
    sim_yardstick_chain_states(&c, p, STATES);
    double sum = 0.0;
    for (uint32_t i = 0; i < STATES; i++)
        sum += p[i];
    if (fabs(sum - 1.0) > 1e-12 || (c.places + 1 < STATES && p[c.places + 1] > 0.0))
        return false;
    for (uint32_t i = 0; i < c.places; i++) {
        double up = p[i] * c.arrival_rate * (c.sources == 0 ? 1.0 : c.sources - i);
        if (up > 1e-290 && fabs(p[i + 1] * down(&c, i + 1) / up - 1.0) > 1e-14)
            return false;
    }
    return true;
}

static bool who_comes_in_goes_out(uint64_t seed)
{
    static double p[STATES];
    struct sim_yardstick_chain c = any_chain(&seed);
    struct sim_yardstick_chain_measures m = sim_yardstick_chain_measures(&c);
    double offered = m.rate / (1.0 - m.blocked), mean = 0.0;
    sim_yardstick_chain_states(&c, p, STATES);
    for (uint32_t i = 0; i < STATES; i++)
        mean += i * p[i];
    if (fabs(mean - m.customers) > 1e-10 * mean || fabs(m.busy + m.waiting - mean) > 1e-10 * mean)
        return false;
    if (m.blocked > 0.999) /* 1 - blocked has lost its digits */
        return true;
    double out = m.busy * c.service_rate + m.abandoned * offered;
    return fabs(out / m.rate - 1.0) < 1e-10 && fabs(m.time * m.rate / mean - 1.0) < 1e-12;
}

static void probabilities_balance_and_add_up_to_one(void **state)
{
    (void)state;
    CHECK_PROPERTY(flows_between_neighbours_are_equal);
}

static void what_is_let_in_is_served_or_gives_up(void **state)
{
    (void)state;
    CHECK_PROPERTY(who_comes_in_goes_out);
}

static void fewer_probabilities_can_be_asked_for(void **state)
{
    (void)state;
    const struct sim_yardstick_chain chain = {5.0, 1.0, 0.0, 3, 100, 0};
    double all[101], few[4] = {9.0, 9.0, 9.0, 9.0};
    sim_yardstick_chain_states(&chain, all, 101);
    sim_yardstick_chain_states(&chain, few, 3);
    for (int i = 0; i < 3; i++)
        check_near(few[i], all[i], 0.0);
    check_near(few[3], 9.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finite_buffer_turns_away_the_published_share),
        cmocka_unit_test(machine_repair_has_the_published_number_of_broken_machines),
        cmocka_unit_test(without_waiting_places_it_is_erlang_b),
        cmocka_unit_test(with_many_places_it_is_the_station_without_a_limit),
        cmocka_unit_test(a_server_for_each_source_makes_the_number_binomial),
        cmocka_unit_test(patience_as_long_as_service_makes_the_number_poisson),
        cmocka_unit_test(probabilities_balance_and_add_up_to_one),
        cmocka_unit_test(what_is_let_in_is_served_or_gives_up),
        cmocka_unit_test(fewer_probabilities_can_be_asked_for),
    };
    return cmocka_run_group_tests_name("yardstick_chain", tests, NULL, NULL);
}
