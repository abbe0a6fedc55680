/* test_sortkey.c - the same order as libc's, for every small size and a million keys. */
#include "sim/engine/sortkey.h"

#include <string.h>

#include "tests/support/check.h"

enum { SMALL_MAX = 600, LARGE = 1000003 };

#define GUARD UINT64_C(0xA5A5A5A5A5A5A5A5)

static int by_value(const void *pa, const void *pb)
{
    uint64_t a = *(const uint64_t *)pa, b = *(const uint64_t *)pb;
    return (a > b) - (a < b);
}

/* Keys of one of five kinds: random, few values, rising, falling, extreme. */
static void fill(uint64_t *keys, size_t n, uint64_t *seed)
{
    uint64_t kind = test_random(seed) % 5;
    for (size_t i = 0; i < n; i++) {
        uint64_t r = test_random(seed);
        keys[i] = kind == 0   ? r
                  : kind == 1 ? r % 4
                  : kind == 2 ? i
                  : kind == 3 ? n - i
                              : (r % 2 == 0 ? r % 3 : UINT64_MAX - r % 3);
    }
}

/* The words after keys and scratch must stay as they were. */
static bool small_arrays_come_out_as_qsort_puts_them(uint64_t seed)
{
    uint64_t keys[SMALL_MAX + 1], narrow[SMALL_MAX + 1], scratch[SMALL_MAX + 1];
    uint64_t want[SMALL_MAX + 1];
    size_t n = seed <= 2 ? seed - 1 : test_random(&seed) % SMALL_MAX;
    fill(keys, n, &seed);
    keys[n] = scratch[n] = GUARD;
    memcpy(want, keys, sizeof want);
    memcpy(narrow, keys, sizeof want);
    qsort(want, n, sizeof *want, by_value);
    sim_sortkey(keys, scratch, n);
    sim_sortkey_narrow(narrow, scratch, n);
    return memcmp(keys, want, (n + 1) * sizeof *keys) == 0 &&
           memcmp(narrow, want, (n + 1) * sizeof *keys) == 0 && scratch[n] == GUARD;
}

static void any_small_array_is_sorted(void **state)
{
    (void)state;
    CHECK_PROPERTY(small_arrays_come_out_as_qsort_puts_them);
}

static void every_size_up_to_300_is_sorted(void **state)
{
    (void)state;
    uint64_t keys[300], scratch[300], want[300], seed = 1;
    for (size_t n = 0; n <= 300; n++) {
        for (size_t i = 0; i < n; i++)
            want[i] = keys[i] = test_random(&seed);
        qsort(want, n, sizeof *want, by_value);
        sim_sortkey(keys, scratch, n);
        assert_memory_equal(keys, want, n * sizeof *keys);
    }
}

/* Two runs of any length, either of them empty, too. */
static bool two_runs_merge_to_all_of_them_in_order(uint64_t seed)
{
    uint64_t keys[SMALL_MAX], to[SMALL_MAX + 1];
    size_t n = test_random(&seed) % SMALL_MAX, first = test_random(&seed) % (n + 1);
    fill(keys, n, &seed);
    first = seed % 8 == 0 ? 0 : seed % 8 == 1 ? n : first;
    qsort(keys, first, sizeof *keys, by_value);
    qsort(keys + first, n - first, sizeof *keys, by_value);
    to[n] = GUARD;
    sim_sortkey_merge(keys, first, n, to);
    qsort(keys, n, sizeof *keys, by_value);
    return memcmp(keys, to, n * sizeof *keys) == 0 && to[n] == GUARD;
}

static void any_two_runs_are_merged(void **state)
{
    (void)state;
    CHECK_PROPERTY(two_runs_merge_to_all_of_them_in_order);
}

static void a_million_keys_are_sorted(void **state)
{
    (void)state;
    static uint64_t keys[LARGE], scratch[LARGE], want[LARGE];
    uint64_t seed = 9;
    for (size_t i = 0; i < LARGE; i++)
        want[i] = keys[i] = test_random(&seed) >> 20;
    qsort(want, LARGE, sizeof *want, by_value);
    sim_sortkey(keys, scratch, LARGE);
    assert_memory_equal(keys, want, sizeof want);
}

/* Beside each other up to the most keys that are spread over buckets, and beyond. */
static void thousands_are_sorted_with_and_without_vectors(void **state)
{
    (void)state;
    enum { MANY = 50021 };
    static uint64_t keys[MANY], narrow[MANY], scratch[MANY], want[MANY];
    uint64_t seed = 4;
    for (size_t n = 1000; n <= MANY; n += 7003) {
        for (size_t i = 0; i < n; i++)
            want[i] = keys[i] = narrow[i] = test_random(&seed) >> (n % 50);
        qsort(want, n, sizeof *want, by_value);
        sim_sortkey(keys, scratch, n);
        sim_sortkey_narrow(narrow, scratch, n);
        assert_memory_equal(keys, want, n * sizeof *want);
        assert_memory_equal(narrow, want, n * sizeof *want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_small_array_is_sorted),
        cmocka_unit_test(every_size_up_to_300_is_sorted),
        cmocka_unit_test(any_two_runs_are_merged),
        cmocka_unit_test(thousands_are_sorted_with_and_without_vectors),
        cmocka_unit_test(a_million_keys_are_sorted),
    };
    return cmocka_run_group_tests_name("sortkey", tests, NULL, NULL);
}
