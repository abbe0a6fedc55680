/* test_json.c - numbers are numbers, missing is null, keys stand in column order. */
#include "sim/output/json.h"

#include <string.h>

#include "tests/output/sample_table.h"

static void rows_are_objects_and_missing_cells_null(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct table t;
    struct text out;
    sample_table(&t, home);
    text_init(&out, home);
    json_print(&t, &out);
    assert_string_equal(
        text_get(&out),
        "[\n"
        "{\"site\":\"青葉\",\"date\":\"2020-07-27\",\"open_from\":\"08:45\",\"served\":1234,"
        "\"wait_p90_min\":35.2,\"note\":\"a,b\"},\n"
        "{\"site\":\"ｱｵﾊﾞ\",\"date\":\"2020-07-27\",\"open_from\":\"08:45\",\"served\":7,"
        "\"wait_p90_min\":null,\"note\":\"=1\"},\n"
        "{\"site\":null,\"date\":null,\"open_from\":null,\"served\":null,"
        "\"wait_p90_min\":null,\"note\":null}\n"
        "]\n");
    arena_free(home);
}

static void flags_are_true_false_or_null_and_rounded_numbers_are_numbers(void **state)
{
    (void)state;
    static const struct table_column columns[] = {
        {.name = "passed", .kind = TABLE_FLAG},
        {.name = "x", .kind = TABLE_ROUND, .digits = 3},
    };
    struct arena *home = arena_new(0);
    struct table t;
    struct text out;
    table_init(&t, home, "t", columns, COUNT_OF(columns));
    for (int i = 0; i < 2; i++) {
        struct table_cell *row = table_add_row(&t);
        row[0] = table_flag(i == 0);
        row[1] = table_real(i == 0 ? 0.000371154 : (double)INFINITY);
    }
    assert_non_null(table_add_row(&t));
    text_init(&out, home);
    json_print(&t, &out);
    assert_string_equal(text_get(&out), "[\n{\"passed\":true,\"x\":0.000371},\n"
                                        "{\"passed\":false,\"x\":null},\n"
                                        "{\"passed\":null,\"x\":null}\n]\n");
    arena_free(home);
}

static void a_table_without_rows_is_an_empty_array(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct table t;
    struct text out;
    table_init(&t, home, "t", sample_columns, COUNT_OF(sample_columns));
    text_init(&out, home);
    json_print(&t, &out);
    assert_string_equal(text_get(&out), "[\n]\n");
    arena_free(home);
}

static void an_incomplete_table_makes_the_text_fail(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct table t;
    struct text out;
    sample_table(&t, home);
    t.failed = true;
    text_init(&out, home);
    json_print(&t, &out);
    assert_true(out.failed);
    t.failed = false;
    text_init(&out, home);
    arena_fail_nth(home, 2);
    json_print(&t, &out);
    assert_true(out.failed);
    arena_free(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_objects_and_missing_cells_null),
        cmocka_unit_test(flags_are_true_false_or_null_and_rounded_numbers_are_numbers),
        cmocka_unit_test(a_table_without_rows_is_an_empty_array),
        cmocka_unit_test(an_incomplete_table_makes_the_text_fail),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
