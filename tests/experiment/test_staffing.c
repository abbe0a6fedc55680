/* test_staffing.c - the search finds the least counters there are, judged by exact results and
 * by trying everything.
 */
#include "sim/experiment/staffing.h"

#include <math.h>
#include <string.h>

#include "models/queue/setup.h"
#include "models/queue/shop.h"
#include "sim/engine/yardstick_day.h"
#include "sim/engine/yardstick_erlang.h"
#include "sim/engine/yardstick_patience.h"
#include "tests/queue/built.h"

enum { CELLS_MOST = 8, OPEN_H = 9, REPLICATIONS_MOST = 4000 };

/* ---- an office whose counters change by period ---- */

struct office {
    struct built *b;
    struct setup_data data;
    struct setup_shift shift[CELLS_MOST];
    size_t cells;
    int32_t cell_min, from_min; /* length of a cell; when the first begins, from opening */
    double within_min;
    int32_t start[CELLS_MOST];
    size_t runs;
    uint64_t seed;
    struct staffing_count *counts; /* of the replication under way */
    const struct design *design;
};

static void note(void *context, const struct shop_seen *seen)
{
    struct office *o = context;
    const struct visit *v = seen->visit;
    int64_t at = (v->ticket_us - o->design->open_us) / MIN_US - o->from_min;
    int64_t cell = at / o->cell_min;
    if (at < 0 || cell >= (int64_t)o->cells)
        return;
    o->counts[cell].tickets++;
    o->counts[cell].within +=
        v->is_called && (double)(v->call_us - v->ticket_us) <= o->within_min * MIN_US;
}

/* The first wait counts: whoever is handed over has begun. */
static bool run_office(void *context, const int32_t *counters, int stream, uint32_t replications,
                       struct staffing_count *out, double *harm)
{
    (void)harm;
    struct office *o = context;
    struct arena *home = arena_new(0);
    struct setup *s = &o->data.s;
    o->runs++;
    s->counters.on_duty = counters[0];
    s->counters.roster = (struct bind_list){o->shift, o->cells - 1};
    for (size_t c = 1; c < o->cells; c++) {
        o->shift[c - 1].from = OPEN_H * 3600 + (o->from_min + (int32_t)c * o->cell_min) * 60;
        o->shift[c - 1].counters = counters[c];
    }
    o->design = design_make(&o->data, home, &o->b->e);
    assert_non_null(o->design);
    struct sim_model m = shop_model(o->design);
    int64_t *record = arena_take_array(home, int64_t, m.record_words);
    uint32_t *bins = arena_take_array(home, uint32_t, m.bin_words);
    struct shop *shop = shop_new(o->design, home, &o->b->e);
    struct sim_outcome result = {.record = record, .bins = bins};
    memset(out, 0, replications * o->cells * sizeof *out);
    for (uint32_t r = 0; r < replications; r++) {
        o->counts = out + r * o->cells;
        shop_watch(shop, note, o);
        assert_true(shop_replicate(shop, o->seed + (uint64_t)stream, r, 0, &result, &o->b->e));
    }
    arena_free(home);
    return true;
}

static void start_office(void *context, const struct staffing_count *seen, uint32_t replications,
                         int32_t *counters)
{
    const struct office *o = context;
    (void)seen;
    (void)replications;
    for (size_t c = 0; c < o->cells; c++)
        counters[c] = o->start[c];
}

/* ---- problems ---- */

struct problem {
    struct staffing_problem p;
    size_t first[2];
    int32_t least[CELLS_MOST], most[CELLS_MOST];
};

static void pose(struct problem *x, struct office *o, int32_t least, int32_t most, double share,
                 uint32_t search)
{
    x->first[0] = 0;
    x->first[1] = o->cells;
    for (size_t c = 0; c < o->cells; c++) {
        x->least[c] = least;
        x->most[c] = most;
    }
    x->p = (struct staffing_problem){.groups = 1,
                                     .first = x->first,
                                     .least = x->least,
                                     .most = x->most,
                                     .reach = (size_t)ceil(o->within_min / o->cell_min),
                                     .share = share,
                                     .replications = {search, 4 * search},
                                     .run = run_office,
                                     .start = start_office,
                                     .context = o};
}

/* ---- a day by the hour, exactly ---- */

struct day_case {
    size_t cells;
    int32_t cell_min, low, most; /* counters tried */
    double rate[CELLS_MOST];     /* a minute */
    double service_min, patience_min, within_min;
    uint32_t search;
    size_t least_targets; /* so many of the targets tried are far enough from any boundary */
};

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

