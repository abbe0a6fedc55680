/* test_tables_short.c - of many sites people read all together and the worst, and how many there
 * are.
 */
#include "cli/present/tables_short.h"

#include <stdio.h>

#include "tests/present/fixture.h"
#include "tests/support/check.h"

enum { SITES = 75 };

static const struct table_column columns[] = {FIXTURE_SITE, FIXTURE_TEXT("access"),
                                              FIXTURE_TEXT("metric"), FIXTURE_REAL("estimate"),
                                              FIXTURE_TEXT("verdict")};
static const struct table_column others[] = {FIXTURE_SITE, FIXTURE_REAL("x")};

struct country {
    struct arena *home;
    struct err e;
    struct tables full, shown;
    struct tables_count count;
    bool is_short;
};

static void add(struct table *t, const char *code, const char *access, const char *metric, double x,
                const char *verdict)
{
    struct table_cell *row = table_add_row(t);
    assert_non_null(row);
    row[0] = table_text(FIXTURE_RUN);
    row[1] = row[2] = table_text(code);
    row[3] = table_text(access);
    row[4] = table_text(metric);
    row[5] = table_real(x);
    row[6] = table_text(verdict);
}

/* Rows of a site: its visits, and the share of both accesses and of walk-ins. */
static void add_site(struct country *c, const char *code, double visits, double share,
                     const char *verdict)
{
    struct table *t = &c->full.summary;
    add(t, code, "all", "visits", visits, "");
    add(t, code, "all", "share_within_target", share, verdict);
    add(t, code, "walk_in", "share_within_target", 0, "missed");
    struct table_cell *row = table_add_row(&c->full.fluid);
    assert_non_null(row);
    row[0] = table_text(FIXTURE_RUN);
    row[1] = row[2] = table_text(code);
}

/* Shares from 99 % down to 99 - n %, but for one site to which nobody came. */
static void set_up(struct country *c, int n)
{
    *c = (struct country){.home = arena_new(0)};
    struct table *const all[] = {&c->full.fluid, &c->full.wait_ecdf, &c->full.wait_daily};
    table_init(&c->full.summary, c->home, "summary", columns, COUNT_OF(columns));
    for (size_t i = 0; i < COUNT_OF(all); i++)
        table_init(all[i], c->home, "x", others, COUNT_OF(others));
    add_site(c, LOOKUP_CITY, 1e6, 0.9, "missed");
    for (int i = 0; i < n; i++) {
        char *code = arena_take_array(c->home, char, 16);
        assert_non_null(code);
        snprintf(code, 16, "%06d", i);
        double share = i == 0 ? (double)NAN : 0.99 - 0.01 * i;
        add_site(c, code, 100 + i % 2, share,
                 i == 0   ? ""
                 : i < 9  ? "met"
                 : i < 20 ? "open"
                          : "missed");
    }
    assert_true(tables_short(&c->full, 0.9, c->home, &c->shown, &c->count, &c->is_short, &c->e));
}

static void the_worst_come_first_and_all_are_counted(void **state)
{
    (void)state;
    struct country c;
    set_up(&c, SITES);
    const struct table *t = &c.shown.summary;
    assert_true(c.is_short);
    assert_int_equal(t->n_rows, 3 * (1 + TABLES_SHORT_SITES));
    assert_string_equal(lookup_text(t, 0, "site_code"), LOOKUP_CITY);
    for (int i = 0; i < TABLES_SHORT_SITES; i++) {
        char code[16];
        snprintf(code, sizeof code, "%06d", SITES - 1 - i);
        for (int k = 0; k < 3; k++)
            assert_string_equal(lookup_text(t, (size_t)(3 + 3 * i + k), "site_code"), code);
    }
    assert_int_equal(c.count.sites, SITES);
    assert_int_equal(c.count.met, 8);
    assert_int_equal(c.count.open, 11);
    assert_int_equal(c.count.missed, SITES - 20);
    assert_int_equal(c.count.below, SITES - 10); /* 0.89 is the tenth */
    assert_int_equal(c.shown.fluid.n_rows, 1);
    assert_string_equal(lookup_text(&c.shown.fluid, 0, "site_code"), LOOKUP_CITY);
    assert_int_equal(c.full.summary.n_rows, 3 * (1 + SITES));
    arena_free(c.home);
}

static void of_two_as_bad_the_one_with_more_visits_comes_first(void **state)
{
    (void)state;
    struct country c;
    set_up(&c, TABLES_SHORT_FROM + 1);
    for (size_t row = 0; row < c.full.summary.n_rows; row++)
        if (lookup_is(&c.full.summary, row, "metric", "share_within_target"))
            c.full.summary.cells[row * COUNT_OF(columns) + 5] = table_real(0.5);
    assert_true(tables_short(&c.full, 0.9, c.home, &c.shown, &c.count, &c.is_short, &c.e));
    assert_string_equal(lookup_text(&c.shown.summary, 3, "site_code"), "000001");
    assert_string_equal(lookup_text(&c.shown.summary, 6, "site_code"), "000003");
    arena_free(c.home);
}

static void few_sites_are_all_shown(void **state)
{
    (void)state;
    struct country c;
    set_up(&c, TABLES_SHORT_FROM);
    assert_false(c.is_short);
    assert_ptr_equal(c.shown.summary.cells, c.full.summary.cells);
    assert_int_equal(c.shown.summary.n_rows, c.full.summary.n_rows);
    arena_free(c.home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worst_come_first_and_all_are_counted),
        cmocka_unit_test(of_two_as_bad_the_one_with_more_visits_comes_first),
        cmocka_unit_test(few_sites_are_all_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
