/* Ends of acceptance with some absent: which is the latest in time, for the table and in words. */
#include <math.h>
#include <string.h>

#include "cli/forecast.h"
#include "cli/phrase.h"
#include "cli/present/shown.h"
#include "models/ward/ahead.h"
#include "models/ward/tally.h"
#include "sim/base/arena.h"
#include "sim/experiment/predict.h"

/* clang-format off */
static const struct table_column columns[] = {
    {"site_code", TABLE_TEXT, 0, "", "団体コード", "区のコード", "code of the ward"},
    {"site", TABLE_TEXT, 0, "", "区", "区の名前", "name of the ward"},
    {"date", TABLE_DATE, 0, "", "日付", "見込む日", "day that is forecast"},
    {"absent", TABLE_COUNT, 0, "", "欠ける人数", "欠ける人数(窓口の数)", "counters less"},
    {"counters", TABLE_COUNT, 0, "", "窓口", "受付開始のときの窓口の数", "counters on duty when the doors open"},
    {"accept_until", TABLE_CLOCK, 0, "", "受付を終える時刻", "予約なしの受付を終える時刻。空=どの時刻でも間に合うと確かめられない(右の数字は予約なしを1人も受け付けない場合)", "end of acceptance without appointment; empty when no time is shown to do: then the numbers beside it are those without any walk-in"},
    {"is_early", TABLE_FLAG, 0, "", "早く終えるか", "閉庁より前か", "is that before closing?"},
    {"prob_in_time", TABLE_REAL, 4, "1", "間に合う確率", "全員が閉庁+許容時間までに終わる確率", "probability that everybody is done by closing plus the allowance"},
    {"prob_in_time_lo", TABLE_REAL, 4, "1", "間に合う確率(下)", "95%区間の下限(クロッパー・ピアソン)", "lower end of its 95 % interval (Clopper-Pearson)"},
    {"prob_in_time_hi", TABLE_REAL, 4, "1", "間に合う確率(上)", "同じく上限", "upper end"},
    {"turned_away_mean", TABLE_REAL, 2, "people", "お断り(平均)", "手続できなかった人の平均", "mean number of people turned away"},
    {"turned_away_mean_lo", TABLE_REAL, 2, "people", "お断り(下)", "平均の95%区間の下限", "lower end of its 95 % interval"},
    {"turned_away_mean_hi", TABLE_REAL, 2, "people", "お断り(上)", "同じく上限", "upper end"},
    {"late_min_median", TABLE_REAL, 1, "min", "終わる時刻(中央値)", "最後の人が終わる時刻と閉庁時刻の差の中央値", "median of the minutes from closing to the end of the last one"},
    {"late_min_hi80", TABLE_REAL, 1, "min", "終わる時刻(80%上)", "80%の確率で入る幅の上端(10日に9日はこれより早く終わる)", "upper end of the band that holds it with 80 %: nine days of ten end earlier"},
};
/* clang-format on */

enum { NEVER = -1, SCREEN = 0, CONFIRM = 1 };

static const struct plan_day *day_of(const struct forecast *f, int32_t site)
{
    return plan_day_at(f->plan, site, f->date - f->plan->base_day);
}

static int32_t counters_of(const struct forecast *f, int32_t site)
{
    const struct plan_day *at = day_of(f, site);
    const struct plan_shift *shifts =
        PLAN_ARRAY(f->plan, struct plan_shift, at_shifts) + at->first_shift;
    int32_t counters = 0;
    for (int i = 0; i < at->n_shifts; i++)
        counters += shifts[i].from_s == at->open_s ? shifts[i].counters : 0;
    return counters;
}

/* Somebody must stay at every pool, and with dedicated counters one more. */
static bool can_be_absent(const struct forecast *f, int32_t site)
{
    const struct counter_rules *rules = &f->plan->rules;
    int32_t least = rules->pools;
    if (rules->pool.order.rule == DISCIPLINE_DEDICATED)
        least *= rules->pool.order.dedicated + 1;
    return counters_of(f, site) - (int32_t)f->frame->options.absent >= least;
}

/* Replications of a part: they screen from the first on, and confirm behind that. */
static uint32_t length_of(const struct forecast *f, int part)
{
    return part == SCREEN ? forecast_screening(f) : f->replications;
}

