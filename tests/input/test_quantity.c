/* test_quantity.c - numbers mean what they look like, and are written back in one way. */
#include "sim/input/quantity.h"

#include <stdio.h>
#include <string.h>

#include "tests/support/check.h"

static enum quantity_result read(const char *text, enum quantity_of of, double *value)
{
    const char *unit;
    return quantity_read(text, of, value, &unit);
}

static void decimal_numbers_are_read_and_nothing_else(void **state)
{
    (void)state;
    static const char *const good[] = {"0", "4", "-4", "+4", "0.5", "1e3", "1.5e-2", "10"};
    static const double want[] = {0, 4, -4, 4, 0.5, 1000, 0.015, 10};
    static const char *const bad[] = {"",    " 4",  "012",   "0x10", "inf", "nan",  "1,000",
                                      ".5",  "5.",  "1_0",   "--4",  "4 #", "4# x", "1e",
                                      "yes", "4 4", "1e999", "４",   "00"};
    double value;
    for (size_t i = 0; i < 8; i++) {
        assert_int_equal(read(good[i], QUANTITY_PLAIN, &value), QUANTITY_OK);
        check_near(value, want[i], 0.0);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_not_equal(read(bad[i], QUANTITY_PLAIN, &value), QUANTITY_OK);
}

static void whole_numbers_have_no_point_power_or_leading_zero(void **state)
{
    (void)state;
    assert_true(quantity_is_whole("0"));
    assert_true(quantity_is_whole("-12"));
    assert_false(quantity_is_whole("012"));
    assert_false(quantity_is_whole("4.0"));
    assert_false(quantity_is_whole("1e3"));
    assert_false(quantity_is_whole(""));
    assert_false(quantity_is_whole("4 "));
}

static void units_scale_and_a_missing_or_unknown_one_is_told_apart(void **state)
{
    (void)state;
    double value;
    const char *unit;
    assert_int_equal(read("15 min", QUANTITY_SPAN, &value), QUANTITY_OK);
    check_near(value, 900e6, 0.0);
    assert_int_equal(read("15min", QUANTITY_SPAN, &value), QUANTITY_OK);
    check_near(value, 900e6, 0.0);
    assert_int_equal(read("0.1 s", QUANTITY_SPAN, &value), QUANTITY_OK);
    check_near(value, 1e5, 0.0);
    assert_int_equal(read("-2 h", QUANTITY_SPAN, &value), QUANTITY_OK);
    check_near(value, -7200e6, 0.0);
    assert_int_equal(read("24 /h", QUANTITY_RATE, &value), QUANTITY_OK);
    check_near(value, 576, 0.0);
    assert_int_equal(read("70%", QUANTITY_SHARE, &value), QUANTITY_OK);
    check_near(value, 0.7, 0.0);
    assert_int_equal(read("15", QUANTITY_SPAN, &value), QUANTITY_NO_UNIT);
    check_near(value, 15, 0.0);
    assert_int_equal(quantity_read("15 mins", QUANTITY_SPAN, &value, &unit), QUANTITY_BAD_UNIT);
    assert_string_equal(unit, "mins");
    assert_int_equal(read("15 /s", QUANTITY_RATE, &value), QUANTITY_BAD_UNIT);
    assert_int_equal(read("fast", QUANTITY_SPAN, &value), QUANTITY_NOT_A_NUMBER);
}

/* The same meaning in two units must be the same bits: it is digested. */
static void equal_quantities_in_different_units_are_the_same_number(void **state)
{
    (void)state;
    double a, b;
    for (int i = 1; i <= 2000; i++) {
        char hour[32], day[32], percent[32], plain[32];
        snprintf(hour, sizeof hour, "%d.%d /h", i / 10, i % 10);
        snprintf(day, sizeof day, "%.1f /d", i * 2.4);
        assert_int_equal(read(hour, QUANTITY_RATE, &a), QUANTITY_OK);
        assert_int_equal(read(day, QUANTITY_RATE, &b), QUANTITY_OK);
        assert_true(a == b);
        snprintf(percent, sizeof percent, "%d.%d%%", i / 10, i % 10);
        snprintf(plain, sizeof plain, "%d.%03d", i / 1000, i % 1000);
        assert_int_equal(read(percent, QUANTITY_SHARE, &a), QUANTITY_OK);
        assert_int_equal(read(plain, QUANTITY_PLAIN, &b), QUANTITY_OK);
        assert_true(a == b);
    }
}

static void check_shown(double value, enum quantity_of of, const char *unit, const char *want)
{
    char text[QUANTITY_BYTES];
    quantity_show(value, of, unit, text);
    assert_string_equal(text, want);
}

static void quantities_are_written_in_the_unit_asked_for_when_it_fits(void **state)
{
    (void)state;
    check_shown(900e6, QUANTITY_SPAN, "min", "15 min");
    check_shown(900e6, QUANTITY_SPAN, NULL, "15 min");
    check_shown(5400e6, QUANTITY_SPAN, "min", "90 min");
    check_shown(5400e6, QUANTITY_SPAN, NULL, "1.5 h");
    check_shown(100e6, QUANTITY_SPAN, "min", "100 s"); /* 1.666... min does not fit */
    check_shown(1, QUANTITY_SPAN, "d", "1 us");
    check_shown(0, QUANTITY_SPAN, "d", "0 d");
    check_shown(0, QUANTITY_SPAN, NULL, "0 s");
    check_shown(40 * 86400e6, QUANTITY_SPAN, NULL, "40 d");
    check_shown(1000 * 86400e6, QUANTITY_SPAN, NULL, "1000 d");
    check_shown(5000 * 3600e6, QUANTITY_SPAN, NULL, "5000 h"); /* 208.3... d */
    check_shown(576, QUANTITY_RATE, "/h", "24 /h");
    check_shown(576, QUANTITY_RATE, NULL, "576 /d");
    check_shown(0.7, QUANTITY_SHARE, "%", "70%");
    check_shown(0.1, QUANTITY_PLAIN, NULL, "0.1");
    check_shown(100, QUANTITY_PLAIN, NULL, "100"); /* not 1e+02 */
    check_shown(1e20, QUANTITY_PLAIN, NULL, "1e+20");
    check_shown(1e-7, QUANTITY_PLAIN, NULL, "1e-07");
}

static bool writing_and_reading_is_the_identity(uint64_t seed)
{
    static const char *const units[] = {"us", "s", "min", "h", "d", NULL};
    double unit = (double)(test_random(&seed) >> 11) * 0x1p-53, value;
    char text[QUANTITY_BYTES];
    int64_t us = (int64_t)(test_random(&seed) % 40000000000000U);
    quantity_show((double)us, QUANTITY_SPAN, units[test_random(&seed) % 6], text);
    if (read(text, QUANTITY_SPAN, &value) != QUANTITY_OK || value != (double)us)
        return false;
    quantity_show(unit, QUANTITY_PLAIN, NULL, text);
    if (read(text, QUANTITY_PLAIN, &value) != QUANTITY_OK || value != unit)
        return false;
    double share;
    snprintf(text, sizeof text, "%.*f%%", (int)(test_random(&seed) % 8), unit * 100);
    if (read(text, QUANTITY_SHARE, &share) != QUANTITY_OK)
        return false;
    quantity_show(share, QUANTITY_SHARE, "%", text);
    return read(text, QUANTITY_SHARE, &value) == QUANTITY_OK && value == share;
}

static void what_is_written_is_read_back_to_the_last_bit(void **state)
{
    (void)state;
    CHECK_PROPERTY(writing_and_reading_is_the_identity);
}

static void clock_times_run_from_midnight_to_midnight(void **state)
{
    (void)state;
    int32_t s = -1;
    char text[QUANTITY_BYTES];
    assert_true(quantity_clock("8:45", &s));
    assert_int_equal(s, 31500);
    assert_true(quantity_clock("08:45", &s));
    assert_int_equal(s, 31500);
    assert_true(quantity_clock("0:00", &s));
    assert_int_equal(s, 0);
    assert_true(quantity_clock("24:00", &s));
    assert_int_equal(s, 86400);
    static const char *const bad[] = {"24:01", "25:00", "8:60", "8:5",   "8",     "8:455",
                                      "",      ":45",   "8.45", "８:45", "-1:00", "008:45"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(quantity_clock(bad[i], &s));
    quantity_show_clock(31500, text);
    assert_string_equal(text, "8:45");
}

static void days_of_the_year_and_months_must_exist(void **state)
{
    (void)state;
    int32_t value = -1;
    assert_true(quantity_monthday("12-29", &value));
    assert_int_equal(value, 1229);
    assert_true(quantity_monthday("02-29", &value)); /* there is one in leap years */
    assert_false(quantity_monthday("02-30", &value));
    assert_false(quantity_monthday("2-3", &value));
    assert_false(quantity_monthday("13-01", &value));
    assert_false(quantity_monthday("12-29x", &value));
    assert_true(quantity_month("1970-02", &value));
    assert_int_equal(value, 31);
    assert_false(quantity_month("2020-13", &value));
    assert_false(quantity_month("2020-1", &value));
    assert_false(quantity_month("2020-07-01", &value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimal_numbers_are_read_and_nothing_else),
        cmocka_unit_test(whole_numbers_have_no_point_power_or_leading_zero),
        cmocka_unit_test(units_scale_and_a_missing_or_unknown_one_is_told_apart),
        cmocka_unit_test(equal_quantities_in_different_units_are_the_same_number),
        cmocka_unit_test(quantities_are_written_in_the_unit_asked_for_when_it_fits),
        cmocka_unit_test(what_is_written_is_read_back_to_the_last_bit),
        cmocka_unit_test(clock_times_run_from_midnight_to_midnight),
        cmocka_unit_test(days_of_the_year_and_months_must_exist),
    };
    return cmocka_run_group_tests_name("quantity", tests, NULL, NULL);
}
