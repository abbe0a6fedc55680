/* test_draws.c - many numbers at once are the numbers one by one, whatever the processor. */
#include "sim/engine/draws.h"

#include <string.h>

#include "tests/support/check.h"

enum { MOST = 70 };

static bool every_way_makes_the_same_bits(uint64_t seed)
{
    struct sim_seed s = {test_random(&seed), (uint32_t)test_random(&seed)};
    struct sim_address address[MOST];
    struct sim_pair want[MOST];
    for (int i = 0; i < MOST; i++) {
        uint32_t site = (uint32_t)test_random(&seed) & 0xFFFF;
        uint32_t role = (uint32_t)test_random(&seed) & 0xFFFF;
        uint32_t who = (uint32_t)test_random(&seed), n = (uint32_t)test_random(&seed);
        address[i] = sim_address_of(site, role, who, n);
        want[i] = sim_stream_pair(s, site, role, who, n);
    }
    static const enum sim_lanes ways[] = {SIM_LANES_1, SIM_LANES_2, SIM_LANES_4, SIM_LANES_8};
    for (size_t w = 0; w < sizeof ways / sizeof *ways && ways[w] <= sim_lanes_here(); w++) {
        for (uint32_t count = 0; count <= MOST; count++) {
            struct sim_pair got[MOST + 1];
            memset(got, 0x5A, sizeof got);
            struct sim_pair guard = got[count];
            sim_draws_by(ways[w], s, address, count, got);
            if (memcmp(got, want, count * sizeof *got) != 0 ||
                memcmp(&got[count], &guard, sizeof guard) != 0)
                return false;
        }
    }
    return true;
}

static void many_at_once_are_the_same_as_one_by_one(void **state)
{
    (void)state;
    CHECK_PROPERTY(every_way_makes_the_same_bits);
}

static void the_processor_chooses_only_how_fast(void **state)
{
    (void)state;
    const struct sim_seed s = {20200727, 3};
    struct sim_address address[MOST];
    struct sim_pair got[MOST], want[MOST];
    for (uint32_t i = 0; i < MOST; i++)
        address[i] = sim_address_of(109, 32 + i, 7 * i, i);
    sim_draws(s, address, MOST, got);
    sim_draws_by(SIM_LANES_1, s, address, MOST, want);
    assert_memory_equal(got, want, sizeof got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_at_once_are_the_same_as_one_by_one),
        cmocka_unit_test(the_processor_chooses_only_how_fast),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
