/* test_verdict.c - a promise is kept or broken by the interval, at the last digit. */
#include "cli/present/verdict.h"

#include "tests/support/check.h"

static struct interval between(double lo, double hi)
{
    return (struct interval){(lo + hi) / 2.0, lo, hi};
}

static void met_needs_the_lower_bound_to_reach_the_target(void **state)
{
    (void)state;
    assert_int_equal(verdict_of(between(0.9, 0.95), 0.9), VERDICT_MET);
    assert_int_equal(verdict_of(between(nextafter(0.9, 0.0), 0.95), 0.9), VERDICT_OPEN);
    assert_int_equal(verdict_of(between(1.0, 1.0), 1.0), VERDICT_MET);
}

static void missed_needs_the_upper_bound_to_stay_below_the_target(void **state)
{
    (void)state;
    assert_int_equal(verdict_of(between(0.8, nextafter(0.9, 0.0)), 0.9), VERDICT_MISSED);
    assert_int_equal(verdict_of(between(0.8, 0.9), 0.9), VERDICT_OPEN);
}

static void an_estimate_above_the_target_is_not_enough(void **state)
{
    (void)state;
    assert_int_equal(verdict_of((struct interval){0.95, 0.89, 1.0}, 0.9), VERDICT_OPEN);
}

static void unknown_bounds_leave_it_open_and_no_estimate_leaves_nothing(void **state)
{
    (void)state;
    double unknown = (double)NAN;
    assert_int_equal(verdict_of((struct interval){0.99, unknown, unknown}, 0.9), VERDICT_OPEN);
    assert_int_equal(verdict_of((struct interval){0.99, 0.98, unknown}, 0.9), VERDICT_OPEN);
    assert_int_equal(verdict_of((struct interval){unknown, unknown, unknown}, 0.9), VERDICT_NONE);
}

static void every_verdict_has_its_key_word_and_glyph(void **state)
{
    (void)state;
    assert_string_equal(verdict_key(VERDICT_MET), "met");
    assert_string_equal(verdict_key(VERDICT_OPEN), "open");
    assert_string_equal(verdict_key(VERDICT_MISSED), "missed");
    assert_string_equal(verdict_key(VERDICT_NONE), "");
    assert_string_equal(verdict_word(VERDICT_OPEN, true), "判定保留");
    assert_string_equal(verdict_word(VERDICT_OPEN, false), "undecided");
    assert_string_equal(verdict_glyph(VERDICT_MISSED), "×");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(met_needs_the_lower_bound_to_reach_the_target),
        cmocka_unit_test(missed_needs_the_upper_bound_to_stay_below_the_target),
        cmocka_unit_test(an_estimate_above_the_target_is_not_enough),
        cmocka_unit_test(unknown_bounds_leave_it_open_and_no_estimate_leaves_nothing),
        cmocka_unit_test(every_verdict_has_its_key_word_and_glyph),
    };
    return cmocka_run_group_tests_name("verdict", tests, NULL, NULL);
}
