/* test_series.c - ranks and parts change nothing; a failure, a wish to stop and what is kept
 * are the same wherever they come from. */
#include "sim/experiment/series.h"

#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

#include "sim/base/arena.h"
#include "sim/experiment/spread.h"
#include "tests/experiment/ranks.h"
#include "tests/support/check.h"

enum { REGIONS = 3, BINS = 9, RUNS = 40, NEVER = 1000000 };

struct plan {
    uint32_t fail[2];     /* units that fail */
    long rest_ns;         /* of every unit */
    atomic_int *slow;     /* not NULL: unit 0 takes longer than progress waits, and says 1 */
    uint32_t no_world_on; /* the world that cannot be made, counted from 1; 0 = all can */
    atomic_int *worlds;
    size_t record_words;
    int64_t sum; /* not 0: added to a sum of region 0 in every unit of it */
};

static void rest(long ns)
{
    const struct timespec t = {.tv_nsec = ns};
    nanosleep(&t, NULL);
}

static void *new_world(const void *plan, struct arena *home, struct err *e)
{
    const struct plan *p = plan;
    const struct plan **w = arena_take(home, 1, sizeof *w);
    bool fails =
        p->worlds != NULL && (uint32_t)atomic_fetch_add(p->worlds, 1) + 1 == p->no_world_on;
    if (w == NULL || fails) {
        err_add(e, ERR_NOMEM, SRC_NOWHERE, "world");
        return NULL;
    }
    *w = p;
    return w;
}

static uint64_t hash(uint64_t seed, uint32_t replication, uint32_t region)
{
    uint64_t s = seed ^ ((uint64_t)replication << 32 | region);
    return test_random(&s);
}

static bool replicate(void *world, uint64_t seed, uint32_t replication, uint32_t region,
                      struct sim_outcome *out, struct err *e)
{
    const struct plan *p = *(const struct plan **)world;
    uint32_t unit = replication * REGIONS + region;
    uint64_t h = hash(seed, replication, region);
    if (p->slow != NULL && unit == 0) {
        rest(200000000);
        atomic_store(p->slow, 1);
    }
    if (p->rest_ns > 0)
        rest(p->rest_ns + (long)(h % 1000));
    if (unit == p->fail[0] || unit == p->fail[1]) {
        char text[16];
        snprintf(text, sizeof text, "unit %u", unit);
        return err_add(e, ERR_LIMIT, SRC_NOWHERE, text);
    }
    out->record[region] += (int64_t)(h - UINT64_MAX / 2);
    out->sums[region] += region == 0 && p->sum != 0 ? p->sum : -(int64_t)(h % 100000000000);
    out->bins[region * BINS + h % BINS]++;
    return true;
}

static struct sim_model model_of(const struct plan *p)
{
    return (struct sim_model){.plan = p,
                              .record_words = p->record_words,
                              .sum_words = REGIONS,
                              .bin_words = (size_t)REGIONS * BINS,
                              .regions = REGIONS,
                              .new_world = new_world,
                              .replicate = replicate};
}

static const struct plan sound = {.fail = {NEVER, NEVER}, .record_words = REGIONS};

/* ---- a job of ranks ---- */

/* What rank 0 sees and does. */
struct first {
    uint32_t stop_from; /* done from which progress asks to stop; 0 = never */
    bool cannot_keep;
    uint32_t kept[64], n_kept;
    uint32_t told;
    bool backwards;
    const atomic_int *waits_for; /* not NULL: progress answers when it is 1 */
};

struct member {
    const struct plan *plan;
    struct ranks_one *one; /* NULL: no spread at all */
    uint32_t threads, begin, end, every_s;
    struct first *first;
    struct arena *home;
    struct replicate_result result;
    struct err e;
    bool is_done;
};

static bool note_progress(void *context, uint32_t done, uint32_t total)
{
    struct first *f = context;
    f->backwards |= done < f->told || done > total;
    f->told = done;
    while (f->waits_for != NULL && atomic_load(f->waits_for) == 0)
        rest(1000000);
    if (f->waits_for != NULL)
        rest(20000000); /* and the worker is idle */
    return f->waits_for == NULL && (f->stop_from == 0 || done < f->stop_from);
}

