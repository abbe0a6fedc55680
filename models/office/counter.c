#include "models/office/counter.h"

#include <stddef.h>

#include "models/office/door.h"
#include "models/office/straight.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"

/* After the pools' own kinds. */
enum { EVENT_SHIFT = COUNTER_POOLS * POOL_EVENTS, EVENT_CLOSE, EVENT_LOOK };

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
    c->is_straight = straight_fits(c);
    return !c->is_straight || straight_init(c, home) ? c : NULL;
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
    int64_t at = door_look_us(c, half_hour);
    if (at < INT64_MAX)
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

void counter_open(struct counter *c, const struct counter_day *day, struct visit *visits,
                  const struct counter_ears *ears)
{
    door_open(c, day, visits, ears);
    for (int32_t k = 0; k < c->n_parts; k++) {
        const struct part *part = &c->parts[k];
        for (int32_t i = part->opening_shift + 1; i < part->n_shifts; i++)
            sim_agenda_at(c->agenda, day->shifts[part->first_shift + i].from, SIM_CALENDAR,
                          c->first_kind + EVENT_SHIFT, (uint32_t)(part->first_shift + i));
    }
    sim_agenda_at(c->agenda, day->close, SIM_CALENDAR, c->first_kind + EVENT_CLOSE, 0);
    schedule_look(c, door_first_half_hour(c));
}

/* He takes his ticket, inside or outside. */
static void enter(struct counter *c, struct visit *v, int64_t now_us)
{
    door_give_ticket(c, v, door_is_booked(v), now_us);
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
    bool is_booked = door_is_booked(v);
    bool overflows = !is_booked && door_counts_work(c, part) && door_overflows(c, part, v, now);
    if (!door_lets_in(c, part, v, is_booked, overflows, now, c->rules.places))
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
    advance(c, door_arrival(c, v), SIM_CALENDAR);
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

bool counter_live(struct counter *c, const struct counter_day *day, struct visit *visits,
                  uint32_t n, const struct counter_ears *ears, struct counter_result *result)
{
    if (c->is_straight && n <= STRAIGHT_PEOPLE && ears->ended == NULL &&
        c->parts[0].pool.state_us == NULL) {
        straight_live(c, day, visits, n, ears);
        if (counter_failed(c))
            return false;
        counter_settle(c, result);
        return true;
    }
    counter_open(c, day, visits, ears);
    for (uint32_t i = 0; i < n; i++)
        counter_arrive(c, i);
    return counter_finish(c, result);
}
