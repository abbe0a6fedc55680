/* test_yardstick_priority.c - waits by class, against a textbook and conservation laws. */
#include "sim/engine/yardstick_priority.h"

#include "sim/engine/yardstick_erlang.h"
#include "sim/engine/yardstick_general.h"
#include "tests/support/check.h"

enum { CLASSES_MOST = 6 };

static double uniform(uint64_t *seed)
{
    return (double)(test_random(seed) >> 11) * 0x1p-53;
}

static void check_waits(const double *got, const double *want)
{
    for (int i = 0; i < 3; i++)
        check_near(got[i], want[i], 1e-6);
}

/* Hillier & Lieberman's hospital, recalled; the third of one doctor is .889 there, a slip. */
static void nobody_interrupted_waits_as_in_the_textbook(void **state)
{
    (void)state;
    const double rates[] = {0.2, 0.6, 1.2};
    double wait[3];
    sim_yardstick_priority_polite(rates, 3, 3.0, 1, wait);
    check_waits(wait, (const double[]){0.238095, 0.324675, 0.909091});
    sim_yardstick_priority_polite(rates, 3, 3.0, 2, wait);
    check_waits(wait, (const double[]){0.028736, 0.033156, 0.048077});
}

static void interrupted_customers_wait_as_in_the_textbook(void **state)
{
    (void)state;
    const double rates[] = {0.2, 0.6, 1.2};
    double wait[3];
    sim_yardstick_priority_preemptive(rates, 3, 3.0, 1, wait);
    check_waits(wait, (const double[]){0.023810, 0.153680, 1.030303});
    sim_yardstick_priority_preemptive(rates, 3, 3.0, 2, wait);
    check_waits(wait, (const double[]){0.000371, 0.007921, 0.065422});
}

/* Random classes with a total load below the servers. */
static size_t any_classes(uint64_t *seed, double *rates, uint32_t *servers)
{
    size_t classes = 1 + test_random(seed) % CLASSES_MOST;
    double sum = 0.0;
    *servers = 1 + (uint32_t)(test_random(seed) % 40);
    for (size_t i = 0; i < classes; i++)
        sum += rates[i] = 0.05 + uniform(seed);
    double load = *servers * (0.1 + 0.85 * uniform(seed));
    for (size_t i = 0; i < classes; i++)
        rates[i] *= load / sum;
    return classes;
}

static double waiting_by(const double *rates, const double *wait, size_t classes)
{
    double sum = 0.0;
    for (size_t i = 0; i < classes; i++)
        sum += rates[i] * wait[i];
    return sum;
}

/* With one exponential service for all, order moves waits but not their sum (Kleinrock's
 * conservation law). */
static bool priority_only_moves_waits(uint64_t seed)
{
    double rates[CLASSES_MOST], polite[CLASSES_MOST], preemptive[CLASSES_MOST], all = 0.0;
    uint32_t servers = 0;
    size_t classes = any_classes(&seed, rates, &servers);
    for (size_t i = 0; i < classes; i++)
        all += rates[i];
    sim_yardstick_priority_polite(rates, classes, 1.0, servers, polite);
    sim_yardstick_priority_preemptive(rates, classes, 1.0, servers, preemptive);
    double want =
        sim_yardstick_erlang_measures((struct sim_yardstick_station){all, 1.0, servers}).waiting;
    for (size_t i = 1; i < classes; i++) {
        if (polite[i] <= polite[i - 1] || preemptive[i] <= preemptive[i - 1])
            return false;
    }
    return preemptive[0] <= polite[0] * (1.0 + 1e-12) &&
           fabs(waiting_by(rates, polite, classes) / want - 1.0) < 1e-10 &&
           fabs(waiting_by(rates, preemptive, classes) / want - 1.0) < 1e-10;
}

static void classes_share_the_wait_of_a_station_without_priority(void **state)
{
    (void)state;
    CHECK_PROPERTY(priority_only_moves_waits);
}

static void the_first_class_is_alone_when_it_interrupts(void **state)
{
    (void)state;
    const double rates[] = {7.0, 2.0};
    double wait[2];
    sim_yardstick_priority_preemptive(rates, 2, 1.0, 10, wait);
    const struct sim_yardstick_station alone = {7.0, 1.0, 10};
    check_near(wait[0], sim_yardstick_erlang_measures(alone).wait, 1e-15);
    sim_yardstick_priority_polite(rates, 1, 1.0, 10, wait);
    check_near(wait[0], sim_yardstick_erlang_measures(alone).wait, 1e-15);
}

