#include "models/ward/comers.h"

#include <string.h>

#include "models/ward/appointment.h"
#include "models/ward/crowd.h"
#include "models/ward/procedure.h"
#include "sim/base/attr.h"
#include "sim/base/bug.h"
#include "sim/engine/sortkey.h"

/* What visits for one use have in common at a site on a day. */
struct of_use {
    const struct sim_variate *service;
    double expected[2]; /* work to be counted with, without and with an appointment */
    int64_t expected_us;
    struct visit_claim claim[ACCESS_COUNT]; /* with terms for anybody */
    uint8_t terms;                          /* of people known by name without an appointment */
    uint8_t pool;
    bool has_more[2]; /* anything to add to its work; of renewals by procedures? */
};

/* What some of them have beside. */
struct beside {
    const struct sim_variate *also; /* the service of another use */
    double also_share, pin_share;   /* who has it, and whose PIN is to be reset; 0: nobody */
};

/* A day at a site. */
struct today {
    struct city *c;
    int32_t site, day;
    int64_t midnight_us, open_us;
    int64_t first_slot_us, slot_us; /* microsecond of the day of the first slot, and how long */
    const struct plan_day *at;
    const struct sim_variate *punctuality;
    bool has_procedures;
    double balks_above[ACCESS_COUNT];
    uint32_t n_people, n_unbooked; /* on the day's list; of those without an appointment */
    uint32_t n_missed;             /* in c->day.done: those who missed theirs */
    double booked_work_us[COUNTER_POOLS];
    struct of_use of[USE_COUNT];
    struct beside beside[USE_COUNT];
};

/* Where an appointment is required, a person without one is let in at most while a counter is
 * idle. */
static enum visit_terms terms_of(const struct plan *p, int32_t use, int32_t site, int32_t day)
{
    if (plan_booked(p, use, site, day) < PLAN_REQUIRED)
        return VISIT_ANY;
    return p->booking.serves_idle ? VISIT_IF_IDLE : VISIT_NEVER;
}

static struct of_use use_today(const struct plan *p, int32_t use, int32_t site, int32_t day)
{
    const struct plan_trait *trait = &p->traits[use];
    bool is_by_access = p->rules.pool.order.rule == DISCIPLINE_ACCUMULATING;
    struct visit_claim booked = {is_by_access ? ACCESS_BOOKED : trait->rank, trait->pool, VISIT_ANY,
                                 trait->is_exempt};
    struct visit_claim walk_in = booked;
    walk_in.rank = is_by_access ? ACCESS_WALK_IN : trait->rank;
    return (struct of_use){
        .service = plan_variate_at(p, VARIATE_SERVICE + use),
        .expected = {0, (double)p->expected_us[use]},
        .expected_us = p->expected_us[use],
        .has_more = {trait->also_share > 0 || (use == USE_RENEWAL && p->pin_unknown > 0),
                     trait->also_share > 0},
        .pool = trait->pool,
        .terms = (uint8_t)terms_of(p, use, site, day),
        .claim = {[ACCESS_BOOKED] = booked, [ACCESS_WALK_IN] = walk_in}};
}

static struct beside beside_of(const struct plan *p, int32_t use)
{
    const struct plan_trait *trait = &p->traits[use];
    return (struct beside){.also = plan_variate_at(p, VARIATE_SERVICE + trait->also),
                           .also_share = trait->also_share,
                           .pin_share = use == USE_RENEWAL ? p->pin_unknown : 0};
}

