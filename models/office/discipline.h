/* discipline.h - who is called next: the waiting lines of a pool and the rule between them.
 *
 * Knows no clock of its own and no counters: the pool says what time it is and how many
 * counters are on duty. People of one line go in order of a key, the first come first among
 * equals; the rule chooses between the lines.
 */
#ifndef OFFICE_DISCIPLINE_H
#define OFFICE_DISCIPLINE_H

#include <stdbool.h>
#include <stdint.h>

#include "models/office/line.h"
#include "models/office/visit.h"
#include "sim/base/attr.h"
#include "sim/base/bug.h"
#include "sim/base/simtime.h"

enum discipline_rule {
    DISCIPLINE_TICKET,             /* first come by ticket                                 */
    DISCIPLINE_SLOT,               /* by max(ticket, slot)                                 */
    DISCIPLINE_APPOINTMENTS_FIRST, /* booked people once their slot has come (less the
                                      earliness), in order of slot, then tickets; later
                                      than the grace = a walk-in, but never at the opening
                                      slot; when nobody else waits, booked people are
                                      called early                                         */
    DISCIPLINE_N_TO_M,             /* n booked people, then m walk-ins, and so on; when one
                                      kind does not wait the other goes on                 */
    DISCIPLINE_DEDICATED,          /* some counters serve booked people only, the others
                                      walk-ins only                                        */
    DISCIPLINE_PRIORITY,           /* the least rank first, by ticket inside a rank        */
    DISCIPLINE_PREEMPTIVE,         /* the same, and whoever comes interrupts the service of
                                      the greatest rank above his own; it resumes later    */
    DISCIPLINE_ACCUMULATING        /* the greatest weight of rank x time since the ticket  */
};

enum { DISCIPLINE_LINES = 8, DISCIPLINE_NOBODY = -1 };

/* Part of compiled scenarios: in this order there is no gap. */
struct discipline_rules {
    sim_span earliness, grace; /* APPOINTMENTS_FIRST; N_TO_M, DEDICATED: grace      */
    enum discipline_rule rule;
    int32_t n, m;                     /* N_TO_M: at least 1 each                           */
    int32_t dedicated;                /* DEDICATED: counters for booked people, at most
                                         the roster's                                      */
    int32_t weight[DISCIPLINE_LINES]; /* ACCUMULATING: by rank, 1 to 10 000                */
};

/* What a line is sorted by: for booked people who keep their appointment; all others go by
 * ticket. */
enum discipline_key { DISCIPLINE_BY_TICKET, DISCIPLINE_BY_SLOT, DISCIPLINE_BY_LATER };

struct discipline {
    struct discipline_rules rules;
    enum discipline_key key; /* both follow from the rule */
    int32_t n_lines;
    struct line lines[DISCIPLINE_LINES];
    int32_t turn;    /* N_TO_M: place in the cycle of n + m */
    int32_t busy[2]; /* DEDICATED: being served, by line    */
};

bool discipline_init(struct discipline *d, struct arena *home,
                     const struct discipline_rules *rules) MUST_CHECK;

/* Nobody waits and nobody is served: a new day. */
void discipline_open(struct discipline *d);

/* The two lines of booked people who keep their appointments and of everybody else, where a rule
 * has two. */
enum { DISCIPLINE_BOOKED = 0, DISCIPLINE_WALK_IN = 1 };

/* The line that is his: v->line and v->is_demoted. open_us: at the opening slot nobody is too
 * late. */
static inline void discipline_place(const struct discipline *d, struct visit *v, int64_t open_us)
{
    if (d->n_lines != 2) {
        v->line = d->n_lines == DISCIPLINE_LINES ? v->rank : 0;
        v->is_demoted = false;
        BUG_IF(v->line >= DISCIPLINE_LINES);
        return;
    }
    /* Without a branch, as nobody can guess who is next. No slot is not after the opening. */
    _Static_assert(DISCIPLINE_BOOKED == 0 && DISCIPLINE_WALK_IN == 1, "by yes and no");
    int64_t late_us = (int64_t)((uint64_t)v->ticket_us - (uint64_t)v->slot_us);
    bool is_demoted = (late_us > d->rules.grace.us) & (v->slot_us > open_us);
    v->is_demoted = is_demoted;
    v->line = (v->slot_us == VISIT_NO_SLOT) | is_demoted;
}

