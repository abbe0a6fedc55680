/* uniforms.h - one uniform after the other: a run of numbers of one random address, for tests
 * that need many and no names for them. The program looks its numbers up in sets
 * (sim/engine/draws.h). */
#ifndef SUPPORT_UNIFORMS_H
#define SUPPORT_UNIFORMS_H

#include <stdint.h>

#include "sim/engine/stream.h"

/* Two from each block. Plain value: copy it freely. */
struct uniforms {
    struct sim_seed seed;
    uint32_t site, role, who, drawn;
    double spare;
};

static inline struct uniforms uniforms_of(struct sim_seed s, uint32_t site, uint32_t role,
                                          uint32_t who)
{
    return (struct uniforms){.seed = s, .site = site, .role = role, .who = who};
}

static inline double uniforms_next(struct uniforms *s)
{
    uint32_t n = s->drawn++;
    if (n % 2 == 1)
        return s->spare;
    struct sim_pair p = sim_stream_pair(s->seed, s->site, s->role, s->who, n / 2);
    s->spare = p.u[1];
    return p.u[0];
}

#endif