static void begin(struct today *t, struct city *c, int32_t site, int32_t day)
{
    const struct plan *p = c->plan;
    const struct plan_temper *temper = &p->temper;
    double above = 1 - temper->balk_share;
    t->c = c;
    t->site = site;
    t->day = day;
    t->at = plan_day_at(p, site, day);
    t->midnight_us = city_midnight(c, day);
    t->open_us = t->midnight_us + t->at->open_s * INT64_C(1000000);
    t->first_slot_us = plan_slot_second(p, t->at, 0) * INT64_C(1000000);
    t->slot_us = p->booking.slot_s * INT64_C(1000000);
    t->punctuality = plan_variate_at(p, VARIATE_PUNCTUALITY);
    t->has_procedures = p->procedures.is_on;
    t->balks_above[ACCESS_BOOKED] = temper->booked_balk ? above : 1;
    t->balks_above[ACCESS_WALK_IN] = above;
    t->n_people = t->n_unbooked = t->n_missed = 0;
    for (int use = 0; use < USE_COUNT; use++) {
        t->of[use] = use_today(p, use, site, day);
        t->beside[use] = beside_of(p, use);
    }
    c->day.n = c->day.n_comers = 0;
    memset(t->booked_work_us, 0, sizeof t->booked_work_us);
}

/* Room for some more. */
static bool reserve(const struct today *t, uint32_t n)
{
    struct city *c = t->c;
    BUG_IF((c->day.n_comers + n) >> COMERS_ORDER_BITS != 0);
    if (!city_day_reserve(c, c->day.n_comers + n))
        c->failed = true;
    return !c->failed;
}

/* ---- what they bring ---------------------------------------------------------------------- */

static struct sim_address address_of(const struct today *t, const struct city_comer *comer,
                                     enum person_role role)
{
    struct person made_up;
    return city_address(t->c, comers_person(t->c, t->site, comer, &made_up), role, 0);
}

static double reset_of(const struct today *t, const struct city_comer *comer)
{
    struct person made_up;
    struct sim_pair u = city_draw(t->c, comers_person(t->c, t->site, comer, &made_up), ROLE_PIN, 0);
    return u.u[0] < t->beside[comer->use].pin_share
               ? sim_variate_at(plan_variate_at(t->c->plan, VARIATE_PIN), u.u[1])
               : 0;
}

/* Work of a visit: of its use, and what some have beside. also: another use on the same visit. A
 * renewal that follows the procedures has told of the PIN already, and another use counts in whole
 * microseconds. */
static inline double work_of(const struct today *t, const struct city_comer *comer, double service,
                             double also)
{
    if (t->has_procedures && comer->kind == COMER_HOLDER)
        return (double)(int64_t)service + (double)(int64_t)also;
    if (t->beside[comer->use].pin_share > 0)
        service += reset_of(t, comer);
    return service + also;
}

/* To the work of those comers who may bring something beside: extra[n], PERSON_SOME at most. */
static void add_extra(const struct today *t, const struct city_comer *comers, const uint32_t *extra,
                      uint32_t n, double *work)
{
    struct sim_address address[PERSON_SOME] = {{0}};
    struct sim_pair u[PERSON_SOME] = {{{0}}};
    for (uint32_t k = 0; k < n; k++)
        address[k] = address_of(t, &comers[extra[k]], ROLE_ALSO);
    sim_draws(t->c->seed, address, n, u);
    for (uint32_t k = 0; k < n; k++) {
        uint32_t i = extra[k];
        const struct beside *beside = &t->beside[comers[i].use];
        double also = u[k].u[0] < beside->also_share ? sim_variate_at(beside->also, u[k].u[1]) : 0;
        work[i] = work_of(t, &comers[i], work[i], also);
    }
}

/* Microseconds that a visit takes whose work is so long. */
static inline int64_t work_us(double work)
{
    return (int64_t)work + 1;
}

/* ---- people ------------------------------------------------------------------------------- */

/* The key of the nth one who is gathered, at that microsecond of the day. */
static inline uint64_t key_of(int64_t us, uint64_t n)
{
    return (uint64_t)us << COMERS_ORDER_BITS | n;
}

