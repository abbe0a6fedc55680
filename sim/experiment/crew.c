#include "sim/experiment/crew.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/experiment/replicate.h"

/* SHARED_FROM: regions a worker from which all count into one set. MERGE_WORDS: words that
 * are added up, or passed over because they are all zero, in one go. */
enum { THREADS_MAX = 1024, SHARED_FROM = 4, MERGE_WORDS = 64 };

/* ---- a worker's units ---- */

/* The next unit, or false when there is nothing left to begin. */
static bool begin_unit(struct crew_worker *w, uint64_t *unit)
{
    struct crew *c = w->crew;
    pthread_mutex_lock(&c->lock);
    while (c->next >= c->end && c->is_held)
        pthread_cond_wait(&c->go, &c->lock);
    bool any = c->next < c->end;
    if (any) {
        w->at = *unit = c->next;
        c->next += c->step;
        c->busy++;
    }
    pthread_mutex_unlock(&c->lock);
    return any;
}

/* Under the lock. */
static void be_idle(struct crew *c)
{
    if (--c->busy == 0 && c->next >= c->end)
        pthread_cond_signal(&c->news);
}

static void finish_unit(struct crew_worker *w)
{
    struct crew *c = w->crew;
    pthread_mutex_lock(&c->lock);
    c->finished++;
    w->at = UINT64_MAX;
    be_idle(c);
    pthread_mutex_unlock(&c->lock);
}

/* What failed is never finished. Without a unit nobody should begin another one. */
static void report_failure(struct crew_worker *w)
{
    struct crew *c = w->crew;
    pthread_mutex_lock(&c->lock);
    if (w->failed == UINT64_MAX)
        c->is_broken = true;
    c->failed = w->failed < c->failed ? w->failed : c->failed;
    crew_end_at(c, w->failed == UINT64_MAX ? c->next : w->failed);
    be_idle(c);
    pthread_mutex_unlock(&c->lock);
}

/* Sums and bins of its own, where it cannot count into the result's. */
static bool take_counts(struct crew_worker *w)
{
    const struct sim_model *m = w->crew->model;
    if (w->sums == NULL && m->sum_words > 0)
        w->sums = arena_take_array(w->home, int64_t, m->sum_words);
    if (w->bins == NULL && m->bin_words > 0)
        w->bins = arena_take_array(w->home, uint32_t, m->bin_words);
    return (w->sums != NULL || m->sum_words == 0) && (w->bins != NULL || m->bin_words == 0);
}

/* The worker's own memory and world. NULL and w->err when memory is short. */
static void *open_world(struct crew_worker *w)
{
    const struct sim_model *m = w->crew->model;
    w->home = arena_new(0);
    if (w->home == NULL || !take_counts(w)) {
        err_add(&w->err, ERR_NOMEM, SRC_NOWHERE, "replication");
        return NULL;
    }
    void *world = m->new_world(m->plan, w->home, &w->err);
    BUG_IF(world == NULL && !err_is_set(&w->err));
    return world;
}

static bool run_unit(struct crew_worker *w, void *world, uint64_t unit)
{
    struct crew *c = w->crew;
    const struct sim_model *m = c->model;
    uint32_t replication = (uint32_t)(unit / m->regions), region = (uint32_t)(unit % m->regions);
    struct sim_outcome out = {.sums = w->sums, .bins = w->bins};
    if (m->record_words > 0)
        out.record = c->result->records + (replication - c->result->first_row) * m->record_words;
    if (c->regions != NULL)
        pthread_mutex_lock(&c->regions[region]);
    bool is_done = m->replicate(world, c->seed, replication, region, &out, &w->err);
    if (c->regions != NULL)
        pthread_mutex_unlock(&c->regions[region]);
    BUG_IF(!is_done && !err_is_set(&w->err));
    if (!is_done)
        w->failed = unit;
    return is_done;
}

static void run_units(struct crew_worker *w)
{
    struct crew *c = w->crew;
    void *world = open_world(w);
    if (world == NULL) {
        report_failure(w);
        return;
    }
    pthread_mutex_lock(&c->lock);
    be_idle(c);
    pthread_mutex_unlock(&c->lock);
    for (uint64_t unit; begin_unit(w, &unit); finish_unit(w)) {
        if (!run_unit(w, world, unit)) {
            report_failure(w);
            return;
        }
    }
}

