#include "models/ward/phone.h"

#include <string.h>

#include "models/ward/appointment.h"
#include "models/ward/callline.h"
#include "models/ward/city.h"
#include "models/ward/procedure.h"
#include "models/ward/request.h"
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
    int64_t close_us;
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
    struct phone_hours h = {.way = {{.span = 1, .to = 2, .last_us = INT64_MAX}}};
    if (c->phone == NULL)
        return h;
    double from = p->day[kind].from, to = p->day[kind].to;
    h.is_served = from < to;
    h.is_used = p->by_phone > 0 && h.is_served;
    if (!h.is_served)
        return h;
    h.way[1] = (struct phone_window){.from = from,
                                     .span = to - from,
                                     .to = to,
                                     .last_us = (int64_t)p->day[kind].close_s * 1000000 - 1};
    return h;
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

/* ---- the line ---- */

/* Counts of the half hour in which he dials, and of where he belongs. */
struct counting {
    int64_t *of_half_hour, *of_site;
};

static inline void count(struct counting at, enum tally_phone word, int64_t value)
{
    at.of_half_hour[word] += value;
    at.of_site[word] += value;
}

/* Nobody answered at that instant: when does he dial again today? -1: no more. */
static int64_t again_us(const struct city *c, const struct call *call, int64_t now_us)
{
    const struct plan_phone *plan = &c->plan->phone;
    struct sim_pair u = draw(c, call, ROLE_REDIAL);
    int64_t delay = (int64_t)(-sim_portmath_log(1.0 - u.u[1]) * plan->redial_us) + 1;
    bool dials = call->attempt + 1 < plan->attempts && u.u[0] < plan->redial_share &&
                 now_us + delay < c->phone->close_us;
    return dials ? now_us + delay : -1;
}

/* A place among the calls for one who did not get through; he may have one. */
static uint32_t keep_call(struct callline *line, uint32_t i, const struct call *call)
{
    if (i == CALLLINE_NOBODY)
        i = callline_begin(line);
    if (i != CALLLINE_NOBODY)
        line->calls[i] = *call;
    return i;
}

/* What somebody goes through, if he is a person. */
static inline struct request noted(const struct call *call, enum request_kind kind, bool is_vain)
{
    return (struct request){call->person,  call->request, call->site,
                            (uint8_t)kind, call->attempt, is_vain};
}

/* He dials, and does or does not hear the busy signal: noted where it matters. */
static void note_dialling(struct city *c, const struct call *call, enum request_kind kind,
                          bool is_vain)
{
    int64_t now_us = c->phone->line.now_us;
    struct request r = noted(call, kind, is_vain);
    if (call->person == PERSON_NONE || (c->ear == NULL && !is_vain))
        return;
    if (call->attempt == 0)
        request_note_first(c, r, now_us);
    else
        request_note(c, REQUEST_COMES_AGAIN, r, (struct request_times){now_us, 0}, true);
}

/* Hears the busy signal. i: his place among the calls, if he has one. */
static void hear_busy(struct city *c, uint32_t i, const struct call *call)
{
    struct callline *line = &c->phone->line;
    int64_t again = again_us(c, call, line->now_us);
    note_dialling(c, call, REQUEST_BUSY, again < 0);
    if (again >= 0 && (i = keep_call(line, i, call)) != CALLLINE_NOBODY)
        callline_again(line, i, again);
    else if (i != CALLLINE_NOBODY)
        callline_drop(line, i);
}

/* His patience is over. */
static void hang_up(struct city *c, uint32_t i)
{
    struct callline *line = &c->phone->line;
    const struct call *call = &line->calls[i];
    int64_t again = again_us(c, call, line->now_us);
    if (c->ear != NULL || again < 0)
        request_note(c, REQUEST_PATIENCE_ENDS, noted(call, REQUEST_HANGS_UP, again < 0),
                     (struct request_times){line->now_us, call->wait_us},
                     call->person != PERSON_NONE);
    if (again >= 0)
        callline_again(line, i, again);
    else
        callline_drop(line, i);
}

static void note_half_hour(struct phone *f)
{
    while (f->line.now_us >= f->half_hour_ends_us) {
        f->half_hour++;
        f->half_hour_ends_us += HALF_HOUR_US;
    }
}

/* What he is like: his time on the phone once answered, and how long he waits for the answer,
 * microseconds. */
struct caller {
    int64_t work_us, patience_us;
};

