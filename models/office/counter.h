/* counter.h - one site at work: doors, tickets, waiting lines, counters, closing.
 *
 * Pools of counters (pool.h) behind one door, each with a line, a roster and people of its
 * own (visit.pool). Doors, places, seats and looks are the site's. Acceptance ends early for
 * each pool by itself. The owner brings visits in order of arrival
 * and lets time pass; everything that happens to a visit is written into it. Its events
 * stand in the owner's agenda: an owner with nothing else in it uses counter_arrive() and
 * counter_finish(), one with more hands events out himself and gives back those of this
 * site (counter_owns, counter_handle, counter_admit).
 *
 * Order at one instant: counters free up, then staff and doors change and patience ends,
 * then people come, then the queue is looked at.
 */
#ifndef OFFICE_COUNTER_H
#define OFFICE_COUNTER_H

#include <stdbool.h>
#include <stdint.h>

#include "models/office/pool.h"
#include "models/office/visit.h"
#include "sim/base/attr.h"
#include "sim/base/simtime.h"

struct arena;
struct counter; /* opaque */

/* When tickets for walk-ins end before closing time. Booked people are still admitted, and
 * so is everybody whose visit is_exempt: his ticket is not counted, his work is. */
enum counter_early_end {
    COUNTER_END_NEVER,
    COUNTER_END_WORK,   /* the expected work of those waiting for the pool and served by it,
                           and of the newcomer, no longer fits into what its roster has left */
    COUNTER_END_TICKETS /* at a number of tickets given to walk-ins of all pools          */
};

/* What becomes of those in the line at closing time. */
enum counter_at_close {
    COUNTER_CLOSE_SERVE, /* everybody with a ticket is served                            */
    COUNTER_CLOSE_CLEAR, /* the line is cleared; who is at a counter is finished         */
    COUNTER_CLOSE_OPEN   /* nothing: people still come, the hours only count             */
};

enum { COUNTER_POOLS = 4 };

struct counter_rules {
    struct pool_rules pool; /* of every one */
    int32_t pools;          /* 1 to COUNTER_POOLS; 0 = one, too */
    enum counter_early_end early_end;
    sim_span allowance;   /* added to the time left, may be negative */
    int32_t ticket_limit; /* COUNTER_END_TICKETS */
    int32_t places;       /* people inside at most, those being served included; 0 = any */
    int32_t seats;        /* the same, but who finds none waits outside with his ticket, in
                             his line as the others; 0 = any                             */
    enum counter_at_close at_close;
};

/* `counters` on duty from the instant on. */
struct counter_shift {
    sim_instant from;
    int32_t counters;
};

/* One pool's part of the day. */
struct counter_part {
    int32_t n_shifts;
    int64_t booked_work_us; /* as below */
};

/* One day. Pointers are only read while the day lasts. */
struct counter_day {
    sim_instant open, close;
    const struct counter_shift *shifts; /* ascending, first at or before open; the last one
                                           can serve whoever is left. Those of the first
                                           pool, then those of the next ... */
    int32_t n_shifts;
    const struct counter_part *parts; /* of each pool; NULL: there is only one */
    const struct speed *speeds;       /* may be empty: normal all day */
    int32_t n_speeds;
    int64_t booked_work_us;   /* expected work of today's appointments, no-shows taken off; not
                                 read when there are parts */
    int32_t ticket_limit;     /* COUNTER_END_TICKETS: of this day; 0 = as in the rules */
    bool walk_ins_refused;    /* reserved-only day */
    sim_instant accept_until; /* tickets for walk-ins end then, whatever the rules; 0 us = as they
                                 say */
};

/* What the day was like; all in microseconds except counts. */
struct counter_result {
    int64_t queue_area_us;                 /* integral of the number waiting: Little's law */
    int64_t wait_sum_us;                   /* all waiting of those served */
    int64_t busy_area_us;                  /* integral of the number being served, whole day */
    int64_t service_sum_us;                /* time at the counters of those served */
    int64_t busy_open_us, staffed_open_us; /* inside opening hours */
    int64_t idle_open_us;                  /* counters on duty that served nobody */
    int64_t queue_open_us;
    int64_t overtime_us;  /* last finish - close, at least 0 */
    int64_t early_end_us; /* instant acceptance ended early, 0 = it did not */
    int64_t last_us;      /* instant the last one was done; the opening when nobody came */
    int64_t outside_us;   /* person-time before the doors */
    int64_t beyond_us;    /* person-time outside for want of a seat, from opening on */
    int32_t served, outside, beyond; /* beyond: people who found no seat */
    int32_t most_beyond, most_waiting;
};

/* Called at the start of every half hour that begins inside opening hours. */
typedef void counter_look(void *context, int32_t half_hour, int32_t waiting);

/* What the owner is told; both may be NULL. */
struct counter_ears {
    counter_look *look;
    pool_ended *ended; /* not of those who were not admitted: counter_admit says so */
    void *context;
};

/* Kinds of events of one site, from the first that it was given. */
enum { COUNTER_EVENTS = COUNTER_POOLS * POOL_EVENTS + 3 };

/* A hall that can be used for any number of days. NULL when memory is short. */
struct counter *counter_new(struct arena *home, const struct counter_rules *rules,
                            struct sim_agenda *agenda, uint32_t first_kind) MUST_CHECK;

/* Starts a day; the agenda's clock stands at or before its opening. visits: the owner's
 * array, in the same place until the day ends or counter_move() says where it is now. */
void counter_open(struct counter *c, const struct counter_day *day, struct visit *visits,
                  const struct counter_ears *ears);
void counter_move(struct counter *c, struct visit *visits);

/* Visit i arrives; i's arrival must not lie before an earlier one. Before the doors open
 * he waits outside. For owners whose agenda holds nothing else: lets time pass first. */
void counter_arrive(struct counter *c, uint32_t i);

/* Visit i stands at the door at the agenda's present instant. True when he gets a ticket;
 * otherwise his outcome says why not. */
bool counter_admit(struct counter *c, uint32_t i);

/* Is the event one of this site's? Then it must be handed to counter_handle(). */
bool counter_owns(const struct counter *c, const struct sim_event *event);
void counter_handle(struct counter *c, const struct sim_event *event);

/* Pool i inside: its integrals and its number of people. */
struct pool *counter_pool(struct counter *c, int32_t i);

/* Nobody is inside any more. A broken law (queue area = sum of waits, busy area = sum of
 * services) is a bug. */
void counter_settle(struct counter *c, struct counter_result *result);

/* Lets time pass until everybody with a ticket is served, and settles. false when memory
 * ran out. For owners whose agenda holds nothing else. */
bool counter_finish(struct counter *c, struct counter_result *result) MUST_CHECK;

/* The whole day of visits 0 to n - 1, in order of arrival, all known beforehand: opens, lets
 * everybody arrive and finishes. Where nothing forbids it (straight.h) no event is made, which
 * takes half the time; visits and result are the same to the last bit. The agenda's clock
 * stands at or before the opening; afterwards it stands anywhere. Each visit must be as
 * visit_begin() leaves it, and come and be done within 100 days. false when memory ran out.
 * tests/office/test_straight.c. */
bool counter_live(struct counter *c, const struct counter_day *day, struct visit *visits,
                  uint32_t n, const struct counter_ears *ears,
                  struct counter_result *result) MUST_CHECK;

bool counter_failed(const struct counter *c);

#endif
