#include "models/ward/request.h"

#include <string.h>

#include "models/ward/appointment.h"
#include "models/ward/city.h"
#include "models/ward/crowd.h"
#include "models/ward/phone.h"
#include "models/ward/procedure.h"
#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "sim/base/bug.h"
#include "sim/engine/sortkey.h"

/* A request's key for sorting: microsecond of the day, then order of gathering here. */
enum { ORDER_BITS = 24, FIRST_CAPACITY = 1024 };

/* The draws of a request: of a call two, of all others one, the wish of who asks by himself. */
enum { DRAW_WISH, DRAW_CALL, DRAWS_CALL };
enum { DRAW_ONLY = DRAW_WISH };
_Static_assert((int)DRAWS_CALL <= (int)REQUEST_DRAWS, "room for a request's draws");

static bool take_requests(struct arena *home, uint32_t capacity, struct request_book *b)
{
    size_t draws = (size_t)REQUEST_DRAWS * capacity;
    b->capacity = capacity;
    b->list = arena_take_array(home, struct request, capacity);
    b->keys = arena_take_array(home, uint64_t, capacity);
    b->scratch = arena_take_array(home, uint64_t, capacity);
    b->address = arena_take_array(home, struct sim_address, draws);
    b->drawn = arena_take_array(home, struct sim_pair, draws);
    return b->list != NULL && b->keys != NULL && b->scratch != NULL && b->address != NULL &&
           b->drawn != NULL;
}

bool request_init(struct request_book *b, struct arena *home)
{
    b->n = b->n_draws = 0;
    return take_requests(home, FIRST_CAPACITY, b);
}

/* Room for some more requests: asked for before each handful that is gathered. */
static void reserve(struct city *c, uint32_t more)
{
    const struct request_book *old = &c->requests;
    BUG_IF((old->n + more) >> ORDER_BITS != 0);
    if (old->n + more <= old->capacity)
        return;
    struct request_book b = {.n = old->n, .n_draws = old->n_draws};
    if (!take_requests(c->home, 2 * old->capacity + more, &b)) {
        c->failed = true;
        return;
    }
    memcpy(b.list, old->list, b.n * sizeof *b.list);
    memcpy(b.keys, old->keys, b.n * sizeof *b.keys);
    memcpy(b.address, old->address, b.n_draws * sizeof *b.address);
    c->requests = b;
}

/* A day on which requests are gathered. */
struct gathering {
    struct city *c;
    int32_t day;
    struct phone_hours hours;
};

/* Notes a request and returns where it may write the addresses of its draws, n of them. */
static inline struct sim_address *add_request(struct city *c, int64_t us, enum request_kind kind,
                                              int32_t site, uint32_t id, uint32_t n)
{
    struct request_book *b = &c->requests;
    struct sim_address *address = b->address + b->n_draws;
    b->list[b->n] = (struct request){
        .person = id, .draws = b->n_draws, .site = (uint16_t)site, .kind = (uint16_t)kind};
    b->keys[b->n] = (uint64_t)us << ORDER_BITS | b->n;
    b->n++;
    b->n_draws += n;
    return address;
}

static void add_call(struct city *c, int64_t us, int32_t site, uint32_t id)
{
    const struct person *person = &c->pool.people[id];
    struct sim_address *address = add_request(c, us, REQUEST_CALL, site, id, DRAWS_CALL);
    address[DRAW_WISH] = appointment_wish_address(c, person);
    address[DRAW_CALL] = phone_calling(c, person);
}

/* Asks for an appointment at the share u of the day's requests. */
static inline void add_asking(const struct gathering *g, int32_t site, double u, uint32_t id)
{
    struct city *c = g->c;
    const struct person *person = &c->pool.people[id];
    if (phone_is_used(&g->hours, person)) {
        add_call(c, phone_time(c->plan, &g->hours, u), site, id);
        return;
    }
    *add_request(c, plan_profile_us(&c->plan->requests, u), REQUEST_WEB, site, id, 1) =
        appointment_wish_address(c, person);
}

