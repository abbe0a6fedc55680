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

enum { FIRST_CAPACITY = 1024 };

static bool take_requests(struct arena *home, uint32_t capacity, struct request_book *b)
{
    b->capacity = capacity;
    b->list = arena_take_array(home, struct request, capacity);
    b->times = arena_take_array(home, struct request_times, capacity);
    b->keys = arena_take_array(home, uint64_t, capacity);
    b->scratch = arena_take_array(home, uint64_t, capacity);
    b->address = arena_take_array(home, struct sim_address, capacity);
    b->drawn = arena_take_array(home, struct sim_pair, capacity);
    b->second_at = arena_take_array(home, uint32_t, capacity);
    b->waverers = arena_take_array(home, uint32_t, capacity + 1);
    b->second_of = arena_take_array(home, struct sim_address, capacity + 1);
    b->second = arena_take_array(home, struct sim_pair, capacity + 1);
    const void *all[] = {b->list,  b->times,     b->keys,     b->scratch,   b->address,
                         b->drawn, b->second_at, b->waverers, b->second_of, b->second};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (all[i] == NULL)
            return false;
    return true;
}

static bool init_book(struct request_book *b, struct arena *home)
{
    b->n = b->n_drawn = b->n_second = 0;
    return take_requests(home, FIRST_CAPACITY, b);
}

bool request_init(struct city *c)
{
    c->gathered = arena_take_array(c->home, uint32_t, (size_t)c->plan->most_sites + 1);
    return c->gathered != NULL && init_book(&c->requests, c->home) && init_book(&c->calls, c->home);
}

/* Room for some more requests: asked for before each handful that is gathered. */
static void reserve(struct city *c, struct request_book *old, uint32_t more)
{
    BUG_IF((old->n + more) >> REQUEST_ORDER_BITS != 0);
    if (old->n + more <= old->capacity)
        return;
    struct request_book b = {.n = old->n,
                             .n_drawn = old->n_drawn,
                             .n_second = old->n_second,
                             .is_by_site = old->is_by_site};
    if (!take_requests(c->home, 2 * old->capacity + more, &b)) {
        c->failed = true;
        return;
    }
    memcpy(b.list, old->list, b.n * sizeof *b.list);
    memcpy(b.times, old->times, b.n * sizeof *b.times);
    memcpy(b.keys, old->keys, b.n * sizeof *b.keys);
    memcpy(b.address, old->address, b.n * sizeof *b.address);
    memcpy(b.second_at, old->second_at, b.n * sizeof *b.second_at);
    memcpy(b.waverers, old->waverers, b.n_second * sizeof *b.waverers);
    memcpy(b.second_of, old->second_of, b.n_second * sizeof *b.second_of);
    *old = b;
}

static void reserve_both(struct city *c, uint32_t more)
{
    reserve(c, &c->requests, more);
    reserve(c, &c->calls, more);
}

/* A day on which requests are gathered. Which of the people who are gathered at once call is
 * anybody's guess, so those are listed, and their calls noted behind. */
struct gathering {
    struct city *c;
    int32_t day;
    struct phone_hours hours;
    uint32_t n_callers; /* PERSON_SOME at most; one more has room */
    struct caller {
        int64_t us;
        uint32_t request;
    } callers[PERSON_SOME + 1];
};

static inline uint64_t key_of(int64_t us, enum request_turn turn, uint32_t at)
{
    return ((uint64_t)us << REQUEST_TURN_BITS | (uint64_t)turn) << REQUEST_ORDER_BITS | at;
}

/* Gathers one whose draw stands there, without a key, and returns its number. */
static inline uint32_t add(struct request_book *b, enum request_kind kind, int32_t site,
                           uint32_t id, struct sim_address draw)
{
    uint32_t n = b->n++;
    b->list[n] = (struct request){id, n, (uint16_t)site, (uint8_t)kind, 0, false};
    b->address[n] = draw;
    b->keys[n] = REQUEST_NO_KEY;
    return n;
}

/* Lists the nth request if he may waver who asks. */
static inline void add_second(struct request_book *b, uint32_t n, bool wavers)
{
    b->waverers[b->n_second] = n;
    b->n_second += wavers;
}

