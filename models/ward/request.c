#include "models/ward/request.h"

#include "models/ward/appointment.h"
#include "models/ward/city.h"
#include "models/ward/crowd.h"
#include "models/ward/phone.h"
#include "models/ward/procedure.h"
#include "sim/base/attr.h"
#include "sim/base/bug.h"
#include "sim/engine/sortkey.h"

/* A request's key for sorting: microsecond of the day, then order of gathering here. */
enum { ORDER_BITS = 24 };

/* What the request will draw: DRAW_WISH of calls only. */
enum { DRAW_MAIN, DRAW_WISH };

static void add_addresses(struct city *c, enum request_kind kind, uint32_t id)
{
    struct city_day *d = &c->day;
    struct sim_address *address = d->address_of + d->n_draws;
    const struct person *person = kind == REQUEST_ENQUIRY ? NULL : &c->pool.people[id];
    d->n_draws++;
    switch (kind) {
    case REQUEST_WEB:
        address[DRAW_MAIN] = appointment_wish(c, person);
        break;
    case REQUEST_CALL:
        address[DRAW_MAIN] = phone_calling(c, person);
        address[DRAW_WISH] = appointment_wish(c, person);
        d->n_draws++;
        break;
    case REQUEST_ENQUIRY:
        address[DRAW_MAIN] = phone_enquiring(c, id);
        break;
    case REQUEST_CANCEL:
        address[DRAW_MAIN] = appointment_cancelling(c, person);
        break;
    }
}

static void add_request(struct city *c, int64_t us, enum request_kind kind, int32_t site,
                        uint32_t id)
{
    struct city_day *d = &c->day;
    BUG_IF(d->n >> ORDER_BITS != 0);
    if (!city_day_reserve(c, d->n + 1)) {
        c->failed = true;
        return;
    }
    d->person[d->n] = id;
    d->address[d->n] = (uint16_t)site;
    d->use[d->n] = (uint8_t)kind;
    d->who[d->n] = d->n_draws;
    d->keys[d->n] = (uint64_t)us << ORDER_BITS | d->n;
    add_addresses(c, kind, id);
    d->n++;
}

/* Asks for an appointment at the share u of the day's requests. */
static void add_asking(struct city *c, int32_t site, int32_t day, double u, uint32_t id)
{
    if (phone_is_used(c, id)) {
        int64_t us = phone_time(c, day, u);
        if (us >= 0) {
            add_request(c, us, REQUEST_CALL, site, id);
            return;
        }
    }
    add_request(c, plan_profile_us(&c->plan->requests, u), REQUEST_WEB, site, id);
}

/* Does a person who acts today come without an appointment? Where both ways are open that
 * is his own nature; where one is required he does not know better. */
static bool comes_unbooked(const struct city *c, int32_t site, int32_t day,
                           const struct person *person)
{
    int32_t booked = plan_booked(c->plan, person->use, site, day);
    bool has_chosen = person->address != PERSON_HOLDERS; /* by the stream he came with */
    if (booked > PLAN_WALK_IN && booked < PLAN_REQUIRED && has_chosen)
        return false;
    double share = booked == PLAN_REQUIRED ? c->plan->booking.unbooked_share
                                           : (PLAN_REQUIRED - booked) / (double)PLAN_REQUIRED;
    if (share >= 1)
        return true;
    if (share <= 0 || (person->flags & PERSON_TOLD) != 0)
        return false;
    return city_draw(c, person, ROLE_UNBOOKED, 0).u[0] < share;
}

/* Where his time of day stands: another one on every day on which he calls again. */
static struct sim_address acting_address(const struct city *c, const struct person *person)
{
    uint32_t attempt = person_attempt(person), day = person->is_booked ? 0 : person->call_days;
    return city_address(c, person, ROLE_REQUEST, day << 16 | attempt);
}

/* Holders and everybody who tries again, or gives his appointment back, at the share u of a
 * day's requests. home: the site on whose list he is; he may go to its joint centre. */
static void gather_person(struct city *c, int32_t home, int32_t day, uint32_t id, double u)
{
    const struct person *person = &c->pool.people[id];
    if (person->is_booked) {
        add_request(c, plan_profile_us(&c->plan->requests, u), REQUEST_CANCEL, home, id);
        return;
    }
    int32_t site = city_site_of(c, home, person->use, person->address, person->who, day);
    if (day < person->window && plan_booked(c->plan, person->use, site, day) == PLAN_REQUIRED) {
        city_tell(c, JOURNEY_RETRIES, city_midnight(c, day), site, person,
                  c->plan->base_day + person->window);
        city_will_act(c, site, person->window, id);
        return;
    }
    enum procedure_asking asks = procedure_asks(c, site, day, id);
    if (asks == ASKING_LATER)
        return;
    if (asks == ASKING_CALLS) {
        int64_t us = phone_time(c, day, u);
        add_request(c, us > 0 ? us : 0, REQUEST_CALL, site, id);
        return;
    }
    if (comes_unbooked(c, site, day, person)) {
        city_tell(c, JOURNEY_ACTS, city_midnight(c, day), site, person, 0);
        appointment_choose_day(c, site, day, id);
        return;
    }
    add_asking(c, site, day, u, id);
}

