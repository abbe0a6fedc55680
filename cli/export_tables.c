/* Tables that a workbook has besides those of the results folder. */
#include <math.h>
#include <string.h>

#include "cli/export.h"
#include "cli/present/lookup.h"
#include "models/ward/measures.h"
#include "sim/base/arena.h"

const struct table *export_table(const struct export *x, const char *name)
{
    for (size_t i = 0; i < x->n_tables; i++)
        if (strcmp(x->tables[i].name, name) == 0)
            return &x->tables[i];
    return NULL;
}

const struct table *export_without(const struct table *t, const char *column, struct arena *home)
{
    if (!table_has(t, column) || t->n_columns < 2)
        return t;
    size_t out = table_column_index(t, column), n = t->n_columns - 1;
    struct table *to = arena_take_array(home, struct table, 1);
    struct table_column *columns = arena_take_array(home, struct table_column, n);
    if (to == NULL || columns == NULL)
        return NULL;
    for (size_t i = 0; i < n; i++)
        columns[i] = t->columns[i + (i >= out)];
    table_init(to, home, t->name, columns, n);
    for (size_t row = 0; row < t->n_rows; row++) {
        struct table_cell *cells = table_add_row(to);
        if (cells == NULL)
            return NULL;
        for (size_t i = 0; i < n; i++)
            cells[i] = table_row(t, row)[i + (i >= out)];
    }
    return to;
}

/* ---- the whole ---- */

/* clang-format off */
static const struct table_column whole_columns[] = {
    {"metric", TABLE_TEXT, 0, "", "指標", "指標の名前", "name of the measure"},
    {"name_ja", TABLE_TEXT, 0, "", "日本語名", "指標の日本語名", "its name in Japanese"},
    {"unit", TABLE_TEXT, 0, "", "単位", "推定値の単位", "unit of the estimate"},
    {"estimate", TABLE_REAL, 4, "", "推定値", "推定値", "estimate"},
    {"ci_lo", TABLE_REAL, 4, "", "95%区間の下限", "95%信頼区間の下限", "95 % interval, lower end"},
    {"ci_hi", TABLE_REAL, 4, "", "95%区間の上限", "95%信頼区間の上限", "95 % interval, upper end"},
    {"verdict", TABLE_TEXT, 0, "", "判定", "met=達成、open=判定保留、missed=未達", "met, open or missed"},
    {"meaning_ja", TABLE_TEXT, 0, "", "説明", "説明", "meaning in Japanese"},
    {"meaning_en", TABLE_TEXT, 0, "", "説明(英語)", "説明(英語)", "meaning in English"},
};
/* clang-format on */

/* Is it a row of the whole, everybody together? */
static bool is_of_whole(const struct table *t, size_t row)
{
    if (table_has(t, "site_code"))
        return lookup_is(t, row, "site_code", lookup_whole(t).code) &&
               lookup_is(t, row, "access", "all");
    return lookup_is(t, row, "use", "all") && lookup_is_missing(t, row, "index");
}

static const struct measure *measure_of(const char *metric)
{
    size_t n;
    const struct measure *all = measures_all(&n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(all[i].name, metric) == 0)
            return &all[i];
    return NULL;
}

/* Name and meaning of a measure: those of wards, else what the folder's dictionary says. */
static void add_meaning(const struct export *x, const char *metric, struct table_cell *name,
                        struct table_cell *meanings)
{
    const struct measure *m =
        table_has(export_table(x, "summary"), "site_code") ? measure_of(metric) : NULL;
    const struct table *d = &x->stored.columns;
    if (m != NULL) {
        *name = table_text(m->name_ja);
        meanings[0] = table_text(m->meaning_ja);
        meanings[1] = table_text(m->meaning_en);
        return;
    }
    for (size_t row = 0; row < d->n_rows; row++)
        if (lookup_is(d, row, "file", "metrics") && lookup_is(d, row, "column", metric)) {
            meanings[0] = *table_at(d, row, "meaning_ja");
            meanings[1] = *table_at(d, row, "meaning_en");
        }
}

static bool is_summary(const struct table *t)
{
    static const char *const needed[] = {"metric", "unit", "estimate", "ci_lo", "ci_hi", "verdict"};
    for (size_t i = 0; t != NULL && i < COUNT_OF(needed); i++)
        if (!table_has(t, needed[i]))
            return false;
    return t != NULL && t->n_rows > 0 &&
           ((table_has(t, "site_code") && table_has(t, "site") && table_has(t, "access")) ||
            (table_has(t, "use") && table_has(t, "index")));
}

const struct table *export_whole(const struct export *x)
{
    const struct table *s = export_table(x, "summary");
    struct table *t = arena_take_array(x->frame->home, struct table, 1);
    struct table_column *columns =
        arena_take_array(x->frame->home, struct table_column, COUNT_OF(whole_columns));
    if (!is_summary(s) || t == NULL || columns == NULL)
        return NULL;
    memcpy(columns, whole_columns, sizeof whole_columns);
    for (size_t i = 3; i < 6; i++)
        columns[i].digits = s->columns[table_column_index(s, columns[i].name)].digits;
    table_init(t, x->frame->home, "whole", columns, COUNT_OF(whole_columns));
    for (size_t row = 0; row < s->n_rows; row++) {
        if (!is_of_whole(s, row))
            continue;
        struct table_cell *cells = table_add_row(t);
        if (cells == NULL)
            return NULL;
        for (size_t i = 0; i < 7; i++)
            if (i != 1)
                cells[i] = *table_at(s, row, columns[i].name);
        add_meaning(x, lookup_text(s, row, "metric"), &cells[1], &cells[7]);
    }
    return t;
}

