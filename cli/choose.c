#include "cli/choose.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/ask.h"
#include "cli/compare.h"
#include "cli/phrase.h"
#include "cli/present/shown.h"
#include "cli/progress.h"
#include "sim/base/arena.h"
#include "sim/experiment/best.h"

struct choice {
    struct frame *frame;
    struct trial *trials;
    size_t n, measure, place;
    bool is_share;
    struct best_kn kn;
    uint32_t most;
    const double *results[COMPARE_MOST]; /* of each replication */
    bool in[COMPARE_MOST];
    int code;
};

static bool refuse(struct choice *c, enum phrase p, const char *a, const char *b, const char *d)
{
    struct text line;
    text_init(&line, c->frame->home);
    phrase_add(&line, p, c->frame->japanese, a, b, d);
    fprintf(stderr, "madosim compare: %s\n", text_get(&line));
    c->code = FRAME_USAGE;
    return false;
}

static bool no_memory(struct choice *c)
{
    (void)err_add(&c->frame->err, ERR_NOMEM, SRC_NOWHERE, "compare");
    c->code = frame_fail(c->frame, FRAME_FAILED);
    return false;
}

/* A number above 0, with % or without as is asked. */
static bool read_number(const char *text, bool is_percent, double *x)
{
    char *end;
    *x = strtod(text, &end) / (is_percent ? 100 : 1);
    return *text >= '0' && *text <= '9' && strcmp(end, is_percent ? "%" : "") == 0 && *x > 0 &&
           isfinite(*x);
}

static int direction(const struct run_model *m, const char *name)
{
    for (size_t i = 0; i < m->n_keys; i++)
        if (strcmp(m->keys[i].name, name) == 0)
            return m->keys[i].better;
    return 0;
}

static bool read_choice(struct choice *c)
{
    const struct options *o = &c->frame->options;
    struct run *r = &c->trials[0].run;
    const struct run_catalog *all = &c->trials[0].catalog;
    double confidence = COMPARE_LEVEL;
    if (!ask_measure(r, all, "--best", o->best, &c->measure, &c->place)) {
        c->code = frame_fail(&r->frame, FRAME_USAGE);
        return false;
    }
    const struct run_measure *m = &all->measures[c->measure];
    int better = direction(r->model, m->name);
    c->is_share = strcmp(m->unit, "1") == 0;
    if (better == 0)
        return refuse(c, PHRASE_BEST_KIND, m->name, "", "");
    if (!read_number(o->indifference, c->is_share, &c->kn.delta))
        return refuse(c, PHRASE_BEST_PERCENT, "--indifference", o->indifference,
                      c->is_share ? "--indifference 0.1%" : "--indifference 10");
    bool is_level = o->confidence == NULL || read_number(o->confidence, true, &confidence);
    if (!is_level || confidence >= 1 || confidence <= 1.0 / (double)c->n)
        return refuse(c, PHRASE_BEST_PERCENT, "--confidence", o->confidence, "--confidence 95%");
    c->kn.first = CHOOSE_FIRST;
    c->kn.alpha = 1 - confidence;
    c->kn.more_is_better = better > 0;
    c->most = o->replications > 0 ? o->replications : CHOOSE_MOST;
    return true;
}

/* Results of trial i in replications that it has not run, because it was dropped: never part of
 * an event that counts, for it is out by then. */
static void pad(struct choice *c, size_t i, double *y, size_t n)
{
    for (size_t r = n; r < c->most; r++)
        y[r] = (double)NAN;
    c->results[i] = y;
}

/* The value of each replication of trial i; false where there is no such thing. */
static bool take_results(struct choice *c, size_t i)
{
    const struct trial *t = &c->trials[i];
    struct arena *home = t->run.frame.home;
    size_t room = run_sample_room(&t->run), n = t->run.result.replications;
    room = room > c->most ? room : c->most;
    double *y = arena_take_array(home, double, room), *x = arena_take_array(home, double, room);
    size_t place = ask_place_like(&t->catalog, &c->trials[0].catalog.places[c->place]);
    const char *name = t->catalog.measures[c->measure].name;
    if (y == NULL || x == NULL)
        return no_memory(c);
    struct sample s = {.kind = SAMPLE_SECTIONS};
    if (place < t->catalog.n_places)
        s = t->run.model->sample(&t->run, c->measure, place, y, x);
    if (s.kind == SAMPLE_SECTIONS || s.n != n)
        return refuse(c, PHRASE_BEST_KIND, name, "", "");
    for (size_t r = 0; r < n; r++) {
        y[r] = s.kind == SAMPLE_RATIO ? y[r] / x[r] : y[r];
        if (isnan(y[r]))
            return refuse(c, PHRASE_BEST_KIND, name, "", "");
    }
    pad(c, i, y, n);
    return true;
}

/* Everybody who is in goes on to n replications. */
static bool run_stage(struct choice *c, uint32_t n, struct progress *progress)
{
    for (size_t i = 0; i < c->n; i++) {
        struct trial *t = &c->trials[i];
        if (!c->in[i])
            continue;
        if (!trial_grow(t, n, c->most, progress)) {
            c->code = frame_fail(&t->run.frame, FRAME_FAILED);
            return false;
        }
        if (t->run.result.replications < n) {
            frame_say(c->frame, stderr, PHRASE_COMPARE_STOPPED, "", "");
            c->code = FRAME_INTERRUPTED;
            return false;
        }
        if (!take_results(c, i))
            return false;
    }
    return true;
}

static size_t count_in(const struct choice *c)
{
    size_t left = 0;
    for (size_t i = 0; i < c->n; i++)
        left += c->in[i];
    return left;
}

