/* long_staffing.c - the search finds the least counters there are, judged by exact results and
 * by trying everything.
 */
#include <math.h>
#include <string.h>

#include "sim/engine/yardstick_day.h"
#include "tests/experiment/staff_office.h"

/* ---- a day by the hour, exactly ---- */

static const struct day_case days[] = {
    {2, 60, 2, 8, {0.6, 1.0}, 4, 0, 5, 400, 1},
    {2, 30, 1, 8, {1.2, 0.4}, 4, 0, 10, 400, 1},
    {3, 60, 1, 5, {0.3, 0.7, 0.4}, 4, 0, 4, 400, 1},
    {3, 30, 2, 5, {0.8, 0.5, 0.9}, 3, 6, 3, 400, 1},
    {4, 30, 2, 4, {0.3, 0.5, 0.5, 0.2}, 4, 0, 10, 1000, 1},
};

struct judged {
    size_t vectors;
    double (*share)[CELLS_MOST];
    int32_t (*counters)[CELLS_MOST];
};

static void solve(struct built *b, const struct day_case *c, const int32_t *servers, double *share)
{
    struct sim_yardstick_load_piece piece[CELLS_MOST];
    struct sim_yardstick_day day;
    struct arena *scratch = arena_new(0);
    for (size_t i = 0; i < c->cells; i++)
        piece[i] = (struct sim_yardstick_load_piece){c->cell_min, c->rate[i]};
    const struct sim_yardstick_day_case exact = {.piece = piece,
                                                 .servers = servers,
                                                 .pieces = c->cells,
                                                 .service = 1 / c->service_min,
                                                 .impatience =
                                                     c->patience_min > 0 ? 1 / c->patience_min : 0,
                                                 .places = -1,
                                                 .servers_after = servers[c->cells - 1],
                                                 .target = c->within_min};
    (void)b;
    assert_true(sim_yardstick_day_solve(&exact, scratch, &day));
    for (size_t i = 0; i < c->cells; i++)
        share[i] = day.part[i].in_time / day.part[i].arrivals;
    arena_free(scratch);
}

static void try_everything(struct built *b, const struct day_case *c, struct judged *j)
{
    j->vectors = 1;
    for (size_t i = 0; i < c->cells; i++)
        j->vectors *= (size_t)(c->most - c->low + 1);
    j->share = arena_take(b->home, j->vectors, sizeof *j->share);
    j->counters = arena_take(b->home, j->vectors, sizeof *j->counters);
    assert_true(j->share != NULL && j->counters != NULL);
    for (size_t v = 0; v < j->vectors; v++) {
        size_t rest = v, n = (size_t)(c->most - c->low + 1);
        for (size_t i = 0; i < c->cells; i++, rest /= n)
            j->counters[v][i] = c->low + (int32_t)(rest % n);
        solve(b, c, j->counters[v], j->share[v]);
    }
}

static double worst(const struct judged *j, size_t v, size_t cells)
{
    double least = 1;
    for (size_t i = 0; i < cells; i++)
        least = fmin(least, j->share[v][i]);
    return least;
}

static int32_t total(const int32_t *counters, size_t cells)
{
    int32_t sum = 0;
    for (size_t i = 0; i < cells; i++)
        sum += counters[i];
    return sum;
}

/* The least total with which the promise is kept exactly; 0: with none. *is_far: no vector of
 * this total or less, or one more, is nearer to the boundary than `error`. */
static int32_t least_total(const struct day_case *c, const struct judged *j, double target,
                           double error, bool *is_far)
{
    int32_t best = 0;
    for (size_t v = 0; v < j->vectors; v++) {
        int32_t n = total(j->counters[v], c->cells);
        if (worst(j, v, c->cells) >= target && (best == 0 || n < best))
            best = n;
    }
    *is_far = best > 0;
    for (size_t v = 0; v < j->vectors; v++)
        if (total(j->counters[v], c->cells) <= best + 1 &&
            fabs(worst(j, v, c->cells) - target) < error)
            *is_far = false;
    return best;
}

static size_t find(const struct day_case *c, const struct judged *j, const int32_t *counters)
{
    for (size_t v = 0; v < j->vectors; v++)
        if (memcmp(j->counters[v], counters, c->cells * sizeof *counters) == 0)
            return v;
    fail();
    return 0;
}

static size_t check_day(struct built *b, const struct day_case *c)
{
    struct office o;
    struct problem x;
    struct judged j;
    size_t n_far = 0;
    open_office(&o, b, c);
    try_everything(b, c, &j);
    for (double target = 0.60; target < 0.97 && n_far < 2; target += 0.04) {
        bool is_far;
        struct staffing_result r;
        pose(&x, &o, c->low, c->most, target, c->search);
        int32_t best = least_total(c, &j, target, three_errors(&o, &x, o.start), &is_far);
        if (!is_far)
            continue;
        n_far++;
        assert_true(staffing_search(&x.p, b->home, &r));
        assert_int_equal(r.state[0], STAFFING_MET);
        size_t v = find(c, &j, r.counters);
        if (total(r.counters, c->cells) != best || worst(&j, v, c->cells) < target)
            print_error("case %zu, target %g: %d counters, %d are enough; share %g\n",
                        (size_t)(c - days), target, total(r.counters, c->cells), best,
                        worst(&j, v, c->cells));
        assert_int_equal(total(r.counters, c->cells), best);
        assert_true(worst(&j, v, c->cells) >= target);
    }
    return n_far;
}

