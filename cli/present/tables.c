#include "cli/present/tables.h"

#include <string.h>

#include "cli/present/dictionary.h"
#include "cli/present/tables_make.h"
#include "models/ward/tally.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/engine/histogram.h"

/* clang-format off */
#define KEYS \
    {"run_id", TABLE_TEXT, 0, "", "試算ID", "この試算の識別番号", "identifies the run"}, \
    {"site_code", TABLE_TEXT, 0, "", "団体コード", "全国地方公共団体コード(141003は全市、合同窓口はその名前)", "local government code (141003: whole city; a joint centre has its name)"}, \
    {"site", TABLE_TEXT, 0, "", "区", "区名(全市は18区の合計)", "ward (全市: all wards together)"}
#define ACCESS_COLUMN \
    {"access", TABLE_TEXT, 0, "", "受付方法", "booked=予約、walk_in=予約なし、all=両方", "booked, walk_in or all"}
#define DAY_TYPE_COLUMN \
    {"day_type", TABLE_TEXT, 0, "", "平日・土曜", "weekday=平日、saturday=土曜", "weekday or saturday"}
#define SHARE_COLUMNS \
    {"share_within_target", TABLE_REAL, 4, "1", "目標以内の割合", "待ち時間が目標以内の割合。分母は整理券を受けた人", "share of waits within the target; over tickets issued"}, \
    {"ci_lo", TABLE_REAL, 4, "1", "95%区間の下限", "目標以内の割合の95%信頼区間(反復間)", "95 % interval of the share over replications, lower end"}, \
    {"ci_hi", TABLE_REAL, 4, "1", "95%区間の上限", "同上", "upper end"}

