/* test_ends.c - ends of services stand in order, and a counter is free when the count says so. */
#include "sim/engine/ends.h"

#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "tests/support/check.h"

enum { PUT = 300 };

static int set_up(void **state)
{
    *state = arena_new(0);
    return *state == NULL;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static void whatever_is_put_stands_in_ascending_order_before_never(void **state)
{
    static const int64_t put[] = {50, 20, 50, 10, 60, 5, 5, 70, 0};
    static const int64_t want[] = {0, 5, 5, 10, 20, 50, 50, 60, 70, SIM_ENDS_NEVER};
    struct sim_ends e;
    assert_true(sim_ends_init(&e, *state));
    for (size_t i = 0; i < COUNT_OF(put); i++)
        assert_true(sim_ends_put(&e, put[i]));
    assert_int_equal(e.end - e.first, COUNT_OF(put));
    for (size_t i = 0; i < COUNT_OF(want); i++)
        assert_int_equal(e.first[i], want[i]);
}

static void before_the_first_stand_as_many_guards_as_were_asked_for(void **state)
{
    struct sim_ends e;
    assert_true(sim_ends_init(&e, *state));
    assert_true(sim_ends_reserve(&e, 500, 10));
    assert_true(sim_ends_put(&e, 3));
    for (int i = 1; i <= 500; i++)
        assert_true(e.first[-i] == INT64_MIN);
    sim_ends_clear(&e);
    for (int i = 1; i <= SIM_ENDS_SOME + 1; i++)
        assert_true(e.first[-i] == INT64_MIN);
    assert_true(e.first == e.end && *e.end == SIM_ENDS_NEVER);
}

static void insert(int64_t *sorted, int n, int64_t key)
{
    for (; n > 0 && sorted[n - 1] > key; n--)
        sorted[n] = sorted[n - 1];
    sorted[n] = key;
}

/* Near the last ones and far before them, with equal ones among them. */
static bool keys_are_those_of_an_insertion_sort(uint64_t seed)
{
    struct arena *home = arena_new(0);
    int64_t sorted[PUT], now = 0;
    struct sim_ends e;
    bool same = sim_ends_init(&e, home) && sim_ends_reserve(&e, test_random(&seed) % 20, PUT);
    int64_t most = 1 + (int64_t)(test_random(&seed) % 200);
    for (int n = 0; same && n < PUT; n++) {
        int64_t key = now + (int64_t)(test_random(&seed) % 100) % most;
        now += (int64_t)(test_random(&seed) % 5);
        insert(sorted, n, key);
        sim_ends_put_reserved(&e, key);
        same = e.end - e.first == n + 1 && *e.end == SIM_ENDS_NEVER;
        for (int i = 0; i <= n; i++)
            same = same && e.first[i] == sorted[i];
    }
    arena_free(home);
    return same;
}

static void putting_some_without_a_branch_is_putting_each_in_its_place(void **state)
{
    (void)state;
    CHECK_PROPERTY(keys_are_those_of_an_insertion_sort);
}

static void the_array_grows_and_keeps_what_is_in_it(void **state)
{
    struct sim_ends e;
    assert_true(sim_ends_init(&e, *state));
    for (int64_t i = 0; i < 5000; i++)
        assert_true(sim_ends_put(&e, 5000 - i));
    for (int64_t i = 0; i < 5000; i++)
        assert_int_equal(e.first[i], i + 1);
    assert_true(e.first[-1] == INT64_MIN && e.end[0] == SIM_ENDS_NEVER);
}

static void without_memory_nothing_is_put_and_what_is_there_stays(void **state)
{
    struct sim_ends e;
    arena_fail_nth(*state, 1);
    assert_false(sim_ends_init(&e, *state));
    arena_fail_nth(*state, 0);
    assert_true(sim_ends_init(&e, *state));
    int64_t n = 0;
    arena_fail_nth(*state, 1);
    while (n < 5000 && sim_ends_put(&e, n))
        n++;
    assert_true(n > 0 && n < 5000);
    assert_int_equal(e.end - e.first, n);
    assert_int_equal(e.end[-1], n - 1);
    arena_fail_nth(*state, 1);
    assert_false(sim_ends_reserve(&e, 0, 5000));
    assert_int_equal(e.end - e.first, n);
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(whatever_is_put_stands_in_ascending_order_before_never),
        WITH_ARENA(before_the_first_stand_as_many_guards_as_were_asked_for),
        cmocka_unit_test(putting_some_without_a_branch_is_putting_each_in_its_place),
        WITH_ARENA(the_array_grows_and_keeps_what_is_in_it),
        WITH_ARENA(without_memory_nothing_is_put_and_what_is_there_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
