/* test_lookup.c - a missing cell is not known, and never 0. */
#include "cli/present/lookup.h"

#include "sim/base/civil.h"
#include "tests/present/fixture.h"
#include "tests/support/check.h"

enum { MONTHS = 5 };

struct shelf {
    struct arena *home;
    struct table numbers, months, summary;
};

static void fill_numbers(struct shelf *s)
{
    static const struct table_column columns[] = {
        FIXTURE_SITE, FIXTURE_KIND("count", TABLE_COUNT), FIXTURE_REAL("real"),
        FIXTURE_KIND("date", TABLE_DATE), FIXTURE_TEXT("word")};
    table_init(&s->numbers, s->home, "numbers", columns, COUNT_OF(columns));
    struct table_cell *row = table_add_row(&s->numbers);
    row[3] = table_count(12);
    row[4] = table_real(1.5);
    row[5] = table_count(18000);
    row[6] = table_text("here");
    (void)table_add_row(&s->numbers); /* nothing but missing cells */
}

static int set_up(void **state)
{
    static struct shelf s;
    static const struct fixture_plan plan = {.wait_factor = 1.0};
    s = (struct shelf){.home = arena_new(0)};
    fill_numbers(&s);
    fixture_summary(&s.summary, &plan, s.home);
    *state = &s;
    return s.numbers.failed || s.summary.failed;
}

static int tear_down(void **state)
{
    struct shelf *s = *state;
    arena_free(s->home);
    return 0;
}

static void every_kind_of_number_is_read_as_a_number(void **state)
{
    struct shelf *s = *state;
    check_near(lookup_number(&s->numbers, 0, "count"), 12.0, 0.0);
    check_near(lookup_number(&s->numbers, 0, "real"), 1.5, 0.0);
    assert_int_equal(lookup_int(&s->numbers, 0, "date"), 18000);
    assert_string_equal(lookup_text(&s->numbers, 0, "word"), "here");
}

static void a_missing_cell_is_unknown(void **state)
{
    struct shelf *s = *state;
    assert_true(isnan(lookup_number(&s->numbers, 1, "count")));
    assert_true(isnan(lookup_number(&s->numbers, 1, "real")));
    assert_true(lookup_is_missing(&s->numbers, 1, "date"));
    assert_string_equal(lookup_text(&s->numbers, 1, "word"), "");
}

static void a_measure_is_found_by_site_access_and_name(void **state)
{
    struct shelf *s = *state;
    struct interval all = lookup_summary(&s->summary, "141178", "all", "visits");
    struct interval booked = lookup_summary(&s->summary, "141178", "booked", "visits");
    struct interval city = lookup_summary(&s->summary, LOOKUP_CITY, "all", "visits");
    check_near(all.estimate, 21000.0, 0.0);
    check_near(all.hi - all.lo, 180.0, 1e-9);
    check_near(booked.estimate, 0.0, 0.0);
    check_near(city.estimate, 18 * 21000.0, 0.0);
    assert_true(isnan(lookup_summary(&s->summary, "141178", "all", "no such").estimate));
}

static void sites_come_in_order_without_the_city(void **state)
{
    struct shelf *s = *state;
    struct lookup_site *sites = arena_take_array(s->home, struct lookup_site, s->summary.n_rows);
    assert_int_equal(lookup_sites(&s->summary, sites), FIXTURE_WARDS);
    assert_string_equal(sites[0].name, "鶴見");
    assert_string_equal(sites[17].code, "141186");
    assert_string_equal(lookup_whole(&s->summary).name, "全市");
}

static void without_city_rows_the_first_site_is_the_whole(void **state)
{
    struct shelf *s = *state;
    s->numbers.cells[1] = table_text("141178");
    s->numbers.cells[2] = table_text("青葉");
    assert_string_equal(lookup_whole(&s->numbers).name, "青葉");
}

static void a_month_is_a_date_or_a_text_and_nothing_else(void **state)
{
    struct shelf *s = *state;
    static const struct table_column as_text[] = {FIXTURE_TEXT("month")};
    static const struct table_column as_date[] = {FIXTURE_KIND("month", TABLE_DATE)};
    static const char *const texts[MONTHS] = {"2020-06", "2020-13", "June", "2020-06-01", NULL};
    struct table t;
    table_init(&t, s->home, "t", as_text, 1);
    for (int i = 0; i < MONTHS; i++) {
        struct table_cell *row = table_add_row(&t);
        if (texts[i] != NULL)
            row[0] = table_text(texts[i]);
    }
    int32_t june = civil_month_index(civil_from_date(2020, 6, 1));
    assert_int_equal(lookup_month(&t, 0), june);
    for (size_t i = 1; i < MONTHS; i++)
        assert_int_equal(lookup_month(&t, i), -1);
    table_init(&t, s->home, "t", as_date, 1);
    table_add_row(&t)[0] = table_count(civil_from_date(2020, 6, 30));
    assert_int_equal(lookup_month(&t, 0), june);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_kind_of_number_is_read_as_a_number, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_missing_cell_is_unknown, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_measure_is_found_by_site_access_and_name, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(sites_come_in_order_without_the_city, set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_city_rows_the_first_site_is_the_whole, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_month_is_a_date_or_a_text_and_nothing_else, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("lookup", tests, NULL, NULL);
}
