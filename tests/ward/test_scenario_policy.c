/* test_scenario_policy.c - modes, centres and the phone line that do not fit together are refused
 * with the reason.
 */
#include "models/ward/scenario.h"

#include "tests/ward/policy.h"

/* Exactly one mistake of that kind, and it names what. */
static void check_refused(struct small *w, enum err_code code, const char *what)
{
    w->e = (struct err){0};
    scenario_check_policy(&w->d, w->home, &w->e);
    assert_int_equal(w->e.count, 1);
    assert_int_equal(w->e.item[0].code, code);
    assert_string_equal(w->e.item[0].arg[0], what);
}

static void check_accepted(struct small *w)
{
    w->e = (struct err){0};
    scenario_check_policy(&w->d, w->home, &w->e);
    assert_int_equal(w->e.count, 0);
}

static struct scenario_change *mode(struct small *w)
{
    return w->d.s.modes.items;
}

static struct scenario_centre *centre(struct small *w)
{
    return w->d.s.centres.items;
}

static void names_in_a_list_are_separated_by_spaces_commas_or_both(void **state)
{
    (void)state;
    char name[16];
    const char *at = "  西 sakae,\t港北区,x";
    static const char *const want[] = {"西", "sakae", "港北区", "x"};
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        at = scenario_next_name(at, name, sizeof name);
        assert_non_null(at);
        assert_string_equal(name, want[i]);
    }
    assert_null(scenario_next_name(at, name, sizeof name));
    assert_null(scenario_next_name(" , ", name, sizeof name));
}

static void a_name_too_long_is_cut_and_the_list_goes_on_behind_it(void **state)
{
    (void)state;
    char name[4];
    const char *at = scenario_next_name("abcdefg hi", name, sizeof name);
    assert_string_equal(name, "abc");
    assert_non_null(scenario_next_name(at, name, sizeof name));
    assert_string_equal(name, "hi");
}

static void a_mode_of_a_ward_takes_its_name_however_it_is_written(void **state)
{
    struct small *w = *state;
    policy_mode(w, "sakae", 0, 0, WAY_NONE);
    policy_mode(w, "全区", 0, 0, WAY_MIXED);
    check_accepted(w);
    assert_string_equal(mode(w)[0].ward, "栄");
    mode(w)[0].ward = "Sakai";
    check_refused(w, ERR_NAME_UNKNOWN, "Sakai");
    mode(w)[0].ward = "港北"; /* a ward of the city, but not of this table */
    check_refused(w, ERR_NAME_UNKNOWN, "港北");
}

/* Renewals and hand-overs have a table of places. */
static void other_uses_can_be_booked_where_they_name_their_places(void **state)
{
    struct small *w = *state;
    policy_mode(w, "栄", 1 + USE_PIN_RESET, 0, WAY_NONE);
    check_accepted(w);
    mode(w)[0].mode = WAY_REQUIRED;
    check_refused(w, ERR_KEY_MISSING, "places");
    mode(w)[0].mode = WAY_MIXED;
    check_refused(w, ERR_KEY_MISSING, "places");
    w->d.s.uses.pin_reset.places = 10;
    check_accepted(w);
    mode(w)[0].use = 1 + USE_HANDOVER;
    check_accepted(w);
}

static void a_centre_names_wards_and_uses_that_there_are(void **state)
{
    struct small *w = *state;
    policy_centre(w, "西, 栄区", 0, 1);
    check_accepted(w);
    centre(w)->wards = "西 Sakai";
    check_refused(w, ERR_NAME_UNKNOWN, "Sakai");
    centre(w)->wards = "全区";
    centre(w)->uses = "renewal pin_reset";
    check_refused(w, ERR_CHOICE, "uses");
}

static void a_centre_opens_before_it_closes_and_its_slots_fit_the_ledger(void **state)
{
    struct small *w = *state;
    policy_centre(w, "栄", 0, 1)->weekend.close = 9 * 3600;
    check_refused(w, ERR_ORDER, "centres.joint.weekend.open");
    centre(w)->weekend.close = 16 * 3600;
    w->d.s.booking.slot = small_minutes(6); /* 11:30 to 18:45 are 73 */
    w->e = (struct err){0};
    scenario_check_policy(&w->d, w->home, &w->e);
    assert_int_equal(w->e.count, 1 + 1); /* and 65 at weekends */
    assert_int_equal(w->e.item[0].code, ERR_LIMIT);
    w->d.s.booking.slot = small_minutes(7);
    check_accepted(w);
}

static void a_centre_cannot_have_the_name_of_a_ward_or_of_the_city(void **state)
{
    struct small *w = *state;
    policy_centre(w, "栄", 0, 1)->name = "sakae";
    check_refused(w, ERR_RESERVED, "sakae");
    centre(w)->name = "全市";
    check_refused(w, ERR_RESERVED, "全市");
    centre(w)->name = "合同窓口";
    check_accepted(w);
}

/* A centre draws its wards together: they must be one region. */
static void a_centre_lies_in_the_region_of_its_wards(void **state)
{
    struct small *w = *state;
    w->wards[SMALL_NISHI].region = w->wards[SMALL_SAKAE].region = "kanagawa";
    policy_centre(w, "西 栄", 0, 1);
    check_accepted(w);
    w->wards[SMALL_SAKAE].region = "other";
    check_refused(w, ERR_REGION, "栄");
    assert_string_equal(w->e.item[0].arg[1], "other");
    assert_string_equal(w->e.item[0].arg[3], "kanagawa");
    centre(w)->wards = "全区";
    check_refused(w, ERR_REGION, "栄");
    centre(w)->wards = "栄";
    check_accepted(w);
}

