/* test_diagnose.c - the picture a person sees: place, line, carets, advice. */
#include "cli/diagnose.h"

#include <string.h>

#include "sim/base/arena.h"
#include "tests/support/check.h"

static struct src_pos at(int line, int column, int width, const char *excerpt)
{
    return (struct src_pos){"a.yaml", line, column, width, excerpt};
}

static void check_printed(const struct err *e, bool japanese, const char *want)
{
    struct arena *home = arena_new(0);
    struct text out;
    text_init(&out, home);
    diagnose_print(e, japanese, &out);
    assert_false(out.failed);
    assert_string_equal(text_get(&out), want);
    arena_free(home);
}

static void an_error_shows_its_place_its_line_and_what_to_write(void **state)
{
    (void)state;
    struct err e = {0};
    err_add(&e, ERR_KEY_UNKNOWN, at(8, 3, 3, "  予約枠: 70%"), "予約枠", "policy", "slot.share");
    check_printed(&e, true,
                  "エラー[M002]: policy に「予約枠」というキーはありません\n"
                  "  --> a.yaml:8:3\n"
                  "   |\n"
                  "  8|   予約枠: 70%\n"
                  "   |   ^^^^^^\n"
                  "   = もしかして: slot.share\n");
    check_printed(&e, false,
                  "error[M002]: policy has no key '予約枠'\n"
                  "  --> a.yaml:8:3\n"
                  "   |\n"
                  "  8|   予約枠: 70%\n"
                  "   |   ^^^^^^\n"
                  "   = did you mean: slot.share\n");
}

static void carets_stand_under_wide_and_narrow_characters_alike(void **state)
{
    (void)state;
    struct err e = {0};
    err_add(&e, ERR_COLON_SPACE, at(1234, 6, 4, "港北: {é枠:4}\t# x"), "é枠:4", "é枠: 4");
    check_printed(&e, true,
                  "エラー[M003]: キーと値を区切るコロンの後に半角スペースがありません\n"
                  "   --> a.yaml:1234:6\n"
                  "    |\n"
                  "1234| 港北: {é枠:4}\t# x\n"
                  "    | 　　   ^^^^^\n"
                  "    = é枠: 4 と書いてください\n");
}

static void a_tab_keeps_its_width_above_and_below(void **state)
{
    (void)state;
    struct err e = {0};
    err_add(&e, ERR_CHARACTER, at(2, 3, 1, "\tx@"), "@");
    check_printed(&e, false,
                  "error[M041]: '@' cannot stand here\n"
                  "  --> a.yaml:2:3\n"
                  "   |\n"
                  "  2| \tx@\n"
                  "   | \t ^\n"
                  "   = if it is meant as text, put the whole value in \"...\"\n");
}

static void a_place_behind_the_line_or_without_a_line_is_still_shown(void **state)
{
    (void)state;
    struct err e = {0};
    err_add(&e, ERR_EMPTY, at(3, 4, 1, "ab:"), "ab");
    err_add(&e, ERR_NOT_UTF8, at(4, 2, 1, NULL), "", "9");
    err_add(&e, ERR_OPEN, SRC_NOWHERE, "x.yaml", "No such file or directory");
    err_add(&e, ERR_TOO_BIG, ((struct src_pos){.file = "a.yaml"}), "1 MiB");
    check_printed(&e, true,
                  "エラー[M019]: ab に値がありません\n"
                  "  --> a.yaml:3:4\n"
                  "   |\n"
                  "  3| ab:\n"
                  "   |    ^\n"
                  "   = 値を書くか、使わないときは行ごと消してください\n"
                  "エラー[M007]: このファイルは UTF-8 ではありません(9 バイト目)\n"
                  "  --> a.yaml:4:2\n"
                  "   = 文字コードを UTF-8 にして保存し直してください\n"
                  "エラー[M081]: x.yaml を読めません(ファイルがありません)\n"
                  "   = ファイルの名前・場所・権限を確かめてください\n"
                  "エラー[M024]: 大きすぎて読めません(上限 1 MiB)\n"
                  "  --> a.yaml\n"
                  "   = 正しいファイルかどうかを確かめ、必要なら分けてください\n");
}

static void control_characters_never_reach_the_terminal(void **state)
{
    (void)state;
    struct err e = {0};
    struct arena *home = arena_new(0);
    struct text out;
    text_init(&out, home);
    err_add(&e, ERR_KEY_UNKNOWN, at(1, 1, 9, "\x1b[31m\x07\xC2\x9B: 1"), "\x1b[31m\x07", "p", "");
    e.item[0].at.file = "a\x1b.yaml";
    diagnose_print(&e, false, &out);
    for (const char *p = text_get(&out); *p != '\0'; p++)
        assert_true((unsigned char)*p >= 0x20 || *p == '\n');
    assert_null(strstr(text_get(&out), "\xC2\x9B"));
    arena_free(home);
}

static void a_long_line_is_shown_around_the_mistake(void **state)
{
    (void)state;
    char line[600];
    memset(line, 'x', sizeof line - 1);
    line[sizeof line - 1] = '\0';
    memcpy(line + 300, "HERE", 4);
    struct err e = {0};
    struct arena *home = arena_new(0);
    struct text out;
    text_init(&out, home);
    err_add(&e, ERR_COLON_HERE, at(1, 301, 4, line), "");
    diagnose_print(&e, false, &out);
    const char *shown = strstr(text_get(&out), "  1| "), *end = strchr(shown, '\n');
    assert_true(end - shown < 130);
    const char *here = strstr(shown, "HERE"), *carets = strstr(end, "^^^^");
    assert_true(here != NULL && here < end);
    /* "…" is three bytes and one column above, one blank below */
    assert_int_equal(here - shown - 2, carets - (end + 1));
    assert_null(strstr(end, "^^^^^"));
    arena_free(home);
}

