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
        cmocka_unit_test(a_table_without_rows_is_an_empty_array),
        cmocka_unit_test(an_incomplete_table_makes_the_text_fail),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
