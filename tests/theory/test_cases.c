/* test_cases.c - the table of reference cases: what a row may be, every mistake with its place,
 * and which rows a word of the command line means.
 */
#include "cli/theory/cases.h"

#include <string.h>

#include "sim/base/attr.h"
#include "tests/theory/table.h"

static const char good[] =
    "EB-01,blocking,1,exact,0.5,,1e-8,erlang_b.blocking,servers=1 load=1,,,,,,,,,,me,FACT,\n"
    "AP-11,\"start, first\",min,exact,0,,,,,trace.yaml,run.seed=3,wait_of_first,visit,1,60,2,same,"
    "yes,me,FACT,why\n"
    "DAY-01,wait,min,simulated,3,0.25,,,,trace.yaml,,wait_mean,,,,,tail,no,me,FACT,\n"
    "DAY-02,one run,min,information,2,,,,,,,,,,,,,,me,FACT,not judged\n";

static bool reads(struct table_made *t, const char *lines, struct bind_list *rows)
{
    return cases_read(table_put(t, lines), t->home, rows, &t->e);
}

static const struct cases_row *row_at(const struct bind_list *rows, size_t i)
{
    assert_true(i < rows->count);
    return &((const struct cases_row *)rows->items)[i];
}

static void a_row_is_read_with_what_it_leaves_out(void **state)
{
    struct bind_list rows;
    assert_true(reads(*state, good, &rows));
    assert_int_equal(rows.count, 4);
    const struct cases_row *form = row_at(&rows, 0), *run = row_at(&rows, 1);
    assert_string_equal(form->formula, "erlang_b.blocking");
    assert_null(form->scenario);
    check_near(form->scale, 1, 0);
    check_near(form->tolerance, 1e-8, 0);
    assert_int_equal(form->is_quick, 0);
    assert_string_equal(run->quantity, "start, first");
    assert_string_equal(run->use, "visit");
    assert_int_equal(run->index, 1);
    assert_int_equal(run->precision, CASES_SAME);
    assert_int_equal(run->is_quick, 1);
    check_near(run->scale, 60, 0);
    check_near(run->offset, 2, 0);
    assert_int_equal(row_at(&rows, 2)->kind, CASES_SIMULATED);
    assert_int_equal(row_at(&rows, 2)->precision, CASES_TAIL);
    assert_int_equal(row_at(&rows, 3)->kind, CASES_INFORMATION);
}

/* One line with one mistake: which, and where it begins (in line 2) and how wide it is. */
struct wrong {
    const char *line;
    enum err_code code;
    const char *at; /* the text that is pointed at; NULL: the row */
    const char *arg;
};

