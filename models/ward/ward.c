#include "models/ward/ward.h"

#include <string.h>

#include "models/office/factor.h"
#include "models/ward/appointment.h"
#include "models/ward/city.h"
#include "models/ward/crowd.h"
#include "models/ward/outage.h"
#include "models/ward/procedure.h"
#include "sim/base/bug.h"
#include "sim/base/simtime.h"
#include "sim/engine/sortkey.h"

enum { ORDER_BITS = 24 };

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

/* Somebody who comes today: person, or one of a stream known only by his address. */
struct comer {
    int64_t arrive_us, slot_us;
    uint32_t person, who;
    uint16_t address, home;
    uint8_t use;
};

/* What a visit brings: work at normal speed, microseconds, and a uniform that says what its
 * person puts up with. */
struct burden {
    int64_t work_us;
    double temper;
};

/* Another use that some have on the same visit, microseconds. */
static double draw_also(const struct city *c, const struct comer *comer)
{
    const struct plan_trait *trait = &c->plan->traits[comer->use];
    if (trait->also_share <= 0)
        return 0;
    struct sim_pair also = person_draw(c->seed, plan_code(c->plan, comer->home), comer->address,
                                       ROLE_ALSO, comer->who, 0);
    return also.u[0] < trait->also_share
               ? sim_variate_at(plan_variate_at(c->plan, VARIATE_SERVICE + trait->also), also.u[1])
               : 0;
}

/* Does his visit follow the procedures of a renewal? */
static bool has_procedure(const struct plan *p, uint32_t address)
{
    return address == PERSON_HOLDERS && p->procedures.is_on;
}

/* u: what his addresses gave, see draw_visits(). */
static struct burden burden_of(const struct city *c, const struct comer *comer,
                               const struct sim_pair *u)
{
    const struct plan *p = c->plan;
    struct burden b;
    if (has_procedure(p, comer->address)) {
        b.work_us = procedure_work(c, comer->home, &c->pool.people[comer->person], u, &b.temper);
        b.work_us += (int64_t)draw_also(c, comer);
        return b;
    }
    double work = sim_variate_at(plan_variate_at(p, VARIATE_SERVICE + comer->use), u->u[0]);
    if (comer->use == USE_RENEWAL && p->pin_unknown > 0) {
        struct sim_pair pin = person_draw(c->seed, plan_code(p, comer->home), comer->address,
                                          ROLE_PIN, comer->who, 0);
        if (pin.u[0] < p->pin_unknown)
            work += sim_variate_at(plan_variate_at(p, VARIATE_PIN), pin.u[1]);
    }
    work += draw_also(c, comer);
    return (struct burden){(int64_t)work + 1, u->u[1]};
}

/* How long he waits: from the ticket, or from his slot if that is later, so that nobody leaves
 * because he came early. 0 = any time. */
static int64_t patience_of(const struct city *c, const struct comer *comer, int64_t open_us)
{
    int64_t ticket_us = comer->arrive_us > open_us ? comer->arrive_us : open_us;
    bool is_early = comer->slot_us != VISIT_NO_SLOT && comer->slot_us > ticket_us;
    struct sim_pair u = person_draw(c->seed, plan_code(c->plan, comer->home), comer->address,
                                    ROLE_PATIENCE, comer->who, 0);
    return (is_early ? comer->slot_us - ticket_us : 0) + 1 +
           (int64_t)sim_variate_at(plan_variate_at(c->plan, VARIATE_PATIENCE), u.u[0]);
}

/* The least tempers run out of patience, the greatest turn round at a long line. */
static void set_temper(const struct city *c, const struct comer *comer, double temper,
                       int64_t open_us, struct visit *v)
{
    const struct plan_temper *t = &c->plan->temper;
    if (temper < t->patience_share)
        v->patience_us = patience_of(c, comer, open_us);
    if (temper > 1 - t->balk_share && (v->slot_us == VISIT_NO_SLOT || t->booked_balk))
        v->balks_at = t->balks_at;
}

