/* lanes.h - how many numbers of 64 bits the processor's vectors hold. Whatever is made side by side
 * has the same bits as one by one, so it changes nothing but how fast.
 */
#ifndef SIM_LANES_H
#define SIM_LANES_H

#include <stdbool.h>

enum sim_lanes { SIM_LANES_1 = 1, SIM_LANES_2 = 2, SIM_LANES_4 = 4, SIM_LANES_8 = 8 };

#ifdef __SSE2__

#define SIM_TARGET_4 __attribute__((target("avx2")))
#define SIM_TARGET_4_BITS __attribute__((target("avx2,bmi2")))
#define SIM_TARGET_8 __attribute__((target("avx512f,avx512vbmi2")))

/* The most that this processor does gladly: those that came before the second set of instructions
 * work at a lower pace for a while after vectors of 512 bits. */
static inline enum sim_lanes sim_lanes_here(void)
{
    if (__builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512vbmi2") != 0)
        return SIM_LANES_8;
    return __builtin_cpu_supports("avx2") != 0 ? SIM_LANES_4 : SIM_LANES_2;
}

/* Can it do SIM_TARGET_4_BITS: four numbers, and shifts of one by a number that is not known
 * beforehand? Processors that sim_lanes_here() says less of may be able to do that. */
static inline bool sim_lanes_has_bits(void)
{
    return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi2") != 0;
}

#else

static inline enum sim_lanes sim_lanes_here(void)
{
    return SIM_LANES_1;
}

static inline bool sim_lanes_has_bits(void)
{
    return false;
}

#endif

#endif
