/* test_calendar.c - the days of 2019 to 2021 on which the counters were open, and the dates
 * that the city's page works out as examples.
 */
#include "models/ward/calendar.h"

#include "tests/ward/fixture.h"

static bool is_open(const struct small *w, int32_t year, int32_t month, int32_t day)
{
    struct scenario_hours hours;
    return calendar_rule_hours(&w->d, civil_from_date(year, month, day), &hours);
}

static void weekdays_are_open_from_845_to_1700(void **state)
{
    const struct small *w = *state;
    struct scenario_hours hours;
    for (int32_t day = 22; day <= 26; day++) {
        assert_true(calendar_rule_hours(&w->d, civil_from_date(2020, 6, day), &hours));
        assert_int_equal(hours.open, 8 * 3600 + 45 * 60);
        assert_int_equal(hours.close, 17 * 3600);
    }
}

static void second_and_fourth_saturdays_are_open_from_9_to_12(void **state)
{
    const struct small *w = *state;
    struct scenario_hours hours;
    assert_true(calendar_rule_hours(&w->d, civil_from_date(2020, 6, 13), &hours));
    assert_int_equal(hours.open, 9 * 3600);
    assert_int_equal(hours.close, 12 * 3600);
}

/* Reference case CAL-02. */
static void the_open_saturdays_of_july_to_november_2020_are_ten(void **state)
{
    const struct small *w = *state;
    static const int32_t want[][2] = {{7, 11}, {7, 25},  {8, 8},   {8, 22},  {9, 12},
                                      {9, 26}, {10, 10}, {10, 24}, {11, 14}, {11, 28}};
    size_t n = 0;
    for (civil_day d = civil_from_date(2020, 7, 1); d < civil_from_date(2020, 12, 1); d++) {
        struct scenario_hours hours;
        if (civil_weekday_of(d) != CIVIL_SAT || !calendar_rule_hours(&w->d, d, &hours))
            continue;
        assert_true(n < COUNT_OF(want));
        assert_int_equal(d, civil_from_date(2020, want[n][0], want[n][1]));
        n++;
    }
    assert_int_equal(n, COUNT_OF(want));
}

static void sundays_are_closed(void **state)
{
    struct scenario_hours hours;
    civil_day first = civil_from_date(2019, 10, 6);
    for (civil_day d = first; d < first + 700; d += 7)
        assert_false(calendar_rule_hours(&((struct small *)*state)->d, d, &hours));
}

static void the_four_days_before_27_july_2020_are_closed_but_for_the_saturday(void **state)
{
    const struct small *w = *state;
    assert_true(is_open(w, 2020, 7, 22));
    assert_false(is_open(w, 2020, 7, 23));
    assert_false(is_open(w, 2020, 7, 24));
    assert_true(is_open(w, 2020, 7, 25));
    assert_false(is_open(w, 2020, 7, 26));
    assert_true(is_open(w, 2020, 7, 27));
}

static void a_fourth_saturday_that_is_a_holiday_is_open_unless_the_scenario_says_no(void **state)
{
    struct small *w = *state;
    assert_int_equal(civil_weekday_of(civil_from_date(2019, 11, 23)), CIVIL_SAT);
    assert_non_null(calendar_holiday(&w->d, civil_from_date(2019, 11, 23)));
    assert_true(is_open(w, 2019, 11, 23));
    w->d.s.calendar.saturday.open_on_holiday = false;
    assert_false(is_open(w, 2019, 11, 23));
    assert_true(is_open(w, 2020, 7, 25));
}

static void a_holiday_on_a_weekday_is_closed_and_a_holiday_on_a_first_saturday_too(void **state)
{
    struct small *w = *state;
    assert_false(is_open(w, 2020, 8, 10));
    assert_false(is_open(w, 2021, 3, 20)); /* third Saturday */
    assert_null(calendar_holiday(&w->d, civil_from_date(2020, 8, 11)));
}

