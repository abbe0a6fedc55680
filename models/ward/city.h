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
#include "models/ward/request.h"
#include "models/ward/tally.h"
#include "sim/base/bug.h"
#include "sim/base/err.h"
#include "sim/base/simtime.h"
#include "sim/engine/model.h"

/* How much is known of somebody who comes: enough for his random address, or all there is. */
enum city_comer_kind { COMER_STRANGER, COMER_OTHER, COMER_HOLDER };

/* Somebody who comes to a site today: a person, or one of a stream known only by his address.
 * What else there is to know of a person stands in his record: comers_person(). */
struct city_comer {
    int64_t slot_us;  /* of the appointment, VISIT_NO_SLOT without one  */
    int64_t work_us;  /* that he brings, at normal speed                */
    double temper;    /* a uniform that says what he puts up with       */
    uint32_t who;     /* his place in the pool; of a stranger his name  */
    uint16_t address; /* population; strangers only                     */
    uint8_t use;
    uint8_t kind : 4, terms : 4; /* enum city_comer_kind, enum visit_terms */
};
enum { COMER_BITS = 15 }; /* all that kind, or terms, can hold */

/* Growing arrays of one site's day, reused: people as they were gathered, and their visits in
 * order of arrival. */
struct city_day {
    struct city_comer *comers;
    struct visit *sorted;
    uint8_t *sorted_use, *sorted_kind;
    uint32_t *sorted_who;     /* as of their comers */
    uint64_t *keys, *scratch; /* keys: microsecond of the day, then place among comers */
    uint32_t *chosen, *done;  /* chosen: visits that draw something more: */
    struct sim_address *address_of;
    struct sim_pair *drawn;
    double *values;
    uint32_t n, n_comers, capacity; /* n: visits; of those gathered some may stay away */
    struct visit *untouched;        /* [n_untouched]: the day's visits before anybody served them */
    uint32_t n_untouched;
    double booked_work_us[COUNTER_POOLS]; /* expected work of the day's appointments by pool,
                                             no-shows taken off */
};

enum { CITY_CHOICES = 4 }; /* kinds of choices that people of a site make on a day */
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
    struct sim_seed seed; /* of what is drawn today                        */
    struct sim_seed past; /* the same before the past of a forecast ended  */
    struct person_pool pool;
    struct ledger ledger;      /* class = site of the region * USE_COUNT + use */
    struct sim_agenda *agenda; /* of the site whose day it is */
    struct counter *counter;
    struct phone *phone; /* NULL: nobody books by phone */
    struct tally tally;
    struct city_day day;
    struct request_book requests; /* of one day: what people ask for, ...    */
    struct request_book calls;    /* ... and who dials for the first time    */
    uint32_t *gathered;           /* [most_sites + 1]: requests of the sites before each */
    struct counter_shift *shifts; /* of one day */
    struct speed *speeds;
    double *ward_factor;          /* [n_sites] of today; the region's are drawn */
    struct plan_choices *choices; /* [most_sites][CITY_CHOICES]: as they were last wanted */
    uint64_t near[LEDGER_SLOTS];  /* by the slot that somebody wants: those that will do */
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

/* The next `choices` days that can be planned today, for those who choose among them. */
static inline const struct plan_choices *city_choices(const struct city *c, int32_t site,
                                                      int32_t today, int32_t first, int32_t choices)
{
    /* Somebody books from tomorrow or from the day after, and walks in from tomorrow: each kind
     * has a place of its own. */
    int kind = ((first - today) & 1) + (choices == c->plan->booking.wish_days ? 0 : 2);
    struct plan_choices *at = &c->choices[(site - c->first) * CITY_CHOICES + kind];
    if (at->today != today || at->first != first || at->choices != choices)
        plan_choices(c->plan, site, today, first, choices, at);
    return at;
}

