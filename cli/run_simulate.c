/* From a compiled scenario to integers: threads, ranks, and what an earlier run has kept. */
#include "cli/phrase.h"
#include "cli/progress.h"
#include "cli/run.h"
#include "cli/until.h"
#include "cli/watch.h"
#include "cli/width.h"
#include "sim/base/bug.h"
#include "sim/experiment/series.h"
#include "sim/experiment/spread.h"
#include "sim/output/checkpoint.h"
#include "sim/output/outfile.h"

struct keeper {
    struct run *run;
    struct watch watch;
    bool watches;
    struct width width;
};

struct checkpoint run_checkpoint(const struct run *r)
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
    struct checkpoint c = run_checkpoint(r);
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

/* What an interrupted run has kept; else what a complete one has, unless that is another run's,
 * or longer than this one. */
static const char *choose_kept(const struct run *r, uint32_t all)
{
    uint32_t n;
    if (!outfile_exists(r->checkpoint) && checkpoint_peek(r->state, r->run_digest, &n) && n <= all)
        return r->state;
    return r->checkpoint;
}

/* Room for all, and in it what is there already. */
static bool open_result(struct run *r, struct progress *progress)
{
    uint32_t all = run_replications(r);
    const char *kept = choose_kept(r, all);
    if (!replicate_open(&r->sim, all, r->frame.home, &r->result, &r->frame.err))
        return false;
    struct checkpoint c = run_checkpoint(r);
    c.replications = all;
    if (!checkpoint_read(kept, &c, &r->frame.err))
        return false;
    r->result.replications = progress->from = c.replications;
    if (c.replications == 0)
        return true;
    struct text count;
    text_init(&count, r->frame.home);
    text_addf(&count, "%u", c.replications);
    r->is_kept = true;
    bool is_whole = c.replications == all && kept == r->state;
    if (!r->frame.options.quiet)
        frame_say(&r->frame, stderr, is_whole ? PHRASE_SAME_RESULTS : PHRASE_RESUMED,
                  text_get(&count), kept);
    return true;
}

bool run_keep_state(struct run *r)
{
    struct checkpoint c = run_checkpoint(r);
    c.replications = r->result.replications;
    return checkpoint_write(r->state, &c, &r->frame.err);
}

size_t run_sample_room(const struct run *r)
{
    enum { SECTIONS_MOST = 64 };
    uint32_t n = r->result.replications;
    return n > SECTIONS_MOST ? n : SECTIONS_MOST;
}

static bool run_up_to(struct run *r, uint32_t goal, struct keeper *k, struct progress *progress)
{
    const struct series_order order = {.run = {.seed = r->seed,
                                               .replications = goal,
                                               .threads = run_threads(r),
                                               .progress = progress_tell,
                                               .progress_context = progress,
                                               .whole = &k->width.whole,
                                               .spread = r->frame.spread},
                                       .every_s = r->frame.options.checkpoint_s,
                                       .keep = keep,
                                       .keep_context = k};
    return series_run(&r->sim, &order, r->frame.home, &r->result, &r->frame.err);
}

/* By stages until the precision is reached; the first process decides for all of them. */
static bool run_until(struct run *r, struct keeper *k, struct progress *progress)
{
    const struct spread *s = r->frame.spread;
    for (;;) {
        uint32_t goal = spread_is_first(s) ? until_next(&r->until, r) : 0;
        goal = (uint32_t)spread_most(s, goal);
        if (goal == 0)
            return true;
        if (!run_up_to(r, goal, k, progress))
            return false;
        if (spread_most(s, spread_is_first(s) && r->result.replications < goal) != 0)
            return true; /* interrupted */
    }
}

static bool run_all(struct run *r, struct keeper *k, struct progress *progress)
{
    progress_catch_interrupt();
    bool is_done =
        r->until.is_on ? run_until(r, k, progress) : run_up_to(r, run_replications(r), k, progress);
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
    if (is_first)
        width_begin(&k.width, r, progress);
    bool is_done = run_all(r, &k, progress);
    progress->look = NULL; /* what it looks at ends here */
    if (k.watches)
        watch_end(&k.watch);
    r->seconds = progress_now_s() - progress->started_s;
    r->is_partial = r->result.replications < (r->until.is_on ? r->until.goal : run_replications(r));
    return is_done;
}
