/* test_compile_sites.c - who goes where and what is booked when: wards, joint centres, modes. */
#include "models/ward/compile_parts.h"

#include "tests/ward/policy.h"

static int32_t booked(const struct small *w, int32_t use, int32_t site, int32_t day)
{
    return plan_booked(w->plan, use, site, day);
}

/* ---- modes ------------------------------------------------------------------ */

static void without_modes_the_table_of_wards_says_what_is_booked(void **state)
{
    struct small *w = *state;
    small_compile(w);
    for (int32_t day = 0; day < w->plan->n_days; day++) {
        assert_int_equal(booked(w, USE_RENEWAL, SMALL_SAKAE, day), PLAN_REQUIRED);
        assert_int_equal(booked(w, USE_HANDOVER, SMALL_SAKAE, day), PLAN_REQUIRED);
        assert_int_equal(booked(w, USE_OTHER, SMALL_SAKAE, day), PLAN_WALK_IN);
        assert_int_equal(booked(w, USE_RENEWAL, SMALL_NISHI, day), PLAN_WALK_IN);
    }
}

static void a_mode_holds_for_its_ward_and_use_from_its_day_on(void **state)
{
    struct small *w = *state;
    civil_day july = civil_from_date(2020, 7, 6);
    policy_mode(w, "栄", 1 + USE_RENEWAL, july, WAY_NONE);
    small_compile(w);
    int32_t from = small_day(w, 2020, 7, 6);
    assert_int_equal(booked(w, USE_RENEWAL, SMALL_SAKAE, from - 1), PLAN_REQUIRED);
    assert_int_equal(booked(w, USE_RENEWAL, SMALL_SAKAE, from), PLAN_WALK_IN);
    assert_int_equal(booked(w, USE_RENEWAL, SMALL_SAKAE, w->plan->n_days - 1), PLAN_WALK_IN);
    assert_int_equal(booked(w, USE_HANDOVER, SMALL_SAKAE, from), PLAN_REQUIRED);
    assert_int_equal(booked(w, USE_RENEWAL, SMALL_NISHI, from), PLAN_WALK_IN);
}

/* Without a date always; for all wards and for both uses that can be booked; before the ward's
 * own mode, too. */
static void a_mode_of_all_wards_and_uses_changes_both_that_can_be_booked(void **state)
{
    struct small *w = *state;
    w->own[0] = (struct scenario_ward){
        .name = "栄", .mode = WARD_WALK_IN, .places = {.renewal = -1, .handover = -1}};
    w->d.s.wards.count = 1;
    policy_mode(w, "全区", 0, 0, WAY_REQUIRED);
    small_compile(w);
    for (int32_t site = 0; site < SMALL_SITES; site++) {
        assert_int_equal(booked(w, USE_RENEWAL, site, 0), PLAN_REQUIRED);
        assert_int_equal(booked(w, USE_HANDOVER, site, 0), PLAN_REQUIRED);
        assert_int_equal(booked(w, USE_OTHER, site, 0), PLAN_WALK_IN);
    }
}

static void of_two_modes_for_a_day_the_later_row_counts(void **state)
{
    struct small *w = *state;
    civil_day july = civil_from_date(2020, 7, 6);
    policy_mode(w, "栄", 0, july, WAY_NONE);
    policy_mode(w, "栄", 1 + USE_HANDOVER, july, WAY_MIXED);
    small_compile(w);
    int32_t from = small_day(w, 2020, 7, 6);
    assert_int_equal(booked(w, USE_RENEWAL, SMALL_SAKAE, from), PLAN_WALK_IN);
    assert_int_equal(booked(w, USE_HANDOVER, SMALL_SAKAE, from), 70);
}

/* 90 and 50 places a weekday. */
static void where_a_use_is_taken_both_ways_that_share_of_its_places_is_booked(void **state)
{
    struct small *w = *state;
    policy_mode(w, "栄", 0, civil_from_date(2020, 7, 6), WAY_MIXED);
    small_compile(w);
    int32_t from = small_day(w, 2020, 7, 6);
    assert_int_equal(plan_places(w->plan, USE_RENEWAL, SMALL_SAKAE, from - 3), 90);
    assert_int_equal(plan_places(w->plan, USE_RENEWAL, SMALL_SAKAE, from), 63);
    assert_int_equal(plan_places(w->plan, USE_HANDOVER, SMALL_SAKAE, from), 35);
}

static void people_have_access_in_the_ways_in_which_they_can_come_on_some_day(void **state)
{
    struct small *w = *state;
    policy_mode(w, "栄", 1 + USE_RENEWAL, civil_from_date(2020, 7, 6), WAY_NONE);
    small_compile(w);
    assert_true(plan_has_access(w->plan, USE_RENEWAL, SMALL_SAKAE, ACCESS_BOOKED));
    assert_true(plan_has_access(w->plan, USE_RENEWAL, SMALL_SAKAE, ACCESS_WALK_IN));
    assert_true(plan_has_access(w->plan, USE_HANDOVER, SMALL_SAKAE, ACCESS_BOOKED));
    assert_false(plan_has_access(w->plan, USE_HANDOVER, SMALL_SAKAE, ACCESS_WALK_IN));
    assert_false(plan_has_access(w->plan, USE_HANDOVER, SMALL_NISHI, ACCESS_BOOKED));
}

