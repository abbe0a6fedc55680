#include "models/office/counter.h"

#include <stddef.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"

/* After the pool's own kinds. */
enum { EVENT_SHIFT = POOL_EVENTS, EVENT_CLOSE, EVENT_LOOK };
#define HALF_HOUR_US INT64_C(1800000000)
#define DAY_US INT64_C(86400000000)

/* Invariants while a day lasts:
 *   tickets = tickets given to walk-ins
 *   coming_work = the day's booked_work_us less expected_us of those who came, at least 0 */
struct counter {
    struct counter_rules rules;
    struct counter_day day;
    struct counter_ears ears;
    struct sim_agenda *agenda;
    uint32_t first_kind;
    struct pool pool;
    int32_t tickets;
    int64_t coming_work;
    struct counter_result r;
    bool is_open, has_ended;
};

static void note_end(void *context, uint32_t who);

struct counter *counter_new(struct arena *home, const struct counter_rules *rules,
                            struct sim_agenda *agenda, uint32_t first_kind)
{
    struct counter *c = arena_take_array(home, struct counter, 1);
    if (c == NULL)
        return NULL;
    c->rules = *rules;
    c->agenda = agenda;
    c->first_kind = first_kind;
    if (!pool_init(&c->pool, home, &rules->pool, agenda, first_kind))
        return NULL;
    c->pool.ended = note_end;
    c->pool.context = c;
    return c;
}

struct pool *counter_pool(struct counter *c)
{
    return &c->pool;
}

void counter_move(struct counter *c, struct visit *visits)
{
    c->pool.visits = visits;
}

bool counter_failed(const struct counter *c)
{
    return c->pool.failed;
}

/* Somebody who had a ticket is done. */
static void note_end(void *context, uint32_t who)
{
    struct counter *c = context;
    const struct visit *v = &c->pool.visits[who];
    c->r.last_us = v->finish_us;
    if (v->outcome == VISIT_SERVED) {
        c->r.served++;
        c->r.wait_sum_us += v->wait_us;
        c->r.service_sum_us += v->finish_us - v->ticket_us - v->wait_us;
        if (v->finish_us > c->day.close.us)
            c->r.overtime_us = v->finish_us - c->day.close.us;
    }
    if (c->ears.ended != NULL)
        c->ears.ended(c->ears.context, who);
}

static void close_doors(struct counter *c, int64_t now_us)
{
    pool_pass(&c->pool, now_us);
    c->is_open = c->rules.at_close == COUNTER_CLOSE_OPEN;
    c->r.busy_open_us = c->pool.areas.busy_us;
    c->r.staffed_open_us = c->pool.areas.staffed_us;
    c->r.queue_open_us = c->pool.areas.waiting_us;
    if (c->rules.at_close == COUNTER_CLOSE_CLEAR)
        pool_clear(&c->pool, now_us);
}

bool counter_owns(const struct counter *c, const struct sim_event *event)
{
    return event->kind - c->first_kind < COUNTER_EVENTS;
}

void counter_handle(struct counter *c, const struct sim_event *event)
{
    switch (event->kind - c->first_kind) {
    case EVENT_SHIFT:
        pool_staff(&c->pool, event->at.us, c->day.shifts[event->who].counters);
        break;
    case EVENT_CLOSE:
        close_doors(c, event->at.us);
        break;
    case EVENT_LOOK:
        c->ears.look(c->ears.context, (int32_t)event->who, c->pool.waiting);
        break;
    default:
        pool_handle(&c->pool, event);
    }
}

static void schedule_looks(struct counter *c)
{
    if (c->ears.look == NULL)
        return;
    int64_t midnight = c->day.open.us / DAY_US * DAY_US;
    int64_t first = (c->day.open.us - midnight + HALF_HOUR_US - 1) / HALF_HOUR_US;
    for (int64_t h = first; midnight + h * HALF_HOUR_US < c->day.close.us; h++)
        sim_agenda_at(c->agenda, (sim_instant){midnight + h * HALF_HOUR_US}, SIM_OBSERVE,
                      c->first_kind + EVENT_LOOK, (uint32_t)h);
}

