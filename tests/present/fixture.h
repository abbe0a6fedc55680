/* fixture.h - fabricated tables of a run, in the magnitudes a real one has.
 *
 * 18 wards and the city, 1 April 2020 to 31 March 2021, a surge from 27 July 2020. All
 * numbers come from the formulas below; none is a result. A struct fixture_plan bends
 * them to the extremes a page has to survive.
 */
#ifndef TESTS_PRESENT_FIXTURE_H
#define TESTS_PRESENT_FIXTURE_H

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "cli/present/level.h"
#include "cli/present/lookup.h"
#include "cli/present/tables.h"
#include "cli/present/verdict.h"
#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "sim/base/civil.h"
#include "sim/base/table.h"

#define FIXTURE_RUN "3f9a1c07"

struct fixture_plan {
    double wait_factor; /* 1 = realistic, 0 = nobody ever waits */
    bool one_ward;      /* only 青葉, without booking; the city is the same */
    bool no_surge;
    bool one_replication;                    /* no intervals */
    const struct tables_name *english_names; /* then the page is English */
    size_t n_names;
};

static inline struct table_cell fixture_share(double x)
{
    return table_real(fmin(fmax(x, 0.0), 1.0));
}

#define FIXTURE_TEXT(n) \
    { \
        .name = (n), .kind = TABLE_TEXT, .unit = "", .name_ja = (n), .meaning_ja = (n), \
        .meaning_en = (n) \
    }
#define FIXTURE_REAL(n) \
    { \
        .name = (n), .kind = TABLE_REAL, .digits = 4, .unit = "1", .name_ja = (n), \
        .meaning_ja = (n), .meaning_en = (n) \
    }
#define FIXTURE_KIND(n, k) \
    { \
        .name = (n), .kind = (k), .unit = "", .name_ja = (n), .meaning_ja = (n), .meaning_en = (n) \
    }
#define FIXTURE_SITE FIXTURE_TEXT("run_id"), FIXTURE_TEXT("site_code"), FIXTURE_TEXT("site")

struct fixture_ward {
    const char *code, *name;
    double load; /* how hard its counters are pressed, 1 = just enough */
    bool is_booked;
};

enum { FIXTURE_WARDS = 18, FIXTURE_AOBA = 16 };

static inline const struct fixture_ward *fixture_ward(int i)
{
    static const struct fixture_ward wards[FIXTURE_WARDS] = {
        {"141011", "鶴見", 0.78, true},  {"141020", "神奈川", 0.80, true},
        {"141038", "西", 1.02, false},   {"141046", "中", 0.66, true},
        {"141054", "南", 0.84, true},    {"141062", "保土ケ谷", 0.55, true},
        {"141071", "磯子", 0.79, true},  {"141089", "金沢", 0.75, true},
        {"141097", "港北", 0.88, true},  {"141101", "戸塚", 0.79, true},
        {"141119", "港南", 0.62, true},  {"141127", "旭", 0.74, true},
        {"141135", "緑", 0.60, true},    {"141143", "瀬谷", 0.61, true},
        {"141151", "栄", 0.80, true},    {"141160", "泉", 0.79, true},
        {"141178", "青葉", 1.18, false}, {"141186", "都筑", 0.66, true},
    };
    return &wards[i];
}

struct fixture_site {
    const char *code, *name;
    double load;
    bool has_booked, has_walk_in;
    double scale; /* people, in wards */
};

/* Site 0 .. sites - 1; the city comes first. */
static inline int fixture_sites(const struct fixture_plan *plan)
{
    return plan->one_ward ? 2 : FIXTURE_WARDS + 1;
}

static inline struct fixture_site fixture_site(const struct fixture_plan *plan, int i)
{
    const struct fixture_ward *w = fixture_ward(plan->one_ward || i == 0 ? FIXTURE_AOBA : i - 1);
    if (i > 0)
        return (struct fixture_site){w->code, w->name, w->load, w->is_booked, !w->is_booked, 1.0};
    if (plan->one_ward)
        return (struct fixture_site){LOOKUP_CITY, "全市", w->load, false, true, 1.0};
    return (struct fixture_site){LOOKUP_CITY, "全市", 0.86, true, true, 18.0};
}

