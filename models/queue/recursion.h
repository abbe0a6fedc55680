/* recursion.h - counters without events: when each customer is called follows from the counters'
 * free instants alone (Lindley 1952, one counter; Kiefer and Wolfowitz 1955, several; with
 * impatience Baccelli, Boyer and Hebuterne 1984).
 *
 * At one station with the same counters all day, where nobody comes again, whoever comes is
 * called when the first counter is free, or at once. That is all there is to know where one line
 * goes in order of tickets and nobody asks how many are inside. Else people wait in their lines
 * until a counter is free for the next of them, or for the end of his patience to be noticed. A
 * day by recursion counts what a day by events counts, to the last bit:
 * tests/queue/test_recursion.c runs both.
 */
#ifndef QUEUE_RECURSION_H
#define QUEUE_RECURSION_H

#include <stdbool.h>
#include <stdint.h>

#include "models/queue/count.h"
#include "models/queue/design.h"
#include "models/queue/feeder.h"
#include "models/queue/waiting.h"
#include "sim/base/attr.h"

struct arena;

/* What a day was like, beside what was counted. */
struct recursion_end {
    int64_t last_us;     /* the last one was done; the opening when nobody came */
    int64_t overtime_us; /* last finish - closing, at least 0 */
    int64_t busy_us;     /* time at the counters of all people */
};

/* What is asked of people who may be counted in sums, close together: when they come and are
 * done, how long they wait at most (0: any time), what is counted of them. */
struct recursion_plain {
    int64_t from_us, close_us, longest_us;
    int32_t n_waits;
};

struct recursion {
    const struct design *design;
    struct count *count;
    int64_t *free_us; /* when each counter is free; the first one is at [0]. A few counters in
                         ascending order, many as a heap */
    int32_t counters;
    int32_t room;                /* to wait; INT32_MAX: any */
    int32_t people;              /* who came today */
    int64_t from_us;             /* people and time are counted from here on */
    int64_t waiting_us, busy_us; /* integrals over the time counted */
    struct recursion_end end;    /* of those counted one by one */
    struct recursion_plain plain;
    struct count_served sums[SETUP_USES_MAX]; /* and of the others */
    struct waiting waiting;                   /* has_lines */
    int32_t idle, inside;                     /* states: counters free so far, people */
    int64_t state_from_us;                    /* and since when so many are inside */
    bool has_lines, has_leaves;               /* has_leaves: who loses patience does so in time */
    bool failed;                              /* memory ran out */
};

/* Can days of the design be lived by recursion? Whatever the shop learns to do is refused here,
 * or done here too. */
bool recursion_fits(const struct design *d);

/* false when memory is short. For designs that fit. */
bool recursion_init(struct recursion *r, const struct design *d, struct count *count,
                    struct arena *home) MUST_CHECK;

/* Everybody who comes today: the feeders, opened, one a use, are emptied (at_end STOP: up to
 * closing). counters: on duty all day, at least 1. r->failed turns true when memory runs out. A
 * customer takes 10 ns with one counter, 20 with 20, 30 to 40 where
 * people wait in lines, beside what it takes to make him (tests/bench/bench_queue.c); O(counters)
 * up to 24, beyond O(log counters); where patience ends in time, O(those who wait), too. */
struct recursion_end recursion_live(struct recursion *r, struct feeder *feeders, int32_t counters);

#endif
