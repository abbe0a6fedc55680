#include "sim/output/sparse.h"

#include <string.h>

enum { BITS = 7, MORE = 0x80, MOST_BITS = 63 };

static size_t bytes_of(uint64_t value)
{
    size_t n = 1;
    for (; value >> BITS != 0; value >>= BITS)
        n++;
    return n;
}

static unsigned char *put(unsigned char *to, uint64_t value)
{
    for (; value >> BITS != 0; value >>= BITS)
        *to++ = (unsigned char)(value | MORE);
    *to++ = (unsigned char)value;
    return to;
}

/* Zeros from the start on. */
static size_t zeros(const uint32_t *counters, size_t n)
{
    size_t i = 0;
    while (i < n && counters[i] == 0)
        i++;
    return i;
}

size_t sparse_bytes(const uint32_t *counters, size_t n)
{
    size_t bytes = 0;
    for (size_t i = 0; i < n;) {
        size_t run = zeros(counters + i, n - i);
        bytes += run > 0 ? 1 + bytes_of(run) : bytes_of(counters[i]);
        i += run > 0 ? run : 1;
    }
    return bytes;
}

void sparse_pack(const uint32_t *counters, size_t n, unsigned char *bytes)
{
    for (size_t i = 0; i < n;) {
        size_t run = zeros(counters + i, n - i);
        if (run > 0)
            *bytes++ = 0;
        bytes = put(bytes, run > 0 ? run : counters[i]);
        i += run > 0 ? run : 1;
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
