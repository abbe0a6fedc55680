/* test_replicate.c - threads change nothing, a failure is told, an early stop keeps a prefix. */
#include "sim/experiment/replicate.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "sim/base/arena.h"
#include "sim/engine/histogram.h"
#include "sim/engine/portmath.h"
#include "sim/engine/stream.h"
#include "tests/support/check.h"
#include "tests/support/uniforms.h"

enum { REGIONS = 3, BINS = 17, NEVER = 1000000 };

/* A model whose every number is a hash of its address, with faults to order. */
struct plan {
    uint32_t fail[2];            /* units that fail: replication * REGIONS + region */
    uint32_t slow;               /* this unit takes 50 ms, so later ones overtake it */
    long rest_ns;                /* every unit takes this long */
    bool no_world;               /* the second world cannot be made */
    atomic_int *worlds;          /* worlds made so far */
    pthread_barrier_t *together; /* every unit waits for as many threads as this holds */
    int64_t sum;                 /* not 0: a unit sets its first sum to this */
    uint32_t bin;                /* not 0: a unit sets its first bin to this */
};

struct world {
    const struct plan *plan;
    bool busy; /* two threads in one world would find it set */
};

static void rest(long ns)
{
    const struct timespec t = {.tv_nsec = ns};
    nanosleep(&t, NULL);
}

static uint64_t hash(uint64_t seed, uint32_t replication, uint32_t region)
{
    uint64_t s = seed ^ ((uint64_t)replication << 32 | region);
    return test_random(&s);
}

static void *new_world(const void *plan, struct arena *home, struct err *e)
{
    const struct plan *p = plan;
    bool second = p->worlds != NULL && atomic_fetch_add(p->worlds, 1) == 1;
    struct world *w = p->no_world && second ? NULL : arena_take(home, 1, sizeof *w);
    if (w == NULL)
        err_add(e, ERR_NOMEM, SRC_NOWHERE, "world");
    else
        w->plan = p;
    return w;
}

static bool fail_unit(uint32_t unit, struct err *e)
{
    char text[16];
    snprintf(text, sizeof text, "unit %u", unit);
    err_add(e, ERR_LIMIT, SRC_NOWHERE, text);
    return false;
}

static bool replicate(void *world, uint64_t seed, uint32_t replication, uint32_t region,
                      struct sim_outcome *out, struct err *e)
{
    struct world *w = world;
    const struct plan *p = w->plan;
    uint32_t unit = replication * REGIONS + region;
    uint64_t h = hash(seed, replication, region);
    if (w->busy)
        return fail_unit(NEVER, e);
    w->busy = true;
    if (p->together != NULL)
        pthread_barrier_wait(p->together);
    if (p->rest_ns > 0)
        rest(p->rest_ns);
    if (unit == p->slow)
        rest(50000000);
    w->busy = false;
    if (unit == p->fail[0] || unit == p->fail[1])
        return fail_unit(unit, e);
    out->record[region] += (int64_t)(h >> 1);
    out->record[REGIONS + region] += 1;
    int64_t *sums = out->sums + 2 * (size_t)region;
    uint32_t *bins = out->bins + BINS * (size_t)region;
    sums[0] = p->sum != 0 ? p->sum : sums[0] + (int64_t)(h % 1000);
    sums[1]++;
    bins[0] = p->bin != 0 ? p->bin : bins[0];
    bins[1 + h % (BINS - 1)]++;
    return true;
}

static struct sim_model model_of(const struct plan *p)
{
    return (struct sim_model){.plan = p,
                              .record_words = 2 * (size_t)REGIONS,
                              .sum_words = 2 * (size_t)REGIONS,
                              .bin_words = (size_t)BINS * REGIONS,
                              .regions = REGIONS,
                              .new_world = new_world,
                              .replicate = replicate};
}

static const struct plan sound = {.fail = {NEVER, NEVER}, .slow = NEVER};

/* Everything recomputed in one loop for the first n of `asked` replications. */
static void check_result(const struct replicate_result *got, uint64_t seed, uint32_t n,
                         uint32_t asked)
{
    int64_t sums[REGIONS][2] = {{0}};
    uint32_t bins[REGIONS][BINS] = {{0}};
    assert_int_equal(got->replications, n);
    for (uint32_t i = 0; i < asked; i++) {
        for (uint32_t j = 0; j < REGIONS; j++) {
            const int64_t *row = got->records + (size_t)i * 2 * REGIONS;
            uint64_t h = hash(seed, i, j);
            assert_true(row[j] == (i < n ? (int64_t)(h >> 1) : 0));
            assert_int_equal(row[REGIONS + j], i < n);
            if (i < n) {
                sums[j][0] += (int64_t)(h % 1000);
                sums[j][1]++;
                bins[j][1 + h % (BINS - 1)]++;
            }
        }
    }
    assert_memory_equal(got->sums, sums, sizeof sums);
    assert_memory_equal(got->bins, bins, sizeof bins);
}

