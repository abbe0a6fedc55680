/* test_cover.c - plans of shifts: by hand, against trying every one, and what cannot be covered. */
#include "sim/experiment/cover.h"

#include <string.h>

#include "sim/base/arena.h"
#include "tests/support/check.h"

enum { HOURS = 24, ANY = -1, SMALL = 5, COLUMNS = 4 };

static struct cover_result solve(const struct cover_problem *p, struct arena *home)
{
    struct err e = {0};
    struct cover_result r;
    assert_true(cover_solve(p, home, &r, &e));
    assert_false(err_is_set(&e));
    return r;
}

/* ---- by hand ---- */

/* 9 to 12 and two needed at each end, one in between: a morning and an afternoon are dear, so
 * whole days do it, but the extra one in the morning comes for the morning alone. */
static void the_cheaper_of_two_ways_is_taken(void **state)
{
    (void)state;
    static const int32_t needed[] = {3, 1, 2}, most[] = {ANY, ANY, ANY};
    static const uint8_t covers[] = {1, 1, 1, 1, 0, 0, 0, 0, 1};
    static const size_t shift[] = {0, 1, 2};
    static const double cost[] = {10, 6, 6};
    const struct cover_problem p = {3, 3, 3, needed, covers, shift, cost, most, 0, 0};
    struct arena *home = arena_new(0);
    struct cover_result r = solve(&p, home);
    assert_int_equal(r.state, COVER_LEAST);
    check_near(r.cost, 26, 0);
    check_near(r.bound, 26, 0);
    assert_int_equal(r.people[0], 2);
    assert_int_equal(r.people[1], 1);
    assert_int_equal(r.people[2], 0);
    assert_int_equal(r.covered[0], 3);
    assert_int_equal(r.covered[1], 2);
    assert_int_equal(r.covered[2], 2);
    arena_free(home);
}

/* One at every hour of four, a shift of all four with a break in the second or the third: two
 * people, who do not have it at once. */
static void two_people_do_not_have_their_break_at_once(void **state)
{
    (void)state;
    static const int32_t needed[] = {1, 1, 1, 1}, most[] = {2};
    static const uint8_t covers[] = {1, 0, 1, 1, 1, 1, 0, 1};
    static const size_t shift[] = {0, 0};
    static const double cost[] = {3};
    const struct cover_problem p = {4, 2, 1, needed, covers, shift, cost, most, 0, 0};
    struct arena *home = arena_new(0);
    struct cover_result r = solve(&p, home);
    assert_int_equal(r.state, COVER_LEAST);
    assert_int_equal(r.people[0], 1);
    assert_int_equal(r.people[1], 1);
    check_near(r.cost, 6, 0);
    arena_free(home);
}

/* The relaxation has half a person on each of three shifts of two hours: 1.5. */
static void people_are_whole(void **state)
{
    (void)state;
    static const int32_t needed[] = {1, 1, 1}, most[] = {ANY, ANY, ANY};
    static const uint8_t covers[] = {1, 1, 0, 0, 1, 1, 1, 0, 1};
    static const size_t shift[] = {0, 1, 2};
    static const double cost[] = {1, 1, 1};
    const struct cover_problem p = {3, 3, 3, needed, covers, shift, cost, most, 0, 0};
    struct arena *home = arena_new(0);
    struct cover_result r = solve(&p, home);
    assert_int_equal(r.state, COVER_LEAST);
    check_near(r.cost, 2, 0);
    arena_free(home);
}

static void of_plans_that_cost_the_same_the_one_with_fewest_people_is_taken(void **state)
{
    (void)state;
    static const int32_t needed[] = {4, 4}, most[] = {ANY, ANY, ANY};
    static const uint8_t covers[] = {1, 0, 0, 1, 1, 1};
    static const size_t shift[] = {0, 1, 2};
    static const double cost[] = {5000, 5000, 10000};
    const struct cover_problem p = {2, 3, 3, needed, covers, shift, cost, most, 0, 0};
    struct arena *home = arena_new(0);
    struct cover_result r = solve(&p, home);
    check_near(r.cost, 40000, 0);
    assert_int_equal(r.people[0] + r.people[1], 0);
    assert_int_equal(r.people[2], 4);
    arena_free(home);
}

static void nobody_comes_where_nobody_is_needed(void **state)
{
    (void)state;
    static const int32_t needed[] = {0, 0}, most[] = {ANY};
    static const uint8_t covers[] = {1, 1};
    static const size_t shift[] = {0};
    static const double cost[] = {0};
    const struct cover_problem p = {2, 1, 1, needed, covers, shift, cost, most, 0, 0};
    struct arena *home = arena_new(0);
    struct cover_result r = solve(&p, home);
    assert_int_equal(r.state, COVER_LEAST);
    assert_int_equal(r.people[0], 0);
    arena_free(home);
}

