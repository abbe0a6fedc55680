#include "models/office/counter.h"

#include <stddef.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"

/* After the pools' own kinds. */
enum { EVENT_SHIFT = COUNTER_POOLS * POOL_EVENTS, EVENT_CLOSE, EVENT_LOOK };
#define HALF_HOUR_US INT64_C(1800000000)
#define DAY_US INT64_C(86400000000)

/* A pool and what the site knows of its day.
 *   coming_work = its booked_work_us of the day less expected_us of those who came, at least 0
 *   first_shift, n_shifts: its part of the day's shifts
 *   later_us = counter-time of those after shift, which is the last that has been needed */
struct part {
    struct pool pool;
    int64_t coming_work;
    int64_t later_us;
    int32_t first_shift, n_shifts, shift;
    bool has_ended;
};

/* Invariants while a day lasts:
 *   tickets = tickets given to walk-ins for whom acceptance can end
 *   inside = people with a ticket who are not done: sum of the pools' waiting and busy
 *   r.beyond_us is complete up to seats_us */
struct counter {
    struct counter_rules rules;
    struct counter_day day;
    struct counter_ears ears;
    struct sim_agenda *agenda;
    uint32_t first_kind;
    struct part parts[COUNTER_POOLS];
    int32_t n_parts;
    int32_t tickets, inside;
    int64_t seats_us;
    struct counter_result r;
    bool is_open;
};

static void note_end(void *context, uint32_t who);

struct counter *counter_new(struct arena *home, const struct counter_rules *rules,
                            struct sim_agenda *agenda, uint32_t first_kind)
{
    BUG_IF(rules->pools < 0 || rules->pools > COUNTER_POOLS);
    struct counter *c = arena_take_array(home, struct counter, 1);
    if (c == NULL)
        return NULL;
    c->rules = *rules;
    c->agenda = agenda;
    c->first_kind = first_kind;
    c->n_parts = rules->pools > 0 ? rules->pools : 1;
    for (int32_t i = 0; i < c->n_parts; i++) {
        struct pool *pool = &c->parts[i].pool;
        if (!pool_init(pool, home, &rules->pool, agenda, first_kind + (uint32_t)i * POOL_EVENTS))
            return NULL;
        pool->ended = note_end;
        pool->context = c;
    }
    return c;
}

struct pool *counter_pool(struct counter *c, int32_t i)
{
    BUG_IF(i < 0 || i >= c->n_parts);
    return &c->parts[i].pool;
}

void counter_move(struct counter *c, struct visit *visits)
{
    for (int32_t i = 0; i < c->n_parts; i++)
        c->parts[i].pool.visits = visits;
}

bool counter_failed(const struct counter *c)
{
    bool has_failed = false;
    for (int32_t i = 0; i < c->n_parts; i++)
        has_failed |= c->parts[i].pool.failed;
    return has_failed;
}

static int32_t count_waiting(const struct counter *c)
{
    int32_t waiting = 0;
    for (int32_t i = 0; i < c->n_parts; i++)
        waiting += c->parts[i].pool.waiting;
    return waiting;
}

/* More may wait than ever before today. */
static void note_waiting(struct counter *c)
{
    int32_t waiting = count_waiting(c);
    if (waiting > c->r.most_waiting)
        c->r.most_waiting = waiting;
}

/* So many people came in, or are done. Of those outside one comes in as soon as a seat is
 * free, so that their number follows from that of all. */
static void change_inside(struct counter *c, int64_t now_us, int32_t people)
{
    if (c->rules.seats > 0 && c->inside > c->rules.seats)
        c->r.beyond_us += (c->inside - c->rules.seats) * (now_us - c->seats_us);
    c->seats_us = now_us;
    c->inside += people;
}

/* Somebody who had a ticket is done. */
static void note_end(void *context, uint32_t who)
{
    struct counter *c = context;
    const struct visit *v = &c->parts[0].pool.visits[who];
    change_inside(c, v->finish_us, -1);
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
    c->is_open = c->rules.at_close == COUNTER_CLOSE_OPEN;
    for (int32_t i = 0; i < c->n_parts; i++) {
        struct pool *pool = &c->parts[i].pool;
        pool_pass(pool, now_us);
        c->r.busy_open_us += pool->areas.busy_us;
        c->r.staffed_open_us += pool->areas.staffed_us;
        c->r.idle_open_us += pool->areas.idle_us;
        c->r.queue_open_us += pool->areas.waiting_us;
        if (c->rules.at_close == COUNTER_CLOSE_CLEAR)
            pool_clear(pool, now_us);
    }
}

bool counter_owns(const struct counter *c, const struct sim_event *event)
{
    return event->kind - c->first_kind < COUNTER_EVENTS;
}