/* ---- centres ---------------------------------------------------------------- */

static void a_centre_serves_the_wards_and_uses_that_it_names_from_its_day_on(void **state)
{
    struct small *w = *state;
    policy_centre(w, "sakae", civil_from_date(2020, 7, 1), 0.25)->uses = "handover";
    policy_open_centres(w);
    small_compile(w);
    assert_int_equal(w->plan->n_sites, SMALL_SITES + 1);
    const struct plan_centre *of = plan_centre_of(w->plan, SMALL_SAKAE);
    assert_int_equal(of->site, POLICY_CENTRE);
    assert_int_equal(of->from, small_day(w, 2020, 7, 1));
    assert_int_equal(of->uses, 1u << USE_HANDOVER);
    check_near(of->share, 0.25, 0);
    assert_int_equal(plan_centre_of(w->plan, SMALL_NISHI)->site, PLAN_NO_DAY);
    assert_int_equal(plan_centre_of(w->plan, POLICY_CENTRE)->site, PLAN_NO_DAY);
}

static void the_first_centre_that_names_a_ward_serves_it(void **state)
{
    struct small *w = *state;
    policy_centre(w, "西区", 0, 1);
    policy_centre(w, "全区", 0, 0.5)->name = "second";
    policy_open_centres(w);
    small_compile(w);
    assert_int_equal(plan_centre_of(w->plan, SMALL_NISHI)->site, POLICY_CENTRE);
    assert_int_equal(plan_centre_of(w->plan, SMALL_SAKAE)->site, POLICY_CENTRE + 1);
    assert_int_equal(plan_centre_of(w->plan, SMALL_NISHI)->from, 0);
}

/* Its people are the wards' people: letters and streams are theirs. */
static void a_centre_has_no_people_of_its_own_and_takes_none_from_the_wards_letters(void **state)
{
    struct small *w = *state, *without = small_new();
    policy_centre(w, "栄", 0, 1);
    policy_open_centres(w);
    small_compile(w);
    small_compile(without);
    assert_int_equal(w->plan->n_streams, without->plan->n_streams);
    for (int32_t day = 0; day < w->plan->n_days; day++)
        for (int32_t s = 0; s < w->plan->n_streams; s++) {
            check_near(plan_rate(w->plan, s, POLICY_CENTRE, day), 0, 0);
            for (int32_t site = 0; site < SMALL_SITES; site++)
                check_near(plan_rate(w->plan, s, site, day), plan_rate(without->plan, s, site, day),
                           0);
        }
    const struct plan_batch *with_it = PLAN_ARRAY(w->plan, struct plan_batch, at_batches);
    const struct plan_batch *before = PLAN_ARRAY(without->plan, struct plan_batch, at_batches);
    assert_int_equal(w->plan->first_unmailed, without->plan->first_unmailed);
    for (int32_t i = 0; i < w->plan->first_unmailed; i++) {
        assert_int_equal(with_it[i].site, before[i].site);
        assert_int_equal(with_it[i].count, before[i].count);
    }
    small_free(without);
}

static void at_a_centre_everything_is_by_appointment(void **state)
{
    struct small *w = *state;
    policy_centre(w, "栄", 0, 1)->uses = "renewal";
    policy_open_centres(w);
    policy_mode(w, "全区", 0, 0, WAY_NONE); /* of wards only */
    small_compile(w);
    assert_int_equal(booked(w, USE_RENEWAL, POLICY_CENTRE, 0), PLAN_REQUIRED);
    assert_int_equal(booked(w, USE_RENEWAL, SMALL_SAKAE, 0), PLAN_WALK_IN);
    for (int32_t use = 0; use < USE_COUNT; use++)
        assert_false(plan_has_access(w->plan, use, POLICY_CENTRE, ACCESS_WALK_IN));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(without_modes_the_table_of_wards_says_what_is_booked),
        IN_SMALL(a_mode_holds_for_its_ward_and_use_from_its_day_on),
        IN_SMALL(a_mode_of_all_wards_and_uses_changes_both_that_can_be_booked),
        IN_SMALL(of_two_modes_for_a_day_the_later_row_counts),
        IN_SMALL(where_a_use_is_taken_both_ways_that_share_of_its_places_is_booked),
        IN_SMALL(people_have_access_in_the_ways_in_which_they_can_come_on_some_day),
        IN_SMALL(a_centre_serves_the_wards_and_uses_that_it_names_from_its_day_on),
        IN_SMALL(the_first_centre_that_names_a_ward_serves_it),
        IN_SMALL(a_centre_has_no_people_of_its_own_and_takes_none_from_the_wards_letters),
        IN_SMALL(at_a_centre_everything_is_by_appointment),
    };
    return cmocka_run_group_tests_name("compile_sites", tests, NULL, NULL);
}
