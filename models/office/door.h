/* door.h - inside of a site: its doors, its roster, who is let in and what a ticket is.
 *
 * What counter.c (a day by events) and straight.c (a day known beforehand) have in common.
 * Owners use counter.h.
 */
#ifndef OFFICE_DOOR_H
#define OFFICE_DOOR_H

#include <stdbool.h>
#include <stdint.h>

#include "models/office/counter.h"
#include "models/office/pool.h"
#include "models/office/visit.h"
#include "sim/base/bug.h"
#include "sim/engine/ends.h"
#include "sim/engine/slots.h"

#define DOOR_HALF_HOUR_US INT64_C(1800000000)
#define DOOR_DAY_US INT64_C(86400000000)

/* A pool and what the site knows of its day.
 *   coming_work = its booked_work_us of the day less expected_us of those who came, at least 0
 *   first_shift, n_shifts: its part of the day's shifts; opening_shift: the one that holds at
 *     the opening, counted from the first of them; shift: the last that has been needed
 *   shift_end_us: end of that one, or the roster's last minute if that comes first
 *   next_us: start of the one after it, INT64_MAX when there is none
 *   later_us = counter-time of all after it */
struct part {
    struct pool pool;
    int64_t coming_work;
    int64_t shift_end_us, next_us, later_us;
    int32_t shift_counters;
    int32_t first_shift, n_shifts, opening_shift, shift;
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
    struct sim_slots leaves; /* of straight days: ends of patience, ... */
    struct sim_ends ends;    /* ... and of services                      */
    bool is_open, is_straight;
};

/* A day begins: doors open, nobody is inside, each pool has the counters of the opening. */
void door_open(struct counter *c, const struct counter_day *day, struct visit *visits,
               const struct counter_ears *ears);

/* The part's next shift becomes the one that is needed. */
void door_next_shift(const struct counter *c, struct part *part);

/* The first half hour of the day, counted from midnight, that begins at the opening or later. */
static inline int64_t door_first_half_hour(const struct counter *c)
{
    int64_t since_midnight = c->day.open.us - c->day.open.us / DOOR_DAY_US * DOOR_DAY_US;
    return (since_midnight + DOOR_HALF_HOUR_US - 1) / DOOR_HALF_HOUR_US;
}

/* When the owner looks at the start of that half hour; INT64_MAX: not at all, as nobody asked
 * or it begins at closing or later. */
static inline int64_t door_look_us(const struct counter *c, int64_t half_hour)
{
    int64_t at = c->day.open.us / DOOR_DAY_US * DOOR_DAY_US + half_hour * DOOR_HALF_HOUR_US;
    return c->ears.look != NULL && at < c->day.close.us ? at : INT64_MAX;
}

/* Counter-time that the pool's roster still holds until closing, allowance included. Whoever
 * asks does so in order of time: shifts are added up once, not for everybody. */
static inline int64_t door_time_left(const struct counter *c, struct part *part, int64_t now_us)
{
    while (part->next_us <= now_us)
        door_next_shift(c, part);
    int64_t span = part->shift_end_us - now_us;
    return part->later_us + (span > 0 ? span * part->shift_counters : 0);
}

/* When he stands at the door, which he does not before it opens. */
static inline int64_t door_arrival(struct counter *c, struct visit *v)
{
    int64_t early = c->day.open.us - v->arrive_us;
    v->is_outside = early > 0;
    if (early <= 0)
        return v->arrive_us;
    c->r.outside++;
    c->r.outside_us += early;
    return c->day.open.us;
}

/* Of a ticket that depends on the work inside: is more expected of the pool, half of what is being
 * served taken as done, than its roster has time for? */
static inline bool door_overflows(const struct counter *c, struct part *part, const struct visit *v,
                                  int64_t now_us)
{
    int64_t work =
        part->pool.waiting_work + part->pool.serving_work / 2 + part->coming_work + v->expected_us;
    return work > door_time_left(c, part, now_us);
}

/* Whether that is asked: where acceptance ends by work, until it has. */
static inline bool door_counts_work(const struct counter *c, const struct part *part)
{
    return c->rules.early_end == COUNTER_END_WORK && c->day.accept_until.us == 0 &&
           !part->has_ended;
}

/* Would a walk-in who came now still be served in time? Once acceptance has ended it stays ended
 * for the day. overflows: door_overflows() where door_counts_work(), else false. */
static inline bool door_accepts(struct counter *c, struct part *part, bool overflows,
                                int64_t now_us)
{
    if (part->has_ended)
        return false;
    part->has_ended = overflows;
    if (c->day.accept_until.us != 0)
        part->has_ended = now_us >= c->day.accept_until.us;
    else if (c->rules.early_end == COUNTER_END_TICKETS)
        part->has_ended =
            c->tickets >= (c->day.ticket_limit > 0 ? c->day.ticket_limit : c->rules.ticket_limit);
    if (part->has_ended && c->r.early_end_us == 0)
        c->r.early_end_us = now_us;
    return !part->has_ended;
}

/* Whether he has an appointment is asked for once, and known from then on. */
static inline bool door_is_booked(const struct visit *v)
{
    return v->slot_us != VISIT_NO_SLOT;
}

/* May he come in at all today? */
static inline bool door_refuses(const struct counter *c, const struct part *part,
                                const struct visit *v, bool is_booked)
{
    if (v->terms != VISIT_ANY && (v->terms == VISIT_NEVER || !pool_is_free_for(&part->pool, v)))
        return true;
    return c->day.walk_ins_refused && !is_booked;
}

/* Can acceptance end for him? */
static inline bool door_can_end(const struct counter *c, const struct visit *v, bool is_booked)
{
    return !is_booked && !v->is_exempt &&
           (c->rules.early_end != COUNTER_END_NEVER || c->day.accept_until.us != 0);
}

/* Why he gets no ticket; VISIT_PENDING when he gets one. */
static inline enum visit_outcome door_judge(struct counter *c, struct part *part,
                                            const struct visit *v, bool is_booked, bool overflows,
                                            int64_t now_us, int32_t places)
{
    if (!c->is_open)
        return VISIT_TOO_LATE;
    if (door_refuses(c, part, v, is_booked))
        return VISIT_REFUSED;
    if (door_can_end(c, v, is_booked) && !door_accepts(c, part, overflows, now_us))
        return VISIT_TURNED_AWAY;
    if (places > 0 && c->inside >= places)
        return VISIT_FULL;
    /* One in some balks at all: with 0, which wraps, nobody does, and one comparison is enough. */
    if ((uint32_t)v->balks_at - 1 < (uint32_t)part->pool.waiting)
        return VISIT_BALKED;
    return VISIT_PENDING;
}

/* Somebody stands at the door. True when he gets a ticket; otherwise his outcome says why not,
 * and he is done. overflows: as door_accepts() has it, false for booked people; places: those of
 * the rules. */
static inline bool door_lets_in(struct counter *c, struct part *part, struct visit *v,
                                bool is_booked, bool overflows, int64_t now_us, int32_t places)
{
    if (is_booked)
        part->coming_work -=
            v->expected_us < part->coming_work ? v->expected_us : part->coming_work;
    enum visit_outcome outcome = door_judge(c, part, v, is_booked, overflows, now_us, places);
    v->outcome = (uint8_t)outcome;
    v->finish_us = now_us;
    return outcome == VISIT_PENDING;
}

static inline void door_give_ticket(struct counter *c, struct visit *v, bool is_booked,
                                    int64_t now_us)
{
    v->ticket_us = now_us;
    if (!is_booked)
        c->tickets += !v->is_exempt;
}

#endif
