#include "sim/engine/sortkey.h"

#include <stdbool.h>
#include <string.h>

#ifdef __SSE2__
#include <immintrin.h>
#endif

#include "sim/base/attr.h"
#include "sim/engine/lanes.h"

/* Keys that lie apart are spread over buckets (spread()); else bottom-up merging. Two things make
 * it fast at a few hundred keys: runs of RUN keys are sorted by insertion, and a pair of full runs
 * is merged from both ends at once, w steps each, which needs no test for an exhausted run and
 * gives two independent chains. A choice is an index, not a branch, since a branch on random keys
 * is guessed wrong every other time. */
enum { RUN = 4 };

/* The largest so far stays in hand: whether the next one goes before it or after is anybody's
 * guess, and decided without a branch. */
static void insertion_sort(uint64_t *keys, size_t n)
{
    if (n == 0)
        return;
    uint64_t last = keys[0];
    for (size_t i = 1; i < n; i++) {
        uint64_t key = keys[i], less = key < last ? key : last;
        size_t j = i - 1;
        last = key < last ? last : key;
        for (; j > 0 && keys[j - 1] > less; j--)
            keys[j] = keys[j - 1];
        keys[j] = less;
    }
    keys[n - 1] = last;
}

/* Merges the sorted runs from[0..w-1] and from[w..2w-1]. The front chain writes the w
 * smallest keys and the back chain the w largest, so neither leaves its runs. */
static void merge_equal(const uint64_t *from, size_t w, uint64_t *to)
{
    size_t a = 0, b = w, c = w - 1, d = 2 * w - 1;
    for (size_t i = 0; i < w; i++) {
        uint64_t least_a = from[a], least_b = from[b];
        size_t take_b = least_b < least_a;
        to[i] = take_b ? least_b : least_a;
        a += 1 - take_b;
        b += take_b;
        uint64_t most_c = from[c], most_d = from[d];
        size_t take_c = most_d < most_c;
        to[2 * w - 1 - i] = take_c ? most_c : most_d;
        c -= take_c;
        d -= 1 - take_c;
    }
}

void sim_sortkey_merge(const uint64_t *keys, size_t first, size_t n, uint64_t *to)
{
    size_t a = 0, b = first, i = 0;
    while (a < first && b < n) {
        size_t take_b = keys[b] < keys[a];
        to[i++] = take_b ? keys[b] : keys[a];
        a += 1 - take_b;
        b += take_b;
    }
    memcpy(to + i, keys + a, (first - a) * sizeof *to);
    memcpy(to + i + (first - a), keys + b, (n - b) * sizeof *to);
}

/* Twice as many buckets as keys or more, so that few hold more than two. */
enum { FEWEST = 32, BUCKETS = 4096, FINER = 2, FULL = 24, MOST = BUCKETS / FINER * FULL };
_Static_assert(MOST <= UINT16_MAX, "16 bits hold every place");

/* Counts and places of 16 bits, several to a word: the least significant one is the first. */
enum { LANES = 4, LANE_BITS = 16, WIDE_LANES = 16, ROOM = BUCKETS + WIDE_LANES };
#define EVERY_LANE UINT64_C(0x0001000100010001)
#define TOP_BITS (EVERY_LANE << (LANE_BITS - 1))

/* Buckets of one width, from the least key to the greatest: how many keys each has, then where its
 * next key goes. */
struct buckets {
    uint64_t least;
    int shift;
    uint32_t n; /* a power of two */
    uint16_t from[ROOM];
};

/* The least and the greatest key. */
struct bounds {
    uint64_t least, most;
};

static ALWAYS_INLINE struct bounds both(struct bounds a, struct bounds b)
{
    return (struct bounds){a.least < b.least ? a.least : b.least,
                           a.most > b.most ? a.most : b.most};
}

static struct bounds find_bounds(const uint64_t *keys, size_t n)
{
    struct bounds all = {keys[0], keys[0]};
    for (size_t i = n & 1; i < n; i += 2) {
        uint64_t one = keys[i], other = keys[i + 1];
        uint64_t less = one < other ? one : other, more = one < other ? other : one;
        all = both(all, (struct bounds){less, more});
    }
    return all;
}

static ALWAYS_INLINE size_t bucket_of(const struct buckets *b, uint64_t key)
{
    return (size_t)((key - b->least) >> b->shift);
}

