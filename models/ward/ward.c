#include "models/ward/ward.h"

#include "models/office/factor.h"
#include "models/ward/city.h"
#include "models/ward/crowd.h"
#include "models/ward/notice.h"
#include "models/ward/request.h"
#include "sim/base/bug.h"
#include "sim/base/civil.h"
#include "sim/base/simtime.h"
#include "sim/engine/sortkey.h"

enum { ORDER_BITS = 24, CITY_CODE = 0xFFFF };

void ward_draw_factors(struct city *c, int32_t day)
{
    const struct plan *p = c->plan;
    const struct factor f = {.shared = plan_variate_at(p, VARIATE_CITY),
                             .own = plan_variate_at(p, VARIATE_WARD),
                             .shared_site = CITY_CODE,
                             .role = ROLE_DAY_FACTOR};
    factor_draw(&f, c->seed, (uint32_t)(p->base_day + day), PLAN_ARRAY(p, uint32_t, at_code),
                p->n_sites, c->ward_factor);
}

/* Somebody who comes today: person, or one of a stream known only by his address. */
struct comer {
    int64_t arrive_us, slot_us;
    uint32_t person, who;
    uint16_t address;
    uint8_t use;
};

static int64_t draw_work(const struct city *c, int32_t site, const struct comer *comer)
{
    const struct plan *p = c->plan;
    uint32_t code = plan_code(p, site);
    struct sim_pair u = person_draw(c->seed, code, comer->address, ROLE_SERVICE, comer->who, 0);
    double work = sim_variate_at(plan_variate_at(p, VARIATE_SERVICE + comer->use), u.u[0]);
    if (comer->use == USE_RENEWAL && p->pin_unknown > 0) {
        struct sim_pair pin = person_draw(c->seed, code, comer->address, ROLE_PIN, comer->who, 0);
        if (pin.u[0] < p->pin_unknown)
            work += sim_variate_at(plan_variate_at(p, VARIATE_PIN), pin.u[1]);
    }
    return (int64_t)work + 1;
}

static void add_comer(struct city *c, int32_t site, int32_t day, const struct comer *comer)
{
    struct city_day *d = &c->day;
    if (!city_day_reserve(c, d->n + 1)) {
        c->failed = true;
        return;
    }
    int64_t midnight = sim_on_day(c->plan->base_day + day, 0).us;
    uint32_t i = d->n++;
    BUG_IF(i >> ORDER_BITS != 0 || comer->arrive_us < midnight);
    d->visits[i] = (struct visit){
        .arrive_us = comer->arrive_us,
        .slot_us = comer->slot_us,
        .work_us = draw_work(c, site, comer),
        .expected_us = c->plan->expected_us[comer->use],
    };
    d->person[i] = comer->person;
    d->who[i] = comer->who;
    d->address[i] = comer->address;
    d->use[i] = comer->use;
    d->keys[i] = (uint64_t)(comer->arrive_us - midnight) << ORDER_BITS | i;
}

static const struct plan_profile *hours_of(const struct plan *p, int32_t day)
{
    return &p->hours[plan_date_at(p, day)->weekday == CIVIL_SAT];
}

/* Keeps his appointment, or misses it. */
static void add_booked(struct city *c, int32_t site, int32_t day, uint32_t id, struct comer *comer)
{
    const struct plan *p = c->plan;
    const struct person *person = &c->pool.people[id];
    uint32_t code = plan_code(p, site), n = person->appointments;
    c->day.booked_work_us += p->expected_us[person->use];
    struct sim_pair u =
        person_draw(c->seed, code, person->address, ROLE_APPOINTMENT, person->who, n);
    if (u.u[0] < p->booking.no_show_share) {
        tally_add(&c->tally, site, ACCESS_BOOKED, TALLY_NO_SHOW, 1);
        request_again(c, site, day, id);
        return;
    }
    int32_t second = plan_slot_second(p, plan_day_at(p, site, day), person->slot);
    int64_t midnight = sim_on_day(p->base_day + day, 0).us;
    comer->slot_us = midnight + second * INT64_C(1000000);
    comer->arrive_us =
        comer->slot_us + (int64_t)sim_variate_at(plan_variate_at(p, VARIATE_PUNCTUALITY), u.u[1]);
    if (comer->arrive_us < midnight)
        comer->arrive_us = midnight; /* he comes on the day of his appointment */
    tally_add(&c->tally, site, ACCESS_BOOKED, TALLY_CAME, 1);
    add_comer(c, site, day, comer);
}

static void gather_people(struct city *c, int32_t site, int32_t day)
{
    uint32_t *list = &c->pool.visits[city_list(c, site, day)];
    uint32_t id = *list;
    *list = PERSON_NONE;
    while (id != PERSON_NONE) {
        const struct person *person = &c->pool.people[id];
        uint32_t next = person->next;
        person_prefetch(&c->pool, next);
        struct comer comer = {.slot_us = VISIT_NO_SLOT,
                              .person = id,
                              .who = person->who,
                              .address = person->address,
                              .use = person->use};
        if (person->is_booked) {
            add_booked(c, site, day, id, &comer);
        } else {
            struct sim_pair u = person_draw(c->seed, plan_code(c->plan, site), person->address,
                                            ROLE_WISH, person->who, person_attempt(person));
            comer.arrive_us = sim_on_day(c->plan->base_day + day, 0).us +
                              plan_profile_us(hours_of(c->plan, day), u.u[1]);
            add_comer(c, site, day, &comer);
        }
        id = next;
    }
}

