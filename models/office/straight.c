#include "models/office/straight.h"

#include <stddef.h>

#include "models/office/door.h"
#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "sim/base/bug.h"

/* The end of a service is a key of the site's ends: its instant, counted from the opening, above
 * the number of the visit. Who goes first of those that end at one instant makes no difference.
 * Nothing happens at the end itself: as long as people wait somebody is called then, and else a
 * counter is free as soon as of its ends the on_duty-th from the last is past.
 *
 * The integral of those waiting is kept as a sum over changes: somebody who joins at t adds -t,
 * who leaves +t, and so many waiting at an instant add that instant each. It wraps, what it comes
 * to does not. Time at the counters counts from the call; what of it is still to come is taken
 * off.
 *   shift_us, close_us: when the next of each is due; INT64_MAX: no more
 *   over_end_us: when nobody is being finished by staff who are off duty any more; INT64_MAX: so
 *     it is
 *   other_us: the least of them and of the first end of patience
 *   look_us: the next look that is owed: told before the number waiting changes after it
 *   over_us: integral, up to over_from_us, of people being finished by staff who are off duty */
struct straight {
    struct counter *c;
    struct part *part; /* the only one, and its pool */
    struct pool *pool;
    struct visit *visits;
    struct sim_ends ends; /* the counter's, with room for all of the day */
    int64_t open_us;
    int64_t most_work; /* of any that was begun */
    int64_t shift_us, close_us, over_end_us, other_us, look_us;
    uint64_t waiting_sum;
    int64_t staffed_us, staff_from_us;
    int64_t over_us, over_from_us;
    int64_t left_us;    /* when the last one lost patience, or the opening */
    int32_t next_shift; /* of the part; meaningful while shift_us is */
    int32_t half_hour;  /* the same of look_us */
};

/* Of a key; the rest holds 101 days. */
enum { NUMBER_BITS = 20, LAST_NUMBER = (1 << NUMBER_BITS) - 1 };
_Static_assert(STRAIGHT_PEOPLE == 1 << NUMBER_BITS, "every visit has a number");
#define MOST_US ((INT64_MAX >> NUMBER_BITS) - 1)

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

bool straight_init(struct counter *c, struct arena *home)
{
    return sim_ends_init(&c->ends, home) && sim_slots_init(&c->leaves, home, 0);
}

/* After a change of what is due but arrivals. */
static inline void find_other(struct straight *s)
{
    s->other_us =
        earlier(earlier(s->shift_us, s->close_us), earlier(s->over_end_us, s->c->leaves.first_us));
}

/* ---- ends of services ---- */

/* That instant's, which is not before the opening. */
static inline int64_t key_of(const struct straight *s, int64_t at_us, uint32_t number)
{
    return (int64_t)((uint64_t)(at_us - s->open_us) << NUMBER_BITS | number);
}

/* The greatest key of those that are not later. */
static inline int64_t key_until(const struct straight *s, int64_t until_us)
{
    return key_of(s, earlier(until_us, s->open_us + MOST_US), LAST_NUMBER);
}

static inline int64_t end_us(const struct straight *s, int64_t key)
{
    return s->open_us + (key >> NUMBER_BITS);
}

/* When a counter is, or will be, free, as it stands now: its key. */
static inline int64_t free_key(const struct straight *s)
{
    return s->ends.end[-(ptrdiff_t)s->pool->on_duty];
}

/* The pool learns who is being served. */
static void note_inside(const struct straight *s, int64_t until)
{
    struct pool *p = s->pool;
    int32_t busy = 0;
    uint64_t work = 0;
    for (const int64_t *key = s->ends.end; *--key > until; busy++)
        work += (uint64_t)s->visits[*key & LAST_NUMBER].expected_us;
    p->busy = busy;
    p->serving_work = (int64_t)work;
}

/* Is more work expected than there is time for? As a rule there is time enough even if all on duty
 * did the longest work that is expected: then nobody is counted. */
static inline bool overflows(const struct straight *s, const struct visit *v, int64_t now_us,
                             int64_t until)
{
    struct pool *p = s->pool;
    p->serving_work = p->on_duty * s->most_work;
    if (s->over_end_us == INT64_MAX && !door_overflows(s->c, s->part, v, now_us))
        return false;
    note_inside(s, until);
    return door_overflows(s->c, s->part, v, now_us);
}

/* ---- calling ---- */

static NOINLINE void look(struct straight *s)
{
    struct counter *c = s->c;
    int64_t next_us = s->look_us + DOOR_HALF_HOUR_US;
    c->ears.look(c->ears.context, s->half_hour++, s->pool->waiting);
    s->look_us = next_us < c->day.close.us ? next_us : INT64_MAX;
}

/* The number waiting is about to change. */
static inline void look_before(struct straight *s, int64_t now_us)
{
    while (s->look_us < now_us)
        look(s);
}

