#include "models/ward/comers.h"

#include <string.h>

#include "models/ward/appointment.h"
#include "models/ward/city.h"
#include "models/ward/crowd.h"
#include "models/ward/procedure.h"
#include "sim/base/bug.h"
#include "sim/engine/sortkey.h"

/* What visits for one use have in common at a site on a day. */
struct of_use {
    const struct sim_variate *service, *also;
    double also_share, pin_share; /* who has another use, and whose PIN is to be reset; 0: nobody */
    int64_t expected_us;
    uint8_t pool, is_exempt;
    uint8_t terms;              /* of people known by name without an appointment */
    uint8_t rank[ACCESS_COUNT]; /* priority class */
};

/* A day at a site. */
struct today {
    struct city *c;
    int32_t site, day;
    int64_t midnight_us, open_us;
    const struct plan_day *at;
    const struct sim_variate *punctuality;
    bool has_procedures;
    double balks_above[ACCESS_COUNT];
    int64_t came, missed; /* appointments */
    double booked_work_us[COUNTER_POOLS];
    struct of_use of[USE_COUNT];
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
    return (struct of_use){
        .service = plan_variate_at(p, VARIATE_SERVICE + use),
        .also = plan_variate_at(p, VARIATE_SERVICE + trait->also),
        .also_share = trait->also_share,
        .pin_share = use == USE_RENEWAL ? p->pin_unknown : 0,
        .expected_us = p->expected_us[use],
        .pool = trait->pool,
        .is_exempt = trait->is_exempt,
        .terms = (uint8_t)terms_of(p, use, site, day),
        .rank = {[ACCESS_BOOKED] = is_by_access ? ACCESS_BOOKED : trait->rank,
                 [ACCESS_WALK_IN] = is_by_access ? ACCESS_WALK_IN : trait->rank}};
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
    t->punctuality = plan_variate_at(p, VARIATE_PUNCTUALITY);
    t->has_procedures = p->procedures.is_on;
    t->balks_above[ACCESS_BOOKED] = temper->booked_balk ? above : 1;
    t->balks_above[ACCESS_WALK_IN] = above;
    t->came = t->missed = 0;
    for (int use = 0; use < USE_COUNT; use++)
        t->of[use] = use_today(p, use, site, day);
    c->day.n = 0;
    memset(t->booked_work_us, 0, sizeof t->booked_work_us);
}

/* Room for some more. */
static bool reserve(const struct today *t, uint32_t n)
{
    struct city *c = t->c;
    BUG_IF((c->day.n + n) >> COMERS_ORDER_BITS != 0);
    if (!city_day_reserve(c, c->day.n + n))
        c->failed = true;
    return !c->failed;
}

/* ---- what they bring ---------------------------------------------------------------------- */

static struct sim_pair draw(const struct city *c, const struct city_comer *comer,
                            enum person_role role)
{
    return person_draw(c->seed, plan_code(c->plan, comer->home), comer->address, role, comer->who,
                       0);
}

/* Another use that some have on the same visit, microseconds. */
static double also_of(const struct today *t, const struct city_comer *comer)
{
    const struct of_use *of = &t->of[comer->use];
    struct sim_pair u = draw(t->c, comer, ROLE_ALSO);
    return u.u[0] < of->also_share ? sim_variate_at(of->also, u.u[1]) : 0;
}

static double reset_of(const struct today *t, const struct city_comer *comer)
{
    struct sim_pair u = draw(t->c, comer, ROLE_PIN);
    return u.u[0] < t->of[comer->use].pin_share
               ? sim_variate_at(plan_variate_at(t->c->plan, VARIATE_PIN), u.u[1])
               : 0;
}

/* Work of a visit without procedure that is for its use alone so long. */
static inline int64_t work_us(const struct today *t, const struct city_comer *comer, double service)
{
    const struct of_use *of = &t->of[comer->use];
    double work = service;
    if (of->pin_share > 0)
        work += reset_of(t, comer);
    if (of->also_share > 0)
        work += also_of(t, comer);
    return (int64_t)work + 1;
}

