#include "sim/experiment/series.h"

#include <time.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/experiment/spread.h"

/* HELPER_BYTES: of rows on a rank that only helps, which bound a part from above. */
enum { KEEPING_TO_WORK = 20, HELPER_BYTES = 64 * 1024 * 1024 };

struct series {
    const struct sim_model *model;
    const struct series_order *order;
    struct replicate_result *result;
    uint32_t rows;   /* replications of a part at most */
    double due_s;    /* when the next keeping is due */
    bool is_stopped; /* progress asked to */
};

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static bool is_due(const struct series *s)
{
    return s->order->every_s > 0 && now_s() >= s->due_s;
}

/* A replicate_progress: false ends the part. */
static bool tell(void *context, uint32_t done, uint32_t total)
{
    struct series *s = context;
    const struct replicate_order *run = &s->order->run;
    (void)total;
    if (run->progress != NULL && !run->progress(run->progress_context, done, run->replications))
        s->is_stopped = true;
    return !s->is_stopped && !is_due(s);
}

static bool keep(struct series *s, struct err *e)
{
    double began_s = now_s();
    bool is_complete = s->result->replications == s->order->run.replications;
    if (s->order->every_s == 0 || is_complete || !(s->is_stopped || is_due(s)))
        return true;
    bool is_kept = s->order->keep(s->order->keep_context, s->result, e);
    double took_s = now_s() - began_s;
    double work_s = KEEPING_TO_WORK * took_s;
    s->due_s = now_s() + (work_s > s->order->every_s ? work_s : s->order->every_s);
    return is_kept;
}

/* One part; the ranks leave it with the same number of replications done. */
static bool run_part(struct series *s, struct err *e)
{
    struct replicate_order run = s->order->run;
    bool is_first = spread_is_first(run.spread);
    uint32_t from = s->result->replications;
    if (run.replications - from > s->rows)
        run.replications = from + s->rows;
    run.progress = is_first ? tell : NULL;
    run.progress_context = s;
    if (!replicate_more(s->model, &run, s->result, e))
        return false;
    bool is_fine = true;
    if (run.spread != NULL)
        is_fine = spread_gather(run.spread, s->model, s->result, from, s->result->replications, e);
    if (!is_first)
        s->result->first_row = s->result->replications;
    is_fine = is_fine && (!is_first || keep(s, e));
    if (!spread_all(run.spread, is_fine, e))
        return false;
    s->is_stopped = spread_most(run.spread, s->is_stopped) != 0;
    return true;
}

static uint32_t rows_of_helper(const struct sim_model *model, uint32_t all)
{
    size_t bytes = model->record_words * sizeof(int64_t);
    size_t rows = bytes > 0 ? HELPER_BYTES / bytes : all;
    rows = rows > 0 ? rows : 1;
    return rows < all ? (uint32_t)rows : all;
}

bool series_run(const struct sim_model *model, const struct series_order *order, struct arena *home,
                struct replicate_result *result, struct err *e)
{
    const struct spread *spread = order->run.spread;
    uint32_t all = order->run.replications;
    struct series s = {
        .model = model, .order = order, .result = result, .due_s = now_s() + order->every_s};
    s.rows = spread != NULL ? rows_of_helper(model, all) : all;
    bool is_first = spread_is_first(spread), is_open = true;
    if (!is_first)
        is_open = replicate_open(model, s.rows, home, result, e);
    if (!spread_all(spread, is_open, e))
        return false;
    result->replications = (uint32_t)spread_most(spread, is_first ? result->replications : 0);
    result->first_row = is_first ? 0 : result->replications;
    BUG_IF(result->replications > all);
    while (result->replications < all && !s.is_stopped)
        if (!run_part(&s, e))
            return false;
    return true;
}
