#include "cli/present/queue_tables.h"

#include <math.h>
#include <string.h>

#include "cli/present/dictionary.h"
#include "cli/present/lookup.h"
#include "cli/present/queue_estimate.h"
#include "cli/present/verdict.h"
#include "models/queue/count.h"
#include "models/queue/metric.h"
#include "sim/base/arena.h"
#include "sim/engine/histogram.h"

#define LEVEL 0.95
#define PROMISE "wait_within"
enum { INDEX_MOST = SETUP_FIRST_MAX, HALF_HOUR_S = 1800 };

/* clang-format off */
#define RUN_ID {"run_id", TABLE_TEXT, 0, "", "試算ID", "この試算の識別番号", "identifies the run"}
#define USE_COLUMN \
    {"use", TABLE_TEXT, 0, "", "用件", "用件の名前(all=すべて)", "use (all: all together)"}

static const struct table_column summary_columns[] = {
    RUN_ID, USE_COLUMN,
    {"metric", TABLE_TEXT, 0, "", "指標", "指標の名前(定義は columns.csv の metrics の行)", "name of the measure (defined in the rows metrics of columns.csv)"},
    {"index", TABLE_COUNT, 0, "", "番号", "待ち時間・時間外の番号、窓口の番号、n番目の人、中の人数。番号のない指標では空", "which wait or overtime asked for, station, nth person, number inside; empty where there is none"},
    {"limit_min", TABLE_REAL, 6, "min", "長さ", "その番号の待ち時間・時間外の長さ。ほかの指標では空", "the wait or overtime of that index; empty otherwise"},
    {"unit", TABLE_TEXT, 0, "", "単位", "推定値の単位", "unit of the estimate"},
    {"estimate", TABLE_REAL, 6, "", "推定値", "全反復をまとめた推定値", "estimate from all replications"},
    {"ci_lo", TABLE_REAL, 6, "", "95%区間の下限", "反復を独立な単位とする95%信頼区間", "95 % interval, the replication is the independent unit"},
    {"ci_hi", TABLE_REAL, 6, "", "95%区間の上限", "同上", "upper end"},
    {"replications", TABLE_COUNT, 0, "", "反復", "反復回数", "replications"},
    {"verdict", TABLE_TEXT, 0, "", "判定", "目標の行: met=達成、open=判定保留、missed=未達", "on the row of the promise: met, open or missed"},
};
static const struct table_column halfhour_columns[] = {
    RUN_ID,
    {"half_hour_start", TABLE_CLOCK, 0, "", "時間帯の始め", "来た時間帯", "half hour in which people came, from"},
    {"half_hour_end", TABLE_CLOCK, 0, "", "時間帯の終わり", "同上", "to"},
    {"attempts", TABLE_REAL, 3, "people/d", "来た人", "その時間帯に来た人(1日あたり、来た回数)", "people who came to the door in it, a day (each attempt counts)"},
    {"tickets", TABLE_REAL, 3, "people/d", "整理券", "そのうち整理券を受けた人(1日あたり)", "tickets issued to them, a day"},
    {"wait_mean_min", TABLE_REAL, 4, "min", "平均待ち時間", "平均待ち時間。分母は整理券", "mean wait over tickets issued"},
    {"wait_mean_ci_lo_min", TABLE_REAL, 4, "min", "95%区間の下限", "平均待ち時間の95%信頼区間(反復間)", "95 % interval of the mean over replications, lower end"},
    {"wait_mean_ci_hi_min", TABLE_REAL, 4, "min", "95%区間の上限", "同上", "upper end"},
    {"share_within_target", TABLE_REAL, 4, "1", "目標以内の割合", "待ち時間が目標以内の割合。分母は整理券", "share of waits within the target; over tickets issued"},
    {"ci_lo", TABLE_REAL, 4, "1", "95%区間の下限", "目標以内の割合の95%信頼区間(反復間)", "95 % interval of the share over replications, lower end"},
    {"ci_hi", TABLE_REAL, 4, "1", "95%区間の上限", "同上", "upper end"},
};
static const struct table_column ecdf_columns[] = {
    RUN_ID, USE_COLUMN,
    {"wait_min", TABLE_REAL, 6, "min", "待ち時間", "待ち時間(度数分布の階級の上端)", "wait (upper ends of the bins of the histogram)"},
    {"share", TABLE_REAL, 6, "1", "割合", "待ち時間がこれ未満の割合(0の行は待たなかった割合)。全反復、分母は整理券", "share of shorter waits (at 0: of those who did not wait); all replications, over tickets issued"},
};
/* clang-format on */

