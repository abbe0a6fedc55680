/* test_report.c - one page that answers first, stands alone, and survives every extreme. */
#include "cli/present/report.h"

#include <ctype.h>
#include <stdio.h>

#include "cli/present/colour.h"
#include "cli/present/report_page.h"
#include "sim/input/bind.h"
#include "sim/output/outfile.h"
#include "tests/present/fixture.h"
#include "tests/support/check.h"
#include "tests/support/folder.h"

struct desk {
    struct arena *input, *home;
    struct tables tables;
    struct tables_about about;
    struct figures figures;
    struct report report;
    struct folder folder;
    struct err err;
    char *page;
};

static const struct bind_basis bases[] = {
    {.path = "calendar.saturdays", .value = "[2, 4]", .kind = "FACT", .source = "市のページ"},
    {.path = "service.renewal.mean",
     .value = "15 min",
     .kind = "ASSUMPTION",
     .range = "10 min..20 min",
     .note = "<似た窓口> & 案内"},
    {.path = "capacity.june", .value = "6", .kind = "DERIVED"},
};

static int set_up(void **state)
{
    static struct desk d;
    d = (struct desk){.input = arena_new(0), .home = arena_new(0), .folder = folder_new()};
    *state = &d;
    return d.input == NULL || d.home == NULL;
}

static int tear_down(void **state)
{
    struct desk *d = *state;
    free(d->page);
    folder_remove(&d->folder);
    arena_free(d->input);
    arena_free(d->home);
    return 0;
}

/* Tables, scripts and pictures; a test may bend them before write_page(). */
static void prepare(struct desk *d, struct fixture_plan plan, bool has_pictures)
{
    d->about = fixture_about(&plan);
    fixture_tables(&d->tables, &d->about, &plan, d->input);
    assert_true(
        figures_write(&d->tables, &d->about, d->folder.path, d->input, &d->figures, &d->err));
    for (int i = 0; i < d->figures.count && has_pictures; i++) {
        char file[64];
        (void)snprintf(file, sizeof file, "%s.svg", d->figures.names[i]);
        folder_put(&d->folder, file,
                   "<?xml version=\"1.0\"?>\n<svg width=\"9\" height=\"9\" viewBox=\"0 0 9 9\" "
                   "xmlns=\"http://www.w3.org/2000/svg\"><title>Gnuplot</title>"
                   "<path id=\"p\" d=\"M0 0\"/></svg>\n");
    }
    d->report = (struct report){.tables = &d->tables,
                                .about = &d->about,
                                .figures = &d->figures,
                                .plots = d->folder.path,
                                .bases = bases,
                                .n_bases = COUNT_OF(bases)};
}

static void write_page(struct desk *d)
{
    assert_true(report_write(&d->report, folder_path(&d->folder, "report.html"), d->home, &d->err));
    free(d->page);
    d->page = folder_get(&d->folder, "report.html", NULL);
}

static bool has(const struct desk *d, const char *words)
{
    return strstr(d->page, words) != NULL;
}

static size_t count(const struct desk *d, const char *words)
{
    size_t n = 0;
    for (const char *at = d->page; (at = strstr(at, words)) != NULL; at++)
        n++;
    return n;
}

static bool is_void(const char *name)
{
    return strcmp(name, "meta") == 0 || strcmp(name, "br") == 0;
}

enum { DEPTH = 40, NAME_BYTES = 24 };

struct nesting {
    char open[DEPTH][NAME_BYTES];
    int depth;
};

/* Takes the tag at *at ('<'), keeps the stack; false when it closes another element. */
static bool take_tag(struct nesting *n, const char **at)
{
    bool is_end = (*at)[1] == '/';
    const char *start = *at + 1 + is_end, *end = strchr(start, '>');
    size_t length = strcspn(start, " \n/>");
    char name[NAME_BYTES] = "";
    if (end == NULL || length >= sizeof name || n->depth + 1 >= DEPTH)
        return false;
    memcpy(name, start, length);
    *at = end;
    if (name[0] == '!' || end[-1] == '/' || is_void(name))
        return true;
    if (!is_end) {
        memcpy(n->open[n->depth++], name, sizeof name);
        return true;
    }
    return n->depth > 0 && strcmp(n->open[--n->depth], name) == 0;
}

