#include "sim/engine/portmath.h"

#include <float.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "sim/base/bug.h"
#include "sim/engine/portmath_table.h"

/* Same bits everywhere only if every operation is rounded to double at once. */
_Static_assert(FLT_EVAL_METHOD == 0, "double arithmetic must not carry extra precision");

#define LEAST_NORMAL UINT64_C(0x0010000000000000)
#define INFINITE UINT64_C(0x7FF0000000000000)
#define ONE UINT64_C(0x3FF0000000000000)
#define MANTISSA UINT64_C(0x000FFFFFFFFFFFFF)

/* Adding and subtracting this rounds |t| < 2^51 to the nearest whole number, without a
 * library call; the low bits of the sum hold that number. */
#define ROUNDER 0x1.8p52

static uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static double double_of(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* ln(1 + f) for |f| <= 1/64, f exact: Taylor to degree 10, remainder below f * 2^-63. The
 * leading f is added last, so the error stays below 0.8 units in the last place. */
static double log_near_one(double f)
{
    double p = 1.0 / 9.0 + f * (-1.0 / 10.0);
    p = 1.0 / 7.0 + f * (-1.0 / 8.0 + f * p);
    p = 1.0 / 5.0 + f * (-1.0 / 6.0 + f * p);
    p = 1.0 / 3.0 + f * (-1.0 / 4.0 + f * p);
    return f + f * f * (-0.5 + f * p);
}

/* x = 2^k m with m in [1, 2); c = centre of m's interval; r = (m - c)/c, |r| <= 1/257;
 * ln x = k ln 2 + ln c + ln(1 + r). m - c is exact, so is the sum of the two heads, and
 * Taylor to degree 7 leaves less than 2^-67. Farther than 1/64 from 1 the result is at
 * least 1/65, where the errors of the small terms (about 2^-61) are a quarter of a unit. */
static inline void reduce(uint64_t bits, double *r, double *head, double *tail)
{
    double k = (double)((int32_t)(bits >> 52) - 1023);
    uint32_t i = (uint32_t)(bits >> 45) & (PORTMATH_STEPS - 1);
    double m = double_of((bits & MANTISSA) | ONE);
    double c = 1.0 + (double)(int32_t)(2 * i + 1) * 0x1p-8;
    *r = (m - c) / c;
    *head = k * portmath_ln2.head + portmath_log[i].head;
    *tail = k * portmath_ln2.tail + portmath_log[i].tail;
}

static inline double log_of_reduced(double r, double head, double tail)
{
    double p = -1.0 / 4.0 + r * (1.0 / 5.0 + r * (-1.0 / 6.0 + r * (1.0 / 7.0)));
    return head + (r + (r * r * (-0.5 + r * (1.0 / 3.0 + r * p)) + tail));
}

static inline bool is_near_one(double x)
{
    double f = x - 1.0;
    return (f <= 1.0 / 64.0) & (f >= -1.0 / 64.0);
}

double sim_portmath_log(double x)
{
    uint64_t bits = bits_of(x);
    BUG_IF(bits - LEAST_NORMAL >= INFINITE - LEAST_NORMAL);
    if (is_near_one(x))
        return log_near_one(x - 1.0);
    double r, head, tail;
    reduce(bits, &r, &head, &tail);
    return log_of_reduced(r, head, tail);
}

/* Step by step for four values, so that a compiler can put two to a register: division and
 * polynomial take most of the time. Those near 1 are few and done again. */
enum { AT_ONCE = 4 };

static void four_logs(const double *x, double *y)
{
    double r[AT_ONCE], head[AT_ONCE], tail[AT_ONCE];
    int is_other = 0; /* near 1, or no number to take a logarithm of */
    for (int i = 0; i < AT_ONCE; i++) {
        uint64_t bits = bits_of(x[i]);
        reduce(bits, &r[i], &head[i], &tail[i]);
        is_other |= is_near_one(x[i]) | (bits - LEAST_NORMAL >= INFINITE - LEAST_NORMAL);
    }
    for (int i = 0; i < AT_ONCE; i++)
        y[i] = log_of_reduced(r[i], head[i], tail[i]);
    for (int i = 0; is_other != 0 && i < AT_ONCE; i++)
        y[i] = sim_portmath_log(x[i]);
}

void sim_portmath_logs(const double *x, double *y, size_t n)
{
    size_t i = 0;
    for (; i + AT_ONCE <= n; i += AT_ONCE)
        four_logs(x + i, y + i);
    for (; i < n; i++)
        y[i] = sim_portmath_log(x[i]);
}

/* x = n (ln 2)/128 + r with |r| <= (ln 2)/256; e^x = 2^(n >> 7) * 2^((n & 127)/128) * e^r.
 * n times the head of the step and its difference from x are exact. Taylor to degree 5
 * leaves less than 2^-60 of the result, which is normal for all x >= -700. */
double sim_portmath_exp(double x)
{
    BUG_IF(!(x <= 700.0));
    if (x < -700.0)
        return 0.0;
    double shifted = x * (PORTMATH_STEPS * 0x1.71547652b82fep+0) + ROUNDER; /* 1/ln 2 */
    double n = shifted - ROUNDER;
    int32_t whole = (int32_t)n;
    uint32_t j = (uint32_t)whole & (PORTMATH_STEPS - 1);
    int32_t k = (whole - (int32_t)j) / PORTMATH_STEPS;
    double r = (x - n * portmath_ln2_step.head) - n * portmath_ln2_step.tail;
    double p = 1.0 / 6.0 + r * (1.0 / 24.0 + r * (1.0 / 120.0));
    p = r + r * r * (0.5 + r * p);
    double t = portmath_exp2[j].head;
    double mantissa = t + (portmath_exp2[j].tail + t * p);
    return mantissa * double_of((uint64_t)(k + 1023) << 52);
}
