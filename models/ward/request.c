#include "models/ward/request.h"

#include "models/ward/city.h"
#include "models/ward/crowd.h"
#include "models/ward/notice.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/base/civil.h"
#include "sim/engine/sortkey.h"

/* A request's key for sorting: microsecond of the day, then order of arrival here. */
enum { ORDER_BITS = 24 };

static uint32_t class_of(int32_t site, int32_t use)
{
    return (uint32_t)(site * USE_COUNT + use);
}

static void open_page(struct city *c, int32_t site, int32_t day)
{
    const struct plan *p = c->plan;
    const struct plan_day *d = plan_day_at(p, site, day);
    int32_t slots = d->booked_open_s < 0 ? 0 : plan_slots(p, d);
    for (int32_t use = 0; use < USE_COUNT; use++)
        if (plan_access_of(p, use, site) == ACCESS_BOOKED)
            ledger_open(&c->ledger, class_of(site, use), day, slots > 0 ? slots : 1,
                        slots > 0 ? plan_places(p, use, site, day) : 0);
}

void request_open_pages(struct city *c, int32_t day)
{
    const struct plan *p = c->plan;
    int32_t last = day + p->booking.horizon_days;
    int32_t first = day == p->first_counter ? day + 1 : last;
    for (int32_t d = first; d <= last && d < p->n_days; d++)
        for (int32_t site = 0; site < p->n_sites; site++)
            open_page(c, site, d);
}

/* Somebody who wanted to come on a day that has been announced decides anew today. */
static void tell(struct city *c, int32_t site, int32_t today, uint32_t id)
{
    struct person *person = &c->pool.people[id];
    if (person->is_booked) {
        tally_add(&c->tally, site, ACCESS_BOOKED, TALLY_CANCELLED, 1);
        person->appointments++;
    }
    person->is_booked = 0;
    city_will_act(c, site, today, id);
}

/* A closed day loses everybody; a reserved-only day keeps the booked. */
static void cancel_day(struct city *c, int32_t site, int32_t today, int32_t day)
{
    bool is_closed = plan_day_at(c->plan, site, day)->open_s < 0;
    uint32_t *list = &c->pool.visits[city_list(c, site, day)];
    uint32_t id = *list;
    *list = PERSON_NONE;
    while (id != PERSON_NONE) {
        uint32_t next = c->pool.people[id].next;
        if (c->pool.people[id].is_booked && !is_closed)
            person_push(&c->pool, list, id);
        else
            tell(c, site, today, id);
        id = next;
    }
}

void request_announce(struct city *c, int32_t day)
{
    const struct plan *p = c->plan;
    if (!plan_date_at(p, day)->announced)
        return;
    for (int32_t site = 0; site < p->n_sites; site++)
        for (int32_t d = day; d < p->n_days; d++)
            if (plan_day_at(p, site, d)->plan_until == day)
                cancel_day(c, site, day, d);
}

/* Where and when the person wants to come, drawn once for the attempt. */
struct wish {
    int32_t first, last; /* days that may be booked */
    int32_t day, second;
};

static struct wish wish_of(const struct city *c, int32_t site, int32_t today, int32_t first,
                           const struct person *person)
{
    const struct plan *p = c->plan;
    struct sim_pair u = person_draw(c->seed, plan_code(p, site), person->address, ROLE_WISH,
                                    person->who, person_attempt(person));
    struct wish w = {.first = first, .last = today + p->booking.horizon_days};
    w.day = plan_choose_day(p, site, today, first, p->booking.wish_days, u.u[0]);
    if (w.day != PLAN_NO_DAY) {
        bool is_saturday = plan_date_at(p, w.day)->weekday == CIVIL_SAT;
        w.second = plan_profile_second(&p->hours[is_saturday], u.u[1]);
    }
    return w;
}

static int32_t wanted_slot(const struct plan *p, const struct plan_day *d, int32_t second)
{
    int32_t slot = (second - d->booked_open_s) / p->booking.slot_s;
    int32_t last = plan_slots(p, d) - 1;
    return slot < 0 ? 0 : slot > last ? last : slot;
}

/* The first acceptable slot: near the wished time from the wished day on, within the
 * patience; else the first free slot at all. False when there is none. */
static bool find_slot(const struct city *c, int32_t site, int32_t today, int32_t use,
                      const struct wish *w, int32_t *day, int32_t *slot)
{
    const struct plan *p = c->plan;
    uint32_t class = class_of(site, use);
    int32_t last = w->last < p->n_days ? w->last : p->n_days - 1;
    for (int32_t d = w->day, looked = 0; d <= last && looked < p->booking.patience_days; d++) {
        const struct plan_day *at = plan_day_at(p, site, d);
        if (at->booked_open_s < 0 || !plan_is_open(at, today))
            continue;
        looked++;
        *day = d;
        *slot = ledger_near(&c->ledger, class, d, wanted_slot(p, at, w->second),
                            p->booking.tolerance_slots);
        if (*slot != LEDGER_NONE)
            return true;
    }
    for (int32_t d = w->first; d <= last; d++) {
        if (!plan_is_open(plan_day_at(p, site, d), today))
            continue;
        *day = d;
        *slot = ledger_first(&c->ledger, class, d);
        if (*slot != LEDGER_NONE)
            return true;
    }
    return false;
}