/* In the order in which regions come first; a centre stands behind the wards of its region. */
static void sites_of_a_region_are_put_together(void **state)
{
    struct small *w = *state;
    static const char *const regions[] = {"a", "b", "a", NULL, "b"};
    static const char *const want[] = {"0", "2", "1", "4", "joint", "3"};
    static const char *const names[] = {"0", "1", "2", "3", "4"};
    for (int i = 0; i < 5; i++)
        w->wards[i] = (struct scenario_ward_row){.name = names[i], .region = regions[i]};
    w->wards[4].name = "栄";
    w->d.wards.count = 5;
    policy_centre(w, "栄", 0, 1);
    assert_true(scenario_add_centres(&w->d, w->home, &w->e));
    const struct scenario_ward_row *rows = w->d.wards.items;
    assert_int_equal(w->d.wards.count, 6);
    for (int i = 0; i < 6; i++)
        assert_string_equal(rows[i].name, i == 3 ? "栄" : want[i]);
    assert_int_equal(rows[4].centre, 1);
    assert_string_equal(rows[4].region, "b");
}

/* Rows without a region hold for the lines that have none of their own. */
static void every_line_has_agents_of_its_own_or_those_of_all(void **state)
{
    struct small *w = *state;
    w->wards[SMALL_NISHI].region = "west";
    w->wards[SMALL_SAKAE].region = "east";
    policy_phone(w, 2, 1);
    check_accepted(w);
    struct scenario_agents *rows = w->d.agents.items;
    rows[0].region = "west";
    check_refused(w, ERR_NO_DATA, "agents.csv");
    assert_string_equal(w->e.item[0].arg[1], "weekday east");
    policy_agents(w, 0, 9 * 3600, 3);
    rows = w->d.agents.items;
    rows[2].region = "east"; /* later than the row of the west: another line */
    check_accepted(w);
    rows[2].region = "middle";
    w->e = (struct err){0};
    scenario_check_policy(&w->d, w->home, &w->e);
    assert_int_equal(w->e.item[0].code, ERR_NAME_UNKNOWN);
}

static void numbers_of_a_ward_are_one_to_five_or_none(void **state)
{
    (void)state;
    uint32_t bits;
    assert_true(scenario_numbers("2 4", &bits));
    assert_int_equal(bits, 1 << 2 | 1 << 4);
    assert_true(scenario_numbers("none", &bits));
    assert_int_equal(bits, 0);
    assert_false(scenario_numbers("0", &bits));
    assert_false(scenario_numbers("2nd", &bits));
    assert_false(scenario_numbers("6", &bits));
}

static void a_line_without_agents_cannot_be_used(void **state)
{
    struct small *w = *state;
    w->d.s.phone.share = 0.5;
    check_refused(w, ERR_KEY_MISSING, "agents");
    policy_phone(w, 3, 0.5);
    check_accepted(w);
    w->d.s.phone.other.open = w->d.s.phone.other.close;
    check_refused(w, ERR_ORDER, "phone.other.open");
}

static void agents_stand_in_order_of_time_and_somebody_is_there_at_the_end(void **state)
{
    struct small *w = *state;
    policy_phone(w, 3, 0.5);
    policy_agents(w, 0, 8 * 3600, 2);
    check_refused(w, ERR_ORDER, "from");
    policy_phone(w, 3, 0.5);
    policy_agents(w, 0, 12 * 3600, 0);
    check_refused(w, ERR_NO_DATA, "agents.csv");
    policy_agents(w, 0, 13 * 3600, 1);
    check_accepted(w);
    w->d.agents.count = 1;
    check_refused(w, ERR_NO_DATA, "agents.csv");
}

static void an_evening_ends_after_the_usual_closing(void **state)
{
    struct small *w = *state;
    policy_evening(w, 0.2);
    check_accepted(w);
    w->d.s.calendar.evening.close = 17 * 3600;
    check_refused(w, ERR_ORDER, "calendar.weekday.close");
}

static void without_memory_for_centres_it_is_told(void **state)
{
    struct small *w = *state;
    policy_centre(w, "栄", 0, 1);
    arena_fail_nth(w->home, 1);
    assert_false(scenario_add_centres(&w->d, w->home, &w->e));
    arena_fail_nth(w->home, 0);
    assert_int_equal(w->e.item[0].code, ERR_NOMEM);
    assert_int_equal(w->d.wards.count, SMALL_SITES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_in_a_list_are_separated_by_spaces_commas_or_both),
        cmocka_unit_test(a_name_too_long_is_cut_and_the_list_goes_on_behind_it),
        IN_SMALL(a_mode_of_a_ward_takes_its_name_however_it_is_written),
        IN_SMALL(other_uses_can_be_booked_where_they_name_their_places),
        IN_SMALL(a_centre_names_wards_and_uses_that_there_are),
        IN_SMALL(a_centre_opens_before_it_closes_and_its_slots_fit_the_ledger),
        IN_SMALL(a_centre_cannot_have_the_name_of_a_ward_or_of_the_city),
        cmocka_unit_test(numbers_of_a_ward_are_one_to_five_or_none),
        IN_SMALL(a_centre_lies_in_the_region_of_its_wards),
        IN_SMALL(sites_of_a_region_are_put_together),
        IN_SMALL(every_line_has_agents_of_its_own_or_those_of_all),
        IN_SMALL(a_line_without_agents_cannot_be_used),
        IN_SMALL(agents_stand_in_order_of_time_and_somebody_is_there_at_the_end),
        IN_SMALL(an_evening_ends_after_the_usual_closing),
        IN_SMALL(without_memory_for_centres_it_is_told),
    };
    return cmocka_run_group_tests_name("scenario_policy", tests, NULL, NULL);
}
