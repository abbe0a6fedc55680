#include "sim/engine/yardstick_chain.h"

#include <math.h>

#include "sim/base/bug.h"

static void check(const struct sim_yardstick_chain *chain)
{
    BUG_IF(!(chain->arrival_rate > 0.0) || !isfinite(chain->arrival_rate));
    BUG_IF(!(chain->service_rate > 0.0) || !isfinite(chain->service_rate));
    BUG_IF(!(chain->leave_rate >= 0.0) || !isfinite(chain->leave_rate));
    BUG_IF(chain->servers == 0 || chain->places == 0 || chain->places == UINT32_MAX);
    BUG_IF(chain->sources != 0 && chain->sources < chain->places);
}

/* Of arrivals, let in or not. */
static double rate_up(const struct sim_yardstick_chain *chain, uint32_t i)
{
    return chain->sources == 0 ? chain->arrival_rate
                               : chain->arrival_rate * (double)(chain->sources - i);
}

static double busy_at(const struct sim_yardstick_chain *chain, uint32_t i)
{
    return (double)(i < chain->servers ? i : chain->servers);
}

/* P(i) / P(i - 1), i >= 1. */
static double ratio(const struct sim_yardstick_chain *chain, uint32_t i)
{
    double busy = busy_at(chain, i), waiting = (double)i - busy;
    return rate_up(chain, i - 1) / (chain->service_rate * busy + chain->leave_rate * waiting);
}

static uint32_t likeliest(const struct sim_yardstick_chain *chain)
{
    uint32_t i = 0;
    while (i < chain->places && ratio(chain, i + 1) >= 1.0)
        i++;
    return i;
}

/* Weighted sums over states. */
struct sums {
    double total, busy, waiting, offered, lost;
};

static void add(struct sums *s, const struct sim_yardstick_chain *chain, uint32_t i, double weight)
{
    double busy = busy_at(chain, i);
    s->total += weight;
    s->busy += weight * busy;
    s->waiting += weight * ((double)i - busy);
    s->offered += weight * rate_up(chain, i);
    if (i == chain->places)
        s->lost += weight * rate_up(chain, i);
}

/* Sums with the peak's weight 1, and the first count weights into p. */
static struct sums walk(const struct sim_yardstick_chain *chain, double *p, size_t count)
{
    struct sums s = {0};
    const uint32_t peak = likeliest(chain);
    double weight = 1.0;
    for (uint32_t i = peak;; i--) {
        add(&s, chain, i, weight);
        if (i < count)
            p[i] = weight;
        if (i == 0 || weight <= 0.0)
            break;
        weight /= ratio(chain, i);
    }
    weight = 1.0;
    for (uint32_t i = peak + 1; i <= chain->places && weight > 0.0; i++) {
        weight *= ratio(chain, i);
        add(&s, chain, i, weight);
        if (i < count)
            p[i] = weight;
    }
    return s;
}

void sim_yardstick_chain_states(const struct sim_yardstick_chain *chain, double *p, size_t count)
{
    check(chain);
    for (size_t i = 0; i < count; i++)
        p[i] = 0.0;
    double total = walk(chain, p, count).total;
    for (size_t i = 0; i < count; i++)
        p[i] /= total;
}

struct sim_yardstick_chain_measures
sim_yardstick_chain_measures(const struct sim_yardstick_chain *chain)
{
    check(chain);
    struct sums s = walk(chain, NULL, 0);
    double rate = (s.offered - s.lost) / s.total;
    return (struct sim_yardstick_chain_measures){
        .blocked = s.lost / s.offered,
        .abandoned = chain->leave_rate * s.waiting / s.offered,
        .customers = (s.busy + s.waiting) / s.total,
        .waiting = s.waiting / s.total,
        .busy = s.busy / s.total,
        .rate = rate,
        .time = (s.busy + s.waiting) / s.total / rate,
        .wait = s.waiting / s.total / rate,
    };
}