static void check_balance(const char *page)
{
    struct nesting n = {.depth = 0};
    for (const char *at = page; (at = strchr(at, '<')) != NULL;)
        assert_true(take_tag(&n, &at));
    assert_int_equal(n.depth, 0);
}

static void check_headings(const char *page)
{
    int before = 0, ones = 0;
    for (const char *at = page; (at = strstr(at, "<h")) != NULL; at++) {
        if (!isdigit((unsigned char)at[2]))
            continue;
        int level = at[2] - '0';
        assert_true(level <= before + 1);
        ones += level == 1;
        before = level;
    }
    assert_int_equal(ones, 1);
}

static void the_page_is_well_formed_at_the_ordinary_and_at_every_extreme(void **state)
{
    struct desk *d = *state;
    static const struct fixture_plan plans[] = {
        {.wait_factor = 1.0},
        {.wait_factor = 0.0},
        {.wait_factor = 9.0, .one_replication = true},
        {.wait_factor = 1.0, .one_ward = true, .no_surge = true},
    };
    for (size_t i = 0; i < COUNT_OF(plans); i++) {
        prepare(d, plans[i], i > 1);
        write_page(d);
        check_balance(d->page);
        check_headings(d->page);
        assert_false(has(d, ">nan"));
        assert_false(has(d, "-0.0"));
        assert_false(has(d, "(null)"));
    }
}

/* Kana, ideographs, Japanese punctuation and full-width forms. */
static bool is_japanese(uint32_t c)
{
    return (c >= 0x3000 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) ||
           (c >= 0xff00 && c <= 0xffef);
}

static const struct tables_name english_names[] = {
    {LOOKUP_CITY, "City"},  {"141011", "Tsurumi"}, {"141020", "Kanagawa"}, {"141038", "Nishi"},
    {"141046", "Naka"},     {"141054", "Minami"},  {"141062", "Hodogaya"}, {"141071", "Isogo"},
    {"141089", "Kanazawa"}, {"141097", "Kohoku"},  {"141101", "Totsuka"},  {"141119", "Konan"},
    {"141127", "Asahi"},    {"141135", "Midori"},  {"141143", "Seya"},     {"141151", "Sakae"},
    {"141160", "Izumi"},    {"141178", "Aoba"},    {"141186", "Tsuzuki"},
};

static void prepare_english(struct desk *d, struct fixture_plan plan, bool has_pictures)
{
    plan.english_names = english_names;
    plan.n_names = COUNT_OF(english_names);
    prepare(d, plan, has_pictures);
    d->about.title = "a trial";
}

static void the_english_page_is_well_formed_and_holds_no_japanese(void **state)
{
    struct desk *d = *state;
    static const struct fixture_plan plans[] = {
        {.wait_factor = 1.0},
        {.wait_factor = 0.0},
        {.wait_factor = 9.0, .one_replication = true},
        {.wait_factor = 1.0, .one_ward = true, .no_surge = true},
    };
    for (size_t i = 0; i < 2 * COUNT_OF(plans); i++) {
        prepare_english(d, plans[i / 2], i % 2 == 1);
        d->report.bases = NULL;
        d->report.n_bases = 0;
        write_page(d);
        check_balance(d->page);
        check_headings(d->page);
        assert_true(has(d, "<html lang=\"en\">"));
        assert_false(has(d, ">nan"));
        assert_false(has(d, "(null)"));
        const char *at = d->page;
        for (uint32_t c; (c = text_next(&at)) != 0;)
            assert_false(is_japanese(c));
    }
}

static void the_english_page_says_the_same_and_keeps_what_the_user_wrote(void **state)
{
    struct desk *d = *state;
    prepare_english(d, (struct fixture_plan){.wait_factor = 1.0}, false);
    write_page(d);
    assert_true(has(d, "<h1>The target (90% within 30 min) is met in 16 of 18 wards; missed in "
                       "Nishi, Aoba (2 wards)"));
    assert_true(has(d, "Planning: is the target met, and where not?"));
    assert_true(has(d, "Most of them in Aoba"));
    assert_true(has(d, "<td class=\"nowrap ng\">× missed</td>"));
    assert_true(has(d, "Mon 27 July"));
    assert_true(has(d, "<th scope=\"row\">Jul 2020</th>"));
    assert_true(has(d, "Marine Day"));
    assert_true(has(d, "&lt;似た窓口&gt; &amp; 案内"));
}

