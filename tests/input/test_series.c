/* test_series.c - tables: the columns by name, the mistakes by cell. */
#include "sim/input/series.h"

#include "sim/base/civil.h"
#include "sim/base/simtime.h"
#include "tests/input/reading.h"

struct count {
    struct src_pos at;
    const char *ward, *remark;
    int32_t month, opens, letters, mode;
    double share;
    sim_span wait;
};

static const char *const modes[] = {"booking", "walk_in", NULL};

static const char *ward_name(const char *written, const char **nearest, const void *context)
{
    (void)context;
    if (strcmp(written, "青葉") == 0 || strcmp(written, "141178") == 0)
        return "青葉";
    *nearest = "青葉";
    return NULL;
}

#define C(m) offsetof(struct count, m)
static const struct series_column columns[] = {
    {.name = "ward",
     .kind = BIND_TEXT,
     .offset = C(ward),
     .resolve = ward_name,
     .name_kind = "ward"},
    {.name = "month", .kind = BIND_DATE, .is_month = true, .offset = C(month)},
    {.name = "letters", .kind = BIND_COUNT, .offset = C(letters), .least = 0, .most = 1000},
    {.name = "opens", .kind = BIND_CLOCK, .is_optional = true, .offset = C(opens)},
    {.name = "mode", .kind = BIND_CHOICE, .is_optional = true, .offset = C(mode), .choices = modes},
    {.name = "share", .kind = BIND_SHARE, .is_optional = true, .offset = C(share)},
    {.name = "wait", .kind = BIND_SPAN, .is_optional = true, .offset = C(wait)},
    {.name = "remark", .kind = BIND_TEXT, .is_optional = true, .offset = C(remark)},
};
static const struct series_shape shape = {columns, COUNT_OF(columns), sizeof(struct count), true};

struct read {
    struct folder f;
    struct arena *home;
    struct bind_list list;
    struct err e;
    bool ok;
};

static void read_table(struct read *r, const char *text)
{
    *r = (struct read){.home = arena_new(0)};
    folder_open(&r->f);
    const char *path = folder_write(&r->f, "t.csv", text);
    r->ok = series_read(path, &shape, r->home, &r->list, &r->e);
    assert_true(r->ok == !err_is_set(&r->e));
}

static void drop(struct read *r)
{
    folder_close(&r->f);
    arena_free(r->home);
}

static const struct count *row(const struct read *r, size_t i)
{
    assert_true(i < r->list.count);
    return (const struct count *)r->list.items + i;
}

static void columns_may_stand_in_any_order_and_every_kind_is_read(void **state)
{
    (void)state;
    struct read r;
    read_table(&r, "letters,ward,month,opens,mode,share,wait,remark,source\n"
                   "12,青葉,2020-07,8:45,walk_in,70%,15 min,x,city page\n"
                   "0,141178,2020-08,,,,,,\n");
    check_count(&r.e, 0);
    assert_int_equal(r.list.count, 2);
    assert_string_equal(row(&r, 0)->ward, "青葉");
    assert_int_equal(row(&r, 0)->month, civil_from_date(2020, 7, 1));
    assert_int_equal(row(&r, 0)->letters, 12);
    assert_int_equal(row(&r, 0)->opens, 31500);
    assert_int_equal(row(&r, 0)->mode, 1);
    check_near(row(&r, 0)->share, 0.7, 0.0);
    assert_int_equal(row(&r, 0)->wait.us, INT64_C(900000000));
    assert_string_equal(row(&r, 0)->remark, "x");
    assert_string_equal(row(&r, 1)->ward, "青葉");
    assert_int_equal(row(&r, 1)->opens, 0);
    assert_null(row(&r, 1)->remark);
    assert_int_equal(row(&r, 1)->at.line, 3);
    assert_string_equal(row(&r, 1)->at.excerpt, "0,141178,2020-08,,,,,,");
    drop(&r);
}

static void quotes_comments_blank_lines_marks_and_line_ends_are_as_spreadsheets_write_them(void **s)
{
    (void)s;
    struct read r;
    read_table(&r, "\xEF\xBB\xBF# counts\r\n\r\nward,month,letters,remark\r\n"
                   "青葉,2020-07, 3 ,\"a, \"\"b\"\"\r\nsecond line\"\r\n"
                   "# in between\r\n青葉,2020-08,\"4\",\" kept \" \r\n青葉,2020-09,5,");
    check_count(&r.e, 0);
    assert_int_equal(r.list.count, 3);
    assert_int_equal(row(&r, 0)->letters, 3);
    assert_string_equal(row(&r, 0)->remark, "a, \"b\"\nsecond line");
    assert_int_equal(row(&r, 1)->at.line, 7); /* the quoted cell took two lines */
    assert_int_equal(row(&r, 1)->letters, 4);
    assert_string_equal(row(&r, 1)->remark, " kept ");
    assert_int_equal(row(&r, 2)->letters, 5);
    assert_null(row(&r, 2)->remark);
    drop(&r);
}

