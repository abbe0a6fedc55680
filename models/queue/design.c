#include "models/queue/design.h"

#include <string.h>

#include "models/office/factor.h"
#include "models/office/template.h"
#include "models/queue/count.h"
#include "models/queue/setup.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/engine/compile_variate.h"

enum { VARIATES_MAX = 5 * SETUP_USES_MAX + SETUP_TANDEM_MAX + 2 };
#define SECOND_US INT64_C(1000000)
#define NEVER_US INT64_C(100000000000000) /* a stream that does not end with the hours */

/* The block under construction: its header, and what will follow it. */
struct draft {
    const struct setup_data *d;
    struct arena *home;
    struct design design;
    struct sim_variate *variates; /* [VARIATES_MAX] */
    struct design_trace *trace;
    int32_t n_variates;
    uint32_t n_trace;
};

/* ---- laws ---- */

static enum sim_law law_of(enum setup_family family)
{
    switch (family) {
    case SETUP_UNIFORM:
        return SIM_LAW_UNIFORM;
    case SETUP_EXPONENTIAL:
        return SIM_LAW_EXPONENTIAL;
    case SETUP_ERLANG:
        return SIM_LAW_ERLANG;
    case SETUP_HYPEREXPONENTIAL:
        return SIM_LAW_HYPEREXPONENTIAL;
    case SETUP_GAMMA:
        return SIM_LAW_GAMMA;
    case SETUP_LOGNORMAL:
        return SIM_LAW_LOGNORMAL;
    case SETUP_TRIANGULAR:
        return SIM_LAW_TRIANGULAR;
    case SETUP_EMPIRICAL:
        return SIM_LAW_EMPIRICAL;
    case SETUP_NONE:
    case SETUP_CONSTANT:
        break;
    }
    return SIM_LAW_CONSTANT;
}

static int32_t add_spec(struct draft *b, const struct sim_law_spec *spec)
{
    BUG_IF(b->n_variates == VARIATES_MAX);
    sim_compile_variate(spec, &b->variates[b->n_variates]);
    return b->n_variates++;
}

static bool add_sample(struct draft *b, const struct setup_law *law, int32_t *which)
{
    const struct bind_list *rows = setup_table_of(b->d, law->table);
    const struct setup_sample_row *row = rows->items;
    double *value = arena_take_array(b->home, double, rows->count);
    double *weight = arena_take_array(b->home, double, rows->count);
    if (value == NULL || weight == NULL)
        return false;
    for (size_t i = 0; i < rows->count; i++) {
        value[i] = (double)row[i].value.us;
        weight[i] = row[i].weight > 0 ? row[i].weight : 1;
    }
    struct sim_sample sample = {value, weight, (uint32_t)rows->count};
    const struct sim_law_spec spec = {
        .law = SIM_LAW_EMPIRICAL, .zero = law->zero, .sample = &sample};
    *which = add_spec(b, &spec);
    return true;
}

/* false when memory is short; DESIGN_NONE when the law is not there. */
static bool add_law(struct draft *b, const struct setup_law *law, int32_t *which)
{
    *which = DESIGN_NONE;
    if (law->family == SETUP_NONE)
        return true;
    struct sim_law_spec spec = {.law = law_of((enum setup_family)law->family),
                                .a = (double)law->mean.us,
                                .b = law->cv,
                                .zero = law->zero};
    if (law->family == SETUP_ERLANG)
        spec.b = law->phases;
    if (law->family == SETUP_UNIFORM || law->family == SETUP_TRIANGULAR) {
        spec.a = (double)law->least.us;
        spec.b = (double)(law->family == SETUP_UNIFORM ? law->most.us : law->mode.us);
        spec.c = (double)law->most.us;
    }
    if (law->family == SETUP_EMPIRICAL)
        return add_sample(b, law, which);
    *which = add_spec(b, &spec);
    return true;
}

/* ---- streams ---- */

static void set_rate(struct draft *b, const struct setup_arrivals *a, struct design_use *use)
{
    const struct setup_step *step = a->rates.items;
    int64_t from[SETUP_STEPS_MAX];
    double per_second[SETUP_STEPS_MAX];
    int32_t n = 0, open = b->d->s.period.open;
    int64_t length = b->design.close_us - b->design.open_us;
    for (size_t i = 0; i < a->rates.count; i++) {
        int64_t at = (step[i].from - open) * SECOND_US;
        if (at >= length && b->design.at_end != SETUP_OPEN)
            break;
        from[n] = at;
        per_second[n++] = step[i].rate / 86400;
    }
    if (n == 0) { /* one rate for the whole day, or the first begins too late */
        from[n] = 0;
        per_second[n++] = a->rates.count == 0 ? a->rate / 86400 : 0;
    }
    sim_rate_make(&use->rate, from, per_second, n,
                  b->design.at_end == SETUP_OPEN ? NEVER_US : length);
}

