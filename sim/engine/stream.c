#include "sim/engine/stream.h"

#include <string.h>

/* Random123 refuses processors it does not know. It only needs a 32-bit multiplication
 * here, so for wasm32 it is told a plain 32-bit processor, for this include alone. */
#if defined(__wasm__) && !defined(__riscv)
#define __riscv 1
#include <Random123/philox.h>
#undef __riscv
#else
#include <Random123/philox.h>
#endif

#include "sim/base/bug.h"

void sim_stream_block(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
    philox4x32_ctr_t c = {{counter[0], counter[1], counter[2], counter[3]}};
    philox4x32_key_t k = {{key[0], key[1]}};
    c = philox4x32(c, k);
    for (int i = 0; i < 4; i++)
        out[i] = c.v[i];
}

/* Middle of one of 2^52 equal cells: an odd multiple of 2^-53, exact in double. The 52 bits stand
 * behind 1.0, from which 1 - 2^-53 is taken: quicker than making a double of a whole number. */
static inline double open_unit(uint32_t low, uint32_t high)
{
    uint64_t one = UINT64_C(0x3FF0000000000000);
    uint64_t bits = ((uint64_t)high << 32 | low) >> 12 | one;
    double x;
    memcpy(&x, &bits, sizeof x);
    return x - (1.0 - 0x1p-53);
}

struct sim_pair sim_stream_pair(struct sim_seed s, uint32_t site, uint32_t role, uint32_t who,
                                uint32_t n)
{
    BUG_IF((site | role) > 0xFFFF);
    philox4x32_ctr_t c = {{n, who, site << 16 | role, s.replication}};
    philox4x32_key_t k = {{(uint32_t)s.seed, (uint32_t)(s.seed >> 32)}};
    c = philox4x32(c, k);
    return (struct sim_pair){{open_unit(c.v[0], c.v[1]), open_unit(c.v[2], c.v[3])}};
}
