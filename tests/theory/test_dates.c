/* test_dates.c - dates that follow from the calendar, as reference cases ask for them. */
#include "cli/theory/dates.h"

#include "tests/support/check.h"

static void day_40_goes_back_to_the_open_day_before(void **state)
{
    (void)state;
    check_near(dates_last_bookable(2020, 7, 27, 40), 20200904, 0); /* day 40: a first Saturday */
    check_near(dates_last_bookable(2020, 7, 27, 39), 20200904, 0);
    check_near(dates_last_bookable(2020, 7, 15, 10), 20200725, 0); /* fourth Saturday: open */
    check_near(dates_last_bookable(2020, 7, 15, 9), 20200722, 0);  /* two holidays before it */
    check_near(dates_last_bookable(2020, 12, 20, 12), 20201228, 0);
}

static void windows_open_the_day_after_expiry_less_three_months(void **state)
{
    (void)state;
    check_near(dates_window(2020, 3, 24), 20191225, 0);
    check_near(dates_window(2020, 5, 31), 20200301, 0);
}

static void second_and_fourth_saturdays_are_open(void **state)
{
    (void)state;
    check_near(dates_open_saturday(2020, 7, 1), 20200711, 0);
    check_near(dates_open_saturday(2020, 7, 2), 20200725, 0);
    check_near(dates_open_saturday(2020, 7, 3), 0, 0);
    check_near(dates_open_saturday(2021, 1, 1), 20210109, 0);
}

static void the_line_has_its_published_hours_by_default(void **state)
{
    (void)state;
    check_near(dates_phone(true, false), 8.5, 0);
    check_near(dates_phone(true, true), 20, 0);
    check_near(dates_phone(false, false), 9, 0);
    check_near(dates_phone(false, true), 17.5, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(day_40_goes_back_to_the_open_day_before),
        cmocka_unit_test(windows_open_the_day_after_expiry_less_three_months),
        cmocka_unit_test(second_and_fourth_saturdays_are_open),
        cmocka_unit_test(the_line_has_its_published_hours_by_default),
    };
    return cmocka_run_group_tests_name("dates", tests, NULL, NULL);
}
