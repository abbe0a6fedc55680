#include "cli/present/queue_estimate.h"

#include <string.h>

#include "models/queue/count.h"
#include "sim/base/arena.h"

bool queue_estimate_init(struct queue_estimate *e, const struct design *design,
                         const struct replicate_result *result, struct arena *home)
{
    *e = (struct queue_estimate){.design = design, .result = result};
    e->y = arena_take_array(home, double, result->replications);
    e->x = arena_take_array(home, double, result->replications);
    return e->y != NULL && e->x != NULL;
}

const int64_t *queue_estimate_record(const struct queue_estimate *e, uint32_t replication)
{
    return e->result->records + (size_t)replication * count_layout_of(e->design).words;
}

void queue_estimate_pool(const struct queue_estimate *e, int32_t use,
                         uint32_t bins[SIM_HISTOGRAM_BINS])
{
    memset(bins, 0, SIM_HISTOGRAM_BINS * sizeof *bins);
    for (int32_t k = 0; k < e->design->n_uses; k++)
        for (size_t i = 0; i < SIM_HISTOGRAM_BINS; i++)
            if (use == METRIC_ALL_USES || use == k)
                bins[i] += e->result->bins[(size_t)k * SIM_HISTOGRAM_BINS + i];
}

static struct sample quantile_sample(const struct queue_estimate *e, const struct metric *m,
                                     int32_t use, double *y)
{
    uint32_t bins[SIM_HISTOGRAM_BINS];
    struct sample s = {.kind = SAMPLE_SECTIONS, .n = e->result->replications, .y = y};
    queue_estimate_pool(e, use, bins);
    for (uint32_t r = 0; r < s.n; r++)
        y[r] = metric_own_quantile(m, e->design, queue_estimate_record(e, r), use);
    s.whole = sim_histogram_quantile_linear(bins, m->quantile) * m->scale;
    return s;
}

struct sample queue_estimate_sample(const struct queue_estimate *e, const struct metric *m,
                                    int32_t use, int32_t index, double *y, double *x)
{
    if (m->quantile > 0)
        return quantile_sample(e, m, use, y);
    struct sample s = {.kind = SAMPLE_RATIO, .n = e->result->replications, .y = y, .x = x};
    for (uint32_t r = 0; r < s.n; r++)
        metric_read(m, e->design, queue_estimate_record(e, r), use, index, &y[r], &x[r]);
    return s;
}

struct interval queue_estimate_metric(const struct queue_estimate *e, const struct metric *m,
                                      int32_t use, int32_t index, double level)
{
    struct sample s = queue_estimate_sample(e, m, use, index, e->y, e->x);
    return sample_interval(&s, level);
}
