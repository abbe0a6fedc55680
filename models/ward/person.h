/* person.h - people who are known by name: certificate holders from mailing to renewal,
 * and those of other uses who booked or were turned away and come again.
 *
 * People live in a pool and wait in lists by site and day; memory grows with people in
 * flight, not with the year. A person's random numbers are addressed by (site, stream,
 * who), so he draws the same ones under every policy.
 */
#ifndef WARD_PERSON_H
#define WARD_PERSON_H

#include <stdbool.h>
#include <stdint.h>

#include "models/ward/plan.h"
#include "sim/base/attr.h"
#include "sim/base/bug.h"
#include "sim/engine/draws.h"
#include "sim/engine/stream.h"

struct arena;

/* What a draw serves: 5 bits of the random address. Append only: a number is part of
 * every published result. */
enum person_role {
    ROLE_DAY_FACTOR = 1,
    ROLE_ARRIVAL,     /* times of a stream's people; who = civil day        */
    ROLE_RESPONSE,    /* part of the mixture, delay                         */
    ROLE_DELIVERY,    /* days in the mail; spare                            */
    ROLE_SERVICE,     /* n = stage: time at the counter; what he puts up with */
    ROLE_PIN,         /* PIN unknown? (what is left: papers invalid?), time to reset it */
    ROLE_WISH,        /* n = attempt: wished day, wished time               */
    ROLE_REQUEST,     /* n = attempt (and day of calling): time of day of the request; spare */
    ROLE_RETRY,       /* n = attempt: try again?, delay                     */
    ROLE_APPOINTMENT, /* n = appointment: misses it?, offset from the slot  */
    ROLE_AGAIN,       /* n = appointment: books again?, delay               */
    ROLE_RETURN,      /* n = attempt: comes again?, on which day            */
    ROLE_CHANNEL,     /* books by phone?; gives his first appointment back?  */
    ROLE_CALL,        /* n = call: time on the phone, patience              */
    ROLE_REDIAL,      /* n = call: dials again?, delay                      */
    ROLE_CANCEL,      /* n = appointment: cancels?, on which day; n + 0x10000: books again?,
                         delay */
    ROLE_CENTRE,      /* uses the joint centre?; spare                      */
    ROLE_UNBOOKED,    /* comes without an appointment?; spare               */
    ROLE_PROCEDURE,   /* who comes, with form or photo?; n = 1: PIN matches?, spare */
    ROLE_PAPERS,      /* n = stage: papers invalid?, delay                   */
    ROLE_LETTER,      /* n = stage: days until the letter is there, time added for who comes */
    ROLE_ASK,         /* asks by call?, days until he books; n = 1: time of the visit; spare */
    ROLE_OUTAGE,      /* who = civil day, n = outage: when it begins, how long it is */
    ROLE_PATIENCE,    /* its length; spare                                  */
    ROLE_SPARE,       /* not drawn any more                                 */
    ROLE_ALSO,        /* has another use?, its time at the counter          */
    ROLE_TOMORROW,    /* n = day of calling: tries again the next day?; spare   */
};

/* Population 0 are the certificate holders; streams have addresses of their own. Whoever
 * calls about something else is 15 and belongs to no site; 14 is nobody, but what the sites of
 * a region with a name share. */
enum { PERSON_HOLDERS = 0, PERSON_REGION = 14, PERSON_ENQUIRERS = 15 };
#define PERSON_NONE UINT32_MAX
#define PERSON_NEVER INT16_MAX

/* What came between a holder and the renewal in time: the last thing before the expiry. */
enum person_cause {
    CAUSE_NO_RESPONSE, /* he did not act before the expiry, though he had the letter */
    CAUSE_NO_LETTER,   /* he did not, and the letter had not come by then            */
    CAUSE_WAITING,     /* he acted, and waited for his day to come                   */
    CAUSE_NO_SLOT,     /* nothing was free                                           */
    CAUSE_PHONE,       /* he did not get through                                     */
    CAUSE_MISSED,      /* he missed his appointment, gave it back or had it taken    */
    CAUSE_SECOND,      /* another visit was needed                                   */
    CAUSE_NOT_SERVED,  /* he came and was turned away, or left                       */
    PERSON_CAUSES
};