/* Microsecond of the day at which somebody comes without an appointment. */
static int64_t coming_us(const struct today *t, double u)
{
    const struct plan *p = t->c->plan;
    return t->at->hours < HOURS_KINDS ? plan_profile_us(&p->hours[t->at->hours], u)
                                      : (int64_t)plan_wish_second(p, t->at, u) * 1000000;
}

/* Some of the day's list, and what they draw. Random numbers and values of laws are made for all
 * of them at once. Most have an appointment and come for what they booked; whoever differs has his
 * place written down, as a branch on him would be guessed wrong, and so have holders whose visit
 * follows the procedures of a renewal. */
enum { PAIRS = 2 + PROCEDURE_DRAWS, VALUES = 2 }; /* of each, at most */
struct lengths {
    size_t holders, unusual, extra;
};
struct handful {
    uint32_t n, n_more;
    struct lengths of; /* of these lists: */
    uint32_t ids[PERSON_SOME], holders[PERSON_SOME], unusual[PERSON_SOME];
    uint32_t extra[PERSON_SOME]; /* they bring something of their own beside */
    struct city_comer *comers;   /* [n] */
    /* [n] of his coming, [n] of his visit, then those of the holders' procedures */
    struct sim_address address[PERSON_SOME * PAIRS];
    struct sim_pair u[PERSON_SOME * PAIRS];
    double no_show[PERSON_SOME]; /* 0: without an appointment */
    int64_t us[PERSON_SOME];     /* of the day: of his slot, or when he comes without */
    double late[PERSON_SOME];    /* how late he is: a uniform, then microseconds */
    /* [n] work, then what is added to that of more_of[n_more] */
    const struct sim_variate *law[PERSON_SOME * VALUES];
    double value[PERSON_SOME * VALUES];               /* the same */
    uint32_t more_of[PERSON_SOME], came[PERSON_SOME]; /* came: places in holders */
};

/* 1 for a holder, 0 for others: by subtraction, as compilers like to branch on a comparison. */
static inline uint32_t is_holder(const struct person *person)
{
    _Static_assert(PERSON_HOLDERS == 0, "the only address that 1 cannot be taken from");
    return (person->address - UINT32_C(1)) >> 31;
}

/* Writes down all of person i that needs no draw, as of somebody with an appointment. The lists
 * have the given lengths before and the returned ones after him. */
static inline struct lengths enter(struct today *t, struct handful *h, size_t i,
                                   struct lengths lengths, struct sim_address *of_visits)
{
    const struct person *person = &t->c->pool.people[h->ids[i]];
    const struct plan *p = t->c->plan;
    const struct of_use *of = &t->of[person->use];
    uint32_t holder = is_holder(person), has_procedure = holder & t->has_procedures;
    int32_t lead = t->day - person->booked_on;
    double no_show = p->booking.no_show[lead < PLAN_LEADS ? lead : PLAN_LEADS - 1];
    struct sim_address own = city_address(t->c, person, 0, 0);
    h->address[i] = sim_address_with(own, ROLE_APPOINTMENT, person->appointments);
    of_visits[i] = sim_address_with(own, ROLE_SERVICE, person->stage);
    h->holders[lengths.holders] = (uint32_t)i;
    h->unusual[lengths.unusual] = (uint32_t)i;
    h->extra[lengths.extra] = (uint32_t)i;
    lengths.holders += has_procedure;
    lengths.unusual += (!person->is_booked) | person->is_asking;
    lengths.extra += of->has_more[has_procedure];
    h->no_show[i] = no_show;
    t->booked_work_us[of->pool] += (1 - no_show) * of->expected[person->is_booked];
    int64_t us = t->first_slot_us + person->slot * t->slot_us;
    h->us[i] = us;
    h->law[i] = of->service;
    struct city_comer *comer = &h->comers[i];
    comer->slot_us = t->midnight_us + us;
    comer->who = h->ids[i];
    comer->use = person->use;
    comer->kind = (COMER_OTHER + holder) & COMER_BITS;
    comer->terms = VISIT_ANY;
    return lengths;
}

