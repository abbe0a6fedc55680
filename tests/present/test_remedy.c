/* test_remedy.c - what is to be done about a verdict, and the numbers at which that changes. */
#include "cli/present/remedy.h"

#include <math.h>

#include "sim/experiment/precision.h"
#include "tests/present/said.h"

static struct interval around(double share, double half)
{
    return (struct interval){share, share - half, share + half};
}

static void what_is_met_or_not_there_needs_nothing(void **state)
{
    (void)state;
    uint32_t all = 7;
    struct interval nobody = {(double)NAN, (double)NAN, (double)NAN};
    assert_int_equal(remedy_of(around(0.95, 0.01), 0.9, 200, &all), REMEDY_NONE);
    assert_int_equal(all, 0);
    assert_int_equal(remedy_of(nobody, 0.9, 200, &all), REMEDY_NONE);
}

static void what_is_missed_needs_a_change_and_no_replications(void **state)
{
    (void)state;
    uint32_t all = 7;
    assert_int_equal(remedy_of(around(0.85, 0.01), 0.9, 200, &all), REMEDY_CHANGE);
    assert_int_equal(all, 0);
}

/* Half the width takes four times as many; t quantiles differ little from 200 on. */
static void an_open_verdict_needs_as_many_as_bring_the_bound_to_the_target(void **state)
{
    (void)state;
    uint32_t all;
    assert_int_equal(remedy_of(around(0.91, 0.02), 0.9, 200, &all), REMEDY_MORE);
    assert_true(all > 780 && all <= 800);
    assert_int_equal(all % 10, 0);
    assert_int_equal(remedy_of(around(0.89, 0.02), 0.9, 200, &all), REMEDY_MORE);
    assert_true(all > 780 && all <= 800);
}

static void a_bound_cut_at_one_does_not_shorten_the_run(void **state)
{
    (void)state;
    uint32_t whole, cut;
    assert_int_equal(remedy_of((struct interval){0.97, 0.89, 1.05}, 0.95, 50, &whole), REMEDY_MORE);
    assert_int_equal(remedy_of((struct interval){0.97, 0.89, 1.00}, 0.95, 50, &cut), REMEDY_MORE);
    assert_int_equal(whole, cut);
}

static void a_few_replications_are_first_brought_to_where_intervals_can_be_trusted(void **state)
{
    (void)state;
    uint32_t all;
    assert_int_equal(remedy_of(around(0.95, 0.06), 0.9, 4, &all), REMEDY_MORE);
    assert_int_equal(all, 4 + 30);
    assert_true(all >= PRECISION_FLOOR);
    struct interval one = {0.95, (double)NAN, (double)NAN};
    assert_int_equal(remedy_of(one, 0.9, 1, &all), REMEDY_BEGIN);
    assert_int_equal(all, PRECISION_FLOOR);
}

static void a_share_on_the_target_is_not_settled_by_replications(void **state)
{
    (void)state;
    uint32_t all;
    assert_int_equal(remedy_of(around(0.9, 0.01), 0.9, 200, &all), REMEDY_CLOSE);
    assert_int_equal(remedy_of(around(0.9001, 0.01), 0.9, 200, &all), REMEDY_CLOSE);
    assert_int_equal(all, 0);
    assert_int_equal(remedy_of(around(0.91, 0.02), 0.9, REMEDY_MOST, &all), REMEDY_CLOSE);
}

static void the_verdict_is_followed_by_few_words(void **state)
{
    struct said *s = *state;
    SAID_BOTH(s, remedy_add_short(said_new(s), japanese, REMEDY_MORE, 320, 200),
              "about 120 more replications", "あと約120回");
    SAID_BOTH(s, remedy_add_short(said_new(s), japanese, REMEDY_MORE, 4200, 200),
              "about 4,000 more replications", "あと約4,000回");
    SAID_BOTH(s, remedy_add_short(said_new(s), japanese, REMEDY_CLOSE, 0, 200),
              "very close to the target", "目標とほぼ同じ");
    SAID_BOTH(s, remedy_add_short(said_new(s), japanese, REMEDY_BEGIN, 30, 1),
              "30 replications first", "まず反復30回");
    SAID_BOTH(s, remedy_add_short(said_new(s), japanese, REMEDY_CHANGE, 0, 200), "", "");
    SAID_BOTH(s, remedy_add_short(said_new(s), japanese, REMEDY_NONE, 0, 200), "", "");
}

