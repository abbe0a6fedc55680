#include "sim/engine/sortkey.h"

#include <stdbool.h>
#include <string.h>

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

enum { FEWEST = 32, BUCKETS = 2048, FULL = 24, MOST = BUCKETS * FULL };

/* Counts of 16 bits, LANES to a word: the least significant lane is the first. */
enum { LANES = 4, LANE_BITS = 16, WORDS = BUCKETS / LANES + 1 };
#define EVERY_LANE UINT64_C(0x0001000100010001)
#define TOP_BITS (EVERY_LANE << (LANE_BITS - 1))
_Static_assert(BUCKETS *FULL <= UINT16_MAX, "a lane holds every place");

/* Buckets: how many keys each has, then where its next key goes. */
struct buckets {
    uint64_t least;
    int shift;
    uint32_t n; /* a power of two */
    uint16_t from[WORDS * LANES];
};

static inline size_t bucket_of(const struct buckets *b, uint64_t key)
{
    return (size_t)((key - b->least) >> b->shift);
}

/* As many buckets as there are keys, of one width, from the least key to the greatest. */
static void lay_out(struct buckets *b, const uint64_t *keys, size_t n)
{
    uint64_t least = keys[0], most = keys[0];
    for (size_t i = n & 1; i < n; i += 2) {
        uint64_t one = keys[i], other = keys[i + 1];
        uint64_t less = one < other ? one : other, more = one < other ? other : one;
        least = less < least ? less : least;
        most = more > most ? more : most;
    }
    int bits = 0;
    while (1U << bits < FEWEST || (1U << bits < n && 1U << bits < BUCKETS))
        bits++;
    int range_bits = most == least ? 0 : 64 - __builtin_clzll(most - least);
    b->least = least;
    b->shift = range_bits > bits ? range_bits - bits : 0;
    b->n = 1U << bits;
}

/* From counts, each in the place after its own, to places: sums of all before, a word at a time,
 * as multiplying by EVERY_LANE adds to each lane the ones below. False where one is too full. */
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
static void insert_near(const uint64_t *from, uint64_t *to, size_t n)
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

/* Spread over as many buckets as there are keys, by their distance from the least, then put in
 * order within them. False, and the keys untouched, where too many lie together. */
static bool spread(uint64_t *keys, uint64_t *scratch, size_t n)
{
    struct buckets b;
    if (n < FEWEST || n > MOST)
        return false;
    lay_out(&b, keys, n);
    memset(b.from, 0, (b.n + LANES) * sizeof *b.from);
    for (size_t i = 0; i < n; i++)
        b.from[bucket_of(&b, keys[i]) + 1]++;
    if (!place(&b))
        return false;
    for (size_t i = 0; i < n; i++)
        scratch[b.from[bucket_of(&b, keys[i])]++] = keys[i];
    insert_near(scratch, keys, n);
    return true;
}

void sim_sortkey(uint64_t *keys, uint64_t *scratch, size_t n)
{
    if (spread(keys, scratch, n))
        return;
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
