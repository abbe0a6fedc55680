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

/* ---- coming back ------------------------------------------------------------ */

static void whoever_comes_back_goes_before_his_equals_and_behind_those_before_him(void **state)
{
    struct line l = new_line(state, 8);
    static const struct line_place waiting[] = {{1, 0}, {3, 1}, {3, 2}, {7, 3}};
    for (size_t i = 0; i < COUNT_OF(waiting); i++)
        assert_true(line_join(&l, waiting[i].key_us, waiting[i].who));
    assert_true(line_rejoin(&l, 3, 10)); /* before both of 3 */
    assert_true(line_rejoin(&l, 0, 11)); /* before everybody */
    assert_true(line_rejoin(&l, 9, 12)); /* behind everybody */
    assert_true(line_rejoin(&l, 3, 13)); /* before who came back earlier */
    static const struct line_place want[] = {{0, 11}, {1, 0}, {3, 13}, {3, 10},
                                             {3, 1},  {3, 2}, {7, 3},  {9, 12}};
    assert_int_equal(l.length, COUNT_OF(want));
    for (size_t i = 0; i < COUNT_OF(want); i++)
        check_leaves(&l, want[i].key_us, want[i].who);
}

static void whoever_comes_back_to_an_empty_line_is_its_head(void **state)
{
    struct line l = new_line(state, 2);
    assert_true(line_rejoin(&l, 5, 1));
    check_leaves(&l, 5, 1);
    assert_true(line_join(&l, 6, 2));
    assert_true(line_rejoin(&l, 6, 3));
    check_leaves(&l, 6, 3);
    check_leaves(&l, 6, 2);
}

/* The place before the array's first is its last; a full ring grows first. */
static void coming_back_goes_round_the_ring_and_makes_it_grow(void **state)
{
    for (uint32_t turned = 0; turned < 4; turned++) {
        struct line l = new_line(state, 4);
        for (uint32_t i = 0; i < turned; i++) {
            assert_true(line_join(&l, 0, 0));
            (void)line_leave(&l);
        }
        for (uint32_t i = 9; i-- > 0;)
            assert_true(line_rejoin(&l, i, i));
        assert_true(l.capacity >= 9);
        for (uint32_t i = 0; i < 9; i++)
            check_leaves(&l, i, i);
    }
}

/* ---- going away ------------------------------------------------------------- */

/* Everybody of a line of n, wherever it begins in the ring: the front half closes up from
 * the front, the other from behind. */
static void whoever_goes_leaves_the_others_in_their_order(void **state)
{
    enum { N = 8 };
    for (uint32_t turned = 0; turned < N; turned++)
        for (uint32_t gone = 0; gone < N; gone++) {
            struct line l = new_line(state, N);
            for (uint32_t i = 0; i < turned; i++) {
                assert_true(line_join(&l, 0, 0));
                (void)line_leave(&l);
            }
            for (uint32_t i = 0; i < N; i++)
                assert_true(line_join(&l, i, i));
            line_remove(&l, gone, gone);
            assert_int_equal(l.length, N - 1);
            for (uint32_t i = 0; i < N; i++)
                if (i != gone)
                    check_leaves(&l, i, i);
        }
}

static void of_equals_only_the_one_who_goes_is_taken_out(void **state)
{
    for (uint32_t gone = 0; gone < 4; gone++) {
        struct line l = new_line(state, 8);
        assert_true(line_join(&l, 4, 8));
        for (uint32_t i = 0; i < 4; i++)
            assert_true(line_join(&l, 5, i));
        assert_true(line_join(&l, 6, 9));
        line_remove(&l, 5, gone);
        check_leaves(&l, 4, 8);
        for (uint32_t i = 0; i < 4; i++)
            if (i != gone)
                check_leaves(&l, 5, i);
        check_leaves(&l, 6, 9);
    }
}

static void the_only_one_can_go_and_somebody_else_come(void **state)
{
    struct line l = new_line(state, 1);
    for (uint32_t i = 0; i < 3; i++) {
        assert_true(line_join(&l, 7 - i, i));
        line_remove(&l, 7 - i, i);
        assert_int_equal(l.length, 0);
    }
    assert_int_equal(l.capacity, 1);
}

/* ---- anything, against a plain array ---------------------------------------- */

/* Kept in order by putting everybody where the words say, one by one. */
enum { PEOPLE = 300 };

struct oracle {
    struct line_place place[PEOPLE];
    size_t n;
};