static void results_are_the_same_for_any_number_of_threads(void **state)
{
    (void)state;
    static const uint32_t threads[] = {1, 2, 3, 8, 0, 5000};
    struct sim_model m = model_of(&sound);
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        struct arena *home = arena_new(0);
        struct err e = {0};
        struct replicate_result got;
        const struct replicate_order order = {
            .seed = 7, .replications = 101, .threads = threads[i]};
        assert_true(replicate_run(&m, &order, home, &got, &e));
        check_result(&got, 7, 101, 101);
        assert_false(err_is_set(&e));
        arena_free(home);
    }
}

/* ---- a model with streams, sums and a histogram, as real ones have them ---- */

enum { LINE_PEOPLE = 200 };

/* A line at one counter for each region, utilization 0.9 (Lindley's recursion); some units
 * take longer, so that workers share the units differently every time. */
static bool serve_a_line(void *world, uint64_t seed, uint32_t replication, uint32_t region,
                         struct sim_outcome *out, struct err *e)
{
    (void)world;
    (void)e;
    struct uniforms come = uniforms_of((struct sim_seed){seed, replication}, region, 1, 0);
    struct uniforms serve = uniforms_of((struct sim_seed){seed, replication}, region, 2, 0);
    double wait = 0;
    for (int i = 0; i < LINE_PEOPLE; i++) {
        out->bins[region * SIM_HISTOGRAM_BINS + sim_histogram_bin((int64_t)wait)]++;
        out->sums[region] += (int64_t)wait;
        out->record[region] += (int64_t)wait;
        wait -= 6e8 * sim_portmath_log(uniforms_next(&serve)) * 0.9;
        wait += 6e8 * sim_portmath_log(uniforms_next(&come));
        wait = wait > 0 ? wait : 0;
    }
    if ((replication * REGIONS + region) % 7 == 3)
        rest(300000);
    return true;
}

static const struct sim_model lines = {.plan = &sound,
                                       .record_words = REGIONS,
                                       .sum_words = REGIONS,
                                       .bin_words = (size_t)REGIONS * SIM_HISTOGRAM_BINS,
                                       .regions = REGIONS,
                                       .new_world = new_world,
                                       .replicate = serve_a_line};

static struct replicate_result lines_run(uint32_t replications, uint32_t threads,
                                         struct arena *home)
{
    struct err e = {0};
    struct replicate_result got;
    const struct replicate_order order = {
        .seed = 5, .replications = replications, .threads = threads};
    assert_true(replicate_run(&lines, &order, home, &got, &e));
    assert_int_equal(got.replications, replications);
    return got;
}

static void records_sums_and_histograms_have_the_same_bits_however_units_are_shared(void **state)
{
    (void)state;
    enum { RUNS = 100 };
    struct arena *home = arena_new(0);
    struct replicate_result one = lines_run(RUNS, 1, home);
    assert_int_equal(sim_histogram_count(one.bins), RUNS * LINE_PEOPLE);
    for (uint32_t threads = 1; threads <= 9; threads++) {
        struct replicate_result many = lines_run(RUNS, threads, home);
        assert_memory_equal(many.records, one.records, RUNS * REGIONS * sizeof *one.records);
        assert_memory_equal(many.sums, one.sums, REGIONS * sizeof *one.sums);
        assert_memory_equal(many.bins, one.bins, lines.bin_words * sizeof *one.bins);
    }
    arena_free(home);
}

/* ---- many regions: one set of counts for all workers ---- */

enum { MANY = 24, MANY_THREADS = 5, MANY_RUNS = 30 };

struct meeting {
    atomic_int inside[MANY]; /* threads in a unit of the region */
    atomic_int met;          /* how often there was another */
    atomic_uintptr_t first;  /* address of the sums seen first */
    atomic_int others;       /* units that saw another one */
};