/* ---- wards ---- */

/* A column of the wards: of which measure, and which column of the summary. */
struct ward_column {
    const char *metric, *from;
};

static const struct ward_column ward_columns[] = {
    {"visits", "estimate"},
    {"share_within_target", "estimate"},
    {"share_within_target", "ci_lo"},
    {"share_within_target", "ci_hi"},
    {"share_within_target", "verdict"},
    {"turned_away", "estimate"},
    {"turned_away", "ci_lo"},
    {"turned_away", "ci_hi"},
    {"refused", "estimate"},
    {"wait_mean", "estimate"},
    {"wait_p50", "estimate"},
    {"wait_p90", "estimate"},
    {"overtime_mean", "estimate"},
    {"early_end_days", "estimate"},
    {"lead_days_mean", "estimate"},
    {"lapsed", "estimate"},
    {"occupancy", "estimate"},
    {"counter_hours", "estimate"},
    {"staff_cost", "estimate"},
};

/* clang-format off */
static const struct table_column ward_keys[] = {
    {"site_code", TABLE_TEXT, 0, "", "団体コード", "全国地方公共団体コード", "local government code"},
    {"site", TABLE_TEXT, 0, "", "区", "区名(全市は合計)", "ward (全市: all wards together)"},
};
/* clang-format on */

enum { KEYS = COUNT_OF(ward_keys), COLUMNS = COUNT_OF(ward_columns) };

static const char *join(struct arena *home, const char *a, const char *b)
{
    struct text t;
    text_init(&t, home);
    text_addf(&t, "%s%s", a, b);
    return text_get(&t);
}

/* wait_p90_min, share_within_target_ci_lo, verdict */
static struct table_column column_of(const struct ward_column *c, const struct measure *m,
                                     struct arena *home)
{
    static const char *const in_name[] = {"min", "d", "h", "yen", "days"};
    struct table_column out = {.kind = TABLE_REAL,
                               .digits = m->digits,
                               .unit = m->unit,
                               .name = m->name,
                               .name_ja = m->name_ja,
                               .meaning_ja = m->meaning_ja,
                               .meaning_en = m->meaning_en};
    for (size_t i = 0; i < COUNT_OF(in_name); i++)
        if (strcmp(m->unit, in_name[i]) == 0 && strstr(m->name, m->unit) == NULL)
            out.name = join(home, join(home, m->name, "_"), m->unit);
    if (strcmp(c->from, "verdict") == 0)
        return (struct table_column){.name = "verdict",
                                     .kind = TABLE_TEXT,
                                     .unit = "",
                                     .name_ja = "判定",
                                     .meaning_ja = "met=達成、open=判定保留、missed=未達",
                                     .meaning_en = "met, open or missed"};
    if (strcmp(c->from, "estimate") != 0) {
        out.name = join(home, join(home, m->name, "_"), c->from);
        out.name_ja = strcmp(c->from, "ci_lo") == 0 ? "同 95%区間の下限" : "同 95%区間の上限";
    }
    return out;
}

static bool has_metric(const struct table *s, const char *metric)
{
    for (size_t row = 0; row < s->n_rows; row++)
        if (lookup_is(s, row, "metric", metric))
            return true;
    return false;
}

static void fill_wards(const struct table *s, const struct ward_column *const *chosen, size_t n,
                       struct table *t)
{
    for (size_t row = 0; row < s->n_rows; row++) {
        if (!lookup_is(s, row, "access", "all"))
            continue;
        const char *code = lookup_text(s, row, "site_code");
        bool is_new = t->n_rows == 0 || !lookup_is(t, t->n_rows - 1, "site_code", code);
        if (is_new && table_add_row(t) == NULL)
            return;
        struct table_cell *cells = &t->cells[(t->n_rows - 1) * t->n_columns];
        cells[0] = table_text(code);
        cells[1] = table_text(lookup_text(s, row, "site"));
        for (size_t i = 0; i < n; i++)
            if (lookup_is(s, row, "metric", chosen[i]->metric))
                cells[KEYS + i] = *table_at(s, row, chosen[i]->from);
    }
}

const struct table *export_wards(const struct export *x)
{
    const struct table *s = export_table(x, "summary");
    const struct ward_column *chosen[COLUMNS];
    size_t n = 0;
    struct table *t = arena_take_array(x->frame->home, struct table, 1);
    struct table_column *columns =
        arena_take_array(x->frame->home, struct table_column, KEYS + COLUMNS);
    if (!is_summary(s) || !table_has(s, "site_code") || t == NULL || columns == NULL)
        return NULL;
    memcpy(columns, ward_keys, sizeof ward_keys);
    for (size_t i = 0; i < COLUMNS; i++) {
        const struct measure *m = measure_of(ward_columns[i].metric);
        if (m == NULL || !has_metric(s, m->name))
            continue;
        columns[KEYS + n] = column_of(&ward_columns[i], m, x->frame->home);
        chosen[n++] = &ward_columns[i];
    }
    table_init(t, x->frame->home, "wards", columns, KEYS + n);
    fill_wards(s, chosen, n, t);
    return t->failed ? NULL : t;
}
