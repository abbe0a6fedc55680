#include "models/queue/feeder.h"

#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/engine/draws.h"
#include "sim/engine/portmath.h"
#include "sim/engine/sortkey.h"

/* 100 000 people, and 47 bits of microseconds: more than the longest period. */
enum { ORDER_BITS = 17 };

bool feeder_init(struct feeder *f, const struct design *d, int32_t use, struct arena *home)
{
    const struct design_use *u = &d->uses[use];
    *f = (struct feeder){.design = d, .use = u, .index = use};
    if (u->kind != SETUP_APPOINTMENTS)
        return true;
    f->order = arena_take_array(home, uint64_t, (size_t)u->people);
    f->scratch = arena_take_array(home, uint64_t, (size_t)u->people);
    return f->order != NULL && f->scratch != NULL;
}

static struct sim_pair draw(const struct feeder *f, enum design_role role, uint32_t who)
{
    return sim_stream_pair(f->seed, (uint32_t)f->index, role, who, f->day);
}

/* Rounded up, so that a constant is what it says. */
static inline int64_t whole_span(double us)
{
    int64_t whole = (int64_t)us;
    whole += (double)whole < us;
    return whole > 0 ? whole : 1;
}

int64_t feeder_span(const struct design *d, int32_t variate, double u)
{
    return whole_span(sim_variate_at(design_variate(d, variate), u));
}

/* The same of many numbers, which are used up. */
static void draw_spans(const struct design *d, int32_t variate, double *u, uint32_t n,
                       int64_t *span)
{
    sim_variate_many(design_variate(d, variate), u, u, n);
    for (uint32_t i = 0; i < n; i++)
        span[i] = whole_span(u[i]);
}

/* How many of the people who may come exist. */
static uint32_t draw_limit(const struct feeder *f)
{
    const struct design_use *u = f->use;
    if (u->limit_most == 0)
        return UINT32_MAX;
    uint32_t n = 0;
    for (uint32_t i = 0; i < (uint32_t)u->limit_most; i++)
        n += draw(f, DESIGN_ROLE_LIMIT, i).u[0] < u->limit_share;
    return n;
}

/* One more of those ahead, drawn as for everybody. */
static struct feeder_person *add(struct feeder *f, int64_t us)
{
    struct feeder_person *p = &f->ahead[f->n_ahead++];
    *p = (struct feeder_person){.arrive_us = us, .slot_us = VISIT_NO_SLOT, .who = f->drawn++};
    return p;
}

/* ---- Poisson ---- */

/* The gaps of the next people, as logarithms. */
static void draw_gaps(const struct feeder *f, double gap[FEEDER_AHEAD])
{
    enum { PAIRS = FEEDER_AHEAD / 2 };
    struct sim_address address[PAIRS];
    struct sim_pair pair[PAIRS];
    double u[FEEDER_AHEAD];
    for (uint32_t i = 0; i < PAIRS; i++)
        address[i] =
            sim_address_of((uint32_t)f->index, DESIGN_ROLE_ARRIVAL, f->drawn / 2 + i, f->day);
    sim_draws(f->seed, address, PAIRS, pair);
    for (uint32_t i = 0; i < FEEDER_AHEAD; i++)
        u[i] = pair[i / 2].u[i % 2];
    sim_portmath_logs(u, gap, FEEDER_AHEAD);
}

static void add_poisson(struct feeder *f, uint32_t most)
{
    double gap[FEEDER_AHEAD];
    draw_gaps(f, gap);
    for (uint32_t i = 0; i < most; i++) {
        f->cumulative -= gap[i] * f->per_factor;
        int64_t us = sim_rate_at(&f->use->rate, f->cumulative);
        if (us == INT64_MAX)
            return;
        add(f, f->design->open_us + us);
    }
}

/* ---- fixed intervals ---- */

static void add_fixed(struct feeder *f, uint32_t most)
{
    const struct design *d = f->design;
    for (uint32_t i = 0; i < most; i++) {
        int64_t us = d->open_us + f->use->first_us + (int64_t)f->drawn * f->use->every_us;
        if (us >= d->close_us && d->at_end != SETUP_OPEN)
            return;
        add(f, us);
    }
}

/* ---- traces ---- */

static void add_trace(struct feeder *f, uint32_t most)
{
    int64_t open = f->design->open_us;
    for (uint32_t i = 0; i < most && f->drawn < (uint32_t)f->use->people; i++) {
        const struct design_trace *row = &design_trace_of(f->design, f->use)[f->drawn];
        struct feeder_person *p = add(f, open + row->arrive_us);
        p->slot_us = row->slot_us == VISIT_NO_SLOT ? VISIT_NO_SLOT : open + row->slot_us;
        p->work_us = row->work_us;
        p->patience_us = row->patience_us;
    }
}

/* ---- appointments ---- */

