/* test_stream.c - the generator is the published one, and no two addresses share numbers. */
#include "sim/engine/stream.h"

#include <string.h>

#include "sim/base/attr.h"
#include "tests/support/check.h"
#include "tests/support/uniforms.h"

/* Known answers of Philox4x32-10, published with Random123 (kat_vectors). */
static void blocks_are_philox_with_ten_rounds(void **state)
{
    (void)state;
    static const struct {
        uint32_t counter[4], key[2], want[4];
    } known[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        uint32_t got[4];
        sim_stream_block(known[i].counter, known[i].key, got);
        assert_memory_equal(got, known[i].want, sizeof got);
    }
}

/* The second known answer read through an address: n, who, site << 16 | role, replication;
 * k = the high 52 bits of {0x94fdcceb d16cfe09} and {0x24126ea1 5001e420}. */
static void an_address_is_the_counter_and_the_seed_is_the_key(void **state)
{
    (void)state;
    const struct sim_seed s = {UINT64_C(0x299f31d0a4093822), 0x03707344};
    struct sim_pair got = sim_stream_pair(s, 0x1319, 0x8a2e, 0x85a308d3, 0x243f6a88);
    check_near(got.u[0], (double)(2 * UINT64_C(0x94fdccebd16cf) + 1) * 0x1p-53, 0.0);
    check_near(got.u[1], (double)(2 * UINT64_C(0x24126ea15001e) + 1) * 0x1p-53, 0.0);
}

static bool uniforms_are_odd_multiples_of_2_to_minus_53(uint64_t seed)
{
    struct sim_seed s = {test_random(&seed), (uint32_t)test_random(&seed)};
    for (uint32_t n = 0; n < 200; n++) {
        struct sim_pair p = sim_stream_pair(s, 3, 7, (uint32_t)test_random(&seed), n);
        for (int i = 0; i < 2; i++) {
            uint64_t cell = (uint64_t)(p.u[i] * 0x1p53);
            bool exact = (double)cell * 0x1p-53 >= p.u[i] && cell % 2 == 1;
            if (!exact || p.u[i] <= 0.0 || p.u[i] >= 1.0)
                return false;
        }
    }
    return true;
}

static void every_uniform_and_its_complement_are_exact(void **state)
{
    (void)state;
    CHECK_PROPERTY(uniforms_are_odd_multiples_of_2_to_minus_53);
}

static int by_value(const void *pa, const void *pb)
{
    double a = *(const double *)pa, b = *(const double *)pb;
    return (a > b) - (a < b);
}

/* Neighbouring addresses in every coordinate, near both ends of its range. 2 * 6^6 numbers:
 * equal ones by chance have a probability of 1e-6. */
static void neighbouring_addresses_share_no_number(void **state)
{
    (void)state;
    enum { SIDES = 6, ALL = SIDES * SIDES * SIDES * SIDES * SIDES * SIDES };
    static const uint32_t near[SIDES] = {0, 1, 2, 0xFFFD, 0xFFFE, 0xFFFF};
    static double seen[2 * ALL];
    for (uint32_t i = 0; i < ALL; i++) {
        uint32_t d[6];
        for (uint32_t j = 0, rest = i; j < 6; j++, rest /= SIDES)
            d[j] = near[rest % SIDES];
        const struct sim_seed s = {(uint64_t)d[0] << 32 | d[0], d[1]};
        struct sim_pair p = sim_stream_pair(s, d[2], d[3], d[4], d[5]);
        memcpy(&seen[2 * (size_t)i], p.u, sizeof p.u);
    }
    qsort(seen, COUNT_OF(seen), sizeof *seen, by_value);
    for (size_t i = 1; i < COUNT_OF(seen); i++)
        assert_true(seen[i - 1] < seen[i]);
}

static void a_stream_is_the_blocks_of_its_address_in_order(void **state)
{
    (void)state;
    const struct sim_seed s = {2020, 5};
    struct uniforms a = uniforms_of(s, 18, 4, 77), copy = a;
    for (uint32_t n = 0; n < 50; n++) {
        struct sim_pair p = sim_stream_pair(s, 18, 4, 77, n);
        check_near(uniforms_next(&a), p.u[0], 0.0);
        check_near(uniforms_next(&a), p.u[1], 0.0);
    }
    check_near(uniforms_next(&copy), sim_stream_pair(s, 18, 4, 77, 0).u[0], 0.0);
}

/* 10^5 pairs of neighbouring people in 100 cells: chi-square with 99 degrees of freedom for
 * each number and for the pair on a 10 x 10 grid. 170 is passed with probability 1e-5. */
static void numbers_of_neighbouring_people_are_uniform_and_independent(void **state)
{
    (void)state;
    enum { PEOPLE = 100000, CELLS = 100 };
    static int count[3][CELLS];
    const struct sim_seed s = {1, 0};
    for (uint32_t who = 0; who < PEOPLE; who++) {
        struct sim_pair p = sim_stream_pair(s, 1, 1, who, 0);
        count[0][(int)(p.u[0] * CELLS)]++;
        count[1][(int)(p.u[1] * CELLS)]++;
        count[2][(int)(p.u[0] * 10) * 10 + (int)(p.u[1] * 10)]++;
    }
    for (int i = 0; i < 3; i++) {
        const double want = (double)PEOPLE / CELLS;
        double chi = 0;
        for (int j = 0; j < CELLS; j++)
            chi += (count[i][j] - want) * (count[i][j] - want) / want;
        check_near(chi, 99.0, 71.0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_philox_with_ten_rounds),
        cmocka_unit_test(an_address_is_the_counter_and_the_seed_is_the_key),
        cmocka_unit_test(every_uniform_and_its_complement_are_exact),
        cmocka_unit_test(neighbouring_addresses_share_no_number),
        cmocka_unit_test(a_stream_is_the_blocks_of_its_address_in_order),
        cmocka_unit_test(numbers_of_neighbouring_people_are_uniform_and_independent),
    };
    return cmocka_run_group_tests_name("stream", tests, NULL, NULL);
}
