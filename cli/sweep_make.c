/* Intervals of all points, their differences to the first, and the table of both. */
#include <math.h>
#include <string.h>

#include "cli/present/verdict.h"
#include "cli/sweep.h"
#include "sim/base/arena.h"

/* clang-format off */
static const struct table_column about[] = {
    {"point", TABLE_COUNT, 0, "", "番号", "条件の番号。差は 1 の条件との差", "number of the point; differences are to point 1"},
    {"label", TABLE_TEXT, 0, "", "条件", "変えた設定の値", "values of what is varied"},
};
static const struct table_column columns[] = {
    {"site_code", TABLE_TEXT, 0, "", "団体コード", "区のコード(用件のときはその名前)", "code of the ward, or name of the use"},
    {"site", TABLE_TEXT, 0, "", "区", "区か用件の名前", "name of the ward or use"},
    {"access", TABLE_TEXT, 0, "", "受付方法", "booked=予約、walk_in=予約なし、all=両方", "booked, walk_in or all"},
    {"metric", TABLE_TEXT, 0, "", "指標", "指標の名前", "name of the measure"},
    {"unit", TABLE_TEXT, 0, "", "単位", "単位", "unit"},
    {"estimate", TABLE_REAL, 4, "", "推定値", "この条件での推定値", "estimate at the point"},
    {"ci_lo", TABLE_REAL, 4, "", "95%区間の下限", "推定値の95%区間", "95 % interval of the estimate"},
    {"ci_hi", TABLE_REAL, 4, "", "95%区間の上限", "同上", "upper end"},
    {"promise", TABLE_TEXT, 0, "", "目標", "目標の判定。met=達成、open=判定保留、missed=未達。目標の指標だけ", "met, open or missed; of the promised share only"},
    {"difference", TABLE_REAL, 4, "", "差", "この条件-条件1", "the point minus point 1"},
    {"diff_lo", TABLE_REAL, 4, "", "差の区間の下限", "同じ反復どうしの差の95%区間(この差だけについて)", "95 % interval of paired replications, of this difference alone"},
    {"diff_hi", TABLE_REAL, 4, "", "差の区間の上限", "同上", "upper end"},
    {"all_lo", TABLE_REAL, 4, "", "同時区間の下限", "すべての差について同時に95%で成り立つ区間(ボンフェローニ)", "interval that holds for all differences at once with 95 % (Bonferroni)"},
    {"all_hi", TABLE_REAL, 4, "", "同時区間の上限", "同上", "upper end"},
    {"gain", TABLE_REAL, 2, "1", "共通乱数の効果", "別々の乱数なら差の分散はこの倍", "variance of the difference with independent random numbers, over its own"},
    {"verdict", TABLE_TEXT, 0, "", "判定", "better=改善、worse=悪化、same=まったく同じ、changed=変化(良し悪しなし)、open=差は確かめられない", "better, worse, same (exactly), changed (neither good nor bad), open (no difference shown)"},
    {"may_be_best", TABLE_FLAG, 0, "", "最良の候補", "選ぶ指標が最もよい条件でありうるか(同時95%)", "whether the point may be the best by the measure chosen by (95 % for all at once)"},
};
static const struct table_column setting = {"", TABLE_TEXT, 0, "", "", "変えた設定の値", "value of the setting"};
/* clang-format on */

static void fill_value(struct sweep *s, size_t point, size_t m)
{
    struct sweep_item *item = &s->items[point * s->n_measures + m];
    const struct sample *a = &s->points[0].samples[m], *b = &s->points[point].samples[m];
    item->value = (struct interval){(double)NAN, (double)NAN, (double)NAN};
    if (b->n == 0)
        return;
    item->is_known = true;
    item->value = sample_interval(b, SWEEP_LEVEL);
    if (point > 0 && m < s->n_shown && a->n == b->n && a->kind == b->kind)
        s->family++;
}

static void fill_difference(struct sweep *s, size_t point, size_t m)
{
    struct sweep_item *item = &s->items[point * s->n_measures + m];
    const struct sample *a = &s->points[0].samples[m], *b = &s->points[point].samples[m];
    item->verdict = COMPARE_NONE;
    item->one.interval = (struct interval){(double)NAN, (double)NAN, (double)NAN};
    item->all = item->one;
    if (b->n == 0 || a->n != b->n || a->kind != b->kind || s->family == 0)
        return;
    item->one = sample_difference(a, b, SWEEP_LEVEL);
    item->all = sample_difference(a, b, 1 - (1 - SWEEP_LEVEL) / (double)s->family);
    static const struct run_key no_key = {.better = 0};
    const struct run_key *key = s->measures[m].key != NULL ? s->measures[m].key : &no_key;
    item->verdict = compare_judge(&item->one, &item->all, m < s->n_shown ? key : NULL);
}

