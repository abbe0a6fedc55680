/* test_cell.c - numbers, dates and times have one spelling, whatever the locale. */
#include "sim/output/cell.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/civil.h"
#include "tests/support/check.h"
#include "tests/support/dies.h"
#include "tests/support/folder.h"

static void check_cell(enum table_kind kind, int digits, struct table_cell cell, const char *want)
{
    struct arena *home = arena_new(0);
    struct text t;
    const struct table_column column = {.name = "x", .kind = kind, .digits = digits};
    text_init(&t, home);
    cell_print(&column, &cell, &t);
    assert_string_equal(text_get(&t), want);
    arena_free(home);
}

static void check_real(double x, int digits, const char *want)
{
    check_cell(TABLE_REAL, digits, (struct table_cell){.real = x}, want);
}

static void reals_have_the_decimals_of_their_column(void **state)
{
    (void)state;
    check_real(93.14, 1, "93.1");
    check_real(93.14, 0, "93");
    check_real(0.5, 3, "0.500");
    check_real(-12.345, 2, "-12.35"); /* the double lies just beyond the half */
    check_real(1e15, 1, "1000000000000000.0");
    check_real(0.1, 17, "0.10000000000000001");
}

static void exact_halves_go_to_the_even_neighbour(void **state)
{
    (void)state;
    check_real(0.5, 0, "0");
    check_real(1.5, 0, "2");
    check_real(2.5, 0, "2");
    check_real(0.125, 2, "0.12");
    check_real(0.375, 2, "0.38");
}

static void there_is_no_negative_zero(void **state)
{
    (void)state;
    check_real(-0.0, 2, "0.00");
    check_real(-0.0, 0, "0");
    check_real(-0.004, 2, "0.00");
    check_real(-0.006, 2, "-0.01");
    check_real(-10.0, 1, "-10.0");
}

static void the_largest_and_smallest_doubles_fit(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct text t;
    text_init(&t, home);
    cell_print_real(-1.7976931348623157e308, 17, &t);
    assert_int_equal(t.length, 1 + 309 + 1 + 17);
    text_cut(&t, 0);
    cell_print_real(-5e-324, 17, &t);
    assert_string_equal(text_get(&t), "0.00000000000000000");
    arena_free(home);
}

/* The nearest number of `digits` decimals is within half a unit of the last place. */
static bool printed_real_is_the_nearest(uint64_t seed)
{
    int digits = (int)(test_random(&seed) % 7);
    double x = ((double)(test_random(&seed) >> 11) * 0x1p-53 - 0.5) * 1e6;
    struct arena *home = arena_new(0);
    struct text t;
    text_init(&t, home);
    cell_print_real(x, digits, &t);
    double back = strtod(text_get(&t), NULL);
    const char *point = strchr(text_get(&t), '.');
    bool ok = fabs(back - x) <= 0.5 * pow(10, -digits) * (1 + 1e-9) + 1e-9 &&
              (digits == 0 ? point == NULL : point != NULL && strlen(point + 1) == (size_t)digits);
    arena_free(home);
    return ok;
}

static void any_real_is_printed_to_the_nearest(void **state)
{
    (void)state;
    CHECK_PROPERTY(printed_real_is_the_nearest);
}

static void counts_dates_and_times_are_spelt_for_machines(void **state)
{
    (void)state;
    check_cell(TABLE_COUNT, 0, table_count(-1234567), "-1234567");
    check_cell(TABLE_COUNT, 0, table_count(INT64_MIN), "-9223372036854775808");
    check_cell(TABLE_DATE, 0, table_count(civil_from_date(2020, 7, 27)), "2020-07-27");
    check_cell(TABLE_DATE, 0, table_count(civil_from_date(1900, 1, 1)), "1900-01-01");
    check_cell(TABLE_DATE, 0, table_count(civil_from_date(2199, 12, 31)), "2199-12-31");
    check_cell(TABLE_CLOCK, 0, table_count(8 * 3600 + 45 * 60), "08:45");
    check_cell(TABLE_CLOCK, 0, table_count(0), "00:00");
    check_cell(TABLE_CLOCK, 0, table_count(24 * 3600), "24:00");
    check_cell(TABLE_CLOCK, 0, table_count(17 * 3600 + 5), "17:00:05");
    check_cell(TABLE_TEXT, 0, table_text("a,\"b"), "a,\"b");
}