static void set_trace(struct draft *b, const struct setup_arrivals *a, struct design_use *use)
{
    const struct bind_list *rows = setup_table_of(b->d, a->trace);
    const struct setup_trace_row *row = rows->items;
    use->people = (int32_t)rows->count;
    for (size_t i = 0; i < rows->count; i++)
        b->trace[b->n_trace++] = (struct design_trace){
            row[i].arrive.us, row[i].access == 1 ? row[i].slot.us : VISIT_NO_SLOT,
            row[i].service.us, row[i].patience.us};
}

static bool set_appointments(struct draft *b, const struct setup_arrivals *a,
                             struct design_use *use)
{
    struct template t = {.rule = (enum template_rule)a->appointments.template,
                         .people = a->appointments.people,
                         .slot = a->appointments.slot,
                         .block = a->appointments.block,
                         .rise = a->appointments.rise};
    int64_t *at = arena_take_array(b->home, int64_t, (size_t)t.people);
    if (at == NULL)
        return false;
    template_fill(&t, at);
    use->people = t.people;
    use->no_show = a->appointments.no_show;
    for (int32_t i = 0; i < t.people; i++)
        b->trace[b->n_trace++] = (struct design_trace){.slot_us = a->appointments.start.us + at[i]};
    const struct sim_law_spec spec = {.law = SIM_LAW_TRIANGULAR,
                                      .a = (double)a->appointments.punctuality.earliest.us,
                                      .b = (double)a->appointments.punctuality.usual.us,
                                      .c = (double)a->appointments.punctuality.latest.us};
    if (spec.a < 0 || spec.c > 0)
        use->punctuality = add_spec(b, &spec);
    return true;
}

static bool set_stream(struct draft *b, const struct setup_arrivals *a, struct design_use *use)
{
    use->first_trace = b->n_trace;
    use->limit_most = a->limit.most;
    use->limit_share = a->limit.share;
    use->punctuality = use->away = DESIGN_NONE;
    switch ((enum setup_arrivals_kind)a->kind) {
    case SETUP_POISSON:
        set_rate(b, a, use);
        break;
    case SETUP_DETERMINISTIC:
        use->first_us = a->first.us;
        use->every_us = a->every.us;
        break;
    case SETUP_TRACE:
        set_trace(b, a, use);
        break;
    case SETUP_APPOINTMENTS:
        return set_appointments(b, a, use);
    case SETUP_SOURCE:
        use->people = a->source.people;
        return add_law(b, &a->source.away, &use->away);
    }
    return true;
}

static bool set_use(struct draft *b, const struct setup_use *from, struct design_use *use)
{
    use->kind = from->arrivals.kind;
    use->rank = (uint8_t)(from->rank - 1);
    use->expected_us = (int64_t)setup_mean_us(b->d, &from->service);
    use->balk_from = from->balking.from;
    use->balk_all_at = from->balking.all_at;
    use->retry_share = from->retry.share;
    use->attempts = from->retry.attempts;
    use->feedback_share = from->feedback.share;
    return set_stream(b, &from->arrivals, use) && add_law(b, &from->service, &use->service) &&
           add_law(b, &from->patience, &use->patience) &&
           add_law(b, &from->retry.delay, &use->delay);
}

/* ---- stations ---- */

static struct counter_rules rules_of(const struct setup *s)
{
    struct counter_rules r = {.pool = {.order = {.rule = (enum discipline_rule)s->counters.rule,
                                                 .earliness = s->counters.earliness,
                                                 .grace = s->counters.grace,
                                                 .n = s->counters.n,
                                                 .m = s->counters.m,
                                                 .dedicated = s->counters.dedicated},
                                       .hand_over = s->counters.leaving == 1,
                                       .longest_wait = s->counters.longest_wait},
                              .early_end = (enum counter_early_end)s->counters.early_end.rule,
                              .allowance = s->counters.early_end.allowance,
                              .ticket_limit = s->counters.early_end.tickets,
                              .places = s->counters.places,
                              .at_close = s->period.at_end == SETUP_CLEAR  ? COUNTER_CLOSE_CLEAR
                                          : s->period.at_end == SETUP_OPEN ? COUNTER_CLOSE_OPEN
                                                                           : COUNTER_CLOSE_SERVE};
    const struct setup_use *use = s->uses.items;
    for (size_t i = 0; i < s->uses.count; i++)
        r.pool.order.weight[use[i].rank - 1] = use[i].weight;
    return r;
}

/* Member by member: what lies between them stays 0, as the block came. */
static void add_shift(struct design *d, int64_t from_us, int32_t counters)
{
    struct counter_shift *shift = &d->shifts[d->n_shifts++];
    shift->from.us = from_us;
    shift->counters = counters;
}

