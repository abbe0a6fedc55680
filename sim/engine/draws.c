#include "sim/engine/draws.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#ifdef __SSE2__
#include <immintrin.h>
#endif

#include "sim/base/attr.h"

/* One block after the other. */
static void one_by_one(struct sim_seed seed, const struct sim_address *a, uint32_t count,
                       struct sim_pair *out)
{
    for (uint32_t i = 0; i < count; i++)
        out[i] = sim_stream_pair(seed, a[i].what >> 16, a[i].what & 0xFFFF, a[i].who, a[i].n);
}

#ifdef __SSE2__

/* Philox4x32 (Salmon, Moraes, Dror and Shaw 2011): the multipliers of the two halves, and
 * what is added to the key after every round. tests/engine/test_draws.c compares with
 * Random123. */
#define MULTIPLIER_0 INT64_C(0xD2511F53)
#define MULTIPLIER_1 INT64_C(0xCD9E8D57)
#define WEYL_0 0x9E3779B9U
#define WEYL_1 0xBB67AE85U
enum { ROUNDS = 10, NARROW = 4, WIDE = 8, WIDEST = 32, MOST_SETS = WIDEST / 8 };
enum { FEW = 2 }; /* not worth a set of their own */

/* 1.0 with the 52 random bits behind it, less 1 - 2^-53: the middle of a cell, exact. */
#define ONE_BITS INT64_C(0x3FF0000000000000)
#define LESS (1.0 - 0x1p-53)

/* A counter word of a block fills the low half of a lane of 64 bits. What stands in the high
 * half does not matter: multiplying reads the low half only, and the low half of a product is
 * the next word as it is. Two sets of lanes go side by side, so that one multiplies while the
 * other waits. */

/* Keys of all rounds, in every lane. */
struct narrow_keys {
    __m128i of[ROUNDS][2];
};

static inline void narrow_keys(struct sim_seed seed, struct narrow_keys *keys)
{
    const __m128i weyl_0 = _mm_set1_epi32((int32_t)WEYL_0);
    const __m128i weyl_1 = _mm_set1_epi32((int32_t)WEYL_1);
    __m128i low = _mm_set1_epi32((int32_t)(uint32_t)seed.seed);
    __m128i high = _mm_set1_epi32((int32_t)(uint32_t)(seed.seed >> 32));
    for (uint32_t round = 0; round < ROUNDS; round++) {
        keys->of[round][0] = low;
        keys->of[round][1] = high;
        low = _mm_add_epi32(low, weyl_0);
        high = _mm_add_epi32(high, weyl_1);
    }
}

static inline __m128d narrow_unit(__m128i low, __m128i high)
{
    const __m128i mask = _mm_set1_epi64x(0xFFFFFFFF), one = _mm_set1_epi64x(ONE_BITS);
    __m128i word = _mm_or_si128(_mm_slli_epi64(high, 32), _mm_and_si128(low, mask));
    __m128i bits = _mm_or_si128(_mm_srli_epi64(word, 12), one);
    return _mm_sub_pd(_mm_castsi128_pd(bits), _mm_set1_pd(LESS));
}

