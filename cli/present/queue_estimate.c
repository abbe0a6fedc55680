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

static struct interval of_quantile(const struct queue_estimate *e, const struct metric *m,
                                   int32_t use, double level)
{
    uint32_t bins[SIM_HISTOGRAM_BINS];
    size_t n = e->result->replications;
    queue_estimate_pool(e, use, bins);
    for (uint32_t r = 0; r < n; r++)
        e->y[r] = metric_own_quantile(m, e->design, queue_estimate_record(e, r), use);
    double whole = sim_histogram_quantile_linear(bins, m->quantile) * m->scale;
    return interval_sections(whole, e->y, n, level);
}

struct interval queue_estimate_metric(const struct queue_estimate *e, const struct metric *m,
                                      int32_t use, int32_t index, double level)
{
    size_t n = e->result->replications;
    if (m->quantile > 0)
        return of_quantile(e, m, use, level);
    for (uint32_t r = 0; r < n; r++)
        metric_read(m, e->design, queue_estimate_record(e, r), use, index, &e->y[r], &e->x[r]);
    return interval_ratio(e->y, e->x, n, level);
}