static void init_all(const struct queue_tables_source *s, struct queue_tables *out)
{
    table_init(&out->summary, s->home, "summary", summary_columns, COUNT_OF(summary_columns));
    table_init(&out->wait_halfhour, s->home, "wait_halfhour", halfhour_columns,
               COUNT_OF(halfhour_columns));
    table_init(&out->wait_ecdf, s->home, "wait_ecdf", ecdf_columns, COUNT_OF(ecdf_columns));
    dictionary_init(&out->columns, s->home);
}

/* ---- what every table needs ---- */

static const char *use_name(const struct queue_tables_source *s, int32_t use)
{
    const struct setup_use *uses = s->data->s.uses.items;
    return use == METRIC_ALL_USES ? SETUP_ALL_USES : uses[use].name;
}

static void set_interval(struct table_cell *cells, struct interval i)
{
    cells[0] = table_real(i.estimate);
    cells[1] = table_real(i.lo);
    cells[2] = table_real(i.hi);
}

/* The interval of a share stays within [0, 1]; other numbers without unit may exceed 1. */
static void set_share(struct table_cell *cells, struct interval i)
{
    i.lo = i.lo < 0 ? 0 : i.lo;
    i.hi = i.estimate <= 1 && i.hi > 1 ? 1 : i.hi;
    set_interval(cells, i);
}

/* ---- summary ---- */

static bool has_index(const struct metric *m)
{
    return m->scope != METRIC_USE && m->scope != METRIC_DAY;
}

static struct table_cell limit_of(const struct design *d, const struct metric *m, int32_t index)
{
    if (m->scope == METRIC_USE_WAIT)
        return table_real((double)d->waits_us[index] / 60e6);
    if (m->scope == METRIC_DAY_OVER)
        return table_real((double)d->overtimes_us[index - 1] / 60e6);
    return (struct table_cell){.is_missing = true};
}

static void add_summary(const struct queue_tables_source *s, struct table *t,
                        const struct metric *m, int32_t use, int32_t index,
                        const struct queue_estimate *e)
{
    struct interval i = queue_estimate_metric(e, m, use, index, LEVEL);
    bool is_promise = index == 0 && strcmp(m->name, PROMISE) == 0;
    struct table_cell *row = table_add_row(t);
    if (row == NULL)
        return;
    row[0] = table_text(s->run_id);
    row[1] = table_text(use_name(s, use));
    row[2] = table_text(m->name);
    if (has_index(m))
        row[3] = table_count(index);
    row[4] = limit_of(s->design, m, index);
    row[5] = table_text(m->unit);
    if (strcmp(m->unit, "1") == 0)
        set_share(row + 6, i);
    else
        set_interval(row + 6, i);
    row[9] = table_count(s->result->replications);
    row[10] = table_text(is_promise ? verdict_key(verdict_of(i, s->data->s.target.share)) : "");
}

static bool is_of_use(const struct metric *m)
{
    return m->scope == METRIC_USE || m->scope == METRIC_USE_WAIT;
}

static void fill_summary(const struct queue_tables_source *s, const struct queue_estimate *e,
                         struct queue_tables *out)
{
    size_t n_metrics;
    const struct metric *metrics = metric_all(&n_metrics);
    for (int32_t use = METRIC_ALL_USES; use < s->design->n_uses; use++)
        for (size_t m = 0; m < n_metrics; m++)
            for (int32_t i = 0; i <= INDEX_MOST; i++)
                if ((use == METRIC_ALL_USES || is_of_use(&metrics[m])) &&
                    metric_is_counted(&metrics[m], s->design, i))
                    add_summary(s, &out->summary, &metrics[m], use, i, e);
}

/* ---- wait_halfhour ---- */

static struct interval half_interval(const struct queue_estimate *e, int32_t half, int word,
                                     double scale)
{
    size_t first = count_layout_of(e->design).halves + (size_t)half * COUNT_HALF_WORDS;
    for (uint32_t r = 0; r < e->result->replications; r++) {
        e->y[r] = (double)queue_estimate_record(e, r)[first + (size_t)word] * scale;
        e->x[r] = (double)queue_estimate_record(e, r)[first + COUNT_HALF_TICKETS];
    }
    return interval_ratio(e->y, e->x, e->result->replications, LEVEL);
}

static double half_sum(const struct queue_estimate *e, int32_t half, int word)
{
    size_t at = count_layout_of(e->design).halves + (size_t)half * COUNT_HALF_WORDS;
    double sum = 0;
    for (uint32_t r = 0; r < e->result->replications; r++)
        sum += (double)queue_estimate_record(e, r)[at + (size_t)word];
    return sum;
}

