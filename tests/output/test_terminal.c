/* test_terminal.c - columns stand under each other, wide characters or not. */
#include "sim/output/terminal.h"

#include <string.h>

#include "tests/output/sample_table.h"

static void check_printed(const struct table *t, bool japanese, const char *want)
{
    struct arena *home = arena_new(0);
    struct text out;
    text_init(&out, home);
    terminal_print(t, japanese, &out);
    assert_string_equal(text_get(&out), want);
    assert_false(out.failed);
    arena_free(home);
}

static void columns_are_aligned_by_width_and_missing_is_a_dash(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct table t;
    sample_table(&t, home);
    check_printed(&t, false,
                  "site        date  open_from  served  wait_p90_min  note\n"
                  "青葉  2020-07-27      08:45    1234          35.2  a,b\n"
                  "ｱｵﾊﾞ  2020-07-27      08:45       7             -  =1\n"
                  "-              -          -       -             -  -\n");
    arena_free(home);
}

static void japanese_headings_are_used_where_there_are_any(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct table t;
    table_init(&t, home, "t", sample_columns, COUNT_OF(sample_columns));
    sample_row(&t, "保土ケ谷", 3, 1, "");
    check_printed(&t, true,
                  "区              日付   開始  受付数  待ち  note\n"
                  "保土ケ谷  2020-07-27  08:45       3   1.0  \n");
    arena_free(home);
}

/* Every line is as wide as the others, when the last column is one of numbers. */
static bool any_table_has_lines_of_one_width(uint64_t seed)
{
    static const char *const names[] = {
        "青葉", "a",        "ｱｵﾊﾞ",       "か\xE3\x82\x99",      "○△×",
        "",     "x\x1b[2J", "two\nlines", "del\x7f csi\xC2\x9B", "bad\xFF"};
    static const struct table_column columns[] = {{.name = "site", .kind = TABLE_TEXT},
                                                  {.name = "note", .kind = TABLE_TEXT},
                                                  {.name = "served", .kind = TABLE_COUNT}};
    struct arena *home = arena_new(0);
    struct table t;
    struct text out;
    table_init(&t, home, "t", columns, COUNT_OF(columns));
    for (uint64_t n = test_random(&seed) % 12; n > 0; n--) {
        struct table_cell *row = table_add_row(&t);
        row[0] = table_text(names[test_random(&seed) % COUNT_OF(names)]);
        if (n % 4 != 0)
            row[1] = table_text(names[test_random(&seed) % COUNT_OF(names)]);
        row[2] = table_count((int64_t)test_random(&seed) >> (test_random(&seed) % 64));
    }
    text_init(&out, home);
    terminal_print(&t, false, &out);
    bool ok = !out.failed && strpbrk(text_get(&out), "\x1b\x7f\x9B") == NULL;
    int widest = -1;
    size_t lines = 0;
    for (char *line = out.bytes, *end; ok && (end = strchr(line, '\n')) != NULL; line = end + 1) {
        *end = '\0';
        ok = widest < 0 || text_width(line) == widest;
        widest = text_width(line);
        lines++;
    }
    ok = ok && lines == t.n_rows + 1;
    arena_free(home);
    return ok;
}

static void every_line_is_as_wide_as_the_others(void **state)
{
    (void)state;
    CHECK_PROPERTY(any_table_has_lines_of_one_width);
}

static void an_incomplete_table_or_text_is_told(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct table t;
    struct text out;
    sample_table(&t, home);
    text_init(&out, home);
    arena_fail_nth(home, 1);
    terminal_print(&t, false, &out);
    assert_true(out.failed);
    t.failed = true;
    text_init(&out, home);
    terminal_print(&t, false, &out);
    assert_true(out.failed);
    arena_free(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_aligned_by_width_and_missing_is_a_dash),
        cmocka_unit_test(japanese_headings_are_used_where_there_are_any),
        cmocka_unit_test(every_line_is_as_wide_as_the_others),
        cmocka_unit_test(an_incomplete_table_or_text_is_told),
    };
    return cmocka_run_group_tests_name("terminal", tests, NULL, NULL);
}