/* ---- a published day around the clock ---- */

/* pyworkforce, tests of its schedulers: two days, four shifts of eight hours, one of them over
 * midnight. Trying everything gives 50 and 63. */
static void a_day_around_the_clock_takes_as_many_as_published(void **state)
{
    (void)state;
    static const int32_t needed[2][HOURS] = {
        {9, 11, 17, 9, 7, 12, 5, 11, 8, 9, 18, 17, 8, 12, 16, 8, 7, 12, 11, 10, 13, 19, 16, 7},
        {13, 13, 12, 15, 18, 20, 13, 16, 17, 8,  13, 11,
         6,  19, 11, 20, 19, 17, 10, 13, 14, 23, 16, 8}};
    static const int32_t most[] = {25, 25, 25, 25}, starts[] = {5, 13, 21, 9};
    static const size_t shift[] = {0, 1, 2, 3};
    static const double cost[] = {1, 1, 1, 1};
    uint8_t covers[4 * HOURS] = {0};
    for (size_t c = 0; c < 4; c++)
        for (int h = 0; h < 8; h++)
            covers[c * HOURS + (size_t)((starts[c] + h) % HOURS)] = 1;
    for (int day = 0; day < 2; day++) {
        const struct cover_problem p = {HOURS, 4, 4, needed[day], covers, shift, cost, most, 0, 0};
        struct arena *home = arena_new(0);
        struct cover_result r = solve(&p, home);
        assert_int_equal(r.state, COVER_LEAST);
        check_near(r.cost, day == 0 ? 50 : 63, 0);
        for (size_t i = 0; i < HOURS; i++)
            assert_true(r.covered[i] >= needed[day][i]);
        arena_free(home);
    }
}

/* ---- what cannot be covered ---- */

static void a_period_that_no_shift_covers_is_named(void **state)
{
    (void)state;
    static const int32_t needed[] = {1, 2, 0, 1}, most[] = {ANY, 5};
    static const uint8_t covers[] = {1, 0, 0, 0, 0, 0, 0, 1};
    static const size_t shift[] = {0, 1};
    static const double cost[] = {1, 1};
    const struct cover_problem p = {4, 2, 2, needed, covers, shift, cost, most, 0, 0};
    struct arena *home = arena_new(0);
    struct cover_result r = solve(&p, home);
    assert_int_equal(r.state, COVER_BARE);
    static const uint8_t want[] = {0, 1, 0, 0};
    assert_memory_equal(r.is_bare, want, sizeof want);
    assert_int_equal(r.people[0], 0);
    arena_free(home);
}

/* Five in the first period, of a shift of three at most; seven in the second, where the other one
 * has none: two and four are lacking. */
static void caps_that_are_too_small_say_by_how_many(void **state)
{
    (void)state;
    static const int32_t needed[] = {5, 7}, most[] = {3, 3};
    static const uint8_t covers[] = {1, 0, 0, 1};
    static const size_t shift[] = {0, 1};
    static const double cost[] = {1, 1};
    const struct cover_problem p = {2, 2, 2, needed, covers, shift, cost, most, 0, 0};
    struct arena *home = arena_new(0);
    struct cover_result r = solve(&p, home);
    assert_int_equal(r.state, COVER_TOO_FEW);
    assert_int_equal(r.lacking[0], 2);
    assert_int_equal(r.lacking[1], 4);
    assert_int_equal(r.people[0], 0);
    assert_int_equal(r.covered[1], 0);
    arena_free(home);
}

static void a_cap_of_none_is_no_shift(void **state)
{
    (void)state;
    static const int32_t needed[] = {2}, most[] = {0, ANY};
    static const uint8_t covers[] = {1, 1};
    static const size_t shift[] = {0, 1};
    static const double cost[] = {1, 9};
    const struct cover_problem p = {1, 2, 2, needed, covers, shift, cost, most, 0, 0};
    struct arena *home = arena_new(0);
    struct cover_result r = solve(&p, home);
    assert_int_equal(r.people[0], 0);
    assert_int_equal(r.people[1], 2);
    arena_free(home);
}

/* ---- against trying everything ---- */

struct random_problem {
    int32_t needed[SMALL], most[COLUMNS];
    uint8_t covers[COLUMNS * SMALL];
    double cost[COLUMNS];
};

