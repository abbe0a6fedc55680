/* test_workbook.c - tables as a workbook: what lies in its files. */
#include "sim/output/workbook.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <sys/resource.h>

#include "tests/output/sample_table.h"
#include "tests/support/folder.h"
#include "tests/support/unzip.h"

static const struct table_column shares[] = {
    {.name = "site", .kind = TABLE_TEXT, .name_ja = "区"},
    {.name = "share", .kind = TABLE_REAL, .digits = 4, .unit = "1", .name_ja = "割合"},
    {.name = "level", .kind = TABLE_COUNT, .name_ja = "段階"},
};

static const struct workbook_paint PAINTS[] = {
    {"level", "level", NULL, 3, 0xf7b267, 0x1f2328},
    {"site", "share", "中", 0, 0xa63c1f, 0xffffff},
};
static const struct workbook_series SERIES[] = {{"share", "share", 0, 1}};
static const struct workbook_chart CHARTS[] = {
    {WORKBOOK_BARS, "割合 share", "区", "割合", "0%", "site", SERIES, 1}};
static const struct workbook_fact FACTS[] = {{"試算ID run", "3f9a1c07"}};

struct made {
    struct arena *home;
    struct folder f;
    struct table sample, share;
    struct workbook_sheet sheets[2];
    struct workbook book;
    struct err e;
    char *bytes;
    size_t n;
};

static void make(struct made *m)
{
    *m = (struct made){.home = arena_new(0), .f = folder_new()};
    sample_table(&m->sample, m->home);
    table_init(&m->share, m->home, "share", shares, COUNT_OF(shares));
    for (int i = 0; i < 2; i++) {
        struct table_cell *row = table_add_row(&m->share);
        row[0] = table_text(i == 0 ? "西" : "中");
        row[1] = table_real(i == 0 ? 0.9312 : 0.25);
        row[2] = table_count(3 - i);
    }
    m->sheets[0] = (struct workbook_sheet){
        .name = "概要 summary", .table = &m->sample, .facts = FACTS, .n_facts = 1};
    m->sheets[1] = (struct workbook_sheet){.name = "区別 wards",
                                           .table = &m->share,
                                           .n_frozen = 1,
                                           .paints = PAINTS,
                                           .n_paints = COUNT_OF(PAINTS),
                                           .charts = CHARTS,
                                           .n_charts = COUNT_OF(CHARTS)};
    m->book = (struct workbook){.title = "試験",
                                .author = "madosim",
                                .comment = "c",
                                .footer = "f",
                                .created_s = INT64_C(1595839500), /* 2020-07-27 08:45 */
                                .charts = "グラフ charts",
                                .sheets = m->sheets,
                                .n_sheets = 2};
    assert_true(workbook_write(&m->book, folder_path(&m->f, "a.xlsx"), &m->e));
    m->bytes = folder_get(&m->f, "a.xlsx", &m->n);
}

static void forget(struct made *m)
{
    free(m->bytes);
    folder_remove(&m->f);
    arena_free(m->home);
}

static void assert_holds(const struct made *m, const char *file, const char *part)
{
    char *all = unzip_get(m->bytes, m->n, file);
    assert_non_null(all);
    if (strstr(all, part) == NULL)
        fail_msg("%s does not hold %s:\n%s", file, part, all);
    free(all);
}

static void the_same_workbook_gives_the_same_bytes(void **state)
{
    (void)state;
    struct made m;
    size_t n;
    make(&m);
    assert_true(workbook_write(&m.book, folder_path(&m.f, "b.xlsx"), &m.e));
    char *again = folder_get(&m.f, "b.xlsx", &n);
    assert_int_equal(n, m.n);
    assert_memory_equal(again, m.bytes, n);
    assert_holds(&m, "docProps/core.xml", "2020-07-27T08:45:00Z");
    assert_false(folder_has(&m.f, "a.xlsx.part"));
    free(again);
    forget(&m);
}

/* Facts take the first line, so the header is line 3 and the first row line 4. */
static void numbers_dates_and_times_are_numbers(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    char *sheet = unzip_get(m.bytes, m.n, "xl/worksheets/sheet1.xml");
    assert_non_null(strstr(sheet, "<c r=\"D4\""));
    assert_non_null(strstr(sheet, "<v>1234</v>"));
    assert_non_null(strstr(sheet, "<v>35.25</v>"));
    assert_non_null(strstr(sheet, "<v>44039</v>"));          /* 2020-07-27 */
    assert_non_null(strstr(sheet, "<v>0.3645833333333333")); /* 8:45 */
    assert_null(strstr(sheet, "<c r=\"E5\""));               /* missing is empty */
    free(sheet);
    assert_holds(&m, "xl/styles.xml", "formatCode=\"yyyy-mm-dd\"");
    forget(&m);
}

static void text_is_no_formula_whatever_it_begins_with(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    char *sheet = unzip_get(m.bytes, m.n, "xl/worksheets/sheet1.xml");
    assert_null(strstr(sheet, "<f>"));
    free(sheet);
    assert_holds(&m, "xl/sharedStrings.xml", "<t>=1</t>");
    forget(&m);
}

static void headings_are_bilingual_frozen_and_can_be_filtered(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    assert_holds(&m, "xl/sharedStrings.xml", "割合\nshare");
    assert_holds(&m, "xl/worksheets/sheet3.xml", "state=\"frozen\"");
    assert_holds(&m, "xl/worksheets/sheet3.xml", "<pane xSplit=\"1\" ySplit=\"1\"");
    assert_holds(&m, "xl/worksheets/sheet3.xml", "<autoFilter ref=\"A1:C3\"/>");
    assert_holds(&m, "xl/worksheets/sheet1.xml", "<autoFilter ref=\"A3:F6\"/>");
    forget(&m);
}

