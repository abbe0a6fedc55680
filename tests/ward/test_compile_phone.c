/* test_compile_phone.c - hours and agents of the phone line. */
#include "models/ward/compile_parts.h"

#include "tests/ward/policy.h"

static const struct plan_shift *shifts_of(const struct small *w, int kind)
{
    return PLAN_ARRAY(w->plan, struct plan_shift, at_shifts) +
           plan_region_at(w->plan, 0)->line[kind].first_shift;
}

static void without_a_table_of_agents_there_is_no_line(void **state)
{
    struct small *w = *state;
    small_compile(w);
    assert_false(w->plan->phone.is_served);
    assert_int_equal(tally_layout_of(w->plan).sum_phone, tally_layout_of(w->plan).sum_words);
}

/* 8:00 counts at 8:30; other days have their own rows. */
static void agents_are_those_of_the_table_from_the_opening_on(void **state)
{
    struct small *w = *state;
    policy_phone(w, 1, 0.5);
    w->d.agents.count = 0;
    policy_agents(w, 0, 7 * 3600, 2);
    policy_agents(w, 0, 8 * 3600, 5);
    policy_agents(w, 1, 10 * 3600, 3);
    policy_agents(w, 0, 12 * 3600, 4);
    policy_agents(w, 0, 13 * 3600, 6);
    small_compile(w);
    const struct plan_phone *phone = &w->plan->phone;
    assert_true(phone->is_served);
    assert_int_equal(plan_region_at(w->plan, 0)->line[0].n_shifts, 3);
    static const int32_t from[] = {30600, 43200, 46800}, agents[] = {5, 4, 6};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(shifts_of(w, 0)[i].from_s, from[i]);
        assert_int_equal(shifts_of(w, 0)[i].counters, agents[i]);
    }
    assert_int_equal(plan_region_at(w->plan, 0)->line[1].n_shifts, 2); /* nobody until 10:00 */
    assert_int_equal(shifts_of(w, 1)[0].from_s, 32400);
    assert_int_equal(shifts_of(w, 1)[0].counters, 0);
    assert_int_equal(shifts_of(w, 1)[1].counters, 3);
}

static void what_callers_do_is_as_it_was_set(void **state)
{
    struct small *w = *state;
    policy_phone(w, 1, 0.5);
    w->d.s.phone.trunks = 9;
    w->d.s.phone.enquiries = 40;
    small_compile(w);
    const struct plan_phone *phone = &w->plan->phone;
    check_near(phone->by_phone, 0.5, 0);
    check_near(phone->redial_share, 0.6, 0);
    check_near(phone->redial_us, 900e6, 0);
    check_near(phone->tomorrow_share, 0.85, 0);
    check_near(phone->enquiries, 40, 0);
    assert_int_equal(phone->trunks, 9);
    assert_int_equal(phone->attempts, 6);
    assert_int_equal(phone->days, 7);
    check_near(plan_variate_at(w->plan, VARIATE_CALL)->mean, 360e6, 1);
    check_near(plan_variate_at(w->plan, VARIATE_HOLD)->mean, 240e6, 1);
    check_near(phone->day[0].from, 8.5 / 24, 1e-12); /* requests are alike all day and night */
    check_near(phone->day[0].to, 20.0 / 24, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(without_a_table_of_agents_there_is_no_line),
        IN_SMALL(agents_are_those_of_the_table_from_the_opening_on),
        IN_SMALL(what_callers_do_is_as_it_was_set),
    };
    return cmocka_run_group_tests_name("compile_phone", tests, NULL, NULL);
}
