/* test_guests.c - places of people who are gone are used again; nobody is lost when the pool
 * grows, or cannot.
 */
#include "models/queue/guests.h"

#include "sim/base/arena.h"
#include "tests/support/check.h"

enum { FIRST = 256 };

struct pool_of_guests {
    struct arena *home;
    struct guests g;
};

static int set_up(void **state)
{
    static struct pool_of_guests p;
    p.home = arena_new(0);
    *state = &p;
    return p.home == NULL || !guests_init(&p.g, p.home);
}

static int tear_down(void **state)
{
    struct pool_of_guests *p = *state;
    arena_free(p->home);
    return 0;
}

static void fill(struct guests *g, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        assert_int_equal(guests_take(g), i);
}

static void the_place_freed_last_is_used_first_and_is_blank(void **state)
{
    struct guests *g = &((struct pool_of_guests *)*state)->g;
    fill(g, 5);
    g->guest[3].passes = 7;
    g->guest[3].is_counted = true;
    guests_drop(g, 1);
    guests_drop(g, 3);
    assert_false(g->guest[3].is_alive);
    assert_int_equal(guests_take(g), 3);
    assert_int_equal(g->guest[3].passes, 0);
    assert_false(g->guest[3].is_counted);
    assert_true(g->guest[3].is_alive);
    assert_int_equal(guests_take(g), 1);
    assert_int_equal(guests_take(g), 5); /* and then one nobody had */
}

static void memory_follows_those_inside_not_those_who_ever_came(void **state)
{
    struct guests *g = &((struct pool_of_guests *)*state)->g;
    fill(g, FIRST);
    for (uint32_t i = 0; i < 100000; i++) {
        guests_drop(g, i % FIRST);
        assert_int_equal(guests_take(g), i % FIRST);
    }
    assert_int_equal(g->capacity, FIRST);
}

static void everybody_is_still_there_after_the_pool_has_grown(void **state)
{
    struct guests *g = &((struct pool_of_guests *)*state)->g;
    for (uint32_t i = 0; i < 5 * FIRST; i++) {
        assert_int_equal(guests_take(g), i);
        g->guest[i].who = 1000 + i;
        g->visits[i].arrive_us = i;
    }
    for (uint32_t i = 0; i < 5 * FIRST; i++) {
        assert_int_equal(g->guest[i].who, 1000 + i);
        assert_int_equal(g->visits[i].arrive_us, i);
    }
}

static void a_new_day_begins_with_the_first_place(void **state)
{
    struct guests *g = &((struct pool_of_guests *)*state)->g;
    fill(g, 4);
    guests_drop(g, 2);
    guests_clear(g);
    fill(g, 4);
    assert_int_equal(g->used, 4);
}

static void without_memory_nobody_new_is_taken_and_nobody_is_lost(void **state)
{
    struct pool_of_guests *p = *state;
    for (unsigned n = 1; n <= 2; n++) {
        struct guests fresh;
        arena_fail_nth(p->home, n);
        assert_false(guests_init(&fresh, p->home));
    }
    fill(&p->g, FIRST);
    p->g.guest[9].who = 99;
    p->g.visits[9].arrive_us = 9;
    for (unsigned n = 1; n <= 2; n++) { /* either array */
        arena_fail_nth(p->home, n);
        assert_int_equal(guests_take(&p->g), GUESTS_NONE);
    }
    assert_int_equal(p->g.guest[9].who, 99);
    assert_int_equal(p->g.visits[9].arrive_us, 9);
    guests_drop(&p->g, 9);
    assert_int_equal(guests_take(&p->g), 9);
    assert_int_equal(guests_take(&p->g), FIRST); /* memory is there again */
}

#define IN_POOL(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_POOL(the_place_freed_last_is_used_first_and_is_blank),
        IN_POOL(memory_follows_those_inside_not_those_who_ever_came),
        IN_POOL(everybody_is_still_there_after_the_pool_has_grown),
        IN_POOL(a_new_day_begins_with_the_first_place),
        IN_POOL(without_memory_nobody_new_is_taken_and_nobody_is_lost),
    };
    return cmocka_run_group_tests_name("guests", tests, NULL, NULL);
}