static const struct table_column summary_columns[] = {
    KEYS, ACCESS_COLUMN,
    {"metric", TABLE_TEXT, 0, "", "指標", "指標の名前(定義は metrics の行)", "name of the measure"},
    {"unit", TABLE_TEXT, 0, "", "単位", "推定値の単位", "unit of the estimate"},
    {"estimate", TABLE_REAL, 4, "", "推定値", "1反復(1年)あたりの推定値", "estimate for one replication (the period)"},
    {"ci_lo", TABLE_REAL, 4, "", "95%区間の下限", "反復を独立な単位とする95%信頼区間", "95 % interval, the replication is the independent unit"},
    {"ci_hi", TABLE_REAL, 4, "", "95%区間の上限", "同上", "upper end"},
    {"reps", TABLE_COUNT, 0, "", "反復", "反復回数", "replications"},
    {"verdict", TABLE_TEXT, 0, "", "判定", "met=達成、open=判定保留、missed=未達", "met, open or missed"},
};
static const struct table_column daily_columns[] = {
    KEYS,
    {"date", TABLE_DATE, 0, "", "日付", "来庁した日", "day of arrival"},
    {"weekday", TABLE_TEXT, 0, "", "曜日", "曜日", "weekday"},
    DAY_TYPE_COLUMN, ACCESS_COLUMN,
    {"arrivals", TABLE_REAL, 2, "people", "来庁者", "来庁者(1反復の平均)", "people who came, mean per replication"},
    {"served", TABLE_REAL, 2, "people", "対応した人", "整理券を受けた人(待ちきれず帰った人を含む、平均)", "tickets issued, whoever lost patience included, mean"},
    {"turned_away", TABLE_REAL, 2, "people", "断られた人", "断られた人(平均)", "turned away, mean"},
    {"wait_p05_min", TABLE_REAL, 2, "min", "待ち5%点", "全反復をまとめた待ち時間の5%点", "5 % quantile of waits pooled over replications"},
    {"wait_p25_min", TABLE_REAL, 2, "min", "待ち25%点", "同 25%点", "25 % quantile"},
    {"wait_p50_min", TABLE_REAL, 2, "min", "待ち中央値", "同 中央値", "median"},
    {"wait_p75_min", TABLE_REAL, 2, "min", "待ち75%点", "同 75%点", "75 % quantile"},
    {"wait_p90_min", TABLE_REAL, 2, "min", "待ち90%点", "同 90%点", "90 % quantile"},
    {"wait_p95_min", TABLE_REAL, 2, "min", "待ち95%点", "同 95%点", "95 % quantile"},
    SHARE_COLUMNS,
};
static const struct table_column halfhour_columns[] = {
    KEYS,
    {"weekday", TABLE_TEXT, 0, "", "曜日", "曜日", "weekday"},
    {"half_hour_start", TABLE_CLOCK, 0, "", "時間帯の始め", "整理券を受けた時間帯", "half hour of the ticket, from"},
    {"half_hour_end", TABLE_CLOCK, 0, "", "時間帯の終わり", "同上", "to"},
    ACCESS_COLUMN,
    {"queue_mean", TABLE_REAL, 2, "people", "待っている人", "時間帯の始めに待っている人(平均)", "people waiting at its start, mean"},
    {"wait_p50_min", TABLE_REAL, 2, "min", "待ち中央値", "待ち時間の中央値", "median wait"},
    {"wait_p90_min", TABLE_REAL, 2, "min", "待ち90%点", "待ち時間の90%点", "90 % quantile of waits"},
    SHARE_COLUMNS,
    {"n", TABLE_COUNT, 0, "people", "件数", "全反復の件数", "waits in all replications"},
};
static const struct table_column ecdf_columns[] = {
    KEYS, ACCESS_COLUMN,
    {"minutes", TABLE_COUNT, 0, "min", "分", "待ち時間", "wait"},
    {"share", TABLE_REAL, 5, "1", "割合", "待ち時間がこれ以内の割合。分母は整理券を受けた人", "share of waits not longer; over tickets issued"},
    {"lo", TABLE_REAL, 5, "1", "95%区間の下限", "区分け法による95%信頼区間", "95 % interval by sectioning, lower end"},
    {"hi", TABLE_REAL, 5, "1", "95%区間の上限", "同上", "upper end"},
};
static const struct table_column staffing_columns[] = {
    KEYS, DAY_TYPE_COLUMN,
    {"half_hour_start", TABLE_CLOCK, 0, "", "時間帯の始め", "時間帯の始め", "half hour, from"},
    {"counters", TABLE_REAL, 2, "counters", "窓口数", "期間中の開庁日の平均窓口数", "counters on duty, mean over open days of the period"},
    SHARE_COLUMNS,
    {"verdict", TABLE_TEXT, 0, "", "判定", "met=達成、open=判定保留、missed=未達", "met, open or missed"},
};
static const struct table_column calendar_columns[] = {
    KEYS,
    {"date", TABLE_DATE, 0, "", "日付", "日付", "date"},
    {"open_from", TABLE_CLOCK, 0, "", "受付開始", "受付開始(閉庁日は空)", "doors open (empty: closed)"},
    {"open_to", TABLE_CLOCK, 0, "", "受付終了", "受付終了", "doors close"},
    {"closed_reason", TABLE_TEXT, 0, "", "閉庁の理由", "閉庁の理由(祝日名など)", "why it is closed"},
    {"level", TABLE_COUNT, 0, "", "混雑の段階", "0=閉庁、1〜4", "0 closed, 1 to 4"},
    {"level_ja", TABLE_TEXT, 0, "", "混雑の言葉", "段階の言葉", "its word"},
    {"wait_p90_min", TABLE_REAL, 1, "min", "待ち90%点", "10人中9人がこれ以内に呼ばれる", "nine of ten are called within it"},
    {"prob_level_or_worse", TABLE_REAL, 3, "1", "その段階以上の確率", "反復のうちその段階以上だった割合", "share of replications at that level or worse"},
    {"turned_away", TABLE_REAL, 2, "people", "断られた人", "断られた人(1反復の平均)", "turned away, mean"},
};
static const struct table_column replication_columns[] = {
    KEYS,
    {"replication", TABLE_COUNT, 0, "", "反復", "反復の番号(0から)", "number of the replication, from 0"},
    ACCESS_COLUMN,
    {"metric", TABLE_TEXT, 0, "", "指標", "指標の名前", "name of the measure"},
    {"value", TABLE_REAL, 4, "", "値", "その反復の値", "its value in this replication"},
};
static const struct table_column fluid_columns[] = {
    KEYS,
    {"month", TABLE_TEXT, 0, "", "月", "年月", "month"},
    ACCESS_COLUMN,
    {"visits_per_day", TABLE_REAL, 1, "people", "来庁者/日", "開庁日1日の来庁者", "people per open day"},
    {"offered_load_h", TABLE_REAL, 2, "h", "仕事量(時間)", "開庁日1日に持ち込まれる仕事の時間", "hours of work brought per open day"},
    {"capacity_h", TABLE_REAL, 2, "h", "能力(時間)", "開庁日1日の窓口の延べ時間", "counter-hours per open day"},
    {"load_ratio", TABLE_REAL, 3, "1", "負荷", "仕事量÷能力(1を超えると列が伸び続ける)", "work over capacity (above 1 the queue grows)"},
};
static const struct table_column phone_columns[] = {
    KEYS,
    {"day_type", TABLE_TEXT, 0, "", "平日・その他", "weekday=平日、other=土日・祝日・年末年始", "weekday, or other: weekends, holidays and the turn of the year"},
    {"half_hour_start", TABLE_CLOCK, 0, "", "時間帯の始め", "電話をかけた時間帯", "half hour of the call, from"},
    {"half_hour_end", TABLE_CLOCK, 0, "", "時間帯の終わり", "同上", "to"},
    {"agents", TABLE_REAL, 2, "people", "オペレーター", "時間帯の始めのオペレーター数", "agents on duty at its start"},
    {"calls", TABLE_REAL, 2, "calls", "電話", "かかってきた電話(かけ直しと、予約以外の問い合わせを含む。その種類の日1日の平均)", "calls, dialling again and enquiries included; mean per day of that kind"},
    {"busy", TABLE_REAL, 2, "calls", "話し中", "話し中だった電話(同)", "calls that heard the busy signal, mean per day"},
    {"abandoned", TABLE_REAL, 2, "calls", "待ちきれず切った", "つながる前に切った電話(同)", "calls given up before the answer, mean per day"},
    {"answered", TABLE_REAL, 2, "calls", "つながった", "つながった電話(同)", "calls answered, mean per day"},
    {"wait_mean_min", TABLE_REAL, 2, "min", "つながるまで", "かけてからつながるまでの平均。分母はつながった電話", "mean time from dialling to the answer; over calls answered"},
};
static const struct table_column names_columns[] = {
    KEYS,
    {"site_en", TABLE_TEXT, 0, "", "区(英語)", "区の名前(英語)。区の表の name_en", "name in English: name_en of the ward table"},
};
/* clang-format on */

