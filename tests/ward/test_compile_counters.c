/* test_compile_counters.c - counters over pools and over the day, rules, traits of uses. */
#include "models/ward/compile.h"

#include "models/ward/compile_parts.h"
#include "tests/ward/fixture.h"

static struct scenario_pool pools[] = {
    {"cards", "", 0.6}, {"rest", "", 0.3}, {"other", "", 0.1}, {"fourth", "", 0}};

static void pools_of(struct small *w, size_t n)
{
    w->d.s.counters.pools = (struct bind_list){pools, n};
}

static void check_division(struct small *w, int32_t n, const int32_t *want)
{
    const struct compile c = {.d = &w->d};
    int32_t each[COUNTER_POOLS];
    compile_divide(&c, n, each);
    for (int32_t i = 0; i < compile_pools(&c); i++)
        assert_int_equal(each[i], want[i]);
}

/* 60, 30 and 10 % of 10, of 7 (4.2, 2.1, 0.7), of 4 (2.4, 1.2, 0.4) and of 3. */
static void counters_are_divided_by_largest_remainder_with_one_at_least(void **state)
{
    struct small *w = *state;
    check_division(w, 5, (const int32_t[]){5});
    pools_of(w, 3);
    check_division(w, 10, (const int32_t[]){6, 3, 1});
    check_division(w, 7, (const int32_t[]){4, 2, 1});
    check_division(w, 4, (const int32_t[]){2, 1, 1});
    check_division(w, 3, (const int32_t[]){1, 1, 1});
    check_division(w, 2, (const int32_t[]){1, 1, 0});
    check_division(w, 0, (const int32_t[]){0, 0, 0});
    check_division(w, 500, (const int32_t[]){300, 150, 50});
}

static void check_shifts(const struct small *w, int32_t day, const int32_t (*want)[2], uint16_t n)
{
    const struct plan_day *at = plan_day_at(w->plan, SMALL_SAKAE, day);
    const struct plan_shift *got =
        PLAN_ARRAY(w->plan, struct plan_shift, at_shifts) + at->first_shift;
    assert_int_equal(at->n_shifts, n);
    for (uint16_t i = 0; i < n; i++) {
        assert_int_equal(got[i].from_s, want[i][0]);
        assert_int_equal(got[i].counters, want[i][1]);
    }
}

/* 30 % of 5 and of 9 are 2 and 3; on Saturdays the doors close when lunch begins. */
static void at_lunch_a_share_of_the_counters_is_away(void **state)
{
    struct small *w = *state;
    w->d.s.counters.lunch.from = 43200;
    w->d.s.counters.lunch.to = 46800;
    w->d.s.counters.lunch.absent = 0.3;
    w->capacity[24 + 6].weekday = 9; /* July */
    small_compile(w);
    check_shifts(w, small_day(w, 2020, 6, 16),
                 (const int32_t[][2]){{31500, 5}, {43200, 3}, {46800, 5}}, 3);
    check_shifts(w, small_day(w, 2020, 7, 14),
                 (const int32_t[][2]){{31500, 9}, {43200, 6}, {46800, 9}}, 3);
    check_shifts(w, small_day(w, 2020, 6, 13), (const int32_t[][2]){{32400, 5}}, 1);
}

static void
one_counter_stays_at_lunch_and_a_lunch_before_the_doors_is_over_when_it_ends(void **state)
{
    struct small *w = *state;
    w->d.s.counters.lunch.from = 30000;
    w->d.s.counters.lunch.to = 36000;
    w->d.s.counters.lunch.absent = 1;
    small_compile(w);
    check_shifts(w, small_day(w, 2020, 6, 16), (const int32_t[][2]){{31500, 1}, {36000, 5}}, 2);
}

/* 5 counters over 60, 30 and 10 %: 3, 1, 1; half of three are away, one of one stays. */
static void each_pool_has_its_shifts_and_its_lunch(void **state)
{
    struct small *w = *state;
    pools_of(w, 3);
    w->d.s.counters.lunch.from = 43200;
    w->d.s.counters.lunch.to = 46800;
    w->d.s.counters.lunch.absent = 0.5;
    w->d.pool_of[USE_OTHER] = 2;
    w->capacity[24 + 5].weekday = 5;
    w->capacity[5].weekday = w->capacity[5].saturday = 3;
    for (int i = 0; i < 24; i++)
        w->capacity[i].weekday = w->capacity[i].saturday = 3;
    small_compile(w);
    assert_int_equal(w->plan->rules.pools, 3);
    assert_int_equal(w->plan->traits[USE_OTHER].pool, 2);
    check_shifts(w, small_day(w, 2020, 6, 16),
                 (const int32_t[][2]){{31500, 3}, {43200, 1}, {46800, 3}, {31500, 1}, {31500, 1}},
                 5);
}

/* On weekdays each pool by its own steps, on Saturdays the ward's divided. */
static void a_roster_names_pools_or_is_divided_over_them(void **state)
{
    struct small *w = *state;
    struct scenario_step steps[] = {
        {0, 28800, 4, "cards"}, {0, 36000, 6, "cards"}, {0, 40000, 2, "rest"}, {1, 28800, 4, NULL}};
    pools_of(w, 2);
    w->own[0] = (struct scenario_ward){.name = "栄", .places = {-1, -1}, .roster = {steps, 4}};
    w->d.s.wards.count = 1;
    small_compile(w);
    check_shifts(w, small_day(w, 2020, 6, 16),
                 (const int32_t[][2]){{31500, 4}, {36000, 6}, {31500, 0}, {40000, 2}}, 4);
    check_shifts(w, small_day(w, 2020, 6, 13), (const int32_t[][2]){{32400, 3}, {32400, 1}}, 2);
}

