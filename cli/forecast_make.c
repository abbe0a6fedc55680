/* Runs the replications of a forecast and makes its tables of days and half hours. */
#include <math.h>
#include <string.h>

#include "cli/forecast.h"
#include "cli/present/level.h"
#include "cli/progress.h"
#include "models/ward/tally.h"
#include "sim/base/arena.h"
#include "sim/experiment/predict.h"

/* clang-format off */
#define BANDS(name, digits, unit, ja, what_ja, what_en) \
    {name "_median", TABLE_REAL, digits, unit, ja "(中央値)", what_ja "の中央値", "median of " what_en}, \
    {name "_lo50", TABLE_REAL, digits, unit, ja "(50%下)", "50%の確率で入る幅の下端", "lower end of the band that holds it with 50 %"}, \
    {name "_hi50", TABLE_REAL, digits, unit, ja "(50%上)", "同じく上端", "upper end"}, \
    {name "_lo80", TABLE_REAL, digits, unit, ja "(80%下)", "80%の確率で入る幅の下端", "lower end of the band that holds it with 80 %"}, \
    {name "_hi80", TABLE_REAL, digits, unit, ja "(80%上)", "同じく上端", "upper end"}, \
    {name "_lo95", TABLE_REAL, digits, unit, ja "(95%下)", "95%の確率で入る幅の下端", "lower end of the band that holds it with 95 %"}, \
    {name "_hi95", TABLE_REAL, digits, unit, ja "(95%上)", "同じく上端", "upper end"}
#define PROBABILITY(name, ja, what_ja, what_en) \
    {name, TABLE_REAL, 4, "1", ja, what_ja "確率", "probability that " what_en}, \
    {name "_lo", TABLE_REAL, 4, "1", ja "(下)", "確率の95%区間の下限(クロッパー・ピアソン)", "lower end of its 95 % interval (Clopper-Pearson)"}, \
    {name "_hi", TABLE_REAL, 4, "1", ja "(上)", "同じく上限", "upper end"}
#define PLACE \
    {"site_code", TABLE_TEXT, 0, "", "団体コード", "区のコード", "code of the ward"}, \
    {"site", TABLE_TEXT, 0, "", "区", "区の名前", "name of the ward"}, \
    {"date", TABLE_DATE, 0, "", "日付", "見込む日", "day that is forecast"}

#define LEVELS \
    {"level", TABLE_COUNT, 0, "", "混み具合", "いちばん確率の高い混み具合(0=閉庁、1〜4)。同じなら混むほう", "likeliest level (0 closed, 1 to 4); of equal ones the worse"}, \
    {"level_ja", TABLE_TEXT, 0, "", "混み具合(言葉)", "広報の言葉", "its word"}, \
    PROBABILITY("prob_level_1", "空きぎみの確率", "空きぎみの", "the level is 1"), \
    PROBABILITY("prob_level_2", "やや混雑の確率", "やや混雑の", "the level is 2"), \
    PROBABILITY("prob_level_3", "混雑の確率", "混雑の", "the level is 3"), \
    PROBABILITY("prob_level_4", "大変混雑の確率", "大変混雑の", "the level is 4")
#define AWAY \
    BANDS("turned_away", 1, "people", "お断り", "受付終了後などで手続できなかった人の数", "people who are turned away"), \
    {"turned_away_mean", TABLE_REAL, 2, "people", "お断り(平均)", "平均", "mean"}, \
    {"turned_away_mean_lo", TABLE_REAL, 2, "people", "お断り(平均の下)", "平均の95%区間の下限", "lower end of the 95 % interval of the mean"}, \
    {"turned_away_mean_hi", TABLE_REAL, 2, "people", "お断り(平均の上)", "同じく上限", "upper end"}

static const struct table_column day_columns[] = {
    PLACE,
    {"weekday", TABLE_TEXT, 0, "", "曜日", "曜日", "day of the week"},
    {"open_from", TABLE_CLOCK, 0, "", "受付開始", "閉庁日は空", "doors open; empty when closed"},
    {"open_to", TABLE_CLOCK, 0, "", "受付終了", "閉庁日は空", "doors close; empty when closed"},
    LEVELS,
    {"replications_served", TABLE_COUNT, 0, "", "待ち時間のある反復", "手続した人がいた反復の数", "replications in which anybody was served"},
    BANDS("wait_p90_min", 2, "min", "9割の待ち時間", "その日に手続した人の10人に9人が呼ばれるまでの時間", "the wait within which nine of ten served that day are called"),
    BANDS("visits", 1, "people", "来庁", "来た人の数", "people who come"),
    AWAY,
};

