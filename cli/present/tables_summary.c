/* summary, replications and wait_ecdf: what is estimated over whole replications. */
#include <math.h>
#include <string.h>

#include "cli/present/tables_make.h"
#include "cli/present/verdict.h"
#include "models/ward/measures.h"
#include "models/ward/tally.h"
#include "sim/base/arena.h"
#include "sim/engine/histogram.h"
#include "sim/experiment/interval.h"

#define NOT_KNOWN ((double)NAN)

/* Has the measure a meaning at the site? */
static bool is_placed(const struct tables_source *s, const struct measure *m, int32_t site,
                      bool is_booked)
{
    const struct scenario_ward_row *rows = s->data->wards.items;
    switch (m->place) {
    case MEASURE_AT_HOME:
        return site == s->plan->n_sites || rows[site].centre == 0;
    case MEASURE_BY_PHONE:
        return s->plan->phone.is_served && is_booked;
    case MEASURE_EVERYWHERE:
        break;
    }
    return true;
}

bool tables_is_meant(const struct tables_source *s, const struct measure *m, int32_t site,
                     int32_t access, const bool has[ACCESS_COUNT])
{
    if (!is_placed(s, m, site, has[ACCESS_BOOKED]))
        return false;
    if (m->is_site)
        return access == ACCESS_COUNT;
    return access == ACCESS_COUNT || has[access];
}

void tables_find_access(const struct plan *p, int32_t site, bool has[ACCESS_COUNT])
{
    for (int32_t a = 0; a < ACCESS_COUNT; a++)
        has[a] = tables_has_access(p, site, a);
}

static void set_estimate(struct table_cell *cells, struct interval i)
{
    cells[0] = table_real(i.estimate);
    cells[1] = table_real(i.lo);
    cells[2] = table_real(i.hi);
}

static void add_summary(const struct tables_source *s, struct table *t, const struct measure *m,
                        int32_t site, int32_t access, struct interval i)
{
    struct table_cell *row = tables_add_row(s, t, site);
    if (row == NULL)
        return;
    bool is_promise = strcmp(m->name, "share_within_target") == 0;
    row[3] = table_text(tables_access(access));
    row[4] = table_text(m->name);
    row[5] = table_text(m->unit);
    if (strcmp(m->unit, "1") == 0)
        tables_set_share(row + 6, i);
    else
        set_estimate(row + 6, i);
    row[9] = table_count(s->result->replications);
    row[10] = table_text(is_promise ? verdict_key(verdict_of(i, s->data->s.target.share)) : "");
}

void tables_fill_summary(const struct tables_source *s, struct tables *out)
{
    size_t n_measures;
    const struct measure *measures = measures_all(&n_measures);
    double *y = tables_room(s, s->home), *x = tables_room(s, s->home);
    out->summary.failed |= y == NULL || x == NULL;
    if (out->summary.failed)
        return;
    for (int32_t k = 0; k <= s->plan->n_sites; k++) {
        int32_t site = k == 0 ? s->plan->n_sites : k - 1; /* the city first */
        bool has[ACCESS_COUNT];
        tables_find_access(s->plan, site, has);
        for (int32_t a = ACCESS_COUNT; a >= 0; a--)
            for (size_t m = 0; m < n_measures; m++) {
                if (!tables_is_meant(s, &measures[m], site, a, has))
                    continue;
                struct sample sample = tables_sample(s, &measures[m], site, a, y, x);
                add_summary(s, &out->summary, &measures[m], site, a,
                            sample_interval(&sample, TABLES_LEVEL));
            }
    }
}

static double value_in(const struct tables_source *s, uint32_t rep, const struct measure *m,
                       int32_t site)
{
    double y = tables_numerator(s, rep, m, site, ACCESS_COUNT);
    if (m->kind == MEASURE_TOTAL)
        return y;
    int64_t x = tables_word(s, rep, m->is_site, site, ACCESS_COUNT, m->denominator);
    return x > 0 ? y / (double)x : NOT_KNOWN;
}

