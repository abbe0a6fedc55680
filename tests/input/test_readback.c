/* test_readback.c - what was written as CSV comes back as it was. */
#include "sim/input/readback.h"

#include <string.h>

#include "sim/output/csv.h"
#include "tests/output/sample_table.h"
#include "tests/support/folder.h"

static bool read_text(const struct folder *f, const char *content, struct arena *home,
                      struct table *t, struct err *e)
{
    folder_put(f, "t.csv", content);
    return readback_csv(folder_path(f, "t.csv"), "t", sample_columns, COUNT_OF(sample_columns),
                        home, t, e);
}

static void printing_it_again_gives_the_same_bytes(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct folder f = folder_new();
    struct table t, again;
    struct text first, second;
    struct err e = {0};
    sample_table(&t, home);
    sample_row(&t, "\"中,\n", -3, 0.05, "'=1");
    text_init(&first, home);
    text_init(&second, home);
    csv_print(&t, &first);
    assert_true(read_text(&f, text_get(&first), home, &again, &e));
    csv_print(&again, &second);
    assert_string_equal(text_get(&second), text_get(&first));
    assert_string_equal(table_at(&again, 1, "note")->text, "=1");
    assert_int_equal(table_at(&again, 0, "date")->count, civil_from_date(2020, 7, 27));
    assert_true(table_at(&again, 1, "wait_p90_min")->is_missing);
    folder_remove(&f);
    arena_free(home);
}

static void a_mark_and_other_line_ends_change_nothing(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct folder f = folder_new();
    struct table t;
    struct err e = {0};
    assert_true(read_text(&f, "\xEF\xBB\xBFserved,site\r\n12,青葉\r\n", home, &t, &e));
    assert_int_equal(t.n_rows, 1);
    assert_int_equal(table_at(&t, 0, "served")->count, 12);
    assert_string_equal(table_at(&t, 0, "site")->text, "青葉");
    folder_remove(&f);
    arena_free(home);
}

static void decimals_that_vary_stay_as_they_were(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct folder f = folder_new();
    struct table t;
    struct text out;
    struct err e = {0};
    static const char csv[] = "wait_p90_min\n0.000371\n450\n12.5\n";
    assert_true(read_text(&f, csv, home, &t, &e));
    text_init(&out, home);
    csv_print(&t, &out);
    assert_string_equal(text_get(&out), csv);
    folder_remove(&f);
    arena_free(home);
}

static void a_column_nobody_expects_is_text(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct folder f = folder_new();
    struct table t;
    struct err e = {0};
    assert_true(read_text(&f, "new,served\n007,1\n", home, &t, &e));
    assert_string_equal(table_at(&t, 0, "new")->text, "007");
    folder_remove(&f);
    arena_free(home);
}

static void what_cannot_be_read_is_told_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *csv;
        enum err_code code;
        int line;
    } wrong[] = {
        {"served\n1\nx\n", ERR_KIND, 3},     {"served,site\n1\n", ERR_ROW, 2},
        {"date\n2020-02-30\n", ERR_KIND, 2}, {"open_from\n8時\n", ERR_KIND, 2},
        {"wait_p90_min\n1,5\n", ERR_ROW, 2}, {"", ERR_EMPTY, 1},
    };
    struct folder f = folder_new();
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct arena *home = arena_new(0);
        struct table t;
        struct err e = {0};
        assert_false(read_text(&f, wrong[i].csv, home, &t, &e));
        assert_int_equal(e.item[0].code, wrong[i].code);
        assert_int_equal(e.item[0].at.line, wrong[i].line);
        arena_free(home);
    }
    folder_remove(&f);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct folder f = folder_new();
    bool is_done = false;
    folder_put(&f, "t.csv", "site,served\n青葉,1\n");
    for (unsigned nth = 1; !is_done && nth < 50; nth++) {
        struct arena *home = arena_new(0);
        struct table t;
        struct err e = {0};
        arena_fail_nth(home, nth);
        is_done = readback_csv(folder_path(&f, "t.csv"), "t", sample_columns,
                               COUNT_OF(sample_columns), home, &t, &e);
        assert_true(is_done || e.item[0].code == ERR_NOMEM);
        arena_free(home);
    }
    assert_true(is_done);
    folder_remove(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(printing_it_again_gives_the_same_bytes),
        cmocka_unit_test(a_mark_and_other_line_ends_change_nothing),
        cmocka_unit_test(decimals_that_vary_stay_as_they_were),
        cmocka_unit_test(a_column_nobody_expects_is_text),
        cmocka_unit_test(what_cannot_be_read_is_told_with_its_line),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("input/readback", tests, NULL, NULL);
}