static void days_of_any_shape_get_the_least_counters_there_are(void **state)
{
    for (size_t i = 0; i < COUNT_OF(days); i++) {
        size_t n = check_day(*state, &days[i]);
        if (n < days[i].least_targets)
            print_error("case %zu: %zu targets\n", i, n);
        assert_true(n >= days[i].least_targets);
    }
}

/* ---- a steady queue ---- */

static const struct steady steadies[] = {
    {1, 3, 0, 1, 0.80, 3},    {1, 3, 0, 1, 0.80, 40},    {0.5, 4, 0, 5, 0.90, 1},
    {4, 4, 0, 0.5, 0.80, 17}, {8, 5, 0, 0.5, 0.912, 90}, {2, 4, 8, 2, 0.70, 2},
    {2, 4, 8, 2, 0.90, 30},   {8, 5, 10, 1, 0.83, 10},   {3, 5, 60, 0, 0.72, 15},
};

static void a_steady_queue_gets_the_servers_of_erlang(void **state)
{
    for (size_t i = 0; i < COUNT_OF(steadies); i++)
        check_steady(*state, &steadies[i]);
}

/* ---- turned round: the most people that may be booked ---- */

/* Of at most `most` bookings a cell, so many are held back; counters stay as they are. */
struct booked {
    struct office o;
    struct built *b;
    struct day_case c;
    int32_t most, servers[CELLS_MOST];
    double people_min; /* a minute, for each booking of the cell */
};

static void book(struct booked *k, const int32_t *held)
{
    for (size_t i = 0; i < k->c.cells; i++)
        k->c.rate[i] = fmax((k->most - held[i]) * k->people_min, 1e-6);
}

static bool run_booked(void *context, const int32_t *held, int stream, uint32_t replications,
                       struct staffing_count *out, double *harm)
{
    struct booked *k = context;
    book(k, held);
    open_office(&k->o, k->b, &k->c);
    return run_office(&k->o, k->servers, stream, replications, out, harm);
}

static void hold_all_back(void *context, const struct staffing_count *seen, uint32_t replications,
                          int32_t *held)
{
    const struct booked *k = context;
    (void)seen;
    (void)replications;
    for (size_t i = 0; i < k->c.cells; i++)
        held[i] = k->most;
}

/* The most bookings with which the promise is kept exactly, over all vectors there are. */
static int32_t most_bookings(struct booked *k, double target, double error, bool *is_far)
{
    size_t n = (size_t)k->most + 1, vectors = 1;
    int32_t best = -1, held[CELLS_MOST], least_near = INT32_MAX;
    for (size_t i = 0; i < k->c.cells; i++)
        vectors *= n;
    for (size_t v = 0; v < vectors; v++) {
        double share[CELLS_MOST], least = 1;
        size_t rest = v;
        for (size_t i = 0; i < k->c.cells; i++, rest /= n)
            held[i] = (int32_t)(rest % n);
        int32_t sum = total(held, k->c.cells), all = k->most * (int32_t)k->c.cells - sum;
        book(k, held);
        solve(k->b, &k->c, k->servers, share);
        for (size_t i = 0; i < k->c.cells; i++)
            least = held[i] < k->most ? fmin(least, share[i]) : least;
        if (least >= target && all > best)
            best = all;
        if (fabs(least - target) < error && sum < least_near)
            least_near = sum;
    }
    *is_far = best > 0 && least_near > k->most * (int32_t)k->c.cells - best + 1;
    return best;
}

static void as_many_are_booked_as_the_counters_bear(void **state)
{
    struct built *b = *state;
    size_t n_far = 0;
    for (int32_t servers = 2; servers <= 3; servers++)
        for (double target = 0.70; target < 0.96; target += 0.08) {
            struct booked k = {.b = b, .most = 9, .people_min = 0.15, .servers = {servers, 2}};
            struct problem x;
            struct staffing_result r;
            bool is_far;
            k.c = (struct day_case){.cells = 2, .cell_min = 60, .service_min = 4, .within_min = 5};
            int32_t best = most_bookings(&k, target, 0.03, &is_far);
            if (!is_far)
                continue;
            n_far++;
            open_office(&k.o, b, &k.c);
            pose(&x, &k.o, 0, k.most, target, 400);
            x.p.run = run_booked;
            x.p.start = hold_all_back;
            x.p.context = &k;
            assert_true(staffing_search(&x.p, b->home, &r));
            assert_int_equal(r.state[0], STAFFING_MET);
            if (k.most * 2 - total(r.counters, 2) != best)
                print_error("%d counters, target %g: %d booked, %d may be\n", servers, target,
                            k.most * 2 - total(r.counters, 2), best);
            assert_int_equal(k.most * 2 - total(r.counters, 2), best);
        }
    assert_true(n_far >= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BUILT(a_steady_queue_gets_the_servers_of_erlang),
        BUILT(days_of_any_shape_get_the_least_counters_there_are),
        BUILT(as_many_are_booked_as_the_counters_bear),
    };
    return cmocka_run_group_tests_name("staffing, long", tests, NULL, NULL);
}
