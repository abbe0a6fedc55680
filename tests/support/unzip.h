/* unzip.h - one file out of a ZIP archive, for tests of .xlsx. */
#ifndef TESTS_UNZIP_H
#define TESTS_UNZIP_H

#include <string.h>
#include <zlib.h>

#include "tests/support/check.h"

static inline size_t unzip_number(const unsigned char *p, int bytes)
{
    size_t n = 0;
    for (int i = bytes - 1; i >= 0; i--)
        n = n << 8 | p[i];
    return n;
}

static inline char *unzip_inflate(const unsigned char *from, size_t packed, size_t whole)
{
    char *to = calloc(whole + 1, 1);
    z_stream z = {.next_in = (unsigned char *)(uintptr_t)from,
                  .avail_in = (unsigned)packed,
                  .next_out = (unsigned char *)to,
                  .avail_out = (unsigned)whole};
    assert_non_null(to);
    assert_int_equal(inflateInit2(&z, -MAX_WBITS), Z_OK);
    assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
    assert_int_equal(inflateEnd(&z), Z_OK);
    return to;
}

/* The named file of the archive, NUL-ended, to be freed; NULL when there is none such. Goes through
 * the central directory. */
static inline char *unzip_get(const char *archive, size_t n, const char *name)
{
    const unsigned char *a = (const unsigned char *)archive;
    static const unsigned char entry[] = {'P', 'K', 1, 2}, end[] = {'P', 'K', 5, 6};
    assert_true(n > 22 && memcmp(a + n - 22, end, sizeof end) == 0);
    size_t at = unzip_number(a + n - 22 + 16, 4);
    for (; at + 46 < n && memcmp(a + at, entry, sizeof entry) == 0;) {
        size_t length = unzip_number(a + at + 28, 2);
        if (length == strlen(name) && memcmp(a + at + 46, name, length) == 0) {
            size_t local = unzip_number(a + at + 42, 4);
            size_t skip = 30 + unzip_number(a + local + 26, 2) + unzip_number(a + local + 28, 2);
            assert_int_equal(unzip_number(a + at + 10, 2), Z_DEFLATED);
            return unzip_inflate(a + local + skip, unzip_number(a + at + 20, 4),
                                 unzip_number(a + at + 24, 4));
        }
        at += 46 + length + unzip_number(a + at + 30, 2) + unzip_number(a + at + 32, 2);
    }
    return NULL;
}

#endif