static inline void narrow(const struct narrow_keys *keys, uint32_t replication,
                          const struct sim_address *a, struct sim_pair *out)
{
    enum { SETS = NARROW / 2 };
    const __m128i m0 = _mm_set1_epi64x(MULTIPLIER_0), m1 = _mm_set1_epi64x(MULTIPLIER_1);
    __m128i c[SETS][4];
    for (size_t s = 0; s < SETS; s++) {
        __m128i first = _mm_loadu_si128((const __m128i *)(const void *)&a[2 * s]);
        __m128i second = _mm_loadu_si128((const __m128i *)(const void *)&a[2 * s + 1]);
        c[s][0] = _mm_unpacklo_epi64(first, second);
        c[s][1] = _mm_srli_epi64(c[s][0], 32);
        c[s][2] = _mm_unpackhi_epi64(first, second);
        c[s][3] = _mm_set1_epi64x((int64_t)replication);
    }
    for (uint32_t round = 0; round < ROUNDS; round++) {
        __m128i k0 = keys->of[round][0], k1 = keys->of[round][1];
        for (size_t s = 0; s < SETS; s++) {
            __m128i p0 = _mm_mul_epu32(c[s][0], m0), p1 = _mm_mul_epu32(c[s][2], m1);
            c[s][0] = _mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(p1, 32), c[s][1]), k0);
            c[s][2] = _mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(p0, 32), c[s][3]), k1);
            c[s][1] = p1;
            c[s][3] = p0;
        }
    }
    for (size_t s = 0; s < SETS; s++) {
        __m128d u0 = narrow_unit(c[s][0], c[s][1]), u1 = narrow_unit(c[s][2], c[s][3]);
        _mm_storeu_pd(out[2 * s].u, _mm_unpacklo_pd(u0, u1));
        _mm_storeu_pd(out[2 * s + 1].u, _mm_unpackhi_pd(u0, u1));
    }
}

/* Keys of all rounds, in every lane. */
struct wide_keys {
    __m256i of[ROUNDS][2];
};

SIM_TARGET_4 static inline void wide_keys(struct sim_seed seed, struct wide_keys *keys)
{
    const __m256i weyl_0 = _mm256_set1_epi32((int32_t)WEYL_0);
    const __m256i weyl_1 = _mm256_set1_epi32((int32_t)WEYL_1);
    __m256i low = _mm256_set1_epi32((int32_t)(uint32_t)seed.seed);
    __m256i high = _mm256_set1_epi32((int32_t)(uint32_t)(seed.seed >> 32));
    for (uint32_t round = 0; round < ROUNDS; round++) {
        keys->of[round][0] = low;
        keys->of[round][1] = high;
        low = _mm256_add_epi32(low, weyl_0);
        high = _mm256_add_epi32(high, weyl_1);
    }
}

SIM_TARGET_4 static inline __m256d wide_unit(__m256i low, __m256i high)
{
    const __m256i mask = _mm256_set1_epi64x(0xFFFFFFFF), one = _mm256_set1_epi64x(ONE_BITS);
    __m256i word = _mm256_or_si256(_mm256_slli_epi64(high, 32), _mm256_and_si256(low, mask));
    __m256i bits = _mm256_or_si256(_mm256_srli_epi64(word, 12), one);
    return _mm256_sub_pd(_mm256_castsi256_pd(bits), _mm256_set1_pd(LESS));
}

/* Blocks 0 to 3 stand in the lanes in the order 0 2 1 3, which unpacking both makes and
 * undoes. */
SIM_TARGET_4 static inline void wide(const struct wide_keys *keys, uint32_t replication,
                                     const struct sim_address *a, struct sim_pair *out)
{
    enum { SETS = WIDE / 4 };
    const __m256i m0 = _mm256_set1_epi64x(MULTIPLIER_0), m1 = _mm256_set1_epi64x(MULTIPLIER_1);
    __m256i c[SETS][4];
    for (size_t s = 0; s < SETS; s++) {
        __m256i first = _mm256_loadu_si256((const __m256i *)(const void *)&a[4 * s]);
        __m256i second = _mm256_loadu_si256((const __m256i *)(const void *)&a[4 * s + 2]);
        c[s][0] = _mm256_unpacklo_epi64(first, second);
        c[s][1] = _mm256_srli_epi64(c[s][0], 32);
        c[s][2] = _mm256_unpackhi_epi64(first, second);
        c[s][3] = _mm256_set1_epi64x((int64_t)replication);
    }
    for (uint32_t round = 0; round < ROUNDS; round++) {
        __m256i k0 = keys->of[round][0], k1 = keys->of[round][1];
        for (size_t s = 0; s < SETS; s++) {
            __m256i p0 = _mm256_mul_epu32(c[s][0], m0), p1 = _mm256_mul_epu32(c[s][2], m1);
            c[s][0] = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(p1, 32), c[s][1]), k0);
            c[s][2] = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(p0, 32), c[s][3]), k1);
            c[s][1] = p1;
            c[s][3] = p0;
        }
    }
    for (size_t s = 0; s < SETS; s++) {
        __m256d u0 = wide_unit(c[s][0], c[s][1]), u1 = wide_unit(c[s][2], c[s][3]);
        _mm256_storeu_pd(out[4 * s].u, _mm256_unpacklo_pd(u0, u1));
        _mm256_storeu_pd(out[4 * s + 2].u, _mm256_unpackhi_pd(u0, u1));
    }
}