/* Does a person who acts today come without an appointment? Where both ways are open that
 * is his own nature; where one is required he does not know better. */
static inline bool comes_unbooked(const struct city *c, int32_t site, int32_t day,
                                  const struct person *person)
{
    int32_t booked = plan_booked(c->plan, person->use, site, day);
    bool has_chosen = person->address != PERSON_HOLDERS; /* by the stream he came with */
    double share = c->plan->booking.unbooked_share;
    if (booked < PLAN_REQUIRED) {
        if (booked > PLAN_WALK_IN && has_chosen)
            return false;
        share = (PLAN_REQUIRED - booked) / (double)PLAN_REQUIRED;
    }
    if (share >= 1)
        return true;
    if (share <= 0 || (person->flags & PERSON_TOLD) != 0)
        return false;
    struct sim_pair u =
        person_draw(city_nature_seed(c, person->flags), plan_code(c->plan, person->home),
                    person->address, ROLE_UNBOOKED, person->who, 0);
    return u.u[0] < share;
}

/* Where his time of day stands: another one on every day on which he calls again. */
static struct sim_address acting_address(const struct city *c, const struct person *person)
{
    uint32_t attempt = person_attempt(person), day = person->is_booked ? 0 : person->call_days;
    return city_address(c, person, ROLE_REQUEST, day << 16 | attempt);
}

/* Holders and everybody who tries again, or gives his appointment back, at the share u of a
 * day's requests. home: the site on whose list he is; he may go to its joint centre. */
static void gather_person(const struct gathering *g, int32_t home, uint32_t id, double u)
{
    struct city *c = g->c;
    int32_t day = g->day;
    const struct person *person = &c->pool.people[id];
    if (person->is_booked) {
        int64_t us = plan_profile_us(&c->plan->requests, u);
        *add_request(c, us, REQUEST_CANCEL, home, id, 1) = appointment_cancelling(c, person);
        return;
    }
    int32_t site =
        city_site_of(c, home, person->use, person->address, person->who, person->flags, day);
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
        int64_t us = phone_time(c->plan, &g->hours, u);
        add_call(c, us > 0 ? us : 0, site, id);
        return;
    }
    if (comes_unbooked(c, site, day, person)) {
        city_tell(c, JOURNEY_ACTS, city_midnight(c, day), site, person, 0);
        appointment_choose_day(c, site, day, id);
        return;
    }
    add_asking(g, site, u, id);
}

/* Who of them has never said how he books does so now. n is PERSON_SOME at most. */
static void ask_natures(struct city *c, const uint32_t *ids, uint32_t n)
{
    struct sim_address address[PERSON_SOME] = {0};
    struct sim_pair nature[PERSON_SOME];
    uint32_t asked[PERSON_SOME] = {0}, n_asked = 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct person *person = &c->pool.people[ids[i]];
        asked[n_asked] = ids[i];
        address[n_asked] = city_address(c, person, ROLE_CHANNEL, 0);
        n_asked += city_asks_nature(c, person);
    }
    sim_draws(c->seed, address, n_asked, nature);
    for (uint32_t i = 0; i < n_asked; i++)
        city_set_nature(c, &c->pool.people[asked[i]], nature[i]);
}

static void gather_people(const struct gathering *g, int32_t site)
{
    struct city *c = g->c;
    uint32_t *list = &c->pool.acts[city_list(c, site, g->day)];
    struct person_walk walk = person_take_list(&c->pool, list);
    uint32_t ids[PERSON_SOME], n;
    struct sim_address address[PERSON_SOME];
    struct sim_pair u[PERSON_SOME];
    while ((n = person_some(&c->pool, &walk, ids)) > 0) {
        reserve(c, n);
        if (c->failed)
            return;
        ask_natures(c, ids, n);
        for (uint32_t i = 0; i < n; i++)
            address[i] = acting_address(c, &c->pool.people[ids[i]]);
        sim_draws(c->seed, address, n, u);
        for (uint32_t i = 0; i < n; i++)
            gather_person(g, site, ids[i], u[i].u[0]);
    }
}

