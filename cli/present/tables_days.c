/* wait_daily, calendar and fluid: what is estimated by day and by month. */
#include <math.h>
#include <string.h>

#include "cli/present/level.h"
#include "cli/present/tables_make.h"
#include "models/ward/calendar.h"
#include "models/ward/tally.h"
#include "sim/base/arena.h"
#include "sim/base/text.h"
#include "sim/engine/histogram.h"
#include "sim/experiment/interval.h"

static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

static const char *day_type(int32_t weekday)
{
    return weekday == CIVIL_SAT ? "saturday" : "weekday";
}

/* Words of a site and access, or of all. Over several regions there are sums but no moments: what
 * sites bring about together is not kept. */
static struct interval daily_words(const struct tables_source *s, int32_t site, int32_t access,
                                   int32_t hist_day, int64_t words[TALLY_DAY_WORDS])
{
    const struct plan *p = s->plan;
    if (site == p->n_sites && !plan_is_one(p)) {
        memset(words, 0, TALLY_DAY_WORDS * sizeof *words);
        for (int32_t i = 0; i < p->n_sites * ACCESS_COUNT; i++) {
            const int64_t *of =
                s->result->sums + tally_at_day(p, i / ACCESS_COUNT, i % ACCESS_COUNT, hist_day);
            for (int k = 0; k < TALLY_DAY_WORDS; k++)
                words[k] += of[k];
        }
        double share = (double)words[TALLY_DAY_Y] / (double)words[TALLY_DAY_X];
        return (struct interval){share, (double)NAN, (double)NAN};
    }
    size_t at = site == p->n_sites ? tally_at_city_day(p, hist_day)
                                   : tally_at_day(p, site, access, hist_day);
    memcpy(words, s->result->sums + at, TALLY_DAY_WORDS * sizeof *words);
    return interval_ratio_moments_at(s->result->replications, words + TALLY_DAY_X, s->level);
}

static void add_daily(const struct tables_source *s, struct table *t, int32_t site, int32_t access,
                      int32_t day)
{
    static const double quantiles[] = {0.05, 0.25, 0.50, 0.75, 0.90, 0.95};
    const struct plan *p = s->plan;
    const struct plan_date *date = plan_date_at(p, day);
    int64_t words[TALLY_DAY_WORDS];
    struct interval share = daily_words(s, site, access, date->hist_day, words);
    struct table_cell *row = tables_add_row(s, t, site);
    if (row == NULL)
        return;
    double reps = s->result->replications;
    uint32_t room[SIM_HISTOGRAM_BINS];
    const uint32_t *bins = tables_waits(s, site, access, date->hist_day, room);
    row[3] = tables_date(p->by_month ? civil_first_of_month(civil_month_index(p->base_day + day))
                                     : p->base_day + day);
    row[4] = table_text(p->by_month ? "" : weekdays[date->weekday]);
    row[5] = table_text(p->by_month ? "month" : day_type(date->weekday));
    row[6] = table_text(tables_access(access));
    row[7] = table_real((double)words[TALLY_DAY_ARRIVALS] / reps);
    row[8] = table_real((double)words[TALLY_DAY_X] / reps);
    row[9] = table_real((double)words[TALLY_DAY_TURNED_AWAY] / reps);
    tables_set_quantiles(row + 10, bins, quantiles, COUNT_OF(quantiles));
    tables_set_share(row + 16, share);
}

/* Has the site a row for the day? By month the first open day stands for all. */
static bool is_daily(const struct plan *p, int32_t site, int32_t day)
{
    int32_t hist_day = plan_date_at(p, day)->hist_day;
    return hist_day != PLAN_NO_DAY &&
           (site == p->n_sites || plan_day_at(p, site, day)->open_s >= 0);
}

