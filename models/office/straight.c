#include "models/office/straight.h"

#include <stddef.h>

#include "models/office/door.h"
#include "sim/base/attr.h"
#include "sim/base/bug.h"

/* The integral of those waiting is kept as a sum over changes: somebody who joins at t adds -t,
 * who leaves +t, and so many waiting at an instant add that instant each. It wraps, what it comes
 * to does not. Time at the counters counts from the call; what of it is still to come is taken
 * off.
 *   shift_us, close_us, look_us: when the next of each is due; INT64_MAX: no more
 *   other_us: the least of them and of the first end of patience
 *   due_us: the same, but a look is due only after all who come at its instant
 *   tags of the pool's slots: expected work
 *   over_us: integral, up to over_from_us, of people being finished by staff who are off duty */
struct straight {
    struct counter *c;
    struct part *part;
    struct pool *pool;
    struct visit *visits;
    int64_t shift_us, close_us, look_us;
    int64_t other_us, due_us;
    uint64_t waiting_sum;
    int64_t staffed_us, staff_from_us;
    int64_t over_us, over_from_us;
    int64_t left_us;    /* when the last one lost patience, or the opening */
    int32_t next_shift; /* of the part; meaningful while shift_us is */
    int32_t half_hour;  /* the same of look_us */
};

bool straight_fits(const struct counter *c)
{
    const struct counter_rules *r = &c->rules;
    const struct pool *p = &c->parts[0].pool;
    return c->n_parts == 1 && r->places == 0 && r->seats == 0 &&
           r->at_close != COUNTER_CLOSE_CLEAR && !p->can_interrupt &&
           discipline_calls_at_once(&p->order);
}

static inline int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static inline int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* After a change of what is due but ends of services. */
static inline void find_other(struct straight *s)
{
    int64_t sure = earlier(earlier(s->shift_us, s->close_us), s->c->leaves.first_us);
    s->other_us = earlier(sure, s->look_us);
    s->due_us = earlier(sure, s->look_us < INT64_MAX ? s->look_us + 1 : INT64_MAX);
}

/* ---- calling ---- */

/* From now on he is being served, and it is known until when. */
static inline void call(struct straight *s, struct visit *v, int64_t now_us)
{
    struct pool *p = s->pool;
    int64_t finish = pool_finish_us(p, now_us, v->work_us), wait = now_us - v->ticket_us;
    v->is_called = true;
    v->outcome = VISIT_SERVED;
    v->stage = VISIT_AWAY;
    v->call_us = now_us;
    v->finish_us = finish;
    v->wait_us = wait;
    p->busy++;
    p->serving_work += v->expected_us;
    p->ended_service_us += finish - now_us;
    s->c->r.wait_sum_us += wait;
    s->c->r.served++;
    if (!sim_slots_put_anywhere(&p->slots, finish, (uint64_t)v->expected_us))
        p->failed = true;
}

static inline void leave_line(struct straight *s, const struct visit *v, int64_t now_us)
{
    s->pool->waiting--;
    s->pool->waiting_work -= v->expected_us;
    s->waiting_sum += (uint64_t)now_us;
}

/* A counter is free for the next in the lines. */
static void call_next(struct straight *s, int64_t now_us)
{
    struct pool *p = s->pool;
    int64_t who = discipline_call(&p->order, now_us, p->on_duty);
    BUG_IF(who == DISCIPLINE_NOBODY);
    struct visit *v = &s->visits[who];
    leave_line(s, v, now_us);
    if (pool_patience_us(p, v) > 0) {
        sim_slots_remove(&s->c->leaves, (uint32_t)who);
        find_other(s);
    }
    call(s, v, now_us);
}

/* ---- what happens but arrivals ---- */

/* More may be at work than are on duty: up to now they were. */
static inline void note_over(struct straight *s, int64_t now_us)
{
    int32_t over = s->pool->busy - s->pool->on_duty;
    if (over > 0)
        s->over_us += over * (now_us - s->over_from_us);
    s->over_from_us = now_us;
}