/* His priority class: of his use, or whether he is booked. */
static uint8_t rank_of(const struct plan *p, const struct comer *comer)
{
    if (p->rules.pool.order.rule == DISCIPLINE_ACCUMULATING)
        return comer->slot_us != VISIT_NO_SLOT ? ACCESS_BOOKED : ACCESS_WALK_IN;
    return p->traits[comer->use].rank;
}

/* Where an appointment is required, a person without one is let in at most while a counter is
 * idle. */
static uint8_t terms_of(const struct city *c, int32_t site, int32_t day, const struct comer *comer)
{
    if (comer->person == PERSON_NONE || comer->slot_us != VISIT_NO_SLOT ||
        c->pool.people[comer->person].is_asking ||
        plan_booked(c->plan, comer->use, site, day) < PLAN_REQUIRED)
        return VISIT_ANY;
    return c->plan->booking.serves_idle ? VISIT_IF_IDLE : VISIT_NEVER;
}

static void add_comer(struct city *c, int32_t day, const struct comer *comer)
{
    struct city_day *d = &c->day;
    if (!city_day_reserve(c, d->n + 1)) {
        c->failed = true;
        return;
    }
    int64_t midnight = city_midnight(c, day);
    uint32_t i = d->n++;
    BUG_IF(i >> ORDER_BITS != 0 || comer->arrive_us < midnight);
    d->slot_us[i] = comer->slot_us;
    d->person[i] = comer->person;
    d->who[i] = comer->who;
    d->address[i] = comer->address;
    d->home[i] = comer->home;
    d->use[i] = comer->use;
    d->keys[i] = (uint64_t)(comer->arrive_us - midnight) << ORDER_BITS | i;
}

/* Microsecond of the day at which somebody comes without an appointment. */
static int64_t coming_us(const struct plan *p, int32_t site, int32_t day, double u)
{
    const struct plan_day *at = plan_day_at(p, site, day);
    return at->hours < HOURS_KINDS ? plan_profile_us(&p->hours[at->hours], u)
                                   : (int64_t)plan_wish_second(p, at, u) * 1000000;
}

/* Keeps his appointment, or misses it. */
static void add_booked(struct city *c, int32_t site, int32_t day, uint32_t id, struct sim_pair u,
                       struct comer *comer)
{
    const struct plan *p = c->plan;
    const struct person *person = &c->pool.people[id];
    int32_t lead = day - person->booked_on;
    double no_show = p->booking.no_show[lead < PLAN_LEADS ? lead : PLAN_LEADS - 1];
    c->day.booked_work_us[p->traits[person->use].pool] +=
        (1 - no_show) * (double)p->expected_us[person->use];
    int32_t second = plan_slot_second(p, plan_day_at(p, site, day), person->slot);
    int64_t midnight = city_midnight(c, day);
    comer->slot_us = midnight + second * INT64_C(1000000);
    if (u.u[0] < no_show) {
        tally_add(&c->tally, site, ACCESS_BOOKED, TALLY_NO_SHOW, 1);
        city_tell(c, JOURNEY_MISSES, comer->slot_us, site, person, comer->slot_us);
        appointment_again(c, site, day, id);
        return;
    }
    comer->arrive_us =
        comer->slot_us + (int64_t)sim_variate_at(plan_variate_at(p, VARIATE_PUNCTUALITY), u.u[1]);
    if (comer->arrive_us < midnight)
        comer->arrive_us = midnight; /* he comes on the day of his appointment */
    tally_add(&c->tally, site, ACCESS_BOOKED, TALLY_CAME, 1);
    add_comer(c, day, comer);
}