/* clang-format off */
static const struct wrong wrong[] = {
    {"A-1,q,1,exact,1,,0,mmc.wiat,rate=1 service=2 servers=1,,,,,,,,,,me,FACT,", ERR_NAME_UNKNOWN, "mmc.wiat", "mmc.wiat"},
    {"A-1,q,1,exact,1,,0,mmc.wait,rate=1 service=2,,,,,,,,,,me,FACT,", ERR_ARGUMENT, "mmc.wait", "servers"},
    {"A-1,q,1,exact,1,,0,mmc.wait,,,,,,,,,,,me,FACT,", ERR_ARGUMENT, "mmc.wait", "rate"},
    {"A-1,q,1,exact,1,,0,mmc.wait,rate=1 servise=2 servers=1,,,,,,,,,,me,FACT,", ERR_NAME_UNKNOWN, "servise=2", "servise"},
    {"A-1,q,1,exact,1,,0,mmc.wait,rate=1 rate=1 service=2 servers=1,,,,,,,,,,me,FACT,", ERR_KEY_TWICE, NULL, "rate"},
    {"A-1,q,1,exact,1,,0,mmc.wait,rate=x service=2 servers=1,,,,,,,,,,me,FACT,", ERR_KIND, "rate=x", "rate"},
    {"A-1,q,1,exact,1,,0,mmc.wait,rate=1 service=2 servers=1.5,,,,,,,,,,me,FACT,", ERR_KIND, "servers=1.5", "servers"},
    {"A-1,窓口,1,exact,1,,0,mmc.wait,rate=1 service=2 servers=0,,,,,,,,,,me,FACT,", ERR_RANGE, "servers=0", "servers"},
    {"A-1,q,1,exact,1,,0,mmc.wait,\"rate=1 service=2 servers=0\",,,,,,,,,,me,FACT,", ERR_RANGE, "servers=0", "servers"},
    {"A-1,q,1,exact,1,,0,backlog.mean,arrivals=9.99995 places=10,,,,,,,,,,me,FACT,", ERR_RANGE, "arrivals=9.99995", "arrivals"},
    {"A-1,q,1,exact,1,,0,,rate=1,,,,,,,,,,me,FACT,", ERR_EMPTY, NULL, "formula"},
    {"A-1,q,1,exact,1,,0,,,,,,,,,,,,me,FACT,", ERR_EMPTY, NULL, "formula, scenario"},
    {"A-1,q,1,simulated,1,0.1,0,,,,,,,,,,,,me,FACT,", ERR_EMPTY, NULL, "formula, scenario"},
    {"A-1,q,1,exact,1,,0,,,trace.yaml,,,,,,,,,me,FACT,", ERR_EMPTY, NULL, "metric"},
    {"A-1,q,1,exact,1,,0,,,,,wait_mean,,,,,,,me,FACT,", ERR_EMPTY, NULL, "scenario"},
    {"A-1,q,1,exact,1,,0,,,,run.seed=1,,,,,,,,me,FACT,", ERR_EMPTY, NULL, "scenario"},
    {"A-1,q,1,information,1,,0,,,,run.seed=1,,,,,,,,me,FACT,", ERR_EMPTY, NULL, "scenario"},
    {"A-1,q,1,exact,1,,0,,,trace.yaml,,wait_mena,,,,,,,me,FACT,", ERR_NAME_UNKNOWN, "wait_mena", "wait_mena"},
    {"A-1,q,1,simulated,1,,0,,,trace.yaml,,wait_mean,,,,,,,me,FACT,", ERR_EMPTY, NULL, "error"},
    {"A-1,q,1,exact,1,0.5,0,,,trace.yaml,,wait_mean,,,,,,,me,FACT,", ERR_RANGE, NULL, "error"},
    {"A-1,q,1,exat,1,,0,,,trace.yaml,,wait_mean,,,,,,,me,FACT,", ERR_CHOICE, "exat", "kind"},
    {"A-1,q,1,exact,one,,0,,,trace.yaml,,wait_mean,,,,,,,me,FACT,", ERR_KIND, "one", "value"},
    {"A-1,q,1,exact,nan,,0,,,trace.yaml,,wait_mean,,,,,,,me,FACT,", ERR_KIND, "nan", "value"},
    {"A-1,q,1,exact,1,,-1,,,trace.yaml,,wait_mean,,,,,,,me,FACT,", ERR_RANGE, "-1,,,", "tolerance"},
    {"A-1,q,1,exact,1,,0,,,trace.yaml,,wait_mean,,1001,,,,,me,FACT,", ERR_RANGE, "1001", "index"},
    {"A-1,q,1,exact,1,,0,,,trace.yaml,,wait_mean,,,,,fine,,me,FACT,", ERR_CHOICE, "fine", "precision"},
    {"A-1,q,1,exact,1,,0,,,trace.yaml,,wait_mean,,,,,,maybe,me,FACT,", ERR_CHOICE, "maybe", "quick"},
    {"A-1,q,1,exact,1,,0,,,trace.yaml,,wait_mean,,,,,,,,FACT,", ERR_EMPTY, ",FACT", "source"},
    {"A-1,q,,exact,1,,0,,,trace.yaml,,wait_mean,,,,,,,me,FACT,", ERR_EMPTY, ",exact", "unit"},
    {",q,1,exact,1,,0,,,trace.yaml,,wait_mean,,,,,,,me,FACT,", ERR_EMPTY, ",q,1", "case"},
    {"A-1,q,1,exact,1", ERR_ROW, NULL, "5"},
};
/* clang-format on */

