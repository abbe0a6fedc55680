#include "sim/output/sparse.h"

#include <string.h>

#include "sim/base/text.h"

enum { BITS = 7, MORE = 0x80, MOST_BITS = 63 };
/* GROUP: counters that are looked at together; LANE: of them that become bits together. PART:
 * counters that are packed before they are handed on; in one of them a counter takes at most 5
 * bytes and the zeros before it 3, but for a run that began earlier, and one at the end. */
enum { GROUP = 64, LANE = 8, PART = 1024, PART_BYTES = PART * (5 + 3) + 2 * (1 + 10) };

static unsigned char *put(unsigned char *to, uint64_t value)
{
    for (; value >> BITS != 0; value >>= BITS)
        *to++ = (unsigned char)(value | MORE);
    *to++ = (unsigned char)value;
    return to;
}

/* A bit for each of GROUP counters that is not zero, the first one lowest. No branch: most are
 * zero, but nobody can guess which. */
static uint64_t hits(const uint32_t *counters)
{
    unsigned char is_hit[GROUP];
    uint64_t bits = 0;
    for (int i = 0; i < GROUP; i++)
        is_hit[i] = counters[i] != 0;
    for (int i = 0; i < GROUP; i += LANE) {
        uint64_t lane = 0;
        for (int k = 0; k < LANE; k++)
            lane |= (uint64_t)is_hit[i + k] << (k * 8);
        bits |= lane * 0x0102040810204080 >> 56 << i; /* byte k of the lane to bit k */
    }
    return bits;
}

static unsigned char *put_zeros(unsigned char *to, size_t n)
{
    if (n == 0)
        return to;
    *to++ = 0;
    return put(to, n);
}

/* Those of n <= GROUP counters from `at` on that are hit; *next is the first one not written. */
static unsigned char *put_hits(unsigned char *to, const uint32_t *counters, size_t at,
                               uint64_t bits, size_t *next)
{
    for (; bits != 0; bits &= bits - 1) {
        size_t hit = at + (size_t)__builtin_ctzll(bits);
        to = put_zeros(to, hit - *next);
        to = put(to, counters[hit]);
        *next = hit + 1;
    }
    return to;
}

void sparse_pack(const uint32_t *counters, size_t n, struct text *out)
{
    unsigned char bytes[PART_BYTES];
    size_t next = 0, at = 0;
    while (at < n) {
        unsigned char *to = bytes;
        size_t end = n - at < PART ? n : at + PART;
        for (; end - at >= GROUP; at += GROUP)
            to = put_hits(to, counters, at, hits(counters + at), &next);
        for (; at < end; at++)
            to = put_hits(to, counters, at, counters[at] != 0, &next);
        if (at == n)
            to = put_zeros(to, n - next);
        text_add_bytes(out, (const char *)bytes, (size_t)(to - bytes));
    }
}

/* The next number; NULL when the bytes end inside it. */
static const unsigned char *take(const unsigned char *from, const unsigned char *end,
                                 uint64_t *value)
{
    *value = 0;
    for (unsigned shift = 0; from < end && shift < MOST_BITS; shift += BITS) {
        *value |= (uint64_t)(*from & (MORE - 1)) << shift;
        if ((*from++ & MORE) == 0)
            return from;
    }
    return NULL;
}

bool sparse_unpack(const unsigned char *bytes, size_t n_bytes, uint32_t *counters, size_t n)
{
    const unsigned char *end = bytes + n_bytes;
    uint64_t value;
    size_t i = 0;
    while (i < n && bytes < end) {
        bool is_run = *bytes == 0;
        bytes = take(bytes + is_run, end, &value);
        if (bytes == NULL || value == 0 || value > (is_run ? n - i : UINT32_MAX))
            return false;
        if (is_run)
            memset(counters + i, 0, (size_t)value * sizeof *counters);
        else
            counters[i] = (uint32_t)value;
        i += is_run ? (size_t)value : 1;
    }
    return i == n && bytes == end;
}