static void the_page_stands_alone(void **state)
{
    struct desk *d = *state;
    prepare(d, (struct fixture_plan){.wait_factor = 1.0}, true);
    write_page(d);
    assert_true(has(d, "<html lang=\"ja\">"));
    assert_true(has(d, "default-src 'none'; style-src 'unsafe-inline'"));
    assert_false(has(d, "<script"));
    assert_false(has(d, "<link"));
    assert_false(has(d, "src="));
    assert_false(has(d, "url(http"));
    assert_false(has(d, "href=\"http"));
}

static void the_first_screen_says_which_wards_which_days_how_long_how_sure_how_many(void **state)
{
    struct desk *d = *state;
    prepare(d, (struct fixture_plan){.wait_factor = 1.0}, true);
    write_page(d);
    const char *figure = strstr(d->page, "<figure");
    static const char *const answers[] = {
        ("<h1>18区中16区で目標(30分以内に90%)を達成、西・青葉の2区は未達。"
         "受付できず断った人は9,720人</h1>"),
        "未達は2区(西・青葉)。達成は16区。",
        "7/27(月)",
        "10人中9人が約85分以内に呼ばれ",
        "ポイント(反復200回)",
        "断った人 9,720人",
        "予約が取れなかった人 2,340人"};
    for (size_t i = 0; i < COUNT_OF(answers); i++) {
        const char *at = strstr(d->page, answers[i]);
        assert_non_null(at);
        assert_true(at < figure);
    }
}

static void pictures_are_inlined_with_role_title_and_description(void **state)
{
    struct desk *d = *state;
    prepare(d, (struct fixture_plan){.wait_factor = 1.0}, true);
    write_page(d);
    assert_int_equal(count(d, "<svg"), FIGURES_MAX);
    assert_int_equal(count(d, "role=\"img\""), FIGURES_MAX);
    assert_false(has(d, "Gnuplot"));
    assert_false(has(d, "<?xml"));
    assert_true(has(d, "図4 "));
    assert_false(has(d, "描けていません"));
}

static void a_missing_picture_is_named_and_a_table_stands_for_it(void **state)
{
    struct desk *d = *state;
    prepare(d, (struct fixture_plan){.wait_factor = 1.0}, false);
    write_page(d);
    assert_int_equal(count(d, "は描けていません"), FIGURES_MAX);
    assert_true(has(d, "図2(plots/days.svg)"));
    assert_true(has(d, "試算の期間で90%点の長い日から10日"));
    assert_true(has(d, "<th scope=\"row\">7/27(月)</th>"));
    assert_true(has(d, "<th scope=\"row\">8:45〜</th>"));
    assert_true(has(d, "27<br>▲ 大変混雑"));
    assert_int_equal(count(d, "<svg"), 0);
}

static void the_substitute_for_days_is_sorted_by_wait(void **state)
{
    struct desk *d = *state;
    prepare(d, (struct fixture_plan){.wait_factor = 1.0}, false);
    write_page(d);
    const char *first = strstr(d->page, "<th scope=\"row\">7/27(月)</th>");
    const char *second = strstr(d->page, "<th scope=\"row\">7/28(火)</th>");
    assert_true(first != NULL && second != NULL && first < second);
    size_t bars = 0;
    for (const char *at = first; at < strstr(first, "</table>"); at++)
        bars += strncmp(at, "<th scope", strlen("<th scope")) == 0;
    assert_int_equal(bars, 10);
}

static void something_that_is_no_svg_counts_as_missing(void **state)
{
    struct desk *d = *state;
    prepare(d, (struct fixture_plan){.wait_factor = 1.0}, true);
    folder_put(&d->folder, "heat.svg", "not a picture");
    write_page(d);
    assert_int_equal(count(d, "は描けていません"), 1);
    check_balance(d->page);
}