/* Services end while nobody waits and nobody is off duty: that is all that happens. */
static inline void release_few(struct straight *s, int64_t until_us)
{
    struct pool *p = s->pool;
    uint64_t work = (uint64_t)p->serving_work;
    uint32_t n;
    do {
        n = sim_slots_take_few(&p->slots, until_us, &work);
        p->busy -= (int32_t)n;
    } while (n == SIM_SLOTS_FEW);
    p->serving_work = (int64_t)work;
}

/* The first service ends. Nobody waits while a counter is free, so this one alone may call. */
static inline void release(struct straight *s)
{
    struct pool *p = s->pool;
    struct sim_slot done = sim_slots_take(&p->slots);
    if (p->busy > p->on_duty)
        note_over(s, done.at_us);
    p->busy--;
    p->serving_work -= (int64_t)done.tag;
    if (p->waiting > 0 && p->busy < p->on_duty)
        call_next(s, done.at_us);
}

static void change_staff(struct straight *s)
{
    struct pool *p = s->pool;
    const struct counter_shift *shift = &s->c->day.shifts[s->part->first_shift + s->next_shift++];
    int64_t now_us = s->shift_us;
    s->shift_us = s->next_shift < s->part->n_shifts ? shift[1].from.us : INT64_MAX;
    s->staffed_us += p->on_duty * (now_us - s->staff_from_us);
    s->staff_from_us = now_us;
    note_over(s, now_us);
    p->on_duty = shift->counters;
    while (p->waiting > 0 && p->busy < p->on_duty)
        call_next(s, now_us);
}

/* Integrals up to now. */
static struct pool_areas areas_at(struct straight *s, int64_t now_us)
{
    const struct pool *p = s->pool;
    struct pool_areas areas;
    note_over(s, now_us);
    areas.waiting_us = (int64_t)((uint64_t)p->waiting * (uint64_t)now_us + s->waiting_sum);
    areas.busy_us = p->ended_service_us;
    for (uint32_t i = p->slots.first; i < p->slots.end; i++)
        areas.busy_us -= p->slots.slot[i].at_us - now_us;
    areas.staffed_us = s->staffed_us + p->on_duty * (now_us - s->staff_from_us);
    areas.idle_us = areas.staffed_us - areas.busy_us + s->over_us;
    return areas;
}

static void close_doors(struct straight *s)
{
    struct counter *c = s->c;
    struct pool_areas areas = areas_at(s, s->close_us);
    c->is_open = c->rules.at_close == COUNTER_CLOSE_OPEN;
    c->r.busy_open_us = areas.busy_us;
    c->r.staffed_open_us = areas.staffed_us;
    c->r.idle_open_us = areas.idle_us;
    c->r.queue_open_us = areas.waiting_us;
    s->close_us = INT64_MAX;
}

/* The first in line whose patience ends leaves. */
static void leave(struct straight *s)
{
    struct pool *p = s->pool;
    struct sim_slot tired = sim_slots_take(&s->c->leaves);
    uint32_t who = sim_slot_who(tired);
    struct visit *v = &s->visits[who];
    discipline_leave(&p->order, v, who);
    leave_line(s, v, tired.at_us);
    v->outcome = (uint8_t)pool_tired(v, tired.at_us);
    v->stage = VISIT_AWAY;
    v->finish_us = tired.at_us;
    v->wait_us = tired.at_us - v->ticket_us;
    p->ended_wait_us += v->wait_us;
    s->left_us = tired.at_us;
}

static void look(struct straight *s)
{
    struct counter *c = s->c;
    int64_t next_us = s->look_us + DOOR_HALF_HOUR_US;
    c->ears.look(c->ears.context, s->half_hour++, s->pool->waiting);
    s->look_us = next_us < c->day.close.us ? next_us : INT64_MAX;
}

/* The first of what is due at other_us, in the order in which a day by events would have
 * scheduled it: shifts, closing, patience; then looks. */
static void do_other(struct straight *s)
{
    if (s->shift_us == s->other_us)
        change_staff(s);
    else if (s->close_us == s->other_us)
        close_doors(s);
    else if (s->c->leaves.first_us == s->other_us)
        leave(s);
    else
        look(s);
    find_other(s);
}

/* All that is due by the instant, each after the ends of services that go before it. A call may
 * put off what is due by ending somebody's wait, so that each step looks again. */