/* ---- adding up ---- */

static bool is_zero(const uint32_t *words, size_t n)
{
    uint32_t any = 0;
    for (size_t i = 0; i < n; i++)
        any |= words[i];
    return any == 0;
}

/* True when a word overflows, which is asked without a branch: the compiler takes vectors. */
static bool add_words(uint32_t *to, const uint32_t *from, size_t n)
{
    uint32_t overflow = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t sum = to[i] + from[i];
        overflow |= sum < from[i];
        to[i] = sum;
    }
    return overflow != 0;
}

static bool add_sums(int64_t *to, const int64_t *from, size_t n)
{
    bool overflow = false;
    for (size_t i = 0; i < n; i++)
        overflow |= __builtin_add_overflow(to[i], from[i], &to[i]);
    return overflow;
}

/* Most of a histogram is never hit: what is zero is only read. */
static bool add_bins(uint32_t *to, const uint32_t *from, size_t n)
{
    bool overflow = false;
    for (size_t i = 0; i < n; i += MERGE_WORDS) {
        size_t part = n - i < MERGE_WORDS ? n - i : MERGE_WORDS;
        if (!is_zero(from + i, part))
            overflow |= add_words(to + i, from + i, part);
    }
    return overflow;
}

/* Where part k of n words in `parts` parts begins. */
static size_t part_at(size_t n, uint32_t k, uint32_t parts)
{
    return n / parts * k + n % parts * k / parts;
}

/* This worker's part of the words of all sets but the result's own. */
static bool add_up(const struct crew_worker *w)
{
    struct crew *c = w->crew;
    const struct sim_model *m = c->model;
    bool overflow = false;
    size_t sum = part_at(m->sum_words, w->number, c->n),
           sums = part_at(m->sum_words, w->number + 1, c->n) - sum,
           bin = part_at(m->bin_words, w->number, c->n),
           bins = part_at(m->bin_words, w->number + 1, c->n) - bin;
    for (uint32_t i = 1; i < c->n; i++) {
        const struct crew_worker *other = &c->workers[i];
        if (sums > 0)
            overflow |= add_sums(c->result->sums + sum, other->sums + sum, sums);
        if (bins > 0)
            overflow |= add_bins(c->result->bins + bin, other->bins + bin, bins);
    }
    return overflow;
}

/* The last one through opens the way to adding up, which nothing follows. */
static bool wait_for_the_others(struct crew *c)
{
    pthread_mutex_lock(&c->lock);
    if (--c->working == 0)
        pthread_cond_broadcast(&c->go);
    pthread_cond_signal(&c->news);
    while (c->working > 0)
        pthread_cond_wait(&c->go, &c->lock);
    bool has_failed = c->is_broken || c->failed != UINT64_MAX;
    pthread_mutex_unlock(&c->lock);
    return !has_failed;
}