void tables_fill_replications(const struct tables_source *s, struct tables *out)
{
    size_t n_measures;
    const struct measure *measures = measures_all(&n_measures);
    bool *is_booked = arena_take_array(s->home, bool, (size_t)s->plan->n_sites + 1);
    out->replications.failed |= is_booked == NULL;
    for (int32_t site = 0; is_booked != NULL && site <= s->plan->n_sites; site++)
        is_booked[site] = tables_has_access(s->plan, site, ACCESS_BOOKED);
    int32_t n = s->plan->n_sites;
    for (uint32_t rep = 0; is_booked != NULL && rep < s->result->replications; rep++)
        for (int32_t site = s->plan->by_month ? n : 0; site <= n; site++)
            for (size_t m = 0; m < n_measures; m++) {
                if (measures[m].kind == MEASURE_QUANTILE ||
                    !is_placed(s, &measures[m], site, is_booked[site]))
                    continue;
                struct table_cell *row = tables_add_row(s, &out->replications, site);
                if (row == NULL)
                    return;
                row[3] = table_count(rep);
                row[4] = table_text(tables_access(ACCESS_COUNT));
                row[5] = table_text(measures[m].name);
                row[6] = table_real(value_in(s, rep, &measures[m], site));
            }
}

enum { FINE_MIN = 120, COARSE_STEP = 5, LAST_MIN = 300 };
enum { MINUTES = FINE_MIN + (LAST_MIN - FINE_MIN) / COARSE_STEP + 1 };

/* Shares of waits up to each minute that has a row, for one curve after the other. */
struct curve {
    int64_t limit_us[MINUTES];
    double whole[MINUTES], section[TALLY_SECTIONS][MINUTES];
};

static int minute_at(int row)
{
    return row < FINE_MIN ? row : FINE_MIN + (row - FINE_MIN) * COARSE_STEP;
}

/* false when nobody came. */
static bool read_curve(const struct tables_source *s, int32_t site, int32_t access,
                       struct curve *curve)
{
    uint32_t bins[SIM_HISTOGRAM_BINS];
    tables_section(s, TALLY_SECTIONS, site, access, bins);
    if (sim_histogram_count(bins) == 0)
        return false;
    sim_histogram_shares(bins, curve->limit_us, MINUTES, curve->whole);
    for (size_t k = 0; k < tables_sections(s); k++) {
        tables_section(s, (int32_t)k, site, access, bins);
        sim_histogram_shares(bins, curve->limit_us, MINUTES, curve->section[k]);
    }
    return true;
}

static void add_ecdf(const struct tables_source *s, struct table *t, int32_t site, int32_t access,
                     const struct curve *curve)
{
    double share[TALLY_SECTIONS];
    size_t n = tables_sections(s);
    for (int m = 0; m < MINUTES; m++) {
        for (size_t k = 0; k < n; k++)
            share[k] = curve->section[k][m];
        struct interval i = interval_sections_at(curve->whole[m], share, n, s->level);
        struct table_cell *row = tables_add_row(s, t, site);
        if (row == NULL)
            return;
        row[3] = table_text(tables_access(access));
        row[4] = table_count(minute_at(m));
        tables_set_share(row + 5, i);
    }
}

void tables_fill_ecdf(const struct tables_source *s, struct tables *out)
{
    struct curve *curve = arena_take_array(s->home, struct curve, 1);
    out->wait_ecdf.failed |= curve == NULL;
    if (curve == NULL)
        return;
    for (int m = 0; m < MINUTES; m++)
        curve->limit_us[m] = (int64_t)minute_at(m) * 60000000;
    int32_t rows = s->plan->by_month ? 0 : s->plan->n_sites; /* by month: the whole alone */
    for (int32_t k = 0; k <= rows; k++) {
        int32_t site = k == 0 ? s->plan->n_sites : k - 1;
        for (int32_t a = 0; a < ACCESS_COUNT; a++)
            if (tables_has_access(s->plan, site, a) && read_curve(s, site, a, curve))
                add_ecdf(s, &out->wait_ecdf, site, a, curve);
    }
}
