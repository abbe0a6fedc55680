#include "sim/experiment/replicate.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"

enum { THREADS_MAX = 1024, PROGRESS_MS = 100 };

/* What all workers share. Units are handed out in order, replication by replication, and a
 * unit that was handed out is always finished. So whatever was begun is a prefix, and the
 * failure with the lowest number is the same for any number of threads: all units before
 * it were handed out too. Under the lock: everything from next on. */
struct crew {
    const struct sim_model *model;
    uint64_t seed;
    int64_t *records;
    pthread_mutex_t lock;
    pthread_cond_t left; /* signalled when a worker has left */
    uint64_t next, end;  /* units: the next one, and the first that is not wanted */
    uint64_t failed;     /* lowest unit that failed; UINT64_MAX = none */
    bool broken;         /* some worker failed: hand out nothing more */
    uint32_t working;    /* workers that have not left */
    uint32_t done;       /* replications of which all regions are finished */
    uint32_t *open;      /* regions not yet finished, by replication */
};

/* Owned by its thread until that is joined. */
struct worker {
    struct crew *crew;
    pthread_t thread;
    struct arena *home; /* world, and but for the first sums and bins; freed after the merge */
    int64_t *sums;
    uint32_t *bins;
    bool is_first;   /* sums and bins are the result's own */
    uint64_t failed; /* unit in which err was set; UINT64_MAX = before the first */
    struct err err;
};

/* NULL when memory is short, but also for 0 words: `*ok` tells which. */
static void *take_words(struct arena *home, size_t words, size_t size, bool *ok)
{
    void *memory = words == 0 ? NULL : arena_take(home, words, size);
    *ok = *ok && (memory != NULL || words == 0);
    return memory;
}

/* The next unit, or false when there is nothing left to begin. */
static bool begin_unit(struct crew *c, uint64_t *unit)
{
    pthread_mutex_lock(&c->lock);
    bool any = !c->broken && c->next < c->end;
    if (any)
        *unit = c->next++;
    pthread_mutex_unlock(&c->lock);
    return any;
}

static void finish_unit(struct crew *c, uint32_t replication)
{
    pthread_mutex_lock(&c->lock);
    if (--c->open[replication] == 0)
        c->done++;
    pthread_mutex_unlock(&c->lock);
}

static void leave(struct worker *w)
{
    struct crew *c = w->crew;
    pthread_mutex_lock(&c->lock);
    if (err_is_set(&w->err)) {
        c->broken = true;
        c->failed = w->failed < c->failed ? w->failed : c->failed;
    }
    c->working--;
    pthread_cond_signal(&c->left);
    pthread_mutex_unlock(&c->lock);
}

/* The worker's own memory and world. The first worker counts straight into the result, so
 * one thread needs no second set. NULL and w->err when memory is short. */
static void *open_world(struct worker *w)
{
    const struct sim_model *m = w->crew->model;
    bool ok = true;
    w->home = arena_new(0);
    if (w->home != NULL && !w->is_first) {
        w->sums = take_words(w->home, m->sum_words, sizeof *w->sums, &ok);
        w->bins = take_words(w->home, m->bin_words, sizeof *w->bins, &ok);
    }
    if (w->home == NULL || !ok) {
        err_add(&w->err, ERR_NOMEM, SRC_NOWHERE, "replication");
        return NULL;
    }
    void *world = m->new_world(m->plan, w->home, &w->err);
    BUG_IF(world == NULL && !err_is_set(&w->err));
    return world;
}

static bool run_unit(struct worker *w, void *world, uint64_t unit)
{
    struct crew *c = w->crew;
    const struct sim_model *m = c->model;
    uint32_t replication = (uint32_t)(unit / m->regions), region = (uint32_t)(unit % m->regions);
    struct sim_outcome out = {.sums = w->sums, .bins = w->bins};
    if (m->record_words > 0)
        out.record = c->records + replication * m->record_words;
    if (!m->replicate(world, c->seed, replication, region, &out, &w->err)) {
        BUG_IF(!err_is_set(&w->err));
        w->failed = unit;
        return false;
    }
    finish_unit(c, replication);
    return true;
}

static void *work(void *argument)
{
    struct worker *w = argument;
    void *world = open_world(w);
    uint64_t unit;
    while (world != NULL && begin_unit(w->crew, &unit)) {
        if (!run_unit(w, world, unit))
            break;
    }
    leave(w);
    return NULL;
}

/* ---- the calling thread ---- */

static uint32_t count_threads(const struct replicate_order *order, uint64_t units)
{
    uint64_t n = order->threads;
    if (n == 0) {
        long processors = sysconf(_SC_NPROCESSORS_ONLN);
        n = processors > 0 ? (uint64_t)processors : 1;
    }
    n = n < units ? n : units;
    return (uint32_t)(n < THREADS_MAX ? n : THREADS_MAX);
}

/* A condition whose timeouts follow the steady clock, not the one people set. */
static void open_crew(struct crew *c)
{
    pthread_condattr_t steady;
    bool failed = pthread_mutex_init(&c->lock, NULL) != 0;
    failed = pthread_condattr_init(&steady) != 0 || failed;
    failed = pthread_condattr_setclock(&steady, CLOCK_MONOTONIC) != 0 || failed;
    failed = pthread_cond_init(&c->left, &steady) != 0 || failed;
    failed = pthread_condattr_destroy(&steady) != 0 || failed;
    BUG_IF(failed);
}

static void close_crew(struct crew *c)
{
    pthread_cond_destroy(&c->left);
    pthread_mutex_destroy(&c->lock);
}

/* Starts up to n workers and returns how many run: fewer threads give the same results.
 * Only when not even one starts is that an error. */