static void every_ward_stands_in_the_table_with_its_turned_away_and_verdict(void **state)
{
    struct desk *d = *state;
    prepare(d, (struct fixture_plan){.wait_factor = 1.0}, true);
    write_page(d);
    const char *row = strstr(d->page, "<th scope=\"row\">青葉<span class=\"ci\">予約なし</span>");
    assert_non_null(row);
    const char *end = strstr(row, "</tr>");
    const char *turned_away = strstr(row, "<td>3,420<span class=\"ci\">3,306–3,534</span></td>");
    const char *verdict = strstr(row, "× 未達");
    assert_true(turned_away != NULL && turned_away < end);
    assert_true(verdict != NULL && verdict < end);
    for (int i = 0; i < FIXTURE_WARDS; i++) {
        char cell[80];
        (void)snprintf(cell, sizeof cell, "<th scope=\"row\">%s<span", fixture_ward(i)->name);
        assert_true(has(d, cell));
    }
    assert_true(has(d, "予約80%"));
}

/* The interval of a ward's share, and with it its verdict. */
static void set_share(struct desk *d, const char *code, double share, double half)
{
    struct table *t = &d->tables.summary;
    for (size_t row = 0; row < t->n_rows; row++) {
        struct table_cell *at = &t->cells[row * t->n_columns + table_column_index(t, "estimate")];
        if (!lookup_is(t, row, "site_code", code) || !lookup_is(t, row, "access", "all") ||
            !lookup_is(t, row, "metric", "share_within_target"))
            continue;
        at[0] = table_real(share);
        at[1] = table_real(share - half);
        at[2] = table_real(share + half);
    }
}

static void each_verdict_comes_with_what_to_do(void **state)
{
    struct desk *d = *state;
    prepare(d, (struct fixture_plan){.wait_factor = 1.0}, true);
    set_share(d, "141011", 0.91, 0.02);
    set_share(d, "141020", 0.92, 0.03);
    set_share(d, "141046", 0.9, 0.03);
    write_page(d);
    const char *table = strstr(d->page, "id=\"remedies\"");
    assert_non_null(table);
    assert_true(has(d, "<span class=\"ci\">あと約600回</span>"));
    assert_true(has(d, "<span class=\"ci\">目標とほぼ同じ</span>"));
    assert_int_equal(count(d, "<a href=\"#remedies\">次の手</a>"), 2);
    const char *aoba = strstr(table, "staff scenarios/yokohama-fy2020.yaml --ward 青葉</code>");
    const char *nishi = strstr(table, "--grid wards.西.counters.more=0,1,2,3</code>");
    const char *naka = strstr(table, "--grid wards.中.counters.more=0,1,2,3</code>");
    const char *both = strstr(table, "<th scope=\"row\">鶴見・神奈川</th>");
    assert_true(aoba != NULL && aoba < nishi && nishi < naka && naka < both);
    assert_non_null(strstr(both, "-r 800 --seed 20200727</code>"));
}

static void quantiles_of_a_day_say_why_they_have_no_interval(void **state)
{
    struct desk *d = *state;
    prepare(d, (struct fixture_plan){.wait_factor = 1.0}, true);
    write_page(d);
    const char *term = strstr(d->page, "<dt>日・時間帯の90%点など</dt>");
    assert_non_null(term);
    assert_non_null(strstr(term, "区間はない"));
}

static void where_all_is_met_there_is_nothing_to_do(void **state)
{
    struct desk *d = *state;
    prepare(d, (struct fixture_plan){.wait_factor = 0.0}, true);
    write_page(d);
    assert_false(has(d, "remedies\">"));
}

static void june_august_and_november_are_marked_and_overload_is_flagged(void **state)
{
    struct desk *d = *state;
    prepare(d, (struct fixture_plan){.wait_factor = 1.0}, true);
    write_page(d);
    assert_int_equal(count(d, "<tr class=\"mark\">"), 3);
    assert_true(has(d, "<tr class=\"mark\"><th scope=\"row\">2020年6月"));
    assert_true(has(d, "<tr class=\"mark\"><th scope=\"row\">2020年11月"));
    assert_int_equal(count(d, "<td class=\"mark\">"), 3 * FIXTURE_WARDS);
    assert_true(has(d, "<strong>▲1."));
}