static void set_roster(struct draft *b)
{
    const struct setup *s = &b->d->s;
    struct design *d = &b->design;
    const struct setup_shift *shift = s->counters.roster.items;
    add_shift(d, d->open_us, s->counters.on_duty);
    for (size_t i = 0; i < s->counters.roster.count; i++)
        add_shift(d, shift[i].from * SECOND_US, shift[i].counters);
    const struct setup_chance *chance = s->counters.by_chance.items;
    double sum = 0;
    for (size_t i = 0; i < s->counters.by_chance.count; i++) {
        struct setup_chance *next = &d->chances[d->n_chances++];
        sum += chance[i].share;
        next->counters = chance[i].counters;
        next->share = sum;
    }
}

static bool set_stations(struct draft *b)
{
    const struct setup *s = &b->d->s;
    struct design *d = &b->design;
    const struct setup_next *next = s->tandem.items;
    d->n_stations = 1 + (int32_t)s->tandem.count;
    d->stations[0] = (struct design_station){.rules = rules_of(s), .service = DESIGN_NONE};
    set_roster(b);
    for (int32_t k = 1; k < d->n_stations; k++) {
        d->stations[k].rules.at_close = COUNTER_CLOSE_OPEN;
        d->stations[k].on_duty = next[k - 1].on_duty;
        if (!add_law(b, &next[k - 1].service, &d->stations[k].service))
            return false;
    }
    return true;
}

/* ---- the whole ---- */

static void set_measures(struct draft *b)
{
    const struct setup *s = &b->d->s;
    struct design *d = &b->design;
    const struct setup_within *wait = s->measure.waits.items;
    const struct setup_within *over = s->measure.overtimes.items;
    d->waits_us[d->n_waits++] = s->target.within.us;
    for (size_t i = 0; i < s->measure.waits.count; i++)
        d->waits_us[d->n_waits++] = wait[i].wait.us;
    for (size_t i = 0; i < s->measure.overtimes.count; i++)
        d->overtimes_us[d->n_overtimes++] = over[i].wait.us;
    d->n_first = s->measure.first;
    d->n_states = s->measure.states > 0 ? s->measure.states + 2 : 0;
}

static bool fill(struct draft *b)
{
    const struct setup *s = &b->d->s;
    struct design *d = &b->design;
    const struct setup_use *use = s->uses.items;
    d->n_uses = (int32_t)s->uses.count;
    d->days = s->period.days;
    d->at_end = s->period.at_end;
    d->open_us = s->period.open * SECOND_US;
    d->close_us = d->open_us + s->period.length.us;
    d->warm_us = d->open_us + s->period.warm_up.us;
    d->has_half_hours = d->close_us <= SIM_DAY.us;
    d->has_factor = s->day_factor.cv > 0;
    set_measures(b);
    for (int32_t k = 0; k < d->n_uses; k++)
        if (!set_use(b, &use[k], &d->uses[k]))
            return false;
    if (d->has_factor) {
        const struct sim_law_spec shared = factor_law(s->day_factor.city_share, s->day_factor.cv);
        const struct sim_law_spec own = factor_law(1 - s->day_factor.city_share, s->day_factor.cv);
        d->shared = add_spec(b, &shared);
        d->own = add_spec(b, &own);
    }
    return set_stations(b);
}

static size_t count_trace(const struct setup_data *d)
{
    const struct setup_use *use = d->s.uses.items;
    size_t n = 0;
    for (size_t i = 0; i < d->s.uses.count; i++) {
        if (use[i].arrivals.kind == SETUP_TRACE)
            n += setup_table_of(d, use[i].arrivals.trace)->count;
        if (use[i].arrivals.kind == SETUP_APPOINTMENTS)
            n += (size_t)use[i].arrivals.appointments.people;
    }
    return n;
}

/* One block: the header, then variates, then traces. */
static const struct design *pack(struct draft *b)
{
    size_t variates = (size_t)b->n_variates * sizeof *b->variates;
    size_t trace = b->n_trace * sizeof *b->trace;
    struct design *d = &b->design;
    d->at_variates = sizeof *d;
    d->at_trace = (uint32_t)(sizeof *d + variates);
    d->bytes = sizeof *d + variates + trace;
    char *block = arena_take(b->home, 1, d->bytes);
    if (block == NULL)
        return NULL;
    memcpy(block, d, sizeof *d);
    memcpy(block + d->at_variates, b->variates, variates);
    if (trace > 0)
        memcpy(block + d->at_trace, b->trace, trace);
    return (const struct design *)(const void *)block;
}

const struct design *design_make(const struct setup_data *d, struct arena *home, struct err *e)
{
    struct draft *b = arena_take_array(home, struct draft, 1);
    if (b != NULL) {
        b->d = d;
        b->home = home;
        b->variates = arena_take_array(home, struct sim_variate, VARIATES_MAX);
        b->trace = arena_take_array(home, struct design_trace, count_trace(d) + 1);
        const struct design *done =
            b->variates != NULL && b->trace != NULL && fill(b) ? pack(b) : NULL;
        if (done != NULL)
            return done;
    }
    err_add(e, ERR_NOMEM, SRC_NOWHERE, "design");
    return NULL;
}