static void choices_in_a_template_follow_the_arguments(void **state)
{
    (void)state;
    struct err e = {0};
    struct arena *home = arena_new(0);
    static const struct {
        enum err_code code;
        const char *args[5];
        const char *message, *help;
    } cases[] = {
        {ERR_KEY_UNKNOWN,
         {"x", "", "", NULL},
         "there is no key 'x'",
         "docs/scenario-reference.md lists all keys"},
        {ERR_RANGE,
         {"k", "9", "1", "", NULL},
         "the value of k, '9', is out of range",
         "write a value of at least 1"},
        {ERR_RANGE,
         {"k", "", "1", "8", NULL},
         "the value of k is out of range",
         "write a value of at least 1 and at most 8"},
        {ERR_KIND,
         {"k", "x", "count", "4", NULL},
         "the value of k, 'x', is not a whole number",
         "write it like 4"},
        {ERR_COLUMN,
         {"c", "missing", "", NULL},
         "missing: column 'c'",
         "check the names in the first line"},
        {ERR_COLUMN,
         {"c", NULL},
         "column 'c' is missing or unknown",
         "check the names in the first line"},
        {ERR_NAME_UNKNOWN,
         {"{1}[x]", "ward", "", NULL},
         "there is no ward '{1}[x]'",
         "check how the name of the ward is spelt"}, /* arguments are no templates */
        {ERR_CLOSED_PERIOD,
         {"", "2020-07-23", "2020-07-24", NULL},
         "there is no open day from 2020-07-23 to 2020-07-24",
         "change the period or the opening days"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text message, help;
        text_init(&message, home);
        text_init(&help, home);
        e = (struct err){0};
        err_add_args(&e, cases[i].code, SRC_NOWHERE, cases[i].args);
        diagnose_message(&e.item[0], false, &message);
        diagnose_help(&e.item[0], false, &help);
        assert_string_equal(text_get(&message), cases[i].message);
        assert_string_equal(text_get(&help), cases[i].help);
    }
    arena_free(home);
}

static void what_was_not_kept_is_counted_in_a_last_line(void **state)
{
    (void)state;
    struct err e = {0};
    struct arena *home = arena_new(0);
    struct text out;
    text_init(&out, home);
    for (int i = 0; i < ERR_LIST_MAX + 3; i++)
        err_add(&e, ERR_TAB, at(i + 1, 1, 1, "\tx"), "");
    diagnose_print(&e, true, &out);
    assert_non_null(strstr(text_get(&out), "\nほかに 3 件の誤りがあります。"));
    arena_free(home);
}

static void json_holds_the_same_facts_for_programs(void **state)
{
    (void)state;
    struct err e = {0};
    struct arena *home = arena_new(0);
    struct text out;
    text_init(&out, home);
    diagnose_json(&e, true, &out);
    assert_string_equal(text_get(&out), "[]");
    text_init(&out, home);
    err_add(&e, ERR_KEY_TWICE, at(4, 3, 0, "  \"a\": 1"), "\"a\"", "2");
    err_add(&e, ERR_NOMEM, SRC_NOWHERE, "plan");
    diagnose_json(&e, false, &out);
    assert_string_equal(
        text_get(&out),
        "[{\"code\": \"M004\", \"message\": \"'\\\"a\\\"' is given twice\", \"help\": "
        "\"it is first given in line 2; remove one of them\", \"file\": \"a.yaml\", \"line\": 4, "
        "\"column\": 3, \"width\": 1},\n "
        "{\"code\": \"M080\", \"message\": \"out of memory (plan)\", \"help\": \"close other "
        "programs, or make the run smaller\", \"file\": null, \"line\": null, \"column\": null, "
        "\"width\": null}]");
    arena_free(home);
}

static void without_memory_the_text_says_that_it_failed(void **state)
{
    (void)state;
    struct err e = {0};
    err_add(&e, ERR_KEY_UNKNOWN, at(8, 3, 3, "  予約枠: 70%"), "予約枠", "policy", "slot");
    for (unsigned nth = 1; nth <= 3; nth++) {
        struct arena *home = arena_new(0);
        struct text out;
        text_init(&out, home);
        arena_fail_nth(home, nth);
        diagnose_print(&e, true, &out);
        diagnose_json(&e, true, &out);
        assert_true(out.failed);
        arena_free(home);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_shows_its_place_its_line_and_what_to_write),
        cmocka_unit_test(carets_stand_under_wide_and_narrow_characters_alike),
        cmocka_unit_test(a_tab_keeps_its_width_above_and_below),
        cmocka_unit_test(a_place_behind_the_line_or_without_a_line_is_still_shown),
        cmocka_unit_test(control_characters_never_reach_the_terminal),
        cmocka_unit_test(a_long_line_is_shown_around_the_mistake),
        cmocka_unit_test(choices_in_a_template_follow_the_arguments),
        cmocka_unit_test(what_was_not_kept_is_counted_in_a_last_line),
        cmocka_unit_test(json_holds_the_same_facts_for_programs),
        cmocka_unit_test(without_memory_the_text_says_that_it_failed),
    };
    return cmocka_run_group_tests_name("diagnose", tests, NULL, NULL);
}