static const struct table_column hour_columns[] = {
    PLACE,
    {"half_hour_start", TABLE_CLOCK, 0, "", "時間帯の初め", "時間帯の初め", "start of the half hour"},
    {"half_hour_end", TABLE_CLOCK, 0, "", "時間帯の終わり", "時間帯の終わり", "end of the half hour"},
    LEVELS,
    BANDS("waiting", 1, "people", "待っている人", "時間帯の初めに待っている人の数", "people waiting at its start"),
    {"replications_served", TABLE_COUNT, 0, "", "待ち時間のある反復", "手続した人がいた反復の数", "replications with anybody who takes a ticket in it and is served"},
    BANDS("wait_mean_min", 2, "min", "平均の待ち時間", "その時間帯に番号札を取り手続した人の平均の待ち時間", "the mean wait of those who take a ticket in it and are served"),
    BANDS("wait_p90_min", 2, "min", "9割の待ち時間", "その人たちの10人に9人が呼ばれるまでの時間", "the wait within which nine of ten of them are called"),
    AWAY,
};
/* clang-format on */

#define MINUTE_US 60e6
enum { HALF_HOUR_S = 1800 };
/* First columns of bands, of days and of half hours. */
enum { OF_LEVEL = 6, OF_WAIT = 21, OF_VISITS = 28, OF_AWAY = 35, OF_AWAY_MEAN = 42 };
enum { OF_HOUR_LEVEL = 5, OF_WAITING = 19, OF_MEAN = 27, OF_P90 = 34 };
enum { OF_HOUR_AWAY = 41, OF_HOUR_AWAY_MEAN = 48 };

bool forecast_run(struct forecast *f, struct progress *progress, bool *is_whole)
{
    struct run *r = &f->trial.run;
    uint32_t all = f->replications + forecast_screening(f);
    const struct replicate_order order = {.seed = r->seed,
                                          .replications = all,
                                          .threads = run_threads(r),
                                          .progress = progress_tell,
                                          .progress_context = progress};
    progress_catch_interrupt();
    bool is_done = replicate_run(&f->sim, &order, f->frame->home, &f->result, &r->frame.err);
    progress_release_interrupt();
    *is_whole = is_done && f->result.replications == all;
    if (!*is_whole)
        return is_done;
    bool (*const make[])(struct forecast *) = {[FORECAST_BY_DAY] = forecast_tabulate_days,
                                               [FORECAST_BY_HALF_HOUR] = forecast_tabulate_hours,
                                               [FORECAST_ABSENT] = forecast_tabulate_ends};
    return make[f->kind](f) || err_add(&r->frame.err, ERR_NOMEM, SRC_NOWHERE, "forecast");
}

static const int64_t *record(const struct forecast *f, uint32_t replication)
{
    return f->result.records + (size_t)replication * f->sim.record_words;
}

size_t forecast_values(const struct forecast *f, struct forecast_word word, double *room)
{
    for (uint32_t i = 0; i < f->replications; i++) {
        const int64_t *words = record(f, i);
        bool is_there = word.served == FORECAST_ANY || words[word.served] > 0;
        room[i] = is_there ? (double)words[word.at] / word.unit : (double)NAN;
    }
    return predict_sort(room, f->replications);
}

void forecast_bands(const double *sorted, size_t n, struct table_cell *cells)
{
    static const double levels[] = {0.50, 0.80, 0.95};
    cells[0] = table_real(predict_quantile(sorted, n, 0.5));
    for (size_t i = 0; i < COUNT_OF(levels); i++) {
        struct interval band = predict_band(sorted, n, levels[i]);
        cells[1 + 2 * i] = table_real(band.lo);
        cells[2 + 2 * i] = table_real(band.hi);
    }
}

static void add_bands(const struct forecast *f, struct forecast_word word, double *room,
                      struct table_cell *cells)
{
    size_t n = forecast_values(f, word, room);
    forecast_bands(room, n, cells);
}

static void add_interval(struct interval i, struct table_cell *cells)
{
    cells[0] = table_real(i.estimate);
    cells[1] = table_real(i.lo);
    cells[2] = table_real(i.hi);
}

/* The likeliest level and the probability of each, of n draws in minutes of wait and of `idle`
 * ones without anybody, which are quiet; 14 cells. */
static void add_levels(const struct forecast *f, const double *waits, size_t n, size_t idle,
                       struct table_cell *cells)
{
    size_t counts[LEVEL_COUNT] = {[LEVEL_QUIET] = idle}, likeliest = LEVEL_QUIET;
    double cut[3];
    if (n + idle == 0)
        return;
    for (int i = 0; i < 3; i++)
        cut[i] = (double)f->plan->level_us[i] / MINUTE_US;
    for (size_t i = 0; i < n; i++)
        counts[level_of(waits[i], cut)]++;
    for (size_t k = LEVEL_QUIET; k < LEVEL_COUNT; k++) {
        likeliest = counts[k] >= counts[likeliest] ? k : likeliest;
        add_interval(predict_share(counts[k], n + idle, FORECAST_LEVEL),
                     cells + 2 + 3 * (k - LEVEL_QUIET));
    }
    cells[0] = table_count((int64_t)likeliest);
    cells[1] = table_text(level_look((int)likeliest)->word);
}

static void add_place(const struct forecast *f, int32_t site, civil_day day, struct table_cell *row)
{
    const struct scenario_ward_row *ward =
        &((const struct scenario_ward_row *)f->data->wards.items)[site];
    row[0] = table_text(ward->code);
    row[1] = table_text(ward->name);
    row[2] = table_count(day);
}

