#include "sim/engine/variate.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#ifdef __SSE2__
#include <immintrin.h>
#endif

#include "sim/base/attr.h"
#include "sim/base/bug.h"
#include "sim/engine/gather.h"
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
    size_t is_upper = !(u < 0.5);
    double x = between_nodes(v->half[is_upper], u < w ? u : w);
    for (int64_t i = 0; i < v->squarings; i++)
        x *= x;
    return v->origin[is_upper] + x;
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

/* ---- tables, a set at once ------------------------------------------------------------------ */

/* The operations of from_table() and between_nodes() without a branch, several side by side where
 * the processor has vectors. */
enum { SET = 8 };
#define FRACTION ((UINT64_C(1) << FRACTION_BITS) - 1)
#define FIRST_NODE ((int64_t)LEAST_EXPONENT << STEP_BITS)

/* Where uniforms fall: in the upper tables or the lower ones, behind which node of those, and how
 * far of the way to the next. */
struct places {
    int64_t is_upper[SET], node[SET];
    double part[SET];
};

/* Not 0 where a law has no table, or one of roots. */
static inline int64_t is_other(const struct sim_variate *law)
{
    return (law->family ^ SIM_TABLE) | law->squarings;
}

/* False where some have no node on either side: they lie beyond the last, on 1/2, or outside of
 * (0, 1). */
static inline bool find_places(const double *u, struct places *at)
{
    int64_t is_beyond = 0;
    for (int i = 0; i < SET; i++) {
        double w = 1.0 - u[i];
        uint64_t bits = bits_of(u[i] < w ? u[i] : w);
        int64_t node = (int64_t)(bits >> FRACTION_BITS) - FIRST_NODE;
        is_beyond |= node | (SIM_VARIATE_NODES - 2 - node);
        at->is_upper[i] = !(u[i] < 0.5);
        at->node[i] = node;
        at->part[i] = (double)(int64_t)(bits & FRACTION) * 0x1p-46;
    }
    return is_beyond >= 0;
}

/* The values there, or not 0: one of the laws is another. */
static inline int64_t look_up(const struct sim_variate *const *v, const struct places *at,
                              double *x)
{
    int64_t others = 0;
    for (int i = 0; i < SET; i++) {
        const float *node = &v[i]->half[at->is_upper[i]][at->node[i]];
        double a = (double)node[0], b = (double)node[1];
        others |= is_other(v[i]);
        x[i] = v[i]->origin[at->is_upper[i]] + (a + (b - a) * at->part[i]);
    }
    return others;
}

NOINLINE static void one_by_one(const struct sim_variate *const *v, const double *u, double *x,
                                size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] = sim_variate_at(v[i], u[i]);
}

static void sets_narrow(const struct sim_variate *const *v, const double *u, double *x, size_t n)
{
    struct places at;
    double found[SET];
    for (size_t i = 0; i + SET <= n; i += SET)
        if (find_places(u + i, &at) && look_up(v + i, &at, found) == 0)
            memcpy(x + i, found, sizeof found);
        else
            one_by_one(v + i, u + i, x + i, SET);
}

#ifdef __SSE2__

enum { LANES = 4 };

