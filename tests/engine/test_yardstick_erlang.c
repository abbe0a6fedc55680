/* test_yardstick_erlang.c - Erlang B and C against published values, GSL's Poisson distribution
 * and each other. */
#include "sim/engine/yardstick_erlang.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include "sim/base/attr.h"
#include "tests/support/check.h"

enum { STATES = 8000 };

static double uniform(uint64_t *seed)
{
    return (double)(test_random(seed) >> 11) * 0x1p-53;
}

static void blocking_has_its_known_values(void **state)
{
    (void)state;
    check_near(sim_yardstick_erlang_blocking(1, 1.0), 0.5, 1e-15);
    check_near(sim_yardstick_erlang_blocking(2, 1.0), 0.2, 1e-15);
    check_near(sim_yardstick_erlang_blocking(5, 3.0), 0.11005435, 1e-8);
    check_near(sim_yardstick_erlang_blocking(10, 10.0), 0.21458234, 1e-8);
    check_near(sim_yardstick_erlang_blocking(30, 25.0), 0.05260317, 1e-8);
    check_near(sim_yardstick_erlang_blocking(0, 3.0), 1.0, 0.0);
    check_near(sim_yardstick_erlang_blocking(3, 0.0), 0.0, 0.0);
}

/* Rossetti, Simulation Modeling and Arena, ch. 11: 40 cars an hour for one hour on 10 places. */
static void a_full_parking_lot_loses_the_published_number_of_cars(void **state)
{
    (void)state;
    check_near(40.0 * sim_yardstick_erlang_blocking(10, 40.0), 30.307508, 5e-7);
}

/* A Poisson number of customers, given that it is at most c. */
static void blocking_is_that_of_a_cut_off_poisson_number(void **state)
{
    (void)state;
    static const unsigned servers[] = {1, 7, 100, 1000, 5000};
    for (size_t i = 0; i < COUNT_OF(servers); i++) {
        for (double share = 0.5; share < 1.6; share += 0.25) {
            double load = share * servers[i], got = sim_yardstick_erlang_blocking(servers[i], load);
            double want =
                gsl_ran_poisson_pdf(servers[i], load) / gsl_cdf_poisson_P(servers[i], load);
            if (want > 1e-300)
                check_near(got / want, 1.0, 1e-10); /* as good as GSL is */
        }
    }
}

/* The classical traffic table prints 1.36, 4.46, 12.0, 20.3, 37.9 and 84.1 for 1 %. */
static void the_load_for_a_blocking_is_that_of_the_traffic_table(void **state)
{
    (void)state;
    static const uint32_t servers[] = {1, 5, 10, 20, 30, 50, 100};
    static const double at_1[] = {0.0101, 1.3608, 4.4612, 12.0306, 20.3373, 37.9014, 84.0642};
    static const double at_5[] = {0.0526, 2.2185, 6.2157, 15.2493, 24.8018, 44.5331, 95.2404};
    for (size_t i = 0; i < COUNT_OF(servers); i++) {
        check_near(sim_yardstick_erlang_blocking_load(servers[i], 0.01), at_1[i], 1e-4);
        check_near(sim_yardstick_erlang_blocking_load(servers[i], 0.05), at_5[i], 1e-4);
    }
}

static bool load_and_blocking_are_inverse(uint64_t seed)
{
    uint32_t servers = 1 + (uint32_t)(test_random(&seed) % 2000);
    double blocking = fmin(exp(-20.0 * uniform(&seed)), 0.99);
    double load = sim_yardstick_erlang_blocking_load(servers, blocking);
    return fabs(sim_yardstick_erlang_blocking(servers, load) / blocking - 1.0) < 1e-10;
}

static void the_load_for_a_blocking_has_that_blocking(void **state)
{
    (void)state;
    CHECK_PROPERTY(load_and_blocking_are_inverse);
}