static void all_mistakes_are_told_with_line_and_column_of_the_cell(void **state)
{
    (void)state;
    struct read r;
    read_table(&r, "ward,month,letters,opens,mode\n"
                   "青菜,2020-07,3,,\n"
                   "青葉,2020-13,x,8:60,walkin\n"
                   "青葉,2020-07,1001,,\n"
                   "青葉,2020-07\n"
                   "青葉,,4,,\n"
                   "青葉,2020-07,\"７\",,\n"
                   "青葉,2020-07-01,1,,,\n");
    check_count(&r.e, 10);
    check_error(&r.e, 0, ERR_NAME_UNKNOWN, 2, 1, 2);
    check_arg(&r.e, 0, 2, "青葉");
    check_error(&r.e, 1, ERR_KIND, 3, 4, 7);
    check_arg(&r.e, 1, 2, "month");
    check_error(&r.e, 2, ERR_KIND, 3, 12, 1);
    check_error(&r.e, 3, ERR_KIND, 3, 14, 4);
    check_error(&r.e, 4, ERR_CHOICE, 3, 19, 6);
    check_arg(&r.e, 4, 3, "walk_in");
    check_error(&r.e, 5, ERR_RANGE, 4, 12, 4);
    check_arg(&r.e, 5, 3, "1000");
    check_error(&r.e, 6, ERR_ROW, 5, 1, 10);
    check_arg(&r.e, 6, 0, "2");
    check_arg(&r.e, 6, 1, "5");
    check_error(&r.e, 7, ERR_EMPTY, 6, 4, 1);
    check_arg(&r.e, 7, 0, "month");
    check_error(&r.e, 8, ERR_FULLWIDTH, 7, 12, 3);
    check_error(&r.e, 9, ERR_ROW, 8, 1, 18);
    drop(&r);
}

static void unknown_missing_and_repeated_columns_are_told(void **state)
{
    (void)state;
    struct read r;
    read_table(&r, "ward,mnth,letters,letters,note,status\n青葉,2020-07,1,2,,\n");
    check_count(&r.e, 3);
    check_error(&r.e, 0, ERR_COLUMN, 1, 6, 4);
    check_arg(&r.e, 0, 0, "mnth");
    check_arg(&r.e, 0, 1, "unknown");
    check_arg(&r.e, 0, 2, "month");
    check_error(&r.e, 1, ERR_KEY_TWICE, 1, 19, 7);
    check_error(&r.e, 2, ERR_COLUMN, 1, 1, 37);
    check_arg(&r.e, 2, 0, "month");
    check_arg(&r.e, 2, 1, "missing");
    drop(&r);
}

static void slips_of_quoting_are_told(void **state)
{
    (void)state;
    struct read r;
    read_table(&r, "ward,month,letters,remark\n青葉,2020-07,1,\"a\"b\n青葉,2020-07,2,\"open\n");
    check_count(&r.e, 2);
    check_error(&r.e, 0, ERR_CHARACTER, 2, 17, 1);
    check_arg(&r.e, 0, 0, "b");
    check_error(&r.e, 1, ERR_UNCLOSED, 3, 14, 1);
    drop(&r);
}

static void a_table_without_rows_is_empty(void **state)
{
    (void)state;
    static const char *const empty[] = {"", "# x\n\n", "ward,month,letters\n"};
    for (size_t i = 0; i < COUNT_OF(empty); i++) {
        struct read r;
        read_table(&r, empty[i]);
        check_count(&r.e, 1);
        check_error(&r.e, 0, ERR_EMPTY, 1, 1, 0);
        drop(&r);
    }
}

static void files_that_are_no_text_or_not_there_are_refused(void **state)
{
    (void)state;
    struct read r;
    read_table(&r, "ward\n\x90\xC2\x97t\n"); /* 青葉 as Excel saves it in Japan */
    check_count(&r.e, 1);
    check_error(&r.e, 0, ERR_NOT_UTF8, 2, 1, 1);
    check_arg(&r.e, 0, 0, "Shift_JIS");
    drop(&r);
    struct arena *home = arena_new(0);
    struct err e = {0};
    struct bind_list list;
    assert_false(series_read("/nowhere/t.csv", &shape, home, &list, &e));
    check_error(&e, 0, ERR_OPEN, 0, 0, 0);
    arena_free(home);
}

static void every_allocation_may_fail_and_is_reported(void **state)
{
    (void)state;
    struct folder f;
    folder_open(&f);
    const char *path = folder_write(&f, "t.csv", "ward,month,letters,remark\n青葉,2020-07,3,x\n");
    bool done = false;
    for (unsigned nth = 1; !done; nth++) {
        struct arena *home = arena_new(0);
        struct err e = {0};
        struct bind_list list;
        arena_fail_nth(home, nth);
        done = series_read(path, &shape, home, &list, &e);
        for (int i = 0; i < e.count; i++)
            assert_int_equal(e.item[i].code, ERR_NOMEM);
        assert_true(done == (e.count == 0));
        assert_true(nth < 100);
        arena_free(home);
    }
    folder_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_may_stand_in_any_order_and_every_kind_is_read),
        cmocka_unit_test(
            quotes_comments_blank_lines_marks_and_line_ends_are_as_spreadsheets_write_them),
        cmocka_unit_test(all_mistakes_are_told_with_line_and_column_of_the_cell),
        cmocka_unit_test(unknown_missing_and_repeated_columns_are_told),
        cmocka_unit_test(slips_of_quoting_are_told),
        cmocka_unit_test(a_table_without_rows_is_empty),
        cmocka_unit_test(files_that_are_no_text_or_not_there_are_refused),
        cmocka_unit_test(every_allocation_may_fail_and_is_reported),
    };
    return cmocka_run_group_tests_name("series", tests, NULL, NULL);
}