static void add_days(const struct tables_source *s, struct table *t, int32_t site, int32_t access)
{
    const struct plan *p = s->plan;
    int32_t last = PLAN_NO_DAY;
    for (int32_t day = p->first_report; day <= p->last_report; day++) {
        if (!is_daily(p, site, day) || plan_date_at(p, day)->hist_day == last)
            continue;
        last = plan_date_at(p, day)->hist_day;
        add_daily(s, t, site, access, day);
    }
}

void tables_fill_daily(const struct tables_source *s, struct tables *out)
{
    const struct plan *p = s->plan;
    for (int32_t k = 0; k <= p->n_sites; k++) {
        int32_t site = k == 0 ? p->n_sites : k - 1;
        for (int32_t a = site == p->n_sites ? ACCESS_COUNT : 0; a <= ACCESS_COUNT; a++) {
            bool is_meant = site == p->n_sites ? a == ACCESS_COUNT
                                               : a < ACCESS_COUNT && tables_has_access(p, site, a);
            if (is_meant)
                add_days(s, &out->wait_daily, site, a);
        }
    }
}

/* A joint centre has days of its own; the holiday rule of wards is not its. */
static const char *centre_closed(const struct scenario_centre *centre, civil_day civil)
{
    return civil < centre->from ? "開設前" : "定休日";
}

static const char *closed_reason(const struct tables_source *s, int32_t site, int32_t day)
{
    civil_day civil = s->plan->base_day + day;
    const struct scenario_centre *centres = s->data->s.centres.items;
    const char *holiday = calendar_holiday(s->data, civil);
    int32_t centre = ((const struct scenario_ward_row *)s->data->wards.items)[site].centre;
    if (plan_day_at(s->plan, site, day)->booked_open_s >= 0)
        return "臨時閉庁";
    if (centre == 0 && holiday != NULL)
        return holiday;
    if (calendar_in_season(civil, s->data->s.calendar.year_end.from,
                           s->data->s.calendar.year_end.to))
        return "年末年始";
    if (centre != 0)
        return centre_closed(&centres[centre - 1], civil);
    return civil_weekday_of(civil) == CIVIL_SAT ? "土曜" : "日曜";
}

/* Level, its word, how long nine of ten wait at most, and how sure the level is. */
static void fill_level(const struct tables_source *s, int32_t site, int32_t hist_day,
                       struct table_cell *row)
{
    const struct plan *p = s->plan;
    uint32_t room[SIM_HISTOGRAM_BINS];
    const uint32_t *bins = tables_waits(s, site, ACCESS_COUNT, hist_day, room);
    double p90 = sim_histogram_quantile(bins, 0.90) / 60e6;
    const double cut[3] = {(double)p->level_us[0] / 60e6, (double)p->level_us[1] / 60e6,
                           (double)p->level_us[2] / 60e6};
    if (isnan(p90))
        return;
    enum level level = level_of(p90, cut);
    const int64_t *counts = s->result->sums + tally_at_level(p, site, hist_day);
    int64_t worse = 0;
    for (int k = (int)level - 1; k < TALLY_LEVELS; k++)
        worse += counts[k];
    row[7] = table_count(level);
    row[8] = table_text(level_look((int)level)->word);
    row[9] = table_real(p90);
    row[10] = table_real((double)worse / s->result->replications);
}

static void add_calendar(const struct tables_source *s, struct table *t, int32_t site, int32_t day)
{
    const struct plan *p = s->plan;
    const struct plan_day *at = plan_day_at(p, site, day);
    struct table_cell *row = tables_add_row(s, t, site);
    if (row == NULL)
        return;
    int32_t hist_day = plan_date_at(p, day)->hist_day;
    row[3] = tables_date(p->base_day + day);
    if (at->open_s < 0) {
        row[6] = table_text(closed_reason(s, site, day));
        row[7] = table_count(LEVEL_CLOSED);
        row[8] = table_text(level_look(LEVEL_CLOSED)->word);
        return;
    }
    row[4] = table_count(at->open_s);
    row[5] = table_count(at->close_s);
    row[6] = table_text(at->is_reserved_only ? "予約者のみ" : "");
    fill_level(s, site, hist_day, row);
    int64_t turned_away = 0;
    for (int a = 0; a < ACCESS_COUNT; a++)
        turned_away += s->result->sums[tally_at_day(p, site, a, hist_day) + TALLY_DAY_TURNED_AWAY];
    row[11] = table_real((double)turned_away / s->result->replications);
}