static void enter_all(struct today *t, struct handful *h)
{
    struct lengths lengths = {0};
    for (size_t i = 0, n = h->n; i < n; i++)
        lengths = enter(t, h, i, lengths, h->address + n);
    h->of = lengths;
}

/* What differs of those who have no appointment or ask for their booking ID only, and where the
 * random numbers stand of the procedures. */
static void correct(struct today *t, struct handful *h)
{
    struct city *c = t->c;
    for (uint32_t k = 0; k < h->of.unusual; k++) {
        uint32_t i = h->unusual[k];
        const struct person *person = &c->pool.people[h->ids[i]];
        struct sim_address own = city_address(c, person, 0, 0);
        h->address[h->n + i] = procedure_visit_address(own, person);
        if (person->is_booked)
            continue;
        h->address[i] = sim_address_with(own, ROLE_WISH, person_attempt(person));
        h->no_show[i] = 0;
        h->comers[i].slot_us = VISIT_NO_SLOT;
        if (!person->is_asking)
            h->comers[i].terms = (uint32_t)t->of[person->use].terms & COMER_BITS;
    }
    struct sim_address *address = h->address + 2 * (size_t)h->n;
    for (uint32_t k = 0; k < h->of.holders; k++, address += PROCEDURE_DRAWS) {
        const struct person *person = &c->pool.people[h->ids[h->holders[k]]];
        procedure_addresses(city_address(c, person, 0, 0), address);
    }
}

static inline bool comes(const struct handful *h, size_t i)
{
    return h->u[i].u[0] >= h->no_show[i];
}

/* What the visits of those holders take beside who come, and by which law they do. */
static void find_procedures(const struct today *t, struct handful *h)
{
    const struct sim_pair *u = h->u + 2 * (size_t)h->n;
    uint32_t n_came = 0, n = 0;
    for (uint32_t k = 0; k < h->of.holders; k++) {
        h->came[n_came] = k;
        n_came += comes(h, h->holders[k]);
    }
    for (uint32_t j = 0; j < n_came; j++) {
        uint32_t k = h->came[j], i = h->holders[k];
        struct person *person = &t->c->pool.people[h->ids[i]];
        struct procedure_work work =
            procedure_work(t->c, person->home, person, u + (size_t)k * PROCEDURE_DRAWS);
        h->law[i] = work.law;
        h->law[h->n + n] = work.more;
        h->value[h->n + n] = work.u;
        h->more_of[n] = i;
        n += work.has_more;
    }
    h->n_more = n;
}

/* Draws everything: work, and how late those with an appointment are. */
static void draw_all(const struct today *t, struct handful *h)
{
    uint32_t n = h->n;
    sim_draws(t->c->seed, h->address, 2 * n + PROCEDURE_DRAWS * (uint32_t)h->of.holders, h->u);
    const struct sim_pair *of_coming = h->u, *of_visit = h->u + n;
    for (size_t i = 0; i < n; i++) {
        h->value[i] = of_visit[i].u[0];
        h->late[i] = of_coming[i].u[1];
    }
    find_procedures(t, h);
    sim_variate_many(t->punctuality, h->late, h->late, n);
    sim_variate_each(h->law, h->value, h->value, n + h->n_more);
    for (uint32_t k = 0; k < h->n_more; k++)
        h->value[h->more_of[k]] += h->value[n + k];
}

/* When they come who have no appointment. */
static void wish_unbooked(struct today *t, struct handful *h)
{
    for (uint32_t k = 0; k < h->of.unusual; k++) {
        uint32_t i = h->unusual[k];
        if (h->comers[i].slot_us != VISIT_NO_SLOT)
            continue;
        h->us[i] = coming_us(t, h->u[i].u[1]);
        h->late[i] = 0;
        t->n_unbooked++;
    }
}

/* Those who come get a key, those who miss their appointment are written down. Whoever has one
 * comes on its day. */
