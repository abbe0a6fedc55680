/* bench_queue.c - what a customer costs in a queue, and what he must cost at least.
 *
 * The queues are run by the model as `madosim run` and `theory` do it, with everything that
 * is counted. Each round is followed by one of the bare recursion (recursion.h) with the same
 * random numbers; the ratio is the median of the ratios of such pairs, which a busy machine
 * or a processor that changes its pace disturbs less than the two times themselves. That both
 * find the same waits is checked, so that both have done the work.
 *
 * Run from the folder that holds scenarios/. */
#include "models/queue/count.h"
#include "models/queue/setup.h"
#include "models/queue/shop.h"
#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "sim/experiment/replicate.h"
#include "tests/bench/recursion.h"
#include "tests/bench/timing.h"

enum { ROUNDS = 15, SEED = 20200727 };

#define STEADY "scenarios/theory/steady.yaml"
#define PRIORITY "scenarios/theory/priority.yaml"
#define LONG(minutes) "period.warm_up=0 min", "period.length=" minutes " min"

enum { SETTINGS = 9 };
struct queue {
    const char *name, *scenario, *settings[SETTINGS];
};

/* 225 000 customers, utilisation 0.9; on the priority days 211 000, 110 days of 4 hours. */
static const struct queue mm1 = {
    "mm1", STEADY, {LONG("250000"), "uses.visit.arrivals.rate=0.9 /min"}};
static const struct queue mm5 = {
    "mm5", STEADY, {LONG("50000"), "uses.visit.arrivals.rate=4.5 /min", "counters.on_duty=5"}};
static const struct queue mm20 = {
    "mm20", STEADY, {LONG("12500"), "uses.visit.arrivals.rate=18 /min", "counters.on_duty=20"}};
static const struct queue mm20_patience = {
    "mm20_patience",
    STEADY,
    {LONG("12500"), "uses.visit.arrivals.rate=18 /min", "counters.on_duty=20",
     "uses.visit.patience.family=exponential", "uses.visit.patience.mean=1 min"}};
/* The same queues where whoever is not served may come again, which takes events. */
#define BY_EVENTS \
    "uses.visit.retry.share=0.0001%", "uses.visit.retry.delay.family=constant", \
        "uses.visit.retry.delay.mean=5 min"
static const struct queue by_events[] = {
    {"mm1_by_events", STEADY, {LONG("250000"), "uses.visit.arrivals.rate=0.9 /min", BY_EVENTS}},
    {"mm5_by_events",
     STEADY,
     {LONG("50000"), "uses.visit.arrivals.rate=4.5 /min", "counters.on_duty=5", BY_EVENTS}},
    {"mm20_by_events",
     STEADY,
     {LONG("12500"), "uses.visit.arrivals.rate=18 /min", "counters.on_duty=20", BY_EVENTS}},
    {"mm20_patience_by_events",
     STEADY,
     {LONG("12500"), "uses.visit.arrivals.rate=18 /min", "counters.on_duty=20",
      "uses.visit.patience.family=exponential", "uses.visit.patience.mean=1 min", BY_EVENTS}}};
/* And where the time with each number inside is asked for, which takes everybody in his order. */
static const struct queue with_states[] = {
    {"mm1_states",
     STEADY,
     {LONG("250000"), "uses.visit.arrivals.rate=0.9 /min", "measure.states=1"}},
    {"mm20_patience_states",
     STEADY,
     {LONG("12500"), "uses.visit.arrivals.rate=18 /min", "counters.on_duty=20",
      "uses.visit.patience.family=exponential", "uses.visit.patience.mean=1 min",
      "measure.states=1"}}};
static const struct queue priority_day = {
    "priority_day",
    PRIORITY,
    {LONG("240"), "period.days=110", "counters.on_duty=3", "uses.first.arrivals.rate=0.8 /min",
     "uses.second.arrivals.rate=2.4 /min", "uses.third.arrivals.rate=4.8 /min"}};

struct bench {
    struct arena *home;
    struct setup_data data;
    struct err e;
    struct recursion recursion;
};

/* A queue that can be run, and what its runs took, a customer. */
struct runner {
    struct sim_model model;
    double people, ns[ROUNDS];
    int64_t wait_us; /* of the first use */
};

static bool prepare(struct bench *b, const struct queue *q, struct runner *r)
{
    size_t n = 0;
    while (n < SETTINGS && q->settings[n] != NULL)
        n++;
    *r = (struct runner){.people = 0};
    if (!setup_read(q->scenario, q->settings, n, b->home, &b->data, &b->e))
        return false;
    const struct design *d = design_make(&b->data, b->home, &b->e);
    if (d == NULL)
        return false;
    r->model = shop_model(d);
    return true;
}