void tables_fill_calendar(const struct tables_source *s, struct tables *out)
{
    for (int32_t site = 0; site < s->plan->n_sites && !s->plan->by_month; site++)
        for (int32_t day = s->plan->first_report; day <= s->plan->last_report; day++)
            add_calendar(s, &out->calendar, site, day);
}

/* "2020-06" in the tables' arena. */
static const char *month_text(const struct tables_source *s, int32_t month)
{
    char date[CIVIL_TEXT_BYTES];
    struct text t;
    civil_format(civil_first_of_month(month), date);
    text_init(&t, s->home);
    text_add_bytes(&t, date, 7);
    return text_get(&t);
}

/* The month's words of a site (or all of them), and how many days it was open. */
static int64_t month_sum(const struct tables_source *s, int32_t site, int32_t month,
                         int64_t sum[TALLY_MONTH_WORDS])
{
    const struct plan *p = s->plan;
    int64_t open_days = 0;
    memset(sum, 0, TALLY_MONTH_WORDS * sizeof *sum);
    for (int32_t i = tables_first(p, site); i < tables_end(p, site); i++) {
        const int64_t *words = s->result->sums + tally_at_month(p, i, month);
        for (int k = 0; k < TALLY_MONTH_WORDS; k++)
            sum[k] += words[k];
        if (words[TALLY_MONTH_OPEN_DAYS] > open_days)
            open_days = words[TALLY_MONTH_OPEN_DAYS];
    }
    return open_days;
}

/* Load by access; capacity only where it is one: for all together. A month without an open day
 * has neither: a joint centre may not be open yet. */
static void add_fluid(const struct tables_source *s, struct table *t, int32_t site, int32_t month,
                      int32_t access)
{
    int64_t sum[TALLY_MONTH_WORDS];
    double days = (double)month_sum(s, site, month, sum), visits = 0, work_us = 0;
    struct table_cell *row = tables_add_row(s, t, site);
    if (row == NULL)
        return;
    for (int a = 0; a < ACCESS_COUNT; a++) {
        if (access != ACCESS_COUNT && access != a)
            continue;
        visits += (double)sum[TALLY_MONTH_ARRIVALS + a];
        work_us += (double)sum[TALLY_MONTH_WORK_US + a];
    }
    row[3] = table_text(month_text(s, civil_month_index(s->data->s.period.from) + month));
    row[4] = table_text(tables_access(access));
    if (!(days > 0))
        return;
    row[5] = table_real(visits / days);
    row[6] = table_real(work_us / 3600e6 / days);
    if (access != ACCESS_COUNT)
        return;
    row[7] = table_real((double)sum[TALLY_MONTH_STAFFED_US] / 3600e6 / days);
    row[8] = table_real(work_us / (double)sum[TALLY_MONTH_STAFFED_US]);
}

void tables_fill_fluid(const struct tables_source *s, struct tables *out)
{
    const struct plan *p = s->plan;
    for (int32_t k = 0; k <= p->n_sites; k++) {
        int32_t site = k == 0 ? p->n_sites : k - 1;
        bool has[ACCESS_COUNT + 1] = {[ACCESS_COUNT] = true};
        for (int32_t a = 0; a < ACCESS_COUNT; a++)
            has[a] = tables_has_access(p, site, a);
        for (int32_t month = 0; month < p->n_months; month++)
            for (int32_t a = ACCESS_COUNT; a >= 0; a--)
                if (has[a])
                    add_fluid(s, &out->fluid, site, month, a);
    }
}
