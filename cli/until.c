#include "cli/until.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/ask.h"
#include "cli/phrase.h"
#include "cli/run.h"
#include "sim/base/arena.h"

#define LEVEL 0.95
#define KEY "half_width="

static bool refuse(const struct run *r, enum phrase p, const char *a, const char *b, int *code)
{
    frame_say(&r->frame, stderr, p, a, b);
    *code = FRAME_USAGE;
    return false;
}

/* "half_width=1%": above 0, below 100. */
static bool read_percent(const char *text, double *share)
{
    char *end;
    if (strncmp(text, KEY, strlen(KEY)) != 0)
        return false;
    const char *number = text + strlen(KEY);
    double percent = strtod(number, &end);
    *share = percent / 100;
    return *number >= '0' && *number <= '9' && strcmp(end, "%") == 0 && percent > 0 &&
           percent < 100;
}

bool until_read(struct run *r, int *code)
{
    struct until *u = &r->until;
    const struct options *o = &r->frame.options;
    struct run_catalog all;
    if (o->until == NULL)
        return o->of == NULL || refuse(r, PHRASE_OF_ALONE, "", "", code);
    if (!read_percent(o->until, &u->want.half_width))
        return refuse(r, PHRASE_BAD_UNTIL, o->until, "", code);
    if (!r->model->list(r, &all)) {
        (void)err_add(&r->frame.err, ERR_NOMEM, SRC_NOWHERE, "--until");
        *code = frame_fail(&r->frame, FRAME_FAILED);
        return false;
    }
    const char *asked = o->of != NULL ? o->of : r->model->promise_measure;
    if (!ask_measure(r, &all, "--of", asked, &u->measure, &u->place)) {
        *code = frame_fail(&r->frame, FRAME_USAGE);
        return false;
    }
    u->name = all.measures[u->measure].name;
    u->unit = all.measures[u->measure].unit;
    u->want.is_relative = strcmp(u->unit, "1") != 0; /* shares: percentage points */
    u->is_on = true;
    if (o->replications == 0)
        r->frame.options.replications = UNTIL_MOST;
    return true;
}

/* Not known, when memory is short: then the run goes on to its cap. */
static struct interval look(const struct until *u, struct run *r)
{
    struct interval unknown = {(double)NAN, (double)NAN, (double)NAN};
    struct arena *scratch = arena_new(0);
    double *y = NULL, *x = NULL;
    if (scratch != NULL) {
        y = arena_take_array(scratch, double, run_sample_room(r));
        x = arena_take_array(scratch, double, run_sample_room(r));
    }
    if (y != NULL && x != NULL) {
        struct sample s = r->model->sample(r, u->measure, u->place, y, x);
        unknown = sample_interval(&s, LEVEL);
    }
    arena_free(scratch);
    return unknown;
}

uint32_t until_next(struct until *u, struct run *r)
{
    uint32_t n = r->result.replications, most = run_replications(r);
    if (n > 0)
        u->now = look(u, r);
    u->is_reached = n >= PRECISION_FLOOR && precision_is_reached(&u->want, u->now);
    if (n > 0)
        until_tell(u, r);
    if (u->is_reached || n >= most) {
        u->goal = n;
        return 0;
    }
    u->goal = precision_next(&u->want, u->now, LEVEL, n, most);
    return u->goal;
}

void until_tell(const struct until *u, const struct run *r)
{
    enum { MOST = 1000000 };
    double half = (u->now.hi - u->now.lo) / 2;
    double size = u->want.is_relative ? fabs(u->now.estimate) : 1;
    double percent = size > 0 ? 100 * half / size : (double)INFINITY;
    uint32_t n = r->result.replications;
    uint32_t needed = precision_needed(&u->want, u->now, LEVEL, n, MOST);
    struct text count, width, want, more;
    if (r->frame.options.quiet)
        return;
    text_init(&count, r->frame.home);
    text_init(&width, r->frame.home);
    text_init(&want, r->frame.home);
    text_init(&more, r->frame.home);
    text_addf(&count, "%u", n);
    text_addf(&width, "%.2g", percent);
    text_addf(&want, "%.3g", 100 * u->want.half_width);
    text_addf(&more, "%u", needed - n);
    const char *unit = u->want.is_relative ? " %" : (r->frame.japanese ? "ポイント" : " points");
    struct text out;
    text_init(&out, r->frame.home);
    phrase_add(&out, PHRASE_UNTIL_NOW, r->frame.japanese, text_get(&count), u->name,
               text_get(&width), unit);
    text_add(&out, r->frame.japanese ? "、" : "; ");
    phrase_add(&out,
               u->is_reached          ? PHRASE_UNTIL_REACHED
               : needed == UINT32_MAX ? PHRASE_UNTIL_UNKNOWN
                                      : PHRASE_UNTIL_MORE,
               r->frame.japanese, text_get(&want), unit, text_get(&more));
    fprintf(stderr, "%s\n", text_get(&out));
}
