/* feeder.h - the people of one use who come by themselves, one after the other: Poisson
 * streams by inversion, fixed intervals, traces, appointments.
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

/* Who comes next, and when he was asked for. work, patience: 0 = drawn as for everybody. */
struct feeder_person {
    int64_t arrive_us, slot_us, work_us, patience_us;
    uint32_t who;
};

struct feeder {
    const struct design *design;
    const struct design_use *use;
    int32_t index; /* of the use */
    struct sim_seed seed;
    uint32_t day;
    struct feeder_person next;     /* arrive_us INT64_MAX: nobody any more */
    double cumulative, per_factor; /* POISSON: expected people so far, 1 / day factor */
    struct sim_pair gaps;
    uint32_t drawn;     /* people of the stream so far */
    uint32_t remaining; /* people still to come; UINT32_MAX = no limit */
    uint64_t *order;    /* APPOINTMENTS: arrival << 20 | index, ascending; [people] */
    uint64_t *scratch;
    uint32_t n_order;
    int64_t last_slot_us; /* APPOINTMENTS: the last slot of the day, missed or not */
    uint32_t no_shows;
};

bool feeder_init(struct feeder *f, const struct design *d, int32_t use,
                 struct arena *home) MUST_CHECK;

/* A day begins: the first person is ready in f->next. factor: how busy it is, above 0. */
void feeder_open(struct feeder *f, struct sim_seed seed, uint32_t day, double factor);

/* The next person is ready. About 25 ns for a Poisson stream. */
void feeder_advance(struct feeder *f);

#endif
