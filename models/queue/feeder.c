#include "models/queue/feeder.h"

#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/engine/portmath.h"
#include "sim/engine/sortkey.h"

enum { ORDER_BITS = 20 };

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

static void come_at(struct feeder *f, int64_t us)
{
    f->next = (struct feeder_person){.arrive_us = us, .slot_us = VISIT_NO_SLOT, .who = f->drawn++};
}

/* ---- Poisson ---- */

static void advance_poisson(struct feeder *f)
{
    uint32_t k = f->drawn;
    if (k % 2 == 0)
        f->gaps = draw(f, DESIGN_ROLE_ARRIVAL, k / 2);
    f->cumulative -= sim_portmath_log(f->gaps.u[k % 2]) * f->per_factor;
    int64_t us = sim_rate_at(&f->use->rate, f->cumulative);
    come_at(f, us == INT64_MAX ? INT64_MAX : f->design->open_us + us);
}

/* ---- fixed intervals ---- */

static void advance_fixed(struct feeder *f)
{
    const struct design *d = f->design;
    int64_t us = d->open_us + f->use->first_us + (int64_t)f->drawn * f->use->every_us;
    come_at(f, us < d->close_us || d->at_end == SETUP_OPEN ? us : INT64_MAX);
}

/* ---- traces ---- */

static void advance_trace(struct feeder *f)
{
    if (f->drawn == (uint32_t)f->use->people) {
        come_at(f, INT64_MAX);
        return;
    }
    const struct design_trace *row = &design_trace_of(f->design, f->use)[f->drawn];
    int64_t open = f->design->open_us;
    come_at(f, open + row->arrive_us);
    f->next.slot_us = row->slot_us == VISIT_NO_SLOT ? VISIT_NO_SLOT : open + row->slot_us;
    f->next.work_us = row->work_us;
    f->next.patience_us = row->patience_us;
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
            f->no_shows++;
        else
            f->order[f->n_order++] = (uint64_t)(us > 0 ? us : 0) << ORDER_BITS | i;
    }
    f->last_slot_us = d->open_us + slot[u->people - 1].slot_us;
    sim_sortkey(f->order, f->scratch, f->n_order);
}

static void advance_appointments(struct feeder *f)
{
    if (f->drawn == f->n_order) {
        come_at(f, INT64_MAX);
        return;
    }
    uint64_t key = f->order[f->drawn];
    uint32_t i = (uint32_t)(key & ((1U << ORDER_BITS) - 1));
    come_at(f, f->design->open_us + (int64_t)(key >> ORDER_BITS));
    f->next.slot_us = f->design->open_us + design_trace_of(f->design, f->use)[i].slot_us;
    f->next.who = i;
}

/* ---- all ---- */

void feeder_advance(struct feeder *f)
{
    if (f->remaining == 0) {
        come_at(f, INT64_MAX);
        return;
    }
    f->remaining -= f->remaining != UINT32_MAX;
    switch ((enum setup_arrivals_kind)f->use->kind) {
    case SETUP_POISSON:
        advance_poisson(f);
        break;
    case SETUP_DETERMINISTIC:
        advance_fixed(f);
        break;
    case SETUP_TRACE:
        advance_trace(f);
        break;
    case SETUP_APPOINTMENTS:
        advance_appointments(f);
        break;
    case SETUP_SOURCE: /* they come by events of their own */
        come_at(f, INT64_MAX);
        break;
    }
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
    f->remaining = draw_limit(f);
    if (f->use->kind == SETUP_APPOINTMENTS)
        open_appointments(f);
    feeder_advance(f);
}