static void divide(struct today *t, struct handful *h)
{
    struct city_day *d = &t->c->day;
    size_t n = h->n, first = d->n_comers, n_there = 0, n_missed = 0;
    const struct sim_pair *of_visit = h->u + n;
    struct city_comer *comers = h->comers;
    uint64_t *keys = d->keys + d->n;
    uint32_t *missed = d->done + t->n_missed;
    for (size_t i = 0; i < n; i++) {
        int64_t us = h->us[i] + (int64_t)h->late[i];
        bool is_there = comes(h, i);
        comers[i].work_us = work_us(h->value[i]);
        comers[i].temper = of_visit[i].u[1];
        keys[n_there] = key_of(us < 0 ? 0 : us, first + i);
        missed[n_missed] = h->ids[i];
        n_there += is_there;
        n_missed += !is_there;
    }
    d->n += (uint32_t)n_there;
    d->n_comers += (uint32_t)n;
    t->n_missed += (uint32_t)n_missed;
    t->n_people += (uint32_t)n;
}

/* Those who missed their appointment. */
static void send_again(const struct today *t)
{
    struct city *c = t->c;
    struct city_day *d = &c->day;
    const uint32_t *ids = d->done;
    for (uint32_t i = 0; i < t->n_missed; i++)
        d->address_of[i] = appointment_again_address(c, &c->pool.people[ids[i]]);
    sim_draws(c->seed, d->address_of, t->n_missed, d->drawn);
    for (uint32_t i = 0; i < t->n_missed; i++) {
        const struct person *person = &c->pool.people[ids[i]];
        int64_t slot_us = t->midnight_us + t->first_slot_us + person->slot * t->slot_us;
        city_tell(c, JOURNEY_MISSES, slot_us, t->site, person, slot_us);
        appointment_again(c, t->site, t->day, ids[i], d->drawn[i]);
    }
}

/* Those on the day's list, in its order. */
static void gather_people(struct today *t)
{
    struct city *c = t->c;
    uint32_t *list = &c->pool.visits[city_list(c, t->site, t->day)];
    struct person_walk walk = person_take_list(&c->pool, list);
    struct handful h;
    while ((h.n = person_some(&c->pool, &walk, h.ids)) > 0 && reserve(t, h.n)) {
        h.comers = c->day.comers + c->day.n_comers;
        enter_all(t, &h);
        correct(t, &h);
        draw_all(t, &h);
        if (h.of.extra > 0)
            add_extra(t, h.comers, h.extra, (uint32_t)h.of.extra, h.value);
        wish_unbooked(t, &h);
        divide(t, &h);
    }
    send_again(t);
}

/* ---- streams ------------------------------------------------------------------------------ */

/* One of a stream whose business is done at the joint centre asks there for an appointment. */
static void send_to_centre(struct city *c, int32_t home, int32_t day, const struct plan_stream *s,
                           uint32_t who)
{
    uint32_t id = person_make(&c->pool, home, s->address, who);
    if (id == PERSON_NONE) {
        c->failed = true;
        return;
    }
    c->pool.people[id].use = (uint8_t)s->use;
    city_will_act(c, plan_centre_of(c->plan, home)->site, day, id);
}

/* Some of the day's strangers, of one stream or several: the last n of c->day.comers. */
struct strangers {
    uint32_t n, n_extra, extra[PERSON_SOME];
    struct sim_address address[PERSON_SOME];
    const struct sim_variate *law[PERSON_SOME];
    double work[PERSON_SOME];
};

