/* test_arena.c - memory comes zeroed and aligned, ends at its limit, and is reused. */
#include "sim/base/arena.h"

#include <stdalign.h>
#include <string.h>

#include "tests/support/check.h"
#include "tests/support/dies.h"

enum { BLOCK = 64 * 1024 }; /* what a small arena takes from the system at once */

static void memory_is_zeroed_and_aligned_for_any_type(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    for (size_t size = 1; size < 300; size++) {
        unsigned char *p = arena_take(a, 1, size);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xFF, size);
    }
    arena_free(a);
}

static void memory_is_zeroed_again_after_a_reset_and_comes_from_the_same_blocks(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    unsigned char *first = arena_take(a, 1, 1000);
    memset(first, 0xFF, 1000);
    arena_reset(a);
    unsigned char *again = arena_take(a, 1, 1000);
    assert_ptr_equal(again, first);
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(again[i], 0);
    arena_free(a);
}

/* Only bytes that were handed out before are cleared; the rest never had anything in it. */
static void memory_that_was_partly_used_before_a_reset_is_zero_throughout(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    for (size_t size = 500; size < 20000; size += 700) {
        unsigned char *p = arena_take(a, 1, size);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xFF, size);
        p = arena_extend(a, p, size, size + 300);
        for (size_t i = 0; i < size + 300; i++)
            assert_int_equal(p[i], i < size ? 0xFF : 0);
        memset(p, 0xFF, size + 300);
        arena_reset(a);
    }
    arena_free(a);
}

static void what_is_taken_stays_apart(void **state)
{
    (void)state;
    enum { N = 2000 };
    static uint32_t *taken[N];
    static size_t length[N];
    uint64_t seed = 7;
    struct arena *a = arena_new(0);
    for (uint32_t i = 0; i < N; i++) {
        length[i] = 1 + test_random(&seed) % (i % 50 == 0 ? 60000 : 200);
        taken[i] = arena_take_array(a, uint32_t, length[i]);
        assert_non_null(taken[i]);
        for (size_t k = 0; k < length[i]; k++)
            taken[i][k] = i;
    }
    for (uint32_t i = 0; i < N; i++) {
        for (size_t k = 0; k < length[i]; k++)
            assert_int_equal(taken[i][k], i);
    }
    arena_free(a);
}

static void nothing_is_taken_for_no_objects_or_for_more_than_can_be_counted(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    assert_null(arena_take(a, 0, 8));
    assert_null(arena_take(a, SIZE_MAX, 1));
    assert_null(arena_take(a, SIZE_MAX / 8 + 1, 8));
    assert_null(arena_take(a, SIZE_MAX / 2, 2));
    assert_non_null(arena_take(a, 1, 8));
    arena_free(a);
}

static void the_limit_holds_to_the_byte_and_small_requests_still_fit_below_it(void **state)
{
    (void)state;
    struct arena *a = arena_new(3 * BLOCK);
    assert_null(arena_take(a, 1, 3 * BLOCK)); /* one block is taken already */
    assert_non_null(arena_take(a, 1, 2 * BLOCK));
    assert_null(arena_take(a, 1, BLOCK + 1));
    assert_non_null(arena_take(a, 1, BLOCK)); /* the first block is still open */
    assert_null(arena_take(a, 1, 1));
    arena_reset(a);
    assert_non_null(arena_take(a, 1, 2 * BLOCK));
    arena_free(a);
}

static void a_limit_below_one_block_gives_a_smaller_block(void **state)
{
    (void)state;
    struct arena *a = arena_new(1024);
    assert_non_null(a);
    assert_non_null(arena_take(a, 1, 1024));
    assert_null(arena_take(a, 1, 16));
    arena_free(a);
}

static void a_large_request_does_not_waste_the_room_before_it(void **state)
{
    (void)state;
    struct arena *a = arena_new(2 * BLOCK + BLOCK);
    assert_non_null(arena_take(a, 1, 2 * BLOCK)); /* in a second block */
    for (int i = 0; i < BLOCK / 1024; i++)
        assert_non_null(arena_take(a, 1, 1024)); /* all in the first */
    arena_free(a);
}

/* Ten times the same amount in ten different orders, under a limit that has no room for
 * blocks lost on the way. */
static void resets_lose_no_memory_whatever_the_order_of_requests(void **state)
{
    (void)state;
    struct arena *a = arena_new(16 * BLOCK);
    uint64_t seed = 3;
    for (int round = 0; round < 200; round++) {
        for (size_t left = 8 * BLOCK; left > 0;) {
            size_t want = 16 * (1 + test_random(&seed) % (round % 2 == 0 ? 100 : 3000));
            want = want < left ? want : left;
            assert_non_null(arena_take(a, 1, want));
            left -= want;
        }
        arena_reset(a);
    }
    arena_free(a);
}

static void the_newest_memory_grows_in_place_and_the_added_bytes_are_zero(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    char *p = arena_extend(a, NULL, 0, 5);
    memcpy(p, "abcde", 5);
    char *longer = arena_extend(a, p, 5, 5000);
    assert_ptr_equal(longer, p);
    assert_memory_equal(longer, "abcde", 5);
    for (size_t i = 5; i < 5000; i++)
        assert_int_equal(longer[i], 0);
    char *other = arena_take(a, 1, 1);
    assert_true(other >= longer + 5000);
    arena_free(a);
}