/* Mean wait in minutes under a load. */
static inline double fixture_wait(const struct fixture_plan *plan, double load)
{
    return plan->wait_factor * (2.0 + 14.0 * load * load * load);
}

/* The waits are taken as exponential, 8 % of them zero. */
static inline double fixture_quantile(double mean, double p)
{
    return p <= 0.08 ? 0.0 : -mean * log((1.0 - p) / 0.92);
}

static inline double fixture_within(double mean, double minutes)
{
    return mean <= 0.0 ? 1.0 : 1.0 - 0.92 * exp(-minutes / mean);
}

/* The row of one site, its first three columns filled. */
static inline struct table_cell *fixture_row(struct table *t, const struct fixture_site *s)
{
    struct table_cell *row = table_add_row(t);
    if (row == NULL)
        return NULL;
    row[0] = table_text(FIXTURE_RUN);
    row[1] = table_text(s->code);
    row[2] = table_text(s->name);
    return row;
}

static inline void fixture_interval(const struct fixture_plan *plan, struct table_cell *at,
                                    double estimate, double half)
{
    at[0] = table_real(estimate);
    if (plan->one_replication)
        return;
    at[1] = table_real(estimate - half);
    at[2] = table_real(estimate + half);
}

/* ---- summary ---- */

static inline void fixture_metric(struct table *t, const struct fixture_plan *plan,
                                  const struct fixture_site *s, const char *access,
                                  const char *metric, double estimate, double half)
{
    struct table_cell *row = fixture_row(t, s);
    if (row == NULL)
        return;
    row[3] = table_text(access);
    row[4] = table_text(metric);
    row[5] = table_text("1");
    fixture_interval(plan, &row[6], estimate, half);
    row[9] = table_count(plan->one_replication ? 1 : 200);
    row[10] = table_text("");
}

static inline void fixture_summary_of(struct table *t, const struct fixture_plan *plan,
                                      const struct fixture_site *s)
{
    double mean = fixture_wait(plan, s->load), scale = s->scale;
    double visits = 21000.0 * scale, over = fmax(0.0, s->load - 0.8) * plan->wait_factor;
    double within = fixture_within(mean, 30.0);
    fixture_metric(t, plan, s, "all", "visits", visits, 90.0);
    fixture_metric(t, plan, s, "booked", "visits", s->has_booked ? visits * 0.8 : 0.0, 80.0);
    fixture_metric(t, plan, s, "walk_in", "visits",
                   s->has_walk_in ? visits * (s->has_booked ? 0.2 : 1.0) : 0.0, 80.0);
    fixture_metric(t, plan, s, "all", "wait_mean", mean * 0.92, mean * 0.02);
    fixture_metric(t, plan, s, "all", "wait_p50", fixture_quantile(mean, 0.5), mean * 0.02);
    fixture_metric(t, plan, s, "all", "wait_p90", fixture_quantile(mean, 0.9), mean * 0.05);
    fixture_metric(t, plan, s, "all", "wait_p95", fixture_quantile(mean, 0.95), mean * 0.08);
    fixture_metric(t, plan, s, "all", "share_within_target", within, within < 1.0 ? 0.006 : 0.0);
    fixture_metric(t, plan, s, "all", "turned_away", over * 9000.0 * scale, over * 300.0);
    fixture_metric(t, plan, s, "all", "refused", s->has_booked ? 130.0 * scale : 0.0,
                   s->has_booked ? 12.0 : 0.0);
    fixture_metric(t, plan, s, "all", "no_show", s->has_booked ? 620.0 * scale : 0.0, 20.0);
    fixture_metric(t, plan, s, "all", "overtime_mean", 4.0 + over * 60.0, 0.4);
    fixture_metric(t, plan, s, "all", "early_end_days", over * 40.0, over * 4.0);
    fixture_metric(t, plan, s, "all", "lead_days_mean", s->has_booked ? 9.3 : (double)NAN, 0.2);
    fixture_metric(t, plan, s, "all", "lapsed", 340.0 * scale, 15.0);
    fixture_metric(t, plan, s, "all", "lapsed_days", 9100.0 * scale, 220.0);
    fixture_metric(t, plan, s, "all", "occupancy", fmin(s->load, 0.97), 0.004);
}

