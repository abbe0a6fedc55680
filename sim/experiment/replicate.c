#include "sim/experiment/replicate.h"

#include <time.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/experiment/crew.h"
#include "sim/experiment/spread.h"

/* How often progress is told, and how often ranks ask one another while somebody works and
 * while nobody does. */
enum { PROGRESS_MS = 100, IDLE_MS = 1 };

static struct timespec in_ms(long ms)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_nsec += ms * 1000000L;
    t.tv_sec += t.tv_nsec / 1000000000L;
    t.tv_nsec %= 1000000000L;
    return t;
}

static bool is_past(const struct timespec *due)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec > due->tv_sec || (now.tv_sec == due->tv_sec && now.tv_nsec >= due->tv_nsec);
}

/* Stop at the end of the replication that was begun last. */
static void wind_down(struct crew *c)
{
    crew_end_at(c, (uint64_t)crew_begun(c) * c->model->regions);
}

/* Tells how far, without the lock; false when asked to stop. */
static bool report(struct crew *c, const struct replicate_order *order)
{
    if (order->progress == NULL)
        return true;
    uint64_t done = c->result->replications + c->finished * c->step / c->model->regions;
    done = done < order->replications ? done : order->replications;
    if (order->whole != NULL)
        *order->whole = order->spread != NULL ? c->result->replications : crew_whole(c);
    pthread_mutex_unlock(&c->lock);
    bool go_on = order->progress(order->progress_context, (uint32_t)done, order->replications);
    pthread_mutex_lock(&c->lock);
    return go_on;
}

/* ---- one process ---- */

/* Waits for the workers, reporting meanwhile. */
static void supervise_alone(struct crew *c, const struct replicate_order *order)
{
    bool is_stopped = false;
    struct timespec due = in_ms(PROGRESS_MS);
    pthread_mutex_lock(&c->lock);
    while (c->working > 0) {
        if (!crew_wait(c, &due))
            continue;
        if (!is_stopped && !report(c, order)) {
            is_stopped = true;
            wind_down(c);
        }
        due = in_ms(PROGRESS_MS);
    }
    (void)report(c, order);
    pthread_mutex_unlock(&c->lock);
}

/* ---- several processes ----
 *
 * They ask one another in rounds, and act on the same answer in the same round. To stop,
 * all stop handing out units at the end of what they have begun and say how far that is;
 * the furthest is where all stop. A failure makes the unit that failed everybody's end, so
 * those before it are still done and the lowest of all failures is found. */

/* Words of a round; the largest counts. */
enum { NEWS_WORKS, NEWS_STOP, NEWS_LOOSE, NEWS_BEGUN, NEWS_FAILED, NEWS_BROKEN };

struct council {
    uint64_t end;    /* as it was asked for */
    bool wants_stop; /* progress said so, on rank 0; it is not asked again */
    bool is_frozen;  /* all shall say how far they are */
    bool is_agreed;  /* and have */
    bool is_over;    /* nobody works, nothing is left */
};

static void put_news(const struct crew *c, const struct council *k, int64_t own[SPREAD_NEWS])
{
    bool waits = k->is_frozen && !k->is_agreed;
    own[NEWS_WORKS] = c->busy > 0 || c->next < c->end || waits;
    own[NEWS_STOP] = k->wants_stop && !k->is_frozen;
    own[NEWS_LOOSE] = !k->is_frozen;
    own[NEWS_BEGUN] = crew_begun(c);
    own[NEWS_FAILED] = c->failed == UINT64_MAX ? INT64_MIN : -(int64_t)c->failed;
    own[NEWS_BROKEN] = c->is_broken;
}

/* All ranks come here with the same words. */
static void act(struct crew *c, struct council *k, const int64_t most[SPREAD_NEWS])
{
    uint64_t regions = c->model->regions;
    if (k->is_frozen && !k->is_agreed && most[NEWS_LOOSE] == 0) {
        k->is_agreed = true;
        c->end = (uint64_t)most[NEWS_BEGUN] * regions;
        c->end = c->end < k->end ? c->end : k->end;
        pthread_cond_broadcast(&c->go);
    }
    k->is_over = most[NEWS_WORKS] == 0; /* at the end that all know: nothing to agree on */
    if (most[NEWS_STOP] > 0 && !k->is_frozen && !k->is_over) {
        k->is_frozen = true;
        wind_down(c);
    }
    if (most[NEWS_FAILED] != INT64_MIN)
        crew_end_at(c, (uint64_t)-most[NEWS_FAILED]);
    if (most[NEWS_BROKEN] > 0)
        crew_end_at(c, c->next);
}

