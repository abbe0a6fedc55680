/* test_line.c - people stand in order of their key, and nobody overtakes his equal. */
#include "models/office/line.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "tests/support/check.h"
#include "tests/support/dies.h"

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

static struct line new_line(void **state, uint32_t capacity)
{
    struct line l;
    assert_true(line_init(&l, *state, capacity));
    return l;
}

static void check_leaves(struct line *l, int64_t key_us, uint32_t who)
{
    assert_int_equal(line_head(l).who, who);
    struct line_place first = line_leave(l);
    assert_int_equal(first.key_us, key_us);
    assert_int_equal(first.who, who);
}

static void people_leave_in_order_of_their_key_first_come_among_equals(void **state)
{
    struct line l = new_line(state, 16);
    static const struct line_place comers[] = {{5, 0}, {3, 1}, {5, 2}, {3, 3}, {-9, 4}, {5, 5}};
    for (size_t i = 0; i < COUNT_OF(comers); i++)
        assert_true(line_join(&l, comers[i].key_us, comers[i].who));
    assert_int_equal(l.length, COUNT_OF(comers));
    static const uint32_t want[] = {4, 1, 3, 0, 2, 5};
    for (size_t i = 0; i < COUNT_OF(want); i++)
        check_leaves(&l, comers[want[i]].key_us, want[i]);
    assert_int_equal(l.length, 0);
}

/* The ring is full, and its first place is not the array's, when it has to grow. */
static void a_ring_that_is_full_in_the_middle_grows_without_losing_its_order(void **state)
{
    for (uint32_t turned = 0; turned < 4; turned++) {
        struct line l = new_line(state, 4);
        for (uint32_t i = 0; i < turned; i++) {
            assert_true(line_join(&l, 0, 0));
            (void)line_leave(&l);
        }
        for (uint32_t i = 0; i < 9; i++)
            assert_true(line_join(&l, i, i));
        assert_true(l.capacity >= 9);
        for (uint32_t i = 0; i < 9; i++)
            check_leaves(&l, i, i);
    }
}

/* A list kept by the slowest honest means: the least key that came first is looked for. */
enum { PEOPLE = 300 };

struct oracle {
    struct line_place place[PEOPLE];
    size_t n;
};

static struct line_place oracle_leave(struct oracle *o)
{
    size_t best = 0;
    for (size_t i = 1; i < o->n; i++)
        if (o->place[i].key_us < o->place[best].key_us)
            best = i;
    struct line_place first = o->place[best];
    o->n--;
    memmove(&o->place[best], &o->place[best + 1], (o->n - best) * sizeof first);
    return first;
}

static bool joins_and_leaves_equal_a_search(uint64_t seed)
{
    struct arena *home = arena_new(0);
    struct line l;
    struct oracle o = {.n = 0};
    bool same = line_init(&l, home, 1u << seed % 5);
    uint64_t bias = 5 + seed % 4, keys = 1 + seed % 20;
    for (uint32_t i = 0; same && i < PEOPLE; i++) {
        if (test_random(&seed) % 10 < bias) {
            struct line_place p = {(int64_t)(test_random(&seed) % keys), i};
            same = line_join(&l, p.key_us, p.who);
            o.place[o.n++] = p;
        } else if (o.n > 0) {
            struct line_place want = oracle_leave(&o), got = line_leave(&l);
            same = got.key_us == want.key_us && got.who == want.who;
        }
        same = same && l.length == o.n;
    }
    arena_free(home);
    return same;
}

static void any_joins_and_leaves_equal_a_search_for_the_least_key(void **state)
{
    (void)state;
    CHECK_PROPERTY(joins_and_leaves_equal_a_search);
}

static void without_memory_nobody_joins_and_nobody_is_lost(void **state)
{
    struct line l;
    arena_fail_nth(*state, 1);
    assert_false(line_init(&l, *state, 2));
    l = new_line(state, 2);
    assert_true(line_join(&l, 1, 1));
    assert_true(line_join(&l, 2, 2));
    arena_fail_nth(*state, 1);
    assert_false(line_join(&l, 0, 3));
    assert_int_equal(l.length, 2);
    check_leaves(&l, 1, 1);
    check_leaves(&l, 2, 2);
}

static void leave_an_empty_line(void)
{
    struct line l;
    if (line_init(&l, arena_new(0), 2))
        (void)line_leave(&l);
}

static void take_a_ring_of_three(void)
{
    struct line l;
    (void)!line_init(&l, arena_new(0), 3);
}

static void leaving_an_empty_line_is_a_bug_and_so_is_a_ring_of_three(void **state)
{
    (void)state;
    assert_true(dies(leave_an_empty_line));
    assert_true(dies(take_a_ring_of_three));
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(people_leave_in_order_of_their_key_first_come_among_equals),
        WITH_ARENA(a_ring_that_is_full_in_the_middle_grows_without_losing_its_order),
        cmocka_unit_test(any_joins_and_leaves_equal_a_search_for_the_least_key),
        WITH_ARENA(without_memory_nobody_joins_and_nobody_is_lost),
        cmocka_unit_test(leaving_an_empty_line_is_a_bug_and_so_is_a_ring_of_three),
    };
    return cmocka_run_group_tests_name("line", tests, NULL, NULL);
}