static void from_29_december_to_3_january_the_counters_are_closed(void **state)
{
    const struct small *w = *state;
    assert_true(is_open(w, 2020, 12, 28));
    for (int32_t day = 29; day <= 31; day++)
        assert_false(is_open(w, 2020, 12, day));
    for (int32_t day = 1; day <= 3; day++)
        assert_false(is_open(w, 2021, 1, day));
    assert_true(is_open(w, 2021, 1, 4));
}

/* With a longer closure the fourth Saturday of December and the second of January lie in it. */
static void an_opening_saturday_inside_the_years_end_is_closed(void **state)
{
    struct small *w = *state;
    assert_true(is_open(w, 2020, 12, 26));
    assert_true(is_open(w, 2021, 1, 9));
    w->d.s.calendar.year_end.from = 1226;
    w->d.s.calendar.year_end.to = 109;
    assert_false(is_open(w, 2020, 12, 26));
    assert_false(is_open(w, 2021, 1, 9));
    assert_true(is_open(w, 2020, 12, 25));
    assert_true(is_open(w, 2021, 1, 12)); /* 11 January is a holiday */
}

static void working_days_are_weekdays_that_are_no_holidays(void **state)
{
    const struct small *w = *state;
    static const struct {
        int32_t month, day;
        bool is_working;
    } days[] = {{5, 1, true},  {5, 4, false},  {5, 6, false},  {5, 7, true},
                {5, 8, true},  {5, 9, false},  {7, 25, false}, {7, 24, false},
                {7, 27, true}, {12, 28, true}, {12, 29, false}};
    for (size_t i = 0; i < COUNT_OF(days); i++)
        assert_int_equal(
            calendar_is_working_day(&w->d, civil_from_date(2020, days[i].month, days[i].day)),
            days[i].is_working);
}

static void an_exception_of_the_ward_goes_before_one_of_all_wards(void **state)
{
    struct small *w = *state;
    civil_day day = civil_from_date(2020, 5, 9);
    w->exceptions[0] =
        (struct scenario_exception){.date = day, .ward = "全区", .kind = EXCEPTION_RESERVED_ONLY};
    w->exceptions[1] =
        (struct scenario_exception){.date = day, .ward = "栄", .kind = EXCEPTION_CLOSED};
    w->exceptions[2] =
        (struct scenario_exception){.date = day + 14, .ward = "栄", .kind = EXCEPTION_CLOSED};
    for (int turned = 0; turned < 2; turned++) {
        w->d.exceptions.count = 3;
        assert_int_equal(calendar_exception(&w->d, "栄", day)->kind, EXCEPTION_CLOSED);
        assert_int_equal(calendar_exception(&w->d, "西", day)->kind, EXCEPTION_RESERVED_ONLY);
        assert_null(calendar_exception(&w->d, "西", day + 14));
        assert_null(calendar_exception(&w->d, "栄", day + 1));
        struct scenario_exception first = w->exceptions[0];
        w->exceptions[0] = w->exceptions[1];
        w->exceptions[1] = first;
    }
}

/* Reference case CAL-03, and days that the month three before does not have. */
static void the_window_opens_the_day_after_expiry_less_three_months(void **state)
{
    (void)state;
    static const struct {
        int16_t expiry[3], opens[3];
    } cases[] = {
        {{2020, 3, 24}, {2019, 12, 25}}, {{2020, 7, 16}, {2020, 4, 17}},
        {{2020, 5, 31}, {2020, 3, 1}},   {{2021, 5, 31}, {2021, 3, 1}},
        {{2020, 5, 29}, {2020, 3, 1}},   {{2021, 5, 29}, {2021, 3, 1}},
        {{2020, 5, 28}, {2020, 2, 29}},  {{2020, 12, 31}, {2020, 10, 1}},
        {{2021, 1, 1}, {2020, 10, 2}},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const int16_t *x = cases[i].expiry, *o = cases[i].opens;
        assert_int_equal(calendar_window_opening(civil_from_date(x[0], x[1], x[2])),
                         civil_from_date(o[0], o[1], o[2]));
    }
}