static void gather_people(struct city *c, int32_t site, int32_t day)
{
    uint32_t *list = &c->pool.acts[city_list(c, site, day)];
    struct person_walk walk = person_take_list(&c->pool, list);
    uint32_t ids[PERSON_SOME], n;
    struct sim_address address[PERSON_SOME][2];
    struct sim_pair u[PERSON_SOME][2];
    while ((n = person_some(&c->pool, &walk, ids)) > 0) {
        for (uint32_t i = 0; i < n; i++) {
            const struct person *person = &c->pool.people[ids[i]];
            address[i][0] = acting_address(c, person);
            address[i][1] = city_address(c, person, ROLE_CHANNEL, 0);
        }
        sim_draws(c->seed, address[0], 2 * n, u[0]);
        for (uint32_t i = 0; i < n; i++) {
            struct person *person = &c->pool.people[ids[i]];
            if (city_asks_nature(c, person))
                city_set_nature(c, person, u[i][1]);
            gather_person(c, site, day, ids[i], u[i][0].u[0]);
        }
    }
}

/* One of a stream asks for the first time, or comes without asking. */
static void gather_stranger(struct city *c, const struct plan_stream *s, int32_t home, int32_t day,
                            uint32_t who, double share, struct sim_pair nature)
{
    uint32_t id = person_make(&c->pool, home, s->address, who);
    if (id == PERSON_NONE) {
        c->failed = true;
        return;
    }
    struct person *person = &c->pool.people[id];
    person->use = (uint8_t)s->use;
    if (city_asks_nature(c, person))
        city_set_nature(c, person, nature);
    int32_t site = city_site_of(c, home, s->use, s->address, who, day);
    if (c->plan->booking.unbooked_share > 0 && s->is_requests == 0 &&
        comes_unbooked(c, site, day, person))
        appointment_choose_day(c, site, day, id);
    else
        add_asking(c, site, day, share, id);
}

/* First requests of a stream whose use is booked here. */
static void gather_stream(struct city *c, int32_t stream, int32_t home, int32_t day)
{
    const struct plan_stream *s = plan_stream_at(c->plan, stream);
    struct crowd crowd = crowd_of(c, stream, home, day);
    double share[PERSON_SOME];
    struct sim_address address[PERSON_SOME];
    struct sim_pair nature[PERSON_SOME];
    uint32_t n;
    do {
        for (n = 0; n < PERSON_SOME && crowd_next(&crowd, &share[n]); n++)
            address[n] = person_address(plan_code(c->plan, home), s->address, ROLE_CHANNEL,
                                        crowd_who(c, &crowd, day), 0);
        sim_draws(c->seed, address, n, nature);
        for (uint32_t i = 0; i < n; i++)
            gather_stranger(c, s, home, day, address[i].who, share[i], nature[i]);
    } while (n == PERSON_SOME && !c->failed);
}

/* Calls about something else. */
static void gather_enquiries(struct city *c, int32_t day)
{
    struct crowd crowd = crowd_of_enquiries(c, day);
    double share;
    while (crowd_next(&crowd, &share)) {
        int64_t us = phone_time(c, day, share);
        if (us >= 0)
            add_request(c, us, REQUEST_ENQUIRY, 0, crowd_who(c, &crowd, day));
    }
}

static void gather(struct city *c, int32_t day)
{
    c->day.n = c->day.n_draws = 0;
    for (int32_t site = c->first; site < c->end; site++) {
        gather_people(c, site, day);
        for (int32_t s = 0; s < c->plan->n_streams; s++)
            if (plan_asks(c->plan, s, site, day))
                gather_stream(c, s, site, day);
    }
    if (c->phone != NULL)
        gather_enquiries(c, day);
}

static void act(struct city *c, int32_t day, int64_t now_us, uint32_t i)
{
    int32_t site = c->day.address[i];
    uint32_t id = c->day.person[i];
    const struct sim_pair *u = &c->day.drawn[c->day.who[i]];
    switch ((enum request_kind)c->day.use[i]) {
    case REQUEST_WEB:
        city_tell(c, JOURNEY_ACTS, city_midnight(c, day) + now_us, site, &c->pool.people[id], 0);
        (void)appointment_ask(c, site, day, now_us, id, u[DRAW_MAIN]);
        break;
    case REQUEST_CALL:
        phone_call(c, site, now_us, id, u[DRAW_MAIN], u[DRAW_WISH]);
        break;
    case REQUEST_ENQUIRY:
        phone_enquire(c, now_us, id, u[DRAW_MAIN]);
        break;
    case REQUEST_CANCEL:
        appointment_cancel(c, site, day, now_us, id, u[DRAW_MAIN]);
        break;
    }
}

/* Asks for the person of the request at place i: they come in order of time, from all over the
 * pool. */
static void prefetch_request(const struct city *c, uint32_t i)
{
    const struct city_day *d = &c->day;
    if (i >= d->n)
        return;
    uint32_t from = (uint32_t)(d->keys[i] & ((UINT64_C(1) << ORDER_BITS) - 1));
    if (d->use[from] != REQUEST_ENQUIRY)
        person_prefetch(&c->pool, d->person[from]);
}

NOINLINE void request_day(struct city *c, int32_t day)
{
    enum { AHEAD = 12 };
    struct city_day *d = &c->day;
    gather(c, day);
    sim_draws(c->seed, d->address_of, d->n_draws, d->drawn);
    sim_sortkey(d->keys, d->scratch, d->n);
    if (c->phone != NULL)
        phone_open(c, day);
    for (uint32_t i = 0; i < d->n && !c->failed; i++) {
        int64_t now_us = (int64_t)(d->keys[i] >> ORDER_BITS);
        prefetch_request(c, i + AHEAD);
        if (c->phone != NULL)
            phone_advance(c, now_us);
        act(c, day, now_us, (uint32_t)(d->keys[i] & ((UINT64_C(1) << ORDER_BITS) - 1)));
    }
    if (c->phone != NULL && !c->failed)
        phone_close(c);
}