/* pyworkforce, README: 100 calls in half an hour, 3 min, 14 agents, 20 s. */
static void a_call_centre_has_the_published_service_level(void **state)
{
    (void)state;
    const struct sim_yardstick_station s = {100.0 / 30.0, 1.0 / 3.0, 14};
    struct sim_yardstick_erlang_measures m = sim_yardstick_erlang_measures(s);
    check_near(m.wait_probability, 0.174132, 1e-6);
    check_near(m.occupancy, 0.714286, 1e-6);
    check_near(m.wait, 0.130599, 1e-6);
    check_near(sim_yardstick_erlang_service_level(s, 20.0 / 60.0), 0.888350, 1e-6);
}

static void another_call_centre_has_its_known_values(void **state)
{
    (void)state;
    const struct sim_yardstick_station s = {360.0 / 1800.0, 1.0 / 240.0, 55};
    struct sim_yardstick_erlang_measures m = sim_yardstick_erlang_measures(s);
    check_near(m.load_erl, 48.0, 1e-12);
    check_near(m.occupancy, 0.872727, 1e-6);
    check_near(m.wait_probability, 0.238701, 1e-6);
    check_near(sim_yardstick_erlang_service_level(s, 15.0), 0.845883, 1e-6);
    check_near(m.wait, 8.184032, 1e-6);
}

/* Zeltyn & Mandelbaum (recalled) print 20.8 s, 58.1 s, 17 and 96 %. */
static void a_queue_that_nobody_leaves_has_the_published_waits(void **state)
{
    (void)state;
    const struct sim_yardstick_station s = {48.0, 1.0, 50};
    struct sim_yardstick_erlang_measures m = sim_yardstick_erlang_measures(s);
    check_near(60.0 * m.wait, 20.834, 1e-3);
    check_near(60.0 * sim_yardstick_erlang_wait_quantile(s, 0.9), 58.139, 1e-3);
    check_near(m.waiting, 16.667, 1e-3);
    check_near(m.occupancy, 0.96, 1e-12);
}

/* A bank with one to three tellers: andrewferrier.com/queueing_theory. */
static void a_bank_has_the_published_queue(void **state)
{
    (void)state;
    static const double idle[] = {0.166667, 0.411765, 0.432133};
    static const double waiting[] = {4.166667, 0.175070, 0.022196};
    static const double time[] = {0.2, 0.040336, 0.034221};
    for (uint32_t c = 1; c <= 3; c++) {
        const struct sim_yardstick_station s = {25.0, 30.0, c};
        struct sim_yardstick_erlang_measures m = sim_yardstick_erlang_measures(s);
        double p0 = 0.0;
        sim_yardstick_erlang_states(s, &p0, 1);
        check_near(p0, idle[c - 1], 1e-6);
        check_near(m.waiting, waiting[c - 1], 1e-6);
        check_near(m.time, time[c - 1], 1e-6);
    }
}

/* Gross et al., Fundamentals of Queueing Theory, p. 72: 28.88889 min. */
static void a_clinic_has_the_published_time(void **state)
{
    (void)state;
    const struct sim_yardstick_station s = {6.0, 3.0, 3};
    struct sim_yardstick_erlang_measures m = sim_yardstick_erlang_measures(s);
    double p0 = 0.0;
    sim_yardstick_erlang_states(s, &p0, 1);
    check_near(p0, 1.0 / 9.0, 1e-15);
    check_near(60.0 * m.time, 28.88889, 1e-5);
    check_near(m.wait, 0.148148, 1e-6);
    check_near(m.wait_probability, 0.444444, 1e-6);
}

/* queueing (Marzolla), tests of qsmmm and qsammm; the latter takes servers of rates 10, 15, 20,
 * 20 and 25 as five of their mean rate. */
