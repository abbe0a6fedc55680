/* test_markdown.c - a table as Markdown: headings, sides, and nothing that would be markup. */
#include "sim/output/markdown.h"

#include "tests/output/sample_table.h"

static const char *printed(struct arena *home, const struct table *t, bool japanese)
{
    struct text out;
    text_init(&out, home);
    markdown_print(t, japanese, &out);
    assert_false(out.failed);
    return text_get(&out);
}

static void numbers_stand_to_the_right_and_missing_cells_are_empty(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct table t;
    sample_table(&t, home);
    assert_string_equal(printed(home, &t, false),
                        "| site | date | open\\_from | served | wait\\_p90\\_min | note |\n"
                        "|---|--:|--:|--:|--:|---|\n"
                        "| 青葉 | 2020-07-27 | 08:45 | 1234 | 35.2 | a,b |\n"
                        "| ｱｵﾊﾞ | 2020-07-27 | 08:45 | 7 |  | =1 |\n"
                        "|  |  |  |  |  |  |\n");
    arena_free(home);
}

static void headings_are_japanese_on_request_where_there_are_any(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct table t;
    table_init(&t, home, "t", sample_columns, COUNT_OF(sample_columns));
    assert_string_equal(printed(home, &t, true), "| 区 | 日付 | 開始 | 受付数 | 待ち | note |\n"
                                                 "|---|--:|--:|--:|--:|---|\n");
    arena_free(home);
}

static void what_markdown_or_html_would_take_for_its_own_is_escaped(void **state)
{
    (void)state;
    static const struct table_column columns[] = {{.name = "x", .kind = TABLE_TEXT}};
    struct arena *home = arena_new(0);
    struct table t;
    table_init(&t, home, "t", columns, 1);
    table_add_row(&t)[0] = table_text("a|b *c* _d_ `e` \\f <script> & \"g\"\nh");
    assert_string_equal(printed(home, &t, false),
                        "| x |\n|---|\n"
                        "| a\\|b \\*c\\* \\_d\\_ \\`e\\` \\\\f &lt;script> &amp; \"g\" h |\n");
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
    markdown_print(&t, false, &out);
    assert_true(out.failed);
    arena_free(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_stand_to_the_right_and_missing_cells_are_empty),
        cmocka_unit_test(headings_are_japanese_on_request_where_there_are_any),
        cmocka_unit_test(what_markdown_or_html_would_take_for_its_own_is_escaped),
        cmocka_unit_test(an_incomplete_table_makes_the_text_fail),
    };
    return cmocka_run_group_tests_name("markdown", tests, NULL, NULL);
}