/* Some of a stream who come to a site's people on a day, as they are drawn. */
struct newcomers {
    const struct plan_stream *stream;
    int32_t home;
    bool has_nature; /* how they book is drawn       */
    bool may_come;   /* some come without asking, as they do not know better */
    uint32_t n;
    double share[PERSON_SOME]; /* of the day's requests */
    struct sim_address address[PERSON_SOME];
    struct sim_pair nature[PERSON_SOME];
};

/* The next ones of the crowd. */
static void draw_newcomers(const struct gathering *g, struct crowd *crowd, struct newcomers *of)
{
    const struct city *c = g->c;
    const struct sim_address first =
        person_address(plan_code(c->plan, of->home), of->stream->address, ROLE_CHANNEL, 0, 0);
    uint32_t n = 0;
    for (; n < PERSON_SOME && crowd_next(crowd, &of->share[n]); n++) {
        of->address[n] = first;
        of->address[n].who = crowd_who(c, crowd, g->day);
    }
    of->n = n;
    if (of->has_nature)
        sim_draws(c->seed, of->address, n, of->nature);
}

/* The ith of them asks for the first time, or comes without asking. */
static inline void gather_newcomer(const struct gathering *g, const struct newcomers *of,
                                   uint32_t i)
{
    struct city *c = g->c;
    const struct plan_stream *s = of->stream;
    uint32_t who = of->address[i].who;
    uint32_t id = person_make(&c->pool, of->home, s->address, who);
    if (id == PERSON_NONE) {
        c->failed = true;
        return;
    }
    struct person *person = &c->pool.people[id];
    person->use = (uint8_t)s->use;
    if (of->has_nature)
        city_set_nature(c, person, of->nature[i]);
    int32_t site = city_site_of(c, of->home, s->use, s->address, who, 0, g->day);
    if (of->may_come && comes_unbooked(c, site, g->day, person))
        appointment_choose_day(c, site, g->day, id);
    else
        add_asking(g, site, of->share[i], id);
}

/* First requests of a stream whose use is booked here. */
static void gather_stream(const struct gathering *g, int32_t stream, int32_t home)
{
    struct city *c = g->c;
    const struct plan_stream *s = plan_stream_at(c->plan, stream);
    struct crowd crowd = crowd_of(c, stream, home, g->day);
    struct newcomers of;
    of.stream = s;
    of.home = home;
    of.has_nature = city_asks_nature(c, &(struct person){0});
    of.may_come = c->plan->booking.unbooked_share > 0 && s->is_requests == 0;
    do {
        reserve(c, PERSON_SOME);
        draw_newcomers(g, &crowd, &of);
        for (uint32_t i = 0; i < of.n && !c->failed; i++)
            gather_newcomer(g, &of, i);
    } while (of.n == PERSON_SOME && !c->failed);
}

/* Calls about something else. */
static void gather_enquiries(const struct gathering *g)
{
    struct city *c = g->c;
    struct crowd crowd = crowd_of_enquiries(c, g->day);
    double share;
    while (!c->failed && crowd_next(&crowd, &share)) {
        int64_t us = phone_time(c->plan, &g->hours, share);
        uint32_t who = crowd_who(c, &crowd, g->day);
        reserve(c, 1);
        if (us >= 0 && !c->failed)
            *add_request(c, us, REQUEST_ENQUIRY, 0, who, 1) = phone_enquiring(c, who);
    }
}

static void gather(struct city *c, int32_t day)
{
    const struct gathering g = {c, day, phone_hours(c, day)};
    c->requests.n = c->requests.n_draws = 0;
    for (int32_t site = c->first; site < c->end; site++) {
        gather_people(&g, site);
        for (int32_t s = 0; s < c->plan->n_streams && !c->failed; s++)
            if (plan_asks(c->plan, s, site, day))
                gather_stream(&g, s, site);
    }
    if (c->phone != NULL)
        gather_enquiries(&g);
}