static uint32_t next(uint64_t *x)
{
    *x = *x * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*x >> 33);
}

static void make(struct random_problem *r, uint64_t *x)
{
    for (size_t i = 0; i < SMALL; i++)
        r->needed[i] = (int32_t)(next(x) % 5);
    for (size_t s = 0; s < COLUMNS; s++) {
        r->most[s] = (int32_t)(next(x) % 6) - 1;
        r->cost[s] = 1 + next(x) % 9;
    }
    for (size_t i = 0; i < sizeof r->covers; i++)
        r->covers[i] = next(x) % 5 < 3;
}

/* Does the plan cover all and keep to the caps? */
static bool is_plan(const struct cover_problem *p, const int32_t *on)
{
    int32_t of[COLUMNS] = {0};
    for (size_t c = 0; c < COLUMNS; c++)
        of[p->shift[c]] += on[c];
    for (size_t s = 0; s < p->shifts; s++)
        if (p->most[s] >= 0 && of[s] > p->most[s])
            return false;
    for (size_t i = 0; i < p->periods; i++) {
        int32_t there = 0;
        for (size_t c = 0; c < COLUMNS; c++)
            there += p->covers[c * p->periods + i] * on[c];
        if (there < p->needed[i])
            return false;
    }
    return true;
}

/* The least cost, or -1; and the fewest people at that cost. */
static double try_all(const struct cover_problem *p, int32_t *fewest)
{
    enum { EACH = 5, ALL = EACH * EACH * EACH * EACH };
    double least = -1;
    for (int32_t n = 0; n < ALL; n++) {
        int32_t on[COLUMNS] = {n % EACH, n / EACH % EACH, n / EACH / EACH % EACH,
                               n / EACH / EACH / EACH};
        int32_t all = 0;
        double cost = 0;
        for (size_t c = 0; c < COLUMNS; c++) {
            cost += on[c] * p->cost[p->shift[c]];
            all += on[c];
        }
        bool is_better = least < 0 || cost < least || (cost <= least && all < *fewest);
        if (!is_better || !is_plan(p, on))
            continue;
        least = cost;
        *fewest = all;
    }
    return least;
}

static void random_problems_cost_what_trying_everything_finds(void **state)
{
    (void)state;
    static const size_t own[] = {0, 1, 2, 3}, pairs[] = {0, 0, 1, 1};
    uint64_t x = 20201001;
    int covered = 0, impossible = 0;
    for (int k = 0; k < 400; k++) {
        struct random_problem q;
        make(&q, &x);
        const struct cover_problem p = {.periods = SMALL,
                                        .columns = COLUMNS,
                                        .shifts = k % 2 == 0 ? 4 : 2,
                                        .needed = q.needed,
                                        .covers = q.covers,
                                        .shift = k % 2 == 0 ? own : pairs,
                                        .cost = q.cost,
                                        .most = q.most};
        struct arena *home = arena_new(0);
        struct cover_result r = solve(&p, home);
        int32_t fewest = 0, all = 0;
        double least = try_all(&p, &fewest);
        for (size_t c = 0; c < COLUMNS; c++)
            all += r.people[c];
        if (least < 0) {
            assert_true(r.state == COVER_BARE || r.state == COVER_TOO_FEW);
            impossible++;
        } else {
            assert_int_equal(r.state, COVER_LEAST);
            check_near(r.cost, least, 0);
            assert_int_equal(all, fewest);
            covered++;
        }
        arena_free(home);
    }
    assert_true(covered > 100 && impossible > 50);
}

/* Raising the caps by what is lacking is enough, and by one less it is not. */
static void what_is_lacking_is_the_least_that_helps(void **state)
{
    (void)state;
    static const size_t own[] = {0, 1, 2, 3};
    uint64_t x = 7;
    int seen = 0;
    for (int k = 0; k < 300; k++) {
        struct random_problem q;
        make(&q, &x);
        struct cover_problem p = {SMALL, COLUMNS, COLUMNS, q.needed, q.covers,
                                  own,   q.cost,  q.most,  0,        0};
        struct arena *home = arena_new(0);
        struct cover_result r = solve(&p, home);
        if (r.state == COVER_TOO_FEW) {
            int32_t raised[COLUMNS], fewest;
            p.most = raised;
            size_t last = COLUMNS;
            for (size_t s = 0; s < COLUMNS; s++) {
                raised[s] = q.most[s] < 0 ? q.most[s] : q.most[s] + r.lacking[s];
                assert_true(r.lacking[s] == 0 || q.most[s] >= 0);
                last = r.lacking[s] > 0 ? s : last;
            }
            assert_true(last < COLUMNS);
            assert_true(try_all(&p, &fewest) >= 0);
            raised[last]--;
            assert_true(try_all(&p, &fewest) < 0);
            seen++;
        }
        arena_free(home);
    }
    assert_true(seen > 20);
}

