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
#include "sim/engine/gather.h"
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

/* Step by step for eight values, so that a compiler can put several to a register: division and
 * polynomial take most of the time. */
enum { AT_ONCE = 8 };
struct eight {
    double x[AT_ONCE], r[AT_ONCE], head[AT_ONCE], tail[AT_ONCE];
    int is_near; /* not 0: some are near 1 */
    int is_odd;  /* not 0: some are no number to take a logarithm of */
};

static inline void reduce_narrow(const double *x, struct eight *of)
{
    of->is_near = of->is_odd = 0;
    for (int i = 0; i < AT_ONCE; i++) {
        uint64_t bits = bits_of(x[i]);
        reduce(bits, &of->r[i], &of->head[i], &of->tail[i]);
        of->x[i] = x[i];
        of->is_near |= is_near_one(x[i]);
        of->is_odd |= bits - LEAST_NORMAL >= INFINITE - LEAST_NORMAL;
    }
}

/* One of eight uniforms is near 1 at every tenth time: then they are all done that way, too. */
static ALWAYS_INLINE void logs_of_eight(const struct eight *of, double *y)
{
    double near[AT_ONCE];
    BUG_IF(of->is_odd != 0);
    for (int i = 0; i < AT_ONCE; i++)
        y[i] = log_of_reduced(of->r[i], of->head[i], of->tail[i]);
    if (of->is_near == 0)
        return;
    for (int i = 0; i < AT_ONCE; i++)
        near[i] = log_near_one(of->x[i] - 1.0);
    for (int i = 0; i < AT_ONCE; i++)
        y[i] = is_near_one(of->x[i]) ? near[i] : y[i];
}

/* n is a multiple of AT_ONCE. */
static void sets_narrow(const double *x, double *y, size_t n)
{
    struct eight of;
    for (size_t i = 0; i < n; i += AT_ONCE) {
        reduce_narrow(x + i, &of);
        logs_of_eight(&of, y + i);
    }
}

#ifdef __SSE2__

SIM_TARGET_4 static inline __m256i wide_bits(uint64_t bits)
{
    return _mm256_set1_epi64x((int64_t)bits);
}

SIM_TARGET_4 static inline int are_near_wide(__m256d x)
{
    __m256d f = _mm256_sub_pd(x, _mm256_set1_pd(1.0));
    return _mm256_movemask_pd(
        _mm256_and_pd(_mm256_cmp_pd(f, _mm256_set1_pd(1.0 / 64.0), _CMP_LE_OQ),
                      _mm256_cmp_pd(f, _mm256_set1_pd(-1.0 / 64.0), _CMP_GE_OQ)));
}

/* Not above 0 and finite and normal. */
SIM_TARGET_4 static inline int are_odd_wide(__m256d x)
{
    return _mm256_movemask_pd(_mm256_or_pd(_mm256_cmp_pd(x, _mm256_set1_pd(DBL_MIN), _CMP_NGE_UQ),
                                           _mm256_cmp_pd(x, _mm256_set1_pd(DBL_MAX), _CMP_NLE_UQ)));
}

/* k is the low bits of 2^52 + k, less 2^52; c has the table's step and half of one as its
 * mantissa. */
enum { STEP_SHIFT = 45, MIDDLE_SHIFT = STEP_SHIFT - 1 };
#define WHOLE 0x1p52
#define STEP_BITS ((uint64_t)(PORTMATH_STEPS - 1) << STEP_SHIFT)
#define MIDDLE (ONE | UINT64_C(1) << MIDDLE_SHIFT)

/* reduce() of four, a register each: the same operations, or exact ones in their place. */
SIM_TARGET_4 static inline void reduce_wide(const double *x, struct eight *of, int first)
{
    __m256d value = _mm256_loadu_pd(x + first);
    __m256i bits = _mm256_castpd_si256(value), one = wide_bits(ONE);
    __m256i whole = _mm256_castpd_si256(_mm256_set1_pd(WHOLE));
    __m256i step = _mm256_and_si256(bits, wide_bits(STEP_BITS));
    __m256d k =
        _mm256_sub_pd(_mm256_castsi256_pd(_mm256_or_si256(_mm256_srli_epi64(bits, 52), whole)),
                      _mm256_set1_pd(WHOLE + 1023));
    __m256d m =
        _mm256_castsi256_pd(_mm256_or_si256(_mm256_and_si256(bits, wide_bits(MANTISSA)), one));
    __m256d c = _mm256_castsi256_pd(_mm256_or_si256(step, wide_bits(MIDDLE)));
    uint64_t at[4];
    _mm256_storeu_si256((__m256i *)(void *)at, _mm256_srli_epi64(step, STEP_SHIFT));
    __m256d even = _mm256_set_m128d(_mm_loadu_pd(&portmath_log[at[2]].head),
                                    _mm_loadu_pd(&portmath_log[at[0]].head));
    __m256d odd = _mm256_set_m128d(_mm_loadu_pd(&portmath_log[at[3]].head),
                                   _mm_loadu_pd(&portmath_log[at[1]].head));
    __m256d head = _mm256_mul_pd(k, _mm256_set1_pd(portmath_ln2.head));
    __m256d tail = _mm256_mul_pd(k, _mm256_set1_pd(portmath_ln2.tail));
    _mm256_storeu_pd(of->x + first, value);
    _mm256_storeu_pd(of->r + first, _mm256_div_pd(_mm256_sub_pd(m, c), c));
    _mm256_storeu_pd(of->head + first, _mm256_add_pd(head, _mm256_unpacklo_pd(even, odd)));
    _mm256_storeu_pd(of->tail + first, _mm256_add_pd(tail, _mm256_unpackhi_pd(even, odd)));
    of->is_near |= are_near_wide(value);
    of->is_odd |= are_odd_wide(value);
}

