/* test_civil.c - the calendar against known days and against counting day by day. */
#include "sim/base/civil.h"

#include "sim/base/attr.h"
#include "tests/support/check.h"
#include "tests/support/dies.h"

static void known_days_have_their_numbers_and_weekdays(void **state)
{
    (void)state;
    static const struct {
        int32_t year, month, day, number;
        enum civil_weekday weekday;
    } known[] = {
        {1970, 1, 1, 0, CIVIL_THU},       {1969, 12, 31, -1, CIVIL_WED},
        {2000, 2, 29, 11016, CIVIL_TUE},  {2020, 7, 27, 18470, CIVIL_MON},
        {2020, 7, 25, 18468, CIVIL_SAT},  {1900, 1, 1, -25567, CIVIL_MON},
        {2199, 12, 31, 84005, CIVIL_TUE}, {2100, 3, 1, 47541, CIVIL_MON},
    };
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        civil_day day = civil_from_date(known[i].year, known[i].month, known[i].day);
        assert_int_equal(day, known[i].number);
        assert_int_equal(civil_weekday_of(day), known[i].weekday);
    }
}

/* The oracle counts: next day of the month, else next month, else next year. */
static void every_day_of_three_centuries_follows_the_day_before(void **state)
{
    (void)state;
    static const int32_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    struct civil_date want = {1900, 1, 1};
    int weekday = CIVIL_MON;
    civil_day last = civil_from_date(2199, 12, 31);
    for (civil_day day = civil_from_date(1900, 1, 1); day <= last; day++) {
        struct civil_date got = civil_to_date(day);
        assert_int_equal(got.year, want.year);
        assert_int_equal(got.month, want.month);
        assert_int_equal(got.day, want.day);
        assert_int_equal(civil_from_date(want.year, want.month, want.day), day);
        assert_int_equal(civil_weekday_of(day), weekday);
        assert_int_equal(civil_week_of_month(day), (want.day - 1) / 7 + 1);
        weekday = (weekday + 1) % 7;
        bool is_leap = want.year % 400 == 0 || (want.year % 4 == 0 && want.year % 100 != 0);
        int32_t length = lengths[want.month - 1] + (is_leap && want.month == 2);
        assert_int_equal(civil_days_in_month(want.year, want.month), length);
        if (want.day++ == length) {
            want.day = 1;
            want.year += want.month == 12;
            want.month = want.month % 12 + 1;
        }
    }
}

static void days_that_do_not_exist_are_no_dates(void **state)
{
    (void)state;
    assert_true(civil_is_date(2020, 2, 29));
    assert_false(civil_is_date(2021, 2, 29));
    assert_false(civil_is_date(1900, 2, 29));
    assert_true(civil_is_date(2000, 2, 29));
    assert_false(civil_is_date(2020, 4, 31));
    assert_false(civil_is_date(2020, 0, 1));
    assert_false(civil_is_date(2020, 13, 1));
    assert_false(civil_is_date(2020, 1, 0));
    assert_false(civil_is_date(1899, 12, 31));
    assert_false(civil_is_date(2200, 1, 1));
}

static void adding_months_clips_to_the_end_of_the_month(void **state)
{
    (void)state;
    static const struct {
        int32_t from[3], months, to[3];
    } cases[] = {
        {{2020, 5, 31}, -3, {2020, 2, 29}},  {{2021, 5, 31}, -3, {2021, 2, 28}},
        {{2020, 1, 31}, 1, {2020, 2, 29}},   {{2020, 12, 15}, 1, {2021, 1, 15}},
        {{2020, 1, 15}, -1, {2019, 12, 15}}, {{2020, 2, 29}, 12, {2021, 2, 28}},
        {{2020, 7, 27}, 0, {2020, 7, 27}},   {{1970, 3, 31}, -25, {1968, 2, 29}},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const int32_t *f = cases[i].from, *t = cases[i].to;
        assert_int_equal(civil_add_months(civil_from_date(f[0], f[1], f[2]), cases[i].months),
                         civil_from_date(t[0], t[1], t[2]));
    }
}

static void months_are_counted_from_january_1970_and_back(void **state)
{
    (void)state;
    assert_int_equal(civil_month_index(civil_from_date(1970, 1, 31)), 0);
    assert_int_equal(civil_month_index(civil_from_date(2020, 7, 1)), 606);
    assert_int_equal(civil_month_index(civil_from_date(1969, 12, 31)), -1);
    for (int32_t index = -840; index < 2760; index++) {
        civil_day first = civil_first_of_month(index);
        assert_int_equal(civil_to_date(first).day, 1);
        assert_int_equal(civil_month_index(first), index);
        assert_int_equal(civil_add_months(civil_first_of_month(0), index), first);
    }
}

static void dates_are_written_and_read_in_iso_form(void **state)
{
    (void)state;
    char text[CIVIL_TEXT_BYTES];
    civil_day day = 0;
    civil_format(civil_from_date(2020, 7, 5), text);
    assert_string_equal(text, "2020-07-05");
    assert_true(civil_parse("2020-07-05", &day));
    assert_int_equal(day, civil_from_date(2020, 7, 5));
    static const char *const wrong[] = {"",           "2020",       "2020-7-5",    "2020/07/05",
                                        "2020-07-5",  "2020-02-30", "2020-07-05 ", " 2020-07-05",
                                        "2020-07-0x", "20200705",   "-020-07-05",  "2020-00-10",
                                        "1899-01-01", "2020-07",    "2020-07-"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        day = 7;
        assert_false(civil_parse(wrong[i], &day));
        assert_int_equal(day, 7);
    }
}

static void make_30_february(void)
{
    (void)civil_from_date(2020, 2, 30);
}

static void read_a_day_after_2199(void)
{
    (void)civil_to_date(84006);
}

static void read_a_day_before_1900(void)
{
    (void)civil_to_date(-25568);
}

static void ask_for_month_13(void)
{
    (void)civil_days_in_month(2020, 13);
}

static void days_outside_the_calendar_are_bugs(void **state)
{
    (void)state;
    assert_true(dies(make_30_february));
    assert_true(dies(read_a_day_after_2199));
    assert_true(dies(read_a_day_before_1900));
    assert_true(dies(ask_for_month_13));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days_have_their_numbers_and_weekdays),
        cmocka_unit_test(every_day_of_three_centuries_follows_the_day_before),
        cmocka_unit_test(days_that_do_not_exist_are_no_dates),
        cmocka_unit_test(adding_months_clips_to_the_end_of_the_month),
        cmocka_unit_test(months_are_counted_from_january_1970_and_back),
        cmocka_unit_test(dates_are_written_and_read_in_iso_form),
        cmocka_unit_test(days_outside_the_calendar_are_bugs),
    };
    return cmocka_run_group_tests_name("civil", tests, NULL, NULL);
}