static void give_up_or_retry(struct city *c, int32_t site, int32_t today, uint32_t id)
{
    struct person *person = &c->pool.people[id];
    const struct plan_booking *b = &c->plan->booking;
    struct sim_pair u = person_draw(c->seed, plan_code(c->plan, site), person->address, ROLE_RETRY,
                                    person->who, person_attempt(person));
    person->attempts++;
    if (person->attempts < b->attempts && u.u[0] < b->retry_share) {
        city_will_act(c, site, today + 1 + person_geometric(b->retry_geometric, u.u[1]), id);
        return;
    }
    tally_add(&c->tally, site, ACCESS_BOOKED, TALLY_NO_BOOKING, 1);
    city_lose(c, site, id);
}

static void book(struct city *c, int32_t site, int32_t today, int64_t now_us, uint32_t id)
{
    struct person *person = &c->pool.people[id];
    int32_t first = today + 1 + (now_us >= (int64_t)c->plan->booking.cutoff_s * 1000000);
    struct wish w = wish_of(c, site, today, first, person);
    int32_t day, slot;
    if (person->first_day == PLAN_NO_DAY)
        person->first_day = today;
    if (w.day == PLAN_NO_DAY || !find_slot(c, site, today, person->use, &w, &day, &slot)) {
        give_up_or_retry(c, site, today, id);
        return;
    }
    ledger_take(&c->ledger, class_of(site, person->use), day, slot);
    tally_add(&c->tally, site, ACCESS_BOOKED, TALLY_BOOKED, 1);
    tally_add(&c->tally, site, ACCESS_BOOKED, TALLY_LEAD_DAYS, day - person->first_day);
    tally_add_lead(&c->tally, site, day - person->first_day);
    person->slot = (uint8_t)slot;
    person->is_booked = 1;
    person->attempts = 0;
    person->first_day = PLAN_NO_DAY;
    city_will_come(c, site, day, id);
}

/* A walk-in chooses among the next open days. */
static void choose_day(struct city *c, int32_t site, int32_t today, uint32_t id)
{
    const struct person *person = &c->pool.people[id];
    struct sim_pair u = person_draw(c->seed, plan_code(c->plan, site), person->address, ROLE_WISH,
                                    person->who, person_attempt(person));
    int32_t day = plan_choose_day(c->plan, site, today, today + 1, c->plan->visit_days, u.u[0]);
    if (day == PLAN_NO_DAY)
        city_lose(c, site, id);
    else
        city_will_come(c, site, day, id);
}

void request_again(struct city *c, int32_t site, int32_t day, uint32_t id)
{
    struct person *person = &c->pool.people[id];
    const struct plan_booking *b = &c->plan->booking;
    struct sim_pair again = person_draw(c->seed, plan_code(c->plan, site), person->address,
                                        ROLE_AGAIN, person->who, person->appointments);
    person->appointments++;
    person->is_booked = 0;
    if (again.u[0] < b->again_share)
        city_will_act(c, site, day + 1 + person_geometric(b->again_geometric, again.u[1]), id);
    else
        city_lose(c, site, id);
}

static bool add_request(struct city *c, int64_t us, uint32_t id)
{
    struct city_day *d = &c->day;
    BUG_IF(d->n >> ORDER_BITS != 0);
    if (d->n == d->capacity)
        return false;
    d->person[d->n] = id;
    d->keys[d->n] = (uint64_t)us << ORDER_BITS | d->n;
    d->n++;
    return true;
}

/* Holders and everybody who tries again. */
static void gather_people(struct city *c, int32_t site, int32_t day)
{
    uint32_t *list = &c->pool.acts[city_list(c, site, day)];
    uint32_t id = *list;
    *list = PERSON_NONE;
    while (id != PERSON_NONE) {
        const struct person *person = &c->pool.people[id];
        uint32_t next = person->next;
        person_prefetch(&c->pool, next);
        if (plan_access_of(c->plan, person->use, site) == ACCESS_WALK_IN) {
            choose_day(c, site, day, id);
        } else {
            struct sim_pair u = person_draw(c->seed, plan_code(c->plan, site), person->address,
                                            ROLE_REQUEST, person->who, person_attempt(person));
            if (!city_day_reserve(c, c->day.n + 1) ||
                !add_request(c, plan_profile_us(&c->plan->requests, u.u[0]), id))
                c->failed = true;
        }
        id = next;
    }
}

/* First requests of a stream whose use is booked here. */
static void gather_stream(struct city *c, int32_t stream, int32_t site, int32_t day)
{
    const struct plan_stream *s = plan_stream_at(c->plan, stream);
    struct crowd crowd = crowd_of(c, stream, site, day);
    double share;
    while (crowd_next(&crowd, &share)) {
        uint32_t id = person_make(&c->pool);
        if (id == PERSON_NONE || !city_day_reserve(c, c->day.n + 1)) {
            c->failed = true;
            return;
        }
        struct person *person = &c->pool.people[id];
        person->who = crowd_who(c, &crowd, day);
        person->address = s->address;
        person->use = (uint8_t)s->use;
        if (!add_request(c, plan_profile_us(&c->plan->requests, share), id))
            c->failed = true;
    }
}

void request_day(struct city *c, int32_t site, int32_t day)
{
    struct city_day *d = &c->day;
    d->n = 0;
    gather_people(c, site, day);
    for (int32_t s = 0; s < c->plan->n_streams; s++)
        if (plan_access_of(c->plan, plan_stream_at(c->plan, s)->use, site) == ACCESS_BOOKED)
            gather_stream(c, s, site, day);
    sim_sortkey(d->keys, d->scratch, d->n);
    for (uint32_t i = 0; i < d->n; i++) {
        uint32_t at = (uint32_t)(d->keys[i] & ((UINT64_C(1) << ORDER_BITS) - 1));
        book(c, site, day, (int64_t)(d->keys[i] >> ORDER_BITS), d->person[at]);
    }
}