static void stations_of_the_queueing_package_agree(void **state)
{
    (void)state;
    struct sim_yardstick_erlang_measures two =
        sim_yardstick_erlang_measures((struct sim_yardstick_station){9.0, 5.0, 2});
    struct sim_yardstick_erlang_measures four =
        sim_yardstick_erlang_measures((struct sim_yardstick_station){9.0, 5.0, 4});
    struct sim_yardstick_erlang_measures mixed =
        sim_yardstick_erlang_measures((struct sim_yardstick_station){73.0, 18.0, 5});
    check_near(two.time, 1.052632, 1e-6);
    check_near(two.waiting, 7.673684, 1e-6);
    check_near(four.time, 0.211685, 1e-6);
    check_near(four.waiting, 0.105164, 1e-6);
    check_near(mixed.occupancy, 0.81, 1e-2);
    check_near(mixed.customers, 6.5278, 1e-4);
}

/* Hillier & Lieberman's county hospital. */
static void a_hospital_has_the_known_distribution_of_waits(void **state)
{
    (void)state;
    static const double want[2][3] = {{0.66667, 0.40435, 0.24525}, {0.16667, 0.02256, 0.00305}};
    for (uint32_t c = 1; c <= 2; c++) {
        const struct sim_yardstick_station s = {2.0, 3.0, c};
        for (int i = 0; i < 3; i++)
            check_near(sim_yardstick_erlang_wait_over(s, 0.5 * i), want[c - 1][i], 1e-5);
        check_near(sim_yardstick_erlang_measures(s).wait, c == 1 ? 2.0 / 3.0 : 1.0 / 24.0, 1e-15);
    }
}

/* Rossetti, ch. 11: copiers, and a pharmacy (for which the book prints Wq 25.02, a rounding). */
static void copiers_and_a_pharmacy_have_the_published_queues(void **state)
{
    (void)state;
    static const double four_or_more[] = {0.586182, 0.050972, 0.019034, 0.013022};
    double p[4];
    for (uint32_t c = 1; c <= 4; c++) {
        sim_yardstick_erlang_states((struct sim_yardstick_station){0.5, 1.0 / 1.75, c}, p, 4);
        check_near(1.0 - p[0] - p[1] - p[2] - p[3], four_or_more[c - 1], 1e-6);
    }
    const struct sim_yardstick_station pharmacy = {10.0 / 60.0, 1.0 / 5.0, 1};
    struct sim_yardstick_erlang_measures m = sim_yardstick_erlang_measures(pharmacy);
    sim_yardstick_erlang_states(pharmacy, p, 3);
    check_near(m.customers, 5.0, 1e-13);
    check_near(m.waiting, 4.1667, 5e-5);
    check_near(m.wait, 25.0, 1e-12);
    check_near(m.time, 30.0, 1e-12);
    check_near(p[0] + p[1] + p[2], 0.421296, 1e-6);
}

static void one_server_is_geometric(void **state)
{
    (void)state;
    double p[50];
    for (double load = 0.1; load < 1.0; load += 0.2) {
        const struct sim_yardstick_station s = {load, 1.0, 1};
        sim_yardstick_erlang_states(s, p, 50);
        for (int i = 0; i < 50; i++)
            check_near(p[i], (1.0 - load) * pow(load, i), 1e-15);
        check_near(sim_yardstick_erlang_wait_probability(1, load), load, 1e-15);
    }
}

/* C = c B / (c - a (1 - B)), Poisson probabilities in both. */
static bool waiting_follows_from_a_poisson_number(uint64_t seed)
{
    uint32_t c = 1 + (uint32_t)(test_random(&seed) % 1500);
    double load = c * (1.0 - exp(-6.0 * uniform(&seed)) * 0.5);
    double full = gsl_ran_poisson_pdf(c, load) / (1.0 - load / c);
    double want = full / (gsl_cdf_poisson_P(c - 1, load) + full);
    double got = sim_yardstick_erlang_wait_probability(c, load);
    double more = sim_yardstick_erlang_wait_probability(c + 1, load);
    return fabs(got / want - 1.0) < 1e-9 && more < got && got < 1.0 &&
           sim_yardstick_erlang_wait_probability(c, load * 0.999) < got;
}

static void erlang_c_is_what_poisson_probabilities_say_and_monotone(void **state)
{
    (void)state;
    CHECK_PROPERTY(waiting_follows_from_a_poisson_number);
}

