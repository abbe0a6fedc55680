#include "sim/engine/variate.h"

#include <string.h>

#include "sim/base/bug.h"
#include "sim/engine/portmath.h"

/* A double's bits from 46 up are its exponent and the top 6 bits of its mantissa, which
 * count the nodes: one step of that number is one node. The 46 bits below say how far
 * between two nodes. */
enum { FRACTION_BITS = 46, STEP_BITS = 6, LEAST_EXPONENT = 1023 - SIM_VARIATE_OCTAVES - 1 };
_Static_assert(1 << STEP_BITS == SIM_VARIATE_STEPS, "64 steps to the octave");

/* Value between nodes at w in (0, 1/2]. Below the first node (w < 2^-41) it is that node. */
static double between_nodes(const float *node, double w)
{
    uint64_t bits;
    memcpy(&bits, &w, sizeof bits);
    int64_t i = (int64_t)(bits >> FRACTION_BITS) - ((int64_t)LEAST_EXPONENT << STEP_BITS);
    if (i < 0)
        return (double)node[0];
    if (i >= SIM_VARIATE_NODES - 1)
        return (double)node[SIM_VARIATE_NODES - 1];
    double part = (double)(int64_t)(bits & ((UINT64_C(1) << FRACTION_BITS) - 1)) * 0x1p-46;
    double a = (double)node[i], b = (double)node[i + 1];
    return a + (b - a) * part;
}

/* 1 - u is exact for u >= 1/2. */
static double from_table(const struct sim_variate *v, double u)
{
    double x = u < 0.5 ? between_nodes(v->lower, u) : between_nodes(v->upper, 1.0 - u);
    for (int32_t i = 0; i < v->squarings; i++)
        x *= x;
    return u < 0.5 ? v->low + x : v->low + v->span + x;
}

double sim_variate_at(const struct sim_variate *v, double u)
{
    BUG_IF(!(u > 0.0 && u < 1.0));
    switch ((enum sim_family)v->family) {
    case SIM_CONSTANT:
        return v->low;
    case SIM_UNIFORM:
        return v->low + v->span * u;
    case SIM_EXPONENTIAL:
        return v->low - v->span * sim_portmath_log(1.0 - u);
    case SIM_TABLE:
        return from_table(v, u);
    }
    bug_at(__FILE__, __LINE__, "family");
}