/* The column, in characters, of the text in the line. */
static int column_of(const char *line, const char *text)
{
    int column = 1;
    const char *found = strstr(line, text);
    assert_non_null(found);
    for (const char *p = line; p < found; p++)
        column += ((unsigned char)*p & 0xC0) != 0x80;
    return column;
}

static void every_mistake_is_told_with_line_and_column(void **state)
{
    struct table_made *t = *state;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct bind_list rows;
        assert_false(reads(t, wrong[i].line, &rows));
        const struct err_item *item = &t->e.item[0];
        int column = wrong[i].at != NULL ? column_of(wrong[i].line, wrong[i].at) : item->at.column;
        if (t->e.count != 1 || item->code != wrong[i].code || item->at.column != column)
            print_error("%s\n M%03d at %d, of %d\n", wrong[i].line, (int)item->code,
                        item->at.column, t->e.count);
        assert_int_equal(t->e.count, 1);
        assert_int_equal(item->code, wrong[i].code);
        assert_string_equal(item->arg[0], wrong[i].arg);
        assert_non_null(strstr(item->at.file, "cases.csv"));
        assert_int_equal(item->at.line, 2);
        assert_int_equal(item->at.column, column);
    }
}

static void all_rows_are_looked_at_before_anything_is_run(void **state)
{
    struct table_made *t = *state;
    struct bind_list rows;
    assert_false(reads(t,
                       "A-1,q,1,exact,1,,0,mmc.wiat,,,,,,,,,,,me,FACT,\n"
                       "# a remark\n"
                       "A-2,q,1,exact,1,,0,mmc.wait,rate=1,,,,,,,,,,me,FACT,\n"
                       "A-3,q,1,exact,1,,0,,,trace.yaml,,wait,,,,,,,me,FACT,\n",
                       &rows));
    assert_int_equal(t->e.count, 3);
    assert_int_equal(t->e.item[0].at.line, 2);
    assert_int_equal(t->e.item[1].at.line, 4);
    assert_int_equal(t->e.item[2].at.line, 5);
}

static void a_value_stands_in_the_table_once(void **state)
{
    struct table_made *t = *state;
    struct bind_list rows;
    assert_false(reads(t,
                       "A-1,q,1,information,1,,,,,,,,,,,,,,me,FACT,\n"
                       "A-1,r,1,information,1,,,,,,,,,,,,,,me,FACT,\n"
                       "A-2,q,1,information,1,,,,,,,,,,,,,,me,FACT,\n"
                       "A-1,q,1,information,2,,,,,,,,,,,,,,me,FACT,\n",
                       &rows));
    assert_int_equal(t->e.count, 1);
    assert_int_equal(t->e.item[0].code, ERR_ROW_TWICE);
    assert_string_equal(t->e.item[0].arg[0], "A-1, q");
    assert_string_equal(t->e.item[0].arg[1], "2");
    assert_int_equal(t->e.item[0].at.line, 5);
}

static void a_table_that_is_not_there_empty_or_of_other_columns_is_refused(void **state)
{
    struct table_made *t = *state;
    struct bind_list rows;
    assert_false(cases_read(folder_path(&t->folder, "none.csv"), t->home, &rows, &t->e));
    assert_int_equal(t->e.item[0].code, ERR_OPEN);
    assert_false(reads(t, "", &rows));
    assert_int_equal(t->e.item[0].code, ERR_EMPTY);
    t->e = (struct err){0};
    folder_put(&t->folder, "cases.csv", "case,quantity,unit,kind,value,sourse\nA,q,1,exact,1,me\n");
    assert_false(cases_read(folder_path(&t->folder, "cases.csv"), t->home, &rows, &t->e));
    assert_int_equal(t->e.item[0].code, ERR_COLUMN);
    assert_int_equal(t->e.item[0].at.column, 31);
    assert_string_equal(t->e.item[0].arg[2], "source");
}

static void a_cell_that_cannot_be_found_is_told_as_its_row(void **state)
{
    struct bind_list rows;
    assert_true(
        reads(*state, "A-1,\"a \"\"b\"\" c\",1,information,1,,,,,,,,,,,,,,me,FACT,\n", &rows));
    const struct cases_row *row = row_at(&rows, 0);
    assert_int_equal(cases_place(row, row->quantity, row->quantity, 3).column, row->at.column);
    assert_int_equal(cases_place(row, row->id, row->id + 2, 1).column, 3);
    assert_int_equal(cases_place(row, row->id, row->id + 2, 1).width, 1);
    assert_int_equal(cases_place(row, "me", "me", 2).column, 46);
}