/* What he knows and has tried. */
enum {
    PERSON_TOLD = 1,     /* came without an appointment and was sent away */
    PERSON_GAVE_UP = 2,  /* found no appointment and comes without one    */
    PERSON_KNOWN = 4,    /* it is known whether he                        */
    PERSON_DIALS = 8,    /* ... books by phone                            */
    PERSON_CANCELS = 16, /* ... gives his first appointment back         */
    PERSON_PAST = 32     /* was there when the past of a forecast ended  */
};

struct person {
    uint32_t who;       /* holders: expiry civil day << 16 | index; others: civil day of first
                           coming << 16 | index that day */
    int16_t expiry_day; /* day index; holders only */
    int16_t window;     /* first day on which he can book; holders only */
    int16_t first_day;  /* day index of the first attempt, PLAN_NO_DAY before it */
    int16_t visit_day;  /* of the appointment, while is_booked */
    int16_t booked_on;  /* day index */
    uint16_t address;   /* population */
    uint16_t home;      /* site whose people he belongs to: his random numbers */
    uint8_t use;
    uint8_t slot;         /* of the appointment */
    uint8_t attempts;     /* to book, or turned away, in a row */
    uint8_t appointments; /* so far: n of their random addresses, wraps at 256 */
    uint8_t calls;        /* today */
    uint8_t call_days;    /* on which he called in vain, in a row */
    uint8_t flags;
    uint8_t cause;          /* enum person_cause, so far; holders only */
    uint8_t stage;          /* holders: visits behind him that were not the last */
    uint8_t is_booked : 1;  /* has an appointment */
    uint8_t must_ask : 1;   /* acted before his letter: has no booking ID and must ask the ward
                               for it before he can book (where nothing is booked it means
                               nothing) */
    uint8_t is_asking : 1;  /* his next visit only asks for the ID */
    uint8_t is_invalid : 1; /* the papers of the visit he is at are no good */
    uint8_t form;           /* how the renewal is done, once it is known: procedure.c */
    int16_t delivered;      /* holders: day index of the letter, PERSON_NEVER without one */
};

/* People on a list: a chain of blocks of one cache line each. Whoever goes through a list reads
 * a line for every 14 people, and knows whom he will meet. */
enum { PERSON_BLOCK = 14 };
struct person_block {
    uint32_t next, n;
    uint32_t id[PERSON_BLOCK];
};

/* Lists by site and day: the first block of each, PERSON_NONE for nobody. */
struct person_pool {
    struct arena *home;
    struct person *people;
    uint32_t *vacant; /* [n_vacant]: places of those who were dropped, the last one in use first */
    uint32_t capacity, used, n_vacant, alive;
    struct person_block *blocks;
    uint32_t block_capacity, block_used, block_free;
    uint32_t *acts;   /* [site of the region][day]: act (book, choose a day) on the day */
    uint32_t *visits; /* the same: come on the day, appointment or not                 */
    uint32_t n_lists; /* of the region at work, at most those of the largest           */
    bool failed;      /* memory ran out while somebody was put on a list: he is lost   */
};

bool person_init(struct person_pool *pool, const struct plan *p, struct arena *home) MUST_CHECK;
void person_clear(struct person_pool *pool);

/* Asks for a person who will be dealt with soon: lists jump about in a pool that is larger
 * than the nearest caches. */
static inline void person_prefetch(const struct person_pool *pool, uint32_t id)
{
    __builtin_prefetch(&pool->people[id]);
}

/* The same of a list on which somebody will be put. */
static inline void person_prefetch_list(const struct person_pool *pool, uint32_t list)
{
    if (list != PERSON_NONE)
        __builtin_prefetch(&pool->blocks[list], 1);
}

/* Room for twice as many people; false when memory ran out. */
COLD bool person_grow(struct person_pool *pool) MUST_CHECK;

/* A new person of a site and population, all else zero but first_day; PERSON_NONE when
 * memory ran out. */
static inline uint32_t person_make(struct person_pool *pool, int32_t home, uint32_t address,
                                   uint32_t who)
{
    enum { AHEAD = 8 }; /* places lie all over memory */
    uint32_t id;
    if (pool->n_vacant > 0) {
        id = pool->vacant[--pool->n_vacant];
        if (pool->n_vacant >= AHEAD)
            __builtin_prefetch(&pool->people[pool->vacant[pool->n_vacant - AHEAD]], 1);
    } else {
        if (pool->used == pool->capacity && !person_grow(pool))
            return PERSON_NONE;
        id = pool->used++;
    }
    pool->people[id] = (struct person){
        .who = who, .first_day = PLAN_NO_DAY, .address = (uint16_t)address, .home = (uint16_t)home};
    pool->alive++;
    return id;
}

