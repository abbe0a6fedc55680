/* city.h - one region at work: the world of a replication of it.
 *
 * A day goes: announcements - mail - every site's counters - bookings and plans of the
 * day for later days, of all sites in order of time, for they share the phone line. Nothing
 * that is decided on a day about later days can change what happens at the counters on that
 * day (bookings close at 17:00 of the day before), so a site's day is simulated whole, and
 * memory stays small.
 */
#ifndef WARD_CITY_H
#define WARD_CITY_H

#include "models/office/ledger.h"
#include "models/ward/journey.h"
#include "models/ward/person.h"
#include "models/ward/plan.h"
#include "models/ward/tally.h"
#include "sim/base/err.h"
#include "sim/base/simtime.h"
#include "sim/engine/model.h"

/* Growing arrays of one site's day, reused: people as they were gathered, and their visits in
 * order of arrival. */
struct city_day {
    int64_t *slot_us; /* of the appointment, VISIT_NO_SLOT without one */
    uint32_t *person; /* PERSON_NONE: known only by stream and index */
    uint32_t *who;
    uint16_t *address, *home;
    uint8_t *use; /* of requests: enum request_kind */
    struct visit *sorted;
    uint8_t *sorted_use;
    uint64_t *keys, *scratch;
    struct sim_address *address_of; /* [CITY_DRAWS * capacity]: draws that are made together, */
    struct sim_pair *drawn;         /* and what they gave */
    uint32_t n_draws;
    uint32_t n, capacity;
    double booked_work_us[COUNTER_POOLS]; /* expected work of the day's appointments by pool,
                                             no-shows taken off */
};

enum { CITY_CHOICES = 4 }; /* kinds of choices that people of a site make on a day */
enum { CITY_DRAWS = 3 };   /* of one visit or request, at most */
/* Site number in the random address of what all sites share: where there are no regions, and
 * of the national system, which is one for all regions. */
enum { CITY_CODE = 0xFFFF };
struct phone;

struct city {
    const struct plan *plan;
    const struct plan_region *region; /* the one at work ...               */
    int32_t region_index;             /* ... its number,                   */
    int32_t first, end;               /* and its sites: those before `end` */
    struct arena *home;
    struct sim_seed seed;
    struct person_pool pool;
    struct ledger ledger;      /* class = site of the region * USE_COUNT + use */
    struct sim_agenda *agenda; /* of the site whose day it is */
    struct counter *counter;
    struct phone *phone; /* NULL: nobody books by phone */
    struct tally tally;
    struct city_day day;
    struct counter_shift *shifts; /* of one day */
    struct speed *speeds;
    double *ward_factor;          /* [n_sites] of today; the region's are drawn */
    struct plan_choices *choices; /* [most_sites][CITY_CHOICES]: as they were last wanted */
    int64_t acted_before;         /* holders who acted before the counters opened */
    bool failed;                  /* memory ran out */
    journey_ear *ear;             /* told of every step; NULL: nobody listens */
    void *ear_context;
};

/* The functions of struct sim_model. */
void *city_new(const void *plan, struct arena *home, struct err *e);
bool city_replicate(void *world, uint64_t seed, uint32_t replication, uint32_t region,
                    struct sim_outcome *out, struct err *e);

/* The model that runs the plan. */
struct sim_model city_model(const struct plan *p);

/* From now on the ear is told of every step of everybody; NULL = nobody listens. */
void city_listen(struct city *c, journey_ear *ear, void *context);

/* Room for n entries in the day's arrays, keeping what is there, but no pairs. */
bool city_day_reserve(struct city *c, uint32_t n) MUST_CHECK;

static inline uint32_t city_list(const struct city *c, int32_t site, int32_t day)
{
    return (uint32_t)((site - c->first) * c->plan->n_days + day);
}

/* Midnight at which a day begins, microseconds. */
static inline int64_t city_midnight(const struct city *c, int32_t day)
{
    return sim_on_day(c->plan->base_day + day, 0).us;
}

/* A person's uniforms for a role. */
static inline struct sim_pair city_draw(const struct city *c, const struct person *person,
                                        enum person_role role, uint32_t n)
{
    return person_draw(c->seed, plan_code(c->plan, person->home), person->address, role,
                       person->who, n);
}

/* The same as an address, for drawing many at once. */
static inline struct sim_address city_address(const struct city *c, const struct person *person,
                                              enum person_role role, uint32_t n)
{
    return person_address(plan_code(c->plan, person->home), person->address, role, person->who, n);
}

/* The day, among the next `choices` that can be planned today, on which somebody wants to come
 * who draws u; PLAN_NO_DAY when none is left. */
int32_t city_choose_day(const struct city *c, int32_t site, int32_t today, int32_t first,
                        int32_t choices, double u);

/* Tells the ear, which there is. */
COLD NOINLINE void city_tell_ear(const struct city *c, enum journey_step step, int64_t at_us,
                                 int32_t site, const struct person *person, int64_t value);

/* Tells whoever listens of a person's step. */
static inline void city_tell(const struct city *c, enum journey_step step, int64_t at_us,
                             int32_t site, const struct person *person, int64_t value)
{
    if (c->ear != NULL)
        city_tell_ear(c, step, at_us, site, person, value);
}

/* Flags of the person, with how he books: drawn once and kept. */
uint32_t city_nature(const struct city *c, struct person *person);

/* Is that still to be drawn? And the same where its pair (ROLE_CHANNEL) has been. */
bool city_asks_nature(const struct city *c, const struct person *person);
void city_set_nature(const struct city *c, struct person *person, struct sim_pair u);

/* Something comes between the person and what he wants, on that day. */
static inline void city_hinder(struct person *person, int32_t day, enum person_cause cause)
{
    if (day <= person->expiry_day)
        person->cause = (uint8_t)cause;
}

/* Where somebody of a site goes who acts on the day: there, or to its joint centre. */
int32_t city_site_of(const struct city *c, int32_t home, int32_t use, uint32_t address,
                     uint32_t who, int32_t day);

/* Puts a person on the list of those who act, or who come, on a day; beyond the last day
 * he is forgotten, still there at the end. */
void city_will_act(struct city *c, int32_t site, int32_t day, uint32_t id);
void city_will_come(struct city *c, int32_t site, int32_t day, uint32_t id);

/* Somebody gives up: he is counted and forgotten. */
void city_lose(struct city *c, int32_t site, int32_t day, uint32_t id);

/* The holder's certificate was not renewed before `until` (day index; INT32_MAX = at all):
 * counts the lapse, if it is one. */
void city_lapse(struct city *c, const struct person *person, int32_t until);

#endif