/* u: what he drew; w: what he thought of, of requests by web. */
static void act(struct city *c, int32_t day, int64_t now_us, const struct request *r,
                const struct sim_pair *u, const struct appointment_wish *w)
{
    uint32_t id = r->person;
    int32_t site = r->site;
    switch ((enum request_kind)r->kind) {
    case REQUEST_WEB:
        city_tell(c, JOURNEY_ACTS, city_midnight(c, day) + now_us, site, &c->pool.people[id], 0);
        (void)appointment_ask(c, site, day, now_us, id, w);
        break;
    case REQUEST_CALL:
        phone_call(c, site, now_us, id, u[DRAW_CALL], u[DRAW_WISH]);
        break;
    case REQUEST_ENQUIRY:
        phone_enquire(c, now_us, id, u[DRAW_ONLY]);
        break;
    case REQUEST_CANCEL:
        appointment_cancel(c, site, day, now_us, id, u[DRAW_ONLY]);
        break;
    }
}

/* The request of a sorted key, and when it is made. */
static inline const struct request *request_at(const struct request_book *b, uint64_t key)
{
    return &b->list[key & ((UINT64_C(1) << ORDER_BITS) - 1)];
}
static inline int64_t request_us(uint64_t key)
{
    return (int64_t)(key >> ORDER_BITS);
}

/* Requests come in order of time, from people all over the pool and about days all over the
 * ledger. So the person is asked for from memory PERSON_AHEAD requests before, and thinks
 * WISH_AHEAD before, which asks for his day. */
enum { PERSON_AHEAD = 8, WISH_AHEAD = 4 };
struct foresight {
    struct appointment_wish wish[WISH_AHEAD]; /* of request i at i % WISH_AHEAD */
};

static inline void prefetch_person(const struct city *c, const struct request_book *b, uint32_t i)
{
    const struct request *r = i < b->n ? request_at(b, b->keys[i]) : NULL;
    if (r != NULL)
        person_prefetch(&c->pool, r->kind == REQUEST_ENQUIRY ? 0 : r->person);
}

static inline void think(const struct city *c, const struct request_book *b, int32_t day,
                         uint32_t i, struct foresight *f)
{
    const struct request *r = i < b->n ? request_at(b, b->keys[i]) : NULL;
    if (r != NULL && r->kind == REQUEST_WEB)
        f->wish[i % WISH_AHEAD] =
            appointment_think(c, r->site, day, request_us(b->keys[i]),
                              c->pool.people[r->person].use, b->drawn[r->draws + DRAW_WISH]);
}

NOINLINE void request_day(struct city *c, int32_t day)
{
    struct foresight f = {.wish = {{0}}};
    gather(c, day);
    if (c->failed)
        return;
    const struct request_book b = c->requests; /* complete: stays as it is */
    sim_draws(c->seed, b.address, b.n_draws, b.drawn);
    sim_sortkey(b.keys, b.scratch, b.n);
    if (c->phone != NULL)
        phone_open(c, day);
    for (uint32_t i = 0; i < WISH_AHEAD; i++)
        think(c, &b, day, i, &f);
    for (uint32_t i = 0; i < b.n && !c->failed; i++) {
        int64_t now_us = request_us(b.keys[i]);
        const struct request *r = request_at(&b, b.keys[i]);
        const struct appointment_wish w = f.wish[i % WISH_AHEAD];
        prefetch_person(c, &b, i + PERSON_AHEAD);
        think(c, &b, day, i + WISH_AHEAD, &f);
        if (c->phone != NULL)
            phone_advance(c, now_us);
        act(c, day, now_us, r, &b.drawn[r->draws], &w);
    }
    if (c->phone != NULL && !c->failed)
        phone_close(c);
}