static void assumptions_come_first_and_are_quoted(void **state)
{
    struct desk *d = *state;
    prepare(d, (struct fixture_plan){.wait_factor = 1.0}, true);
    write_page(d);
    const char *assumed = strstr(d->page, "service.renewal.mean");
    const char *derived = strstr(d->page, "capacity.june"), *fact = strstr(d->page, "calendar.sat");
    assert_true(assumed != NULL && derived != NULL && fact != NULL);
    assert_true(assumed < derived && derived < fact);
    assert_true(has(d, "前提3件のうち、仮定は1件"));
    assert_true(has(d, "&lt;似た窓口&gt; &amp; 案内"));
    assert_false(has(d, "<似た窓口>"));
    d->report.n_bases = 0;
    write_page(d);
    assert_true(has(d, "根拠の記載がありません"));
}

static void text_of_the_user_is_quoted_everywhere(void **state)
{
    struct desk *d = *state;
    prepare(d, (struct fixture_plan){.wait_factor = 1.0}, true);
    d->about.title = "<script>alert(1)</script>";
    d->about.command = "madosim run 'a&b.yaml' <x>";
    d->about.run_id = "<b>";
    write_page(d);
    assert_false(has(d, "<script"));
    assert_false(has(d, "<x>"));
    assert_false(has(d, "<b>"));
    assert_true(has(d, "&lt;script&gt;"));
    check_balance(d->page);
}

static void the_run_can_be_repeated_from_the_page(void **state)
{
    struct desk *d = *state;
    prepare(d, (struct fixture_plan){.wait_factor = 1.0}, true);
    write_page(d);
    assert_true(has(d, "madosim run scenarios/yokohama-fy2020.yaml --seed 20200727 -r 200"));
    assert_true(has(d, "乱数の種 20200727、反復 200回、版 0.1.0"));
    assert_true(has(d, "試算ID " FIXTURE_RUN));
}

/* The same sections and cards, whatever their order. */
static void whoever_reads_gets_everything_and_first_what_concerns_him(void **state)
{
    static const char *const first_card[REPORT_ROLES] = {"企画:", "企画:", "管理:", "分析:"};
    static const char *const first_section[REPORT_ROLES] = {"figure-ecdf", "figure-ecdf",
                                                            "figure-heat", "figure-days"};
    struct desk *d = *state;
    size_t headings = 0, length = 0;
    prepare(d, (struct fixture_plan){.wait_factor = 1.0}, true);
    for (int role = 0; role < REPORT_ROLES; role++) {
        d->report.role = (enum report_role)role;
        write_page(d);
        const char *card = strstr(d->page, "<h3"), *figure = strstr(d->page, "<figure");
        assert_non_null(card);
        assert_non_null(figure);
        assert_in_range(strstr(card, first_card[role]) - card, 1, 30);
        assert_in_range(strstr(figure, first_section[role]) - figure, 1, 30);
        if (role == REPORT_EVERYBODY)
            headings = count(d, "<h2"), length = strlen(d->page);
        assert_int_equal(count(d, "<h2"), headings);
        assert_int_equal(strlen(d->page), length);
        assert_int_equal(report_role_named(report_role_name((enum report_role)role)), role);
    }
    assert_int_equal(report_role_named("somebody"), REPORT_EVERYBODY);
}

static void a_run_without_waits_or_tables_still_makes_a_page(void **state)
{
    struct desk *d = *state;
    prepare(d, (struct fixture_plan){.wait_factor = 1.0}, true);
    d->tables.summary.n_rows = d->tables.wait_daily.n_rows = d->tables.fluid.n_rows = 0;
    d->tables.wait_halfhour.n_rows = d->tables.wait_ecdf.n_rows = 0;
    d->tables.calendar.n_rows = 0;
    d->figures.count = 0;
    write_page(d);
    check_balance(d->page);
    assert_true(has(d, "待ち時間はありません"));
    assert_int_equal(count(d, "図は作っていません"), FIGURES_MAX);
    assert_int_equal(count(d, "ここに示すデータがありません"), 1);
}

/* --name:#rrggbb or #rgb in the style sheet. */
static uint32_t style_colour(struct desk *d, const char *name)
{
    struct report_page page = {.report = &d->report, .home = d->home, .japanese = true};
    text_init(&page.out, d->home);
    report_style_add(&page);
    const char *at = strstr(text_get(&page.out), name);
    unsigned rgb = 0;
    assert_non_null(at);
    assert_int_equal(sscanf(at + strlen(name), "#%6x", &rgb), 1);
    return rgb;
}