/* The doors may open or close inside a half hour: 8:45 in 8:30-9:00. */
static void set_hours(const struct design *d, int32_t half, struct table_cell *cells)
{
    int64_t from = (int64_t)half * HALF_HOUR_S, to = from + HALF_HOUR_S;
    int64_t open = d->open_us / 1000000, close = d->close_us / 1000000;
    cells[0] = table_count(from < open && open < to ? open : from);
    cells[1] = table_count(from < close && close < to ? close : to);
}

static void add_half(const struct queue_tables_source *s, struct table *t, int32_t half,
                     const struct queue_estimate *e)
{
    double days = (double)s->design->days * s->result->replications;
    struct table_cell *row = table_add_row(t);
    if (row == NULL)
        return;
    row[0] = table_text(s->run_id);
    set_hours(s->design, half, row + 1);
    row[3] = table_real(half_sum(e, half, COUNT_HALF_ATTEMPTS) / days);
    row[4] = table_real(half_sum(e, half, COUNT_HALF_TICKETS) / days);
    set_interval(row + 5, half_interval(e, half, COUNT_HALF_WAIT_US, 1 / 60e6));
    set_share(row + 8, half_interval(e, half, COUNT_HALF_WITHIN, 1));
}

static void fill_halves(const struct queue_tables_source *s, const struct queue_estimate *e,
                        struct queue_tables *out)
{
    const struct design *d = s->design;
    if (!d->has_half_hours)
        return;
    for (int32_t half = 0; half < COUNT_HALF_HOURS; half++) {
        int64_t from_us = (int64_t)half * HALF_HOUR_S * 1000000;
        bool is_open =
            from_us < d->close_us && from_us + INT64_C(1000000) * HALF_HOUR_S > d->open_us;
        if (is_open || half_sum(e, half, COUNT_HALF_ATTEMPTS) > 0)
            add_half(s, &out->wait_halfhour, half, e);
    }
}

/* ---- wait_ecdf ---- */

static void add_ecdf(const struct queue_tables_source *s, const struct queue_estimate *e,
                     struct table *t, int32_t use)
{
    uint32_t bins[SIM_HISTOGRAM_BINS];
    queue_estimate_pool(e, use, bins);
    double sum = 0, all = (double)sim_histogram_count(bins);
    for (uint32_t i = 0; i < SIM_HISTOGRAM_BINS && all > 0; i++) {
        sum += bins[i];
        if (i > 0 && bins[i] == 0)
            continue;
        struct table_cell *row = table_add_row(t);
        if (row == NULL)
            return;
        row[0] = table_text(s->run_id);
        row[1] = table_text(use_name(s, use));
        row[2] = table_real(i == 0 ? 0 : (double)sim_histogram_high(i) / 60e6);
        row[3] = table_real(sum / all);
    }
}

/* ---- the whole ---- */

static void fill_columns(const struct queue_tables_source *s, struct queue_tables *out)
{
    size_t n;
    const struct metric *metrics = metric_all(&n);
    dictionary_add(&out->columns, &out->summary);
    for (size_t i = 0; i < n; i++)
        dictionary_add_measure(&out->columns, metrics[i].name, metrics[i].unit,
                               metrics[i].meaning_ja, metrics[i].meaning_en);
    dictionary_add(&out->columns, &out->wait_ecdf);
    if (s->design->has_half_hours)
        dictionary_add(&out->columns, &out->wait_halfhour);
}

bool queue_tables_make(const struct queue_tables_source *s, struct queue_tables *out, struct err *e)
{
    struct queue_estimate estimate;
    init_all(s, out);
    if (!queue_estimate_init(&estimate, s->design, s->result, s->home))
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, out->summary.name);
    fill_summary(s, &estimate, out);
    fill_halves(s, &estimate, out);
    for (int32_t use = METRIC_ALL_USES; use < s->design->n_uses; use++)
        add_ecdf(s, &estimate, &out->wait_ecdf, use);
    fill_columns(s, out);
    const struct table *all[] = {&out->summary, &out->wait_halfhour, &out->wait_ecdf,
                                 &out->columns};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (all[i]->failed)
            return err_add(e, ERR_NOMEM, SRC_NOWHERE, all[i]->name);
    return true;
}

struct interval queue_tables_find(const struct table *summary, const char *use, const char *metric,
                                  int32_t index)
{
    for (size_t row = 0; row < summary->n_rows; row++)
        if (lookup_is(summary, row, "use", use) && lookup_is(summary, row, "metric", metric) &&
            (lookup_is_missing(summary, row, "index") ||
             lookup_int(summary, row, "index") == index))
            return lookup_interval(summary, row, "estimate");
    return LOOKUP_NO_INTERVAL;
}
