/* test_report_phone.c - when the line is busy, in words and numbers; nothing without a line. */
#include <math.h>

#include "cli/present/report_page.h"
#include "cli/present/spell.h"
#include "tests/present/fixture.h"
#include "tests/support/check.h"

static const struct table_column columns[] = {
    FIXTURE_SITE,
    FIXTURE_TEXT("day_type"),
    FIXTURE_KIND("half_hour_start", TABLE_CLOCK),
    FIXTURE_KIND("half_hour_end", TABLE_CLOCK),
    FIXTURE_REAL("agents"),
    FIXTURE_REAL("calls"),
    FIXTURE_REAL("busy"),
    FIXTURE_REAL("abandoned"),
    FIXTURE_REAL("answered"),
    FIXTURE_REAL("wait_mean_min"),
};

struct desk {
    struct arena *home;
    struct tables tables;
    struct tables_about about;
    struct report report;
    struct report_page page;
};

static int set_up(void **state)
{
    static struct desk d;
    struct fixture_plan plan = {0};
    d = (struct desk){.home = arena_new(0)};
    d.about = fixture_about(&plan);
    fixture_tables(&d.tables, &d.about, &plan, d.home);
    table_init(&d.tables.phone_halfhour, d.home, "phone_halfhour", columns, COUNT_OF(columns));
    d.report = (struct report){.tables = &d.tables, .about = &d.about};
    d.page = (struct report_page){.report = &d.report, .home = d.home, .japanese = true};
    d.page.found.whole = lookup_whole(&d.tables.summary);
    text_init(&d.page.out, d.home);
    *state = &d;
    return 0;
}

static int tear_down(void **state)
{
    arena_free(((struct desk *)*state)->home);
    return 0;
}

static void add(struct desk *d, const char *day_type, int32_t start, double calls, double busy,
                double abandoned)
{
    struct table_cell *row = table_add_row(&d->tables.phone_halfhour);
    assert_non_null(row);
    row[0] = table_text(FIXTURE_RUN);
    row[1] = table_text(LOOKUP_CITY);
    row[2] = table_text("全市");
    row[3] = table_text(day_type);
    row[4] = table_count(start);
    row[5] = table_count(start + 1800);
    row[6] = table_real(12);
    row[7] = table_real(calls);
    row[8] = table_real(busy);
    row[9] = table_real(abandoned);
    row[10] = table_real(calls - busy - abandoned);
    if (calls > busy + abandoned)
        row[11] = table_real(1.26);
}

static void add_metric(struct desk *d, const char *metric, double value)
{
    struct table_cell *row = table_add_row(&d->tables.summary);
    assert_non_null(row);
    row[1] = table_text(LOOKUP_CITY);
    row[2] = table_text("全市");
    row[3] = table_text("all");
    row[4] = table_text(metric);
    row[6] = table_real(value);
}

static bool has(const struct desk *d, const char *words)
{
    return strstr(text_get(&d->page.out), words) != NULL;
}

static void without_a_line_there_is_no_section(void **state)
{
    struct desk *d = *state;
    report_phone_add(&d->page);
    assert_int_equal(d->page.out.length, 0);
    assert_int_equal(d->page.tables, 0);
}

/* 30 % get nowhere at 9:00, 20 % at 9:30. */
static void each_half_hour_has_a_row_and_the_worst_is_marked(void **state)
{
    struct desk *d = *state;
    add(d, "weekday", 9 * 3600, 80, 8, 16);
    add(d, "weekday", 9 * 3600 + 1800, 100, 0, 20);
    report_phone_add(&d->page);
    assert_int_equal(d->page.tables, 1);
    assert_true(has(d, "<h2 id=\"phone\">予約電話</h2>"));
    assert_true(has(d, "<tr class=\"mark\"><th scope=\"row\">9:00〜9:30</th><td>12</td>"
                       "<td>80.0</td><td>10.0%</td><td>20.0%</td><td>1.3</td></tr>"));
    assert_true(has(d, "<tr><th scope=\"row\">9:30〜10:00</th>"));
    assert_false(has(d, "土日"));
}

static void other_days_have_a_table_of_their_own(void **state)
{
    struct desk *d = *state;
    add(d, "weekday", 9 * 3600, 80, 0, 0);
    add(d, "other", 9 * 3600, 10, 5, 5);
    report_phone_add(&d->page);
    assert_int_equal(d->page.tables, 2);
    assert_true(has(d, "土日・祝日・年末年始"));
    assert_true(has(d, "<tr><th scope=\"row\">9:00〜9:30</th><td>12</td><td>80.0</td>"));
    assert_true(has(d, "<td>50.0%</td><td>50.0%</td><td>" SPELL_UNKNOWN "</td>"));
}

static void a_half_hour_without_calls_has_no_shares(void **state)
{
    struct desk *d = *state;
    add(d, "weekday", 9 * 3600, 0, 0, 0);
    report_phone_add(&d->page);
    assert_false(has(d, "nan"));
    assert_false(has(d, "0.0%"));
    assert_false(has(d, "class=\"mark\""));
}

static void what_the_line_costs_its_callers_is_said_first(void **state)
{
    struct desk *d = *state;
    add_metric(d, "phone_calls_per_booking", 1.68);
    add_metric(d, "phone_gave_up", 1234);
    add_metric(d, "phone_gave_up_share", 0.037);
    add(d, "weekday", 9 * 3600, 80, 8, 16);
    report_phone_add(&d->page);
    assert_true(has(d, "平均1.7回"));
    assert_true(has(d, "3.7%"));
}

static void the_line_is_told_of_in_english(void **state)
{
    struct desk *d = *state;
    d->page.japanese = false;
    add_metric(d, "phone_calls_per_booking", 1.68);
    add_metric(d, "phone_gave_up", 1);
    add_metric(d, "phone_gave_up_share", 0.0001);
    add(d, "weekday", 9 * 3600, 80, 8, 16);
    report_phone_add(&d->page);
    assert_true(has(d, "<h2 id=\"phone\">Booking line</h2>"));
    assert_true(has(d, "took 1.7 calls on average. Gave up without ever getting through: 1 person "
                       "(under 0.1% of those who began to call)."));
    assert_true(has(d, "<th scope=\"row\">9:00–9:30</th>"));
}

#define AT_DESK(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        AT_DESK(without_a_line_there_is_no_section),
        AT_DESK(each_half_hour_has_a_row_and_the_worst_is_marked),
        AT_DESK(other_days_have_a_table_of_their_own),
        AT_DESK(a_half_hour_without_calls_has_no_shares),
        AT_DESK(what_the_line_costs_its_callers_is_said_first),
        AT_DESK(the_line_is_told_of_in_english),
    };
    return cmocka_run_group_tests_name("report_phone", tests, NULL, NULL);
}
