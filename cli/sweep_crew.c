/* All points of a sweep: one after the other, or side by side. */
#include "cli/sweep.h"

enum { DESKS = 4 }; /* each holds a whole result */

/* What the points that run side by side take their turns by. */
struct crew {
    struct sweep *s;
    size_t next, done;
    uint32_t threads; /* of each */
    int code;         /* of the first that stopped */
};

/* The next point, or NULL when there is none or somebody has stopped. */
static struct sweep_point *take(struct crew *c)
{
    struct sweep_point *p = NULL;
    (void)pthread_mutex_lock(&c->s->lock);
    while (c->code == FRAME_OK && c->next < c->s->n_points && p == NULL) {
        p = &c->s->points[c->next++];
        if (p->is_first) {
            c->s->done += c->s->replications;
            c->done++;
            p = NULL;
        }
    }
    (void)pthread_mutex_unlock(&c->s->lock);
    return p;
}

static void *work(void *crew)
{
    struct crew *c = crew;
    for (struct sweep_point *p = take(c); p != NULL; p = take(c)) {
        int code = FRAME_OK;
        bool ok = sweep_run(c->s, p, c->threads, &code);
        (void)pthread_mutex_lock(&c->s->lock);
        c->done += ok;
        if (!ok && c->code == FRAME_OK)
            c->code = code;
        (void)pthread_mutex_unlock(&c->s->lock);
    }
    return NULL;
}

/* Points that need not be run have the samples of the first. */
static void copy_first(struct sweep *s)
{
    for (size_t i = 1; i < s->n_points; i++)
        if (s->points[i].is_first) {
            s->points[i].target_share = s->points[0].target_share;
            for (size_t m = 0; m < s->n_measures; m++)
                s->points[i].samples[m] = s->points[0].samples[m];
        }
}

bool sweep_run_all(struct sweep *s, size_t *done, int *code)
{
    uint32_t threads = run_threads(&s->base.run), desks = 1;
    pthread_t helpers[DESKS];
    size_t n = 0;
    if (s->frame->options.assumptions)
        desks = threads < DESKS ? threads : DESKS;
    struct crew crew = {.s = s, .threads = threads / desks, .code = FRAME_OK};
    s->total = (uint32_t)s->n_points * s->replications;
    progress_catch_interrupt();
    while (n + 1 < desks && pthread_create(&helpers[n], NULL, work, &crew) == 0)
        n++;
    (void)work(&crew);
    for (size_t i = 0; i < n; i++)
        (void)pthread_join(helpers[i], NULL);
    progress_release_interrupt();
    copy_first(s);
    *done = crew.done;
    *code = crew.code;
    return crew.code == FRAME_OK && crew.done == s->n_points;
}
