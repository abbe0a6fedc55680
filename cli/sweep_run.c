/* The points of a sweep, one in memory at a time. */
#include <string.h>

#include "cli/ask.h"
#include "cli/phrase.h"
#include "cli/sweep.h"
#include "sim/base/arena.h"

static bool no_memory(const struct sweep *s, int *code)
{
    struct frame f = *s->frame;
    (void)err_add(&f.err, ERR_NOMEM, SRC_NOWHERE, "sweep");
    *code = frame_fail(&f, FRAME_FAILED);
    return false;
}

static const struct run_key *key_of(const struct run_model *m, const char *name)
{
    for (size_t i = 0; i < m->n_keys; i++)
        if (strcmp(m->keys[i].name, name) == 0)
            return &m->keys[i];
    return NULL;
}

static void add_measure(struct sweep *s, size_t measure, size_t place)
{
    const struct run_measure *m = &s->base.catalog.measures[measure];
    const struct run_key *key = key_of(s->base.run.model, m->name);
    bool is_share = strcmp(m->unit, "1") == 0;
    for (size_t i = 0; i < s->n_measures; i++)
        if (s->measures[i].measure == measure && s->measures[i].place == place)
            return;
    int digits = key != NULL ? key->digits : is_share ? 1 : m->digits;
    s->measures[s->n_measures++] = (struct sweep_measure){measure, place, key, digits, is_share};
}

/* The named measure at a place, when there is one of that name. */
static void add_named(struct sweep *s, const char *name, size_t place)
{
    for (size_t i = 0; i < s->base.catalog.n_measures; i++)
        if (strcmp(s->base.catalog.measures[i].name, name) == 0)
            add_measure(s, i, place);
}

/* The one that --of names, with who was turned away there beside it; else all that decisions
 * turn on, over the whole. */
static bool choose_measures(struct sweep *s, int *code)
{
    struct run *r = &s->base.run;
    const struct options *o = &s->frame->options;
    size_t measure, place;
    if (o->of != NULL) {
        if (!ask_measure(r, &s->base.catalog, "--of", o->of, &measure, &place)) {
            *code = frame_fail(&r->frame, FRAME_USAGE);
            return false;
        }
        add_measure(s, measure, place);
        add_named(s, "turned_away", place);
    } else if (o->assumptions) {
        add_named(s, r->model->promise_measure, 0);
        add_named(s, "turned_away", 0);
    } else {
        for (size_t i = 0; i < r->model->n_keys; i++)
            add_named(s, r->model->keys[i].name, 0);
    }
    s->n_shown = s->n_measures;
    add_named(s, r->model->promise_measure, 0);
    while (strcmp(s->base.catalog.measures[s->measures[s->promise].measure].name,
                  r->model->promise_measure) != 0 ||
           s->measures[s->promise].place != 0)
        s->promise++;
    s->focus = o->of != NULL ? 0 : s->promise;
    return true;
}

bool sweep_open(const struct frame *f, struct sweep *s, int *code)
{
    const struct options *o = &f->options;
    *s = (struct sweep){.frame = f, .lock = PTHREAD_MUTEX_INITIALIZER};
    if (!progress_init(&s->progress, o->progress, o->quiet, f->japanese) ||
        !trial_open(f, o->file, o->set, o->n_set, &s->base, code))
        return false;
    if (s->base.run.state != NULL) {
        frame_say(f, stderr, PHRASE_SWEEP_FOLDER, o->file, "");
        *code = FRAME_USAGE;
        return false;
    }
    uint32_t most = o->samples > 0   ? SWEEP_SAMPLE_RUNS
                    : o->assumptions ? SWEEP_ENDS
                                     : SWEEP_REPLICATIONS;
    s->replications = run_replications(&s->base.run);
    if (o->replications == 0 && (s->replications > most || o->assumptions))
        s->replications = most;
    return choose_measures(s, code);
}

/* What was refused was said without telling where. */
static bool fail_at(const struct sweep *s, const struct sweep_point *p)
{
    frame_say(s->frame, stderr, PHRASE_SWEEP_AT, p->label, "");
    return false;
}

/* Reads the scenario with the settings of the point into the arena of *f. */
static bool open_at(const struct sweep *s, const struct sweep_point *p, const struct frame *f,
                    struct trial *t, int *code)
{
    const struct options *o = &s->frame->options;
    const char *settings[OPTIONS_SETS_ROOM];
    size_t n = 0;
    if (o->n_set + p->n_settings > OPTIONS_SETS_ROOM) {
        frame_say(f, stderr, PHRASE_TOO_MANY_SETS, "256", "");
        *code = FRAME_USAGE;
        return false;
    }
    for (size_t i = 0; i < o->n_set; i++)
        settings[n++] = o->set[i];
    for (size_t i = 0; i < p->n_settings; i++)
        settings[n++] = p->settings[i];
    return trial_open(f, o->file, settings, n, t, code) || fail_at(s, p);
}