static bool note_keeping(void *context, const struct replicate_result *result, struct err *e)
{
    struct first *f = context;
    if (f->n_kept < COUNT_OF(f->kept))
        f->kept[f->n_kept++] = result->replications;
    return !f->cannot_keep || err_add(e, ERR_WRITE, SRC_NOWHERE, "disk");
}

static void *take_part(void *argument)
{
    struct member *m = argument;
    struct sim_model model = model_of(m->plan);
    const struct series_order order = {.run = {.seed = 11,
                                               .replications = m->end,
                                               .threads = m->threads,
                                               .progress = note_progress,
                                               .progress_context = m->first,
                                               .spread = m->one != NULL ? &m->one->spread : NULL},
                                       .every_s = m->every_s,
                                       .keep = note_keeping,
                                       .keep_context = m->first};
    m->is_done = series_run(&model, &order, m->home, &m->result, &m->e);
    return NULL;
}

/* Runs the job on `ranks` threads, 0 = without a spread; the first of members is rank 0 and
 * has been filled. Everything lives in its home. */
static void run_job(struct member *rank0, uint32_t ranks)
{
    struct ranks *job = arena_take(rank0->home, 1, sizeof *job);
    static const struct first nobody;
    struct first *others = arena_take_array(rank0->home, struct first, 1);
    struct ranks_one ones[RANKS_MAX];
    struct member members[RANKS_MAX];
    pthread_t threads[RANKS_MAX];
    *others = nobody;
    rank0->one = ranks > 0 ? &ones[0] : NULL;
    if (ranks == 0) {
        take_part(rank0);
        return;
    }
    ranks_open(job, ranks, ones);
    for (uint32_t i = 1; i < ranks; i++) {
        members[i] = *rank0;
        members[i].home = arena_new(0);
        members[i].first = others;
        members[i].one = &ones[i];
        members[i].result = (struct replicate_result){0};
        pthread_create(&threads[i], NULL, take_part, &members[i]);
    }
    take_part(rank0);
    for (uint32_t i = 1; i < ranks; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(members[i].is_done, rank0->is_done);
        arena_free(members[i].home);
    }
    assert_int_equal(others->n_kept, 0); /* only rank 0 keeps and is asked */
    assert_int_equal(others->told, 0);
    ranks_close(job);
}

static struct member member_of(const struct plan *p, uint32_t threads, struct first *first)
{
    struct member m = {.plan = p, .threads = threads, .end = RUNS, .first = first};
    struct sim_model model = model_of(p);
    m.home = arena_new(0);
    assert_true(replicate_open(&model, 5000, m.home, &m.result, &m.e));
    return m;
}

/* Everything recomputed in one loop. */
static void check(const struct replicate_result *got, uint32_t n)
{
    int64_t sums[REGIONS] = {0};
    uint32_t bins[REGIONS * BINS] = {0};
    assert_int_equal(got->replications, n);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < REGIONS; j++) {
            uint64_t h = hash(11, i, j);
            assert_true(got->records[i * REGIONS + j] == (int64_t)(h - UINT64_MAX / 2));
            sums[j] -= (int64_t)(h % 100000000000);
            bins[j * BINS + h % BINS]++;
        }
    for (uint32_t j = 0; j < REGIONS; j++)
        assert_int_equal(got->records[n * REGIONS + j], 0);
    assert_memory_equal(got->sums, sums, sizeof sums);
    assert_memory_equal(got->bins, bins, sizeof bins);
}

static void results_are_the_same_for_any_number_of_ranks_and_threads(void **state)
{
    (void)state;
    for (uint32_t ranks = 0; ranks <= RANKS_MAX; ranks++)
        for (uint32_t threads = 1; threads <= 3; threads++) {
            struct first first = {0};
            struct member m = member_of(&sound, threads, &first);
            run_job(&m, ranks);
            assert_true(m.is_done);
            check(&m.result, RUNS);
            assert_int_equal(first.told, RUNS);
            assert_false(first.backwards);
            assert_int_equal(first.n_kept, 0);
            arena_free(m.home);
        }
}