static inline uint32_t add_request(struct city *c, int64_t us, enum request_kind kind, int32_t site,
                                   uint32_t id, struct sim_address draw)
{
    struct request_book *b = &c->requests;
    uint32_t n = add(b, kind, site, id, draw);
    b->keys[n] = key_of(us, REQUEST_COMES, n);
    return n;
}

/* Who calls first among others has the same place among all calls: a key each. */
static inline uint32_t add_dialling(struct city *c, int64_t us, enum request_kind kind,
                                    int32_t site, uint32_t id, struct sim_address draw)
{
    struct request_book *b = &c->calls;
    uint32_t n = add(b, kind, site, id, draw);
    b->keys[n] = key_of(us, REQUEST_COMES, n);
    return n;
}

/* Asks for an appointment at the share u of the day's requests, by phone or on the web. Among the
 * requests a caller has a place, but no key before it is known what becomes of the call. */
static inline void add_asking(struct gathering *g, bool calls, double u, int32_t site, uint32_t id)
{
    struct city *c = g->c;
    int64_t us = phone_time(c->plan, &g->hours, u, calls);
    uint32_t n = add(&c->requests, REQUEST_WEB - calls * (REQUEST_WEB - REQUEST_CALL), site, id,
                     appointment_wish_address(c, &c->pool.people[id]));
    c->requests.keys[n] = key_of(us, REQUEST_COMES, n) | -(uint64_t)calls;
    add_second(&c->requests, n, city_wavers(&c->pool.people[id]));
    g->callers[g->n_callers] = (struct caller){us, n};
    g->n_callers += calls;
}

/* Notes the calls of those who were gathered. */
static void add_calls(struct gathering *g)
{
    struct city *c = g->c;
    for (uint32_t i = 0; i < g->n_callers; i++) {
        uint32_t first = g->callers[i].request;
        const struct request *r = &c->requests.list[first];
        struct sim_address calling = phone_calling(c, &c->pool.people[r->person]);
        uint32_t n = add_dialling(c, g->callers[i].us, REQUEST_CALL, r->site, r->person, calling);
        c->calls.list[n].first = first;
    }
    g->n_callers = 0;
}

void request_note(struct city *c, enum request_turn turn, struct request r, struct request_times t,
                  bool is_person)
{
    struct request_book *b = &c->requests;
    if (b->n == b->capacity)
        reserve(c, b, 1);
    if (c->failed)
        return;
    /* Callers and enquirers come as chance will have it: written in any case, kept of callers. */
    uint32_t n = b->n;
    b->list[n] = r;
    b->times[n] = t;
    uint32_t is_there = -(uint32_t)(b->is_by_site & is_person); /* all bits */
    b->keys[n + ((r.first - n) & is_there)] =
        key_of(t.at_us < REQUEST_LATE_US ? t.at_us : REQUEST_LATE_US, turn, n);
    b->n = n + is_person;
}

void request_note_first(struct city *c, struct request r, int64_t at_us)
{
    struct request_book *b = &c->requests;
    b->list[r.first] = r;
    b->keys[r.first] = key_of(at_us, REQUEST_COMES, r.first);
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
    uint32_t attempt = person_attempt(person);
    uint32_t day = person->call_days & (person->is_booked - 1U); /* 0 of the booked */
    return city_address(c, person, ROLE_REQUEST, day << 16 | attempt);
}

/* Holders and everybody who tries again, or gives his appointment back, at the share u of a
 * day's requests. home: the site on whose list he is; he may go to its joint centre. */
