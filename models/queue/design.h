/* design.h - a compiled system: one block of memory without pointers, immutable.
 *
 * Everything a replication needs, made by design.c from a setup, read by the core. Arrays
 * follow the header and are found by their offsets. Instants are microseconds after the
 * midnight before the opening; every day of a replication has the same clock.
 */
#ifndef QUEUE_DESIGN_H
#define QUEUE_DESIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/office/counter.h"
#include "models/queue/setup_kinds.h"
#include "sim/base/attr.h"
#include "sim/engine/rate.h"
#include "sim/engine/variate.h"

enum { DESIGN_STATIONS_MAX = 1 + SETUP_TANDEM_MAX, DESIGN_SHIFTS_MAX = 49, DESIGN_NONE = -1 };

/* What a draw serves: 16 bits of the random address. Append only: a number is part of every
 * published result. The site of the address is the use, who the person's number that day. */
enum design_role {
    DESIGN_ROLE_ARRIVAL = 1, /* gaps of a Poisson stream, two of a pair              */
    DESIGN_ROLE_SERVICE,     /* n = pass: time at the first counter; patience        */
    DESIGN_ROLE_NEXT,        /* n = pass x stations + station: time at a further one */
    DESIGN_ROLE_DOOR,        /* n = times at a door: where he would turn round; spare */
    DESIGN_ROLE_RETRY,       /* n = times at a door: comes again?, delay             */
    DESIGN_ROLE_FEEDBACK,    /* n = pass: joins again?; spare                        */
    DESIGN_ROLE_SHOW,        /* misses the appointment?, punctuality                 */
    DESIGN_ROLE_LIMIT,       /* is one of those who exist?                           */
    DESIGN_ROLE_AWAY,        /* n = cycle: time until he comes again; spare          */
    DESIGN_ROLE_FACTOR,      /* day factor                                           */
    DESIGN_ROLE_STAFF        /* people who can be on duty that day; spare            */
};

struct arena;
struct err;
struct setup_data;

struct design_use {
    struct sim_rate rate; /* POISSON */
    int64_t first_us, every_us, expected_us;
    int32_t kind;               /* enum setup_arrivals_kind */
    int32_t limit_most, people; /* people: of the trace, the appointments, the source */
    int32_t balk_from, balk_all_at, attempts;
    double limit_share, no_show, retry_share, feedback_share;
    int32_t service, patience, delay, away, punctuality; /* variates, DESIGN_NONE = not there */
    uint32_t first_trace; /* first of its rows or slots in the trace */
    uint8_t rank;
};

struct design_station {
    struct counter_rules rules;
    int32_t on_duty; /* further stations; the first has shifts */
    int32_t service; /* variate; at the first station the use has its own */
};

/* One row of a trace, or a slot: times after the opening. */
struct design_trace {
    int64_t arrive_us, slot_us;   /* VISIT_NO_SLOT: walk-in */
    int64_t work_us, patience_us; /* 0 = drawn as for everybody */
};

struct design {
    uint64_t bytes; /* of the whole block */
    int32_t n_uses, n_stations, n_shifts, n_chances, n_waits, n_overtimes, n_first, n_states;
    int32_t days, at_end;               /* enum setup_at_end */
    int64_t open_us, close_us, warm_us; /* warm_us: instant from which people are counted */
    bool has_half_hours;                /* the day fits into one */
    struct counter_shift shifts[DESIGN_SHIFTS_MAX]; /* of the first station; last_us below */
    struct setup_chance chances[SETUP_CHANCES_MAX]; /* shares cumulative */
    int64_t waits_us[SETUP_WAITS_MAX]; /* ascending is not needed; the first is the target */
    int64_t overtimes_us[SETUP_OVERTIMES_MAX];
    bool has_factor;
    struct design_use uses[SETUP_USES_MAX];
    struct design_station stations[DESIGN_STATIONS_MAX];
    int32_t shared, own;  /* variates of the day factor */
    uint32_t at_trace;    /* struct design_trace [ ] */
    uint32_t at_variates; /* struct sim_variate [ ]  */
};

#define DESIGN_ARRAY(d, type, offset) \
    ((const type *)(const void *)((const char *)(d) + (d)->offset))

static inline const struct sim_variate *design_variate(const struct design *d, int32_t which)
{
    return &DESIGN_ARRAY(d, struct sim_variate, at_variates)[which];
}

static inline const struct design_trace *design_trace_of(const struct design *d,
                                                         const struct design_use *use)
{
    return &DESIGN_ARRAY(d, struct design_trace, at_trace)[use->first_trace];
}

/* Makes the block; outside the core. NULL and *e when memory is short. */
const struct design *design_make(const struct setup_data *d, struct arena *home,
                                 struct err *e) MUST_CHECK;

#endif
