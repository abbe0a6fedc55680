#include "cli/width.h"

#include <math.h>

#include "cli/ask.h"
#include "cli/run.h"
#include "sim/base/arena.h"
#include "sim/experiment/interval.h"

#define LEVEL 0.95
#define LOOK_EVERY_S 1.0 /* a terminal is told ten times a second */

/* Of the promise over the replications that are complete; false when that is not known. */
static bool look_at_promise(struct width *w)
{
    struct run so_far = *w->run;
    struct arena *scratch = arena_new(0);
    double *y = NULL, *x = NULL;
    struct interval now = {(double)NAN, (double)NAN, (double)NAN};
    so_far.result.replications = w->whole;
    if (scratch != NULL) {
        y = arena_take_array(scratch, double, run_sample_room(&so_far));
        x = arena_take_array(scratch, double, run_sample_room(&so_far));
    }
    if (y != NULL && x != NULL) {
        struct sample s = so_far.model->sample(&so_far, w->measure, w->place, y, x);
        if (s.n > 1)
            now = sample_interval(&s, LEVEL);
    }
    arena_free(scratch);
    w->last = (struct progress_width){.percent = 50 * (now.hi - now.lo), .is_points = true};
    return isfinite(w->last.percent);
}

/* Of what --until wants, as it was at the end of the last stage. */
static bool look_at_wanted(struct width *w)
{
    const struct until *u = &w->run->until;
    double size = u->want.is_relative ? fabs(u->now.estimate) : 1;
    w->last = (struct progress_width){.percent = 50 * (u->now.hi - u->now.lo) / size,
                                      .wanted_percent = 100 * u->want.half_width,
                                      .is_points = !u->want.is_relative};
    return w->run->result.replications > 1 && isfinite(w->last.percent);
}

static bool look(void *context, struct progress_width *now)
{
    struct width *w = context;
    double time_s = progress_now_s();
    if (time_s - w->looked_s >= LOOK_EVERY_S) {
        w->looked_s = time_s;
        w->is_known = w->run->until.is_on ? look_at_wanted(w) : w->whole > 1 && look_at_promise(w);
    }
    *now = w->last;
    return w->is_known;
}

void width_begin(struct width *w, struct run *r, struct progress *progress)
{
    struct run_catalog all;
    *w = (struct width){.run = r, .looked_s = -LOOK_EVERY_S};
    if (progress->form == PROGRESS_NONE || !r->model->list(r, &all) ||
        !ask_measure(r, &all, "--of", r->model->promise_measure, &w->measure, &w->place))
        return;
    progress->look = look;
    progress->look_context = w;
}
