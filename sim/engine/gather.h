/* gather.h - words from anywhere in memory, one for each lane of a vector of 512 bits.
 */
#ifndef SIM_GATHER_H
#define SIM_GATHER_H

#ifdef __SSE2__

#include <immintrin.h>
#include <stddef.h>

#include "sim/engine/lanes.h"

/* 64 bits from the addresses of the wanted lanes, 0 in the others, for which no memory is touched.
 * Only where sim_lanes_here() is SIM_LANES_8. Checked through what looks up tables with it, by
 * tests/engine/test_variate.c and test_portmath.c. Where nothing is optimised this is a macro of
 * the compiler's, which gives its mask another sign. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-conversion"
SIM_TARGET_8 static inline __m512i sim_gather(__mmask8 wanted, __m512i address)
{
    return _mm512_mask_i64gather_epi64(_mm512_setzero_si512(), wanted, address, NULL, 1);
}
#pragma GCC diagnostic pop

#endif

#endif
