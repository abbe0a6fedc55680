/* test_shown.c - cells of a table on a terminal: as wide as their column, whatever stands in it. */
#include "cli/present/shown.h"

#include <string.h>

#include "sim/base/attr.h"
#include "tests/present/said.h"

static const struct shown_column name = {{"ward", "区"}, 8, SHOWN_NAME, NULL, 0};
static const struct shown_column number = {{"people", "人数"}, 8, SHOWN_NUMBER, "people", 1};
static const struct shown_column half = {{"wait", "待ち"}, 10, SHOWN_HALF, "wait", 1};
static const struct shown_column share = {{"share", "割合"}, 18, SHOWN_SHARE, "share", 1};
static const struct shown_column verdict = {{"kept", "判定"}, 10, SHOWN_VERDICT, "share", 1};

static const struct interval known = {0.931, 0.92, 0.942};

static struct interval unknown_bounds(double estimate)
{
    return (struct interval){estimate, (double)NAN, (double)NAN};
}

static void text_stands_to_the_left_and_numbers_to_the_right(void **state)
{
    struct said *s = *state;
    SAID(s, shown_text(&name, "青葉", said_new(s)), "青葉    ");
    SAID(s, shown_text(&number, "12", said_new(s)), "      12");
    SAID(s, shown_text(&name, "as wide as it is", said_new(s)), "as wide as it is");
}

static void headings_are_of_the_language(void **state)
{
    struct said *s = *state;
    const struct shown_column both[] = {name, number};
    SAID(s, shown_headings(both, COUNT_OF(both), false, said_new(s)), "ward      people\n");
    SAID(s, shown_headings(both, COUNT_OF(both), true, said_new(s)), "区          人数\n");
}

static void words_that_do_not_fit_are_cut_so_that_the_next_column_stands_apart(void **state)
{
    struct said *s = *state;
    SAID(s, shown_words(&name, "seven77", said_new(s)), "seven77 ");
    SAID(s, shown_words(&name, "eight888", said_new(s)), "eight…  ");
    SAID(s, shown_words(&name, "保土ケ谷", said_new(s)), "保土…   ");
    SAID(s, shown_words(&name, "", said_new(s)), "        ");
}

static void a_number_has_its_interval_as_its_column_says(void **state)
{
    struct said *s = *state;
    const struct interval wait = {12.34, 11.9, 12.7};
    SAID(s, shown_interval(&number, wait, 0, false, said_new(s)), "    12.3");
    SAID(s, shown_interval(&half, wait, 0, false, said_new(s)), "  12.3±0.4");
    SAID(s, shown_interval(&share, known, 0, false, said_new(s)), "   93.1% 92.0-94.2");
    SAID(s, shown_interval(&half, unknown_bounds(12.34), 0, false, said_new(s)), "      12.3");
    SAID(s, shown_interval(&share, unknown_bounds(0.5), 0, false, said_new(s)),
         "             50.0%");
    SAID(s, shown_interval(&number, unknown_bounds((double)NAN), 0, false, said_new(s)),
         "       -");
}

static void a_share_is_held_against_its_target_in_words(void **state)
{
    struct said *s = *state;
    SAID(s, shown_interval(&verdict, known, 0.9, false, said_new(s)), "     ○ met");
    SAID(s, shown_interval(&verdict, known, 0.95, false, said_new(s)), "  × missed");
    SAID(s, shown_interval(&verdict, known, 0.9, true, said_new(s)), "    ○ 達成");
}

static void long_lines_are_broken_at_blanks_and_after_commas(void **state)
{
    struct said *s = *state;
    SAID(s,
         shown_wrapped(
             "wait 12.5, wait 12.5, wait 12.5, wait 12.5, wait 12.5, wait 12.5, wait 12.5, "
             "wait 12.5, end.\nown",
             said_new(s)),
         "wait 12.5, wait 12.5, wait 12.5, wait 12.5, wait 12.5, wait 12.5, wait 12.5,\n"
         "  wait 12.5, end.\nown");
    SAID(s,
         shown_wrapped("待ち時間が増える区、待ち時間が増える区、待ち時間が増える区、"
                       "待ち時間が増える区、待ち時間が増える区",
                       said_new(s)),
         "待ち時間が増える区、待ち時間が増える区、待ち時間が増える区、待ち時間が増える区、\n"
         "  待ち時間が増える区");
    SAID(s, shown_wrapped("exactly", said_new(s)), "exactly");
}

#define WITH_SAID(test) cmocka_unit_test_setup_teardown(test, said_set_up, said_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SAID(text_stands_to_the_left_and_numbers_to_the_right),
        WITH_SAID(headings_are_of_the_language),
        WITH_SAID(words_that_do_not_fit_are_cut_so_that_the_next_column_stands_apart),
        WITH_SAID(a_number_has_its_interval_as_its_column_says),
        WITH_SAID(long_lines_are_broken_at_blanks_and_after_commas),
        WITH_SAID(a_share_is_held_against_its_target_in_words),
    };
    return cmocka_run_group_tests_name("shown", tests, NULL, NULL);
}