/* That of them on which somebody wants to come who draws u; PLAN_NO_DAY when none is left. */
static inline int32_t city_choose_day(const struct city *c, int32_t site, int32_t today,
                                      int32_t first, int32_t choices, double u)
{
    return plan_choose(city_choices(c, site, today, first, choices), u);
}

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

/* What the pair of ROLE_CHANNEL says about how somebody books. */
static inline void city_set_nature(const struct city *c, struct person *person, struct sim_pair u)
{
    bool dials = u.u[0] < c->plan->phone.by_phone, cancels = u.u[1] < c->plan->booking.cancel_share;
    /* One person in three dials: products instead of branches that are guessed wrong. */
    person->flags |= (uint8_t)(PERSON_KNOWN | dials * PERSON_DIALS | cancels * PERSON_CANCELS);
}

/* Does it say anything, and is it still to be drawn? */
static inline bool city_asks_nature(const struct city *c, const struct person *person)
{
    return (person->flags & PERSON_KNOWN) == 0 &&
           (c->plan->phone.by_phone > 0 || c->plan->booking.cancel_share > 0);
}

/* May he give the appointment back for which he asks next? Only of the first one his nature says
 * so, which must be known. Where nobody ever does that shows later. */
static inline bool city_wavers(const struct person *person)
{
    return (person->appointments | (person->flags & PERSON_CANCELS)) != 0;
}

/* Something comes between the person and what he wants, on that day. */
static inline void city_hinder(struct person *person, int32_t day, enum person_cause cause)
{
    if (day <= person->expiry_day)
        person->cause = (uint8_t)cause;
}

/* What somebody is like draws by this seed: it stays as it was when the past ends, where all else
 * that is still open is drawn anew. */
static inline struct sim_seed city_nature_seed(const struct city *c, uint32_t flags)
{
    return (flags & PERSON_PAST) != 0 ? c->past : c->seed;
}

/* Where somebody of a site goes who acts on the day: there, or to its joint centre. That is
 * drawn where the use is served at the centre on that day. flags: of the person, 0 for one who
 * acts the first time. */
int32_t city_site_drawn(const struct city *c, int32_t home, uint32_t address, uint32_t who,
                        uint32_t flags);
static inline int32_t city_site_of(const struct city *c, int32_t home, int32_t use,
                                   uint32_t address, uint32_t who, uint32_t flags, int32_t day)
{
    const struct plan_centre *centre = plan_centre_of(c->plan, home);
    if (centre->site == PLAN_NO_DAY || day < centre->from || (centre->uses >> use & 1) == 0)
        return home;
    return city_site_drawn(c, home, address, who, flags);
}

/* Puts a person on the list of those who act, or who come, on a day; beyond the last day
 * he is forgotten, still there at the end. */
void city_forget(struct city *c, uint32_t id);
static inline void city_will_act(struct city *c, int32_t site, int32_t day, uint32_t id)
{
    if (day < c->plan->n_days)
        person_push(&c->pool, &c->pool.acts[city_list(c, site, day)], id);
    else
        city_forget(c, id);
}

/* Asks for the list from memory: somebody will be put on it soon. */
static inline void city_prefetch_act(const struct city *c, int32_t site, int32_t day)
{
    if (day < c->plan->n_days)
        person_prefetch_list(&c->pool, c->pool.acts[city_list(c, site, day)]);
}

static inline void city_will_come(struct city *c, int32_t site, int32_t day, uint32_t id)
{
    BUG_IF(day >= c->plan->n_days);
    person_push(&c->pool, &c->pool.visits[city_list(c, site, day)], id);
}

/* Somebody gives up: he is counted and forgotten. */
void city_lose(struct city *c, int32_t site, int32_t day, uint32_t id);

/* The holder's certificate was not renewed before `until` (day index; INT32_MAX = at all):
 * counts the lapse, if it is one, and tells of it. */
void city_lapse(struct city *c, const struct person *person, int32_t until);

/* Only tells whoever listens. */
COLD void city_tell_lapse(const struct city *c, const struct person *person, int32_t until);

#endif
