/* Which kind of scenario it is: the only place that knows all kinds. */
#include <string.h>

#include "cli/run.h"
#include "cli/run_queue.h"
#include "cli/run_ward.h"
#include "sim/base/arena.h"
#include "sim/input/near.h"
#include "sim/output/manifest.h"
#include "sim/output/outfile.h"

#define MODEL_DEFAULT "ward"

static const struct run_model *const models[] = {&run_ward_model, &run_queue_model};

/* --set model=... has to be known before there are rows to apply all the others by. What is
 * wrong with it is told when they are. */
static bool take_model(struct run *r)
{
    static const struct bind_row rows[] = {{.key = "model", .kind = BIND_TEXT}, {.key = NULL}};
    struct err *told_later = arena_take_array(r->frame.home, struct err, 1);
    if (told_later == NULL)
        return err_add(&r->frame.err, ERR_NOMEM, SRC_NOWHERE, "--set");
    for (size_t i = 0; i < r->frame.options.n_set; i++)
        if (strncmp(r->frame.options.set[i], "model=", strlen("model=")) == 0 &&
            !bind_override(r->doc, rows, r->frame.options.set[i], (int)i + 1, told_later))
            return true;
    return true;
}

static bool refuse(struct run *r, const char *name)
{
    const char *names[COUNT_OF(models)];
    struct text all;
    text_init(&all, r->frame.home);
    for (size_t i = 0; i < COUNT_OF(models); i++) {
        names[i] = models[i]->name;
        text_addf(&all, "%s%s", i > 0 ? ", " : "", names[i]);
    }
    const char *nearest = near_best(name, names, COUNT_OF(names));
    return err_add(&r->frame.err, ERR_CHOICE, bind_where(r->doc, "model"), "model", name,
                   text_get(&all), nearest != NULL ? nearest : "");
}

/* A results folder is no scenario, but it knows the one it was made from. */
static bool is_results(struct run *r)
{
    struct manifest_origin origin;
    struct text path;
    text_init(&path, r->frame.home);
    text_addf(&path, "%s/manifest.json", r->frame.options.file);
    if (path.failed || !outfile_exists(text_get(&path)) ||
        !manifest_read_origin(text_get(&path), r->frame.home, &origin))
        return false;
    (void)err_add(&r->frame.err, ERR_OPEN, SRC_NOWHERE, r->frame.options.file, "results folder",
                  origin.scenario);
    return true;
}

bool run_choose(struct run *r)
{
    if (is_results(r))
        return false;
    r->doc = bind_load(r->frame.options.file, r->frame.home, &r->frame.err);
    if (r->doc == NULL || !take_model(r))
        return false;
    const char *name = bind_peek(r->doc, "model");
    if (name == NULL)
        name = MODEL_DEFAULT;
    for (size_t i = 0; i < COUNT_OF(models) && r->model == NULL; i++)
        if (strcmp(models[i]->name, name) == 0)
            r->model = models[i];
    return r->model != NULL || refuse(r, name);
}