static NOINLINE void do_others(struct straight *s, int64_t until_us)
{
    while (s->due_us <= until_us) {
        if (s->pool->slots.first_us <= s->other_us)
            release(s);
        else
            do_other(s);
    }
}

/* Everything happens that goes before an arrival at the instant. */
static inline void advance(struct straight *s, int64_t until_us)
{
    if (s->due_us <= until_us)
        do_others(s, until_us);
    if (s->pool->waiting == 0 && s->pool->busy <= s->pool->on_duty)
        release_few(s, until_us);
    else
        while (s->pool->slots.first_us <= until_us)
            release(s);
}

/* ---- arrivals ---- */

/* No counter is free for him, or he comes after those who wait. */
static void wait(struct straight *s, uint32_t who, struct visit *v, int64_t now_us)
{
    struct pool *p = s->pool;
    struct counter *c = s->c;
    int64_t patience = pool_patience_us(p, v);
    if (!discipline_join(&p->order, v, who)) {
        p->failed = true;
        return;
    }
    v->stage = VISIT_WAITING;
    p->waiting++;
    p->waiting_work += v->expected_us;
    s->waiting_sum -= (uint64_t)now_us;
    int32_t most = c->r.most_waiting;
    c->r.most_waiting = p->waiting > most ? p->waiting : most;
    if (patience == 0)
        return;
    if (!sim_slots_put(&c->leaves, v->ticket_us + patience, who))
        p->failed = true;
    find_other(s);
}

static inline void arrive(struct straight *s, uint32_t who)
{
    struct pool *p = s->pool;
    struct visit *v = &s->visits[who];
    int64_t now_us = door_arrival(s->c, v);
    advance(s, now_us);
    if (!door_lets_in(s->c, s->part, v, now_us, 0))
        return;
    door_give_ticket(s->c, v, now_us);
    discipline_place(&p->order, v, p->open_us);
    if (p->busy < p->on_duty)
        call(s, v, now_us);
    else
        wait(s, who, v, now_us);
}

/* ---- a day ---- */

static void begin(struct straight *s, struct counter *c, struct visit *visits)
{
    struct part *part = &c->parts[0];
    int64_t open_us = c->day.open.us;
    int32_t half_hour = (int32_t)door_first_half_hour(c);
    *s = (struct straight){.c = c,
                           .part = part,
                           .pool = &part->pool,
                           .visits = visits,
                           .close_us = c->day.close.us,
                           .look_us = door_look_us(c, half_hour),
                           .staff_from_us = open_us,
                           .over_from_us = open_us,
                           .left_us = open_us,
                           .next_shift = part->opening_shift + 1,
                           .half_hour = half_hour};
    s->shift_us = s->next_shift < part->n_shifts
                      ? c->day.shifts[part->first_shift + s->next_shift].from.us
                      : INT64_MAX;
    find_other(s);
}

/* The result, and what pool_check_empty() holds against each other: time by changes of
 * numbers, and time by people. */
static void end(struct straight *s)
{
    struct counter_result *r = &s->c->r;
    struct pool *p = s->pool;
    int64_t released_us = later(p->slots.slot[p->slots.first - 1].at_us, s->c->day.open.us);
    r->service_sum_us = p->ended_service_us;
    r->last_us = later(released_us, s->left_us);
    r->overtime_us = later(released_us - s->c->day.close.us, 0);
    p->ended_wait_us += r->wait_sum_us;
    p->areas = areas_at(s, r->last_us);
    p->last_us = r->last_us;
}

void straight_live(struct counter *c, const struct counter_day *day, struct visit *visits,
                   uint32_t n, const struct counter_ears *ears)
{
    struct straight s;
    BUG_IF(ears->ended != NULL);
    door_open(c, day, visits, ears);
    sim_slots_clear(&c->leaves);
    sim_slots_clear(&c->parts[0].pool.slots);
    begin(&s, c, visits);
    for (uint32_t i = 0; i < n && !s.pool->failed; i++)
        arrive(&s, i);
    if (s.pool->failed)
        return;
    advance(&s, INT64_MAX - 1);
    end(&s);
}
