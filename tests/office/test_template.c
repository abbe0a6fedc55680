/* test_template.c - for when people are asked to come: minutes after the session's start. */
#include "models/office/template.h"

#include "sim/base/attr.h"
#include "tests/support/check.h"
#include "tests/support/dies.h"

#define MIN_US INT64_C(60000000)

enum { PEOPLE_MAX = 64 };

/* Ten minutes planned for each. */
static struct template session(enum template_rule rule, int32_t people, int32_t block)
{
    return (struct template){.rule = rule, .people = people, .slot = {10 * MIN_US}, .block = block};
}

static void check_minutes(struct template t, const double *want)
{
    int64_t got[PEOPLE_MAX];
    template_fill(&t, got);
    for (int32_t i = 0; i < t.people; i++)
        check_near((double)got[i] / 60e6, want[i], 0);
}

static void individual_appointments_are_one_every_slot(void **state)
{
    (void)state;
    check_minutes(session(TEMPLATE_INDIVIDUAL, 5, 0), (const double[]){0, 10, 20, 30, 40});
    check_minutes(session(TEMPLATE_INDIVIDUAL, 1, 0), (const double[]){0});
}

static void a_block_comes_at_once_every_so_many_slots_and_the_last_may_be_short(void **state)
{
    (void)state;
    check_minutes(session(TEMPLATE_BLOCK, 7, 3), (const double[]){0, 0, 0, 30, 30, 30, 60});
    check_minutes(session(TEMPLATE_BLOCK, 4, 2), (const double[]){0, 0, 20, 20});
}

static void a_single_block_comes_at_the_start_and_blocks_of_one_are_individual(void **state)
{
    (void)state;
    check_minutes(session(TEMPLATE_BLOCK, 5, 5), (const double[]){0, 0, 0, 0, 0});
    check_minutes(session(TEMPLATE_BLOCK, 4, 1), (const double[]){0, 10, 20, 30});
}

static void bailey_and_welch_ask_two_at_the_start_and_then_one_every_slot(void **state)
{
    (void)state;
    check_minutes(session(TEMPLATE_BAILEY_WELCH, 5, 2), (const double[]){0, 0, 10, 20, 30});
    check_minutes(session(TEMPLATE_BAILEY_WELCH, 5, 4), (const double[]){0, 0, 0, 0, 10});
    check_minutes(session(TEMPLATE_BAILEY_WELCH, 3, 1), (const double[]){0, 10, 20});
    check_minutes(session(TEMPLATE_BAILEY_WELCH, 3, 3), (const double[]){0, 0, 0});
}

/* ---- the dome --------------------------------------------------------------- */

/* Three intervals of mean 10 in proportion 2 : 2 + 2 rise : 2; five as 1, 1.5, 2, 1.5, 1. */
static void the_dome_spreads_people_in_the_middle_and_keeps_the_session(void **state)
{
    (void)state;
    struct template t = session(TEMPLATE_DOME, 4, 0);
    t.rise = 1;
    check_minutes(t, (const double[]){0, 7.5, 22.5, 30});
    t.people = 6;
    t.slot.us = 7 * MIN_US;
    check_minutes(t, (const double[]){0, 5, 12.5, 22.5, 30, 35});
}

/* With an even number of intervals two are in the middle, and each is a little below. */
static void a_dome_without_a_middle_interval_has_two_that_are_longest(void **state)
{
    (void)state;
    struct template t = session(TEMPLATE_DOME, 5, 0);
    t.rise = 1.5;
    check_minutes(t, (const double[]){0, 20 / 3.0, 20, 100 / 3.0, 40});
}

static void a_dome_of_one_two_or_three_people_is_individual(void **state)
{
    (void)state;
    struct template t = session(TEMPLATE_DOME, 1, 0);
    t.rise = 4;
    check_minutes(t, (const double[]){0});
    t.people = 2;
    check_minutes(t, (const double[]){0, 10});
    t.people = 3;
    check_minutes(t, (const double[]){0, 10, 20});
}

static struct template random_dome(uint64_t *seed)
{
    struct template t = session(TEMPLATE_DOME, 1 + (int32_t)(test_random(seed) % PEOPLE_MAX), 0);
    t.slot.us = 1 + (int64_t)(test_random(seed) % (60 * MIN_US));
    t.rise = (double)(test_random(seed) % 401) / 100;
    return t;
}

static bool the_dome_is_symmetric(uint64_t seed)
{
    struct template t = random_dome(&seed);
    int64_t got[PEOPLE_MAX], session_us = t.slot.us * (t.people - 1);
    template_fill(&t, got);
    bool holds = got[0] == 0 && got[t.people - 1] == session_us;
    for (int32_t i = 0; i < t.people; i++)
        holds = holds && llabs(got[i] + got[t.people - 1 - i] - session_us) <= 1;
    return holds;
}

static void any_dome_is_symmetric_and_as_long_as_individual_appointments(void **state)
{
    (void)state;
    CHECK_PROPERTY(the_dome_is_symmetric);
}

/* But for a microsecond of rounding at both ends of each interval. */
static bool the_dome_rises_and_falls(uint64_t seed)
{
    struct template t = random_dome(&seed);
    int64_t got[PEOPLE_MAX], longest = 0;
    template_fill(&t, got);
    bool holds = true;
    for (int32_t i = 0; i + 1 < t.people; i++)
        holds = holds && got[i + 1] >= got[i];
    for (int32_t i = 0; 2 * i + 3 < t.people; i++) {
        int64_t here = got[i + 1] - got[i], next = got[i + 2] - got[i + 1];
        holds = holds && next >= here - 2;
        longest = next > longest ? next : longest;
    }
    double first = (double)(t.people > 1 ? got[1] : 0);
    bool has_middle = t.people >= 4 && t.people % 2 == 0;
    return holds && (!has_middle || fabs((double)longest - first * (1 + t.rise)) <= 2 + 2 * t.rise);
}