/* Draws what they bring. */
static void equip(const struct today *t, struct strangers *some)
{
    struct city_day *d = &t->c->day;
    struct city_comer *comers = d->comers + (d->n_comers - some->n);
    sim_draws(t->c->seed, some->address, some->n, d->drawn);
    for (uint32_t i = 0; i < some->n; i++) {
        some->work[i] = d->drawn[i].u[0];
        comers[i].temper = d->drawn[i].u[1];
    }
    sim_variate_each(some->law, some->work, some->work, some->n);
    if (some->n_extra > 0)
        add_extra(t, comers, some->extra, some->n_extra, some->work);
    for (uint32_t i = 0; i < some->n; i++)
        comers[i].work_us = work_us(some->work[i]);
    some->n = some->n_extra = 0;
}

/* us: of the day, when he comes. */
static inline void add_stranger(const struct today *t, const struct plan_stream *s, uint32_t who,
                                int64_t us, struct strangers *some)
{
    struct city_day *d = &t->c->day;
    struct city_comer *comer = &d->comers[d->n_comers];
    *comer = (struct city_comer){.slot_us = VISIT_NO_SLOT,
                                 .who = who,
                                 .address = s->address,
                                 .use = (uint8_t)s->use,
                                 .kind = COMER_STRANGER,
                                 .terms = VISIT_ANY};
    d->keys[d->n++] = key_of(us, d->n_comers++);
    some->address[some->n] = address_of(t, comer, ROLE_SERVICE);
    some->law[some->n] = t->of[s->use].service;
    some->extra[some->n_extra] = some->n;
    some->n_extra += t->of[s->use].has_more[0];
    some->n++;
}

static void gather_stream(const struct today *t, int32_t stream, struct strangers *some)
{
    struct city *c = t->c;
    const struct plan_stream *s = plan_stream_at(c->plan, stream);
    struct crowd crowd;
    crowd_begin(&crowd, c, stream, t->site, t->day);
    double share;
    while (crowd_next(&crowd, &share)) {
        uint32_t who = crowd_who(c, &crowd, t->day);
        if (city_site_of(c, t->site, s->use, s->address, who, 0, t->day) != t->site) {
            send_to_centre(c, t->site, t->day, s, who);
            continue;
        }
        if (some->n == PERSON_SOME)
            equip(t, some);
        if (some->n == 0 && !reserve(t, PERSON_SOME))
            return;
        add_stranger(t, s, who, coming_us(t, share), some);
    }
}

/* Those of the streams whose people do not ask for an appointment first. */
NOINLINE static void gather_strangers(const struct today *t)
{
    const struct plan *p = t->c->plan;
    struct strangers some;
    some.n = some.n_extra = 0;
    for (int32_t s = 0; s < p->n_streams && !t->c->failed; s++)
        if (!plan_asks(p, s, t->site, t->day))
            gather_stream(t, s, &some);
    if (some.n > 0)
        equip(t, &some);
}

/* ---- visits ------------------------------------------------------------------------------- */

/* Whoever comes at the same instant goes in order of population, then of name. */
static bool is_in_order(const struct today *t, uint64_t first, uint64_t second)
{
    const struct city_comer *comers = t->c->day.comers;
    struct person one, other;
    const struct person *a = comers_person(t->c, t->site, &comers[comers_at(first)], &one);
    const struct person *b = comers_person(t->c, t->site, &comers[comers_at(second)], &other);
    return a->address < b->address || (a->address == b->address && a->who <= b->who);
}

/* Microseconds between two comers, of whom the first does not come later. */
static inline uint64_t us_between(uint64_t first, uint64_t second)
{
    return (second >> COMERS_ORDER_BITS) - (first >> COMERS_ORDER_BITS);
}

static void order_tie(const struct today *t, uint64_t *keys, uint32_t i)
{
    for (; i > 0 && us_between(keys[i - 1], keys[i]) == 0; i--) {
        if (is_in_order(t, keys[i - 1], keys[i]))
            return;
        uint64_t swap = keys[i];
        keys[i] = keys[i - 1];
        keys[i - 1] = swap;
    }
}

