/* counter.h - one site at work: doors, tickets, waiting lines, counters, closing.
 *
 * The caller brings visits in order of arrival; counter_advance() and counter_finish() let
 * time pass. Everything that happens to a visit is written into it. One pool of equal
 * counters; who is called next is the rule's decision.
 *
 * Order at one instant: counters free up, then staff and doors change, then people come,
 * then the queue is looked at. Staff who leave finish the person they serve.
 */
#ifndef OFFICE_COUNTER_H
#define OFFICE_COUNTER_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/attr.h"
#include "sim/base/simtime.h"

struct arena;
struct counter; /* opaque */

/* Who is called next. */
enum counter_rule {
    COUNTER_TICKET,            /* first come by ticket                                     */
    COUNTER_SLOT,              /* by max(ticket, slot)                                     */
    COUNTER_APPOINTMENTS_FIRST /* booked people once their slot has come (less the earliness),
                                  in order of slot, then tickets; later than the grace =
                                  a walk-in, but never at the opening slot; when nobody
                                  else waits, booked people are called early               */
};

/* When tickets for walk-ins end before closing time. Booked people are still admitted. */
enum counter_early_end {
    COUNTER_END_NEVER,
    COUNTER_END_WORK,   /* the expected work of those waiting and served, and of the
                           newcomer, no longer fits into what the roster has left        */
    COUNTER_END_TICKETS /* at a number of tickets given to walk-ins                      */
};

struct counter_rules {
    enum counter_rule rule;
    sim_span earliness, grace;
    enum counter_early_end early_end;
    sim_span allowance;   /* added to the time left, may be negative */
    int32_t ticket_limit; /* COUNTER_END_TICKETS */
};

/* `counters` on duty from the instant on. */
struct counter_shift {
    sim_instant from;
    int32_t counters;
};

/* Speed of service from the instant on, in thousandths: 1000 normal, 500 half, 0 down. */
struct counter_speed {
    sim_instant from;
    int32_t permille;
};

/* One day. Pointers are only read while the day lasts. */
struct counter_day {
    sim_instant open, close;
    const struct counter_shift *shifts; /* ascending, first at or before open */
    int32_t n_shifts;
    const struct counter_speed *speeds; /* may be empty: normal all day; the last one holds
                                           for ever, so it must not be 0 */
    int32_t n_speeds;
    int64_t booked_work_us; /* expected work of today's appointments, no-shows taken off */
    bool walk_ins_refused;  /* reserved-only day */
};

enum counter_outcome {
    COUNTER_PENDING, /* not arrived yet, waiting or being served */
    COUNTER_SERVED,
    COUNTER_TURNED_AWAY, /* acceptance had ended early */
    COUNTER_TOO_LATE,    /* came at or after closing time */
    COUNTER_REFUSED      /* walk-in on a reserved-only day */
};

#define COUNTER_NO_SLOT INT64_MIN

struct counter_visit {
    /* given */
    int64_t arrive_us, slot_us; /* slot_us: COUNTER_NO_SLOT for walk-ins */
    int64_t work_us;            /* service needed at normal speed, drawn before */
    int64_t expected_us;        /* what the office expects it to be (mean of the use) */
    /* found; ticket, call and finish only when served */
    int64_t ticket_us, call_us, finish_us;
    uint8_t outcome;    /* enum counter_outcome */
    uint8_t is_demoted; /* booked, but too late: waits as a walk-in */
    uint8_t is_outside; /* came before the doors opened */
};

/* What the day was like; all in microseconds except counts. */
struct counter_result {
    int64_t queue_area_us;                 /* integral of the number waiting: Little's law */
    int64_t wait_sum_us;                   /* sum of call - ticket */
    int64_t busy_area_us;                  /* integral of the number being served, whole day */
    int64_t service_sum_us;                /* sum of finish - call */
    int64_t busy_open_us, staffed_open_us; /* inside opening hours */
    int64_t overtime_us;                   /* last finish - close, at least 0 */
    int64_t early_end_us;                  /* instant acceptance ended early, 0 = it did not */
    int32_t served, outside;
};

/* Called at the start of every half hour that begins inside opening hours. */
typedef void counter_look(void *context, int32_t half_hour, int32_t waiting);

/* A hall that can be used for any number of days. NULL when memory is short. */
struct counter *counter_new(struct arena *home, const struct counter_rules *rules) MUST_CHECK;

/* Starts a day. visits: the caller's array, in the same place until counter_finish(). */
void counter_open(struct counter *c, const struct counter_day *day, struct counter_visit *visits,
                  counter_look *look, void *context);

/* Visit i arrives; i's arrival must not lie before an earlier one. */
void counter_arrive(struct counter *c, uint32_t i);

/* Serves everybody who has a ticket and ends the day. false when memory ran out. A broken
 * law (queue area = sum of waits, busy area = sum of services) is a bug. */
bool counter_finish(struct counter *c, struct counter_result *result) MUST_CHECK;

/* Finish of a service that starts at start and needs work_us at normal speed. Checked in
 * tests/office/test_counter.c by hand-made cases. */
int64_t counter_finish_time(const struct counter_speed *speeds, int32_t n, int64_t start_us,
                            int64_t work_us);

#endif