/* Region 5 takes long enough for the others to come round to it again. */
static bool serve_and_watch(void *world, uint64_t seed, uint32_t replication, uint32_t region,
                            struct sim_outcome *out, struct err *e)
{
    struct meeting *m = *(struct meeting **)world;
    uintptr_t none = 0;
    if (!atomic_compare_exchange_strong(&m->first, &none, (uintptr_t)out->sums))
        atomic_fetch_add(&m->others, none != (uintptr_t)out->sums);
    atomic_fetch_add(&m->met, atomic_fetch_add(&m->inside[region], 1) > 0);
    if (region == 5)
        rest(2000000);
    bool is_done = serve_a_line(world, seed, replication, region, out, e);
    atomic_fetch_sub(&m->inside[region], 1);
    return is_done;
}

static void *new_watch(const void *plan, struct arena *home, struct err *e)
{
    const void **w = arena_take(home, 1, sizeof *w);
    if (w == NULL)
        err_add(e, ERR_NOMEM, SRC_NOWHERE, "world");
    else
        *w = plan;
    return (void *)w;
}

static struct replicate_result watched_run(uint32_t regions, uint32_t threads, struct meeting *met,
                                           struct arena *home)
{
    struct sim_model m = lines;
    struct err e = {0};
    struct replicate_result got;
    const struct replicate_order order = {.replications = MANY_RUNS, .threads = threads};
    *met = (struct meeting){.first = 0};
    m.plan = met;
    m.regions = regions;
    m.record_words = m.sum_words = regions;
    m.bin_words = (size_t)regions * SIM_HISTOGRAM_BINS;
    m.new_world = new_watch;
    m.replicate = serve_and_watch;
    assert_true(replicate_run(&m, &order, home, &got, &e));
    return got;
}

static void workers_share_one_set_of_counts_where_there_are_many_regions(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct meeting one, met;
    struct replicate_result alone = watched_run(MANY, 1, &one, home);
    for (uint32_t threads = 2; threads <= MANY_THREADS; threads++) {
        struct replicate_result many = watched_run(MANY, threads, &met, home);
        assert_int_equal(met.others, 0);
        assert_int_equal(met.met, 0);
        assert_memory_equal(many.records, alone.records, sizeof(int64_t) * MANY_RUNS * MANY);
        assert_memory_equal(many.sums, alone.sums, sizeof(int64_t) * MANY);
        assert_memory_equal(many.bins, alone.bins, sizeof(uint32_t) * MANY * SIM_HISTOGRAM_BINS);
    }
    arena_free(home);
}

/* Else they would stand in a queue for the one region there is. */
static void workers_count_apart_where_there_are_few_regions(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct meeting met;
    (void)watched_run(7, 2, &met, home);
    assert_true(met.others > 0);
    arena_free(home);
}

/* What is merged is what the records add up to, and a longer run begins as the shorter one. */
static void more_replications_leave_the_first_ones_as_they_are(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct replicate_result some = lines_run(40, 3, home), more = lines_run(100, 2, home);
    assert_memory_equal(some.records, more.records, (size_t)40 * REGIONS * sizeof *some.records);
    int64_t sums[REGIONS] = {0};
    for (size_t i = 0; i < (size_t)100 * REGIONS; i++)
        sums[i % REGIONS] += more.records[i];
    assert_memory_equal(more.sums, sums, sizeof sums);
    for (size_t i = 0; i < lines.bin_words; i++)
        assert_true(some.bins[i] <= more.bins[i]);
    arena_free(home);
}

static void a_worker_keeps_its_world_for_all_its_units(void **state)
{
    (void)state;
    atomic_int worlds = 0;
    struct plan p = sound;
    p.worlds = &worlds;
    struct sim_model m = model_of(&p);
    struct arena *home = arena_new(0);
    struct err e = {0};
    struct replicate_result got;
    const struct replicate_order order = {.replications = 50, .threads = 4};
    assert_true(replicate_run(&m, &order, home, &got, &e));
    assert_int_equal(worlds, 4);
    arena_free(home);
}

/* Unit 7 fails after unit 10, then before it; it is reported both times, as with one thread. */
static void the_failure_of_the_lowest_unit_is_reported_whatever_came_first(void **state)
{
    (void)state;
    for (uint32_t threads = 1; threads <= 8; threads++) {
        for (uint32_t slow = 7; slow <= 10; slow += 3) {
            struct plan p = {.fail = {10, 7}, .slow = slow, .rest_ns = 1000000};
            struct sim_model m = model_of(&p);
            struct arena *home = arena_new(0);
            struct err e = {0};
            struct replicate_result got;
            const struct replicate_order order = {.replications = 1000, .threads = threads};
            assert_false(replicate_run(&m, &order, home, &got, &e));
            assert_int_equal(e.count, 1);
            assert_int_equal(e.item[0].code, ERR_LIMIT);
            assert_string_equal(e.item[0].arg[0], "unit 7");
            arena_free(home);
        }
    }
}