static uint32_t start(struct crew *c, struct worker *workers, uint32_t n, struct err *e)
{
    uint32_t running = 0;
    int reason = 0;
    pthread_mutex_lock(&c->lock);
    for (; running < n && reason == 0; running += reason == 0) {
        workers[running].crew = c;
        workers[running].failed = UINT64_MAX;
        reason = pthread_create(&workers[running].thread, NULL, work, &workers[running]);
    }
    c->working = running;
    pthread_mutex_unlock(&c->lock);
    if (running == 0)
        err_add(e, ERR_THREAD, SRC_NOWHERE, strerror(reason));
    return running;
}

static struct timespec next_report(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_nsec += PROGRESS_MS * 1000000L;
    t.tv_sec += t.tv_nsec / 1000000000L;
    t.tv_nsec %= 1000000000L;
    return t;
}

/* Stop at the end of the replication that was begun last. */
static void wind_down(struct crew *c)
{
    uint64_t regions = c->model->regions;
    uint64_t begun = (c->next + regions - 1) / regions * regions;
    c->end = begun < c->end ? begun : c->end;
}

/* Waits for the workers, reporting meanwhile. progress runs without the lock. */
static void supervise(struct crew *c, const struct replicate_order *order)
{
    bool quiet = order->progress == NULL; /* nobody to tell, or already asked to stop */
    struct timespec due = next_report();
    pthread_mutex_lock(&c->lock);
    while (c->working > 0) {
        if (quiet) {
            pthread_cond_wait(&c->left, &c->lock);
            continue;
        }
        if (pthread_cond_timedwait(&c->left, &c->lock, &due) != ETIMEDOUT)
            continue;
        uint32_t done = c->done;
        pthread_mutex_unlock(&c->lock);
        quiet = !order->progress(order->progress_context, done, order->replications);
        due = next_report();
        pthread_mutex_lock(&c->lock);
        if (quiet)
            wind_down(c);
    }
    pthread_mutex_unlock(&c->lock);
    if (order->progress != NULL)
        (void)order->progress(order->progress_context, c->done, order->replications);
}

static void copy_errors(struct err *to, const struct err *from)
{
    int kept = from->count < ERR_LIST_MAX ? from->count : ERR_LIST_MAX;
    for (int i = 0; i < kept; i++) {
        const struct err_item *item = &from->item[i];
        const char *args[ERR_ARGS + 1] = {0};
        for (int j = 0; j < ERR_ARGS; j++)
            args[j] = item->arg[j];
        (void)err_add_args(to, item->code, item->at, args);
    }
    to->count += from->count - kept;
}

/* Adds one worker's counts; false when a total leaves its integer. */
static bool merge(const struct sim_model *m, const struct worker *w,
                  struct replicate_result *result)
{
    bool overflow = false;
    for (size_t i = 0; i < m->sum_words; i++)
        overflow |= __builtin_add_overflow(result->sums[i], w->sums[i], &result->sums[i]);
    for (size_t i = 0; i < m->bin_words; i++)
        overflow |= __builtin_add_overflow(result->bins[i], w->bins[i], &result->bins[i]);
    return !overflow;
}

/* After all workers have left: their errors, or their counts. */
static bool collect(struct crew *c, struct worker *workers, uint32_t n,
                    struct replicate_result *result, struct err *e)
{
    bool fits = true;
    for (uint32_t i = 0; i < n; i++) {
        const struct worker *w = &workers[i];
        if (c->broken && w->failed == c->failed && err_is_set(&w->err)) {
            copy_errors(e, &w->err);
            return false;
        }
        fits = fits && (c->broken || w->is_first || merge(c->model, w, result));
    }
    BUG_IF(c->broken || c->done * (uint64_t)c->model->regions != c->next);
    result->replications = c->done;
    return fits || err_add(e, ERR_LIMIT, SRC_NOWHERE, "counter");
}

static bool run_crew(struct crew *c, const struct replicate_order *order, struct worker *workers,
                     uint32_t n, struct replicate_result *result, struct err *e)
{
    open_crew(c);
    uint32_t running = start(c, workers, n, e);
    if (running > 0)
        supervise(c, order);
    for (uint32_t i = 0; i < running; i++)
        pthread_join(workers[i].thread, NULL);
    bool ok = running > 0 && collect(c, workers, running, result, e);
    for (uint32_t i = 0; i < running; i++)
        arena_free(workers[i].home);
    close_crew(c);
    return ok;
}

bool replicate_run(const struct sim_model *model, const struct replicate_order *order,
                   struct arena *home, struct replicate_result *result, struct err *e)
{
    BUG_IF(model->regions == 0 || order->replications == 0);
    BUG_IF(model->record_words > SIZE_MAX / order->replications);
    uint32_t replications = order->replications;
    uint64_t units = (uint64_t)replications * model->regions;
    uint32_t threads = count_threads(order, units);
    struct crew crew = {.model = model, .seed = order->seed, .end = units, .failed = UINT64_MAX};
    bool ok = true;
    *result = (struct replicate_result){0};
    result->records =
        take_words(home, replications * model->record_words, sizeof *result->records, &ok);
    result->sums = take_words(home, model->sum_words, sizeof *result->sums, &ok);
    result->bins = take_words(home, model->bin_words, sizeof *result->bins, &ok);
    crew.records = result->records;
    crew.open = take_words(home, replications, sizeof *crew.open, &ok);
    struct worker *workers = take_words(home, threads, sizeof *workers, &ok);
    if (!ok)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, "replication");
    for (uint32_t i = 0; i < replications; i++)
        crew.open[i] = model->regions;
    workers[0].is_first = true;
    workers[0].sums = result->sums;
    workers[0].bins = result->bins;
    return run_crew(&crew, order, workers, threads, result, e);
}