static void oracle_put(struct oracle *o, struct line_place p, bool is_back)
{
    size_t i = 0;
    while (i < o->n &&
           (o->place[i].key_us < p.key_us || (o->place[i].key_us == p.key_us && !is_back)))
        i++;
    memmove(&o->place[i + 1], &o->place[i], (o->n++ - i) * sizeof p);
    o->place[i] = p;
}

static struct line_place oracle_take(struct oracle *o, size_t i)
{
    struct line_place p = o->place[i];
    o->n--;
    memmove(&o->place[i], &o->place[i + 1], (o->n - i) * sizeof p);
    return p;
}

/* One of: join, come back, the head leaves, somebody goes. */
static bool does_the_same(struct line *l, struct oracle *o, struct line_place p, uint64_t *seed,
                          uint64_t bias)
{
    if (test_random(seed) % 10 < bias) {
        bool is_back = test_random(seed) % 4 == 0;
        oracle_put(o, p, is_back);
        return is_back ? line_rejoin(l, p.key_us, p.who) : line_join(l, p.key_us, p.who);
    }
    if (o->n == 0)
        return true;
    if (test_random(seed) % 2 == 0) {
        struct line_place gone = oracle_take(o, test_random(seed) % o->n);
        line_remove(l, gone.key_us, gone.who);
        return true;
    }
    struct line_place want = oracle_take(o, 0), got = line_leave(l);
    return got.key_us == want.key_us && got.who == want.who;
}

static bool is_the_same_line(struct line *l, struct oracle *o)
{
    bool same = l->length == o->n;
    while (same && o->n > 0) {
        struct line_place want = oracle_take(o, 0), got = line_leave(l);
        same = got.key_us == want.key_us && got.who == want.who;
    }
    return same;
}

static bool anything_equals_a_plain_array(uint64_t seed)
{
    struct arena *home = arena_new(0);
    struct line l;
    struct oracle o = {.n = 0};
    bool same = line_init(&l, home, 1u << seed % 5);
    uint64_t bias = 5 + seed % 4, keys = 1 + seed % 20;
    for (uint32_t i = 0; same && i < PEOPLE; i++) {
        struct line_place p = {(int64_t)(test_random(&seed) % keys), i};
        same = does_the_same(&l, &o, p, &seed, bias) && l.length == o.n;
    }
    same = same && is_the_same_line(&l, &o);
    arena_free(home);
    return same;
}

static void whatever_people_do_the_line_equals_a_plain_array(void **state)
{
    (void)state;
    CHECK_PROPERTY(anything_equals_a_plain_array);
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
    arena_fail_nth(*state, 1);
    assert_false(line_rejoin(&l, 0, 3));
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

static void remove_somebody(int64_t key_us, uint32_t who)
{
    struct line l;
    if (!line_init(&l, arena_new(0), 4) || !line_join(&l, 5, 1) || !line_join(&l, 6, 2))
        return;
    line_remove(&l, key_us, who);
}

static void remove_who_never_came(void)
{
    remove_somebody(5, 3);
}

static void remove_by_a_lesser_key(void)
{
    remove_somebody(4, 1);
}

static void remove_by_a_greater_key(void)
{
    remove_somebody(6, 1);
}

static void remove_by_the_key_of_nobody(void)
{
    remove_somebody(9, 2);
}

static void removing_somebody_who_is_not_there_with_this_key_is_a_bug(void **state)
{
    (void)state;
    assert_true(dies(remove_who_never_came));
    assert_true(dies(remove_by_a_lesser_key));
    assert_true(dies(remove_by_a_greater_key));
    assert_true(dies(remove_by_the_key_of_nobody));
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(people_leave_in_order_of_their_key_first_come_among_equals),
        WITH_ARENA(a_ring_that_is_full_in_the_middle_grows_without_losing_its_order),
        WITH_ARENA(whoever_comes_back_goes_before_his_equals_and_behind_those_before_him),
        WITH_ARENA(whoever_comes_back_to_an_empty_line_is_its_head),
        WITH_ARENA(coming_back_goes_round_the_ring_and_makes_it_grow),
        WITH_ARENA(whoever_goes_leaves_the_others_in_their_order),
        WITH_ARENA(of_equals_only_the_one_who_goes_is_taken_out),
        WITH_ARENA(the_only_one_can_go_and_somebody_else_come),
        cmocka_unit_test(whatever_people_do_the_line_equals_a_plain_array),
        WITH_ARENA(without_memory_nobody_joins_and_nobody_is_lost),
        cmocka_unit_test(removing_somebody_who_is_not_there_with_this_key_is_a_bug),
        cmocka_unit_test(leaving_an_empty_line_is_a_bug_and_so_is_a_ring_of_three),
    };
    return cmocka_run_group_tests_name("line", tests, NULL, NULL);
}