/* Words of a tried end in a replication of a part. */
static const int64_t *words_at(const struct forecast *f, size_t at, int part, uint32_t replication)
{
    size_t row = (part == SCREEN ? 0 : forecast_screening(f)) + (size_t)replication;
    return f->result.records + row * f->sim.record_words + at;
}

static struct interval in_time(const struct forecast *f, int32_t site, int32_t staff, int32_t h,
                               int part)
{
    size_t k = 0, at = tally_at_stop(f->plan, site, staff, h);
    for (uint32_t i = 0; i < length_of(f, part); i++)
        k += words_at(f, at, part, i)[TALLY_STOP_LATE_US] <= f->plan->rules.allowance.us;
    return predict_share(k, length_of(f, part), FORECAST_LEVEL);
}

/* The latest end at which the first part is above the line, going from the earliest on, or else the
 * earliest; from there back to the first that the second part shows, with its interval; NEVER when
 * there is none. With a later end everybody is done later in every replication, so what is claimed
 * is wrong no more often than a single interval. */
static int32_t latest_end(const struct forecast *f, int32_t site, int32_t staff)
{
    const struct plan_day *at = day_of(f, site);
    int32_t first = ahead_first_end(at), last = ahead_last_end(at), h = first;
    while (h <= last && in_time(f, site, staff, h, SCREEN).estimate >= FORECAST_SURE)
        h++;
    for (h -= h > first; h >= first; h--)
        if (in_time(f, site, staff, h, CONFIRM).lo >= FORECAST_SURE)
            return h;
    return NEVER;
}

static struct interval turned_away(const struct forecast *f, int32_t site, int32_t staff, int32_t h,
                                   double *room)
{
    size_t at = tally_at_stop(f->plan, site, staff, h);
    for (uint32_t i = 0; i < f->replications; i++)
        room[i] = (double)words_at(f, at, CONFIRM, i)[TALLY_STOP_TURNED_AWAY];
    return interval_mean(room, f->replications, FORECAST_LEVEL);
}

static void add_lateness(const struct forecast *f, int32_t site, int32_t staff, int32_t h,
                         double *room, struct table_cell *cells)
{
    size_t at = tally_at_stop(f->plan, site, staff, h);
    for (uint32_t i = 0; i < f->replications; i++)
        room[i] = (double)words_at(f, at, CONFIRM, i)[TALLY_STOP_LATE_US] / 60e6;
    size_t n = predict_sort(room, f->replications);
    struct interval band = predict_band(room, n, 0.80);
    cells[0] = table_real(band.estimate);
    cells[1] = table_real(band.hi);
}

static void add_interval(struct interval i, struct table_cell *cells)
{
    cells[0] = table_real(i.estimate);
    cells[1] = table_real(i.lo);
    cells[2] = table_real(i.hi);
}

static void add_end(struct forecast *f, int32_t site, int32_t staff, double *room)
{
    const struct plan_day *at = day_of(f, site);
    const struct scenario_ward_row *ward =
        &((const struct scenario_ward_row *)f->data->wards.items)[site];
    int32_t absent = staff == 1 ? (int32_t)f->frame->options.absent : 0;
    struct table_cell *row = table_add_row(&f->table);
    if (row == NULL)
        return;
    row[0] = table_text(ward->code);
    row[1] = table_text(ward->name);
    row[2] = table_count(f->date);
    row[3] = table_count(absent);
    row[4] = table_count(counters_of(f, site) - absent);
    if (staff == 1 && !can_be_absent(f, site))
        return;
    int32_t latest = latest_end(f, site, staff), h = latest == NEVER ? ahead_first_end(at) : latest;
    if (latest != NEVER) {
        row[5] = table_count(ahead_end_s(at, h));
        row[6] = table_flag(ahead_end_s(at, h) < at->close_s);
    }
    add_interval(in_time(f, site, staff, h, CONFIRM), row + 7);
    add_interval(turned_away(f, site, staff, h, room), row + 10);
    add_lateness(f, site, staff, h, room, row + 13);
}

uint32_t forecast_screening(const struct forecast *f)
{
    return f->kind == FORECAST_ABSENT ? (f->replications + 1) / 2 : 0;
}

bool forecast_tabulate_ends(struct forecast *f)
{
    double *room = arena_take_array(f->frame->home, double, f->replications);
    table_init(&f->table, f->frame->home, "acceptance", columns, COUNT_OF(columns));
    for (int32_t site = 0; room != NULL && site < f->plan->n_sites; site++) {
        bool is_meant = f->site == FORECAST_ALL || f->site == site;
        for (int32_t staff = 0; is_meant && day_of(f, site)->open_s >= 0 && staff < 2; staff++)
            add_end(f, site, staff, room);
    }
    return room != NULL && !f->table.failed;
}

