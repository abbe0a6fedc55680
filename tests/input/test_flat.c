/* test_flat.c - settings of a resolved scenario one by one, and what two differ in. */
#include "sim/input/flat.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "tests/support/check.h"

static const char resolved[] = "schema: madosim/1\n"
                               "title: \"a: b\"\n"
                               "uses:\n"
                               "  renewal:\n"
                               "    mode: by_ward\n"
                               "    service:\n"
                               "      mean: 15 min\n"
                               "      basis:\n"
                               "        kind: ASSUMPTION\n"
                               "        note: \"x: y\"\n"
                               "  other: {}\n"
                               "notices:\n"
                               "  lead:\n"
                               "    value: 0 d\n"
                               "    basis:\n"
                               "      kind: FACT\n"
                               "  \"odd: key\": 3\n"
                               "modes:\n"
                               "  - ward: \"all\"\n"
                               "    use: renewal\n"
                               "  - ward: aoba\n"
                               "weeks: [2, 4]\n"
                               "basis:\n"
                               "  kind: FACT\n";

static void settings_have_paths_and_bases_are_none(void **state)
{
    (void)state;
    static const struct flat_setting want[] = {
        {"schema", "madosim/1"},
        {"title", "\"a: b\""},
        {"uses.renewal.mode", "by_ward"},
        {"uses.renewal.service.mean", "15 min"},
        {"uses.other", "{}"},
        {"notices.lead", "0 d"},
        {"notices.\"odd: key\"", "3"},
        {"modes.1.ward", "\"all\""},
        {"modes.1.use", "renewal"},
        {"modes.2.ward", "aoba"},
        {"weeks", "[2, 4]"},
    };
    struct arena *home = arena_new(0);
    struct flat got;
    assert_true(flat_read(resolved, home, &got));
    assert_int_equal(got.count, COUNT_OF(want));
    for (size_t i = 0; i < got.count; i++) {
        assert_string_equal(got.items[i].path, want[i].path);
        assert_string_equal(got.items[i].value, want[i].value);
    }
    assert_string_equal(flat_find(&got, "notices.lead"), "0 d");
    assert_null(flat_find(&got, "notices"));
    arena_free(home);
}

static void what_differs_is_told_in_the_new_order_and_what_is_gone_last(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    const struct flat_change *c;
    struct flat a, b;
    size_t n;
    assert_true(flat_read("x: 1\ny:\n  z: 2\nw: 3\n", home, &a));
    assert_true(flat_read("v: 9\nw: 3\nx: 2\n", home, &b));
    assert_true(flat_compare(&a, &b, home, &c, &n));
    assert_int_equal(n, 3);
    assert_string_equal(c[0].path, "v");
    assert_null(c[0].a);
    assert_string_equal(c[1].path, "x");
    assert_string_equal(c[1].a, "1");
    assert_string_equal(c[1].b, "2");
    assert_string_equal(c[2].path, "y.z");
    assert_null(c[2].b);
    assert_true(flat_compare(&a, &a, home, &c, &n));
    assert_int_equal(n, 0);
    arena_free(home);
}

static void without_memory_nothing_is_told(void **state)
{
    (void)state;
    const struct flat_change *c;
    size_t n;
    bool is_done = false;
    for (unsigned nth = 1; !is_done; nth++) {
        struct arena *home = arena_new(0);
        struct flat a, b;
        arena_fail_nth(home, nth);
        is_done = flat_read(resolved, home, &a) && flat_read("x: 1\n", home, &b) &&
                  flat_compare(&a, &b, home, &c, &n);
        arena_free(home);
        assert_true(nth < 200);
    }
    assert_int_equal(n, 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_have_paths_and_bases_are_none),
        cmocka_unit_test(what_differs_is_told_in_the_new_order_and_what_is_gone_last),
        cmocka_unit_test(without_memory_nothing_is_told),
    };
    return cmocka_run_group_tests_name("flat", tests, NULL, NULL);
}
