#include "models/ward/phone.h"

#include <string.h>

#include "models/ward/appointment.h"
#include "models/ward/callline.h"
#include "models/ward/city.h"
#include "models/ward/procedure.h"
#include "sim/base/arena.h"
#include "sim/engine/portmath.h"

#define HALF_HOUR_US INT64_C(1800000000)

/* What is counted of a day's calls: the words of enum tally_phone, of a site those of
 * enum tally_site from TALLY_CALLS on, which are the same and some more. */
enum { SITE_WORDS = TALLY_PHONE_GAVE_UP - TALLY_CALLS + 1 };
_Static_assert(TALLY_CALLS_BUSY - TALLY_CALLS == TALLY_PHONE_BUSY, "in the same order");
_Static_assert(TALLY_CALLS_LEFT - TALLY_CALLS == TALLY_PHONE_LEFT, "in the same order");
_Static_assert(TALLY_CALLS_ANSWERED - TALLY_CALLS == TALLY_PHONE_ANSWERED, "in the same order");
_Static_assert(TALLY_CALL_WAIT_US - TALLY_CALLS == TALLY_PHONE_WAIT_US, "in the same order");
enum {
    SITE_CALLERS = TALLY_CALLERS - TALLY_CALLS,
    SITE_BOOKED = TALLY_CALL_BOOKED - TALLY_CALLS,
    SITE_GAVE_UP = TALLY_PHONE_GAVE_UP - TALLY_CALLS
};

struct phone {
    struct callline line;
    int32_t day, kind; /* kind: 0 Monday to Friday, 1 other days */
    int64_t midnight, close_us;
    int32_t half_hour; /* in which somebody dialled last ...  */
    int64_t half_hour_ends_us;
    int64_t of_half_hour[PLAN_HALF_HOURS][TALLY_PHONE_WORDS]; /* of today */
    int64_t (*of_site)[SITE_WORDS]; /* the same by site of the region; enquirers have the row behind
                                       them, which nobody reads */
};

bool phone_init(struct city *c)
{
    const struct plan_phone *plan = &c->plan->phone;
    c->phone = NULL;
    if (!plan->is_served)
        return true;
    struct phone *f = arena_take_array(c->home, struct phone, 1);
    if (f == NULL)
        return false;
    f->of_site = arena_take(c->home, (size_t)c->plan->most_sites + 1, sizeof *f->of_site);
    c->phone = f;
    return f->of_site != NULL && callline_init(&f->line, c->home, plan->trunks);
}

static int32_t kind_of(const struct city *c, int32_t day)
{
    return plan_date_at(c->plan, day)->is_working ? 0 : 1;
}

struct phone_hours phone_hours(const struct city *c, int32_t day)
{
    const struct plan_phone *p = &c->plan->phone;
    int32_t kind = kind_of(c, day);
    if (c->phone == NULL)
        return (struct phone_hours){0};
    double from = p->day[kind].from, to = p->day[kind].to;
    return (struct phone_hours){.from = from,
                                .to = to,
                                .last_us = (int64_t)p->day[kind].close_s * 1000000 - 1,
                                .is_used = p->by_phone > 0 && from < to};
}

/* The nth of what a caller draws, after so many calls today: never the same again, whatever was
 * tried before, and another for asking than for booking. */
static uint32_t call_number(const struct person *person, uint32_t calls)
{
    enum { ASKING = 0x80 }; /* above any number of calls a day */
    return person_attempt(person) << 16 | (uint32_t)person->call_days << 8 | calls |
           (person->is_asking ? ASKING : 0);
}

struct sim_address phone_calling(const struct city *c, const struct person *person)
{
    return city_address(c, person, ROLE_CALL, call_number(person, 0));
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
    return city_draw(c, person, role, call_number(person, person->calls));
}

/* at_us: of the day. */
static void tell(const struct city *c, const struct call *call, enum journey_step step,
                 int64_t at_us, int64_t value)
{
    if (c->ear != NULL && call->person != PERSON_NONE)
        city_tell_ear(c, step, c->phone->midnight + at_us, call->site,
                      &c->pool.people[call->person], value);
}

static inline void count(struct phone *f, const struct call *call, enum tally_phone word,
                         int64_t value)
{
    f->of_half_hour[call->half_hour][word] += value;
    call->counts[word] += value;
}

