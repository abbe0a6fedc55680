/* test_patch.c - patches give back what they were made of, and those that do not fit are refused;
 * base64 against RFC 4648.
 */
#include "sim/output/patch.h"

#include <string.h>

#include "sim/base/arena.h"
#include "tests/support/check.h"

enum { MOST = 4096 };

/* ---- helpers ---- */

static uint32_t next(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

static void fill(char *block, size_t n, uint32_t *state)
{
    for (size_t i = 0; i < n; i++)
        block[i] = (char)(next(state) % 4);
}

static struct text begun(struct arena *home)
{
    struct text t;
    text_init(&t, home);
    return t;
}

static const char *base64(struct arena *home, const char *bytes)
{
    struct text t = begun(home);
    patch_base64(bytes, strlen(bytes), &t);
    return text_get(&t);
}

/* ---- overlays ---- */

static void laying_a_patch_gives_the_other_block(void **state)
{
    (void)state;
    uint32_t seed = 1;
    struct arena *home = arena_new(0);
    char a[MOST], b[MOST];
    for (size_t n = 0; n < MOST; n = n * 2 + 1) {
        struct text t = begun(home);
        fill(a, n, &seed);
        fill(b, n, &seed);
        patch_overlay(a, b, n, &t);
        assert_true(patch_lay(a, n, text_get(&t), t.length));
        assert_memory_equal(a, b, n);
    }
    arena_free(home);
}

static void nothing_differs_where_the_patch_is_empty(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct text t = begun(home);
    patch_overlay("same", "same", 4, &t);
    assert_int_equal(t.length, 0);
    arena_free(home);
}

/* Bytes between two that differ are not in the patch: another one may have them. */
static void patches_of_other_bytes_are_laid_in_any_order(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct text one = begun(home), two = begun(home);
    char first[] = "abcdef", second[] = "abcdef";
    patch_overlay("abcdef", "AbCdef", 6, &one);
    patch_overlay("abcdef", "aBcDef", 6, &two);
    assert_true(patch_lay(first, 6, text_get(&one), one.length));
    assert_true(patch_lay(first, 6, text_get(&two), two.length));
    assert_true(patch_lay(second, 6, text_get(&two), two.length));
    assert_true(patch_lay(second, 6, text_get(&one), one.length));
    assert_string_equal(first, "ABCDef");
    assert_string_equal(second, "ABCDef");
    arena_free(home);
}

static void a_patch_that_does_not_fit_is_refused(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct text t = begun(home);
    char block[8] = "abcdefg";
    patch_overlay("abcdefg", "abcdefG", 8, &t);
    assert_false(patch_lay(block, 6, text_get(&t), t.length));
    assert_false(patch_lay(block, 8, text_get(&t), t.length - 1));
    assert_true(patch_lay(block, 8, text_get(&t), t.length));
    assert_string_equal(block, "abcdefG");
    arena_free(home);
}

/* ---- blocks of different sizes ---- */

/* Rows of words with one more word each, as when a stream is added to the rates. */
static void a_longer_block_is_made_of_the_shorter_one(void **state)
{
    (void)state;
    enum { ROWS = 40, OLD = 8, NEW = 9 };
    static uint64_t a[ROWS * OLD + 4], b[ROWS * NEW + 4], made[ROWS * NEW + 4];
    struct arena *home = arena_new(0);
    struct text t = begun(home);
    for (size_t i = 0; i < 4; i++)
        a[i] = b[i] = i;
    for (size_t row = 0; row < ROWS; row++)
        for (size_t i = 0; i < NEW; i++) {
            b[4 + row * NEW + i] = i < OLD ? 1000 + row * 100 + i : 7;
            if (i < OLD)
                a[4 + row * OLD + i] = b[4 + row * NEW + i];
        }
    const size_t from[] = {0, 32, sizeof a}, to[] = {0, 32, sizeof b};
    patch_delta(a, b, &(struct patch_parts){from, to, 2}, &t);
    assert_true(t.length < sizeof b / 4);
    assert_true(patch_make(a, sizeof a, text_get(&t), t.length, made, sizeof made));
    assert_memory_equal(made, b, sizeof b);
    assert_false(patch_make(a, sizeof a - 8, text_get(&t), t.length, made, sizeof made));
    assert_false(patch_make(a, sizeof a, text_get(&t), t.length, made, sizeof made - 8));
    arena_free(home);
}

static void any_two_blocks_of_words_are_made_of_one_another(void **state)
{
    (void)state;
    uint32_t seed = 5;
    struct arena *home = arena_new(0);
    uint64_t a[64], b[96], made[96];
    for (int round = 0; round < 200; round++) {
        struct text t = begun(home);
        size_t n = next(&seed) % 65, m = next(&seed) % 97,
               cut = next(&seed) % (n < m ? n + 1 : m + 1);
        for (size_t i = 0; i < 64; i++)
            a[i] = next(&seed) % 3;
        for (size_t i = 0; i < 96; i++)
            b[i] = next(&seed) % 3;
        const size_t from[] = {0, cut * 8, n * 8}, to[] = {0, cut * 8, m * 8};
        patch_delta(a, b, &(struct patch_parts){from, to, 2}, &t);
        assert_true(patch_make(a, n * 8, text_get(&t), t.length, made, m * 8));
        assert_memory_equal(made, b, m * 8);
    }
    arena_free(home);
}

/* ---- base64 ---- */

static void base64_is_that_of_rfc_4648(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    assert_string_equal(base64(home, ""), "");
    assert_string_equal(base64(home, "f"), "Zg==");
    assert_string_equal(base64(home, "fo"), "Zm8=");
    assert_string_equal(base64(home, "foo"), "Zm9v");
    assert_string_equal(base64(home, "foobar"), "Zm9vYmFy");
    assert_string_equal(base64(home, "\xfb\xff\xfe"), "+//+");
    arena_free(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(laying_a_patch_gives_the_other_block),
        cmocka_unit_test(nothing_differs_where_the_patch_is_empty),
        cmocka_unit_test(patches_of_other_bytes_are_laid_in_any_order),
        cmocka_unit_test(a_patch_that_does_not_fit_is_refused),
        cmocka_unit_test(a_longer_block_is_made_of_the_shorter_one),
        cmocka_unit_test(any_two_blocks_of_words_are_made_of_one_another),
        cmocka_unit_test(base64_is_that_of_rfc_4648),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