static void the_sentence_says_what_is_expected_and_on_what_terms(void **state)
{
    struct said *s = *state;
    SAID_BOTH(s, remedy_add(said_new(s), japanese, REMEDY_MORE, 320, 200),
              "About 120 more replications should settle it, if estimate and spread stay as they "
              "are",
              "推定値とばらつきが今のままなら、反復をあと約120回増やすと判定できる見込みです");
    SAID_BOTH(s, remedy_add(said_new(s), japanese, REMEDY_CLOSE, 0, 200),
              "The share is very close to the target: 10,000 replications would not settle it. "
              "How much an additional counter changes",
              "割合が目標とほぼ同じで、反復10,000回でも判定できない見込みです。窓口を増やすとどう"
              "変わるかを調べます");
    SAID_BOTH(s, remedy_add(said_new(s), japanese, REMEDY_CHANGE, 0, 200),
              "How many counters are needed in which half hour, and how much additional ones "
              "change",
              "どの時間帯に窓口がいくつ要るか、窓口を増やすとどう変わるかを調べます");
    SAID_BOTH(s, remedy_add(said_new(s), japanese, REMEDY_BEGIN, 30, 1),
              "A single replication gives no interval. 30 replications are a start",
              "反復1回では区間が出ません。まず反復を30回にします");
    SAID_BOTH(s, remedy_add(said_new(s), japanese, REMEDY_NONE, 0, 200), "", "");
}

static void the_commands_are_those_of_this_scenario_and_place(void **state)
{
    struct said *s = *state;
    static const struct tables_about about = {
        .scenario = "a.yaml", .settings = " --set booking.slot=20min", .seed = 7};
    static const struct remedy_place aoba = {"青葉", "wards.青葉.counters.more=0,1,2,3", false};
    static const struct remedy_place office = {NULL, NULL, false};
    static const struct remedy_place centre = {NULL, "centres.駅前.counters=2,3", true};
    SAID(s, remedy_add_commands(said_new(s), &about, &aoba, REMEDY_MORE, 320),
         "madosim run a.yaml -r 320 --seed 7 --set booking.slot=20min\n");
    SAID(s, remedy_add_commands(said_new(s), &about, &aoba, REMEDY_CHANGE, 0),
         "madosim staff a.yaml --ward 青葉 --set booking.slot=20min\n"
         "madosim sweep a.yaml --grid wards.青葉.counters.more=0,1,2,3 --set "
         "booking.slot=20min\n");
    SAID(s, remedy_add_commands(said_new(s), &about, &aoba, REMEDY_CLOSE, 0),
         "madosim sweep a.yaml --grid wards.青葉.counters.more=0,1,2,3 --set "
         "booking.slot=20min\n");
    SAID(s, remedy_add_commands(said_new(s), &about, &aoba, REMEDY_NONE, 0), "");
    SAID(s, remedy_add_commands(said_new(s), &about, &office, REMEDY_CHANGE, 0),
         "madosim staff a.yaml --set booking.slot=20min\n");
    SAID(s, remedy_add_commands(said_new(s), &about, &centre, REMEDY_CHANGE, 0),
         "madosim sweep a.yaml --grid centres.駅前.counters=2,3 --set booking.slot=20min\n");
}

static void one_sentence_covers_all_that_is_undecided(void **state)
{
    struct said *s = *state;
    static const struct tables_about about = {.replications = 200, .target_share = 0.9};
    struct findings_ward wards[] = {{.share = {0.91, 0.89, 0.93}},
                                    {.share = {0.92, 0.89, 0.95}},
                                    {.share = {0.9, 0.89, 0.91}},
                                    {.share = {0.5, 0.49, 0.51}}};
    struct findings f = {.place = {"ward", "wards", "区"}, .wards = wards, .n_wards = 2};
    SAID_BOTH(s, remedy_add_all(said_new(s), japanese, &f, &about),
              "About 600 more replications should settle what is undecided",
              "判定保留は、反復をあと約600回増やすと判定できる見込み");
    f.n_wards = 4;
    SAID_BOTH(s, remedy_add_all(said_new(s), japanese, &f, &about),
              "About 600 more replications should settle what is undecided, but not 1 ward very "
              "close to the target",
              "判定保留は、反復をあと約600回増やすと判定できる見込み(目標とほぼ同じ1区を除く)");
    f.wards = &wards[2];
    f.n_wards = 2;
    SAID_BOTH(s, remedy_add_all(said_new(s), japanese, &f, &about),
              "Undecided and very close to the target, whatever the replications: 1 ward",
              "判定保留の1区は目標とほぼ同じで、反復を増やしても判定できない見込み");
    f.wards = &wards[3];
    f.n_wards = 1;
    SAID_BOTH(s, remedy_add_all(said_new(s), japanese, &f, &about), "", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SAID_TEST(what_is_met_or_not_there_needs_nothing),
        SAID_TEST(what_is_missed_needs_a_change_and_no_replications),
        SAID_TEST(an_open_verdict_needs_as_many_as_bring_the_bound_to_the_target),
        SAID_TEST(a_bound_cut_at_one_does_not_shorten_the_run),
        SAID_TEST(a_few_replications_are_first_brought_to_where_intervals_can_be_trusted),
        SAID_TEST(a_share_on_the_target_is_not_settled_by_replications),
        SAID_TEST(the_verdict_is_followed_by_few_words),
        SAID_TEST(the_sentence_says_what_is_expected_and_on_what_terms),
        SAID_TEST(one_sentence_covers_all_that_is_undecided),
        SAID_TEST(the_commands_are_those_of_this_scenario_and_place),
    };
    return cmocka_run_group_tests_name("remedy", tests, NULL, NULL);
}