static void shares_are_per_cent_and_colours_go_by_value(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    assert_holds(&m, "xl/worksheets/sheet3.xml", "<v>0.9312</v>");
    assert_holds(&m, "xl/styles.xml", "FFF7B267");
    assert_holds(&m, "xl/styles.xml", "FFA63C1F");
    forget(&m);
}

static void charts_are_drawn_from_cells_on_the_second_sheet(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    assert_holds(&m, "xl/charts/chart1.xml", "<c:f>'区別 wards'!$B$2:$B$3</c:f>");
    assert_holds(&m, "xl/charts/chart1.xml", "<c:f>'区別 wards'!$A$2:$A$3</c:f>");
    assert_holds(&m, "xl/worksheets/sheet2.xml", "<drawing ");
    forget(&m);
}

static void charts_of_many_bars_are_high_and_those_after_them_stand_below(void **state)
{
    (void)state;
    static const struct workbook_series all[] = {{"share", "share", 0, 59}};
    static const struct workbook_chart three[] = {
        {WORKBOOK_BARS, "a", "区", "割合", "0%", "site", all, 1},
        {WORKBOOK_BARS, "b", "区", "割合", "0%", "site", all, 1},
        {WORKBOOK_LINES, "c", "区", "割合", "0%", "site", all, 1}};
    struct made m;
    make(&m);
    while (m.share.n_rows < 60)
        table_add_row(&m.share)[0] = table_text("区");
    m.sheets[1].charts = three;
    m.sheets[1].n_charts = COUNT_OF(three);
    free(m.bytes);
    assert_true(workbook_write(&m.book, folder_path(&m.f, "a.xlsx"), &m.e));
    m.bytes = folder_get(&m.f, "a.xlsx", &m.n);
    assert_holds(&m, "xl/drawings/drawing1.xml", "<xdr:row>59</xdr:row>");
    forget(&m);
}

static void a_path_that_cannot_be_written_is_an_error_and_nothing_is_left(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    assert_false(workbook_write(&m.book, folder_path(&m.f, "no/b.xlsx"), &m.e));
    assert_int_equal(m.e.item[0].code, ERR_WRITE);
    forget(&m);
}

/* As on a full disk: no file may grow beyond so many bytes. What is then said on stderr goes to
 * said. */
static bool write_within(struct made *m, unsigned long bytes, char said[256])
{
    struct rlimit before, now;
    int channel[2], heard = dup(STDERR_FILENO);
    assert_int_equal(pipe(channel), 0);
    assert_int_equal(fcntl(channel[0], F_SETFL, O_NONBLOCK), 0);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    now = (struct rlimit){bytes, before.rlim_max};
    void (*old)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &now), 0);
    (void)dup2(channel[1], STDERR_FILENO);
    bool is_done = workbook_write(&m->book, folder_path(&m->f, "c.xlsx"), &m->e);
    (void)dup2(heard, STDERR_FILENO);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    (void)signal(SIGXFSZ, old);
    ssize_t n = read(channel[0], said, 255);
    said[n > 0 ? n : 0] = '\0';
    (void)close(channel[0]);
    (void)close(channel[1]);
    (void)close(heard);
    return is_done;
}

static void on_a_full_disk_one_error_tells_it_and_nothing_is_left(void **state)
{
    (void)state;
    struct made m;
    char said[256];
    make(&m);
    assert_false(write_within(&m, 2000, said));
    assert_string_equal(said, "");
    assert_int_equal(m.e.count, 1);
    assert_int_equal(m.e.item[0].code, ERR_WRITE);
    assert_string_equal(m.e.item[0].arg[1], strerror(EFBIG));
    assert_false(folder_has(&m.f, "c.xlsx") || folder_has(&m.f, "c.xlsx.part"));
    forget(&m);
}

static void temporary_files_cut_short_make_no_workbook(void **state)
{
    (void)state;
    struct made m;
    char said[256];
    make(&m);
    for (int i = 0; i < 20000; i++)
        table_add_row(&m.share)[1] = table_real(0.5);
    assert_false(write_within(&m, 400000, said));
    assert_string_equal(said, "");
    assert_int_equal(m.e.count, 1);
    assert_string_equal(m.e.item[0].arg[1], "temporary files cut short");
    assert_false(folder_has(&m.f, "c.xlsx") || folder_has(&m.f, "c.xlsx.part"));
    assert_true(write_within(&m, 4000000, said));
    forget(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_workbook_gives_the_same_bytes),
        cmocka_unit_test(numbers_dates_and_times_are_numbers),
        cmocka_unit_test(text_is_no_formula_whatever_it_begins_with),
        cmocka_unit_test(headings_are_bilingual_frozen_and_can_be_filtered),
        cmocka_unit_test(shares_are_per_cent_and_colours_go_by_value),
        cmocka_unit_test(charts_are_drawn_from_cells_on_the_second_sheet),
        cmocka_unit_test(charts_of_many_bars_are_high_and_those_after_them_stand_below),
        cmocka_unit_test(a_path_that_cannot_be_written_is_an_error_and_nothing_is_left),
        cmocka_unit_test(on_a_full_disk_one_error_tells_it_and_nothing_is_left),
        cmocka_unit_test(temporary_files_cut_short_make_no_workbook),
    };
    return cmocka_run_group_tests_name("output/workbook", tests, NULL, NULL);
}
