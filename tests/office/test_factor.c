/* test_factor.c - the day factor has the moments it promises, at each site and between sites. */
#include "models/office/factor.h"

#include "sim/base/attr.h"
#include "tests/support/check.h"

static void parts_are_gammas_that_add_up_to_mean_one(void **state)
{
    (void)state;
    struct sim_law_spec shared = factor_law(0.3, 0.15), own = factor_law(0.7, 0.15);
    assert_int_equal(shared.law, SIM_LAW_GAMMA);
    check_near(shared.a + own.a, 1.0, 1e-16);
    /* shape 1/cv^2 = share * a, scale mean/shape = 1/a, with a = 1/0.15^2 */
    check_near(1 / (shared.b * shared.b), 0.3 / 0.0225, 1e-12);
    check_near(1 / (own.b * own.b), 0.7 / 0.0225, 1e-12);
    check_near(shared.a * shared.b * shared.b, 0.0225, 1e-15);
}

static void without_spread_or_share_a_part_is_constant(void **state)
{
    (void)state;
    static const double given[][2] = {{0.4, 0}, {0, 0.15}, {1, 0}};
    for (size_t i = 0; i < COUNT_OF(given); i++) {
        struct sim_law_spec s = factor_law(given[i][0], given[i][1]);
        assert_int_equal(s.law, SIM_LAW_CONSTANT);
        check_near(s.a, given[i][0], 0.0);
    }
}

static void a_factor_is_a_pure_function_of_its_address(void **state)
{
    (void)state;
    static struct sim_variate shared, own;
    struct sim_law_spec law = factor_law(0.5, 0.3);
    sim_compile_variate(&law, &shared);
    sim_compile_variate(&law, &own);
    const struct factor f = {&shared, &own, 0xFFFF, 7};
    const struct sim_seed seed = {2020, 3};
    double some[2], more[3];
    factor_draw(&f, seed, 18000, (const uint32_t[]){4, 9}, 2, some);
    factor_draw(&f, seed, 18000, (const uint32_t[]){9, 5, 4}, 3, more);
    check_near(some[0], more[2], 0.0);
    check_near(some[1], more[0], 0.0);
    double want = sim_variate_at(&shared, sim_stream_pair(seed, 0xFFFF, 7, 18000, 0).u[0]) +
                  sim_variate_at(&own, sim_stream_pair(seed, 9, 7, 18000, 0).u[0]);
    check_near(some[1], want, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_gammas_that_add_up_to_mean_one),
        cmocka_unit_test(without_spread_or_share_a_part_is_constant),
        cmocka_unit_test(a_factor_is_a_pure_function_of_its_address),
    };
    return cmocka_run_group_tests_name("factor", tests, NULL, NULL);
}
