/* sortkey.h - sorts 64-bit keys: a queue's or a day's people by time, a few hundred at once.
 *
 * Equal keys are alike, so the result is the one ascending order there is. Put what breaks
 * a tie into the key's low bits. No recursion, no heap, no libc: part of the core.
 */
#ifndef SIM_SORTKEY_H
#define SIM_SORTKEY_H

#include <stddef.h>
#include <stdint.h>

/* Sorts keys[0..n-1] in ascending order. scratch: n words that do not overlap keys, their
 * content is lost. n up to a million is meant. O(n log n), fastest for n below a thousand:
 * about 20 ns a key at n = 200 (tests/bench/bench_engine.c). */
void sim_sortkey(uint64_t *keys, uint64_t *scratch, size_t n);

/* The same without vectors, on any processor: for tests. */
void sim_sortkey_narrow(uint64_t *keys, uint64_t *scratch, size_t n);

/* Merges the sorted runs keys[0..first-1] and keys[first..n-1], each of any length, into
 * to[0..n-1], which does not overlap them. O(n), without a branch on the keys. */
void sim_sortkey_merge(const uint64_t *keys, size_t first, size_t n, uint64_t *to);

#endif