/* The day's counts go into the book. */
static void settle(struct city *c)
{
    struct phone *f = c->phone;
    for (int32_t h = 0; h < PLAN_HALF_HOURS; h++)
        for (int32_t k = 0; k < TALLY_PHONE_WORDS; k++)
            tally_add_phone(&c->tally, f->kind, h, (enum tally_phone)k, f->of_half_hour[h][k]);
    for (int32_t site = c->first; site < c->end; site++)
        for (int32_t k = 0; k < SITE_WORDS; k++)
            tally_add_site(&c->tally, site, TALLY_CALLS + k, f->of_site[site - c->first][k]);
}

/* He got nowhere today: he calls again tomorrow, or no more. */
static void end_in_vain(struct city *c, const struct call *call)
{
    struct person *person = &c->pool.people[call->person];
    int32_t day = c->phone->day;
    struct sim_pair u = city_draw(c, person, ROLE_TOMORROW, call_number(person, person->calls));
    person->calls = 0;
    person->call_days++;
    person->is_asking = 0;
    city_hinder(person, day, CAUSE_PHONE);
    if (person->call_days < c->plan->phone.days && u.u[0] < c->plan->phone.tomorrow_share) {
        city_will_act(c, call->site, day + 1, call->person);
        return;
    }
    person->call_days = 0;
    call->counts[SITE_GAVE_UP]++;
    (void)appointment_give_up(c, call->site, day, call->person);
}

/* Busy, or nobody answered: dials again after a while, if the line is still open then. */
static void fail(struct city *c, uint32_t i)
{
    struct phone *f = c->phone;
    const struct plan_phone *plan = &c->plan->phone;
    const struct call *call = &f->line.calls[i];
    struct sim_pair u = draw(c, call, ROLE_REDIAL);
    int64_t delay = (int64_t)(-sim_portmath_log(1.0 - u.u[1]) * plan->redial_us) + 1;
    int64_t again_us = f->line.now_us + delay;
    if (call->attempt + 1 < plan->attempts && u.u[0] < plan->redial_share &&
        again_us < f->close_us) {
        callline_again(&f->line, i, again_us);
        return;
    }
    if (call->person != PERSON_NONE)
        end_in_vain(c, call);
    callline_drop(&f->line, i);
}

/* His patience is over. */
static void hang_up(struct city *c, uint32_t i)
{
    struct callline *line = &c->phone->line;
    const struct call *call = &line->calls[i];
    count(c->phone, call, TALLY_PHONE_LEFT, 1);
    tell(c, call, JOURNEY_HANGS_UP, line->now_us, call->wait_us);
    fail(c, i);
}

/* He was answered: his call is over. */
static inline void end(struct city *c, uint32_t i)
{
    struct phone *f = c->phone;
    const struct call *call = &f->line.calls[i];
    count(f, call, TALLY_PHONE_ANSWERED, 1);
    count(f, call, TALLY_PHONE_WAIT_US, call->wait_us);
    callline_drop(&f->line, i);
    if (call->person == PERSON_NONE)
        return;
    struct person *person = &c->pool.people[call->person];
    tell(c, call, JOURNEY_ANSWERED, f->line.now_us, call->wait_us);
    person->calls = 0;
    person->call_days = 0;
    if (person->is_asking) {
        procedure_is_told(c, call->site, f->day, call->person);
        return;
    }
    const struct appointment_wish w =
        appointment_think(c, call->site, f->day, f->line.now_us, person->use, call->wish);
    bool is_booked = appointment_ask(c, call->site, f->day, f->line.now_us, call->person, &w);
    call->counts[SITE_BOOKED] += is_booked;
}

/* How long he waits for the answer. */
static int64_t patience_us(const struct city *c, double u)
{
    return (int64_t)sim_variate_at(plan_variate_at(c->plan, VARIATE_HOLD), u) + 1;
}

static void note_half_hour(struct phone *f)
{
    while (f->line.now_us >= f->half_hour_ends_us) {
        f->half_hour++;
        f->half_hour_ends_us += HALF_HOUR_US;
    }
}

