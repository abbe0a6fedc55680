#include "models/ward/phone.h"

#include "models/office/counter.h"
#include "models/ward/appointment.h"
#include "models/ward/city.h"
#include "models/ward/procedure.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/engine/agenda.h"
#include "sim/engine/portmath.h"

enum { FIRST_CALLS = 4096, EVENTS_EXPECTED = 256 };
enum { EVENT_REDIAL = COUNTER_EVENTS };

/* One attempt: of a person, or of an enquirer known only by his number. */
struct call {
    uint32_t person; /* PERSON_NONE: an enquirer */
    uint32_t who;
    uint16_t site;
    uint8_t attempt;      /* today, from 0 */
    struct sim_pair wish; /* the day and time he wants, if he is answered */
};

struct phone {
    struct sim_agenda *agenda;
    struct counter *line;
    struct counter_shift *shifts; /* of one day */
    struct visit *visits;
    struct call *calls;
    uint32_t n, capacity;
    int32_t day, kind; /* kind: 0 Monday to Friday, 1 other days */
    int64_t midnight;
};

static bool reserve(struct city *c, uint32_t n)
{
    struct phone *f = c->phone;
    if (n <= f->capacity)
        return true;
    uint32_t capacity = f->capacity * 2;
    struct visit *visits = arena_take_array(c->home, struct visit, capacity);
    struct call *calls = arena_take_array(c->home, struct call, capacity);
    if (visits == NULL || calls == NULL)
        return false;
    for (uint32_t i = 0; i < f->n; i++) {
        visits[i] = f->visits[i];
        calls[i] = f->calls[i];
    }
    f->visits = visits;
    f->calls = calls;
    f->capacity = capacity;
    counter_move(f->line, visits);
    return true;
}

/* Longest row of agents of any line. */
static size_t most_shifts(const struct plan *p)
{
    int32_t most = 1;
    for (int32_t r = 0; r < p->n_regions; r++)
        for (int kind = 0; kind < 2; kind++) {
            int32_t n = plan_region_at(p, r)->line[kind].n_shifts;
            most = n > most ? n : most;
        }
    return (size_t)most;
}

bool phone_init(struct city *c)
{
    const struct plan_phone *plan = &c->plan->phone;
    c->phone = NULL;
    if (!plan->is_served)
        return true;
    struct phone *f = arena_take_array(c->home, struct phone, 1);
    if (f == NULL)
        return false;
    size_t shifts = most_shifts(c->plan);
    struct counter_rules rules = {.pool.order.rule = DISCIPLINE_TICKET,
                                  .early_end = COUNTER_END_NEVER,
                                  .places = plan->trunks,
                                  .at_close = COUNTER_CLOSE_SERVE};
    *f = (struct phone){.capacity = FIRST_CALLS};
    f->agenda = sim_agenda_new(c->home, EVENTS_EXPECTED);
    f->shifts = arena_take_array(c->home, struct counter_shift, shifts);
    f->visits = arena_take_array(c->home, struct visit, FIRST_CALLS);
    f->calls = arena_take_array(c->home, struct call, FIRST_CALLS);
    if (f->agenda == NULL || f->shifts == NULL || f->visits == NULL || f->calls == NULL)
        return false;
    f->line = counter_new(c->home, &rules, f->agenda, 0);
    c->phone = f;
    return f->line != NULL;
}

bool phone_is_used(const struct city *c, uint32_t id)
{
    return c->phone != NULL && c->plan->phone.by_phone > 0 &&
           (city_nature(c, &c->pool.people[id]) & PERSON_DIALS) != 0;
}

static int32_t kind_of(const struct city *c, int32_t day)
{
    return plan_date_at(c->plan, day)->is_working ? 0 : 1;
}

int64_t phone_time(const struct city *c, int32_t day, double u)
{
    int32_t kind = kind_of(c, day);
    double from = c->plan->phone.day[kind].from, to = c->plan->phone.day[kind].to;
    double share = from + u * (to - from);
    if (to <= from)
        return -1;
    int64_t last = (int64_t)c->plan->phone.day[kind].close_s * 1000000 - 1;
    int64_t us = share < to ? plan_profile_us(&c->plan->requests, share) : last;
    return us < last ? us : last; /* rounding never takes him past the closing */
}

/* The nth of what a caller draws: never the same again, whatever was tried before, and another
 * for asking than for booking. */
static uint32_t call_number(const struct person *person)
{
    enum { ASKING = 0x80 }; /* above any number of calls a day */
    return person_attempt(person) << 16 | (uint32_t)person->call_days << 8 | person->calls |
           (person->is_asking ? ASKING : 0);
}