void tables_init_all(const struct tables_source *s, struct tables *out)
{
    struct arena *home = s->home;
    table_init(&out->summary, home, "summary", summary_columns, COUNT_OF(summary_columns));
    table_init(&out->wait_daily, home, "wait_daily", daily_columns, COUNT_OF(daily_columns));
    table_init(&out->wait_halfhour, home, "wait_halfhour", halfhour_columns,
               COUNT_OF(halfhour_columns));
    table_init(&out->wait_ecdf, home, "wait_ecdf", ecdf_columns, COUNT_OF(ecdf_columns));
    table_init(&out->staffing, home, "staffing", staffing_columns, COUNT_OF(staffing_columns));
    table_init(&out->calendar, home, "calendar", calendar_columns, COUNT_OF(calendar_columns));
    table_init(&out->replications, home, "replications", replication_columns,
               COUNT_OF(replication_columns));
    table_init(&out->fluid, home, "fluid", fluid_columns, COUNT_OF(fluid_columns));
    table_init(&out->phone_halfhour, home, "phone_halfhour", phone_columns,
               COUNT_OF(phone_columns));
    table_init(&out->names, home, "names", names_columns, COUNT_OF(names_columns));
    dictionary_init(&out->columns, home);
}

void tables_fill_columns(struct tables *out)
{
    const struct table *all[] = {&out->summary,   &out->wait_daily,  &out->wait_halfhour,
                                 &out->wait_ecdf, &out->staffing,    &out->calendar,
                                 &out->fluid,     &out->replications};
    for (size_t t = 0; t < COUNT_OF(all); t++)
        dictionary_add(&out->columns, all[t]);
    if (out->phone_halfhour.n_rows > 0)
        dictionary_add(&out->columns, &out->phone_halfhour);
    if (out->names.n_rows > 0)
        dictionary_add(&out->columns, &out->names);
}

static bool has_name(const struct scenario_ward_row *row)
{
    return row->centre == 0 && row->name_en != NULL && row->name_en[0] != '\0' &&
           strcmp(row->name_en, row->name) != 0;
}

/* For what is made of the folder later, without the scenario's tables. */
void tables_fill_names(const struct tables_source *s, struct tables *out)
{
    const struct scenario_ward_row *rows = s->data->wards.items;
    bool is_needed = false;
    for (int32_t site = 0; site < s->plan->n_sites; site++)
        is_needed |= has_name(&rows[site]) && scenario_ward_latin(rows[site].name) == NULL;
    for (int32_t site = 0; site < s->plan->n_sites && is_needed; site++) {
        struct table_cell *row =
            has_name(&rows[site]) ? tables_add_row(s, &out->names, site) : NULL;
        if (row != NULL)
            row[3] = table_text(rows[site].name_en);
    }
}