/* Hardly a day has such, so that they are looked for all at once: 0 less 1 is below 0. */
static void order_ties(const struct today *t, uint64_t *keys, uint32_t n)
{
    uint64_t below_0 = 0;
    for (uint32_t i = 1; i < n; i++)
        below_0 |= us_between(keys[i - 1], keys[i]) - 1;
    for (uint32_t i = 1; below_0 >> 63 != 0 && i < n; i++)
        order_tie(t, keys, i);
}

/* How long those with the least tempers wait, the first n of d->chosen: from the ticket, or from
 * the slot if that is later, so that nobody leaves because he came early. */
static void set_patience(const struct today *t, uint32_t n)
{
    struct city_day *d = &t->c->day;
    const struct sim_variate *law = plan_variate_at(t->c->plan, VARIATE_PATIENCE);
    for (uint32_t i = 0; i < n; i++) {
        const struct city_comer *comer = &d->comers[comers_at(d->keys[d->chosen[i]])];
        d->address_of[i] = address_of(t, comer, ROLE_PATIENCE);
    }
    sim_draws(t->c->seed, d->address_of, n, d->drawn);
    for (uint32_t i = 0; i < n; i++)
        d->values[i] = d->drawn[i].u[0];
    sim_variate_many(law, d->values, d->values, n);
    for (uint32_t i = 0; i < n; i++) {
        struct visit *v = &d->sorted[d->chosen[i]];
        int64_t ticket_us = v->arrive_us > t->open_us ? v->arrive_us : t->open_us;
        int64_t from_us = v->slot_us > ticket_us ? v->slot_us : ticket_us;
        v->patience_us = from_us - ticket_us + 1 + (int64_t)d->values[i];
    }
}

/* Visits in order of arrival. Only the keys are moved for that: a visit is written once. The
 * least tempers run out of patience, the greatest turn round at a long line. */
static void make_visits(const struct today *t)
{
    struct city_day *d = &t->c->day;
    const struct plan_temper *temper = &t->c->plan->temper;
    double patience_share = temper->patience_share;
    int32_t balks_at = temper->balks_at;
    sim_sortkey(d->keys, d->scratch, d->n);
    order_ties(t, d->keys, d->n);
    const uint64_t *keys = d->keys;
    const struct city_comer *comers = d->comers;
    struct visit *v = d->sorted;
    uint8_t *use = d->sorted_use, *kind = d->sorted_kind;
    uint32_t *chosen = d->chosen, *who = d->sorted_who;
    size_t n = d->n, n_chosen = 0;
    for (size_t i = 0; i < n; i++, v++) {
        const struct city_comer *comer = &comers[comers_at(keys[i])];
        const struct of_use *of = &t->of[comer->use];
        int64_t slot_us = comer->slot_us, work_us = comer->work_us;
        double mood = comer->temper;
        uint32_t access = tally_access(slot_us);
        use[i] = comer->use;
        kind[i] = comer->kind;
        who[i] = comer->who;
        visit_begin(v, t->midnight_us + (int64_t)(keys[i] >> COMERS_ORDER_BITS), slot_us);
        v->work_us = work_us;
        v->expected_us = of->expected_us;
        v->claim = of->claim[access];
        v->terms = comer->terms;
        v->balks_at = (mood > t->balks_above[access]) * balks_at;
        chosen[n_chosen] = (uint32_t)i;
        n_chosen += mood < patience_share;
    }
    set_patience(t, (uint32_t)n_chosen);
}

void comers_day(struct city *c, int32_t site, int32_t day)
{
    struct today t;
    begin(&t, c, site, day);
    gather_people(&t);
    gather_strangers(&t);
    memcpy(c->day.booked_work_us, t.booked_work_us, sizeof t.booked_work_us);
    tally_add(&c->tally, site, ACCESS_BOOKED, TALLY_CAME, t.n_people - t.n_unbooked - t.n_missed);
    tally_add(&c->tally, site, ACCESS_BOOKED, TALLY_NO_SHOW, t.n_missed);
    make_visits(&t);
}