static bool states_and_means_agree(uint64_t seed)
{
    static double p[STATES];
    uint32_t c = 1 + (uint32_t)(test_random(&seed) % 3000);
    const struct sim_yardstick_station s = {c * (0.02 + 0.94 * uniform(&seed)), 1.0, c};
    sim_yardstick_erlang_states(s, p, STATES);
    struct sim_yardstick_erlang_measures m = sim_yardstick_erlang_measures(s);
    double sum = 0.0, mean = 0.0, full = 0.0;
    for (uint32_t i = 0; i < STATES; i++) {
        sum += p[i];
        mean += i * p[i];
        full += i >= c ? p[i] : 0.0;
    }
    return fabs(sum - 1.0) < 1e-12 && fabs(mean / m.customers - 1.0) < 1e-11 &&
           fabs(full - m.wait_probability) < 1e-12;
}

static void state_probabilities_add_up_to_one_and_to_the_means(void **state)
{
    (void)state;
    CHECK_PROPERTY(states_and_means_agree);
}

static void a_quantile_is_exceeded_by_the_rest(void **state)
{
    (void)state;
    const struct sim_yardstick_station s = {95.0, 1.0, 100};
    double waits = sim_yardstick_erlang_wait_over(s, 0.0);
    for (double p = 0.001; p < 1.0; p += 0.001) {
        double t = sim_yardstick_erlang_wait_quantile(s, p);
        check_near(sim_yardstick_erlang_wait_over(s, t), fmin(waits, 1.0 - p), 1e-13);
        assert_true((t > 0.0) == (waits > 1.0 - p));
    }
}

static void a_thousand_servers_are_no_special_case(void **state)
{
    (void)state;
    static double p[STATES];
    /* Halfin & Whitt 1981: c = a + b sqrt(a), C near 1 / (1 + b Phi(b) / phi(b)). */
    const double want = 1.0 / (1.0 + gsl_cdf_ugaussian_P(1.0) / gsl_ran_ugaussian_pdf(1.0));
    check_near(sim_yardstick_erlang_wait_probability(10100, 10000.0), want, 2e-3);
    const struct sim_yardstick_station light = {1.0, 1.0, 3000};
    sim_yardstick_erlang_states(light, p, STATES);
    check_near(p[0], exp(-1.0), 1e-15);
    check_near(p[2999], 0.0, 0.0);
    check_near(sim_yardstick_erlang_measures(light).wait, 0.0, 0.0);
    check_near(sim_yardstick_erlang_measures(light).customers, 1.0, 0.0);
}

static void an_overloaded_station_makes_everybody_wait_for_ever(void **state)
{
    (void)state;
    for (double load = 3.0; load < 5.0; load += 1.5) {
        const struct sim_yardstick_station s = {load, 1.0, 3};
        struct sim_yardstick_erlang_measures m = sim_yardstick_erlang_measures(s);
        double p[4] = {9.0, 9.0, 9.0, 9.0};
        check_near(m.wait_probability, 1.0, 0.0);
        check_near(m.occupancy, 1.0, 0.0);
        assert_true(isinf(m.wait) && isinf(m.time) && isinf(m.waiting) && isinf(m.customers));
        check_near(sim_yardstick_erlang_wait_over(s, 1e9), 1.0, 0.0);
        check_near(sim_yardstick_erlang_service_level(s, 1e9), 0.0, 0.0);
        assert_true(isinf(sim_yardstick_erlang_wait_quantile(s, 0.01)));
        sim_yardstick_erlang_states(s, p, 4);
        check_near(p[0] + p[1] + p[2] + p[3], 0.0, 0.0);
    }
}

