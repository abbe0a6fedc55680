/* test_err.c - errors keep code, place and arguments, and never cut a character. */
#include "sim/base/err.h"

#include <string.h>

#include "tests/support/check.h"
#include "tests/support/dies.h"

static void an_error_keeps_its_code_place_and_arguments(void **state)
{
    (void)state;
    struct err e = {0};
    assert_false(err_is_set(&e));
    struct src_pos at = {.file = "a.yaml", .line = 8, .column = 3, .width = 3, .excerpt = "x"};
    assert_false(err_add(&e, ERR_KEY_UNKNOWN, at, "予約枠", "policy", ""));
    assert_true(err_is_set(&e));
    assert_int_equal(e.count, 1);
    assert_int_equal(e.item[0].code, ERR_KEY_UNKNOWN);
    assert_string_equal(e.item[0].at.file, "a.yaml");
    assert_int_equal(e.item[0].at.line, 8);
    assert_int_equal(e.item[0].at.column, 3);
    assert_int_equal(e.item[0].at.width, 3);
    assert_string_equal(e.item[0].arg[0], "予約枠");
    assert_string_equal(e.item[0].arg[1], "policy");
    assert_string_equal(e.item[0].arg[2], "");
    assert_string_equal(e.item[0].arg[3], "");
}

static void a_full_list_keeps_the_first_twenty_and_counts_the_rest(void **state)
{
    (void)state;
    struct err e = {0};
    for (int i = 0; i < ERR_LIST_MAX + 5; i++) {
        struct src_pos at = {.line = i + 1};
        (void)err_add(&e, ERR_DATE, at, "when");
    }
    assert_int_equal(e.count, ERR_LIST_MAX + 5);
    for (int i = 0; i < ERR_LIST_MAX; i++)
        assert_int_equal(e.item[i].at.line, i + 1);
}

/* 159 bytes fit. Each 漢 has three, so after k ASCII bytes the cut falls on every place of
 * a character as k runs. */
static void a_long_argument_is_cut_between_characters(void **state)
{
    (void)state;
    for (size_t k = 0; k < 6; k++) {
        char text[400] = "";
        memset(text, 'a', k);
        for (size_t i = 0; i < 70; i++)
            memcpy(text + k + 3 * i, "漢", 3);
        struct err e = {0};
        (void)err_add(&e, ERR_YAML, SRC_NOWHERE, text);
        size_t want = k + (ERR_ARG_BYTES - 1 - k) / 3 * 3;
        assert_int_equal(strlen(e.item[0].arg[0]), want);
        assert_memory_equal(e.item[0].arg[0], text, want);
    }
}

static void an_argument_of_just_the_size_is_kept_whole(void **state)
{
    (void)state;
    char text[ERR_ARG_BYTES] = "";
    memset(text, 'b', ERR_ARG_BYTES - 1);
    struct err e = {0};
    (void)err_add(&e, ERR_YAML, SRC_NOWHERE, text, text, text, text);
    for (int i = 0; i < ERR_ARGS; i++)
        assert_string_equal(e.item[0].arg[i], text);
}

static void add_no_error(void)
{
    struct err e = {0};
    (void)err_add(&e, ERR_NONE, SRC_NOWHERE, "");
}

static void add_five_arguments(void)
{
    struct err e = {0};
    (void)err_add(&e, ERR_YAML, SRC_NOWHERE, "1", "2", "3", "4", "5");
}

static void no_code_and_too_many_arguments_are_bugs(void **state)
{
    (void)state;
    assert_true(dies(add_no_error));
    assert_true(dies(add_five_arguments));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_keeps_its_code_place_and_arguments),
        cmocka_unit_test(a_full_list_keeps_the_first_twenty_and_counts_the_rest),
        cmocka_unit_test(a_long_argument_is_cut_between_characters),
        cmocka_unit_test(an_argument_of_just_the_size_is_kept_whole),
        cmocka_unit_test(no_code_and_too_many_arguments_are_bugs),
    };
    return cmocka_run_group_tests_name("err", tests, NULL, NULL);
}
