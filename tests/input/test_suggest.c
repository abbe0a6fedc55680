/* test_suggest.c - a key in the wrong place is found in the right one, a bare name among names. */
#include "sim/input/suggest.h"

#include <string.h>

#include "tests/support/check.h"

static const char *ward(const char *written, const char **nearest, const void *context)
{
    (void)context;
    *nearest = strcmp(written, "青菜") == 0 ? "青葉" : NULL;
    bool is_known = strcmp(written, "青葉") == 0 || strcmp(written, "aoba") == 0;
    return is_known ? "青葉" : strcmp(written, "shares") == 0 ? "西" : NULL;
}

static const struct bind_row below[] = {{.key = "agents", .kind = BIND_COUNT}, {.key = NULL}};
static const struct bind_row rows[] = {{.key = "share", .kind = BIND_REAL},
                                       {.key = "phone", .kind = BIND_GROUP, .sub = below},
                                       {.key = "pools", .kind = BIND_NAMED, .sub = below},
                                       {.key = "wards", .kind = BIND_NAMED, .resolve = ward},
                                       {.key = NULL}};

static void check_suggestion(const char *written, const char *want)
{
    char to[ERR_ARG_BYTES];
    suggest_key(rows, written, to);
    assert_string_equal(to, want);
}

static void near_misses_and_groups_below_are_looked_through(void **state)
{
    (void)state;
    check_suggestion("shar", "share");
    check_suggestion("agents", "phone.agents");
    check_suggestion("ｓｈａｒｅ", "share");
    check_suggestion("nothing", "");
}

static void a_bare_name_is_found_in_any_spelling(void **state)
{
    (void)state;
    check_suggestion("青葉", "wards.青葉");
    check_suggestion("aoba", "wards.青葉");
    check_suggestion("青菜", "wards.青葉");
}

static void a_whole_name_comes_before_a_key_that_is_only_near(void **state)
{
    (void)state;
    check_suggestion("shares", "wards.西");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(near_misses_and_groups_below_are_looked_through),
        cmocka_unit_test(a_bare_name_is_found_in_any_spelling),
        cmocka_unit_test(a_whole_name_comes_before_a_key_that_is_only_near),
    };
    return cmocka_run_group_tests_name("suggest", tests, NULL, NULL);
}