static void any_dome_grows_to_the_middle_by_its_rise_and_shrinks_after_it(void **state)
{
    (void)state;
    CHECK_PROPERTY(the_dome_rises_and_falls);
}

static bool a_flat_dome_is_individual(uint64_t seed)
{
    struct template t = random_dome(&seed);
    int64_t dome[PEOPLE_MAX], individual[PEOPLE_MAX];
    t.rise = 0;
    template_fill(&t, dome);
    t.rule = TEMPLATE_INDIVIDUAL;
    template_fill(&t, individual);
    bool same = true;
    for (int32_t i = 0; i < t.people; i++)
        same = same && dome[i] == individual[i];
    return same;
}

static void a_dome_without_rise_is_individual(void **state)
{
    (void)state;
    CHECK_PROPERTY(a_flat_dome_is_individual);
}

/* ---- mistakes --------------------------------------------------------------- */

static void fill(struct template t)
{
    int64_t at_us[PEOPLE_MAX];
    template_fill(&t, at_us);
}

static void ask_nobody(void)
{
    fill(session(TEMPLATE_INDIVIDUAL, 0, 0));
}

static void ask_in_no_time(void)
{
    struct template t = session(TEMPLATE_INDIVIDUAL, 3, 0);
    t.slot.us = 0;
    fill(t);
}

static void ask_blocks_of_nobody(void)
{
    fill(session(TEMPLATE_BLOCK, 3, 0));
}

static void ask_more_at_the_start_than_come(void)
{
    fill(session(TEMPLATE_BAILEY_WELCH, 3, 4));
}

static void a_session_without_people_or_time_or_with_an_impossible_block_is_a_bug(void **state)
{
    (void)state;
    assert_true(dies(ask_nobody));
    assert_true(dies(ask_in_no_time));
    assert_true(dies(ask_blocks_of_nobody));
    assert_true(dies(ask_more_at_the_start_than_come));
}

/* Ten minutes each on a grid of half hours: minutes 0 0 10 20 | 30 40 50 | 60. */
static void people_of_a_session_are_counted_by_the_slots_of_a_grid(void **state)
{
    (void)state;
    uint16_t places[3];
    struct template t = session(TEMPLATE_BAILEY_WELCH, 8, 2);
    template_count(&t, (sim_span){30 * MIN_US}, 3, places);
    assert_int_equal(places[0], 4);
    assert_int_equal(places[1], 3);
    assert_int_equal(places[2], 1);
    template_count(&t, (sim_span){30 * MIN_US}, 2, places); /* the last slot takes the rest */
    assert_int_equal(places[1], 4);
}

/* Any template: as many as template_fill() asks to come between a slot's ends. */
static bool counts_are_those_of_the_times(uint64_t seed)
{
    int64_t at[PEOPLE_MAX];
    uint16_t places[80];
    struct template t = session((enum template_rule)(test_random(&seed) % 4),
                                1 + (int32_t)(test_random(&seed) % PEOPLE_MAX), 1);
    t.block = 1 + (int32_t)(test_random(&seed) % (uint64_t)t.people);
    t.rise = (double)(test_random(&seed) % 5);
    sim_span grid = {(7 + (int64_t)(test_random(&seed) % 30)) * MIN_US};
    template_fill(&t, at);
    template_count(&t, grid, (int32_t)COUNT_OF(places), places);
    bool same = true;
    for (int64_t s = 0; s < (int64_t)COUNT_OF(places); s++) {
        int32_t n = 0;
        for (int32_t i = 0; i < t.people; i++)
            n += at[i] / grid.us == s;
        same &= places[s] == n || s == (int64_t)COUNT_OF(places) - 1;
    }
    return same;
}

static void the_count_of_any_template_is_that_of_its_times(void **state)
{
    (void)state;
    CHECK_PROPERTY(counts_are_those_of_the_times);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(individual_appointments_are_one_every_slot),
        cmocka_unit_test(a_block_comes_at_once_every_so_many_slots_and_the_last_may_be_short),
        cmocka_unit_test(a_single_block_comes_at_the_start_and_blocks_of_one_are_individual),
        cmocka_unit_test(bailey_and_welch_ask_two_at_the_start_and_then_one_every_slot),
        cmocka_unit_test(the_dome_spreads_people_in_the_middle_and_keeps_the_session),
        cmocka_unit_test(a_dome_without_a_middle_interval_has_two_that_are_longest),
        cmocka_unit_test(a_dome_of_one_two_or_three_people_is_individual),
        cmocka_unit_test(any_dome_is_symmetric_and_as_long_as_individual_appointments),
        cmocka_unit_test(any_dome_grows_to_the_middle_by_its_rise_and_shrinks_after_it),
        cmocka_unit_test(a_dome_without_rise_is_individual),
        cmocka_unit_test(a_session_without_people_or_time_or_with_an_impossible_block_is_a_bug),
        cmocka_unit_test(people_of_a_session_are_counted_by_the_slots_of_a_grid),
        cmocka_unit_test(the_count_of_any_template_is_that_of_its_times),
    };
    return cmocka_run_group_tests_name("template", tests, NULL, NULL);
}