static void check_refused(struct small *w, enum err_code code, const char *arg)
{
    assert_null(compile_plan(&w->d, w->home, &w->e));
    assert_int_equal(w->e.item[0].code, code);
    assert_string_equal(w->e.item[0].arg[0], arg);
}

static void fewer_counters_than_pools_are_refused(void **state)
{
    struct small *w = *state;
    pools_of(w, 3);
    check_refused(w, ERR_RANGE, "weekday"); /* 西 has two */
    assert_string_equal(w->e.item[0].arg[1], "2");
    assert_string_equal(w->e.item[0].arg[2], "3");
}

static void a_wards_own_number_of_counters_below_its_pools_is_refused_by_its_key(void **state)
{
    struct small *w = *state;
    pools_of(w, 2);
    w->own[0] = (struct scenario_ward){.name = "栄", .places = {-1, -1}};
    w->own[0].counters.weekday = 1;
    w->d.s.wards.count = 1;
    check_refused(w, ERR_RANGE, "wards.栄.counters.weekday");
}

static void a_pool_without_a_step_is_refused(void **state)
{
    struct small *w = *state;
    struct scenario_step steps[] = {{0, 28800, 4, "cards"}};
    pools_of(w, 2);
    w->own[0] = (struct scenario_ward){.name = "栄", .places = {-1, -1}, .roster = {steps, 1}};
    w->d.s.wards.count = 1;
    check_refused(w, ERR_NO_COUNTER, "栄");
}

static void dedicated_counters_leave_one_for_the_others(void **state)
{
    struct small *w = *state;
    w->d.s.counters.rule = DISCIPLINE_DEDICATED;
    w->d.s.counters.dedicated = 2; /* 西 has two */
    check_refused(w, ERR_RANGE, "counters.dedicated");
    assert_string_equal(w->e.item[0].arg[3], "1");
}

/* 90 places and 10 % are 99; 55 and 10 % are 60.5, rounded up. */
static void overbooking_adds_places(void **state)
{
    struct small *w = *state;
    w->capacity[24 + 5].places_handover = 55;
    w->d.s.booking.overbooking = 0.1;
    small_compile(w);
    int32_t day = small_day(w, 2020, 6, 16);
    assert_int_equal(plan_places(w->plan, USE_RENEWAL, SMALL_SAKAE, day), 99);
    assert_int_equal(plan_places(w->plan, USE_HANDOVER, SMALL_SAKAE, day), 61);
    assert_int_equal(plan_places(w->plan, USE_OTHER, SMALL_SAKAE, day), 0);
}

static void rules_and_traits_are_those_of_the_scenario(void **state)
{
    struct small *w = *state;
    struct scenario *s = &w->d.s;
    s->counters.rule = DISCIPLINE_ACCUMULATING;
    s->counters.leaving = 1;
    s->counters.n_to_m.n = 3;
    s->counters.n_to_m.m = 2;
    s->counters.weights.booked = 5;
    s->counters.weights.walk_in = 4;
    s->counters.places_inside = 30;
    s->uses.issue.rank = 6;
    s->uses.issue.ends_early = false;
    s->uses.issue.also.use = USE_OTHER;
    s->uses.issue.also.share = 0.25;
    small_compile(w);
    const struct counter_rules *r = &w->plan->rules;
    assert_int_equal(r->pool.order.rule, DISCIPLINE_ACCUMULATING);
    assert_true(r->pool.hand_over);
    assert_int_equal(r->pool.order.n, 3);
    assert_int_equal(r->pool.order.m, 2);
    assert_int_equal(r->pool.order.weight[ACCESS_BOOKED], 5);
    assert_int_equal(r->pool.order.weight[ACCESS_WALK_IN], 4);
    assert_int_equal(r->seats, 30);
    assert_int_equal(w->plan->traits[USE_ISSUE].rank, 6);
    assert_true(w->plan->traits[USE_ISSUE].is_exempt);
    assert_false(w->plan->traits[USE_OTHER].is_exempt);
    /* 8 minutes, and 10 for a quarter */
    assert_int_equal(w->plan->expected_us[USE_ISSUE], small_minutes(10).us + SMALL_MIN.us / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(counters_are_divided_by_largest_remainder_with_one_at_least),
        IN_SMALL(at_lunch_a_share_of_the_counters_is_away),
        IN_SMALL(one_counter_stays_at_lunch_and_a_lunch_before_the_doors_is_over_when_it_ends),
        IN_SMALL(each_pool_has_its_shifts_and_its_lunch),
        IN_SMALL(a_roster_names_pools_or_is_divided_over_them),
        IN_SMALL(fewer_counters_than_pools_are_refused),
        IN_SMALL(a_wards_own_number_of_counters_below_its_pools_is_refused_by_its_key),
        IN_SMALL(a_pool_without_a_step_is_refused),
        IN_SMALL(dedicated_counters_leave_one_for_the_others),
        IN_SMALL(overbooking_adds_places),
        IN_SMALL(rules_and_traits_are_those_of_the_scenario),
    };
    return cmocka_run_group_tests_name("compile counters", tests, NULL, NULL);
}
