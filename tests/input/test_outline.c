/* test_outline.c - what JSON Schema can say of the rows. The shipped scenarios are held against
 * it by tests/data/check_schema.py. */
#include "sim/input/outline.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/text.h"
#include "tests/support/check.h"

static const char *const ways[] = {"by_hand", "by_post", NULL};
static const struct bind_row slot_rows[] = {
    {.key = "length", .kind = BIND_SPAN, .fallback = "30 min", .unit = "min"},
    {.key = "share", .kind = BIND_SHARE, .least = 0, .most = 1},
    {.key = NULL},
};
static const struct bind_row rows[] = {
    {.key = "windows",
     .kind = BIND_COUNT,
     .least = 1,
     .most = 50,
     .meaning_ja = "窓口数",
     .meaning_en = "counters"},
    {.key = "way", .kind = BIND_CHOICE, .fallback = "by_hand", .choices = ways},
    {.key = "slot", .kind = BIND_GROUP, .fallback = "", .sub = slot_rows},
    {.key = "slots", .kind = BIND_LIST, .fallback = "", .least = 0, .most = 9, .sub = slot_rows},
    {.key = "later", .kind = BIND_LATER, .fallback = ""},
    {.key = NULL},
};

static int make(void **state)
{
    *state = arena_new(0);
    return *state == NULL;
}

static int drop(void **state)
{
    arena_free(*state);
    return 0;
}

static const char *outline(struct arena *home)
{
    const struct outline_model models[] = {{"office", rows, true}};
    struct text t;
    text_init(&t, home);
    outline_print(models, 1, "x.json", &t);
    assert_false(t.failed);
    return text_get(&t);
}

static void a_row_has_its_kind_its_range_and_both_meanings(void **state)
{
    const char *json = outline(*state);
    assert_non_null(strstr(json, "\"description\": \"窓口数\\ncounters\""));
    assert_non_null(strstr(json, "{\"type\": \"integer\", \"minimum\": 1, \"maximum\": 50}"));
    assert_non_null(strstr(json, "{\"enum\": [\"by_hand\", \"by_post\"]}"));
    assert_non_null(strstr(json, "\"default\": \"30 min\""));
    assert_non_null(strstr(json, "(us|ms|s|min|h|d)$"));
}

static void what_is_known_but_not_simulated_is_no_property(void **state)
{
    assert_null(strstr(outline(*state), "\"later\""));
}

/* An entry of a list replaces the whole list, so it must be whole; a group may be inherited. */
static void only_lists_and_files_that_extend_nothing_require_keys(void **state)
{
    const char *json = outline(*state);
    const char *list = strstr(json, "\"slots\": {"), *group = strstr(json, "\"slot\": {");
    assert_non_null(strstr(list, "\"required\": [\"share\"]"));
    assert_non_null(group);
    const char *first = strstr(group, "\"required\": [\"share\"]");
    assert_true(first > list);
    assert_non_null(strstr(json, "\"else\": {\"required\": [\"windows\"]}"));
    assert_non_null(strstr(list, "\"maxItems\": 9"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_row_has_its_kind_its_range_and_both_meanings, make, drop),
        cmocka_unit_test_setup_teardown(what_is_known_but_not_simulated_is_no_property, make, drop),
        cmocka_unit_test_setup_teardown(only_lists_and_files_that_extend_nothing_require_keys, make,
                                        drop),
    };
    return cmocka_run_group_tests_name("outline", tests, NULL, NULL);
}
