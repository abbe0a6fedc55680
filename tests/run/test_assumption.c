/* test_assumption.c - what is read from the ranges that people write, and what is not. */
#include "cli/assumption.h"

#include <string.h>

#include "sim/base/arena.h"
#include "tests/support/check.h"

static int set_up(void **state)
{
    *state = arena_new(0);
    return *state == NULL;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static struct bind_basis basis(const char *path, const char *value, const char *range)
{
    return (struct bind_basis){.path = path, .value = value, .kind = "ASSUMPTION", .range = range};
}

/* The one assumption that comes of it. */
static struct assumption read_one(struct arena *home, const char *value, const char *range)
{
    struct assumption out[ASSUMPTION_MOST];
    struct bind_basis b = basis("a.b", value, range);
    assert_int_equal(assumption_read(&b, home, out), 1);
    return out[0];
}

static void check_read(struct arena *home, const char *value, const char *range, const char *low,
                       const char *high)
{
    struct assumption a = read_one(home, value, range);
    assert_int_equal(a.why, ASSUMPTION_READ);
    assert_string_equal(assumption_setting(&a, a.low, home), low);
    assert_string_equal(assumption_setting(&a, a.high, home), high);
}

static void two_numbers_are_read_in_the_unit_of_the_setting(void **state)
{
    check_read(*state, "15 min", "12〜20分", "a.b=12 min", "a.b=20 min");
    check_read(*state, "30 min", "20分〜30分", "a.b=20 min", "a.b=30 min");
    check_read(*state, "70%", "50〜95%", "a.b=50%", "a.b=95%");
    check_read(*state, "0.3%", "0.1～0.5%", "a.b=0.1%", "a.b=0.5%");
    check_read(*state, "0 d", "0〜14日", "a.b=0 d", "a.b=14 d");
    check_read(*state, "36 h", "0.5〜2日", "a.b=0.5 d", "a.b=2 d");
    check_read(*state, "6", "2〜10回", "a.b=2", "a.b=10");
    check_read(*state, "5", "2〜10開庁日", "a.b=2", "a.b=10");
    check_read(*state, "300 /d", "100〜600件", "a.b=100 /d", "a.b=600 /d");
    check_read(*state, "800 /d", "650〜970人/日", "a.b=650 /d", "a.b=970 /d");
    check_read(*state, "3000", "1500〜6000通", "a.b=1500", "a.b=6000");
    check_read(*state, "-5 min", "-30〜+20分", "a.b=-30 min", "a.b=20 min");
    check_read(*state, "10 min", "5 to 20 min", "a.b=5 min", "a.b=20 min");
}

static void whole_numbers_stay_whole_and_others_do_not(void **state)
{
    assert_true(read_one(*state, "6", "2〜10回").is_whole);
    assert_false(read_one(*state, "0.15", "0.05〜0.3").is_whole);
    assert_false(read_one(*state, "6", "0.5〜3").is_whole);
    assert_false(read_one(*state, "15 min", "12〜20分").is_whole);
    assert_false(read_one(*state, "300 /d", "100〜600件").is_whole);
}

static void what_is_no_range_of_a_number_is_left_to_people(void **state)
{
    static const char *const words[] = {"中区のみ〜全区",
                                        "停止の初日 4月7日〜4月30日",
                                        "窓口数×0.7〜1.4",
                                        "0(除外)",
                                        "±10分",
                                        "20〜10分",
                                        "10〜10分",
                                        "10分",
                                        "更新する人 50〜85%、期限内 60〜90%",
                                        ""};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_int_equal(read_one(*state, "15 min", words[i]).why, ASSUMPTION_WORDS);
    assert_int_equal(read_one(*state, "15 min", NULL).why, ASSUMPTION_NO_RANGE);
    assert_int_equal(read_one(*state, "tables/x.csv", "1〜2").why, ASSUMPTION_NO_NUMBER);
    assert_int_equal(read_one(*state, NULL, "1〜2").why, ASSUMPTION_NO_NUMBER);
    assert_int_equal(read_one(*state, "15 min", "50〜95%").why, ASSUMPTION_SEVERAL);
    assert_int_equal(read_one(*state, "15 min", "1〜2分、3〜4分").why, ASSUMPTION_SEVERAL);
}

static void a_range_of_a_group_belongs_to_the_only_value_that_it_can_be_of(void **state)
{
    struct assumption a = read_one(*state, "family lognormal, mean 15 min, cv 0.4", "12〜20分");
    assert_int_equal(a.why, ASSUMPTION_READ);
    assert_string_equal(a.path, "a.b.mean");
    assert_string_equal(a.value, "15 min");
    assert_string_equal(read_one(*state, "cv 0.15, city_share 50%", "0.05〜0.3").path, "a.b.cv");
    assert_string_equal(read_one(*state, "share 5%, again 90%", "3〜10%").path, "a.b.share");
    a = read_one(*state, "share 5%, limit 9%, scale 14 d", "4〜15%");
    assert_int_equal(a.why, ASSUMPTION_SEVERAL);
    a = read_one(*state, "least 1 d, most 3 d", "1〜5日");
    assert_int_equal(a.why, ASSUMPTION_SEVERAL);
    a = read_one(*state, "hours [1, 2], share 5%", "3〜10%");
    assert_string_equal(a.path, "a.b.share");
}

static void a_range_may_say_which_value_it_is_of(void **state)
{
    struct assumption a =
        read_one(*state, "family lognormal, mean 2.5 min, cv 0.8", "mean 2〜4 min");
    assert_int_equal(a.why, ASSUMPTION_READ);
    assert_string_equal(assumption_setting(&a, a.high, *state), "a.b.mean=4 min");
    a = read_one(*state, "cv 0.15, city_share 70%", "cv 0〜0.3");
    assert_string_equal(a.path, "a.b.cv");
    a = read_one(*state, "share 5%, limit 9%", "limit 4〜15%");
    assert_string_equal(a.path, "a.b.limit");
    assert_int_equal(read_one(*state, "share 5%, limit 9%", "most 4〜15%").why, ASSUMPTION_SEVERAL);
    assert_int_equal(read_one(*state, "mean 5 min, cv 1", "mean 4〜15%").why, ASSUMPTION_SEVERAL);
}

static void as_many_ranges_as_numbers_belong_to_them_in_their_order(void **state)
{
    struct assumption out[ASSUMPTION_MOST];
    struct bind_basis b = basis("wish", "within_days 5, tolerance 90 min, patience_days 10",
                                "3〜10日、30〜240分、5〜20日");
    assert_int_equal(assumption_read(&b, *state, out), 3);
    assert_string_equal(assumption_setting(&out[0], 3, *state), "wish.within_days=3");
    assert_string_equal(assumption_setting(&out[1], 240, *state), "wish.tolerance=240 min");
    assert_string_equal(assumption_setting(&out[2], 20, *state), "wish.patience_days=20");
    b = basis("redial", "share 60%, delay 15 min, attempts 6, tomorrow 85%", "40〜80%、5〜60分");
    assert_int_equal(assumption_read(&b, *state, out), 2);
    assert_string_equal(out[0].path, "redial.share");
    assert_string_equal(out[1].path, "redial.delay");
}

static void what_is_promised_is_no_assumption_of_how_it_is(void **state)
{
    struct assumption out[ASSUMPTION_MOST];
    struct bind_basis b = basis("target", "within 30 min, share 90%", "15〜60分、80〜95%");
    assert_int_equal(assumption_read(&b, *state, out), 2);
    assert_int_equal(out[0].why, ASSUMPTION_YARDSTICK);
    assert_int_equal(out[1].why, ASSUMPTION_YARDSTICK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_numbers_are_read_in_the_unit_of_the_setting),
        cmocka_unit_test(whole_numbers_stay_whole_and_others_do_not),
        cmocka_unit_test(what_is_no_range_of_a_number_is_left_to_people),
        cmocka_unit_test(a_range_of_a_group_belongs_to_the_only_value_that_it_can_be_of),
        cmocka_unit_test(a_range_may_say_which_value_it_is_of),
        cmocka_unit_test(as_many_ranges_as_numbers_belong_to_them_in_their_order),
        cmocka_unit_test(what_is_promised_is_no_assumption_of_how_it_is),
    };
    return cmocka_run_group_tests_name("assumption", tests, set_up, tear_down);
}