struct sim_address phone_calling(const struct city *c, const struct person *person)
{
    struct person first = *person;
    first.calls = 0;
    return city_address(c, person, ROLE_CALL, call_number(&first));
}

struct sim_address phone_enquiring(const struct city *c, uint32_t who)
{
    return person_address(c->region->code, PERSON_ENQUIRERS, ROLE_CALL, who, 0);
}

/* A caller's uniforms for a role. */
static struct sim_pair draw(const struct city *c, const struct call *call, enum person_role role)
{
    if (call->person == PERSON_NONE)
        return person_draw(c->seed, c->region->code, PERSON_ENQUIRERS, role, call->who,
                           call->attempt);
    const struct person *person = &c->pool.people[call->person];
    return city_draw(c, person, role, call_number(person));
}

static void tell(const struct city *c, const struct call *call, enum journey_step step,
                 int64_t at_us, int64_t value)
{
    if (call->person != PERSON_NONE)
        city_tell(c, step, at_us, call->site, &c->pool.people[call->person], value);
}

static void count(struct city *c, const struct call *call, enum tally_site site_word,
                  enum tally_phone word, int64_t at_us, int64_t value)
{
    const struct phone *f = c->phone;
    tally_add_phone(&c->tally, f->kind, at_us - f->midnight, word, value);
    if (call->person != PERSON_NONE)
        tally_add_site(&c->tally, call->site, (int32_t)site_word, value);
}

/* He got nowhere today: he calls again tomorrow, or no more. */
static void end_in_vain(struct city *c, const struct call *call)
{
    struct person *person = &c->pool.people[call->person];
    int32_t day = c->phone->day;
    struct sim_pair u = city_draw(c, person, ROLE_TOMORROW, call_number(person));
    person->calls = 0;
    person->call_days++;
    person->is_asking = 0;
    city_hinder(person, day, CAUSE_PHONE);
    if (person->call_days < c->plan->phone.days && u.u[0] < c->plan->phone.tomorrow_share) {
        city_will_act(c, call->site, day + 1, call->person);
        return;
    }
    person->call_days = 0;
    tally_add_site(&c->tally, call->site, TALLY_PHONE_GAVE_UP, 1);
    (void)appointment_give_up(c, call->site, day, call->person);
}

/* Busy, or nobody answered: dials again after a while, if the line is still open then. */
static void fail(struct city *c, uint32_t i, int64_t now_us)
{
    struct phone *f = c->phone;
    const struct plan_phone *plan = &c->plan->phone;
    struct call *call = &f->calls[i];
    struct sim_pair u = draw(c, call, ROLE_REDIAL);
    int64_t delay = (int64_t)(-sim_portmath_log(1.0 - u.u[1]) * plan->redial_us) + 1;
    int64_t close = f->midnight + (int64_t)plan->day[f->kind].close_s * 1000000;
    bool redials =
        call->attempt + 1 < plan->attempts && u.u[0] < plan->redial_share && now_us + delay < close;
    if (redials)
        sim_agenda_at(f->agenda, (sim_instant){now_us + delay}, SIM_ARRIVE, EVENT_REDIAL, i);
    else if (call->person != PERSON_NONE)
        end_in_vain(c, call);
}

/* Somebody is done with the line. */
static void note_end(void *context, uint32_t i)
{
    struct city *c = context;
    struct phone *f = c->phone;
    const struct visit *v = &f->visits[i];
    const struct call call = f->calls[i];
    if (v->outcome == VISIT_LEFT) {
        count(c, &call, TALLY_CALLS_LEFT, TALLY_PHONE_LEFT, v->arrive_us, 1);
        tell(c, &call, JOURNEY_HANGS_UP, v->finish_us, v->wait_us);
        fail(c, i, v->finish_us);
        return;
    }
    count(c, &call, TALLY_CALLS_ANSWERED, TALLY_PHONE_ANSWERED, v->arrive_us, 1);
    count(c, &call, TALLY_CALL_WAIT_US, TALLY_PHONE_WAIT_US, v->arrive_us, v->wait_us);
    if (call.person == PERSON_NONE)
        return;
    tell(c, &call, JOURNEY_ANSWERED, v->finish_us, v->wait_us);
    c->pool.people[call.person].calls = 0;
    c->pool.people[call.person].call_days = 0;
    if (c->pool.people[call.person].is_asking) {
        procedure_is_told(c, call.site, f->day, call.person);
        return;
    }
    bool is_booked =
        appointment_ask(c, call.site, f->day, v->finish_us - f->midnight, call.person, call.wish);
    tally_add_site(&c->tally, call.site, TALLY_CALL_BOOKED, is_booked);
}

