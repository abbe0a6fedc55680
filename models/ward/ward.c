#include "models/ward/ward.h"

#include <string.h>

#include "models/office/factor.h"
#include "models/ward/ahead.h"
#include "models/ward/appointment.h"
#include "models/ward/city.h"
#include "models/ward/comers.h"
#include "models/ward/outage.h"
#include "models/ward/procedure.h"
#include "sim/base/bug.h"
#include "sim/base/simtime.h"

void ward_draw_factors(struct city *c, int32_t day)
{
    const struct plan *p = c->plan;
    const struct factor f = {.shared = plan_variate_at(p, VARIATE_CITY),
                             .own = plan_variate_at(p, VARIATE_WARD),
                             .shared_site = c->region->code,
                             .shared_role = c->region->population << 5 | ROLE_DAY_FACTOR,
                             .role = ROLE_DAY_FACTOR};
    factor_draw(&f, c->seed, (uint32_t)(p->base_day + day),
                PLAN_ARRAY(p, uint32_t, at_code) + c->first, c->region->n_sites,
                c->ward_factor + c->first);
}

struct look_context {
    struct city *c;
    int32_t site, day;
};

static void look(void *context, int32_t half_hour, int32_t waiting)
{
    const struct look_context *x = context;
    tally_look(&x->c->tally, x->site, x->day, half_hour, waiting);
    ahead_look(x->c, x->site, x->day, half_hour, waiting);
}

/* Each pool's part of the day: its shifts and its appointments, no-shows taken off. */
static void fill_parts(const struct city *c, const struct plan_day *at,
                       struct counter_part parts[COUNTER_POOLS])
{
    const struct plan *p = c->plan;
    const struct plan_shift *shifts = PLAN_ARRAY(p, struct plan_shift, at_shifts) + at->first_shift;
    int32_t pool = -1;
    for (int i = 0; i < at->n_shifts; i++) {
        if (i == 0 || shifts[i].from_s == at->open_s) {
            int64_t work_us = (int64_t)c->day.booked_work_us[++pool];
            parts[pool] = (struct counter_part){.booked_work_us = work_us};
        }
        parts[pool].n_shifts++;
    }
}

/* Tickets for walk-ins on a day, by the counters on duty when it opens; 0 = as the rules say. */
static int32_t ticket_limit(const struct plan *p, const struct plan_day *at)
{
    const struct plan_shift *shifts = PLAN_ARRAY(p, struct plan_shift, at_shifts) + at->first_shift;
    int32_t counters = 0;
    for (int i = 0; i < at->n_shifts; i++)
        counters += shifts[i].from_s == at->open_s ? shifts[i].counters : 0;
    return p->tickets_per_counter * counters;
}

/* Takes counters away: each from the pool that has most left when the doors open. As many stay as
 * must. */
static void take_absent(const struct counter_rules *rules, struct counter_shift *shifts,
                        const struct counter_part *parts, int32_t absent)
{
    const struct discipline_rules *order = &rules->pool.order;
    int32_t least = order->rule == DISCIPLINE_DEDICATED ? order->dedicated + 1 : 1;
    for (; absent > 0; absent--) {
        int32_t first = 0, most = 0, chosen = 0;
        for (int32_t i = 0; i < rules->pools; first += parts[i++].n_shifts)
            if (shifts[first].counters > shifts[most].counters) {
                most = first;
                chosen = i;
            }
        for (int32_t k = 0; k < parts[chosen].n_shifts; k++)
            shifts[most + k].counters -= shifts[most + k].counters > least;
    }
}

