/* test_sparse.c - counters come back from their packed form, and nothing else does. */
#include "sim/output/sparse.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "sim/base/text.h"
#include "tests/support/check.h"

/* More than are packed in one go. */
enum { MOST = 2500, ROOM = 5 * MOST + 1 };

/* How many bytes they are; no more than ROOM. */
static size_t pack(const uint32_t *counters, size_t n, unsigned char *bytes)
{
    struct arena *home = arena_new(0);
    struct text t;
    text_init(&t, home);
    sparse_pack(counters, n, &t);
    assert_false(t.failed);
    assert_true(t.length <= ROOM);
    memcpy(bytes, text_get(&t), t.length);
    arena_free(home);
    return t.length;
}

static void small_counters_take_a_byte_and_runs_of_zeros_two_or_three(void **state)
{
    (void)state;
    static const uint32_t counters[] = {0, 0, 0, 5, 127, 128, 0, UINT32_MAX};
    static const unsigned char want[] = {0, 3, 5, 127, 0x80, 1, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xF};
    unsigned char got[ROOM];
    assert_int_equal(pack(counters, COUNT_OF(counters), got), sizeof want);
    assert_memory_equal(got, want, sizeof want);
    assert_int_equal(pack(counters, 0, got), 0);
    static const uint32_t many[100000] = {0};
    assert_int_equal(pack(many, 1000, got), 3);
    assert_int_equal(pack(many, COUNT_OF(many), got), 4);
}

static size_t draw(uint64_t *seed, uint32_t counters[MOST])
{
    size_t n = test_random(seed) % (MOST + 1), empty = test_random(seed) % 8; /* a stretch */
    for (size_t i = 0; i < n; i++) {
        uint64_t r = test_random(seed);
        counters[i] = r % 3 != 0 || i / 300 == empty ? 0 : (uint32_t)(r >> 32 >> (r >> 8 & 31));
    }
    return n;
}

static unsigned char *put(unsigned char *to, uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        *to++ = (unsigned char)(value | 0x80);
    *to++ = (unsigned char)value;
    return to;
}

/* One counter after the other. */
static size_t pack_plainly(const uint32_t *counters, size_t n, unsigned char *bytes)
{
    unsigned char *to = bytes;
    for (size_t i = 0; i < n;) {
        size_t run = 0;
        while (i + run < n && counters[i + run] == 0)
            run++;
        if (run > 0)
            *to++ = 0;
        to = put(to, run > 0 ? run : counters[i]);
        i += run > 0 ? run : 1;
    }
    return (size_t)(to - bytes);
}

/* Each as large as it can be, with zeros before it or not. */
static void the_largest_counters_have_room(void **state)
{
    (void)state;
    static uint32_t counters[MOST];
    static unsigned char bytes[ROOM], plain[ROOM];
    for (size_t gap = 1; gap <= 2; gap++) {
        memset(counters, 0, sizeof counters);
        for (size_t i = 0; i < MOST; i += gap)
            counters[i] = UINT32_MAX;
        assert_int_equal(pack(counters, MOST, bytes), pack_plainly(counters, MOST, plain));
        assert_memory_equal(bytes, plain, ROOM);
    }
}

static bool counters_come_back(uint64_t seed)
{
    uint32_t counters[MOST] = {0}, again[MOST];
    unsigned char bytes[ROOM], plain[ROOM];
    size_t n = draw(&seed, counters), n_bytes = pack(counters, n, bytes);
    memset(again, 0xAA, sizeof again);
    return n_bytes == pack_plainly(counters, n, plain) && memcmp(bytes, plain, n_bytes) == 0 &&
           sparse_unpack(bytes, n_bytes, again, n) &&
           memcmp(counters, again, n * sizeof *counters) == 0;
}

static void what_is_packed_comes_back(void **state)
{
    (void)state;
    CHECK_PROPERTY(counters_come_back);
}

/* Not an exact number of counters: cut off, more behind them, or another number of them. */
static bool damage_is_noticed(uint64_t seed)
{
    uint32_t counters[MOST] = {0}, again[MOST + 1];
    unsigned char bytes[ROOM];
    size_t n = draw(&seed, counters), n_bytes = pack(counters, n, bytes);
    bytes[n_bytes] = 1;
    bool is_fine = !sparse_unpack(bytes, n_bytes + 1, again, n) &&
                   !sparse_unpack(bytes, n_bytes, again, n + 1);
    if (n > 0)
        is_fine &= !sparse_unpack(bytes, n_bytes - 1, again, n) &&
                   !sparse_unpack(bytes, n_bytes, again, n - 1);
    return is_fine;
}

static void what_is_not_exactly_that_many_counters_is_refused(void **state)
{
    (void)state;
    CHECK_PROPERTY(damage_is_noticed);
    uint32_t got[4];
    assert_false(sparse_unpack((const unsigned char[]){0}, 1, got, 4));          /* no length */
    assert_false(sparse_unpack((const unsigned char[]){0, 0}, 2, got, 4));       /* of none   */
    assert_false(sparse_unpack((const unsigned char[]){0, 5}, 2, got, 4));       /* too long  */
    assert_false(sparse_unpack((const unsigned char[]){0x80, 0x80}, 2, got, 4)); /* no end    */
    static const unsigned char large[] = {0xFF, 0xFF, 0xFF, 0xFF, 0x1F};         /* over 2^32 */
    assert_false(sparse_unpack(large, sizeof large, got, 1));
    unsigned char endless[20];
    memset(endless, 0xFF, sizeof endless);
    assert_false(sparse_unpack(endless, sizeof endless, got, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_counters_take_a_byte_and_runs_of_zeros_two_or_three),
        cmocka_unit_test(what_is_packed_comes_back),
        cmocka_unit_test(the_largest_counters_have_room),
        cmocka_unit_test(what_is_not_exactly_that_many_counters_is_refused),
    };
    return cmocka_run_group_tests_name("sparse", tests, NULL, NULL);
}