static void add_person(struct city *c, int32_t site, int32_t day, uint32_t id, struct sim_pair u)
{
    const struct person *person = &c->pool.people[id];
    struct comer comer = {.slot_us = VISIT_NO_SLOT,
                          .person = id,
                          .who = person->who,
                          .address = person->address,
                          .home = person->home,
                          .use = person->use};
    if (person->is_booked) {
        add_booked(c, site, day, id, u, &comer);
        return;
    }
    comer.arrive_us = city_midnight(c, day) + coming_us(c->plan, site, day, u.u[1]);
    add_comer(c, day, &comer);
}

/* What decides about his coming. */
static struct sim_address coming_address(const struct city *c, const struct person *person)
{
    return person->is_booked ? city_address(c, person, ROLE_APPOINTMENT, person->appointments)
                             : city_address(c, person, ROLE_WISH, person_attempt(person));
}

/* Those on the day's list, in its order. */
static void gather_people(struct city *c, int32_t site, int32_t day)
{
    uint32_t *list = &c->pool.visits[city_list(c, site, day)];
    struct person_walk walk = person_take_list(&c->pool, list);
    uint32_t ids[PERSON_SOME], n;
    struct sim_address address[PERSON_SOME];
    struct sim_pair u[PERSON_SOME];
    while ((n = person_some(&c->pool, &walk, ids)) > 0) {
        for (uint32_t i = 0; i < n; i++)
            address[i] = coming_address(c, &c->pool.people[ids[i]]);
        sim_draws(c->seed, address, n, u);
        for (uint32_t i = 0; i < n; i++)
            add_person(c, site, day, ids[i], u[i]);
    }
}

/* One of a stream whose business is done at the joint centre asks there for an appointment. */
static void send_to_centre(struct city *c, int32_t day, const struct comer *comer)
{
    uint32_t id = person_make(&c->pool, comer->home, comer->address, comer->who);
    if (id == PERSON_NONE) {
        c->failed = true;
        return;
    }
    c->pool.people[id].use = comer->use;
    city_will_act(c, plan_centre_of(c->plan, comer->home)->site, day, id);
}

static void gather_stream(struct city *c, int32_t stream, int32_t site, int32_t day)
{
    const struct plan *p = c->plan;
    const struct plan_stream *s = plan_stream_at(p, stream);
    int64_t midnight = city_midnight(c, day);
    struct crowd crowd = crowd_of(c, stream, site, day);
    double share;
    while (crowd_next(&crowd, &share)) {
        struct comer comer = {.arrive_us = midnight + coming_us(p, site, day, share),
                              .slot_us = VISIT_NO_SLOT,
                              .person = PERSON_NONE,
                              .who = crowd_who(c, &crowd, day),
                              .address = s->address,
                              .home = (uint16_t)site,
                              .use = (uint8_t)s->use};
        if (city_site_of(c, site, s->use, s->address, comer.who, day) == site)
            add_comer(c, day, &comer);
        else
            send_to_centre(c, day, &comer);
    }
}

/* Place among those gathered, from a sorted key. */
static uint32_t gathered_at(uint64_t key)
{
    return (uint32_t)(key & ((UINT64_C(1) << ORDER_BITS) - 1));
}

/* What he brings. */
static void fill_visit(const struct city *c, int32_t site, int32_t day, const struct comer *comer,
                       const struct sim_pair *u, struct visit *v)
{
    const struct plan *p = c->plan;
    const struct plan_trait *trait = &p->traits[comer->use];
    struct burden b = burden_of(c, comer, u);
    visit_begin(v, comer->arrive_us, comer->slot_us);
    v->work_us = b.work_us;
    v->expected_us = p->expected_us[comer->use];
    v->rank = rank_of(p, comer);
    v->pool = trait->pool;
    v->is_exempt = trait->is_exempt;
    v->terms = terms_of(c, site, day, comer);
    int64_t open_us = city_midnight(c, day) + plan_day_at(p, site, day)->open_s * INT64_C(1000000);
    set_temper(c, comer, b.temper, open_us, v);
}

