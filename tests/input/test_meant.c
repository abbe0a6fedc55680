/* test_meant.c - what was meant by dates in another spelling and by names of files. */
#include "sim/input/meant.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/base/arena.h"
#include "tests/support/check.h"

static void dates_as_people_write_them_are_understood(void **state)
{
    (void)state;
    static const char *const all[] = {
        "2020/9/1",      "2020-9-1", "2020.09.01",           "20200901",       "2020年9月1日",
        "令和2年9月1日", "R2.9.1",   "２０２０－０９－０１", "２０２０/９/１", "2020 9 1",
    };
    char date[CIVIL_TEXT_BYTES];
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        assert_true(meant_date(all[i], date));
        assert_string_equal(date, "2020-09-01");
    }
    assert_true(meant_date("令和元年5月1日", date));
    assert_string_equal(date, "2019-05-01");
}

static void what_is_no_day_of_the_calendar_is_not_guessed(void **state)
{
    (void)state;
    static const char *const none[] = {"",     "2020-09-31",  "9/1",       "1/9/2020",
                                       "soon", "2020-09-01T", "123456789", "2020-09-01-02"};
    char date[CIVIL_TEXT_BYTES];
    for (size_t i = 0; i < COUNT_OF(none); i++) {
        assert_false(meant_date(none[i], date));
        assert_string_equal(date, "");
    }
}

static void a_month_may_be_written_with_a_day(void **state)
{
    (void)state;
    static const char *const all[] = {"2020-9",     "2020/09",      "202009",
                                      "2020年9月",  "Sep-20",       "2020-09-15",
                                      "令和2年9月", "２０２０－９", "R2.9"};
    char month[CIVIL_TEXT_BYTES];
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        assert_true(meant_month(all[i], month));
        assert_string_equal(month, "2020-09");
    }
    assert_false(meant_month("2020-13", month));
    assert_false(meant_month("9", month));
}

typedef bool meaning(const char *written, char to[MEANT_BYTES]);

struct pair {
    const char *written, *means;
};

static void check_all(meaning *meant, const struct pair *pairs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char to[MEANT_BYTES] = "?";
        bool is_meant = meant(pairs[i].written, to);
        if (strcmp(to, pairs[i].means) != 0 || is_meant != (to[0] != '\0'))
            fail_msg("%s: '%s', want '%s'", pairs[i].written, to, pairs[i].means);
    }
}

static void a_number_with_what_it_counts_is_that_number(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"5人", "5"},      {"30回", "30"},    {"5 窓口", "5"},
        {"1,200", "1200"}, {"8 people", "8"}, {"1,234,567円", "1234567"},
        {"4.5", ""},       {"5-6", ""},       {"3万", ""},
        {"9割", ""},       {"20分", ""},      {"1,20", ""},
        {"1,2000", ""},    {",5", ""},        {"", ""},
        {"-5人", ""},      {"人", ""},        {"99999999999999999", ""}};
    check_all(meant_count, pairs, COUNT_OF(pairs));
}

static void spans_and_shares_in_words_have_their_unit(void **state)
{
    (void)state;
    static const struct pair spans[] = {
        {"20分", "20 min"}, {"1時間", "1 h"},       {"30秒", "30 s"},
        {"40日", "40 d"},   {"1.5 hours", "1.5 h"}, {"15 minutes", "15 min"},
        {"20人", ""},       {"半時間", ""},         {"1.2.3分", ""}};
    static const struct pair shares[] = {{"9割", "90%"},
                                         {"9割5分", "95%"},
                                         {"90パーセント", "90%"},
                                         {"12.5 percent", "12.5%"},
                                         {"9割5", ""},
                                         {"10割", ""},
                                         {"90分", ""},
                                         {"9割半", ""}};
    check_all(meant_span, spans, COUNT_OF(spans));
    check_all(meant_share, shares, COUNT_OF(shares));
}

static void times_of_day_are_known_by_word_and_quote(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"9時", "9:00"},     {"17時半", "17:30"},  {"9時05分", "9:05"}, {"午後5時15分", "17:15"},
        {"午前9時", "9:00"}, {"5:15 pm", "17:15"}, {"9:00 AM", "9:00"}, {"12:30 PM", "12:30"},
        {"“9:00”", "9:00"},  {"「8:45」", "8:45"}, {"9.30", "9:30"},    {"24時", "24:00"},
        {"17", "17:00"},     {"25:00", ""},        {"24:30", ""},       {"9:60", ""},
        {"900", ""},         {"9時半ごろ", ""},    {"朝9時", ""},       {"", ""}};
    check_all(meant_clock, pairs, COUNT_OF(pairs));
}

static void words_of_the_office_stand_for_choices_that_there_are(void **state)
{
    (void)state;
    static const char *const modes[] = {"as_table", "booking", "walk_in", NULL};
    static const char *const ways[] = {"required", "none", "mixed", NULL};
    assert_string_equal(meant_choice("予約制", modes), "booking");
    assert_string_equal(meant_choice("予約制", ways), "required");
    assert_string_equal(meant_choice("予約なし", ways), "none");
    assert_null(meant_choice("更新", modes));
    assert_null(meant_choice("", modes));
}

static void touch(const char *folder, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    assert_int_equal(fclose(out), 0);
}

static void a_file_of_nearly_this_name_in_the_same_folder_is_meant(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    char folder[] = "/tmp/madosim-meant-XXXXXX", path[256], want[256];
    assert_non_null(mkdtemp(folder));
    touch(folder, "office.yaml");
    touch(folder, "other.csv");
    snprintf(want, sizeof want, "%s/office.yaml", folder);
    static const char *const typed[] = {"ofice.yaml", "office.yml"};
    for (size_t i = 0; i < COUNT_OF(typed); i++) {
        snprintf(path, sizeof path, "%s/%s", folder, typed[i]);
        assert_string_equal(meant_file(path, home), want);
    }
    snprintf(path, sizeof path, "%s/office.yaml", folder); /* itself is no help */
    assert_string_equal(meant_file(path, home), "");
    snprintf(path, sizeof path, "%s/nothing-like-it.yaml", folder);
    assert_string_equal(meant_file(path, home), "");
    snprintf(path, sizeof path, "%s/no-folder/office.yaml", folder);
    assert_string_equal(meant_file(path, home), "");
    snprintf(path, sizeof path, "rm -r %s", folder);
    assert_int_equal(system(path), 0);
    arena_free(home);
}

static void a_scenario_is_found_in_its_usual_folder(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    assert_string_equal(meant_file("yokohama-fy2020.yaml", home), "scenarios/yokohama-fy2020.yaml");
    assert_string_equal(meant_file("scenarios/yokohama-fy2020", home),
                        "scenarios/yokohama-fy2020.yaml");
    assert_string_equal(meant_file("scenarios/yokohama-fy2020/", home),
                        "scenarios/yokohama-fy2020.yaml");
    arena_free(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_as_people_write_them_are_understood),
        cmocka_unit_test(what_is_no_day_of_the_calendar_is_not_guessed),
        cmocka_unit_test(a_month_may_be_written_with_a_day),
        cmocka_unit_test(a_number_with_what_it_counts_is_that_number),
        cmocka_unit_test(spans_and_shares_in_words_have_their_unit),
        cmocka_unit_test(times_of_day_are_known_by_word_and_quote),
        cmocka_unit_test(words_of_the_office_stand_for_choices_that_there_are),
        cmocka_unit_test(a_file_of_nearly_this_name_in_the_same_folder_is_meant),
        cmocka_unit_test(a_scenario_is_found_in_its_usual_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
