/* Which charts a sheet has: drawn by the spreadsheet from its cells. */
#include <string.h>

#include "cli/export.h"
#include "cli/present/lookup.h"
#include "sim/base/arena.h"

enum { CHARTS = 2, SERIES = 8, BARS_MOST = 60 /* places that can be told apart */ };

/* The last row of those that follow `from` with the same text in a column. */
static size_t last_of(const struct table *t, size_t from, const char *column)
{
    const char *text = lookup_text(t, from, column);
    size_t row = from;
    while (row + 1 < t->n_rows && lookup_is(t, row + 1, column, text))
        row++;
    return row;
}

static size_t less(size_t a, size_t b)
{
    return a < b ? a : b;
}

static const char *titled(struct arena *home, const char *site, const char *rest)
{
    struct text out;
    text_init(&out, home);
    text_addf(&out, "%s %s", site, rest);
    return text_get(&out);
}

/* One column of the rows from..to. */
static void add_one(struct workbook_chart *c, struct arena *home, const char *values, size_t from,
                    size_t to)
{
    struct workbook_series *s = arena_take_array(home, struct workbook_series, 1);
    if (s == NULL)
        return;
    *s = (struct workbook_series){values, values, from, to};
    c->series = s;
    c->n_series = 1;
}

static size_t wards(const struct table *t, struct arena *home, struct workbook_chart *c)
{
    if (!table_has(t, "share_within_target") || !table_has(t, "turned_away"))
        return 0;
    c[0] = (struct workbook_chart){.kind = WORKBOOK_BARS,
                                   .title = "目標以内に呼ばれる割合 share within the target",
                                   .x = "区 ward",
                                   .y = "割合(推定値) share, estimate",
                                   .format = "0%",
                                   .categories = "site"};
    c[1] = (struct workbook_chart){.kind = WORKBOOK_BARS,
                                   .title = "断られた人 turned away",
                                   .x = "区 ward",
                                   .y = "人(推定値) people, estimate",
                                   .format = "#,##0",
                                   .categories = "site"};
    size_t first = t->n_rows > 1 && lookup_is(t, 0, "site_code", LOOKUP_CITY) ? 1 : 0;
    size_t last = less(t->n_rows - 1, BARS_MOST);
    add_one(&c[0], home, "share_within_target", 0, last);
    add_one(&c[1], home, "turned_away", less(first, last), last);
    return 2;
}

static size_t days(const struct table *t, struct arena *home, struct workbook_chart *c)
{
    size_t last = less(last_of(t, 0, "site"), last_of(t, 0, "access"));
    const char *site = lookup_text(t, 0, "site");
    /* Columns: a line would go through the days that are closed. */
    c[0] = (struct workbook_chart){.kind = WORKBOOK_COLUMNS,
                                   .title = titled(home, site, "待ち90%点 wait, 90 %"),
                                   .x = "日付 date",
                                   .y = "分(推定値) min, estimate",
                                   .format = "0",
                                   .categories = "date"};
    c[1] = (struct workbook_chart){.kind = WORKBOOK_COLUMNS,
                                   .title = titled(home, site, "断られた人 turned away"),
                                   .x = "日付 date",
                                   .y = "人/日(推定値) people a day, estimate",
                                   .format = "#,##0",
                                   .categories = "date"};
    add_one(&c[0], home, "wait_p90_min", 0, last);
    add_one(&c[1], home, "turned_away", 0, last);
    return 2;
}

/* A line for each weekday of the first site that has the same half hours as the first. */
static size_t half_hours(const struct table *t, struct arena *home, struct workbook_chart *c)
{
    struct workbook_series *s = arena_take_array(home, struct workbook_series, SERIES);
    size_t end = last_of(t, 0, "site"), width = last_of(t, 0, "weekday"), n = 0;
    if (s == NULL)
        return 0;
    for (size_t from = 0; from <= end && n < SERIES;) {
        size_t to = less(last_of(t, from, "weekday"), end);
        if (to - from == width)
            s[n++] =
                (struct workbook_series){lookup_text(t, from, "weekday"), "wait_p90_min", from, to};
        from = to + 1;
    }
    c[0] = (struct workbook_chart){
        .kind = WORKBOOK_LINES,
        .title = titled(home, lookup_text(t, 0, "site"), "待ち90%点 wait, 90 %"),
        .x = "整理券の時間帯 half hour of the ticket",
        .y = "分(推定値) min, estimate",
        .format = "0",
        .categories = "half_hour_start",
        .series = s,
        .n_series = n};
    return 1;
}

static size_t staffing(const struct table *t, struct arena *home, struct workbook_chart *c)
{
    size_t last = less(last_of(t, 0, "site"), last_of(t, 0, "day_type"));
    const char *site = lookup_text(t, 0, "site");
    c[0] = (struct workbook_chart){.kind = WORKBOOK_COLUMNS,
                                   .title = titled(home, site, "窓口数 counters"),
                                   .x = "時間帯 half hour",
                                   .y = "窓口 counters",
                                   .format = "0",
                                   .categories = "half_hour_start"};
    c[1] = (struct workbook_chart){
        .kind = WORKBOOK_LINES,
        .title = titled(home, site, "目標以内に呼ばれる割合 share within the target"),
        .x = "時間帯 half hour",
        .y = "割合(推定値) share, estimate",
        .format = "0%",
        .categories = "half_hour_start"};
    add_one(&c[0], home, "counters", 0, last);
    add_one(&c[1], home, "share_within_target", 0, last);
    return 2;
}

static size_t one_day(const struct table *t, struct arena *home, struct workbook_chart *c)
{
    c[0] = (struct workbook_chart){.kind = WORKBOOK_LINES,
                                   .title = "平均待ち時間 mean wait",
                                   .x = "時間帯 half hour",
                                   .y = "分(推定値) min, estimate",
                                   .format = "0",
                                   .categories = "half_hour_start"};
    add_one(&c[0], home, "wait_mean_min", 0, t->n_rows - 1);
    return 1;
}

struct kind {
    const char *name, *columns[5]; /* that it needs */
    size_t (*add)(const struct table *t, struct arena *home, struct workbook_chart *c);
};

static const struct kind kinds[] = {
    {"wards", {"site", "site_code", NULL}, wards},
    {"wait_daily", {"site", "access", "date", "wait_p90_min", "turned_away"}, days},
    {"wait_halfhour", {"site", "weekday", "half_hour_start", "wait_p90_min", NULL}, half_hours},
    {"wait_halfhour", {"half_hour_start", "wait_mean_min", NULL}, one_day},
    {"staffing",
     {"site", "day_type", "half_hour_start", "counters", "share_within_target"},
     staffing},
};

static bool fits(const struct kind *k, const char *name, const struct table *t)
{
    for (size_t i = 0; i < COUNT_OF(k->columns) && k->columns[i] != NULL; i++)
        if (!table_has(t, k->columns[i]))
            return false;
    return strcmp(k->name, name) == 0 && t->n_rows > 0;
}

const struct workbook_chart *export_charts(const struct export *x, const char *name,
                                           const struct table *t, size_t *n)
{
    struct workbook_chart *charts = arena_take_array(x->frame->home, struct workbook_chart, CHARTS);
    *n = 0;
    for (size_t i = 0; i < COUNT_OF(kinds) && charts != NULL; i++)
        if (fits(&kinds[i], name, t)) {
            *n = kinds[i].add(t, x->frame->home, charts);
            break;
        }
    return charts;
}