/* Whoever comes at the same instant goes in order of population, then of name. */
static void order_ties(struct city_day *d)
{
    for (uint32_t i = 1; i < d->n; i++) {
        for (uint32_t k = i; k > 0 && d->keys[k] >> ORDER_BITS == d->keys[k - 1] >> ORDER_BITS;
             k--) {
            uint32_t a = gathered_at(d->keys[k - 1]), b = gathered_at(d->keys[k]);
            if (d->address[a] < d->address[b] ||
                (d->address[a] == d->address[b] && d->who[a] <= d->who[b]))
                break;
            uint64_t swap = d->keys[k];
            d->keys[k] = d->keys[k - 1];
            d->keys[k - 1] = swap;
        }
    }
}

/* What they bring, of all at once in order of arrival: PROCEDURE_DRAWS pairs for those with a
 * procedure, one for the others. */
static void draw_visits(struct city *c)
{
    struct city_day *d = &c->day;
    uint32_t n = 0;
    _Static_assert((int)PROCEDURE_DRAWS <= (int)CITY_DRAWS, "room for a visit's draws");
    for (uint32_t i = 0; i < d->n; i++) {
        uint32_t from = gathered_at(d->keys[i]);
        int32_t home = d->home[from];
        if (has_procedure(c->plan, d->address[from])) {
            procedure_addresses(c, home, &c->pool.people[d->person[from]], &d->address_of[n]);
            n += PROCEDURE_DRAWS;
        } else {
            d->address_of[n++] = person_address(plan_code(c->plan, home), d->address[from],
                                                ROLE_SERVICE, d->who[from], 0);
        }
    }
    sim_draws(c->seed, d->address_of, n, d->drawn);
}

/* Visits in order of arrival. Only the keys are moved for that: a visit is written once. */
static void make_visits(struct city *c, int32_t site, int32_t day)
{
    struct city_day *d = &c->day;
    int64_t midnight = city_midnight(c, day);
    sim_sortkey(d->keys, d->scratch, d->n);
    order_ties(d);
    draw_visits(c);
    const struct sim_pair *u = d->drawn;
    for (uint32_t i = 0; i < d->n; i++) {
        uint32_t from = gathered_at(d->keys[i]);
        struct comer comer = {.arrive_us = midnight + (int64_t)(d->keys[i] >> ORDER_BITS),
                              .slot_us = d->slot_us[from],
                              .person = d->person[from],
                              .who = d->who[from],
                              .address = d->address[from],
                              .home = d->home[from],
                              .use = d->use[from]};
        d->sorted_use[i] = comer.use;
        fill_visit(c, site, day, &comer, u, &d->sorted[i]);
        u += has_procedure(c->plan, comer.address) ? PROCEDURE_DRAWS : 1;
    }
}

struct look_context {
    struct city *c;
    int32_t site, day;
};

static void look(void *context, int32_t half_hour, int32_t waiting)
{
    const struct look_context *x = context;
    tally_look(&x->c->tally, x->site, x->day, half_hour, waiting);
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

static void serve(struct city *c, int32_t site, int32_t day, struct counter_result *result)
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
    struct counter_day today = {.open = sim_on_day(civil, at->open_s),
                                .close = sim_on_day(civil, at->close_s),
                                .shifts = c->shifts,
                                .n_shifts = at->n_shifts,
                                .parts = parts,
                                .speeds = c->speeds,
                                .n_speeds = n_speeds,
                                .ticket_limit = ticket_limit(p, at),
                                .walk_ins_refused = at->is_reserved_only};
    struct look_context context = {c, site, day};
    struct counter_ears ears = {.look = look, .context = &context};
    sim_agenda_restart(c->agenda, today.open);
    if (!counter_live(c->counter, &today, c->day.sorted, c->day.n, &ears, result))
        c->failed = true;
}