static void gather_stream(struct city *c, int32_t stream, int32_t site, int32_t day)
{
    const struct plan *p = c->plan;
    const struct plan_stream *s = plan_stream_at(p, stream);
    int64_t midnight = sim_on_day(p->base_day + day, 0).us;
    struct crowd crowd = crowd_of(c, stream, site, day);
    double share;
    while (crowd_next(&crowd, &share)) {
        struct comer comer = {.arrive_us = midnight + plan_profile_us(hours_of(p, day), share),
                              .slot_us = VISIT_NO_SLOT,
                              .person = PERSON_NONE,
                              .who = crowd_who(c, &crowd, day),
                              .address = s->address,
                              .use = (uint8_t)s->use};
        add_comer(c, site, day, &comer);
    }
}

static void sort_by_arrival(struct city_day *d)
{
    sim_sortkey(d->keys, d->scratch, d->n);
    for (uint32_t i = 0; i < d->n; i++) {
        uint32_t from = (uint32_t)(d->keys[i] & ((UINT64_C(1) << ORDER_BITS) - 1));
        d->sorted[i] = d->visits[from];
        d->sorted_use[i] = d->use[from];
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

static void serve(struct city *c, int32_t site, int32_t day, struct counter_result *result)
{
    const struct plan *p = c->plan;
    const struct plan_day *at = plan_day_at(p, site, day);
    const struct plan_date *date = plan_date_at(p, day);
    const struct plan_shift *shifts = PLAN_ARRAY(p, struct plan_shift, at_shifts) + at->first_shift;
    const struct plan_speed *speeds =
        PLAN_ARRAY(p, struct plan_speed, at_speeds) + date->first_speed;
    int32_t civil = p->base_day + day;
    for (int i = 0; i < at->n_shifts; i++)
        c->shifts[i] =
            (struct counter_shift){sim_on_day(civil, shifts[i].from_s), shifts[i].counters};
    for (int i = 0; i < date->n_speeds; i++)
        c->speeds[i] = (struct speed){sim_on_day(civil, speeds[i].from_s), speeds[i].permille};
    struct counter_day today = {
        .open = sim_on_day(civil, at->open_s),
        .close = sim_on_day(civil, at->close_s),
        .shifts = c->shifts,
        .n_shifts = at->n_shifts,
        .speeds = c->speeds,
        .n_speeds = date->n_speeds,
        .booked_work_us = (int64_t)((1 - p->booking.no_show_share) * (double)c->day.booked_work_us),
        .walk_ins_refused = at->is_reserved_only};
    struct look_context context = {c, site, day};
    struct counter_ears ears = {.look = look, .context = &context};
    sim_agenda_restart(c->agenda, today.open);
    counter_open(c->counter, &today, c->day.sorted, &ears);
    for (uint32_t i = 0; i < c->day.n; i++)
        counter_arrive(c->counter, i);
    if (!counter_finish(c->counter, result))
        c->failed = true;
}

/* A walk-in who was not admitted comes again, or is lost. from: his place in the day. */
static void return_or_lose(struct city *c, int32_t site, int32_t day, uint32_t from)
{
    const struct city_day *d = &c->day;
    const struct plan_return *r = &c->plan->turned_away;
    uint32_t id = d->person[from];
    uint32_t attempts = id == PERSON_NONE ? 0 : c->pool.people[id].attempts;
    struct sim_pair u = person_draw(c->seed, plan_code(c->plan, site), d->address[from],
                                    ROLE_RETURN, d->who[from], attempts);
    int32_t next = plan_choose_day(c->plan, site, day, day + 1, r->within_days, u.u[1]);
    if ((int32_t)attempts + 1 >= r->attempts || u.u[0] >= r->share || next == PLAN_NO_DAY) {
        if (id != PERSON_NONE)
            city_lose(c, site, id);
        return;
    }
    if (id == PERSON_NONE) {
        id = person_make(&c->pool);
        if (id == PERSON_NONE) {
            c->failed = true;
            return;
        }
        struct person *person = &c->pool.people[id];
        person->who = d->who[from];
        person->address = d->address[from];
        person->use = d->use[from];
    }
    c->pool.people[id].attempts++;
    city_will_come(c, site, next, id);
}

static void settle_served(struct city *c, int32_t site, int32_t day, uint32_t id)
{
    if (id == PERSON_NONE)
        return;
    const struct person *person = &c->pool.people[id];
    if (person->address == PERSON_HOLDERS) {
        tally_add_site(&c->tally, site, TALLY_RENEWED, 1);
        notice_count_lapse(c, site, person->expiry_day, day);
    }
    person_drop(&c->pool, id);
}

static void settle(struct city *c, int32_t site, int32_t day)
{
    const struct city_day *d = &c->day;
    for (uint32_t i = 0; i < d->n; i++) {
        uint32_t from = (uint32_t)(d->keys[i] & ((UINT64_C(1) << ORDER_BITS) - 1));
        const struct visit *v = &d->sorted[i];
        if (v->outcome == VISIT_SERVED)
            settle_served(c, site, day, d->person[from]);
        else if (v->slot_us == VISIT_NO_SLOT)
            return_or_lose(c, site, day, from);
        else
            request_again(c, site, day, d->person[from]);
    }
}

void ward_day(struct city *c, int32_t site, int32_t day)
{
    struct city_day *d = &c->day;
    struct counter_result result = {0};
    d->n = 0;
    d->booked_work_us = 0;
    gather_people(c, site, day);
    for (int32_t s = 0; s < c->plan->n_streams; s++)
        if (plan_access_of(c->plan, plan_stream_at(c->plan, s)->use, site) == ACCESS_WALK_IN)
            gather_stream(c, s, site, day);
    sort_by_arrival(d);
    serve(c, site, day, &result);
    if (c->failed)
        return;
    struct tally_site_day sums = {site, day, d->sorted, d->sorted_use, d->n, &result};
    tally_site_day(&c->tally, &sums);
    settle(c, site, day);
}
