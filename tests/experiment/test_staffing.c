/* test_staffing.c - the search finds the least counters there are; long_staffing.c has the cases
 * that are judged by trying everything.
 */
#include "sim/experiment/staffing.h"

#include <math.h>
#include <string.h>

#include "tests/experiment/staff_office.h"

static void a_small_steady_queue_gets_the_servers_of_erlang(void **state)
{
    const struct steady slow = {0.5, 4, 0, 5, 0.90, 1}, patient = {2, 4, 8, 2, 0.70, 2};
    check_steady(*state, &slow);
    check_steady(*state, &patient);
}

/* ---- many days at once, without chance ---- */

enum { GROUPS = 9, GROUP_CELLS = 17, REPEATS = 4 };

/* Work comes by the half hour; what is left over is carried on, and whoever finds more than
 * the counters clear in the next half hour is too late. */
struct fluid {
    size_t runs;
    int32_t hopeless;      /* group that no counters help, or -1 */
    uint32_t stop_at;      /* run that is stopped, from 1; 0 = none */
    int32_t last_at_least; /* fewer in the last half hour do harm */
};

static int32_t work_of(size_t group, size_t cell)
{
    return (int32_t)(10 + (group * 7 + cell * 13 + cell * cell * group) % 23);
}

static void tell_harm(const struct fluid *f, const int32_t *counters, double *harm)
{
    for (size_t g = 0; g < GROUPS && f->last_at_least > 0; g++)
        harm[g] = f->last_at_least - counters[(g + 1) * GROUP_CELLS - 1];
}

static bool run_fluid(void *context, const int32_t *counters, int stream, uint32_t replications,
                      struct staffing_count *out, double *harm)
{
    struct fluid *f = context;
    (void)stream;
    tell_harm(f, counters, harm);
    if (++f->runs == f->stop_at)
        return false;
    for (size_t g = 0; g < GROUPS; g++) {
        int32_t left = 0;
        for (size_t k = 0; k < GROUP_CELLS; k++) {
            size_t c = g * GROUP_CELLS + k;
            int32_t ahead = k + 1 < GROUP_CELLS ? counters[c + 1] : counters[c];
            int32_t work = work_of(g, k), can = 3 * counters[c] + ahead;
            bool is_late = left + work > can || (int32_t)g == f->hopeless;
            left = left + work > 3 * counters[c] ? left + work - 3 * counters[c] : 0;
            for (uint32_t r = 0; r < replications; r++)
                out[r * GROUPS * GROUP_CELLS + c] =
                    (struct staffing_count){k == 3 ? 0 : 10, k == 3 || is_late ? 0 : 10};
        }
    }
    return true;
}

static void start_fluid(void *context, const struct staffing_count *seen, uint32_t replications,
                        int32_t *counters)
{
    (void)context;
    assert_int_equal(seen[0].tickets, 10);
    assert_int_equal(replications, REPEATS);
    for (size_t c = 0; c < GROUPS * GROUP_CELLS; c++)
        counters[c] = (int32_t)(c % 9);
}

struct many {
    struct staffing_problem p;
    size_t first[GROUPS + 1];
    int32_t least[GROUPS * GROUP_CELLS], most[GROUPS * GROUP_CELLS];
};

static void pose_many(struct many *x, struct fluid *f)
{
    for (size_t g = 0; g <= GROUPS; g++)
        x->first[g] = g * GROUP_CELLS;
    for (size_t c = 0; c < GROUPS * GROUP_CELLS; c++) {
        x->least[c] = 1;
        x->most[c] = 40;
    }
    x->p = (struct staffing_problem){.groups = GROUPS,
                                     .first = x->first,
                                     .least = x->least,
                                     .most = x->most,
                                     .reach = 1,
                                     .share = 0.9,
                                     .replications = {REPEATS, 2 * REPEATS},
                                     .run = run_fluid,
                                     .start = start_fluid,
                                     .context = f};
}