static void memory_alone_in_its_block_grows_without_waste(void **state)
{
    (void)state;
    struct arena *a = arena_new(41 * BLOCK);
    uint32_t *p = arena_take_array(a, uint32_t, BLOCK / 4);
    for (uint32_t i = 0; i < BLOCK / 4; i++)
        p[i] = i;
    for (size_t blocks = 1; blocks < 40; blocks++) { /* copies would take 820 blocks */
        p = arena_extend(a, p, blocks * BLOCK, (blocks + 1) * BLOCK);
        assert_non_null(p);
        assert_int_equal(p[blocks * BLOCK / 4], 0);
        p[blocks * BLOCK / 4] = 1;
    }
    for (uint32_t i = 0; i < BLOCK / 4; i++)
        assert_int_equal(p[i], i);
    assert_null(arena_extend(a, p, 40 * BLOCK, 42 * BLOCK));
    assert_int_equal(p[39 * BLOCK / 4], 1);
    assert_non_null(arena_extend(a, p, 40 * BLOCK, 41 * BLOCK));
    assert_null(arena_take(a, 1, 1));
    arena_reset(a);
    assert_non_null(arena_take(a, 1, 41 * BLOCK));
    arena_free(a);
}

static void memory_in_a_later_block_grows_and_earlier_blocks_stay_in_use(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    char *early = arena_take(a, 1, 16);
    memcpy(early, "0123456789abcdef", 16);
    char *p = arena_take(a, 1, 2 * BLOCK);
    p[2 * BLOCK - 1] = 'x';
    p = arena_extend(a, p, 2 * BLOCK, 64 * BLOCK);
    assert_int_equal(p[2 * BLOCK - 1], 'x');
    char *late = arena_take(a, 1, 16);
    assert_ptr_equal(late, early + 16);
    assert_memory_equal(early, "0123456789abcdef", 16);
    assert_non_null(arena_take(a, 1, 80 * BLOCK));
    arena_free(a);
}

static void older_memory_grows_as_a_copy(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    char *p = arena_take(a, 1, 16);
    memcpy(p, "0123456789abcdef", 16);
    char *other = arena_take(a, 1, 16);
    char *longer = arena_extend(a, p, 16, 40);
    assert_ptr_not_equal(longer, p);
    assert_memory_equal(longer, "0123456789abcdef", 16);
    assert_int_equal(longer[16], 0);
    assert_int_equal(other[0], 0);
    char *far = arena_extend(a, longer, 40, 4 * BLOCK); /* into a block of its own */
    assert_memory_equal(far, "0123456789abcdef", 16);
    arena_free(a);
}

static void growing_one_thing_byte_by_byte_takes_no_more_than_it_holds(void **state)
{
    (void)state;
    struct arena *a = arena_new(BLOCK);
    char *p = NULL;
    for (size_t n = 0; n < BLOCK; n++) {
        p = arena_extend(a, p, n, n + 1);
        assert_non_null(p);
    }
    assert_null(arena_extend(a, p, BLOCK, BLOCK + 1));
    arena_free(a);
}

static void failure_comes_on_demand_and_once(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    arena_fail_nth(a, 2);
    void *p = arena_take(a, 1, 8);
    assert_non_null(p);
    assert_null(arena_take(a, 1, 8));
    assert_non_null(arena_take(a, 1, 8));
    arena_fail_nth(a, 1);
    assert_null(arena_extend(a, p, 8, 16));
    assert_non_null(arena_extend(a, p, 8, 16));
    arena_fail_nth(a, 1);
    arena_fail_nth(a, 0);
    assert_non_null(arena_take(a, 1, 8));
    arena_free(a);
}

static void more_than_an_address_space_holds_is_refused_and_the_arena_lives_on(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    assert_null(arena_take(a, SIZE_MAX / 2, 1));
    assert_null(arena_take(a, SIZE_MAX - 64, 1));
    assert_non_null(arena_take(a, 1, 8));
    arena_free(a);
    arena_free(NULL);
}

static void take_objects_of_no_size(void)
{
    (void)!arena_take(arena_new(0), 1, 0);
}

static void shrink(void)
{
    struct arena *a = arena_new(0);
    (void)!arena_extend(a, arena_take(a, 1, 8), 8, 4);
}

static void objects_of_no_size_and_shrinking_are_bugs(void **state)
{
    (void)state;
    assert_true(dies(take_objects_of_no_size));
    assert_true(dies(shrink));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned_for_any_type),
        cmocka_unit_test(memory_is_zeroed_again_after_a_reset_and_comes_from_the_same_blocks),
        cmocka_unit_test(memory_that_was_partly_used_before_a_reset_is_zero_throughout),
        cmocka_unit_test(what_is_taken_stays_apart),
        cmocka_unit_test(nothing_is_taken_for_no_objects_or_for_more_than_can_be_counted),
        cmocka_unit_test(the_limit_holds_to_the_byte_and_small_requests_still_fit_below_it),
        cmocka_unit_test(a_limit_below_one_block_gives_a_smaller_block),
        cmocka_unit_test(a_large_request_does_not_waste_the_room_before_it),
        cmocka_unit_test(resets_lose_no_memory_whatever_the_order_of_requests),
        cmocka_unit_test(the_newest_memory_grows_in_place_and_the_added_bytes_are_zero),
        cmocka_unit_test(memory_alone_in_its_block_grows_without_waste),
        cmocka_unit_test(memory_in_a_later_block_grows_and_earlier_blocks_stay_in_use),
        cmocka_unit_test(older_memory_grows_as_a_copy),
        cmocka_unit_test(growing_one_thing_byte_by_byte_takes_no_more_than_it_holds),
        cmocka_unit_test(failure_comes_on_demand_and_once),
        cmocka_unit_test(more_than_an_address_space_holds_is_refused_and_the_arena_lives_on),
        cmocka_unit_test(objects_of_no_size_and_shrinking_are_bugs),
    };
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
