/* oracle.h - who is next, by the words of the rule: everybody is asked, person by person.
 *
 * No lines, no order kept: slow and plain, to be compared with models/office/discipline.c.
 */
#ifndef TESTS_OFFICE_ORACLE_H
#define TESTS_OFFICE_ORACLE_H

#include <string.h>

#include "models/office/discipline.h"

enum { ORACLE_PEOPLE = 128, ORACLE_NOBODY = -1 };

struct oracle {
    struct discipline_rules rules;
    const struct visit *v;
    int64_t open_us;
    uint32_t n;
    bool waits[ORACLE_PEOPLE];
    int64_t place[ORACLE_PEOPLE];           /* who joined first, among equals      */
    int64_t last, first;                    /* places given behind and before them */
    int32_t booked_called, walk_ins_called; /* in this cycle of n + m    */
    int32_t booked_served, walk_ins_served; /* at a counter now          */
};

static inline void oracle_open(struct oracle *o, const struct discipline_rules *rules,
                               const struct visit *v, uint32_t n, int64_t open_us)
{
    *o = (struct oracle){.rules = *rules, .v = v, .n = n, .open_us = open_us};
}

static inline bool oracle_knows_bookings(const struct oracle *o)
{
    return o->rules.rule == DISCIPLINE_APPOINTMENTS_FIRST || o->rules.rule == DISCIPLINE_N_TO_M ||
           o->rules.rule == DISCIPLINE_DEDICATED;
}

/* Does he go as a booked person? */
static inline bool oracle_is_booked(const struct oracle *o, uint32_t i)
{
    const struct visit *v = &o->v[i];
    if (v->slot_us == VISIT_NO_SLOT || !oracle_knows_bookings(o))
        return false;
    return v->slot_us <= o->open_us || v->ticket_us <= v->slot_us + o->rules.grace.us;
}

static inline int64_t oracle_key(const struct oracle *o, uint32_t i)
{
    const struct visit *v = &o->v[i];
    bool is_later = v->slot_us != VISIT_NO_SLOT && v->slot_us > v->ticket_us;
    if (oracle_is_booked(o, i) || (o->rules.rule == DISCIPLINE_SLOT && is_later))
        return v->slot_us;
    return v->ticket_us;
}

static inline bool oracle_goes_before(const struct oracle *o, uint32_t a, uint32_t b)
{
    int64_t key_a = oracle_key(o, a), key_b = oracle_key(o, b);
    return key_a != key_b ? key_a < key_b : o->place[a] < o->place[b];
}

static inline void oracle_join(struct oracle *o, uint32_t i)
{
    o->waits[i] = true;
    o->place[i] = ++o->last;
}

static inline void oracle_rejoin(struct oracle *o, uint32_t i)
{
    o->waits[i] = true;
    o->place[i] = --o->first;
}

static inline void oracle_leave(struct oracle *o, uint32_t i)
{
    o->waits[i] = false;
}

/* The first of those who wait and are booked, or are not. */
static inline int64_t oracle_first(const struct oracle *o, bool is_booked)
{
    int64_t best = ORACLE_NOBODY;
    for (uint32_t i = 0; i < o->n; i++)
        if (o->waits[i] && oracle_is_booked(o, i) == is_booked &&
            (best < 0 || oracle_goes_before(o, i, (uint32_t)best)))
            best = i;
    return best;
}

static inline int64_t oracle_n_to_m(struct oracle *o)
{
    int64_t booked = oracle_first(o, true), walk_in = oracle_first(o, false);
    bool wants_booked = o->booked_called < o->rules.n;
    int64_t wanted = wants_booked ? booked : walk_in, other = wants_booked ? walk_in : booked;
    if (wanted < 0)
        return other;
    o->booked_called += wants_booked;
    o->walk_ins_called += !wants_booked;
    if (o->walk_ins_called == o->rules.m)
        o->booked_called = o->walk_ins_called = 0;
    return wanted;
}

static inline int64_t oracle_dedicated(const struct oracle *o, int32_t on_duty)
{
    int32_t own = o->rules.dedicated > on_duty ? on_duty : o->rules.dedicated;
    int64_t booked = oracle_first(o, true), walk_in = oracle_first(o, false);
    if (booked >= 0 && o->booked_served < own)
        return booked;
    return o->walk_ins_served < on_duty - own ? walk_in : ORACLE_NOBODY;
}

/* Does a go before b, at this instant, when ranks count? */
static inline bool oracle_outranks(const struct oracle *o, uint32_t a, uint32_t b, int64_t now_us)
{
    const struct visit *va = &o->v[a], *vb = &o->v[b];
    if (o->rules.rule == DISCIPLINE_ACCUMULATING) {
        int64_t weight_a = o->rules.weight[va->rank] * (now_us - va->ticket_us);
        int64_t weight_b = o->rules.weight[vb->rank] * (now_us - vb->ticket_us);
        if (weight_a != weight_b)
            return weight_a > weight_b;
    }
    return va->rank != vb->rank ? va->rank < vb->rank : oracle_goes_before(o, a, b);
}

static inline int64_t oracle_by_rank(const struct oracle *o, int64_t now_us)
{
    int64_t best = ORACLE_NOBODY;
    for (uint32_t i = 0; i < o->n; i++)
        if (o->waits[i] && (best < 0 || oracle_outranks(o, i, (uint32_t)best, now_us)))
            best = i;
    return best;
}

static inline int64_t oracle_next(struct oracle *o, int64_t now_us, int32_t on_duty)
{
    int64_t booked = oracle_first(o, true), walk_in = oracle_first(o, false);
    switch (o->rules.rule) {
    case DISCIPLINE_N_TO_M:
        return oracle_n_to_m(o);
    case DISCIPLINE_DEDICATED:
        return oracle_dedicated(o, on_duty);
    case DISCIPLINE_PRIORITY:
    case DISCIPLINE_PREEMPTIVE:
    case DISCIPLINE_ACCUMULATING:
        return oracle_by_rank(o, now_us);
    case DISCIPLINE_TICKET:
    case DISCIPLINE_SLOT:
    case DISCIPLINE_APPOINTMENTS_FIRST:
        break;
    }
    bool is_due = booked >= 0 && o->v[booked].slot_us - o->rules.earliness.us <= now_us;
    return is_due || walk_in < 0 ? booked : walk_in;
}

/* Calls the next; ORACLE_NOBODY when nobody may be called. */
static inline int64_t oracle_call(struct oracle *o, int64_t now_us, int32_t on_duty)
{
    int64_t next = oracle_next(o, now_us, on_duty);
    if (next < 0)
        return ORACLE_NOBODY;
    o->waits[next] = false;
    bool is_booked = oracle_is_booked(o, (uint32_t)next);
    o->booked_served += is_booked;
    o->walk_ins_served += !is_booked;
    return next;
}

static inline void oracle_release(struct oracle *o, uint32_t i)
{
    bool is_booked = oracle_is_booked(o, i);
    o->booked_served -= is_booked;
    o->walk_ins_served -= !is_booked;
}

#endif