static inline struct caller caller_of(double work, double patience)
{
    return (struct caller){(int64_t)work + 1, (int64_t)patience + 1};
}

/* Is he answered in the end? call->wait_us: how long he waits, for that or in vain. */
static inline bool is_answered(const struct city *c, struct call *call, int64_t start_us,
                               const struct caller *caller)
{
    call->wait_us = start_us - c->phone->line.now_us;
    if (call->wait_us <= caller->patience_us)
        return true;
    call->wait_us = caller->patience_us;
    return false;
}

/* One attempt begins now. i: his place among the calls, if he has one. */
static ALWAYS_INLINE void dial(struct city *c, uint32_t i, struct call *call,
                               const struct caller *caller)
{
    struct phone *f = c->phone;
    struct callline *line = &f->line;
    note_half_hour(f);
    const struct counting at = {f->of_half_hour[f->half_hour], f->of_site[call->site - c->first]};
    count(at, TALLY_PHONE_CALLS, 1);
    if (callline_is_busy(line)) {
        count(at, TALLY_PHONE_BUSY, 1);
        hear_busy(c, i, call);
        return;
    }
    if (c->ear != NULL)
        note_dialling(c, call, REQUEST_DIALS, false);
    int64_t start_us = callline_start(line);
    if (!is_answered(c, call, start_us, caller)) {
        count(at, TALLY_PHONE_LEFT, 1);
        if ((i = keep_call(line, i, call)) != CALLLINE_NOBODY)
            callline_leave(line, i, line->now_us + call->wait_us);
        return;
    }
    count(at, TALLY_PHONE_ANSWERED, 1);
    count(at, TALLY_PHONE_WAIT_US, call->wait_us);
    callline_answer(line, start_us, caller->work_us);
    if (i != CALLLINE_NOBODY)
        callline_drop(line, i);
    request_note(c, REQUEST_CALL_ENDS, noted(call, REQUEST_ANSWERED, false),
                 (struct request_times){start_us + caller->work_us, call->wait_us},
                 call->person != PERSON_NONE);
}

static NOINLINE void dial_again(struct city *c, uint32_t i)
{
    struct call call = c->phone->line.calls[i];
    call.attempt++;
    if (call.person != PERSON_NONE)
        c->pool.people[call.person].calls = call.attempt;
    struct sim_pair u = draw(c, &call, ROLE_CALL);
    struct caller caller =
        caller_of(sim_variate_at(plan_variate_at(c->plan, VARIATE_CALL), u.u[0]),
                  sim_variate_at(plan_variate_at(c->plan, VARIATE_HOLD), u.u[1]));
    dial(c, i, &call, &caller);
}

/* Whoever hangs up or dials again before an arrival at that microsecond of the day. */
static NOINLINE void advance(struct city *c, int64_t until_us)
{
    struct callline_event event;
    while (callline_next(&c->phone->line, until_us, &event)) {
        if (event.step == CALLLINE_HANGS_UP)
            hang_up(c, event.call);
        else
            dial_again(c, event.call);
    }
}

