/* test_report_queue.c - the page of a system: facts, figure and sections, in both languages. */
#include "cli/present/report_queue.h"

#include <string.h>

#include "cli/present/queue_figure.h"
#include "cli/present/swings.h"
#include "tests/run/queue_made.h"
#include "tests/support/folder.h"

struct desk {
    struct queue_made *made;
    struct folder folder;
    struct tables_about about;
    struct queue_facts facts;
    struct figures figures;
    struct report report;
    struct err err;
    char *page;
};

static int set_up(void **state)
{
    static struct desk d;
    void *made;
    assert_int_equal(queue_made_set_up(&made), 0);
    d = (struct desk){.made = made, .folder = folder_new()};
    *state = &d;
    return 0;
}

static int tear_down(void **state)
{
    struct desk *d = *state;
    void *made = d->made;
    free(d->page);
    folder_remove(&d->folder);
    return queue_made_tear_down(&made);
}

static void prepare(struct desk *d, bool japanese)
{
    struct arena *home = d->made->small->home;
    d->about = (struct tables_about){.run_id = "0a1b2c3d",
                                     .version = "0.1.0",
                                     .title = "<朝>",
                                     .command = "madosim run a.yaml -r 5 --seed 7",
                                     .scenario = "a.yaml",
                                     .settings = "",
                                     .replications = QUEUE_MADE_REPLICATIONS,
                                     .seed = 7,
                                     .target_min = 10,
                                     .target_share = 0.8,
                                     .japanese = japanese};
    assert_true(
        queue_facts_read(&d->made->source, &d->made->tables, &d->about, &d->facts, &d->err));
    assert_true(queue_figure_write(&d->facts, d->folder.path, home, &d->figures, &d->err));
    d->report =
        (struct report){.about = &d->about, .figures = &d->figures, .plots = d->folder.path};
}

static void write_page(struct desk *d)
{
    assert_true(report_queue_write(&d->report, &d->facts, folder_path(&d->folder, "report.html"),
                                   d->made->small->home, &d->err));
    free(d->page);
    d->page = folder_get(&d->folder, "report.html", NULL);
}

static const char *at(const struct desk *d, const char *words)
{
    const char *found = strstr(d->page, words);
    if (found == NULL)
        print_error("not on the page: %s\n", words);
    assert_non_null(found);
    return found;
}

static void facts_are_those_of_the_tables(void **state)
{
    struct desk *d = *state;
    prepare(d, true);
    const struct queue_facts *f = &d->facts;
    const struct table *t = &d->made->tables.summary;
    assert_int_equal(f->n_uses, 2);
    assert_string_equal(f->uses[1].name, "talks");
    assert_string_equal(f->whole.name, "すべて");
    double sum = queue_tables_find(t, "all", "left", 0).estimate +
                 queue_tables_find(t, "all", "balked", 0).estimate +
                 queue_tables_find(t, "all", "turned_away", 0).estimate;
    assert_true(sum > 0);
    check_near(f->whole.not_served, sum, 1e-9);
    assert_int_equal(f->n_met + f->n_open + f->n_missed, 2);
    const struct table *halves = &d->made->tables.wait_halfhour;
    for (size_t row = 0; row < halves->n_rows; row++)
        assert_false(lookup_number(halves, row, "share_within_target") < f->worst.share.estimate);
    assert_true(f->worst.n > 0 && f->worst.rivals < f->worst.n);
    assert_true(f->has_peak);
}

static void the_page_answers_first_and_proves_after(void **state)
{
    struct desk *d = *state;
    prepare(d, true);
    write_page(d);
    static const char *const in_order[] = {"<h1>全体では目標(10分以内に80%)は",
                                           "対応を受けずに帰った人は1日",
                                           "企画:目標を守れるか",
                                           "管理:いつ最も待たせるか",
                                           "分析:どれだけ待つか",
                                           "<figure",
                                           "用件別</h2>",
                                           "<th scope=\"row\">letters</th>",
                                           "時間帯別</h2>",
                                           "<th scope=\"row\">8:45〜9:00</th>",
                                           "能力と負荷の検算</h2>",
                                           "前提一覧</h2>",
                                           "用語と分母</h2>",
                                           "madosim run a.yaml -r 5 --seed 7"};
    const char *before = d->page;
    for (size_t i = 0; i < COUNT_OF(in_order); i++) {
        const char *found = strstr(before, in_order[i]);
        if (found == NULL)
            print_error("not in its place: %s\n", in_order[i]);
        assert_non_null(found);
        before = found;
    }
    at(d, "&lt;朝&gt;");
    assert_null(strstr(d->page, "<朝>"));
    assert_null(strstr(d->page, ">nan"));
    assert_null(strstr(d->page, "混雑の段階"));
}

