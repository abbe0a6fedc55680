#include "models/ward/crowd.h"

#include "models/ward/city.h"
#include "sim/base/bug.h"
#include "sim/engine/portmath.h"

static void begin(struct crowd *w, const struct city *c, uint32_t code, uint32_t address,
                  int32_t day, double total)
{
    w->seed = c->seed;
    w->address =
        person_address(code, address, ROLE_ARRIVAL, (uint32_t)(c->plan->base_day + day), 0);
    w->used = w->made = w->index = 0;
    w->sum = 0;
    w->total = total;
}

void crowd_begin(struct crowd *w, const struct city *c, int32_t stream, int32_t site, int32_t day)
{
    const struct plan *p = c->plan;
    begin(w, c, plan_code(p, site), plan_stream_at(p, stream)->address, day,
          plan_rate(p, stream, site, day) * c->ward_factor[site]);
}

void crowd_begin_enquiries(struct crowd *w, const struct city *c, int32_t day)
{
    begin(w, c, c->region->code, PERSON_ENQUIRERS, day,
          c->plan->phone.enquiries * c->region->share);
}

/* As many pairs as will probably be wanted: whole sets of vectors, as what is left of one costs
 * nothing, and looking twice does. */
static void look_ahead(struct crowd *w)
{
    enum { SET = 8 };
    struct sim_address address[CROWD_AHEAD];
    struct sim_pair u[CROWD_AHEAD];
    double wanted = (w->total - w->sum) / 2 + 1;
    uint32_t n = wanted < CROWD_AHEAD ? ((uint32_t)wanted + SET) / SET * SET : CROWD_AHEAD;
    for (uint32_t i = 0; i < n; i++) {
        address[i] = w->address;
        w->address.n++;
    }
    sim_draws(w->seed, address, n, u);
    sim_portmath_logs(u[0].u, w->ahead, (size_t)2 * n);
    w->used = 0;
    w->made = 2 * n;
}

bool crowd_next(struct crowd *w, double *share)
{
    if (!(w->total > 0) || w->index == CROWD_MAX)
        return false;
    if (w->used == w->made)
        look_ahead(w);
    w->sum -= w->ahead[w->used++];
    if (w->sum >= w->total)
        return false;
    *share = w->sum / w->total;
    w->index++;
    return true;
}

uint32_t crowd_who(const struct city *c, const struct crowd *w, int32_t day)
{
    BUG_IF(w->index == 0);
    return (uint32_t)(c->plan->base_day + day) << 16 | (w->index - 1);
}