static void more_ranks_than_units_are_fine(void **state)
{
    (void)state;
    struct first first = {0};
    struct member m = member_of(&sound, 2, &first);
    m.end = 1; /* 3 units for 5 ranks */
    run_job(&m, 5);
    assert_true(m.is_done);
    check(&m.result, 1);
    arena_free(m.home);
}

/* The first run ends where it was told to, the second is told to go on from there. */
static void a_run_goes_on_from_what_is_done(void **state)
{
    (void)state;
    for (uint32_t ranks = 0; ranks <= 3; ranks += 3) {
        struct first first = {0};
        struct member m = member_of(&sound, 2, &first);
        m.end = 17;
        run_job(&m, ranks);
        check(&m.result, 17);
        m.end = RUNS;
        run_job(&m, 3 - ranks); /* and not with as many ranks as before */
        assert_true(m.is_done);
        check(&m.result, RUNS);
        assert_false(first.backwards);
        run_job(&m, ranks); /* nothing is left to do */
        check(&m.result, RUNS);
        arena_free(m.home);
    }
}

/* Rows of 16 MiB: a rank that helps has room for four of them. */
static void ranks_that_help_work_through_a_run_with_few_rows(void **state)
{
    (void)state;
    struct plan p = sound;
    p.record_words = 2 * 1024 * 1024;
    struct sim_model model = model_of(&p);
    struct first first = {0};
    struct member m = {.plan = &p, .threads = 1, .end = 9, .first = &first, .home = arena_new(0)};
    assert_true(replicate_open(&model, 9, m.home, &m.result, &m.e));
    run_job(&m, 2);
    assert_true(m.is_done);
    for (uint32_t i = 0; i < 9; i++)
        for (uint32_t j = 0; j < REGIONS; j++)
            assert_true(m.result.records[i * p.record_words + j] ==
                        (int64_t)(hash(11, i, j) - UINT64_MAX / 2));
    arena_free(m.home);
}

static void the_failure_of_the_lowest_unit_is_told_by_rank_0_whichever_rank_met_it(void **state)
{
    (void)state;
    for (uint32_t ranks = 1; ranks <= RANKS_MAX; ranks++)
        for (uint32_t unit = 30; unit <= 34; unit++) {
            struct plan p = {.fail = {unit + 3, unit}, .rest_ns = 200000, .record_words = REGIONS};
            struct first first = {0};
            struct member m = member_of(&p, 2, &first);
            char text[16];
            m.end = 1000;
            run_job(&m, ranks);
            snprintf(text, sizeof text, "unit %u", unit);
            assert_false(m.is_done);
            assert_int_equal(m.e.count, 1);
            assert_string_equal(m.e.item[0].arg[0], text);
            arena_free(m.home);
        }
}

static void a_rank_that_cannot_begin_ends_the_run_of_all(void **state)
{
    (void)state;
    for (uint32_t which = 1; which <= 4; which++) {
        atomic_int worlds = 0;
        struct plan p = sound;
        struct first first = {0};
        p.worlds = &worlds;
        p.no_world_on = which;
        p.rest_ns = 1000000;
        struct member m = member_of(&p, 1, &first);
        m.end = 5000;
        run_job(&m, 4);
        assert_false(m.is_done);
        assert_int_equal(m.e.item[0].code, ERR_NOMEM);
        assert_string_equal(m.e.item[0].arg[0], "world");
        arena_free(m.home);
    }
}

static void a_wish_to_stop_keeps_a_prefix_on_any_number_of_ranks(void **state)
{
    (void)state;
    for (uint32_t ranks = 0; ranks <= 4; ranks++) {
        struct plan p = sound;
        struct first first = {.stop_from = 1};
        p.rest_ns = 2000000;
        struct member m = member_of(&p, 2, &first);
        m.end = 4000;
        m.every_s = 1000;
        run_job(&m, ranks);
        assert_true(m.is_done);
        assert_in_range(m.result.replications, 1, 3999);
        check(&m.result, m.result.replications);
        assert_int_equal(first.n_kept, 1);
        assert_int_equal(first.kept[0], m.result.replications);
        arena_free(m.home);
    }
}