/* What his line is sorted by. */
static inline int64_t discipline_key_of(const struct discipline *d, const struct visit *v)
{
    int64_t slot_us = v->slot_us, ticket_us = v->ticket_us;
    if (d->key == DISCIPLINE_BY_TICKET)
        return ticket_us;
    if (d->key == DISCIPLINE_BY_LATER) /* nobody is demoted, and no slot is the least */
        return slot_us > ticket_us ? slot_us : ticket_us;
    int64_t keeps_slot = -(int64_t)((slot_us != VISIT_NO_SLOT) & !v->is_demoted);
    return ticket_us ^ ((ticket_us ^ slot_us) & keeps_slot);
}

/* Joins it. false when memory ran out. */
static inline MUST_CHECK bool discipline_join(struct discipline *d, const struct visit *v,
                                              uint32_t who)
{
    return line_join(&d->lines[v->line], discipline_key_of(d, v), who);
}

/* Nobody waits and a counter is free: is whoever comes called at once, and nothing else
 * changed by that? */
static inline bool discipline_rule_calls_at_once(enum discipline_rule rule)
{
    return rule != DISCIPLINE_N_TO_M && rule != DISCIPLINE_DEDICATED;
}

static inline bool discipline_calls_at_once(const struct discipline *d)
{
    return discipline_rule_calls_at_once(d->rules.rule);
}

/* Comes back to his line, before those whom he preceded. false when memory ran out. */
bool discipline_rejoin(struct discipline *d, const struct visit *v, uint32_t who) MUST_CHECK;

/* The line of whoever is called next, where the rule is another than APPOINTMENTS_FIRST; as
 * below. */
int32_t discipline_next_line(struct discipline *d, int64_t now_us, int32_t on_duty);

/* The same by that rule, the usual one: nobody can guess which of the two lines it is, so nothing
 * branches on it. The head of an empty line is not asked about. */
static inline int32_t discipline_booked_first(const struct discipline *d, int64_t now_us)
{
    const struct line *booked = &d->lines[DISCIPLINE_BOOKED];
    bool has_booked = booked->length > 0, has_walk_in = d->lines[DISCIPLINE_WALK_IN].length > 0;
    bool is_due = booked->ring[booked->first].key_us - d->rules.earliness.us <= now_us;
    if (!has_booked & !has_walk_in)
        return DISCIPLINE_NOBODY;
    return (has_booked & (is_due | !has_walk_in)) ? DISCIPLINE_BOOKED : DISCIPLINE_WALK_IN;
}

/* Takes the next to be called out of his line; DISCIPLINE_NOBODY when nobody is there whom
 * a free counter may serve. on_duty: counters of the pool, at least one of them free. */
static inline int64_t discipline_call(struct discipline *d, int64_t now_us, int32_t on_duty)
{
    int32_t line = d->rules.rule == DISCIPLINE_APPOINTMENTS_FIRST
                       ? discipline_booked_first(d, now_us)
                       : discipline_next_line(d, now_us, on_duty);
    if (line == DISCIPLINE_NOBODY)
        return DISCIPLINE_NOBODY;
    if (d->rules.rule == DISCIPLINE_DEDICATED)
        d->busy[line]++;
    return line_leave(&d->lines[line]).who;
}

/* One of the pool's counters is free. May it serve this visit, by his booking? */
bool discipline_has_counter(const struct discipline *d, const struct visit *v, int32_t on_duty);

/* Somebody who was called is no longer served. */
void discipline_release(struct discipline *d, const struct visit *v);

/* Somebody leaves his line. */
void discipline_leave(struct discipline *d, const struct visit *v, uint32_t who);

/* Takes anybody out of the lines, the first of the first line first; DISCIPLINE_NOBODY when
 * they are empty. */
int64_t discipline_clear(struct discipline *d);

#endif
