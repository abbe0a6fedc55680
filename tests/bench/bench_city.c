/* bench_city.c - what a year of the default scenario costs: 18 wards, warm-up included.
 * Prints CSV: median of some rounds against the limits that were set for the program, and
 * the memory of the process at its peak. Run from the folder that holds scenarios/. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "cli/present/tables_make.h"
#include "models/ward/compile.h"
#include "models/ward/scenario.h"
#include "models/ward/tally.h"
#include "sim/base/arena.h"
#include "sim/experiment/replicate.h"

enum { ROUNDS = 5, THREADS = 2, PER_THREAD = 2 };

#define SCENARIO "scenarios/yokohama-fy2020.yaml"
#define REPLICATION_LIMIT_NS 5e8
#define PEAK_LIMIT_KIB (200.0 * 1024)

struct bench {
    struct arena *home;
    struct err e;
    struct scenario_data data;
    const struct plan *plan;
    struct sim_model model;
    double visits; /* of one replication, warm-up not counted */
};

/* One thread is timed by the processor's time, which a busy machine stretches least. */
static double now_ns(uint32_t threads)
{
    struct timespec t;
    clock_gettime(threads > 1 ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &t);
    return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

static int by_value(const void *pa, const void *pb)
{
    double a = *(const double *)pa, b = *(const double *)pb;
    return (a > b) - (a < b);
}

static double median_of(double ns[ROUNDS])
{
    qsort(ns, ROUNDS, sizeof *ns, by_value);
    return ns[ROUNDS / 2];
}

/* Reads and compiles the scenario; the last round's result is kept. */
static bool prepare(struct bench *b, double *median_ns)
{
    double ns[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        arena_free(b->home);
        double from = now_ns(1);
        b->home = arena_new(0);
        if (b->home == NULL || !scenario_read(SCENARIO, NULL, 0, b->home, &b->data, &b->e))
            return false;
        b->plan = compile_plan(&b->data, b->home, &b->e);
        if (b->plan == NULL)
            return false;
        ns[i] = now_ns(1) - from;
    }
    b->model = compile_model(b->plan);
    *median_ns = median_of(ns);
    return true;
}

static double visits_in(const struct plan *p, const int64_t *record)
{
    int64_t visits = 0;
    for (int32_t site = 0; site < p->n_sites; site++)
        for (int32_t access = 0; access < ACCESS_COUNT; access++)
            visits += record[tally_at_access(p, site, access, TALLY_ARRIVALS)];
    return (double)visits;
}

/* Time of one order of replications, worlds and merging included. */
static bool simulate(struct bench *b, uint32_t replications, uint32_t threads, double *median_ns)
{
    double ns[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        struct replicate_order order = {
            .seed = 20200727, .replications = replications, .threads = threads};
        struct replicate_result result;
        struct arena *home = arena_new(0);
        double from = now_ns(threads);
        bool is_done = home != NULL && replicate_run(&b->model, &order, home, &result, &b->e);
        ns[i] = now_ns(threads) - from;
        if (is_done)
            b->visits = visits_in(b->plan, result.records);
        arena_free(home);
        if (!is_done)
            return false;
    }
    *median_ns = median_of(ns);
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
        struct tables_source source = {b->plan, &b->data, &result, "bench", home};
        double from = now_ns(1);
        bool is_made = home != NULL && tables_make(&source, &tables, &b->e);
        ns[i] = now_ns(1) - from;
        arena_free(home);
        if (!is_made)
            return false;
    }
    *median_ns = median_of(ns);
    return true;
}

static long peak_kib(void)
{
    struct rusage use;
    return getrusage(RUSAGE_SELF, &use) == 0 ? use.ru_maxrss : 0;
}

static void print_row(const char *name, const char *unit, double ns, double limit_ns, int threads)
{
    printf("%s,%s,%.1f,", name, unit, ns);
    if (limit_ns > 0)
        printf("%.0f,%.3f", limit_ns, ns / limit_ns);
    else
        printf(",");
    printf(",%ld,%d\n", peak_kib(), threads);
}

static bool run(struct bench *b)
{
    double ns;
    puts("case,unit,median_ns,limit_ns,ratio,peak_kib,threads");
    if (!prepare(b, &ns))
        return false;
    print_row("city_read_and_compile", "scenario", ns, 0, 1);
    if (!simulate(b, 1, 1, &ns))
        return false;
    print_row("city_year", "replication", ns, REPLICATION_LIMIT_NS, 1);
    print_row("city_visit", "visit", ns / b->visits, 0, 1);
    if (!simulate(b, THREADS * PER_THREAD, THREADS, &ns))
        return false;
    print_row("city_year_on_2_threads", "replication", ns / (THREADS * PER_THREAD), 0, THREADS);
    print_row("city_visit_on_2_threads", "visit", ns / (THREADS * PER_THREAD) / b->visits, 0,
              THREADS);
    if (!tabulate(b, &ns))
        return false;
    print_row("city_tables", "run", ns, 0, 1);
    printf("city_peak_memory,process,,,%.3f,%ld,%d\n", (double)peak_kib() / PEAK_LIMIT_KIB,
           peak_kib(), THREADS);
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
