/* test_cp932.c - the old encoding, and an account of what it cannot say. */
#include "sim/output/cp932.h"

#include <string.h>

#include "sim/base/arena.h"
#include "tests/support/check.h"

static struct text encoded(struct arena *home, const char *s, struct cp932_changes *changes)
{
    struct text out;
    struct err e = {0};
    *changes = (struct cp932_changes){.count = 0};
    text_init(&out, home);
    assert_true(cp932_encode(s, &out, changes, &e));
    return out;
}

static void what_it_has_is_written_as_it_is(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct cp932_changes changes;
    struct text out = encoded(home, "a,1\r\n青葉◎髙", &changes);
    assert_string_equal(text_get(&out), "a,1\r\n\x90\xC2\x97\x74\x81\x9D\xFB\xFC");
    assert_int_equal(changes.count, 0);
    arena_free(home);
}

static void what_it_lacks_becomes_something_visible_and_is_told(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct cp932_changes changes;
    struct text out = encoded(home, "ab\n1–2 𠮷\n👪", &changes);
    assert_string_equal(text_get(&out), "ab\n1-2 \x81\xAC\n\x81\xAC");
    assert_int_equal(changes.count, 3);
    const struct cp932_change *c = changes.items;
    assert_true(c[0].is_lost && c[1].is_lost && c[2].is_lost);
    assert_int_equal(c[0].code_point, 0x2013);
    assert_string_equal(c[0].written, "-");
    assert_int_equal(c[0].line, 2);
    assert_int_equal(c[0].column, 2);
    assert_int_equal(c[1].code_point, 0x20BB7);
    assert_string_equal(c[1].written, "〓");
    assert_int_equal(c[1].column, 5);
    assert_int_equal(c[2].line, 3);
    assert_int_equal(c[2].column, 1);
    arena_free(home);
}

/* Both the wave dash and the full-width tilde become 0x8160, which is read as the latter. */
static void what_reads_back_as_another_is_written_and_told(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct cp932_changes changes;
    struct text out = encoded(home, "9時〜正午 −5 \xEF\xBD\x9E", &changes);
    assert_string_equal(text_get(&out), "9\x8E\x9E\x81\x60\x90\xB3\x8C\xDF \x81\x7C"
                                        "5 \x81\x60");
    assert_int_equal(changes.count, 2);
    assert_int_equal(changes.items[0].code_point, 0x301C);
    assert_string_equal(changes.items[0].written, "\xEF\xBD\x9E");
    assert_false(changes.items[0].is_lost);
    assert_int_equal(changes.items[1].code_point, 0x2212);
    arena_free(home);
}

static void a_yen_sign_that_would_become_a_backslash_is_told(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct cp932_changes changes;
    (void)encoded(home,
                  "\xC2\xA5"
                  "100",
                  &changes);
    assert_int_equal(changes.count, 1);
    assert_string_equal(changes.items[0].written, "\\");
    arena_free(home);
}

static void many_changes_are_all_kept(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct cp932_changes changes;
    struct text many;
    text_init(&many, home);
    for (int i = 0; i < 1000; i++)
        text_add(&many, "–");
    struct text out = encoded(home, text_get(&many), &changes);
    assert_int_equal(out.length, 1000);
    assert_int_equal(changes.count, 1000);
    assert_int_equal(changes.items[999].column, 1000);
    arena_free(home);
}

static void a_bad_byte_is_a_change_too(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct cp932_changes changes;
    struct text out = encoded(home,
                              "a\xFF"
                              "b",
                              &changes);
    assert_string_equal(text_get(&out), "a\x81\xAC"
                                        "b");
    assert_int_equal(changes.items[0].code_point, 0xFFFD);
    arena_free(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_it_has_is_written_as_it_is),
        cmocka_unit_test(what_it_lacks_becomes_something_visible_and_is_told),
        cmocka_unit_test(what_reads_back_as_another_is_written_and_told),
        cmocka_unit_test(a_yen_sign_that_would_become_a_backslash_is_told),
        cmocka_unit_test(many_changes_are_all_kept),
        cmocka_unit_test(a_bad_byte_is_a_change_too),
    };
    return cmocka_run_group_tests_name("output/cp932", tests, NULL, NULL);
}