static bool fluid_keeps(const int32_t *counters, size_t group)
{
    struct staffing_count counts[GROUPS * GROUP_CELLS];
    struct fluid f = {.hopeless = -1};
    assert_true(run_fluid(&f, counters, 0, 1, counts, NULL));
    for (size_t c = group * GROUP_CELLS; c < (group + 1) * GROUP_CELLS; c++)
        if (counts[c].within < counts[c].tickets)
            return false;
    return true;
}

static void all_groups_are_searched_at_once_until_no_counter_can_be_taken_away(void **state)
{
    struct built *b = *state;
    struct fluid f = {.hopeless = -1};
    static struct many x;
    struct staffing_result r;
    pose_many(&x, &f);
    assert_true(staffing_search(&x.p, b->home, &r));
    for (size_t g = 0; g < GROUPS; g++) {
        assert_int_equal(r.state[g], STAFFING_MET);
        assert_true(fluid_keeps(r.counters, g));
        for (size_t c = g * GROUP_CELLS; c < (g + 1) * GROUP_CELLS; c++) {
            r.counters[c]--;
            assert_true(r.counters[c] == 0 || !fluid_keeps(r.counters, g));
            r.counters[c]++;
        }
    }
    assert_int_equal(f.runs, r.runs[0] + r.runs[1]);
    assert_true(f.runs < 80);       /* of 153 cells */
    assert_int_equal(r.runs[1], 1); /* nothing is left to chance */
    assert_int_equal(r.cells[3].tickets, 0);
    assert_true(isnan(r.cells[3].share));
}

static void what_no_counters_can_keep_is_told_and_the_others_are_found(void **state)
{
    struct built *b = *state;
    struct fluid f = {.hopeless = 4}, without = {.hopeless = -1};
    static struct many x, y;
    struct staffing_result r, all;
    pose_many(&x, &f);
    pose_many(&y, &without);
    assert_true(staffing_search(&x.p, b->home, &r));
    assert_true(staffing_search(&y.p, b->home, &all));
    for (size_t g = 0; g < GROUPS; g++) {
        const int32_t *got = r.counters + g * GROUP_CELLS, *want = all.counters + g * GROUP_CELLS;
        assert_int_equal(r.state[g], g == 4 ? STAFFING_IMPOSSIBLE : STAFFING_MET);
        assert_int_equal(memcmp(got, want, GROUP_CELLS * sizeof *got) == 0, g != 4);
    }
    assert_int_equal(r.counters[4 * GROUP_CELLS], 40);
}

static void what_would_do_harm_is_not_taken_away(void **state)
{
    struct built *b = *state;
    struct fluid f = {.hopeless = -1, .last_at_least = 25};
    static struct many x;
    struct staffing_result r;
    pose_many(&x, &f);
    assert_true(staffing_search(&x.p, b->home, &r));
    for (size_t g = 0; g < GROUPS; g++) {
        assert_int_equal(r.state[g], STAFFING_MET);
        assert_int_equal(r.counters[(g + 1) * GROUP_CELLS - 1], 25);
        assert_true(fluid_keeps(r.counters, g));
    }
}

static void a_run_that_stops_ends_the_search(void **state)
{
    struct built *b = *state;
    static struct many x;
    struct staffing_result r;
    for (uint32_t at = 1; at <= 12; at++) {
        struct fluid f = {.hopeless = -1, .stop_at = at};
        pose_many(&x, &f);
        assert_false(staffing_search(&x.p, b->home, &r));
        assert_int_equal(f.runs, at);
    }
    for (unsigned nth = 1; nth <= 8; nth++) {
        struct fluid f = {.hopeless = -1};
        pose_many(&x, &f);
        arena_fail_nth(b->home, nth);
        assert_false(staffing_search(&x.p, b->home, &r));
        assert_int_equal(f.runs, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BUILT(a_small_steady_queue_gets_the_servers_of_erlang),
        BUILT(all_groups_are_searched_at_once_until_no_counter_can_be_taken_away),
        BUILT(what_no_counters_can_keep_is_told_and_the_others_are_found),
        BUILT(what_would_do_harm_is_not_taken_away),
        BUILT(a_run_that_stops_ends_the_search),
    };
    return cmocka_run_group_tests_name("staffing", tests, NULL, NULL);
}
