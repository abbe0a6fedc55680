/* test_figure_calendar.c - one cell per day of the month, its word, glyph and hours. */
#include "cli/present/colour.h"
#include "tests/present/drawing.h"

static void july_2020_has_31_days_in_five_weeks(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    assert_true(drawing_draw(d, figure_calendar_draw));
    assert_int_equal(drawing_rows(d, "cells"), 31);
    double first[7], fifth[7], last[7];
    assert_int_equal(drawing_row(d, "cells", 0, first), 7);
    assert_int_equal(drawing_row(d, "cells", 4, fifth), 7);
    assert_int_equal(drawing_row(d, "cells", 30, last), 7);
    check_near((first[0] - fifth[0]) / 98.0, 3.0, 0.02); /* Wednesday is three right of Sunday */
    assert_true(fifth[1] > first[1]);
    check_near((last[1] - first[1]) / (fifth[1] - first[1]), 4.0, 1e-6);
}

static void august_2020_needs_six_weeks(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    assert_true(drawing_draw(d, figure_calendar_draw));
    double july = d->sheet.height - d->sheet.head;
    d->about.focus_month = civil_from_date(2020, 8, 1);
    assert_true(drawing_draw(d, figure_calendar_draw));
    assert_true(d->sheet.height - d->sheet.head > july + 50.0);
}

static void holidays_are_named_weekends_are_not_and_open_saturdays_tell_their_hours(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    assert_true(drawing_draw(d, figure_calendar_draw));
    assert_int_equal(drawing_count(d, "'海の日'"), 1);
    assert_int_equal(drawing_count(d, "'スポーツの日'"), 1);
    assert_false(drawing_has(d, "'日曜'"));
    assert_int_equal(drawing_count(d, "'9時〜正午'"), 2); /* 11 and 25 July */
    assert_int_equal(drawing_count(d, "'休'"), 8);
    assert_int_equal(drawing_count(d, "'閉庁'"), 8);
}

static void a_restriction_of_an_open_day_stands_in_its_cell(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    struct table *t = &d->tables.calendar;
    for (size_t row = 0; row < t->n_rows; row++) {
        if (lookup_int(t, row, "date") == civil_from_date(2020, 7, 11))
            t->cells[row * t->n_columns + table_column_index(t, "closed_reason")] =
                table_text("予約者のみ");
    }
    assert_true(drawing_draw(d, figure_calendar_draw));
    assert_int_equal(drawing_count(d, "'予約者のみ'"), 1);
    assert_int_equal(drawing_count(d, "'9時〜正午'"), 1);
}

static void a_long_reason_is_cut_to_the_cell(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    struct table *t = &d->tables.calendar;
    for (size_t row = 0; row < t->n_rows; row++) {
        if (lookup_int(t, row, "date") == civil_from_date(2020, 7, 23))
            t->cells[row * t->n_columns + table_column_index(t, "closed_reason")] =
                table_text("感染症の拡大防止のための臨時閉庁");
    }
    assert_true(drawing_draw(d, figure_calendar_draw));
    assert_true(drawing_has(d, "'感染症の拡大防…'"));
}

static void a_day_shows_its_level_minutes_and_turned_away(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    assert_true(drawing_draw(d, figure_calendar_draw));
    struct findings_month m = findings_of_month(&d->tables.calendar, "青葉", d->about.focus_month);
    assert_int_equal(drawing_count(d, "'大変混雑'"), m.days[LEVEL_PACKED]);
    assert_int_equal(drawing_count(d, "'▲'"), m.days[LEVEL_PACKED]);
    assert_int_equal(drawing_count(d, "'混雑'"), m.days[LEVEL_BUSY]);
    assert_true(drawing_has(d, "'断る 約"));
    assert_int_equal(drawing_count(d, "分' at"), m.n_open);
}

