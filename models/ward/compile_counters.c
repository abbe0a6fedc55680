/* Rules of the counters, their pools, and how they deal with each use. */
#include "models/ward/compile_parts.h"

static struct counter_rules rules_of(const struct compile *c)
{
    const struct scenario *s = &c->d->s;
    return (struct counter_rules){
        .pool = {.order = {.rule = (enum discipline_rule)s->counters.rule,
                           .earliness = s->counters.earliness,
                           .grace = s->counters.grace,
                           .n = s->counters.n_to_m.n,
                           .m = s->counters.n_to_m.m,
                           .dedicated = s->counters.dedicated,
                           .weight = {[ACCESS_BOOKED] = s->counters.weights.booked,
                                      [ACCESS_WALK_IN] = s->counters.weights.walk_in}},
                 .hand_over = s->counters.leaving == 1},
        .pools = compile_pools(c),
        .early_end = (enum counter_early_end)s->counters.early_end.rule,
        .allowance = s->counters.early_end.allowance,
        .ticket_limit = s->counters.early_end.tickets,
        .seats = s->counters.places_inside,
    };
}

void compile_counters(struct compile *c)
{
    const struct scenario *s = &c->d->s;
    struct plan *p = &c->plan;
    p->rules = rules_of(c);
    p->tickets_per_counter = s->counters.early_end.per_counter;
    p->yen_per_hour = s->counters.yen_per_hour;
    p->temper = (struct plan_temper){.patience_share = s->counters.patience.share,
                                     .balk_share = s->counters.balking.share,
                                     .balks_at = s->counters.balking.at,
                                     .booked_balk = s->counters.balking.booked};
    for (int use = 0; use < USE_COUNT; use++) {
        const struct scenario_use *u = compile_use(s, use);
        const struct scenario_use *also = compile_use(s, u->also.use);
        p->traits[use] = (struct plan_trait){.pool = c->d->pool_of[use],
                                             .rank = (uint8_t)u->rank,
                                             .is_exempt = !u->ends_early,
                                             .also = (uint8_t)u->also.use,
                                             .also_share = u->also.share};
        p->expected_us[use] += (int64_t)(u->also.share * (double)also->service.mean.us);
    }
}

void compile_divide(const struct compile *c, int32_t n, int32_t each[COUNTER_POOLS])
{
    const struct scenario_pool *pools = c->d->s.counters.pools.items;
    int32_t count = compile_pools(c);
    for (int32_t i = 0; i < count; i++)
        each[i] = i < n;
    for (int32_t given = count; given < n; given++) {
        int32_t most = 0;
        double lack = -1;
        for (int32_t i = 0; i < count && pools != NULL; i++)
            if (pools[i].share * n - each[i] > lack) {
                lack = pools[i].share * n - each[i];
                most = i;
            }
        each[most]++;
    }
}
