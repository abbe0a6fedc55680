/* bench_city.c - what a year of the default scenario costs: 18 wards, warm-up included.
 * Prints CSV: median of some rounds against the limits that were set for the program, and
 * the memory of the process at its peak. A year is one of a run of some, as people run them:
 * making the world and adding up are in it, divided by their number. Run from the folder that holds
 * scenarios/. */
#include "cli/present/tables_make.h"
#include "models/ward/city.h"
#include "models/ward/compile.h"
#include "models/ward/journey.h"
#include "models/ward/scenario.h"
#include "models/ward/tally.h"
#include "sim/base/arena.h"
#include "sim/experiment/replicate.h"
#include "tests/bench/timing.h"

enum { ROUNDS = 5, THREADS = 2, PER_THREAD = 5, SEED = 20200727 };

#define SCENARIO "scenarios/yokohama-fy2020.yaml"
#define YEAR_LIMIT_NS 0.25e9
#define VISIT_LIMIT_NS 250.0
#define PEAK_LIMIT_KIB (200.0 * 1024)

struct bench {
    struct arena *home;
    struct err e;
    struct scenario_data data;
    const struct plan *plan;
    struct sim_model model;
    double visits;   /* simulated in the first replication, warm-up included: all that takes time */
    double reported; /* of them, behind the warm-up */
};

/* Reads and compiles the scenario; the last round's result is kept. */
static bool prepare(struct bench *b, double *median_ns)
{
    double ns[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        arena_free(b->home);
        double from = timing_ns(1);
        b->home = arena_new(0);
        if (b->home == NULL || !scenario_read(SCENARIO, NULL, 0, b->home, &b->data, &b->e))
            return false;
        b->plan = compile_plan(&b->data, b->home, &b->e);
        if (b->plan == NULL)
            return false;
        ns[i] = timing_ns(1) - from;
    }
    b->model = compile_model(b->plan);
    *median_ns = timing_median(ns, ROUNDS);
    return true;
}

static double reported_in(const struct plan *p, const int64_t *record)
{
    int64_t visits = 0;
    for (int32_t site = 0; site < p->n_sites; site++)
        for (int32_t access = 0; access < ACCESS_COUNT; access++)
            visits += record[tally_at_access(p, site, access, TALLY_ARRIVALS)];
    return (double)visits;
}

static void count_visit(void *context, const struct journey_event *event)
{
    double *visits = context;
    *visits += event->step == JOURNEY_COMES;
}

/* Listens to the first replication of the seed. */
static bool count_visits_in(struct bench *b, struct arena *home)
{
    const struct sim_model *m = &b->model;
    struct sim_outcome unused = {.record = arena_take_array(home, int64_t, m->record_words),
                                 .sums = arena_take_array(home, int64_t, m->sum_words),
                                 .bins = arena_take_array(home, uint32_t, m->bin_words)};
    struct city *city = m->new_world(m->plan, home, &b->e);
    if (unused.record == NULL || unused.sums == NULL || unused.bins == NULL || city == NULL)
        return false;
    city_listen(city, count_visit, &b->visits);
    return m->replicate(city, SEED, 0, 0, &unused, &b->e);
}

static bool count_visits(struct bench *b)
{
    struct arena *home = arena_new(0);
    bool is_done = home != NULL && count_visits_in(b, home);
    arena_free(home);
    return is_done;
}

/* Time of one order of replications, worlds and merging included. */
static bool simulate(struct bench *b, uint32_t replications, uint32_t threads, double *median_ns)
{
    double ns[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        struct replicate_order order = {
            .seed = SEED, .replications = replications, .threads = threads};
        struct replicate_result result;
        struct arena *home = arena_new(0);
        double from = timing_ns(threads);
        bool is_done = home != NULL && replicate_run(&b->model, &order, home, &result, &b->e);
        ns[i] = timing_ns(threads) - from;
        if (is_done)
            b->reported = reported_in(b->plan, result.records); /* of the first */
        arena_free(home);
        if (!is_done)
            return false;
    }
    *median_ns = timing_median(ns, ROUNDS);
    return true;
}

/* The tables of a run of two replications: the rest of what `madosim run` does in C. */
static bool tabulate(struct bench *b, double *median_ns)
{
    double ns[ROUNDS];
    struct replicate_order order = {.seed = 1, .replications = 2, .threads = 1};
    struct replicate_result result;
    if (!replicate_run(&b->model, &order, b->home, &result, &b->e))
        return false;
    for (int i = 0; i < ROUNDS; i++) {
        struct tables tables;
        struct arena *home = arena_new(0);
        struct tables_source source = {b->plan, &b->data, &result, "bench", home, NULL};
        double from = timing_ns(1);
        bool is_made = home != NULL && tables_make(&source, &tables, &b->e);
        ns[i] = timing_ns(1) - from;
        arena_free(home);
        if (!is_made)
            return false;
    }
    *median_ns = timing_median(ns, ROUNDS);
    return true;
}

static bool run(struct bench *b)
{
    double ns;
    puts(TIMING_HEADER);
    if (!prepare(b, &ns))
        return false;
    timing_row("city_read_and_compile", "scenario", ns, 0, 0, 1);
    if (!count_visits(b) || !simulate(b, PER_THREAD, 1, &ns))
        return false;
    ns /= PER_THREAD;
    timing_row("city_year", "replication", ns, YEAR_LIMIT_NS, 0, 1);
    timing_row("city_visit", "visit", ns / b->visits, VISIT_LIMIT_NS, 0, 1);
    timing_row("city_reported_visit", "visit", ns / b->reported, 0, 0, 1);
    if (!simulate(b, THREADS * PER_THREAD, THREADS, &ns))
        return false;
    ns /= THREADS * PER_THREAD;
    timing_row("city_year_on_2_threads", "replication", ns, 0, 0, THREADS);
    timing_row("city_visit_on_2_threads", "visit", ns / b->visits, 0, 0, THREADS);
    if (!tabulate(b, &ns))
        return false;
    timing_row("city_tables", "run", ns, 0, 0, 1);
    printf("city_peak_memory,process,,,%.3f,%ld,%d\n", (double)timing_peak_kib() / PEAK_LIMIT_KIB,
           timing_peak_kib(), THREADS);
    return true;
}

int main(void)
{
    static struct bench b;
    bool is_done = run(&b);
    if (!is_done)
        fprintf(stderr, "bench_city: %d mistakes; is there a " SCENARIO "?\n", b.e.count);
    arena_free(b.home);
    return is_done ? EXIT_SUCCESS : EXIT_FAILURE;
}