/* sum of rho_i Wq_i = rho W0 / (1 - rho), whatever the services. */
static void one_server_conserves_its_work(void **state)
{
    (void)state;
    const struct sim_yardstick_priority_class c[] = {
        {0.1, 2.0, 0.0}, {0.2, 1.5, 1.4}, {0.05, 4.0, 0.5}};
    double wait[3], rest = 0.0, load = 0.0, work = 0.0;
    sim_yardstick_priority_single(c, 3, wait);
    for (int i = 0; i < 3; i++) {
        double busy = c[i].arrival_rate * c[i].service_mean;
        rest += busy * c[i].service_mean * (1.0 + c[i].service_cv * c[i].service_cv) / 2.0;
        load += busy;
        work += busy * wait[i];
    }
    check_near(work, load * rest / (1.0 - load), 1e-14);
}

static void one_server_agrees_with_the_other_formulas(void **state)
{
    (void)state;
    const double rates[] = {0.2, 0.6, 1.2};
    double wait[3], want[3];
    struct sim_yardstick_priority_class c[3];
    for (int i = 0; i < 3; i++)
        c[i] = (struct sim_yardstick_priority_class){rates[i], 1.0 / 3.0, 1.0};
    sim_yardstick_priority_single(c, 3, wait);
    sim_yardstick_priority_polite(rates, 3, 3.0, 1, want);
    check_waits(wait, want);
    c[0] = (struct sim_yardstick_priority_class){0.8, 1.0, 0.7};
    sim_yardstick_priority_single(c, 1, wait);
    check_near(wait[0], sim_yardstick_general_wait(0.8, 1.0, 0.7), 1e-14);
}

/* Whoever comes finds all servers with the lowest class, of which there is no end: one server
 * becomes free after 1 / (c mu). */
static void overload_below_leaves_the_classes_above_served(void **state)
{
    (void)state;
    const double rates[] = {1.0, 2.0, 1.0};
    double wait[3];
    sim_yardstick_priority_polite(rates, 3, 1.5, 2, wait);
    check_near(wait[0], 1.0 / 3.0 / (1.0 - 1.0 / 3.0), 1e-15);
    assert_true(isinf(wait[1]) && isinf(wait[2]));
    sim_yardstick_priority_preemptive(rates, 3, 1.5, 2, wait);
    const struct sim_yardstick_station alone = {1.0, 1.5, 2};
    check_near(wait[0], sim_yardstick_erlang_measures(alone).wait, 1e-16);
    assert_true(isinf(wait[1]) && isinf(wait[2]));
    const struct sim_yardstick_priority_class c[] = {
        {0.5, 1.0, 0.0}, {1.0, 4.0, 0.0}, {9.0, 1.0, 9.0}};
    sim_yardstick_priority_single(c, 3, wait);
    check_near(wait[0], (0.5 * 1.0 + 0.5 * 4.0) / 2.0 / 0.5, 1e-15);
    assert_true(isinf(wait[1]) && isinf(wait[2]));
}

static void a_thousand_servers_keep_their_order(void **state)
{
    (void)state;
    const double rates[] = {300.0, 400.0, 280.0};
    double polite[3], preemptive[3];
    sim_yardstick_priority_polite(rates, 3, 1.0, 1000, polite);
    sim_yardstick_priority_preemptive(rates, 3, 1.0, 1000, preemptive);
    double want =
        sim_yardstick_erlang_measures((struct sim_yardstick_station){980.0, 1.0, 1000}).waiting;
    check_near(waiting_by(rates, polite, 3) / want, 1.0, 1e-11);
    check_near(waiting_by(rates, preemptive, 3) / want, 1.0, 1e-11);
    check_near(preemptive[0], 0.0, 1e-100);
    assert_true(polite[0] > 1e-4 && polite[0] < polite[1] && polite[1] < polite[2]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_interrupted_waits_as_in_the_textbook),
        cmocka_unit_test(interrupted_customers_wait_as_in_the_textbook),
        cmocka_unit_test(classes_share_the_wait_of_a_station_without_priority),
        cmocka_unit_test(the_first_class_is_alone_when_it_interrupts),
        cmocka_unit_test(one_server_conserves_its_work),
        cmocka_unit_test(one_server_agrees_with_the_other_formulas),
        cmocka_unit_test(overload_below_leaves_the_classes_above_served),
        cmocka_unit_test(a_thousand_servers_keep_their_order),
    };
    return cmocka_run_group_tests_name("yardstick_priority", tests, NULL, NULL);
}