static void a_case_is_chosen_by_its_id_or_its_family_not_by_a_bare_prefix(void **state)
{
    (void)state;
    const struct cases_row row = {.id = "MDC-2-0.8"};
    assert_true(cases_is_chosen(&row, "MDC-2-0.8"));
    assert_true(cases_is_chosen(&row, "MDC-2"));
    assert_true(cases_is_chosen(&row, "MDC"));
    assert_false(cases_is_chosen(&row, "MD"));
    assert_false(cases_is_chosen(&row, "MDC-"));
    assert_false(cases_is_chosen(&row, "MDC-2-0"));
    assert_false(cases_is_chosen(&row, "MDC-2-0.8-1"));
    assert_false(cases_is_chosen(&row, "mdc"));
    assert_false(cases_is_chosen(&row, ""));
}

static void a_word_that_chooses_nothing_has_a_nearest_case_or_family(void **state)
{
    struct table_made *t = *state;
    struct bind_list rows;
    assert_true(reads(t, good, &rows));
    assert_string_equal(cases_nearest(&rows, "eb-01", t->home), "EB-01");
    assert_string_equal(cases_nearest(&rows, "AP-12", t->home), "AP-11");
    assert_string_equal(cases_nearest(&rows, "day", t->home), "DAY");
    assert_string_equal(cases_nearest(&rows, "DAY-12345", t->home), "DAY");
    assert_null(cases_nearest(&rows, "nothing-like-it", t->home));
}

static void settings_are_cut_at_semicolons(void **state)
{
    struct table_made *t = *state;
    static const char *const want[] = {"a.b=1 /min", "c=2"};
    const char *rest = "; a.b=1 /min ;c=2;; ", *more = "one";
    for (size_t i = 0; i < 2; i++)
        assert_string_equal(cases_next_setting(&rest, t->home), want[i]);
    assert_null(cases_next_setting(&rest, t->home));
    assert_string_equal(rest, "");
    assert_string_equal(cases_next_setting(&more, t->home), "one");
    assert_null(cases_next_setting(&more, t->home));
}

static void the_table_that_is_shipped_has_no_mistake(void **state)
{
    struct table_made *t = *state;
    struct bind_list rows;
    assert_true(cases_read("scenarios/theory/cases.csv", t->home, &rows, &t->e));
    assert_true(rows.count > 200);
}

static void reading_without_memory_says_so(void **state)
{
    struct table_made *t = *state;
    const char *path = table_put(t, good);
    bool ok = false;
    for (unsigned nth = 1; !ok; nth++) {
        struct arena *home = arena_new(0);
        struct bind_list rows;
        struct err e = {0};
        arena_fail_nth(home, nth);
        ok = cases_read(path, home, &rows, &e);
        assert_true(ok || e.item[0].code == ERR_NOMEM);
        arena_free(home);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TABLE(a_row_is_read_with_what_it_leaves_out),
        WITH_TABLE(every_mistake_is_told_with_line_and_column),
        WITH_TABLE(all_rows_are_looked_at_before_anything_is_run),
        WITH_TABLE(a_value_stands_in_the_table_once),
        WITH_TABLE(a_table_that_is_not_there_empty_or_of_other_columns_is_refused),
        WITH_TABLE(a_cell_that_cannot_be_found_is_told_as_its_row),
        cmocka_unit_test(a_case_is_chosen_by_its_id_or_its_family_not_by_a_bare_prefix),
        WITH_TABLE(a_word_that_chooses_nothing_has_a_nearest_case_or_family),
        WITH_TABLE(settings_are_cut_at_semicolons),
        WITH_TABLE(the_table_that_is_shipped_has_no_mistake),
        WITH_TABLE(reading_without_memory_says_so),
    };
    return cmocka_run_group_tests_name("cases", tests, NULL, NULL);
}