static void open_office(struct office *o, struct built *b, const struct day_case *c)
{
    struct text yaml;
    text_init(&yaml, b->home);
    text_addf(&yaml,
              "period: {open: \"9:00\", length: %d min}\nuses:\n  people:\n    arrivals:\n"
              "      rates: [",
              (int)c->cells * c->cell_min);
    for (size_t i = 0; i < c->cells; i++)
        text_addf(&yaml, "%s{from: \"%d:%02d\", rate: %g /h}", i > 0 ? ", " : "",
                  OPEN_H + (int)i * c->cell_min / 60, (int)i * c->cell_min % 60, 60 * c->rate[i]);
    text_addf(&yaml, "]\n    service: {family: exponential, mean: %g min}\n", c->service_min);
    if (c->patience_min > 0)
        text_addf(&yaml, "    patience: {family: exponential, mean: %g min}\n", c->patience_min);
    text_addf(&yaml,
              "counters: {on_duty: 1, leaving: hand_over}\ntarget: {within: %g min}\n"
              "run: {replications: 2}\n",
              c->within_min);
    assert_true(built_reads(b, text_get(&yaml)));
    *o = (struct office){.b = b,
                         .data = b->data,
                         .cells = c->cells,
                         .cell_min = c->cell_min,
                         .within_min = c->within_min,
                         .seed = SEED};
    for (size_t i = 0; i < c->cells; i++)
        o->start[i] = (int32_t)ceil(c->rate[i] * c->service_min) + 1;
}

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

/* Three standard errors of the searching runs, at a share near the target: measured once. */
static double three_errors(struct office *o, const struct problem *x, const int32_t *counters)
{
    struct staffing_cell seen[CELLS_MOST];
    static struct staffing_count counts[REPLICATIONS_MOST * CELLS_MOST];
    double most = 0, harm;
    assert_true(staffing_measure(&x->p, counters, 0, counts, seen, &harm));
    for (size_t i = 0; i < o->cells; i++)
        most = fmax(most, (seen[i].share - seen[i].bound) / 1.645);
    return 3 * most;
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

/* ---- a steady queue ---- */

struct steady {
    double rate, service_min, patience_min, within_min, share;
    int32_t start;
};

static const struct steady steadies[] = {
    {1, 3, 0, 1, 0.80, 3},    {1, 3, 0, 1, 0.80, 40},    {0.5, 4, 0, 5, 0.90, 1},
    {4, 4, 0, 0.5, 0.80, 17}, {8, 5, 0, 0.5, 0.912, 90}, {2, 4, 8, 2, 0.70, 2},
    {2, 4, 8, 2, 0.90, 30},   {8, 5, 10, 1, 0.83, 10},   {3, 5, 60, 0, 0.72, 15},
};

/* Served within T, of all, in equilibrium. */
static double steady_share(const struct steady *c, int32_t servers)
{
    struct sim_yardstick_station at = {c->rate, 1 / c->service_min, (uint32_t)servers};
    double leave = c->patience_min > 0 ? 1 / c->patience_min : 0;
    struct sim_yardstick_patience_queue q;
    if (c->patience_min <= 0)
        return c->rate * c->service_min >= servers
                   ? 0
                   : sim_yardstick_erlang_service_level(at, c->within_min);
    sim_yardstick_patience_solve(at, sim_yardstick_patience_exponential(&leave), &q);
    return sim_yardstick_patience_levels(&q, c->within_min).served_of_all;
}

/* Two hours to warm up, and eight that count as one cell. */
static void check_steady(struct built *b, const struct steady *c)
{
    const struct day_case day = {.cells = 1,
                                 .cell_min = 600,
                                 .rate = {c->rate},
                                 .service_min = c->service_min,
                                 .patience_min = c->patience_min,
                                 .within_min = c->within_min};
    struct office o;
    struct problem x;
    struct staffing_result r;
    int32_t want = 1;
    open_office(&o, b, &day);
    o.from_min = 120;
    o.cell_min = 480;
    o.start[0] = c->start;
    pose(&x, &o, 1, 100, c->share, 100);
    while (steady_share(c, want) < c->share)
        want++;
    double error = three_errors(&o, &x, &want);
    assert_true(steady_share(c, want) - c->share > error);
    assert_true(want == 1 || c->share - steady_share(c, want - 1) > error);
    assert_true(staffing_search(&x.p, b->home, &r));
    assert_int_equal(r.state[0], STAFFING_MET);
    assert_int_equal(r.counters[0], want);
    assert_true(fabs(r.cells[0].share - steady_share(c, want)) < error);
    assert_true(r.runs[0] + r.runs[1] < 20); /* 100 counters are not tried one by one */
    if (c->patience_min > 0)
        return;
    const struct sim_yardstick_erlang_target target = {c->within_min, c->share, 1};
    assert_int_equal(want, sim_yardstick_erlang_servers(c->rate, 1 / c->service_min, target));
}

static void a_steady_queue_gets_the_servers_of_erlang(void **state)
{
    for (size_t i = 0; i < COUNT_OF(steadies); i++)
        check_steady(*state, &steadies[i]);
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
        BUILT(a_steady_queue_gets_the_servers_of_erlang),
        BUILT(as_many_are_booked_as_the_counters_bear),
        BUILT(days_of_any_shape_get_the_least_counters_there_are),
        BUILT(all_groups_are_searched_at_once_until_no_counter_can_be_taken_away),
        BUILT(what_no_counters_can_keep_is_told_and_the_others_are_found),
        BUILT(what_would_do_harm_is_not_taken_away),
        BUILT(a_run_that_stops_ends_the_search),
    };
    return cmocka_run_group_tests_name("staffing", tests, NULL, NULL);
}