static inline void fixture_summary(struct table *t, const struct fixture_plan *plan,
                                   struct arena *home)
{
    static const struct table_column columns[] = {FIXTURE_SITE,
                                                  FIXTURE_TEXT("access"),
                                                  FIXTURE_TEXT("metric"),
                                                  FIXTURE_TEXT("unit"),
                                                  FIXTURE_REAL("estimate"),
                                                  FIXTURE_REAL("ci_lo"),
                                                  FIXTURE_REAL("ci_hi"),
                                                  FIXTURE_KIND("reps", TABLE_COUNT),
                                                  FIXTURE_TEXT("verdict")};
    table_init(t, home, "summary", columns, COUNT_OF(columns));
    for (int i = 0; i < fixture_sites(plan); i++) {
        struct fixture_site s = fixture_site(plan, i);
        fixture_summary_of(t, plan, &s);
    }
}

/* ---- days ---- */

static inline const char *fixture_holiday(civil_day day)
{
    static const struct {
        int month, day;
        const char *name;
    } holidays[] = {{4, 29, "昭和の日"},     {5, 4, "みどりの日"},     {5, 5, "こどもの日"},
                    {5, 6, "振替休日"},      {7, 23, "海の日"},        {7, 24, "スポーツの日"},
                    {8, 10, "山の日"},       {9, 21, "敬老の日"},      {9, 22, "秋分の日"},
                    {11, 3, "文化の日"},     {11, 23, "勤労感謝の日"}, {12, 29, "年末年始"},
                    {12, 30, "年末年始"},    {12, 31, "年末年始"},     {1, 1, "年末年始"},
                    {1, 2, "年末年始"},      {1, 3, "年末年始"},       {1, 11, "成人の日"},
                    {2, 11, "建国記念の日"}, {2, 23, "天皇誕生日"}};
    struct civil_date d = civil_to_date(day);
    for (size_t i = 0; i < COUNT_OF(holidays); i++) {
        if (d.month == holidays[i].month && d.day == holidays[i].day)
            return holidays[i].name;
    }
    return NULL;
}

static inline bool fixture_is_open_saturday(civil_day day)
{
    int32_t week = civil_week_of_month(day);
    return civil_weekday_of(day) == CIVIL_SAT && (week == 2 || week == 4);
}

static inline bool fixture_is_open(civil_day day)
{
    return fixture_is_open_saturday(day) ||
           (civil_weekday_of(day) < CIVIL_SAT && fixture_holiday(day) == NULL);
}

/* Load of a day relative to the year: Mondays, open Saturdays, the surge and its decay. */
static inline double fixture_day_factor(const struct fixture_plan *plan, civil_day day)
{
    double factor = 0.92 + 0.01 * (double)(day * 7919 % 11);
    if (civil_weekday_of(day) == CIVIL_MON || fixture_is_open_saturday(day))
        factor += 0.12;
    int32_t since = day - civil_from_date(2020, 7, 27);
    if (!plan->no_surge && since >= 0)
        factor += 0.45 * exp(-since / 16.0);
    return factor;
}

static inline void fixture_day(struct table *t, const struct fixture_plan *plan,
                               const struct fixture_site *s, civil_day day)
{
    static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const double p[] = {0.05, 0.25, 0.5, 0.75, 0.9, 0.95};
    struct table_cell *row = fixture_row(t, s);
    if (row == NULL)
        return;
    double load = s->load * fixture_day_factor(plan, day), scale = s->scale;
    double mean = fixture_wait(plan, load), within = fixture_within(mean, 30.0);
    row[3] = table_count(day);
    row[4] = table_text(weekdays[civil_weekday_of(day)]);
    row[5] = table_text(civil_weekday_of(day) == CIVIL_SAT ? "saturday" : "weekday");
    row[6] = table_text("all");
    row[7] = table_real(86.0 * scale * load);
    row[8] = table_real(85.0 * scale * load);
    row[9] = table_real(plan->wait_factor * scale * fmax(0.0, load - 0.95) * 12.0);
    for (size_t i = 0; i < COUNT_OF(p); i++)
        row[10 + i] = table_real(fixture_quantile(mean, p[i]));
    fixture_interval(plan, &row[16], within, within < 1.0 ? 0.012 : 0.0);
}