/* A walk-in who was not served comes again, or is lost. from: his place among those gathered. */
static void return_or_lose(struct city *c, int32_t site, int32_t day, uint32_t from, int64_t now_us)
{
    const struct city_day *d = &c->day;
    const struct plan_return *r = &c->plan->turned_away;
    uint32_t id = d->person[from];
    uint32_t attempts = id == PERSON_NONE ? 0 : c->pool.people[id].attempts;
    int32_t home = id == PERSON_NONE ? site : c->pool.people[id].home;
    struct sim_pair u = person_draw(c->seed, plan_code(c->plan, home), d->address[from],
                                    ROLE_RETURN, d->who[from], attempts);
    int32_t next = city_choose_day(c, site, day, day + 1, r->within_days, u.u[1]);
    if (id != PERSON_NONE)
        city_hinder(&c->pool.people[id], day, CAUSE_NOT_SERVED);
    if ((int32_t)attempts + 1 >= r->attempts || u.u[0] >= r->share || next == PLAN_NO_DAY) {
        if (id != PERSON_NONE)
            city_lose(c, site, day, id);
        return;
    }
    if (id == PERSON_NONE) {
        id = person_make(&c->pool, site, d->address[from], d->who[from]);
        if (id == PERSON_NONE) {
            c->failed = true;
            return;
        }
        c->pool.people[id].use = d->use[from];
    }
    struct person *person = &c->pool.people[id];
    person->attempts++;
    city_tell(c, JOURNEY_RETURNS, now_us, site, person, c->plan->base_day + next);
    city_will_come(c, site, next, id);
}

static void settle_served(struct city *c, int32_t site, int32_t day, uint32_t id, int64_t finish_us)
{
    if (id == PERSON_NONE)
        return;
    if (c->pool.people[id].address != PERSON_HOLDERS ||
        procedure_end_visit(c, site, day, finish_us, id))
        person_drop(&c->pool, id);
}

/* Whoever came without an appointment where one is required knows better now. */
static bool is_told(struct city *c, int32_t site, int32_t day, uint32_t id)
{
    if (id == PERSON_NONE)
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

static void tell_visit(const struct city *c, int32_t site, uint32_t from, const struct visit *v)
{
    const struct city_day *d = &c->day;
    uint32_t id = d->person[from];
    struct person stranger = {.who = d->who[from],
                              .address = d->address[from],
                              .home = (uint16_t)site,
                              .use = d->use[from]};
    journey_visit(c, site, id == PERSON_NONE ? &stranger : &c->pool.people[id], v);
}

static void settle(struct city *c, int32_t site, int32_t day)
{
    const struct city_day *d = &c->day;
    for (uint32_t i = 0; i < d->n; i++) {
        uint32_t from = gathered_at(d->keys[i]);
        const struct visit *v = &d->sorted[i];
        if (c->ear != NULL)
            tell_visit(c, site, from, v);
        if (v->outcome == VISIT_SERVED)
            settle_served(c, site, day, d->person[from], v->finish_us);
        else if (v->slot_us != VISIT_NO_SLOT)
            appointment_again(c, site, day, d->person[from]);
        else if (v->outcome != VISIT_REFUSED || !is_told(c, site, day, d->person[from]))
            return_or_lose(c, site, day, from, v->finish_us);
    }
}

void ward_day(struct city *c, int32_t site, int32_t day)
{
    struct city_day *d = &c->day;
    struct counter_result result = {0};
    d->n = 0;
    memset(d->booked_work_us, 0, sizeof d->booked_work_us);
    gather_people(c, site, day);
    for (int32_t s = 0; s < c->plan->n_streams; s++)
        if (!plan_asks(c->plan, s, site, day))
            gather_stream(c, s, site, day);
    make_visits(c, site, day);
    serve(c, site, day, &result);
    if (c->failed)
        return;
    struct tally_site_day sums = {site, day, d->sorted, d->sorted_use, d->n, &result};
    tally_site_day(&c->tally, &sums);
    settle(c, site, day);
}