/* ---- in words ------------------------------------------------------------------ */

static const struct shown_column shown[] = {
    {{"ward", "区"}, 10, SHOWN_NAME, NULL, 0},
    {{"counters", "窓口"}, 7, SHOWN_NUMBER, NULL, 0},
    {{"all there", "全員いる"}, 19, SHOWN_NUMBER, NULL, 0},
    {{"absent", "欠ける"}, 19, SHOWN_NUMBER, NULL, 0},
    {{"turned away", "お断り(人)"}, 20, SHOWN_NUMBER, NULL, 0},
};

static double real_at(const struct forecast *f, size_t row, size_t column)
{
    return table_row(&f->table, row)[column].real;
}

/* 15:30 96%(92-98); with "×" when not even the earliest is shown to do, "-" when so many cannot be
 * absent. */
static void add_time(const struct forecast *f, size_t row, struct text *out)
{
    const struct table_cell *cells = table_row(&f->table, row);
    int32_t second = (int32_t)cells[5].count;
    if (cells[7].is_missing) {
        text_add(out, "-");
        return;
    }
    if (cells[5].is_missing)
        text_add(out, "×");
    else
        text_addf(out, "%d:%02d", second / 3600, second / 60 % 60);
    text_addf(out, " %.0f%%(%.0f-%.0f)", 100 * real_at(f, row, 7), floor(100 * real_at(f, row, 8)),
              ceil(100 * real_at(f, row, 9)));
}

static void add_people(const struct forecast *f, size_t row, struct text *out)
{
    if (table_row(&f->table, row)[10].is_missing) {
        text_add(out, "-");
        return;
    }
    text_addf(out, "%.1f±%.1f", real_at(f, row, 10),
              (real_at(f, row, 12) - real_at(f, row, 11)) / 2);
}

static void add_ward(const struct forecast *f, size_t row, struct text *out)
{
    struct text cell[4];
    const struct table_cell *all = table_row(&f->table, row), *less = table_row(&f->table, row + 1);
    const char *name = all[1].text;
    const struct scenario_ward_row *wards = f->data->wards.items;
    for (size_t i = 0; i < f->data->wards.count && !f->frame->japanese; i++)
        if (strcmp(wards[i].name, all[1].text) == 0)
            name = wards[i].name_en;
    for (int i = 0; i < 4; i++)
        text_init(&cell[i], out->home);
    text_addf(&cell[0], "%lld→%lld", (long long)all[4].count, (long long)less[4].count);
    add_time(f, row, &cell[1]);
    add_time(f, row + 1, &cell[2]);
    add_people(f, row, &cell[3]);
    text_add(&cell[3], "→");
    add_people(f, row + 1, &cell[3]);
    shown_words(&shown[0], name, out);
    for (int i = 0; i < 4; i++)
        shown_text(&shown[i + 1], text_get(&cell[i]), out);
    text_add(out, "\n");
}

void forecast_print_ends(const struct forecast *f, struct text *out)
{
    struct text day, absent, allowance, sure, n, screening;
    bool japanese = f->frame->japanese;
    struct text *const all[] = {&day, &absent, &allowance, &sure, &n, &screening};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        text_init(all[i], out->home);
    forecast_add_day(f->date, japanese, &day);
    text_addf(&absent, "%u", f->frame->options.absent);
    text_addf(&allowance, "%g", (double)f->plan->rules.allowance.us / 60e6);
    text_addf(&sure, "%g", 100 * FORECAST_SURE);
    text_addf(&n, "%u", f->replications);
    text_addf(&screening, "%u", forecast_screening(f));
    phrase_add(out, PHRASE_FORECAST_ABSENT, japanese, text_get(&day), text_get(&absent),
               text_get(&allowance), text_get(&sure));
    text_add(out, "\n\n");
    shown_headings(shown, COUNT_OF(shown), japanese, out);
    for (size_t row = 0; row + 1 < f->table.n_rows; row += 2)
        add_ward(f, row, out);
    text_add(out, "\n");
    phrase_note(out, PHRASE_FORECAST_ABSENT_NOTE, japanese, text_get(&n), text_get(&screening),
                "×");
    text_add(out, "\n");
}