static inline void fixture_daily(struct table *t, const struct fixture_plan *plan,
                                 struct arena *home)
{
    static const struct table_column columns[] = {
        FIXTURE_SITE,
        FIXTURE_KIND("date", TABLE_DATE),
        FIXTURE_TEXT("weekday"),
        FIXTURE_TEXT("day_type"),
        FIXTURE_TEXT("access"),
        FIXTURE_REAL("arrivals"),
        FIXTURE_REAL("served"),
        FIXTURE_REAL("turned_away"),
        FIXTURE_REAL("wait_p05_min"),
        FIXTURE_REAL("wait_p25_min"),
        FIXTURE_REAL("wait_p50_min"),
        FIXTURE_REAL("wait_p75_min"),
        FIXTURE_REAL("wait_p90_min"),
        FIXTURE_REAL("wait_p95_min"),
        FIXTURE_REAL("share_within_target"),
        FIXTURE_REAL("ci_lo"),
        FIXTURE_REAL("ci_hi"),
    };
    table_init(t, home, "wait_daily", columns, COUNT_OF(columns));
    for (int i = 0; i < fixture_sites(plan); i++) {
        struct fixture_site s = fixture_site(plan, i);
        for (civil_day day = civil_from_date(2020, 4, 1); day <= civil_from_date(2021, 3, 31);
             day++) {
            if (fixture_is_open(day))
                fixture_day(t, plan, &s, day);
        }
    }
}

/* ---- weekday and half hour ---- */

static inline void fixture_cell(struct table *t, const struct fixture_plan *plan,
                                const struct fixture_site *s, int weekday, int32_t start)
{
    static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    struct table_cell *row = fixture_row(t, s);
    if (row == NULL)
        return;
    double hour = start / 3600.0, morning = exp(-(hour - 10.5) * (hour - 10.5));
    double load = s->load * (0.82 + 0.2 * morning + (weekday == 0 ? 0.1 : 0.0) +
                             (weekday == 5 ? 0.25 : 0.0) + 0.015 * (weekday * 3 % 5));
    double mean = fixture_wait(plan, load), within = fixture_within(mean, 30.0);
    row[3] = table_text(weekdays[weekday]);
    row[4] = table_count(start);
    row[5] = table_count(start % 1800 == 0 ? start + 1800 : start + 900);
    row[6] = table_text("all");
    row[7] = table_real(mean / 3.0);
    row[8] = table_real(fixture_quantile(mean, 0.5));
    row[9] = table_real(fixture_quantile(mean, 0.9));
    fixture_interval(plan, &row[10], within, within < 1.0 ? 0.009 : 0.0);
    row[13] = table_count(52 * 40);
}

static inline void fixture_halfhour(struct table *t, const struct fixture_plan *plan,
                                    struct arena *home)
{
    static const struct table_column columns[] = {
        FIXTURE_SITE,
        FIXTURE_TEXT("weekday"),
        FIXTURE_KIND("half_hour_start", TABLE_CLOCK),
        FIXTURE_KIND("half_hour_end", TABLE_CLOCK),
        FIXTURE_TEXT("access"),
        FIXTURE_REAL("queue_mean"),
        FIXTURE_REAL("wait_p50_min"),
        FIXTURE_REAL("wait_p90_min"),
        FIXTURE_REAL("share_within_target"),
        FIXTURE_REAL("ci_lo"),
        FIXTURE_REAL("ci_hi"),
        FIXTURE_KIND("n", TABLE_COUNT),
    };
    table_init(t, home, "wait_halfhour", columns, COUNT_OF(columns));
    for (int i = 0; i < fixture_sites(plan); i++) {
        struct fixture_site s = fixture_site(plan, i);
        for (int w = 0; w < 5; w++) {
            fixture_cell(t, plan, &s, w, 8 * 3600 + 45 * 60);
            for (int32_t start = 9 * 3600; start < 17 * 3600; start += 1800)
                fixture_cell(t, plan, &s, w, start);
        }
        for (int32_t start = 9 * 3600; start < 12 * 3600; start += 1800)
            fixture_cell(t, plan, &s, 5, start);
    }
}