void ward_serve(struct city *c, int32_t site, int32_t day, const struct ward_way *way,
                struct counter_result *result)
{
    const struct plan *p = c->plan;
    const struct plan_day *at = plan_day_at(p, site, day);
    const struct plan_shift *shifts = PLAN_ARRAY(p, struct plan_shift, at_shifts) + at->first_shift;
    int32_t civil = p->base_day + day, n_speeds = outage_speeds(c, day);
    for (int i = 0; i < at->n_shifts; i++)
        c->shifts[i] =
            (struct counter_shift){sim_on_day(civil, shifts[i].from_s), shifts[i].counters};
    struct counter_part parts[COUNTER_POOLS];
    fill_parts(c, at, parts);
    take_absent(&p->rules, c->shifts, parts, way->absent);
    bool is_usual = way->absent == 0 && way->accept_until == 0;
    struct counter_day today = {.open = sim_on_day(civil, at->open_s),
                                .close = sim_on_day(civil, at->close_s),
                                .shifts = c->shifts,
                                .n_shifts = at->n_shifts,
                                .parts = parts,
                                .speeds = c->speeds,
                                .n_speeds = n_speeds,
                                .ticket_limit = ticket_limit(p, at),
                                .walk_ins_refused = at->is_reserved_only};
    if (way->accept_until > 0)
        today.accept_until = sim_on_day(civil, way->accept_until);
    struct look_context context = {c, site, day};
    struct counter_ears ears = {.look = is_usual ? look : NULL, .context = &context};
    sim_agenda_restart(c->agenda, today.open);
    if (!counter_live(c->counter, &today, c->day.sorted, c->day.n, &ears, result))
        c->failed = true;
}

/* A walk-in who was not served comes again, or is lost. */
static void return_or_lose(struct city *c, int32_t site, int32_t day,
                           const struct city_comer *comer, int64_t now_us, struct sim_pair u)
{
    const struct plan_return *r = &c->plan->turned_away;
    uint32_t id = comer->kind == COMER_STRANGER ? PERSON_NONE : comer->who;
    uint32_t attempts = id == PERSON_NONE ? 0 : c->pool.people[id].attempts;
    int32_t next = city_choose_day(c, site, day, day + 1, r->within_days, u.u[1]);
    if (id != PERSON_NONE)
        city_hinder(&c->pool.people[id], day, CAUSE_NOT_SERVED);
    if ((int32_t)attempts + 1 >= r->attempts || u.u[0] >= r->share || next == PLAN_NO_DAY) {
        if (id != PERSON_NONE)
            city_lose(c, site, day, id);
        return;
    }
    if (id == PERSON_NONE) {
        id = person_make(&c->pool, site, comer->address, comer->who);
        if (id == PERSON_NONE) {
            c->failed = true;
            return;
        }
        c->pool.people[id].use = comer->use;
    }
    struct person *person = &c->pool.people[id];
    person->attempts++;
    city_tell(c, JOURNEY_RETURNS, now_us, site, person, c->plan->base_day + next);
    city_will_come(c, site, next, id);
}

/* Whoever came without an appointment where one is required knows better now. */
static bool is_told(struct city *c, int32_t site, int32_t day, const struct city_comer *comer)
{
    uint32_t id = comer->who;
    if (comer->kind == COMER_STRANGER)
        return false;
    struct person *person = &c->pool.people[id];
    if (plan_booked(c->plan, person->use, site, day) < PLAN_REQUIRED ||
        (person->flags & (PERSON_TOLD | PERSON_GAVE_UP)) != 0)
        return false;
    city_hinder(person, day, CAUSE_NOT_SERVED);
    person->flags |= PERSON_TOLD;
    city_will_act(c, site, day + 1, id);
    return true;
}

static void tell_visit(const struct city *c, int32_t site, const struct city_comer *comer,
                       const struct visit *v)
{
    struct person made_up;
    journey_visit(c, site, comers_person(c, site, comer, &made_up), v);
}

/* Of whom something is still to be decided after his visit, in d->chosen; all where somebody
 * listens. In d->done those people who can be forgotten: others than holders who were served. One
 * visit in two is of either kind, so that nothing branches on it: a table says for every kind and
 * end. */