static void text_can_be_read_on_every_background_of_the_page(void **state)
{
    struct desk *d = *state;
    prepare(d, (struct fixture_plan){.wait_factor = 1.0}, true);
    static const uint32_t grounds[] = {0xffffff, 0xeef4f8, 0xfff1d6, 0xf6f8fa};
    static const char *const inks[] = {"--ink:", "--mut:", "--verm:", "--ok:"};
    for (size_t i = 0; i < COUNT_OF(inks); i++) {
        for (size_t g = 0; g < COUNT_OF(grounds); g++)
            assert_true(colour_contrast(style_colour(d, inks[i]), grounds[g]) >= COLOUR_READABLE);
    }
}

static void every_sheet_on_paper_tells_the_run(void **state)
{
    struct desk *d = *state;
    char foot[64];
    prepare(d, (struct fixture_plan){.wait_factor = 1.0}, true);
    write_page(d);
    (void)snprintf(foot, sizeof foot, "@bottom-left{content:\"試算ID %s\";", d->about.run_id);
    assert_int_equal(count(d, foot), 1);
    assert_int_equal(count(d, "@page{size:A4 portrait;"), 1);
}

static void a_page_that_cannot_be_written_leaves_nothing(void **state)
{
    struct desk *d = *state;
    prepare(d, (struct fixture_plan){.wait_factor = 1.0}, true);
    assert_false(
        report_write(&d->report, folder_path(&d->folder, "no/such/report.html"), d->home, &d->err));
    assert_int_equal(d->err.item[0].code, ERR_WRITE);
}

static void running_out_of_memory_anywhere_is_reported_and_leaves_nothing(void **state)
{
    struct desk *d = *state;
    prepare(d, (struct fixture_plan){.wait_factor = 1.0}, true);
    write_page(d);
    const char *path = folder_path(&d->folder, "again.html");
    bool is_done = false;
    for (unsigned nth = 1; !is_done; nth++) {
        struct err e = {0};
        arena_reset(d->home);
        arena_fail_nth(d->home, nth);
        is_done = report_write(&d->report, path, d->home, &e);
        assert_true(is_done || e.item[0].code == ERR_NOMEM);
        assert_true(is_done == outfile_exists(path));
    }
    char *again = folder_get(&d->folder, "again.html", NULL);
    assert_string_equal(again, d->page);
    free(again);
}

#define DESK_TEST(f) cmocka_unit_test_setup_teardown((f), set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(the_page_is_well_formed_at_the_ordinary_and_at_every_extreme),
        DESK_TEST(the_english_page_is_well_formed_and_holds_no_japanese),
        DESK_TEST(the_english_page_says_the_same_and_keeps_what_the_user_wrote),
        DESK_TEST(the_page_stands_alone),
        DESK_TEST(the_first_screen_says_which_wards_which_days_how_long_how_sure_how_many),
        DESK_TEST(pictures_are_inlined_with_role_title_and_description),
        DESK_TEST(a_missing_picture_is_named_and_a_table_stands_for_it),
        DESK_TEST(the_substitute_for_days_is_sorted_by_wait),
        DESK_TEST(something_that_is_no_svg_counts_as_missing),
        DESK_TEST(every_ward_stands_in_the_table_with_its_turned_away_and_verdict),
        DESK_TEST(each_verdict_comes_with_what_to_do),
        DESK_TEST(quantiles_of_a_day_say_why_they_have_no_interval),
        DESK_TEST(where_all_is_met_there_is_nothing_to_do),
        DESK_TEST(june_august_and_november_are_marked_and_overload_is_flagged),
        DESK_TEST(assumptions_come_first_and_are_quoted),
        DESK_TEST(text_of_the_user_is_quoted_everywhere),
        DESK_TEST(the_run_can_be_repeated_from_the_page),
        DESK_TEST(whoever_reads_gets_everything_and_first_what_concerns_him),
        DESK_TEST(a_run_without_waits_or_tables_still_makes_a_page),
        DESK_TEST(text_can_be_read_on_every_background_of_the_page),
        DESK_TEST(every_sheet_on_paper_tells_the_run),
        DESK_TEST(a_page_that_cannot_be_written_leaves_nothing),
        DESK_TEST(running_out_of_memory_anywhere_is_reported_and_leaves_nothing),
    };
    return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
