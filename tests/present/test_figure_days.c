/* test_figure_days.c - every open day has a bar, closed days a gap, and the turned away
 * stand below on the same axis. */
#include "tests/present/drawing.h"

static int open_days(civil_day from, civil_day to)
{
    int count = 0;
    for (civil_day day = from; day <= to; day++)
        count += fixture_is_open(day);
    return count;
}

static void every_open_day_of_the_surge_has_its_bars_and_its_turned_away(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    assert_true(drawing_draw(d, figure_days_draw));
    int want = open_days(d->about.surge_from, d->about.surge_to);
    assert_int_equal(drawing_rows(d, "light"), want);
    assert_int_equal(drawing_rows(d, "dark"), want);
    assert_int_equal(drawing_rows(d, "median"), want);
    assert_int_equal(drawing_rows(d, "turned"), want);
    assert_int_equal(drawing_count(d, "set xrange [-1:94]"), 1);
}

static void bars_run_from_quantile_to_quantile_on_their_day(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    assert_true(drawing_draw(d, figure_days_draw));
    double light[7], dark[7];
    assert_int_equal(drawing_row(d, "light", 1, light), 6);
    assert_int_equal(drawing_row(d, "dark", 1, dark), 6);
    check_near(light[0], 1.0, 0.0); /* 30 June, the second open day */
    check_near(light[3] - light[2], 0.84, 1e-9);
    assert_true(light[4] < dark[4] && dark[4] < dark[5] && dark[5] < light[5]);
    /* 4 and 5 July are closed: after 3 July (day 4) comes 6 July (day 7). */
    assert_int_equal(drawing_row(d, "light", 4, light), 6);
    assert_int_equal(drawing_row(d, "light", 5, dark), 6);
    check_near(light[0], 4.0, 0.0);
    check_near(dark[0], 7.0, 0.0);
}

static void the_marked_day_has_its_words_and_an_arrow(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    assert_true(drawing_draw(d, figure_days_draw));
    assert_true(drawing_has(d, "'7/27(月) 連休明け・マイナポイント手続の集中'"));
    assert_int_equal(drawing_count(d, "head filled"), 1);
    d->about.surge_day = 0;
    assert_true(drawing_draw(d, figure_days_draw));
    assert_int_equal(drawing_count(d, "head filled"), 0);
}

static void words_of_a_day_near_the_right_edge_stand_on_its_left(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    d->about.surge_day = d->about.surge_to;
    assert_true(drawing_draw(d, figure_days_draw));
    const char *at = strstr(drawing_script(d), "マイナポイント手続の集中");
    assert_non_null(at);
    assert_non_null(strstr(at, " right font NOTE"));
    assert_true(strstr(at, " right font NOTE") < strchr(at, '\n'));
}

static void words_that_are_too_long_for_the_sheet_are_cut(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    d->about.surge_label = "連休明けの月曜日と、マイナポイントの申込みと、給付金の再設定と、"
                           "引越しの届出が同じ日に重なる見込みの日";
    for (civil_day day = d->about.surge_from; day <= d->about.surge_to; day += 30) {
        d->about.surge_day = day;
        assert_true(drawing_draw(d, figure_days_draw));
        assert_true(drawing_has(d, "連休明けの月曜日と"));
        assert_string_equal(drawing_fault(d), "");
    }
}

static void every_day_of_a_week_has_its_tic(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    d->about.surge_to = d->about.surge_from + 6; /* 29 June to 5 July */
    assert_true(drawing_draw(d, figure_days_draw));
    assert_true(drawing_has(d, "'6/29' 0, '6/30' 1, '7/1' 2"));
}

static void without_a_surge_the_whole_period_is_shown_by_month(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0, .no_surge = true});
    assert_true(drawing_draw(d, figure_days_draw));
    assert_int_equal(drawing_rows(d, "light"), open_days(d->about.from_day, d->about.to_day));
    assert_true(drawing_has(d, "'4月' 0"));
    assert_true(drawing_has(d, "'12月' 244"));
}

static void nobody_turned_away_is_said_in_words(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 0.0});
    assert_true(drawing_draw(d, figure_days_draw));
    assert_true(drawing_has(d, "断った人(1日平均):期間中 0人"));
    assert_true(drawing_has(d, "'目標 30分'"));
}

static void the_title_speaks_of_the_days_that_are_shown(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    assert_true(drawing_draw(d, figure_days_draw));
    assert_int_equal(strncmp(text_get(&d->sheet.title), "最も混むのは7月27日(月)",
                             strlen("最も混むのは7月27日(月)")),
                     0);
    d->about.surge_from = civil_from_date(2020, 8, 1);
    d->about.surge_day = 0;
    assert_true(drawing_draw(d, figure_days_draw));
    assert_null(strstr(text_get(&d->sheet.title), "7月27日"));
}

static void without_open_days_there_is_no_figure(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    d->about.surge_from = civil_from_date(2020, 7, 23);
    d->about.surge_to = civil_from_date(2020, 7, 24);
    assert_false(drawing_draw(d, figure_days_draw));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DRAWING_TEST(every_open_day_of_the_surge_has_its_bars_and_its_turned_away),
        DRAWING_TEST(bars_run_from_quantile_to_quantile_on_their_day),
        DRAWING_TEST(the_marked_day_has_its_words_and_an_arrow),
        DRAWING_TEST(words_of_a_day_near_the_right_edge_stand_on_its_left),
        DRAWING_TEST(words_that_are_too_long_for_the_sheet_are_cut),
        DRAWING_TEST(every_day_of_a_week_has_its_tic),
        DRAWING_TEST(without_a_surge_the_whole_period_is_shown_by_month),
        DRAWING_TEST(nobody_turned_away_is_said_in_words),
        DRAWING_TEST(the_title_speaks_of_the_days_that_are_shown),
        DRAWING_TEST(without_open_days_there_is_no_figure),
    };
    return cmocka_run_group_tests_name("figure_days", tests, NULL, NULL);
}