static void open_line(struct city *c, int32_t day)
{
    struct phone *f = c->phone;
    f->day = day;
    f->kind = kind_of(c, day);
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

/* What the next callers are like, drawn together. */
enum { CALLERS = 64 };
static void draw_callers(const struct city *c, const uint64_t *keys, uint32_t n,
                         struct caller callers[CALLERS])
{
    double work[CALLERS], patience[CALLERS];
    for (uint32_t i = 0; i < n; i++) {
        const struct sim_pair *u = &c->calls.drawn[request_at(keys[i])];
        work[i] = u->u[0];
        patience[i] = u->u[1];
    }
    sim_variate_many(plan_variate_at(c->plan, VARIATE_CALL), work, work, n);
    sim_variate_many(plan_variate_at(c->plan, VARIATE_HOLD), patience, patience, n);
    for (uint32_t i = 0; i < n; i++)
        callers[i] = caller_of(work[i], patience[i]);
}

/* Somebody dials for the first time on the day. */
static inline void dial_first(struct city *c, uint64_t key, const struct caller *caller)
{
    const struct request_book *b = &c->calls;
    struct callline *line = &c->phone->line;
    const struct request *r = &b->list[request_at(key)];
    int64_t now_us = request_us(b, key);
    struct call call = {.person = r->kind == REQUEST_ENQUIRY ? PERSON_NONE : r->person,
                        .who = r->person,
                        .request = r->first,
                        .site = r->site};
    if (callline_is_due(line, now_us))
        advance(c, now_us);
    callline_pass(line, now_us);
    dial(c, CALLLINE_NOBODY, &call, caller);
}

void phone_day(struct city *c, int32_t day)
{
    const struct request_book *b = &c->calls;
    struct callline *line = &c->phone->line;
    struct caller callers[CALLERS];
    open_line(c, day);
    for (uint32_t i = 0, n; i < b->n && !c->failed; i += n) {
        n = b->n - i < CALLERS ? b->n - i : CALLERS;
        draw_callers(c, b->keys + i, n, callers);
        for (uint32_t k = 0; k < n && !c->failed; k++)
            dial_first(c, b->keys[i + k], &callers[k]);
    }
    advance(c, CALLLINE_EVER);
    if (line->failed)
        c->failed = true;
    if (!c->failed)
        callline_close(line);
}

/* ---- what comes of it ---- */

static void tell(const struct city *c, const struct request *r, int64_t now_us,
                 enum journey_step step, int64_t value)
{
    city_tell(c, step, city_midnight(c, c->phone->day) + now_us, r->site,
              &c->pool.people[r->person], value);
}

/* If he has called: whatever became of it, that was today. A caller or not is anybody's guess, so
 * numbers instead of a branch. */
static inline void end_calls(const struct city *c, int64_t *of_site, struct person *person,
                             bool has_called)
{
    of_site[SITE_CALLERS] += has_called & (person->call_days == 0);
    if (person->first_day == PLAN_NO_DAY)
        person->first_day = (int16_t)c->phone->day;
    person->calls = 0; /* as it is of who has not called */
}

/* He got nowhere today: he calls again tomorrow, or no more. */
static void end_in_vain(struct city *c, const struct request *r)
{
    struct person *person = &c->pool.people[r->person];
    int32_t day = c->phone->day;
    struct sim_pair u = city_draw(c, person, ROLE_TOMORROW, call_number(person, person->calls));
    int64_t *of_site = c->phone->of_site[r->site - c->first];
    end_calls(c, of_site, person, true);
    person->call_days++;
    person->is_asking = 0;
    city_hinder(person, day, CAUSE_PHONE);
    if (person->call_days < c->plan->phone.days && u.u[0] < c->plan->phone.tomorrow_share) {
        city_will_act(c, r->site, day + 1, r->person);
        return;
    }
    person->call_days = 0;
    of_site[SITE_GAVE_UP]++;
    (void)appointment_give_up(c, r->site, day, r->person);
}

void phone_hear(struct city *c, const struct request *r, int64_t now_us, int64_t wait_us)
{
    if (r->kind == REQUEST_HANGS_UP)
        tell(c, r, now_us, JOURNEY_HANGS_UP, wait_us);
    else
        tell(c, r, now_us, JOURNEY_CALLS, r->attempt + 1);
    if (r->kind == REQUEST_BUSY)
        tell(c, r, now_us, JOURNEY_BUSY, 0);
    if (r->is_vain)
        end_in_vain(c, r);
}

bool phone_ask(struct city *c, const struct request *r, bool has_called)
{
    struct person *person = &c->pool.people[r->person];
    end_calls(c, c->phone->of_site[r->site - c->first], person, has_called);
    person->call_days &= (uint8_t)(has_called - 1); /* 0 of who has called, else as it was */
    if (!(has_called & person->is_asking))
        return true;
    procedure_is_told(c, r->site, c->phone->day, r->person);
    return false;
}

void phone_booked(const struct city *c, const struct request *r, bool has_called)
{
    c->phone->of_site[r->site - c->first][SITE_BOOKED] += has_called;
}

void phone_close(struct city *c)
{
    struct phone *f = c->phone;
    for (int32_t h = 0; h < PLAN_HALF_HOURS; h++)
        for (int32_t k = 0; k < TALLY_PHONE_WORDS; k++)
            tally_add_phone(&c->tally, f->kind, h, (enum tally_phone)k, f->of_half_hour[h][k]);
    for (int32_t site = c->first; site < c->end; site++)
        for (int32_t k = 0; k < SITE_WORDS; k++)
            tally_add_site(&c->tally, site, TALLY_CALLS + k, f->of_site[site - c->first][k]);
}