/* All who keep their appointments, in order of coming. */
static void open_appointments(struct feeder *f)
{
    const struct design *d = f->design;
    const struct design_use *u = f->use;
    const struct design_trace *slot = design_trace_of(d, u);
    f->n_order = 0;
    for (uint32_t i = 0; i < (uint32_t)u->people; i++) {
        struct sim_pair p = draw(f, DESIGN_ROLE_SHOW, i);
        int64_t us = slot[i].slot_us;
        if (u->punctuality != DESIGN_NONE)
            us += (int64_t)sim_variate_at(design_variate(d, u->punctuality), p.u[1]);
        if (p.u[0] < u->no_show)
            f->no_shows += d->open_us + slot[i].slot_us >= d->warm_us;
        else
            f->order[f->n_order++] = (uint64_t)(us > 0 ? us : 0) << ORDER_BITS | i;
    }
    f->last_slot_us = d->open_us + slot[u->people - 1].slot_us;
    sim_sortkey(f->order, f->scratch, f->n_order);
}

static void add_appointments(struct feeder *f, uint32_t most)
{
    int64_t open = f->design->open_us;
    for (uint32_t i = 0; i < most && f->drawn < f->n_order; i++) {
        uint64_t key = f->order[f->drawn];
        uint32_t who = (uint32_t)(key & ((1U << ORDER_BITS) - 1));
        struct feeder_person *p = add(f, open + (int64_t)(key >> ORDER_BITS));
        p->slot_us = open + design_trace_of(f->design, f->use)[who].slot_us;
        p->who = who;
    }
}

/* ---- all ---- */

/* The nth draw of everybody ahead in a role. */
static void draw_all(const struct feeder *f, enum design_role role, uint32_t n,
                     struct sim_pair pair[FEEDER_AHEAD])
{
    struct sim_address address[FEEDER_AHEAD];
    for (uint32_t i = 0; i < f->n_ahead; i++)
        address[i] = sim_address_of((uint32_t)f->index, role, f->ahead[i].who, n);
    sim_draws(f->seed, address, f->n_ahead, pair);
}

/* Whoever balks has stood at a door once. */
static void set_balking(struct feeder *f)
{
    struct sim_pair pair[FEEDER_AHEAD];
    draw_all(f, DESIGN_ROLE_DOOR, (uint32_t)f->design->days + f->day, pair);
    for (uint32_t i = 0; i < f->n_ahead; i++)
        f->ahead[i].balks_at = feeder_balks_at(f->use, pair[i].u[0]);
}

/* What everybody ahead brings, where a trace has not said it. */
static void equip(struct feeder *f)
{
    const struct design_use *use = f->use;
    struct sim_pair pair[FEEDER_AHEAD];
    double u[2][FEEDER_AHEAD];
    int64_t span[FEEDER_AHEAD];
    uint32_t n = f->n_ahead;
    if (n == 0)
        return;
    if (use->balk_all_at > 0)
        set_balking(f);
    draw_all(f, DESIGN_ROLE_SERVICE, f->day, pair);
    for (uint32_t i = 0; i < n; i++) {
        u[0][i] = pair[i].u[0];
        u[1][i] = pair[i].u[1];
    }
    draw_spans(f->design, use->service, u[0], n, span);
    for (uint32_t i = 0; i < n; i++)
        f->ahead[i].work_us = f->ahead[i].work_us == 0 ? span[i] : f->ahead[i].work_us;
    if (use->patience == DESIGN_NONE)
        return;
    draw_spans(f->design, use->patience, u[1], n, span);
    for (uint32_t i = 0; i < n; i++)
        f->ahead[i].patience_us = f->ahead[i].patience_us == 0 ? span[i] : f->ahead[i].patience_us;
}

static void look_ahead(struct feeder *f)
{
    uint32_t left = f->limit - f->drawn, most = left < FEEDER_AHEAD ? left : FEEDER_AHEAD;
    f->taken = f->n_ahead = 0;
    switch ((enum setup_arrivals_kind)f->use->kind) {
    case SETUP_POISSON:
        add_poisson(f, most);
        break;
    case SETUP_DETERMINISTIC:
        add_fixed(f, most);
        break;
    case SETUP_TRACE:
        add_trace(f, most);
        break;
    case SETUP_APPOINTMENTS:
        add_appointments(f, most);
        break;
    case SETUP_SOURCE: /* they come by events of their own */
        break;
    }
    equip(f);
}

void feeder_advance(struct feeder *f)
{
    if (f->taken == FEEDER_AHEAD)
        look_ahead(f);
    if (f->taken == f->n_ahead)
        f->next.arrive_us = INT64_MAX;
    else
        f->next = f->ahead[f->taken++];
}

uint32_t feeder_ready(const struct feeder *f, const struct feeder_person **people)
{
    *people = &f->next;
    if (f->next.arrive_us == INT64_MAX)
        return 0;
    *people = &f->ahead[f->taken - 1];
    return f->n_ahead - f->taken + 1;
}

void feeder_pass(struct feeder *f, uint32_t people)
{
    BUG_IF(people == 0 || f->taken + people > f->n_ahead + 1);
    f->taken += people - 1;
    feeder_advance(f);
}

void feeder_open(struct feeder *f, struct sim_seed seed, uint32_t day, double factor)
{
    BUG_IF(!(factor > 0));
    f->seed = seed;
    f->day = day;
    f->cumulative = 0;
    f->per_factor = 1 / factor;
    f->drawn = f->no_shows = 0;
    f->last_slot_us = INT64_MIN;
    f->limit = draw_limit(f);
    if (f->use->kind == SETUP_APPOINTMENTS)
        open_appointments(f);
    look_ahead(f);
    feeder_advance(f);
}