static void the_english_page_says_the_same(void **state)
{
    struct desk *d = *state;
    prepare(d, false);
    write_page(d);
    at(d, "<html lang=\"en\">");
    at(d, "<h1>Over all uses the target (80% within 10 min) is ");
    at(d, "Went without being served: ");
    at(d, "<th scope=\"row\">All</th>");
    at(d, "Load against capacity</h2>");
    at(d, "Busiest half hour");
}

static void whoever_reads_gets_everything_and_first_what_concerns_him(void **state)
{
    static const char *const first[REPORT_ROLES] = {"企画:", "企画:", "管理:", "分析:"};
    struct desk *d = *state;
    prepare(d, true);
    for (int role = 0; role < REPORT_ROLES; role++) {
        d->report.role = (enum report_role)role;
        write_page(d);
        const char *card = at(d, first[role]);
        for (int other = REPORT_PLANNER; other < REPORT_ROLES; other++)
            assert_true(at(d, first[other]) >= card);
        at(d, "id=\"uses\"");
        at(d, "id=\"halves\"");
        at(d, "id=\"fluid\"");
        at(d, "id=\"bases\"");
    }
}

static void a_picture_is_inlined_and_a_table_stands_for_a_missing_one(void **state)
{
    struct desk *d = *state;
    prepare(d, true);
    assert_int_equal(d->figures.count, 1);
    assert_string_equal(d->figures.names[0], "ecdf");
    write_page(d);
    at(d, "は描けていません");
    at(d, "その時間までに呼ばれた人の割合");
    folder_put(&d->folder, "ecdf.svg",
               "<svg width=\"9\" height=\"9\" viewBox=\"0 0 9 9\" "
               "xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>\n");
    write_page(d);
    at(d, "role=\"img\"");
    assert_null(strstr(d->page, "描けていません"));
}

/* The script holds every number: at the target the mark is the share of the summary. */
static void the_figure_draws_both_uses_with_their_share_at_the_target(void **state)
{
    struct desk *d = *state;
    prepare(d, true);
    char *script = folder_get(&d->folder, "ecdf.gp", NULL);
    char want[64];
    assert_non_null(strstr(script, "$use0 << EOD"));
    assert_non_null(strstr(script, "$use1 << EOD"));
    assert_null(strstr(script, "$use2"));
    double lowest = fmin(d->facts.uses[0].share.estimate, d->facts.uses[1].share.estimate);
    (void)snprintf(want, sizeof want, "$mark0 << EOD\n10 %.4g\n", lowest);
    assert_non_null(strstr(script, want));
    free(script);
}

static void what_was_found_about_assumptions_stands_in_the_first_screen(void **state)
{
    static const struct bind_basis bases[] = {
        {.path = "uses.letters.service", .value = "mean 4 min", .kind = "ASSUMPTION"},
        {.path = "counters.on_duty", .value = "3", .kind = REPORT_CHANGED, .source = "--set"}};
    static struct swing items[] = {{.setting = "uses.letters.service.mean",
                                    .kind = SWING_FLIPS,
                                    .ends = {{"2 min", VERDICT_MET}, {"6 min", VERDICT_MISSED}}}};
    static const struct swings swings = {.run_id = "0a1b2c3d",
                                         .replications = 3,
                                         .now = VERDICT_MISSED,
                                         .items = items,
                                         .n = 1,
                                         .count = {[SWING_FLIPS] = 1}};
    struct desk *d = *state;
    prepare(d, true);
    d->report.bases = bases;
    d->report.n_bases = COUNT_OF(bases);
    write_page(d);
    assert_true(at(d, "仮定した値2件の上に立っています") < at(d, "<figure"));
    at(d, "まだ調べていません");
    at(d, "madosim sweep a.yaml --assumptions --seed 7 -o assumptions.csv");
    at(d, "根拠を書かずに変えた値が1件");
    at(d, "根拠の記載なし");
    d->report.swings = &swings;
    write_page(d);
    at(d, "1つ違うだけで全体の判定が変わる仮定は1件");
    at(d, "<span class=\"ci\">判定が変わる: 2 minで○ 達成</span>");
    assert_null(strstr(d->page, "まだ調べていません"));
    d->about.japanese = false;
    write_page(d);
    at(d, "One alone can flip the verdict over the whole: 1 of them");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(facts_are_those_of_the_tables, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_page_answers_first_and_proves_after, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_english_page_says_the_same, set_up, tear_down),
        cmocka_unit_test_setup_teardown(whoever_reads_gets_everything_and_first_what_concerns_him,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_picture_is_inlined_and_a_table_stands_for_a_missing_one,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_figure_draws_both_uses_with_their_share_at_the_target,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_found_about_assumptions_stands_in_the_first_screen,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests_name("report_queue", tests, NULL, NULL);
}