/* All of one kind and length, so that they can be compared? */
static bool is_even(const struct sweep *s, const struct sample *samples)
{
    for (size_t i = 0; i < s->n_points; i++)
        if (samples[i].n != samples[0].n || samples[i].kind != samples[0].kind)
            return false;
    return s->n_points >= 2 && samples[0].n > 0;
}

static bool find_best(struct sweep *s)
{
    size_t focus = s->focus;
    const struct run_key *key = s->measures[focus].key;
    struct sample *samples = arena_take_array(s->frame->home, struct sample, s->n_points);
    struct best *best = arena_take_array(s->frame->home, struct best, s->n_points);
    if (samples == NULL || best == NULL)
        return false;
    for (size_t i = 0; i < s->n_points; i++)
        samples[i] = s->points[i].samples[focus];
    if (key == NULL || key->better == 0 || !is_even(s, samples))
        return true;
    best_compare(samples, s->n_points, key->better > 0, SWEEP_LEVEL, best);
    s->best = best;
    return true;
}

static bool make_columns(struct sweep *s)
{
    size_t n = COUNT_OF(about) + s->n_axes + COUNT_OF(columns), at = 0;
    struct table_column *all = arena_take_array(s->frame->home, struct table_column, n);
    if (all == NULL)
        return false;
    for (size_t i = 0; i < COUNT_OF(about); i++)
        all[at++] = about[i];
    for (size_t i = 0; i < s->n_axes; i++) {
        all[at] = setting;
        all[at].name = all[at].name_ja = s->axes[i].key;
        at++;
    }
    for (size_t i = 0; i < COUNT_OF(columns); i++)
        all[at++] = columns[i];
    table_init(&s->table, s->frame->home, "sweep", all, n);
    return true;
}

/* The values of the settings: behind the equals sign, or as the scenario has them. */
static size_t add_settings(const struct sweep *s, const struct sweep_point *p,
                           struct table_cell *row)
{
    for (size_t i = 0; i < s->n_axes; i++) {
        const char *value = flat_find(&s->base.settings, s->axes[i].key);
        if (p->n_settings > 0)
            value = strchr(p->settings[i], '=') + 1;
        row[i] = value != NULL ? table_text(value) : (struct table_cell){.is_missing = true};
    }
    return s->n_axes;
}

static void add_row(struct sweep *s, size_t point, size_t m)
{
    const struct sweep_item *item = &s->items[point * s->n_measures + m];
    const struct sweep_point *p = &s->points[point];
    const struct run_measure *measure = &s->base.catalog.measures[s->measures[m].measure];
    const struct run_place *place = &s->base.catalog.places[s->measures[m].place];
    struct table_cell *row = table_add_row(&s->table);
    if (row == NULL)
        return;
    *row++ = table_count((int64_t)point + 1);
    *row++ = table_text(p->label);
    row += add_settings(s, p, row);
    row[0] = table_text(place->code);
    row[1] = table_text(place->name);
    row[2] = table_text(place->access);
    row[3] = table_text(measure->name);
    row[4] = table_text(measure->unit);
    row[5] = table_real(item->value.estimate);
    row[6] = table_real(item->value.lo);
    row[7] = table_real(item->value.hi);
    row[8] =
        table_text(m == s->promise ? verdict_key(verdict_of(item->value, p->target_share)) : "");
    row[9] = table_real(item->one.interval.estimate);
    row[10] = table_real(item->one.interval.lo);
    row[11] = table_real(item->one.interval.hi);
    row[12] = table_real(item->all.interval.lo);
    row[13] = table_real(item->all.interval.hi);
    row[14] = table_real(item->one.gain);
    row[15] = table_text(point > 0 ? compare_verdict_key(item->verdict) : "");
    if (s->best != NULL && m == s->focus)
        row[16] = table_flag(s->best[point].may_be_best);
}

bool sweep_compare(struct sweep *s)
{
    s->items = arena_take_array(s->frame->home, struct sweep_item, s->n_points * s->n_measures);
    if (s->items == NULL)
        return false;
    for (size_t i = 0; i < s->n_points; i++)
        for (size_t m = 0; m < s->n_measures; m++)
            fill_value(s, i, m);
    for (size_t i = 0; i < s->n_points; i++)
        for (size_t m = 0; m < s->n_measures; m++)
            fill_difference(s, i, m);
    return true;
}

bool sweep_make(struct sweep *s)
{
    if (!sweep_compare(s) || !make_columns(s) || !find_best(s))
        return false;
    for (size_t i = 0; i < s->n_points; i++)
        for (size_t m = 0; m < s->n_measures; m++)
            if (s->items[i * s->n_measures + m].is_known)
                add_row(s, i, m);
    return !s->table.failed;
}