/* prob_level_or_worse of every day. */
static void set_probability(struct drawing *d, double share)
{
    struct table *t = &d->tables.calendar;
    for (size_t row = 0; row < t->n_rows; row++)
        t->cells[row * t->n_columns + table_column_index(t, "prob_level_or_worse")] =
            table_real(share);
}

static void a_level_that_few_replications_reach_is_marked(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    struct findings_month m = findings_of_month(&d->tables.calendar, "青葉", d->about.focus_month);
    set_probability(d, 0.79);
    assert_true(drawing_draw(d, figure_calendar_draw));
    assert_int_equal(drawing_count(d, "'大変混雑※'"), m.days[LEVEL_PACKED]);
    assert_int_equal(drawing_count(d, "'空きぎみ※'"), 0); /* nothing is quieter */
    assert_non_null(strstr(text_get(&d->sheet.note), "※は"));
    set_probability(d, 0.8);
    assert_true(drawing_draw(d, figure_calendar_draw));
    assert_int_equal(drawing_count(d, "※"), 0);
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0, .one_replication = true});
    set_probability(d, 0.0);
    assert_true(drawing_draw(d, figure_calendar_draw));
    assert_int_equal(drawing_count(d, "※"), 0);
    assert_non_null(strstr(text_get(&d->sheet.note), "反復1回"));
}

static void the_cut_points_of_the_run_are_printed(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    d->about.level_min[0] = 25.0;
    assert_true(drawing_draw(d, figure_calendar_draw));
    assert_true(drawing_has(d, "◎ 空きぎみ(25分以内) ○ やや混雑(40分以内) △ 混雑(60分以内) "
                               "▲ 大変混雑(60分超) 休 閉庁"));
    assert_true(drawing_has(d, "試算ID " FIXTURE_RUN));
}

static void every_date_can_be_read_on_its_cell(void **state)
{
    (void)state;
    for (int level = 0; level < LEVEL_COUNT; level++) {
        const struct level_look *look = level_look(level);
        const uint32_t dates[] = {COLOUR_SUNDAY, COLOUR_SATURDAY, look->ink};
        for (size_t i = 0; i < COUNT_OF(dates); i++)
            assert_true(colour_contrast(colour_readable(dates[i], look->fill), look->fill) >=
                        COLOUR_READABLE);
    }
}

static void an_open_day_without_people_says_so(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    struct table *t = &d->tables.calendar;
    for (size_t row = 0; row < t->n_rows; row++) {
        if (lookup_int(t, row, "date") == civil_from_date(2020, 7, 1))
            t->cells[row * t->n_columns + table_column_index(t, "level")].is_missing = true;
    }
    assert_true(drawing_draw(d, figure_calendar_draw));
    assert_int_equal(drawing_count(d, "'データなし'"), 1);
    assert_int_equal(drawing_rows(d, "cells"), 31);
}

static void an_unknown_site_has_no_calendar(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    d->about.focus_site = "無い区";
    assert_false(drawing_draw(d, figure_calendar_draw));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DRAWING_TEST(july_2020_has_31_days_in_five_weeks),
        DRAWING_TEST(august_2020_needs_six_weeks),
        DRAWING_TEST(holidays_are_named_weekends_are_not_and_open_saturdays_tell_their_hours),
        DRAWING_TEST(a_restriction_of_an_open_day_stands_in_its_cell),
        DRAWING_TEST(a_long_reason_is_cut_to_the_cell),
        DRAWING_TEST(a_day_shows_its_level_minutes_and_turned_away),
        DRAWING_TEST(the_cut_points_of_the_run_are_printed),
        cmocka_unit_test(every_date_can_be_read_on_its_cell),
        DRAWING_TEST(an_open_day_without_people_says_so),
        DRAWING_TEST(an_unknown_site_has_no_calendar),
        DRAWING_TEST(a_level_that_few_replications_reach_is_marked),
    };
    return cmocka_run_group_tests_name("figure_calendar", tests, NULL, NULL);
}
