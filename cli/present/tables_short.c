#include "cli/present/tables_short.h"

#include <stdlib.h>
#include <string.h>

#include "cli/present/lookup.h"
#include "sim/base/arena.h"

/* A site of the summary: its rows, which stand together, and how it did. */
struct site {
    size_t first_row, n_rows;
    double share, visits;
};

static int compare(const void *a, const void *b)
{
    const struct site *x = a, *y = b;
    if (x->share < y->share || x->share > y->share)
        return x->share < y->share ? -1 : 1;
    if (x->visits < y->visits || x->visits > y->visits)
        return x->visits > y->visits ? -1 : 1;
    return x->first_row < y->first_row ? -1 : 1;
}

static void count_verdict(const char *verdict, struct tables_count *count)
{
    count->met += strcmp(verdict, "met") == 0;
    count->open += strcmp(verdict, "open") == 0;
    count->missed += strcmp(verdict, "missed") == 0;
}

/* Columns of the summary that are looked at in every row. */
struct columns {
    size_t code, access, metric, estimate, verdict;
};

static void read_row(const struct table *t, size_t row, const struct columns *c, bool is_site,
                     struct site *site, struct tables_count *count)
{
    const struct table_cell *cells = table_row(t, row);
    if (strcmp(cells[c->access].text, "all") != 0 || cells[c->estimate].is_missing)
        return;
    if (strcmp(cells[c->metric].text, "visits") == 0)
        site->visits = cells[c->estimate].real;
    if (strcmp(cells[c->metric].text, "share_within_target") != 0)
        return;
    site->share = cells[c->estimate].real;
    if (is_site)
        count_verdict(cells[c->verdict].text, count);
}

/* All sites in the order of the summary, the whole first when it is there; how many. */
static size_t read_sites(const struct table *t, struct site *sites, struct tables_count *count)
{
    const struct columns c = {table_column_index(t, "site_code"), table_column_index(t, "access"),
                              table_column_index(t, "metric"), table_column_index(t, "estimate"),
                              table_column_index(t, "verdict")};
    const char *last = "";
    size_t n = 0;
    for (size_t row = 0; row < t->n_rows; row++) {
        const char *code = table_row(t, row)[c.code].text;
        if (n == 0 || strcmp(code, last) != 0)
            sites[n++] =
                (struct site){.first_row = row, .share = 1}; /* nobody came: not the worst */
        last = code;
        sites[n - 1].n_rows++;
        read_row(t, row, &c, strcmp(code, LOOKUP_CITY) != 0, &sites[n - 1], count);
    }
    return n;
}

static void copy_row(const struct table *from, size_t row, struct table *to)
{
    struct table_cell *cells = table_add_row(to);
    if (cells != NULL)
        memcpy(cells, table_row(from, row), from->n_columns * sizeof *cells);
}

/* The rows of the whole alone. */
static void copy_whole(const struct table *from, struct table *to)
{
    for (size_t row = 0; row < from->n_rows; row++)
        if (lookup_is(from, row, "site_code", LOOKUP_CITY))
            copy_row(from, row, to);
}

static void copy_site(const struct table *from, const struct site *site, struct table *to)
{
    for (size_t i = 0; i < site->n_rows; i++)
        copy_row(from, site->first_row + i, to);
}

bool tables_short(const struct tables *full, double target_share, struct arena *home,
                  struct tables *out, struct tables_count *count, bool *is_short, struct err *e)
{
    const struct table *t = &full->summary;
    struct site *sites = arena_take_array(home, struct site, t->n_rows + 1);
    *out = *full;
    *count = (struct tables_count){0};
    *is_short = false;
    if (sites == NULL)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, "summary");
    size_t n = read_sites(t, sites, count);
    count->sites = n > 0 ? n - 1 : 0;
    for (size_t i = 1; i < n; i++)
        count->below += sites[i].share < target_share;
    if (count->sites <= TABLES_SHORT_FROM)
        return true;
    *is_short = true;
    table_init(&out->summary, home, t->name, t->columns, t->n_columns);
    copy_site(t, &sites[0], &out->summary);
    qsort(sites + 1, n - 1, sizeof *sites, compare);
    for (size_t i = 1; i <= TABLES_SHORT_SITES; i++)
        copy_site(t, &sites[i], &out->summary);
    table_init(&out->wait_daily, home, full->wait_daily.name, full->wait_daily.columns,
               full->wait_daily.n_columns);
    const struct table *const from[] = {&full->wait_ecdf, &full->fluid};
    struct table *const to[] = {&out->wait_ecdf, &out->fluid};
    bool is_whole = !out->summary.failed;
    for (size_t i = 0; i < COUNT_OF(from); i++) {
        table_init(to[i], home, from[i]->name, from[i]->columns, from[i]->n_columns);
        copy_whole(from[i], to[i]);
        is_whole &= !to[i]->failed;
    }
    return is_whole || err_add(e, ERR_NOMEM, SRC_NOWHERE, "summary");
}