/* From now on visit i, v, is being served, and it is known until when. */
static inline void call(struct straight *s, uint32_t i, struct visit *v, int64_t now_us)
{
    struct pool *p = s->pool;
    int64_t finish = pool_finish_us(p, now_us, v->work_us), work = v->expected_us;
    BUG_IF((finish - s->open_us) >> (63 - NUMBER_BITS) != 0);
    v->is_called = true;
    v->outcome = VISIT_SERVED;
    v->call_us = now_us;
    v->finish_us = finish;
    p->ended_service_us += finish - now_us;
    s->most_work = later(s->most_work, work);
    sim_ends_put_reserved(&s->ends, key_of(s, finish, i));
}

static inline void leave_line(struct straight *s, struct visit *v, int64_t now_us)
{
    look_before(s, now_us);
    v->stage = VISIT_AWAY;
    v->wait_us = now_us - v->ticket_us;
    s->pool->waiting--;
    s->pool->waiting_work -= v->expected_us;
    s->waiting_sum += (uint64_t)now_us;
}

/* A counter is free for the next in the lines. */
static inline void call_next(struct straight *s, int64_t now_us)
{
    struct pool *p = s->pool;
    int64_t who = discipline_call(&p->order, now_us, p->on_duty);
    BUG_IF(who == DISCIPLINE_NOBODY);
    struct visit *v = &s->visits[who];
    leave_line(s, v, now_us);
    s->c->r.wait_sum_us += v->wait_us;
    if (pool_patience_us(p, v) > 0) {
        sim_slots_remove(&s->c->leaves, (uint32_t)who);
        find_other(s);
    }
    call(s, (uint32_t)who, v, now_us);
}

/* Whoever is called by then, as counters free up: somebody waits, and one is. */
static NOINLINE void call_some(struct straight *s, int64_t until)
{
    int64_t free = free_key(s);
    do
        call_next(s, end_us(s, free));
    while (s->pool->waiting > 0 && (free = free_key(s)) <= until);
}

/* ---- what happens but arrivals ---- */

/* More may be at work than are on duty: up to now they were. Nobody has been called since. */
static void note_over(struct straight *s, int64_t now_us)
{
    const int64_t *key = s->ends.end - s->pool->on_duty;
    int64_t from_us = s->over_from_us, at_us;
    s->over_from_us = now_us;
    if (s->over_end_us == INT64_MAX)
        return;
    while ((at_us = end_us(s, *--key)) > from_us)
        s->over_us += earlier(at_us, now_us) - from_us;
}

static void end_over(struct straight *s)
{
    note_over(s, s->over_end_us);
    s->over_end_us = INT64_MAX;
}

static void change_staff(struct straight *s)
{
    struct pool *p = s->pool;
    const struct counter_shift *shift = &s->c->day.shifts[s->part->first_shift + s->next_shift++];
    int64_t now_us = s->shift_us, until = key_until(s, now_us);
    s->shift_us = s->next_shift < s->part->n_shifts ? shift[1].from.us : INT64_MAX;
    s->staffed_us += p->on_duty * (now_us - s->staff_from_us);
    s->staff_from_us = now_us;
    note_over(s, now_us);
    p->on_duty = shift->counters;
    while (p->waiting > 0 && free_key(s) <= until)
        call_next(s, now_us);
    int64_t over_end_us = end_us(s, s->ends.end[-p->on_duty - 1]);
    s->over_end_us = over_end_us > now_us ? over_end_us : INT64_MAX;
}

/* Integrals up to now. */
static struct pool_areas areas_at(struct straight *s, int64_t now_us)
{
    const struct pool *p = s->pool;
    const int64_t *key = s->ends.end;
    struct pool_areas areas;
    int64_t at_us;
    note_over(s, now_us);
    areas.waiting_us = (int64_t)((uint64_t)p->waiting * (uint64_t)now_us + s->waiting_sum);
    areas.busy_us = p->ended_service_us;
    while ((at_us = end_us(s, *--key)) > now_us)
        areas.busy_us -= at_us - now_us;
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
    v->finish_us = tired.at_us;
    p->ended_wait_us += v->wait_us;
    s->left_us = tired.at_us;
}

/* The first of what is due at other_us, in the order in which a day by events would have
 * scheduled it: shifts, closing, patience. */
static void do_other(struct straight *s)
{
    if (s->shift_us == s->other_us)
        change_staff(s);
    else if (s->close_us == s->other_us)
        close_doors(s);
    else
        leave(s);
    find_other(s);
}

/* All that is due by the instant, each after the calls that go before it. One of these may put
 * off what is due by ending somebody's wait, so that each step looks again. */
static NOINLINE void do_others(struct straight *s, int64_t until_us)
{
    while (s->other_us <= until_us) {
        int64_t free = free_key(s);
        if (s->over_end_us == s->other_us) {
            end_over(s);
            find_other(s);
        } else if (s->pool->waiting > 0 && free <= key_until(s, s->other_us)) {
            call_next(s, end_us(s, free));
        } else {
            do_other(s);
        }
    }
}

