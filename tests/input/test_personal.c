/* test_personal.c - headings of people and individual numbers are known, other numbers are not. */
#include "sim/input/personal.h"

#include "sim/base/attr.h"
#include "tests/support/check.h"

static void headings_under_which_people_stand_are_known(void **state)
{
    (void)state;
    static const char *const people[] = {"氏名",     "申請者氏名",   "住所", "生年月日",
                                         "電話番号", "個人番号",     "name", "date_of_birth",
                                         "phone",    "マイナンバー", "email"};
    static const char *const other[] = {"ward", "date",         "name_ja", "区名",
                                        "件数", "phone_agents", ""};
    for (size_t i = 0; i < COUNT_OF(people); i++)
        assert_true(personal_is_heading(people[i]));
    for (size_t i = 0; i < COUNT_OF(other); i++)
        assert_false(personal_is_heading(other[i]));
}

/* Of the eleven digits 1234 5678 901 the check digit is 8: 1*2 + 0*3 + 9*4 + 8*5 + 7*6 + 6*7 + 5*2
 * + 4*3 + 3*4 + 2*5 + 1*6 = 212 = 3 modulo 11, and 11 - 3 = 8. */
static void twelve_digits_with_their_check_digit_are_an_individual_number(void **state)
{
    (void)state;
    static const char *const numbers[] = {"123456789018", "1234 5678 9018", "1234-5678-9018",
                                          "１２３４５６７８９０１８", "000000000000"};
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        assert_true(personal_is_number(numbers[i]));
    for (int last = 0; last < 10; last++) {
        char text[] = "123456789010";
        text[sizeof text - 2] = (char)('0' + last);
        assert_true(personal_is_number(text) == (last == 8));
    }
}

static void other_numbers_and_texts_are_none(void **state)
{
    (void)state;
    static const char *const other[] = {
        "",       "12345678901", "1234567890181", "123456789018 people",
        "141178", "2020-07-27",  "1234.56789018"};
    for (size_t i = 0; i < COUNT_OF(other); i++)
        assert_false(personal_is_number(other[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_under_which_people_stand_are_known),
        cmocka_unit_test(twelve_digits_with_their_check_digit_are_an_individual_number),
        cmocka_unit_test(other_numbers_and_texts_are_none),
    };
    return cmocka_run_group_tests_name("personal", tests, NULL, NULL);
}