/* Shift i of the day begins. */
static void change_staff(struct counter *c, int32_t i, int64_t now_us)
{
    struct part *part = c->parts;
    while (i >= part->first_shift + part->n_shifts)
        part++;
    pool_staff(&part->pool, now_us, c->day.shifts[i].counters);
    note_waiting(c);
}

/* The look at the start of that half hour of the day, if it begins before closing. One at a
 * time: a short agenda is a fast one. */
static void schedule_look(struct counter *c, int64_t half_hour)
{
    int64_t at = c->day.open.us / DAY_US * DAY_US + half_hour * HALF_HOUR_US;
    if (c->ears.look != NULL && at < c->day.close.us)
        sim_agenda_at(c->agenda, (sim_instant){at}, SIM_OBSERVE, c->first_kind + EVENT_LOOK,
                      (uint32_t)half_hour);
}

void counter_handle(struct counter *c, const struct sim_event *event)
{
    uint32_t kind = event->kind - c->first_kind;
    if (kind < (uint32_t)c->n_parts * POOL_EVENTS) {
        pool_handle(&c->parts[kind / POOL_EVENTS].pool, event);
        return;
    }
    switch (kind) {
    case EVENT_SHIFT:
        change_staff(c, (int32_t)event->who, event->at.us);
        break;
    case EVENT_CLOSE:
        close_doors(c, event->at.us);
        break;
    case EVENT_LOOK:
        c->ears.look(c->ears.context, (int32_t)event->who, count_waiting(c));
        schedule_look(c, (int64_t)event->who + 1);
        break;
    default:
        BUG_IF(true);
    }
}

/* End of the part's shift i: the next one begins, or the roster's last minute has come. */
static int64_t end_of_shift(const struct counter *c, const struct part *part, int32_t i)
{
    int64_t end = c->day.close.us + c->rules.allowance.us;
    if (i + 1 == part->n_shifts)
        return end;
    int64_t next = c->day.shifts[part->first_shift + i + 1].from.us;
    return next < end ? next : end;
}

/* Counter-time of the part's shift i from the instant on, which lies in it or before. */
static int64_t shift_us(const struct counter *c, const struct part *part, int32_t i, int64_t from)
{
    int64_t span = end_of_shift(c, part, i) - from;
    return span > 0 ? span * c->day.shifts[part->first_shift + i].counters : 0;
}

/* Counter-time that the pool's roster still holds until closing, allowance included. Whoever
 * asks does so in order of time: shifts are added up once, not for everybody. */
static int64_t time_left(const struct counter *c, struct part *part, int64_t now_us)
{
    const struct counter_shift *shifts = c->day.shifts + part->first_shift;
    while (part->shift + 1 < part->n_shifts && shifts[part->shift + 1].from.us <= now_us) {
        part->shift++;
        part->later_us -= shift_us(c, part, part->shift, shifts[part->shift].from.us);
    }
    return part->later_us + shift_us(c, part, part->shift, now_us);
}

/* The pool's roster and appointments of the day; its shifts begin with the given one. */
static void open_part(struct counter *c, struct part *part, const struct counter_part *given,
                      int32_t first_shift, struct visit *visits)
{
    const struct counter_day *day = &c->day;
    const struct counter_shift *shifts = day->shifts + first_shift;
    BUG_IF(given->n_shifts < 1 || shifts[0].from.us > day->open.us);
    part->first_shift = first_shift;
    part->n_shifts = given->n_shifts;
    part->coming_work = given->booked_work_us;
    part->has_ended = false;
    part->shift = 0;
    part->later_us = 0;
    for (int32_t i = 1; i < part->n_shifts; i++)
        part->later_us += shift_us(c, part, i, shifts[i].from.us);
    int32_t first = 0; /* the shift that holds at the opening */
    while (first + 1 < part->n_shifts && shifts[first + 1].from.us <= day->open.us)
        first++;
    pool_open(&part->pool, visits, day->open, shifts[first].counters, day->speeds, day->n_speeds);
    for (int32_t i = first + 1; i < part->n_shifts; i++)
        sim_agenda_at(c->agenda, shifts[i].from, SIM_CALENDAR, c->first_kind + EVENT_SHIFT,
                      (uint32_t)(first_shift + i));
}

void counter_open(struct counter *c, const struct counter_day *day, struct visit *visits,
                  const struct counter_ears *ears)
{
    const struct counter_part whole = {day->n_shifts, day->booked_work_us};
    const struct counter_part *parts = day->parts != NULL ? day->parts : &whole;
    BUG_IF(day->open.us >= day->close.us || (day->parts == NULL && c->n_parts > 1));
    c->day = *day;
    c->ears = *ears;
    c->r = (struct counter_result){.last_us = day->open.us};
    c->tickets = c->inside = 0;
    c->seats_us = day->open.us;
    c->is_open = true;
    int32_t shift = 0, n_parts = c->n_parts;
    for (int32_t i = 0; i < n_parts; i++) {
        open_part(c, &c->parts[i], &parts[i], shift, visits);
        shift += parts[i].n_shifts;
    }
    BUG_IF(shift != day->n_shifts);
    sim_agenda_at(c->agenda, day->close, SIM_CALENDAR, c->first_kind + EVENT_CLOSE, 0);
    int64_t midnight = c->day.open.us / DAY_US * DAY_US;
    schedule_look(c, (c->day.open.us - midnight + HALF_HOUR_US - 1) / HALF_HOUR_US);
}