/* ---- the curves ---- */

static inline void fixture_curve(struct table *t, const struct fixture_plan *plan,
                                 const struct fixture_site *s, const char *access, double mean)
{
    for (int minutes = 0; minutes <= 600; minutes++) {
        double share = fixture_within(mean, minutes), half = 0.012 * sin(3.0 * share) + 0.002;
        struct table_cell *row = fixture_row(t, s);
        if (row == NULL)
            return;
        row[3] = table_text(access);
        row[4] = table_real(minutes);
        row[5] = table_real(share);
        if (!plan->one_replication) {
            row[6] = fixture_share(share < 1.0 ? share - half : 1.0);
            row[7] = fixture_share(share + half);
        }
        if (share > 0.9999)
            return;
    }
}

static inline void fixture_ecdf(struct table *t, const struct fixture_plan *plan,
                                struct arena *home)
{
    static const struct table_column columns[] = {
        FIXTURE_SITE,          FIXTURE_TEXT("access"), FIXTURE_REAL("minutes"),
        FIXTURE_REAL("share"), FIXTURE_REAL("lo"),     FIXTURE_REAL("hi"),
    };
    table_init(t, home, "wait_ecdf", columns, COUNT_OF(columns));
    for (int i = 0; i < fixture_sites(plan); i++) {
        struct fixture_site s = fixture_site(plan, i);
        if (s.has_booked)
            fixture_curve(t, plan, &s, "booked", fixture_wait(plan, s.load * 0.85));
        if (s.has_walk_in)
            fixture_curve(t, plan, &s, "walk_in", fixture_wait(plan, s.load * 1.15));
    }
}

/* ---- calendar ---- */

static inline void fixture_calendar_day(struct table *t, const struct fixture_plan *plan,
                                        const struct fixture_site *s, civil_day day,
                                        const double cut[3])
{
    struct table_cell *row = fixture_row(t, s);
    if (row == NULL)
        return;
    double load = s->load * fixture_day_factor(plan, day);
    double p90 = fixture_quantile(fixture_wait(plan, load), 0.9);
    row[3] = table_count(day);
    if (!fixture_is_open(day)) {
        const char *holiday = fixture_holiday(day);
        row[6] = table_text(holiday != NULL                      ? holiday
                            : civil_weekday_of(day) == CIVIL_SUN ? "日曜"
                                                                 : "土曜");
        row[7] = table_count(LEVEL_CLOSED);
        row[8] = table_text(level_look(LEVEL_CLOSED)->word);
        return;
    }
    bool is_saturday = civil_weekday_of(day) == CIVIL_SAT;
    row[4] = table_count(is_saturday ? 9 * 3600 : 8 * 3600 + 45 * 60);
    row[5] = table_count(is_saturday ? 12 * 3600 : 17 * 3600);
    row[7] = table_count(level_of(p90, cut));
    row[8] = table_text(level_look((int)level_of(p90, cut))->word);
    row[9] = table_real(p90);
    row[10] = table_real(0.85);
    row[11] = table_real(plan->wait_factor * fmax(0.0, load - 0.95) * 12.0);
}