/* A whole number below 2^52 is the low bits of the sum of it and 2^52. */
SIM_TARGET_4 static inline bool find_places_wide(const double *u, struct places *at)
{
    const __m256d one = _mm256_set1_pd(1.0), half = _mm256_set1_pd(0.5);
    const __m256d whole = _mm256_set1_pd(0x1p52), scale = _mm256_set1_pd(0x1p-46);
    const __m256i fraction = _mm256_set1_epi64x((int64_t)FRACTION);
    const __m256i first = _mm256_set1_epi64x(FIRST_NODE);
    const __m256i last = _mm256_set1_epi64x(SIM_VARIATE_NODES - 2);
    __m256i is_beyond = _mm256_setzero_si256();
    for (int i = 0; i < SET; i += LANES) {
        __m256d low = _mm256_loadu_pd(u + i);
        __m256i bits = _mm256_castpd_si256(_mm256_min_pd(low, _mm256_sub_pd(one, low)));
        __m256i node = _mm256_sub_epi64(_mm256_srli_epi64(bits, FRACTION_BITS), first);
        __m256i is_upper = _mm256_castpd_si256(_mm256_cmp_pd(low, half, _CMP_NLT_UQ));
        __m256d part = _mm256_castsi256_pd(
            _mm256_or_si256(_mm256_and_si256(bits, fraction), _mm256_castpd_si256(whole)));
        is_beyond = _mm256_or_si256(is_beyond, _mm256_or_si256(node, _mm256_sub_epi64(last, node)));
        _mm256_storeu_si256((__m256i *)(void *)(at->is_upper + i), _mm256_srli_epi64(is_upper, 63));
        _mm256_storeu_si256((__m256i *)(void *)(at->node + i), node);
        _mm256_storeu_pd(at->part + i, _mm256_mul_pd(_mm256_sub_pd(part, whole), scale));
    }
    return _mm256_movemask_pd(_mm256_castsi256_pd(is_beyond)) == 0;
}

/* The ends of two chords, one behind the other: floats, which need not lie where a double may. */
SIM_TARGET_4 static inline __m128 two_chords(const struct sim_variate *const *v,
                                             const struct places *at, int i)
{
    double first, second;
    memcpy(&first, &v[i]->half[at->is_upper[i]][at->node[i]], sizeof first);
    memcpy(&second, &v[i + 1]->half[at->is_upper[i + 1]][at->node[i + 1]], sizeof second);
    return _mm_castpd_ps(_mm_set_pd(second, first));
}

SIM_TARGET_4 static inline __m256d four_origins(const struct sim_variate *const *v,
                                                const struct places *at, int i)
{
    __m128d low = _mm_loadh_pd(_mm_load_sd(&v[i]->origin[at->is_upper[i]]),
                               &v[i + 1]->origin[at->is_upper[i + 1]]);
    __m128d high = _mm_loadh_pd(_mm_load_sd(&v[i + 2]->origin[at->is_upper[i + 2]]),
                                &v[i + 3]->origin[at->is_upper[i + 3]]);
    return _mm256_set_m128d(high, low);
}

SIM_TARGET_4 static inline int64_t look_up_wide(const struct sim_variate *const *v,
                                                const struct places *at, double *x)
{
    int64_t others = 0;
    for (int i = 0; i < SET; i += LANES) {
        __m128 front = two_chords(v, at, i), back = two_chords(v, at, i + 2);
        __m256d a = _mm256_cvtps_pd(_mm_shuffle_ps(front, back, _MM_SHUFFLE(2, 0, 2, 0)));
        __m256d b = _mm256_cvtps_pd(_mm_shuffle_ps(front, back, _MM_SHUFFLE(3, 1, 3, 1)));
        __m256d way = _mm256_mul_pd(_mm256_sub_pd(b, a), _mm256_loadu_pd(at->part + i));
        others |= is_other(v[i]) | is_other(v[i + 1]) | is_other(v[i + 2]) | is_other(v[i + 3]);
        _mm256_storeu_pd(x + i, _mm256_add_pd(four_origins(v, at, i), _mm256_add_pd(a, way)));
    }
    return others;
}

SIM_TARGET_4 static void sets_wide(const struct sim_variate *const *v, const double *u, double *x,
                                   size_t n)
{
    struct places at;
    double found[SET];
    for (size_t i = 0; i + SET <= n; i += SET)
        if (find_places_wide(u + i, &at) && look_up_wide(v + i, &at, found) == 0)
            memcpy(x + i, found, sizeof found);
        else
            one_by_one(v + i, u + i, x + i, SET);
}

/* 64 bits at the place in each law. */
SIM_TARGET_8 static inline __m512i at_place(__mmask8 wanted, __m512i law, size_t place)
{
    __m512i address = _mm512_add_epi64(law, _mm512_set1_epi64((int64_t)place));
    return sim_gather(wanted, address);
}

