#include "models/office/factor.h"

struct sim_law_spec factor_law(double share, double cv)
{
    if (share <= 0 || cv <= 0)
        return (struct sim_law_spec){.law = SIM_LAW_CONSTANT, .a = share};
    return (struct sim_law_spec){.law = SIM_LAW_GAMMA, .a = share, .b = cv / __builtin_sqrt(share)};
}

void factor_draw(const struct factor *f, struct sim_seed seed, uint32_t who, const uint32_t *sites,
                 int32_t n, double *factors)
{
    struct sim_pair u = sim_stream_pair(seed, f->shared_site, f->shared_role, who, 0);
    double shared = sim_variate_at(f->shared, u.u[0]);
    for (int32_t i = 0; i < n; i++) {
        u = sim_stream_pair(seed, sites[i], f->role, who, 0);
        factors[i] = shared + sim_variate_at(f->own, u.u[0]);
    }
}