static void a_world_that_cannot_be_made_is_an_error(void **state)
{
    (void)state;
    atomic_int worlds = 0;
    struct plan p = sound;
    p.worlds = &worlds;
    p.no_world = true;
    struct sim_model m = model_of(&p);
    struct arena *home = arena_new(0);
    struct err e = {0};
    struct replicate_result got;
    const struct replicate_order order = {.replications = 50, .threads = 3};
    assert_false(replicate_run(&m, &order, home, &got, &e));
    assert_int_equal(e.item[0].code, ERR_NOMEM);
    assert_string_equal(e.item[0].arg[0], "world");
    arena_free(home);
}

/* What a progress function saw. */
struct seen {
    pthread_t caller;
    uint32_t calls, done, total, stop_at_call;
    bool foreign, backwards;
};

static bool note_progress(void *context, uint32_t done, uint32_t total)
{
    struct seen *s = context;
    s->foreign = s->foreign || !pthread_equal(s->caller, pthread_self());
    s->backwards = s->backwards || done < s->done;
    s->calls++;
    s->done = done;
    s->total = total;
    return s->calls != s->stop_at_call;
}

/* Units of 2 ms: far from done after 100 ms, when progress is asked for the first time. That
 * falls into the middle of a replication for most numbers of threads. */
static void stopping_early_keeps_exactly_a_prefix(void **state)
{
    (void)state;
    struct plan p = sound;
    p.rest_ns = 2000000;
    struct sim_model m = model_of(&p);
    for (uint32_t threads = 1; threads <= 8; threads++) {
        struct arena *home = arena_new(0);
        struct err e = {0};
        struct replicate_result got;
        struct seen seen = {.caller = pthread_self(), .stop_at_call = 1};
        const struct replicate_order order = {.seed = 3,
                                              .replications = 5000,
                                              .threads = threads,
                                              .progress = note_progress,
                                              .progress_context = &seen};
        assert_true(replicate_run(&m, &order, home, &got, &e));
        assert_in_range(got.replications, 1, 4999);
        check_result(&got, 3, got.replications, 5000);
        assert_int_equal(seen.calls, 2);
        assert_int_equal(seen.done, got.replications);
        arena_free(home);
    }
}

static void progress_is_told_by_the_calling_thread_and_at_the_end(void **state)
{
    (void)state;
    struct plan p = sound;
    p.rest_ns = 5000000;
    struct sim_model m = model_of(&p);
    struct arena *home = arena_new(0);
    struct err e = {0};
    struct replicate_result got;
    struct seen seen = {.caller = pthread_self()};
    const struct replicate_order order = {
        .replications = 40, .threads = 2, .progress = note_progress, .progress_context = &seen};
    assert_true(replicate_run(&m, &order, home, &got, &e));
    assert_true(seen.calls >= 2);
    assert_int_equal(seen.done, 40);
    assert_int_equal(seen.total, 40);
    assert_false(seen.foreign);
    assert_false(seen.backwards);
    arena_free(home);
}

/* What a progress function reads while workers write. */
struct reader {
    const struct replicate_result *got;
    uint32_t whole, calls, read, wrong;
};

static bool read_whole(void *context, uint32_t done, uint32_t total)
{
    struct reader *r = context;
    (void)total;
    r->calls++;
    r->wrong += r->whole > done;
    for (uint32_t i = 0; i < r->whole; i++)
        for (uint32_t j = 0; j < REGIONS; j++) {
            const int64_t *row = r->got->records + (size_t)i * 2 * REGIONS;
            r->wrong += row[j] != (int64_t)(hash(5, i, j) >> 1) || row[REGIONS + j] != 1;
        }
    r->read = r->whole;
    return true;
}