static inline void fixture_calendar(struct table *t, const struct fixture_plan *plan,
                                    struct arena *home, const double cut[3])
{
    static const struct table_column columns[] = {
        FIXTURE_SITE,
        FIXTURE_KIND("date", TABLE_DATE),
        FIXTURE_KIND("open_from", TABLE_CLOCK),
        FIXTURE_KIND("open_to", TABLE_CLOCK),
        FIXTURE_TEXT("closed_reason"),
        FIXTURE_KIND("level", TABLE_COUNT),
        FIXTURE_TEXT("level_ja"),
        FIXTURE_REAL("wait_p90_min"),
        FIXTURE_REAL("prob_level_or_worse"),
        FIXTURE_REAL("turned_away"),
    };
    table_init(t, home, "calendar", columns, COUNT_OF(columns));
    for (int i = 0; i < fixture_sites(plan); i++) {
        struct fixture_site s = fixture_site(plan, i);
        for (civil_day day = civil_from_date(2020, 4, 1); day <= civil_from_date(2021, 3, 31);
             day++)
            fixture_calendar_day(t, plan, &s, day, cut);
    }
}

/* ---- load against capacity ---- */

static inline void fixture_fluid(struct table *t, const struct fixture_plan *plan,
                                 struct arena *home)
{
    static const char *const months[] = {"2020-04", "2020-05", "2020-06", "2020-07",
                                         "2020-08", "2020-09", "2020-10", "2020-11",
                                         "2020-12", "2021-01", "2021-02", "2021-03"};
    static const struct table_column columns[] = {
        FIXTURE_SITE,
        FIXTURE_TEXT("month"),
        FIXTURE_TEXT("access"),
        FIXTURE_REAL("visits_per_day"),
        FIXTURE_REAL("offered_load_h"),
        FIXTURE_REAL("capacity_h"),
        FIXTURE_REAL("load_ratio"),
    };
    table_init(t, home, "fluid", columns, COUNT_OF(columns));
    for (int i = 0; i < fixture_sites(plan); i++) {
        struct fixture_site s = fixture_site(plan, i);
        for (size_t m = 0; m < COUNT_OF(months); m++) {
            struct table_cell *row = fixture_row(t, &s);
            if (row == NULL)
                return;
            double scale = s.scale;
            double factor = 0.9 + 0.02 * (double)(m * 5 % 12);
            row[3] = table_text(months[m]);
            row[4] = table_text("all");
            row[5] = table_real(86.0 * scale * factor);
            row[6] = table_real(26.0 * scale * factor * s.load);
            row[7] = table_real(26.0 * scale);
            row[8] = table_real(factor * s.load);
        }
    }
}

/* Every table that a page reads; cells live in home, which may run out of memory. */
static inline void fixture_tables(struct tables *t, const struct tables_about *about,
                                  const struct fixture_plan *plan, struct arena *home)
{
    *t = (struct tables){0};
    fixture_summary(&t->summary, plan, home);
    fixture_daily(&t->wait_daily, plan, home);
    fixture_halfhour(&t->wait_halfhour, plan, home);
    fixture_ecdf(&t->wait_ecdf, plan, home);
    fixture_calendar(&t->calendar, plan, home, about->level_min);
    fixture_fluid(&t->fluid, plan, home);
}

static inline struct tables_about fixture_about(const struct fixture_plan *plan)
{
    struct tables_about about = {
        .run_id = FIXTURE_RUN,
        .version = "0.1.0",
        .title = "試験用の作り物",
        .command = "madosim run scenarios/yokohama-fy2020.yaml --seed 20200727 -r 200",
        .scenario = "scenarios/yokohama-fy2020.yaml",
        .settings = "",
        .from_day = civil_from_date(2020, 4, 1),
        .to_day = civil_from_date(2021, 3, 31),
        .replications = plan->one_replication ? 1 : 200,
        .seed = 20200727,
        .target_min = 30.0,
        .target_share = 0.9,
        .level_min = {20.0, 40.0, 60.0},
        .japanese = plan->english_names == NULL,
        .names = plan->english_names,
        .n_names = plan->n_names,
        .focus_site = "青葉",
        .focus_month = civil_from_date(2020, 7, 1),
    };
    if (!plan->no_surge) {
        about.surge_from = civil_from_date(2020, 6, 29);
        about.surge_to = civil_from_date(2020, 9, 30);
        about.surge_day = civil_from_date(2020, 7, 27);
        about.surge_label = plan->english_names == NULL
                                ? "7/27(月) 連休明け・マイナポイント手続の集中"
                                : "after the holidays";
    }
    return about;
}

#endif
