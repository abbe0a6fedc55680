/* test_sparse.c - counters come back from their packed form, and nothing else does. */
#include "sim/output/sparse.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/attr.h"
#include "tests/support/check.h"

enum { MOST = 600 };

static void small_counters_take_a_byte_and_runs_of_zeros_two_or_three(void **state)
{
    (void)state;
    static const uint32_t counters[] = {0, 0, 0, 5, 127, 128, 0, UINT32_MAX};
    static const unsigned char want[] = {0, 3, 5, 127, 0x80, 1, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xF};
    unsigned char got[sizeof want];
    assert_int_equal(sparse_bytes(counters, COUNT_OF(counters)), sizeof want);
    sparse_pack(counters, COUNT_OF(counters), got);
    assert_memory_equal(got, want, sizeof want);
    assert_int_equal(sparse_bytes(counters, 0), 0);
    static const uint32_t many[1000] = {0};
    assert_int_equal(sparse_bytes(many, COUNT_OF(many)), 3);
}

static size_t draw(uint64_t *seed, uint32_t counters[MOST])
{
    size_t n = test_random(seed) % (MOST + 1);
    for (size_t i = 0; i < n; i++) {
        uint64_t r = test_random(seed);
        counters[i] = r % 3 != 0 ? 0 : (uint32_t)(r >> 32 >> (r >> 8 & 31));
    }
    return n;
}

static bool counters_come_back(uint64_t seed)
{
    uint32_t counters[MOST], again[MOST];
    unsigned char bytes[5 * MOST];
    size_t n = draw(&seed, counters), n_bytes = sparse_bytes(counters, n);
    sparse_pack(counters, n, bytes);
    memset(again, 0xAA, sizeof again);
    return sparse_unpack(bytes, n_bytes, again, n) &&
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
    uint32_t counters[MOST], again[MOST + 1];
    unsigned char bytes[5 * MOST + 1];
    size_t n = draw(&seed, counters), n_bytes = sparse_bytes(counters, n);
    sparse_pack(counters, n, bytes);
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
        cmocka_unit_test(what_is_not_exactly_that_many_counters_is_refused),
    };
    return cmocka_run_group_tests_name("sparse", tests, NULL, NULL);
}