bool sweep_check(struct sweep *s, const struct sweep_point *p, int *code)
{
    struct trial t;
    struct frame f = *s->frame;
    f.home = arena_new(0);
    if (f.home == NULL)
        return no_memory(s, code);
    bool ok = open_at(s, p, &f, &t, code);
    arena_free(f.home);
    return ok;
}

static bool accepts(const struct frame *f, const char *const *settings, size_t n)
{
    struct run r = {.frame = *f};
    struct options *o = &r.frame.options;
    if (o->n_set + n > OPTIONS_SETS_ROOM)
        return false;
    for (size_t i = 0; i < n; i++)
        o->set[o->n_set++] = settings[i];
    return run_choose(&r) && r.model->read(&r);
}

bool sweep_accepts(const struct sweep *s, const char *const *settings, size_t n)
{
    struct frame f = *s->frame;
    f.home = arena_new(0);
    bool ok = f.home != NULL && accepts(&f, settings, n);
    arena_free(f.home);
    return ok;
}

/* A point that runs, and how far it was when it was last heard of. */
struct desk {
    struct sweep *s;
    uint32_t done;
};

static bool tell(void *context, uint32_t done, uint32_t total)
{
    struct desk *d = context;
    struct sweep *s = d->s;
    (void)total;
    (void)pthread_mutex_lock(&s->lock);
    s->done += done - d->done;
    d->done = done;
    bool goes_on = progress_tell(&s->progress, s->done, s->total);
    (void)pthread_mutex_unlock(&s->lock);
    return goes_on;
}

/* A copy of the sample that outlives the trial; false when memory ran out. */
static bool keep(struct arena *home, struct sample *from, struct sample *to)
{
    *to = *from;
    double *y = arena_take_array(home, double, from->n > 0 ? 2 * from->n : 1);
    if (y == NULL)
        return false;
    for (size_t i = 0; i < from->n; i++) {
        y[i] = from->y[i];
        if (from->kind == SAMPLE_RATIO)
            y[from->n + i] = from->x[i];
    }
    to->y = y;
    to->x = y + from->n;
    return true;
}

static bool keep_samples(const struct sweep *s, const struct trial *t, struct sweep_point *p)
{
    size_t room = run_sample_room(&t->run);
    double *y = arena_take_array(t->run.frame.home, double, room);
    double *x = arena_take_array(t->run.frame.home, double, room);
    if (y == NULL || x == NULL)
        return false;
    for (size_t i = 0; i < s->n_measures; i++) {
        const struct sweep_measure *m = &s->measures[i];
        size_t place = ask_place_like(&t->catalog, &s->base.catalog.places[m->place]);
        struct sample one = {.kind = SAMPLE_MEAN};
        if (place < t->catalog.n_places)
            one = t->run.model->sample(&t->run, m->measure, place, y, x);
        if (!keep(s->frame->home, &one, &p->samples[i]))
            return false;
    }
    return true;
}

static bool run_trial(struct sweep *s, struct trial *t, struct sweep_point *p, int *code)
{
    struct run *r = &t->run;
    struct desk desk = {s, 0};
    const struct replicate_order order = {.seed = p->has_seed ? p->seed : s->base.run.seed,
                                          .replications = s->replications,
                                          .threads = run_threads(r),
                                          .progress = tell,
                                          .progress_context = &desk};
    if (!replicate_run(&r->sim, &order, r->frame.home, &r->result, &r->frame.err)) {
        *code = frame_fail(&r->frame, FRAME_FAILED);
        return fail_at(s, p);
    }
    if (r->result.replications < s->replications) {
        *code = FRAME_INTERRUPTED;
        return false;
    }
    p->target_share = r->said.target_share;
    (void)pthread_mutex_lock(&s->lock);
    s->done += s->replications - desk.done;
    bool ok = keep_samples(s, t, p);
    (void)pthread_mutex_unlock(&s->lock);
    return ok || no_memory(s, code);
}

bool sweep_run(struct sweep *s, struct sweep_point *p, uint32_t threads, int *code)
{
    struct trial t;
    struct frame f = *s->frame;
    f.home = arena_new(0);
    if (threads > 0)
        f.options.threads = threads;
    if (f.home == NULL)
        return no_memory(s, code);
    bool ok = open_at(s, p, &f, &t, code) && run_trial(s, &t, p, code);
    arena_free(f.home);
    return ok;
}
