/* test_limit.c - what arguments may be together: the last that is let pass, and the next one. */
#include "cli/theory/limit.h"

#include "sim/base/attr.h"
#include "tests/support/check.h"

struct limited {
    limit_function *limit;
    double let_pass[8], refused[8];
    int argument;
    double bound; /* that the refused one may have at most, or at least */
};

/* clang-format off */
static const struct limited limited[] = {
    {limit_load, {1e6, 1, 5}, {1e6 + 1, 1, 5}, 0, 1e6},
    {limit_load, {1e-4, 1e5, 1}, {0.9e-4, 1e5, 1}, 0, 1e-4},
    {limit_constant, {0.99999, 1, 1}, {0.999995, 1, 1}, 0, 0.99999},
    {limit_constant, {3, 0.5, 1}, {3e6, 0.5, 1}, 0, 2e6},
    {limit_erlang, {1, 1, 199, 1}, {1, 1, 200, 1}, 2, 199},
    {limit_erlang, {1, 1, 199, 2}, {1, 1, 200, 2}, 2, 199},
    {limit_erlang, {1, 1, 3, 8}, {1, 1, 4, 8}, 2, 3},
    {limit_hyper, {1, 1, 199, 2}, {1, 1, 200, 2}, 2, 199},
    {limit_patience, {10, 1, 5, 1e-4}, {10, 1, 5, 0.9e-4}, 3, 1e-4},
    {limit_day, {1, 1, 1, 5000, 0, -1, 0, 0}, {1, 1, 1, 5001, 0, -1, 0, 0}, 3, 5000},
    {limit_day, {1, 1, 1, 5, 2, 9, 0, 500}, {1, 1, 1, 5, 2, 9, 0, 501}, 7, 500},
    {limit_session, {5, 1, 5, 0, 1}, {5, 1, 6, 0, 1}, 2, 5},
    {limit_session, {5, 1e4, 1, 0, 1}, {5, 1e4 + 1, 1, 0, 1}, 1, 1e4},
    {limit_turn, {5, 1, 1, 0, 1, 0, 0, 5}, {5, 1, 1, 0, 1, 0, 0, 6}, 7, 5},
    {limit_retrial, {4.995, 1, 5, 1}, {4.9951, 1, 5, 1}, 0, 4.995},
    {limit_retrial, {4, 1, 5, 4e-4}, {4, 1, 5, 3e-4}, 3, 4e-4},
    {limit_backlog, {9.9999, 10}, {9.99995, 10}, 0, 9.9999},
};
/* clang-format on */

static void the_last_that_is_right_passes_and_the_next_is_refused(void **state)
{
    (void)state;
    struct limit l;
    for (size_t i = 0; i < COUNT_OF(limited); i++) {
        assert_true(limited[i].limit(limited[i].let_pass, &l));
        assert_false(limited[i].limit(limited[i].refused, &l));
        assert_int_equal(l.argument, limited[i].argument);
        check_near(isfinite(l.most) ? l.most : l.least, limited[i].bound, 1e-9 * limited[i].bound);
    }
}

static void an_overload_has_an_answer_and_is_let_pass(void **state)
{
    (void)state;
    struct limit l;
    assert_true(limit_constant((const double[]){1, 1, 1}, &l));
    assert_true(limit_retrial((const double[]){5, 1, 5, 1}, &l));
    assert_true(limit_backlog((const double[]){10, 10}, &l));
    assert_true(limit_patience((const double[]){9, 1, 5, 0}, &l));
}

static void without_a_limit_everything_passes(void **state)
{
    (void)state;
    struct limit l;
    assert_true(limit_none((const double[]){1e300}, &l));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_that_is_right_passes_and_the_next_is_refused),
        cmocka_unit_test(an_overload_has_an_answer_and_is_let_pass),
        cmocka_unit_test(without_a_limit_everything_passes),
    };
    return cmocka_run_group_tests_name("limit", tests, NULL, NULL);
}