/* Rank 0 is asked while the others wait for it with nothing left to do, and its own last
 * unit ends before it answers. Ranks 3 and 4 have begun nothing: they must not end there. */
static void a_wish_to_stop_that_comes_when_all_is_done_stops_nothing(void **state)
{
    (void)state;
    atomic_int slow = 0;
    struct plan p = sound;
    struct first first = {.waits_for = &slow};
    p.slow = &slow;
    struct member m = member_of(&p, 1, &first);
    m.end = 1;
    run_job(&m, 5);
    assert_true(m.is_done);
    check(&m.result, 1);
    arena_free(m.home);
}

/* Units of 4 ms, so that a second is over before the run is. */
static void what_is_done_is_kept_now_and_then_and_changes_nothing(void **state)
{
    (void)state;
    for (uint32_t ranks = 0; ranks <= 3; ranks += 3) {
        struct plan p = sound;
        struct first first = {0};
        p.rest_ns = 4000000;
        struct member m = member_of(&p, 1, &first);
        m.end = ranks == 0 ? 200 : 450;
        m.every_s = 1;
        run_job(&m, ranks);
        assert_true(m.is_done);
        check(&m.result, m.end);
        assert_in_range(first.n_kept, 1, 10);
        assert_in_range(first.kept[0], 1, m.end - 1);
        assert_false(first.backwards);
        arena_free(m.home);
    }
}

static void what_cannot_be_kept_ends_the_run_of_all(void **state)
{
    (void)state;
    for (uint32_t ranks = 0; ranks <= 3; ranks += 3) {
        struct plan p = sound;
        struct first first = {.stop_from = 1, .cannot_keep = true};
        p.rest_ns = 2000000;
        struct member m = member_of(&p, 1, &first);
        m.end = 5000;
        m.every_s = 1;
        run_job(&m, ranks);
        assert_false(m.is_done);
        assert_int_equal(m.e.item[0].code, ERR_WRITE);
        arena_free(m.home);
    }
}

/* Four units add a quarter of the range each: no rank alone leaves it, both together do. */
static void a_total_that_leaves_its_integer_when_ranks_are_added_is_an_error(void **state)
{
    (void)state;
    for (uint32_t fits = 0; fits < 2; fits++) {
        struct plan p = sound;
        struct first first = {0};
        p.sum = INT64_MAX / 4 + 1 - fits;
        struct member m = member_of(&p, 1, &first);
        m.end = 4; /* units 0, 3, 6, 9 of region 0, on ranks 0, 1, 0, 1 */
        run_job(&m, 2);
        assert_int_equal(m.is_done, fits);
        assert_int_equal(m.e.item[0].code, fits ? ERR_NONE : ERR_LIMIT);
        if (fits)
            assert_true(m.result.sums[0] == 4 * p.sum);
        arena_free(m.home);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_are_the_same_for_any_number_of_ranks_and_threads),
        cmocka_unit_test(more_ranks_than_units_are_fine),
        cmocka_unit_test(a_run_goes_on_from_what_is_done),
        cmocka_unit_test(ranks_that_help_work_through_a_run_with_few_rows),
        cmocka_unit_test(the_failure_of_the_lowest_unit_is_told_by_rank_0_whichever_rank_met_it),
        cmocka_unit_test(a_rank_that_cannot_begin_ends_the_run_of_all),
        cmocka_unit_test(a_wish_to_stop_keeps_a_prefix_on_any_number_of_ranks),
        cmocka_unit_test(a_wish_to_stop_that_comes_when_all_is_done_stops_nothing),
        cmocka_unit_test(what_is_done_is_kept_now_and_then_and_changes_nothing),
        cmocka_unit_test(what_cannot_be_kept_ends_the_run_of_all),
        cmocka_unit_test(a_total_that_leaves_its_integer_when_ranks_are_added_is_an_error),
    };
    return cmocka_run_group_tests_name("series", tests, NULL, NULL);
}
