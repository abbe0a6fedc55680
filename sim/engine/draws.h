/* draws.h - many random numbers at once: the same as sim_stream_pair() one by one.
 *
 * Philox is a chain of ten multiplications, so a processor that makes one block at a time
 * mostly waits. Blocks of different addresses do not depend on each other: several are made
 * side by side, with the processor's vectors where it has them. They are integers until the
 * last, exact step, so every way gives the same bits.
 */
#ifndef SIM_DRAWS_H
#define SIM_DRAWS_H

#include <stdint.h>

#include "sim/engine/lanes.h"
#include "sim/engine/stream.h"

/* The address of one block, as in sim_stream_pair(): what = site << 16 | role. */
struct sim_address {
    uint32_t n, who, what, reserved; /* reserved: not read */
};

static inline struct sim_address sim_address_of(uint32_t site, uint32_t role, uint32_t who,
                                                uint32_t n)
{
    return (struct sim_address){n, who, site << 16 | role, 0};
}

/* The same for another n and, of an address whose low bits of the role are free, those bits. */
static inline struct sim_address sim_address_with(struct sim_address of, uint32_t role, uint32_t n)
{
    return (struct sim_address){n, of.who, of.what | role, 0};
}

/* out[i] = the pair at address[i], i < count. Checked by tests/engine/test_draws.c, timed by
 * tests/bench/bench_engine.c. */
void sim_draws(struct sim_seed seed, const struct sim_address *address, uint32_t count,
               struct sim_pair *out);

/* The same with so many lanes, at most sim_lanes_here(): for tests. */
void sim_draws_by(enum sim_lanes lanes, struct sim_seed seed, const struct sim_address *address,
                  uint32_t count, struct sim_pair *out);

#endif
