/* From a compiled scenario to integers: threads, ranks, and what an earlier run has kept. */
#include "cli/phrase.h"
#include "cli/progress.h"
#include "cli/run.h"
#include "cli/watch.h"
#include "sim/base/bug.h"
#include "sim/experiment/series.h"
#include "sim/experiment/spread.h"
#include "sim/output/checkpoint.h"

struct keeper {
    struct run *run;
    struct watch watch;
    bool watches;
};

static struct checkpoint checkpoint_of(const struct run *r)
{
    return (struct checkpoint){.run = r->run_digest,
                               .row_bytes = r->sim.record_words * sizeof *r->result.records,
                               .sum_bytes = r->sim.sum_words * sizeof *r->result.sums,
                               .bin_bytes = r->sim.bin_words * sizeof *r->result.bins,
                               .rows = r->result.records,
                               .sums = r->result.sums,
                               .bins = r->result.bins};
}

static bool keep(void *context, const struct replicate_result *result, struct err *e)
{
    struct keeper *k = context;
    struct run *r = k->run;
    struct checkpoint c = checkpoint_of(r);
    BUG_IF(result != &r->result);
    c.replications = result->replications;
    if (c.replications == 0)
        return true;
    if (!checkpoint_write(r->checkpoint, &c, e))
        return false;
    r->is_kept = true;
    if (k->watches)
        watch_kept(&k->watch, c.replications);
    return true;
}

/* Room for all, and in it what was kept. */
static bool open_result(struct run *r, struct progress *progress)
{
    uint32_t all = run_replications(r);
    if (!replicate_open(&r->sim, all, r->frame.home, &r->result, &r->frame.err))
        return false;
    struct checkpoint c = checkpoint_of(r);
    c.replications = all;
    if (!checkpoint_read(r->checkpoint, &c, &r->frame.err))
        return false;
    r->result.replications = progress->from = c.replications;
    if (c.replications == 0)
        return true;
    struct text count;
    text_init(&count, r->frame.home);
    text_addf(&count, "%u", c.replications);
    r->is_kept = true;
    if (!r->frame.options.quiet)
        frame_say(&r->frame, stderr, PHRASE_RESUMED, text_get(&count), r->checkpoint);
    return true;
}

static bool run_all(struct run *r, struct keeper *k, struct progress *progress)
{
    const struct series_order order = {.run = {.seed = r->seed,
                                               .replications = run_replications(r),
                                               .threads = run_threads(r),
                                               .progress = progress_tell,
                                               .progress_context = progress,
                                               .spread = r->frame.spread},
                                       .every_s = r->frame.options.checkpoint_s,
                                       .keep = keep,
                                       .keep_context = k};
    progress_catch_interrupt();
    bool is_done = series_run(&r->sim, &order, r->frame.home, &r->result, &r->frame.err);
    progress_release_interrupt();
    return is_done;
}

bool run_simulate(struct run *r, struct progress *progress)
{
    const struct spread *s = r->frame.spread;
    struct keeper k = {.run = r};
    bool is_first = spread_is_first(s);
    int64_t all = spread_most(s, is_first ? run_replications(r) : 0);
    r->frame.options.replications = (uint32_t)all;
    bool is_open = !is_first || open_result(r, progress);
    if (!spread_all(s, is_open, &r->frame.err))
        return false;
    if (is_first && s != NULL && s->ranks > 1)
        k.watches = watch_begin(&k.watch, r->checkpoint, r->frame.japanese);
    if (k.watches)
        watch_kept(&k.watch, r->result.replications);
    bool is_done = run_all(r, &k, progress);
    if (k.watches)
        watch_end(&k.watch);
    r->seconds = progress_now_s() - progress->started_s;
    r->is_partial = r->result.replications < run_replications(r);
    return is_done;
}