/* Waits until all ranks are through, reporting meanwhile (rank 0). */
static void supervise_ranks(struct crew *c, const struct replicate_order *order)
{
    const struct spread *s = order->spread;
    struct council k = {.end = (uint64_t)order->replications * c->model->regions};
    int64_t own[SPREAD_NEWS], most[SPREAD_NEWS];
    struct timespec told = in_ms(PROGRESS_MS);
    pthread_mutex_lock(&c->lock);
    while (!k.is_over) {
        struct timespec due = in_ms(c->busy > 0 ? PROGRESS_MS : IDLE_MS);
        (void)crew_wait(c, &due);
        if (is_past(&told)) {
            k.wants_stop = k.wants_stop || !report(c, order);
            told = in_ms(PROGRESS_MS);
        }
        put_news(c, &k, own);
        pthread_mutex_unlock(&c->lock);
        bool is_answered = s->poll(s->context, own, most);
        pthread_mutex_lock(&c->lock);
        if (is_answered)
            act(c, &k, most);
    }
    c->is_held = false;
    pthread_cond_broadcast(&c->go);
    (void)report(c, order);
    pthread_mutex_unlock(&c->lock);
}

/* Of several errors the one of the lowest unit counts, then one that hit a worker before its
 * first unit or after its last. */
static int64_t key_of(const struct crew *c, bool is_done)
{
    return is_done ? SPREAD_FINE : c->failed == UINT64_MAX ? SPREAD_FINE - 1 : (int64_t)c->failed;
}

/* ---- both ---- */

static bool run_crew(struct crew *c, const struct replicate_order *order, bool is_open,
                     struct err *e)
{
    bool is_started = is_open && crew_start(c, e);
    if (!is_started) /* else workers may be reading it */
        c->is_broken = true;
    if (order->spread != NULL)
        supervise_ranks(c, order);
    else if (is_started)
        supervise_alone(c, order);
    return is_started && crew_join(c, e);
}

bool replicate_more(const struct sim_model *model, const struct replicate_order *order,
                    struct replicate_result *result, struct err *e)
{
    const struct spread *s = order->spread;
    uint32_t rank = s != NULL ? s->rank : 0, from = result->replications;
    BUG_IF(model->regions == 0 || order->replications <= from || from < result->first_row);
    struct crew c = {.model = model,
                     .result = result,
                     .seed = order->seed,
                     .first = (uint64_t)from * model->regions + rank,
                     .step = s != NULL ? s->ranks : 1,
                     .end = (uint64_t)order->replications * model->regions,
                     .is_held = s != NULL};
    struct arena *home = arena_new(0);
    bool is_done = run_crew(&c, order, crew_open(&c, order->threads, home, e), e);
    is_done = spread_settle(s, key_of(&c, is_done), e);
    if (is_done)
        result->replications = (uint32_t)(c.end / model->regions);
    crew_close(&c);
    arena_free(home);
    return is_done;
}

bool replicate_open(const struct sim_model *model, uint32_t rows, struct arena *home,
                    struct replicate_result *result, struct err *e)
{
    const size_t record = model->record_words, sums = model->sum_words, bins = model->bin_words;
    BUG_IF(rows == 0 || record > SIZE_MAX / rows);
    *result = (struct replicate_result){0};
    if (record > 0)
        result->records = arena_take_array(home, int64_t, rows * record);
    if (sums > 0)
        result->sums = arena_take_array(home, int64_t, sums);
    if (bins > 0)
        result->bins = arena_take_array(home, uint32_t, bins);
    return ((record == 0 || result->records != NULL) && (sums == 0 || result->sums != NULL) &&
            (bins == 0 || result->bins != NULL)) ||
           err_add(e, ERR_NOMEM, SRC_NOWHERE, "replication");
}

bool replicate_run(const struct sim_model *model, const struct replicate_order *order,
                   struct arena *home, struct replicate_result *result, struct err *e)
{
    BUG_IF(order->spread != NULL);
    return replicate_open(model, order->replications, home, result, e) &&
           replicate_more(model, order, result, e);
}
