#include "sim/engine/variate.h"

#include <string.h>

#include "sim/base/bug.h"
#include "sim/engine/portmath.h"

/* A double's bits from 46 up are its exponent and the top 6 bits of its mantissa, which
 * count the nodes: one step of that number is one node. The 46 bits below say how far
 * between two nodes. */
enum { FRACTION_BITS = 46, STEP_BITS = 6, LEAST_EXPONENT = 1023 - SIM_VARIATE_OCTAVES - 1 };
_Static_assert(1 << STEP_BITS == SIM_VARIATE_STEPS, "64 steps to the octave");

static inline uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

/* Value between nodes at w in (0, 1/2]. Below the first node (w < 2^-41) it is that node. */
static inline double between_nodes(const float *node, double w)
{
    uint64_t bits = bits_of(w);
    uint64_t i = (bits >> FRACTION_BITS) - ((uint64_t)LEAST_EXPONENT << STEP_BITS);
    if (i >= SIM_VARIATE_NODES - 1) /* so is what would be below 0 */
        return (double)node[(int64_t)i < 0 ? 0 : SIM_VARIATE_NODES - 1];
    double part = (double)(int64_t)(bits & ((UINT64_C(1) << FRACTION_BITS) - 1)) * 0x1p-46;
    double a = (double)node[i], b = (double)node[i + 1];
    return a + (b - a) * part;
}

/* w = 1 - u, handed over since subtracting would spoil it where u itself was rounded. Which
 * half it is comes as often as not: chosen without a branch. */
static inline double from_table(const struct sim_variate *v, double u, double w)
{
    const double origins[] = {v->low, v->low + v->span};
    size_t is_upper = !(u < 0.5);
    double x = between_nodes(v->half[is_upper], u < w ? u : w);
    for (int64_t i = 0; i < v->squarings; i++)
        x *= x;
    return origins[is_upper] + x;
}

/* The first value whose cumulative probability reaches u; the last one reaches every u. It
 * stays among the n values from `first` on. */
static double from_sample(const struct sim_variate *v, double u)
{
    int64_t first = 0;
    for (int64_t n = v->atoms; n > 1;) {
        int64_t half = n / 2;
        first += v->up_to[first + half - 1] < u ? half : 0;
        n -= half;
    }
    return v->value[first];
}

static double with_zeros(const struct sim_variate *v, double u);

/* Tables are most of what is drawn: asked for by a branch that is guessed right, and laws with
 * zeros last. */
static inline double of_family(const struct sim_variate *v, int32_t family, double u, double w)
{
    if (family == SIM_TABLE)
        return from_table(v, u, w);
    switch ((enum sim_family)family) {
    case SIM_TABLE:
        break;
    case SIM_CONSTANT:
        return v->low;
    case SIM_UNIFORM:
        return v->low + v->span * u;
    case SIM_EXPONENTIAL:
        return v->low - v->span * sim_portmath_log(w);
    case SIM_SAMPLE:
        return from_sample(v, u);
    case SIM_ZEROS:
        return with_zeros(v, u);
    }
    bug_at(__FILE__, __LINE__, "family");
}

/* Values below 0 take the lowest uniforms, then come the zeros, then the others: monotone.
 * A table's chord may pass 0 a little before or after its place, hence the limits. */
static double with_zeros(const struct sim_variate *v, double u)
{
    BUG_IF(v->rest == SIM_ZEROS);
    double some = 1.0 - v->zero, negative = some * v->below;
    if (u < negative) {
        double x = of_family(v, v->rest, u / some, (some - u) / some);
        return x < 0.0 ? x : 0.0;
    }
    if (u <= negative + v->zero)
        return 0.0;
    double x = of_family(v, v->rest, (u - v->zero) / some, (1.0 - u) / some);
    return x > 0.0 ? x : 0.0;
}

/* 1 - u is exact for u >= 1/2, and for every u of a stream. */
double sim_variate_at(const struct sim_variate *v, double u)
{
    BUG_IF(bits_of(u) - 1 >= bits_of(1.0) - 1); /* 0 < u < 1 */
    return of_family(v, v->family, u, 1.0 - u);
}

enum { AT_ONCE = 64 };

/* n is 1 to AT_ONCE. A logarithm of what is not above 0 is a bug already. */
static void exponentials_at(const struct sim_variate *v, const double *u, double *x, size_t n)
{
    double w[AT_ONCE], log_w[AT_ONCE];
    int is_inside = 1;
    size_t i = 0;
    do {
        w[i] = 1.0 - u[i];
        is_inside &= u[i] > 0.0;
    } while (++i < n);
    BUG_IF(!is_inside);
    sim_portmath_logs(w, log_w, n);
    for (i = 0; i < n; i++)
        x[i] = v->low - v->span * log_w[i];
}

void sim_variate_many(const struct sim_variate *v, const double *u, double *x, size_t n)
{
    if (v->family != SIM_EXPONENTIAL) {
        for (size_t i = 0; i < n; i++)
            x[i] = sim_variate_at(v, u[i]);
        return;
    }
    for (size_t i = 0; i < n; i += AT_ONCE)
        exponentials_at(v, u + i, x + i, n - i < AT_ONCE ? n - i : AT_ONCE);
}