/* How long he waits for the answer; 0 = any time, where he is answered at once. */
static int64_t patience_us(const struct city *c, double u)
{
    const struct pool *agents = counter_pool(c->phone->line, 0);
    if (agents->busy < agents->on_duty && agents->waiting == 0)
        return 0;
    return (int64_t)sim_variate_at(plan_variate_at(c->plan, VARIATE_HOLD), u) + 1;
}

/* One attempt begins at the agenda's present instant. */
static void dial(struct city *c, const struct call *call, struct sim_pair u)
{
    struct phone *f = c->phone;
    if (!reserve(c, f->n + 1)) {
        c->failed = true;
        return;
    }
    uint32_t i = f->n++;
    int64_t now = sim_agenda_now(f->agenda).us;
    f->calls[i] = *call;
    struct visit *v = &f->visits[i];
    visit_begin(v, now, VISIT_NO_SLOT);
    v->work_us = (int64_t)sim_variate_at(plan_variate_at(c->plan, VARIATE_CALL), u.u[0]) + 1;
    v->patience_us = patience_us(c, u.u[1]);
    count(c, call, TALLY_CALLS, TALLY_PHONE_CALLS, now, 1);
    tell(c, call, JOURNEY_CALLS, now, call->attempt + 1);
    if (counter_admit(f->line, i))
        return;
    count(c, call, TALLY_CALLS_BUSY, TALLY_PHONE_BUSY, now, 1);
    tell(c, call, JOURNEY_BUSY, now, 0);
    fail(c, i, now);
}

static void advance(struct city *c, int64_t until_us, enum sim_phase phase)
{
    struct phone *f = c->phone;
    struct sim_event event;
    while (!c->failed && sim_agenda_next(f->agenda, (sim_instant){until_us}, phase, &event)) {
        if (counter_owns(f->line, &event)) {
            counter_handle(f->line, &event);
            continue;
        }
        struct call again = f->calls[event.who];
        again.attempt++;
        if (again.person != PERSON_NONE)
            c->pool.people[again.person].calls = again.attempt;
        dial(c, &again, draw(c, &again, ROLE_CALL));
    }
}

void phone_open(struct city *c, int32_t day)
{
    struct phone *f = c->phone;
    f->day = day;
    f->kind = kind_of(c, day);
    f->midnight = city_midnight(c, day);
    f->n = 0;
    const struct plan_shift *shifts =
        PLAN_ARRAY(c->plan, struct plan_shift, at_shifts) + c->region->line[f->kind].first_shift;
    int32_t n = c->region->line[f->kind].n_shifts;
    for (int32_t i = 0; i < n; i++)
        f->shifts[i] = (struct counter_shift){{f->midnight + (int64_t)shifts[i].from_s * 1000000},
                                              shifts[i].counters};
    struct counter_day today = {
        .open = {f->midnight + (int64_t)c->plan->phone.day[f->kind].open_s * 1000000},
        .close = {f->midnight + (int64_t)c->plan->phone.day[f->kind].close_s * 1000000},
        .shifts = f->shifts,
        .n_shifts = n};
    struct counter_ears ears = {.ended = note_end, .context = c};
    sim_agenda_restart(f->agenda, today.open);
    counter_open(f->line, &today, f->visits, &ears);
}

void phone_advance(struct city *c, int64_t now_us)
{
    int64_t at = c->phone->midnight + now_us;
    if (at > sim_agenda_now(c->phone->agenda).us)
        advance(c, at, SIM_CALENDAR);
}

void phone_call(struct city *c, int32_t site, int64_t now_us, uint32_t id, struct sim_pair u,
                struct sim_pair wish)
{
    phone_advance(c, now_us);
    struct person *person = &c->pool.people[id];
    person->calls = 0;
    if (person->first_day == PLAN_NO_DAY)
        person->first_day = (int16_t)c->phone->day;
    tally_add_site(&c->tally, site, TALLY_CALLERS, person->call_days == 0);
    struct call call = {.person = id, .who = person->who, .site = (uint16_t)site, .wish = wish};
    dial(c, &call, u);
}

void phone_enquire(struct city *c, int64_t now_us, uint32_t who, struct sim_pair u)
{
    phone_advance(c, now_us);
    dial(c, &(struct call){.person = PERSON_NONE, .who = who}, u);
}

void phone_close(struct city *c)
{
    struct counter_result unused;
    advance(c, INT64_MAX, SIM_OBSERVE);
    if (counter_failed(c->phone->line) || sim_agenda_failed(c->phone->agenda))
        c->failed = true;
    else
        counter_settle(c->phone->line, &unused);
}
