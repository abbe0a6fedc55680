/* test_round.c - shifts around the clock by numbers. */
#include "cli/theory/round.h"

#include "sim/base/arena.h"
#include "tests/support/check.h"

/* Two in every hour, eight hours each, one after the other: the fourth is not needed. */
static void three_shifts_of_eight_hours_make_a_day(void **state)
{
    (void)state;
    static const double needed[ROUND_PARTS] = {20202020202, 20202020202, 20202020202, 20202020202};
    struct arena *home = arena_new(0);
    check_near(round_people(needed, 5132109, 8, 25, home), 6, 0);
    check_near(round_people(needed, 5132109, 8, 2, home), 6, 0);
    assert_true(isinf(round_people(needed, 5132109, 8, 1, home)));
    assert_true(isinf(round_people(needed, 5132109, 7, 25, home)));
    check_near(round_people(needed, 5132109, 24, 25, home), 2, 0);
    arena_free(home);
}

/* One hour alone, the last but one of the first part: five, for whom the night shift comes. */
static void digits_stand_for_the_hours_in_their_order(void **state)
{
    (void)state;
    static const double needed[ROUND_PARTS] = {500, 0, 0, 0};
    struct arena *home = arena_new(0);
    check_near(round_people(needed, 5132109, 8, 25, home), 5, 0);
    assert_true(isinf(round_people(needed, 5132209, 6, 25, home)));
    check_near(round_people(needed, 5132209, 7, 25, home), 5, 0);
    arena_free(home);
}

static void without_memory_there_is_no_number(void **state)
{
    (void)state;
    static const double needed[ROUND_PARTS] = {1, 0, 0, 0};
    struct arena *home = arena_new(0);
    arena_fail_nth(home, 1);
    assert_true(isnan(round_people(needed, 5132109, 8, 25, home)));
    arena_free(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_shifts_of_eight_hours_make_a_day),
        cmocka_unit_test(digits_stand_for_the_hours_in_their_order),
        cmocka_unit_test(without_memory_there_is_no_number),
    };
    return cmocka_run_group_tests_name("round", tests, NULL, NULL);
}
