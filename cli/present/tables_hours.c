/* wait_halfhour and staffing: what is estimated by half hour of the ticket. */
#include <string.h>

#include "cli/present/tables_make.h"
#include "cli/present/verdict.h"
#include "models/ward/tally.h"
#include "sim/base/attr.h"
#include "sim/base/civil.h"
#include "sim/engine/histogram.h"
#include "sim/experiment/interval.h"

enum { HALF_HOUR_S = 1800 };

static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

/* The doors may open inside a half hour: 8:45 in 8:30-9:00. */
static int32_t start_of(const struct tables_source *s, int32_t weekday, int32_t half_hour)
{
    int32_t open =
        weekday == CIVIL_SAT ? s->data->s.calendar.saturday.open : s->data->s.calendar.weekday.open;
    int32_t start = half_hour * HALF_HOUR_S;
    return start < open && open < start + HALF_HOUR_S ? open : start;
}

static const int64_t *cell_words(const struct tables_source *s, int32_t site, int32_t cell)
{
    return s->result->sums + tally_at_cell(s->plan, site, cell);
}

static struct interval share_of(const struct tables_source *s, const int64_t *words)
{
    return interval_ratio_moments_at(s->result->replications, words + TALLY_CELL_X, s->level);
}

static void cell_bins(const struct tables_source *s, int32_t site, int32_t cell,
                      uint32_t bins[SIM_HISTOGRAM_BINS])
{
    const struct plan *p = s->plan;
    memset(bins, 0, SIM_HISTOGRAM_BINS * sizeof *bins);
    for (int32_t i = tables_first(p, site); i < tables_end(p, site); i++)
        for (int32_t pair = 0; pair < p->n_pairs; pair++)
            tables_add_bins(bins, s->result->bins + tally_bin_pair(p, i, pair, cell));
}

static void add_halfhour(const struct tables_source *s, struct table *t, int32_t site,
                         int32_t weekday, int32_t half_hour)
{
    static const double quantiles[] = {0.50, 0.90};
    int32_t cell = s->plan->cell[weekday][half_hour];
    struct table_cell *row = tables_add_row(s, t, site);
    if (row == NULL)
        return;
    const int64_t *words = cell_words(s, site, cell);
    uint32_t bins[SIM_HISTOGRAM_BINS];
    cell_bins(s, site, cell, bins);
    struct interval share = share_of(s, words);
    row[3] = table_text(weekdays[weekday]);
    row[4] = table_count(start_of(s, weekday, half_hour));
    row[5] = table_count((int64_t)(half_hour + 1) * HALF_HOUR_S);
    row[6] = table_text(tables_access(ACCESS_COUNT));
    if (words[TALLY_CELL_LOOKS] > 0)
        row[7] = table_real((double)words[TALLY_CELL_WAITING] / (double)words[TALLY_CELL_LOOKS] *
                            (site == s->plan->n_sites ? s->plan->n_sites : 1));
    tables_set_quantiles(row + 8, bins, quantiles, COUNT_OF(quantiles));
    tables_set_share(row + 10, share);
    row[13] = table_count(words[TALLY_CELL_X]);
}

/* Nothing is told by half hour where nothing is kept by it. */
void tables_fill_halfhour(const struct tables_source *s, struct tables *out)
{
    for (int32_t k = 0; k <= s->plan->n_sites && !s->plan->by_month; k++)
        for (int32_t w = 0; w < PLAN_WEEKDAYS; w++)
            for (int32_t h = 0; h < PLAN_HALF_HOURS; h++)
                if (s->plan->cell[w][h] != PLAN_NO_DAY)
                    add_halfhour(s, &out->wait_halfhour, k == 0 ? s->plan->n_sites : k - 1, w, h);
}

/* Counters on duty at a second of the day, in all pools: the last shift of each that has begun,
 * or its first, which begins when the doors open. */
static int32_t on_duty(const struct plan *p, const struct plan_day *at, int32_t second)
{
    const struct plan_shift *shifts = PLAN_ARRAY(p, struct plan_shift, at_shifts) + at->first_shift;
    int32_t counters = 0, of_pool = 0;
    for (int i = 0; i < at->n_shifts; i++) {
        if (shifts[i].from_s == at->open_s)
            counters += of_pool;
        if (shifts[i].from_s == at->open_s || shifts[i].from_s <= second)
            of_pool = shifts[i].counters;
    }
    return counters + of_pool;
}

/* Mean over the days of the kind on which the site (for the city: any) is open. */
static double mean_on_duty(const struct plan *p, int32_t site, bool is_saturday, int32_t second)
{
    int64_t sum = 0, days = 0;
    int32_t first = site == p->n_sites ? 0 : site, last = site == p->n_sites ? site - 1 : site;
    for (int32_t day = p->first_report; day <= p->last_report; day++) {
        bool is_open = false;
        if ((plan_date_at(p, day)->weekday == CIVIL_SAT) != is_saturday)
            continue;
        for (int32_t i = first; i <= last; i++) {
            const struct plan_day *at = plan_day_at(p, i, day);
            is_open |= at->open_s >= 0;
            sum += at->open_s >= 0 ? on_duty(p, at, second) : 0;
        }
        days += is_open;
    }
    return days > 0 ? (double)sum / (double)days : 0;
}

static void add_staffing(const struct tables_source *s, struct table *t, int32_t site,
                         bool is_saturday, int32_t half_hour)
{
    const struct plan *p = s->plan;
    int32_t weekday = is_saturday ? CIVIL_SAT : CIVIL_MON;
    int32_t cell = is_saturday ? p->cell[CIVIL_SAT][half_hour] : p->pooled[half_hour];
    struct table_cell *row = tables_add_row(s, t, site);
    if (row == NULL)
        return;
    int32_t start = start_of(s, weekday, half_hour);
    struct interval share = share_of(s, cell_words(s, site, cell));
    row[3] = table_text(is_saturday ? "saturday" : "weekday");
    row[4] = table_count(start);
    row[5] = table_real(mean_on_duty(p, site, is_saturday, start));
    tables_set_share(row + 6, share);
    row[9] = table_text(verdict_key(verdict_of(share, s->data->s.target.share)));
}

void tables_fill_staffing(const struct tables_source *s, struct tables *out)
{
    const struct plan *p = s->plan;
    for (int32_t k = 0; k <= p->n_sites && !p->by_month; k++)
        for (int is_saturday = 0; is_saturday < 2; is_saturday++)
            for (int32_t h = 0; h < PLAN_HALF_HOURS; h++)
                if ((is_saturday ? p->cell[CIVIL_SAT][h] : p->pooled[h]) != PLAN_NO_DAY)
                    add_staffing(s, &out->staffing, k == 0 ? p->n_sites : k - 1, is_saturday != 0,
                                 h);
}