/* Everything happens that goes before an arrival at the instant, whose greatest key is given. */
static inline void advance(struct straight *s, int64_t until_us, int64_t until)
{
    if (s->other_us <= until_us)
        do_others(s, until_us);
    if (s->pool->waiting > 0 && free_key(s) <= until)
        call_some(s, until);
}

/* ---- arrivals ---- */

/* No counter is free for him, or he comes after those who wait. false when memory ran out. */
static inline bool wait(struct straight *s, uint32_t who, struct visit *v, int64_t now_us)
{
    struct pool *p = s->pool;
    struct counter *c = s->c;
    int64_t patience = pool_patience_us(p, v);
    if (!discipline_join(&p->order, v, who))
        return false;
    look_before(s, now_us);
    v->stage = VISIT_WAITING;
    p->waiting++;
    p->waiting_work += v->expected_us;
    s->waiting_sum -= (uint64_t)now_us;
    int32_t most = c->r.most_waiting;
    c->r.most_waiting = p->waiting > most ? p->waiting : most;
    if (patience == 0)
        return true;
    bool is_kept = sim_slots_put(&c->leaves, v->ticket_us + patience, who);
    find_other(s);
    return is_kept;
}

/* Visit i, v, stands at the door. false when memory ran out. */
static inline bool arrive(struct straight *s, uint32_t i, struct visit *v, int64_t now_us)
{
    struct pool *p = s->pool;
    int64_t until = key_of(s, now_us, LAST_NUMBER);
    bool is_booked = door_is_booked(v);
    advance(s, now_us, until);
    if (v->terms != VISIT_ANY)
        note_inside(s, until);
    bool is_full = !is_booked && door_counts_work(s->c, s->part) && overflows(s, v, now_us, until);
    if (!door_lets_in(s->c, s->part, v, is_booked, is_full, now_us, 0))
        return true;
    door_give_ticket(s->c, v, is_booked, now_us);
    discipline_place(&p->order, v, p->open_us);
    if (free_key(s) > until)
        return wait(s, i, v, now_us);
    call(s, i, v, now_us);
    return true;
}

/* false when memory ran out. */
static bool arrive_all(struct straight *s, uint32_t n)
{
    struct visit *v = s->visits;
    for (uint32_t i = 0; i < n; i++, v++) {
        int64_t now_us = v->arrive_us;
        if (now_us < s->open_us)
            now_us = door_arrival(s->c, v);
        if (!arrive(s, i, v, now_us))
            return false;
    }
    return true;
}

/* ---- a day ---- */

static int32_t most_on_duty(const struct counter *c)
{
    const struct part *part = &c->parts[0];
    const struct counter_shift *shift = c->day.shifts + part->first_shift;
    int32_t most = 0;
    for (int32_t i = 0; i < part->n_shifts; i++)
        most = shift[i].counters > most ? shift[i].counters : most;
    return most;
}

/* Room for n services, none of them begun. false when memory ran out. */
static bool reserve(struct counter *c, uint32_t n)
{
    sim_slots_clear(&c->leaves);
    return sim_ends_reserve(&c->ends, (size_t)most_on_duty(c) + 1, n);
}

static void begin(struct straight *s, struct counter *c, struct visit *visits)
{
    struct part *part = &c->parts[0];
    int64_t open_us = c->day.open.us;
    int32_t half_hour = (int32_t)door_first_half_hour(c);
    *s = (struct straight){.c = c,
                           .part = part,
                           .pool = &part->pool,
                           .visits = visits,
                           .ends = c->ends,
                           .open_us = open_us,
                           .close_us = c->day.close.us,
                           .over_end_us = INT64_MAX,
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
    int64_t released_us = later(end_us(s, s->ends.end[-1]), s->open_us);
    look_before(s, INT64_MAX);
    r->served = (int32_t)(s->ends.end - s->ends.first);
    r->service_sum_us = p->ended_service_us;
    r->last_us = later(released_us, s->left_us);
    r->overtime_us = later(released_us - s->c->day.close.us, 0);
    p->ended_wait_us += r->wait_sum_us;
    p->areas = areas_at(s, r->last_us);
    p->last_us = r->last_us;
    p->busy = 0;
    p->serving_work = 0;
}

void straight_live(struct counter *c, const struct counter_day *day, struct visit *visits,
                   uint32_t n, const struct counter_ears *ears)
{
    struct straight s;
    BUG_IF(ears->ended != NULL || n > STRAIGHT_PEOPLE);
    BUG_IF(n > 0 && visits[n - 1].arrive_us - day->open.us > MOST_US);
    door_open(c, day, visits, ears);
    bool has_room = reserve(c, n);
    begin(&s, c, visits);
    if (!has_room || !arrive_all(&s, n)) {
        s.pool->failed = true;
        return;
    }
    advance(&s, INT64_MAX - 1, key_until(&s, INT64_MAX - 1));
    end(&s);
}
