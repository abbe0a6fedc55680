/* tables.h - the tables of a results folder, made from the integers of a run.
 *
 * Every table begins with run_id, site_code, site (site_code "141003" and site "全市" for
 * the whole city). Names, units and meanings of all columns stand in tables.c and go to
 * columns.csv.
 */
#ifndef PRESENT_TABLES_H
#define PRESENT_TABLES_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/base/table.h"

/* Columns, after run_id, site_code, site:
 *
 * summary       access (all, booked, walk_in), metric, unit, estimate, ci_lo, ci_hi, reps,
 *               verdict (met, open, missed or empty)
 * wait_daily    date, weekday (Mon..Sun), day_type (weekday, saturday), access, arrivals,
 *               served, turned_away (means per replication), wait_p05_min, wait_p25_min,
 *               wait_p50_min, wait_p75_min, wait_p90_min, wait_p95_min,
 *               share_within_target, ci_lo, ci_hi     (city rows: access all only)
 * wait_halfhour weekday (Mon..Sat), half_hour_start, half_hour_end, access (all),
 *               queue_mean, wait_p50_min, wait_p90_min, share_within_target, ci_lo, ci_hi, n
 * wait_ecdf     access (booked, walk_in), minutes, share, lo, hi
 * staffing      day_type, half_hour_start, counters, share_within_target, ci_lo, ci_hi,
 *               verdict
 * calendar      date, open_from, open_to, closed_reason, level (0 closed, 1..4), level_ja,
 *               wait_p90_min, prob_level_or_worse, turned_away
 * replications  replication, access, metric, value
 * phone_halfhour day_type (weekday, other), half_hour_start, half_hour_end, agents, calls, busy,
 *               abandoned, answered (means per day of that kind), wait_mean_min; the city alone,
 *               and only with a phone line
 * names         site_en; no rows where the program knows all English names itself, as it does
 *               those of the wards of Yokohama
 * fluid         month, access, visits_per_day, offered_load_h, capacity_h, load_ratio
 *               (hours of work and of counters per open weekday; the fluid check)
 *
 * metrics of summary (unit), among others: visits (people), wait_mean (min), wait_p50 (min),
 * wait_p90 (min), wait_p95 (min), share_within_target (1), turned_away (people), refused (people),
 * no_show (people), overtime_mean (min per open day), early_end_days (days), lead_days_mean
 * (d), lapsed (people), lapsed_days (person-days), occupancy (1), and the rest of
 * models/ward/measures.c. */
struct tables {
    struct table summary, wait_daily, wait_halfhour, wait_ecdf, staffing, calendar, replications,
        fluid, phone_halfhour, names, columns; /* phone_halfhour: no rows without a line */
};

struct tables_name {
    const char *code, *name;
};

/* A joint centre, whose name is its code, too. */
struct tables_centre {
    const char *name;
    int32_t counters; /* as the scenario has them */
};

/* What a page says about the run besides its tables. All text UTF-8. */
struct tables_about {
    const char *run_id, *version, *title, *command; /* command repeats the run */
    const char *scenario, *settings; /* as on a command line: a.yaml, " --set KEY=VALUE" or "" */
    int32_t from_day, to_day;        /* civil days reported */
    uint32_t replications;
    uint64_t seed;
    double target_min, target_share; /* the promise: share of waits within target_min */
    double level_min[3];             /* cut points of the congestion levels, minutes */
    bool japanese;                   /* the language of the page; else English */
    const struct tables_name *names; /* English names of sites by code, also of the whole */
    size_t n_names;
    const struct tables_centre *centres;
    size_t n_centres;
    const char *focus_site;       /* ward of the congestion calendar, "青葉" */
    int32_t focus_month;          /* civil day of the first of its month */
    int32_t surge_from, surge_to; /* civil days of the waits-by-day figure */
    int32_t surge_day;            /* the marked day, 0 = none */
    const char *surge_label; /* "7/27(月) 連休明け・マイナポイント手続の集中" */
};

#endif