/* Work of a visit without procedure, and what its person puts up with. */
static inline void bring(const struct today *t, struct city_comer *comer, struct sim_pair u)
{
    comer->work_us = work_us(t, comer, sim_variate_at(t->of[comer->use].service, u.u[0]));
    comer->temper = u.u[1];
}

/* The same of a renewal that follows the procedures. */
static inline void bring_renewal(const struct today *t, struct city_comer *comer,
                                 struct person *person, struct sim_pair visit,
                                 const struct sim_pair u[PROCEDURE_DRAWS])
{
    comer->work_us = procedure_work(t->c, comer->home, person, visit.u[0], u);
    if (t->of[comer->use].also_share > 0)
        comer->work_us += (int64_t)also_of(t, comer);
    comer->temper = visit.u[1];
}

/* ---- people ------------------------------------------------------------------------------- */

/* The key of the nth one who is gathered, at that microsecond of the day. */
static inline uint64_t key_of(int64_t us, uint32_t n)
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

/* Does his visit follow the procedures of a renewal? */
static inline bool has_procedure(const struct today *t, const struct person *person)
{
    return t->has_procedures & (person->address == PERSON_HOLDERS);
}

/* Where all stands that decides about his coming and his visit. Returns how many pairs: where he
 * follows no procedure those behind the others are written down in vain, which is less than a
 * branch on what nobody can guess. */
enum { DRAW_COMING, DRAW_VISIT, DRAWS_ALL, MOST_DRAWS = DRAWS_ALL + PROCEDURE_DRAWS };
static inline uint32_t find_draws(const struct today *t, const struct person *person,
                                  struct sim_address address[MOST_DRAWS])
{
    struct sim_address own = city_address(t->c, person, 0, 0);
    uint32_t role = person->is_booked ? ROLE_APPOINTMENT : ROLE_WISH;
    uint32_t n = person->is_booked ? person->appointments : person_attempt(person);
    address[DRAW_COMING] = sim_address_with(own, role, n);
    address[DRAW_VISIT] = procedure_visit_address(own, person);
    procedure_addresses(own, address + DRAWS_ALL);
    return DRAWS_ALL + has_procedure(t, person) * (uint32_t)PROCEDURE_DRAWS;
}

/* Keeps his appointment: the microsecond of the day at which he comes; NOBODY: he misses it. */
enum { NOBODY = -1 };
static inline int64_t keep_appointment(struct today *t, uint32_t id, struct sim_pair u,
                                       int64_t *slot_us)
{
    struct city *c = t->c;
    const struct plan *p = c->plan;
    const struct person *person = &c->pool.people[id];
    const struct of_use *of = &t->of[person->use];
    int32_t lead = t->day - person->booked_on;
    double no_show = p->booking.no_show[lead < PLAN_LEADS ? lead : PLAN_LEADS - 1];
    t->booked_work_us[of->pool] += (1 - no_show) * (double)of->expected_us;
    int64_t slot = plan_slot_second(p, t->at, person->slot) * INT64_C(1000000);
    *slot_us = t->midnight_us + slot;
    if (u.u[0] < no_show) {
        t->missed++;
        city_tell(c, JOURNEY_MISSES, *slot_us, t->site, person, *slot_us);
        appointment_again(c, t->site, t->day, id);
        return NOBODY;
    }
    t->came++;
    int64_t us = slot + (int64_t)sim_variate_at(t->punctuality, u.u[1]);
    return us < 0 ? 0 : us; /* he comes on the day of his appointment */
}

/* Fills in who comes and what he brings, and returns when, a microsecond of the day or NOBODY.
 * u: what find_draws() gave. */