/* ---- limits ---- */

/* Pairs of an odd ring: the relaxation is far from whole numbers. */
struct ring {
    int32_t needed[25], most[25];
    uint8_t covers[25 * 25];
    size_t shift[25];
    double cost[25];
};

static struct cover_problem make_ring(struct ring *r)
{
    memset(r, 0, sizeof *r);
    for (size_t i = 0; i < 25; i++) {
        r->needed[i] = 1 + (int32_t)(i * 7 % 3);
        r->most[i] = ANY;
        r->shift[i] = i;
        r->cost[i] = 1000 + (double)(i * 13 % 17);
        for (size_t k = 0; k < 6; k++)
            r->covers[i * 25 + (i + k * k) % 25] = 1;
    }
    return (struct cover_problem){25,       25,      25,      r->needed, r->covers,
                                  r->shift, r->cost, r->most, 0,         0};
}

static void a_search_that_is_cut_short_says_so_and_bounds_the_cost(void **state)
{
    (void)state;
    struct ring ring;
    struct cover_problem p = make_ring(&ring);
    struct arena *home = arena_new(0);
    struct cover_result whole = solve(&p, home);
    assert_int_equal(whole.state, COVER_LEAST);
    p.nodes = 1;
    struct cover_result cut = solve(&p, home);
    assert_true(cut.state == COVER_GOOD || cut.state == COVER_UNDECIDED);
    assert_true(cut.bound > 0 && cut.bound <= whole.cost + 1e-6);
    arena_free(home);
}

static void the_same_problem_has_the_same_plan(void **state)
{
    (void)state;
    struct ring ring;
    const struct cover_problem p = make_ring(&ring);
    struct arena *home = arena_new(0);
    struct cover_result a = solve(&p, home), b = solve(&p, home);
    assert_memory_equal(a.people, b.people, 25 * sizeof *a.people);
    arena_free(home);
}

/* GLPK would end the program where it has no memory. */
static void memory_that_runs_out_is_an_error(void **state)
{
    (void)state;
    enum { MANY = 1000 };
    struct arena *home = arena_new(0);
    uint8_t *covers = arena_take_array(home, uint8_t, MANY * MANY);
    int32_t *needed = arena_take_array(home, int32_t, MANY);
    size_t *shift = arena_take_array(home, size_t, MANY);
    static const double cost[] = {1};
    static const int32_t most[] = {ANY};
    memset(covers, 1, (size_t)MANY * MANY);
    needed[0] = 1;
    struct cover_problem p = {MANY, MANY, 1, needed, covers, shift, cost, most, 0, 1};
    struct cover_result r;
    struct err e = {0};
    assert_false(cover_solve(&p, home, &r, &e));
    assert_true(err_is_set(&e));
    for (unsigned n = 1; n <= 5; n++) {
        struct err other = {0};
        arena_fail_nth(home, n);
        assert_false(cover_solve(&p, home, &r, &other));
        assert_true(err_is_set(&other));
    }
    p.memory_mb = 0;
    r = solve(&p, home);
    assert_int_equal(r.state, COVER_LEAST);
    check_near(r.cost, 1, 0);
    arena_free(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cheaper_of_two_ways_is_taken),
        cmocka_unit_test(two_people_do_not_have_their_break_at_once),
        cmocka_unit_test(people_are_whole),
        cmocka_unit_test(of_plans_that_cost_the_same_the_one_with_fewest_people_is_taken),
        cmocka_unit_test(nobody_comes_where_nobody_is_needed),
        cmocka_unit_test(a_day_around_the_clock_takes_as_many_as_published),
        cmocka_unit_test(a_period_that_no_shift_covers_is_named),
        cmocka_unit_test(caps_that_are_too_small_say_by_how_many),
        cmocka_unit_test(a_cap_of_none_is_no_shift),
        cmocka_unit_test(random_problems_cost_what_trying_everything_finds),
        cmocka_unit_test(what_is_lacking_is_the_least_that_helps),
        cmocka_unit_test(a_search_that_is_cut_short_says_so_and_bounds_the_cost),
        cmocka_unit_test(the_same_problem_has_the_same_plan),
        cmocka_unit_test(memory_that_runs_out_is_an_error),
    };
    return cmocka_run_group_tests_name("cover", tests, NULL, NULL);
}
