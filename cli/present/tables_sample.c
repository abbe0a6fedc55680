/* A measure of one place as the replications gave it, from the integers of a run. */
#include <string.h>

#include "cli/present/tables_make.h"
#include "models/ward/tally.h"
#include "sim/base/arena.h"
#include "sim/engine/histogram.h"

/* One word of one replication, summed over the sites and accesses that are meant: site
 * n_sites is all sites, access ACCESS_COUNT both. */
int64_t tables_word(const struct tables_source *s, uint32_t rep, bool is_site, int32_t site,
                    int32_t access, int word)
{
    const struct plan *p = s->plan;
    const int64_t *record = s->result->records + (size_t)rep * tally_layout_of(p).record_words;
    int32_t first = site == p->n_sites ? 0 : site, last = site == p->n_sites ? site - 1 : site;
    int64_t sum = 0;
    for (int32_t i = first; i <= last; i++) {
        if (is_site)
            sum += record[tally_at_site(p, i, word)];
        else
            for (int32_t a = 0; a < ACCESS_COUNT; a++)
                if (access == ACCESS_COUNT || access == a)
                    sum += record[tally_at_access(p, i, a, word)];
    }
    return sum;
}

double tables_numerator(const struct tables_source *s, uint32_t rep, const struct measure *m,
                        int32_t site, int32_t access)
{
    int64_t sum = tables_word(s, rep, m->is_site, site, access, m->numerator[0]);
    if (m->numerator[1] != MEASURE_NONE)
        sum += tables_word(s, rep, m->is_site, site, access, m->numerator[1]);
    return (double)sum * m->scale;
}

/* Waits of a section of replications; section TALLY_SECTIONS is all of them. */
void tables_section(const struct tables_source *s, int32_t section, int32_t site, int32_t access,
                    uint32_t *bins)
{
    const struct plan *p = s->plan;
    int32_t from = section == TALLY_SECTIONS ? 0 : section;
    int32_t to = section == TALLY_SECTIONS ? TALLY_SECTIONS : section + 1;
    if (p->by_month) { /* no sections: all of them together */
        (void)tables_waits(s, site, access, PLAN_NO_DAY, bins);
        return;
    }
    memset(bins, 0, SIM_HISTOGRAM_BINS * sizeof *bins);
    for (int32_t k = from; k < to; k++)
        for (int32_t i = tables_first(p, site); i < tables_end(p, site); i++)
            for (int32_t a = 0; a < ACCESS_COUNT; a++)
                if (access == ACCESS_COUNT || access == a)
                    tables_add_bins(bins, s->result->bins + tally_bin_section(p, k, i, a));
}

/* How many sections there are for intervals: none where they are not kept. */
size_t tables_sections(const struct tables_source *s)
{
    uint32_t n =
        s->result->replications < TALLY_SECTIONS ? s->result->replications : TALLY_SECTIONS;
    return s->plan->by_month ? 0 : n;
}

static struct sample quantile_sample(const struct tables_source *s, const struct measure *m,
                                     int32_t site, int32_t access, double *y)
{
    uint32_t bins[SIM_HISTOGRAM_BINS];
    struct sample q = {.kind = SAMPLE_SECTIONS, .n = tables_sections(s), .y = y};
    for (size_t k = 0; k < q.n; k++) {
        tables_section(s, (int32_t)k, site, access, bins);
        y[k] = sim_histogram_quantile(bins, m->quantile) * m->scale;
    }
    tables_section(s, TALLY_SECTIONS, site, access, bins);
    q.whole = sim_histogram_quantile(bins, m->quantile) * m->scale;
    return q;
}

struct sample tables_sample(const struct tables_source *s, const struct measure *m, int32_t site,
                            int32_t access, double *y, double *x)
{
    bool is_ratio = m->kind == MEASURE_RATIO;
    if (m->kind == MEASURE_QUANTILE)
        return quantile_sample(s, m, site, access, y);
    struct sample all = {.kind = is_ratio ? SAMPLE_RATIO : SAMPLE_MEAN, .y = y, .x = x};
    all.n = s->result->replications;
    for (uint32_t r = 0; r < all.n; r++) {
        y[r] = tables_numerator(s, r, m, site, access);
        if (is_ratio)
            x[r] = (double)tables_word(s, r, m->is_site, site, access, m->denominator);
    }
    return all;
}

double *tables_room(const struct tables_source *s, struct arena *home)
{
    uint32_t n = s->result->replications;
    return arena_take_array(home, double, n > TALLY_SECTIONS ? n : TALLY_SECTIONS);
}
