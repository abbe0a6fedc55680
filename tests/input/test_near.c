/* test_near.c - "did you mean" counts characters, not bytes, and stays silent when in doubt. */
#include "sim/input/near.h"

#include <limits.h>
#include <string.h>

#include "tests/support/check.h"

static void one_slip_of_the_finger_is_distance_one(void **state)
{
    (void)state;
    assert_int_equal(near_distance("windows", "windows"), 0);
    assert_int_equal(near_distance("windoes", "windows"), 1); /* replaced */
    assert_int_equal(near_distance("window", "windows"), 1);  /* left out */
    assert_int_equal(near_distance("winddows", "windows"), 1);
    assert_int_equal(near_distance("widnows", "windows"), 1); /* two letters swapped */
    assert_int_equal(near_distance("", "abc"), 3);
    assert_int_equal(near_distance("ca", "abc"), 3); /* optimal string alignment */
}

static void letters_are_code_points_and_case_is_nothing(void **state)
{
    (void)state;
    assert_int_equal(near_distance("青菜", "青葉"), 1);
    assert_int_equal(near_distance("保土ヶ谷", "保土ケ谷"), 1);
    assert_int_equal(near_distance("AOBA", "aoba"), 0);
}

static void over_64_letters_nothing_is_near(void **state)
{
    (void)state;
    char text[66];
    memset(text, 'a', sizeof text);
    text[65] = '\0';
    assert_int_equal(near_distance(text, text), INT_MAX);
    text[64] = '\0';
    assert_int_equal(near_distance(text, text), 0);
    text[64] = 'a';
    const char *const names[] = {"a"};
    assert_null(near_best(text, names, 1));
}

static void the_best_name_is_the_nearest_within_a_third_and_the_first_of_equals(void **state)
{
    (void)state;
    static const char *const names[] = {"share", "slot", "shape", "reservation"};
    assert_string_equal(near_best("shape", names, 4), "shape");
    assert_string_equal(near_best("shade", names, 4), "share");            /* shape is as near */
    assert_null(near_best("slxx", names, 4));                              /* 2 of 4 letters */
    assert_string_equal(near_best("resrvatoin", names, 4), "reservation"); /* 2 of 10 */
    assert_null(near_best("xservatxxx", names, 4));
    assert_null(near_best("x", names, 0));
    static const char *const wards[] = {"青葉", "西"};
    assert_string_equal(near_best("青菜", wards, 2), "青葉");
}

/* Textbook recursion, too slow for anything but short words and too simple to be wrong. */
static int by_definition(const char *a, const char *b)
{
    if (*a == '\0' || *b == '\0')
        return (int)(strlen(a) + strlen(b));
    int best = by_definition(a + 1, b + 1) + (*a != *b);
    int other = by_definition(a + 1, b) + 1;
    best = other < best ? other : best;
    other = by_definition(a, b + 1) + 1;
    best = other < best ? other : best;
    if (a[1] != '\0' && b[1] != '\0' && a[0] == b[1] && a[1] == b[0]) {
        other = by_definition(a + 2, b + 2) + 1;
        best = other < best ? other : best;
    }
    return best;
}

static bool distance_is_as_defined_and_symmetric(uint64_t seed)
{
    char a[6] = "", b[6] = "";
    size_t n = test_random(&seed) % 6, m = test_random(&seed) % 6;
    for (size_t i = 0; i < n; i++)
        a[i] = (char)('a' + test_random(&seed) % 3);
    for (size_t i = 0; i < m; i++)
        b[i] = (char)('a' + test_random(&seed) % 3);
    return near_distance(a, b) == by_definition(a, b) && near_distance(b, a) == near_distance(a, b);
}

static void any_two_words_are_as_far_apart_as_the_definition_says(void **state)
{
    (void)state;
    CHECK_PROPERTY(distance_is_as_defined_and_symmetric);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_slip_of_the_finger_is_distance_one),
        cmocka_unit_test(letters_are_code_points_and_case_is_nothing),
        cmocka_unit_test(over_64_letters_nothing_is_near),
        cmocka_unit_test(the_best_name_is_the_nearest_within_a_third_and_the_first_of_equals),
        cmocka_unit_test(any_two_words_are_as_far_apart_as_the_definition_says),
    };
    return cmocka_run_group_tests_name("near", tests, NULL, NULL);
}
