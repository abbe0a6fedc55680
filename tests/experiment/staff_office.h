/* staff_office.h - an office of models/queue whose counters change by period, as a problem of
 * staffing: what the quick tests and the long ones share.
 */
#ifndef TESTS_EXPERIMENT_STAFF_OFFICE_H
#define TESTS_EXPERIMENT_STAFF_OFFICE_H

#include <math.h>
#include <string.h>

#include "models/queue/setup.h"
#include "models/queue/shop.h"
#include "sim/engine/yardstick_erlang.h"
#include "sim/engine/yardstick_patience.h"
#include "sim/experiment/staffing.h"
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

/* ---- a day by the hour ---- */

struct day_case {
    size_t cells;
    int32_t cell_min, low, most; /* counters tried */
    double rate[CELLS_MOST];     /* a minute */
    double service_min, patience_min, within_min;
    uint32_t search;
    size_t least_targets; /* so many of the targets tried are far enough from any boundary */
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

/* ---- a steady queue ---- */

struct steady {
    double rate, service_min, patience_min, within_min, share;
    int32_t start;
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

#endif