SIM_TARGET_4 static void all_wide(struct sim_seed seed, const struct sim_address *a, uint32_t count,
                                  struct sim_pair *out)
{
    struct wide_keys keys;
    wide_keys(seed, &keys);
    uint32_t i = 0;
    for (; i + WIDE <= count; i += WIDE)
        wide(&keys, seed.replication, a + i, out + i);
    if (i < count)
        wide(&keys, seed.replication, a + (count - WIDE), out + (count - WIDE));
}

/* Keys of all rounds, in both halves of a word: read from memory for every lane at once, since
 * registers are better used for blocks. */
struct widest_keys {
    uint64_t of[ROUNDS][2], behind[4]; /* behind: whole vectors are written */
};

/* What is added to the keys before each round. */
#define TWICE(word) ((word)*UINT64_C(0x100000001))
#define STEP(round) TWICE((uint32_t)((round)*WEYL_0)), TWICE((uint32_t)((round)*WEYL_1))
static const uint64_t widest_steps[] = {
    STEP(0U), STEP(1U), STEP(2U), STEP(3U), STEP(4U),  STEP(5U),
    STEP(6U), STEP(7U), STEP(8U), STEP(9U), STEP(10U), STEP(11U),
};
_Static_assert(sizeof widest_steps == sizeof(struct widest_keys), "a step for each");

SIM_TARGET_8 static inline void widest_keys(struct sim_seed seed, struct widest_keys *keys)
{
    uint64_t low = TWICE((uint64_t)(uint32_t)seed.seed), high = TWICE(seed.seed >> 32);
    __m512i first = _mm512_broadcast_i32x4(_mm_set_epi64x((int64_t)high, (int64_t)low));
    for (size_t i = 0; i < COUNT_OF(widest_steps); i += 8)
        _mm512_storeu_si512(&keys->of[0][0] + i,
                            _mm512_add_epi32(first, _mm512_loadu_si512(widest_steps + i)));
}

/* a ^ b ^ c, and a & b | c, at once. */
SIM_TARGET_8 static inline __m512i xor_of_three(__m512i a, __m512i b, __m512i c)
{
    enum { TRUTH_TABLE = 0x96 };
    return _mm512_ternarylogic_epi64(a, b, c, TRUTH_TABLE);
}
SIM_TARGET_8 static inline __m512i and_or(__m512i a, __m512i b, __m512i c)
{
    enum { TRUTH_TABLE = 0xEA };
    return _mm512_ternarylogic_epi64(a, b, c, TRUTH_TABLE);
}

/* The last round of one half and its uniform, of which the product's low half is the high word. The
 * other word is made in high halves, from where its 20 high bits are shifted in behind it. */
SIM_TARGET_8 static inline __m512d widest_unit(__m512i product, __m512i word, __m512i key)
{
    enum { KEPT = 52 - 32 };
    const __m512i mask = _mm512_set1_epi64((INT64_C(1) << 52) - 1);
    __m512i low = xor_of_three(product, _mm512_slli_epi64(word, 32), key);
    __m512i bits = _mm512_shldi_epi64(product, low, KEPT);
    bits = and_or(bits, mask, _mm512_set1_epi64(ONE_BITS));
    return _mm512_sub_pd(_mm512_castsi512_pd(bits), _mm512_set1_pd(LESS));
}

