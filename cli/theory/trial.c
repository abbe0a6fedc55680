#include "cli/theory/trial.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/present/queue_estimate.h"
#include "cli/theory/cases.h"
#include "models/queue/metric.h"
#include "models/queue/shop.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/experiment/interval.h"
#include "sim/input/near.h"

#define LEVEL 0.95

/* Cuts the settings into *set, an array in t->home; *n of them. */
static bool cut_settings(struct trial *t, const char *const **set, size_t *n, struct err *e)
{
    size_t most = 1;
    for (const char *p = t->settings != NULL ? t->settings : ""; *p != '\0'; p++)
        most += *p == ';';
    const char **cut = arena_take_array(t->home, const char *, most);
    const char *rest = t->settings != NULL ? t->settings : "", *one;
    if (cut == NULL)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, t->scenario);
    for (*n = 0; (one = cases_next_setting(&rest, t->home)) != NULL; ++*n)
        cut[*n] = one;
    *set = cut;
    return *rest == '\0' || err_add(e, ERR_NOMEM, SRC_NOWHERE, t->scenario);
}

bool trial_run(struct trial *t, const struct trial_order *order, struct err *e)
{
    const char *const *set = NULL;
    size_t n = 0;
    *t = (struct trial){
        .home = arena_new(0), .scenario = order->scenario, .settings = order->settings};
    if (t->home == NULL)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, order->scenario);
    if (!cut_settings(t, &set, &n, e) || !setup_read(order->scenario, set, n, t->home, &t->data, e))
        return false;
    t->design = design_make(&t->data, t->home, e);
    if (t->design == NULL)
        return false;
    struct sim_model model = shop_model(t->design);
    struct replicate_order run = {.seed = (uint64_t)t->data.s.run.seed,
                                  .replications = (uint32_t)t->data.s.run.replications,
                                  .threads = order->threads,
                                  .progress = order->progress,
                                  .progress_context = order->progress_context};
    bool ok = replicate_run(&model, &run, t->home, &t->result, e);
    t->is_stopped = ok && t->result.replications < run.replications;
    return ok;
}

void trial_release(struct trial *t)
{
    arena_free(t->home);
    *t = (struct trial){0};
}

/* Half of an interval back into a standard error. */
static struct trial_value value_of(struct interval i, uint32_t n)
{
    if (n < 2)
        return (struct trial_value){i.estimate, (double)NAN};
    double quantile = interval_t((1 + LEVEL) / 2, (double)(n - 1));
    return (struct trial_value){i.estimate, (i.hi - i.estimate) / quantile};
}

enum { NO_USE = -2 };

/* Index of the use, METRIC_ALL_USES for none; NO_USE with *e. */
static int32_t find_use(const struct trial *t, const struct cases_row *row, struct err *e)
{
    const struct setup_use *use = t->data.s.uses.items;
    size_t n = t->data.s.uses.count;
    if (row->use == NULL)
        return METRIC_ALL_USES;
    for (size_t i = 0; i < n; i++)
        if (strcmp(use[i].name, row->use) == 0)
            return (int32_t)i;
    const char *best = NULL, **names = arena_take_array(t->home, const char *, n);
    for (size_t i = 0; names != NULL && i < n; i++)
        names[i] = use[i].name;
    if (names != NULL)
        best = near_best(row->use, names, n);
    err_add(e, ERR_NAME_UNKNOWN, cases_place(row, row->use, row->use, strlen(row->use)), row->use,
            "use", best != NULL ? best : "");
    return NO_USE;
}

static bool is_counted(const struct trial *t, const struct cases_row *row, const struct metric *m,
                       struct err *e)
{
    char index[16];
    if (metric_is_counted(m, t->design, row->index))
        return true;
    (void)snprintf(index, sizeof index, "%d", (int)row->index);
    return err_add(e, ERR_NOT_COUNTED,
                   cases_place(row, row->metric, row->metric, strlen(row->metric)), row->metric,
                   index);
}

bool trial_ask(const struct trial *t, const struct cases_row *row, struct trial_value *value,
               struct err *e)
{
    const char *nearest = NULL;
    const struct metric *m = metric_find(row->metric, &nearest);
    BUG_IF(m == NULL); /* cases_read() has looked */
    int32_t use = find_use(t, row, e);
    if (use == NO_USE || !is_counted(t, row, m, e))
        return false;
    struct queue_estimate estimate;
    struct arena *scratch = arena_new(0);
    bool ok = scratch != NULL && queue_estimate_init(&estimate, t->design, &t->result, scratch);
    if (ok)
        *value = value_of(queue_estimate_metric(&estimate, m, use, row->index, LEVEL),
                          t->result.replications);
    arena_free(scratch);
    return ok || err_add(e, ERR_NOMEM, row->at, row->metric);
}