static void add_day(struct forecast *f, int32_t site, civil_day day, double *room)
{
    static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    int32_t index = day - f->plan->base_day;
    const struct plan_day *at = plan_day_at(f->plan, site, index);
    size_t first = tally_at_ahead(f->plan, site, index);
    struct table_cell *row = table_add_row(&f->table);
    if (row == NULL)
        return;
    add_place(f, site, day, row);
    row[3] = table_text(weekdays[civil_weekday_of(day)]);
    if (at->open_s < 0) {
        row[6] = table_count(LEVEL_CLOSED);
        row[7] = table_text(level_look(LEVEL_CLOSED)->word);
        return;
    }
    const struct forecast_word wait = {first + TALLY_AHEAD_P90_US, first + TALLY_AHEAD_SERVED,
                                       MINUTE_US},
                               visits = {first + TALLY_AHEAD_VISITS, FORECAST_ANY, 1},
                               away = {first + TALLY_AHEAD_TURNED_AWAY, FORECAST_ANY, 1};
    row[4] = table_count(at->open_s);
    row[5] = table_count(at->close_s);
    size_t n = forecast_values(f, wait, room);
    add_levels(f, room, n, f->replications - n, row + OF_LEVEL);
    row[20] = table_count((int64_t)n);
    forecast_bands(room, n, row + OF_WAIT);
    add_bands(f, visits, room, row + OF_VISITS);
    add_bands(f, away, room, row + OF_AWAY);
    add_interval(interval_mean(room, f->replications, FORECAST_LEVEL), row + OF_AWAY_MEAN);
}

static double *take_room(const struct forecast *f)
{
    return arena_take_array(f->frame->home, double, f->replications);
}

bool forecast_tabulate_days(struct forecast *f)
{
    double *room = take_room(f);
    int32_t first = f->site == FORECAST_ALL ? 0 : f->site,
            end = f->site == FORECAST_ALL ? f->plan->n_sites : f->site + 1;
    table_init(&f->table, f->frame->home, "forecast", day_columns, COUNT_OF(day_columns));
    for (int32_t site = first; room != NULL && site < end; site++)
        for (civil_day day = f->from; day <= f->to; day++)
            add_day(f, site, day, room);
    return room != NULL && !f->table.failed;
}

/* Mean waits: a ratio in each replication. */
static size_t mean_waits(const struct forecast *f, size_t first, double *room)
{
    for (uint32_t i = 0; i < f->replications; i++) {
        const int64_t *words = record(f, i) + first;
        int64_t n = words[TALLY_WATCH_SERVED];
        double sum = (double)words[TALLY_WATCH_WAIT_US] / MINUTE_US;
        room[i] = n > 0 ? sum / (double)n : (double)NAN;
    }
    return predict_sort(room, f->replications);
}

static void add_half_hour(struct forecast *f, int32_t half_hour, double *room)
{
    const struct plan_day *at = plan_day_at(f->plan, f->site, f->date - f->plan->base_day);
    size_t first = tally_at_watch(f->plan, half_hour);
    int32_t from = half_hour * HALF_HOUR_S, to = from + HALF_HOUR_S;
    const struct forecast_word waiting = {first + TALLY_WATCH_WAITING, FORECAST_ANY, 1},
                               away = {first + TALLY_WATCH_TURNED_AWAY, FORECAST_ANY, 1},
                               p90 = {first + TALLY_WATCH_P90_US, first + TALLY_WATCH_SERVED,
                                      MINUTE_US};
    struct table_cell *row = table_add_row(&f->table);
    if (row == NULL)
        return;
    add_place(f, f->site, f->date, row);
    row[3] = table_count(from > at->open_s ? from : at->open_s);
    row[4] = table_count(to < at->close_s ? to : at->close_s);
    if (from >= at->open_s) /* nobody looks before the doors open */
        add_bands(f, waiting, room, row + OF_WAITING);
    size_t n = mean_waits(f, first, room);
    row[26] = table_count((int64_t)n);
    forecast_bands(room, n, row + OF_MEAN);
    (void)forecast_values(f, p90, room);
    forecast_bands(room, n, row + OF_P90);
    add_levels(f, room, n, 0, row + OF_HOUR_LEVEL); /* without anybody it is missing, not quiet */
    add_bands(f, away, room, row + OF_HOUR_AWAY);
    add_interval(interval_mean(room, f->replications, FORECAST_LEVEL), row + OF_HOUR_AWAY_MEAN);
}

bool forecast_tabulate_hours(struct forecast *f)
{
    double *room = take_room(f);
    const struct plan_day *at = plan_day_at(f->plan, f->site, f->date - f->plan->base_day);
    table_init(&f->table, f->frame->home, "half_hours", hour_columns, COUNT_OF(hour_columns));
    for (int32_t h = at->open_s / HALF_HOUR_S; room != NULL && h * HALF_HOUR_S < at->close_s; h++)
        add_half_hour(f, h, room);
    return room != NULL && !f->table.failed;
}
