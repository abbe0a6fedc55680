/* test_compile_days.c - hours of evenings, of joint centres and of extra days. */
#include "models/ward/compile_parts.h"

#include "tests/ward/policy.h"

static void check_hours(struct small *w, int32_t site, int32_t day, int32_t open_s, int32_t close_s)
{
    assert_int_equal(small_day_at(w, site, day)->open_s, open_s);
    assert_int_equal(small_day_at(w, site, day)->close_s, close_s);
}

static void extra(struct small *w, const char *ward, int32_t month, int32_t day, int32_t kind)
{
    w->exceptions[w->d.exceptions.count++] =
        (struct scenario_exception){.date = civil_from_date(2020, month, day),
                                    .ward = ward,
                                    .kind = kind,
                                    .announced = civil_from_date(2020, 6, 1)};
}

/* ---- evenings --------------------------------------------------------------- */

/* Tuesday 30 June and 7 July; 5 May is a Tuesday and a holiday. */
static void evening_hours_lengthen_working_days_of_that_weekday_only(void **state)
{
    struct small *w = *state;
    policy_evening(w, 0.2);
    small_compile(w);
    int32_t tuesday = small_day(w, 2020, 7, 7);
    check_hours(w, SMALL_SAKAE, tuesday, 31500, 19 * 3600);
    assert_int_equal(small_day_at(w, SMALL_SAKAE, tuesday)->hours, HOURS_EVENING);
    check_hours(w, SMALL_SAKAE, tuesday + 1, 31500, 61200);
    assert_int_equal(small_day_at(w, SMALL_SAKAE, tuesday + 1)->hours, HOURS_WEEKDAY);
    check_hours(w, SMALL_SAKAE, small_day(w, 2020, 5, 5), -1, -1);
}

/* Slots from 8:45 to 16:30 are 16, to 18:30 are 20: 90 places become 112. */
static void a_day_with_evening_hours_has_more_slots_and_places_in_proportion(void **state)
{
    struct small *w = *state;
    policy_evening(w, 0.2);
    small_compile(w);
    int32_t tuesday = small_day(w, 2020, 7, 7);
    assert_int_equal(plan_slots(w->plan, small_day_at(w, SMALL_SAKAE, tuesday)), 20);
    assert_int_equal(plan_places(w->plan, USE_RENEWAL, SMALL_SAKAE, tuesday), 112);
    assert_int_equal(plan_places(w->plan, USE_RENEWAL, SMALL_SAKAE, tuesday + 1), 90);
}

static void without_a_slot_on_a_usual_day_an_evening_has_no_places(void **state)
{
    struct small *w = *state;
    policy_evening(w, 0.2);
    w->d.s.booking.last_before_close = small_minutes(9 * 60);
    small_compile(w);
    assert_int_equal(plan_places(w->plan, USE_RENEWAL, SMALL_SAKAE, small_day(w, 2020, 7, 7)), 0);
}

/* A fifth comes evenly in two hours after 17:00, the others as on other days. */
static void check_evening_profile(const struct plan_profile *day, const struct plan_profile *late)
{
    check_near(plan_profile_share(late, 17 * 3600), 0.8, 1e-12);
    check_near(plan_profile_share(late, 18 * 3600), 0.9, 1e-12);
    check_near(plan_profile_share(late, 19 * 3600), 1, 0);
    for (int i = 0; i < 400; i++) {
        double u = (i + 0.5) / 400;
        int64_t us = plan_profile_us(late, u);
        if (u < 0.8)
            check_near((double)us, (double)plan_profile_us(day, u / 0.8), 2);
        else
            check_near((double)us, 17 * 3600e6 + (u - 0.8) / 0.2 * 7200e6, 2);
        check_near(plan_profile_share(late, (int32_t)(us / 1000000)), u, 1e-4);
    }
}

static void on_an_evening_that_share_of_people_comes_after_the_usual_closing(void **state)
{
    struct small *w = *state;
    policy_evening(w, 0.2);
    w->hours[3].weight = 4;
    small_compile(w);
    check_evening_profile(&w->plan->hours[HOURS_WEEKDAY], &w->plan->hours[HOURS_EVENING]);
}

/* Nobody comes in the last half hour before 17:00; the evening begins then all the same. */
static void an_evening_begins_at_the_usual_closing_where_the_profile_ends_before(void **state)
{
    struct small *w = *state;
    policy_evening(w, 0.2);
    w->d.hours.count--;
    memmove(&w->hours[16], &w->hours[17], (w->d.hours.count - 16) * sizeof *w->hours);
    small_compile(w);
    assert_int_equal(w->plan->hours[HOURS_WEEKDAY].from_s[16], 16 * 3600 + 1800);
    check_evening_profile(&w->plan->hours[HOURS_WEEKDAY], &w->plan->hours[HOURS_EVENING]);
}