/* Counter words of blocks in sets of 8. */
struct widest_sets {
    __m512i c[MOST_SETS][4];
};

/* Words of a register that belong to the first `count` of four blocks, two to each. */
static inline __mmask8 first_of_four(uint32_t count)
{
    return (__mmask8)(count < 4 ? (1U << 2 * count) - 1 : 0xFF);
}

/* Those of set s and behind it. */
static inline uint32_t from_set(uint32_t count, size_t s)
{
    return count > 8 * s ? count - (uint32_t)(8 * s) : 0;
}

/* The first `count` addresses, and no memory beyond them is touched; where all of whole sets are
 * wanted a compiler sees that masks are full. */
SIM_TARGET_8 static ALWAYS_INLINE void widest_begin(const struct sim_address *a, uint32_t count,
                                                    size_t sets, struct widest_sets *of)
{
    for (size_t s = 0; s < sets; s++) {
        uint32_t left = from_set(count, s), behind = left > 4 ? left - 4 : 0;
        __m512i first = _mm512_maskz_loadu_epi64(first_of_four(left), &a[8 * s]);
        __m512i second = _mm512_maskz_loadu_epi64(first_of_four(behind), &a[8 * s + 4]);
        of->c[s][0] = _mm512_unpacklo_epi64(first, second);
        of->c[s][2] = _mm512_unpackhi_epi64(first, second);
    }
}

/* All rounds but the last. In the first one a word still stands in the high half of its
 * neighbour. */
SIM_TARGET_8 static ALWAYS_INLINE void widest_rounds(const struct widest_keys *keys,
                                                     uint32_t replication, size_t sets,
                                                     struct widest_sets *of)
{
    const __m512i m0 = _mm512_set1_epi64(MULTIPLIER_0), m1 = _mm512_set1_epi64(MULTIPLIER_1);
    const __m512i last = _mm512_set1_epi64((int64_t)replication);
    for (uint32_t round = 0; round + 1 < ROUNDS; round++) {
        __m512i k0 = _mm512_set1_epi64((int64_t)keys->of[round][0]);
        __m512i k1 = _mm512_set1_epi64((int64_t)keys->of[round][1]);
        for (size_t s = 0; s < sets; s++) {
            __m512i *c = of->c[s];
            __m512i p0 = _mm512_mul_epu32(c[0], m0), p1 = _mm512_mul_epu32(c[2], m1);
            c[0] = round == 0 ? _mm512_srli_epi64(xor_of_three(p1, c[0], k0), 32)
                              : xor_of_three(_mm512_srli_epi64(p1, 32), c[1], k0);
            c[2] = xor_of_three(_mm512_srli_epi64(p0, 32), round == 0 ? last : c[3], k1);
            c[1] = p1;
            c[3] = p0;
        }
    }
}

/* The last round, and what was wanted. */
SIM_TARGET_8 static ALWAYS_INLINE void widest_end(const struct widest_keys *keys, uint32_t count,
                                                  size_t sets, const struct widest_sets *of,
                                                  struct sim_pair *out)
{
    const __m512i m0 = _mm512_set1_epi64(MULTIPLIER_0), m1 = _mm512_set1_epi64(MULTIPLIER_1);
    __m512i k0 = _mm512_set1_epi64((int64_t)keys->of[ROUNDS - 1][0]);
    __m512i k1 = _mm512_set1_epi64((int64_t)keys->of[ROUNDS - 1][1]);
    for (size_t s = 0; s < sets; s++) {
        const __m512i *c = of->c[s];
        uint32_t left = from_set(count, s), behind = left > 4 ? left - 4 : 0;
        __m512d u0 = widest_unit(_mm512_mul_epu32(c[2], m1), c[1], k0);
        __m512d u1 = widest_unit(_mm512_mul_epu32(c[0], m0), c[3], k1);
        _mm512_mask_storeu_pd(out[8 * s].u, first_of_four(left), _mm512_unpacklo_pd(u0, u1));
        _mm512_mask_storeu_pd(out[8 * s + 4].u, first_of_four(behind), _mm512_unpackhi_pd(u0, u1));
    }
}

