#include "sim/engine/portmath.h"

#include <float.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <immintrin.h>
#endif

#include "sim/base/attr.h"
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

/* Step by step for four values, so that a compiler can put several to a register: division and
 * polynomial take most of the time. Those near 1 are few and done again. */
enum { AT_ONCE = 4 };
struct four {
    double r[AT_ONCE], head[AT_ONCE], tail[AT_ONCE];
    int is_other; /* not 0: some are near 1, or no number to take a logarithm of */
};

static inline void reduce_four(const double *x, struct four *of)
{
    of->is_other = 0;
    for (int i = 0; i < AT_ONCE; i++) {
        uint64_t bits = bits_of(x[i]);
        reduce(bits, &of->r[i], &of->head[i], &of->tail[i]);
        of->is_other |= is_near_one(x[i]) | (bits - LEAST_NORMAL >= INFINITE - LEAST_NORMAL);
    }
}

static ALWAYS_INLINE void logs_of_four(const double *x, const struct four *of, double *y)
{
    for (int i = 0; i < AT_ONCE; i++)
        y[i] = log_of_reduced(of->r[i], of->head[i], of->tail[i]);
    for (int i = 0; of->is_other != 0 && i < AT_ONCE; i++)
        y[i] = sim_portmath_log(x[i]);
}

/* So many of n values are in sets; those behind them are done one by one. */
static inline size_t in_sets(size_t n)
{
    return n - n % AT_ONCE;
}

static void sets_narrow(const double *x, double *y, size_t n)
{
    struct four of;
    for (size_t i = 0; i < in_sets(n); i += AT_ONCE) {
        reduce_four(x + i, &of);
        logs_of_four(x + i, &of, y + i);
    }
}

#ifdef __SSE2__

#define TARGET_WIDE __attribute__((target("avx2")))

TARGET_WIDE static inline __m256i wide_bits(uint64_t bits)
{
    return _mm256_set1_epi64x((int64_t)bits);
}

/* Not 0 where some are near 1, or not above 0 and finite and normal. */
TARGET_WIDE static inline int are_others(__m256d x)
{
    __m256d f = _mm256_sub_pd(x, _mm256_set1_pd(1.0));
    __m256d is_near = _mm256_and_pd(_mm256_cmp_pd(f, _mm256_set1_pd(1.0 / 64.0), _CMP_LE_OQ),
                                    _mm256_cmp_pd(f, _mm256_set1_pd(-1.0 / 64.0), _CMP_GE_OQ));
    __m256d is_odd = _mm256_or_pd(_mm256_cmp_pd(x, _mm256_set1_pd(DBL_MIN), _CMP_NGE_UQ),
                                  _mm256_cmp_pd(x, _mm256_set1_pd(DBL_MAX), _CMP_NLE_UQ));
    return _mm256_movemask_pd(_mm256_or_pd(is_near, is_odd));
}

/* reduce_four(), a register each: the same operations, or exact ones in their place. k is the low
 * bits of 2^52 + k, less 2^52; c has the table's step and half of one as its mantissa. */
TARGET_WIDE static inline void reduce_wide(const double *x, struct four *of)
{
    enum { STEP_SHIFT = 45, MIDDLE_SHIFT = STEP_SHIFT - 1 };
    __m256d value = _mm256_loadu_pd(x);
    __m256i bits = _mm256_castpd_si256(value), one = wide_bits(ONE);
    __m256i whole = _mm256_castpd_si256(_mm256_set1_pd(0x1p52));
    __m256i step =
        _mm256_and_si256(_mm256_srli_epi64(bits, STEP_SHIFT), wide_bits(PORTMATH_STEPS - 1));
    __m256i middle = _mm256_or_si256(_mm256_slli_epi64(step, STEP_SHIFT),
                                     wide_bits(ONE | UINT64_C(1) << MIDDLE_SHIFT));
    __m256d k =
        _mm256_sub_pd(_mm256_castsi256_pd(_mm256_or_si256(_mm256_srli_epi64(bits, 52), whole)),
                      _mm256_set1_pd(0x1p52 + 1023));
    __m256d m =
        _mm256_castsi256_pd(_mm256_or_si256(_mm256_and_si256(bits, wide_bits(MANTISSA)), one));
    __m256d c = _mm256_castsi256_pd(middle);
    uint64_t at[AT_ONCE];
    _mm256_storeu_si256((__m256i *)(void *)at, step);
    __m256d even = _mm256_set_m128d(_mm_loadu_pd(&portmath_log[at[2]].head),
                                    _mm_loadu_pd(&portmath_log[at[0]].head));
    __m256d odd = _mm256_set_m128d(_mm_loadu_pd(&portmath_log[at[3]].head),
                                   _mm_loadu_pd(&portmath_log[at[1]].head));
    __m256d head = _mm256_mul_pd(k, _mm256_set1_pd(portmath_ln2.head));
    __m256d tail = _mm256_mul_pd(k, _mm256_set1_pd(portmath_ln2.tail));
    _mm256_storeu_pd(of->r, _mm256_div_pd(_mm256_sub_pd(m, c), c));
    _mm256_storeu_pd(of->head, _mm256_add_pd(head, _mm256_unpacklo_pd(even, odd)));
    _mm256_storeu_pd(of->tail, _mm256_add_pd(tail, _mm256_unpackhi_pd(even, odd)));
    of->is_other = are_others(value);
}

TARGET_WIDE static void sets_wide(const double *x, double *y, size_t n)
{
    struct four of;
    for (size_t i = 0; i < in_sets(n); i += AT_ONCE) {
        reduce_wide(x + i, &of);
        logs_of_four(x + i, &of, y + i);
    }
}

static void all_sets(const double *x, double *y, size_t n)
{
    if (__builtin_cpu_supports("avx2") != 0)
        sets_wide(x, y, n);
    else
        sets_narrow(x, y, n);
}

#else

static void all_sets(const double *x, double *y, size_t n)
{
    sets_narrow(x, y, n);
}

#endif

static inline void logs_behind_sets(const double *x, double *y, size_t n)
{
    for (size_t i = in_sets(n); i < n; i++)
        y[i] = sim_portmath_log(x[i]);
}

void sim_portmath_logs(const double *x, double *y, size_t n)
{
    all_sets(x, y, n);
    logs_behind_sets(x, y, n);
}

void sim_portmath_logs_narrow(const double *x, double *y, size_t n)
{
    sets_narrow(x, y, n);
    logs_behind_sets(x, y, n);
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
