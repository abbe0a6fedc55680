/* feeder.h - the people of one use who come by themselves, one after the other: Poisson
 * streams by inversion, fixed intervals, traces, appointments.
 *
 * They are made some ahead, with what they bring to the first counter: the random numbers
 * of different people do not wait for each other, so a processor works on several at once.
 *
 * A person's number, and with it all his draws, depends on the use, the day and his place in
 * the stream alone: other counters, rules or uses change nobody's arrival.
 */
#ifndef QUEUE_FEEDER_H
#define QUEUE_FEEDER_H

#include <stdbool.h>
#include <stdint.h>

#include "models/queue/design.h"
#include "sim/base/attr.h"
#include "sim/engine/stream.h"

struct arena;

enum { FEEDER_AHEAD = 64 }; /* even: two gaps of a pair */

/* Who comes, when he was asked for, and what he brings: as in struct visit. */
struct feeder_person {
    int64_t arrive_us; /* INT64_MAX: nobody any more */
    int64_t slot_us, work_us, patience_us;
    int32_t balks_at; /* the first time he stands at the door */
    uint32_t who;
};

struct feeder {
    const struct design *design;
    const struct design_use *use;
    int32_t index; /* of the use */
    struct sim_seed seed;
    uint32_t day;
    struct feeder_person next;
    struct feeder_person ahead[FEEDER_AHEAD];
    uint32_t taken, n_ahead;       /* of those ahead; fewer than FEEDER_AHEAD: the last ones */
    double cumulative, per_factor; /* POISSON: expected people so far, 1 / day factor */
    uint32_t drawn;                /* people made so far */
    uint32_t limit;                /* people of the day at most */
    uint64_t *order;               /* APPOINTMENTS: arrival << 17 | index, ascending; [people] */
    uint64_t *scratch;
    uint32_t n_order;
    int64_t last_slot_us; /* APPOINTMENTS: the last slot of the day, missed or not */
    uint32_t no_shows;    /* APPOINTMENTS missed, of slots after the warm-up */
};

bool feeder_init(struct feeder *f, const struct design *d, int32_t use,
                 struct arena *home) MUST_CHECK;

/* A day begins: the first person is ready in f->next. factor: how busy it is, above 0. */
void feeder_open(struct feeder *f, struct sim_seed seed, uint32_t day, double factor);

/* The next person is ready. About 30 ns for a Poisson stream with exponential service
 * (tests/bench/bench_queue.c). */
void feeder_advance(struct feeder *f);

/* Of n feeders, at least 1, the one whose next person comes first; of several at one instant the
 * first. Without a branch, as nobody can guess who it is. */
static inline int32_t feeder_first(const struct feeder *feeders, int32_t n)
{
    int64_t at_us = feeders[0].next.arrive_us;
    int32_t first = 0;
    for (int32_t k = 1; k < n; k++) {
        int64_t other_us = feeders[k].next.arrive_us, is_first = -(int64_t)(other_us < at_us);
        at_us ^= (at_us ^ other_us) & is_first;
        first ^= (first ^ k) & (int32_t)is_first;
    }
    return first;
}

/* The next person and those who are ready behind him, in order; how many. 0: nobody comes any
 * more. They stand there until the next call of feeder_pass() or feeder_advance(). */
uint32_t feeder_ready(const struct feeder *f, const struct feeder_person **people);

/* So many of those who are ready have come, at least one: as often feeder_advance(). */
void feeder_pass(struct feeder *f, uint32_t people);

/* How many must wait for somebody of a use that balks to turn round; u: drawn each time he stands
 * at the door. */
static inline int32_t feeder_balks_at(const struct design_use *use, double u)
{
    return use->balk_from + 1 + (int32_t)(u * (use->balk_all_at - use->balk_from));
}

/* A span of a variate of the design in microseconds, rounded up, and at least one. */
int64_t feeder_span(const struct design *d, int32_t variate, double u);

#endif