static inline int64_t come(struct today *t, uint32_t id, const struct sim_pair *u,
                           struct city_comer *comer)
{
    struct person *person = &t->c->pool.people[id];
    int64_t us, slot_us = VISIT_NO_SLOT;
    if (!person->is_booked)
        us = coming_us(t, u[DRAW_COMING].u[1]);
    else if ((us = keep_appointment(t, id, u[DRAW_COMING], &slot_us)) == NOBODY)
        return NOBODY;
    comer->slot_us = slot_us;
    comer->person = id;
    comer->who = person->who;
    comer->address = person->address;
    comer->home = person->home;
    comer->use = person->use;
    comer->kind = person->address == PERSON_HOLDERS ? COMER_HOLDER : COMER_OTHER;
    comer->terms = person->is_booked || person->is_asking ? VISIT_ANY : t->of[person->use].terms;
    if (has_procedure(t, person))
        bring_renewal(t, comer, person, u[DRAW_VISIT], u + DRAWS_ALL);
    else
        bring(t, comer, u[DRAW_VISIT]);
    return us;
}

/* Those on the day's list, in its order. */
static void gather_people(struct today *t)
{
    struct city *c = t->c;
    struct city_day *d = &c->day;
    uint32_t *list = &c->pool.visits[city_list(c, t->site, t->day)];
    struct person_walk walk = person_take_list(&c->pool, list);
    uint32_t ids[PERSON_SOME], n, first[PERSON_SOME];
    struct sim_address address[PERSON_SOME * MOST_DRAWS];
    struct sim_pair u[PERSON_SOME * MOST_DRAWS];
    while ((n = person_some(&c->pool, &walk, ids)) > 0 && reserve(t, n)) {
        uint32_t draws = 0, at = d->n;
        for (uint32_t i = 0; i < n; i++) {
            first[i] = draws;
            draws += find_draws(t, &c->pool.people[ids[i]], address + draws);
        }
        sim_draws(c->seed, address, draws, u);
        for (uint32_t i = 0; i < n; i++) {
            int64_t us = come(t, ids[i], u + first[i], &d->comers[at]);
            d->keys[at] = key_of(us, at);
            at += us != NOBODY;
        }
        d->n = at;
    }
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

/* share: his place in the day; service: microseconds; temper: a uniform. */
static void add_stranger(const struct today *t, const struct plan_stream *s, uint32_t who,
                         double share, double service, double temper)
{
    if (city_site_of(t->c, t->site, s->use, s->address, who, 0, t->day) != t->site) {
        send_to_centre(t->c, t->site, t->day, s, who);
        return;
    }
    struct city_day *d = &t->c->day;
    struct city_comer *comer = &d->comers[d->n];
    *comer = (struct city_comer){.slot_us = VISIT_NO_SLOT,
                                 .person = PERSON_NONE,
                                 .who = who,
                                 .address = s->address,
                                 .home = (uint16_t)t->site,
                                 .use = (uint8_t)s->use,
                                 .kind = COMER_STRANGER,
                                 .terms = VISIT_ANY,
                                 .temper = temper};
    comer->work_us = work_us(t, comer, service);
    d->keys[d->n] = key_of(coming_us(t, share), d->n);
    d->n++;
}

static void gather_stream(const struct today *t, int32_t stream)
{
    struct city *c = t->c;
    const struct plan_stream *s = plan_stream_at(c->plan, stream);
    struct crowd crowd = crowd_of(c, stream, t->site, t->day);
    double share[PERSON_SOME], service[PERSON_SOME];
    struct sim_address address[PERSON_SOME];
    struct sim_pair u[PERSON_SOME];
    uint32_t n, code = plan_code(c->plan, t->site);
    do {
        for (n = 0; n < PERSON_SOME && crowd_next(&crowd, &share[n]); n++)
            address[n] =
                person_address(code, s->address, ROLE_SERVICE, crowd_who(c, &crowd, t->day), 0);
        if (!reserve(t, n))
            return;
        sim_draws(c->seed, address, n, u);
        for (uint32_t i = 0; i < n; i++)
            service[i] = u[i].u[0];
        sim_variate_many(t->of[s->use].service, service, service, n);
        for (uint32_t i = 0; i < n; i++)
            add_stranger(t, s, address[i].who, share[i], service[i], u[i].u[1]);
    } while (n == PERSON_SOME);
}

/* ---- visits ------------------------------------------------------------------------------- */

/* Whoever comes at the same instant goes in order of population, then of name. */
static void order_ties(struct city_day *d, uint32_t i)
{
    for (; i > 0 && (d->keys[i] ^ d->keys[i - 1]) >> COMERS_ORDER_BITS == 0; i--) {
        const struct city_comer *a = &d->comers[comers_at(d->keys[i - 1])];
        const struct city_comer *b = &d->comers[comers_at(d->keys[i])];
        if (a->address < b->address || (a->address == b->address && a->who <= b->who))
            return;
        uint64_t swap = d->keys[i];
        d->keys[i] = d->keys[i - 1];
        d->keys[i - 1] = swap;
    }
}

static void sort(struct city_day *d)
{
    const uint64_t *keys = d->keys;
    uint64_t before = 0;
    uint32_t n = d->n;
    sim_sortkey(d->keys, d->scratch, n);
    for (uint32_t i = 0; i < n; before = keys[i++])
        if ((keys[i] ^ before) >> COMERS_ORDER_BITS == 0)
            order_ties(d, i);
}

/* How long those with the least tempers wait, the first n of d->chosen: from the ticket, or from
 * the slot if that is later, so that nobody leaves because he came early. */
static void set_patience(const struct today *t, uint32_t n)
{
    struct city_day *d = &t->c->day;
    const struct sim_variate *law = plan_variate_at(t->c->plan, VARIATE_PATIENCE);
    for (uint32_t i = 0; i < n; i++) {
        const struct city_comer *comer = &d->comers[comers_at(d->keys[d->chosen[i]])];
        d->address_of[i] = person_address(plan_code(t->c->plan, comer->home), comer->address,
                                          ROLE_PATIENCE, comer->who, 0);
    }
    sim_draws(t->c->seed, d->address_of, n, d->drawn);
    for (uint32_t i = 0; i < n; i++) {
        struct visit *v = &d->sorted[d->chosen[i]];
        int64_t ticket_us = v->arrive_us > t->open_us ? v->arrive_us : t->open_us;
        int64_t early_us = v->slot_us > ticket_us ? v->slot_us - ticket_us : 0;
        v->patience_us = early_us + 1 + (int64_t)sim_variate_at(law, d->drawn[i].u[0]);
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
    sort(d);
    const uint64_t *keys = d->keys;
    const struct city_comer *comers = d->comers;
    struct visit *v = d->sorted;
    uint8_t *use = d->sorted_use, *kind = d->sorted_kind;
    uint32_t n = d->n, n_chosen = 0, *chosen = d->chosen;
    for (uint32_t i = 0; i < n; i++, v++) {
        const struct city_comer *comer = &comers[comers_at(keys[i])];
        const struct of_use *of = &t->of[comer->use];
        int64_t slot_us = comer->slot_us, work_us = comer->work_us;
        double mood = comer->temper;
        int access = slot_us == VISIT_NO_SLOT ? ACCESS_WALK_IN : ACCESS_BOOKED;
        use[i] = comer->use;
        kind[i] = comer->kind;
        visit_begin(v, t->midnight_us + (int64_t)(keys[i] >> COMERS_ORDER_BITS), slot_us);
        v->work_us = work_us;
        v->expected_us = of->expected_us;
        v->rank = of->rank[access];
        v->pool = of->pool;
        v->is_exempt = of->is_exempt;
        v->terms = comer->terms;
        v->balks_at = (mood > t->balks_above[access]) * balks_at;
        chosen[n_chosen] = i;
        n_chosen += mood < patience_share;
    }
    set_patience(t, n_chosen);
}

void comers_day(struct city *c, int32_t site, int32_t day)
{
    struct today t;
    begin(&t, c, site, day);
    gather_people(&t);
    for (int32_t s = 0; s < c->plan->n_streams; s++)
        if (!plan_asks(c->plan, s, site, day))
            gather_stream(&t, s);
    memcpy(c->day.booked_work_us, t.booked_work_us, sizeof t.booked_work_us);
    tally_add(&c->tally, site, ACCESS_BOOKED, TALLY_CAME, t.came);
    tally_add(&c->tally, site, ACCESS_BOOKED, TALLY_NO_SHOW, t.missed);
    make_visits(&t);
}