/* pyworkforce, test_erlang.py: 15 agents, 0.941, 0.667, 0.102. */
static void staffing_meets_the_published_case(void **state)
{
    (void)state;
    const double rate = 100.0 / 30.0;
    const struct sim_yardstick_erlang_target target = {0.33, 0.8, 0.7};
    assert_int_equal(sim_yardstick_erlang_servers(rate, 1.0 / 3.0, target), 15);
    const struct sim_yardstick_station s = {rate, 1.0 / 3.0, 15};
    struct sim_yardstick_erlang_measures m = sim_yardstick_erlang_measures(s);
    check_near(sim_yardstick_erlang_service_level(s, 0.33), 0.941127, 1e-6);
    check_near(m.occupancy, 0.666667, 1e-6);
    check_near(m.wait_probability, 0.102042, 1e-6);
}

static bool meets(double rate, uint32_t c, const struct sim_yardstick_erlang_target *t)
{
    return c > 0 && rate <= c * t->occupancy_most * (1.0 + 1e-12) &&
           sim_yardstick_erlang_service_level((struct sim_yardstick_station){rate, 1.0, c},
                                              t->within) >= t->level;
}

static bool staffing_is_least(uint64_t seed)
{
    double rate = exp(9.0 * uniform(&seed) - 2.0);
    const struct sim_yardstick_erlang_target target = {
        .within = uniform(&seed) < 0.2 ? 0.0 : uniform(&seed),
        .level = 0.01 + 0.98 * uniform(&seed),
        .occupancy_most = uniform(&seed) < 0.5 ? 1.0 : 0.3 + 0.7 * uniform(&seed),
    };
    uint32_t c = sim_yardstick_erlang_servers(rate, 1.0, target);
    return meets(rate, c, &target) && !meets(rate, c - 1, &target);
}

static void staffing_is_the_least_that_meets_the_target(void **state)
{
    (void)state;
    CHECK_PROPERTY(staffing_is_least);
}

static void an_occupancy_cap_is_met_exactly(void **state)
{
    (void)state;
    const struct sim_yardstick_erlang_target cap = {1e9, 0.5, 0.7};
    assert_int_equal(sim_yardstick_erlang_servers(7.0, 1.0, cap), 10);
    assert_int_equal(sim_yardstick_erlang_servers(7.0 / 12.0, 1.0 / 12.0, cap), 10);
    assert_int_equal(sim_yardstick_erlang_servers(7.001, 1.0, cap), 11);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocking_has_its_known_values),
        cmocka_unit_test(a_full_parking_lot_loses_the_published_number_of_cars),
        cmocka_unit_test(blocking_is_that_of_a_cut_off_poisson_number),
        cmocka_unit_test(the_load_for_a_blocking_is_that_of_the_traffic_table),
        cmocka_unit_test(the_load_for_a_blocking_has_that_blocking),
        cmocka_unit_test(a_call_centre_has_the_published_service_level),
        cmocka_unit_test(another_call_centre_has_its_known_values),
        cmocka_unit_test(a_queue_that_nobody_leaves_has_the_published_waits),
        cmocka_unit_test(a_bank_has_the_published_queue),
        cmocka_unit_test(a_clinic_has_the_published_time),
        cmocka_unit_test(stations_of_the_queueing_package_agree),
        cmocka_unit_test(a_hospital_has_the_known_distribution_of_waits),
        cmocka_unit_test(copiers_and_a_pharmacy_have_the_published_queues),
        cmocka_unit_test(one_server_is_geometric),
        cmocka_unit_test(erlang_c_is_what_poisson_probabilities_say_and_monotone),
        cmocka_unit_test(state_probabilities_add_up_to_one_and_to_the_means),
        cmocka_unit_test(a_quantile_is_exceeded_by_the_rest),
        cmocka_unit_test(a_thousand_servers_are_no_special_case),
        cmocka_unit_test(an_overloaded_station_makes_everybody_wait_for_ever),
        cmocka_unit_test(staffing_meets_the_published_case),
        cmocka_unit_test(staffing_is_the_least_that_meets_the_target),
        cmocka_unit_test(an_occupancy_cap_is_met_exactly),
    };
    return cmocka_run_group_tests_name("yardstick_erlang", tests, NULL, NULL);
}