static inline void person_drop(struct person_pool *pool, uint32_t id)
{
    BUG_IF(id >= pool->used);
    pool->vacant[pool->n_vacant++] = id;
    pool->alive--;
}

/* The same of so many. */
static inline void person_drop_some(struct person_pool *pool, const uint32_t *ids, uint32_t n)
{
    uint32_t *vacant = pool->vacant + pool->n_vacant, used = pool->used, n_wrong = 0;
    for (uint32_t i = 0; i < n; i++) {
        n_wrong += ids[i] >= used;
        vacant[i] = ids[i];
    }
    BUG_IF(n_wrong > 0);
    pool->n_vacant += n;
    pool->alive -= n;
}

/* Puts an empty block in front of the list; false, and the pool has failed, when memory
 * ran out. */
NOINLINE bool person_lengthen(struct person_pool *pool, uint32_t *list) MUST_CHECK;

/* Puts him in front of the list. */
static inline void person_push(struct person_pool *pool, uint32_t *list, uint32_t id)
{
    bool is_full = *list == PERSON_NONE || pool->blocks[*list].n == PERSON_BLOCK;
    if (is_full && !person_lengthen(pool, list))
        return;
    struct person_block *b = &pool->blocks[*list];
    b->id[b->n++] = id;
}

/* A walk along a list, from the one put on it last to the first. */
struct person_walk {
    uint32_t block, left; /* in the block */
};

static inline struct person_walk person_walk_of(const struct person_pool *pool, uint32_t list)
{
    return (struct person_walk){list, list != PERSON_NONE ? pool->blocks[list].n : 0};
}

/* The next one; PERSON_NONE when all were. */
static inline uint32_t person_step(const struct person_pool *pool, struct person_walk *w)
{
    if (w->block == PERSON_NONE)
        return PERSON_NONE;
    const struct person_block *b = &pool->blocks[w->block];
    uint32_t id = b->id[--w->left];
    if (w->left == 0)
        *w = person_walk_of(pool, b->next);
    return id;
}

/* Empties the list and walks along what it held. */
static inline struct person_walk person_take_list(const struct person_pool *pool, uint32_t *list)
{
    struct person_walk w = person_walk_of(pool, *list);
    *list = PERSON_NONE;
    return w;
}

/* The next ones of a list that was taken, PERSON_SOME at most, who may then be put on other
 * lists or dropped, and are asked for from memory already; returns how many, 0 when all were. */
enum { PERSON_SOME = 8 * PERSON_BLOCK };
uint32_t person_some(struct person_pool *pool, struct person_walk *w, uint32_t ids[PERSON_SOME]);

/* The uniforms of a person's role. */
static inline struct sim_pair person_draw(struct sim_seed seed, uint32_t site_code,
                                          uint32_t address, enum person_role role, uint32_t who,
                                          uint32_t n)
{
    return sim_stream_pair(seed, site_code, address << 5 | (uint32_t)role, who, n);
}

/* The same as an address, for drawing many at once. */
static inline struct sim_address person_address(uint32_t site_code, uint32_t address,
                                                enum person_role role, uint32_t who, uint32_t n)
{
    return sim_address_of(site_code, address << 5 | (uint32_t)role, who, n);
}

/* n of what a person draws for an attempt: never the same again after an appointment. */
static inline uint32_t person_attempt(const struct person *p)
{
    return (uint32_t)p->appointments << 8 | p->attempts;
}

/* A geometric delay in days, at least 0: floor(ln(1 - u) / ln q) with 1 / ln q given (0 = no
 * delay). */
int32_t person_geometric(double inverse_log, double u);

/* The same where log_left = ln(1 - u) is known. */
static inline int32_t person_geometric_of(double inverse_log, double log_left)
{
    enum { LONGEST = 20000 };
    double days = log_left * inverse_log;
    return days < LONGEST ? (int32_t)days : LONGEST;
}

#endif