/* One unit is slow, so the units behind it are done while its replication is not. */
static void whole_replications_can_be_read_while_others_run(void **state)
{
    (void)state;
    struct plan p = sound;
    p.rest_ns = 2000000;
    p.slow = 20 * REGIONS + 1;
    struct sim_model m = model_of(&p);
    struct arena *home = arena_new(0);
    struct err e = {0};
    struct replicate_result got;
    struct reader reader = {.got = &got};
    const struct replicate_order order = {.seed = 5,
                                          .replications = 200,
                                          .threads = 3,
                                          .progress = read_whole,
                                          .progress_context = &reader,
                                          .whole = &reader.whole};
    assert_true(replicate_run(&m, &order, home, &got, &e));
    assert_true(reader.calls >= 3);
    assert_int_equal(reader.wrong, 0);
    assert_int_equal(reader.read, 200);
    arena_free(home);
}

/* Two threads with a unit each, for they wait for one another. */
static void a_total_that_leaves_its_integer_is_an_error(void **state)
{
    (void)state;
    const struct plan over[] = {{.sum = INT64_MAX}, {.sum = 1}, {.bin = UINT32_MAX}, {.bin = 1}};
    for (size_t i = 0; i < COUNT_OF(over); i++) {
        pthread_barrier_t together;
        pthread_barrier_init(&together, NULL, 2);
        struct plan p = over[i];
        p.fail[0] = p.fail[1] = p.slow = NEVER;
        p.together = &together;
        struct sim_model m = model_of(&p);
        m.regions = 1;
        struct arena *home = arena_new(0);
        struct err e = {0};
        struct replicate_result got;
        const struct replicate_order order = {.replications = 2, .threads = 2};
        bool fits = i % 2 == 1;
        assert_int_equal(replicate_run(&m, &order, home, &got, &e), fits);
        assert_int_equal(e.item[0].code, fits ? ERR_NONE : ERR_LIMIT);
        arena_free(home);
        pthread_barrier_destroy(&together);
    }
}

static bool replicate_nothing(void *world, uint64_t seed, uint32_t replication, uint32_t region,
                              struct sim_outcome *out, struct err *e)
{
    (void)world;
    (void)seed;
    (void)replication;
    (void)region;
    (void)e;
    return out->record == NULL && out->sums == NULL && out->bins == NULL;
}

static void a_model_may_do_without_records_sums_or_bins(void **state)
{
    (void)state;
    struct sim_model m = model_of(&sound);
    m.record_words = m.sum_words = m.bin_words = 0;
    m.replicate = replicate_nothing;
    struct arena *home = arena_new(0);
    struct err e = {0};
    struct replicate_result got;
    const struct replicate_order order = {.replications = 9, .threads = 2};
    assert_true(replicate_run(&m, &order, home, &got, &e));
    assert_int_equal(got.replications, 9);
    assert_null(got.records);
    arena_free(home);
}

static void any_failing_allocation_is_reported(void **state)
{
    (void)state;
    struct sim_model m = model_of(&sound);
    unsigned n = 0;
    for (bool ok = false; !ok;) {
        struct arena *home = arena_new(0);
        struct err e = {0};
        struct replicate_result got;
        const struct replicate_order order = {.seed = 1, .replications = 4, .threads = 2};
        arena_fail_nth(home, ++n);
        ok = replicate_run(&m, &order, home, &got, &e);
        assert_int_equal(e.item[0].code, ok ? ERR_NONE : ERR_NOMEM);
        arena_free(home);
    }
    assert_int_equal(n, 4); /* records, sums, bins, and the one that succeeds */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_are_the_same_for_any_number_of_threads),
        cmocka_unit_test(records_sums_and_histograms_have_the_same_bits_however_units_are_shared),
        cmocka_unit_test(workers_share_one_set_of_counts_where_there_are_many_regions),
        cmocka_unit_test(workers_count_apart_where_there_are_few_regions),
        cmocka_unit_test(more_replications_leave_the_first_ones_as_they_are),
        cmocka_unit_test(a_worker_keeps_its_world_for_all_its_units),
        cmocka_unit_test(the_failure_of_the_lowest_unit_is_reported_whatever_came_first),
        cmocka_unit_test(a_world_that_cannot_be_made_is_an_error),
        cmocka_unit_test(stopping_early_keeps_exactly_a_prefix),
        cmocka_unit_test(progress_is_told_by_the_calling_thread_and_at_the_end),
        cmocka_unit_test(whole_replications_can_be_read_while_others_run),
        cmocka_unit_test(a_total_that_leaves_its_integer_is_an_error),
        cmocka_unit_test(a_model_may_do_without_records_sums_or_bins),
        cmocka_unit_test(any_failing_allocation_is_reported),
    };
    return cmocka_run_group_tests_name("replicate", tests, NULL, NULL);
}
