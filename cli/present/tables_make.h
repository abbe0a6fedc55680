/* tables_make.h - makes the tables of a results folder from the integers of a run. */
#ifndef PRESENT_TABLES_MAKE_H
#define PRESENT_TABLES_MAKE_H

#include <stdbool.h>

#include "cli/present/tables.h"
#include "models/ward/measures.h"
#include "models/ward/plan.h"
#include "models/ward/scenario.h"
#include "sim/base/attr.h"
#include "sim/base/err.h"
#include "sim/experiment/interval.h"
#include "sim/experiment/replicate.h"
#include "sim/experiment/sample.h"

struct tables_source {
    const struct plan *plan;
    const struct scenario_data *data;
    const struct replicate_result *result;
    const char *run_id;
    struct arena *home;
    struct interval_level *level; /* of all intervals by day and minute; set by tables_make() */
};

/* Fills all tables; false and *e when memory is short. Intervals are 95 %. */
bool tables_make(const struct tables_source *source, struct tables *out, struct err *e) MUST_CHECK;

/* ---- shared by tables_*.c -------------------------------------------------- */

#define TABLES_LEVEL 0.95

/* Columns of each table, after run_id, site_code, site. */
void tables_init_all(const struct tables_source *s, struct tables *out);
void tables_fill_columns(struct tables *out);

void tables_fill_summary(const struct tables_source *s, struct tables *out);
void tables_fill_replications(const struct tables_source *s, struct tables *out);
void tables_fill_ecdf(const struct tables_source *s, struct tables *out);
void tables_fill_daily(const struct tables_source *s, struct tables *out);
void tables_fill_calendar(const struct tables_source *s, struct tables *out);
void tables_fill_halfhour(const struct tables_source *s, struct tables *out);
void tables_fill_staffing(const struct tables_source *s, struct tables *out);
void tables_fill_fluid(const struct tables_source *s, struct tables *out);
void tables_fill_names(const struct tables_source *s, struct tables *out);
void tables_fill_phone(const struct tables_source *s, struct tables *out);

/* Sites that a row speaks of: one, or all when it is site n_sites. */
static inline int32_t tables_first(const struct plan *p, int32_t site)
{
    return site == p->n_sites ? 0 : site;
}
static inline int32_t tables_end(const struct plan *p, int32_t site)
{
    return site == p->n_sites ? site : site + 1;
}

/* Site n_sites is the whole city. */
const char *tables_site_code(const struct tables_source *s, int32_t site);
const char *tables_site_name(const struct tables_source *s, int32_t site);

/* All waits of a site by access (ACCESS_COUNT: both), of a hist_day or, PLAN_NO_DAY, of all: one
 * histogram of the result, or the sum of several in room[SIM_HISTOGRAM_BINS]. */
const uint32_t *tables_waits(const struct tables_source *s, int32_t site, int32_t access,
                             int32_t hist_day, uint32_t *room);

/* A new row with its first three cells filled; NULL when memory ran out. */
struct table_cell *tables_add_row(const struct tables_source *s, struct table *t, int32_t site);

static inline struct table_cell tables_date(int32_t civil)
{
    return table_count(civil);
}

/* "booked" or "walk_in"; ACCESS_COUNT is "all". */
const char *tables_access(int32_t access);

/* Does anybody of that access ever come to the site? The city (n_sites) has both. */
bool tables_has_access(const struct plan *p, int32_t site, int32_t access);

/* ---- a measure as the replications gave it (tables_sample.c) ---- */

/* Room for the numbers of a sample, or NULL. */
double *tables_room(const struct tables_source *s, struct arena *home);

/* Access ACCESS_COUNT: both. y and x are tables_room(). Quantiles are those of pooled waits, in
 * sections of replications; with `measures: month` none are kept, and the sample is empty. */
struct sample tables_sample(const struct tables_source *s, const struct measure *m, int32_t site,
                            int32_t access, double *y, double *x);

/* Has the measure a meaning at the site, for that access? has: tables_find_access(). */
bool tables_is_meant(const struct tables_source *s, const struct measure *m, int32_t site,
                     int32_t access, const bool has[ACCESS_COUNT]);
void tables_find_access(const struct plan *p, int32_t site, bool has[ACCESS_COUNT]);

/* One word of one replication, and the numerator of a measure, over the sites and accesses
 * that are meant. */
int64_t tables_word(const struct tables_source *s, uint32_t rep, bool is_site, int32_t site,
                    int32_t access, int word);
double tables_numerator(const struct tables_source *s, uint32_t rep, const struct measure *m,
                        int32_t site, int32_t access);

/* How many sections there are for intervals, and the waits of one; section TALLY_SECTIONS: of
 * all replications. */
size_t tables_sections(const struct tables_source *s);
void tables_section(const struct tables_source *s, int32_t section, int32_t site, int32_t access,
                    uint32_t *bins);

/* Adds n histogram words up. */
void tables_add_bins(uint32_t *to, const uint32_t *from);

/* share, ci_lo, ci_hi into three cells; the interval of a share stays within [0, 1]. */
void tables_set_share(struct table_cell *cells, struct interval share);

/* Quantiles of waits in minutes, n <= TABLES_QUANTILES_MAX of them, p ascending; those of an empty
 * histogram become missing cells. */
enum { TABLES_QUANTILES_MAX = 8 };
void tables_set_quantiles(struct table_cell *cells, const uint32_t *bins, const double *p,
                          size_t n);

#endif