static void missing_cells_are_empty_also_when_only_the_value_says_so(void **state)
{
    (void)state;
    check_cell(TABLE_COUNT, 0, (struct table_cell){.is_missing = true, .count = 7}, "");
    check_cell(TABLE_REAL, 2, table_real((double)NAN), "");
    check_real((double)NAN, 2, "");
    check_real((double)INFINITY, 2, "");
    check_cell(TABLE_TEXT, 0, table_text(NULL), "");
    const struct table_column real = {.kind = TABLE_REAL}, text = {.kind = TABLE_TEXT};
    const struct table_cell zero = {.count = 0};
    assert_false(cell_is_missing(&real, &zero));
    assert_true(cell_is_missing(&text, &zero));
}

/* Makes a German locale, whose radix is a comma, in a folder of its own. */
static void numbers_do_not_follow_the_locale(void **state)
{
    (void)state;
    struct folder f = folder_new();
    char command[FOLDER_PATH_BYTES];
    (void)snprintf(command, sizeof command,
                   "localedef -i de_DE -f UTF-8 '%s/de_DE.UTF-8' >/dev/null 2>&1", f.path);
    bool made = system(command) == 0 && setenv("LOCPATH", f.path, 1) == 0;
    made = made && setlocale(LC_ALL, "de_DE.UTF-8") != NULL;
    char with_comma[16] = "";
    (void)snprintf(with_comma, sizeof with_comma, "%.1f", 1234.5);
    if (made) {
        assert_string_equal(with_comma, "1234,5"); /* the locale is in force */
        check_real(-1234.5, 2, "-1234.50");
        check_real(1234.5, 0, "1234");
        check_cell(TABLE_COUNT, 0, table_count(1234567), "1234567");
    }
    (void)setlocale(LC_ALL, "C");
    folder_remove(&f);
    if (!made)
        skip();
}

/* What printf() makes of it, without a negative zero. */
static bool is_as_printed(double x, int digits)
{
    char want[400];
    struct arena *home = arena_new(0);
    struct text t;
    int n = snprintf(want, sizeof want, "%.*f", digits, x);
    bool is_zero = strpbrk(want, "123456789") == NULL;
    text_init(&t, home);
    cell_print_real(x, digits, &t);
    bool is_same = n > 0 && strcmp(text_get(&t), want + (is_zero && want[0] == '-')) == 0;
    arena_free(home);
    return is_same;
}

/* Any bits at all, values of everyday size, exact halves, and neighbours of whole decimals. */
static bool reals_are_as_printed(uint64_t seed)
{
    double x, power = 1;
    int digits = (int)(test_random(&seed) % 18);
    uint64_t r = test_random(&seed), kind = test_random(&seed) % 4;
    for (int d = 0; d < digits; d++)
        power *= 10;
    memcpy(&x, &r, sizeof x);
    if (kind == 1)
        x = (double)(int64_t)r / 0x1p40;
    if (kind == 2)
        x = (double)((int64_t)r >> 40) + 0.5 / (double)((uint64_t)1 << test_random(&seed) % 20);
    if (kind == 3)
        x = nextafter((double)(r >> 24) / power, r % 2 == 0 ? 0 : 1e300);
    return !(x - x == 0) || is_as_printed(x, digits);
}

static void reals_are_those_of_printf(void **state)
{
    (void)state;
    CHECK_PROPERTY(reals_are_as_printed);
    static const double edges[] = {0,         0x1p-1074,
                                   0x1p-1022, 0x1p52,
                                   0x1p53,    0x1p64,
                                   0x1p63,    1.8446744073709550e19,
                                   1e22,      1844674407370955.1,
                                   0x1p-58,   1.7976931348623157e308};
    for (size_t i = 0; i < COUNT_OF(edges); i++)
        for (int digits = 0; digits <= 17; digits++)
            assert_true(is_as_printed(edges[i], digits) && is_as_printed(-edges[i], digits));
}