/* Would a walk-in who came now still be served in time? Half of what is being served is
 * taken as done. Once acceptance has ended it stays ended for the day. */
static bool accepts(struct counter *c, struct part *part, const struct visit *v, int64_t now_us)
{
    if (part->has_ended)
        return false;
    if (c->rules.early_end == COUNTER_END_WORK) {
        int64_t work = part->pool.waiting_work + part->pool.serving_work / 2 + part->coming_work +
                       v->expected_us;
        part->has_ended = work > time_left(c, part, now_us);
    } else if (c->rules.early_end == COUNTER_END_TICKETS) {
        part->has_ended =
            c->tickets >= (c->day.ticket_limit > 0 ? c->day.ticket_limit : c->rules.ticket_limit);
    }
    if (part->has_ended && c->r.early_end_us == 0)
        c->r.early_end_us = now_us;
    return !part->has_ended;
}

/* May he come in at all today? */
static bool is_refused(const struct counter *c, const struct part *part, const struct visit *v)
{
    if (v->terms == VISIT_NEVER || (v->terms == VISIT_IF_IDLE && !pool_is_free_for(&part->pool, v)))
        return true;
    return v->slot_us == VISIT_NO_SLOT && c->day.walk_ins_refused;
}

/* Why he gets no ticket; VISIT_PENDING when he gets one. */
static enum visit_outcome judge(struct counter *c, struct part *part, const struct visit *v,
                                int64_t now_us)
{
    if (!c->is_open)
        return VISIT_TOO_LATE;
    if (is_refused(c, part, v))
        return VISIT_REFUSED;
    bool can_end = v->slot_us == VISIT_NO_SLOT && !v->is_exempt;
    if (can_end && c->rules.early_end != COUNTER_END_NEVER && !accepts(c, part, v, now_us))
        return VISIT_TURNED_AWAY;
    if (c->rules.places > 0 && c->inside >= c->rules.places)
        return VISIT_FULL;
    if (v->balks_at > 0 && part->pool.waiting >= v->balks_at)
        return VISIT_BALKED;
    return VISIT_PENDING;
}

/* He takes his ticket, inside or outside. */
static void enter(struct counter *c, struct visit *v, int64_t now_us)
{
    v->ticket_us = now_us;
    c->tickets += v->slot_us == VISIT_NO_SLOT && !v->is_exempt;
    v->is_beyond = c->rules.seats > 0 && c->inside >= c->rules.seats;
    c->r.beyond += v->is_beyond;
    change_inside(c, now_us, 1);
    if (v->is_beyond && c->inside - c->rules.seats > c->r.most_beyond)
        c->r.most_beyond = c->inside - c->rules.seats;
}

bool counter_admit(struct counter *c, uint32_t i)
{
    struct visit *v = &c->parts[0].pool.visits[i];
    int64_t now = sim_agenda_now(c->agenda).us;
    BUG_IF(now < c->day.open.us || v->pool >= c->n_parts);
    struct part *part = &c->parts[v->pool];
    if (v->slot_us != VISIT_NO_SLOT)
        part->coming_work -=
            v->expected_us < part->coming_work ? v->expected_us : part->coming_work;
    v->outcome = (uint8_t)judge(c, part, v, now);
    v->finish_us = now; /* so it stays when he gets no ticket */
    if (v->outcome != VISIT_PENDING)
        return false;
    enter(c, v, now);
    pool_join(&part->pool, i, now);
    note_waiting(c);
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
    struct visit *v = &c->parts[0].pool.visits[i];
    int64_t early = c->day.open.us - v->arrive_us;
    v->is_outside = early > 0;
    if (v->is_outside) {
        c->r.outside++;
        c->r.outside_us += early;
    }
    advance(c, v->is_outside ? c->day.open.us : v->arrive_us, SIM_CALENDAR);
    (void)counter_admit(c, i);
}

void counter_settle(struct counter *c, struct counter_result *result)
{
    BUG_IF(c->inside != 0);
    for (int32_t i = 0; i < c->n_parts; i++) {
        const struct pool *pool = &c->parts[i].pool;
        pool_check_empty(pool);
        c->r.queue_area_us += pool->areas.waiting_us;
        c->r.busy_area_us += pool->areas.busy_us;
    }
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