enum { VISIT_IS_OPEN = 1, VISIT_IS_DONE = 2, COMER_KINDS = COMER_HOLDER + 1 };
static uint32_t sort_out(const struct city *c, uint32_t *done_with)
{
    const struct city_day *d = &c->day;
    const struct visit *v = d->sorted;
    const uint8_t *kind = d->sorted_kind;
    const uint32_t *who = d->sorted_who;
    uint32_t *open = d->chosen, *done = d->done;
    size_t n = d->n, n_open = 0, n_done = 0;
    uint8_t is_heard = c->ear != NULL ? VISIT_IS_OPEN : 0, after[VISIT_OUTCOMES][COMER_KINDS];
    memset(after, VISIT_IS_OPEN, sizeof after);
    after[VISIT_SERVED][COMER_STRANGER] = is_heard;
    after[VISIT_SERVED][COMER_OTHER] = VISIT_IS_DONE | is_heard;
    for (size_t i = 0; i < n; i++) {
        uint32_t what = after[v[i].outcome][kind[i]];
        open[n_open] = (uint32_t)i;
        done[n_done] = who[i];
        n_open += what & VISIT_IS_OPEN;
        n_done += what / VISIT_IS_DONE;
    }
    *done_with = (uint32_t)n_done;
    return (uint32_t)n_open;
}

static const struct city_comer *comer_of(const struct city_day *d, uint32_t i)
{
    return &d->comers[comers_at(d->keys[i])];
}

/* Where the random numbers stand of somebody who was not served. */
static struct sim_address again_address(const struct city *c, int32_t site,
                                        const struct city_comer *comer)
{
    struct person made_up;
    const struct person *person = comers_person(c, site, comer, &made_up);
    return comer->slot_us != VISIT_NO_SLOT ? appointment_again_address(c, person)
                                           : city_address(c, person, ROLE_RETURN, person->attempts);
}

/* The random numbers of those of d->chosen[n] who were not served, in d->drawn. The records of
 * holders who were are asked for from memory. */
static void draw_again(struct city *c, int32_t site, uint32_t n)
{
    const struct city_day *d = &c->day;
    uint32_t n_drawn = 0;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t i = d->chosen[k];
        if (d->sorted[i].outcome != VISIT_SERVED)
            d->address_of[n_drawn++] = again_address(c, site, comer_of(d, i));
        else if (d->sorted_kind[i] == COMER_HOLDER)
            person_prefetch(&c->pool, d->sorted_who[i]);
    }
    sim_draws(c->seed, d->address_of, n_drawn, d->drawn);
}

static void settle(struct city *c, int32_t site, int32_t day)
{
    const struct city_day *d = &c->day;
    uint32_t n_done, n = sort_out(c, &n_done);
    draw_again(c, site, n);
    const struct sim_pair *u = d->drawn;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t i = d->chosen[k];
        const struct city_comer *comer = comer_of(d, i);
        const struct visit *v = &d->sorted[i];
        uint32_t id = comer->who; /* not of strangers, who have neither renewal nor appointment */
        if (c->ear != NULL)
            tell_visit(c, site, comer, v);
        if (v->outcome == VISIT_SERVED) {
            if (comer->kind == COMER_HOLDER && procedure_end_visit(c, site, day, v->finish_us, id))
                person_drop(&c->pool, id);
            continue;
        }
        if (v->slot_us != VISIT_NO_SLOT)
            appointment_again(c, site, day, id, *u);
        else if (v->outcome != VISIT_REFUSED || !is_told(c, site, day, comer))
            return_or_lose(c, site, day, comer, v->finish_us, *u);
        u++;
    }
    person_drop_some(&c->pool, d->done, n_done);
}

void ward_day(struct city *c, int32_t site, int32_t day)
{
    struct city_day *d = &c->day;
    struct counter_result result = {0};
    comers_day(c, site, day);
    tally_expect(&c->tally, site, day);
    ahead_try(c, site, day);
    ward_serve(c, site, day, &(struct ward_way){0}, &result);
    if (c->failed)
        return;
    struct tally_site_day sums = {site, day, d->sorted, d->sorted_use, d->n, &result};
    tally_site_day(&c->tally, &sums);
    ahead_site_day(c, site, day, &result);
    settle(c, site, day);
}
