/* pool.h - counters on duty and the people in front of them: joining, calling, serving,
 * interrupting, losing patience.
 *
 * A pool has no doors: whoever owns it decides who joins. Its events stand in the owner's
 * agenda under kinds of its own, and the owner hands them back (pool_handle), so that any
 * number of pools can live in one agenda.
 *
 * Order at one instant: counters free up, then staff change and patience ends, then people
 * come. Whoever can be called at the very instant his patience ends is called.
 *
 * Staff who leave finish the person they serve (the first counters that free up are gone),
 * or with hand_over stop at once: those who were called last go back to the head of their
 * line and their service resumes at the next free counter. Patience runs from the ticket and
 * is for the first call only.
 */
#ifndef OFFICE_POOL_H
#define OFFICE_POOL_H

#include <stdbool.h>
#include <stdint.h>

#include "models/office/discipline.h"
#include "models/office/speed.h"
#include "models/office/visit.h"
#include "sim/base/attr.h"
#include "sim/engine/agenda.h"
#include "sim/engine/slots.h"

struct arena;

/* Kinds of the pool's events, counted from the first one that the owner gave it. */
enum { POOL_EVENT_RELEASE, POOL_EVENT_LEAVE, POOL_EVENTS };

struct pool_rules {
    struct discipline_rules order;
    sim_span longest_wait; /* whoever has waited so long leaves word and is called back;
                              0 = nobody is                                              */
    bool hand_over;
    uint8_t reserved[7]; /* 0: part of compiled scenarios */
};

/* Told of everybody who is done: served, left, called back, cleared, cut off. The visit is
 * the owner's again. It must not call back into the pool: whoever comes again or goes on to
 * another pool does so by an event. */
typedef void pool_ended(void *context, uint32_t who);

/* Integrals over time, in microseconds: number waiting, being served, counters on duty, and
 * those of them that serve nobody. */
struct pool_areas {
    int64_t waiting_us, busy_us, staffed_us, idle_us;
};

/* Invariants between events:
 *   the lines hold exactly those waiting; waiting + busy = those with a stage
 *   busy <= on_duty, but for people whose counter has left and who are being finished
 *   waiting_work, serving_work = sums of expected_us of those waiting, being served */
struct pool {
    struct arena *home;
    struct pool_rules rules;
    struct discipline order;
    struct sim_agenda *agenda;
    struct sim_slots slots; /* of those being served */
    uint32_t first_kind;
    struct visit *visits; /* the owner's; set again whenever they move */
    const struct speed *speeds;
    int32_t n_speeds;
    int64_t open_us;
    pool_ended *ended; /* may be NULL */
    void *context;
    int32_t on_duty, busy, waiting;
    int64_t waiting_work, serving_work;
    struct pool_areas areas; /* complete up to last_us */
    int64_t last_us;
    int64_t *state_us; /* [n_states] time with that many inside, the last one for more too,
                          added to what is there; NULL = nobody asked */
    int32_t n_states;
    bool can_interrupt; /* somebody may lose his counter: serving is kept */
    uint32_t *serving;  /* in order of the last call */
    int32_t serving_capacity;
    int64_t ended_wait_us, ended_service_us; /* of those who are done */
    bool failed;
};

/* A pool whose events have the kinds first_kind .. first_kind + POOL_EVENTS - 1 in the
 * agenda. false when memory is short. */
bool pool_init(struct pool *p, struct arena *home, const struct pool_rules *rules,
               struct sim_agenda *agenda, uint32_t first_kind) MUST_CHECK;

/* Empty at the instant, with so many on duty. speeds may be empty. */
void pool_open(struct pool *p, struct visit *visits, sim_instant now, int32_t on_duty,
               const struct speed *speeds, int32_t n_speeds);

/* From now on so many are on duty. */
void pool_staff(struct pool *p, int64_t now_us, int32_t on_duty);

/* Visit `who`, whose ticket is set, joins now and is called at once if he can be. */
void pool_join(struct pool *p, uint32_t who, int64_t now_us);

/* Could somebody with this visit be called the instant he joined? Nobody waits and a counter
 * that may serve him is free. */
bool pool_is_free_for(const struct pool *p, const struct visit *v);

/* One of the pool's own events. */
void pool_handle(struct pool *p, const struct sim_event *event);

/* Everybody in the lines leaves: VISIT_CLEARED. */
void pool_clear(struct pool *p, int64_t now_us);

/* The horizon cuts off somebody who is inside: VISIT_STAYED; his wait or service counts up
 * to now. Lines and agenda are no longer valid for him: cut everybody, then restart. */
void pool_cut(struct pool *p, uint32_t who, int64_t now_us);

/* Brings the integrals up to now. */
void pool_pass(struct pool *p, int64_t now_us);

/* ---- what people do in a pool, whoever lives its day ---- */

/* When a service of so much work that begins now will be done. */
static inline int64_t pool_finish_us(const struct pool *p, int64_t now_us, int64_t work_us)
{
    return p->n_speeds == 0 ? now_us + work_us
                            : speed_finish(p->speeds, p->n_speeds, now_us, work_us);
}

/* Longest time he waits in the line, from his ticket: his patience or the longest wait that is
 * offered, whichever ends first; 0 = any time. */
static inline int64_t pool_patience_us(const struct pool *p, const struct visit *v)
{
    int64_t limit = p->rules.longest_wait.us, own = v->patience_us;
    return limit > 0 && (own == 0 || limit < own) ? limit : own;
}

/* Whoever waits no longer: has he lost patience, or left word after the longest wait? */
static inline enum visit_outcome pool_tired(const struct visit *v, int64_t now_us)
{
    bool by_itself = v->patience_us > 0 && now_us - v->ticket_us >= v->patience_us;
    return by_itself ? VISIT_LEFT : VISIT_CALL_BACK;
}

/* Nobody is inside: time waiting and serving must be what those who are done say. A broken
 * law is a bug. */
void pool_check_empty(const struct pool *p);

#endif
