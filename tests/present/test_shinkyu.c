/* test_shinkyu.c - new at the left, old at the right, and only what differs is underlined. */
#include "cli/present/shinkyu.h"

#include <string.h>

#include "sim/base/arena.h"
#include "tests/support/check.h"

static int make(void **state)
{
    *state = arena_new(0);
    return *state == NULL;
}

static int drop(void **state)
{
    arena_free(*state);
    return 0;
}

static void check_marked(struct arena *home, const char *shown, const char *other, const char *want)
{
    struct text t;
    text_init(&t, home);
    shinkyu_underline(shown, other, &t);
    assert_string_equal(text_get(&t), want);
}

static void only_words_and_characters_that_differ_are_underlined(void **state)
{
    struct arena *home = *state;
    check_marked(home, "20分", "15分", "<u>20</u>分");
    check_marked(home, "1,2,3,4", "2,4", "<u>1,</u>2,<u>3,</u>4");
    check_marked(home, "12時30分", "12時", "12時<u>30分</u>");
    check_marked(home, "予約制", "予約なし", "予約<u>制</u>");
    check_marked(home, "a", "a", "a");
    check_marked(home, "新しい", NULL, "<u>新しい</u>");
    check_marked(home, "a<b", "a", "a<u>&lt;b</u>");
}

static void a_very_long_value_is_underlined_as_a_whole(void **state)
{
    char shown[301];
    struct text t;
    memset(shown, '-', sizeof shown - 1);
    shown[sizeof shown - 1] = '\0';
    text_init(&t, *state);
    shinkyu_underline(shown, "-", &t);
    assert_int_equal(t.length, strlen("<u></u>") + sizeof shown - 1);
}

static const char *sheet_of(struct arena *home, const struct shinkyu_row *rows, size_t n, bool ja)
{
    const struct shinkyu s = {"前の<案>",     "新しい案", "old.yaml", "new.yaml",
                              "madosim diff", rows,       n,          7};
    struct text t;
    text_init(&t, home);
    shinkyu_print(&s, ja, &t);
    assert_false(t.failed);
    return text_get(&t);
}

static void the_new_stands_before_the_old_in_every_row(void **state)
{
    const struct shinkyu_row rows[] = {{"予約", "枠の長さ", "booking.slot", "15分", "20分", "仮定"},
                                       {"予約", "取消し", "booking.cancel", NULL, "5%", ""},
                                       {"窓口", "昼", "counters.lunch", "1", NULL, ""}};
    const char *page = sheet_of(*state, rows, 3, true);
    assert_non_null(strstr(page, "<td><u>20</u>分</td><td><u>15</u>分</td><td>仮定</td>"));
    assert_non_null(strstr(page, "<td><u>5%</u></td><td>(新設)</td>"));
    assert_non_null(strstr(page, "<td>(削る)</td><td><u>1</u></td>"));
    const char *group = strstr(page, ">予約</th>");
    assert_non_null(group);
    assert_null(strstr(group + 1, ">予約</th>")); /* once for both rows */
    assert_true(strstr(page, ">新<div>新しい案") < strstr(page, ">旧<div>前の&lt;案&gt;"));
}

static void a_sheet_without_rows_says_that_nothing_differs(void **state)
{
    assert_non_null(strstr(sheet_of(*state, NULL, 0, true), "設定に違いはありません"));
    const char *english = sheet_of(*state, NULL, 0, false);
    assert_non_null(strstr(english, "No setting differs"));
    assert_null(strstr(english, "<table"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(only_words_and_characters_that_differ_are_underlined, make,
                                        drop),
        cmocka_unit_test_setup_teardown(a_very_long_value_is_underlined_as_a_whole, make, drop),
        cmocka_unit_test_setup_teardown(the_new_stands_before_the_old_in_every_row, make, drop),
        cmocka_unit_test_setup_teardown(a_sheet_without_rows_says_that_nothing_differs, make, drop),
    };
    return cmocka_run_group_tests_name("shinkyu", tests, NULL, NULL);
}