/* ---- centres ---------------------------------------------------------------- */

static void a_centre_has_hours_of_its_own_from_its_opening_day_on(void **state)
{
    struct small *w = *state;
    policy_centre(w, "栄", civil_from_date(2020, 7, 6), 1);
    policy_open_centres(w);
    small_compile(w);
    int32_t monday = small_day(w, 2020, 7, 6);
    check_hours(w, POLICY_CENTRE, monday - 1, -1, -1);
    check_hours(w, POLICY_CENTRE, monday, 41400, 69300);
    check_hours(w, POLICY_CENTRE, monday + 2, -1, -1); /* Wednesday */
    check_hours(w, POLICY_CENTRE, monday + 5, 32400, 60300);
    check_hours(w, POLICY_CENTRE, monday + 6, 32400, 60300);
    check_hours(w, POLICY_CENTRE, small_day(w, 2020, 7, 23), 32400, 60300); /* a Thursday off */
    assert_int_equal(small_day_at(w, POLICY_CENTRE, monday)->hours, HOURS_EVEN);
    assert_int_equal(plan_places(w->plan, USE_RENEWAL, POLICY_CENTRE, monday), 400);
}

static void a_centre_is_closed_at_the_turn_of_the_year(void **state)
{
    struct small *w = *state;
    policy_centre(w, "栄", 0, 1);
    policy_open_centres(w);
    w->d.s.calendar.year_end.from = 810;
    w->d.s.calendar.year_end.to = 812;
    small_compile(w);
    check_hours(w, POLICY_CENTRE, small_day(w, 2020, 8, 9), 32400, 60300);
    check_hours(w, POLICY_CENTRE, small_day(w, 2020, 8, 10), -1, -1);
    check_hours(w, POLICY_CENTRE, small_day(w, 2020, 8, 11), -1, -1);
}

/* Wednesday 8 July is open for everybody, the 1st, too, when there is no centre yet; Friday
 * 10 July is closed. */
static void an_announcement_for_all_wards_holds_for_a_centre_once_it_is_there(void **state)
{
    struct small *w = *state;
    policy_centre(w, "栄", civil_from_date(2020, 7, 6), 1);
    policy_open_centres(w);
    extra(w, "全区", 7, 8, EXCEPTION_OPEN);
    extra(w, "全区", 7, 5, EXCEPTION_OPEN);
    extra(w, "全区", 7, 10, EXCEPTION_CLOSED);
    small_compile(w);
    check_hours(w, POLICY_CENTRE, small_day(w, 2020, 7, 8), 41400, 69300);
    check_hours(w, POLICY_CENTRE, small_day(w, 2020, 7, 5), -1, -1);
    check_hours(w, SMALL_SAKAE, small_day(w, 2020, 7, 5), 32400, 43200);
    check_hours(w, POLICY_CENTRE, small_day(w, 2020, 7, 10), -1, -1);
}

/* ---- extra days ------------------------------------------------------------- */

/* 栄 has as many counters on a Saturday as on a weekday, and 6 slots instead of 16. */
static void an_extra_sunday_is_like_a_saturday(void **state)
{
    struct small *w = *state;
    extra(w, "栄", 7, 12, EXCEPTION_OPEN);
    for (int i = 24; i < 48; i++)
        w->capacity[i].saturday = 3;
    small_compile(w);
    int32_t sunday = small_day(w, 2020, 7, 12);
    const struct plan_day *at = small_day_at(w, SMALL_SAKAE, sunday);
    check_hours(w, SMALL_SAKAE, sunday, 32400, 43200);
    assert_int_equal(at->hours, HOURS_SATURDAY);
    assert_int_equal(PLAN_ARRAY(w->plan, struct plan_shift, at_shifts)[at->first_shift].counters,
                     3);
    assert_int_equal(plan_places(w->plan, USE_RENEWAL, SMALL_SAKAE, sunday),
                     plan_places(w->plan, USE_RENEWAL, SMALL_SAKAE, sunday - 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(evening_hours_lengthen_working_days_of_that_weekday_only),
        IN_SMALL(a_day_with_evening_hours_has_more_slots_and_places_in_proportion),
        IN_SMALL(without_a_slot_on_a_usual_day_an_evening_has_no_places),
        IN_SMALL(on_an_evening_that_share_of_people_comes_after_the_usual_closing),
        IN_SMALL(an_evening_begins_at_the_usual_closing_where_the_profile_ends_before),
        IN_SMALL(a_centre_has_hours_of_its_own_from_its_opening_day_on),
        IN_SMALL(a_centre_is_closed_at_the_turn_of_the_year),
        IN_SMALL(an_announcement_for_all_wards_holds_for_a_centre_once_it_is_there),
        IN_SMALL(an_extra_sunday_is_like_a_saturday),
    };
    return cmocka_run_group_tests_name("compile_days", tests, NULL, NULL);
}
