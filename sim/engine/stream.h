/* stream.h - random numbers addressed by what they are for, not by when they are drawn.
 *
 * A number is a pure function of (seed; n, who, site, role, replication): Philox4x32-10
 * of Random123 with key = seed and counter words {n, who, site << 16 | role, replication}.
 * Adding a ward, a counter or a thread cannot shift anyone else's numbers, so two plans
 * meet the same people on the same days (common random numbers) by construction.
 * Checked by tests/engine/test_stream.c: Random123's known answers, distinct addresses.
 */
#ifndef SIM_STREAM_H
#define SIM_STREAM_H

#include <stdint.h>

/* One block of Philox4x32-10 as published; the functions below read it as two 64-bit words,
 * low half first. Exported for the known-answer tests. */
void sim_stream_block(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

/* What is common to a whole replication; a plain value. */
struct sim_seed {
    uint64_t seed;
    uint32_t replication;
};

/* Two independent uniforms in the open interval (0, 1), multiples of 2^-53, odd: 52 random
 * bits each, so that u and 1 - u are both exact. */
struct sim_pair {
    double u[2];
};

/* The nth block of the address. About 15 ns; no state. site and role below 2^16. Many at once:
 * draws.h. */
struct sim_pair sim_stream_pair(struct sim_seed s, uint32_t site, uint32_t role, uint32_t who,
                                uint32_t n);

#endif
