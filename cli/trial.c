#include "cli/trial.h"

#include <string.h>

#include "cli/logbook.h"
#include "cli/phrase.h"
#include "cli/progress.h"
#include "sim/base/arena.h"
#include "sim/output/checkpoint.h"
#include "sim/output/manifest.h"
#include "sim/output/outfile.h"

static const char *below(struct arena *home, const char *folder, const char *name)
{
    struct text path;
    text_init(&path, home);
    text_addf(&path, "%s/%s", folder, name);
    return text_get(&path);
}

/* Settings behind those that the user gave as --set are of the option that the command tries:
 * the values of --grid, the ends of --assumptions. */
static void name_option(const struct frame *f, struct err *e)
{
    const struct options *o = &f->options;
    const char *option = o->assumptions ? "--assumptions" : o->n_grid > 0 ? "--grid" : "--set";
    int given = (int)o->n_set;
    for (int i = 0; i < e->count && i < ERR_LIST_MAX; i++) {
        struct src_pos *at = &e->item[i].at;
        if (at->file == NULL || strcmp(at->file, "--set") != 0 || at->line <= given)
            continue;
        at->file = option;
        at->line -= given;
    }
}

static bool fail(struct trial *t, enum frame_exit how, int *code)
{
    *code = frame_fail(&t->run.frame, how);
    return false;
}

/* What a results folder was made from becomes what is read. */
static bool take_origin(struct trial *t, const struct manifest_origin *o)
{
    struct options *options = &t->run.frame.options;
    options->file = o->scenario;
    options->n_set = o->n_settings;
    for (size_t i = 0; i < o->n_settings; i++)
        options->set[i] = o->settings[i];
    options->has_seed = true;
    options->seed = o->seed;
    return true;
}

static bool read_all(struct trial *t)
{
    struct run *r = &t->run;
    if (!run_choose(r) || !r->model->read(r))
        return false;
    r->seed = r->frame.options.has_seed ? r->frame.options.seed : r->said.seed;
    if (!run_identify(r))
        return false;
    return (r->model->list(r, &t->catalog) &&
            flat_read(r->resolved, r->frame.home, &t->settings)) ||
           err_add(&r->frame.err, ERR_NOMEM, SRC_NOWHERE, t->named);
}

bool trial_open(const struct frame *f, const char *named, const char *const *settings,
                size_t n_settings, struct trial *t, int *code)
{
    struct manifest_origin origin;
    const char *manifest = below(f->home, named, "manifest.json");
    *t = (struct trial){.run = {.frame = *f}, .named = named};
    struct options *o = &t->run.frame.options;
    o->file = named;
    o->n_set = n_settings;
    for (size_t i = 0; i < n_settings; i++)
        o->set[i] = settings[i];
    bool is_folder = outfile_exists(manifest);
    if (is_folder && !manifest_read_origin(manifest, f->home, &origin)) {
        frame_say(f, stderr, PHRASE_OLD_FOLDER, named, "");
        *code = FRAME_INVALID;
        return false;
    }
    if (is_folder && !logbook_can_repeat(f, named, &origin)) {
        *code = FRAME_INVALID;
        return false;
    }
    if (is_folder)
        (void)take_origin(t, &origin);
    if (!read_all(t)) {
        if (!is_folder)
            name_option(f, &t->run.frame.err);
        return fail(t, FRAME_INVALID, code);
    }
    if (!is_folder)
        return true;
    t->run.state = below(f->home, named, CHECKPOINT_STATE);
    if (strcmp(origin.run_id, t->run.run_id) != 0 ||
        !checkpoint_peek(t->run.state, t->run.run_digest, &t->ready)) {
        frame_say(f, stderr, PHRASE_STALE_FOLDER, named, origin.scenario);
        *code = FRAME_INVALID;
        return false;
    }
    return true;
}

/* Progress of one of several runs as that of all. */
struct part {
    struct progress *progress;
    uint32_t before, all;
};

static bool tell(void *context, uint32_t done, uint32_t total)
{
    const struct part *p = context;
    (void)total;
    return progress_tell(p->progress, p->before + done, p->all);
}

static bool take_state(struct trial *t)
{
    struct run *r = &t->run;
    struct checkpoint c = run_checkpoint(r);
    c.replications = t->ready;
    if (t->ready > 0 && !checkpoint_read(r->state, &c, &r->frame.err))
        return false;
    r->result.replications = t->ready;
    return true;
}

static bool run_one(struct trial *t, uint32_t replications, struct part *part)
{
    struct run *r = &t->run;
    const struct replicate_order order = {.seed = r->seed,
                                          .replications = replications,
                                          .threads = run_threads(r),
                                          .progress = tell,
                                          .progress_context = part};
    return replicate_open(&r->sim, replications, r->frame.home, &r->result, &r->frame.err) &&
           take_state(t) &&
           (r->result.replications == replications ||
            replicate_more(&r->sim, &order, &r->result, &r->frame.err));
}

bool trial_grow(struct trial *t, uint32_t n, uint32_t most, struct progress *progress)
{
    struct run *r = &t->run;
    struct part part = {progress, 0, n};
    const struct replicate_order order = {.seed = r->seed,
                                          .replications = n,
                                          .threads = run_threads(r),
                                          .progress = tell,
                                          .progress_context = &part};
    if (r->result.records == NULL &&
        !replicate_open(&r->sim, most, r->frame.home, &r->result, &r->frame.err))
        return false;
    return r->result.replications >= n ||
           replicate_more(&r->sim, &order, &r->result, &r->frame.err);
}

bool trial_run_all(struct trial *trials, size_t n, uint32_t replications, struct progress *progress,
                   bool *is_whole, size_t *failed)
{
    struct part part = {progress, 0, (uint32_t)n * replications};
    bool is_done = true;
    *is_whole = true;
    for (size_t i = 0; i < n; i++)
        progress->from += trials[i].ready;
    progress_catch_interrupt();
    for (size_t i = 0; i < n && is_done && *is_whole; i++) {
        *failed = i;
        is_done = run_one(&trials[i], replications, &part);
        *is_whole = trials[i].run.result.replications == replications;
        part.before += replications;
    }
    progress_release_interrupt();
    return is_done;
}