static void *work(void *argument)
{
    struct crew_worker *w = argument;
    struct crew *c = w->crew;
    run_units(w);
    if (!wait_for_the_others(c) || c->is_shared || !add_up(w))
        return NULL;
    pthread_mutex_lock(&c->lock);
    c->overflow = true;
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

/* ---- the supervising thread ---- */

static uint32_t count_threads(const struct crew *c, uint32_t threads)
{
    uint64_t n = threads, units = c->first < c->end ? (c->end - c->first - 1) / c->step + 1 : 0;
    if (n == 0) {
        long processors = sysconf(_SC_NPROCESSORS_ONLN);
        n = processors > 0 ? (uint64_t)processors : 1;
    }
    n = n < units ? n : units;
    return (uint32_t)(n < THREADS_MAX ? n : THREADS_MAX);
}

/* Conditions whose timeouts follow the steady clock, not the one people set. */
static void open_locks(struct crew *c)
{
    pthread_condattr_t steady;
    bool failed = pthread_mutex_init(&c->lock, NULL) != 0;
    failed = pthread_condattr_init(&steady) != 0 || failed;
    failed = pthread_condattr_setclock(&steady, CLOCK_MONOTONIC) != 0 || failed;
    failed = pthread_cond_init(&c->news, &steady) != 0 || failed;
    failed = pthread_cond_init(&c->go, &steady) != 0 || failed;
    failed = pthread_condattr_destroy(&steady) != 0 || failed;
    BUG_IF(failed);
}

static bool open_regions(struct crew *c, struct arena *home)
{
    uint32_t n = c->model->regions;
    bool failed = false;
    pthread_mutex_t *locks = arena_take_array(home, pthread_mutex_t, n);
    for (uint32_t i = 0; locks != NULL && i < n; i++)
        failed = pthread_mutex_init(&locks[i], NULL) != 0 || failed;
    BUG_IF(failed);
    c->regions = locks;
    return locks != NULL;
}

bool crew_open(struct crew *c, uint32_t threads, struct arena *home, struct err *e)
{
    uint32_t n = count_threads(c, threads);
    open_locks(c);
    c->is_shared = n <= 1 || c->model->regions / n >= SHARED_FROM;
    c->next = c->first;
    c->failed = UINT64_MAX;
    bool ok = home != NULL;
    if (ok && n > 0)
        ok = (c->workers = arena_take_array(home, struct crew_worker, n)) != NULL;
    if (ok && n > 1 && c->is_shared)
        ok = open_regions(c, home);
    if (!ok)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, "replication");
    for (uint32_t i = 0; i < n; i++) {
        bool is_own = i > 0 && !c->is_shared;
        c->workers[i] = (struct crew_worker){.crew = c,
                                             .number = i,
                                             .sums = is_own ? NULL : c->result->sums,
                                             .bins = is_own ? NULL : c->result->bins,
                                             .failed = UINT64_MAX,
                                             .at = UINT64_MAX};
    }
    c->n = n;
    return true;
}

bool crew_start(struct crew *c, struct err *e)
{
    uint32_t running = 0;
    int reason = 0;
    pthread_mutex_lock(&c->lock);
    for (; running < c->n && reason == 0; running += reason == 0)
        reason = pthread_create(&c->workers[running].thread, NULL, work, &c->workers[running]);
    bool none = c->n > 0 && running == 0;
    c->n = c->working = c->busy = running;
    pthread_mutex_unlock(&c->lock);
    return !none || err_add(e, ERR_THREAD, SRC_NOWHERE, strerror(reason));
}

uint32_t crew_begun(const struct crew *c)
{
    uint64_t regions = c->model->regions;
    return c->next == c->first ? c->result->replications
                               : (uint32_t)((c->next - c->step) / regions + 1);
}

uint32_t crew_whole(const struct crew *c)
{
    uint64_t first_open = c->next; /* units go in order */
    for (uint32_t i = 0; i < c->n; i++)
        first_open = c->workers[i].at < first_open ? c->workers[i].at : first_open;
    return (uint32_t)(first_open / c->model->regions);
}

void crew_end_at(struct crew *c, uint64_t unit)
{
    c->end = unit < c->end ? unit : c->end;
}

bool crew_wait(struct crew *c, const struct timespec *due)
{
    return pthread_cond_timedwait(&c->news, &c->lock, due) == ETIMEDOUT;
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

bool crew_join(struct crew *c, struct err *e)
{
    for (uint32_t i = 0; i < c->n; i++)
        pthread_join(c->workers[i].thread, NULL);
    for (uint32_t i = 0; i < c->n; i++) {
        const struct crew_worker *w = &c->workers[i];
        if (err_is_set(&w->err) && w->failed == c->failed) {
            copy_errors(e, &w->err);
            return false;
        }
    }
    return !c->overflow || err_add(e, ERR_LIMIT, SRC_NOWHERE, "counter");
}

void crew_close(struct crew *c)
{
    for (uint32_t i = 0; i < c->n; i++)
        arena_free(c->workers[i].home);
    for (uint32_t i = 0; c->regions != NULL && i < c->model->regions; i++)
        pthread_mutex_destroy(&c->regions[i]);
    pthread_cond_destroy(&c->go);
    pthread_cond_destroy(&c->news);
    pthread_mutex_destroy(&c->lock);
}
