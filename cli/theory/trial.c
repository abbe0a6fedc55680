#include "cli/theory/trial.h"

#include <stdio.h>
#include <string.h>

#include "cli/present/queue_estimate.h"
#include "cli/theory/cases.h"
#include "models/queue/metric.h"
#include "models/queue/shop.h"
#include "sim/base/arena.h"
#include "sim/experiment/interval.h"

enum { SETTINGS_MAX = 32 };
#define LEVEL 0.95

bool trial_run(struct trial *t, const char *scenario, const char *settings, uint32_t threads,
               struct err *e)
{
    const char *set[SETTINGS_MAX], *rest = settings != NULL ? settings : "", *one;
    size_t n = 0;
    *t = (struct trial){.home = arena_new(0), .scenario = scenario, .settings = settings};
    if (t->home == NULL)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, scenario);
    while (n < SETTINGS_MAX && (one = cases_next_setting(&rest, t->home)) != NULL)
        set[n++] = one;
    if (!setup_read(scenario, set, n, t->home, &t->data, e))
        return false;
    t->design = design_make(&t->data, t->home, e);
    if (t->design == NULL)
        return false;
    struct sim_model model = shop_model(t->design);
    struct replicate_order order = {.seed = (uint64_t)t->data.s.run.seed,
                                    .replications = (uint32_t)t->data.s.run.replications,
                                    .threads = threads};
    return replicate_run(&model, &order, t->home, &t->result, e);
}

void trial_release(struct trial *t)
{
    arena_free(t->home);
    *t = (struct trial){0};
}

/* Half of an interval back into a standard error. */
static struct trial_value value_of(struct interval i, uint32_t n)
{
    double quantile = interval_t((1 + LEVEL) / 2, (double)(n - 1));
    return (struct trial_value){i.estimate, (i.hi - i.estimate) / quantile};
}

/* Index of the use, METRIC_ALL_USES for none; -2 when there is no such use. */
static int32_t find_use(const struct trial *t, const char *name)
{
    const struct setup_use *use = t->data.s.uses.items;
    if (name == NULL)
        return METRIC_ALL_USES;
    for (size_t i = 0; i < t->data.s.uses.count; i++)
        if (strcmp(use[i].name, name) == 0)
            return (int32_t)i;
    return -2;
}

bool trial_ask(const struct trial *t, const char *metric, const char *use, int32_t index,
               struct src_pos at, struct trial_value *value, struct err *e)
{
    const char *nearest = NULL;
    const struct metric *m = metric_find(metric, &nearest);
    int32_t u = find_use(t, use);
    if (m == NULL)
        return err_add(e, ERR_NAME_UNKNOWN, at, metric, "metric", nearest != NULL ? nearest : "");
    if (u < METRIC_ALL_USES)
        return err_add(e, ERR_NAME_UNKNOWN, at, use, "use", "");
    if (!metric_is_counted(m, t->design, index)) {
        char text[16];
        snprintf(text, sizeof text, "%d", (int)index);
        return err_add(e, ERR_RANGE, at, "index", text, "", "");
    }
    struct queue_estimate estimate;
    struct arena *scratch = arena_new(0);
    bool ok = scratch != NULL && queue_estimate_init(&estimate, t->design, &t->result, scratch);
    if (ok)
        *value =
            value_of(queue_estimate_metric(&estimate, m, u, index, LEVEL), t->result.replications);
    arena_free(scratch);
    return ok || err_add(e, ERR_NOMEM, at, metric);
}