/* Counts the keys, each in the place behind its bucket's own. */
static ALWAYS_INLINE void count(struct buckets *b, struct bounds all, const uint64_t *keys,
                                size_t n)
{
    int bits = 64 - __builtin_clzll((n < FEWEST ? FEWEST : n) * FINER - 1);
    int range_bits = all.most == all.least ? 0 : 64 - __builtin_clzll(all.most - all.least);
    while (1U << bits > BUCKETS)
        bits--;
    b->least = all.least;
    b->shift = range_bits > bits ? range_bits - bits : 0;
    b->n = 1U << bits;
    memset(b->from, 0, (b->n + WIDE_LANES) * sizeof *b->from);
    for (size_t i = 0; i < n; i++)
        b->from[bucket_of(b, keys[i]) + 1]++;
}

/* From counts to places: sums of all before, a word at a time, as multiplying by EVERY_LANE adds
 * to each lane the ones below. False where one is too full. */
static bool place(struct buckets *b)
{
    uint64_t sum = 0, is_full = 0;
    for (size_t k = 0; k <= b->n; k += LANES) {
        const uint16_t *from = b->from + k;
        uint64_t counts = (uint64_t)from[0] | (uint64_t)from[1] << LANE_BITS |
                          (uint64_t)from[2] << 2 * LANE_BITS | (uint64_t)from[3] << 3 * LANE_BITS;
        is_full |= counts | (counts + (INT16_MAX - FULL) * EVERY_LANE);
        counts = counts * EVERY_LANE + sum * EVERY_LANE;
        sum = counts >> (LANES - 1) * LANE_BITS;
        for (int i = 0; i < LANES; i++)
            b->from[k + (size_t)i] = (uint16_t)(counts >> (i * LANE_BITS));
    }
    return (is_full & TOP_BITS) == 0;
}

/* insertion_sort() of keys that are less than FULL places from their own, from one array into
 * another: behind the first FULL nobody gets to the front, and need not ask whether he is. */
static ALWAYS_INLINE void insert_near(const uint64_t *from, uint64_t *to, size_t n)
{
    size_t i = n < FULL ? n : FULL;
    memcpy(to, from, i * sizeof *to);
    insertion_sort(to, i);
    uint64_t last = to[i - 1];
    for (; i < n; i++) {
        uint64_t key = from[i], less = key < last ? key : last;
        size_t j = i - 1;
        last = key < last ? last : key;
        for (; to[j - 1] > less; j--)
            to[j] = to[j - 1];
        to[j] = less;
    }
    to[n - 1] = last;
}

/* Each key to the place of its bucket, then in order within it. */
static ALWAYS_INLINE void put(struct buckets *b, uint64_t *keys, uint64_t *scratch, size_t n)
{
    for (size_t i = 0; i < n; i++)
        scratch[b->from[bucket_of(b, keys[i])]++] = keys[i];
    insert_near(scratch, keys, n);
}

/* Spread over buckets by their distance from the least, then put in order within them. False, and
 * the keys untouched, where they are too few or too many, or too many lie together. */
static bool spread(uint64_t *keys, uint64_t *scratch, size_t n)
{
    struct buckets b;
    if (n < FEWEST || n > MOST)
        return false;
    count(&b, find_bounds(keys, n), keys, n);
    if (!place(&b))
        return false;
    put(&b, keys, scratch, n);
    return true;
}

#ifdef __SSE2__

/* Four keys to a register; they are compared as signed numbers once their top bits are turned
 * over. */
SIM_TARGET_4_BITS static inline __m256i wide_less(__m256i a, __m256i b)
{
    return _mm256_blendv_epi8(a, b, _mm256_cmpgt_epi64(a, b));
}

SIM_TARGET_4_BITS static inline __m256i wide_more(__m256i a, __m256i b)
{
    return _mm256_blendv_epi8(b, a, _mm256_cmpgt_epi64(a, b));
}

/* At least FEWEST of them, SETS registers at a time, which need not wait for each other; the last
 * step ends with the last key. */
