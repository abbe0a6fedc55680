/* test_scenario_counters.c - mistakes in what is said of counters are found and named. */
#include "models/ward/scenario.h"

#include "tests/ward/fixture.h"

static struct scenario_pool pools[] = {{"cards", NULL, 0.75}, {"rest", NULL, 0.25}};

static void two_pools(struct small *w, const char *first, const char *second)
{
    pools[0].uses = first;
    pools[1].uses = second;
    pools[0].share = 0.75;
    pools[1].share = 0.25;
    w->d.s.counters.pools = (struct bind_list){pools, COUNT_OF(pools)};
}

static void check_refused(struct small *w, enum err_code code, const char *arg)
{
    scenario_counters(&w->d, &w->e);
    assert_int_equal(w->e.count, 1);
    assert_int_equal(w->e.item[0].code, code);
    if (arg != NULL)
        assert_string_equal(w->e.item[0].arg[code == ERR_NO_DATA ? 1 : 0], arg);
}

static void each_use_is_served_by_the_pool_that_names_it(void **state)
{
    struct small *w = *state;
    two_pools(w, "renewal, handover  pin_reset", " other issue,mynapoint ");
    scenario_counters(&w->d, &w->e);
    assert_false(err_is_set(&w->e));
    static const uint8_t want[USE_COUNT] = {[USE_ISSUE] = 1, [USE_MYNAPOINT] = 1, [USE_OTHER] = 1};
    for (int use = 0; use < USE_COUNT; use++)
        assert_int_equal(w->d.pool_of[use], want[use]);
}

static void without_pools_one_serves_every_use(void **state)
{
    struct small *w = *state;
    scenario_counters(&w->d, &w->e);
    assert_false(err_is_set(&w->e));
    for (int use = 0; use < USE_COUNT; use++)
        assert_int_equal(w->d.pool_of[use], 0);
}

static void a_use_in_no_pool_is_refused_by_its_name(void **state)
{
    struct small *w = *state;
    two_pools(w, "renewal handover pin_reset", "other mynapoint");
    check_refused(w, ERR_NO_DATA, "issue");
}

static void a_use_in_two_pools_is_refused(void **state)
{
    struct small *w = *state;
    two_pools(w, "renewal handover pin_reset issue", "other mynapoint handover");
    check_refused(w, ERR_KEY_TWICE, "handover");
}

static void a_use_that_there_is_not_is_refused_with_the_nearest(void **state)
{
    struct small *w = *state;
    two_pools(w, "renewal handover pin_reset issue", "other mynapoint renewl");
    check_refused(w, ERR_NAME_UNKNOWN, "renewl");
    assert_string_equal(w->e.item[0].arg[2], "renewal");
}

static void shares_of_pools_are_the_whole(void **state)
{
    struct small *w = *state;
    two_pools(w, "renewal handover pin_reset issue", "other mynapoint");
    pools[1].share = 0.2;
    check_refused(w, ERR_SHARE_SUM, "counters.pools");
    assert_string_equal(w->e.item[0].arg[1], "95.0%");
}

/* The steps of a ward on weekdays. */
static void steps_of(struct small *w, struct scenario_step *steps, size_t n)
{
    two_pools(w, "renewal handover pin_reset issue", "other mynapoint");
    w->own[0] = (struct scenario_ward){.name = "栄", .roster = {steps, n}};
    w->d.s.wards.count = 1;
}

static void a_step_of_a_pool_that_there_is_not_is_refused_with_the_nearest(void **state)
{
    struct small *w = *state;
    struct scenario_step steps[] = {{0, 31500, 3, "cards"}, {0, 31500, 3, "rets"}};
    steps_of(w, steps, 2);
    check_refused(w, ERR_NAME_UNKNOWN, "rets");
    assert_string_equal(w->e.item[0].arg[2], "rest");
}

static void steps_of_the_ward_and_of_pools_do_not_mix_on_a_kind_of_day(void **state)
{
    struct small *w = *state;
    struct scenario_step steps[] = {
        {0, 31500, 3, "cards"}, {0, 31500, 3, "rest"}, {1, 32400, 4, NULL}, {0, 43200, 3, NULL}};
    steps_of(w, steps, 3);
    scenario_counters(&w->d, &w->e);
    assert_false(err_is_set(&w->e));
    steps_of(w, steps, 4);
    check_refused(w, ERR_KEY_MISSING, "pool");
}

static void dedicated_counters_are_one_at_least(void **state)
{
    struct small *w = *state;
    w->d.s.counters.rule = DISCIPLINE_DEDICATED;
    check_refused(w, ERR_RANGE, "counters.dedicated");
}

static void lunch_ends_after_it_begins_where_somebody_is_away(void **state)
{
    struct small *w = *state;
    w->d.s.counters.lunch.from = w->d.s.counters.lunch.to = 43200;
    scenario_counters(&w->d, &w->e);
    assert_false(err_is_set(&w->e));
    w->d.s.counters.lunch.absent = 0.3;
    check_refused(w, ERR_ORDER, "counters.lunch.from");
}

static void what_is_done_on_the_same_visit_takes_time(void **state)
{
    struct small *w = *state;
    w->d.s.uses.handover.also.use = USE_ISSUE;
    w->d.s.uses.handover.also.share = 0.1;
    scenario_counters(&w->d, &w->e);
    assert_false(err_is_set(&w->e));
    w->d.s.uses.issue.service.mean.us = 0;
    check_refused(w, ERR_KEY_MISSING, "service");
    assert_string_equal(w->e.item[0].arg[1], "uses.issue");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(each_use_is_served_by_the_pool_that_names_it),
        IN_SMALL(without_pools_one_serves_every_use),
        IN_SMALL(a_use_in_no_pool_is_refused_by_its_name),
        IN_SMALL(a_use_in_two_pools_is_refused),
        IN_SMALL(a_use_that_there_is_not_is_refused_with_the_nearest),
        IN_SMALL(shares_of_pools_are_the_whole),
        IN_SMALL(a_step_of_a_pool_that_there_is_not_is_refused_with_the_nearest),
        IN_SMALL(steps_of_the_ward_and_of_pools_do_not_mix_on_a_kind_of_day),
        IN_SMALL(dedicated_counters_are_one_at_least),
        IN_SMALL(lunch_ends_after_it_begins_where_somebody_is_away),
        IN_SMALL(what_is_done_on_the_same_visit_takes_time),
    };
    return cmocka_run_group_tests_name("scenario counters", tests, NULL, NULL);
}
