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

/* Merges the sorted runs from[0..w-1] and from[w..n-1], w <= n < 2w: the rest at the end. */
static void merge_rest(const uint64_t *from, size_t w, size_t n, uint64_t *to)
{
    size_t a = 0, b = w, i = 0;
    while (a < w && b < n) {
        size_t take_b = from[b] < from[a];
        to[i++] = take_b ? from[b] : from[a];
        a += 1 - take_b;
        b += take_b;
    }
    memcpy(to + i, from + a, (w - a) * sizeof *to);
    memcpy(to + i + (w - a), from + b, (n - b) * sizeof *to);
}

/* Spread over as many buckets as there are keys, by their distance from the least, then put in
 * order within them. False, and the keys untouched, where too many lie together. */
static bool spread(uint64_t *keys, uint64_t *scratch, size_t n)
{
    enum { FEWEST = 32, BUCKETS = 2048, FULL = 24 };
    uint32_t from[BUCKETS + 1];
    if (n < FEWEST)
        return false;
    uint64_t least = keys[0], most = keys[0];
    size_t buckets = FEWEST;
    for (size_t i = 1; i < n; i++) {
        least = keys[i] < least ? keys[i] : least;
        most = keys[i] > most ? keys[i] : most;
    }
    while (buckets < n && buckets < BUCKETS)
        buckets *= 2;
    int shift = 0;
    while ((most - least) >> shift >= buckets)
        shift++;
    memset(from, 0, (buckets + 1) * sizeof *from);
    for (size_t i = 0; i < n; i++)
        from[((keys[i] - least) >> shift) + 1]++;
    for (size_t k = 1; k <= buckets; k++) {
        if (from[k] > FULL)
            return false;
        from[k] += from[k - 1];
    }
    for (size_t i = 0; i < n; i++)
        scratch[from[(keys[i] - least) >> shift]++] = keys[i];
    insertion_sort(scratch, n);
    memcpy(keys, scratch, n * sizeof *keys);
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
            merge_rest(from + i, w, n - i, to + i);
        else
            memcpy(to + i, from + i, (n - i) * sizeof *to);
        uint64_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != keys)
        memcpy(keys, from, n * sizeof *keys);
}