SIM_TARGET_4_BITS static inline struct bounds find_bounds_wide(const uint64_t *keys, size_t n)
{
    enum { SETS = 4, STEP = 4 * SETS };
    const __m256i top = _mm256_set1_epi64x(INT64_MIN);
    __m256i least[SETS], most[SETS];
    for (size_t k = 0; k < SETS; k++) {
        least[k] = _mm256_set1_epi64x(INT64_MAX);
        most[k] = top;
    }
    for (size_t i = 0; i < n; i += STEP) {
        const uint64_t *from = keys + (i + STEP <= n ? i : n - STEP);
        for (size_t k = 0; k < SETS; k++) {
            __m256i some = _mm256_loadu_si256((const __m256i *)(const void *)(from + 4 * k));
            some = _mm256_xor_si256(some, top);
            least[k] = wide_less(some, least[k]);
            most[k] = wide_more(some, most[k]);
        }
    }
    struct bounds all = {UINT64_MAX, 0};
    for (size_t k = 0; k < SETS; k++) {
        uint64_t ends[2][4];
        _mm256_storeu_si256((__m256i *)(void *)ends[0], _mm256_xor_si256(least[k], top));
        _mm256_storeu_si256((__m256i *)(void *)ends[1], _mm256_xor_si256(most[k], top));
        for (int i = 0; i < 4; i++)
            all = both(all, (struct bounds){ends[0][i], ends[1][i]});
    }
    return all;
}

/* The same as place(): sums within each half of a register, then of the lower half for the upper
 * one, and of all before. */
SIM_TARGET_4_BITS static bool place_wide(struct buckets *b)
{
    enum { ZERO_LOW = 0x08, SWAP = 0x01 };
    const __m256i last = _mm256_set1_epi16(0x0F0E); /* bytes of a half's last lane */
    __m256i sum = _mm256_setzero_si256(), fullest = sum;
    for (size_t k = 0; k <= b->n; k += WIDE_LANES) {
        __m256i *from = (__m256i *)(void *)(b->from + k);
        __m256i counts = _mm256_loadu_si256(from);
        fullest = _mm256_max_epu16(fullest, counts);
        counts = _mm256_add_epi16(counts, _mm256_slli_si256(counts, 2));
        counts = _mm256_add_epi16(counts, _mm256_slli_si256(counts, 4));
        counts = _mm256_add_epi16(counts, _mm256_slli_si256(counts, 8));
        __m256i half = _mm256_shuffle_epi8(counts, last);
        counts = _mm256_add_epi16(counts, _mm256_permute2x128_si256(half, half, ZERO_LOW));
        _mm256_storeu_si256(from, _mm256_add_epi16(counts, sum));
        half = _mm256_add_epi16(half, _mm256_permute2x128_si256(half, half, SWAP));
        sum = _mm256_add_epi16(sum, half);
    }
    __m256i over = _mm256_subs_epu16(fullest, _mm256_set1_epi16(FULL));
    return _mm256_testz_si256(over, over) != 0;
}

SIM_TARGET_4_BITS static bool spread_wide(uint64_t *keys, uint64_t *scratch, size_t n)
{
    struct buckets b;
    if (n < FEWEST || n > MOST)
        return false;
    count(&b, find_bounds_wide(keys, n), keys, n);
    if (!place_wide(&b))
        return false;
    put(&b, keys, scratch, n);
    return true;
}

#else

static bool spread_wide(uint64_t *keys, uint64_t *scratch, size_t n)
{
    return spread(keys, scratch, n);
}

#endif

static void merge(uint64_t *keys, uint64_t *scratch, size_t n)
{
    for (size_t i = 0; i < n; i += RUN)
        insertion_sort(keys + i, n - i < RUN ? n - i : RUN);

    uint64_t *from = keys, *to = scratch;
    for (size_t w = RUN; w < n; w *= 2) {
        size_t i = 0;
        for (; n - i >= 2 * w; i += 2 * w)
            merge_equal(from + i, w, to + i);
        if (n - i > w)
            sim_sortkey_merge(from + i, w, n - i, to + i);
        else
            memcpy(to + i, from + i, (n - i) * sizeof *to);
        uint64_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != keys)
        memcpy(keys, from, n * sizeof *keys);
}

void sim_sortkey_narrow(uint64_t *keys, uint64_t *scratch, size_t n)
{
    if (!spread(keys, scratch, n))
        merge(keys, scratch, n);
}

void sim_sortkey(uint64_t *keys, uint64_t *scratch, size_t n)
{
    if (!(sim_lanes_has_bits() ? spread_wide(keys, scratch, n) : spread(keys, scratch, n)))
        merge(keys, scratch, n);
}