const char *tables_site_code(const struct tables_source *s, int32_t site)
{
    const struct scenario_ward_row *rows = s->data->wards.items;
    return site == s->plan->n_sites ? "141003" : rows[site].code;
}

const char *tables_site_name(const struct tables_source *s, int32_t site)
{
    const struct scenario_ward_row *rows = s->data->wards.items;
    const char *whole = plan_is_one(s->plan) ? "全市" : "全体";
    return site == s->plan->n_sites ? whole : rows[site].name;
}

struct table_cell *tables_add_row(const struct tables_source *s, struct table *t, int32_t site)
{
    struct table_cell *row = table_add_row(t);
    if (row != NULL) {
        row[0] = table_text(s->run_id);
        row[1] = table_text(tables_site_code(s, site));
        row[2] = table_text(tables_site_name(s, site));
    }
    return row;
}

const char *tables_access(int32_t access)
{
    static const char *const names[] = {"booked", "walk_in", "all"};
    return names[access];
}

bool tables_has_access(const struct plan *p, int32_t site, int32_t access)
{
    for (int32_t s = tables_first(p, site); s < tables_end(p, site); s++)
        for (int32_t use = 0; use < USE_COUNT; use++)
            if (p->pair_use[use] != PLAN_NO_DAY &&
                plan_has_access(p, use, s, (enum plan_access)access))
                return true;
    return false;
}

const uint32_t *tables_waits(const struct tables_source *s, int32_t site, int32_t access,
                             int32_t hist_day, uint32_t *room)
{
    const struct plan *p = s->plan;
    int32_t from = hist_day == PLAN_NO_DAY ? 0 : hist_day;
    int32_t to = hist_day == PLAN_NO_DAY ? p->n_hist_days : hist_day + 1;
    if (site != p->n_sites && access != ACCESS_COUNT && hist_day != PLAN_NO_DAY)
        return s->result->bins + tally_bin_day(p, site, access, hist_day);
    memset(room, 0, SIM_HISTOGRAM_BINS * sizeof *room);
    for (int32_t i = tables_first(p, site); i < tables_end(p, site); i++)
        for (int32_t a = 0; a < ACCESS_COUNT; a++)
            for (int32_t day = from; day < to && (access == ACCESS_COUNT || access == a); day++)
                tables_add_bins(room, s->result->bins + tally_bin_day(p, i, a, day));
    return room;
}

void tables_add_bins(uint32_t *to, const uint32_t *from)
{
    for (int i = 0; i < SIM_HISTOGRAM_BINS; i++)
        to[i] += from[i];
}

void tables_set_share(struct table_cell *cells, struct interval share)
{
    cells[0] = table_real(share.estimate);
    cells[1] = table_real(share.lo < 0 ? 0 : share.lo);
    cells[2] = table_real(share.hi > 1 ? 1 : share.hi);
}

void tables_set_quantiles(struct table_cell *cells, const uint32_t *bins, const double *p, size_t n)
{
    double us[TABLES_QUANTILES_MAX];
    BUG_IF(n > TABLES_QUANTILES_MAX);
    sim_histogram_quantiles(bins, p, n, us);
    for (size_t i = 0; i < n; i++)
        cells[i] = table_real(us[i] / 60e6);
}

bool tables_make(const struct tables_source *source, struct tables *out, struct err *e)
{
    struct interval_level level = {.level = TABLES_LEVEL};
    struct tables_source at_level = *source;
    const struct tables_source *s = &at_level;
    at_level.level = &level;
    tables_init_all(s, out);
    tables_fill_summary(s, out);
    tables_fill_replications(s, out);
    tables_fill_ecdf(s, out);
    tables_fill_daily(s, out);
    tables_fill_calendar(s, out);
    tables_fill_halfhour(s, out);
    tables_fill_staffing(s, out);
    tables_fill_fluid(s, out);
    tables_fill_phone(s, out);
    tables_fill_names(s, out);
    tables_fill_columns(out);
    const struct table *all[] = {&out->summary,        &out->wait_daily, &out->wait_halfhour,
                                 &out->wait_ecdf,      &out->staffing,   &out->calendar,
                                 &out->fluid,          &out->columns,    &out->replications,
                                 &out->phone_halfhour, &out->names};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (all[i]->failed)
            return err_add(e, ERR_NOMEM, SRC_NOWHERE, all[i]->name);
    return true;
}
