/* test_precision.c - how long a run has to be: published examples, and what the rule promises. */
#include "sim/experiment/precision.h"

#include "sim/base/attr.h"
#include "tests/support/check.h"

static const double delays[] = {1.53, 1.66, 1.24, 2.34, 2.00, 1.69, 2.69, 2.86, 1.70, 2.60};

/* Law, chapter 9: the pilot of ten delays needs 16 runs for +-0.25 at 90 %, 27 for 10 % with
 * g / (1 + g), and 23 without that correction (0.10 / 0.90 makes up for it). */
static void laws_pilot_needs_the_published_numbers_of_replications(void **state)
{
    (void)state;
    struct interval i = interval_mean(delays, COUNT_OF(delays), 0.90);
    struct precision absolute = {0.25, false}, relative = {0.10, true}, plain = {0.10 / 0.90, true};
    assert_int_equal(precision_needed(&absolute, i, 0.90, 10, 1000), 16);
    assert_int_equal(precision_needed(&relative, i, 0.90, 10, 1000), 27);
    assert_int_equal(precision_needed(&plain, i, 0.90, 10, 1000), 23);
}

static void the_needed_number_is_the_least_at_which_the_rule_holds(void **state)
{
    (void)state;
    struct precision p = {0.25, false};
    for (size_t copies = 1; copies <= 2; copies++) {
        double x[20];
        for (size_t k = 0; k < 10 * copies; k++)
            x[k] = delays[k % 10];
        struct interval i = interval_mean(x, 10 * copies, 0.90);
        assert_int_equal(precision_is_reached(&p, i), copies == 2);
    }
}

static void what_is_not_known_is_never_precise_enough(void **state)
{
    (void)state;
    struct precision p = {0.01, true};
    struct interval unknown = {5, (double)NAN, (double)NAN}, zero = {0, -1, 1};
    assert_false(precision_is_reached(&p, unknown));
    assert_int_equal(precision_needed(&p, unknown, 0.95, 30, 1000), UINT32_MAX);
    assert_int_equal(precision_needed(&p, zero, 0.95, 30, 1000), UINT32_MAX);
    struct interval wide = {1, 0, 2}; /* needs some 300,000 */
    assert_int_equal(precision_needed(&p, wide, 0.95, 30, 1000), UINT32_MAX);
}

static void a_run_grows_by_whole_steps_from_the_floor_to_the_cap(void **state)
{
    (void)state;
    struct precision p = {0.01, true};
    struct interval unknown = {5, (double)NAN, (double)NAN}, close = {1, 0.985, 1.015};
    assert_int_equal(precision_next(&p, unknown, 0.95, 0, 1000), PRECISION_FLOOR);
    assert_int_equal(precision_next(&p, unknown, 0.95, 0, 20), 20);
    assert_int_equal(precision_next(&p, close, 0.95, 30, 1000), 50); /* needs 66 */
    assert_int_equal(precision_needed(&p, close, 0.95, 30, 1000), 66);
    assert_int_equal(precision_next(&p, close, 0.95, 60, 65), 65);
    struct interval closer = {1, 0.9899, 1.0101};
    assert_int_equal(precision_next(&p, closer, 0.95, 60, 1000), 70);
    assert_int_equal(precision_next(&p, closer, 0.95, 60, 80), 80);
    struct interval wide = {1, 0, 2};
    assert_int_equal(precision_next(&p, wide, 0.95, 30, 1000), 60);
    assert_int_equal(precision_next(&p, wide, 0.95, 480, 1000), 960);
    assert_int_equal(precision_next(&p, wide, 0.95, 960, 1000), 1000);
}

/* Stops on normal data; the relative error must be within 2 % at least as often as 95 %, less
 * what stopping at a good moment costs (measured: the band is 4 standard errors). */
static void a_run_that_stopped_is_as_precise_as_it_says(void **state)
{
    (void)state;
    enum { TRIALS = 1000, MOST = 2000 };
    static double x[MOST];
    struct precision p = {0.02, true};
    uint64_t seed = 20200727;
    int right = 0;
    for (int t = 0; t < TRIALS; t++) {
        uint32_t n = 0;
        struct interval i = {0, (double)NAN, (double)NAN};
        while (!precision_is_reached(&p, i) && n < MOST) {
            uint32_t next = precision_next(&p, i, 0.95, n, MOST);
            for (; n < next; n++) {
                double u = 0;
                for (int k = 0; k < 12; k++)
                    u += (double)(test_random(&seed) >> 11) * 0x1p-53;
                x[n] = 10 + 2 * (u - 6);
            }
            i = interval_mean(x, n, 0.95);
        }
        right += fabs(i.estimate - 10) <= 0.02 * 10;
    }
    check_near((double)right / TRIALS, 0.95, 4 * sqrt(0.95 * 0.05 / TRIALS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(laws_pilot_needs_the_published_numbers_of_replications),
        cmocka_unit_test(the_needed_number_is_the_least_at_which_the_rule_holds),
        cmocka_unit_test(what_is_not_known_is_never_precise_enough),
        cmocka_unit_test(a_run_grows_by_whole_steps_from_the_floor_to_the_cap),
        cmocka_unit_test(a_run_that_stopped_is_as_precise_as_it_says),
    };
    return cmocka_run_group_tests_name("precision", tests, NULL, NULL);
}
