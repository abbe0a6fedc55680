/* test_journal.c - who is chosen, and in which order the steps of a journey stand. */
#include "models/ward/journal.h"

#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "sim/base/simtime.h"
#include "tests/support/check.h"

enum { MONDAY = 18470, NAOKO = 7, SITE_A = 2, SITE_B = 5 }; /* 27 July 2020 */

static int set_up(void **state)
{
    static struct journal j;
    j = (struct journal){.home = arena_new(0), .choice = {JOURNAL_ANY, JOURNAL_ANY, 0}};
    *state = &j;
    return j.home == NULL;
}

static int tear_down(void **state)
{
    arena_free(((struct journal *)*state)->home);
    return 0;
}

static struct journey_event event(uint32_t who, int32_t site, int64_t second,
                                  enum journey_step step)
{
    return (struct journey_event){.at_us = sim_on_day(MONDAY, second).us,
                                  .who = who,
                                  .home = SITE_A,
                                  .site = (uint16_t)site,
                                  .step = (uint8_t)step};
}

static void tell(struct journal *j, journey_ear *ear, struct journey_event e)
{
    ear(j, &e);
}

/* Those who are chosen when the steps are told. */
static size_t choose(struct journal *j, const struct journey_event *events, size_t n)
{
    for (size_t i = 0; i < n; i++)
        journal_choose(j, &events[i]);
    assert_true(journal_close_choice(j));
    return j->n_people;
}

static void people_are_in_order_of_home_population_and_name(void **state)
{
    (void)state;
    const struct journey_event ascending[] = {
        {.who = 1},
        {.who = UINT32_MAX},
        {.who = 1, .address = 1},
        {.who = 1, .address = 2047},
        {.who = 1, .home = 1},
        {.who = 1, .home = 26, .address = 3},
    };
    for (size_t i = 1; i < COUNT_OF(ascending); i++)
        assert_true(journal_person(&ascending[i - 1]) < journal_person(&ascending[i]));
}

static void whoever_acts_at_the_site_on_the_day_is_chosen_once(void **state)
{
    struct journal *j = *state;
    j->choice = (struct journal_choice){.site = SITE_B, .day = MONDAY};
    const struct journey_event told[] = {
        event(5, SITE_B, 36000, JOURNEY_COMES),   event(5, SITE_B, 36000, JOURNEY_TICKET),
        event(4, SITE_A, 36000, JOURNEY_COMES),   /* elsewhere */
        event(3, SITE_B, -1, JOURNEY_BOOKS),      /* the day before, 23:59:59 */
        event(2, SITE_B, 86400, JOURNEY_CALLS),   /* the day after, 0:00 */
        event(1, SITE_B, 0, JOURNEY_CANCELLED),   /* 0:00 */
        event(6, SITE_B, 86399, JOURNEY_NO_SLOT), /* 23:59:59 */
    };
    assert_int_equal(choose(j, told, COUNT_OF(told)), 3);
    assert_int_equal(j->people[0] & UINT32_MAX, 1);
    assert_int_equal(j->people[1] & UINT32_MAX, 5);
    assert_int_equal(j->people[2] & UINT32_MAX, 6);
}

static void what_the_mail_and_the_calendar_do_to_somebody_is_no_act_of_his(void **state)
{
    struct journal *j = *state;
    j->choice = (struct journal_choice){.site = SITE_A, .day = MONDAY};
    const struct journey_event told[] = {
        event(1, SITE_A, 0, JOURNEY_MAILED),
        event(2, SITE_A, 0, JOURNEY_DELIVERED),
        event(3, SITE_A, 0, JOURNEY_LAPSED),
    };
    assert_int_equal(choose(j, told, COUNT_OF(told)), 0);
}

static void one_person_is_chosen_wherever_he_is_even_by_a_letter_alone(void **state)
{
    struct journal *j = *state;
    const struct journey_event told[] = {
        event(NAOKO, SITE_A, 0, JOURNEY_MAILED),
        event(NAOKO, SITE_B, 36000, JOURNEY_COMES),
        event(NAOKO + 1, SITE_B, 36000, JOURNEY_COMES),
    };
    j->choice.person = journal_person(&told[0]);
    assert_int_equal(choose(j, told, COUNT_OF(told)), 1);
    assert_true(j->people[0] == j->choice.person);
}

static void a_person_with_site_and_day_must_have_acted_there_and_then(void **state)
{
    struct journal *j = *state;
    const struct journey_event told[] = {event(NAOKO, SITE_A, 36000, JOURNEY_COMES)};
    j->choice = (struct journal_choice){SITE_B, MONDAY, journal_person(&told[0])};
    assert_int_equal(choose(j, told, COUNT_OF(told)), 0);
    j->choice.site = SITE_A;
    assert_int_equal(choose(j, told, COUNT_OF(told)), 1);
}