void counter_open(struct counter *c, const struct counter_day *day, struct visit *visits,
                  const struct counter_ears *ears)
{
    BUG_IF(day->open.us >= day->close.us || day->n_shifts < 1);
    BUG_IF(day->shifts[0].from.us > day->open.us);
    c->day = *day;
    c->ears = *ears;
    c->r = (struct counter_result){.last_us = day->open.us};
    c->tickets = 0;
    c->coming_work = day->booked_work_us;
    c->is_open = true;
    c->has_ended = false;
    int32_t first = 0; /* the shift that holds at the opening */
    while (first + 1 < day->n_shifts && day->shifts[first + 1].from.us <= day->open.us)
        first++;
    pool_open(&c->pool, visits, day->open, day->shifts[first].counters, day->speeds, day->n_speeds);
    for (int32_t i = first + 1; i < day->n_shifts; i++)
        sim_agenda_at(c->agenda, day->shifts[i].from, SIM_CALENDAR, c->first_kind + EVENT_SHIFT,
                      (uint32_t)i);
    sim_agenda_at(c->agenda, day->close, SIM_CALENDAR, c->first_kind + EVENT_CLOSE, 0);
    schedule_looks(c);
}

/* Counter-time that the roster still holds until closing, allowance included. */
static int64_t time_left(const struct counter *c, int64_t now_us)
{
    int64_t end = c->day.close.us + c->rules.allowance.us, sum = 0;
    for (int32_t i = 0; i < c->day.n_shifts; i++) {
        const struct counter_shift *s = &c->day.shifts[i];
        int64_t from = s->from.us > now_us ? s->from.us : now_us;
        int64_t to = i + 1 < c->day.n_shifts && s[1].from.us < end ? s[1].from.us : end;
        sum += to > from ? (to - from) * s->counters : 0;
    }
    return sum;
}

/* Would a walk-in who came now still be served in time? Half of what is being served is
 * taken as done. Once acceptance has ended it stays ended for the day. */
static bool accepts(struct counter *c, const struct visit *v, int64_t now_us)
{
    if (c->has_ended)
        return false;
    if (c->rules.early_end == COUNTER_END_WORK) {
        int64_t work =
            c->pool.waiting_work + c->pool.serving_work / 2 + c->coming_work + v->expected_us;
        c->has_ended = work > time_left(c, now_us);
    } else if (c->rules.early_end == COUNTER_END_TICKETS) {
        c->has_ended = c->tickets >= c->rules.ticket_limit;
    }
    if (c->has_ended)
        c->r.early_end_us = now_us;
    return !c->has_ended;
}

/* Why he gets no ticket; VISIT_PENDING when he gets one. */
static enum visit_outcome judge(struct counter *c, const struct visit *v, int64_t now_us)
{
    bool is_walk_in = v->slot_us == VISIT_NO_SLOT;
    if (!c->is_open)
        return VISIT_TOO_LATE;
    if (is_walk_in && c->day.walk_ins_refused)
        return VISIT_REFUSED;
    if (is_walk_in && c->rules.early_end != COUNTER_END_NEVER && !accepts(c, v, now_us))
        return VISIT_TURNED_AWAY;
    if (c->rules.places > 0 && c->pool.waiting + c->pool.busy >= c->rules.places)
        return VISIT_FULL;
    if (v->balks_at > 0 && c->pool.waiting >= v->balks_at)
        return VISIT_BALKED;
    return VISIT_PENDING;
}

bool counter_admit(struct counter *c, uint32_t i)
{
    struct visit *v = &c->pool.visits[i];
    int64_t now = sim_agenda_now(c->agenda).us;
    BUG_IF(now < c->day.open.us);
    bool is_walk_in = v->slot_us == VISIT_NO_SLOT;
    if (!is_walk_in)
        c->coming_work -= v->expected_us < c->coming_work ? v->expected_us : c->coming_work;
    v->outcome = (uint8_t)judge(c, v, now);
    if (v->outcome != VISIT_PENDING)
        return false;
    v->ticket_us = now;
    c->tickets += is_walk_in;
    pool_join(&c->pool, i, now);
    return true;
}

/* For an agenda that holds only this site's events. */
static void advance(struct counter *c, int64_t until_us, enum sim_phase phase)
{
    struct sim_event event;
    while (sim_agenda_next(c->agenda, (sim_instant){until_us}, phase, &event))
        counter_handle(c, &event);
}

void counter_arrive(struct counter *c, uint32_t i)
{
    struct visit *v = &c->pool.visits[i];
    v->is_outside = v->arrive_us < c->day.open.us;
    c->r.outside += v->is_outside;
    advance(c, v->is_outside ? c->day.open.us : v->arrive_us, SIM_CALENDAR);
    (void)counter_admit(c, i);
}

void counter_settle(struct counter *c, struct counter_result *result)
{
    pool_check_empty(&c->pool);
    c->r.queue_area_us = c->pool.areas.waiting_us;
    c->r.busy_area_us = c->pool.areas.busy_us;
    *result = c->r;
}

bool counter_finish(struct counter *c, struct counter_result *result)
{
    advance(c, INT64_MAX, SIM_OBSERVE);
    if (counter_failed(c) || sim_agenda_failed(c->agenda))
        return false;
    counter_settle(c, result);
    return true;
}
