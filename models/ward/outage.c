#include "models/ward/outage.h"

#include "models/ward/city.h"
#include "sim/base/simtime.h"
#include "sim/engine/portmath.h"

/* They begin within the longest opening hours and end by midnight. */
enum { FIRST_S = 31500, LAST_S = 61200, MIDNIGHT_S = 86400, PERMILLE = 1000 };

/* Seconds at which outages begin and end, in turn: a Poisson process over the hours, each of
 * exponential length; one that begins during another is the same. Returns how many seconds. */
static int32_t draw_edges(const struct city *c, int32_t day, int32_t *edges)
{
    const struct plan_outages *p = &c->plan->outages;
    uint32_t date = (uint32_t)(c->plan->base_day + day);
    int32_t n = 0;
    double sum = 0;
    for (uint32_t k = 0; k < OUTAGE_MOST; k++) {
        struct sim_pair u = person_draw(c->seed, CITY_CODE, 0, ROLE_OUTAGE, date, k);
        sum -= sim_portmath_log(u.u[0]);
        if (sum >= p->per_day)
            break;
        int32_t from = FIRST_S + (int32_t)(sum / p->per_day * (LAST_S - FIRST_S));
        double length = 1 - sim_portmath_log(1 - u.u[1]) * p->mean_s;
        int32_t to = length < MIDNIGHT_S - from ? from + (int32_t)length : MIDNIGHT_S;
        if (n > 0 && from <= edges[n - 1]) {
            edges[n - 1] = to > edges[n - 1] ? to : edges[n - 1];
            continue;
        }
        edges[n++] = from;
        edges[n++] = to;
    }
    return n;
}

/* What is known of one day: the table's speeds and the edges of the random outages. */
struct day_edges {
    const struct plan_speed *table;
    int32_t n_table, n_edges, edges[OUTAGE_SPEEDS];
};

/* The first second after `now` at which anything begins or ends, INT32_MAX for none. */
static int32_t next_after(const struct day_edges *d, int32_t now)
{
    int32_t next = INT32_MAX;
    for (int32_t i = 0; i < d->n_table; i++)
        if (d->table[i].from_s > now && d->table[i].from_s < next)
            next = d->table[i].from_s;
    for (int32_t k = 0; k < d->n_edges; k++)
        if (d->edges[k] > now && d->edges[k] < next)
            next = d->edges[k];
    return next;
}

/* The speed from the second on; random: that of a random outage. */
static int32_t speed_from(const struct day_edges *d, int32_t second, int32_t random)
{
    int32_t fixed = PERMILLE, behind = 0;
    for (int32_t i = 0; i < d->n_table && d->table[i].from_s <= second; i++)
        fixed = d->table[i].permille;
    while (behind < d->n_edges && d->edges[behind] <= second)
        behind++;
    if (fixed != PERMILLE)
        return fixed;
    return behind % 2 == 1 ? random : PERMILLE;
}

int32_t outage_speeds(struct city *c, int32_t day)
{
    const struct plan *p = c->plan;
    const struct plan_date *date = plan_date_at(p, day);
    struct day_edges d = {
        .table = PLAN_ARRAY(p, struct plan_speed, at_speeds) + date->first_speed,
        .n_table = date->n_speeds,
    };
    if (p->outages.per_day > 0)
        d.n_edges = draw_edges(c, day, d.edges);
    int32_t n = 0, last = PERMILLE;
    for (int32_t now = next_after(&d, -1); now < INT32_MAX; now = next_after(&d, now)) {
        int32_t speed = speed_from(&d, now, p->outages.permille);
        if (speed != last)
            c->speeds[n++] = (struct speed){sim_on_day(p->base_day + day, now), speed};
        last = speed;
    }
    return n;
}
