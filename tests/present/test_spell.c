/* test_spell.c - numbers as people read them, never saying more than they know. */
#include "cli/present/spell.h"

#include "tests/present/said.h"

#define UNKNOWN ((double)NAN)

static struct interval between(double lo, double hi)
{
    return (struct interval){(lo + hi) / 2.0, lo, hi};
}

static void counts_have_separators_and_small_means_one_decimal(void **state)
{
    struct said *s = *state;
    SAID(s, spell_count(said_new(s), 0.0), "0");
    SAID(s, spell_count(said_new(s), 3.44), "3.4");
    SAID(s, spell_count(said_new(s), 7.0), "7");
    SAID(s, spell_count(said_new(s), 7.04), "7");
    SAID(s, spell_count(said_new(s), 9.96), "10");
    SAID(s, spell_count(said_new(s), 999.4), "999");
    SAID(s, spell_count(said_new(s), 1000.0), "1,000");
    SAID(s, spell_count(said_new(s), 1234567.0), "1,234,567");
    SAID(s, spell_count(said_new(s), UNKNOWN), "―");
}

static void a_number_of_people_has_its_noun(void **state)
{
    struct said *s = *state;
    SAID_BOTH(s, spell_number_of_people(said_new(s), japanese, 1.0), "1 person", "1人");
    SAID_BOTH(s, spell_number_of_people(said_new(s), japanese, 1.4), "1.4 people", "1.4人");
    SAID_BOTH(s, spell_number_of_people(said_new(s), japanese, 12340.0), "12,340 people",
              "12,340人");
}

static void people_are_about_or_fewer_than_one(void **state)
{
    struct said *s = *state;
    SAID_BOTH(s, spell_people(said_new(s), japanese, 0.0), "0 people", "0人");
    SAID_BOTH(s, spell_people(said_new(s), japanese, 0.2), "fewer than 1 person", "1人未満");
    SAID_BOTH(s, spell_people(said_new(s), japanese, 1.0), "about 1 person", "約1人");
    SAID_BOTH(s, spell_people(said_new(s), japanese, 34.4), "about 34 people", "約34人");
    SAID_BOTH(s, spell_people(said_new(s), japanese, 1234.0), "about 1,234 people", "約1,234人");
    SAID_BOTH(s, spell_people(said_new(s), japanese, UNKNOWN), "―", "―");
}

static void only_a_whole_share_is_100_percent_and_only_none_is_0(void **state)
{
    struct said *s = *state;
    SAID_BOTH(s, spell_percent(said_new(s), japanese, 1.0), "100%", "100%");
    SAID_BOTH(s, spell_percent(said_new(s), japanese, 0.999), "over 99%", "99%超");
    SAID_BOTH(s, spell_percent(said_new(s), japanese, 0.994), "99%", "99%");
    SAID_BOTH(s, spell_percent(said_new(s), japanese, 0.624), "62%", "62%");
    SAID_BOTH(s, spell_percent(said_new(s), japanese, 0.003), "under 1%", "1%未満");
    SAID_BOTH(s, spell_percent(said_new(s), japanese, 0.0), "0%", "0%");
    SAID_BOTH(s, spell_percent1(said_new(s), japanese, 0.99999), "over 99.9%", "99.9%超");
    SAID_BOTH(s, spell_percent1(said_new(s), japanese, 0.9994), "99.9%", "99.9%");
    SAID_BOTH(s, spell_percent1(said_new(s), japanese, 0.0001), "under 0.1%", "0.1%未満");
    SAID_BOTH(s, spell_percent1(said_new(s), japanese, 0.5), "50.0%", "50.0%");
    SAID_BOTH(s, spell_percent1(said_new(s), japanese, UNKNOWN), "―", "―");
}

static void intervals_are_rounded_outwards_and_cut_where_nothing_can_be(void **state)
{
    struct said *s = *state;
    SAID(s, spell_share_range(said_new(s), between(0.8999, 0.9101)), "89.9–91.1%");
    SAID(s, spell_share_range(said_new(s), between(0.9, 0.91)), "90.0–91.0%");
    SAID(s, spell_share_range(said_new(s), between(-0.1, 1.1)), "0.0–100.0%");
    SAID(s, spell_range(said_new(s), between(11.99, 12.01), 1), "11.9–12.1");
    SAID(s, spell_range(said_new(s), between(-0.5, 0.0), 1), "0.0–0.0");
    SAID(s, spell_count_range(said_new(s), between(12099.9, 12580.1)), "12,099–12,581");
    SAID(s, spell_count_range(said_new(s), between(-0.2, 0.31)), "0–0.4");
    SAID(s, spell_share_range(said_new(s), between(UNKNOWN, UNKNOWN)), "");
}