/* Reference case CAL-01: day 40 is 5 September, a first Saturday. */
static void a_booking_made_on_27_july_2020_reaches_4_september(void **state)
{
    const struct small *w = *state;
    civil_day made = civil_from_date(2020, 7, 27);
    assert_int_equal(made + 40, civil_from_date(2020, 9, 5));
    assert_int_equal(calendar_last_bookable(&w->d, made, 40), civil_from_date(2020, 9, 4));
}

static void day_40_itself_can_be_booked_when_it_is_open(void **state)
{
    const struct small *w = *state;
    civil_day made = civil_from_date(2020, 7, 28); /* 6 September is a Sunday */
    assert_int_equal(calendar_last_bookable(&w->d, made, 40), civil_from_date(2020, 9, 4));
    assert_int_equal(calendar_last_bookable(&w->d, made + 1, 40), civil_from_date(2020, 9, 7));
    made = civil_from_date(2020, 8, 3); /* 12 September is a second Saturday */
    assert_int_equal(calendar_last_bookable(&w->d, made, 40), made + 40);
}

static void when_no_day_of_the_horizon_is_open_nothing_can_be_booked(void **state)
{
    const struct small *w = *state;
    civil_day made = civil_from_date(2020, 12, 28);
    assert_int_equal(calendar_last_bookable(&w->d, made, 6), made);
    assert_int_equal(calendar_last_bookable(&w->d, made, 7), made + 7);
}

static void a_season_may_run_over_the_turn_of_the_year(void **state)
{
    (void)state;
    assert_true(calendar_in_season(civil_from_date(2020, 2, 16), 216, 315));
    assert_true(calendar_in_season(civil_from_date(2020, 3, 15), 216, 315));
    assert_false(calendar_in_season(civil_from_date(2020, 2, 15), 216, 315));
    assert_false(calendar_in_season(civil_from_date(2020, 3, 16), 216, 315));
    assert_true(calendar_in_season(civil_from_date(2020, 12, 29), 1229, 103));
    assert_true(calendar_in_season(civil_from_date(2021, 1, 3), 1229, 103));
    assert_false(calendar_in_season(civil_from_date(2021, 1, 4), 1229, 103));
    assert_false(calendar_in_season(civil_from_date(2020, 7, 1), 1229, 103));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(weekdays_are_open_from_845_to_1700),
        IN_SMALL(second_and_fourth_saturdays_are_open_from_9_to_12),
        IN_SMALL(the_open_saturdays_of_july_to_november_2020_are_ten),
        IN_SMALL(sundays_are_closed),
        IN_SMALL(the_four_days_before_27_july_2020_are_closed_but_for_the_saturday),
        IN_SMALL(a_fourth_saturday_that_is_a_holiday_is_open_unless_the_scenario_says_no),
        IN_SMALL(a_holiday_on_a_weekday_is_closed_and_a_holiday_on_a_first_saturday_too),
        IN_SMALL(from_29_december_to_3_january_the_counters_are_closed),
        IN_SMALL(an_opening_saturday_inside_the_years_end_is_closed),
        IN_SMALL(working_days_are_weekdays_that_are_no_holidays),
        IN_SMALL(an_exception_of_the_ward_goes_before_one_of_all_wards),
        cmocka_unit_test(the_window_opens_the_day_after_expiry_less_three_months),
        IN_SMALL(a_booking_made_on_27_july_2020_reaches_4_september),
        IN_SMALL(day_40_itself_can_be_booked_when_it_is_open),
        IN_SMALL(when_no_day_of_the_horizon_is_open_nothing_can_be_booked),
        cmocka_unit_test(a_season_may_run_over_the_turn_of_the_year),
    };
    return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