static bool run_all(struct choice *c, struct progress *progress)
{
    bool goes_on = true;
    for (uint32_t n = CHOOSE_FIRST; goes_on; n += CHOOSE_STEP) {
        n = n > c->most ? c->most : n;
        if (!run_stage(c, n, progress))
            return false;
        goes_on = best_screen(&c->kn, c->results, c->n, n, c->in) > 1 && n < c->most;
    }
    return true;
}

/* ---- what is said ---- */

static double mean_of(const struct choice *c, size_t i)
{
    uint32_t n = c->trials[i].run.result.replications;
    double sum = 0;
    for (uint32_t r = 0; r < n; r++)
        sum += c->results[i][r];
    return sum / n;
}

static const char *names_in(const struct choice *c)
{
    struct text t;
    text_init(&t, c->frame->home);
    for (size_t i = 0, n = 0; i < c->n; i++)
        if (c->in[i])
            text_addf(&t, "%s%s", n++ > 0 ? ", " : "", c->trials[i].named);
    return text_get(&t);
}

static void add_end(const struct choice *c, const char *delta, struct text *out)
{
    bool japanese = c->frame->japanese;
    struct text level, most;
    text_init(&level, c->frame->home);
    text_init(&most, c->frame->home);
    text_addf(&level, "%g %%", 100 * (1 - c->kn.alpha));
    text_addf(&most, "%u", c->most);
    struct text line;
    text_init(&line, out->home);
    if (count_in(c) == 1)
        phrase_add(&line, PHRASE_BEST_ONE, japanese, names_in(c), text_get(&level), delta);
    else
        phrase_add(&line, PHRASE_BEST_SEVERAL, japanese, names_in(c), text_get(&most),
                   text_get(&level), delta);
    shown_wrapped(text_get(&line), out);
    text_add(out, "\n");
    text_add(out, "\n");
    phrase_note(out, PHRASE_BEST_NOTE, japanese, "");
    text_add(out, "\n");
}

static void add_answer(const struct choice *c, struct text *out)
{
    const struct run_catalog *all = &c->trials[0].catalog;
    bool japanese = c->frame->japanese;
    const struct run_place *p = &all->places[c->place];
    double scale = c->is_share ? 100 : 1;
    struct text delta, seed;
    text_init(&delta, c->frame->home);
    text_init(&seed, c->frame->home);
    text_addf(&delta, "%g %s", c->kn.delta * scale,
              !c->is_share ? all->measures[c->measure].unit
              : japanese   ? "ポイント"
                           : "points");
    text_addf(&seed, "%llu", (unsigned long long)c->trials[0].run.seed);
    struct text head;
    text_init(&head, out->home);
    phrase_add(&head, PHRASE_BEST_HEAD, japanese, all->measures[c->measure].name,
               japanese ? p->name : p->name_en, text_get(&delta), text_get(&seed));
    shown_wrapped(text_get(&head), out);
    text_add(out, "\n\n");
    phrase_add(out, PHRASE_BEST_COLUMNS, japanese, "");
    text_add(out, "\n");
    for (size_t i = 0; i < c->n; i++) {
        text_addf(out, "%8u %10.*f  %s  ", c->trials[i].run.result.replications,
                  c->is_share ? 2 : all->measures[c->measure].digits, mean_of(c, i) * scale,
                  c->trials[i].named);
        phrase_add(out, c->in[i] ? PHRASE_BEST_IN : PHRASE_BEST_OUT, japanese, "");
        text_add(out, "\n");
    }
    text_add(out, "\n");
    add_end(c, text_get(&delta), out);
}

static void add_json(const struct choice *c, struct text *out)
{
    text_add(out, "{\"measure\":");
    text_add_json(out, c->trials[0].catalog.measures[c->measure].name);
    text_add(out, ",\"place\":");
    text_add_json(out, c->trials[0].catalog.places[c->place].code);
    text_addf(out, ",\"indifference\":%.6g,\"confidence\":%.6g,\"first\":%d,\"most\":%u,",
              c->kn.delta, 1 - c->kn.alpha, CHOOSE_FIRST, c->most);
    text_addf(out, "\"seed\":\"%llu\",\n\"policies\":[", (unsigned long long)c->trials[0].run.seed);
    for (size_t i = 0; i < c->n; i++) {
        text_add(out, i > 0 ? ",\n  {\"policy\":" : "\n  {\"policy\":");
        text_add_json(out, c->trials[i].named);
        text_addf(out, ",\"replications\":%u,\"mean\":%.9g,\"remains\":%s}",
                  c->trials[i].run.result.replications, mean_of(c, i), c->in[i] ? "true" : "false");
    }
    text_add(out, "]}\n");
}

int choose(struct frame *f, struct trial *trials, size_t n, struct progress *progress)
{
    struct choice c = {.frame = f, .trials = trials, .n = n, .code = FRAME_OK};
    struct text out;
    for (size_t i = 0; i < n; i++)
        c.in[i] = true;
    if (!read_choice(&c))
        return c.code;
    progress_catch_interrupt();
    bool is_done = run_all(&c, progress);
    progress_release_interrupt();
    if (!is_done)
        return c.code;
    text_init(&out, f->home);
    if (f->options.json)
        add_json(&c, &out);
    else
        add_answer(&c, &out);
    fputs(text_get(&out), stdout);
    if (!out.failed && fflush(stdout) == 0 && !ferror(stdout))
        return c.code;
    (void)err_add(&f->err, ERR_WRITE, SRC_NOWHERE, "stdout", strerror(errno));
    return frame_fail(f, FRAME_FAILED);
}
