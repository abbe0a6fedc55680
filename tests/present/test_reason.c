/* test_reason.c - reasons of the program are translated, those of the user are not. */
#include "cli/present/reason.h"

#include "tests/support/check.h"

static void reasons_of_the_program_and_holidays_have_english(void **state)
{
    (void)state;
    assert_string_equal(reason_word(false, "年末年始"), "year end");
    assert_string_equal(reason_word(false, "海の日"), "Marine Day");
    assert_string_equal(reason_word(true, "海の日"), "海の日");
    assert_string_equal(reason_word(false, ""), "");
}

static void in_full_a_reason_is_longer_where_that_differs(void **state)
{
    (void)state;
    assert_string_equal(reason_word(false, "勤労感謝の日"), "Labour Day");
    assert_string_equal(reason_in_full(false, "勤労感謝の日"), "Labour Thanksgiving Day");
    assert_string_equal(reason_in_full(false, "海の日"), "Marine Day");
    assert_string_equal(reason_in_full(true, "海の日"), "海の日");
    assert_string_equal(reason_in_full(false, "開港記念日"), "開港記念日");
}

static void a_reason_of_the_user_stays_as_it_is(void **state)
{
    (void)state;
    assert_string_equal(reason_word(false, "開港記念日"), "開港記念日");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reasons_of_the_program_and_holidays_have_english),
        cmocka_unit_test(in_full_a_reason_is_longer_where_that_differs),
        cmocka_unit_test(a_reason_of_the_user_stays_as_it_is),
    };
    return cmocka_run_group_tests_name("reason", tests, NULL, NULL);
}
