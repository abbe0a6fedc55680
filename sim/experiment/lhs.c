#include "sim/experiment/lhs.h"

#include "sim/base/bug.h"
#include "sim/engine/stream.h"

/* An address that no replication has: its last one, nobody's site and role. */
enum { SITE = 0xFFFF, ROLE_AXIS = 0xFFFF, ROLE_SEED = 0xFFFE };

static struct sim_seed address(uint64_t seed)
{
    return (struct sim_seed){seed, UINT32_MAX};
}

void lhs_axis(uint64_t seed, uint32_t axis, size_t n, double *x)
{
    BUG_IF(n < 1 || n > UINT32_MAX);
    for (size_t i = 0; i < n; i++)
        x[i] = (double)i;
    for (size_t i = n; i-- > 0;) { /* the strata are shuffled (Fisher & Yates) from the end */
        struct sim_pair p = sim_stream_pair(address(seed), SITE, ROLE_AXIS, axis, (uint32_t)i);
        size_t other = (size_t)(p.u[0] * ((double)i + 1.0));
        double stratum = x[other];
        x[other] = x[i];
        x[i] = (stratum + p.u[1]) / (double)n;
    }
}

uint32_t lhs_axis_of(const char *name)
{
    uint32_t hash = UINT32_C(2166136261);
    for (; *name != '\0'; name++)
        hash = (hash ^ (uint8_t)*name) * UINT32_C(16777619);
    return hash;
}

uint64_t lhs_seed(uint64_t seed, uint32_t i)
{
    struct sim_pair p = sim_stream_pair(address(seed), SITE, ROLE_SEED, 0, i);
    return (uint64_t)(p.u[0] * 0x1p62);
}