static void the_whole_journey_of_the_chosen_is_kept_and_nobody_elses(void **state)
{
    struct journal *j = *state;
    j->choice = (struct journal_choice){.site = SITE_A, .day = MONDAY};
    const struct journey_event told[] = {
        event(NAOKO, SITE_A, -86400, JOURNEY_MAILED),
        event(NAOKO + 1, SITE_B, 36000, JOURNEY_COMES),
        event(NAOKO, SITE_A, 36000, JOURNEY_COMES),
        event(NAOKO, SITE_B, 90000, JOURNEY_COMES),
    };
    assert_int_equal(choose(j, told, COUNT_OF(told)), 1);
    for (size_t i = 0; i < COUNT_OF(told); i++)
        journal_keep(j, &told[i]);
    assert_true(journal_sort(j));
    assert_int_equal(j->n_events, 3);
    for (size_t i = 0; i < j->n_events; i++)
        assert_int_equal(j->events[i].who, NAOKO);
}

/* Told out of order; value says where each should stand. */
static void steps_are_in_order_of_person_then_time_then_as_they_were_told(void **state)
{
    struct journal *j = *state;
    struct journey_event told[] = {
        event(2, SITE_A, 50000, JOURNEY_COMES),  /* 5 */
        event(2, SITE_A, 50000, JOURNEY_TICKET), /* 6 */
        event(1, SITE_A, 40000, JOURNEY_BOOKS),  /* 1 */
        event(2, SITE_A, 50000, JOURNEY_CALLED), /* 7 */
        event(1, SITE_A, 0, JOURNEY_LOST),       /* 3: the end of its day */
        event(1, SITE_A, 0, JOURNEY_DELIVERED),  /* 0 */
        event(2, SITE_A, 86400, JOURNEY_DONE),   /* 8 */
        event(1, SITE_A, 60000, JOURNEY_MISSES), /* 2 */
        event(2, SITE_A, 100, JOURNEY_ACTS),     /* 4 */
    };
    static const int64_t places[] = {5, 6, 1, 7, 3, 0, 8, 2, 4};
    (void)choose(j, told, COUNT_OF(told));
    for (size_t i = 0; i < COUNT_OF(told); i++) {
        told[i].value = places[i];
        journal_keep(j, &told[i]);
    }
    assert_true(journal_sort(j));
    assert_int_equal(j->n_events, COUNT_OF(told));
    for (size_t i = 0; i < COUNT_OF(told); i++)
        assert_int_equal(j->events[i].value, i);
}

static void a_day_on_which_nobody_acts_has_no_journeys(void **state)
{
    struct journal *j = *state;
    assert_true(journal_close_choice(j));
    tell(j, journal_keep, event(1, SITE_A, 36000, JOURNEY_COMES));
    assert_true(journal_sort(j));
    assert_int_equal(j->n_events, 0);
}

static void thousands_of_people_and_steps_are_kept(void **state)
{
    enum { PEOPLE = 3000 };
    struct journal *j = *state;
    for (uint32_t who = PEOPLE; who > 0; who--)
        tell(j, journal_choose, event(who, SITE_A, 36000, JOURNEY_COMES));
    assert_true(journal_close_choice(j));
    for (uint32_t who = PEOPLE; who > 0; who--)
        tell(j, journal_keep, event(who, SITE_A, 36000, JOURNEY_COMES));
    assert_true(journal_sort(j));
    assert_int_equal(j->n_events, PEOPLE);
    for (uint32_t i = 0; i < PEOPLE; i++)
        assert_int_equal(j->events[i].who, i + 1);
}

/* Each allocation of the whole way fails in turn. */
static bool all_works(struct journal *j)
{
    tell(j, journal_choose, event(1, SITE_A, 36000, JOURNEY_COMES));
    if (!journal_close_choice(j))
        return false;
    tell(j, journal_keep, event(1, SITE_A, 36000, JOURNEY_COMES));
    return journal_sort(j);
}

static void without_memory_it_says_so(void **state)
{
    struct journal *j = *state;
    unsigned nth = 1;
    for (;; nth++) {
        *j = (struct journal){.home = j->home, .choice = {JOURNAL_ANY, JOURNAL_ANY, 0}};
        arena_fail_nth(j->home, nth);
        if (all_works(j))
            break;
    }
    assert_int_equal(nth, 7); /* people, scratch, steps, and three to sort */
    arena_fail_nth(j->home, 0);
}

#define WITH_JOURNAL(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_are_in_order_of_home_population_and_name),
        WITH_JOURNAL(whoever_acts_at_the_site_on_the_day_is_chosen_once),
        WITH_JOURNAL(what_the_mail_and_the_calendar_do_to_somebody_is_no_act_of_his),
        WITH_JOURNAL(one_person_is_chosen_wherever_he_is_even_by_a_letter_alone),
        WITH_JOURNAL(a_person_with_site_and_day_must_have_acted_there_and_then),
        WITH_JOURNAL(the_whole_journey_of_the_chosen_is_kept_and_nobody_elses),
        WITH_JOURNAL(steps_are_in_order_of_person_then_time_then_as_they_were_told),
        WITH_JOURNAL(a_day_on_which_nobody_acts_has_no_journeys),
        WITH_JOURNAL(thousands_of_people_and_steps_are_kept),
        WITH_JOURNAL(without_memory_it_says_so),
    };
    return cmocka_run_group_tests_name("journal", tests, NULL, NULL);
}