static void minutes_are_rounded_up_so_that_within_stays_true(void **state)
{
    (void)state;
    assert_int_equal(spell_round_up_5(0.0), 0);
    assert_int_equal(spell_round_up_5(0.1), 5);
    assert_int_equal(spell_round_up_5(30.0), 30);
    assert_int_equal(spell_round_up_5(30.01), 35);
    assert_int_equal(spell_round_up_5(35.0), 35);
}

static void days_carry_their_weekday_and_months_their_era(void **state)
{
    struct said *s = *state;
    civil_day day = civil_from_date(2020, 7, 27);
    SAID_BOTH(s, spell_day(said_new(s), japanese, day), "Mon 27 July", "7月27日(月)");
    SAID_BOTH(s, spell_day_short(said_new(s), japanese, day), "Mon 27 Jul", "7/27(月)");
    SAID_BOTH(s, spell_date(said_new(s), japanese, day), "Mon 27 July 2020", "2020年7月27日(月)");
    SAID_BOTH(s, spell_month(said_new(s), japanese, day), "July 2020", "令和2年(2020年)7月");
    SAID_BOTH(s, spell_month(said_new(s), japanese, civil_from_date(2019, 5, 1)), "May 2019",
              "令和元年(2019年)5月");
    SAID_BOTH(s, spell_month(said_new(s), japanese, civil_from_date(2019, 4, 30)), "April 2019",
              "2019年4月");
    SAID_BOTH(s, spell_period(said_new(s), japanese, day, day + 9),
              "Mon 27 July to Wed 5 August 2020", "2020年7月27日(月)〜8月5日(水)");
    SAID_BOTH(s, spell_period(said_new(s), japanese, day, day + 365),
              "Mon 27 July 2020 to Tue 27 July 2021", "2020年7月27日(月)〜2021年7月27日(火)");
    assert_string_equal(spell_weekday(true, CIVIL_SUN), "日");
    assert_string_equal(spell_weekday(false, CIVIL_SUN), "Sun");
    assert_string_equal(spell_month_name(true, 12), "12月");
    assert_string_equal(spell_month_name(false, 12), "Dec");
}

static void clocks_are_spoken_or_in_digits(void **state)
{
    struct said *s = *state;
    SAID_BOTH(s, spell_clock(said_new(s), japanese, 9 * 3600), "9:00", "9時");
    SAID_BOTH(s, spell_clock(said_new(s), japanese, 12 * 3600), "12:00", "正午");
    SAID_BOTH(s, spell_clock(said_new(s), japanese, 8 * 3600 + 45 * 60), "8:45", "8時45分");
    SAID(s, spell_clock_digits(said_new(s), 9 * 3600), "9:00");
}

static void a_ward_gets_its_suffix_and_other_sites_keep_their_name(void **state)
{
    struct said *s = *state;
    SAID_BOTH(s, spell_site(said_new(s), japanese, "保土ケ谷"), "保土ケ谷", "保土ケ谷区");
    SAID_BOTH(s, spell_site(said_new(s), japanese, "港北区"), "港北区", "港北区");
    SAID_BOTH(s, spell_site(said_new(s), japanese, "全市"), "全市", "全市");
    SAID_BOTH(s, spell_site(said_new(s), japanese, "共同センター"), "共同センター", "共同センター");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SAID_TEST(counts_have_separators_and_small_means_one_decimal),
        SAID_TEST(a_number_of_people_has_its_noun),
        SAID_TEST(people_are_about_or_fewer_than_one),
        SAID_TEST(only_a_whole_share_is_100_percent_and_only_none_is_0),
        SAID_TEST(intervals_are_rounded_outwards_and_cut_where_nothing_can_be),
        cmocka_unit_test(minutes_are_rounded_up_so_that_within_stays_true),
        SAID_TEST(days_carry_their_weekday_and_months_their_era),
        SAID_TEST(clocks_are_spoken_or_in_digits),
        SAID_TEST(a_ward_gets_its_suffix_and_other_sites_keep_their_name),
    };
    return cmocka_run_group_tests_name("spell", tests, NULL, NULL);
}
