/* test_letters.c - words are as wide as letters.h says, and cut ones fit. */
#include "cli/present/letters.h"

#include <string.h>

#include "sim/base/arena.h"
#include "tests/support/check.h"

static void full_width_letters_are_square_and_others_narrower(void **state)
{
    (void)state;
    assert_true(letters_em(0x5e74) == 1.0); /* 年 */
    assert_true(letters_em('i') < 0.4);
    assert_true(letters_em('0') > 0.7);
    for (uint32_t c = ' '; c <= '~'; c++)
        assert_true(letters_em(c) >= 0.25 && letters_em(c) <= 1.0);
}

static void widths_add_up(void **state)
{
    (void)state;
    assert_true(letters_width("", 10.0) == 0.0);
    assert_true(letters_width("年月", 10.0) == 20.0);
}

static void what_is_cut_fits_and_what_fits_is_not_cut(void **state)
{
    struct arena *home = arena_new(0);
    (void)state;
    assert_non_null(home);
    for (int px = 10; px <= 130; px++) {
        const char *words = "1日10回、ten letters";
        struct text out;
        text_init(&out, home);
        letters_shorten(&out, words, 10.0, px);
        bool fits = letters_width(words, 10.0) <= px;
        assert_true(letters_width(text_get(&out), 10.0) <= px);
        assert_int_equal(strcmp(text_get(&out), words) == 0, fits);
        assert_int_equal(strstr(text_get(&out), "…") == NULL, fits);
    }
    arena_free(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(full_width_letters_are_square_and_others_narrower),
        cmocka_unit_test(widths_add_up),
        cmocka_unit_test(what_is_cut_fits_and_what_fits_is_not_cut),
    };
    return cmocka_run_group_tests_name("letters", tests, NULL, NULL);
}
