/* Metrics of a system by name, as the replications gave them. */
#include "cli/present/queue_estimate.h"
#include "cli/run_queue.h"
#include "models/queue/metric.h"
#include "sim/base/arena.h"

const struct run_key run_queue_keys[RUN_QUEUE_KEYS] = {
    {"wait_p90", -1, 1, {"90 %", "90%点"}},
    {"wait_within", 1, 1, {"in target", "目標内"}},
    {"turned_away", -1, 1, {"refused", "断った"}},
    {"left", -1, 1, {"left", "途中で"}},
    {"full", -1, 1, {"full", "満員"}},
    {"wait_mean", -1, 2, {NULL, NULL}},
    {"balked", -1, 1, {NULL, NULL}},
    {"cleared", -1, 1, {NULL, NULL}},
    {"overtime_mean", -1, 2, {NULL, NULL}},
    {"occupancy", 0, 1, {NULL, NULL}},
};

bool run_queue_list(struct run *r, struct run_catalog *out)
{
    const struct metric *all = metric_all(&out->n_measures);
    const struct bind_list *uses = &r->queue->data.s.uses;
    out->n_places = 1 + uses->count;
    struct run_measure *measures =
        arena_take_array(r->frame.home, struct run_measure, out->n_measures);
    struct run_place *places = arena_take_array(r->frame.home, struct run_place, out->n_places);
    if (measures == NULL || places == NULL)
        return false;
    for (size_t i = 0; i < out->n_measures; i++) {
        bool is_share = all[i].unit[0] == '1' && all[i].unit[1] == '\0';
        measures[i] =
            (struct run_measure){all[i].name, all[i].meaning_ja, all[i].unit, is_share ? 4 : 2};
    }
    places[0] = (struct run_place){SETUP_ALL_USES, "全体", "all", ""};
    for (size_t i = 0; i < uses->count; i++) {
        const char *name = ((const struct setup_use *)uses->items)[i].name;
        places[i + 1] = (struct run_place){name, name, name, ""};
    }
    out->measures = measures;
    out->places = places;
    return true;
}

/* Where a metric that needs no index from the reader stands; -1 where it needs one. */
static int32_t index_of(const struct metric *m)
{
    bool is_plain = m->scope == METRIC_USE || m->scope == METRIC_DAY || m->scope == METRIC_USE_WAIT;
    return is_plain ? 0 : m->scope == METRIC_STATION ? 1 : -1;
}

struct sample run_queue_sample(const struct run *r, size_t measure, size_t place, double *y,
                               double *x)
{
    size_t n;
    const struct metric *m = metric_all(&n) + measure;
    const struct queue_estimate e = {.design = r->queue->design, .result = &r->result};
    bool is_of_use = m->scope == METRIC_USE || m->scope == METRIC_USE_WAIT;
    int32_t index = index_of(m), use = place == 0 ? METRIC_ALL_USES : (int32_t)place - 1;
    if (index < 0 || (place > 0 && !is_of_use) || !metric_is_counted(m, e.design, index))
        return (struct sample){.kind = SAMPLE_MEAN};
    return queue_estimate_sample(&e, m, use, index, y, x);
}
