/* test_csv.c - the file a statistician reads without asking anything. */
#include "sim/output/csv.h"

#include <string.h>

#include "tests/output/sample_table.h"
#include "tests/support/folder.h"

static const char WANT[] = "site,date,open_from,served,wait_p90_min,note\n"
                           "青葉,2020-07-27,08:45,1234,35.2,\"a,b\"\n"
                           "ｱｵﾊﾞ,2020-07-27,08:45,7,,'=1\n"
                           ",,,,,\n";

static void one_header_line_then_one_line_a_row(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct table t;
    struct text out;
    sample_table(&t, home);
    text_init(&out, home);
    csv_print(&t, &out);
    assert_string_equal(text_get(&out), WANT);
    arena_free(home);
}

static void for_offices_headings_are_given_and_lines_end_with_both(void **state)
{
    (void)state;
    static const char *const headings[] = {"区", "日付", "=開始", "受付数(人)", "待ち(分)", "備考"};
    struct arena *home = arena_new(0);
    struct table t;
    struct text out;
    table_init(&t, home, "t", sample_columns, COUNT_OF(sample_columns));
    sample_row(&t, "青葉", 7, 1.5, "@x");
    text_init(&out, home);
    csv_print_headed(&t, headings, &out);
    assert_string_equal(text_get(&out), "区,日付,'=開始,受付数(人),待ち(分),備考\r\n"
                                        "青葉,2020-07-27,08:45,7,1.5,'@x\r\n");
    arena_free(home);
}

static void negative_numbers_are_not_defused(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct table t;
    struct text out;
    table_init(&t, home, "t", sample_columns, COUNT_OF(sample_columns));
    sample_row(&t, "-", -5, -1.5, "-5");
    text_init(&out, home);
    csv_print(&t, &out);
    assert_non_null(strstr(text_get(&out), "'-,2020-07-27,08:45,-5,-1.5,'-5\n"));
    arena_free(home);
}

static void a_table_without_rows_is_its_header(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct table t;
    struct text out;
    table_init(&t, home, "t", sample_columns, 2);
    text_init(&out, home);
    csv_print(&t, &out);
    assert_string_equal(text_get(&out), "site,date\n");
    arena_free(home);
}

static void the_file_takes_the_name_of_the_table(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct folder f = folder_new();
    struct table t;
    struct err e = {0};
    sample_table(&t, home);
    assert_true(csv_write(&t, f.path, &e));
    char *got = folder_get(&f, "sample.csv", NULL);
    assert_string_equal(got, WANT);
    free(got);
    folder_remove(&f);
    assert_false(csv_write(&t, f.path, &e)); /* the folder is gone */
    assert_int_equal(e.item[0].code, ERR_WRITE);
    arena_free(home);
}

static void an_incomplete_table_or_text_is_never_written(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct folder f = folder_new();
    struct table t;
    struct text out;
    struct err e = {0};
    sample_table(&t, home);
    text_init(&out, home);
    arena_fail_nth(home, 1);
    csv_print(&t, &out);
    assert_true(out.failed);

    t.failed = true;
    text_init(&out, home);
    csv_print(&t, &out);
    assert_true(out.failed);
    assert_false(csv_write(&t, f.path, &e));
    assert_int_equal(e.item[0].code, ERR_NOMEM);
    assert_false(folder_has(&f, "sample.csv"));
    folder_remove(&f);
    arena_free(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_header_line_then_one_line_a_row),
        cmocka_unit_test(for_offices_headings_are_given_and_lines_end_with_both),
        cmocka_unit_test(negative_numbers_are_not_defused),
        cmocka_unit_test(a_table_without_rows_is_its_header),
        cmocka_unit_test(the_file_takes_the_name_of_the_table),
        cmocka_unit_test(an_incomplete_table_or_text_is_never_written),
    };
    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