/* Which of the laws have tables, and none of roots. */
SIM_TARGET_8 static inline __mmask8 have_tables(__mmask8 wanted, __m512i law)
{
    _Static_assert(offsetof(struct sim_variate, squarings) ==
                       offsetof(struct sim_variate, family) + sizeof(int32_t),
                   "both in one word");
    __m512i both = at_place(wanted, law, offsetof(struct sim_variate, family));
    return _mm512_mask_cmpeq_epi64_mask(wanted, both, _mm512_set1_epi64(SIM_TABLE));
}

/* The same for up to 8 uniforms in one register, of laws that have tables or not. Returns for which
 * of them a value stands in x: the others have no node on either side. */
SIM_TARGET_8 static inline __mmask8 look_up_widest(__mmask8 wanted, __m512i law, __m512d u,
                                                   __m512d *x)
{
    const __m512d whole = _mm512_set1_pd(0x1p52), half = _mm512_set1_pd(0.5);
    const __m512i words = _mm512_set1_epi64((int64_t)FRACTION);
    __m512i bits = _mm512_castpd_si512(_mm512_min_pd(u, _mm512_sub_pd(_mm512_set1_pd(1.0), u)));
    __m512i node =
        _mm512_sub_epi64(_mm512_srli_epi64(bits, FRACTION_BITS), _mm512_set1_epi64(FIRST_NODE));
    __m512d part = _mm512_castsi512_pd(
        _mm512_or_si512(_mm512_and_si512(bits, words), _mm512_castpd_si512(whole)));
    __mmask8 is_upper = _mm512_cmp_pd_mask(u, half, _CMP_NLT_UQ);
    wanted = _mm512_mask_cmplt_epu64_mask(wanted, node, _mm512_set1_epi64(SIM_VARIATE_NODES - 1));
    __m512i chord = _mm512_add_epi64(law, _mm512_slli_epi64(node, 2)), origin = law;
    chord = _mm512_mask_add_epi64(chord, is_upper, chord,
                                  _mm512_set1_epi64((int64_t)sizeof(float[SIM_VARIATE_NODES])));
    origin = _mm512_mask_add_epi64(origin, is_upper, origin, _mm512_set1_epi64(sizeof(double)));
    chord = at_place(wanted, chord, offsetof(struct sim_variate, half));
    origin = at_place(wanted, origin, offsetof(struct sim_variate, origin));
    __m512d a = _mm512_cvtps_pd(_mm256_castsi256_ps(_mm512_cvtepi64_epi32(chord)));
    chord = _mm512_srli_epi64(chord, 32);
    __m512d b = _mm512_cvtps_pd(_mm256_castsi256_ps(_mm512_cvtepi64_epi32(chord)));
    part = _mm512_mul_pd(_mm512_sub_pd(part, whole), _mm512_set1_pd(0x1p-46));
    a = _mm512_add_pd(a, _mm512_mul_pd(_mm512_sub_pd(b, a), part));
    *x = _mm512_add_pd(_mm512_castsi512_pd(origin), a);
    return wanted;
}

/* Those that are not done, of laws v[i * step]. */
static void others_at(uint32_t which, const struct sim_variate *const *v, size_t step,
                      const double *u, double *x)
{
    for (; which != 0; which &= which - 1) {
        size_t i = (size_t)__builtin_ctz(which);
        x[i] = sim_variate_at(v[i * step], u[i]);
    }
}

SIM_TARGET_8 static inline __mmask8 first_of_eight(size_t n)
{
    return (__mmask8)(n < SET ? (1U << n) - 1 : 0xFF);
}

SIM_TARGET_8 static void each_widest(const struct sim_variate *const *v, const double *u, double *x,
                                     size_t n)
{
    for (size_t i = 0; i < n; i += SET) {
        __mmask8 wanted = first_of_eight(n - i);
        __m512i law = _mm512_maskz_loadu_epi64(wanted, v + i);
        __m512d found;
        __mmask8 done = look_up_widest(wanted, law, _mm512_maskz_loadu_pd(wanted, u + i), &found);
        done &= have_tables(wanted, law);
        _mm512_mask_storeu_pd(x + i, done, found);
        others_at(wanted ^ done, v + i, 1, u + i, x + i);
    }
}

