/* test_figure_ecdf.c - the curves of those who booked and those who walked in. */
#include "tests/present/drawing.h"

static void both_curves_have_a_line_a_band_and_their_share_at_the_target(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    assert_true(drawing_draw(d, figure_ecdf_draw));
    assert_true(drawing_rows(d, "booked") > 30);
    assert_true(drawing_rows(d, "walk_in") > 30);
    assert_true(drawing_rows(d, "booked_band") > 30);
    double x[7];
    assert_int_equal(drawing_row(d, "booked_mark", 0, x), 2);
    check_near(x[0], 30.0, 0.0);
    struct interval at = findings_at(&d->tables.wait_ecdf, LOOKUP_CITY, "booked", 30.0);
    check_near(x[1], at.estimate, 1e-4);
    assert_true(drawing_has(d, "'目標 30分'"));
}

static void the_turned_away_stand_below_the_title(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    assert_true(drawing_draw(d, figure_ecdf_draw));
    assert_non_null(strstr(text_get(&d->sheet.note), "断った人は期間中 9,720人(95%区間"));
    assert_non_null(strstr(text_get(&d->sheet.alt), "断った人は期間中 9,720人"));
}

static void a_ward_without_booking_has_one_curve(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0, .one_ward = true});
    assert_true(drawing_draw(d, figure_ecdf_draw));
    assert_int_equal(drawing_rows(d, "booked"), -1);
    assert_true(drawing_rows(d, "walk_in") > 30);
    assert_non_null(strstr(text_get(&d->sheet.note), "青葉区"));
}

static void one_replication_has_no_band(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0, .one_replication = true});
    assert_true(drawing_draw(d, figure_ecdf_draw));
    assert_int_equal(drawing_rows(d, "booked_band"), -1);
    assert_null(strstr(text_get(&d->sheet.note), "帯は"));
    assert_non_null(strstr(text_get(&d->sheet.note), "反復1回のため区間なし"));
    d->about.replications = 200; /* waits counted by month */
    assert_true(drawing_draw(d, figure_ecdf_draw));
    assert_null(strstr(text_get(&d->sheet.note), "反復1回"));
    assert_non_null(strstr(text_get(&d->sheet.note), "、区間なし"));
}

static void the_range_ends_at_eight_targets(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 30.0});
    assert_true(drawing_draw(d, figure_ecdf_draw));
    assert_true(drawing_has(d, "set xrange [0:240]"));
}

static void a_curve_that_ends_at_everybody_goes_on_to_the_edge(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 0.0});
    assert_true(drawing_draw(d, figure_ecdf_draw));
    double x[7];
    assert_int_equal(drawing_rows(d, "booked"), 2);
    assert_int_equal(drawing_row(d, "booked", 1, x), 2);
    check_near(x[0], 50.0, 0.0);
    check_near(x[1], 1.0, 0.0);
}

static void without_curves_there_is_no_figure(void **state)
{
    struct drawing *d = *state;
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    d->tables.wait_ecdf.n_rows = 0;
    assert_false(drawing_draw(d, figure_ecdf_draw));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DRAWING_TEST(both_curves_have_a_line_a_band_and_their_share_at_the_target),
        DRAWING_TEST(the_turned_away_stand_below_the_title),
        DRAWING_TEST(a_ward_without_booking_has_one_curve),
        DRAWING_TEST(one_replication_has_no_band),
        DRAWING_TEST(the_range_ends_at_eight_targets),
        DRAWING_TEST(a_curve_that_ends_at_everybody_goes_on_to_the_edge),
        DRAWING_TEST(without_curves_there_is_no_figure),
    };
    return cmocka_run_group_tests_name("figure_ecdf", tests, NULL, NULL);
}
