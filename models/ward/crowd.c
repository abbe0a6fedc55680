#include "models/ward/crowd.h"

#include "models/ward/city.h"
#include "sim/base/bug.h"
#include "sim/engine/portmath.h"

struct crowd crowd_of(const struct city *c, int32_t stream, int32_t site, int32_t day)
{
    const struct plan *p = c->plan;
    uint32_t address = plan_stream_at(p, stream)->address;
    return (struct crowd){
        .uniforms = sim_stream_of(c->seed, plan_code(p, site), address << 5 | ROLE_ARRIVAL,
                                  (uint32_t)(p->base_day + day)),
        .total = plan_rate(p, stream, site, day) * c->ward_factor[site],
    };
}

struct crowd crowd_of_enquiries(const struct city *c, int32_t day)
{
    return (struct crowd){
        .uniforms = sim_stream_of(c->seed, CITY_CODE, PERSON_ENQUIRERS << 5 | ROLE_ARRIVAL,
                                  (uint32_t)(c->plan->base_day + day)),
        .total = c->plan->phone.enquiries,
    };
}

bool crowd_next(struct crowd *w, double *share)
{
    if (!(w->total > 0) || w->index == CROWD_MAX)
        return false;
    w->sum -= sim_portmath_log(sim_stream_next(&w->uniforms));
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
