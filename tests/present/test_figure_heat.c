/* test_figure_heat.c - a cell per weekday and half hour that is open, and no other. */
#include "cli/present/colour.h"
#include "tests/present/drawing.h"

enum { WEEKDAY_CELLS = 17, SATURDAY_CELLS = 6 };

static void open_half_hours_have_a_cell_and_closed_ones_none(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    assert_true(drawing_draw(d, figure_heat_draw));
    int rows = drawing_rows(d, "cells"), saturday = 0;
    assert_int_equal(rows, 5 * WEEKDAY_CELLS + SATURDAY_CELLS);
    double first[7], x[7], width;
    assert_int_equal(drawing_row(d, "cells", 0, first), 7);
    width = first[3] - first[2] + 2.0;
    for (int i = 0; i < rows; i++) {
        assert_int_equal(drawing_row(d, "cells", i, x), 7);
        if (x[1] < first[1] + 4.5 * (first[5] - first[4] + 2.0))
            continue;
        saturday++; /* 9:00 to noon are columns 1 to 6; column 0 is 8:45 */
        double column = (x[0] - first[0]) / width;
        assert_true(column > 0.5 && column < 6.5);
    }
    assert_int_equal(saturday, SATURDAY_CELLS);
}

static void the_first_column_is_8_45_and_the_last_time_17_00(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    assert_true(drawing_draw(d, figure_heat_draw));
    assert_true(drawing_has(d, "'8:45'"));
    assert_true(drawing_has(d, "'9:00'"));
    assert_true(drawing_has(d, "'17:00'"));
    assert_false(drawing_has(d, "'9:30'"));
}

static void a_cell_shows_the_90th_percentile_rounded_up_in_a_colour_made_here(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    struct table *t = &d->tables.wait_halfhour;
    t->cells[table_column_index(t, "wait_p90_min")] = table_real(44.2);
    assert_true(drawing_draw(d, figure_heat_draw));
    double x[7];
    assert_int_equal(drawing_row(d, "cells", 0, x), 7);
    assert_true(drawing_has(d, "'45' at"));
    check_near(x[6], colour_of_wait(44.2 / 45.0), 0.0);
}

static void an_open_half_hour_without_people_is_a_dash(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    struct table *t = &d->tables.wait_halfhour;
    t->cells[table_column_index(t, "wait_p90_min")] = (struct table_cell){.is_missing = true};
    assert_true(drawing_draw(d, figure_heat_draw));
    assert_int_equal(drawing_count(d, "'–' at"), 1);
    assert_int_equal(drawing_rows(d, "cells"), 5 * WEEKDAY_CELLS + SATURDAY_CELLS);
}

static void no_wait_at_all_is_0_and_not_minus_0(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 0.0});
    assert_true(drawing_draw(d, figure_heat_draw));
    assert_false(drawing_has(d, "'-0'"));
    assert_int_equal(drawing_count(d, "'0' at"), 5 * WEEKDAY_CELLS + SATURDAY_CELLS);
}

static void the_turned_away_stand_below_the_title(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    assert_true(drawing_draw(d, figure_heat_draw));
    assert_non_null(strstr(text_get(&d->sheet.note), "断った人は期間中 9,720人"));
}

static void without_rows_there_is_no_figure(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    d->tables.wait_halfhour.n_rows = 0;
    assert_false(drawing_draw(d, figure_heat_draw));
}

/* Columns of a whole day are narrow: numbers stand upright there. */
static void numbers_fit_into_their_cells(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    struct table *t = &d->tables.wait_halfhour;
    size_t start = table_column_index(t, "half_hour_start");
    assert_true(drawing_draw(d, figure_heat_draw));
    assert_false(drawing_has(d, "rotate by 90"));
    for (size_t row = 0; row < t->n_rows; row++)
        t->cells[row * t->n_columns + start] = table_count((int64_t)(row % 48) * 1800);
    assert_true(drawing_draw(d, figure_heat_draw));
    assert_true(drawing_has(d, "center rotate by 90 font SMALL"));
}

/* Waits are counted up to 19 hours. */
static void a_wait_beyond_what_is_counted_is_only_said_to_be_longer(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    struct table *t = &d->tables.wait_halfhour;
    t->cells[table_column_index(t, "wait_p90_min")] = table_real(1142.0);
    assert_true(drawing_draw(d, figure_heat_draw));
    assert_true(drawing_has(d, "'>18h' at"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DRAWING_TEST(open_half_hours_have_a_cell_and_closed_ones_none),
        DRAWING_TEST(the_first_column_is_8_45_and_the_last_time_17_00),
        DRAWING_TEST(a_cell_shows_the_90th_percentile_rounded_up_in_a_colour_made_here),
        DRAWING_TEST(an_open_half_hour_without_people_is_a_dash),
        DRAWING_TEST(no_wait_at_all_is_0_and_not_minus_0),
        DRAWING_TEST(the_turned_away_stand_below_the_title),
        DRAWING_TEST(without_rows_there_is_no_figure),
        DRAWING_TEST(numbers_fit_into_their_cells),
        DRAWING_TEST(a_wait_beyond_what_is_counted_is_only_said_to_be_longer),
    };
    return cmocka_run_group_tests_name("figure_heat", tests, NULL, NULL);
}
