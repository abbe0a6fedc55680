/* compile_parts.h - the workbench of compile*.c: parts of a plan before they are packed. */
#ifndef WARD_COMPILE_PARTS_H
#define WARD_COMPILE_PARTS_H

#include "models/ward/plan.h"
#include "models/ward/scenario.h"
#include "sim/engine/compile_variate.h"

struct compile {
    const struct scenario_data *d;
    struct arena *home; /* of the parts, not of the plan */
    struct err *e;
    struct plan plan;
    int32_t n_shifts, n_speeds, n_batches;
    struct plan_day *days;
    const struct scenario_capacity **capacity; /* [n_sites][n_capacity_months], NULL: no row */
    int32_t first_capacity_month, n_capacity_months;
    struct plan_date *dates;
    struct plan_shift *shifts;
    struct plan_speed *speeds;
    struct plan_batch *batches;
    struct plan_stream streams[PLAN_STREAMS_MAX];
    double *rates;
    int16_t *places;
    uint8_t *booked;
    struct plan_release *releases;
    uint32_t *released; /* as places; NULL without releases */
    struct plan_centre *centres;
    struct plan_region *regions;
    uint32_t *mail;
    uint32_t *code;
    struct sim_variate *variates;
    double *share; /* [n_sites]: of the city's population */
};

/* Each fills its part; false and c->e when something is missing. In this order. */
bool compile_sites(struct compile *c);    /* shares, codes, joint centres    */
bool compile_days(struct compile *c);     /* days, dates, cells, speeds      */
bool compile_modes(struct compile *c);    /* what is booked where and when   */
bool compile_capacity(struct compile *c); /* shifts, places                  */
bool compile_release(struct compile *c);  /* places slot by slot; after capacity */
bool compile_phone(struct compile *c);    /* agents and hours of the line; after capacity */
bool compile_notices(struct compile *c);  /* batches of letters              */
bool compile_demand(struct compile *c);   /* streams, rates, profiles        */
bool compile_mail(struct compile *c);     /* batches by region; after notices */

/* Rules of the counters and how they deal with each use; adds to expected_us what is done on
 * the same visit. After the variates. */
void compile_counters(struct compile *c);

/* n counters of a ward over its pools by their shares: each[i] of pool i, at least one, the
 * rest where most is lacking. Fewer counters than pools: one each for the first n. */
void compile_divide(const struct compile *c, int32_t n, int32_t each[COUNTER_POOLS]);

static inline int32_t compile_pools(const struct compile *c)
{
    return c->d->s.counters.pools.count > 0 ? (int32_t)c->d->s.counters.pools.count : 1;
}
/* Procedures and asking for a booking ID, with their laws among law[VARIATE_COUNT]; corrects
 * what the office expects of a renewal. Cannot fail. */
void compile_procedures(struct compile *c, struct sim_law_spec *law);

/* The region's name as written, "" without one. */
const char *compile_region_name(const struct compile *c, int32_t region);

static inline struct plan_day *compile_day(const struct compile *c, int32_t site, int32_t day)
{
    return &c->days[(size_t)site * (size_t)c->plan.n_days + (size_t)day];
}

static inline const struct scenario_ward_row *compile_ward(const struct compile *c, int32_t site)
{
    return &((const struct scenario_ward_row *)c->d->wards.items)[site];
}

/* Is the ward among the names of the list? NULL = all are. */
bool compile_is_listed(const struct compile *c, const char *list, const char *ward);

/* The joint centre that the site is, or NULL. */
const struct scenario_centre *compile_centre(const struct compile *c, int32_t site);

/* What part of the use is booked there on a day, in percent. */
static inline int32_t compile_booked(const struct compile *c, int32_t use, int32_t site,
                                     int32_t day)
{
    size_t row = (size_t)use * (size_t)c->plan.n_sites + (size_t)site;
    return c->booked[row * (size_t)c->plan.n_days + (size_t)day];
}

/* First and last day of the scenario's period, from which its rates come: forecasts report other
 * days. */
static inline int32_t compile_first(const struct compile *c)
{
    return c->d->s.period.from - c->plan.base_day;
}
static inline int32_t compile_last(const struct compile *c)
{
    return c->d->s.period.to - c->plan.base_day;
}

/* One more shift into the table, of somebody who has `*n` so far. */
void compile_add_shift(struct compile *c, int32_t from_s, int32_t counters);

/* Settings of the ward in `wards:`, or NULL. */
const struct scenario_ward *compile_own(const struct compile *c, int32_t site);

/* 1 / ln(q) of a geometric delay with the mean, q = mean / (1 + mean); 0 = no delay. Less than
 * nothing counts as nothing. */
double compile_geometric(sim_span mean);

/* The law of a time at the counter: microseconds. */
struct sim_law_spec compile_service(const struct scenario_service *s);

const struct scenario_use *compile_use(const struct scenario *s, int32_t use);

/* Factor on demand of a day at a site; 0 on closed and reserved-only days. */
double compile_factor(const struct compile *c, int32_t site, int32_t day);

#endif