SIM_TARGET_8 static ALWAYS_INLINE void widest(const struct widest_keys *keys, uint32_t replication,
                                              const struct sim_address *a, struct sim_pair *out,
                                              uint32_t count, size_t sets)
{
    struct widest_sets of;
    widest_begin(a, count, sets, &of);
    widest_rounds(keys, replication, sets, &of);
    widest_end(keys, count, sets, &of, out);
}

/* Kept apart from where keys are made: a compiler that knew that nobody writes to them would hold
 * all of them in registers, of which there are not so many. */
SIM_TARGET_8 NOINLINE static void all_widest(const struct widest_keys *keys, uint32_t replication,
                                             const struct sim_address *a, uint32_t count,
                                             struct sim_pair *out)
{
    uint32_t i = 0;
    for (; count - i >= WIDEST; i += WIDEST)
        widest(keys, replication, a + i, out + i, WIDEST, MOST_SETS);
    if (count - i > 3 * WIDE)
        widest(keys, replication, a + i, out + i, count - i, MOST_SETS);
    else if (count - i > 2 * WIDE)
        widest(keys, replication, a + i, out + i, count - i, 3);
    else if (count - i > WIDE)
        widest(keys, replication, a + i, out + i, count - i, 2);
    else if (count > i)
        widest(keys, replication, a + i, out + i, count - i, 1);
}

SIM_TARGET_8 static void draw_widest(struct sim_seed seed, const struct sim_address *a,
                                     uint32_t count, struct sim_pair *out)
{
    struct widest_keys keys;
    widest_keys(seed, &keys);
    all_widest(&keys, seed.replication, a, count, out);
}

static void all_narrow(struct sim_seed seed, const struct sim_address *a, uint32_t count,
                       struct sim_pair *out)
{
    struct narrow_keys keys;
    narrow_keys(seed, &keys);
    uint32_t i = 0;
    for (; i + NARROW <= count; i += NARROW)
        narrow(&keys, seed.replication, a + i, out + i);
    if (i < count)
        narrow(&keys, seed.replication, a + (count - NARROW), out + (count - NARROW));
}

/* At least WIDE of them: what is left after whole sets is made by one more set, which ends with
 * the last of them and makes some again. */
static void many(enum sim_lanes lanes, struct sim_seed seed, const struct sim_address *a,
                 uint32_t count, struct sim_pair *out)
{
    if (lanes == SIM_LANES_4)
        all_wide(seed, a, count, out);
    else
        all_narrow(seed, a, count, out);
}

void sim_draws_by(enum sim_lanes lanes, struct sim_seed seed, const struct sim_address *address,
                  uint32_t count, struct sim_pair *out)
{
    if (lanes == SIM_LANES_1 || count <= FEW) {
        one_by_one(seed, address, count, out);
    } else if (lanes == SIM_LANES_8) {
        draw_widest(seed, address, count, out);
    } else if (count >= WIDE) {
        many(lanes, seed, address, count, out);
    } else {
        struct sim_address few[WIDE] = {0};
        struct sim_pair made[WIDE];
        memcpy(few, address, count * sizeof *few);
        many(lanes, seed, few, WIDE, made);
        memcpy(out, made, count * sizeof *made);
    }
}

#else

void sim_draws_by(enum sim_lanes lanes, struct sim_seed seed, const struct sim_address *address,
                  uint32_t count, struct sim_pair *out)
{
    (void)lanes;
    one_by_one(seed, address, count, out);
}

#endif

void sim_draws(struct sim_seed seed, const struct sim_address *address, uint32_t count,
               struct sim_pair *out)
{
    sim_draws_by(sim_lanes_here(), seed, address, count, out);
}