SIM_TARGET_4 static void sets_wide(const double *x, double *y, size_t n)
{
    struct eight of;
    for (size_t i = 0; i < n; i += AT_ONCE) {
        of.is_near = of.is_odd = 0;
        reduce_wide(x + i, &of, 0);
        reduce_wide(x + i, &of, AT_ONCE / 2);
        logs_of_eight(&of, y + i);
    }
}

SIM_TARGET_8 static inline __m512i widest_bits(uint64_t bits)
{
    return _mm512_set1_epi64((int64_t)bits);
}

SIM_TARGET_8 static inline int are_near_widest(__m512d x)
{
    __m512d f = _mm512_sub_pd(x, _mm512_set1_pd(1.0));
    __mmask8 below = _mm512_cmp_pd_mask(f, _mm512_set1_pd(1.0 / 64.0), _CMP_LE_OQ);
    return _mm512_mask_cmp_pd_mask(below, f, _mm512_set1_pd(-1.0 / 64.0), _CMP_GE_OQ);
}

SIM_TARGET_8 static inline int are_odd_widest(__m512d x)
{
    return _mm512_cmp_pd_mask(x, _mm512_set1_pd(DBL_MIN), _CMP_NGE_UQ) |
           _mm512_cmp_pd_mask(x, _mm512_set1_pd(DBL_MAX), _CMP_NLE_UQ);
}

SIM_TARGET_8 static inline __m512d table_at(const double *table, __m512i bytes)
{
    __m512i address = _mm512_add_epi64(widest_bits((uint64_t)(uintptr_t)table), bytes);
    return _mm512_castsi512_pd(sim_gather(0xFF, address));
}

/* The same of eight. */
SIM_TARGET_8 static inline void reduce_widest(__m512d value, struct eight *of)
{
    __m512i bits = _mm512_castpd_si512(value), whole = _mm512_castpd_si512(_mm512_set1_pd(WHOLE));
    __m512i step = _mm512_and_si512(bits, widest_bits(STEP_BITS));
    __m512d k =
        _mm512_sub_pd(_mm512_castsi512_pd(_mm512_or_si512(_mm512_srli_epi64(bits, 52), whole)),
                      _mm512_set1_pd(WHOLE + 1023));
    __m512d m = _mm512_castsi512_pd(
        _mm512_or_si512(_mm512_and_si512(bits, widest_bits(MANTISSA)), widest_bits(ONE)));
    __m512d c = _mm512_castsi512_pd(_mm512_or_si512(step, widest_bits(MIDDLE)));
    __m512i at = _mm512_srli_epi64(step, STEP_SHIFT - 4); /* 16 bytes to a step */
    __m512d head = table_at(&portmath_log[0].head, at), tail = table_at(&portmath_log[0].tail, at);
    __m512d ln2_head = _mm512_set1_pd(portmath_ln2.head);
    __m512d ln2_tail = _mm512_set1_pd(portmath_ln2.tail);
    _mm512_storeu_pd(of->x, value);
    _mm512_storeu_pd(of->r, _mm512_div_pd(_mm512_sub_pd(m, c), c));
    _mm512_storeu_pd(of->head, _mm512_add_pd(_mm512_mul_pd(k, ln2_head), head));
    _mm512_storeu_pd(of->tail, _mm512_add_pd(_mm512_mul_pd(k, ln2_tail), tail));
    of->is_near = are_near_widest(value);
    of->is_odd = are_odd_widest(value);
}

/* Behind the last of n stands 2, whose logarithm nobody wants, and no memory there is touched. */
SIM_TARGET_8 static void all_widest(const double *x, double *y, size_t n)
{
    struct eight of;
    double made[AT_ONCE];
    for (size_t i = 0; i < n; i += AT_ONCE) {
        __mmask8 wanted = (__mmask8)(n - i < AT_ONCE ? (1U << (n - i)) - 1 : 0xFF);
        reduce_widest(_mm512_mask_loadu_pd(_mm512_set1_pd(2.0), wanted, x + i), &of);
        logs_of_eight(&of, made);
        _mm512_mask_storeu_pd(y + i, wanted, _mm512_loadu_pd(made));
    }
}

static bool all_at_once(enum sim_lanes lanes, const double *x, double *y, size_t n)
{
    if (lanes == SIM_LANES_8)
        all_widest(x, y, n);
    return lanes == SIM_LANES_8;
}

static void all_sets(enum sim_lanes lanes, const double *x, double *y, size_t n)
{
    if (lanes == SIM_LANES_4)
        sets_wide(x, y, n);
    else
        sets_narrow(x, y, n);
}

#else

static bool all_at_once(enum sim_lanes lanes, const double *x, double *y, size_t n)
{
    (void)lanes, (void)x, (void)y, (void)n;
    return false;
}

static void all_sets(enum sim_lanes lanes, const double *x, double *y, size_t n)
{
    (void)lanes;
    sets_narrow(x, y, n);
}

#endif

/* What is left behind the sets is one more, filled up. */
void sim_portmath_logs_by(enum sim_lanes lanes, const double *x, double *y, size_t n)
{
    double some[AT_ONCE], made[AT_ONCE];
    size_t left = n % AT_ONCE, done = n - left;
    if (all_at_once(lanes, x, y, n))
        return;
    all_sets(lanes, x, y, done);
    if (left == 0)
        return;
    for (size_t i = 0; i < AT_ONCE; i++)
        some[i] = x[done + (i < left ? i : 0)];
    all_sets(lanes, some, made, AT_ONCE);
    memcpy(y + done, made, left * sizeof *y);
}

void sim_portmath_logs(const double *x, double *y, size_t n)
{
    sim_portmath_logs_by(sim_lanes_here(), x, y, n);
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
