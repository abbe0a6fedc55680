/* city.h - one region at work: the world of a replication.
 *
 * A day goes: announcements - mail - every site's counters - bookings and plans of the
 * day for later days. Nothing that is decided on a day about later days can change what
 * happens at the counters on that day (bookings close at 17:00 of the day before), so a
 * site's day is simulated whole, and memory stays small.
 */
#ifndef WARD_CITY_H
#define WARD_CITY_H

#include "models/office/ledger.h"
#include "models/ward/person.h"
#include "models/ward/plan.h"
#include "models/ward/tally.h"
#include "sim/base/err.h"
#include "sim/engine/model.h"

/* Growing arrays of one site's day, reused. */
struct city_day {
    struct visit *visits;
    uint32_t *person; /* PERSON_NONE: known only by stream and index */
    uint32_t *who;
    uint16_t *address;
    uint8_t *use;
    struct visit *sorted; /* the same in order of arrival */
    uint8_t *sorted_use;
    uint64_t *keys, *scratch;
    uint32_t n, capacity;
    int64_t booked_work_us; /* expected work of the day's appointments */
};

struct city {
    const struct plan *plan;
    struct arena *home;
    struct sim_seed seed;
    struct person_pool pool;
    struct ledger ledger;      /* class = site * USE_COUNT + use */
    struct sim_agenda *agenda; /* of the site whose day it is */
    struct counter *counter;
    struct tally tally;
    struct city_day day;
    struct counter_shift *shifts; /* of one day */
    struct speed *speeds;
    double *ward_factor;  /* [n_sites] of today */
    int64_t acted_before; /* holders who acted before the counters opened */
    bool failed;          /* memory ran out */
};

/* The functions of struct sim_model. */
void *city_new(const void *plan, struct arena *home, struct err *e);
bool city_replicate(void *world, uint64_t seed, uint32_t replication, uint32_t region,
                    struct sim_outcome *out, struct err *e);

/* Room for n entries in the day's arrays, keeping what is there. */
bool city_day_reserve(struct city *c, uint32_t n) MUST_CHECK;

static inline uint32_t city_list(const struct city *c, int32_t site, int32_t day)
{
    return (uint32_t)(site * c->plan->n_days + day);
}

/* Puts a person on the list of those who act, or who come, on a day; beyond the last day
 * he is forgotten, still there at the end. */
void city_will_act(struct city *c, int32_t site, int32_t day, uint32_t id);
void city_will_come(struct city *c, int32_t site, int32_t day, uint32_t id);

/* Somebody gives up: he is counted and forgotten. */
void city_lose(struct city *c, int32_t site, uint32_t id);

#endif