/* One replication, its world included. */
static bool run_once(struct bench *b, struct runner *r, int round)
{
    const struct replicate_order order = {.seed = SEED, .replications = 1, .threads = 1};
    const struct design *d = r->model.plan;
    struct replicate_result result;
    struct arena *home = arena_new(0);
    double from = timing_ns(1);
    bool is_done = home != NULL && replicate_run(&r->model, &order, home, &result, &b->e);
    double ns = timing_ns(1) - from;
    if (is_done) {
        const int64_t *use = result.records + count_layout_of(d).uses;
        r->wait_us = use[COUNT_WAIT_US];
        r->people = 0;
        for (int32_t i = 0; i < d->n_uses; i++)
            r->people += (double)use[i * COUNT_USE_WORDS + COUNT_PEOPLE];
        r->ns[round] = ns / r->people;
    }
    arena_free(home);
    return is_done;
}

static void print_pair(const char *name, struct runner *r, double limit[ROUNDS])
{
    double ratio[ROUNDS];
    for (int i = 0; i < ROUNDS; i++)
        ratio[i] = r->ns[i] / limit[i];
    double pair = timing_median(ratio, ROUNDS), least = timing_median(limit, ROUNDS);
    timing_row(name, "customer", timing_median(r->ns, ROUNDS), least, pair, 1);
}

/* The recursion on numbers that are there: nothing is drawn. */
static bool print_ready(struct bench *b, const struct queue *q, const struct design *d)
{
    struct recursion *r = &b->recursion;
    double ns[ROUNDS];
    char name[32];
    uint32_t people = r->people, n;
    size_t room = (size_t)people + RECURSION_BLOCK;
    int64_t *arrive = arena_take_array(b->home, int64_t, room);
    int64_t *work = arena_take_array(b->home, int64_t, room);
    if (arrive == NULL || work == NULL)
        return false;
    recursion_begin(r, d, (struct sim_seed){SEED, 0});
    for (uint32_t k = 0; k < people; k += n) {
        n = recursion_generate(r);
        memcpy(arrive + k, r->arrive_us, sizeof r->arrive_us);
        memcpy(work + k, r->work_us, sizeof r->work_us);
    }
    for (int i = 0; i < ROUNDS; i++) {
        recursion_begin(r, d, (struct sim_seed){SEED, 0});
        double from = timing_ns(1);
        recursion_advance(r, arrive, work, people);
        ns[i] = (timing_ns(1) - from) / people;
    }
    snprintf(name, sizeof name, "%s_recursion_ready", q->name);
    timing_row(name, "customer", timing_median(ns, ROUNDS), 0, 0, 1);
    return true;
}

/* Against the recursion. */
static bool bench_first_come(struct bench *b, const struct queue *q)
{
    struct runner r;
    double limit[ROUNDS];
    if (!prepare(b, q, &r))
        return false;
    for (int i = 0; i < ROUNDS; i++) {
        if (!run_once(b, &r, i))
            return false;
        double from = timing_ns(1);
        recursion_run(&b->recursion, r.model.plan, (struct sim_seed){SEED, 0});
        limit[i] = (timing_ns(1) - from) / b->recursion.people;
        if (b->recursion.wait_us != r.wait_us || b->recursion.people != (uint32_t)r.people) {
            fprintf(stderr, "bench_queue: %s: model and recursion differ\n", q->name);
            return false;
        }
    }
    print_pair(q->name, &r, limit);
    return print_ready(b, q, r.model.plan);
}

/* Against the same queue of people who wait for ever. */
static bool bench_patience(struct bench *b)
{
    struct runner r, without;
    if (!prepare(b, &mm20_patience, &r) || !prepare(b, &mm20, &without))
        return false;
    for (int i = 0; i < ROUNDS; i++)
        if (!run_once(b, &r, i) || !run_once(b, &without, i))
            return false;
    print_pair(mm20_patience.name, &r, without.ns);
    return true;
}

static bool bench_alone(struct bench *b, const struct queue *q)
{
    struct runner r;
    if (!prepare(b, q, &r))
        return false;
    for (int i = 0; i < ROUNDS; i++)
        if (!run_once(b, &r, i))
            return false;
    timing_row(q->name, "customer", timing_median(r.ns, ROUNDS), 0, 0, 1);
    return true;
}

static bool bench_each(struct bench *b, const struct queue *queues, size_t n)
{
    bool is_done = true;
    for (size_t i = 0; i < n && is_done; i++)
        is_done = bench_alone(b, &queues[i]);
    return is_done;
}

int main(void)
{
    static struct bench b;
    b.home = arena_new(0);
    puts(TIMING_HEADER);
    bool is_done = b.home != NULL && bench_first_come(&b, &mm1) && bench_first_come(&b, &mm5) &&
                   bench_first_come(&b, &mm20) && bench_patience(&b) &&
                   bench_each(&b, by_events, COUNT_OF(by_events)) &&
                   bench_each(&b, with_states, COUNT_OF(with_states)) &&
                   bench_alone(&b, &priority_day);
    if (!is_done)
        fprintf(stderr, "bench_queue: %d mistakes; is there a " STEADY "?\n", b.e.count);
    arena_free(b.home);
    return is_done ? EXIT_SUCCESS : EXIT_FAILURE;
}
