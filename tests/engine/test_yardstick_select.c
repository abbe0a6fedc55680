/* test_yardstick_select.c - published constants of two-stage selection. */
#include "sim/engine/yardstick_select.h"

#include "sim/base/attr.h"
#include "tests/support/check.h"

struct row {
    uint32_t n0;
    double p;
    uint32_t k;
    double h;
};

/* Law, Simulation Modeling and Analysis, table 10.11 (which prints 2.453 for the second). */
static void dudewicz_and_dalals_constants_are_the_published_ones(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {20, 0.90, 2, 1.896}, {20, 0.95, 2, 2.452},  {40, 0.90, 2, 1.852}, {40, 0.95, 2, 2.386},
        {20, 0.90, 5, 2.747}, {20, 0.90, 10, 3.182}, {20, 0.95, 5, 3.258}, {20, 0.95, 10, 3.679}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        double h = 0;
        assert_true(sim_yardstick_select_dudewicz(rows[i].n0, rows[i].p, rows[i].k, &h));
        check_near(h, rows[i].h, 1e-3);
    }
}

static void rinotts_constants_are_the_published_ones(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {10, 0.95, 10, 4.290}, {20, 0.95, 10, 3.875}, {20, 0.95, 5, 3.385}, {30, 0.95, 10, 3.766}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        double h = 0;
        assert_true(sim_yardstick_select_rinott(rows[i].n0, rows[i].p, rows[i].k, &h));
        check_near(h, rows[i].h, 1e-3);
    }
}

/* With many replications variances are known: h / sqrt(2) of Rinott, h / sqrt(2) of Dudewicz and
 * Dalal for two alternatives is the normal quantile. */
static void with_long_first_stages_both_are_the_normal_quantile(void **state)
{
    (void)state;
    double dudewicz = 0, rinott = 0;
    assert_true(sim_yardstick_select_dudewicz(2000, 0.95, 2, &dudewicz));
    assert_true(sim_yardstick_select_rinott(2000, 0.95, 2, &rinott));
    check_near(dudewicz / sqrt(2.0), 1.6448536269514722, 2e-3);
    check_near(rinott / sqrt(2.0), 1.6448536269514722, 2e-3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dudewicz_and_dalals_constants_are_the_published_ones),
        cmocka_unit_test(rinotts_constants_are_the_published_ones),
        cmocka_unit_test(with_long_first_stages_both_are_the_normal_quantile),
    };
    return cmocka_run_group_tests_name("yardstick_select", tests, NULL, NULL);
}