static void counts_and_clocks_are_those_of_printf(void **state)
{
    (void)state;
    check_cell(TABLE_COUNT, 0, table_count(0), "0");
    check_cell(TABLE_COUNT, 0, table_count(-7), "-7");
    check_cell(TABLE_COUNT, 0, table_count(INT64_MAX), "9223372036854775807");
    check_cell(TABLE_COUNT, 0, table_count(INT64_MIN), "-9223372036854775808");
    check_cell(TABLE_CLOCK, 0, table_count(0), "00:00");
    check_cell(TABLE_CLOCK, 0, table_count(35999), "09:59:59");
    check_cell(TABLE_CLOCK, 0, table_count(36000), "10:00");
    check_cell(TABLE_CLOCK, 0, table_count(360000 + 60), "100:01");
}

static void print_nan(void)
{
    cell_print_real((double)NAN, 1, NULL);
}

static void print_18_digits(void)
{
    cell_print_real(1, 18, NULL);
}

static void print_a_day_after_2199(void)
{
    check_cell(TABLE_DATE, 0, table_count(84006), "");
}

static void check_round(double x, int digits, const char *want)
{
    check_cell(TABLE_ROUND, digits, (struct table_cell){.real = x}, want);
}

static void significant_digits_are_counted_from_the_first_that_is_not_0(void **state)
{
    (void)state;
    check_round(0.000371154, 3, "0.000371");
    check_round(3.14159, 3, "3.14");
    check_round(314.159, 3, "314");
    check_round(31415.9, 3, "31416");    /* what stands before the point is never cut */
    check_round(-0.00125, 2, "-0.0013"); /* the double lies just beyond the half */
    check_round(9.996, 3, "10");
    check_round(0.09996, 3, "0.1");
}

static void significant_digits_have_no_zeros_at_the_end_and_no_exponent(void **state)
{
    (void)state;
    check_round(0.5, 7, "0.5");
    check_round(450, 7, "450");
    check_round(100, 2, "100");
    check_round(1e15, 7, "1000000000000000");
    check_round(1.5e-10, 2, "0.00000000015");
    check_round(0, 5, "0");
    check_round(-0.0, 5, "0");
    check_round(1e-18, 5, "0");
    check_round(-1e-18, 5, "0");
}

static void flags_are_yes_and_no(void **state)
{
    (void)state;
    check_cell(TABLE_FLAG, 0, table_flag(true), "yes");
    check_cell(TABLE_FLAG, 0, table_flag(false), "no");
    check_cell(TABLE_FLAG, 0, (struct table_cell){.is_missing = true}, "");
}

static void a_rounded_number_that_is_not_finite_is_missing(void **state)
{
    (void)state;
    check_cell(TABLE_ROUND, 3, table_real((double)NAN), "");
    check_cell(TABLE_ROUND, 3, table_real((double)INFINITY), "");
}

static void print_16_significant_digits(void)
{
    check_round(0.5, 16, "");
}

static void print_no_digit(void)
{
    check_round(0.5, 0, "");
}

static void print_a_negative_time(void)
{
    check_cell(TABLE_CLOCK, 0, table_count(-60), "");
}

static void values_no_column_can_hold_are_bugs(void **state)
{
    (void)state;
    assert_true(dies(print_nan));
    assert_true(dies(print_18_digits));
    assert_true(dies(print_a_day_after_2199));
    assert_true(dies(print_a_negative_time));
    assert_true(dies(print_16_significant_digits));
    assert_true(dies(print_no_digit));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reals_are_those_of_printf),
        cmocka_unit_test(counts_and_clocks_are_those_of_printf),
        cmocka_unit_test(reals_have_the_decimals_of_their_column),
        cmocka_unit_test(exact_halves_go_to_the_even_neighbour),
        cmocka_unit_test(there_is_no_negative_zero),
        cmocka_unit_test(the_largest_and_smallest_doubles_fit),
        cmocka_unit_test(significant_digits_are_counted_from_the_first_that_is_not_0),
        cmocka_unit_test(significant_digits_have_no_zeros_at_the_end_and_no_exponent),
        cmocka_unit_test(flags_are_yes_and_no),
        cmocka_unit_test(a_rounded_number_that_is_not_finite_is_missing),
        cmocka_unit_test(any_real_is_printed_to_the_nearest),
        cmocka_unit_test(counts_dates_and_times_are_spelt_for_machines),
        cmocka_unit_test(missing_cells_are_empty_also_when_only_the_value_says_so),
        cmocka_unit_test(numbers_do_not_follow_the_locale),
        cmocka_unit_test(values_no_column_can_hold_are_bugs),
    };
    return cmocka_run_group_tests_name("cell", tests, NULL, NULL);
}