SIM_TARGET_8 static void one_widest(const struct sim_variate *one, const double *u, double *x,
                                    size_t n)
{
    const __m512i law = _mm512_set1_epi64((int64_t)(uintptr_t)one);
    const uint32_t tables = is_other(one) == 0 ? 0xFF : 0;
    for (size_t i = 0; i < n; i += SET) {
        __mmask8 wanted = first_of_eight(n - i);
        __m512d found;
        __mmask8 done = look_up_widest(wanted, law, _mm512_maskz_loadu_pd(wanted, u + i), &found);
        done &= (__mmask8)tables;
        _mm512_mask_storeu_pd(x + i, done, found);
        others_at(wanted ^ done, &one, 0, u + i, x + i);
    }
}

static bool one_at_once(enum sim_lanes lanes, const struct sim_variate *one, const double *u,
                        double *x, size_t n)
{
    if (lanes == SIM_LANES_8)
        one_widest(one, u, x, n);
    return lanes == SIM_LANES_8;
}

static bool all_at_once(enum sim_lanes lanes, const struct sim_variate *const *v, const double *u,
                        double *x, size_t n)
{
    if (lanes == SIM_LANES_8)
        each_widest(v, u, x, n);
    return lanes == SIM_LANES_8;
}

static void all_sets(enum sim_lanes lanes, const struct sim_variate *const *v, const double *u,
                     double *x, size_t n)
{
    if (lanes == SIM_LANES_4)
        sets_wide(v, u, x, n);
    else
        sets_narrow(v, u, x, n);
}

#else

static bool all_at_once(enum sim_lanes lanes, const struct sim_variate *const *v, const double *u,
                        double *x, size_t n)
{
    (void)lanes, (void)v, (void)u, (void)x, (void)n;
    return false;
}

static bool one_at_once(enum sim_lanes lanes, const struct sim_variate *one, const double *u,
                        double *x, size_t n)
{
    (void)lanes, (void)one, (void)u, (void)x, (void)n;
    return false;
}

static void all_sets(enum sim_lanes lanes, const struct sim_variate *const *v, const double *u,
                     double *x, size_t n)
{
    (void)lanes;
    sets_narrow(v, u, x, n);
}

#endif

/* What is left behind the sets is one more, filled up. */
static void rest_at(enum sim_lanes lanes, const struct sim_variate *const *v, const double *u,
                    double *x, size_t n)
{
    const struct sim_variate *law[SET];
    double some[SET], made[SET];
    for (size_t i = 0; i < SET; i++) {
        law[i] = v[i < n ? i : 0];
        some[i] = u[i < n ? i : 0];
    }
    all_sets(lanes, law, some, made, SET);
    memcpy(x, made, n * sizeof *x);
}

void sim_variate_each_by(enum sim_lanes lanes, const struct sim_variate *const *v, const double *u,
                         double *x, size_t n)
{
    size_t left = n % SET, done = n - left;
    if (all_at_once(lanes, v, u, x, n))
        return;
    all_sets(lanes, v, u, x, n);
    if (left > 0)
        rest_at(lanes, v + done, u + done, x + done, left);
}

void sim_variate_each(const struct sim_variate *const *v, const double *u, double *x, size_t n)
{
    sim_variate_each_by(sim_lanes_here(), v, u, x, n);
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

static void tables_at(const struct sim_variate *v, const double *u, double *x, size_t n)
{
    const struct sim_variate *same[AT_ONCE];
    if (one_at_once(sim_lanes_here(), v, u, x, n))
        return;
    for (size_t i = 0; i < n; i++)
        same[i] = v;
    sim_variate_each(same, u, x, n);
}

void sim_variate_many(const struct sim_variate *v, const double *u, double *x, size_t n)
{
    for (size_t i = 0; i < n; i += AT_ONCE) {
        size_t some = n - i < AT_ONCE ? n - i : AT_ONCE;
        if (v->family == SIM_EXPONENTIAL)
            exponentials_at(v, u + i, x + i, some);
        else
            tables_at(v, u + i, x + i, some);
    }
}