/* One attempt begins now. */
static inline void dial(struct city *c, uint32_t i, struct sim_pair u)
{
    struct phone *f = c->phone;
    struct call *call = &f->line.calls[i];
    note_half_hour(f);
    call->half_hour = (uint8_t)f->half_hour;
    call->work_us = (int64_t)sim_variate_at(plan_variate_at(c->plan, VARIATE_CALL), u.u[0]) + 1;
    count(f, call, TALLY_PHONE_CALLS, 1);
    tell(c, call, JOURNEY_CALLS, f->line.now_us, call->attempt + 1);
    switch (callline_reply(&f->line)) {
    case CALLLINE_ANSWERS:
        callline_answer(&f->line, i);
        break;
    case CALLLINE_WAITS:
        callline_wait(&f->line, i, patience_us(c, u.u[1]));
        break;
    case CALLLINE_BUSY:
        count(f, call, TALLY_PHONE_BUSY, 1);
        tell(c, call, JOURNEY_BUSY, f->line.now_us, 0);
        fail(c, i);
        break;
    }
}

static void dial_again(struct city *c, uint32_t i)
{
    struct call *call = &c->phone->line.calls[i];
    call->attempt++;
    if (call->person != PERSON_NONE)
        c->pool.people[call->person].calls = call->attempt;
    dial(c, i, draw(c, call, ROLE_CALL));
}

/* Somebody dials for the first time today. */
static inline void begin(struct city *c, uint32_t person, uint32_t who, int32_t site,
                         struct sim_pair u, struct sim_pair wish)
{
    struct callline *line = &c->phone->line;
    uint32_t i = callline_begin(line);
    if (i == CALLLINE_NOBODY) {
        c->failed = true;
        return;
    }
    struct call *call = &line->calls[i];
    call->person = person;
    call->who = who;
    call->site = (uint16_t)site;
    call->counts = c->phone->of_site[site - c->first];
    call->attempt = 0;
    call->wish = wish;
    dial(c, i, u);
}

static NOINLINE void advance(struct city *c, int64_t until_us)
{
    struct callline *line = &c->phone->line;
    struct callline_event event;
    while (!c->failed && callline_next(line, until_us, &event)) {
        if (event.step == CALLLINE_ENDS)
            end(c, event.call);
        else if (event.step == CALLLINE_HANGS_UP)
            hang_up(c, event.call);
        else
            dial_again(c, event.call);
    }
}

void phone_open(struct city *c, int32_t day)
{
    struct phone *f = c->phone;
    f->day = day;
    f->kind = kind_of(c, day);
    f->midnight = city_midnight(c, day);
    memset(f->of_half_hour, 0, sizeof f->of_half_hour);
    memset(f->of_site, 0, (size_t)(c->end - c->first) * sizeof *f->of_site);
    f->half_hour = -1;
    f->half_hour_ends_us = 0;
    f->close_us = (int64_t)c->plan->phone.day[f->kind].close_s * 1000000;
    const struct plan_line *line = &c->region->line[f->kind];
    callline_open(&f->line, PLAN_ARRAY(c->plan, struct plan_shift, at_shifts) + line->first_shift,
                  line->n_shifts, (int64_t)c->plan->phone.day[f->kind].open_s * 1000000,
                  f->close_us);
}

void phone_advance(struct city *c, int64_t now_us)
{
    struct callline *line = &c->phone->line;
    if (now_us >= line->due_us)
        advance(c, now_us);
    else if (now_us > line->now_us)
        line->now_us = now_us;
}

void phone_call(struct city *c, int32_t site, int64_t now_us, uint32_t id, struct sim_pair u,
                struct sim_pair wish)
{
    phone_advance(c, now_us);
    struct person *person = &c->pool.people[id];
    person->calls = 0;
    if (person->first_day == PLAN_NO_DAY)
        person->first_day = (int16_t)c->phone->day;
    c->phone->of_site[site - c->first][SITE_CALLERS] += person->call_days == 0;
    begin(c, id, person->who, site, u, wish);
}

void phone_enquire(struct city *c, int64_t now_us, uint32_t who, struct sim_pair u)
{
    phone_advance(c, now_us);
    begin(c, PERSON_NONE, who, c->end, u, (struct sim_pair){{0}});
}

void phone_close(struct city *c)
{
    advance(c, CALLLINE_EVER);
    if (c->phone->line.failed) {
        c->failed = true;
        return;
    }
    callline_close(&c->phone->line);
    settle(c);
}
