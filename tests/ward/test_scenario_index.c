/* test_scenario_index.c - names are found where they were added first. */
#include "models/ward/scenario_index.h"

#include "sim/base/arena.h"
#include "tests/support/check.h"

static void a_name_is_found_where_it_was_added_first(void **state)
{
    (void)state;
    static const char *const names[] = {"港北", "west", NULL, "east", "west", "", "港"};
    struct arena *home = arena_new(0);
    struct scenario_index x;
    assert_true(scenario_index_init(&x, home, 7));
    assert_int_equal(scenario_index_find(&x, "west"), SCENARIO_INDEX_NONE);
    for (int i = 0; i < 7; i++)
        scenario_index_add(&x, names[i]);
    scenario_index_sort(&x);
    assert_int_equal(scenario_index_find(&x, "west"), 1);
    assert_int_equal(scenario_index_find(&x, "east"), 3);
    assert_int_equal(scenario_index_find(&x, "港北"), 0);
    assert_int_equal(scenario_index_find(&x, "港"), 6);
    assert_int_equal(scenario_index_find(&x, NULL), 2);
    assert_int_equal(scenario_index_find(&x, ""), 2);
    assert_int_equal(scenario_index_find(&x, "wes"), SCENARIO_INDEX_NONE);
    assert_int_equal(scenario_index_find(&x, "~"), SCENARIO_INDEX_NONE);
    arena_free(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_found_where_it_was_added_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
