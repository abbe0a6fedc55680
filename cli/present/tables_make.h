/* tables_make.h - makes the tables of a results folder from the integers of a run. */
#ifndef PRESENT_TABLES_MAKE_H
#define PRESENT_TABLES_MAKE_H

#include <stdbool.h>

#include "cli/present/tables.h"
#include "models/ward/plan.h"
#include "models/ward/scenario.h"
#include "sim/base/attr.h"
#include "sim/base/err.h"
#include "sim/experiment/interval.h"
#include "sim/experiment/replicate.h"

struct tables_source {
    const struct plan *plan;
    const struct scenario_data *data;
    const struct replicate_result *result;
    const char *run_id;
    struct arena *home;
};

/* Fills all tables; false and *e when memory is short. Intervals are 95 %. */
bool tables_make(const struct tables_source *s, struct tables *out, struct err *e) MUST_CHECK;

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

/* All waits of a site by access (ACCESS_COUNT: both), of a hist_day or, PLAN_NO_DAY, of all. */
void tables_waits(const struct tables_source *s, int32_t site, int32_t access, int32_t hist_day,
                  uint32_t *bins);

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

/* Adds n histogram words up. */
void tables_add_bins(uint32_t *to, const uint32_t *from);

/* share, ci_lo, ci_hi into three cells; the interval of a share stays within [0, 1]. */
void tables_set_share(struct table_cell *cells, struct interval share);

/* A wait in minutes; NaN of an empty histogram becomes a missing cell. */
struct table_cell tables_quantile(const uint32_t *bins, double p);

#endif
