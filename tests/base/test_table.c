/* test_table.c - rows are complete or the table says that memory ran out. */
#include "sim/base/table.h"

#include "sim/base/arena.h"
#include "tests/support/check.h"
#include "tests/support/dies.h"

static const struct table_column columns[] = {
    {.name = "site", .kind = TABLE_TEXT},
    {.name = "served", .kind = TABLE_COUNT},
    {.name = "wait_p90_min", .kind = TABLE_REAL, .digits = 1},
};

static void a_new_row_is_missing_in_every_cell(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct table t;
    table_init(&t, home, "t", columns, COUNT_OF(columns));
    assert_int_equal(t.n_rows, 0);
    const struct table_cell *row = table_add_row(&t);
    assert_int_equal(t.n_rows, 1);
    for (size_t c = 0; c < COUNT_OF(columns); c++)
        assert_true(row[c].is_missing);
    arena_free(home);
}

static void rows_keep_their_cells_while_the_table_grows(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct table t;
    table_init(&t, home, "t", columns, COUNT_OF(columns));
    for (int64_t i = 0; i < 5000; i++) {
        struct table_cell *row = table_add_row(&t);
        assert_non_null(row);
        row[0] = table_text("青葉");
        row[1] = table_count(i);
        if (i % 3 == 0)
            assert_non_null(arena_take(home, 1, 100)); /* so that it cannot grow in place */
    }
    assert_int_equal(t.n_rows, 5000);
    for (size_t i = 0; i < 5000; i++) {
        assert_string_equal(table_at(&t, i, "site")->text, "青葉");
        assert_int_equal(table_at(&t, i, "served")->count, i);
        assert_true(table_row(&t, i)[2].is_missing);
    }
    assert_false(t.failed);
    arena_free(home);
}

static void columns_are_found_by_name(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct table t;
    table_init(&t, home, "t", columns, COUNT_OF(columns));
    assert_int_equal(table_column_index(&t, "site"), 0);
    assert_int_equal(table_column_index(&t, "wait_p90_min"), 2);
    arena_free(home);
}

static void a_real_that_is_not_finite_is_missing(void **state)
{
    (void)state;
    assert_true(table_real((double)NAN).is_missing);
    assert_true(table_real((double)INFINITY).is_missing);
    assert_true(table_real(-(double)INFINITY).is_missing);
    assert_false(table_real(0.0).is_missing);
    assert_false(table_real(1e308).is_missing);
    assert_false(table_text("").is_missing);
    assert_false(table_count(0).is_missing);
}

static void when_memory_runs_out_the_table_says_so_and_keeps_its_rows(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct table t;
    table_init(&t, home, "t", columns, COUNT_OF(columns));
    arena_fail_nth(home, 2); /* the first is for the first rows, the second for more */
    size_t rows = 0;
    while (table_add_row(&t) != NULL)
        rows++;
    assert_true(rows > 0);
    assert_int_equal(t.n_rows, rows);
    assert_true(t.failed);
    assert_true(table_row(&t, rows - 1)[0].is_missing);
    assert_null(table_add_row(&t)); /* once incomplete, for ever incomplete */
    arena_free(home);
}

static void ask_for_an_unknown_column(void)
{
    struct table t;
    table_init(&t, NULL, "t", columns, COUNT_OF(columns));
    (void)table_column_index(&t, "wait");
}

static void ask_for_a_row_that_is_not_there(void)
{
    struct table t;
    table_init(&t, NULL, "t", columns, COUNT_OF(columns));
    (void)table_row(&t, 0);
}

static void names_and_rows_that_are_not_there_are_bugs(void **state)
{
    (void)state;
    assert_true(dies(ask_for_an_unknown_column));
    assert_true(dies(ask_for_a_row_that_is_not_there));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_row_is_missing_in_every_cell),
        cmocka_unit_test(rows_keep_their_cells_while_the_table_grows),
        cmocka_unit_test(columns_are_found_by_name),
        cmocka_unit_test(a_real_that_is_not_finite_is_missing),
        cmocka_unit_test(when_memory_runs_out_the_table_says_so_and_keeps_its_rows),
        cmocka_unit_test(names_and_rows_that_are_not_there_are_bugs),
    };
    return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