static void gather_person(struct gathering *g, int32_t home, uint32_t id, double u)
{
    struct city *c = g->c;
    int32_t day = g->day;
    const struct person *person = &c->pool.people[id];
    if (person->is_booked) {
        int64_t us = plan_profile_us(&c->plan->requests, u);
        uint32_t n =
            add_request(c, us, REQUEST_CANCEL, home, id, appointment_cancelling(c, person));
        add_second(&c->requests, n, true); /* of the next one */
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
    if (asks == ASKING_NOTHING && comes_unbooked(c, site, day, person)) {
        city_tell(c, JOURNEY_ACTS, city_midnight(c, day), site, person, 0);
        appointment_choose_day(c, site, day, id);
        return;
    }
    bool calls = (asks == ASKING_CALLS) | phone_is_used(&g->hours, person);
    add_asking(g, calls, u, site, id);
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

static void gather_people(struct gathering *g, int32_t site)
{
    struct city *c = g->c;
    uint32_t *list = &c->pool.acts[city_list(c, site, g->day)];
    struct person_walk walk = person_take_list(&c->pool, list);
    uint32_t ids[PERSON_SOME], n;
    struct sim_address address[PERSON_SOME];
    struct sim_pair u[PERSON_SOME];
    while ((n = person_some(&c->pool, &walk, ids)) > 0) {
        reserve_both(c, n);
        if (c->failed)
            return;
        ask_natures(c, ids, n);
        for (uint32_t i = 0; i < n; i++)
            address[i] = acting_address(c, &c->pool.people[ids[i]]);
        sim_draws(c->seed, address, n, u);
        for (uint32_t i = 0; i < n; i++)
            gather_person(g, site, ids[i], u[i].u[0]);
        add_calls(g);
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
static inline void gather_newcomer(struct gathering *g, const struct newcomers *of, uint32_t i)
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
        add_asking(g, phone_is_used(&g->hours, person), of->share[i], site, id);
}

/* First requests of a stream whose use is booked here. */
static void gather_stream(struct gathering *g, int32_t stream, int32_t home)
{
    struct city *c = g->c;
    const struct plan_stream *s = plan_stream_at(c->plan, stream);
    struct crowd crowd;
    crowd_begin(&crowd, c, stream, home, g->day);
    struct newcomers of;
    of.stream = s;
    of.home = home;
    of.has_nature = city_asks_nature(c, &(struct person){0});
    of.may_come = c->plan->booking.unbooked_share > 0 && s->is_requests == 0;
    do {
        reserve_both(c, PERSON_SOME);
        draw_newcomers(g, &crowd, &of);
        for (uint32_t i = 0; i < of.n && !c->failed; i++)
            gather_newcomer(g, &of, i);
        add_calls(g);
    } while (of.n == PERSON_SOME && !c->failed);
}

/* Calls about something else: behind all others, in order of time already. */
static void gather_enquiries(const struct gathering *g)
{
    struct city *c = g->c;
    struct crowd crowd;
    crowd_begin_enquiries(&crowd, c, g->day);
    double share;
    int64_t last_us = 0;
    while (g->hours.is_served && !c->failed && crowd_next(&crowd, &share)) {
        int64_t us = phone_time(c->plan, &g->hours, share, true);
        uint32_t who = crowd_who(c, &crowd, g->day);
        reserve(c, &c->calls, 1);
        if (c->failed)
            continue;
        BUG_IF(us < last_us);
        last_us = us;
        (void)add_dialling(c, us, REQUEST_ENQUIRY, c->end, who, phone_enquiring(c, who));
    }
}

static void empty(struct request_book *b)
{
    b->n = b->n_drawn = 0;
    b->n_second = 1; /* behind that of all who have none */
}

/* The day's calls in order of time, with what they draw. */
static void order_calls(struct city *c, uint32_t callers)
{
    struct request_book *b = &c->calls;
    uint64_t *merged = b->scratch;
    b->n_drawn = b->n;
    sim_draws(c->seed, b->address, b->n_drawn, b->drawn);
    sim_sortkey(b->keys, merged, callers);
    sim_sortkey_merge(b->keys, callers, b->n, merged);
    b->scratch = b->keys;
    b->keys = merged;
}

/* Does nobody go to another site than that whose people he belongs to? */
static bool is_apart(const struct city *c)
{
    for (int32_t site = c->first; site < c->end; site++)
        if (plan_centre_of(c->plan, site)->site != PLAN_NO_DAY)
            return false;
    return true;
}

/* Where the second thoughts stand of those who were gathered. */
static void find_second(struct city *c)
{
    struct request_book *b = &c->requests;
    memset(b->second_at, 0, b->n * sizeof *b->second_at);
    b->second_of[0] = (struct sim_address){0};
    for (uint32_t i = 1; i < b->n_second; i++) {
        const struct request *r = &b->list[b->waverers[i]];
        struct person person = c->pool.people[r->person];
        bool asks_again = r->kind == REQUEST_CANCEL;
        person.appointments = (uint8_t)(person.appointments + asks_again);
        b->second_of[i] = appointment_second_address(c, &person);
        b->second_at[b->waverers[i]] = i & -(uint32_t)city_wavers(&person);
    }
}

static void gather(struct city *c, int32_t day)
{
    struct gathering g = {.c = c, .day = day, .hours = phone_hours(c, day)};
    empty(&c->requests);
    empty(&c->calls);
    c->requests.is_by_site = c->ear == NULL && is_apart(c);
    for (int32_t site = c->first; site < c->end; site++) {
        c->gathered[site - c->first] = c->requests.n;
        gather_people(&g, site);
        for (int32_t s = 0; s < c->plan->n_streams && !c->failed; s++)
            if (plan_asks(c->plan, s, site, day))
                gather_stream(&g, s, site);
    }
    c->requests.n_drawn = c->gathered[c->end - c->first] = c->requests.n;
    find_second(c);
    if (c->phone == NULL)
        return;
    uint32_t callers = c->calls.n;
    gather_enquiries(&g);
    if (!c->failed)
        order_calls(c, callers);
}

/* How long somebody has waited on the phone. */
static int64_t wait_of(const struct city *c, const struct request *r)
{
    return c->requests.times[r - c->requests.list].wait_us;
}

/* Tells that he acts on the web, or that his call is over; of who gave an appointment back that was
 * told. */
static COLD void tell_asking(const struct city *c, int32_t day, int64_t now_us,
                             const struct request *r)
{
    const struct person *person = &c->pool.people[r->person];
    int64_t at_us = city_midnight(c, day) + now_us;
    if (r->kind == REQUEST_ANSWERED)
        city_tell(c, JOURNEY_ANSWERED, at_us, r->site, person, wait_of(c, r));
    else if (r->kind == REQUEST_WEB)
        city_tell(c, JOURNEY_ACTS, at_us, r->site, person, 0);
}

/* Asks for an appointment; w: what he thought of. Whether by phone nobody can guess, so the phone
 * only counts, and most is the same. */
static inline void ask(struct city *c, int32_t day, int64_t now_us, const struct request *r,
                       const struct appointment_wish *w)
{
    const struct request_book *b = &c->requests;
    bool has_called = r->kind == REQUEST_ANSWERED;
    if (c->ear != NULL)
        tell_asking(c, day, now_us, r);
    if (c->phone != NULL && !phone_ask(c, r, has_called))
        return;
    bool has_booked =
        appointment_ask(c, r->site, day, now_us, r->person, w, &b->second[b->second_at[r->first]]);
    if (c->phone != NULL)
        phone_booked(c, r, has_called & has_booked);
}

/* Hears the busy signal, or hangs up, or gives his appointment back. True when he asks for another
 * one at once, with the wish *w. */
static bool act_otherwise(struct city *c, int32_t day, int64_t now_us, const struct request *r,
                          struct appointment_wish *w)
{
    if (r->kind == REQUEST_CANCEL)
        return appointment_cancel(c, r->site, day, now_us, r->person, c->requests.drawn[r->first],
                                  w);
    phone_hear(c, r, now_us, wait_of(c, r));
    return false;
}

/* Is one that is late before the other? Of those at one instant, by the keys. */
static bool is_before(const struct request_book *b, uint64_t one, uint64_t other)
{
    int64_t one_us = request_us(b, one), other_us = request_us(b, other);
    return one_us != other_us ? one_us < other_us : one < other;
}

/* Sorts the last of n sorted keys by their times, for which keys have no room: hardly ever more
 * than none, and nearly in order. */
static void sort_late(const struct request_book *b, uint64_t *keys, uint32_t n)
{
    const uint64_t late_key = key_of(REQUEST_LATE_US, (enum request_turn)0, 0);
    uint32_t late = 0;
    while (late < n && keys[n - 1 - late] >= late_key)
        late++;
    keys += n - late;
    for (uint32_t i = 1; i < late; i++) {
        uint64_t key = keys[i];
        uint32_t j = i;
        for (; j > 0 && is_before(b, key, keys[j - 1]); j--)
            keys[j] = keys[j - 1];
        keys[j] = key;
    }
}

/* Requests that follow one another, at one site and on the same side of the hour at which tomorrow
 * closes: so they think together, as the day and the hour that somebody wishes only depend on his
 * own numbers. They come from people all over the pool, who are asked for from memory first. */
struct handful {
    int64_t late_us; /* from then on tomorrow is closed */
    uint32_t n;
    double day[APPOINTMENT_SOME], second[APPOINTMENT_SOME]; /* what they draw */
    struct appointment_wish wish[APPOINTMENT_SOME];
    const struct request *request[APPOINTMENT_SOME];
};

/* Takes the first of n, at least one. */
static void take_handful(const struct city *c, int32_t day, const uint64_t *keys, uint32_t n,
                         struct handful *h)
{
    const struct request_book *b = &c->requests;
    int32_t site = b->list[request_at(keys[0])].site;
    bool is_late = request_us(b, keys[0]) >= h->late_us;
    uint32_t i = 0;
    for (; i < n && i < APPOINTMENT_SOME; i++) {
        const struct request *r = &b->list[request_at(keys[i])];
        if (r->site != site || (request_us(b, keys[i]) >= h->late_us) != is_late)
            break;
        person_prefetch(&c->pool, r->person);
        h->request[i] = r;
        h->day[i] = b->drawn[r->first].u[0];
        h->second[i] = b->drawn[r->first].u[1];
    }
    h->n = i;
    appointment_think_some(c, site, day, is_late, i, h->day, h->second, h->wish);
}

/* Everybody of n acts, in order of time. */
static void act_all(struct city *c, int32_t day, uint64_t *keys, uint32_t n, struct handful *h)
{
    const struct request_book *b = &c->requests; /* complete: stays as it is */
    sim_sortkey(keys, b->scratch, n);
    BUG_IF(n > 0 && keys[n - 1] == REQUEST_NO_KEY);
    sort_late(b, keys, n);
    for (uint32_t i = 0; i < n; i += h->n) {
        take_handful(c, day, keys + i, n - i, h);
        for (uint32_t k = 0; k < h->n; k++) {
            int64_t now_us = request_us(b, keys[i + k]);
            const struct request *r = h->request[k];
            if (r->kind >= REQUEST_WEB || act_otherwise(c, day, now_us, r, &h->wish[k]))
                ask(c, day, now_us, r, &h->wish[k]);
        }
    }
}

/* Packs the keys that there are; returns how many. */
static uint32_t pack_keys(struct request_book *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < b->n; i++) {
        b->keys[n] = b->keys[i];
        n += b->keys[i] != REQUEST_NO_KEY;
    }
    return n;
}

NOINLINE void request_day(struct city *c, int32_t day)
{
    gather(c, day);
    if (c->phone != NULL && !c->failed)
        phone_day(c, day);
    if (c->failed)
        return;
    struct request_book *b = &c->requests;
    struct handful h = {.late_us = appointment_late_us(c)};
    sim_draws(c->seed, b->address, b->n_drawn, b->drawn);
    sim_draws(c->seed, b->second_of, b->n_second, b->second);
    appointment_think_twice(b->second_of, b->n_second, b->second);
    if (!b->is_by_site)
        act_all(c, day, b->keys, pack_keys(b), &h);
    for (int32_t site = c->first; b->is_by_site && site < c->end; site++) {
        const uint32_t *from = &c->gathered[site - c->first];
        if (site + 1 < c->end)
            appointment_expect(c, site + 1, day);
        act_all(c, day, b->keys + from[0], from[1] - from[0], &h);
    }
    if (c->phone != NULL)
        phone_close(c);
}
